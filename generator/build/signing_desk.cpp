#include "build/signing_desk.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "build/bound_words.hpp"
#include "media/base64.hpp"
#include "media/media.hpp"
#include "model/situation.hpp"
#include "resolve/participants.hpp"
#include "resolve/waiting.hpp"
#include "trust/attesting.hpp"
#include "trust/binding.hpp"
#include "trust/did_key.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

namespace livret {

namespace {

std::string_view text_of(Obstacle obstacle) {
    static constexpr std::string_view names[] = {
        "", "no-trust", "not-registered", "key-ended", "not-in-scope", "not-in-roster", "erased", "not-yet"};
    return names[static_cast<std::size_t>(obstacle)];
}

Json object(std::initializer_list<std::pair<const char*, Json>> members) {
    Json out = Json::object();
    for (const auto& [name, value] : members) out.set(name, value);
    return out;
}

class Desks {
  public:
    Desks(const Institute& institute, const Judged& judged, const Disk& repository, const Sink& sink, const Moment& now)
        : institute_(institute), judged_(judged), repository_(repository), chain_(*judged.chain),
          language_(institute_.configuration.language), today_(now.local_date()), standings_(standings_of(institute_)) {
        for (const Diagnostic& one : sink.items())
            if (one.severity() == Severity::error) faulty_.insert(one.path.value);
        for (const Waiting& one : waits_of(institute_, standings_, today_).waiting) waiting_.emplace(one.activity, one);
        for (const UndecidedContributions& one : undecided_contributions(institute_, today_)) given_.emplace(one.trainee, one);
    }

    GroupDesk group(const Gfp& gfp) const {
        GroupDesk out;
        out.gfp = gfp.id;
        for (const Activity& one : institute_.activities)
            if (one.owner.gfp == gfp.id) add_activity(one, out);
        for (const Training& one : institute_.trainings)
            if (one.gfp == gfp.id && one.status == TrainingStatus::held) add_training(one, out);
        for (const Trainee& one : institute_.trainees)
            if (one.key.gfp == gfp.id) add_contributions(one, out);
        std::stable_sort(out.subjects.begin(), out.subjects.end(), [](const DeskSubject& a, const DeskSubject& b) {
            if (a.waits != b.waits) return a.waits;
            return order_of(a) < order_of(b);
        });
        out.head = head(gfp, out);
        return out;
    }

  private:
    const Institute& institute_;
    const Judged& judged_;
    const Disk& repository_;
    const Chain& chain_;
    Language language_;
    Date today_;
    std::map<TraineeKey, TraineeStandings> standings_;
    std::set<std::string> faulty_; // files with errors
    std::map<const Activity*, Waiting> waiting_;
    std::map<const Trainee*, UndecidedContributions> given_;

    static std::pair<std::string, std::string> order_of(const DeskSubject& one) {
        const Json* since = one.facts.find("since");
        return {since ? since->as_string() : "", one.facts.find("name")->as_string()};
    }

    const NamedDigest* in_force(const FrameworkId& id) const {
        for (const NamedDigest& one : chain_.registry.in_force.frameworks)
            if (one.id == id.value) return &one;
        return nullptr;
    }

    Person person_of(const Trainee& trainee) const {
        return {trainee.key.gfp.value + "/" + trainee.key.trainee.value, trainee.name, trainee.salt};
    }

    // Who may sign here, and what stands in the way of each key.
    Json signers(const Gfp& gfp) const {
        Json out = Json::array();
        for (const RegisteredTrainer& one : chain_.registry.trainers) {
            const bool trains =
                std::any_of(one.scopes.begin(), one.scopes.end(), [](const auto& scope) { return scope.role == Role::trainer; });
            if (!trains) continue;
            Json keys = Json::array();
            for (const RegisteredKey& key : one.keys) {
                Json trainees = Json::object();
                for (const Trainee& trainee : institute_.trainees)
                    if (trainee.key.gfp == gfp.id && !trainee.id.empty() && !trainees.find(trainee.id))
                        trainees.set(trainee.id,
                                     text_of(obstacle_to(chain_, key.key, trainee.id, gfp.id.value, person_of(trainee), today_)));
                keys.push(object({{"key", did_key(key.key)},
                                  {"obstacle", text_of(obstacle_of_key(chain_, key.key, today_))},
                                  {"trainees", std::move(trainees)}}));
            }
            out.push(object({{"id", one.id}, {"name", one.name}, {"keys", std::move(keys)}}));
        }
        return out;
    }

    Json frameworks(const GroupDesk& desk) const {
        std::map<std::string, std::set<std::string>> wanted;
        for (const DeskSubject& one : desk.subjects) {
            std::set<std::string>& codes = wanted[one.facts.find("framework")->as_string()];
            for (const Json& open : one.facts.find("open")->as_array()) codes.insert(open.find("code")->as_string());
            if (one.facts.find("kind")->as_string() == "contributions") // no declaration says which
                for (const Competence& each :
                     institute_.find_framework(FrameworkId{one.facts.find("framework")->as_string()})->competences)
                    codes.insert(each.code);
        }
        Json out = Json::object();
        for (const auto& [id, codes] : wanted) {
            const Framework* framework = institute_.find_framework(FrameworkId{id});
            Json statements = Json::object();
            for (const std::string& code : codes)
                if (const Competence* one = framework->find(code)) statements.set(code, wording(one->statements, language_).text);
            out.set(id, object({{"title", wording(framework->titles, language_).text},
                                {"digest", in_force(FrameworkId{id})->digest},
                                {"statements", std::move(statements)}}));
        }
        return out;
    }

    Json head(const Gfp& gfp, const GroupDesk& desk) const {
        const TrustState& trust = institute_.trust;
        Json out = Json::object();
        out.set("version", 1);
        out.set("institution", chain_.registry.institution);
        out.set("institutionName", trust.institution_name);
        out.set("fingerprint", trust.fingerprint);
        out.set("example", trust.example);
        out.set("gfp", object({{"id", gfp.id.value}, {"title", gfp.title}}));
        out.set("made", iso(today_)); // to the day: with the hour, no two builds would be the same
        out.set("stopped", trust.not_in_force.empty() ? "" : "not-in-force");
        out.set("after", object({{"checkpoint", chain_.newest().checkpoint.number}, {"digest", chain_.newest().digest}}));
        out.set("checkpointDate", long_date(chain_.newest().checkpoint.date, language_));
        out.set("signers", signers(gfp));
        out.set("frameworks", frameworks(desk));
        return out;
    }

    // Decisions that speak: what each trainer replaces, and takes over, when she decides again (trust/attesting.hpp).
    Json standing(const Attestation& about) const {
        Json out = Json::array();
        for (const RegisteredTrainer& trainer : chain_.registry.trainers)
            for (const JudgedAttestation* one : standing_attestations(judged_, trainer.id, about)) {
                const Json subject = subject_json(one->attestation);
                out.push(object({{"trainer", trainer.id}, {"digest", one->digest}, {"decisions", *subject.find("decisions")}}));
            }
        return out;
    }

    Json earlier(const Trainee& trainee, const Subject& about, const FrameworkId& framework, const std::string& code,
                 const Activity* activity) const {
        Json out = Json::array();
        for (const AttestationRecord& record : institute_.trust.attestations) {
            if (record.trainee_id != trainee.id || record.framework != framework || !(subject_of(record) == about)) continue;
            for (const SignedDecision& decision : record.decisions) {
                if (decision.competence != code) continue;
                Json replies = Json::array();
                for (const Reply& reply : activity ? activity->replies : std::vector<Reply>{})
                    if (record.asked_by(reply.to))
                        replies.push(object({{"date", long_date(reply.date, language_)}, {"text", reply.text->plain}}));
                out.push(object({{"who", record.trainer_name},
                                 {"decision", livret::text_of(decision.outcome)},
                                 {"comment", decision.comment},
                                 {"word", record.counts() ? "" : livret::text_of(record.word)},
                                 {"edited", record.counts() && record.freshness == Freshness::edited_since},
                                 {"replies", std::move(replies)}}));
            }
        }
        return out;
    }

    struct Open {
        std::string code, claim;
    };
    // What activities and sessions have in common; nothing if nobody could decide on it.
    std::optional<Json> subject(const std::string& name, const Trainee& trainee, const FrameworkId& framework_id,
                                Attestation about, const Subject& key, const std::vector<Open>& open, const Activity* activity,
                                bool& waits) const {
        const NamedDigest* framework = in_force(framework_id);
        if (trainee.id.empty() || !framework || !institute_.find_framework(framework_id)) return std::nullopt;
        about.institution = chain_.registry.institution;
        about.trainee = trainee.id;
        about.gfp = trainee.key.gfp.value;
        about.framework = *framework;
        Json out = Json::object();
        out.set("name", name);
        out.set("trainee", object({{"id", trainee.id}, {"name", trainee.name}}));
        out.set("framework", framework_id.value);
        out.set("about", *subject_json(about).find("about"));
        Json list = Json::array();
        const auto standings = standings_.find(trainee.key);
        for (const Open& one : open) {
            const Standing* found =
                standings == standings_.end() ? nullptr : find_standing(standings->second, {framework_id, one.code}, key);
            const bool decided = !waits_for_a_trainer(found);
            waits = waits || !decided;
            list.push(object({{"code", one.code},
                              {"claim", one.claim},
                              {"decided", decided},
                              {"earlier", earlier(trainee, key, framework_id, one.code, activity)}}));
        }
        out.set("open", std::move(list));
        out.set("standing", standing(about));
        return out;
    }

    std::string context_label(const ContextId& id) const {
        const Context* found = institute_.find_context(id);
        return found ? found->label.in(language_) : id.value;
    }

    void add_activity(const Activity& activity, GroupDesk& out) const {
        if (activity.status != Status::declared || activity.visibility == Visibility::private_) return;
        const Trainee* trainee = institute_.find_trainee(activity.owner);
        if (!trainee) return;
        DeskSubject one;
        Attestation about;
        about.about = manifest_of(activity, trainee->id);
        std::vector<Open> open;
        for (const Declaration& each : activity.declarations) open.push_back({each.competence.code, each.words});
        auto facts = subject(activity.reference, *trainee, activity.framework, std::move(about), subject_of(activity), open,
                             &activity, one.waits);
        if (!facts || open.empty()) return;
        one.facts = std::move(*facts);
        one.facts.set("kind", "activity");
        one.facts.set("title", activity.title);
        one.facts.set("when", date_range(activity.dates.from, activity.dates.to, language_));
        one.facts.set("context", context_label(activity.context));
        one.facts.set("situation", text_of(activity.situation));
        if (const auto found = waiting_.find(&activity); found != waiting_.end()) {
            one.facts.set("since", iso(found->second.since));
            one.facts.set("sinceText", long_date(found->second.since, language_));
            one.facts.set("days", found->second.days);
            one.facts.set("late", found->second.late);
        }
        if (const std::string path = obstacle_of(activity); !path.empty()) one.facts.set("faulty", path);
        if (const std::string path = revealing(activity); !path.empty()) one.facts.set("revealing", path);
        one.texts = {{activity.path}};
        for (const Attachment& file : activity.attachments) one.files.push_back(file.path);
        out.subjects.push_back(std::move(one));
    }

    // An attachment that cannot be published is in no page: nobody read it, so nobody can attest it.
    std::string obstacle_of(const Activity& activity) const {
        if (activity.path.name() != "index.md") return {};
        const std::string folder = activity.path.parent().value + "/";
        const auto found = faulty_.lower_bound(folder);
        return found != faulty_.end() && found->starts_with(folder) ? *found : std::string();
    }
    std::string revealing(const Activity& activity) const {
        for (const Attachment& one : activity.attachments)
            if (is_picture_name(one.path) && strip_picture(one.path, repository_.read(one.path.value))) return one.path.value;
        return {};
    }

    void add_training(const Training& training, GroupDesk& out) const {
        for (const Trainee& trainee : institute_.trainees) {
            if (!takes_part(training, trainee.key)) continue;
            DeskSubject one;
            Attestation about;
            about.about = manifest_of(training);
            std::vector<Open> open;
            for (const std::string& code : training.competences) open.push_back({code, ""});
            const std::string name = fmt::format("{}/{} ({})", training.gfp.value, training.slug, trainee.key.trainee.value);
            auto facts = subject(name, trainee, training.framework, std::move(about), Subject{AboutKind::training, training.slug},
                                 open, nullptr, one.waits);
            if (!facts || open.empty()) continue;
            one.facts = std::move(*facts);
            one.facts.set("kind", "training");
            one.facts.set("title", training.title);
            one.facts.set("when", long_date(training.date, language_));
            one.facts.set("context", context_label(training.kind));
            one.facts.set("situation", "");
            one.waits = false; // a session is no request of anybody's
            one.texts = {{training.path}};
            out.subjects.push_back(std::move(one));
        }
    }

    // No declaration says which competences her answers show: those that were decided are there, the signer adds others.
    void add_contributions(const Trainee& trainee, GroupDesk& out) const {
        const auto all = contributions_of(institute_, trainee.key);
        if (all.empty()) return;
        const FrameworkId& framework = institute_.configuration.framework;
        const Subject key{AboutKind::contributions, ""};
        DeskSubject one;
        Contributions bound;
        Date first = all.front().date().local_date(), last = first;
        for (const FoundContribution& each : all) {
            const Date day = each.date().local_date();
            first = std::min(first, day);
            last = std::max(last, day);
            bound.push_back(each.bound());
            one.texts.push_back({each.question->path, each.answer, each.question->title, long_date(day, language_)});
        }
        Attestation about;
        about.about = std::move(bound);
        std::vector<Open> open;
        if (const auto standings = standings_.find(trainee.key); standings != standings_.end())
            for (const auto& [competence, subjects] : standings->second)
                if (competence.framework == framework && subjects.contains(key)) open.push_back({competence.code, ""});
        auto facts = subject(trainee.key.gfp.value + "/" + trainee.key.trainee.value, trainee, framework, std::move(about), key,
                             open, nullptr, one.waits);
        if (!facts) return;
        one.facts = std::move(*facts);
        one.waits = false;
        one.facts.set("kind", "contributions");
        one.facts.set("title", "");
        one.facts.set("when", date_range(first, last, language_));
        one.facts.set("context", "");
        one.facts.set("situation", "");
        if (const auto found = given_.find(&trainee); found != given_.end()) {
            one.facts.set("since", iso(found->second.since));
            one.facts.set("sinceText", long_date(found->second.since, language_));
            one.facts.set("days", found->second.days);
            one.facts.set("late", false);
        }
        out.subjects.push_back(std::move(one));
    }
};

// The words as signatures bind them. What changed since everything was read has another digest, which the page finds out.
std::string words_of(const Disk& repository, const DeskSubject::Text& text) {
    if (!repository.exists(text.path.value)) return {};
    return (text.answer ? contribution_words(repository, text.path, *text.answer) : body_words(repository, text.path))
        .value_or("");
}

// JSON that ends no element and begins no comment, wherever it stands in HTML.
std::string inert(const Json& json) {
    std::string out;
    for (const char c : json.dump()) {
        if (c == '<')
            out += "\\u003c";
        else if (c == '>')
            out += "\\u003e";
        else if (c == '&')
            out += "\\u0026";
        else
            out += c;
    }
    return out;
}

} // namespace

std::vector<GroupDesk> signing_desks(const Institute& institute, const Judged& judged, const Disk& repository, const Sink& sink,
                                     const Moment& now) {
    std::vector<GroupDesk> out;
    if (!institute.trust.present || !institute.trust.broken.empty()) return out;
    const Desks desks(institute, judged, repository, sink, now);
    for (const Gfp& gfp : institute.gfps) out.push_back(desks.group(gfp));
    return out;
}

std::string signing_page(std::string_view page, const GroupDesk& desk, const SiteMap& map, const Disk& repository) {
    const auto from_here = [&](const SitePath& to) { // the page lies in the group's folder
        return encode_url_path(std::string_view(to.value).substr(desk.gfp.value.size() + 1));
    };
    Json data = desk.head;
    data.set("home", from_here(map.page(desk.gfp, SiteMap::One::desk)));
    std::uint64_t carried = 0;
    Json subjects = Json::array();
    for (const DeskSubject& one : desk.subjects) {
        Json facts = one.facts;
        Json texts = Json::array();
        for (const DeskSubject::Text& each : one.texts) {
            Json text = Json::object();
            text.set("title", each.title);
            text.set("when", each.when);
            if (const auto to = map.find(desk.gfp, each.path)) text.set("url", from_here(*to));
            text.set("text", words_of(repository, each));
            texts.push(std::move(text));
        }
        facts.set("texts", std::move(texts));
        Json files = Json::array();
        std::uint64_t own = 0;
        for (const SourcePath& path : one.files) {
            const std::string bytes = repository.read_if_exists(path.value);
            Json file = Json::object();
            file.set("sha256", sha256_hex(bytes));
            if (const auto to = map.find(desk.gfp, path)) file.set("url", from_here(*to));
            if (one.waits && own + bytes.size() <= desk_limits::subject && carried + bytes.size() <= desk_limits::page) {
                own += bytes.size();
                carried += bytes.size();
                file.set("base64", encode_base64(bytes));
            }
            files.push(std::move(file));
        }
        facts.set("files", std::move(files));
        subjects.push(std::move(facts));
    }
    data.set("subjects", std::move(subjects));
    constexpr std::string_view place = "@DATA@";
    const std::size_t at = page.find(place);
    std::string out(page.substr(0, at));
    out += inert(data);
    out += page.substr(at + place.size());
    return out;
}

} // namespace livret

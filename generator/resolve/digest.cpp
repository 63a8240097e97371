#include "resolve/digest.hpp"

#include "resolve/audience.hpp"
#include "resolve/participants.hpp"
#include "resolve/standing.hpp"
#include "resolve/trainer_groups.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace livret {

namespace {

constexpr std::chrono::hours near{24}; // the last day of a promise

std::string name_of(const Institute& institute, const PersonKey& key) {
    if (key.is_trainer()) {
        const Trainer* trainer = institute.find_trainer(key.trainer);
        return trainer == nullptr ? key.trainer.value : trainer->name;
    }
    const Trainee* trainee = institute.find_trainee({key.gfp, key.trainee});
    return trainee == nullptr ? std::string() : trainee->name;
}

// A signer says when she signed; it is good enough to tell old from new.
std::optional<Date> day_of(const AttestationRecord& record) {
    const auto moment = parse_moment(record.signed_at);
    return moment ? std::optional(moment->local_date()) : record.not_before;
}

// One person's news, from the institute as she may see it.
class Writer {
  public:
    Writer(const Institute& shown, const PersonKey& person, const Moment& now) : shown_(shown), person_(person), now_(now) {}

    std::vector<News> take() {
        std::stable_sort(news_.begin(), news_.end(), [](const News& a, const News& b) { return a.kind < b.kind; });
        return std::move(news_);
    }

    // A thread that she asked in or answered, and a question that waits for her.
    void add(const Question& one, bool hers_to_answer) {
        if (hers_to_answer && waits_for_answer(one)) add_open(one);
        std::optional<Moment> joined;
        if (one.by == person_) joined = one.asked;
        for (const Answer& answer : one.answers)
            if (answer.by == person_ && !joined) joined = answer.date;
        if (!joined) return;
        for (const Answer& answer : one.answers) {
            if (answer.by == person_ || answer.date < *joined) continue;
            News out = about(NewsKind::answer, one);
            out.keys = {"answer|" + one.path.value + "|" + iso(answer.date) + "|" + answer.by.trainer.value +
                        answer.by.trainee.value};
            out.day = answer.date.local_date();
            out.who = name_of(shown_, answer.by);
            out.text = answer.text->plain;
            news_.push_back(std::move(out));
        }
    }

    void add(const Notice& one) {
        if (one.by == person_ || one.date > today()) return;
        News out{NewsKind::notice, {"notice|" + one.path.value}, one.date, one.title};
        out.who = name_of(shown_, one.by);
        out.gfp = one.gfp;
        out.source = one.path;
        out.text = one.text->plain;
        news_.push_back(std::move(out));
    }

    void add(const Training& one) {
        if (one.status == TrainingStatus::held || one.date < today()) return;
        const bool cancelled = one.status == TrainingStatus::cancelled;
        News out{cancelled ? NewsKind::cancelled_training : NewsKind::training, {}, std::nullopt, one.title};
        out.keys = {(cancelled ? "cancelled|" : "training|") + one.path.value + "|" + iso(one.date)};
        // Announced once, and recalled on its eve.
        if (!cancelled && std::chrono::sys_days(one.date) - std::chrono::sys_days(today()) <= std::chrono::days{1})
            out.keys.push_back("training|eve|" + one.path.value + "|" + iso(one.date));
        out.since = one.date;
        out.hours = one.hours;
        out.place = one.place;
        out.gfp = one.gfp;
        out.source = one.path;
        news_.push_back(std::move(out));
    }

    // A decision on this trainee's work.
    void add_decided(const AttestationRecord& record) {
        const Activity* activity = activity_of(record);
        if (record.about == AboutKind::activity && activity == nullptr) return; // withdrawn, or gone
        News out = about(record, activity, NewsKind::decision);
        out.keys = {"decision|" + record.digest};
        out.decisions = record.decisions;
        const bool asks = std::any_of(record.decisions.begin(), record.decisions.end(),
                                      [](const SignedDecision& one) { return one.outcome == Outcome::more_information; });
        const bool answered = activity != nullptr && std::any_of(activity->replies.begin(), activity->replies.end(),
                                                                 [&](const Reply& one) { return record.asked_by(one.to); });
        if (asks && !answered && activity != nullptr) {
            out.kind = NewsKind::request;
            out.digits = record.digest.substr(0, 8);
        }
        news_.push_back(std::move(out));
    }

    void add_colleagues(const AttestationRecord& record) {
        const Activity* activity = activity_of(record);
        if (record.about == AboutKind::activity && activity == nullptr) return;
        News out = about(record, activity, NewsKind::colleague);
        out.keys = {"decision|" + record.digest};
        out.decisions = record.decisions;
        for (SignedDecision& one : out.decisions) one.comment.clear(); // the page has them
        out.title = out.title.empty() ? name_of(shown_, {record.trainee.gfp, record.trainee.trainee, {}})
                                      : name_of(shown_, {record.trainee.gfp, record.trainee.trainee, {}}) + ", " + out.title;
        news_.push_back(std::move(out));
    }

    void add(const LeftOut& one) {
        if (one.status == Status::draft || one.status == Status::withdrawn) return;
        News out{NewsKind::file_with_errors, {"errors|" + one.path.value}, std::nullopt, one.path.value};
        out.gfp = one.owner.gfp;
        out.errors = one.errors;
        news_.push_back(std::move(out));
    }

    // An activity in a trainer's queue: what a reply brought back is told apart from what was never decided.
    void add(const Waiting& one) {
        for (const bool reply : {false, true}) {
            News out{reply ? NewsKind::reply : NewsKind::to_decide, {}, std::nullopt, one.activity->title};
            for (const WaitingCompetence& each : one.competences) {
                if ((each.what == WaitingFor::reading) != reply) continue;
                out.codes.push_back(each.key.code);
                std::string key = (reply ? "reply|" : "decide|") + one.activity->reference + "|" + each.key.code;
                if (reply) key += "|" + iso(newest_reply(*one.activity));
                out.keys.push_back(std::move(key));
            }
            if (out.codes.empty()) continue;
            if (one.late && !reply) {
                out.kind = NewsKind::late;
                out.keys.push_back("late|" + one.activity->reference);
            }
            out.reference = one.activity->reference;
            out.who = one.trainee->name;
            out.gfp = one.activity->owner.gfp;
            out.source = one.activity->path;
            out.since = reply ? newest_reply(*one.activity) : one.since;
            news_.push_back(std::move(out));
        }
    }

  private:
    Date today() const { return now_.local_date(); }

    static Date newest_reply(const Activity& activity) {
        Date out = activity.declared.value_or(activity.dates.to);
        for (const Reply& one : activity.replies) out = std::max(out, one.date);
        return out;
    }

    const Activity* activity_of(const AttestationRecord& record) const {
        if (record.about != AboutKind::activity) return nullptr;
        const Activity* found = shown_.find_activity(record.reference);
        return found != nullptr && found->owner == record.trainee && found->status == Status::declared ? found : nullptr;
    }

    News about(const AttestationRecord& record, const Activity* activity, NewsKind kind) const {
        News out;
        out.kind = kind;
        out.day = day_of(record).value_or(today());
        out.who = record.trainer_name;
        out.gfp = record.trainee.gfp;
        if (activity != nullptr) {
            out.title = activity->title;
            out.reference = activity->reference;
            out.source = activity->path;
        } else if (record.about == AboutKind::training) {
            for (const Training& one : shown_.trainings)
                if (one.gfp == record.gfp && one.slug == record.training) {
                    out.title = one.title;
                    out.source = one.path;
                }
        }
        return out;
    }

    News about(NewsKind kind, const Question& one) const {
        News out;
        out.kind = kind;
        out.title = one.title;
        out.gfp = one.gfp;
        out.source = one.path;
        return out;
    }

    void add_open(const Question& one) {
        News out = about(NewsKind::question, one);
        out.who = name_of(shown_, one.by);
        out.since = one.asked.local_date();
        out.text = one.text->plain;
        out.keys = {"question|" + one.path.value};
        if (!one.to.empty()) {
            out.kind = NewsKind::asked_directly;
        } else {
            const Clock clock = clock_of(one, shown_.configuration.promise_days, now_);
            out.clock = clock;
            if (clock.state == ClockState::overdue) out.kind = NewsKind::question_overdue;
            if (clock.state == ClockState::due && clock.deadline.utc - now_.utc <= near) out.kind = NewsKind::question_near;
            if (out.kind != NewsKind::question) out.keys.push_back("near|" + one.path.value);
            if (out.kind == NewsKind::question_overdue) out.keys.push_back("overdue|" + one.path.value);
        }
        news_.push_back(std::move(out));
    }

    const Institute& shown_;
    const PersonKey& person_;
    const Moment& now_;
    std::vector<News> news_;
};

// Whether a group shows the question: its own, or its stream's.
bool is_shown_in(const Question& question, const Gfp& gfp) {
    return question.gfp.empty() ? !gfp.stream.empty() && question.stream == gfp.stream : question.gfp == gfp.id;
}

PersonDigest of_trainee(const Institute& whole, const Institute& members, const Waits& waits, const Trainee& trainee,
                        const Moment& now) {
    PersonDigest out{trainee.key, {}, trainee.id, trainee.name, {}, 0, {}};
    const PersonKey person{trainee.key.gfp, trainee.key.trainee, {}};
    Writer own(whole, person, now), group(members, person, now);
    for (const AttestationRecord& one : whole.trust.attestations)
        if (one.trainee == trainee.key && one.counts()) own.add_decided(one);
    for (const LeftOut& one : whole.left_out)
        if (one.owner == trainee.key) own.add(one);
    const Gfp* gfp = members.find_gfp(trainee.key.gfp);
    for (const Question& one : whole.questions)
        if (gfp != nullptr && is_shown_in(one, *gfp) && may_read(one, person)) group.add(one, false);
    for (const Training& one : members.trainings)
        if (takes_part(one, trainee.key)) group.add(one);
    for (const Notice& one : members.notices)
        if (one.gfp == trainee.key.gfp) group.add(one);
    for (const Waiting& one : waits.asked)
        if (one.trainee->key == trainee.key) ++out.waiting;
    std::vector<News> all = own.take();
    for (News& one : group.take()) all.push_back(std::move(one));
    std::stable_sort(all.begin(), all.end(), [](const News& a, const News& b) { return a.kind < b.kind; });
    out.news = std::move(all);
    return out;
}

PersonDigest of_trainer(const Institute& shown, const Waits& waits, const TrainerId& id, std::string name, const Moment& now) {
    PersonDigest out{{}, id, id.value, std::move(name), {}, 0, {}};
    const PersonKey person{{}, {}, id};
    Writer writer(shown, person, now);
    const std::set<GfpId> signs = groups_signed_by(shown, id, now.local_date());
    const std::set<GfpId> teaches = groups_taught_by(shown, id);
    for (const Question& one : shown.questions) {
        const bool in_hers = std::any_of(shown.gfps.begin(), shown.gfps.end(),
                                         [&](const Gfp& gfp) { return teaches.contains(gfp.id) && is_shown_in(one, gfp); });
        const bool to_her = one.to == id;
        if (in_hers || to_her) writer.add(one, to_her || one.to.empty());
    }
    for (const Waiting& one : waits.waiting) {
        if (!signs.contains(one.activity->owner.gfp)) continue;
        writer.add(one);
        ++out.waiting;
        out.oldest = std::min(out.oldest.value_or(one.since), one.since);
    }
    for (const AttestationRecord& one : shown.trust.attestations)
        if (one.counts() && one.trainer != id && signs.contains(one.gfp)) writer.add_colleagues(one);
    for (const Training& one : shown.trainings)
        if (std::find(one.trainers.begin(), one.trainers.end(), id) != one.trainers.end()) writer.add(one);
    for (const Notice& one : shown.notices)
        if (teaches.contains(one.gfp)) writer.add(one);
    out.news = writer.take();
    return out;
}

} // namespace

bool is_state_key(std::string_view key) {
    static constexpr std::array<std::string_view, 5> states{"errors|", "training|", "cancelled|", "decide|", "late|"};
    return std::any_of(states.begin(), states.end(), [&](std::string_view one) { return key.starts_with(one); });
}

std::vector<PersonDigest> digests_of(const Institute& whole, const Moment& now) {
    std::vector<PersonDigest> out;
    const Institute members = restrict_to(whole, Audience::gfp, Drafts::left_out);
    const Institute trainers = restrict_to(whole, Audience::trainers, Drafts::left_out);
    const auto today = now.local_date();
    const Waits hers = waits_of(whole, standings_of(whole), today);
    for (const Trainee& one : whole.trainees) out.push_back(of_trainee(whole, members, hers, one, now));
    const Waits theirs = waits_of(trainers, standings_of(trainers), today);
    std::map<TrainerId, std::string> names; // livret.yaml's word for a name, before the registry's
    for (const Trainer& one : trainers.configuration.trainers) names.emplace(one.id, one.name);
    for (const RegisteredSigner& one : trainers.trust.signers) names.emplace(one.id, one.name);
    for (const auto& [id, name] : names) out.push_back(of_trainer(trainers, theirs, id, name, now));
    return out;
}

} // namespace livret

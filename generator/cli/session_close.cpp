// livret session close ID: the certificates of those who received one, and the minutes to print and sign.
//
// Signed things go into trust/; what is printed lies outside the shared repository, since notes about people are in it. Given
// again, it signs nothing twice and writes the same files: who decided in the meantime on somebody who waited closes once more.
#include "cli/certificate_files.hpp"
#include "cli/keys.hpp"
#include "cli/session_desk.hpp"
#include "cli/session_words.hpp"
#include "cli/source_words.hpp"
#include "cli/terminal.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "build/page_fonts_of.hpp"
#include "disk/left_parts.hpp"
#include "disk/private_file.hpp"
#include "resolve/rule_words.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <span>

#include <fmt/format.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

struct Candidate { // one candidate, at the end
    const FrozenCandidate* frozen = nullptr;
    const Trainee* trainee = nullptr; // nullptr: erased
    const JudgedDecision* decision = nullptr;
    std::optional<Certification> at_freeze; // none: nothing of the framework is attested
    std::string certificate;                // the signed file, of who received one
    bool is_erased() const { return frozen->kind == FrozenCandidate::Kind::erased; }
};

// Outside what is shared: -o, else a folder where one stands. Throws CommandError (usage).
std::string minutes_folder(const Command& command, const SessionDesk& desk) {
    const bool said = command.arguments.has("--output");
    const std::string name = fmt::format(fmt::runtime(command.say("jury-{}", "jury-{}")), desk.session->id);
    const std::string folder = said ? desk.options.output : (fs::current_path() / name).string();
    const auto shared = shared_folder_above(folder);
    const fs::path relative =
        fs::path(folder).lexically_normal().lexically_relative(fs::path(desk.options.root).lexically_normal());
    const bool inside = !relative.empty() && *relative.begin() != "..";
    if (!inside && (said || !shared)) return folder;
    throw usage(
        fmt::format("le procès-verbal contient des notes sur des personnes : il ne s’écrit pas dans « {} », un dossier partagé ; "
                    "dites où, par exemple -o ~/{}",
                    shared.value_or(desk.options.root), name),
        fmt::format("minutes hold notes about people: they are not written into “{}”, a shared folder; say where, for instance "
                    "-o ~/{}",
                    shared.value_or(desk.options.root), name));
}

class Closing {
  public:
    Closing(const Command& command, SessionDesk& desk, const SessionFreeze& freeze)
        : command_(command), desk_(desk), freeze_(freeze),
          framework_(*desk.whole.institute.find_framework(desk.session->framework)),
          accepted_(accepted_codes(command, desk.whole.institute, framework_)), folder_(minutes_folder(command, desk)) {}

    Exit run() {
        gather();
        warn_of_old_certificates();
        if (!sign()) return Exit::content;
        return write_files();
    }

  private:
    const Command& command_;
    SessionDesk& desk_;
    const SessionFreeze& freeze_;
    const Framework& framework_;
    const std::set<std::string> accepted_;
    const std::string folder_;
    std::vector<Candidate> candidates_;

    void gather() {
        std::vector<SessionObstacle> obstacles;
        for (const FrozenCandidate& frozen : freeze_.candidates) {
            Candidate one{
                &frozen, desk_.trainee(frozen.trainee), desk_.jury().decision_on(desk_.session->id, frozen.trainee), {}, {}};
            if (!one.is_erased()) find_obstacles(one, obstacles);
            candidates_.push_back(std::move(one));
        }
        if (!obstacles.empty())
            refuse_all(fmt::format("la session « {} » ne peut pas encore être close ({}) :", desk_.session->id, obstacles.size()),
                       fmt::format("the session “{}” cannot be closed yet ({}):", desk_.session->id, obstacles.size()),
                       obstacles);
        std::stable_sort(candidates_.begin(), candidates_.end(), [](const Candidate& a, const Candidate& b) {
            if (!a.trainee || !b.trainee) return a.trainee && !b.trainee;
            return std::tie(a.trainee->key.gfp, a.trainee->key) < std::tie(b.trainee->key.gfp, b.trainee->key);
        });
    }

    void find_obstacles(Candidate& one, std::vector<SessionObstacle>& obstacles) const {
        const auto add = [&](std::string fr, std::string en) {
            obstacles.push_back(
                {one.trainee ? one.trainee->key.gfp.value + "/" + one.trainee->key.trainee.value : one.frozen->trainee,
                 std::move(fr), std::move(en)});
        };
        if (!one.trainee)
            return add("n’a plus de profil lisible dans le dépôt : remettez son dossier, ou effacez-la (livret remove)",
                       "has no readable profile in the repository any more: put her folder back, or erase her (livret remove)");
        if (one.frozen->kind != FrozenCandidate::Kind::whole)
            add("ce qui a été gelé d’elle manque ou a été changé : remettez-le d’abord (git)",
                "what was frozen of her is missing or was changed: put it back first (git)");
        if (!one.decision) return no_decision(one, add);
        auto answer = certify_at_freeze(desk_, freeze_, one.trainee->key, accepted_);
        if (auto* it = std::get_if<Certification>(&answer))
            one.at_freeze = std::move(*it);
        else if (one.decision->decision.outcome == JuryOutcome::received)
            add("certificat délivré, mais : " + std::get<Refusal>(answer).fr,
                "certificate awarded, but: " + std::get<Refusal>(answer).en);
    }

    template <class Add> void no_decision(const Candidate& one, const Add& add) const {
        std::size_t standing = 0;
        for (const JudgedDecision& each : desk_.jury().decisions)
            standing += each.is_read && each.judgement.word == Word::conflict && each.decision.session == desk_.session->id &&
                        each.decision.trainee == one.frozen->trainee;
        const std::string verb = fmt::format("livret session decide {} {}/{}", desk_.session->id, one.trainee->key.gfp.value,
                                             one.trainee->key.trainee.value);
        if (standing > 1)
            add(fmt::format("{} décisions qui se contredisent : une nouvelle les remplace, « {} »", standing, verb),
                fmt::format("{} decisions that contradict each other: a new one replaces them, “{}”", standing, verb));
        else
            add(fmt::format("n’a pas de décision qui compte : « {} »", verb),
                fmt::format("has no decision that counts: “{}”", verb));
    }

    // A certificate of this session that follows from a decision that counts no more.
    void warn_of_old_certificates() const {
        std::set<Digest> counted;
        for (const Candidate& one : candidates_)
            if (one.decision && one.decision->decision.outcome == JuryOutcome::received) counted.insert(one.decision->digest);
        for (const auto& [path, judgement] : desk_.whole.verdicts.judged.documents) {
            if (!path.starts_with("certificates/") || judgement.word != Word::valid) continue;
            const auto read = read_signed(desk_.whole.verdicts.files.documents.at(path));
            const auto& document = std::get<SignedDocument>(read);
            const auto& certificate = std::get<Certificate>(document.subject);
            if (certificate.session != desk_.session->id || counted.contains(certificate.decision)) continue;
            print_line(
                fmt::format(fmt::runtime(command_.say(
                                "attention : trust/{} suit une décision qui ne compte plus ; l’institut le révoque par « livret "
                                "trust revoke {} --reason … »",
                                "note: trust/{} follows a decision that counts no more; the institute revokes it with “livret "
                                "trust revoke {} --reason …”")),
                            path, document.digest));
        }
    }

    Certificate certificate_of(const Candidate& one) const {
        Certificate out = one.at_freeze->certificate;
        out.session = desk_.session->id;
        out.decision = one.decision->digest;
        return out;
    }

    std::string summary(const std::vector<Candidate*>& open) const {
        std::string out =
            fmt::format(fmt::runtime(command_.say(
                            "Ce qui sera signé au nom de l’institut, pour « {} », au point de contrôle {} : {} certificats\n",
                            "What will be signed in the institute's name, for “{}”, at checkpoint {}: {} certificates\n")),
                        terminal_text(desk_.session->title), freeze_.checkpoint.number, open.size());
        for (const Candidate* one : open) {
            const Certification& it = *one->at_freeze;
            out += fmt::format("  {}/{}  {}{}{} {}", one->trainee->key.gfp.value, one->trainee->key.trainee.value,
                               terminal_text(one->trainee->name), command_.say(" : ", ": "), it.certificate.competences.size(),
                               command_.say("compétences", "competences"));
            if (it.state)
                out += it.state->met
                           ? command_.say(" ; règle remplie", "; rule met")
                           : command_.say(" ; RÈGLE NON REMPLIE, le jury en a décidé", "; RULE NOT MET, the jury so decided");
            out += "\n";
            for (const auto& lost : it.taken_back)
                out += fmt::format(fmt::runtime(command_.say("      ne compte plus ({}) : trust/{}, de {}\n",
                                                             "      counts no more ({}): trust/{}, by {}\n")),
                                   text_of(lost.word), lost.path, terminal_text(lost.trainer));
        }
        out.pop_back();
        return out;
    }

    // False: the person who was asked said no.
    bool sign() {
        std::vector<Candidate*> open;
        const Verdicts& verdicts = desk_.whole.verdicts;
        for (Candidate& one : candidates_) {
            if (one.is_erased() || one.decision->decision.outcome != JuryOutcome::received) continue;
            if (const auto path = find_certificate(verdicts, certificate_of(one)))
                one.certificate = verdicts.files.documents.at(*path);
            else
                open.push_back(&one);
        }
        if (open.empty()) return true;
        const Root& root = desk_.chain().roots.back().root;
        const ClosedKey closed = choose_key(command_, std::span(&root.certificate, 1),
                                            "la clé des attestations de compétences, que nomme la racine de l’institut",
                                            "the certificate key that the institute's root names");
        refuse_example_key(closed.file.facts, root.example);
        if (!show_and_ask(command_, summary(open), "signer au nom de l’institut ?", "sign in the institute's name?"))
            return false;
        const UnlockedKey key = unlock(command_, closed);
        const std::string instant = signing_instant(command_);
        for (Candidate* one : open) one->certificate = signed_file(certificate_of(*one), key.key, instant);
        remove_left_parts(*desk_.disk, "trust");
        for (const Candidate* one : open) {
            const std::string path = fmt::format("certificates/{}/{}.json", one->frozen->trainee, sha256_hex(one->certificate));
            add_to_trust(*desk_.disk, path, one->certificate);
            print_data("trust/" + path + "\n");
        }
        return true;
    }

    MinutesPage::Line line_of(const Candidate& one) const {
        MinutesPage::Line out;
        out.identifier = one.frozen->trainee;
        if (one.is_erased()) return out;
        const Institute& institute = desk_.whole.institute;
        const Language language = institute.configuration.language;
        out.name = one.trainee->name;
        const Gfp* gfp = institute.find_gfp(one.trainee->key.gfp);
        out.group = gfp ? gfp->title : one.trainee->key.gfp.value;
        out.outcome = one.decision->decision.outcome;
        out.note = one.decision->decision.note;
        out.chair = one.decision->chair_name;
        out.decision = one.decision->digest;
        if (!one.certificate.empty()) out.certificate = sha256_hex(one.certificate);
        out.of = framework_.competences.size();
        if (one.at_freeze) {
            out.competences = one.at_freeze->certificate.competences.size();
            if (const auto& state = one.at_freeze->state) {
                out.rule_met = state->met;
                out.competences = state->counted;
                out.of = state->total;
                if (!state->met) out.rule_text = missing_of(explain_briefly(*state, language));
            }
        } else if (!desk_.session->rule.empty()) {
            out.rule_met = false;
        }
        return out;
    }
    // « 22 sur 28 ; il manque … »: the number stands in a place of its own.
    static std::string missing_of(const std::string& words) {
        const std::size_t at = words.find(';');
        if (at == std::string::npos) return {};
        return std::string(trim(std::string_view(words).substr(at + 1)));
    }

    MinutesPage page() const {
        const Institute& institute = desk_.whole.institute;
        const Language language = institute.configuration.language;
        MinutesPage out;
        out.institution = desk_.chain().roots.back().root.name;
        out.address = institute.configuration.institution_address;
        out.session = desk_.session->id;
        out.title = desk_.session->title;
        out.date = desk_.session->date;
        for (const GfpId& id : desk_.session->gfps) {
            const Gfp* gfp = institute.find_gfp(id);
            out.groups.push_back(gfp ? gfp->title : id.value);
        }
        out.framework = wording(framework_.titles, language).text;
        for (const Rule& one : framework_.rules)
            if (one.id == desk_.session->rule || (desk_.session->rule.empty() && framework_.rules.size() == 1))
                out.rule = wording(one.titles, language).text;
        std::set<std::string> chairs;
        for (const Candidate& one : candidates_) {
            out.lines.push_back(line_of(one));
            if (!one.is_erased() && chairs.insert(one.decision->chair_name).second)
                out.chairs.push_back(one.decision->chair_name);
        }
        out.checkpoint = freeze_.checkpoint.number;
        out.checkpoint_date = freeze_.checkpoint_date;
        out.checkpoint_digest = freeze_.checkpoint.digest;
        out.freeze = freeze_.digest;
        out.fingerprint = institute.trust.fingerprint;
        out.example = institute.trust.example;
        out.language = language;
        return out;
    }

    Exit write_files() const {
        const Institute& institute = desk_.whole.institute;
        const MinutesPage minutes = page();
        const std::string html = minutes_page(minutes, page_fonts_of(desk_.options.share));
        const std::string stem =
            fmt::format("{}-{}", minutes.language == Language::fr ? "proces-verbal" : "minutes", desk_.session->id);
        make_folders(folder_);
        const auto output = open_real_disk(folder_);
        output->write(stem + ".html", html);
        output->write(stem + ".csv", minutes_csv(minutes));
        print_data(fmt::format("{0}/{1}.html\n{0}/{1}.csv\n", folder_, stem));
        bool good = write_pdf(command_, *output, folder_, stem, html, freeze_.digest);
        for (const Candidate& one : candidates_)
            if (!one.certificate.empty())
                good = write_certificate_files(command_, desk_.options.share, institute, *one.trainee, one.certificate, folder_,
                                               good ? Pdf::make : Pdf::leave) == Exit::fine;
        return good ? Exit::fine : Exit::environment;
    }
};

} // namespace

Exit session_close(const Command& command) {
    const auto desk = open_session_in_force(command);
    const SessionFreeze freeze = require_freeze(*desk);
    return Closing(command, *desk, freeze).run();
}

} // namespace livret

// livret session decide ID TRAINEE OUTCOME, or --import FILE: what the jury decided, signed by who chairs it.
//
// Everything is checked before anything is shown, shown before anything is asked, and signed with one passphrase. A decision that
// says what the standing one says already is passed over: a batch that was stopped can be given again as it is.
#include "cli/decision_list.hpp"
#include "cli/session_desk.hpp"
#include "cli/session_words.hpp"
#include "cli/source_words.hpp"
#include "cli/terminal.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "disk/left_parts.hpp"
#include "load/sheet.hpp"
#include "trust/field_reader.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include <fmt/format.h>

namespace livret {

namespace {

[[noreturn]] void refuse(std::string fr, std::string en) {
    throw CommandError{Exit::content, std::move(fr), std::move(en)};
}

// At most one byte more than may be: the file can be a pipe that never ends.
std::string read_bytes(const std::string& path) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))
        throw usage(fmt::format("« {} » est un dossier", path), fmt::format("“{}” is a folder", path));
    std::ifstream file(path, std::ios::binary);
    if (!file) throw DiskError("read", path, std::error_code(errno, std::generic_category()));
    std::string bytes(largest_sheet + 1, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    if (bytes.size() > largest_sheet)
        refuse(fmt::format("« {} » a plus de {} Mio : ce n’est pas une liste de décisions", path, largest_sheet >> 20),
               fmt::format("“{}” has more than {} MiB: it is no list of decisions", path, largest_sheet >> 20));
    return bytes;
}

// Nothing if the list has mistakes: they were printed, each with its line and column.
std::optional<std::vector<ListedDecision>> decisions_of_file(const Command& command, const std::string& path,
                                                             const std::vector<NamedCandidate>& candidates) {
    const std::string bytes = read_bytes(path);
    const auto decoded = decode_text(bytes);
    const std::string text = decoded ? decoded->text : "";
    Sink sink;
    const Reporter reporter(SourcePath{path}, text, sink);
    if (!decoded) reporter.report(Code::list_unreadable, Span{{1, 1}, 1}, {"ce n’est pas du texte", "it is no text"});
    const auto rows = decoded ? read_sheet(text, reporter) : std::nullopt;
    std::vector<ListedDecision> out;
    if (rows && sink.errors() == 0) out = read_decision_list(*rows, candidates, reporter);
    if (!sink.items().empty()) print_messages(command, sink, 2);
    if (sink.errors() == 0) return out;
    print_line(command.say("rien n’a été signé", "nothing was signed"));
    return std::nullopt;
}

ListedDecision decision_of_words(const Command& command, const std::vector<NamedCandidate>& candidates) {
    const auto& rest = command.arguments.rest; // decide ID TRAINEE OUTCOME
    if (rest.size() != 4)
        throw usage(
            "livret session decide SESSION STAGIAIRE received|adjourned|waiting, ou --import FICHIER (en français : reçu, "
            "ajourné, en-attente)",
            "livret session decide SESSION TRAINEE received|adjourned|waiting, or --import FILE");
    ListedDecision out;
    const auto found = find_candidate(candidates, rest[2]);
    if (const auto* none = std::get_if<NoCandidate>(&found))
        refuse(fmt::format("« {} » : {}", rest[2], none->fr), fmt::format("“{}”: {}", rest[2], none->en));
    out.trainee = std::get<const NamedCandidate*>(found)->id;
    const auto outcome = parse_outcome(rest[3]);
    if (!outcome)
        throw usage(fmt::format("« {} » n’est pas une décision : reçu, ajourné ou en-attente", rest[3]),
                    fmt::format("“{}” is no decision: received, adjourned or waiting", rest[3]));
    out.outcome = *outcome;
    out.note = std::string(trim(command.arguments.value("--note")));
    if (!out.note.empty() && !is_text(out.note))
        throw usage("--note : au plus 64 Kio, sans caractère de commande", "--note: 64 KiB at most, without control characters");
    return out;
}

class Deciding {
  public:
    Deciding(const Command& command, SessionDesk& desk, const SessionFreeze& freeze, const ClosedKey& closed)
        : command_(command), desk_(desk), freeze_(freeze), closed_(closed),
          chair_(desk.chain().registry.holder(closed.file.facts.key)) {
        for (const CandidateChanges& one :
             session_changes(freeze, desk.whole.institute, desk.whole.verdicts.judged, judged_at_freeze(desk, freeze), {}))
            changes_.emplace(one.trainee, one.changes.size());
    }

    // What stands in the way of any of them, all at once.
    void require(const std::vector<ListedDecision>& decisions) const {
        if (!chair_.key)
            refuse(
                fmt::format("la clé de « {} » n’est pas au registre : « livret trust add » l’y inscrit, avec --role jury-chair",
                            closed_.file.facts.name),
                fmt::format("the key of “{}” is not in the registry: “livret trust add” enrols it, with --role jury-chair",
                            closed_.file.facts.name));
        std::vector<SessionObstacle> obstacles;
        for (const ListedDecision& one : decisions)
            if (auto obstacle = obstacle_to(one)) obstacles.push_back(std::move(*obstacle));
        if (!obstacles.empty())
            refuse_all("ces décisions ne peuvent pas être signées :", "these decisions cannot be signed:", obstacles);
    }

    Exit sign(const std::vector<ListedDecision>& decisions) {
        std::vector<JuryDecision> planned;
        std::string text = fmt::format(fmt::runtime(command_.say("{} va signer, pour « {} » (gel {}, point de contrôle {}) :\n",
                                                                 "{} is about to sign, for “{}” (freeze {}, checkpoint {}):\n")),
                                       chair_.trainer->name, terminal_text(desk_.session->title), freeze_.digest.substr(0, 8),
                                       freeze_.checkpoint.number);
        std::size_t same = 0;
        for (const ListedDecision& one : decisions) {
            if (says_so_already(one)) {
                ++same;
                continue;
            }
            planned.push_back(decision(one));
            text += line_of(one);
        }
        if (same > 0 && !command_.quiet())
            print_line(fmt::format(fmt::runtime(command_.say("{} : déjà décidé ainsi", "{}: decided so already")), same));
        if (planned.empty()) return Exit::fine;
        if (text.ends_with('\n')) text.pop_back();
        if (!show_and_ask(command_, text, "Signer ?", "Sign?")) return Exit::content;
        const UnlockedKey key = unlock(command_, closed_);
        const std::string instant = signing_instant(command_);
        std::vector<std::pair<std::string, std::string>> files;
        for (const JuryDecision& one : planned) files.push_back(signed_decision(one, key, instant));
        remove_left_parts(*desk_.disk, "trust");
        for (const auto& [path, bytes] : files) {
            add_to_trust(*desk_.disk, path, bytes);
            print_data("trust/" + path + "\n");
        }
        return Exit::fine;
    }

  private:
    const Command& command_;
    SessionDesk& desk_;
    const SessionFreeze& freeze_;
    const ClosedKey& closed_;
    const Registry::Holder chair_;
    std::map<std::string, std::size_t> changes_; // since the freeze, by trainee

    std::vector<const JudgedDecision*> standing(const std::string& trainee) const {
        std::vector<const JudgedDecision*> out;
        for (const JudgedDecision& one : desk_.jury().decisions)
            if (one.is_read && one.decision.session == desk_.session->id && one.decision.trainee == trainee &&
                (one.judgement.word == Word::valid || one.judgement.word == Word::conflict))
                out.push_back(&one);
        return out;
    }
    bool says_so_already(const ListedDecision& one) const {
        const auto all = standing(one.trainee);
        return all.size() == 1 && all.front()->decision.outcome == one.outcome && all.front()->decision.note == one.note;
    }

    bool chairs_now(const RosterLine& line) const {
        const Date now = now_of(command_).local_date();
        return std::any_of(chair_.trainer->scopes.begin(), chair_.trainer->scopes.end(), [&](const SignerScope& scope) {
            return scope.role == Role::jury_chair && scope.span.holds_on(now) &&
                   std::any_of(line.gfps.begin(), line.gfps.end(), [&](const GfpPeriod& one) { return scope.covers(one.gfp); });
        });
    }

    std::optional<SessionObstacle> obstacle_to(const ListedDecision& one) const {
        const Trainee* trainee = desk_.trainee(one.trainee);
        const std::string who = trainee ? trainee->key.gfp.value + "/" + trainee->key.trainee.value : one.trainee;
        const FrozenCandidate* frozen = freeze_.find(one.trainee);
        const RosterLine* line = desk_.chain().roster.line(one.trainee);
        if (frozen->kind == FrozenCandidate::Kind::erased || !line)
            return SessionObstacle{who, "est effacée : plus rien ne se décide à son sujet",
                                   "is erased: nothing is decided about her any more"};
        if (frozen->kind != FrozenCandidate::Kind::whole)
            return SessionObstacle{who, "ce qui a été gelé d’elle manque ou a été changé : remettez-le d’abord (git)",
                                   "what was frozen of her is missing or was changed: put it back first (git)"};
        if (chair_.key->status != KeyStatus::active || !chair_.key->span.holds_on(now_of(command_).local_date()))
            return SessionObstacle{
                who, fmt::format("la clé de « {} » n’est pas active à ce jour au registre", closed_.file.facts.name),
                fmt::format("the key of “{}” is not active in the registry on this day", closed_.file.facts.name)};
        if (!chairs_now(*line))
            return SessionObstacle{
                who,
                fmt::format("« {} » ne préside pas le jury de son groupe : « livret trust add --role jury-chair --gfp {} »",
                            chair_.trainer->name, line->gfps.empty() ? "" : line->gfps.front().gfp),
                fmt::format("“{}” does not chair the jury of her group: “livret trust add --role jury-chair --gfp {}”",
                            chair_.trainer->name, line->gfps.empty() ? "" : line->gfps.front().gfp)};
        return std::nullopt;
    }

    JuryDecision decision(const ListedDecision& one) const {
        JuryDecision out{
            desk_.chain().registry.institution, desk_.session->id, one.trainee, one.outcome, one.note, freeze_.digest, {}};
        for (const JudgedDecision* old : standing(one.trainee)) out.supersedes.push_back(old->digest);
        std::sort(out.supersedes.begin(), out.supersedes.end());
        return out;
    }

    std::string line_of(const ListedDecision& one) const {
        const Trainee& trainee = *desk_.trainee(one.trainee);
        std::string out =
            fmt::format("  {}/{}  {}{}{}", trainee.key.gfp.value, trainee.key.trainee.value, terminal_text(trainee.name),
                        command_.say(" : ", ": "), outcome_words(one.outcome, command_.language));
        const auto state = certify_at_freeze(desk_, freeze_, trainee.key, {});
        if (const auto* it = std::get_if<Certification>(&state)) {
            if (it->state)
                out += fmt::format(
                    fmt::runtime(it->state->met ? command_.say(" ; règle remplie ({} sur {})", "; rule met ({} of {})")
                                                : command_.say(" ; règle non remplie ({} sur {})", "; rule not met ({} of {})")),
                    it->state->counted, it->state->total);
        } else {
            out += command_.say(" ; aucune compétence attestée au gel", "; no competence attested at the freeze");
        }
        out += "\n";
        if (!one.note.empty())
            out +=
                fmt::format("      {}\n", wrapped(fmt::format("{}{}", command_.say("note : ", "note: "), terminal_text(one.note)),
                                                  90, "      "));
        if (const std::size_t changes = changes_.at(one.trainee); changes > 0)
            out += fmt::format(fmt::runtime(command_.say("      changements depuis le gel : {} (livret session diff {})\n",
                                                         "      changes since the freeze: {} (livret session diff {})\n")),
                               changes, desk_.session->id);
        for (const JudgedDecision* old : standing(one.trainee))
            out += fmt::format(fmt::runtime(command_.say("      remplace « {} », de {}\n", "      replaces “{}”, by {}\n")),
                               outcome_words(old->decision.outcome, command_.language), terminal_text(old->chair_name));
        return out;
    }

    // Judged as everybody will judge it: what would not count is not written.
    std::pair<std::string, std::string> signed_decision(const JuryDecision& it, const UnlockedKey& key,
                                                        const std::string& instant) const {
        std::string bytes = signed_file(it, key.key, instant);
        std::string path = fmt::format("decisions/{}/{}.json", it.session, sha256_hex(bytes));
        const JudgedDecision judged = judge_new_decision(desk_.chain(), desk_.jury(), path, bytes);
        if (judged.judgement.word == Word::valid) return {std::move(path), std::move(bytes)};
        const std::string why = judged.judgement.reason.empty()
                                    ? std::string(text_of(judged.judgement.word))
                                    : fmt::format("{}, {}", text_of(judged.judgement.word), judged.judgement.reason);
        const char* cure_fr = judged.judgement.word == Word::key_not_valid_then || judged.judgement.reason == "gfp"
                                  ? " ; ce que le registre dit depuis peu vaut dès « livret trust checkpoint »"
                                  : "";
        const char* cure_en = *cure_fr ? "; what the registry says since lately holds from “livret trust checkpoint” on" : "";
        refuse(fmt::format("la décision ne compterait pas ({}){} ; rien n’a été signé", why, cure_fr),
               fmt::format("the decision would not count ({}){}; nothing was signed", why, cure_en));
    }
};

} // namespace

Exit session_decide(const Command& command) {
    const auto desk = open_session_in_force(command);
    const SessionFreeze freeze = require_freeze(*desk);
    const std::vector<NamedCandidate> candidates = named_candidates(*desk, freeze);
    std::vector<ListedDecision> decisions;
    if (command.arguments.has("--import")) {
        if (command.arguments.rest.size() > 2 || command.arguments.has("--note"))
            throw usage("--import dit tout : ne nommez rien d’autre", "--import says everything: name nothing else");
        auto read = decisions_of_file(command, command.arguments.value("--import"), candidates);
        if (!read) return Exit::content;
        decisions = std::move(*read);
    } else {
        decisions.push_back(decision_of_words(command, candidates));
    }
    const ClosedKey closed = choose_key(command);
    refuse_example_key(closed.file.facts, desk->whole.institute.trust.example);
    Deciding deciding(command, *desk, freeze, closed);
    deciding.require(decisions);
    return deciding.sign(decisions);
}

} // namespace livret

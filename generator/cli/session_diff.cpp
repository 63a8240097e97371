// livret session diff ID: what has changed since the freeze, candidate by candidate; for people, for a spreadsheet, for programs.
#include "cli/session_desk.hpp"
#include "cli/session_words.hpp"
#include "cli/source_words.hpp"

#include "base/json.hpp"
#include "build/bound_words.hpp"
#include "export/csv.hpp"
#include "trust/store.hpp"

#include <fmt/format.h>

namespace livret {

namespace {

std::string who(const Command& command, const CandidateChanges& one) {
    if (one.key.trainee.empty()) return fmt::format(fmt::runtime(command.say("stagiaire {}", "trainee {}")), one.trainee);
    return fmt::format("{}/{}  {}", one.key.gfp.value, one.key.trainee.value, terminal_text(one.name));
}

// The lines of a text as they were and as they are, a sign before each.
std::string difference_lines(const std::vector<DifferenceLine>& lines) {
    std::string out;
    const auto add = [&](char sign, const std::string& text) {
        out += fmt::format("        {} {}\n", sign, terminal_text(text));
    };
    for (const DifferenceLine& line : lines) {
        std::string before, after;
        for (const DifferencePart& part : line.parts) {
            if (part.kind != DifferencePart::Kind::added) before += part.text;
            if (part.kind != DifferencePart::Kind::removed) after += part.text;
        }
        switch (line.kind) {
        case DifferenceLine::Kind::same:
            add(' ', after);
            break;
        case DifferenceLine::Kind::removed:
            add('-', before);
            break;
        case DifferenceLine::Kind::added:
            add('+', after);
            break;
        case DifferenceLine::Kind::changed:
            add('-', before);
            add('+', after);
            break;
        case DifferenceLine::Kind::gap:
            out += "        …\n";
        }
    }
    return out;
}

std::string text(const Command& command, const SessionDesk& desk, const SessionFreeze& freeze,
                 const std::vector<CandidateChanges>& all) {
    std::string out = fmt::format(
        fmt::runtime(command.say("« {} » : gelée au point de contrôle {}, du {} ; aujourd’hui, le point de contrôle {}\n",
                                 "“{}”: frozen at checkpoint {}, of {}; today, checkpoint {}\n")),
        terminal_text(desk.session->title), freeze.checkpoint.number, iso(freeze.checkpoint_date),
        desk.chain().newest().checkpoint.number);
    for (const CandidateChanges& one : all) {
        out += "\n" + who(command, one) + "\n";
        if (one.changes.empty()) out += command.say("    rien n’a changé\n", "    nothing has changed\n");
        for (const SessionChange& change : one.changes) {
            out += "    " + change_line(change, desk.whole.institute, command.language) + "\n";
            for (const ChangeDetail& detail : change.details) out += difference_lines(detail.lines);
        }
    }
    return out;
}

CsvTable table(const SessionDesk& desk, const std::vector<CandidateChanges>& all, Language language) {
    const bool fr = language == Language::fr;
    CsvTable out;
    out.columns = fr ? std::vector<std::string>{"groupe", "stagiaire",  "nom",       "identifiant", "changement", "objet",
                                                "titre",  "compétence", "formateur", "quoi",        "avant",      "maintenant"}
                     : std::vector<std::string>{"group", "trainee",    "name",    "identifier", "change", "subject",
                                                "title", "competence", "trainer", "what",       "before", "now"};
    const auto add = [&](const CandidateChanges& one, const SessionChange& change, const std::string& competence,
                         const std::string& what, const std::string& before, const std::string& after) {
        out.rows.push_back({one.key.gfp.value, one.key.trainee.value, one.name, one.trainee, change_words(change.kind, language),
                            change.subject, change.title, competence, change.trainer, what, before, after});
    };
    const Institute& institute = desk.whole.institute;
    for (const CandidateChanges& one : all)
        for (const SessionChange& change : one.changes) {
            const auto word = [&](const std::string& value) {
                return change.kind == ChangeKind::claim_edited || change.kind == ChangeKind::attestations_missing
                           ? value
                           : value_words(ChangeDetail::Field::decision, value, institute, language);
            };
            if (change.details.empty() || change.kind == ChangeKind::attestation_changed)
                add(one, change, change.competence, "", word(change.before), word(change.after));
            if (change.kind == ChangeKind::attestation_changed) continue;
            for (const ChangeDetail& detail : change.details) {
                const bool decision = detail.field == ChangeDetail::Field::decision;
                const std::string what = detail.name.empty() || decision
                                             ? field_words(detail.field, language)
                                             : fmt::format("{} {}", field_words(detail.field, language), detail.name);
                add(one, change, decision ? detail.name : change.competence, what,
                    value_words(detail.field, detail.before, institute, language),
                    value_words(detail.field, detail.after, institute, language));
            }
        }
    return out;
}

Json json(const SessionDesk& desk, const SessionFreeze& freeze, const std::vector<CandidateChanges>& all) {
    Json candidates = Json::array();
    for (const CandidateChanges& one : all) {
        Json changes = Json::array();
        for (const SessionChange& change : one.changes) {
            Json details = Json::array();
            for (const ChangeDetail& detail : change.details) {
                Json item = Json::object();
                item.set("what", text_of(detail.field));
                if (!detail.name.empty()) item.set("name", detail.name);
                if (!detail.before.empty()) item.set("before", detail.before);
                if (!detail.after.empty()) item.set("after", detail.after);
                details.push(std::move(item));
            }
            Json item = Json::object();
            item.set("change", text_of(change.kind));
            const auto maybe = [&](const char* name, const std::string& value) {
                if (!value.empty()) item.set(name, value);
            };
            maybe("subject", change.subject);
            maybe("title", change.title);
            maybe("framework", change.framework.value);
            maybe("competence", change.competence);
            maybe("trainer", change.trainer);
            maybe("attestation", change.digest);
            maybe("before", change.before);
            maybe("after", change.after);
            item.set("details", std::move(details));
            changes.push(std::move(item));
        }
        Json item = Json::object();
        item.set("trainee", one.trainee);
        if (!one.key.trainee.empty()) item.set("folder", one.key.gfp.value + "/" + one.key.trainee.value);
        item.set("changes", std::move(changes));
        candidates.push(std::move(item));
    }
    Json frozen = Json::object();
    frozen.set("number", freeze.checkpoint.number);
    frozen.set("digest", freeze.checkpoint.digest);
    Json out = Json::object();
    out.set("session", freeze.session);
    out.set("freeze", freeze.digest);
    out.set("checkpoint", std::move(frozen));
    out.set("newest", desk.chain().newest().checkpoint.number);
    out.set("candidates", std::move(candidates));
    return out;
}

} // namespace

Exit session_diff(const Command& command) {
    const auto desk = open_session_in_force(command);
    const SessionFreeze freeze = require_freeze(*desk);
    const Verdicts& verdicts = desk->whole.verdicts;
    const Disk& disk = *desk->disk;
    const SessionTexts texts{[&](const Digest& digest) { return read_snapshot(disk, "trust", digest); },
                             [&](const SourcePath& path) { return body_words(disk, path); }};
    const auto all = session_changes(freeze, desk->whole.institute, verdicts.judged, judged_at_freeze(*desk, freeze), texts);
    const std::string format = command.arguments.value("--format", "text");
    if (format == "json")
        print_data(json(*desk, freeze, all).dump() + "\n");
    else if (format == "csv")
        print_data(csv_text(table(*desk, all, command.language), command.language));
    else
        print_data(text(command, *desk, freeze, all));
    return Exit::fine;
}

} // namespace livret

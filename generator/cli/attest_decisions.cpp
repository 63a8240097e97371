#include "cli/attest_decisions.hpp"

#include "base/text.hpp"
#include "disk/disk.hpp"
#include "load/fields.hpp"
#include "load/readers.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include <fmt/format.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

struct OutcomeOption {
    std::string_view option, key;
    Outcome outcome;
};
constexpr std::array outcome_options{
    OutcomeOption{"--attest", "attest", Outcome::attested},
    OutcomeOption{"--not-attested", "not-attested", Outcome::not_attested},
    OutcomeOption{"--more-information", "more-information", Outcome::more_information},
    OutcomeOption{"--retract", "retract", Outcome::retracted},
};

constexpr std::array entry_fields{
    Field{"activity", "activité", FieldType::line, false, "référence de l’activité", "the activity’s reference"},
    Field{"training", "formation", FieldType::line, false, "la formation : groupe/nom", "the training session: group/name"},
    Field{"participants", "participants", FieldType::slugs, false, "une partie des participants", "some of the participants"},
    Field{"contributions", "contributions", FieldType::line, false, "le stagiaire : groupe/nom", "the trainee: group/name"},
    Field{"attest", "attester", FieldType::declarations, false, "compétences attestées", "attested competences"},
    Field{"not-attested", "non-attestées", FieldType::declarations, false, "compétences non attestées",
          "competences that are not attested"},
    Field{"more-information", "précisions", FieldType::declarations, false, "ce qui demande des précisions",
          "what needs more information"},
    Field{"retract", "retirer", FieldType::declarations, false, "décisions retirées", "retracted decisions"},
    Field{"comment", "commentaire", FieldType::text, false, "un mot qui vaut pour toutes", "words for all of them"},
};
constexpr std::array file_fields{
    Field{"decisions",
          "décisions",
          FieldType::objects,
          true,
          "les décisions, une par activité",
          "the decisions, one per activity",
          {},
          entry_fields},
};
constexpr Kind file_kind{"decisions", "un fichier de décisions", "a decisions file", file_fields};

void print_and_stop(const Command& command, const Sink& sink) {
    if (sink.errors() == 0) return;
    print_messages(command, sink, 2);
    throw CommandError{Exit::content, "le fichier de décisions a des erreurs : rien n’a été signé",
                       "the decisions file has errors: nothing was signed"};
}

DecisionEntry read_entry(const Record& record, const Reporter& reporter) {
    DecisionEntry out;
    std::size_t subjects = 0;
    const auto take = [&](std::string_view key, DecisionEntry::About about) {
        if (!record.has(key)) return;
        ++subjects;
        out.about = about;
        out.name = record.line(key);
    };
    take("activity", DecisionEntry::About::activity);
    take("training", DecisionEntry::About::training);
    take("contributions", DecisionEntry::About::contributions);
    if (subjects != 1) reporter.report(Code::one_subject, record.at("activity"));
    for (const auto& one : record.lines("participants")) out.participants.push_back(one.value);
    const std::string comment(trim(record.line("comment")));
    for (const OutcomeOption& one : outcome_options)
        for (const auto& [code, words] : record.declarations(one.key))
            out.wanted.push_back({code.value, one.outcome, words.empty() ? comment : words});
    if (out.wanted.empty()) reporter.report(Code::no_decision, record.at("activity"));
    return out;
}

// "B.3.1: le document est une liste" -> the code and the words.
WantedDecision parse_wanted(std::string_view text, Outcome outcome, const std::string& comment) {
    const std::size_t colon = text.find(':');
    WantedDecision out{std::string(trim(text.substr(0, colon))), outcome, comment};
    if (colon != std::string_view::npos) out.comment = trim(text.substr(colon + 1));
    return out;
}

[[noreturn]] void refuse(std::string fr, std::string en) {
    throw CommandError{Exit::content, std::move(fr), std::move(en)};
}

bool is_all(std::string_view code) {
    return code == "all" || code == "tout" || code == "toutes";
}

const Declaration* open_competence(const AttestSubject& subject, std::string_view code) {
    const auto found = std::find_if(subject.open.begin(), subject.open.end(),
                                    [&](const Declaration& one) { return one.competence.code == code; });
    return found == subject.open.end() ? nullptr : &*found;
}

// The code as the framework writes it, if this subject may be decided on for it.
std::string known_code(const AttestSubject& subject, std::string_view typed) {
    const Competence* competence = subject.framework->find_typed(typed);
    std::vector<std::string> open;
    for (const Declaration& one : subject.open) open.push_back(one.competence.code);
    if (!competence)
        refuse(
            fmt::format("{} : compétence inconnue « {} » dans le référentiel {}", subject.name(), typed,
                        subject.framework->id.value),
            fmt::format("{}: unknown competence “{}” in the framework {}", subject.name(), typed, subject.framework->id.value));
    if (!open.empty() && !open_competence(subject, competence->code))
        refuse(
            fmt::format("{} ne déclare pas {} : ce qui peut être décidé est {}", subject.name(), competence->code,
                        join(open, ", ")),
            fmt::format("{} does not declare {}: what can be decided is {}", subject.name(), competence->code, join(open, ", ")));
    return competence->code;
}

Decision decision_for(const AttestSubject& subject, const std::string& code, const WantedDecision& wanted) {
    Decision out;
    out.competence = code;
    if (const Declaration* declared = open_competence(subject, code)) out.claim = declared->words;
    out.outcome = wanted.outcome;
    out.comment = wanted.comment;
    if (out.outcome == Outcome::more_information && out.comment.empty())
        refuse(fmt::format("{}, {} : demander des précisions, c’est dire lesquelles (« {}: … », ou --comment)", subject.name(),
                           code, code),
               fmt::format("{}, {}: to ask for more information is to say which (“{}: …”, or --comment)", subject.name(), code,
                           code));
    return out;
}

} // namespace

std::vector<WantedDecision> decisions_of_options(const Command& command) {
    std::vector<WantedDecision> out;
    const std::string comment(trim(command.arguments.value("--comment")));
    for (const OutcomeOption& one : outcome_options)
        for (const std::string& value : command.arguments.all(one.option)) {
            // A list of codes, or one code with its words, which may hold commas.
            if (value.find(':') != std::string::npos) {
                out.push_back(parse_wanted(value, one.outcome, comment));
                continue;
            }
            for (const auto code : split(value, ',')) out.push_back({std::string(trim(code)), one.outcome, comment});
        }
    return out;
}

std::vector<DecisionEntry> read_decisions_file(const Command& command, const std::string& path) {
    const fs::path file = fs::absolute(path).lexically_normal();
    const auto disk = open_real_disk(file.parent_path().string());
    const std::string bytes = disk->read(file.filename().string());
    Sink sink;
    const Reporter reporter(SourcePath{path}, bytes, sink);
    if (bytes.size() > max_source_bytes || first_invalid_utf8(bytes))
        refuse(fmt::format("« {} » n’est pas un texte en UTF-8 d’au plus 1 Mio", path),
               fmt::format("“{}” is not a UTF-8 text of at most 1 MiB", path));
    const auto tree = parse_yaml(reporter, bytes, 0);
    print_and_stop(command, sink);
    if (!tree || tree->kind != YamlNode::Kind::map)
        refuse(fmt::format("« {} » : un fichier de décisions commence par « décisions: »", path),
               fmt::format("“{}”: a decisions file begins with “decisions:”", path));
    const Record record(*tree, file_kind.fields, file_kind, reporter, Span{{1, 1}, 1});
    std::vector<DecisionEntry> out;
    for (const Record& one : record.objects("decisions")) out.push_back(read_entry(one, reporter));
    print_and_stop(command, sink);
    return out;
}

std::vector<Decision> decisions_for(const AttestSubject& subject, std::span<const WantedDecision> wanted) {
    std::vector<Decision> out;
    const auto add = [&](const std::string& code, const WantedDecision& one) {
        if (std::any_of(out.begin(), out.end(), [&](const Decision& other) { return other.competence == code; }))
            refuse(fmt::format("{} : {} est décidée deux fois", subject.name(), code),
                   fmt::format("{}: {} is decided twice", subject.name(), code));
        out.push_back(decision_for(subject, code, one));
    };
    for (const WantedDecision& one : wanted) {
        if (!is_all(one.code)) {
            add(known_code(subject, one.code), one);
            continue;
        }
        if (subject.open.empty())
            refuse(fmt::format("{} : « all » ne dit pas quelles compétences ; nommez-les", subject.name()),
                   fmt::format("{}: “all” does not say which competences; name them", subject.name()));
        for (const Declaration& declared : subject.open)
            if (!subject.decided.contains(declared.competence.code)) add(declared.competence.code, one);
    }
    return out;
}

} // namespace livret

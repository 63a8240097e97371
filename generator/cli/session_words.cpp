#include "cli/session_words.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "cli/source_words.hpp"

#include <array>

#include <fmt/format.h>

namespace livret {

namespace {

struct Words {
    const char *fr, *en;
    std::string in(Language language) const { return language == Language::fr ? fr : en; }
};

constexpr std::array<Words, 14> changes{
    Words{"effacée par l’institut : rien d’elle n’est plus comparé",
          "erased by the institute: nothing of hers is compared any more"},
    Words{"ce qui a été gelé d’elle manque ou a été changé : l’historique de git l’a",
          "what was frozen of her is missing or was changed: git's history has it"},
    Words{"n’a plus de profil lisible dans le dépôt", "has no readable profile in the repository any more"},
    Words{"activité déclarée depuis", "activity declared since"},
    Words{"activité modifiée", "activity edited"},
    Words{"activité retirée par elle", "activity withdrawn by her"},
    Words{"activité cachée depuis (privée, ou de nouveau en brouillon)", "activity hidden since (private, or a draft again)"},
    Words{"activité qui n’est plus là, ou qui a des erreurs", "activity that is gone, or has errors"},
    Words{"compétence déclarée depuis", "competence declared since"},
    Words{"compétence qui n’est plus déclarée", "competence no longer declared"},
    Words{"mots changés sur une compétence", "words on a competence changed"},
    Words{"attestation depuis le gel", "attestation since the freeze"},
    Words{"attestation dont la valeur a changé", "attestation whose worth has changed"},
    Words{"attestations manquantes", "attestations missing"}};

constexpr std::array<Words, 9> fields{
    Words{"titre", "title"},      Words{"date", "date"},  Words{"contexte", "context"}, Words{"situation", "situation"},
    Words{"phases", "phases"},    Words{"texte", "text"}, Words{"fichier", "file"},     Words{"visible par", "visible to"},
    Words{"décision", "decision"}};

struct Value {
    std::string_view word;
    Words words;
};
constexpr std::array values{
    Value{"none", {"aucune", "none"}},
    Value{"classroom", {"en classe", "classroom"}},
    Value{"distance", {"à distance", "distance"}},
    Value{"mixed", {"en classe et à distance", "classroom and distance"}},
    Value{"conception", {"conception", "design"}},
    Value{"analyse", {"analyse", "analysis"}},
    Value{"mise-en-oeuvre", {"mise en œuvre", "implementation"}},
    Value{"evaluation", {"évaluation", "evaluation"}},
    Value{"private", {"elle seule", "herself only"}},
    Value{"jury", {"les formateurs et le jury", "trainers and jury"}},
    Value{"gfp", {"le groupe", "the group"}},
    Value{"public", {"tout le monde", "everybody"}},
    Value{"declared", {"déclarée", "declared"}},
    Value{"attested", {"attestée", "attested"}},
    Value{"not-attested", {"non attestée", "not attested"}},
    Value{"more-information", {"précisions demandées", "more information wanted"}},
    Value{"retracted", {"décision retirée", "retracted"}},
    Value{"valid", {"valable", "valid"}},
    Value{"unsealed", {"pas encore inscrite", "not yet listed"}},
    Value{"superseded", {"remplacée", "superseded"}},
    Value{"content-missing", {"texte signé manquant", "signed text missing"}},
    Value{"out-of-scope", {"hors de son ressort", "out of scope"}},
    Value{"revoked", {"révoquée", "revoked"}},
    Value{"key-not-valid-then", {"clé non valable alors", "key not valid then"}},
    Value{"time-unproven", {"date non prouvée", "time unproven"}},
    Value{"unknown-key", {"clé inconnue", "unknown key"}},
    Value{"bad-signature", {"signature fausse", "bad signature"}},
    Value{"malformed", {"mal formée", "malformed"}},
    Value{"conflict", {"en contradiction", "in conflict"}},
    Value{"erased", {"effacée", "erased"}},
};

std::string word(const std::string& value, Language language) {
    for (const Value& one : values)
        if (one.word == value) return one.words.in(language);
    return value;
}

std::string quoted(const std::string& text, Language language) {
    const std::string shown = terminal_text(text);
    return language == Language::fr ? fmt::format("« {} »", shown) : fmt::format("“{}”", shown);
}

std::string detail_words(const ChangeDetail& detail, const Institute& institute, Language language) {
    const bool fr = language == Language::fr;
    if (detail.field == ChangeDetail::Field::body) {
        std::size_t added = 0, removed = 0;
        for (const DifferenceLine& one : detail.lines) {
            added += one.kind == DifferenceLine::Kind::added || one.kind == DifferenceLine::Kind::changed;
            removed += one.kind == DifferenceLine::Kind::removed || one.kind == DifferenceLine::Kind::changed;
        }
        return fmt::format("{} (+{} −{})", fr ? "texte" : "text", added, removed);
    }
    if (detail.field == ChangeDetail::Field::file) {
        const char* what = detail.before.empty()  ? (fr ? "ajouté" : "added")
                           : detail.after.empty() ? (fr ? "retiré" : "removed")
                                                  : (fr ? "changé" : "changed");
        return fmt::format("{} {} {}", field_words(detail.field, language), terminal_text(detail.name), what);
    }
    if (detail.field == ChangeDetail::Field::decision)
        return fmt::format("{} {}", detail.name, value_words(detail.field, detail.after, institute, language));
    const std::string before = value_words(detail.field, detail.before, institute, language),
                      after = value_words(detail.field, detail.after, institute, language);
    return fmt::format("{} {} → {}", field_words(detail.field, language), quoted(before, language), quoted(after, language));
}

// Letters and single spaces only: "En attente" and "en-attente" are one, « reçu·e » and "recue" too.
std::string folded(std::string_view typed) {
    return slugify(replace_all(replace_all(std::string(typed), "·", ""), ".", ""));
}

} // namespace

std::string change_words(ChangeKind kind, Language language) {
    return changes[static_cast<std::size_t>(kind)].in(language);
}

std::string field_words(ChangeDetail::Field field, Language language) {
    return fields[static_cast<std::size_t>(field)].in(language);
}

std::string value_words(ChangeDetail::Field field, const std::string& value, const Institute& institute, Language language) {
    switch (field) {
    case ChangeDetail::Field::context:
        if (const Context* context = institute.find_context(ContextId{value})) return context->label.in(language);
        return value;
    case ChangeDetail::Field::phases: {
        std::vector<std::string> out;
        for (const std::string_view one : split(value, ',')) out.push_back(word(std::string(trim(one)), language));
        return value.empty() ? "–" : join(out, ", ");
    }
    case ChangeDetail::Field::situation:
    case ChangeDetail::Field::visibility:
    case ChangeDetail::Field::decision:
        return word(value, language);
    default:
        return value;
    }
}

std::string change_line(const SessionChange& change, const Institute& institute, Language language) {
    const bool fr = language == Language::fr;
    const char* colon = fr ? " : " : ": ";
    std::string out = change_words(change.kind, language);
    const bool attestation = change.kind == ChangeKind::attestation_added || change.kind == ChangeKind::attestation_changed;
    if (!change.subject.empty())
        out += colon + terminal_text(change.subject);
    else if (attestation)
        out += colon + std::string(fr ? "contributions à l’espace" : "contributions to the space");
    if (!change.title.empty()) out += " " + quoted(change.title, language);
    if (!change.competence.empty()) out += fmt::format(", {}", change.competence);
    if (!change.trainer.empty()) out += fmt::format(", {} {}", fr ? "de" : "by", terminal_text(change.trainer));
    if (change.kind == ChangeKind::claim_edited)
        out += fmt::format("{}{} → {}", colon, quoted(change.before, language), quoted(change.after, language));
    if (change.kind == ChangeKind::attestation_changed)
        out += fmt::format("{}{} → {}", colon, word(change.before, language), word(change.after, language));
    if (change.kind == ChangeKind::attestation_added) out += fmt::format(" ({})", word(change.after, language));
    if (change.kind == ChangeKind::attestations_missing)
        out += fr ? fmt::format(" : {} inscrites, {} présentes", change.before, change.after)
                  : fmt::format(": {} listed, {} present", change.before, change.after);
    std::vector<std::string> details;
    for (const ChangeDetail& one : change.details) details.push_back(detail_words(one, institute, language));
    if (!details.empty()) out += (attestation ? std::string("; ") : std::string(colon)) + join(details, fr ? " ; " : "; ");
    return out;
}

std::optional<JuryOutcome> parse_outcome(std::string_view typed) {
    struct Spelling {
        std::string_view word;
        JuryOutcome outcome;
    };
    constexpr std::array spellings{
        Spelling{"received", JuryOutcome::received},     Spelling{"recu", JuryOutcome::received},
        Spelling{"recue", JuryOutcome::received},        Spelling{"admis", JuryOutcome::received},
        Spelling{"admise", JuryOutcome::received},       Spelling{"certificat-delivre", JuryOutcome::received},
        Spelling{"delivre", JuryOutcome::received},      Spelling{"certificate-awarded", JuryOutcome::received},
        Spelling{"awarded", JuryOutcome::received},      Spelling{"passed", JuryOutcome::received},
        Spelling{"adjourned", JuryOutcome::adjourned},   Spelling{"ajourne", JuryOutcome::adjourned},
        Spelling{"ajournee", JuryOutcome::adjourned},    Spelling{"deferred", JuryOutcome::adjourned},
        Spelling{"non-delivre", JuryOutcome::adjourned}, Spelling{"certificat-non-delivre", JuryOutcome::adjourned},
        Spelling{"waiting", JuryOutcome::waiting},       Spelling{"en-attente", JuryOutcome::waiting},
        Spelling{"attente", JuryOutcome::waiting},       Spelling{"pending", JuryOutcome::waiting},
    };
    const std::string word = folded(typed);
    for (const Spelling& one : spellings)
        if (one.word == word) return one.outcome;
    return std::nullopt;
}

} // namespace livret

#include "model/activity_sheet.hpp"

namespace livret {

namespace {

constexpr SheetWords french{"Fiche de l’activité (Livret)", "Référence", "Date",   "Contexte",    "Phases du travail",
                            "Situation d’enseignement",     "Avec",      "Images", "Référentiel", "Compétences déclarées"};
constexpr SheetWords english{"Activity sheet (Livret)", "Reference", "Date",     "Context",   "Phases of the work",
                             "Teaching situation",      "With",      "Pictures", "Framework", "Competences declared"};

struct Both {
    std::string_view fr, en;
    std::string_view in(Language language) const { return language == Language::fr ? fr : en; }
    bool is(std::string_view word) const { return !word.empty() && (word == fr || word == en); }
};
constexpr std::array phases{Both{"conception", "design"}, Both{"analyse", "analysis"}, Both{"mise en œuvre", "implementation"},
                            Both{"évaluation", "evaluation"}};
constexpr std::array situations{Both{"aucune", "none"}, Both{"en classe", "in the classroom"},
                                Both{"à distance", "at a distance"},
                                Both{"en classe et à distance", "in the classroom and at a distance"}};
constexpr std::array pictures{Both{"", ""}, Both{"aucune", "none"},
                              Both{"aucune personne reconnaissable", "no person can be recognised"},
                              Both{"avec l’accord écrit des personnes", "with the written consent of the persons"}};

template <class Value, std::size_t n> std::optional<Value> parsed(const std::array<Both, n>& words, std::string_view word) {
    for (std::size_t i = 0; i < n; ++i)
        if (words[i].is(word)) return static_cast<Value>(i);
    return std::nullopt;
}

} // namespace

const SheetWords& sheet_words(Language language) {
    return language == Language::fr ? french : english;
}

std::string_view word_of(Phase phase, Language language) {
    return phases[static_cast<std::size_t>(phase)].in(language);
}
std::string_view word_of(Situation situation, Language language) {
    return situations[static_cast<std::size_t>(situation)].in(language);
}
std::string_view word_of(Pictures said, Language language) {
    return pictures[static_cast<std::size_t>(said)].in(language);
}

std::optional<Phase> parse_phase(std::string_view word) {
    return parsed<Phase>(phases, word);
}
std::optional<Situation> parse_situation(std::string_view word) {
    return parsed<Situation>(situations, word);
}
std::optional<Pictures> parse_pictures(std::string_view word) {
    return parsed<Pictures>(pictures, word);
}

} // namespace livret

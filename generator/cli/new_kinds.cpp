#include "cli/new_kinds.hpp"

#include "base/unicode.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::array kinds{
    NewKind{"gfp", "groupe", "un groupe", "a group", "TITLE | ID --title TITLE", " --title ",
            "gfp math1 --title \"Mathématiques, groupe 1\"", "gfp math1 --title \"Mathematics, group 1\""},
    NewKind{"trainee", "stagiaire", "un stagiaire", "a trainee", "GFP[/ID] --name NAME", " --name ",
            "trainee math1/durand --name \"Anne Durand\"", "trainee math1/durand --name \"Anne Durand\""},
    NewKind{"activity", "activité", "une activité", "an activity", "[GFP/]TRAINEE TITLE [--like EXAMPLE]",
            " --title --folder --like ", "activity math1/durand \"Suites au tableur\"",
            "activity math1/durand \"Sequences in a spreadsheet\""},
    NewKind{"training", "formation", "une formation", "a training session", "GFP TITLE", " --title ",
            "training math1 \"Utiliser un ENT au quotidien\"", "training math1 \"Using a digital workspace every day\""},
    NewKind{"question", "question", "une question", "a question", "GFP|STREAM TITLE --by PERSON", " --title --by ",
            "question math1 \"Comment filtrer les sites ?\" --by durand", "question math1 \"How to filter sites?\" --by durand"},
    NewKind{"position", "positionnement", "un positionnement", "a positioning", "[GFP/]TRAINEE", "", "position math1/durand",
            "position math1/durand"},
    NewKind{"notice", "nouvelle", "une nouvelle du groupe", "news of a group", "GFP TITLE --by PERSON", " --title --by ",
            "notice math1 \"Prêt de matériel\" --by c-leroy", "notice math1 \"Equipment on loan\" --by c-leroy"},
    NewKind{"example", "exemple", "un exemple d’activité", "an example activity", "TITLE", " --title ",
            "example \"Première séance au tableur\"", "example \"A first lesson with a spreadsheet\""},
};

} // namespace

std::span<const NewKind> new_kinds() {
    return kinds;
}

const NewKind* find_new_kind(std::string_view word) {
    const std::string key = search_key(word);
    const auto found = std::find_if(kinds.begin(), kinds.end(),
                                    [&](const NewKind& one) { return key == one.name || key == search_key(one.french); });
    return found == kinds.end() ? nullptr : &*found;
}

std::string new_kinds_text(Language language) {
    const bool fr = language == Language::fr;
    std::string out = fr ? "Usage : livret new KIND ...\n" : "Usage: livret new KIND ...\n";
    for (const NewKind& one : kinds) {
        const std::string names = one.name == one.french ? std::string(one.name) : fmt::format("{} ({})", one.name, one.french);
        out += fmt::format("\n  {} : {}\n", fr ? names : std::string(one.name), fr ? one.fr : one.en);
        if (!fr) out.replace(out.rfind(" : "), 3, ": ");
        out += fmt::format("      livret new {} {}\n", one.name, one.arguments);
        out += fmt::format("      livret new {}\n", fr ? one.example_fr : one.example_en);
    }
    return out;
}

} // namespace livret

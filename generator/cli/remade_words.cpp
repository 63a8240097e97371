#include "cli/remade_words.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

namespace livret {

namespace {

struct Reason {
    std::string_view name, fr, en;
};
// By the ingredients' names (build/ingredients.hpp), and what memo.hpp adds to them.
constexpr std::array reasons{
    Reason{"new", "rien n’en était retenu", "nothing of it was remembered"},
    Reason{"program", "le programme ou une de ses bibliothèques est autre", "the program or one of its libraries is another"},
    Reason{"options", "les options sont autres", "the options are others"},
    Reason{"date", "la date est autre", "the date is another"},
    Reason{"hour", "une horloge tourne : une question attend sa réponse", "a clock is running: a question waits for its answer"},
    Reason{"settings", "livret.yaml, un référentiel, un gfp.md ou qui est dans quel groupe",
           "livret.yaml, a framework, a gfp.md or who is in which group"},
    Reason{"shared", "un exemple, une question de filière ou une session de jury",
           "an example, a stream's question or a jury's session"},
    Reason{"theme", "le thème", "the theme"},
    Reason{"trust", "le registre, un point de contrôle ou un autre fichier de trust/",
           "the registry, a checkpoint or another file of trust/"},
    Reason{"sources", "un fichier du groupe", "a file of the group"},
    Reason{"signed", "ce qui est signé sur ses stagiaires", "what is signed about its trainees"},
    Reason{"history", "l’historique de git", "git's history"},
    Reason{"others", "un autre groupe, dont ses textes parlent", "another group, which its texts name"},
    Reason{"claims", "quelqu’un d’un autre groupe dit être un de ses stagiaires",
           "somebody of another group says to be one of its trainees"},
    Reason{"groups", "ce qu’un groupe fait voir au-dessus des groupes", "what a group shows above the groups"},
    Reason{"output", "des fichiers du site ont été modifiés ou retirés", "files of the site were changed or taken away"},
};

std::string words_of(const std::string& name, bool fr) {
    const auto* const found = std::find_if(reasons.begin(), reasons.end(), [&](const Reason& one) { return one.name == name; });
    return found == reasons.end() ? name : std::string(fr ? found->fr : found->en);
}

} // namespace

std::vector<std::string> remade_lines(const BuildReport& report, Language language) {
    const bool fr = language == Language::fr;
    std::vector<BuildReport::Remade> remade = report.remade;
    std::sort(remade.begin(), remade.end(), [](const auto& a, const auto& b) { return a.part < b.part; });
    std::vector<std::string> out;
    for (const BuildReport::Remade& one : remade) {
        std::vector<std::string> because;
        for (const std::string& name : one.because) because.push_back(words_of(name, fr));
        const std::string part = one.part.empty() ? (fr ? "au-dessus des groupes" : "above the groups") : one.part;
        out.push_back((fr ? "refait : " : "made again: ") + part + " (" + join(because, fr ? " ; " : "; ") + ")");
    }
    const bool one = report.kept == 1 || (fr && report.kept == 0);
    out.push_back(fr ? fmt::format("repris tels quels : {} groupe{}", report.kept, one ? "" : "s")
                     : fmt::format("left as they were: {} group{}", report.kept, one ? "" : "s"));
    return out;
}

} // namespace livret

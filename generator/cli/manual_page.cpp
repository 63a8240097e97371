#include "cli/completions.hpp"

#include "cli/new_kinds.hpp"
#include "cli/options.hpp"

#include <array>
#include <string_view>

#include <fmt/format.h>

namespace livret {

namespace {

struct Words {
    std::string_view fr, en;
    std::string_view in(Language language) const { return language == Language::fr ? fr : en; }
};

// Text for roff: what it would take for an order or a special sign is made harmless, and the rest becomes
// ASCII. The input is our own well-formed UTF-8.
std::string roff(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) {
            switch (text[i]) {
            case '\\':
                out += "\\e";
                break;
            case '-':
                out += "\\-";
                break;
            case '\'':
                out += "\\(aq";
                break;
            case '`':
                out += "\\(ga";
                break;
            case '^':
                out += "\\(ha";
                break;
            case '~':
                out += "\\(ti";
                break;
            case '"':
                out += "\\(dq";
                break;
            case '.':
                if (i == 0) out += "\\&";
                out += '.';
                break;
            default:
                out += text[i];
            }
            ++i;
            continue;
        }
        const std::size_t length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
        unsigned point = byte & (0xffu >> (length + 1));
        for (std::size_t k = 1; k < length; ++k) point = (point << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3fu);
        out += fmt::format("\\[u{:04X}]", point);
        i += length;
    }
    return out;
}

std::string section(const Words& name, Language language) {
    return fmt::format(".SH \"{}\"\n", roff(name.in(language)));
}

std::string entry(std::string_view term, std::string_view arguments, std::string_view text) {
    std::string out = ".TP\n\\fB" + roff(term) + "\\fR";
    if (!arguments.empty()) out += " \\fI" + roff(arguments) + "\\fR";
    return out + "\n" + roff(text) + "\n";
}

std::string option_entry(const Option& option, Language language) {
    std::string out = ".TP\n";
    if (!option.letter.empty()) out += "\\fB" + roff(option.letter) + "\\fR, ";
    out += "\\fB" + roff(option.name) + "\\fR";
    if (!option.value.empty()) out += " \\fI" + roff(option.value) + "\\fR";
    out += "\n" + roff(language == Language::fr ? option.fr : option.en) + "\n";
    if (!option.verbs.empty()) {
        const std::string_view verbs = option.verbs.substr(1, option.verbs.size() - 2);
        out += "(" + roff(verbs) + ")\n";
    }
    return out;
}

std::string example(std::string_view command) {
    return ".EX\n" + roff(command) + "\n.EE\n";
}

} // namespace

std::string manual_page(Language language) {
    const bool fr = language == Language::fr;
    std::string out = ".\\\" livret completions man: made from the program's own tables\n.TH LIVRET 1 \"\" "
                      "\"livret " LIVRET_VERSION "\"\n";
    out += section({"NOM", "NAME"}, language);
    out += std::string("livret \\- ") +
           roff(fr ? "un portfolio de compétences qui se prouve lui-même" : "a competence portfolio that proves itself") + "\n";
    out += section({"SYNOPSIS", "SYNOPSIS"}, language);
    out += fr ? "\\fBlivret\\fR \\fICOMMANDE\\fR [\\fIOPTIONS\\fR]\n" : "\\fBlivret\\fR \\fICOMMAND\\fR [\\fIOPTIONS\\fR]\n";
    out += section({"DESCRIPTION", "DESCRIPTION"}, language);
    out += roff(fr ? "Livret fait d’un dépôt partagé de textes Markdown un livret de compétences : les "
                     "stagiaires écrivent, les formateurs attestent, les jurys "
                     "vérifient. Le résultat est un dossier de pages qui s’ouvrent sans serveur. Sans "
                     "--root, le dépôt est le plus proche dossier, en remontant, "
                     "qui contient un fichier livret.yaml."
                   : "Livret turns a shared repository of Markdown texts into a competence booklet: trainees "
                     "write, trainers attest, juries verify. The result is "
                     "a folder of pages that open without a server. Without --root the repository is the "
                     "nearest folder, going up, that holds a file livret.yaml.") +
           "\n";
    out += section({"COMMANDES", "COMMANDS"}, language);
    for (const Verb& verb : all_verbs()) out += entry(verb.name, verb.arguments, fr ? verb.fr : verb.en);
    out += section({"OPTIONS", "OPTIONS"}, language);
    for (const Option& option : all_options()) out += option_entry(option, language);
    out += section({"SORTES DE FICHIERS", "KINDS OF FILES"}, language);
    out += roff(fr ? "Après « livret new » :" : "After “livret new”:") + "\n";
    for (const NewKind& kind : new_kinds()) {
        out += entry(kind.name, kind.arguments, fr ? kind.fr : kind.en);
        out += ".br\n\\fBlivret new " + roff(fr ? kind.example_fr : kind.example_en) + "\\fR\n";
    }
    out += section({"ÉTAT DE SORTIE", "EXIT STATUS"}, language);
    static constexpr std::array statuses{
        Words{"tout va bien", "fine"},
        Words{"le contenu du dépôt a des erreurs", "the repository's content has errors"},
        Words{"la commande est mal écrite", "the command line is wrong"},
        Words{"la machine : disque, droits, fichier déjà là", "the machine: disk, permissions, a file in the way"},
    };
    for (std::size_t i = 0; i < statuses.size(); ++i) out += entry(std::to_string(i), "", statuses[i].in(language));
    out += section({"ENVIRONNEMENT", "ENVIRONMENT"}, language);
    out += entry("LC_ALL, LC_MESSAGES, LANG", "",
                 fr ? "la langue des messages, quand ni --lang ni le dépôt ne la disent"
                    : "the language of messages, when neither --lang nor the repository says it");
    out += entry("SOURCE_DATE_EPOCH", "",
                 fr ? "la date du jour, en secondes, quand --now ne la dit pas"
                    : "today's date, in seconds, when --now does not say it");
    out += entry("NO_COLOR", "", fr ? "pas de couleurs dans les messages" : "no colours in messages");
    out += section({"FICHIERS", "FILES"}, language);
    out += entry("livret.yaml", "", fr ? "la racine du dépôt et ses réglages" : "the repository's root and its settings");
    out += entry("site/", "", fr ? "ce que livret build écrit" : "what livret build writes");
    out += entry(".livret/", "",
                 fr ? "ce que les constructions ont écrit, pour le retirer ou le refaire"
                    : "what builds wrote, to remove it or to write it again");
    out += section({"EXEMPLES", "EXAMPLES"}, language);
    out += example(fr ? "livret init livret-2024 --lang fr" : "livret init booklet-2024 --lang en");
    out += example(fr ? "livret new activity math1/durand \"Suites au tableur\""
                      : "livret new activity math1/durand \"Sequences in a spreadsheet\"");
    out += example("livret check --fix");
    out += example("livret build --audience public --output public");
    return out;
}

} // namespace livret

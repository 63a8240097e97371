#include "markup/yaml_faults.hpp"

#include <array>

namespace livret {

namespace {

constexpr YamlFault tab{"", "une tabulation indente cette ligne", "a tab indents this line",
                        "remplacez les tabulations par des espaces", "replace tabs with spaces"};

// The first entry whose `said` is part of the message; the last one fits all.
constexpr std::array faults{
    YamlFault{"mapping values are not allowed", "un deux-points n’est pas attendu ici", "a colon is not expected here",
              "alignez les champs au bord gauche ; entourez de guillemets droits une valeur qui contient « : »",
              "align the fields on the left; put a value that contains “: ” between straight quotes"},
    YamlFault{"did not find expected ',' or ']'", "une liste entre crochets n’est pas fermée, ou il manque une virgule",
              "a list between brackets is not closed, or lacks a comma", "écrivez par exemple [B.2.1, B.3.1]",
              "write for instance [B.2.1, B.3.1]"},
    YamlFault{"did not find expected ',' or '}'", "une accolade n’est pas fermée, ou il manque une virgule",
              "a brace is not closed, or a comma is missing", "écrivez par exemple {A.1.1: 2, A.1.2: 1}",
              "write for instance {A.1.1: 2, A.1.2: 1}"},
    YamlFault{"unexpected end of stream", "un guillemet ouvert n’est pas fermé", "a quotation mark is not closed",
              "fermez le guillemet à la fin de la valeur", "close the quotation mark at the end of the value"},
    YamlFault{"document indicator", "un guillemet ouvert n’est pas fermé", "a quotation mark is not closed",
              "fermez le guillemet à la fin de la valeur", "close the quotation mark at the end of the value"},
    YamlFault{"did not find expected key", "cette ligne n’est pas un champ, ou un guillemet s’est fermé trop tôt",
              "this line is not a field, or a quotation mark closed too early",
              "écrivez « champ: valeur » ; entourez de guillemets droits doubles une valeur qui contient une apostrophe",
              "write “field: value”; put a value that contains an apostrophe between straight double quotes"},
    YamlFault{"did not find expected '-' indicator", "il manque un tiret devant cet élément de liste",
              "this list item lacks its hyphen", "chaque élément commence par « - », sous le précédent",
              "each item begins with “- ”, below the one before"},
    YamlFault{"could not find expected ':'", "il manque un deux-points après le nom du champ",
              "a colon is missing after the field's name", "écrivez « champ: valeur », avec une espace après le deux-points",
              "write “field: value”, with a space after the colon"},
    YamlFault{"block sequence entries are not allowed", "une liste n’est pas attendue ici", "a list is not expected here",
              "passez à la ligne après le nom du champ, puis écrivez un tiret par élément",
              "start a new line after the field's name, then one hyphen for each item"},
    YamlFault{"found unknown escape character", "« \\ » n’est pas admis ainsi entre guillemets droits doubles",
              "“\\” is not accepted like this between straight double quotes",
              "doublez la barre oblique inverse, ou employez des guillemets simples",
              "double the backslash, or use single quotes"},
    YamlFault{"cannot start any token", "une valeur ne commence pas par ce caractère",
              "a value does not begin with this character", "entourez la valeur de guillemets droits",
              "put the value between straight quotes"},
    YamlFault{"control characters are not allowed", "un caractère invisible se trouve dans l’en-tête",
              "an invisible character stands in the header", "retapez la ligne", "type the line again"},
    YamlFault{"", "cette ligne n’est pas de la forme « champ: valeur »", "this line is not of the form “field: value”",
              "comparez avec l’en-tête d’un fichier qui se lit", "compare with the header of a file that reads well"},
};

} // namespace

const YamlFault& explain_yaml_fault(std::string_view said, std::string_view source_line) {
    const std::size_t indentation = source_line.find_first_not_of(" \t");
    if (source_line.substr(0, indentation).find('\t') != std::string_view::npos) return tab;
    for (const YamlFault& fault : faults)
        if (said.find(fault.said) != std::string_view::npos) return fault;
    return faults.back();
}

} // namespace livret

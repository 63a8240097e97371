#include "bench/corpus_text.hpp"

#include "base/unicode.hpp"

#include <fmt/format.h>

namespace livret::bench {

namespace {

constexpr Subject all_subjects[] = {
    {"math", "Mathématiques"},       {"hg", "Histoire et géographie"},
    {"lettres", "Lettres modernes"}, {"svt", "Sciences de la vie et de la Terre"},
    {"anglais", "Anglais"},          {"physique", "Physique et chimie"},
    {"eps", "Éducation physique"},   {"techno", "Technologie"},
    {"doc", "Documentation"},        {"pe", "Premier degré"},
};

constexpr std::string_view families[] = {
    "Durand",   "Martin", "Benali",  "Costa",    "Fabre",     "Girard",  "Lemoine", "Nguyen",   "Roux",    "Perrin",
    "Blanc",    "Guérin", "Moreau",  "Lefèvre",  "Chevalier", "Garnier", "Faure",   "Rousseau", "Mercier", "Bonnet",
    "Lambert",  "Morel",  "Giraud",  "André",    "Renard",    "Colin",   "Vidal",   "Caron",    "Picard",  "Hubert",
    "Marchand", "Dufour", "Meunier", "Gauthier", "Leclerc",   "Barbier", "Brunet",  "Schmitt",  "Leroux",  "Noël",
    "Daniel",   "Aubert", "Royer",   "Charles",  "Prévost",   "Bailly",  "Poirier", "Langlois", "Olivier", "Philippe"};

constexpr std::string_view first_names[] = {"Anne",   "Paul",  "Samia",  "Hugo",    "Claire", "Julie",  "Thomas", "Minh",
                                            "Sophie", "Émile", "Nadia",  "Pierre",  "Hélène", "Karim",  "Louise", "Benoît",
                                            "Agnès",  "Marc",  "Fatima", "Étienne", "Laure",  "Xavier", "Inès",   "Olivier"};

constexpr std::string_view classes[] = {"une sixième de vingt-six élèves",   "une cinquième de vingt-quatre élèves",
                                        "une quatrième agitée du jeudi",     "une troisième de vingt-cinq élèves",
                                        "une seconde de trente-deux élèves", "une première S de vingt-huit élèves",
                                        "un CM2 de vingt-deux élèves",       "un demi-groupe de quatorze"};
constexpr std::string_view tools[] = {"le tableur",
                                      "le traitement de texte",
                                      "un logiciel de géométrie",
                                      "le vidéoprojecteur",
                                      "la messagerie de l’établissement",
                                      "un diaporama de six pages",
                                      "l’enregistreur de la salle 12",
                                      "un questionnaire en ligne",
                                      "le réseau pédagogique",
                                      "un moteur de recherche"};
constexpr std::string_view places[] = {"la salle 108",
                                       "la salle informatique du collège",
                                       "le CDI",
                                       "la bibliothèque de l’institut",
                                       "la salle de sciences",
                                       "la classe, avec deux portables",
                                       "le lycée des Trois-Vallées",
                                       "l’école de Barcelonnette"};
constexpr std::string_view things[] = {
    "la fiche d’élève",     "le relevé de mesures", "la carte annotée",     "le compte rendu", "la grille d’observation",
    "le brouillon corrigé", "le texte à trous",     "la feuille de calcul", "le croquis",      "la liste des sources"};
constexpr std::string_view numbers[] = {"trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "onze", "douze", "quatorze"};

constexpr std::string_view sentences[] = {
    "J’ai préparé la séance pour {classe}, dans {lieu}, avec {outil}.",
    "La consigne tenait en deux lignes, et *personne* ne l’a lue jusqu’au bout.",
    "{Nombre} élèves sur {nombre} ont rendu {chose} à l’heure ; les autres l’ont terminé à la maison.",
    "Le réseau a refusé {nombre} mots de passe : j’ai regroupé les élèves par trois et confié l’écriture au troisième.",
    "On voit à l’écran ce que le tableau noir ne montre pas, mais l’écran n’explique rien.",
    "J’avais prévu {outil} pour la mise en commun, et c’est finalement le papier qui a servi.",
    "Un élève a demandé pourquoi l’on ne faisait pas cela **sans** la machine ; la question était bonne.",
    "La moitié du groupe confondait encore la source et l’auteur de la page.",
    "Nous avons repris {chose} le lendemain, sans ordinateur, pour voir ce qui restait.",
    "La personne ressource de l’établissement m’a montré où étaient rangés les modèles (`commun/modeles`).",
    "Le temps d’installation a pris {nombre} minutes, que je n’avais comptées nulle part.",
    "Ce qui m’a surpris : les élèves les plus discrets ont écrit le plus.",
    "J’ai gardé {nombre} copies pour les comparer à celles du premier trimestre.",
    "La charte de l’établissement interdit ce que je comptais faire ; j’ai donc changé d’outil.",
    "Les parents avaient signé l’autorisation en septembre, sauf {nombre}, et j’ai flouté ces visages-là.",
    "Avec {classe}, la même séance a duré le double.",
    "Je n’ai pas su dire aux élèves si le résultat était juste : il fallait le calculer, et nous l’avons fait ensemble.",
    "Le document est dans l’espace du groupe, où chacun peut le reprendre en citant son auteur.",
    "En relisant mes notes, je compte {nombre} interruptions, dont une seule venait de la machine.",
    "La deuxième fois, j’ai commencé par la question et non par {outil}.",
    "Ma tutrice a observé la fin : « ils parlent enfin de la discipline, et non du logiciel ».",
    "Il manquait une règle pour nommer les fichiers ; nous l’avons écrite à la fin de l’heure.",
    "Les mesures varient de 0,4 à 1,8 d’un groupe à l’autre, ce qui est *beaucoup* pour une même expérience.",
    "J’ai renvoyé à chacun une remarque de trois lignes par {outil}.",
};

constexpr std::string_view headings[] = {
    "Contexte",         "Ce que je cherchais", "Préparation",         "Déroulement",          "Ce que les élèves ont fait",
    "Retour au papier", "Difficultés",         "Ce que j’en retiens", "Ce que je changerais", "Suites",
    "Doutes",           "Ce que dit la grille"};
constexpr std::string_view title_starts[] = {"Une séance avec",   "Ce que change",        "Préparer une heure avec",
                                             "Évaluer avec",      "Trois essais avec",    "Travailler à plusieurs avec",
                                             "Différencier avec", "Apprendre à lire avec"};
constexpr std::string_view title_ends[] = {
    "en classe entière", "au troisième trimestre", "et sans imprimante", "pour le groupe de besoin", "à distance",
    "avec le CDI",       "et la charte",           "en demi-groupe",     "et ce qu’il en reste"};
constexpr std::string_view claims[] = {"{outil} pour une seule question, éteint pendant la discussion",
                                       "demi-groupes à deux par poste, mise en commun toutes les vingt minutes",
                                       "{chose} partagée dans l’espace du groupe, avec une règle de nom",
                                       "les autorisations relues avant de montrer quoi que ce soit",
                                       "deux versions de {chose}, pour ceux qui vont vite et pour les autres",
                                       "la personne ressource consultée avant la séance, et non après"};
constexpr std::string_view comments[] = {
    "Vous dites ce que les élèves ont fait avant de dire ce que le logiciel permet : c’est cela qu’on attend.",
    "Le passage sur {chose} montre que le choix était réfléchi.", "Observé dans {lieu} : la mise en commun était préparée.",
    "Dites aussi ce qui n’a pas marché avec {outil}, et ce que vous en avez fait."};
constexpr std::string_view columns[] = {"Élèves", "Groupe", "Prévision", "Résultat", "Temps (min)", "Remarque", "Avant", "Après"};
constexpr std::string_view cells[] = {"juste", "à revoir", "rien", "au tableau", "seul", "avec aide",
                                      "12",    "7",        "0,4",  "1,8",        "23",   "5"};

// A sentence with its {words} put in; {Nombre} begins with a capital.
std::string filled(Random& random, std::string_view pattern) {
    std::string out;
    for (std::size_t at = 0; at < pattern.size();) {
        if (pattern[at] != '{') {
            out += pattern[at++];
            continue;
        }
        const std::string_view word = pattern.substr(at + 1, pattern.find('}', at) - at - 1);
        at += word.size() + 2;
        if (word == "classe") out += random.pick(classes);
        if (word == "outil") out += random.pick(tools);
        if (word == "lieu") out += random.pick(places);
        if (word == "chose") out += random.pick(things);
        if (word == "nombre") out += random.pick(numbers);
        if (word == "Nombre") {
            std::string number(random.pick(numbers));
            number[0] = static_cast<char>(number[0] - 'a' + 'A');
            out += number;
        }
    }
    return out;
}

std::string table(Random& random) {
    const std::size_t width = 2 + random.below(3), height = 3 + random.below(4);
    std::string out = "|", rule = "|";
    for (std::size_t i = 0; i < width; ++i) {
        out += fmt::format(" {} |", random.pick(columns));
        rule += i == 0 ? "---|" : "---:|";
    }
    out += "\n" + rule + "\n";
    for (std::size_t row = 0; row < height; ++row) {
        out += "|";
        for (std::size_t i = 0; i < width; ++i) out += fmt::format(" {} |", i == 0 ? random.pick(things) : random.pick(cells));
        out += "\n";
    }
    return out;
}

std::string list(Random& random) {
    const bool numbered = random.chance(40);
    const std::size_t count = 3 + random.below(3);
    std::string out;
    for (std::size_t i = 1; i <= count; ++i) out += (numbered ? fmt::format("{}. ", i) : "- ") + sentence(random) + "\n";
    return out;
}

std::string section(Random& random, std::size_t number) {
    std::string out =
        fmt::format("## {}\n\n{}\n", headings[number % std::size(headings)], paragraph(random, 2 + random.below(3)));
    switch (random.below(6)) {
    case 0:
    case 1:
        return out + "\n" + table(random);
    case 2:
    case 3:
        return out + "\n" + list(random);
    case 4:
        return out + "\n> " + sentence(random) + "\n";
    default:
        return out;
    }
}

} // namespace

Random::Random(std::uint64_t seed, std::string_view words) : state_(seed ^ 0xcbf29ce484222325U) {
    for (const char c : words) state_ = (state_ ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
}

std::uint64_t Random::next() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

std::span<const Subject> subjects() {
    return all_subjects;
}

std::span<const std::string_view> family_names() {
    return families;
}

std::string slug_of(std::string_view name) {
    return search_key(name);
}

std::string_view first_name(Random& random) {
    return random.pick(first_names);
}

std::string title(Random& random) {
    return fmt::format("{} {} {}", random.pick(title_starts), random.pick(tools), random.pick(title_ends));
}

std::string sentence(Random& random) {
    return filled(random, random.pick(sentences));
}

std::string paragraph(Random& random, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += (i ? " " : "") + sentence(random);
    return out;
}

std::string claim(Random& random) {
    return filled(random, random.pick(claims));
}

std::string comment(Random& random) {
    return filled(random, random.pick(comments));
}

std::string body(Random& random, std::size_t bytes, const std::vector<Link>& links) {
    std::string out;
    std::size_t number = random.below(3);
    for (std::size_t i = 0; out.size() < bytes; ++i) {
        out += (i ? "\n" : "") + section(random, number++);
        if (i < links.size())
            out += fmt::format("\nVoir aussi [{}]({}), où la même question revient.\n", links[i].title, links[i].target);
    }
    return out;
}

} // namespace livret::bench

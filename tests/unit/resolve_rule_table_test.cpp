// Rules of certification at their edges, on the framework files that Livret ships with: what is attested, whether the rule
// is met, and the sentences that a jury reads, to the letter, in both languages.
//
// In the sentences ~ stands for a no-break space (U+00A0) and _ for a narrow one (U+202F).
#include "base/text.hpp"
#include "disk/disk.hpp"
#include "load/repository.hpp"
#include "resolve/rule_gap.hpp"
#include "resolve/rule_words.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace livret;

namespace {

const Framework& framework(const char* id) {
    static const Institute institute = [] {
        const auto disk = open_real_disk(LIVRET_SOURCE_DIR "/content");
        Sink sink;
        return load_repository(*disk, take_snapshot(*disk, SourcePath{"site"}, sink), {}, sink);
    }();
    return *institute.find_framework(FrameworkId{id});
}

std::vector<std::string> words_of(const char* text) {
    std::vector<std::string> out;
    for (const std::string_view one : split(text, ' '))
        if (!one.empty()) out.emplace_back(one);
    return out;
}

Evidence attested(const char* id, const std::string& code, Situation situation, const char* trainer, const char* activity) {
    return {{FrameworkId{id}, code}, "d", trainer, activity, situation};
}

// These competences, attested by one trainer in one activity.
std::vector<Evidence> only(const char* id, const char* codes, Situation situation = Situation::classroom,
                           const char* trainer = "leroy", const char* activity = "R-1") {
    std::vector<Evidence> out;
    for (const std::string& code : words_of(codes)) {
        REQUIRE(framework(id).find(code) != nullptr);
        out.push_back(attested(id, code, situation, trainer, activity));
    }
    return out;
}

// All competences but these.
std::vector<Evidence> all_but(const char* id, const char* missing, Situation situation = Situation::classroom) {
    const std::vector<std::string> left_out = words_of(missing);
    std::vector<Evidence> out;
    for (const Competence& one : framework(id).competences)
        if (std::count(left_out.begin(), left_out.end(), one.code) == 0)
            out.push_back(attested(id, one.code, situation, "leroy", "R-1"));
    REQUIRE(out.size() + left_out.size() == framework(id).competences.size());
    return out;
}

std::vector<Evidence> both(std::vector<Evidence> some, const std::vector<Evidence>& others) {
    some.insert(some.end(), others.begin(), others.end());
    return some;
}

struct Row {
    const char* what;
    const char* framework;
    std::vector<RuleCondition> conditions; // none: the framework's own rule
    std::vector<Evidence> evidence;
    bool met;
    const char *fr, *en;         // the short line, then one per condition
    const char *gap_fr, *gap_en; // what is missing at least
};

const std::vector<Row>& rows() {
    // clang-format off
    static const std::vector<Row> all{
    {"everything, in a real class", "c2i2e-2005", {},
     all_but("c2i2e-2005", ""), true,
     "27 sur 27\n"
     "condition remplie~: compétences exigées~: 18 sur 18\n"
     "condition remplie~: au moins 5 compétences parmi 9 au choix~: 9 sur 9",
     "27 of 27\n"
     "condition met: required competences: 18 of 18\n"
     "condition met: at least 5 competences among 9 to choose from: 9 of 9",
     "rien ne manque", "nothing is missing"},
    {"nothing", "c2i2e-2005", {},
     {}, false,
     "0 sur 27_; il manque les 18 compétences exigées_; il en manque 5 parmi les 9 au choix\n"
     "condition non remplie~: compétences exigées~: 0 sur 18_; il manque A.1.1, A.1.2, A.1.5, A.2.1, A.3.1, A.3.2, "
     "A.3.3, A.3.4, B.1.1, B.1.2, B.2.1, B.2.2, B.2.3, B.3.1, B.3.2, B.3.3, B.4.1 et B.4.2\n"
     "condition non remplie~: au moins 5 compétences parmi 9 au choix~: 0 sur 9_; il en manque 5 parmi A.1.3, A.1.4, "
     "A.2.2, A.2.3, B.1.3, B.2.4, B.3.4, B.3.5 et B.4.3",
     "0 of 27; all 18 required competences missing; 5 missing among the 9 to choose from\n"
     "condition not met: required competences: 0 of 18; A.1.1, A.1.2, A.1.5, A.2.1, A.3.1, A.3.2, A.3.3, A.3.4, B.1.1, "
     "B.1.2, B.2.1, B.2.2, B.2.3, B.3.1, B.3.2, B.3.3, B.4.1 and B.4.2 missing\n"
     "condition not met: at least 5 competences among 9 to choose from: 0 of 9; 5 missing among A.1.3, A.1.4, A.2.2, "
     "A.2.3, B.1.3, B.2.4, B.3.4, B.3.5 and B.4.3",
     "encore au moins 23 compétences~: 18 exigées et 5 parmi 9 au choix", "at least 23 more competences: 18 required ones and 5 among 9 to choose from"},
    {"the 18 and exactly five of the others", "c2i2e-2005", {},
     all_but("c2i2e-2005", "A.1.3 B.1.3 B.3.5 B.4.3"), true,
     "23 sur 27\n"
     "condition remplie~: compétences exigées~: 18 sur 18\n"
     "condition remplie~: au moins 5 compétences parmi 9 au choix~: 5 sur 9",
     "23 of 27\n"
     "condition met: required competences: 18 of 18\n"
     "condition met: at least 5 competences among 9 to choose from: 5 of 9",
     "rien ne manque", "nothing is missing"},
    {"the 18 and four of the others: one too few", "c2i2e-2005", {},
     all_but("c2i2e-2005", "A.1.3 A.1.4 B.1.3 B.3.5 B.4.3"), false,
     "22 sur 27_; il en manque 1 parmi les 9 au choix\n"
     "condition remplie~: compétences exigées~: 18 sur 18\n"
     "condition non remplie~: au moins 5 compétences parmi 9 au choix~: 4 sur 9_; il en manque 1 parmi A.1.3, A.1.4, "
     "B.1.3, B.3.5 et B.4.3",
     "22 of 27; 1 missing among the 9 to choose from\n"
     "condition met: required competences: 18 of 18\n"
     "condition not met: at least 5 competences among 9 to choose from: 4 of 9; 1 missing among A.1.3, A.1.4, B.1.3, "
     "B.3.5 and B.4.3",
     "encore au moins 1 compétence parmi 5 au choix", "at least 1 more competence among 5 to choose from"},
    {"the 18 and none of the others", "c2i2e-2005", {},
     all_but("c2i2e-2005", "A.1.3 A.1.4 A.2.2 A.2.3 B.1.3 B.2.4 B.3.4 B.3.5 B.4.3"), false,
     "18 sur 27_; il en manque 5 parmi les 9 au choix\n"
     "condition remplie~: compétences exigées~: 18 sur 18\n"
     "condition non remplie~: au moins 5 compétences parmi 9 au choix~: 0 sur 9_; il en manque 5 parmi A.1.3, A.1.4, "
     "A.2.2, A.2.3, B.1.3, B.2.4, B.3.4, B.3.5 et B.4.3",
     "18 of 27; 5 missing among the 9 to choose from\n"
     "condition met: required competences: 18 of 18\n"
     "condition not met: at least 5 competences among 9 to choose from: 0 of 9; 5 missing among A.1.3, A.1.4, A.2.2, "
     "A.2.3, B.1.3, B.2.4, B.3.4, B.3.5 and B.4.3",
     "encore au moins 5 compétences parmi 9 au choix", "at least 5 more competences among 9 to choose from"},
    {"the 18 and one of the others: four more of many", "c2i2e-2005", {},
     all_but("c2i2e-2005", "A.1.3 A.1.4 A.2.2 A.2.3 B.1.3 B.2.4 B.3.4 B.3.5"), false,
     "19 sur 27_; il en manque 4 parmi les 9 au choix\n"
     "condition remplie~: compétences exigées~: 18 sur 18\n"
     "condition non remplie~: au moins 5 compétences parmi 9 au choix~: 1 sur 9_; il en manque 4 parmi A.1.3, A.1.4, "
     "A.2.2, A.2.3, B.1.3, B.2.4, B.3.4 et B.3.5",
     "19 of 27; 4 missing among the 9 to choose from\n"
     "condition met: required competences: 18 of 18\n"
     "condition not met: at least 5 competences among 9 to choose from: 1 of 9; 4 missing among A.1.3, A.1.4, A.2.2, "
     "A.2.3, B.1.3, B.2.4, B.3.4 and B.3.5",
     "encore au moins 4 compétences parmi 8 au choix", "at least 4 more competences among 8 to choose from"},
    {"all but one of the 18", "c2i2e-2005", {},
     all_but("c2i2e-2005", "B.4.1"), false,
     "26 sur 27_; il manque B.4.1\n"
     "condition non remplie~: compétences exigées~: 17 sur 18_; il manque B.4.1\n"
     "condition remplie~: au moins 5 compétences parmi 9 au choix~: 9 sur 9",
     "26 of 27; B.4.1 missing\n"
     "condition not met: required competences: 17 of 18; B.4.1 missing\n"
     "condition met: at least 5 competences among 9 to choose from: 9 of 9",
     "encore au moins 1 compétence~: B.4.1", "at least 1 more competence: B.4.1"},
    {"one of the 18 and one of the five missing", "c2i2e-2005", {},
     all_but("c2i2e-2005", "A.1.3 A.1.4 B.1.3 B.3.5 B.4.1 B.4.3"), false,
     "21 sur 27_; il manque B.4.1_; il en manque 1 parmi les 9 au choix\n"
     "condition non remplie~: compétences exigées~: 17 sur 18_; il manque B.4.1\n"
     "condition non remplie~: au moins 5 compétences parmi 9 au choix~: 4 sur 9_; il en manque 1 parmi A.1.3, A.1.4, "
     "B.1.3, B.3.5 et B.4.3",
     "21 of 27; B.4.1 missing; 1 missing among the 9 to choose from\n"
     "condition not met: required competences: 17 of 18; B.4.1 missing\n"
     "condition not met: at least 5 competences among 9 to choose from: 4 of 9; 1 missing among A.1.3, A.1.4, B.1.3, "
     "B.3.5 and B.4.3",
     "encore au moins 2 compétences~: B.4.1 et 1 parmi 5 au choix", "at least 2 more competences: B.4.1 and 1 among 5 to choose from"},
    {"all nine others, none of the 18", "c2i2e-2005", {},
     only("c2i2e-2005", "A.1.3 A.1.4 A.2.2 A.2.3 B.1.3 B.2.4 B.3.4 B.3.5 B.4.3"), false,
     "9 sur 27_; il manque les 18 compétences exigées\n"
     "condition non remplie~: compétences exigées~: 0 sur 18_; il manque A.1.1, A.1.2, A.1.5, A.2.1, A.3.1, A.3.2, "
     "A.3.3, A.3.4, B.1.1, B.1.2, B.2.1, B.2.2, B.2.3, B.3.1, B.3.2, B.3.3, B.4.1 et B.4.2\n"
     "condition remplie~: au moins 5 compétences parmi 9 au choix~: 9 sur 9",
     "9 of 27; all 18 required competences missing\n"
     "condition not met: required competences: 0 of 18; A.1.1, A.1.2, A.1.5, A.2.1, A.3.1, A.3.2, A.3.3, A.3.4, B.1.1, "
     "B.1.2, B.2.1, B.2.2, B.2.3, B.3.1, B.3.2, B.3.3, B.4.1 and B.4.2 missing\n"
     "condition met: at least 5 competences among 9 to choose from: 9 of 9",
     "encore au moins 18 compétences, toutes exigées", "at least 18 more competences, all of them required"},
    {"everything, once in a real class", "c2i2e-2011", {},
     all_but("c2i2e-2011", ""), true,
     "28 sur 28\n"
     "condition remplie~: au moins 23 compétences~: 28 sur 28\n"
     "condition remplie~: au plus 2 compétences manquantes dans chaque domaine\n"
     "condition remplie~: au moins 1 activité attestée menée en classe~: 1",
     "28 of 28\n"
     "condition met: at least 23 competences: 28 of 28\n"
     "condition met: at most 2 competences missing in each domain\n"
     "condition met: at least 1 attested activity held in class: 1",
     "rien ne manque", "nothing is missing"},
    {"nothing", "c2i2e-2011", {},
     {}, false,
     "0 sur 28_; il en faut 23_; trop peu en A.1, A.2, A.3, B.1, B.2, B.3 et B.4_; il manque 1 activité attestée "
     "menée en classe\n"
     "condition non remplie~: au moins 23 compétences~: 0 sur 28_; il en manque 23\n"
     "condition non remplie~: au plus 2 compétences manquantes dans chaque domaine_; il manque 3 en A.1, parmi A.1.1, "
     "A.1.2, A.1.3, A.1.4 et A.1.5 (0 sur 5)_; il manque 1 en A.2, parmi A.2.1, A.2.2 et A.2.3 (0 sur 3)_; il manque 2 "
     "en A.3, parmi A.3.1, A.3.2, A.3.3 et A.3.4 (0 sur 4)_; il manque 1 en B.1, parmi B.1.1, B.1.2 et B.1.3 (0 sur "
     "3)_; il manque 3 en B.2, parmi B.2.1, B.2.2, B.2.3, B.2.4 et B.2.5 (0 sur 5)_; il manque 3 en B.3, parmi B.3.1, "
     "B.3.2, B.3.3, B.3.4 et B.3.5 (0 sur 5)_; il manque 1 en B.4, parmi B.4.1, B.4.2 et B.4.3 (0 sur 3)\n"
     "condition non remplie~: au moins 1 activité attestée menée en classe~: aucune",
     "0 of 28; 23 needed; too few in A.1, A.2, A.3, B.1, B.2, B.3 and B.4; 1 attested activity held in class missing\n"
     "condition not met: at least 23 competences: 0 of 28; 23 missing\n"
     "condition not met: at most 2 competences missing in each domain; 3 missing in A.1, among A.1.1, A.1.2, A.1.3, "
     "A.1.4 and A.1.5 (0 of 5); 1 missing in A.2, among A.2.1, A.2.2 and A.2.3 (0 of 3); 2 missing in A.3, among "
     "A.3.1, A.3.2, A.3.3 and A.3.4 (0 of 4); 1 missing in B.1, among B.1.1, B.1.2 and B.1.3 (0 of 3); 3 missing in "
     "B.2, among B.2.1, B.2.2, B.2.3, B.2.4 and B.2.5 (0 of 5); 3 missing in B.3, among B.3.1, B.3.2, B.3.3, B.3.4 and "
     "B.3.5 (0 of 5); 1 missing in B.4, among B.4.1, B.4.2 and B.4.3 (0 of 3)\n"
     "condition not met: at least 1 attested activity held in class: none",
     "encore au moins 23 compétences, dont 14 dans 7 domaines, et 1 activité attestée menée en classe", "at least 23 more competences, including 14 in 7 domains, and 1 attested activity held in class"},
    {"23 of 28, two missing at most anywhere: exactly at the edge", "c2i2e-2011", {},
     all_but("c2i2e-2011", "A.1.1 A.1.2 B.1.1 B.4.1 B.4.2"), true,
     "23 sur 28\n"
     "condition remplie~: au moins 23 compétences~: 23 sur 28\n"
     "condition remplie~: au plus 2 compétences manquantes dans chaque domaine\n"
     "condition remplie~: au moins 1 activité attestée menée en classe~: 1",
     "23 of 28\n"
     "condition met: at least 23 competences: 23 of 28\n"
     "condition met: at most 2 competences missing in each domain\n"
     "condition met: at least 1 attested activity held in class: 1",
     "rien ne manque", "nothing is missing"},
    {"22 of 28, two missing at most anywhere", "c2i2e-2011", {},
     all_but("c2i2e-2011", "A.1.1 A.1.2 A.2.1 B.1.1 B.4.1 B.4.2"), false,
     "22 sur 28_; il en faut 23\n"
     "condition non remplie~: au moins 23 compétences~: 22 sur 28_; il en manque 1 parmi A.1.1, A.1.2, A.2.1, B.1.1, "
     "B.4.1 et B.4.2\n"
     "condition remplie~: au plus 2 compétences manquantes dans chaque domaine\n"
     "condition remplie~: au moins 1 activité attestée menée en classe~: 1",
     "22 of 28; 23 needed\n"
     "condition not met: at least 23 competences: 22 of 28; 1 missing among A.1.1, A.1.2, A.2.1, B.1.1, B.4.1 and "
     "B.4.2\n"
     "condition met: at most 2 competences missing in each domain\n"
     "condition met: at least 1 attested activity held in class: 1",
     "encore au moins 1 compétence", "at least 1 more competence"},
    {"25 of 28, three missing in one domain", "c2i2e-2011", {},
     all_but("c2i2e-2011", "B.4.1 B.4.2 B.4.3"), false,
     "25 sur 28_; il manque 1 en B.4\n"
     "condition remplie~: au moins 23 compétences~: 25 sur 28\n"
     "condition non remplie~: au plus 2 compétences manquantes dans chaque domaine_; il manque 1 en B.4, parmi B.4.1, "
     "B.4.2 et B.4.3 (0 sur 3)\n"
     "condition remplie~: au moins 1 activité attestée menée en classe~: 1",
     "25 of 28; 1 missing in B.4\n"
     "condition met: at least 23 competences: 25 of 28\n"
     "condition not met: at most 2 competences missing in each domain; 1 missing in B.4, among B.4.1, B.4.2 and B.4.3 "
     "(0 of 3)\n"
     "condition met: at least 1 attested activity held in class: 1",
     "encore au moins 1 compétence en B.4", "at least 1 more competence in B.4"},
    {"26 of 28, two missing in one domain: at the edge", "c2i2e-2011", {},
     all_but("c2i2e-2011", "B.4.1 B.4.2"), true,
     "26 sur 28\n"
     "condition remplie~: au moins 23 compétences~: 26 sur 28\n"
     "condition remplie~: au plus 2 compétences manquantes dans chaque domaine\n"
     "condition remplie~: au moins 1 activité attestée menée en classe~: 1",
     "26 of 28\n"
     "condition met: at least 23 competences: 26 of 28\n"
     "condition met: at most 2 competences missing in each domain\n"
     "condition met: at least 1 attested activity held in class: 1",
     "rien ne manque", "nothing is missing"},
    {"22 of 28, three of them missing in one domain", "c2i2e-2011", {},
     all_but("c2i2e-2011", "A.1.1 A.1.2 B.1.1 B.4.1 B.4.2 B.4.3"), false,
     "22 sur 28_; il en faut 23_; il manque 1 en B.4\n"
     "condition non remplie~: au moins 23 compétences~: 22 sur 28_; il en manque 1 parmi A.1.1, A.1.2, B.1.1, B.4.1, "
     "B.4.2 et B.4.3\n"
     "condition non remplie~: au plus 2 compétences manquantes dans chaque domaine_; il manque 1 en B.4, parmi B.4.1, "
     "B.4.2 et B.4.3 (0 sur 3)\n"
     "condition remplie~: au moins 1 activité attestée menée en classe~: 1",
     "22 of 28; 23 needed; 1 missing in B.4\n"
     "condition not met: at least 23 competences: 22 of 28; 1 missing among A.1.1, A.1.2, B.1.1, B.4.1, B.4.2 and "
     "B.4.3\n"
     "condition not met: at most 2 competences missing in each domain; 1 missing in B.4, among B.4.1, B.4.2 and B.4.3 "
     "(0 of 3)\n"
     "condition met: at least 1 attested activity held in class: 1",
     "encore au moins 1 compétence en B.4", "at least 1 more competence in B.4"},
    {"21 of 28, three of them missing in one domain", "c2i2e-2011", {},
     all_but("c2i2e-2011", "A.1.1 A.1.2 A.2.1 B.1.1 B.4.1 B.4.2 B.4.3"), false,
     "21 sur 28_; il en faut 23_; il manque 1 en B.4\n"
     "condition non remplie~: au moins 23 compétences~: 21 sur 28_; il en manque 2 parmi A.1.1, A.1.2, A.2.1, B.1.1, "
     "B.4.1, B.4.2 et B.4.3\n"
     "condition non remplie~: au plus 2 compétences manquantes dans chaque domaine_; il manque 1 en B.4, parmi B.4.1, "
     "B.4.2 et B.4.3 (0 sur 3)\n"
     "condition remplie~: au moins 1 activité attestée menée en classe~: 1",
     "21 of 28; 23 needed; 1 missing in B.4\n"
     "condition not met: at least 23 competences: 21 of 28; 2 missing among A.1.1, A.1.2, A.2.1, B.1.1, B.4.1, B.4.2 "
     "and B.4.3\n"
     "condition not met: at most 2 competences missing in each domain; 1 missing in B.4, among B.4.1, B.4.2 and B.4.3 "
     "(0 of 3)\n"
     "condition met: at least 1 attested activity held in class: 1",
     "encore au moins 2 compétences, dont 1 en B.4", "at least 2 more competences, including 1 in B.4"},
    {"three missing in each of two domains", "c2i2e-2011", {},
     all_but("c2i2e-2011", "A.2.1 A.2.2 A.2.3 B.4.1 B.4.2 B.4.3"), false,
     "22 sur 28_; il en faut 23_; il manque 1 en A.2_; il manque 1 en B.4\n"
     "condition non remplie~: au moins 23 compétences~: 22 sur 28_; il en manque 1 parmi A.2.1, A.2.2, A.2.3, B.4.1, "
     "B.4.2 et B.4.3\n"
     "condition non remplie~: au plus 2 compétences manquantes dans chaque domaine_; il manque 1 en A.2, parmi A.2.1, "
     "A.2.2 et A.2.3 (0 sur 3)_; il manque 1 en B.4, parmi B.4.1, B.4.2 et B.4.3 (0 sur 3)\n"
     "condition remplie~: au moins 1 activité attestée menée en classe~: 1",
     "22 of 28; 23 needed; 1 missing in A.2; 1 missing in B.4\n"
     "condition not met: at least 23 competences: 22 of 28; 1 missing among A.2.1, A.2.2, A.2.3, B.4.1, B.4.2 and "
     "B.4.3\n"
     "condition not met: at most 2 competences missing in each domain; 1 missing in A.2, among A.2.1, A.2.2 and A.2.3 "
     "(0 of 3); 1 missing in B.4, among B.4.1, B.4.2 and B.4.3 (0 of 3)\n"
     "condition met: at least 1 attested activity held in class: 1",
     "encore au moins 2 compétences~: 1 en A.2 et 1 en B.4", "at least 2 more competences: 1 in A.2 and 1 in B.4"},
    {"everything, nothing of it in a real class", "c2i2e-2011", {},
     all_but("c2i2e-2011", "", Situation::none), false,
     "28 sur 28_; il manque 1 activité attestée menée en classe\n"
     "condition remplie~: au moins 23 compétences~: 28 sur 28\n"
     "condition remplie~: au plus 2 compétences manquantes dans chaque domaine\n"
     "condition non remplie~: au moins 1 activité attestée menée en classe~: aucune",
     "28 of 28; 1 attested activity held in class missing\n"
     "condition met: at least 23 competences: 28 of 28\n"
     "condition met: at most 2 competences missing in each domain\n"
     "condition not met: at least 1 attested activity held in class: none",
     "encore au moins 1 activité attestée menée en classe", "at least 1 attested activity held in class"},
    {"everything, some of it at a distance", "c2i2e-2011", {},
     all_but("c2i2e-2011", "", Situation::mixed), false,
     "28 sur 28_; il manque 1 activité attestée menée en classe\n"
     "condition remplie~: au moins 23 compétences~: 28 sur 28\n"
     "condition remplie~: au plus 2 compétences manquantes dans chaque domaine\n"
     "condition non remplie~: au moins 1 activité attestée menée en classe~: aucune",
     "28 of 28; 1 attested activity held in class missing\n"
     "condition met: at least 23 competences: 28 of 28\n"
     "condition met: at most 2 competences missing in each domain\n"
     "condition not met: at least 1 attested activity held in class: none",
     "encore au moins 1 activité attestée menée en classe", "at least 1 attested activity held in class"},
    {"22 of 28 and no real class", "c2i2e-2011", {},
     all_but("c2i2e-2011", "A.1.1 A.1.2 A.2.1 B.1.1 B.4.1 B.4.2", Situation::distance), false,
     "22 sur 28_; il en faut 23_; il manque 1 activité attestée menée en classe\n"
     "condition non remplie~: au moins 23 compétences~: 22 sur 28_; il en manque 1 parmi A.1.1, A.1.2, A.2.1, B.1.1, "
     "B.4.1 et B.4.2\n"
     "condition remplie~: au plus 2 compétences manquantes dans chaque domaine\n"
     "condition non remplie~: au moins 1 activité attestée menée en classe~: aucune",
     "22 of 28; 23 needed; 1 attested activity held in class missing\n"
     "condition not met: at least 23 competences: 22 of 28; 1 missing among A.1.1, A.1.2, A.2.1, B.1.1, B.4.1 and "
     "B.4.2\n"
     "condition met: at most 2 competences missing in each domain\n"
     "condition not met: at least 1 attested activity held in class: none",
     "encore au moins 1 compétence, et 1 activité attestée menée en classe", "at least 1 more competence, and 1 attested activity held in class"},
    {"a third of each domain, one has less", "c2i2e-2011", {PercentPerDomain{34}},
     only("c2i2e-2011", "A.1.1 A.1.2 A.2.1 A.2.2 A.3.1 A.3.2 B.1.1 B.1.2 B.2.1 B.2.2 B.3.1 B.3.2 B.4.1"), false,
     "13 sur 28_; il manque 1 en B.4\n"
     "condition non remplie~: au moins 34~% des compétences de chaque domaine_; il manque 1 en B.4, parmi B.4.2 et "
     "B.4.3 (1 sur 3)",
     "13 of 28; 1 missing in B.4\n"
     "condition not met: at least 34% of the competences of each domain; 1 missing in B.4, among B.4.2 and B.4.3 (1 of "
     "3)",
     "encore au moins 1 compétence en B.4", "at least 1 more competence in B.4"},
    {"half of each domain, exactly", "c2i2e-2011", {PercentPerDomain{50}},
     only("c2i2e-2011", "A.1.1 A.1.2 A.1.3 A.2.1 A.2.2 A.3.1 A.3.2 B.1.1 B.1.2 B.2.1 B.2.2 B.2.3 B.3.1 B.3.2 B.3.3 B.4.1 B.4.2"), true,
     "17 sur 28\n"
     "condition remplie~: au moins 50~% des compétences de chaque domaine",
     "17 of 28\n"
     "condition met: at least 50% of the competences of each domain",
     "rien ne manque", "nothing is missing"},
    {"none missing in any domain", "c2i2e-2011", {AtMostMissing{0}},
     all_but("c2i2e-2011", "B.4.1"), false,
     "27 sur 28_; il manque 1 en B.4\n"
     "condition non remplie~: aucune compétence manquante, dans aucun domaine_; il manque 1 en B.4~: B.4.1 (2 sur 3)",
     "27 of 28; 1 missing in B.4\n"
     "condition not met: no competence missing in any domain; 1 missing in B.4: B.4.1 (2 of 3)",
     "encore au moins 1 compétence en B.4", "at least 1 more competence in B.4"},
    {"one missing in each domain", "c2i2e-2011", {AtMostMissing{1}},
     all_but("c2i2e-2011", "A.1.1 B.4.1"), true,
     "26 sur 28\n"
     "condition remplie~: au plus 1 compétence manquante dans chaque domaine",
     "26 of 28\n"
     "condition met: at most 1 competence missing in each domain",
     "rien ne manque", "nothing is missing"},
    {"by two trainers: two competences, one of them by one only", "c2i2e-2011", {AtLeast{2, {}}, AttestedBy{2}},
     both(only("c2i2e-2011", "A.1.1 A.1.2"), only("c2i2e-2011", "A.1.1", Situation::none, "martin", "R-2")), false,
     "1 sur 28_; il en faut 2\n"
     "condition non remplie~: au moins 2 compétences~: 1 sur 28_; il en manque 1\n"
     "condition remplie~: seules comptent les compétences attestées par au moins 2 formateurs~: 1 sur 2 attestées_; "
     "pas encore A.1.2",
     "1 of 28; 2 needed\n"
     "condition not met: at least 2 competences: 1 of 28; 1 missing\n"
     "condition met: competences count once attested by at least 2 trainers: 1 of 2 attested; not yet A.1.2",
     "encore au moins 1 compétence", "at least 1 more competence"},
    {"by two trainers, one only attested anything", "c2i2e-2011", {AttestedBy{2}},
     only("c2i2e-2011", "A.1.1 A.1.2"), false,
     "0 sur 28_; aucune n’est encore attestée par au moins 2 formateurs\n"
     "condition non remplie~: seules comptent les compétences attestées par au moins 2 formateurs~: 0 sur 2 "
     "attestées_; pas encore A.1.1 et A.1.2",
     "0 of 28; none attested by at least 2 trainers yet\n"
     "condition not met: competences count once attested by at least 2 trainers: 0 of 2 attested; not yet A.1.1 and "
     "A.1.2",
     "encore au moins 1 compétence", "at least 1 more competence"},
    {"by one trainer, nothing attested", "c2i2e-2011", {AttestedBy{1}},
     {}, false,
     "0 sur 28_; aucune n’est encore attestée par au moins 1 formateur\n"
     "condition non remplie~: seules comptent les compétences attestées par au moins 1 formateur~: aucune n’est "
     "attestée",
     "0 of 28; none attested by at least 1 trainer yet\n"
     "condition not met: competences count once attested by at least 1 trainer: none is attested",
     "encore au moins 1 compétence", "at least 1 more competence"},
    {"in two activities: one of two competences", "c2i2e-2011", {AtLeast{1, {}}, InActivities{2}},
     both(only("c2i2e-2011", "A.1.1 A.1.2"), only("c2i2e-2011", "A.1.1", Situation::none, "leroy", "R-2")), true,
     "1 sur 28\n"
     "condition remplie~: au moins 1 compétence~: 1 sur 28\n"
     "condition remplie~: seules comptent les compétences attestées dans au moins 2 activités~: 1 sur 2 "
     "attestées_; pas encore A.1.2",
     "1 of 28\n"
     "condition met: at least 1 competence: 1 of 28\n"
     "condition met: competences count once attested in at least 2 activities: 1 of 2 attested; not yet A.1.2",
     "rien ne manque", "nothing is missing"},
    {"in two activities: an activity and a training session are not two", "c2i2e-2011", {InActivities{2}},
     both(only("c2i2e-2011", "A.1.1"), only("c2i2e-2011", "A.1.1", Situation::none, "martin", "")), false,
     "0 sur 28_; aucune n’est encore attestée dans au moins 2 activités\n"
     "condition non remplie~: seules comptent les compétences attestées dans au moins 2 activités~: 0 sur 1 "
     "attestée_; pas encore A.1.1",
     "0 of 28; none attested in at least 2 activities yet\n"
     "condition not met: competences count once attested in at least 2 activities: 0 of 1 attested; not yet A.1.1",
     "encore au moins 1 compétence", "at least 1 more competence"},
    {"all of the framework, one missing", "c2i2e-2011", {AllOf{}},
     all_but("c2i2e-2011", "B.4.3"), false,
     "27 sur 28_; toutes sont exigées\n"
     "condition non remplie~: toutes les compétences du référentiel~: 27 sur 28_; il manque B.4.3",
     "27 of 28; all are required\n"
     "condition not met: all competences of the framework: 27 of 28; B.4.3 missing",
     "encore au moins 1 compétence", "at least 1 more competence"},
    {"all of the framework", "c2i2e-2011", {AllOf{}},
     all_but("c2i2e-2011", ""), true,
     "28 sur 28\n"
     "condition remplie~: toutes les compétences du référentiel~: 28 sur 28",
     "28 of 28\n"
     "condition met: all competences of the framework: 28 of 28",
     "rien ne manque", "nothing is missing"},
    {"two activities in class, and one of them is there", "c2i2e-2011", {InSituation{"classroom", 2}},
     only("c2i2e-2011", "A.1.1"), false,
     "1 sur 28_; il manque 1 activité attestée menée en classe\n"
     "condition non remplie~: au moins 2 activités attestées menées en classe~: 1_; il en manque 1",
     "1 of 28; 1 attested activity held in class missing\n"
     "condition not met: at least 2 attested activities held in class: 1; 1 missing",
     "encore au moins 1 activité attestée menée en classe", "at least 1 attested activity held in class"},
    {"one competence at least, of all", "c2i2e-2011", {AtLeast{1, {}}},
     {}, false,
     "0 sur 28_; il en faut 1\n"
     "condition non remplie~: au moins 1 compétence~: 0 sur 28_; il en manque 1",
     "0 of 28; 1 needed\n"
     "condition not met: at least 1 competence: 0 of 28; 1 missing",
     "encore au moins 1 compétence", "at least 1 more competence"},
    };
    // clang-format on
    return all;
}

std::string seen(std::string text) {
    return replace_all(replace_all(std::move(text), "\u00A0", "~"), "\u202F", "_");
}

} // namespace

TEST_CASE("rules at their edges, on the frameworks of the C2i2e") {
    for (const Row& row : rows()) {
        CAPTURE(row.framework);
        CAPTURE(row.what);
        const Framework& it = framework(row.framework);
        const Rule rule = row.conditions.empty() ? it.rules.at(0) : Rule{"essai", {}, row.conditions};
        const RuleState state = evaluate(it, rule, carry({&it, 1}, it, row.evidence, {}));
        const RuleGap gap = gap_of(it, state);
        CHECK(state.met == row.met);
        CHECK(seen(explain(state, Language::fr)) == row.fr);
        CHECK(seen(explain(state, Language::en)) == row.en);
        CHECK(seen(explain(gap, Language::fr)) == row.gap_fr);
        CHECK(seen(explain(gap, Language::en)) == row.gap_en);
        CHECK(gap.nothing() == row.met);
        CHECK(seen(explain(state, Language::fr)).starts_with(seen(explain_briefly(state, Language::fr)) + "\n"));
        CHECK(gap.is_exact);
    }
}

TEST_CASE("a real class that is only claimed, or was refused, does not count") {
    // What the header of an activity says is nobody's word but its author's; the situation counts as signed, with a decision
    // that attests something.
    const Framework& it = framework("c2i2e-2011");
    AttestationRecord record;
    record.digest = "d1", record.trainer = TrainerId{"leroy"}, record.reference = "R-1", record.framework = it.id;
    record.trainee = {GfpId{"math1"}, TraineeId{"durand"}};
    for (const Competence& one : it.competences) record.decisions.push_back({one.code, "", Outcome::attested, ""});
    AttestationRecord refused = record;
    refused.digest = "d2", refused.reference = "R-2", refused.state->situation = Situation::classroom;
    for (SignedDecision& one : refused.decisions) one.outcome = Outcome::not_attested;
    AttestationRecord set_aside = record;
    set_aside.digest = "d3", set_aside.reference = "R-3", set_aside.state->situation = Situation::classroom;
    set_aside.word = Word::revoked;
    AttestationRecord training = record; // a session is no situation of hers, whatever a manifest says
    training.digest = "d4", training.about = AboutKind::training, training.state->situation = Situation::classroom;
    const auto met = [&](const std::vector<AttestationRecord>& all) {
        const auto evidence = evidence_of(all, record.trainee, Counting::certificate);
        return evaluate(it, it.rules.at(0), carry({&it, 1}, it, evidence, {})).met;
    };
    CHECK_FALSE(met({record, refused, set_aside, training}));
    record.state->situation = Situation::classroom;
    CHECK(met({record}));
}

#include "incremental/world.hpp"

#include "incremental/signing.hpp"
#include "incremental/trees.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <fmt/format.h>
#include <zlib.h>

namespace livret::tests {

namespace {

constexpr std::size_t most_past = 12;

std::string big32(std::uint32_t value) {
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>((value >> shift) & 255u);
    return out;
}

std::string png_chunk(const std::string& type, const std::string& data) {
    const std::string body = type + data;
    const auto sum = ::crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
    return big32(static_cast<std::uint32_t>(data.size())) + body + big32(static_cast<std::uint32_t>(sum));
}

constexpr std::string_view framework = R"(<?xml version="1.0" encoding="UTF-8"?>
<framework id="essai" version="2004" xml:lang="fr" languages="fr">
  <title xml:lang="fr">Référentiel d’essai</title>
  <source date="2004-12-03">écrit pour les essais</source>
  <domain code="A">
    <title xml:lang="fr">Compétences générales</title>
    <competence code="A.1"><statement xml:lang="fr">Identifier les personnes ressources.</statement></competence>
    <competence code="A.2"><statement xml:lang="fr">S’approprier son environnement.</statement></competence>
  </domain>
  <domain code="B">
    <title xml:lang="fr">Compétences pour la classe</title>
    <competence code="B.1"><statement xml:lang="fr">Concevoir des situations.</statement></competence>
    <competence code="B.2"><statement xml:lang="fr">Mettre en œuvre des démarches.</statement></competence>
  </domain>
  <rules>
    <rule id="certificat"><title xml:lang="fr">Obtention</title><at-least count="2"/></rule>
  </rules>
  <crosswalks>
    <crosswalk to="voisin" source="proposition"><line from="A.1" to="V.1" kind="exact"/></crosswalk>
  </crosswalks>
</framework>
)";
constexpr std::string_view neighbour = R"(<?xml version="1.0" encoding="UTF-8"?>
<framework id="voisin" version="2011" xml:lang="fr">
  <title xml:lang="fr">Référentiel voisin</title>
  <source>écrit pour les essais</source>
  <domain code="V">
    <title xml:lang="fr">Domaine</title>
    <competence code="V.1"><statement xml:lang="fr">Chercher.</statement></competence>
    <competence code="V.2"><statement xml:lang="fr">Trier.</statement></competence>
  </domain>
</framework>
)";
constexpr std::string_view settings = R"(institution:
  id: ifm-essai
  name: Institut d’essai
language: fr
framework: essai
also: [voisin]
theme: ocre
streams:
  - {id: second-degre, title: Second degré}
trainers:
  - {id: c-leroy, name: Catherine Leroy}
  - {id: h-vasseur, name: Hélène Vasseur}
  - {id: p-anselme, name: Philippe Anselme}
promise: 4
attest-within: 21
contact: bureau 214
retention: deux ans
)";

struct Trainee {
    const char *gfp, *id, *name;
};
constexpr std::array trainees{Trainee{"hg1", "arnaud", "Lucie Arnaud"}, Trainee{"hg1", "blanc", "Hugo Blanc"},
                              Trainee{"math1", "durand", "Anne Durand"}, Trainee{"math1", "martin", "Paul Martin"},
                              Trainee{"math1", "petit", "Zoé Petit"}};

void add_trainee(Files& files, const Trainee& who, std::size_t number) {
    const std::string folder = fmt::format("repository/gfp/{}/trainees/{}/", who.gfp, who.id);
    std::string upper = fmt::format("{}-{}", who.gfp, who.id);
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    files[folder + "profile.md"] = {fmt::format(
        "---\nid: t{0}b3e91c\nname: {1}\nsalt: 00112233445566778899aabbccddee0{0}\nschool: lycée {0}\n{2}---\nPremière année.\n",
        number, who.name, number == 2 ? "portrait: portrait.png\n" : "")};
    if (number == 2) files[folder + "portrait.png"] = {small_png(17)};
    files[folder + "activities/lecture.md"] = {fmt::format(
        "---\nreference: {0}-01\ntitle: Lecture {1}\ndate: 2004-11-1{2}\ncontext: memoire\ncompetences: [A.1, B.{3}]\nstatus: "
        "declared\nvisibility: {4}\n---\n## Contexte\n\nUne heure {1}, voir [la séance](../../../trainings/ent.md).\n",
        upper, number, number % 10, 1 + number % 2, number % 3 == 0 ? "public" : "gfp")};
    files[folder + "activities/tableau/index.md"] = {fmt::format(
        "---\nreference: {0}-02\ntitle: Tableau {1}\ndate: {{from: 2004-11-08, to: 2004-12-1{1}}}\ncontext: "
        "stage-en-responsabilite\nphases: [conception]\nsituation: classroom\ncompetences:\n  - B.1: le tableur fait voir {1}\n  "
        "- "
        "A.2\nstatus: declared\ndeclared: 2004-12-10\nvisibility: jury\npictures: no-persons\n---\n## Déroulement\n\nVoir "
        "[ceci](../lecture.md), ![un carré](figure.svg), ![une photo](photo.png) et [les mesures](mesures.csv).\n",
        upper, number)};
    files[folder + "activities/tableau/figure.svg"] = {small_svg(static_cast<unsigned>(number))};
    files[folder + "activities/tableau/photo.png"] = {small_png(static_cast<unsigned>(number))};
    files[folder + "activities/tableau/mesures.csv"] = {fmt::format("x;y\n1;{}\n", number)};
    files[folder + "positions/2004-10-01.md"] = {
        fmt::format("---\ndate: 2004-10-01\nlevels: {{A.1: {}, B.1: 1}}\nneeds: [B.2]\n---\nRien encore.\n", number % 4)};
    if (number % 2 == 0)
        files[folder + "activities/idee.md"] = {
            fmt::format("---\ntitle: Une idée {}\ndate: 2005-01-11\ncontext: memoire\nstatus: draft\n---\nÀ faire.\n", number)};
}

void add_group(Files& files, const std::string& gfp, const std::string& title, const std::string& trainer,
               const std::string& one) {
    const std::string folder = "repository/gfp/" + gfp + "/";
    files[folder + "gfp.md"] = {fmt::format("---\ntitle: {}\nsubject: Une discipline\nstream: second-degre\nyear: "
                                            "2004-2005\ntrainers: [{}, p-anselme]\n---\nLe groupe se voit le mercredi.\n",
                                            title, trainer)};
    files[folder + "trainings/ent.md"] = {fmt::format(
        "---\ntitle: L’ENT en classe\ndate: 2004-10-06\nhours: 9:00-12:30\nplace: salle 108\nkind: module-tice\ntrainers: "
        "[{}]\ncompetences: [A.2]\nparticipants: all\nanswers-needs: [B.2]\nstatus: held\n---\nOn a vu l’ENT.\n",
        trainer)};
    files[folder + "trainings/b2i.md"] = {
        fmt::format("---\ntitle: Le B2i\ndate: 2005-01-26\nkind: module-tice\ntrainers: [{}]\ncompetences: [B.2]\nparticipants: "
                    "[{}]\nstatus: planned\n---\nÀ venir.\n",
                    trainer, one)};
    files[folder + "questions/filtrer.md"] = {fmt::format("---\nasked: 2005-01-06T18:40+01:00\nby: {}\ntitle: Comment filtrer "
                                                          "?\ncategory: technique\n---\nLes élèves trouvent tout.\n",
                                                          one)};
    files[folder + "questions/noter.md"] = {fmt::format(
        "---\nasked: 2004-11-02T18:40+01:00\nby: {0}\nto: {1}\ntitle: Comment noter ?\nanswers:\n  - date: "
        "2004-11-04T09:12+01:00\n    by: {1}\n    text: |\n      Au crayon.\n---\nUne question à une seule personne.\n",
        one, trainer)};
    files[folder + "notices/2005-01-10-rentree.md"] = {
        fmt::format("---\ntitle: La rentrée\ndate: 2005-01-10\nby: {}\n---\nVoir [la séance](../trainings/b2i.md).\n", trainer)};
}

} // namespace

void World::remember() {
    past.push_back(files);
    if (past.size() > most_past) past.erase(past.begin() + 1);
}

World first_world(const std::string& share) {
    World out;
    Files& files = out.files;
    for (const char* path :
         {"themes/default/partials/close.mustache", "themes/default/notice.mustache", "themes/default/i18n/fr.json",
          "themes/default/assets/site.css", "themes/default/guides/fr/trainee.md", "program/words/fr.json", "program/panel.css",
          "program/verify.html"})
        files[std::string("share/") + path] = {read_file(share + "/" + path)};
    files["repository/livret.yaml"] = {std::string(settings)};
    files["repository/frameworks/essai.xml"] = {std::string(framework)};
    files["repository/frameworks/voisin.xml"] = {std::string(neighbour)};
    add_group(files, "hg1", "Histoire et géographie", "h-vasseur", "arnaud");
    add_group(files, "math1", "Mathématiques", "c-leroy", "durand");
    for (std::size_t i = 0; i < trainees.size(); ++i) add_trainee(files, trainees[i], i);
    files["repository/streams/second-degre/questions/salle.md"] = {
        "---\nasked: 2004-12-02T18:40+01:00\nby: math1/durand\ntitle: Combien par poste ?\nanswers:\n  - date: "
        "2004-12-03T09:12+01:00\n    by: p-anselme\n    text: |\n      Deux.\nresolved: true\n---\nEn salle multimédia.\n"};
    files["repository/examples/croquis/index.md"] = {
        "---\ntitle: Un croquis\ndomains: [B]\ncompetences: [B.2]\ncontext: pratique-accompagnee\nlevel: modeste\n---\n## "
        "Contexte\n\n![un croquis](croquis.svg)\n"};
    files["repository/examples/croquis/croquis.svg"] = {small_svg(200)};
    files["repository/sessions/juin-2005.yaml"] = {
        "title: Session de juin\ndate: 2005-06-15\ngfps: [hg1, math1]\nframework: essai\nrule: certificat\n"};
    for (const auto& [folder, colour] : {std::pair("repository/themes/ocre/", "ocre"), std::pair("theme/", "bleu")}) {
        files[std::string(folder) + "partials/mark.mustache"] = {fmt::format("<p>{}</p>\n", colour)};
        files[std::string(folder) + "notice.mustache"] = {
            fmt::format("{{{{> head}}}}{{{{> open}}}}<article class=\"{}\"><h1>{{{{title}}}}</h1>{{{{> "
                        "mark}}}}<div>{{{{{{body}}}}}}</div></article>{{{{> close}}}}\n",
                        colour)};
        files[std::string(folder) + "assets/" + colour + ".css"] = {fmt::format("p {{ --name: {}; }}\n", colour)};
    }
    sign_from_scratch(files);
    Random random(1);
    for (int i = 0; i < 6; ++i) attest(files, random);
    write_checkpoint(files, random);
    if (!freeze(files) || !decide(files, random)) throw std::runtime_error("the first session cannot be frozen");
    for (int i = 0; i < 3; ++i) attest(files, random);
    out.first = files;
    out.remember();
    return out;
}

std::vector<std::string> paths_where(const Files& files, const std::function<bool(const std::string&)>& wanted) {
    std::vector<std::string> out;
    for (const auto& [path, entry] : files)
        if (wanted(path)) out.push_back(path);
    return out;
}

std::vector<std::string> activities_of(const Files& files) {
    return paths_where(files, [&](const std::string& path) {
        const auto at = path.find("/activities/");
        if (at == std::string::npos || !path.ends_with(".md") || !files.at(path).link.empty()) return false;
        const std::string rest = path.substr(at + 12);
        return (rest.find('/') == std::string::npos || rest.ends_with("/index.md")) &&
               end_of_header(files.at(path).bytes) != std::string::npos;
    });
}

std::vector<std::string> below(const Files& files, const std::string& folder, const std::string& ending) {
    return paths_where(files, [&](const std::string& path) {
        return path.find(folder) != std::string::npos && path.ends_with(ending) && files.at(path).link.empty();
    });
}

std::vector<std::string> trainee_folders(const Files& files) {
    std::vector<std::string> out;
    for (const std::string& path : below(files, "/trainees/", "/profile.md")) out.push_back(path.substr(0, path.rfind('/')));
    return out;
}

std::size_t end_of_header(const std::string& text) {
    if (!text.starts_with("---\n")) return std::string::npos;
    const auto at = text.find("\n---\n", 3);
    return at == std::string::npos ? at : at + 5;
}

std::string with_field(const std::string& text, const std::string& key, const std::string& value) {
    std::string out = text;
    const auto at = out.find("\n" + key + ": ");
    if (at != std::string::npos) out.erase(at + 1, out.find('\n', at + 1) - at);
    if (!value.empty() && out.starts_with("---\n")) out.insert(4, key + ": " + value + "\n");
    return out;
}

std::string field(const std::string& text, const std::string& key) {
    const auto at = text.find("\n" + key + ": ");
    if (at == std::string::npos) return {};
    const auto from = at + key.size() + 3;
    return text.substr(from, text.find('\n', from) - from);
}

std::string small_png(unsigned shade) {
    std::string rows;
    for (int y = 0; y < 4; ++y) {
        rows += '\0';
        for (unsigned x = 0; x < 4; ++x) rows += static_cast<char>((shade * 7 + x * 31) & 255u);
    }
    uLongf size = compressBound(static_cast<uLong>(rows.size()));
    std::string packed(size, '\0');
    compress(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(rows.data()),
             static_cast<uLong>(rows.size()));
    packed.resize(size);
    using namespace std::string_literals;
    return "\x89PNG\r\n\x1a\n"s + png_chunk("IHDR", big32(4) + big32(4) + "\x08\0\0\0\0"s) + png_chunk("IDAT", packed) +
           png_chunk("IEND", "");
}

std::string small_svg(unsigned shade) {
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {0}\"><rect width=\"{0}\" height=\"{0}\"/></svg>\n",
        10 + shade);
}

} // namespace livret::tests

// The samples of tests/schema, read as the program reads them. tests/schema/verdicts.mjs holds the schemas of
// schema/ to the same samples: valid and stricter are accepted there, invalid is refused by both.
#include "load/framework_reader.hpp"
#include "load/readers.hpp"
#include "support/reported.hpp"

#include "base/text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

using namespace livret;

namespace {

constexpr const char* configuration = R"(
institution: {id: iufm-essai, name: IUFM d’essai}
framework: essai
streams:
  - {id: mathematiques, title: Mathématiques}
  - {id: 6e-2, title: La classe de 6e 2}
trainers:
  - {id: c-leroy, name: Catherine Leroy}
)";

constexpr const char* framework = R"(<?xml version="1.0" encoding="UTF-8"?>
<framework id="essai" version="1" xml:lang="fr" languages="fr">
  <title xml:lang="fr">Un référentiel d’essai</title>
  <source>Essai</source>
  <domain code="A">
    <title xml:lang="fr">Préparer</title>
    <domain code="A.1">
      <title xml:lang="fr">Chercher</title>
      <competence code="A.1.1"><statement xml:lang="fr">Une compétence.</statement></competence>
      <competence code="A.1.1b"><statement xml:lang="fr">Une autre.</statement></competence>
      <competence code="A.1.2"><statement xml:lang="fr">Une troisième.</statement></competence>
    </domain>
  </domain>
  <domain code="B">
    <title xml:lang="fr">Enseigner</title>
    <competence code="B.2.1"><statement xml:lang="fr">Une quatrième.</statement></competence>
  </domain>
  <rules>
    <rule id="certificat"><title xml:lang="fr">Certificat</title><all/></rule>
  </rules>
</framework>
)";

// Where a file of each kind lies.
const std::map<std::string, std::string> paths{
    {"livret", "livret.yaml"},
    {"gfp", "gfp/math1/gfp.md"},
    {"profile", "gfp/math1/trainees/durand/profile.md"},
    {"activity", "gfp/math1/trainees/durand/activities/essai.md"},
    {"position", "gfp/math1/trainees/durand/positions/2004-10-01.md"},
    {"training", "gfp/math1/trainings/essai.md"},
    {"question", "gfp/math1/questions/essai.md"},
    {"notice", "gfp/math1/notices/2004-11-18-essai.md"},
    {"example", "examples/essai.md"},
    {"session", "sessions/essai.yaml"},
};

struct Repository {
    Snapshot snapshot;
    Scope scope;

    Repository() {
        snapshot.files.push_back({SourcePath{"gfp/math1/trainees/durand/portrait.jpg"}, 1000});
        Sink sink;
        scope.snapshot = &snapshot;
        scope.configuration = read_configuration(configuration, sink);
        scope.configuration_good = true;
        auto essai = read_framework(SourcePath{"frameworks/essai.xml"}, framework, sink);
        REQUIRE(essai.has_value());
        scope.frameworks.push_back(std::move(*essai));
        scope.trainees[GfpId{"math1"}] = {TraineeId{"durand"}, TraineeId{"martin"}};
        REQUIRE(tests::reported(sink).empty());
    }
};

// What the program says of a sample that makes it leave the file out.
std::vector<std::string> errors_of(const std::string& kind, const std::string& yaml, const Scope& scope) {
    Document document;
    document.path = SourcePath{paths.at(kind)};
    document.place = place_of(document.path);
    if (kind == "livret") {
        document.bytes = yaml;
        read_configuration(document.bytes, document.sink);
    } else if (kind == "session") {
        document.bytes = yaml;
        read_session(document, scope);
    } else {
        document.bytes = "---\n" + yaml + "---\n\nDu texte.\n";
        read_document(document, scope);
    }
    return document.sink.errors() == 0 ? std::vector<std::string>{} : tests::reported(document.sink);
}

enum class Verdict { accepted, refused };

void check_folder(const std::string& folder, Verdict expected) {
    const Repository repository;
    std::size_t ran = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(LIVRET_SOURCE_DIR) / "tests/schema" / folder)) {
        const std::string name = entry.path().filename().string();
        const std::string kind = name.substr(0, name.find('-'));
        REQUIRE_MESSAGE(paths.contains(kind), name);
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string yaml{std::istreambuf_iterator<char>(file), {}};
        const auto errors = errors_of(kind, yaml, repository.scope);
        ++ran;
        const Verdict verdict = errors.empty() ? Verdict::accepted : Verdict::refused;
        CHECK_MESSAGE(verdict == expected, folder, "/", name, ": ", join(errors, "; "));
    }
    MESSAGE(folder, ": ", ran, " samples");
    CHECK(ran > 0);
}

} // namespace

TEST_CASE("the program accepts the valid samples of tests/schema") {
    check_folder("valid", Verdict::accepted);
}

TEST_CASE("the program refuses the invalid samples of tests/schema") {
    check_folder("invalid", Verdict::refused);
}

TEST_CASE("the program refuses the samples of tests/schema that no schema can refuse") {
    check_folder("stricter", Verdict::refused);
}

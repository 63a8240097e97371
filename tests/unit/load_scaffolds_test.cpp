#include "cli/init_files.hpp"
#include "load/scaffolds.hpp"

#include "base/text.hpp"
#include "load/framework_reader.hpp"
#include "load/kinds.hpp"
#include "load/places.hpp"
#include "markup/front_matter.hpp"
#include "support/reported.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

using namespace livret;
using tests::reported;

namespace {

std::string file_text(const std::string& path) {
    std::ifstream in(std::string(LIVRET_SOURCE_DIR) + "/" + path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

const std::string& framework_xml() {
    static const std::string text = file_text("content/frameworks/c2i2e-2004.xml");
    return text;
}

const Framework& framework() {
    static const Framework one = [] {
        Sink sink;
        return read_framework(SourcePath{"frameworks/c2i2e-2004.xml"}, framework_xml(), sink).value();
    }();
    return one;
}

ScaffoldFacts facts_in(Language language) {
    ScaffoldFacts out;
    out.language = language;
    out.now = midday(parse_date("2004-11-18").value());
    out.framework = &framework();
    out.contexts = {"gfp", "memoire"};
    out.streams = {"second-degre"};
    out.trainers = {"c-leroy"};
    out.trainees = {"durand", "martin"};
    return out;
}

// What the tables say against a scaffold's fields. Nested objects too.
void check_record(const YamlNode& map, std::span<const Field> fields, const Kind& kind, const Reporter& reporter) {
    const Record record(map, fields, kind, reporter, {{1, 1}, 1});
    for (const Field& field : fields) {
        CHECK_MESSAGE(record.has(field.key), std::string(field.key));
        if (field.type == FieldType::object && record.has(field.key))
            check_record(*record.node(field.key), field.fields, kind, reporter);
        if (field.type == FieldType::objects && record.has(field.key))
            for (const YamlNode& item : record.node(field.key)->items) check_record(item, field.fields, kind, reporter);
    }
}

// Every "#field:" uncovered.
std::string uncovered(const std::string& fields) {
    std::string out;
    for (const std::string_view line : split_lines(fields)) {
        const bool example = line.starts_with('#') && !line.starts_with("# ") && line.size() > 1;
        const bool inner = line.starts_with("#  "); // of an example on several lines
        out += std::string(example || inner ? line.substr(1) : line) + "\n";
    }
    return out;
}

} // namespace

TEST_CASE("every field of every kind stands in a scaffold, and every example is accepted once uncovered") {
    for (const Language language : {Language::fr, Language::en})
        for (const Kind* kind : all_kinds()) {
            const ScaffoldFacts facts = facts_in(language);
            const std::string text = uncovered(scaffold_fields(*kind, {}, facts));
            CAPTURE(kind->name);
            CAPTURE(text);
            Sink sink;
            const Reporter reporter(SourcePath{"x.yaml"}, text, sink);
            const auto tree = parse_yaml(reporter, text, 0);
            REQUIRE(tree.has_value());
            check_record(*tree, kind->fields, *kind, reporter);
            CHECK(reported(sink) == std::vector<std::string>{});
        }
}

TEST_CASE("closed sets are listed in the words of the language") {
    const std::string fr = scaffold_fields(activity_kind, {}, facts_in(Language::fr));
    CHECK(fr.find("# où en est l’activité : brouillon, déclarée, retirée\n") != std::string::npos);
    CHECK(fr.find("conception, analyse, mise-en-œuvre, évaluation\n") != std::string::npos);
    CHECK(fr.find("un des contextes de livret.yaml : gfp, memoire\n") != std::string::npos);
    const std::string en = scaffold_fields(activity_kind, {}, facts_in(Language::en));
    CHECK(en.find("# where the activity stands: draft, declared, withdrawn\n") != std::string::npos);
    CHECK(en.find("conception, analysis, mise-en-oeuvre, evaluation\n") != std::string::npos);
    CHECK(choice_word(question_kind, "category", "autre", Language::en) == "other");
    CHECK(choice_word(question_kind, "category", "autre", Language::fr) == "autre");
}

TEST_CASE("a value that is known is written, the others stand as examples") {
    const std::string text = scaffold_document(notice_kind, {{"title", "\"Prêt\""}}, "Texte.\n", facts_in(Language::fr));
    CHECK(text == "---\n"
                  "# Une ligne « #champ: » est un exemple : ôtez son # pour vous en servir, ou effacez-la.\n"
                  "# le titre, sur une ligne\n"
                  "titre: \"Prêt\"\n"
                  "# le jour\n"
                  "#date: 2004-11-18\n"
                  "# qui écrit : un formateur, un stagiaire du groupe, ou groupe/stagiaire\n"
                  "#par: c-leroy\n"
                  "# le référentiel des codes, si ce n’est pas celui de livret.yaml\n"
                  "#référentiel: c2i2e-2004\n"
                  "# remarques sur le référentiel, par code\n"
                  "#remarques: {A.1.1: formulation ambiguë}\n"
                  "---\n"
                  "Texte.\n");
}

TEST_CASE("a school year begins in August") {
    CHECK(school_year_of(parse_date("2004-07-31").value()) == "2003-2004");
    CHECK(school_year_of(parse_date("2004-08-01").value()) == "2004-2005");
    CHECK(school_year_of(parse_date("2005-01-01").value()) == "2004-2005");
}

TEST_CASE("a moment is written without its seconds, in its own zone") {
    CHECK(written_moment(parse_moment("2004-11-02T18:40:59+01:00").value()) == "2004-11-02T18:40+01:00");
    CHECK(written_moment(parse_moment("2004-11-02T18:40Z").value()) == "2004-11-02T18:40Z");
}

TEST_CASE("levels begin at none, or where the last positioning left them") {
    const std::string text = levels_value(framework(), {{"A.1.2", 2}}, Language::en);
    CHECK(text.starts_with("\n  A.1.1: 0  # Identify ICT resource persons"));
    CHECK(text.find("\n  A.1.2: 2  # ") != std::string::npos);
}

TEST_CASE("a fresh repository has a place for every file, and no bytes that git would change") {
    for (const Language language : {Language::fr, Language::en}) {
        InitFacts facts;
        facts.language = language;
        facts.now = midday(parse_date("2004-11-18").value());
        facts.institution = "L’institut : {gfp} \"essai\"";
        facts.framework = &framework();
        facts.framework_xml = framework_xml();
        facts.trainee_id = "c05d2f68";
        facts.trainee_salt = std::string(32, 'a');
        std::size_t documents = 0;
        for (const NewFile& file : init_files(facts)) {
            CAPTURE(file.path);
            CHECK(file.bytes.find('\r') == std::string::npos);
            CHECK(file.bytes.ends_with('\n'));
            CHECK(!first_invalid_utf8(file.bytes));
            if (!file.path.starts_with('.')) CHECK(place_of(SourcePath{file.path}).kind != PlaceKind::unknown);
            if (is_document(place_of(SourcePath{file.path}).kind)) ++documents;
            if (file.path == ".gitattributes") CHECK(file.bytes.ends_with("trust/** -text -merge\n"));
        }
        CHECK(documents == 4);
    }
}

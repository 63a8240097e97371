#include "load/header_writer.hpp"
#include "serve/document_form.hpp"

#include <doctest/doctest.h>

using namespace livret;

namespace {

const std::string french = R"(---
# Une ligne de la main de l'auteur
référence: MATH1-DURAND-03
titre: Les suites   # provisoire
date: 2004-11-18
contexte: gfp

compétences:
  - A.1.1: mes mots
  # celle-ci, je n'en suis pas sûre
  - a12
# la suite
statut: brouillon
réponses:
  - à: 3f9c1a20
    date: 2004-12-06
    texte: |
      première
      # un titre
---
## Contexte

Le texte.
)";

FormValues form_of(const std::string& text) {
    const auto values = values_of(text, activity_kind, nullptr);
    REQUIRE(values);
    return *values;
}

std::string written(const std::string& text, const FormValues& values, const std::vector<HeaderEdit>& more = {}) {
    return with_values(text, activity_kind, nullptr, values, more, Language::fr).value_or("(refused)");
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), with);
}

} // namespace

TEST_CASE("a form that changes nothing leaves every byte") {
    CHECK(written(french, form_of(french)) == french);
}

TEST_CASE("one field changes on its own line, and the comment behind it stays") {
    FormValues values = form_of(french);
    values.set("title", "Les suites : une approche");
    CHECK(written(french, values) == replaced(french, "Les suites ", "\"Les suites : une approche\" "));
    values = form_of(french);
    values.set("status", "declared");
    values.set("declared", "2004-11-20");
    CHECK(written(french, values) == replaced(french, "statut: brouillon\n", "statut: déclarée\ndéclarée: 2004-11-20\n"));
}

TEST_CASE("items of a list keep their lines, their spelling and the comments between them") {
    FormValues values = form_of(french);
    values.set("competences.words.A.1.1", "d'autres mots");
    CHECK(written(french, values) == replaced(french, "mes mots", "d'autres mots"));
    values.add("competences", "B.2.1");
    CHECK(written(french, values) ==
          replaced(replaced(french, "mes mots", "d'autres mots"), "  - a12\n", "  - a12\n  - B.2.1\n"));
    FormValues fewer = form_of(french);
    fewer.set("competences", "a12");
    fewer.set("competences.words.A.1.1", "");
    CHECK(written(french, fewer) == replaced(french, "  - A.1.1: mes mots\n", ""));
}

TEST_CASE("a field that goes takes its lines and no others") {
    FormValues values = form_of(french);
    for (const char* code : {"A.1.1", "a12"}) values.set(std::string("competences.words.") + code, "");
    values.set("competences", "");
    CHECK(written(french, values) ==
          replaced(french, "compétences:\n  - A.1.1: mes mots\n  # celle-ci, je n'en suis pas sûre\n  - a12\n", ""));
}

TEST_CASE("a reply is added below those that are there") {
    const HeaderEdit reply{
        "replies", HeaderEdit::What::append, {}, {{"", "à: 11111111\n  date: 2005-01-03\n  texte: |\n    deux\n\n    lignes"}}};
    CHECK(written(french, form_of(french), {reply}) ==
          replaced(french, "      # un titre\n",
                   "      # un titre\n  - à: 11111111\n    date: 2005-01-03\n    texte: |\n      deux\n\n      lignes\n"));
}

TEST_CASE("line ends and a byte-order mark stay what they were") {
    std::string windows = "\xEF\xBB\xBF---\r\ntitle: a\r\n---\r\nb\r\n";
    FormValues values = form_of(windows);
    values.set("title", "c");
    values.set("body", "b\nd\n");
    CHECK(written(windows, values) == "\xEF\xBB\xBF---\r\ntitle: c\r\n---\r\nb\r\nd\r\n");
}

TEST_CASE("a new document is as a person would have written it, in the language of the repository") {
    FormValues values;
    values.set("title", "Séance #2");
    values.set("date", "2004-11-08");
    values.set("date.until", "2004-12-02");
    values.set("context", "gfp");
    values.add("phases", "conception");
    values.add("phases", "mise-en-oeuvre");
    values.add("competences", "B.2.1");
    values.add("competences", "B.3.1");
    values.set("competences.words.B.2.1", "le tableur");
    values.set("status", "draft");
    values.set("body", "## Contexte\n");
    CHECK(written("", values) == "---\ntitre: \"Séance #2\"\ndate: {du: 2004-11-08, au: 2004-12-02}\ncontexte: gfp\n"
                                 "phases: [conception, mise-en-œuvre]\ncompétences:\n  - B.2.1: le tableur\n  - B.3.1\n"
                                 "statut: brouillon\n---\n## Contexte\n");
    CHECK(form_of(written("", values)) == values);
}

TEST_CASE("a header that cannot be read, or is one line, is left alone") {
    FormValues values;
    values.set("title", "x");
    CHECK(written("---\ntitle: [a\n---\n", values) == "(refused)");
    CHECK(written("no header\n", values) == "(refused)");
    CHECK(written("---\n{title: a, date: 2004-11-18}\n---\n", values) == "(refused)");
}

TEST_CASE("lines belong to the field above them, and to the text below the header") {
    CHECK(field_at(french, activity_kind, 3) == "reference");
    CHECK(field_at(french, activity_kind, 10) == "competences");
    CHECK(field_at(french, activity_kind, 18) == "replies");
    CHECK(field_at(french, activity_kind, 21) == "body");
    CHECK(field_at(french, activity_kind, 0).empty());
}

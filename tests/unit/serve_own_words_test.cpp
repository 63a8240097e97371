// Words of a thread that their writer corrects: one field of one item of a header's list, and no byte beside it.
#include "load/header_writer.hpp"
#include "markup/yaml_writer.hpp"
#include "serve/own_words.hpp"

#include <doctest/doctest.h>

using namespace livret;

namespace {

std::optional<std::string> corrected(const std::string& file, const std::string& number, const std::string& text,
                                     std::string_view field = "texte") {
    return with_fields(file, question_kind, {{"answers", HeaderEdit::What::within, {}, {{number, yaml_text(text, 2)}}, field}},
                       std::nullopt, Language::fr);
}

const std::string thread = "---\n"
                           "posée: 2005-01-01T10:00+01:00\n"
                           "par: durand\n"
                           "réponses: # dans l’ordre\n"
                           "  - date: 2005-01-01T12:00+01:00\n"
                           "    par: martin\n"
                           "    texte: Oui. # vraiment\n"
                           "\n"
                           "  # la seconde\n"
                           "  - texte: |\n"
                           "      Non.\n"
                           "\n"
                           "      # Un titre\n"
                           "    date: 2005-01-02T12:00+01:00\n"
                           "    par: c-leroy\n"
                           "réglée: oui\n"
                           "---\n"
                           "Une question.\n";

std::string with(std::string text, const std::string& before, const std::string& after) {
    const std::size_t at = text.find(before);
    REQUIRE(at != std::string::npos);
    return text.replace(at, before.size(), after);
}

} // namespace

TEST_CASE("one item's words are written where they stand, whatever stands around them") {
    CHECK(corrected(thread, "1", "Oui.\nCertes.\n") ==
          with(thread, "    texte: Oui. # vraiment\n", "    texte: |\n      Oui.\n      Certes.\n"));
    CHECK(corrected(thread, "2", "Peut-être : non.\n") ==
          with(thread, "  - texte: |\n      Non.\n\n      # Un titre\n", "  - texte: |\n      Peut-être : non.\n"));
    CHECK(corrected(with(thread, "---\nUne", "---\r\nUne"), "1", "Non.\n")); // mixed line ends are read too
}

TEST_CASE("an item that is not there, or cannot be told apart, is not written") {
    for (const std::string number : {"0", "3", "", "1x", "-1"}) CHECK(!corrected(thread, number, "Non.\n"));
    CHECK(!corrected(thread, "1", "Non.\n", "mots"));
    CHECK(!corrected("---\nréponses:\n  - {date: 2005-01-01T12:00+01:00, par: martin, texte: Oui.}\n---\n", "1", "Non.\n"));
    CHECK(!corrected("---\nréponses: [{par: martin, texte: Oui.}]\n---\n", "1", "Non.\n"));
    CHECK(!corrected("---\nposée: 2005-01-01T10:00+01:00\n---\n", "1", "Non.\n"));
}

TEST_CASE("a thread is read as the file has it, in either language") {
    const auto items = thread_items(thread, question_kind);
    REQUIRE(items.size() == 2);
    CHECK(items[0].by == "martin");
    CHECK(items[1].number == "2");
    CHECK(items[1].text == "Non.\n\n# Un titre\n");
    CHECK(items[1].text_key == "texte");
    const auto replies =
        thread_items("---\nreplies:\n  - to: \"0a1b2c3d\"\n    date: 2005-04-02\n    text: Bon.\n---\n", activity_kind);
    REQUIRE(replies.size() == 1);
    CHECK(replies[0].to == "0a1b2c3d");
    CHECK(shown_day(replies[0], Language::fr) == "2 avril 2005");
    CHECK(thread_items("---\n: [\n---\n", question_kind).empty());
}

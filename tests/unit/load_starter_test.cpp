#include "load/starter.hpp"

#include "base/text.hpp"
#include "markup/markdown.hpp"

#include <doctest/doctest.h>

using namespace livret;

namespace {

// As the reader of examples does it, with a header of four lines before the text.
ExampleFrame frame(std::string_view body, std::string_view path = "examples/une-idee.md") {
    const std::string header = "---\ntitle: Une idée\nlevel: modeste\n---\n";
    const std::string bytes = header + std::string(body);
    Sink sink;
    const Reporter reporter(SourcePath{std::string(path)}, bytes, sink);
    const RichText text = parse_markdown(reporter, std::string_view(bytes).substr(header.size()), header.size(), {});
    return frame_of(body, 5, text, SourcePath{std::string(path)});
}

} // namespace

TEST_CASE("a starter keeps an example's headings and advice, and nothing of its account") {
    CHECK(frame("Un récit.\n\n## Avant\n\nEncore.\n\n> **Conseil.** Dites-le.\n> Vite.\n\n- un\n- deux\n\n### Après ###\nFin.\n")
              .text == "## Avant\n\n> **Conseil.** Dites-le.\n> Vite.\n\n### Après ###\n");
    CHECK(frame("Titre souligné\n==============\n\nRécit.\n\nAutre\n---\n").text ==
          "Titre souligné\n==============\n\nAutre\n---\n");
    CHECK(frame("> Un conseil\nqui continue sans signe.\n\nRécit.\n").text == "> Un conseil\nqui continue sans signe.\n");
    CHECK(frame("Un récit sans plan.\n").text.empty());
    CHECK(frame("").text.empty());
}

TEST_CASE("a starter takes nothing out of code, lists, tables or rules") {
    CHECK(frame("```\n# un commentaire\n> pas un conseil\n```\n\n## Vrai\n").text == "## Vrai\n");
    CHECK(frame("~~~\n## faux\n~~~\n").text.empty());
    CHECK(frame("    # du code\n").text.empty());
    CHECK(frame("#pas-un-titre\n").text.empty());
    CHECK(frame("un\n\n---\n\ndeux\n").text.empty());
    CHECK(frame("| a | b |\n|---|---|\n| 1 | 2 |\n").text.empty());
    CHECK(frame("une phrase\nsur deux lignes\n\n## Vrai\n").text == "## Vrai\n");
}

TEST_CASE("a starter's links lead from the trainee's own folder") {
    const ExampleFrame one =
        frame("> Voir [l’autre](autre.md#plan), [la suite](#suite), [le site](https://example.org/) et [a](b.md).\n");
    Example example;
    example.frame = one;
    const ScaffoldFacts facts;
    CHECK(one.from_root.size() == 2);
    CHECK(starter_body(example, StarterPlace::file, facts) ==
          "> Voir [l’autre](../../../../../examples/autre.md#plan), [la suite](#suite), [le site](https://example.org/) et "
          "[a](../../../../../examples/b.md).\n");
    CHECK(starter_body(example, StarterPlace::folder, facts).find("(../../../../../../examples/b.md)") != std::string::npos);
}

TEST_CASE("a starter leaves the example's own pictures where they are") {
    CHECK(frame("> Un conseil ![schéma](schema.png)\n\n## Titre\n", "examples/une-idee/index.md").text == "## Titre\n");
}

TEST_CASE("a starter without headings or advice begins as any activity does") {
    ScaffoldFacts facts;
    CHECK(starter_body(Example{}, StarterPlace::file, facts) == scaffold_body(activity_kind, Language::fr));
}

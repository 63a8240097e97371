#include "trust/binding.hpp"

#include "base/hash.hpp"
#include "disk/snapshot.hpp"
#include "load/repository.hpp"

#include <doctest/doctest.h>

#include <fmt/format.h>

using namespace livret;

namespace {

constexpr std::string_view framework = R"(<?xml version="1.0" encoding="UTF-8"?>
<framework id="essai" version="2004" xml:lang="fr" languages="fr">
  <title xml:lang="fr">Essai</title>
  <source date="2004-12-03">écrit pour les essais</source>
  <domain code="A">
    <title xml:lang="fr">Compétences</title>
    <competence code="A.1"><statement xml:lang="fr">Identifier les personnes ressources.</statement></competence>
  </domain>
</framework>
)";

constexpr std::string_view header = "---\nreference: MATH1-DURAND-03\ntitle: Suites\ndate: 2004-11-18\ncontext: "
                                    "autonomie\ncompetences: [A.1]\nphases: [conception, analyse]\n{}---\n";

// The one activity of a small repository whose file holds these further fields and this body.
Activity activity_with(std::string_view fields, std::string_view body, std::string_view line_end = "\n",
                       std::string_view front = "", Bodies bodies = Bodies::read) {
    const auto disk = make_memory_disk();
    disk->write("livret.yaml", "institution: {id: ifm, name: Institut}\nframework: essai\n");
    disk->write("frameworks/essai.xml", framework);
    disk->write("gfp/math1/gfp.md", "---\ntitle: Maths\nyear: 2004-2005\n---\n");
    disk->write("gfp/math1/trainees/durand/profile.md", "---\nid: t-1\nname: Anne Durand\nsalt: 00ff00ff00ff00ff\n---\n");
    disk->write("gfp/math1/trainees/martin/profile.md", "---\nid: t-2\nname: Paul Martin\nsalt: 00ff00ff00ff00fe\n---\n");
    std::string text = fmt::format(fmt::runtime(header), fields);
    text += body;
    std::string written(front);
    for (const char c : text)
        if (c == '\n')
            written += line_end;
        else
            written += c;
    disk->write("gfp/math1/trainees/durand/activities/suites.md", written);
    Sink sink;
    const Snapshot snapshot = take_snapshot(*disk, std::nullopt, sink);
    const Institute institute = load_repository(*disk, snapshot, {1, bodies}, sink);
    REQUIRE(institute.activities.size() == 1);
    return institute.activities[0];
}

} // namespace

TEST_CASE("a manifest binds the text and the facts, and nothing that changes while a trainee answers") {
    const std::string body = "## Contexte\n\nUne classe de première.\n";
    const auto signed_manifest = manifest_of(activity_with("", body), "t-1");
    CHECK(signed_manifest.body.sha256 == sha256_hex(body));
    CHECK(signed_manifest.body.size == static_cast<std::int64_t>(body.size()));
    CHECK(signed_manifest.phases == std::vector<std::string>{"analyse", "conception"});
    CHECK(signed_manifest.situation == "none");
    const auto same = [&](std::string_view fields) { return manifest_of(activity_with(fields, body), "t-1") == signed_manifest; };
    CHECK(same("status: declared\n"));
    CHECK(same("visibility: jury\n"));
    CHECK(same("with: [martin]\n"));
    CHECK(same("replies:\n  - to: 3f9c1a20\n    date: 2004-12-06\n    text: la progression est jointe\n"));
    CHECK(same("declared: 2004-11-20\n"));
    CHECK_FALSE(same("situation: classroom\n"));
    CHECK_FALSE(manifest_of(activity_with("", body + "Un mot de plus.\n"), "t-1") == signed_manifest);
}

TEST_CASE("line ends and a byte-order mark are not the author's words") {
    const std::string body = "Une classe\nde première.\n\n    du code\n";
    const auto manifest = manifest_of(activity_with("", body), "t-1");
    CHECK(manifest_of(activity_with("", body, "\r\n"), "t-1") == manifest);
    CHECK(manifest_of(activity_with("", body, "\n", "\xEF\xBB\xBF"), "t-1") == manifest);
    CHECK(manifest_of(activity_with("", body, "\r\n", "\xEF\xBB\xBF"), "t-1") == manifest);
}

TEST_CASE("what is bound follows from the bytes: bodies need not be read for it") {
    const std::string body = "## Contexte\r\n\nUne classe *de première*, [voir](MATH1-DURAND-03).\n";
    const Activity read = activity_with("situation: classroom\n", body);
    const Activity left_out = activity_with("situation: classroom\n", body, "\n", "", Bodies::left_out);
    CHECK_FALSE(read.body->empty());
    CHECK(left_out.body->empty());
    CHECK(manifest_of(left_out, "t-1") == manifest_of(read, "t-1"));
}

TEST_CASE("the paths of attachments are bound in NFC, relative to the activity's folder") {
    Activity activity;
    activity.path = SourcePath{"gfp/math1/trainees/durand/activities/suites/index.md"};
    Attachment one;
    one.path = SourcePath{"gfp/math1/trainees/durand/activities/suites/re\u0301sultats.csv"};
    one.source = {3, sha256_hex("a;b")};
    activity.attachments = {one};
    const auto manifest = manifest_of(activity, "t-1");
    REQUIRE(manifest.files.size() == 1);
    CHECK(manifest.files[0].path == "r\u00e9sultats.csv");
    CHECK(manifest.files[0].content == Content{3, sha256_hex("a;b")});
}

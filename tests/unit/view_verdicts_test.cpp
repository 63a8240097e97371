// What pages show of signed decisions, from values made by hand: the panel, states, replies, texts that were edited since.
#include "base/text.hpp"
#include "render/theme_texts.hpp"
#include "signed_samples.hpp"
#include "support/texts.hpp"
#include "view/pages.hpp"
#include "view/verdict_panel.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

using namespace livret;
using namespace livret::samples;

namespace {

Texts texts_in(const char* folder) {
    Sink sink;
    ThemeTexts texts;
    for (const auto& [lang, name] : {std::pair(Language::fr, "fr"), std::pair(Language::en, "en")}) {
        std::ifstream file(std::string(LIVRET_SOURCE_DIR "/themes/") + folder + "/" + name + ".json", std::ios::binary);
        std::ostringstream bytes;
        bytes << file.rdbuf();
        add_texts(texts, lang, SourcePath{name}, bytes.str(), sink);
    }
    compare_texts(texts, sink);
    CHECK(sink.errors() == 0);
    return texts.texts(Language::fr);
}

// The pages of an institute as an audience sees it, by kind; every value held against its shape, no text missing.
struct Shown {
    Institute institute;
    Portfolio portfolio;
    SiteMap map;
    Texts texts = texts_in("default/i18n"), words = texts_in("program/words");
    ViewContext context;
    std::vector<Page> pages;

    Shown(Institute whole, Audience audience)
        : institute(restrict_to(std::move(whole), audience, Drafts::left_out)),
          portfolio(make_portfolio(institute, audience, midday(day(28)))), map(portfolio, Language::fr) {
        context.portfolio = &portfolio;
        context.map = &map;
        context.texts = &texts;
        context.words = &words;
        pages = pages_of(context);
        for (const Page& page : pages) {
            CAPTURE(page.path.value);
            CHECK(mismatch(page_schema().whole(*page_schema().find(page.kind)), page.value()).value_or("") == "");
        }
        CHECK(texts.missing() == std::vector<std::string>{});
        CHECK(words.missing() == std::vector<std::string>{});
    }
    Shown(const Shown&) = delete;

    Value page(std::string_view kind, std::string_view part = "") const {
        for (const Page& one : pages)
            if (one.kind == kind && one.path.value.find(part) != std::string::npos) return one.value();
        FAIL("no such page");
        return {};
    }
};

Institute signed_institute(std::vector<AttestationRecord> records) {
    Institute out = institute();
    Framework framework;
    framework.id = FrameworkId{"c2i2e-2004"};
    framework.titles = {{Language::fr, "C2i2e", true}};
    Domain domain;
    domain.code = "A.1";
    domain.titles = {{Language::fr, "Outils", true}};
    domain.competences = {0, 1};
    framework.domains = {domain};
    for (const char* code : {"A.1.1", "A.1.2"}) {
        Competence one;
        one.code = code;
        one.statements = {{Language::fr, "savoir", true}};
        framework.competences.push_back(one);
    }
    out.frameworks = {framework};
    out.configuration.framework = framework.id;
    out.trust.attestations = std::move(records);
    return out;
}

std::string text(const Value& value, std::string_view name) {
    return std::string(value.find(name)->str());
}
std::string panel(const Shown& shown) {
    return text(shown.page("activity", "D-01"), "verdict_panel");
}
bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("the check list says what passed, what failed, and what was not reached") {
    const auto states = [](AttestationRecord one) {
        std::string out;
        for (std::size_t i = 0; i < check_count; ++i)
            out += "+-w."[static_cast<std::size_t>(check_state(one, static_cast<Check>(i)))];
        return out;
    };
    AttestationRecord one = record("a1", "leroy", "D-01", {attested("A.1.1")});
    CHECK(states(one) == "+++++++");
    const std::vector<std::pair<Word, std::string>> expected{
        {Word::malformed, "-......"},     {Word::bad_signature, "+-....."},
        {Word::unknown_key, "++-...."},   {Word::erased, "+++-..."},
        {Word::out_of_scope, "+++-..."},  {Word::content_missing, "++++-.."},
        {Word::time_unproven, "+++++-."}, {Word::key_not_valid_then, "+++++-."},
        {Word::revoked, "++++++-"},       {Word::superseded, "++++++-"},
        {Word::conflict, "+++++++"}};
    for (const auto& [word, marks] : expected) {
        const Word now = word;
        CAPTURE(text_of(now));
        CHECK(states(with(one, word)) == marks);
    }
    one.listed_in.reset();
    CHECK(states(with(one, Word::unsealed)) == "+++++w+");
}

TEST_CASE("the panel names who signed, between which dates, and every check in words") {
    const Shown shown(signed_institute({record("3f9c1a20", "leroy", "D-01", {attested("A.1.1")})}), Audience::jury);
    const std::string html = panel(shown);
    CHECK(has(html, "<section class=\"livret-verdict\""));
    CHECK(has(html, "<b>valide</b> <span>Claire leroy</span>"));
    CHECK(has(html, "signée entre le 12 novembre 2004 et le 19 novembre 2004"));
    CHECK(has(html, "3f9c1a20"));
    CHECK(has(html, "Texte signé conservé"));
    CHECK(has(html, "ffff ffff"));
    CHECK(has(html, "telle que ce dépôt la donne lui-même"));
    CHECK(has(html, "Rien dans ce cadre ne vient du texte"));
}

TEST_CASE("what was signed about sessions and contributions stands on the trainee's page, by their addresses") {
    AttestationRecord session = record("a1", "leroy", "", {attested("A.1.1")}),
                      given = record("b2", "leroy", "", {attested("A.1.2")});
    session.about = AboutKind::training;
    session.training = "un-ent";
    given.about = AboutKind::contributions;
    Institute institute = signed_institute({session, given, record("c3", "leroy", "D-01", {attested("A.1.1")})});
    Training held;
    held.gfp = session.gfp;
    held.slug = "un-ent";
    held.date = day(20);
    institute.trainings.push_back(held);
    const Shown shown(std::move(institute), Audience::jury);
    const std::string html = text(shown.page("trainee", "durand"), "verdict_panel");
    CHECK(has(html, "Sur la formation math1/un-ent"));
    CHECK(has(html, "Sur ses contributions à l’espace du groupe"));
    CHECK_FALSE(has(html, "D-01"));
    CHECK_FALSE(has(panel(shown), "Sur la formation"));
    CHECK(text(Shown(signed_institute({record("c3", "leroy", "D-01", {attested("A.1.1")})}), Audience::jury)
                   .page("trainee", "durand"),
               "verdict_panel") == "");
}

TEST_CASE("of a document that nobody vouches for the panel and the page repeat nothing") {
    for (const Word word : {Word::unknown_key, Word::bad_signature}) {
        auto forged = with(record("a1", "leroy", "D-01", {attested("A.1.1")}), word);
        forged.decisions[0].comment = "une merveille";
        const Shown shown(signed_institute({forged}), Audience::jury);
        CHECK_FALSE(has(panel(shown), "Claire leroy"));
        CHECK(has(panel(shown), "✗"));
        const std::string page = canonical(shown.page("activity", "D-01"));
        CHECK_FALSE(has(page, "une merveille"));
        CHECK_FALSE(has(page, "attestée par Claire"));
        CHECK(has(page, "9:set-aside"));
    }
}

TEST_CASE("a registered name and a code cannot write into the panel") {
    auto one = record("a1", "leroy", "D-01", {attested("<b>A.1.1</b>")});
    one.trainer_name = "<script>alert(1)</script>";
    const std::string html = panel(Shown(signed_institute({one}), Audience::jury));
    CHECK_FALSE(has(html, "<script"));
    CHECK_FALSE(has(html, "<b>A.1.1</b></b>"));
    CHECK(has(html, "&lt;b&gt;A.1.1"));
}

TEST_CASE("a request stands with its reply under it, and a reply to nothing stands alone") {
    Institute whole = signed_institute({record("3f9c1a20", "leroy", "D-01", {asked("A.1.1")})});
    RichText words, others;
    words.html = "<p>la progression</p>";
    others.html = "<p>autre chose</p>";
    whole.activities[0].replies = {{"3f9c1a20", day(22), words}, {"00000000", day(23), others}};
    const Shown shown(std::move(whole), Audience::trainers);
    const Value page = shown.page("activity", "D-01");
    const Value& competence = page.find("competences")->items()[0];
    CHECK(text(competence, "state") == "answered");
    const Value& decision = competence.find("decisions")->items()[0];
    CHECK(text(decision, "comment") == "et les élèves\u202f?");
    CHECK_FALSE(decision.find("waits")->flag());
    CHECK(text(decision.find("replies")->items()[0], "text") == "<p>la progression</p>");
    REQUIRE(page.find("replies")->items().size() == 1);
    CHECK(text(page.find("replies")->items()[0], "text") == "<p>autre chose</p>");
}

TEST_CASE("a text that was edited since is shown as it was signed, with the difference") {
    AttestationRecord edited = record("a1", "leroy", "D-01", {attested("A.1.1")});
    edited.freshness = Freshness::edited_since;
    edited.state->title = "Suites et limites";
    edited.state->body_sha256 = std::string(64, 'b');
    edited.state->signed_body = "La suite tend vers 2.\n";
    edited.state->todays_body = "La suite tend vers 3.\n";
    edited.state->signed_text = text_of_html("<p>La suite tend vers 2.</p>");
    AttestationRecord other = edited;
    other.trainer_name = "Luc petit";
    const Shown shown(signed_institute({edited, other}), Audience::gfp);
    const Value page = shown.page("activity", "D-01");
    CHECK(page.find("edited")->flag());
    REQUIRE(page.find("signed_versions")->items().size() == 1); // one text, two trainers
    const Value& version = page.find("signed_versions")->items()[0];
    CHECK(has(text(version, "by"), "Claire leroy et Luc petit"));
    CHECK(text(version, "body") == "<p>La suite tend vers 2.</p>");
    CHECK(version.find("lines")->items().size() == 1);
    CHECK(text(version.find("facts")->items()[0], "before") == "Suites et limites");
    CHECK(text(page.find("competences")->items()[0], "state") == "attested-earlier");
    CHECK(has(panel(shown), "modifiée après l’attestation"));
}

TEST_CASE("a group's pages hold nothing of refusals, requests and replies") {
    Institute whole = signed_institute({record("3f9c1a20", "leroy", "D-01", {attested("A.1.1"), asked("A.1.2")}),
                                        record("77777777", "petit", "D-01", {refused("A.1.1")})});
    whole.trust.attestations[0].decisions[0].comment = "bien vu";
    whole.trust.incomplete = {{durand, "0paque", 5, 4}};
    const auto all_of = [&](Audience audience) {
        const Shown shown(whole, audience);
        std::string out;
        for (const Page& page : shown.pages) out += canonical(page.value());
        return out;
    };
    const std::string group = all_of(Audience::gfp), jury = all_of(Audience::jury), everybody = all_of(Audience::public_);
    for (const char* hidden : {"3f9c1a20", "77777777", "trop court", "et les élèves", "bien vu", "t12:not-attested", "t5:asked",
                               "petit", "Incomplet"}) {
        CAPTURE(hidden);
        CHECK_FALSE(has(group, hidden));
        CHECK_FALSE(has(everybody, hidden));
        CHECK(has(jury, hidden));
    }
    for (const std::string* one : {&group, &jury, &everybody}) {
        CHECK_FALSE(has(*one, "0paque"));
        CHECK_FALSE(has(*one, "5a17"));
    }
    CHECK(has(group, "attestée par Claire leroy"));
    CHECK(has(jury, "disagreement"));
    CHECK_FALSE(has(group, "disagreement"));
}

TEST_CASE("what is wrong with trust as a whole stands on every page, and nothing does where nothing is") {
    Institute whole = signed_institute({});
    const Shown quiet(whole, Audience::gfp);
    for (const Page& page : quiet.pages) CHECK(text(page.value(), "trust_notice") == "");
    whole.trust.example = true;
    whole.trust.broken = "old-registry";
    whole.trust.not_in_force = {"frameworks/<b>.xml", "livret.yaml"};
    const Shown loud(whole, Audience::gfp);
    for (const Page& page : loud.pages) {
        CAPTURE(page.path.value);
        if (page.kind == "not_found") continue; // it lies at no address
        const std::string notice = text(page.value(), "trust_notice");
        CHECK(has(notice, "Clés d’essai"));
        CHECK(has(notice, "rompue"));
        CHECK(has(notice, "frameworks/&lt;b&gt;.xml et livret.yaml"));
        CHECK(text(page.value(), "trust_state") == ""); // nothing is believed
    }
    whole.trust = {};
    const Shown none(whole, Audience::gfp);
    CHECK(text(none.page("activity", "D-01"), "verdict_panel") == "");
}

TEST_CASE("a trainer's page shows her keys, her scope and what she signed") {
    auto forged = with(record("a2", "leroy", "D-02", {attested("A.1.1")}), Word::bad_signature);
    const Shown shown(signed_institute({record("a1", "leroy", "D-01", {attested("A.1.1"), refused("A.1.2")}), forged}),
                      Audience::trainers);
    const Value page = shown.page("trainer", "leroy");
    CHECK(text(page.find("keys")->items()[0], "key") == "did:key:z6Mkleroy");
    CHECK(text(page.find("scopes")->items()[0], "groups") == "Math 1");
    REQUIRE(page.find("signed_decisions")->items().size() == 1);
    CHECK(page.find("signed_decisions")->items()[0].find("decisions")->items().size() == 2);
}

TEST_CASE("tables count states and show each by a sign and words") {
    const Shown shown(signed_institute({record("a1", "leroy", "D-01", {attested("A.1.1"), refused("A.1.2")})}), Audience::jury);
    const Value matrix = shown.page("matrix");
    const Value& row = matrix.find("rows")->items()[0];
    const Value& cell = row.find("groups")->items()[0].find("cells")->items()[0];
    CHECK(text(cell, "sign") == "✓");
    CHECK(text(cell, "state_text") == "Attestée");
    CHECK(text(row, "attested") == "1");
    CHECK(text(row.find("groups")->items()[0], "sum") == "1");
    CHECK(text(matrix.find("domains")->items()[0].find("competences")->items()[0], "attested") == "1");
    const Value trainee = shown.page("trainee", "durand");
    const Value& counts = *trainee.find("frameworks")->items()[0].find("counts");
    REQUIRE(counts.items().size() == 2);
    CHECK(text(counts.items()[0], "text") == "1 attestée");
    CHECK(text(counts.items()[1], "text") == "1 non attestée");
}

// Every page of the example repository, as a value, is what its shape promises.
#include "base/text.hpp"
#include "disk/disk.hpp"
#include "load/repository.hpp"
#include "render/theme_texts.hpp"
#include "view/pages.hpp"

#include "support/sanitized.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <sstream>

using namespace livret;

namespace {

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream out;
    out << file.rdbuf();
    return out.str();
}

Texts texts_of(const std::string& folder, Language language) {
    Sink sink;
    ThemeTexts texts;
    for (const auto& [lang, name] : {std::pair(Language::fr, "fr"), std::pair(Language::en, "en")})
        add_texts(texts, lang, SourcePath{name},
                  read_file(std::string(LIVRET_SOURCE_DIR "/themes/") + folder + "/" + name + ".json"), sink);
    return texts.texts(language);
}

// Everything that can change, for the first candidate of each group.
ShownSession a_session(const Portfolio& portfolio) {
    ShownSession out;
    out.id = "juin-2005";
    out.title = "Session de juin 2005";
    out.framework = portfolio.frameworks.front()->id;
    out.checkpoint = 4;
    out.checkpoint_date = *parse_date("2005-06-08");
    for (const Group& group : portfolio.groups) {
        CandidateChanges one;
        one.key = group.booklets.front().trainee->key;
        for (int kind = 0; kind <= static_cast<int>(ChangeKind::attestations_missing); ++kind) {
            SessionChange change;
            change.kind = static_cast<ChangeKind>(kind);
            change.subject = group.activities.front()->reference;
            for (int field = 0; field <= static_cast<int>(ChangeDetail::Field::decision); ++field)
                change.details.push_back({static_cast<ChangeDetail::Field>(field), "", "classroom", "none",
                                          difference("une ligne", "une autre ligne")});
            one.changes.push_back(std::move(change));
        }
        out.changes.push_back(std::move(one));
    }
    out.changes.push_back({"0paque", {}, "", {}}); // who left
    return out;
}

} // namespace

TEST_CASE("the example's pages fit their shapes in both languages and for all audiences, and lack no text") {
    const auto disk = open_real_disk(LIVRET_SOURCE_DIR "/content");
    Sink sink;
    Institute whole = load_repository(*disk, take_snapshot(*disk, SourcePath{"site"}, sink), {}, sink);
    REQUIRE(sink.errors() == 0);
    std::set<std::string> kinds;
    for (const Language language : {Language::fr, Language::en})
        for (const Audience audience : {Audience::gfp, Audience::jury, Audience::trainers, Audience::public_}) {
            const bool narrow = audience == Audience::gfp || audience == Audience::public_;
            if (tests::byte_step > 1 && narrow == (language == Language::fr)) continue; // half is enough under sanitizers
            whole.configuration.language = language;
            const Institute institute = restrict_to(whole, audience, Drafts::shown);
            Portfolio portfolio = make_portfolio(institute, audience, midday(*parse_date("2005-04-11")));
            const ShownSession session = a_session(portfolio);
            if (audience == Audience::jury) portfolio.session = &session;
            const SiteMap map(portfolio, language);
            const Texts texts = texts_of("default/i18n", language), program = texts_of("program/words", language);
            ViewContext context{&portfolio, &map, &texts, {}, &program};
            for (const GuideFor role : guides_for(audience)) context.guides.texts[role].html = "<p>–</p>";
            std::set<SitePath> paths;
            for (const Page& page : pages_of(context)) {
                CAPTURE(page.path.value);
                kinds.insert(page.kind);
                CHECK(paths.insert(page.path).second);
                const PageShape* shape = page_schema().find(page.kind);
                REQUIRE(shape != nullptr);
                CHECK(mismatch(page_schema().whole(*shape), page.value()).value_or("") == "");
            }
            CHECK(texts.missing() == std::vector<std::string>{});
            CHECK(program.missing() == std::vector<std::string>{});
        }
    CHECK(kinds.size() == page_schema().pages.size()); // every kind of page was seen
}

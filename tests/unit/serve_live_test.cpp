// What a page that is open may be told of errors, when the site of before stays, and that every sentence is there.
#include "serve/form_words.hpp"
#include "serve/kept_site.hpp"
#include "serve/told_errors.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace livret;

namespace {

Diagnostic error(const std::string& path, std::vector<std::string> arguments = {}) {
    Diagnostic out;
    out.code = Code::duplicate_reference;
    out.path = SourcePath{path};
    out.arguments = std::move(arguments);
    return out;
}

const std::string durand = "gfp/math1/trainees/durand/activities/x.md", nguyen = "gfp/math1/trainees/nguyen/activities/y.md";

} // namespace

TEST_SUITE_BEGIN("live");

TEST_CASE("the site of before stays while all that changed is what broke") {
    const SourcePath x{durand}, y{nguyen};
    CHECK(only_broke({}, {error(durand)}, {x}));
    CHECK_MESSAGE(!only_broke({}, {}, {x}), "nothing is wrong");
    CHECK_MESSAGE(!only_broke({}, {error(durand)}, {x, y}), "there is something new to show");
    CHECK_MESSAGE(!only_broke({error(durand)}, {error(durand)}, {x}), "it was broken before");
    CHECK_MESSAGE(!only_broke({error(nguyen)}, {error(nguyen)}, {x}), "what others broke keeps nobody from seeing her own");
    CHECK_MESSAGE(!only_broke({}, {error(nguyen)}, {x}), "what changed is fine itself");
    CHECK_MESSAGE(!only_broke({}, {error(durand)}, {}), "who knows what changed?");
    CHECK_MESSAGE(only_broke({}, {error("examples/x/index.md")}, {SourcePath{"examples/x/photo.heic"}}),
                  "a file beside its page");
}

TEST_CASE("an error in a file that is not for whoever looks is not told") {
    const PersonKey trainee{GfpId{"math1"}, TraineeId{"durand"}, {}}, trainer{{}, {}, TrainerId{"c-leroy"}};
    const Onlooker writer{}, she{trainee, Audience::gfp}, he{trainer, Audience::gfp}, jury{{}, Audience::jury};
    for (const char* path : {"livret.yaml", "frameworks/c2i2e-2004.xml", "gfp/math1/gfp.md"})
        for (const Onlooker& one : {writer, she, he, jury}) CHECK_MESSAGE(may_be_told(error(path), one), path);
    CHECK(may_be_told(error(durand), she));
    for (const std::string& path :
         {nguyen, std::string("gfp/math1/trainees/durand2/profile.md"), std::string("gfp/math1/questions/q.md"),
          std::string("trust/attestations/a.json"), std::string("gfp/math2/trainees/durand/profile.md")}) {
        CHECK_MESSAGE(may_be_told(error(path), writer), path);
        for (const Onlooker& one : {she, he, jury}) CHECK_MESSAGE(!may_be_told(error(path), one), path);
    }
    CHECK(!may_be_told(error(durand), he));
    CHECK(!may_be_told(error(durand), jury));
    CHECK_MESSAGE(!may_be_told(error(durand, {"MATH1-NGUYEN-01", nguyen}), she), "it names another's file");
    CHECK(may_be_told(error(durand, {"MATH1-DURAND-01", durand}), she));
    CHECK(may_be_told(error(durand, {"MATH1-NGUYEN-01", nguyen}), writer));
    Diagnostic near = error(durand);
    near.did_you_mean = "../../nguyen/activities/y.md";
    CHECK_MESSAGE(!may_be_told(near, she), "it proposes another's file");
}

TEST_CASE("every sentence of pages that show themselves anew is there in both languages") {
    const FormWords french(LIVRET_SOURCE_DIR "/themes", Language::fr, "live"),
        english(LIVRET_SOURCE_DIR "/themes", Language::en, "live");
    std::set<std::string> one, other;
    for (const auto& [key, words] : french.all()) one.insert(key);
    for (const auto& [key, words] : english.all()) other.insert(key);
    CHECK(one == other);
    for (const char* key : {"close", "failure", "held-back", "left-out", "more.more", "more.one", "no-page", "title.more",
                            "title.one", "title.unreadable", "withheld.more", "withheld.one"})
        CHECK_MESSAGE(one.contains(key), key);
    CHECK(one.size() == 12);
}

TEST_SUITE_END();

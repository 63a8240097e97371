// What is left of an institute for one trainee's dossier: hers, and of others initials at most.
#include "resolve/one_trainee.hpp"

#include "build/dossier_sources.hpp"
#include "export/dossier_text.hpp"
#include "resolve/audience.hpp"

#include <doctest/doctest.h>

#include "base/text.hpp"
#include "support/texts.hpp"

#include <algorithm>

using namespace livret;

namespace {

const GfpId math{"math1"};
const TraineeKey anne{math, TraineeId{"durand"}}, hugo{math, TraineeId{"petit"}};

Activity activity(const TraineeKey& owner, const char* reference, Visibility visibility = Visibility::gfp) {
    Activity out;
    out.owner = owner;
    out.slug = ascii_lower(reference);
    out.reference = reference;
    out.title = std::string("Titre ") + reference;
    out.path = SourcePath{"gfp/math1/" + owner.trainee.value + "/activities/" + out.slug + "/index.md"};
    out.visibility = visibility;
    return out;
}

AttestationRecord record(const char* digest, const TraineeKey& trainee) {
    AttestationRecord out;
    out.digest = digest;
    out.trainee = trainee;
    return out;
}

Institute institute() {
    Institute out;
    Gfp group;
    group.id = math;
    group.title = "GFP 1";
    group.text = text_of_html("<p>Hugo Petit en est.</p>");
    out.gfps = {group};
    Trainee one;
    one.key = anne;
    one.id = "aa01";
    one.name = "Anne Durand";
    Trainee other;
    other.key = hugo;
    other.id = "aa0102"; // begins as hers
    other.name = "Jean-Hugo de Petit";
    out.trainees = {one, other};
    out.activities = {activity(anne, "M-DURAND-01"), activity(anne, "M-DURAND-02", Visibility::private_),
                      activity(hugo, "M-PETIT-01")};
    out.activities[0].with = {hugo.trainee};
    out.activities[0].same_as = "M-PETIT-01";
    out.activities[1].same_as = "M-DURAND-01";
    Question asked, answered;
    asked.by = {math, anne.trainee, {}};
    asked.title = "à elle";
    asked.answers.resize(3);
    asked.answers[0].by = {{}, {}, TrainerId{"leroy"}};
    asked.answers[1].by = {math, hugo.trainee, {}};
    asked.answers[2].by = {math, anne.trainee, {}};
    answered.by = {math, hugo.trainee, {}};
    answered.answers.resize(1);
    answered.answers[0].by = {math, anne.trainee, {}};
    out.questions = {asked, answered};
    Training for_all, named, other_training;
    for_all.gfp = named.gfp = other_training.gfp = math;
    for_all.for_all = true;
    named.participants = {anne.trainee, hugo.trainee};
    other_training.participants = {hugo.trainee};
    out.trainings = {for_all, named, other_training};
    out.trust.present = true;
    out.trust.attestations = {record("d1", anne), record("d2", hugo)};
    out.trust.incomplete = {{anne, "aa01", 2, 1}, {hugo, "aa0102", 2, 1}};
    out.trust.unreadable = {{"attestations/aa01/x.json", "", ""}, {"attestations/aa0102/y.json", "", ""}};
    return out;
}

} // namespace

TEST_CASE("a dossier's institute holds its trainee's work and nobody else's") {
    const Institute whole = institute();
    const Institute hers = only_of(whole, anne);
    REQUIRE(hers.trainees.size() == 1);
    REQUIRE(hers.activities.size() == 2);
    CHECK(hers.activities[0].with.empty());
    CHECK(hers.activities[0].with_initials == std::vector<std::string>{"J.-H. d. P."});
    CHECK(hers.activities[0].same_as == "");
    CHECK(hers.activities[1].same_as == "M-DURAND-01");
    CHECK(hers.gfps.at(0).text->html == "");
    REQUIRE(hers.questions.size() == 1);
    REQUIRE(hers.questions[0].answers.size() == 2);
    CHECK(hers.questions[0].answers[0].by.is_trainer());
    CHECK(hers.trainings.size() == 2);
    for (const Training& one : hers.trainings) CHECK(one.participants == std::vector<TraineeId>{anne.trainee});
    REQUIRE(hers.trust.attestations.size() == 1);
    CHECK(hers.trust.attestations[0].digest == "d1");
    CHECK(hers.trust.incomplete.size() == 1);
    CHECK(hers.trust.unreadable.size() == 1); // an identifier that begins as hers is not hers
}

TEST_CASE("a trainee who is not in the institute has an empty dossier") {
    const Institute whole = institute();
    const Institute nobody = only_of(whole, {math, TraineeId{"nobody"}});
    CHECK(nobody.trainees.empty());
    CHECK(nobody.activities.empty());
    CHECK(nobody.trust.attestations.empty());
}

TEST_CASE("an owner sees what is private and her drafts, a jury does not") {
    Institute whole = institute();
    whole.activities[0].status = Status::draft;
    const Institute owner = restrict_to(only_of(whole, anne), Audience::owner, Drafts::shown);
    CHECK(owner.activities.size() == 2);
    const Institute jury = restrict_to(only_of(whole, anne), Audience::jury, Drafts::left_out);
    CHECK(jury.activities.empty());
}

TEST_CASE("initials") {
    CHECK(initials_of("Émilie Durand") == "É. D.");
    CHECK(initials_of("Jean-Pierre Durand") == "J.-P. D.");
    CHECK(initials_of("Anne de la Tour") == "A. d. l. T.");
    CHECK(initials_of("  Anne   Durand ") == "A. D.");
    CHECK(initials_of("") == "");
}

TEST_CASE("the files of a dossier have plain names, and no two the same") {
    Institute hers = only_of(institute(), anne);
    const auto attach = [&](const char* name) {
        Attachment out;
        out.path = SourcePath{"gfp/math1/durand/activities/m-durand-01/" + std::string(name)};
        hers.activities[0].attachments.push_back(out);
    };
    attach("séquence n°3.ods");
    attach("sequence-n-3.ods");
    attach("PLAN.PDF");
    std::vector<std::string> paths;
    for (const DossierSource& one : dossier_sources(hers, true)) paths.push_back(one.path);
    CHECK(paths == std::vector<std::string>{"data/activities/m-durand-01/index.md", "data/activities/m-durand-01/plan.pdf",
                                            "data/activities/m-durand-01/sequence-n-3-2.ods",
                                            "data/activities/m-durand-01/sequence-n-3.ods",
                                            "data/activities/m-durand-02/index.md", "data/profile.md"});
}

TEST_CASE("a text within a page with others keeps its anchors to itself") {
    RichText text;
    text.html = "<h2 id=\"but\">But</h2><p><a href=\"livret-slot:0\">là</a> <a href=\"livret-slot:1\">elle</a> <a "
                "href=\"livret-slot:2\">perdu</a></p>"
                "<sup><a href=\"#fn-1\" id=\"fnref-1\">1</a></sup><h6>six</h6><p>1 &lt; 2 <hr></p>";
    text.slots = {{Slot::Kind::link, "#but", "là", {}},
                  {Slot::Kind::link, "M-DURAND-02", "elle", {}},
                  {Slot::Kind::link, "ailleurs.md", "perdu", {}}};
    PartOfPage part;
    part.anchor = "a-1";
    part.anchor_of = [](const Slot& slot) {
        return slot.target == "M-DURAND-02" ? std::optional<std::string>("a-2") : std::nullopt;
    };
    part.picture_of = [](const Slot&) -> std::optional<PartOfPage::Picture> { return std::nullopt; };
    CHECK(part_of_page(text, part) ==
          "<h4 id=\"a-1-but\">But</h4><p><a href=\"#a-1-but\">là</a> <a href=\"#a-2\">elle</a> perdu</p>"
          "<sup><a href=\"#a-1-fn-1\" id=\"a-1-fnref-1\">1</a></sup><h6>six</h6><p>1 &lt; 2 <hr></p>");
}

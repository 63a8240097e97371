// What a push may touch, as the rules tell it without any git.
#include "build/guard_state.hpp"

#include <doctest/doctest.h>

using namespace livret;

namespace {

constexpr Date today = std::chrono::year(2005) / 4 / 20;
using Scope = RegisteredSigner::Scope;

// Leroy trains math1 by gfp.md. Another group has nobody.
GuardState state() {
    GuardState out;
    Institute& institute = out.content.institute;
    for (const char* id : {"math1", "phys2"}) {
        Gfp gfp;
        gfp.id = {id};
        institute.gfps.push_back(gfp);
    }
    institute.gfps[0].trainers = {{"c-leroy"}};
    Question question;
    question.path = {"gfp/math1/questions/videoprojecteur.md"};
    question.gfp = {"math1"};
    question.by = {{"math1"}, {"durand"}, {}};
    institute.questions = {question};
    return out;
}

// In the registry, and in the model as it is made of the registry (build/verdicts.cpp). No group: all.
void register_signer(GuardState& state, const char* id, Scope::Role role, std::vector<GfpId> gfps, Date from = today) {
    SignerScope scope{static_cast<Role>(role), {}, {from, {}}};
    for (const GfpId& one : gfps) scope.gfps.push_back(one.value);
    if (gfps.empty()) scope.gfps.emplace_back("*");
    auto chain = std::make_shared<Chain>();
    chain->registry.trainers.push_back({id, "", {}, {scope}});
    state.content.verdicts.judged.chain = chain;
    RegisteredSigner signer;
    signer.id = {id};
    signer.scopes = {{role, std::move(gfps), from, {}}};
    state.content.institute.trust.present = true;
    state.content.institute.trust.signers.push_back(std::move(signer));
}

// What the rules say of a push of one changed file by a trainer.
std::size_t refusals(const GuardState& before, const GuardState& after, const char* trainer, const char* path) {
    Sending sending;
    sending.role = Sending::Role::trainer;
    sending.trainer = {trainer};
    sending.chairs = true;
    const TreeEntry one{"100644", "1"}, other{"100644", "2"};
    std::vector<GuardRefusal> out;
    check_files({{path, {one, other}}}, sending, before, after, today, out);
    return out.size();
}

std::size_t refusals_of_answer(const GuardState& before, const char* trainer) {
    GuardState after = state();
    Answer answer;
    answer.by.trainer = {trainer};
    after.content.institute.questions[0].answers = {answer};
    return refusals(before, after, trainer, "gfp/math1/questions/videoprojecteur.md");
}

constexpr const char* of_math1 = "gfp/math1/trainings/2005-04-21-tableur.md";
constexpr const char* of_phys2 = "gfp/phys2/trainings/2005-04-21-tableur.md";

} // namespace

TEST_CASE("a trainer writes in the groups that gfp.md or the registry gives him, from the day on, and in no other") {
    GuardState before = state();
    const GuardState after = state();
    CHECK(refusals(before, after, "c-leroy", of_math1) == 0);
    CHECK(refusals(before, after, "c-leroy", of_phys2) == 1);
    register_signer(before, "p-marin", Scope::Role::trainer, {{"phys2"}});
    CHECK(refusals(before, after, "c-leroy", of_math1) == 0); // gfp.md still says so
    CHECK(refusals(before, after, "p-marin", of_phys2) == 0);
    CHECK(refusals(before, after, "p-marin", of_math1) == 1);
    register_signer(before, "n-ferrero", Scope::Role::trainer, {}); // all groups
    CHECK(refusals(before, after, "n-ferrero", of_math1) == 0);
    register_signer(before, "a-dubois", Scope::Role::trainer, {}, std::chrono::year(2005) / 4 / 21);
    CHECK(refusals(before, after, "a-dubois", of_math1) == 1);
    CHECK(refusals_of_answer(before, "c-leroy") == 0);
    CHECK(refusals_of_answer(before, "p-marin") == 1);
}

TEST_CASE("who chairs the jury of a group, or keeps the registry, writes no trainer's answers there") {
    GuardState before = state();
    register_signer(before, "j-moreau", Scope::Role::jury_chair, {{"math1"}});
    register_signer(before, "r-petit", Scope::Role::registrar, {});
    for (const char* one : {"j-moreau", "r-petit"}) {
        CHECK(refusals_of_answer(before, one) == 1);
        CHECK(refusals(before, state(), one, of_math1) == 1);
    }
}

TEST_CASE("of what lies below trust/, each file can be taken back, whatever its name; the chain as a whole cannot") {
    GuardState after = state();
    after.content.verdicts.files.documents["root-1.json"] = "";
    const Sending trainee{Sending::Role::trainee, {{"math1"}, {"durand"}}, {}, false};
    std::vector<GuardRefusal> out;
    check_signed({{"trust/notes", {{}, {"100644", "1"}}}}, trainee, nullptr, after, out);
    REQUIRE(out.size() == 2);
    CHECK(out[0].path == "trust/notes");
    CHECK(out[0].can_take_back);
    CHECK(out[1].path == "trust");
    CHECK(!out[1].can_take_back);
}

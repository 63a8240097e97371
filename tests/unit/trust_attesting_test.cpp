#include "trust/attesting.hpp"

#include "unit/trust_samples.hpp"

#include <doctest/doctest.h>

using namespace livret;
using namespace livret_tests;

namespace {

Decision decided(std::string code, Outcome outcome = Outcome::attested) {
    return {std::move(code), "", outcome, ""};
}

Matter matter_of(const ActivityManifest& manifest) {
    return {"t-1", "math1", {"c2i2e-2004", std::string(64, 'f')}, manifest};
}

std::vector<std::string> codes(const Attestation& attestation) {
    std::vector<std::string> out;
    for (const Decision& one : attestation.decisions) out.push_back(one.competence);
    return out;
}

} // namespace

TEST_CASE("a first attestation names the newest checkpoint, sorts its decisions and replaces nothing") {
    SampleInstitute institute;
    const auto manifest = sample_manifest(institute, "MATH1-DURAND-03", "le texte\n");
    const auto prepared = prepare_attestation(institute.judged(), "c-leroy", matter_of(manifest),
                                              {decided("B.3.1"), decided("B.2.1", Outcome::not_attested)});
    CHECK(codes(prepared.attestation) == std::vector<std::string>{"B.2.1", "B.3.1"});
    CHECK(prepared.attestation.after == institute.checkpoint);
    CHECK(prepared.attestation.supersedes.empty());
    institute.add(prepared.attestation, "c-leroy");
    const Judged judged = institute.judged();
    REQUIRE(judged.attestations.size() == 1);
    CHECK(text_of(judged.attestations[0].judgement.word) == "unsealed");
}

TEST_CASE("whoever corrects one competence replaces her decision and takes the others over") {
    SampleInstitute institute;
    const auto manifest = sample_manifest(institute, "MATH1-DURAND-03", "le texte\n");
    const auto first = prepare_attestation(institute.judged(), "c-leroy", matter_of(manifest),
                                           {decided("B.2.1"), decided("B.3.1", Outcome::not_attested)});
    const Digest before = institute.add(first.attestation, "c-leroy");
    const auto second = prepare_attestation(institute.judged(), "c-leroy", matter_of(manifest), {decided("B.3.1")});
    CHECK(second.attestation.supersedes == std::vector<Digest>{before});
    CHECK(codes(second.attestation) == std::vector<std::string>{"B.2.1", "B.3.1"});
    CHECK(second.taken_over == std::vector<std::string>{"B.2.1"});
    CHECK(second.attestation.decisions[1].outcome == Outcome::attested);
    institute.add(second.attestation, "c-leroy");
    std::map<std::string, int> words;
    for (const auto& one : institute.judged().attestations) ++words[std::string(text_of(one.judgement.word))];
    CHECK(words == std::map<std::string, int>{{"superseded", 1}, {"unsealed", 1}});
}

TEST_CASE("another competence or another activity is decided beside what was decided before") {
    SampleInstitute institute;
    const auto manifest = sample_manifest(institute, "MATH1-DURAND-03", "le texte\n");
    institute.add(prepare_attestation(institute.judged(), "c-leroy", matter_of(manifest), {decided("B.2.1")}).attestation,
                  "c-leroy");
    CHECK(prepare_attestation(institute.judged(), "c-leroy", matter_of(manifest), {decided("B.3.1")})
              .attestation.supersedes.empty());
    const auto other = sample_manifest(institute, "MATH1-DURAND-04", "un autre texte\n");
    CHECK(
        prepare_attestation(institute.judged(), "c-leroy", matter_of(other), {decided("B.2.1")}).attestation.supersedes.empty());
}

TEST_CASE("two decisions that contradict each other are settled by one that replaces both") {
    SampleInstitute institute;
    const auto manifest = sample_manifest(institute, "MATH1-DURAND-03", "le texte\n");
    const auto prepared = prepare_attestation(institute.judged(), "c-leroy", matter_of(manifest), {decided("B.2.1")});
    institute.add(prepared.attestation, "c-leroy");
    Attestation second = prepared.attestation;
    second.decisions[0].outcome = Outcome::not_attested;
    institute.add(second, "c-leroy");
    for (const auto& one : institute.judged().attestations) CHECK(text_of(one.judgement.word) == "conflict");
    CHECK(prepare_attestation(institute.judged(), "c-leroy", matter_of(manifest), {decided("B.2.1")})
              .attestation.supersedes.size() == 2);
}

TEST_CASE("what stands in a key's way is known before it signs") {
    SampleInstitute institute;
    const Chain chain = *institute.judged().chain;
    const PublicKey leroy = sample_key("c-leroy").public_key();
    const Person durand{"math1/durand", "Anne Durand", "00ff"};
    const Date today = day("2004-11-20");
    CHECK(obstacle_to(chain, leroy, "t-1", "math1", durand, today) == Obstacle::none);
    CHECK(obstacle_to(chain, sample_key("somebody").public_key(), "t-1", "math1", durand, today) == Obstacle::not_registered);
    CHECK(obstacle_to(chain, leroy, "t-1", "hg1", durand, today) == Obstacle::not_in_scope);
    CHECK(obstacle_to(chain, leroy, "t-2", "math1", durand, today) == Obstacle::not_in_roster);
    CHECK(obstacle_to(chain, leroy, "t-1", "math1", {"math1/durand", "Anne Dupont", "00ff"}, today) == Obstacle::not_in_roster);
    Chain ended = chain;
    ended.registry.trainers[0].keys[0].status = KeyStatus::retired;
    CHECK(obstacle_of_key(ended, leroy, today) == Obstacle::key_ended);
    Chain fresh = chain; // registered since the newest checkpoint
    fresh.registry.trainers[0].keys[0].span.from = day("2004-11-01");
    CHECK(obstacle_of_key(fresh, leroy, today) == Obstacle::not_yet);
    fresh = chain;
    fresh.registry.trainers[0].scopes[0].span.from = day("2004-11-01");
    CHECK(obstacle_to(fresh, leroy, "t-1", "math1", durand, today) == Obstacle::not_yet);
    fresh = chain;
    fresh.roster.lines[0].gfps[0].span.from = day("2004-11-01");
    CHECK(obstacle_to(fresh, leroy, "t-1", "math1", durand, today) == Obstacle::not_yet);
    Chain erased = chain;
    erased.roster.erased.push_back({"t-1", today, sample_blind});
    CHECK(obstacle_to(erased, leroy, "t-1", "math1", durand, today) == Obstacle::erased);
    CHECK(obstacle_of_key(Chain{}, leroy, today) == Obstacle::no_trust);
}

TEST_CASE("a new attestation is judged as everybody will judge it, before it is written") {
    SampleInstitute institute;
    const auto manifest = sample_manifest(institute, "MATH1-DURAND-03", "le texte\n");
    const Judged judged = institute.judged();
    auto attestation = prepare_attestation(judged, "c-leroy", matter_of(manifest), {decided("B.2.1")}).attestation;
    const auto word = [&](const Attestation& one, std::string_view signer) {
        const std::string file = signed_file(one, sample_key(signer), "2004-11-20T10:00:00Z");
        return judge_new(institute.files, institute.people(), *judged.chain,
                         "attestations/" + one.trainee + "/" + sha256_hex(file) + ".json", file)
            .judgement.word;
    };
    CHECK(word(attestation, "c-leroy") == Word::unsealed);
    CHECK(word(attestation, "somebody") == Word::unknown_key);
    attestation.gfp = "hg1";
    CHECK(word(attestation, "c-leroy") == Word::out_of_scope);
    attestation.gfp = "math1";
    std::get<ActivityManifest>(attestation.about).body.sha256 = std::string(64, '0');
    CHECK(word(attestation, "c-leroy") == Word::content_missing);
}

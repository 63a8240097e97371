// What a dossier's trust/ holds: everything about one trainee, and of the others hashes only.
#include "support/extract_world.hpp"
#include "trust/did_key.hpp"

#include <doctest/doctest.h>

using namespace livret;
using namespace livret::tests;

namespace {

std::string all_of(const TrustFiles& files) {
    std::string out;
    for (const auto& [path, bytes] : files.documents) out += path + "\n" + bytes;
    for (const Digest& one : files.snapshots) out += one + "\n";
    return out;
}

std::map<std::string, std::string> words_about(const Judged& judged, const std::string& trainee) {
    std::map<std::string, std::string> out;
    for (const auto& one : judged.attestations)
        if (one.is_read && one.attestation.trainee == trainee)
            out[one.path] = std::string(text_of(one.judgement.word)) + " " + one.judgement.reason;
    return out;
}

} // namespace

TEST_CASE("an extract names nobody but its trainee") {
    ExtractWorld world;
    world.enrol({"1a2b3c4d", "2b3c4d5e", "3c4d5e6f"});
    for (const char* id : {"1a2b3c4d", "2b3c4d5e", "3c4d5e6f"}) world.attest("leroy", id, "A-1");
    world.checkpoint();
    for (const char* id : {"1a2b3c4d", "2b3c4d5e", "3c4d5e6f"}) world.certify(id);
    const Judged whole = world.judged();
    REQUIRE(whole.chain->holds());
    const TrustFiles extract = extract_of(world.files, *whole.chain, "2b3c4d5e");
    const std::string text = all_of(extract);
    CHECK(extract.is_extract());
    for (const char* id : {"1a2b3c4d", "3c4d5e6f"}) {
        CHECK(text.find(id) == std::string::npos);
        CHECK(text.find("folder-" + std::string(id)) == std::string::npos);
        CHECK(text.find(whole.chain->roster.line(id)->commitment) == std::string::npos);
        CHECK(text.find(whole.chain->roster.line(id)->blind) == std::string::npos);
        for (const Listed& one : whole.chain->newest().leaves.at(id)) CHECK(text.find(one.digest) == std::string::npos);
    }
    CHECK(text.find("folder-2b3c4d5e") != std::string::npos);
    CHECK(extract.documents.size() == 1 + 1 + 2 + 2 + 1 + 1); // root, registry, checkpoints, leaves, attestation, certificate
    CHECK(extract.snapshots.size() == 1);
    const Judged judged = judge(extract, world.fingerprint(), {}, 1);
    CHECK(judged.chain->holds());
    CHECK(judged.chain->extract_of() == "2b3c4d5e");
    CHECK(words_about(judged, "2b3c4d5e") == words_about(whole, "2b3c4d5e"));
    CHECK(judged.incomplete.empty());
    for (const auto& one : judged.documents) CHECK_MESSAGE(one.second.word == Word::valid, one.first);
}

TEST_CASE("there is nothing to extract of somebody whom no list names, of a broken chain, and of an extract") {
    ExtractWorld world;
    world.enrol({"aaaaaaaa", "bbbbbbbb"});
    world.attest("leroy", "aaaaaaaa", "A-1");
    world.checkpoint();
    const Judged whole = world.judged();
    CHECK(extract_of(world.files, *whole.chain, "bbbbbbbb").documents.empty());
    CHECK(extract_of(world.files, *whole.chain, "cccccccc").documents.empty());
    CHECK(extract_of(world.files, Chain{}, "aaaaaaaa").documents.empty());
    const TrustFiles once = extract_of(world.files, *whole.chain, "aaaaaaaa");
    REQUIRE_FALSE(once.documents.empty());
    CHECK(extract_of(once, *judge(once, world.fingerprint(), {}, 1).chain, "aaaaaaaa").documents.empty());
}

TEST_CASE("an extract takes nobody's word along, nor bytes that only such a word names") {
    ExtractWorld world;
    world.enrol({"aaaaaaaa", "bbbbbbbb"});
    world.attest("leroy", "aaaaaaaa", "A-1");
    world.checkpoint();
    const auto strange = world.attest("somebody", "aaaaaaaa", "A-2");
    const auto outside = world.attest("anselme", "aaaaaaaa", "A-3"); // of another group
    world.files.documents["attestations/aaaaaaaa/" + std::string(64, '0') + ".json"] = "Bruno Benali\n";
    const TrustFiles extract = extract_of(world.files, *world.judged().chain, "aaaaaaaa");
    CHECK_FALSE(extract.documents.contains("attestations/aaaaaaaa/" + strange + ".json"));
    CHECK_FALSE(extract.documents.contains("attestations/aaaaaaaa/" + std::string(64, '0') + ".json"));
    CHECK(extract.documents.contains("attestations/aaaaaaaa/" + outside + ".json"));
    CHECK(extract.snapshots.size() == 1); // of A-1
}

TEST_CASE("an extract holds the registries that checking needs, and no others") {
    ExtractWorld world;
    world.enrol({"aaaaaaaa"});
    world.attest("leroy", "aaaaaaaa", "A-1");
    world.next_registry();         // 3
    world.checkpoint("registrar"); // names 3
    world.next_registry();         // 4
    world.checkpoint();            // names 4
    world.next_registry();         // 5
    world.checkpoint();            // names 5
    world.next_registry();         // 6, newer than the newest checkpoint
    const Judged whole = world.judged();
    REQUIRE(whole.chain->registry.number == 6);
    const TrustFiles extract = extract_of(world.files, *whole.chain, "aaaaaaaa");
    std::string registries;
    for (const auto& [path, bytes] : extract.documents)
        if (path.starts_with("registry-")) registries += path + " ";
    CHECK(registries == "registry-3.json registry-5.json registry-6.json registry-6.leaf ");
    const Judged judged = judge(extract, world.fingerprint(), {}, 1);
    CHECK(judged.chain->registry.number == 6);
    CHECK(judged.chain->checkpoints.size() == whole.chain->checkpoints.size());
    CHECK(words_about(judged, "aaaaaaaa") == words_about(whole, "aaaaaaaa"));
    for (const auto& one : judged.documents) CHECK_MESSAGE(one.second.word == Word::valid, one.first);
}

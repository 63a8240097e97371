#include "base/hash.hpp"
#include "trust/canonical_json.hpp"
#include "trust/did_key.hpp"
#include "trust/proof.hpp"

#include <doctest/doctest.h>

#include <cstring>

using namespace livret;

namespace {

// W3C, Data Integrity EdDSA Cryptosuites v1.0, Recommendation of 15 May 2025, appendix B.2.
constexpr std::string_view alumni =
    R"({"@context":["https://www.w3.org/ns/credentials/v2","https://www.w3.org/ns/credentials/examples/v2"],)"
    R"("id":"urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33","type":["VerifiableCredential","AlumniCredential"],)"
    R"("name":"Alumni Credential","description":"A minimum viable example of an Alumni Credential.",)"
    R"("issuer":"https://vc.example/issuers/5678","validFrom":"2023-01-01T00:00:00Z",)"
    R"("credentialSubject":{"id":"did:example:abcdefgh","alumniOf":"The School of Examples"})";
constexpr std::string_view alumni_proof =
    R"(,"proof":{"type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022","created":"2023-02-24T23:36:38Z",)"
    R"("verificationMethod":"did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",)"
    R"("proofPurpose":"assertionMethod",)"
    R"("@context":["https://www.w3.org/ns/credentials/v2","https://www.w3.org/ns/credentials/examples/v2"],)"
    R"("proofValue":"z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX"}})";

SigningKey key_of(std::string_view name) {
    const std::string bytes = sha256("livret public test seed: " + std::string(name));
    SecretBytes seed(SigningKey::seed_size);
    std::memcpy(seed.data(), bytes.data(), bytes.size());
    return SigningKey::from_seed(seed);
}

Checkpoint checkpoint() {
    Checkpoint one;
    one.institution = "ifm";
    one.date = *parse_date("2004-09-20");
    one.root = {1, std::string(64, 'a')};
    one.registry = {1, std::string(64, 'b')};
    one.tree_root = sha256_hex("");
    return one;
}

} // namespace

TEST_CASE("W3C's published eddsa-jcs-2022 vector verifies, and no longer when a character of it changes") {
    const Json document = std::get<Json>(parse_json(std::string(alumni) + "}"));
    CHECK(sha256_hex(canonical_json(document)) == "59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19");
    const std::string file = std::string(alumni) + std::string(alumni_proof);
    const auto report = check_proof_only(file);
    CHECK(report.what == "");
    CHECK(report.state == ProofState::holds);
    CHECK_FALSE(report.issuer_is_key);
    std::string changed = file;
    changed.replace(changed.find("School"), 1, "s");
    CHECK(check_proof_only(changed).state == ProofState::does_not_hold);
    CHECK(check_proof_only("\xEF\xBB\xBF" + file).state == ProofState::cannot_be_read);
    std::string twice = file;
    twice.insert(1, R"("name":"Alumni Credential",)");
    CHECK(check_proof_only(twice).state == ProofState::cannot_be_read);
}

TEST_CASE("did:key and multibase are read and written; both halves of a verification method must be equal") {
    const std::string did = "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
    const auto key = parse_did_key(did);
    REQUIRE(key);
    CHECK(did_key(*key) == did);
    CHECK(parse_verification_method(verification_method(*key)) == key);
    CHECK_FALSE(parse_verification_method(did));
    CHECK_FALSE(parse_verification_method(did + "#" + did_key(key_of("a").public_key()).substr(8)));
    CHECK_FALSE(parse_did_key("did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ"));
    CHECK_FALSE(parse_did_key("did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc")); // X25519
    CHECK_FALSE(parse_did_key("did:key:z" + std::string(5000, 'z')));
}

TEST_CASE("a document that we sign is read back, holds, and is exactly its canonical bytes") {
    const auto key = key_of("checkpoint");
    const std::string file = signed_file(checkpoint(), key, "2004-09-20T10:00:00Z");
    const auto read = read_signed(file);
    REQUIRE(std::holds_alternative<SignedDocument>(read));
    const auto& document = std::get<SignedDocument>(read);
    CHECK(signatures_hold(document));
    CHECK(document.issuer == key.public_key());
    CHECK(document.digest == sha256_hex(file));
    CHECK(std::get<Checkpoint>(document.subject).date == *parse_date("2004-09-20"));
    CHECK(check_proof_only(file).state == ProofState::holds);
}

TEST_CASE("no byte of a signed file can be changed") {
    const std::string file = signed_file(checkpoint(), key_of("checkpoint"), "2004-09-20T10:00:00Z");
    std::size_t survived = 0;
    for (std::size_t i = 0; i < file.size(); ++i)
        for (const char flip : {'\x01', '\x20'}) {
            std::string changed = file;
            changed[i] = static_cast<char>(changed[i] ^ flip);
            const auto read = read_signed(changed);
            if (const auto* document = std::get_if<SignedDocument>(&read); document && signatures_hold(*document)) ++survived;
        }
    CHECK(survived == 0);
}

TEST_CASE("what rules 1 to 5 refuse is named with its rule") {
    const auto rule = [](std::string_view file) {
        const auto read = read_signed(file);
        const auto* fault = std::get_if<Malformed>(&read);
        return fault ? fault->rule : 0;
    };
    const std::string file = signed_file(checkpoint(), key_of("checkpoint"), "2004-09-20T10:00:00Z");
    const auto with = [&](std::string_view what, std::string_view by) {
        std::string changed = file;
        const auto at = changed.find(what);
        REQUIRE(at != std::string::npos);
        return changed.replace(at, what.size(), by);
    };
    CHECK(rule(file) == 0);
    CHECK(rule(file.substr(0, file.size() - 1)) == 1);
    CHECK(rule(file + "\n") == 1);
    CHECK(rule(with("\n", "\r\n")) == 1);
    CHECK(rule("\xEF\xBB\xBF" + file) == 1);
    CHECK(rule(with("{\"@context\"", "{ \"@context\"")) == 1);
    CHECK(rule(with("\"size\":0", "\"size\":0,\"size\":0")) == 1);
    CHECK(rule(with("\"size\":0", "\"size\":0.5")) == 2);
    CHECK(rule(with("\"size\":0", "\"size\":9007199254740992")) == 2);
    CHECK(rule(with("\"created\":", "\"challenge\":\"x\",\"created\":")) == 3);
    CHECK(rule(with("eddsa-jcs-2022", "eddsa-rdfc-2022")) == 3);
    CHECK(rule(with("#z6Mk", "#z6mk")) == 4);
    CHECK(rule(with("\"tree\":{", "\"tree\":{\"depth\":1,")) == 5);
    CHECK(rule(with("LivretCheckpoint", "LivretAttestation")) == 5);
    CHECK(rule(with("\"number\":0", "\"number\":null")) == 5);
    CHECK(rule(std::string(300000, ' ')) == 5);
}

TEST_CASE("points of small order are no keys, and verify nothing") {
    PublicKey neutral{};
    neutral[0] = 1;
    Signature signature{};
    signature[0] = 1; // R is the neutral element, S is 0: "valid" for any message where the guard is missing
    CHECK_FALSE(is_valid_public_key(neutral));
    CHECK_FALSE(verify_ed25519(neutral, "any message", signature));
    CHECK(is_valid_public_key(key_of("a").public_key()));
}

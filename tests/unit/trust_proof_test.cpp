#include "base/hash.hpp"
#include "support/trust_samples.hpp"
#include "trust/canonical_json.hpp"
#include "trust/did_key.hpp"
#include "trust/proof.hpp"

#include <doctest/doctest.h>

#include <algorithm>

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

Checkpoint checkpoint() {
    Checkpoint one;
    one.institution = "ifm";
    one.date = *parse_date("2004-09-20");
    one.root = {1, std::string(64, 'a')};
    one.registry = {1, std::string(64, 'b')};
    one.tree.root = sha256_hex("");
    return one;
}

} // namespace

TEST_CASE("W3C's published eddsa-jcs-2022 vector: every step, from the secret key to the proof value") {
    const Json document = std::get<Json>(parse_json(std::string(alumni) + "}"));
    const std::string text = canonical_json(document);
    CHECK(
        text ==
        R"({"@context":["https://www.w3.org/ns/credentials/v2","https://www.w3.org/ns/credentials/examples/v2"],)"
        R"("credentialSubject":{"alumniOf":"The School of Examples","id":"did:example:abcdefgh"},)"
        R"("description":"A minimum viable example of an Alumni Credential.","id":"urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",)"
        R"("issuer":"https://vc.example/issuers/5678","name":"Alumni Credential","type":["VerifiableCredential","AlumniCredential"],)"
        R"("validFrom":"2023-01-01T00:00:00Z"})");
    CHECK(sha256_hex(text) == "59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19");

    const Json whole = std::get<Json>(parse_json(std::string(alumni) + std::string(alumni_proof)));
    CHECK(canonical_object(whole, "proof").rest() == text);
    const Json& proof = *whole.find("proof");
    const std::string options = canonical_object(proof, "proofValue").rest();
    CHECK(options ==
          R"({"@context":["https://www.w3.org/ns/credentials/v2","https://www.w3.org/ns/credentials/examples/v2"],)"
          R"("created":"2023-02-24T23:36:38Z","cryptosuite":"eddsa-jcs-2022","proofPurpose":"assertionMethod",)"
          R"("type":"DataIntegrityProof","verificationMethod":"did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2)"
          R"(#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"})");
    CHECK(sha256_hex(options) == "66ab154f5c2890a140cb8388a22a160454f80575f6eae09e5a097cabe539a1db");

    // secretKeyMultibase z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq: two bytes of multicodec, then the seed.
    std::array<unsigned char, 34> secret{};
    REQUIRE(parse_base58("3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq", secret));
    CHECK(secret[0] == 0x80);
    CHECK(secret[1] == 0x26);
    SecretBytes seed(SigningKey::seed_size);
    std::copy(secret.begin() + 2, secret.end(), seed.data());
    const SigningKey key = SigningKey::from_seed(seed);
    CHECK(did_key(key.public_key()) == "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2");
    const Signature signature = key.sign(sha256(options) + sha256(text));
    CHECK(to_hex({reinterpret_cast<const char*>(signature.data()), signature.size()}) ==
          "407cd12654b33d718ecbb99179a1506daaa849450bf3fc523cce3e1c96f8b80351da3f253d725c6f00b07c9e5448d50b3ef78012b9ab54255116d0"
          "69c6dd2808");
    CHECK(multibase(signature) == "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX");
    CHECK(canonical_json(sign_document(document, key, "2023-02-24T23:36:38Z")) == canonical_json(whole));
}

TEST_CASE("W3C's published eddsa-jcs-2022 vector verifies, and no longer when a character of it changes") {
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
    // The parser would take a NUL for the end of the text, and what follows for nothing.
    CHECK(check_proof_only(file + std::string("\0{}", 3)).what == "a NUL byte");
    // Another suite's proof beside it, and a proof of an empty list.
    std::string none = file;
    none.replace(none.find("\"proof\":"), std::string::npos, "\"proof\":[]}");
    CHECK(check_proof_only(none).what == "not exactly one proof");
}

TEST_CASE("a document that we sign is read back, holds, and is exactly its canonical bytes") {
    const auto key = tests::test_key("checkpoint");
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

TEST_CASE("what rules 1 to 5 refuse is named with its rule") {
    const auto rule = [](std::string_view file) {
        const auto read = read_signed(file);
        const auto* fault = std::get_if<Malformed>(&read);
        return fault ? fault->rule : 0;
    };
    const std::string file = signed_file(checkpoint(), tests::test_key("checkpoint"), "2004-09-20T10:00:00Z");
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
    // Numbers have one spelling; what is no integer, or none that every program can hold, has none.
    for (const auto number : {"-0", "00", "+1", "0x1"}) CHECK(rule(with("\"size\":0", "\"size\":" + std::string(number))) == 1);
    for (const auto number : {"1e0", "0e0", "1.0", "1E2", "-1e-1", "9007199254740993", "-9007199254740992", "9223372036854775808",
                              "18446744073709551616", "1e300"})
        CHECK(rule(with("\"size\":0", "\"size\":" + std::string(number))) == 2);
    CHECK(rule(with("\"size\":0", "\"size\":-1")) == 5);
    CHECK(rule(with("\"size\":0", "\"size\":1e400")) == 1);
    // Depth, before anything recursive looks at the value.
    for (const int depth : {32, 33, 64, 65, 130000}) {
        const auto levels = static_cast<std::size_t>(depth);
        CAPTURE(depth);
        CHECK(rule(std::string(levels, '[') + std::string(levels, ']') + "\n") == 5);
        std::string objects = "{\"a\":";
        for (int i = 1; i < depth && objects.size() < 200000; ++i) objects += "{\"a\":";
        CHECK(rule(objects) == (depth > 64 ? 5 : 1));
    }
    CHECK(rule(std::string(262144, '[')) == 5);
    // Texts: half a surrogate pair is no character; a member twice within a list is found too.
    CHECK(rule(with("\"ifm\"", "\"\\ud800\"")) == 1);
    CHECK(rule(with("\"ifm\"", "\"\\ude00\\ud83d\"")) == 1);
    CHECK(rule(with("\"ifm\"", "\"\xed\xa0\x80\"")) == 1);
    CHECK(rule(with("\"ifm\"", "\"\\u0069fm\"")) == 1);
    CHECK(rule(with("\"ifm\"", std::string("\"i\0m\"", 5))) == 1);
    CHECK(rule(file + std::string(1, '\0')) == 1);
}

TEST_CASE("a member twice is refused wherever it stands") {
    const auto refused = [](std::string_view text) {
        const auto parsed = parse_json(text);
        const auto* error = std::get_if<JsonError>(&parsed);
        return error && error->reason.starts_with("duplicate member");
    };
    CHECK(refused(R"([{"a":1},{"a":1,"b":2,"a":1}])"));
    CHECK(refused(R"({"x":{"y":[[{"a":null,"a":null}]]}})"));
    CHECK(refused(R"({"é":1,"\u00e9":1})"));
    CHECK_FALSE(refused(R"([{"a":1},{"a":1}])"));
    std::string many = "{";
    for (int i = 0; i < 100; ++i) many += "\"m" + std::to_string(i) + "\":0,";
    CHECK_FALSE(refused(many + "\"m100\":0}"));
    for (const int again : {0, 15, 16, 99}) CHECK(refused(many + "\"m" + std::to_string(again) + "\":0}"));
}

TEST_CASE("an instant is a second that exists, in one spelling") {
    const auto key = tests::test_key("checkpoint");
    for (const auto instant :
         {"2004-02-30T10:00:00Z", "2004-09-20T24:00:00Z", "2004-09-20T10:00:60Z", "2004-09-20T10:00:00+01:00",
          "2004-09-20T10:00:00.0Z", "2004-09-20t10:00:00z", "2004-09-20 10:00:00Z", "2004-09-20"}) {
        CAPTURE(instant);
        const auto read = read_signed(signed_file(checkpoint(), key, instant));
        CHECK(std::holds_alternative<Malformed>(read));
    }
}

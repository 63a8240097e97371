#include "trust/proof.hpp"

#include "base/hash.hpp"
#include "trust/canonical_json.hpp"
#include "trust/canonical_reader.hpp"
#include "trust/did_key.hpp"
#include "trust/field_reader.hpp"

#include <algorithm>
#include <array>

namespace livret {

namespace {

constexpr std::int64_t largest_integer = (std::int64_t{1} << 53) - 1;
constexpr std::size_t deepest = 32;
constexpr std::string_view too_deep = "nested too deeply";

Json our_context() {
    Json terms = Json::object();
    terms.set("@vocab", "urn:livret:1#");
    Json context = Json::array();
    context.push("https://www.w3.org/ns/credentials/v2");
    context.push(std::move(terms));
    return context;
}

// What is signed: vc-di-eddsa §3.3.4, hashing.
std::string message(std::string_view options, std::string_view document) {
    return sha256(options) + sha256(document);
}

// Rule 2 and the depth of rule 5; empty if all is well.
std::string odd_value(const Json& value, std::size_t depth = 1) {
    if (value.is_real()) return "a number that is no integer";
    if (value.is_integer() && (value.as_integer() > largest_integer || value.as_integer() < -largest_integer))
        return "an integer beyond 2^53-1";
    if (value.is_array() || value.is_object()) {
        if (depth > deepest) return std::string(too_deep);
        if (value.is_array())
            for (const auto& item : value.as_array())
                if (auto fault = odd_value(item, depth + 1); !fault.empty()) return fault;
        if (value.is_object())
            for (const auto& [name, member] : value.as_object())
                if (auto fault = odd_value(member, depth + 1); !fault.empty()) return fault;
    }
    return {};
}

// The canonical form of what is signed of a proof: all but its value. `written`: its own canonical form, from which that can be
// cut out; empty if it is not at hand. A value that can be read is letters and digits, and stands there as it is.
std::string options_of(const Json& proof, std::string_view written, std::string_view value) {
    const std::string member = ",\"proofValue\":\"" + std::string(value) + "\"";
    const std::size_t at = written.find(member);
    if (at == std::string_view::npos) return canonical_object(proof, "proofValue").rest();
    return std::string(written.substr(0, at)) += written.substr(at + member.size());
}

// Rules 3 and 4 of one proof. `context` is the document's, nullptr if it has none; `document` is the
// canonical form of the document without its proofs; `written`: see options_of.
std::variant<SignedProof, Malformed> read_proof(const Json& proof, const Json* context, std::string_view document,
                                                const std::string& where, std::string_view written = {}) {
    ReadFault fault;
    FieldReader in(&proof, where, fault);
    const auto constant = [&](std::string_view name, std::string_view value) {
        const Json* member = in.take(name);
        if (member && !(member->is_string() && member->as_string() == value))
            fault.say(in.place(name), "not " + std::string(value));
    };
    constant("type", "DataIntegrityProof");
    constant("cryptosuite", "eddsa-jcs-2022");
    constant("proofPurpose", "assertionMethod");
    const Json* created = in.take("created");
    if (created && !(created->is_string() && is_instant(created->as_string()))) fault.say(in.place("created"), "not an instant");
    const Json* own = in.take("@context", context != nullptr);
    // Compared as it stands first: in a file of ours that is all.
    if (own && (!context || (*own != *context && canonical_json(*own) != canonical_json(*context))))
        fault.say(in.place("@context"), "not the document's");
    const Json* method = in.take("verificationMethod");
    const Json* value = in.take("proofValue");
    in.end();
    if (fault.found()) return Malformed{3, fault.where, fault.what};
    const auto key = method->is_string() ? parse_verification_method(method->as_string()) : std::nullopt;
    if (!key) return Malformed{4, where + ".verificationMethod", "not did:key:z6Mk...#z6Mk... with equal halves"};
    const auto signature = value->is_string() ? parse_multibase_signature(value->as_string()) : std::nullopt;
    if (!signature) return Malformed{4, where + ".proofValue", "not z and 64 bytes in base58btc"};
    return SignedProof{*key, *signature, message(options_of(proof, written, value->as_string()), document)};
}

bool holds(const SignedProof& proof) {
    return verify_ed25519(proof.key, proof.message, proof.signature);
}

Json proof_of(const Json& document, const SigningKey& key, std::string_view created) {
    Json proof = Json::object();
    proof.set("type", "DataIntegrityProof");
    proof.set("cryptosuite", "eddsa-jcs-2022");
    proof.set("created", created);
    proof.set("verificationMethod", verification_method(key.public_key()));
    proof.set("proofPurpose", "assertionMethod");
    if (const Json* context = document.find("@context")) proof.set("@context", *context);
    const Signature signature = key.sign(message(canonical_json(proof), canonical_json(document)));
    proof.set("proofValue", multibase(signature));
    return proof;
}

Json envelope(const SignedSubject& subject, const SigningKey& key, std::string_view instant) {
    Json type = Json::array();
    type.push("VerifiableCredential");
    type.push(type_name(subject));
    Json issuer = Json::object();
    issuer.set("id", did_key(key.public_key()));
    Json document = Json::object();
    document.set("@context", our_context());
    document.set("type", std::move(type));
    document.set("issuer", std::move(issuer));
    document.set("validFrom", instant);
    document.set("credentialSubject", subject_json(subject));
    return document;
}

} // namespace

Json sign_document(Json document, const SigningKey& key, std::string_view created) {
    Json proof = proof_of(document, key, created);
    document.set("proof", std::move(proof));
    return document;
}

std::string signed_file(const SignedSubject& subject, const SigningKey& key, std::string_view instant) {
    Json document = envelope(subject, key, instant);
    Json proof = proof_of(document, key, instant);
    if (std::holds_alternative<Root>(subject)) {
        Json proofs = Json::array();
        proofs.push(std::move(proof));
        proof = std::move(proofs);
    }
    document.set("proof", std::move(proof));
    return canonical_json(document) + "\n";
}

std::string signed_root(const Root& root, const SigningKey& previous, const SigningKey& own, std::string_view instant) {
    Json document = envelope(root, own, instant);
    Json proofs = Json::array();
    proofs.push(proof_of(document, previous, instant));
    proofs.push(proof_of(document, own, instant));
    document.set("proof", std::move(proofs));
    return canonical_json(document) + "\n";
}

namespace {

// Rules 1 and 2, and size and depth of rule 5.
std::variant<CanonicalValue, Malformed> read_bytes(std::string_view file, std::size_t most) {
    if (file.empty() || file.size() > most) return Malformed{5, "", "empty, or larger than " + std::to_string(most) + " bytes"};
    if (file.ends_with('\n'))
        if (auto good = read_canonical_value(file.substr(0, file.size() - 1), deepest)) return std::move(*good);
    const bool crlf = file.ends_with("\r\n");
    auto parsed = parse_json(file);
    if (const auto* error = std::get_if<JsonError>(&parsed)) return Malformed{error->too_deep ? 5 : 1, "", error->reason, crlf};
    if (const auto fault = odd_value(std::get<Json>(parsed)); !fault.empty())
        return Malformed{fault == too_deep ? 5 : 2, "", fault};
    return Malformed{1, "", "not its own canonical bytes and one line feed", crlf};
}

} // namespace

std::variant<Json, Malformed> read_canonical(std::string_view file, std::size_t most) {
    auto read = read_bytes(file, most);
    if (auto* bad = std::get_if<Malformed>(&read)) return std::move(*bad);
    return std::move(std::get<CanonicalValue>(read).value);
}

std::variant<SignedDocument, Malformed> read_signed(std::string_view file) {
    const auto bytes = read_bytes(file, largest_document);
    if (const auto* bad = std::get_if<Malformed>(&bytes)) return *bad;
    const CanonicalValue& canonical = std::get<CanonicalValue>(bytes);
    const Json& json = canonical.value;
    if (!json.is_object()) return Malformed{5, "", "not an object"};
    SignedDocument out;
    out.digest = sha256_hex(file);

    ReadFault fault;
    FieldReader in(&json, "document", fault);
    static const Json ours = our_context();
    const Json* context = in.take("@context");
    if (context && *context != ours) fault.say("document.@context", "not ours");
    const Json* type = in.take("type");
    std::string name;
    if (type && type->is_array() && type->as_array().size() == 2 && type->as_array()[0].is_string() &&
        type->as_array()[0].as_string() == "VerifiableCredential" && type->as_array()[1].is_string())
        name = type->as_array()[1].as_string();
    else if (type)
        fault.say("document.type", "not [\"VerifiableCredential\", ...]");
    auto issuer = in.object("issuer");
    const Json* issuer_id = issuer.take("id");
    issuer.end();
    const Json* valid_from = in.take("validFrom");
    if (valid_from && valid_from->is_string() && is_instant(valid_from->as_string()))
        out.valid_from = valid_from->as_string();
    else if (valid_from)
        fault.say("document.validFrom", "not an instant");
    const Json* subject = in.take("credentialSubject");
    const Json* proof = in.take("proof");
    in.end();
    if (fault.found()) return Malformed{5, fault.where, fault.what};
    auto read = read_subject(name, *subject);
    if (auto* bad = std::get_if<Malformed>(&read)) return std::move(*bad);
    out.subject = std::move(std::get<SignedSubject>(read));

    const bool is_root = std::holds_alternative<Root>(out.subject);
    std::vector<const Json*> proofs;
    if (is_root && proof->is_array())
        for (const auto& one : proof->as_array()) proofs.push_back(&one);
    else if (!is_root)
        proofs.push_back(proof);
    const std::size_t wanted = is_root && std::get<Root>(out.subject).number > 1 ? 2 : 1;
    if (proofs.size() != wanted) return Malformed{3, "document.proof", "not as many proofs as its type asks for"};
    const std::string unsigned_text = canonical.text_without(file, "proof");
    const std::string_view written = is_root ? std::string_view() : canonical.text_of(file, "proof"); // a root may have two
    for (std::size_t i = 0; i < proofs.size(); ++i) {
        auto one =
            read_proof(*proofs[i], context, unsigned_text, is_root ? "proof[" + std::to_string(i) + "]" : "proof", written);
        if (auto* bad = std::get_if<Malformed>(&one)) return std::move(*bad);
        out.proofs.push_back(std::move(std::get<SignedProof>(one)));
    }
    const auto issuer_key = issuer_id->is_string() ? parse_did_key(issuer_id->as_string()) : std::nullopt;
    if (!issuer_key || *issuer_key != out.proofs.back().key)
        return Malformed{4, "document.issuer.id", "not the key of the proof"};
    out.issuer = *issuer_key;
    return out;
}

bool signatures_hold(const SignedDocument& document) {
    return !document.proofs.empty() && std::all_of(document.proofs.begin(), document.proofs.end(), holds);
}

ProofReport check_proof_only(std::string_view text) {
    ProofReport report;
    const auto fail = [&](std::string what) {
        report.what = std::move(what);
        return report;
    };
    if (text.size() > largest_document) return fail("larger than 262144 bytes");
    const auto parsed = parse_json(text);
    if (const auto* error = std::get_if<JsonError>(&parsed)) return fail(error->reason);
    const Json& document = std::get<Json>(parsed);
    if (const auto fault = odd_value(document); !fault.empty()) return fail(fault);
    const Json* proof = document.find("proof");
    if (!proof) return fail("no proof");
    const Json* context = document.find("@context");
    const std::string unsigned_text = canonical_object(document, "proof").rest();
    std::vector<const Json*> proofs;
    if (proof->is_array())
        for (const auto& one : proof->as_array()) proofs.push_back(&one);
    else
        proofs.push_back(proof);
    const Json* subject_type = document.find("type");
    const bool root = subject_type && subject_type->is_array() && subject_type->as_array().size() == 2 &&
                      subject_type->as_array()[1].is_string() && subject_type->as_array()[1].as_string() == "LivretRoot";
    if (proofs.empty() || proofs.size() > (root ? 2u : 1u)) return fail("not exactly one proof");
    bool all = true;
    for (const Json* one : proofs) {
        const auto read = read_proof(*one, context, unsigned_text, "proof");
        if (const auto* bad = std::get_if<Malformed>(&read)) return fail(bad->where + ": " + bad->what);
        const auto& good = std::get<SignedProof>(read);
        report.key = did_key(good.key);
        all = all && holds(good);
    }
    const Json* issuer = document.find("issuer");
    const Json* id = issuer && issuer->is_object() ? issuer->find("id") : issuer;
    report.issuer_is_key = id && id->is_string() && id->as_string() == report.key;
    // Another method's issuer cannot be compared with a key here; one that names a key must name this one.
    if (id && id->is_string() && id->as_string().starts_with("did:key:") && !report.issuer_is_key)
        return fail("issuer.id is another key");
    report.state = all ? ProofState::holds : ProofState::does_not_hold;
    return report;
}

} // namespace livret

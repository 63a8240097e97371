#include "trust/proof.hpp"

#include "base/hash.hpp"
#include "trust/canonical_json.hpp"
#include "trust/did_key.hpp"
#include "trust/field_reader.hpp"

#include <algorithm>
#include <array>

namespace livret {

namespace {

constexpr std::int64_t largest_integer = (std::int64_t{1} << 53) - 1;
constexpr std::size_t deepest = 32;

Json our_context() {
    Json terms = Json::object();
    terms.set("@vocab", "urn:livret:1#");
    Json context = Json::array();
    context.push("https://www.w3.org/ns/credentials/v2");
    context.push(std::move(terms));
    return context;
}

Json without(const Json& object, std::string_view name) {
    Json out = Json::object();
    for (const auto& [member, value] : object.as_object())
        if (member != name) out.set(member, value);
    return out;
}

// What is signed: vc-di-eddsa §3.3.4, hashing.
std::string message(const Json& options, const Json& document) {
    return sha256(canonical_json(options)) + sha256(canonical_json(document));
}

// Rule 2 and the depth of rule 5; empty if all is well.
std::string odd_value(const Json& value, std::size_t depth = 1) {
    if (value.is_real()) return "a number that is no integer";
    if (value.is_integer() && (value.as_integer() > largest_integer || value.as_integer() < -largest_integer))
        return "an integer beyond 2^53-1";
    if (value.is_array() || value.is_object()) {
        if (depth > deepest) return "nested too deeply";
        if (value.is_array())
            for (const auto& item : value.as_array())
                if (auto fault = odd_value(item, depth + 1); !fault.empty()) return fault;
        if (value.is_object())
            for (const auto& [name, member] : value.as_object())
                if (auto fault = odd_value(member, depth + 1); !fault.empty()) return fault;
    }
    return {};
}

bool same(const Json& a, const Json& b) { return canonical_json(a) == canonical_json(b); }

struct ReadProof {
    PublicKey key{};
    Signature signature{};
};

// Rules 3 and 4 of one proof.
std::variant<ReadProof, Malformed> read_proof(const Json& proof, const Json* context, const std::string& where) {
    ReadFault fault;
    FieldReader in(&proof, where, fault);
    const auto constant = [&](std::string_view name, std::string_view value) {
        const Json* member = in.take(name);
        if (member && !(member->is_string() && member->as_string() == value)) fault.say(in.place(name), "not " + std::string(value));
    };
    constant("type", "DataIntegrityProof");
    constant("cryptosuite", "eddsa-jcs-2022");
    constant("proofPurpose", "assertionMethod");
    const Json* created = in.take("created");
    if (created && !(created->is_string() && is_instant(created->as_string()))) fault.say(in.place("created"), "not an instant");
    const Json* own = in.take("@context", context != nullptr);
    if (own && (!context || !same(*own, *context))) fault.say(in.place("@context"), "not the document's");
    const Json* method = in.take("verificationMethod");
    const Json* value = in.take("proofValue");
    in.end();
    if (fault.found()) return Malformed{3, fault.where, fault.what};
    ReadProof out;
    const auto key = method->is_string() ? parse_verification_method(method->as_string()) : std::nullopt;
    if (!key) return Malformed{4, where + ".verificationMethod", "not did:key:z6Mk...#z6Mk... with equal halves"};
    const auto signature = value->is_string() ? parse_multibase_signature(value->as_string()) : std::nullopt;
    if (!signature) return Malformed{4, where + ".proofValue", "not z and 64 bytes in base58btc"};
    out.key = *key;
    out.signature = *signature;
    return out;
}

bool holds(const Json& proof, const ReadProof& read, const Json& document) {
    return verify_ed25519(read.key, message(without(proof, "proofValue"), without(document, "proof")), read.signature);
}

Json proof_of(const Json& document, const SigningKey& key, std::string_view created) {
    Json proof = Json::object();
    proof.set("type", "DataIntegrityProof");
    proof.set("cryptosuite", "eddsa-jcs-2022");
    proof.set("created", created);
    proof.set("verificationMethod", verification_method(key.public_key()));
    proof.set("proofPurpose", "assertionMethod");
    if (const Json* context = document.find("@context")) proof.set("@context", *context);
    const Signature signature = key.sign(message(proof, document));
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

std::variant<SignedDocument, Malformed> read_signed(std::string_view file) {
    if (file.empty() || file.size() > largest_document) return Malformed{5, "", "empty, or larger than 262144 bytes"};
    const bool crlf = file.ends_with("\r\n");
    auto parsed = parse_json(file);
    if (const auto* error = std::get_if<JsonError>(&parsed)) return Malformed{error->too_deep ? 5 : 1, "", error->reason, crlf};
    SignedDocument out;
    out.json = std::move(std::get<Json>(parsed));
    if (const auto fault = odd_value(out.json); !fault.empty()) return Malformed{fault == "nested too deeply" ? 5 : 2, "", fault};
    if (canonical_json(out.json) + "\n" != file) return Malformed{1, "", "not its own canonical bytes and one line feed", crlf};
    out.digest = sha256_hex(file);

    ReadFault fault;
    if (!out.json.is_object()) return Malformed{5, "", "not an object"};
    FieldReader in(&out.json, "document", fault);
    const Json* context = in.take("@context");
    if (context && !same(*context, our_context())) fault.say("document.@context", "not ours");
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
    for (std::size_t i = 0; i < proofs.size(); ++i) {
        auto one = read_proof(*proofs[i], context, is_root ? "proof[" + std::to_string(i) + "]" : "proof");
        if (auto* bad = std::get_if<Malformed>(&one)) return std::move(*bad);
        out.signers.push_back(std::get<ReadProof>(one).key);
    }
    const auto issuer_key = issuer_id->is_string() ? parse_did_key(issuer_id->as_string()) : std::nullopt;
    if (!issuer_key || *issuer_key != out.signers.back()) return Malformed{4, "document.issuer.id", "not the key of the proof"};
    out.issuer = *issuer_key;
    return out;
}

bool signatures_hold(const SignedDocument& document) {
    const Json* context = document.json.find("@context");
    const Json& proof = *document.json.find("proof");
    const auto good = [&](const Json& one) {
        const auto read = read_proof(one, context, "proof");
        return std::holds_alternative<ReadProof>(read) && holds(one, std::get<ReadProof>(read), document.json);
    };
    if (proof.is_array()) return std::all_of(proof.as_array().begin(), proof.as_array().end(), good);
    return good(proof);
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
        const auto read = read_proof(*one, context, "proof");
        if (const auto* bad = std::get_if<Malformed>(&read)) return fail(bad->where + ": " + bad->what);
        const auto& good = std::get<ReadProof>(read);
        report.key = did_key(good.key);
        all = all && holds(*one, good, document);
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

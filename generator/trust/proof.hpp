// Signed documents: W3C Data Integrity proofs with the cryptosuite eddsa-jcs-2022, and what schema/trust.md §1 refuses
// beyond the Recommendation.
#pragma once

#include "trust/documents.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace livret {

constexpr std::size_t largest_document = 262144; // bytes of a file

// A document with one proof added: `created` is an instant (2005-01-17T10:20:00Z). The document holds no "proof" yet.
Json sign_document(Json document, const SigningKey& key, std::string_view created);

// The whole signed file, line feed included. Its SHA-256 is its identity. `valid_from` and the proof's `created` are
// `instant`: what the signer says, which proves nothing.
std::string signed_file(const SignedSubject& subject, const SigningKey& key, std::string_view instant);
// A root from number 2 on: signed by the key before and by its own.
std::string signed_root(const Root& root, const SigningKey& previous, const SigningKey& own, std::string_view instant);

// A proof of the right shape (rules 3 and 4).
struct SignedProof {
    PublicKey key{};
    Signature signature{};
    std::string message; // the 64 bytes that are signed (vc-di-eddsa §3.3.4)
};

// A file of the right shape (rules 1 to 5). Nothing is known of its signatures yet.
struct SignedDocument {
    Digest digest; // of the whole file
    SignedSubject subject;
    PublicKey issuer{};
    std::string valid_from;
    std::vector<SignedProof> proofs; // in their order; the issuer's own is the last
};
std::variant<SignedDocument, Malformed> read_signed(std::string_view file);

// JSON that is exactly its own canonical bytes and one line feed: rules 1, 2 and the depth and size of 5, for what is no document
// of its own but named by one.
std::variant<Json, Malformed> read_canonical(std::string_view file, std::size_t most);

// Whether every proof verifies (rule 6 included).
bool signatures_hold(const SignedDocument& document);

// For a document of any type in any layout (livret verify --proof-only): rules 2, 3, 4 and 6, duplicate members and
// byte-order marks.
enum class ProofState { holds, does_not_hold, cannot_be_read };
struct ProofReport {
    ProofState state = ProofState::cannot_be_read;
    std::string what; // in English; why it cannot be read
    std::string key;  // did:key of the signer, if it could be read
    bool issuer_is_key = false;
};
ProofReport check_proof_only(std::string_view text);

} // namespace livret

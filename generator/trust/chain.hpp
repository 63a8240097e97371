// Who vouched for whom: roots, checkpoints and the registry in use (schema/trust.md §2).
#pragma once

#include "base/made_once.hpp"
#include "trust/leaves.hpp"
#include "trust/proof.hpp"
#include "trust/roster.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

// trust/ as it lies there: the bytes of documents and of the files of lines by their path below trust/, and which snapshots are
// whole (their bytes have the digest that is their name).
struct TrustFiles {
    std::map<std::string, std::string, std::less<>> documents;
    std::set<Digest, std::less<>> snapshots;
    // The bytes of those that may say what a candidate had declared (trust/frozen_state.hpp).
    std::map<Digest, std::string, std::less<>> states = {};
    // What a dossier carries: one trainee's line of each tree, and of the others only hashes.
    bool is_extract() const;
};

struct Judgement {
    Word word = Word::valid;
    std::string reason; // a word of schema/trust.md: "not-registered"; may be empty
    std::string what;   // details in English for those who write programs; may be empty
};

// A document in its place whose signatures hold; or else `judgement` says why not.
std::optional<SignedDocument> open_signed(const std::string& path, std::string_view bytes, Judgement& judgement);

struct SealedRoot {
    Root root;
    Digest digest;
};
struct SealedCheckpoint {
    Checkpoint checkpoint;
    Digest digest;
    Leaves leaves; // of an extract's: only the newest has any, and those are one trainee's
};

struct Chain {
    LIVRET_DECLARED_ONCE(Chain);
    // Empty, "unknown-root", "no-checkpoint", "old-registry", "no-roster" or "no-leaf": then nothing is believed.
    std::string broken;
    bool is_extract = false;
    std::vector<SealedRoot> roots;
    std::vector<SealedCheckpoint> checkpoints;
    Registry registry;
    Digest registry_digest;
    Roster roster;                              // of that registry; an extract's is one line
    std::map<std::string, Judgement> documents; // roots, registries and checkpoints, by path

    bool holds() const { return broken.empty() && !checkpoints.empty(); }
    const SealedCheckpoint& newest() const { return checkpoints.back(); }
    // The trainee whom an extract is about; empty if this is none, or nobody knows.
    std::string extract_of() const;
    // Since which checkpoint an attestation of this trainee is listed; nothing if the newest does not list it.
    std::optional<std::int64_t> first_listed(std::string_view trainee, std::string_view digest) const;
};

// `fingerprint`: the digest of root-1 that whoever asks believes in. Signed files that are read once are kept in
// `parsed` by path, for the verdicts that follow.
Chain read_chain(const TrustFiles& files, std::string_view fingerprint);

// The digest of root-1 as it lies there: the repository's own claim. Empty if there is none.
Digest claimed_fingerprint(const TrustFiles& files);
// Groups of four, as on paper: "3f9c 1a20 ...". And back: spaces, hyphens and capitals do not matter; nothing if it is none.
std::string grouped(std::string_view fingerprint);
std::optional<Digest> parse_fingerprint(std::string_view text);

} // namespace livret

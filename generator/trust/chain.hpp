// Who vouched for whom: roots, checkpoints and the registry in use (schema/trust.md §2).
#pragma once

#include "trust/merkle.hpp"
#include "trust/proof.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

// trust/ as it lies there: the bytes of documents and leaf files by their path below trust/, and which snapshots are
// whole (their bytes have the digest that is their name).
struct TrustFiles {
    std::map<std::string, std::string, std::less<>> documents;
    std::set<Digest, std::less<>> snapshots;
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
    Leaves leaves;
};

struct Chain {
    std::string broken; // empty, "unknown-root", "no-checkpoint" or "old-registry": then nothing is believed
    std::vector<SealedRoot> roots;
    std::vector<SealedCheckpoint> checkpoints;
    Registry registry;
    Digest registry_digest;
    std::map<std::string, Judgement> documents; // roots, registries and checkpoints, by path

    bool holds() const { return broken.empty() && !checkpoints.empty(); }
    const SealedCheckpoint& newest() const { return checkpoints.back(); }
    // The first checkpoint that lists an attestation of this trainee; nothing if none does.
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

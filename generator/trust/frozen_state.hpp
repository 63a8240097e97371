// What a candidate had declared on the day a jury's session was frozen: the snapshot that a freeze names for her.
//
// A freeze is one signed document of at most 256 KiB, for forty dossiers or more, and nobody can change it: so it names only a
// digest for each candidate. Her titles, her words and the digests of her texts lie in a file of their own, which goes when she
// is erased, and leaves what was frozen of the others as it was.
//
//   {"activities": [{"declared": [{"competences": [{"claim"?, "competence"}], "framework"}], "manifest", "visibility"}],
//    "trainee": id, "version": 1}
//
// Only what she had declared and shows to a jury is in it. Whom she worked with is not: their names would outlive their erasure.
// Neither are replies to trainers: what came of them is in attestations.
#pragma once

#include "trust/documents.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace livret {

// Room for several hundred activities with the trainee's words on each competence.
constexpr std::size_t largest_state = 1u << 20; // bytes

struct FrozenDeclaration {
    std::string competence; // a code of the framework
    std::string claim;      // her own words; may be empty
    bool operator==(const FrozenDeclaration&) const = default;
};
struct FrozenDeclarations {
    std::string framework;
    std::vector<FrozenDeclaration> competences; // sorted by competence, not empty
    bool operator==(const FrozenDeclarations&) const = default;
};
struct FrozenActivity {
    ActivityManifest manifest;                // its trainee is the state's
    std::vector<FrozenDeclarations> declared; // sorted by framework; may be empty
    std::string visibility;                   // "jury", "gfp" or "public": who saw it on that day
    bool operator==(const FrozenActivity&) const = default;
};
struct FrozenState {
    std::string trainee;
    std::vector<FrozenActivity> activities; // sorted by reference
    bool operator==(const FrozenState&) const = default;

    // The snapshots that it names, in their order.
    std::vector<Digest> contents() const;
};

// The file's bytes: canonical JSON and one line feed. Its SHA-256 is its name.
std::string frozen_state_file(const FrozenState& state);
// Rules 1, 2 and 5 of schema/trust.md §1, as for documents; anything else is refused.
std::variant<FrozenState, Malformed> read_frozen_state(std::string_view file);

// Whether a snapshot may be such a file, by its first bytes: those are kept in memory (trust/store.hpp), texts and pictures are
// not.
bool looks_like_frozen_state(std::string_view bytes);

} // namespace livret

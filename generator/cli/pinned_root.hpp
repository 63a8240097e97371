// Which root a run believes in, and who says so: the fingerprint that everything else hangs on (schema/trust.md §2).
#pragma once

#include "cli/command.hpp"
#include "model/institute.hpp"
#include "trust/chain.hpp"

#include <string>

namespace livret {

// Where a fingerprint comes from. The last two are the repository's own claim, which proves nothing to those who do not
// know the repository otherwise: whatever is printed must say so.
enum class RootSource {
    option,        // --trust-root
    user,          // roots.json of the person's own configuration folder
    configuration, // institution.root of livret.yaml
    root_file,     // trust/root-1.json, taken at its word
    none           // there is no root at all
};

struct PinnedRoot {
    Digest fingerprint; // 64 digits; empty for `none`
    RootSource source = RootSource::none;

    bool own_claim() const { return source == RootSource::configuration || source == RootSource::root_file; }
};

// roots.json: an object of institution ids and fingerprints, in the folder of cli/private_paths.hpp:
//   {"ifm-haute-provence": "3f9c 1a20 ..."}
// Throws CommandError: --trust-root or a line of that file is no fingerprint.
PinnedRoot pinned_root(const Command& command, const Configuration& configuration, const TrustFiles& files);

// "from --trust-root"; "the repository's own claim (livret.yaml): compare it with the paper that you were given".
std::string words_for(const PinnedRoot& root, Language language);

} // namespace livret

// Stage 4: what trust/ says of the repository's activities, sessions and answers, judged and turned into values of the model.
//
// Nothing in trust/ is believed because it is there: schema/trust.md §3 decides. No clock is asked.
#pragma once

#include "diag/sink.hpp"
#include "disk/disk.hpp"
#include "model/institute.hpp"
#include "trust/verdict.hpp"

#include <optional>
#include <string>

namespace livret {

// Whose word the fingerprint of the institute's root is.
struct PinnedRoot {
    Digest fingerprint; // 64 hexadecimal digits; empty: nobody said one
    enum class Source { given, user_configuration, repository } source = Source::repository;
};

// What was read and judged; the model's values are made from it.
struct Verdicts {
    TrustFiles files;
    Judged judged;
};

// Reads and judges trust/, fills institute.trust, and reports what is wrong with trust/ as a whole: a broken chain, files
// that cannot be read, attestations that are missing, settings that are not in force. `pinned`, if given, is believed;
// else livret.yaml's institution.root; else root-1 as it lies there, which is the repository's own claim.
// The institute's `source` contents must have been computed. Throws DiskError.
Verdicts make_verdicts(Institute& institute, const Disk& repository, const std::optional<PinnedRoot>& pinned, unsigned jobs,
                       Sink& sink);

} // namespace livret

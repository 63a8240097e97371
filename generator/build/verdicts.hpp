// Stage 4: what trust/ says of the repository's activities, sessions and answers, judged and turned into values of the model.
//
// Nothing in trust/ is believed because it is there: schema/trust.md §3 decides. No clock is asked.
#pragma once

#include "diag/sink.hpp"
#include "disk/disk.hpp"
#include "model/institute.hpp"
#include "trust/verdict.hpp"

#include <functional>
#include <string>

namespace livret {

// Which root is believed in. `repository`: the repository's own claim, which proves nothing to those who do not know it
// otherwise.
struct BelievedRoot {
    Digest fingerprint; // 64 hexadecimal digits; empty: nobody said one
    enum class Claim { given, repository } claim = Claim::repository;
};

// Says which root to believe in, from the settings and the files as they lie there. Empty: livret.yaml's institution.root, else
// root-1 at its word; both are the repository's own claim.
using Believe = std::function<BelievedRoot(const Configuration&, const TrustFiles&)>;

// The trainees of a repository, for comparing with the roster.
People people_of(const Institute& institute);

// What was read and judged; the model's values are made from it.
struct Verdicts {
    TrustFiles files;
    Judged judged;
};

// Reads and judges trust/, fills institute.trust, and reports what is wrong with trust/ as a whole: a broken chain, files
// that cannot be read, attestations that are missing, settings that are not in force. The institute's `source` contents must have
// been computed. `as_of`: a checkpoint; if the chain has it, trust/ is judged as it was when that was made. Throws DiskError.
Verdicts make_verdicts(Institute& institute, const Disk& repository, const Believe& believe, std::optional<std::int64_t> as_of,
                       unsigned jobs, Sink& sink);

} // namespace livret

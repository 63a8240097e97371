// Stage 4: what trust/ says of the repository's activities, sessions and answers, judged and turned into values of the model.
//
// Nothing in trust/ is believed because it is there: schema/trust.md §3 decides. No clock is asked.
#pragma once

#include "base/made_once.hpp"
#include "diag/sink.hpp"
#include "disk/disk.hpp"
#include "model/institute.hpp"
#include "trust/store.hpp"
#include "trust/verdict.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
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
    LIVRET_DECLARED_ONCE(Verdicts);
    TrustFiles files;
    Judged judged;
    bool names_strangers = false; // of a group's: its records are also of somebody who is another group's, by the roster
    // Whether, of a group's, nothing that is another group's was read to judge them.
    bool judged_alone() const { return !names_strangers && judged.supersedes_absent.empty(); }
};

// Judges `files`, those of trust/ (read_trust), fills institute.trust, and reports what is wrong with trust/ as a whole: a broken
// chain, files that cannot be read, attestations that are missing, settings that are not in force. The institute's `source`
// contents must have been computed. `as_of`: a checkpoint; if the chain has it, trust/ is judged as it was when that was made.
// Throws DiskError.
Verdicts make_verdicts(Institute& institute, TrustFiles files, const Disk& repository, const Believe& believe,
                       std::optional<std::int64_t> as_of, unsigned jobs, Sink& sink);

// The same in parts, for repositories that are too large to be held whole. First what belongs to no trainee, once...
struct SharedVerdicts {
    LIVRET_DECLARED_ONCE(SharedVerdicts);
    TrustNames names;
    Verdicts verdicts; // of everything but attestations
    TrustState state;  // likewise
    // Attestations of trainees who are in the roster, by group; of others, by the name of their folder.
    std::map<GfpId, std::set<std::string, std::less<>>> trainees;
    std::set<std::string, std::less<>> nobodys;
};
// `reading`: what of it hangs on trust/ alone; the root of livret.yaml mostly is the one that lies there. `institute`:
// configuration and frameworks; `groups`: those that are there. Reports what is wrong with trust/ as a whole, and with
// attestations of nobody.
struct TrustReading {
    TrustNames names;
    TrustFiles documents;
    Digest claimed; // the root as trust/ itself claims it
    Judged judged;  // by that
};
TrustReading read_shared_trust(const Disk& repository, unsigned jobs);
SharedVerdicts make_shared_verdicts(TrustReading reading, const Institute& institute, const std::set<GfpId>& groups,
                                    const Disk& repository, const Believe& believe, unsigned jobs, Sink& sink);
// Whether what is believed in is still what was believed in then: the user's own memory of roots may have changed.
bool believes_the_same(const SharedVerdicts& then, const Configuration& configuration, const Believe& believe);
// ... then those about the trainees of a group, whatever its texts say today: that depends on trust/ and on who is who.
struct GroupJudged {
    People people;   // who claims which id: the group's trainees, and others who say to be one of them
    Verdicts of_its; // of its trainees
    Judged of_strangers;
};
std::shared_ptr<GroupJudged> judge_group(const SharedVerdicts& shared, const GfpId& gfp, People people, const Disk& repository,
                                         unsigned jobs);
// ... then held against its texts. Fills institute.trust and reports what is wrong with them. The last two of a GroupJudged.
void record_group_verdicts(const SharedVerdicts& shared, const Verdicts& of_its, const Judged& of_strangers, Institute& institute,
                           const Disk& repository, Sink& sink);
} // namespace livret

// What `livret trust` works at: the repository, its trust/, who is believed, and the way to the next registry.
#pragma once

#include "cli/command.hpp"
#include "cli/keys.hpp"
#include "cli/memory_of_checkpoints.hpp"
#include "cli/pinned_root.hpp"
#include "disk/disk.hpp"
#include "model/institute.hpp"
#include "trust/verdict.hpp"

#include <memory>
#include <string>

namespace livret {

struct TrustDesk {
    std::string root;
    std::unique_ptr<Disk> disk;
    Institute institute;
    TrustFiles files;
    PinnedRoot pin;
    Judged judged;
    MemoryFinding memory; // what this person saw of the institution's checkpoints before

    const Chain& chain() const { return *judged.chain; }
};

TrustDesk open_trust_desk(const Command& command);

// Throws CommandError: there is no root yet, nothing of it is believed, it is an extract, or an older state was put back.
void require_chain(const TrustDesk& desk);

// The digests of livret.yaml, frameworks and sessions as they lie here. A theme's digest is kept as it is.
InForce in_force_of(const TrustDesk& desk);
// What of `registered` is not what lies here, one path each.
std::vector<std::string> differs(const InForce& registered, const InForce& here);

// The registry key's file, not opened: whoever does not hold it is told before she is asked anything.
ClosedKey registry_key(const Command& command, const TrustDesk& desk);

// Shows `what`, asks, and writes the registry that follows the newest one, its roster beside it; with --in-force it takes today's
// digests too. `next` is the newest registry with its changes, `roster` likewise. Throws CommandError: somebody else wrote that
// number meanwhile.
Exit sign_next_registry(const Command& command, TrustDesk& desk, Registry next, Roster roster, std::string what);

// Signs the next registry, in which a trainee (her identifier, or group/folder) is erased for good.
Exit erase_from_registry(const Command& command, TrustDesk& desk, const std::string& trainee);

// Throws CommandError if other lines lie where these are to be written: an interrupted run left them.
void refuse_left_lines(const TrustDesk& desk, const std::string& path, std::string_view text);

// Adds a signed file to trust/, or says who was faster.
void add_to_trust(Disk& disk, const std::string& path, std::string_view bytes);

// The checkpoint that would follow now, not signed.
struct NextCheckpoint {
    Checkpoint checkpoint;
    LineFile leaves;
    bool changed = true;                 // false: the newest one says all this already
    std::size_t listed = 0, already = 0; // attestations, now and before

    std::string path() const; // below trust/
    std::string leaves_path() const;
};
// Throws CommandError: attestations are missing, something of the chain is nobody's word, the day is before the newest one's.
NextCheckpoint next_checkpoint(const Command& command, const TrustDesk& desk);

// "formateur", "registrar" ...
const char* role_word(const Command& command, Role role);

// --since, --from ...; throws CommandError for what is no date.
std::optional<Date> date_option(const Command& command, const char* name);

Exit trust_init(const Command& command);
Exit trust_rotate(const Command& command);
Exit trust_checkpoint(const Command& command);
Exit trust_status(const Command& command);
Exit trust_people(const Command& command); // add, retire, compromised, revoke, roster, erase

} // namespace livret

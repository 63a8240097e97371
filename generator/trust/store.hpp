// trust/ on a disk: reading all of it, and adding to it. What is written once is never written again with other bytes.
#pragma once

#include "disk/disk.hpp"
#include "trust/chain.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace livret {

// Everything below `folder` ("trust" of a repository, "" of a folder that is one): *.json, *.leaves, *.roster and *.leaf as
// documents, snapshots/ as the names of those that are whole (and the bytes of frozen states). Files that are larger than a
// signed document may be are kept as empty ones, which are malformed; links and what has another name are passed over. A folder
// that is not there reads as empty. Throws DiskError.
TrustFiles read_trust(const Disk& disk, std::string_view folder, unsigned jobs);

// The same in parts, for repositories that are too large to be held whole: the names of what is there...
struct TrustNames {
    struct File {
        std::string path;       // below trust/
        std::uint64_t size = 0; // bytes
        Stamp stamp;
    };
    using Files = std::vector<File>;
    bool present = false;                                   // the folder
    Files documents;                                        // all but attestations
    std::map<std::string, Files, std::less<>> attestations; // by the folder that they are in
    std::unordered_map<Digest, Stamp> snapshots;            // that are there, whole or not
};
TrustNames list_trust(const Disk& disk, std::string_view folder, unsigned jobs);
// ... then some of the files, and of the snapshots those that the files name.
TrustFiles read_trust_files(const Disk& disk, std::string_view folder, const TrustNames& names, const TrustNames::Files& files,
                            unsigned jobs);

// What in a file looks like a digest: whatever it names, and perhaps more.
void add_digests(std::string_view bytes, std::set<Digest, std::less<>>& out);

// The bytes of a snapshot; nothing if it is not there or not whole.
std::optional<std::string> read_snapshot(const Disk& disk, std::string_view folder, const Digest& digest);

// Keeps bytes as trust/snapshots/<sha256>, unless they are there. Returns the digest.
Digest keep_snapshot(Disk& disk, std::string_view folder, std::string_view bytes);

// Writes a signed file that is new. Throws DiskError (file_exists) if there is another one of that name.
void add_signed_file(Disk& disk, std::string_view path, std::string_view bytes);

} // namespace livret

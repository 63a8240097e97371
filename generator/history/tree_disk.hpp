// A commit's files as a disk that can be read: what the stages of a run read of a push that has not been taken in yet. Nothing
// is written anywhere, and nothing of the commit is run.
#pragma once

#include "disk/disk.hpp"
#include "history/git.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace livret {

// Small files of several commits, by their id, read once.
using Blobs = std::map<std::string, std::string, std::less<>>;

struct CommitFile {
    TreeEntry entry;
    std::uint64_t size = 0; // bytes; of a link the length of where it leads
};
// By path below the top. Nothing: git failed.
std::optional<std::map<std::string, CommitFile>> files_of_commit(const Git& git, const std::string& commit);

// Reads the small ones that are not in `blobs` yet, all at once. False: git failed.
bool read_small_files(const Git& git, const std::map<std::string, CommitFile>& files, Blobs& blobs);

// `git` and `blobs` must outlive it. Links and repositories in the repository are listed as such. Writing throws.
std::unique_ptr<Disk> open_commit(const Git& git, std::map<std::string, CommitFile> files, const Blobs& blobs);

} // namespace livret

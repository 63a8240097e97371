// A dossier that somebody handed over, as far as it can be read without believing anything: container, bag, and the signed
// files in it, for trust/verdict.hpp to judge.
#pragma once

#include "archive/bag_check.hpp"
#include "disk/disk.hpp"
#include "trust/verdict.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace livret {

// data/dossier.json: its maker's word, but for the name and the salt, which open the roster's commitment or do not.
struct DossierIndex {
    bool for_jury = false;
    std::string institution; // its name
    std::string trainee_id;
    Person trainee;
    std::optional<std::int64_t> checkpoint;
    std::vector<Digest> withheld; // snapshots that stay with their author
    struct File {
        std::string path, name, source; // in the dossier, as its author named it, in the repository
    };
    std::vector<File> files;
};

struct ReadDossier {
    std::shared_ptr<const CheckedBag> bag; // container, bag-info.txt and digests
    DossierIndex index;
    std::unique_ptr<Disk> disk; // the bag as a disk
    TrustFiles files;           // of data/trust
};

// Whether a path of this machine is meant as a dossier: a zip file, or a folder with bagit.txt in it or in its only folder.
bool is_dossier(const std::string& path);

// Or what it is refused for: the container, the bag, or "dossier.index". Throws DiskError.
std::variant<ReadDossier, DossierFault> read_dossier(const std::string& path, unsigned jobs);

} // namespace livret

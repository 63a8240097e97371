// A checked bag as a disk that can only be read: what reads a repository's trust/ reads a dossier's the same way.
#pragma once

#include "archive/bag_check.hpp"
#include "disk/disk.hpp"

#include <memory>

namespace livret {

// Every file is one that the bag's manifests list, with that digest; reading one that is not (any more) throws DiskError, as
// every attempt to write does.
std::unique_ptr<Disk> open_bag_disk(std::shared_ptr<const CheckedBag> bag);

} // namespace livret

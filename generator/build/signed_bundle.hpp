// What the trainer's desk hands over: attestations and the bytes that they bind, in a zip or in the folder that somebody
// unpacked it to. Hostile until shown otherwise: nothing is written here, and nothing is believed.
//
//   trust/attestations/<trainee id>/<digest>.json     as they will lie in the repository
//   trust/snapshots/<digest>
//
// A folder may stand before `trust/` (whoever packs again adds one), or `trust/` itself may be missing; what has another name is
// left aside.
#pragma once

#include "disk/disk.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace livret {

namespace bundle_limits {
inline constexpr std::uint64_t zip = 256u << 20;     // bytes, packed and unpacked: a day of one trainer has some megabytes
inline constexpr std::uint64_t snapshot = 32u << 20; // more than an attachment may have (20 MiB)
inline constexpr std::size_t attestations = 2'000;   // ten years of a trainer's
inline constexpr std::size_t files = 20'000;         // looked at in a folder
} // namespace bundle_limits

struct SignedBundle {
    std::map<std::string, std::string, std::less<>> attestations; // "attestations/<id>/<digest>.json" -> bytes
    std::map<std::string, std::string, std::less<>> snapshots;    // by the digest that the name says -> bytes
    std::vector<std::string> left_aside;                          // names, made safe to be shown
};

// Why nothing of it is taken. `code`: of archive/container.hpp ("container.unsafe-name") or "bundle.too-large", "bundle.twice",
// "bundle.nothing", "bundle.link".
struct BundleFault {
    std::string code;
    std::string name, other; // safe to be shown; may be empty
    bool operator==(const BundleFault&) const = default;
};

std::variant<SignedBundle, BundleFault> read_signed_zip(std::string_view bytes);
// `folder`: the disk's root. Throws DiskError.
std::variant<SignedBundle, BundleFault> read_signed_folder(const Disk& folder);

} // namespace livret

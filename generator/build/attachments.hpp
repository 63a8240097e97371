// Attachments on their way to the site: looked at once before the pages (what is wrong, how large a picture is), and
// cleaned again when they are published, so that a build never holds them all.
#pragma once

#include "diag/sink.hpp"
#include "disk/disk.hpp"
#include "model/institute.hpp"

#include <cstdint>
#include <string>

namespace livret {

// A scan of a pupils' work or a short recording of one's screen as PDF; larger files belong on a server for files.
inline constexpr std::uint64_t largest_attachment = 20u << 20; // bytes

// Fills the sizes of pictures; takes out of `institute` what cannot be published, which `sink` says.
void examine_attachments(Institute& institute, const Disk& disk, unsigned jobs, Sink& sink);

// The bytes to publish.
std::string attachment_bytes(const Disk& disk, const SourcePath& path);

} // namespace livret

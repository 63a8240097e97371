// Attachments on their way to the site: looked at once before the pages (what is wrong, how large a picture is), and
// cleaned again when they are published, so that a build never holds them all.
#pragma once

#include "diag/sink.hpp"
#include "disk/disk.hpp"
#include "model/institute.hpp"

#include <string>

namespace livret {

// Fills the sizes of pictures; takes out of `institute` what cannot be published, which `sink` says.
void examine_attachments(Institute& institute, const Disk& disk, unsigned jobs, Sink& sink);

// The bytes to publish.
std::string attachment_bytes(const Disk& disk, const SourcePath& path);

} // namespace livret

// What the metadata of a picture say, read by Exiv2; and the one thing in it that is kept, its orientation.
//
// Telephones store the pixels as their sensor lies and note how to turn them: without that note the
// photograph would be published on its side.
#pragma once

#include "media/media.hpp"
#include "media/raster.hpp"

#include <set>
#include <string>
#include <string_view>

namespace livret {

// In the order in which people are told.
enum class Reveal { position, place, people, author, device, serial, path, comment, thumbnail, appended };
using Reveals = std::set<Reveal>;

Reveals reveals_of(const RemovedMetadata& left_out);
Reveals reveals_of_tiff(std::string_view bytes); // a picture in TIFF, which is an Exif block itself
void describe(const Reveals& reveals, MediaFacts& facts);

// 1 (upright) to 8, TIFF 6.0 tag 274; of the first Exif block, as browsers do; 1 if there is none.
int orientation_of(const RemovedMetadata& left_out);
// The smallest Exif block that says it; empty for 1.
std::string orientation_block(int orientation);

} // namespace livret

// Unicode forms that names and searches are compared in. [only user of utf8proc]
#pragma once

#include <string>
#include <string_view>

namespace livret {

// Normalization Form C (UAX #15). Input that is not UTF-8 comes back unchanged.
std::string nfc(std::string_view text);

// Two file names with the same key are one file on some of the systems that people use (macOS and Windows ignore case,
// macOS normalises): NFC and full case folding.
std::string file_name_key(std::string_view name);

// For comparing words as people see them: case folded, accents and ligatures removed (« École » and « ecole », œ and oe).
std::string search_key(std::string_view text);

// A text in capitals as names are written: « LE GOFF-D’ARC » -> « Le Goff-D’Arc ». One that has a small letter stays as it is.
std::string name_case(std::string_view text);
// Whether it has letters, and none of them is small: DURAND, É.
bool in_capitals(std::string_view text);

// A name made of a-z, 0-9 and single hyphens, as « Séance n° 3 » -> "seance-n-3"; never empty ("sans-nom").
std::string slugify(std::string_view text);

// True for a, b, c ... 0-9 and inner single hyphens only: what names of folders and Markdown files must be.
bool is_slug(std::string_view text);

} // namespace livret

// What may be published of a file that someone joined to a text, and what it would give away.
// [only user of Exiv2]
//
// A trainee photographs a poster in her classroom; her telephone writes into the file where the school is,
// the serial number of the telephone, and a thumbnail of what she cropped. None of it may reach the site. So
// what is published of a picture is built from what a picture needs, and nothing else: a list of what to
// keep, not a list of what to take out. Its pixels are never touched; cleaning what is clean changes nothing.
//
// The list of types is closed. A type is what the name says and what the bytes say, both; a file of which the
// two disagree is refused, because a browser may follow either.
//
// Thread-safe.
#pragma once

#include "base/paths.hpp"
#include "diag/sink.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

struct MediaFacts {
    int width = 0,
        height = 0; // of a picture in pixels as it is shown (orientation applied), 0 if there is none
    // What the source gives away, with its article: "la position GPS" and "the GPS position".
    std::vector<std::string> reveals_fr, reveals_en;
};

struct PreparedFile {
    std::string bytes;
    MediaFacts facts;
};

// The bytes of an attachment as they may be published, or nothing. Reports what is wrong with it, and what it
// gives away, about the file as a whole.
std::optional<PreparedFile> prepare_attachment(const SourcePath& path, std::string_view bytes, Sink& sink);

// The same cleaning for the sources: the picture without what it reveals, or nothing if it reveals nothing
// (or is no picture). A drawing keeps what its drawing program needs to go on.
std::optional<std::string> strip_picture(const SourcePath& path, std::string_view bytes);

bool is_picture_name(const SourcePath& path); // .png .jpg .jpeg .gif .webp .svg, in any case

} // namespace livret

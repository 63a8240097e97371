// An activity that is one file becomes a folder when files come beside it: x.md moves to x/index.md, and what its text says
// relative to the file is written from there.
//
//     [la suite](autre.md)         [la suite](../autre.md)
//     [moi](../profile.md)         [moi](../../profile.md)
//     [plus bas](x.md#bilan)       [plus bas](index.md#bilan)
//     ![le tableau](photo.jpg)     as it is, if photo.jpg comes beside it
//
// What links to x.md goes on leading there (base/page_paths.hpp), and attestations name an activity by its reference
// (schema/trust.md): whatever was signed about it stands. Pure; see write_desk.cpp for how it is done.
#pragma once

#include "base/paths.hpp"
#include "disk/disk.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace livret {

struct Move {
    SourcePath from, to;
    std::set<std::string> beside = {}; // names of files that come with it
};

// Where a one-file activity goes: the folder of its own name, or the next one that is free.
SourcePath place_in_folder(const Disk& disk, const SourcePath& from);

// A text of Markdown, written from its new place. Nothing if its links cannot be told for certain.
std::optional<std::string> moved_text(std::string_view markdown, const Move& move);

// A whole file: its text, and the replies in its header.
std::optional<std::string> moved_document(std::string_view file, const Move& move);

} // namespace livret

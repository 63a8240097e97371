// What a Leap2A archive becomes in a trainee's folder: one Markdown draft per activity, journal post or note, attachments beside
// it. Nothing is written here: files and a report come out, and whoever asked decides.
//
// Only her own words come in. Other people's comments, achievements (an attestation is worth what its signature is worth, and
// this archive has none that counts here), curriculum, pages and plans are left out, and the report says so, entry by entry.
#pragma once

#include "archive/zip_reader.hpp"
#include "import/leap2a_reader.hpp"
#include "model/institute.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace livret {

struct DraftFacts {
    Language language = Language::fr; // of the drafts
    std::vector<Context> contexts;
    std::vector<const Framework*> frameworks; // that of livret.yaml first
    Date today{};                             // of an entry without a date
    std::string folder;                       // gfp/math1/trainees/durand/activities
    std::function<std::string(std::string_view title)> slug;
    std::function<bool(std::string_view slug)> taken; // there is such a file or folder
};

struct DraftFile {
    std::string path; // in the repository
    std::string bytes;
};

struct DraftLine { // of the report, one per entry
    Position at;
    std::string title;
    bool made = false;
    std::string fr, en; // what became of it
};

struct ImportedDrafts {
    std::vector<DraftFile> files;
    std::vector<DraftLine> report;
    std::size_t drafts = 0, attachments = 0;
};

// The fault of an archive that is not whole: a file that is named and missing, damaged or encrypted.
std::variant<ImportedDrafts, LeapFault> make_drafts(const LeapFeed& feed, const ZipReader& archive, const DraftFacts& facts);

} // namespace livret

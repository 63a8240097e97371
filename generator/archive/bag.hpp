// Writes a bag (BagIt 1.0, RFC 8493) as a canonical zip, in one pass: the manifests sort behind the files whose digests they
// list, and their sizes are known before. bag_check.hpp reads it.
#pragma once

#include "archive/zip_writer.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace livret {

// bag-info.txt: label and value, in the order in which they are to stand: Source-Organization, External-Identifier,
// Bagging-Date (the checkpoint's date: never today's), Bag-Software-Agent ... Payload-Oxum is added behind them.
using BagInfo = std::vector<std::pair<std::string, std::string>>;

struct BagContents {
    std::string top;               // the folder that holds everything: "dossier-math1-durand"
    std::vector<NewEntry> payload; // names from the top: "data/dossier.json", "data/site/index.html"
    std::vector<NewEntry> tags;    // beside the manifests: "LIRE.html"; their names sort before "manifest-sha256.txt"
    BagInfo info;
};

// SHA-256 of every file that was written, manifests too: name from the top, digest; sorted.
using Digests = std::vector<std::pair<std::string, std::string>>;

struct WrittenBag {
    Digests digests;
    Placed placed;
};

// As place_zip. Also refuses an empty payload, names outside data/ (payload) or inside (tags), and lines of bag-info.txt that
// would not be read back as what they are.
std::variant<WrittenBag, ZipProblem> write_bag(const std::string& target, BagContents contents, Taken taken = Taken::replace);

} // namespace livret

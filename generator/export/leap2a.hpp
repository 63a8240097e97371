// One trainee's portfolio as Leap2A (2010-07), for Mahara: what is in the zip that `livret export leap2a` writes.
//
// The eight rules of schema/exchange.md were found by importing into real releases of Mahara, which accepts less than the
// specification allows and loses much in silence: whoever changes something here reads them first.
//
// As owner: everything of hers that is declared, whatever its visibility, and every decision that counts. Pure: same
// institute, same bytes; its date is the newest checkpoint's or her newest activity's, whichever is later.
#pragma once

#include "model/institute.hpp"
#include "trust/chain.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace livret {

struct Leap2aFile {
    std::string name;      // in the zip: files/3-suites.csv
    SourcePath attachment; // to be cleaned as for the site (build/attachments); or else empty, and the bytes are:
    std::string bytes = {};
    std::uint64_t size = 0; // of the attachment once it is cleaned
};

struct Leap2aPackage {
    std::string xml; // leap2a.xml
    std::vector<Leap2aFile> files;
    std::size_t activities = 0, achievements = 0, comments = 0;
    std::size_t drafts = 0, withdrawn = 0; // left out
};

struct Leap2aSources {
    const Institute& institute;
    const TrustFiles& trust;
    std::function<std::string(const SourcePath&)> read;                            // a Markdown file as it lies there
    std::function<std::optional<std::string>(const std::string& digest)> snapshot; // a signed text
};

Leap2aPackage leap2a_package(const Leap2aSources& sources, const Trainee& trainee);

} // namespace livret

// Which files of the repository a dossier holds, and under which names: a zip's names are plain, an author's may not be.
#pragma once

#include "model/institute.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace livret {

struct DossierSource {
    SourcePath source;
    std::string path;        // from the dossier's top: "data/activities/figure/fichier-n-3.ods"
    bool attachment = false; // cleaned as for a site; else a text, as it was written
};

// Of an institute that holds one trainee's work alone: texts and attachments of her activities, her positions; for
// herself also her profile and what has errors. Sorted by path; no two names are one.
std::vector<DossierSource> dossier_sources(const Institute& hers, bool for_owner);

// A text of hers for a jury: the header's `with` and `same-as`, which name colleagues, become a remark with their initials.
// What a signature binds stays as it is.
std::string without_colleagues(std::string_view text, const std::vector<std::string>& initials);

} // namespace livret

// Which files of the repository a dossier holds, and under which names: a zip's names are plain, an author's may not be.
#pragma once

#include "model/institute.hpp"

#include <string>
#include <vector>

namespace livret {

struct DossierSource {
    SourcePath source;
    std::string path;        // from the dossier's top: "data/activities/figure/fichier-n-3.ods"
    bool attachment = false; // cleaned as for a site; else a text, as it was written
};

// Of an institute that holds one trainee's work alone: the attachments of her activities; for herself also the texts, her
// positions, her profile and what has errors. Readers of her pages get no text as it was written: it holds comments, notes and
// addresses that no page shows, unless trainers signed it, and then it lies among the signed ones. Sorted by path; no two names
// are one.
std::vector<DossierSource> dossier_sources(const Institute& hers, bool for_owner);

} // namespace livret

// Dossiers: what a trainee takes with her, as a bag in a canonical zip (schema/dossier.md).
//
// The content and the theme are read once, for as many dossiers as are wanted. A dossier's date is its checkpoint's: same
// content, same bytes, on any day. Memory holds one dossier's pages and one of its files at a time.
#pragma once

#include "archive/zip_writer.hpp"
#include "build/page_fonts_of.hpp"
#include "build/stages.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace livret {

enum class DossierFor { owner, jury };

// "dossier-math1-durand", "dossier-math1-durand-jury": the folder in the zip, and the zip's name without ".zip".
std::string dossier_name(const TraineeKey& trainee, DossierFor readers);

// What whoever asked for it should know: nothing of it is signed, ...
struct DossierNote {
    std::string fr, en;
};
struct WrittenDossier {
    std::string path;
    Placed placed = Placed::fresh;
    std::size_t files = 0;
    std::vector<DossierNote> notes;
};
// Why there is none; nothing was written.
struct NoDossier {
    std::string fr, en;
};

// Writes folder/<dossier_name>.zip, whole or not at all; the folder must exist. Any thread. What is given holds everything that
// the repository does, restricted to nobody. Throws DiskError.
std::variant<WrittenDossier, NoDossier> write_dossier(const Holdings& holdings, const Look& look, const PageFonts& fonts,
                                                      const TraineeKey& trainee, DossierFor readers, const std::string& folder,
                                                      Taken taken = Taken::replace);

class Dossiers {
  public:
    // Reads everything. options.as_of: the checkpoint whose state is wanted. Messages go to `sink`. Throws DiskError.
    Dossiers(const BuildOptions& options, Sink& sink);

    const Institute& institute() const { return holdings_.institute; }
    const Verdicts& verdicts() const { return holdings_.verdicts; }
    // False if the theme has errors, which `sink` says: there are no pages without it.
    bool has_pages() const { return has_pages_; }

    // As write_dossier.
    std::variant<WrittenDossier, NoDossier> write(const TraineeKey& trainee, DossierFor readers, const std::string& folder) const;

  private:
    BuildOptions options_;
    Holdings holdings_;
    Look look_;
    PageFonts fonts_;
    bool has_pages_ = false;
};

} // namespace livret

#include "serve/dossier_download.hpp"

#include "base/hash.hpp"
#include "build/dossier.hpp"
#include "disk/disk.hpp"
#include "disk/private_file.hpp"

#include <filesystem>

#include <fmt/format.h>

namespace livret {

namespace {

// A folder of this machine that only this user can look into, gone with this value.
class PrivateFolder {
  public:
    PrivateFolder() : path_((std::filesystem::temp_directory_path() / ("livret-" + random_hex(8))).string()) {
        write_private_file(path_ + "/.keep", "", Replace::no); // makes the folder, with mode 0700
    }
    ~PrivateFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;

    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

} // namespace

std::string dossier_file_name(const TraineeKey& trainee) {
    return dossier_name(trainee, DossierFor::owner) + ".zip";
}

HttpResponse dossier_download(const BuildOptions& options, const TraineeKey& trainee, Language language) {
    const bool fr = language == Language::fr;
    Sink sink;
    const Dossiers dossiers(options, sink);
    if (!dossiers.has_pages())
        return {500,
                "text/plain; charset=utf-8",
                fr ? "Le thème a des erreurs : « livret check » les dit.\n" : "The theme has errors: “livret check” says them.\n",
                {}};
    const PrivateFolder folder;
    const auto made = dossiers.write(trainee, DossierFor::owner, folder.path());
    if (const auto* none = std::get_if<NoDossier>(&made))
        return {500, "text/plain; charset=utf-8", (fr ? none->fr : none->en) + "\n", {}};
    const std::string name = dossier_file_name(trainee);
    HttpResponse out{200, "application/zip", open_real_disk(folder.path())->read(name), {}};
    out.headers["Content-Disposition"] = fmt::format("attachment; filename=\"{}\"", name);
    return out;
}

} // namespace livret

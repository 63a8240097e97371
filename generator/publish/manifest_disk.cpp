#include "publish/manifest_disk.hpp"

#include "base/hash.hpp"

#include <cstdlib>

namespace livret {

namespace {

std::string state_folder() {
    const char* state = std::getenv("XDG_STATE_HOME");
    if (state != nullptr && *state == '/') return std::string(state) + "/livret";
    const char* home = std::getenv("HOME");
    if (home != nullptr && *home == '/') return std::string(home) + "/.local/state/livret";
    return {};
}

} // namespace

std::unique_ptr<Disk> open_manifest_disk(const std::string& root, bool output_inside) {
    if (output_inside) return open_real_disk(root);
    const std::string folder = state_folder();
    if (folder.empty()) return make_memory_disk();
    const std::string own = folder + "/" + sha256_hex(root).substr(0, 16);
    try {
        make_folders(own);
        return open_real_disk(own);
    } catch (const DiskError&) { // a home that cannot be written to: as if there were none
        return make_memory_disk();
    }
}

} // namespace livret

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

std::unique_ptr<Disk> open_state_disk() {
    const std::string folder = state_folder();
    if (folder.empty()) return nullptr;
    try {
        make_folders(folder);
        return open_real_disk(folder);
    } catch (const DiskError&) {
        return nullptr;
    }
}

std::string manifest_folder(const std::string& root, bool output_inside) {
    const std::string state = state_folder();
    if (!output_inside && state.empty()) return {};
    std::string out = (output_inside ? root : state + "/" + sha256_hex(root).substr(0, 16)) + "/.livret";
    try {
        // A link there leads nowhere: somebody else may have put it there.
        const std::unique_ptr<Disk> above = open_real_disk(out.substr(0, out.rfind('/')));
        if (above->exists(".livret") && above->kind(".livret") != EntryKind::folder) return {};
        make_folders(out);
        return out;
    } catch (const DiskError&) {
        return {};
    }
}

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

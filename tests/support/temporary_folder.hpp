// An empty folder of a test's own, gone with this value.
#pragma once

#include "base/hash.hpp"

#include <filesystem>

namespace livret {

struct TemporaryFolder {
    const std::filesystem::path path = std::filesystem::temp_directory_path() / ("livret-test-" + random_hex(8));
    TemporaryFolder() { std::filesystem::create_directory(path); }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
};

} // namespace livret

#include "history/head_files.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "disk/open_file.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>
#include <sys/stat.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t longest = 4096; // of a file that names a commit or another ref
constexpr const char* nothing = "none\n";

std::optional<std::string> short_file(const fs::path& path) {
    try {
        const OpenFile file(path.native());
        std::string out(longest, '\0');
        out.resize(file.read(0, out));
        return out;
    } catch (const DiskError&) {
        return std::nullopt;
    }
}

std::string digest_of(const std::string& folder, const std::string& name) {
    try {
        return open_real_disk(folder)->sha256(name);
    } catch (const DiskError&) {
        return nothing;
    }
}

bool is_there(const fs::path& path) {
    struct stat facts {};
    return ::lstat(path.c_str(), &facts) == 0;
}

// The name in "ref: refs/heads/main"; empty if it is none that is a file below git's folder.
std::string named_ref(std::string_view text) {
    if (!text.starts_with("ref: ")) return {};
    const std::string name(trim(text.substr(5)));
    const fs::path path(name);
    if (!name.starts_with("refs/") || path.lexically_normal() != path) return {};
    return name;
}

bool is_commit(std::string_view text) {
    const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    return (text.size() == 40 || text.size() == 64) && std::all_of(text.begin(), text.end(), is_digit);
}

// HEAD, and what it leads to.
std::optional<std::string> checked_out(const fs::path& store) {
    auto text = short_file(store / "HEAD");
    std::string out;
    for (int steps = 0; text && steps < 5; ++steps) {
        out += *text;
        const std::string name = named_ref(*text);
        if (name.empty()) return is_commit(trim(*text)) ? std::optional(out) : std::nullopt;
        text = short_file(store / name);
        if (!text) { // packed with others, mostly
            const std::string packed = digest_of(store.native(), "packed-refs");
            return packed == nothing ? std::nullopt : std::optional(out + packed);
        }
    }
    return std::nullopt;
}

bool is_told_by_environment() {
    for (const char* one : {"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_CEILING_DIRECTORIES"})
        if (std::getenv(one) != nullptr) return true;
    return false;
}

} // namespace

std::string history_settings(const std::string& top, const std::string& store) {
    return sha256_hex(digest_of(top, ".mailmap") + digest_of(store, "shallow") + digest_of(store, "info/grafts") +
                      digest_of(store, "config"));
}

std::optional<std::string> head_files(const std::string& root) {
    std::error_code error;
    fs::path folder = fs::canonical(root, error);
    if (error || is_told_by_environment()) return std::nullopt;
    for (;; folder = folder.parent_path()) {
        const fs::path store = folder / ".git";
        if (is_there(store)) {
            if (fs::symlink_status(store, error).type() != fs::file_type::directory || is_there(store / "commondir"))
                return std::nullopt; // it names another place
            const auto commit = checked_out(store);
            if (!commit) return std::nullopt;
            return fmt::format("{}\n{}\n{}", store.native(), *commit, history_settings(folder.native(), store.native()));
        }
        if (is_there(folder / "HEAD")) return std::nullopt; // perhaps git's own folder
        if (folder == folder.root_path()) return no_repository;
    }
}

} // namespace livret

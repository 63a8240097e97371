#include "cli/memory_of_checkpoints.hpp"

#include "base/text.hpp"
#include "disk/disk.hpp"
#include "trust/field_reader.hpp"

#include <charconv>
#include <cstdlib>

#include <fmt/format.h>

namespace livret {

namespace {

std::string checkpoints_folder() {
    if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && *state == '/')
        return std::string(state) + "/livret/checkpoints";
    if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/')
        return std::string(home) + "/.local/state/livret/checkpoints";
    return {};
}

std::optional<Named> parse(std::string_view text) {
    const std::size_t space = text.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    Named out;
    const auto [end, error] = std::from_chars(text.data(), text.data() + space, out.number);
    out.digest = std::string(trim(text.substr(space + 1)));
    if (error != std::errc{} || end != text.data() + space || !is_digest(out.digest)) return std::nullopt;
    return out;
}

} // namespace

MemoryFinding compare_with_memory(const Chain& chain, const Digest& fingerprint) {
    MemoryFinding out;
    const std::string folder = checkpoints_folder();
    if (!chain.holds() || folder.empty() || !is_digest(fingerprint)) return out;
    try {
        make_folders(folder);
        const auto disk = open_real_disk(folder);
        out.seen = parse(disk->read_if_exists(fingerprint));
        const SealedCheckpoint& newest = chain.newest();
        const std::int64_t number = newest.checkpoint.number;
        if (out.seen && out.seen->number > number) {
            out.state = MemoryFinding::State::older;
        } else if (out.seen && chain.checkpoints[static_cast<std::size_t>(out.seen->number)].digest != out.seen->digest) {
            out.state = MemoryFinding::State::other;
        } else if (!out.seen || out.seen->number < number) {
            disk->write(fingerprint, fmt::format("{} {}\n", number, newest.digest));
        }
    } catch (const DiskError&) { // as if there were no home
    }
    return out;
}

} // namespace livret

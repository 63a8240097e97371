#include "history/pushed.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace livret {

namespace {

bool is_object_id(std::string_view text) {
    return (text.size() == 40 || text.size() == 64) && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

} // namespace

std::optional<std::vector<PushedRef>> read_pushed(std::string_view input) {
    std::vector<PushedRef> out;
    for (const std::string_view line : split_lines(input)) {
        if (line.empty()) continue;
        const std::size_t first = line.find(' '), second = line.find(' ', first + 1);
        if (first == std::string_view::npos || second == std::string_view::npos) return std::nullopt;
        const std::string_view before = line.substr(0, first), after = line.substr(first + 1, second - first - 1);
        if (!is_object_id(before) || !is_object_id(after)) return std::nullopt;
        const auto commit = [](std::string_view id) {
            return id.find_first_not_of('0') == std::string_view::npos ? std::string() : std::string(id);
        };
        out.push_back({commit(before), commit(after), std::string(line.substr(second + 1))});
    }
    return out;
}

bool continues(const Git& git, const std::string& earlier, const std::string& later) {
    return is_fine(git.run({"merge-base", "--is-ancestor", earlier, later}));
}

std::optional<PushedSize> pushed_size(const Git& git, const std::string& commit) {
    const ProcessResult objects = git.run({"rev-list", "--objects", commit, "--not", "--all"});
    if (!is_fine(objects)) return std::nullopt;
    // git answers "<type> <size> <what followed the id>".
    const ProcessResult sizes = git.run({"cat-file", "--batch-check=%(objecttype) %(objectsize) %(rest)"}, objects.output);
    if (!is_fine(sizes)) return std::nullopt;
    PushedSize out;
    for (const std::string_view line : split_lines(sizes.output)) {
        if (!line.starts_with("blob ")) continue;
        const std::size_t end = line.find(' ', 5);
        std::uint64_t size = 0;
        std::from_chars(line.data() + 5, line.data() + std::min(end, line.size()), size);
        out.total += size;
        if (size > out.largest) {
            out.largest = size;
            out.largest_path = end == std::string_view::npos ? "" : std::string(line.substr(end + 1));
        }
    }
    return out;
}

std::optional<int> serve_git(std::string_view asked, const std::string& repository, const std::string& pusher) {
    constexpr std::array<std::string_view, 3> services{"git-receive-pack", "git-upload-pack", "git-upload-archive"};
    const std::string_view service = asked.substr(0, asked.find(' ')); // git quotes a path after it; there is but one here
    if (std::find(services.begin(), services.end(), service) == services.end()) return std::nullopt;
    Process process;
    // Objects that no git would write are refused before the guard sees them: doubled names, "..", and the like.
    process.command = {"git", "-c", "receive.fsckObjects=true", std::string(service.substr(4)), repository};
    process.environment = {{"LIVRET_PUSHER", pusher}};
    return run_attached(process);
}

} // namespace livret

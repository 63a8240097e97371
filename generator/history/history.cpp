#include "history/history.hpp"

#include <array>
#include <cstdlib>
#include <optional>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace livret {

namespace {

// What the command prints, or nothing if it fails. No shell takes part.
std::optional<std::string> output_of(const std::vector<std::string>& command) {
    std::array<int, 2> pipe_ends{};
    if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) return std::nullopt;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    std::vector<char*> arguments;
    for (const std::string& one : command)
        arguments.push_back(const_cast<char*>(one.c_str()));
    arguments.push_back(nullptr);
    pid_t child = 0;
    const bool started = posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    close(pipe_ends[1]);
    std::string out;
    std::array<char, 65536> buffer{};
    for (ssize_t size = 0; started && (size = read(pipe_ends[0], buffer.data(), buffer.size())) > 0;)
        out.append(buffer.data(), static_cast<std::size_t>(size));
    close(pipe_ends[0]);
    int status = 0;
    if (!started || waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) return std::nullopt;
    return out;
}

} // namespace

std::map<SourcePath, Date> last_changes(const std::string& root, Date until) {
    std::map<SourcePath, Date> out;
    // Newest first; each commit is \1 and its day, then the names of its files, all ended by NUL. Settings that would run
    // other programs are off: the repository may be anybody's.
    const auto log = output_of({"git", "-C", root, "-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "-c",
                                "core.quotePath=off", "log", "--no-renames", "--no-ext-diff", "--no-textconv",
                                "--pretty=format:%x01%as", "--name-only", "-z", "--relative", "HEAD", "--", "."});
    if (!log) return out;
    std::optional<Date> day;
    std::string_view rest = *log;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\0'), rest.size());
        std::string_view part = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (part.starts_with('\1')) {
            day = parse_date(part.substr(1, 10));
            const std::size_t name = part.find('\n');
            part = name == std::string_view::npos ? std::string_view() : part.substr(name + 1);
        }
        if (!part.empty() && day && *day <= until) out.try_emplace(SourcePath{std::string(part)}, *day);
    }
    return out;
}

} // namespace livret

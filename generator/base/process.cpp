#include "base/process.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace livret {

namespace {

// A file in memory for each of the three streams: nothing waits for anybody to read or to write.
class MemoryFile {
  public:
    MemoryFile() : descriptor_(memfd_create("livret", MFD_CLOEXEC)) {}
    ~MemoryFile() {
        if (descriptor_ >= 0) close(descriptor_);
    }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    int descriptor() const { return descriptor_; }
    bool write_all(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t size = write(descriptor_, bytes.data(), bytes.size());
            if (size < 0 && errno == EINTR) continue;
            if (size <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(size));
        }
        return lseek(descriptor_, 0, SEEK_SET) == 0;
    }
    std::string read_all() const {
        std::string out;
        std::array<char, 65536> buffer{};
        if (lseek(descriptor_, 0, SEEK_SET) != 0) return out;
        for (ssize_t size = 0; (size = read(descriptor_, buffer.data(), buffer.size())) > 0 || (size < 0 && errno == EINTR);)
            if (size > 0) out.append(buffer.data(), static_cast<std::size_t>(size));
        return out;
    }

  private:
    int descriptor_;
};

std::vector<std::string> environment_of(const Process& process) {
    std::vector<std::string> out;
    for (char** one = environ; *one != nullptr; ++one) {
        const std::string_view entry = *one;
        const std::string_view name = entry.substr(0, entry.find('='));
        const bool replaced = std::any_of(process.environment.begin(), process.environment.end(),
                                          [&](const auto& given) { return given.first == name; });
        if (!replaced) out.emplace_back(entry);
    }
    for (const auto& [name, value] : process.environment) out.push_back(name + "=" + value);
    return out;
}

// What exec wants: pointers, and a last one that is null.
std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (const std::string& one : texts) out.push_back(const_cast<char*>(one.c_str()));
    out.push_back(nullptr);
    return out;
}

} // namespace

// Signals that this program waits for on its own are not blocked in what it starts: Ctrl-C ends that too.
class OpenSignals {
  public:
    OpenSignals() {
        posix_spawnattr_init(&attributes_);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK);
    }
    OpenSignals(const OpenSignals&) = delete;
    OpenSignals& operator=(const OpenSignals&) = delete;
    ~OpenSignals() { posix_spawnattr_destroy(&attributes_); }
    const posix_spawnattr_t* get() const { return &attributes_; }

  private:
    posix_spawnattr_t attributes_;
};

ProcessResult run_process(const Process& process) {
    const MemoryFile in, out, errors;
    if (in.descriptor() < 0 || out.descriptor() < 0 || errors.descriptor() < 0 || !in.write_all(process.input)) return {};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in.descriptor(), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out.descriptor(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, errors.descriptor(), STDERR_FILENO);
    const std::vector<std::string> environment = environment_of(process);
    const std::vector<char*> arguments = pointers(process.command), variables = pointers(environment);
    pid_t child = 0;
    const int problem = posix_spawnp(&child, arguments[0], &actions, OpenSignals().get(), arguments.data(), variables.data());
    posix_spawn_file_actions_destroy(&actions);
    if (problem != 0) return {problem == ENOENT ? ProcessEnd::not_found : ProcessEnd::failed, "", ""};
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return {};
    const bool fine = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    return {fine ? ProcessEnd::finished : ProcessEnd::failed, out.read_all(), errors.read_all()};
}

int run_attached(const Process& process) {
    const std::vector<std::string> environment = environment_of(process);
    const std::vector<char*> arguments = pointers(process.command), variables = pointers(environment);
    pid_t child = 0;
    if (posix_spawnp(&child, arguments[0], nullptr, OpenSignals().get(), arguments.data(), variables.data()) != 0) return 127;
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return 127;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace livret

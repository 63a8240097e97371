#include "history/git.hpp"

#include "base/text.hpp"

#include <algorithm>

#include <fcntl.h>
#include <unistd.h>

namespace livret {

namespace {

class NoteOfWork {
  public:
    explicit NoteOfWork(const std::string& file) : file_(file) {
        if (file_.empty()) return;
        const int fd = open(file_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (fd >= 0) close(fd);
    }
    ~NoteOfWork() {
        if (!file_.empty()) unlink(file_.c_str());
    }
    NoteOfWork(const NoteOfWork&) = delete;
    NoteOfWork& operator=(const NoteOfWork&) = delete;

  private:
    const std::string& file_;
};

} // namespace

ProcessResult Git::run(const std::vector<std::string>& words, std::string_view input) const {
    Process process;
    process.command = {"git", "-C", folder_, "--no-pager", "--no-replace-objects", "--literal-pathspecs"};
    for (const char* setting : {"core.fsmonitor=false", "core.quotePath=off", "log.showSignature=false", "gc.auto=0",
                                "maintenance.auto=false", "color.ui=never", "advice.statusHints=false"})
        process.command.insert(process.command.end(), {"-c", setting});
    for (const std::string& setting : settings_) process.command.insert(process.command.end(), {"-c", setting});
    process.command.insert(process.command.end(), words.begin(), words.end());
    process.input = input;
    process.environment = {{"LC_ALL", "C"}, {"LANGUAGE", ""}, {"GIT_EDITOR", "true"}, {"GIT_MERGE_AUTOEDIT", "no"}};
    process.environment.insert(process.environment.end(), more_.begin(), more_.end());
    const NoteOfWork at_work(note_);
    return run_process(process);
}

std::optional<std::string> Git::line(const std::vector<std::string>& words) const {
    const ProcessResult result = run(words);
    if (!is_fine(result)) return std::nullopt;
    return result.output.substr(0, result.output.find('\n'));
}

std::vector<std::string> split_at_nul(std::string_view text) {
    std::vector<std::string> out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\0'), text.size());
        out.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

std::string below(std::string_view prefix, const std::string& path) {
    return path.starts_with(prefix) ? path.substr(prefix.size()) : path;
}

namespace {

TreeEntry entry_of(std::string_view mode, std::string_view id) {
    if (mode == "000000") return {};
    return {std::string(mode), std::string(id)};
}

} // namespace

std::optional<std::map<std::string, TreeChange>> tree_changes(const Git& git, const std::string& from, const std::string& to) {
    const ProcessResult diff =
        git.run({"diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-ext-diff", "--no-textconv", "--full-index", from, to});
    if (!is_fine(diff)) return std::nullopt;
    std::map<std::string, TreeChange> out;
    const std::vector<std::string> parts = split_at_nul(diff.output);
    for (std::size_t i = 0; i + 1 < parts.size(); i += 2) { // ":100644 100644 <id> <id> M", then the path
        const auto words = split(parts[i], ' ');
        if (words.size() < 5 || words[0].size() != 7) return std::nullopt;
        out[parts[i + 1]] = {entry_of(words[0].substr(1), words[2]), entry_of(words[1], words[3])};
    }
    return out;
}

std::optional<std::string> read_blob(const Git& git, const std::string& id) {
    ProcessResult blob = git.run({"cat-file", "blob", id});
    if (!is_fine(blob)) return std::nullopt;
    return std::move(blob.output);
}

std::optional<std::string> write_blob(const Git& git, std::string_view bytes) {
    const ProcessResult id = git.run({"hash-object", "-w", "--stdin"}, bytes);
    if (!is_fine(id)) return std::nullopt;
    return id.output.substr(0, id.output.find('\n'));
}

} // namespace livret

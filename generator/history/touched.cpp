#include "history/touched.hpp"

#include "base/process.hpp"

#include <algorithm>

namespace livret {

namespace {

// Settings that would run other programs are off, as in history.cpp; names of files are no patterns.
std::vector<std::string> git(const std::string& root, std::vector<std::string> words) {
    std::vector<std::string> out{
        "git", "-C", root, "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false"};
    out.insert(out.end(), std::make_move_iterator(words.begin()), std::make_move_iterator(words.end()));
    return out;
}

} // namespace

std::optional<Touched> commits_that_touch(const std::string& root, const std::vector<std::string>& paths) {
    const ProcessResult prefix = run_process({git(root, {"rev-parse", "--show-prefix"})});
    if (prefix.end != ProcessEnd::finished) return std::nullopt;
    Touched out{0, prefix.output.substr(0, prefix.output.find('\n'))};
    std::vector<std::string> words{"log",           "--all",         "--full-history", "--no-renames",
                                   "--no-ext-diff", "--no-textconv", "--format=%H",    "--"};
    words.insert(words.end(), paths.begin(), paths.end());
    if (paths.empty()) return out;
    const ProcessResult log = run_process({git(root, std::move(words))});
    if (log.end == ProcessEnd::finished)
        out.commits = static_cast<std::size_t>(std::count(log.output.begin(), log.output.end(), '\n'));
    return out;
}

} // namespace livret

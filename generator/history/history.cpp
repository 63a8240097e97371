#include "history/history.hpp"

#include "base/process.hpp"

#include <algorithm>
#include <optional>

namespace livret {

std::map<SourcePath, Date> last_changes(const std::string& root, Date until) {
    std::map<SourcePath, Date> out;
    // Newest first; each commit is \1 and its day, then the names of its files, all ended by NUL. Settings that would run
    // other programs are off: the repository may be anybody's.
    const ProcessResult log = run_process({{"git",
                                            "-C",
                                            root,
                                            "-c",
                                            "core.fsmonitor=false",
                                            "-c",
                                            "log.showSignature=false",
                                            "-c",
                                            "core.quotePath=off",
                                            "log",
                                            "--no-renames",
                                            "--no-ext-diff",
                                            "--no-textconv",
                                            "--pretty=format:%x01%as",
                                            "--name-only",
                                            "-z",
                                            "--relative",
                                            "HEAD",
                                            "--",
                                            "."}});
    if (log.end != ProcessEnd::finished) return out;
    std::optional<Date> day;
    std::string_view rest = log.output;
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

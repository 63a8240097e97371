#include "history/history.hpp"

#include "base/text.hpp"
#include "history/git.hpp"
#include "history/head_files.hpp"

#include <algorithm>
#include <map>

namespace livret {

namespace {

constexpr Date first_day{std::chrono::year(1971), std::chrono::January, std::chrono::day(1)}; // git says 1970 for what is no date

std::string_view next(std::string_view& rest, char end) {
    const std::size_t at = std::min(rest.find(end), rest.size());
    const std::string_view out = rest.substr(0, at);
    rest.remove_prefix(std::min(at + 1, rest.size()));
    return out;
}

// The answer, commit by commit: \1, its parents, day, address and name, each on a line of its own (none of them can hold a line
// end); then for each file its status and its name, two for a rename, all ended by NUL. A merge's status has a letter for each
// parent, and one name.
class LogReader {
  public:
    LogReader(std::string prefix, bool cut, Date until) : prefix_(std::move(prefix)), until_(until) { out_.cut = cut; }

    History read(std::string_view rest) {
        out_.known = true;
        while (!rest.empty()) {
            std::string_view status = next(rest, '\0');
            if (status.starts_with('\1')) status = begin_commit(status.substr(1));
            if (status.empty()) continue;
            const std::string_view first = next(rest, '\0');
            if (status[0] == 'R' || status[0] == 'C')
                renamed(status, first, next(rest, '\0'));
            else
                add(todays_name(first));
        }
        return std::move(out_);
    }

  private:
    // What stands behind the header: the first status, if it is not in the next field.
    std::string_view begin_commit(std::string_view header) {
        const bool parents = !next(header, '\n').empty();
        day_ = parse_date(next(header, '\n').substr(0, 10));
        if (day_ && (*day_ > until_ || *day_ < first_day)) day_.reset();
        or_before_ = out_.cut && !parents;
        const auto known = [](std::string_view text) { return first_invalid_utf8(text) ? std::string() : std::string(text); };
        GitAuthor author;
        author.address = known(next(header, '\n'));
        author.name = known(next(header, '\n'));
        const auto [at, fresh] = numbers_.try_emplace(author, out_.authors.size());
        if (fresh) out_.authors.push_back(std::move(author));
        author_ = at->second;
        return header;
    }

    std::string todays_name(std::string_view name) const {
        const auto found = renamed_.find(std::string(name));
        return found == renamed_.end() ? std::string(name) : found->second;
    }

    void renamed(std::string_view status, std::string_view from, std::string_view to) {
        const std::string today = todays_name(to);
        if (status != "R100") add(today);
        // Newest first: what is older speaks of `from`. A file that came back under that name later is another one, and has
        // its own changes already.
        if (status[0] == 'R') renamed_.insert_or_assign(std::string(from), today);
        renamed_.erase(std::string(to)); // before, the name was somebody else's
    }

    void add(const std::string& name) {
        if (day_ && name.starts_with(prefix_))
            out_.changes.push_back({SourcePath{name.substr(prefix_.size())}, *day_, or_before_, author_});
    }

    std::string prefix_;
    Date until_;
    History out_;
    std::map<GitAuthor, std::size_t> numbers_;
    std::map<std::string, std::string> renamed_; // older name -> today's
    std::optional<Date> day_;
    bool or_before_ = false;
    std::size_t author_ = 0;
};

} // namespace

HistoryState history_state(const std::string& root) {
    const ProcessResult answer =
        Git(root).run({"rev-parse", "--is-shallow-repository", "--show-prefix", "--show-toplevel", "--git-common-dir", "HEAD"});
    if (!is_fine(answer)) return {};
    std::string_view lines = answer.output;
    HistoryState out;
    out.cut = next(lines, '\n') == "true";
    out.prefix = next(lines, '\n');
    const std::string top(next(lines, '\n')), common(next(lines, '\n'));
    out.head = next(lines, '\n');
    const std::string store = common.starts_with('/') ? common : root + "/" + common;
    out.rest = history_settings(top, store);
    return out;
}

History read_history(const std::string& root, const HistoryState& state, Date until) {
    if (state.head.empty()) return {};
    Git git(root);
    // The same answer whoever asks.
    for (const char* setting : {"diff.renameLimit=2000", "mailmap.file=", "mailmap.blob="}) git.add_setting(setting);
    const ProcessResult log =
        git.run({"log", "--date-order", "--cc", "-M", "--name-status", "-z", "--no-ext-diff", "--no-textconv", "--no-relative",
                 "--encoding=UTF-8", "--pretty=format:%x01%P%n%as%n%aE%n%aN", state.head, "--", "."});
    if (!is_fine(log)) return {};
    return LogReader(state.prefix, state.cut, until).read(log.output);
}

} // namespace livret

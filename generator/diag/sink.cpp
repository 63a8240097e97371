#include "diag/sink.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <tuple>

namespace livret {

LIVRET_MADE_ONCE(Sink)

bool printed_before(const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.path, a.at.begin, a.code, a.arguments) < std::tie(b.path, b.at.begin, b.code, b.arguments);
}

void Sink::add(Diagnostic diagnostic) {
    std::size_t& count = counts_[diagnostic.path];
    if (count > most_messages) return;
    if (++count > most_messages) {
        Diagnostic last;
        last.code = Code::too_many_messages;
        last.path = diagnostic.path;
        last.arguments = {std::to_string(most_messages)};
        items_.push_back(std::move(last));
        return;
    }
    items_.push_back(std::move(diagnostic));
}

void Sink::append(const Sink& other) {
    for (const Diagnostic& one : other.items_) add(one);
}

bool Sink::full(const SourcePath& path) const {
    const auto found = counts_.find(path);
    return found != counts_.end() && found->second > most_messages;
}

std::size_t Sink::errors() const {
    return static_cast<std::size_t>(
        std::count_if(items_.begin(), items_.end(), [](const Diagnostic& d) { return d.severity() == Severity::error; }));
}

std::size_t Sink::warnings() const {
    return items_.size() - errors();
}

bool Sink::has_errors_in(const SourcePath& path) const {
    return std::any_of(items_.begin(), items_.end(),
                       [&](const Diagnostic& d) { return d.path == path && d.severity() == Severity::error; });
}

std::vector<Diagnostic> Sink::sorted() const {
    auto all = items_;
    std::stable_sort(all.begin(), all.end(), printed_before);
    const auto same = [](const Diagnostic& a, const Diagnostic& b) { return !printed_before(a, b) && !printed_before(b, a); };
    all.erase(std::unique(all.begin(), all.end(), same), all.end());
    return all;
}

namespace {

// The line, or of a long one what lies around the place.
void keep_line(Diagnostic& diagnostic, std::string_view line) {
    if (line.size() > longest_kept_line) {
        const auto column = static_cast<std::size_t>(std::max(1, diagnostic.at.begin.column)) - 1;
        diagnostic.skipped = column > longest_kept_line / 8 ? column - longest_kept_line / 8 : 0;
        line.remove_prefix(first_characters(line, diagnostic.skipped).size());
        line = first_characters(line, longest_kept_line / 4);
    }
    diagnostic.line = std::string(line);
}

} // namespace

LineIndex::LineIndex(std::string_view text) : text_(text), starts_{0} {
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) starts_.push_back(at + 1);
}

std::string_view LineIndex::line(int number) const {
    const auto index = static_cast<std::size_t>(number - 1);
    if (number < 1 || index >= starts_.size()) return {};
    const std::size_t end = index + 1 < starts_.size() ? starts_[index + 1] - 1 : text_.size();
    std::string_view line = text_.substr(starts_[index], end - starts_[index]);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

void Reporter::report(Code code, Span at, std::vector<std::string> arguments, Options options) const {
    if (describe(code).severity == Severity::error) ++errors_;
    if (full()) return;
    Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.path = path_;
    diagnostic.at = at;
    diagnostic.arguments = std::move(arguments);
    diagnostic.did_you_mean = std::move(options.did_you_mean);
    diagnostic.fixes = std::move(options.fixes);
    if (at.begin.line > 0) keep_line(diagnostic, line_of(text_, at.begin.line));
    sink_->add(std::move(diagnostic));
}

std::string_view line_of(std::string_view text, int number) {
    for (int line = 1; line < number; ++line) {
        const auto end = text.find('\n');
        if (end == std::string_view::npos) return {};
        text.remove_prefix(end + 1);
    }
    auto line = text.substr(0, text.find('\n'));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

Position position_at(std::string_view text, std::size_t offset) {
    const auto before = text.substr(0, std::min(offset, text.size()));
    const auto line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    return {static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
            static_cast<int>(count_characters(before.substr(line_start))) + 1};
}

std::size_t offset_of(std::string_view text, Position position) {
    const auto line = line_of(text, position.line);
    if (line.data() == nullptr) return text.size();
    const auto start = static_cast<std::size_t>(line.data() - text.data());
    return start + first_characters(line, static_cast<std::size_t>(std::max(0, position.column - 1))).size();
}

} // namespace livret

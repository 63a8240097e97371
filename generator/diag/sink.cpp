#include "diag/sink.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <tuple>

namespace livret {

bool printed_before(const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.path, a.at.begin, a.code, a.arguments) < std::tie(b.path, b.at.begin, b.code, b.arguments);
}

std::size_t Sink::errors() const {
    return static_cast<std::size_t>(std::count_if(items_.begin(), items_.end(), [](const Diagnostic& d) {
        return d.severity() == Severity::error;
    }));
}

std::size_t Sink::warnings() const { return items_.size() - errors(); }

bool Sink::has_errors_in(const SourcePath& path) const {
    return std::any_of(items_.begin(), items_.end(), [&](const Diagnostic& d) {
        return d.path == path && d.severity() == Severity::error;
    });
}

std::vector<Diagnostic> Sink::sorted() const {
    auto all = items_;
    std::stable_sort(all.begin(), all.end(), printed_before);
    const auto same = [](const Diagnostic& a, const Diagnostic& b) { return !printed_before(a, b) && !printed_before(b, a); };
    all.erase(std::unique(all.begin(), all.end(), same), all.end());
    return all;
}

void Reporter::report(Code code, Span at, std::vector<std::string> arguments, Options options) const {
    Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.path = path_;
    diagnostic.at = at;
    diagnostic.arguments = std::move(arguments);
    diagnostic.did_you_mean = std::move(options.did_you_mean);
    diagnostic.fixes = std::move(options.fixes);
    if (at.begin.line > 0) diagnostic.line = std::string(line_of(text_, at.begin.line));
    if (diagnostic.severity() == Severity::error) ++errors_;
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

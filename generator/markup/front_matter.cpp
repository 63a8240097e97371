#include "markup/front_matter.hpp"

#include "base/text.hpp"

namespace livret {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF"; // Windows' Notepad writes one

struct Line {
    std::string_view text; // without its end
    std::size_t next = 0;  // where the following line begins
};

Line line_at(std::string_view text, std::size_t offset) {
    const std::size_t end = std::min(text.find('\n', offset), text.size());
    std::string_view line = text.substr(offset, end - offset);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return {line, std::min(end + 1, text.size())};
}

bool is_fence(std::string_view line) {
    return line.starts_with("---") && is_blank(line.substr(3));
}

} // namespace

FrontMatter split_front_matter(const Reporter& reporter) {
    const std::string_view text = reporter.text();
    FrontMatter out;
    const std::size_t start = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    const Line first = line_at(text, start);
    if (!is_fence(first.text)) {
        reporter.report(Code::missing_front_matter, Span{{1, 1}, 1});
        return out;
    }
    for (std::size_t at = first.next; at < text.size();) {
        const Line line = line_at(text, at);
        if (is_fence(line.text)) {
            out.found = true;
            out.body_offset = line.next;
            out.data = parse_yaml(reporter, text.substr(first.next, at - first.next), first.next);
            return out;
        }
        at = line.next;
    }
    reporter.report(Code::unclosed_front_matter, Span{{1, 1}, 3});
    return out;
}

} // namespace livret

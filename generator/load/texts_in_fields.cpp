#include "load/texts_in_fields.hpp"

#include "base/text.hpp"

namespace livret {

namespace {

// The indentation of a block scalar: that of its first line with words.
int indentation_after(std::string_view text, int line) {
    for (int next = line + 1;; ++next) {
        const std::string_view one = line_of(text, next);
        if (is_blank(one) && offset_of(text, {next + 1, 1}) >= text.size()) return 0;
        if (is_blank(one)) continue;
        return static_cast<int>(one.size() - one.substr(one.find_first_not_of(' ')).size());
    }
}

} // namespace

RichText text_of(const Record& record, std::string_view key, const Reporter& reporter, const MarkdownOptions& options) {
    const YamlNode* node = record.node(key);
    if (node == nullptr) return {};
    Sink own;
    const Reporter inner(reporter.path(), node->text, own);
    RichText rich = parse_markdown(inner, node->text, 0, options);

    // A literal block keeps its lines: line 1 of the text is the line after the "|". Others are reported as a
    // whole.
    const std::size_t start = offset_of(reporter.text(), node->at.begin);
    const bool literal = start < reporter.text().size() && reporter.text()[start] == '|';
    const int indentation = literal ? indentation_after(reporter.text(), node->at.begin.line) : 0;
    const auto moved = [&](Span at) {
        if (!literal || at.begin.line == 0) return node->at;
        return Span{{node->at.begin.line + at.begin.line, at.begin.column + indentation}, at.length};
    };
    for (const Diagnostic& one : own.items())
        reporter.report(one.code, moved(one.at), one.arguments, {.did_you_mean = one.did_you_mean, .fixes = {}});
    for (Slot& slot : rich.slots) slot.at = moved(slot.at);
    for (Heading& heading : rich.headings) heading.at = moved(heading.at);
    return rich;
}

} // namespace livret

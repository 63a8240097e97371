#include "load/starter.hpp"

#include "base/text.hpp"
#include "markup/addresses.hpp"
#include "markup/yaml_traps.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

// How much of a competence's statement stands beside its code.
constexpr std::size_t statement_characters = 72;

// Three backticks or tildes begin code, and the same end it.
std::string_view fence_of(std::string_view line) {
    return line.starts_with("```") || line.starts_with("~~~") ? line.substr(0, 3) : std::string_view();
}

bool is_heading(std::string_view line) {
    const std::size_t signs = line.find_first_not_of('#');
    return line.starts_with('#') &&
           (signs == std::string_view::npos || (signs <= 6 && (line[signs] == ' ' || line[signs] == '\t')));
}

// "====" or "----" under a line of its own makes that a heading.
bool is_underline(std::string_view line) {
    return line.size() >= 2 &&
           (line.find_first_not_of('=') == std::string_view::npos || line.find_first_not_of('-') == std::string_view::npos);
}

// Which lines of a text are headings or in block quotes, with the lines that continue a quote without its sign; never those
// of code.
std::vector<bool> framing_lines(const std::vector<std::string_view>& lines) {
    std::vector<bool> out(lines.size(), false);
    std::string_view fence;
    bool quoting = false, begins = true; // begins: a paragraph may begin here
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string_view line = trim(lines[i]);
        const bool began = begins;
        begins = line.empty();
        if (!fence.empty()) {
            if (line.starts_with(fence)) fence = {};
            continue;
        }
        const bool indented = lines[i].starts_with("    ") || lines[i].starts_with('\t');
        if (line.empty() || (indented && !quoting)) {
            quoting = false;
            continue;
        }
        fence = fence_of(line);
        quoting = fence.empty() && !is_heading(line) && (quoting || line.starts_with('>'));
        out[i] = fence.empty() && (quoting || is_heading(line));
        const bool underlined = began && !out[i] && fence.empty() && i + 1 < lines.size() && is_underline(trim(lines[i + 1]));
        if (!underlined) continue;
        out[i] = out[i + 1] = true;
        ++i;
    }
    return out;
}

} // namespace

ExampleFrame frame_of(std::string_view body, int first_line, const RichText& text, const SourcePath& path) {
    const std::vector<std::string_view> lines = split_lines(body);
    std::vector<bool> kept = framing_lines(lines);
    const auto index_of = [&](const Slot& slot) {
        return static_cast<std::size_t>(std::max(0, slot.at.begin.line - first_line));
    };
    for (const Slot& slot : text.slots)
        if (slot.kind == Slot::Kind::image && index_of(slot) < kept.size()) kept[index_of(slot)] = false;
    ExampleFrame out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!kept[i]) {
            if (!out.text.empty() && !out.text.ends_with("\n\n")) out.text += '\n';
            continue;
        }
        std::string line(lines[i]);
        std::vector<std::size_t> roots;
        std::size_t from = 0;
        for (const Slot& slot : text.slots) { // in the text's order
            if (index_of(slot) != i || slot.target.starts_with('#') || address_kind(slot.target) != AddressKind::local) continue;
            const std::size_t found = line.find("](" + slot.target, from);
            if (found == std::string::npos) continue;
            const std::string from_root = path.parent().value + "/" + slot.target;
            line.replace(found + 2, slot.target.size(), from_root);
            roots.push_back(found + 2);
            from = found + 2 + from_root.size();
        }
        for (const std::size_t at : roots) out.from_root.push_back(out.text.size() + at);
        out.text += line + "\n";
    }
    while (out.text.ends_with("\n\n")) out.text.pop_back();
    return out;
}

std::vector<FieldValue> starter_values(const Example& example, const ScaffoldFacts& facts) {
    std::vector<FieldValue> out{{"status", choice_word(activity_kind, "status", "draft", facts.language)},
                                {"visibility", choice_word(activity_kind, "visibility", "gfp", facts.language)},
                                {"date", iso(facts.now.local_date())}};
    if (!example.contexts.empty()) out.push_back({"context", example.contexts.front().value});
    if (facts.framework == nullptr) return out;
    std::string list;
    for (const std::string& code : example.competences)
        if (const Competence* one = facts.framework->find(code))
            list +=
                fmt::format("\n  - {}  # {}", code, excerpt(wording(one->statements, facts.language).text, statement_characters));
    if (!list.empty()) out.push_back({"competences", list});
    out.push_back({"framework", facts.framework->id.value});
    return out;
}

std::string starter_body(const Example& example, StarterPlace place, const ScaffoldFacts& facts) {
    if (example.frame.text.empty()) return scaffold_body(activity_kind, facts.language);
    // gfp/<group>/trainees/<trainee>/activities/
    const std::string to_root = place == StarterPlace::file ? "../../../../../" : "../../../../../../";
    std::string out;
    std::size_t done = 0;
    for (const std::size_t at : example.frame.from_root) {
        out.append(example.frame.text, done, at - done);
        out += to_root;
        done = at;
    }
    return out + example.frame.text.substr(done);
}

std::string starter_document(const Example& example, const ScaffoldFacts& facts) {
    std::vector<FieldValue> values = starter_values(example, facts);
    values.push_back({"title", yaml_quoted(example.title)});
    if (example.contexts.empty() && !facts.contexts.empty()) values.push_back({"context", facts.contexts.front()});
    return scaffold_document(activity_kind, values, starter_body(example, StarterPlace::file, facts), facts);
}

} // namespace livret

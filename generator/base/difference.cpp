#include "base/difference.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cstdint>

namespace livret {

namespace {

using Kind = DifferencePart::Kind;
using LineKind = DifferenceLine::Kind;
using Pieces = std::vector<std::string_view>;

constexpr std::size_t most_steps = 1'000'000; // of one comparison: a thousand lines that all changed
constexpr std::size_t shown_around = 2;       // lines that stayed, on each side of a change

struct Step {
    Kind kind = Kind::same;
    std::string_view piece;
};

// The shortest way from one list to the other, what is taken out before what is put in: by the length of the longest common
// subsequence of every two tails.
std::vector<Step> compare_middle(const Pieces& before, const Pieces& after) {
    std::vector<Step> out;
    const std::size_t rows = before.size(), columns = after.size();
    if (rows != 0 && columns > most_steps / rows) {
        for (const auto piece : before) out.push_back({Kind::removed, piece});
        for (const auto piece : after) out.push_back({Kind::added, piece});
        return out;
    }
    std::vector<std::uint32_t> common((rows + 1) * (columns + 1), 0);
    const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& { return common[i * (columns + 1) + j]; };
    for (std::size_t i = rows; i-- > 0;)
        for (std::size_t j = columns; j-- > 0;)
            at(i, j) = before[i] == after[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    std::size_t i = 0, j = 0;
    while (i < rows || j < columns) {
        if (i < rows && j < columns && before[i] == after[j]) {
            out.push_back({Kind::same, before[i]});
            ++i, ++j;
        } else if (i < rows && (j == columns || at(i + 1, j) >= at(i, j + 1))) {
            out.push_back({Kind::removed, before[i++]});
        } else {
            out.push_back({Kind::added, after[j++]});
        }
    }
    return out;
}

std::vector<Step> compare(Pieces before, Pieces after) {
    std::vector<Step> out, tail;
    std::size_t head = 0;
    while (head < before.size() && head < after.size() && before[head] == after[head])
        out.push_back({Kind::same, before[head++]});
    while (before.size() > head && after.size() > head && before.back() == after.back()) {
        tail.push_back({Kind::same, before.back()});
        before.pop_back();
        after.pop_back();
    }
    before.erase(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(head));
    after.erase(after.begin(), after.begin() + static_cast<std::ptrdiff_t>(head));
    for (const Step& one : compare_middle(before, after)) out.push_back(one);
    out.insert(out.end(), tail.rbegin(), tail.rend());
    return out;
}

Pieces lines_of(std::string_view text) {
    Pieces out = split_lines(text);
    for (std::string_view& line : out)
        while (line.ends_with(' ') || line.ends_with('\t')) line.remove_suffix(1);
    while (!out.empty() && out.back().empty()) out.pop_back();
    return out;
}

// Words and the spaces between them, each a piece.
Pieces words_of(std::string_view line) {
    Pieces out;
    while (!line.empty()) {
        const bool space = line.front() == ' ';
        const std::size_t end = std::min(space ? line.find_first_not_of(' ') : line.find(' '), line.size());
        out.push_back(line.substr(0, end));
        line.remove_prefix(end);
    }
    return out;
}

DifferenceLine whole(LineKind kind, Kind part, std::string_view line) {
    return {kind, {{part, std::string(line)}}};
}

// Two lines as one with its changed words marked; no parts if they have too little in common to be read like that.
DifferenceLine changed_line(std::string_view before, std::string_view after) {
    DifferenceLine out{LineKind::changed, {}};
    std::size_t same = 0;
    for (const Step& one : compare(words_of(before), words_of(after))) {
        if (one.kind == Kind::same) same += one.piece.size();
        if (!out.parts.empty() && out.parts.back().kind == one.kind)
            out.parts.back().text += one.piece;
        else
            out.parts.push_back({one.kind, std::string(one.piece)});
    }
    if (same * 3 < std::max(before.size(), after.size())) out.parts.clear();
    return out;
}

// Lines taken out and lines put in at one place.
void add_change(std::vector<DifferenceLine>& out, const Pieces& removed, const Pieces& added) {
    const std::size_t pairs = std::min(removed.size(), added.size());
    std::vector<DifferenceLine> later;
    for (std::size_t i = 0; i < pairs; ++i) {
        DifferenceLine line = changed_line(removed[i], added[i]);
        if (!line.parts.empty()) {
            out.push_back(std::move(line));
            continue;
        }
        out.push_back(whole(LineKind::removed, Kind::removed, removed[i]));
        out.push_back(whole(LineKind::added, Kind::added, added[i]));
    }
    for (std::size_t i = pairs; i < removed.size(); ++i) out.push_back(whole(LineKind::removed, Kind::removed, removed[i]));
    for (std::size_t i = pairs; i < added.size(); ++i) out.push_back(whole(LineKind::added, Kind::added, added[i]));
}

std::vector<DifferenceLine> leave_out_what_stayed(std::vector<DifferenceLine> lines) {
    std::vector<bool> shown(lines.size(), false);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].kind == LineKind::same) continue;
        const std::size_t end = std::min(lines.size(), i + shown_around + 1);
        for (std::size_t j = i < shown_around ? 0 : i - shown_around; j < end; ++j) shown[j] = true;
    }
    std::vector<DifferenceLine> out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (shown[i])
            out.push_back(std::move(lines[i]));
        else if (out.empty() || out.back().kind != LineKind::gap)
            out.push_back({LineKind::gap, {}});
    }
    return out;
}

} // namespace

std::vector<DifferenceLine> difference(std::string_view before, std::string_view after) {
    const Pieces old_lines = lines_of(before), new_lines = lines_of(after);
    if (old_lines == new_lines) return {};
    std::vector<DifferenceLine> out;
    Pieces removed, added;
    const auto flush = [&] {
        add_change(out, removed, added);
        removed.clear();
        added.clear();
    };
    for (const Step& one : compare(old_lines, new_lines)) {
        if (one.kind == Kind::removed) removed.push_back(one.piece);
        if (one.kind == Kind::added) added.push_back(one.piece);
        if (one.kind != Kind::same) continue;
        flush();
        out.push_back(whole(LineKind::same, Kind::same, one.piece));
    }
    flush();
    return leave_out_what_stayed(std::move(out));
}

} // namespace livret

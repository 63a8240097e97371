#include "cli/fixes.hpp"

#include "base/text.hpp"
#include "disk/disk.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

namespace livret {

namespace {

// Bytes 0x80 to 0x9F of Windows-1252; 0: no character (https://encoding.spec.whatwg.org/index-windows-1252.txt).
constexpr std::array<char32_t, 32> high_controls{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};

void append_utf8(std::string& out, char32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xE0 | (c >> 12));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

struct Proposed {
    const Diagnostic* message;
    Fix fix;
};

// What is written is what was read: the line still stands where the message saw it.
bool still_there(const std::string& text, const Proposed& one) {
    if (one.fix.offset + one.fix.size > text.size()) return false;
    std::string_view line = line_of(text, one.message->at.begin.line);
    line.remove_prefix(first_characters(line, one.message->skipped).size());
    return one.message->skipped > 0 || line.size() > longest_kept_line ? line.starts_with(one.message->line)
                                                                       : line == one.message->line;
}

std::size_t apply(std::string& text, std::vector<Proposed> fixes) {
    std::erase_if(fixes, [&](const Proposed& one) { return !still_there(text, one); });
    std::sort(fixes.begin(), fixes.end(), [](const Proposed& a, const Proposed& b) { return b.fix.offset < a.fix.offset; });
    std::size_t done = 0, end = text.size() + 1; // from the last to the first, so that offsets stay true
    for (const Proposed& one : fixes) {
        if (one.fix.offset + one.fix.size > end) continue;
        text.replace(one.fix.offset, one.fix.size, one.fix.text);
        end = one.fix.offset;
        ++done;
    }
    return done;
}

} // namespace

std::optional<std::string> utf8_from_windows_1252(std::string_view bytes) {
    std::string out;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        const char32_t character = byte >= 0x80 && byte < 0xA0 ? high_controls[byte - 0x80] : byte;
        if (character == 0) return std::nullopt; // also the zero bytes of UTF-16
        append_utf8(out, character);
    }
    return out;
}

FixCounts apply_fixes(const std::string& root, const Sink& sink) {
    const auto disk = open_real_disk(root);
    std::map<SourcePath, std::vector<Proposed>> by_file;
    std::vector<SourcePath> to_convert;
    for (const Diagnostic& one : sink.items()) {
        if (one.code == Code::not_utf8) to_convert.push_back(one.path);
        for (const Fix& fix : one.fixes) by_file[one.path].push_back({&one, fix});
    }
    FixCounts counts;
    for (const auto& [path, fixes] : by_file) {
        std::string text = disk->read(path.value);
        const std::size_t done = apply(text, fixes);
        if (done == 0) continue;
        disk->write(path.value, text);
        counts.fixes += done;
        ++counts.files;
    }
    for (const SourcePath& path : to_convert) {
        if (!disk->exists(path.value)) continue; // a theme's file, not one of the repository
        const auto text = utf8_from_windows_1252(disk->read(path.value));
        if (!text) continue;
        disk->write(path.value, *text);
        ++counts.fixes;
        ++counts.files;
    }
    return counts;
}

} // namespace livret

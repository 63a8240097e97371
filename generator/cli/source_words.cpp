#include "cli/source_words.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "build/bound_words.hpp"
#include "cli/command.hpp"

#include <array>

#include <fmt/format.h>

namespace livret {

namespace {

CommandError edited_meanwhile(const SourcePath& path) {
    return {Exit::environment, fmt::format("« {} » vient d’être modifié : relancez la commande", path.value),
            fmt::format("“{}” was edited just now: run the command again", path.value)};
}

} // namespace

std::string shown_body_words(const Disk& repository, const SourcePath& path) {
    auto words = body_words(repository, path);
    if (!words) throw edited_meanwhile(path);
    return std::move(*words);
}

std::string shown_contribution_words(const Disk& repository, const SourcePath& path, std::int64_t number) {
    auto words = contribution_words(repository, path, number);
    if (!words) throw edited_meanwhile(path);
    return std::move(*words);
}

void require_same(const SourcePath& path, std::string_view words, const SourceContent& read_before) {
    if (words.size() != read_before.size || sha256_hex(words) != read_before.sha256) throw edited_meanwhile(path);
}

std::string wrapped(std::string_view text, std::size_t width, std::string_view margin) {
    std::string out;
    for (const std::string_view line : split_lines(text)) {
        std::string now(margin);
        std::size_t used = 0; // characters of this line behind the margin
        for (const std::string_view word : split(line, ' ')) {
            const std::size_t size = count_characters(word);
            if (used > 0 && used + 1 + size > width) {
                out += now + "\n";
                now = margin;
                used = 0;
            } else if (now.size() > margin.size() || used > 0) {
                now += ' ';
                ++used;
            }
            now += word;
            used += size;
        }
        out += now + "\n";
    }
    return out;
}

std::string terminal_text(std::string_view text) {
    // U+202A..U+202E and U+2066..U+2069 turn the direction of writing; U+0080..U+009F are control characters too.
    static constexpr std::array<std::string_view, 9> turning{"\u202a", "\u202b", "\u202c", "\u202d", "\u202e",
                                                             "\u2066", "\u2067", "\u2068", "\u2069"};
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const std::string_view rest = text.substr(i);
        const bool c1 = byte == 0xC2 && rest.size() > 1 && static_cast<unsigned char>(rest[1]) < 0xA0;
        const bool turns =
            std::any_of(turning.begin(), turning.end(), [&](std::string_view one) { return rest.starts_with(one); });
        if (turns)
            i += 2;
        else if (c1)
            i += 1;
        else if ((byte >= 0x20 && byte != 0x7F) || byte == '\n' || byte == '\t')
            out += text[i];
    }
    return out;
}

} // namespace livret

#include "base/json_string.hpp"

#include "base/byte_set.hpp"

#include <fmt/format.h>

namespace livret {

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    static constexpr ByteSet escaped = ByteSet("\"\\").with(0, 0x1F);
    std::size_t written = 0;
    for (std::size_t i = escaped.first_in(text); i < text.size(); i = escaped.first_in(text, i + 1)) {
        const char c = text[i];
        out += text.substr(written, i - written);
        written = i + 1;
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        }
    }
    out += text.substr(written);
    out += '"';
}

} // namespace livret

#include "trust/canonical_reader.hpp"

#include "base/byte_set.hpp"
#include "base/text.hpp"
#include "trust/canonical_json.hpp"

#include <charconv>
#include <cstdint>

namespace livret {

namespace {

constexpr std::int64_t largest_exact = (std::int64_t{1} << 53) - 1;

// Every function takes what it names off the front; nothing or false: it is not there, or has another spelling too.
class Reader {
  public:
    Reader(std::string_view text, std::size_t deepest) : text_(text), deepest_(deepest) {}

    std::optional<CanonicalValue> read() {
        CanonicalValue out;
        if (!value(out.value, 1, &out.members) || at_ != text_.size()) return std::nullopt;
        return out;
    }

  private:
    using Spans = std::vector<CanonicalValue::Span>;

    char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    bool skip(std::string_view expected) {
        if (!text_.substr(at_).starts_with(expected)) return false;
        at_ += expected.size();
        return true;
    }

    bool value(Json& out, std::size_t depth, Spans* spans = nullptr) {
        switch (next()) {
        case '"':
            return string(out.become_string());
        case '{':
            return depth <= deepest_ && object(out, depth, spans);
        case '[':
            return depth <= deepest_ && array(out, depth);
        case 't':
            out = Json(true);
            return skip("true");
        case 'f':
            out = Json(false);
            return skip("false");
        case 'n':
            out = Json();
            return skip("null");
        default:
            return integer(out);
        }
    }

    bool object(Json& out, std::size_t depth, Spans* spans) {
        Json::Members& members = out.become_object();
        skip("{");
        if (!skip("}")) {
            members.reserve(spans ? 12 : 8); // of an envelope; of what is in it
            do {
                const std::size_t from = at_;
                auto& [name, member] = members.emplace_back();
                if (!string(name) || !skip(":") || !value(member, depth + 1)) return false;
                const std::size_t count = members.size();
                // Which also refuses a name that is there twice.
                if (count > 1 && !comes_before_in_utf16(members[count - 2].first, name)) return false;
                if (spans) spans->push_back({from, at_});
            } while (skip(","));
            return skip("}");
        }
        return true;
    }

    bool array(Json& out, std::size_t depth) {
        Json::Array& items = out.become_array();
        skip("[");
        if (!skip("]")) {
            items.reserve(4);
            do
                if (!value(items.emplace_back(), depth + 1)) return false;
            while (skip(","));
            return skip("]");
        }
        return true;
    }

    bool integer(Json& out) {
        std::int64_t number = 0;
        const char* const begin = text_.data() + at_;
        const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), number);
        if (error != std::errc() || number > largest_exact || number < -largest_exact) return false;
        const std::string_view digits = std::string_view(begin, static_cast<std::size_t>(end - begin)).substr(*begin == '-');
        if (digits.front() == '0' && (digits.size() > 1 || *begin == '-')) return false;
        at_ += static_cast<std::size_t>(end - begin);
        out = Json(number);
        return true;
    }

    bool string(std::string& out) {
        static constexpr ByteSet special = ByteSet("\"\\").with(0, 0x1F);
        if (!skip("\"")) return false;
        std::size_t end = special.first_in(text_, at_);
        out.assign(text_, at_, end - at_);
        for (at_ = end; !skip("\""); at_ = end) {
            if (!escape(out)) return false;
            end = special.first_in(text_, at_);
            out.append(text_, at_, end - at_);
        }
        return true;
    }

    // The shortest, and only where there must be one: \u is for control characters that have no letter.
    bool escape(std::string& out) {
        static constexpr std::string_view letters = "\"\\bfnrt", meant = "\"\\\b\f\n\r\t";
        if (!skip("\\")) return false;
        if (const auto letter = letters.find(next()); letter != std::string_view::npos) {
            ++at_;
            out += meant[letter];
            return true;
        }
        if (!skip("u00")) return false;
        static constexpr std::string_view digits = "0123456789abcdef";
        const std::string_view two = text_.substr(at_, 2);
        const auto high = two.size() == 2 ? digits.find(two[0]) : std::string_view::npos;
        const auto low = two.size() == 2 ? digits.find(two[1]) : std::string_view::npos;
        if (high > 1 || low == std::string_view::npos) return false;
        const char c = static_cast<char>(high * 16 + low);
        if (meant.find(c) != std::string_view::npos) return false;
        at_ += 2;
        out += c;
        return true;
    }

    std::string_view text_;
    std::size_t deepest_;
    std::size_t at_ = 0;
};

} // namespace

std::string CanonicalValue::text_without(std::string_view text, std::string_view member) const {
    std::string out;
    out.reserve(text.size());
    out += '{';
    const auto& named = value.as_object();
    for (std::size_t i = 0; i < named.size(); ++i) {
        if (named[i].first == member) continue;
        if (out.size() > 1) out += ',';
        out += text.substr(members[i].from, members[i].to - members[i].from);
    }
    out += '}';
    return out;
}

std::string_view CanonicalValue::text_of(std::string_view text, std::string_view member) const {
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (value.as_object()[i].first != member) continue;
        const std::string_view whole = text.substr(members[i].from, members[i].to - members[i].from);
        return whole.substr(canonical_json(Json(member)).size() + 1); // its name, and a colon
    }
    return {};
}

std::optional<CanonicalValue> read_canonical_value(std::string_view text, std::size_t deepest) {
    if (first_invalid_utf8(text)) return std::nullopt;
    return Reader(text, deepest).read();
}

} // namespace livret

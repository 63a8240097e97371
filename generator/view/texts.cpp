#include "view/texts.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdlib>
#include <mutex>
#include <set>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::string_view narrow_space = "\u202F"; // U+202F NARROW NO-BREAK SPACE

bool is_placeholder_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

// Digits in groups of three from the right.
std::string grouped(std::string_view digits, std::string_view separator) {
    std::string out;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) out += separator;
        out += digits[i];
    }
    return out;
}

} // namespace

struct Texts::Missing {
    std::mutex mutex;
    std::set<std::string, std::less<>> keys;
};

struct Texts::Kept {
    Entries entries;
    std::unordered_map<std::string_view, const std::string*> by_key; // into `entries`: pages ask tens of times each

    explicit Kept(Entries given) : entries(std::move(given)) {
        by_key.reserve(entries.size());
        for (const auto& [key, text] : entries) by_key.emplace(key, &text);
    }
    Kept(const Kept&) = delete;
    Kept& operator=(const Kept&) = delete;
};

Texts::Texts(Language language, Entries entries)
    : language_(language), kept_(std::make_shared<const Kept>(std::move(entries))), missing_(std::make_shared<Missing>()) {}

const Texts::Entries& Texts::entries() const {
    return kept_->entries;
}

const std::string* Texts::find(std::string_view key) const {
    const auto found = kept_->by_key.find(key);
    return found == kept_->by_key.end() ? nullptr : found->second;
}

const std::string* Texts::look_up(std::string_view key) const {
    const auto* text = find(key);
    if (!text) {
        const std::lock_guard lock(missing_->mutex);
        missing_->keys.emplace(key);
    }
    return text;
}

std::string Texts::get(std::string_view key) const {
    const auto* text = look_up(key);
    return text ? *text : std::string(key);
}

std::string Texts::fill(std::string_view key, Arguments arguments) const {
    const auto* text = look_up(key);
    return text ? livret::fill(*text, std::span(arguments.begin(), arguments.size())) : std::string(key);
}

std::string Texts::plural(std::string_view key, std::int64_t n, Arguments arguments) const {
    const bool one = language_ == Language::fr ? n >= -1 && n <= 1 : n == 1 || n == -1;
    const auto form = std::string(key) + (one ? ".one" : ".other");
    const auto* text = look_up(form);
    if (!text) return form;
    const auto shown = number(n);
    std::vector<NamedValue> values{{"n", shown}};
    values.insert(values.end(), arguments.begin(), arguments.end());
    return livret::fill(*text, values);
}

std::string Texts::number(std::int64_t value) const {
    auto digits = std::to_string(value);
    const bool negative = digits.starts_with('-');
    if (negative) digits.erase(0, 1);
    const bool french = language_ == Language::fr;
    if (digits.size() > (french ? 4u : 3u)) digits = grouped(digits, french ? narrow_space : ",");
    return (negative ? "\u2212" : "") + digits; // U+2212 MINUS SIGN
}

std::string Texts::decimal(double value, int digits) const {
    assert(digits >= 0 && digits <= 9);
    const auto scale = std::pow(10.0, digits);
    const auto scaled = std::llround(std::abs(value) * scale); // llround takes halves away from zero
    const auto unit = static_cast<long long>(scale);
    auto out = (value < 0 && scaled > 0 ? "\u2212" : "") + number(scaled / unit);
    if (digits > 0) out += fmt::format("{}{:0{}}", language_ == Language::fr ? ',' : '.', scaled % unit, digits);
    return out;
}

std::string Texts::percent(std::int64_t part, std::int64_t whole) const {
    assert(part >= 0 && part <= whole);
    std::int64_t share = 0;
    if (whole > 0) {
        share = (part * 200 + whole) / (whole * 2);
        if (part > 0 && part < whole) share = std::clamp<std::int64_t>(share, 1, 99);
    }
    return std::to_string(share) + (language_ == Language::fr ? std::string(narrow_space) + "%" : "%");
}

std::string Texts::ordinal(std::int64_t value, Gender gender) const {
    if (language_ == Language::fr) return number(value) + (value != 1 ? "e" : gender == Gender::feminine ? "re" : "er");
    const auto tens = value % 100;
    const bool teen = tens >= 11 && tens <= 13;
    static constexpr std::string_view suffixes[] = {"th", "st", "nd", "rd"};
    const auto last = value % 10;
    return number(value) + std::string(teen || last > 3 || last < 0 ? "th" : suffixes[last]);
}

std::string Texts::names(std::span<const std::string> names) const {
    std::string out;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) out += i + 1 < names.size() ? ", " : language_ == Language::fr ? " et " : " and ";
        out += names[i];
    }
    return out;
}

std::vector<std::string> Texts::missing() const {
    const std::lock_guard lock(missing_->mutex);
    return {missing_->keys.begin(), missing_->keys.end()};
}

std::vector<std::string> placeholders(std::string_view text) {
    std::set<std::string> names;
    for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
        const auto close = text.find('}', open);
        if (close == std::string_view::npos) break;
        const auto name = text.substr(open + 1, close - open - 1);
        if (!name.empty() && std::ranges::all_of(name, is_placeholder_character)) names.emplace(name);
    }
    return {names.begin(), names.end()};
}

} // namespace livret

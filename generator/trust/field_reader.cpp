#include "trust/field_reader.hpp"

#include "base/byte_set.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"
#include "trust/did_key.hpp"

#include <algorithm>

namespace livret {

void ReadFault::say(std::string place, std::string fault) {
    if (found()) return;
    where = std::move(place);
    what = std::move(fault);
}

namespace {

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
}

} // namespace

bool is_id(std::string_view text) {
    return text.size() <= 64 && is_slug(text);
}

bool is_line(std::string_view text) {
    return !text.empty() && text.size() <= 1024 && std::none_of(text.begin(), text.end(), is_control);
}

bool is_text(std::string_view text) {
    return !text.empty() && text.size() <= 65536 &&
           std::none_of(text.begin(), text.end(), [](char c) { return is_control(c) && c != '\n' && c != '\t'; });
}

bool is_digest(std::string_view text) {
    static constexpr ByteSet digits("0123456789abcdef");
    return text.size() == 64 && digits.has_all_of(text);
}

bool is_instant(std::string_view text) {
    // 2005-01-17T10:20:00Z
    if (text.size() != 20 || text[10] != 'T' || text[19] != 'Z' || text[13] != ':' || text[16] != ':') return false;
    if (!parse_date(text.substr(0, 10))) return false;
    const auto two = [&](std::size_t at, int limit) {
        const char a = text[at], b = text[at + 1];
        return a >= '0' && a <= '9' && b >= '0' && b <= '9' && (a - '0') * 10 + (b - '0') < limit;
    };
    return two(11, 24) && two(14, 60) && two(17, 60);
}

bool is_safe_path(std::string_view text) {
    if (!is_line(text) || text.find('\\') != std::string_view::npos) return false;
    const auto parts = split(text, '/');
    return std::all_of(parts.begin(), parts.end(),
                       [](std::string_view part) { return !part.empty() && part != "." && part != ".."; });
}

FieldReader::FieldReader(const Json* json, std::string where, ReadFault& fault)
    : json_(json), where_(std::move(where)), fault_(fault) {
    taken_.reserve(16); // more than most have
    if (json_ && !json_->is_object()) {
        fault_.say(where_, "not an object");
        json_ = nullptr;
    }
}

std::string FieldReader::place(std::string_view name) const {
    return where_ + "." + std::string(name);
}

bool FieldReader::has(std::string_view name) const {
    return json_ && json_->find(name);
}

const Json* FieldReader::take(std::string_view name, bool required) {
    taken_.push_back(name);
    const Json* member = json_ ? json_->find(name) : nullptr;
    if (!member && required) fault_.say(place(name), "missing");
    return member;
}

const std::string* FieldReader::string_of(std::string_view name, bool required) {
    const Json* member = take(name, required);
    if (!member) return nullptr;
    if (!member->is_string()) {
        fault_.say(place(name), "not a string");
        return nullptr;
    }
    return &member->as_string();
}

namespace {

std::string checked(FieldReader& reader, const std::string* value, std::string_view name, bool (*good)(std::string_view),
                    const char* what) {
    if (!value) return {};
    if (!good(*value)) reader.fault().say(reader.place(name), what);
    return *value;
}

} // namespace

std::string FieldReader::line(std::string_view name) {
    return checked(*this, string_of(name, true), name, is_line, "not a line of text");
}
std::string FieldReader::optional_line(std::string_view name) {
    return checked(*this, string_of(name, false), name, is_line, "not a line of text");
}
std::string FieldReader::text(std::string_view name) {
    return checked(*this, string_of(name, true), name, is_text, "not a text");
}
std::string FieldReader::optional_text(std::string_view name) {
    return checked(*this, string_of(name, false), name, is_text, "not a text");
}
std::string FieldReader::id(std::string_view name) {
    return checked(*this, string_of(name, true), name, is_id, "not an identifier");
}
std::string FieldReader::optional_id(std::string_view name) {
    return checked(*this, string_of(name, false), name, is_id, "not an identifier");
}
std::string FieldReader::path(std::string_view name) {
    return checked(*this, string_of(name, true), name, is_safe_path, "not a relative path");
}
Digest FieldReader::digest(std::string_view name) {
    return checked(*this, string_of(name, true), name, is_digest, "not a digest");
}
Digest FieldReader::optional_digest(std::string_view name) {
    return checked(*this, string_of(name, false), name, is_digest, "not a digest");
}

std::optional<Date> FieldReader::optional_date(std::string_view name) {
    const std::string* value = string_of(name, false);
    if (!value) return std::nullopt;
    const auto date = value->size() == 10 ? parse_date(*value) : std::nullopt;
    if (!date) fault_.say(place(name), "not a date");
    return date;
}

Date FieldReader::date(std::string_view name) {
    const auto date = optional_date(name);
    if (!date) fault_.say(place(name), "missing");
    return date.value_or(Date{});
}

Period FieldReader::span() {
    Period out{date("from"), optional_date("until")};
    if (out.until && *out.until < out.from) fault_.say(place("until"), "before from");
    return out;
}

std::optional<std::int64_t> FieldReader::optional_integer(std::string_view name) {
    const Json* member = take(name, false);
    if (!member) return std::nullopt;
    if (!member->is_integer() || member->as_integer() < 0) {
        fault_.say(place(name), "not a whole number of 0 or more");
        return std::nullopt;
    }
    return member->as_integer();
}

std::int64_t FieldReader::integer(std::string_view name) {
    const auto value = optional_integer(name);
    if (!value) fault_.say(place(name), "missing");
    return value.value_or(0);
}

void FieldReader::constant(std::string_view name, std::int64_t value) {
    if (integer(name) != value) fault_.say(place(name), "another version");
}

bool FieldReader::optional_true(std::string_view name) {
    const Json* member = take(name, false);
    if (!member) return false;
    if (!member->is_bool() || !member->as_bool()) fault_.say(place(name), "not true");
    return true;
}

PublicKey FieldReader::key(std::string_view name) {
    const std::string* value = string_of(name, true);
    const auto key = value ? parse_did_key(*value) : std::nullopt;
    if (!key) fault_.say(place(name), "not a did:key of Ed25519");
    return key.value_or(PublicKey{});
}

std::size_t FieldReader::choice(std::string_view name, std::span<const std::string_view> words) {
    const std::string* value = string_of(name, true);
    if (!value) return 0;
    const auto found = std::find(words.begin(), words.end(), *value);
    if (found == words.end()) fault_.say(place(name), "not one of the words that are allowed");
    return found == words.end() ? 0 : static_cast<std::size_t>(found - words.begin());
}

void FieldReader::list(std::string_view name, const std::function<void(const Json&, const std::string&)>& read, bool required) {
    const Json* member = take(name, required);
    if (!member) return;
    if (!member->is_array()) return fault_.say(place(name), "not a list");
    if (!required && member->as_array().empty()) return fault_.say(place(name), "empty");
    std::string where = place(name) + "[";
    const std::size_t begin = where.size();
    std::size_t index = 0;
    for (const Json& item : member->as_array()) {
        where.resize(begin);
        where += std::to_string(index++);
        where += ']';
        read(item, where);
    }
}

std::vector<std::string> FieldReader::set(std::string_view name, Test good, bool required) {
    std::vector<std::string> out;
    list(
        name,
        [&](const Json& item, const std::string& where) {
            if (!item.is_string() || !good(item.as_string())) return fault_.say(where, "not what belongs here");
            if (!out.empty() && !(out.back() < item.as_string())) return fault_.say(where, "not in order, or twice");
            out.push_back(item.as_string());
        },
        required);
    return out;
}

FieldReader FieldReader::object(std::string_view name) {
    return {take(name), place(name), fault_};
}

void FieldReader::end() {
    if (!json_) return;
    for (const auto& [name, value] : json_->as_object())
        if (std::find(taken_.begin(), taken_.end(), name) == taken_.end()) fault_.say(place(name), "unknown member");
}

} // namespace livret

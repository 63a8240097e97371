// JSON values (RFC 8259): strict reading, and writing with members in the order they were added.
//
// Reading refuses duplicate members, comments, a byte-order mark and anything after the value. [only user of nlohmann-json]
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace livret {

class Json {
  public:
    using Array = std::vector<Json>;
    using Members = std::vector<std::pair<std::string, Json>>;

    Json() = default; // null
    Json(std::nullptr_t) {}
    Json(bool value) : value_(value) {}
    Json(int value) : value_(std::int64_t{value}) {}
    Json(std::int64_t value) : value_(value) {}
    Json(std::size_t value) : value_(static_cast<std::int64_t>(value)) {}
    Json(double value) : value_(value) {}
    Json(std::string value) : value_(std::move(value)) {}
    Json(std::string_view value) : value_(std::string(value)) {}
    Json(const char* value) : value_(std::string(value)) {}
    Json(Array value) : value_(std::move(value)) {}
    Json(Members value) : value_(std::move(value)) {}
    static Json array() { return Json(Array{}); }
    static Json object() { return Json(Members{}); }

    bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
    bool is_bool() const { return std::holds_alternative<bool>(value_); }
    bool is_integer() const { return std::holds_alternative<std::int64_t>(value_); }
    bool is_real() const { return std::holds_alternative<double>(value_); }
    bool is_string() const { return std::holds_alternative<std::string>(value_); }
    bool is_array() const { return std::holds_alternative<Array>(value_); }
    bool is_object() const { return std::holds_alternative<Members>(value_); }

    // Each throws std::bad_variant_access if the value is of another type.
    bool as_bool() const { return std::get<bool>(value_); }
    std::int64_t as_integer() const { return std::get<std::int64_t>(value_); }
    double as_real() const { return std::get<double>(value_); }
    const std::string& as_string() const { return std::get<std::string>(value_); }
    const Array& as_array() const { return std::get<Array>(value_); }
    const Members& as_object() const { return std::get<Members>(value_); }

    // Makes it an empty one of that type, to be filled where it is.
    std::string& become_string() { return value_.emplace<std::string>(); }
    Array& become_array() { return value_.emplace<Array>(); }
    Members& become_object() { return value_.emplace<Members>(); }

    // Of the same types, with members in the same order.
    bool operator==(const Json&) const = default;

    const Json* find(std::string_view name) const; // a member, or nullptr
    void push(Json value);                         // this must be an array
    void set(std::string name, Json value);        // this must be an object; the name must be new

    enum class Style { compact, indented };
    std::string dump(Style style = Style::compact) const;

  private:
    std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Members> value_;
};

struct JsonError {
    std::size_t offset = 0; // bytes from the start
    std::string reason;     // in English, as the library says it
    bool too_deep = false;  // nested beyond any file of ours
};

// The value, or what is wrong and where.
std::variant<Json, JsonError> parse_json(std::string_view text);

} // namespace livret

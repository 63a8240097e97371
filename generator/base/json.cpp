#include "base/json.hpp"

#include "base/json_string.hpp"
#include "base/text.hpp"

#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <unordered_set>

namespace livret {

namespace {

constexpr std::size_t deepest = 64; // far beyond any file of ours; guards the stack

// Builds our value from the parser's events, which unlike its tree show duplicate members.
class Builder final : public nlohmann::json_sax<nlohmann::json> {
  public:
    Json root;
    JsonError error;

    bool null() override { return put(Json{}); }
    bool boolean(bool value) override { return put(Json(value)); }
    bool number_integer(number_integer_t value) override { return put(Json(std::int64_t{value})); }
    bool number_unsigned(number_unsigned_t value) override {
        // As for integers that are larger still, of which the parser itself makes a real number.
        if (value > static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max()))
            return put(Json(static_cast<double>(value)));
        return put(Json(static_cast<std::int64_t>(value)));
    }
    bool number_float(number_float_t value, const string_t&) override { return put(Json(value)); }
    bool string(string_t& value) override { return put(Json(std::move(value))); }
    bool binary(binary_t&) override { return refuse("binary value"); }
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override {
        if (is_known(open_.back(), name)) return refuse("duplicate member \"" + name + "\"");
        open_.back().key = std::move(name);
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& e) override {
        error.offset = position == 0 ? 0 : position - 1;
        error.reason = e.what();
        return false;
    }

  private:
    struct Open {
        Json value;
        std::string key;
        std::optional<std::unordered_set<std::string>> names; // from `many` members on: a hostile file may have thousands
    };
    std::vector<Open> open_;

    // Whether the object has a member of that name already.
    static bool is_known(Open& object, const std::string& name) {
        constexpr std::size_t many = 16;
        const auto& members = object.value.as_object();
        if (members.size() < many) return object.value.find(name) != nullptr;
        if (!object.names) {
            object.names.emplace();
            for (const auto& [known, value] : members) object.names->insert(known);
        }
        return !object.names->insert(name).second;
    }

    bool refuse(std::string reason) {
        error.reason = std::move(reason);
        return false;
    }
    bool open(Json value) {
        if (open_.size() >= deepest) {
            error.too_deep = true;
            return refuse("nested too deeply");
        }
        open_.push_back({std::move(value), {}, std::nullopt});
        return true;
    }
    bool close() {
        Json done = std::move(open_.back().value);
        open_.pop_back();
        return put(std::move(done));
    }
    bool put(Json value) {
        if (open_.empty()) {
            root = std::move(value);
        } else if (open_.back().value.is_array()) {
            open_.back().value.push(std::move(value));
        } else {
            open_.back().value.set(std::move(open_.back().key), std::move(value));
        }
        return true;
    }
};

void write(std::string& out, const Json& value, bool indented, std::size_t depth) {
    const auto line = [&](std::size_t level) {
        if (indented) out += "\n" + std::string(level * 2, ' ');
    };
    if (value.is_null()) {
        out += "null";
    } else if (value.is_bool()) {
        out += value.as_bool() ? "true" : "false";
    } else if (value.is_integer()) {
        out += fmt::format("{}", value.as_integer());
    } else if (value.is_string()) {
        append_json_string(out, value.as_string());
    } else if (value.is_array()) {
        out += '[';
        bool first = true;
        for (const auto& item : value.as_array()) {
            if (!first) out += ',';
            first = false;
            line(depth + 1);
            write(out, item, indented, depth + 1);
        }
        if (!first) line(depth);
        out += ']';
    } else if (value.is_object()) {
        out += '{';
        bool first = true;
        for (const auto& [name, member] : value.as_object()) {
            if (!first) out += ',';
            first = false;
            line(depth + 1);
            append_json_string(out, name);
            out += indented ? ": " : ":";
            write(out, member, indented, depth + 1);
        }
        if (!first) line(depth);
        out += '}';
    } else {
        out += "0"; // reals are read, never written by us
    }
}

} // namespace

const Json* Json::find(std::string_view name) const {
    if (!is_object()) return nullptr;
    for (const auto& [member, value] : as_object())
        if (member == name) return &value;
    return nullptr;
}

void Json::push(Json value) {
    std::get<Array>(value_).push_back(std::move(value));
}

void Json::set(std::string name, Json value) {
    std::get<Members>(value_).emplace_back(std::move(name), std::move(value));
}

std::string Json::dump(Style style) const {
    std::string out;
    write(out, *this, style == Style::indented, 0);
    return out;
}

std::variant<Json, JsonError> parse_json(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) return JsonError{0, "byte-order mark", false};
    if (const auto bad = first_invalid_utf8(text)) return JsonError{*bad, "not UTF-8", false};
    // The library takes a NUL for the end, whatever follows; in JSON it may stand nowhere.
    if (const auto nul = text.find('\0'); nul != std::string_view::npos) return JsonError{nul, "a NUL byte", false};
    Builder builder;
    if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return builder.error;
    return std::move(builder.root);
}

} // namespace livret

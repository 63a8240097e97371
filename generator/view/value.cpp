#include "view/value.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace livret {

Value Value::html(std::string safe) {
    Value value;
    value.content_ = Html{std::move(safe)};
    return value;
}

Value Value::list() {
    return list({});
}

Value Value::list(std::vector<Value> items) {
    Value value;
    value.content_ = std::move(items);
    return value;
}

Value Value::object() {
    Value value;
    value.content_ = Object{};
    return value;
}

Value Value::shared(Value value) {
    if (std::holds_alternative<Shared>(value.content_)) return value;
    Value sharing;
    sharing.content_ = std::make_shared<const Value>(std::move(value));
    return sharing;
}

const Value& Value::target() const {
    const auto* shared = std::get_if<Shared>(&content_);
    return shared ? **shared : *this;
}

Value::Kind Value::kind() const {
    static constexpr Kind kinds[] = {Kind::text, Kind::html, Kind::flag, Kind::list, Kind::object};
    return kinds[target().content_.index()];
}

bool Value::is_empty() const {
    switch (kind()) {
    case Kind::text:
    case Kind::html:
        return str().empty();
    case Kind::flag:
        return !flag();
    case Kind::list:
        return items().empty();
    case Kind::object:
        return members().empty();
    }
    return true;
}

std::string_view Value::str() const {
    const auto& content = target().content_;
    if (const auto* html = std::get_if<Html>(&content)) return html->safe;
    const auto* text = std::get_if<std::string>(&content);
    assert(text && "text or html expected");
    return text ? std::string_view(*text) : std::string_view();
}

bool Value::flag() const {
    const auto* flag = std::get_if<bool>(&target().content_);
    assert(flag && "a flag expected");
    return flag && *flag;
}

std::span<const Value> Value::items() const {
    const auto* items = std::get_if<List>(&target().content_);
    assert(items && "a list expected");
    return items ? std::span<const Value>(*items) : std::span<const Value>();
}

std::span<const Value::Member> Value::members() const {
    const auto* members = std::get_if<Object>(&target().content_);
    assert(members && "an object expected");
    return members ? std::span<const Member>(*members) : std::span<const Member>();
}

const Value* Value::find(std::string_view name) const {
    const auto* members = std::get_if<Object>(&target().content_);
    if (!members) return nullptr;
    for (const auto& member : *members)
        if (std::string_view(member.name) == name) return &member.value;
    return nullptr;
}

Value& Value::set(MemberName name, Value value) & {
    assert(!find(name) && "this object has a member of that name already");
    auto& members = std::get<Object>(content_);
    // Most objects have few members: one allocation rather than three.
    constexpr std::size_t few = 4;
    if (members.size() == members.capacity()) members.reserve(std::max(few, 2 * members.size()));
    members.push_back({name, std::move(value)});
    return *this;
}

Value&& Value::set(MemberName name, Value value) && {
    return std::move(set(name, std::move(value)));
}

Value& Value::push(Value item) {
    std::get<List>(content_).push_back(std::move(item));
    return *this;
}

void Value::reserve(std::size_t items) {
    if (auto* list = std::get_if<List>(&content_)) list->reserve(items);
    if (auto* object = std::get_if<Object>(&content_)) object->reserve(items);
}

bool Value::operator==(const Value& other) const {
    const auto& a = target();
    const auto& b = other.target();
    if (&a == &b) return true;
    if (a.kind() != b.kind()) return false;
    switch (a.kind()) {
    case Kind::text:
    case Kind::html:
        return a.str() == b.str();
    case Kind::flag:
        return a.flag() == b.flag();
    case Kind::list:
        return std::ranges::equal(a.items(), b.items());
    case Kind::object:
        return std::ranges::equal(a.members(), b.members(), [](const Member& left, const Member& right) {
            return left.name == right.name && left.value == right.value;
        });
    }
    return false;
}

namespace {

void append_sized(std::string& out, std::string_view text) {
    out += std::to_string(text.size());
    out += ':';
    out += text;
}

} // namespace

void append_canonical(std::string& out, const Value& value) {
    switch (value.kind()) {
    case Value::Kind::text:
        out += 't';
        append_sized(out, value.str());
        return;
    case Value::Kind::html:
        out += 'h';
        append_sized(out, value.str());
        return;
    case Value::Kind::flag:
        out += value.flag() ? "f1" : "f0";
        return;
    case Value::Kind::list:
        out += 'l' + std::to_string(value.items().size()) + ':';
        for (const auto& item : value.items()) append_canonical(out, item);
        return;
    case Value::Kind::object:
        out += 'o' + std::to_string(value.members().size()) + ':';
        for (const auto& member : value.members()) {
            append_sized(out, member.name);
            append_canonical(out, member.value);
        }
        return;
    }
}

std::string canonical(const Value& value) {
    std::string out;
    append_canonical(out, value);
    return out;
}

} // namespace livret

// What a template can see of the world: texts, safe HTML, flags, lists and objects, and nothing else.
//
// A view builds one value per page; a page's bytes depend on its template and on this value only, so the canonical form
// below is all that a cache has to hash. Text is what people wrote and is escaped wherever it is shown; html was made
// safe by us and is shown as it is, which is why it can only be had by name: Value::html(...).
//
// What a section ({{#name}}) takes for nothing: an empty text, an empty html, a flag that is not set, a list without
// items and an object without members. An object that is not there (no next activity) is Value::object(), empty.
//
//     auto page = Value::object();
//     page.set("title", trainee.name);                 // text
//     page.set("body", Value::html(body));
//     page.set("draft", activity.is_draft);            // flag
//     page.set("activities", std::move(activities));   // Value::list() and push()
#pragma once

#include <concepts>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace livret {

// The name of an object's member: a literal of the program, not copied with each value, of which pages have hundreds of
// thousands.
class MemberName {
  public:
    consteval MemberName(const char* literal) : text_(literal) {}

    operator std::string_view() const { return text_; }
    friend bool operator==(const MemberName& one, const MemberName& other) { return one.text_ == other.text_; }

  private:
    std::string_view text_;
};

class Value {
  public:
    enum class Kind { text, html, flag, list, object };
    struct Member; // name, value

    Value(); // the empty text
    Value(std::string text);
    Value(std::string_view text);
    Value(const char* text);
    // Only a real bool is a flag: a pointer or a number that turned into one would be a bug.
    template <std::same_as<bool> Bool> Value(Bool flag);

    static Value html(std::string safe);
    static Value list();
    static Value list(std::vector<Value> items);
    static Value object();
    // The same list or object in many values (a site's navigation) without copies; it can no longer be changed.
    static Value shared(Value value);

    Kind kind() const;
    bool is_empty() const; // what a section takes for nothing
    bool is_flag() const { return kind() == Kind::flag; }

    // Each asks for a value of its kind (an assertion otherwise); str() for text and html.
    std::string_view str() const;
    bool flag() const;
    std::span<const Value> items() const;
    std::span<const Member> members() const;

    const Value* find(std::string_view name) const; // the object's member; nullptr if there is none or no object

    // The object's next member; the name must be new. Calls can be chained, on a temporary too:
    // list.push(Value::object().set("title", title).set("url", url));
    Value& set(MemberName name, Value value) &;
    Value&& set(MemberName name, Value value) &&;
    // The list's next item.
    Value& push(Value item);
    void reserve(std::size_t items);

    bool operator==(const Value& other) const;

  private:
    struct Html {
        std::string safe;
    };
    using List = std::vector<Value>;
    using Object = std::vector<Member>;
    using Shared = std::shared_ptr<const Value>;

    const Value& target() const; // the value itself, or the one that it shares

    std::variant<std::string, Html, bool, List, Object, Shared> content_;
};

struct Value::Member {
    MemberName name;
    Value value;
};

// Here and not in the class, where a Member is not complete yet.
inline Value::Value() = default;
inline Value::Value(std::string text) : content_(std::move(text)) {}
inline Value::Value(std::string_view text) : content_(std::string(text)) {}
inline Value::Value(const char* text) : content_(std::string(text)) {}
template <std::same_as<bool> Bool> Value::Value(Bool flag) : content_(flag) {}

// The same bytes for equal values, other bytes for others: each part is its kind's letter, its length, its content.
// Members keep their order. "o1:5:titlet3:Ada" is an object of one member, title, the text Ada.
std::string canonical(const Value& value);
void append_canonical(std::string& out, const Value& value);

} // namespace livret

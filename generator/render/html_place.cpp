#include "render/html_place.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace livret {

namespace {

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

template <std::size_t Size> bool contains(const std::array<std::string_view, Size>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

bool holds_address(std::string_view attribute) {
    static constexpr std::array<std::string_view, 13> names{"href",     "src",      "action",    "formaction", "poster",
                                                            "cite",     "data",     "srcset",    "ping",       "background",
                                                            "longdesc", "manifest", "xlink:href"};
    return contains(names, attribute);
}

bool holds_code(std::string_view attribute) {
    return attribute.starts_with("on") || attribute == "style" || attribute == "srcdoc";
}

// Elements whose content is not parsed as HTML (§13.1.2).
bool is_raw(std::string_view element) {
    static constexpr std::array<std::string_view, 7> names{"script",  "style",    "xmp",      "iframe",
                                                           "noembed", "noframes", "plaintext"};
    return contains(names, element);
}

// Whether no text that follows can change the scheme: a relative address has a / ? or # before any colon.
bool settles(std::string_view value) {
    const auto end = value.find_first_of(":/?#");
    if (end == std::string_view::npos) return false;
    if (value[end] != ':') return true;
    const auto scheme = ascii_lower(trim(value.substr(0, end)));
    return scheme == "http" || scheme == "https" || scheme == "mailto";
}

} // namespace

void HtmlPlace::read(std::string_view literal) {
    for (const char c : literal) step(c);
}

void HtmlPlace::step(char c) {
    switch (state_) {
    case State::text:
        if (c == '<') state_ = State::open;
        return;
    case State::open:
        if (is_letter(c)) {
            state_ = State::start_name;
            is_end_tag_ = false;
            element_.assign(1, lower(c));
        } else if (c == '/') {
            state_ = State::end_open;
        } else if (c == '!' || c == '?') {
            state_ = State::declaration;
            recent_.clear();
        } else if (c != '<') {
            state_ = State::text;
        }
        return;
    case State::end_open:
        if (is_letter(c)) {
            state_ = State::end_name;
            is_end_tag_ = true;
        } else {
            state_ = c == '>' ? State::text : State::declaration;
            recent_.clear();
        }
        return;
    case State::start_name:
    case State::end_name:
        if (is_space(c) || c == '/')
            state_ = State::between;
        else if (c == '>')
            end_tag();
        else if (state_ == State::start_name)
            element_ += lower(c);
        return;
    case State::between:
        if (c == '>')
            end_tag();
        else if (!is_space(c) && c != '/')
            begin_attribute(c);
        return;
    case State::name:
        if (c == '=')
            state_ = State::before_value;
        else if (c == '>')
            end_tag();
        else if (c == '/')
            state_ = State::between;
        else if (is_space(c))
            state_ = State::after_name;
        else
            attribute_ += lower(c);
        return;
    case State::after_name:
        if (c == '=')
            state_ = State::before_value;
        else if (c == '>')
            end_tag();
        else if (c == '/')
            state_ = State::between;
        else if (!is_space(c))
            begin_attribute(c);
        return;
    case State::before_value:
        if (c == '"')
            begin_value(State::double_quoted);
        else if (c == '\'')
            begin_value(State::single_quoted);
        else if (c == '>')
            end_tag();
        else if (!is_space(c))
            begin_value(State::unquoted);
        return;
    case State::double_quoted:
    case State::single_quoted:
        if (c == (state_ == State::double_quoted ? '"' : '\'')) {
            state_ = State::between;
        } else {
            value_ += c;
            settled_ = settled_ || settles(value_);
        }
        return;
    case State::unquoted:
        if (c == '>')
            end_tag();
        else if (is_space(c))
            state_ = State::between;
        return;
    case State::declaration:
        recent_ += c;
        if (recent_ == "--") {
            state_ = State::comment;
            recent_.clear();
        } else if (c == '>') {
            state_ = State::text;
        } else if (recent_.size() > 2) {
            recent_ = "..";
        }
        return;
    case State::comment:
        recent_ += c;
        if (recent_.ends_with("-->") || recent_.ends_with("--!>")) state_ = State::text;
        if (recent_.size() > 8) recent_.erase(0, recent_.size() - 4);
        return;
    case State::raw:
    case State::escapable:
        step_raw(c);
        return;
    }
}

void HtmlPlace::begin_attribute(char c) {
    state_ = State::name;
    attribute_.assign(1, lower(c));
}

void HtmlPlace::begin_value(State state) {
    state_ = state;
    value_.clear();
    settled_ = false;
}

void HtmlPlace::end_tag() {
    recent_.clear();
    if (is_end_tag_)
        state_ = State::text;
    else if (is_raw(element_))
        state_ = State::raw;
    else
        state_ = element_ == "title" || element_ == "textarea" ? State::escapable : State::text;
}

// Raw text ends with its own element's end tag only.
void HtmlPlace::step_raw(char c) {
    if (c == '<') {
        recent_.assign(1, c);
        return;
    }
    if (recent_.empty()) return;
    const auto ending = "</" + element_;
    if (recent_ == ending && (is_space(c) || c == '/' || c == '>')) {
        is_end_tag_ = true;
        if (c == '>')
            end_tag();
        else
            state_ = State::between;
        return;
    }
    recent_ += lower(c);
    if (!ending.starts_with(recent_)) recent_.clear();
}

HtmlPlace::Kind HtmlPlace::kind() const {
    switch (state_) {
    case State::text:
        return Kind::text;
    case State::escapable:
        return Kind::plain_text;
    case State::raw:
        return Kind::script;
    case State::comment:
    case State::declaration:
        return Kind::comment;
    case State::open:
    case State::end_open:
    case State::start_name:
    case State::end_name:
        return Kind::tag_name;
    case State::between:
    case State::after_name:
        return Kind::inside_tag;
    case State::name:
        return Kind::attribute_name;
    case State::before_value:
    case State::unquoted:
        return Kind::unquoted_value;
    case State::double_quoted:
    case State::single_quoted:
        if (holds_code(attribute_)) return Kind::forbidden_value;
        return holds_address(attribute_) ? Kind::address : Kind::quoted_value;
    }
    return Kind::text;
}

bool HtmlPlace::is_inside_tag() const {
    return state_ == State::start_name || state_ == State::end_name || state_ == State::between || state_ == State::name ||
           state_ == State::after_name;
}

bool HtmlPlace::same(const HtmlPlace& begin, const HtmlPlace& end) {
    if (begin.is_inside_tag())
        return end.is_inside_tag() && begin.is_end_tag_ == end.is_end_tag_ && begin.element_ == end.element_;
    if (begin.state_ != end.state_) return false;
    const bool in_value = begin.state_ == State::double_quoted || begin.state_ == State::single_quoted;
    return !in_value || begin.attribute_ == end.attribute_;
}

HtmlPlace HtmlPlace::join(const HtmlPlace& begin, const HtmlPlace& end) {
    auto after = begin;
    if (begin.is_inside_tag() && end.state_ != begin.state_) after.state_ = State::between;
    return after;
}

} // namespace livret

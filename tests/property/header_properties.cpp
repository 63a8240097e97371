// Whatever somebody types into a form is what the file says, and what the file said before stays as it was.
#include "property.hpp"
#include "serve/document_form.hpp"

#include "base/text.hpp"
#include "markup/front_matter.hpp"
#include "markup/yaml_writer.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace livret::tests {

namespace {

// Words that YAML takes for something else, and what French keyboards give.
std::string nasty_word() {
    static constexpr std::array words{"a",      "Séance", "#2",     ": ",         " #",    ":",   "-",
                                      "- ",     "? ",     "\"",     "'",          "{",     "}",   "[",
                                      "]",      ",",      "&a",     "*b",         "!c",    "|",   ">",
                                      "%",      "@",      "`",      "~",          "null",  "non", "yes",
                                      "1",      "0x1F",   "1e3",    "2004-11-18", "\\",    "\\n", "« œ »",
                                      "\u00a0", "\u2028", "\u0085", "\ufeff",     "😀",     "é",   "...",
                                      "---",    "\t",     "  ",     "<<",         "=",     "$",   "http://a.b/c?d#e",
                                      "http",   "\x01",   "\x7f",   "noné",       "Aucune"};
    return words[*rc::gen::inRange<std::size_t>(0, words.size())];
}
std::string nasty(int most, bool lines) {
    std::string out;
    const int count = *rc::gen::inRange(0, most);
    for (int i = 0; i < count; ++i) {
        out += nasty_word();
        if (lines && *rc::gen::inRange(0, 4) == 0) out += *rc::gen::inRange(0, 2) == 0 ? "\n" : "\n\n  ";
    }
    return out;
}

FormValues typed_activity() {
    FormValues out;
    for (const char* name :
         {"title", "date", "date.until", "context", "situation", "status", "visibility", "reference", "same-as"})
        if (*rc::gen::inRange(0, 3) > 0) out.set(name, nasty(4, false));
    for (const char* name : {"phases", "with"})
        for (int i = *rc::gen::inRange(0, 3); i > 0; --i) out.add(name, nasty(3, false));
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
        const std::string code = *rc::gen::inRange(0, 3) == 0 ? nasty(3, false) : "B." + std::to_string(i);
        out.add("competences", code);
        out.set("competences.words." + code, nasty(5, false));
    }
    out.set("body", nasty(12, true));
    return out;
}

// Only what parse_yaml accepts as one line may be a key; the form's codes come from a list, and others from a file.
FormValues normal_activity() {
    FormValues out = normal(typed_activity(), activity_kind);
    return out;
}

Language some_language() {
    return *rc::gen::inRange(0, 2) == 0 ? Language::fr : Language::en;
}

bool a_form_in_a_new_file_comes_back(const char* name) {
    return rc::check(name, [] {
        const FormValues wanted = normal_activity();
        const auto text = with_values("", activity_kind, nullptr, wanted, {}, some_language());
        RC_ASSERT(text.has_value());
        RC_ASSERT(*values_of(*text, activity_kind, nullptr) == wanted);
    });
}

// Equal but for the order of lists: a file that has one keeps its own.
auto without_order(const FormValues& values) {
    auto out = values.names();
    for (auto& one : out) std::sort(one.second.begin(), one.second.end());
    return out;
}

// The comments between the fields of this header, each numbered; a line that is in a field is no place for one.
std::string with_comments(const std::string& text, int& count) {
    std::string out;
    bool header = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        const std::string line = text.substr(at, end - at + 1);
        at += line.size();
        const bool fence = line == "---\n";
        // Before a field, or before the fence that ends the header.
        if (header && (fence || std::isalpha(static_cast<unsigned char>(line[0])) != 0))
            out += "# remarque " + std::to_string(++count) + "\n";
        if (fence && header) return out + line + text.substr(at);
        if (fence) header = true;
        out += line;
    }
    return out;
}

bool a_form_in_an_old_file_comes_back_and_keeps_its_comments(const char* name) {
    return rc::check(name, [] {
        const auto first = with_values("", activity_kind, nullptr, normal_activity(), {}, some_language());
        RC_ASSERT(first.has_value());
        int count = 0;
        const std::string commented = with_comments(*first, count);
        const FormValues wanted = normal_activity();
        const auto second = with_values(commented, activity_kind, nullptr, wanted, {}, some_language());
        RC_LOG() << "before:\n" << commented << "after:\n" << second.value_or("nothing\n") << "wanted:\n";
        for (const auto& [field, values] : wanted.names())
            for (const std::string& one : values) RC_LOG() << field << ": " << one << "\n";
        RC_ASSERT(second.has_value());
        RC_ASSERT(without_order(*values_of(*second, activity_kind, nullptr)) == without_order(wanted));
        for (int i = 1; i <= count; ++i) RC_ASSERT(second->find("\n# remarque " + std::to_string(i) + "\n") != std::string::npos);
        const auto again = with_values(*second, activity_kind, nullptr, wanted, {}, some_language());
        RC_ASSERT(again == second);
    });
}

bool lines_of_yaml_come_back(const char* name) {
    return rc::check(name, [] {
        const std::string text = typed_line(nasty(8, false));
        FormValues wanted;
        wanted.set("title", text);
        RC_ASSERT(values_of("---\ntitle: " + yaml_scalar(text) + "\n---\n", activity_kind, nullptr) == wanted);
    });
}

bool blocks_of_yaml_come_back(const char* name) {
    return rc::check(name, [] {
        const std::string text = typed_text(nasty(20, true));
        const HeaderEdit reply{"replies", HeaderEdit::What::append, {}, {{"", "to: 11111111\n  text:" + yaml_text(text, 4)}}};
        const auto file = with_values("---\ntitle: a\n---\n", activity_kind, nullptr,
                                      *values_of("---\ntitle: a\n---\n", activity_kind, nullptr), {reply, reply}, Language::en);
        RC_ASSERT(file.has_value());
        Sink sink;
        const auto front = split_front_matter(Reporter(SourcePath{"a.md"}, *file, sink));
        RC_ASSERT(front.data.has_value());
        const YamlNode& replies = front.data->entries.back().value;
        RC_ASSERT(replies.items.size() == 2U);
        for (const YamlNode& one : replies.items) RC_ASSERT(typed_text(one.entries.back().value.text) == text);
    });
}

} // namespace

std::vector<Property> header_properties() {
    return {{"a form in a new file comes back", a_form_in_a_new_file_comes_back},
            {"a form in an old file comes back and keeps its comments", a_form_in_an_old_file_comes_back_and_keeps_its_comments},
            {"a line written as YAML comes back", lines_of_yaml_come_back},
            {"a text written as a block comes back", blocks_of_yaml_come_back}};
}

} // namespace livret::tests

#include "load/framework_grammar.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace livret {

namespace {

// Which attributes and children an element may have. Order and number of children are the reader's.

struct Grammar {
    std::string_view name;
    std::vector<std::string_view> required, optional; // attributes
    std::vector<std::string_view> children;           // in the order of the XSD; empty: none
    bool holds_text = false;
};

const Grammar* grammar_of(std::string_view name) {
    static const std::vector<Grammar> all{
        {"framework",
         {"id", "version", "xml:lang"},
         {"languages"},
         {"title", "short", "source", "domain", "rules", "crosswalks"}},
        {"title", {"xml:lang"}, {"unofficial"}, {}, true},
        {"short", {"xml:lang"}, {}, {}, true},
        {"source", {}, {"date", "url"}, {}, true},
        {"domain", {"code"}, {}, {"title", "domain", "competence"}},
        {"competence", {"code"}, {"mandatory"}, {"statement", "note"}},
        {"statement", {"xml:lang"}, {"unofficial"}, {}, true},
        {"note", {"xml:lang"}, {"unofficial"}, {}, true},
        {"rules", {}, {}, {"rule"}},
        {"rule",
         {"id"},
         {},
         {"title", "all", "all-of", "at-least", "at-most-missing", "percent", "situation", "attested-by", "in-activities"}},
        {"all", {}, {}, {}},
        {"all-of", {"codes"}, {}, {}},
        {"at-least", {"count"}, {"of", "codes"}, {}},
        {"at-most-missing", {"count", "per"}, {}, {}},
        {"percent", {"count", "per"}, {}, {}},
        {"situation", {"kind", "count"}, {}, {}},
        {"attested-by", {"count"}, {}, {}},
        {"in-activities", {"count"}, {}, {}},
        {"crosswalks", {}, {}, {"crosswalk"}},
        {"crosswalk", {"to", "source"}, {}, {"line"}},
        {"line", {"from", "to", "kind"}, {}, {}},
    };
    const auto found = std::find_if(all.begin(), all.end(), [&](const Grammar& one) { return one.name == name; });
    return found == all.end() ? nullptr : &*found;
}

bool holds(const std::vector<std::string_view>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace

void FrameworkGrammar::see(const XmlEvent& event) {
    if (event.kind == XmlEvent::Kind::instruction && !std::exchange(instruction_, true))
        fault(event.offset, "une instruction de traitement n’a pas sa place ici", "a processing instruction has no place here");
    if (event.kind == XmlEvent::Kind::start) check_element(event);
    if (event.kind == XmlEvent::Kind::end) open_.pop_back();
    if (event.kind == XmlEvent::Kind::text) check_text(event);
}

void FrameworkGrammar::check_element(const XmlEvent& event) {
    const std::string_view name = event.name;
    const Grammar* parent = open_.empty() ? nullptr : grammar_of(open_.back());
    open_.push_back(name);
    const Grammar* grammar = grammar_of(name);
    if (open_.size() == 1 && name != "framework") {
        fault(event.offset, fmt::format("la racine est « {} » : « framework » est attendu", name),
              fmt::format("the root is “{}”: “framework” is expected", name));
        return;
    }
    if (open_.size() > 1 && parent == nullptr) return; // in an unknown element, which is said
    if (grammar == nullptr || (parent != nullptr && !holds(parent->children, name))) {
        std::vector<std::string> expected;
        if (parent != nullptr) expected.assign(parent->children.begin(), parent->children.end());
        fault(event.offset,
              fmt::format("« {} » n’a pas sa place dans « {} »", name, open_.size() > 1 ? open_[open_.size() - 2] : ""),
              fmt::format("“{}” has no place in “{}”", name, open_.size() > 1 ? open_[open_.size() - 2] : ""),
              closest(name, expected));
        return;
    }
    check_attributes(event);
}

void FrameworkGrammar::check_attributes(const XmlEvent& event) {
    const std::string_view name = event.name;
    const Grammar* grammar = grammar_of(name);
    for (const XmlAttribute& attribute : event.attributes) {
        if (holds(grammar->required, attribute.name) || holds(grammar->optional, attribute.name)) continue;
        std::vector<std::string> expected(grammar->required.begin(), grammar->required.end());
        expected.insert(expected.end(), grammar->optional.begin(), grammar->optional.end());
        fault(attribute.offset, fmt::format("attribut inconnu « {} » dans « {} »", attribute.name, name),
              fmt::format("unknown attribute “{}” in “{}”", attribute.name, name), closest(attribute.name, expected));
    }
    for (const std::string_view wanted : grammar->required) {
        const bool written = std::any_of(event.attributes.begin(), event.attributes.end(),
                                         [&](const XmlAttribute& one) { return one.name == wanted; });
        if (!written)
            fault(event.offset, fmt::format("il manque l’attribut « {} » à « {} »", wanted, name),
                  fmt::format("“{}” lacks the attribute “{}”", name, wanted));
    }
}

void FrameworkGrammar::check_text(const XmlEvent& event) {
    if (open_.empty() || event.text.empty()) return;
    const Grammar* grammar = grammar_of(open_.back());
    if (grammar == nullptr || grammar->holds_text) return;
    const bool blank = is_blank(event.text);
    if (blank && !grammar->children.empty()) return; // indentation; an empty element has none
    const std::size_t start = blank ? 0 : event.text.find_first_not_of(" \t\r\n");
    fault(event.offset + start, fmt::format("du texte n’a pas sa place dans « {} »", open_.back()),
          fmt::format("text has no place in “{}”", open_.back()));
}

void FrameworkGrammar::fault(std::size_t at, std::string fr, std::string en, std::optional<std::string> near) const {
    const std::string_view text = reporter_.text();
    reporter_.report(Code::xml_schema, Span{position_at(text, std::min(at, text.size())), 1}, {std::move(fr), std::move(en)},
                     {.did_you_mean = std::move(near), .fixes = {}});
}

} // namespace livret

// YAML and Markdown: what is quoted comes back, and nothing but our own markup comes out.
#include "base/text.hpp"
#include "markup/markdown.hpp"
#include "markup/yaml_traps.hpp"
#include "markup/yaml_tree.hpp"
#include "property.hpp"
#include "view/rich.hpp"

#include <algorithm>
#include <set>

namespace livret::tests {

namespace {

bool quoted_yaml_comes_back(const char* name) {
    return rc::check(name, [] {
        const auto text =
            *text_of({"a",      "é",      "\"",     "'",      "\\", "\\n",  ": ", " #",   "#",    "- ",  "{",  "[",    "&",
                      "*",      "!",      "%",      "@",      "`",  "|",    ">",  " ",    "  ",   "\t",  "\n", "\n\n", "\r",
                      "\u00A0", "\u2028", "\u0085", "\uFEFF", "😀",  "null", "~",  "\x01", "\x7F", "---", "..."});
        const std::string yaml = "title: " + yaml_quoted(text) + "\nlast: x\n";
        Sink sink;
        const Reporter reporter(SourcePath{"a.md"}, yaml, sink);
        const auto tree = parse_yaml(reporter, yaml, 0);
        RC_ASSERT(tree.has_value());
        RC_ASSERT(sink.items().empty());
        RC_ASSERT(tree->entries.size() == 2u);
        RC_ASSERT(tree->entries[0].value.text == text);
    });
}

bool yaml_messages_point_into_the_text(const char* name) {
    return rc::check(name, [] {
        const auto yaml = *text_of({"a", "title", ": ", ":",  "\n", "  ", "- ", "[", "]",  "{",     "}",  "\"",     "'",
                                    "#", " #",    "&x", "*x", "!t", "|",  ">",  "é", "\t", "---\n", ", ", "\u2028", "%"});
        Sink sink;
        const Reporter reporter(SourcePath{"a.md"}, yaml, sink);
        const auto tree = parse_yaml(reporter, yaml, 0);
        RC_ASSERT(tree.has_value() || sink.errors() > 0);
        const auto lines = 1 + std::count(yaml.begin(), yaml.end(), '\n');
        for (const Diagnostic& one : sink.items()) {
            RC_ASSERT(one.at.begin.line >= 1 && one.at.begin.line <= lines);
            RC_ASSERT(one.at.begin.column >= 1);
            RC_ASSERT(static_cast<std::size_t>(one.at.begin.column) <= count_characters(line_of(yaml, one.at.begin.line)) + 1);
        }
    });
}

// --- the tags of a text

struct Attribute {
    std::string name, value;
};
struct Tag {
    std::string name;
    bool end = false;
    std::vector<Attribute> attributes;
};

// Nothing if it is not what we write: <name a="b">, </name>, and every other < > " escaped.
std::optional<std::vector<Tag>> tags_of(const std::string& html) {
    std::vector<Tag> tags;
    const auto is_name = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    for (std::size_t i = 0; i < html.size();) {
        if (html[i] == '>' || html[i] == '"') return std::nullopt;
        if (html[i] != '<') {
            ++i;
            continue;
        }
        Tag tag;
        ++i;
        const auto word = [&] {
            std::string out;
            while (i < html.size() && is_name(html[i])) out += html[i++];
            return out;
        };
        const auto next = [&](std::string_view text) {
            if (html.compare(i, text.size(), text) != 0) return false;
            i += text.size();
            return true;
        };
        tag.end = next("/");
        tag.name = word();
        if (tag.name.empty()) return std::nullopt;
        while (next(" ")) {
            Attribute attribute{word(), ""};
            if (attribute.name.empty() || !next("=\"")) return std::nullopt;
            while (i < html.size() && html[i] != '"') {
                if (html[i] == '<' || html[i] == '>') return std::nullopt;
                attribute.value += html[i++];
            }
            if (!next("\"")) return std::nullopt;
            tag.attributes.push_back(std::move(attribute));
        }
        if (!next(">")) return std::nullopt;
        tags.push_back(std::move(tag));
    }
    return tags;
}

bool balanced(const std::vector<Tag>& tags) {
    static const std::set<std::string> empty{"br", "hr", "img"};
    std::vector<std::string> open;
    for (const Tag& tag : tags) {
        if (empty.contains(tag.name)) {
            if (tag.end) return false;
        } else if (!tag.end) {
            open.push_back(tag.name);
        } else {
            if (open.empty() || open.back() != tag.name) return false;
            open.pop_back();
        }
    }
    return open.empty();
}

const std::set<std::string> known_tags{"p",     "h2", "h3",  "h4",   "h5",      "h6",         "blockquote", "ul",
                                       "ol",    "li", "pre", "code", "hr",      "br",         "strong",     "em",
                                       "del",   "a",  "img", "sup",  "section", "div",        "table",      "thead",
                                       "tbody", "tr", "th",  "td",   "figure",  "figcaption", "span"};
const std::set<std::string> known_attributes{"id",       "class", "href", "src",        "alt",      "loading",
                                             "decoding", "start", "role", "aria-label", "tabindex", "scope"};

bool is_slot(const std::string& value, std::size_t slots) {
    static constexpr std::string_view start = "livret-slot:";
    if (!value.starts_with(start)) return false;
    const std::string number = value.substr(start.size());
    return !number.empty() && number.size() < 6 &&
           std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; }) && std::stoul(number) < slots;
}

rc::Gen<std::string> markdown() {
    return text_of({"a",
                    "word ",
                    "é",
                    "\n",
                    "\n\n",
                    "# ",
                    "### ",
                    "- ",
                    "1. ",
                    "7) ",
                    "> ",
                    "    ",
                    "```\n",
                    "```js\"><script>\n",
                    "~~",
                    "*",
                    "**",
                    "_",
                    "`",
                    "``",
                    "[",
                    "]",
                    "(",
                    ")",
                    "](x.md)",
                    "](<a b>)",
                    "](x.md \"t\")",
                    "](javascript:alert(1))",
                    "](JaVaScRiPt&colon;x)",
                    "](data:text/html,x)",
                    "](#a)",
                    "](https://e.org/?a=\"b\")",
                    "![",
                    "![a](p.png)",
                    "![\"onerror=\"x](p.png 'c')",
                    "[^1]",
                    "[^1]: note\n",
                    "[a]: javascript:x\n",
                    "[a]",
                    "<script>alert(1)</script>",
                    "<img src=x onerror=y>",
                    "<a href=\"livret-slot:9\">",
                    "</a>",
                    "livret-slot:0",
                    "<!--",
                    "-->",
                    "<https://e.org/\">",
                    "<javascript:x>",
                    "www.e.org/<b>",
                    "me@e.org",
                    "&lt;script&gt;",
                    "&#60;b&#62;",
                    "&quot;",
                    "\"",
                    "'",
                    "\\",
                    "\\<",
                    "| a | b |\n|---|:-:|\n| c | d |\n",
                    "|",
                    "| \n",
                    "- [ ] ",
                    "- [x] ",
                    "---\n",
                    "===\n",
                    "\t",
                    "\u202E",
                    std::string("\0", 1),
                    "\x01",
                    "  \n",
                    "<",
                    ">",
                    "&"});
}

RichText parsed(const std::string& text, Language language) {
    Sink sink;
    const Reporter reporter(SourcePath{"a.md"}, text, sink);
    MarkdownOptions options;
    options.language = language;
    return parse_markdown(reporter, text, 0, options);
}

bool markdown_yields_our_markup_only(const char* name) {
    return rc::check(name, [] {
        const RichText out = parsed(*markdown(), *rc::gen::element(Language::fr, Language::en));
        RC_LOG() << out.html;
        const auto tags = tags_of(out.html);
        RC_ASSERT(tags.has_value());
        RC_ASSERT(balanced(*tags));
        std::set<std::string> ids;
        for (const Tag& tag : *tags) {
            RC_ASSERT(known_tags.contains(tag.name));
            for (const Attribute& one : tag.attributes) {
                RC_ASSERT(known_attributes.contains(one.name));
                if (one.name == "href") RC_ASSERT(is_slot(one.value, out.slots.size()) || one.value.starts_with("#"));
                if (one.name == "src") RC_ASSERT(is_slot(one.value, out.slots.size()));
                if (one.name == "id") RC_ASSERT(ids.insert(one.value).second);
            }
        }
        for (const Slot& slot : out.slots) {
            const std::string lower = ascii_lower(slot.target);
            for (const char* scheme : {"javascript:", "data:", "vbscript:", "file:"}) RC_ASSERT(!lower.starts_with(scheme));
        }
    });
}

bool filled_slots_stay_balanced(const char* name) {
    return rc::check(name, [] {
        const RichText text = parsed(*markdown(), Language::fr);
        const auto dropped = *rc::gen::container<std::set<std::size_t>>(rc::gen::inRange<std::size_t>(0, 12));
        std::size_t asked = 0;
        const std::string html = fill_slots(text, [&](const Slot&) -> std::optional<SlotAddress> {
            if (dropped.contains(asked++ % 12)) return std::nullopt;
            return SlotAddress{"a.html?x=\"<y>'&z", asked % 2 == 0, 3, 4};
        });
        RC_LOG() << text.html << "\n-- filled --\n" << html;
        const auto tags = tags_of(html);
        RC_ASSERT(tags.has_value());
        RC_ASSERT(balanced(*tags));
        for (const Tag& tag : *tags)
            for (const Attribute& one : tag.attributes)
                if (one.name == "href" || one.name == "src") RC_ASSERT(!one.value.starts_with("livret-slot:"));
    });
}

} // namespace

std::vector<Property> markup_properties() {
    return {{"what yaml_quoted writes is read back", quoted_yaml_comes_back},
            {"what is wrong with YAML is told where it is", yaml_messages_point_into_the_text},
            {"Markdown yields tags and attributes of our own only", markdown_yields_our_markup_only},
            {"filled or dropped, slots leave HTML balanced", filled_slots_stay_balanced}};
}

} // namespace livret::tests

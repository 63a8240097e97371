#include "export/leap2a_html.hpp"

#include "base/text.hpp"
#include "base/xml_characters.hpp"
#include "markup/addresses.hpp"
#include "markup/html_tree.hpp"
#include "view/rich.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::string_view entry_prefix = "portfolio:"; // of the addresses that lead to entries

class Serializer {
  public:
    std::string write(const std::vector<HtmlNode>& nodes) {
        for (const HtmlNode& node : nodes) add(node);
        return std::move(out_);
    }

  private:
    void add(const HtmlNode& node) {
        if (node.is_text()) {
            out_ += leap2a_words(node.text);
            return;
        }
        if (node.has_class("box")) { // of a task: a span without words
            out_ += leap2a_words(node.has_class("done") ? "☑" : "☐");
            return;
        }
        if (node.has_class("table-scroll")) return children(node);
        if (node.tag == "figure") return figure(node);
        start(node);
        children(node);
        if (!is_void_element(node.tag)) out_ += "</" + std::string(name_of(node)) + ">";
    }

    void children(const HtmlNode& node) {
        for (const HtmlNode& child : node.children) add(child);
    }

    // Other systems keep paragraphs where they do not know figures.
    void figure(const HtmlNode& node) {
        out_ += "<p>";
        for (const HtmlNode& child : node.children) {
            if (child.tag != "figcaption") {
                add(child);
                continue;
            }
            out_ += "<br/><em>";
            children(child);
            out_ += "</em>";
        }
        out_ += "</p>";
    }

    static std::string_view name_of(const HtmlNode& node) {
        return node.tag == "section" ? std::string_view("div") : std::string_view(node.tag);
    }

    void attribute(std::string_view name, std::string_view value) {
        out_ += fmt::format(" {}=\"{}\"", name, leap2a_words(value));
    }

    void start(const HtmlNode& node) {
        static constexpr std::array<std::string_view, 7> kept{"alt", "width", "height", "start", "scope", "id", "href"};
        out_ += "<" + std::string(name_of(node));
        const std::string_view address = node.attribute(node.tag == "img" ? "src" : "href");
        if (address.starts_with(entry_prefix)) attribute("rel", "leap2:has_part");
        if (node.tag == "img") attribute("src", address);
        for (const auto& [name, value] : node.attributes)
            if (std::find(kept.begin(), kept.end(), name) != kept.end() && (name != "id" || value.starts_with("fn")))
                attribute(name, value);
        if (node.has_class("right")) attribute("style", "text-align: right");
        if (node.has_class("center")) attribute("style", "text-align: center");
        if (node.has_class("footnotes")) attribute("class", "footnotes");
        if (node.tag == "code" && node.attribute("class").starts_with("language-")) attribute("class", node.attribute("class"));
        out_ += is_void_element(node.tag) ? "/>" : ">";
    }

    std::string out_;
};

} // namespace

std::string leap2a_words(std::string_view words) {
    std::string out;
    for (std::size_t at = 0; at < words.size();) {
        const auto one = decode_utf8(words, at);
        const bool plain =
            one.code < 0x7F && std::string_view("&<>\"'").find(static_cast<char>(one.code)) == std::string_view::npos;
        if (plain)
            out += words[at];
        else if (is_xml_character(one.code))
            out += fmt::format("&#{};", static_cast<unsigned>(one.code));
        at += one.size;
    }
    return out;
}

std::string leap2a_html(const RichText& text, const SourcePath& from, const std::map<SourcePath, std::string>& files) {
    const auto address = [&](const Slot& slot) -> std::optional<SlotAddress> {
        const AddressKind kind = address_kind(slot.target);
        if (kind == AddressKind::external || kind == AddressKind::mail) return SlotAddress{slot.target};
        const std::string_view path = std::string_view(slot.target).substr(0, slot.target.find('#'));
        const auto to = path.empty() ? std::nullopt : resolve_link(from, percent_decode(path));
        const auto found = to ? files.find(*to) : files.end();
        return found == files.end() ? std::nullopt : std::optional(SlotAddress{found->second});
    };
    return Serializer().write(parse_html(fill_slots(text, address)));
}

} // namespace livret

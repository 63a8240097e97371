#include "markup/html_tree.hpp"

#include "base/text.hpp"
#include "base/xml_characters.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace livret {

namespace {

template <std::size_t n> bool among(const std::array<std::string_view, n>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 15> void_elements{"area", "base", "br",    "col",    "embed", "hr",  "img",  "input",
                                                         "link", "meta", "param", "source", "track", "wbr", "frame"};
constexpr std::array<std::string_view, 17> dropped{"script", "style",    "head",    "template", "iframe", "object",
                                                   "embed",  "applet",   "svg",     "math",     "audio",  "video",
                                                   "canvas", "noframes", "noembed", "map",      "select"};
constexpr std::array<std::string_view, 33> blocks{
    "p",          "div", "ul", "ol",      "li",      "dl",     "dt",         "dd",      "h1",   "h2",      "h3",
    "h4",         "h5",  "h6", "table",   "thead",   "tbody",  "tfoot",      "tr",      "td",   "th",      "caption",
    "blockquote", "pre", "hr", "section", "article", "figure", "figcaption", "address", "form", "details", "center"};
// What they hold is no markup (HTML Standard §13.2.5.1), up to their own end tag.
constexpr std::array<std::string_view, 8> raw_text{"script", "style",  "textarea", "title",
                                                   "xmp",    "iframe", "noembed",  "noframes"};

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_alnum(char c) {
    return is_letter(c) || (c >= '0' && c <= '9');
}

// U+00A0 to U+00FF, in order (HTML 4 §24.2).
constexpr std::string_view latin1 = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg "
                                    "plusmn sup2 sup3 acute micro para middot cedil "
                                    "sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig "
                                    "Ccedil Egrave Eacute Ecirc Euml Igrave Iacute "
                                    "Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc "
                                    "Uuml Yacute THORN szlig agrave aacute acirc "
                                    "atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth "
                                    "ntilde ograve oacute ocirc otilde ouml divide "
                                    "oslash ugrave uacute ucirc uuml yacute thorn yuml";
// Greek capitals from U+0391 (without U+03A2), then small letters from U+03B1.
constexpr std::string_view greek_capitals = "Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron "
                                            "Pi Rho - Sigma Tau Upsilon Phi Chi Psi Omega";
constexpr std::string_view greek_small = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi "
                                         "rho sigmaf sigma tau upsilon phi chi psi omega";

const std::map<std::string, char32_t, std::less<>>& names() {
    static const std::map<std::string, char32_t, std::less<>> all = [] {
        std::map<std::string, char32_t, std::less<>> out{
            {"amp", U'&'},         {"lt", U'<'},          {"gt", U'>'},          {"quot", U'"'},        {"apos", U'\''},
            {"OElig", U'\u0152'},  {"oelig", U'\u0153'},  {"Scaron", U'\u0160'}, {"scaron", U'\u0161'}, {"Yuml", U'\u0178'},
            {"fnof", U'\u0192'},   {"circ", U'\u02C6'},   {"tilde", U'\u02DC'},  {"ensp", U'\u2002'},   {"emsp", U'\u2003'},
            {"thinsp", U'\u2009'}, {"zwnj", U'\u200C'},   {"zwj", U'\u200D'},    {"ndash", U'\u2013'},  {"mdash", U'\u2014'},
            {"lsquo", U'\u2018'},  {"rsquo", U'\u2019'},  {"sbquo", U'\u201A'},  {"ldquo", U'\u201C'},  {"rdquo", U'\u201D'},
            {"bdquo", U'\u201E'},  {"dagger", U'\u2020'}, {"Dagger", U'\u2021'}, {"bull", U'\u2022'},   {"hellip", U'\u2026'},
            {"permil", U'\u2030'}, {"prime", U'\u2032'},  {"Prime", U'\u2033'},  {"lsaquo", U'\u2039'}, {"rsaquo", U'\u203A'},
            {"euro", U'\u20AC'},   {"trade", U'\u2122'},  {"larr", U'\u2190'},   {"uarr", U'\u2191'},   {"rarr", U'\u2192'},
            {"darr", U'\u2193'},   {"harr", U'\u2194'},   {"rArr", U'\u21D2'},   {"hArr", U'\u21D4'},   {"forall", U'\u2200'},
            {"exist", U'\u2203'},  {"empty", U'\u2205'},  {"isin", U'\u2208'},   {"prod", U'\u220F'},   {"sum", U'\u2211'},
            {"minus", U'\u2212'},  {"radic", U'\u221A'},  {"infin", U'\u221E'},  {"cap", U'\u2229'},    {"cup", U'\u222A'},
            {"int", U'\u222B'},    {"asymp", U'\u2248'},  {"ne", U'\u2260'},     {"equiv", U'\u2261'},  {"le", U'\u2264'},
            {"ge", U'\u2265'},     {"sub", U'\u2282'},    {"sup", U'\u2283'},    {"perp", U'\u22A5'},   {"sdot", U'\u22C5'},
            {"check", U'\u2713'}};
        const auto add = [&](std::string_view words, char32_t first) {
            for (const std::string_view word : split(words, ' ')) out.emplace(std::string(word), first++);
        };
        add(latin1, 0xA0);
        add(greek_capitals, 0x391);
        add(greek_small, 0x3B1);
        return out;
    }();
    return all;
}

// Appends the reference that `text` (after its '&') begins with; says how many bytes it took, 0 if it is none.
std::size_t read_reference(std::string_view text, std::string& out) {
    const std::size_t end = std::min(text.find(';'), std::size_t{33});
    if (end >= text.size() || text[end] != ';' || end == 0) return 0;
    const std::string_view word = text.substr(0, end);
    char32_t code = 0;
    if (word[0] == '#') {
        const bool hexadecimal = word.size() > 1 && (word[1] == 'x' || word[1] == 'X');
        const std::string_view digits = word.substr(hexadecimal ? 2 : 1);
        unsigned long value = 0;
        const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, hexadecimal ? 16 : 10);
        if (error != std::errc{} || stop != digits.data() + digits.size() || value > 0x10FFFF) return 0;
        code = static_cast<char32_t>(value);
        if (!is_xml_character(code)) code = 0xFFFD;
    } else {
        const auto found = names().find(word);
        if (found == names().end()) return 0;
        code = found->second;
    }
    append_utf8(out, code);
    return end + 1;
}

std::string decoded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '&')
            if (const std::size_t taken = read_reference(text.substr(at + 1), out); taken > 0) {
                at += taken;
                continue;
            }
        out += text[at];
    }
    return out;
}

class Parser {
  public:
    explicit Parser(std::string_view html) : html_(html) { open_.push_back(&root_); }

    std::vector<HtmlNode> run() {
        while (at_ < html_.size()) {
            const std::size_t next = html_.find('<', at_);
            if (next == std::string_view::npos || !is_markup(next)) {
                const std::size_t stop = next == std::string_view::npos ? html_.size() : next + 1;
                add_text(html_.substr(at_, stop - at_));
                at_ = stop;
                continue;
            }
            add_text(html_.substr(at_, next - at_));
            at_ = next;
            read_markup();
        }
        return std::move(root_.children);
    }

  private:
    bool is_markup(std::size_t at) const {
        if (at + 1 >= html_.size()) return false;
        const char c = html_[at + 1];
        return is_letter(c) || c == '!' || c == '?' || (c == '/' && at + 2 < html_.size() && is_letter(html_[at + 2]));
    }

    void add_text(std::string_view raw) {
        if (raw.empty()) return;
        if (!open_.back()->children.empty() && open_.back()->children.back().is_text()) {
            open_.back()->children.back().text += decoded(raw);
        } else {
            open_.back()->children.push_back({"", decoded(raw)});
        }
    }

    void skip_past(std::string_view what, std::size_t otherwise) {
        const std::size_t end = html_.find(what, at_);
        at_ = end == std::string_view::npos ? otherwise : end + what.size();
    }

    std::string read_name() {
        const std::size_t begin = at_;
        while (at_ < html_.size() && !is_space(html_[at_]) && html_[at_] != '>' && html_[at_] != '/' && html_[at_] != '=') ++at_;
        return ascii_lower(html_.substr(begin, at_ - begin));
    }

    void skip_space() {
        while (at_ < html_.size() && is_space(html_[at_])) ++at_;
    }

    void read_markup() {
        if (html_.substr(at_).starts_with("<!--")) return skip_past("-->", html_.size());
        if (html_[at_ + 1] == '!' || html_[at_ + 1] == '?') return skip_past(">", html_.size());
        const bool end = html_[at_ + 1] == '/';
        at_ += end ? 2 : 1;
        HtmlNode node{read_name(), ""};
        bool self_closing = false;
        while (at_ < html_.size() && html_[at_] != '>') {
            skip_space();
            if (at_ >= html_.size() || html_[at_] == '>') break;
            if (html_[at_] == '/' || html_[at_] == '=') {
                self_closing = html_[at_] == '/';
                ++at_;
                continue;
            }
            self_closing = false;
            read_attribute(node);
        }
        if (at_ < html_.size()) ++at_; // '>'
        if (end)
            close(node.tag);
        else
            begin(std::move(node), self_closing);
    }

    void read_attribute(HtmlNode& node) {
        const std::string name = read_name();
        std::string value;
        skip_space();
        if (at_ < html_.size() && html_[at_] == '=') {
            ++at_;
            skip_space();
            if (at_ < html_.size() && (html_[at_] == '"' || html_[at_] == '\'')) {
                const char quote = html_[at_++];
                const std::size_t stop = std::min(html_.find(quote, at_), html_.size());
                value = decoded(html_.substr(at_, stop - at_));
                at_ = std::min(stop + 1, html_.size());
            } else {
                const std::size_t begin = at_;
                while (at_ < html_.size() && !is_space(html_[at_]) && html_[at_] != '>') ++at_;
                value = decoded(html_.substr(begin, at_ - begin));
            }
        }
        if (!name.empty() && node.attributes.size() < 32) node.attributes.emplace_back(name, std::move(value));
    }

    // Closes the nearest open element of that name, unless one of `walls` lies above it.
    template <std::size_t n> void close_up_to(std::string_view tag, const std::array<std::string_view, n>& walls) {
        for (std::size_t i = open_.size(); i-- > 1;) {
            if (open_[i]->tag == tag) return open_.resize(i);
            if (among(walls, open_[i]->tag)) return;
        }
    }

    void close_what_ends_before(std::string_view tag) {
        static constexpr std::array<std::string_view, 8> around_p{"li",  "td", "th",    "blockquote",
                                                                  "div", "dd", "table", "section"};
        static constexpr std::array<std::string_view, 3> lists{"ul", "ol", "table"};
        static constexpr std::array<std::string_view, 2> definitions{"dl", "table"};
        static constexpr std::array<std::string_view, 1> tables{"table"};
        static constexpr std::array<std::string_view, 2> rows{"table", "tr"};
        if (is_block_element(tag)) close_up_to("p", around_p);
        if (tag == "li") close_up_to("li", lists);
        if (tag == "dt" || tag == "dd") {
            close_up_to("dt", definitions);
            close_up_to("dd", definitions);
        }
        if (tag == "td" || tag == "th") {
            close_up_to("td", rows);
            close_up_to("th", rows);
        }
        if (tag == "tr" || tag == "tbody" || tag == "thead" || tag == "tfoot") close_up_to("tr", tables);
        if (tag == "tbody" || tag == "thead" || tag == "tfoot")
            for (const std::string_view one : {"tbody", "thead", "tfoot"}) close_up_to(one, tables);
    }

    void begin(HtmlNode node, bool self_closing) {
        const std::string tag = node.tag;
        close_what_ends_before(tag);
        const bool raw = among(raw_text, tag);
        if (open_.size() > html_limits::depth || ++nodes_ > html_limits::nodes) {
            if (raw) read_raw(tag, nullptr);
            return;
        }
        open_.back()->children.push_back(std::move(node));
        HtmlNode* made = &open_.back()->children.back();
        if (raw) return read_raw(tag, made);
        if (!self_closing && !is_void_element(tag)) open_.push_back(made);
    }

    // Up to </tag, whatever stands there.
    void read_raw(const std::string& tag, HtmlNode* into) {
        std::size_t end = at_;
        for (;; end += 2) {
            end = html_.find("</", end);
            if (end == std::string_view::npos) break;
            if (ascii_lower(html_.substr(end + 2, tag.size())) == tag &&
                !(end + 2 + tag.size() < html_.size() && is_alnum(html_[end + 2 + tag.size()])))
                break;
        }
        const std::size_t stop = std::min(end, html_.size());
        if (into != nullptr && !is_dropped_element(tag) && stop > at_)
            into->children.push_back({"", decoded(html_.substr(at_, stop - at_))});
        at_ = stop;
        if (at_ < html_.size()) skip_past(">", html_.size());
    }

    void close(const std::string& tag) {
        for (std::size_t i = open_.size(); i-- > 1;)
            if (open_[i]->tag == tag) return open_.resize(i);
    }

    std::string_view html_;
    std::size_t at_ = 0, nodes_ = 0;
    HtmlNode root_;
    // An open element is the last child of the one before it, so that none of them moves.
    std::vector<HtmlNode*> open_;
};

void gather(const HtmlNode& node, std::string& out) {
    out += node.text;
    if (is_dropped_element(node.tag)) return;
    for (const HtmlNode& child : node.children) gather(child, out);
}

} // namespace

bool is_void_element(std::string_view tag) {
    return among(void_elements, tag);
}
bool is_dropped_element(std::string_view tag) {
    return among(dropped, tag);
}
bool is_block_element(std::string_view tag) {
    return among(blocks, tag);
}

std::string_view HtmlNode::attribute(std::string_view name) const {
    const auto found = std::find_if(attributes.begin(), attributes.end(), [&](const auto& one) { return one.first == name; });
    return found == attributes.end() ? std::string_view() : found->second;
}

bool HtmlNode::has_class(std::string_view name) const {
    const auto words = split(attribute("class"), ' ');
    return std::find(words.begin(), words.end(), name) != words.end();
}

std::string text_of(const HtmlNode& node) {
    std::string out;
    gather(node, out);
    return out;
}

std::vector<HtmlNode> parse_html(std::string_view html) {
    return Parser(html.substr(0, html_limits::bytes)).run();
}

} // namespace livret

#include "import/leap2a_reader.hpp"

#include "base/text.hpp"
#include "base/xml_scanner.hpp"
#include "diag/sink.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::string_view atom = "http://www.w3.org/2005/Atom";
constexpr std::string_view rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
constexpr std::string_view mahara = "http://wiki.mahara.org/Developer_Area/Import%2F%2FExport/LEAP_Extensions#";
constexpr std::string_view category_space = "http://wiki.leapspecs.org/2A/categories"; // some releases forget the '/' after it
constexpr std::string_view known_version = "http://www.leapspecs.org/2010-07/2A/";
constexpr std::size_t deepest_text = html_limits::depth;

class Reader {
  public:
    explicit Reader(std::string_view xml) : xml_(xml) {}

    std::variant<LeapFeed, LeapFault> run() {
        const auto problem = scan_xml(xml_, [&](const XmlEvent& event) {
            if (!fault_) take(event);
        });
        if (problem) return LeapFault{position_at(xml_, problem->offset), problem->french, problem->english};
        if (!fault_ && !version_seen_)
            fail(root_at_, "ce document ne dit pas sa version de Leap2A (leap2:version) ; Livret lit celle de 2010-07",
                 "this document does not say its version of Leap2A (leap2:version); Livret reads that of 2010-07");
        if (fault_) return *fault_;
        return std::move(feed_);
    }

  private:
    struct Open {
        std::string space, name;
        std::size_t bindings = 0; // of namespaces, before this element's
    };

    void fail(std::size_t offset, std::string fr, std::string en) {
        if (!fault_) fault_ = LeapFault{position_at(xml_, offset), std::move(fr), std::move(en)};
    }

    // --- names
    std::string_view space_of(std::string_view prefix) const {
        for (auto one = bindings_.rbegin(); one != bindings_.rend(); ++one)
            if (one->first == prefix) return one->second;
        return {};
    }
    // "leap2:activity", "[leap2:activity]" and the whole address are one.
    std::string expanded(std::string_view curie) const {
        curie = trim(curie);
        if (curie.starts_with('[') && curie.ends_with(']')) curie = curie.substr(1, curie.size() - 2);
        const std::size_t colon = curie.find(':');
        const std::string_view space = colon == std::string_view::npos ? std::string_view() : space_of(curie.substr(0, colon));
        return space.empty() ? std::string(curie) : std::string(space) + std::string(curie.substr(colon + 1));
    }
    std::string attribute(const XmlEvent& event, std::string_view space, std::string_view name) const {
        for (const XmlAttribute& one : event.attributes) {
            const std::size_t colon = one.name.find(':');
            const std::string_view own =
                colon == std::string_view::npos ? std::string_view() : space_of(one.name.substr(0, colon));
            if (xml_local_name(one.name) == name && own == space) return one.value;
        }
        return "";
    }
    bool inside(std::string_view name) const { return !open_.empty() && open_.back().space == atom && open_.back().name == name; }
    bool in_entry() const { return open_.size() == 2 && inside("entry"); }

    // --- events
    void take(const XmlEvent& event) {
        switch (event.kind) {
        case XmlEvent::Kind::start:
            return start(event);
        case XmlEvent::Kind::end:
            return end();
        case XmlEvent::Kind::text:
            if (!markup_.empty())
                add_words(event.text);
            else if (words_ != nullptr)
                *words_ += event.text;
            return;
        default:
            return;
        }
    }

    void start(const XmlEvent& event) {
        const std::size_t before = bindings_.size();
        for (const XmlAttribute& one : event.attributes) {
            if (one.name == "xmlns") bindings_.emplace_back("", one.value);
            if (one.name.starts_with("xmlns:")) bindings_.emplace_back(one.name.substr(6), one.value);
        }
        const std::size_t colon = event.name.find(':');
        const std::string space(space_of(colon == std::string_view::npos ? std::string_view() : event.name.substr(0, colon)));
        const std::string name(xml_local_name(event.name));
        if (!markup_.empty())
            begin_markup(event, name);
        else if (words_ == nullptr)
            begin(event, space, name);
        open_.push_back({space, name, before});
    }

    void end() {
        bindings_.resize(open_.back().bindings);
        open_.pop_back();
        while (!markup_.empty() && markup_.size() > open_.size() - markup_depth_) markup_.pop_back();
        if (words_ != nullptr && open_.size() == words_depth_) end_words();
        if (open_.size() == 1 && entry_open_) end_entry();
    }

    void begin(const XmlEvent& event, std::string_view space, std::string_view name) {
        if (open_.empty()) {
            root_at_ = event.offset;
            if (space != atom || name != "feed")
                fail(event.offset, "ce n’est pas un document Leap2A : son premier élément n’est pas le « feed » d’Atom",
                     "this is no Leap2A document: its first element is not Atom's “feed”");
            return;
        }
        if (open_.size() == 1) return begin_of_feed(event, space, name);
        if (in_entry()) return begin_of_entry(event, space, name);
    }

    void begin_of_feed(const XmlEvent& event, std::string_view space, std::string_view name) {
        if (space == atom && name == "entry") {
            if (feed_.entries.size() >= leap2a_limits::entries)
                return fail(event.offset, fmt::format("plus de {} entrées", leap2a_limits::entries),
                            fmt::format("more than {} entries", leap2a_limits::entries));
            entry_open_ = true;
            entry_offset_ = event.offset;
            feed_.entries.emplace_back();
        }
        if (space == atom && name == "title") capture(feed_.title);
        if (space == atom && name == "generator") capture(feed_.generator);
        if (space == leap2_terms && name == "version") {
            version_offset_ = event.offset;
            capture(version_);
            reading_version_ = true;
        }
    }

    void begin_of_entry(const XmlEvent& event, std::string_view space, std::string_view name) {
        LeapEntry& entry = feed_.entries.back();
        if (space == atom && name == "title") {
            title_is_html_ = attribute(event, "", "type") == "html";
            capture(entry.title);
        } else if (space == atom && name == "id") {
            capture(entry.id);
        } else if (space == atom && name == "published") {
            capture(entry.published);
        } else if (space == atom && name == "updated") {
            capture(entry.updated);
        } else if (space == atom && name == "link") {
            const std::string rel = attribute(event, "", "rel");
            entry.links.push_back({expanded(rel.empty() ? "alternate" : rel), std::string(trim(attribute(event, "", "href")))});
        } else if (space == atom && name == "category") {
            entry.categories.push_back(
                {attribute(event, "", "term"), expanded(attribute(event, "", "scheme")), attribute(event, "", "label")});
        } else if (space == atom && name == "content") {
            begin_content(event, entry);
        } else if (space == rdf && name == "type") {
            const std::string type = expanded(attribute(event, rdf, "resource"));
            if (type.starts_with(leap2_terms)) entry.type = type.substr(leap2_terms.size());
        } else if (space == mahara && name == "artefactplugin") {
            entry.plugin = attribute(event, mahara, "plugin");
            entry.artefact = attribute(event, mahara, "type");
        } else if (space == leap2_terms && name == "date") {
            capture(entry.dates[attribute(event, leap2_terms, "point")]);
        }
    }

    void begin_content(const XmlEvent& event, LeapEntry& entry) {
        const std::string type = attribute(event, "", "type"), source = attribute(event, "", "src");
        if (!source.empty()) {
            entry.content = LeapEntry::Content::elsewhere;
            entry.text = source;
        } else if (type == "xhtml") {
            entry.content = LeapEntry::Content::xhtml;
            root_ = {};
            markup_ = {&root_};
            markup_depth_ = open_.size();
        } else if (type.empty() || type == "text" || type == "html") {
            entry.content = type == "html" ? LeapEntry::Content::html : LeapEntry::Content::text;
            capture(entry.text);
        }
    }

    // --- words of one element, those of elements in it too
    void capture(std::string& into) {
        into.clear();
        words_ = &into;
        words_depth_ = open_.size();
    }
    void end_words() {
        words_ = nullptr;
        if (!reading_version_) return;
        reading_version_ = false;
        version_seen_ = true;
        if (trim(version_) != known_version)
            fail(version_offset_,
                 fmt::format("la version de Leap2A « {} » n’est pas celle que Livret lit ({})", excerpt(trim(version_), 80),
                             known_version),
                 fmt::format("the version of Leap2A “{}” is not the one that Livret reads ({})", excerpt(trim(version_), 80),
                             known_version));
    }

    // --- xhtml
    void begin_markup(const XmlEvent& event, const std::string& name) {
        // Deeper elements are left out; what they hold goes to the last one that is kept.
        if (markup_.size() > deepest_text || open_.size() != markup_depth_ + markup_.size()) return;
        HtmlNode node{ascii_lower(name), ""};
        for (const XmlAttribute& one : event.attributes)
            if (node.attributes.size() < 32) node.attributes.emplace_back(ascii_lower(one.name), one.value);
        markup_.back()->children.push_back(std::move(node));
        markup_.push_back(&markup_.back()->children.back());
    }
    void add_words(const std::string& words) {
        auto& children = markup_.back()->children;
        if (!children.empty() && children.back().is_text())
            children.back().text += words;
        else
            children.push_back({"", words});
    }

    void end_entry() {
        entry_open_ = false;
        LeapEntry& entry = feed_.entries.back();
        entry.at = position_of(entry_offset_);
        entry.nodes = std::move(root_.children);
        root_ = {};
        for (std::string* one : {&entry.id, &entry.published, &entry.updated}) *one = std::string(trim(*one));
        if (title_is_html_) entry.title = text_of(HtmlNode{"p", "", {}, parse_html(entry.title)});
        title_is_html_ = false;
        if (entry.id.empty())
            fail(entry_offset_, "cette entrée n’a pas d’identifiant (id)", "this entry has no id");
        else if (!ids_.insert(entry.id).second)
            fail(entry_offset_, fmt::format("deux entrées ont l’identifiant « {} »", excerpt(entry.id, 80)),
                 fmt::format("two entries have the id “{}”", excerpt(entry.id, 80)));
    }

    // Entries come in order: counting goes on from the last one.
    Position position_of(std::size_t offset) {
        for (; counted_ < offset; ++counted_)
            if (xml_[counted_] == '\n') {
                ++line_;
                line_start_ = counted_ + 1;
            }
        return {line_, static_cast<int>(count_characters(xml_.substr(line_start_, offset - line_start_))) + 1};
    }

    std::string_view xml_;
    LeapFeed feed_;
    std::optional<LeapFault> fault_;
    std::vector<Open> open_;
    std::vector<std::pair<std::string, std::string>> bindings_;
    std::string* words_ = nullptr;
    std::size_t words_depth_ = 0;
    HtmlNode root_;
    std::vector<HtmlNode*> markup_; // open elements of an xhtml content; empty: outside
    std::size_t markup_depth_ = 0;
    bool entry_open_ = false, title_is_html_ = false, reading_version_ = false, version_seen_ = false;
    std::string version_;
    std::size_t root_at_ = 0, entry_offset_ = 0, version_offset_ = 0;
    std::set<std::string> ids_;
    std::size_t counted_ = 0, line_start_ = 0;
    int line_ = 1;
};

} // namespace

bool LeapEntry::has_category(std::string_view scheme, std::string_view term) const {
    return std::any_of(categories.begin(), categories.end(), [&](const Category& one) {
        if (one.term != term || !one.scheme.starts_with(category_space)) return false;
        std::string_view rest = std::string_view(one.scheme).substr(category_space.size());
        if (rest.starts_with('/')) rest.remove_prefix(1);
        return rest.size() == scheme.size() + 1 && rest.starts_with(scheme) && rest.ends_with('#');
    });
}

std::variant<LeapFeed, LeapFault> read_leap2a(std::string_view xml) {
    return Reader(xml).run();
}

} // namespace livret

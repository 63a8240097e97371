#include "media/svg.hpp"

#include "base/text.hpp"
#include "base/xml_scanner.hpp"
#include "media/base64.hpp"
#include "media/raster.hpp"
#include "media/svg_rules.hpp"
#include "media/svg_size.hpp"

#include <algorithm>
#include <utility>

namespace livret {

namespace {

constexpr std::string_view svg_space = "http://www.w3.org/2000/svg";
constexpr std::string_view xlink_space = "http://www.w3.org/1999/xlink";
constexpr std::string_view xml_space = "http://www.w3.org/XML/1998/namespace";
constexpr std::string_view html_space = "http://www.w3.org/1999/xhtml";
constexpr std::string_view rdf_space = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

std::string_view prefix_of(std::string_view name) {
    const auto colon = name.rfind(':');
    return colon == std::string_view::npos ? std::string_view{} : name.substr(0, colon);
}

// "xmlns" declares the space of names without a prefix, "xmlns:p" that of the prefix p.
std::optional<std::string_view> declared_prefix(std::string_view attribute) {
    if (attribute == "xmlns") return std::string_view{};
    if (attribute.starts_with("xmlns:")) return attribute.substr(6);
    return std::nullopt;
}

struct Edit {
    std::size_t offset = 0, size = 0;
    std::string text;
};

std::string edited(std::string_view bytes, const std::vector<Edit>& edits) {
    std::string out;
    std::size_t at = 0;
    for (const auto& edit : edits) {
        out += bytes.substr(at, edit.offset - at);
        out += edit.text;
        at = edit.offset + edit.size;
    }
    out += bytes.substr(at);
    return out;
}

// Follows the scanner and notes what is to be taken out of the bytes, in order. Everything else stays as it
// was written, so that nothing changes in a drawing that is clean.
class Cleaner {
  public:
    Cleaner(std::string_view bytes, SvgUse use) : bytes_(bytes), use_(use) {}

    CleanDrawing run() {
        const auto problem = scan_xml(bytes_, [this](const XmlEvent& event) { read(event); });
        if (css_leads_outside(style_))
            refuse("un style qui prend un fichier ailleurs", "a style that takes a file from elsewhere");
        drawing_.damaged = drawing_.damaged || problem.has_value();
        if (!drawing_.damaged && drawing_.active.empty()) {
            drawing_.bytes = edited(bytes_, edits_);
            // What stood on both sides of something left out may join into what XML does not admit: "]]" and
            // ">".
            drawing_.damaged = scan_xml(drawing_.bytes, {}).has_value();
        }
        if (drawing_.damaged) drawing_.active.clear();
        return std::move(drawing_);
    }

  private:
    struct Binding {
        std::string_view prefix;
        std::string space;
    };
    struct Open {
        std::size_t bindings = 0; // how many were declared outside of it
        bool style = false;
        bool creator = false;
    };

    void refuse(std::string french, std::string english) {
        SvgReason reason{std::move(french), std::move(english)};
        auto& all = drawing_.active;
        if (std::find(all.begin(), all.end(), reason) == all.end()) all.push_back(std::move(reason));
    }

    std::string_view space_of(std::string_view prefix) const {
        if (prefix == "xml") return xml_space;
        const auto found =
            std::find_if(bindings_.rbegin(), bindings_.rend(), [&](const Binding& binding) { return binding.prefix == prefix; });
        return found == bindings_.rend() ? std::string_view{} : found->space;
    }

    bool in_left_out() const { return left_out_from_ != 0; }
    bool publishing() const { return use_ == SvgUse::publish; }

    void read(const XmlEvent& event) {
        switch (event.kind) {
        case XmlEvent::Kind::start:
            start(event);
            break;
        case XmlEvent::Kind::end:
            end(event);
            break;
        case XmlEvent::Kind::text:
            if (!open_.empty() && open_.back().style) style_ += event.text;
            if (creator_depth_ != 0 && !is_blank(event.text)) drawing_.reveals.insert(Reveal::author);
            break;
        case XmlEvent::Kind::instruction:
            if (event.name == "xml-stylesheet")
                refuse("une feuille de style prise ailleurs", "a style sheet taken from elsewhere");
            [[fallthrough]];
        case XmlEvent::Kind::comment:
            if (publishing() && !in_left_out()) edits_.push_back({event.offset, event.size, {}});
            break;
        }
    }

    void start(const XmlEvent& event) {
        Open element;
        element.bindings = bindings_.size();
        for (const auto& attribute : event.attributes)
            if (const auto prefix = declared_prefix(attribute.name)) bindings_.push_back({*prefix, attribute.value});

        const auto space = space_of(prefix_of(event.name));
        const auto local = xml_local_name(event.name);
        if (open_.empty()) read_root(event, space, local);
        check_element(space, local);
        element.style = space == svg_space && local == "style";
        element.creator = space != svg_space && local == "creator";
        if (element.creator) ++creator_depth_;
        open_.push_back(element);
        if (in_left_out()) return;
        if (is_left_out(space, local)) {
            left_out_from_ = open_.size();
            left_out_offset_ = event.offset;
            return;
        }
        for (const auto& attribute : event.attributes) read_attribute(attribute, space, local);
    }

    void end(const XmlEvent& event) {
        if (left_out_from_ == open_.size() && in_left_out()) {
            edits_.push_back({left_out_offset_, event.offset + event.size - left_out_offset_, {}});
            left_out_from_ = 0;
        }
        const auto& element = open_.back();
        if (element.creator) --creator_depth_;
        bindings_.resize(element.bindings);
        open_.pop_back();
    }

    void read_root(const XmlEvent& event, std::string_view space, std::string_view local) {
        if (space != svg_space || local != "svg") drawing_.damaged = true;
        const auto size = svg_size(event.attributes);
        drawing_.width = size.width;
        drawing_.height = size.height;
    }

    void check_element(std::string_view space, std::string_view local) {
        if (space == html_space) return refuse("du HTML", "HTML");
        if (space != svg_space || !is_active_element(local)) return;
        if (ascii_lower(local) == "script") return refuse("un script", "a script");
        refuse("un élément <" + std::string(local) + ">", "an element <" + std::string(local) + ">");
    }

    bool is_left_out(std::string_view space, std::string_view local) const {
        if (!publishing()) return space == rdf_space || (space == svg_space && local == "metadata");
        return space != svg_space || !is_drawing_element(local);
    }

    void read_attribute(const XmlAttribute& attribute, std::string_view element_space, std::string_view element) {
        const auto prefix = prefix_of(attribute.name);
        const auto local = xml_local_name(attribute.name);
        if (const auto declared = declared_prefix(attribute.name)) {
            const bool needed = declared->empty() || attribute.value == svg_space || attribute.value == xlink_space;
            if (publishing() && !needed) remove(attribute);
            return;
        }
        const bool reveals_path = !prefix.empty() && reveals_a_path(local, attribute.value);
        if (reveals_path) drawing_.reveals.insert(Reveal::path);
        const auto space = prefix.empty() ? std::string_view{} : space_of(prefix);
        if (reveals_path || (publishing() && !prefix.empty() && !is_kept(space, local))) return remove(attribute);
        if (!prefix.empty() && space != xlink_space) return; // nothing that browsers act on

        if (local == "href") return read_address(attribute, element_space, element);
        if (!prefix.empty()) return;
        if (ascii_lower(local).starts_with("on"))
            return refuse("un programme dans « " + std::string(local) + " »", "a program in “" + std::string(local) + "”");
        // An animation of an address would bring back what the drawing does not show at first.
        if (ascii_lower(local) == "attributename" && ascii_lower(xml_local_name(trim(attribute.value))) == "href")
            return refuse("une animation qui change un lien", "an animation that changes a link");
        if (css_leads_outside(attribute.value))
            refuse("un style qui prend un fichier ailleurs", "a style that takes a file from elsewhere");
    }

    static bool is_kept(std::string_view space, std::string_view local) {
        if (space == xlink_space) return true;
        return space == xml_space && (local == "space" || local == "lang" || local == "id");
    }

    // inkscape:export-filename, sodipodi:absref and the like: a name of a user stands in most of them.
    static bool reveals_a_path(std::string_view local, std::string_view value) {
        const bool may = local == "export-filename" || local == "absref" || local == "docname" || local == "docbase";
        return may && value.find_first_of("/\\") != std::string_view::npos;
    }

    void read_address(const XmlAttribute& attribute, std::string_view space, std::string_view element) {
        const auto kind = kind_of_address(attribute.value);
        if (kind == Address::inside) return;
        const bool shows = space == svg_space && (element == "image" || element == "feImage");
        if (kind == Address::picture && shows) return read_picture(attribute);
        constexpr std::size_t shown = 60;
        const auto address = excerpt(attribute.value, shown);
        refuse("un lien vers « " + address + " »", "a link to “" + address + "”");
    }

    void read_picture(const XmlAttribute& attribute) {
        const auto bytes = decode_base64(base64_of(attribute.value));
        const auto kind = bytes ? raster_of(*bytes) : std::nullopt;
        const auto picture = kind ? clean_raster(*kind, *bytes) : std::nullopt;
        if (!picture) return refuse("une image abîmée", "a damaged picture");
        drawing_.reveals.merge(reveals_of(picture->left_out));
        if (picture->bytes == *bytes) return;
        static constexpr std::string_view names[] = {"png", "jpeg", "gif", "webp"}; // in the order of Raster
        edits_.push_back({attribute.offset, attribute.size,
                          std::string(attribute.name) + "=\"data:image/" + std::string(names[static_cast<std::size_t>(*kind)]) +
                              ";base64," + encode_base64(picture->bytes) + "\""});
    }

    void remove(const XmlAttribute& attribute) {
        auto begin = attribute.offset; // with the white space before it, which XML requires to be there
        while (std::string_view(" \t\r\n").find(bytes_[begin - 1]) != std::string_view::npos) --begin;
        edits_.push_back({begin, attribute.offset + attribute.size - begin, {}});
    }

    std::string_view bytes_;
    SvgUse use_;
    CleanDrawing drawing_;
    std::vector<Edit> edits_;
    std::vector<Binding> bindings_;
    std::vector<Open> open_;
    std::string style_;             // of all style elements
    std::size_t creator_depth_ = 0; // open elements that name a creator
    std::size_t left_out_from_ = 0; // depth of the element that is left out with what it holds; 0: none
    std::size_t left_out_offset_ = 0;
};

// Where the document type declaration or the root starts: after the XML declaration, comments and
// instructions.
std::size_t end_of_prolog(std::string_view bytes) {
    std::size_t at = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    for (;;) {
        at = std::min(bytes.find_first_not_of(" \t\r\n", at), bytes.size());
        const auto rest = bytes.substr(at);
        const std::string_view end = rest.starts_with("<?") ? "?>" : rest.starts_with("<!--") ? "-->" : "";
        if (end.empty()) return at;
        const auto found = rest.find(end);
        if (found == std::string_view::npos) return bytes.size();
        at += found + end.size();
    }
}

} // namespace

CleanDrawing clean_svg(std::string_view bytes, SvgUse use) {
    const auto at = end_of_prolog(bytes);
    const auto rest = bytes.substr(at);
    if (ascii_lower(rest.substr(0, 9)) != "<!doctype") return Cleaner(bytes, use).run();

    // Many programs write <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://...">, which says nothing,
    // and goes. One that defines something of its own, between brackets, is what the scanner refuses them
    // for.
    const auto end = rest.find_first_of("[>");
    if (end == std::string_view::npos || rest[end] == '[') {
        CleanDrawing drawing;
        drawing.active.push_back(
            {"une déclaration DOCTYPE qui définit des entités", "a DOCTYPE declaration that defines entities"});
        return drawing;
    }
    const auto text = std::string(bytes.substr(0, at)) + std::string(rest.substr(end + 1));
    return Cleaner(text, use).run();
}

} // namespace livret

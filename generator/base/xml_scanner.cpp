#include "base/xml_scanner.hpp"

#include "base/byte_set.hpp"
#include "base/text.hpp"
#include "base/xml_characters.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace livret {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

constexpr bool is_white(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string hexadecimal(char32_t code) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (int shift = code > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4) out += digits[(code >> shift) & 0xF];
    return out;
}

// §2.11: a carriage return, alone or before a line feed, is a line feed.
std::string with_plain_line_ends(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') {
            out += text[i];
        } else if (i + 1 == text.size() || text[i + 1] != '\n') {
            out += '\n';
        }
    }
    return out;
}

// One pass over the bytes. Every function that reads something says whether it could; if not, problem_ says
// why.
class Scanner {
  public:
    Scanner(std::string_view bytes, const std::function<void(const XmlEvent&)>& handler) : bytes_(bytes), handler_(handler) {}

    std::optional<XmlProblem> run() {
        scan();
        return std::move(problem_);
    }

  private:
    struct Open {
        std::string_view name;
        std::size_t offset = 0;
    };

    bool scan() {
        if (!check_characters()) return false;
        if (bytes_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
        if (follows("<?xml") && at_ + 5 < bytes_.size() && is_white(bytes_[at_ + 5]) && !read_declaration()) return false;
        while (at_ < bytes_.size())
            if (!(bytes_[at_] == '<' ? read_markup() : read_text())) return false;
        if (!open_.empty()) {
            const auto& last = open_.back();
            return fail(last.offset, "l’élément <" + std::string(last.name) + "> n’est jamais fermé",
                        "the element <" + std::string(last.name) + "> is never closed");
        }
        if (!seen_root_) return fail(bytes_.size(), "le document n’a aucun élément", "the document has no element");
        return true;
    }

    // The whole text at once, so that the rest of the scanner need not think of it.
    bool check_characters() {
        if (const auto bad = first_invalid_utf8(bytes_))
            return fail(*bad, "ce texte n’est pas en UTF-8", "this text is not UTF-8");
        for (std::size_t i = 0; i < bytes_.size();) {
            const auto [code, size] = decode_utf8(bytes_, i);
            if (!is_xml_character(code))
                return fail(i, "caractère de contrôle U+" + hexadecimal(code) + ", que XML n’admet pas",
                            "control character U+" + hexadecimal(code) + ", which XML does not admit");
            i += size;
        }
        return true;
    }

    bool follows(std::string_view what) const { return bytes_.substr(at_).starts_with(what); }

    void skip_white() {
        while (at_ < bytes_.size() && is_white(bytes_[at_])) ++at_;
    }

    bool fail(std::size_t offset, std::string french, std::string english) {
        problem_ = XmlProblem{offset, std::move(french), std::move(english)};
        return false;
    }

    int line_of_offset(std::size_t offset) const {
        const auto before = bytes_.substr(0, offset);
        return 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
    }

    std::optional<std::string_view> read_name() {
        const auto begin = at_;
        while (at_ < bytes_.size()) {
            const auto [code, size] = decode_utf8(bytes_, at_);
            if (!(at_ == begin ? starts_xml_name(code) : continues_xml_name(code))) break;
            at_ += size;
        }
        if (at_ == begin) return std::nullopt;
        return bytes_.substr(begin, at_ - begin);
    }

    // §2.8: version, then encoding, then standalone; the last two may be missing.
    bool read_declaration() {
        const auto begin = at_;
        const auto end = bytes_.find("?>", at_);
        if (end == std::string_view::npos)
            return fail(begin, "la déclaration <?xml n’est pas fermée par ?>", "the declaration <?xml is not closed by ?>");
        at_ += 5;
        static constexpr std::array<std::string_view, 3> names{"version", "encoding", "standalone"};
        std::size_t next = 0;
        while (at_ < end) {
            const auto before = at_;
            skip_white();
            if (at_ >= end) break;
            const auto place = at_;
            const auto name = read_name();
            const auto found =
                name ? std::find(names.begin() + static_cast<std::ptrdiff_t>(next), names.end(), *name) : names.end();
            if (before == place || found == names.end() || (next == 0 && found != names.begin()))
                return fail(place, "la déclaration XML s’écrit <?xml version=\"1.0\" encoding=\"UTF-8\"?>",
                            "the XML declaration is written <?xml version=\"1.0\" encoding=\"UTF-8\"?>");
            next = static_cast<std::size_t>(found - names.begin()) + 1;
            const auto value_place = at_;
            std::string value;
            if (!read_attribute_value(*name, value)) return false;
            if (!check_declared(*name, value, value_place)) return false;
        }
        if (next == 0) return fail(begin, "la déclaration XML n’a pas de version", "the XML declaration has no version");
        at_ = end + 2;
        return true;
    }

    bool check_declared(std::string_view name, const std::string& value, std::size_t place) {
        if (name == "version" && value != "1.0")
            return fail(place, "version de XML « " + value + " » : seule la version 1.0 est lue",
                        "XML version “" + value + "”: only version 1.0 is read");
        if (name == "encoding" && ascii_lower(value) != "utf-8")
            return fail(place, "encodage « " + value + " » : seul UTF-8 est lu", "encoding “" + value + "”: only UTF-8 is read");
        if (name == "standalone" && value != "yes" && value != "no")
            return fail(place, "« standalone » vaut « yes » ou « no »", "“standalone” is “yes” or “no”");
        return true;
    }

    bool read_markup() {
        if (follows("<!--")) return read_comment();
        if (follows("<![CDATA[")) return read_cdata();
        if (ascii_lower(bytes_.substr(at_, 9)) == "<!doctype")
            return fail(at_, "la déclaration DOCTYPE n’est pas admise : retirez-la",
                        "a DOCTYPE declaration is not accepted: remove it");
        if (follows("<!"))
            return fail(at_, "« <! » ne commence ni un commentaire « <!-- » ni une section « <![CDATA[ »",
                        "“<!” starts neither a comment “<!--” nor a section “<![CDATA[”");
        if (follows("<?")) return read_instruction();
        if (follows("</")) return read_end_tag();
        return read_start_tag();
    }

    bool read_comment() {
        const auto begin = at_;
        const auto dashes = bytes_.find("--", begin + 4);
        if (dashes == std::string_view::npos)
            return fail(begin, "le commentaire ouvert par « <!-- » n’est pas fermé par « --> »",
                        "the comment opened by “<!--” is not closed by “-->”");
        if (dashes + 2 >= bytes_.size() || bytes_[dashes + 2] != '>')
            return fail(dashes, "« -- » dans un commentaire : seul « --> », à la fin, en porte",
                        "“--” in a comment: only the final “-->” may have it");
        at_ = dashes + 3;
        XmlEvent event;
        event.kind = XmlEvent::Kind::comment;
        event.text = with_plain_line_ends(bytes_.substr(begin + 4, dashes - begin - 4));
        return emit(std::move(event), begin);
    }

    bool read_cdata() {
        const auto begin = at_;
        if (open_.empty()) return fail_outside_root(begin);
        const auto end = bytes_.find("]]>", begin + 9);
        if (end == std::string_view::npos)
            return fail(begin, "la section ouverte par « <![CDATA[ » n’est pas fermée par « ]]> »",
                        "the section opened by “<![CDATA[” is not closed by “]]>”");
        at_ = end + 3;
        XmlEvent event;
        event.text = with_plain_line_ends(bytes_.substr(begin + 9, end - begin - 9));
        return emit(std::move(event), begin);
    }

    bool read_instruction() {
        const auto begin = at_;
        at_ += 2;
        const auto target = read_name();
        if (!target) return fail(begin, "« <? » n’est pas suivi d’un nom", "“<?” is not followed by a name");
        if (ascii_lower(*target) == "xml")
            return fail(begin, "la déclaration <?xml ne se place qu’au tout début du fichier, en minuscules",
                        "the declaration <?xml stands at the very start of the file only, in lower case");
        const auto end = bytes_.find("?>", at_);
        if (end == std::string_view::npos)
            return fail(begin, "l’instruction <?" + std::string(*target) + " n’est pas fermée par « ?> »",
                        "the instruction <?" + std::string(*target) + " is not closed by “?>”");
        if (end != at_ && !is_white(bytes_[at_])) return fail_name(at_);
        skip_white();
        XmlEvent event;
        event.kind = XmlEvent::Kind::instruction;
        event.name = *target;
        event.text = with_plain_line_ends(bytes_.substr(std::min(at_, end), end - std::min(at_, end)));
        at_ = end + 2;
        return emit(std::move(event), begin);
    }

    bool read_end_tag() {
        const auto begin = at_;
        at_ += 2;
        const auto name = read_name();
        if (!name) return fail_name(at_);
        skip_white();
        if (!follows(">"))
            return fail(at_, "la balise </" + std::string(*name) + " n’est pas fermée par « > »",
                        "the tag </" + std::string(*name) + " is not closed by “>”");
        ++at_;
        const std::string written = "</" + std::string(*name) + ">";
        if (open_.empty())
            return fail(begin, written + " ne ferme rien : aucun élément n’est ouvert",
                        written + " closes nothing: no element is open");
        const auto& last = open_.back();
        if (last.name != *name) {
            const auto expected = std::string(last.name);
            const auto line = std::to_string(line_of_offset(last.offset));
            return fail(begin, written + " ne ferme pas <" + expected + ">, ouvert ligne " + line,
                        written + " does not close <" + expected + ">, opened on line " + line);
        }
        open_.pop_back();
        XmlEvent event;
        event.kind = XmlEvent::Kind::end;
        event.name = *name;
        return emit(std::move(event), begin);
    }

    bool read_start_tag() {
        const auto begin = at_;
        ++at_;
        const auto name = read_name();
        if (!name)
            return fail(begin, "« < » n’est pas suivi d’un nom d’élément : écrivez « &lt; » pour le signe lui-même",
                        "“<” is not followed by the name of an element: write “&lt;” for the sign itself");
        if (open_.empty() && seen_root_)
            return fail(begin, "deuxième élément principal <" + std::string(*name) + "> : un document n’en a qu’un",
                        "second main element <" + std::string(*name) + ">: a document has only one");
        if (open_.size() >= xml_depth_limit)
            return fail(begin, "plus de " + std::to_string(xml_depth_limit) + " éléments imbriqués",
                        "more than " + std::to_string(xml_depth_limit) + " nested elements");
        XmlEvent event;
        event.kind = XmlEvent::Kind::start;
        event.name = *name;
        if (!read_attributes(event, begin)) return false;
        seen_root_ = true;
        const bool self_closing = event.self_closing;
        if (!self_closing) open_.push_back({*name, begin});
        if (!emit(std::move(event), begin)) return false;
        if (!self_closing) return true;
        XmlEvent end;
        end.kind = XmlEvent::Kind::end;
        end.name = *name;
        end.self_closing = true;
        return emit(std::move(end), at_);
    }

    bool read_attributes(XmlEvent& event, std::size_t tag) {
        std::vector<std::string_view> names;
        for (;;) {
            const auto before = at_;
            skip_white();
            if (follows("/>")) {
                at_ += 2;
                event.self_closing = true;
                break;
            }
            if (follows(">")) {
                ++at_;
                break;
            }
            if (at_ >= bytes_.size())
                return fail(tag, "la balise <" + std::string(event.name) + " n’est pas fermée par « > »",
                            "the tag <" + std::string(event.name) + " is not closed by “>”");
            XmlAttribute attribute;
            attribute.offset = at_;
            const auto name = read_name();
            if (!name) return fail_name(at_);
            if (before == attribute.offset)
                return fail(attribute.offset, "il manque une espace avant l’attribut « " + std::string(*name) + " »",
                            "a space is missing before the attribute “" + std::string(*name) + "”");
            attribute.name = *name;
            if (!read_attribute_value(*name, attribute.value)) return false;
            attribute.size = at_ - attribute.offset;
            names.push_back(*name);
            event.attributes.push_back(std::move(attribute));
        }
        // Sorted, so that a tag with very many attributes costs no more than its length.
        std::stable_sort(names.begin(), names.end());
        const auto twice = std::adjacent_find(names.begin(), names.end());
        if (twice == names.end()) return true;
        const auto second = std::next(twice);
        return fail(static_cast<std::size_t>(second->data() - bytes_.data()),
                    "l’attribut « " + std::string(*second) + " » est écrit deux fois",
                    "the attribute “" + std::string(*second) + "” is written twice");
    }

    // = "value" or = 'value', after the name.
    bool read_attribute_value(std::string_view name, std::string& value) {
        skip_white();
        if (!follows("="))
            return fail(at_,
                        "l’attribut « " + std::string(name) + " » n’a pas de valeur : écrivez " + std::string(name) + "=\"…\"",
                        "the attribute “" + std::string(name) + "” has no value: write " + std::string(name) + "=\"…\"");
        ++at_;
        skip_white();
        if (!follows("\"") && !follows("'"))
            return fail(at_, "la valeur de « " + std::string(name) + " » n’est pas entre guillemets droits",
                        "the value of “" + std::string(name) + "” is not between straight quotes");
        const auto begin = at_;
        const char quote = bytes_[at_++];
        while (at_ < bytes_.size() && bytes_[at_] != quote) {
            const char c = bytes_[at_];
            if (c == '<')
                return fail(at_,
                            "« < » dans la valeur de « " + std::string(name) + " » : écrivez « &lt; », ou fermez les guillemets",
                            "“<” in the value of “" + std::string(name) + "”: write “&lt;”, or close the quotes");
            if (c == '&') {
                if (!read_reference(value)) return false;
                continue;
            }
            if (is_white(c)) {
                if (follows("\r\n")) ++at_;
                value += ' ';
            } else {
                value += c;
            }
            ++at_;
        }
        if (at_ >= bytes_.size())
            return fail(begin, "les guillemets de « " + std::string(name) + " » ne sont pas fermés",
                        "the quotes of “" + std::string(name) + "” are not closed");
        ++at_;
        return true;
    }

    // &lt; &#233; &#xE9; and no others.
    bool read_reference(std::string& out) {
        const auto begin = at_;
        // The longest reference that means something is &#x0010FFFF; with a few zeros more.
        const auto end = bytes_.substr(begin, 32).find(';');
        const auto body = end == std::string_view::npos ? std::string_view{} : bytes_.substr(begin + 1, end - 1);
        if (body.empty() || body.find_first_of("&< \t\r\n\"'") != std::string_view::npos)
            return fail(begin, "« & » seul : écrivez « &amp; » pour le signe lui-même",
                        "“&” on its own: write “&amp;” for the sign itself");
        at_ = begin + end + 1;
        if (body[0] == '#') return read_character_reference(body.substr(1), begin, out);
        static constexpr std::array<std::pair<std::string_view, char>, 5> known{
            {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}}};
        for (const auto& [name, character] : known) {
            if (body != name) continue;
            out += character;
            return true;
        }
        const auto written = "&" + std::string(body) + ";";
        return fail(begin, "« " + written + " » n’existe pas en XML : écrivez le caractère lui-même",
                    "“" + written + "” does not exist in XML: write the character itself");
    }

    bool read_character_reference(std::string_view digits, std::size_t begin, std::string& out) {
        const unsigned base = digits.starts_with('x') ? 16 : 10;
        if (base == 16) digits.remove_prefix(1);
        char32_t code = 0;
        bool valid = !digits.empty();
        for (const char c : digits) {
            unsigned digit = 99;
            if (c >= '0' && c <= '9') digit = static_cast<unsigned>(c - '0');
            if (c >= 'a' && c <= 'f') digit = static_cast<unsigned>(c - 'a' + 10);
            if (c >= 'A' && c <= 'F') digit = static_cast<unsigned>(c - 'A' + 10);
            valid = valid && digit < base && code <= 0x10FFFF;
            if (!valid) break;
            code = code * base + digit;
        }
        const auto written = std::string(bytes_.substr(begin, at_ - begin));
        if (!valid || !is_xml_character(code))
            return fail(begin, "« " + written + " » ne désigne aucun caractère admis en XML",
                        "“" + written + "” stands for no character that XML admits");
        append_utf8(out, code);
        return true;
    }

    bool read_text() {
        const auto begin = at_;
        const auto end = std::min(bytes_.find('<', at_), bytes_.size());
        if (open_.empty()) {
            skip_white();
            return at_ == end || fail_outside_root(at_);
        }
        static constexpr ByteSet stops("&]\r");
        XmlEvent event;
        while (at_ < end) {
            const auto stop = at_ + stops.first_in(bytes_.substr(at_, end - at_));
            event.text += bytes_.substr(at_, stop - at_);
            at_ = stop;
            if (at_ == end) break;
            if (bytes_[at_] == '&') {
                if (!read_reference(event.text)) return false;
                continue;
            }
            if (follows("]]>")) return fail(at_, "« ]]> » dans un texte : écrivez « ]]&gt; »", "“]]>” in a text: write “]]&gt;”");
            if (bytes_[at_] == '\r') {
                if (follows("\r\n")) ++at_;
                event.text += '\n';
            } else {
                event.text += bytes_[at_];
            }
            ++at_;
        }
        return emit(std::move(event), begin);
    }

    bool fail_outside_root(std::size_t offset) {
        return seen_root_ ? fail(offset, "texte après la fin de l’élément principal", "text after the end of the main element")
                          : fail(offset, "texte avant l’élément principal", "text before the main element");
    }

    bool fail_name(std::size_t offset) {
        if (offset >= bytes_.size())
            return fail(offset, "le fichier s’arrête au milieu d’une balise", "the file ends in the middle of a tag");
        const auto shown = std::string(bytes_.substr(offset, decode_utf8(bytes_, offset).size));
        return fail(offset, "« " + shown + " » ne peut pas se trouver ici dans une balise",
                    "“" + shown + "” cannot stand here in a tag");
    }

    bool emit(XmlEvent event, std::size_t begin) {
        event.offset = begin;
        event.size = at_ - begin;
        if (handler_) handler_(event);
        return true;
    }

    std::string_view bytes_;
    const std::function<void(const XmlEvent&)>& handler_;
    std::size_t at_ = 0;
    bool seen_root_ = false;
    std::vector<Open> open_;
    std::optional<XmlProblem> problem_;
};

} // namespace

std::optional<XmlProblem> scan_xml(std::string_view bytes, const std::function<void(const XmlEvent&)>& handler) {
    return Scanner(bytes, handler).run();
}

std::string_view xml_local_name(std::string_view name) {
    const auto colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

} // namespace livret

// Where in an HTML document a template's tag stands, so that a value can only be put where escaping protects it.
//
// Escaping & < > " ' is enough in text and in quoted attributes. It is not in a script, a style sheet, an event handler,
// a style attribute or an unquoted attribute; and an address must not choose its own scheme (javascript:...). This reads
// the templates' literal text as the HTML standard's tokenizer does (§13.2.5), as far as telling these places apart asks.
#pragma once

#include <string>
#include <string_view>

namespace livret {

class HtmlPlace {
  public:
    enum class Kind {
        text,            // between tags
        plain_text,      // in <title> or <textarea>: text without elements
        quoted_value,    // of an attribute, between quotes
        address,         // of href, src...: only addresses may begin it
        unquoted_value,  // of an attribute
        forbidden_value, // of an event handler, of style or srcdoc
        inside_tag,      // between attributes
        tag_name,
        attribute_name,
        script, // or a style sheet, or an element whose content is not parsed
        comment,
    };

    void read(std::string_view literal);

    Kind kind() const;
    // In an address: whether the literal text so far decides the scheme, so that any value may follow. An url settles
    // nothing: the way to the site's top may be empty.
    bool scheme_is_settled() const { return settled_; }
    // Whether a section that begins at the one may end at the other.
    static bool same(const HtmlPlace& begin, const HtmlPlace& end);
    // After a section that may or may not have been there.
    static HtmlPlace join(const HtmlPlace& begin, const HtmlPlace& end);

    const std::string& attribute() const { return attribute_; }
    const std::string& element() const { return element_; }

  private:
    enum class State {
        text,
        open,         // <
        end_open,     // </
        start_name,   // <di
        end_name,     // </di
        between,      // <div class="a"
        name,         // <div cla
        after_name,   // <div class
        before_value, // <div class=
        double_quoted,
        single_quoted,
        unquoted,
        declaration, // <!doctype
        comment,
        raw,       // <script> ...
        escapable, // <title> ...
    };

    void step(char c);
    void begin_attribute(char c);
    void begin_value(State state);
    void end_tag();
    void step_raw(char c);
    bool is_inside_tag() const;

    State state_ = State::text;
    std::string element_;   // the last start tag's, lower case
    std::string attribute_; // the last attribute's, lower case
    std::string value_;     // literal text of the attribute's value so far
    std::string recent_;    // the last characters of a comment or of raw text
    bool settled_ = false;
    bool is_end_tag_ = false;
};

} // namespace livret

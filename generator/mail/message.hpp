// An e-mail (RFC 5322, RFC 2045) of a text and the same as HTML, as bytes. [only user of GMime]
//
// What people wrote cannot become a header or a recipient: names and subjects are encoded (RFC 2047), addresses are checked
// before. The same message always has the same bytes.
#pragma once

#include "base/date.hpp"

#include <string>
#include <string_view>

namespace livret {

struct Mailbox {
    std::string name; // UTF-8; may be empty
    std::string address;
};

struct Message {
    Mailbox from, to;
    std::string subject;
    std::string text, html; // UTF-8, LF
    Language language = Language::fr;
    Moment date;
    std::string id; // without its angle brackets: "3f9c1a20@example.org"
};

// Lines end with LF; none is longer than RFC 5322 allows.
std::string compose(const Message& message);

// Whether mail can be sent there: one address of ASCII letters (RFC 5321 §4.1.2 without its quoted forms and address literals).
bool is_address(std::string_view text);
// "Mission TICE <tice@example.org>" or "tice@example.org"; nothing if there is no address in it.
bool read_mailbox(std::string_view text, Mailbox& out);

} // namespace livret

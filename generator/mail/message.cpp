#include "mail/message.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <memory>

#include <gmime/gmime.h>

namespace livret {

namespace {

template <class Object> struct Unref {
    void operator()(Object* object) const { g_object_unref(object); }
};
template <class Object> using Held = std::unique_ptr<Object, Unref<Object>>;

Held<GMimeTextPart> part_of(const char* subtype, const std::string& text, Language language) {
    Held<GMimeTextPart> part(g_mime_text_part_new_with_subtype(subtype));
    g_mime_text_part_set_charset(part.get(), "utf-8");
    g_mime_text_part_set_text(part.get(), text.c_str());
    g_mime_part_set_content_encoding(GMIME_PART(part.get()), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    g_mime_object_set_header(GMIME_OBJECT(part.get()), "Content-Language", language == Language::fr ? "fr" : "en", nullptr);
    return part;
}

// GMime encodes what is not ASCII; line ends and other control characters have no place in a header at all.
std::string for_header(std::string_view text) {
    std::string out;
    for (const char c : text) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    return out;
}

} // namespace

std::string compose(const Message& message) {
    static const bool begun = (g_mime_init(), true);
    static_cast<void>(begun);
    const Held<GMimeMessage> out(g_mime_message_new(TRUE));
    GMimeObject* object = GMIME_OBJECT(out.get());
    g_mime_message_add_mailbox(out.get(), GMIME_ADDRESS_TYPE_FROM, for_header(message.from.name).c_str(),
                               message.from.address.c_str());
    g_mime_message_add_mailbox(out.get(), GMIME_ADDRESS_TYPE_TO, for_header(message.to.name).c_str(), message.to.address.c_str());
    g_mime_message_set_subject(out.get(), for_header(message.subject).c_str(), "utf-8");
    GDateTime* utc = g_date_time_new_from_unix_utc(message.date.utc.time_since_epoch().count());
    const Moment& date = message.date;
    GTimeZone* zone = g_time_zone_new_offset(date.offset_minutes * 60);
    GDateTime* local = g_date_time_to_timezone(utc, zone);
    g_mime_message_set_date(out.get(), local);
    g_date_time_unref(local);
    g_time_zone_unref(zone);
    g_date_time_unref(utc);
    g_mime_message_set_message_id(out.get(), message.id.c_str());
    g_mime_object_set_header(object, "Auto-Submitted", "auto-generated", nullptr); // RFC 3834: no robot answers it
    const Held<GMimeMultipart> both(g_mime_multipart_new_with_subtype("alternative"));
    // The boundary of its own words: what they say cannot hold it, and the bytes are the same every time.
    const std::string boundary = "=-" + sha256_hex(message.text + message.html).substr(0, 40);
    g_mime_multipart_set_boundary(both.get(), boundary.c_str());
    const auto text = part_of("plain", message.text, message.language), html = part_of("html", message.html, message.language);
    g_mime_multipart_add(both.get(), GMIME_OBJECT(text.get()));
    g_mime_multipart_add(both.get(), GMIME_OBJECT(html.get()));
    g_mime_message_set_mime_part(out.get(), GMIME_OBJECT(both.get()));
    char* bytes = g_mime_object_to_string(object, nullptr);
    std::string result(bytes);
    g_free(bytes);
    return replace_all(std::move(result), "\r\n", "\n");
}

bool is_address(std::string_view text) {
    const std::size_t at = text.rfind('@');
    if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > 254) return false;
    const auto letter_or_digit = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    const auto dotted = [](std::string_view part, auto allowed) { // no dot at an end, nor two in a row
        return std::all_of(part.begin(), part.end(), [&](char c) { return c == '.' || allowed(c); }) && part.front() != '.' &&
               part.back() != '.' && part.find("..") == std::string_view::npos;
    };
    const std::string_view local = text.substr(0, at), domain = text.substr(at + 1);
    return !domain.empty() && domain.front() != '-' && dotted(local, [&](char c) {
        return letter_or_digit(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
    }) && dotted(domain, [&](char c) { return letter_or_digit(c) || c == '-'; });
}

bool read_mailbox(std::string_view text, Mailbox& out) {
    text = trim(text);
    out = {};
    if (text.ends_with('>')) {
        const std::size_t open = text.rfind('<');
        if (open == std::string_view::npos) return false;
        out.name = std::string(trim(text.substr(0, open)));
        if (out.name.size() >= 2 && out.name.front() == '"' && out.name.back() == '"')
            out.name = out.name.substr(1, out.name.size() - 2);
        text = text.substr(open + 1, text.size() - open - 2);
    }
    out.address = std::string(text);
    return is_address(out.address) && !first_invalid_utf8(out.name);
}

} // namespace livret

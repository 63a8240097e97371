#include "export/xml_writer.hpp"

#include "base/text.hpp"
#include "base/xml_characters.hpp"

#include <fmt/format.h>

namespace livret {

namespace {

void append_escaped(std::string& out, std::string_view text) {
    if (first_invalid_utf8(text)) return; // texts of the model are UTF-8; anything else has no place in a document
    for (std::size_t at = 0; at < text.size();) {
        const auto one = decode_utf8(text, at);
        const bool markup =
            one.code == '&' || one.code == '<' || one.code == '>' || one.code == '"' || one.code == '\'' || one.code == '\r';
        if (markup)
            out += fmt::format("&#{};", static_cast<unsigned>(one.code));
        else if (is_xml_character(one.code))
            out += text.substr(at, one.size);
        at += one.size;
    }
}

} // namespace

XmlWriter::XmlWriter() : out_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") {}

void XmlWriter::start(std::string_view name, const Attributes& attributes) {
    out_ += std::string(open_.size() * 2, ' ') + "<";
    out_ += name;
    for (const auto& [key, value] : attributes) {
        out_ += fmt::format(" {}=\"", key);
        append_escaped(out_, value);
        out_ += '"';
    }
}

void XmlWriter::open(std::string_view name, const Attributes& attributes) {
    start(name, attributes);
    out_ += ">\n";
    open_.emplace_back(name);
}

void XmlWriter::close() {
    const std::string name = open_.back();
    open_.pop_back();
    out_ += std::string(open_.size() * 2, ' ') + "</" + name + ">\n";
}

void XmlWriter::element(std::string_view name, std::string_view text, const Attributes& attributes) {
    start(name, attributes);
    if (text.empty()) {
        out_ += "/>\n";
        return;
    }
    out_ += '>';
    append_escaped(out_, text);
    out_ += fmt::format("</{}>\n", name);
}

std::string XmlWriter::finished() {
    return std::move(out_);
}

} // namespace livret

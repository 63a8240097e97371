#include "render/template.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace livret {

namespace {

bool is_blank_character(char c) {
    return c == ' ' || c == '\t';
}

bool is_name(std::string_view name) {
    if (name == ".") return true;
    const auto parts = split(name, '.');
    return std::ranges::all_of(parts, [](std::string_view part) {
        return !part.empty() && std::ranges::all_of(part, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
        });
    });
}

// Reads one file from front to back.
class Cutter {
  public:
    Cutter(const ThemeFile& file, Sink& sink) : file_(file), text_(file.bytes), sink_(sink) {}

    std::vector<Piece> run() {
        while (at_ < text_.size()) {
            const auto open = text_.find("{{", at_);
            if (open == std::string_view::npos) break;
            if (!read_tag(open)) break;
        }
        add_literal(text_.size());
        while (!sections_.empty()) {
            report_at(pieces_[sections_.back()], Code::template_syntax,
                      {"la section « " + pieces_[sections_.back()].text + " » n’est pas fermée",
                       "the section “" + pieces_[sections_.back()].text + "” is not closed"},
                      sink_);
            close_section(text_.size(), 0);
        }
        return std::move(pieces_);
    }

  private:
    // The tag at `open`; false if it has no end, so that nothing more can be read.
    bool read_tag(std::size_t open) {
        const bool triple = text_.substr(open).starts_with("{{{");
        const std::string_view ending = triple ? "}}}" : "}}";
        const auto inside = open + (triple ? 3 : 2);
        const auto end = text_.find(ending, inside);
        if (end == std::string_view::npos) {
            add_literal(open);
            wrong(open, text_.size() - open, "la balise n’est pas fermée", "the tag is not closed");
            at_ = text_.size();
            return false;
        }
        const auto size = end + ending.size() - open;
        auto content = trim(text_.substr(inside, end - inside));
        const char sigil = triple ? '{' : content.empty() ? ' ' : content.front();
        const bool marked = !triple && std::string_view("#^/>&!=<$").find(sigil) != std::string_view::npos;
        if (marked) content = trim(content.substr(1));

        const bool may_stand_alone = marked && sigil != '&';
        const auto alone = may_stand_alone ? line_around(open, open + size) : std::nullopt;
        add_literal(alone ? alone->first : open);
        at_ = alone ? alone->second : open + size;
        add_tag(marked ? sigil : triple ? '{' : ' ', content, open, size);
        return true;
    }

    // If only white space stands around [begin, end) on its line: where the line begins, and where the next one does.
    std::optional<std::pair<std::size_t, std::size_t>> line_around(std::size_t begin, std::size_t end) const {
        auto first = begin;
        while (first > at_ && is_blank_character(text_[first - 1])) --first;
        if (first > 0 && text_[first - 1] != '\n') return std::nullopt;
        while (end < text_.size() && is_blank_character(text_[end])) ++end;
        if (end < text_.size() && text_[end] == '\r') ++end;
        if (end < text_.size() && text_[end] != '\n') return std::nullopt;
        return std::pair(first, std::min(end + 1, text_.size()));
    }

    void add_tag(char sigil, std::string_view name, std::size_t offset, std::size_t size) {
        switch (sigil) {
        case '!':
            return;
        case '=':
            wrong(offset, size, "les délimiteurs ne se changent pas", "delimiters cannot be changed");
            return;
        case '<':
        case '$':
            wrong(offset, size, "l’héritage de gabarits n’est pas admis : utilisez {{> morceau}}",
                  "template inheritance is not accepted: use {{> partial}}");
            return;
        default:
            break;
        }
        if (!is_name(name)) {
            wrong(offset, size, "« " + std::string(name) + " » n’est pas un nom", "“" + std::string(name) + "” is not a name");
            if (sigil != '#' && sigil != '^') return; // a section is opened all the same: its end is still to come
        }
        switch (sigil) {
        case '#':
        case '^':
            sections_.push_back(pieces_.size());
            add(sigil == '#' ? Piece::Kind::section : Piece::Kind::inverted, name, offset, size);
            return;
        case '/':
            if (sections_.empty()) {
                wrong(offset, size, "rien n’a ouvert la section « " + std::string(name) + " »",
                      "nothing opened the section “" + std::string(name) + "”");
            } else {
                const auto& open = pieces_[sections_.back()].text;
                if (open != name)
                    wrong(offset, size, "la section ouverte est « " + open + " », pas « " + std::string(name) + " »",
                          "the open section is “" + open + "”, not “" + std::string(name) + "”");
                close_section(offset, size);
            }
            return;
        case '>':
            add(Piece::Kind::partial, name, offset, size);
            return;
        case '&':
        case '{':
            add(Piece::Kind::raw, name, offset, size);
            return;
        default:
            add(Piece::Kind::escaped, name, offset, size);
            return;
        }
    }

    void close_section(std::size_t offset, std::size_t size) {
        auto name = pieces_[sections_.back()].text;
        sections_.pop_back();
        add(Piece::Kind::close, name, offset, size);
    }

    void add_literal(std::size_t end) {
        if (end > at_) add(Piece::Kind::literal, text_.substr(at_, end - at_), at_, end - at_);
        at_ = std::max(at_, end);
    }

    void add(Piece::Kind kind, std::string_view text, std::size_t offset, std::size_t size) {
        pieces_.push_back({kind, std::string(text), &file_, offset, size});
    }

    void wrong(std::size_t offset, std::size_t size, std::string french, std::string english) const {
        report_at({Piece::Kind::literal, "", &file_, offset, size}, Code::template_syntax,
                  {std::move(french), std::move(english)}, sink_);
    }

    const ThemeFile& file_;
    std::string_view text_;
    Sink& sink_;
    std::size_t at_ = 0; // where the text that is not yet in a piece begins
    std::vector<Piece> pieces_;
    std::vector<std::size_t> sections_; // open ones, in pieces_
};

// Partials that call partials twice each grow like powers of two: a theme of a few lines must not fill the memory.
constexpr std::size_t most_partials = 1000, most_bytes = 4u << 20; // of one page

class Paster {
  public:
    Paster(const Theme& theme, Sink& sink) : theme_(theme), sink_(sink) {}

    std::vector<Piece> run(const ThemeFile& page) {
        paste(page);
        return std::move(out_);
    }

  private:
    void paste(const ThemeFile& file) {
        inside_.push_back(&file);
        bytes_ += file.bytes.size();
        for (auto& piece : cut(file, sink_)) {
            if (piece.kind == Piece::Kind::partial)
                paste_partial(piece);
            else
                out_.push_back(std::move(piece));
        }
        inside_.pop_back();
    }

    void paste_partial(const Piece& piece) {
        const auto partial = theme_.partials.find(piece.text);
        if (partial == theme_.partials.end()) {
            std::vector<std::string> names;
            for (const auto& [name, bytes] : theme_.partials) names.push_back(name);
            report_at(piece, Code::unknown_partial, {piece.text}, sink_, {closest(piece.text, names)});
        } else if (std::ranges::find(inside_, &partial->second) != inside_.end()) {
            report_at(piece, Code::recursive_partial, {piece.text}, sink_);
        } else if (count_ == most_partials || bytes_ > most_bytes) {
            if (!std::exchange(full_, true))
                report_at(piece, Code::template_syntax,
                          {"la page devient trop grande : ses morceaux en appellent trop d’autres",
                           "the page grows too large: its partials call too many others"},
                          sink_);
        } else {
            ++count_;
            paste(partial->second);
        }
    }

    const Theme& theme_;
    Sink& sink_;
    std::vector<const ThemeFile*> inside_;
    std::vector<Piece> out_;
    std::size_t count_ = 0, bytes_ = 0;
    bool full_ = false;
};

} // namespace

std::vector<Piece> cut(const ThemeFile& file, Sink& sink) {
    return Cutter(file, sink).run();
}

std::vector<Piece> flatten(const Theme& theme, const ThemeFile& page, Sink& sink) {
    return Paster(theme, sink).run(page);
}

void report_at(const Piece& piece, Code code, std::vector<std::string> arguments, Sink& sink, ReportOptions options) {
    const std::string_view text = piece.file->bytes;
    const auto tag = text.substr(std::min(piece.offset, text.size()), piece.size);
    const auto shown = tag.substr(0, tag.find('\n'));
    const Span at{position_at(text, piece.offset), std::max(1, static_cast<int>(count_characters(shown)))};
    Reporter(piece.file->path, text, sink).report(code, at, std::move(arguments), std::move(options));
}

} // namespace livret

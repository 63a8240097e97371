#include "render/compile.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "render/html_place.hpp"
#include "render/template.hpp"

#include <algorithm>
#include <cassert>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace livret {

namespace {

// What a name stands for in a template.
struct Resolved {
    const Shape* shape = nullptr;
    bool is_item = false; // {{.}} in a list of texts: the shape is the list's
    std::size_t outwards = 0;
    std::vector<std::string> path;

    Shape::Kind kind() const { return is_item ? Shape::Kind::text : shape->kind; }
};

// A section that is open: what it gives to names inside, and where in the HTML it began.
struct Scope {
    const Shape* shape = nullptr; // of a list, stands for its items; nullptr if the name was wrong
    bool pushes = true;           // an inverted section gives nothing
    HtmlPlace place;
};

struct PlaceWords {
    std::string_view french, english, hint_french, hint_english;
};

PlaceWords words_for(HtmlPlace::Kind place) {
    switch (place) {
    case HtmlPlace::Kind::unquoted_value:
        return {"dans un attribut sans guillemets", "in an attribute without quotes",
                "entourez la valeur de l’attribut de guillemets droits", "put the attribute’s value between quotes"};
    case HtmlPlace::Kind::forbidden_value:
        return {"dans un attribut de style ou d’événement", "in a style or event attribute",
                "donnez une classe ou un attribut data-…, que la feuille de style ou le script lira",
                "give a class or a data-… attribute for the style sheet or the script to read"};
    case HtmlPlace::Kind::script:
        return {"dans un script ou une feuille de style", "in a script or a style sheet",
                "donnez la valeur dans un attribut data-…, que le script lira",
                "give the value in a data-… attribute for the script to read"};
    case HtmlPlace::Kind::comment:
        return {"dans un commentaire HTML", "in an HTML comment", "un commentaire de gabarit s’écrit {{! … }}",
                "a template’s comment is written {{! … }}"};
    case HtmlPlace::Kind::tag_name:
    case HtmlPlace::Kind::attribute_name:
    case HtmlPlace::Kind::inside_tag:
        return {"dans le nom d’un élément ou d’un attribut", "in the name of an element or an attribute",
                "écrivez le nom, et choisissez par une section {{#…}}", "write the name, and choose with a section {{#…}}"};
    case HtmlPlace::Kind::address:
        return {"au début d’une adresse", "at the beginning of an address", "seuls les champs de type url y sont admis",
                "only fields of type url are accepted there"};
    case HtmlPlace::Kind::plain_text:
    case HtmlPlace::Kind::quoted_value:
        return {"dans un attribut, un titre ou une zone de texte", "in an attribute, a title or a text area",
                "il n’y a de place pour du HTML qu’entre les éléments", "HTML has its place between elements only"};
    case HtmlPlace::Kind::text:
        break;
    }
    return {};
}

struct KindWords {
    std::string_view french, english;
};

KindWords words_for(Shape::Kind kind) {
    if (kind == Shape::Kind::flag) return {"un oui ou non", "a flag"};
    if (kind == Shape::Kind::list) return {"une liste", "a list"};
    return {"un objet", "an object"};
}

// Says each thing about each place once, however many pages share a partial.
class OncePerPlace {
  public:
    explicit OncePerPlace(Sink& sink) : sink_(sink) {}
    void report(const Piece& piece, Code code, std::vector<std::string> arguments,
                std::optional<std::string> did_you_mean = std::nullopt) {
        if (said_.emplace(piece.file, piece.offset, code).second)
            report_at(piece, code, std::move(arguments), sink_, {std::move(did_you_mean)});
    }
    // Messages of cutting and pasting: partials are cut again for each page.
    void append(const Sink& found) {
        for (const auto& diagnostic : found.items())
            if (printed_.emplace(diagnostic.path, diagnostic.at.begin, diagnostic.code, diagnostic.arguments).second)
                sink_.add(diagnostic);
    }

  private:
    Sink& sink_;
    std::set<std::tuple<const ThemeFile*, std::size_t, Code>> said_;
    std::set<std::tuple<SourcePath, Position, Code, std::vector<std::string>>> printed_;
};

// Checks and translates one page, piece by piece.
class Compiler {
  public:
    Compiler(std::string_view page, const Shape& shape, const Texts& texts, OncePerPlace& said)
        : page_(page), texts_(texts), said_(said) {
        scopes_.push_back({&shape, true, {}});
    }

    std::vector<Instruction> run(const std::vector<Piece>& pieces) {
        for (const auto& piece : pieces) read(piece);
        for (const auto& field : scopes_.front().shape->fields)
            if (!pieces.empty() && field.must_be_shown && !shown_.contains(field.name))
                said_.report(pieces.front(), Code::template_syntax,
                             {"la page doit montrer {{{" + field.name + "}}}, hors de toute section",
                              "the page must show {{{" + field.name + "}}}, outside of any section"});
        if (!pieces.empty() && place_.kind() != HtmlPlace::Kind::text)
            said_.report(pieces.back(), Code::template_syntax,
                         {"la page finit à l’intérieur d’un élément « " + place_.element() + " » ou d’un commentaire",
                          "the page ends inside an element “" + place_.element() + "” or a comment"});
        return std::move(out_);
    }

  private:
    void read(const Piece& piece) {
        switch (piece.kind) {
        case Piece::Kind::literal:
            place_.read(piece.text);
            add_literal(piece.text);
            return;
        case Piece::Kind::escaped:
        case Piece::Kind::raw:
            read_variable(piece);
            return;
        case Piece::Kind::section:
        case Piece::Kind::inverted:
            open(piece);
            return;
        case Piece::Kind::close:
            close(piece);
            return;
        case Piece::Kind::partial:
            assert(false && "partials were pasted in");
            return;
        }
    }

    void read_variable(const Piece& piece) {
        if (piece.text.starts_with("t.")) {
            read_interface_text(piece);
            return;
        }
        const auto resolved = resolve(piece);
        if (!resolved) return;
        const auto kind = resolved->kind();
        if (kind == Shape::Kind::flag || kind == Shape::Kind::list || kind == Shape::Kind::object) {
            const auto words = words_for(kind);
            said_.report(piece, Code::template_kind, {piece.text, std::string(words.french), std::string(words.english)});
            return;
        }
        const bool raw = piece.kind == Piece::Kind::raw;
        const bool html = kind == Shape::Kind::html;
        if (raw && !html) said_.report(piece, Code::template_escape, {piece.text});
        if (!raw && html) said_.report(piece, Code::template_html, {piece.text});
        check_place(piece, kind);
        if (resolved->shape->must_be_shown && scopes_.size() == 1) shown_.insert(resolved->shape->name);
        out_.push_back({raw && html ? Instruction::Kind::html : Instruction::Kind::text, "", resolved->outwards, resolved->path});
    }

    void read_interface_text(const Piece& piece) {
        const auto key = piece.text.substr(2);
        if (piece.kind == Piece::Kind::raw) said_.report(piece, Code::template_escape, {piece.text});
        check_place(piece, Shape::Kind::text);
        const auto* text = texts_.find(key);
        if (!text) {
            std::vector<std::string> keys;
            for (const auto& [known, ignored] : texts_.entries()) keys.push_back(known);
            said_.report(piece, Code::missing_text, {key, texts_.language() == Language::fr ? "fr" : "en"}, closest(key, keys));
        } else if (!placeholders(*text).empty()) {
            said_.report(piece, Code::template_syntax,
                         {"le texte « " + key + " » attend des valeurs : seul le programme peut le remplir",
                          "the text “" + key + "” takes values: only the program can fill it"});
        } else {
            add_literal(escape_html(*text));
        }
    }

    void check_place(const Piece& piece, Shape::Kind kind) {
        const auto place = place_.kind();
        bool right = place == HtmlPlace::Kind::text;
        if (kind != Shape::Kind::html) {
            right = right || place == HtmlPlace::Kind::plain_text || place == HtmlPlace::Kind::quoted_value;
            if (place == HtmlPlace::Kind::address) {
                // Lists of addresses (srcset, ping) begin again after each comma or space: all their values are urls.
                const bool list = place_.attribute() == "srcset" || place_.attribute() == "ping";
                right = kind == Shape::Kind::url || (!list && place_.scheme_is_settled());
            }
        }
        if (right) return;
        const auto words = kind == Shape::Kind::html && place == HtmlPlace::Kind::address
                               ? words_for(HtmlPlace::Kind::quoted_value)
                               : words_for(place);
        said_.report(piece, Code::template_place,
                     {piece.text, std::string(words.french), std::string(words.english), std::string(words.hint_french),
                      std::string(words.hint_english)});
    }

    void open(const Piece& piece) {
        Scope scope{nullptr, piece.kind == Piece::Kind::section, place_};
        switch (place_.kind()) {
        case HtmlPlace::Kind::unquoted_value:
        case HtmlPlace::Kind::forbidden_value:
        case HtmlPlace::Kind::script:
        case HtmlPlace::Kind::comment:
            check_place(piece, Shape::Kind::text);
            break;
        default:
            break;
        }
        Instruction instruction{scope.pushes ? Instruction::Kind::section : Instruction::Kind::inverted, "", 0, {}};
        if (piece.text == "t" || piece.text.starts_with("t.")) {
            said_.report(piece, Code::template_syntax,
                         {"les textes de l’interface n’ouvrent pas de section", "interface texts open no section"});
        } else if (auto resolved = resolve(piece)) {
            scope.shape = resolved->is_item ? &item_ : resolved->shape;
            instruction.outwards = resolved->outwards;
            instruction.path = std::move(resolved->path);
        }
        if (!scope.shape && scope.pushes) ++unknown_;
        scopes_.push_back(std::move(scope));
        out_.push_back(std::move(instruction));
    }

    void close(const Piece& piece) {
        auto scope = std::move(scopes_.back());
        scopes_.pop_back();
        if (!scope.shape && scope.pushes) --unknown_;
        if (!HtmlPlace::same(scope.place, place_))
            said_.report(
                piece, Code::template_syntax,
                {"la section « " + piece.text + " » ne finit pas où elle a commencé : un attribut ou une balise y reste ouvert",
                 "the section “" + piece.text + "” does not end where it began: an attribute or a tag is left open in it"});
        place_ = HtmlPlace::join(scope.place, place_);
        out_.push_back({Instruction::Kind::end, "", 0, {}});
    }

    // What a name stands for, or nothing: said already, or inside a section whose name is wrong.
    std::optional<Resolved> resolve(const Piece& piece) {
        if (piece.text == ".") return resolve_itself(piece);
        const auto parts = split(piece.text, '.');
        std::size_t outwards = 0;
        for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
            if (!scope->pushes) continue;
            if (const auto* field = scope->shape ? scope->shape->find(parts[0]) : nullptr)
                return resolve_parts(piece, parts, *field, outwards);
            ++outwards;
        }
        if (unknown_ == 0) report_name(piece, names_in_scope(), "");
        return std::nullopt;
    }

    std::optional<Resolved> resolve_itself(const Piece& piece) {
        const auto scope = std::find_if(scopes_.rbegin(), scopes_.rend(), [](const Scope& s) { return s.pushes; });
        if (!scope->shape) return std::nullopt;
        const auto& shape = *scope->shape;
        const bool is_item = shape.kind == Shape::Kind::list && shape.fields.empty();
        if (is_item) return Resolved{&shape, true, 0, {}};
        const bool is_text = shape.kind == Shape::Kind::text || shape.kind == Shape::Kind::url || shape.kind == Shape::Kind::html;
        if (is_text) return Resolved{&shape, false, 0, {}};
        report_name(piece, {}, "");
        return std::nullopt;
    }

    std::optional<Resolved> resolve_parts(const Piece& piece, const std::vector<std::string_view>& parts, const Shape& first,
                                          std::size_t outwards) {
        Resolved resolved{&first, false, outwards, {first.name}};
        std::string prefix = first.name + ".";
        for (std::size_t i = 1; i < parts.size(); ++i) {
            const auto* field = resolved.shape->kind == Shape::Kind::object ? resolved.shape->find(parts[i]) : nullptr;
            if (!field) {
                std::vector<std::string> names;
                if (resolved.shape->kind == Shape::Kind::object)
                    for (const auto& known : resolved.shape->fields) names.push_back(known.name);
                report_name(piece, names, prefix, parts[i]);
                return std::nullopt;
            }
            resolved.shape = field;
            resolved.path.push_back(field->name);
            prefix += field->name + ".";
        }
        return resolved;
    }

    void report_name(const Piece& piece, const std::vector<std::string>& names, const std::string& prefix,
                     std::string_view part = {}) {
        auto near = closest(part.empty() ? std::string_view(piece.text) : part, names);
        if (near) *near = prefix + *near;
        said_.report(piece, Code::template_name, {piece.text, std::string(page_)}, std::move(near));
    }

    std::vector<std::string> names_in_scope() const {
        std::vector<std::string> names;
        for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope)
            if (scope->pushes && scope->shape)
                for (const auto& field : scope->shape->fields) names.push_back(field.name);
        return names;
    }

    void add_literal(std::string_view text) {
        if (text.empty()) return;
        if (out_.empty() || out_.back().kind != Instruction::Kind::literal)
            out_.push_back({Instruction::Kind::literal, "", 0, {}});
        out_.back().literal += text;
    }

    std::string_view page_;
    const Texts& texts_;
    OncePerPlace& said_;
    const Shape item_{}; // a text
    HtmlPlace place_;
    std::vector<Scope> scopes_;
    std::set<std::string, std::less<>> shown_; // of what must be shown
    int unknown_ = 0;                          // open sections whose names are wrong
    std::vector<Instruction> out_;
};

std::string digest_of(const std::vector<Instruction>& instructions) {
    std::string bytes;
    const auto add = [&](std::string_view text) {
        bytes += std::to_string(text.size()) + ':';
        bytes += text;
    };
    for (const auto& instruction : instructions) {
        bytes += std::to_string(static_cast<int>(instruction.kind)) + ',' + std::to_string(instruction.outwards) + ',';
        add(instruction.literal);
        bytes += std::to_string(instruction.path.size()) + ',';
        for (const auto& name : instruction.path) add(name);
    }
    return sha256_hex(bytes);
}

void report_missing_template(const Theme& theme, const PageShape& page, Sink& sink) {
    std::vector<std::string> names;
    for (const auto& [name, file] : theme.pages) names.push_back(name);
    const auto file = page.name + ".mustache";
    Reporter({theme.place.empty() ? file : theme.place + "/" + file}, "", sink)
        .report(Code::template_missing, {}, {file}, {closest(page.name, names)});
}

void report_unknown_templates(const Theme& theme, const Schema& schema, Sink& sink) {
    std::vector<std::string> names;
    for (const auto& page : schema.pages) names.push_back(page.name + ".mustache");
    for (const auto& [name, file] : theme.pages)
        if (!schema.find(name))
            Reporter(file.path, file.bytes, sink)
                .report(Code::theme_file, {}, {name + ".mustache"}, {closest(name + ".mustache", names)});
}

} // namespace

Programs compile_theme(const Theme& theme, const Schema& schema, const Texts& texts, Sink& sink) {
    Programs programs;
    OncePerPlace said(sink);
    for (const auto& page : schema.pages) {
        const auto file = theme.pages.find(page.name);
        if (file == theme.pages.end()) {
            report_missing_template(theme, page, sink);
            continue;
        }
        Sink found;
        const auto pieces = flatten(theme, file->second, found);
        said.append(found);
        const auto shape = schema.whole(page);
        Program program{Compiler(page.name, shape, texts, said).run(pieces), ""};
        program.digest = digest_of(program.instructions);
        programs.emplace(page.name, std::move(program));
    }
    report_unknown_templates(theme, schema, sink);
    return programs;
}

} // namespace livret

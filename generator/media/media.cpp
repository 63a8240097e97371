#include "media/media.hpp"

#include "base/text.hpp"
#include "media/file_types.hpp"
#include "media/metadata.hpp"
#include "media/office.hpp"
#include "media/pdf.hpp"
#include "media/raster.hpp"
#include "media/svg.hpp"

#include <algorithm>
#include <utility>

namespace livret {

namespace {

constexpr WayOut not_a_pdf{"ouvrez le document et exportez-le de nouveau en PDF", "open the document and export it as PDF again"};
constexpr WayOut plain_pdf{"exportez un PDF simple, sans script, sans programme et sans fichier joint",
                           "export a plain PDF, without script, program or attached file"};
constexpr WayOut plain_text{"réenregistrez ce texte en UTF-8 (dans un tableur : CSV UTF-8)",
                            "save this text again as UTF-8 (in a spreadsheet program: CSV UTF-8)"};

struct RasterType {
    FileType type;
    Raster raster;
    std::string_view name; // as people know it, in both languages
};

constexpr RasterType raster_types[] = {{FileType::png, Raster::png, "PNG"},
                                       {FileType::jpeg, Raster::jpeg, "JPEG"},
                                       {FileType::gif, Raster::gif, "GIF"},
                                       {FileType::webp, Raster::webp, "WebP"}};

const RasterType* raster_type(FileType type) {
    const auto* found =
        std::find_if(std::begin(raster_types), std::end(raster_types), [type](const RasterType& r) { return r.type == type; });
    return found == std::end(raster_types) ? nullptr : found;
}

std::variant<FileType, WayOut> type_of(const SourcePath& path) {
    return file_type(ascii_lower(path.extension()));
}

// "a, b et c"
std::string listed(const std::vector<std::string>& parts, std::string_view last) {
    if (parts.empty()) return {};
    std::string out = join(std::span(parts).first(parts.size() - 1), ", ");
    if (!out.empty()) out += last;
    return out + parts.back();
}

// One file: its name, where to report, and what each type asks for.
class Attachment {
  public:
    Attachment(const SourcePath& path, std::string_view bytes, Sink& sink)
        : path_(path), bytes_(bytes), sink_(&sink), name_(path.name()) {}

    std::optional<PreparedFile> prepare() const {
        const auto type = type_of(path_);
        if (const auto* way_out = std::get_if<WayOut>(&type)) return refuse(*way_out);
        return prepare(std::get<FileType>(type));
    }

  private:
    std::optional<PreparedFile> prepare(FileType type) const {
        if (const auto* raster = raster_type(type)) return prepare_raster(*raster);
        switch (type) {
        case FileType::svg:
            return prepare_svg();
        case FileType::pdf:
            return prepare_pdf();
        case FileType::text:
            return prepare_text();
        default:
            return prepare_office(type);
        }
    }

    std::optional<PreparedFile> prepare_raster(const RasterType& type) const {
        auto picture = clean_raster(type.raster, bytes_);
        if (!picture) return damaged(type.name);
        PreparedFile file{std::move(picture->bytes), {picture->width, picture->height, {}, {}}};
        return reveal(reveals_of(picture->left_out), std::move(file));
    }

    std::optional<PreparedFile> prepare_svg() const {
        auto drawing = clean_svg(bytes_, SvgUse::publish);
        if (drawing.damaged) return damaged("SVG");
        for (const auto& reason : drawing.active) report(Code::active_svg, {name_, reason.french, reason.english});
        if (!drawing.active.empty()) return std::nullopt;
        PreparedFile file{std::move(drawing.bytes), {drawing.width, drawing.height, {}, {}}};
        return reveal(drawing.reveals, std::move(file));
    }

    std::optional<PreparedFile> prepare_pdf() const {
        if (!is_pdf(bytes_)) return refuse(not_a_pdf);
        if (is_active_pdf(bytes_)) return refuse(plain_pdf);
        return as_it_is(pdf_authors(bytes_));
    }

    std::optional<PreparedFile> prepare_office(FileType type) const {
        const auto findings = examine_office(type, bytes_);
        if (findings.refusal) return refuse(*findings.refusal);
        return as_it_is(findings.authors);
    }

    std::optional<PreparedFile> prepare_text() const {
        const auto forbidden = [](char c) {
            return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f';
        };
        if (first_invalid_utf8(bytes_) || std::any_of(bytes_.begin(), bytes_.end(), forbidden)) return refuse(plain_text);
        return as_it_is({});
    }

    std::optional<PreparedFile> as_it_is(const std::vector<std::string>& authors) const {
        if (!authors.empty()) report(Code::office_author, {name_, join(authors, ", ")});
        return PreparedFile{std::string(bytes_), {}};
    }

    PreparedFile reveal(const Reveals& reveals, PreparedFile file) const {
        describe(reveals, file.facts);
        if (!reveals.empty())
            report(Code::picture_reveals, {name_, listed(file.facts.reveals_fr, " et "), listed(file.facts.reveals_en, " and ")});
        return file;
    }

    std::nullopt_t refuse(const WayOut& way_out) const {
        report(Code::attachment_type, {name_, std::string(way_out.french), std::string(way_out.english)});
        return std::nullopt;
    }

    std::nullopt_t damaged(std::string_view kind) const {
        report(Code::picture_damaged, {name_, std::string(kind)});
        return std::nullopt;
    }

    void report(Code code, std::vector<std::string> arguments) const {
        Diagnostic diagnostic;
        diagnostic.code = code;
        diagnostic.path = path_;
        diagnostic.arguments = std::move(arguments);
        sink_->add(std::move(diagnostic));
    }

    const SourcePath& path_;
    std::string_view bytes_;
    Sink* sink_;
    std::string name_;
};

} // namespace

std::optional<PreparedFile> prepare_attachment(const SourcePath& path, std::string_view bytes, Sink& sink) {
    return Attachment(path, bytes, sink).prepare();
}

std::optional<std::string> strip_picture(const SourcePath& path, std::string_view bytes) {
    const auto type = type_of(path);
    const auto* accepted = std::get_if<FileType>(&type);
    if (!accepted) return std::nullopt;
    if (const auto* raster = raster_type(*accepted)) {
        auto picture = clean_raster(raster->raster, bytes);
        if (!picture || reveals_of(picture->left_out).empty()) return std::nullopt;
        return std::move(picture->bytes);
    }
    if (*accepted != FileType::svg) return std::nullopt;
    auto drawing = clean_svg(bytes, SvgUse::source);
    if (drawing.damaged || !drawing.active.empty() || drawing.reveals.empty()) return std::nullopt;
    return std::move(drawing.bytes);
}

bool is_picture_name(const SourcePath& path) {
    const auto type = type_of(path);
    const auto* accepted = std::get_if<FileType>(&type);
    return accepted && (raster_type(*accepted) || *accepted == FileType::svg);
}

} // namespace livret

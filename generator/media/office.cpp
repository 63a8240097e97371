#include "media/office.hpp"

#include "archive/zip_reader.hpp"
#include "base/text.hpp"
#include "base/xml_scanner.hpp"
#include "media/metadata.hpp"
#include "media/raster.hpp"
#include "media/xml_names.hpp"

#include <algorithm>
#include <array>

namespace livret {

namespace {

constexpr WayOut damaged{"le fichier ne s’ouvre pas comme son nom le dit : ouvrez-le et enregistrez-le de nouveau",
                         "the file does not open as its name says: open it and save it again"};
constexpr WayOut locked{"enregistrez le document sans mot de passe", "save the document without a password"};
constexpr WayOut old_format{"enregistrez-le de nouveau dans le format que dit son nom, sans mot de passe",
                            "save it again in the format that its name says, without a password"};
constexpr WayOut macros{"enregistrez le document sans macros", "save the document without macros"};
constexpr WayOut position{"retirez la position des photographies avant de les insérer (livret media --strip)",
                          "remove the position from the photographs before you insert them (livret media --strip)"};

constexpr std::uint64_t properties_limit = 1ULL << 20; // a page of XML
constexpr std::uint64_t picture_limit = 64ULL << 20;

// What each type must hold to be what its name says.
struct Signature {
    FileType type;
    std::string_view entry;
    std::string_view content; // its whole content; empty: any
};

constexpr std::array<Signature, 8> signatures{{
    {FileType::odt, "mimetype", "application/vnd.oasis.opendocument.text"},
    {FileType::ods, "mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
    {FileType::odp, "mimetype", "application/vnd.oasis.opendocument.presentation"},
    {FileType::odg, "mimetype", "application/vnd.oasis.opendocument.graphics"},
    {FileType::docx, "word/document.xml", ""},
    {FileType::xlsx, "xl/workbook.xml", ""},
    {FileType::pptx, "ppt/presentation.xml", ""},
    {FileType::geogebra, "geogebra.xml", ""},
}};

bool is_what_its_name_says(FileType type, const ZipReader& zip) {
    const auto found = std::find_if(signatures.begin(), signatures.end(), [&](const Signature& s) { return s.type == type; });
    if (found == signatures.end() || !zip.find(found->entry)) return false;
    if (found->content.empty()) return true;
    const auto content = zip.read(found->entry, 256);
    return content && trim(*content) == found->content;
}

bool is_locked(const ZipReader& zip) {
    const auto& entries = zip.entries();
    if (std::any_of(entries.begin(), entries.end(), [](const ZipEntry& e) { return e.encrypted; })) return true;
    // OpenDocument encrypts its parts itself and says so here.
    const auto manifest = zip.read("META-INF/manifest.xml", 8 * properties_limit);
    return manifest && manifest->find("encryption-data") != std::string::npos;
}

// OpenDocument lists its libraries of macros even where they are empty; a module is any other file there.
bool is_macro(std::string_view name) {
    const auto lower = ascii_lower(name);
    const auto ends_with = [&](std::string_view end) { return lower.ends_with(end); };
    if (lower.starts_with("scripts/")) return !ends_with("/");
    if (lower.starts_with("basic/") || lower.starts_with("dialogs/"))
        return !ends_with("/") && !ends_with("/script-lc.xml") && !ends_with("/script-lb.xml") && !ends_with("/dialog-lc.xml") &&
               !ends_with("/dialog-lb.xml");
    static constexpr std::array<std::string_view, 7> ends{"vbaproject.bin", ".docm", ".xlsm", ".pptm", ".exe", ".vbs", ".jar"};
    return lower.find("/activex/") != std::string::npos || std::any_of(ends.begin(), ends.end(), ends_with);
}

bool has_macros(const ZipReader& zip) {
    const auto& entries = zip.entries();
    if (std::any_of(entries.begin(), entries.end(), [](const ZipEntry& e) { return is_macro(e.name); })) return true;
    const auto types = zip.read("[Content_Types].xml", 8 * properties_limit);
    return types && types->find("macroEnabled") != std::string::npos;
}

bool holds_position(std::string_view bytes) {
    if (bytes.starts_with(std::string_view("II*\0", 4)) || bytes.starts_with(std::string_view("MM\0*", 4)))
        return reveals_of_tiff(bytes).contains(Reveal::position);
    const auto kind = raster_of(bytes);
    if (!kind) return false; // a drawing, which has none
    if (const auto picture = clean_raster(*kind, bytes)) return reveals_of(picture->left_out).contains(Reveal::position);
    RemovedMetadata unknown; // damaged for us, perhaps not for everybody
    unknown.profiles = bytes;
    return reveals_of(unknown).contains(Reveal::position);
}

// Pictures/ in OpenDocument; word/media/, xl/media/, ppt/media/. One that does not come out of the archive is
// refused with the others: nobody could say that it holds no position.
bool has_located_picture(const ZipReader& zip) {
    for (const auto& entry : zip.entries()) {
        const bool here = entry.name.starts_with("Pictures/") || entry.name.find("/media/") != std::string::npos ||
                          entry.name.find("/Pictures/") != std::string::npos;
        if (!here || entry.is_folder()) continue;
        const auto bytes = zip.read(entry.name, picture_limit);
        if (!bytes || holds_position(*bytes)) return true;
    }
    return false;
}

// GeoGebra writes <construction title="" author="" date="">.
std::string construction_author(std::string_view xml) {
    std::string author;
    (void)scan_xml(xml, [&](const XmlEvent& event) {
        if (event.kind != XmlEvent::Kind::start || event.name != "construction") return;
        for (const auto& attribute : event.attributes)
            if (attribute.name == "author") author = attribute.value;
    });
    return author;
}

std::vector<std::string> authors_of(const ZipReader& zip) {
    std::vector<std::string> authors;
    for (const std::string_view part : {"meta.xml", "docProps/core.xml"})
        if (const auto xml = zip.read(part, properties_limit))
            for (const auto& name : texts_of_elements(*xml, {"initial-creator", "creator", "lastModifiedBy", "printed-by"}))
                add_name(authors, name);
    if (const auto xml = zip.read("geogebra.xml", 16 * properties_limit)) add_name(authors, construction_author(*xml));
    return authors;
}

} // namespace

OfficeFindings examine_office(FileType type, std::string_view bytes) {
    // The container of the formats before 2007, which newer programs also use around a locked document.
    if (bytes.starts_with("\xD0\xCF\x11\xE0")) return {old_format, {}};
    const auto opened = open_zip(bytes);
    const auto* zip = std::get_if<ZipReader>(&opened);
    if (!zip) return {damaged, {}};
    if (is_locked(*zip)) return {locked, {}};
    if (!is_what_its_name_says(type, *zip)) return {damaged, {}};
    if (has_macros(*zip)) return {macros, {}};
    if (has_located_picture(*zip)) return {position, {}};
    return {std::nullopt, authors_of(*zip)};
}

} // namespace livret

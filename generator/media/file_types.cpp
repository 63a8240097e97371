#include "media/file_types.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace livret {

namespace {

struct Accepted {
    std::string_view extension;
    FileType type;
};

constexpr std::array<Accepted, 18> accepted{{
    {".png", FileType::png},
    {".jpg", FileType::jpeg},
    {".jpeg", FileType::jpeg},
    {".gif", FileType::gif},
    {".webp", FileType::webp},
    {".svg", FileType::svg},
    {".pdf", FileType::pdf},
    {".odt", FileType::odt},
    {".ods", FileType::ods},
    {".odp", FileType::odp},
    {".odg", FileType::odg},
    {".docx", FileType::docx},
    {".xlsx", FileType::xlsx},
    {".pptx", FileType::pptx},
    {".csv", FileType::text},
    {".tsv", FileType::text},
    {".txt", FileType::text},
    {".ggb", FileType::geogebra},
}};

struct Refused {
    std::string_view extensions; // separated by spaces
    WayOut way_out;
};

constexpr std::array<Refused, 15> refused{{
    {".heic .heif .avif .tif .tiff .bmp .jxl .jp2 .dng .cr2 .nef .arw .raw",
     {"ouvrez la photographie et exportez-la en JPEG", "open the photograph and export it as JPEG"}},
    {".jpe .jfif", {"renommez la photographie en .jpg", "rename the photograph to .jpg"}},
    {".xcf .psd .kra .ico .pcx .tga", {"ouvrez l’image et exportez-la en PNG", "open the picture and export it as PNG"}},
    {".svgz .ai .eps .ps .wmf .emf .cdr",
     {"ouvrez le dessin et exportez-le en SVG simple, en PNG ou en PDF",
      "open the drawing and export it as plain SVG, PNG or PDF"}},
    {".mp4 .m4v .mov .avi .mkv .webm .ogv .wmv .mpg .mpeg .3gp .flv",
     {"déposez la vidéo sur le serveur vidéo de l’institut et mettez un lien dans le texte",
      "put the video on the institute’s video server and link to it in the text"}},
    {".mp3 .wav .ogg .oga .opus .m4a .aac .flac .wma .mid .amr",
     {"déposez l’enregistrement sur le serveur vidéo de l’institut et mettez un lien dans le texte",
      "put the recording on the institute’s video server and link to it in the text"}},
    {".doc .dot .rtf .sxw .wps .pages .fodt .abw",
     {"ouvrez le document et enregistrez-le en .odt ou .docx", "open the document and save it as .odt or .docx"}},
    {".xls .xlt .xlsb .sxc .numbers .fods .gnumeric",
     {"ouvrez le classeur et enregistrez-le en .ods ou .xlsx", "open the workbook and save it as .ods or .xlsx"}},
    {".ppt .pps .ppsx .pot .sxi .key .fodp",
     {"ouvrez le diaporama et enregistrez-le en .odp ou .pptx", "open the slides and save them as .odp or .pptx"}},
    {".docm .dotm .xlsm .xltm .pptm .ppsm .potm",
     {"enregistrez le document sans macros, en .docx, .xlsx ou .pptx",
      "save the document without macros, as .docx, .xlsx or .pptx"}},
    {".sxd .fodg", {"ouvrez le dessin et enregistrez-le en .odg", "open the drawing and save it as .odg"}},
    {".zip .rar .7z .tar .gz .tgz .bz2 .xz",
     {"joignez les fichiers eux-mêmes, un par un : personne ne voit ce qu’une archive contient",
      "attach the files themselves, one by one: nobody sees what an archive holds"}},
    {".html .htm .xhtml .mht .mhtml .url .webloc",
     {"mettez un lien vers la page, ou exportez-la en PDF", "link to the page, or export it as PDF"}},
    {".js .mjs .exe .msi .bat .cmd .com .scr .vbs .ps1 .sh .py .jar .swf .dll .app .apk",
     {"un programme ne se joint pas : dites dans le texte où on le trouve, avec un lien",
      "a program is not attached: say in the text where it can be found, with a link"}},
    {".json .xml .yaml .yml .sql .sqlite .mdb .accdb .dbf", {"exportez les données en CSV", "export the data as CSV"}},
}};

constexpr WayOut no_extension{"ajoutez au nom l’extension de son type, par exemple .pdf",
                              "add the extension of its type to the name, for instance .pdf"};
constexpr WayOut anything_else{"ouvrez-le et exportez-le en PDF, ou en PNG si c’est une image",
                               "open it and export it as PDF, or as PNG if it is a picture"};

} // namespace

std::variant<FileType, WayOut> file_type(std::string_view extension) {
    if (extension.size() < 2) return no_extension;
    const auto known =
        std::find_if(accepted.begin(), accepted.end(), [&](const Accepted& a) { return a.extension == extension; });
    if (known != accepted.end()) return known->type;
    for (const auto& group : refused)
        for (const auto one : split(group.extensions, ' '))
            if (one == extension) return group.way_out;
    return anything_else;
}

} // namespace livret

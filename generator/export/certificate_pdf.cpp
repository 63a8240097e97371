#include "export/certificate_pdf.hpp"

#include "base/process.hpp"
#include "base/text.hpp"

namespace livret {

namespace {

// Page numbers at the foot: for paper only.
constexpr const char* foot = "data:text/css,@page{@bottom-right{content:counter(page)%20%22%20/"
                             "%20%22%20counter(pages);font-size:8pt;font-family:%22Livret%20Sans%22}}";

} // namespace

std::variant<std::string, PdfProblem> certificate_pdf(std::string_view page, const Digest& digest) {
    // Its surroundings are fixed: no clock in the fonts, no time zone, no language, no order of a set.
    const ProcessResult result =
        run_process({{"weasyprint", "--quiet", "--encoding", "utf-8", "--pdf-variant", "pdf/ua-1", "--pdf-identifier", digest,
                      "--stylesheet", foot, "-", "-"},
                     page,
                     {{"SOURCE_DATE_EPOCH", "0"}, {"TZ", "UTC"}, {"LC_ALL", "C.UTF-8"}, {"PYTHONHASHSEED", "0"}}});
    if (result.end == ProcessEnd::not_found) return PdfProblem{PdfFault::not_installed, ""};
    if (result.end != ProcessEnd::finished || !result.output.starts_with("%PDF-"))
        return PdfProblem{PdfFault::failed, std::string(trim(result.errors))};
    return result.output;
}

} // namespace livret

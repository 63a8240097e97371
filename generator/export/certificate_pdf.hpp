// A certificate's page as a PDF: A4, tagged (PDF/UA-1), fonts embedded, the same bytes from the same page on any day.
//
// Made by WeasyPrint, a program that Debian maintains. It lays pages out with the same CSS that the printable page has,
// writes tags, title and language, and stamps neither date nor host. Chromium also tags but stamps dates and needs a
// browser on the institute's server; cairo's tags would mean a layout engine of our own.
#pragma once

#include "trust/documents.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace livret {

enum class PdfFault { not_installed, failed };
struct PdfProblem {
    PdfFault fault = PdfFault::failed;
    std::string what; // its own words; may be empty
};

// `digest`: of the signed file; becomes the PDF's identifier.
std::variant<std::string, PdfProblem> certificate_pdf(std::string_view page, const Digest& digest);

} // namespace livret

// A certificate as a printable page: what it says, how to verify it, and what it must be compared with.
//
// The page belongs to the program, never to a theme or a repository: a look-alike must not be able to come from there. It
// holds everything it needs (fonts included), asks for nothing, and prints on A4; the PDF is made from the same bytes.
#pragma once

#include "base/date.hpp"
#include "export/page_fonts.hpp"
#include "trust/documents.hpp"

#include <string>

namespace livret {

struct CertificatePage {
    Certificate certificate;
    Digest digest;         // of the signed file
    std::string file_name; // of the signed file that lies beside the page
    std::string signed_at; // an instant, as the signer says
    std::string key;       // did:key of the signer
    Digest fingerprint;    // of the institute's root
    bool example = false;  // signed with test keys that everybody knows
    Language language = Language::fr;
};

// HTML, whole.
std::string certificate_page(const CertificatePage& page, const PageFonts& fonts);

} // namespace livret

// One person's digest as the words of an e-mail: a subject, a text, and the same as a page of HTML.
//
// The page asks for nothing: no picture, no script, no address but those of the site's pages. All that people wrote is text in
// it. The subject counts and names nobody: it shows on locked screens.
#pragma once

#include "resolve/digest.hpp"
#include "resolve/site_map.hpp"

#include <string>

namespace livret {

struct DigestMail {
    std::string subject;
    std::string text; // LF
    std::string html;
};

struct DigestSite {
    const Institute* whole = nullptr;
    const SiteMap* map = nullptr; // of the pages that a group's members see
    std::string base_url;         // ends with '/'; empty: no addresses
    Moment now;
};

// What is to be told now: `digest.news` holds only that.
DigestMail write_digest(const PersonDigest& digest, const DigestSite& site, Language language);

} // namespace livret

// Texts as a repository's documents hold them once they are read.
#pragma once

#include "model/rich_text.hpp"

#include <string>

namespace livret {

inline RichText text_of_html(std::string html, std::string plain = {}) {
    RichText out;
    out.html = std::move(html);
    out.plain = std::move(plain);
    return out;
}

} // namespace livret

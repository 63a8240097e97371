// What every view reads: the portfolio of one audience, where pages lie, the interface's words, and who changed what when.
#pragma once

#include "resolve/portfolio.hpp"
#include "resolve/site_map.hpp"
#include "view/texts.hpp"

#include <map>

namespace livret {

struct ViewContext {
    const Portfolio* portfolio = nullptr;
    const SiteMap* map = nullptr;
    const Texts* texts = nullptr;
    std::map<SourcePath, Date> last_changes; // of a source file; empty where no history is known

    const Institute& institute() const { return *portfolio->institute; }
    Language language() const { return texts->language(); }
};

} // namespace livret

// A page that is one file, and the same page in a folder of its own: a/x.md, a/x/index.md. The second may have files beside it,
// and what was the first becomes the second when they come: whoever wrote a link to it wrote the first.
#pragma once

#include "base/paths.hpp"

namespace livret {

// a/x.md of a/x/index.md; of anything else the path itself.
inline SourcePath as_one_file(const SourcePath& page) {
    if (page.name() != "index.md" || page.parent().value.empty()) return page;
    return SourcePath{page.parent().value + ".md"};
}

// Whether a link to `path` means that page.
inline bool leads_to(const SourcePath& path, const SourcePath& page) {
    return path == page || path == as_one_file(page);
}

} // namespace livret

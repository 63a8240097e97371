// Why a signed decision counted or did not, in a sentence: « compte : reportée de A.1.2 (C2i2e 2004), correspondance
// exacte (proposition du projet) ». For whoever shows resolve/counted.hpp.
#pragma once

#include "resolve/counted.hpp"
#include "view/texts.hpp"

#include <span>
#include <string>

namespace livret {

// `words`: the program's own (ViewContext::program_words), in the reader's language. No full stop.
std::string why_counted(const Considered& one, const Framework& target, std::span<const Framework> frameworks,
                        const Texts& words);

// The way alone: « A.1.1 (C2i2e 2004) → A.1.1 (C2i2e 2005) ⇢ A.1.1 (C2i2e 2011) », partial lines dashed; empty if there is none.
std::string way_words(const Considered& one, std::span<const Framework> frameworks, Language language);

} // namespace livret

// The tables of the analysis of one framework, as values: numbers that may be shown, and words where they may not.
#pragma once

#include "resolve/analysis.hpp"
#include "view/page_writer.hpp"

#include <span>
#include <string>
#include <vector>

namespace livret {

// How much is kept secret on a page: what people did, and what was decided about it.
struct PageSecrecy {
    Secrecy deeds = Secrecy::none;
    Secrecy judgements = Secrecy::few;
};
inline constexpr PageSecrecy of_a_group{}, of_the_institute{Secrecy::above, Secrecy::above};

// "12", « moins de 3 », « non publié ».
std::string published_text(const PageWriter& writer, const Published& published);

std::vector<Shape> framework_analysis_fields();
// `groups`: those that were analysed.
Value framework_analysis(const PageWriter& writer, const FrameworkAnalysis& analysis, const std::vector<const Group*>& groups,
                         const PageSecrecy& secrecy);

} // namespace livret

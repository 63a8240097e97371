#include "build/starters.hpp"

#include "load/starter.hpp"
#include "view/example_pages.hpp"

namespace livret {

namespace {

ScaffoldFacts facts_of(const ViewContext& context, const Group& group, const Example& example) {
    const Institute& institute = context.institute();
    ScaffoldFacts out;
    out.language = institute.configuration.language;
    out.now = context.portfolio->now;
    out.framework = institute.find_framework(example.framework);
    // The example's own: others may be of work that these readers do not see.
    for (const ContextId& one : example.contexts) out.contexts.push_back(one.value);
    for (const Booklet& one : group.booklets) out.trainees.push_back(one.trainee->key.trainee.value);
    return out;
}

} // namespace

std::vector<ExportFile> starter_files(const ViewContext& context) {
    std::vector<ExportFile> out;
    if (!offers_starters(context.portfolio->audience) || !context.lists_groups()) return out;
    for (const Group& group : context.portfolio->groups)
        for (const Example& example : context.institute().examples)
            out.push_back({context.map->starter(group.gfp->id, example), [&context, &group, &example] {
                               return starter_document(example, facts_of(context, group, example));
                           }});
    return out;
}

} // namespace livret

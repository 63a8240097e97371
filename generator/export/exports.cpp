#include "export/exports.hpp"

#include "export/calendar.hpp"
#include "export/feeds.hpp"
#include "export/robots.hpp"
#include "export/search_index.hpp"

namespace livret {

std::vector<ExportFile> exports_of(const ViewContext& context, const std::vector<SitePath>& pages) {
    std::vector<ExportFile> out;
    const SiteMap& map = *context.map;
    for (const Group& group : context.portfolio->groups) {
        if (!context.lists_groups()) break;
        const GfpId& gfp = group.gfp->id;
        out.push_back({map.group_feed(gfp), [&context, &group] { return group_feed(context, group); }});
        for (const Booklet& booklet : group.booklets)
            out.push_back({map.trainee_feed(booklet.trainee->key),
                           [&context, &group, &booklet] { return trainee_feed(context, group, booklet); }});
        if (context.portfolio->audience == Audience::trainers) // nobody else's: it tells what nobody decided yet
            for (const Trainer* one : group.trainers)
                out.push_back(
                    {map.queue_feed(gfp, one->id), [&context, &group, one] { return queue_feed(context, group, *one); }});
        if (!group.trainings.empty())
            out.push_back({map.calendar(gfp), [&context, &group] { return training_calendar(context, group); }});
        out.push_back({map.asset(gfp, "search-index.js"), [&context, &group] { return search_index(context, group); }});
    }
    for (ExportFile& file : robots_files(context, pages)) out.push_back(std::move(file));
    return out;
}

} // namespace livret

// The tables of a site's analysis pages without the site: of every group one after the other (livret report).
#pragma once

#include "build/pipeline.hpp"
#include "export/csv.hpp"
#include "resolve/site_map.hpp"

#include <span>
#include <string_view>

namespace livret {

struct Report {
    std::string_view name, french; // as typed
    std::string_view about_fr, about_en;
    SiteMap::One page; // of each group, where the table stands
    SiteMap::Table table;
    bool per_framework; // a second column then says which
};

std::span<const Report> reports();

struct ReportRows {
    CsvTable table; // the page's columns behind the group's and the framework's ids; without columns: there is nothing to tell
    Language language = Language::fr; // of the repository, and of the columns
    Sink sink;
};
// Of the groups and for the audience that the options name.
ReportRows make_report(const BuildOptions& options, const Report& report);

} // namespace livret

#include "build/report.hpp"

#include "build/stages.hpp"
#include "export/page_tables.hpp"

#include <array>

namespace livret {

namespace {

using One = SiteMap::One;
using Table = SiteMap::Table;

constexpr std::array all_reports{
    Report{"needs", "besoins", "les besoins du groupe, et les formations qui y répondent",
           "what the group needs, and which sessions answer it", One::needs, Table::only, true},
    Report{"remarks", "remarques", "les remarques sur le référentiel, par compétence", "remarks on the framework, by competence",
           One::needs, Table::remarks, true},
    Report{"promise", "promesse", "le délai de réponse de SOS TICE, mois par mois",
           "how the promise of an answer was kept, month by month", One::questions, Table::promise, false},
};

} // namespace

std::span<const Report> reports() {
    return all_reports;
}

ReportRows make_report(const BuildOptions& options, const Report& report) {
    ReportRows out;
    std::vector<BuildReport::Phase> phases;
    const Holdings content = read_content(options, out.sink, phases);
    Institute institute = restrict_to(content.institute, options.audience, Drafts::left_out);
    out.language = institute.configuration.language;
    keep_groups(institute, options.gfps);
    ShownSite shown;
    resolve(std::move(institute), options.audience, options.now, shown);
    Look look;
    read_look(options, content, shown.institute.configuration, shown.institute.trust, look, out.sink);
    if (!look.texts) return out; // the theme cannot be read: the sink says why
    list_pages(look, shown);
    const bool fr = out.language == Language::fr;
    for (const Group& group : shown.portfolio.groups)
        for (const PageTable& one : list_page_tables(shown.context, shown.pages)) {
            if (one.page != shown.map->page(group.gfp->id, report.page) || one.what != report.table) continue;
            CsvTable table = one.table();
            if (out.table.columns.empty()) {
                out.table.columns = {fr ? "groupe" : "group"};
                if (report.per_framework) out.table.columns.emplace_back(fr ? "référentiel" : "framework");
                out.table.columns.insert(out.table.columns.end(), table.columns.begin(), table.columns.end());
            }
            for (std::vector<CsvCell>& row : table.rows) {
                std::vector<CsvCell> cells{group.gfp->id.value};
                if (report.per_framework) cells.emplace_back(one.framework.value);
                cells.insert(cells.end(), std::make_move_iterator(row.begin()), std::make_move_iterator(row.end()));
                out.table.rows.push_back(std::move(cells));
            }
        }
    return out;
}

} // namespace livret

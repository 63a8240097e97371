#include "build/report.hpp"

#include "build/stages.hpp"
#include "export/page_tables.hpp"

#include <algorithm>
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
    Report{"evolution", "evolution", "compétences déclarées, attestées, positionnées, mois par mois",
           "competences declared, attested, positioned, month by month", One::evolution, Table::only, true},
    Report{"trainees", "stagiaires", "la même chose, stagiaire par stagiaire", "the same, trainee by trainee", One::evolution,
           Table::trainees, true},
    Report{"competences", "competences", "l’usage de chaque compétence du référentiel",
           "the use of each competence of the framework", One::analysis, Table::only, true},
    Report{"contexts", "contextes", "les compétences selon le contexte des activités", "competences by the activities' context",
           One::analysis, Table::contexts, true},
    Report{"phases", "phases", "les compétences selon la phase du travail", "competences by the phase of the work", One::analysis,
           Table::phases, true},
    Report{"situations", "situations", "les compétences selon la situation d’enseignement",
           "competences by the teaching situation", One::analysis, Table::situations, true},
    Report{"pairs", "paires", "les compétences que les mêmes activités déclarent", "competences that the same activities declare",
           One::analysis, Table::pairs, true},
    Report{"refusals", "refus", "les compétences refusées, ou renvoyées pour des précisions",
           "competences refused, or sent back for more information", One::analysis, Table::refusals, true},
    Report{"levels", "niveaux", "les niveaux, du premier au dernier positionnement",
           "levels, from the first to the last positioning", One::analysis, Table::levels, true},
    Report{"delays", "delais", "les délais, de la déclaration à la décision", "how long decisions take", One::analysis,
           Table::delays, false},
    Report{"load", "charge", "ce que chaque formateur a signé", "what each trainer has signed", One::analysis, Table::load,
           false},
    Report{"promise", "promesse", "le délai de réponse de SOS TICE, mois par mois",
           "how the promise of an answer was kept, month by month", One::questions, Table::promise, false},
};

// The rows of `more` behind `first`. Tables of one kind may differ in their columns (the contexts that a group knows, its
// months): a new one goes behind the one that it stands behind in its own table, and what a table does not have stays empty.
void append(CsvTable& all, const std::vector<CsvCell>& first, CsvTable more) {
    std::size_t behind = first.size();
    std::vector<std::size_t> places;
    for (std::string& name : more.columns) {
        const auto begin = all.columns.begin() + static_cast<std::ptrdiff_t>(first.size());
        const auto found = std::find(begin, all.columns.end(), name);
        std::size_t place = static_cast<std::size_t>(found - all.columns.begin());
        if (found == all.columns.end()) {
            place = behind;
            all.columns.insert(all.columns.begin() + static_cast<std::ptrdiff_t>(place), std::move(name));
            for (auto& row : all.rows) row.insert(row.begin() + static_cast<std::ptrdiff_t>(place), CsvCell());
            for (std::size_t& one : places) one += one >= place ? 1 : 0;
        }
        places.push_back(place);
        behind = place + 1;
    }
    for (std::vector<CsvCell>& row : more.rows) {
        std::vector<CsvCell> cells = first;
        cells.resize(all.columns.size());
        for (std::size_t i = 0; i < row.size(); ++i) cells[places[i]] = std::move(row[i]);
        all.rows.push_back(std::move(cells));
    }
}

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
    read_look(options, *content.repository, shown.institute.configuration, shown.institute.trust, look, out.sink);
    if (!look.texts) return out; // the theme cannot be read: the sink says why
    list_pages(look, shown);
    const bool fr = out.language == Language::fr;
    out.table.columns = {fr ? "groupe" : "group"};
    if (report.per_framework) out.table.columns.emplace_back(fr ? "référentiel" : "framework");
    const std::size_t own = out.table.columns.size();
    const std::vector<PageTable> tables = list_page_tables(shown.context, shown.pages);
    const auto take = [&](const SitePath& page, const std::string& group) {
        for (const PageTable& one : tables) {
            if (one.page != page || one.what != report.table) continue;
            std::vector<CsvCell> first{group};
            if (report.per_framework) first.emplace_back(one.framework.value);
            append(out.table, first, one.table());
        }
    };
    for (const Group& group : shown.portfolio.groups) take(shown.map->page(group.gfp->id, report.page), group.gfp->id.value);
    // Of all groups together: never of some of them (resolve/disclosure.hpp). No group is called so: it is no slug.
    if (report.page == One::analysis && options.gfps.empty()) take(shown.map->analysis(), fr ? "(institut)" : "(institute)");
    if (out.table.columns.size() == own) out.table = {};
    return out;
}

} // namespace livret

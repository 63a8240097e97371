#include "export/page_tables.hpp"

#include "export/analysis_csv.hpp"
#include "export/csv.hpp"
#include "export/value_cells.hpp"
#include "resolve/analysis.hpp"
#include "resolve/evolution.hpp"
#include "resolve/needs.hpp"
#include "view/trainee_pages.hpp"

#include <algorithm>
#include <map>

namespace livret {

namespace {

using One = SiteMap::One;
using Make = CsvTable (*)(const Value& page, Language language, std::string_view which);

std::string yes_or_no(bool yes, Language language) {
    return language == Language::fr ? (yes ? "oui" : "non") : yes ? "yes" : "no";
}

// --- a group's table: counts, or states

CsvTable matrix(const Value& page, Language language, std::string_view which) {
    static constexpr std::array columns{Column{"domaine", "domain"}, Column{"compétence", "competence"},
                                        Column{"intitulé", "statement"}};
    const bool states = which == "states", is_signed = at(page, "signed").flag();
    CsvTable out = table_of(columns, language);
    for (const Value& one : at(page, "rows").items()) out.columns.emplace_back(at(one, "title").str());
    if (!states) out.columns.emplace_back("total");
    // The page has a trainee a row; a spreadsheet has a competence a row, so that its text fits beside it.
    const auto domains = at(page, "domains").items();
    for (std::size_t d = 0; d < domains.size(); ++d) {
        const auto competences = at(domains[d], "competences").items();
        for (std::size_t c = 0; c < competences.size(); ++c) {
            std::vector<CsvCell> cells{text_at(domains[d], "code"), text_at(competences[c], "code"),
                                       text_at(competences[c], "statement")};
            for (const Value& person : at(page, "rows").items()) {
                const Value& cell = at(at(person, "groups").items()[d], "cells").items()[c];
                cells.push_back(states ? text_at(cell, "state_text") : number_at(cell, "count"));
            }
            if (!states) cells.push_back(number_at(competences[c], "people"));
            out.rows.push_back(std::move(cells));
        }
    }
    if (states) return out;
    const auto total_row = [&](const char* name, std::string_view key) {
        std::vector<CsvCell> row{CsvCell(""), CsvCell(name), CsvCell("")};
        for (const Value& person : at(page, "rows").items()) row.push_back(number_at(person, key));
        row.resize(out.columns.size());
        out.rows.push_back(std::move(row));
    };
    total_row("total", "total");
    if (is_signed) total_row(language == Language::fr ? "attestées" : "attested", "attested");
    return out;
}

CsvTable trainee_matrix(const Value& page, Language language, std::string_view) {
    static constexpr std::array columns{Column{"domaine", "domain"}, Column{"compétence", "competence"},
                                        Column{"intitulé", "statement"}, Column{"état", "state"}};
    CsvTable out = table_of(columns, language);
    for (const Value& one : at(page, "columns").items()) out.columns.emplace_back(at(one, "title").str());
    for (const Value& domain : at(page, "domains").items())
        for (const Value& row : at(domain, "rows").items()) {
            std::vector<CsvCell> cells{text_at(domain, "code"), text_at(row, "code"), text_at(row, "statement"),
                                       text_at(row, "state_text")};
            for (const Value& cell : at(row, "cells").items()) cells.push_back(text_at(cell, "state_text"));
            out.rows.push_back(std::move(cells));
        }
    return out;
}

// --- a jury's

CsvTable candidates(const Value& page, Language language, std::string_view) {
    const bool french = language == Language::fr;
    CsvTable out;
    out.columns = {french ? "candidat" : "candidate", french ? "discipline" : "subject", french ? "groupe" : "group"};
    for (const Value& one : at(page, "rules").items()) {
        const std::string name = std::string(at(one, "framework").str()) + " – " + std::string(at(one, "title").str());
        out.columns.push_back(name);
        out.columns.push_back(name + (french ? ", ce qui manque" : ", what is missing"));
    }
    out.columns.emplace_back(french ? "attestées" : "attested");
    out.columns.emplace_back(french ? "déclarées" : "declared");
    for (const Value& one : at(page, "domains").items()) out.columns.emplace_back(at(one, "code").str());
    for (const auto& [fr, en] :
         {std::pair("menées en classe", "held in class"), {"dernier changement", "last change"}, {"à regarder", "to look at"}})
        out.columns.emplace_back(french ? fr : en);
    for (const Value& row : at(page, "rows").items()) {
        std::vector<CsvCell> cells{text_at(row, "title"), text_at(row, "subject"), text_at(row, "group")};
        for (const Value& one : at(row, "answers").items()) {
            cells.push_back(yes_or_no(at(one, "met").flag(), language));
            cells.push_back(text_at(one, "summary"));
        }
        cells.push_back(number_at(row, "attested"));
        cells.push_back(number_at(row, "declared"));
        for (const Value& one : at(row, "domains").items()) cells.push_back(number_at(one, "attested"));
        cells.push_back(number_at(row, "in_class"));
        cells.push_back(date_at(row, "changed"));
        cells.push_back(CsvCell(joined(at(row, "alerts"), "text", " ; ")));
        out.rows.push_back(std::move(cells));
    }
    return out;
}

// --- a trainee's

CsvTable competences(const Value& page, Language language, std::string_view framework_url) {
    static constexpr std::array columns{Column{"domaine", "domain"},
                                        Column{"intitulé du domaine", "domain title"},
                                        Column{"compétence", "competence"},
                                        Column{"intitulé", "statement"},
                                        Column{"état", "state"},
                                        Column{"activités", "activities"},
                                        Column{"références", "references"},
                                        Column{"ailleurs", "elsewhere"}};
    CsvTable out = table_of(columns, language);
    for (const Value& framework : at(page, "frameworks").items()) {
        if (at(framework, "csv_url").str() != framework_url) continue;
        for (const Value& domain : at(framework, "domains").items())
            for (const Value& one : at(domain, "competences").items()) {
                out.rows.push_back({text_at(domain, "code"), text_at(domain, "title"), text_at(one, "code"),
                                    text_at(one, "statement"), text_at(one, "state_text"), count_at(one, "count"),
                                    joined(at(one, "activities"), "title", ", "), joined(at(one, "elsewhere"), "title", ", ")});
            }
    }
    return out;
}

CsvTable positions(const Value& page, Language language, std::string_view url) {
    static constexpr std::array columns{Column{"compétence", "competence"}, Column{"intitulé", "statement"}};
    CsvTable out = table_of(columns, language);
    for (const Value& one : at(page, "positions").items()) {
        if (at(one, "csv_url").str() != url) continue;
        for (const Value& date : at(one, "dates").items()) out.columns.emplace_back(at(date, "iso").str());
        for (const Value& row : at(one, "rows").items()) {
            std::vector<CsvCell> cells{text_at(row, "code"), text_at(row, "statement")};
            for (const Value& level : at(row, "levels").items()) cells.push_back(text_at(level, "label"));
            out.rows.push_back(std::move(cells));
        }
    }
    return out;
}

// --- a framework's

CsvTable framework(const Value& page, Language language, std::string_view) {
    static constexpr std::array columns{Column{"domaine", "domain"},        Column{"intitulé du domaine", "domain title"},
                                        Column{"compétence", "competence"}, Column{"intitulé", "statement"},
                                        Column{"obligatoire", "mandatory"}, Column{"déclarée par", "declared by"}};
    CsvTable out = table_of(columns, language);
    for (const Value& domain : at(page, "domains").items())
        for (const Value& one : at(domain, "competences").items()) {
            out.rows.push_back({text_at(domain, "code"), text_at(at(domain, "title"), "text"), text_at(one, "code"),
                                text_at(one, "statement"), yes_or_no(at(one, "mandatory").flag(), language),
                                count_at(one, "declared")});
        }
    return out;
}

CsvTable crosswalk(const Value& page, Language language, std::string_view url) {
    static constexpr std::array columns{Column{"de", "from"}, Column{"vers", "to"}, Column{"exacte", "exact"}};
    CsvTable out = table_of(columns, language);
    for (const Value& one : at(page, "crosswalks").items())
        if (at(one, "csv_url").str() == url)
            for (const Value& line : at(one, "lines").items())
                out.rows.push_back({text_at(at(line, "from"), "code"), text_at(at(line, "to"), "code"),
                                    yes_or_no(at(line, "exact").flag(), language)});
    return out;
}

// --- lists

CsvTable trainees(const Value& page, Language language, std::string_view) {
    static constexpr std::array columns{
        Column{"stagiaire", "trainee"}, Column{"établissement", "school"}, Column{"activités", "activities"},
        Column{"compétences déclarées", "declared competences"}, Column{"compétences", "competences"}};
    CsvTable out = table_of(columns, language);
    const bool with_states = at(page, "signed").flag();
    const bool fr = language == Language::fr;
    if (with_states) out.columns.emplace_back(fr ? "états" : "states");
    for (const Value& one : at(page, "trainees").items()) {
        std::vector<CsvCell> row{text_at(one, "title"), text_at(one, "school"), number_at(one, "activities"),
                                 number_at(one, "declared"), number_at(one, "total")};
        if (with_states) row.emplace_back(joined(at(one, "counts"), "text", ", "));
        out.rows.push_back(std::move(row));
    }
    return out;
}

CsvTable activities(const Value& page, Language language, std::string_view) {
    static constexpr std::array columns{Column{"référence", "reference"}, Column{"titre", "title"},
                                        Column{"stagiaire", "trainee"},   Column{"date", "date"},
                                        Column{"contexte", "context"},    Column{"compétences", "competences"}};
    CsvTable out = table_of(columns, language);
    for (const Value& month : at(page, "months").items())
        for (const Value& one : at(month, "activities").items())
            out.rows.push_back({text_at(one, "reference"), text_at(one, "title"), name_at(one, "trainee"), date_at(one, "date"),
                                text_at(one, "context"), joined(at(one, "competences"), "code", ", ")});
    return out;
}

CsvTable trainings(const Value& page, Language language, std::string_view) {
    static constexpr std::array columns{
        Column{"date", "date"},        Column{"titre", "title"}, Column{"heures", "hours"},           Column{"lieu", "place"},
        Column{"contexte", "context"}, Column{"état", "status"}, Column{"compétences", "competences"}};
    CsvTable out = table_of(columns, language);
    const Value& unconfirmed = at(page, "unconfirmed");
    for (const Value* list : {&at(page, "planned"), unconfirmed.find("trainings"), &at(page, "past")})
        if (list != nullptr)
            for (const Value& one : list->items())
                out.rows.push_back({date_at(one, "date"), text_at(one, "title"), text_at(one, "hours"), text_at(one, "place"),
                                    text_at(one, "kind"), text_at(one, "status_text"),
                                    joined(at(one, "competences"), "code", ", ")});
    return out;
}

CsvTable questions(const Value& page, Language language, std::string_view) {
    static constexpr std::array columns{Column{"posée", "asked"},        Column{"titre", "title"}, Column{"par", "by"},
                                        Column{"catégorie", "category"}, Column{"délai", "clock"}, Column{"réponses", "answers"},
                                        Column{"réglée", "resolved"}};
    CsvTable out = table_of(columns, language);
    std::vector<const Value*> lists{&at(page, "waiting")}; // in the page's order
    for (const Value& category : at(page, "categories").items()) lists.push_back(&at(category, "questions"));
    for (const Value* list : lists)
        for (const Value& one : list->items())
            out.rows.push_back({date_at(one, "asked"), text_at(one, "title"), name_at(one, "by"), text_at(one, "category"),
                                text_at(one, "clock"), number_at(one, "answers"),
                                yes_or_no(at(one, "resolved").flag(), language)});
    return out;
}

CsvTable promise(const Value& page, Language language, std::string_view) {
    static constexpr std::array columns{Column{"mois", "month"},
                                        Column{"posées", "asked"},
                                        Column{"dont sur le forum de la filière", "of which in the stream's forum"},
                                        Column{"dans le délai", "in time"},
                                        Column{"après le délai", "late"},
                                        Column{"sans réponse, délai dépassé", "unanswered, overdue"},
                                        Column{"encore dans le délai", "still in time"},
                                        Column{"réglées sans formateur", "settled without a trainer"},
                                        Column{"part tenue", "kept"}};
    CsvTable out = table_of(columns, language);
    for (const Value& one : at(at(page, "promise_table"), "months").items())
        out.rows.push_back({text_at(one, "iso"), number_at(one, "asked"), number_at(one, "of_stream"), number_at(one, "in_time"),
                            number_at(one, "late"), number_at(one, "overdue"), number_at(one, "due"), number_at(one, "settled"),
                            text_at(one, "share")});
    return out;
}

std::string titles(const Value& list) {
    return joined(list, "title", ", ");
}

CsvTable needs(const Value& page, Language language, std::string_view url) {
    static constexpr std::array columns{Column{"compétence", "competence"},
                                        Column{"intitulé", "statement"},
                                        Column{"en ont besoin", "need it"},
                                        Column{"qui", "who"},
                                        Column{"déclarée par", "declared by"},
                                        Column{"attestée pour", "attested for"},
                                        Column{"formation prévue", "planned session"},
                                        Column{"formation donnée", "held session"}};
    CsvTable out = table_of(columns, language);
    for (const Value& one : at(page, "frameworks").items()) {
        if (at(one, "csv_url").str() != url) continue;
        for (const Value& name : at(one, "level_names").items()) out.columns.emplace_back(name.str());
        for (const Value& row : at(one, "rows").items()) {
            std::vector<CsvCell> cells{text_at(row, "code"),       text_at(row, "statement"),  number_at(row, "needed"),
                                       titles(at(row, "people")),  number_at(row, "declared"), number_at(row, "attested"),
                                       titles(at(row, "planned")), titles(at(row, "held"))};
            for (const Value& level : at(row, "levels").items()) cells.push_back(count_at(level, "count"));
            out.rows.push_back(std::move(cells));
        }
    }
    return out;
}

CsvTable remarks(const Value& page, Language language, std::string_view url) {
    static constexpr std::array columns{Column{"compétence", "competence"}, Column{"intitulé", "statement"},
                                        Column{"remarque", "remark"}, Column{"par", "by"}, Column{"date", "date"}};
    CsvTable out = table_of(columns, language);
    for (const Value& one : at(page, "frameworks").items()) {
        if (at(one, "remarks_csv_url").str() != url) continue;
        for (const Value& remark : at(one, "remarks").items())
            out.rows.push_back({text_at(remark, "code"), text_at(remark, "statement"), text_at(remark, "text"),
                                name_at(remark, "by"), date_at(remark, "date")});
    }
    return out;
}

class Tables {
  public:
    Tables(const ViewContext& context, std::vector<Page>& pages) : context_(context) {
        for (Page& page : pages) pages_.emplace(page.path, &page);
    }

    // The table `what` of a page, if there is such a page.
    void add(const SitePath& path, Make make, std::string which = "", SiteMap::Table what = SiteMap::Table::only,
             const FrameworkId& framework = {}) {
        const auto found = pages_.find(path);
        if (found == pages_.end()) return;
        Page& page = *found->second;
        if (page.shared == nullptr) {
            page.shared = std::make_shared<SharedValue>(page.value);
            page.shared->expect(); // the page itself
        }
        page.shared->expect();
        out.push_back({path, what, framework, context_.map->table(path, what, framework),
                       [value = page.shared, make, which = std::move(which), language = context_.language()] {
                           return make(*value->take(), language, which);
                       }});
    }
    // One of several of its kind on a page, told by the address that the page gives it.
    void add_one(const SitePath& path, Make make, SiteMap::Table what, const FrameworkId& framework) {
        add(path, make, relative_url(path, context_.map->table(path, what, framework)), what, framework);
    }

    std::vector<PageTable> out;

  private:
    const ViewContext& context_;
    std::map<SitePath, Page*> pages_;
};

// --- evolution and analysis

void add_months(Tables& tables, const SitePath& page, const std::vector<const Framework*>& frameworks) {
    for (const Framework* one : frameworks) tables.add_one(page, evolution_months, SiteMap::Table::only, one->id);
}

void add_evolution(Tables& tables, const SiteMap& map, const Portfolio& portfolio, const Group& group) {
    const SitePath page = map.page(group.gfp->id, One::evolution);
    if (!shows_evolution(portfolio, group)) return;
    const std::vector<const Framework*> frameworks = evolved_frameworks(portfolio, group);
    add_months(tables, page, frameworks);
    for (const Framework* one : frameworks) tables.add_one(page, evolution_trainees, SiteMap::Table::trainees, one->id);
    for (const Booklet& booklet : group.booklets)
        add_months(tables, map.evolution(booklet.trainee->key), evolved_frameworks(portfolio, booklet));
}

void add_analysis(Tables& tables, const SitePath& page, const Portfolio& portfolio, const std::vector<const Group*>& groups,
                  bool with_loads) {
    for (const Framework* one : analysed_frameworks(portfolio, groups)) {
        tables.add_one(page, analysis_overview, SiteMap::Table::only, one->id);
        for (const SiteMap::Table what : {SiteMap::Table::contexts, SiteMap::Table::phases, SiteMap::Table::situations})
            tables.add_one(page, analysis_crossing, what, one->id);
        tables.add_one(page, analysis_pairs, SiteMap::Table::pairs, one->id);
        if (tells_decisions(portfolio)) tables.add_one(page, analysis_refusals, SiteMap::Table::refusals, one->id);
        if (tells_levels(groups, *one)) tables.add_one(page, analysis_levels, SiteMap::Table::levels, one->id);
    }
    if (tells_decisions(portfolio)) tables.add(page, analysis_delays, "", SiteMap::Table::delays);
    if (with_loads) tables.add(page, analysis_loads, "", SiteMap::Table::load);
}

} // namespace

std::vector<PageTable> list_page_tables(const ViewContext& context, std::vector<Page>& pages) {
    Tables tables(context, pages);
    const SiteMap& map = *context.map;
    const Portfolio& portfolio = *context.portfolio;
    if (portfolio.session != nullptr && context.lists_above() &&
        std::any_of(portfolio.groups.begin(), portfolio.groups.end(), [](const Group& one) { return !one.booklets.empty(); }))
        tables.add(map.session(), candidates);
    for (const Group& group : portfolio.groups) {
        if (!context.lists_groups()) break;
        const GfpId& gfp = group.gfp->id;
        if (!group.booklets.empty()) tables.add(map.page(gfp, One::trainees), trainees);
        if (portfolio.audience == Audience::jury && !group.booklets.empty())
            tables.add(map.page(gfp, One::candidates), candidates);
        if (!group.activities.empty()) tables.add(map.page(gfp, One::activities), activities);
        tables.add(map.page(gfp, One::trainings), trainings);
        tables.add(map.page(gfp, One::questions), questions);
        if (std::any_of(group.questions.begin(), group.questions.end(), [](const Question* one) { return one->to.empty(); }))
            tables.add(map.page(gfp, One::questions), promise, "", SiteMap::Table::promise);
        for (const GroupNeeds& one : list_needs(portfolio, group)) {
            tables.add_one(map.page(gfp, One::needs), needs, SiteMap::Table::only, one.framework->id);
            if (!one.remarks.empty())
                tables.add_one(map.page(gfp, One::needs), remarks, SiteMap::Table::remarks, one.framework->id);
        }
        add_evolution(tables, map, portfolio, group);
        add_analysis(tables, map.page(gfp, One::analysis), portfolio, {&group}, tells_decisions(portfolio));
        for (const Framework* one : portfolio.frameworks) {
            tables.add(map.framework(gfp, one->id), framework);
            for (const Crosswalk& line : one->crosswalks)
                if (std::any_of(portfolio.frameworks.begin(), portfolio.frameworks.end(),
                                [&](const Framework* other) { return other->id == line.to; }))
                    tables.add_one(map.framework(gfp, one->id), crosswalk, SiteMap::Table::crosswalk, line.to);
            tables.add(map.matrix(gfp, one->id), matrix);
            if (context.institute().trust.present) tables.add(map.matrix(gfp, one->id), matrix, "states", SiteMap::Table::states);
        }
        for (const Booklet& booklet : group.booklets) {
            const SitePath page = map.trainee(booklet.trainee->key);
            for (const Framework* one : frameworks_of(portfolio, booklet))
                tables.add_one(page, competences, SiteMap::Table::competences, one->id);
            for (const Framework* one : frameworks_of(portfolio, booklet))
                tables.add(map.trainee_matrix(booklet.trainee->key, one->id), trainee_matrix);
            for (const Framework* one : positioned_frameworks(portfolio, booklet))
                tables.add_one(page, positions, SiteMap::Table::positions, one->id);
        }
    }
    if (!context.lists_above()) return std::move(tables.out);
    std::vector<const Group*> all;
    for (const Group& group : portfolio.groups) all.push_back(&group);
    add_analysis(tables, map.analysis(), portfolio, all, tells_loads_above(portfolio));
    return std::move(tables.out);
}

std::vector<ExportFile> page_tables(const ViewContext& context, std::vector<Page>& pages) {
    std::vector<ExportFile> out;
    for (PageTable& one : list_page_tables(context, pages))
        out.push_back(
            {one.path, [table = std::move(one.table), language = context.language()] { return csv_text(table(), language); }});
    return out;
}

} // namespace livret

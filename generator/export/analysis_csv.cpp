#include "export/analysis_csv.hpp"

#include "export/value_cells.hpp"

#include <algorithm>
#include <array>

namespace livret {

namespace {

// What may be words where a number is about too few people: « moins de 3 » stays words.
CsvCell published(std::string_view shown) {
    const bool words = std::any_of(shown.begin(), shown.end(), [](unsigned char c) { return c >= 'A' && c <= 'z'; });
    return words ? CsvCell(shown) : digits(shown);
}
CsvCell published_at(const Value& object, std::string_view name) {
    return published(at(object, name).str());
}

// A cell of a cross table: its number, nothing for none, or why there is no number.
CsvCell crossed(const Value& cell) {
    const Value& note = at(cell, "note");
    return note.is_empty() ? count_at(cell, "text") : CsvCell(note.str());
}

const Value& framework_at(const Value& page, std::string_view field, std::string_view url) {
    static const Value nothing;
    for (const Value& one : at(page, "frameworks").items())
        if (at(one, field).str() == url) return one;
    return nothing;
}

constexpr Column domain{"domaine", "domain"}, competence{"compétence", "competence"}, statement{"intitulé", "statement"},
    activity{"activités", "activities"}, trainees{"stagiaires", "trainees"};

} // namespace

CsvTable evolution_months(const Value& page, Language language, std::string_view url) {
    static constexpr std::array columns{Column{"mois", "month"}, Column{"déclarées", "declared"}, Column{"attestées", "attested"},
                                        Column{"positionnées", "positioned"}};
    CsvTable out = table_of(columns, language);
    const Value& framework = framework_at(page, "csv_url", url);
    const auto months = at(framework, "months").items();
    const bool of_group = !months.empty() && !at(months.back(), "people").is_empty();
    if (of_group) out.columns.emplace_back(language == Language::fr ? "stagiaires positionnés" : "trainees positioned");
    for (const Value& name : at(framework, "level_names").items()) out.columns.emplace_back(name.str());
    for (const Value& one : months) {
        std::vector<CsvCell> row{text_at(at(one, "month"), "iso"), number_at(one, "declared"), number_at(one, "attested"),
                                 number_at(one, "positioned")};
        if (of_group) row.push_back(number_at(one, "people"));
        for (const Value& level : at(one, "levels").items()) row.push_back(number_at(level, "count"));
        out.rows.push_back(std::move(row));
    }
    return out;
}

CsvTable evolution_trainees(const Value& page, Language language, std::string_view url) {
    static constexpr std::array columns{Column{"stagiaire", "trainee"}, Column{"compétences", "competences"}};
    CsvTable out = table_of(columns, language);
    const Value& framework = framework_at(page, "trainees_csv_url", url);
    for (const Value& month : at(framework, "columns").items()) out.columns.emplace_back(at(month, "iso").str());
    for (const Value& trainee : at(framework, "trainees").items())
        for (const Value& one : at(trainee, "rows").items()) {
            std::vector<CsvCell> row{text_at(trainee, "title"), text_at(one, "title")};
            for (const Value& cell : at(one, "cells").items()) row.push_back(number_at(cell, "count"));
            out.rows.push_back(std::move(row));
        }
    return out;
}

CsvTable analysis_overview(const Value& page, Language language, std::string_view url) {
    static constexpr std::array columns{domain,
                                        competence,
                                        statement,
                                        activity,
                                        trainees,
                                        Column{"attestée pour", "attested for"},
                                        Column{"en ont besoin", "need it"},
                                        Column{"remarques", "remarks"}};
    CsvTable out = table_of(columns, language);
    for (const Value& group : at(framework_at(page, "csv_url", url), "domains").items())
        for (const Value& row : at(group, "rows").items())
            out.rows.push_back({text_at(group, "code"), text_at(row, "code"), text_at(row, "statement"),
                                published_at(row, "declared"), published_at(row, "trainees"), published_at(row, "attested"),
                                published_at(row, "needs"), published_at(row, "remarks")});
    return out;
}

CsvTable analysis_crossing(const Value& page, Language language, std::string_view url) {
    CsvTable out = table_of(std::array{domain, competence, statement}, language);
    const bool fr = language == Language::fr;
    for (const Value& framework : at(page, "frameworks").items())
        for (const Value& crossing : at(framework, "crossings").items()) {
            if (at(crossing, "csv_url").str() != url) continue;
            for (const Value& name : at(crossing, "columns").items()) out.columns.emplace_back(name.str());
            out.columns.emplace_back(fr ? activity.fr : activity.en);
            for (const Value& group : at(crossing, "domains").items()) {
                if (const Value& whole = at(group, "whole"); !whole.is_empty()) {
                    std::vector<CsvCell> cells{text_at(group, "code"), CsvCell(fr ? "ensemble" : "all"), text_at(group, "title")};
                    for (const Value& cell : at(whole, "cells").items()) cells.push_back(crossed(cell));
                    cells.emplace_back();
                    out.rows.push_back(std::move(cells));
                }
                for (const Value& row : at(group, "rows").items()) {
                    std::vector<CsvCell> cells{text_at(group, "code"), text_at(row, "code"), text_at(row, "statement")};
                    for (const Value& cell : at(row, "cells").items()) cells.push_back(crossed(cell));
                    cells.push_back(published_at(row, "total"));
                    out.rows.push_back(std::move(cells));
                }
            }
            std::vector<CsvCell> totals{CsvCell(""), CsvCell(fr ? "activités" : "activities"), CsvCell("")};
            for (const Value& cell : at(crossing, "totals").items()) totals.push_back(crossed(cell));
            totals.push_back(published_at(crossing, "total"));
            if (!out.rows.empty()) out.rows.push_back(std::move(totals));
        }
    return out;
}

CsvTable analysis_pairs(const Value& page, Language language, std::string_view url) {
    static constexpr std::array columns{competence,
                                        Column{"autre compétence", "other competence"},
                                        Column{"avec les deux", "with both"},
                                        Column{"avec la première", "with the first"},
                                        Column{"avec la seconde", "with the second"},
                                        Column{"rapport au hasard", "ratio to chance"}};
    CsvTable out = table_of(columns, language);
    for (const Value& one : at(framework_at(page, "pairs_csv_url", url), "pairs").items())
        out.rows.push_back({text_at(at(one, "one"), "code"), text_at(at(one, "other"), "code"), number_at(one, "both"),
                            number_at(one, "with_one"), number_at(one, "with_other"), text_at(one, "times")});
    return out;
}

CsvTable analysis_refusals(const Value& page, Language language, std::string_view url) {
    static constexpr std::array columns{competence, statement, Column{"non attestée", "not attested"},
                                        Column{"précisions demandées", "more information wanted"},
                                        Column{"attestée", "attested"}};
    CsvTable out = table_of(columns, language);
    for (const Value& one : at(framework_at(page, "refusals_csv_url", url), "refusals").items())
        out.rows.push_back({text_at(one, "code"), text_at(one, "statement"), published_at(one, "refused"),
                            published_at(one, "asked"), published_at(one, "granted")});
    return out;
}

CsvTable analysis_levels(const Value& page, Language language, std::string_view url) {
    static constexpr std::array columns{competence,
                                        statement,
                                        trainees,
                                        Column{"plus haut", "higher"},
                                        Column{"au même niveau", "the same"},
                                        Column{"plus bas", "lower"},
                                        Column{"niveau moyen au premier", "mean level first"},
                                        Column{"niveau moyen au dernier", "mean level last"}};
    CsvTable out = table_of(columns, language);
    for (const Value& one : at(framework_at(page, "levels_csv_url", url), "levels").items())
        out.rows.push_back({text_at(one, "code"), text_at(one, "statement"), published_at(one, "people"),
                            published_at(one, "higher"), published_at(one, "same"), published_at(one, "lower"),
                            text_at(one, "first"), text_at(one, "last")});
    return out;
}

CsvTable analysis_delays(const Value& page, Language language, std::string_view) {
    static constexpr std::array columns{Column{"de la déclaration à la décision", "from declaration to decision"},
                                        Column{"au plus tôt", "at the earliest"}, Column{"au plus tard", "at the latest"}};
    CsvTable out = table_of(columns, language);
    const bool fr = language == Language::fr;
    const Value& delays = at(page, "delays");
    for (const Value& one : at(delays, "rows").items())
        out.rows.push_back({text_at(one, "title"), published_at(one, "at_least"), published_at(one, "at_most")});
    out.rows.push_back({fr ? "déclarations décidées" : "declarations decided", CsvCell(), published_at(delays, "decided")});
    out.rows.push_back({fr ? "décidées, dans aucun point de contrôle encore" : "decided, in no checkpoint yet", CsvCell(),
                        published_at(delays, "undated")});
    out.rows.push_back({fr ? "en attente d’une décision" : "waiting for a decision", CsvCell(), published_at(delays, "waiting")});
    return out;
}

CsvTable analysis_loads(const Value& page, Language language, std::string_view) {
    static constexpr std::array columns{Column{"signataire", "signer"},   Column{"décisions", "decisions"},         activity,
                                        Column{"formations", "sessions"}, Column{"contributions", "contributions"}, trainees};
    CsvTable out = table_of(columns, language);
    for (const Value& one : at(page, "loads").items())
        out.rows.push_back({text_at(one, "name"), number_at(one, "decisions"), number_at(one, "activities"),
                            number_at(one, "sessions"), number_at(one, "contributions"), number_at(one, "trainees")});
    return out;
}

} // namespace livret

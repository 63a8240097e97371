// livret report [TABLE]: the tables of the analysis pages, on standard output.
#include "cli/command.hpp"
#include "cli/suggestion.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "build/report.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

// What is longer is cut where the table is read and not taken away.
constexpr std::size_t widest_cell = 40; // characters

std::string list_of_reports(const Command& command) {
    std::string out;
    for (const Report& one : reports())
        out += fmt::format("  {:<12} {}\n", command.french() ? one.french : one.name,
                           command.french() ? one.about_fr : one.about_en);
    return out;
}

const Report& report_named(const std::string& typed) {
    const std::string key = search_key(typed);
    std::vector<std::string> known;
    for (const Report& one : reports()) {
        if (key == one.name || key == one.french) return one;
        known.emplace_back(one.name);
        known.emplace_back(one.french);
    }
    const Suggestion near = suggestion_for(typed, known);
    throw CommandError{Exit::usage, fmt::format("aucun tableau « {} »{} ; « livret report » seul les montre", typed, near.fr),
                       fmt::format("no table “{}”{}; “livret report” alone lists them", typed, near.en)};
}

std::string in_columns(const CsvTable& table) {
    std::vector<std::vector<std::string>> rows{table.columns};
    std::vector<bool> numbers(table.columns.size(), !table.rows.empty());
    for (const std::vector<CsvCell>& row : table.rows) {
        rows.emplace_back();
        for (std::size_t i = 0; i < row.size(); ++i) {
            rows.back().push_back(excerpt(row[i].value, widest_cell));
            if (!row[i].number && !row[i].value.empty()) numbers[i] = false;
        }
    }
    std::vector<std::size_t> widths(table.columns.size(), 0);
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], count_characters(row[i]));
    std::string out;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string space(widths[i] - count_characters(row[i]), ' ');
            line += (i == 0 ? "" : "  ") + (numbers[i] ? space + row[i] : row[i] + space);
        }
        out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }
    return out;
}

} // namespace

Exit run_report(const Command& command) {
    const std::vector<std::string>& words = command.arguments.rest;
    if (words.empty()) {
        print_data(list_of_reports(command));
        return Exit::fine;
    }
    if (words.size() > 1)
        throw CommandError{Exit::usage, fmt::format("« {} » est de trop : un tableau à la fois", words[1]),
                           fmt::format("“{}” is one word too many: one table at a time", words[1])};
    const Report& report = report_named(words[0]);
    BuildOptions options = build_options(command);
    if (!command.arguments.has("--audience")) options.audience = Audience::trainers;
    const ReportRows rows = make_report(options, report);
    if (command.arguments.has("--csv")) {
        if (!rows.table.columns.empty()) print_data(csv_text(rows.table, rows.language));
    } else if (!rows.table.rows.empty()) {
        print_data(in_columns(rows.table));
    }
    if (rows.table.rows.empty() && !command.quiet())
        print_line(command.say("rien à montrer : aucun groupe n’a encore de quoi remplir ce tableau",
                               "nothing to show: no group has anything for this table yet"));
    if (rows.sink.errors() == 0) return Exit::fine;
    print_line(fmt::format(fmt::runtime(command.say("le dépôt a des erreurs ({}) : les fichiers qui en ont ne sont "
                                                    "pas dans le tableau ; « livret check » les montre",
                                                    "the repository has errors ({}): the files that have some are "
                                                    "not in the table; “livret check” shows them")),
                           rows.sink.errors()));
    return Exit::content;
}

} // namespace livret

// livret export csv [TABLE]: the tables of an institute, on standard output or into files.
#include "cli/exchange_verbs.hpp"
#include "cli/suggestion.hpp"
#include "cli/verdict_words.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "build/stages.hpp"
#include "build/tables.hpp"
#include "disk/disk.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>

#include <fmt/format.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

std::string_view file_name(const Command& command, const InstituteTable& table) {
    return command.french() ? table.french : table.name;
}

std::string list_of_tables(const Command& command) {
    std::string out;
    for (const InstituteTable& one : institute_tables())
        out += fmt::format("  {:<16} {}\n", file_name(command, one), command.french() ? one.about_fr : one.about_en);
    return out;
}

const InstituteTable& table_named(const std::string& typed) {
    const std::string key = search_key(typed);
    std::vector<std::string> known;
    for (const InstituteTable& one : institute_tables()) {
        if (key == one.name || key == one.french) return one;
        known.emplace_back(one.name);
        known.emplace_back(one.french);
    }
    const Suggestion near = suggestion_for(typed, known);
    throw CommandError{Exit::usage, fmt::format("aucun tableau « {} »{} ; « livret export csv » seul les montre", typed, near.fr),
                       fmt::format("no table “{}”{}; “livret export csv” alone lists them", typed, near.en)};
}

// What is exported names people and tells decisions: in the repository it would be shared with everybody, and
// for good.
fs::path outside(const std::string& root, const std::string& typed) {
    const fs::path path = fs::weakly_canonical(fs::absolute(typed));
    const std::string inside = path.lexically_relative(fs::weakly_canonical(root)).string();
    if (!inside.empty() && inside != ".." && !inside.starts_with("../"))
        throw CommandError{Exit::usage,
                           fmt::format("--output : « {} » est dans le dépôt partagé ; un export nomme des personnes et dit "
                                       "ce qui leur a été refusé : choisissez un endroit hors du dépôt",
                                       typed),
                           fmt::format("--output: “{}” lies in the shared repository; an export names people and says what "
                                       "they were refused: choose a place outside it",
                                       typed)};
    return path;
}

void write_file(const fs::path& path, const std::string& bytes) {
    make_folders(path.parent_path().string());
    open_real_disk(path.parent_path().string())->write(path.filename().string(), bytes);
}

// A restricted institute and what is made of it, which points into it.
struct Source {
    Institute institute;
    Portfolio portfolio;
};

std::unique_ptr<Source> restricted(const BuildOptions& options, Institute whole) {
    auto out = std::make_unique<Source>();
    out->institute = restrict_to(std::move(whole), options.audience, Drafts::left_out);
    keep_groups(out->institute, options.gfps);
    out->portfolio = make_portfolio(out->institute, options.audience, options.now);
    return out;
}

const Framework* chosen_framework(const Command& command, const Portfolio& portfolio) {
    if (!command.arguments.has("--framework")) return portfolio.frameworks.empty() ? nullptr : portfolio.frameworks.front();
    const std::string id = command.arguments.value("--framework");
    std::vector<std::string> known;
    for (const Framework* one : portfolio.frameworks) {
        if (one->id.value == id) return one;
        known.push_back(one->id.value);
    }
    throw CommandError{Exit::usage, fmt::format("--framework : aucun référentiel « {} » ; il y a : {}", id, join(known, ", ")),
                       fmt::format("--framework: no framework “{}”; there are: {}", id, join(known, ", "))};
}

} // namespace

Exit export_csv(const Command& command) {
    const std::vector<std::string>& words = command.arguments.rest;
    const bool to_file = command.arguments.has("--output");
    if (words.size() > 2)
        throw CommandError{
            Exit::usage,
            fmt::format("« {} » est de trop : un tableau à la fois, ou aucun et --output DOSSIER pour tous", words[2]),
            fmt::format("“{}” is one word too many: one table at a time, or none and --output FOLDER for all", words[2])};
    const InstituteTable* one = words.size() == 2 ? &table_named(words[1]) : nullptr;
    if (one == nullptr && !to_file) {
        print_data(list_of_tables(command));
        return Exit::fine;
    }
    Arguments given = command.arguments;
    given.values.erase("--output"); // here no site's
    BuildOptions options = build_options(Command{given, command.language});
    if (!command.arguments.has("--audience")) options.audience = Audience::trainers;
    const fs::path output = to_file ? outside(options.root, command.arguments.value("--output")) : fs::path();
    WholeRepository whole = read_whole(options);
    const auto source = restricted(options, std::move(whole.institute));
    const VerdictWords verdicts(command.language);
    TableSource tables;
    tables.portfolio = &source->portfolio;
    tables.language = command.language;
    tables.framework = chosen_framework(command, source->portfolio);
    const bool fr = command.french();
    tables.verdict = [&](Word word) { return fr ? verdicts.text("word", text_of(word)) : std::string(text_of(word)); };
    tables.outcome = [&](Outcome outcome) {
        return fr ? verdicts.text("decision", text_of(outcome)) : std::string(text_of(outcome));
    };
    const auto bytes = [&](const InstituteTable& table) { return csv_text(table.make(tables), command.language); };
    if (!to_file) {
        print_data(bytes(*one));
    } else if (one != nullptr) {
        const bool in_folder = is_folder(output.string()) || command.arguments.value("--output").ends_with('/');
        write_file(in_folder ? output / fmt::format("{}.csv", file_name(command, *one)) : output, bytes(*one));
    } else {
        for (const InstituteTable& table : institute_tables())
            write_file(output / fmt::format("{}.csv", file_name(command, table)), bytes(table));
        if (!command.quiet())
            print_line(command.french() ? fmt::format("{} tableaux dans {}", institute_tables().size(), output.string())
                                        : fmt::format("{} tables in {}", institute_tables().size(), output.string()));
    }
    if (whole.sink.errors() == 0) return Exit::fine;
    print_line(fmt::format(fmt::runtime(command.say("le dépôt a des erreurs ({}) : les fichiers qui en ont ne sont "
                                                    "pas dans les tableaux ; « livret check » les montre",
                                                    "the repository has errors ({}): the files that have some are "
                                                    "not in the tables; “livret check” shows them")),
                           whole.sink.errors()));
    return Exit::content;
}

} // namespace livret

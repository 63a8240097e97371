#include "cli/people_file.hpp"

#include "cli/private_paths.hpp"

#include "base/text.hpp"
#include "disk/disk.hpp"
#include "export/csv.hpp"
#include "load/sheet.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include <fmt/format.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

constexpr std::array<std::string_view, 5> columns{"id", "folder", "login", "email", "language"};
constexpr std::size_t needed = 4; // the last one may be missing

[[noreturn]] void refuse(const std::string& path) {
    throw CommandError{Exit::content, fmt::format("« {} » n’est pas un fichier que « livret import csv » a écrit", path),
                       fmt::format("“{}” is no file that “livret import csv” wrote", path)};
}

} // namespace

std::string people_path(const Command& command, const std::string& institution) {
    const std::string path = command.arguments.has("--people")
                                 ? fs::absolute(command.arguments.value("--people")).lexically_normal().string()
                                 : fmt::format("{}/people/{}.csv", configuration_folder(), institution);
    if (const auto shared = shared_folder_above(path))
        throw CommandError{Exit::usage,
                           fmt::format("« {} » est dans « {} », un dossier partagé (git ou Livret) : des "
                                       "adresses n’y restent pas entre vous ; dites un "
                                       "autre endroit avec --people FICHIER",
                                       path, *shared),
                           fmt::format("“{}” lies in “{}”, a shared folder (git or Livret): addresses do not "
                                       "stay private there; name another place "
                                       "with --people FILE",
                                       path, *shared)};
    return path;
}

PeopleFile read_people(const std::string& path) {
    const fs::path file(path);
    if (!is_folder(file.parent_path().string())) return {};
    const auto disk = open_real_disk(file.parent_path().string());
    const std::string name = file.filename().string();
    if (!disk->exists(name)) return {};
    const std::string bytes = disk->read(name);
    const auto decoded = bytes.size() > largest_sheet ? std::nullopt : decode_text(bytes);
    if (!decoded) refuse(path);
    Sink sink;
    const auto rows = read_sheet(decoded->text, Reporter(SourcePath{path}, decoded->text, sink));
    if (!rows || rows->empty()) refuse(path);
    std::array<std::size_t, columns.size()> at{};
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto found = std::find_if(rows->front().begin(), rows->front().end(),
                                        [&](const SheetCell& one) { return one.text == columns[i]; });
        if (found == rows->front().end() && i < needed) refuse(path);
        at[i] = static_cast<std::size_t>(found - rows->front().begin());
    }
    PeopleFile out;
    for (std::size_t i = 1; i < rows->size(); ++i) {
        const SheetRow& row = (*rows)[i];
        const auto cell = [&](std::size_t which) { return at[which] < row.size() ? row[at[which]].text : std::string(); };
        out[cell(0)] = {cell(1), cell(2), cell(3), cell(4)};
    }
    return out;
}

void write_people(const std::string& path, const PeopleFile& people) {
    const bool languages =
        std::any_of(people.begin(), people.end(), [](const auto& one) { return !one.second.language.empty(); });
    CsvTable table;
    table.columns.assign(columns.begin(), columns.begin() + (languages ? columns.size() : needed));
    for (const auto& [id, one] : people) {
        table.rows.push_back({CsvCell(id), CsvCell(one.folder), CsvCell(one.login), CsvCell(one.email)});
        if (languages) table.rows.back().emplace_back(one.language);
    }
    write_private_file(path, csv_text(table, Language::en), Replace::yes);
}

} // namespace livret

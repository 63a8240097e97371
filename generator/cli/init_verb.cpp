// livret init [DIR]: all files of a fresh repository, or none.
#include "cli/command.hpp"
#include "cli/init_files.hpp"
#include "cli/suggestion.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"
#include "disk/disk.hpp"
#include "load/framework_reader.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

fs::path folder_of(const Command& command) {
    const std::vector<std::string>& words = command.arguments.rest;
    if (words.size() > 1)
        throw CommandError{Exit::usage, fmt::format("« {} » est de trop : livret init [DIR]", words[1]),
                           fmt::format("“{}” is too much: livret init [DIR]", words[1])};
    if (!words.empty() && command.arguments.has("--root"))
        throw CommandError{Exit::usage, "--root et un dossier : l’un ou l’autre", "--root and a folder: one or the other"};
    const std::string given = !words.empty() ? words[0] : command.arguments.value("--root", ".");
    fs::path folder = fs::weakly_canonical(fs::absolute(given));
    if (!folder.has_filename()) folder = folder.parent_path(); // "here/"
    std::error_code ignored;
    if (fs::exists(folder, ignored) && !fs::is_directory(folder, ignored))
        throw CommandError{Exit::environment, fmt::format("« {} » n’est pas un dossier", folder.string()),
                           fmt::format("“{}” is not a folder", folder.string())};
    for (fs::path above = folder.parent_path();; above = above.parent_path()) {
        if (fs::exists(above / "livret.yaml", ignored))
            throw CommandError{Exit::environment,
                               fmt::format("« {} » est déjà un dépôt : on n’en met pas un dans un autre", above.string()),
                               fmt::format("“{}” is a repository already: one is not put inside another", above.string())};
        if (above == above.parent_path()) break;
    }
    return folder;
}

std::string chosen_framework(const Command& command, const Disk& share) {
    std::vector<std::string> known;
    for (const DiskEntry& entry : share.list("frameworks"))
        if (entry.name.ends_with(".xml")) known.push_back(entry.name.substr(0, entry.name.size() - 4));
    const std::string wanted = command.arguments.value("--framework", "c2i2e-2004");
    if (std::find(known.begin(), known.end(), wanted) != known.end()) return wanted;
    const Suggestion near = suggestion_for(wanted, known);
    throw CommandError{Exit::usage, fmt::format("aucun référentiel « {} »{} ; il y a : {}", wanted, near.fr, join(known, ", ")),
                       fmt::format("no framework “{}”{}; there are: {}", wanted, near.en, join(known, ", "))};
}

// The institute's name, if it was given: one line.
std::string given_name(const Command& command) {
    const std::string name(trim(command.arguments.value("--name")));
    const bool strange = std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    if (strange || first_invalid_utf8(name))
        throw CommandError{Exit::usage, "--name : une seule ligne de texte est attendue", "--name: one line of text is expected"};
    return name;
}

std::vector<NewFile> schemas_of(const Disk& share) {
    std::vector<NewFile> out;
    for (const DiskEntry& entry : share.list("schema"))
        if (entry.name.ends_with(".schema.json") || entry.name.ends_with(".xsd"))
            out.push_back({entry.name, share.read("schema/" + entry.name)});
    return out;
}

void say_what_next(const Command& command, const fs::path& folder, const InitFacts& facts) {
    const std::string gfp(init_names(facts.language).gfp);
    const bool here = folder == fs::current_path();
    const std::string in = here ? "" : fmt::format("cd {}\n  ", folder.string());
    if (command.french())
        print_line(fmt::format("un dépôt est prêt dans {} (référentiel {}, année {}).\n\nEnsuite :\n  {}livret check            "
                               "          dit ce qui ne va pas : rien, "
                               "pour l’instant\n  livret build                      écrit le site ; ouvrez site/index.html\n  "
                               "livret new trainee {}/ID --name \"Prénom Nom\"\n\n"
                               "Le fichier README.md donne les cinq premières étapes ; livret.yaml, les réglages.",
                               folder.string(), facts.framework->id.value, school_year_of(facts.now.local_date()), in, gfp));
    else
        print_line(fmt::format("a repository is ready in {} (framework {}, year {}).\n\nNext:\n  {}livret "
                               "check                      says what is wrong: nothing, for "
                               "now\n  livret build                      writes the site; open "
                               "site/index.html\n  livret new trainee {}/ID --name \"First Last\"\n\n"
                               "The file README.md gives the first five steps; livret.yaml, the settings.",
                               folder.string(), facts.framework->id.value, school_year_of(facts.now.local_date()), in, gfp));
}

} // namespace

Exit run_init(const Command& command) {
    const auto share = open_real_disk(find_share());
    const std::string id = chosen_framework(command, *share);
    const fs::path folder = folder_of(command);

    InitFacts facts;
    facts.language = command.language;
    facts.now = now_of(command);
    facts.institution = given_name(command);
    facts.framework_xml = share->read("frameworks/" + id + ".xml");
    Sink sink;
    const auto framework = read_framework(SourcePath{"frameworks/" + id + ".xml"}, facts.framework_xml, sink);
    if (!framework) {
        print_messages(command, sink, 2);
        return Exit::environment;
    }
    facts.framework = &*framework;
    facts.schemas = schemas_of(*share);
    facts.trainee_id = random_hex(4);
    facts.trainee_salt = random_hex(16);
    const std::vector<NewFile> files = init_files(facts);

    const bool fresh = !is_folder(folder.string());
    if (!fresh) {
        const std::vector<std::string> taken = taken_paths(*open_real_disk(folder.string()), files);
        if (!taken.empty())
            throw CommandError{
                Exit::environment,
                fmt::format("« {} » contient déjà {} : rien n’a été écrit ; prenez un dossier vide, ou "
                            "déplacez ce qui s’y trouve",
                            folder.string(), join(taken, ", ")),
                fmt::format("“{}” holds {} already: nothing was written; take an empty folder, or move what is there",
                            folder.string(), join(taken, ", "))};
    }
    make_folders(folder.string());
    try {
        write_together(*open_real_disk(folder.string()), files);
    } catch (const DiskError&) {
        std::error_code ignored;
        if (fresh) fs::remove(folder, ignored); // only if it is empty
        throw;
    }
    if (!command.quiet()) say_what_next(command, folder, facts);
    return Exit::fine;
}

} // namespace livret

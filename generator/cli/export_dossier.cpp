// livret export dossier TRAINEE | --all | --gfp ID [--for owner|jury] [--as-of N] [-o DIR]
#include "cli/believe.hpp"
#include "cli/exchange_verbs.hpp"
#include "cli/find_trainee.hpp"
#include "cli/progress_bar.hpp"

#include "base/threads.hpp"
#include "build/dossier.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>

#include <fmt/format.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

// What became of each dossier that was asked for.
struct Made {
    std::string trainee; // "math1/durand"
    std::variant<std::monostate, WrittenDossier, NoDossier> outcome;
};

DossierFor readers_of(const Command& command) {
    return command.arguments.value("--for", "owner") == "jury" ? DossierFor::jury : DossierFor::owner;
}

std::vector<const Trainee*> asked_trainees(const Command& command, const Institute& institute) {
    const std::vector<std::string>& words = command.arguments.rest; // the kind, then trainees
    const std::vector<std::string> gfps = command.arguments.all("--gfp");
    const bool whole_groups = command.arguments.has("--all") || !gfps.empty();
    if (whole_groups == (words.size() > 1))
        throw CommandError{Exit::usage,
                           "livret export dossier attend des stagiaires (math1/durand), ou un groupe (--gfp math1), ou --all",
                           "livret export dossier takes trainees (math1/durand), or a group (--gfp math1), or --all"};
    std::vector<const Trainee*> out;
    for (std::size_t i = 1; i < words.size(); ++i) out.push_back(&find_trainee(command, institute, words[i]));
    for (const std::string& gfp : gfps)
        if (institute.find_gfp(GfpId{gfp}) == nullptr)
            throw CommandError{Exit::usage, fmt::format("--gfp : aucun groupe « {} » dont la présentation se lise", gfp),
                               fmt::format("--gfp: no group “{}” whose presentation can be read", gfp)};
    if (whole_groups)
        for (const Trainee& one : institute.trainees)
            if (gfps.empty() || std::find(gfps.begin(), gfps.end(), one.key.gfp.value) != gfps.end()) out.push_back(&one);
    return out;
}

bool is_inside(const fs::path& path, const fs::path& folder) {
    const fs::path relative = path.lexically_relative(folder);
    return !relative.empty() && *relative.begin() != "..";
}

} // namespace

std::string folder_for_dossiers(const Command& command, const BuildOptions& options) {
    const fs::path here = fs::current_path(), root = options.root;
    const fs::path folder =
        command.arguments.has("--output") ? fs::path(options.output) : (is_inside(here, root) ? root : here) / "dossiers";
    if (is_inside(folder, root)) {
        const std::string relative = folder.lexically_relative(root).generic_string();
        if (!is_possible_output(relative))
            throw CommandError{Exit::usage,
                               fmt::format("« {} » est un dossier du dépôt partagé : choisissez-en un autre", relative),
                               fmt::format("“{}” is a folder of the shared repository: choose another one", relative)};
        refuse_links_to(options.root, *open_real_disk(options.root), SourcePath{relative});
        make_folders(folder.string());
        const auto disk = open_real_disk(folder.string());
        if (!disk->exists(".gitignore")) disk->write_new(".gitignore", "*\n");
    }
    make_folders(folder.string());
    return folder.string();
}

namespace {

void say_failure(const Command& command, const std::string& trainee, const std::string& fr, const std::string& en) {
    print_line(fmt::format("{} : {}", trainee, command.french() ? fr : en));
}

} // namespace

Exit export_dossier(const Command& command) {
    BuildOptions options = build_options(command);
    options.believe = believe_pinned(command);
    options.as_of = as_of_option(command);
    Sink sink;
    const Dossiers dossiers(options, sink);
    if (!dossiers.has_pages()) {
        print_messages(command, sink, 2);
        return Exit::content;
    }
    const TrustState& trust = dossiers.institute().trust;
    if (options.as_of && (!trust.present || trust.checkpoint != *options.as_of))
        throw CommandError{Exit::usage,
                           fmt::format("--as-of : aucun point de contrôle n° {} auquel se fier dans ce dépôt", *options.as_of),
                           fmt::format("--as-of: no checkpoint {} in this repository that can be believed", *options.as_of)};
    const std::vector<const Trainee*> asked = asked_trainees(command, dossiers.institute());
    const std::string folder = folder_for_dossiers(command, options);
    const DossierFor readers = readers_of(command);
    std::vector<Made> outcomes(asked.size());
    std::atomic<bool> environment = false;
    {
        ProgressBar bar(command);
        std::atomic<std::size_t> done = 0;
        parallel_for(asked.size(), options.jobs, [&](std::size_t i) {
            outcomes[i].trainee = folder_of(*asked[i]);
            try {
                auto made = dossiers.write(asked[i]->key, readers, folder);
                if (auto* written = std::get_if<WrittenDossier>(&made))
                    outcomes[i].outcome = std::move(*written);
                else
                    outcomes[i].outcome = std::get<NoDossier>(std::move(made));
            } catch (const DiskError& error) { // one that cannot be written is no reason to leave out the others
                outcomes[i].outcome = NoDossier{error.what(), error.what()};
                environment = true;
            }
            bar.show(++done, asked.size());
        });
    }
    std::size_t failed = 0;
    for (const Made& one : outcomes) {
        if (const auto* written = std::get_if<WrittenDossier>(&one.outcome)) {
            print_data(written->path + "\n");
            if (!command.quiet())
                for (const DossierNote& note : written->notes) say_failure(command, one.trainee, note.fr, note.en);
        } else if (const auto* none = std::get_if<NoDossier>(&one.outcome)) {
            ++failed;
            say_failure(command, one.trainee, none->fr, none->en);
        }
    }
    if (!command.quiet() && asked.size() != 1)
        print_line(command.french() ? fmt::format("dossiers : {}, échecs : {}", asked.size() - failed, failed)
                                    : fmt::format("dossiers: {}, failures: {}", asked.size() - failed, failed));
    return environment ? Exit::environment : failed > 0 ? Exit::content : Exit::fine;
}

} // namespace livret

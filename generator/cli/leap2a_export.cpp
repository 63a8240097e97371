// livret export leap2a TRAINEE [-o FILE]: her portfolio as a zip that Mahara imports.
#include "cli/exchange_verbs.hpp"

#include "archive/zip_writer.hpp"
#include "build/attachments.hpp"
#include "cli/believe.hpp"
#include "cli/find_trainee.hpp"
#include "export/leap2a.hpp"
#include "trust/store.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>

#include <fmt/format.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

const Trainee& trainee_of(const Command& command, const Institute& institute) {
    if (command.arguments.rest.size() < 2)
        throw CommandError{Exit::usage, "livret export leap2a attend un stagiaire : GFP/DOSSIER, comme math1/durand",
                           "livret export leap2a takes a trainee: GFP/FOLDER, like math1/durand"};
    if (command.arguments.rest.size() > 2)
        throw CommandError{Exit::usage, fmt::format("« {} » est de trop : un stagiaire à la fois", command.arguments.rest[2]),
                           fmt::format("“{}” is one word too many: one trainee at a time", command.arguments.rest[2])};
    return find_trainee(command, institute, command.arguments.rest[1]);
}

// The settings without --output, which is a file here and not a site.
BuildOptions options_of(const Command& command) {
    BuildOptions out;
    out.root = find_root(command);
    out.output_in_root = SourcePath{"site"};
    out.share = find_share();
    out.now = now_of(command);
    out.believe = believe_pinned(command);
    out.git = GitFacts::ignored;
    return out;
}

// Where the zip goes; never among the repository's own files, and never over anything but a file.
std::string target_of(const Command& command, const std::string& root, const Trainee& trainee) {
    const std::string name = fmt::format("leap2a-{}-{}.zip", trainee.key.gfp.value, trainee.key.trainee.value);
    fs::path target = fs::absolute(command.arguments.value("--output", name));
    std::error_code ignored;
    if (fs::is_directory(target, ignored)) target /= name;
    target = fs::weakly_canonical(target);
    const fs::path inside = target.lexically_relative(root);
    const bool in_root = !inside.empty() && *inside.begin() != "..";
    if (in_root && !is_possible_output(inside.generic_string()))
        throw CommandError{
            Exit::usage,
            fmt::format("--output : « {} » est parmi les fichiers du dépôt ; choisissez un autre dossier",
                        inside.generic_string()),
            fmt::format("--output: “{}” is among the repository's files; choose another folder", inside.generic_string())};
    return target.string();
}

// An attachment, read and cleaned when its turn has come: never all at a time.
NewEntry attachment_entry(const Disk& repository, const Leap2aFile& file) {
    const SourcePath path = file.attachment;
    return {file.name, file.size, [&repository, path]() -> Pull {
                const auto bytes = std::make_shared<std::string>(attachment_bytes(repository, path));
                const auto at = std::make_shared<std::size_t>(0);
                return [bytes, at](std::span<char> piece) {
                    const std::size_t size = std::min(piece.size(), bytes->size() - *at);
                    std::copy_n(bytes->data() + *at, size, piece.data());
                    *at += size;
                    return size;
                };
            }};
}

void say_what_is_in_it(const Command& command, const Leap2aPackage& package) {
    if (command.quiet()) return;
    print_line(command.french() ? fmt::format("activités : {}, compétences attestées : {}, commentaires : {}, fichiers : {}",
                                              package.activities, package.achievements, package.comments, package.files.size())
                                : fmt::format("activities: {}, attested competences: {}, comments: {}, files: {}",
                                              package.activities, package.achievements, package.comments, package.files.size()));
    if (package.drafts + package.withdrawn > 0)
        print_line(command.french()
                       ? fmt::format("laissés de côté : brouillons {}, activités retirées {}", package.drafts, package.withdrawn)
                       : fmt::format("left out: drafts {}, withdrawn activities {}", package.drafts, package.withdrawn));
}

} // namespace

Exit export_leap2a(const Command& command) {
    const BuildOptions options = options_of(command);
    const WholeRepository whole = read_whole(options);
    const Trainee& trainee = trainee_of(command, whole.institute);
    const std::string target = target_of(command, options.root, trainee);
    const auto repository = open_real_disk(options.root);
    const Leap2aSources sources{whole.institute, whole.verdicts.files,
                                [&](const SourcePath& path) { return repository->read(path.value); },
                                [&](const std::string& digest) { return read_snapshot(*repository, "trust", digest); }};
    Leap2aPackage package = leap2a_package(sources, trainee);
    std::vector<NewEntry> entries;
    entries.push_back(entry_of_bytes("leap2a.xml", std::move(package.xml)));
    for (Leap2aFile& one : package.files)
        entries.push_back(one.attachment.value.empty() ? entry_of_bytes(one.name, std::move(one.bytes))
                                                       : attachment_entry(*repository, one));
    if (const auto problem = write_zip(target, std::move(entries)))
        throw CommandError{Exit::content, problem->french, problem->english};
    print_data(target + "\n");
    say_what_is_in_it(command, package);
    return Exit::fine;
}

} // namespace livret

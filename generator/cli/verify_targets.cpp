#include "cli/verify_targets.hpp"

#include "base/hash.hpp"
#include "base/threads.hpp"
#include "cli/verify_dossier.hpp"
#include "trust/store.hpp"

#include <charconv>
#include <filesystem>

#include <fmt/format.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

unsigned jobs_of(const Command& command) {
    unsigned jobs = available_jobs();
    const std::string text = command.arguments.value("--jobs");
    std::from_chars(text.data(), text.data() + text.size(), jobs);
    return std::max(1u, jobs);
}

bool is_trust_folder(const fs::path& folder) {
    return fs::is_regular_file(folder / "root-1.json");
}

// A repository: its trainees are compared with the roster, its texts with what was signed.
VerifyTarget repository_target(const Command& command, const fs::path& root, const std::string& shown) {
    BuildOptions options;
    options.root = root.string();
    options.output_in_root = SourcePath{"site"};
    options.jobs = jobs_of(command);
    options.now = now_of(command);
    options.believe = believe_pinned(command);
    options.bodies = Bodies::left_out;
    WholeRepository whole = read_whole(options);
    VerifyTarget out;
    out.path = shown;
    out.root = pinned_root(command, whole.institute.configuration, whole.verdicts.files);
    out.verdicts = std::move(whole.verdicts);
    out.people = people_of(whole.institute);
    out.not_in_force = whole.institute.trust.not_in_force;
    for (const AttestationRecord& one : whole.institute.trust.attestations) out.freshness[one.path] = one.freshness;
    return out;
}

VerifyTarget folder_target(const Command& command, const fs::path& folder, const std::string& shown) {
    VerifyTarget out;
    out.path = shown;
    out.verdicts.files = read_trust(*open_real_disk(folder.string()), "", jobs_of(command));
    out.root = pinned_root(command, Configuration{}, out.verdicts.files);
    out.verdicts.judged = judge(out.verdicts.files, out.root.fingerprint, {}, jobs_of(command));
    return out;
}

// A folder that holds trust/ and is no repository: a group's site, or a dossier, which is complete about its trainee.
VerifyTarget part_target(const Command& command, const fs::path& folder, const std::string& shown) {
    VerifyTarget out = folder_target(command, folder / "trust", shown);
    out.carries_a_part = !out.verdicts.judged.chain->is_extract;
    return out;
}

// The folder trust/ that a file lies in, and the file's path below it.
std::optional<std::pair<fs::path, std::string>> trust_around(const fs::path& file) {
    for (fs::path folder = file.parent_path(); folder != folder.parent_path(); folder = folder.parent_path())
        if (is_trust_folder(folder)) return std::pair(folder, file.lexically_relative(folder).generic_string());
    return std::nullopt;
}

VerifyTarget chain_at(const Command& command, const fs::path& trust, const std::string& shown) {
    const fs::path above = trust.parent_path();
    if (trust.filename() == "trust" && fs::is_regular_file(above / "livret.yaml"))
        return repository_target(command, above, shown);
    return folder_target(command, trust, shown);
}

std::optional<fs::path> root_if_any(const Command& command) {
    try {
        return find_root(command);
    } catch (const CommandError&) {
        return std::nullopt;
    }
}

// A file from elsewhere, judged as if it lay in the repository around the working directory (or --root), if there is one.
VerifyTarget loose_file(const Command& command, const fs::path& file, const std::string& shown) {
    VerifyTarget out;
    if (const auto root = root_if_any(command)) out = repository_target(command, *root, shown);
    out.path = shown;
    const auto disk = open_real_disk(file.parent_path().string());
    std::string bytes =
        fs::file_size(file) > largest_document ? std::string(largest_document + 1, ' ') : disk->read(file.filename().string());
    const auto read = read_signed(bytes);
    const auto* document = std::get_if<SignedDocument>(&read);
    out.only = document ? place_of(document->subject, document->digest) : std::string();
    if (out.only->empty()) out.only = file.filename().string();
    out.verdicts.files.documents[*out.only] = std::move(bytes);
    out.verdicts.judged = judge(out.verdicts.files, out.root.fingerprint, out.people, jobs_of(command));
    return out;
}

} // namespace

static std::vector<VerifyTarget> find_targets(const Command& command, const std::string& path) {
    const fs::path given = fs::absolute(path).lexically_normal();
    const fs::path where = given.has_filename() ? given : given.parent_path();
    if (is_dossier(where.string())) {
        std::vector<VerifyTarget> out;
        out.push_back(dossier_target(command, where.string(), path, jobs_of(command)));
        return out;
    }
    if (fs::is_regular_file(where)) {
        const auto around = trust_around(where);
        if (!around) {
            std::vector<VerifyTarget> out;
            out.push_back(loose_file(command, where, path));
            return out;
        }
        std::vector<VerifyTarget> out;
        out.push_back(chain_at(command, around->first, path));
        out.back().only = around->second;
        return out;
    }
    std::vector<VerifyTarget> out;
    if (fs::is_regular_file(where / "livret.yaml")) {
        out.push_back(repository_target(command, where, path));
    } else if (is_trust_folder(where)) {
        out.push_back(chain_at(command, where, path));
    } else if (is_trust_folder(where / "trust")) {
        out.push_back(part_target(command, where, path));
    } else if (fs::is_directory(where)) { // a site of several groups
        std::vector<fs::path> groups;
        for (const auto& entry : fs::directory_iterator(where))
            if (entry.is_directory() && !entry.is_symlink() && is_trust_folder(entry.path() / "trust"))
                groups.push_back(entry.path());
        std::sort(groups.begin(), groups.end());
        for (const fs::path& group : groups)
            out.push_back(part_target(command, group, (fs::path(path) / group.filename()).generic_string()));
    }
    if (out.empty())
        throw CommandError{Exit::usage,
                           fmt::format("« {} » n’est ni un dossier, ni un fichier signé, ni un dépôt, ni un dossier trust/, ni "
                                       "un site qui porte ses fichiers signés (--audience jury ou trainers)",
                                       path),
                           fmt::format("“{}” is neither a dossier, nor a signed file, nor a repository, nor a folder trust/, nor "
                                       "a site that carries its signed files (--audience jury or trainers)",
                                       path)};
    return out;
}

std::vector<VerifyTarget> verify_targets(const Command& command, const std::string& path) {
    std::vector<VerifyTarget> out = find_targets(command, path);
    // By the root's own fingerprint: a forged root has a memory of its own.
    for (VerifyTarget& one : out) one.memory = compare_with_memory(*one.verdicts.judged.chain, one.root.fingerprint);
    return out;
}

} // namespace livret

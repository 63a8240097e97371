#include "cli/memory_of_removals.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"
#include "cli/command.hpp"
#include "disk/private_file.hpp"
#include "trust/field_reader.hpp"

#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

namespace livret {

namespace {

std::string removals_folder() {
    if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && *state == '/')
        return std::string(state) + "/livret/removals";
    if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/')
        return std::string(home) + "/.local/state/livret/removals";
    return {};
}

// The file's name tells nobody who it is about.
std::string file_of(const std::string& root, const std::string& folder) {
    std::error_code ignored;
    const auto real = std::filesystem::weakly_canonical(root, ignored);
    return sha256_hex((ignored ? root : real.string()) + "\n" + folder);
}

} // namespace

std::optional<BegunRemoval> begun_removal(const std::string& root, const std::string& folder) {
    const std::string memory = removals_folder();
    if (memory.empty() || !is_folder(memory)) return std::nullopt;
    const std::string text = open_real_disk(memory)->read_if_exists(file_of(root, folder));
    const auto lines = split(text, '\n');
    const std::size_t slash = folder.find('/');
    if (lines.size() < 5 || slash == std::string::npos) return std::nullopt;
    BegunRemoval out;
    out.leaver.key = {GfpId{folder.substr(0, slash)}, TraineeId{folder.substr(slash + 1)}};
    out.leaver.id = std::string(lines[0]);
    out.leaver.name = std::string(lines[1]);
    out.digest = std::string(lines[2]);
    out.dossier = std::string(lines[3]);
    if (!is_slug(out.leaver.key.gfp.value) || !is_slug(out.leaver.key.trainee.value) || !is_slug(out.leaver.id))
        return std::nullopt;
    if (!out.dossier.empty() && !is_digest(out.digest)) return std::nullopt;
    for (std::size_t i = 4; i + 1 < lines.size(); ++i)
        if (lines[i].size() > 65) out.files[std::string(lines[i].substr(65))] = std::string(lines[i].substr(0, 64));
    return out;
}

void remember_removal(const std::string& root, const BegunRemoval& begun) {
    const std::string memory = removals_folder();
    if (memory.empty())
        throw CommandError{Exit::environment, "aucun dossier personnel où retenir qu’un retrait est commencé (HOME)",
                           "no home folder to remember in that a removal has begun (HOME)"};
    make_folders(memory);
    const std::string name = file_of(root, begun.leaver.key.gfp.value + "/" + begun.leaver.key.trainee.value);
    std::string text = fmt::format("{}\n{}\n{}\n{}\n", begun.leaver.id, begun.leaver.name, begun.digest, begun.dossier);
    for (const auto& [path, digest] : begun.files) text += fmt::format("{} {}\n", digest, path);
    write_private_file(memory + "/" + name, text, Replace::yes);
}

void forget_removal(const std::string& root, const std::string& folder) {
    const std::string memory = removals_folder();
    if (memory.empty() || !is_folder(memory)) return;
    const auto disk = open_real_disk(memory);
    if (const std::string name = file_of(root, folder); disk->exists(name)) disk->remove(name);
}

} // namespace livret

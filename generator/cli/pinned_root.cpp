#include "cli/pinned_root.hpp"

#include "cli/private_paths.hpp"
#include "disk/disk.hpp"

#include <fmt/format.h>

namespace livret {

namespace {

Digest fingerprint_of(std::string_view text, const std::string& where) {
    if (const auto digits = parse_fingerprint(text)) return *digits;
    throw CommandError{
        Exit::usage,
        fmt::format("{} : « {} » n’est pas une empreinte (64 chiffres et lettres de a à f, par groupes de quatre)", where, text),
        fmt::format("{}: “{}” is no fingerprint (64 digits and letters from a to f, in groups of four)", where, text)};
}

// What this person wrote down herself; empty if nothing.
Digest from_user(const std::string& institution) {
    std::string folder;
    try {
        folder = configuration_folder();
    } catch (const CommandError&) { // no home: no configuration
        return {};
    }
    if (!is_folder(folder)) return {};
    const std::string text = open_real_disk(folder)->read_if_exists("roots.json");
    if (text.empty()) return {};
    const std::string path = folder + "/roots.json";
    const auto parsed = parse_json(text);
    const Json* json = std::get_if<Json>(&parsed);
    if (!json || !json->is_object())
        throw CommandError{Exit::usage, fmt::format("« {} » : attendu {{\"id-de-l’institut\": \"empreinte\"}}", path),
                           fmt::format("“{}”: expected {{\"id-of-the-institute\": \"fingerprint\"}}", path)};
    const Json* value = json->find(institution);
    if (!value) return {};
    return fingerprint_of(value->is_string() ? value->as_string() : "", path);
}

} // namespace

PinnedRoot pinned_root(const Command& command, const Configuration& configuration, const TrustFiles& files) {
    if (command.arguments.has("--trust-root"))
        return {fingerprint_of(command.arguments.value("--trust-root"), "--trust-root"), RootSource::option};
    if (Digest own = from_user(configuration.institution_id); !own.empty()) return {std::move(own), RootSource::user};
    // One that is no fingerprint is no root's, and is not passed over for a more obliging source.
    if (!configuration.root_fingerprint.empty())
        return {parse_fingerprint(configuration.root_fingerprint).value_or(configuration.root_fingerprint),
                RootSource::configuration};
    if (Digest file = claimed_fingerprint(files); !file.empty()) return {std::move(file), RootSource::root_file};
    return {};
}

std::string words_for(const PinnedRoot& root, Language language) {
    const bool fr = language == Language::fr;
    switch (root.source) {
    case RootSource::option:
        return fr ? "donnée par --trust-root" : "given by --trust-root";
    case RootSource::user:
        return fr ? "de vos propres réglages (roots.json)" : "from your own settings (roots.json)";
    case RootSource::configuration:
        return fr ? "le dépôt le dit de lui-même (livret.yaml) : à comparer avec celle qu’on vous a donnée sur papier"
                  : "the repository's own claim (livret.yaml): compare it with the one that you were given on paper";
    case RootSource::root_file:
        return fr ? "le dépôt le dit de lui-même (trust/root-1.json) : à comparer avec celle qu’on vous a donnée sur papier"
                  : "the repository's own claim (trust/root-1.json): compare it with the one that you were given on paper";
    case RootSource::none:
        break;
    }
    return fr ? "aucune racine" : "no root";
}

} // namespace livret

#include "cli/find_trainee.hpp"
#include "cli/suggestion.hpp"

#include "base/text.hpp"

#include <charconv>

#include <fmt/format.h>

namespace livret {

std::string folder_of(const Trainee& trainee) {
    return trainee.key.gfp.value + "/" + trainee.key.trainee.value;
}

const Trainee& find_trainee(const Command& command, const Institute& institute, std::string_view given) {
    if (given.empty())
        throw CommandError{Exit::usage,
                           fmt::format("livret {} attend un stagiaire : GFP/DOSSIER, comme math1/durand", command.arguments.verb),
                           fmt::format("livret {} takes a trainee: GFP/FOLDER, like math1/durand", command.arguments.verb)};
    std::vector<const Trainee*> found;
    std::vector<std::string> known, folders;
    for (const Trainee& one : institute.trainees) {
        known.push_back(folder_of(one));
        if (folder_of(one) != given && one.key.trainee.value != given) continue;
        found.push_back(&one);
        folders.push_back(folder_of(one));
    }
    if (found.size() == 1) return *found[0];
    if (found.size() > 1)
        throw CommandError{Exit::usage,
                           fmt::format("« {} » est le dossier de plusieurs stagiaires : {}", given, join(folders, ", ")),
                           fmt::format("“{}” is the folder of several trainees: {}", given, join(folders, ", "))};
    const Suggestion near = suggestion_for(given, known);
    throw CommandError{
        Exit::usage,
        fmt::format("aucun stagiaire « {} » dont le profil se lise{} (livret check dit ce qui ne va pas)", given, near.fr),
        fmt::format("no trainee “{}” whose profile can be read{} (livret check says what is wrong)", given, near.en)};
}

std::optional<std::int64_t> as_of_option(const Command& command) {
    if (!command.arguments.has("--as-of")) return std::nullopt;
    const std::string text = command.arguments.value("--as-of");
    std::int64_t out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc{} || end != text.data() + text.size() || text.empty() || out < 0)
        throw CommandError{Exit::usage, fmt::format("--as-of : « {} » n’est pas le numéro d’un point de contrôle", text),
                           fmt::format("--as-of: “{}” is not the number of a checkpoint", text)};
    return out;
}

} // namespace livret

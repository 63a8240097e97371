#include "cli/named_trainee.hpp"

#include "base/text.hpp"
#include "cli/command.hpp"

#include <fmt/format.h>

namespace livret {

const Trainee& named_trainee(const Institute& institute, const std::string& given) {
    std::vector<const Trainee*> found;
    std::vector<std::string> known, folders;
    for (const Trainee& one : institute.trainees) {
        const std::string folder = one.key.gfp.value + "/" + one.key.trainee.value;
        known.push_back(folder);
        if (folder != given && one.key.trainee.value != given) continue;
        found.push_back(&one);
        folders.push_back(folder);
    }
    if (found.size() == 1) return *found[0];
    if (found.size() > 1)
        throw CommandError{Exit::usage,
                           fmt::format("« {} » est le dossier de plusieurs stagiaires : {}", given, join(folders, ", ")),
                           fmt::format("“{}” is the folder of several trainees: {}", given, join(folders, ", "))};
    const auto near = closest(given, known);
    throw CommandError{Exit::usage,
                       fmt::format("aucun stagiaire « {} » dont le profil se lise{} (livret check dit ce qui ne va pas)", given,
                                   near ? fmt::format(" ; vouliez-vous dire « {} » ?", *near) : ""),
                       fmt::format("no trainee “{}” whose profile can be read{} (livret check says what is wrong)", given,
                                   near ? fmt::format("; did you mean “{}”?", *near) : "")};
}

} // namespace livret

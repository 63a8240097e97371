// Every file of a fresh repository, in its language: what `livret init` writes. Pure.
#pragma once

#include "cli/new_files.hpp"
#include "load/scaffolds.hpp"

#include <string>
#include <vector>

namespace livret {

struct InitFacts {
    Language language = Language::fr;
    Moment now;
    std::string institution;              // its name; may be empty
    const Framework* framework = nullptr; // never null
    std::string framework_xml;            // its file
    std::vector<NewFile> schemas;         // by file name, for editors
    std::string trainee_id, trainee_salt; // random
};

// In the order of their paths.
std::vector<NewFile> init_files(const InitFacts& facts);

// Names of the folders and of the people that the fresh repository holds as examples.
struct InitNames {
    std::string_view gfp, trainee, trainee_name, trainer, trainer_name;
};
InitNames init_names(Language language);

// Files beside the contents (init_tooling.cpp): git, editors, continuous integration.
std::vector<NewFile> tooling_files(Language language);

} // namespace livret

#include "cli/disk_words.hpp"

#include "base/words.hpp"

#include <array>

#include <fmt/format.h>

namespace livret {

std::string explain_disk(const DiskError& error, Language lang) {
    struct Words {
        std::string_view operation, fr;
    };
    constexpr std::array words{Words{"read", "lecture"},     Words{"write", "écriture"},
                               Words{"rename", "renommage"}, Words{"remove", "suppression"},
                               Words{"list", "parcours"},    Words{"create folder", "création du dossier"}};
    std::string operation = error.operation();
    for (const Words& one : words)
        if (lang == Language::fr && one.operation == operation) operation = one.fr;
    const std::string reason = system_words(error.code(), lang);
    return lang == Language::fr ? fmt::format("{} impossible : « {} » ({})", operation, error.path(), reason)
                                : fmt::format("cannot {}: “{}” ({})", operation, error.path(), reason);
}

} // namespace livret

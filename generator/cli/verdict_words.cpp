#include "cli/verdict_words.hpp"

#include "base/json.hpp"
#include "disk/disk.hpp"

#include <fmt/format.h>

namespace livret {

VerdictWords::VerdictWords(Language language) {
    const auto disk = open_real_disk(find_share());
    const std::string path = fmt::format("program/words/{}.json", language == Language::fr ? "fr" : "en");
    const auto read = parse_json(disk->read(path));
    const Json* words = std::get_if<Json>(&read);
    if (!words || !words->is_object())
        throw CommandError{Exit::environment, fmt::format("share/livret/{} est abîmé : réinstallez Livret", path),
                           fmt::format("share/livret/{} is damaged: install Livret again", path)};
    for (const auto& [key, value] : words->as_object())
        if (value.is_string()) texts_.emplace(key, value.as_string());
}

bool VerdictWords::has(std::string_view kind, std::string_view key) const {
    return texts_.contains(fmt::format("{}.{}", kind, key));
}

std::string VerdictWords::text(std::string_view kind, std::string_view key) const {
    const auto found = texts_.find(fmt::format("{}.{}", kind, key));
    return found == texts_.end() ? std::string(key) : found->second;
}

} // namespace livret

#include "serve/form_words.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "disk/disk.hpp"

#include <vector>

namespace livret {

FormWords::FormWords(const std::string& share, Language language, std::string_view folder) : language_(language) {
    const std::string name = std::string(folder) + (language == Language::fr ? "/fr.json" : "/en.json");
    const auto read = parse_json(open_real_disk(share + "/program")->read(name));
    if (const Json* json = std::get_if<Json>(&read); json != nullptr && json->is_object())
        for (const auto& [key, value] : json->as_object())
            if (value.is_string()) words_[key] = value.as_string();
}

std::string FormWords::say(std::string_view key,
                           std::initializer_list<std::pair<std::string_view, std::string_view>> values) const {
    const auto found = words_.find(key);
    if (found == words_.end()) return std::string(key);
    std::vector<NamedValue> named;
    for (const auto& [name, value] : values) named.push_back({name, value});
    return fill(found->second, named);
}

} // namespace livret

#include "view/counted_words.hpp"

#include "base/typography.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

std::string name_of(const FrameworkId& id, std::span<const Framework> frameworks, Language language) {
    for (const Framework& one : frameworks)
        if (one.id == id && !one.short_titles.empty()) return wording(one.short_titles, language).text;
    return id.value;
}

std::string named(const CompetenceKey& key, std::span<const Framework> frameworks, Language language) {
    return fmt::format("{} ({})", key.code, name_of(key.framework, frameworks, language));
}

// Who says that the competences answer to each other, each once.
std::string sources_of(const std::vector<Step>& way, const Texts& words) {
    std::vector<std::string> out;
    for (const Step& one : way)
        if (std::find(out.begin(), out.end(), one.source) == out.end()) out.push_back(one.source);
    return words.names(out);
}

std::string sentence(const Considered& one, const Framework& target, std::span<const Framework> frameworks, const Texts& words) {
    const Language language = words.language();
    const auto have = std::to_string(one.have);
    switch (one.use) {
    case Use::counted:
        if (one.way.empty()) return words.get("counted.own");
        return words.fill("counted.carried",
                          {{"from", named(one.way.front().from, frameworks, language)}, {"source", sources_of(one.way, words)}});
    case Use::counted_in_part:
        return words.fill("counted.in_part",
                          {{"from", named(one.way.front().from, frameworks, language)}, {"source", sources_of(one.way, words)}});
    case Use::too_few_trainers:
        return words.plural("counted.too_few_trainers", static_cast<std::int64_t>(one.need), {{"have", have}});
    case Use::too_few_activities:
        return words.plural("counted.too_few_activities", static_cast<std::int64_t>(one.need), {{"have", have}});
    case Use::partial:
        return words.fill("counted.partial", {{"from", named(one.way.front().from, frameworks, language)}});
    case Use::no_way:
        return words.fill("counted.no_way",
                          {{"from", named({one.record->framework, one.decision->competence}, frameworks, language)},
                           {"framework", name_of(target.id, frameworks, language)}});
    case Use::set_aside:
        return words.fill("counted.set_aside", {{"word", words.get(fmt::format("word.{}", text_of(one.record->word)))}});
    case Use::unsealed:
    case Use::retracted:
    case Use::more_information:
    case Use::not_attested:
        break;
    }
    return words.get(fmt::format("counted.{}", text_of(one.use)));
}

} // namespace

std::string why_counted(const Considered& one, const Framework& target, std::span<const Framework> frameworks,
                        const Texts& words) {
    return typeset(sentence(one, target, frameworks, words), words.language());
}

std::string way_words(const Considered& one, std::span<const Framework> frameworks, Language language) {
    if (one.way.empty()) return "";
    std::string out = named(one.way.front().from, frameworks, language);
    for (const Step& step : one.way)
        out += fmt::format(" {} {}", step.exactness == Exactness::exact ? "→" : "⇢", named(step.to, frameworks, language));
    return out;
}

} // namespace livret

#include "base/text.hpp"
#include "resolve/rule_gap.hpp"
#include "resolve/rule_speaker.hpp"

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::size_t few = 4;         // more codes than these are told as a number
constexpr std::size_t few_domains = 3; // so are more domains

using Part = RuleGap::Part;

// « 1 en B.4 », « A.1.1 et A.1.2 », « 2 parmi 9 au choix »
std::string part_words(const Speaker& say, const Part& part) {
    switch (part.kind) {
    case Part::Kind::domain:
        return fmt::format(say.pattern("{} en {}", "{} in {}"), part.need, part.domain);
    case Part::Kind::each:
        return part.codes.size() <= few ? say.names(part.codes)
                                        : fmt::format(say.pattern("{} exigées", "{} required ones"), part.need);
    case Part::Kind::some:
        break;
    }
    if (part.codes.size() <= few) return say.wanted_of(part.need, part.codes);
    return fmt::format(say.pattern("{} parmi {} au choix", "{} among {} to choose from"), part.need, part.codes.size());
}

// All of what is asked for lies in this part: « en B.4 », « : A.1.1 », « parmi A.1.3 et A.1.4 ».
std::string only_part(const Speaker& say, const Part& part) {
    switch (part.kind) {
    case Part::Kind::domain:
        return fmt::format(say.pattern(" en {}", " in {}"), part.domain);
    case Part::Kind::each:
        return part.codes.size() <= few ? " : " + say.names(part.codes)
                                        : say.either(", toutes exigées", ", all of them required");
    case Part::Kind::some:
        break;
    }
    const std::string from = part.codes.size() <= few
                                 ? say.names(part.codes)
                                 : fmt::format(say.pattern("{} au choix", "{} to choose from"), part.codes.size());
    return fmt::format(say.pattern(" parmi {}", " among {}"), from);
}

std::string competences(const Speaker& say, const RuleGap& gap) {
    std::string out =
        say.french() ? say.competences(gap.competences)
                     : fmt::format("{} more {}", gap.competences, say.singular(gap.competences) ? "competence" : "competences");
    if (gap.parts.empty()) return out;
    std::size_t sum = 0, domains = 0, in_domains = 0;
    for (const Part& one : gap.parts) {
        sum += one.need;
        if (one.kind != Part::Kind::domain) continue;
        ++domains;
        in_domains += one.need;
    }
    std::vector<std::string> parts;
    for (const Part& one : gap.parts)
        if (one.kind != Part::Kind::domain || domains <= few_domains) parts.push_back(part_words(say, one));
    if (domains > few_domains)
        parts.push_back(fmt::format(say.pattern("{} dans {} domaines", "{} in {} domains"), in_domains, domains));
    if (sum != gap.competences) return out + say.either(", dont ", ", including ") + say.names(parts);
    return gap.parts.size() == 1 ? out + only_part(say, gap.parts[0]) : out + " : " + say.names(parts);
}

} // namespace

std::string explain(const RuleGap& gap, Language language) {
    const Speaker say{language};
    if (!gap.can_be_met)
        return say.finished(say.either("cette règle demande plus que le référentiel ne contient",
                                       "this rule asks for more than the framework holds"));
    if (gap.nothing()) return say.finished(say.either("rien ne manque", "nothing is missing"));
    std::vector<std::string> wanted;
    if (gap.competences > 0) wanted.push_back(competences(say, gap));
    for (const RuleGap::Activities& one : gap.activities) wanted.push_back(say.activities_held(one.situation, one.need));
    // A comma before "et": the competences' own list may end in one.
    return say.finished(say.either("encore au moins ", "at least ") + join(wanted, say.either(", et ", ", and ")));
}

} // namespace livret

#include "resolve/rule_speaker.hpp"

#include "base/text.hpp"
#include "base/typography.hpp"

#include <span>

#include <fmt/format.h>

namespace livret {

std::string Speaker::count(std::size_t n, const char* one_fr, const char* many_fr, const char* one_en,
                           const char* many_en) const {
    return fmt::format("{} {}", n, singular(n) ? either(one_fr, one_en) : either(many_fr, many_en));
}

std::string Speaker::of(std::size_t have, std::size_t all) const {
    return fmt::format("{} {} {}", have, either("sur", "of"), all);
}

std::string Speaker::names(const std::vector<std::string>& codes) const {
    if (codes.size() < 2) return join(codes, "");
    const std::span<const std::string> all(codes);
    return fmt::format("{} {} {}", join(all.first(all.size() - 1), ", "), either("et", "and"), codes.back());
}

std::string Speaker::missing(const std::string& what) const {
    return french() ? "il manque " + what : what + " missing";
}

std::string Speaker::missing_in(std::size_t n, const std::string& domain) const {
    return french() ? fmt::format("il manque {} en {}", n, domain) : fmt::format("{} missing in {}", n, domain);
}

std::string Speaker::competences(std::size_t n) const {
    return count(n, "compétence", "compétences", "competence", "competences");
}

std::string Speaker::trainers(std::size_t n) const {
    return count(n, "formateur", "formateurs", "trainer", "trainers");
}

std::string Speaker::activities(std::size_t n) const {
    return count(n, "activité", "activités", "activity", "activities");
}

std::string Speaker::activities_held(const std::string& situation, std::size_t n) const {
    const std::string activities =
        count(n, "activité attestée menée", "activités attestées menées", "attested activity held", "attested activities held");
    if (situation == "classroom") return activities + either(" en classe", " in class");
    if (situation == "distance") return activities + either(" à distance", " at a distance");
    return activities + either(" en partie à distance", " partly at a distance");
}

std::string Speaker::wanted_of(std::size_t lack, const std::vector<std::string>& codes) const {
    if (lack >= codes.size()) return names(codes);
    return fmt::format("{} {} {}", lack, either("parmi", "among"), names(codes));
}

std::string Speaker::missing_of(std::size_t lack, const std::vector<std::string>& codes) const {
    if (lack >= codes.size()) return missing(names(codes));
    return fmt::format(pattern("il en manque {} parmi {}", "{} missing among {}"), lack, names(codes));
}

std::string Speaker::finished(std::string sentence) const {
    if (!french()) sentence = replace_all(replace_all(std::move(sentence), " ;", ";"), " :", ":");
    return typeset(sentence, language);
}

} // namespace livret

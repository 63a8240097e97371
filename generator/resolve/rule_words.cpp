#include "resolve/rule_words.hpp"

#include "base/text.hpp"
#include "base/typography.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

struct Speaker {
    Language language;

    bool french() const { return language == Language::fr; }
    // French takes the singular for 0 and 1, English for 1 only.
    bool singular(std::size_t n) const { return french() ? n <= 1 : n == 1; }
    std::string of(std::size_t have, std::size_t all) const {
        return fmt::format("{} {} {}", have, french() ? "sur" : "of", all);
    }
    std::string count(std::size_t n, const char* one_fr, const char* many_fr, const char* one_en, const char* many_en) const {
        return fmt::format("{} {}", n, singular(n) ? (french() ? one_fr : one_en) : (french() ? many_fr : many_en));
    }
    std::string competences(std::size_t n) const { return count(n, "compétence", "compétences", "competence", "competences"); }
    std::string lacking(std::size_t n) const {
        return french() ? fmt::format("il en manque {}", n) : fmt::format("{} missing", n);
    }
    // " (A.1.1, A.2.3)", or nothing.
    std::string among(const std::vector<std::string>& codes) const {
        return codes.empty() ? "" : fmt::format(" ({})", join(codes, ", "));
    }
    std::string in_domain(std::size_t n, const std::string& domain) const {
        return french() ? fmt::format("il manque {} en {}", n, domain) : fmt::format("{} missing in {}", n, domain);
    }

    std::string situation(const std::string& kind, std::size_t n) const {
        const std::string activities =
            count(n, "activité attestée", "activités attestées", "attested activity", "attested activities");
        if (kind == "classroom")
            return activities + (french() ? (singular(n) ? " menée en classe" : " menées en classe") : " held in class");
        if (kind == "distance")
            return activities + (french() ? (singular(n) ? " menée à distance" : " menées à distance") : " held at a distance");
        return activities + (french() ? (singular(n) ? " menée en partie à distance" : " menées en partie à distance")
                                      : " held partly at a distance");
    }

    // "B.4: il manque 1 ..." for each domain that lacks something.
    std::string domains(const ConditionState& state) const {
        std::vector<std::string> out;
        for (const auto& one : state.short_domains)
            out.push_back(in_domain(one.need - one.have, one.domain) +
                          fmt::format(" ({} ; {})", of(one.have, one.of), join(one.missing, ", ")));
        return join(out, " ; ");
    }
};

struct Explain {
    const ConditionState& state;
    Speaker say;

    std::string operator()(const AllOf& rule) const {
        std::string out =
            fmt::format("{} {}", say.of(state.have, state.of),
                        rule.codes.empty() ? (say.french() ? "compétences du référentiel" : "competences of the framework")
                                           : (say.french() ? "compétences exigées" : "required competences"));
        return state.met ? out : out + " ; " + say.lacking(state.need - state.have) + say.among(state.missing);
    }
    std::string operator()(const AtLeast& rule) const {
        std::string out = fmt::format("{} {}", say.of(state.have, state.of),
                                      rule.codes.empty() ? (say.french() ? "compétences" : "competences")
                                                         : (say.french() ? "compétences citées" : "cited competences"));
        out += say.french() ? fmt::format(", pour au moins {}", state.need) : fmt::format(", at least {} asked for", state.need);
        if (state.met) return out;
        return out + " ; " + say.lacking(state.need - state.have) + (say.french() ? " parmi" : " among") +
               say.among(state.missing);
    }
    std::string operator()(const AtMostMissing& rule) const {
        const auto most = static_cast<std::size_t>(rule.count);
        const std::string asked =
            say.french() ? fmt::format("au plus {} dans chaque domaine", say.count(most, "manquante", "manquantes", "", ""))
                         : fmt::format("at most {} missing in each domain", most);
        return state.met ? asked : asked + " ; " + say.domains(state);
    }
    std::string operator()(const PercentPerDomain& rule) const {
        const std::string asked = say.french() ? fmt::format("au moins {} % dans chaque domaine", rule.percent)
                                               : fmt::format("at least {}% in each domain", rule.percent);
        return state.met ? asked : asked + " ; " + say.domains(state);
    }
    std::string operator()(const InSituation& rule) const {
        std::string out = say.situation(rule.kind, state.have);
        out += say.french() ? fmt::format(", pour au moins {}", state.need) : fmt::format(", at least {} asked for", state.need);
        return state.met ? out : out + " ; " + say.lacking(state.need - state.have);
    }
    std::string operator()(const AttestedBy& rule) const {
        return counting(say.count(static_cast<std::size_t>(rule.trainers), "formateur", "formateurs", "trainer", "trainers"),
                        "par", "by");
    }
    std::string operator()(const InActivities& rule) const {
        return counting(say.count(static_cast<std::size_t>(rule.activities), "activité", "activités", "activity", "activities"),
                        "dans", "in");
    }

    std::string counting(const std::string& by, const char* fr, const char* en) const {
        std::string out = say.french() ? fmt::format("seules comptent les compétences attestées {} au moins {} : {}", fr, by,
                                                     say.of(state.have, state.of))
                                       : fmt::format("competences count once attested {} at least {}: {}", en, by,
                                                     say.of(state.have, state.of));
        if (state.missing.empty()) return out;
        return out + (say.french() ? " ; pas encore" : " ; not yet") + say.among(state.missing);
    }
};

// English writes no space before a semicolon; the sentences above are put together the French way.
std::string finished(std::string text, Language language) {
    return typeset(language == Language::fr ? std::move(text) : replace_all(std::move(text), " ;", ";"), language);
}

} // namespace

std::string explain(const ConditionState& state, Language language) {
    return finished(std::visit(Explain{state, Speaker{language}}, state.condition), language);
}

std::string explain_briefly(const RuleState& state, Language language) {
    const Speaker say{language};
    std::vector<std::string> parts{say.of(state.counted, state.total)};
    for (const ConditionState& one : state.conditions) {
        if (one.met) continue;
        for (const auto& domain : one.short_domains) parts.push_back(say.in_domain(domain.need - domain.have, domain.domain));
        if (!one.short_domains.empty()) continue;
        const std::size_t lack = one.need - one.have;
        if (const auto* all = std::get_if<AllOf>(&one.condition); all != nullptr && !all->codes.empty())
            parts.push_back(say.french() ? fmt::format("il manque {}", join(one.missing, ", "))
                                         : fmt::format("{} missing", join(one.missing, ", ")));
        else if (const auto* some = std::get_if<AtLeast>(&one.condition); some != nullptr && !some->codes.empty())
            parts.push_back(say.french() ? fmt::format("il en manque {} parmi {}", lack, join(one.missing, ", "))
                                         : fmt::format("{} missing among {}", lack, join(one.missing, ", ")));
        else if (const auto* in = std::get_if<InSituation>(&one.condition))
            parts.push_back(say.french() ? fmt::format("il manque {}", say.situation(in->kind, lack))
                                         : fmt::format("{} missing", say.situation(in->kind, lack)));
        else
            parts.push_back(say.lacking(lack));
    }
    return finished(join(parts, " ; "), language);
}

std::string explain(const RuleState& state, Language language) {
    const bool french = language == Language::fr;
    std::string out = explain_briefly(state, language);
    for (const ConditionState& one : state.conditions)
        out += fmt::format("\n{}{}",
                           finished(one.met ? (french ? "condition remplie : " : "condition met: ")
                                            : (french ? "condition non remplie : " : "condition not met: "),
                                    language),
                           explain(one, language));
    return out;
}

} // namespace livret

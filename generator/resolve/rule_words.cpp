#include "resolve/rule_words.hpp"

#include "base/text.hpp"
#include "resolve/rule_speaker.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

// In short, more codes than these are told as a number: a line of a table, not a list.
constexpr std::size_t few = 4;
constexpr std::size_t few_domains = 3; // more than these are named without their numbers
constexpr std::size_t many = 12;       // more missing ones, of which any will do, are not worth a list even at length

struct Explain {
    const ConditionState& state;
    Speaker say;

    std::size_t lack() const { return state.need - std::min(state.need, state.have); }

    std::string operator()(const AllOf& rule) const {
        std::string out = fmt::format(
            "{} : {}",
            rule.codes.empty() ? say.either("toutes les compétences du référentiel", "all competences of the framework")
                               : say.either("compétences exigées", "required competences"),
            say.of(state.have, state.of));
        return state.met ? out : out + " ; " + say.missing(say.names(state.missing));
    }
    std::string operator()(const AtLeast& rule) const {
        std::string out = fmt::format("{} {}", say.either("au moins", "at least"), say.competences(state.need));
        if (!rule.codes.empty()) out += fmt::format(say.pattern(" parmi {} au choix", " among {} to choose from"), state.of);
        out += " : " + say.of(state.have, state.of);
        if (state.met) return out;
        if (rule.codes.empty() && state.missing.size() > many && lack() < state.missing.size())
            return fmt::format(say.pattern("{} ; il en manque {}", "{} ; {} missing"), out, lack());
        return out + " ; " + say.missing_of(lack(), state.missing);
    }
    std::string operator()(const AtMostMissing& rule) const {
        const auto most = static_cast<std::size_t>(rule.count);
        if (most == 0)
            return each_domain(
                say.either("aucune compétence manquante, dans aucun domaine", "no competence missing in any domain"));
        return each_domain(fmt::format(say.pattern("au plus {} {} dans chaque domaine", "at most {} {} in each domain"),
                                       say.competences(most),
                                       say.either(say.singular(most) ? "manquante" : "manquantes", "missing")));
    }
    std::string operator()(const PercentPerDomain& rule) const {
        return each_domain(fmt::format(
            say.pattern("au moins {} % des compétences de chaque domaine", "at least {}% of the competences of each domain"),
            rule.percent));
    }
    std::string operator()(const InSituation& rule) const {
        std::string out = fmt::format("{} {} : ", say.either("au moins", "at least"), say.activities_held(rule.kind, state.need));
        if (state.have == 0) return out + say.either("aucune", "none");
        out += std::to_string(state.have);
        return state.met ? out : fmt::format(say.pattern("{} ; il en manque {}", "{} ; {} missing"), out, lack());
    }
    std::string operator()(const AttestedBy& rule) const {
        return counting(say.either("par", "by"), say.trainers(static_cast<std::size_t>(rule.trainers)));
    }
    std::string operator()(const InActivities& rule) const {
        return counting(say.either("dans", "in"), say.activities(static_cast<std::size_t>(rule.activities)));
    }

    std::string each_domain(std::string asked) const {
        std::vector<std::string> out;
        for (const auto& one : state.short_domains) {
            const std::size_t lacking = one.need - one.have;
            std::string which = lacking < one.missing.size() ? say.either(", parmi ", ", among ") : " : ";
            out.push_back(fmt::format("{}{}{} ({})", say.missing_in(lacking, one.domain), which, say.names(one.missing),
                                      say.of(one.have, one.of)));
        }
        if (!out.empty()) asked += " ; " + join(out, " ; ");
        return asked;
    }

    std::string counting(const char* preposition, const std::string& by) const {
        std::string out = fmt::format(say.pattern("seules comptent les compétences attestées {} au moins {} : ",
                                                  "competences count once attested {} at least {} : "),
                                      preposition, by);
        if (state.of == 0) return out + say.either("aucune n’est attestée", "none is attested");
        out += fmt::format(say.pattern("{} sur {} {}", "{} of {} {}"), state.have, state.of,
                           say.either(say.singular(state.of) ? "attestée" : "attestées", "attested"));
        if (state.missing.empty()) return out;
        return fmt::format("{} ; {} {}", out, say.either("pas encore", "not yet"), say.names(state.missing));
    }
};

// What one condition lacks, in a few words.
struct ExplainBriefly {
    const ConditionState& state;
    Speaker say;

    std::size_t lack() const { return state.need - std::min(state.need, state.have); }

    std::string operator()(const AllOf& rule) const {
        if (rule.codes.empty()) return say.either("toutes sont exigées", "all are required");
        if (state.missing.size() <= few) return say.missing(say.names(state.missing));
        if (state.have == 0)
            return fmt::format(say.pattern("il manque les {} compétences exigées", "all {} required competences missing"),
                               state.of);
        return french_or(fmt::format("il manque {} des {} compétences exigées", lack(), state.of),
                         fmt::format("{} of the {} required competences missing", lack(), state.of));
    }
    std::string operator()(const AtLeast& rule) const {
        if (rule.codes.empty()) return french_or(fmt::format("il en faut {}", state.need), fmt::format("{} needed", state.need));
        if (state.missing.size() <= few) return say.missing_of(lack(), state.missing);
        return french_or(fmt::format("il en manque {} parmi les {} au choix", lack(), state.of),
                         fmt::format("{} missing among the {} to choose from", lack(), state.of));
    }
    std::string operator()(const AtMostMissing&) const { return each_domain(); }
    std::string operator()(const PercentPerDomain&) const { return each_domain(); }
    std::string operator()(const InSituation& rule) const { return say.missing(say.activities_held(rule.kind, lack())); }
    std::string operator()(const AttestedBy& rule) const {
        const std::string by = say.trainers(static_cast<std::size_t>(rule.trainers));
        return french_or("aucune n’est encore attestée par au moins " + by, "none attested by at least " + by + " yet");
    }
    std::string operator()(const InActivities& rule) const {
        const std::string in = say.activities(static_cast<std::size_t>(rule.activities));
        return french_or("aucune n’est encore attestée dans au moins " + in, "none attested in at least " + in + " yet");
    }

    std::string each_domain() const {
        std::vector<std::string> out;
        if (state.short_domains.size() > few_domains) {
            for (const auto& one : state.short_domains) out.push_back(one.domain);
            return say.either("trop peu en ", "too few in ") + say.names(out);
        }
        for (const auto& one : state.short_domains) out.push_back(say.missing_in(one.need - one.have, one.domain));
        return join(out, " ; ");
    }
    std::string french_or(std::string fr, std::string en) const { return say.french() ? std::move(fr) : std::move(en); }
};

} // namespace

std::string explain(const ConditionState& state, Language language) {
    const Speaker say{language};
    return say.finished(std::visit(Explain{state, say}, state.condition));
}

std::string explain_briefly(const RuleState& state, Language language) {
    const Speaker say{language};
    std::vector<std::string> parts{say.of(state.counted, state.total)};
    for (const ConditionState& one : state.conditions)
        if (!one.met) parts.push_back(std::visit(ExplainBriefly{one, say}, one.condition));
    return say.finished(join(parts, " ; "));
}

std::string explain(const RuleState& state, Language language) {
    const Speaker say{language};
    std::string out = explain_briefly(state, language);
    for (const ConditionState& one : state.conditions)
        out += fmt::format("\n{}{}",
                           say.finished(one.met ? say.either("condition remplie : ", "condition met : ")
                                                : say.either("condition non remplie : ", "condition not met : ")),
                           explain(one, language));
    return out;
}

} // namespace livret

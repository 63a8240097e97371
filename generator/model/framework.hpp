// A framework (référentiel): a published, versioned tree of domains with competences as leaves, and its
// rules. The file's format is schema/framework.xsd.
#pragma once

#include "base/date.hpp"
#include "base/made_once.hpp"
#include "model/ids.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace livret {

// One wording in one language. `official` is false for a translation of ours.
struct Wording {
    Language language = Language::fr;
    std::string text;
    bool official = true;
};

struct Competence {
    LIVRET_DECLARED_ONCE(Competence);
    std::string code;
    std::vector<Wording> statements; // at least one
    std::vector<Wording> notes;
    bool mandatory = false;
    std::size_t domain = 0; // index of its nearest domain in Framework::domains
};

struct Domain {
    LIVRET_DECLARED_ONCE(Domain);
    std::string code;
    std::vector<Wording> titles;
    std::optional<std::size_t> parent;    // index in Framework::domains; none at the top
    std::size_t depth = 0;                // 0 at the top
    std::vector<std::size_t> competences; // indices of its own leaves, in order
    std::vector<std::size_t> subdomains;  // indices, in order
};

struct FrameworkSource {
    std::string text; // who published it, where
    std::optional<Date> date;
    std::string url; // empty if none is given
};

// --- certification rules: all conditions of a rule must hold. What counts is an attested competence.
struct AllOf {
    std::vector<std::string> codes;
}; // each of them; empty: of the framework
struct AtLeast {
    int count = 0;
    std::vector<std::string> codes;
}; // that many of them; empty: of the framework
struct AtMostMissing {
    int count = 0;
}; // in each domain that holds competences
struct PercentPerDomain {
    int percent = 0;
}; // in each domain that holds competences
struct InSituation {
    std::string kind;
    int count = 1;
}; // attested activities in that situation
struct AttestedBy {
    int trainers = 1;
}; // each counted competence, by that many
struct InActivities {
    int activities = 1;
}; // each counted competence, in that many
using RuleCondition = std::variant<AllOf, AtLeast, AtMostMissing, PercentPerDomain, InSituation, AttestedBy, InActivities>;

struct Rule {
    std::string id;
    std::vector<Wording> titles;
    std::vector<RuleCondition> conditions;
};

struct CrosswalkLine {
    std::string from, to;
    bool exact = false; // a partial one never counts by itself
};

struct Crosswalk {
    FrameworkId to;
    std::string source; // an official text, or « proposition du projet »
    std::vector<CrosswalkLine> lines;
};

struct Framework {
    LIVRET_DECLARED_ONCE(Framework);
    FrameworkId id;
    std::string version;
    std::vector<Language> languages;
    std::vector<Wording> titles;
    std::vector<Wording> short_titles;
    std::vector<FrameworkSource> sources;
    std::vector<Domain> domains;         // depth first, in the file's order
    std::vector<Competence> competences; // in the file's order
    std::vector<Rule> rules;
    std::vector<Crosswalk> crosswalks;

    const Competence* find(std::string_view code) const; // exact code
    const Domain* find_domain(std::string_view code) const;
    // A code as people type it (A11, a.1-1): compared by its letters and digits alone.
    const Competence* find_typed(std::string_view typed) const;
    const Domain* find_domain_typed(std::string_view typed) const;
    // The domain of a competence that stands for it in tables: the nearest.
    const Domain& domain_of(const Competence& competence) const { return domains[competence.domain]; }
};

// The wording in `language`, else the first one.
const Wording& wording(const std::vector<Wording>& wordings, Language language);

} // namespace livret

#include "view/claims.hpp"

#include "base/unicode.hpp"
#include "resolve/rules.hpp"
#include "view/decisions.hpp"
#include "view/parts.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

using namespace shape;

namespace {

// Activities first, as they took place; then what Subject's order gives: sessions, contributions.
const Activity* find_activity(const Booklet& booklet, const Subject& subject) {
    const auto found = std::find_if(booklet.activities.begin(), booklet.activities.end(),
                                    [&](const Activity* one) { return subject_of(*one) == subject; });
    return found == booklet.activities.end() ? nullptr : *found;
}

std::string words_of(const Activity& activity, const CompetenceKey& key) {
    for (const Declaration& one : activity.declarations)
        if (one.competence == key) return one.words;
    return {};
}

Value of_activity(const PageWriter& writer, const Activity& activity, const CompetenceKey& key) {
    const std::string page = writer.url(writer.map().activity(activity));
    return writer.link(activity.title, writer.map().activity(activity))
        .set("reference", activity.reference)
        .set("text_url", page + "#" + competence_anchor(key.code))
        .set("signature_page", page)
        .set("date", writer.dates(activity.dates))
        .set("situation", situation_words(writer, activity.situation))
        .set("in_class", activity.situation == Situation::classroom)
        .set("words", writer.words(words_of(activity, key)));
}

// A session, contributions, or an activity that these readers have no page of: what was signed stands on her own page.
Value of_something_else(const PageWriter& writer, const Booklet& booklet, const Subject& subject) {
    const std::string own = writer.url(writer.map().trainee(booklet.trainee->key));
    const auto session = std::find_if(writer.group().trainings.begin(), writer.group().trainings.end(),
                                      [&](const Training* one) { return one->slug == subject.name; });
    const bool known = subject.about == AboutKind::training && session != writer.group().trainings.end();
    std::string title = known ? writer.texts().fill("session_named", {{"title", writer.words((*session)->title)}})
                        : subject.about == AboutKind::contributions ? writer.texts().get("contributions")
                                                                    : std::string(subject.name);
    const std::string page = known ? writer.url(writer.map().training(**session)) : own;
    return Value::object()
        .set("title", std::move(title))
        .set("url", page)
        .set("reference", "")
        .set("text_url", page)
        .set("signature_page", own)
        .set("date", known ? writer.date((*session)->date) : Value::object())
        .set("situation", "")
        .set("in_class", false)
        .set("words", "");
}

Value evidence(const PageWriter& writer, const Booklet& booklet, const CompetenceKey& key, const Subject& subject,
               const Standing& standing) {
    const Activity* activity = subject.about == AboutKind::activity ? find_activity(booklet, subject) : nullptr;
    Value out = activity != nullptr ? of_activity(writer, *activity, key) : of_something_else(writer, booklet, subject);
    const std::string words = activity == nullptr ? std::string() : words_of(*activity, key);
    const SourcePath source = activity == nullptr ? SourcePath{} : activity->path;
    set_state(writer, standing.state, out);
    out.set("decisions", decision_list(writer, standing.speaking, words, source));
    out.set("set_aside", decision_list(writer, standing.set_aside, words, source));
    out.set("history", decision_list(writer, standing.history, words, source));
    return out;
}

// Codes mean something within a framework only, and a page may show two.
std::string claim_anchor(const Framework& framework, std::string_view code) {
    return "claim-" + slugify(framework.id.value) + "-" + slugify(code);
}

// In the order of what happened: activities as they took place come first.
std::vector<Subject> in_order(const Booklet& booklet, const SubjectStandings& standings) {
    std::vector<Subject> out;
    for (const Activity* one : booklet.activities)
        if (standings.contains(subject_of(*one))) out.push_back(subject_of(*one));
    for (const auto& one : standings)
        if (std::find(out.begin(), out.end(), one.first) == out.end()) out.push_back(one.first);
    return out;
}

// What it counts for in the framework that the jury judges by, if that is another one.
Value carried(const PageWriter& writer, const CompetenceKey& key) {
    const Framework& first = *writer.portfolio().frameworks.front();
    if (first.id == key.framework) return Value::list();
    std::vector<std::string> codes;
    for (const CarriedEvidence& one :
         carry(writer.institute().frameworks, first, std::vector<Evidence>{{key, "", "", "", Situation::none}}, {}))
        codes.push_back(one.code);
    return competence_chips(writer, first.id, codes);
}

Value claim(const PageWriter& writer, const Booklet& booklet, const Framework& framework, const Competence& competence,
            const SubjectStandings& standings) {
    const CompetenceKey key{framework.id, competence.code};
    Value list = Value::list();
    for (const Subject& subject : in_order(booklet, standings)) {
        const Standing& standing = standings.at(subject);
        const bool silent = standing.state == State::nothing && standing.set_aside.empty() && standing.history.empty();
        if (!silent) list.push(evidence(writer, booklet, key, subject, standing));
    }
    Value out = competence_chip(writer, key)
                    .set("anchor", claim_anchor(framework, competence.code))
                    .set("carried", carried(writer, key))
                    .set("wording", wording_value(writer, competence.statements))
                    .set("mandatory", competence.mandatory)
                    .set("evidence", std::move(list));
    set_state(writer, best_of(standings), out);
    return out;
}

bool is_claimed(const TraineeStandings& all, const CompetenceKey& key) {
    const auto found = all.find(key);
    return found != all.end() && std::any_of(found->second.begin(), found->second.end(), [](const auto& one) {
               return one.second.state != State::nothing || !one.second.set_aside.empty() || !one.second.history.empty();
           });
}

} // namespace

Shape claims_shape() {
    return list(
        "claims", "by domain, in the framework's order",
        {text("code", "of the domain"), text("title", "of the domain"), text("summary", "« 3 attestées sur 5 »"),
         list_of(
             "competences", "those claimed",
             {text("code", "its code"), url("url", "its page"), text("statement", "its text"),
              text("anchor", "for the id attribute"),
              competences_shape("carried", "what it counts for in the first framework, if that is another"),
              wording_shape("wording", "its official text, with its language"),
              flag("mandatory", "named by the framework's rule"),
              list_of("evidence", "what it rests on, as it took place",
                      {text("title", "what"), url("url", "its page"), text("reference", "of an activity; may be empty"),
                       url("text_url", "its page, at this competence"),
                       url("signature_page", "the page that shows the signatures"), shape::date("date", "when; may be empty"),
                       text("situation", "a real teaching situation or not, in words"),
                       flag("in_class", "held in class, as she says"), text("words", "the trainee's own words; may be empty")},
                      state_fields(),
                      {decisions_shape("decisions", "that count"), decisions_shape("set_aside", "that do not count, and why"),
                       decisions_shape("history", "replaced ones and withdrawals")})},
             state_fields())});
}

Value claims_by_domain(const PageWriter& writer, const Booklet& booklet, const Framework& framework) {
    const TraineeStandings& all = writer.portfolio().standings_of(booklet.trainee->key);
    Value out = Value::list();
    for (const Domain* domain : table_domains(framework)) {
        Value competences = Value::list();
        for (const std::size_t index : domain->competences) {
            const Competence& one = framework.competences[index];
            const CompetenceKey key{framework.id, one.code};
            if (is_claimed(all, key)) competences.push(claim(writer, booklet, framework, one, all.at(key)));
        }
        if (competences.is_empty()) continue;
        out.push(
            Value::object()
                .set("code", domain->code)
                .set("title", writer.words(wording(domain->titles, writer.language()).text))
                .set("summary", writer.texts().plural(
                                    "attested_of", static_cast<std::int64_t>(count_states(all, framework, *domain).counting()),
                                    {{"total", writer.texts().number(static_cast<std::int64_t>(domain->competences.size()))}}))
                .set("competences", std::move(competences)));
    }
    return out;
}

bool claims_anything(const PageWriter& writer, const Booklet& booklet, const Framework& framework) {
    const TraineeStandings& all = writer.portfolio().standings_of(booklet.trainee->key);
    return std::any_of(framework.competences.begin(), framework.competences.end(), [&](const Competence& one) {
        return is_claimed(all, {framework.id, one.code});
    });
}

Value unclaimed(const PageWriter& writer, const Booklet& booklet, const Framework& framework) {
    const TraineeStandings& all = writer.portfolio().standings_of(booklet.trainee->key);
    std::vector<std::string> codes;
    for (const Competence& one : framework.competences)
        if (!is_claimed(all, {framework.id, one.code})) codes.push_back(one.code);
    return competence_chips(writer, framework.id, codes);
}

} // namespace livret

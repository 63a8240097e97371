#include "view/jury_parts.hpp"

#include "resolve/counted.hpp"
#include "resolve/rule_words.hpp"
#include "view/counted_words.hpp"
#include "view/decisions.hpp"
#include "view/parts.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

namespace livret {

using namespace shape;

std::vector<Shape> answer_fields() {
    return {text("title", "the rule's"),
            text("framework", "short name of its framework"),
            flag("other", "it is not the institute's first framework: what if"),
            flag("met", "it is met"),
            text("counted", "how many competences count"),
            text("total", "of how many"),
            text("summary", "« 22 sur 28 ; il manque 1 en B.4 »"),
            text("at_least", "« encore au moins 2 compétences, dont 1 en B.4 »"),
            texts("notes", "on the crosswalk, if it was used or could be"),
            list("conditions", "all must hold", {flag("met", "it holds"), text("text", "what was counted and what is missing")})};
}

Value answer_value(const PageWriter& writer, const Outlook& answer) {
    const Texts& texts = writer.texts();
    Value conditions = Value::list(), notes = Value::list();
    for (const ConditionState& one : answer.state.conditions)
        conditions.push(Value::object().set("met", one.met).set("text", writer.words(explain(one, writer.language()))));
    if (answer.carried > 0) notes.push(texts.get("jury.by_crosswalk"));
    if (!answer.by_partial.empty())
        notes.push(texts.plural("jury.by_partial_way", static_cast<std::int64_t>(answer.by_partial.size())));
    const auto number = [&](std::size_t n) { return texts.number(static_cast<std::int64_t>(n)); };
    return Value::object()
        .set("title", writer.words(wording(answer.rule->titles, writer.language()).text))
        .set("framework", framework_name(writer, *answer.framework))
        .set("other", answer.framework != writer.portfolio().frameworks.front())
        .set("met", answer.state.met)
        .set("counted", number(answer.state.counted))
        .set("total", number(answer.state.total))
        .set("summary", writer.words(explain_briefly(answer.state, writer.language())))
        .set("at_least", writer.words(explain(answer.gap, writer.language())))
        .set("notes", std::move(notes))
        .set("conditions", std::move(conditions));
}

Shape alerts_shape() {
    return list("alerts", "what asks for a look: signatures that do not count, texts edited since, requests without an answer",
                {text("sign", "a sign for it"), text("text", "a sentence"),
                 list("where", "where it stands", {text("title", "what"), url("url", "its place")})});
}

namespace {

// An activity by its reference, a session or contributions by what stands on her own page.
Value place(const PageWriter& writer, const AttestationRecord& record) {
    const std::string anchor = record.digest.empty() ? "" : "#livret-" + record.digest.substr(0, 8);
    if (record.about == AboutKind::activity) {
        const auto found = writer.portfolio().by_reference.find(record.reference);
        if (found == writer.portfolio().by_reference.end()) return Value::object().set("title", record.reference).set("url", "");
        return Value::object()
            .set("title", record.reference)
            .set("url", writer.url(writer.map().activity(*found->second)) + anchor);
    }
    return Value::object()
        .set("title", record.about == AboutKind::training ? record.training : writer.texts().get("contributions"))
        .set("url", writer.url(writer.map().trainee(record.trainee)) + anchor);
}

Value places(const PageWriter& writer, const std::vector<const AttestationRecord*>& records) {
    Value out = Value::list();
    std::set<std::string> seen;
    for (const AttestationRecord* one : records) {
        Value item = place(writer, *one);
        if (seen.insert(canonical(item)).second) out.push(std::move(item));
    }
    return out;
}

Value alert(std::string_view sign, std::string text, Value where) {
    return Value::object().set("sign", sign).set("text", std::move(text)).set("where", std::move(where));
}

} // namespace

Value alerts(const PageWriter& writer, const Candidate& candidate) {
    const Texts& texts = writer.texts();
    Value out = Value::list();
    const auto n = [](std::size_t count) { return static_cast<std::int64_t>(count); };
    if (candidate.incomplete != nullptr)
        out.push(alert("!",
                       texts.fill("jury.incomplete", {{"listed", texts.number(n(candidate.incomplete->listed))},
                                                      {"present", texts.number(n(candidate.incomplete->present))}}),
                       Value::list()));
    std::map<Word, std::vector<const AttestationRecord*>> by_word;
    for (const AttestationRecord* one : candidate.problems) by_word[one->word].push_back(one);
    for (const auto& [word, records] : by_word)
        out.push(alert("!",
                       texts.plural("jury.problem", n(records.size()),
                                    {{"word", writer.context().program_words().get(fmt::format("word.{}", text_of(word)))}}),
                       places(writer, records)));
    if (!candidate.earlier.empty())
        out.push(alert("(✓)", texts.plural("jury.earlier", n(candidate.earlier.size())), places(writer, candidate.earlier)));
    if (candidate.asked > 0) out.push(alert("?", texts.plural("jury.asked", n(candidate.asked)), Value::list()));
    return out;
}

Shape considered_shape() {
    return list("considered", "each signed decision about her, in the order of the framework's competences",
                {text("code", "the competence of the rule's framework; empty: of none"), flag("counts", "it counts"),
                 text("signed", "the competence as it was signed"), text("trainer", "who signed; may be empty"),
                 text("what", "the activity's reference, or what it is"), url("url", "its signature; may be empty"),
                 text("why", "why it counts or does not")});
}

Value considered_value(const PageWriter& writer, const RuleAsked& asked, const Booklet& booklet) {
    Value out = Value::list();
    const Institute& institute = writer.institute();
    for (const Considered& one :
         considered(institute.frameworks, {*asked.framework, asked.rule}, institute.trust.attestations, booklet.trainee->key)) {
        const Value where = place(writer, *one.record);
        const bool vouched = one.record->counts() || one.record->word == Word::superseded; // else the name is anybody's
        out.push(Value::object()
                     .set("code", one.code)
                     .set("counts", one.counts())
                     .set("signed", one.decision->competence)
                     .set("trainer", vouched ? writer.words(one.record->trainer_name) : "")
                     .set("what", std::string(where.find("title")->str()))
                     .set("url", std::string(where.find("url")->str()))
                     .set("why", why_counted(one, *asked.framework, institute.frameworks, writer.context().program_words())));
    }
    return out;
}

std::optional<Date> last_change_of(const PageWriter& writer, const Booklet& booklet) {
    std::optional<Date> known, stated;
    const auto& history = writer.context().history.last;
    const auto see = [&](const SourcePath& source, Date day) {
        if (const auto found = history.find(source); found != history.end())
            known = std::max(known.value_or(found->second.day), found->second.day);
        stated = std::max(stated.value_or(day), day);
    };
    for (const Activity* one : booklet.activities) see(one->path, last_date(*one));
    for (const Positioning* one : booklet.positionings) see(one->path, one->date);
    return known ? known : stated;
}

} // namespace livret

#include "view/decisions.hpp"

#include "base/difference.hpp"
#include "view/parts.hpp"
#include "view/verdict_panel.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace livret {

using namespace shape;

Shape list_of(std::string name, std::string meaning, std::vector<Shape> fields, std::vector<Shape> more,
              std::vector<Shape> last) {
    for (auto* group : {&more, &last})
        for (Shape& one : *group) fields.push_back(std::move(one));
    return list(std::move(name), std::move(meaning), std::move(fields));
}

// --- states

std::vector<Shape> state_fields() {
    return {text("state", "attested, attested-earlier, disagreement, conflict, answered, asked, declared, set-aside, "
                          "not-attested or nothing: for a class"),
            text("sign", "a sign for it; empty for nothing"), text("state_text", "the same in words"),
            flag("counts", "it is attested")};
}

std::string_view sign_of(State state) {
    static constexpr std::string_view signs[] = {"✓", "(✓)", "✓/✗", "≠", "?!", "?", "○", "!", "✗", ""};
    return signs[static_cast<std::size_t>(state)];
}

void set_state(const PageWriter& writer, State state, Value& out) {
    out.set("state", text_of(state));
    out.set("sign", sign_of(state));
    out.set("state_text", writer.texts().get(fmt::format("state.{}", text_of(state))));
    out.set("counts", counts(state));
}

Shape state_counts_shape(std::string name, std::string meaning) {
    return list(
        std::move(name), std::move(meaning),
        {text("state", "as for a competence: for a class"), text("sign", "a sign for it"), text("text", "« 3 attestées »")});
}

Value state_counts(const PageWriter& writer, const StateCounts& counts) {
    Value out = Value::list();
    for (std::size_t i = 0; i + 1 < state_count; ++i) {
        const auto state = static_cast<State>(i);
        if (counts.of(state) == 0) continue;
        out.push(Value::object()
                     .set("state", text_of(state))
                     .set("sign", sign_of(state))
                     .set("text", writer.texts().plural(fmt::format("state_count.{}", text_of(state)),
                                                        static_cast<std::int64_t>(counts.of(state)))));
    }
    return out;
}

StateCounts count_states(const TraineeStandings& standings, const Framework& framework) {
    StateCounts out;
    for (const Domain& domain : framework.domains) out.add(count_states(standings, framework, domain));
    return out;
}

StateCounts count_states(const TraineeStandings& standings, const Framework& framework, const Domain& domain) {
    StateCounts out;
    for (const std::size_t index : domain.competences)
        if (const State state = state_of(standings, {framework.id, framework.competences[index].code}); state != State::nothing)
            out.add(state);
    return out;
}

// --- decisions

Shape decisions_shape(std::string name, std::string meaning) {
    return list(std::move(name), std::move(meaning),
                {text("outcome", "attested, not-attested, more-information, retracted; void if it does not count: for a class"),
                 text("sign", "a sign for it"), text("text", "« attestée par Claire Leroy »"),
                 person_shape("trainer", "who signed; empty if nobody is sure"),
                 text("when", "between which dates it was signed, in words"),
                 text("note", "why it does not count, or that the text was edited since; may be empty"),
                 text("comment", "the trainer's words; may be empty"),
                 text("claim", "the trainee's words when it was signed, if they are not today's; may be empty"),
                 text("digest", "the attestation's first 8 digits; may be empty"),
                 flag("waits", "more information is wanted and she has not answered"),
                 list("replies", "her answers to the request", {shape::date("date", "when"), html("text", "the answer")})});
}

namespace {

Value replies(const PageWriter& writer, const Decided& one, const SourcePath& source) {
    Value out = Value::list();
    for (const Reply* reply : one.replies)
        out.push(Value::object().set("date", writer.date(reply->date)).set("text", writer.rich(reply->text, source)));
    return out;
}

// Of what does not count nothing is repeated that somebody may have made up: no comment, nobody's name as the signer's.
Value void_decision(const PageWriter& writer, const AttestationRecord& record) {
    const Texts& words = writer.context().program_words();
    return Value::object()
        .set("outcome", "void")
        .set("sign", record.word == Word::conflict ? "≠" : "!")
        .set("text", writer.texts().fill("decision_void", {{"word", words.get(fmt::format("word.{}", text_of(record.word)))}}))
        .set("trainer", Value::object())
        .set("when", "")
        .set("note", words.get(fmt::format("means.{}", text_of(record.word))))
        .set("comment", "")
        .set("claim", "")
        .set("digest", record.digest.substr(0, 8))
        .set("waits", false)
        .set("replies", Value::list());
}

Value trainer(const PageWriter& writer, const AttestationRecord& record) {
    Value known = writer.trainer(record.trainer);
    if (writer.institute().find_trainer(record.trainer) != nullptr) return known;
    return Value::object().set("title", writer.words(record.trainer_name)).set("url", "");
}

Value decision(const PageWriter& writer, const Decided& one, std::string_view today, const SourcePath& source) {
    const AttestationRecord& record = *one.record;
    static constexpr std::string_view signs[] = {"✓", "✗", "?", "↶"};
    const Texts& texts = writer.texts();
    std::string note;
    if (record.word == Word::superseded)
        note = texts.get("decision_replaced");
    else if (record.freshness == Freshness::gone)
        note = texts.get("decision_text_gone");
    else if (record.freshness == Freshness::edited_since)
        note = texts.get(one.decision->outcome == Outcome::attested ? "decision_earlier" : "decision_edited");
    else if (record.word == Word::unsealed)
        note = texts.get("decision_unsealed");
    return Value::object()
        .set("outcome", text_of(one.decision->outcome))
        .set("sign", signs[static_cast<std::size_t>(one.decision->outcome)])
        .set("text", texts.fill(fmt::format("decision.{}", text_of(one.decision->outcome)),
                                {{"trainer", writer.words(record.trainer_name)}}))
        .set("trainer", trainer(writer, record))
        .set("when", signing_span(writer, record))
        .set("note", note)
        .set("comment", writer.words(one.decision->comment))
        .set("claim", one.decision->claim == today ? "" : writer.words(one.decision->claim))
        .set("digest", record.digest.substr(0, 8))
        .set("waits", one.decision->outcome == Outcome::more_information && record.counts() && one.replies.empty())
        .set("replies", replies(writer, one, source));
}

} // namespace

Value decision_list(const PageWriter& writer, const std::vector<Decided>& decided, std::string_view words,
                    const SourcePath& source) {
    Value out = Value::list();
    for (const Decided& one : decided) {
        const bool good = one.record->counts() || one.record->word == Word::superseded;
        out.push(good ? decision(writer, one, words, source) : void_decision(writer, *one.record));
    }
    return out;
}

// --- two texts

Shape difference_lines_shape() {
    return list("lines", "the text's lines as they changed, those that stayed left out but around a change",
                {text("kind", "same, removed, added, changed or gap: for a class"),
                 flag("gap", "lines that stayed are left out here"),
                 list("parts", "joined, the line",
                      {text("text", "some words"), flag("removed", "only in the earlier text"),
                       flag("added", "only in the later one")})});
}

Value difference_lines(const std::vector<DifferenceLine>& lines) {
    static constexpr std::string_view kinds[] = {"same", "removed", "added", "changed", "gap"};
    Value out = Value::list();
    for (const DifferenceLine& line : lines) {
        Value parts = Value::list();
        for (const DifferencePart& part : line.parts)
            parts.push(Value::object()
                           .set("text", part.text)
                           .set("removed", part.kind == DifferencePart::Kind::removed)
                           .set("added", part.kind == DifferencePart::Kind::added));
        out.push(Value::object()
                     .set("kind", kinds[static_cast<std::size_t>(line.kind)])
                     .set("gap", line.kind == DifferenceLine::Kind::gap)
                     .set("parts", std::move(parts)));
    }
    return out;
}

// --- texts that were edited since

Shape signed_versions_shape() {
    return list("signed_versions", "texts that were attested and edited since: the signed text stands before today's",
                {text("by", "who attested it, in words"), html("body", "the text as it was signed"),
                 list("facts", "what else changed",
                      {text("label", "what"), text("before", "as it was signed"), text("after", "as it is today")}),
                 difference_lines_shape()});
}

namespace {

Value difference_lines(const SignedState& state) {
    if (!state.signed_body || !state.todays_body) return Value::list();
    return difference_lines(difference(*state.signed_body, *state.todays_body));
}

std::string file_names(const PageWriter& writer, std::vector<std::string> names) {
    return names.empty() ? writer.texts().get("nothing_there") : writer.texts().names(names);
}

Value changed_facts(const PageWriter& writer, const Activity& activity, const SignedState& state) {
    Value out = Value::list();
    const auto add = [&](const char* label, const std::string& before, const std::string& after) {
        if (before != after)
            out.push(Value::object().set("label", writer.texts().get(label)).set("before", before).set("after", after));
    };
    const auto context = [&](const ContextId& id) {
        const Context* known = writer.institute().find_context(id);
        return known == nullptr ? id.value : writer.words(known->label.in(writer.language()));
    };
    const auto dates = [&](const DateRange& range) { return std::string(writer.dates(range).find("text")->str()); };
    add("changed_title", writer.words(state.title), writer.words(activity.title));
    add("changed_date", dates(state.dates), dates(activity.dates));
    add("context", context(state.context), context(activity.context));
    add("situation", situation_words(writer, state.situation), situation_words(writer, activity.situation));
    std::set<std::pair<std::string, std::string>> then, now; // path in the activity's folder, digest
    for (const SignedState::File& one : state.files) then.emplace(one.path, one.sha256);
    const std::string folder = activity.path.parent().value + "/";
    for (const Attachment& one : activity.attachments)
        now.emplace(one.path.value.starts_with(folder) ? one.path.value.substr(folder.size()) : one.path.value,
                    one.source.sha256);
    const auto only_in = [](const auto& these, const auto& others) {
        std::vector<std::string> out_names;
        for (const auto& one : these)
            if (!others.contains(one)) out_names.push_back(one.first);
        return out_names;
    };
    if (then != now)
        out.push(Value::object()
                     .set("label", writer.texts().get("changed_files"))
                     .set("before", file_names(writer, only_in(then, now)))
                     .set("after", file_names(writer, only_in(now, then))));
    return out;
}

} // namespace

Value signed_versions(const PageWriter& writer, const Activity& activity, const std::vector<const AttestationRecord*>& records) {
    Value out = Value::list();
    std::set<std::string> seen; // a text that several trainers signed is shown once
    for (const AttestationRecord* one : records) {
        if (!one->counts() || one->freshness != Freshness::edited_since || !one->state->signed_body) continue;
        if (!seen.insert(one->state->body_sha256).second) continue;
        std::vector<std::string> names;
        for (const AttestationRecord* other : records)
            if (other->counts() && other->state->body_sha256 == one->state->body_sha256 &&
                std::find(names.begin(), names.end(), writer.words(other->trainer_name)) == names.end())
                names.push_back(writer.words(other->trainer_name));
        out.push(Value::object()
                     .set("by", writer.texts().fill("signed_version_by", {{"trainers", writer.texts().names(names)},
                                                                          {"when", signing_span(writer, *one)}}))
                     .set("body", writer.rich(one->state->signed_text, activity.path))
                     .set("facts", changed_facts(writer, activity, *one->state))
                     .set("lines", difference_lines(*one->state)));
    }
    return out;
}

} // namespace livret

#include "view/session_parts.hpp"

#include "view/decisions.hpp"
#include "view/parts.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

using namespace shape;

namespace {

std::string_view sign_of(ChangeKind kind) {
    switch (kind) {
    case ChangeKind::activity_added:
    case ChangeKind::competence_declared:
    case ChangeKind::attestation_added:
        return "+";
    case ChangeKind::activity_edited:
    case ChangeKind::claim_edited:
    case ChangeKind::attestation_changed:
        return "≠";
    default:
        return "−";
    }
}

// A word of schema/trust.md in the page's language: « valide ».
std::string word_of(const PageWriter& writer, const std::string& word) {
    const std::string* known = writer.context().program_words().find("word." + word);
    return known == nullptr ? word : *known;
}

std::string subject_of_change(const PageWriter& writer, const SessionChange& change) {
    if (!change.title.empty()) return writer.words(change.title);
    return change.subject.empty() ? writer.texts().get("contributions") : change.subject;
}

std::string sentence(const PageWriter& writer, const SessionChange& change) {
    return writer.texts().fill(fmt::format("change.{}", text_of(change.kind)), {{"subject", subject_of_change(writer, change)},
                                                                                {"competence", change.competence},
                                                                                {"trainer", writer.words(change.trainer)},
                                                                                {"before", word_of(writer, change.before)},
                                                                                {"after", word_of(writer, change.after)}});
}

// What the files write, in the page's words where it has some.
std::string shown(const PageWriter& writer, ChangeDetail::Field field, const std::string& text) {
    using Field = ChangeDetail::Field;
    const Texts& texts = writer.texts();
    const auto known = [&](const std::string& key) {
        const std::string* found = texts.find(key);
        return found == nullptr ? text : *found;
    };
    if (text.empty()) return field == Field::decision ? std::string() : texts.get("nothing_there");
    switch (field) {
    case Field::situation:
        return known("situation." + text);
    case Field::visibility:
        return known("visibility." + text);
    case Field::context: {
        const Context* context = writer.institute().find_context(ContextId{text});
        return context == nullptr ? text : writer.words(context->label.in(writer.language()));
    }
    case Field::file:
        return text.substr(0, 8); // a digest
    case Field::decision:
        return known("change.decision." + text);
    default:
        return writer.words(text);
    }
}

Value detail(const PageWriter& writer, const ChangeDetail& one) {
    using Field = ChangeDetail::Field;
    const bool body = one.field == Field::body;
    return Value::object()
        .set("label", one.name.empty() ? writer.texts().get(fmt::format("change.field.{}", text_of(one.field))) : one.name)
        .set("before", body ? "" : shown(writer, one.field, one.before))
        .set("after", body ? "" : shown(writer, one.field, one.after))
        .set("lines", difference_lines(one.lines));
}

} // namespace

Shape changes_shape() {
    return list("changes", "since the freeze, hers in the order of activities, then of attestations",
                {text("kind", "activity-added, activity-edited …: for a class"), text("sign", "+, ≠ or −"),
                 text("text", "a sentence"), text("reference", "of an activity; may be empty"),
                 url("url", "the frozen activity's page; may be empty"),
                 list("details", "what of it",
                      {text("label", "the field, the file, or the competence"), text("before", "as it was frozen"),
                       text("after", "as it is now"), difference_lines_shape()})});
}

Value changes_value(const PageWriter& writer, const CandidateChanges& changes) {
    Value out = Value::list();
    for (const SessionChange& one : changes.changes) {
        Value details = Value::list();
        for (const ChangeDetail& each : one.details) details.push(detail(writer, each));
        const auto activity = writer.portfolio().by_reference.find(one.subject);
        const bool here = activity != writer.portfolio().by_reference.end() && writer.has_group() &&
                          activity->second->owner.gfp == writer.gfp();
        out.push(Value::object()
                     .set("kind", text_of(one.kind))
                     .set("sign", sign_of(one.kind))
                     .set("text", sentence(writer, one))
                     .set("reference", one.subject)
                     .set("url", here ? writer.url(writer.map().activity(*activity->second)) : "")
                     .set("details", std::move(details)));
    }
    return out;
}

std::string session_line(const PageWriter& writer) {
    const ShownSession* session = writer.portfolio().session;
    if (session == nullptr) return {};
    return writer.context().program_words().fill("panel.session",
                                                 {{"title", writer.words(session->title)},
                                                  {"n", writer.texts().number(session->checkpoint)},
                                                  {"date", long_date(session->checkpoint_date, writer.language())}});
}

} // namespace livret

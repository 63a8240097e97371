#include "view/parts.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "model/situation.hpp"
#include "resolve/clock.hpp"
#include "view/rich.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

using namespace shape;

// --- competences

Shape competences_shape(std::string name, std::string meaning) {
    return list(std::move(name), std::move(meaning),
                {text("code", "as the framework writes it"), url("url", "its page"),
                 text("statement", "its official text, for a title")});
}

Value competence_chip(const PageWriter& writer, const CompetenceKey& key) {
    const Framework* framework = writer.institute().find_framework(key.framework);
    const Competence* competence = framework == nullptr ? nullptr : framework->find(key.code);
    return Value::object()
        .set("code", key.code)
        .set("url", writer.url(writer.map().competence(writer.gfp(), key)))
        .set("statement", competence == nullptr ? Value() : writer.words(wording(competence->statements, writer.language())));
}

Value competence_chips(const PageWriter& writer, const FrameworkId& framework, const std::vector<std::string>& codes) {
    Value out = Value::list();
    for (const std::string& code : codes) out.push(competence_chip(writer, {framework, code}));
    return out;
}

std::string situation_words(const PageWriter& writer, Situation situation) {
    return writer.texts().get(fmt::format("situation.{}", text_of(situation)));
}

Shape wording_shape(std::string name, std::string meaning) {
    return object(std::move(name), std::move(meaning),
                  {text("text", "the wording"), flag("unofficial", "it is a translation of ours"),
                   text("lang", "its language, if it is not the page's; else empty")});
}

Value wording_value(const PageWriter& writer, const std::vector<Wording>& wordings) {
    const Wording& one = wording(wordings, writer.language());
    const bool own = one.language == writer.language();
    return Value::object()
        .set("text", writer.words(one))
        .set("unofficial", !one.official)
        .set("lang", own                            ? ""
                     : one.language == Language::fr ? "fr"
                                                    : "en");
}

std::string framework_name(const PageWriter& writer, const Framework& framework) {
    const auto& titles = framework.short_titles.empty() ? framework.titles : framework.short_titles;
    return wording(titles, writer.language()).text;
}

// --- activities

Shape activities_shape(std::string name, std::string meaning) {
    return list(std::move(name), std::move(meaning),
                {text("title", "its title"), url("url", "its page"), text("reference", "its reference; empty for a draft"),
                 shape::date("date", "when it took place"), person_shape("trainee", "whose it is"),
                 text("context", "where the competences developed"), competences_shape("competences", "those declared"),
                 text("excerpt", "its first words"), flag("draft", "seen by its author alone")});
}

Value activity_card(const PageWriter& writer, const Activity& activity) {
    Value competences = Value::list();
    for (const Declaration& one : activity.declarations) competences.push(competence_chip(writer, one.competence));
    const Context* context = writer.institute().find_context(activity.context);
    return Value::object()
        .set("title", writer.words(activity.title))
        .set("url", writer.url(writer.map().activity(activity)))
        .set("reference", activity.reference)
        .set("date", writer.dates(activity.dates))
        .set("trainee", writer.trainee(activity.owner))
        .set("context", context == nullptr ? "" : writer.words(context->label.in(writer.language())))
        .set("competences", std::move(competences))
        .set("excerpt", lead_of(activity.body, 180))
        .set("draft", activity.status == Status::draft);
}

Value activity_cards(const PageWriter& writer, const std::vector<const Activity*>& activities) {
    Value out = Value::list();
    for (const Activity* one : activities) out.push(activity_card(writer, *one));
    return out;
}

// --- questions

std::vector<Shape> clock_fields() {
    return {
        text("state", "answered, late, due, overdue, waiting or settled: for a class"),
        text("clock", "the same as a sentence that stays true without a new build: « répondu en 2 jours », « réponse attendue »"),
        shape::date("deadline", "until when the promise runs; empty without a promise")};
}

void set_clock(const PageWriter& writer, const Question& question, Value& out) {
    const Clock clock = clock_of(question, writer.configuration().promise_days, writer.portfolio().now);
    static constexpr std::string_view states[] = {"answered", "late", "due", "overdue", "answered", "waiting", "settled"};
    static constexpr const char* keys[] = {"clock.answered", "clock.late",    "clock.due",    "clock.overdue",
                                           "clock.answered", "clock.waiting", "clock.settled"};
    const auto index = static_cast<std::size_t>(clock.state);
    const bool open = clock.state == ClockState::due || clock.state == ClockState::overdue;
    out.set("state", states[index]);
    // What moves is left to the page's script: a page may be read long after it was built.
    const bool moves = open || clock.state == ClockState::waiting;
    const bool plain = moves || clock.state == ClockState::settled;
    out.set("clock", plain             ? writer.texts().get(keys[index])
                     : clock.days == 0 ? writer.texts().get(std::string(keys[index]) + "_today")
                                       : writer.texts().plural(keys[index], clock.days));
    out.set("deadline", open ? writer.moment(clock.deadline) : Value::object());
}

Shape questions_shape(std::string name, std::string meaning) {
    std::vector<Shape> fields{text("title", "its title"),
                              url("url", "its page"),
                              shape::date("asked", "when"),
                              person_shape("by", "who asks"),
                              text("category", "what it is about"),
                              text("answers", "how many answers there are, in words"),
                              flag("resolved", "its author says that it is settled"),
                              flag("of_stream", "asked in the forum of the stream, not of the group")};
    for (Shape& one : clock_fields()) fields.push_back(std::move(one));
    return list(std::move(name), std::move(meaning), std::move(fields));
}

Value question_card(const PageWriter& writer, const Question& question) {
    static constexpr std::string_view categories[] = {"category.technique", "category.pedagogique", "category.juridique",
                                                      "category.autre"};
    Value out = Value::object()
                    .set("title", writer.words(question.title))
                    .set("url", writer.url(writer.map().question(writer.gfp(), question)))
                    .set("asked", writer.moment(question.asked))
                    .set("by", writer.person(question.by))
                    .set("category", writer.texts().get(categories[static_cast<std::size_t>(question.category)]))
                    .set("answers", writer.texts().plural("answers_count", static_cast<int>(question.answers.size())))
                    .set("resolved", question.resolved)
                    .set("of_stream", question.gfp.empty());
    set_clock(writer, question, out);
    return out;
}

// --- trainings, notices, examples

Shape trainings_shape(std::string name, std::string meaning) {
    return list(std::move(name), std::move(meaning),
                {text("title", "its title"), url("url", "its page"), shape::date("date", "its day"),
                 text("hours", "« de 9 h à 12 h »; may be empty"), text("place", "where; may be empty"),
                 text("status", "planned, held or cancelled: for a class"), text("status_text", "the same in words"),
                 text("kind", "the context it belongs to; may be empty"), competences_shape("competences", "those it works on")});
}

Value training_card(const PageWriter& writer, const Training& training) {
    static constexpr std::string_view names[] = {"planned", "held", "cancelled"};
    const std::string_view status = names[static_cast<std::size_t>(training.status)];
    const Context* context = writer.institute().find_context(training.kind);
    return Value::object()
        .set("title", writer.words(training.title))
        .set("url", writer.url(writer.map().training(training)))
        .set("date", writer.date(training.date))
        .set("hours", training.hours ? hours_text(*training.hours, writer.language()) : "")
        .set("place", writer.words(training.place))
        .set("status", status)
        .set("status_text", writer.texts().get(fmt::format("training.{}", status)))
        .set("kind", context == nullptr ? "" : writer.words(context->label.in(writer.language())))
        .set("competences", competence_chips(writer, training.framework, training.competences));
}

Shape notices_shape(std::string name, std::string meaning) {
    return list(std::move(name), std::move(meaning),
                {text("title", "its title"), url("url", "its page"), shape::date("date", "its day"),
                 person_shape("by", "who writes"), text("excerpt", "its first words")});
}

Value notice_card(const PageWriter& writer, const Notice& notice) {
    return Value::object()
        .set("title", writer.words(notice.title))
        .set("url", writer.url(writer.map().notice(notice)))
        .set("date", writer.date(notice.date))
        .set("by", writer.person(notice.by))
        .set("excerpt", lead_of(notice.text, 180));
}

Shape examples_shape(std::string name, std::string meaning) {
    return list(std::move(name), std::move(meaning),
                {text("title", "its title"), url("url", "its page"), text("level", "modest, usual, ambitious; may be empty"),
                 competences_shape("competences", "those it shows"), text("excerpt", "its first words")});
}

Value example_card(const PageWriter& writer, const Example& example) {
    return Value::object()
        .set("title", writer.words(example.title))
        .set("url", writer.url(writer.map().example(writer.gfp(), example)))
        .set("level", writer.words(example.level))
        .set("competences", competence_chips(writer, example.framework, example.competences))
        .set("excerpt", lead_of(example.text, 180));
}

Shape csv_shape() {
    return url("csv_url", "the same as a table for spreadsheets (CSV); may be empty");
}

// --- files and headings

namespace {

std::string file_size(const Texts& texts, std::uint64_t bytes) {
    const auto kilo = static_cast<double>(bytes) / 1000;
    if (bytes < 1000) return texts.fill("size.bytes", {{"n", texts.number(static_cast<std::int64_t>(bytes))}});
    if (kilo < 1000) return texts.fill("size.kilobytes", {{"n", texts.decimal(kilo, kilo < 10 ? 1 : 0)}});
    return texts.fill("size.megabytes", {{"n", texts.decimal(kilo / 1000, 1)}});
}

} // namespace

Shape attachments_shape() {
    return list("attachments", "the files beside the text",
                {text("name", "as its author named it"), url("url", "its address"), text("type", "ODS, PNG ..."),
                 text("size", "with its unit")});
}

Value attachment_list(const PageWriter& writer, const std::vector<Attachment>& attachments) {
    Value out = Value::list();
    for (const Attachment& one : attachments) {
        const std::string_view extension = one.path.extension();
        out.push(Value::object()
                     .set("name", one.name)
                     .set("url", writer.url(writer.map().attachment(writer.gfp(), one.path)))
                     .set("type", ascii_upper(extension.empty() ? extension : extension.substr(1)))
                     .set("size", file_size(writer.texts(), one.size)));
    }
    return out;
}

Shape outline_shape() {
    return list("outline", "the text's own headings, if it has three or more",
                {text("title", "a heading"), url("url", "its place on the page")});
}

Value outline(const RichText& text) {
    Value out = Value::list();
    for (const Heading& heading : text.headings)
        if (heading.level == 2) out.push(Value::object().set("title", heading.text).set("url", "#" + heading.id));
    return out.items().size() < 3 ? Value::list() : std::move(out);
}

// --- coverage

Shape coverage_shape(std::string meaning) {
    return list("coverage", std::move(meaning),
                {text("code", "of the domain"), text("title", "of the domain"), url("url", "its place on the framework's page"),
                 text("declared", "how many competences are declared"), text("total", "how many there are"),
                 text("percent", "the share, in words"), text("summary", "« 3 compétences sur 5 »")});
}

Value coverage_item(const PageWriter& writer, const Framework& framework, const Domain& domain, const Coverage& coverage) {
    const auto declared = static_cast<int>(coverage.declared), total = static_cast<int>(coverage.total);
    return Value::object()
        .set("code", domain.code)
        .set("title", writer.words(wording(domain.titles, writer.language()).text))
        .set("url", writer.url(writer.map().framework(writer.gfp(), framework.id)) + "#" + domain_anchor(domain))
        .set("declared", std::to_string(declared))
        .set("total", std::to_string(total))
        .set("percent", writer.texts().percent(declared, total))
        .set("summary", writer.texts().plural("coverage_of", declared, {{"total", writer.texts().number(total)}}));
}

std::string competence_anchor(std::string_view code) {
    return "c-" + slugify(code);
}

std::string domain_anchor(const Domain& domain) {
    return "d-" + slugify(domain.code);
}

Date last_date(const Activity& activity) {
    Date last = std::max(activity.dates.to, activity.declared.value_or(activity.dates.to));
    for (const Reply& one : activity.replies) last = std::max(last, one.date);
    return last;
}

Date last_date(const Question& question) {
    Date last = question.asked.local_date();
    for (const Answer& one : question.answers) last = std::max(last, one.date.local_date());
    return last;
}

PageHead list_head(const PageWriter& writer, const char* kind, One section, const char* title, const char* description) {
    PageHead head{kind, writer.texts().get(title), writer.texts().fill(description, {{"group", writer.group().gfp->title}}), {}};
    head.section = section;
    return head;
}

PageHead item_head(const PageWriter& writer, const char* kind, One section, const char* list_title, const std::string& title,
                   const RichText& words, const SourcePath& source) {
    PageHead head{kind, title, lead_of(words, 160), {{writer.texts().get(list_title), writer.map().page(writer.gfp(), section)}}};
    head.section = section;
    head.sources = {source};
    return head;
}

Shape worded_competences(std::string meaning) {
    return list("competences", std::move(meaning),
                {text("code", "its code"), url("url", "its page"), text("statement", "its text"),
                 wording_shape("wording", "the same, with its language")});
}

} // namespace livret

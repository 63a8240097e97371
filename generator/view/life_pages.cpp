#include "view/life_pages.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "resolve/clock.hpp"
#include "resolve/needs.hpp"
#include "view/decisions.hpp"
#include "view/parts.hpp"
#include "view/rich.hpp"
#include "view/signer.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace livret {

using namespace shape;

namespace {

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

// --- examples

std::vector<const Example*> examples_of(const PageWriter& writer) {
    std::vector<const Example*> out;
    for (const Example& one : writer.institute().examples) out.push_back(&one);
    return out;
}

// What examples are found by, beside their level: each value once, in the order in which its framework or livret.yaml has it.
struct Facet {
    std::string id; // for the script that filters: without spaces
    Value head;     // what the page says of it, a link where it has a page
    std::vector<const Example*> examples;
};

std::string facet_id(const FrameworkId& framework, const std::string& code) {
    return framework.value + "/" + code;
}

// The domains that an example is about: those it names and those that its competences stand in.
bool is_about(const Framework& framework, const Domain& domain, const Example& example) {
    return std::find(example.domains.begin(), example.domains.end(), domain.code) != example.domains.end() ||
           std::any_of(example.competences.begin(), example.competences.end(), [&](const std::string& code) {
               const Competence* one = framework.find(code);
               return one != nullptr && &framework.domain_of(*one) == &domain;
           });
}

template <class Is> std::vector<const Example*> those(const PageWriter& writer, Is is) {
    std::vector<const Example*> out = examples_of(writer);
    std::erase_if(out, [&](const Example* one) { return !is(*one); });
    return out;
}

std::vector<Facet> domains_of(const PageWriter& writer) {
    std::vector<Facet> out;
    for (const Framework* framework : writer.portfolio().frameworks)
        for (const Domain& domain : framework->domains) {
            auto found = those(
                writer, [&](const Example& one) { return one.framework == framework->id && is_about(*framework, domain, one); });
            if (found.empty()) continue;
            Value head = writer.link(domain.code + " " + wording(domain.titles, writer.language()).text,
                                     writer.map().framework(writer.gfp(), framework->id));
            out.push_back({facet_id(framework->id, domain.code), std::move(head), std::move(found)});
        }
    return out;
}

std::vector<Facet> contexts_of(const PageWriter& writer) {
    std::vector<Facet> out;
    for (const Context& context : writer.configuration().contexts) {
        auto found = those(writer, [&](const Example& one) {
            return std::find(one.contexts.begin(), one.contexts.end(), context.id) != one.contexts.end();
        });
        if (found.empty()) continue;
        Value head = Value::object().set("title", writer.words(context.label.in(writer.language()))).set("url", "");
        out.push_back({context.id.value, std::move(head), std::move(found)});
    }
    return out;
}

std::vector<Facet> competences_of(const PageWriter& writer) {
    std::vector<Facet> out;
    for (const Framework* framework : writer.portfolio().frameworks)
        for (const Competence& competence : framework->competences) {
            auto found = those(writer, [&](const Example& one) {
                return one.framework == framework->id &&
                       std::find(one.competences.begin(), one.competences.end(), competence.code) != one.competences.end();
            });
            if (found.empty()) continue;
            Value head = writer.link(competence.code + " " + wording(competence.statements, writer.language()).text,
                                     writer.map().competence(writer.gfp(), {framework->id, competence.code}));
            out.push_back({facet_id(framework->id, competence.code), std::move(head), std::move(found)});
        }
    return out;
}

// Which of the facets an example is found by: their ids, with spaces between.
std::string found_by(const std::vector<Facet>& facets, const Example& example) {
    std::vector<std::string> out;
    for (const Facet& one : facets)
        if (std::find(one.examples.begin(), one.examples.end(), &example) != one.examples.end()) out.push_back(one.id);
    return join(out, " ");
}

Value facets_value(const PageWriter& writer, std::vector<Facet>& facets) {
    Value out = Value::list();
    for (Facet& facet : facets) {
        Value examples = Value::list();
        for (const Example* one : facet.examples)
            examples.push(writer.link(one->title, writer.map().example(writer.gfp(), *one)));
        Value& head = facet.head;
        head.set("id", facet.id).set("examples", std::move(examples));
        out.push(std::move(head));
    }
    return out;
}

// The levels in use: those that the documentation names, from the most modest on, then the institute's own, then none.
std::vector<std::string> levels_of(const PageWriter& writer) {
    static constexpr std::array<std::string_view, 6> known{"modeste", "modest", "courant", "usual", "ambitieux", "ambitious"};
    const auto rank = [](const std::string& level) {
        const std::string key = search_key(level);
        const auto found = std::find(known.begin(), known.end(), key);
        return level.empty() ? known.size() + 1 : static_cast<std::size_t>(found - known.begin());
    };
    std::set<std::string> all;
    for (const Example& one : writer.institute().examples) all.insert(one.level);
    std::vector<std::string> out(all.begin(), all.end());
    std::stable_sort(out.begin(), out.end(), [&](const std::string& a, const std::string& b) { return rank(a) < rank(b); });
    return out;
}

Value examples_value(const PageWriter& writer) {
    const std::vector<std::string> levels = levels_of(writer);
    auto examples = examples_of(writer);
    std::stable_sort(examples.begin(), examples.end(),
                     [](const Example* a, const Example* b) { return a->competences.size() < b->competences.size(); });
    std::vector<Facet> domains = domains_of(writer), contexts = contexts_of(writer), competences = competences_of(writer);
    Value out_levels = Value::list();
    for (const std::string& level : levels) {
        Value cards = Value::list();
        for (const Example* one : examples)
            if (one->level == level)
                cards.push(example_card(writer, *one)
                               .set("domains", found_by(domains, *one))
                               .set("contexts", found_by(contexts, *one))
                               .set("shows", found_by(competences, *one)));
        out_levels.push(Value::object().set("title", writer.words(level)).set("examples", std::move(cards)));
    }
    Value out = writer.begin(list_head(writer, "examples", One::examples, "nav.examples", "examples_description"));
    out.set("levels", std::move(out_levels));
    out.set("domains", facets_value(writer, domains));
    out.set("contexts", facets_value(writer, contexts));
    out.set("competences", facets_value(writer, competences));
    return out;
}

Value example_value(const PageWriter& writer, const Example& example) {
    PageHead head = item_head(writer, "example", One::examples, "nav.examples", example.title, example.text, example.path);
    set_neighbours(
        head, examples_of(writer), &example, [&](const Example& one) { return writer.map().example(writer.gfp(), one); },
        [](const Example& one) { return one.title; });
    const Framework* framework = writer.institute().find_framework(example.framework);
    Value domains = Value::list(), contexts = Value::list(), competences = Value::list();
    for (const std::string& code : example.domains)
        if (const Domain* domain = framework == nullptr ? nullptr : framework->find_domain(code))
            domains.push(writer.link(domain->code + " " + wording(domain->titles, writer.language()).text,
                                     writer.map().framework(writer.gfp(), framework->id)));
    for (const ContextId& id : example.contexts)
        if (const Context* context = writer.institute().find_context(id))
            contexts.push(writer.words(context->label.in(writer.language())));
    for (const std::string& code : example.competences)
        if (const Competence* one = framework == nullptr ? nullptr : framework->find(code))
            competences.push(
                competence_chip(writer, {framework->id, code}).set("wording", wording_value(writer, one->statements)));
    // Who declared a competence that the example shows: what readers look for next.
    Value out = writer.begin(head);
    out.set("level", writer.words(example.level));
    const bool writes = offers_starters(writer.portfolio().audience);
    out.set("starter_url", writes ? writer.url(writer.map().starter(writer.gfp(), example)) : "");
    out.set("starter_name", example.slug + ".md");
    out.set("starter_command", "livret new activity " + writer.gfp().value + "/" + writer.texts().get("starter_trainee") + " \"" +
                                   writer.texts().get("starter_title") + "\" --like " + example.slug);
    out.set("domains", std::move(domains));
    out.set("contexts", std::move(contexts));
    out.set("competences", std::move(competences));
    out.set("outline", outline(example.text));
    out.set("body", writer.rich(example.text, example.path));
    out.set("attachments", attachment_list(writer, example.attachments));
    return out;
}

// --- training sessions

Value trainings_value(const PageWriter& writer) {
    Value coming = Value::list(), held = Value::list();
    const auto& all = writer.group().trainings;
    for (const Training* one : all)
        if (one->status == TrainingStatus::planned) coming.push(training_card(writer, *one));
    for (auto one = all.rbegin(); one != all.rend(); ++one)
        if ((*one)->status != TrainingStatus::planned) held.push(training_card(writer, **one));
    Value out = writer.begin(list_head(writer, "trainings", One::trainings, "nav.trainings", "trainings_description"));
    out.set("planned", std::move(coming));
    out.set("past", std::move(held));
    out.set("needs_url",
            needs_of(writer.portfolio(), writer.group()).empty() ? "" : writer.url(writer.map().page(writer.gfp(), One::needs)));
    out.set("calendar_url", writer.url(writer.map().calendar(writer.gfp())));
    out.set("csv_url", writer.url(writer.map().table(writer.page())));
    return out;
}

// What was signed for one participant about this session: nothing until somebody signed.
Value signed_in_session(const PageWriter& writer, const Training& training, const TraineeKey& trainee) {
    Value out = Value::list();
    const TraineeStandings& standings = writer.portfolio().standings_of(trainee);
    for (const std::string& code : training.competences) {
        const CompetenceKey key{training.framework, code};
        const Standing* standing = find_standing(standings, key, Subject{AboutKind::training, training.slug});
        if (standing == nullptr || standing->state == State::nothing) continue;
        Value one = competence_chip(writer, key);
        set_state(writer, standing->state, one);
        out.push(std::move(one));
    }
    return out;
}

Value training_value(const PageWriter& writer, const Training& training) {
    PageHead head = item_head(writer, "training", One::trainings, "nav.trainings", training.title, training.text, training.path);
    head.stated = training.date;
    set_neighbours(
        head, writer.group().trainings, &training, [&](const Training& one) { return writer.map().training(one); },
        [](const Training& one) { return one.title; });
    const Value card = training_card(writer, training);
    const Framework* framework = writer.institute().find_framework(training.framework);
    Value trainers = Value::list(), participants = Value::list(), competences = Value::list();
    for (const TrainerId& id : training.trainers) trainers.push(writer.trainer(id));
    for (const TraineeId& id : training.participants) {
        const TraineeKey key{training.gfp, id};
        participants.push(writer.trainee(key).set("states", signed_in_session(writer, training, key)));
    }
    if (training.for_all) // a whole group needs no names but of those for whom something was signed
        for (const Booklet& booklet : writer.group().booklets) {
            Value states = signed_in_session(writer, training, booklet.trainee->key);
            if (!states.items().empty()) participants.push(writer.trainee(booklet.trainee->key).set("states", std::move(states)));
        }
    for (const std::string& code : training.competences)
        if (const Competence* one = framework == nullptr ? nullptr : framework->find(code))
            competences.push(
                competence_chip(writer, {framework->id, code}).set("wording", wording_value(writer, one->statements)));
    Value out = writer.begin(head);
    out.set("date", writer.date(training.date));
    out.set("status", card.find("status")->str());
    out.set("status_text", card.find("status_text")->str());
    out.set("context", card.find("kind")->str());
    out.set("trainers", std::move(trainers));
    out.set("for_all", training.for_all);
    out.set("participants", std::move(participants));
    out.set("competences", std::move(competences));
    out.set("needs", competence_chips(writer, training.framework, training.answers_needs));
    out.set("body", writer.rich(training.text, training.path));
    return out;
}

// --- questions

Value promise_table(const PageWriter& writer) {
    const Texts& texts = writer.texts();
    const auto months = promise_by_month(writer.group().questions, writer.configuration().promise_days, writer.portfolio().now);
    if (months.empty()) return Value::object();
    Value rows = Value::list();
    int kept = 0, settled = 0;
    for (const PromiseMonth& one : months) {
        kept += one.in_time;
        settled += one.settled();
        rows.push(Value::object()
                      .set("iso", fmt::format("{:04}-{:02}", one.year, one.month))
                      .set("month", fmt::format("{} {}", month_name(one.month, writer.language()), one.year))
                      .set("asked", std::to_string(one.asked))
                      .set("in_time", std::to_string(one.in_time))
                      .set("late", std::to_string(one.late))
                      .set("overdue", std::to_string(one.overdue))
                      .set("due", std::to_string(one.due))
                      .set("share", one.settled() == 0 ? "" : texts.percent(one.in_time, one.settled())));
    }
    return Value::object()
        .set("months", std::move(rows))
        .set("kept", settled == 0
                         ? texts.get("promise_kept_none")
                         : texts.fill("promise_kept", {{"kept", texts.number(kept)}, {"settled", texts.number(settled)}}))
        .set("csv_url", writer.url(writer.map().table(writer.page(), SiteMap::Table::promise)));
}

// Answered ones by what they are about, in the order of the format's categories.
Value by_category(const PageWriter& writer) {
    constexpr QuestionCategory all[] = {QuestionCategory::technique, QuestionCategory::pedagogique, QuestionCategory::juridique,
                                        QuestionCategory::autre};
    Value out = Value::list();
    for (const QuestionCategory category : all) {
        Value cards = Value::list();
        for (const Question* one : writer.group().questions)
            if (one->category == category && is_answered(*one)) cards.push(question_card(writer, *one));
        if (cards.items().empty()) continue;
        const std::string title(cards.items().front().find("category")->str()), count = std::to_string(cards.items().size());
        out.push(Value::object().set("title", title).set("count", count).set("questions", std::move(cards)));
    }
    return out;
}

Value questions_value(const PageWriter& writer) {
    Value waiting = Value::list();
    const auto& all = writer.group().questions;
    for (auto one = all.rbegin(); one != all.rend(); ++one) // who has waited longest comes first
        if (!is_answered(**one)) waiting.push(question_card(writer, **one));
    Value out = writer.begin(list_head(writer, "questions", One::questions, "nav.questions", "questions_description"));
    out.set("promise", writer.texts().plural("promise", writer.configuration().promise_days));
    out.set("waiting", std::move(waiting));
    out.set("categories", by_category(writer));
    out.set("promise_table", promise_table(writer));
    out.set("csv_url", writer.url(writer.map().table(writer.page())));
    return out;
}

Value question_value(const PageWriter& writer, const Question& question) {
    PageHead head = item_head(writer, "question", One::questions, "nav.questions", question.title, question.text, question.path);
    head.stated = last_date(question);
    set_neighbours(
        head, writer.group().questions, &question, [&](const Question& one) { return writer.map().question(writer.gfp(), one); },
        [](const Question& one) { return one.title; });
    const Value card = question_card(writer, question);
    Value answers = Value::list();
    for (const Answer& one : question.answers)
        answers.push(Value::object()
                         .set("date", writer.moment(one.date))
                         .set("by", writer.person(one.by))
                         .set("by_trainer", one.by.is_trainer())
                         .set("text", writer.rich(one.text, question.path)));
    const Stream* stream = writer.institute().find_stream(question.stream);
    Value out = writer.begin(head);
    out.set("asked", writer.moment(question.asked));
    out.set("by", writer.person(question.by));
    out.set("to", question.to.empty() ? Value::object() : writer.trainer(question.to));
    out.set("stream", stream == nullptr ? "" : writer.words(stream->title));
    out.set("category", card.find("category")->str());
    out.set("resolved", question.resolved);
    set_clock(writer, question, out);
    out.set("body", writer.rich(question.text, question.path));
    out.set("answers", std::move(answers));
    out.set("answers_count", card.find("answers")->str());
    return out;
}

// --- news

Value notices_value(const PageWriter& writer) {
    Value notices = Value::list();
    for (const Notice* one : writer.group().notices) notices.push(notice_card(writer, *one));
    Value out = writer.begin(list_head(writer, "notices", One::notices, "nav.notices", "notices_description"));
    out.set("notices", std::move(notices));
    return out;
}

Value notice_value(const PageWriter& writer, const Notice& notice) {
    PageHead head = item_head(writer, "notice", One::notices, "nav.notices", notice.title, notice.text, notice.path);
    head.stated = notice.date;
    set_neighbours(
        head, writer.group().notices, &notice, [&](const Notice& one) { return writer.map().notice(one); },
        [](const Notice& one) { return one.title; });
    Value remarks = Value::list();
    for (const Positioning::Remark& one : notice.remarks)
        remarks.push(competence_chip(writer, {notice.framework, one.code}).set("text", writer.words(one.text)));
    Value out = writer.begin(head);
    out.set("date", writer.date(notice.date));
    out.set("by", writer.person(notice.by));
    out.set("body", writer.rich(notice.text, notice.path));
    out.set("remarks", std::move(remarks));
    return out;
}

// --- trainers

Value trainers_value(const PageWriter& writer) {
    Value trainers = Value::list();
    for (const Trainer* one : writer.group().trainers)
        trainers.push(writer.trainer(one->id).set("subject", writer.words(one->subject)));
    Value out = writer.begin(list_head(writer, "trainers", One::trainers, "nav.trainers", "trainers_description"));
    out.set("trainers", std::move(trainers));
    return out;
}

Value trainer_value(const PageWriter& writer, const Trainer& trainer) {
    const Group& group = writer.group();
    PageHead head{
        "trainer", trainer.name, "", {{writer.texts().get("nav.trainers"), writer.map().page(group.gfp->id, One::trainers)}}};
    head.section = One::trainers;
    set_neighbours(
        head, group.trainers, &trainer, [&](const Trainer& one) { return writer.map().trainer(group.gfp->id, one.id); },
        [](const Trainer& one) { return one.name; });
    if (writer.portfolio().audience == Audience::trainers)
        head.feeds = {
            {writer.texts().fill("queue.title", {{"name", trainer.name}}), writer.map().queue_feed(group.gfp->id, trainer.id)}};
    Value trainings = Value::list(), answered = Value::list(), asked = Value::list(), notices = Value::list();
    for (const Training* one : group.trainings)
        if (std::find(one->trainers.begin(), one->trainers.end(), trainer.id) != one->trainers.end())
            trainings.push(training_card(writer, *one));
    for (const Question* one : group.questions) {
        const bool answers = std::any_of(one->answers.begin(), one->answers.end(),
                                         [&](const Answer& answer) { return answer.by.trainer == trainer.id; });
        if (answers)
            answered.push(question_card(writer, *one));
        else if (one->to == trainer.id)
            asked.push(question_card(writer, *one));
    }
    for (const Notice* one : group.notices)
        if (one->by.trainer == trainer.id) notices.push(notice_card(writer, *one));
    Value out = writer.begin(head);
    out.set("subject", writer.words(trainer.subject));
    out.set("trainings", std::move(trainings));
    out.set("asked", std::move(asked));
    out.set("answered", std::move(answered));
    out.set("notices", std::move(notices));
    set_signer(writer, trainer, out);
    return out;
}

Shape worded_competences(std::string meaning) {
    return list("competences", std::move(meaning),
                {text("code", "its code"), url("url", "its page"), text("statement", "its text"),
                 wording_shape("wording", "the same, with its language")});
}

} // namespace

namespace {

Shape facet_shape(std::string name, std::string meaning) {
    return list(std::move(name), std::move(meaning),
                {text("id", "its name for scripts, without spaces"), text("title", "in words"),
                 url("url", "its page; may be empty"),
                 list("examples", "those found by it", {text("title", "its title"), url("url", "its page")})});
}

} // namespace

PageShape examples_page_shape() {
    Shape cards = examples_shape("examples", "of that level");
    cards.fields.push_back(text("domains", "the domains' names for scripts, with spaces between"));
    cards.fields.push_back(text("contexts", "the contexts' names for scripts"));
    cards.fields.push_back(text("shows", "the competences' names for scripts"));
    return {"examples",
            "the example activities",
            {list("levels", "from the most modest on", {text("title", "the level; may be empty"), std::move(cards)}),
             facet_shape("domains", "those that some example is about"), facet_shape("contexts", "those of some example"),
             facet_shape("competences", "those that some example shows")}};
}

PageShape example_shape() {
    return {"example",
            "an example activity",
            {text("level", "modest, usual, ambitious; may be empty"),
             list("domains", "that it shows", {text("title", "code and title"), url("url", "the framework's page")}),
             texts("contexts", "where it takes place"), worded_competences("that it shows"), outline_shape(),
             html("body", "its text"), attachments_shape(),
             url("starter_url", "a draft after it, to be copied; empty for readers who write nothing"),
             text("starter_name", "what to call the copy"), text("starter_command", "the command that makes one")}};
}

bool offers_starters(Audience audience) {
    return audience == Audience::gfp || audience == Audience::trainers;
}

PageShape trainings_page_shape() {
    return {"trainings",
            "the group's training sessions",
            {trainings_shape("planned", "to come, by date"), trainings_shape("past", "held or cancelled, newest first"),
             url("needs_url", "what the group needs; may be empty"), url("calendar_url", "the same as a calendar (.ics)"),
             csv_shape()}};
}

PageShape training_shape() {
    return {
        "training",
        "a training session",
        {shape::date("date", "its day"), text("status", "planned, held or cancelled: for a class"),
         text("status_text", "the same in words"), text("context", "the context it belongs to; may be empty"),
         list("trainers", "who give it", {text("title", "first name and name"), url("url", "the page; may be empty")}),
         flag("for_all", "for the whole group"),
         list_of("participants", "who took part", {text("title", "first name and name"), url("url", "her page")},
                 {list_of("states", "what was signed for her about this session",
                          {text("code", "the competence's code"), url("url", "its page"), text("statement", "its official text")},
                          state_fields())}),
         worded_competences("it works on"), competences_shape("needs", "that it answers"), html("body", "its text")}};
}

PageShape questions_page_shape() {
    return {"questions",
            "SOS TICE: the group's questions and those of its stream",
            {text("promise", "the promise made for the forum, in words"),
             questions_shape("waiting", "no trainer answered yet, oldest first"),
             list("categories", "those that a trainer answered, by what they are about",
                  {text("title", "the category"), text("count", "how many"),
                   questions_shape("questions", "of that category, newest first")}),
             object("promise_table", "what became of the forum's promise; empty if nothing was asked there",
                    {list("months", "oldest first",
                          {text("iso", "for the datetime attribute"), text("month", "« novembre 2004 »"),
                           text("asked", "how many were asked"), text("in_time", "answered by a trainer in time"),
                           text("late", "answered later"), text("overdue", "not answered, and the time has run out"),
                           text("due", "not answered, still in time"),
                           text("share", "answered in time, of those that are settled; empty if none is")}),
                     text("kept", "the same for the whole year, as a sentence"), csv_shape()}),
             csv_shape()}};
}

PageShape question_shape() {
    std::vector<Shape> fields{shape::date("asked", "when"),
                              person_shape("by", "who asks"),
                              person_shape("to", "the trainer it is put to; empty for the forum"),
                              text("stream", "the stream in whose forum it was asked; may be empty"),
                              text("category", "what it is about"),
                              flag("resolved", "its author says that it is settled")};
    for (Shape& one : clock_fields()) fields.push_back(std::move(one));
    fields.push_back(html("body", "the question"));
    fields.push_back(list("answers", "by date",
                          {shape::date("date", "when"), person_shape("by", "who answers"), flag("by_trainer", "it is a trainer"),
                           html("text", "the answer")}));
    fields.push_back(text("answers_count", "how many, in words"));
    return {"question", "a question and its answers", std::move(fields)};
}

PageShape notices_page_shape() {
    return {"notices", "news of the group", {notices_shape("notices", "newest first")}};
}

PageShape notice_shape() {
    return {"notice",
            "news of the group",
            {shape::date("date", "its day"), person_shape("by", "who writes"), html("body", "its text"),
             list("remarks", "on the framework itself",
                  {text("code", "the competence's code"), url("url", "its page"), text("statement", "its official text"),
                   text("text", "the remark")})}};
}

PageShape trainers_page_shape() {
    return {"trainers",
            "the group's trainers",
            {list("trainers", "in the group's order",
                  {text("title", "first name and name"), url("url", "the page"), text("subject", "what is taught")})}};
}

PageShape trainer_shape() {
    return {"trainer",
            "a trainer and what this group has of hers",
            {text("subject", "what is taught"), trainings_shape("trainings", "given to the group, by date"),
             questions_shape("asked", "put to the trainer and not answered yet"),
             questions_shape("answered", "answered, newest first"),
             notices_shape("notices", "written for the group, newest first"), keys_shape(), scopes_shape(), signed_shape()}};
}

std::vector<Page> life_pages(const ViewContext& context, const Group& group) {
    std::vector<Page> out;
    const auto add = [&](const SitePath& path, const char* kind, auto value) {
        out.push_back({path, kind, [&context, &group, path, value] { return value(PageWriter(context, &group, path)); }});
    };
    const SiteMap& map = *context.map;
    const GfpId& gfp = group.gfp->id;
    if (!context.institute().examples.empty()) add(map.page(gfp, One::examples), "examples", examples_value);
    for (const Example& one : context.institute().examples)
        add(map.example(gfp, one), "example", [&one](const PageWriter& writer) { return example_value(writer, one); });
    if (!group.trainings.empty()) add(map.page(gfp, One::trainings), "trainings", trainings_value);
    for (const Training* one : group.trainings)
        add(map.training(*one), "training", [one](const PageWriter& writer) { return training_value(writer, *one); });
    if (!group.questions.empty()) add(map.page(gfp, One::questions), "questions", questions_value);
    for (const Question* one : group.questions)
        add(map.question(gfp, *one), "question", [one](const PageWriter& writer) { return question_value(writer, *one); });
    if (!group.notices.empty()) add(map.page(gfp, One::notices), "notices", notices_value);
    for (const Notice* one : group.notices)
        add(map.notice(*one), "notice", [one](const PageWriter& writer) { return notice_value(writer, *one); });
    if (!group.trainers.empty()) add(map.page(gfp, One::trainers), "trainers", trainers_value);
    for (const Trainer* one : group.trainers)
        add(map.trainer(gfp, one->id), "trainer", [one](const PageWriter& writer) { return trainer_value(writer, *one); });
    return out;
}

} // namespace livret

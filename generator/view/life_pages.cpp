#include "view/life_pages.hpp"

#include "base/text.hpp"
#include "resolve/clock.hpp"
#include "resolve/needs.hpp"
#include "view/decisions.hpp"
#include "view/parts.hpp"
#include "view/rich.hpp"
#include "view/signer.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

using namespace shape;

namespace {

// --- training sessions

Value trainings_value(const PageWriter& writer) {
    Value coming = Value::list(), unconfirmed = Value::list(), held = Value::list();
    const auto& all = writer.group().trainings;
    const Date today = writer.portfolio().now.local_date();
    for (const Training* one : all)
        if (one->status == TrainingStatus::planned) (one->date < today ? unconfirmed : coming).push(training_card(writer, *one));
    for (auto one = all.rbegin(); one != all.rend(); ++one)
        if ((*one)->status != TrainingStatus::planned) held.push(training_card(writer, **one));
    Value out = writer.begin(list_head(writer, "trainings", One::trainings, "nav.trainings", "trainings_description"));
    out.set("planned", std::move(coming));
    out.set("unconfirmed",
            unconfirmed.items().empty() ? Value::object() : Value::object().set("trainings", std::move(unconfirmed)));
    out.set("past", std::move(held));
    out.set("needs_url", list_needs(writer.portfolio(), writer.group()).empty()
                             ? ""
                             : writer.url(writer.map().page(writer.gfp(), One::needs)));
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
    // The day of a session to come is not when its page was written.
    if (training.date <= writer.portfolio().now.local_date()) head.stated = training.date;
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
    // What is to come is not told as what was.
    const std::string_view tense = training.status == TrainingStatus::held ? "held" : "planned";
    out.set("hours", card.find("hours")->str());
    out.set("place", card.find("place")->str());
    out.set("participants_title", writer.texts().get(fmt::format("participants.{}", tense)));
    out.set("for_all", training.for_all ? writer.texts().get(fmt::format("for_all.{}", tense)) : "");
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
    int kept = 0, counted = 0;
    for (const PromiseMonth& one : months) {
        kept += one.in_time;
        counted += one.counted();
        rows.push(Value::object()
                      .set("iso", fmt::format("{:04}-{:02}", one.year, one.month))
                      .set("month", fmt::format("{} {}", month_name(one.month, writer.language()), one.year))
                      .set("asked", std::to_string(one.asked))
                      .set("in_time", std::to_string(one.in_time))
                      .set("late", std::to_string(one.late))
                      .set("overdue", std::to_string(one.overdue))
                      .set("due", std::to_string(one.due))
                      .set("settled", std::to_string(one.settled))
                      .set("of_stream", std::to_string(one.of_stream))
                      .set("share", one.counted() == 0 ? "" : texts.percent(one.in_time, one.counted())));
    }
    return Value::object()
        .set("months", std::move(rows))
        .set("kept", counted == 0
                         ? texts.get("promise_kept_none")
                         : texts.fill("promise_kept", {{"kept", texts.number(kept)}, {"counted", texts.number(counted)}}))
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
            if (one->category == category && !waits_for_answer(*one)) cards.push(question_card(writer, *one));
        if (cards.items().empty()) continue;
        const std::string title(cards.items().front().find("category")->str()), count = std::to_string(cards.items().size());
        out.push(Value::object().set("title", title).set("count", count).set("questions", std::move(cards)));
    }
    return out;
}

// Juries read, and the public has no questions.
bool writes_here(Audience audience) {
    return audience == Audience::gfp || audience == Audience::trainers || audience == Audience::owner;
}

// How somebody who reads a question comes to write one, or an answer. `words`: a command, or a file's path.
Value how_to_write(std::string words) {
    return Value::object().set("form", "livret serve --write").set("words", std::move(words));
}

Shape how_to_shape(std::string name, std::string meaning, std::string words) {
    return object(std::move(name), std::move(meaning),
                  {text("form", "the command that opens the forms"), text("words", std::move(words))});
}

Value questions_value(const PageWriter& writer) {
    Value waiting = Value::list();
    const auto& all = writer.group().questions;
    for (auto one = all.rbegin(); one != all.rend(); ++one) // who has waited longest comes first
        if (waits_for_answer(**one)) waiting.push(question_card(writer, **one));
    Value out = writer.begin(list_head(writer, "questions", One::questions, "nav.questions", "questions_description"));
    out.set("ask", writes_here(writer.portfolio().audience)
                       ? how_to_write(writer.texts().fill("ask_command", {{"gfp", writer.gfp().value}}))
                       : Value::object());
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
    out.set("answer", writes_here(writer.portfolio().audience) ? how_to_write(question.path.value) : Value::object());
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
        else if (one->to == trainer.id && waits_for_answer(*one))
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

} // namespace

PageShape trainings_page_shape() {
    return {"trainings",
            "the group's training sessions",
            {trainings_shape("planned", "to come, by date"),
             object("unconfirmed", "planned for a day that is over, and nobody said that they were held; empty if there is none",
                    {trainings_shape("trainings", "by date")}),
             trainings_shape("past", "held or cancelled, newest first"), url("needs_url", "what the group needs; may be empty"),
             url("calendar_url", "the same as a calendar (.ics)"), csv_shape()}};
}

PageShape training_shape() {
    return {
        "training",
        "a training session",
        {shape::date("date", "its day"), text("status", "planned, held or cancelled: for a class"),
         text("status_text", "the same in words"), text("context", "the context it belongs to; may be empty"),
         list("trainers", "who give it", {text("title", "first name and name"), url("url", "the page; may be empty")}),
         text("hours", "« de 9 h à 12 h »; may be empty"), text("place", "where; may be empty"),
         text("participants_title", "the heading of who took part, or is expected"),
         text("for_all", "says that the whole group takes part; empty: those who are named"),
         list_of("participants", "who takes part", {text("title", "first name and name"), url("url", "her page")},
                 {list_of("states", "what was signed for her about this session",
                          {text("code", "the competence's code"), url("url", "its page"), text("statement", "its official text")},
                          state_fields())}),
         worded_competences("it works on"), competences_shape("needs", "that it answers"), html("body", "its text")}};
}

PageShape questions_page_shape() {
    return {"questions",
            "SOS TICE: the group's questions and those of its stream",
            {how_to_shape("ask", "how to ask; empty for readers who do not write", "a command that makes a file to fill in"),
             text("promise", "the promise made for the forum, in words"),
             questions_shape("waiting", "no trainer answered yet, oldest first"),
             list("categories", "those that a trainer answered, by what they are about",
                  {text("title", "the category"), text("count", "how many"),
                   questions_shape("questions", "of that category, newest first")}),
             object("promise_table", "what became of the forum's promise; empty if nothing was asked there",
                    {list("months", "oldest first",
                          {text("iso", "for the datetime attribute"), text("month", "« novembre 2004 »"),
                           text("asked", "how many were asked"), text("in_time", "answered by a trainer in time"),
                           text("late", "answered later"), text("overdue", "not answered, and the time has run out"),
                           text("due", "not answered, still in time"), text("settled", "settled by who asked, without a trainer"),
                           text("of_stream", "of those asked, in the stream's forum, which other groups count too"),
                           text("share", "answered in time, of those that are settled; empty if none is")}),
                     text("kept", "the same for the whole year, as a sentence"), csv_shape()}),
             csv_shape()}};
}

PageShape question_shape() {
    std::vector<Shape> fields{
        how_to_shape("answer", "how to answer; empty for readers who do not write", "the file that holds the thread"),
        shape::date("asked", "when"),
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

#include "view/home_page.hpp"

#include "view/decisions.hpp"
#include "view/parts.hpp"

#include "base/text.hpp"
#include "resolve/analysis.hpp"
#include "resolve/clock.hpp"
#include "view/rich.hpp"

#include <algorithm>

namespace livret {

using namespace shape;

namespace {

constexpr std::size_t recent_activities = 6, recent_notices = 3;

Value members(const PageWriter& writer) {
    Value out = Value::list();
    for (const Booklet& booklet : writer.group().booklets)
        out.push(writer.trainee(booklet.trainee->key)
                     .set("activities", writer.texts().plural("activities_count", static_cast<int>(booklet.activities.size()))));
    return out;
}

Value trainers(const PageWriter& writer) {
    Value out = Value::list();
    for (const Trainer* one : writer.group().trainers)
        out.push(writer.trainer(one->id).set("subject", writer.words(one->subject)));
    return out;
}

Value coverage(const PageWriter& writer) {
    Value out = Value::list();
    if (writer.portfolio().frameworks.empty()) return out;
    const Framework& framework = *writer.portfolio().frameworks.front();
    for (const Domain* domain : table_domains(framework))
        out.push(coverage_item(writer, framework, *domain, coverage_of(framework, *domain, writer.group().declared_by)));
    return out;
}

// How many competences of all trainees together are in each state, in the first framework.
Value group_counts(const PageWriter& writer) {
    StateCounts all;
    if (writer.portfolio().frameworks.empty()) return Value::list();
    for (const Booklet& booklet : writer.group().booklets) {
        const StateCounts one =
            count_states(writer.portfolio().standings_of(booklet.trainee->key), *writer.portfolio().frameworks.front());
        for (std::size_t i = 0; i < state_count; ++i) all.number[i] += one.number[i];
    }
    return state_counts(writer, all);
}

// Questions on the forum that still wait for a trainer.
Value waiting(const PageWriter& writer) {
    Value out = Value::list();
    const auto& all = writer.group().questions;
    for (auto one = all.rbegin(); one != all.rend(); ++one) // as on their own page
        if (waits_for_answer(**one)) out.push(question_card(writer, **one));
    return out;
}

Value upcoming(const PageWriter& writer) {
    Value out = Value::list();
    for (const Training* one : writer.group().trainings)
        if (one->status == TrainingStatus::planned && one->date >= writer.portfolio().now.local_date())
            out.push(training_card(writer, *one));
    return out;
}

} // namespace

PageShape home_shape() {
    return {"home",
            "a group's first page",
            {
                html("presentation", "the text of gfp.md"),
                text("subject", "the group's subject"),
                text("stream", "the name of its stream; may be empty"),
                text("summary", "how many trainees and activities, in a sentence"),
                activities_shape("recent", "the latest activities, newest first"),
                url("activities_url", "all activities"),
                notices_shape("notices", "the latest news"),
                questions_shape("waiting", "questions that wait for an answer"),
                trainings_shape("upcoming", "planned training sessions"),
                list("members", "the trainees, by family name",
                     {text("title", "first name and name"), url("url", "her page"), text("activities", "how many, in words")}),
                list("trainers", "the group's trainers",
                     {text("title", "first name and name"), url("url", "the page"), text("subject", "what is taught")}),
                coverage_shape("how many competences of each domain somebody of the group declared"),
                state_counts_shape("counts", "how many competences of all trainees together are in each state"),
                link_to("matrix", "the group's table of competences; empty without a framework"),
                text("framework", "the framework's short name"),
                text("left_out", "a sentence on files with errors; may be empty"),
            }};
}

Page home_page(const ViewContext& context, const Group& group) {
    const SitePath path = context.map->page(group.gfp->id, One::home);
    return {path, "home", [&context, &group, path] {
                const PageWriter writer(context, &group, path);
                const Gfp& gfp = *group.gfp;
                PageHead head{"home", gfp.title, lead_of(gfp.text, 160), {}};
                head.sources = {gfp.path};
                head.section = One::home;
                auto recent = group.activities;
                recent.resize(std::min(recent.size(), recent_activities));
                Value notices = Value::list();
                for (std::size_t i = 0; i < group.notices.size() && i < recent_notices; ++i)
                    notices.push(notice_card(writer, *group.notices[i]));
                const Stream* stream = writer.institute().find_stream(gfp.stream);
                const auto& frameworks = writer.portfolio().frameworks;
                const Texts& texts = writer.texts();
                Value out = writer.begin(head);
                out.set("presentation", writer.rich(gfp.text, gfp.path));
                out.set("subject", writer.words(gfp.subject));
                out.set("stream", stream == nullptr ? "" : writer.words(stream->title));
                out.set(
                    "summary",
                    texts.fill("group_summary",
                               {{"trainees", texts.plural("trainees_count", static_cast<int>(group.booklets.size()))},
                                {"activities", texts.plural("activities_count", static_cast<int>(group.activities.size()))}}));
                out.set("recent", activity_cards(writer, recent));
                out.set("activities_url", writer.url(context.map->page(gfp.id, One::activities)));
                out.set("notices", std::move(notices));
                out.set("waiting", waiting(writer));
                out.set("upcoming", upcoming(writer));
                out.set("members", members(writer));
                out.set("trainers", trainers(writer));
                out.set("coverage", coverage(writer));
                out.set("counts", group_counts(writer));
                out.set("matrix", frameworks.empty()
                                      ? Value::object()
                                      : writer.link(texts.get("matrix"), context.map->matrix(gfp.id, frameworks.front()->id)));
                out.set("framework", frameworks.empty() ? "" : framework_name(writer, *frameworks.front()));
                out.set("left_out", group.left_out == 0 ? "" : texts.plural("left_out", static_cast<int>(group.left_out)));
                return out;
            }};
}

PageShape institute_shape() {
    return {"institute",
            "the institute's groups: the page above all of them",
            {
                list("groups", "the groups, by stream then by name",
                     {text("title", "its title"), url("url", "its site"), text("subject", "its subject"),
                      text("stream", "its stream; may be empty"), text("year", "its school year"),
                      text("summary", "how many trainees and activities, in a sentence")}),
                url("desks_url", "what waits in all groups, for trainers; may be empty"),
                text("desks", "its name"),
                url("session_url", "all candidates of a jury's session; empty without one"),
                url("analysis_url", "the analysis of all groups; may be empty"),
                text("address", "the institute's address; may be empty"),
                text("contact", "whom to write to; may be empty"),
                html("legal", "the legal notice; may be empty"),
            }};
}

Page institute_page(const ViewContext& context) {
    const SitePath path{"index.html"};
    return {
        path, "institute", [&context, path] {
            const PageWriter writer(context, nullptr, path);
            const Configuration& settings = writer.configuration();
            PageHead head{"institute", settings.institution_name, context.texts->get("institute_description"), {}};
            const Texts& texts = writer.texts();
            Value groups = Value::list();
            for (const Group& group : writer.portfolio().groups) {
                const Stream* stream = writer.institute().find_stream(group.gfp->stream);
                groups.push(
                    writer.link(group.gfp->title, context.map->page(group.gfp->id, One::home))
                        .set("subject", writer.words(group.gfp->subject))
                        .set("stream", stream == nullptr ? "" : writer.words(stream->title))
                        .set("year", group.gfp->year.first == 0 ? "" : group.gfp->year.text())
                        .set("summary",
                             texts.fill(
                                 "group_summary",
                                 {{"trainees", texts.plural("trainees_count", static_cast<int>(group.booklets.size()))},
                                  {"activities", texts.plural("activities_count", static_cast<int>(group.activities.size()))}})));
            }
            Value out = writer.begin(head);
            out.set("groups", std::move(groups));
            const bool desks = writer.portfolio().audience == Audience::trainers; // the program's page, and its name
            out.set("desks_url", desks ? writer.url(context.map->desks()) : "");
            out.set("session_url", writer.portfolio().session == nullptr ? "" : writer.url(context.map->session()));
            out.set("desks", desks ? context.program_words().get("desk.title") : "");
            out.set("analysis_url", shows_analysis(writer.portfolio()) ? writer.url(context.map->analysis()) : "");
            out.set("address", writer.words(settings.institution_address));
            out.set("contact", writer.words(settings.contact));
            out.set("legal", writer.rich(settings.legal, SourcePath{"livret.yaml"}));
            return out;
        }};
}

} // namespace livret

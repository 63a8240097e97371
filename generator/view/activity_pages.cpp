#include "view/activity_pages.hpp"

#include "base/text.hpp"
#include "view/decisions.hpp"
#include "view/parts.hpp"
#include "view/rich.hpp"
#include "view/verdict_panel.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace livret {

using namespace shape;

namespace {

// Those she declares, then those that were signed about and that she does not declare any more.
std::vector<Declaration> spoken_of(const PageWriter& writer, const Activity& activity) {
    std::vector<Declaration> out = activity.declarations;
    for (const auto& [key, subjects] : writer.portfolio().standings_of(activity.owner)) {
        const auto found = subjects.find(subject_of(activity));
        if (found != subjects.end() && !found->second.declared && found->second.state != State::nothing) out.push_back({key, ""});
    }
    return out;
}

void set_standing(const PageWriter& writer, const Activity& activity, const Declaration& declaration, Value& out) {
    static const Standing nothing;
    const Standing* found =
        find_standing(writer.portfolio().standings_of(activity.owner), declaration.competence, subject_of(activity));
    const Standing& standing = found == nullptr ? nothing : *found;
    set_state(writer, standing.state, out);
    out.set("declared", standing.declared);
    out.set("decisions", decision_list(writer, standing.speaking, declaration.words, activity.path));
    out.set("set_aside", decision_list(writer, standing.set_aside, declaration.words, activity.path));
    out.set("history", decision_list(writer, standing.history, declaration.words, activity.path));
}

Value declarations(const PageWriter& writer, const Activity& activity) {
    Value out = Value::list();
    for (const Declaration& one : spoken_of(writer, activity)) {
        const Framework* framework = writer.institute().find_framework(one.competence.framework);
        const Competence* competence = framework == nullptr ? nullptr : framework->find(one.competence.code);
        if (competence == nullptr) continue;
        const Domain& domain = framework->domain_of(*competence);
        Value item =
            competence_chip(writer, one.competence)
                .set("wording", wording_value(writer, competence->statements))
                .set("domain", writer.words(fmt::format("{} {}", domain.code, wording(domain.titles, writer.language()).text)))
                .set("words", writer.words(one.words))
                .set("anchor", competence_anchor(one.competence.code));
        set_standing(writer, activity, one, item);
        out.push(std::move(item));
    }
    return out;
}

std::string phases(const PageWriter& writer, const Activity& activity) {
    static constexpr std::string_view keys[] = {"phase.conception", "phase.analyse", "phase.mise_en_oeuvre", "phase.evaluation"};
    std::vector<std::string> names;
    for (const Phase phase : activity.phases) names.push_back(writer.texts().get(keys[static_cast<std::size_t>(phase)]));
    return writer.texts().names(names);
}

// Those that stand under no request: what they answer cannot be read, or is not about a competence of today's.
Value replies(const PageWriter& writer, const Activity& activity) {
    std::set<const Reply*> placed;
    for (const auto& [key, subjects] : writer.portfolio().standings_of(activity.owner))
        if (const auto found = subjects.find(subject_of(activity)); found != subjects.end())
            for (const Decided& one : found->second.speaking) placed.insert(one.replies.begin(), one.replies.end());
    Value out = Value::list();
    for (const Reply& one : activity.replies)
        if (!placed.contains(&one))
            out.push(Value::object()
                         .set("date", writer.date(one.date))
                         .set("to", one.to)
                         .set("text", writer.rich(one.text, activity.path)));
    return out;
}

// The same activity as colleagues of the group describe it.
Value same_activity(const PageWriter& writer, const Activity& activity) {
    Value out = Value::list();
    for (const Activity* other : writer.group().activities) {
        if (other == &activity) continue;
        const bool names_it = !other->same_as.empty() && other->same_as == activity.reference;
        const bool named = !activity.same_as.empty() && activity.same_as == other->reference;
        if (names_it || named)
            out.push(writer.link(other->title, writer.map().activity(*other)).set("trainee", writer.name_of(other->owner)));
    }
    return out;
}

Value with(const PageWriter& writer, const Activity& activity) {
    Value out = Value::list();
    for (const TraineeId& id : activity.with) out.push(writer.trainee({activity.owner.gfp, id}));
    for (const std::string& initials : activity.with_initials) out.push(Value::object().set("title", initials).set("url", ""));
    return out;
}

Value activity_value(const PageWriter& writer, const Group& group, const Activity& activity) {
    static constexpr std::string_view visibilities[] = {"visibility.private", "visibility.jury", "visibility.gfp",
                                                        "visibility.public"};
    const SiteMap& map = writer.map();
    const Texts& texts = writer.texts();
    PageHead head{"activity",
                  activity.title,
                  lead_of(activity.body, 160),
                  {{texts.get("nav.trainees"), map.page(group.gfp->id, One::trainees)},
                   {writer.name_of(activity.owner), map.trainee(activity.owner)}}};
    head.sources = {activity.path};
    head.stated = last_date(activity);
    head.section = One::activities;
    if (const Booklet* booklet = group.find(activity.owner.trainee))
        set_neighbours(
            head, booklet->activities, &activity, [&](const Activity& one) { return map.activity(one); },
            [](const Activity& one) { return one.title; });
    const Context* context = writer.institute().find_context(activity.context);
    const Framework* framework = writer.institute().find_framework(activity.framework);
    Value out = writer.begin(head);
    out.set("trainee", writer.trainee(activity.owner));
    out.set("reference", activity.reference);
    out.set("date", writer.dates(activity.dates));
    out.set("declared", writer.date(activity.declared));
    out.set("context", context == nullptr ? "" : writer.words(context->label.in(writer.language())));
    out.set("phases", phases(writer, activity));
    out.set("situation", situation_words(writer, activity.situation));
    out.set("visibility", texts.get(visibilities[static_cast<std::size_t>(activity.visibility)]));
    out.set("draft", activity.status == Status::draft);
    out.set("framework", framework == nullptr
                             ? Value::object()
                             : writer.link(framework_name(writer, *framework), map.framework(group.gfp->id, framework->id)));
    out.set("competences", declarations(writer, activity));
    out.set("with", with(writer, activity));
    out.set("same", same_activity(writer, activity));
    out.set("outline", outline(activity.body));
    out.set("body", writer.rich(activity.body, activity.path));
    out.set("attachments", attachment_list(writer, activity.attachments));
    out.set("replies", replies(writer, activity));
    const auto& records = writer.portfolio().records_about(activity.owner, subject_of(activity));
    Value versions = signed_versions(writer, activity, records);
    out.set("edited", !versions.is_empty());
    out.set("signed_versions", std::move(versions));
    out.set("verdict_panel", verdict_panel(writer, records));
    out.set("length", texts.plural("words_count", static_cast<std::int64_t>(activity.body->words)));
    return out;
}

Value activities_value(const PageWriter& writer, const Group& group) {
    const Texts& texts = writer.texts();
    PageHead head{
        "activities", texts.get("nav.activities"), texts.fill("activities_description", {{"group", group.gfp->title}}), {}};
    head.section = One::activities;
    // A month to a heading, newest first.
    Value months = Value::list();
    for (std::size_t i = 0; i < group.activities.size();) {
        const Date day = group.activities[i]->dates.to;
        std::vector<const Activity*> same;
        for (; i < group.activities.size() && group.activities[i]->dates.to.year() == day.year() &&
               group.activities[i]->dates.to.month() == day.month();
             ++i)
            same.push_back(group.activities[i]);
        const std::string name = month_name(static_cast<unsigned>(day.month()), writer.language());
        months.push(Value::object()
                        .set("title", fmt::format("{} {}", name, static_cast<int>(day.year())))
                        .set("activities", activity_cards(writer, same)));
    }
    Value out = writer.begin(head);
    out.set("summary", texts.plural("activities_count", static_cast<int>(group.activities.size())));
    out.set("csv_url", group.activities.empty() ? "" : writer.url(writer.map().table(writer.page())));
    out.set("months", std::move(months));
    return out;
}

} // namespace

PageShape activities_page_shape() {
    return {"activities",
            "all activities of the group",
            {text("summary", "how many, in words"), csv_shape(),
             list("months", "newest first",
                  {text("title", "month and year"), activities_shape("activities", "of that month, newest first")})}};
}

PageShape activity_shape() {
    return {"activity",
            "an activity and the competences it called on",
            {
                person_shape("trainee", "whose it is"),
                text("reference", "its reference; empty for a draft"),
                shape::date("date", "when it took place"),
                shape::date("declared", "when it was first declared; may be empty"),
                text("context", "where the competences developed"),
                text("phases", "of a teacher's work, in words; may be empty"),
                text("situation", "whether it was a real teaching situation, in words"),
                text("visibility", "who sees it, in words"),
                flag("draft", "seen by its author alone"),
                link_to("framework", "that the codes belong to"),
                list_of("competences", "those she declares, then those that were signed about all the same",
                        {text("code", "its code"), url("url", "its page"), text("statement", "its official text"),
                         wording_shape("wording", "the same, with its language"), text("domain", "code and title of its domain"),
                         text("words", "the trainee's own words; may be empty"),
                         text("anchor", "for the id attribute: tables lead here"),
                         flag("declared", "she declares it; else it was only signed about")},
                        state_fields(),
                        {decisions_shape("decisions", "that count"), decisions_shape("set_aside", "that do not count, and why"),
                         decisions_shape("history", "replaced ones and withdrawals")}),
                list("with", "colleagues it was done with", {text("title", "first name and name"), url("url", "her page")}),
                list("same", "the same activity as colleagues describe it",
                     {text("title", "its title"), url("url", "its page"), text("trainee", "whose it is")}),
                outline_shape(),
                html("body", "the trainee's text"),
                attachments_shape(),
                list("replies", "answers that stand under no request above",
                     {shape::date("date", "when"), text("to", "the request it answers: 8 digits"), html("text", "the answer")}),
                signed_versions_shape(),
                flag("edited", "there are such texts"),
                shown_html("verdict_panel", "what the signatures about it say, by the program; empty without signed documents"),
                text("length", "how many words, in words"),
            }};
}

std::vector<Page> activity_pages(const ViewContext& context, const Group& group) {
    std::vector<Page> out;
    const SitePath all = context.map->page(group.gfp->id, One::activities);
    out.push_back(
        {all, "activities", [&context, &group, all] { return activities_value(PageWriter(context, &group, all), group); }});
    for (const Activity* one : group.activities) {
        const SitePath path = context.map->activity(*one);
        out.push_back({path, "activity",
                       [&context, &group, one, path] { return activity_value(PageWriter(context, &group, path), group, *one); }});
    }
    return out;
}

} // namespace livret

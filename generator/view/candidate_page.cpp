#include "view/candidate_page.hpp"

#include "view/claims.hpp"
#include "view/decisions.hpp"
#include "view/jury_pages.hpp"
#include "view/jury_parts.hpp"
#include "view/parts.hpp"
#include "view/session_parts.hpp"
#include "view/trainee_matrix.hpp"
#include "view/trainee_pages.hpp"

#include <algorithm>

namespace livret {

using namespace shape;

namespace {

Value in_class(const PageWriter& writer, const Candidate& candidate) {
    Value out = Value::list();
    for (const AttestationRecord* one : candidate.in_class) {
        const auto found = writer.portfolio().by_reference.find(one->reference);
        const bool there = found != writer.portfolio().by_reference.end();
        out.push(Value::object()
                     .set("title", writer.words(there ? found->second->title : one->state->title))
                     .set("url", there ? writer.url(writer.map().activity(*found->second)) : ""));
    }
    return out;
}

Value dossier(const PageWriter& writer, const TraineeKey& trainee) {
    const auto found = writer.context().dossiers.find(trainee);
    return found == writer.context().dossiers.end() ? Value::object()
                                                    : writer.link(writer.texts().get("download_dossier"), found->second.path);
}

// A jury goes from one dossier to the next: of the group, or of all that its session judges.
std::vector<const Booklet*> in_order(const Portfolio& portfolio, const Group& group) {
    std::vector<const Booklet*> out;
    for (const Group& one : portfolio.groups)
        if (portfolio.session != nullptr || &one == &group)
            for (const Booklet& booklet : one.booklets) out.push_back(&booklet);
    return out;
}

// Those in whose words something is claimed; the first one if nothing is.
Value frameworks(const PageWriter& writer, const Booklet& booklet) {
    Value out = Value::list();
    std::vector<const Framework*> shown;
    for (const Framework* one : frameworks_of(writer.portfolio(), booklet))
        if (claims_anything(writer, booklet, *one)) shown.push_back(one);
    if (shown.empty() && !writer.portfolio().frameworks.empty()) shown.push_back(writer.portfolio().frameworks.front());
    for (const Framework* one : shown) {
        Value item =
            writer.link(framework_name(writer, *one), writer.map().framework(writer.gfp(), one->id))
                .set("id", one->id.value)
                .set("counts", state_counts(writer, count_states(writer.portfolio().standings_of(booklet.trainee->key), *one)))
                .set("claims", claims_by_domain(writer, booklet, *one))
                .set("unclaimed", unclaimed(writer, booklet, *one))
                .set("csv_url", writer.url(writer.map().table(writer.map().trainee_matrix(booklet.trainee->key, one->id))));
        set_trainee_table(writer, booklet, *one, item);
        out.push(std::move(item));
    }
    return out;
}

Value page_value(const PageWriter& writer, const Group& group, const Booklet& booklet) {
    const Texts& texts = writer.texts();
    const SiteMap& map = writer.map();
    const Trainee& trainee = *booklet.trainee;
    PageHead head{"candidate",
                  trainee.name,
                  texts.fill("jury.candidate_description", {{"name", trainee.name}, {"group", group.gfp->title}}),
                  {{texts.get("nav.candidates"), map.page(group.gfp->id, One::candidates)}}};
    const std::vector<const Booklet*> all = in_order(writer.portfolio(), group);
    set_neighbours(
        head, all, &booklet, [&](const Booklet& one) { return map.candidate(one.trainee->key); },
        [](const Booklet& one) { return one.trainee->name; });
    head.parts = {"tables", "jury"};
    head.section = One::candidates;
    head.window = texts.get("jury.window"); // her own page has her name too
    for (const Activity* one : booklet.activities) head.sources.push_back(one->path);
    head.stated = last_change_of(writer, booklet);

    const auto place = static_cast<std::int64_t>(std::find(all.begin(), all.end(), &booklet) - all.begin()) + 1;
    const auto total = static_cast<std::int64_t>(all.size());
    const Candidate candidate = candidate_of(writer.portfolio(), booklet);
    const std::vector<RuleAsked> asked = rules_asked(writer.portfolio());
    Value answers = Value::list();
    for (std::size_t i = 0; i < asked.size(); ++i)
        answers.push(answer_value(writer, candidate.answers[i]).set("considered", considered_value(writer, asked[i], booklet)));
    std::vector<const Activity*> newest(booklet.activities.rbegin(), booklet.activities.rend());

    Value out = writer.begin(head);
    out.set("place", texts.fill("jury.place", {{"n", texts.number(place)}, {"total", texts.number(total)}}));
    out.set("subject", writer.words(trainee.subject));
    out.set("school", writer.words(trainee.school));
    out.set("candidates_url", writer.url(map.page(group.gfp->id, One::candidates)));
    out.set("own_page", writer.link(texts.get("jury.own_page"), map.trainee(trainee.key)));
    out.set("dossier", dossier(writer, trainee.key));
    out.set("answers", std::move(answers));
    out.set("alerts", alerts(writer, candidate));
    out.set("in_class", in_class(writer, candidate));
    out.set("frameworks", frameworks(writer, booklet));
    const ShownSession* session = writer.portfolio().session;
    const CandidateChanges* since = session == nullptr ? nullptr : session->changes_of(trainee.key);
    out.set("frozen", session != nullptr);
    out.set("changes", since == nullptr ? Value::list() : changes_value(writer, *since));
    out.set("activities", activity_cards(writer, newest));
    out.set("activities_summary", texts.plural("activities_count", static_cast<std::int64_t>(booklet.activities.size())));
    out.set("left_out", booklet.left_out == 0 ? "" : texts.plural("left_out", static_cast<int>(booklet.left_out)));
    return out;
}

} // namespace

PageShape candidate_shape() {
    std::vector<Shape> of_framework{text("title", "its short name"),
                                    url("url", "its page"),
                                    text("id", "for id attributes"),
                                    state_counts_shape("counts", "how many of her competences are in each state"),
                                    claims_shape(),
                                    competences_shape("unclaimed", "that she neither declared nor had attested"),
                                    csv_shape()};
    for (Shape& one : trainee_table_fields()) of_framework.push_back(std::move(one));
    std::vector<Shape> answers = answer_fields();
    answers.push_back(considered_shape());
    std::vector<Shape> fields{
        text("place", "« candidat 3 sur 12 »"),
        text("subject", "what she teaches; may be empty"),
        text("school", "where; may be empty"),
        url("candidates_url", "the table of all candidates"),
        link_to("own_page", "her page as others see it"),
        link_to("dossier", "the zip of her dossier; empty where none is offered"),
        list("answers", "of each rule", std::move(answers)),
        alerts_shape(),
        list("in_class", "attested activities that were held in class",
             {text("title", "its title"), url("url", "its page; empty if these readers have none")}),
        list("frameworks", "in whose words she claims something; the first one if she claims nothing", std::move(of_framework)),
        flag("frozen", "the page shows what a session froze"),
        changes_shape(),
        activities_shape("activities", "hers, newest first"),
        text("activities_summary", "how many, in words"),
        text("left_out", "a sentence on files with errors; may be empty"),
    };
    return {"candidate", "a jury's page about one candidate", std::move(fields)};
}

std::vector<Page> candidate_pages(const ViewContext& context, const Group& group) {
    std::vector<Page> out;
    for (const Booklet& booklet : group.booklets) {
        const SitePath path = context.map->candidate(booklet.trainee->key);
        out.push_back({path, "candidate", [&context, &group, &booklet, path] {
                           return page_value(PageWriter(context, &group, path), group, booklet);
                       }});
    }
    return out;
}

} // namespace livret

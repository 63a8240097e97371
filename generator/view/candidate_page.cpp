#include "view/candidate_page.hpp"

#include "view/claims.hpp"
#include "view/decisions.hpp"
#include "view/jury_pages.hpp"
#include "view/jury_parts.hpp"
#include "view/parts.hpp"
#include "view/trainee_matrix.hpp"

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
                     .set("title", writer.words(there ? found->second->title : one->state.title))
                     .set("url", there ? writer.url(writer.map().activity(*found->second)) : ""));
    }
    return out;
}

Value dossier(const PageWriter& writer, const TraineeKey& trainee) {
    const auto found = writer.context().dossiers.find(trainee);
    return found == writer.context().dossiers.end() ? Value::object()
                                                    : writer.link(writer.texts().get("download_dossier"), found->second.path);
}

Value page_value(const PageWriter& writer, const Group& group, const Booklet& booklet) {
    const Texts& texts = writer.texts();
    const SiteMap& map = writer.map();
    const Trainee& trainee = *booklet.trainee;
    PageHead head{"candidate",
                  trainee.name,
                  texts.fill("jury.candidate_description", {{"name", trainee.name}, {"group", group.gfp->title}}),
                  {{texts.get("nav.candidates"), map.page(group.gfp->id, One::candidates)}}};
    std::vector<const Booklet*> all;
    for (const Booklet& one : group.booklets) all.push_back(&one);
    set_neighbours(
        head, all, &booklet, [&](const Booklet& one) { return map.candidate(one.trainee->key); },
        [](const Booklet& one) { return one.trainee->name; });
    head.section = One::candidates;
    head.window = texts.get("jury.window"); // her own page has her name too
    for (const Activity* one : booklet.activities) head.sources.push_back(one->path);
    head.stated = last_change_of(writer, booklet);

    const auto place = static_cast<std::int64_t>(&booklet - group.booklets.data()) + 1;
    const auto total = static_cast<std::int64_t>(group.booklets.size());
    const Candidate candidate = candidate_of(writer.portfolio(), booklet);
    const std::vector<RuleAsked> asked = rules_asked(writer.portfolio());
    Value answers = Value::list();
    for (std::size_t i = 0; i < asked.size(); ++i) answers.push(answer_value(writer, asked[i], candidate.answers[i]));
    const Framework* framework = writer.portfolio().frameworks.empty() ? nullptr : writer.portfolio().frameworks.front();
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
    out.set("framework", framework == nullptr
                             ? Value::object()
                             : writer.link(framework_name(writer, *framework), map.framework(group.gfp->id, framework->id)));
    out.set("counts", framework == nullptr
                          ? Value::list()
                          : state_counts(writer, count_states(writer.portfolio().standings_of(trainee.key), *framework)));
    if (framework != nullptr) {
        set_trainee_table(writer, booklet, *framework, out);
        out.set("claims", claims_by_domain(writer, booklet, *framework));
        out.set("unclaimed", unclaimed(writer, booklet, *framework));
        out.set("csv_url", writer.url(map.table(map.trainee_matrix(trainee.key, framework->id))));
    } else {
        for (const char* name : {"columns", "domains", "totals", "claims", "unclaimed"}) out.set(name, Value::list());
        out.set("width", "");
        out.set("csv_url", "");
    }
    out.set("activities", activity_cards(writer, newest));
    out.set("activities_summary", texts.plural("activities_count", static_cast<std::int64_t>(booklet.activities.size())));
    out.set("left_out", booklet.left_out == 0 ? "" : texts.plural("left_out", static_cast<int>(booklet.left_out)));
    return out;
}

} // namespace

PageShape candidate_shape() {
    std::vector<Shape> fields{
        text("place", "« candidat 3 sur 12 »"),
        text("subject", "what she teaches; may be empty"),
        text("school", "where; may be empty"),
        url("candidates_url", "the table of all candidates"),
        link_to("own_page", "her page as others see it"),
        link_to("dossier", "the zip of her dossier; empty where none is offered"),
        list("answers", "of each rule", answer_fields()),
        alerts_shape(),
        list("in_class", "attested activities that were held in class",
             {text("title", "its title"), url("url", "its page; empty if these readers have none")}),
        link_to("framework", "that her competences are shown in"),
        state_counts_shape("counts", "how many of her competences are in each state"),
        claims_shape(),
        competences_shape("unclaimed", "that she neither declared nor had attested"),
        csv_shape(),
        activities_shape("activities", "hers, newest first"),
        text("activities_summary", "how many, in words"),
        text("left_out", "a sentence on files with errors; may be empty"),
    };
    for (Shape& one : trainee_table_fields()) fields.push_back(std::move(one));
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

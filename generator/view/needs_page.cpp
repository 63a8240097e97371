#include "view/needs_page.hpp"

#include "resolve/needs.hpp"
#include "view/parts.hpp"

#include <algorithm>
#include <tuple>

namespace livret {

using namespace shape;

namespace {

Value sessions(const PageWriter& writer, const std::vector<const Training*>& list) {
    Value out = Value::list();
    for (const Training* one : list)
        out.push(writer.link(one->title, writer.map().training(*one)).set("date", writer.date(one->date)));
    return out;
}

Value row_value(const PageWriter& writer, const Framework& framework, const CompetenceNeeds& row) {
    Value people = Value::list(), levels = Value::list();
    for (const Booklet* one : row.needed_by) people.push(writer.trainee(one->trainee->key));
    for (const int count : row.levels) levels.push(Value::object().set("count", count == 0 ? "" : writer.texts().number(count)));
    const auto number = [&](std::size_t n) { return writer.texts().number(static_cast<std::int64_t>(n)); };
    return competence_chip(writer, {framework.id, row.competence->code})
        .set("needed", number(row.needed_by.size()))
        .set("people", std::move(people))
        .set("levels", std::move(levels))
        .set("declared", number(static_cast<std::size_t>(row.declared)))
        .set("attested", number(static_cast<std::size_t>(row.attested)))
        .set("planned", sessions(writer, row.planned))
        .set("held", sessions(writer, row.held));
}

// Those that most need come first; among these, what nobody has attested, then what few declare; the framework's order settles
// the rest.
std::vector<const CompetenceNeeds*> by_demand(const GroupNeeds& needs, bool answered) {
    std::vector<const CompetenceNeeds*> out;
    for (const CompetenceNeeds& one : needs.rows)
        if (!one.needed_by.empty() && one.unanswered() != answered) out.push_back(&one);
    std::stable_sort(out.begin(), out.end(), [](const CompetenceNeeds* a, const CompetenceNeeds* b) {
        return std::tuple(b->needed_by.size(), a->attested > 0, a->declared) <
               std::tuple(a->needed_by.size(), b->attested > 0, b->declared);
    });
    return out;
}

Value framework_needs(const PageWriter& writer, const GroupNeeds& needs) {
    Value open = Value::list(), met = Value::list(), untouched = Value::list(), remarks = Value::list(), rows = Value::list();
    for (const CompetenceNeeds* one : by_demand(needs, false)) open.push(row_value(writer, *needs.framework, *one));
    for (const CompetenceNeeds* one : by_demand(needs, true)) met.push(row_value(writer, *needs.framework, *one));
    for (const CompetenceNeeds& one : needs.rows) {
        rows.push(row_value(writer, *needs.framework, one));
        const int seen = writer.institute().trust.present ? one.attested : one.declared;
        if (seen == 0) untouched.push(row_value(writer, *needs.framework, one));
    }
    for (const FrameworkRemark& one : needs.remarks)
        remarks.push(competence_chip(writer, {needs.framework->id, one.competence->code})
                         .set("text", writer.words(one.text))
                         .set("by", writer.person(one.by))
                         .set("date", writer.date(one.date)));
    Value labels = Value::list();
    for (const Label& one : writer.configuration().levels) labels.push(writer.words(one.in(writer.language())));
    return writer.link(framework_name(writer, *needs.framework), writer.map().framework(writer.gfp(), needs.framework->id))
        .set("positioned",
             writer.texts().plural("positioned", needs.positioned,
                                   {{"total", writer.texts().number(static_cast<std::int64_t>(writer.group().booklets.size()))}}))
        .set("open", std::move(open))
        .set("met", std::move(met))
        .set("untouched", std::move(untouched))
        .set("level_names", std::move(labels))
        .set("rows", std::move(rows))
        .set("remarks", std::move(remarks))
        .set("csv_url", writer.url(writer.map().table(writer.page(), SiteMap::Table::only, needs.framework->id)))
        .set("remarks_csv_url",
             needs.remarks.empty() ? ""
                                   : writer.url(writer.map().table(writer.page(), SiteMap::Table::remarks, needs.framework->id)));
}

Value needs_value(const PageWriter& writer) {
    const Texts& texts = writer.texts();
    PageHead head{"needs",
                  texts.get("needs_title"),
                  texts.fill("needs_description", {{"group", writer.group().gfp->title}}),
                  {{texts.get("nav.trainings"), writer.map().page(writer.gfp(), One::trainings)}}};
    if (writer.group().trainings.empty()) head.breadcrumbs.clear();
    head.section = One::trainings;
    Value frameworks = Value::list();
    for (const GroupNeeds& one : needs_of(writer.portfolio(), writer.group())) frameworks.push(framework_needs(writer, one));
    Value out = writer.begin(head);
    out.set("frameworks", std::move(frameworks));
    return out;
}

std::vector<Shape> session_fields() {
    return {text("title", "the session"), url("url", "its page"), shape::date("date", "its day")};
}

Shape rows_shape(std::string name, std::string meaning) {
    return list(std::move(name), std::move(meaning),
                {text("code", "the competence's code"), url("url", "its page"), text("statement", "its official text"),
                 text("needed", "how many need it"),
                 list("people", "who", {text("title", "first name and name"), url("url", "her page")}),
                 list("levels", "of themselves, level by level", {text("count", "how many; empty for none")}),
                 text("declared", "how many declared it"), text("attested", "for how many it counts as attested"),
                 list("planned", "sessions to come that answer it", session_fields()),
                 list("held", "sessions held that answered it", session_fields())});
}

} // namespace

PageShape needs_shape() {
    return {"needs",
            "what the group needs, and what is said of the framework",
            {list("frameworks", "in which somebody said where she stands",
                  {text("title", "its short name"), url("url", "its page"), text("positioned", "how many said so, in words"),
                   rows_shape("open", "needs that no session to come answers, those of most people first"),
                   rows_shape("met", "needs that a session to come answers"),
                   rows_shape("untouched", "what nobody has attested yet; where nothing is signed, what nobody declared"),
                   texts("level_names", "what levels are called, lowest first"), rows_shape("rows", "every competence"),
                   list("remarks", "on the framework itself, by competence",
                        {text("code", "the competence's code"), url("url", "its page"), text("statement", "its official text"),
                         text("text", "the remark"), person_shape("by", "whose"), shape::date("date", "of when")}),
                   csv_shape(), url("remarks_csv_url", "the remarks as .csv; empty without one")})}};
}

std::vector<Page> needs_pages(const ViewContext& context, const Group& group) {
    if (list_needs(*context.portfolio, group).empty()) return {};
    const SitePath path = context.map->page(group.gfp->id, One::needs);
    return {{path, "needs", [&context, &group, path] { return needs_value(PageWriter(context, &group, path)); }}};
}

} // namespace livret

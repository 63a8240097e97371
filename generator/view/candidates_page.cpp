#include "view/candidate_page.hpp"
#include "view/jury_pages.hpp"
#include "view/jury_parts.hpp"
#include "view/parts.hpp"
#include "view/session_parts.hpp"

#include <algorithm>

namespace livret {

using namespace shape;

namespace {

std::string numbered(const PageWriter& writer, std::size_t n) {
    return writer.texts().number(static_cast<std::int64_t>(n));
}

Value domain_cell(const PageWriter& writer, const DomainStanding& one) {
    return Value::object()
        .set("attested", numbered(writer, one.attested))
        .set("declared", numbered(writer, one.declared))
        .set("total", numbered(writer, one.total))
        .set("all", one.attested == one.total)
        .set("none", one.attested == 0);
}

Value row(const PageWriter& writer, const Group& group, const Candidate& candidate) {
    const Trainee& trainee = *candidate.booklet->trainee;
    Value answers = Value::list(), domains = Value::list();
    for (const Outlook& one : candidate.answers) answers.push(answer_value(writer, one));
    for (const DomainStanding& one : candidate.domains) domains.push(domain_cell(writer, one));
    Value problems = alerts(writer, candidate);
    const ShownSession* session = writer.portfolio().session;
    const CandidateChanges* since = session == nullptr ? nullptr : session->changes_of(trainee.key);
    return writer.link(trainee.name, writer.map().candidate(trainee.key))
        .set("since", session == nullptr ? "" : numbered(writer, since == nullptr ? 0 : since->changes.size()))
        .set("since_url", writer.url(writer.map().candidate(trainee.key)) + "#_since")
        .set("sort", family_name(trainee.name))
        .set("subject", writer.words(trainee.subject))
        .set("group", writer.words(group.gfp->title))
        .set("answers", std::move(answers))
        .set("domains", std::move(domains))
        .set("attested", numbered(writer, candidate.attested))
        .set("declared", numbered(writer, candidate.declared))
        .set("total", numbered(writer, candidate.total))
        .set("in_class", numbered(writer, candidate.in_class.size()))
        .set("changed", writer.date(last_change_of(writer, *candidate.booklet)))
        .set("attention", numbered(writer, problems.items().size()))
        .set("alerts", std::move(problems));
}

std::vector<Shape> table_fields() {
    return {
        list("rules", "a column each",
             {text("title", "the rule's"), text("framework", "its framework's short name"),
              flag("other", "of another framework than the first: what if")}),
        list("domains", "a column each",
             {text("code", "its code"), text("title", "its title"), text("total", "how many competences it has")}),
        list("rows", "a candidate each, by family name",
             {text("title", "first name and name"), url("url", "the jury's page about her"),
              text("sort", "what the list is sorted by"), text("subject", "what she teaches"), text("group", "her group's title"),
              list("answers", "in the order of the rules", answer_fields()),
              list("domains", "in the order of the domains",
                   {text("attested", "how many count"), text("declared", "how many she declares"),
                    text("total", "how many there are"), flag("all", "all count"), flag("none", "none counts")}),
              text("attested", "how many count in the whole framework"), text("declared", "how many she declares"),
              text("total", "how many there are"), text("in_class", "attested activities that were held in class"),
              shape::date("changed", "when something of hers last changed; may be empty"),
              text("since", "how many things changed since the freeze; empty without a session"),
              url("since_url", "where her page says which"), text("attention", "how many things ask for a look"),
              alerts_shape()}),
        flag("whole", "the candidates are of several groups"),
        flag("frozen", "they are shown as a session froze them"),
        csv_shape(),
    };
}

void set_table(const PageWriter& writer, const std::vector<const Group*>& groups, Value& out) {
    Value rows = Value::list(), rules = Value::list(), domains = Value::list();
    std::size_t people = 0;
    for (const Group* group : groups)
        for (const Booklet& one : group->booklets) {
            rows.push(row(writer, *group, candidate_of(writer.portfolio(), one)));
            ++people;
        }
    for (const RuleAsked& one : rules_asked(writer.portfolio()))
        rules.push(Value::object()
                       .set("title", writer.words(wording(one.rule->titles, writer.language()).text))
                       .set("framework", framework_name(writer, *one.framework))
                       .set("other", one.framework != writer.portfolio().frameworks.front()));
    const auto& frameworks = writer.portfolio().frameworks;
    if (!frameworks.empty())
        for (const Domain* one : table_domains(*frameworks.front()))
            domains.push(Value::object()
                             .set("code", one->code)
                             .set("title", writer.words(wording(one->titles, writer.language()).text))
                             .set("total", numbered(writer, one->competences.size())));
    out.set("summary", writer.texts().plural("jury.candidates_count", static_cast<std::int64_t>(people)));
    out.set("rules", std::move(rules));
    out.set("domains", std::move(domains));
    out.set("rows", std::move(rows));
    out.set("whole", !writer.has_group());
    out.set("frozen", writer.portfolio().session != nullptr);
    out.set("csv_url", people == 0 ? "" : writer.url(writer.map().table(writer.page())));
}

Value table_value(const PageWriter& writer, const Group& group) {
    PageHead head = list_head(writer, "candidates", One::candidates, "nav.candidates", "jury.candidates_description");
    head.parts = {"tables", "jury"};
    const auto& frameworks = writer.portfolio().frameworks;
    const bool session = writer.portfolio().session != nullptr;
    Value out = writer.begin(head);
    set_table(writer, {&group}, out);
    out.set("framework", frameworks.empty() ? Value::object()
                                            : writer.link(framework_name(writer, *frameworks.front()),
                                                          writer.map().framework(writer.gfp(), frameworks.front()->id)));
    out.set("no_rule", frameworks.empty() || frameworks.front()->rules.empty());
    out.set("matrix_url", frameworks.empty() ? "" : writer.url(writer.map().matrix(writer.gfp(), frameworks.front()->id)));
    out.set("changes_url", session ? writer.url(writer.map().page(writer.gfp(), One::changes)) : "");
    out.set("session_url", session ? writer.url(writer.map().session()) : "");
    return out;
}

Value session_value(const PageWriter& writer) {
    const ShownSession& session = *writer.portfolio().session;
    PageHead head{"session", session.title, writer.texts().fill("session.description", {{"title", session.title}}), {}};
    head.parts = {"tables", "jury"};
    std::vector<const Group*> groups;
    for (const Group& one : writer.portfolio().groups) groups.push_back(&one);
    Value out = writer.begin(head);
    set_table(writer, groups, out);
    out.set("date", writer.date(session.date));
    out.set("index_url", writer.url(SitePath{"index.html"}));
    return out;
}

} // namespace

PageShape candidates_shape() {
    std::vector<Shape> fields{text("summary", "how many, in words"),
                              link_to("framework", "that is counted by domains"),
                              flag("no_rule", "that framework has no certification rule"),
                              url("matrix_url", "the group's table of competences"),
                              url("changes_url", "what has changed since the session was frozen; empty without a session"),
                              url("session_url", "all candidates of the session; empty without one")};
    for (Shape& one : table_fields()) fields.push_back(std::move(one));
    return {"candidates", "a jury's table of all candidates of the group", std::move(fields)};
}

PageShape session_shape() {
    std::vector<Shape> fields{text("summary", "how many candidates, in words"),
                              shape::date("date", "when the jury meets; may be empty"), url("index_url", "the institute's page")};
    for (Shape& one : table_fields()) fields.push_back(std::move(one));
    return {"session", "a jury's table of all candidates of its session, above all groups", std::move(fields)};
}

std::vector<Page> session_pages(const ViewContext& context) {
    if (context.portfolio->session == nullptr) return {};
    const SitePath path = context.map->session();
    return {{path, "session", [&context, path] { return session_value(PageWriter(context, nullptr, path)); }}};
}

std::vector<Page> jury_pages(const ViewContext& context, const Group& group) {
    std::vector<Page> out;
    if (context.portfolio->audience != Audience::jury) return out;
    const SitePath path = context.map->page(group.gfp->id, One::candidates);
    out.push_back(
        {path, "candidates", [&context, &group, path] { return table_value(PageWriter(context, &group, path), group); }});
    for (Page& one : candidate_pages(context, group)) out.push_back(std::move(one));
    return out;
}

} // namespace livret

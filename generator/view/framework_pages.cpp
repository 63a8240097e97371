#include "view/framework_pages.hpp"

#include "base/text.hpp"
#include "resolve/needs.hpp"
#include "view/decisions.hpp"
#include "view/parts.hpp"
#include "view/rules.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace livret {

using namespace shape;

namespace {

using Crumbs = std::vector<std::pair<std::string, SitePath>>;

std::string full_title(const PageWriter& writer, const Framework& framework) {
    return wording(framework.titles, writer.language()).text;
}

Value wordings(const PageWriter& writer, const std::vector<Wording>& all) {
    Value out = Value::list();
    for (const Wording& one : all)
        if (one.language == writer.language() || all.size() == 1) out.push(wording_value(writer, {one}));
    return out;
}

// --- the list

Value frameworks_value(const PageWriter& writer) {
    const Texts& texts = writer.texts();
    PageHead head{"frameworks", texts.get("nav.frameworks"), texts.get("frameworks_description"), {}};
    head.section = One::frameworks;
    Value list = Value::list();
    for (const Framework* one : writer.portfolio().frameworks)
        list.push(writer.link(framework_name(writer, *one), writer.map().framework(writer.gfp(), one->id))
                      .set("full", wording_value(writer, one->titles))
                      .set("version", one->version)
                      .set("summary", texts.plural("competences_count", static_cast<int>(one->competences.size())))
                      .set("matrix_url", writer.url(writer.map().matrix(writer.gfp(), one->id))));
    Value out = writer.begin(head);
    out.set("frameworks", std::move(list));
    return out;
}

// --- a framework

Value rules(const PageWriter& writer, const Framework& framework) {
    Value out = Value::list();
    for (const Rule& rule : framework.rules) {
        Value conditions = Value::list();
        for (const RuleCondition& one : rule.conditions) conditions.push(describe_condition(one, framework, writer.texts()));
        out.push(Value::object().set("title", wording_value(writer, rule.titles)).set("conditions", std::move(conditions)));
    }
    return out;
}

Value sources(const PageWriter& writer, const Framework& framework) {
    Value out = Value::list();
    for (const FrameworkSource& one : framework.sources)
        out.push(Value::object().set("text", writer.words(one.text)).set("date", writer.date(one.date)).set("url", one.url));
    return out;
}

Value crosswalk_links(const PageWriter& writer, const Framework& framework) {
    Value out = Value::list();
    for (const Crosswalk& one : framework.crosswalks) {
        const Framework* to = writer.institute().find_framework(one.to);
        const auto& shown = writer.portfolio().frameworks;
        if (to == nullptr || std::find(shown.begin(), shown.end(), to) == shown.end()) continue;
        Value lines = Value::list();
        for (const CrosswalkLine& line : one.lines)
            lines.push(Value::object()
                           .set("from", competence_chip(writer, {framework.id, line.from}))
                           .set("to", competence_chip(writer, {to->id, line.to}))
                           .set("exact", line.exact));
        out.push(writer.link(framework_name(writer, *to), writer.map().framework(writer.gfp(), to->id))
                     .set("source", writer.words(one.source))
                     .set("csv_url", writer.url(writer.map().table(writer.page(), SiteMap::Table::crosswalk, to->id)))
                     .set("lines", std::move(lines)));
    }
    return out;
}

Value domain_rows(const PageWriter& writer, const Framework& framework) {
    Value out = Value::list();
    for (const Domain& domain : framework.domains) {
        Value competences = Value::list();
        for (const std::size_t index : domain.competences) {
            const Competence& one = framework.competences[index];
            const CompetenceKey key{framework.id, one.code};
            const auto found = writer.group().declared_by.find(key);
            const int people = found == writer.group().declared_by.end() ? 0 : static_cast<int>(found->second.size());
            competences.push(competence_chip(writer, key)
                                 .set("wording", wording_value(writer, one.statements))
                                 .set("mandatory", one.mandatory)
                                 .set("declared", people == 0 ? "" : writer.texts().plural("declared_by_count", people)));
        }
        out.push(Value::object()
                     .set("id", domain_anchor(domain))
                     .set("code", domain.code)
                     .set("title", wording_value(writer, domain.titles))
                     .set("top", domain.depth == 0)
                     .set("competences", std::move(competences)));
    }
    return out;
}

Value framework_value(const PageWriter& writer, const Framework& framework) {
    const Texts& texts = writer.texts();
    PageHead head{"framework",
                  framework_name(writer, framework),
                  full_title(writer, framework),
                  {{texts.get("nav.frameworks"), writer.map().page(writer.gfp(), One::frameworks)}}};
    head.section = One::frameworks;
    Value out = writer.begin(head);
    out.set("full", wording_value(writer, framework.titles));
    out.set("version", framework.version);
    out.set("summary", texts.plural("competences_count", static_cast<int>(framework.competences.size())));
    out.set("matrix_url", writer.url(writer.map().matrix(writer.gfp(), framework.id)));
    out.set("csv_url", writer.url(writer.map().table(writer.page())));
    out.set("domains", domain_rows(writer, framework));
    out.set("rules", rules(writer, framework));
    out.set("sources", sources(writer, framework));
    out.set("crosswalks", crosswalk_links(writer, framework));
    return out;
}

// --- a competence

Value people(const PageWriter& writer, const CompetenceKey& key) {
    Value out = Value::list();
    const auto found = writer.group().declared_by.find(key);
    if (found == writer.group().declared_by.end()) return out;
    for (const Booklet* booklet : found->second) {
        Value activities = Value::list();
        for (const Activity* activity : booklet->declared.at(key)) {
            const auto own = std::find_if(activity->declarations.begin(), activity->declarations.end(),
                                          [&](const Declaration& one) { return one.competence == key; });
            Value item = writer.link(activity->title, writer.map().activity(*activity))
                             .set("reference", activity->reference)
                             .set("date", writer.dates(activity->dates))
                             .set("words", own == activity->declarations.end() ? "" : writer.words(own->words));
            const Standing* standing =
                find_standing(writer.portfolio().standings_of(booklet->trainee->key), key, subject_of(*activity));
            set_state(writer, standing == nullptr ? State::nothing : standing->state, item);
            activities.push(std::move(item));
        }
        Value person = writer.trainee(booklet->trainee->key)
                           .set("id", booklet->trainee->key.trainee.value)
                           .set("activities", std::move(activities));
        set_state(writer, state_of(writer.portfolio().standings_of(booklet->trainee->key), key), person);
        out.push(std::move(person));
    }
    return out;
}

Value crosswalks_of(const PageWriter& writer, const CompetenceKey& key) {
    Value out = Value::list();
    for (const Framework* from : writer.portfolio().frameworks)
        for (const Crosswalk& crosswalk : from->crosswalks)
            for (const CrosswalkLine& line : crosswalk.lines) {
                const bool forth = from->id == key.framework && line.from == key.code;
                const bool back = crosswalk.to == key.framework && line.to == key.code;
                if (!forth && !back) continue;
                const FrameworkId& other = forth ? crosswalk.to : from->id;
                const Framework* framework = writer.institute().find_framework(other);
                const auto& shown = writer.portfolio().frameworks;
                if (std::find(shown.begin(), shown.end(), framework) == shown.end()) continue;
                out.push(competence_chip(writer, {other, forth ? line.to : line.from})
                             .set("framework", framework_name(writer, *framework))
                             .set("exact", line.exact)
                             .set("source", writer.words(crosswalk.source)));
            }
    return out;
}

Value needed_by(const PageWriter& writer, const CompetenceKey& key) {
    Value out = Value::list();
    for (const Booklet& booklet : writer.group().booklets) {
        const Positioning* last = latest_positioning(booklet, key.framework);
        if (last != nullptr && std::find(last->needs.begin(), last->needs.end(), key.code) != last->needs.end())
            out.push(writer.trainee(booklet.trainee->key));
    }
    return out;
}

template <class Item> bool works_on(const Item& item, const CompetenceKey& key) {
    return item.framework == key.framework &&
           std::find(item.competences.begin(), item.competences.end(), key.code) != item.competences.end();
}

Crumbs competence_crumbs(const PageWriter& writer, const Framework& framework, const Competence& competence) {
    const SitePath page = writer.map().framework(writer.gfp(), framework.id);
    Crumbs crumbs{{writer.texts().get("nav.frameworks"), writer.map().page(writer.gfp(), One::frameworks)},
                  {framework_name(writer, framework), page}};
    const Domain& domain = framework.domain_of(competence);
    crumbs.emplace_back(fmt::format("{} {}", domain.code, wording(domain.titles, writer.language()).text), page);
    return crumbs;
}

Value competence_value(const PageWriter& writer, const Framework& framework, const Competence& competence) {
    const CompetenceKey key{framework.id, competence.code};
    PageHead head{"competence", competence.code, wording(competence.statements, writer.language()).text,
                  competence_crumbs(writer, framework, competence)};
    std::vector<const Competence*> all;
    for (const Competence& one : framework.competences) all.push_back(&one);
    set_neighbours(
        head, all, &competence,
        [&](const Competence& one) {
            return writer.map().competence(writer.gfp(), {framework.id, one.code});
        },
        [](const Competence& one) { return one.code; });
    head.section = One::frameworks;
    head.window = framework_name(writer, framework); // A.1.1 is in several frameworks
    Value examples = Value::list(), trainings = Value::list();
    for (const Example& one : writer.institute().examples)
        if (works_on(one, key)) examples.push(example_card(writer, one));
    for (const Training* one : writer.group().trainings)
        if (works_on(*one, key)) trainings.push(training_card(writer, *one));
    const auto found = writer.group().declared_by.find(key);
    const int declared = found == writer.group().declared_by.end() ? 0 : static_cast<int>(found->second.size());
    Value out = writer.begin(head);
    out.set("framework", writer.link(framework_name(writer, framework), writer.map().framework(writer.gfp(), framework.id)));
    out.set("wording", wording_value(writer, competence.statements));
    out.set("notes", wordings(writer, competence.notes));
    out.set("mandatory", competence.mandatory);
    out.set("declared", writer.texts().plural("declared_by_count", declared));
    StateCounts counts;
    for (const Booklet& booklet : writer.group().booklets)
        if (const State state = state_of(writer.portfolio().standings_of(booklet.trainee->key), key); state != State::nothing)
            counts.add(state);
    out.set("counts", state_counts(writer, counts));
    out.set("people", people(writer, key));
    out.set("needed_by", needed_by(writer, key));
    out.set("examples", std::move(examples));
    out.set("trainings", std::move(trainings));
    out.set("crosswalks", crosswalks_of(writer, key));
    return out;
}

// --- the group's table: a trainee a row, a competence a column, in the order of the domains

Value matrix_cell(const PageWriter& writer, const Booklet& booklet, const CompetenceKey& key) {
    const auto found = booklet.declared.find(key);
    const auto count = found == booklet.declared.end() ? 0 : static_cast<int>(found->second.size());
    Value cell =
        Value::object()
            .set("declared", count > 0)
            .set("count", count == 0 ? "" : writer.texts().number(count))
            .set("label", count == 0 ? writer.texts().get("not_declared") : writer.texts().plural("activities_count", count))
            .set("url", count == 0
                            ? ""
                            : writer.url(writer.map().competence(writer.gfp(), key)) + "#" + booklet.trainee->key.trainee.value);
    set_state(writer, state_of(writer.portfolio().standings_of(booklet.trainee->key), key), cell);
    return cell;
}

// Of one trainee in one domain: how many count where something is signed, else how many she declares.
std::size_t achieved(const PageWriter& writer, const Booklet& booklet, const Framework& framework, const Domain& domain) {
    return writer.institute().trust.present
               ? count_states(writer.portfolio().standings_of(booklet.trainee->key), framework, domain).counting()
               : coverage_of(framework, domain, booklet.declared).declared;
}

Value matrix_row(const PageWriter& writer, const Framework& framework, const Booklet& booklet) {
    const auto number = [&](std::size_t n) { return writer.texts().number(static_cast<std::int64_t>(n)); };
    Value groups = Value::list();
    std::size_t declared = 0;
    for (const Domain* domain : table_domains(framework)) {
        Value cells = Value::list();
        for (const std::size_t index : domain->competences) {
            const CompetenceKey key{framework.id, framework.competences[index].code};
            if (booklet.declared.contains(key)) ++declared;
            cells.push(matrix_cell(writer, booklet, key));
        }
        groups.push(
            Value::object().set("cells", std::move(cells)).set("sum", number(achieved(writer, booklet, framework, *domain))));
    }
    return writer.trainee(booklet.trainee->key)
        .set("short", writer.words(family_name(booklet.trainee->name)))
        .set("groups", std::move(groups))
        .set("total", number(declared))
        .set("attested", number(count_states(writer.portfolio().standings_of(booklet.trainee->key), framework).counting()));
}

Value matrix_domain(const PageWriter& writer, const Framework& framework, const Domain& domain) {
    Value competences = Value::list();
    std::size_t sum = 0;
    for (const Booklet& booklet : writer.group().booklets) sum += achieved(writer, booklet, framework, domain);
    for (const std::size_t index : domain.competences) {
        const CompetenceKey key{framework.id, framework.competences[index].code};
        const auto found = writer.group().declared_by.find(key);
        const auto people = found == writer.group().declared_by.end() ? 0 : static_cast<std::int64_t>(found->second.size());
        std::int64_t attested = 0;
        for (const Booklet& booklet : writer.group().booklets)
            if (counts(state_of(writer.portfolio().standings_of(booklet.trainee->key), key))) ++attested;
        competences.push(competence_chip(writer, key)
                             .set("people", writer.texts().number(people))
                             .set("attested", writer.texts().number(attested)));
    }
    return coverage_item(writer, framework, domain, coverage_of(framework, domain, writer.group().declared_by))
        .set("columns", std::to_string(domain.competences.size() + 1))
        .set("competences", std::move(competences))
        .set("sum", writer.texts().number(static_cast<std::int64_t>(sum)));
}

Value matrix_value(const PageWriter& writer, const Framework& framework) {
    const Texts& texts = writer.texts();
    const std::string name = framework_name(writer, framework);
    PageHead head{"matrix",
                  texts.fill("matrix_title", {{"framework", name}}),
                  texts.fill("matrix_description", {{"framework", name}, {"group", writer.group().gfp->title}}),
                  {{texts.get("nav.frameworks"), writer.map().page(writer.gfp(), One::frameworks)},
                   {name, writer.map().framework(writer.gfp(), framework.id)}}};
    head.parts = {"tables"};
    head.section = One::frameworks;
    Value rows = Value::list(), domains = Value::list();
    StateCounts all;
    for (const Booklet& booklet : writer.group().booklets) {
        all.add(count_states(writer.portfolio().standings_of(booklet.trainee->key), framework));
        rows.push(matrix_row(writer, framework, booklet));
    }
    for (const Domain* domain : table_domains(framework)) domains.push(matrix_domain(writer, framework, *domain));
    Value out = writer.begin(head);
    out.set("framework", writer.link(name, writer.map().framework(writer.gfp(), framework.id)));
    out.set("rows", std::move(rows));
    out.set("domains", std::move(domains));
    out.set("counts", state_counts(writer, all));
    out.set("csv_url", writer.url(writer.map().table(writer.page())));
    out.set("states_csv_url",
            writer.institute().trust.present ? writer.url(writer.map().table(writer.page(), SiteMap::Table::states)) : "");
    return out;
}

} // namespace

PageShape frameworks_shape() {
    return {"frameworks",
            "the frameworks that the group works with",
            {list("frameworks", "the institute's own first",
                  {text("title", "its short name"), url("url", "its page"), wording_shape("full", "its whole title"),
                   text("version", "its version"), text("summary", "how many competences, in words"),
                   url("matrix_url", "the group's table")})}};
}

PageShape framework_shape() {
    return {"framework",
            "a framework: its tree, rules, sources",
            {
                wording_shape("full", "its whole title"),
                text("version", "its version"),
                text("summary", "how many competences, in words"),
                url("matrix_url", "the group's table"),
                csv_shape(),
                list("domains", "depth first",
                     {text("id", "for the id attribute"), text("code", "of the domain"), wording_shape("title", "of the domain"),
                      flag("top", "it is in no other"),
                      list("competences", "its own leaves",
                           {text("code", "its code"), url("url", "its page"), text("statement", "its text"),
                            wording_shape("wording", "the same, with its language"), flag("mandatory", "named by the rule"),
                            text("declared", "by how many of the group, in words; empty for none")})}),
                list("rules", "certification rules",
                     {wording_shape("title", "of the rule"), texts("conditions", "in words; all must hold")}),
                list("sources", "official texts",
                     {text("text", "who published what, where"), shape::date("date", "when"),
                      url("url", "its address; may be empty")}),
                list("crosswalks", "to other frameworks",
                     {text("title", "the other's short name"), url("url", "its page"), text("source", "whose proposal it is"),
                      csv_shape(),
                      list("lines", "code to code",
                           {object("from", "of this one",
                                   {text("code", "its code"), url("url", "its page"), text("statement", "its text")}),
                            object("to", "of the other",
                                   {text("code", "its code"), url("url", "its page"), text("statement", "its text")}),
                            flag("exact", "they say the same; else in part")})}),
            }};
}

PageShape competence_shape() {
    return {"competence",
            "a competence: its text, who declared it, where, and what shows it",
            {
                link_to("framework", "that it belongs to"),
                wording_shape("wording", "its text"),
                list("notes", "official notes",
                     {text("text", "the note"), flag("unofficial", "it is a translation of ours"),
                      text("lang", "its language, if not the page's")}),
                flag("mandatory", "named by the framework's rule"),
                text("declared", "by how many of the group, in words"),
                state_counts_shape("counts", "of how many trainees it is in each state"),
                list_of("people", "who declared it",
                        {text("title", "first name and name"), url("url", "her page"),
                         text("id", "for the id attribute: the table leads here"),
                         list_of("activities", "where",
                                 {text("title", "the activity's title"), url("url", "its page"),
                                  text("reference", "its reference; may be empty"), shape::date("date", "when it took place"),
                                  text("words", "her own words; may be empty")},
                                 state_fields())},
                        state_fields()),
                list("needed_by", "who names it as a need in her last positioning",
                     {text("title", "first name and name"), url("url", "her page")}),
                examples_shape("examples", "that show it"),
                trainings_shape("trainings", "that work on it"),
                list("crosswalks", "the same or nearly in other frameworks",
                     {text("code", "its code"), url("url", "its page"), text("statement", "its text"),
                      text("framework", "short name"), flag("exact", "they say the same; else in part"),
                      text("source", "whose proposal it is")}),
            }};
}

PageShape matrix_shape() {
    Shape domains = coverage_shape("its domains: the columns");
    domains.name = "domains";
    for (Shape one : {text("columns", "how many columns it has, its total among them"),
                      list("competences", "a column each",
                           {text("code", "its code"), url("url", "its page"), text("statement", "its text"),
                            text("people", "how many declared it"), text("attested", "for how many it counts as attested")}),
                      text("sum", "of the trainees' numbers in this domain")})
        domains.fields.push_back(std::move(one));
    return {"matrix",
            "the group's table: who declared what, and what became of it",
            {
                link_to("framework", "that it shows"),
                std::move(domains),
                list("rows", "a trainee each",
                     {text("title", "first name and name"), url("url", "her page"), text("short", "her family name"),
                      list("groups", "a domain each",
                           {list_of("cells", "a competence each",
                                    {flag("declared", "she declared it"), text("count", "in how many activities; empty for none"),
                                     text("label", "the same in words"),
                                     url("url", "where on the competence's page; empty for none")},
                                    state_fields()),
                            text("sum", "how many of the domain count; where nothing is signed, how many she declares")}),
                      text("total", "how many she declared"), text("attested", "how many count as attested")}),
                state_counts_shape("counts", "how many of the group's are in each state; the table's legend at the same time"),
                csv_shape(),
                url("states_csv_url",
                    "the states of the cells as CSV, where the other has the numbers; empty where nothing is signed"),
            }};
}

std::vector<Page> framework_pages(const ViewContext& context, const Group& group) {
    std::vector<Page> out;
    const auto add = [&](const SitePath& path, const char* kind, auto value) {
        out.push_back({path, kind, [&context, &group, path, value] { return value(PageWriter(context, &group, path)); }});
    };
    const GfpId& gfp = group.gfp->id;
    add(context.map->page(gfp, One::frameworks), "frameworks", [](const PageWriter& writer) { return frameworks_value(writer); });
    for (const Framework* framework : context.portfolio->frameworks) {
        add(context.map->framework(gfp, framework->id), "framework",
            [framework](const PageWriter& writer) { return framework_value(writer, *framework); });
        add(context.map->matrix(gfp, framework->id), "matrix",
            [framework](const PageWriter& writer) { return matrix_value(writer, *framework); });
        for (const Competence& one : framework->competences)
            add(context.map->competence(gfp, {framework->id, one.code}), "competence",
                [framework, &one](const PageWriter& writer) { return competence_value(writer, *framework, one); });
    }
    return out;
}

} // namespace livret

#include "view/trainee_matrix.hpp"

#include "view/decisions.hpp"
#include "view/parts.hpp"
#include "view/trainee_pages.hpp"

#include <algorithm>

namespace livret {

using namespace shape;

namespace {

// What a column is about, and where it leads.
struct Column {
    Subject subject;
    const Activity* activity = nullptr; // of an activity
    Value head;
    std::string url;
};

bool says_something(const TraineeStandings& standings, const FrameworkId& framework, const Subject& subject) {
    return std::any_of(standings.begin(), standings.end(), [&](const auto& one) {
        const auto found = one.second.find(subject);
        return one.first.framework == framework && found != one.second.end() && found->second.state != State::nothing;
    });
}

Value head_of(std::string title, std::string name, const std::string& url, bool in_class) {
    return Value::object().set("title", std::move(title)).set("name", std::move(name)).set("url", url).set("in_class", in_class);
}

// Activities by date, then sessions by date, then contributions: those alone that say something in this framework's words.
std::vector<Column> columns_of(const PageWriter& writer, const Booklet& booklet, const Framework& framework) {
    std::vector<Column> out;
    const TraineeStandings& standings = writer.portfolio().standings_of(booklet.trainee->key);
    for (const Activity* one : booklet.activities) {
        const Subject subject = subject_of(*one);
        if (!says_something(standings, framework.id, subject)) continue;
        const std::string url = writer.url(writer.map().activity(*one));
        out.push_back({subject, one,
                       head_of(one->reference.empty() ? writer.words(one->title) : one->reference, writer.words(one->title), url,
                               one->situation == Situation::classroom),
                       url});
    }
    for (const Training* one : writer.group().trainings) {
        const Subject subject{AboutKind::training, one->slug};
        if (!says_something(standings, framework.id, subject)) continue;
        const std::string url = writer.url(writer.map().training(*one));
        const std::string name = writer.words(one->title);
        out.push_back({subject, nullptr, head_of(writer.texts().get("matrix_session"), name, url, false), url});
    }
    const Subject given{AboutKind::contributions, ""};
    if (says_something(standings, framework.id, given))
        out.push_back(
            {given, nullptr, head_of(writer.texts().get("contributions"), writer.texts().get("contributions"), "", false), ""});
    return out;
}

Value cell(const PageWriter& writer, const TraineeStandings& standings, const CompetenceKey& key, const Column& column) {
    const Standing* standing = find_standing(standings, key, column.subject);
    Value out = Value::object();
    const bool there = standing != nullptr && standing->state != State::nothing;
    out.set("url", !there || column.url.empty() ? ""
                   : column.activity != nullptr ? column.url + "#" + competence_anchor(key.code)
                                                : column.url);
    set_state(writer, there ? standing->state : State::nothing, out);
    return out;
}

Value row(const PageWriter& writer, const TraineeStandings& standings, const CompetenceKey& key,
          const std::vector<Column>& columns) {
    Value cells = Value::list();
    std::int64_t resting = 0;
    for (const Column& column : columns) {
        Value one = cell(writer, standings, key, column);
        if (one.find("counts")->flag()) ++resting;
        cells.push(std::move(one));
    }
    Value out = competence_chip(writer, key).set("cells", std::move(cells)).set("attestations", writer.texts().number(resting));
    set_state(writer, state_of(standings, key), out);
    return out;
}

Value domain_of(const PageWriter& writer, const Booklet& booklet, const Framework& framework, const Domain& domain,
                const std::vector<Column>& columns) {
    const TraineeStandings& standings = writer.portfolio().standings_of(booklet.trainee->key);
    Value rows = Value::list();
    for (const std::size_t index : domain.competences)
        rows.push(row(writer, standings, {framework.id, framework.competences[index].code}, columns));
    const auto counting = static_cast<std::int64_t>(count_states(standings, framework, domain).counting());
    const auto total = static_cast<std::int64_t>(domain.competences.size());
    return Value::object()
        .set("code", domain.code)
        .set("title", writer.words(wording(domain.titles, writer.language()).text))
        .set("summary",
             writer.institute().trust.present
                 ? writer.texts().plural("attested_of", counting, {{"total", writer.texts().number(total)}})
                 : std::string(coverage_item(writer, framework, domain, coverage_of(framework, domain, booklet.declared))
                                   .find("summary")
                                   ->str()))
        .set("rows", std::move(rows));
}

Value page_value(const PageWriter& writer, const Booklet& booklet, const Framework& framework) {
    const Texts& texts = writer.texts();
    const Trainee& trainee = *booklet.trainee;
    const std::string name = framework_name(writer, framework);
    PageHead head{"trainee_matrix",
                  texts.fill("trainee_matrix_title", {{"name", trainee.name}, {"framework", name}}),
                  texts.fill("trainee_matrix_description", {{"name", trainee.name}, {"framework", name}}),
                  {{texts.get("nav.trainees"), writer.map().page(writer.gfp(), One::trainees)},
                   {trainee.name, writer.map().trainee(trainee.key)}}};
    std::vector<const Booklet*> all;
    for (const Booklet& one : writer.group().booklets) {
        const auto shown = frameworks_of(writer.portfolio(), one);
        if (std::find(shown.begin(), shown.end(), &framework) != shown.end()) all.push_back(&one);
    }
    set_neighbours(
        head, all, &booklet, [&](const Booklet& one) { return writer.map().trainee_matrix(one.trainee->key, framework.id); },
        [](const Booklet& one) { return one.trainee->name; });
    head.parts = {"tables"};
    head.section = One::trainees;
    for (const Activity* one : booklet.activities) {
        head.sources.push_back(one->path);
        head.stated = std::max(head.stated.value_or(last_date(*one)), last_date(*one));
    }
    Value out = writer.begin(head);
    out.set("trainee", writer.trainee(trainee.key));
    out.set("framework", writer.link(name, writer.map().framework(writer.gfp(), framework.id)));
    out.set("counts", state_counts(writer, count_states(writer.portfolio().standings_of(trainee.key), framework)));
    set_trainee_table(writer, booklet, framework, out);
    out.set("csv_url", writer.url(writer.map().table(writer.page())));
    return out;
}

} // namespace

std::vector<Shape> trainee_table_fields() {
    return {list("columns", "what her competences rest on: activities, sessions, contributions",
                 {text("title", "short: the reference, or the kind"), text("name", "its whole title"),
                  url("url", "its page; may be empty"), flag("in_class", "an activity held in class, as she says")}),
            text("width", "how many columns the table has"),
            list("domains", "the framework's, each with its rows",
                 {text("code", "of the domain"), text("title", "of the domain"), text("summary", "« 3 attestées sur 5 »"),
                  list_of("rows", "a competence each",
                          {text("code", "its code"), url("url", "its page"), text("statement", "its text"),
                           list_of("cells", "in the order of the columns",
                                   {url("url", "where the decision or the declaration stands; may be empty")}, state_fields()),
                           text("attestations", "how many columns it counts in")},
                          state_fields())}),
            texts("totals", "how many competences count in each column")};
}

void set_trainee_table(const PageWriter& writer, const Booklet& booklet, const Framework& framework, Value& out) {
    std::vector<Column> columns = columns_of(writer, booklet, framework);
    Value heads = Value::list(), domains = Value::list(), totals = Value::list();
    const TraineeStandings& standings = writer.portfolio().standings_of(booklet.trainee->key);
    for (const Column& column : columns) {
        std::int64_t counting = 0;
        for (const Competence& one : framework.competences) {
            const Standing* standing = find_standing(standings, {framework.id, one.code}, column.subject);
            if (standing != nullptr && counts(standing->state)) ++counting;
        }
        totals.push(writer.texts().number(counting));
    }
    for (const Domain* domain : table_domains(framework)) domains.push(domain_of(writer, booklet, framework, *domain, columns));
    for (Column& column : columns) heads.push(std::move(column.head));
    out.set("width", std::to_string(heads.items().size() + 3));
    out.set("columns", std::move(heads));
    out.set("domains", std::move(domains));
    out.set("totals", std::move(totals));
}

PageShape trainee_matrix_shape() {
    std::vector<Shape> fields{person_shape("trainee", "whose it is"), link_to("framework", "whose competences are the rows"),
                              state_counts_shape("counts", "how many of hers are in each state; the table's legend as well"),
                              csv_shape()};
    for (Shape& one : trainee_table_fields()) fields.push_back(std::move(one));
    return {"trainee_matrix", "a trainee's table: what each competence rests on", std::move(fields)};
}

std::vector<Page> trainee_matrix_pages(const ViewContext& context, const Group& group) {
    std::vector<Page> out;
    for (const Booklet& booklet : group.booklets)
        for (const Framework* framework : frameworks_of(*context.portfolio, booklet)) {
            const SitePath path = context.map->trainee_matrix(booklet.trainee->key, framework->id);
            out.push_back({path, "trainee_matrix", [&context, &group, &booklet, framework, path] {
                               return page_value(PageWriter(context, &group, path), booklet, *framework);
                           }});
        }
    return out;
}

} // namespace livret

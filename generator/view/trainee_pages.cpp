#include "view/trainee_pages.hpp"

#include "base/text.hpp"
#include "base/words.hpp"
#include "resolve/evolution.hpp"
#include "resolve/rule_gap.hpp"
#include "resolve/rule_words.hpp"
#include "view/decisions.hpp"
#include "view/parts.hpp"
#include "view/verdict_panel.hpp"

#include <algorithm>
#include <set>

namespace livret {

using namespace shape;

namespace {

using Declared = std::map<CompetenceKey, std::vector<const Activity*>>;

// Where it is attested or refused but in activities: sessions she attended, what she gave to the group's space.
Value elsewhere(const PageWriter& writer, const TraineeKey& trainee, const CompetenceKey& key) {
    Value out = Value::list();
    const auto& standings = writer.portfolio().standings_of(trainee);
    const auto found = standings.find(key);
    if (found == standings.end()) return out;
    for (const auto& [subject, standing] : found->second) {
        if (subject.about == AboutKind::activity || standing.state == State::nothing) continue;
        Value item = Value::object();
        const auto session = std::find_if(writer.group().trainings.begin(), writer.group().trainings.end(),
                                          [&name = subject.name](const Training* one) { return one->slug == name; });
        const bool known = subject.about == AboutKind::training && session != writer.group().trainings.end();
        item.set("title", known ? writer.texts().fill("session_named", {{"title", writer.words((*session)->title)}})
                                : writer.texts().get("contributions"));
        item.set("url", known ? writer.url(writer.map().training(**session)) : "");
        set_state(writer, standing.state, item);
        out.push(std::move(item));
    }
    return out;
}

Value competence_row(const PageWriter& writer, const TraineeKey& trainee, const Framework& framework,
                     const Competence& competence, const Declared& declared) {
    const CompetenceKey key{framework.id, competence.code};
    const auto found = declared.find(key);
    Value activities = Value::list();
    if (found != declared.end())
        for (const Activity* one : found->second)
            activities.push(writer.link(one->reference.empty() ? one->title : one->reference, writer.map().activity(*one))
                                .set("name", writer.words(one->title)));
    Value out = competence_chip(writer, key);
    out.set("declared", found != declared.end());
    out.set("count",
            found == declared.end() ? "" : writer.texts().plural("activities_count", static_cast<int>(found->second.size())));
    out.set("activities", std::move(activities));
    out.set("elsewhere", elsewhere(writer, trainee, key));
    set_state(writer, state_of(writer.portfolio().standings_of(trainee), key), out);
    return out;
}

// What is missing for the framework's rules, by what these readers see of hers. The public sees a part only, and no rule.
Value rule_states(const PageWriter& writer, const TraineeKey& trainee, const Framework& framework) {
    Value out = Value::list();
    const Institute& institute = *writer.portfolio().institute;
    if (!institute.trust.present || writer.portfolio().audience == Audience::public_) return out;
    const std::vector<Evidence> evidence = evidence_of(institute.trust.attestations, trainee, Counting::progress);
    const std::vector<CarriedEvidence> carried = carry(institute.frameworks, framework, evidence, {});
    for (const Rule& rule : framework.rules) {
        const RuleState state = evaluate(framework, rule, carried);
        Value conditions = Value::list();
        for (const ConditionState& one : state.conditions)
            conditions.push(Value::object().set("met", one.met).set("text", writer.words(explain(one, writer.language()))));
        out.push(
            Value::object()
                .set("title", writer.words(wording(rule.titles, writer.language()).text))
                .set("met", state.met)
                .set("summary", writer.words(explain_briefly(state, writer.language())))
                .set("lacking", state.met ? std::string() : writer.words(explain(gap_of(framework, state), writer.language())))
                .set("conditions", std::move(conditions)));
    }
    return out;
}

Value matrix(const PageWriter& writer, const Booklet& booklet) {
    Value out = Value::list();
    for (const Framework* framework : frameworks_of(writer.portfolio(), booklet)) {
        Value domains = Value::list();
        for (const Domain* domain : table_domains(*framework)) {
            Value rows = Value::list();
            for (const std::size_t index : domain->competences)
                rows.push(
                    competence_row(writer, booklet.trainee->key, *framework, framework->competences[index], booklet.declared));
            const StateCounts counts = count_states(writer.portfolio().standings_of(booklet.trainee->key), *framework, *domain);
            domains.push(
                coverage_item(writer, *framework, *domain, coverage_of(*framework, *domain, booklet.declared))
                    .set("attested", std::to_string(counts.counting()))
                    .set("size", writer.texts().plural("competences_count", static_cast<int>(domain->competences.size())))
                    .set("counts", state_counts(writer, counts))
                    .set("competences", std::move(rows)));
        }
        out.push(writer.link(framework_name(writer, *framework), writer.map().framework(writer.gfp(), framework->id))
                     .set("counts",
                          state_counts(writer, count_states(writer.portfolio().standings_of(booklet.trainee->key), *framework)))
                     .set("rules", rule_states(writer, booklet.trainee->key, *framework))
                     .set("csv_url", writer.url(writer.map().table(writer.page(), SiteMap::Table::competences, framework->id)))
                     .set("matrix_url", writer.url(writer.map().trainee_matrix(booklet.trainee->key, framework->id)))
                     .set("domains", std::move(domains)));
    }
    return out;
}

// One row for each competence that some positioning speaks of, one cell a date.
Value position_rows(const PageWriter& writer, const Framework& framework, const std::vector<const Positioning*>& positionings) {
    Value rows = Value::list();
    for (const Competence& competence : framework.competences) {
        Value cells = Value::list();
        bool any = false;
        for (const Positioning* one : positionings) {
            const auto found = std::find_if(one->levels.begin(), one->levels.end(),
                                            [&](const auto& level) { return level.code == competence.code; });
            const bool there = found != one->levels.end();
            any = any || there;
            const auto& labels = writer.configuration().levels;
            cells.push(Value::object()
                           .set("level", there ? std::to_string(found->level) : "")
                           .set("label",
                                there ? writer.words(labels[static_cast<std::size_t>(found->level)].in(writer.language())) : ""));
        }
        if (!any) continue;
        rows.push(competence_chip(writer, {framework.id, competence.code}).set("levels", std::move(cells)));
    }
    return rows;
}

Value positions(const PageWriter& writer, const Booklet& booklet) {
    Value out = Value::list();
    for (const Framework* framework : positioned_frameworks(writer.portfolio(), booklet)) {
        std::vector<const Positioning*> own;
        for (const Positioning* one : booklet.positionings)
            if (one->framework == framework->id) own.push_back(one);
        Value dates = Value::list(), texts = Value::list(), remarks = Value::list();
        for (const Positioning* one : own) {
            dates.push(writer.date(one->date));
            if (!one->text->empty())
                texts.push(Value::object().set("date", writer.date(one->date)).set("text", writer.rich(one->text, one->path)));
            for (const Positioning::Remark& remark : one->remarks)
                remarks.push(competence_chip(writer, {framework->id, remark.code}).set("text", writer.words(remark.text)));
        }
        out.push(Value::object()
                     .set("framework", framework_name(writer, *framework))
                     .set("dates", std::move(dates))
                     .set("rows", position_rows(writer, *framework, own))
                     .set("csv_url", writer.url(writer.map().table(writer.page(), SiteMap::Table::positions, framework->id)))
                     .set("texts", std::move(texts))
                     .set("needs", competence_chips(writer, framework->id, own.back()->needs))
                     .set("remarks", std::move(remarks)));
    }
    return out;
}

Value portrait(const PageWriter& writer, const Trainee& trainee) {
    if (!trainee.portrait) return Value::object();
    const auto to = writer.map().find(writer.gfp(), trainee.portrait->path);
    if (!to) return Value::object();
    return Value::object()
        .set("url", writer.url(*to))
        .set("width", std::to_string(trainee.portrait->width))
        .set("height", std::to_string(trainee.portrait->height));
}

// What these readers may take away of hers, if there is something.
Value offered_dossier(const PageWriter& writer, const TraineeKey& trainee) {
    const auto found = writer.context().dossiers.find(trainee);
    if (found == writer.context().dossiers.end()) return Value::object();
    return Value::object()
        .set("url", writer.url(found->second.path))
        .set("name", found->second.path.value.substr(found->second.path.value.rfind('/') + 1))
        .set("size", shown_size(found->second.size, writer.language()));
}

Shape dossier_shape() {
    return object("dossier", "the zip of her dossier for these readers; empty where none is offered",
                  {url("url", "its address"), text("name", "its file name"), text("size", "« 1,4 Mio »")});
}

// Sessions and contributions have no page per trainee: what was signed about hers stands on her own page. What records are about
// is sorted: activities come before the others.
Value other_verdicts(const PageWriter& writer, const TraineeKey& trainee) {
    std::vector<const AttestationRecord*> records;
    const auto& all = writer.portfolio().signed_about;
    if (const auto hers = all.find(trainee); hers != all.end())
        for (auto at = hers->second.lower_bound(Subject{AboutKind::training, ""}); at != hers->second.end(); ++at)
            records.insert(records.end(), at->second.begin(), at->second.end());
    return records.empty() ? Value::html("") : verdict_panel(writer, records);
}

// What she gave, in words: « 4 activités déclarées et 2 questions posées ». What there is none of is not said.
std::string contributions(const PageWriter& writer, const Group& group, const Booklet& booklet) {
    const Given all = given_by(group, booklet);
    std::vector<std::string> out;
    for (const auto& [key, count] : {std::pair("gave.activities", all.activities),
                                     {"gave.questions", all.questions},
                                     {"gave.answers", all.answers},
                                     {"gave.replies", all.replies},
                                     {"gave.positions", all.positions}})
        if (count > 0) out.push_back(writer.texts().plural(key, static_cast<std::int64_t>(count)));
    return out.empty() ? std::string() : writer.texts().names(out);
}

// What git says of her files, for trainers: how often she changed them, and how often somebody else did.
std::string git_work(const PageWriter& writer, const TraineeKey& trainee) {
    const Authorship& history = writer.context().history;
    const auto found = history.work.find(trainee);
    std::vector<std::string> out;
    if (found != history.work.end()) {
        const GitWork& work = found->second;
        if (work.by_her > 0)
            out.push_back(writer.texts().plural("history.by_her", static_cast<std::int64_t>(work.by_her),
                                                {{"dates", date_range(*work.first, *work.last, writer.language())}}));
        if (work.by_others > 0)
            out.push_back(writer.texts().plural("history.by_others", static_cast<std::int64_t>(work.by_others)));
    }
    if (history.cut && writer.portfolio().audience == Audience::trainers)
        out.push_back(history.from ? writer.texts().fill("history.cut", {{"date", long_date(*history.from, writer.language())}})
                                   : writer.texts().get("history.cut_whole"));
    return join(out, " · ");
}

Value trainee_value(const PageWriter& writer, const Group& group, const Booklet& booklet) {
    const Trainee& trainee = *booklet.trainee;
    const SiteMap& map = writer.map();
    const Texts& texts = writer.texts();
    PageHead head{"trainee",
                  trainee.name,
                  texts.fill("trainee_description", {{"name", trainee.name}, {"group", group.gfp->title}}),
                  {{texts.get("nav.trainees"), map.page(group.gfp->id, One::trainees)}}};
    std::vector<const Booklet*> all;
    for (const Booklet& one : group.booklets) all.push_back(&one);
    set_neighbours(
        head, all, &booklet, [&](const Booklet& one) { return map.trainee(one.trainee->key); },
        [](const Booklet& one) { return one.trainee->name; });
    head.sources = {trainee.path};
    for (const Activity* one : booklet.activities) {
        head.sources.push_back(one->path);
        head.stated = std::max(head.stated.value_or(last_date(*one)), last_date(*one));
    }
    for (const Positioning* one : booklet.positionings) {
        head.sources.push_back(one->path);
        head.stated = std::max(head.stated.value_or(one->date), one->date);
    }
    head.section = One::trainees;
    head.feeds = {{trainee.name, map.trainee_feed(trainee.key)}};

    std::vector<const Activity*> newest(booklet.activities.rbegin(), booklet.activities.rend());
    Value out = writer.begin(head);
    out.set("subject", writer.words(trainee.subject));
    out.set("school", writer.words(trainee.school));
    out.set("participates", writer.date(trainee.participates));
    out.set("portrait", portrait(writer, trainee));
    out.set("presentation", writer.rich(trainee.text, trainee.path));
    out.set("summary", texts.plural("activities_count", static_cast<int>(booklet.activities.size())));
    out.set("evolution_url",
            shows_evolution(writer.portfolio(), writer.group()) ? writer.url(writer.map().evolution(trainee.key)) : "");
    out.set("activities", activity_cards(writer, newest));
    out.set("frameworks", matrix(writer, booklet));
    out.set("positions", positions(writer, booklet));
    const bool space = writer.portfolio().audience != Audience::public_; // these readers see the group's space
    out.set("contributions", space ? contributions(writer, group, booklet) : "");
    out.set("git_work", git_work(writer, trainee.key));
    out.set("verdict_panel", other_verdicts(writer, trainee.key));
    out.set("feed_url", writer.url(map.trainee_feed(trainee.key)));
    out.set("dossier", offered_dossier(writer, trainee.key));
    out.set("left_out", booklet.left_out == 0 ? "" : texts.plural("left_out", static_cast<int>(booklet.left_out)));
    return out;
}

Value trainees_value(const PageWriter& writer, const Group& group) {
    const Texts& texts = writer.texts();
    PageHead head{"trainees", texts.get("nav.trainees"), texts.fill("trainees_description", {{"group", group.gfp->title}}), {}};
    head.section = One::trainees;
    Value trainees = Value::list();
    const auto& frameworks = writer.portfolio().frameworks;
    for (const Booklet& booklet : group.booklets) {
        std::size_t declared = 0, total = 0;
        if (!frameworks.empty()) {
            total = frameworks.front()->competences.size();
            for (const auto& [key, activities] : booklet.declared)
                if (key.framework == frameworks.front()->id) ++declared;
        }
        const auto& standings = writer.portfolio().standings_of(booklet.trainee->key);
        trainees.push(writer.trainee(booklet.trainee->key)
                          .set("counts", frameworks.empty() ? Value::list()
                                                            : state_counts(writer, count_states(standings, *frameworks.front())))
                          .set("school", writer.words(booklet.trainee->school))
                          .set("dossier", offered_dossier(writer, booklet.trainee->key))
                          .set("activities", texts.plural("activities_count", static_cast<int>(booklet.activities.size())))
                          .set("contributions",
                               writer.portfolio().audience == Audience::trainers ? contributions(writer, group, booklet) : "")
                          .set("declared", std::to_string(declared))
                          .set("total", std::to_string(total))
                          .set("summary", texts.plural("coverage_of", static_cast<int>(declared),
                                                       {{"total", texts.number(static_cast<int>(total))}})));
    }
    Value out = writer.begin(head);
    out.set("trainees", std::move(trainees));
    out.set("csv_url", group.booklets.empty() ? "" : writer.url(writer.map().table(writer.page())));
    out.set("framework", frameworks.empty() ? "" : framework_name(writer, *frameworks.front()));
    return out;
}

} // namespace

std::vector<const Framework*> frameworks_of(const Portfolio& portfolio, const Booklet& booklet) {
    std::vector<const Framework*> out;
    for (const Framework* framework : portfolio.frameworks) {
        const bool first = framework == portfolio.frameworks.front();
        const auto& standings = portfolio.standings_of(booklet.trainee->key);
        const bool used = std::any_of(standings.begin(), standings.end(), [&](const auto& one) {
            return one.first.framework == framework->id && best_of(one.second) != State::nothing;
        });
        if (first || used) out.push_back(framework);
    }
    return out;
}

std::vector<const Framework*> positioned_frameworks(const Portfolio& portfolio, const Booklet& booklet) {
    std::vector<const Framework*> out;
    for (const Framework* framework : portfolio.frameworks)
        if (std::any_of(booklet.positionings.begin(), booklet.positionings.end(),
                        [&](const Positioning* one) { return one->framework == framework->id; }))
            out.push_back(framework);
    return out;
}

PageShape trainees_shape() {
    return {"trainees",
            "the trainees of the group",
            {list("trainees", "by family name",
                  {text("title", "first name and name"), url("url", "her page"),
                   text("school", "the school of her placement; may be empty"), dossier_shape(),
                   text("activities", "how many, in words"),
                   text("contributions", "for trainers: what she gave to the group's space, kind by kind; else empty"),
                   text("declared", "how many competences she declared"), text("total", "of how many"),
                   text("summary", "« 12 compétences sur 27 »"),
                   state_counts_shape("counts", "how many of her competences are in each state")}),
             csv_shape(), text("framework", "the framework that is counted")}};
}

PageShape trainee_shape() {
    std::vector<Shape> rows{
        text("code", "the competence's code"),
        url("url", "its page"),
        text("statement", "its official text"),
        flag("declared", "she declared it"),
        text("count", "in how many activities, in words; empty for none"),
        list("activities", "where",
             {text("title", "the reference"), url("url", "the activity's page"), text("name", "the activity's title")}),
        list_of("elsewhere", "signed about sessions and contributions",
                {text("title", "what"), url("url", "its page; may be empty")}, state_fields())};
    for (Shape& one : state_fields()) rows.push_back(std::move(one));
    Shape domains = coverage_shape("its domains, each with its competences");
    domains.name = "domains";
    domains.fields.push_back(text("size", "« 5 compétences »"));
    domains.fields.push_back(text("attested", "how many of them count as attested"));
    domains.fields.push_back(state_counts_shape("counts", "how many of them are in each state"));
    domains.fields.push_back(list("competences", "of the domain", std::move(rows)));
    return {
        "trainee",
        "a trainee's portfolio",
        {
            text("subject", "what she teaches"),
            text("school", "the school of her placement; may be empty"),
            shape::date("participates", "since when she is part of the experiment; may be empty"),
            object("portrait", "her photograph; may be empty",
                   {url("url", "its address"), text("width", "in pixels"), text("height", "in pixels")}),
            dossier_shape(),
            html("presentation", "what she wrote about herself"),
            text("summary", "how many activities, in words"),
            url("evolution_url", "how she evolves over the months; may be empty"),
            activities_shape("activities", "hers, newest first"),
            list(
                "frameworks", "her table of competences, for each framework she uses",
                {text("title", "the framework's short name"), url("url", "its page"),
                 state_counts_shape("counts", "how many of its competences are in each state"),
                 list("rules", "where she stands before its rules; empty for the public, and where nothing is signed",
                      {text("title", "the rule"), flag("met", "it is met"), text("summary", "« 22 sur 28 ; il manque 1 en B.4 »"),
                       text("lacking", "« encore au moins 2 compétences, dont 1 en B.4 »; empty where the rule is met"),
                       list("conditions", "one by one",
                            {flag("met", "it is met"), text("text", "what is counted, asked for and missing")})}),
                 url("matrix_url", "her table: competences by what they rest on"), csv_shape(), std::move(domains)}),
            list("positions", "where she says that she stands, for each framework",
                 {text("framework", "its short name"),
                  list("dates", "the dates of her positionings, oldest first",
                       {text("iso", "for the datetime attribute"), text("text", "as the page's language writes it")}),
                  list("rows", "one for each competence she spoke of",
                       {text("code", "the competence's code"), url("url", "its page"), text("statement", "its official text"),
                        list("levels", "one for each date",
                             {text("level", "0 to 3; empty if she said nothing"), text("label", "the same in words")})}),
                  csv_shape(), list("texts", "what she wrote beside", {shape::date("date", "when"), html("text", "the text")}),
                  competences_shape("needs", "the needs of her last positioning"),
                  list("remarks", "on the framework itself",
                       {text("code", "the competence's code"), url("url", "its page"), text("statement", "its official text"),
                        text("text", "the remark")})}),
            text("contributions", "what she gave to the group's space, kind by kind; empty for the public, and if it is nothing"),
            text("git_work", "for trainers: what git says of who changed her files, and since when it knows; else empty"),
            shown_html("verdict_panel",
                       "what the signatures say about sessions she attended and what she gave to the group's space, by the "
                       "program; empty without any"),
            url("feed_url", "her feed"),
            text("left_out", "a sentence on her files with errors; may be empty"),
        }};
}

std::vector<Page> trainee_pages(const ViewContext& context, const Group& group) {
    std::vector<Page> out;
    const SitePath all = context.map->page(group.gfp->id, One::trainees);
    out.push_back({all, "trainees", [&context, &group, all] { return trainees_value(PageWriter(context, &group, all), group); }});
    for (const Booklet& booklet : group.booklets) {
        const SitePath path = context.map->trainee(booklet.trainee->key);
        out.push_back({path, "trainee", [&context, &group, &booklet, path] {
                           return trainee_value(PageWriter(context, &group, path), group, booklet);
                       }});
    }
    return out;
}

} // namespace livret

#include "view/evolution_pages.hpp"

#include "base/unicode.hpp"
#include "resolve/evolution.hpp"
#include "view/chart.hpp"
#include "view/parts.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace livret {

using namespace shape;

namespace {

constexpr std::array<const char*, 3> kinds{"declared", "attested", "positioned"};

std::string month_text(const PageWriter& writer, Month month) {
    return fmt::format("{} {}", month_name(static_cast<unsigned>(month.month()), writer.language()),
                       static_cast<int>(month.year()));
}

Value month_value(const PageWriter& writer, Month month) {
    return Value::object()
        .set("iso", fmt::format("{:04}-{:02}", static_cast<int>(month.year()), static_cast<unsigned>(month.month())))
        .set("text", month_text(writer, month));
}

std::string number(const PageWriter& writer, int value) {
    return writer.texts().number(value);
}
std::string number(const PageWriter& writer, std::optional<int> value) {
    return value ? number(writer, *value) : "";
}

// --- drawings

// "déclarées : de 2 à 23": what the curve does, for whoever hears it.
std::string description(const PageWriter& writer, const Evolution& evolution, const std::vector<EvolutionPoint>& points) {
    const Texts& texts = writer.texts();
    const EvolutionPoint &first = points.front(), &last = points.back();
    std::string out = texts.fill("chart_description", {{"from", month_text(writer, evolution.months.front())},
                                                       {"to", month_text(writer, evolution.months.back())},
                                                       {"declared", fmt::format("{} → {}", first.declared, last.declared)},
                                                       {"attested", fmt::format("{} → {}", first.attested, last.attested)}});
    if (last.positioned) out += " " + texts.fill("chart_description_positioned", {{"n", number(writer, *last.positioned)}});
    return out;
}

std::vector<ChartLine> lines_of(const std::vector<EvolutionPoint>& points) {
    std::vector<ChartLine> out{{kinds[0], {}}, {kinds[1], {}}, {kinds[2], {}}};
    for (const EvolutionPoint& one : points) {
        out[0].values.emplace_back(one.declared);
        out[1].values.emplace_back(one.attested);
        out[2].values.push_back(one.positioned);
    }
    return out;
}

int highest(const std::vector<EvolutionPoint>& points) {
    int out = 0;
    for (const EvolutionPoint& one : points) out = std::max({out, one.declared, one.attested, one.positioned.value_or(0)});
    return out;
}

Value drawing(const PageWriter& writer, const Evolution& evolution, const std::vector<EvolutionPoint>& points, std::string id,
              const std::string& title, int top, ChartSize size) {
    Chart chart{std::move(id), title, description(writer, evolution, points), {}, lines_of(points), top, size};
    for (const Month one : evolution.months)
        chart.months.push_back(writer.texts().get(fmt::format("month_short.{}", static_cast<unsigned>(one.month()))));
    return Value::html(chart_svg(chart));
}

Value legend(const PageWriter& writer) {
    const Label& level = writer.configuration().levels.at(own_level);
    Value out = Value::list();
    for (const char* kind : kinds) {
        const std::string key = fmt::format("evolution_{}", kind);
        out.push(Value::object()
                     .set("key", Value::html(chart_key(kind)))
                     .set("term", writer.texts().get(key))
                     .set("meaning", writer.words(writer.texts().fill(key + "_note", {{"level", level.in(writer.language())}}))));
    }
    return out;
}

std::vector<Shape> figure_fields() {
    return {text("title", "its name"),
            html("chart", "the drawing, by the program: SVG"),
            text("undated", "how many more are attested without a proven month, in a sentence; may be empty"),
            list("months", "the drawing's numbers, month by month",
                 {object("month", "which", {text("iso", "2004-11"), text("text", "november 2004")}),
                  text("declared", "competences declared by its end"), text("attested", "attested by its end"),
                  text("positioned", "at the level of the legend or above; empty before anybody said so"),
                  text("people", "trainees who said so by then; empty on a trainee's page"),
                  list("levels", "competences at each level, lowest first", {text("count", "how many; empty for not known")})}),
            texts("level_names", "what levels are called, lowest first"),
            csv_shape()};
}

void set_figure(const PageWriter& writer, const Evolution& evolution, bool of_group, Value& out) {
    const Texts& texts = writer.texts();
    const std::string name = framework_name(writer, *evolution.framework);
    const auto& points = evolution.whole;
    const std::string title =
        texts.fill(of_group ? "evolution_of_group" : "evolution_of_trainee",
                   {{"name", of_group ? writer.group().gfp->title : evolution.trainees.front().booklet->trainee->name},
                    {"framework", name}});
    Value months = Value::list();
    for (std::size_t i = 0; i < points.size(); ++i) {
        const EvolutionPoint& one = points[i];
        Value levels = Value::list();
        for (const int count : one.levels) levels.push(Value::object().set("count", one.positioned ? number(writer, count) : ""));
        months.push(Value::object()
                        .set("month", month_value(writer, evolution.months[i]))
                        .set("declared", number(writer, one.declared))
                        .set("attested", number(writer, one.attested))
                        .set("positioned", number(writer, one.positioned))
                        .set("people", of_group ? number(writer, evolution.positioned[i]) : "")
                        .set("levels", std::move(levels)));
    }
    Value level_names = Value::list();
    for (const Label& one : writer.configuration().levels) level_names.push(writer.words(one.in(writer.language())));
    const int undated = evolution.undated;
    out.set("chart", drawing(writer, evolution, points, "c-" + slugify(evolution.framework->id.value), writer.words(title),
                             highest(points), ChartSize::large));
    out.set("undated", undated == 0 ? "" : texts.plural("evolution_undated", undated));
    out.set("months", std::move(months));
    out.set("level_names", std::move(level_names));
    out.set("csv_url", writer.url(writer.map().table(writer.page(), SiteMap::Table::only, evolution.framework->id)));
}

// --- a group's page

Value small_multiples(const PageWriter& writer, const Evolution& evolution) {
    int top = 0;
    for (const TraineeEvolution& one : evolution.trainees) top = std::max(top, highest(one.points));
    Value out = Value::list();
    for (const TraineeEvolution& one : evolution.trainees) {
        const Trainee& trainee = *one.booklet->trainee;
        Value rows = Value::list();
        for (const ChartLine& line : lines_of(one.points)) {
            Value cells = Value::list();
            for (const auto& value : line.values) cells.push(Value::object().set("count", number(writer, value)));
            rows.push(Value::object()
                          .set("title", writer.texts().get(fmt::format("evolution_{}", line.kind)))
                          .set("kind", line.kind)
                          .set("cells", std::move(cells)));
        }
        out.push(
            writer.link(trainee.name, writer.map().evolution(trainee.key))
                .set("chart", drawing(writer, evolution, one.points,
                                      fmt::format("c-{}--{}", slugify(evolution.framework->id.value), trainee.key.trainee.value),
                                      writer.words(trainee.name), top, ChartSize::small))
                .set("rows", std::move(rows)));
    }
    return out;
}

Value evolution_value(const PageWriter& writer) {
    PageHead head = list_head(writer, "evolution", One::evolution, "nav.evolution", "evolution_description");
    head.parts = {"charts"};
    Value frameworks = Value::list();
    for (const Evolution& one : evolution_of(writer.portfolio(), writer.group())) {
        Value item = Value::object().set("title", framework_name(writer, *one.framework));
        set_figure(writer, one, true, item);
        Value columns = Value::list();
        for (const Month month : one.months) columns.push(month_value(writer, month));
        item.set("trainees", small_multiples(writer, one));
        item.set("columns", std::move(columns));
        item.set("trainees_csv_url", writer.url(writer.map().table(writer.page(), SiteMap::Table::trainees, one.framework->id)));
        frameworks.push(std::move(item));
    }
    Value out = writer.begin(head);
    out.set("legend", legend(writer));
    out.set("frameworks", std::move(frameworks));
    return out;
}

// --- a trainee's

Value decisions(const PageWriter& writer, const AttestationRecord& record) {
    static constexpr std::array outcomes{Outcome::attested, Outcome::not_attested, Outcome::more_information};
    static constexpr std::array keys{"outcome_attested", "outcome_not_attested", "outcome_more_information"};
    Value out = Value::list();
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        Value chips = Value::list();
        for (const SignedDecision& one : record.decisions)
            if (one.outcome == outcomes[i]) chips.push(competence_chip(writer, {record.framework, one.competence}));
        if (!chips.items().empty())
            out.push(Value::object().set("title", writer.texts().get(keys[i])).set("competences", std::move(chips)));
    }
    return out;
}

// Between which days a decision was made, as far as that is proven.
std::string proof(const PageWriter& writer, const AttestationRecord& record) {
    const auto day = [&](Date date) { return long_date(date, writer.language()); };
    if (!record.not_after) return writer.texts().get("timeline_unsealed");
    if (!record.not_before) return writer.texts().fill("timeline_before", {{"to", day(*record.not_after)}});
    return writer.texts().fill("timeline_between", {{"from", day(*record.not_before)}, {"to", day(*record.not_after)}});
}

Value about(const PageWriter& writer, const AttestationRecord& record) {
    if (record.about == AboutKind::activity) {
        const auto found = writer.portfolio().by_reference.find(record.reference);
        if (found != writer.portfolio().by_reference.end())
            return writer.link(found->second->title, writer.map().activity(*found->second));
        return Value::object().set("title", record.reference).set("url", "");
    }
    if (record.about == AboutKind::training)
        for (const Training* one : writer.group().trainings)
            if (one->slug == record.training) return writer.link(one->title, writer.map().training(*one));
    return Value::object().set("title", writer.texts().get("contributions")).set("url", "");
}

Value event_value(const PageWriter& writer, const TimelineEvent& event) {
    using Kind = TimelineEvent::Kind;
    static constexpr std::array keys{"timeline_activity", "timeline_session", "timeline_positioning", "timeline_decision"};
    static constexpr std::array names{"activity", "session", "positioning", "decision"};
    const auto kind = static_cast<std::size_t>(event.kind);
    Value thing = Value::object(), chips = Value::list(), outcomes = Value::list();
    std::string note;
    switch (event.kind) {
    case Kind::activity: {
        thing = writer.link(event.activity->title, writer.map().activity(*event.activity));
        for (const Declaration& one : event.activity->declarations) chips.push(competence_chip(writer, one.competence));
        break;
    }
    case Kind::session:
        thing = writer.link(event.session->title, writer.map().training(*event.session));
        break;
    case Kind::positioning:
        note = writer.texts().plural("timeline_levels", static_cast<int>(event.positioning->levels.size()));
        break;
    case Kind::decision:
        thing = about(writer, *event.record);
        outcomes = decisions(writer, *event.record);
        note = (event.record->trainer_name.empty() ? "" : writer.words(event.record->trainer_name) + " · ") +
               writer.words(proof(writer, *event.record));
        break;
    }
    return Value::object()
        .set("kind", names[kind])
        .set("what", writer.texts().get(keys[kind]))
        .set("date", writer.date(event.day))
        .set("about", std::move(thing))
        .set("competences", std::move(chips))
        .set("outcomes", std::move(outcomes))
        .set("note", std::move(note));
}

Value timeline(const PageWriter& writer, const Booklet& booklet) {
    Value out = Value::list(), events = Value::list();
    std::optional<std::string> month;
    const auto close = [&] {
        if (month) out.push(Value::object().set("title", *month).set("events", std::move(events)));
        events = Value::list();
    };
    for (const TimelineEvent& one : timeline_of(writer.portfolio(), writer.group(), booklet)) {
        const std::string own =
            one.day ? month_text(writer, {one.day->year(), one.day->month()}) : writer.texts().get("timeline_undated");
        if (month != own) {
            close();
            month = own;
        }
        events.push(event_value(writer, one));
    }
    close();
    return out;
}

Value trainee_value(const PageWriter& writer, const Booklet& booklet) {
    const Texts& texts = writer.texts();
    const Trainee& trainee = *booklet.trainee;
    PageHead head{"trainee_evolution",
                  texts.fill("evolution_title_of", {{"name", trainee.name}}),
                  texts.fill("evolution_description_of", {{"name", trainee.name}}),
                  {{texts.get("nav.evolution"), writer.map().page(writer.gfp(), One::evolution)}}};
    head.section = One::evolution;
    head.parts = {"charts"};
    std::vector<const Booklet*> all;
    for (const Booklet& one : writer.group().booklets) all.push_back(&one);
    set_neighbours(
        head, all, &booklet, [&](const Booklet& one) { return writer.map().evolution(one.trainee->key); },
        [](const Booklet& one) { return one.trainee->name; });
    Value frameworks = Value::list();
    for (const Evolution& one : evolution_of(writer.portfolio(), booklet)) {
        Value item = Value::object().set("title", framework_name(writer, *one.framework));
        set_figure(writer, one, false, item);
        frameworks.push(std::move(item));
    }
    Value out = writer.begin(head);
    out.set("trainee_url", writer.url(writer.map().trainee(trainee.key)));
    out.set("legend", legend(writer));
    out.set("frameworks", std::move(frameworks));
    out.set("timeline", timeline(writer, booklet));
    return out;
}

Shape legend_shape() {
    return list(
        "legend", "what the curves count",
        {html("key", "a piece of the curve: SVG"), text("term", "its name"), text("meaning", "what counts, and from when")});
}

} // namespace

PageShape evolution_shape() {
    std::vector<Shape> figure = figure_fields();
    figure.push_back(
        list("columns", "the months of the trainees' table", {text("iso", "2004-11"), text("text", "november 2004")}));
    figure.push_back(
        list("trainees", "one small drawing each, all on one scale",
             {text("title", "first name and name"), url("url", "her own page of this kind"), html("chart", "the drawing: SVG"),
              list("rows", "its numbers",
                   {text("title", "what is counted"), text("kind", "declared, attested or positioned"),
                    list("cells", "month by month", {text("count", "how many; empty for not known")})})}));
    figure.push_back(url("trainees_csv_url", "the trainees' numbers for spreadsheets (CSV)"));
    return {"evolution",
            "how a group evolves over the months",
            {legend_shape(), list("frameworks", "in which something was declared, attested or said", std::move(figure))}};
}

PageShape trainee_evolution_shape() {
    return {
        "trainee_evolution",
        "how a trainee evolves over the months, and what happened",
        {url("trainee_url", "her portfolio"), legend_shape(),
         list("frameworks", "in which something was declared, attested or said", figure_fields()),
         list("timeline", "what happened, month by month; what has no proven date comes last",
              {text("title", "the month"),
               list("events", "oldest first",
                    {text("kind", "activity, session, positioning or decision"), text("what", "the same in words"),
                     shape::date("date", "the day; of a decision that of its checkpoint; may be empty"),
                     link_to("about", "an activity or a session; may be empty"),
                     competences_shape("competences", "that an activity declares"),
                     list("outcomes", "of a decision",
                          {text("title", "attested, not attested or more wanted"), competences_shape("competences", "which")}),
                     text("note", "who decided and what is proven of when, or how much was said; may be empty")})})}};
}

std::vector<Page> evolution_pages(const ViewContext& context, const Group& group) {
    if (!shows_evolution(*context.portfolio, group)) return {};
    const SitePath path = context.map->page(group.gfp->id, One::evolution);
    std::vector<Page> out{
        {path, "evolution", [&context, &group, path] { return evolution_value(PageWriter(context, &group, path)); }}};
    for (const Booklet& booklet : group.booklets) {
        const SitePath own = context.map->evolution(booklet.trainee->key);
        out.push_back({own, "trainee_evolution",
                       [&context, &group, &booklet, own] { return trainee_value(PageWriter(context, &group, own), booklet); }});
    }
    return out;
}

} // namespace livret

#include "view/analysis_pages.hpp"

#include "resolve/analysis.hpp"
#include "view/analysis_tables.hpp"
#include "view/parts.hpp"

#include <memory>

namespace livret {

using namespace shape;

namespace {

// --- delays and load, of all frameworks together

Value delays_value(const PageWriter& writer, const Delays& delays, Secrecy secrecy) {
    const Texts& texts = writer.texts();
    const Published decided = publish(delays.decided, secrecy);
    if (!tells_decisions(writer.portfolio())) return Value::object();
    const std::vector<Published> at_least = publish_parts(delays.at_least, secrecy),
                                 at_most = publish_parts(delays.at_most, secrecy);
    Value rows = Value::list();
    for (std::size_t i = 0; i < at_most.size(); ++i) {
        const bool last = i == Delays::limits.size();
        rows.push(Value::object()
                      .set("title", last ? texts.plural("delay_beyond", Delays::limits.back())
                                         : texts.plural("delay_within", Delays::limits[i]))
                      .set("at_least", published_text(writer, at_least[i]))
                      .set("at_most", published_text(writer, at_most[i])));
    }
    return Value::object()
        .set("summary", decided.is_open() && delays.median_at_most
                            ? texts.plural("delay_median", *delays.median_at_most, {{"decided", texts.number(decided.number)}})
                            : "")
        .set("rows", std::move(rows))
        .set("decided", published_text(writer, decided))
        .set("undated", published_text(writer, publish(delays.undated, secrecy)))
        .set("waiting", published_text(writer, publish(delays.waiting, secrecy)))
        .set("csv_url", writer.url(writer.map().table(writer.page(), SiteMap::Table::delays)));
}

// It is about trainers, by name: in a group's pages for those who see all decisions, who see each of them; above groups only
// for those whom all that is signed concerns.
bool tells_loads(const PageWriter& writer) {
    return writer.has_group() ? tells_decisions(writer.portfolio()) : tells_loads_above(writer.portfolio());
}

Value loads_value(const PageWriter& writer, const std::vector<TrainerLoad>& loads) {
    Value out = Value::list();
    if (!tells_loads(writer)) return out;
    const auto number = [&](std::size_t n) { return writer.texts().number(static_cast<std::int64_t>(n)); };
    for (const TrainerLoad& one : loads)
        out.push((writer.has_group() && !one.trainer.empty() ? writer.trainer(one.trainer)
                                                             : Value::object().set("title", "").set("url", ""))
                     .set("name", one.name.empty() ? writer.texts().get("unknown_signer") : writer.words(one.name))
                     .set("decisions", number(static_cast<std::size_t>(one.decisions)))
                     .set("activities", number(static_cast<std::size_t>(one.activities)))
                     .set("sessions", number(static_cast<std::size_t>(one.sessions)))
                     .set("contributions", number(static_cast<std::size_t>(one.contributions)))
                     .set("trainees", number(one.trainees.size())));
    return out;
}

// The ways down the page: it is long. With several frameworks, to each of them only.
Value ways(const PageWriter& writer, const Value& frameworks, bool delays, bool loads) {
    Value out = Value::list();
    const auto add = [&](std::string title, std::string anchor) {
        out.push(Value::object().set("title", std::move(title)).set("url", "#" + std::move(anchor)));
    };
    const auto text = [](const Value& of, std::string_view name) { return std::string(of.find(name)->str()); };
    for (const Value& one : frameworks.items()) {
        const std::string anchor = text(one, "anchor");
        if (frameworks.items().size() > 1) {
            add(text(one, "title"), anchor);
            continue;
        }
        for (const Value& crossing : one.find("crossings")->items()) add(text(crossing, "title"), text(crossing, "anchor"));
        add(writer.texts().get("pairs"), anchor + "-pairs");
        add(writer.texts().get("nobody_declares"), anchor + "-silent");
        if (!one.find("refusals_csv_url")->is_empty()) add(writer.texts().get("refusals"), anchor + "-refusals");
        if (!one.find("levels_csv_url")->is_empty()) add(writer.texts().get("levels_moved"), anchor + "-levels");
        add(writer.texts().get("overview"), anchor + "-overview");
    }
    if (delays) add(writer.texts().get("delays"), "_delays");
    if (loads) add(writer.texts().get("load"), "_load");
    return out;
}

Value analysis_value(const PageWriter& writer, const PageHead& head, const std::vector<const Group*>& groups,
                     const PageSecrecy& secrecy) {
    const Analysis analysis = analysis_of(writer.portfolio(), groups);
    Value frameworks = Value::list();
    for (const FrameworkAnalysis& one : analysis.frameworks) frameworks.push(framework_analysis(writer, one, groups, secrecy));
    Value loads = loads_value(writer, analysis.loads);
    Value out = writer.begin(head);
    out.set("lead", writer.texts().get(writer.has_group() ? "analysis_note" : "analysis_note_institute"));
    out.set("masked", secrecy.deeds == Secrecy::above);
    out.set("outline", ways(writer, frameworks, tells_decisions(writer.portfolio()), tells_loads(writer)));
    out.set("frameworks", std::move(frameworks));
    out.set("delays", delays_value(writer, analysis.delays, secrecy.judgements));
    out.set("loads_csv_url", tells_loads(writer) ? writer.url(writer.map().table(writer.page(), SiteMap::Table::load)) : "");
    out.set("loads", std::move(loads));
    return out;
}

Value group_value(const PageWriter& writer) {
    PageHead head = list_head(writer, "analysis", One::analysis, "nav.analysis", "analysis_description");
    head.parts = {"charts"};
    return analysis_value(writer, head, {&writer.group()}, of_a_group);
}

Value institute_value(const PageWriter& writer) {
    const Texts& texts = writer.texts();
    PageHead head{"institute_analysis", texts.get("nav.analysis"), texts.get("analysis_description_institute"), {}};
    head.parts = {"charts"};
    std::vector<const Group*> groups;
    for (const Group& one : writer.portfolio().groups) groups.push_back(&one);
    Value out = analysis_value(writer, head, groups, of_the_institute);
    out.set("institute_url", writer.url(SitePath{"index.html"}));
    return out;
}

std::vector<Shape> fields() {
    return {text("lead", "what is counted"),
            list("outline", "the ways down the page", {text("title", "a part's name"), url("url", "its place on the page")}),
            flag("masked", "numbers about fewer than three people are not given"),
            list("frameworks", "in which something was declared, attested or said", framework_analysis_fields()),
            object("delays", "from declarations to decisions; empty for who sees not all decisions",
                   {text("summary", "how long it took at most, half of the time; may be empty"),
                    list("rows", "declarations, by how long they waited",
                         {text("title", "how long"),
                          text("at_least", "that long by the date that a checkpoint proves at the earliest"),
                          text("at_most", "and at the latest")}),
                    text("decided", "declarations in the table"), text("undated", "decided, and in no checkpoint yet"),
                    text("waiting", "that wait for a decision"), csv_shape()}),
            list("loads", "who signed how much; empty for who sees not all decisions",
                 {text("title", "the trainer; empty if unknown here"), url("url", "the trainer's page; may be empty"),
                  text("name", "as the registry names who signed"), text("decisions", "on one competence of one trainee"),
                  text("activities", "that they are about"), text("sessions", "training sessions"),
                  text("contributions", "contributions to the group's space"), text("trainees", "whom they are about")}),
            url("loads_csv_url", "the load as .csv; empty for who sees not all decisions")};
}

} // namespace

PageShape analysis_shape() {
    return {"analysis", "what a group's activities say of the framework", fields()};
}

PageShape institute_analysis_shape() {
    std::vector<Shape> all = fields();
    all.push_back(url("institute_url", "the page above all groups"));
    return {"institute_analysis", "what the activities of all groups say of the framework", std::move(all)};
}

std::vector<Page> analysis_pages(const ViewContext& context, const Group& group) {
    if (!shows_analysis(group)) return {};
    const SitePath path = context.map->page(group.gfp->id, One::analysis);
    return {{path, "analysis", [&context, &group, path] { return group_value(PageWriter(context, &group, path)); }}};
}

std::vector<Page> institute_analysis_pages(const ViewContext& context) {
    if (!shows_analysis(*context.portfolio)) return {};
    const SitePath path = context.map->analysis();
    return {{path, "institute_analysis", [&context, path] { return institute_value(PageWriter(context, nullptr, path)); }}};
}

} // namespace livret

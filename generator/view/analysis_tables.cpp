#include "view/analysis_tables.hpp"

#include "base/unicode.hpp"
#include "view/parts.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

namespace livret {

using namespace shape;

namespace {

constexpr std::size_t most_pairs = 12; // a list that is read, not a matrix

using What = Published::What;

class Tables {
  public:
    Tables(const PageWriter& writer, const FrameworkAnalysis& analysis, const std::vector<const Group*>& groups,
           const PageSecrecy& secrecy)
        : writer_(writer), texts_(writer.texts()), analysis_(analysis), framework_(*analysis.framework), groups_(groups),
          secrecy_(secrecy) {}

    Value value() {
        const std::size_t declared = static_cast<std::size_t>(std::count_if(
            analysis_.rows.begin(), analysis_.rows.end(), [](const auto& one) { return !one.trainees.people.empty(); }));
        Value out = Value::object();
        out.set("title", framework_name(writer_, framework_));
        out.set("url", writer_.has_group() ? writer_.url(writer_.map().framework(writer_.gfp(), framework_.id)) : "");
        out.set("anchor", anchor());
        out.set("summary", summary(declared));
        out.set("domains", overview());
        out.set("csv_url", table(SiteMap::Table::only));
        out.set("remarks_url", remarks_url());
        out.set("crossings", crossings());
        out.set("pairs", pairs());
        out.set("pairs_csv_url", table(SiteMap::Table::pairs));
        out.set("silent", silent());
        out.set("refusals", refusals());
        out.set("refusals_csv_url", table(SiteMap::Table::refusals, tells_decisions(writer_.portfolio())));
        out.set("levels", levels());
        out.set("levels_csv_url", table(SiteMap::Table::levels, tells_levels(groups_, framework_)));
        return out;
    }

  private:
    static bool says(const Published& one) { return one.is_open() && one.number > 0; }
    std::string anchor() const { return "f-" + slugify(framework_.id.value); }
    std::string number(std::int64_t value) const { return texts_.number(value); }
    std::string table(SiteMap::Table what, bool there = true) const {
        return there ? writer_.url(writer_.map().table(writer_.page(), what, framework_.id)) : "";
    }
    std::string said(const Tally& tally, Secrecy secrecy) const { return published_text(writer_, publish(tally, secrecy)); }

    // On the institute's page a code leads nowhere: its competence has a page in each group.
    Value competence(std::size_t index) const {
        const Competence& one = framework_.competences[index];
        const std::string statement = writer_.words(wording(one.statements, writer_.language()).text);
        const bool here = writer_.has_group();
        return Value::object()
            .set("code", one.code)
            .set("url", here ? writer_.url(writer_.map().competence(writer_.gfp(), {framework_.id, one.code})) : "")
            .set("statement", statement);
    }

    Value domain(const Domain& one) const {
        return Value::object().set("code", one.code).set("title", writer_.words(wording(one.titles, writer_.language()).text));
    }

    std::string summary(std::size_t declared) const {
        const Published activities = publish(analysis_.activities, secrecy_.deeds);
        const std::string covered = texts_.plural("coverage_of", static_cast<std::int64_t>(declared),
                                                  {{"total", number(static_cast<std::int64_t>(framework_.competences.size()))}});
        if (!activities.is_open()) return covered;
        return texts_.fill(
            "analysis_summary",
            {{"activities", texts_.plural("activities_count", activities.number)},
             {"trainees", texts_.plural("trainees_count", static_cast<std::int64_t>(analysis_.activities.people.size()))},
             {"competences", covered}});
    }

    // Remarks are read where they stand, with their authors; here they are counted.
    std::string remarks_url() const {
        const bool any = std::any_of(analysis_.rows.begin(), analysis_.rows.end(),
                                     [](const auto& one) { return !one.remarks.people.empty(); });
        return any && writer_.has_group() ? writer_.url(writer_.map().page(writer_.gfp(), One::needs)) : "";
    }

    Value overview() const {
        Value out = Value::list();
        for (const Domain* one : table_domains(framework_)) {
            Value rows = Value::list();
            for (const std::size_t index : one->competences) {
                const CompetenceAnalysis& row = analysis_.rows[index];
                rows.push(competence(index)
                              .set("declared", said(row.declared, secrecy_.deeds))
                              .set("trainees", said(row.trainees, secrecy_.deeds))
                              .set("attested", said(row.attested, secrecy_.deeds))
                              .set("needs", said(row.needs, secrecy_.deeds))
                              .set("remarks", said(row.remarks, secrecy_.deeds)));
            }
            out.push(domain(*one).set("rows", std::move(rows)));
        }
        return out;
    }

    // --- crossings

    Value cell(const Published& one, std::int64_t largest) const {
        if (one.what == What::few) return Value::object().set("class", "few").set("text", "·").set("note", texts_.get("few"));
        if (one.what == What::withheld)
            return Value::object().set("class", "few").set("text", "–").set("note", texts_.get("withheld"));
        // Four shades, for the eye to find where most is; the number says it.
        const std::int64_t shade = one.number == 0 ? 0 : 1 + (one.number * 4 - 1) / std::max<std::int64_t>(largest, 1);
        return Value::object()
            .set("class", fmt::format("w{}", std::min<std::int64_t>(shade, 4)))
            .set("text", one.number == 0 ? "" : number(one.number))
            .set("note", "");
    }

    // An activity may be in several phases; they are held to be parts all the same, which only keeps more secret.
    Value crossing(const char* kind, SiteMap::Table what, const Crossing& crossing, const std::vector<std::string>& names) const {
        const auto published = [&](const std::vector<Tally>& row) { return publish_parts(row, secrecy_.deeds); };
        std::vector<std::vector<Published>> cells;
        std::vector<bool> shown(crossing.columns, false);
        const std::vector<Published> totals = published(crossing.activities);
        std::int64_t largest = 0;
        for (std::size_t i = 0; i < crossing.columns; ++i) shown[i] = says(totals[i]);
        for (const std::vector<Tally>& row : crossing.cells) {
            cells.push_back(published(row));
            for (std::size_t i = 0; i < crossing.columns; ++i) {
                if (says(cells.back()[i])) shown[i] = true;
                largest = std::max(largest, cells.back()[i].number);
            }
        }
        std::map<const Domain*, std::vector<Published>> wholes;
        for (const Domain* one : table_domains(framework_)) {
            const std::vector<Published>& whole = wholes[one] = whole_domain(*one, crossing, cells);
            for (std::size_t i = 0; i < whole.size(); ++i)
                if (says(whole[i])) shown[i] = true;
        }
        Value columns = Value::list(), domains = Value::list(), sums = Value::list();
        for (std::size_t i = 0; i < crossing.columns; ++i)
            if (shown[i]) {
                columns.push(names[i]);
                sums.push(cell(totals[i], 0).set("column", names[i]));
            }
        const std::string width = std::to_string(columns.items().size() + 2);
        for (const Domain* one : table_domains(framework_)) {
            Value rows = Value::list();
            for (const std::size_t index : one->competences) {
                const Published total = publish(analysis_.rows[index].declared, secrecy_.deeds);
                if (!says(total) && std::none_of(cells[index].begin(), cells[index].end(), says)) continue;
                Value row = Value::list();
                for (std::size_t i = 0; i < crossing.columns; ++i)
                    if (shown[i]) row.push(cell(cells[index][i], largest));
                rows.push(competence(index).set("cells", std::move(row)).set("total", published_text(writer_, total)));
            }
            Value whole = Value::object(), parts = Value::list();
            for (std::size_t i = 0; i < wholes[one].size(); ++i)
                if (shown[i]) parts.push(cell(wholes[one][i], largest));
            if (!parts.items().empty()) whole.set("code", one->code).set("cells", std::move(parts));
            if (rows.items().empty() && whole.is_empty()) continue;
            domains.push(domain(*one).set("width", width).set("whole", std::move(whole)).set("rows", std::move(rows)));
        }
        return Value::object()
            .set("kind", kind)
            .set("anchor", fmt::format("{}-{}", anchor(), kind))
            .set("title", texts_.get(fmt::format("crossing_{}", kind)))
            .set("note", texts_.get(fmt::format("crossing_{}_note", kind)))
            .set("columns", std::move(columns))
            .set("domains", std::move(domains))
            .set("totals", std::move(sums))
            .set("total", said(analysis_.activities, secrecy_.deeds))
            .set("csv_url", table(what));
    }

    // A domain as a whole, where its competences are about too few people each; nothing where it would tell of few, too.
    std::vector<Published> whole_domain(const Domain& one, const Crossing& crossing,
                                        const std::vector<std::vector<Published>>& cells) const {
        if (secrecy_.deeds == Secrecy::none) return {};
        const std::vector<Tally>& parts = crossing.domains[static_cast<std::size_t>(&one - framework_.domains.data())];
        std::size_t declared = 0;
        for (const std::size_t competence : one.competences) {
            const CompetenceAnalysis& row = analysis_.rows[competence];
            if (row.declared.people.empty()) continue;
            ++declared;
            Tally without;
            for (std::size_t i = 0; i < parts.size(); ++i) {
                const Tally& part = crossing.without[competence][i];
                without.add(part);
                if (cells[competence][i].is_open() && !may_follow(part, secrecy_.deeds)) return {};
            }
            if (publish(row.declared, secrecy_.deeds).is_open() && !may_follow(without, secrecy_.deeds)) return {};
        }
        if (declared < 3) return {}; // it would be the one's, or say how often the two come together
        std::vector<Published> out = publish_parts(parts, secrecy_.deeds);
        return std::any_of(out.begin(), out.end(), says) ? out : std::vector<Published>();
    }

    Value crossings() const {
        std::vector<std::string> contexts;
        for (const Context& one : writer_.configuration().contexts)
            contexts.push_back(writer_.words(one.label.in(writer_.language())));
        const auto words = [&](std::initializer_list<const char*> keys) {
            std::vector<std::string> out;
            for (const char* key : keys) out.push_back(texts_.get(key));
            return out;
        };
        Value out = Value::list();
        out.push(crossing("contexts", SiteMap::Table::contexts, analysis_.contexts, contexts));
        out.push(
            crossing("phases", SiteMap::Table::phases, analysis_.phases,
                     words({"phase.conception", "phase.analyse", "phase.mise_en_oeuvre", "phase.evaluation", "phase.unsaid"})));
        out.push(crossing("situations", SiteMap::Table::situations, analysis_.situations,
                          words({"situation.none", "situation.classroom", "situation.distance", "situation.mixed"})));
        return out;
    }

    // --- lists

    Value pairs() const {
        const Published activities = publish(analysis_.activities, secrecy_.deeds);
        Value out = Value::list();
        for (const Pair& one : analysis_.pairs) {
            if (out.items().size() == most_pairs || one.both.number < 2 || !activities.is_open()) break;
            const std::array with_one{one.both, one.only_one}, with_other{one.both, one.only_other};
            if (!publish_parts(with_one, secrecy_.deeds).front().is_open() ||
                !publish_parts(with_other, secrecy_.deeds).front().is_open())
                continue;
            const std::int64_t first = one.both.number + one.only_one.number, second = one.both.number + one.only_other.number;
            const double by_chance =
                static_cast<double>(first) * static_cast<double>(second) / static_cast<double>(activities.number);
            out.push(Value::object()
                         .set("one", competence(one.one))
                         .set("other", competence(one.other))
                         .set("both", number(one.both.number))
                         .set("with_one", number(first))
                         .set("with_other", number(second))
                         .set("times", texts_.decimal(static_cast<double>(one.both.number) / by_chance, 1)));
        }
        return out;
    }

    Value silent() const {
        Value out = Value::list();
        for (std::size_t i = 0; i < analysis_.rows.size(); ++i)
            if (analysis_.rows[i].trainees.people.empty()) out.push(competence(i));
        return out;
    }

    // Most refused first, then most asked about, as far as these numbers are given; the framework's order settles the rest.
    Value refusals() const {
        struct Row {
            std::size_t index;
            std::vector<Published> parts; // refused, asked, granted
        };
        std::vector<Row> rows;
        for (std::size_t i = 0; i < analysis_.rows.size(); ++i) {
            const CompetenceAnalysis& one = analysis_.rows[i];
            if (one.refused.people.empty() && one.asked.people.empty()) continue;
            Row row{i, publish_parts(std::array{one.refused, one.asked, one.granted}, secrecy_.judgements)};
            if (says(row.parts[0]) || says(row.parts[1]))
                rows.push_back(std::move(row)); // that a row is there tells something, too
        }
        std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
            return std::pair(b.parts[0].number, b.parts[1].number) < std::pair(a.parts[0].number, a.parts[1].number);
        });
        Value out = Value::list();
        for (const Row& one : rows)
            out.push(competence(one.index)
                         .set("refused", published_text(writer_, one.parts[0]))
                         .set("asked", published_text(writer_, one.parts[1]))
                         .set("granted", published_text(writer_, one.parts[2])));
        return out;
    }

    Value levels() const {
        Value out = Value::list();
        for (std::size_t i = 0; i < analysis_.rows.size(); ++i) {
            const CompetenceAnalysis& row = analysis_.rows[i];
            const Published people = publish(row.moved(), secrecy_.deeds);
            if (row.moved().people.empty()) continue;
            const std::vector<Published> parts = publish_parts(std::array{row.higher, row.same, row.lower}, secrecy_.deeds);
            const auto mean = [&](const Tally& sum) {
                return people.is_open() ? texts_.decimal(static_cast<double>(sum.number) / static_cast<double>(people.number), 1)
                                        : "";
            };
            out.push(competence(i)
                         .set("people", published_text(writer_, people))
                         .set("higher", published_text(writer_, parts[0]))
                         .set("same", published_text(writer_, parts[1]))
                         .set("lower", published_text(writer_, parts[2]))
                         .set("first", mean(row.levels[0]))
                         .set("last", mean(row.levels[1])));
        }
        return out;
    }

    const PageWriter& writer_;
    const Texts& texts_;
    const FrameworkAnalysis& analysis_;
    const Framework& framework_;
    const std::vector<const Group*>& groups_;
    const PageSecrecy secrecy_;
};

std::vector<Shape> competence_fields(std::vector<Shape> more) {
    std::vector<Shape> out{text("code", "the competence's code"), url("url", "its page; empty on the institute's page"),
                           text("statement", "its official text")};
    for (Shape& one : more) out.push_back(std::move(one));
    return out;
}

std::vector<Shape> cell_fields() {
    return {text("class", "w0 to w4: how much beside the largest; few: not given"), text("text", "the number; empty for none"),
            text("note", "why no number is given; empty where one is")};
}

} // namespace

std::string published_text(const PageWriter& writer, const Published& published) {
    switch (published.what) {
    case What::open:
        return writer.texts().number(published.number);
    case What::few:
        return writer.texts().get("few");
    case What::withheld:
        break;
    }
    return writer.texts().get("withheld");
}

std::vector<Shape> framework_analysis_fields() {
    std::vector<Shape> sums = cell_fields();
    sums.push_back(text("column", "of which column"));
    return {
        text("title", "its short name"),
        url("url", "its page; empty on the institute's page"),
        text("anchor", "its place on the page"),
        text("summary", "how many activities declare how much of it, in a sentence"),
        list("domains", "every competence, by domain",
             {text("code", "of the domain"), text("title", "of the domain"),
              list("rows", "its competences",
                   competence_fields({text("declared", "activities that declare it"), text("trainees", "trainees who do"),
                                      text("attested", "trainees for whom it counts as attested"),
                                      text("needs", "trainees who say that they need it"),
                                      text("remarks", "remarks on its wording")}))}),
        csv_shape(),
        url("remarks_url", "where the remarks stand; empty without one, or on the institute's page"),
        list("crossings", "activities that declare a competence, by context, phase and situation",
             {text("kind", "contexts, phases or situations"), text("anchor", "its place on the page"),
              text("title", "of the table"), text("note", "how it counts"), texts("columns", "their names"),
              list("domains", "with something to show",
                   {text("code", "of the domain"), text("title", "of the domain"), text("width", "columns of the table"),
                    object("whole", "the domain as a whole, where its competences are about few people each; may be empty",
                           {text("code", "of the domain"), list("cells", "column by column", cell_fields())}),
                    list("rows", "competences with something to show",
                         competence_fields(
                             {list("cells", "column by column", cell_fields()), text("total", "activities that declare it")}))}),
              list("totals", "activities, column by column", std::move(sums)), text("total", "all activities"), csv_shape()}),
        list("pairs", "competences that activities declare together, most often first",
             {object("one", "the first", competence_fields({})), object("other", "the second", competence_fields({})),
              text("both", "activities that declare both"), text("with_one", "that declare the first"),
              text("with_other", "that declare the second"), text("times", "how many times as often as if each fell by chance")}),
        url("pairs_csv_url", "the pairs as .csv"),
        list("silent", "competences that nobody declares", competence_fields({})),
        list("refusals", "competences refused or asked about, most refused first; empty for who sees no refusals",
             competence_fields({text("refused", "activities in which it is not attested"),
                                text("asked", "in which more is wanted"), text("granted", "in which it is attested")})),
        url("refusals_csv_url", "the refusals as .csv; empty for who sees none"),
        list("levels", "where trainees put themselves first and last, of those who did twice",
             competence_fields({text("people", "how many did"), text("higher", "of them: higher the last time"),
                                text("same", "the same"), text("lower", "lower"),
                                text("first", "the mean of their first levels; may be empty"),
                                text("last", "of their last ones; may be empty")})),
        url("levels_csv_url", "the levels as .csv; empty where nobody said so twice")};
}

Value framework_analysis(const PageWriter& writer, const FrameworkAnalysis& analysis, const std::vector<const Group*>& groups,
                         const PageSecrecy& secrecy) {
    return Tables(writer, analysis, groups, secrecy).value();
}

} // namespace livret

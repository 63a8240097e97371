#include "export/desk_pages.hpp"

#include "base/text.hpp"
#include "export/desk_html.hpp"
#include "export/desk_work.hpp"
#include "resolve/trainer_groups.hpp"
#include "view/page_writer.hpp"
#include "view/verdict_panel.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <tuple>

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::size_t latest_decisions = 12; // about a month of one trainer's

class DeskWriter {
  public:
    DeskWriter(const ViewContext& context, const Group& group, const GroupWork& work, SitePath page, const TrainerId* trainer)
        : writer_(context, &group, std::move(page)), words_(context.program_words()), work_(work), trainer_(trainer) {}

    std::string html(const std::string& style) {
        const std::string name = trainer_ ? words_.fill("desk.title_of", {{"name", writer_.words(work_.trainers.at(*trainer_))}})
                                          : words_.get("desk.title");
        begin(name, style);
        counts();
        waiting();
        asked();
        questions();
        sessions();
        contributions();
        if (writer_.institute().trust.present) decisions();
        load();
        out_ += "</main>\n</body>\n</html>\n";
        return std::move(out_);
    }

  private:
    PageWriter writer_;
    const Texts& words_;
    const GroupWork& work_;
    const TrainerId* trainer_; // null: the whole group's
    std::string out_;

    std::string say(std::string_view key) const { return escape_html(words_.get(key)); }
    std::string plural(std::string_view key, std::size_t n) const {
        return escape_html(words_.plural(key, static_cast<std::int64_t>(n)));
    }
    std::string author(std::string_view text) const { return escape_html(writer_.words(text)); }
    std::string url(const SitePath& to) const { return escape_html(writer_.url(to)); }
    const SiteMap& map() const { return writer_.map(); }
    bool can_sign() const { return can_be_signed(writer_.institute()); }
    std::string time(const Moment& moment) const {
        return fmt::format("<time datetime=\"{}\">{}</time>", iso(moment), escape_html(long_moment(moment, writer_.language())));
    }
    std::string time(Date day) const {
        return fmt::format("<time datetime=\"{}\">{}</time>", iso(day), escape_html(long_date(day, writer_.language())));
    }

    void begin(const std::string& title, const std::string& style) {
        const TrustState& trust = writer_.institute().trust;
        const Group& group = writer_.group();
        const std::string state = trust_state_line(writer_);
        out_ = desk_head(writer_, words_, {title, map().page(writer_.gfp(), One::home), group.gfp->title, style});
        if (can_sign())
            out_ += fmt::format("<p><a class=\"button\" href=\"{}\">{}</a></p>\n", url(map().signing(writer_.gfp())),
                                say("desk.sign"));
        out_ += fmt::format("</header>\n<nav aria-label=\"{}\">\n<ul>\n", say("desk.desks"));
        const auto link = [&](const SitePath& to, const std::string& name) {
            out_ += fmt::format("<li><a href=\"{}\"{}>{}</a></li>\n", url(to),
                                to == writer_.page() ? " aria-current=\"page\"" : "", name);
        };
        if (writer_.portfolio().groups_in_site > 1) link(map().desks(), say("desk.all_groups"));
        link(map().page(writer_.gfp(), One::desk), say("desk.everybody"));
        for (const auto& [id, name] : work_.trainers) link(map().desk(writer_.gfp(), id), author(name));
        out_ += "</ul>\n</nav>\n<main id=\"content\" tabindex=\"-1\">\n";
        if (trust.example) out_ += fmt::format("<p class=\"warning\">{}</p>\n", say("panel.example"));
        if (!trust.broken.empty()) out_ += fmt::format("<p class=\"warning\">{}</p>\n", say("panel.broken"));
        out_ += fmt::format("<p class=\"as-of\">{}{}</p>\n", desk_built(writer_, words_),
                            state.empty() ? "" : " " + escape_html(state));
        if (trainer_ && writer_.institute().trust.present && !registered())
            out_ += fmt::format("<p class=\"warning\">{}</p>\n", say("desk.not_registered"));
    }

    bool registered() const {
        return writer_.institute().trust.present &&
               groups_signed_by(writer_.institute(), *trainer_, writer_.portfolio().now.local_date()).contains(writer_.gfp());
    }

    void counts() {
        std::size_t competences = 0;
        for (const Waiting& one : work_.waiting) competences += one.competences.size();
        const std::size_t late = work_.late();
        const auto mine = questions_shown();
        const auto overdue = static_cast<std::size_t>(
            std::count_if(mine.begin(), mine.end(), [](const auto* one) { return one->second.state == ClockState::overdue; }));
        out_ += "<ul class=\"counts\" role=\"list\">\n";
        const auto tile = [&](std::size_t n, std::string_view key, const std::string& more, std::string_view target, bool alert) {
            out_ += fmt::format("<li{}><a href=\"#{}\"><b>{}</b> <span>{}</span>{}</a></li>\n", alert ? " class=\"alert\"" : "",
                                target, escape_html(words_.number(static_cast<std::int64_t>(n))),
                                say(fmt::format("{}.{}", key, is_one(n) ? "one" : "other")),
                                more.empty() ? "" : fmt::format(" <small>{}</small>", more));
        };
        const std::string beyond = late > 0 ? plural("desk.late", late) : "";
        tile(work_.waiting.size(), "desk.tile_waiting",
             plural("desk.competences", competences) + (beyond.empty() ? "" : ", " + beyond), "waiting", late > 0);
        tile(work_.replied(), "desk.tile_replied", "", "waiting", false);
        tile(work_.asked.size(), "desk.tile_asked", "", "asked", false);
        tile(mine.size(), "desk.tile_questions", overdue > 0 ? plural("desk.overdue", overdue) : "", "questions", overdue > 0);
        out_ += "</ul>\n";
    }
    bool is_one(std::size_t n) const { return writer_.language() == Language::fr ? n < 2 : n == 1; }

    void heading(std::string_view id, std::string_view key, std::size_t n) {
        out_ += fmt::format("<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{1} <span class=\"n\">{2}</span></h2>\n", id,
                            say(key), escape_html(words_.number(static_cast<std::int64_t>(n))));
    }
    void nothing(std::string_view key) { out_ += fmt::format("<p class=\"nothing\">{}</p>\n", say(key)); }

    // Whether she asked for the information that is missing, or came.
    bool is_hers(const Waiting& one) const {
        if (!trainer_) return false;
        const TraineeStandings& standings = writer_.portfolio().standings_of(one.activity->owner);
        return std::any_of(one.competences.begin(), one.competences.end(), [&](const WaitingCompetence& each) {
            const Standing* standing =
                each.what == WaitingFor::reading ? find_standing(standings, each.key, subject_of(*one.activity)) : nullptr;
            return standing && std::any_of(standing->speaking.begin(), standing->speaking.end(), [&](const Decided& decided) {
                       return decided.decision->outcome == Outcome::more_information && decided.record->trainer == *trainer_;
                   });
        });
    }
    std::vector<const Waiting*> hers_first(const std::vector<Waiting>& list) const {
        std::vector<const Waiting*> out;
        for (const Waiting& one : list) out.push_back(&one);
        std::stable_partition(out.begin(), out.end(), [&](const Waiting* one) { return is_hers(*one); });
        return out;
    }

    void subject_line(const Waiting& one) {
        out_ += fmt::format("<h3><a href=\"{}\"><span class=\"reference\">{}</span> {}</a></h3>\n<p class=\"who\">{}</p>\n",
                            url(map().activity(*one.activity)), escape_html(one.activity->reference), author(one.activity->title),
                            author(one.trainee->name) + (is_hers(one) ? fmt::format(" · <em>{}</em>", say("desk.yours")) : ""));
    }

    std::string statement(const CompetenceKey& key) const {
        const Framework* framework = writer_.institute().find_framework(key.framework);
        const Competence* one = framework ? framework->find(key.code) : nullptr;
        return one ? author(wording(one->statements, writer_.language()).text) : "";
    }

    void codes(const Waiting& one, bool with_state) {
        out_ += "<ul class=\"codes\" role=\"list\">\n";
        for (const WaitingCompetence& each : one.competences) {
            const std::string_view state = each.what == WaitingFor::reading    ? "desk.reading"
                                           : each.what == WaitingFor::settling ? "desk.settling"
                                                                               : "";
            out_ += fmt::format("<li><b>{}</b> <span>{}</span>{}</li>\n", escape_html(each.key.code), statement(each.key),
                                !with_state || state.empty() ? "" : fmt::format(" <em>{}</em>", say(state)));
        }
        out_ += "</ul>\n";
    }

    void waiting() {
        heading("waiting", "desk.waiting", work_.waiting.size());
        const int target = writer_.configuration().attest_within_days;
        if (target > 0)
            out_ += fmt::format("<p class=\"hint\">{}</p>\n", plural("desk.target", static_cast<std::size_t>(target)));
        if (work_.waiting.empty()) nothing("desk.nothing_waits");
        out_ += "<ol class=\"list\" role=\"list\">\n";
        for (const Waiting* each : hers_first(work_.waiting)) {
            const Waiting& one = *each;
            out_ +=
                fmt::format("<li class=\"item{}\">\n<p class=\"age\"><b>{}</b> <span>{} {}</span>{}</p>\n<div>\n",
                            one.late ? " late" : "", plural("desk.days", static_cast<std::size_t>(one.days)), say("desk.since"),
                            time(one.since), one.late ? fmt::format(" <em>{}</em>", say("desk.is_late")) : "");
            subject_line(one);
            codes(one, true);
            out_ += "</div>\n";
            if (can_sign())
                out_ += fmt::format(
                    "<p class=\"act\"><a class=\"button\" href=\"{}#{}\">{}<span class=\"hidden\"> {}</span></a></p>\n",
                    url(map().signing(writer_.gfp())), escape_html(encode_url_path(one.activity->reference)), say("desk.decide"),
                    escape_html(one.activity->reference));
            out_ += "</li>\n";
        }
        out_ += "</ol>\n</section>\n";
    }

    // Who asked for it, and what.
    void requests(const Waiting& one) {
        const TraineeStandings& standings = writer_.portfolio().standings_of(one.activity->owner);
        out_ += "<ul class=\"requests\" role=\"list\">\n";
        for (const WaitingCompetence& each : one.competences) {
            const Standing* standing = find_standing(standings, each.key, subject_of(*one.activity));
            if (!standing) continue;
            for (const Decided& decided : standing->speaking) {
                if (decided.decision->outcome != Outcome::more_information) continue;
                out_ += fmt::format("<li><b>{}</b> <q>{}</q> <span class=\"who\">{}</span></li>\n", escape_html(each.key.code),
                                    author(decided.decision->comment), author(decided.record->trainer_name));
            }
        }
        out_ += "</ul>\n";
    }

    void asked() {
        heading("asked", "desk.asked", work_.asked.size());
        if (work_.asked.empty())
            nothing("desk.nothing_asked");
        else
            out_ += fmt::format("<p class=\"hint\">{}</p>\n", say("desk.asked_hint"));
        out_ += "<ol class=\"list\" role=\"list\">\n";
        for (const Waiting* each : hers_first(work_.asked)) {
            const Waiting& one = *each;
            out_ += fmt::format("<li class=\"item\">\n<p class=\"age\"><b>{}</b> <span>{} {}</span></p>\n<div>\n",
                                plural("desk.days", static_cast<std::size_t>(one.days)), say("desk.requested"), time(one.since));
            subject_line(one);
            requests(one);
            out_ += "</div>\n</li>\n";
        }
        out_ += "</ol>\n</section>\n";
    }

    // A trainer's desk leaves out what was put to another one.
    std::vector<const std::pair<const Question*, Clock>*> questions_shown() const {
        std::vector<const std::pair<const Question*, Clock>*> out;
        for (const auto& one : work_.questions)
            if (!trainer_ || one.first->to.empty() || one.first->to == *trainer_) out.push_back(&one);
        return out;
    }

    void questions() {
        const auto shown = questions_shown();
        heading("questions", "desk.questions", shown.size());
        if (shown.empty()) nothing("desk.nothing_asked_of_us");
        out_ += "<ol class=\"list\" role=\"list\">\n";
        for (const auto* each : shown) {
            const auto& [question, clock] = *each;
            const bool overdue = clock.state == ClockState::overdue;
            std::string age;
            if (clock.state == ClockState::waiting)
                age = fmt::format("<b>{}</b> <span>{} {}</span>", plural("desk.days", static_cast<std::size_t>(clock.days)),
                                  say("desk.since"), time(question->asked));
            else
                age = fmt::format("<b>{}</b> <span>{} {}</span>",
                                  !overdue         ? left(clock)
                                  : clock.days > 0 ? plural("desk.overdue_by", static_cast<std::size_t>(clock.days))
                                                   : say("desk.overdue_today"),
                                  say("desk.before"), time(clock.deadline));
            out_ += fmt::format("<li class=\"item{}\">\n<p class=\"age\">{}</p>\n<div>\n<h3><a href=\"{}\">{}</a></h3>\n<p "
                                "class=\"who\">{}{}</p>\n</div>\n</li>\n",
                                overdue ? " late" : "", age, url(map().question(writer_.gfp(), *question)),
                                author(question->title), author(writer_.name_of(question->by)),
                                question->to.empty() ? "" : " → " + author(writer_.name_of(PersonKey{{}, {}, question->to})));
        }
        out_ += "</ol>\n</section>\n";
    }

    // A link to what the signing page lists under that word.
    void signing_link(std::string_view list) {
        if (can_sign())
            out_ += fmt::format("<p class=\"act\"><a class=\"button\" href=\"{}#{}\">{}</a></p>\n",
                                url(map().signing(writer_.gfp())), list, say("desk.decide"));
    }

    void sessions() {
        if (work_.sessions.empty()) return;
        std::vector<const UndecidedSession*> list;
        for (const UndecidedSession& one : work_.sessions) list.push_back(&one);
        if (trainer_)
            std::stable_partition(list.begin(), list.end(), [&](const UndecidedSession* one) {
                const auto& givers = one->training->trainers;
                return std::find(givers.begin(), givers.end(), *trainer_) != givers.end();
            });
        heading("sessions", "desk.sessions", list.size());
        out_ += fmt::format("<p class=\"hint\">{}</p>\n<ol class=\"list\" role=\"list\">\n", say("desk.sessions_hint"));
        for (const UndecidedSession* one : list) {
            std::vector<std::string> names, givers;
            for (const Trainee* each : one->trainees) names.push_back(each->name);
            for (const TrainerId& each : one->training->trainers) givers.push_back(writer_.name_of(PersonKey{{}, {}, each}));
            out_ +=
                fmt::format("<li class=\"item\">\n<p class=\"age\"><b>{}</b> <span>{} {}</span></p>\n<div>\n<h3><a "
                            "href=\"{}\">{}</a></h3>\n<p class=\"who\">{}</p>\n<p>{} · {}</p>\n</div>\n",
                            plural("desk.days", static_cast<std::size_t>(one->days)), say("desk.held"), time(one->training->date),
                            url(map().training(*one->training)), author(one->training->title), author(join(givers, ", ")),
                            escape_html(join(one->training->competences, ", ")), author(join(names, ", ")));
            signing_link("trainings");
            out_ += "</li>\n";
        }
        out_ += "</ol>\n</section>\n";
    }

    void contributions() {
        if (work_.contributions.empty()) return;
        heading("contributions", "desk.contributions", work_.contributions.size());
        out_ += fmt::format("<p class=\"hint\">{}</p>\n<ol class=\"list\" role=\"list\">\n", say("desk.contributions_hint"));
        for (const UndecidedContributions& one : work_.contributions) {
            out_ +=
                fmt::format("<li class=\"item\">\n<p class=\"age\"><b>{}</b> <span>{} {}</span></p>\n<div>\n<h3><a "
                            "href=\"{}\">{}</a></h3>\n<p class=\"who\">{}</p>\n</div>\n",
                            plural("desk.days", static_cast<std::size_t>(one.days)), say("desk.since"), time(one.since),
                            url(map().trainee(one.trainee->key)), author(one.trainee->name), plural("desk.answers", one.answers));
            signing_link("contributions");
            out_ += "</li>\n";
        }
        out_ += "</ol>\n</section>\n";
    }

    std::string left(const Clock& clock) const {
        const auto hours =
            std::chrono::duration_cast<std::chrono::hours>(clock.deadline.utc - writer_.portfolio().now.utc).count();
        return clock.days > 0 ? plural("desk.days_left", static_cast<std::size_t>(clock.days))
                              : plural("desk.hours_left", static_cast<std::size_t>(hours));
    }

    void decisions() {
        std::vector<const AttestationRecord*> shown;
        for (const AttestationRecord* one : work_.decisions)
            if (shown.size() < latest_decisions && (!trainer_ || one->trainer == *trainer_)) shown.push_back(one);
        out_ += fmt::format("<section aria-labelledby=\"decisions\">\n<h2 id=\"decisions\">{}</h2>\n", say("desk.decisions"));
        if (shown.empty()) nothing("desk.no_decision");
        out_ += "<ol class=\"list plain\" role=\"list\">\n";
        for (const AttestationRecord* one : shown) {
            out_ += fmt::format(
                "<li class=\"item\">\n<p class=\"age\"><span>{}</span> <em class=\"word\">{}</em></p>\n<div>\n<h3>{}</h3>\n<p "
                "class=\"who\">{}{}</p>\n<ul class=\"codes\" role=\"list\">\n",
                escape_html(signing_span(writer_, *one)), say(fmt::format("word.{}", text_of(one->word))), about(*one),
                trainer_ ? "" : author(one->trainer_name) + " → ", author(writer_.name_of(one->trainee)));
            for (const SignedDecision& each : one->decisions)
                out_ += fmt::format("<li><b>{}</b> <span>{}</span></li>\n", escape_html(each.competence),
                                    say(fmt::format("decision.{}", text_of(each.outcome))));
            out_ += "</ul>\n</div>\n</li>\n";
        }
        out_ += "</ol>\n</section>\n";
    }

    std::string about(const AttestationRecord& one) const {
        if (one.about == AboutKind::contributions) return say("panel.about_contributions");
        if (one.about == AboutKind::training)
            return escape_html(words_.fill("panel.about_training", {{"name", one.gfp.value + "/" + one.training}}));
        const auto found = writer_.portfolio().by_reference.find(one.reference);
        const std::string name =
            fmt::format("<span class=\"reference\">{}</span> {}", escape_html(one.reference), author(one.state->title));
        if (found == writer_.portfolio().by_reference.end()) return name;
        return fmt::format("<a href=\"{}\">{}</a>", url(map().activity(*found->second)), name);
    }

    void load() {
        out_ += fmt::format(
            "<section aria-labelledby=\"load\">\n<h2 id=\"load\">{}</h2>\n<p class=\"hint\">{}</p>\n<div class=\"scroll\" "
            "tabindex=\"0\" role=\"group\" aria-labelledby=\"load\">\n<table>\n<thead>\n<tr><th scope=\"col\">{}</th><th "
            "scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr>\n</thead>\n<tbody>\n",
            say("desk.load"), say("desk.load_hint"), say("desk.trainer"), say("desk.decided"), say("desk.answered"),
            say("desk.put_to_her"));
        std::size_t most = 1, most_answers = 1;
        const auto of = [](const std::map<TrainerId, std::size_t>& counts, const TrainerId& id) {
            const auto found = counts.find(id);
            return found == counts.end() ? std::size_t{0} : found->second;
        };
        for (const auto& [id, name] : work_.trainers) {
            most = std::max(most, of(work_.decided, id));
            most_answers = std::max(most_answers, of(work_.answered, id));
        }
        const auto bar = [&](std::size_t n, std::size_t of_most) {
            return fmt::format("<td><meter min=\"0\" max=\"{}\" value=\"{}\" aria-hidden=\"true\"></meter> {}</td>", of_most, n,
                               escape_html(words_.number(static_cast<std::int64_t>(n))));
        };
        for (const auto& [id, name] : work_.trainers)
            out_ += fmt::format("<tr{}><th scope=\"row\"><a href=\"{}\">{}</a></th>{}{}<td>{}</td></tr>\n",
                                trainer_ && *trainer_ == id ? " class=\"self\"" : "", url(map().desk(writer_.gfp(), id)),
                                author(name), bar(of(work_.decided, id), most), bar(of(work_.answered, id), most_answers),
                                escape_html(words_.number(static_cast<std::int64_t>(of(work_.asked_of, id)))));
        out_ += "</tbody>\n</table>\n</div>\n</section>\n";
    }
};

} // namespace

std::vector<DeskPage> desk_pages(const ViewContext& context, const std::string& style) {
    std::vector<DeskPage> out;
    if (context.portfolio->audience != Audience::trainers) return out;
    const auto all = std::make_shared<std::vector<std::shared_ptr<const GroupWork>>>();
    for (const Group& group : context.portfolio->groups) {
        const auto work = std::make_shared<const GroupWork>(work_of(context, group));
        all->push_back(work);
        if (!context.lists_groups()) continue;
        const GfpId& gfp = group.gfp->id;
        const auto add = [&](SitePath path, std::optional<TrainerId> trainer) {
            out.push_back({path, [&context, &group, &style, work, path, trainer] {
                               return DeskWriter(context, group, *work, path, trainer ? &*trainer : nullptr).html(style);
                           }});
        };
        add(context.map->page(gfp, SiteMap::One::desk), std::nullopt);
        for (const auto& [id, name] : work->trainers) add(context.map->desk(gfp, id), id);
    }
    if (context.lists_above())
        out.push_back({context.map->desks(), [&context, &style, all] { return desk_index(context, style, *all); }});
    return out;
}

} // namespace livret

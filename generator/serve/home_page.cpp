#include "serve/home_page.hpp"

#include "base/words.hpp"
#include "load/places.hpp"
#include "resolve/audience.hpp"
#include "resolve/clock.hpp"
#include "resolve/standing.hpp"
#include "resolve/waiting.hpp"
#include "serve/home_parts.hpp"
#include "serve/own_words.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

class HomePage : public HomeParts {
  public:
    using HomeParts::HomeParts;

    std::string build(const std::vector<JournalEntry>& unfinished, const std::string& sentence) {
        out += fmt::format("<h1>{}</h1>\n", w(home_key()));
        if (!is_trainer()) out += fmt::format("<p class=\"lead\">{}</p>\n", w("home.lead"));
        told(sentence);
        if (is_trainer())
            of_trainer(unfinished);
        else
            of_trainee(unfinished);
        return whole(words_.say(home_key()));
    }

  private:
    void of_trainee(const std::vector<JournalEntry>& unfinished) {
        actions();
        deposit();
        forms(unfinished);
        requests();
        activities();
        positions();
        own_questions();
        group_questions();
        examples();
    }
    void of_trainer(const std::vector<JournalEntry>& unfinished) {
        forms(unfinished);
        waits();
        open_questions();
        import_signed();
        deposit();
        other_questions();
    }

    // --- what she can do
    void actions() {
        out += "<ul class=\"actions\" role=\"list\">";
        const auto action = [&](const std::string& where, std::string_view key) {
            out += fmt::format("<li><a class=\"button\" href=\"{}\">{}</a></li>", link(where), w(key));
        };
        action("/new/activity", "home.new-activity");
        action("/new/position", "home.new-position");
        action("/new/question", "home.new-question");
        out += "</ul>\n";
        out += fmt::format("<p><a href=\"{}\" download>{}</a> <span class=\"card-note\">{}</span></p>\n", link("/dossier"),
                           w("home.dossier"), w("home.dossier-note"));
    }
    // What a button of the page does beside writing. `fields`: HTML.
    void deed(const std::string& where, std::string_view key, const std::string& fields) {
        out += fmt::format("<form method=\"post\" enctype=\"multipart/form-data\" action=\"{}\" "
                           "class=\"deed\"><h2>{}</h2>{}<button>{}</button></form>\n",
                           link(where), w(key), fields, w(fmt::format("{}.do", key)));
    }
    void deposit() { // (a form without any field is no multipart body)
        if (facts_.deposit)
            deed("/deposit", "deposit",
                 fmt::format("<p>{}</p><input type=\"hidden\" name=\"deed\" value=\"deposit\">", w("deposit.text")));
    }
    void import_signed() {
        if (facts_.import_signed)
            deed("/import-signed", "import",
                 fmt::format("<p><label for=\"zip\">{}</label></p><input type=\"file\" id=\"zip\" name=\"zip\" accept=\".zip\">",
                             w("import.text")));
    }

    // --- what she began
    void forms(const std::vector<JournalEntry>& unfinished) {
        std::vector<std::string> items, aside;
        for (const JournalEntry& one : unfinished) {
            std::string title = one.values.one("title");
            if (title.empty()) title = words_.say(one.kind + (one.path.empty() ? ".new" : ".edit"));
            const std::string time = one.kept.size() > 16 ? one.kept.substr(11, 5) : std::string();
            (one.aside ? aside : items)
                .push_back(
                    card("/form/" + one.id, title, words_.say("kept.on", {{"day", one.kept.substr(0, 10)}, {"time", time}})));
        }
        list("unfinished", items);
        list("aside", aside);
    }

    // --- a trainee's
    // Requests for more information that no reply answers yet.
    void requests() {
        std::vector<std::string> items;
        for (const AttestationRecord& record : institute().trust.attestations) {
            if (record.trainee != key() || !record.counts() || !record.superseded_by.empty()) continue;
            const bool asks = std::any_of(record.decisions.begin(), record.decisions.end(),
                                          [](const SignedDecision& one) { return one.outcome == Outcome::more_information; });
            if (!asks) continue;
            for (const Activity& one : institute().activities) {
                if (one.reference != record.reference || one.owner != record.trainee) continue;
                const bool replied = std::any_of(one.replies.begin(), one.replies.end(),
                                                 [&](const Reply& each) { return record.asked_by(each.to); });
                if (!replied)
                    items.push_back(
                        card(fmt::format("/new/reply?path={}&to={}", encode_url_path(one.path.value), record.digest.substr(0, 8)),
                             one.title, words_.say("home.request-note")));
            }
        }
        list("requests", items);
    }

    void activities() {
        const auto all = standings_of(institute());
        const auto found = all.find(key());
        const TraineeStandings none;
        const TraineeStandings& standings = found == all.end() ? none : found->second;
        std::vector<std::string> items;
        for (auto one = institute().activities.rbegin(); one != institute().activities.rend(); ++one) { // the newest first
            if (one->owner != key()) continue;
            const char* status = one->status == Status::draft      ? "draft"
                                 : one->status == Status::declared ? "declared"
                                                                   : "withdrawn";
            items.push_back(card("/edit/activity?path=" + encode_url_path(one->path.value), one->title,
                                 fmt::format("{} · {}", words_.say(fmt::format("choice.status.{}", status)),
                                             date_range(one->dates.from, one->dates.to, words_.language())),
                                 states(*one, standings) + own_replies(*one)));
        }
        for (const LeftOut& one : institute().left_out)
            if (one.owner == key() && place_of(one.path).kind == PlaceKind::activity)
                items.push_back(card("/edit/activity?path=" + encode_url_path(one.path.value), std::string(one.path.value),
                                     words_.say("home.has-errors")));
        list("activities", items, "home.no-activity");
    }

    // What trainers made of the competences that she declares there.
    std::string states(const Activity& activity, const TraineeStandings& standings) const {
        if (activity.status != Status::declared) return {};
        StateCounts counted;
        for (const Declaration& one : activity.declarations) {
            const Standing* standing = find_standing(standings, one.competence, subject_of(activity));
            counted.add(standing == nullptr ? State::declared : standing->state);
        }
        std::string parts;
        const auto part = [&](std::string_view look, std::string_view name, std::size_t n) {
            if (n > 0) parts += fmt::format("<span class=\"{}\">{}</span> ", look, counted_words(name, n));
        };
        part("is-good", "state.attested", counted.counting());
        part("is-alert", "state.refused", counted.of(State::not_attested));
        part("is-wait", "state.asked", counted.of(State::asked));
        part("is-soft", "state.replied", counted.of(State::answered));
        part("is-soft", "state.waiting",
             counted.of(State::declared) + counted.of(State::set_aside) + counted.of(State::conflict));
        return parts.empty() ? parts : fmt::format("<p class=\"states\">{}</p>", parts);
    }

    // Replies of hers that nobody built on yet.
    std::string own_replies(const Activity& activity) const {
        std::string parts;
        std::set<std::string> seen;
        for (const Reply& one : activity.replies) {
            if (!seen.insert(one.to).second) continue;
            JournalEntry form;
            form.kind = "reply";
            form.path = activity.path.value;
            form.about = one.to;
            for (const OwnWords& own : own_words(facts_.form, form, facts_.form.disk.read_if_exists(form.path)))
                if (own.held_by.empty())
                    parts +=
                        fmt::format("<a class=\"second\" href=\"{}\">{}</a>",
                                    link(fmt::format("/edit/reply?path={}&n={}", encode_url_path(form.path), own.item.number)),
                                    w("home.correct-reply", {{"day", shown_day(own.item, words_.language())}}));
        }
        return parts;
    }

    void positions() {
        std::vector<std::string> items;
        for (auto one = institute().positionings.rbegin(); one != institute().positionings.rend(); ++one)
            if (one->owner == key())
                items.push_back(
                    card("/edit/position?path=" + encode_url_path(one->path.value), long_date(one->date, words_.language()), ""));
        list("positions", items);
    }

    void own_questions() {
        std::vector<std::string> items;
        for (auto one = institute().questions.rbegin(); one != institute().questions.rend(); ++one) {
            if (one->by != facts_.form.person) continue;
            items.push_back(
                question_card(*one, clock_words(*one),
                              fmt::format("<a class=\"second\" href=\"{}\">{}</a>",
                                          link("/edit/question?path=" + encode_url_path(one->path.value)), w("home.change"))));
        }
        list("own-questions", items);
    }

    void group_questions() {
        const Gfp* gfp = institute().find_gfp(facts_.form.person.gfp);
        std::vector<std::string> items;
        for (auto one = institute().questions.rbegin(); one != institute().questions.rend(); ++one) {
            const bool here =
                one->gfp == facts_.form.person.gfp || (gfp != nullptr && !one->stream.empty() && one->stream == gfp->stream);
            if (here && one->by != facts_.form.person && may_read(*one, facts_.form.person))
                items.push_back(question_card(*one, asked_words(*one)));
        }
        list("questions", items);
    }

    void examples() {
        std::vector<std::string> items;
        for (const Example& one : institute().examples)
            items.push_back(card("/new/activity?from=" + encode_url_path(one.slug), one.title, one.level));
        list("examples", items);
    }

    // --- a trainer's
    void waits() {
        const Waits waits = waits_of(institute(), standings_of(institute()), facts_.form.now.local_date());
        const SiteMap map = site_map();
        out += fmt::format("<section aria-labelledby=\"h-waits\"><h2 id=\"h-waits\">{}</h2>\n<ul "
                           "class=\"groups\" role=\"list\">",
                           w("home.waits"));
        for (const Gfp& gfp : institute().gfps) {
            if (!groups().contains(gfp.id)) continue;
            std::vector<const Waiting*> here;
            for (const Waiting& one : waits.waiting)
                if (one.activity->owner.gfp == gfp.id) here.push_back(&one);
            const std::string of_group = fmt::format("<span class=\"hidden\"> : {}</span>", t(gfp.title));
            out += fmt::format("<li><h3>{}</h3><p>{}</p><p class=\"ways\"><a href=\"{}\">{}</a>", t(gfp.title),
                               here.empty() ? w("home.nothing-waits") : waiting_words(here),
                               site(map.desk(gfp.id, facts_.form.person.trainer)), w("home.desk") + of_group);
            if (can_be_signed(institute()))
                out += fmt::format(" <a href=\"{}\">{}</a>", site(map.signing(gfp.id)), w("home.sign") + of_group);
            out += "</p></li>\n";
        }
        out += "</ul>\n";
        if (groups().empty()) out += fmt::format("<p class=\"hint\">{}</p>", w("home.no-group"));
        out += "</section>\n";
    }

    std::string waiting_words(const std::vector<const Waiting*>& here) const {
        std::size_t competences = 0, late = 0;
        for (const Waiting* one : here) {
            competences += one->competences.size();
            late += one->late ? 1 : 0;
        }
        std::string text = fmt::format("<strong>{}</strong>, {} · {}", counted_words("wait.activities", here.size()),
                                       counted_words("wait.competences", competences),
                                       counted_words("wait.oldest", static_cast<std::size_t>(here.front()->days)));
        if (late > 0) text += fmt::format(" · <span class=\"is-alert\">{}</span>", counted_words("wait.late", late));
        return text;
    }

    // Hers to answer: of her groups and their streams, to everybody or to her.
    bool waits_for_her(const Question& one) const {
        return waits_for_answer(one) && is_near(one) && (one.to.empty() || one.to == facts_.form.person.trainer);
    }

    void open_questions() {
        std::vector<const Question*> open;
        for (const Question& one : institute().questions)
            if (waits_for_her(one)) open.push_back(&one);
        std::sort(open.begin(), open.end(), [&](const Question* a, const Question* b) { return urgency(*a) < urgency(*b); });
        std::vector<std::string> items;
        for (const Question* one : open) items.push_back(question_card(*one, clock_words(*one), asked_line(*one)));
        list("open-questions", items, "home.no-open-question");
    }

    void other_questions() {
        std::vector<std::string> near, elsewhere;
        for (auto one = institute().questions.rbegin(); one != institute().questions.rend(); ++one)
            if (!waits_for_her(*one)) (is_near(*one) ? near : elsewhere).push_back(question_card(*one, asked_words(*one)));
        folded("home.other-questions", near);
        folded("home.questions-elsewhere", elsewhere);
    }
    void folded(std::string_view heading, const std::vector<std::string>& items) {
        if (items.empty()) return;
        out += fmt::format("<details class=\"folded\"><summary>{} <span "
                           "class=\"count\">{}</span></summary><ul class=\"cards\" "
                           "role=\"list\">{}</ul></details>\n",
                           w(heading), items.size(), join(items, ""));
    }
};

} // namespace

std::string home_page(const PageFacts& facts, const std::vector<JournalEntry>& unfinished, const std::string& told) {
    return HomePage(facts).build(unfinished, told);
}

} // namespace livret

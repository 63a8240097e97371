#include "serve/home_parts.hpp"

#include "base/words.hpp"
#include "resolve/trainer_groups.hpp"

#include <fmt/format.h>

namespace livret {

HomeParts::HomeParts(const PageFacts& facts) : Html(facts) {
    if (!is_trainer()) return;
    const TrainerId& trainer = facts.form.person.trainer;
    groups_ = groups_signed_by(institute(), trainer, facts.form.now.local_date());
    groups_.merge(groups_taught_by(institute(), trainer));
    for (const Gfp& one : institute().gfps)
        if (groups_.contains(one.id) && !one.stream.empty()) streams_.insert(one.stream);
}

void HomeParts::list(std::string_view heading, const std::vector<std::string>& items, std::string_view nothing) {
    if (items.empty() && nothing.empty()) return;
    out +=
        fmt::format("<section aria-labelledby=\"h-{0}\"><h2 id=\"h-{0}\">{1}</h2>", heading, w(fmt::format("home.{}", heading)));
    if (items.empty())
        out += fmt::format("<p class=\"hint\">{}</p>", w(nothing));
    else
        out += "<ul class=\"cards\" role=\"list\">" + join(items, "") + "</ul>";
    out += "</section>\n";
}

std::string HomeParts::card(const std::string& to, const std::string& title, const std::string& note,
                            std::string_view more) const {
    return fmt::format("<li><a href=\"{}\">{}</a><span class=\"card-note\">{}</span>{}</li>\n", link(to), t(title), t(note),
                       more);
}

std::string HomeParts::counted_words(std::string_view key, std::size_t n) const {
    const bool one = words_.french() ? n < 2 : n == 1;
    return w(fmt::format("{}.{}", key, one ? "one" : "other"), {{"n", std::to_string(n)}});
}

std::string HomeParts::question_card(const Question& one, const std::string& note, std::string_view more) const {
    return fmt::format("<li><a href=\"{}\">{}</a><span class=\"card-note\">{}</span>{}</li>\n",
                       link("/new/answer?path=" + encode_url_path(one.path.value)), t(one.title), note, more);
}

Clock HomeParts::clock(const Question& one) const {
    return clock_of(one, institute().configuration.promise_days, facts_.form.now);
}

std::string HomeParts::clock_words(const Question& one) const {
    const Clock clock = this->clock(one);
    const auto days = static_cast<std::size_t>(clock.days);
    const auto with_deadline = [&](std::string_view look, const std::string& words) {
        return fmt::format("<strong class=\"{}\">{}</strong> <time datetime=\"{}\">{}</time>", look, words, iso(clock.deadline),
                           w("clock.before", {{"moment", long_moment(clock.deadline, words_.language())}}));
    };
    switch (clock.state) {
    case ClockState::overdue:
        return with_deadline("is-alert", days == 0 ? w("clock.overdue-today") : counted_words("clock.overdue", days));
    case ClockState::due: {
        const auto hours = std::chrono::duration_cast<std::chrono::hours>(clock.deadline.utc - facts_.form.now.utc).count();
        return with_deadline("is-wait", days > 0 ? counted_words("clock.days-left", days)
                                                 : counted_words("clock.hours-left", static_cast<std::size_t>(hours)));
    }
    case ClockState::settled:
        return w("clock.resolved");
    case ClockState::waiting:
        return fmt::format("<strong class=\"is-wait\">{}</strong>", counted_words("clock.waiting", days));
    default:
        return w("clock.answered");
    }
}

std::string HomeParts::asked(const Question& one) const {
    return fmt::format("{}, {}", shown_name(institute(), one.by), long_date(one.asked.local_date(), words_.language()));
}

std::string HomeParts::asked_line(const Question& one) const {
    std::string text = asked(one);
    const Gfp* gfp = institute().find_gfp(one.gfp);
    const Stream* stream = institute().find_stream(one.stream);
    if (one.to.empty())
        text += " · " + (stream != nullptr ? words_.say("asked.stream", {{"title", stream->title}})
                         : gfp != nullptr  ? gfp->title
                                           : one.gfp.value);
    else
        text += " · " + words_.say("asked.to", {{"name", shown_name(institute(), PersonKey{{}, {}, one.to})}});
    return fmt::format("<p class=\"card-line\">{}</p>", t(text));
}

std::string HomeParts::asked_words(const Question& one) const {
    std::string text = asked(one);
    if (!one.to.empty()) text += " · " + words_.say("asked.to", {{"name", shown_name(institute(), PersonKey{{}, {}, one.to})}});
    return fmt::format("{} · {}", t(text),
                       is_answered(one) ? w("clock.answered")
                       : one.resolved   ? w("clock.resolved")
                                        : fmt::format("<span class=\"is-wait\">{}</span>", w("clock.no-trainer")));
}

bool HomeParts::is_near(const Question& one) const {
    if (one.to == facts_.form.person.trainer) return true;
    return one.stream.empty() ? groups_.contains(one.gfp) : streams_.contains(one.stream);
}

std::tuple<bool, std::chrono::sys_seconds, std::string> HomeParts::urgency(const Question& one) const {
    const Clock clock = this->clock(one);
    const bool promised = clock.state != ClockState::waiting;
    return {!promised, promised ? clock.deadline.utc : one.asked.utc, one.path.value};
}

SiteMap HomeParts::site_map() const {
    Portfolio none;
    none.institute = &institute();
    return SiteMap(none, institute().configuration.language);
}

std::string HomeParts::site(const SitePath& page) const {
    return escape_html(facts_.site + encode_url_path(page.value));
}

} // namespace livret

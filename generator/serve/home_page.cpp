#include "serve/home_page.hpp"

#include "base/words.hpp"
#include "load/places.hpp"

#include <fmt/format.h>

namespace livret {

namespace {

class HomeHtml : public Html {
  public:
    using Html::Html;

    void list(std::string_view heading, const std::vector<std::string>& items, std::string_view nothing = "") {
        if (items.empty() && nothing.empty()) return;
        out += fmt::format("<section aria-labelledby=\"h-{0}\"><h2 id=\"h-{0}\">{1}</h2>", heading,
                           w(fmt::format("home.{}", heading)));
        if (items.empty())
            out += fmt::format("<p class=\"hint\">{}</p>", w(nothing));
        else
            out += "<ul class=\"cards\" role=\"list\">" + join(items, "") + "</ul>";
        out += "</section>\n";
    }
    // Both texts, one below the other, and which of them stays.
    void choice(const TwoVersions& one) {
        const std::string id = element_id(one.path);
        out += fmt::format("<fieldset class=\"field conflict\"><legend><code>{}</code></legend>", escape_html(one.path));
        const auto text = [&](std::string_view whose, const std::string& words) {
            if (one.is_text)
                out +=
                    fmt::format("<label for=\"{0}-{1}\">{2}</label><textarea id=\"{0}-{1}\" readonly rows=\"8\">\n{3}</textarea>",
                                id, whose, w(fmt::format("two-texts.{}", whose), {{"name", one.their_name}}), escape_html(words));
        };
        text("mine", one.mine);
        text("theirs", one.theirs);
        out += "<div class=\"choices\">";
        for (const std::string_view which : {"mine", "theirs", "both"})
            if (which == "theirs" || one.mine_can_stay)
                out += fmt::format("<div class=\"choice\"><input type=\"radio\" id=\"{0}.{1}\" name=\"choice.{2}\" value=\"{1}\" "
                                   "required><label for=\"{0}.{1}\">{3}</label></div>",
                                   id, which, escape_html(one.path), w(fmt::format("two-texts.keep-{}", which)));
        out += "</div></fieldset>\n";
    }
    std::string card(const std::string& address_, const std::string& title, const std::string& note,
                     std::string_view more = "") const {
        return fmt::format("<li><a href=\"{}\">{}</a><span class=\"card-note\">{}</span>{}</li>", link(address_), t(title),
                           t(note), more);
    }
};

} // namespace

std::string home_page(const PageFacts& facts, const std::vector<JournalEntry>& unfinished,
                      const std::vector<std::pair<std::string, std::string>>& requests, const std::string& told) {
    HomeHtml page(facts);
    const FormWords& words = facts.form.words;
    const Institute& institute = facts.form.institute;
    const PersonKey& person = facts.form.person;
    const TraineeKey key{person.gfp, person.trainee};
    page.out += fmt::format("<h1>{}</h1>\n<p class=\"lead\">{}</p>\n", page.w("home"), page.w("home.lead"));
    page.told(told);
    page.out += "<ul class=\"actions\" role=\"list\">";
    const auto action = [&](const std::string& where, std::string_view key_) {
        page.out += fmt::format("<li><a class=\"button\" href=\"{}\">{}</a></li>", page.link(where), page.w(key_));
    };
    if (!person.is_trainer()) {
        action("/new/activity", "home.new-activity");
        action("/new/position", "home.new-position");
        action("/new/question", "home.new-question");
    }
    page.out += "</ul>\n";
    if (!person.is_trainer())
        page.out += fmt::format("<p><a href=\"{}\" download>{}</a> <span class=\"card-note\">{}</span></p>\n",
                                page.link("/dossier"), page.w("home.dossier"), page.w("home.dossier-note"));
    if (facts.deposit)
        page.out += fmt::format("<form method=\"post\" enctype=\"multipart/form-data\" action=\"{}\" "
                                "class=\"deed\"><h2>{}</h2><p>{}</p><input type=\"hidden\" name=\"deed\" value=\"deposit\">"
                                "<button>{}</button></form>\n", // (a form without any field is no multipart body)
                                page.link("/deposit"), page.w("deposit"), page.w("deposit.text"), page.w("deposit.do"));
    if (facts.import_signed)
        page.out += fmt::format(
            "<form method=\"post\" enctype=\"multipart/form-data\" action=\"{}\" class=\"deed\"><h2>{}</h2><p><label "
            "for=\"zip\">{}</label></p><input type=\"file\" id=\"zip\" name=\"zip\" accept=\".zip\"><button>{}</button></form>\n",
            page.link("/import-signed"), page.w("import"), page.w("import.text"), page.w("import.do"));

    std::vector<std::string> items, aside;
    for (const JournalEntry& one : unfinished) {
        std::string title = one.values.one("title");
        if (title.empty()) title = words.say(one.kind + (one.path.empty() ? ".new" : ".edit"));
        (one.aside ? aside : items)
            .push_back(page.card("/form/" + one.id, title,
                                 words.say("kept.on", {{"day", one.kept.substr(0, 10)},
                                                       {"time", one.kept.size() > 16 ? one.kept.substr(11, 5) : ""}})));
    }
    page.list("unfinished", items);
    page.list("aside", aside);

    items.clear();
    for (const auto& [where, title] : requests) items.push_back(page.card(where, title, words.say("home.request-note")));
    page.list("requests", items);

    if (!person.is_trainer()) {
        items.clear();
        for (auto one = institute.activities.rbegin(); one != institute.activities.rend(); ++one) { // the newest first
            if (one->owner != key) continue;
            const char* state = one->status == Status::draft      ? "draft"
                                : one->status == Status::declared ? "declared"
                                                                  : "withdrawn";
            items.push_back(page.card("/edit/activity?path=" + encode_url_path(one->path.value), one->title,
                                      fmt::format("{} · {}", words.say(fmt::format("choice.status.{}", state)),
                                                  date_range(one->dates.from, one->dates.to, words.language()))));
        }
        for (const LeftOut& one : institute.left_out)
            if (one.owner == key && place_of(one.path).kind == PlaceKind::activity)
                items.push_back(page.card("/edit/activity?path=" + encode_url_path(one.path.value), std::string(one.path.value),
                                          words.say("home.has-errors")));
        page.list("activities", items, "home.no-activity");
        items.clear();
        for (auto one = institute.positionings.rbegin(); one != institute.positionings.rend(); ++one)
            if (one->owner == key)
                items.push_back(page.card("/edit/position?path=" + encode_url_path(one->path.value),
                                          long_date(one->date, words.language()), ""));
        page.list("positions", items);
    }
    items.clear();
    const Gfp* gfp = institute.find_gfp(person.gfp);
    for (auto one = institute.questions.rbegin(); one != institute.questions.rend(); ++one) {
        const bool here = person.is_trainer() || one->gfp == person.gfp ||
                          (gfp != nullptr && !one->stream.empty() && one->stream == gfp->stream);
        if (!here) continue;
        std::string own;
        if (one->by == person)
            own = fmt::format("<a class=\"second\" href=\"{}\">{}</a>",
                              page.link("/edit/question?path=" + encode_url_path(one->path.value)), page.w("home.change"));
        items.push_back(page.card(
            "/new/answer?path=" + encode_url_path(one->path.value), one->title,
            fmt::format("{}, {} · {}", shown_name(institute, one->by), long_date(one->asked.local_date(), words.language()),
                        one->answers.empty() ? words.say("home.no-answer")
                                             : words.say(one->answers.size() == 1 ? "home.one-answer" : "home.answers",
                                                         {{"n", std::to_string(one->answers.size())}})),
            own));
    }
    page.list("questions", items);
    items.clear();
    if (!person.is_trainer())
        for (const Example& one : institute.examples)
            items.push_back(page.card("/new/activity?from=" + encode_url_path(one.slug), one.title, one.level));
    page.list("examples", items);
    return page.whole(words.say("home"));
}

std::string people_page(const PageFacts& facts) {
    HomeHtml page(facts);
    const Institute& institute = facts.form.institute;
    page.out +=
        fmt::format("<h1>{}</h1>\n<p class=\"lead\">{}</p>\n<form method=\"post\" enctype=\"multipart/form-data\" action=\"{}\">",
                    page.w("people"), page.w("people.lead"), page.link("/people"));
    const auto button = [&](const PersonKey& one, const std::string& name) {
        page.out += fmt::format("<li><button class=\"plain\" name=\"person\" value=\"{}\">{}</button></li>",
                                escape_html(name_of(one)), page.t(name));
    };
    for (const Gfp& gfp : institute.gfps) {
        page.out += fmt::format("<h2>{}</h2><ul class=\"names\" role=\"list\">", page.t(gfp.title));
        for (const Trainee& one : institute.trainees)
            if (one.key.gfp == gfp.id) button({one.key.gfp, one.key.trainee, {}}, one.name);
        page.out += "</ul>";
    }
    page.out += fmt::format("<h2>{}</h2><ul class=\"names\" role=\"list\">", page.w("people.trainers"));
    for (const Trainer& one : institute.configuration.trainers) button({{}, {}, one.id}, one.name);
    page.out += "</ul></form>\n";
    return page.whole(facts.form.words.say("people"));
}

std::string deed_page(const PageFacts& facts, const std::string& title, const DeedResult& result) {
    HomeHtml page(facts);
    page.out += fmt::format("<h1>{}</h1>\n<div class=\"told {}\" role=\"status\">", page.t(title), result.good ? "good" : "bad");
    bool in_list = false;
    for (const std::string& line : result.lines) {
        const bool item = line.starts_with("  ");
        if (item != in_list) page.out += item ? "<ul>" : "</ul>";
        in_list = item;
        page.out += fmt::format("<{0}>{1}</{0}>", item ? "li" : "p", page.t(trim(line)));
    }
    page.out += fmt::format("{}</div>\n", in_list ? "</ul>" : "");
    if (!result.choices.empty()) {
        page.out += fmt::format("<form method=\"post\" enctype=\"multipart/form-data\" action=\"{}\"><p>{}</p>\n",
                                page.link("/deposit"), page.w("two-texts"));
        for (const TwoVersions& one : result.choices) page.choice(one);
        page.out += fmt::format("<button>{}</button></form>\n", page.w("deposit.do"));
    }
    page.out += fmt::format("<p><a class=\"button\" href=\"{}\">{}</a></p>\n", page.link("/"), page.w("nav.home"));
    return page.whole(title);
}

std::string plain_page(const PageFacts& facts, const std::string& title, const std::string& text) {
    HomeHtml page(facts);
    page.out += fmt::format("<h1>{}</h1>\n<p>{}</p>\n<p><a class=\"button\" href=\"{}\">{}</a></p>\n", page.t(title),
                            page.t(text), page.link("/"), page.w("nav.home"));
    return page.whole(title);
}

} // namespace livret

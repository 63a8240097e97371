#include "serve/small_pages.hpp"

#include <fmt/format.h>

namespace livret {

namespace {

class SmallHtml : public Html {
  public:
    using Html::Html;

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
};

} // namespace

std::string people_page(const PageFacts& facts) {
    SmallHtml page(facts);
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
    SmallHtml page(facts);
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
    page.out += fmt::format("<p><a class=\"button\" href=\"{}\">{}</a></p>\n", page.link("/"), page.w(page.home_key()));
    return page.whole(title);
}

std::string plain_page(const PageFacts& facts, const std::string& title, const std::string& text) {
    SmallHtml page(facts);
    page.out += fmt::format("<h1>{}</h1>\n<p>{}</p>\n<p><a class=\"button\" href=\"{}\">{}</a></p>\n", page.t(title),
                            page.t(text), page.link("/"), page.w(page.home_key()));
    return page.whole(title);
}

} // namespace livret

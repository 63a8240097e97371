#include "serve/html_page.hpp"

#include <fmt/format.h>

namespace livret {

std::string element_id(std::string_view name) {
    return "f-" + replace_all(replace_all(std::string(name), ".", "-"), "/", "-");
}

void Html::told(const std::string& sentence) {
    out += "<div id=\"told\">";
    if (!sentence.empty())
        out += fmt::format("<p class=\"told {}\" role=\"status\">{}</p>", sentence.front() == '!' ? "bad" : "good",
                           escape_html(sentence.substr(1)));
    out += "</div>\n";
}

std::string Html::whole(const std::string& title) const {
    const Institute& institute = facts_.form.institute;
    std::string page = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" "
        "content=\"noindex\">\n"
        "<title>{} · {}</title>\n<link rel=\"icon\" href=\"{}\">\n<link rel=\"stylesheet\" href=\"{}\">\n<script src=\"{}\" "
        "defer></script>\n</head>\n<body>\n"
        "<a class=\"skip\" href=\"#main\">{}</a>\n<header class=\"head\">\n<p class=\"institution\">{}</p>\n",
        words_.french() ? "fr" : "en", escape_html(title), w("site.title"), link("/asset/favicon.svg"), link("/asset/write.css"),
        link("/asset/write.js"), w("skip"), t(institute.configuration.institution_name));
    const bool somebody = facts_.form.person != PersonKey{};
    page +=
        fmt::format("<p class=\"who\">{}</p>\n<nav aria-label=\"{}\"><ul>",
                    somebody ? w("writes", {{"name", shown_name(institute, facts_.form.person)}}) : w("site.title"), w("nav"));
    if (somebody) page += fmt::format("<li><a href=\"{}\">{}</a></li>", link("/"), w(home_key()));
    page += fmt::format("<li><a href=\"{}\">{}</a></li>", escape_html(facts_.site), w("nav.site"));
    if (somebody && facts_.chosen_here) page += fmt::format("<li><a href=\"{}\">{}</a></li>", link("/people"), w("nav.people"));
    page += "</ul></nav>\n</header>\n<main id=\"main\" tabindex=\"-1\">\n" + out + "</main>\n</body>\n</html>\n";
    return page;
}

} // namespace livret

#include "export/desk_html.hpp"

#include "base/text.hpp"

#include <map>

#include <fmt/format.h>

namespace livret {

std::string desk_head(const PageWriter& writer, const Texts& words, const DeskHead& head) {
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri "
        "'none'; form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" "
        "content=\"noindex\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>{} · {}</title>\n"
        "<style>\n{}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#content\">{}</a>\n<header>\n<div>\n<p "
        "class=\"group\"><a href=\"{}\">{}</a></p>\n<h1>{}</h1>\n</div>\n",
        writer.language() == Language::fr ? "fr" : "en", escape_html(head.title), escape_html(writer.words(head.above_title)),
        head.style, escape_html(words.get("desk.skip")), escape_html(writer.url(head.above)),
        escape_html(writer.words(head.above_title)), escape_html(head.title));
}

std::string desk_built(const PageWriter& writer, const Texts& words) {
    const Date today = writer.portfolio().now.local_date();
    const std::string day =
        fmt::format("<time datetime=\"{}\">{}</time>", iso(today), escape_html(long_date(today, writer.language())));
    const NamedValue values[] = {{"day", day}};
    return fill(escape_html(words.get("desk.built")), values);
}

namespace {

class DeskIndex {
  public:
    DeskIndex(const ViewContext& context, const std::vector<std::shared_ptr<const GroupWork>>& work)
        : writer_(context, nullptr, context.map->desks()), words_(context.program_words()), work_(work) {}

    std::string html(const std::string& style) {
        out_ = desk_head(writer_, words_,
                         {words_.get("desk.title"), SitePath{"index.html"}, writer_.configuration().institution_name, style});
        out_ += "</header>\n<main id=\"content\" tabindex=\"-1\">\n";
        out_ += fmt::format("<p class=\"as-of\">{}</p>\n", desk_built(writer_, words_));
        groups();
        trainers();
        return out_ + "</main>\n</body>\n</html>\n";
    }

  private:
    PageWriter writer_;
    const Texts& words_;
    const std::vector<std::shared_ptr<const GroupWork>>& work_;
    std::string out_;

    std::string say(std::string_view key) const { return escape_html(words_.get(key)); }
    std::string number(std::size_t n) const { return escape_html(words_.number(static_cast<std::int64_t>(n))); }
    std::string plural(std::string_view key, std::size_t n) const {
        return escape_html(words_.plural(key, static_cast<std::int64_t>(n)));
    }
    std::string author(std::string_view text) const { return escape_html(writer_.words(text)); }
    std::string link(const SitePath& to, const std::string& text) const {
        return fmt::format("<a href=\"{}\">{}</a>", escape_html(writer_.url(to)), text);
    }
    const std::vector<Group>& all() const { return writer_.portfolio().groups; }

    void open_table(std::string_view id, std::string_view key, std::initializer_list<std::string_view> columns) {
        out_ += fmt::format("<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{1}</h2>\n<div class=\"scroll\" tabindex=\"0\" "
                            "role=\"group\" aria-labelledby=\"{0}\">\n<table>\n<thead>\n<tr>",
                            id, say(key));
        for (const std::string_view one : columns) out_ += fmt::format("<th scope=\"col\">{}</th>", say(one));
        out_ += "</tr>\n</thead>\n<tbody>\n";
    }
    void close_table() { out_ += "</tbody>\n</table>\n</div>\n</section>\n"; }

    static std::string beside(const std::string& alarm) {
        return alarm.empty() ? alarm : fmt::format(" <em class=\"alert\">{}</em>", alarm);
    }

    void groups() {
        open_table(
            "groups", "desk.groups",
            {"desk.group", "desk.waiting", "desk.replies_to_read", "desk.questions", "desk.sessions", "desk.contributions"});
        for (std::size_t i = 0; i < all().size(); ++i) {
            const GroupWork& work = *work_[i];
            const std::size_t late = work.late(), overdue = work.overdue();
            out_ += fmt::format("<tr><th scope=\"row\">{}</th><td>{}{}</td><td>{}</td><td>{}{}</td><td>{}</td><td>{}</td></tr>\n",
                                link(writer_.map().page(all()[i].gfp->id, SiteMap::One::desk), author(all()[i].gfp->title)),
                                number(work.waiting.size()), beside(late > 0 ? plural("desk.late", late) : ""),
                                number(work.replied()), number(work.questions.size()),
                                beside(overdue > 0 ? plural("desk.overdue", overdue) : ""), number(work.sessions.size()),
                                number(work.contributions.size()));
        }
        close_table();
    }

    // A trainer's desks, wherever she works.
    void trainers() {
        std::map<std::string, std::pair<std::string, std::string>> found; // by name then id: name, links
        for (std::size_t i = 0; i < all().size(); ++i)
            for (const auto& [id, name] : work_[i]->trainers) {
                auto& [shown, links] = found[name + "\n" + id.value];
                shown = name;
                if (!links.empty()) links += " · ";
                links += link(writer_.map().desk(all()[i].gfp->id, id), author(all()[i].gfp->title));
            }
        open_table("trainers", "desk.desks", {"desk.trainer", "desk.group"});
        for (const auto& [key, one] : found)
            out_ += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", author(one.first), one.second);
        close_table();
    }
};

} // namespace

std::string desk_index(const ViewContext& context, const std::string& style,
                       const std::vector<std::shared_ptr<const GroupWork>>& work) {
    return DeskIndex(context, work).html(style);
}

} // namespace livret

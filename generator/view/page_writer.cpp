#include "view/page_writer.hpp"

#include "base/text.hpp"
#include "base/typography.hpp"
#include "base/unicode.hpp"
#include "resolve/analysis.hpp"
#include "resolve/evolution.hpp"
#include "view/rich.hpp"
#include "view/verdict_panel.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

using namespace shape;

std::vector<Shape> common_shape() {
    return {
        text("lang", "the language of the page: fr or en"),
        text("kind", "the template's name: for a class on the body"),
        text("title", "the page's title, for its first heading"),
        text("page_title", "the page's title with the group's, for the window"),
        text("description", "one sentence on the page; may be empty"),
        url("root", "the way to the group's folder: empty, or ../"),
        text("institution", "the institute's name"),
        text("site_title", "the group's title; the institute's name on its own page"),
        text("site_note", "the group's school year; may be empty"),
        list("nav", "the group's sections",
             {text("title", "its name"), url("url", "its page"), flag("current", "the page is in it"),
              flag("exact", "the page is its first page")}),
        list("breadcrumbs", "the way down to this page, from the group's home",
             {text("title", "a page's title"), url("url", "its address")}),
        link_to("previous", "the page before this one in its list; may be empty"),
        link_to("next", "the page after this one in its list; may be empty"),
        shape::date("last_change", "when the page's sources last changed, or the latest date that they state; may be empty"),
        text("last_change_note", "who made it, as git tells it, or that it may have been before; may be empty"),
        list("feeds", "what readers can subscribe to", {text("title", "its title"), url("url", "its address")}),
        list("styles", "style sheets of this kind of page, beside the site's", {url("url", "its address")}),
        list("scripts", "scripts of this kind of page, which works without them", {url("url", "its address")}),
        flag("noindex", "search engines are asked to stay away"),
        url("canonical", "the page's public address; empty without base-url"),
        text("og_type", "Open Graph: website, article or profile"),
        text("audience", "whom the build is for, unless it is the group; may be empty"),
        url("search_url", "the group's search page; empty on the institute's page"),
        url("about_url", "the legal notice; empty on the institute's page"),
        list("guides", "the guides of these readers; empty on the institute's page",
             {text("title", "its name"), url("url", "its page")}),
        url("accessibility_url", "the accessibility statement"),
        text("accessibility_state", "« Accessibilité : non conforme », as the law wants it on the home page"),
        url("verify_url", "the checking page, which comes with the program"),
        text("gfp", "the group's identifier: the name of its folder"),
        flag("signed", "the repository holds signed documents"),
        shown_html("trust_notice", "what is wrong with the signed documents as a whole, by the program; may be empty"),
        text("trust_state", "as of which checkpoint the page speaks; may be empty"),
    };
}

Shape person_shape(std::string name, std::string meaning) {
    return object(std::move(name), std::move(meaning),
                  {text("title", "first name and name"), url("url", "the person's page; empty if there is none here")});
}

PageWriter::PageWriter(const ViewContext& context, const Group* group, SitePath page)
    : context_(context), group_(group), page_(std::move(page)) {}

std::string PageWriter::url(const SitePath& to) const {
    return relative_url(page_, to);
}

std::string PageWriter::words(std::string_view text) const {
    return typeset(text, language());
}

Value PageWriter::words(const Wording& wording) const {
    const auto found = context_.wordings.find(&wording);
    return found == context_.wordings.end() ? Value(words(wording.text)) : found->second;
}

Value PageWriter::date(Date day) const {
    return Value::object().set("iso", iso(day)).set("text", long_date(day, language()));
}

Value PageWriter::date(std::optional<Date> day) const {
    return day ? date(*day) : Value::object();
}

Value PageWriter::moment(const Moment& moment) const {
    return Value::object().set("iso", iso(moment)).set("text", words(long_moment(moment, language())));
}

Value PageWriter::dates(const DateRange& range) const {
    const bool one = range.from == range.to;
    return Value::object()
        .set("iso", iso(range.from))
        .set("text", one ? long_date(range.from, language()) : date_range(range.from, range.to, language()));
}

Value PageWriter::link(std::string_view title, const SitePath& to) const {
    return Value::object().set("title", words(title)).set("url", url(to));
}

const Attachment* PageWriter::find_attachment(const SourcePath& source) const {
    const auto in = [&](const std::vector<Attachment>& list) -> const Attachment* {
        const auto found = std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.path == source; });
        return found == list.end() ? nullptr : &*found;
    };
    for (const Activity* activity : group_->activities)
        if (const Attachment* found = in(activity->attachments)) return found;
    for (const Example& example : institute().examples)
        if (const Attachment* found = in(example.attachments)) return found;
    return nullptr;
}

Value PageWriter::rich(const RichText& text, const SourcePath& source) const {
    return Value::html(fill_slots(text, [&](const Slot& slot) -> std::optional<SlotAddress> {
        const std::string lower = ascii_lower(slot.target);
        if (lower.starts_with("http:") || lower.starts_with("https:")) return SlotAddress{slot.target, true};
        if (lower.starts_with("mailto:")) return SlotAddress{slot.target};
        const std::size_t hash = std::min(slot.target.find('#'), slot.target.size());
        const std::string fragment = slot.target.substr(hash);
        if (hash == 0) return SlotAddress{fragment};
        // A reference names an activity wherever the text stands; one that these readers do not see is no link.
        const auto named = portfolio().by_reference.find(slot.target.substr(0, hash));
        if (named != portfolio().by_reference.end() && group_ != nullptr && named->second->owner.gfp == gfp())
            return SlotAddress{url(map().activity(*named->second)) + fragment};
        const auto path = resolve_link(source, percent_decode(slot.target.substr(0, hash)));
        const auto page = path && group_ != nullptr ? map().find(gfp(), *path) : std::nullopt;
        if (!page) return std::nullopt;
        SlotAddress out{url(*page) + fragment};
        if (slot.kind == Slot::Kind::image)
            if (const Attachment* picture = find_attachment(*path)) {
                out.width = picture->width;
                out.height = picture->height;
            }
        return out;
    }));
}

std::string PageWriter::name_of(const TraineeKey& key) const {
    const Trainee* trainee = institute().find_trainee(key);
    // Left out because of an error in her profile: the folder's name is nobody's name.
    return trainee == nullptr ? texts().get("member_without_profile") : words(trainee->name);
}

std::string PageWriter::name_of(const PersonKey& key) const {
    if (key == PersonKey{}) return texts().get("erased_author");
    if (!key.is_trainer()) return name_of(TraineeKey{key.gfp, key.trainee});
    const Trainer* trainer = institute().find_trainer(key.trainer);
    return trainer == nullptr ? key.trainer.value : words(trainer->name);
}

Value PageWriter::trainee(const TraineeKey& key) const {
    const bool here = group_ != nullptr && key.gfp == gfp() && group_->find(key.trainee) != nullptr;
    return Value::object().set("title", name_of(key)).set("url", here ? url(map().trainee(key)) : std::string());
}

Value PageWriter::trainer(const TrainerId& id) const {
    const Trainer* known = institute().find_trainer(id);
    const bool here =
        known != nullptr && std::find(group_->trainers.begin(), group_->trainers.end(), known) != group_->trainers.end();
    return Value::object()
        .set("title", known == nullptr ? id.value : words(known->name))
        .set("url", here ? url(map().trainer(gfp(), id)) : std::string());
}

Value PageWriter::person(const PersonKey& key) const {
    if (key == PersonKey{}) return Value::object().set("title", name_of(key)).set("url", "");
    return key.is_trainer() ? trainer(key.trainer) : trainee({key.gfp, key.trainee});
}

Value PageWriter::navigation(std::optional<One> section) const {
    Value out = Value::list();
    const auto add = [&](One one, const char* key, bool there = true) {
        if (!there) return;
        const SitePath to = map().page(gfp(), one);
        // The desk is the program's, and so is its name.
        out.push(Value::object()
                     .set("title", one == One::desk ? context_.program_words().get(key) : texts().get(key))
                     .set("url", url(to))
                     .set("current", section == one)
                     .set("exact", page_ == to));
    };
    add(One::home, "nav.home");
    add(One::candidates, "nav.candidates", portfolio().audience == Audience::jury);
    add(One::trainees, "nav.trainees");
    add(One::activities, "nav.activities");
    add(One::frameworks, "nav.frameworks");
    add(One::examples, "nav.examples", !institute().examples.empty());
    add(One::trainings, "nav.trainings", !group_->trainings.empty());
    add(One::questions, "nav.questions", !group_->questions.empty());
    add(One::notices, "nav.notices", !group_->notices.empty());
    add(One::trainers, "nav.trainers", !group_->trainers.empty());
    add(One::evolution, "nav.evolution", shows_evolution(portfolio(), *group_));
    add(One::analysis, "nav.analysis", shows_analysis(*group_));
    add(One::desk, "desk.nav", portfolio().audience == Audience::trainers);
    return out;
}

Value PageWriter::guides() const {
    Value out = Value::list();
    if (group_ == nullptr) return out;
    for (const GuideFor role : guides_for(portfolio().audience))
        if (context_.guides.texts.contains(role))
            out.push(link(texts().get(fmt::format("guide.{}", text_of(role))), map().guide(gfp(), role)));
    return out;
}

Value PageWriter::page_files(const PageHead& head, std::string_view root, std::string_view ending) const {
    std::vector<std::string> names{head.kind};
    names.insert(names.end(), head.parts.begin(), head.parts.end());
    Value out = Value::list();
    for (const std::string& name : names)
        if (const std::string file = fmt::format("{}.{}", name, ending); context_.page_files.contains(file))
            out.push(Value::object().set("url", fmt::format("{}assets/pages/{}", root, file)));
    return out;
}

std::string PageWriter::change_note(const LastChange* last) const {
    if (last == nullptr) return {};
    if (last->or_before) return texts().get("history.or_before");
    return last->by == PersonKey{} ? std::string() : texts().fill("history.by", {{"name", name_of(last->by)}});
}

Value PageWriter::begin(const PageHead& head) const {
    const Configuration& settings = configuration();
    const std::string title = words(head.title);
    const std::string window = head.window.empty() ? title : fmt::format("{} · {}", title, words(head.window));
    const std::string site = words(group_ == nullptr ? settings.institution_name : group_->gfp->title);
    std::string root;
    for (const char c : page_.value.substr(group_ == nullptr ? 0 : page_.value.find('/') + 1))
        if (c == '/') root += "../";

    Value crumbs = Value::list();
    if (group_ != nullptr && head.kind != "home") crumbs.push(link(texts().get("nav.home"), map().page(gfp(), One::home)));
    for (const auto& [name, to] : head.breadcrumbs) crumbs.push(link(name, to));

    const LastChange* last = nullptr;
    for (const SourcePath& source : head.sources)
        if (const auto found = context_.history.last.find(source); found != context_.history.last.end())
            if (last == nullptr || last->day < found->second.day) last = &found->second;
    const std::optional<Date> changed = last != nullptr ? std::optional(last->day) : head.stated;

    Value feeds = Value::list();
    for (const auto& [name, to] : head.feeds) feeds.push(link(name, to));
    if (group_ != nullptr) feeds.push(link(group_->gfp->title, map().group_feed(gfp())));
    const auto near = [&](const auto& one) { return one ? link(one->first, one->second) : Value::object(); };
    static constexpr std::string_view audience_keys[] = {"", "audience.trainers", "audience.jury", "audience.public",
                                                         "audience.owner"};
    const std::string_view audience = audience_keys[static_cast<std::size_t>(portfolio().audience)];

    return Value::object()
        .set("lang", language() == Language::fr ? "fr" : "en")
        .set("kind", head.kind)
        .set("title", title)
        .set("page_title", window == site ? window : fmt::format("{} · {}", window, site))
        .set("description", words(head.description))
        .set("root", root)
        .set("institution", words(settings.institution_name))
        .set("site_title", site)
        .set("site_note", group_ != nullptr && group_->gfp->year.first != 0 ? group_->gfp->year.text() : "")
        .set("nav", group_ == nullptr ? Value::list() : navigation(head.section))
        .set("breadcrumbs", std::move(crumbs))
        .set("previous", near(head.previous))
        .set("next", near(head.next))
        .set("last_change", date(changed))
        .set("last_change_note", change_note(last))
        .set("feeds", std::move(feeds))
        .set("styles", page_files(head, root, "css"))
        .set("scripts", page_files(head, root, "js"))
        .set("noindex", settings.robots == Robots::noindex || portfolio().audience != Audience::public_)
        .set("canonical", settings.base_url.empty() ? std::string() : settings.base_url + encode_url_path(page_.value))
        .set("og_type", head.kind == "trainee"                              ? "profile"
                        : head.kind == "activity" || head.kind == "example" ? "article"
                                                                            : "website")
        .set("audience", audience.empty() ? std::string() : texts().get(audience))
        .set("search_url", group_ == nullptr ? std::string() : url(map().page(gfp(), One::search)))
        .set("about_url", group_ == nullptr ? std::string() : url(map().page(gfp(), One::about)))
        .set("guides", guides())
        .set("accessibility_url", url(group_ == nullptr ? map().accessibility() : map().page(gfp(), One::accessibility)))
        .set("accessibility_state", texts().get("accessibility_state"))
        .set("verify_url", url(group_ == nullptr ? SitePath{"verify.html"} : SitePath{gfp().value} / "verify.html"))
        .set("gfp", group_ == nullptr ? std::string() : gfp().value)
        .set("signed", institute().trust.present)
        .set("trust_notice", trust_notice(*this))
        .set("trust_state", trust_state_line(*this));
}

} // namespace livret

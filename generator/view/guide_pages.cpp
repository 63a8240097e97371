#include "view/guide_pages.hpp"

#include "base/text.hpp"
#include "view/page_writer.hpp"
#include "view/parts.hpp"
#include "view/rich.hpp"

#include <array>
#include <optional>

#include <fmt/format.h>

namespace livret {

using namespace shape;

namespace {

// What a guide's links may name: the pages that these readers have.
std::optional<SitePath> page_named(const PageWriter& writer, std::string_view name) {
    const Group& group = writer.group();
    const auto one = [&](One page, bool there = true) {
        return there ? std::optional(writer.map().page(writer.gfp(), page)) : std::nullopt;
    };
    if (name == "trainees") return one(One::trainees);
    if (name == "activities") return one(One::activities);
    if (name == "frameworks") return one(One::frameworks);
    if (name == "examples") return one(One::examples, !writer.institute().examples.empty());
    if (name == "trainings") return one(One::trainings, !group.trainings.empty());
    if (name == "questions") return one(One::questions, !group.questions.empty());
    if (name == "trainers") return one(One::trainers, !group.trainers.empty());
    if (name == "needs") return one(One::needs);
    if (name == "about") return one(One::about);
    if (name == "accessibility") return one(One::accessibility);
    if (name == "desk") return one(One::desk, writer.portfolio().audience == Audience::trainers);
    if (name == "verify") return SitePath{writer.gfp().value} / "verify.html";
    return std::nullopt;
}

// {figure.draft} in a drawing: the interface's text of that key.
std::string worded(const PageWriter& writer, std::string_view drawing) {
    static constexpr std::string_view start = "{figure.";
    std::string out;
    while (true) {
        const std::size_t at = drawing.find(start);
        const std::size_t end = at == std::string_view::npos ? at : drawing.find('}', at);
        out += drawing.substr(0, end == std::string_view::npos ? end : at);
        if (end == std::string_view::npos) return out;
        out += escape_html(writer.texts().get(drawing.substr(at + 1, end - at - 1)));
        drawing.remove_prefix(end + 1);
    }
}

constexpr std::string_view drawing_scheme = "livret-drawing:";

// `<p><img src="livret-drawing:way.svg" alt="..." ...></p>` becomes the drawing itself, with that text for whoever cannot see it:
// part of the page, so that it takes the page's colours on paper, in the dark and in forced colours.
std::string with_drawings(const PageWriter& writer, std::string_view html) {
    static const std::string start = fmt::format("<p><img src=\"{}", drawing_scheme);
    static constexpr std::string_view alternative = "\" alt=\"", last = "</p>";
    std::string out;
    while (true) {
        const std::size_t at = html.find(start);
        out += html.substr(0, at);
        if (at == std::string_view::npos) return out;
        html.remove_prefix(at + start.size());
        const std::string_view name = html.substr(0, html.find('"'));
        std::string_view text = html.substr(name.size() + alternative.size());
        text = text.substr(0, text.find('"')); // escaped already
        std::string drawing = worded(writer, writer.context().guides.drawings.find(name)->second);
        out += fmt::format("<div class=\"drawing\"><svg role=\"img\" aria-label=\"{}\"{}</div>", text,
                           std::string_view(drawing).substr(std::string_view("<svg").size()));
        html.remove_prefix(html.find(last) + last.size());
    }
}

std::string guide_text(const PageWriter& writer, const RichText& text) {
    const auto& drawings = writer.context().guides.drawings;
    return with_drawings(writer, fill_slots(text, [&](const Slot& slot) -> std::optional<SlotAddress> {
                             if (slot.kind == Slot::Kind::image) {
                                 const auto found = drawings.find(slot.target);
                                 if (found == drawings.end() || !found->second.starts_with("<svg")) return std::nullopt;
                                 return SlotAddress{std::string(drawing_scheme) + slot.target};
                             }
                             if (slot.target.starts_with("#")) return SlotAddress{slot.target};
                             if (slot.target.starts_with("https:")) return SlotAddress{slot.target, true};
                             const auto page = page_named(writer, slot.target);
                             return page ? std::optional(SlotAddress{writer.url(*page)}) : std::nullopt;
                         }));
}

Value guide_value(const PageWriter& writer, GuideFor role) {
    const Texts& texts = writer.texts();
    PageHead head{"guide",
                  texts.get(fmt::format("guide.{}", text_of(role))),
                  texts.get("guide_description"),
                  {{texts.get("about"), writer.map().page(writer.gfp(), One::about)}}};
    const RichText& text = writer.context().guides.texts.at(role);
    Value out = writer.begin(head);
    out.set("text", Value::html(guide_text(writer, text)));
    out.set("outline", outline(text));
    return out;
}

Value accessibility_value(const PageWriter& writer) {
    const Configuration& settings = writer.configuration();
    const Texts& texts = writer.texts();
    const std::string site = writer.has_group() ? writer.group().gfp->title : settings.institution_name;
    PageHead head{writer.has_group() ? "accessibility" : "institute_accessibility",
                  texts.get("statement.title"),
                  texts.fill("statement.description", {{"site", site}}),
                  {}};
    const auto filled = [&](const char* key) {
        return writer.words(texts.fill(key, {{"institution", settings.institution_name}, {"site", site}}));
    };
    head.parts = {"guide"}; // the same text, without drawings
    Value out = writer.begin(head);
    if (!writer.has_group()) out.set("home_url", "index.html");
    out.set("commitment", filled("statement.commitment"));
    out.set("conformity", filled("statement.conformity"));
    out.set("established", writer.date(writer.portfolio().now.local_date()));
    out.set("contact", writer.words(settings.contact));
    out.set("address", writer.words(settings.institution_address));
    return out;
}

} // namespace

PageShape guide_shape() {
    return {"guide",
            "what one of these readers does here, from the theme's guides/",
            {html("text", "the guide, its drawings in it"), outline_shape()}};
}

namespace {
std::vector<Shape> statement_shape() {
    return {text("commitment", "who answers for the site"), text("conformity", "what the law calls the site"),
            shape::date("established", "the day of the build"), text("contact", "whom to write to; may be empty"),
            text("address", "the institute's address; may be empty")};
}
} // namespace

PageShape accessibility_shape() {
    return {"accessibility", "the accessibility statement of a group's site, after the RGAA's model", statement_shape()};
}

PageShape institute_accessibility_shape() {
    std::vector<Shape> fields = statement_shape();
    fields.push_back(url("home_url", "the institute's page"));
    return {"institute_accessibility", "the accessibility statement of the page above all groups", std::move(fields)};
}

std::vector<Page> guide_pages(const ViewContext& context, const Group& group) {
    std::vector<Page> out{accessibility_page(context, &group)};
    for (const GuideFor role : guides_for(context.portfolio->audience)) {
        if (!context.guides.texts.contains(role)) continue; // an overlay may empty one: it is still there
        const SitePath path = context.map->guide(group.gfp->id, role);
        out.push_back(
            {path, "guide", [&context, &group, path, role] { return guide_value(PageWriter(context, &group, path), role); }});
    }
    return out;
}

Page accessibility_page(const ViewContext& context, const Group* group) {
    const SitePath path = group == nullptr ? context.map->accessibility() : context.map->page(group->gfp->id, One::accessibility);
    return {path, group == nullptr ? "institute_accessibility" : "accessibility",
            [&context, group, path] { return accessibility_value(PageWriter(context, group, path)); }};
}

} // namespace livret

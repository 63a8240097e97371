#include "view/service_pages.hpp"

#include "view/page_writer.hpp"

namespace livret {

using namespace shape;

namespace {

Value about_value(const PageWriter& writer) {
    const Configuration& settings = writer.configuration();
    const Texts& texts = writer.texts();
    PageHead head{"about", texts.get("about"), texts.fill("about_description", {{"group", writer.group().gfp->title}}), {}};
    Value out = writer.begin(head);
    out.set("address", writer.words(settings.institution_address));
    out.set("contact", writer.words(settings.contact));
    const auto day = parse_date(settings.retention);
    out.set("retention", day ? long_date(*day, writer.language()) : writer.words(settings.retention));
    out.set("legal", writer.rich(settings.legal, SourcePath{"livret.yaml"}));
    out.set("built", writer.date(writer.portfolio().now.local_date()));
    return out;
}

Value search_value(const PageWriter& writer) {
    const Texts& texts = writer.texts();
    PageHead head{"search", texts.get("search"), texts.fill("search_description", {{"group", writer.group().gfp->title}}), {}};
    return writer.begin(head);
}

// A server shows this page at any address, however deep: nothing on it may depend on where it lies. The addresses are
// absolute if the configuration says where the site is; else a few lines of script find the group's folder in the address.
Value not_found_value(const PageWriter& writer) {
    const Texts& texts = writer.texts();
    PageHead head{"not_found", texts.get("not_found"), texts.get("not_found_description"), {}};
    const std::string& base = writer.configuration().base_url;
    Value out = writer.begin(head);
    out.set("home_url", base.empty() ? std::string() : base + writer.gfp().value + "/index.html");
    return out;
}

} // namespace

PageShape about_shape() {
    return {"about",
            "who answers for the site, and the legal notice",
            {text("address", "the institute's address; may be empty"), text("contact", "whom to write to; may be empty"),
             text("retention", "how long the site is kept; may be empty"), html("legal", "the legal notice; may be empty"),
             shape::date("built", "the day of the build")}};
}

PageShape search_shape() {
    return {"search", "search in the group's pages, done by a script", {}};
}

PageShape not_found_shape() {
    return {"not_found",
            "what a server shows for an address that does not exist, at any depth",
            {url("home_url", "the group's home as a complete address; empty without base-url")}};
}

std::vector<Page> service_pages(const ViewContext& context, const Group& group) {
    std::vector<Page> out;
    const auto add = [&](One one, const char* kind, Value (*value)(const PageWriter&)) {
        const SitePath path = context.map->page(group.gfp->id, one);
        out.push_back({path, kind, [&context, &group, path, value] { return value(PageWriter(context, &group, path)); }});
    };
    add(One::about, "about", about_value);
    add(One::search, "search", search_value);
    add(One::not_found, "not_found", not_found_value);
    return out;
}

} // namespace livret

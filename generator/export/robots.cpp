#include "export/robots.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

namespace livret {

namespace {

std::string sitemap(const std::string& base, const std::vector<SitePath>& pages, const std::string& folder) {
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
    for (const SitePath& page : pages)
        if (page.value.starts_with(folder) && !page.value.ends_with("/404.html"))
            out += fmt::format("<url><loc>{}</loc></url>\n", escape_xml(base + encode_url_path(page.value)));
    return out + "</urlset>\n";
}

} // namespace

std::vector<ExportFile> robots_files(const ViewContext& context, const std::vector<SitePath>& pages) {
    const Configuration& settings = context.institute().configuration;
    const bool open = settings.robots == Robots::index && context.portfolio->audience == Audience::public_;
    const bool listed = open && !settings.base_url.empty();
    std::vector<ExportFile> out;
    const auto add = [&](const std::string& folder) {
        std::string rules = std::string("User-agent: *\n") + (open ? "Allow: /\n" : "Disallow: /\n");
        if (listed) rules += "Sitemap: " + settings.base_url + folder + "sitemap.xml\n";
        out.push_back({SitePath{folder + "robots.txt"}, [rules] { return rules; }});
        if (listed)
            out.push_back({SitePath{folder + "sitemap.xml"},
                           [base = settings.base_url, pages, folder] { return sitemap(base, pages, folder); }});
    };
    if (context.lists_above()) add("");
    if (context.lists_groups())
        for (const Group& group : context.portfolio->groups) add(group.gfp->id.value + "/");
    return out;
}

} // namespace livret

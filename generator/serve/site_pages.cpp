#include "serve/site_pages.hpp"

#include "base/hash.hpp"
#include "base/paths.hpp"
#include "base/text.hpp"

#include <set>

#include <fmt/format.h>

namespace livret {

namespace {

// The values of an attribute in a page of ours, as they are written: name="...".
void add_values(std::string_view html, std::string_view name, std::set<std::string>& out) {
    const std::string begin = fmt::format(" {}=\"", name);
    for (std::size_t at = 0; (at = html.find(begin, at)) != std::string_view::npos;) {
        at += begin.size();
        const std::size_t end = html.find('"', at);
        if (end == std::string_view::npos) return;
        out.emplace(html.substr(at, end - at));
        at = end;
    }
}

bool is_style_sheet(std::string_view address) {
    return address.substr(0, address.find_first_of("?#")).ends_with(".css");
}

} // namespace

std::string asked_page(std::string_view path) {
    std::string out(path.substr(std::min<std::size_t>(1, path.size())));
    if (out.empty() || out.ends_with('/')) out += "index.html";
    return out;
}

HttpResponse page_answer(LiveSite& site, const std::string& page, const std::string& base) {
    // Only what is in the site has an address: there is no folder to leave.
    if (auto found = site.bytes(SitePath{page})) return {200, std::string(type_of_file(page)), std::move(*found), {}, {}};
    if (site.bytes(SitePath{page + "/index.html"})) return redirect(base + "/" + encode_url_path(page) + "/");
    const std::string group = page.substr(0, page.find('/'));
    if (auto lost = site.bytes(SitePath{group} / "404.html")) return {404, "text/html; charset=utf-8", std::move(*lost), {}, {}};
    return {404, "text/plain; charset=utf-8", "404\n", {}, {}};
}

std::string look_of(LiveSite& site, const std::string& page, const HttpResponse& answer) {
    std::string all = fmt::format("{} {}\n", answer.status, sha256_hex(answer.body));
    std::set<std::string> sources, links;
    add_values(answer.body, "src", sources);
    add_values(answer.body, "href", links);
    for (const std::string& one : links)
        if (is_style_sheet(one)) sources.insert(one);
    for (const std::string& one : sources) {
        const auto target = resolve_link(SourcePath{page}, percent_decode(one.substr(0, one.find_first_of("?#"))));
        if (!target) continue;
        if (const auto bytes = site.bytes(SitePath{target->value})) all += fmt::format("{} {}\n", one, sha256_hex(*bytes));
    }
    return sha256_hex(all).substr(0, 32);
}

} // namespace livret

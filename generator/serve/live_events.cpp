#include "serve/live_events.hpp"

#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "base/words.hpp"
#include "diag/printer.hpp"
#include "serve/site_pages.hpp"

#include <atomic>
#include <charconv>

#include <fmt/format.h>

namespace livret {

namespace {

// A browser opens six connections to one host, and pages want some to load with.
constexpr std::size_t most_listeners = 4;
static_assert(most_listeners <= most_http_streams);
constexpr std::size_t most_shown = 20;                         // of messages
constexpr auto between_looks = std::chrono::milliseconds(500); // whether somebody listens still
constexpr auto between_signs = std::chrono::seconds(15);       // of life

std::string event(std::string_view name, const std::string& data) {
    return fmt::format("event: {}\ndata: {}\n\n", name, data); // JSON holds no line ends
}

std::string place_of_error(const Diagnostic& error) {
    return error.at.begin.line == 0 ? error.path.value
                                    : fmt::format("{}:{}:{}", error.path.value, error.at.begin.line, error.at.begin.column);
}

} // namespace

struct LiveEvents::Listener {
    std::string page, look;            // which page, and how it looks to whoever has it open
    std::uint64_t told = 0;            // the reading that it was told of last
    std::uint64_t shown = 0;           // and that which its page came from
    std::string errors;                // as told last
    std::atomic<bool> replaced{false}; // another took its place
    bool ends = false;
    std::chrono::steady_clock::time_point last_sign = std::chrono::steady_clock::now();
};

LiveEvents::LiveEvents(KeptSite& site, LiveOptions options)
    : site_(site), options_(std::move(options)), french_(options_.share, Language::fr, "live"),
      english_(options_.share, Language::en, "live"), run_(random_hex(4)) {
    const auto share = open_real_disk(options_.share);
    for (const char* name : {"live.js", "live.css"}) assets_[name] = share->read(fmt::format("program/live/{}", name));
}

std::string LiveEvents::with_script(std::string html, const std::string& page, const std::string& look,
                                    const Reading& reading) const {
    const std::size_t head = html.find("</head>");
    if (head == std::string::npos || html.substr(0, head).find("Content-Security-Policy") != std::string::npos) return html;
    html.insert(head, fmt::format("<script src=\"{}{}live.js\" data-page=\"{}\" data-look=\"{}\" data-reading=\"{}-{}\" "
                                  "defer></script>\n",
                                  options_.base, place, escape_html(page), look, run_, reading.shown_number));
    return html;
}

std::string LiveEvents::told_errors(const Reading& reading) const {
    const Onlooker onlooker{reading.viewer, options_.audience};
    const FormWords& say = words(reading.language);
    const auto count = [&](std::string_view key, std::size_t n) {
        return say.say(fmt::format("{}.{}", key, n < 2 ? "one" : "more"), {{"count", std::to_string(n)}});
    };
    Json items = Json::array(), notes = Json::array();
    std::size_t shown = 0, withheld = 0;
    for (const Diagnostic& one : reading.errors) {
        if (!may_be_told(one, onlooker)) {
            ++withheld;
        } else if (++shown <= most_shown) {
            Json item = Json::object();
            item.set("place", place_of_error(one));
            item.set("words", message_of(one, reading.language));
            item.set("hint", hint_of(one, reading.language));
            items.push(std::move(item));
        }
    }
    if (shown > most_shown) notes.push(count("more", shown - most_shown));
    if (withheld > 0) notes.push(count("withheld", withheld));
    if (reading.failure)
        notes.push(say.say("failure", {{"path", onlooker.sees_all() ? reading.failure->path() : "…"},
                                       {"reason", system_words(reading.failure->code(), reading.language)}}));
    if (shown + withheld == 0 && !reading.failure) return {};
    notes.push(say.say(reading.held_back()                              ? "held-back"
                       : reading.site && reading.site->report().stopped ? "no-page"
                                                                        : "left-out"));
    Json out = Json::object();
    out.set("title", shown + withheld == 0 ? say.say("title.unreadable") : count("title", shown + withheld));
    out.set("items", std::move(items));
    out.set("notes", std::move(notes));
    out.set("close", say.say("close"));
    out.set("lang", say.french() ? "fr" : "en");
    return out.dump();
}

HttpResponse LiveEvents::broken_page(const Reading& reading, const std::string& page) const {
    const FormWords& say = words(reading.language);
    const auto told = parse_json(told_errors(reading));
    std::string text;
    if (const Json* json = std::get_if<Json>(&told)) {
        text += fmt::format("<h1>{}</h1>\n<ul>\n", escape_html(json->find("title")->as_string()));
        for (const Json& one : json->find("items")->as_array())
            text += fmt::format("<li><code>{}</code><br>{}<br>{}</li>\n", escape_html(one.find("place")->as_string()),
                                escape_html(one.find("words")->as_string()), escape_html(one.find("hint")->as_string()));
        text += "</ul>\n";
        for (const Json& one : json->find("notes")->as_array()) text += fmt::format("<p>{}</p>\n", escape_html(one.as_string()));
    }
    // No look is like it: the first page that is good takes its place.
    return {
        500,
        "text/html; charset=utf-8",
        with_script(fmt::format("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                                "content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
                                "<title>{}</title>\n</head>\n<body>\n<main>\n{}</main>\n</body>\n</html>\n",
                                say.french() ? "fr" : "en", escape_html(say.say("title.unreadable")), text),
                    page, "broken", reading),
        {},
        {}};
}

HttpResponse LiveEvents::answer(const HttpRequest& request, std::string_view path) {
    if (const auto asset = assets_.find(path); asset != assets_.end())
        return {200, std::string(type_of_file(path)), asset->second, {}, {}};
    if (path != "events") return {404, "text/plain; charset=utf-8", "404\n", {}, {}};
    // A page of somebody else's could not read what is told, but take the place of those who can.
    if (request.from_elsewhere) return {403, "text/plain; charset=utf-8", "403\n", {}, {}};
    HttpResponse out{200, "text/event-stream", "", {}, {}};
    if (request.method == "GET") out.stream = listen(request);
    return out;
}

HttpStream LiveEvents::listen(const HttpRequest& request) {
    auto listener = std::make_shared<Listener>();
    listener->page = request.parameter("page");
    listener->look = request.parameter("look");
    const std::string reading = request.parameter("reading");
    if (reading.starts_with(run_ + "-"))
        std::from_chars(reading.data() + run_.size() + 1, reading.data() + reading.size(), listener->shown);
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(listeners_, [](const auto& one) { return one.expired(); });
        listeners_.push_back(listener);
        std::size_t open = 0;
        for (auto it = listeners_.rbegin(); it != listeners_.rend(); ++it)
            if (const auto one = it->lock(); one && ++open > most_listeners) one->replaced = true;
    }
    site_.nudge();
    return [this, listener] { return next(*listener); };
}

std::string LiveEvents::page_to_follow(const Listener& listener, const Reading& reading) const {
    if (!options_.follow || listener.shown == 0 || reading.changed.empty()) return {};
    const GfpId group{listener.page.substr(0, listener.page.find('/'))};
    std::optional<SitePath> page;
    for (const SourcePath& one : reading.changed) {
        auto shows = reading.site->page_of(one.value.starts_with("gfp/") ? GfpId{std::string(one.parts()[1])} : group, one);
        if (!shows) continue;
        if (page && *page != *shows) return {}; // of a checkout, no file is the one that somebody works at
        page = std::move(shows);
    }
    return page && reading.site->bytes(*page) ? page->value : std::string();
}

// What becomes of the page when the site is another.
std::string LiveEvents::told_page(Listener& listener, const Reading& reading) {
    if (reading.site == nullptr || reading.site->report().stopped) return {};
    const bool is_new = listener.shown != reading.shown_number;
    const std::string page = is_new ? page_to_follow(listener, reading) : std::string();
    listener.shown = reading.shown_number;
    if (!page.empty() && page != listener.page) {
        Json out = Json::object();
        out.set("page", options_.base + "/" + encode_url_path(page));
        return event("follow", out.dump());
    }
    const HttpResponse now = page_answer(*reading.site, listener.page, options_.base);
    // Left out because it has an error: what one reads stays until that is mended.
    if (now.status == 404 && !reading.errors.empty()) return {};
    const std::string look = look_of(*reading.site, listener.page, now);
    if (look == listener.look) return {};
    listener.look = look;
    return event("reload", "{}");
}

std::optional<std::string> LiveEvents::next(Listener& listener) {
    if (listener.ends || site_.stopped()) return std::nullopt;
    const auto reading = site_.news(listener.told, between_looks, [&] { return listener.replaced.load(); });
    if (site_.stopped()) return std::nullopt;
    if (listener.replaced) {
        listener.ends = true;
        return event("enough", "{}");
    }
    std::string out;
    if (reading != nullptr && reading->number != listener.told) {
        const bool first = listener.told == 0;
        listener.told = reading->number;
        const std::string errors = told_errors(*reading);
        if (first || errors != listener.errors) out += errors.empty() ? event("mended", "{}") : event("errors", errors);
        listener.errors = errors;
        out += told_page(listener, *reading);
    }
    const auto moment = std::chrono::steady_clock::now();
    if (out.empty() && moment - listener.last_sign > between_signs) out = ":\n\n";
    if (!out.empty()) listener.last_sign = moment;
    return out;
}

} // namespace livret

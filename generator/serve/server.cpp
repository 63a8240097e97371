#include "serve/server.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "build/watched_trees.hpp"
#include "serve/dossier_download.hpp"
#include "serve/live_events.hpp"
#include "serve/site_pages.hpp"

#include <fmt/format.h>

namespace livret {

namespace {

constexpr int first_port = 8004, last_port = 8013;

} // namespace

struct SiteServer::Inside {
    ServeOptions options;
    Workshop workshop;
    std::string site_base, forms_base;   // "/<token>"; of the site "" without a token
    std::shared_ptr<LiveSite> last_read; // what did not change since is not read again
    KeptSite site;
    std::unique_ptr<LiveEvents> live;
    std::unique_ptr<WriteDesk> desk;
    std::unique_ptr<HttpServer> http;

    explicit Inside(ServeOptions given)
        : options(std::move(given)), workshop(options.build, options.clock),
          site(watched_trees(options.build), options.watch,
               [this](const KeptSite::Viewer& who, const LiveSite::Told& told) { return read_site(who, told); }) {}

    std::optional<PersonKey> person() const { return desk ? desk->person() : options.person; }

    // By the one thread that reads.
    std::shared_ptr<LiveSite> read_site(const KeptSite::Viewer& who, const LiveSite::Told& told) {
        BuildOptions build = options.build;
        build.now = options.clock();
        if (who && who->is_trainer()) build.audience = Audience::trainers;
        if (who && !who->is_trainer()) build.seen_by = TraineeKey{who->gfp, who->trainee};
        last_read = std::make_shared<LiveSite>(build, last_read.get(), told);
        return last_read;
    }

    // As whoever writes sees it. Beside forms with what was saved a moment ago; else the last good one, at once. Null when
    // the program ends.
    std::shared_ptr<const Reading> site_now() {
        while (true) {
            auto reading = site.now(person(), desk ? KeptSite::Wait::for_changes : KeptSite::Wait::for_any);
            if (reading != nullptr || site.stopped()) return reading;
        }
    }

    HttpResponse page(std::string_view path) {
        if (path.empty()) return redirect(site_base + "/");
        const std::string wanted = asked_page(path);
        const auto now = site_now();
        if (now == nullptr) return {503, "text/plain; charset=utf-8", "503\n", {}, {}};
        if (const auto who = now->viewer; who && !who->is_trainer() && wanted == dossier_file_name({who->gfp, who->trainee}))
            return dossier_download(options.build, {who->gfp, who->trainee}, now->language);
        if (now->site == nullptr || now->site->report().stopped) return live->broken_page(*now, wanted);
        HttpResponse out = page_answer(*now->site, wanted, site_base);
        if (out.type.starts_with("text/html") && !out.body.empty())
            out.body = live->with_script(std::move(out.body), wanted, look_of(*now->site, wanted, out), *now);
        return out;
    }

    HttpResponse answer(const HttpRequest& request) {
        HttpResponse out = routed(request);
        out.headers["X-Content-Type-Options"] = "nosniff";
        out.headers["Cache-Control"] = "no-store";
        out.headers["Cross-Origin-Resource-Policy"] = "same-origin";
        out.headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // The origin alone: browsers send it with forms, and the token in a path stays where it is.
        out.headers["Referrer-Policy"] = "strict-origin";
        out.headers["X-Frame-Options"] = "DENY";
        return out;
    }

    // Beside forms the site is another origin: under the machine's name, where they are under its number. A script that a theme
    // brings into a page then reads neither their pages nor what a browser keeps of them.
    static constexpr const char* forms_host = "127.0.0.1";
    std::string site_origin() const { return fmt::format("http://{}:{}", desk ? "localhost" : forms_host, http->port()); }

    HttpResponse routed(const HttpRequest& request) {
        const std::string_view path = request.path;
        if (desk && request.host == forms_host && path.starts_with(forms_base) &&
            (path.size() == forms_base.size() || path[forms_base.size()] == '/')) {
            if (path.size() == forms_base.size()) return redirect(forms_base + "/");
            HttpResponse out = desk->answer(request, path.substr(forms_base.size()));
            // The next page that is asked for has it. What is only kept, at every pause of the keyboard, is not the site's.
            if (request.method == "POST" && !path.ends_with("/keep")) site.notice();
            return out;
        }
        if (request.method != "POST" && path.starts_with(site_base)) {
            if (desk && request.host == forms_host) return redirect(site_origin() + encode_url_path(path));
            const std::string_view rest = path.substr(site_base.size());
            if (rest.starts_with(LiveEvents::place)) return live->answer(request, rest.substr(LiveEvents::place.size()));
            if (rest.empty() || rest.front() == '/') return page(rest);
        }
        return {404, "text/plain; charset=utf-8", "404\n", {}, {}};
    }

    // The port that is asked for; else that of last time; else the first that is free.
    void listen(int last_time) {
        std::vector<int> ports;
        if (options.port) {
            ports.push_back(*options.port);
        } else {
            if (last_time != 0) ports.push_back(last_time);
            for (int port = first_port; port <= last_port; ++port) ports.push_back(port);
            ports.push_back(0);
        }
        for (std::size_t i = 0; i < ports.size(); ++i) {
            try {
                http = std::make_unique<HttpServer>(ports[i], [this](const HttpRequest& request) { return answer(request); });
                return;
            } catch (const DiskError&) {
                if (i + 1 == ports.size()) throw;
            }
        }
    }
};

SiteServer::SiteServer(ServeOptions options) : inside_(std::make_unique<Inside>(std::move(options))) {
    const ServeOptions& given = inside_->options;
    const bool secret = given.secret || given.forms == Forms::shown;
    Journal journal(given.build.root);
    ServeState state = given.forms == Forms::shown ? journal.state() : ServeState{};
    if (state.token.empty()) state.token = random_hex(16);
    if (secret) inside_->site_base = "/" + sha256_hex("site " + state.token).substr(0, 32);
    inside_->live = std::make_unique<LiveEvents>(
        inside_->site, LiveOptions{given.build.share, inside_->site_base, given.build.audience, given.follow});
    if (given.told) inside_->site.on_reading(given.told);
    inside_->listen(state.port);
    state.port = inside_->http->port();
    if (given.forms == Forms::shown) {
        inside_->forms_base = "/" + state.token;
        const std::string site = fmt::format("http://localhost:{}{}/", state.port, inside_->site_base);
        inside_->desk =
            std::make_unique<WriteDesk>(inside_->workshop, DeskOptions{inside_->forms_base, site, given.person, given.deeds});
    }
    if (given.forms == Forms::shown) journal.put_state(state);
}

SiteServer::~SiteServer() = default;

std::string SiteServer::site_address() const {
    return inside_->site_origin() + inside_->site_base + "/";
}
std::string SiteServer::dossier_address() const {
    const auto& person = inside_->options.person;
    return person && !person->is_trainer() ? site_address() + dossier_file_name({person->gfp, person->trainee}) : std::string();
}
std::string SiteServer::forms_address() const {
    return inside_->desk ? fmt::format("http://127.0.0.1:{}{}/", inside_->http->port(), inside_->forms_base) : std::string();
}
Looking SiteServer::looking() const {
    return inside_->site.looking();
}
void SiteServer::run() {
    inside_->site.start(inside_->person());
    inside_->http->run();
    inside_->site.stop();
}
void SiteServer::stop() {
    inside_->site.stop(); // whoever waits for it or streams what becomes of it is let go
    inside_->http->stop();
}
bool SiteServer::reads() const {
    return inside_->site.reads();
}

} // namespace livret

#include "serve/server.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "build/live_site.hpp"
#include "diag/printer.hpp"
#include "serve/dossier_download.hpp"

#include <chrono>

#include <fmt/format.h>

namespace livret {

namespace {

constexpr auto between_looks = std::chrono::milliseconds(100);
constexpr int first_port = 8004, last_port = 8013;

} // namespace

struct SiteServer::Inside {
    ServeOptions options;
    Workshop workshop;
    std::string site_base, forms_base; // "/<token>"; of the site "" without a token
    std::unique_ptr<WriteDesk> desk;
    std::unique_ptr<HttpServer> http;
    std::mutex mutex;
    std::string read_at, read_for;                      // the state of the repository that `site` is of, and who sees it
    std::chrono::steady_clock::time_point look_again{}; // a page asks for ten files at once
    std::shared_ptr<LiveSite> site;

    explicit Inside(ServeOptions given) : options(std::move(given)), workshop(options.build, options.clock) {}

    std::optional<PersonKey> person() const { return desk ? desk->person() : options.person; }

    // As the repository is now, and as whoever writes sees it. A page that is asked for while it is read again waits.
    std::shared_ptr<LiveSite> site_now() {
        const auto who = person();
        const std::lock_guard lock(mutex);
        const auto moment = std::chrono::steady_clock::now();
        const std::string for_whom = who ? name_of(*who) : "";
        if (site != nullptr && for_whom == read_for && moment < look_again) return site;
        const std::string now = workshop.fingerprint();
        look_again = std::chrono::steady_clock::now() + between_looks;
        if (site == nullptr || now != read_at || for_whom != read_for) {
            BuildOptions build = options.build;
            build.now = options.clock();
            std::optional<TraineeKey> seen_by;
            if (who && who->is_trainer()) build.audience = Audience::trainers;
            if (who && !who->is_trainer()) seen_by = TraineeKey{who->gfp, who->trainee};
            site = std::make_shared<LiveSite>(build, seen_by);
            read_at = now;
            read_for = for_whom;
        }
        return site;
    }

    HttpResponse page(std::string path) {
        if (path.empty() || path.front() != '/') return redirect(site_base + "/");
        path.erase(0, 1);
        if (path.empty() || path.ends_with('/')) path += "index.html";
        if (const auto who = person(); who && !who->is_trainer() && path == dossier_file_name({who->gfp, who->trainee}))
            return dossier_download(options.build, {who->gfp, who->trainee}, site_now()->report().language);
        const auto now = site_now();
        if (now->report().stopped) return broken(*now);
        // Only what is in the site has an address: there is no folder to leave.
        if (auto found = now->bytes(SitePath{path})) return {200, std::string(type_of_file(path)), std::move(*found), {}};
        if (now->bytes(SitePath{path + "/index.html"})) return redirect(site_base + "/" + encode_url_path(path) + "/");
        const std::string group = path.substr(0, path.find('/'));
        if (auto lost = now->bytes(SitePath{group} / "404.html")) return {404, "text/html; charset=utf-8", std::move(*lost), {}};
        return {404, "text/plain; charset=utf-8", "404\n", {}};
    }

    HttpResponse broken(const LiveSite& now) const {
        const Language lang = now.report().language;
        std::string text;
        for (const Diagnostic& one : now.report().sink.sorted())
            if (one.severity() == Severity::error)
                text += fmt::format("{}:{}: {} [{}]\n", one.path.value, one.at.begin.line, message_of(one, lang),
                                    describe(one.code).id);
        return {500, "text/plain; charset=utf-8", text, {}};
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
            return desk->answer(request, path.substr(forms_base.size()));
        }
        if (request.method != "POST" && path.starts_with(site_base)) {
            if (desk && request.host == forms_host) return redirect(site_origin() + encode_url_path(path));
            return page(std::string(path.substr(site_base.size())));
        }
        return {404, "text/plain; charset=utf-8", "404\n", {}};
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
std::vector<Diagnostic> SiteServer::messages() {
    return inside_->site_now()->report().sink.sorted();
}
void SiteServer::run() {
    inside_->http->run();
}
void SiteServer::stop() {
    inside_->http->stop();
}

} // namespace livret

#include "serve/http.hpp"

#include "base/paths.hpp"
#include "base/text.hpp"
#include "disk/disk.hpp"
#include "media/media_types.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

#include <httplib.h>

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::size_t largest_request = std::size_t{64} << 20; // bytes
constexpr int idle_seconds = 15;                               // for a request or a response that does not move

} // namespace

std::string_view type_of_file(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    const std::string_view extension = dot == std::string_view::npos ? std::string_view() : name.substr(dot);
    const std::string_view type = media_type_with_encoding(extension);
    return type.starts_with("text/markdown") ? "text/plain; charset=utf-8" : type; // browsers show it instead of saving it
}

HttpResponse redirect(std::string location) {
    HttpResponse out;
    out.status = 303;
    out.headers["Location"] = std::move(location);
    return out;
}

std::string HttpRequest::parameter(std::string_view name) const {
    for (const auto& [key, value] : query)
        if (key == name) return value;
    return {};
}

struct HttpServer::Inside {
    httplib::Server server;
    Handler handler;
    int port = 0;
    std::mutex mutex;
    bool begun = false, stopped = false;
    std::atomic<bool> ended = false;

    bool is_ours(const std::string& host) const {
        return host == fmt::format("127.0.0.1:{}", port) || host == fmt::format("localhost:{}", port);
    }

    // 0, or the status of a refusal. One Host, one Origin: a second would be read by somebody else than we do.
    int refusal(const httplib::Request& request) const {
        const std::string host = ascii_lower(request.get_header_value("Host"));
        if (request.get_header_value_count("Host") != 1 || !is_ours(host)) return 421;
        if (request.method == "GET" || request.method == "HEAD") return 0;
        if (request.method != "POST") return 405;
        if (request.get_header_value_count("Origin") != 1 || ascii_lower(request.get_header_value("Origin")) != "http://" + host)
            return 403;
        // The library holds bodies to their limit by what they say of their own length: one that says nothing has none.
        if (request.has_header("Transfer-Encoding") || request.has_header("Content-Encoding") ||
            request.get_header_value_count("Content-Length") != 1)
            return 411;
        const std::string site = request.get_header_value("Sec-Fetch-Site");
        return site.empty() || site == "same-origin" ? 0 : 403;
    }

    static void write(HttpResponse from, httplib::Response& to) {
        to.status = from.status;
        for (const auto& [name, value] : from.headers) to.set_header(name, value);
        if (from.body.empty() && !from.stream) return to.set_content(from.body, from.type);
        if (!from.stream) {
            const auto length = from.body.size();
            // Not set_content(): the library would compress it, which takes longer than all else on a way that has no length.
            to.set_content_provider(
                length, from.type, [body = std::move(from.body)](std::size_t at, std::size_t size, httplib::DataSink& sink) {
                    return at <= body.size() && size <= body.size() - at && sink.write(body.data() + at, size);
                });
            return;
        }
        to.set_chunked_content_provider(from.type, [stream = from.stream](std::size_t, httplib::DataSink& sink) {
            const auto part = stream();
            if (!part) {
                sink.done();
                return true;
            }
            return part->empty() ? sink.is_writable() : sink.write(part->data(), part->size());
        });
    }

    static HttpRequest read(const httplib::Request& request) {
        HttpRequest out;
        out.method = request.method;
        out.path = request.path;
        out.host = ascii_lower(request.get_header_value("Host"));
        out.host = out.host.substr(0, out.host.rfind(':'));
        const std::string origin = ascii_lower(request.get_header_value("Origin"));
        const std::string site = request.get_header_value("Sec-Fetch-Site");
        out.from_elsewhere = (!origin.empty() && origin != "http://" + ascii_lower(request.get_header_value("Host"))) ||
                             (!site.empty() && site != "same-origin");
        out.by_script = request.get_header_value("X-Livret") == "script";
        for (const auto& [name, value] : request.params) out.query.emplace_back(name, value);
        for (const auto& [name, file] : request.files) {
            if (file.filename.empty())
                out.fields.emplace_back(name, file.content);
            else
                out.files.push_back({name, file.filename, file.content});
        }
        return out;
    }
};

HttpServer::HttpServer(int port, Handler handler) : inside_(std::make_unique<Inside>()) {
    httplib::Server& server = inside_->server;
    inside_->handler = std::move(handler);
    server.set_payload_max_length(largest_request);
    server.set_read_timeout(idle_seconds);
    server.set_write_timeout(idle_seconds);
    // The library's own choice is SO_REUSEPORT, by which a second program could take every other connection.
    server.set_socket_options([](socket_t socket) {
        const int yes = 1;
        ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    // Before a byte of the body is read. What would follow on the same connection is never taken for a request: each has its own.
    server.set_keep_alive_max_count(1);
    // Each connection has a thread while it lasts: those that stream leave enough to the others, also while one takes the place
    // of another.
    server.new_task_queue = [] { return new httplib::ThreadPool(8 + 2 * most_http_streams); };
    server.set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
        const int status = inside_->refusal(request);
        if (status == 0) return httplib::Server::HandlerResponse::Unhandled;
        response.status = status;
        response.set_header("X-Content-Type-Options", "nosniff");
        response.set_content(fmt::format("{}\n", status), "text/plain; charset=utf-8");
        return httplib::Server::HandlerResponse::Handled;
    });
    const auto answer = [this](const httplib::Request& request, httplib::Response& response) {
        // Whole answers only: the library asks the provider of a body for ranges as the stranger gave them, beyond its end too.
        const_cast<httplib::Request&>(request).ranges.clear();
        Inside::write(inside_->handler(Inside::read(request)), response);
    };
    server.Get(".*", answer);
    server.Post(".*", answer);
    server.set_exception_handler([](const httplib::Request&, httplib::Response& response, std::exception_ptr) {
        response.status = 500;
        response.set_content("500\n", "text/plain; charset=utf-8");
    });
    if (port == 0) {
        inside_->port = server.bind_to_any_port("127.0.0.1");
    } else if (server.bind_to_port("127.0.0.1", port)) {
        inside_->port = port;
    }
    if (inside_->port <= 0)
        throw DiskError("listen", fmt::format("127.0.0.1:{}", port), std::make_error_code(std::errc::address_in_use));
}

HttpServer::~HttpServer() = default;

int HttpServer::port() const {
    return inside_->port;
}
void HttpServer::run() {
    {
        const std::lock_guard lock(inside_->mutex);
        if (inside_->stopped) return;
        inside_->begun = true;
    }
    inside_->server.listen_after_bind();
    inside_->ended = true;
}
void HttpServer::stop() {
    {
        const std::lock_guard lock(inside_->mutex);
        inside_->stopped = true;
        if (!inside_->begun) return;
    }
    // The library forgets a stop that comes before it has begun to listen.
    while (!inside_->ended && !inside_->server.is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    inside_->server.stop();
}

} // namespace livret

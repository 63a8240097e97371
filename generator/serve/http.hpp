// HTTP/1.1 on this machine's loopback, and nothing more: requests in, responses out. [only user of cpp-httplib]
//
// Whatever comes is somebody's until shown otherwise. Before a handler sees a request, it was addressed to this very
// server by name (Host: DNS rebinding gives a foreign page our address, but not our name), is within the limits of sizes
// and times, and, if it may change something (any method but GET and HEAD), comes from a page of ours (Origin).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace livret {

struct HttpFile {
    std::string field, name, bytes;
};

struct HttpRequest {
    std::string method;                                      // GET, HEAD, POST
    std::string host;                                        // as asked for, without the port: "127.0.0.1" or "localhost"
    std::string path;                                        // percent-decoded, begins with '/'
    std::vector<std::pair<std::string, std::string>> query;  // ?a=b
    std::vector<std::pair<std::string, std::string>> fields; // of a form (multipart/form-data) in the order of their names
    std::vector<HttpFile> files;
    bool by_script = false;      // asked for by a script of ours, which wants JSON
    bool from_elsewhere = false; // asked for by a page that is not of this origin, as its browser says

    std::string parameter(std::string_view name) const; // of the query; empty if it is not there
};

// What is sent bit by bit while the connection lasts: called again and again by its thread for the next bit, it may wait a
// moment. Empty: nothing yet, is anybody still there? Nothing: the end.
using HttpStream = std::function<std::optional<std::string>()>;

struct HttpResponse {
    int status = 200;
    std::string type = "text/html; charset=utf-8";
    std::string body = {};
    std::map<std::string, std::string> headers = {};
    HttpStream stream = {}; // in place of the body; the handler holds few of them open, since each has a thread to itself
};

HttpResponse redirect(std::string location); // 303: what follows is a GET

class HttpServer {
  public:
    using Handler = std::function<HttpResponse(const HttpRequest&)>;

    // Listens at once, on 127.0.0.1; port 0: any that is free. Throws DiskError ("listen") if it is taken.
    HttpServer(int port, Handler handler);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    int port() const;
    void run();  // until stop()
    void stop(); // from any thread, before run() too; whoever streams has to end by itself

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

// How many streams may be open at once beside other requests.
inline constexpr std::size_t most_http_streams = 8;

// "text/html; charset=utf-8" for a file of a site, by its name; what is not known is for download only.
std::string_view type_of_file(std::string_view name);

} // namespace livret

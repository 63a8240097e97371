// HTTP/1.1 on this machine's loopback, and nothing more: requests in, responses out. [only user of cpp-httplib]
//
// Whatever comes is somebody's until shown otherwise. Before a handler sees a request, it was addressed to this very
// server by name (Host: DNS rebinding gives a foreign page our address, but not our name), is within the limits of sizes
// and times, and, if it may change something (any method but GET and HEAD), comes from a page of ours (Origin).
#pragma once

#include <functional>
#include <map>
#include <memory>
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
    bool by_script = false; // asked for by a script of ours, which wants JSON

    std::string parameter(std::string_view name) const; // of the query; empty if it is not there
};

struct HttpResponse {
    int status = 200;
    std::string type = "text/html; charset=utf-8";
    std::string body = {};
    std::map<std::string, std::string> headers = {};
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
    void stop(); // from any thread

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

// "text/html; charset=utf-8" for a file of a site, by its name; what is not known is for download only.
std::string_view type_of_file(std::string_view name);

} // namespace livret

// Handing messages to a mail server (RFC 5321), over TLS where there is one. [only user of libcurl]
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace livret {

// `required`: a server that offers no TLS, or a certificate that does not hold, is refused. `if_offered` takes a
// server without it, but none whose certificate does not hold.
enum class Encryption { required, if_offered, none };

struct SmtpServer {
    std::string url;            // smtp://host[:port] (STARTTLS) or smtps://host[:port]
    std::string user, password; // empty: none are asked for
    Encryption encryption = Encryption::required;
    std::string authorities; // a file of certificates to trust in place of the system's; empty: the system's
};

enum class Delivery {
    accepted,
    refused,     // the server will not have this message, now or ever; it may have others
    unreachable, // no server, no TLS, no login, or it went away: others would fare no better
};

struct Delivered {
    Delivery state = Delivery::unreachable;
    std::string why; // the server's last words, or what went wrong on the way, as they came
};

// One connection, as long as the server keeps it.
class SmtpSession {
  public:
    explicit SmtpSession(const SmtpServer& server);
    ~SmtpSession();
    SmtpSession(const SmtpSession&) = delete;
    SmtpSession& operator=(const SmtpSession&) = delete;

    // `message`: with LF line ends. `accepted` only if the server said that it has all of it.
    Delivered send(const std::string& from, const std::string& to, std::string_view message);

  private:
    struct Curl;
    std::unique_ptr<Curl> curl_;
};

} // namespace livret

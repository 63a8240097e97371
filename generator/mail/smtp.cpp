#include "mail/smtp.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include <curl/curl.h>

namespace livret {

namespace {

constexpr long connect_seconds = 30, silent_seconds = 600; // RFC 5321 §4.5.3.2.6: a server may look at a message for minutes

struct Upload {
    std::string_view rest;
};

std::size_t give(char* to, std::size_t size, std::size_t count, void* user) {
    auto& upload = *static_cast<Upload*>(user);
    const std::size_t bytes = std::min(size * count, upload.rest.size());
    std::memcpy(to, upload.rest.data(), bytes);
    upload.rest.remove_prefix(bytes);
    return bytes;
}

// What the server says, line by line; its last "no" (RFC 5321 §4.2.1) is why.
std::size_t listen(char* from, std::size_t size, std::size_t count, void* user) {
    const std::string_view line = trim(std::string_view(from, size * count));
    if (line.starts_with('4') || line.starts_with('5')) static_cast<std::string*>(user)->assign(line);
    return size * count;
}

} // namespace

struct SmtpSession::Curl {
    CURL* easy = curl_easy_init();
    std::string last_words;
    std::array<char, CURL_ERROR_SIZE> error{};
};

SmtpSession::SmtpSession(const SmtpServer& server) : curl_(std::make_unique<Curl>()) {
    CURL* easy = curl_->easy;
    curl_easy_setopt(easy, CURLOPT_URL, server.url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(easy, CURLOPT_PROXY, ""); // mail goes nowhere that the command line does not name
    if (!server.user.empty()) {
        curl_easy_setopt(easy, CURLOPT_USERNAME, server.user.c_str());
        curl_easy_setopt(easy, CURLOPT_PASSWORD, server.password.c_str());
    }
    const long use = server.encryption == Encryption::required     ? CURLUSESSL_ALL
                     : server.encryption == Encryption::if_offered ? CURLUSESSL_TRY
                                                                   : CURLUSESSL_NONE;
    curl_easy_setopt(easy, CURLOPT_USE_SSL, use);
    if (!server.authorities.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, server.authorities.c_str());
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, connect_seconds);
    curl_easy_setopt(easy, CURLOPT_SERVER_RESPONSE_TIMEOUT, silent_seconds);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, curl_->error.data());
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, listen);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &curl_->last_words);
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
}

SmtpSession::~SmtpSession() {
    curl_easy_cleanup(curl_->easy);
}

Delivered SmtpSession::send(const std::string& from, const std::string& to, std::string_view message) {
    CURL* easy = curl_->easy;
    const std::string bytes = replace_all(std::string(message), "\n", "\r\n");
    Upload upload{bytes};
    curl_slist* recipients = curl_slist_append(nullptr, ("<" + to + ">").c_str());
    curl_easy_setopt(easy, CURLOPT_MAIL_FROM, ("<" + from + ">").c_str());
    curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(easy, CURLOPT_READDATA, &upload);
    curl_->last_words.clear();
    curl_->error[0] = '\0';
    const CURLcode code = curl_easy_perform(easy);
    long reply = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &reply);
    curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, nullptr);
    curl_slist_free_all(recipients);
    if (code == CURLE_OK) return {Delivery::accepted, ""};
    // 421: the server closes (RFC 5321 §3.8). A login that is refused is refused for every message.
    const bool this_message = reply >= 400 && reply != 421 && code != CURLE_LOGIN_DENIED && code != CURLE_USE_SSL_FAILED &&
                              (code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_RECV_ERROR);
    std::string why = this_message && !curl_->last_words.empty() ? curl_->last_words : std::string(curl_->error.data());
    if (why.empty()) why = curl_easy_strerror(code);
    return {this_message ? Delivery::refused : Delivery::unreachable, std::move(why)};
}

} // namespace livret

#include "history/git_failures.hpp"

#include "base/text.hpp"
#include "base/typography.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace livret {

namespace {

bool says_any(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view one) { return text.find(one) != std::string_view::npos; });
}

constexpr std::string_view from_server = "remote: ";

// The server's words may be anybody's: without what moves a terminal's cursor.
std::string printable_lines(std::string_view text, bool servers) {
    constexpr std::size_t most_lines = 40, longest = 500;
    std::string out;
    std::size_t count = 0;
    for (const std::string_view line : split_lines(text)) {
        if ((line.starts_with(from_server) || line == "remote:") != servers) continue;
        std::string_view words = servers ? line.substr(std::min(from_server.size(), line.size())) : line;
        while (!words.empty() && (words.back() == ' ' || words.back() == '\r')) words.remove_suffix(1);
        if (first_invalid_utf8(words)) continue;
        if (count++ == most_lines) break;
        out += printable(first_characters(words, longest));
        out += '\n';
    }
    while (out.ends_with("\n")) out.pop_back();
    return out;
}

} // namespace

std::string server_words(std::string_view errors) {
    return printable_lines(errors, true);
}
std::string git_words(std::string_view errors) {
    return printable_lines(errors, false);
}

Failure why_not_fetched(std::string_view errors) {
    if (says_any(errors, {"couldn't find remote ref", "Couldn't find remote ref"})) return {DepositObstacle::other, true};
    if (says_any(errors, {"(non-fast-forward)"})) return {DepositObstacle::rewritten, false};
    if (says_any(errors, {"Host key verification failed", "REMOTE HOST IDENTIFICATION HAS CHANGED", "No ED25519 host key"}))
        return {DepositObstacle::unknown_host, false};
    if (says_any(errors, {"Authentication failed", "could not read Username", "could not read Password", "Permission denied",
                          "terminal prompts disabled", "Invalid username or password", "HTTP Basic: Access denied", "error: 401",
                          "error: 403", "access denied or repository not exported", "Access denied"}))
        return {DepositObstacle::credentials, false};
    // It answers, and will answer the same the next time: a file too large for a server before the forge, an expired certificate.
    if (says_any(errors, {"HTTP 413", "error: 413", "error: 400", "HTTP 400", "certificate"}))
        return {DepositObstacle::other, false};
    if (says_any(errors, {"Could not resolve",
                          "Temporary failure in name resolution",
                          "Name or service not known",
                          "Connection refused",
                          "Connection timed out",
                          "Operation timed out",
                          "Connection reset",
                          "Connection closed",
                          "Network is unreachable",
                          "No route to host",
                          "Failed to connect",
                          "Couldn't connect",
                          "Could not connect",
                          "unable to connect",
                          "Operation too slow",
                          "SSL",
                          "early EOF",
                          "the remote end hung up unexpectedly",
                          "Software caused connection abort",
                          "error: 502",
                          "error: 503",
                          "error: 504"}))
        return {DepositObstacle::no_network, false};
    if (says_any(errors,
                 {"does not appear to be a git repository", "epository not found", "' not found", "not found:", "does not exist",
                  "error: 404", "project you were looking for could not be found", "Could not read from remote repository"}))
        return {DepositObstacle::no_such_place, false};
    return {DepositObstacle::other, false};
}

DepositObstacle why_not_sent(std::string_view report, std::string_view errors) {
    for (const std::string_view line : split_lines(report)) {
        if (!line.starts_with("!\t")) continue;
        if (says_any(line, {"(fetch first)", "(non-fast-forward)", "failed to update ref", "cannot lock ref", "(stale info)",
                            "incorrect old value", "reference already exists", "failed to lock"}))
            return DepositObstacle::overtaken;
        return DepositObstacle::refused;
    }
    return why_not_fetched(errors).obstacle;
}

} // namespace livret

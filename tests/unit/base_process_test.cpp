#include "base/process.hpp"

#include <doctest/doctest.h>

using namespace livret;

TEST_CASE("a program gets its input and says what it says, however much") {
    const std::string much(3 << 20, 'x'); // more than any pipe holds
    const ProcessResult echo = run_process({{"cat"}, much});
    CHECK(echo.end == ProcessEnd::finished);
    CHECK(echo.output == much);
    CHECK(run_process({{"cat"}}).output == "");
}

TEST_CASE("how a program ended, and what it complained of") {
    const ProcessResult failed = run_process({{"sh", "-c", "echo out; echo no >&2; exit 3"}});
    CHECK(failed.end == ProcessEnd::failed);
    CHECK(failed.output == "out\n");
    CHECK(failed.errors == "no\n");
    CHECK(run_process({{"sh", "-c", "kill -9 $$"}}).end == ProcessEnd::failed);
    CHECK(run_process({{"no-such-program-anywhere"}}).end == ProcessEnd::not_found);
}

TEST_CASE("no shell reads the arguments, and variables are replaced") {
    CHECK(run_process({{"printf", "%s|", "a b", "$HOME", "*"}}).output == "a b|$HOME|*|");
    CHECK(run_process({{"sh", "-c", "echo $TZ$PATH"}, "", {{"TZ", "UTC"}, {"PATH", "/bin:/usr/bin"}}}).output ==
          "UTC/bin:/usr/bin\n");
}

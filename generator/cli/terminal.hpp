// The terminal in front of a person (/dev/tty), also while standard input and output are files: questions, and secrets that
// are typed without echo.
#pragma once

#include "cli/command.hpp"
#include "trust/secret.hpp"

#include <memory>
#include <optional>
#include <string>

namespace livret {

class Terminal {
  public:
    explicit Terminal(int descriptor) : fd_(descriptor) {}
    ~Terminal();
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    // A line that is not shown. An interruption (Ctrl-C) first gives the terminal its echo back. At most `longest` bytes: what
    // is typed beyond makes it longer by one, which no passphrase is. Throws DiskError.
    SecretBytes read_secret(const std::string& question, std::size_t longest);
    // A line that is shown; nothing at the end of the input.
    std::optional<std::string> read_answer(const std::string& question);

  private:
    void write(std::string_view text);
    int fd_;
};

// Nothing if nobody is there.
std::unique_ptr<Terminal> open_terminal();

// Shows on standard error what a command is about to do or to sign, and asks. --yes goes on without a question; without it,
// and without anybody to ask, throws CommandError (usage). False: the answer was no, and it was said that nothing happened.
bool show_and_ask(const Command& command, const std::string& text, const char* question_fr, const char* question_en);

} // namespace livret

#include "cli/terminal.hpp"

#include "base/text.hpp"
#include "disk/disk.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace livret {

namespace {

volatile std::sig_atomic_t caught = 0;

// While it lives, the terminal shows nothing, and what would end or stop the program is kept until the echo is back.
class Silence {
  public:
    explicit Silence(int fd) : fd_(fd) {
        caught = 0;
        struct sigaction keep {};
        keep.sa_handler = [](int signal) { caught = signal; };
        for (std::size_t i = 0; i < signals.size(); ++i) ::sigaction(signals[i], &keep, &before_[i]);
        if (::tcgetattr(fd_, &shown_) != 0) return;
        termios silent = shown_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL);
        silent.c_lflag |= ICANON;
        ::tcsetattr(fd_, TCSAFLUSH, &silent);
        changed_ = true;
    }
    ~Silence() {
        if (changed_) ::tcsetattr(fd_, TCSAFLUSH, &shown_);
        for (std::size_t i = 0; i < signals.size(); ++i) ::sigaction(signals[i], &before_[i], nullptr);
        if (caught != 0) ::raise(caught);
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;

  private:
    static constexpr std::array signals{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
    int fd_;
    termios shown_{};
    bool changed_ = false;
    std::array<struct sigaction, signals.size()> before_{};
};

[[noreturn]] void fail(int reason) {
    throw DiskError("read", "/dev/tty", std::error_code(reason, std::generic_category()));
}

} // namespace

Terminal::~Terminal() {
    ::close(fd_);
}

void Terminal::write(std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = ::write(fd_, text.data(), text.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
}

SecretBytes Terminal::read_secret(const std::string& question, std::size_t longest) {
    SecretBytes buffer(longest + 1);
    std::size_t size = 0;
    {
        const Silence silence(fd_);
        write(question);
        while (caught == 0) {
            unsigned char rest = 0;
            unsigned char* at = size < buffer.size() ? buffer.data() + size : &rest;
            const ssize_t count = ::read(fd_, at, 1);
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) fail(errno);
            if (count == 0 || *at == '\n') break;
            if (size < buffer.size()) ++size;
        }
        write("\n");
    }
    if (caught != 0) fail(EINTR); // a stop that went on: what was typed is lost
    SecretBytes out(size);
    if (size > 0) std::memcpy(out.data(), buffer.data(), size);
    return out;
}

std::optional<std::string> Terminal::read_answer(const std::string& question) {
    write(question);
    std::string out;
    while (true) {
        char c = 0;
        const ssize_t count = ::read(fd_, &c, 1);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail(errno);
        if (count == 0 && out.empty()) return std::nullopt;
        if (count == 0 || c == '\n') return out;
        out += c;
    }
}

std::unique_ptr<Terminal> open_terminal() {
    const int fd = ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    return fd < 0 ? nullptr : std::make_unique<Terminal>(fd);
}

bool show_and_ask(const Command& command, const std::string& text, const char* question_fr, const char* question_en) {
    if (!command.quiet() || !command.arguments.has("--yes")) print_line(text);
    if (command.arguments.has("--yes")) return true;
    auto terminal = open_terminal();
    if (!terminal)
        throw CommandError{Exit::usage, "personne à qui demander si cela convient : --yes l’affirme d’avance",
                           "nobody to ask whether this is right: --yes says so beforehand"};
    while (true) {
        const auto answer =
            terminal->read_answer(std::string(command.say(question_fr, question_en)) + command.say(" [o/N] ", " [y/N] "));
        const std::string word = answer ? ascii_lower(trim(*answer)) : "";
        if (word == "o" || word == "oui" || word == "y" || word == "yes") return true;
        if (word.empty() || word == "n" || word == "non" || word == "no") break;
    }
    print_line(command.say("rien n’a été fait", "nothing was done"));
    return false;
}

} // namespace livret

#include "cli/command.hpp"
#include "cli/disk_words.hpp"
#include "cli/guard_verb.hpp"
#include "cli/serve_verb.hpp"

#include "base/text.hpp"
#include "base/typography.hpp"
#include "disk/disk.hpp"

#include <array>
#include <cstdio>
#include <exception>
#include <filesystem>

#include <unistd.h>

#include <fmt/format.h>

namespace livret {

namespace {

struct Runner {
    std::string_view verb;
    Exit (*run)(const Command&);
};
constexpr std::array runners{
    Runner{"check", run_check},     Runner{"build", run_build},     Runner{"clean", run_clean},
    Runner{"config", run_config},   Runner{"explain", run_explain}, Runner{"media", run_media},
    Runner{"init", run_init},       Runner{"new", run_new},         Runner{"completions", run_completions},
    Runner{"key", run_key},         Runner{"trust", run_trust},     Runner{"inbox", run_inbox},
    Runner{"attest", run_attest},   Runner{"verify", run_verify},   Runner{"certify", run_certify},
    Runner{"export", run_export},   Runner{"import", run_import},   Runner{"remove", run_remove},
    Runner{"deposit", run_deposit}, Runner{"guard", run_guard},     Runner{"report", run_report},
    Runner{"serve", run_serve},     Runner{"session", run_session},
};

// --lang, else the language of the repository that is meant, else the machine's.
Language language_for(const Arguments& arguments) {
    if (!arguments.has("--lang"))
        if (const auto own = repository_language(arguments)) return *own;
    return message_language(arguments);
}

int fail(Exit exit, Language lang, const std::string& text) {
    print_line(fmt::format("livret: {}", text));
    if (exit == Exit::usage)
        print_line(lang == Language::fr ? "« livret help » montre les commandes et les options"
                                        : "“livret help” shows commands and options");
    return static_cast<int>(exit);
}

// Puts livret-digest in the place of this program; comes back only if there is none.
[[noreturn]] void become_digest(char** argv) {
    std::error_code error;
    const std::string beside = (std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / "livret-digest").string();
    execv(beside.c_str(), argv);
    throw CommandError{Exit::environment, fmt::format("le programme « {} » manque à côté de livret", beside),
                       fmt::format("the program “{}” is missing beside livret", beside)};
}

int run_verb(const Command& command) {
    for (const Runner& one : runners)
        if (one.verb == command.arguments.verb) return static_cast<int>(one.run(command));
    return static_cast<int>(Exit::usage);
}

} // namespace

int run_program(int argc, char** argv, Exit (*digest)(const Command&)) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    Arguments arguments;
    const auto wrong = read_arguments(words, arguments);
    const Command command{arguments, language_for(arguments)};
    const Language lang = command.language;
    if (arguments.has("--version")) {
        print_data("livret " LIVRET_VERSION "\n");
        return 0;
    }
    if (wrong) return fail(Exit::usage, lang, lang == Language::fr ? wrong->fr : wrong->en);
    if (arguments.verb == "help" || (arguments.has("--help") && !arguments.verb.empty())) {
        const std::string about = arguments.verb != "help" ? arguments.verb : arguments.rest.empty() ? "" : arguments.rest[0];
        print_data(no_break_spaces(about.empty() ? help_text(lang) : verb_help(about, lang)));
        return 0;
    }
    if (arguments.verb.empty()) {
        const bool asked = arguments.has("--help");
        if (asked)
            print_data(no_break_spaces(help_text(lang)));
        else
            print_line(help_text(lang));
        return static_cast<int>(asked ? Exit::fine : Exit::usage);
    }
    try {
        if (arguments.verb == "digest" && digest == nullptr) become_digest(argv);
        if (arguments.verb == "digest") return static_cast<int>(digest(command));
        return run_verb(command);
    } catch (const CommandError& error) {
        return fail(error.exit, lang, lang == Language::fr ? error.fr : error.en);
    } catch (const DiskError& error) {
        return fail(Exit::environment, lang, explain_disk(error, lang));
    } catch (const std::exception& error) {
        return fail(Exit::environment, lang, error.what());
    }
}

} // namespace livret

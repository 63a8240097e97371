// What all verbs share: the command line, the language of messages, where the repository is, and how a run ends.
#pragma once

#include "build/pipeline.hpp"
#include "cli/options.hpp"

#include <optional>
#include <string>
#include <utility>

namespace livret {

// The program's exit status.
enum class Exit { fine = 0, content = 1, usage = 2, environment = 3 };

struct Command {
    const Arguments& arguments;
    Language language = Language::fr;

    bool french() const { return language == Language::fr; }
    bool quiet() const { return arguments.has("--quiet"); }
    // In the language of messages.
    const char* say(const char* fr, const char* en) const { return french() ? fr : en; }
};

// Thrown by verbs for what is wrong with the command line or the machine; main prints it.
struct CommandError {
    Exit exit = Exit::usage;
    std::string fr, en;
};
// What is wrong with the command line.
inline CommandError usage(std::string fr, std::string en) {
    return {Exit::usage, std::move(fr), std::move(en)};
}

// The folder that holds livret.yaml: --root, else the working directory or the nearest one above it.
std::string find_root(const Command& command);

// The language that livret.yaml asks for, if there is one where the command line points and it can be read.
std::optional<Language> repository_language(const Arguments& arguments);

// share/livret/, beside the program or where it was installed: themes/, schema/, frameworks/.
std::string find_share();

// --now, else SOURCE_DATE_EPOCH, else this moment.
Moment now_of(const Command& command);

// Whether a folder of the repository (relative, with '/') may hold a site: not hidden, not one of its own folders.
bool is_possible_output(std::string_view output);

BuildOptions build_options(const Command& command);

// What leads from the checkout to the repository, where forges look for annotated files: "content/" for
// livret check --root content, "" if they are one, or not below one another.
std::string annotation_prefix(const Command& command);

// Prints the messages, in the form that --format asks for, and then a line that counts them. `out` is 1 or 2: standard
// output for what is the answer itself, standard error for what is said in passing.
void print_messages(const Command& command, const Sink& sink, int out);

// A sentence of the program, to standard error.
void print_line(const std::string& text);
void print_data(const std::string& text);

// --- the verbs
Exit run_check(const Command& command);
Exit run_build(const Command& command);
Exit run_clean(const Command& command);
Exit run_config(const Command& command);
Exit run_explain(const Command& command);
Exit run_media(const Command& command);
Exit run_init(const Command& command);
Exit run_new(const Command& command);
Exit run_inbox(const Command& command);
Exit run_attest(const Command& command);
Exit run_verify(const Command& command);
Exit run_completions(const Command& command);
Exit run_key(const Command& command);
Exit run_trust(const Command& command);
Exit run_certify(const Command& command);
Exit run_session(const Command& command);
Exit run_export(const Command& command);
Exit run_import(const Command& command);
Exit run_remove(const Command& command);
Exit run_report(const Command& command);
Exit run_digest(const Command& command); // in livret-digest only: see digest_main.cpp
Exit run_deposit(const Command& command);

// The whole program. `digest`: what runs `livret digest`; none: the program of its own that lies beside this one.
int run_program(int argc, char** argv, Exit (*digest)(const Command&) = nullptr);

} // namespace livret

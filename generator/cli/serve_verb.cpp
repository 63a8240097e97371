// livret serve [--write] [--as PERSON]: the site, and the forms, on http://127.0.0.1
#include "cli/serve_verb.hpp"
#include "cli/command.hpp"
#include "cli/disk_words.hpp"
#include "cli/serve_deeds.hpp"
#include "cli/source_words.hpp"
#include "cli/suggestion.hpp"
#include "cli/watching.hpp"

#include "base/text.hpp"
#include "diag/printer.hpp"
#include "history/git.hpp"
#include "serve/saving.hpp"
#include "serve/server.hpp"

#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <thread>

#include <pthread.h>

#include <fmt/format.h>

namespace livret {

namespace {

std::optional<int> port_option(const Command& command) {
    if (!command.arguments.has("--port")) return std::nullopt;
    const std::string text = command.arguments.value("--port");
    int port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc{} || end != text.data() + text.size() || port < 0 || port > 65535)
        throw CommandError{Exit::usage, "--port : un nombre de 0 à 65535 est attendu",
                           "--port: a number from 0 to 65535 is expected"};
    return port;
}

// This moment in this machine's zone, unless the run was told when it is.
std::function<Moment()> clock_of(const Command& command) {
    const bool told = command.arguments.has("--now") || std::getenv("SOURCE_DATE_EPOCH") != nullptr;
    const Moment fixed = now_of(command);
    return [told, fixed] {
        if (told) return fixed;
        Moment now{std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()), 0};
        const std::time_t seconds = now.utc.time_since_epoch().count();
        std::tm local{};
        if (localtime_r(&seconds, &local) != nullptr) now.offset_minutes = static_cast<int>(local.tm_gmtoff / 60);
        return now;
    };
}

PersonKey person_option(const Command& command, const BuildOptions& options) {
    const std::string name = command.arguments.value("--as");
    const WholeRepository whole = read_whole(options);
    if (const auto person = person_named(whole.institute, name)) return *person;
    std::vector<std::string> known;
    for (const Trainee& one : whole.institute.trainees) known.push_back(one.key.gfp.value + "/" + one.key.trainee.value);
    for (const Trainer& one : whole.institute.configuration.trainers) known.push_back(one.id.value);
    const Suggestion near = suggestion_for(name, known);
    throw CommandError{Exit::usage,
                       fmt::format("--as : « {} » n’est ni un stagiaire (groupe/stagiaire) ni un formateur{}", name, near.fr),
                       fmt::format("--as: “{}” is neither a trainee (group/trainee) nor a trainer{}", name, near.en)};
}

// What is typed is kept in .livret, with the secret of the forms' address: of this machine alone. Whoever shared such a folder,
// or a link in its place, would know the address, or have texts written elsewhere.
void refuse_shared_journal(const std::string& root) {
    for (const std::string name : {".livret", ".livret/forms"}) {
        std::error_code ignored;
        if (std::filesystem::is_symlink(root + "/" + name, ignored))
            throw CommandError{
                Exit::environment,
                terminal_text(fmt::format("{} : est un lien ; ce qui s’écrit dans les formulaires se garde dans ce "
                                          "dossier, pas ailleurs : supprimez le lien",
                                          name)),
                terminal_text(fmt::format("{}: is a link; what is written in the forms is kept in this folder, not "
                                          "elsewhere: remove the link",
                                          name))};
    }
    const ProcessResult tracked = Git(root).run({"ls-files", "-z", "--", ".livret"});
    if (!is_fine(tracked) || tracked.output.empty()) return;
    throw CommandError{
        Exit::environment,
        terminal_text(
            fmt::format("{} : ce dossier est propre à chaque machine, mais git le partage ; lancez « git rm -r .livret », "
                        "puis déposez (livret deposit)",
                        split_at_nul(tracked.output).front())),
        terminal_text(fmt::format("{}: this folder is each machine's own, but git shares it; run “git rm -r .livret”, then "
                                  "deposit (livret deposit)",
                                  split_at_nul(tracked.output).front()))};
}

// What the terminal says of readings: each set of errors once, and that they are gone.
class ReadingWords {
  public:
    explicit ReadingWords(const Command& command) : command_(command) {}

    void say(const Reading& reading) {
        Command shown = command_;
        if (!shown.arguments.has("--lang")) shown.language = reading.language;
        if (shown.arguments.has("--verbose") && reading.site && !reading.held_back())
            for (const auto& phase : reading.site->report().phases)
                print_line(fmt::format("{:>12} {:8.1f} ms", phase.name, phase.milliseconds));
        Sink errors;
        std::string all;
        for (const Diagnostic& one : reading.errors) {
            errors.add(one);
            all += print_text(one, shown.language, Colour::no);
        }
        if (reading.failure) all += reading.failure->what();
        if (all == said_) return;
        said_ = all;
        if (all.empty()) {
            if (!shown.quiet())
                print_line(shown.say("plus d’erreur : le site est à jour", "no errors any more: the site is up to date"));
            return;
        }
        if (reading.failure) print_line(explain_disk(*reading.failure, shown.language));
        if (!reading.errors.empty()) print_messages(shown, errors, 2);
        if (reading.held_back() && !shown.quiet())
            print_line(shown.say("le site montré est celui d’avant", "the site is shown as it was before"));
    }

  private:
    const Command& command_;
    std::string said_;
};

} // namespace

Exit run_serve(const Command& command) {
    ServeOptions options;
    options.build = build_options(command);
    options.port = port_option(command);
    options.clock = clock_of(command);
    options.deeds = deeds_for_forms(options.build);
    options.follow = command.arguments.has("--follow");
    options.watch = watch_options(command);
    ReadingWords words(command);
    options.told = [&words](const Reading& reading) { words.say(reading); };
    // What the group does not see is not for other accounts of this machine either.
    options.secret = options.build.drafts == Drafts::shown || options.build.audience == Audience::trainers ||
                     options.build.audience == Audience::jury;
    if (command.arguments.has("--write")) {
        options.forms = Forms::shown;
        refuse_shared_journal(options.build.root);
    }
    if (command.arguments.has("--as")) {
        options.person = person_option(command, options.build);
        options.secret = true;
        if (command.arguments.has("--audience"))
            throw CommandError{Exit::usage, "--as et --audience ne vont pas ensemble", "--as and --audience do not go together"};
    }
    // Signals are waited for, not caught: what stops the server may take locks.
    sigset_t signals;
    sigemptyset(&signals);
    for (const int one : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, one);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    SiteServer server(std::move(options));
    std::thread waits([&] {
        int caught = 0;
        sigwait(&signals, &caught);
        server.stop();
    });
    print_data(fmt::format("{}\n", server.forms_address().empty() ? server.site_address() : server.forms_address()));
    if (!command.quiet()) {
        if (!server.forms_address().empty()) {
            print_line(command.say(
                "ouvrez cette adresse dans votre navigateur pour écrire ; elle est à vous seul : ne la donnez à personne",
                "open this address in your browser to write; it is yours alone: give it to nobody"));
            print_line(fmt::format("{} {}", command.say("le site :", "the site:"), server.site_address()));
        }
        if (!server.dossier_address().empty())
            print_line(fmt::format("{} {}", command.say("le dossier à emporter :", "the dossier to take away:"),
                                   server.dossier_address()));
        print_line(command.say("Ctrl-C arrête le programme", "Ctrl-C stops the program"));
    }
    explain_looking(command, server.looking());
    server.run();
    pthread_kill(waits.native_handle(), SIGTERM);
    waits.join();
    // A reading leaves nothing behind, and what it would find is for nobody any more: no need to wait for its end.
    if (server.reads()) {
        std::fflush(nullptr);
        std::_Exit(static_cast<int>(Exit::fine));
    }
    return Exit::fine;
}

} // namespace livret

// livret check [--fix], livret build [--watch]
#include "cli/command.hpp"
#include "cli/disk_words.hpp"
#include "cli/fixes.hpp"
#include "cli/progress_bar.hpp"
#include "cli/remade_words.hpp"
#include "cli/watching.hpp"

#include "build/watched_trees.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

namespace livret {

namespace {

Command in_language_of(const Command& command, const BuildReport& report) {
    Command out = command;
    if (!command.arguments.has("--lang")) out.language = report.language;
    return out;
}

// A session is for a jury, and shows what was frozen: nothing else goes with it.
void take_session(const Command& command, BuildOptions& options) {
    if (!command.arguments.has("--session")) return;
    options.session = command.arguments.value("--session");
    if (command.arguments.has("--audience") && options.audience != Audience::jury)
        throw CommandError{Exit::usage, "--session fait le site d’un jury : sans --audience, ou avec --audience jury",
                           "--session makes a jury's site: without --audience, or with --audience jury"};
    if (options.drafts == Drafts::shown)
        throw CommandError{Exit::usage, "--drafts ne va pas avec --session : aucun brouillon n’a été gelé",
                           "--drafts does not go with --session: no draft was frozen"};
    options.audience = Audience::jury;
    options.git = GitFacts::ignored; // what git says is of today
}

// What the program held at most, so far.
double peak_memory() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_maxrss) / 1024;
}

void print_refusals(const Command& command, const BuildReport& report) {
    for (const BuildReport::Refusal& one : report.refusals) {
        const std::string& said = command.french() ? one.fr : one.en;
        print_line(one.path.empty() ? said : fmt::format("{}: {}", one.path, said));
    }
}

Exit build_once(const Command& command, BuildOptions options) {
    ProgressBar bar(command);
    options.progress = bar.shower();
    const BuildReport report = build(options);
    bar.erase();
    const Command shown = in_language_of(command, report);
    print_messages(shown, report.sink, 2);
    print_refusals(shown, report);
    if (command.arguments.has("--verbose"))
        for (const auto& phase : report.phases) print_line(fmt::format("{:>12} {:8.1f} ms", phase.name, phase.milliseconds));
    if (command.arguments.has("--verbose")) {
        print_line(fmt::format("{:>12} {:8.1f} MiB", "memory", peak_memory()));
        if (!report.memo_trouble.empty()) print_line(fmt::format("{:>12} {}", "memo", report.memo_trouble));
    }
    if (command.arguments.has("--explain"))
        for (const std::string& line : remade_lines(report, shown.language)) print_line(line);
    if (report.stopped) {
        print_line(shown.say("rien n’a été publié", "nothing was published"));
    } else if (!command.quiet()) {
        print_line(shown.french() ? fmt::format("{} page{} ; fichiers écrits : {}, inchangés : {}, retirés : {} ; {}/index.html",
                                                report.pages, report.pages > 1 ? "s" : "", report.files.written,
                                                report.files.unchanged, report.files.removed, options.output)
                                  : fmt::format("{} page{}; files written: {}, unchanged: {}, removed: {}; {}/index.html",
                                                report.pages, report.pages == 1 ? "" : "s", report.files.written,
                                                report.files.unchanged, report.files.removed, options.output));
    }
    return report.errors > 0 || report.stopped ? Exit::content : Exit::fine;
}

// At each change, until somebody stops the program: a build that is killed leaves a site that the next one completes.
Exit build_on(const Command& command, BuildOptions options) {
    Watcher watcher(watched_trees(options), watch_options(command)); // what changes during the first build is not missed
    explain_looking(command, watcher.looking());
    do {
        options.now = now_of(command);
        try {
            build_once(command, options);
        } catch (const DiskError& error) { // a folder that is just being moved, a disk that is full for now
            print_line(explain_disk(error, command.language));
        }
    } while (watcher.wait());
    return Exit::fine;
}

} // namespace

Exit run_check(const Command& command) {
    BuildOptions options = build_options(command);
    options.is_last = !command.arguments.has("--fix");
    BuildReport report = check(options);
    if (command.arguments.has("--fix")) {
        const FixCounts fixed = apply_fixes(options.root, report.sink);
        if (fixed.files > 0) report = check(options);
        const Command shown = in_language_of(command, report);
        if (!command.quiet())
            print_line(shown.french() ? fmt::format("corrections : {}, fichiers réécrits : {}", fixed.fixes, fixed.files)
                                      : fmt::format("mended: {}, files rewritten: {}", fixed.fixes, fixed.files));
    }
    const Command shown = in_language_of(command, report);
    print_messages(shown, report.sink, 1);
    if (report.sink.items().empty() && !command.quiet() && command.arguments.value("--format", "text") == "text")
        print_line(shown.say("rien à signaler", "nothing to report"));
    return report.errors > 0 ? Exit::content : Exit::fine;
}

Exit run_build(const Command& command) {
    BuildOptions options = build_options(command);
    take_session(command, options);
    if (command.arguments.has("--no-dossiers") && options.audience != Audience::jury)
        throw CommandError{Exit::usage, "--no-dossiers ne vaut qu’avec --audience jury : les autres sites n’en proposent pas",
                           "--no-dossiers goes with --audience jury only: other sites offer none"};
    options.dossiers = options.audience == Audience::jury && !command.arguments.has("--no-dossiers");
    options.memo = command.arguments.has("--no-cache") ? Memo::ignored : Memo::used;
    options.is_last = !command.arguments.has("--watch");
    return options.is_last ? build_once(command, options) : build_on(command, options);
}

} // namespace livret

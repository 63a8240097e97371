// livret deposit: what a person wrote goes to the shared repository, for those who do not know git. history/deposit.hpp does it;
// here somebody is asked.
#include "cli/command.hpp"
#include "cli/terminal.hpp"

#include "base/text.hpp"
#include "base/typography.hpp"
#include "history/deposit_words.hpp"

#include <filesystem>

#include <fmt/format.h>

namespace livret {

namespace {

namespace fs = std::filesystem;

// A file as it is typed, from where she is; below the root.
std::string path_below(const std::string& root, const std::string& typed) {
    const fs::path here = fs::absolute(typed).lexically_normal();
    const std::string near = here.lexically_relative(fs::path(root)).generic_string();
    if (!near.empty() && near != ".." && !near.starts_with("../")) return near;
    return typed; // as the server names it, wherever she is
}

DepositRequest request_of(const Command& command, bool somebody_is_there) {
    DepositRequest out;
    out.root = fs::absolute(find_root(command)).lexically_normal().string();
    out.message = command.arguments.value("--message");
    out.keep = keep_named(command.arguments.value("--keep"));
    for (const std::string& one : command.arguments.all("--take-back")) {
        const std::string whole = out.root + "/" + one;
        out.take_back.push_back(fs::exists(whole) ? one : path_below(out.root, one));
    }
    if (command.arguments.has("--name"))
        out.author = DepositAuthor{command.arguments.value("--name"), command.arguments.value("--email")};
    out.prompts = somebody_is_there ? Prompts::on_terminal : Prompts::never;
    out.language = command.language;
    out.now = now_of(command);
    return out;
}

// Nothing: later.
std::optional<Keep> ask_which(const Command& command, Terminal& terminal, const TwoTexts& one) {
    print_line(no_break_spaces(fmt::format(
        fmt::runtime(command.say("« {} » : {} l’a modifié aussi, aux mêmes endroits.\n  le vôtre : {}\n  l’autre :  {}",
                                 "“{}”: {} changed it too, in the same places.\n  yours:     {}\n  the other: {}")),
        one.path, one.their_name.empty() ? command.say("quelqu’un d’autre", "somebody else") : printable(one.their_name),
        one.path, one.kept)));
    while (true) {
        const auto answer =
            terminal.read_answer(command.say("garder [m]on texte, celui de l’[a]utre, les [d]eux, ou décider plus [t]ard ? ",
                                             "keep [m]y text, the [o]ther's, [b]oth, or decide [l]ater? "));
        const std::string word = answer ? ascii_lower(trim(*answer)).substr(0, 1) : command.say("t", "l");
        if (word == "m") return Keep::mine;
        if (word == command.say("a", "o")) return Keep::theirs;
        if (word == command.say("d", "b")) return Keep::both;
        if (word == command.say("t", "l")) return std::nullopt;
    }
}

// What a person at the terminal can answer; false: nothing, or later.
bool answered(const Command& command, Terminal& terminal, const DepositOutcome& outcome, DepositRequest& request) {
    if (outcome.obstacle == DepositObstacle::no_identity && !request.author) {
        const auto name = terminal.read_answer(command.say("votre prénom et votre nom, tels que les autres les verront : ",
                                                           "your first and family name, as the others will see them: "));
        if (!name || trim(*name).empty()) return false;
        request.author = DepositAuthor{std::string(trim(*name)), ""};
        return true;
    }
    if (outcome.end != DepositEnd::choose) return false;
    bool all = true;
    for (const TwoTexts& one : outcome.two_texts) {
        if (one.chosen) continue;
        const auto keep = ask_which(command, terminal, one);
        if (keep)
            request.choices[one.path] = *keep;
        else
            all = false;
    }
    return all;
}

} // namespace

Exit run_deposit(const Command& command) {
    auto terminal = open_terminal();
    DepositRequest request = request_of(command, terminal != nullptr);
    DepositOutcome outcome = deposit(request);
    std::vector<DepositedFile> recorded = outcome.recorded;
    while (terminal && answered(command, *terminal, outcome, request)) {
        request.take_back.clear(); // done
        outcome = deposit(request);
        if (outcome.recorded.empty()) outcome.recorded = recorded;
    }
    const bool fine = went_well(outcome);
    if (!fine || !command.quiet())
        for (const std::string& line : words_of(outcome, command.language)) print_line(line);
    if (fine) return Exit::fine;
    const bool contents = outcome.end == DepositEnd::choose || outcome.obstacle == DepositObstacle::refused;
    return contents ? Exit::content : Exit::environment;
}

} // namespace livret

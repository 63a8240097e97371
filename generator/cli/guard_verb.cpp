#include "cli/guard_verb.hpp"

#include "base/text.hpp"
#include "base/threads.hpp"
#include "base/typography.hpp"
#include "build/guard.hpp"
#include "cli/believe.hpp"
#include "diag/printer.hpp"
#include "history/pushed.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>

namespace livret {

namespace {

constexpr const char* pusher_variable = "LIVRET_PUSHER"; // set by --serve-ssh: "person:math1/durand", "key:SHA256:..."

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

std::optional<SenderClaim> claim_on_command_line(const Command& command) {
    const Arguments& given = command.arguments;
    const int count = given.has("--as") + given.has("--pusher") + given.has("--ssh-key");
    if (count > 1) throw usage("--as, --pusher ou --ssh-key : un seul", "--as, --pusher or --ssh-key: one of them");
    if (given.has("--as")) return SenderClaim{SenderClaim::Kind::person, given.value("--as")};
    if (given.has("--pusher")) return SenderClaim{SenderClaim::Kind::login, given.value("--pusher")};
    if (given.has("--ssh-key")) return SenderClaim{SenderClaim::Kind::ssh_key, given.value("--ssh-key")};
    return std::nullopt;
}

// Who sends, by whatever received the push: our own --serve-ssh, gitolite, GitLab, Gitea and Forgejo, a web server; in a job,
// the forge's own variable. Nothing: nobody said.
std::optional<SenderClaim> claim_of(const Command& command, bool in_job) {
    if (const auto given = claim_on_command_line(command)) return given;
    if (in_job) {
        for (const char* name : {"GITLAB_USER_LOGIN", "GITHUB_ACTOR"})
            if (const std::string value = variable(name); !value.empty()) return SenderClaim{SenderClaim::Kind::login, value};
        return std::nullopt;
    }
    if (const std::string value = variable(pusher_variable); !value.empty()) {
        if (value.starts_with("person:")) return SenderClaim{SenderClaim::Kind::person, value.substr(7)};
        if (value.starts_with("login:")) return SenderClaim{SenderClaim::Kind::login, value.substr(6)};
        if (value.starts_with("key:")) return SenderClaim{SenderClaim::Kind::ssh_key, value.substr(4)};
        return std::nullopt;
    }
    for (const char* name : {"GL_USERNAME", "GL_USER", "GITEA_PUSHER_NAME", "REMOTE_USER"})
        if (const std::string value = variable(name); !value.empty()) return SenderClaim{SenderClaim::Kind::login, value};
    return std::nullopt;
}

std::string read_input() {
    constexpr std::size_t most = 1 << 20;
    std::string out;
    std::array<char, 4096> buffer{};
    while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), stdin)) {
        out.append(buffer.data(), size);
        if (out.size() > most) throw usage("trop de branches à la fois", "too many branches at once");
    }
    return out;
}

// What she reads in her terminal or her form, each line after "remote:".
void say(const Command& command, const GuardReport& report) {
    const bool given = command.arguments.has("--lang");
    const Language language = given ? command.language : report.language;
    const bool fr = language == Language::fr;
    const auto line = [&](const std::string& text) { print_line(fr ? no_break_spaces(text) : text); };
    line(fr ? "Cet envoi n’est pas accepté. Votre travail reste enregistré chez vous, rien n’est perdu."
            : "This was not accepted. Your work stays recorded on your side, nothing is lost.");
    for (const GuardRefusal& one : report.refusals) {
        const std::string path = printable(one.path);
        line(one.path.empty() ? fmt::format("- {}", fr ? one.fr : one.en)
                              : fmt::format(fmt::runtime(fr ? "- « {} » {}" : "- “{}” {}"), path, fr ? one.fr : one.en));
        if (one.can_take_back)
            line(fmt::format(
                fmt::runtime(
                    fr ? "    pour le remettre comme les autres l’ont (votre texte est gardé) : livret deposit --take-back \"{}\""
                       : "    to put it back to how the others have it (your text is kept): livret deposit --take-back \"{}\""),
                path));
    }
    if (report.added_errors.empty()) return;
    line(fr ? "Cet envoi ajoute des erreurs ; corrigez-les (livret check les montre), puis déposez de nouveau :"
            : "This adds errors; mend them (livret check shows them), then deposit again:");
    constexpr std::size_t most = 20;
    for (std::size_t i = 0; i < report.added_errors.size() && i < most; ++i) {
        const std::string message = print_text(report.added_errors[i], language, Colour::no);
        for (const std::string_view text : split_lines(message)) print_line(std::string(text));
    }
    if (report.added_errors.size() > most)
        line(fmt::format(fmt::runtime(fr ? "… et {} autres" : "… and {} more"), report.added_errors.size() - most));
}

GuardReport refusal_of(const Git& git, std::string fr, std::string en) {
    GuardReport out;
    out.language = language_at(git, "HEAD");
    out.refusals.push_back({"", std::move(fr), std::move(en), false});
    return out;
}

bool judge(const Command& command, const Git& git, const SenderClaim& sender, const std::string& before,
           const std::string& after) {
    GuardRequest request;
    request.before = before;
    request.after = after;
    request.sender = sender;
    request.believe = believe_pinned(command);
    request.now = now_of(command);
    request.jobs = available_jobs();
    const GuardReport report = guard(git, request);
    if (report.accepts()) return true;
    say(command, report);
    return false;
}

bool is_administrator(const SenderClaim& sender) {
    const auto person = sender.kind == SenderClaim::Kind::person ? parse_sender(sender.value) : std::nullopt;
    return person && std::holds_alternative<Administrator>(*person);
}

Exit as_hook(const Command& command, const Git& git) {
    const auto pushed = read_pushed(read_input());
    if (!pushed) throw usage("lignes « ancien nouveau branche » attendues, de git", "lines “old new branch” expected, from git");
    const auto sender = claim_of(command, false);
    if (!sender) {
        say(command,
            refusal_of(
                git, "le serveur ne dit pas qui envoie : l’administrateur doit le régler (README, chapitre « Garder le dépôt »)",
                "the server does not say who sends: the administrator has to set it up (README, “Guarding”)"));
        return Exit::content;
    }
    const std::string shared = git.line({"symbolic-ref", "HEAD"}).value_or("refs/heads/main");
    bool fine = true;
    for (const PushedRef& one : *pushed) {
        if (one.name == shared) {
            fine = judge(command, git, *sender, one.before, one.after) && fine;
        } else if (!is_administrator(*sender)) {
            say(command,
                refusal_of(
                    git, fmt::format("tout s’envoie sur la branche partagée ({}), pas sur « {} »", shared, printable(one.name)),
                    fmt::format("everything is sent to the shared branch ({}), not to “{}”", shared, printable(one.name))));
            fine = false;
        }
    }
    return fine ? Exit::fine : Exit::content;
}

Exit as_job(const Command& command, const Git& git) {
    const auto commit = [&](const char* option) {
        const std::string name = command.arguments.value(option);
        if (name.find_first_not_of('0') == std::string::npos) return std::string(); // a forge's "none"
        const auto found = name.starts_with('-') ? std::nullopt : git.line({"rev-parse", "--verify", "-q", name + "^{commit}"});
        if (!found)
            throw usage(
                fmt::format("{} : « {} » n’est aucun état connu ici ; la copie doit avoir toute l’histoire (fetch-depth: 0)",
                            option, name),
                fmt::format("{}: “{}” is no commit known here; the copy needs the whole history (fetch-depth: 0)", option, name));
        return *found;
    };
    if (!command.arguments.has("--base") || !command.arguments.has("--head"))
        throw usage("--base et --head vont ensemble", "--base and --head go together");
    const auto sender = claim_of(command, true);
    if (!sender) throw usage("qui envoie ? --pusher IDENTIFIANT", "who sends? --pusher LOGIN");
    return judge(command, git, *sender, commit("--base"), commit("--head")) ? Exit::fine : Exit::content;
}

// For authorized_keys: command="livret guard --serve-ssh --as math1/durand --root /srv/git/institut.git",restrict ssh-ed25519 ...
Exit behind_ssh(const Command& command) {
    const auto sender = claim_on_command_line(command);
    if (!sender || !command.arguments.has("--root"))
        throw usage("--serve-ssh veut --root DÉPÔT et --as PERSONNE (ou --ssh-key, --pusher)",
                    "--serve-ssh wants --root REPOSITORY and --as PERSON (or --ssh-key, --pusher)");
    const char* kind = sender->kind == SenderClaim::Kind::person  ? "person:"
                       : sender->kind == SenderClaim::Kind::login ? "login:"
                                                                  : "key:";
    const auto status = serve_git(variable("SSH_ORIGINAL_COMMAND"), command.arguments.value("--root"), kind + sender->value);
    if (!status)
        throw usage("cette clé ne sert qu’à déposer et à recevoir, par git ou « livret deposit »",
                    "this key only serves to deposit and to receive, with git or “livret deposit”");
    return *status == 0 ? Exit::fine : Exit::content;
}

} // namespace

Exit run_guard(const Command& command) {
    if (command.arguments.has("--serve-ssh")) return behind_ssh(command);
    const Git git(command.arguments.value("--root", "."));
    const bool in_job = command.arguments.has("--base") || command.arguments.has("--head");
    return in_job ? as_job(command, git) : as_hook(command, git);
}

} // namespace livret

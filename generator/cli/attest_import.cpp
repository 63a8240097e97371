#include "cli/attest_import.hpp"

#include "base/text.hpp"
#include "build/signed_import.hpp"
#include "cli/attest_words.hpp"
#include "cli/source_words.hpp"
#include "cli/verdict_words.hpp"
#include "disk/open_file.hpp"

#include <filesystem>

#include <fmt/format.h>

namespace livret {

namespace {

SignedBundle read_bundle(const std::string& path, const VerdictWords& words) {
    auto read = [&]() -> std::variant<SignedBundle, BundleFault> {
        if (is_folder(path)) return read_signed_folder(*open_real_disk(path));
        const OpenFile file(path);
        if (file.size() > bundle_limits::zip) return BundleFault{"bundle.too-large", path, {}};
        std::string bytes(static_cast<std::size_t>(file.size()), '\0');
        bytes.resize(file.read(0, bytes));
        return read_signed_zip(bytes);
    }();
    if (auto* bundle = std::get_if<SignedBundle>(&read)) return std::move(*bundle);
    const auto& fault = std::get<BundleFault>(read);
    const std::size_t dot = fault.code.find('.');
    const NamedValue values[] = {{"name", fault.name}, {"other", fault.other}};
    const std::string why = fill(words.text(fault.code.substr(0, dot), fault.code.substr(dot + 1)), values);
    throw CommandError{Exit::content, fmt::format("« {} » n’est pas pris, et rien n’est mis en place : {}", path, why),
                       fmt::format("“{}” is not taken, and nothing is put in place: {}", path, why)};
}

// "means.unknown-key": its sentence.
std::string sentence(const VerdictWords& words, const std::string& code, const std::string& what) {
    if (code.empty()) return {};
    const std::size_t dot = code.find('.');
    const NamedValue values[] = {{"what", what}};
    return fill(words.text(code.substr(0, dot), code.substr(dot + 1)), values);
}

std::string decided(const Command& command, const ImportedAttestation& one) {
    std::vector<std::string> out;
    for (const SignedDecision& each : one.decisions)
        out.push_back(fmt::format("{} {}", each.competence, words_of(each.outcome, command.language)));
    return join(out, ", ");
}

void print_one(const Command& command, const ImportedAttestation& one, const VerdictWords& words) {
    const std::string name = one.about.empty() ? one.path : one.about;
    if (one.outcome == Import::refused) {
        std::string why = sentence(words, one.code, one.what);
        if (const std::string reason = sentence(words, one.reason, one.what); !reason.empty()) why += " " + reason;
        print_line(terminal_text(fmt::format("{}{}\n  {}", command.say("refusée : ", "refused: "), name, why)));
        return;
    }
    print_data(terminal_text(fmt::format("{}\t{}\n", name, one.path)));
    if (command.quiet()) return;
    std::string line = "  " + one.trainer_name;
    if (!one.trainee_name.empty()) line += " → " + one.trainee_name;
    line += fmt::format("{}{}", command.say(" : ", ": "), decided(command, one));
    if (one.outcome == Import::already_there) line += command.say(" (était déjà là)", " (was there already)");
    if (one.edited_since)
        line += command.say("\n  le texte a été modifié depuis : elle vaut pour celui qui a été lu, conservé avec elle",
                            "\n  the text was edited since: it stands for the one that was read, kept with it");
    print_line(terminal_text(line));
}

} // namespace

Exit run_attest_import(const Command& command) {
    const std::string path = std::filesystem::absolute(command.arguments.value("--import")).lexically_normal().string();
    const VerdictWords words(command.language);
    const SignedBundle bundle = read_bundle(path, words);
    const BuildOptions options = build_options(command);
    WholeRepository whole = read_whole(options);
    const auto repository = open_real_disk(options.root);
    const SignedImport result = import_signed(*repository, whole, bundle);
    if (!result.stopped.empty()) {
        const std::string why = sentence(words, result.stopped, {});
        throw CommandError{Exit::content, why, why};
    }
    for (const ImportedAttestation& one : result.attestations) print_one(command, one, words);
    if (!command.quiet() && !result.left_aside.empty())
        print_line(fmt::format(fmt::runtime(command.say("laissés de côté, sans être lus : {}", "left aside, and not read: {}")),
                               join(result.left_aside, ", ")));
    if (!command.quiet())
        print_line(fmt::format(fmt::runtime(command.say("mises en place : {} ; déjà là : {} ; refusées : {}",
                                                        "put in place: {}; there already: {}; refused: {}")),
                               result.count(Import::placed), result.count(Import::already_there), result.count(Import::refused)));
    if (!command.quiet() && result.count(Import::placed) > 0)
        print_line(
            command.say("elles partent avec le prochain envoi du dépôt (git), et comptent pour un jury dès le prochain point "
                        "de contrôle",
                        "they leave with the repository’s next push (git), and count for a jury from the next checkpoint on"));
    return result.count(Import::refused) > 0 ? Exit::content : Exit::fine;
}

} // namespace livret

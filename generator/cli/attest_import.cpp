#include "cli/attest_import.hpp"

#include "base/text.hpp"
#include "cli/attest_words.hpp"
#include "cli/source_words.hpp"
#include "cli/verdict_words.hpp"
#include "disk/open_file.hpp"

#include <filesystem>

#include <fmt/format.h>

namespace livret {

namespace {

std::string sentence(const VerdictWords& words, const std::string& code, std::span<const NamedValue> values) {
    if (code.empty()) return {};
    const std::size_t dot = code.find('.');
    return fill(words.text(code.substr(0, dot), code.substr(dot + 1)), values);
}

std::string sentence(const VerdictWords& words, const BundleFault& fault) {
    const NamedValue values[] = {{"name", fault.name}, {"other", fault.other}};
    return sentence(words, fault.code, values);
}

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
    const std::string why = sentence(words, std::get<BundleFault>(read));
    throw CommandError{Exit::content, fmt::format("« {} » n’est pas pris, et rien n’est mis en place : {}", path, why),
                       fmt::format("“{}” is not taken, and nothing is put in place: {}", path, why)};
}

std::string decided(Language language, const ImportedAttestation& one) {
    std::vector<std::string> out;
    for (const SignedDecision& each : one.decisions)
        out.push_back(fmt::format("{} {}", each.competence, words_of(each.outcome, language)));
    return join(out, ", ");
}

std::string name_of(const ImportedAttestation& one) {
    return one.about.empty() ? one.path : one.about;
}

// A refusal, or who decided what for whom.
std::string lines_of(Language language, const ImportedAttestation& one, const VerdictWords& words) {
    const auto say = [&](const char* fr, const char* en) { return language == Language::fr ? fr : en; };
    if (one.outcome == Import::refused) {
        const NamedValue values[] = {{"what", one.what}};
        std::string why = sentence(words, one.code, values);
        if (const std::string reason = sentence(words, one.reason, values); !reason.empty()) why += " " + reason;
        return fmt::format("{}{}\n  {}", say("refusée : ", "refused: "), name_of(one), why);
    }
    std::string line = "  " + one.trainer_name;
    if (!one.trainee_name.empty()) line += " → " + one.trainee_name;
    line += fmt::format("{}{}", say(" : ", ": "), decided(language, one));
    if (one.outcome == Import::already_there) line += say(" (était déjà là)", " (was there already)");
    if (one.edited_since)
        line += say("\n  le texte a été modifié depuis : elle vaut pour celui qui a été lu, conservé avec elle",
                    "\n  the text was edited since: it stands for the one that was read, kept with it");
    return line;
}

// What is said of all of them together.
std::vector<std::string> lines_of_all(Language language, const SignedImport& result) {
    const auto say = [&](const char* fr, const char* en) { return language == Language::fr ? fr : en; };
    std::vector<std::string> out;
    if (!result.left_aside.empty())
        out.push_back(fmt::format(fmt::runtime(say("laissés de côté, sans être lus : {}", "left aside, and not read: {}")),
                                  join(result.left_aside, ", ")));
    out.push_back(fmt::format(fmt::runtime(say("mises en place : {} ; déjà là : {} ; refusées : {}",
                                               "put in place: {}; there already: {}; refused: {}")),
                              result.count(Import::placed), result.count(Import::already_there), result.count(Import::refused)));
    if (result.count(Import::placed) > 0)
        out.emplace_back(
            say("elles partent avec le prochain envoi du dépôt (« livret deposit »), et comptent pour un jury dès le prochain "
                "point de contrôle",
                "they leave with the repository’s next deposit (“livret deposit”), and count for a jury from the next checkpoint "
                "on"));
    return out;
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
    for (const ImportedAttestation& one : result.attestations) {
        const bool refused = one.outcome == Import::refused;
        if (!refused) print_data(terminal_text(fmt::format("{}\t{}\n", name_of(one), one.path)));
        if (refused || !command.quiet()) print_line(terminal_text(lines_of(command.language, one, words)));
    }
    if (!command.quiet())
        for (const std::string& line : lines_of_all(command.language, result)) print_line(line);
    return result.count(Import::refused) > 0 ? Exit::content : Exit::fine;
}

std::vector<std::string> import_lines(Language language, const SignedImport& result) {
    const VerdictWords words(language);
    if (result.fault) return {sentence(words, *result.fault)};
    if (!result.stopped.empty()) return {sentence(words, result.stopped, {})};
    std::vector<std::string> out;
    for (const ImportedAttestation& one : result.attestations) {
        if (one.outcome != Import::refused) out.push_back(name_of(one));
        out.push_back(lines_of(language, one, words));
    }
    for (std::string& line : lines_of_all(language, result)) out.push_back(std::move(line));
    return out;
}

} // namespace livret

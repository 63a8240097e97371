// livret certify TRAINEE --as-of CHECKPOINT: the institute's attestation of competences, signed, as JSON, page and PDF
#include "cli/believe.hpp"
#include "cli/certificate_files.hpp"
#include "cli/command.hpp"
#include "cli/find_trainee.hpp"
#include "cli/keys.hpp"
#include "cli/terminal.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "disk/left_parts.hpp"
#include "resolve/rule_words.hpp"
#include "trust/store.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

CommandError refused(std::string fr, std::string en) {
    return {Exit::content, std::move(fr), std::move(en)};
}

std::int64_t asked_checkpoint(const Command& command, const Institute& institute) {
    if (const auto asked = as_of_option(command)) return *asked;
    throw usage(fmt::format("--as-of : le numéro d’un point de contrôle est attendu (le plus récent est le n° {})",
                            institute.trust.checkpoint),
                fmt::format("--as-of: the number of a checkpoint is expected (the newest is {})", institute.trust.checkpoint));
}

const Framework& framework_of(const Command& command, const Institute& institute) {
    const FrameworkId id{command.arguments.value("--framework", institute.configuration.framework.value)};
    if (const Framework* found = institute.find_framework(id)) return *found;
    std::vector<std::string> known;
    for (const Framework& one : institute.frameworks) known.push_back(one.id.value);
    throw usage(fmt::format("--framework : « {} » n’est pas un référentiel de ce dépôt ({})", id.value, join(known, ", ")),
                fmt::format("--framework: “{}” is no framework of this repository ({})", id.value, join(known, ", ")));
}

// --output, else certificates/ where one stands, but never among the repository's own folders.
std::string output_folder(const Command& command, const BuildOptions& options) {
    if (command.arguments.has("--output")) return options.output;
    const fs::path here = fs::current_path(), root = options.root;
    const fs::path relative = here.lexically_relative(root);
    const bool inside = !relative.empty() && *relative.begin() != "..";
    return ((inside ? root : here) / "certificates").string();
}

// What will be signed, in the words of the page.
std::string summary(const Certification& it, const Trainee& trainee, Language language) {
    const Certificate& certificate = it.certificate;
    const bool fr = language == Language::fr;
    std::vector<std::string> codes;
    for (const auto& one : certificate.competences) codes.push_back(one.code);
    std::string out = fr ? fmt::format("Attestation de compétences de {} ({}), au point de contrôle n° {} du {}\n  {} : {} ({})",
                                       certificate.trainee_name, folder_of(trainee), certificate.checkpoint.number,
                                       long_date(certificate.checkpoint_date, language), certificate.framework.id, codes.size(),
                                       join(codes, ", "))
                         : fmt::format("Attestation of competences of {} ({}), as of checkpoint {} of {}\n  {}: {} ({})",
                                       certificate.trainee_name, folder_of(trainee), certificate.checkpoint.number,
                                       long_date(certificate.checkpoint_date, language), certificate.framework.id, codes.size(),
                                       join(codes, ", "));
    if (it.state) {
        out += fr ? fmt::format("\n  règle « {} » {} : ", it.state->rule, it.state->met ? "remplie" : "non remplie")
                  : fmt::format("\n  rule “{}” {}: ", it.state->rule, it.state->met ? "met" : "not met");
        out += replace_all(explain(*it.state, language), "\n", "\n    ");
    }
    if (!certificate.partial_counted.empty())
        out += fmt::format("\n  {}{}",
                           fr ? "comptées d’après des lignes partielles, par choix de l’institut : "
                              : "counted by partial lines, as the institute chooses: ",
                           join(certificate.partial_counted, ", "));
    return out;
}

void say_what_does_not_count(const Command& command, const Certification& it) {
    if (command.quiet()) return;
    for (const auto& one : it.taken_back)
        print_line(command.french() ? fmt::format("ne compte pas, car ce n’est plus valable aujourd’hui ({}) : trust/{}, de {}",
                                                  text_of(one.word), one.path, one.trainer)
                                    : fmt::format("does not count, since it is no longer valid today ({}): trust/{}, by {}",
                                                  text_of(one.word), one.path, one.trainer));
    if (!it.by_partial_lines.empty())
        print_line(
            command.french()
                ? fmt::format(
                      "ne comptent pas, faute de correspondance exacte : {} ; si l’institut en décide ainsi : --count-partial {}",
                      join(it.by_partial_lines, ", "), join(it.by_partial_lines, ","))
                : fmt::format(
                      "do not count, for want of an exact correspondence: {}; if the institute so decides: --count-partial {}",
                      join(it.by_partial_lines, ", "), join(it.by_partial_lines, ",")));
}

// The signed file, from trust/ if it is there already. Nothing if the person who was asked said no.
std::optional<std::string> signed_certificate(const Command& command, const BuildOptions& options, const WholeRepository& whole,
                                              const Certification& it, const Trainee& trainee) {
    const auto repository = open_real_disk(options.root);
    const Certificate& certificate = it.certificate;
    if (const auto path = find_certificate(whole.verdicts, certificate)) return whole.verdicts.files.documents.at(*path);
    const Root& root = whole.verdicts.judged.chain->roots.back().root;
    const ClosedKey closed =
        choose_key(command, {&root.certificate, 1}, "la clé des attestations de compétences, que nomme la racine de l’institut",
                   "the certificate key that the institute's root names");
    refuse_example_key(closed.file.facts, root.example);
    if (!show_and_ask(command, summary(it, trainee, command.language), "signer au nom de l’institut ?",
                      "sign in the institute's name?"))
        return std::nullopt;
    const UnlockedKey key = unlock(command, closed);
    std::string bytes = signed_file(certificate, key.key, signing_instant(command));
    const auto read = read_signed(bytes); // what this program signs, it must be able to read
    if (const auto* fault = std::get_if<Malformed>(&read))
        throw refused(fmt::format("l’attestation ne tient pas dans un document signé ({})", fault->what),
                      fmt::format("the certificate does not fit into a signed document ({})", fault->what));
    remove_left_parts(*repository, "trust");
    add_signed_file(*repository, fmt::format("trust/certificates/{}/{}.json", certificate.trainee, sha256_hex(bytes)), bytes);
    return bytes;
}

} // namespace

Exit run_certify(const Command& command) {
    BuildOptions options = build_options(command);
    options.believe = believe_pinned(command);
    const WholeRepository whole = read_whole(options);
    const Trainee& trainee =
        find_trainee(command, whole.institute, command.arguments.rest.empty() ? std::string_view() : command.arguments.rest[0]);
    const Framework& framework = framework_of(command, whole.institute);
    const CertificationRequest request{trainee.key, asked_checkpoint(command, whole.institute), framework.id,
                                       command.arguments.value("--rule"), accepted_codes(command, whole.institute, framework)};
    const auto answer = certify(whole.institute, whole.verdicts, request, options.jobs);
    if (const auto* refusal = std::get_if<Refusal>(&answer))
        throw CommandError{refusal->kind == Refusal::Kind::request ? Exit::usage : Exit::content, refusal->fr, refusal->en};
    const Certification& it = std::get<Certification>(answer);
    say_what_does_not_count(command, it);
    const auto bytes = signed_certificate(command, options, whole, it, trainee);
    if (!bytes) return Exit::fine;
    return write_certificate_files(command, options.share, whole.institute, trainee, *bytes, output_folder(command, options),
                                   Pdf::make);
}

} // namespace livret

// livret verify: what a file, a repository or a site is worth, and why. Exit status 0 only if everything that should count does.
#include "cli/verify_dossier.hpp"
#include "cli/verify_html.hpp"
#include "cli/verify_json.hpp"

#include "cli/source_words.hpp"
#include "disk/disk.hpp"
#include "trust/fault_words.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

void print_line_text(const Command& command, const VerifyLine& line, const VerdictWords& words, const VerifyTarget& target) {
    const std::string word(text_of(line.judgement.word));
    std::string out = fmt::format("{}: {} [{}{}{}]\n", line.path, words.text("word", word), word,
                                  line.judgement.reason.empty() ? "" : ", ", line.judgement.reason);
    if (line.attestation && line.attestation->is_read) {
        out += fmt::format("  {}\n", subject_of(*line.attestation, command.language));
        if (const std::string signer = signer_of(*line.attestation, command.language); !signer.empty())
            out += fmt::format("  {}\n", signer);
        if (const auto found = target.freshness.find(line.path);
            found != target.freshness.end() && found->second != Freshness::current)
            out += fmt::format("  {}\n", words.text("means", found->second == Freshness::gone ? "gone" : "edited-since"));
    }
    if (line.attestation || line.judgement.word != Word::valid) out += wrapped(meaning_of(line, words), 88, "  ");
    if (!line.judgement.what.empty()) out += fmt::format("  ({})\n", fault_in(line.judgement.what, command.language));
    print_data(terminal_text(out));
}

void print_head(const Command& command, const VerifyTarget& target) {
    const Chain& chain = *target.verdicts.judged.chain;
    std::string out = fmt::format("{}\n", target.path);
    if (!chain.roots.empty()) out += fmt::format("  {}\n", chain.roots.back().root.name);
    if (!target.root.fingerprint.empty())
        out += fmt::format(fmt::runtime(command.say("  empreinte {}\n  ({})\n", "  fingerprint {}\n  ({})\n")),
                           grouped(target.root.fingerprint), words_for(target.root, command.language));
    if (chain.holds())
        out += fmt::format(fmt::runtime(command.say("  état au point de contrôle {} du {}\n", "  as of checkpoint {} of {}\n")),
                           chain.newest().checkpoint.number, long_date(chain.newest().checkpoint.date, command.language));
    if (target.dossier)
        out += fmt::format("  {} ({}, {})\n", target.dossier->index.trainee.name, target.dossier->index.trainee.folder,
                           target.dossier->index.for_jury ? command.say("copie pour un jury", "a jury's copy")
                                                          : command.say("copie personnelle", "personal copy"));
    else if (const std::string id = chain.extract_of(); !id.empty()) {
        const RosterLine* line = chain.roster.line(id);
        out +=
            fmt::format(fmt::runtime(command.say("  extrait d’un dossier : {} seulement\n", "  extract of a dossier: {} only\n")),
                        line ? fmt::format("{} ({})", line->folder, id) : id);
    }
    if (!chain.roots.empty() && chain.roots.back().root.example)
        out += command.say("  clés d’essai, connues de tous : cet institut est un exemple\n",
                           "  test keys that everybody knows: this institute is an example\n");
    print_data(terminal_text(out));
}

void print_counts(const Command& command, const std::vector<VerifyLine>& lines, const VerdictWords& words) {
    std::map<Word, std::size_t> counts;
    for (const VerifyLine& one : lines)
        if (one.attestation) ++counts[one.judgement.word];
    std::string out;
    for (const auto& [word, count] : counts)
        out += fmt::format(fmt::runtime(command.say("{}{} : {}", "{}{}: {}")), out.empty() ? "" : ", ",
                           words.text("word", text_of(word)), count);
    print_data(fmt::format(fmt::runtime(command.say("  attestations : {}\n", "  attestations: {}\n")),
                           out.empty() ? command.say("aucune", "none") : out));
}

bool verify_one(const Command& command, const VerifyTarget& target, const VerdictWords& words, Json* report) {
    const std::vector<VerifyLine> lines = lines_of(target);
    const bool good = is_good(target, lines);
    if (report) {
        report->push(report_of(target, lines));
        return good;
    }
    if (target.fault) {
        print_data(
            terminal_text(fmt::format("{}: {} [{}]\n", target.path, refusal_of(*target.fault, words), target.fault->code)));
        if (!command.quiet())
            print_line(command.say("refusé : rien de ce dossier n’a été cru ni écrit",
                                   "refused: nothing of this dossier was believed or written"));
        return good;
    }
    print_head(command, target);
    for (const std::string& one : remarks_on(target, words, command.language)) print_data(terminal_text(wrapped(one, 88, "  ")));
    for (const VerifyLine& one : lines)
        if (target.only || command.arguments.has("--verbose") ||
            (one.judgement.word != Word::valid && one.judgement.word != Word::unsealed))
            print_line_text(command, one, words, target);
    if (!target.only) print_counts(command, lines, words);
    if (!command.quiet())
        print_line(good ? command.say("tout ce qui doit compter compte", "everything that should count does")
                        : command.say("quelque chose ne compte pas : voir ci-dessus", "something does not count: see above"));
    return good;
}

// Any document with an eddsa-jcs-2022 proof, whoever made it.
bool verify_proof(const Command& command, const std::string& path, Json* report) {
    const fs::path file = fs::absolute(path).lexically_normal();
    if (!fs::is_regular_file(file))
        throw CommandError{Exit::environment, fmt::format("« {} » n’est pas un fichier", path),
                           fmt::format("“{}” is not a file", path)};
    const std::string bytes = fs::file_size(file) > largest_document
                                  ? std::string(largest_document + 1, ' ')
                                  : open_real_disk(file.parent_path().string())->read(file.filename().string());
    const ProofReport found = check_proof_only(bytes);
    const bool good = found.state == ProofState::holds;
    if (report) {
        Json one = Json::object();
        one.set("path", path);
        one.set("proof", good ? "holds" : found.state == ProofState::does_not_hold ? "does-not-hold" : "cannot-be-read");
        if (!found.key.empty()) one.set("key", found.key);
        if (!found.what.empty()) one.set("what", found.what);
        one.set("issuerIsKey", found.issuer_is_key);
        report->push(std::move(one));
        return good;
    }
    const char* said = good ? command.say("la preuve tient ; qui est derrière la clé n’est pas examiné",
                                          "the proof holds; who is behind the key was not examined")
                       : found.state == ProofState::does_not_hold
                           ? command.say("la signature ne correspond pas au contenu", "the signature does not match the content")
                           : command.say("ce n’est pas un document avec une preuve eddsa-jcs-2022 bien formée",
                                         "this is no document with a well-formed eddsa-jcs-2022 proof");
    print_data(
        terminal_text(fmt::format("{}: {}\n{}{}", path, said, found.key.empty() ? "" : fmt::format("  {}\n", found.key),
                                  found.what.empty() ? "" : fmt::format("  ({})\n", fault_in(found.what, command.language)))));
    return good;
}

// --html and --extract each name one place.
void refuse_several_outputs(const Command& command) {
    for (const char* option : {"--html", "--extract"})
        if (command.arguments.has(option) && command.arguments.rest.size() != 1)
            throw CommandError{Exit::usage, fmt::format("{} vaut pour un seul dossier à la fois", option),
                               fmt::format("{} goes with one dossier at a time", option)};
}

} // namespace

Exit run_verify(const Command& command) {
    if (command.arguments.rest.empty())
        throw CommandError{
            Exit::usage,
            "livret verify CHEMIN… : un dossier (zip ou décompressé), un fichier signé, un dépôt, un dossier trust/ ou un site",
            "livret verify PATH…: a dossier (zip or unpacked), a signed file, a repository, a folder trust/ or a site"};
    const bool json = command.arguments.value("--format", "text") == "json";
    Json report = Json::array();
    bool good = true;
    if (command.arguments.has("--proof-only")) {
        for (const std::string& path : command.arguments.rest)
            good = verify_proof(command, path, json ? &report : nullptr) && good;
    } else {
        const VerdictWords words(command.language);
        refuse_several_outputs(command);
        for (const std::string& path : command.arguments.rest)
            for (const VerifyTarget& target : verify_targets(command, path)) {
                const bool holds = verify_one(command, target, words, json ? &report : nullptr);
                if (command.arguments.has("--html")) write_html_report(command, target, words);
                if (command.arguments.has("--extract")) extract_dossier(command, target, holds);
                good = holds && good;
            }
    }
    if (json) print_data(report.dump(Json::Style::indented) + "\n");
    return good ? Exit::fine : Exit::content;
}

} // namespace livret

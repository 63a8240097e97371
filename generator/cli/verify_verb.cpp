// livret verify: what a file, a repository or a site is worth, and why. Exit status 0 only if everything that should count does.
#include "cli/attest_words.hpp"
#include "cli/verdict_words.hpp"
#include "cli/verify_targets.hpp"

#include "base/json.hpp"
#include "cli/source_words.hpp"
#include "disk/disk.hpp"
#include "trust/did_key.hpp"
#include "trust/fault_words.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

// What its signer or the institute settled on purpose does not count and is no fault of anything.
bool is_settled(Word word) { return word == Word::superseded || word == Word::revoked || word == Word::erased; }

// One line of a report: a signed file and its word.
struct Line {
    std::string path;
    Judgement judgement;
    const JudgedAttestation* attestation = nullptr;
    bool good(bool alone) const {
        if (!attestation) return judgement.word == Word::valid;
        return attestation->counts() || (!alone && is_settled(judgement.word));
    }
};

std::vector<Line> lines_of(const VerifyTarget& target) {
    std::vector<Line> out;
    for (const auto& [path, judgement] : target.verdicts.judged.documents) out.push_back({path, judgement, nullptr});
    for (const JudgedAttestation& one : target.verdicts.judged.attestations) out.push_back({one.path, one.judgement, &one});
    if (target.only) std::erase_if(out, [&](const Line& one) { return one.path != *target.only; });
    return out;
}

// This machine has seen a newer checkpoint of the same institute, or another one of the same number.
bool is_older_than_seen(const VerifyTarget& target) { return target.memory.state != MemoryFinding::State::fine; }

std::string subject_of(const JudgedAttestation& one, Language lang) {
    if (!one.is_read) return {};
    std::vector<std::string> codes;
    for (const Decision& decision : one.attestation.decisions)
        codes.push_back(fmt::format("{} {}", decision.competence, words_of(decision.outcome, lang)));
    const bool french = lang == Language::fr;
    std::string about = french ? "contributions au groupe" : "contributions to the group";
    if (const auto* activity = std::get_if<ActivityManifest>(&one.attestation.about))
        about = (french ? "activité " : "activity ") + activity->reference;
    if (const auto* training = std::get_if<TrainingManifest>(&one.attestation.about))
        about = fmt::format("{} {}/{}", french ? "formation" : "training", training->gfp, training->slug);
    return fmt::format("{} · {} · {}", one.attestation.trainee, about, fmt::join(codes, ", "));
}

std::string words_for_line(const Line& line, const VerdictWords& words) {
    const std::string word(text_of(line.judgement.word));
    std::string out = words.text("means", word);
    if (!line.judgement.reason.empty() && words.has("reason", line.judgement.reason)) out += " " + words.text("reason", line.judgement.reason);
    return out;
}

void print_line_text(const Command& command, const Line& line, const VerdictWords& words, const VerifyTarget& target) {
    const std::string word(text_of(line.judgement.word));
    std::string out = fmt::format("{}: {} [{}{}{}]\n", line.path, words.text("word", word), word, line.judgement.reason.empty() ? "" : ", ", line.judgement.reason);
    if (line.attestation && line.attestation->is_read) {
        out += fmt::format("  {}\n", subject_of(*line.attestation, command.language));
        const JudgedAttestation& one = *line.attestation;
        if (!one.trainer_name.empty())
            out += fmt::format(fmt::runtime(command.say("  signée par {}{}\n", "  signed by {}{}\n")), one.trainer_name,
                               one.not_before && one.not_after
                                   ? fmt::format(fmt::runtime(command.say(", entre le {} et le {}", ", between {} and {}")), long_date(*one.not_before, command.language), long_date(*one.not_after, command.language))
                                   : one.not_before ? fmt::format(fmt::runtime(command.say(", après le {}", ", after {}")), long_date(*one.not_before, command.language)) : "");
        if (const auto found = target.freshness.find(line.path); found != target.freshness.end() && found->second != Freshness::current)
            out += fmt::format("  {}\n", words.text("means", found->second == Freshness::gone ? "gone" : "edited-since"));
    }
    if (line.attestation || line.judgement.word != Word::valid) out += wrapped(words_for_line(line, words), 88, "  ");
    if (!line.judgement.what.empty()) out += fmt::format("  ({})\n", fault_in(line.judgement.what, command.language));
    print_data(terminal_text(out));
}

void print_head(const Command& command, const VerifyTarget& target) {
    const Chain& chain = target.verdicts.judged.chain;
    std::string out = fmt::format("{}\n", target.path);
    if (!chain.roots.empty()) out += fmt::format("  {}\n", chain.roots.back().root.name);
    if (!target.root.fingerprint.empty())
        out += fmt::format(fmt::runtime(command.say("  empreinte {}\n  ({})\n", "  fingerprint {}\n  ({})\n")), grouped(target.root.fingerprint), words_for(target.root, command.language));
    if (chain.holds())
        out += fmt::format(fmt::runtime(command.say("  état au point de contrôle {} du {}\n", "  as of checkpoint {} of {}\n")), chain.newest().checkpoint.number,
                           long_date(chain.newest().checkpoint.date, command.language));
    if (const std::string id = chain.extract_of(); !id.empty()) {
        const RosterLine* line = chain.roster.line(id);
        out += fmt::format(fmt::runtime(command.say("  extrait d’un dossier : {} seulement\n", "  extract of a dossier: {} only\n")),
                           line ? fmt::format("{} ({})", line->folder, id) : id);
    }
    if (!chain.roots.empty() && chain.roots.back().root.example)
        out += command.say("  clés d’essai, connues de tous : cet institut est un exemple\n", "  test keys that everybody knows: this institute is an example\n");
    print_data(terminal_text(out));
}

void print_wholes(const Command& command, const VerifyTarget& target, const VerdictWords& words) {
    if (!target.verdicts.judged.chain.holds()) {
        const std::string& why = target.verdicts.judged.chain.broken;
        if (target.verdicts.files.documents.empty()) print_data(command.say("  rien n’est signé ici : il n’y a pas de dossier trust/\n", "  nothing is signed here: there is no folder trust/\n"));
        else if (target.root.fingerprint.empty())
            print_data(command.say("  aucune racine à laquelle le comparer : lancez la commande dans le dépôt, ou donnez --root\n",
                                   "  no root to hold it against: run the command in the repository, or give --root\n"));
        else print_data(fmt::format("  {}\n", why.empty() ? words.text("reason", "unknown-root") : words.text("reason", why)));
    }
    if (target.carries_a_part && !target.verdicts.judged.incomplete.empty())
        print_data(command.say("  ce site ne porte que ce qu’il montre : le dépôt ou le dossier dit si tout est là\n",
                               "  this site carries only what it shows: the repository or the dossier says whether all is there\n"));
    else for (const auto& [trainee, one] : target.verdicts.judged.incomplete)
        print_data(fmt::format(fmt::runtime(command.say("  {} : {} — au point de contrôle : {} ; ici : {}. {}\n",
                                                        "  {}: {} — in the checkpoint: {}; here: {}. {}\n")), trainee, words.text("word", "incomplete"), one.listed,
                               one.present, words.text("means", "incomplete")));
    if (is_older_than_seen(target))
        print_data(fmt::format(fmt::runtime(command.say("  cette machine a déjà vu le point de contrôle {} de cet institut : quelqu’un a remis un état plus ancien, ou un autre\n",
                                                        "  this machine has seen checkpoint {} of this institute: somebody put an older state back, or another one\n")), target.memory.seen->number));
    for (const std::string& path : target.verdicts.judged.foreign_supersedes) print_data(fmt::format("  {}: {}\n", path, words.text("reason", "foreign-supersedes")));
    for (const std::string& path : target.not_in_force)
        print_data(fmt::format(fmt::runtime(command.say("  {} n’est pas le fichier que le registre tient pour en vigueur\n", "  {} is not the file that the registry holds to be in force\n")), path));
}

Json json_of(const Line& line, const VerifyTarget& target) {
    Json out = Json::object();
    out.set("path", line.path);
    out.set("word", text_of(line.judgement.word));
    if (!line.judgement.reason.empty()) out.set("reason", line.judgement.reason);
    if (!line.judgement.what.empty()) out.set("what", line.judgement.what);
    if (!line.attestation || !line.attestation->is_read) return out;
    const JudgedAttestation& one = *line.attestation;
    out.set("digest", one.digest);
    out.set("key", did_key(one.issuer));
    if (!one.trainer.empty()) out.set("trainer", one.trainer);
    out.set("trainee", one.attestation.trainee);
    out.set("subject", one.attestation.subject());
    if (one.not_before) out.set("notBefore", iso(*one.not_before));
    if (one.not_after) out.set("notAfter", iso(*one.not_after));
    if (one.listed) out.set("listed", *one.listed);
    const auto fresh = target.freshness.find(line.path);
    if (fresh != target.freshness.end())
        out.set("text", fresh->second == Freshness::current ? "current" : fresh->second == Freshness::gone ? "gone" : "edited-since");
    Json decisions = Json::array();
    for (const Decision& decision : one.attestation.decisions) {
        Json each = Json::object();
        each.set("competence", decision.competence);
        each.set("decision", text_of(decision.outcome));
        decisions.push(std::move(each));
    }
    out.set("decisions", std::move(decisions));
    return out;
}

Json json_of(const VerifyTarget& target, const std::vector<Line>& lines, bool good) {
    const Judged& judged = target.verdicts.judged;
    Json out = Json::object();
    out.set("path", target.path);
    out.set("good", good);
    out.set("chain", judged.chain.holds() ? Json("holds") : Json(judged.chain.broken.empty() ? "unknown-root" : judged.chain.broken));
    out.set("fingerprint", target.root.fingerprint);
    out.set("fingerprintIsOwnClaim", target.root.own_claim());
    if (judged.chain.holds()) {
        out.set("checkpoint", judged.chain.newest().checkpoint.number);
        out.set("checkpointDate", iso(judged.chain.newest().checkpoint.date));
    }
    Json incomplete = Json::array();
    for (const auto& [trainee, one] : judged.incomplete) {
        Json each = Json::object();
        each.set("trainee", trainee);
        each.set("listed", one.listed);
        each.set("present", one.present);
        incomplete.push(std::move(each));
    }
    out.set("incomplete", std::move(incomplete));
    out.set("carriesAPart", target.carries_a_part);
    if (const std::string id = judged.chain.extract_of(); !id.empty()) out.set("extractOf", id);
    if (is_older_than_seen(target)) out.set("seenCheckpoint", target.memory.seen->number);
    Json not_in_force = Json::array();
    for (const std::string& path : target.not_in_force) not_in_force.push(path);
    out.set("notInForce", std::move(not_in_force));
    Json files = Json::array();
    for (const Line& line : lines) files.push(json_of(line, target));
    out.set("files", std::move(files));
    return out;
}

bool is_good(const VerifyTarget& target, const std::vector<Line>& lines) {
    const bool all = std::all_of(lines.begin(), lines.end(), [&](const Line& one) { return one.good(target.only.has_value()); });
    if (target.only) return all && !lines.empty();
    const Judged& judged = target.verdicts.judged;
    return all && !is_older_than_seen(target) && judged.chain.holds() && (target.carries_a_part || judged.incomplete.empty()) && target.not_in_force.empty();
}

void print_counts(const Command& command, const std::vector<Line>& lines, const VerdictWords& words) {
    std::map<Word, std::size_t> counts;
    for (const Line& one : lines)
        if (one.attestation) ++counts[one.judgement.word];
    std::string out;
    for (const auto& [word, count] : counts) out += fmt::format(fmt::runtime(command.say("{}{} : {}", "{}{}: {}")), out.empty() ? "" : ", ", words.text("word", text_of(word)), count);
    print_data(fmt::format(fmt::runtime(command.say("  attestations : {}\n", "  attestations: {}\n")), out.empty() ? command.say("aucune", "none") : out));
}

bool verify_one(const Command& command, const VerifyTarget& target, const VerdictWords& words, Json* report) {
    const std::vector<Line> lines = lines_of(target);
    const bool good = is_good(target, lines);
    if (report) {
        report->push(json_of(target, lines, good));
        return good;
    }
    print_head(command, target);
    print_wholes(command, target, words);
    for (const Line& one : lines)
        if (target.only || command.arguments.has("--verbose") || (one.judgement.word != Word::valid && one.judgement.word != Word::unsealed))
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
        throw CommandError{Exit::environment, fmt::format("« {} » n’est pas un fichier", path), fmt::format("“{}” is not a file", path)};
    const std::string bytes = fs::file_size(file) > largest_document ? std::string(largest_document + 1, ' ') : open_real_disk(file.parent_path().string())->read(file.filename().string());
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
    const char* said = good ? command.say("la preuve tient ; qui est derrière la clé n’est pas examiné", "the proof holds; who is behind the key was not examined")
                       : found.state == ProofState::does_not_hold ? command.say("la signature ne correspond pas au contenu", "the signature does not match the content")
                                                                  : command.say("ce n’est pas un document avec une preuve eddsa-jcs-2022 bien formée", "this is no document with a well-formed eddsa-jcs-2022 proof");
    print_data(terminal_text(fmt::format("{}: {}\n{}{}", path, said, found.key.empty() ? "" : fmt::format("  {}\n", found.key), found.what.empty() ? "" : fmt::format("  ({})\n", fault_in(found.what, command.language)))));
    return good;
}

} // namespace

Exit run_verify(const Command& command) {
    if (command.arguments.rest.empty())
        throw CommandError{Exit::usage, "livret verify CHEMIN… : un fichier signé, un dépôt, un dossier trust/ ou un site", "livret verify PATH…: a signed file, a repository, a folder trust/ or a site"};
    const bool json = command.arguments.value("--format", "text") == "json";
    Json report = Json::array();
    bool good = true;
    if (command.arguments.has("--proof-only")) {
        for (const std::string& path : command.arguments.rest) good = verify_proof(command, path, json ? &report : nullptr) && good;
    } else {
        const VerdictWords words(command.language);
        for (const std::string& path : command.arguments.rest)
            for (const VerifyTarget& target : verify_targets(command, path)) good = verify_one(command, target, words, json ? &report : nullptr) && good;
    }
    if (json) print_data(report.dump(Json::Style::indented) + "\n");
    return good ? Exit::fine : Exit::content;
}

} // namespace livret

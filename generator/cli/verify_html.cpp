#include "cli/verify_html.hpp"

#include "build/page_fonts_of.hpp"
#include "cli/attest_words.hpp"
#include "export/verification_page.hpp"
#include "trust/fault_words.hpp"
#include "trust/store.hpp"

#include <filesystem>

#include <fmt/format.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

Tone tone_of(const VerifyLine& line) {
    if (line.judgement.word == Word::valid || line.judgement.word == Word::unsealed) return Tone::good;
    return line.good(false) ? Tone::notice : Tone::bad;
}

std::string about(const JudgedAttestation& one, bool french) {
    if (const auto* activity = std::get_if<ActivityManifest>(&one.attestation.about))
        return fmt::format("{} ({})", activity->title, activity->reference);
    if (const auto* training = std::get_if<TrainingManifest>(&one.attestation.about))
        return fmt::format("{} ({}/{})", training->title, training->gfp, training->slug);
    return french ? "contributions à l’espace du groupe" : "contributions to the group's space";
}

// What trainers read, from the dossier's own snapshots.
std::string signed_text(const VerifyTarget& target, const JudgedAttestation& one) {
    const auto* activity = std::get_if<ActivityManifest>(&one.attestation.about);
    if (!target.dossier || activity == nullptr || !one.counts()) return {};
    return read_snapshot(*target.dossier->disk, "data/trust", activity->body.sha256).value_or("");
}

VerificationPage::Line line_of(const VerifyTarget& target, const VerifyLine& line, const VerdictWords& words, Language language) {
    VerificationPage::Line out;
    out.tone = tone_of(line);
    out.word = words.text("word", text_of(line.judgement.word));
    out.path = "trust/" + line.path;
    if (line.attestation || line.judgement.word != Word::valid) out.explanations.push_back(meaning_of(line, words));
    if (!line.judgement.what.empty()) out.explanations.push_back(fault_in(line.judgement.what, language));
    const JudgedAttestation* one = line.attestation;
    // Of what nobody vouches for, nothing that it says is repeated.
    const Word word = line.judgement.word;
    if (one == nullptr || !one->is_read || word == Word::unknown_key || word == Word::bad_signature || word == Word::malformed)
        return out;
    out.subject = about(*one, language == Language::fr);
    out.signer = signer_of(*one, language);
    for (const Decision& each : one->attestation.decisions)
        out.decisions.push_back({each.competence, words_of(each.outcome, language), each.claim, each.comment});
    out.text = signed_text(target, *one);
    return out;
}

void add_facts(const Command& command, const VerifyTarget& target, VerificationPage& page) {
    const Chain& chain = *target.verdicts.judged.chain;
    const auto add = [&](const char* fr, const char* en, std::string value) {
        page.facts.emplace_back(command.say(fr, en), std::move(value));
    };
    if (target.dossier) {
        add("Stagiaire", "Trainee",
            fmt::format("{} ({})", target.dossier->index.trainee.name, target.dossier->index.trainee.folder));
        add("Copie", "Copy",
            target.dossier->index.for_jury ? command.say("pour un jury", "for a jury") : command.say("personnelle", "personal"));
    }
    if (!chain.roots.empty()) add("Institut", "Institute", chain.roots.back().root.name);
    if (!target.root.fingerprint.empty()) {
        add("Empreinte", "Fingerprint", grouped(target.root.fingerprint));
        add("Cette empreinte vient", "This fingerprint comes", words_for(target.root, command.language));
    }
    if (chain.holds())
        add("État au point de contrôle", "As of checkpoint",
            fmt::format("{} ({})", chain.newest().checkpoint.number,
                        long_date(chain.newest().checkpoint.date, command.language)));
}

VerificationPage page_of(const Command& command, const VerifyTarget& target, const VerdictWords& words) {
    VerificationPage page;
    page.language = command.language;
    page.title = fs::path(target.path).filename().string();
    if (target.fault) {
        page.verdict = command.say("Refusé : rien de ce dossier n’a été cru.", "Refused: nothing of this dossier was believed.");
        page.remarks.push_back({Tone::bad, fmt::format("{} [{}]", refusal_of(*target.fault, words), target.fault->code)});
        return page;
    }
    const std::vector<VerifyLine> lines = lines_of(target);
    const bool good = is_good(target, lines);
    page.tone = good ? Tone::good : Tone::bad;
    page.verdict = good ? command.say("Tout ce qui doit compter compte.", "Everything that should count does.")
                        : command.say("Quelque chose ne compte pas : voir ci-dessous.", "Something does not count: see below.");
    if (!target.verdicts.judged.chain->roots.empty() && target.verdicts.judged.chain->roots.back().root.example)
        page.remarks.push_back({Tone::bad, command.say("Clés d’essai, connues de tous : cet institut est un exemple.",
                                                       "Test keys that everybody knows: this institute is an example.")});
    for (std::string& one : remarks_on(target, words, command.language)) page.remarks.push_back({Tone::notice, std::move(one)});
    add_facts(command, target, page);
    for (const VerifyLine& one : lines)
        (one.attestation ? page.attestations : page.documents).push_back(line_of(target, one, words, command.language));
    return page;
}

} // namespace

void write_html_report(const Command& command, const VerifyTarget& target, const VerdictWords& words) {
    const std::string html = verification_page(page_of(command, target, words), page_fonts_of(find_share()));
    const fs::path file = fs::absolute(command.arguments.value("--html")).lexically_normal();
    open_real_disk(file.parent_path().string())->write(file.filename().string(), html);
}

} // namespace livret

#include "cli/verify_lines.hpp"

#include "base/text.hpp"
#include "cli/attest_words.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

// What its signer or the institute settled on purpose does not count and is no fault of anything.
bool is_settled(Word word) {
    return word == Word::superseded || word == Word::revoked || word == Word::erased;
}

} // namespace

bool VerifyLine::good(bool alone) const {
    if (!attestation) return judgement.word == Word::valid;
    return attestation->counts() || (!alone && is_settled(judgement.word));
}

std::vector<VerifyLine> lines_of(const VerifyTarget& target) {
    std::vector<VerifyLine> out;
    for (const auto& [path, judgement] : target.verdicts.judged.documents) out.push_back({path, judgement, nullptr});
    for (const JudgedAttestation& one : target.verdicts.judged.attestations) out.push_back({one.path, one.judgement, &one});
    if (target.only) std::erase_if(out, [&](const VerifyLine& one) { return one.path != *target.only; });
    return out;
}

bool is_older_than_seen(const VerifyTarget& target) {
    // A dossier is as old as it is, and says so; only two checkpoints of one number cannot both be the institute's.
    if (target.dossier) return target.memory.state == MemoryFinding::State::other;
    return target.memory.state != MemoryFinding::State::fine;
}

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

std::string meaning_of(const VerifyLine& line, const VerdictWords& words) {
    const std::string word(text_of(line.judgement.word));
    std::string out = words.text("means", word);
    if (!line.judgement.reason.empty() && words.has("reason", line.judgement.reason))
        out += " " + words.text("reason", line.judgement.reason);
    return out;
}

std::string signer_of(const JudgedAttestation& one, Language language) {
    if (one.trainer_name.empty()) return {};
    const bool fr = language == Language::fr;
    std::string when;
    if (one.not_before && one.not_after)
        when = fmt::format(fmt::runtime(fr ? ", entre le {} et le {}" : ", between {} and {}"),
                           long_date(*one.not_before, language), long_date(*one.not_after, language));
    else if (one.not_before)
        when = fmt::format(fmt::runtime(fr ? ", après le {}" : ", after {}"), long_date(*one.not_before, language));
    return fmt::format(fmt::runtime(fr ? "signée par {}{}" : "signed by {}{}"), one.trainer_name, when);
}

bool is_of_its_person(const VerifyTarget& target) {
    const Chain& chain = *target.verdicts.judged.chain;
    if (!target.dossier || !chain.holds()) return true;
    const DossierIndex& index = target.dossier->index;
    const RosterLine* line = chain.roster.line(chain.extract_of());
    return chain.is_extract && line != nullptr && line->id == index.trainee_id && line->folder == index.trainee.folder &&
           line->commitment == name_commitment(index.trainee.name, index.trainee.salt);
}

namespace {

// What nobody vouches for is no dossier of anybody's: without a fingerprint from elsewhere its maker may be anyone.
bool is_own_claim(const VerifyTarget& target) {
    return target.dossier && target.root.own_claim();
}

void remark_on_container(const VerifyTarget& target, const VerdictWords& words, Language language,
                         std::vector<std::string>& out) {
    const ReadDossier& dossier = *target.dossier;
    const bool fr = language == Language::fr;
    out.push_back(words.text("container", fmt::format("state.{}", text_of(dossier.bag->container().state()))));
    for (const std::string& path : dossier.bag->container().ignored())
        out.push_back(fmt::format(
            fmt::runtime(fr ? "{} a été ajouté par un ordinateur et n’est pas lu" : "{} was added by a computer and is not read"),
            path));
    if (!dossier.index.withheld.empty())
        out.push_back(fmt::format(
            fmt::runtime(fr ? "textes signés que leur auteur ne montre pas à un jury, et qui ne comptent donc pas ici : {}"
                            : "signed texts that their author does not show to a jury, and that do not count here therefore: {}"),
            dossier.index.withheld.size()));
    if (target.memory.state == MemoryFinding::State::older)
        out.push_back(fmt::format(fmt::runtime(fr ? "ce dossier est arrêté à un point de contrôle plus ancien que le n° {} que "
                                                    "cette machine a déjà vu : ce qui a été révoqué depuis n’y est pas"
                                                  : "this dossier stands at an older checkpoint than number {}, which this "
                                                    "machine has seen: what was revoked since is not in it"),
                                  target.memory.seen->number));
    if (!is_of_its_person(target)) out.push_back(words.text("dossier", "person"));
    if (is_own_claim(target)) out.push_back(words.text("dossier", "own-claim"));
}

} // namespace

bool is_good(const VerifyTarget& target, const std::vector<VerifyLine>& lines) {
    if (target.fault) return false;
    const bool all =
        std::all_of(lines.begin(), lines.end(), [&](const VerifyLine& one) { return one.good(target.only.has_value()); });
    if (target.only) return all && !lines.empty();
    const Judged& judged = target.verdicts.judged;
    return all && !is_older_than_seen(target) && judged.chain->holds() && (target.carries_a_part || judged.incomplete.empty()) &&
           target.not_in_force.empty() && is_of_its_person(target) && !is_own_claim(target);
}

std::vector<std::string> remarks_on(const VerifyTarget& target, const VerdictWords& words, Language language) {
    const bool fr = language == Language::fr;
    const Judged& judged = target.verdicts.judged;
    std::vector<std::string> out;
    if (target.dossier) remark_on_container(target, words, language, out);
    if (!judged.chain->holds()) {
        const std::string& why = judged.chain->broken;
        if (target.verdicts.files.documents.empty())
            out.push_back(target.dossier ? words.text("dossier", "unsigned")
                          : fr           ? "rien n’est signé ici : il n’y a pas de dossier trust/"
                                         : "nothing is signed here: there is no folder trust/");
        else if (target.root.fingerprint.empty())
            out.push_back(fr ? "aucune racine à laquelle le comparer : lancez la commande dans le dépôt, ou donnez --root"
                             : "no root to hold it against: run the command in the repository, or give --root");
        else
            out.push_back(words.text("reason", why.empty() ? "unknown-root" : why));
    }
    if (target.carries_a_part && !judged.incomplete.empty())
        out.push_back(fr ? "ce site ne porte que ce qu’il montre : le dépôt ou le dossier dit si tout est là"
                         : "this site carries only what it shows: the repository or the dossier says whether all is there");
    else
        for (const auto& [trainee, one] : judged.incomplete)
            out.push_back(fmt::format(fmt::runtime(fr ? "{} : {} — au point de contrôle : {} ; ici : {}. {}"
                                                      : "{}: {} — in the checkpoint: {}; here: {}. {}"),
                                      trainee, words.text("word", "incomplete"), one.listed, one.present,
                                      words.text("means", "incomplete")));
    if (is_older_than_seen(target))
        out.push_back(fmt::format(
            fmt::runtime(
                fr ? "cette machine a déjà vu le point de contrôle {} de cet institut : quelqu’un a remis un état plus ancien, "
                     "ou un autre"
                   : "this machine has seen checkpoint {} of this institute: somebody put an older state back, or another one"),
            target.memory.seen->number));
    for (const std::string& path : judged.foreign_supersedes)
        out.push_back(fmt::format("{}: {}", path, words.text("reason", "foreign-supersedes")));
    for (const std::string& path : target.not_in_force)
        out.push_back(fmt::format(fmt::runtime(fr ? "{} n’est pas le fichier que le registre tient pour en vigueur"
                                                  : "{} is not the file that the registry holds to be in force"),
                                  path));
    return out;
}

std::string refusal_of(const DossierFault& fault, const VerdictWords& words) {
    const std::size_t dot = fault.code.find('.');
    const std::vector<NamedValue> values{{"name", fault.name}, {"other", fault.other}};
    return fill(words.text(fault.code.substr(0, dot), fault.code.substr(dot + 1)), values);
}

} // namespace livret

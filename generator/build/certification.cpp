#include "build/certification.hpp"

#include "base/text.hpp"
#include "base/words.hpp"
#include "resolve/rule_words.hpp"
#include "trust/as_of.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace livret {

namespace {

Refusal refused(std::string fr, std::string en) {
    return {Refusal::Kind::content, std::move(fr), std::move(en)};
}
Refusal mistaken(std::string fr, std::string en) {
    return {Refusal::Kind::request, std::move(fr), std::move(en)};
}

std::optional<Refusal> chain_refusal(const Institute& institute, const CertificationRequest& request) {
    const TrustState& trust = institute.trust;
    if (!trust.present)
        return refused(
            "ce dépôt n’a pas de dossier « trust » : aucun institut n’y répond de ses formateurs, rien n’y est attesté",
            "this repository has no folder “trust”: no institute vouches for its trainers, nothing is attested in it");
    if (trust.broken == "unknown-root")
        return refused(
            "la racine de « trust » n’est pas celle que désigne l’empreinte : on ne sait pas qui parle au nom de l’institut",
            "the root in “trust” is not the one that the fingerprint names: nobody knows who speaks for the institute");
    if (!trust.broken.empty())
        return refused("la chaîne de « trust » est rompue (livret check dit où) : rien ne peut être certifié",
                       "the chain in “trust” is broken (livret check says where): nothing can be certified");
    if (request.checkpoint < 0 || request.checkpoint > trust.checkpoint)
        return mistaken(fmt::format("aucun point de contrôle n° {} : le plus récent est le n° {}, du {}", request.checkpoint,
                                    trust.checkpoint, long_date(trust.checkpoint_date, Language::fr)),
                        fmt::format("no checkpoint {}: the newest is number {}, of {}", request.checkpoint, trust.checkpoint,
                                    long_date(trust.checkpoint_date, Language::en)));
    std::vector<std::string> changed;
    for (const std::string& path : trust.not_in_force)
        if (path == "livret.yaml" || path.starts_with("frameworks/")) changed.push_back(path);
    if (!changed.empty())
        return refused(
            fmt::format(
                "{} : ce n’est pas la version que le registre déclare en vigueur ; remettez-la, ou faites mettre la nouvelle en "
                "vigueur par l’institut (livret trust)",
                join(changed, ", ")),
            fmt::format(
                "{}: not the version that the registry puts in force; put that one back, or have the institute put the new one "
                "in force (livret trust)",
                join(changed, ", ")));
    return std::nullopt;
}

// `roster`: as of the checkpoint.
std::optional<Refusal> person_refusal(const Trainee& trainee, const Roster& roster, const Roster& today,
                                      std::int64_t checkpoint) {
    const std::string folder = trainee.key.gfp.value + "/" + trainee.key.trainee.value;
    if (today.is_erased(trainee.id))
        return refused(fmt::format("{} est effacée du registre : rien ne peut plus être certifié à son nom", folder),
                       fmt::format("{} was erased from the registry: nothing can be certified in her name any more", folder));
    const RosterLine* line = roster.line(trainee.id);
    if (line == nullptr)
        return refused(
            fmt::format("{} n’est pas sur la liste des stagiaires de l’institut au point de contrôle n° {}", folder, checkpoint),
            fmt::format("{} is not in the institute’s roster at checkpoint {}", folder, checkpoint));
    if (line->folder != folder || line->commitment != name_commitment(trainee.name, trainee.salt))
        return refused(
            fmt::format(
                "le profil de {} (dossier, nom ou sel) n’est pas celui que l’institut a inscrit : personne ne peut dire à qui "
                "iraient les attestations",
                folder),
            fmt::format(
                "the profile of {} (folder, name or salt) is not the one that the institute registered: nobody can tell whose "
                "the attestations would be",
                folder));
    return std::nullopt;
}

std::optional<Refusal> incomplete_refusal(const Judged& judged, const std::string& trainee, std::int64_t checkpoint) {
    const auto found = judged.incomplete.find(trainee);
    if (found == judged.incomplete.end()) return std::nullopt;
    return refused(
        fmt::format("attestations incomplètes : {} inscrites au point de contrôle n° {}, {} présentes ; celles qui manquent "
                    "pourraient être "
                    "des refus : retrouvez-les d’abord (git log -- trust/attestations/{})",
                    found->second.listed, checkpoint, found->second.present, trainee),
        fmt::format(
            "attestations incomplete: checkpoint {} lists {}, {} are there; the missing ones could be refusals: find them first "
            "(git log -- trust/attestations/{})",
            checkpoint, found->second.listed, found->second.present, trainee));
}

std::variant<const Rule*, Refusal> rule_of(const Framework& framework, const std::string& wanted) {
    std::vector<std::string> ids;
    for (const Rule& one : framework.rules) {
        if (one.id == wanted || (wanted.empty() && framework.rules.size() == 1)) return &one;
        ids.push_back(one.id);
    }
    if (wanted.empty() && ids.empty()) return nullptr; // the attestation lists what is attested
    const std::string known = ids.empty() ? "–" : join(ids, ", ");
    if (wanted.empty())
        return mistaken(fmt::format("{} a plusieurs règles : dites laquelle avec --rule ({})", framework.id.value, known),
                        fmt::format("{} has several rules: say which with --rule ({})", framework.id.value, known));
    return mistaken(fmt::format("--rule : {} n’a pas de règle « {} » (règles : {})", framework.id.value, wanted, known),
                    fmt::format("--rule: {} has no rule “{}” (rules: {})", framework.id.value, wanted, known));
}

Situation situation_of(std::string_view text) {
    if (text == "classroom") return Situation::classroom;
    if (text == "distance") return Situation::distance;
    if (text == "mixed") return Situation::mixed;
    return Situation::none;
}

// Whether what was valid as of the checkpoint still stands, whatever its trainer did later.
bool still_stands(Word today) {
    return today == Word::valid || today == Word::superseded || today == Word::conflict;
}

using ByDigest = std::map<Digest, const JudgedAttestation*>;

ByDigest counted_attestations(const Judged& then, const Judged& today, const std::string& trainee,
                              std::vector<Certification::TakenBack>& taken_back) {
    ByDigest out;
    std::map<std::string_view, Word> words;
    for (const JudgedAttestation& one : today.attestations) words.emplace(one.path, one.judgement.word);
    for (const JudgedAttestation& one : then.attestations) {
        if (!one.is_read || one.attestation.trainee != trainee || one.judgement.word != Word::valid) continue;
        if (const Word word = words.at(one.path); still_stands(word))
            out.emplace(one.digest, &one);
        else
            taken_back.push_back({one.path, one.trainer_name, word});
    }
    return out;
}

std::vector<Evidence> evidence_of(const ByDigest& counted) {
    std::vector<Evidence> out;
    for (const auto& [digest, judged] : counted) {
        const Attestation& it = judged->attestation;
        const auto* activity = std::get_if<ActivityManifest>(&it.about);
        for (const Decision& decision : it.decisions)
            if (decision.outcome == Outcome::attested)
                out.push_back({{FrameworkId{it.framework.id}, decision.competence},
                               digest,
                               judged->trainer,
                               activity ? activity->reference : "",
                               activity ? situation_of(activity->situation) : Situation::none});
    }
    return out;
}

// Each competence that is attested, with who attested it between which checkpoints, oldest first.
std::vector<Certificate::Competence> lines_of(const Framework& framework, std::span<const CarriedEvidence> carried,
                                              const ByDigest& counted, Language language) {
    std::vector<Certificate::Competence> out;
    for (const CarriedEvidence& one : carried) { // in the framework's order
        if (out.empty() || out.back().code != one.code)
            out.push_back({one.code, wording(framework.find(one.code)->statements, language).text, {}});
        auto& lines = out.back().attested;
        const JudgedAttestation& it = *counted.at(one.evidence.attestation);
        if (std::none_of(lines.begin(), lines.end(), [&](const auto& line) { return line.digest == it.digest; }))
            lines.push_back({it.digest, it.trainer_name, *it.not_before, *it.not_after});
    }
    for (auto& competence : out)
        std::sort(competence.attested.begin(), competence.attested.end(), [](const auto& a, const auto& b) {
            return std::tie(a.by, a.after, a.digest) < std::tie(b.by, b.after, b.digest);
        });
    return out;
}

Digest digest_in_force(const InForce& in_force, const std::string& framework) {
    for (const NamedDigest& one : in_force.frameworks)
        if (one.id == framework) return one.digest;
    return {};
}

} // namespace

std::variant<Certification, Refusal> certify(const Institute& institute, const Verdicts& verdicts,
                                             const CertificationRequest& request, unsigned jobs) {
    if (const auto refusal = chain_refusal(institute, request)) return *refusal;
    return certify(institute, verdicts, request,
                   judge_as_of(verdicts.files, *verdicts.judged.chain, request.checkpoint, institute.trust.fingerprint,
                               people_of(institute), jobs));
}

std::variant<Certification, Refusal> certify(const Institute& institute, const Verdicts& verdicts,
                                             const CertificationRequest& request, const Judged& then) {
    if (const auto refusal = chain_refusal(institute, request)) return *refusal;
    const Framework& framework = *institute.find_framework(request.framework);
    const Trainee& trainee = *institute.find_trainee(request.trainee);
    const Language language = institute.configuration.language;
    const auto rule = rule_of(framework, request.rule);
    if (const auto* refusal = std::get_if<Refusal>(&rule)) return *refusal;

    const Judged& today = verdicts.judged;
    if (!then.chain->holds())
        return refused(
            fmt::format("la chaîne de confiance ne tient pas au point de contrôle n° {} ({}) : remettez les fichiers de trust/ "
                        "tels qu’ils "
                        "étaient, trust/registry-N.roster compris",
                        request.checkpoint, then.chain->broken),
            fmt::format("the chain of trust does not hold at checkpoint {} ({}): put the files of trust/ back as they were, "
                        "trust/registry-N.roster included",
                        request.checkpoint, then.chain->broken));
    if (const auto refusal = person_refusal(trainee, then.chain->roster, today.chain->roster, request.checkpoint))
        return *refusal;
    if (const auto refusal = incomplete_refusal(then, trainee.id, request.checkpoint)) return *refusal;
    if (const auto refusal = incomplete_refusal(today, trainee.id, institute.trust.checkpoint)) return *refusal;

    Certification out;
    const ByDigest counted = counted_attestations(then, today, trainee.id, out.taken_back);
    const std::vector<Evidence> evidence = evidence_of(counted);
    const auto carried = carry(institute.frameworks, framework, evidence, request.accepted);
    if (carried.empty())
        return refused(
            fmt::format("au point de contrôle n° {}, aucune compétence de {} n’est attestée pour {} : il n’y a rien à certifier",
                        request.checkpoint, framework.id.value, trainee.name),
            fmt::format("at checkpoint {}, no competence of {} is attested for {}: there is nothing to certify",
                        request.checkpoint, framework.id.value, trainee.name));

    std::set<std::string> attested, partial;
    for (const CarriedEvidence& one : carried) {
        attested.insert(one.code);
        if (one.exactness == Exactness::partial) partial.insert(one.code);
    }
    for (const CarriedEvidence& one : carry(institute.frameworks, framework, evidence, all_codes_of(framework)))
        if (!attested.contains(one.code) && (out.by_partial_lines.empty() || out.by_partial_lines.back() != one.code))
            out.by_partial_lines.push_back(one.code);

    const Registry& registry = today.chain->registry;
    const SealedCheckpoint& checkpoint = today.chain->checkpoints[static_cast<std::size_t>(request.checkpoint)];
    Certificate& it = out.certificate;
    it.institution = registry.institution;
    it.institution_name = today.chain->roots.back().root.name;
    it.trainee = trainee.id;
    it.trainee_name = trainee.name;
    it.salt = trainee.salt;
    it.checkpoint = {request.checkpoint, checkpoint.digest};
    it.checkpoint_date = checkpoint.checkpoint.date;
    it.framework = {framework.id.value, digest_in_force(registry.in_force, framework.id.value)};
    it.framework_title = wording(framework.titles, language).text;
    it.competences = lines_of(framework, carried, counted, language);
    it.partial_counted.assign(partial.begin(), partial.end());
    if (const Rule* one = std::get<const Rule*>(rule)) {
        out.state = evaluate(framework, *one, carried);
        it.rule = Certificate::Rule{one->id, out.state->met,
                                    fmt::format("{}{}{}", wording(one->titles, language).text,
                                                language == Language::fr ? "\u00A0: " : ": ", explain(*out.state, language))};
    }
    return out;
}

std::optional<std::string> find_certificate(const Verdicts& verdicts, const Certificate& certificate) {
    const std::string folder = fmt::format("certificates/{}/", certificate.trainee);
    const std::string wanted = subject_json(certificate).dump();
    for (const auto& [path, bytes] : verdicts.files.documents) {
        if (!path.starts_with(folder)) continue;
        const auto judgement = verdicts.judged.documents.find(path);
        if (judgement == verdicts.judged.documents.end() || judgement->second.word != Word::valid) continue;
        const auto read = read_signed(bytes);
        const auto* document = std::get_if<SignedDocument>(&read);
        if (document != nullptr && subject_json(document->subject).dump() == wanted) return path;
    }
    return std::nullopt;
}

} // namespace livret

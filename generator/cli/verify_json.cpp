#include "cli/verify_json.hpp"

#include "trust/did_key.hpp"

namespace livret {

namespace {

Json json_of(const VerifyLine& line, const VerifyTarget& target) {
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
        out.set("text", fresh->second == Freshness::current ? "current"
                        : fresh->second == Freshness::gone  ? "gone"
                                                            : "edited-since");
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

Json json_of(const ReadDossier& dossier) {
    Json out = Json::object();
    out.set("container", text_of(dossier.bag->container().state()));
    out.set("top", dossier.bag->container().top());
    out.set("kind", dossier.index.for_jury ? "jury" : "owner");
    Json trainee = Json::object();
    trainee.set("id", dossier.index.trainee_id);
    trainee.set("name", dossier.index.trainee.name);
    trainee.set("folder", dossier.index.trainee.folder);
    out.set("trainee", std::move(trainee));
    Json ignored = Json::array(), withheld = Json::array();
    for (const std::string& one : dossier.bag->container().ignored()) ignored.push(one);
    for (const Digest& one : dossier.index.withheld) withheld.push(one);
    out.set("ignored", std::move(ignored));
    out.set("withheld", std::move(withheld));
    return out;
}

} // namespace

Json report_of(const VerifyTarget& target, const std::vector<VerifyLine>& lines) {
    const Judged& judged = target.verdicts.judged;
    Json out = Json::object();
    out.set("path", target.path);
    out.set("good", is_good(target, lines));
    if (target.fault) {
        Json refused = Json::object();
        refused.set("code", target.fault->code);
        if (!target.fault->name.empty()) refused.set("name", target.fault->name);
        if (!target.fault->other.empty()) refused.set("other", target.fault->other);
        out.set("refused", std::move(refused));
        return out;
    }
    if (target.dossier) {
        out.set("dossier", json_of(*target.dossier));
        out.set("isOfItsPerson", is_of_its_person(target));
    }
    out.set("chain",
            judged.chain->holds() ? Json("holds") : Json(judged.chain->broken.empty() ? "unknown-root" : judged.chain->broken));
    out.set("fingerprint", target.root.fingerprint);
    out.set("fingerprintIsOwnClaim", target.root.own_claim());
    if (judged.chain->holds()) {
        out.set("checkpoint", judged.chain->newest().checkpoint.number);
        out.set("checkpointDate", iso(judged.chain->newest().checkpoint.date));
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
    if (const std::string id = judged.chain->extract_of(); !id.empty()) out.set("extractOf", id);
    if (is_older_than_seen(target)) out.set("seenCheckpoint", target.memory.seen->number);
    Json not_in_force = Json::array();
    for (const std::string& path : target.not_in_force) not_in_force.push(path);
    out.set("notInForce", std::move(not_in_force));
    Json files = Json::array();
    for (const VerifyLine& line : lines) files.push(json_of(line, target));
    out.set("files", std::move(files));
    return out;
}

} // namespace livret

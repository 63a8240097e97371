// A small institute with signed decisions, made by hand: what the rooms behind the verdicts are tested on.
#pragma once

#include "model/institute.hpp"

namespace livret::samples {

inline const TraineeKey durand{GfpId{"math1"}, TraineeId{"durand"}};
inline const TraineeKey martin{GfpId{"math1"}, TraineeId{"martin"}};

inline Date day(int d) {
    return Date{std::chrono::year{2004}, std::chrono::month{11}, std::chrono::day{static_cast<unsigned>(d)}};
}

inline Activity activity(const TraineeKey& owner, std::string reference, Visibility visibility, std::vector<std::string> codes) {
    Activity out;
    out.path = SourcePath{"gfp/math1/trainees/" + owner.trainee.value + "/activities/" + reference + ".md"};
    out.owner = owner;
    out.slug = reference;
    out.reference = std::move(reference);
    out.title = "Suites";
    out.dates = {day(3), day(3)};
    out.context = ContextId{"gfp"};
    out.framework = FrameworkId{"c2i2e-2004"};
    out.visibility = visibility;
    for (std::string& code : codes) out.declarations.push_back({{out.framework, std::move(code)}, ""});
    return out;
}

// Signed by `trainer` about an activity of Durand's; `digest` begins it and is filled up to 64 digits.
inline AttestationRecord record(std::string digest, std::string trainer, std::string reference,
                                std::vector<SignedDecision> decisions) {
    AttestationRecord out;
    out.digest = std::move(digest);
    out.digest.resize(64, '0');
    out.path = "attestations/0paque/" + out.digest + ".json";
    out.trainee_id = "0paque";
    out.trainee = durand;
    out.gfp = GfpId{"math1"};
    out.key = "did:key:z6Mk" + trainer;
    out.trainer = TrainerId{trainer};
    out.trainer_name = "Claire " + trainer;
    out.reference = std::move(reference);
    out.state->title = "Suites";
    out.state->dates = {day(3), day(3)};
    out.state->context = ContextId{"gfp"};
    out.framework = FrameworkId{"c2i2e-2004"};
    out.decisions = std::move(decisions);
    out.after_checkpoint = 1;
    out.listed_in = 2;
    out.not_before = day(12);
    out.not_after = day(19);
    return out;
}

inline AttestationRecord with(AttestationRecord out, Word word) {
    out.word = word;
    return out;
}

inline SignedDecision attested(std::string code) {
    return {std::move(code), "ses mots", Outcome::attested, ""};
}
inline SignedDecision refused(std::string code) {
    return {std::move(code), "ses mots", Outcome::not_attested, "trop court"};
}
inline SignedDecision asked(std::string code) {
    return {std::move(code), "ses mots", Outcome::more_information, "et les élèves ?"};
}
inline SignedDecision retracted(std::string code) {
    return {std::move(code), "ses mots", Outcome::retracted, ""};
}

inline Institute institute() {
    Institute out;
    out.configuration.institution_name = "Institut d’essai";
    out.configuration.trainers = {{TrainerId{"leroy"}, "Claire leroy", ""}};
    Gfp gfp;
    gfp.id = GfpId{"math1"};
    gfp.title = "Math 1";
    gfp.trainers = {TrainerId{"leroy"}};
    out.gfps = {gfp};
    for (const TraineeKey& key : {durand, martin}) {
        Trainee one;
        one.key = key;
        one.id = key == durand ? "0paque" : "0ther";
        one.salt = "5a17";
        one.name = "Anne " + key.trainee.value;
        out.trainees.push_back(one);
    }
    out.activities = {
        activity(durand, "D-01", Visibility::gfp, {"A.1.1", "A.1.2"}), activity(durand, "D-02", Visibility::public_, {"A.1.1"}),
        activity(durand, "D-03", Visibility::jury, {"A.1.1"}), activity(durand, "D-04", Visibility::private_, {"A.1.1"})};
    out.trust.present = true;
    out.trust.checkpoint = 3;
    out.trust.checkpoint_date = day(26);
    out.trust.fingerprint = std::string(64, 'f');
    RegisteredSigner signer;
    signer.id = TrainerId{"leroy"};
    signer.name = "Claire leroy";
    signer.keys = {{"did:key:z6Mkleroy", day(1), std::nullopt, RegisteredSigner::Key::State::active, std::nullopt}};
    signer.scopes = {{RegisteredSigner::Scope::Role::trainer, {GfpId{"math1"}}, day(1), std::nullopt}};
    out.trust.signers = {signer};
    return out;
}

} // namespace livret::samples

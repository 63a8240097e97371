#include "resolve/restrict_trust.hpp"

#include "base/sort_large.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace livret {

namespace {

// What the readers see that a signature can be about.
struct Shown {
    std::set<TraineeKey> people;
    std::map<std::string, TraineeKey> activities; // by reference: whose
    std::set<std::pair<GfpId, std::string>> trainings;
    std::set<SourcePath> files;         // of questions, activities, positionings, notices
    const std::set<SourcePath>& hidden; // questions that are there, and not for these readers
    bool has_questions = false;         // these readers see the group's space

    Shown(const Institute& institute, Audience audience, const std::set<SourcePath>& hidden_questions)
        : hidden(hidden_questions), has_questions(audience != Audience::public_) {
        for (const Trainee& one : institute.trainees) people.insert(one.key);
        for (const Activity& one : institute.activities) {
            if (!one.reference.empty()) activities.emplace(one.reference, one.owner);
            files.insert(one.path);
            for (const Attachment& file : one.attachments) files.insert(file.path);
        }
        for (const Training& one : institute.trainings) {
            trainings.emplace(one.gfp, one.slug);
            files.insert(one.path);
        }
        for (const Question& one : institute.questions) files.insert(one.path);
        for (const Positioning& one : institute.positionings) files.insert(one.path);
        for (const Notice& one : institute.notices) files.insert(one.path);
    }
};

// A question that is not there any more hides nothing.
bool is_of_the_space(const SourcePath& file) {
    return file.value.find("/questions/") != std::string::npos &&
           (file.value.starts_with("gfp/") || file.value.starts_with("streams/"));
}

// Whether the readers see what a record is about.
bool shows_subject(const AttestationRecord& record, const Shown& shown) {
    if (!shown.people.contains(record.trainee)) return false;
    switch (record.about) {
    case AboutKind::activity: {
        // A reference that is somebody else's today: her activity is gone, and what it was is not for others.
        const auto found = shown.activities.find(record.reference);
        return found != shown.activities.end() && found->second == record.trainee;
    }
    case AboutKind::training:
        return shown.trainings.contains({record.gfp, record.training});
    case AboutKind::contributions: // its file names all of them
        return shown.has_questions && std::all_of(record.contributions.begin(), record.contributions.end(), [&](const auto& one) {
                   return shown.files.contains(one.file) || (is_of_the_space(one.file) && !shown.hidden.contains(one.file));
               });
    }
    return false;
}

// For readers who see `attested` only. What else is left of a record would tell of something else.
bool has_attested(const AttestationRecord& record, Audience audience) {
    if (record.word == Word::superseded || record.word == Word::conflict) return false;
    if (audience == Audience::public_ && !record.counts()) return false;
    return std::any_of(record.decisions.begin(), record.decisions.end(),
                       [](const SignedDecision& one) { return one.outcome == Outcome::attested; });
}

void leave_attested(AttestationRecord& record, Audience audience) {
    std::erase_if(record.decisions, [](const SignedDecision& one) { return one.outcome != Outcome::attested; });
    for (SignedDecision& one : record.decisions) one.comment.clear();
    record.digest.clear();
    record.supersedes.clear();
    record.superseded_by.clear();
    if (audience == Audience::public_ && record.state.has_value()) {
        record.state->signed_body.reset();
        record.state->todays_body.reset();
        record.state->signed_text = {};
    }
}

} // namespace

void restrict_trust(Institute& institute, Audience audience, const std::set<SourcePath>& hidden_questions) {
    TrustState& trust = institute.trust;
    const bool all = sees_all_decisions(audience, institute.configuration.decisions);
    const Shown shown(institute, audience, hidden_questions);
    std::vector<AttestationRecord>& kept = trust.attestations; // in place: they are large
    std::erase_if(kept, [&](const AttestationRecord& record) {
        return !shows_subject(record, shown) || !(all || has_attested(record, audience));
    });
    for (AttestationRecord& record : kept) {
        record.trainee_id.clear(); // opaque ids are the roster's; a path below trust/attestations names one
        record.path.clear();
        if (!all) leave_attested(record, audience);
    }
    if (!all) // their order came from digests, which hang on what is not there any more
        sort_large(kept, [](const AttestationRecord& a, const AttestationRecord& b) {
            return std::tie(a.trainee, a.reference, a.training, a.after_checkpoint, a.signed_at, a.trainer, a.key) <
                   std::tie(b.trainee, b.reference, b.training, b.after_checkpoint, b.signed_at, b.trainer, b.key);
        });
    if (!sees_everything_signed(audience)) {
        trust.incomplete.clear();
        trust.unreadable.clear();
        trust.foreign_supersedes.clear();
    }
    for (auto& one : trust.incomplete) one.trainee_id.clear();
    const auto file_name = [](const std::string& path) { return path.substr(path.rfind('/') + 1); };
    for (auto* list : {&trust.unreadable, &trust.foreign_supersedes})
        for (auto& one : *list) one.path = file_name(one.path);
    if (audience == Audience::public_) {
        trust.signers.clear();
        std::erase_if(trust.not_in_force, [](const std::string& path) { return path.starts_with("sessions/"); });
    }
}

} // namespace livret

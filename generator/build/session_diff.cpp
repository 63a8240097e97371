#include "build/session_diff.hpp"

#include "base/text.hpp"
#include "model/situation.hpp"
#include "trust/binding.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include <fmt/format.h>

namespace livret {

namespace {

using Field = ChangeDetail::Field;

std::string dates_of(const ActivityManifest& one) {
    return one.from == one.to ? iso(one.from) : iso(one.from) + "/" + iso(one.to);
}

// The declared competences of an activity, by framework and code, with her words.
using Claims = std::map<CompetenceKey, std::string>;

Claims claims_of(const FrozenActivity& one) {
    Claims out;
    for (const FrozenDeclarations& list : one.declared)
        for (const FrozenDeclaration& declared : list.competences)
            out.emplace(CompetenceKey{FrameworkId{list.framework}, declared.competence}, declared.claim);
    return out;
}
Claims claims_of(const Activity& one) {
    Claims out;
    for (const Declaration& declared : one.declarations) out.emplace(declared.competence, declared.words);
    return out;
}

std::string visibility_of(const Activity& one) {
    switch (one.visibility) {
    case Visibility::private_:
        return "private";
    case Visibility::jury:
        return "jury";
    case Visibility::public_:
        return "public";
    case Visibility::gfp:
        break;
    }
    return "gfp";
}

class Comparison {
  public:
    Comparison(const SessionFreeze& freeze, const Institute& institute, const Judged& now, const Judged& then,
               const SessionTexts& texts)
        : freeze_(freeze), institute_(institute), now_(now), texts_(texts) {
        for (const Trainee& one : institute.trainees)
            if (!one.id.empty()) trainees_.emplace(one.id, &one);
        for (const JudgedAttestation& one : then.attestations) before_.emplace(one.path, &one);
    }

    std::vector<CandidateChanges> run() {
        std::vector<CandidateChanges> out;
        for (const FrozenCandidate& one : freeze_.candidates) out.push_back(candidate(one));
        std::stable_sort(out.begin(), out.end(), [](const CandidateChanges& a, const CandidateChanges& b) {
            return std::tuple(a.key.gfp.empty(), a.key) < std::tuple(b.key.gfp.empty(), b.key);
        });
        return out;
    }

  private:
    const SessionFreeze& freeze_;
    const Institute& institute_;
    const Judged& now_;
    const SessionTexts& texts_;
    std::map<std::string_view, const Trainee*> trainees_;
    std::map<std::string_view, const JudgedAttestation*> before_;
    CandidateChanges* out_ = nullptr;

    SessionChange& add(ChangeKind kind, std::string subject = "") {
        SessionChange change;
        change.kind = kind;
        change.subject = std::move(subject);
        return out_->changes.emplace_back(std::move(change));
    }

    CandidateChanges candidate(const FrozenCandidate& frozen) {
        CandidateChanges out;
        out.trainee = frozen.trainee;
        out_ = &out;
        if (frozen.kind == FrozenCandidate::Kind::erased) {
            add(ChangeKind::candidate_erased);
            return out;
        }
        if (const auto found = trainees_.find(frozen.trainee); found != trainees_.end()) {
            out.key = found->second->key;
            out.name = found->second->name;
        } else {
            add(ChangeKind::candidate_left);
        }
        if (frozen.kind != FrozenCandidate::Kind::whole) add(ChangeKind::state_lost);
        // Without her state nothing can be said of her activities; of her attestations it can.
        const bool readable = frozen.kind == FrozenCandidate::Kind::whole ||
                              (frozen.kind == FrozenCandidate::Kind::missing && !frozen.activities.empty());
        if (readable && !out.key.trainee.empty()) compare_activities(frozen, out.key);
        compare_attestations(frozen.trainee);
        return out;
    }

    void compare_activities(const FrozenCandidate& frozen, const TraineeKey& key) {
        std::map<std::string_view, const FrozenActivity*> then;
        for (const FrozenActivity& one : frozen.activities) then.emplace(one.manifest.reference, &one);
        std::map<std::string_view, const Activity*> now;
        for (const Activity& one : institute_.activities)
            if (one.owner == key && !one.reference.empty()) now.emplace(one.reference, &one);
        std::set<std::string_view> references;
        for (const auto& [reference, one] : then) references.insert(reference);
        for (const auto& [reference, one] : now) references.insert(reference);
        for (const std::string_view reference : references) {
            const auto before = then.find(reference);
            const auto after = now.find(reference);
            compare(before == then.end() ? nullptr : before->second, after == now.end() ? nullptr : after->second,
                    frozen.trainee);
        }
    }

    void compare(const FrozenActivity* before, const Activity* after, const std::string& trainee) {
        const bool shown = after && after->status == Status::declared && after->visibility != Visibility::private_;
        if (!before) {
            if (shown) added(*after);
            return;
        }
        const std::string& reference = before->manifest.reference;
        if (!shown) {
            const ChangeKind kind = !after                               ? ChangeKind::activity_removed
                                    : after->status == Status::withdrawn ? ChangeKind::activity_withdrawn
                                                                         : ChangeKind::activity_hidden;
            add(kind, reference).title = before->manifest.title;
            return;
        }
        edited(*before, *after, trainee);
        compare_claims(*before, *after);
    }

    void added(const Activity& activity) {
        SessionChange& change = add(ChangeKind::activity_added, activity.reference);
        change.title = activity.title;
        change.framework = activity.framework;
        for (const auto& [key, words] : claims_of(activity))
            change.details.push_back({Field::decision, key.code, "", "declared", {}});
    }

    void edited(const FrozenActivity& before, const Activity& activity, const std::string& trainee) {
        const ActivityManifest& then = before.manifest;
        const ActivityManifest now = manifest_of(activity, trainee);
        std::vector<ChangeDetail> details;
        const auto compare = [&](Field field, const std::string& a, const std::string& b) {
            if (a != b) details.push_back({field, "", a, b, {}});
        };
        compare(Field::title, then.title, now.title);
        compare(Field::date, dates_of(then), dates_of(now));
        compare(Field::context, then.context, now.context);
        compare(Field::situation, then.situation, now.situation);
        compare(Field::phases, join(then.phases, ", "), join(now.phases, ", "));
        if (then.body != now.body)
            details.push_back({Field::body, "", then.body.sha256, now.body.sha256, lines_of(then, activity)});
        compare_files(then, now, details);
        compare(Field::visibility, before.visibility, visibility_of(activity));
        if (details.empty()) return;
        SessionChange& change = add(ChangeKind::activity_edited, then.reference);
        change.title = then.title;
        change.details = std::move(details);
    }

    std::vector<DifferenceLine> lines_of(const ActivityManifest& then, const Activity& activity) const {
        const auto before = texts_.frozen ? texts_.frozen(then.body.sha256) : std::nullopt;
        const auto after = texts_.today ? texts_.today(activity.path) : std::nullopt;
        return before && after ? difference(*before, *after) : std::vector<DifferenceLine>{};
    }

    static void compare_files(const ActivityManifest& then, const ActivityManifest& now, std::vector<ChangeDetail>& details) {
        std::map<std::string, std::pair<Digest, Digest>> both;
        for (const ManifestFile& one : then.files) both[one.path].first = one.content.sha256;
        for (const ManifestFile& one : now.files) both[one.path].second = one.content.sha256;
        for (const auto& [path, digests] : both)
            if (digests.first != digests.second) details.push_back({Field::file, path, digests.first, digests.second, {}});
    }

    void compare_claims(const FrozenActivity& before, const Activity& activity) {
        const Claims then = claims_of(before), now = claims_of(activity);
        std::set<CompetenceKey> keys;
        for (const auto& [key, words] : then) keys.insert(key);
        for (const auto& [key, words] : now) keys.insert(key);
        for (const CompetenceKey& key : keys) {
            const auto was = then.find(key), is = now.find(key);
            if (was != then.end() && is != now.end() && was->second == is->second) continue;
            SessionChange& change = add(was == then.end() ? ChangeKind::competence_declared
                                        : is == now.end() ? ChangeKind::competence_dropped
                                                          : ChangeKind::claim_edited,
                                        before.manifest.reference);
            change.title = before.manifest.title;
            change.framework = key.framework;
            change.competence = key.code;
            if (was != then.end()) change.before = was->second;
            if (is != now.end()) change.after = is->second;
        }
    }

    static std::string subject_of(const Attestation& it) {
        if (const auto* activity = std::get_if<ActivityManifest>(&it.about)) return activity->reference;
        if (const auto* training = std::get_if<TrainingManifest>(&it.about)) return training->gfp + "/" + training->slug;
        return {};
    }

    // Nobody's word is no news: a file that no registered key signed well changes nothing.
    static bool is_somebodys(const JudgedAttestation& one) {
        return one.is_read && one.judgement.word != Word::bad_signature && one.judgement.word != Word::unknown_key;
    }

    void compare_attestations(const std::string& trainee) {
        if (const auto found = now_.incomplete.find(trainee); found != now_.incomplete.end()) {
            SessionChange& change = add(ChangeKind::attestations_missing);
            change.before = std::to_string(found->second.listed);
            change.after = std::to_string(found->second.present);
        }
        for (const JudgedAttestation& one : now_.attestations) {
            if (one.is_read && one.attestation.trainee != trainee) continue;
            if (!one.is_read && !one.path.starts_with("attestations/" + trainee + "/")) continue;
            const auto was = before_.find(one.path);
            if (was == before_.end()) {
                if (is_somebodys(one)) describe(add(ChangeKind::attestation_added, subject_of(one.attestation)), one);
            } else if (was->second->judgement.word != one.judgement.word) {
                SessionChange& change = add(ChangeKind::attestation_changed, subject_of(one.attestation));
                change.before = text_of(was->second->judgement.word);
                describe(change, one);
            }
        }
    }

    static void describe(SessionChange& change, const JudgedAttestation& one) {
        change.after = text_of(one.judgement.word);
        change.digest = one.digest;
        change.trainer = one.trainer_name;
        change.framework = FrameworkId{one.attestation.framework.id};
        if (const auto* activity = std::get_if<ActivityManifest>(&one.attestation.about)) change.title = activity->title;
        if (const auto* training = std::get_if<TrainingManifest>(&one.attestation.about)) change.title = training->title;
        for (const Decision& decision : one.attestation.decisions)
            change.details.push_back({Field::decision, decision.competence, "", std::string(text_of(decision.outcome)), {}});
    }
};

} // namespace

std::vector<CandidateChanges> session_changes(const SessionFreeze& freeze, const Institute& institute, const Judged& now,
                                              const Judged& then, const SessionTexts& texts) {
    return Comparison(freeze, institute, now, then, texts).run();
}

} // namespace livret

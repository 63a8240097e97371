#include "build/signed_import.hpp"

#include "base/hash.hpp"
#include "disk/left_parts.hpp"
#include "media/media.hpp"
#include "trust/attesting.hpp"
#include "trust/binding.hpp"
#include "trust/proof.hpp"
#include "trust/store.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace livret {

namespace {

struct Refusal {
    std::string code, reason, what;
};

std::string nothing_here(const TrustState& trust) {
    if (!trust.present) return "import.no-trust";
    if (!trust.broken.empty()) return "import.broken";
    return trust.not_in_force.empty() ? "" : "import.not-in-force";
}

class Importer {
  public:
    Importer(Disk& repository, WholeRepository& whole, const SignedBundle& bundle)
        : repository_(repository), whole_(whole), bundle_(bundle), people_(people_of(whole.institute)) {
        for (const auto& [digest, bytes] : bundle.snapshots) {
            if (sha256_hex(bytes) == digest)
                brought_.insert(digest);
            else
                changed_.insert(digest);
        }
        // A page does not carry the largest attachments: they are taken from where they lie, if they are still the same.
        for (const Activity& activity : whole.institute.activities)
            for (const Attachment& one : activity.attachments) sources_.emplace(one.source.sha256, one.path);
    }

    std::vector<ImportedAttestation> run() {
        remove_left_parts(repository_, "trust");
        // What replaces comes behind what it replaces, whatever their names are.
        std::set<std::string, std::less<>> left;
        for (const auto& [path, bytes] : bundle_.attestations) left.insert(path);
        std::map<std::string, ImportedAttestation> done;
        for (bool moved = true; moved && !left.empty();) {
            moved = false;
            for (auto at = left.begin(); at != left.end();) {
                if (waits_for_another(*at, left)) {
                    ++at;
                    continue;
                }
                done.emplace(*at, take(*at));
                at = left.erase(at);
                moved = true;
            }
        }
        std::vector<ImportedAttestation> out;
        for (auto& [path, one] : done) out.push_back(std::move(one));
        return out;
    }

  private:
    Disk& repository_;
    WholeRepository& whole_;
    const SignedBundle& bundle_;
    People people_;
    std::set<Digest, std::less<>> brought_, changed_;   // snapshots of the bundle, by whether they are what their name says
    std::map<Digest, SourcePath, std::less<>> sources_; // attachments as they are today

    Judged& judged() { return whole_.verdicts.judged; }
    const std::string& bytes_of(std::string_view path) const { return bundle_.attestations.find(path)->second; }

    // Whether one that is still to be taken is named as replaced. Nobody can be named by what it names: a name is a digest.
    bool waits_for_another(const std::string& path, const std::set<std::string, std::less<>>& left) const {
        const auto read = read_signed(bytes_of(path));
        const auto* document = std::get_if<SignedDocument>(&read);
        const auto* it = document ? std::get_if<Attestation>(&document->subject) : nullptr;
        return it && std::any_of(it->supersedes.begin(), it->supersedes.end(), [&](const Digest& one) {
                   return left.contains(fmt::format("attestations/{}/{}.json", it->trainee, one));
               });
    }

    bool is_at_hand(const Digest& digest) const {
        return brought_.contains(digest) || whole_.verdicts.files.snapshots.contains(digest) || sources_.contains(digest);
    }
    // Nothing: it changed since everything was read.
    std::optional<std::string> content(const Digest& digest) const {
        if (brought_.contains(digest)) return bundle_.snapshots.find(digest)->second;
        const auto source = sources_.find(digest);
        if (source == sources_.end()) return std::nullopt;
        std::string bytes = repository_.read_if_exists(source->second.value);
        if (sha256_hex(bytes) != digest) return std::nullopt;
        return bytes;
    }

    const JudgedAttestation* find(std::string_view path) {
        const auto& all = judged().attestations;
        const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.path == path; });
        return found == all.end() ? nullptr : &*found;
    }

    ImportedAttestation take(const std::string& path) {
        const std::string& bytes = bytes_of(path);
        ImportedAttestation out;
        out.path = "trust/" + path;
        const bool there = repository_.exists(out.path);
        if (there && (repository_.kind(out.path) != EntryKind::file || repository_.read(out.path) != bytes))
            return refused(std::move(out), {"import.occupied", "", ""});
        TrustFiles& files = whole_.verdicts.files;
        // As if all that was brought were there: what is missing among what it binds is found here, the rest by the judge.
        TrustFiles at_hand;
        at_hand.snapshots = files.snapshots;
        at_hand.snapshots.insert(brought_.begin(), brought_.end());
        for (const auto& [digest, source] : sources_) at_hand.snapshots.insert(digest);
        JudgedAttestation one = judge_new(at_hand, people_, *judged().chain, path, bytes);
        describe(one, out);
        if (one.judgement.word == Word::content_missing) return refused(std::move(out), missing_content(one));
        if (!one.counts()) {
            const std::string reason = one.judgement.reason.empty() ? "" : "reason." + one.judgement.reason;
            return refused(std::move(out), {fmt::format("means.{}", text_of(one.judgement.word)), reason, ""});
        }
        if (!there)
            if (auto refusal = refuse(one)) return refused(std::move(out), std::move(*refusal));
        std::map<Digest, std::string> missing; // all of them before the first is written
        for (const Digest& digest : one.attestation.contents()) {
            if (files.snapshots.contains(digest)) continue;
            auto bound = content(digest);
            if (!bound) return refused(std::move(out), {"import.snapshot-missing", "", digest.substr(0, 16)});
            missing.emplace(digest, std::move(*bound));
        }
        for (const auto& [digest, bound] : missing) {
            keep_snapshot(repository_, "trust", bound);
            files.snapshots.insert(digest);
        }
        out.outcome = there ? Import::already_there : Import::placed;
        if (there) return out;
        add_signed_file(repository_, out.path, bytes);
        for (JudgedAttestation& before : judged().attestations) {
            const auto& replaced = one.attestation.supersedes;
            if (std::binary_search(replaced.begin(), replaced.end(), before.digest))
                before.judgement = {Word::superseded, "", ""};
        }
        files.documents.emplace(path, bytes);
        judged().attestations.push_back(std::move(one));
        return out;
    }

    static ImportedAttestation refused(ImportedAttestation out, Refusal why) {
        out.outcome = Import::refused;
        out.code = std::move(why.code);
        out.reason = std::move(why.reason);
        out.what = std::move(why.what);
        return out;
    }

    Refusal missing_content(const JudgedAttestation& one) const {
        for (const Digest& digest : one.attestation.contents()) {
            if (changed_.contains(digest)) return {"import.snapshot-changed", "", digest.substr(0, 16)};
            if (!is_at_hand(digest)) return {"import.snapshot-missing", "", digest.substr(0, 16)};
        }
        return {"means.content-missing", "", ""};
    }

    // Of what nobody vouches for, nothing that it says is repeated.
    void describe(const JudgedAttestation& one, ImportedAttestation& out) const {
        out.trainer_name = one.trainer_name;
        const Word word = one.judgement.word;
        if (word == Word::malformed || word == Word::bad_signature || word == Word::unknown_key) return;
        const Attestation& it = one.attestation;
        const auto person = people_.find(it.trainee);
        if (person != people_.end()) out.trainee_name = person->second.name;
        const std::string folder = person == people_.end() ? it.gfp + "/?" : person->second.folder;
        if (const auto* activity = std::get_if<ActivityManifest>(&it.about)) {
            out.about = activity->reference;
            out.edited_since = !is_todays(*activity);
        } else if (const auto* training = std::get_if<TrainingManifest>(&it.about)) {
            out.about = fmt::format("{}/{} ({})", training->gfp, training->slug, folder.substr(folder.find('/') + 1));
            const Training* session = session_of(*training);
            out.edited_since = !session || manifest_of(*session) != *training;
        } else {
            out.about = folder;
        }
        for (const Decision& each : it.decisions)
            out.decisions.push_back({each.competence, each.claim, each.outcome, each.comment});
    }

    const Activity* activity_of(const ActivityManifest& manifest) const {
        const Activity* found = whole_.institute.find_activity(manifest.reference);
        const Trainee* owner = found ? whole_.institute.find_trainee(found->owner) : nullptr;
        return owner && owner->id == manifest.trainee ? found : nullptr;
    }
    bool is_todays(const ActivityManifest& manifest) const {
        const Activity* found = activity_of(manifest);
        return found && manifest_of(*found, manifest.trainee) == manifest;
    }
    const Training* session_of(const TrainingManifest& manifest) const {
        for (const Training& one : whole_.institute.trainings)
            if (one.gfp.value == manifest.gfp && one.slug == manifest.slug) return &one;
        return nullptr;
    }

    // What the judge lets pass and `livret attest` would not have signed.
    std::optional<Refusal> refuse(const JudgedAttestation& one) {
        const Attestation& it = one.attestation;
        if (const auto* activity = std::get_if<ActivityManifest>(&it.about); activity && !activity_of(*activity))
            return Refusal{"import.no-activity", "", activity->reference};
        if (const auto* training = std::get_if<TrainingManifest>(&it.about); training && !session_of(*training))
            return Refusal{"import.no-training", "", training->slug};
        const auto& in_force = judged().chain->registry.in_force.frameworks;
        if (std::none_of(in_force.begin(), in_force.end(), [&](const NamedDigest& other) {
                return other.id == it.framework.id && other.digest == it.framework.digest;
            }))
            return Refusal{"import.framework", "", it.framework.id};
        const Framework* framework = whole_.institute.find_framework(FrameworkId{it.framework.id});
        for (const Decision& decision : it.decisions)
            if (!framework || !framework->find(decision.competence))
                return Refusal{"import.no-competence", "", decision.competence};
        if (const auto* activity = std::get_if<ActivityManifest>(&it.about))
            for (const ManifestFile& file : activity->files)
                if (reveals(file)) return Refusal{"import.picture", "", file.path};
        for (const Digest& named : it.supersedes) {
            const JudgedAttestation* before = find(fmt::format("attestations/{}/{}.json", it.trainee, named));
            if (!before || !before->is_read) return Refusal{"import.unknown-supersedes", "", named.substr(0, 8)};
            if (before->trainer != one.trainer) return Refusal{"reason.foreign-supersedes", "", ""};
        }
        for (const JudgedAttestation* before : standing_attestations(judged(), one.trainer, it)) {
            if (std::binary_search(it.supersedes.begin(), it.supersedes.end(), before->digest)) continue;
            for (const Decision& old : before->attestation.decisions)
                for (const Decision& decision : it.decisions)
                    if (old.competence == decision.competence) return Refusal{"import.conflict", "", decision.competence};
        }
        return std::nullopt;
    }

    // A picture that says where a school is would be kept for ever with the signature.
    bool reveals(const ManifestFile& file) const {
        const SourcePath path{file.path};
        if (!is_picture_name(path) || whole_.verdicts.files.snapshots.contains(file.content.sha256)) return false;
        const auto bytes = content(file.content.sha256);
        return bytes && strip_picture(path, *bytes);
    }
};

} // namespace

std::size_t SignedImport::count(Import outcome) const {
    return static_cast<std::size_t>(
        std::count_if(attestations.begin(), attestations.end(), [&](const auto& one) { return one.outcome == outcome; }));
}

SignedImport import_signed(Disk& repository, WholeRepository& whole, const SignedBundle& bundle) {
    SignedImport out;
    out.left_aside = bundle.left_aside;
    out.stopped = nothing_here(whole.institute.trust);
    if (out.stopped.empty()) out.attestations = Importer(repository, whole, bundle).run();
    return out;
}

SignedImport import_signed_zip(Disk& repository, WholeRepository& whole, std::string_view zip) {
    const auto read = read_signed_zip(zip);
    if (const auto* fault = std::get_if<BundleFault>(&read)) {
        SignedImport out;
        out.fault = *fault;
        return out;
    }
    return import_signed(repository, whole, std::get<SignedBundle>(read));
}

} // namespace livret

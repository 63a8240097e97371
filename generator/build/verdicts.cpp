#include "build/verdicts.hpp"

#include "base/hash.hpp"
#include "base/sort_large.hpp"
#include "base/text.hpp"
#include "base/threads.hpp"
#include "build/theme_folder.hpp"
#include "trust/as_of.hpp"
#include "trust/binding.hpp"
#include "trust/did_key.hpp"
#include "trust/fault_words.hpp"
#include "trust/store.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

namespace livret {

LIVRET_MADE_ONCE(Verdicts)
LIVRET_MADE_ONCE(SharedVerdicts)

namespace {

constexpr std::string_view folder = "trust";

void report(Sink& sink, Code code, const std::string& path, std::vector<std::string> arguments) {
    Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.path = SourcePath{path};
    diagnostic.arguments = std::move(arguments);
    sink.add(std::move(diagnostic));
}

RegisteredSigner signer_of(const RegisteredTrainer& trainer) {
    RegisteredSigner out;
    out.id = TrainerId{trainer.id};
    out.name = trainer.name;
    for (const RegisteredKey& one : trainer.keys) {
        RegisteredSigner::Key key;
        key.did = did_key(one.key);
        key.from = one.span.from;
        key.until = one.span.until;
        key.state = static_cast<RegisteredSigner::Key::State>(one.status);
        if (one.status == KeyStatus::compromised) key.compromised_since = one.since;
        out.keys.push_back(std::move(key));
    }
    for (const SignerScope& one : trainer.scopes) {
        RegisteredSigner::Scope scope;
        scope.role = static_cast<RegisteredSigner::Scope::Role>(one.role);
        scope.from = one.span.from;
        scope.until = one.span.until;
        for (const std::string& gfp : one.gfps)
            if (gfp != "*") scope.gfps.push_back(GfpId{gfp});
        out.scopes.push_back(std::move(scope));
    }
    return out;
}

// Of a text as it lies there, its line ends made those that are signed; empty: there is no such file.
Digest digest_of_file(const Disk& repository, const std::string& path) {
    const auto bytes = repository.read_if_file(path);
    return bytes ? sha256_hex(lf_text(*bytes)) : Digest();
}

// Turns judged attestations into the model's records, and compares what was signed with what is there today.
class Recorder {
  public:
    Recorder(const Institute& institute, const Disk& repository, const Judged& judged)
        : repository_(repository), judged_(judged) {
        for (const Activity& one : institute.activities)
            if (!one.reference.empty() && one.status != Status::withdrawn) activities_.emplace(one.reference, &one);
        for (const Training& one : institute.trainings) trainings_.emplace(std::pair(one.gfp.value, one.slug), &one);
        for (const Question& one : institute.questions) questions_.emplace(one.path.value, &one);
        for (const Trainee& one : institute.trainees) trainees_.emplace(one.key.gfp.value + "/" + one.key.trainee.value, &one);
    }

    AttestationRecord record(const JudgedAttestation& one) const {
        const Attestation& it = one.attestation;
        AttestationRecord out;
        out.digest = one.digest;
        out.path = one.path;
        out.trainee_id = it.trainee;
        out.trainee = trainee_of(it.trainee);
        out.gfp = GfpId{it.gfp};
        out.key = name_of(one.issuer);
        out.trainer = TrainerId{one.trainer};
        out.trainer_name = one.trainer_name;
        out.signed_at = one.signed_at;
        out.framework = FrameworkId{it.framework.id};
        for (const Decision& decision : it.decisions)
            out.decisions.push_back({decision.competence, decision.claim, decision.outcome, decision.comment});
        out.supersedes = it.supersedes;
        out.word = one.judgement.word;
        out.reason = one.judgement.reason;
        out.superseded_by = one.superseded_by;
        out.after_checkpoint = it.after.number;
        out.listed_in = one.listed;
        out.not_before = one.not_before;
        out.not_after = one.not_after;
        std::visit([&](const auto& about) { describe(about, out); }, it.about);
        return out;
    }

    TraineeKey trainee_of(std::string_view id) const {
        const RosterLine* line = judged_.chain->roster.line(id);
        if (!line) return {};
        const auto found = trainees_.find(line->folder);
        return found == trainees_.end() ? TraineeKey{} : found->second->key;
    }

  private:
    const Disk& repository_;
    const Judged& judged_;
    mutable std::map<PublicKey, std::string> keys_; // few people sign much
    std::map<std::string_view, const Activity*> activities_;
    std::map<std::pair<std::string, std::string>, const Training*> trainings_;
    std::map<std::string_view, const Question*> questions_;
    std::map<std::string, const Trainee*, std::less<>> trainees_;

    const std::string& name_of(const PublicKey& key) const {
        std::string& out = keys_[key];
        if (out.empty()) out = did_key(key);
        return out;
    }

    static Situation situation_of(std::string_view text) {
        if (text == "classroom") return Situation::classroom;
        if (text == "distance") return Situation::distance;
        if (text == "mixed") return Situation::mixed;
        return Situation::none;
    }
    static Phase phase_of(std::string_view text) {
        if (text == "analyse") return Phase::analyse;
        if (text == "evaluation") return Phase::evaluation;
        if (text == "mise-en-oeuvre") return Phase::mise_en_oeuvre;
        return Phase::conception;
    }

    void describe(const ActivityManifest& manifest, AttestationRecord& out) const {
        out.about = AboutKind::activity;
        out.reference = manifest.reference;
        out.state->title = manifest.title;
        out.state->dates = {manifest.from, manifest.to};
        out.state->context = ContextId{manifest.context};
        out.state->situation = situation_of(manifest.situation);
        for (const std::string& one : manifest.phases) out.state->phases.push_back(phase_of(one));
        out.state->body_sha256 = manifest.body.sha256;
        for (const ManifestFile& one : manifest.files)
            out.state->files.push_back({one.path, one.content.sha256, static_cast<std::uint64_t>(one.content.size)});
        const auto found = activities_.find(manifest.reference);
        // The reference is hers, or the text that was signed is not there any more.
        if (found == activities_.end() || found->second->owner != out.trainee)
            out.freshness = Freshness::gone;
        else
            out.freshness =
                manifest_of(*found->second, manifest.trainee) == manifest ? Freshness::current : Freshness::edited_since;
    }

    void describe(const TrainingManifest& manifest, AttestationRecord& out) const {
        out.about = AboutKind::training;
        out.training = manifest.slug;
        out.state->title = manifest.title;
        out.state->dates = {manifest.date, manifest.date};
        out.state->context = ContextId{manifest.context};
        out.state->body_sha256 = manifest.body.sha256;
        const auto found = trainings_.find(std::pair(manifest.gfp, manifest.slug));
        if (found == trainings_.end())
            out.freshness = Freshness::gone;
        else
            out.freshness = manifest_of(*found->second) == manifest ? Freshness::current : Freshness::edited_since;
    }

    void describe(const Contributions& items, AttestationRecord& out) const {
        out.about = AboutKind::contributions;
        for (const Contribution& one : items) {
            out.contributions.push_back({SourcePath{one.file}, one.answer, one.sha256});
            out.freshness = std::max(out.freshness, freshness_of(one));
        }
    }

    // An answer keeps its words wherever later answers put it; a whole file keeps its bytes.
    Freshness freshness_of(const Contribution& item) const {
        const auto found = questions_.find(item.file);
        if (found != questions_.end() && item.answer) {
            const Question& question = *found->second;
            const bool there = *item.answer == 0
                                   ? question.source.sha256 == item.sha256
                                   : std::any_of(question.answers.begin(), question.answers.end(),
                                                 [&](const Answer& one) { return one.source.sha256 == item.sha256; });
            return there ? Freshness::current : Freshness::edited_since;
        }
        if (item.answer) return Freshness::gone;
        const Digest now = digest_of_file(repository_, item.file);
        if (now.empty()) return Freshness::gone;
        return now == item.sha256 ? Freshness::current : Freshness::edited_since;
    }
};

// What the registry holds to be in force, against what lies there. A jury's session concerns its own verbs and site only
// (build/session_freeze.hpp): somebody who prepares one keeps nobody from signing.
std::vector<std::string> not_in_force(const Institute& institute, const Disk& repository, const InForce& in_force) {
    std::vector<std::string> out;
    const auto compare = [&](const std::string& path, const Digest& wanted) {
        if (digest_of_file(repository, path) != wanted) out.push_back(path);
    };
    const auto named = [](const std::vector<NamedDigest>& list, std::string_view id) {
        const auto found = std::find_if(list.begin(), list.end(), [&](const NamedDigest& one) { return one.id == id; });
        return found == list.end() ? Digest{} : found->digest;
    };
    compare("livret.yaml", in_force.configuration);
    for (const Framework& one : institute.frameworks)
        compare("frameworks/" + one.id.value + ".xml", named(in_force.frameworks, one.id.value));
    for (const NamedDigest& one : in_force.frameworks)
        if (!institute.find_framework(FrameworkId{one.id})) out.push_back("frameworks/" + one.id + ".xml");
    if (const std::string& theme = institute.configuration.theme; !theme.empty())
        if (in_force.theme.empty() || repository_theme_digest(repository, theme) != in_force.theme)
            out.push_back(repository_theme_place(theme));
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

// git, or an editor, made CR LF of the line feed at the end: the signature is good, the file is not.
bool has_changed_line_ends(std::string_view bytes) {
    if (bytes.find('\r') == std::string_view::npos) return false;
    return std::holds_alternative<SignedDocument>(read_signed(lf_text(bytes)));
}

void report_malformed(const Verdicts& verdicts, const std::string& path, const Judgement& judgement, Sink& sink) {
    if (judgement.word != Word::malformed) return;
    const std::string where = fmt::format("{}/{}", folder, path);
    const std::string& fault = judgement.what.empty() ? judgement.reason : judgement.what;
    const auto bytes = verdicts.files.documents.find(path);
    if (bytes != verdicts.files.documents.end() && has_changed_line_ends(bytes->second))
        report(sink, Code::signed_line_ends, where, {});
    else
        report(sink, Code::malformed_signed_file, where, {fault_in(fault, Language::fr), fault_in(fault, Language::en)});
}

// What is wrong with the chain and with what it holds to be in force.
void report_chain(const TrustState& trust, const Verdicts& verdicts, Sink& sink) {
    if (trust.broken == "unknown-root") report(sink, Code::unknown_root, "trust/root-1.json", {grouped(trust.fingerprint)});
    if (trust.broken == "no-checkpoint") report(sink, Code::no_checkpoint, "trust/checkpoint-0.json", {});
    if (trust.broken == "old-registry") report(sink, Code::old_registry, "trust", {});
    if (verdicts.judged.chain->is_extract)
        report(sink, Code::extract_in_repository, "trust", {});
    else if (trust.broken == "no-roster")
        report(sink, Code::no_roster, "trust", {});
    for (const std::string& path : trust.not_in_force) report(sink, Code::not_in_force, path, {});
}

void report_files(const TrustState& trust, const Verdicts& verdicts, Sink& sink) {
    for (const auto& [path, judgement] : verdicts.judged.documents) report_malformed(verdicts, path, judgement, sink);
    for (const JudgedAttestation& one : verdicts.judged.attestations) report_malformed(verdicts, one.path, one.judgement, sink);
    for (const auto& one : trust.incomplete)
        report(sink, Code::incomplete_attestations, fmt::format("trust/attestations/{}", one.trainee_id),
               {std::to_string(one.listed), std::to_string(one.present)});
    for (const auto& one : trust.foreign_supersedes)
        report(sink, Code::foreign_supersedes, fmt::format("trust/{}", one.path), {});
}

// What the chain says. The fingerprint must be there.
void fill_chain(const Institute& institute, const Disk& repository, const Chain& chain, TrustState& trust) {
    trust.broken = chain.broken;
    if (!chain.roots.empty()) {
        trust.example = chain.roots.back().root.example;
        trust.institution_name = chain.roots.back().root.name;
    }
    if (chain.holds()) {
        trust.checkpoint = chain.newest().checkpoint.number;
        trust.checkpoint_date = chain.newest().checkpoint.date;
        for (const RegisteredTrainer& one : chain.registry.trainers) trust.signers.push_back(signer_of(one));
        trust.theme = chain.registry.in_force.theme;
        trust.not_in_force = not_in_force(institute, repository, chain.registry.in_force);
    }
}

// "math1" of whose folder attestations/3f.../ is, by the roster.
GfpId home_of(const Roster& roster, std::string_view trainee) {
    const RosterLine* line = roster.line(trainee);
    return line == nullptr ? GfpId{} : GfpId{line->folder.substr(0, line->folder.find('/'))};
}
GfpId home_of_file(const Roster& roster, std::string_view path) {
    const auto parts = split(path, '/');
    return parts.size() < 3 ? GfpId{} : home_of(roster, parts[1]);
}

// What the attestations say, added to `trust`.
void fill_records(const Institute& institute, const Disk& repository, const Judged& judged, TrustState& trust) {
    const Roster& roster = judged.chain->roster;
    for (const std::string& path : judged.foreign_supersedes)
        trust.foreign_supersedes.push_back({path, "", "", home_of_file(roster, path)});
    const Recorder recorder(institute, repository, judged);
    trust.attestations.reserve(trust.attestations.size() + judged.attestations.size());
    for (const auto& [id, found] : judged.incomplete)
        trust.incomplete.push_back({recorder.trainee_of(id), id, found.listed, found.present});
    for (const JudgedAttestation& one : judged.attestations) {
        if (one.is_read)
            trust.attestations.push_back(recorder.record(one));
        else
            trust.unreadable.push_back({one.path, one.judgement.reason, one.judgement.what, home_of_file(roster, one.path)});
    }
    sort_large(trust.attestations, [](const auto& a, const auto& b) {
        return std::tie(a.trainee, a.reference, a.digest) < std::tie(b.trainee, b.reference, b.digest);
    });
}

BelievedRoot own_claim(const Configuration& configuration, const TrustFiles& files) {
    const auto said = parse_fingerprint(configuration.root_fingerprint);
    return {said ? *said : claimed_fingerprint(files), BelievedRoot::Claim::repository};
}

// There are signed files: whose word they hang on.
void believe_root(const Believe& believe, const Configuration& configuration, const TrustFiles& files, TrustState& trust) {
    const BelievedRoot root = believe ? believe(configuration, files) : own_claim(configuration, files);
    trust.present = true;
    trust.fingerprint = root.fingerprint;
    trust.own_claim = root.claim == BelievedRoot::Claim::repository;
}

} // namespace

People people_of(const Institute& institute) {
    People out;
    for (const Trainee& one : institute.trainees)
        if (!one.id.empty()) out.emplace(one.id, Person{one.key.gfp.value + "/" + one.key.trainee.value, one.name, one.salt});
    return out;
}

Verdicts make_verdicts(Institute& institute, TrustFiles files, const Disk& repository, const Believe& believe,
                       std::optional<std::int64_t> checkpoint, unsigned jobs, Sink& sink) {
    Verdicts out;
    out.files = std::move(files);
    if (out.files.documents.empty()) return out;
    TrustState& trust = institute.trust;
    believe_root(believe, institute.configuration, out.files, trust);
    const People people = people_of(institute);
    out.judged = judge(out.files, trust.fingerprint, people, jobs);
    if (const Chain& chain = *out.judged.chain;
        checkpoint && chain.holds() && *checkpoint >= 0 && *checkpoint <= chain.newest().checkpoint.number) {
        out.files = as_of(out.files, chain, *checkpoint);
        out.judged = judge(out.files, trust.fingerprint, people, jobs);
    }
    fill_chain(institute, repository, *out.judged.chain, trust);
    fill_records(institute, repository, out.judged, trust);
    report_chain(trust, out, sink);
    report_files(trust, out, sink);
    return out;
}

namespace {

// One that names an attestation of another trainee is noted, if that one is good by itself.
void judge_absent(const TrustNames& names, const Disk& repository, Judged& judged) {
    for (const Judged::Absent& one : judged.supersedes_absent) {
        const std::string name = "/" + one.superseded + ".json";
        for (const auto& [trainee, files] : names.attestations)
            for (const auto& file : files) {
                if (!file.path.ends_with(name)) continue;
                const TrustFiles read = read_trust_files(repository, folder, names, {file}, 1);
                const JudgedAttestation old = judge_new(read, {}, *judged.chain, file.path, read.documents.begin()->second);
                if (old.counts()) judged.foreign_supersedes.push_back(one.path);
            }
    }
}

TrustNames::Files files_about(const TrustNames& names, const std::set<std::string, std::less<>>& trainees) {
    TrustNames::Files out;
    for (const std::string& one : trainees)
        if (const auto found = names.attestations.find(one); found != names.attestations.end())
            out.insert(out.end(), found->second.begin(), found->second.end());
    return out;
}

} // namespace

TrustReading read_shared_trust(const Disk& repository, unsigned jobs) {
    TrustReading out;
    out.names = list_trust(repository, folder, jobs);
    out.documents = read_trust_files(repository, folder, out.names, out.names.documents, jobs);
    out.claimed = claimed_fingerprint(out.documents);
    if (!out.claimed.empty()) out.judged = judge_documents(out.documents, out.claimed);
    return out;
}

SharedVerdicts make_shared_verdicts(TrustReading reading, const Institute& institute, const std::set<GfpId>& groups,
                                    const Disk& repository, const Believe& believe, unsigned jobs, Sink& sink) {
    SharedVerdicts out;
    out.names = std::move(reading.names);
    Verdicts& verdicts = out.verdicts;
    verdicts.files = std::move(reading.documents);
    if (verdicts.files.documents.empty() && out.names.attestations.empty()) return out;
    TrustState& trust = out.state;
    believe_root(believe, institute.configuration, verdicts.files, trust);
    verdicts.judged = reading.judged.chain && trust.fingerprint == reading.claimed
                          ? std::move(reading.judged)
                          : judge_documents(verdicts.files, trust.fingerprint);
    const Chain& chain = *verdicts.judged.chain;
    fill_chain(institute, repository, chain, trust);
    report_chain(trust, verdicts, sink);
    report_files(trust, verdicts, sink);
    const auto put = [&](const std::string& id) {
        const GfpId home = home_of(chain.roster, id);
        if (groups.contains(home))
            out.trainees[home].insert(id);
        else
            out.nobodys.insert(id);
    };
    for (const RosterLine& line : chain.roster.lines) put(line.id); // also of whom nothing is there, but something listed
    for (const auto& [id, files] : out.names.attestations) put(id);
    if (chain.holds())
        for (const auto& [id, listed] : chain.newest().leaves) put(id);
    const Institute nothing;
    Verdicts theirs;
    theirs.files = read_trust_files(repository, folder, out.names, files_about(out.names, out.nobodys), jobs);
    theirs.judged = judge_attestations(theirs.files, verdicts.judged.chain, {}, out.nobodys, jobs);
    judge_absent(out.names, repository, theirs.judged);
    fill_records(nothing, repository, theirs.judged, trust);
    trust.attestations.clear(); // about nobody here
    report_files(trust, theirs, sink);
    return out;
}

bool believes_the_same(const SharedVerdicts& then, const Configuration& configuration, const Believe& believe) {
    if (!then.state.present) return true;
    TrustState now;
    believe_root(believe, configuration, then.verdicts.files, now);
    return now.fingerprint == then.state.fingerprint && now.own_claim == then.state.own_claim;
}

std::shared_ptr<GroupJudged> judge_group(const SharedVerdicts& shared, const GfpId& gfp, People people, const Disk& repository,
                                         unsigned jobs) {
    auto out = std::make_shared<GroupJudged>();
    out->people = std::move(people);
    if (!shared.state.present) return out;
    static const std::set<std::string, std::less<>> none;
    const auto found = shared.trainees.find(gfp);
    const auto& trainees = found == shared.trainees.end() ? none : found->second;
    const auto judged_of = [&](const TrustFiles& files, const auto& completed) {
        return judge_attestations(files, shared.verdicts.judged.chain, out->people, completed, jobs);
    };
    Verdicts& own = out->of_its;
    own.files = read_trust_files(repository, folder, shared.names, files_about(shared.names, trainees), jobs);
    own.judged = judged_of(own.files, trainees);
    judge_absent(shared.names, repository, own.judged);
    // One who says to be somebody whom the roster has elsewhere, or not at all: what was signed about that person is shown to
    // who signs, and counts for nothing.
    std::set<std::string, std::less<>> strangers;
    for (const auto& [id, person] : out->people)
        if (!trainees.contains(id) && shared.names.attestations.contains(id)) strangers.insert(id);
    own.names_strangers = !strangers.empty();
    if (own.names_strangers)
        out->of_strangers =
            judged_of(read_trust_files(repository, folder, shared.names, files_about(shared.names, strangers), jobs), none);
    return out;
}

void record_group_verdicts(const SharedVerdicts& shared, const Verdicts& of_its, const Judged& of_strangers, Institute& institute,
                           const Disk& repository, Sink& sink) {
    institute.trust = shared.state;
    if (!shared.state.present) return;
    TrustState own;
    fill_records(institute, repository, of_its.judged, own);
    report_files(own, of_its, sink);
    if (of_its.names_strangers) {
        TrustState theirs;
        fill_records(institute, repository, of_strangers, theirs);
        own.attestations.insert(own.attestations.begin(), theirs.attestations.begin(),
                                theirs.attestations.end()); // of no trainee
    }
    TrustState& trust = institute.trust;
    const auto add = [](auto& to, auto& from) { to.insert(to.end(), from.begin(), from.end()); };
    trust.attestations = std::move(own.attestations);
    add(trust.incomplete, own.incomplete);
    add(trust.unreadable, own.unreadable);
    add(trust.foreign_supersedes, own.foreign_supersedes);
}

} // namespace livret

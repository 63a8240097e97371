#include "build/session_freeze.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "build/bound_words.hpp"
#include "media/media.hpp"
#include "trust/binding.hpp"

#include <algorithm>
#include <chrono>
#include <set>

#include <fmt/format.h>

namespace livret {

namespace {

std::string folder_of(const TraineeKey& key) {
    return key.gfp.value + "/" + key.trainee.value;
}

std::string visibility_word(Visibility visibility) {
    switch (visibility) {
    case Visibility::jury:
        return "jury";
    case Visibility::public_:
        return "public";
    default:
        return "gfp";
    }
}

std::vector<FrozenDeclarations> declared_in(const Activity& activity) {
    std::map<std::string, std::map<std::string, std::string>> by_framework; // sorted, each competence once
    for (const Declaration& one : activity.declarations)
        by_framework[one.competence.framework.value].emplace(one.competence.code, one.words);
    std::vector<FrozenDeclarations> out;
    for (auto& [framework, competences] : by_framework) {
        out.push_back({framework, {}});
        for (auto& [code, words] : competences) out.back().competences.push_back({code, words});
    }
    return out;
}

// Whether a roster line puts her into one of these groups on that day: the same reach as for attestations (schema/trust.md §3).
bool is_member(const RosterLine& line, const JurySession& session, Date day, std::int64_t grace) {
    return std::any_of(line.gfps.begin(), line.gfps.end(), [&](const GfpPeriod& one) {
        const bool meant =
            std::any_of(session.gfps.begin(), session.gfps.end(), [&](const GfpId& gfp) { return gfp.value == one.gfp; });
        if (!meant || day < one.span.from) return false;
        return !one.span.until || std::chrono::sys_days(day) <= std::chrono::sys_days(*one.span.until) + std::chrono::days(grace);
    });
}

class Planner {
  public:
    Planner(const WholeRepository& whole, const Disk& repository, const JurySession& session, Date day)
        : whole_(whole), chain_(*whole.verdicts.judged.chain), repository_(repository), session_(session), day_(day) {}

    std::variant<PlannedFreeze, std::vector<SessionObstacle>> plan() {
        if (!chain_.holds()) {
            refuse("trust", "la chaîne de l’institut ne tient pas : « livret trust status » dit pourquoi",
                   "the institute's chain does not hold: “livret trust status” says why");
            return std::move(obstacles_);
        }
        check_settings();
        find_candidates();
        for (const auto& [key, line] : candidates_) add_candidate(key, *line);
        if (candidates_.empty() && obstacles_.empty())
            refuse(session_.path.value,
                   "aucun candidat : à cette date, le registre n’a personne dans ces groupes (livret trust roster)",
                   "no candidate: on this day, the registry has nobody in these groups (livret trust roster)");
        if (!obstacles_.empty()) {
            std::stable_sort(obstacles_.begin(), obstacles_.end(),
                             [](const SessionObstacle& a, const SessionObstacle& b) { return a.path < b.path; });
            return std::move(obstacles_);
        }
        std::sort(out_.freeze.candidates.begin(), out_.freeze.candidates.end(),
                  [](const auto& a, const auto& b) { return a.trainee < b.trainee; });
        out_.freeze.institution = chain_.registry.institution;
        out_.freeze.session = session_.id;
        return std::move(out_);
    }

  private:
    const WholeRepository& whole_;
    const Chain& chain_;
    const Disk& repository_;
    const JurySession& session_;
    const Date day_;
    PlannedFreeze out_;
    std::vector<SessionObstacle> obstacles_;
    std::map<TraineeKey, const RosterLine*> candidates_;
    std::set<Digest> bound_;

    void refuse(std::string path, std::string fr, std::string en) {
        obstacles_.push_back({std::move(path), std::move(fr), std::move(en)});
    }

    void check_settings() {
        if (auto obstacle = session_not_in_force(repository_, chain_.registry, session_)) obstacles_.push_back(*obstacle);
        for (const std::string& path : whole_.institute.trust.not_in_force)
            refuse(path,
                   "n’est pas ce que le registre tient pour en vigueur : remettez ce fichier, ou mettez le nouveau en vigueur "
                   "(livret trust roster --in-force)",
                   "is not what the registry holds to be in force: put that file back, or put the new one in force (livret trust "
                   "roster --in-force)");
        const Framework* framework = whole_.institute.find_framework(session_.framework);
        if (session_.rule.empty() && framework && framework->rules.size() > 1)
            refuse(session_.path.value,
                   fmt::format("{} a plusieurs règles : dites laquelle (règle), puis « livret session open {} »",
                               session_.framework.value, session_.id),
                   fmt::format("{} has several rules: say which (rule), then “livret session open {}”", session_.framework.value,
                               session_.id));
        const std::string path = fmt::format("freeze-{}.json", session_.id);
        if (whole_.verdicts.files.documents.contains(path))
            refuse(
                "trust/" + path,
                fmt::format("la session « {} » est déjà gelée : un gel est signé et ne change plus. Pour d’autres délibérations, "
                            "ouvrez une autre session (livret session open AUTRE-NOM)",
                            session_.id),
                fmt::format("the session “{}” is frozen already: a freeze is signed and does not change. For other "
                            "deliberations open another session (livret session open OTHER-NAME)",
                            session_.id));
    }

    // The roster says who is a candidate; the repository must have each of them, as the roster knows her.
    void find_candidates() {
        std::set<std::string> found, folders;
        for (const Trainee& one : whole_.institute.trainees) {
            folders.insert(folder_of(one.key));
            const bool here = std::find(session_.gfps.begin(), session_.gfps.end(), one.key.gfp) != session_.gfps.end();
            const RosterLine* line = one.id.empty() ? nullptr : chain_.roster.line(one.id);
            const bool known =
                line && line->folder == folder_of(one.key) && line->commitment == name_commitment(one.name, one.salt);
            if (line && known && is_member(*line, session_, day_, chain_.registry.grace_days)) {
                found.insert(line->id);
                candidates_.emplace(one.key, line);
            } else if (here && !known) {
                refuse(one.path.value,
                       "n’est pas au registre, ou n’y est pas ainsi (dossier, nom, sel) : « livret trust roster » l’y inscrit",
                       "is not in the registry, or not as it is here (folder, name, salt): “livret trust roster” enrols her");
            }
        }
        for (const RosterLine& line : chain_.roster.lines) {
            if (!is_member(line, session_, day_, chain_.registry.grace_days) || found.contains(line.id)) continue;
            const std::string profile = profile_of(line);
            if (folders.contains(line.folder)) continue; // said above
            if (repository_.exists(profile))
                refuse(profile, "a des erreurs : « livret check » dit lesquelles ; elles se corrigent d’abord",
                       "has errors: “livret check” says which; they are mended first");
            else
                refuse(
                    profile,
                    "est au registre et n’est pas ici : remettez son dossier, ou « livret trust roster » dit qu’elle a quitté le "
                    "groupe",
                    "is in the registry and not here: put her folder back, or say with “livret trust roster” that she left the "
                    "group");
        }
    }
    static std::string profile_of(const RosterLine& line) {
        const auto parts = split(line.folder, '/');
        return fmt::format("gfp/{}/trainees/{}/profile.md", parts.front(), parts.back());
    }

    void add_candidate(const TraineeKey& key, const RosterLine& line) {
        const Trainee& trainee = *whole_.institute.find_trainee(key);
        check_attestations(line.id);
        check_left_out(key);
        FrozenState state;
        state.trainee = line.id;
        PlannedFreeze::Candidate candidate{key, line.id, trainee.name, 0, 0};
        std::set<CompetenceKey> competences;
        for (const Activity& one : whole_.institute.activities) {
            if (one.owner != key || one.status != Status::declared || one.visibility == Visibility::private_) continue;
            check_files(one);
            state.activities.push_back({manifest_of(one, line.id), declared_in(one), visibility_word(one.visibility)});
            for (const Declaration& declaration : one.declarations) competences.insert(declaration.competence);
            bind(one, state.activities.back().manifest);
        }
        std::sort(state.activities.begin(), state.activities.end(),
                  [](const auto& a, const auto& b) { return a.manifest.reference < b.manifest.reference; });
        candidate.activities = state.activities.size();
        candidate.competences = competences.size();
        std::string bytes = frozen_state_file(state);
        // What is written must be read again.
        if (const auto read = read_frozen_state(bytes); const auto* fault = std::get_if<Malformed>(&read))
            return refuse(trainee.path.value,
                          fmt::format("ce qu’elle a déclaré ne tient pas dans un état gelé ({})", fault->detail()),
                          fmt::format("what she declared does not fit into a frozen state ({})", fault->detail()));
        out_.freeze.candidates.push_back({line.id, sha256_hex(bytes)});
        out_.states.push_back(std::move(bytes));
        out_.candidates.push_back(std::move(candidate));
    }

    void check_attestations(const std::string& id) {
        const auto& incomplete = whole_.verdicts.judged.incomplete;
        if (const auto found = incomplete.find(id); found != incomplete.end())
            refuse("trust/attestations/" + id,
                   fmt::format("attestations incomplètes : {} inscrites, {} présentes ; l’historique de git a les autres",
                               found->second.listed, found->second.present),
                   fmt::format("attestations incomplete: {} listed, {} present; git's history has the others",
                               found->second.listed, found->second.present));
    }

    // A file with errors is in no page, so no jury would see it: unless it is not for a jury, it is mended first.
    void check_left_out(const TraineeKey& key) {
        for (const LeftOut& one : whole_.institute.left_out) {
            if (one.owner != key || one.path.value.find("/activities/") == std::string::npos) continue;
            const bool declared = one.status.value_or(Status::declared) == Status::declared;
            const bool shown = one.visibility.value_or(Visibility::gfp) != Visibility::private_;
            if (declared && shown) mend(one.path.value);
        }
    }
    void mend(const std::string& path) {
        refuse(path,
               "a des erreurs : « livret check » dit lesquelles ; elles se corrigent d’abord, ou l’activité reste en brouillon",
               "has errors: “livret check” says which; they are mended first, or the activity stays a draft");
    }

    void check_files(const Activity& activity) {
        if (activity.path.name() == "index.md") {
            const std::string folder = activity.path.parent().value + "/";
            std::set<std::string> paths;
            for (const Diagnostic& one : whole_.sink.items())
                if (one.severity() == Severity::error && one.path.value.starts_with(folder)) paths.insert(one.path.value);
            for (const std::string& path : paths) mend(path);
        }
        for (const Attachment& one : activity.attachments)
            if (strip_picture(one.path, repository_.read(one.path.value)))
                refuse(one.path.value,
                       "révèle une position, un appareil ou un nom, et serait conservée telle quelle : « livret media --strip »",
                       "reveals a position, a camera or a name, and would be kept as it is: “livret media --strip”");
    }

    void bind(const Activity& activity, const ActivityManifest& manifest) {
        using Kind = PlannedFreeze::Bound::Kind;
        const auto add = [&](const Digest& digest, const SourcePath& path, Kind kind) {
            if (bound_.insert(digest).second) out_.contents.push_back({digest, path, kind});
        };
        add(manifest.body.sha256, activity.path, Kind::body);
        for (const Attachment& one : activity.attachments) add(one.source.sha256, one.path, Kind::file);
    }
};

FrozenCandidate read_candidate(const TrustFiles& files, const Chain& chain, const Freeze::Candidate& one) {
    FrozenCandidate out{one.trainee, one.state, FrozenCandidate::Kind::whole, {}, {}};
    if (chain.roster.is_erased(one.trainee)) {
        out.kind = FrozenCandidate::Kind::erased;
        return out;
    }
    const auto bytes = files.states.find(one.state);
    if (bytes == files.states.end()) {
        out.kind = files.snapshots.contains(one.state) ? FrozenCandidate::Kind::altered : FrozenCandidate::Kind::missing;
        out.gone.push_back(one.state);
        return out;
    }
    auto read = read_frozen_state(bytes->second);
    auto* state = std::get_if<FrozenState>(&read);
    if (sha256_hex(bytes->second) != one.state || !state || state->trainee != one.trainee) {
        out.kind = FrozenCandidate::Kind::altered;
        return out;
    }
    for (const Digest& digest : state->contents())
        if (!files.snapshots.contains(digest)) out.gone.push_back(digest);
    if (!out.gone.empty()) out.kind = FrozenCandidate::Kind::missing;
    out.activities = std::move(state->activities);
    return out;
}

FreezeRefusal refusal_of(const JudgedFreeze& freeze) {
    const Judgement& it = freeze.judgement;
    const auto say = [&](std::string fr, std::string en) {
        return FreezeRefusal{true, fmt::format("« trust/{} » {}", freeze.path, fr),
                             fmt::format("“trust/{}” {}", freeze.path, en)};
    };
    if (it.word == Word::malformed)
        return say(fmt::format("n’a pas la forme d’un gel signé ({})", it.reason),
                   fmt::format("does not have the form of a signed freeze ({})", it.reason));
    if (it.word == Word::bad_signature) return say("a été modifié depuis sa signature", "was changed after it was signed");
    if (it.reason == "not-the-role-key")
        return say("n’est pas signé par la clé des points de contrôle de l’institut",
                   "is not signed by the institute's checkpoint key");
    if (it.reason == "other-institution") return say("est d’un autre institut", "is another institute's");
    if (it.word == Word::time_unproven)
        return say("nomme un point de contrôle qui n’est pas de l’institut (ou qui est plus récent que l’état examiné)",
                   "names a checkpoint that is not the institute's (or is newer than the state that is examined)");
    return say(fmt::format("n’est la parole de personne : la chaîne de l’institut ne tient pas ({})", it.reason),
               fmt::format("is nobody's word: the institute's chain does not hold ({})", it.reason));
}

} // namespace

std::optional<SessionObstacle> session_not_in_force(const Disk& repository, const Registry& registry,
                                                    const JurySession& session) {
    const auto& list = registry.in_force.sessions;
    const auto found = std::find_if(list.begin(), list.end(), [&](const NamedDigest& one) { return one.id == session.id; });
    const std::string& path = session.path.value;
    if (found == list.end())
        return SessionObstacle{path,
                               fmt::format("le registre ne répond pas de cette session : « livret session open {} »", session.id),
                               fmt::format("the registry does not vouch for this session: “livret session open {}”", session.id)};
    if (sha256_hex(lf_text(repository.read(path))) != found->digest)
        return SessionObstacle{
            path,
            fmt::format("a changé depuis que le registre en répond : remettez le fichier, ou « livret session open {} »",
                        session.id),
            fmt::format("has changed since the registry vouched for it: put the file back, or “livret session open {}”",
                        session.id)};
    return std::nullopt;
}

std::variant<PlannedFreeze, std::vector<SessionObstacle>> plan_freeze(const WholeRepository& whole, const Disk& repository,
                                                                      const JurySession& session, Date day) {
    return Planner(whole, repository, session, day).plan();
}

std::optional<std::string> bytes_of(const Disk& repository, const PlannedFreeze::Bound& one) {
    auto bytes = one.kind == PlannedFreeze::Bound::Kind::body ? body_words(repository, one.path)
                                                              : std::optional(repository.read(one.path.value));
    if (!bytes || sha256_hex(*bytes) != one.digest) return std::nullopt;
    return bytes;
}

const FrozenCandidate* SessionFreeze::find(std::string_view trainee) const {
    const auto found = std::lower_bound(candidates.begin(), candidates.end(), trainee,
                                        [](const FrozenCandidate& one, std::string_view id) { return one.trainee < id; });
    return found != candidates.end() && found->trainee == trainee ? &*found : nullptr;
}

std::variant<SessionFreeze, FreezeRefusal> read_freeze(const TrustFiles& files, const Judged& judged, std::string_view session) {
    const std::string path = fmt::format("freeze-{}.json", session);
    const auto& all = judged.jury.freezes;
    const auto found = std::find_if(all.begin(), all.end(), [&](const JudgedFreeze& one) { return one.path == path; });
    if (found == all.end())
        return FreezeRefusal{false, fmt::format("la session « {0} » n’est pas gelée : « livret session freeze {0} »", session),
                             fmt::format("the session “{0}” is not frozen: “livret session freeze {0}”", session)};
    if (!found->is_signed) return refusal_of(*found);
    SessionFreeze out;
    out.path = path;
    out.digest = found->digest;
    out.session = session;
    out.signed_at = found->signed_at;
    out.checkpoint = found->freeze.checkpoint;
    out.checkpoint_date = judged.chain->checkpoints[static_cast<std::size_t>(out.checkpoint.number)].checkpoint.date;
    for (const Freeze::Candidate& one : found->freeze.candidates)
        out.candidates.push_back(read_candidate(files, *judged.chain, one));
    return out;
}

} // namespace livret

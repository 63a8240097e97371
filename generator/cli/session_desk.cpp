#include "cli/session_desk.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "cli/believe.hpp"
#include "cli/suggestion.hpp"
#include "trust/as_of.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

[[noreturn]] void refuse(std::string fr, std::string en) {
    throw CommandError{Exit::content, std::move(fr), std::move(en)};
}

const JurySession& session_named(const SessionDesk& desk, const std::string& id) {
    std::vector<std::string> known;
    for (const JurySession& one : desk.whole.institute.sessions) {
        if (one.id == id) return one;
        known.push_back(one.id);
    }
    const std::string path = fmt::format("sessions/{}.yaml", id);
    if (desk.disk->exists(path))
        refuse(fmt::format("« {} » a des erreurs : « livret check » dit lesquelles", path),
               fmt::format("“{}” has errors: “livret check” says which", path));
    const Suggestion near = suggestion_for(id, known);
    refuse(fmt::format("aucune session « {0} »{1} ; « livret session open {0} » l’ouvre", id, near.fr),
           fmt::format("no session “{0}”{1}; “livret session open {0}” opens it", id, near.en));
}

} // namespace

const Trainee* SessionDesk::trainee(std::string_view id) const {
    const auto& all = whole.institute.trainees;
    const auto found = std::find_if(all.begin(), all.end(), [&](const Trainee& one) { return one.id == id; });
    return found == all.end() ? nullptr : &*found;
}

std::string session_id(const Command& command) {
    const auto& rest = command.arguments.rest;
    if (rest.size() < 2)
        throw usage(
            fmt::format("livret session {} SESSION : laquelle ? (le nom de son fichier dans sessions/, sans .yaml)", rest[0]),
            fmt::format("livret session {} SESSION: which one? (its file's name in sessions/, without .yaml)", rest[0]));
    if (!is_slug(rest[1]) || rest[1].size() > 64)
        throw usage(
            fmt::format("« {} » n’est pas le nom d’une session : des minuscules sans accent, des chiffres et des traits "
                        "d’union (juin-2005)",
                        rest[1]),
            fmt::format("“{}” is no session's name: small letters without accents, digits and hyphens (june-2005)", rest[1]));
    return rest[1];
}

std::unique_ptr<SessionDesk> open_session_desk(const Command& command) {
    const std::string id = session_id(command);
    auto desk = std::make_unique<SessionDesk>();
    desk->trust = open_trust_desk(command);
    require_chain(desk->trust);
    desk->options = build_options(command);
    desk->options.believe = believe_pinned(command);
    desk->whole = read_whole(desk->options);
    desk->disk = open_real_disk(desk->options.root);
    desk->session = &session_named(*desk, id);
    return desk;
}

std::unique_ptr<SessionDesk> open_session_in_force(const Command& command) {
    auto desk = open_session_desk(command);
    if (const auto obstacle = session_not_in_force(*desk->disk, desk->chain().registry, *desk->session))
        refuse(fmt::format("{} : {}", obstacle->path, obstacle->fr), fmt::format("{}: {}", obstacle->path, obstacle->en));
    return desk;
}

SessionFreeze require_freeze(const SessionDesk& desk) {
    auto read = read_freeze(desk.whole.verdicts.files, desk.whole.verdicts.judged, desk.session->id);
    if (const auto* refusal = std::get_if<FreezeRefusal>(&read)) refuse(refusal->fr, refusal->en);
    return std::move(std::get<SessionFreeze>(read));
}

void refuse_all(std::string head_fr, std::string head_en, const std::vector<SessionObstacle>& obstacles) {
    std::string fr = std::move(head_fr), en = std::move(head_en);
    for (const SessionObstacle& one : obstacles) {
        fr += one.path.empty() ? fmt::format("\n  {}", one.fr) : fmt::format("\n  {} : {}", one.path, one.fr);
        en += one.path.empty() ? fmt::format("\n  {}", one.en) : fmt::format("\n  {}: {}", one.path, one.en);
    }
    throw CommandError{Exit::content, std::move(fr), std::move(en)};
}

const Judged& judged_at_freeze(const SessionDesk& desk, const SessionFreeze& freeze) {
    const Institute& institute = desk.whole.institute;
    if (!desk.then)
        desk.then = judge_as_of(desk.whole.verdicts.files, desk.chain(), freeze.checkpoint.number, institute.trust.fingerprint,
                                people_of(institute), desk.options.jobs);
    return *desk.then;
}

std::variant<Certification, Refusal> certify_at_freeze(const SessionDesk& desk, const SessionFreeze& freeze,
                                                       const TraineeKey& trainee, const std::set<std::string>& accepted) {
    const CertificationRequest request{trainee, freeze.checkpoint.number, desk.session->framework, desk.session->rule, accepted};
    return certify(desk.whole.institute, desk.whole.verdicts, request, judged_at_freeze(desk, freeze));
}

std::vector<NamedCandidate> named_candidates(const SessionDesk& desk, const SessionFreeze& freeze) {
    std::vector<NamedCandidate> out;
    for (const FrozenCandidate& one : freeze.candidates)
        if (const Trainee* trainee = desk.trainee(one.trainee))
            out.push_back({one.trainee, trainee->key.gfp.value, trainee->key.trainee.value, trainee->name});
    return out;
}

Exit run_session(const Command& command) {
    const std::string& what = command.arguments.rest.front();
    if (what == "open") return session_open(command);
    if (what == "freeze") return session_freeze(command);
    if (what == "diff") return session_diff(command);
    if (what == "decide") return session_decide(command);
    return session_close(command);
}

} // namespace livret

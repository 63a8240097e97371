#include "build/session_site.hpp"

#include "base/text.hpp"
#include "base/words.hpp"
#include "build/frozen_disk.hpp"
#include "build/session_diff.hpp"
#include "build/signed_texts.hpp"
#include "trust/binding.hpp"
#include "trust/store.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace livret {

namespace {

using Obstacles = std::vector<SessionObstacle>;

const JurySession* find_session(const Institute& institute, std::string_view id) {
    const auto found =
        std::find_if(institute.sessions.begin(), institute.sessions.end(), [&](const JurySession& one) { return one.id == id; });
    return found == institute.sessions.end() ? nullptr : &*found;
}

SessionObstacle no_session(const Institute& institute, const std::string& id) {
    std::vector<std::string> names;
    for (const JurySession& one : institute.sessions) names.push_back(one.id);
    return {"",
            names.empty()
                ? fmt::format("session « {} » : ce dépôt n’en décrit aucune ; « livret session open {} » en ouvre une", id, id)
                : fmt::format("session « {} » : ce dépôt décrit {}", id, join(names, ", ")),
            names.empty()
                ? fmt::format("session “{}”: this repository describes none; “livret session open {}” opens one", id, id)
                : fmt::format("session “{}”: this repository describes {}", id, join(names, ", "))};
}

// Whether what was loaded is, to the byte, what was signed. A text that was lost cannot be.
void compare_with_freeze(const SessionFreeze& freeze, const std::vector<FrozenPlace>& places, const Institute& frozen,
                         Obstacles& out) {
    for (const FrozenPlace& place : places) {
        const FrozenCandidate* candidate = freeze.find(place.trainee);
        const auto it = std::find_if(candidate->activities.begin(), candidate->activities.end(),
                                     [&](const FrozenActivity& one) { return one.manifest.reference == place.reference; });
        const Activity* loaded = frozen.find_activity(place.reference);
        if (loaded == nullptr) continue; // its errors were reported, and its author's page says so
        ActivityManifest then = it->manifest, now = manifest_of(*loaded, place.trainee);
        if (place.text_lost) now.body = then.body;
        // An attachment that is gone, or that cannot be published, is told of elsewhere.
        std::erase_if(then.files, [&](const ManifestFile& one) {
            return std::find(now.files.begin(), now.files.end(), one) == now.files.end();
        });
        if (then != now)
            out.push_back({place.path.value, fmt::format("l’activité {} ne se relit pas comme elle a été gelée", place.reference),
                           fmt::format("the activity {} does not read as it was frozen", place.reference)});
    }
}

// What she answered to trainers by then, as her file has it today: no answer is frozen, and none counts, but a jury must not read
// that she left a request waiting.
void take_replies(Institute& frozen, const Institute& today, Date until) {
    for (Activity& one : frozen.activities) {
        const Activity* now = one.reference.empty() ? nullptr : today.find_activity(one.reference);
        if (now == nullptr || now->owner != one.owner) continue;
        one.replies = now->replies;
        std::erase_if(one.replies, [&](const Reply& reply) { return reply.date > until; });
    }
}

ShownSession shown_of(const JurySession& session, const SessionFreeze& freeze, const Institute& institute) {
    ShownSession out;
    out.id = session.id;
    out.title = session.title;
    out.date = session.date;
    out.framework = session.framework.empty() ? institute.configuration.framework : session.framework;
    out.rule = session.rule;
    out.checkpoint = freeze.checkpoint.number;
    out.checkpoint_date = freeze.checkpoint_date;
    out.path = freeze.path;
    out.digest = freeze.digest;
    std::set<std::string> bound;
    for (const FrozenCandidate& candidate : freeze.candidates) {
        bound.insert(candidate.state);
        for (const FrozenActivity& one : candidate.activities) {
            bound.insert(one.manifest.body.sha256);
            for (const ManifestFile& file : one.manifest.files) bound.insert(file.content.sha256);
        }
    }
    out.snapshots.assign(bound.begin(), bound.end());
    return out;
}

// The session's framework comes first on every page, and it alone has rules that are asked.
void put_framework_first(Configuration& configuration, const FrameworkId& framework) {
    if (configuration.framework == framework) return;
    std::erase(configuration.also, framework);
    configuration.also.insert(configuration.also.begin(), configuration.framework);
    configuration.framework = framework;
}

} // namespace

std::variant<SessionContent, std::vector<SessionObstacle>> read_session(const BuildOptions& options, Sink& sink,
                                                                        std::vector<BuildReport::Phase>& phases) {
    Sink unheard; // of today's files: what is wrong with them takes nothing from what was frozen
    const Holdings today = read_content(options, unheard, phases);
    const JurySession* session = find_session(today.institute, options.session);
    if (session == nullptr) return Obstacles{no_session(today.institute, options.session)};
    if (const auto obstacle = session_not_in_force(*today.repository, today.verdicts.judged.chain->registry, *session))
        return Obstacles{*obstacle};
    auto read = read_freeze(today.verdicts.files, today.verdicts.judged, options.session);
    if (const auto* refusal = std::get_if<FreezeRefusal>(&read)) return Obstacles{{"", refusal->fr, refusal->en}};
    const SessionFreeze& freeze = std::get<SessionFreeze>(read);

    FrozenRepository frozen =
        open_frozen(open_real_disk(options.root), freeze, today.institute, today.verdicts.judged.chain->roster, session->gfps);
    BuildOptions then = options;
    then.as_of = freeze.checkpoint.number;
    SessionContent out;
    out.content = read_content(std::move(frozen.disk), then, sink, phases);
    Institute& institute = out.content.institute;
    Obstacles obstacles;
    compare_with_freeze(freeze, frozen.places, institute, obstacles);
    if (!obstacles.empty()) return obstacles;

    take_replies(institute, today.institute, freeze.checkpoint_date);
    out.shown = shown_of(*session, freeze, institute);
    out.shown.changes = session_changes(freeze, today.institute, today.verdicts.judged, out.content.verdicts.judged,
                                        {[&](const Digest& digest) { return read_snapshot(*today.repository, "trust", digest); },
                                         [&](const SourcePath& path) { return bound_text(*today.repository, path); }});
    out.groups = session->gfps;
    // What is in force is said by today's registry: settings may have changed since, and been registered.
    institute.trust.not_in_force = today.institute.trust.not_in_force;
    std::erase_if(institute.trainees, [&](const Trainee& one) {
        const bool judged = std::find(out.groups.begin(), out.groups.end(), one.key.gfp) != out.groups.end();
        return judged && !std::binary_search(frozen.candidates.begin(), frozen.candidates.end(), one.key);
    });
    put_framework_first(institute.configuration, out.shown.framework);
    return out;
}

} // namespace livret

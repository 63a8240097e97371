// livret session freeze ID: a checkpoint if one is needed, what was declared, and the institute's signature over all of it.
//
// Everything is read, checked and signed in memory first; snapshots are written before what names them, the freeze last. What
// this run added is taken away again when something fails on the way: a freeze is there whole or not at all.
#include "cli/session_desk.hpp"
#include "cli/source_words.hpp"
#include "cli/terminal.hpp"

#include "base/hash.hpp"
#include "base/words.hpp"
#include "disk/left_parts.hpp"
#include "trust/store.hpp"

#include <span>

#include <fmt/format.h>

namespace livret {

namespace {

std::string summary(const Command& command, const SessionDesk& desk, const NextCheckpoint& next, const PlannedFreeze& plan) {
    const Root& root = desk.chain().roots.back().root;
    const std::string pattern =
        command.say("Ce qui sera signé au nom de « {} » :\n", "What will be signed in the name of “{}”:\n");
    std::string out = fmt::format(fmt::runtime(pattern), root.name);
    if (next.changed)
        out += fmt::format(fmt::runtime(command.say("  le point de contrôle {}, du {} : {} attestations inscrites (avant : {})\n",
                                                    "  checkpoint {}, of {}: {} attestations listed (before: {})\n")),
                           next.checkpoint.number, iso(next.checkpoint.date), next.listed, next.already);
    out +=
        fmt::format(fmt::runtime(command.say("  le gel de « {} » (sessions/{}.yaml), au point de contrôle {} ; {} candidats :\n",
                                             "  the freeze of “{}” (sessions/{}.yaml), at checkpoint {}; {} candidates:\n")),
                    terminal_text(desk.session->title), desk.session->id, next.checkpoint.number, plan.candidates.size());
    for (const PlannedFreeze::Candidate& one : plan.candidates)
        out += fmt::format(fmt::runtime(command.say("    {}/{}  {} : {} activités, {} compétences déclarées\n",
                                                    "    {}/{}  {}: {} activities, {} competences declared\n")),
                           one.key.gfp.value, one.key.trainee.value, terminal_text(one.name), one.activities, one.competences);
    out += command.say("Un gel ne change plus : ce qui arrive ensuite est montré à côté (livret session diff).",
                       "A freeze does not change any more: what comes later is shown beside it (livret session diff).");
    return out;
}

// Takes away what was added unless it is told that all went well.
class Added {
  public:
    explicit Added(Disk& disk) : disk_(disk) {}
    Added(const Added&) = delete;
    Added& operator=(const Added&) = delete;
    ~Added() {
        if (kept_) return;
        for (auto at = paths_.rbegin(); at != paths_.rend(); ++at) try {
                if (disk_.exists(*at)) disk_.remove(*at);
            } catch (const DiskError&) {
                // The first error is the one that is told; what stays is named by nothing.
            }
    }

    void snapshot(std::string_view bytes) {
        const std::string path = "trust/snapshots/" + sha256_hex(bytes);
        const bool there = disk_.exists(path);
        keep_snapshot(disk_, "trust", bytes);
        if (!there) paths_.push_back(path);
    }
    void file(const std::string& path, std::string_view bytes) {
        const bool there = disk_.exists("trust/" + path);
        add_to_trust(disk_, path, bytes);
        if (!there) paths_.push_back("trust/" + path);
    }
    void keep() { kept_ = true; }

  private:
    Disk& disk_;
    std::vector<std::string> paths_;
    bool kept_ = false;
};

void write(SessionDesk& desk, const PlannedFreeze& plan, const NextCheckpoint& next, const std::string& checkpoint,
           const std::string& freeze) {
    Added added(*desk.disk);
    remove_left_parts(*desk.disk, "trust");
    for (const PlannedFreeze::Bound& one : plan.contents) {
        const auto bytes = bytes_of(*desk.disk, one);
        if (!bytes)
            throw CommandError{Exit::content,
                               fmt::format("« {} » a changé pendant le gel : rien n’a été gelé ; recommencez", one.path.value),
                               fmt::format("“{}” changed during the freeze: nothing was frozen; start again", one.path.value)};
        added.snapshot(*bytes);
    }
    for (const std::string& state : plan.states) added.snapshot(state);
    if (next.changed) {
        // The leaves first: without its checkpoint a list of leaves says nothing, a checkpoint without its leaves is broken.
        added.file(next.leaves_path(), next.leaves.text);
        added.file(next.path(), checkpoint);
    }
    added.file(fmt::format("freeze-{}.json", desk.session->id), freeze);
    added.keep();
}

} // namespace

Exit session_freeze(const Command& command) {
    const auto desk = open_session_desk(command);
    const TrustDesk& trust = desk->trust;
    const Date today = now_of(command).local_date();
    auto planned = plan_freeze(desk->whole, *desk->disk, *desk->session, today);
    if (const auto* obstacles = std::get_if<std::vector<SessionObstacle>>(&planned))
        refuse_all(fmt::format("la session « {} » ne peut pas encore être gelée ({}) :", desk->session->id, obstacles->size()),
                   fmt::format("the session “{}” cannot be frozen yet ({}):", desk->session->id, obstacles->size()), *obstacles);
    PlannedFreeze& plan = std::get<PlannedFreeze>(planned);
    const NextCheckpoint next = next_checkpoint(command, trust);
    if (next.changed) refuse_left_lines(trust, next.leaves_path(), next.leaves.text);

    const Root& root = desk->chain().roots.back().root;
    const ClosedKey closed =
        choose_key(command, std::span(&root.checkpoint, 1), "la clé des points de contrôle", "the checkpoint key");
    refuse_example_key(closed.file.facts, root.example);
    if (!show_and_ask(command, summary(command, *desk, next, plan), "Geler ?", "Freeze?")) return Exit::content;
    const UnlockedKey key = unlock(command, closed);
    const std::string instant = signing_instant(command);
    const std::string checkpoint = next.changed ? signed_file(next.checkpoint, key.key, instant) : std::string();
    plan.freeze.checkpoint = next.changed ? Named{next.checkpoint.number, sha256_hex(checkpoint)}
                                          : Named{desk->chain().newest().checkpoint.number, desk->chain().newest().digest};
    const std::string freeze = signed_file(plan.freeze, key.key, instant);
    if (freeze.size() > largest_document)
        throw CommandError{Exit::content, "trop de candidats pour un document signé (256 Kio) : ouvrez une session par groupe",
                           "too many candidates for a signed document (256 KiB): open a session for each group"};
    write(*desk, plan, next, checkpoint, freeze);
    if (next.changed) print_data("trust/" + next.path() + "\n");
    print_data(fmt::format("trust/freeze-{}.json\n", desk->session->id));
    if (!command.quiet())
        print_line(fmt::format(
            fmt::runtime(command.say(
                "Au jury, sur papier : l’empreinte de l’institut {}, le point de contrôle {}, l’empreinte du gel {}",
                "For the jury, on paper: the institute's fingerprint {}, checkpoint {}, the freeze's fingerprint {}")),
            grouped(desk->whole.institute.trust.fingerprint), plan.freeze.checkpoint.number, grouped(sha256_hex(freeze))));
    return Exit::fine;
}

} // namespace livret

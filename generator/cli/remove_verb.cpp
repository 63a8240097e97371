// livret remove TRAINEE: erasure (GDPR, article 17). Her dossier first; then what will go is shown and asked; her erasure is
// signed, if the registry's key is at hand; then her work leaves the tree; and what remains for people is said.
#include "base/sha256_stream.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"
#include "build/dossier.hpp"
#include "build/removal.hpp"
#include "cli/believe.hpp"
#include "cli/exchange_verbs.hpp"
#include "cli/find_trainee.hpp"
#include "cli/memory_of_removals.hpp"
#include "cli/remove_words.hpp"
#include "cli/terminal.hpp"
#include "cli/trust_desk.hpp"
#include "disk/open_file.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include <fmt/format.h>

namespace livret {

namespace {

CommandError refused(std::string fr, std::string en) {
    return {Exit::content, std::move(fr), std::move(en)};
}

struct Asked {
    Leaver leaver;
    bool has_profile = false;
    std::optional<BegunRemoval> begun;
};

// The line of any registry's list that names an identifier, the newest first: where her folder was.
std::string folder_in_rosters(const TrustDesk& desk, const std::string& id) {
    if (const RosterLine* line = desk.chain().roster.line(id)) return line->folder;
    for (const auto& [path, text] : desk.files.documents) {
        if (!path.ends_with(".roster")) continue;
        for (const std::string_view line : split_lines(text)) {
            constexpr std::string_view member = "\"folder\":\"";
            const std::size_t at = line.find(member);
            if (at == std::string_view::npos || line.find(fmt::format("\"id\":\"{}\"", id)) == std::string_view::npos) continue;
            const std::string_view rest = line.substr(at + member.size());
            return std::string(rest.substr(0, rest.find('"')));
        }
    }
    return "";
}

// A trainee by her folder; or, without a profile, one whose removal was begun here, or by the identifier that trust/ knows.
Asked asked_trainee(const Command& command, const TrustDesk& desk) {
    const std::string given = command.arguments.rest.empty() ? "" : command.arguments.rest[0];
    const auto has = [&](const Trainee& one) { return folder_of(one) == given || one.key.trainee.value == given; };
    const auto& trainees = desk.institute.trainees;
    if (std::none_of(trainees.begin(), trainees.end(), has)) {
        if (auto begun = begun_removal(desk.root, given)) return {begun->leaver, false, begun};
        const auto by_id = std::find_if(trainees.begin(), trainees.end(), [&](const Trainee& one) { return one.id == given; });
        if (by_id != trainees.end())
            return {{by_id->key, by_id->id, by_id->name}, true, begun_removal(desk.root, folder_of(*by_id))};
        const bool known =
            desk.chain().holds() && is_slug(given) && (desk.chain().roster.line(given) || desk.chain().roster.is_erased(given));
        if (known) {
            Asked out{{{}, given, ""}, false, {}};
            const std::string folder = folder_in_rosters(desk, given);
            const std::size_t slash = folder.find('/');
            if (slash != std::string::npos) {
                out.leaver.key = {GfpId{folder.substr(0, slash)}, TraineeId{folder.substr(slash + 1)}};
                // Another trainee may have come to that folder since.
                if (!is_slug(out.leaver.key.gfp.value) || !is_slug(out.leaver.key.trainee.value) ||
                    desk.institute.find_trainee(out.leaver.key))
                    out.leaver.key = {};
                if (!out.leaver.key.trainee.empty() && desk.disk->exists(out.leaver.folder() + "/profile.md"))
                    throw refused(fmt::format("« {}/profile.md » ne se lit pas : livret check dit pourquoi", out.leaver.folder()),
                                  fmt::format("“{}/profile.md” cannot be read: livret check says why", out.leaver.folder()));
            }
            return out;
        }
    }
    const Trainee& one = find_trainee(command, desk.institute, given);
    return {{one.key, one.id, one.name}, true, begun_removal(desk.root, folder_of(one))};
}

// Her profile may claim a colleague's identifier: then the colleague's attestations would go.
void require_her_own_identifier(const TrustDesk& desk, const Leaver& leaver) {
    const std::string folder = leaver.key.gfp.value + "/" + leaver.key.trainee.value;
    if (!desk.chain().holds() || leaver.key.trainee.empty()) return;
    const RosterLine* line = desk.chain().roster.line(leaver.id);
    if (line && line->folder != folder)
        throw refused(
            fmt::format(
                "le registre dit que « {} » est {}, pas {} : rien n’est retiré ; « livret trust status » dit ce qui est cru",
                leaver.id, line->folder, folder),
            fmt::format(
                "the registry says that “{}” is {}, not {}: nothing is removed; “livret trust status” says what is believed",
                leaver.id, line->folder, folder));
}

Removal planned(const TrustDesk& desk, const Leaver& leaver) {
    auto out = plan_removal(*desk.disk, desk.institute, desk.files, desk.chain(), leaver);
    if (const auto* refusal = std::get_if<NoRemoval>(&out)) throw refused(refusal->fr, refusal->en);
    return std::move(std::get<Removal>(out));
}

Digest digest_of_file(const std::string& path) {
    const OpenFile file(path);
    Sha256Stream hash;
    std::array<char, 65536> piece{};
    for (std::uint64_t at = 0;;) {
        const std::size_t got = file.read(at, piece);
        if (got == 0) return hash.hex();
        hash.update(std::string_view(piece.data(), got));
        at += got;
    }
}

bool is_still_there(const BegunRemoval& begun) {
    try {
        return begun.dossier.empty() || digest_of_file(begun.dossier) == begun.digest;
    } catch (const DiskError&) {
        return false;
    }
}

std::map<std::string, Digest> her_files(const TrustDesk& desk, const Removal& removal) {
    std::map<std::string, Digest> out;
    for (const auto* list : {&removal.own, &removal.attestations, &removal.certificates})
        for (const std::string& path : *list) out[path] = digest_of_file(desk.root + "/" + path);
    return out;
}

// Whether the dossier of a removal that was begun holds all that is still here: nothing was written or changed since.
bool holds_all_of(const BegunRemoval& begun, const std::map<std::string, Digest>& files) {
    return std::all_of(files.begin(), files.end(), [&](const auto& one) {
        const auto then = begun.files.find(one.first);
        return then != begun.files.end() && then->second == one.second;
    });
}

// Where her dossier is. Throws CommandError if there can be none.
BegunRemoval exported(const Command& command, const Asked& asked, const std::map<std::string, Digest>& files) {
    const bool all = asked.begun && holds_all_of(*asked.begun, files);
    if (all && is_still_there(*asked.begun)) return *asked.begun; // made when her work was whole
    const bool was_whole = asked.begun && std::all_of(asked.begun->files.begin(), asked.begun->files.end(),
                                                      [&](const auto& one) { return files.contains(one.first); });
    if (asked.begun && !all && !was_whole)
        throw refused("un retrait est déjà commencé, et depuis, ses fichiers ont changé : reprenez-les de l’historique, ou "
                      "confirmez par --no-dossier qu’elle a tout reçu",
                      "a removal was begun already, and her files have changed since: take them back from the history, or "
                      "confirm with --no-dossier that she has received all");
    if (asked.begun && !was_whole)
        throw refused(fmt::format("un retrait est déjà commencé, et le dossier exporté alors n’est plus à sa place, ou a changé "
                                  ": « {} » ; remettez-le, ou confirmez "
                                  "par --no-dossier qu’elle l’a reçu",
                                  asked.begun->dossier),
                      fmt::format("a removal was begun already, and the dossier that was exported then is no longer in its "
                                  "place, or has changed: “{}”; put it back, "
                                  "or confirm with --no-dossier that she has received it",
                                  asked.begun->dossier));
    BuildOptions options = build_options(command);
    options.believe = believe_pinned(command);
    Sink sink;
    const Dossiers dossiers(options, sink);
    if (!dossiers.has_pages()) {
        print_messages(command, sink, 2);
        throw refused("son dossier ne peut pas être fait : rien n’est retiré", "her dossier cannot be made: nothing is removed");
    }
    const std::string folder = folder_for_dossiers(command, options);
    const auto made = dossiers.write(asked.leaver.key, DossierFor::owner, folder);
    if (const auto* none = std::get_if<NoDossier>(&made))
        throw refused("son dossier ne peut pas être fait, et rien n’est retiré : " + none->fr,
                      "her dossier cannot be made, and nothing is removed: " + none->en);
    const auto& written = std::get<WrittenDossier>(made);
    if (!command.quiet())
        for (const DossierNote& note : written.notes) print_line(command.french() ? note.fr : note.en);
    return {asked.leaver, std::filesystem::absolute(written.path).string(), digest_of_file(written.path), files};
}

// Whether whoever runs this may sign the registry. --key says that she means to: then what is wrong with it is said.
bool holds_registry_key(const Command& command, const TrustDesk& desk) {
    try {
        registry_key(command, desk);
        return true;
    } catch (const CommandError&) {
        if (command.arguments.has("--key")) throw;
        return false;
    }
}

Registered registered(const TrustDesk& desk, const Leaver& leaver) {
    if (leaver.id.empty() || !desk.chain().holds()) return Registered::nobody;
    if (desk.chain().roster.is_erased(leaver.id)) return Registered::erased;
    return desk.chain().roster.line(leaver.id) ? Registered::enrolled : Registered::nobody;
}

void say(const std::string& text) {
    if (!text.empty()) print_line(text);
}

} // namespace

Exit run_remove(const Command& command) {
    TrustDesk desk = open_trust_desk(command);
    if (desk.files.documents.contains("root-1.json")) require_chain(desk);
    const Asked asked = asked_trainee(command, desk);
    const Leaver& leaver = asked.leaver;
    require_her_own_identifier(desk, leaver);
    Removal first = planned(desk, leaver);
    const Registered before = registered(desk, leaver);
    const bool signs = before == Registered::enrolled && holds_registry_key(command, desk);
    if (before == Registered::enrolled && !signs) { // the registrar's part: until then these lists stay, and are said to
        first.signed_mentions.insert(first.signed_mentions.end(), first.rosters.begin(), first.rosters.end());
        first.rosters.clear();
    }
    if (command.arguments.has("--dry-run")) {
        print_data(removal_words(command, leaver, first) + "\n");
        say(mention_words(command, first));
        print_line(command.say("rien n’a été fait (--dry-run)", "nothing was done (--dry-run)"));
        return Exit::fine;
    }
    const std::string folder = leaver.key.gfp.value + "/" + leaver.key.trainee.value;
    if (first.empty() && !signs) {
        if (asked.begun) {
            carry_out(*desk.disk, first, leaver, Rosters::stay); // empty folders
            forget_removal(desk.root, folder);
        }
        say(mention_words(command, first));
        if (asked.begun || before == Registered::enrolled)
            print_line(remaining_words(command, desk.root, leaver, first, before));
        else
            print_line(command.say("il n’y a plus rien à retirer", "there is nothing left to remove"));
        return Exit::fine;
    }
    if (!command.arguments.has("--yes") && !open_terminal())
        throw CommandError{Exit::usage, "personne à qui demander si cela convient : --yes l’affirme d’avance",
                           "nobody to ask whether this is right: --yes says so beforehand"};

    BegunRemoval begun{leaver, "", "", {}};
    const bool holds_her_work = !first.own.empty() || !first.attestations.empty();
    if (!command.arguments.has("--no-dossier") && (asked.has_profile || asked.begun || holds_her_work)) {
        if (!asked.has_profile && !asked.begun)
            throw refused(
                "son profil n’est plus là, et sans lui aucun dossier ne peut être fait : --no-dossier confirme qu’elle l’a reçu",
                "her profile is no longer there, and without it no dossier can be made: --no-dossier confirms that she has "
                "received it");
        begun = exported(command, asked, her_files(desk, first));
        if (!begun.dossier.empty()) {
            print_data(begun.dossier + "\n");
            print_line(command.say("Son dossier est là, entier ; il doit lui être remis avant que cette copie soit détruite.",
                                   "Her dossier is there, whole; it must be handed to her before this copy is destroyed."));
        }
    }
    std::string shown = removal_words(command, leaver, first);
    if (const std::string named = mention_words(command, first); !named.empty()) shown += "\n" + named;
    if (!show_and_ask(command, shown, "Retirer tout cela ?", "Take all of it out?")) return Exit::content;

    // Nothing of the tree has changed so far. From here on, running it again completes what was interrupted.
    if (!leaver.key.trainee.empty()) remember_removal(desk.root, begun);
    if (signs) {
        // An interrupted signature of ours left its lines: with other random blinds they would be in the way.
        const std::string left = fmt::format("trust/registry-{}", desk.chain().registry.number + 1);
        if (asked.begun && !desk.disk->exists(left + ".json") && desk.disk->exists(left + ".roster")) {
            desk.disk->remove(left + ".roster");
            desk.files.documents.erase(left.substr(6) + ".roster");
        }
        if (const Exit done = erase_from_registry(command, desk, leaver.id); done != Exit::fine) {
            if (!leaver.key.trainee.empty() && !asked.begun) forget_removal(desk.root, folder);
            return done;
        }
        desk = open_trust_desk(command);
        require_chain(desk);
    }
    const Registered after = registered(desk, leaver);
    const Removal removal = signs ? planned(desk, leaver) : first;
    carry_out(*desk.disk, removal, leaver, after == Registered::erased || !desk.chain().holds() ? Rosters::go : Rosters::stay);
    if (!leaver.key.trainee.empty()) forget_removal(desk.root, folder);
    if (!command.quiet()) {
        print_line(command.say("C’est fait.", "Done."));
        say(mention_words(command, removal));
        print_line(remaining_words(command, desk.root, leaver, removal, after));
    }
    return Exit::fine;
}

} // namespace livret

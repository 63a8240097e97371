#include "cli/trust_desk.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/threads.hpp"
#include "build/theme_folder.hpp"
#include "build/verdicts.hpp"
#include "cli/terminal.hpp"
#include "disk/left_parts.hpp"
#include "load/repository.hpp"
#include "trust/store.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

namespace livret {

TrustDesk open_trust_desk(const Command& command) {
    TrustDesk out;
    out.root = find_root(command);
    out.disk = open_real_disk(out.root);
    Sink sink;
    const Snapshot snapshot = take_snapshot(*out.disk, std::nullopt, sink);
    LoadOptions options;
    options.jobs = available_jobs();
    out.institute = load_repository(*out.disk, snapshot, options, sink);
    out.files = read_trust(*out.disk, "trust", options.jobs);
    out.pin = pinned_root(command, out.institute.configuration, out.files);
    out.judged = judge(out.files, out.pin.fingerprint, people_of(out.institute), options.jobs);
    out.memory = compare_with_memory(*out.judged.chain, out.pin.fingerprint);
    return out;
}

void require_chain(const TrustDesk& desk) {
    const auto fail = [](std::string fr, std::string en) { throw CommandError{Exit::content, std::move(fr), std::move(en)}; };
    if (desk.pin.source == RootSource::none || !desk.files.documents.contains("root-1.json"))
        fail("l’institut n’a pas encore de racine : « livret trust init » la crée",
             "the institute has no root yet: “livret trust init” makes it");
    if (!desk.chain().holds())
        fail(fmt::format("la chaîne de confiance est rompue ({}) : « livret trust status » dit où", desk.chain().broken),
             fmt::format("the chain of trust is broken ({}): “livret trust status” says where", desk.chain().broken));
    if (desk.chain().is_extract)
        fail("« trust » est l’extrait d’un seul stagiaire, comme un dossier en porte : le dépôt a besoin des listes entières "
             "(trust/*.leaves, "
             "trust/*.roster) ; reprenez-les de l’historique de git",
             "“trust” is one trainee's extract, as a dossier carries it: the repository needs the whole lists (trust/*.leaves, "
             "trust/*.roster); take them back from git's history");
    if (desk.memory.state == MemoryFinding::State::older)
        fail(fmt::format(
                 "le dépôt en est au point de contrôle {}, mais cette machine a déjà vu le {} : un état ancien a été remis ; "
                 "reprenez le dépôt à jour",
                 desk.chain().newest().checkpoint.number, desk.memory.seen->number),
             fmt::format(
                 "the repository is at checkpoint {}, but this machine has seen {} already: an old state was put back; fetch "
                 "the current one",
                 desk.chain().newest().checkpoint.number, desk.memory.seen->number));
    if (desk.memory.state == MemoryFinding::State::other)
        fail(fmt::format("le point de contrôle {} n’est pas celui que cette machine a vu : quelqu’un l’a remplacé",
                         desk.memory.seen->number),
             fmt::format("checkpoint {} is not the one that this machine has seen: somebody replaced it",
                         desk.memory.seen->number));
}

InForce in_force_of(const TrustDesk& desk) {
    InForce out;
    const auto digest = [&](const std::string& path) { return sha256_hex(lf_text(desk.disk->read(path))); };
    out.configuration = digest("livret.yaml");
    for (const Framework& one : desk.institute.frameworks)
        out.frameworks.push_back({one.id.value, digest("frameworks/" + one.id.value + ".xml")});
    for (const JurySession& one : desk.institute.sessions) out.sessions.push_back({one.id, digest(one.path.value)});
    const auto by_id = [](const NamedDigest& a, const NamedDigest& b) { return a.id < b.id; };
    std::sort(out.frameworks.begin(), out.frameworks.end(), by_id);
    std::sort(out.sessions.begin(), out.sessions.end(), by_id);
    out.theme = repository_theme_digest(*desk.disk, desk.institute.configuration.theme);
    return out;
}

std::vector<std::string> differs(const InForce& registered, const InForce& here) {
    std::vector<std::string> out;
    if (registered.configuration != here.configuration) out.push_back("livret.yaml");
    const auto compare = [&](const std::vector<NamedDigest>& a, const std::vector<NamedDigest>& b, const char* pattern) {
        std::map<std::string, std::pair<Digest, Digest>> both;
        for (const NamedDigest& one : a) both[one.id].first = one.digest;
        for (const NamedDigest& one : b) both[one.id].second = one.digest;
        for (const auto& [id, digests] : both)
            if (digests.first != digests.second) out.push_back(fmt::format(fmt::runtime(pattern), id));
    };
    compare(registered.frameworks, here.frameworks, "frameworks/{}.xml");
    compare(registered.sessions, here.sessions, "sessions/{}.yaml");
    if (registered.theme != here.theme) out.push_back("themes");
    return out;
}

void add_to_trust(Disk& disk, const std::string& path, std::string_view bytes) {
    // What this program would not read again is never written.
    if (path.ends_with(".json"))
        if (const auto read = read_signed(bytes); const auto* fault = std::get_if<Malformed>(&read))
            throw CommandError{Exit::content,
                               fmt::format("« trust/{} » n’est pas écrit : {} {}", path, fault->where, fault->what),
                               fmt::format("“trust/{}” is not written: {} {}", path, fault->where, fault->what)};
    remove_left_parts(disk, "trust");
    try {
        add_signed_file(disk, "trust/" + path, bytes);
    } catch (const DiskError& error) {
        if (error.code() != std::errc::file_exists) throw;
        throw CommandError{
            Exit::environment,
            fmt::format("« trust/{} » existe déjà : quelqu’un d’autre l’a écrit entre-temps, rien n’a été remplacé ; "
                        "recommencez à partir de l’état à jour (« livret trust status » dit ce qui est cru)",
                        path),
            fmt::format("“trust/{}” exists already: somebody else wrote it meanwhile, nothing was replaced; start again "
                        "from the current state (“livret trust status” says what is believed)",
                        path)};
    }
}

ClosedKey registry_key(const Command& command, const TrustDesk& desk) {
    const Root& root = desk.chain().roots.back().root;
    ClosedKey out = choose_key(command, std::span(&root.registry, 1), "la clé du registre", "the registry key");
    refuse_example_key(out.file.facts, root.example);
    return out;
}

void refuse_left_lines(const TrustDesk& desk, const std::string& path, std::string_view text) {
    const auto left = desk.files.documents.find(path);
    if (left == desk.files.documents.end() || left->second == text) return;
    throw CommandError{
        Exit::content,
        fmt::format("« trust/{} » reste d’une signature interrompue (ou quelqu’un signe en ce moment) : si elle est interrompue, "
                    "supprimez ce fichier et recommencez",
                    path),
        fmt::format("“trust/{}” remains from an interrupted signature (or somebody is signing right now): if it was interrupted, "
                    "remove that file and start again",
                    path)};
}

// A session that is frozen was judged by the file that the registry vouched for then: no later one takes its place.
static void keep_frozen(const TrustDesk& desk, InForce& here) {
    for (const NamedDigest& one : desk.chain().registry.in_force.sessions) {
        if (!desk.files.documents.contains(fmt::format("freeze-{}.json", one.id))) continue;
        std::erase_if(here.sessions, [&](const NamedDigest& other) { return other.id == one.id; });
        here.sessions.push_back(one);
    }
    std::sort(here.sessions.begin(), here.sessions.end(), [](const NamedDigest& a, const NamedDigest& b) { return a.id < b.id; });
}

Exit sign_next_registry(const Command& command, TrustDesk& desk, Registry next, Roster roster, std::string what) {
    next.number = desk.chain().registry.number + 1;
    next.previous = desk.chain().registry_digest;
    if (command.arguments.has("--in-force")) {
        InForce here = in_force_of(desk);
        keep_frozen(desk, here);
        for (const std::string& path : differs(next.in_force, here))
            what += fmt::format("\n  {} {}", command.say("en vigueur désormais :", "in force from now on:"), path);
        next.in_force = here;
    }
    const Root& root = desk.chain().roots.back().root;
    const std::string path = fmt::format("registry-{}.json", next.number),
                      roster_path = fmt::format("registry-{}.roster", next.number);
    blind_what_changed(roster, desk.chain().roster, root.example);
    const LineFile lines = write_roster(roster);
    next.roster = lines.head();
    const ClosedKey closed = registry_key(command, desk);
    what = fmt::format(fmt::runtime(command.say("Ce qui sera signé : le registre {} de « {} »",
                                                "What will be signed: registry {} of “{}”")),
                       next.number, root.name) +
           what;
    if (!show_and_ask(command, what, "Signer ?", "Sign?")) return Exit::content;
    const UnlockedKey key = unlock(command, closed);
    const std::string bytes = signed_file(next, key.key, signing_instant(command));
    if (bytes.size() > largest_document)
        throw CommandError{Exit::content, "le registre dépasse 256 Kio", "the registry is larger than 256 KiB"};
    // The roster first: without its registry it says nothing, a registry without its roster is broken.
    refuse_left_lines(desk, roster_path, lines.text);
    add_to_trust(*desk.disk, roster_path, lines.text);
    add_to_trust(*desk.disk, path, bytes);
    print_data("trust/" + path + "\n");
    if (!command.quiet())
        print_line(command.say(
            "Ensuite : « livret trust checkpoint », qui l’inscrit. D’ici là, ce registre peut disparaître sans que personne le "
            "remarque, et une clé ajoutée ne signe pas encore.",
            "Next: “livret trust checkpoint”, which lists it. Until then this registry can vanish unnoticed, and a key "
            "that was added does not sign yet."));
    return Exit::fine;
}

const char* role_word(const Command& command, Role role) {
    switch (role) {
    case Role::trainer:
        break;
    case Role::jury_chair:
        return command.say("président de jury", "jury chair");
    case Role::registrar:
        return command.say("responsable du registre", "registrar");
    }
    return command.say("formateur", "trainer");
}

std::optional<Date> date_option(const Command& command, const char* name) {
    if (!command.arguments.has(name)) return std::nullopt;
    const std::string text = command.arguments.value(name);
    if (const auto date = parse_date(text)) return date;
    throw CommandError{Exit::usage, fmt::format("{} : « {} » n’est pas une date (2004-11-18)", name, text),
                       fmt::format("{}: “{}” is not a date (2004-11-18)", name, text)};
}

Exit run_trust(const Command& command) {
    const std::string& what = command.arguments.rest.front();
    if (what == "init") return trust_init(command);
    if (what == "rotate") return trust_rotate(command);
    if (what == "checkpoint") return trust_checkpoint(command);
    if (what == "status") return trust_status(command);
    return trust_people(command);
}

} // namespace livret

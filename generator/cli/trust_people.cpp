// livret trust add | retire | compromised | revoke | roster | erase: what makes the next registry.
#include "cli/people_file.hpp"
#include "cli/terminal.hpp"
#include "cli/trust_desk.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"
#include "trust/did_key.hpp"
#include "trust/field_reader.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include <fmt/format.h>

namespace livret {

namespace {

CommandError refused(std::string fr, std::string en) {
    return {Exit::content, std::move(fr), std::move(en)};
}
Date today(const Command& command) {
    return now_of(command).local_date();
}

std::string second_word(const Command& command, const char* fr, const char* en) {
    if (command.arguments.rest.size() == 2) return command.arguments.rest[1];
    throw usage(fr, en);
}

template <class List, class Less> void sort_by(List& list, Less less) {
    std::sort(list.begin(), list.end(), less);
}

KeyRequest read_request(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw DiskError("read", path, std::error_code(errno, std::generic_category()));
    std::string bytes(largest_document + 1, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    auto read = read_signed(bytes);
    const auto* document = std::get_if<SignedDocument>(&read);
    const KeyRequest* request = document ? std::get_if<KeyRequest>(&document->subject) : nullptr;
    if (!request)
        throw refused(
            fmt::format("« {} » n’est pas une demande de clé entière : redemandez le fichier de « livret key request »", path),
            fmt::format("“{}” is no whole key request: ask for the file of “livret key request” again", path));
    if (!is_valid_public_key(request->key) || document->issuer != request->key || !signatures_hold(*document))
        throw refused(
            fmt::format("« {} » n’est pas signée par la clé qu’elle présente : rien ne prouve que cette personne la tient", path),
            fmt::format("“{}” is not signed by the key that it presents: nothing proves that this person holds it", path));
    return *request;
}

void require_order(const Period& span) {
    if (span.until && *span.until < span.from)
        throw usage(fmt::format("la fin ({}) est avant le début ({})", iso(*span.until), iso(span.from)),
                    fmt::format("the end ({}) is before the beginning ({})", iso(*span.until), iso(span.from)));
}

SignerScope scope_of(const Command& command, const Institute& institute) {
    const std::string role = command.arguments.value("--role", "trainer");
    SignerScope out;
    out.role = role == "jury-chair" ? Role::jury_chair : role == "registrar" ? Role::registrar : Role::trainer;
    std::set<std::string> gfps;
    for (const std::string& one : command.arguments.all("--gfp")) gfps.insert(one);
    if (gfps.empty() && out.role == Role::trainer)
        throw usage("pour quels groupes ? --gfp ID (répétable), ou --gfp '*' pour tous",
                    "for which groups? --gfp ID (repeatable), or --gfp '*' for all");
    if (gfps.empty() || gfps.contains("*")) gfps = {"*"};
    for (const std::string& one : gfps)
        if (one != "*" && !institute.find_gfp(GfpId{one}))
            throw usage(fmt::format("--gfp : aucun groupe « {} »", one), fmt::format("--gfp: no group “{}”", one));
    out.gfps.assign(gfps.begin(), gfps.end());
    out.span = {date_option(command, "--from").value_or(today(command)), date_option(command, "--until")};
    return out;
}

std::string scope_words(const Command& command, const SignerScope& scope) {
    return fmt::format("{}{} {}\n    {} {}{}", role_word(command, scope.role), command.say(" :", ":"),
                       scope.gfps.front() == "*" ? command.say("tous les groupes", "all groups") : join(scope.gfps, ", "),
                       command.say("du", "from"), iso(scope.span.from),
                       scope.span.until ? fmt::format(" {} {}", command.say("au", "to"), iso(*scope.span.until)) : "");
}

// Somebody who is in the registry already: another role or group, an earlier day (--from was forgotten), or an end (--until).
Exit amend(const Command& command, TrustDesk& desk, Registry next, const std::string& id) {
    const SignerScope wanted = scope_of(command, desk.institute);
    RegisteredTrainer& one =
        *std::find_if(next.trainers.begin(), next.trainers.end(), [&](const auto& each) { return each.id == id; });
    const auto found = std::find_if(one.scopes.begin(), one.scopes.end(), [&](const SignerScope& scope) {
        return scope.role == wanted.role && scope.gfps == wanted.gfps && !scope.span.until;
    });
    SignerScope* scope = found == one.scopes.end() ? nullptr : &*found;
    if (!scope) {
        require_order(wanted.span);
        one.scopes.push_back(wanted);
        scope = &one.scopes.back();
    } else {
        const Period was = scope->span;
        if (command.arguments.has("--from")) scope->span.from = wanted.span.from;
        scope->span.until = wanted.span.until;
        require_order(scope->span);
        if (scope->span == was)
            throw refused(fmt::format("« {} » est déjà au registre, avec ce rôle et ces groupes", one.name),
                          fmt::format("“{}” is in the registry already, with this role and these groups", one.name));
    }
    std::string what = fmt::format("\n  ~ {} ({}), {}", one.name, id, scope_words(command, *scope));
    // The day from which she signs is also her keys'.
    if (command.arguments.has("--from"))
        for (RegisteredKey& key : one.keys)
            if (key.status == KeyStatus::active && wanted.span.from < key.span.from) {
                key.span.from = wanted.span.from;
                what += fmt::format("\n    {} {} {}", did_key(key.key), command.say("du", "from"), iso(key.span.from));
            }
    return sign_next_registry(command, desk, std::move(next), desk.chain().roster, what);
}

Exit add(const Command& command, TrustDesk& desk) {
    const std::string word =
        second_word(command, "quelle demande ? livret trust add FICHIER", "which request? livret trust add FILE");
    Registry next = desk.chain().registry;
    const bool known = std::any_of(next.trainers.begin(), next.trainers.end(), [&](const auto& one) { return one.id == word; });
    std::error_code ignored;
    if (known && !std::filesystem::exists(word, ignored)) return amend(command, desk, std::move(next), word);
    const KeyRequest request = read_request(word);
    if (const auto holder = next.holder(request.key);
        holder.key && command.arguments.value("--id", holder.trainer->id) == holder.trainer->id)
        return amend(command, desk, std::move(next), holder.trainer->id);
    else if (holder.key)
        throw refused(fmt::format("cette clé est déjà celle de « {} »", holder.trainer->name),
                      fmt::format("this key is “{}”'s already", holder.trainer->name));
    std::string id = command.arguments.value("--id");
    if (id.empty())
        for (const Trainer& one : desk.institute.configuration.trainers)
            if (one.name == request.name) id = one.id.value;
    if (!is_slug(id) || id.size() > 64)
        throw usage(fmt::format("quel est l’identifiant de « {} » dans livret.yaml ? --id c-leroy", request.name),
                    fmt::format("what is the identifier of “{}” in livret.yaml? --id c-leroy", request.name));
    const SignerScope scope = scope_of(command, desk.institute);
    require_order(scope.span);
    auto found = std::find_if(next.trainers.begin(), next.trainers.end(), [&](const auto& one) { return one.id == id; });
    if (found == next.trainers.end()) found = next.trainers.insert(next.trainers.end(), {id, request.name, {}, {}});
    found->keys.push_back({request.key, {scope.span.from, std::nullopt}, KeyStatus::active, {}});
    const bool same = std::any_of(found->scopes.begin(), found->scopes.end(), [&](const SignerScope& one) {
        return one.role == scope.role && one.gfps == scope.gfps && !one.span.until && !scope.span.until;
    });
    if (!same) found->scopes.push_back(scope);
    const std::string what =
        fmt::format("\n  + {} ({}), {}\n    {}\n    {} {}", request.name, id, scope_words(command, scope), did_key(request.key),
                    command.say("empreinte, à comparer de vive voix :", "fingerprint, to be compared in person:"),
                    key_fingerprint(request.key));
    sort_by(next.trainers, [](const auto& a, const auto& b) { return a.id < b.id; });
    return sign_next_registry(command, desk, std::move(next), desk.chain().roster, what);
}

// By its did:key, or by its holder if she has one active key only.
RegisteredKey& key_named(Registry& registry, const std::string& text) {
    std::vector<RegisteredKey*> found;
    for (RegisteredTrainer& one : registry.trainers)
        for (RegisteredKey& key : one.keys)
            if (did_key(key.key) == text || (one.id == text && key.status == KeyStatus::active)) found.push_back(&key);
    if (found.size() == 1) return *found.front();
    throw usage(
        found.empty()
            ? fmt::format("aucune clé « {} » dans le registre : sa forme did:key…, ou l’identifiant de qui la tient", text)
            : fmt::format("« {} » tient plusieurs clés : donnez la forme did:key…", text),
        found.empty() ? fmt::format("no key “{}” in the registry: its form did:key…, or the identifier of its holder", text)
                      : fmt::format("“{}” holds several keys: give the form did:key…", text));
}

Exit end_key(const Command& command, TrustDesk& desk, KeyStatus status) {
    Registry next = desk.chain().registry;
    const std::string text = second_word(command, "quelle clé ? did:key…, ou l’identifiant de qui la tient",
                                         "which key? did:key…, or the identifier of its holder");
    RegisteredKey& key = key_named(next, text);
    const auto since = date_option(command, "--since");
    if (status == KeyStatus::compromised && !since)
        throw usage("depuis quand la clé a-t-elle pu être prise ? --since DATE",
                    "since when may the key have been taken? --since DATE");
    const Date day = since.value_or(today(command));
    if (status == KeyStatus::retired && key.status == KeyStatus::compromised)
        throw refused("cette clé est compromise : elle ne peut plus être seulement retirée",
                      "this key is compromised: it can no longer be merely retired");
    // Another day mends a wrong one.
    if (key.status == status && (!since || day == (status == KeyStatus::compromised ? key.since : *key.span.until)))
        throw refused("c’est déjà inscrit au registre", "the registry says so already");
    if (status == KeyStatus::retired) require_order({key.span.from, day});
    key.status = status;
    if (status == KeyStatus::compromised)
        key.since = day;
    else
        key.span.until = day;
    const std::string what =
        fmt::format("\n  {} {} {}\n    {}",
                    status == KeyStatus::retired ? command.say("clé retirée au", "key retired on")
                                                 : command.say("clé compromise depuis le", "key compromised since"),
                    iso(day), next.holder(key.key).trainer->name, did_key(key.key));
    return sign_next_registry(command, desk, std::move(next), desk.chain().roster, what);
}

// What in a reason tells which trainee it is about: her name, her folder, her identifier, a reference of hers.
std::set<std::string> named_in(const TrustDesk& desk, const std::string& reason) {
    std::set<std::string> out;
    const auto look_for = [&](const std::string& what, const std::string& key, const std::string& text) {
        const auto is_letter = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0; };
        for (std::size_t at = text.find(key); !key.empty() && at != std::string::npos; at = text.find(key, at + 1))
            if (!is_letter(text[at - 1]) && !is_letter(text[at + key.size()])) out.insert(what);
    };
    const std::string folded = " " + search_key(reason) + " ", as_written = " " + reason + " ";
    const auto look_for_folded = [&](const std::string& what) { look_for(what, search_key(what), folded); };
    for (const RosterLine& one : desk.chain().roster.lines) look_for_folded(one.folder), look_for_folded(one.id);
    for (const Activity& one : desk.institute.activities) look_for_folded(one.reference);
    for (const Trainee& one : desk.institute.trainees) {
        look_for_folded(one.name);
        // A family name alone is often a word too (petit, leblanc): with its capital only.
        const std::string family = one.name.substr(one.name.rfind(' ') + 1);
        if (!out.contains(one.name)) look_for(family, family, as_written);
    }
    return out;
}

void warn_of_names(const Command& command, const TrustDesk& desk, const std::string& reason) {
    for (const std::string& one : named_in(desk, reason))
        print_line(fmt::format(
            fmt::runtime(command.say(
                "attention : le motif nomme « {} ». Le registre le garde pour toujours, et chaque dossier, de n’importe quel "
                "stagiaire, le montre à son jury : dites-le sans nommer personne",
                "warning: the reason names “{}”. The registry keeps it for good, and every dossier, of any trainee, "
                "shows it to her jury: say it without naming anybody")),
            one));
}

Exit revoke(const Command& command, TrustDesk& desk) {
    const std::string text = ascii_lower(second_word(command, "que révoquer ? les premiers chiffres de l’attestation",
                                                     "what is to be revoked? the first digits of the attestation"));
    const std::string reason = command.arguments.value("--reason");
    if (!is_text(reason)) throw usage("pourquoi ? --reason \"…\"", "why? --reason \"…\"");
    std::set<Digest> found;
    for (const auto& [path, bytes] : desk.files.documents) {
        if (!path.starts_with("attestations/") && !path.starts_with("certificates/")) continue;
        const std::string name = path.substr(path.rfind('/') + 1);
        if (name.size() == 69 && text.size() >= 8 && name.starts_with(text)) found.insert(name.substr(0, 64));
    }
    if (found.size() != 1)
        throw usage(fmt::format("« {} » ne désigne pas une seule attestation (au moins 8 chiffres)", text),
                    fmt::format("“{}” does not name one attestation (at least 8 digits)", text));
    Registry next = desk.chain().registry;
    if (next.revocation(*found.begin())) throw refused("elle est déjà révoquée", "it is revoked already");
    next.revocations.push_back({*found.begin(), today(command), reason});
    sort_by(next.revocations, [](const auto& a, const auto& b) { return a.digest < b.digest; });
    warn_of_names(command, desk, reason);
    return sign_next_registry(command, desk, std::move(next), desk.chain().roster,
                              fmt::format("\n  {} {}\n    {}", command.say("révoquée :", "revoked:"), *found.begin(), reason));
}

std::string folder_of(const Trainee& one) {
    return one.key.gfp.value + "/" + one.key.trainee.value;
}

// What changes for one trainee who is here; empty: nothing.
std::string update_line(const Command& command, Roster& next, const Trainee& one, const PeopleFile& people, Date day) {
    const auto facts = people.find(one.id);
    std::vector<std::string> logins;
    if (facts != people.end() && !facts->second.login.empty()) logins = {facts->second.login};
    const std::string folder = folder_of(one);
    const Digest commitment = name_commitment(one.name, one.salt);
    auto line = std::find_if(next.lines.begin(), next.lines.end(), [&](const RosterLine& each) { return each.id == one.id; });
    std::string what;
    if (line == next.lines.end()) {
        next.lines.push_back({one.id, folder, commitment, {{one.key.gfp.value, {day, std::nullopt}}}, logins, {}, ""});
        return fmt::format("\n  + {} ({}, {}{})", one.name, folder, one.id, logins.empty() ? "" : ", " + logins.front());
    }
    if (line->folder != folder) what += fmt::format(" {} → {}", line->folder, folder);
    if (line->commitment != commitment) what += command.say(" nom ou sel changé", " name or salt changed");
    line->folder = folder;
    line->commitment = commitment;
    bool here = false;
    for (GfpPeriod& period : line->gfps) {
        if (period.gfp == one.key.gfp.value && !period.span.until)
            here = true;
        else if (!period.span.until)
            period.span.until = day;
    }
    if (!here) {
        line->gfps.push_back({one.key.gfp.value, {day, std::nullopt}});
        what += fmt::format(" + {}", one.key.gfp.value);
    }
    if (!logins.empty() && line->logins != logins) {
        line->logins = logins;
        what += fmt::format(" {} {}", command.say("identifiant", "login"), logins.front());
    }
    return what.empty() ? what : fmt::format("\n  ~ {} ({}) :{}", one.name, one.id, what);
}

// The profile with a salt in front of its name; unchanged if that cannot be done without doubt.
std::string with_salt(const std::string& text) {
    std::size_t at = 0;
    for (const std::string_view line : split_lines(text)) {
        const bool french = line.starts_with("nom:") || line.starts_with("nom :");
        if (line.starts_with("salt") || line.starts_with("sel") || (at > 0 && line == "---")) return text;
        if (french || line.starts_with("name:") || line.starts_with("name :")) {
            const std::size_t end = at + line.size();
            return text.substr(0, at) +
                   fmt::format("{}: \"{}\"{}", french ? "sel" : "salt", random_hex(16),
                               text.compare(end, 1, "\r") == 0 ? "\r\n" : "\n") +
                   text.substr(at);
        }
        at += line.size() + (text.compare(at + line.size(), 2, "\r\n") == 0 ? 2 : 1);
    }
    return text;
}

// Without a salt whoever knows a few names finds out whose a commitment is. False: she would rather not.
bool fill_salts(const Command& command, TrustDesk& desk) {
    std::map<std::string, std::string> profiles;
    std::string shown;
    for (const Trainee& one : desk.institute.trainees) {
        if (!one.salt.empty()) continue;
        std::string text = desk.disk->read(one.path.value);
        std::string mended = with_salt(text);
        if (mended == text)
            throw refused(
                fmt::format("« {} » n’a pas de sel : ajoutez « salt: » et 32 chiffres hexadécimaux au hasard", one.path.value),
                fmt::format("“{}” has no salt: add “salt:” and 32 random hexadecimal digits", one.path.value));
        profiles.emplace(one.path.value, std::move(mended));
        shown += "\n  " + one.path.value;
    }
    if (profiles.empty()) return true;
    registry_key(command, desk); // without it nothing is begun
    if (!show_and_ask(
            command,
            command.say("Sans sel, une liste de noms suffit à reconnaître qui est inscrit. Ces profils n’en ont pas :",
                        "Without a salt a list of names is enough to recognise who is in the roster. These profiles have none:") +
                shown,
            "En écrire un au hasard dans chacun ?", "Write a random one into each?"))
        return false;
    for (const auto& [path, text] : profiles) desk.disk->write(path, text);
    desk = open_trust_desk(command);
    return true;
}

Exit roster(const Command& command, TrustDesk& desk) {
    for (const LeftOut& one : desk.institute.left_out)
        if (one.path.value.ends_with("/profile.md"))
            throw refused(
                fmt::format("« {} » a des erreurs : « livret check » les montre ; sans lui, sa stagiaire passerait pour partie",
                            one.path.value),
                fmt::format("“{}” has errors: “livret check” shows them; without it its trainee would seem to have left",
                            one.path.value));
    if (!fill_salts(command, desk)) return Exit::content;
    const Date day = date_option(command, "--from").value_or(today(command));
    PeopleFile people;
    if (command.arguments.has("--people")) {
        const std::string path = people_path(command, desk.institute.configuration.institution_id);
        people = read_people(path);
        if (people.empty())
            throw refused(fmt::format("--people : « {} » ne nomme personne", path),
                          fmt::format("--people: “{}” names nobody", path));
    }
    Roster next = desk.chain().roster;
    std::string what;
    std::set<std::string> here;
    for (const Trainee& one : desk.institute.trainees) {
        if (next.is_erased(one.id))
            throw refused(fmt::format("« {} » a été effacée du registre : un effacement ne se défait pas", one.id),
                          fmt::format("“{}” was erased from the registry: an erasure is not undone", one.id));
        here.insert(one.id);
        what += update_line(command, next, one, people, day);
    }
    for (RosterLine& line : next.lines) {
        if (here.contains(line.id)) continue;
        bool left = false;
        for (GfpPeriod& period : line.gfps)
            if (!period.span.until) period.span.until = day, left = true;
        if (left) what += fmt::format("\n  - {} ({})", line.folder, line.id);
    }
    sort_by(next.lines, [](const auto& a, const auto& b) { return a.id < b.id; });
    if (what.empty() && !command.arguments.has("--in-force")) {
        print_line(command.say("la liste des stagiaires est à jour", "the roster is up to date"));
        return Exit::fine;
    }
    return sign_next_registry(command, desk, desk.chain().registry, std::move(next), what);
}

} // namespace

Exit erase_from_registry(const Command& command, TrustDesk& desk, const std::string& text) {
    Roster next = desk.chain().roster;
    const auto line = std::find_if(next.lines.begin(), next.lines.end(),
                                   [&](const RosterLine& one) { return one.id == text || one.folder == text; });
    if (line == next.lines.end())
        throw usage(fmt::format("« {} » n’est pas dans la liste des stagiaires", text),
                    fmt::format("“{}” is not in the roster", text));
    const std::string what =
        fmt::format("\n  {} {} ({})", command.say("effacée, sans retour :", "erased, for good:"), line->folder, line->id);
    next.erased.push_back({line->id, today(command), ""});
    next.lines.erase(line);
    sort_by(next.erased, [](const auto& a, const auto& b) { return a.trainee < b.trainee; });
    return sign_next_registry(command, desk, desk.chain().registry, std::move(next), what);
}

Exit trust_people(const Command& command) {
    TrustDesk desk = open_trust_desk(command);
    require_chain(desk);
    const std::string& what = command.arguments.rest.front();
    if (what == "add") return add(command, desk);
    if (what == "retire") return end_key(command, desk, KeyStatus::retired);
    if (what == "compromised") return end_key(command, desk, KeyStatus::compromised);
    if (what == "revoke") return revoke(command, desk);
    if (what == "roster") return roster(command, desk);
    return erase_from_registry(command, desk,
                               second_word(command, "quelle stagiaire ? groupe/dossier, ou son identifiant",
                                           "which trainee? group/folder, or her identifier"));
}

} // namespace livret

#include "cli/remove_words.hpp"

#include "base/text.hpp"
#include "history/touched.hpp"

#include <fmt/format.h>

namespace livret {

namespace {

std::string line_list(const std::vector<int>& lines) {
    std::vector<std::string> out;
    for (const int one : lines) out.push_back(std::to_string(one));
    return join(out, ", ");
}

// A word of a command line that a person can paste.
std::string quoted(const std::string& word) {
    return "'" + replace_all(word, "'", "'\\''") + "'";
}

std::string who(const Leaver& leaver) {
    std::string out = leaver.key.trainee.empty() ? leaver.id : leaver.key.gfp.value + "/" + leaver.key.trainee.value;
    if (!leaver.name.empty()) out = leaver.name + " (" + out + ")";
    return out;
}

} // namespace

std::string removal_words(const Command& command, const Leaver& leaver, const Removal& removal) {
    std::string out = fmt::format(
        "{} {}", command.say("Ce qui sera retiré, sans retour, de", "What will be taken out, for good, of"), who(leaver));
    const auto count = [&](const std::vector<std::string>& list, const char* fr, const char* en, const std::string& where) {
        if (!list.empty()) out += fmt::format("\n  {:>4}  {} {}", list.size(), command.say(fr, en), where);
    };
    count(removal.own, "fichiers de", "files of", leaver.folder() + "/");
    count(removal.attestations, "attestations de", "attestations of", "trust/attestations/" + leaver.id + "/");
    count(removal.certificates, "attestations de compétences de", "attestations of competences of",
          "trust/certificates/" + leaver.id + "/");
    count(removal.snapshots, "textes signés qu’elles seules désignent, dans", "signed texts that only they name, in",
          "trust/snapshots/");
    count(removal.rosters,
          "listes d’anciens registres où elle figure (trust/registry-N.roster) ; « --as-of » d’un point antérieur ne sera plus "
          "possible",
          "former registries' lists that hold her (trust/registry-N.roster); “--as-of” an earlier checkpoint will no longer be "
          "possible",
          "");
    for (const std::string& path : removal.threads)
        out += fmt::format("\n        {} {}", path, command.say("(personne d’autre n’y a écrit)", "(nobody else wrote in it)"));
    if (!removal.edits.empty()) {
        out += fmt::format("\n{}", command.say("Ce qui ne la nommera plus (le reste de ces fichiers ne change pas) :",
                                               "What will no longer name her (the rest of these files does not change):"));
        for (const Removal::Edit& one : removal.edits) out += fmt::format("\n        {}:{}", one.path, line_list(one.lines));
    }
    return out;
}

std::string mention_words(const Command& command, const Removal& removal) {
    std::string out;
    if (!removal.mentions.empty()) {
        out += command.say(
            "La nomment encore, et c’est à vous d’en juger (les mots d’autrui, que des signatures lient peut-être ; « check » "
            "signale les liens) :",
            "Still name her, and you are to judge (others' words, which signatures may bind; “check” points at the links):");
        for (const Removal::Mention& one : removal.mentions)
            out += one.line > 0 ? fmt::format("\n  {}:{}", one.path, one.line) : fmt::format("\n  {}", one.path);
    }
    if (!removal.signed_mentions.empty()) {
        out += fmt::format(
            "{}{}", out.empty() ? "" : "\n",
            command.say(
                "Gardent son identifiant, qui ne dit rien sans son profil, ou son nom ; leurs signatures lient ces octets :",
                "Keep her identifier, which says nothing without her profile, or her name; signatures bind these bytes:"));
        for (const std::string& one : removal.signed_mentions) out += "\n  " + one;
    }
    for (const auto& [folder, files] : removal.elsewhere)
        out += fmt::format(
            "{}{}", out.empty() ? "" : "\n",
            command.french()
                ? fmt::format("{} la nomme dans {} fichier(s) : ce dossier n’est pas du format, rien n’y est retiré", folder,
                              files)
                : fmt::format("{} names her in {} file(s): that folder is no part of the format, nothing is removed there",
                              folder, files));
    return out;
}

std::string remaining_words(const Command& command, const std::string& root, const Leaver& leaver, const Removal& removed,
                            Registered registered) {
    std::string out;
    if (registered == Registered::enrolled)
        out += command.french()
                   ? fmt::format("Reste au responsable du registre, avec sa clé :\n  livret trust erase {0}\n  livret trust "
                                 "checkpoint\n  livret remove {0}\n"
                                 "(la dernière retire les listes des anciens registres ; d’ici là, ses attestations passent pour "
                                 "manquantes)",
                                 leaver.id)
                   : fmt::format("Remains for the registrar, with her key:\n  livret trust erase {0}\n  livret trust "
                                 "checkpoint\n  livret remove {0}\n"
                                 "(the last one removes former registries' lists; until then her attestations count as missing)",
                                 leaver.id);
    else if (registered == Registered::erased)
        out += command.say("Reste au responsable du registre : livret trust checkpoint",
                           "Remains for the registrar: livret trust checkpoint");
    std::vector<std::string> paths = removed.purged(leaver), touched = paths;
    for (const Removal::Edit& one : removed.edits) touched.push_back(one.path);
    if (const auto git = commits_that_touch(root, touched); git && !touched.empty()) {
        const bool single = git->commits == 1;
        out += command.french()
                   ? fmt::format("{}L’historique de git garde tout cela : {} {} ces fichiers. Après "
                                 "avoir enregistré ce retrait, sur une copie fraîche (git clone), "
                                 "pour l’en ôter :\n  git filter-repo --invert-paths",
                                 out.empty() ? "" : "\n", git->commits, single ? "commit touche" : "commits touchent")
                   : fmt::format("{}Git's history keeps all of it: {} {} these files. Once this removal "
                                 "is committed, in a fresh copy (git clone), to purge it:\n"
                                 "  git filter-repo --invert-paths",
                                 out.empty() ? "" : "\n", git->commits, single ? "commit touches" : "commits touch");
        for (const std::string& path : paths) out += " \\\n    --path " + quoted(git->prefix + path);
        if (!removed.edits.empty()) {
            out += command.french() ? "\nLes versions d’avant de ces fichiers la nomment encore ; « git filter-repo "
                                      "--replace-text » y remplace son nom et ses références :"
                                    : "\nFormer versions of these files still name her; “git filter-repo --replace-text” "
                                      "replaces her name and references there:";
            for (const Removal::Edit& one : removed.edits) out += "\n  " + git->prefix + one.path;
        }
        out += command.french() ? "\nPuis, partout : « git push --force --all » et « --tags » ; chaque clone refait, ou son "
                                  "reflog vidé (git reflog expire --expire=now --all ; git gc --prune=now) ; "
                                  "les caches, miroirs, demandes de fusion et forks de la forge (à demander à qui la tient) ; "
                                  "les noms d’auteur et le mailmap (git filter-repo --mailmap)."
                                : "\nThen, everywhere: “git push --force --all” and “--tags”; every clone made again, or its "
                                  "reflog emptied (git reflog expire --expire=now --all; git gc --prune=now); "
                                  "the forge's caches, mirrors, merge requests and forks (ask whoever runs it); names of authors "
                                  "and the mailmap (git filter-repo --mailmap).";
    }
    out += fmt::format(
        "{}{}", out.empty() ? "" : "\n",
        command.say("À voir aussi : les sites publiés (les reconstruire : livret build), les dossiers et exports remis ou gardés "
                    "(dossiers/, certificates/, CSV), le fichier privé des adresses (--people), "
                    "les copies des jurys, les sauvegardes.",
                    "To be seen to as well: published sites (build them again: livret build), dossiers and exports that were "
                    "handed out or kept (dossiers/, certificates/, CSV), the private file of addresses (--people), "
                    "juries' copies, backups."));
    return out;
}

} // namespace livret

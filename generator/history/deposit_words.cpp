#include "history/deposit_words.hpp"

#include "base/text.hpp"
#include "base/typography.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

class Words {
  public:
    Words(const DepositOutcome& outcome, Language language) : it_(outcome), fr_(language == Language::fr) {}

    std::vector<std::string> all() {
        if (it_.mended)
            say("un dépôt précédent avait été interrompu : ses fichiers ont d’abord été remis en ordre",
                "an earlier deposit had been interrupted: its files were put right first");
        list(it_.recorded, "enregistré ici", "recorded here");
        list(it_.received, "reçu des autres", "received from the others");
        for (const std::string& one : it_.joined)
            say(fmt::format("« {} » : vous l’aviez modifié tous les deux, à des endroits différents ; il contient les deux "
                            "modifications, relisez-le",
                            one),
                fmt::format("“{}”: both of you had changed it, in different places; it holds both changes, read it again", one));
        for (const TwoTexts& one : it_.two_texts) two_texts(one);
        for (const std::string& one : it_.left_aside)
            say(fmt::format("« {} » reste chez vous : ce n’est pas un fichier de ce dépôt", one),
                fmt::format("“{}” stays with you: it is no file of this repository", one));
        for (const std::string& one : it_.too_large)
            say(fmt::format(
                    "« {} » reste chez vous : pas plus de {} Mo par fichier ; réduisez-le, ou mettez-le ailleurs et donnez "
                    "son adresse",
                    one, largest_deposited_file >> 20),
                fmt::format("“{}” stays with you: not more than {} MB a file; make it smaller, or put it elsewhere and give its "
                            "address",
                            one, largest_deposited_file >> 20));
        moved();
        end();
        for (std::string& one : out_) one = fr_ ? no_break_spaces(printable(one)) : printable(one);
        return std::move(out_);
    }

  private:
    const DepositOutcome& it_;
    bool fr_;
    std::vector<std::string> out_;

    void say(std::string fr, std::string en) { out_.push_back(fr_ ? std::move(fr) : std::move(en)); }
    const char* either(const char* fr, const char* en) const { return fr_ ? fr : en; }

    void list(const std::vector<DepositedFile>& files, const char* fr, const char* en) {
        constexpr std::size_t most = 12;
        if (files.empty()) return;
        out_.push_back(fmt::format("{}{}", fr_ ? fr : en, fr_ ? " :" : ":"));
        for (std::size_t i = 0; i < files.size() && i < most; ++i) {
            const char* what = files[i].change == DepositChange::added     ? "+"
                               : files[i].change == DepositChange::removed ? "-"
                                                                           : "~";
            out_.push_back(fmt::format("  {} {}", what, files[i].path));
        }
        if (files.size() > most)
            say(fmt::format("  … et {} autres", files.size() - most), fmt::format("  … and {} more", files.size() - most));
    }

    std::string other(const TwoTexts& one) const {
        const std::string name = one.their_name.empty() ? either("quelqu’un d’autre", "somebody else") : one.their_name;
        if (!one.their_date) return name;
        return fmt::format("{} ({})", name, long_date(*one.their_date, fr_ ? Language::fr : Language::en));
    }

    void two_texts(const TwoTexts& one) {
        const std::string who = other(one);
        if (one.is_signed && one.chosen)
            say(fmt::format(
                    "« {} » est signé, et {} en a déposé un autre du même nom : c’est celui-là qui reste ; le vôtre est gardé "
                    "dans « {} ». Signez de nouveau, puis déposez",
                    one.path, who, one.kept),
                fmt::format("“{}” is signed, and {} deposited another of that name: that one stays; yours is kept in “{}”. Sign "
                            "again, then deposit",
                            one.path, who, one.kept));
        else if (one.chosen && (one.mine.empty() || one.theirs.empty()))
            say(fmt::format("« {} » : l’un l’avait retiré, l’autre modifié ; le texte modifié est gardé", one.path),
                fmt::format("“{}”: one had removed it, the other changed it; the changed text is kept", one.path));
        else if (!one.chosen)
            say(fmt::format(
                    "« {} » : {} l’a modifié aussi, aux mêmes endroits. Son texte est dans « {} », le vôtre est à sa place",
                    one.path, who, one.kept),
                fmt::format("“{}”: {} changed it too, in the same places. That text is in “{}”, yours is where it was", one.path,
                            who, one.kept));
        else if (*one.chosen == Keep::mine)
            say(fmt::format("« {} » : votre texte reste ; celui de {} est gardé dans « {} »", one.path, who, one.kept),
                fmt::format("“{}”: your text stays; that of {} is kept in “{}”", one.path, who, one.kept));
        else if (*one.chosen == Keep::theirs)
            say(fmt::format("« {} » : le texte de {} reste ; le vôtre est gardé dans « {} »", one.path, who, one.kept),
                fmt::format("“{}”: the text of {} stays; yours is kept in “{}”", one.path, who, one.kept));
        else
            say(fmt::format("« {} » : les deux textes y sont, le vôtre d’abord ; celui de {} est aussi dans « {} »", one.path,
                            who, one.kept),
                fmt::format("“{}”: both texts are there, yours first; that of {} is also in “{}”", one.path, who, one.kept));
    }

    // What was kept and no sentence above has named.
    void moved() {
        for (const std::string& path : it_.kept) {
            const bool named =
                std::any_of(it_.two_texts.begin(), it_.two_texts.end(), [&](const TwoTexts& one) { return one.kept == path; });
            if (!named)
                say(fmt::format("votre texte est gardé dans « {} »", path), fmt::format("your text is kept in “{}”", path));
        }
    }

    void safe() {
        if (it_.waiting.empty()) return;
        say("votre travail est enregistré ici ; rien n’est perdu, et le prochain dépôt l’enverra",
            "your work is recorded here; nothing is lost, and the next deposit sends it");
    }

    void end() {
        switch (it_.end) {
        case DepositEnd::sent:
            list(it_.sent, "envoyé", "sent");
            say(fmt::format("déposé : les autres ont maintenant votre travail ({})", it_.place),
                fmt::format("deposited: the others have your work now ({})", it_.place));
            return;
        case DepositEnd::nothing_to_send:
            say("rien à déposer : les autres ont déjà tout ce que vous avez écrit",
                "nothing to deposit: the others have all that you wrote already");
            return;
        case DepositEnd::kept_here:
            say(fmt::format("pas de réseau, ou « {} » ne répond pas : c’est gardé ici, et ce sera envoyé au prochain dépôt",
                            it_.place),
                fmt::format("no network, or “{}” does not answer: it is kept here, and will be sent with the next deposit",
                            it_.place));
            return;
        case DepositEnd::choose:
            say("rien n’est perdu et rien n’est envoyé : choisissez ce qui reste à cette place, l’autre texte est gardé à côté",
                "nothing is lost and nothing is sent: choose what stays in that place, the other text is kept beside it");
            out_.push_back(fmt::format("  livret deposit --keep mine      {}", either("le vôtre", "yours")));
            out_.push_back(fmt::format("  livret deposit --keep theirs    {}", either("celui de l’autre", "the other's")));
            out_.push_back(fmt::format("  livret deposit --keep both      {}",
                                       either("les deux, l’un après l’autre", "both, one after the other")));
            return;
        case DepositEnd::stopped:
            obstacle();
            return;
        }
    }

    void quote(const std::string& words) {
        for (const std::string_view line : split_lines(words)) out_.push_back(fmt::format("  | {}", line));
    }

    void obstacle() {
        switch (it_.obstacle) {
        case DepositObstacle::none:
        case DepositObstacle::no_network:
            break;
        case DepositObstacle::no_git:
            say("le programme git n’est pas installé sur cette machine : demandez à qui l’administre",
                "the program git is not installed on this machine: ask whoever administers it");
            break;
        case DepositObstacle::no_repository:
            say("ce dossier n’est pas une copie d’un dépôt partagé : il faut une copie faite par « git clone ADRESSE » ; "
                "l’adresse se "
                "demande à l’institut. Vos fichiers peuvent y être copiés",
                "this folder is no copy of a shared repository: one made with “git clone ADDRESS” is needed; ask your institute "
                "for "
                "the address. Your files can be copied into it");
            break;
        case DepositObstacle::not_ours:
            say("ce dossier appartient à un autre utilisateur de cette machine : travaillez dans une copie à vous",
                "this folder belongs to another user of this machine: work in a copy of your own");
            break;
        case DepositObstacle::busy:
            if (!it_.detail.empty()) {
                say(fmt::format("un autre git travaille en ce moment dans ce dossier : attendez qu’il ait fini, ou fermez-le, et "
                                "recommencez ; s’il n’y en a aucun, supprimez « {} »",
                                it_.detail),
                    fmt::format("another git is at work in this folder: wait until it is done, or close it, and try again; if "
                                "there is none, delete “{}”",
                                it_.detail));
                break;
            }
            say("un autre dépôt, ou un autre outil, travaille en ce moment dans ce dossier : attendez qu’il ait fini et "
                "recommencez",
                "another deposit, or another tool, is at work in this folder: wait until it is done and try again");
            break;
        case DepositObstacle::unfinished:
            unfinished();
            break;
        case DepositObstacle::detached:
            detached();
            break;
        case DepositObstacle::no_identity:
            say("git ne sait pas qui vous êtes ; dites-le une fois : livret deposit --name \"Prénom Nom\"",
                "git does not know who you are; say it once: livret deposit --name \"First name Family name\"");
            break;
        case DepositObstacle::cannot_record:
            say("git n’a pas pu enregistrer ; vos fichiers sont tels que vous les avez laissés. Il dit :",
                "git could not record; your files are as you left them. It says:");
            quote(it_.git_words);
            break;
        case DepositObstacle::no_remote:
            say("cette copie ne sait pas où envoyer. L’institut vous donne l’adresse, à dire une fois : git remote add origin "
                "ADRESSE",
                "this copy does not know where to send. Your institute gives you the address, to be said once: git remote add "
                "origin "
                "ADDRESS");
            break;
        case DepositObstacle::several_remotes:
            say(fmt::format("cette copie connaît plusieurs destinations ({}) ; choisissez-en une, une fois : git config "
                            "branch.$(git branch --show-current).remote NOM",
                            it_.detail),
                fmt::format("this copy knows several places ({}); choose one, once: git config branch.$(git branch "
                            "--show-current).remote NAME",
                            it_.detail));
            break;
        case DepositObstacle::credentials:
            say(fmt::format(
                    "« {} » ne vous a pas reconnu : mot de passe, jeton ou clé ssh. Dans un terminal, « livret deposit » les "
                    "demande ; sinon, voyez avec l’institut",
                    it_.place),
                fmt::format(
                    "“{}” did not recognise you: password, token or ssh key. In a terminal, “livret deposit” asks for them; "
                    "else see your institute",
                    it_.place));
            quote(it_.git_words);
            break;
        case DepositObstacle::unknown_host:
            say(fmt::format(
                    "la clé de « {} » n’est pas encore connue de cette machine, ou elle a changé. La première fois, lancez « git "
                    "fetch » dans un terminal et comparez l’empreinte avec celle que donne l’institut ; si elle a changé, "
                    "demandez-lui pourquoi avant tout",
                    it_.place),
                fmt::format(
                    "the key of “{}” is not known to this machine yet, or it has changed. The first time, run “git fetch” in a "
                    "terminal and compare the fingerprint with the one that your institute gives; if it has changed, ask "
                    "why before anything else",
                    it_.place));
            break;
        case DepositObstacle::no_such_place:
            say(fmt::format(
                    "il n’y a pas de dépôt à « {} », ou vous n’y avez pas accès : demandez l’adresse à l’institut, puis : git "
                    "remote set-url origin ADRESSE",
                    it_.place),
                fmt::format(
                    "there is no repository at “{}”, or you may not see it: ask your institute for the address, then: git "
                    "remote set-url origin ADDRESS",
                    it_.place));
            quote(it_.git_words);
            break;
        case DepositObstacle::unrelated:
            say("cette copie et le dépôt partagé n’ont rien en commun. Faites-en une nouvelle (git clone ADRESSE), ailleurs, et "
                "copiez-y "
                "vos fichiers",
                "this copy and the shared repository have nothing in common. Make a new one elsewhere (git clone ADDRESS), and "
                "copy "
                "your files into it");
            break;
        case DepositObstacle::rewritten:
            say("le dépôt partagé a été refait depuis votre copie (on y a effacé quelqu’un, par exemple) : envoyer la vôtre y "
                "remettrait ce "
                "qui a été retiré. Faites une nouvelle copie (git clone ADRESSE), ailleurs, et copiez-y vos fichiers à vous",
                "the shared repository was made anew since your copy (somebody was erased from it, for instance): sending yours "
                "would "
                "put back what was taken out. Make a new copy elsewhere (git clone ADDRESS), and copy your own files into it");
            break;
        case DepositObstacle::in_the_way:
            say(fmt::format("« {} » est un fichier d’un côté et un dossier de l’autre : renommez le vôtre, puis recommencez",
                            it_.detail),
                fmt::format("“{}” is a file on one side and a folder on the other: rename yours, then try again", it_.detail));
            break;
        case DepositObstacle::refused:
            say(fmt::format("« {} » a refusé l’envoi :", it_.place), fmt::format("“{}” refused it:", it_.place));
            quote(it_.server_words.empty() ? it_.git_words : it_.server_words);
            break;
        case DepositObstacle::overtaken:
            say("d’autres déposent en ce moment, chaque fois juste avant vous : recommencez dans une minute",
                "others are depositing right now, each time just before you: try again in a minute");
            break;
        case DepositObstacle::unknown_file:
            say(fmt::format("« {} » n’est un fichier ni ici ni chez les autres", it_.detail),
                fmt::format("“{}” is a file neither here nor on the others' side", it_.detail));
            break;
        case DepositObstacle::other:
            say("le dépôt s’est arrêté là ; montrez ceci à qui s’y connaît :",
                "the deposit stopped there; show this to somebody who knows:");
            quote(it_.git_words);
            break;
        }
        safe();
    }

    void unfinished() {
        const bool merge = it_.detail == "merge";
        say(fmt::format(
                "un autre outil (git, un éditeur) a commencé ici une réunion de textes et ne l’a pas finie ({}). Finissez-la "
                "avec "
                "lui ; ou, pour revenir à l’état d’avant, copiez d’abord ailleurs les fichiers que vous venez de modifier, "
                "puis : git {} {}",
                it_.detail, it_.detail, it_.detail == "bisect" ? "reset" : "--abort"),
            fmt::format(
                "another tool (git, an editor) began to join texts here and did not finish ({}). Finish with it; or, to go "
                "back to how it was before, first copy the files you have just changed elsewhere, then: git {} {}",
                it_.detail, it_.detail, it_.detail == "bisect" ? "reset" : "--abort"));
        if (merge)
            say("les lignes <<<<<<<, ======= et >>>>>>> des fichiers montrent où les deux textes diffèrent",
                "the lines <<<<<<<, ======= and >>>>>>> in files show where both texts differ");
    }

    void detached() {
        const std::string branch = it_.detail.empty() ? either("NOM", "NAME") : it_.detail;
        say(fmt::format(
                "cette copie regarde un état ancien du dépôt, et n’en suit plus la suite. Revenez-y : git switch {} (si git "
                "refuse à cause de fichiers modifiés : git stash, puis git switch {}, puis git stash pop)",
                branch, branch),
            fmt::format(
                "this copy looks at an old state of the repository, and does not follow it any more. Go back: git switch {} (if "
                "git refuses because of changed files: git stash, then git switch {}, then git stash pop)",
                branch, branch));
    }
};

} // namespace

std::vector<std::string> words_of(const DepositOutcome& outcome, Language language) {
    return Words(outcome, language).all();
}

} // namespace livret

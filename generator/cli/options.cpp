#include "cli/options.hpp"
#include "cli/suggestion.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::array verbs{
    Verb{"init", "[DIR]", "crée un dépôt prêt à construire", "creates a repository that builds"},
    Verb{"new", "[KIND ...]", "crée un fichier : gfp, trainee, activity, training, question, position, notice, example",
         "creates a file: gfp, trainee, activity, training, question, position, notice, example"},
    Verb{"check", "", "dit tout ce qui ne va pas ; avec --fix, corrige ce qui peut l’être",
         "says everything that is wrong; with --fix, mends what is mechanical"},
    Verb{"build", "", "construit le site, dans site/", "builds the site, into site/"},
    Verb{"serve", "", "montre le site sur http://127.0.0.1 ; avec --write, des formulaires pour écrire",
         "shows the site on http://127.0.0.1; with --write, forms to write in"},
    Verb{"media", "", "dit ce que révèlent les images et les documents", "says what pictures and documents reveal"},
    Verb{"deposit", "", "dépose ce que vous avez écrit chez tous, sans qu’il faille connaître git",
         "deposits what you wrote with everybody, without your having to know git"},
    Verb{"inbox", "", "dit ce qui attend une décision, le plus ancien d’abord", "says what waits for a decision, oldest first"},
    Verb{"attest", "[REFERENCE...]", "décide et signe : activités, formations, contributions",
         "decides and signs: activities, training sessions, contributions"},
    Verb{"verify", "PATH...", "dit ce que valent des fichiers signés, et pourquoi", "says what signed files are worth, and why"},
    Verb{"key", "new|show|request|passphrase [ARGUMENT...]", "une clé de signature, gardée sous une phrase secrète",
         "a signing key, kept under a passphrase"},
    Verb{"trust", "init|add|retire|compromised|revoke|roster|erase|rotate|checkpoint|status [ARGUMENT...]",
         "la racine, le registre et les points de contrôle de l’institut", "the institute's root, registry and checkpoints"},
    Verb{"certify", "TRAINEE", "l’attestation de compétences d’un stagiaire, signée par l’institut : JSON, page et PDF",
         "a trainee's attestation of competences, signed by the institute: JSON, page and PDF"},
    Verb{"session", "open|freeze|diff|decide|close [ARGUMENT...]",
         "une session de jury : ouvrir, geler, dire ce qui a changé, décider, clore",
         "a jury session: open, freeze, say what has changed, decide, close"},
    Verb{"export", "csv|dossier|leap2a [ARGUMENT...]",
         "ce qui sort : csv, les tableaux ; dossier, le zip d’un stagiaire ; leap2a, son portfolio pour Mahara",
         "what leaves: csv, the tables; dossier, a trainee's zip; leap2a, her portfolio for Mahara"},
    Verb{"import", "csv|leap2a FILE...", "ce qui entre : csv, une liste de classe ; leap2a, un export de Mahara, en brouillons",
         "what comes in: csv, a class list; leap2a, an export of Mahara, as drafts"},
    Verb{"remove", "TRAINEE", "efface un stagiaire : son dossier d’abord, puis son travail, et dit ce qui reste à faire",
         "erases a trainee: her dossier first, then her work, and says what remains to be done"},
    Verb{"report",
         "[needs|remarks|evolution|trainees|competences|contexts|phases|situations|pairs|refusals|levels|delays|load|promise]",
         "les tableaux des pages d’analyse, pour tous les groupes", "the tables of the analysis pages, of all groups"},
    Verb{"digest", "", "écrit à chacun, par courriel, ce qui l’attend et ce qui est nouveau",
         "sends each person an e-mail of what waits for her and what is new"},
    Verb{"guard", "", "refuse les envois qui touchent à ce qui n’est pas à qui envoie : pour le serveur ou la forge",
         "refuses pushes that touch what is not the sender's: for the server or the forge"},
    Verb{"config", "", "montre les réglages et d’où ils viennent", "shows the settings and where they come from"},
    Verb{"explain", "CODE", "explique un message", "explains a message"},
    Verb{"clean", "", "retire ce que les constructions ont écrit", "removes what builds wrote"},
    Verb{"completions", "bash|zsh|fish|man", "écrit de quoi compléter les commandes, ou la page de manuel",
         "writes completions for a shell, or the manual page"},
    Verb{"help", "[COMMAND]", "montre cette aide", "shows this help"},
};

constexpr std::array options{
    Option{"--root", "", "DIR", "", "le dépôt (sinon le plus proche dossier qui a un livret.yaml)",
           "the repository (else the nearest folder with a livret.yaml)"},
    Option{"--lang", "", "fr|en", "", "langue des messages", "language of messages"},
    Option{"--quiet", "-q", "", "", "n’écrit que les erreurs", "writes errors only"},
    Option{"--verbose", "-v", "", "", "écrit aussi les durées", "writes durations too"},
    Option{"--format", "", "text|json|github", "", "forme des messages", "form of the messages"},
    Option{"--format", "", "text|csv|json", " session/diff ", "forme de la liste des changements", "form of the list of changes"},
    Option{"--now", "", "DATE", "", "la date du jour (sinon SOURCE_DATE_EPOCH, sinon aujourd’hui)",
           "today's date (else SOURCE_DATE_EPOCH, else today)"},
    Option{"--jobs", "-j", "N", "", "nombre de tâches parallèles", "number of parallel jobs"},
    Option{"--fix", "", "", " check ", "corrige ce qui peut l’être mécaniquement", "mends what is mechanical"},
    Option{"--strip", "", "", " media ", "retire des sources ce que les images révèlent",
           "takes out of the sources what pictures reveal"},
    Option{"--output", "-o", "DIR", " build clean certify session/close export remove ",
           "où écrire : le site (site/ par défaut), les attestations de compétences (certificates/), ce qui est exporté",
           "where to write: the site (site/ by default), attestations of competences (certificates/), what is exported"},
    Option{"--gfp", "", "ID", " trust/add session/open check build serve inbox export import report ",
           "un seul groupe (répétable)", "one group only (repeatable)", true},
    Option{"--audience", "", "gfp|trainers|jury|public", " check build serve export/csv report ",
           "pour qui est le site (gfp par défaut), l’export ou le tableau (trainers par défaut)",
           "whom the site (gfp by default), the export or the table (trainers by default) is for"},
    Option{"--base-url", "", "URL", " check build digest ", "l’adresse publique du site", "the site's public address"},
    Option{"--port", "", "N", " serve ", "le port (sinon celui de la dernière fois, sinon le premier libre à partir de 8004)",
           "the port (else that of last time, else the first free one from 8004 on)"},
    Option{"--write", "", "", " serve ", "des formulaires pour écrire dans le dépôt, à une adresse secrète",
           "forms to write in the repository, at a secret address"},
    Option{"--follow", "", "", " serve ", "mène le navigateur à la page du fichier qui vient de changer",
           "leads the browser to the page of the file that was just changed"},
    Option{"--watch", "", "", " build ", "construit de nouveau à chaque changement, jusqu’à Ctrl-C",
           "builds again at each change, until Ctrl-C"},
    Option{"--poll", "", "", " build serve ",
           "regarde les fichiers sans cesse, sans compter sur le système : pour un lecteur réseau qu’il ne reconnaît pas",
           "looks at the files again and again, whatever the system tells: for a network drive that it does not recognise"},
    Option{"--as", "", "PERSON", " serve guard ",
           "le site tel que cette personne le voit (groupe/stagiaire, ou un formateur) ; pour guard, qui envoie, de la part du "
           "serveur",
           "the site as that person sees it (group/trainee, or a trainer); for guard, who pushes, on the server's word"},
    Option{"--theme", "", "DIR", " check build serve ", "un thème posé par-dessus celui d’origine",
           "a theme laid over the default one"},
    Option{"--drafts", "", "", " check build serve ", "montre aussi les brouillons", "shows drafts too"},
    Option{"--session", "", "SESSION", " build ", "le site d’un jury : les dossiers tels que cette session les a gelés",
           "a jury's site: the dossiers as this session froze them"},
    Option{"--no-dossiers", "", "", " build ", "pour un jury : des pages seulement, sans les dossiers à télécharger",
           "for a jury: pages only, without the dossiers to download"},
    Option{"--strict", "", "", " check build ", "les avertissements sont des erreurs, et les erreurs arrêtent",
           "warnings are errors, and errors stop"},
    Option{"--no-cache", "", "", " build ", "refait tout, et ne retient rien pour la fois suivante",
           "makes everything again, and remembers nothing for the next time"},
    Option{"--explain", "", "", " build ", "dit ce qui a été refait, et pourquoi", "says what was made again, and why"},
    Option{"--no-git", "", "", " check build serve ", "ne lit pas l’historique de git", "does not read git's history"},
    Option{"--framework", "", "ID", " init certify session/open export/csv ",
           "le référentiel : du nouveau dépôt (c2i2e-2004 par défaut), de l’attestation ou du tableau (celui du dépôt)",
           "the framework: of the new repository (c2i2e-2004 by default), of the attestation or the table (the repository's)"},
    Option{"--csv", "", "", " report ", "pour un tableur : CSV", "for a spreadsheet: CSV"},
    Option{"--as-of", "", "N", " certify export/dossier ", "le point de contrôle : seul compte ce qu’il inscrit",
           "the checkpoint: only what it lists counts"},
    Option{"--rule", "", "ID", " certify session/open ", "la règle du référentiel, s’il en a plusieurs",
           "the framework's rule, if it has several"},
    Option{"--count-partial", "", "CODES", " certify session/close ",
           "compte aussi ces compétences (A.1.1,A.2.1 ou all) d’après des lignes partielles : un choix de l’institut, signé",
           "also counts these competences (A.1.1,A.2.1 or all) by partial lines: a choice of the institute, signed", true},
    Option{"--name", "", "NAME", " init new key/new key/request deposit ",
           "le nom de l’institut, du stagiaire, de qui tient la clé, de qui dépose",
           "the name of the institute, of the trainee, of the key's holder, of whoever deposits"},
    Option{"--email", "", "ADDRESS", " deposit ", "l’adresse que git écrit à côté du nom (facultative)",
           "the address that git writes beside the name (optional)"},
    Option{"--message", "-m", "TEXT", " deposit ", "ce que vous avez fait, en une ligne", "what you did, in a line"},
    Option{"--keep", "", "mine|theirs|both", " deposit ",
           "de deux textes du même fichier, celui qui reste à sa place : le vôtre, celui de l’autre, ou l’un après l’autre",
           "of two texts of one file, which stays in its place: yours, the other's, or one after the other"},
    Option{"--take-back", "", "FILE", " deposit ",
           "remet le fichier comme les autres l’ont (répétable) ; votre texte est gardé dans kept-texts/",
           "puts the file back to how the others have it (repeatable); your text is kept in kept-texts/", true},
    Option{"--title", "", "TITLE", " new session/open ", "le titre, quand ce qui le précède est le nom du fichier",
           "the title, when what stands before is the file's name"},
    Option{"--by", "", "PERSON", " new ", "qui écrit la question ou la nouvelle", "who writes the question or the notice"},
    Option{"--like", "", "EXAMPLE", " new ", "commence l’activité d’après un exemple : le nom de son fichier",
           "begins the activity after an example: its file's name"},
    Option{"--folder", "", "", " new ", "met l’activité dans son propre dossier, avec ses pièces jointes",
           "puts the activity in a folder of its own, with its attachments"},
    Option{"--trust-root", "", "FINGERPRINT", "", "l’empreinte de la racine, reçue sur papier",
           "the root's fingerprint, as given on paper"},
    Option{"--trainer", "", "ID", " inbox ", "ce qui attend ce formateur", "what waits for this trainer"},
    Option{"--attest", "", "CODE", " attest ", "atteste la compétence (répétable ; « CODE: un mot » ; all : toutes)",
           "attests the competence (repeatable; “CODE: words”; all: every one)", true},
    Option{"--not-attested", "", "CODE", " attest ", "ne l’atteste pas (« CODE: pourquoi »)", "does not attest it (“CODE: why”)",
           true},
    Option{"--more-information", "", "CODE", " attest ", "demande des précisions (« CODE: lesquelles »)",
           "asks for more information (“CODE: which”)", true},
    Option{"--retract", "", "CODE", " attest ", "retire sa décision", "takes one's decision back", true},
    Option{"--comment", "", "TEXT", " attest ", "un mot pour le stagiaire, qui vaut pour toutes",
           "words for the trainee, for all of them"},
    Option{"--decisions", "", "FILE", " attest ", "lit les décisions dans un fichier", "reads the decisions from a file"},
    Option{"--training", "", "SESSION", " attest ", "atteste les participants d’une formation",
           "attests the participants of a training session"},
    Option{"--participants", "", "NAMES", " attest ", "quelques participants seulement (durand,martin)",
           "some of the participants only (durand,martin)", true},
    Option{"--contributions", "", "GFP/TRAINEE", " attest ", "atteste des contributions à l’espace du groupe",
           "attests contributions to the group's space"},
    Option{"--item", "", "FILE#N", " attest ", "quelques contributions seulement", "some contributions only", true},
    Option{
        "--import", "", "FILE", " attest session/decide ",
        "met en place ce qui a été signé sur le bureau du formateur (le zip, ou son dossier) ; pour un jury, lit ses décisions "
        "dans un tableau (CSV : stagiaire, décision, note)",
        "puts in place what was signed on the trainer's desk (the zip, or its folder); for a jury, reads its decisions from a "
        "table (CSV: trainee, decision, note)"},
    Option{"--date", "", "DATE", " session/open ", "le jour de la session", "the day of the session"},
    Option{"--note", "", "TEXT", " session/decide ", "un mot du jury, signé avec la décision",
           "the jury's words, signed with the decision"},
    Option{"--proof-only", "", "", " verify ", "n’examine que la preuve du document, de quelque type qu’il soit",
           "examines the document's proof only, of whatever type it is"},
    Option{"--key", "", "FILE", " trust key attest certify session/open session/freeze session/decide session/close remove ",
           "le fichier de la clé, ou son nom dans le dossier des clés", "the key's file, or its name in the keys folder"},
    Option{"--passphrase-file", "", "FILE",
           " trust key attest certify session/open session/freeze session/decide session/close remove ",
           "lit la phrase secrète dans un fichier, sans la demander", "reads the passphrase from a file instead of asking"},
    Option{"--passphrase-stdin", "", "",
           " trust key attest certify session/open session/freeze session/decide session/close remove ",
           "lit la phrase secrète sur l’entrée standard (la nouvelle, à la ligne suivante)",
           "reads the passphrase from standard input (a new one from the next line)"},
    Option{"--new-passphrase-file", "", "FILE", " trust/rotate key/passphrase ", "lit la nouvelle phrase secrète dans un fichier",
           "reads the new passphrase from a file"},
    Option{"--yes", "-y", "",
           " trust key/request attest certify session/open session/freeze session/decide session/close remove ",
           "ne demande rien : ce qui est montré convient", "asks nothing: what is shown is right"},
    Option{"--example", "", "", " trust/init key/new ", "une clé d’essai, connue de tous, pour un dépôt d’exemple",
           "a test key that everybody knows, for an example repository"},
    Option{"--role", "", "trainer|jury-chair|registrar", " trust/add ", "ce que la personne peut signer",
           "what the person may sign"},
    Option{"--id", "", "ID", " trust/add ", "son identifiant dans livret.yaml", "her identifier in livret.yaml"},
    Option{"--from", "", "DATE", " trust/add trust/roster ", "à partir de ce jour", "from this day on"},
    Option{"--until", "", "DATE", " trust/add ", "jusqu’à ce jour", "until this day"},
    Option{"--since", "", "DATE", " trust/retire trust/compromised digest ", "depuis ce jour", "since this day"},
    Option{"--reason", "", "TEXT", " trust/revoke ", "pourquoi", "why"},
    Option{"--in-force", "", "", " trust/add trust/retire trust/compromised trust/revoke trust/roster trust/erase ",
           "met aussi en vigueur livret.yaml, les référentiels et les sessions tels qu’ils sont",
           "also puts livret.yaml, frameworks and sessions in force as they are"},
    Option{"--if-changed", "", "", " trust/checkpoint ", "ne fait rien si rien n’a changé",
           "does nothing if nothing has changed"},
    Option{"--trainee", "", "GFP/TRAINEE", " import/leap2a ", "chez qui ranger les brouillons", "in whose folder the drafts go"},
    Option{"--html", "", "FILE", " verify ", "écrit aussi le rapport en page HTML", "also writes the report as an HTML page"},
    Option{"--extract", "", "DIR", " verify ", "décompresse dans un dossier nouveau, si tout compte",
           "unpacks into a new folder, if everything counts"},
    Option{"--all", "", "", " export/dossier ", "tous les stagiaires", "all trainees"},
    Option{"--for", "", "owner|jury", " export/dossier ",
           "pour elle-même, avec tout ce qu’elle a écrit (owner, par défaut), ou pour un jury",
           "for herself, with all that she wrote (owner, the default), or for a jury"},
    Option{"--people", "", "FILE", " import/csv trust/roster digest ",
           "le fichier privé des adresses et identifiants de connexion : où le garder, d’où les prendre",
           "the private file of addresses and logins: where to keep it, whence to take them"},
    Option{"--to", "", "FILE", " digest ", "ajoute les messages à un mbox", "adds the messages to an mbox"},
    Option{"--smtp", "", "URL", " digest ", "les remet à un serveur : smtp://SERVEUR[:PORT] ou smtps://SERVEUR[:PORT]",
           "hands them to a server: smtp://SERVER[:PORT] or smtps://SERVER[:PORT]"},
    Option{"--sender", "", "ADDRESS", " digest ", "qui envoie : « Mission TICE <tice@example.org> »",
           "who sends: “Digital tools <tools@example.org>”"},
    Option{"--credentials", "", "FILE", " digest ",
           "nom et mot de passe du serveur, sur deux lignes (sinon LIVRET_SMTP_USER et LIVRET_SMTP_PASSWORD)",
           "the server's user name and password, on two lines (else LIVRET_SMTP_USER and LIVRET_SMTP_PASSWORD)"},
    Option{"--no-tls", "", "", " digest ", "sans chiffrement : seulement sur un réseau de confiance",
           "without encryption: on a trusted network only"},
    Option{"--state", "", "FILE", " digest ", "où se souvenir de ce qui a été dit à qui",
           "where to remember what was told to whom"},
    Option{"--dry-run", "", "", " import remove digest ", "dit ce qui serait écrit, sans rien écrire",
           "says what would be written, and writes nothing"},
    Option{"--no-dossier", "", "", " remove ", "n’exporte pas son dossier : elle l’a déjà reçu",
           "does not export her dossier: she has received it already"},
    Option{"--base", "", "COMMIT", " guard ", "l’état d’avant l’envoi", "the state before the push"},
    Option{"--head", "", "COMMIT", " guard ", "l’état que l’envoi ferait", "the state that the push would make"},
    Option{"--pusher", "", "LOGIN", " guard ", "qui envoie : son identifiant à la forge", "who sends: the login at the forge"},
    Option{"--ssh-key", "", "FINGERPRINT", " guard ", "qui envoie : l’empreinte de sa clé ssh (SHA256:…)",
           "who sends: the fingerprint of the ssh key (SHA256:…)"},
    Option{"--serve-ssh", "", "", " guard ", "sert git à la clé ssh de cette personne (command= dans authorized_keys)",
           "serves git to this person's ssh key (command= in authorized_keys)"},
    Option{"--help", "-h", "", "", "montre l’aide", "shows help"},
    Option{"--version", "", "", "", "montre la version", "shows the version"},
};

const Option* find_option(std::string_view word) {
    const auto found = std::find_if(options.begin(), options.end(), [&](const Option& one) {
        return one.name == word || (!one.letter.empty() && one.letter == word);
    });
    return found == options.end() ? nullptr : &*found;
}

bool is_choice(const Option& option, std::string_view value) {
    if (option.value.find('|') == std::string_view::npos) return true;
    const auto parts = split(option.value, '|');
    return std::find(parts.begin(), parts.end(), value) != parts.end();
}

// A value may be one of any option of that name: which one is meant is known with the verb.
bool is_choice_of_any(std::string_view name, std::string_view value) {
    return std::any_of(options.begin(), options.end(),
                       [&](const Option& one) { return one.name == name && is_choice(one, value); });
}

// The option of that name that goes with the verb, one of its own before one of all verbs; else any of that name.
const Option& option_for(std::string_view name, std::string_view verb, std::string_view word) {
    const Option* found = nullptr;
    for (const Option& one : options)
        if (one.name == name && goes_with(one, verb, word) && (found == nullptr || !one.verbs.empty())) found = &one;
    return found != nullptr ? *found : *find_option(name);
}

UsageError not_a_choice(const Option& option, std::string_view value) {
    return {fmt::format("{} vaut {}, pas « {} »", option.name, option.value, value),
            fmt::format("{} is {}, not “{}”", option.name, option.value, value)};
}

UsageError unknown(std::string_view what_fr, std::string_view what_en, std::string_view word,
                   const std::vector<std::string>& known) {
    UsageError out{fmt::format("{} inconnue « {} »", what_fr, word), fmt::format("unknown {} “{}”", what_en, word)};
    const Suggestion near = suggestion_for(word, known);
    out.fr += near.fr;
    out.en += near.en;
    return out;
}

} // namespace

std::span<const Option> all_options() {
    return options;
}
std::span<const Verb> all_verbs() {
    return verbs;
}

bool goes_with(const Option& option, std::string_view verb, std::string_view word) {
    const auto names = [&](const std::string& one) { return option.verbs.find(one) != std::string_view::npos; };
    if (option.verbs.empty() || names(fmt::format(" {} ", verb))) return true;
    return word.empty() ? names(fmt::format(" {}/", verb)) : names(fmt::format(" {}/{} ", verb, word));
}

std::vector<std::string> words_of_verb(const Verb& verb) {
    const std::size_t space = verb.arguments.find(' ');
    const std::string_view first = verb.arguments.substr(0, space);
    std::vector<std::string> out;
    const bool a_word = !first.empty() && first[0] >= 'a' && first[0] <= 'z'; // others are placeholders: FILE, [DIR]
    if (space == std::string_view::npos || !a_word) return out;
    for (const std::string_view word : split(first, '|')) out.emplace_back(word);
    return out;
}

static const Verb& verb_named(std::string_view name) {
    return *std::find_if(verbs.begin(), verbs.end(), [&](const Verb& one) { return one.name == name; });
}

// livret key shwo
static std::optional<UsageError> wrong_first_word(const Arguments& given) {
    const std::vector<std::string> words = words_of_verb(verb_named(given.verb));
    if (words.empty() || given.has("--help")) return std::nullopt;
    if (given.rest.empty())
        return UsageError{fmt::format("« livret {} » attend un mot : {}", given.verb, join(words, ", ")),
                          fmt::format("“livret {}” wants a word: {}", given.verb, join(words, ", "))};
    if (std::find(words.begin(), words.end(), given.rest.front()) != words.end()) return std::nullopt;
    UsageError out = unknown("commande", "command", fmt::format("{} {}", given.verb, given.rest.front()), {});
    if (const auto near = closest(given.rest.front(), words)) {
        out.fr += fmt::format(" ; vouliez-vous dire « {} {} » ?", given.verb, *near);
        out.en += fmt::format("; did you mean “{} {}”?", given.verb, *near);
    } else {
        out.fr += fmt::format(" ; après « {} » : {}", given.verb, join(words, ", "));
        out.en += fmt::format("; after “{}”: {}", given.verb, join(words, ", "));
    }
    return out;
}

std::string Arguments::value(std::string_view name, std::string_view otherwise) const {
    const auto found = values.find(name);
    return found == values.end() ? std::string(otherwise) : found->second.back();
}

std::vector<std::string> Arguments::all(std::string_view name) const {
    const auto found = values.find(name);
    return found == values.end() ? std::vector<std::string>() : found->second;
}

// A word that the verb has no use for is a misunderstanding: `livret clean site2` must not clean everything.
static std::optional<UsageError> superfluous_word(const Arguments& given) {
    std::size_t most = std::string_view::npos;
    for (const Verb& verb : verbs)
        if (verb.name == given.verb && verb.arguments.find("...") == std::string_view::npos)
            most = verb.arguments.empty() ? 0 : 1;
    if (most == std::string_view::npos || given.rest.size() <= most) return std::nullopt;
    return UsageError{fmt::format("« {} » est de trop après « livret {} »", given.rest[most], given.verb),
                      fmt::format("“{}” is one word too many after “livret {}”", given.rest[most], given.verb)};
}

std::optional<UsageError> read_arguments(std::span<const std::string> words, Arguments& out) {
    std::vector<std::string> option_names, verb_names;
    for (const Option& one : options) option_names.emplace_back(one.name);
    for (const Verb& one : verbs) verb_names.emplace_back(one.name);
    bool only_rest = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::string word = words[i];
        if (only_rest || word.size() < 2 || word[0] != '-') {
            (out.verb.empty() ? out.verb : out.rest.emplace_back()) = word;
            continue;
        }
        if (word == "--") {
            only_rest = true;
            continue;
        }
        std::optional<std::string> value;
        if (const std::size_t equals = word.find('='); word.starts_with("--") && equals != std::string::npos) {
            value = word.substr(equals + 1);
            word.resize(equals);
        }
        const Option* option = find_option(word);
        if (option == nullptr) {
            const std::string name = word.substr(0, word.find('='));
            return unknown("option", "option", name, option_names);
        }
        if (option->value.empty() && value)
            return UsageError{fmt::format("{} ne prend pas de valeur", word), fmt::format("{} takes no value", word)};
        if (!option->value.empty() && !value) {
            if (i + 1 == words.size())
                return UsageError{fmt::format("{} attend une valeur : {}", word, option->value),
                                  fmt::format("{} takes a value: {}", word, option->value)};
            value = words[++i];
        }
        if (value && !is_choice_of_any(option->name, *value)) return not_a_choice(*option, *value);
        out.values[std::string(option->name)].push_back(value.value_or(""));
    }
    if (out.verb.empty()) return std::nullopt;
    if (std::find(verb_names.begin(), verb_names.end(), out.verb) == verb_names.end())
        return unknown("commande", "command", out.verb, verb_names);
    if (const auto wrong = wrong_first_word(out)) return wrong;
    if (const auto extra = superfluous_word(out)) return extra;
    const bool chosen = !words_of_verb(verb_named(out.verb)).empty() && !out.rest.empty();
    const std::string word = chosen ? out.rest.front() : "";
    const std::string full = chosen ? out.verb + " " + word : out.verb;
    for (const auto& [name, values] : out.values) {
        const Option* option = &option_for(name, out.verb, word);
        for (const std::string& value : values)
            if (!option->value.empty() && !is_choice(*option, value)) return not_a_choice(*option, value);
        if (!goes_with(*option, out.verb, word))
            return UsageError{fmt::format("{} ne va pas avec « livret {} »", name, full),
                              fmt::format("{} does not go with “livret {}”", name, full)};
        if (values.size() > 1 && !option->repeatable && !option->value.empty())
            return UsageError{fmt::format("{} est donnée deux fois", name), fmt::format("{} is given twice", name)};
    }
    return std::nullopt;
}

Language message_language(const Arguments& arguments) {
    if (arguments.has("--lang")) return arguments.value("--lang") == "en" ? Language::en : Language::fr;
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (const char* value = std::getenv(name); value != nullptr && *value != '\0')
            return std::string_view(value).starts_with("fr") ? Language::fr : Language::en;
    return Language::en;
}

namespace {

std::string option_lines(Language lang, std::string_view verb) {
    std::string out;
    for (const Option& one : options) {
        if (!verb.empty() && !goes_with(one, verb)) continue;
        const std::string name = fmt::format("{}{}{}", one.letter.empty() ? "    " : fmt::format("{}, ", one.letter), one.name,
                                             one.value.empty() ? "" : fmt::format(" {}", one.value));
        out += fmt::format("  {:<40} {}\n", name, lang == Language::fr ? one.fr : one.en);
    }
    return out;
}

} // namespace

std::string help_text(Language lang) {
    const bool fr = lang == Language::fr;
    std::string out =
        fr ? "Livret : un portfolio de compétences qui se prouve lui-même.\n\nUsage : livret COMMANDE [OPTIONS]\n\nCommandes :\n"
           : "Livret: a competence portfolio that proves itself.\n\nUsage: livret COMMAND [OPTIONS]\n\nCommands:\n";
    for (const Verb& one : verbs)
        out += fmt::format("  {:<28} {}\n", fmt::format("{} {}", one.name, one.arguments), fr ? one.fr : one.en);
    out += fr ? "\nOptions :\n" : "\nOptions:\n";
    out += option_lines(lang, "");
    out += fr ? "\nÉtat de sortie : 0 tout va bien, 1 le contenu a des erreurs, 2 commande mal écrite, 3 la machine (disque, "
                "droits).\n"
              : "\nExit status: 0 fine, 1 the content has errors, 2 usage, 3 the machine (disk, permissions).\n";
    return out;
}

std::string verb_help(std::string_view verb, Language lang) {
    const bool fr = lang == Language::fr;
    for (const Verb& one : verbs)
        if (one.name == verb)
            return fmt::format("livret {}{}{}\n\n  {}\n\nOptions{}\n{}", one.name, one.arguments.empty() ? "" : " ",
                               one.arguments, fr ? one.fr : one.en, fr ? " :" : ":", option_lines(lang, verb));
    return help_text(lang);
}

} // namespace livret

#include "cli/init_files.hpp"

#include "base/text.hpp"
#include "load/readers.hpp"
#include "markup/yaml_traps.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace livret {

namespace {

struct Words {
    std::string_view code, fr, en;
};
// The example activity's own words, where the framework is the one that it was written for.
constexpr std::array words_of_2004{
    Words{"B.2.1", "le tableur fait voir ce que la moyenne cache", "the spreadsheet shows what the average hides"},
    Words{"B.3.1", "deux élèves par poste : l’un lit, l’autre saisit, puis ils échangent",
          "two pupils at each computer: one reads, one types, then they swap"},
};

std::string activity_body(Language language) {
    if (language == Language::fr)
        return R"(*Cette activité est un exemple : lisez-la, puis effacez le fichier.*

## Contexte

Une classe de quatrième, vingt-quatre élèves, la salle informatique du collège un mardi matin. Les élèves avaient mesuré la température de la cour pendant deux semaines et voulaient savoir si « il avait fait froid ».

## Ce que j’ai fait

J’avais préparé une feuille de calcul avec les relevés de quatre groupes seulement. Les élèves ont saisi les leurs, calculé la moyenne, puis tracé la courbe. Un poste ne démarrait pas : j’ai mis trois élèves ensemble plutôt que de chercher la panne.

| Groupe | Moyenne | Écart entre les extrêmes |
|---|---|---|
| 1 | 7,4 °C | 11 °C |
| 2 | 7,6 °C | 3 °C |

## Ce que les élèves ont fait

Ils ont vu que deux groupes avaient presque la même moyenne et des courbes qui ne se ressemblaient pas.

> « La moyenne, elle ne dit pas qu’il a gelé. »

## Ce que j’en retiens

Préparer la feuille d’avance fait gagner dix minutes. La prochaine fois, je ferai prévoir l’allure de la courbe sur papier avant d’allumer les ordinateurs.
)";
    return R"(*This activity is an example: read it, then delete the file.*

## Context

A class of twenty-four pupils aged thirteen, the school’s computer room on a Tuesday morning. The pupils had measured the temperature of the playground for two weeks and wanted to know whether “it had been cold”.

## What I did

I had prepared a spreadsheet with the readings of four groups only. The pupils typed theirs, worked out the average, then drew the curve. One computer would not start: I put three pupils together rather than look for the fault.

| Group | Average | Between the extremes |
|---|---|---|
| 1 | 7.4 °C | 11 °C |
| 2 | 7.6 °C | 3 °C |

## What the pupils did

They saw that two groups had almost the same average and curves that did not look alike.

> “The average doesn’t say that it froze.”

## What I take from it

Preparing the sheet beforehand saves ten minutes. Next time I shall have them guess the shape of the curve on paper before the computers are switched on.
)";
}

std::string example_body(Language language) {
    if (language == Language::fr)
        return R"(Une heure en salle informatique, une feuille de calcul, une question dont personne ne connaît la réponse.

> **Conseil.** Commencez par dire où vous étiez, avec qui, et ce que vous vouliez obtenir. Trois phrases suffisent.

## Déroulement

- Les élèves apportent leurs propres relevés : une température, une durée de trajet, un prix.
- Chacun prévoit sur papier l’allure de la courbe, puis la trace.
- On compare : où s’est-on trompé, et pourquoi ?

> **Conseil.** Dites ce qui s’est passé, et pas seulement ce qui était prévu. Un incident bien raconté vaut mieux qu’une séance sans accroc.

## Bilan

Ce que les élèves ont compris, à quoi vous le voyez, ce que vous referiez autrement.

> **Conseil.** Deux ou trois compétences expliquées avec vos mots valent mieux que dix cochées.
)";
    return R"(An hour in the computer room, a spreadsheet, a question that nobody knows the answer to.

> **Hint.** Begin by saying where you were, with whom, and what you wanted. Three sentences will do.

## How it went

- The pupils bring readings of their own: a temperature, the time of a journey, a price.
- Everyone guesses the shape of the curve on paper, then draws it.
- All compare: where were we wrong, and why?

> **Hint.** Say what happened, not only what was planned. A mishap told well is worth more than a lesson without a hitch.

## Looking back

What the pupils understood, how you can tell, what you would do differently.

> **Hint.** Two or three competences explained in your words are worth more than ten that are only ticked.
)";
}

class Repository {
  public:
    explicit Repository(const InitFacts& facts) : facts_(facts), names_(init_names(facts.language)) {
        Sink ignored;
        defaults_ = read_configuration("", ignored);
        scaffold_.language = facts.language;
        scaffold_.now = facts.now;
        scaffold_.framework = facts.framework;
        for (const Context& one : defaults_.contexts) scaffold_.contexts.push_back(one.id.value);
        scaffold_.trainers = {std::string(names_.trainer)};
        scaffold_.trainees = {std::string(names_.trainee)};
    }

    NewFile configuration() const {
        const bool fr = french();
        const std::string_view id = fr ? "identifiant" : "id", name = fr ? "nom" : "name";
        const std::string called = !facts_.institution.empty() ? facts_.institution : fr ? "Mon institut" : "My institute";
        const std::string institution = fmt::format("\n  {}: {}\n  {}: {}", id, file_slug(called), name, yaml_quoted(called));
        std::string contexts;
        for (const Context& one : defaults_.contexts)
            contexts += fmt::format("\n  - {{{}: {}, {}: {}, {}: {}}}", id, one.id.value, fr ? "français" : "fr",
                                    yaml_quoted(one.label.fr), fr ? "anglais" : "en", yaml_quoted(one.label.en));
        const std::string trainers =
            fmt::format("\n  - {}: {}\n    {}: {}", id, names_.trainer, name, yaml_quoted(names_.trainer_name));
        const std::vector<FieldValue> values{
            {"institution", institution}, {"language", fr ? "fr" : "en"}, {"framework", facts_.framework->id.value},
            {"contexts", contexts},       {"trainers", trainers},         {"promise", std::to_string(defaults_.promise_days)}};
        const std::string head =
            fr ? "# yaml-language-server: $schema=.livret-schema/livret.schema.json\n# Les réglages du "
                 "dépôt. « livret config » montre ceux qui valent, et d’où "
                 "ils viennent.\n# Une ligne « #champ: » est un exemple : ôtez son # pour vous en servir, ou "
                 "effacez-la.\n\n"
               : "# yaml-language-server: $schema=.livret-schema/livret.schema.json\n# The repository's "
                 "settings. “livret config” shows those in force, and where "
                 "they come from.\n# A line “#field:” is an example: take its # away to use it, or delete "
                 "it.\n\n";
        return {"livret.yaml", head + scaffold_fields(configuration_kind, values, scaffold_)};
    }

    NewFile group() const {
        return {folder() + "gfp.md", scaffold_document(gfp_kind,
                                                       {{"title", yaml_quoted(french() ? "Groupe 1" : "Group 1")},
                                                        {"year", school_year_of(today())},
                                                        {"trainers", fmt::format("[{}]", names_.trainer)}},
                                                       scaffold_body(gfp_kind, facts_.language), scaffold_)};
    }

    NewFile profile() const {
        return {trainee_folder() + "profile.md", scaffold_document(profile_kind,
                                                                   {{"id", yaml_quoted(facts_.trainee_id)},
                                                                    {"name", yaml_quoted(names_.trainee_name)},
                                                                    {"salt", yaml_quoted(facts_.trainee_salt)},
                                                                    {"participates", iso(today())}},
                                                                   scaffold_body(profile_kind, facts_.language), scaffold_)};
    }

    NewFile activity() const {
        const Language language = facts_.language;
        const auto word = [&](std::string_view key, std::string_view id) {
            return choice_word(activity_kind, key, id, language);
        };
        ScaffoldFacts alone = scaffold_;
        alone.trainees.clear();
        return {
            trainee_folder() + (french() ? "activities/une-moyenne-ne-dit-pas-tout.md" : "activities/what-an-average-hides.md"),
            scaffold_document(
                activity_kind,
                {{"reference", reference()},
                 {"title", yaml_quoted(french() ? "Exemple : une moyenne ne dit pas tout" : "Example: what an average hides")},
                 {"date", iso(today())},
                 {"context", "stage-en-responsabilite"},
                 {"phases", fmt::format("[{}, {}]", word("phases", "conception"), word("phases", "mise-en-oeuvre"))},
                 {"situation", word("situation", "classroom")},
                 {"competences", competences()},
                 {"status", word("status", "declared")},
                 {"declared", iso(today())},
                 {"visibility", word("visibility", "gfp")},
                 {"pictures", word("pictures", "none")}},
                activity_body(language), alone)};
    }

    NewFile example() const {
        return {french() ? "examples/une-courbe-avec-un-tableur.md" : "examples/a-curve-with-a-spreadsheet.md",
                scaffold_document(example_kind,
                                  {{"title", yaml_quoted(french() ? "Une courbe avec un tableur" : "A curve with a spreadsheet")},
                                   {"context", "stage-en-responsabilite"},
                                   {"level", yaml_quoted(french() ? "modeste" : "modest")}},
                                  example_body(facts_.language), scaffold_)};
    }

    NewFile readme() const;

  private:
    bool french() const { return facts_.language == Language::fr; }
    Date today() const { return facts_.now.local_date(); }
    std::string folder() const { return fmt::format("gfp/{}/", names_.gfp); }
    std::string trainee_folder() const { return fmt::format("{}trainees/{}/", folder(), names_.trainee); }
    std::string reference() const { return fmt::format("{}-{}-01", ascii_upper(names_.gfp), ascii_upper(names_.trainee)); }

    std::string competences() const {
        std::string out;
        if (facts_.framework->id.value == "c2i2e-2004") {
            for (const Words& one : words_of_2004)
                out += fmt::format("\n  - {}: {}", one.code, yaml_quoted(french() ? one.fr : one.en));
            return out;
        }
        for (std::size_t i = 0; i < std::min<std::size_t>(2, facts_.framework->competences.size()); ++i)
            out += "\n  - " + facts_.framework->competences[i].code;
        return out;
    }

    const InitFacts& facts_;
    InitNames names_;
    Configuration defaults_;
    ScaffoldFacts scaffold_;
};

NewFile Repository::readme() const {
    const std::string title =
        facts_.institution.empty() ? (french() ? "Livret de compétences" : "Competence booklet") : facts_.institution;
    const std::string pattern = french() ? R"(# {title}

Ce dépôt est un livret de compétences tenu avec **Livret**. Les stagiaires écrivent ici ce qu’ils font, les formateurs en attestent ; « livret build » en fait un site. Tout est du texte : rien ne dépend d’un compte ni d’un serveur.

## Cinq étapes

1. **L’institut.** Ouvrez `livret.yaml` : mettez le nom de l’institut et ses formateurs.
2. **Les groupes.** Le dossier `gfp/{gfp}` est un exemple. Renommez-le, ou créez les vôtres :

       livret new gfp math1 --title "Mathématiques, groupe 1"
       livret new trainee math1/durand --name "Anne Durand"

3. **Une activité.** Chaque stagiaire part d’un exemple (dossier `examples`) et décrit ce qu’il a fait :

       livret new activity math1/durand "Suites au tableur"

   C’est d’abord un brouillon. Quand il est prêt, il choisit ses compétences et écrit `statut: déclarée`.
4. **Relire.** `livret check` dit tout ce qui ne va pas, avec la ligne ; `livret check --fix` corrige ce qui peut l’être.
5. **Publier.** `livret build` écrit le site dans `site/` : ouvrez `site/index.html`.

## Ce que contiennent les dossiers

| Dossier | Contenu |
|---|---|
| `livret.yaml` | les réglages |
| `frameworks/` | les référentiels de compétences |
| `gfp/` | un dossier par groupe : stagiaires, formations, questions, nouvelles |
| `examples/` | des exemples d’activités |
| `streams/`, `sessions/`, `trust/` | plus tard : forums de filière, sessions de jury, documents signés |
| `.livret-schema/`, `.vscode/` | de quoi vérifier pendant qu’on écrit, dans les éditeurs qui le savent |

Ne modifiez jamais à la main ce que contient `trust/` : ce sont des documents signés, octet par octet.

## Vérifier à chaque envoi

`.github/workflows/livret.yml` et `.gitlab-ci.yml` lancent `livret check` à chaque envoi. Ils ont besoin de savoir où est le programme : la première ligne de chacun dit comment. Effacez celui qui ne sert pas.

Dans Visual Studio Code, la tâche « livret check » montre les erreurs dans les fichiers eux-mêmes.
)"
                                         : R"(# {title}

This repository is a competence booklet kept with **Livret**. Trainees write here what they do, trainers attest it; `livret build` makes a site of it. Everything is text: nothing depends on an account or a server.

## Five steps

1. **The institute.** Open `livret.yaml`: put the name of the institute and its trainers.
2. **The groups.** The folder `gfp/{gfp}` is an example. Rename it, or create your own:

       livret new gfp math1 --title "Mathematics, group 1"
       livret new trainee math1/durand --name "Anne Durand"

3. **An activity.** Every trainee starts from an example (folder `examples`) and describes what she did:

       livret new activity math1/durand "Sequences in a spreadsheet"

   It is a draft at first. When it is ready, she chooses its competences and writes `status: declared`.
4. **Read again.** `livret check` says everything that is wrong, with the line; `livret check --fix` mends what can be mended.
5. **Publish.** `livret build` writes the site into `site/`: open `site/index.html`.

## What the folders hold

| Folder | Contents |
|---|---|
| `livret.yaml` | the settings |
| `frameworks/` | the competence frameworks |
| `gfp/` | a folder for each group: trainees, trainings, questions, notices |
| `examples/` | example activities |
| `streams/`, `sessions/`, `trust/` | later: forums of streams, jury sessions, signed documents |
| `.livret-schema/`, `.vscode/` | what checks while one writes, in editors that can |

Never change by hand what `trust/` holds: these are signed documents, byte by byte.

## Checking every push

`.github/workflows/livret.yml` and `.gitlab-ci.yml` run `livret check` on every push. They have to know where the program is: the first line of each says how. Delete the one that you do not use.

In Visual Studio Code the task “livret check” shows errors in the files themselves.
)";
    const std::vector<NamedValue> values{{"title", title}, {"gfp", names_.gfp}};
    return {"README.md", fill(pattern, values)};
}

} // namespace

InitNames init_names(Language language) {
    return language == Language::fr ? InitNames{"groupe1", "durand", "Anne Durand", "c-leroy", "Catherine Leroy"}
                                    : InitNames{"group1", "smith", "Anna Smith", "c-brown", "Catherine Brown"};
}

std::vector<NewFile> init_files(const InitFacts& facts) {
    const Repository repository(facts);
    std::vector<NewFile> out{repository.configuration(), repository.group(),   repository.profile(),
                             repository.activity(),      repository.example(), repository.readme()};
    out.push_back({"frameworks/" + facts.framework->id.value + ".xml", facts.framework_xml});
    for (const NewFile& schema : facts.schemas) out.push_back({".livret-schema/" + schema.path, schema.bytes});
    for (NewFile& file : tooling_files(facts.language)) out.push_back(std::move(file));
    std::sort(out.begin(), out.end(), [](const NewFile& a, const NewFile& b) { return a.path < b.path; });
    return out;
}

} // namespace livret

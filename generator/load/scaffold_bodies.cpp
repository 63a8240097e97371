// The texts that new files begin with. Each line says what belongs in its place, so that it is written over.
#include "load/scaffolds.hpp"

#include <array>

namespace livret {

namespace {

struct Body {
    std::string_view kind, fr, en;
};

constexpr std::array bodies{
    Body{"gfp",
         R"(Présentez le groupe en quelques lignes : qui le compose, quand il se réunit, avec qui.

## Ce que le groupe a décidé

Les règles communes : ce que chacun dépose, et quand.

## Pour joindre le groupe

Où poser une question, à qui écrire.
)",
         R"(Introduce the group in a few lines: who is in it, when it meets, with whom.

## What the group decided

The rules that all agreed on: what everyone deposits, and when.

## How to reach the group

Where to ask a question, whom to write to.
)"},
    Body{
        "profile",
        R"(Présentez-vous en quelques lignes : vos classes, ce que vous aimez faire avec elles, ce que vous voulez apprendre cette année.
)",
        R"(Introduce yourself in a few lines: your classes, what you like to do with them, what you want to learn this year.
)"},
    Body{"activity",
         R"(## Contexte

La classe ou le groupe, le lieu, le moment de l’année, ce dont vous disposiez.

## Ce que j’ai fait

Le déroulement, simplement. Dites ce qui était prévu et ce qui s’est passé.

## Ce que les élèves ont fait

Une phrase d’élève, un extrait, un essai manqué en disent plus qu’un bilan.

## Ce que j’en retiens

Ce qui a changé dans votre façon de faire, ce que vous referiez autrement, ce qui reste à apprendre.
)",
         R"(## Context

The class or the group, the place, the time of the year, what you had at hand.

## What I did

How it went, in plain words. Say what was planned and what happened.

## What the pupils did

One pupil’s sentence, an extract, a failed attempt say more than a summary.

## What I take from it

What changed in the way you work, what you would do differently, what remains to be learnt.
)"},
    Body{"position",
         R"(Dites en quelques phrases ce qui a bougé depuis le dernier positionnement, et ce qui vous manque.
)",
         R"(Say in a few sentences what has moved since the last positioning, and what you lack.
)"},
    Body{"training",
         R"(Ce qui sera fait, pour qui, et ce que chacun apporte.

## Déroulement

Les étapes de la séance.
)",
         R"(What will be done, for whom, and what everyone brings.

## Programme

The steps of the session.
)"},
    Body{"question",
         R"(Posez votre question. Dites ce que vous vouliez faire, ce que vous avez essayé, et ce qui s’est passé.
)",
         R"(Ask your question. Say what you wanted to do, what you tried, and what happened.
)"},
    Body{"notice",
         R"(La nouvelle, en quelques lignes : ce qui se passe, quand, où, et qui cela concerne.
)",
         R"(The news, in a few lines: what happens, when, where, and whom it concerns.
)"},
    Body{"example",
         R"(Racontez l’activité comme un stagiaire la déclarerait.

> **Conseil.** Dites dans un encadré comme celui-ci ce qui fait une bonne description.

## Contexte

La classe, le lieu, le moment.

## Déroulement

Ce qui a été fait, par qui.

## Bilan

Ce qui a marché, ce qui n’a pas marché, ce que l’on referait.
)",
         R"(Tell the activity as a trainee would declare it.

> **Hint.** Say in a box like this one what makes a good description.

## Context

The class, the place, the time.

## How it went

What was done, by whom.

## Looking back

What worked, what did not, what one would do again.
)"},
};

} // namespace

std::string scaffold_body(const Kind& kind, Language language) {
    for (const Body& one : bodies)
        if (one.kind == kind.name) return std::string(language == Language::fr ? one.fr : one.en);
    return "";
}

} // namespace livret

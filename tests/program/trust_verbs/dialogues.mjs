// On a terminal: what is shown first, yes or no, and a passphrase that may be mistyped twice.
import { spawnSync } from "node:child_process";
import { converse, fresh_desk, institute, phrase } from "../support/registrar.mjs";
import { bare, holds, plain, program, same, same_trees, test } from "../support/tools.mjs";

const fr = (...args) => ["trust", ...args, "--now", "2004-12-06", "--lang", "fr"];
const en = (...args) => ["trust", ...args, "--now", "2004-12-06", "--lang", "en"];
const ask = /Signer \? \[o\/N\] $/,
  secret = /Phrase secrète de la clé « [^»]+ » : $/;

async function changes_nothing(desk, status, args, typed, words) {
  const before = desk.everything();
  const run = await converse(desk, args, typed);
  same(run.status, status, run.shown);
  for (const one of words) holds(one.test(run.shown), () => `${one} is not in\n${run.shown}`);
  holds(!run.shown.includes(phrase), "the passphrase was shown");
  same_trees(before, desk.everything());
}

await test("no, nothing and a word that is neither: nothing is done", async () => {
  const { desk } = institute();
  const shown = /Ce qui sera signé : le registre \d+ de « Institut d’essai »\s+clé retirée au 2004-12-06 Philippe Anselme/;
  await changes_nothing(desk, 1, fr("retire", "p-anselme"), [[ask, "n\n"]], [shown, /rien n’a été fait/]);
  await changes_nothing(
    desk,
    1,
    fr("retire", "p-anselme"),
    [
      [ask, "peut-être\n"],
      [ask, "\n"],
    ],
    [/rien n’a été fait/],
  );
  await changes_nothing(
    desk,
    1,
    en("checkpoint"),
    [[/Sign\? \[y\/N\] $/, "no\n"]],
    [/What will be signed: checkpoint 3/, /nothing was done/],
  );
  await changes_nothing(
    desk,
    1,
    fr("rotate", "root"),
    [[ask, "non\n"]],
    [/la racine 2 de « Institut d’essai », avec une nouvelle clé \(racine\)/, /rien n’a été fait/],
  );
  const fresh = fresh_desk();
  await changes_nothing(fresh, 1, fr("init"), [[/Créer \? \[o\/N\] $/, "n\n"]], [/quatre clés/, /rien n’a été fait/]);
});

await test("the passphrase may be mistyped twice, not three times", async () => {
  const { desk } = institute();
  const wrong = [secret, "pas celle-là\n"];
  await changes_nothing(
    desk,
    3,
    fr("retire", "p-anselme"),
    [[ask, "o\n"], wrong, wrong, wrong],
    [/ce n’est pas cette phrase-là[^]*ce n’est pas cette phrase-là[^]*ne s’ouvre pas/],
  );
  const number = desk.newest("registry");
  const run = await converse(desk, fr("retire", "p-anselme"), [[ask, "oui\n"], wrong, wrong, [secret, `${phrase}\n`]]);
  same([run.status, desk.newest("registry")], [0, number + 1], run.shown);
  holds(/livret trust checkpoint/.test(run.shown) && !run.shown.includes(phrase), run.shown);
  desk.stands();
  const english = await converse(desk, en("checkpoint"), [
    [/Sign\? \[y\/N\] $/, "y\n"],
    [/Passphrase of the key “[^”]+”: $/, `${phrase}\n`],
  ]);
  same([english.status, desk.newest("checkpoint")], [0, 3], english.shown);
  desk.stands();
});

await test("init: a new passphrase is typed twice, and two that differ make nothing", async () => {
  const desk = fresh_desk();
  const create = [/Créer \? \[o\/N\] $/, "o\n"],
    first = [/Nouvelle phrase secrète[^]* : $/, `${phrase}\n`];
  await changes_nothing(
    desk,
    2,
    fr("init"),
    [create, first, [/Encore une fois : $/, "autre chose\n"]],
    [/ne sont pas les mêmes : rien n’a été écrit/],
  );
  const run = await converse(desk, fr("init"), [create, first, [/Encore une fois : $/, `${phrase}\n`]]);
  same(run.status, 0, run.shown);
  desk.stands();
});

await test("roster: she may decline to have salts written", async () => {
  const { desk } = institute();
  desk.replace("gfp/math1/trainees/martin/profile.md", `salt: ${"1b".repeat(16)}\n`, "");
  const salts = /En écrire un au hasard dans chacun \? \[o\/N\] $/;
  await changes_nothing(
    desk,
    1,
    fr("roster"),
    [[salts, "n\n"]],
    [/gfp\/math1\/trainees\/martin\/profile\.md/, /rien n’a été fait/],
  );
  const run = await converse(desk, fr("roster"), [
    [salts, "o\n"],
    [ask, "o\n"],
    [secret, `${phrase}\n`],
  ]);
  same(run.status, 0, run.shown);
  holds(/^salt: "[0-9a-f]{32}"$/m.test(desk.text("gfp/math1/trainees/martin/profile.md")), "the salt");
  holds(/~ Luc Martin \(2c90ad17\) : nom ou sel changé/.test(run.shown), run.shown);
});

await test("without a terminal nothing is asked, and it is said which option answers", () => {
  const { desk } = institute();
  const alone = (args, lang) => {
    const done = spawnSync("setsid", ["-w", program, ...args, "--lang", lang], {
      cwd: desk.root,
      env: { ...bare, ...desk.env },
      encoding: "utf8",
      input: "",
    });
    return [done.status, plain(done.stderr)];
  };
  const before = desk.everything();
  for (const [lang, yes, file] of [
    ["fr", /--yes l’affirme d’avance/, /aucun terminal[^]*--passphrase-file/],
    ["en", /--yes says so beforehand/, /no terminal[^]*--passphrase-file/],
  ]) {
    const [status, text] = alone(["trust", "checkpoint"], lang);
    holds(status === 2 && yes.test(text), text);
    const [second, words] = alone(["trust", "checkpoint", "--yes"], lang);
    holds(second === 2 && file.test(words), words);
  }
  same_trees(before, desk.everything());
});

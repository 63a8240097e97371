// The README's chapter for trainers, followed to the letter on a copy of the example: every command it gives, and what it says
// that they print. A command that the chapter does not give is not run here, and one that is not run here is not in the chapter.
//
//   node tests/program/readme.mjs PROGRAM
import fs from "node:fs";
import path from "node:path";
import { content, finish, folder, holds, plain, read_tree, same, source, test, write_tree } from "./support/tools.mjs";
import { converse, phrase } from "./support/registrar.mjs";

const readme = plain(fs.readFileSync(path.join(source, "README.md"), "utf8"));
const chapters = [
  {
    lang: "fr",
    from: "## Le formateur : ",
    to: "\n## ",
    yes: "o\n",
    sign: /Signer \? \[o\/N\] $/,
    twice: /Encore une fois : $/,
    fresh: /Nouvelle phrase secrète[^]* : $/,
    secret: /Phrase secrète de la clé « [^»]+ » : $/,
    ask: /\]uitter \? $/,
    comment: /commentaire \(facultatif\) : $/,
  },
];

for (const chapter of chapters) {
  const begin = readme.indexOf(chapter.from);
  const text = readme.slice(begin, readme.indexOf(chapter.to, begin + 5));
  const home = folder("home"),
    root = write_tree(path.join(home, "essai"), read_tree(content));
  const given = [...text.matchAll(/```sh\n([^]*?)```/g)]
    .flatMap((block) => block[1].split("\n"))
    .filter((line) => line.startsWith("livret "))
    .map((line) => line.replace(/\s{2,}#.*$/, "").trim());
  const followed = [];
  const desks = {
    trainer: { root, env: { HOME: home } },
    registrar: { root, env: { HOME: home, XDG_CONFIG_HOME: path.join(home, "responsable") } },
  };

  // Runs the chapter's next command that begins so; its words as a shell takes them.
  async function follow(who, start, typed, more = []) {
    const line = given[followed.length] ?? "";
    holds(line.startsWith(start), () => `the chapter's next command is not ${start}: ${line}`);
    followed.push(line);
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((one) => (one[1] ?? one[2]).replace(/^~/, home)).slice(1);
    const run = await converse(desks[who], [...words, ...more, "--lang", chapter.lang], typed);
    return { ...run, shown: run.shown.replace(/\r/g, "") };
  }
  const squeezed = (words) => words.replace(/ {2,}/g, " "); // columns are as wide as their contents
  // What the chapter shows under a command, without what it leaves out (…) and whatever differs by person and day.
  const prints = (run, ...parts) => {
    for (const part of parts) {
      holds(squeezed(run.shown).includes(part), () => `“${part}” is not printed:\n${run.shown}`);
      holds(squeezed(text).includes(part), () => `“${part}” is not in the README`);
    }
  };
  const secret = [chapter.secret, `${phrase}\n`];

  await test(`${chapter.lang}: a key, a request`, async () => {
    const made = await follow("trainer", "livret key new", [
      [chapter.fresh, `${phrase}\n`],
      [chapter.twice, `${phrase}\n`],
    ]);
    same(made.status, 0, made.shown);
    prints(made, "clé de « Jeanne Perrin » : did:key:z6Mk");
    const asked = await follow("trainer", "livret key request", [[chapter.sign, chapter.yes], secret]);
    same(asked.status, 0, asked.shown);
    prints(asked, "lisez-lui l’empreinte de vive voix. Rien n’y est secret.");
  });
  await test(`${chapter.lang}: the registrar registers it`, async () => {
    for (let i = 0; i < 2; ++i)
      same(
        (
          await follow("registrar", "livret key new", [
            [chapter.fresh, `${phrase}\n`],
            [chapter.twice, `${phrase}\n`],
          ])
        ).status,
        0,
      );
    const added = await follow("registrar", "livret trust add", [[chapter.sign, chapter.yes], secret], ["--now", "2005-04-09"]);
    same(added.status, 0, added.shown);
    prints(added, "+ Jeanne Perrin (j-perrin), formateur : math1", "empreinte, à comparer de vive voix : ");
    const sealed = await follow(
      "registrar",
      "livret trust checkpoint",
      [[chapter.sign, chapter.yes], secret],
      ["--now", "2005-04-09"],
    );
    same(sealed.status, 0, sealed.shown);
  });
  const day = ["--now", "2005-04-11"];
  await test(`${chapter.lang}: what waits`, async () => {
    const waits = await follow("trainer", "livret inbox", [], day);
    prints(waits, "2004-12-14", "118! MATH1-COSTA-02 Hugo Costa", "B.3.2");
  });
  await test(`${chapter.lang}: the dialogue`, async () => {
    const said = await follow(
      "trainer",
      "livret attest",
      [[chapter.ask, "a\n"], [chapter.comment, "Le va-et-vient est bien réglé.\n"], [chapter.sign, chapter.yes], secret],
      day,
    );
    same(said.status, 0, said.shown);
    prints(
      said,
      "B.2.1 : décidée, ou en attente d’une réponse ; « livret attest MATH1-COSTA-02 --attest B.2.1 » y revient",
      "B.3.2 : [a]ttester, [n]on attestée, [p]récisions, [s]auter, [q]uitter ? a",
      "commentaire (facultatif) : Le va-et-vient est bien réglé.",
      "Jeanne Perrin va signer :",
      "B.3.2 attestée",
      "attestations signées : 1 ; elles partent avec le prochain envoi du dépôt (git)",
    );
  });
  const signed = () => [...read_tree(path.join(root, "trust/attestations")).keys()].length;
  const before = signed() - 1;
  await test(`${chapter.lang}: without questions, then a file: ten activities`, async () => {
    for (const start of ["livret attest MATH1-FABRE-03", "livret attest MATH1-DURAND-04"])
      same((await follow("trainer", start, [[chapter.sign, chapter.yes], secret], day)).status, 0);
    fs.writeFileSync(path.join(home, "decisions.yaml"), text.match(/```yaml\n([^]*?)```/)[1]);
    const batch = await follow("trainer", "livret attest --decisions", [[chapter.sign, chapter.yes], secret], day);
    same(batch.status, 0, batch.shown);
    same(signed() - before, 10, "activities signed");
  });
  await test(`${chapter.lang}: a second thought, taken back, verified`, async () => {
    const again = await follow("trainer", "livret attest MATH1-DURAND-04", [[chapter.sign, chapter.yes], secret], day);
    prints(again, "A.1.5 attestée", "A.2.1 attestée (comme avant)", "remplace votre décision ");
    const gone = await follow("trainer", "livret attest MATH1-FABRE-03", [[chapter.sign, chapter.yes], secret], day);
    prints(gone, "décision retirée");
    const file = gone.shown.match(/trust\/attestations\/\S+\.json/)[0];
    given[followed.length] = given[followed.length].replace(/trust\/attestations\/\S+/, file);
    prints(
      await follow("trainer", "livret verify trust/", [], day),
      "pas encore scellée",
      "Tout est bon, mais aucune liste signée par l’institut ne la nomme encore.",
    );
    prints(
      await follow("trainer", "livret verify .", [], day),
      "attestations : valide : 67, pas encore scellée : 10, remplacée : 7, révoquée : 1, date non prouvée : 1",
    );
  });
  await test(`${chapter.lang}: the chapter has no other command`, () => same(followed, given));
}
finish();

// Forms by pages alone: what is written, corrected, given up; what others wrote meanwhile.
import fs from "node:fs";
import path from "node:path";

import { folder, holds, livret, repository, same, test, told } from "../support/tools.mjs";
import { ask, open_form, post, with_server } from "../support/serving.mjs";
import { day, write, hers, activities, read, value_of, root } from "./hers.mjs";

await test("without scripts: an activity is written, corrected and declared by pages alone", async () => {
  const own = repository();
  await with_server(own, [...write, "--as", "math1/durand"], async (server) => {
    const before = activities(own);
    const form = await open_form(server, "new/activity");
    const fields = [
      ["title", "Suites : une approche #2"],
      ["date", "2005-04-04"],
      ["context", "stage-en-responsabilite"],
      ["situation", "classroom"],
      ["phases", "conception"],
      ["phases", "mise-en-oeuvre"],
      ["competences", "B.2.1"],
      ["competences.words.B.2.1", "le tableur : voir la convergence"],
      ["competences.words.B.3.1", "pas cochée"],
      ["competences", "A.1.2"],
      ["status", "draft"],
      ["visibility", "gfp"],
      ["body", "## Contexte\r\n\r\nUne première S.\r\n"],
    ];
    const answer = await post(server, form, [...fields.filter(([name]) => name !== "title"), ["title", ""], ["action", "save"]]);
    same(answer.status, 303);
    const again = await ask(server, answer.headers.location.split("#")[0]);
    holds(again.text.includes("Donnez un titre"), "what is missing is said");
    holds(again.text.includes("Une première S.") && again.text.includes("pas cochée"), "what was typed is still there");
    same(activities(own), before, "nothing is written yet");
    const saved = await post(server, form, [...fields, ["action", "save"]]);
    holds((await ask(server, saved.headers.location)).text.includes("Enregistré."), "saved");
    const file = `${hers}/suites-une-approche-2/index.md`;
    const reference = read(own, file).match(/^référence: (.*)$/m)[1];
    same(
      read(own, file),
      `---\nréférence: ${reference}\ntitre: "Suites : une approche #2"\ndate: 2005-04-04\ncontexte: stage-en-responsabilite\nphases: [conception, mise-en-œuvre]\n` +
        `situation: classe\ncompétences:\n  - B.2.1: "le tableur : voir la convergence"\n  - A.1.2\nstatut: brouillon\nvisibilité: gfp\n---\n## Contexte\n\nUne première S.\n`,
    );
    await post(server, form, [...fields.filter(([name]) => name !== "status"), ["status", "declared"], ["action", "save"]]);
    holds(read(own, file).includes("statut: déclarée\ndéclarée: 2005-04-11\n"), read(own, file));
    same(livret(["check", "--root", own, "--no-git", ...day]).out.includes(file), false, "check has nothing to say of it");
  });
});

await test("messages of check stand beside their fields", () =>
  with_server(root, [...write, "--as", "math1/durand"], async (server) => {
    const form = await open_form(server, "new/activity");
    const answer = await post(server, form, [
      ["title", "X"],
      ["date", "hier"],
      ["context", "nulle-part"],
      ["status", "declared"],
      ["body", "![](photo.jpg)"],
      ["action", "check"],
    ]);
    const page = (await ask(server, answer.headers.location.split("#")[0])).text;
    const beside = (field) => page.match(new RegExp(`data-for="${field}">(.*?)</div>`))[1];
    holds(beside("date").includes("n’est pas une date") && beside("context").includes("contexte inconnu"), () =>
      ["date", "context"].map(beside).join("\n"),
    );
    holds(beside("body").includes("texte de remplacement") && beside("body").includes("photo.jpg"), beside("body"));
    holds(beside("pictures").includes("sans dire si des personnes"), beside("pictures"));
    holds(beside("title") === "", beside("title"));
    holds(page.includes('<a href="#f-date">'), "the summary leads to the field");
    const bare = await post(server, form, [
      ["title", "X"],
      ["date", "2005-04-04"],
      ["context", "gfp"],
      ["status", "declared"],
      ["action", "check"],
    ]);
    holds((await ask(server, bare.headers.location.split("#")[0])).text.includes("sans aucune compétence"), "no competence");
  }));

await test("a file that others changed is never replaced in silence", async () => {
  const own = repository();
  await with_server(own, [...write, "--as", "hg1/blanc"], async (server) => {
    const file = "gfp/hg1/trainees/blanc/activities/qui-fait-quoi-au-college.md";
    const form = await open_form(server, `edit/activity?path=${file}`);
    const theirs = read(own, file).replace("J’avais perdu une heure", "J’avais perdu deux heures");
    fs.writeFileSync(path.join(own, file), theirs);
    const fields = [
      ["title", "Mon titre à moi"],
      ["date", "2004-10-08"],
      ["context", "etablissement"],
      ["phases", "analyse"],
      ["situation", "none"],
      ["status", "declared"],
      ["visibility", "gfp"],
      ["body", "mon texte à moi\n"],
    ];
    const told = await post(server, form, [...fields, ["action", "save"]]);
    same(read(own, file), theirs, "the other's text stays");
    const page = (await ask(server, told.headers.location.split("#")[0])).text;
    holds(page.includes("J’avais perdu deux heures") && page.includes("mon texte à moi"), "both texts are shown");
    await post(server, form, [...fields, ["action", "mine"]]);
    holds(read(own, file).includes("mon texte à moi") && read(own, file).includes("Mon titre à moi"), "hers, once she chose");
  });
});

await test("a second tab that is older than what was saved meanwhile replaces nothing", async () => {
  const own = repository();
  await with_server(own, [...write, "--as", "hg1/blanc"], async (server) => {
    const file = "gfp/hg1/trainees/blanc/activities/qui-fait-quoi-au-college.md";
    const form = await open_form(server, `edit/activity?path=${file}`);
    const [, base] = (await ask(server, form)).text.match(/name="base" value="([0-9a-f]{64})"/);
    const typed = (title, sequence) => [
      ["base", base],
      ["sequence", String(sequence)],
      ["title", title],
      ["date", "2004-10-08"],
      ["context", "etablissement"],
      ["status", "declared"],
      ["visibility", "gfp"],
      ["body", `${title}\n`],
      ["action", "save"],
    ];
    await post(server, form, typed("Dans le second onglet", 1000));
    const saved = read(own, file);
    holds(saved.includes("Dans le second onglet"), "the second tab saves");
    const told = await post(server, form, typed("Dans le premier onglet", 2000));
    same(read(own, file), saved);
    const page = (await ask(server, told.headers.location.split("#")[0])).text;
    holds(page.includes("Dans le premier onglet") && page.includes("Dans le second onglet"), "both texts are shown");
  });
});

await test("what is given up is kept, whole, and may be taken up again; given up twice, it is gone", async () => {
  const own = repository();
  await with_server(own, [...write, "--as", "math1/durand"], async (server) => {
    const form = await open_form(server, "new/position");
    const typed = [
      ["date", "2005-04-11"],
      ["levels.A.1.1", "3"],
      ["remarks.A.1.1", "trop vague"],
    ];
    await post(server, form, [...typed, ["action", "drop"]]);
    same((await ask(server, form)).status, 404, "the form itself is closed");
    const home = (await ask(server, server.forms)).text;
    holds(home.includes("Mis de côté"), "the home page has it");
    const [, again] = home.match(/href="([^"]*\/form\/[0-9a-f]{16})"/);
    const page = (await ask(server, again)).text;
    holds(/name="levels\.A\.1\.1" value="3" checked/.test(page) && page.includes("trop vague"), "with all that was typed");
    await post(server, again, [...typed, ["action", "drop"]]);
    holds(!(await ask(server, server.forms)).text.includes("Mis de côté"), "given up for good");
    // Of a file that is there: the form shows the file again.
    const edit = await open_form(server, `edit/activity?path=${hers}/liste-du-groupe.md`);
    const before = value_of((await ask(server, edit)).text, "title");
    await post(server, edit, [
      ["title", "Un autre titre"],
      ["action", "drop"],
    ]);
    holds(before.length > 5, "the form shows the file");
    same(value_of((await ask(server, edit)).text, "title"), before);
    holds((await ask(server, server.forms)).text.includes("Un autre titre"), "what was typed is put aside");
  });
});

await test("a body that does not say its length is not read", () =>
  with_server(root, [...write, "--as", "math1/durand"], async (server) => {
    const form = await open_form(server, "new/activity");
    const answer = await ask(server, form, {
      method: "POST",
      headers: { Origin: server.origin, "Transfer-Encoding": "chunked" },
      body: "a",
    });
    same(answer.status, 411);
  }));

await test("who did not ask leaves it as it is whether a question is settled", async () => {
  const own = repository();
  const question = fs
    .readdirSync(path.join(own, "gfp/math1/questions"))
    .map((name) => `gfp/math1/questions/${name}`)
    .find((name) => /^resolved: true$/m.test(read(own, name)) && !/^by: roux$/m.test(read(own, name)));
  await with_server(own, [...write, "--as", "math1/roux"], async (server) => {
    const form = await open_form(server, `new/answer?path=${question}`);
    await post(server, form, [
      ["text", "Encore un mot."],
      ["action", "save"],
    ]);
    holds(read(own, question).includes("Encore un mot.") && /^resolved: true$/m.test(read(own, question)), read(own, question));
  });
});

await test("nobody writes in a colleague's folder, nor anywhere else", () =>
  with_server(root, [...write, "--as", "math1/durand"], async (server) => {
    for (const where of [
      "edit/activity?path=gfp/hg1/trainees/blanc/activities/qui-fait-quoi-au-college.md",
      "edit/activity?path=livret.yaml",
      "edit/activity?path=gfp/math1/trainees/durand/activities/../index.md",
      "edit/activity?path=../../etc/passwd",
      "edit/position?path=gfp/math1/gfp.md",
      "new/answer?path=gfp/hg1/questions/noter-le-carnet-de-bord.md",
      "new/answer?path=gfp/math1/questions/noter-les-exercices-en-ligne.md", // a colleague's, to one trainer
      "new/reply?path=gfp/hg1/trainees/blanc/activities/qui-fait-quoi-au-college.md&to=00000000",
      "edit/question?path=gfp/math1/questions/virgules-dans-un-csv.md/../../gfp.md",
    ])
      holds([403, 404].includes((await ask(server, `${server.forms}${where}`)).status), where);
  }));

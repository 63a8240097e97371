// What was sent can be corrected until somebody has signed or decided.
import path from "node:path";

import { holds, same, test } from "../support/tools.mjs";
import { ask, open_form, post } from "../support/serving.mjs";
import { as, repository, with_server, read, write, plain, value_of } from "./pages.mjs";

await test("an answer is corrected where it stands, until a signature covers it", async () => {
  const root = repository();
  const file = "gfp/math1/questions/prenoms-des-gagnants.md"; // answered by costa, whose answer is attested
  await with_server(root, "math1/costa", async (server) => {
    const page = (await ask(server, await open_form(server, `new/answer?path=${file}`))).text;
    holds(plain(page).includes("couverte par une attestation signée") && !page.includes("edit/answer"), "why it stays as it is");
    same((await ask(server, await open_form(server, `edit/answer?path=${file}&n=1`))).status, 200, "whoever knows the address");
    const form = await open_form(server, `edit/answer?path=${file}&n=1`);
    const before = read(root, file);
    await post(server, form, [
      ["text", "Autre chose."],
      ["action", "save"],
    ]);
    same(read(root, file), before, "changes nothing either");
    holds(plain((await ask(server, form)).text).includes("couverte par une attestation signée"), "and is told why");
  });
  await with_server(root, "p-anselme", async (server) => {
    const before = read(root, file);
    const page = (await ask(server, await open_form(server, `new/answer?path=${file}`))).text;
    const to = page.match(/href="[^"]*\/(edit\/answer\?[^"]+)"/)[1].replace(/&amp;/g, "&");
    same((await ask(server, `${server.forms}edit/answer?path=${file}&n=1`)).status, 403, "another's answer");
    const form = await open_form(server, to);
    const words = value_of((await ask(server, form)).text, "text");
    holds(words.length > 20 && before.includes(words.split("\n")[0]), words);
    // A colleague answers meanwhile: nothing is lost of either.
    write(
      root,
      file,
      before.replace(
        "answers:\n",
        "answers:\n  - date: 2004-11-29T20:00+01:00\n    by: martin # tôt\n    text: Bonne question.\n",
      ),
    );
    await post(server, form, [
      ["text", `${words}\nP.-S. : les prénoms aussi.\n`],
      ["action", "save"],
    ]);
    const after = read(root, file);
    holds(after.includes("by: martin # tôt\n    text: Bonne question.\n"), after);
    const lines = (text) => text.split("\n").filter((line) => line !== "");
    const added = lines(after).filter((line) => !lines(before).includes(line));
    same(
      added.map((line) => line.trim()),
      ["- date: 2004-11-29T20:00+01:00", "by: martin # tôt", "text: Bonne question.", "P.-S. : les prénoms aussi."],
    );
    same(
      lines(before).filter((line) => !lines(after).includes(line)),
      [],
      "no other line changed",
    );
    // Changed by hand meanwhile: both texts are shown.
    const second = await open_form(
      server,
      to.replace(/n=\d+/, (n) => `n=${Number(n.slice(2)) + 1}`),
    );
    await ask(server, second);
    await post(server, `${second}/keep`, [
      ["text", "Mon nouveau texte."],
      ["sequence", "2"],
    ]);
    write(root, file, read(root, file).replace("les prénoms aussi", "les noms aussi"));
    await post(server, second, [
      ["text", "Mon nouveau texte."],
      ["action", "save"],
    ]);
    holds(!read(root, file).includes("Mon nouveau texte"), "nothing is replaced in silence");
    const both = (await ask(server, second)).text;
    holds(both.includes("Mon nouveau texte.") && both.includes("les noms aussi"), "both are shown");
  });
});

await test("a reply is corrected until a trainer decides after it", async () => {
  const root = repository();
  const file = "gfp/math1/trainees/girard/activities/questionnaire-pendant-les-vacances.md";
  await with_server(root, "math1/girard", async (server) => {
    const before = read(root, file);
    const home = (await ask(server, server.forms)).text;
    const to = home.match(/href="[^"]*\/(edit\/reply\?[^"]*questionnaire[^"]*)"/)?.[1].replace(/&amp;/g, "&");
    holds(to, `no way to correct it in\n${plain(home)}`);
    const form = await open_form(server, to);
    const words = value_of((await ask(server, form)).text, "text");
    await post(server, form, [
      ["text", words.replace("onze élèves", "douze élèves")],
      ["action", "save"],
    ]);
    same(read(root, file), before.replace("onze élèves", "douze élèves"), "only that word changed");
  });
  const decided = "gfp/math1/trainees/costa/activities/page-de-manuel-scannee.md"; // decided upon since
  await with_server(root, "math1/costa", async (server) => {
    const before = read(root, decided);
    const form = await open_form(server, `edit/reply?path=${decided}&n=1`);
    await post(server, form, [
      ["text", "Autre chose."],
      ["action", "save"],
    ]);
    same(read(root, decided), before);
    holds(plain((await ask(server, form)).text).includes("Un formateur a décidé depuis"), "and is told why");
    holds(!(await ask(server, server.forms)).text.includes("edit/reply"), "no link leads there");
  });
});

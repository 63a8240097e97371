// Files that come beside an activity that is one file: it becomes a folder, whenever the program is killed.
import fs from "node:fs";
import path from "node:path";

import { folder, holds, random_numbers, read_tree, same, test } from "../support/tools.mjs";
import { ask, open_form, post, serve } from "../support/serving.mjs";
import {
  as,
  repository,
  with_server,
  read,
  write,
  is_there,
  plain,
  value_of,
  journal,
  checked,
  states,
  hers,
  one_file,
  in_folder,
  photo,
} from "./pages.mjs";

await test("the first file that is joined makes a folder of a one-file activity, with its links, and loses no attestation", async () => {
  const root = repository();
  const before = read(root, one_file);
  write(
    root,
    one_file,
    before.replace(
      /\n---\n/,
      '\nreplies:\n  - to: "00000000"\n    date: 2005-04-01\n    text: Voir [les suites](suites-numeriques-au-tableur/index.md).\n---\n',
    ) +
      "\n[Moi](../profile.md), [plus haut](lectures-tableur-et-convergence.md#doutes), [le livre][l], [ailleurs](https://www.example.org/), " +
      "[MATH1](MATH1-DURAND-01) et `[code](suites.md)`.\n\n[l]: liste-du-groupe.md\n",
  );
  // A colleague's signed text that leads here is not hers to change.
  const notice = "gfp/math1/notices/2005-03-21-feuilles-a-reprendre.md";
  write(
    root,
    notice,
    read(root, notice) + "\n[Les lectures](../trainees/durand/activities/lectures-tableur-et-convergence.md)\n",
  );
  const original = read(root, one_file);
  const attested = states(root);
  const clean = checked(root);
  await with_server(root, "math1/durand", async (server) => {
    const form = await open_form(server, `edit/activity?path=${one_file}`);
    const page = (await ask(server, form)).text;
    const joined = await post(server, `${form}/attach`, [["files", { name: "Été.JPG", bytes: photo }]], { "X-Livret": "script" });
    same(JSON.parse(joined.text).refused, [], "nothing is refused");
    holds(is_there(root, one_file) && !is_there(root, in_folder), "nothing moves before she saves");
    const body = value_of(page, "body");
    const typed = `${body}\n![un écran](ete.jpg)\n`;
    const fields = [...page.matchAll(/<input[^>]* name="(title|date|date\.until|base|competences)"[^>]*>/g)]
      .filter(([tag]) => !tag.includes("checkbox") || tag.includes("checked"))
      .map(([tag, name]) => [name, value_of(tag, name)]);
    const rest = [
      ["context", "memoire"],
      ["situation", "none"],
      ["phases", "analyse"],
      ["status", "declared"],
      ["visibility", "jury"],
      ["pictures", "no-persons"],
      ...[...page.matchAll(/<textarea[^>]* name="(competences\.words\.[^"]+)"/g)].map(([, name]) => [name, value_of(page, name)]),
    ];
    const check = await post(server, `${form}/check`, [...fields, ...rest, ["body", typed]], { "X-Livret": "script" });
    same(
      JSON.parse(check.text).messages.filter((one) => one.error),
      [],
      "check sees the folder that will be",
    );
    const saved = await post(server, form, [...fields, ...rest, ["body", typed], ["action", "save"]]);
    same(saved.status, 303);
    holds(!is_there(root, one_file), "the file is not there any more");
    const text = read(root, in_folder);
    for (const words of [
      "[la séance sur les suites](../suites-numeriques-au-tableur/index.md)",
      "[Moi](../../profile.md)",
      "[plus haut](index.md#doutes)",
      "[l]: ../liste-du-groupe.md",
      "[ailleurs](https://www.example.org/)",
      "[MATH1](MATH1-DURAND-01)",
      "`[code](suites.md)`",
      "![un écran](ete.jpg)",
      "[les suites](../suites-numeriques-au-tableur/index.md)",
    ])
      holds(text.includes(words), `${words}\n${text}`);
    same(fs.existsSync(path.join(root, path.dirname(in_folder), "ete.jpg")), true, "the photograph lies beside it");
    // All else of the header is as it was.
    const header = (whole) =>
      whole
        .slice(0, whole.indexOf("\n---\n"))
        .replace(/\nreplies:[^]*/, "")
        .replace(/\n(pictures|images):.*/, "");
    same(header(text), header(original), "the header");
    const after = (await ask(server, form)).text;
    holds(after.includes("Enregistré.") && after.includes("lectures-tableur-et-convergence/index.md"), plain(after));
    same((await ask(server, `${server.forms}edit/activity?path=${one_file}`)).headers.location, form, "the old address opens it");
  });
  same(
    journal(root).map((one) => [one.path, one["moved-from"]]),
    [[in_folder, undefined]],
    "the journal follows",
  );
  same(states(root), attested, "every decision stands");
  same(
    checked(root).err.replace(/\S*lectures\S*/g, ""),
    clean.err.replace(/\S*lectures\S*/g, ""),
    "and every link of others leads there",
  );
});

await test("a second tab on the old file brings it back in no way", async () => {
  const root = repository();
  await with_server(root, "math1/durand", async (server) => {
    const form = await open_form(server, `edit/activity?path=${one_file}`);
    const old = (await ask(server, form)).text; // two tabs show it
    const [base, body] = [value_of(old, "base"), value_of(old, "body")];
    await post(server, `${form}/attach`, [["files", { name: "a.jpg", bytes: photo }]], { "X-Livret": "script" });
    await post(server, form, [
      ["title", "Lectures"],
      ["base", base],
      ["body", body],
      ["action", "save"],
    ]);
    const moved = read(root, in_folder);
    const kept = await post(server, `${form}/keep`, [
      ["title", "Lectures, autre onglet"],
      ["base", base],
      ["body", body],
      ["sequence", "9"],
    ]);
    same(kept.status, 200);
    await post(server, form, [
      ["title", "Lectures, autre onglet"],
      ["base", base],
      ["body", body],
      ["action", "save"],
    ]);
    same([read(root, in_folder) === moved, is_there(root, one_file)], [true, false], "the file is the first tab's");
    const page = (await ask(server, form)).text;
    holds(page.includes("a changé pendant que vous écriviez") && page.includes("Lectures, autre onglet"), "both texts are shown");
  });
});

await test("a folder of that name that holds something is left alone", async () => {
  const root = repository();
  fs.mkdirSync(path.join(root, path.dirname(in_folder)));
  write(root, `${path.dirname(in_folder)}/autre.pdf`, "something");
  await with_server(root, "math1/durand", async (server) => {
    const form = await open_form(server, `edit/activity?path=${one_file}`);
    await post(server, form, [
      ["title", "Lectures"],
      ["body", "Deux mots.\n"],
      ["files", { name: "a.jpg", bytes: photo }],
      ["action", "save"],
    ]);
  });
  const there = [...read_tree(path.join(root, hers)).keys()].filter((name) => name.startsWith("lectures"));
  same(there, [
    "lectures-tableur-et-convergence-2/a.jpg",
    "lectures-tableur-et-convergence-2/index.md",
    "lectures-tableur-et-convergence/autre.pdf",
  ]);
});

// The journal as it is between the two steps: what was meant is written down, and the file has moved or has not.
async function stopped_half_way(root, { moved }) {
  await with_server(root, "math1/durand", async (server) => {
    const form = await open_form(server, `edit/activity?path=${one_file}`);
    const page = (await ask(server, form)).text;
    await post(server, `${form}/attach`, [["files", { name: "a.jpg", bytes: photo }]], { "X-Livret": "script" });
    await post(server, `${form}/keep`, [
      ["title", "Un autre titre"],
      ["body", `${value_of(page, "body")}\nPlus [loin](liste-du-groupe.md).\n`],
      ["base", value_of(page, "base")],
      ["sequence", "5"],
    ]);
  });
  const [entry] = journal(root);
  const { name, ...rest } = entry;
  write(root, `.livret/forms/${name}`, JSON.stringify({ ...rest, path: in_folder, "moved-from": one_file }));
  if (!moved) return;
  fs.mkdirSync(path.join(root, path.dirname(in_folder)));
  fs.renameSync(path.join(root, one_file), path.join(root, in_folder));
}

await test("killed between the two steps of a move: the next start finishes it, file and form", async () => {
  const root = repository();
  const before = read(root, one_file);
  await stopped_half_way(root, { moved: true });
  await with_server(root, "math1/durand", async (server) => {
    same(is_there(root, one_file), false);
    same(
      read(root, in_folder),
      before.replace("](suites-numeriques-au-tableur/", "](../suites-numeriques-au-tableur/"),
      "its links are mended",
    );
    const form = await open_form(server, `edit/activity?path=${in_folder}`);
    const page = (await ask(server, form)).text;
    holds(
      page.includes("Un autre titre") && page.includes("[loin](../liste-du-groupe.md)"),
      "what was typed is there, from the new place",
    );
    holds(!page.includes("a changé pendant que vous écriviez"), "and nobody else changed the file");
  });
});

await test("killed before anything moved: the form is that of the file where it is", async () => {
  const root = repository();
  const before = read(root, one_file);
  await stopped_half_way(root, { moved: false });
  await with_server(root, "math1/durand", async (server) => {
    same([read(root, one_file) === before, is_there(root, in_folder)], [true, false]);
    const form = await open_form(server, `edit/activity?path=${one_file}`);
    const page = (await ask(server, form)).text;
    holds(page.includes("Un autre titre") && page.includes("[loin](liste-du-groupe.md)"), "what was typed is there, as it was");
    await post(server, form, [
      ["title", "Un autre titre"],
      ["body", value_of(page, "body")],
      ["base", value_of(page, "base")],
      ["action", "save"],
    ]);
    same([is_there(root, one_file), is_there(root, in_folder)], [false, true], "and it can be saved");
  });
});

await test("killed at any moment of the move: one file, never two, never none, and no text is lost", async () => {
  const random = random_numbers(Number(process.env.LIVRET_SEED ?? 1));
  let whole = 0; // milliseconds that a saving takes here and now: the first one is left alone
  for (let round = 0; round < 9; ++round) {
    const root = repository();
    const server = await serve(root, { args: as("math1/durand") });
    const form = await open_form(server, `edit/activity?path=${one_file}`);
    const page = (await ask(server, form)).text;
    await post(server, `${form}/attach`, [["files", { name: "a.jpg", bytes: photo }]], { "X-Livret": "script" });
    const words = `mot-${round}`;
    const typed = [
      ["title", "Lectures"],
      ["body", `${value_of(page, "body")}\n${words}\n`],
      ["base", value_of(page, "base")],
    ];
    same((await post(server, `${form}/keep`, [...typed, ["sequence", "2"]])).status, 200, "kept, and so never lost");
    const sent = post(server, form, [...typed, ["action", "save"]]);
    sent.catch(() => {});
    const began = performance.now();
    if (round === 0) await sent;
    whole ||= performance.now() - began;
    if (round > 0) await new Promise((done) => setTimeout(done, whole * (0.3 + 0.7 * random.next())));
    await server.stop("SIGKILL");
    await sent.catch(() => {});
    await with_server(root, "math1/durand", async (again) => {
      const there = [one_file, in_folder].filter((name) => is_there(root, name));
      same(there.length, 1, `round ${round}: ${there}`);
      const opened = await open_form(again, `edit/activity?path=${there[0]}`);
      const text = read(root, there[0]);
      const kept = (await ask(again, opened)).text;
      if (!text.includes(words) && !kept.includes(words)) throw new Error(`round ${round}: the text is nowhere\n${text}`);
      const links = text.match(/\]\((\.\.\/)?suites-numeriques-au-tableur\/index\.md\)/);
      same(links?.[1] !== undefined, there[0] === in_folder, `round ${round}: the links are of the place`);
    });
  }
});

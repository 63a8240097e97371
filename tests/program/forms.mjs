// The forms of livret serve --write, beyond one text: files that come beside a one-file activity, the first pages of trainees and
// trainers, other frameworks, corrections of what was sent, and a deposit that takes its time.
//   node tests/program/forms.mjs build/dev/livret ["a name"]      LIVRET_SEED=7: other moments to be killed at
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { jpeg_with } from "./support/camera.mjs";
import { content, finish, folder, holds, livret, random_numbers, read_tree, same, test } from "./support/tools.mjs";
import { ask, open_form, post, serve } from "./support/serving.mjs";

const day = ["--now", "2005-04-11T14:05+02:00"];
const as = (person) => ["--write", "--port", "0", ...day, "--as", person];

function repository() {
  const root = path.join(folder("repository"), "r");
  fs.cpSync(content, root, { recursive: true, filter: (name) => !/\/(\.livret|site)$/.test(name) });
  return root;
}
async function with_server(root, person, run) {
  const server = await serve(root, { args: as(person) });
  try {
    return await run(server);
  } finally {
    await server.stop("SIGKILL");
  }
}
const read = (root, name) => fs.readFileSync(path.join(root, name), "utf8");
const write = (root, name, text) => fs.writeFileSync(path.join(root, name), text);
const is_there = (root, name) => fs.existsSync(path.join(root, name));
const plain = (html) =>
  html
    .replace(/<script[^]*?<\/script>|<[^>]+>/g, " ")
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ");
const value_of = (html, name) => {
  const found = html.match(
    new RegExp(`<textarea[^>]* name="${name}"[^>]*>\\n([^<]*)</textarea>|name="${name}"[^>]* value="([^"]*)"`),
  );
  return (found?.[1] ?? found?.[2] ?? "")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&");
};
// The part of a page from one heading to the next of its rank.
const section = (html, heading) => {
  const from = html.indexOf(heading);
  holds(from >= 0, `no « ${heading} » in\n${plain(html)}`);
  const rest = html.slice(from);
  const end = rest.slice(1).search(/<h2|<details|<\/main>/);
  return end < 0 ? rest : rest.slice(0, end + 1);
};
const journal = (root) =>
  fs
    .readdirSync(path.join(root, ".livret/forms"))
    .filter((name) => /^[0-9a-f]{16}\.json$/.test(name))
    .map((name) => ({ name, ...JSON.parse(read(root, `.livret/forms/${name}`)) }));
const checked = (root) => livret(["check", "--root", root, "--no-git", ...day]);
const states = (root) => {
  const out = folder("tables");
  livret(["export", "csv", "--root", root, "--no-git", "--output", out, ...day]);
  return [...read_tree(out)].filter(([name]) => /attest|decision/.test(name)).map(([name, bytes]) => `${name}\n${bytes}`);
};

// --- A. files beside an activity that is one file

const hers = "gfp/math1/trainees/durand/activities";
const one_file = `${hers}/lectures-tableur-et-convergence.md`;
const in_folder = `${hers}/lectures-tableur-et-convergence/index.md`;
const photo = jpeg_with("telephone");

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

// --- B. the first page

await test("a trainer's first page: what waits in her groups, then what is to be answered, by its deadline", async () => {
  const root = repository();
  const forum = (name, where, asked, more = "") =>
    write(
      root,
      `${where}/questions/${name}.md`,
      `---\nasked: ${asked}\nby: ${where.startsWith("streams") ? "math1/durand" : "durand"}\nto: forum\ntitle: "${name}"\ncategory: technique\n${more}---\nUne question.\n`,
    );
  forum("presque-due", "gfp/math1", "2005-04-08T10:00+02:00");
  forum("en-retard", "gfp/math1", "2005-04-01T10:00+02:00");
  forum("de-la-filiere", "streams/second-degre", "2005-04-10T10:00+02:00");
  forum(
    "d-un-pair",
    "gfp/math1",
    "2005-04-09T10:00+02:00",
    "answers:\n  - date: 2005-04-09T12:00+02:00\n    by: martin\n    text: Moi non plus.\n",
  );
  write(
    root,
    "gfp/pe1/questions/d-ailleurs.md",
    `---\nasked: 2005-04-02T10:00+02:00\nby: pascal\nto: forum\ntitle: "d-ailleurs"\ncategory: technique\n---\nUne question.\n`,
  );
  const trainer = read(root, "gfp/math1/gfp.md").match(/trainers: \[([a-z-]+)/)[1];
  holds(!read(root, "gfp/pe1/gfp.md").includes(trainer), "of one group and not of the other");
  await with_server(root, trainer, async (server) => {
    const home = (await ask(server, server.forms)).text;
    const waits = section(home, 'id="h-waits"');
    holds(
      /<strong>\d+ activité/.test(waits) && /\d+ compétence/.test(waits) && waits.includes("la plus ancienne depuis"),
      plain(waits),
    );
    const ways = [...waits.matchAll(/href="(http[^"]+)"/g)].map(([, to]) => new URL(to));
    same(ways.length >= 2, true, "a desk and a signing page");
    for (const to of ways) {
      const page = await ask(server, to.pathname, { headers: { Host: to.host } });
      same(page.status, 200, to.pathname);
    }
    const open = section(home, 'id="h-open-questions"');
    const order = [...open.matchAll(/<li><a [^>]*>([^<]+)<\/a>/g)].map(([, title]) => title);
    same(
      order.filter((one) => /presque|retard|filiere|pair/.test(one)),
      ["en-retard", "presque-due", "d-un-pair", "de-la-filiere"],
    );
    holds(!open.includes("d-ailleurs"), "another group's is not first");
    holds(/en retard de 6 jours/.test(plain(open)) && /encore 19 heures/.test(plain(open)), plain(open));
    holds(home.indexOf('id="h-waits"') < home.indexOf('id="h-open-questions"'), "what waits is first");
    const folded = home.slice(home.indexOf('<details class="folded">'));
    holds(folded.includes("d-ailleurs") && plain(folded).includes("pas encore de formateur"), "the others are folded");
    holds(plain(folded).includes("réponse d’un formateur") && !/\d+ réponse/.test(plain(folded)), "and say who answered");
  });
});

await test("a trainee's first page: what became of each activity, and of her own questions", async () => {
  const root = repository();
  write(
    root,
    "gfp/math1/questions/a-moi.md",
    `---\nasked: 2005-04-10T10:00+02:00\nby: girard\nto: forum\ntitle: "À moi"\ncategory: technique\n---\nUne question.\n`,
  );
  await with_server(root, "math1/girard", async (server) => {
    const home = (await ask(server, server.forms)).text;
    const cards = section(home, 'id="h-activities"').split("<li>");
    const site = await ask(server, `${server.site}math1/stagiaires/girard.html`);
    same(site.status, 200);
    const answered = plain(cards.find((one) => one.includes("questionnaire-pendant-les-vacances")));
    holds(/Déclarée/.test(answered) && /attend d’être lue/.test(answered), answered);
    holds(
      cards.some((one) => /\d+ attestée/.test(plain(one))),
      "what was attested is counted",
    );
    const own = plain(section(home, 'id="h-own-questions"'));
    holds(/À moi .*encore 2 jours/.test(own) && /réponse d’un formateur/.test(own), own);
  });
});

// --- C. whom to ask

await test("the group's trainers come first among those who can be asked", async () => {
  const root = repository();
  await with_server(root, "math1/durand", async (server) => {
    const page = (await ask(server, await open_form(server, "new/question"))).text;
    const groups = [...page.matchAll(/<optgroup label="([^"]+)">([^]*?)<\/optgroup>/g)].map(([, label, options]) => [
      label,
      [...options.matchAll(/value="([^"]+)"/g)].map(([, id]) => id),
    ]);
    const own = read(root, "gfp/math1/gfp.md")
      .match(/trainers: \[([^\]]+)\]/)[1]
      .split(/, */);
    same(
      groups.map(([label]) => label),
      ["Votre groupe", "Ailleurs"],
    );
    same(groups[0][1], own);
    holds(!groups[1][1].some((id) => own.includes(id)), "nobody twice");
    holds(page.indexOf('value="forum"') < page.indexOf("<optgroup"), "the forum before all");
  });
});

// --- D. frameworks

await test("another framework is chosen by pages alone: its list comes, what was typed stays, ticks come back with theirs", async () => {
  const root = repository();
  await with_server(root, "math1/durand", async (server) => {
    const form = await open_form(server, "new/activity");
    const first = (await ask(server, form)).text;
    same(value_of(first, "framework"), "c2i2e-2004");
    const typed = [
      ["title", "Un essai"],
      ["body", "Deux mots.\n"],
      ["date", "2005-04-01"],
      ["context", "memoire"],
      ["situation", "none"],
      ["status", "draft"],
      ["visibility", "gfp"],
    ];
    await post(server, form, [
      ...typed,
      ["framework", "c2i2e-2004"],
      ["competences", "A.1.1"],
      ["competences.words.A.1.1", "de 2004"],
      ["framework.wanted", "c2i2e-2011"],
      ["action", "framework"],
    ]);
    const second = (await ask(server, form)).text;
    same(
      [value_of(second, "framework"), value_of(second, "title"), value_of(second, "body")],
      ["c2i2e-2011", "Un essai", "Deux mots.\n"],
    );
    holds(
      !/name="competences" value="[^"]+" checked/.test(second) && !second.includes("de 2004"),
      "nothing of another framework is ticked",
    );
    // A tab that still lists the other one keeps its own ticks to itself.
    const codes = [...second.matchAll(/name="competences" value="([^"]+)"/g)].map(([, code]) => code);
    await post(server, `${form}/keep`, [...typed, ["framework", "c2i2e-2011"], ["competences", codes[0]], ["sequence", "3"]]);
    await post(server, `${form}/keep`, [...typed, ["framework", "c2i2e-2004"], ["competences", "A.1.2"], ["sequence", "4"]]);
    const third = (await ask(server, form)).text;
    same(
      [...third.matchAll(/value="([^"]+)" checked/g)].map(([, code]) => code).filter((code) => /^[A-Z]\.?\d/.test(code)),
      ["A.1.2"],
    );
    // Chosen but not looked at is not saved.
    await post(server, form, [
      ...typed,
      ["framework", "c2i2e-2004"],
      ["competences", "A.1.2"],
      ["framework.wanted", "c2i2e-2011"],
      ["action", "save"],
    ]);
    holds(!is_there(root, `${hers}/un-essai/index.md`), "nothing is saved under a list that nobody saw");
    const fourth = (await ask(server, form)).text;
    holds(
      fourth.includes("Rien n’est encore enregistré") && new RegExp(`value="${codes[0]}" checked`).test(fourth),
      "its own ticks are back",
    );
    await post(server, form, [
      ...typed,
      ["framework", "c2i2e-2011"],
      ["competences", codes[0]],
      ["framework.wanted", "c2i2e-2011"],
      ["action", "save"],
    ]);
    const text = read(root, `${hers}/un-essai/index.md`);
    holds(text.includes("référentiel: c2i2e-2011") && text.includes(codes[0]) && !text.includes("A.1.2"), text);
    const again = (await ask(server, await open_form(server, `edit/activity?path=${hers}/un-essai/index.md`))).text;
    same(value_of(again, "framework"), "c2i2e-2011", "it is edited in its own");
    holds(again.includes(`value="${codes[0]}" checked`), "as it was ticked");
    const position = (await ask(server, await open_form(server, "new/position"))).text;
    holds(position.includes('name="framework.wanted"'), "a positioning may be in another framework too");
  });
  same(checked(root).status, 0, "check is content");
});

// --- E. what was sent can be corrected

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

// --- G. a deposit that takes its time

await test("while a deposit waits for the network others go on writing, and a saving waits for it", async () => {
  const root = repository();
  const git = (...args) =>
    execFileSync("git", ["-C", root, "-c", "user.name=Anne", "-c", "user.email=a@example.org", ...args], { stdio: "pipe" });
  const bare = path.join(folder("bare"), "r.git");
  const gate = folder("gate");
  execFileSync("git", ["init", "-q", "--bare", "-b", "main", bare]);
  git("init", "-q", "-b", "main");
  write(root, ".gitignore", ".livret/\nsite/\n");
  git("add", "-A");
  git("commit", "-qm", "Début");
  git("remote", "add", "origin", bare);
  git("push", "-qu", "origin", "main");
  // Whoever pushes waits until somebody opens the gate.
  fs.writeFileSync(
    path.join(bare, "hooks/pre-receive"),
    `#!/bin/sh\n: >"${gate}/asked"\nwhile [ ! -e "${gate}/open" ]; do sleep 0.05; done\n`,
    { mode: 0o755 },
  );
  try {
    await with_server(root, "math1/durand", async (server) => {
      const form = await open_form(server, `edit/activity?path=${one_file}`);
      const page = (await ask(server, form)).text;
      write(root, "gfp/math1/trainees/durand/profile.md", `${read(root, "gfp/math1/trainees/durand/profile.md")}\nUn mot.\n`);
      let deposited = false;
      const deposit = post(server, `${server.forms}deposit`, [["deed", "deposit"]]).then((answer) => {
        deposited = true;
        return answer;
      });
      deposit.catch(() => {}); // a test that fails stops the server
      for (let i = 0; !fs.existsSync(path.join(gate, "asked")); ++i) {
        if (i > 600) throw new Error("it was never pushed");
        await new Promise((done) => setTimeout(done, 50));
      }
      const before = read(root, one_file);
      const typed = [
        ["title", "Gardé pendant le dépôt"],
        ["body", "Deux mots.\n"],
        ["base", value_of(page, "base")],
      ];
      const never = new Promise((_, failed) => setTimeout(() => failed(new Error("what is typed waits too")), 20000).unref());
      const kept = await Promise.race([post(server, `${form}/keep`, [...typed, ["sequence", "3"]]), never]);
      same(kept.status, 200, "kept");
      holds(
        journal(root).some((one) => one.values.title?.[0] === "Gardé pendant le dépôt"),
        "in the journal",
      );
      same((await ask(server, server.forms)).status, 200, "and pages are shown");
      let saved = false;
      const saving = post(server, form, [...typed, ["action", "save"]]).then(() => (saved = true));
      saving.catch(() => {});
      await new Promise((done) => setTimeout(done, 300));
      same([deposited, saved, read(root, one_file) === before], [false, false, true], "the saving waits");
      fs.writeFileSync(path.join(gate, "open"), "");
      const answer = await deposit;
      holds(answer.text.includes("told good"), plain(answer.text));
      await saving;
      holds(read(root, one_file).includes("Gardé pendant le dépôt"), "and is done after it");
    });
  } finally {
    fs.writeFileSync(path.join(gate, "open"), "");
  }
});

finish();

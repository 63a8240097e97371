// One character wrong in a file that was right: a message on the line where it is, never a crash, never a message that
// points nowhere.
//
//   node tests/program/mutations.mjs PROGRAM [PART OF A NAME]
//
// SEED=n and COUNT=n choose other random mutations than those of every day.
import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { bare, content, finish, folder, holds, program, random_numbers, read_tree, test } from "./support/tools.mjs";

// --- the program, on a copy of content/ with one file changed

const originals = read_tree(content, { hidden: false });
for (const name of [...originals.keys()]) if (name.startsWith("site/")) originals.delete(name);

function copy_of_content() {
  const root = folder("content");
  for (const [name, bytes] of originals) {
    fs.mkdirSync(path.join(root, path.dirname(name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), bytes);
  }
  return root;
}

const limit = 10000; // milliseconds: a teacher waits no longer, and the check takes two tenths of a second

function check(root) {
  return new Promise((resolve) => {
    const args = ["check", "--root", root, "--no-git", "--now", "2005-05-01", "--format", "json", "--jobs", "2"];
    execFile(program, args, { env: bare, timeout: limit, killSignal: "SIGKILL", maxBuffer: 1 << 28 }, (error, out, err) =>
      resolve({ status: error ? error.code : 0, signal: error?.signal ?? null, out, err }),
    );
  });
}

async function check_with(root, name, bytes) {
  fs.writeFileSync(path.join(root, name), bytes);
  try {
    return await check(root);
  } finally {
    fs.writeFileSync(path.join(root, name), originals.get(name));
  }
}

// What is wrong with a run, whatever was changed. `changed` holds the bytes of the file that is not as in content/.
function complaints(run, changed) {
  if (run.signal) return [`killed by ${run.signal}: a crash, or more than ${limit / 1000} s`];
  if (run.status !== 0 && run.status !== 1) return [`exit ${run.status}`];
  let messages;
  try {
    messages = JSON.parse(run.out).diagnostics;
  } catch (error) {
    return [`not JSON: ${error.message}`];
  }
  const out = [];
  const errors = messages.filter((one) => one.severity === "error").length;
  if (errors > 0 !== (run.status === 1)) out.push(`exit ${run.status} with ${errors} errors`);
  for (const one of messages) {
    const bytes = changed.get(one.path) ?? originals.get(one.path);
    const is_folder = [...originals.keys()].some((name) => name.startsWith(`${one.path}/`));
    const say = (what) => out.push(`${what}: ${JSON.stringify(one)}`);
    if (!bytes && !is_folder) say("no such file");
    if (!one.message.trim()) say("no words");
    if (/\{\d\}/.test(one.message + (one.hint ?? ""))) say("a place that was not filled");
    if ((one.line ?? 0) === 0) continue; // the file as a whole
    if (!bytes) continue;
    const lines = bytes.toString("utf8").split(/\r\n|\n|\r/);
    if (one.line < 1 || one.line > lines.length) say(`the file has ${lines.length} lines`);
    else if (one.column < 1 || one.column > [...lines[one.line - 1]].length + 1)
      say(`the line has ${[...lines[one.line - 1]].length} characters: ${lines[one.line - 1]}`);
    if (one.length !== undefined && one.length < 1) say("a length below 1");
  }
  return out;
}

// --- the ones that people make

const durand = "gfp/math1/trainees/durand";
const activity = `${durand}/activities/fonctions-associees-projetees.md`;
const position = `${durand}/positions/2004-10-01.md`;
const question = "gfp/math1/questions/filtre-et-unites.md";
const training = "gfp/math1/trainings/droit-auteur-droit-image.md";
const fw = "frameworks/c2i2e-2005.xml";

// [file, what stands there (once), what is written instead, where the message is: the changed line unless it is said]
const slips = [
  // front matter
  [activity, "reference: MATH1-DURAND-02", "reference: MATH1-dURAND-02"],
  [activity, 'title: "Fonctions', 'titel: "Fonctions', { two: true }],
  [
    activity,
    'title: "Fonctions associées\u00a0: une courbe que l’on pousse"',
    'title: "Fonctions associées\u00a0: une courbe que l’on pousse',
    { why: "a quote that is not closed is told where it opens" },
  ],
  [activity, '"une figure Geoplan à deux', "une figure: Geoplan à deux", { two: true, why: "a colon in a value without quotes" }],
  [activity, "date: 2004-10-14", "date: 2004-13-14"],
  [activity, "date: 2004-10-14", "date: 2004-10-1"],
  [activity, "context: stage-en-responsabilite", "context: stage-en-responsabilité"],
  [activity, "phases: [conception", "phases: [conceptions"],
  [
    activity,
    "phases: [conception, mise-en-oeuvre, analyse]",
    "phases: [conception, mise-en-oeuvre, analyse",
    { why: "a list that is not closed is told where it opens" },
  ],
  [activity, "situation: classroom", "situation: classrom"],
  [activity, "  - B.2.2:", "  - B.9.2:"],
  [activity, "  - B.2.3:", "  - B.2.2:"],
  [activity, "status: declared", "status: declare"],
  [activity, "declared: 2004-10-22", "declared: 2004-10-32"],
  [activity, "visibility: gfp", "visibility: gpf", { two: true }],
  [activity, "visibility: gfp", "visibility:gfp", { near: 1, why: "YAML misses the space where the line has ended" }],
  [activity, "visibility: gfp", "visibility: *gfp"],
  [position, "  A.1.1: 2", "  A.1.1: 5"],
  [position, "  A.1.2: 2", "  A.1.1: 2"],
  [position, "framework: c2i2e-2004", "framework: c2i2e-2003"],
  [position, "needs: [A.2.2,", "needs: [A.2,", { two: true }],
  [question, "asked: 2004-10-11T18:20+02:00", "asked: 2004-10-11T18:60+02:00"],
  [question, "by: fabre", "by: fabra"],
  [question, "    by: p-anselme", "    by: p-anselm"],
  [question, "resolved: true", "resolved: tru"],
  [question, "  - date: 2004-10-13T08:55+02:00", "  - date: 2004-10-03T08:55+02:00"],
  [training, "participants: [durand", "participants: [durant"],
  [training, "trainers: [p-anselme", "trainers: [p-anselne"],
  [training, "kind: formation-transversale", "kind: formation_transversale"],
  ["gfp/math1/gfp.md", "year: 2004-2005", "year: 2004-2006"],
  ["gfp/math1/gfp.md", "stream: second-degre", "stream: second-degree"],
  [`${durand}/profile.md`, "id: 7b3e91c4", "id: 7b3e91ç4"],
  [`${durand}/profile.md`, "---\nid:", "--\nid:", { line: "--", why: "without its three hyphens it is no header" }],
  // frameworks
  [fw, '<rule id="certificat">', '<rule id="certificat>', { why: "an attribute that is not closed", near: 1 }],
  [fw, "<rules>", "<rulez>", { near: 8 }],
  [fw, '<at-least count="5"', '<at-least count="x"'],
  [fw, '<at-least count="5"', '<at-least cont="5"'],
  [fw, 'of="A.1.3 A.1.4', 'of="A.1.3 A.9.4'],
  [fw, '<all-of codes="A.1.1', '<all-of codes="A.7.1'],
  [fw, '<rule id="certificat">', '<rule id="certificat"/>', { near: 6 }],
  [fw, '<competence code="A.1.2"', '<competence code="A.1.1"'],
  [fw, '<domain code="A.1">', '<domain kode="A.1">'],
  [fw, 'encoding="UTF-8"', 'encoding="UTF-9"'],
  [fw, ' xml:lang="fr" languages="fr en">', ' xml:lang="fx" languages="fr en">'],
  [fw, "</crosswalks>", "</crosswalk>"],
  [fw, '<framework id="c2i2e-2005"', '<framework id="c2i2e-2006"'],
  // livret.yaml
  ["livret.yaml", "language: fr", "language: fe"],
  ["livret.yaml", "framework: c2i2e-2004", "framework: c2i2e-2024"],
  ["livret.yaml", "also: [c2i2e-2005,", "also: [c2i2e-2015,"],
  ["livret.yaml", "promise: 4", "promise: q"],
  ["livret.yaml", "promise: 4", "promisse: 4"],
  ["livret.yaml", "  id: ifm-haute-provence", "  id: ifm haute-provence"],
  [
    "livret.yaml",
    "  - id: p-anselme",
    "  - id: c-anselme",
    { elsewhere: "gfp/math1/gfp.md", text: "trainers: [c-leroy, n-ferrero, p-anselme]" },
  ],
  ["livret.yaml", "  - {id: gfp, fr: Travail", "  - {id: gfp, fr Travail", { why: "a missing colon" }],
  ["livret.yaml", "legal: |", "legal: !", { near: 1 }],
];

const one_character = (before, after) => {
  const a = [...before],
    b = [...after];
  let left = 0;
  while (left < Math.min(a.length, b.length) && a[left] === b[left]) ++left;
  let right = 0;
  while (right < Math.min(a.length, b.length) - left && a.at(-1 - right) === b.at(-1 - right)) ++right;
  return Math.max(a.length, b.length) - left - right <= 1;
};

const root = copy_of_content();

await test("content/ as it is gives no message", async () => {
  const run = await check(root);
  holds(run.status === 0 && JSON.parse(run.out).diagnostics.length === 0, () => `exit ${run.status}\n${run.out}${run.err}`);
});

for (const [name, before, after, more = {}] of slips)
  await test(`${name}: ${JSON.stringify(before)} written ${JSON.stringify(after)}`, async () => {
    const text = originals.get(name).toString("utf8");
    const at = text.indexOf(before);
    holds(at >= 0, `${before} is not in ${name}`);
    holds(more.two || one_character(before, after), "more than one character");
    const bytes = Buffer.from(text.slice(0, at) + after + text.slice(at + before.length));
    let difference = 0;
    while (before[difference] === after[difference]) ++difference;
    const where = more.elsewhere ?? name;
    const lines = bytes.toString("utf8").split("\n");
    let wanted = text.slice(0, at + Math.min(difference, before.length)).split("\n").length;
    if (more.line) wanted = lines.indexOf(more.line) + 1;
    if (more.elsewhere) wanted = originals.get(where).toString("utf8").split("\n").indexOf(more.text) + 1;
    const run = await check_with(root, name, bytes);
    const wrong = complaints(run, new Map([[name, bytes]]));
    holds(wrong.length === 0, () => `${wrong.join("\n")}\n${run.err}`);
    holds(run.status === 1, () => `exit ${run.status}\n${run.out}`);
    const found = JSON.parse(run.out).diagnostics;
    const near = more.near ?? 0; // an element's end is where its name is missed
    holds(
      found.some((one) => one.path === where && one.line >= wanted && one.line <= wanted + near),
      () => `expected a message on ${where}:${wanted}${more.why ? ` (${more.why})` : ""}\n${JSON.stringify(found, null, 1)}`,
    );
  });

// --- and chance

const seed = Number(process.env.SEED ?? 20041203);
const count = Number(process.env.COUNT ?? 120);
const texts = [...originals.keys()].filter((name) => /\.(md|yaml|xml)$/.test(name));
const others = [...originals.keys()].filter((name) => !/\.(md|yaml|xml)$/.test(name));
const signs = [
  '"',
  "'",
  ":",
  "#",
  "-",
  "[",
  "]",
  "{",
  "}",
  "|",
  ">",
  "<",
  "&",
  "*",
  "!",
  "%",
  "@",
  "`",
  "\\",
  "/",
  "\t",
  "\n",
  "\r",
  " ",
  "\0",
  "\u00a0",
  "\u0301",
  "\u202e",
  "\ufeff",
  "😀",
  "é",
  "0",
  "9",
  "a",
  "Z",
  "(",
  "_",
  "~",
  "\u2028",
  "\x7f",
];

function mutation(random) {
  if (random.below(8) === 0 && others.length > 0) {
    // a byte of an attachment
    const name = random.pick(others);
    const bytes = Buffer.from(originals.get(name));
    const at = random.below(bytes.length),
      value = random.below(256);
    bytes[at] = value;
    return { name, bytes, what: `byte ${at} is ${value}` };
  }
  const name = random.pick(texts);
  const characters = [...originals.get(name).toString("utf8")];
  // Half of them in the header, where a character means most.
  const end = characters.join("").indexOf("\n---\n");
  const at = random.below(random.below(2) && end > 0 ? end + 5 : characters.length);
  const sign = random.pick(signs);
  const kind = random.below(4);
  if (kind === 0) characters.splice(at, 1);
  else if (kind === 1) characters.splice(at, 0, sign);
  else if (kind === 2) characters[at] = sign;
  else {
    const bytes = Buffer.from(originals.get(name));
    const place = Buffer.byteLength(characters.slice(0, at).join(""));
    bytes[place] = random.below(256); // often not UTF-8 any more
    return { name, bytes, what: `byte ${place} is ${bytes[place]}` };
  }
  return {
    name,
    bytes: Buffer.from(characters.join("")),
    what: `${["character %d gone", "%s before character %d", "character %d is %s"][kind].replace("%d", at).replace("%s", JSON.stringify(sign))}`,
  };
}

await test(`${count} random mutations (SEED=${seed})`, async () => {
  const random = random_numbers(seed);
  const all = Array.from({ length: count }, () => mutation(random));
  const failures = [];
  let next = 0,
    silent = 0;
  const worker = async (own) => {
    while (next < all.length) {
      const one = all[next++];
      const run = await check_with(own, one.name, one.bytes);
      const wrong = complaints(run, new Map([[one.name, one.bytes]]));
      if (wrong.length > 0) failures.push(`${one.name}: ${one.what}\n  ${wrong.join("\n  ")}\n${run.err}`);
      else if (run.status === 0) ++silent;
    }
  };
  await Promise.all([root, ...Array.from({ length: Math.min(3, os.cpus().length - 1) }, copy_of_content)].map(worker));
  holds(failures.length === 0, () => failures.join("\n"));
  holds(silent < count, "no mutation was noticed");
});

finish();

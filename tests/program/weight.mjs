// How much a reader must fetch before a page is whole: its HTML, style sheets and scripts, uncompressed; fonts and pictures
// apart, which come later or from the cache. Usage: node tests/program/weight.mjs LIVRET CONTENT
//
// An activity page stays under 60 KB: two seconds on the slowest line that a school may still have (256 kbit/s). Other kinds
// have the budgets below, on the example repository; pages that are tables grow with the group. Who needs more for a
// kind of page gives it a file of its own (assets/pages/KIND.css) rather than raise everybody's weight.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const [program, content] = process.argv.slice(2).map((path) => resolve(path));
if (!program || !content) {
  console.error("usage: node weight.mjs LIVRET CONTENT");
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "livret-weight-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

// Bytes. `rest` is for kinds that are not named: a text, a list.
const budgets = {
  activity: 60_000,
  matrix: 105_000, // a group's table: a cell per trainee and competence
  trainee_matrix: 85_000, // a cell per activity and competence
  analysis: 115_000, // six tables of every competence
  institute_analysis: 100_000,
  evolution: 90_000, // a drawing for each trainee, and all numbers
  candidates: 80_000, // a jury's: from a stick, or the institute's own network
  candidate: 140_000, // everything a jury reads of one person, on one page
  trainee: 85_000, // every competence of every framework she uses
  activities: 80_000, // all of a group's
  examples: 80_000,
  framework: 70_000, // every official statement, with its crosswalks
  search: 300_000, // the index of a group's texts, and what searches in it; nobody else loads them
  rest: 62_000,
};
const audiences = ["gfp", "trainers", "jury", "public"];

let passed = 0;
let failed = 0;
const holds = (name, good, detail = "") => {
  if (good) passed += 1;
  else {
    failed += 1;
    console.log(`FAILED ${name}${detail ? `\n  ${detail}` : ""}`);
  }
};

function build(output, more) {
  const run = spawnSync(program, ["build", "--root", content, "--now", "2005-04-11", "--no-git", "-o", output, ...more], {
    encoding: "utf8",
  });
  if (run.status !== 0) throw new Error(`livret build ${more}: ${run.status}\n${run.stderr}`);
  return output;
}

const pages_of = (site) =>
  readdirSync(site, { recursive: true })
    .map(String)
    // Programs in a page, which stand alone: they have no others' files to fetch.
    .filter((name) => name.endsWith(".html") && !/(^|\/)(verify|signer)\.html$/.test(name))
    .sort();
const kind_of = (name, html) =>
  name.endsWith("404.html") ? "not_found" : (/<body class="page-([a-z_]+)/.exec(html)?.[1] ?? "program");

function linked(html) {
  const out = new Set();
  for (const [, style, script] of html.matchAll(/<link rel="stylesheet" href="([^"]+)"|<script\b[^>]*\bsrc="([^"]+)"/g))
    out.add(style ?? script);
  return [...out];
}

function weigh(site, name) {
  const html = readFileSync(join(site, name), "utf8");
  const parts = [["html", Buffer.byteLength(html)]];
  for (const file of linked(html)) {
    const at = join(site, dirname(name), file);
    holds(`${name}: ${file} is there`, existsSync(at));
    if (existsSync(at)) parts.push([file.split("/").pop(), statSync(at).size]);
  }
  return { name, kind: kind_of(name, html), parts, bytes: parts.reduce((sum, [, size]) => sum + size, 0) };
}

const heaviest = new Map(); // of each kind, over all audiences
for (const audience of audiences) {
  const site = build(join(folder, audience), ["--audience", audience]);
  let activities = 0;
  for (const name of pages_of(site)) {
    const one = { ...weigh(site, name), audience };
    if (one.kind === "activity") activities += 1;
    const budget = budgets[one.kind] ?? budgets.rest;
    const what = one.parts.map((part) => part.join(" ")).join(", ");
    holds(`${audience}: ${name} (${one.kind}) is within ${budget} bytes`, one.bytes <= budget, `${one.bytes}: ${what}`);
    if (!(heaviest.get(one.kind)?.bytes >= one.bytes)) heaviest.set(one.kind, one);
  }
  holds(`${audience}: there are activities to weigh`, activities > 0);
}
for (const kind of Object.keys(budgets)) holds(`a page is a ${kind}`, kind === "rest" || heaviest.has(kind));

console.log("heaviest page of each kind, bytes\n  kind          budget   total  of which");
for (const [kind, one] of [...heaviest].sort((a, b) => b[1].bytes - a[1].bytes))
  console.log(
    `  ${kind.padEnd(12)}${String(budgets[kind] ?? budgets.rest).padStart(8)}${String(one.bytes).padStart(8)}  ` +
      `${one.parts.map((part) => part.join(" ")).join(", ")} (${one.audience}: ${one.name})`,
  );

// What a kind of page brings along is loaded there and nowhere else.
const theme = join(folder, "theme");
mkdirSync(join(theme, "assets/pages"), { recursive: true });
writeFileSync(join(theme, "theme.json"), '{"name": "essai"}\n');
writeFileSync(join(theme, "assets/pages/activity.css"), ".essai { color: inherit; }\n");
writeFileSync(join(theme, "assets/pages/activity.js"), "// nothing\n");
const site = build(join(folder, "own"), ["--theme", theme]);
let with_own = 0;
for (const name of pages_of(site)) {
  const html = readFileSync(join(site, name), "utf8");
  const own = linked(html).filter((file) => file.includes("assets/pages/activity."));
  const is_activity = kind_of(name, html) === "activity";
  if (is_activity) with_own += 1;
  const wanted = is_activity ? ["../assets/pages/activity.css", "../assets/pages/activity.js"] : [];
  holds(`${name} loads its own files only`, own.join() === wanted.join(), own.join());
}
holds("activities load theirs", with_own > 0);

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

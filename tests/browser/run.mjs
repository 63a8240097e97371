// What a reader's browser makes of the sites. Usage: node tests/browser/run.mjs LIVRET CONTENT
//
// Builds the example repository in French and in English, for the group and for the public, and a hostile one; reads
// every page with validators and opens one of each kind in Chromium (/usr/bin/chromium, or CHROMIUM). Needs Java (vnu)
// and xmllint. LIVRET_SHOTS=DIR keeps a picture of each kind of page. LIVRET_ONLY=a,b runs these parts only.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { check_accessibility, check_print_contrast } from "./accessibility.mjs";
import { check_pages_alone } from "./alone.mjs";
import { check_calendar } from "./calendar.mjs";
import { check_clock } from "./clock.mjs";
import { launch } from "./browser.mjs";
import { check_feeds, check_icon, check_not_found } from "./feeds.mjs";
import { check_figures } from "./figures.mjs";
import { check_gallery } from "./gallery.mjs";
import { check_hostile } from "./hostile.mjs";
import { check_impostor } from "./impostor.mjs";
import { check_jury } from "./jury.mjs";
import { check_large_letters, check_layout, check_motion, check_paper } from "./layout.mjs";
import { check_links } from "./links.mjs";
import { Report } from "./report.mjs";
import { check_search } from "./search.mjs";
import { build, copy_of, jury_kinds, kinds, Registrar, richest, session_kinds } from "./sites.mjs";
import { check_keyboard, check_outline, check_requests, check_without_scripts } from "./use.mjs";
import { check_validity } from "./validity.mjs";

const [program, content] = process.argv.slice(2).map((path) => resolve(path));
if (!program || !content) {
  console.error("usage: node run.mjs LIVRET CONTENT");
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "livret-browser-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

// The kinds of pages on which trainers see more than the group does.
const shows_decisions = new Set([
  "home",
  "trainee",
  "trainees",
  "activity",
  "competence",
  "matrix",
  "trainer",
  "analysis",
  "institute_analysis",
  "trainee_evolution",
]);
const base = "https://portfolios.example/livret/";
function site(name, language, root, more = [], facts = {}) {
  const output = join(folder, `site-${name.replaceAll(/\W+/g, "-")}`);
  build(program, root, output, more);
  return { name, language, folder: output, pages: richest(output), ...facts };
}
const english_copy = copy_of(content, join(folder, "content-en"), (text) => text.replace(/^language: fr$/m, "language: en"));
const indexed_copy = copy_of(content, join(folder, "content-indexed"), (text) => text + "\nrobots: index\n");
const french = site("French", "fr", content);
const english = site("English", "en", english_copy);
const closed = site("public", "fr", content, ["--audience", "public", "--base-url", base], { base });
const opened = site("public, indexed", "fr", indexed_copy, ["--audience", "public", "--base-url", base], { base, indexed: true });
// With refusals, requests, comments, and the checking list of every decision.
const trainers = site("trainers", "fr", content, ["--audience", "trainers"]);
trainers.pages = new Map([...trainers.pages].filter(([kind]) => shows_decisions.has(kind)));
// Without dossiers: their pages are looked at elsewhere, and they take time to write. In French a session of two groups, and what
// has changed since it was frozen.
const english_jury = join(folder, "content-en-jury");
cpSync(english_copy, english_jury, { recursive: true });
new Registrar(program, english_jury, join(folder, "registrar-en")).signs("2005-04-11", "trust", "roster", "--in-force");
const frozen = join(folder, "content-frozen");
cpSync(content, frozen, { recursive: true, filter: (from) => !/[\\/](\.livret|\.git|site)$/.test(from) });
const registrar = new Registrar(program, frozen, join(folder, "registrar"));
const session = ["session", "open", "juin-2005", "--title", "Jury C2i2e : session de juin 2005"];
registrar.signs("2005-06-06", ...session, "--gfp", "math1", "--gfp", "hg1", "--framework", "c2i2e-2005", "--date", "2005-06-20");
registrar.signs("2005-06-08", "session", "freeze", "juin-2005");
const edited = join(frozen, "gfp/math1/trainees/durand/activities/fonctions-associees-projetees.md");
writeFileSync(
  edited,
  readFileSync(edited, "utf8").replace("vingt-huit élèves", "trente élèves").replace(": classroom", ": mixed"),
);
// Guides for whoever is not in the group.
trainers.pages.set("guide", "math1/guides/administrateur.html");
const juries = [
  site("jury, session", "fr", frozen, ["--session", "juin-2005", "--no-dossiers"], {
    kinds: [...jury_kinds, ...session_kinds, "guide"],
  }),
  site("jury, English", "en", english_jury, ["--audience", "jury", "--no-dossiers"], { kinds: jury_kinds }),
];
const no_base = site("group, robots index", "fr", indexed_copy);

const report = new Report();
for (const one of [french, english])
  report.count(
    `every kind of page is there: ${one.name}`,
    kinds
      .filter((kind) => !one.pages.has(kind))
      .concat([...one.pages.keys()].filter((kind) => !kinds.includes(kind)).map((kind) => `unknown: ${kind}`)),
  );

for (const one of juries) {
  report.count(
    `every kind of page for juries is there: ${one.name}`,
    one.kinds.filter((kind) => !one.pages.has(kind)),
  );
  one.all_pages = one.pages;
  one.pages = new Map([...one.pages].filter(([kind]) => one.kinds.includes(kind)));
}

const browser = await launch();
const parts = {
  outline: async () => {
    for (const one of [french, english, opened, juries[0]]) await check_outline(report, one);
  },
  links: () => check_links(report, [french, english, opened, juries[0]], french),
  feeds: () => check_feeds(report, [french, english, closed, opened, no_base]),
  axe: () => check_accessibility(report, browser, [french, english, trainers, ...juries]),
  layout: async () => {
    for (const one of [french, trainers, juries[0]]) await check_layout(report, browser, one);
  },
  letters: () => check_large_letters(report, french),
  paper: async () => {
    for (const one of [french, trainers, juries[0]]) await check_paper(report, browser, one);
    await check_print_contrast(report, browser, french);
  },
  motion: async () => {
    for (const one of [french, juries[0]]) await check_motion(report, browser, one);
  },
  scripts: async () => {
    for (const one of [french, juries[0]]) await check_without_scripts(report, browser, one);
  },
  requests: () => check_requests(report, browser, french),
  keyboard: async () => {
    for (const one of [french, juries[0]]) await check_keyboard(report, browser, one);
  },
  search: async () => {
    for (const one of [french, english]) await check_search(report, browser, one);
  },
  clock: () => check_clock(report, browser, [french, english]),
  calendar: () => check_calendar(report, [french, english, closed]),
  figures: () => check_figures(report, browser, [french, english]),
  gallery: () => check_gallery(report, browser, program, content, [french, english]),
  jury: () => check_jury(report, browser, juries),
  icon: () => check_icon(report, browser, french),
  lost: () => check_not_found(report, browser, french),
  hostile: () => check_hostile(report, browser, program, content, folder),
  alone: () => check_pages_alone(report, browser, program, content, english_copy, folder),
  impostor: () => check_impostor(report, browser, program, content, folder),
};
const wanted = process.env.LIVRET_ONLY?.split(",");
const began = Date.now();
const chosen = (name) => !wanted || wanted.includes(name);
// Java has the second processor while Chromium has the first.
const beside = new Report();
const validity = chosen("valid") ? check_validity(beside, [french, english, trainers, ...juries]) : null;
for (const [name, run] of Object.entries(parts)) {
  if (!chosen(name)) continue;
  const start = Date.now(),
    before = report.passed + report.failed;
  try {
    await run();
  } catch (error) {
    report.count(`${name} runs to its end`, [String(error.stack ?? error)]);
  }
  report.note(`${name}: ${report.passed + report.failed - before} tests, ${((Date.now() - start) / 1000).toFixed(1)} s`);
}
await validity;
report.add(beside);
await browser.close();
report.note(`all: ${((Date.now() - began) / 1000).toFixed(0)} s`);
process.exit(report.finish());

// Each line of the threats of schema/trust.md §5, each verdict, each rule and each signed type has a case that shows it, in the
// program and in the checking page: node tests/trust/threats.mjs build/dev/tests/trust_vectors
//
// threats.json says which: "suite: name of the test" (or a part of it that stands in the suite's source). Where the page, or
// today's program, has nothing to show, it says why: {"not": reason}, or "later". This suite fails for an attack, a verdict, a rule
// or a type without a case, for a case that is not there, for one that does not show what it is named for, and for a vector that
// the program, the page's engine or Chromium leaves out.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expectation, write_all } from "../vectors/make.mjs";
import { vectors } from "../vectors/vectors.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const text = (path) => readFileSync(join(root, path), "utf8");
const all_of = (folder, ending) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => text(`${folder}/${name}`))
    .join("\n");
const sources = {
  unit: all_of("tests/unit", "_test.cpp"),
  property: all_of("tests/property", ".cpp"),
  browser: all_of("tests/browser", ".mjs"),
  verify: text("tests/browser/verify.mjs"),
  containers: text("tests/dossier/zips.mjs"),
  forged: text("tests/dossier/forged.mjs"), // in the program and in the page: verify-dossier
  flips: text("tests/trust/flips.mjs"),
  interop: text("tests/trust/run.mjs"),
  example: text("tests/program/example.mjs"),
  secrets: text("tests/program/secrets.mjs"),
  sessions: all_of("tests/program/sessions", ".mjs"),
  "signed-audiences": text("tests/program/signed_audiences.mjs"),
};
const index = JSON.parse(text("tests/trust/threats.json"));
const expected = new Map(vectors.map(({ name, make }) => [name, expectation(name, make())]));

let passed = 0,
  failed = 0;
function check(name, faults) {
  if (faults.length === 0) return void ++passed;
  ++failed;
  console.log(`FAILED ${name}\n  ${faults.join("\n  ")}`);
}

function is_there(one) {
  const [, suite, name] = /^([a-z-]+): (.+)$/.exec(one) ?? [];
  if (suite === "vector") return expected.has(name);
  if (suite === "case") return existsSync(join(root, "tests/cases", name, "expected.txt"));
  if (suite === "unit") return sources.unit.replace(/TEST_CASE\(\s+/g, "TEST_CASE(").includes(`TEST_CASE("${name}")`);
  // As a whole word of the source: a name cut in the middle of a word is a slip.
  const at = Object.hasOwn(sources, suite) && name.length >= 12 ? sources[suite].indexOf(name) : -1;
  return at > 0 && !/\w/.test(sources[suite][at - 1]) && (/\W$/.test(name) || !/\w/.test(sources[suite][at + name.length] ?? ""));
}
const is_reason = (side) => side !== null && typeof side === "object" && typeof side.not === "string" && side.not.length > 20;

// What is wrong with the cases of one side; `shows(vector)` says whether a vector shows what it is named for.
function faults_of(side, shows = () => true) {
  if (is_reason(side)) return [];
  if (!Array.isArray(side) || side.length === 0) return ["no case"];
  const faults = side.filter((one) => !is_there(one)).map((one) => `there is no ${one}`);
  for (const one of side)
    if (one.startsWith("vector: ") && is_there(one) && !shows(expected.get(one.slice(8))))
      faults.push(`this does not show it: ${one}`);
  return [...faults, ...side.filter((one, i) => side.indexOf(one) !== i).map((one) => `twice: ${one}`)];
}
function check_line(name, { program, page }, shows = {}) {
  check(`${name}: in the program`, faults_of(program, shows.program));
  check(`${name}: in the checking page`, faults_of(page, shows.page));
}
const words_on = { program: ({ words }) => Object.values(words), page: ({ words, page }) => Object.values(page?.words ?? words) };
const with_word = (test) =>
  Object.fromEntries(
    ["program", "page"].map((side) => [
      side,
      (vector) => words_on[side](vector).some((word) => test(word)) || test("incomplete", vector),
    ]),
  );
function same_sets(name, got, wanted) {
  check(name, [
    ...wanted.filter((one) => !got.includes(one)).map((one) => `missing: ${one}`),
    ...got.filter((one) => !wanted.includes(one)).map((one) => `too much: ${one}`),
    ...got.filter((one, i) => got.indexOf(one) !== i).map((one) => `twice: ${one}`),
  ]);
}

// --- the threats: schema/trust.md's table, a line per attack; attacks are separated by semicolons
const section =
  text("schema/trust.md")
    .split(/^## /m)
    .find((one) => /^\d\. Threats/.test(one)) ?? "";
let who = "";
const table = section
  .split("\n")
  .filter((line) => /^\|(?! who |---)/.test(line))
  .flatMap((line) => {
    const [first, tries] = line
      .split("|")
      .slice(1)
      .map((cell) => cell.trim());
    who = first || who;
    return tries.split("; ").map((one) => `${who}: ${one}`);
  });
check("the table of threats is read", table.length > 20 ? [] : [`${table.length} attacks`]);
same_sets(
  "each attack of the table is in the index, and no other",
  index.threats.map((one) => `${one.who}: ${one.tries}`),
  table,
);
for (const one of index.threats) {
  const name = `${one.who}: ${one.tries}`;
  if (one.later === undefined) {
    check_line(name, one);
    check(`${name}: the program has something to show`, is_reason(one.program) ? ["no reason excuses the program"] : []);
  } else {
    check(`${name}: later`, [
      ...(one.later === "dossiers" && !one.program && !one.page ? [] : ["later is for dossiers only"]),
      ...faults_of(one.already),
    ]);
  }
}

// --- events, verdicts, rules, types
for (const one of index.events) check_line(one.event, one);
const words = Object.keys(JSON.parse(text("themes/program/words/en.json")))
  .filter((key) => key.startsWith("word."))
  .map((key) => key.slice(5));
same_sets(
  "each verdict is in the index",
  index.states.map((one) => one.state),
  words,
);
for (const one of index.states) {
  const is_word = (word, vector) =>
    vector ? one.state === "incomplete" && Object.keys(vector.incomplete).length > 0 : word.split(" ")[0] === one.state;
  check_line(`verdict ${one.state}`, one, with_word(is_word));
  if (is_reason(one.program))
    check(
      `verdict ${one.state}: the program never says it`,
      [...expected.values()].filter((vector) => words_on.program(vector).some((word) => is_word(word))).map(({ name }) => name),
    );
}
same_sets(
  "each rule is in the index",
  index.rules.map((one) => one.rule),
  [1, 2, 3, 4, 5, 6],
);
for (const one of index.rules)
  check_line(
    `rule ${one.rule}`,
    one,
    with_word(
      (word, vector) => !vector && (word === `malformed (rule-${one.rule})` || (one.rule === 6 && word === "bad-signature")),
    ),
  );
const readers = [...text("themes/program/verify/documents.js").matchAll(/(Livret\w+): read_/g)].map((one) => one[1]);
same_sets(
  "each signed type is in the index",
  index.types.map((one) => one.type),
  readers,
);
const flipped = (name) => new RegExp(`["']?${name}["']?: ["'\\[]`).test(sources.flips);
for (const one of index.types) {
  check_line(`a byte of ${one.type} is changed`, one);
  check(
    `${one.type}: its samples are changed`,
    one.samples.concat(one.inside ?? []).filter((name) => !flipped(name) && !sources.flips.includes(`"${name}"`)),
  );
}

// --- every vector runs in the program, in the page's engine, and in Chromium
const folder = mkdtempSync(join(tmpdir(), "livret-threats-"));
try {
  write_all(folder);
  const lines = (command, ...more) =>
    spawnSync(command, more, { encoding: "utf8", maxBuffer: 1 << 26 })
      .stdout?.split("\n")
      .filter((one) => one !== "") ?? [];
  const names = [...expected.keys()];
  same_sets("every vector runs in the program", lines(process.argv[2], folder, "--names"), names);
  same_sets(
    "every vector runs in the page's engine",
    lines(process.execPath, join(root, "tests/vectors/engine.mjs"), "--names"),
    names,
  );
  same_sets("every vector runs in Chromium", lines(process.execPath, join(root, "tests/browser/verify.mjs"), "--names"), names);
} finally {
  rmSync(folder, { recursive: true });
}
const count = (list) => list.length;
console.log(
  `${count(index.threats)} attacks, ${count(index.threats.filter((one) => one.later))} of them later; ` +
    `${count(index.states)} verdicts, ${count(index.types)} types, ${expected.size} vectors`,
);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

// Instructions of a build on one thread, counted by valgrind's callgrind: the same on a busy machine as on a quiet one, so that a
// change of a few per cent shows. Which instructions the processor offers counts too: valgrind knows no SHA extensions, so hashing
// looks dearer than it is. By hand:
//   node tests/bench/instructions.mjs [--activities 500] [--save FILE] [--against FILE] [-- OPTIONS OF build]
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { make_repository } from "./cases.mjs";
import { environment, make_place } from "./measure.mjs";
import { table } from "./tables.mjs";

const top = join(dirname(fileURLToPath(import.meta.url)), "../..");
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    build: { type: "string", default: join(top, "build/release") },
    dir: { type: "string", default: "/dev/shm" },
    activities: { type: "string", default: "500" },
    least: { type: "string", default: "0.5" }, // per cent
    save: { type: "string" },
    against: { type: "string" },
  },
});
// What the stages of generator/README.md begin with, and what costs most wherever it happens.
const stages = [
  ["snapshot", /^take_snapshot$/],
  ["load", /^load_repository$/],
  ["verdicts", /^make_verdicts$/],
  ["theme", /^read_look$/],
  ["resolve", /^resolve$/],
  ["views: the list of pages", /^list_pages$/],
  ["views: what texts reach", /reached_pages$/],
  ["views and render: bytes of pages", /^list_files lambda/],
  ["tables (CSV)", /^page_tables lambda/],
  ["render", /^Renderer::/],
  ["publish", /^publish( lambda.*)?$/],
  ["Publication::put", /^Publication::put$/],
  ["SHA-256", /^sha256$/],
  ["Ed25519", /^verify_ed25519$/],
  ["Markdown (cmark)", /^cmark_parser_finish$/],
];

if (spawnSync("valgrind", ["--version"]).status !== 0) {
  console.error("valgrind is not installed (apt-get install valgrind): nothing was counted");
  process.exit(1);
}
const livret = join(resolve(options.build), "livret");
const corpus = join(resolve(options.build), "tests/corpus");
for (const tool of [livret, corpus])
  if (!existsSync(tool)) throw new Error(`${tool} is not there: cmake --build --preset release --target livret bench_programs`);
const place = make_place(options.dir);
for (const name of ["state", "cache", "config"]) mkdirSync(join(place, name));
const repository = make_repository({ corpus }, place, Number(options.activities));
const out = join(place, "callgrind");
const build = [
  "build",
  "--root",
  repository,
  "--output",
  join(place, "site"),
  "--no-git",
  "--jobs",
  "1",
  "--quiet",
  ...positionals,
];
execFileSync("valgrind", ["-q", "--tool=callgrind", `--callgrind-out-file=${out}`, livret, ...build], {
  env: environment(place),
  stdio: ["ignore", "ignore", "inherit"],
});
const annotate = (...more) =>
  execFileSync("callgrind_annotate", ["--threshold=100", "--auto=no", ...more, out], { encoding: "utf8", maxBuffer: 1 << 30 });

// livret::(anonymous namespace)::read(livret::Run&) and what C++ hangs on it: read
function short(name) {
  let text = name.replace(/ \[[^[\]]*\]$/, "").replace(/^[^ ]*?:(?=[^:])/, "");
  text = text.replaceAll("(anonymous namespace)::", "").replace(/\[abi:[a-z0-9]+\]/g, "");
  if (text.startsWith("std::_Function_handler<")) {
    const inner = /(livret::[A-Za-z_:]+)\(.*\{lambda\([^)]*\)(#[0-9]+)\}/.exec(text);
    text = inner ? `${inner[1]} lambda${inner[2]}` : text;
  }
  for (let before = ""; before !== text; ) [before, text] = [text, text.replace(/<[^<>]*>/g, "")];
  return text
    .replace(/\(.*$/, "")
    .replace(/^livret::/, "")
    .slice(0, 70);
}
// By short name the largest count of its functions.
function counts(text) {
  const found = new Map();
  for (const line of text.split("\n")) {
    const parts = /^ *([0-9,]+) \([ 0-9.]+%\) +(.*)$/.exec(line);
    if (!parts || parts[2] === "PROGRAM TOTALS") continue;
    const name = short(parts[2]),
      count = Number(parts[1].replaceAll(",", ""));
    if (name && count > (found.get(name) ?? 0)) found.set(name, count);
  }
  return found;
}
const inclusive = counts(annotate("--inclusive=yes")),
  own = counts(annotate("--inclusive=no"));
const total = Math.max(...inclusive.values());
const of_stage = (matches) => Math.max(0, ...[...inclusive].filter(([name]) => matches.test(name)).map(([, count]) => count));
const commit = execFileSync("git", ["-C", top, "log", "-1", "--format=%h"], { encoding: "utf8" }).trim();
const now = {
  commit,
  activities: Number(options.activities),
  total,
  stages: Object.fromEntries(stages.map(([name, matches]) => [name, of_stage(matches)])),
  inclusive: Object.fromEntries(inclusive),
  own: Object.fromEntries(own),
};
const before = options.against ? JSON.parse(readFileSync(options.against, "utf8")) : null;
const millions = (count) => (count / 1e6).toFixed(1);
const change = (count, old) =>
  !before ? [] : [old ? millions(old) : "", old ? `${((100 * (count - old)) / old).toFixed(1)} %` : "new"];
const head = (what) => [what, "million", "of all", ...(before ? [`before (${before.commit})`, "change"] : [])];
const row = (name, count, old) => [name, millions(count), `${((100 * count) / total).toFixed(1)} %`, ...change(count, old)];
const least = (total * Number(options.least)) / 100;
const rows = (map, old) =>
  [...map]
    .filter(([name, count]) => count >= least || old?.[name] >= least)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 60)
    .map(([name, count]) => row(`\`${name}\``, count, old?.[name]));

console.log(
  `Commit ${commit}, ${options.activities} activities, \`livret build --no-git --jobs 1\`: ${millions(total)} million instructions.\n`,
);
const none = Object.entries(now.stages).filter(([, count]) => count === 0);
console.log(
  table(head("stage, with all that it calls"), [
    row("all", total, before?.total),
    ...Object.entries(now.stages)
      .filter(([, count]) => count > 0)
      .map(([name, count]) => row(name, count, before?.stages[name])),
  ]),
);
if (none.length) console.log(`\nNot found by name (inlined, or called otherwise now): ${none.map(([name]) => name).join(", ")}.`);
console.log("\n" + table(head("function, with all that it calls"), rows(inclusive, before?.inclusive)));
console.log("\n" + table(head("function, by itself"), rows(own, before?.own)));
if (options.save) writeFileSync(options.save, JSON.stringify(now));

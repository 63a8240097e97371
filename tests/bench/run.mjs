// How fast the program is, as ratios of one run: everything that is held against something else is measured by turns with it, so
// that a slow or busy machine slows both. Prints Markdown; asserts nothing. How to run it: README.md beside this.
import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { hugo_version, measure_dossiers, measure_signatures, measure_size } from "./cases.mjs";
import { make_place } from "./measure.mjs";
import { measure_serve } from "./serve.mjs";
import { size_tables, target_table } from "./tables.mjs";
import { targets } from "./targets.mjs";

const here = dirname(fileURLToPath(import.meta.url)),
  top = join(here, "../..");
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    build: { type: "string", default: join(top, "build/release") },
    dir: { type: "string", default: "/dev/shm" },
    repeat: { type: "string", default: "3" },
    "hugo-most": { type: "string", default: "5000" }, // Hugo needs minutes and gigabytes beyond
    "hugo-finished": { type: "boolean", default: false }, // pages other than activities are given to Hugo as HTML
    skip: { type: "string", multiple: true, default: [] }, // hugo, serve, dossiers, signatures
    readme: { type: "boolean", default: false },
    save: { type: "string" },
  },
});
const sizes = (positionals.length ? positionals : ["500", "5000"]).map(Number);
const repeat = Number(options.repeat);
const build = resolve(options.build);
const tools = { livret: join(build, "livret") };
for (const name of ["corpus", "verify_bench", "zip_store"]) tools[name] = join(build, "tests", name);
for (const tool of Object.values(tools))
  if (!existsSync(tool)) throw new Error(`${tool} is not there: cmake --build --preset release --target livret bench_programs`);
const does = (what) => !options.skip.includes(what);
const say = (text) => console.error(text);

const place = make_place(options.dir);
for (const name of ["state", "cache", "config"]) mkdirSync(join(place, name));
const hugo = hugo_version();
if (!hugo && does("hugo")) say("Hugo is not installed (apt-get install hugo): nothing is held against it");
const git = (...args) => execFileSync("git", ["-C", top, ...args], { encoding: "utf8" }).trim();
const commit = git("log", "-1", "--format=%h"),
  day = git("log", "-1", "--format=%cs");
// Said as soon as it is known: the largest sizes take long.
console.log(
  `Commit ${commit} of ${day}; ${cpus().length} × ${cpus()[0].model}; Node ${process.version}; Hugo ${hugo ?? "not there"};\n` +
    `${repeat} repetitions by turns, in ${options.dir}; a table's seconds are the smallest ones, ratios are theirs.\n`,
);
const run = { commit, day, sizes: [] };
const save = () => options.save && writeFileSync(options.save, JSON.stringify(run, null, 1));
for (const size of sizes) {
  say(`${size} activities …`);
  const with_hugo = hugo && does("hugo") && size <= Number(options["hugo-most"]);
  run.sizes.push(measure_size(tools, place, size, { times: repeat, hugo: with_hugo, finished: options["hugo-finished"] }));
  console.log(size_tables(run.sizes.at(-1)));
  save();
}
if (does("serve")) {
  say("serve …");
  run.serve = [];
  for (const size of sizes) run.serve.push(await measure_serve(tools, place, size, repeat + 2));
}
if (does("signatures")) {
  say("signatures …");
  run.signatures = measure_signatures(tools, place, 30000, repeat);
}
if (does("dossiers")) {
  say("dossiers …");
  run.dossiers = measure_dossiers(tools, place, repeat + 2);
}

const rows = (run.rows = targets(run));
for (const one of run.serve ?? [])
  console.log(
    `Serving ${one.activities}: an edit to its page, ${one.milliseconds.toFixed(1)} ms (median ${one.middle.toFixed(1)}).\n`,
  );
console.log(target_table(rows, false));
save();
if (options.readme) {
  const path = join(top, "README.md"),
    [from, to] = ["<!-- bench -->", "<!-- /bench -->"];
  const text = readFileSync(path, "utf8"),
    [a, b] = [text.indexOf(from), text.indexOf(to)];
  if (a < 0 || b < a) throw new Error(`README.md has no ${from} … ${to}`);
  const words = `Commit ${commit}, ${cpus().length} cœurs, Hugo ${hugo ?? "absent"} ; chaque rapport vient d’une même exécution.`;
  writeFileSync(path, `${text.slice(0, a + from.length)}\n\n${target_table(rows, true)}\n\n${words}\n\n${text.slice(b)}`);
}

// Cases: small repositories on which the program runs, and all that it must say and write.
//
//   node tests/cases.mjs PROGRAM [--update] [--only NAME]
//
// To add a case:
//   1. make a folder tests/cases/<a_sentence_as_name>/ with a `repository/` of only what differs from cases/_base/,
//      which is copied first (`X.delete`, empty, removes X);
//   2. if need be, add `command` (one run per line; default below), `theme/`, `setup.sh` (what git cannot hold);
//   3. create an empty expected.txt, and expected-en.txt to run it in English too; for a build, `expected-present`,
//      `expected-absent`, `expected-tree`, `expected-files/`; for --fix, an empty folder `expected-repository/`;
//   4. run with --update --only <name>;
//   5. read what was written as a teacher would, and commit it.
//
// A case's files, beside those:
//   expected.txt         standard output and error as they came, in French; no-break spaces are written as plain ones,
//                        which editors show (unit tests hold their places); the temporary folder is written ‹dossier›,
//                        and # stands for how many files and pages there are, which is the theme's business
//   expected-status      exit status of the last run
//   expected-repository/ the files that the runs changed, whole. Without it, a changed source is a failure
//   expected-files/      files of site/, whole
//   expected-tree        every file that site/ holds at the end, one per line
//   expected-present     lines `file: text`: the file of site/ holds the text
//   expected-absent      lines: strings that no file of site/ holds
//   setup.sh             run by sh in the copied repository, with LIVRET, the program, and SIGNED, the folder _signed/; if it leaves ../program/livret,
//                        that one is run (so a case can have a theme of origin that is damaged)
//   unprivileged         run without the rights of an administrator, who may read anything
//
// At the end, every code of `livret explain` must have been printed by some case, in French and in English.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const default_command = "check --now 2005-04-11 --no-git";
const here = path.join(path.dirname(fileURLToPath(import.meta.url)), "cases");
const base = path.join(here, "_base");
const signed = path.join(here, "_signed"); // a repository with trust/: what lies over _base when setup.sh copies it
const known = new Set([
  "repository",
  "theme",
  "command",
  "setup.sh",
  "unprivileged",
  "expected.txt",
  "expected-en.txt",
  "expected-status",
  "expected-repository",
  "expected-files",
  "expected-tree",
  "expected-present",
  "expected-absent",
]);
// An administrator without the right to read everything: her own rights only, as people have.
const unprivileged = ["setpriv", "--inh-caps=-all", "--bounding-set=-all", "--"];

const words = process.argv.slice(2);
const update = take("--update", false);
const only = take("--only", true);
const program = words[0] && path.resolve(words[0]);
if (!program || words.length !== 1) {
  console.error("usage: node tests/cases.mjs PROGRAM [--update] [--only NAME]");
  process.exit(2);
}

function take(name, has_value) {
  const at = words.indexOf(name);
  if (at < 0) return undefined;
  return words.splice(at, has_value ? 2 : 1)[has_value ? 1 : 0];
}

// --- files

function files_below(folder) {
  const out = new Map();
  const walk = (place, prefix) => {
    for (const entry of fs.readdirSync(place, { withFileTypes: true, encoding: "buffer" })) {
      const name = entry.name.toString("latin1"); // any bytes
      const whole = Buffer.concat([Buffer.from(place), Buffer.from("/"), entry.name]);
      if (entry.isDirectory()) walk(whole, prefix + name + "/");
      else if (entry.isFile()) out.set(utf8(prefix + name), read_or_nothing(whole));
    }
  };
  if (fs.existsSync(folder)) walk(Buffer.from(folder), "");
  return new Map([...out].sort((a, b) => (a[0] < b[0] ? -1 : 1)));
}

const utf8 = (latin1) => Buffer.from(latin1, "latin1").toString("utf8");

function read_or_nothing(file) {
  try {
    return fs.readFileSync(file);
  } catch {
    return Buffer.from("");
  }
}

const text_of = (file) => (fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined);
const lines_of = (text) => text.split("\n").filter((line) => line !== "");

function write(file, bytes) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, bytes);
}

// _base, then the case's own files, then the removals that its `X.delete` ask for.
function lay_out(folder, repository) {
  fs.mkdirSync(repository, { recursive: true });
  for (const source of [base, path.join(folder, "repository")])
    if (fs.existsSync(source)) fs.cpSync(source, repository, { recursive: true });
  for (const name of files_below(repository).keys())
    if (name.endsWith(".delete")) {
      fs.rmSync(path.join(repository, name));
      fs.rmSync(path.join(repository, name.slice(0, -".delete".length)), { recursive: true });
    }
}

// --- a run

// Both streams into one file, so that they keep their order.
function run(executable, words, cwd, without_rights, log) {
  return new Promise((resolve, reject) => {
    const out = fs.openSync(log, "a");
    const [command, ...list] = [...(without_rights && process.getuid() === 0 ? unprivileged : []), executable, ...words];
    const env = { ...process.env, LC_ALL: "fr_FR.UTF-8", NO_COLOR: "1", SOURCE_DATE_EPOCH: "", GITHUB_WORKSPACE: "" };
    const child = spawn(command, list, { cwd, env, stdio: ["ignore", out, out], timeout: 60_000 });
    child.on("error", reject);
    child.on("close", (status, signal) => {
      fs.closeSync(out);
      resolve(signal ?? status);
    });
  });
}

const is_own = (name) => name.startsWith("site/") || name.startsWith(".livret/");

async function run_case(folder, temporary, language) {
  const repository = path.join(temporary, "repository");
  lay_out(folder, repository);
  if (fs.existsSync(path.join(folder, "theme")))
    fs.cpSync(path.join(folder, "theme"), path.join(temporary, "theme"), { recursive: true });
  const setup = path.join(folder, "setup.sh");
  if (fs.existsSync(setup))
    execFileSync("sh", ["-e", setup], {
      cwd: repository,
      env: { ...process.env, LIVRET: program, SIGNED: signed },
      stdio: "inherit",
    });
  const without_rights = fs.existsSync(path.join(folder, "unprivileged"));
  const damaged = path.join(temporary, "program/livret");
  const executable = fs.existsSync(damaged) ? damaged : program;
  const before = files_below(repository);
  const log = path.join(temporary, "log");
  let status = 0;
  for (const line of lines_of(text_of(path.join(folder, "command")) ?? default_command)) {
    const list = line.trim().split(/\s+/);
    if (language !== "fr") list.push("--lang", language);
    status = await run(executable, list, repository, without_rights, log);
  }
  const after = files_below(repository);
  const changed = new Map();
  for (const [name, bytes] of after)
    if (!is_own(name) && !(before.has(name) && before.get(name).equals(bytes))) changed.set(name, bytes);
  for (const name of before.keys()) if (!is_own(name) && !after.has(name)) changed.set(`${name}.delete`, Buffer.from(""));
  const site = new Map([...after].filter(([name]) => name.startsWith("site/")).map(([name, b]) => [name.slice(5), b]));
  const said = fs
    .readFileSync(log, "utf8")
    .replace(/[\u00a0\u202f]/g, " ")
    .replaceAll(fs.realpathSync(temporary), "‹dossier›")
    .replaceAll(temporary, "‹dossier›")
    .replace(/^\d+( pages ?; .*: )\d+(, .*: )\d+(, .*: )\d+/gm, "#$1#$2#$3#")
    .replace(/^(fichiers retirés : |files removed: )\d+/gm, "$1#");
  return { said, status: String(status), changed, site };
}

// --- goldens

// The lines that differ, with two lines around: enough to see, whole enough to judge.
function difference(expected, seen) {
  const a = expected.split("\n"),
    b = seen.split("\n");
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) ++start;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) ++end;
  const around = (list, from, to, sign) => list.slice(Math.max(0, from), to).map((line) => sign + line);
  return [
    ...around(a, start - 2, start, "  "),
    ...around(a, start, a.length - end, "- "),
    ...around(b, start, b.length - end, "+ "),
    ...around(a, a.length - end, a.length - end + 2, "  "),
  ]
    .slice(0, 80)
    .join("\n");
}

function compare(problems, file, seen) {
  const expected = text_of(file);
  if (expected === seen) return;
  if (update) return write(file, seen);
  problems.push(`${path.basename(file)} differs (- expected, + seen)\n${difference(expected ?? "", seen)}`);
}

function compare_folders(problems, folder, seen, all) {
  const wanted = files_below(folder);
  if (update && all) {
    fs.rmSync(folder, { recursive: true });
    fs.mkdirSync(folder);
    for (const [name, bytes] of seen) write(path.join(folder, name), bytes);
    return;
  }
  const label = path.basename(folder);
  for (const [name, bytes] of wanted) {
    if (!seen.has(name)) problems.push(`${label}/${name}: no such file was written`);
    else if (!seen.get(name).equals(bytes)) {
      if (update) write(path.join(folder, name), seen.get(name));
      else
        problems.push(
          `${label}/${name} differs (- expected, + seen)\n${difference(bytes.toString(), seen.get(name).toString())}`,
        );
    }
  }
  if (all)
    for (const name of seen.keys())
      if (!wanted.has(name)) problems.push(`${label}/${name} is missing: the run changed this file`);
}

function compare_site(problems, folder, site) {
  const at = (name) => path.join(folder, name);
  if (fs.existsSync(at("expected-files"))) compare_folders(problems, at("expected-files"), site, false);
  if (fs.existsSync(at("expected-tree"))) compare(problems, at("expected-tree"), [...site.keys(), ""].join("\n"));
  for (const line of lines_of(text_of(at("expected-present")) ?? "")) {
    const [name, wanted] = [line.slice(0, line.indexOf(": ")), line.slice(line.indexOf(": ") + 2)];
    if (!site.has(name)) problems.push(`expected-present: ${name} was not written`);
    else if (!site.get(name).toString().includes(wanted)) problems.push(`expected-present: ${name} does not hold “${wanted}”`);
  }
  for (const line of lines_of(text_of(at("expected-absent")) ?? "")) {
    if (site.size === 0) problems.push("expected-absent: nothing was built");
    for (const [name, bytes] of site)
      if (name.includes(line) || bytes.includes(line)) problems.push(`expected-absent: ${name} holds “${line}”`);
  }
}

const produced = { fr: new Set(), en: new Set() };

function note_codes(said, language) {
  for (const pattern of [/\[([a-z0-9-]+)\]$/gm, /"code": "([a-z0-9-]+)"/g, /^::(?:error|warning) [^:]*title=([a-z0-9-]+)/gm])
    for (const match of said.matchAll(pattern)) produced[language].add(match[1]);
}

async function check_case(name) {
  const folder = path.join(here, name);
  const problems = [];
  for (const entry of fs.readdirSync(folder)) if (!known.has(entry)) problems.push(`${entry}: no part of a case has this name`);
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "livret-case-"));
  try {
    const french = await run_case(folder, path.join(temporary, "fr"), "fr");
    note_codes(french.said, "fr");
    compare(problems, path.join(folder, "expected.txt"), french.said);
    compare(problems, path.join(folder, "expected-status"), french.status + "\n");
    const repository = path.join(folder, "expected-repository");
    if (fs.existsSync(repository)) compare_folders(problems, repository, french.changed, true);
    else for (const changed of french.changed.keys()) problems.push(`the run changed a source: ${changed}`);
    compare_site(problems, folder, french.site);
    if (fs.existsSync(path.join(folder, "expected-en.txt"))) {
      const english = await run_case(folder, path.join(temporary, "en"), "en");
      note_codes(english.said, "en");
      compare(problems, path.join(folder, "expected-en.txt"), english.said);
      if (english.status !== french.status) problems.push(`status ${french.status} in French, ${english.status} in English`);
    }
  } catch (error) {
    problems.push(String(error.stack ?? error));
  } finally {
    execFileSync("chmod", ["-R", "u+rwX", temporary]);
    fs.rmSync(temporary, { recursive: true });
  }
  return problems;
}

// --- all of them

const names = fs
  .readdirSync(here)
  .filter((name) => !name.startsWith("_") && (!only || name === only))
  .sort();
const results = new Map();
let next = 0;
await Promise.all(
  Array.from({ length: Math.max(2, os.availableParallelism()) }, async () => {
    while (next < names.length) {
      const name = names[next++];
      results.set(name, await check_case(name));
    }
  }),
);

let failed = 0;
for (const name of names) {
  const problems = results.get(name);
  if (problems.length === 0) continue;
  ++failed;
  console.log(`FAILED ${name}\n${problems.join("\n")}\n`);
}
if (!only) {
  const codes = lines_of(execFileSync(program, ["explain"], { encoding: "utf8" })).map((line) => line.split(" ")[0]);
  for (const [language, seen] of Object.entries(produced)) {
    const missing = codes.filter((code) => !seen.has(code));
    if (missing.length === 0) continue;
    ++failed;
    console.log(`FAILED no case produces these codes (${language}): ${missing.join(", ")}\n`);
  }
  if (codes.length === 0) ++failed;
}
if (names.length === 0) {
  ++failed;
  console.log("FAILED no case was run");
}
console.log(`${names.length} cases ran`);
console.log(`${names.length - [...results.values()].filter((p) => p.length > 0).length} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

// Holds the program to the specification of a shared repository's format, schema/format.md and schema/format.fr.md.
//
// Their examples are tests. A fenced block whose info string names a path is laid into a copy of the small repository
// in base/ (which has nothing wrong), and `livret check` has to say what the info string says, and nothing else:
//
//     ```markdown path=gfp/math1/gfp.md ok
//     ```markdown path=gfp/math1/gfp.md error=unknown-key line=4 col=1 warning=raw-html line=7
//
//     ok                        nothing to report
//     error=CODE, warning=CODE  one message each; line=, col=, at=PATH (of another file) and fixable belong to the one
//                               before them
//     without=PATH              a file of base/ that is not there
//     encoding=latin1           how the block is written
//     times=N                   its last line is written N times
//
// The tables of keys (after a comment <!-- keys: KIND -->, or KIND.KEY for what stands below a key) hold exactly the
// keys, the obligations and the closed sets of schema/*.schema.json, which the program writes; the table of messages
// (<!-- codes -->) exactly the codes that a check can give, with their severity, of generator/diag/codes.def.
//
// Run: node tests/spec/format.mjs BUILD/livret
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const NOW = "2005-04-11";

// --- reading a specification

// The fenced blocks (CommonMark §4.5) whose info string has a path.
function examplesOf(file, text) {
  const examples = [];
  const lines = text.split("\n");
  for (let i = 0; i < lines.length; i += 1) {
    const open = /^(`{3,}|~{3,})([^`]*)$/.exec(lines[i]);
    if (!open) continue;
    const [, fence, info] = open;
    const start = i;
    const closed = new RegExp(`^\\${fence[0]}{${fence.length},}\\s*$`);
    for (i += 1; i < lines.length && !closed.test(lines[i]); i += 1);
    if (i >= lines.length) throw new Error(`${file}:${start + 1}: the block is not closed`);
    if (!/\spath=/.test(info)) continue;
    examples.push({
      ...readInfo(info, `${file}:${start + 1}`),
      content: lines.slice(start + 1, i),
      place: `${file}:${start + 1}`,
    });
  }
  return examples;
}

function readInfo(info, place) {
  const out = { path: "", expected: [], without: [], encoding: "utf8", times: 1 };
  let ok = false;
  const last = () => {
    const one = out.expected.at(-1);
    if (!one) throw new Error(`${place}: line=, col=, at= and fixable come after error= or warning=`);
    return one;
  };
  for (const word of info.trim().split(/\s+/).slice(1)) {
    const [name, value] = word.split(/=(.*)/s);
    if (name === "path") out.path = value;
    else if (name === "ok") ok = true;
    else if (name === "error" || name === "warning") out.expected.push({ severity: name, code: value });
    else if (name === "line" || name === "col") last()[name] = Number(value);
    else if (name === "at") last().at = value;
    else if (name === "fixable") last().fixable = true;
    else if (name === "without") out.without.push(value);
    else if (name === "encoding") out.encoding = value;
    else if (name === "times") out.times = Number(value);
    else throw new Error(`${place}: unknown word "${word}" in the info string`);
  }
  if (ok === out.expected.length > 0) throw new Error(`${place}: either ok or messages`);
  return out;
}

// The tables that follow a comment <!-- NAME -->, as rows of cells; the first row is the header.
function tablesOf(text, name) {
  const tables = [];
  const lines = text.split("\n");
  lines.forEach((line, i) => {
    const mark = new RegExp(`^<!-- ${name} -->$`).exec(line);
    if (!mark) return;
    const rows = [];
    let at = i + 1;
    while (lines[at]?.trim() === "") at += 1;
    for (; lines[at]?.startsWith("|"); at += 1) {
      const cells = lines[at]
        .slice(1, lines[at].lastIndexOf("|"))
        .split("|")
        .map((cell) => cell.trim());
      if (!cells.every((cell) => /^:?-+:?$/.test(cell))) rows.push(cells);
    }
    tables.push({ mark, rows, line: i + 1 });
  });
  return tables;
}

const words = (cell) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]);

// --- an example against the program

function laid(example) {
  const folder = mkdtempSync(join(tmpdir(), "livret-spec-"));
  cpSync(join(here, "base"), folder, { recursive: true });
  for (const path of example.without) rmSync(join(folder, path), { recursive: true });
  const path = join(folder, example.path);
  mkdirSync(dirname(path), { recursive: true });
  const lines = [...example.content];
  const end = lines.pop();
  writeFileSync(path, [...lines, ...Array(example.times).fill(end), ""].join("\n"), example.encoding);
  return folder;
}

function check(program, folder) {
  return new Promise((resolve, reject) => {
    const words = ["check", "--root", folder, "--format", "json", "--now", NOW, "--no-git"];
    execFile(program, words, { timeout: 30_000, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error && error.code !== 1) return reject(new Error(`${program} check: ${error.code ?? error.message} ${stderr}`));
      const found = JSON.parse(stdout).diagnostics;
      const wrong = found.some((one) => one.severity === "error");
      if (wrong !== (error !== null)) return reject(new Error(`exit status ${error ? 1 : 0} with ${JSON.stringify(found)}`));
      resolve(found);
    });
  });
}

const fits = (expected, path) => (found) =>
  found.code === expected.code &&
  found.severity === expected.severity &&
  found.path === (expected.at ?? path) &&
  (expected.line === undefined || found.line === expected.line) &&
  (expected.col === undefined || found.column === expected.col) &&
  (expected.fixable === undefined || found.fixable);

const shown = (one) => `${one.severity}=${one.code} line=${one.line} col=${one.column} (${one.path}: ${one.message})`;

// What is wrong with an example, as lines; empty if the program says what it has to.
async function faultsOf(program, example) {
  const folder = laid(example);
  try {
    const left = (await check(program, folder)).filter(
      // The examples are of another year: only the one that is about it says that a planned session is over.
      (one) => one.code !== "session-unconfirmed" || example.expected.some((each) => each.code === one.code),
    );
    const faults = [];
    for (const expected of example.expected) {
      const at = left.findIndex(fits(expected, example.path));
      if (at < 0) faults.push(`expected ${JSON.stringify(expected)}`);
      else left.splice(at, 1);
    }
    return [...faults, ...left.map((one) => `not expected: ${shown(one)}`)];
  } catch (error) {
    return [error.message];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// --- the tables of keys against the schemas

// KIND, and KIND.KEY for the keys that have keys of their own: a list of {en, fr, required, values}.
function kindsOfSchemas() {
  const kinds = new Map();
  const add = (name, schema) => {
    const required = (key) =>
      (schema.required ?? []).includes(key) ||
      (schema.allOf ?? []).some((one) => (one.anyOf ?? []).some((any) => any.required?.includes(key)));
    const french = new Map();
    for (const [key, value] of Object.entries(schema.properties)) if (value.$ref) french.set(value.$ref.split("/").pop(), key);
    const keys = [];
    for (const [key, value] of Object.entries(schema.properties)) {
      if (value.$ref) continue;
      const values = (value.enum ?? value.items?.enum ?? value.anyOf?.[0]?.enum ?? []).filter((one) => typeof one === "string");
      keys.push({ en: key, fr: french.get(key) ?? key, required: required(key), values });
      const below = value.items?.properties ? value.items : value.properties ? value : null;
      if (below?.properties && Object.keys(below.properties).length > 0) add(`${name}.${key}`, below);
    }
    kinds.set(name, keys);
  };
  for (const file of readdirSync(join(root, "schema")))
    if (file.endsWith(".schema.json")) add(file.split(".")[0], JSON.parse(readFileSync(join(root, "schema", file), "utf8")));
  return kinds;
}

function faultsOfKeys(file, text, kinds) {
  const faults = [];
  const tables = new Map();
  for (const { mark, rows, line } of tablesOf(text, "keys: ([a-z.-]+)")) {
    if (tables.has(mark[1])) faults.push(`${file}:${line}: a second table for ${mark[1]}`);
    tables.set(mark[1], rows);
    if (!kinds.has(mark[1])) faults.push(`${file}:${line}: the program knows no kind ${mark[1]}`);
  }
  for (const [kind, keys] of kinds) {
    const table = tables.get(kind);
    if (!table) {
      faults.push(`${file}: no table for ${kind}`);
      continue;
    }
    const header = table[0].map((cell) => cell.toLowerCase());
    const column = (names) => header.findIndex((cell) => names.includes(cell));
    const [en, fr, takes, required] = [
      ["english", "anglais"],
      ["french", "français"],
      ["takes", "contenu"],
      ["required", "requis"],
    ].map(column);
    const rows = new Map(table.slice(1).map((row) => [words(row[en])[0], row]));
    for (const name of rows.keys())
      if (!keys.some((key) => key.en === name)) faults.push(`${file}: ${kind}: the program does not know the key ${name}`);
    for (const key of keys) {
      const row = rows.get(key.en);
      if (!row) {
        faults.push(`${file}: ${kind}: the key ${key.en} is not in the table`);
        continue;
      }
      if (words(row[fr])[0] !== key.fr) faults.push(`${file}: ${kind}.${key.en}: the program says ${key.fr} in French`);
      if (/^(yes|oui)/.test(row[required]) !== key.required)
        faults.push(`${file}: ${kind}.${key.en}: ${key.required ? "required" : "not required"} by the program`);
      const listed = words(row[takes]);
      for (const value of key.values)
        if (!listed.includes(value)) faults.push(`${file}: ${kind}.${key.en}: the value ${value} is not in the table`);
      for (const value of key.values.length > 0 ? listed : [])
        if (!key.values.includes(value)) faults.push(`${file}: ${kind}.${key.en}: the program does not know the value ${value}`);
    }
  }
  return faults;
}

// --- the table of messages against the program's

// What stands in codes.def before the codes of themes and of publishing, which no repository's content causes.
function codesOfContent() {
  const text = readFileSync(join(root, "generator/diag/codes.def"), "utf8").split("// --- themes")[0];
  return new Map([...text.matchAll(/^LIVRET_CODE\(\w+, "([^"]+)", (error|warning),/gm)].map((match) => [match[1], match[2]]));
}

function faultsOfCodes(file, text, known) {
  const rows = tablesOf(text, "codes").flatMap((table) => table.rows.slice(1));
  const listed = new Map(rows.map((row) => [words(row[0])[0], /^(error|erreur)$/.test(row[1]) ? "error" : "warning"]));
  const faults = [];
  for (const [code, severity] of known)
    if (listed.get(code) !== severity) faults.push(`${file}: the message ${code} (${severity}) is not in the table`);
  for (const code of listed.keys()) if (!known.has(code)) faults.push(`${file}: the program has no message ${code}`);
  return faults;
}

// --- the run

async function main(program) {
  if (!program) {
    console.error("usage: node tests/spec/format.mjs PROGRAM");
    return 2;
  }
  const base = await check(program, join(here, "base"));
  if (base.length > 0) {
    console.log(`tests/spec/base is not clean:\n${base.map(shown).join("\n")}`);
    return 1;
  }
  let passed = 0;
  let failed = 0;
  const count = (place, faults) => {
    if (faults.length === 0) passed += 1;
    else failed += 1;
    for (const fault of faults) console.log(`${place}: ${fault}`);
  };
  const kinds = kindsOfSchemas();
  const codes = codesOfContent();
  const files = ["schema/format.md", "schema/format.fr.md"];
  const counts = [];
  for (const file of files) {
    const text = readFileSync(join(root, file), "utf8");
    const examples = examplesOf(file, text);
    counts.push(`${examples.length} in ${file}`);
    const faults = new Array(examples.length);
    let next = 0;
    const worker = async () => {
      for (let i = next++; i < examples.length; i = next++) faults[i] = await faultsOf(program, examples[i]);
    };
    await Promise.all([worker(), worker(), worker(), worker()]);
    examples.forEach((example, i) => count(example.place, faults[i]));
    if (examples.length === 0) count(file, ["no example"]);
    count(file, faultsOfKeys(file, text, kinds));
    count(file, faultsOfCodes(file, text, codes));
  }
  console.log(`examples: ${counts.join(", ")}; tables: ${kinds.size} of keys and one of ${codes.size} messages in each`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

process.exitCode = await main(process.argv[2]);

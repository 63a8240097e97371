// What the tests of the program share: running it, folders as maps from path to bytes, and counting.
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const source = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");
export const content = path.join(source, "content");

export const program = process.argv[2] ? path.resolve(process.argv[2]) : "";
if (!program || !fs.existsSync(program)) {
  console.error(`usage: node ${path.basename(process.argv[1])} PROGRAM\n« ${program} » is not the livret program`);
  process.exit(1);
}

// --- temporary folders, gone at the end

let under_test = ""; // the name of the test that runs
const top = fs.mkdtempSync(path.join(os.tmpdir(), "livret-test-"));
process.on("exit", () => {
  // What a test that failed half-way has started must not outlive it.
  spawnSync("pkill", ["-KILL", "-P", String(process.pid)]);
  if (process.env.KEEP) console.error(`kept: ${top}`);
  else fs.rmSync(top, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.on(signal, () => {
    if (under_test) console.log(`stopped by ${signal} during: ${under_test}`);
    process.exit(1);
  });

let folders = 0;
export function folder(name = "f") {
  const made = path.join(top, `${String(++folders).padStart(3, "0")}-${name}`);
  fs.mkdirSync(made);
  return made;
}

// A copy of the example that a test may change.
export function repository() {
  const root = path.join(folder("repository"), "r");
  fs.cpSync(content, root, { recursive: true, filter: (name) => !/\/(\.livret|site)$/.test(name) });
  return root;
}

// --- the program

// Nothing of the caller's surroundings but PATH: what a test wants to vary, it says.
// Manifests of sites outside the repository lie in the state folder.
export const bare = { PATH: process.env.PATH, LC_ALL: "C", NO_COLOR: "1", XDG_STATE_HOME: path.join(top, "state") };

export function livret(args, { cwd = top, env = {}, timeout = 180000, input } = {}) {
  const done = spawnSync(program, args, {
    cwd,
    input,
    env: { ...bare, ...env },
    timeout,
    killSignal: "SIGKILL",
    maxBuffer: 1 << 28,
  });
  return {
    status: done.status,
    signal: done.signal,
    slow: done.error?.code === "ETIMEDOUT",
    out: done.stdout.toString(),
    err: done.stderr.toString(),
    command: `livret ${args.join(" ")}`,
  };
}

export const start = (args, { cwd = top, env = {} } = {}) =>
  spawn(program, args, { cwd, env: { ...bare, ...env }, stdio: "ignore" });

export const day = ["--now", "2005-05-01", "--no-git"];

// Words as a test writes them: French typography's spaces are spaces.
export const plain = (text) => text.replace(/[\u00a0\u202f]/g, " ");

export function told(run) {
  return `${run.command}\nexit ${run.status}${run.signal ? ` (${run.signal})` : ""}\n--- stdout\n${run.out}--- stderr\n${run.err}`;
}

// Runs a build and expects an exit status (or one of several).
export function build(root, { expect = 0, args = [], ...options } = {}) {
  const run = livret(["build", "--root", root, ...day, ...args], options);
  if (![expect].flat().includes(run.status)) throw new Error(`expected exit ${[expect].flat().join(" or ")}\n${told(run)}`);
  return run;
}

// What a build says it wrote.
export function counts(run) {
  const found = /written: (\d+), unchanged: (\d+), removed: (\d+)|écrits : (\d+), inchangés : (\d+), retirés : (\d+)/.exec(
    run.err.normalize("NFKC"),
  );
  if (!found) throw new Error(`no counts in\n${told(run)}`);
  const [written, unchanged, removed] = found
    .slice(1)
    .filter((one) => one !== undefined)
    .map(Number);
  return { written, unchanged, removed };
}

// --- folders as maps

export function read_tree(root, { hidden = true } = {}) {
  const out = new Map();
  const walk = (relative) => {
    for (const entry of fs.readdirSync(path.join(root, relative), { withFileTypes: true })) {
      if (!hidden && entry.name.startsWith(".")) continue;
      const name = relative ? `${relative}/${entry.name}` : entry.name;
      if (entry.isDirectory()) walk(name);
      else if (entry.isSymbolicLink()) out.set(name, Buffer.from(`link to ${fs.readlinkSync(path.join(root, name))}`));
      else out.set(name, fs.readFileSync(path.join(root, name)));
    }
  };
  if (fs.existsSync(root)) walk("");
  return new Map([...out].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function write_tree(root, files, order = [...files.keys()]) {
  for (const name of order) {
    fs.mkdirSync(path.join(root, path.dirname(name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), files.get(name));
  }
  return root;
}

function first_difference(a, b) {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) ++at;
  const around = (bytes) => JSON.stringify(bytes.subarray(Math.max(0, at - 120), at + 160).toString("utf8"));
  return `  at byte ${at}\n  one: ${around(a)}\n  two: ${around(b)}`;
}

// An empty text if both hold the same names and bytes; else what differs.
export function tree_difference(one, two) {
  const out = [];
  for (const [name, bytes] of one) {
    if (!two.has(name)) out.push(`only in the first: ${name}`);
    else if (!bytes.equals(two.get(name))) out.push(`differs: ${name}\n${first_difference(bytes, two.get(name))}`);
  }
  for (const name of two.keys()) if (!one.has(name)) out.push(`only in the second: ${name}`);
  return out.length > 12 ? [...out.slice(0, 12), `… and ${out.length - 12} more`].join("\n") : out.join("\n");
}

export function same_trees(one, two) {
  const difference = tree_difference(one, two);
  if (difference) throw new Error(difference);
}

export function same(actual, expected, what = "") {
  const a = JSON.stringify(actual, null, 1),
    b = JSON.stringify(expected, null, 1);
  if (a !== b) throw new Error(`${what}\nexpected ${b}\nbut was  ${a}`);
}

export function holds(condition, message) {
  if (!condition) throw new Error(typeof message === "function" ? message() : message);
}

// --- counting

let passed = 0,
  failed = 0;
const only = process.argv[3];

// A test that waits for what never comes fails, and those after it still run.
const longest = 600; // s
async function in_time(run) {
  let timer;
  const late = new Promise((_, failed) => {
    timer = setTimeout(() => failed(new Error(`not ended after ${longest} s`)), longest * 1000);
  });
  try {
    await Promise.race([run(), late]);
  } finally {
    clearTimeout(timer);
  }
}

export async function test(name, run) {
  if (only && !name.includes(only)) return;
  under_test = name;
  try {
    await in_time(run);
    ++passed;
  } catch (error) {
    ++failed;
    console.log(
      `FAILED: ${name}\n${error.message.replace(/^/gm, "    ")}${error.constructor === Error ? "" : `\n${error.stack}`}\n`,
    );
  }
}

// A bug that is known and left: said every time; and once it is mended, this fails until the test is a test like the others.
export async function known(bug, name, run) {
  if (only && !name.includes(only)) return;
  under_test = name;
  try {
    await in_time(run);
  } catch {
    console.log(`known bug: ${name} (${bug})`);
    return;
  }
  ++failed;
  console.log(`FAILED: ${name}\n    this bug is mended: write test(...) instead of known(...)`);
}

// The last thing of a suite: a program that a failed test left running does not keep it waiting.
export function finish() {
  const code = failed > 0 || passed === 0 ? 1 : 0;
  process.stdout.write(`${passed} passed, ${failed} failed\n`, () => process.exit(code));
}

// mulberry32: the same numbers on every machine.
export function random_numbers(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return { next, below: (n) => Math.floor(next() * n), pick: (list) => list[Math.floor(next() * list.length)] };
}

// A trainer's batch is killed at moments spread over its run: whatever was signed is whole, nothing else changed, and the
// batch completes when it is run again for what is still undecided.
//
//   node tests/program/kill.mjs PROGRAM [PART OF A NAME]        LIVRET_SEED=n plays the same delays again
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import {
  bare,
  content,
  finish,
  folder,
  holds,
  livret,
  program,
  random_numbers,
  read_tree,
  same,
  test,
  told,
  tree_difference,
  write_tree,
} from "./support/tools.mjs";

const seed = Number(process.env.LIVRET_SEED) || Date.now() % 1000000;
const random = random_numbers(seed);
console.log(`LIVRET_SEED=${seed}`);

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const originals = read_tree(content, { hidden: false });
for (const name of [...originals.keys()]) if (name.startsWith("site/")) originals.delete(name);

// The registry of the example knows the test key that is derived from « leroy ».
const env = { XDG_CONFIG_HOME: folder("config") };
const phrase = path.join(folder("secret"), "phrase");
fs.writeFileSync(phrase, "ceci est un exemple\n", { mode: 0o600 });
const key_made = livret(["key", "new", "leroy", "--name", "Catherine Leroy", "--example", "--passphrase-file", phrase], { env });
holds(key_made.status === 0, () => told(key_made));
const trainer = ["--now", "2005-04-20", "--lang", "en"];
const inbox = livret(["inbox", "--trainer", "c-leroy", "--root", content, "--format", "json", ...trainer]);
holds(inbox.status === 0, () => told(inbox));
const batch = JSON.parse(inbox.out).waiting.map((one) => ({
  reference: one.reference,
  codes: one.competences.map((each) => each.code),
}));

function attest_arguments(root, wanted) {
  const decisions = path.join(folder("decisions"), "decisions.yaml");
  const lines = wanted.map((one) => `  - activity: ${one.reference}\n    attest: [${one.codes.join(", ")}]\n`);
  fs.writeFileSync(decisions, `decisions:\n${lines.join("")}`);
  return ["attest", "--decisions", decisions, "--root", root, "--key", "leroy", "--passphrase-file", phrase, "--yes", ...trainer];
}

// Runs the batch and kills it `delay` milliseconds after its `line`-th line on stdout (0: after it began).
function killed_run(root, wanted, line, delay) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, attest_arguments(root, wanted), { env: { ...bare, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    let out = "",
      err = "",
      armed = false;
    const arm = () => {
      if (armed) return;
      armed = true;
      if (delay === 0) child.kill("SIGKILL");
      else setTimeout(() => child.kill("SIGKILL"), delay);
    };
    child.stdout.on("data", (bytes) => {
      out += bytes;
      if (line > 0 && out.split("\n").length > line) arm();
    });
    child.stderr.on("data", (bytes) => (err += bytes));
    child.on("error", reject);
    child.on("close", (status, signal) => resolve({ status, signal, out, err, command: "livret attest (killed)" }));
    if (line === 0) arm();
  });
}

const kept = (name) => name.startsWith("trust/attestations/") || name.startsWith("trust/snapshots/");
const is_part = (name) => kept(name) && /^\.[^/]+\.part$/.test(path.posix.basename(name));
const signed = (tree) =>
  [...tree.keys()].filter((name) => name.startsWith("trust/attestations/") && name.endsWith(".json") && !originals.has(name));

// Nothing but whole new attestations and the texts they name; half files only under names that nobody reads.
function holds_together(root) {
  const tree = read_tree(root);
  for (const [name, bytes] of tree) {
    if (originals.has(name) || is_part(name)) continue;
    holds(kept(name), `another file: ${name}`);
    same(path.posix.basename(name, ".json"), sha256(bytes), `${name} is not whole`);
  }
  const others = new Map([...tree].filter(([name]) => originals.has(name)));
  const difference = tree_difference(originals, others);
  holds(difference === "", `what was there has changed\n${difference}`);

  const verify = livret(["verify", root, "--format", "json", ...trainer]);
  const report = JSON.parse(verify.out)[0];
  same(report.chain, "holds", "the chain");
  const words = new Map(report.files.map((one) => [`trust/${one.path}`, one.word]));
  for (const name of signed(tree)) same(words.get(name), "unsealed", name);
  for (const [name, word] of words) holds(!["malformed", "bad-signature", "content-missing"].includes(word), `${name}: ${word}`);
  // Named by its digest, so whole by the check above; and every one that a new attestation names is there.
  for (const name of signed(tree)) {
    const { manifest } = JSON.parse(tree.get(name)).credentialSubject.about;
    for (const { sha256: digest } of [manifest.body, ...manifest.files])
      holds(tree.has(`trust/snapshots/${digest}`), `${name}: ${digest}, which it names, is not there`);
  }
  return tree;
}

// What the inbox still shows, as a trainer would go on.
function undecided(root) {
  const run = livret(["inbox", "--trainer", "c-leroy", "--root", root, "--format", "json", ...trainer]);
  holds(run.status === 0, () => told(run));
  const waiting = new Set(JSON.parse(run.out).waiting.map((one) => one.reference));
  return batch.filter((one) => waiting.has(one.reference));
}

await test("the example has a batch to sign", () => holds(batch.length >= 10, `${batch.length} activities wait for c-leroy`));

// One run to its end says how long a signature takes here.
let whole_time = 0,
  signing_time = 0;
await test("without a kill the batch is signed whole", async () => {
  const root = write_tree(folder("whole"), originals);
  const began = performance.now();
  let first = 0;
  const child = spawn(program, attest_arguments(root, batch), { env: { ...bare, ...env }, stdio: ["ignore", "pipe", "ignore"] });
  child.stdout.on("data", () => (first ||= performance.now()));
  const status = await new Promise((resolve) => child.on("close", resolve));
  whole_time = performance.now() - began;
  signing_time = first ? performance.now() - first : 0;
  same(status, 0, "exit status");
  same(signed(holds_together(root)).length, batch.length, "signed");
  same(undecided(root), [], "undecided");
});

// Early, while the passphrase is being used, then at the lines as they come.
const moments = [];
for (const share of [0.3, 0.6, 0.8]) moments.push({ line: 0, delay: Math.round(whole_time * share) });
for (let line = 1; line < batch.length && moments.length < 12; line += moments.length % 3 ? 1 : 2)
  moments.push({ line, delay: moments.length % 3 === 0 ? 0 : Math.round((random.next() * signing_time) / batch.length) });

let between = 0;
for (const { line, delay } of moments)
  await test(`killed ${delay} ms after ${line ? `line ${line}` : "the start"}`, async () => {
    const root = write_tree(folder("killed"), originals);
    const run = await killed_run(root, batch, line, delay);
    holds(run.signal === "SIGKILL" || run.status === 0, () => told(run));
    const done = signed(holds_together(root));
    const printed = run.out
      .split("\n")
      .filter((one) => one.includes("\t"))
      .map((one) => one.split("\t")[1]);
    for (const name of printed) holds(done.includes(name), `${name} was said to be signed`);
    if (done.length > 0 && done.length < batch.length) ++between;
    const rest = undecided(root);
    same(rest.length, batch.length - done.length, "undecided");
    if (rest.length > 0) {
      const again = livret(attest_arguments(root, rest), { env });
      holds(again.status === 0, () => told(again));
    }
    same(signed(holds_together(root)).length, batch.length, "signed in the end");
    same(undecided(root), [], "undecided in the end");
  });
await test("some kills fell between the first signature and the last", () =>
  holds(between > 0, `${moments.length} kills, none between`));

finish();

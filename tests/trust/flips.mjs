// One byte of a signed file changed, whatever its type: nothing of it holds any more, and program and checking page say the
// same of every such file: node tests/trust/flips.mjs build/dev/tests/proof_program
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { World } from "../vectors/world.mjs";

const engine = join(dirname(fileURLToPath(import.meta.url)), "../../themes/program/verify");
const { Malformed, read_signed, signatures_hold } = await import(join(engine, "proof.js"));
const { verifier } = await import(join(engine, "ed25519.js"));
const program = process.argv[2];
const masks = [0x01, 0x20, 0x80]; // the next character, the other case, no ASCII any more

// Every type, the program's own samples and the vectors' institute (made by other means). A flip of a type that is not
// among them would go unseen: what each must hold is said here.
const types = {
  "root-1": "LivretRoot",
  "root-2": "LivretRoot",
  registry: "LivretRegistry",
  checkpoint: "LivretCheckpoint",
  "attestation-activity": "LivretAttestation",
  "attestation-training": "LivretAttestation",
  "attestation-contributions": "LivretAttestation",
  freeze: "LivretFreeze",
  "jury-decision": "LivretJuryDecision",
  certificate: "LivretCertificate",
  "key-request": "LivretKeyRequest",
};
// What no type of its own holds.
const inside = { registry: ["roster", "revocations", "inForce", "trainers"] };

const folder = mkdtempSync(join(tmpdir(), "livret-flips-"));
let passed = 0,
  failed = 0;
function check(name, good, detail = "") {
  if (good) return void ++passed;
  ++failed;
  console.log(`FAILED ${name} ${detail}`);
}

async function word_of(bytes, verify) {
  try {
    return (await signatures_hold(read_signed(bytes), verify)) ? "holds" : "bad-signature";
  } catch (error) {
    if (error instanceof Malformed) return `malformed ${error.reason}`;
    throw error;
  }
}
async function flips(bytes, mask, verify) {
  const out = [await word_of(bytes, verify)];
  for (let at = 0; at < bytes.length; ++at) {
    const changed = Uint8Array.from(bytes);
    changed[at] ^= mask;
    out.push(await word_of(changed, verify));
  }
  return out;
}
function program_says(bytes, mask) {
  const { stdout, status } = spawnSync(program, ["flips", String(mask)], { input: bytes, encoding: "utf8", maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`${program} flips: ${status}`);
  return stdout.trimEnd().split("\n");
}

try {
  if (spawnSync(program, ["samples", folder]).status !== 0) throw new Error(`${program} writes no samples`);
  const samples = new Map(readdirSync(folder).map((name) => [name.slice(0, -5), readFileSync(join(folder, name))]));
  check(
    "a sample of each type",
    [...samples.keys()].sort().join() === Object.keys(types).sort().join(),
    [...samples.keys()].join(),
  );
  const readers = [...readFileSync(join(engine, "documents.js"), "utf8").matchAll(/(Livret\w+): read_/g)].map((one) => one[1]);
  check(
    "no type that is read is left out",
    readers.length > 0 && readers.every((type) => Object.values(types).includes(type)),
    readers.join(),
  );
  const world = new World();
  for (const label of [
    "root-1",
    "registry-2",
    "checkpoint-3",
    "good",
    "training",
    "contributions",
    "freeze",
    "decision",
    "certificate",
  ])
    samples.set(`vectors' ${label}`, world.bytes(label));
  const verify = verifier("webcrypto");
  let files = 0,
    signatures = 0;
  for (const [name, bytes] of samples) {
    const document = JSON.parse(bytes);
    if (types[name]) check(`${name} is of its type`, document.type[1] === types[name]);
    for (const member of inside[name] ?? [])
      check(`${name} holds ${member}`, Object.keys(document.credentialSubject[member]).length > 0);
    // The vectors' are of the same types: one way of changing them is enough.
    for (const mask of types[name] ? masks : masks.slice(0, 1)) {
      const page = await flips(bytes, mask, verify),
        own = program_says(bytes, mask);
      const at = `${name}, each byte xor ${mask}`;
      check(`${at}: as it is, it holds`, page[0] === "holds" && own[0] === "holds", `${page[0]} ${own[0]}`);
      const odd = (words) => words.slice(1).findIndex((word) => word !== "bad-signature" && !word.startsWith("malformed "));
      check(`${at}: nothing holds in the program`, own.length === bytes.length + 1 && odd(own) < 0, `at ${odd(own)}`);
      check(`${at}: nothing holds in the page's engine`, page.length === bytes.length + 1 && odd(page) < 0, `at ${odd(page)}`);
      const differs = page.findIndex((word, i) => word !== own[i]);
      check(
        `${at}: both say the same`,
        differs < 0,
        `at ${differs - 1}: ${page[differs]} in the page, ${own[differs]} in the program`,
      );
      files += bytes.length;
      signatures += page.filter((word) => word === "bad-signature").length;
    }
  }
  check("both kinds of refusal are met", signatures > 1000 && signatures < files, `${signatures} of ${files}`);
  console.log(`${files} changed files, ${signatures} of them refused for their signature alone`);
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

// Signed documents and software that is not ours: verifier.mjs (npm canonicalize, node:crypto) and the command openssl read what the
// program signed; the program reads what node:crypto signed. Exports a list of [sentence, function that throws].
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import canonicalize from "canonicalize";
import { verifies } from "./verifier.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const trust = join(root, "content/trust");
const digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

function base58(bytes) {
  let number = BigInt("0x" + bytes.toString("hex")),
    out = "";
  for (; number > 0n; number /= 58n) out = digits[Number(number % 58n)] + out;
  return "1".repeat(bytes.findIndex((byte) => byte !== 0)) + out;
}

function run(command, args, input) {
  const { stdout, stderr, status, error } = spawnSync(command, args, { input });
  if (error) throw error;
  return { stdout, said: stdout.toString() + stderr, status };
}

function signed_files() {
  return readdirSync(trust, { recursive: true })
    .map(String)
    .filter((name) => /^(attestations\/.*|root-\d+|registry-\d+|checkpoint-\d+)\.json$/.test(name));
}
const example = () => signed_files().find((name) => name.startsWith("attestations/"));
const read = (name) => JSON.parse(readFileSync(join(trust, name), "utf8"));

// A copy of one of the example's attestations, signed again by a key of node:crypto's.
function signed_elsewhere() {
  const seed = createHash("sha256").update("a key of somebody else's software").digest();
  const key = createPrivateKey({
    format: "der",
    type: "pkcs8",
    key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]),
  });
  const raw = Buffer.from(createPublicKey(key).export({ format: "jwk" }).x, "base64url");
  const multikey = "z" + base58(Buffer.concat([Buffer.from([0xed, 0x01]), raw]));
  const {
    proof: { proofValue, ...proof },
    ...document
  } = read(example());
  document.issuer = { id: `did:key:${multikey}` };
  proof.verificationMethod = `did:key:${multikey}#${multikey}`;
  const hashes = [proof, document].map((part) => createHash("sha256").update(canonicalize(part)).digest());
  return { ...document, proof: { ...proof, proofValue: "z" + base58(sign(null, Buffer.concat(hashes), key)) } };
}

// The steps of schema/trust.md with openssl's command alone: two dgst, one pkeyutl.
function openssl_says(folder, document) {
  const file = (name, bytes) => (writeFileSync(join(folder, name), bytes), join(folder, name));
  const {
    proof: { proofValue, ...proof },
    ...rest
  } = document;
  const hash = (name, value) => run("openssl", ["dgst", "-sha256", "-binary", file(name, canonicalize(value))]).stdout;
  const bytes = (text, size) => {
    let number = 0n;
    for (const digit of text) number = number * 58n + BigInt(digits.indexOf(digit));
    return Buffer.from(number.toString(16).padStart(2 * size, "0"), "hex");
  };
  const raw = bytes(proof.verificationMethod.split("#z")[1], 34).subarray(2);
  const key = file("key.der", Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), raw]));
  const message = file("message", Buffer.concat([hash("proof", proof), hash("document", rest)]));
  const signature = file("signature", bytes(proofValue.slice(1), 64));
  return run("openssl", [
    "pkeyutl",
    "-verify",
    "-pubin",
    "-keyform",
    "DER",
    "-inkey",
    key,
    "-rawin",
    "-in",
    message,
    "-sigfile",
    signature,
  ]).said;
}

function in_folder(work) {
  const folder = mkdtempSync(join(tmpdir(), "livret-interop-"));
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const checks = (program) => [
  [
    "somebody else's verifier accepts every signed file of the example",
    () => {
      const names = signed_files();
      for (const kind of ["attestations/", "root-", "registry-", "checkpoint-"])
        assert(
          names.some((name) => name.startsWith(kind)),
          `no ${kind}`,
        );
      for (const name of names) assert(verifies(read(name)), name);
    },
  ],
  [
    "and a signed file of each type, fresh from the program",
    () =>
      in_folder((folder) => {
        assert.equal(run(program, ["samples", folder]).status, 0);
        const names = readdirSync(folder);
        assert(names.length >= 8, `only ${names}`);
        for (const name of names) assert(verifies(JSON.parse(readFileSync(join(folder, name), "utf8"))), name);
      }),
  ],
  [
    "it refuses one when a letter of it changed",
    () => {
      for (const name of signed_files()) {
        const changed = read(name);
        changed.credentialSubject.institution = "x";
        assert(!verifies(changed), name);
      }
    },
  ],
  [
    "the program accepts what node:crypto signed",
    () => {
      const { said } = run(program, ["check"], canonicalize(signed_elsewhere()) + "\n");
      assert.match(said, /^proof holds /);
      assert.match(said, /^signed LivretAttestation [0-9a-f]{64}$/m);
    },
  ],
  [
    "and refuses it when a letter of it changed",
    () => {
      const changed = signed_elsewhere();
      changed.credentialSubject.institution = "x";
      const { said } = run(program, ["check"], canonicalize(changed) + "\n");
      assert.match(said, /^proof does-not-hold /);
      assert.match(said, /^bad-signature /m);
    },
  ],
  [
    "openssl's command verifies one of our signatures, and refuses it changed",
    () =>
      in_folder((folder) => {
        const document = read(example());
        assert.match(openssl_says(folder, document), /Verified Successfully/);
        document.credentialSubject.institution = "x";
        assert.match(openssl_says(folder, document), /Verification Failure/i);
      }),
  ],
  [
    "the verifier that schema/trust.md quotes is the one that ran",
    () => {
      const source = readFileSync(new URL("verifier.mjs", import.meta.url), "utf8");
      const [, lines] = /\/\/ quoted\n([^]*)\/\/ end of what is quoted/.exec(source);
      const page = readFileSync(join(root, "schema/trust.md"), "utf8");
      assert(page.includes("```js\n" + lines + "```\n"), "tests/trust/verifier.mjs and schema/trust.md differ");
    },
  ],
];

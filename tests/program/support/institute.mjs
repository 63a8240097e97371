// An institute made without Livret: npm's canonicalize (RFC 8785) and Node's own Ed25519 sign what schema/trust.md says.
// What the program makes of it is thereby held against somebody else's software.
import canonicalize from "canonicalize";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";

export const sha256 = (bytes) => crypto.createHash("sha256").update(bytes).digest();
export const digest_of = (bytes) => sha256(bytes).toString("hex");

const letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
function base58(bytes) {
  let number = BigInt(`0x${bytes.toString("hex") || "0"}`),
    out = "";
  for (; number > 0n; number /= 58n) out = letters[Number(number % 58n)] + out;
  for (const byte of bytes)
    if (byte === 0) out = `1${out}`;
    else break;
  return out;
}
function from_base58(text, size) {
  let number = 0n;
  for (const letter of text) number = number * 58n + BigInt(letters.indexOf(letter));
  return Buffer.from(number.toString(16).padStart(size * 2, "0"), "hex");
}

// A key from a word that everybody may know (RFC 8410: the seed behind the fixed head of a PKCS #8 file).
export function key_of(word) {
  const seed = sha256(`livret public test seed: ${word}`);
  const secret = crypto.createPrivateKey({
    key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]),
    format: "der",
    type: "pkcs8",
  });
  const raw = crypto.createPublicKey(secret).export({ format: "der", type: "spki" }).subarray(-32);
  return { secret, did: `did:key:z${base58(Buffer.concat([Buffer.from("ed01", "hex"), raw]))}` };
}

const context = ["https://www.w3.org/ns/credentials/v2", { "@vocab": "urn:livret:1#" }];
const hash_both = (options, document) => Buffer.concat([sha256(canonicalize(options)), sha256(canonicalize(document))]);

export function signed(type, subject, key, instant = "2004-09-20T08:00:00Z") {
  const document = {
    "@context": context,
    type: ["VerifiableCredential", type],
    issuer: { id: key.did },
    validFrom: instant,
    credentialSubject: subject,
  };
  const options = {
    "@context": context,
    type: "DataIntegrityProof",
    cryptosuite: "eddsa-jcs-2022",
    created: instant,
    verificationMethod: `${key.did}#${key.did.slice(8)}`,
    proofPurpose: "assertionMethod",
  };
  const proof = { ...options, proofValue: `z${base58(crypto.sign(null, hash_both(options, document), key.secret))}` };
  return Buffer.from(`${canonicalize({ ...document, proof: type === "LivretRoot" ? [proof] : proof })}\n`);
}

// Whether a signed file is its own canonical bytes and its proof holds: twelve lines that know nothing of Livret.
export function verifies(bytes) {
  const { proof, ...document } = JSON.parse(bytes);
  if (`${canonicalize({ ...document, proof })}\n` !== bytes.toString()) return false;
  const { proofValue, ...options } = proof;
  const raw = from_base58(proof.verificationMethod.split("#")[1].slice(1), 34).subarray(2);
  const key = crypto.createPublicKey({
    key: Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), raw]),
    format: "der",
    type: "spki",
  });
  return (
    proof.cryptosuite === "eddsa-jcs-2022" &&
    document.issuer.id === proof.verificationMethod.split("#")[0] &&
    crypto.verify(null, hash_both(options, document), key, from_base58(proofValue.slice(1), 64))
  );
}

// RFC 9162 §2.1
function tree(entries) {
  if (entries.length === 0) return sha256("");
  if (entries.length === 1) return sha256(Buffer.concat([Buffer.from([0]), entries[0]]));
  let half = 1;
  while (half * 2 < entries.length) half *= 2;
  return sha256(Buffer.concat([Buffer.from([1]), tree(entries.slice(0, half)), tree(entries.slice(half))]));
}

// Lines beside a signed tree: the bytes, and the tree.
function lines_of(values) {
  const lines = values.map((value) => canonicalize(value)).sort((a, b) => Buffer.compare(sha256(a), sha256(b)));
  return {
    text: lines.map((line) => `${line}\n`).join(""),
    tree: { size: lines.length, root: tree(lines.map(sha256)).toString("hex") },
  };
}

// trust/ of a repository, grown step by step: root and first registry, then attestations and checkpoints in turn.
export class Institute {
  constructor(root, { id = "ifm", name = "Institut de formation", certificate, example = false }) {
    this.folder = path.join(root, "trust");
    this.root = root;
    this.id = id;
    this.registry_key = key_of("registry");
    this.checkpoint_key = key_of("checkpoint");
    this.certificate = certificate;
    const keys = { root: key_of("root").did, registry: this.registry_key.did, checkpoint: this.checkpoint_key.did, certificate };
    const subject = { institution: { id, name }, number: 1, keys, ...(example ? { example: true } : {}) };
    this.root_digest = this.write("root-1.json", signed("LivretRoot", subject, key_of("root")));
    this.checkpoints = [];
    this.listed = {};
    this.registry = { number: 0, graceDays: 90, trainers: [], revocations: [] };
    this.roster = [];
  }

  write(name, bytes) {
    fs.mkdirSync(path.dirname(path.join(this.folder, name)), { recursive: true });
    fs.writeFileSync(path.join(this.folder, name), bytes);
    return digest_of(bytes);
  }

  trainer(id, name) {
    const span = { from: "2004-09-01" };
    this.registry.trainers.push({
      id,
      name,
      keys: [{ key: key_of(id).did, ...span, status: "active" }],
      scopes: [{ role: "trainer", gfp: ["*"], ...span }],
    });
  }
  trainee(id, folder, name, salt) {
    const commitment = digest_of(canonicalize({ name, salt }));
    this.roster.push({
      blind: digest_of(id).slice(0, 32),
      id,
      folder,
      commitment,
      gfp: [{ id: folder.split("/")[0], from: "2004-09-01" }],
    });
  }

  // What lies there today is what is in force.
  add_registry() {
    const read = (name) => digest_of(fs.readFileSync(path.join(this.root, name)));
    const frameworks = fs
      .readdirSync(path.join(this.root, "frameworks"))
      .sort()
      .map((name) => ({ id: name.slice(0, -4), digest: read(`frameworks/${name}`) }));
    const previous = this.registry.digest;
    const { digest, ...rest } = this.registry;
    const roster = lines_of(this.roster);
    this.write(`registry-${rest.number + 1}.roster`, roster.text);
    const subject = {
      ...rest,
      roster: roster.tree,
      institution: this.id,
      number: rest.number + 1,
      inForce: { configuration: read("livret.yaml"), frameworks, sessions: [] },
      ...(previous ? { previous } : {}),
    };
    subject.trainers.sort((a, b) => (a.id < b.id ? -1 : 1));
    this.registry.number = subject.number;
    this.registry.digest = this.write(`registry-${subject.number}.json`, signed("LivretRegistry", subject, this.registry_key));
  }

  checkpoint(date) {
    const number = this.checkpoints.length;
    const by_digest = (a, b) => (a.digest < b.digest ? -1 : 1);
    const leaves = lines_of(
      Object.entries(this.listed).map(([trainee, listed]) => ({ trainee, attestations: [...listed].sort(by_digest) })),
    );
    this.write(`checkpoint-${number}.leaves`, leaves.text);
    const subject = {
      institution: this.id,
      number,
      date,
      root: { number: 1, digest: this.root_digest },
      registry: { number: this.registry.number, digest: this.registry.digest },
      tree: leaves.tree,
      ...(number > 0 ? { previous: this.checkpoints.at(-1).digest } : {}),
    };
    this.checkpoints.push({
      checkpoint: number,
      digest: this.write(
        `checkpoint-${number}.json`,
        signed("LivretCheckpoint", subject, this.checkpoint_key, `${date}T08:00:00Z`),
      ),
    });
  }

  // `decisions`: { code: 'attested' }
  attest(trainer, { trainee, gfp, reference, framework, decisions, situation = "classroom" }) {
    const body = Buffer.from(`Ce que dit ${reference}.\n`);
    const manifest = {
      version: 1,
      trainee,
      reference,
      title: `Activité ${reference}`,
      date: { from: "2004-11-18", to: "2004-11-18" },
      context: "stage-en-responsabilite",
      situation,
      phases: [],
      body: { size: body.length, sha256: this.write(`snapshots/${digest_of(body)}`, body) },
      files: [],
    };
    const subject = {
      institution: this.id,
      trainee,
      gfp,
      framework: { id: framework, digest: digest_of(fs.readFileSync(path.join(this.root, `frameworks/${framework}.xml`))) },
      about: { kind: "activity", manifest },
      after: this.checkpoints.at(-1),
      decisions: Object.entries(decisions)
        .sort()
        .map(([competence, decision]) => ({ competence, decision })),
    };
    const bytes = signed("LivretAttestation", subject, key_of(trainer), "2004-12-01T10:00:00Z");
    const digest = this.write(`attestations/${trainee}/${digest_of(bytes)}.json`, bytes);
    (this.listed[trainee] ??= []).push({ digest, since: this.checkpoints.length });
    return digest;
  }
}

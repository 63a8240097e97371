// A small institute, made from fixed seeds by other means than the program's: npm's canonicalize (RFC 8785) and Node's
// crypto. It shares no code with generator/trust/ or themes/program/verify/, and was written from schema/trust.md.
import canonicalize from "canonicalize";
import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";

export const sha256 = (bytes) => createHash("sha256").update(bytes).digest();
export const digest_of = (bytes) => sha256(bytes).toString("hex");
export const jcs = (value) => canonicalize(value);

const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
export function base58(bytes) {
  let number = BigInt(`0x${Buffer.from(bytes).toString("hex") || "0"}`),
    out = "";
  for (; number > 0n; number /= 58n) out = alphabet[Number(number % 58n)] + out;
  for (const byte of bytes) {
    if (byte !== 0) break;
    out = `1${out}`;
  }
  return out;
}
export const did_of = (bytes) => `did:key:z${base58(Buffer.concat([Buffer.from([0xed, 0x01]), bytes]))}`;
export const method_of = (did) => `${did}#${did.slice("did:key:".length)}`;

// {did, sign(bytes)}: the same for the same name, always.
const keys = new Map();
export function key(name) {
  if (!keys.has(name)) {
    const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), sha256(`livret vectors: ${name}`)]);
    const secret = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
    const raw = createPublicKey(secret).export({ format: "der", type: "spki" }).subarray(-32);
    keys.set(name, { did: did_of(raw), raw, sign: (bytes) => sign(null, bytes, secret) });
  }
  return keys.get(name);
}

export const context = ["https://www.w3.org/ns/credentials/v2", { "@vocab": "urn:livret:1#" }];
export const file_of = (document) => Buffer.from(`${jcs(document)}\n`);

export function unsigned(type, subject, did, instant) {
  return {
    "@context": context,
    type: ["VerifiableCredential", type],
    issuer: { id: did },
    validFrom: instant,
    credentialSubject: subject,
  };
}
export function message_of(document, options) {
  const { proof: _, ...rest } = document;
  return Buffer.concat([sha256(jcs(options)), sha256(jcs(rest))]);
}
export function proof_of(document, signer, instant, more = {}) {
  const options = {
    type: "DataIntegrityProof",
    cryptosuite: "eddsa-jcs-2022",
    created: instant,
    verificationMethod: method_of(signer.did),
    proofPurpose: "assertionMethod",
    "@context": document["@context"],
    ...more,
  };
  return { ...options, proofValue: `z${base58(signer.sign(message_of(document, options)))}` };
}
export function signed(type, subject, signer, instant) {
  const document = unsigned(type, subject, signer.did, instant);
  const proof = proof_of(document, signer, instant);
  return { ...document, proof: type === "LivretRoot" ? [proof] : proof };
}

// RFC 9162 §2.1.
export function tree_root(entries) {
  if (entries.length === 0) return sha256("");
  if (entries.length === 1) return sha256(Buffer.concat([Buffer.from([0]), entries[0]]));
  const k = 2 ** Math.floor(Math.log2(entries.length - 1));
  return sha256(Buffer.concat([Buffer.from([1]), tree_root(entries.slice(0, k)), tree_root(entries.slice(k))]));
}

// The hashes beside the way from entry `index` to the root, from the leaf upwards (§2.1.3).
export function tree_path(entries, index) {
  if (entries.length <= 1) return [];
  const k = 2 ** Math.floor(Math.log2(entries.length - 1));
  const [mine, at, other] =
    index < k ? [entries.slice(0, k), index, entries.slice(k)] : [entries.slice(k), index - k, entries.slice(0, k)];
  return [...tree_path(mine, at), tree_root(other).toString("hex")];
}
// Lines beside a signed tree: {bytes, tree, leaf(test) -> the bytes of one line's file}.
export function lines_of(values, backwards = false) {
  const order = (a, b) => Buffer.compare(a.entry, b.entry) * (backwards ? -1 : 1);
  const lines = values.map((value) => ({ value, text: jcs(value), entry: sha256(jcs(value)) })).sort(order);
  const entries = lines.map(({ entry }) => entry);
  const leaf = (test) => {
    const index = lines.findIndex(({ value }) => test(value));
    return file_of({ index, line: lines[index].value, path: tree_path(entries, index) });
  };
  return {
    values,
    bytes: Buffer.from(lines.map(({ text }) => `${text}\n`).join("")),
    tree: { size: lines.length, root: tree_root(entries).toString("hex") },
    leaf,
  };
}

export const institute = "ifm-test";
const since = "2004-09-01";
const zero = "0".repeat(64);
export const commitment = (name, salt) => digest_of(jcs({ name, salt }));

const signer = (id, name, scopes, more = {}) => ({
  id,
  name,
  keys: [{ key: key(id).did, from: since, status: "active", ...more }],
  scopes: scopes.map((scope) => ({ from: since, ...scope })),
});
export const trainers = () => [
  signer("alice", "Alice Formatrice", [{ role: "trainer", gfp: ["math1"] }]),
  signer("bruno", "Bruno Formateur", [{ role: "trainer", gfp: ["phys1"] }]),
  signer("carla", "Carla Formatrice", [{ role: "trainer", gfp: ["*"] }]),
  signer("diane", "Diane Présidente", [{ role: "jury-chair", gfp: ["*"] }]),
  signer("emile", "Émile Registraire", [{ role: "registrar", gfp: ["*"] }]),
];
export const blind = (text) => digest_of(`blind of ${text}`).slice(0, 32);
export const person = (id, folder, name, gfp) => ({
  blind: blind(id),
  id,
  folder,
  commitment: commitment(name, `salt-of-${id}`),
  gfp: gfp.map((one) => ({ from: since, ...one })),
});
export const roster = () => [
  person("t-durand", "math1/durand", "Claire Durand", [{ id: "math1" }]),
  person("t-martin", "math1/martin", "Luc Martin", [{ id: "math1" }]),
  person("t-petit", "phys1/petit", "Anne Petit", [{ id: "phys1" }]),
];
export const erased = (id, date) => ({ blind: blind(`${id} erased`), erased: date, id });
export const registry = (number, previous, more = {}) => ({
  institution: institute,
  number,
  ...(previous ? { previous } : {}),
  graceDays: 90,
  trainers: trainers(),
  inForce: { configuration: zero, frameworks: [{ id: "c2i2e-2004", digest: zero }], sessions: [] },
  revocations: [],
  ...more,
});

const instant = (date) => `${date}T08:00:00Z`;
export const dates = ["2004-10-01", "2004-11-01", "2004-12-01", "2005-01-05"];

// What alice attested in the small institute, unless a vector says otherwise. `after`: the checkpoint that was the newest
// when it was signed; `listed`: the first that lists it, or null.
export const usual = () => [
  { label: "good", by: "alice", trainee: "t-durand", reference: "MATH1-DURAND-01", after: 0, listed: 1 },
  {
    label: "refusal",
    by: "alice",
    trainee: "t-durand",
    reference: "MATH1-DURAND-02",
    after: 0,
    listed: 1,
    decision: "not-attested",
  },
  { label: "colleague's", by: "alice", trainee: "t-martin", reference: "MATH1-MARTIN-01", after: 0, listed: 1 },
  { label: "physics", by: "bruno", trainee: "t-petit", gfp: "phys1", reference: "PHYS1-PETIT-01", after: 1, listed: 2 },
  { label: "training", by: "carla", trainee: "t-durand", kind: "training", after: 1, listed: 2 },
  { label: "contributions", by: "carla", trainee: "t-durand", kind: "contributions", after: 1, listed: 2 },
  { label: "fresh", by: "alice", trainee: "t-durand", reference: "MATH1-DURAND-03", after: 3, listed: null },
];

// The files of an institute and the word that each is due.
export class World {
  // `adjust`: {roots(world), registries: {n: (world) => more}, attestations: list, named: [registry number by checkpoint],
  //  signers: {checkpoint number: key name}, root_of: [root number by checkpoint], dates, since: {checkpoint number: (label, since) => since}};
  // a registry's `lines` are those of its roster, `backwards` if it is to sign them in the wrong order.
  constructor(adjust = {}) {
    this.files = new Map();
    this.expected = new Map();
    this.labels = new Map(); // label -> path
    this.people = [];
    this.incomplete = {};
    this.foreign = [];
    this.page = null; // what only a browser can be given, and its words: see write.mjs
    this.hollow = new Map(); // path -> size of a file of zeros, too large to be made
    this.adjust = {
      named: [1, 1, 2, 2],
      root_of: [1, 1, 1, 1],
      dates,
      signers: {},
      registries: {},
      roots: [],
      attestations: usual(),
      ...adjust,
    };
    this.roots = [];
    this.registries = [];
    this.checkpoints = [];
    this.rosters = {}; // lines_of, by registry number
    this.leaves = []; // lines_of, by checkpoint number
    this.add_root({});
    this.adjust.roots.forEach((root) => this.add_root(root));
    this.fingerprint = this.roots[0].digest;
    this.adjust.named.forEach((registry_number, number) => this.add_step(number, registry_number));
    this.add_last_documents();
  }

  // Puts bytes at a path (a function of the digest, or a text) and says what they are worth.
  put(label, path, bytes, word = "valid") {
    const digest = digest_of(bytes);
    const where = typeof path === "function" ? path(digest) : path;
    this.files.set(where, bytes);
    if (where.endsWith(".json")) this.expected.set(where, word);
    this.labels.set(label, where);
    return { path: where, digest };
  }
  path(label) {
    const path = this.labels.get(label);
    if (!path) throw new Error(`no file is called ${label}`);
    return path;
  }
  bytes(label) {
    return this.files.get(this.path(label));
  }
  document(label) {
    return JSON.parse(this.bytes(label).toString());
  }
  digest(label) {
    return digest_of(this.bytes(label));
  }
  expect(words) {
    for (const [label, word] of Object.entries(words)) this.expected.set(this.path(label), word);
  }
  expect_all(word, test = () => true) {
    for (const path of this.expected.keys()) if (test(path)) this.expected.set(path, word);
  }
  remove(label) {
    const path = this.path(label);
    this.files.delete(path);
    this.expected.delete(path);
  }
  snapshot(text) {
    const bytes = Buffer.from(text);
    this.files.set(`snapshots/${digest_of(bytes)}`, bytes);
    return { size: bytes.length, sha256: digest_of(bytes) };
  }

  add_root({ number = this.roots.length + 1, generation = number, by = null, change = (subject) => subject, word = "valid" }) {
    const before = this.roots.at(-1);
    const own = key(`root-${generation}`);
    const subject = change({
      institution: { id: institute, name: "Institut d’essai" },
      number,
      ...(before ? { previous: before.digest } : {}),
      keys: Object.fromEntries(
        ["root", "registry", "checkpoint", "certificate"].map((role) => [role, key(`${role}-${generation}`).did]),
      ),
      example: true,
    });
    const document = unsigned("LivretRoot", subject, own.did, instant("2004-09-01"));
    const signers = before ? [by ? key(by) : key(`root-${before.generation}`), own] : [own];
    const file = file_of({ ...document, proof: signers.map((one) => proof_of(document, one, instant("2004-09-01"))) });
    this.roots.push({ ...this.put(`root-${number}`, `root-${number}.json`, file, word), generation, number });
  }

  add_registry(
    number,
    signer_name = `registry-${this.roots.at(-1).generation}`,
    more = this.adjust.registries[number]?.(this) ?? {},
    word = "valid",
  ) {
    const { lines = roster(), backwards, ...members } = more;
    this.rosters[number] = lines_of(lines, backwards);
    this.put(`roster-${number}`, `registry-${number}.roster`, this.rosters[number].bytes);
    const subject = registry(number, this.registries.at(-1)?.digest, { roster: this.rosters[number].tree, ...members });
    const file = file_of(signed("LivretRegistry", subject, key(signer_name), instant("2004-09-02")));
    this.registries.push({ ...this.put(`registry-${number}`, `registry-${number}.json`, file, word), number });
    return this.registries.at(-1);
  }

  add_step(number, registry_number) {
    while (this.registries.length < registry_number)
      this.add_registry(this.registries.length + 1, this.registry_signer(this.registries.length + 1));
    const by_trainee = new Map();
    for (const one of this.adjust.attestations)
      if (one.listed !== null && one.listed <= number)
        by_trainee.set(one.trainee, [...(by_trainee.get(one.trainee) ?? []), this.digest(one.label)]);
    this.add_checkpoint(number, by_trainee, registry_number);
    for (const one of this.adjust.attestations) if (one.after === number) this.add_attestation(one);
  }
  registry_signer(number) {
    return this.adjust.registry_signers?.[number] ?? "registry-1";
  }

  add_checkpoint(number, by_trainee, registry_number, change = (subject) => subject, word = "valid") {
    const before = new Map(
      (this.leaves.at(-1)?.values ?? []).flatMap(({ trainee, attestations }) =>
        attestations.map(({ digest, since }) => [`${trainee} ${digest}`, since]),
      ),
    );
    const since_of = (trainee, digest) => {
      const since = before.get(`${trainee} ${digest}`) ?? number;
      const label = [...this.labels].find(([, path]) => path.endsWith(`${digest}.json`))?.[0];
      return this.adjust.since?.[number]?.(label, since) ?? since;
    };
    const leaves = lines_of(
      [...by_trainee].map(([trainee, digests]) => ({
        trainee,
        attestations: [...digests].sort().map((digest) => ({ digest, since: since_of(trainee, digest) })),
      })),
    );
    this.leaves[number] = leaves;
    this.put(`leaves-${number}`, `checkpoint-${number}.leaves`, leaves.bytes);
    const root = this.roots[this.adjust.root_of[number] - 1],
      named = this.registries[registry_number - 1];
    const subject = change({
      institution: institute,
      number,
      date: this.adjust.dates[number],
      ...(number > 0 ? { previous: this.checkpoints[number - 1].digest } : {}),
      root: { number: root.number, digest: root.digest },
      registry: { number: named.number, digest: named.digest },
      tree: leaves.tree,
    });
    const signer_name = this.adjust.signers[number] ?? `checkpoint-${root.generation}`;
    const file = file_of(signed("LivretCheckpoint", subject, key(signer_name), instant(this.adjust.dates[number])));
    this.checkpoints[number] = this.put(`checkpoint-${number}`, `checkpoint-${number}.json`, file, word);
  }

  // What the newest checkpoint lists, for another one.
  listed() {
    return new Map(
      this.leaves.at(-1).values.map(({ trainee, attestations }) => [trainee, attestations.map(({ digest }) => digest)]),
    );
  }

  // Turns the files into a dossier's trust/: what vouches for one trainee (schema/trust.md §1, "Extracts").
  extract(trainee) {
    const last = this.checkpoints.length - 1,
      used = this.registries.at(-1).number;
    const needed = new Set();
    this.adjust.named.forEach((number, at) => this.adjust.signers[at] === "emile" && needed.add(number));
    for (let number = this.adjust.named.at(-1); number <= used; ++number) needed.add(number);
    this.drop(
      (path) =>
        /\.(leaves|roster)$/.test(path) ||
        /^(freeze-|decisions\/)/.test(path) ||
        (/^(attestations|certificates)\//.test(path) && path.split("/")[1] !== trainee) ||
        (/^registry-/.test(path) && !needed.has(Number(/\d+/.exec(path)[0]))),
    );
    this.put(
      "roster leaf",
      `registry-${used}.leaf`,
      this.rosters[used].leaf((line) => line.id === trainee),
    );
    this.put(
      "leaf",
      `checkpoint-${last}.leaf`,
      this.leaves[last].leaf((line) => line.trainee === trainee),
    );
    this.incomplete = Object.fromEntries(Object.entries(this.incomplete).filter(([id]) => id === trainee));
  }
  drop(test) {
    for (const path of [...this.files.keys()].filter(test)) {
      this.files.delete(path);
      this.expected.delete(path);
    }
    for (const [label, path] of [...this.labels]) if (!this.files.has(path)) this.labels.delete(label);
  }

  manifest({ trainee, reference, files = ["photo"], title = "Un tableur pour les statistiques" }) {
    return {
      version: 1,
      trainee,
      reference,
      title,
      date: { from: "2004-10-04", to: "2004-10-08" },
      context: "stage-en-responsabilite",
      situation: "classroom",
      phases: ["conception", "mise-en-oeuvre"],
      body: this.snapshot(`Ce que j’ai fait : ${reference}\n`),
      files: files.map((name) => ({ path: `${name}.txt`, ...this.snapshot(`${name} of ${reference}`) })),
    };
  }
  // What she had declared when the session was frozen, and how it is kept.
  frozen(trainee = "t-durand", references = ["MATH1-DURAND-01"]) {
    return {
      version: 1,
      trainee,
      activities: references.map((reference) => ({
        manifest: this.manifest({ trainee, reference }),
        declared: [
          { framework: "c2i2e-2004", competences: [{ competence: "A.1.1", claim: "J’ai choisi." }, { competence: "B.2.1" }] },
        ],
        visibility: "gfp",
      })),
    };
  }
  state(value) {
    return this.snapshot(`${jcs(value)}\n`).sha256;
  }
  about(one) {
    if (one.kind === "training")
      return {
        kind: "training",
        manifest: {
          version: 1,
          gfp: one.gfp ?? "math1",
          slug: "tableur",
          title: "Le tableur",
          date: "2004-11-10",
          context: "formation",
          trainers: ["carla"],
          competences: ["B.1.1"],
          body: this.snapshot("Formation au tableur\n"),
        },
      };
    if (one.kind === "contributions")
      return {
        kind: "contributions",
        items: [
          { file: "gfp/math1/space/forum.md", answer: 1, sha256: this.snapshot("Une réponse\n").sha256 },
          { file: "gfp/math1/space/fiche.md", sha256: this.snapshot("Une fiche\n").sha256 },
        ],
      };
    return { kind: "activity", manifest: this.manifest(one) };
  }
  subject(one) {
    const competences = one.competences ?? ["A.1.1", "B.2.1"];
    return {
      institution: one.institution ?? institute,
      trainee: one.trainee,
      gfp: one.gfp ?? "math1",
      framework: { id: "c2i2e-2004", digest: zero },
      about: this.about(one),
      decisions: competences.map((competence) => ({
        competence,
        claim: "J’ai choisi et préparé moi-même les données.",
        decision: one.decision ?? "attested",
      })),
      after: { checkpoint: one.after, digest: one.after_digest ?? this.checkpoints[one.after].digest },
      ...(one.supersedes ? { supersedes: one.supersedes.map((label) => this.digest(label)).sort() } : {}),
    };
  }
  add_attestation(one) {
    const document = signed(
      "LivretAttestation",
      this.subject(one),
      key(one.key ?? one.by),
      instant(one.says ?? this.adjust.dates[one.after] ?? "2004-10-02"),
    );
    return this.put(
      one.label,
      (digest) => `attestations/${one.trainee}/${digest}.json`,
      file_of(document),
      one.word ?? (one.listed === null ? "unsealed" : "valid"),
    );
  }

  add_last_documents() {
    const last = this.checkpoints.length - 1,
      root = this.roots[0];
    this.put(
      "freeze",
      "freeze-2005.json",
      file_of(
        signed(
          "LivretFreeze",
          {
            institution: institute,
            session: "2005",
            checkpoint: { number: last, digest: this.checkpoints[last].digest },
            candidates: [{ trainee: "t-durand", state: this.state(this.frozen()) }],
          },
          key(`checkpoint-${root.generation}`),
          instant("2005-01-06"),
        ),
      ),
    );
    this.put(
      "decision",
      (digest) => `decisions/2005/${digest}.json`,
      file_of(
        signed(
          "LivretJuryDecision",
          {
            institution: institute,
            session: "2005",
            trainee: "t-durand",
            outcome: "received",
            note: "À l’unanimité.",
            freeze: this.digest("freeze"),
          },
          key("diane"),
          instant("2005-01-20"),
        ),
      ),
    );
    this.put(
      "certificate",
      (digest) => `certificates/t-durand/${digest}.json`,
      file_of(
        signed(
          "LivretCertificate",
          {
            institution: { id: institute, name: "Institut d’essai" },
            trainee: { id: "t-durand", name: "Claire Durand", salt: "salt-of-t-durand" },
            checkpoint: { number: last, date: this.adjust.dates[last], digest: this.checkpoints[last].digest },
            framework: { id: "c2i2e-2004", digest: zero, title: "C2i2e" },
            rule: { id: "c2i2e", outcome: "met", text: "2 sur 2" },
            competences: [
              {
                code: "A.1.1",
                statement: "Maîtriser les environnements",
                attested: [
                  {
                    digest: this.digest(this.adjust.attestations[0].label),
                    trainer: "Alice Formatrice",
                    after: "2004-10-01",
                    by: "2004-11-01",
                  },
                ],
              },
            ],
          },
          key(`certificate-${root.generation}`),
          instant("2005-01-21"),
        ),
      ),
    );
  }
}

// What became of an attestation, line by line of the table of verdicts; and the other documents.
import { vector, added, raw, resigned, more_attestations, malformed } from "./write.mjs";
import { erased, file_of, key, signed, trainers, roster } from "./world.mjs";

// --- lines 4 to 8: whose, about whom, within what
vector(
  "another institute's genuine attestation",
  more_attestations({
    label: "foreign",
    by: "mallory",
    trainee: "t-durand",
    institution: "other-ifm",
    reference: "X",
    after: 0,
    listed: null,
    word: "unknown-key (other-institution)",
  }),
);
vector(
  "a fresh key signs",
  more_attestations({
    label: "own",
    by: "mallory",
    trainee: "t-durand",
    reference: "X",
    after: 0,
    listed: null,
    word: "unknown-key (not-registered)",
  }),
);
vector(
  "a trainee is erased",
  () => ({ registries: { 2: () => ({ lines: [erased("t-durand", "2004-11-20"), ...roster().slice(1)] }) } }),
  (world) =>
    world.expect({
      good: "erased",
      refusal: "erased",
      training: "erased",
      contributions: "erased",
      fresh: "erased",
      decision: "erased",
    }),
);
vector(
  "a trainee is erased, and her files are gone",
  () => ({ registries: { 2: () => ({ lines: [erased("t-durand", "2004-11-20"), ...roster().slice(1)] }) } }),
  (world) => {
    for (const label of ["refusal", "training", "contributions", "fresh"]) world.remove(label);
    world.expect({ good: "erased", decision: "erased" });
  },
);
vector(
  "somebody who is not enrolled is attested",
  more_attestations({
    label: "nobody",
    by: "alice",
    trainee: "t-nobody",
    reference: "X",
    after: 0,
    listed: 1,
    word: "out-of-scope (not-in-roster)",
  }),
);
const claire = { id: "t-durand", folder: "math1/durand", name: "Claire Durand", salt: "salt-of-t-durand" };
const hers = ["good", "refusal", "training", "contributions", "fresh"];
added("the trainee is who the roster says", (world) => {
  world.people = [claire];
});
for (const [name, people] of [
  ["another name stands on a colleague's identifier", [{ ...claire, name: "Luc Martin" }]],
  ["another folder claims a colleague's identifier", [{ ...claire, folder: "math1/martin" }]],
  ["another salt is in her profile", [{ ...claire, salt: "x" }]],
  ["two folders claim the same identifier", [claire, { ...claire, folder: "math1/martin", name: "Luc Martin" }]],
])
  added(name, (world) => {
    world.people = people;
    hers.forEach((label) => world.expect({ [label]: "out-of-scope (other-person)" }));
  });
vector(
  "a trainer attests outside his groups",
  more_attestations({
    label: "outside",
    by: "bruno",
    trainee: "t-durand",
    reference: "X",
    after: 0,
    listed: 1,
    word: "out-of-scope (gfp)",
  }),
);
vector(
  "a trainer names his own group for a trainee of another",
  more_attestations({
    label: "outside",
    by: "bruno",
    trainee: "t-durand",
    gfp: "phys1",
    reference: "X",
    after: 0,
    listed: 1,
    word: "out-of-scope (gfp)",
  }),
);
vector(
  "the chair of a jury attests",
  more_attestations({
    label: "chair",
    by: "diane",
    trainee: "t-durand",
    reference: "X",
    after: 0,
    listed: 1,
    word: "out-of-scope (gfp)",
  }),
);
const change_trainer = (id, change) => ({ trainers: trainers().map((one) => (one.id === id ? change(one) : one)) });
const change_person = (id, change) => ({ lines: roster().map((one) => (one.id === id ? change(one) : one)) });
const left = (until, graceDays) => ({
  registries: {
    2: () => ({ graceDays, ...change_trainer("alice", (one) => ({ ...one, scopes: [{ ...one.scopes[0], until }] })) }),
  },
});
vector("a trainer left the group within the grace before she signed", () => left("2004-12-01", 35));
vector(
  "a trainer left the group longer ago than the grace",
  () => left("2004-12-01", 34),
  (world) => world.expect({ fresh: "out-of-scope (gfp)" }),
);
vector(
  "a trainer who left the group names an old checkpoint",
  () => ({
    ...left("2004-11-15", 50),
    ...more_attestations({
      label: "late",
      by: "alice",
      trainee: "t-durand",
      reference: "X",
      after: 0,
      listed: 3,
      word: "out-of-scope (gfp)",
    }),
  }),
  (world) => world.expect({ fresh: "out-of-scope (gfp)" }),
);
vector(
  "a trainer came to the group after it was listed",
  () => ({
    registries: { 2: () => change_trainer("alice", (one) => ({ ...one, scopes: [{ ...one.scopes[0], from: "2004-11-02" }] })) },
  }),
  (world) => world.expect({ good: "out-of-scope (gfp)", refusal: "out-of-scope (gfp)", "colleague's": "out-of-scope (gfp)" }),
);
vector("a trainee moved to another group longer ago than the grace", () => ({
  ...more_attestations({
    label: "late",
    by: "alice",
    trainee: "t-petit",
    reference: "X",
    after: 1,
    listed: 2,
    word: "out-of-scope (gfp)",
  }),
  registries: {
    2: () => ({
      graceDays: 46,
      ...change_person("t-petit", (one) => ({
        ...one,
        gfp: [
          { id: "math1", from: "2004-09-01", until: "2004-10-15" },
          { id: "phys1", from: "2004-10-16" },
        ],
      })),
    }),
  },
}));
vector("a trainee moved to another group within the grace", () => ({
  ...more_attestations({ label: "late", by: "alice", trainee: "t-petit", reference: "X", after: 1, listed: 2 }),
  registries: {
    2: () => ({
      graceDays: 47,
      ...change_person("t-petit", (one) => ({
        ...one,
        gfp: [
          { id: "math1", from: "2004-09-01", until: "2004-10-15" },
          { id: "phys1", from: "2004-10-16" },
        ],
      })),
    }),
  },
}));

// --- line 9: the signed bytes
const lose = (world, find, bytes) => {
  const path = `snapshots/${find(world.document("good").credentialSubject.about.manifest)}`;
  if (bytes) world.files.set(path, Buffer.from(bytes));
  else world.files.delete(path);
};
added("the snapshot of a text is deleted", (world) => {
  lose(world, (it) => it.body.sha256);
  world.expect({ good: "content-missing", freeze: "content-missing (state)" });
});
added("the snapshot of a file is deleted", (world) => {
  lose(world, (it) => it.files[0].sha256);
  world.expect({ good: "content-missing", freeze: "content-missing (state)" });
});
added("the snapshot of a text is changed", (world) => {
  lose(world, (it) => it.body.sha256, "mieux\n");
  world.expect({ good: "content-missing", freeze: "content-missing (state)" });
});
added("git changed the line ends of a snapshot", (world) => {
  lose(world, (it) => it.body.sha256, "Ce que j’ai fait : MATH1-DURAND-01\r\n");
  world.expect({ good: "content-missing", freeze: "content-missing (state)" });
});
added("the snapshot of a contribution is deleted", (world) => {
  world.files.delete(`snapshots/${world.document("contributions").credentialSubject.about.items[1].sha256}`);
  world.expect({ contributions: "content-missing" });
});
added("the snapshot of a training session is deleted", (world) => {
  world.files.delete(`snapshots/${world.document("training").credentialSubject.about.manifest.body.sha256}`);
  world.expect({ training: "content-missing" });
});

// --- lines 10 to 13: when. Line 11 cannot be shown: an attestation holds the digest of a checkpoint, which holds what was
// listed before it, so a list that names it is always younger than the checkpoint that it names.
vector(
  "an attestation names a checkpoint of another chain",
  more_attestations({
    label: "odd",
    by: "alice",
    trainee: "t-durand",
    reference: "X",
    after: 0,
    after_digest: "a".repeat(64),
    listed: 1,
    word: "time-unproven (unknown-checkpoint)",
  }),
);
added("an attestation names a checkpoint that is still to come", (world) =>
  resigned(world, "future", "time-unproven (unknown-checkpoint)", (_, it) => {
    it.after = { checkpoint: 9, digest: "a".repeat(64) };
    it.about.manifest.reference = "X";
  }),
);
const compromised = (date) => ({
  registries: {
    2: () => change_trainer("alice", (one) => ({ ...one, keys: [{ ...one.keys[0], status: "compromised", since: date }] })),
  },
});
vector(
  "a key was stolen: what was listed before stays",
  () => compromised("2004-11-02"),
  (world) => world.expect({ fresh: "time-unproven (compromised)" }),
);
vector(
  "a key was stolen on the day of the first list",
  () => compromised("2004-11-01"),
  (world) =>
    ["good", "refusal", "colleague's", "fresh"].forEach((label) => world.expect({ [label]: "time-unproven (compromised)" })),
);
vector(
  "a thief dates back what is listed after the theft",
  () => ({
    ...compromised("2004-11-02"),
    ...more_attestations({
      label: "backdated",
      by: "alice",
      trainee: "t-durand",
      reference: "X",
      after: 0,
      says: "2004-10-05",
      listed: 2,
      word: "time-unproven (compromised)",
    }),
  }),
  (world) => world.expect({ fresh: "time-unproven (compromised)" }),
);
vector(
  "a thief dates back what is not listed",
  () => ({
    ...compromised("2004-11-02"),
    ...more_attestations({
      label: "backdated",
      by: "alice",
      trainee: "t-durand",
      reference: "X",
      after: 0,
      says: "2004-10-05",
      listed: null,
      word: "time-unproven (compromised)",
    }),
  }),
  (world) => world.expect({ fresh: "time-unproven (compromised)" }),
);
const retired = (until, graceDays) => ({
  registries: {
    2: () => ({
      graceDays,
      ...change_trainer("alice", (one) => ({ ...one, keys: [{ ...one.keys[0], status: "retired", until }] })),
    }),
  },
});
const slow = { label: "slow", by: "alice", trainee: "t-durand", reference: "X", after: 1, listed: 2 };
vector(
  "a key was retired, and what it signed is listed within the grace",
  () => ({ ...more_attestations(slow), ...retired("2004-11-15", 16) }),
  (world) => world.expect({ fresh: "key-not-valid-then" }),
);
vector(
  "a key was retired, and what it signed is listed after the grace",
  () => ({ ...more_attestations({ ...slow, word: "key-not-valid-then" }), ...retired("2004-11-15", 15) }),
  (world) => world.expect({ fresh: "key-not-valid-then" }),
);
vector(
  "a key is not valid yet",
  () => ({
    registries: { 2: () => change_trainer("alice", (one) => ({ ...one, keys: [{ ...one.keys[0], from: "2004-11-02" }] })) },
  }),
  (world) => world.expect({ good: "key-not-valid-then", refusal: "key-not-valid-then", "colleague's": "key-not-valid-then" }),
);

// --- lines 14 to 17
vector(
  "an attestation is revoked",
  () => ({
    registries: {
      2: (world) => ({ revocations: [{ digest: world.digest("good"), date: "2004-11-20", reason: "erreur de personne" }] }),
    },
  }),
  (world) => world.expect({ good: "revoked" }),
);
added("a certificate is revoked", (world) => {
  world.add_registry(3, "registry-1", {
    revocations: [{ digest: world.digest("certificate"), date: "2005-02-01", reason: "fraude" }],
  });
  world.expect({ certificate: "revoked" });
});
const correction = (more = {}) => ({
  label: "correction",
  by: "alice",
  trainee: "t-durand",
  reference: "MATH1-DURAND-01",
  after: 1,
  listed: 2,
  decision: "not-attested",
  supersedes: ["good"],
  ...more,
});
vector(
  "a trainer corrects her decision",
  () => more_attestations(correction()),
  (world) => world.expect({ good: "superseded" }),
);
vector(
  "a trainer takes her decision back",
  () => more_attestations(correction({ decision: "retracted", listed: null })),
  (world) => world.expect({ good: "superseded" }),
);
vector(
  "a correction is corrected",
  () =>
    more_attestations(
      correction(),
      correction({ label: "again", after: 2, listed: 3, supersedes: ["correction"], decision: "attested" }),
    ),
  (world) => world.expect({ good: "superseded", correction: "superseded" }),
);
vector(
  "a trainer corrects with a new key",
  () => ({
    ...more_attestations(correction({ key: "alice-2" })),
    registries: {
      2: () =>
        change_trainer("alice", (one) => ({
          ...one,
          keys: [...one.keys, { key: key("alice-2").did, from: "2004-10-20", status: "active" }],
        })),
    },
  }),
  (world) => world.expect({ good: "superseded" }),
);
vector(
  "a correction whose signed text is gone replaces nothing",
  () => more_attestations(correction({ reference: "MATH1-DURAND-01-bis" })),
  (world) => {
    world.files.delete(`snapshots/${world.document("correction").credentialSubject.about.manifest.body.sha256}`);
    world.expect({ correction: "content-missing" });
  },
);
vector(
  "a revoked correction replaces nothing",
  () => ({
    ...more_attestations(correction()),
    named: [1, 1, 2, 3],
    registries: {
      3: (world) => ({ revocations: [{ digest: world.digest("correction"), date: "2004-12-20", reason: "erreur" }] }),
    },
  }),
  (world) => world.expect({ correction: "revoked" }),
);
vector(
  "a trainer claims to replace a colleague's decision",
  () => more_attestations(correction({ by: "carla" })),
  (world) => {
    world.foreign = ["correction"];
  },
);
vector(
  "a trainer claims to replace a decision about another trainee",
  () => more_attestations(correction({ trainee: "t-martin", reference: "MATH1-MARTIN-02" })),
  (world) => {
    world.foreign = ["correction"];
  },
);
vector("a trainer of another group claims to replace a colleague's decision", () =>
  more_attestations(correction({ by: "bruno", word: "out-of-scope (gfp)" })),
);
vector("a stranger claims to replace a decision", () =>
  more_attestations(correction({ by: "mallory", word: "unknown-key (not-registered)" })),
);
vector(
  "a thief takes back what a trainer attested before the theft",
  () => ({
    ...compromised("2004-11-02"),
    ...more_attestations(correction({ decision: "retracted", word: "time-unproven (compromised)" })),
  }),
  (world) => world.expect({ fresh: "time-unproven (compromised)" }),
);
vector(
  "a correction that a checkpoint lists is deleted",
  () => more_attestations(correction()),
  (world) => {
    world.remove("correction");
    world.incomplete = { "t-durand": [5, 4] };
  },
);
vector(
  "two decisions of one trainer on the same competence",
  () => more_attestations(correction({ supersedes: undefined })),
  (world) => world.expect({ good: "conflict", correction: "conflict" }),
);
vector(
  "two decisions share one competence of two, one is not sealed",
  () => more_attestations(correction({ supersedes: undefined, competences: ["B.2.1", "C.1"], listed: null })),
  (world) => world.expect({ good: "conflict", correction: "conflict" }),
);
vector("a refusal and an attestation of two trainers stand side by side", () =>
  more_attestations(correction({ by: "carla", supersedes: undefined })),
);
vector("two decisions on other competences of one activity stand side by side", () =>
  more_attestations(correction({ supersedes: undefined, competences: ["C.1"] })),
);
vector(
  "two decisions on contributions are in conflict",
  () =>
    more_attestations({
      label: "more",
      by: "carla",
      trainee: "t-durand",
      kind: "contributions",
      decision: "not-attested",
      after: 2,
      listed: 3,
    }),
  (world) => world.expect({ contributions: "conflict", more: "conflict" }),
);
vector("an out-of-scope decision makes no conflict", () =>
  more_attestations(correction({ supersedes: undefined, gfp: "phys1", word: "out-of-scope (gfp)" })),
);

// --- completeness
added("a refusal that a checkpoint lists is deleted", (world) => {
  world.remove("refusal");
  world.incomplete = { "t-durand": [4, 3] };
});
added("an attestation that no checkpoint lists is deleted", (world) => world.remove("fresh"));
added("everything of a trainee is deleted", (world) => {
  hers.forEach((label) => world.remove(label));
  world.incomplete = { "t-durand": [4, 0] };
});

// --- other documents
const another = (world, label, type, from, change, by, place, word) => {
  const subject = world.document(from).credentialSubject;
  change(subject);
  world.put(label, place, file_of(signed(type, subject, key(by), "2005-01-30T08:00:00Z")), word);
};
added("a certificate is signed by a trainer", (world) =>
  another(
    world,
    "c",
    "LivretCertificate",
    "certificate",
    () => {},
    "alice",
    (digest) => `certificates/t-durand/${digest}.json`,
    "unknown-key (not-the-role-key)",
  ),
);
added("a certificate is another institute's", (world) =>
  another(
    world,
    "c",
    "LivretCertificate",
    "certificate",
    (it) => {
      it.institution.id = "other";
    },
    "certificate-1",
    (digest) => `certificates/t-durand/${digest}.json`,
    "unknown-key (other-institution)",
  ),
);
added("a certificate is edited", (world) => {
  const it = world.document("certificate");
  it.credentialSubject.trainee.name = "Luc Martin";
  world.put("c", (digest) => `certificates/t-durand/${digest}.json`, file_of(it), "bad-signature");
});
added("a jury's decision is signed by a trainer", (world) =>
  another(
    world,
    "d",
    "LivretJuryDecision",
    "decision",
    () => {},
    "alice",
    (digest) => `decisions/2005/${digest}.json`,
    "unknown-key (not-a-chair)",
  ),
);
added("a jury's decision is signed by nobody", (world) =>
  another(
    world,
    "d",
    "LivretJuryDecision",
    "decision",
    () => {},
    "mallory",
    (digest) => `decisions/2005/${digest}.json`,
    "unknown-key (not-registered)",
  ),
);
added("a freeze is signed by a trainer", (world) =>
  another(
    world,
    "f",
    "LivretFreeze",
    "freeze",
    (it) => {
      it.session = "2006";
    },
    "alice",
    "freeze-2006.json",
    "unknown-key (not-the-role-key)",
  ),
);
added("a signature for one type is shown as another's", (world) => {
  const it = world.document("decision");
  it.type[1] = "LivretAttestation";
  raw(world, "t", file_of(it), malformed(5));
});

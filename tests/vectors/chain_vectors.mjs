// Roots, checkpoints and registries: who vouched for whom.
import * as curve from "./curve.mjs";
import { vector, added, more_attestations, malformed, unfrozen } from "./write.mjs";
import { did_of, digest_of, file_of, key, signed, trainers, usual } from "./world.mjs";

// --- line 3: the chain does not hold
const all_unknown = (world, reason, but = () => false) => world.expect_all(`unknown-key (${reason})`, (path) => !but(path));
added("the jury's fingerprint is another institute's", (world) => {
  world.fingerprint = "f".repeat(64);
  all_unknown(world, "unknown-root");
});
added("there is no root", (world) => {
  world.remove("root-1");
  all_unknown(world, "unknown-root");
});
vector("a dossier brings its own root", {}, (world) => {
  world.fingerprint = digest_of("the institute's real root");
  all_unknown(world, "unknown-root");
});
added("the first root is signed by another key than it announces", (world) => {
  const subject = world.document("root-1").credentialSubject;
  world.put(
    "root-1",
    "root-1.json",
    file_of(signed("LivretRoot", subject, key("mallory"), "2004-09-01T08:00:00Z")),
    "unknown-key (not-its-own-key)",
  );
  world.fingerprint = world.digest("root-1");
  all_unknown(world, "unknown-root", (path) => path === "root-1.json");
});
const mixed = () => curve.encode(curve.add(curve.times(1234567890123456789n, curve.base), curve.order_8));
for (const [name, odd] of [
  ["that verifies everything", () => curve.encode(curve.neutral)],
  ["that is off by a point of order 8", mixed],
])
  added(`the first root announces a key ${name}`, (world) => {
    const subject = world.document("root-1").credentialSubject;
    subject.keys.registry = did_of(Buffer.from(odd()));
    world.put(
      "root-1",
      "root-1.json",
      file_of(signed("LivretRoot", subject, key("root-1"), "2004-09-01T08:00:00Z")),
      malformed(6),
    );
    world.fingerprint = world.digest("root-1");
    all_unknown(world, "unknown-root", (path) => path === "root-1.json");
  });
const chained = (path) => /^(root|checkpoint|registry)-/.test(path);
added("the first checkpoint is missing", (world) => {
  world.remove("checkpoint-0");
  all_unknown(world, "no-checkpoint", (path) => path === "root-1.json");
});
added("the first checkpoint is signed by a trainer", (world) => {
  const subject = world.document("checkpoint-0").credentialSubject;
  world.put(
    "checkpoint-0",
    "checkpoint-0.json",
    file_of(signed("LivretCheckpoint", subject, key("alice"), "2004-10-01T08:00:00Z")),
    "unknown-key (not-a-registrar)",
  );
  all_unknown(world, "no-checkpoint", (path) => path === "root-1.json" || path === "checkpoint-0.json");
});
added("the newest registry is taken away", (world) => {
  world.remove("registry-2");
  all_unknown(world, "old-registry", (path) => chained(path));
  world.expect({ "registry-1": "unknown-key (not-of-the-chain)" });
});
added("an old registry is put back in the place of the new one", (world) => {
  world.files.set("registry-2.json", world.bytes("registry-1"));
  all_unknown(world, "old-registry", (path) => chained(path));
  world.expect({ "registry-1": "unknown-key (not-of-the-chain)", "registry-2": "malformed (wrong-place)" });
});
added("a trainee writes herself into the registry in force", (world) => {
  const subject = world.document("registry-2").credentialSubject;
  subject.trainers[0].keys.push({ key: key("mallory").did, from: "2004-09-01", status: "active" });
  world.put("registry-2", "registry-2.json", file_of(signed("LivretRegistry", subject, key("mallory"), "2004-11-02T08:00:00Z")));
  all_unknown(world, "old-registry", (path) => chained(path));
  world.expect({ "registry-1": "unknown-key (not-of-the-chain)", "registry-2": "unknown-key (not-of-the-chain)" });
});
added("somebody moves a trainer to another group in the registry and keeps its signature", (world) => {
  const text = world.bytes("registry-2").toString().replace('"gfp":["phys1"]', '"gfp":["math1"]');
  world.put("registry-2", "registry-2.json", Buffer.from(text), "bad-signature");
  all_unknown(world, "old-registry", (path) => chained(path) && path !== "registry-1.json");
  world.expect({ "registry-1": "unknown-key (not-of-the-chain)", "registry-2": "bad-signature" });
});

// --- chain: what is refused without breaking it
const mallory = () => ({
  id: "mallory",
  name: "Mallory",
  keys: [{ key: key("mallory").did, from: "2004-09-01", status: "active" }],
  scopes: [{ role: "trainer", gfp: ["*"], from: "2004-09-01" }],
});
vector(
  "a trainee adds herself with a registry of her own",
  more_attestations({
    label: "hers",
    by: "mallory",
    trainee: "t-durand",
    reference: "X",
    after: 3,
    listed: null,
    word: "unknown-key (not-registered)",
  }),
  (world) => world.add_registry(3, "mallory", { trainers: [...trainers(), mallory()] }, "unknown-key (not-the-registry-key)"),
);
added("a newer registry counts before a checkpoint names it", (world) => {
  world.add_registry(3, "registry-1", {
    revocations: [{ digest: world.digest("good"), date: "2005-01-10", reason: "erreur de personne" }],
  });
  world.expect({ good: "revoked" });
});
added("a newer registry does not follow from the one before it", (world) => {
  world.registries.push(world.registries[0]);
  world.add_registry(3, "registry-1", {}, "unknown-key (not-the-next)");
});
added("a registry follows one that is missing", (world) => {
  const subject = { ...world.document("registry-2").credentialSubject, number: 4, previous: world.digest("registry-2") };
  world.put(
    "registry-4",
    "registry-4.json",
    file_of(signed("LivretRegistry", subject, key("registry-1"), "2005-01-06T08:00:00Z")),
    "unknown-key (not-of-the-chain)",
  );
});
added("a key stands twice in a registry", (world) =>
  world.add_registry(
    3,
    "registry-1",
    { trainers: [...trainers(), { ...mallory(), keys: [{ key: key("alice").did, from: "2004-09-01", status: "active" }] }] },
    malformed(5),
  ),
);
const with_mallory = (key, scope) => {
  const her = mallory();
  const changed = { ...her, keys: [{ ...her.keys[0], ...key }], scopes: [{ ...her.scopes[0], ...scope }] };
  return { trainers: [...trainers(), changed].sort((a, b) => (a.id < b.id ? -1 : 1)) };
};
for (const [name, more, word] of [
  ["a registry's grace is ten years", () => ({ graceDays: 3660 }), "valid"],
  ["a registry's grace is longer than ten years", () => ({ graceDays: 3661 }), malformed(5)],
  ["a key ends on the day when it begins", () => with_mallory({ until: "2004-09-01" }), "valid"],
  ["a key ends before it begins", () => with_mallory({ until: "2004-08-31" }), malformed(5)],
  ["a scope ends before it begins", () => with_mallory({}, { until: "2004-08-31" }), malformed(5)],
  ["a registry holds its roster itself", () => ({ roster: [] }), malformed(5)],
  ["a registry lists who was erased", () => ({ erased: [] }), malformed(5)],
])
  added(name, (world) => world.add_registry(3, "registry-1", more(world), word));
added("a checkpoint follows one that is missing", (world) => {
  world.adjust.dates = [...world.adjust.dates, "2005-01-12", "2005-01-19"];
  world.adjust.root_of = [1, 1, 1, 1, 1, 1];
  world.checkpoints[4] = world.checkpoints[3];
  world.add_checkpoint(5, new Map(), 2, undefined, "unknown-key (not-of-the-chain)");
});
const fourth = (world) => {
  world.adjust.dates = [...world.adjust.dates, "2005-01-12"];
  world.adjust.root_of = [1, 1, 1, 1, 1];
};
for (const [name, change, word] of [
  ["a checkpoint's date goes back", (it) => ({ ...it, date: "2005-01-04" }), "unknown-key (not-the-next)"],
  ["a checkpoint names another before it", (it) => ({ ...it, previous: "a".repeat(64) }), "unknown-key (not-the-next)"],
  [
    "a checkpoint's registry goes back",
    (it, world) => ({ ...it, registry: { number: 1, digest: world.digest("registry-1") } }),
    "unknown-key (not-the-next)",
  ],
  [
    "a checkpoint names another root",
    (it) => ({ ...it, root: { number: 1, digest: "a".repeat(64) } }),
    "unknown-key (other-root)",
  ],
  ["a checkpoint is another institute's", (it) => ({ ...it, institution: "other" }), "unknown-key (other-root)"],
  [
    "a checkpoint's tree has another root",
    (it) => ({ ...it, tree: { ...it.tree, root: "a".repeat(64) } }),
    "content-missing (leaves)",
  ],
  ["a checkpoint's tree has another size", (it) => ({ ...it, tree: { ...it.tree, size: 9 } }), "content-missing (leaves)"],
  ["a checkpoint on the same day is accepted", (it) => ({ ...it, date: "2005-01-05" }), "valid"],
])
  added(name, (world) => {
    fourth(world);
    world.add_checkpoint(4, world.listed(), 2, (it) => change(it, world), word);
  });
added("a checkpoint lists nothing any more", (world) => {
  fourth(world);
  world.add_checkpoint(4, new Map(), 2);
  for (const label of ["good", "refusal", "colleague's", "physics", "training", "contributions"])
    world.expect({ [label]: "unsealed" });
});
vector("a registrar of the registry signs a checkpoint", () => ({ signers: { 2: "emile", 3: "emile" } }));
vector(
  "a trainer signs a checkpoint",
  () => ({ signers: { 3: "alice" }, attestations: usual().filter((one) => one.after < 3) }),
  (world) => world.expect({ "checkpoint-3": "unknown-key (not-a-registrar)", ...unfrozen }),
);
vector(
  "a registrar whose charge has ended signs a checkpoint",
  () => ({
    signers: { 3: "emile" },
    attestations: usual().filter((one) => one.after < 3),
    registries: {
      2: () => ({
        trainers: trainers().map((one) =>
          one.id === "emile" ? { ...one, scopes: [{ ...one.scopes[0], until: "2005-01-04" }] } : one,
        ),
      }),
    },
  }),
  (world) => world.expect({ "checkpoint-3": "unknown-key (not-a-registrar)", ...unfrozen }),
);
vector(
  "a registrar whose key is retired signs a checkpoint",
  () => ({
    signers: { 3: "emile" },
    attestations: usual().filter((one) => one.after < 3),
    registries: {
      2: () => ({
        trainers: trainers().map((one) =>
          one.id === "emile" ? { ...one, keys: [{ ...one.keys[0], status: "retired", until: "2005-06-01" }] } : one,
        ),
      }),
    },
  }),
  (world) => world.expect({ "checkpoint-3": "unknown-key (not-a-registrar)", ...unfrozen }),
);
for (const [name, change] of [
  ["the newest leaves are taken away", (world) => world.files.delete("checkpoint-3.leaves")],
  [
    "a refusal is taken out of the newest leaves",
    (world) =>
      world.files.set(
        "checkpoint-3.leaves",
        Buffer.from(
          world
            .bytes("leaves-3")
            .toString()
            .replace(new RegExp(`\\{"digest":"${world.digest("refusal")}","since":1\\},?`), "")
            .replace(",]", "]"),
        ),
      ),
  ],
  [
    "the newest leaves are in another order",
    (world) =>
      world.files.set(
        "checkpoint-3.leaves",
        Buffer.from(`${world.bytes("leaves-3").toString().trim().split("\n").reverse().join("\n")}\n`),
      ),
  ],
  [
    "git changed the line ends of the newest leaves",
    (world) => world.files.set("checkpoint-3.leaves", Buffer.from(world.bytes("leaves-3").toString().replaceAll("\n", "\r\n"))),
  ],
  [
    "the newest leaves hold a space",
    (world) => world.files.set("checkpoint-3.leaves", Buffer.from(world.bytes("leaves-3").toString().replace(":[", ": ["))),
  ],
])
  added(name, (world) => {
    change(world);
    world.expect({ "checkpoint-3": "content-missing (leaves)", fresh: "time-unproven (unknown-checkpoint)", ...unfrozen });
  });
added("an older state is put back as a whole", (world) => {
  for (const label of ["checkpoint-2", "checkpoint-3", "registry-2"]) world.remove(label);
  world.expect({
    fresh: "time-unproven (unknown-checkpoint)",
    physics: "unsealed",
    training: "unsealed",
    contributions: "unsealed",
    ...unfrozen,
  });
});

// --- rotation of the institute's keys
const rotated = () => ({ roots: [{}], root_of: [1, 1, 2, 2], registry_signers: { 2: "registry-2" } });
vector("the institute changes its keys", rotated);
vector(
  "a registry of the new root is named by a checkpoint of the old one",
  () => ({ ...rotated(), root_of: [1, 1, 1, 1], attestations: usual().filter((one) => one.after < 2) }),
  (world) => {
    all_unknown(world, "old-registry", chained);
    world.expect({ "registry-1": "unknown-key (not-of-the-chain)", "registry-2": "unknown-key (not-of-the-chain)" });
  },
);
vector("the old registry key signs a new registry after the change", rotated, (world) =>
  world.add_registry(3, "registry-1", {}, "unknown-key (not-the-registry-key)"),
);
vector(
  "the old checkpoint key signs after the change",
  () => ({ ...rotated(), signers: { 3: "checkpoint-1" }, attestations: usual().filter((one) => one.after < 3) }),
  (world) => world.expect({ "checkpoint-3": "unknown-key (not-a-registrar)", ...unfrozen }),
);
added("a change of keys is not signed by the key before", (world) =>
  world.add_root({ by: "mallory", word: "unknown-key (not-by-the-root-before)" }),
);
added("a change of keys names another root before it", (world) =>
  world.add_root({ change: (it) => ({ ...it, previous: "a".repeat(64) }), word: "unknown-key (not-the-next)" }),
);
added("a change of keys changes the institute", (world) =>
  world.add_root({
    change: (it) => ({ ...it, institution: { id: "other", name: "Autre" } }),
    word: "unknown-key (not-the-next)",
  }),
);
added("a change of keys lacks the second proof", (world) => {
  world.add_root({});
  const root = world.document("root-2");
  root.proof.shift();
  world.put("root-2", "root-2.json", file_of(root), malformed(3));
});
added("a change of keys has its proofs in the other order", (world) => {
  world.add_root({});
  const root = world.document("root-2");
  root.proof.reverse();
  world.put("root-2", "root-2.json", file_of(root), malformed(4));
});
added("a root follows one that is missing", (world) => {
  world.roots.push({ ...world.roots[0], generation: 2 });
  world.add_root({ word: "unknown-key (not-of-the-chain)" });
});

// What lies beside signed trees: rosters, since when something is listed, and the one line of each that an extract has.
import { vector, added, unfrozen } from "./write.mjs";
import { blind, digest_of, erased, file_of, jcs, lines_of, person, roster, usual, World } from "./world.mjs";

const chained = (path) => /^(root|checkpoint|registry)-/.test(path);
const attested = (path) => path.startsWith("attestations/");
const broken = (world, reason, words = {}) => {
  world.expect_all(`unknown-key (${reason})`, (path) => !chained(path));
  world.expect(words);
};
const put_back = (world, path, text) => world.files.set(path, Buffer.from(text));
const text_of = (world, path) => world.files.get(path).toString();

// --- the roster of the registry in use
const roster_path = "registry-2.roster";
for (const [name, change] of [
  ["the roster in use is taken away", (world) => world.files.delete(roster_path)],
  [
    "a trainee moves herself to another group in the roster",
    (world) => put_back(world, roster_path, text_of(world, roster_path).replace("math1/durand", "phys1/durand")),
  ],
  [
    "a trainee puts the line of another roster into this one",
    (world) =>
      put_back(
        world,
        roster_path,
        lines_of([...roster().slice(1), person("t-durand", "phys1/durand", "Claire Durand", [{ id: "phys1" }])]).bytes,
      ),
  ],
  ["a line is taken out of the roster", (world) => put_back(world, roster_path, lines_of(roster().slice(1)).bytes)],
  [
    "the roster is in another order",
    (world) => put_back(world, roster_path, `${text_of(world, roster_path).trim().split("\n").reverse().join("\n")}\n`),
  ],
  [
    "git changed the line ends of the roster",
    (world) => put_back(world, roster_path, text_of(world, roster_path).replaceAll("\n", "\r\n")),
  ],
  ["the roster holds a space", (world) => put_back(world, roster_path, text_of(world, roster_path).replace('"gfp":', '"gfp": '))],
  ["the last line feed of the roster is missing", (world) => put_back(world, roster_path, text_of(world, roster_path).trim())],
])
  added(name, (world) => {
    change(world);
    broken(world, "no-roster", { "registry-2": "content-missing (roster)" });
  });
const her = () => roster()[0];
for (const [name, lines] of [
  ["two lines of a signed roster have one identifier", () => [...roster(), { ...her(), blind: blind("twice") }]],
  ["a signed roster says of a trainee that she is there and erased", () => [...roster(), erased("t-durand", "2004-11-20")]],
  ["a line of a signed roster has an unknown member", () => [{ ...her(), name: "Claire Durand" }, ...roster().slice(1)]],
  ["a line of a signed roster has no blind", () => [{ ...her(), blind: undefined }, ...roster().slice(1)]],
  ["a line of a signed roster has half a blind", () => [{ ...her(), blind: "0123456789abcdef" }, ...roster().slice(1)]],
  ["a line of a signed roster has a blind in capitals", () => [{ ...her(), blind: "A".repeat(32) }, ...roster().slice(1)]],
  [
    "a trainee leaves a group before she joins it",
    () => [{ ...her(), gfp: [{ id: "math1", from: "2004-09-01", until: "1999-01-01" }] }, ...roster().slice(1)],
  ],
  ["a folder of a signed roster is none of a group", () => [{ ...her(), folder: "durand" }, ...roster().slice(1)]],
  ["somebody was erased on a day that does not exist", () => [...roster(), erased("t-x", "2004-02-30")]],
])
  vector(
    name,
    () => ({ registries: { 2: () => ({ lines: lines() }) } }),
    (world) => broken(world, "no-roster", { "registry-2": "content-missing (roster)" }),
  );
for (const [name, more] of [
  ["a registry signs a roster in the wrong order", () => ({ backwards: true })],
  ["a registry signs another size than its roster's", () => ({ roster: { ...lines_of(roster()).tree, size: 4 } })],
])
  vector(
    name,
    () => ({ registries: { 2: more } }),
    (world) => broken(world, "no-roster", { "registry-2": "content-missing (roster)" }),
  );
vector(
  "a roster is empty",
  () => ({ registries: { 2: () => ({ lines: [] }) } }),
  (world) => {
    world.expect_all("out-of-scope (not-in-roster)", attested);
    world.expect({ decision: "out-of-scope (not-in-roster)" });
  },
);
vector("somebody else is erased", () => ({
  registries: { 2: () => ({ lines: [...roster(), erased("t-gone", "2004-11-20")] }) },
}));
added("the roster of a registry that is in use no more is not there", (world) => world.files.delete("registry-1.roster"));
added("the roster of a registry that is in use no more is another", (world) => {
  put_back(world, "registry-1.roster", "");
  world.expect({ "registry-1": "content-missing (roster)" });
});
added("a newer registry has no roster", (world) => {
  world.add_registry(3);
  world.files.delete("registry-3.roster");
  broken(world, "no-roster", { "registry-3": "content-missing (roster)" });
});

// --- since
const since = (name, change, words) =>
  vector(
    name,
    () => ({ since: change, attestations: usual().filter((one) => one.after < 3) }),
    (world) => world.expect({ ...words, ...unfrozen }),
  );
since(
  "a list says of what is new that it was listed before",
  { 2: (label, n) => (label === "physics" ? 1 : n) },
  {
    "checkpoint-2": "content-missing (since)",
    "checkpoint-3": "unknown-key (not-of-the-chain)",
    physics: "unsealed",
    training: "unsealed",
    contributions: "unsealed",
  },
);
since(
  "a list says of what is old that it is new",
  { 3: (label, n) => (label === "good" ? 3 : n) },
  { "checkpoint-3": "content-missing (since)" },
);
since(
  "a list says of what is old that it is older",
  { 3: (label, n) => (label === "physics" ? 1 : n) },
  { "checkpoint-3": "content-missing (since)" },
);
since(
  "a list says of what is new that it will be listed",
  { 3: (label, n) => (label === "good" ? 4 : n) },
  { "checkpoint-3": "content-missing (since)" },
);
vector(
  "something is listed again after a gap",
  () => ({
    dates: ["2004-10-01", "2004-11-01", "2004-12-01", "2005-01-05", "2005-01-12", "2005-01-19"],
    root_of: [1, 1, 1, 1, 1, 1],
  }),
  (world) => {
    const all = world.listed(),
      without = new Map([...all].map(([id, digests]) => [id, digests.filter((one) => one !== world.digest("good"))]));
    world.add_checkpoint(4, without, 2);
    world.add_checkpoint(5, all, 2);
  },
);

// --- extracts
const extract = (name, adjust, change = () => {}) =>
  vector(name, adjust, (world) => {
    world.extract("t-durand");
    change(world);
  });
extract("a dossier holds what vouches for one trainee", {});
vector("a dossier of a trainee with one attestation", {}, (world) => world.extract("t-petit"));
for (const id of ["t-a", "t-b", "t-c", "t-d", "t-durand", "t-petit"])
  vector(
    `a dossier out of a tree of seven that is not balanced: ${id}`,
    () => {
      const more = ["t-a", "t-b", "t-c", "t-d"];
      const lines = () => [...more.map((one) => person(one, `math1/${one.slice(2)}`, one, [{ id: "math1" }])), ...roster()];
      return {
        registries: { 1: () => ({ lines: lines() }), 2: () => ({ lines: lines() }) },
        attestations: [
          ...usual(),
          ...more.map((one) => ({ label: one, by: "alice", trainee: one, reference: `MATH1-${one}`, after: 0, listed: 1 })),
        ],
      };
    },
    (world) => world.extract(id),
  );
extract("a dossier leaves out a refusal", {}, (world) => {
  world.remove("refusal");
  world.incomplete = { "t-durand": [4, 3] };
});
extract("a dossier leaves out what no list names yet", {}, (world) => world.remove("fresh"));
extract(
  "a dossier's correction replaces, as in the repository",
  () => ({
    attestations: [
      ...usual(),
      {
        label: "correction",
        by: "alice",
        trainee: "t-durand",
        reference: "MATH1-DURAND-01",
        after: 1,
        listed: 2,
        decision: "not-attested",
        supersedes: ["good"],
      },
    ],
  }),
  (world) => world.expect({ good: "superseded" }),
);

const no_leaf = (world) => broken(world, "no-leaf", { "checkpoint-3": "content-missing (leaf)" });
const leaf_path = "checkpoint-3.leaf";
const leaf_of = (world) => JSON.parse(text_of(world, leaf_path));
const with_leaf = (change) => (world) => {
  const leaf = leaf_of(world);
  world.files.set(leaf_path, file_of(change(leaf, world) ?? leaf));
};
for (const [name, change] of [
  ["a dossier has no leaf", (world) => world.files.delete(leaf_path)],
  [
    "a dossier has a colleague's leaf",
    (world) =>
      world.files.set(
        leaf_path,
        world.leaves[3].leaf((line) => line.trainee === "t-martin"),
      ),
  ],
  [
    "a dossier has the leaf of an older list",
    (world) =>
      world.files.set(
        leaf_path,
        world.leaves[1].leaf((line) => line.trainee === "t-durand"),
      ),
  ],
  [
    "a dossier's leaf leaves out the refusal",
    with_leaf(
      (leaf, world) =>
        void (leaf.line.attestations = leaf.line.attestations.filter(({ digest }) => digest !== world.digest("refusal"))),
    ),
  ],
  [
    "a dossier's leaf lists what the list does not",
    with_leaf((leaf, world) => void leaf.line.attestations.push({ digest: world.digest("fresh"), since: 3 })),
  ],
  ["a dossier's leaf says that a thing was listed earlier", with_leaf((leaf) => void (leaf.line.attestations[0].since = 0))],
  ["a dossier's leaf has a wrong path", with_leaf((leaf) => void (leaf.path[0] = "0".repeat(64)))],
  ["a dossier's leaf has a longer path", with_leaf((leaf) => void leaf.path.push("0".repeat(64)))],
  ["a dossier's leaf has a path that begins below it", with_leaf((leaf) => void leaf.path.unshift("0".repeat(64)))],
  ["a dossier's leaf has a shorter path", with_leaf((leaf) => void leaf.path.pop())],
  ["a dossier's leaf has a wrong index", with_leaf((leaf) => void (leaf.index = (leaf.index + 1) % 3))],
  ["a dossier's leaf has an index beyond the tree", with_leaf((leaf) => void (leaf.index = 3))],
  ["a dossier's leaf has a negative index", with_leaf((leaf) => void (leaf.index = -1))],
  ["a dossier's leaf has another member", with_leaf((leaf) => void (leaf.more = 1))],
  ["a dossier's leaf has no line", with_leaf(({ index, path }) => ({ index, path }))],
  [
    "a dossier's leaf is the tree itself",
    with_leaf((_, world) => ({ index: 0, line: { tree: world.leaves[3].tree.root }, path: [] })),
  ],
  [
    "git changed the line end of a dossier's leaf",
    (world) => put_back(world, leaf_path, text_of(world, leaf_path).replace("\n", "\r\n")),
  ],
  [
    "a dossier's leaf is followed by another",
    (world) => put_back(world, leaf_path, text_of(world, leaf_path) + text_of(world, "registry-2.leaf")),
  ],
  ["a dossier's leaf is empty", (world) => put_back(world, leaf_path, "")],
])
  extract(name, {}, (world) => {
    change(world);
    no_leaf(world);
  });
vector("the last leaf of a tree has an index beyond it", {}, (world) => {
  const is_last = (id) => JSON.parse(world.leaves[3].leaf((line) => line.trainee === id)).index === 2;
  world.extract(["t-durand", "t-martin", "t-petit"].find(is_last));
  with_leaf((leaf) => void (leaf.index = 3))(world);
  no_leaf(world);
});
extract("a dossier has her colleague's line of the roster", {}, (world) => {
  world.files.set(
    "registry-2.leaf",
    world.rosters[2].leaf((line) => line.id === "t-martin"),
  );
  no_leaf(world);
});
const no_roster = (world) => broken(world, "no-roster", { "registry-2": "content-missing (roster)" });
for (const [name, change] of [
  ["a dossier has no line of the roster", (world) => world.files.delete("registry-2.leaf")],
  [
    "a dossier has the line of an older roster",
    (world) =>
      world.files.set(
        "registry-2.leaf",
        lines_of(roster().slice(0, 2)).leaf((line) => line.id === "t-durand"),
      ),
  ],
  [
    "a dossier moves her to another group",
    (world) => put_back(world, "registry-2.leaf", text_of(world, "registry-2.leaf").replace("math1/durand", "phys1/durand")),
  ],
  [
    "a dossier has a leaf where her line of the roster should be",
    (world) => world.files.set("registry-2.leaf", world.files.get(leaf_path)),
  ],
])
  extract(name, {}, (world) => {
    change(world);
    no_roster(world);
  });
extract("a dossier takes a colleague's attestation along", {}, (world) => {
  const whole = new World();
  world.put(
    "colleague's",
    (digest) => `attestations/t-martin/${digest}.json`,
    whole.bytes("colleague's"),
    "out-of-scope (not-in-extract)",
  );
});
vector("everything in a dossier is a colleague's but her attestations", {}, (world) => {
  const files = new Map([...world.files].filter(([path]) => path.startsWith("attestations/t-durand/")));
  world.extract("t-martin");
  world.drop((path) => attested(path));
  for (const [path, bytes] of files) world.put(path, path, bytes, "out-of-scope (not-in-extract)");
  world.incomplete = { "t-martin": [1, 0] };
});
vector(
  "a dossier of a trainee who was erased",
  () => ({ registries: { 2: () => ({ lines: [erased("t-durand", "2004-11-20"), ...roster().slice(1)] }) } }),
  (world) => {
    world.extract("t-durand");
    world.expect_all("erased", attested);
  },
);
extract("a dossier's leaf has the number of no list", {}, (world) => {
  world.files.set("checkpoint-9.leaf", world.files.get(leaf_path));
  world.files.delete(leaf_path);
  no_leaf(world);
});
extract("a dossier has leaves that are not asked for", {}, (world) => {
  world.files.set(
    "checkpoint-1.leaf",
    world.leaves[1].leaf((line) => line.trainee === "t-martin"),
  );
  world.files.set("registry-9.leaf", Buffer.from("x"));
});
extract("a dossier has a leaf and a list of leaves", {}, (world) => {
  world.files.set("checkpoint-3.leaves", world.leaves[3].bytes);
  broken(world, "no-checkpoint");
  world.expect_all("unknown-key (no-checkpoint)", (path) => /^(checkpoint|registry)-/.test(path));
  world.expect({ "checkpoint-0": "content-missing (leaves)" });
});
extract("a dossier has a leaf and a roster", {}, (world) => {
  world.files.set("registry-2.roster", world.rosters[2].bytes);
  broken(world, "no-checkpoint");
  world.expect_all("unknown-key (no-checkpoint)", (path) => /^(checkpoint|registry)-/.test(path));
  world.expect({ "checkpoint-0": "content-missing (leaves)" });
});
added("a repository has leaves and somebody's leaf", (world) => {
  world.files.set(
    "checkpoint-3.leaf",
    world.leaves[3].leaf((line) => line.trainee === "t-martin"),
  );
  world.files.set(
    "registry-2.leaf",
    world.rosters[2].leaf((line) => line.id === "t-martin"),
  );
});
extract("a dossier is of an older state", {}, (world) => {
  world.remove("checkpoint-3");
  world.remove("leaf");
  world.files.set(
    "checkpoint-2.leaf",
    world.leaves[2].leaf((line) => line.trainee === "t-durand"),
  );
  world.expect({ fresh: "time-unproven (unknown-checkpoint)" });
});
// A checkpoint that lies about since is refused in the repository; a dossier has nothing to refute it with but the attestation itself.
const lying = (n) => ({
  since: { 3: (label, since) => (label === "good" ? n : since) },
  attestations: usual().filter((one) => one.after < 3),
});
extract(
  "a list that lies says that a thing was listed before its checkpoint",
  () => lying(0),
  (world) => world.expect({ good: "time-unproven (listed-too-early)" }),
);
extract("a list that lies says that a thing is listed by a checkpoint to come", () => lying(4), no_leaf);
extract(
  "a dossier with the registry that vouches for a registrar, and not the one between",
  () => ({ named: [1, 1, 3, 3], signers: { 1: "emile" } }),
  (world) => {
    if (world.files.has("registry-2.json") || !world.files.has("registry-1.json"))
      throw new Error("not the registries that are needed");
  },
);
extract(
  "a dossier has a leaf beside a registry that is in use no more",
  () => ({ named: [1, 1, 3, 3], signers: { 1: "emile" } }),
  (world) => world.files.set("registry-1.leaf", Buffer.from("x")),
);
extract(
  "a dossier without the registry that vouches for a registrar",
  () => ({ named: [1, 1, 3, 3], signers: { 1: "emile" } }),
  (world) => {
    world.remove("registry-1");
    broken(world, "old-registry", {
      "checkpoint-1": "unknown-key (not-a-registrar)",
      "checkpoint-2": "unknown-key (not-of-the-chain)",
      "checkpoint-3": "unknown-key (not-of-the-chain)",
      "registry-3": "unknown-key (not-of-the-chain)",
    });
  },
);
extract("a dossier with a registry that is newer than its newest list", {}, (world) => {
  world.add_registry(3, "registry-1", {
    revocations: [{ digest: world.digest("good"), date: "2005-01-10", reason: "erreur de personne" }],
  });
  world.files.delete("registry-3.roster");
  world.files.delete("registry-2.leaf");
  world.files.set(
    "registry-3.leaf",
    world.rosters[3].leaf((line) => line.id === "t-durand"),
  );
  world.expect({ good: "revoked" });
});
extract("a dossier's fingerprint is another institute's", {}, (world) => {
  world.fingerprint = digest_of(jcs("another"));
  world.expect_all("unknown-key (unknown-root)");
});

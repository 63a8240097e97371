// Signatures that do not hold, and rule 6: those that laxer programs accept.
import * as curve from "./curve.mjs";
import { vector, added, in_place, edited, malformed } from "./write.mjs";
import { base58, context, did_of, file_of, key, message_of, method_of, sha256, trainers, unsigned } from "./world.mjs";

// --- the signature
added("a decision is edited and the file renamed", (world) =>
  edited(world, "edited", "bad-signature", (_, it) => {
    it.decisions[0].decision = "not-attested";
  }),
);
added("a decision is edited in place", (world) => {
  const path = world.path("refusal");
  world.files.set(path, Buffer.from(world.bytes("refusal").toString().replaceAll('"not-attested"', '"attested"')));
  world.expected.set(path, "malformed (wrong-place)");
  world.incomplete = { "t-durand": [4, 3] };
});
added("a colleague's attestation is copied with another trainee's name", (world) =>
  edited(
    world,
    "stolen",
    "bad-signature",
    (_, it) => {
      it.trainee = "t-durand";
      it.about.manifest.trainee = "t-durand";
    },
    "colleague's",
  ),
);
added("an attestation is used again for another activity", (world) =>
  edited(world, "again", "bad-signature", (_, it) => {
    it.about.manifest.reference = "MATH1-DURAND-09";
  }),
);
added("a signature is made up", (world) =>
  edited(world, "made up", "bad-signature", (it) => {
    it.proof.proofValue = `z${base58(Buffer.concat([key("bruno").raw, Buffer.alloc(32, 1)]))}`;
  }),
);
added("a proof's date is edited", (world) =>
  edited(world, "date", "bad-signature", (it) => {
    it.proof.created = "2004-09-02T08:00:00Z";
  }),
);
added("a proof names another registered key", (world) =>
  edited(world, "other key", "bad-signature", (it) => {
    it.issuer.id = key("carla").did;
    it.proof.verificationMethod = method_of(key("carla").did);
  }),
);

// --- rule 6: keys and signatures that laxer programs accept. The odd keys are registered by the institute itself: its registries
// are refused for it, and what the keys sign is refused by the guard before anybody asks whose they are.
const people_with = (raw_key, more = {}) => [
  ...trainers(),
  {
    id: "mallory",
    name: "Mallory",
    keys: [{ key: did_of(raw_key), from: "2004-09-01", status: "active", ...more }],
    scopes: [{ role: "trainer", gfp: ["*"], from: "2004-09-01" }],
  },
];
const with_key = (raw_key) => ({
  registries: { 1: () => ({ trainers: people_with(raw_key) }), 2: () => ({ trainers: people_with(raw_key) }) },
});
const registered = (name, raw_key, change) =>
  vector(
    name,
    () => with_key(raw_key()),
    (world) => {
      world.expect_all("unknown-key (old-registry)", (path) => !/^(root|checkpoint|registry)-/.test(path));
      world.expect({ "registry-1": malformed(6), "registry-2": malformed(6) });
      change(world);
    },
  );
function forged(world, key_bytes, make_signature, word = "bad-signature") {
  const subject = world.document("good").credentialSubject;
  subject.about.manifest.reference = "forged";
  const did = did_of(key_bytes);
  let document, options, signature;
  for (let nonce = 0; ; ++nonce) {
    // some forgeries need a lucky hash
    document = unsigned("LivretAttestation", subject, did, `2004-10-02T08:00:${String(nonce).padStart(2, "0")}Z`);
    options = {
      type: "DataIntegrityProof",
      cryptosuite: "eddsa-jcs-2022",
      created: document.validFrom,
      verificationMethod: method_of(did),
      proofPurpose: "assertionMethod",
      "@context": context,
    };
    signature = make_signature(message_of(document, options));
    if (signature) break;
  }
  return world.put(
    "forged",
    in_place(world),
    file_of({ ...document, proof: { ...options, proofValue: `z${base58(signature)}` } }),
    word,
  );
}
const neutral = Buffer.from(curve.encode(curve.neutral));
const neutral_otherwise = curve.bytes_of(curve.p + 1n);
const zero_s = Buffer.alloc(32);
registered(
  "the key is the neutral element",
  () => neutral,
  (world) => forged(world, neutral, () => Buffer.concat([neutral, zero_s])),
);
registered(
  "the key is the neutral element written otherwise",
  () => neutral_otherwise,
  (world) => forged(world, neutral_otherwise, () => Buffer.concat([neutral, zero_s])),
);
const signed_neutral = Buffer.from(neutral);
signed_neutral[31] |= 128;
registered(
  "the key is the neutral element with a sign",
  () => signed_neutral,
  (world) => forged(world, signed_neutral, () => Buffer.concat([neutral, zero_s])),
);
registered(
  "the key has order 2",
  () => curve.bytes_of(curve.p - 1n),
  (world) => {
    const minus = curve.bytes_of(curve.p - 1n);
    forged(world, minus, (message) => {
      const { k } = curve.sign_with(message, { secret: 0n, key_bytes: minus, r: 0n, r_bytes: neutral });
      return k % 2n === 0n ? Buffer.concat([neutral, zero_s]) : null;
    });
  },
);
registered(
  "the key has order 8",
  () => curve.encode(curve.order_8),
  (world) => {
    const small = curve.encode(curve.order_8);
    forged(world, small, (message) => {
      const { k } = curve.sign_with(message, { secret: 0n, key_bytes: small, r: 0n, r_bytes: neutral });
      return k % 8n === 0n ? Buffer.concat([neutral, zero_s]) : null;
    });
  },
);
const any_r = 1234567890123456789n;
registered(
  "the key is the neutral element and R an ordinary point",
  () => neutral,
  (world) => forged(world, neutral, () => Buffer.concat([curve.encode(curve.times(any_r, curve.base)), curve.bytes_of(any_r)])),
);
registered(
  "the key has order 8 and R is an ordinary point",
  () => curve.encode(curve.order_8),
  (world) => {
    const small = curve.encode(curve.order_8),
      r_bytes = curve.encode(curve.times(any_r, curve.base));
    forged(world, small, (message) => {
      const { bytes, k } = curve.sign_with(message, { secret: 0n, key_bytes: small, r: any_r, r_bytes });
      return k % 8n === 0n ? bytes : null;
    });
  },
);
const alice = () => ({ secret: curve.scalar_of(sha256("livret vectors: alice")), key_bytes: key("alice").raw });
const r = 1234567890123456789n;
added("alice's own signature, made by hand, is good", (world) => {
  forged(
    world,
    key("alice").raw,
    (message) => curve.sign_with(message, { ...alice(), r, r_bytes: curve.encode(curve.times(r, curve.base)) }).bytes,
  );
  world.expect({ forged: "unsealed" });
});
added("S is not below L", (world) =>
  forged(
    world,
    key("alice").raw,
    (message) =>
      curve.sign_with(message, { ...alice(), r, r_bytes: curve.encode(curve.times(r, curve.base)), more: curve.L }).bytes,
  ),
);
added("R is the neutral element", (world) =>
  forged(world, key("alice").raw, (message) => curve.sign_with(message, { ...alice(), r: 0n, r_bytes: neutral }).bytes),
);
added("R is the neutral element written otherwise", (world) =>
  forged(world, key("alice").raw, (message) => curve.sign_with(message, { ...alice(), r: 0n, r_bytes: neutral_otherwise }).bytes),
);
added("R is off by a point of order 8", (world) => {
  const off = curve.encode(curve.add(curve.times(r, curve.base), curve.order_8));
  forged(world, key("alice").raw, (message) => curve.sign_with(message, { ...alice(), r, r_bytes: off }).bytes);
});
let mixed_bytes, r_bytes; // slow to find
const mixed = () => (mixed_bytes ??= curve.encode(curve.add(curve.times(alice().secret, curve.base), curve.order_8)));
const by_mixed = (world, wanted, word) =>
  forged(
    world,
    mixed(),
    (message) => {
      r_bytes ??= curve.encode(curve.times(r, curve.base));
      const { bytes, k } = curve.sign_with(message, { secret: alice().secret, key_bytes: mixed(), r, r_bytes });
      return wanted(k % 8n) ? bytes : null;
    },
    word,
  );
registered("the key is off by a point of order 8", mixed, (world) => by_mixed(world, (rest) => rest !== 0n));
// Alice's secret under another name: with a lucky hash, libsodium, OpenSSL and browsers all say yes.
registered("the key is off by a point of order 8, and its signature verifies", mixed, (world) =>
  by_mixed(world, (rest) => rest === 0n, "unknown-key (old-registry)"),
);
added("a stranger's key is off by a point of order 8, and its signature verifies", (world) =>
  by_mixed(world, (rest) => rest === 0n, "unknown-key (not-registered)"),
);
added("the key is no point of the curve", (world) => {
  const off = curve.bytes_of(2n);
  forged(world, off, () => Buffer.concat([key("bruno").raw, Buffer.alloc(32, 1)]));
});
for (const [name, odd] of [
  ["the neutral element", () => neutral],
  ["the neutral element written otherwise", () => neutral_otherwise],
  ["a point of order 8", () => curve.encode(curve.order_8)],
  ["off by a point of order 8", mixed],
  ["no point of the curve", () => curve.bytes_of(2n)],
])
  for (const [state, more] of [
    ["", {}],
    ["retired ", { status: "retired", until: "2004-10-01" }],
  ])
    added(`a newer registry holds a ${state}key that is ${name}`, (world) =>
      world.add_registry(3, "registry-1", { trainers: people_with(odd(), more) }, malformed(6)),
    );

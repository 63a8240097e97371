// Signatures that do not hold, and rule 6: those that laxer programs accept.
import * as curve from "./curve.mjs";
import { vector, added, in_place, edited } from "./write.mjs";
import { base58, context, did_of, file_of, key, message_of, method_of, sha256, trainers, unsigned } from "./world.mjs";

// --- the signature
added("a decision is edited and the file renamed", (world) => edited(world, "edited", "bad-signature", (_, it) => { it.decisions[0].decision = "not-attested"; }));
added("a decision is edited in place", (world) => {
  const path = world.path("refusal");
  world.files.set(path, Buffer.from(world.bytes("refusal").toString().replaceAll('"not-attested"', '"attested"')));
  world.expected.set(path, "malformed (wrong-place)");
  world.incomplete = { "t-durand": [4, 3] };
});
added("a colleague's attestation is copied with another trainee's name", (world) => edited(world, "stolen", "bad-signature", (_, it) => {
  it.trainee = "t-durand";
  it.about.manifest.trainee = "t-durand";
}, "colleague's"));
added("an attestation is used again for another activity", (world) => edited(world, "again", "bad-signature", (_, it) => { it.about.manifest.reference = "MATH1-DURAND-09"; }));
added("a signature is made up", (world) => edited(world, "made up", "bad-signature", (it) => { it.proof.proofValue = `z${base58(Buffer.concat([key("bruno").raw, Buffer.alloc(32, 1)]))}`; }));
added("a proof's date is edited", (world) => edited(world, "date", "bad-signature", (it) => { it.proof.created = "2004-09-02T08:00:00Z"; }));
added("a proof names another registered key", (world) => edited(world, "other key", "bad-signature", (it) => {
  it.issuer.id = key("carla").did;
  it.proof.verificationMethod = method_of(key("carla").did);
}));

// --- rule 6: keys and signatures that laxer programs accept. The odd keys are registered: only the guard refuses them.
const with_key = (raw_key) => {
  const people = [...trainers(), { id: "mallory", name: "Mallory", keys: [{ key: did_of(raw_key), from: "2004-09-01", status: "active" }], scopes: [{ role: "trainer", gfp: ["*"], from: "2004-09-01" }] }];
  return { registries: { 1: () => ({ trainers: people.sort((a, b) => (a.id < b.id ? -1 : 1)) }), 2: () => ({ trainers: people }) } };
};
function forged(world, key_bytes, make_signature) {
  const subject = world.document("good").credentialSubject;
  subject.about.manifest.reference = "forged";
  const did = did_of(key_bytes);
  let document, options, signature;
  for (let nonce = 0; ; ++nonce) { // some forgeries need a lucky hash
    document = unsigned("LivretAttestation", subject, did, `2004-10-02T08:00:${String(nonce).padStart(2, "0")}Z`);
    options = { type: "DataIntegrityProof", cryptosuite: "eddsa-jcs-2022", created: document.validFrom, verificationMethod: method_of(did), proofPurpose: "assertionMethod", "@context": context };
    signature = make_signature(message_of(document, options));
    if (signature) break;
  }
  return world.put("forged", in_place(world), file_of({ ...document, proof: { ...options, proofValue: `z${base58(signature)}` } }), "bad-signature");
}
const neutral = Buffer.from(curve.encode(curve.neutral));
const neutral_otherwise = curve.bytes_of(curve.p + 1n);
const zero_s = Buffer.alloc(32);
vector("the key is the neutral element", () => with_key(neutral), (world) => forged(world, neutral, () => Buffer.concat([neutral, zero_s])));
vector("the key is the neutral element written otherwise", () => with_key(neutral_otherwise), (world) => forged(world, neutral_otherwise, () => Buffer.concat([neutral, zero_s])));
vector("the key is the neutral element with a sign", () => {
  const signed_neutral = Buffer.from(neutral);
  signed_neutral[31] |= 128;
  return with_key(signed_neutral);
}, (world) => {
  const signed_neutral = Buffer.from(neutral);
  signed_neutral[31] |= 128;
  forged(world, signed_neutral, () => Buffer.concat([neutral, zero_s]));
});
vector("the key has order 2", () => with_key(curve.bytes_of(curve.p - 1n)), (world) => {
  const minus = curve.bytes_of(curve.p - 1n);
  forged(world, minus, (message) => {
    const { k } = curve.sign_with(message, { secret: 0n, key_bytes: minus, r: 0n, r_bytes: neutral });
    return k % 2n === 0n ? Buffer.concat([neutral, zero_s]) : null;
  });
});
vector("the key has order 8", () => with_key(curve.encode(curve.order_8)), (world) => {
  const small = curve.encode(curve.order_8);
  forged(world, small, (message) => {
    const { k } = curve.sign_with(message, { secret: 0n, key_bytes: small, r: 0n, r_bytes: neutral });
    return k % 8n === 0n ? Buffer.concat([neutral, zero_s]) : null;
  });
});
const any_r = 1234567890123456789n;
vector("the key is the neutral element and R an ordinary point", () => with_key(neutral), (world) =>
  forged(world, neutral, () => Buffer.concat([curve.encode(curve.times(any_r, curve.base)), curve.bytes_of(any_r)])));
vector("the key has order 8 and R is an ordinary point", () => with_key(curve.encode(curve.order_8)), (world) => {
  const small = curve.encode(curve.order_8), r_bytes = curve.encode(curve.times(any_r, curve.base));
  forged(world, small, (message) => {
    const { bytes, k } = curve.sign_with(message, { secret: 0n, key_bytes: small, r: any_r, r_bytes });
    return k % 8n === 0n ? bytes : null;
  });
});
const alice = () => ({ secret: curve.scalar_of(sha256("livret vectors: alice")), key_bytes: key("alice").raw });
const r = 1234567890123456789n;
added("alice's own signature, made by hand, is good", (world) => {
  forged(world, key("alice").raw, (message) => curve.sign_with(message, { ...alice(), r, r_bytes: curve.encode(curve.times(r, curve.base)) }).bytes);
  world.expect({ forged: "unsealed" });
});
added("S is not below L", (world) => forged(world, key("alice").raw, (message) => curve.sign_with(message, { ...alice(), r, r_bytes: curve.encode(curve.times(r, curve.base)), more: curve.L }).bytes));
added("R is the neutral element", (world) => forged(world, key("alice").raw, (message) => curve.sign_with(message, { ...alice(), r: 0n, r_bytes: neutral }).bytes));
added("R is the neutral element written otherwise", (world) => forged(world, key("alice").raw, (message) => curve.sign_with(message, { ...alice(), r: 0n, r_bytes: neutral_otherwise }).bytes));
added("R is off by a point of order 8", (world) => {
  const off = curve.encode(curve.add(curve.times(r, curve.base), curve.order_8));
  forged(world, key("alice").raw, (message) => curve.sign_with(message, { ...alice(), r, r_bytes: off }).bytes);
});
const mixed = () => curve.encode(curve.add(curve.times(alice().secret, curve.base), curve.order_8));
vector("the key is off by a point of order 8", () => with_key(mixed()), (world) =>
  forged(world, mixed(), (message) => {
    const { bytes, k } = curve.sign_with(message, { secret: alice().secret, key_bytes: mixed(), r,
      r_bytes: curve.encode(curve.times(r, curve.base)) });
    return k % 8n !== 0n ? bytes : null;
  }));
// One in eight of its signatures is right by libsodium and by RFC 8032 without the cofactor: then the key itself is refused.
vector("the key is off by a point of order 8 and its signature lucky", () => with_key(mixed()), (world) => {
  forged(world, mixed(), (message) => {
    const { bytes, k } = curve.sign_with(message, { secret: alice().secret, key_bytes: mixed(), r,
      r_bytes: curve.encode(curve.times(r, curve.base)) });
    return k % 8n === 0n ? bytes : null;
  });
  world.expect({ forged: "unknown-key (not-registered)" });
});
added("the key is no point of the curve", (world) => {
  const off = curve.bytes_of(2n);
  forged(world, off, () => Buffer.concat([key("bruno").raw, Buffer.alloc(32, 1)]));
});

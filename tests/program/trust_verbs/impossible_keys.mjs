// Keys that no seed leads to: points of small order, points off by one of small order, what is no point. Laxer programs take
// signatures by them for good; here such a key is not registered, and a registry that holds
// one by other means is refused.
import fs from "node:fs";
import path from "node:path";
import * as curve from "../../vectors/curve.mjs";
import { base58, did_of, digest_of, file_of, method_of, message_of, sha256, unsigned } from "../../vectors/world.mjs";
import { Institute } from "../support/institute.mjs";
import { Desk, fresh_desk, institute } from "../support/registrar.mjs";
import { folder, holds, same, test } from "../support/tools.mjs";

const zero = Buffer.alloc(32),
  neutral = Buffer.from(curve.encode(curve.neutral));
const secret = curve.scalar_of(sha256("somebody")),
  r = 1234567890123456789n,
  r_bytes = curve.encode(curve.times(r, curve.base));
const order_8 = curve.encode(curve.order_8),
  mixed = curve.encode(curve.add(curve.times(secret, curve.base), curve.order_8));
const lucky = (key, secret_number, r_number, R) => (message) => {
  const { bytes, k } = curve.sign_with(message, { secret: secret_number, key_bytes: key, r: r_number, r_bytes: R });
  return k % 8n === 0n ? bytes : null;
};
const kinds = [
  ["the neutral element", neutral, () => Buffer.concat([neutral, zero])],
  ["a point of order 8", order_8, lucky(order_8, 0n, 0n, neutral)],
  ["a point off by one of order 8", mixed, lucky(mixed, secret, r, r_bytes)],
  ["no point", curve.bytes_of(2n), () => Buffer.concat([r_bytes, Buffer.alloc(32, 1)])],
  ["a point written in another way", curve.bytes_of(curve.p + 1n), () => Buffer.concat([neutral, zero])],
];

// Signed at the first second whose hash suits.
function forged(type, subject, key, make) {
  const did = did_of(key);
  for (let second = 0; ; ++second) {
    const document = unsigned(
      type,
      subject(did),
      did,
      `2004-10-02T08:${String(Math.floor(second / 60)).padStart(2, "0")}:${String(second % 60).padStart(2, "0")}Z`,
    );
    const options = {
      type: "DataIntegrityProof",
      cryptosuite: "eddsa-jcs-2022",
      created: document.validFrom,
      verificationMethod: method_of(did),
      proofPurpose: "assertionMethod",
      "@context": document["@context"],
    };
    const signature = make(message_of(document, options));
    if (signature) return file_of({ ...document, proof: { ...options, proofValue: `z${base58(signature)}` } });
  }
}

await test("add: refused, whatever their signature", () => {
  const { desk } = institute();
  for (const [name, key, make] of kinds) {
    const file = path.join(folder("request"), "x.request");
    fs.writeFileSync(
      file,
      forged("LivretKeyRequest", (did) => ({ key: did, name }), key, make),
    );
    desk.refuses(
      ["trust", "add", file, "--id", "m-intrus", "--gfp", "math1", "--now", "2004-12-06"],
      1,
      /n’est pas signée par la clé/,
      /is not signed by the key/,
    );
  }
});

await test("read: a registry that holds one by other means is refused as a whole, and status says so", () => {
  for (const [name, key, make] of kinds) {
    const desk = new Desk(fresh_desk().root, folder("home"));
    const it = new Institute(desk.root, {
      id: "ifm-essai",
      name: "Institut d’essai",
      certificate: did_of(Buffer.from(curve.encode(curve.base))),
    });
    it.trainer("c-leroy", "Catherine Leroy");
    it.registry.trainers.push({
      id: "m-intrus",
      name: "Max Intrus",
      keys: [{ key: did_of(key), from: "2004-09-01", status: "active" }],
      scopes: [
        { role: "trainer", gfp: ["*"], from: "2004-09-01" },
        { role: "registrar", gfp: ["*"], from: "2004-09-01" },
      ],
    });
    it.trainee("7b3e91c4", "math1/durand", "Anne Durand", "0a".repeat(16));
    it.add_registry();
    it.checkpoint("2004-09-20");
    const about = {
      trainee: "7b3e91c4",
      gfp: "math1",
      reference: "MATH1-DURAND-01",
      framework: "essai-2004",
      decisions: { "B.1": "attested" },
    };
    const good = it.attest("c-leroy", about);
    const subject = JSON.parse(desk.read(`trust/attestations/7b3e91c4/${good}.json`)).credentialSubject;
    const bytes = forged(
      "LivretAttestation",
      () => ({ ...subject, about: { ...subject.about, manifest: { ...subject.about.manifest, reference: "MATH1-DURAND-02" } } }),
      key,
      make,
    );
    const bad = `trust/attestations/7b3e91c4/${digest_of(bytes)}.json`;
    desk.write(bad, bytes);
    const verified = desk.verify();
    same(
      [good, bad]
        .map((one) => verified.of(one.endsWith(".json") ? one : `trust/attestations/7b3e91c4/${one}.json`))
        .filter((word) => /^(valid|unsealed)/.test(word)),
      [],
      name,
    );
    same(verified.of("trust/registry-1.json"), "malformed (rule-6)", name);
    const status = desk.status_json();
    same(status.exit, 1, name);
    holds(
      status.wrong.some((one) => one.startsWith("trust/registry-1.json: ") && /rule-6/.test(one)),
      status.wrong.join("\n"),
    );
    holds(/La clé n’est pas une clé utilisable/.test(desk.status("fr").out), "in French");
  }
});

await test("read: a root that announces one is no root", () => {
  for (const [name, key] of kinds) {
    const desk = new Desk(fresh_desk().root, folder("home"));
    const it = new Institute(desk.root, { id: "ifm-essai", name: "Institut d’essai", certificate: did_of(key) });
    it.add_registry();
    it.checkpoint("2004-09-20");
    same([desk.status_json().broken, desk.verify().of("trust/root-1.json")], ["unknown-root", "malformed (rule-6)"], name);
  }
});

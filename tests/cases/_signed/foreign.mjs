// An attestation by one trainer that claims to replace another's, which the program never writes: node foreign.mjs REPOSITORY FILE
import { createPrivateKey, createPublicKey, createHash, sign } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { did_of, digest_of, file_of, signed } from "../../vectors/world.mjs";

const [root, out] = process.argv.slice(2);
const seed = createHash("sha256").update("livret public test seed: anselme").digest();
const secret = createPrivateKey({ key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]), format: "der", type: "pkcs8" });
const raw = createPublicKey(secret).export({ format: "der", type: "spki" }).subarray(-32);
const anselme = { did: did_of(raw), sign: (bytes) => sign(null, bytes, secret) };
const folder = `${root}/trust/attestations/7b3e91c4`;
const [name] = readdirSync(folder);
const subject = JSON.parse(readFileSync(`${folder}/${name}`)).credentialSubject;
subject.decisions[0].decision = "attested";
delete subject.decisions[0].comment;
subject.after = { checkpoint: 2, digest: digest_of(readFileSync(`${root}/trust/checkpoint-2.json`)) };
subject.supersedes = [name.replace(".json", "")];
writeFileSync(out, file_of(signed("LivretAttestation", subject, anselme, "2004-12-02T08:00:00Z")));

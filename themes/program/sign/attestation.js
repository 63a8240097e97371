// From decisions to a signed file: the same bytes as `livret attest` writes for the same key, instant and decisions
// (generator/trust/attesting.cpp, proof.cpp); tests/trust/desk.mjs holds both together.
import { join, sha256, sha256_hex, utf8 } from "../verify/bytes.js";
import { compare_bytes } from "../verify/fields.js";
import { base58 } from "../verify/keys.js";
import { canonical } from "../verify/json.js";
import { sign_detached } from "./key_file.js";

// Plain objects as Maps, which canonical() writes; members without a value are left out.
export function as_map(value) {
  if (Array.isArray(value)) return value.map(as_map);
  if (value === null || typeof value !== "object") return value;
  return new Map(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([name, one]) => [name, as_map(one)]),
  );
}

// {subject, taken_over}: ready to be signed. Whoever corrects herself replaces each of her decisions about the same thing that
// decides one of the same competences, and what those decided beside is taken over.
//   desk: the page's head; subject: one of the page's; trainer: the registry's id
//   decisions: [{competence, decision, comment?}], a competence once
export function prepare(desk, subject, trainer, decisions) {
  const claims = new Map(subject.open.map((one) => [one.code, one.claim]));
  const all = decisions.map(({ competence, decision, comment }) => ({
    competence,
    claim: claims.get(competence) || undefined,
    decision,
    comment: comment || undefined,
  }));
  const decided = new Set(all.map((one) => one.competence));
  const hers = new Set(decided);
  const supersedes = [],
    taken_over = [];
  for (const before of subject.standing) {
    if (before.trainer !== trainer || !before.decisions.some((one) => hers.has(one.competence))) continue;
    supersedes.push(before.digest);
    for (const one of before.decisions) {
      if (decided.has(one.competence)) continue;
      decided.add(one.competence);
      taken_over.push(one.competence);
      all.push(one);
    }
  }
  all.sort((a, b) => compare_bytes(a.competence, b.competence));
  return {
    taken_over: taken_over.sort(compare_bytes),
    subject: {
      institution: desk.institution,
      trainee: subject.trainee.id,
      gfp: desk.gfp.id,
      framework: { id: subject.framework, digest: desk.frameworks[subject.framework].digest },
      about: subject.about,
      decisions: all,
      after: desk.after,
      supersedes: supersedes.length > 0 ? supersedes.sort() : undefined,
    },
  };
}

const context = ["https://www.w3.org/ns/credentials/v2", { "@vocab": "urn:livret:1#" }];

// {bytes, digest, path}: the whole file, and where it lies below trust/. `instant`: 2005-01-17T10:20:00Z.
export function signed_file(subject, key, secret, instant) {
  const document = as_map({
    "@context": context,
    type: ["VerifiableCredential", "LivretAttestation"],
    issuer: { id: key },
    validFrom: instant,
    credentialSubject: subject,
  });
  const proof = as_map({
    type: "DataIntegrityProof",
    cryptosuite: "eddsa-jcs-2022",
    created: instant,
    verificationMethod: `${key}#${key.slice("did:key:".length)}`,
    proofPurpose: "assertionMethod",
    "@context": context,
  });
  const message = join(sha256(utf8(canonical(proof))), sha256(utf8(canonical(document))));
  proof.set("proofValue", `z${base58(sign_detached(message, secret))}`);
  document.set("proof", proof);
  const bytes = utf8(`${canonical(document)}\n`);
  const digest = sha256_hex(bytes);
  return { bytes, digest, path: `trust/attestations/${subject.trainee}/${digest}.json` };
}

// A moment as signed documents say it.
export const instant_of = (date) => `${date.toISOString().slice(0, 19)}Z`;

// What became of each attestation: schema/trust.md §3, every line of its table. No clock decides anything.
import { sha256_hex, utf8 } from "./bytes.js";
import { first_listed, holder, judgement, newest, open_signed, read_chain } from "./chain.js";
import { compare_bytes, day_number } from "./fields.js";
import { canonical } from "./json.js";
import { is_decision, is_freeze, judge_jury } from "./jury.js";
import { Malformed, read_signed, signatures_hold } from "./proof.js";

// `people`: [{id, folder, name, salt}], the trainees as the repository shows them; may be empty.
// `verify`: ed25519.js's, or null if this browser cannot. `pause`: awaited between pieces of work.
// {chain, attestations (sorted by path), documents: Map(path -> judgement), incomplete: Map(trainee -> {listed, present}), foreign}
export async function judge(files, fingerprint, { people = [], verify, pause = async () => {} }) {
  const chain = await read_chain(files, fingerprint, verify, pause);
  const out = { chain, attestations: [], documents: chain.documents, incomplete: new Map(), foreign: [] };
  const context = { files, people, chain, verify };
  const paths = [...files.documents.keys()].sort(compare_bytes);
  for (const path of paths) {
    await pause();
    if (!path.endsWith(".json") || out.documents.has(path)) continue;
    if (is_freeze(path) || is_decision(path)) continue;
    if (path.startsWith("attestations/")) out.attestations.push(await judge_alone(path, context));
    else out.documents.set(path, await judge_document(path, context));
  }
  for (const [path, judged] of await judge_jury(paths, context, pause)) out.documents.set(path, judged);
  judge_superseded(out);
  judge_conflicts(out);
  for (const one of out.attestations)
    if (one.judgement.word === "valid" && one.listed === null) one.judgement = judgement("unsealed");
  await judge_completeness(out, files, pause);
  return out;
}

// A single file without its trust folder: format and signature are all that can be examined.
export async function judge_single(bytes, verify) {
  const digest = sha256_hex(bytes);
  let document;
  try {
    document = read_signed(bytes);
  } catch (error) {
    if (error instanceof Malformed) return { digest, judgement: judgement("malformed", error.reason, error.message) };
    throw error;
  }
  if (verify && !(await signatures_hold(document, verify))) return { digest, document, judgement: judgement("bad-signature") };
  return { digest, document, judgement: judgement("not-checked", verify ? "alone" : "") };
}

// Lines 1 to 14: each attestation by itself.
async function judge_alone(path, context) {
  const one = {
    path,
    digest: "",
    attestation: null,
    issuer: "",
    valid_from: "",
    trainer: "",
    trainer_name: "",
    listed: null,
    not_before: "",
    not_after: "",
    superseded_by: "",
  };
  const { document, refused } = await open_signed(path, context.files.documents.get(path), context.verify);
  if (!document) return Object.assign(one, { judgement: refused });
  Object.assign(one, {
    digest: document.digest,
    attestation: document.subject,
    issuer: document.issuer,
    valid_from: document.valid_from,
  });
  one.judgement = refused ?? verdict(one, context);
  return one;
}

function verdict(one, { files, people, chain }) {
  const it = one.attestation;
  if (chain.broken) return judgement("unknown-key", chain.broken);
  const registry = chain.registry;
  if (it.institution !== registry.institution) return judgement("unknown-key", "other-institution");
  const signer = holder(registry, one.issuer);
  if (!signer) return judgement("unknown-key", "not-registered");
  one.trainer = signer.trainer.id;
  one.trainer_name = signer.trainer.name;
  one.listed = first_listed(chain, it.trainee, one.digest);
  const line = chain.roster.get(it.trainee);
  if (line?.erased) return judgement("erased");
  if (!line && chain.is_extract) return judgement("out-of-scope", "not-in-extract");
  if (!line) return judgement("out-of-scope", "not-in-roster");
  if (!people.filter((person) => person.id === it.trainee).every((person) => is_who_the_roster_says(person, line)))
    return judgement("out-of-scope", "other-person");

  // When it was signed: after the checkpoint it names, before the first that lists it, or else until now.
  const dated = (number) => day_number(chain.checkpoints[number].checkpoint.date);
  const named = chain.checkpoints[it.after.checkpoint];
  const after = named && named.digest === it.after.digest ? named : null;
  const latest = one.listed !== null ? dated(one.listed) : day_number(newest(chain).checkpoint.date);
  const earliest = after ? day_number(after.checkpoint.date) : -Infinity;
  if (after) one.not_before = after.checkpoint.date;
  if (one.listed !== null) one.not_after = chain.checkpoints[one.listed].checkpoint.date;

  const grace = registry.graceDays;
  // Which checkpoint the signer names does not matter here: she may name an old one.
  const reaches = (span) =>
    !after || (day_number(span.from) <= latest && (!span.until || latest <= day_number(span.until) + grace));
  const covers = (scope) => scope.role === "trainer" && (scope.gfp.includes(it.gfp) || scope.gfp.includes("*"));
  if (
    !signer.trainer.scopes.some((scope) => covers(scope) && reaches(scope)) ||
    !line.gfp.some((span) => span.id === it.gfp && reaches(span))
  )
    return judgement("out-of-scope", "gfp");
  const missing = contents(it).find((digest) => !files.snapshots.has(digest));
  if (missing)
    return files.unread?.has(missing)
      ? judgement("not-checked", "too-large", missing)
      : judgement("content-missing", "", missing);
  if (!after) return judgement("time-unproven", "unknown-checkpoint");
  if (one.listed !== null && one.listed <= it.after.checkpoint) return judgement("time-unproven", "listed-too-early");
  const { status, since, from, until } = signer.key;
  if (status === "compromised" && !(one.listed !== null && latest < day_number(since)))
    return judgement("time-unproven", "compromised");
  if (latest < day_number(from) || (until && (day_number(until) < earliest || day_number(until) + grace < latest)))
    return judgement("key-not-valid-then");
  const revocation = registry.revocations.find((entry) => entry.digest === one.digest);
  return revocation ? judgement("revoked", "", revocation.reason) : judgement("valid");
}

export function is_who_the_roster_says(person, line) {
  const commitment = sha256_hex(
    utf8(
      canonical(
        new Map([
          ["name", person.name],
          ["salt", person.salt],
        ]),
      ),
    ),
  );
  return person.folder === line.folder && commitment === line.commitment;
}

function contents(attestation) {
  const { kind, items, manifest } = attestation.about;
  if (kind === "contributions") return items.map((item) => item.sha256);
  return [manifest.body.sha256, ...(manifest.files ?? []).map((file) => file.sha256)];
}

// Line 15. What replaces may itself be replaced, but not be refused for another reason.
function judge_superseded(out) {
  const good = new Map(out.attestations.filter((one) => one.judgement.word === "valid").map((one) => [one.digest, one]));
  for (const one of good.values())
    for (const digest of one.attestation.supersedes) {
      const old = good.get(digest);
      if (!old) continue;
      if (old.trainer !== one.trainer || old.attestation.trainee !== one.attestation.trainee) {
        out.foreign.push(one.path);
        continue;
      }
      old.judgement = judgement("superseded", "", one.digest);
      old.superseded_by = one.digest;
    }
}

function subject_of({ about }) {
  if (about.kind === "activity") return `activity ${about.manifest.reference}`;
  return about.kind === "training" ? `training ${about.manifest.gfp}/${about.manifest.slug}` : "contributions";
}

// Line 16: two decisions of one trainer on the same competence of the same thing.
function judge_conflicts(out) {
  const decisions = new Map();
  for (const one of out.attestations) {
    if (one.judgement.word !== "valid") continue;
    const { trainee, framework, decisions: made } = one.attestation;
    for (const { competence } of made) {
      const key = [one.trainer, trainee, subject_of(one.attestation), framework.id, competence].join("\n");
      decisions.set(key, [...(decisions.get(key) ?? []), one]);
    }
  }
  for (const found of decisions.values()) if (found.length > 1) for (const one of found) one.judgement = judgement("conflict");
}

// The digest of a file that was read is known; what could not be read is hashed here.
async function judge_completeness(out, files, pause) {
  if (out.chain.broken) return;
  for (const [trainee, digests] of newest(out.chain).leaves) {
    if (out.chain.roster.get(trainee)?.erased) continue;
    let present = 0;
    for (const digest of digests.keys()) {
      await pause();
      const bytes = files.documents.get(`attestations/${trainee}/${digest}.json`);
      if (bytes && sha256_hex(bytes) === digest) ++present;
    }
    if (present < digests.size) out.incomplete.set(trainee, { listed: digests.size, present });
  }
}

// Certificates; anything else is in the wrong place.
async function judge_document(path, { files, chain, verify }) {
  const { document, refused } = await open_signed(path, files.documents.get(path), verify);
  if (refused) return refused;
  const { type, subject, issuer, digest } = document;
  if (type !== "LivretCertificate") return judgement("malformed", "wrong-place");
  if (chain.broken) return judgement("unknown-key", chain.broken);
  if (subject.institution.id !== chain.registry.institution) return judgement("unknown-key", "other-institution");
  if (!chain.roots.some(({ root }) => root.keys.certificate === issuer)) return judgement("unknown-key", "not-the-role-key");
  const revocation = chain.registry.revocations.find((entry) => entry.digest === digest);
  return revocation ? judgement("revoked", "", revocation.reason) : judgement("valid");
}

// What became of a jury's documents: freezes and decisions (schema/trust.md §3). What generator/trust/jury.cpp does.
import { holder, judgement, newest, open_signed } from "./chain.js";
import { day_number } from "./fields.js";
import { Malformed } from "./proof.js";
import { contents_of_state, read_state } from "./state.js";

const good = judgement("valid");

function checkpoint_of(chain, { number, digest }) {
  const found = chain.checkpoints[number];
  return found && found.digest === digest ? found : null;
}

function of_the_institution({ chain }, institution) {
  if (chain.broken) return judgement("unknown-key", chain.broken);
  return institution === chain.registry.institution ? good : judgement("unknown-key", "other-institution");
}

function state_of(bytes, trainee) {
  try {
    const state = bytes && read_state(bytes);
    return state?.trainee === trainee ? state : null;
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

// What a freeze names of those who are not erased must be there.
function content_of({ files, chain }, freeze) {
  const missing = (digest) => {
    if (files.snapshots.has(digest)) return null;
    return files.unread?.has(digest)
      ? judgement("not-checked", "too-large", digest)
      : judgement("content-missing", "state", digest);
  };
  for (const { trainee, state: name } of freeze.candidates) {
    if (chain.roster.get(trainee)?.erased) continue;
    const gone = missing(name);
    if (gone) return gone;
    const state = state_of(files.states?.get(name), trainee);
    if (!state) return judgement("malformed", "state", name);
    const lost = contents_of_state(state).map(missing).find(Boolean);
    if (lost) return lost;
  }
  return good;
}

// {judgement, signed (by the institute, at a checkpoint of its list: it stands), subject, digest}
async function judge_freeze(path, context) {
  const { document, refused } = await open_signed(path, context.files.documents.get(path), context.verify);
  if (refused) return { judgement: refused, signed: false };
  const { subject, issuer, digest } = document,
    no = (judgement) => ({ judgement, signed: false, subject, digest });
  const institute = of_the_institution(context, subject.institution);
  if (institute !== good) return no(institute);
  if (!context.chain.roots.some(({ root }) => root.keys.checkpoint === issuer))
    return no(judgement("unknown-key", "not-the-role-key"));
  if (!checkpoint_of(context.chain, subject.checkpoint)) return no(judgement("time-unproven", "unknown-checkpoint"));
  return { judgement: content_of(context, subject), signed: true, subject, digest };
}

function verdict({ subject: it, issuer, digest }, context, freezes) {
  const { chain } = context,
    institute = of_the_institution(context, it.institution);
  if (institute !== good) return institute;
  const signer = holder(chain.registry, issuer);
  if (!signer) return judgement("unknown-key", "not-registered");
  const chairs = signer.trainer.scopes.filter((scope) => scope.role === "jury-chair");
  if (chairs.length === 0) return judgement("unknown-key", "not-a-chair");
  const line = chain.roster.get(it.trainee);
  if (line?.erased) return judgement("erased");
  if (!line) return judgement("out-of-scope", chain.is_extract ? "not-in-extract" : "not-in-roster");
  const freeze = freezes.find((one) => one.signed && one.subject.session === it.session);
  if (freeze?.digest !== it.freeze) return judgement("content-missing", "freeze", it.freeze);
  if (!freeze.subject.candidates.some(({ trainee }) => trainee === it.trainee))
    return judgement("out-of-scope", "not-a-candidate");
  const frozen = day_number(checkpoint_of(chain, freeze.subject.checkpoint).checkpoint.date),
    now = day_number(newest(chain).checkpoint.date),
    grace = chain.registry.graceDays;
  const reaches = (span) => day_number(span.from) <= now && (!span.until || frozen <= day_number(span.until) + grace);
  const covers = (scope) => scope.gfp.includes("*") || line.gfp.some(({ id }) => scope.gfp.includes(id));
  if (!chairs.some((scope) => reaches(scope) && covers(scope))) return judgement("out-of-scope", "gfp");
  if (signer.key.status === "compromised") return judgement("time-unproven", "compromised");
  if (!reaches(signer.key)) return judgement("key-not-valid-then");
  const revocation = chain.registry.revocations.find((entry) => entry.digest === digest);
  return revocation ? judgement("revoked", "", revocation.reason) : good;
}

async function judge_decision(path, context, freezes) {
  const { document, refused } = await open_signed(path, context.files.documents.get(path), context.verify);
  if (refused) return { path, judgement: refused };
  return { path, judgement: verdict(document, context, freezes), decision: document.subject, digest: document.digest };
}

const subject_of = ({ decision }) => `${decision.session}\n${decision.trainee}`;

// The jury decides, not the person who chairs it: any chair of the group corrects what another decided.
function judge_superseded(decisions) {
  const standing = new Map(decisions.filter((one) => one.judgement === good).map((one) => [one.digest, one]));
  for (const one of standing.values())
    for (const digest of one.decision.supersedes) {
      const old = standing.get(digest);
      if (old && subject_of(old) === subject_of(one)) old.judgement = judgement("superseded", "", one.digest);
    }
}
function judge_conflicts(decisions) {
  const standing = new Map();
  for (const one of decisions)
    if (one.judgement === good) standing.set(subject_of(one), [...(standing.get(subject_of(one)) ?? []), one]);
  for (const found of standing.values()) if (found.length > 1) for (const one of found) one.judgement = judgement("conflict");
}

export const is_freeze = (path) => path.startsWith("freeze-") && path.endsWith(".json");
export const is_decision = (path) => path.startsWith("decisions/") && path.endsWith(".json");

// Map(path -> judgement) of the freezes and decisions among `paths`. `context`: {files, chain, verify}.
export async function judge_jury(paths, context, pause) {
  const freezes = [],
    decisions = [],
    out = new Map();
  for (const path of paths.filter(is_freeze)) {
    await pause();
    const freeze = await judge_freeze(path, context);
    freezes.push(freeze);
    out.set(path, freeze.judgement);
  }
  for (const path of paths.filter(is_decision)) {
    await pause();
    decisions.push(await judge_decision(path, context, freezes));
  }
  judge_superseded(decisions);
  judge_conflicts(decisions);
  for (const one of decisions) out.set(one.path, one.judgement);
  return out;
}

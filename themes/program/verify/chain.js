// Who vouched for whom: roots, checkpoints and the registry in use (schema/trust.md §2).
//
// `files`: {documents: Map(path below trust/ -> bytes), snapshots: Set(digest)}.
import { place_of } from "./documents.js";
import { day_number } from "./fields.js";
import { parse_did_key } from "./keys.js";
import { is_valid_key } from "./ed25519.js";
import { is_extract } from "./files.js";
import { read_checkpoint_leaf, read_leaves, read_registry_leaf, read_roster, says_since_rightly } from "./lines.js";
import { Malformed, read_signed, signatures_hold } from "./proof.js";

export const judgement = (word, reason = "", what = "") => ({ word, reason, what });

// A document of any kind in its place, with good signatures; or the judgement on it.
export async function open_signed(path, bytes, verify) {
  let document;
  try {
    document = read_signed(bytes);
  } catch (error) {
    if (error instanceof Malformed) return { refused: judgement("malformed", error.reason, error.message) };
    throw error;
  }
  if (path !== place_of(document.type, document.subject, document.digest))
    return { refused: judgement("malformed", "wrong-place") };
  if (!verify) return { document, refused: judgement("not-checked") };
  return (await signatures_hold(document, verify)) ? { document } : { document, refused: judgement("bad-signature") };
}

export async function read_chain(files, fingerprint, verify, pause = async () => {}) {
  const chain = {
    broken: "",
    is_extract: is_extract([...files.documents.keys()]),
    roots: [],
    checkpoints: [],
    registry: null,
    registry_digest: "",
    roster: new Map(),
    documents: new Map(),
  };
  await new Reader(files, chain, verify, pause).read(fingerprint);
  return chain;
}

export const newest = (chain) => chain.checkpoints.at(-1);
// Since which checkpoint it is listed; null if the newest does not list it.
export const first_listed = (chain, trainee, digest) => newest(chain)?.leaves.get(trainee)?.get(digest) ?? null;
// The trainee whom an extract is about; undefined if this is none, or nobody knows.
export const extract_of = (chain) => (chain.is_extract ? [...chain.roster.keys()][0] : undefined);
export function holder(registry, key) {
  for (const trainer of registry.trainers) for (const one of trainer.keys) if (one.key === key) return { trainer, key: one };
  return null;
}

// Programs disagree about the signatures of a key off the main subgroup, and one secret has several such keys. Registries
// repeat their keys, and the question is dear: it is asked once a key.
const asked = new Map();
function is_sound(key) {
  if (!asked.has(key)) asked.set(key, is_valid_key(parse_did_key(key)));
  return asked.get(key);
}

class Reader {
  constructor(files, chain, verify, pause) {
    Object.assign(this, { files, chain, verify, pause, registries: new Map(), named: new Set(), accepted: new Set() });
  }

  async read(fingerprint) {
    const chain = this.chain;
    await this.read_registries();
    await this.follow("root", 1, (path, document) => this.take_root(path, document, fingerprint));
    if (chain.roots.length === 0) chain.broken = "unknown-root";
    else {
      await this.follow("checkpoint", 0, (path, document) => this.take_checkpoint(path, document));
      if (chain.checkpoints.length === 0) chain.broken = "no-checkpoint";
      else this.use_registry();
      if (!chain.broken) this.read_rosters();
      if (!chain.broken && chain.is_extract) this.read_leaf_of_extract();
    }
    await this.refuse_rest(chain.roots.length === 0 || chain.checkpoints.length === 0 ? chain.broken : "not-of-the-chain");
  }

  // The document at a path if it is sound, with its judgement kept.
  async open(path) {
    const bytes = this.files.documents.get(path);
    if (!bytes) return null;
    const { document, refused } = await open_signed(path, bytes, this.verify);
    this.chain.documents.set(path, refused ?? judgement("valid"));
    return refused ? null : document;
  }
  refuse(path, word, reason) {
    this.chain.documents.set(path, judgement(word, reason));
    return false;
  }
  async follow(kind, first, take) {
    for (let number = first; ; ++number) {
      const path = `${kind}-${number}.json`;
      const document = await this.open(path);
      if (!document || !take(path, document)) return;
    }
  }

  take_root(path, document, fingerprint) {
    const root = document.subject,
      before = this.chain.roots.at(-1);
    if (document.issuer !== root.keys.root) return this.refuse(path, "unknown-key", "not-its-own-key");
    if (!before) {
      if (document.digest !== fingerprint) return this.refuse(path, "unknown-key", "unknown-root");
    } else {
      if (root.previous !== before.digest || root.institution.id !== before.root.institution.id)
        return this.refuse(path, "unknown-key", "not-the-next");
      if (document.signers[0] !== before.root.keys.root) return this.refuse(path, "unknown-key", "not-by-the-root-before");
    }
    if (!Object.values(root.keys).every((key) => is_sound(key))) return this.refuse(path, "malformed", "rule-6");
    this.chain.roots.push({ root, digest: document.digest });
    return true;
  }

  async holds_sound_keys_only(registry) {
    for (const { keys } of registry.trainers)
      for (const { key } of keys) {
        await this.pause();
        if (!is_sound(key)) return false;
      }
    return true;
  }

  async read_registries() {
    for (const path of this.files.documents.keys()) {
      if (!/^registry-[1-9][0-9]{0,9}\.json$/.test(path)) continue;
      const document = await this.open(path);
      if (!document) continue;
      if (await this.holds_sound_keys_only(document.subject)) this.registries.set(document.subject.number, { path, document });
      else this.refuse(path, "malformed", "rule-6");
    }
  }

  // A registry that a checkpoint names: by the registry key of the checkpoint's root or of an earlier one.
  registry_named(name, root_number) {
    const found = this.registries.get(name.number);
    if (!found || found.document.digest !== name.digest) return null;
    const { issuer, subject } = found.document;
    const known = this.chain.roots.some(({ root }) => root.number <= root_number && root.keys.registry === issuer);
    return known && subject.institution === this.chain.roots[0].root.institution.id ? subject : null;
  }

  take_checkpoint(path, document) {
    const one = document.subject,
      chain = this.chain;
    const root = chain.roots.find((known) => known.root.number === one.root.number && known.digest === one.root.digest)?.root;
    if (!root || one.institution !== root.institution.id) return this.refuse(path, "unknown-key", "other-root");
    const last = chain.checkpoints.at(-1);
    if (last) {
      const before = last.checkpoint;
      if (
        one.previous !== last.digest ||
        day_number(one.date) < day_number(before.date) ||
        one.root.number < before.root.number ||
        one.registry.number < before.registry.number
      )
        return this.refuse(path, "unknown-key", "not-the-next");
    }
    const registry = this.registry_named(one.registry, one.root.number);
    if (document.issuer !== root.keys.checkpoint && !(registry && is_registrar(registry, document.issuer, one.date)))
      return this.refuse(path, "unknown-key", "not-a-registrar");
    let leaves = new Map();
    if (!chain.is_extract) {
      leaves = this.lines_at(`checkpoint-${one.number}.leaves`, one.tree, read_leaves);
      if (!leaves) return this.refuse(path, "content-missing", "leaves");
      if (!says_since_rightly(leaves, last?.leaves ?? new Map(), one.number))
        return this.refuse(path, "content-missing", "since");
    }
    if (registry) this.named.add(`registry-${one.registry.number}.json`);
    chain.checkpoints.push({ checkpoint: one, digest: document.digest, leaves });
    return true;
  }

  // What a file of lines holds, if it is there and fits the tree.
  lines_at(path, tree, read) {
    const bytes = this.files.documents.get(path);
    return bytes ? read(bytes, tree) : null;
  }

  // Every registry's roster, if it lies there: the one in use must.
  read_rosters() {
    const chain = this.chain;
    for (const [number, { path, document }] of this.registries) {
      if (!this.accepted.has(path)) continue;
      const in_use = document.digest === chain.registry_digest;
      const lines = `registry-${number}.${chain.is_extract ? "leaf" : "roster"}`;
      if (!in_use && (chain.is_extract || !this.files.documents.has(lines))) continue;
      const roster = this.lines_at(lines, document.subject.roster, chain.is_extract ? read_registry_leaf : read_roster);
      if (!roster) this.refuse(path, "content-missing", "roster");
      if (!roster && in_use) chain.broken = "no-roster";
      if (roster && in_use) chain.roster = roster;
    }
  }

  // The newest checkpoint's line of the extract's trainee.
  read_leaf_of_extract() {
    const last = newest(this.chain),
      { number, tree } = last.checkpoint;
    const leaves = this.lines_at(`checkpoint-${number}.leaf`, tree, read_checkpoint_leaf);
    const hers = leaves?.get(extract_of(this.chain));
    if (hers && [...hers.values()].every((since) => since <= number)) {
      last.leaves = leaves;
      return;
    }
    this.refuse(`checkpoint-${number}.json`, "content-missing", "leaf");
    this.chain.broken = "no-leaf";
  }

  use_registry() {
    const chain = this.chain,
      { registry: name, root } = chain.checkpoints.at(-1).checkpoint;
    const named = this.registry_named(name, root.number);
    if (!named) {
      chain.broken = "old-registry";
      return;
    }
    const take = (number) => this.accepted.add(this.registries.get(number).path);
    chain.registry = named;
    chain.registry_digest = name.digest;
    take(named.number);
    // The ones before it are the institute's if the chain of `previous` leads to them.
    for (let wanted = named.previous, number = named.number - 1; number >= 1; --number) {
      const before = this.registries.get(number)?.document;
      if (!before || before.digest !== wanted) break;
      wanted = before.subject.previous;
      take(number);
    }
    for (const path of this.named) this.accepted.add(path);
    for (let number = named.number + 1; this.registries.has(number); ++number) {
      const { path, document } = this.registries.get(number);
      const next = document.subject;
      if (next.previous !== chain.registry_digest || next.institution !== chain.registry.institution)
        return void this.refuse(path, "unknown-key", "not-the-next");
      if (document.issuer !== chain.roots.at(-1).root.keys.registry)
        return void this.refuse(path, "unknown-key", "not-the-registry-key");
      chain.registry = next;
      chain.registry_digest = document.digest;
      take(number);
    }
  }

  // Numbered files that are well signed but that nobody vouched for.
  async refuse_rest(reason) {
    for (const { path } of this.registries.values())
      if (!this.accepted.has(path) && this.chain.documents.get(path).word === "valid") this.refuse(path, "unknown-key", reason);
    for (const path of this.files.documents.keys())
      if (/^(root|checkpoint)-.*\.json$/s.test(path) && !this.chain.documents.has(path))
        if (await this.open(path)) this.refuse(path, "unknown-key", reason);
  }
}

function is_registrar(registry, key, date) {
  const found = holder(registry, key);
  if (!found || found.key.status !== "active") return false;
  const day = day_number(date);
  return found.trainer.scopes.some(
    (scope) => scope.role === "registrar" && day_number(scope.from) <= day && (!scope.until || day <= day_number(scope.until)),
  );
}

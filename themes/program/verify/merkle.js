// The tree of a checkpoint (RFC 9162 §2.1) and the file of its leaves.
import { compare_texts, hex, join, sha256, text_of, utf8 } from "./bytes.js";
import { canonical, read_json } from "./json.js";
import { is_digest, is_slug } from "./fields.js";

const leaf_hash = (entry) => sha256(join([0], entry));
const node_hash = (left, right) => sha256(join([1], left, right));

function tree_hash(entries, from = 0, to = entries.length) {
  if (from === to) return sha256(new Uint8Array());
  if (to - from === 1) return leaf_hash(entries[from]);
  let k = 1;
  while (k * 2 < to - from) k *= 2; // the largest power of two below the number
  return node_hash(tree_hash(entries, from, from + k), tree_hash(entries, from + k, to));
}
export const merkle_root = (entries) => hex(tree_hash(entries));

// {leaves: Map(trainee -> sorted digests), entries}; null if the bytes are not the one spelling of some leaves.
export function read_leaves(bytes) {
  let text;
  try {
    text = text_of(bytes);
  } catch {
    return null;
  }
  if (text === "") return { leaves: new Map(), entries: [] };
  if (!text.endsWith("\n")) return null;
  const leaves = new Map(), entries = [];
  let before = "";
  for (const line of text.slice(0, -1).split("\n")) {
    const leaf = read_leaf(line);
    if (!leaf || leaves.has(leaf.trainee)) return null;
    const entry = sha256(utf8(line));
    if (entries.length > 0 && compare_texts(before, hex(entry)) >= 0) return null;
    before = hex(entry);
    entries.push(entry);
    leaves.set(leaf.trainee, leaf.digests);
  }
  return { leaves, entries };
}

function read_leaf(line) {
  let leaf;
  try {
    leaf = read_json(utf8(line));
  } catch {
    return null;
  }
  if (!(leaf instanceof Map) || leaf.size !== 2) return null;
  const trainee = leaf.get("trainee"), digests = leaf.get("attestations");
  if (typeof trainee !== "string" || !is_slug(trainee) || !Array.isArray(digests) || digests.length === 0) return null;
  if (!digests.every((one, i) => typeof one === "string" && is_digest(one) && (i === 0 || digests[i - 1] < one))) return null;
  return canonical(leaf) === line ? { trainee, digests } : null;
}

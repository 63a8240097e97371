// The tree of a checkpoint's leaves and of a registry's roster (RFC 9162 §2.1).
import { hex, join, sha256, unhex } from "./bytes.js";

const leaf_hash = (entry) => sha256(join([0], entry));
const node_hash = (left, right) => sha256(join([1], left, right));

function split_of(size) {
  // the largest power of two below it
  let k = 1;
  while (k * 2 < size) k *= 2;
  return k;
}
function tree_hash(entries, from = 0, to = entries.length) {
  if (from === to) return sha256(new Uint8Array());
  if (to - from === 1) return leaf_hash(entries[from]);
  const k = split_of(to - from);
  return node_hash(tree_hash(entries, from, from + k), tree_hash(entries, from + k, to));
}
export const merkle_root = (entries) => hex(tree_hash(entries));

// The root that follows from an entry, its place, the tree's size and a path; null if they do not fit together.
export function root_from_path(entry, index, size, path) {
  if (index >= size || path.length > 64) return null;
  const root = climb(entry, index, size, path.map(unhex));
  return root && hex(root);
}
function climb(entry, index, size, path) {
  if (size === 1) return path.length === 0 ? leaf_hash(entry) : null;
  if (path.length === 0) return null;
  const k = split_of(size),
    below = path.slice(0, -1),
    beside = path.at(-1);
  const inner = index < k ? climb(entry, index, k, below) : climb(entry, index - k, size - k, below);
  return inner && (index < k ? node_hash(inner, beside) : node_hash(beside, inner));
}

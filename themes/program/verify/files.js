// trust/ as a browser gets it: names and blobs, all of them hostile. What the program's store does (generator/trust/store.cpp).
import { file_digest } from "./bytes.js";
import { is_digest } from "./fields.js";
import { largest_leaf } from "./lines.js";
import { Refused } from "./names.js";
import { largest_document } from "./proof.js";
import { largest_state, looks_like_state } from "./state.js";

export const largest_lines = 64 * 1024 * 1024;
export const largest_snapshot = 512 * 1024 * 1024; // a browser holds it in memory to hash it
const deepest_folder = 5;

// What stands before trust/ in these paths: the folder may have been given itself, under any name, or one that holds it.
export function below_trust(paths) {
  const shallowest = (found) => found.sort((a, b) => a.split("/").length - b.split("/").length || (a < b ? -1 : 1))[0];
  const named = paths.map((path) => /^(?:.*?\/)??trust\//.exec(path)?.[0]).filter(Boolean);
  const rooted = paths.map((path) => /^((?:.*\/)?)root-1\.json$/.exec(path)?.[1]).filter((prefix) => prefix !== undefined);
  return shallowest(named) ?? shallowest(rooted) ?? "";
}

// What a dossier carries: one trainee's line of each tree, and of the others only hashes.
export function is_extract(paths) {
  const direct = paths.filter((path) => !path.includes("/"));
  return (
    direct.some((path) => path.endsWith(".leaf")) && !direct.some((path) => path.endsWith(".leaves") || path.endsWith(".roster"))
  );
}

// A group's site carries trust/ too, but only what it shows: what other groups' trainees have is not there, and is no loss.
// Told apart as the program does: a folder that holds trust/ was given, and it is no repository.
export function carries_a_part(paths, base) {
  const holder = /^(.+\/)trust\/$/.exec(base)?.[1];
  return holder !== undefined && !paths.includes(`${holder}livret.yaml`);
}
// A site of several groups has a folder trust/ in each; one is read.
export const other_trusts = (paths, base) =>
  paths
    .map((path) => /^(.*\/)?trust\/(?=root-1\.json$)/.exec(path)?.[0])
    .filter((found) => found !== undefined && found !== base)
    .sort();

const small = 1 << 20; // bytes: eight of these are read at once, what is larger one by one

// `list`: [{path, blob}], paths with "/". {documents, snapshots, states (digest -> bytes of what may be a frozen state), unread (snapshots that are too large), skipped (paths)};
// `pause(done, total)` is awaited between files.
export async function read_files(list, pause = async () => {}) {
  const files = { documents: new Map(), snapshots: new Set(), states: new Map(), unread: new Set(), skipped: [] };
  let done = 0;
  const reader = (queue) => async () => {
    for (let one; (one = queue.pop()); ) {
      await pause(done++, list.length);
      await read_one(one, files).catch((error) => {
        if (error instanceof Refused) throw error; // a dossier that changes while it is read
        files.skipped.push(one.path); // a folder's rights, a file that has gone
      });
    }
  };
  await Promise.all(Array.from({ length: 8 }, reader(list.filter(({ blob }) => blob.size <= small))));
  await reader(list.filter(({ blob }) => blob.size > small))();
  return files;
}

async function read_one({ path, blob }, files) {
  if (path.split("/").length > deepest_folder) return;
  const bytes = async () => new Uint8Array(await blob.arrayBuffer());
  const name = path.startsWith("snapshots/") ? path.slice(10) : null;
  if (name !== null && is_digest(name)) {
    const known = blob.digest; // of a file of a checked bag
    if (known === undefined && blob.size > largest_snapshot) files.unread.add(name);
    else if (blob.size <= largest_state) await read_small(name, await bytes(), files);
    else if ((known ?? (await file_digest(await bytes()))) === name) files.snapshots.add(name);
  }
  const most = { json: largest_document, leaves: largest_lines, roster: largest_lines, leaf: largest_leaf }[
    /\.(json|leaves|roster|leaf)$/.exec(path)?.[1]
  ];
  if (most === undefined) return;
  const fits = name === null && blob.size <= most;
  files.documents.set(path, fits ? await bytes() : new Uint8Array());
}

async function read_small(name, bytes, files) {
  if ((await file_digest(bytes)) !== name) return;
  files.snapshots.add(name);
  if (looks_like_state(bytes)) files.states.set(name, bytes);
}

// 64 digits, however they are grouped on paper; null if it is none.
export function parse_fingerprint(text) {
  const digits = text.toLowerCase().replace(/[\s:\-\u00a0\u202f\u2009]/g, "");
  return is_digest(digits) ? digits : null;
}
export const grouped = (digits) => digits.match(/.{4}/g).join(" ");

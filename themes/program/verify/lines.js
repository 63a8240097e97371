// Lines beside a signed tree (schema/trust.md §1): checkpoint-N.leaves and registry-N.roster; and one line alone with its path, as an
// extract has it: checkpoint-N.leaf and registry-N.leaf.
import { compare_texts, hex, sha256, text_of, utf8 } from "./bytes.js";
import { Fault, Fields, is_digest, is_line, span } from "./fields.js";
import { canonical, read_json } from "./json.js";
import { merkle_root, root_from_path } from "./merkle.js";

export const largest_line = 262144; // bytes
export const largest_leaf = 524288; // of a file *.leaf

function read_canonical(text) {
  try {
    const value = read_json(utf8(text));
    return canonical(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}
function read_text(bytes) {
  try {
    const text = text_of(bytes);
    return text === "" || text.endsWith("\n") ? text : null;
  } catch {
    return null;
  }
}

// The values of a file of lines that fits a tree {size, root}; else null.
function read_lines(bytes, tree) {
  const text = read_text(bytes);
  if (text === null) return null;
  const values = [],
    entries = [];
  for (const line of text === "" ? [] : text.slice(0, -1).split("\n")) {
    const raw = utf8(line),
      value = raw.length <= largest_line ? read_canonical(line) : undefined;
    if (value === undefined) return null;
    const entry = sha256(raw);
    if (entries.length > 0 && compare_texts(hex(entries.at(-1)), hex(entry)) >= 0) return null;
    values.push(value);
    entries.push(entry);
  }
  return entries.length === tree.size && merkle_root(entries) === tree.root ? values : null;
}

// The value that a file *.leaf shows to be in the tree; else undefined.
function read_leaf(bytes, tree) {
  const text = bytes.length <= largest_leaf ? read_text(bytes) : null;
  const json = text ? read_canonical(text.slice(0, -1)) : undefined;
  if (!(json instanceof Map)) return undefined;
  const fault = new Fault(),
    fields = new Fields(json, "leaf", fault);
  const index = fields.integer("index"),
    value = fields.take("line");
  const path = fields.list("path", (item, where) => {
    if (typeof item !== "string" || !is_digest(item)) fault.say(where, "not a digest");
    return item;
  });
  fields.end();
  if (fault.found) return undefined;
  const line = utf8(canonical(value));
  return line.length <= largest_line && root_from_path(sha256(line), index, tree.size, path) === tree.root ? value : undefined;
}

// What `read(fields)` makes of a value that is an object of a closed schema; else null.
function closed(value, read) {
  const fault = new Fault(),
    fields = new Fields(value, "line", fault);
  const out = read(fields);
  fields.end();
  return fault.found ? null : out;
}

// [trainee, Map(digest -> since)]
const leaf_line = (value) =>
  closed(value, (fields) => {
    const trainee = fields.id("trainee");
    const listed = fields.objects(
      "attestations",
      (one) => ({ digest: one.digest("digest"), since: one.integer("since") }),
      (one) => one.digest,
    );
    if (listed.length === 0) fields.fault.say(fields.place("attestations"), "empty");
    return [trainee, new Map(listed.map((one) => [one.digest, one.since]))];
  });

const roster_line = (value) =>
  closed(value, (fields) => {
    if (!/^[0-9a-f]{32}$/.test(fields.line("blind") ?? "")) fields.fault.say(fields.place("blind"), "not 32 hexadecimal digits");
    const id = fields.id("id");
    if (fields.has("erased")) return { id, erased: fields.date("erased") };
    const folder = fields.path("folder");
    if (folder && folder.split("/").length !== 2) fields.fault.say(fields.place("folder"), "not gfp/trainee");
    const line = {
      id,
      folder,
      commitment: fields.digest("commitment"),
      gfp: fields.objects("gfp", (gfp) => ({ id: gfp.id("id"), ...span(gfp) })),
    };
    fields.set("logins", is_line, false);
    fields.set("sshKeys", is_line, false);
    return line;
  });

// Map from what `key(line)` says; null if a value is no line, or two have one key.
function by(values, read, key) {
  if (!values) return null;
  const out = new Map();
  for (const value of values) {
    const line = read(value);
    if (!line || out.has(key(line))) return null;
    out.set(key(line), line);
  }
  return out;
}

// Map(trainee -> Map(digest -> since)), or null.
const leaves_of = (values) => {
  const lines = by(values, leaf_line, ([trainee]) => trainee);
  return lines && new Map(lines.values());
};
export const read_leaves = (bytes, tree) => leaves_of(read_lines(bytes, tree));
export const read_checkpoint_leaf = (bytes, tree) => leaves_of([read_leaf(bytes, tree)]);

// Map(id -> {id, folder, commitment, gfp} or {id, erased}), or null.
const roster_of = (values) => by(values, roster_line, (line) => line.id);
export const read_roster = (bytes, tree) => roster_of(read_lines(bytes, tree));
export const read_registry_leaf = (bytes, tree) => roster_of([read_leaf(bytes, tree)]);

// Whether `since` is right in the leaves of checkpoint `number`, given those of the one before.
export function says_since_rightly(leaves, before, number) {
  for (const [trainee, listed] of leaves)
    for (const [digest, since] of listed) if (since !== (before.get(trainee)?.get(digest) ?? number)) return false;
  return true;
}

// A dossier that somebody handed over: a zip file, or the folder that it unpacks to. Container, bag, then what its index says;
// the signed files in it are judged as any others (verdict.js). As generator/build/dossier_reader.cpp.
import { check_bag } from "./bag.js";
import { extract_of } from "./chain.js";
import { read_files } from "./files.js";
import { read_json } from "./json.js";
import { Refused } from "./names.js";
import { open_unpacked } from "./unpacked.js";
import { is_who_the_roster_says } from "./verdict.js";
import { open_zip } from "./zip.js";

const largest_index = 8 * 2 ** 20;

// Whether a file is meant as a zip: by its name, or by how it begins.
export async function is_zip(blob) {
  if (/\.(zip|ZIP)$/.test(blob.name ?? "")) return true;
  const [a, b, c, d] = await blob
    .slice(0, 4)
    .arrayBuffer()
    .then(
      (bytes) => new Uint8Array(bytes),
      () => [],
    );
  return a === 0x50 && b === 0x4b && ((c === 3 && d === 4) || (c === 5 && d === 6));
}

// What stands before bagit.txt in the paths of a folder that was given: the folder, or its only folder; null: no dossier's.
export function dossier_base(paths) {
  const given = /^[^/]+\//.exec(paths[0] ?? "")?.[0];
  if (given === undefined || !paths.every((path) => path.startsWith(given))) return null;
  if (paths.includes(`${given}bagit.txt`)) return given;
  const only = /^[^/]+\/[^/]+\//.exec(paths[0])?.[0];
  return only !== undefined && paths.includes(`${only}bagit.txt`) && paths.every((path) => path.startsWith(only)) ? only : null;
}

export const open_folder = (list, base) =>
  open_unpacked(
    list.map(({ path, blob }) => ({ path: path.slice(base.length), blob })),
    base.split("/").at(-2),
  );

// {container, index, files, blobs (of data/trust/, by path below it)}. `opened`: a container, or a Promise of one; `pause(done,
// total)`: awaited between pieces, with bytes. Throws Refused: nothing of what it holds is to be shown then.
export async function read_dossier(opened, pause = async () => {}) {
  const container = await opened;
  const total = container.files.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  const count = (piece) => void (done += piece.length);
  const counted = {
    ...container,
    read: (path, take) => container.read(path, (piece) => (count(piece), take(piece))),
    read_all: async (path, limit) => {
      const bytes = await container.read_all(path, limit);
      count(bytes);
      return bytes;
    },
  };
  const bag = await check_bag(counted, () => pause(done, total));
  const index = await read_index(bag);
  const blobs = new Map(
    container.files
      .filter(({ path }) => path.startsWith("data/trust/"))
      .map(({ path, size }) => [path.slice(11), as_blob(bag, path, size)]),
  );
  const files = await read_files([...blobs].map(([path, blob]) => ({ path, blob })));
  return { container, index, files, blobs };
}

// What read_files wants of a blob. What its manifest found it to be need not be found again.
const as_blob = (bag, path, size) => ({
  size,
  digest: bag.digests.get(path),
  arrayBuffer: async () => (await bag.read_all(path)).buffer,
});

const member = (value, name) => (value instanceof Map ? value.get(name) : undefined);
const text_in = (value, name) => (typeof member(value, name) === "string" ? member(value, name) : undefined);

// data/dossier.json is its maker's word, but for the name and the salt, which open the roster's commitment or do not.
async function read_index(bag) {
  const path = "data/dossier.json";
  try {
    const json = read_json(await bag.read_all(path, largest_index)),
      trainee = member(json, "trainee"),
      kind = text_in(json, "kind");
    const person = Object.fromEntries(["id", "name", "salt", "folder"].map((name) => [name, text_in(trainee, name)]));
    const is_ours =
      member(json, "version") === 1 &&
      ["owner", "jury"].includes(kind) &&
      Object.values(person).every((one) => one !== undefined);
    if (!is_ours) throw new Refused("dossier.index", path);
    const withheld = member(json, "withheld");
    return { kind, person, withheld: Array.isArray(withheld) ? withheld.filter((one) => typeof one === "string") : [] };
  } catch (error) {
    if (error instanceof Refused && error.fault.code === "container.changed") throw error;
    throw new Refused("dossier.index", path);
  }
}

// The person that the index names is the one that the institute's roster vouches for; without a chain nobody is asked.
export function is_of_its_person({ person }, chain) {
  if (chain.broken) return true;
  const line = chain.roster.get(extract_of(chain));
  return line !== undefined && line.id === person.id && is_who_the_roster_says(person, line);
}

// What its signer or the institute settled on purpose does not count, and is no fault of anything.
const as_it_should_be = ["valid", "unsealed", "superseded", "revoked", "erased"];
// Everything that should count does; as generator/cli/verify_lines.cpp.
export function is_good({ index }, judged, { own_claim, older }) {
  const { chain, attestations, documents, incomplete } = judged;
  return (
    !chain.broken &&
    !own_claim &&
    !older &&
    incomplete.size === 0 &&
    is_of_its_person(index, chain) &&
    [...documents.values()].every(({ word }) => word === "valid") &&
    attestations.every(({ judgement }) => as_it_should_be.includes(judgement.word))
  );
}

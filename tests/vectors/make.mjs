// Writes every vector into a folder: node tests/vectors/make.mjs <folder>
//   <n>/trust/...       the files
//   <n>/expected.json   {name, fingerprint, people, words: {path: "word (reason)"}, incomplete: {trainee: [listed, present]}, foreign: [path]}
//                       and, where a browser says something else, page: {given, file?, words} (write.mjs)
import { closeSync, ftruncateSync, mkdirSync, openSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { vectors } from "./vectors.mjs";

export function expectation(name, world) {
  const words = Object.fromEntries([...world.expected].sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    name,
    fingerprint: world.fingerprint,
    people: world.people,
    words,
    incomplete: world.incomplete,
    foreign: world.foreign.map((label) => world.path(label)),
    ...(world.page ? { page: world.page } : {}),
  };
}

export function write_all(folder) {
  const names = new Set();
  return vectors.map(({ name, make }, i) => {
    if (names.has(name)) throw new Error(`two vectors are called "${name}"`);
    names.add(name);
    const place = join(folder, String(i + 1).padStart(3, "0"));
    const world = make();
    for (const [path, bytes] of world.files) {
      mkdirSync(dirname(join(place, "trust", path)), { recursive: true });
      writeFileSync(join(place, "trust", path), bytes);
    }
    for (const [path, size] of world.hollow) {
      const file = openSync(join(place, "trust", path), "w");
      ftruncateSync(file, size); // takes no room on a disk
      closeSync(file);
    }
    const expected = expectation(name, world);
    writeFileSync(join(place, "expected.json"), `${JSON.stringify(expected, null, 1)}\n`);
    return { place, ...expected };
  });
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const made = write_all(process.argv[2]);
  console.log(`${made.length} vectors`);
}

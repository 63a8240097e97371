// The checking page's engine under Node, over every vector: node tests/vectors/engine.mjs
//   node tests/vectors/engine.mjs --names   only says which ones it runs, a line each
// Once with Node's WebCrypto and once with the library that stands in for it. The vectors share most of their files: what
// was verified once is not verified again.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { say_all } from "../support/say.mjs";
import { vectors } from "./vectors.mjs";
import { expectation } from "./make.mjs";
import { digest_of, jcs } from "./world.mjs";

const engine = join(dirname(fileURLToPath(import.meta.url)), "../../themes/program/verify");
if (process.argv[2] === "--names") {
  await say_all(vectors.map(({ name }) => name));
  process.exit();
}
const { judge, judge_single } = await import(join(engine, "verdict.js"));
const { read_files } = await import(join(engine, "files.js"));
const { arithmetic, verifier } = await import(join(engine, "ed25519.js"));

let passed = 0,
  failed = 0;
function check(name, got, wanted) {
  if (jcs(got) === jcs(wanted)) return void ++passed;
  ++failed;
  console.log(`FAILED ${name}`);
  for (const [key, value] of Object.entries(wanted)) if (jcs(got[key] ?? null) !== jcs(value)) compare(key, got[key], value);
}
function compare(key, got, wanted) {
  if (wanted === null || typeof wanted !== "object") return console.log(`  ${key}: ${got}, not ${wanted}`);
  for (const path of new Set([...Object.keys(wanted), ...Object.keys(got ?? {})]))
    if (jcs(got?.[path] ?? null) !== jcs(wanted[path] ?? null))
      console.log(`  ${path}: ${JSON.stringify(got?.[path])}, not ${JSON.stringify(wanted[path])}`);
}

export const word_of = ({ word, reason }) => (reason ? `${word} (${reason})` : word);
export function answer(judged) {
  const words = [...judged.documents].concat(judged.attestations.map((one) => [one.path, one.judgement]));
  return {
    words: Object.fromEntries(words.map(([path, judgement]) => [path, word_of(judgement)])),
    incomplete: Object.fromEntries([...judged.incomplete].map(([trainee, { listed, present }]) => [trainee, [listed, present]])),
    foreign: judged.foreign,
  };
}

// Every word and reason has its sentences, in both languages.
const texts = (name) => JSON.parse(readFileSync(join(engine, name), "utf8"));
for (const [fr, en] of [
  ["../words/fr.json", "../words/en.json"],
  ["page.fr.json", "page.en.json"],
])
  check(`${fr} and ${en} have the same texts`, Object.keys(texts(fr)), Object.keys(texts(en)));
function check_sentences(words) {
  const wanted = [...words].flatMap((one) => {
    const [, word, reason] = /^([a-z-]+)(?: \((.+)\))?$/.exec(one);
    return [`word.${word}`, `means.${word}`, ...(reason ? [`reason.${reason}`] : [])];
  });
  check(
    "every word and reason has a sentence",
    wanted.filter((key) => !texts("../words/fr.json")[key]),
    [],
  );
}
check("Node's WebCrypto knows Ed25519", { kind: await arithmetic() }, { kind: "webcrypto" });
function remembering(verify) {
  const seen = new Map();
  return async (key, message, signature) => {
    const name = digest_of(Buffer.concat([key, message, signature]));
    if (!seen.has(name)) seen.set(name, await verify(key, message, signature));
    return seen.get(name);
  };
}
const hollow = (size) => ({
  size,
  arrayBuffer: () => {
    throw new Error("a file too large for a browser is read");
  },
});
const worlds = vectors.map(({ name, make }) => ({ name, world: make() }));
check_sentences(new Set(worlds.flatMap(({ world }) => [...world.expected.values(), ...Object.values(world.page?.words ?? {})])));
for (const kind of ["webcrypto", "library"]) {
  const verify = remembering(verifier(kind));
  const started = performance.now();
  for (const { name, world } of worlds) {
    const { words, incomplete, foreign, fingerprint, people, page } = expectation(name, world);
    if (page?.given === "alone") {
      const { judgement } = await judge_single(world.files.get(page.file), verify);
      check(`${name} [${kind}]`, { [page.file]: word_of(judgement) }, page.words);
      continue;
    }
    const blind = page?.given === "no-ed25519";
    const given = [...world.files]
      .map(([path, bytes]) => ({ path, blob: new Blob([bytes]) }))
      .concat([...world.hollow].map(([path, size]) => ({ path, blob: hollow(size) })));
    const judged = await judge(await read_files(given), fingerprint, { people, verify: blind ? null : verify });
    check(`${name} [${kind}]`, answer(judged), { words: page?.words ?? words, incomplete, foreign });
  }
  console.log(`${vectors.length} vectors with ${kind}: ${Math.round(performance.now() - started)} ms`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

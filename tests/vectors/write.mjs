// How a vector is written: a sentence, what is different in its institute, and what its files are worth. The words are
// written down by hand; they are what program and page are held to. What a vector does not mention has the word of the
// usual institute (world.mjs), so that it also says what must not change.
import { file_of, key, proof_of, usual, World } from "./world.mjs";

export const vectors = [];
export const vector = (name, adjust, change = () => {}) => {
  vectors.push({
    name,
    make: () => {
      const world = new World(typeof adjust === "function" ? adjust() : adjust);
      change(world);
      return world;
    },
  });
};
export const added = (name, change) => vector(name, {}, change);

export const in_place =
  (world, trainee = "t-durand") =>
  (digest) =>
    `attestations/${trainee}/${digest}.json`;
export const raw = (world, label, text, word) =>
  world.put(label, in_place(world), Buffer.isBuffer(text) ? text : Buffer.from(text), word);
// The document of "good", changed; its proof stays.
export function edited(world, label, word, change, from = "good") {
  const document = world.document(from);
  change(document, document.credentialSubject);
  return world.put(label, in_place(world, document.credentialSubject.trainee), file_of(document), word);
}
// The document of "good", changed and signed again by whoever.
export function resigned(world, label, word, change, by = "alice") {
  const { proof: _, ...document } = world.document("good");
  document.issuer = { id: key(by).did };
  change(document, document.credentialSubject);
  const trainee = document.credentialSubject.trainee;
  const proof = proof_of(document, key(by), "2004-10-02T08:00:00Z");
  return world.put(label, in_place(world, trainee), file_of({ ...document, proof }), word);
}
export const more_attestations = (...more) => ({ attestations: [...usual(), ...more] });
// The freeze names checkpoint 3: what becomes of it and of the decision about it when that is not in the list.
export const unfrozen = { freeze: "time-unproven (unknown-checkpoint)", decision: "content-missing (freeze)" };
export const malformed = (rule) => `malformed (rule-${rule})`;

// Where the page cannot say what the program says. `given`: "no-ed25519" (a browser without it, and without the page's own
// library), "alone" (the file called `label`, without its folder), "folder" (as always). `words` by label, where they differ.
export function on_page(world, given, words, { label, all } = {}) {
  world.page = {
    given,
    ...(label ? { file: world.path(label) } : {}),
    words:
      given === "alone" ? {} : Object.fromEntries(all ? [...world.expected.keys()].map((path) => [path, all]) : world.expected),
  };
  for (const [name, word] of Object.entries(words)) world.page.words[world.path(name)] = word;
}

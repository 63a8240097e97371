// The verbs of `livret trust` and `livret key` as a registrar, the holder of the root and trainers use them: what each does, what
// `trust status` and `verify` then say, and how it refuses.
//
//   node tests/program/trust_verbs.mjs PROGRAM [PART OF A NAME]
import { finish } from "./support/tools.mjs";

for (const part of [
  "beginning",
  "people",
  "roster",
  "endings",
  "rotation",
  "theme",
  "checkpoints",
  "dialogues",
  "keys",
  "impossible_keys",
])
  await import(`./trust_verbs/${part}.mjs`);
finish();

// Writes the small vectors as seeds of the fuzzer: node tests/dossier/seeds.mjs FOLDER
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { vectors } from "./zips.mjs";

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
for (const [i, { made }] of vectors.entries())
  if (Buffer.isBuffer(made) && made.length <= 65536) writeFileSync(join(folder, `${i}.zip`), made);

// Program and checking page over the shared vectors: node tests/vectors/run.mjs build/dev/tests/trust_vectors
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { write_all } from "./make.mjs";

const folder = mkdtempSync(join(tmpdir(), "livret-vectors-"));
let passed = 0,
  failed = 0;
function run(name, command, ...more) {
  const { stdout, status } = spawnSync(command, more, { encoding: "utf8" });
  const counts = /(\d+) passed, (\d+) failed\s*$/.exec(stdout);
  process.stdout.write(`${name}\n${stdout}`);
  passed += Number(counts?.[1] ?? 0);
  failed += Number(counts?.[2] ?? 1) || (status === 0 ? 0 : 1);
}
try {
  write_all(folder);
  const engine = join(dirname(fileURLToPath(import.meta.url)), "engine.mjs");
  run("the program", process.argv[2], folder);
  run("the page's engine", process.execPath, engine);
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

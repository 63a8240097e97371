// How long a dossier takes and how much memory, for the example's trainees and for one with large files. Run by hand:
//   node tests/bench/dossiers.mjs build/release/livret
// Prints figures; asserts nothing. Memory must not grow with the number of files.
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const program = resolve(process.argv[2] ?? "build/release/livret");
const content = join(dirname(fileURLToPath(import.meta.url)), "../../content");
const folder = mkdtempSync(join(tmpdir(), "livret-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

function measured(args) {
  const done = spawnSync("/usr/bin/time", ["-f", "%e %M", program, ...args], {
    encoding: "utf8",
    env: { ...process.env, XDG_STATE_HOME: folder },
  });
  const last = done.stderr.trim().split("\n").at(-1).split(" ");
  if (done.status !== 0 || last.length !== 2) throw new Error(done.stderr);
  return { seconds: Number(last[0]), kilobytes: Number(last[1]) };
}
const row = (name, count, bytes, { seconds, kilobytes }) =>
  console.log(
    `${name.padEnd(44)} ${String(count).padStart(3)} dossiers  ${(bytes / 1e6).toFixed(1).padStart(7)} MB  ${((1000 * seconds) / count).toFixed(0).padStart(6)} ms each  ${(kilobytes / 1024).toFixed(0).padStart(5)} MiB at most`,
  );
const size_of = (out, names) => names.reduce((sum, name) => sum + statSync(join(out, name)).size, 0);

const all = join(folder, "all");
const every = measured(["export", "dossier", "--all", "--root", content, "-o", all, "--quiet"]);
const names = spawnSync("ls", [all], { encoding: "utf8" }).stdout.trim().split("\n");
row("the example, all in one run", names.length, size_of(all, names), every);
row(
  "the example, one trainee (reading included)",
  1,
  size_of(all, ["dossier-math1-durand.zip"]),
  measured(["export", "dossier", "math1/durand", "--root", content, "-o", all, "--quiet"]),
);

for (const count of [1, 4, 16]) {
  const root = join(folder, `large-${count}`),
    out = join(folder, `out-${count}`);
  cpSync(content, root, { recursive: true });
  const activity = join(root, "gfp/math1/trainees/durand/activities/mesures");
  mkdirSync(activity);
  writeFileSync(
    join(activity, "index.md"),
    "---\ntitle: Mesures\nreference: MATH1-DURAND-90\ndate: 2005-02-01\ncontext: gfp\nstatus: declared\ncompetences: [B.2.1]\n---\nDes mesures.\n",
  );
  for (let i = 0; i < count; ++i) writeFileSync(join(activity, `mesures-${i}.txt`), randomBytes(9_000_000).toString("hex"));
  const taken = measured(["export", "dossier", "math1/durand", "--root", root, "-o", out, "--quiet"]);
  const zip = join(out, "dossier-math1-durand.zip");
  row(`${count} files of 18 MB beside an activity`, 1, statSync(zip).size, taken);
  const done = spawnSync("/usr/bin/time", ["-f", "%e %M", program, "verify", zip, "--quiet"], {
    encoding: "utf8",
    env: { ...process.env, XDG_STATE_HOME: folder },
  });
  const [seconds, kilobytes] = done.stderr.trim().split("\n").at(-1).split(" ").map(Number);
  row("  verified", 1, statSync(zip).size, { seconds, kilobytes });
}

// How long it takes from the moment a file is saved until the page that shows it is painted anew in Chromium, with
// `livret serve`. Run by hand; prints figures, asserts nothing:
//   node tests/bench/reload.mjs build/release/livret [REPOSITORY [FILE PAGE]]
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { spawn } from "node:child_process";

import { launch, open } from "../browser/browser.mjs";

const program = resolve(process.argv[2] ?? "build/release/livret");
const source = resolve(process.argv[3] ?? join(dirname(fileURLToPath(import.meta.url)), "../../content"));
const file = process.argv[4] ?? "gfp/math1/trainees/durand/activities/liste-du-groupe.md";
const shown = process.argv[5] ?? "math1/activites/MATH1-DURAND-01.html";
const rounds = Number(process.env.ROUNDS ?? 15);

const folder = mkdtempSync(join(tmpdir(), "livret-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const root = join(folder, "r");
cpSync(source, root, { recursive: true, filter: (name) => !/\/(\.livret|site)$/.test(name) });

// LIVRET_VERBOSE=1: also how long each stage of each reading took.
const more = process.env.LIVRET_VERBOSE ? ["--verbose"] : [];
const child = spawn(program, ["serve", "--root", root, "--port", "0", "--no-git", ...more], {
  env: { ...process.env, XDG_STATE_HOME: folder },
  stdio: ["ignore", "pipe", "inherit"],
});
const address = await new Promise((found) => child.stdout.once("data", (data) => found(String(data).trim())));
const browser = await launch();
const { page } = await open(browser);
// The moment of the first paint of each load, by the machine's clock: performance.timeOrigin is on it.
await page.exposeFunction("painted", (title, at) => {
  for (const one of waiting.splice(0)) one({ title, at });
});
const waiting = [];
await page.addInitScript(() => {
  addEventListener("DOMContentLoaded", () => {
    const title = document.querySelector("h1")?.textContent ?? "";
    new PerformanceObserver((list) => {
      const paint = list.getEntries().find((one) => one.name === "first-contentful-paint");
      if (paint) window.painted(title, performance.timeOrigin + paint.startTime);
    }).observe({ type: "paint", buffered: true });
  });
});
const next_paint = () => new Promise((done) => waiting.push(done));
const first = next_paint();
await page.goto(address + shown);
await first;

const original = readFileSync(join(root, file), "utf8");
const times = [];
for (let round = 0; round < rounds; ++round) {
  await page.waitForTimeout(400); // as if somebody thought
  const title = `Titre ${round}`;
  const painted = next_paint();
  writeFileSync(join(root, `${file}.tmp`), original.replace(/^(title|titre): .*$/m, `$1: ${title}`));
  const saved = performance.timeOrigin + performance.now();
  renameSync(join(root, `${file}.tmp`), join(root, file));
  const seen = await painted;
  if (!seen.title.includes(title)) throw new Error(`“${seen.title}” is not “${title}”`);
  times.push(seen.at - saved);
}
times.sort((a, b) => a - b);
const at = (share) => times[Math.min(times.length - 1, Math.floor(share * times.length))].toFixed(0);
console.log(`from saving to the new paint, ${rounds} times: median ${at(0.5)} ms, fastest ${at(0)} ms, slowest ${at(1)} ms`);
child.kill("SIGTERM");
await browser.close();

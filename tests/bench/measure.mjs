// Running programs and saying what they took.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

// Everything that is made, in memory unless somebody asks for another place: a disk would be measured instead. Gone at the end.
export function make_place(parent) {
  const place = mkdtempSync(join(parent, "livret-bench-"));
  process.on("exit", () => rmSync(place, { recursive: true, force: true }));
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));
  return place;
}

// What a program remembers of one run is not there for another's, nor for whoever measures.
export const environment = (place) => ({
  ...process.env,
  XDG_STATE_HOME: join(place, "state"),
  XDG_CACHE_HOME: join(place, "cache"),
  XDG_CONFIG_HOME: join(place, "config"),
  HUGO_CACHEDIR: join(place, "hugo-cache"),
  SOURCE_DATE_EPOCH: String(Date.UTC(2005, 6, 1) / 1000),
});

// {seconds, cpu, mebibytes, output}: by the clock, of the processor (of all threads), at most.
export function timed(place, command, args) {
  const note = join(place, "time.txt");
  const done = spawnSync("/usr/bin/time", ["-o", note, "-f", "%e %U %S %M", command, ...args], {
    encoding: "utf8",
    env: environment(place),
    maxBuffer: 1 << 28,
  });
  const [seconds, user, system, kibibytes] = readFileSync(note, "utf8").trim().split("\n").at(-1).split(" ").map(Number);
  if (done.error || done.status !== 0)
    throw new Error(`${command} ${args.join(" ")}: ${done.error ?? done.stdout + done.stderr}`);
  return { seconds, cpu: user + system, mebibytes: kibibytes / 1024, output: done.stdout + done.stderr };
}

export const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted.length % 2 ? sorted[(sorted.length - 1) / 2] : (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
};

// The cases by turns, as often as asked (A B C A B C): what else the machine does then falls on all of them. Returns, by name,
// {seconds, cpu, mebibytes: smallest; middle: of the seconds; all, results}.
export function by_turns(times, cases) {
  const results = Object.fromEntries(cases.map(([name]) => [name, []]));
  for (let i = 0; i < times; ++i)
    for (const [name, prepare, run] of cases) {
      prepare(i);
      results[name].push(run(i));
    }
  return Object.fromEntries(Object.entries(results).map(([name, all]) => [name, summary(all)]));
}

export function summary(all) {
  const of = (what) => all.map((one) => one[what]);
  return {
    seconds: Math.min(...of("seconds")),
    middle: median(of("seconds")),
    cpu: Math.min(...of("cpu")),
    mebibytes: Math.min(...of("mebibytes")),
    results: all,
  };
}

// The stages that `livret build --verbose` names, in milliseconds: the smallest of the runs.
export function phases_of({ results }) {
  const out = {};
  for (const { output } of results)
    for (const [, name, milliseconds] of output.matchAll(/^ *([a-z-]+) +([0-9.]+) ms$/gm))
      out[name] = Math.min(out[name] ?? Infinity, Number(milliseconds));
  return out;
}

// What is measured of one size: the cases, by turns, and what they gave.
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { compare_sites, files_below, make_hugo_site } from "./hugo_site.mjs";
import { by_turns, phases_of, timed } from "./measure.mjs";

const gone = (...paths) => paths.forEach((path) => rmSync(path, { recursive: true, force: true }));
const weight = (folder) => {
  const files = files_below(folder, "");
  return { files: files.length, bytes: files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0) };
};

export function make_repository(tools, place, activities) {
  const repository = join(place, `repository-${activities}`);
  gone(repository);
  timed(place, tools.corpus, [repository, String(activities)]);
  return repository;
}

// An activity that nobody signed, so that an edit changes its text alone.
export function editable(repository) {
  const signed = new Set(
    files_below(join(repository, "trust/attestations"), ".json").map(
      (file) => /"reference":"([^"]+)"/.exec(readFileSync(join(repository, "trust/attestations", file), "utf8"))[1],
    ),
  );
  for (const file of files_below(join(repository, "gfp"), ".md").filter((one) => one.includes("/activities/"))) {
    const reference = /^reference: (.*)$/m.exec(readFileSync(join(repository, "gfp", file), "utf8"))[1];
    if (!signed.has(reference)) return { file: join(repository, "gfp", file), reference, group: file.split("/")[0] };
  }
  throw new Error("every activity is signed");
}

// {cases: by name, counts, phases, equal}: of `activities`.
export function measure_size(tools, place, activities, { times, hugo, finished }) {
  const repository = make_repository(tools, place, activities);
  const site = join(place, "site"),
    copy = join(place, "copy"),
    project = join(place, "hugo");
  const edited = editable(repository);
  const livret = (verb, ...more) => timed(place, tools.livret, [verb, "--root", repository, "--verbose", ...more]);
  const build = (...more) => livret("build", "--output", site, ...more);
  // As on a machine that never built it: no site, nothing that the program or the system keeps for the program.
  const nothing_built = () => gone(site, join(repository, ".livret"), join(place, "cache"));
  const built = () => existsSync(site) || build();
  nothing_built();
  build();
  const counts = { activities, pages: files_below(site, ".html").length, ...weight(site) };

  let equal = null;
  if (hugo) {
    make_hugo_site({ repository, site, project, finished });
    timed(place, "hugo", ["--source", project, "--quiet"]);
    equal = compare_sites(site, join(project, "public"));
    gone(join(project, "public"));
  }
  const hugo_build = () => timed(place, "hugo", ["--source", project, "--quiet"]);
  const cases = by_turns(times, [
    ["clean", nothing_built, () => build()],
    ...(hugo ? [["hugo", () => gone(join(project, "public"), join(project, "resources")), hugo_build]] : []),
    ["copy", () => gone(copy), () => timed(place, "cp", ["-r", site, copy])],
    ["nothing", () => gone(copy), () => build()],
    ["edited", (i) => appendFileSync(edited.file, `\nUne phrase de plus, la ${i + 2}e.\n`), () => build()],
    ["check", built, () => livret("check")],
    ["verify", built, () => timed(place, tools.livret, ["verify", repository])],
    ["two", nothing_built, () => build("--jobs", "2")],
    ["one", nothing_built, () => build("--jobs", "1")],
  ]);
  const attestations = files_below(join(repository, "trust/attestations"), ".json").length;
  const written = Number(/(?:écrits|written)\s*:\s*([0-9]+)/.exec(cases.edited.results[0].output)?.[1]);
  const result = {
    counts: { ...counts, attestations, written },
    cases,
    phases: phases_of(cases.clean),
    phases_one: phases_of(cases.one),
    equal,
  };
  gone(site, copy, project, repository);
  return result;
}

// Bare signature checks beside reading and checking, `count` of them on two threads, as verify_bench prints them.
export function measure_signatures(tools, place, count, times) {
  const all = [];
  for (let i = 0; i < times; ++i) {
    const { output } = timed(place, tools.verify_bench, [String(count), "2"]);
    const of = (what) => new RegExp(`^${what} +([0-9.]+) ms +([0-9.]+) us`, "m").exec(output).slice(1).map(Number);
    const [bare, bare_each] = of("signature checks alone"),
      [whole, whole_each] = of("reading and checking");
    all.push({ bare, whole, cpu: whole_each / bare_each });
  }
  return {
    count,
    bare: Math.min(...all.map((one) => one.bare)),
    whole: Math.min(...all.map((one) => one.whole)),
    cpu: Math.min(...all.map((one) => one.cpu)),
  };
}

// What one more dossier takes (all trainees of a group against one of them: reading the repository is in both), against libzip
// storing the same files; and what writing the zip takes of that.
export function measure_dossiers(tools, place, times) {
  const repository = make_repository(tools, place, 500);
  const out = join(place, "dossiers"),
    one = join(place, "dossier"),
    stored = join(place, "stored");
  const trainees = readdirSync(join(repository, "gfp/math1/trainees"));
  for (const trainee of trainees)
    for (let i = 0; i < 20; ++i) {
      const folder = join(repository, "gfp/math1/trainees", trainee, `activities/mesures-${i}`);
      mkdirSync(folder);
      writeFileSync(
        join(folder, "index.md"),
        `---\nreference: MESURES-${trainee.toUpperCase()}-${i}\ntitle: Mesures\ndate: 2005-02-01\ncontext: gfp\nstatus: declared\ncompetences: [B.2.1]\n---\nDes mesures.\n`,
      );
      writeFileSync(join(folder, "mesures.csv"), `${i};0,4;1,8\n`.repeat(8000).slice(0, 95000));
    }
  const verb = (to, ...who) => [
    tools.livret,
    ["export", "dossier", "--root", repository, "-o", to, "--jobs", "1", "--quiet", ...who],
  ];
  const cases = by_turns(times, [
    ["all", () => gone(out), () => timed(place, ...verb(out, "--all"))],
    ["one", () => gone(one), () => timed(place, ...verb(one, `math1/${trainees[0]}`))],
    [
      "libzip",
      () => (gone(stored), mkdirSync(stored)),
      () => timed(place, tools.zip_store, [stored, ...readdirSync(out).map((name) => join(out, name))]),
    ],
  ]);
  const of = cases.libzip.results.map((each) =>
    /^([0-9.]+) ms each, ([0-9]+) files, ([0-9]+) bytes; ([0-9.]+) ms as bags/.exec(each.output).slice(1).map(Number),
  );
  gone(repository, out, one, stored);
  const less = trainees.length - 1;
  return {
    milliseconds: (1000 * (cases.all.middle - cases.one.middle)) / less,
    cpu: (1000 * (cases.all.cpu - cases.one.cpu)) / less,
    libzip: Math.min(...of.map(([milliseconds]) => milliseconds)),
    files: of[0][1],
    bytes: of[0][2],
    bag: Math.min(...of.map(([, , , bag]) => bag)),
  };
}

export const hugo_version = () => {
  const done = spawnSync("hugo", ["version"], { encoding: "utf8" });
  return done.status === 0 ? done.stdout.split(" ")[1] : null;
};

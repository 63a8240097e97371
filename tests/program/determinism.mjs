// The same sources give the same bytes, whatever the machine; and a build touches its own files only.
//
//   node tests/program/determinism.mjs PROGRAM [PART OF A NAME]
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import {
  build,
  content,
  counts,
  finish,
  folder,
  holds,
  known,
  livret,
  read_tree,
  same,
  same_trees,
  start,
  test,
  told,
  write_tree,
} from "./support/tools.mjs";

const originals = read_tree(content, { hidden: false });
for (const name of [...originals.keys()]) if (name.startsWith("site/")) originals.delete(name);

const repository = (name = "repository") => write_tree(folder(name), originals);
const file = (root, name) => path.join(root, name);
const site_of = (root) => read_tree(path.join(root, "site"));
const manifests = (root) =>
  fs.existsSync(file(root, ".livret"))
    ? fs.readdirSync(file(root, ".livret")).filter((name) => name.startsWith("manifest-"))
    : [];
const no_parts = (site) =>
  same(
    [...site.keys()].filter((name) => name.endsWith(".part")),
    [],
    "half files",
  );

const first = repository("first");
build(first);
const wanted = site_of(first);
const total = wanted.size;

// An activity, the page of its own that it has, and its group's folder.
const activity = "gfp/math1/trainees/durand/activities/fonctions-associees-projetees.md";
const reference = "MATH1-DURAND-02";
const page = `math1/activites/${reference}.html`;

await test("content/ makes a site", () => {
  holds(total > 500, `${total} files`);
  holds(wanted.has(page), `no ${page}`);
});

// --- the machine is not an input

for (const jobs of [1, 2, 3, 8, 64])
  await test(`--jobs ${jobs}`, () => {
    const out = folder("jobs");
    build(first, { args: ["--output", out, "--jobs", String(jobs)] });
    same_trees(wanted, read_tree(out));
  });

for (const env of [
  { LC_ALL: "C" },
  { LC_ALL: "fr_FR.UTF-8" },
  { LC_ALL: "tr_TR.UTF-8" },
  { LC_ALL: "C.UTF-8", LANG: "tr_TR" },
  { LC_ALL: "ar_EG.UTF-8", LANGUAGE: "ar" },
  { TZ: "Pacific/Kiritimati" },
  { TZ: "America/Adak" },
  { TZ: "nonsense" },
  { HOME: "/nonexistent", USER: "nobody", HOSTNAME: "elsewhere", LOGNAME: "x" },
  { COLUMNS: "20", TERM: "xterm-256color" },
])
  await test(`surroundings ${JSON.stringify(env)}`, () => {
    const out = folder("env");
    build(first, { args: ["--output", out], env });
    same_trees(wanted, read_tree(out));
  });

await test("SOURCE_DATE_EPOCH is --now", () => {
  const out = folder("epoch");
  const run = livret(["build", "--root", first, "--no-git", "--output", out], { env: { SOURCE_DATE_EPOCH: "1114948800" } }); // noon of 2005-05-01
  holds(run.status === 0, () => told(run));
  same_trees(wanted, read_tree(out));
});

await test("another working folder, and a root found from below", () => {
  const out = folder("cwd");
  const run = livret(["build", "--now", "2005-05-01", "--no-git", "--output", path.relative(file(first, "gfp/math1"), out)], {
    cwd: file(first, "gfp/math1"),
  });
  holds(run.status === 0, () => told(run));
  same_trees(wanted, read_tree(out));
});

await test("another root", () => {
  const other = path.join(folder("elsewhere"), "un dossier « à nous »");
  write_tree(other, originals);
  build(other);
  same_trees(wanted, site_of(other));
});

await test("files made in the opposite order", () => {
  const other = write_tree(folder("reverse"), originals, [...originals.keys()].reverse());
  build(other);
  same_trees(wanted, site_of(other));
});

await test("other file times and permissions", () => {
  const other = repository();
  [...originals.keys()].forEach((name, n) => {
    fs.utimesSync(file(other, name), new Date(1e12 - n * 86400000), new Date(n * 1e9));
    fs.chmodSync(file(other, name), n % 2 ? 0o600 : 0o755);
  });
  build(other);
  same_trees(wanted, site_of(other));
});

// --- again

await test("a second build writes nothing", () => {
  const before = new Map([...wanted.keys()].map((name) => [name, fs.statSync(file(first, `site/${name}`))]));
  same(counts(build(first)), { written: 0, unchanged: total, removed: 0 });
  for (const [name, facts] of before) {
    const now = fs.statSync(file(first, `site/${name}`));
    holds(now.mtimeMs === facts.mtimeMs && now.ino === facts.ino, `${name} was written again`);
  }
  same_trees(wanted, site_of(first));
});

for (const [what, files] of [
  ["signed", originals],
  ["without trust/", new Map([...originals].filter(([name]) => !name.startsWith("trust/")))],
])
  await test(`a second build makes no group again: a repository ${what}`, () => {
    const root = write_tree(folder("repository"), files);
    const groups = fs.readdirSync(file(root, "gfp")).length;
    for (const kept of [0, groups]) {
      const run = build(root, { args: ["--explain", "--lang", "fr"] });
      holds(new RegExp(`tels quels\\s: ${kept} groupe`).test(run.out + run.err), () => told(run));
    }
  });

await test("a site for trainers, with its signing pages, is left as it is a moment later, and made again on the next day", () => {
  const root = repository();
  const groups = fs.readdirSync(file(root, "gfp")).length;
  for (const [now, kept] of [
    ["2005-05-01T10:00:00Z", 0],
    ["2005-05-01T10:00:01Z", groups],
    ["2005-05-02T10:00:00Z", 0],
  ]) {
    const run = livret([
      "build",
      "--root",
      root,
      "--no-git",
      "--explain",
      "--lang",
      "fr",
      "--audience",
      "trainers",
      "--now",
      now,
    ]);
    holds(new RegExp(`tels quels\\s: ${kept} groupe`).test(run.out + run.err), () => told(run));
  }
});

await test("sources that were only touched write nothing", () => {
  for (const name of originals.keys()) fs.utimesSync(file(first, name), new Date(), new Date());
  same(counts(build(first)), { written: 0, unchanged: total, removed: 0 });
});

await test("a site in place and a site from nothing are the same after an edit", () => {
  const root = repository();
  build(root);
  const text = originals.get(activity).toString().replace('title: "', 'title: "Autrement dit, ');
  fs.writeFileSync(file(root, activity), text);
  const run = counts(build(root));
  holds(run.written > 0 && run.written < total / 2, JSON.stringify(run));
  const out = folder("fresh");
  build(root, { args: ["--output", out] });
  same_trees(site_of(root), read_tree(out));
  fs.writeFileSync(file(root, activity), originals.get(activity));
  build(root);
  same_trees(wanted, site_of(root));
});

await test("a group that names another one's activity finds it, whatever of the two is remembered", () => {
  const root = repository();
  const is_shown = ([name, bytes]) =>
    /^gfp\/pe1\/trainees\/[^/]+\/activities\/.*\.md$/.test(name) &&
    wanted.has(`pe1/activites/${/^reference: (\S+)$/m.exec(bytes.toString())?.[1]}.html`);
  const [names_it] = [...originals].find(is_shown);
  const append = (name, text) => fs.appendFileSync(file(root, name), text);
  append(names_it, `\n\nÀ lire avec [celle d’un autre groupe](${reference}).\n`);
  for (const change of [() => {}, () => append(names_it, "\nEt encore.\n"), () => append(activity, "\nAutre chose.\n")]) {
    change();
    const run = build(root);
    const nothing_remembered = folder("fresh");
    const other = build(root, { args: ["--output", nothing_remembered, "--no-cache"] });
    const messages = (of) => of.err.split("\n").filter((line) => !line.includes("index.html"));
    same(messages(run), messages(other), "messages");
    same_trees(site_of(root), read_tree(nothing_remembered));
  }
});

await test("an activity that is taken away takes its page with it", () => {
  const root = repository();
  build(root);
  fs.rmSync(file(root, activity));
  const run = build(root, { expect: [0, 1] });
  const site = site_of(root);
  holds(!site.has(page), `${page} is still there`);
  holds(counts(run).removed >= 1, () => told(run));
  const out = folder("fresh");
  build(root, { expect: [0, 1], args: ["--output", out] });
  same_trees(site, read_tree(out));
  for (const [name, bytes] of site) holds(!bytes.includes(`${reference}.html`), `${name} still leads to ${page}`);
});

await test("folders that have become empty are gone", () => {
  const root = repository();
  build(root);
  for (const name of ["notices", "questions", "trainings"]) fs.rmSync(file(root, `gfp/hg1/${name}`), { recursive: true });
  build(root, { expect: [0, 1] });
  const empty = [];
  const walk = (at) => {
    const names = fs.readdirSync(at);
    if (names.length === 0) empty.push(at);
    for (const name of names) if (fs.statSync(path.join(at, name)).isDirectory()) walk(path.join(at, name));
  };
  walk(file(root, "site"));
  same(empty, []);
});

await test("two outputs of one repository do not know each other", () => {
  const root = repository(),
    out = folder("public");
  build(root);
  build(root, { args: ["--output", out, "--audience", "public"] });
  same_trees(wanted, site_of(root));
  const small = read_tree(out);
  holds(small.size > 0 && small.size < total, `${small.size} files`);
  same(counts(build(root)), { written: 0, unchanged: total, removed: 0 });
});

await test("another audience in the same folder leaves nothing of the first", () => {
  const root = repository();
  build(root);
  build(root, { args: ["--audience", "public"] });
  const out = folder("public");
  build(root, { args: ["--output", out, "--audience", "public"] });
  same_trees(read_tree(out), site_of(root));
});

// --- one group only

await test("--gfp builds that group as a whole build does", () => {
  const root = repository();
  build(root, { args: ["--gfp", "math1"] });
  const site = site_of(root);
  same([...new Set([...site.keys()].map((name) => name.split("/")[0]))], ["math1"]);
  same_trees(new Map([...wanted].filter(([name]) => name.startsWith("math1/"))), site);
});

await test("--gfp prunes there only", () => {
  const root = repository();
  build(root);
  const elsewhere = "gfp/hg1/trainees/arnaud";
  fs.rmSync(file(root, activity));
  fs.rmSync(file(root, elsewhere), { recursive: true });
  build(root, { expect: [0, 1], args: ["--gfp", "math1"] });
  const site = site_of(root);
  holds(!site.has(page), `${page} is still there`);
  const outside = (tree) => new Map([...tree].filter(([name]) => !name.startsWith("math1/")));
  same_trees(outside(wanted), outside(site));
  build(root, { expect: [0, 1] });
  holds(
    ![...site_of(root).keys()].some((name) => name.startsWith("hg1/") && name.includes("arnaud")),
    "the whole build left a trainee",
  );
});

// --- what others wrote

await test("a foreign file at one of our paths is kept and named", () => {
  const root = repository();
  fs.mkdirSync(file(root, "site/math1"), { recursive: true });
  fs.writeFileSync(file(root, "site/math1/index.html"), "mine");
  fs.writeFileSync(file(root, "site/math1/other.txt"), "mine too");
  for (const time of ["first", "second"]) {
    const run = build(root, { expect: 1 });
    holds(run.err.includes("site/math1/index.html") && run.err.includes("[foreign-file]"), () => `${time}\n${told(run)}`);
    same(fs.readFileSync(file(root, "site/math1/index.html"), "utf8"), "mine");
    same(fs.readFileSync(file(root, "site/math1/other.txt"), "utf8"), "mine too");
  }
  const rest = site_of(root);
  rest.delete("math1/other.txt");
  rest.set("math1/index.html", wanted.get("math1/index.html"));
  same_trees(wanted, rest);
  fs.rmSync(file(root, "site/math1/index.html"));
  build(root);
  same(fs.readFileSync(file(root, "site/math1/index.html")).equals(wanted.get("math1/index.html")), true);
});

await test("a file where a folder of ours should be is kept and named", () => {
  const root = repository();
  fs.mkdirSync(file(root, "site"));
  fs.writeFileSync(file(root, "site/math1"), "mine");
  const run = build(root, { expect: 1 });
  holds(run.err.includes("[foreign-file]"), () => told(run));
  same(fs.readFileSync(file(root, "site/math1"), "utf8"), "mine");
  holds(site_of(root).has("hg1/index.html"), "the other groups are not there");
});

await test("a folder where a file of ours should be is kept and named", () => {
  const root = repository();
  fs.mkdirSync(file(root, "site/math1/index.html"), { recursive: true });
  const run = build(root, { expect: 1 });
  holds(run.err.includes("site/math1/index.html") && run.err.includes("[foreign-file]"), () => told(run));
  holds(fs.statSync(file(root, "site/math1/index.html")).isDirectory(), "the folder is gone");
});

await test("a page that somebody changed is kept when it should be removed", () => {
  const root = repository();
  build(root);
  fs.appendFileSync(file(root, `site/${page}`), "noted by hand");
  fs.rmSync(file(root, activity));
  const run = build(root, { expect: 1 });
  holds(run.err.includes(`site/${page}`) && run.err.includes("[foreign-file]"), () => told(run));
  holds(fs.readFileSync(file(root, `site/${page}`), "utf8").endsWith("noted by hand"), "gone");
});

await test("links in the output folder are not followed", () => {
  const root = repository(),
    outside = folder("outside");
  fs.writeFileSync(path.join(outside, "index.html"), "precious");
  fs.mkdirSync(file(root, "site"));
  fs.symlinkSync(outside, file(root, "site/math1"));
  fs.symlinkSync(path.join(outside, "index.html"), file(root, "site/index.html"));
  const run = livret(["build", "--root", root, "--now", "2005-05-01", "--no-git"]);
  same([...read_tree(outside).keys()], ["index.html"], told(run));
  same(fs.readFileSync(path.join(outside, "index.html"), "utf8"), "precious");
  holds(
    fs.lstatSync(file(root, "site/math1")).isSymbolicLink() && fs.lstatSync(file(root, "site/index.html")).isSymbolicLink(),
    "a link was replaced",
  );
  holds(run.status === 1 && run.err.includes("[foreign-file]"), () => told(run));
});

await test("a link put in the place of a folder of ours is not followed when pruning", () => {
  const root = repository(),
    outside = folder("outside");
  build(root);
  fs.cpSync(file(root, "site/math1"), outside, { recursive: true });
  fs.rmSync(file(root, "site/math1"), { recursive: true });
  fs.symlinkSync(outside, file(root, "site/math1"));
  const before = read_tree(outside);
  fs.rmSync(file(root, activity));
  livret(["build", "--root", root, "--now", "2005-05-01", "--no-git"]);
  livret(["clean", "--root", root]);
  same_trees(before, read_tree(outside));
});

// --- killed

let known_duration = 0;
async function duration() {
  if (known_duration === 0) {
    const root = repository("timing"),
      from = Date.now();
    build(root);
    known_duration = Date.now() - from;
  }
  return known_duration;
}

for (const percent of [0, 5, 20, 40, 60, 80, 95])
  await test(`killed after ${percent} % of its time, a build leaves whole files, and the next one mends`, async () => {
    const root = repository();
    // A site of another audience lies there already, so that there is something to write over and to remove.
    if (percent % 40 === 0) build(root, { args: ["--audience", "public", "--base-url", "https://ailleurs.example.org/"] });
    const before = site_of(root);
    const took = await duration();
    const child = start(["build", "--root", root, "--now", "2005-05-01", "--no-git"]);
    const ended = new Promise((resolve) => child.on("exit", resolve));
    await new Promise((resolve) => setTimeout(resolve, (took * percent) / 100));
    child.kill("SIGKILL");
    await ended;
    const broken = [];
    for (const [name, bytes] of site_of(root))
      if (!name.endsWith(".part") && !(wanted.get(name)?.equals(bytes) || before.get(name)?.equals(bytes)))
        broken.push(`${name}: ${bytes.length} bytes of ${wanted.get(name)?.length}`);
    same(broken, [], "files that are not whole");
    const mended = build(root);
    const site = site_of(root);
    no_parts(site);
    same_trees(wanted, site);
    holds(!mended.err.includes("foreign"), () => told(mended));
    same(counts(build(root)), { written: 0, unchanged: total, removed: 0 });
    same(manifests(root).length, 1, "manifests");
    same(
      fs.readdirSync(file(root, ".livret")).filter((name) => name.endsWith(".part")),
      [],
      "half manifests",
    );
  });

await test("a damaged manifest is no reason to overwrite or to crash", () => {
  const root = repository();
  build(root);
  const [name] = manifests(root);
  for (const damage of [
    "",
    "{",
    '{"version":1}',
    "null",
    '{"version":1,"complete":true,"files":{"../../x":"00","/etc/passwd":"00","a":3}}',
  ]) {
    fs.writeFileSync(file(root, `.livret/${name}`), damage);
    const run = build(root, { expect: 0 }); // every byte is as it would be written: nothing is in the way
    same_trees(wanted, site_of(root));
    holds(counts(run).written === 0, () => told(run));
  }
});

// --- the machine says no

const not_writable = (run, ...words) => {
  holds(run.status === 3, () => `expected exit 3\n${told(run)}`);
  const lines = run.err.trim().split("\n");
  holds(
    words.every((word) => run.err.includes(word)),
    () => `expected ${words.join(", ")} in\n${told(run)}`,
  );
  holds(lines.length <= 3 && !/terminate|what\(\)|abort|std::/.test(run.err), () => `not a clear message\n${told(run)}`);
};

await test("a file in place of the output folder: exit 3, and the file is kept", () => {
  const root = repository();
  fs.writeFileSync(file(root, "site"), "mine");
  not_writable(livret(["build", "--root", root, "--now", "2005-05-01", "--no-git"]), file(root, "site"));
  same(fs.readFileSync(file(root, "site"), "utf8"), "mine");
});

await test("a file above the output folder: exit 3", () => {
  const root = repository(),
    at = path.join(folder("file"), "x");
  fs.writeFileSync(at, "mine");
  not_writable(livret(["build", "--root", root, "--now", "2005-05-01", "--no-git", "--output", path.join(at, "site")]), at);
});

await test("an output folder that cannot be written, or a full disk: exit 3", () => {
  const root = repository(),
    out = folder("small");
  const build_there = () => livret(["build", "--root", root, "--now", "2005-05-01", "--no-git", "--output", out]);
  if (process.getuid() !== 0) {
    fs.chmodSync(out, 0o555);
    const run = build_there();
    fs.chmodSync(out, 0o755);
    not_writable(run, out);
    return;
  }
  // Permissions stop root nowhere: a tiny disk does; where none can be mounted, the two tests above are what is left.
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", out]);
  if (mounted.status !== 0) {
    fs.rmSync(out, { recursive: true });
    fs.symlinkSync("/dev/full", out);
    not_writable(build_there(), "dev/full");
    return;
  }
  let run, site;
  try {
    run = build_there();
    site = read_tree(out);
  } finally {
    spawnSync("umount", [out]);
  }
  not_writable(run, out);
  no_parts(site);
  for (const [name, bytes] of site) holds(wanted.get(name)?.equals(bytes), `${name} is not whole`);
});

await test("a manifest folder that is a file: exit 3", () => {
  const root = repository();
  fs.writeFileSync(file(root, ".livret"), "mine");
  not_writable(livret(["build", "--root", root, "--now", "2005-05-01", "--no-git"]), ".livret");
  same(fs.readFileSync(file(root, ".livret"), "utf8"), "mine");
});

// --- clean

await test("clean removes what builds wrote, and nothing else", () => {
  const root = repository(),
    out = folder("other");
  fs.mkdirSync(file(root, "site/math1"), { recursive: true });
  fs.writeFileSync(file(root, "site/math1/mine.txt"), "mine");
  fs.writeFileSync(file(root, "site/.htaccess"), "mine");
  build(root);
  build(root, { args: ["--output", path.join(out, "site")] });
  const changed = path.join(root, "site", page);
  fs.appendFileSync(changed, "noted by hand");
  const run = livret(["clean", "--root", root]);
  holds(run.status === 1 && run.err.includes(`site/${page}`), () => told(run)); // what was changed since is kept and named
  same([...site_of(root).keys()], [".htaccess", "math1/mine.txt", page].sort());
  same([...read_tree(out).keys()], []);
  same(manifests(root), []);
  const sources = read_tree(root, { hidden: false });
  for (const name of [...sources.keys()]) if (name.startsWith("site/")) sources.delete(name);
  same_trees(originals, sources);
  const again = livret(["clean", "--root", root]);
  holds(again.status === 0, () => told(again));
});

await test("clean of one output leaves the other", () => {
  const root = repository(),
    out = path.join(folder("other"), "site");
  build(root);
  build(root, { args: ["--output", out] });
  const run = livret(["clean", "--root", root, "--output", out]);
  holds(run.status === 0, () => told(run));
  same(read_tree(out).size, 0);
  same_trees(wanted, site_of(root));
});

await test("clean after clean makes no folder", () => {
  const root = repository(),
    out = path.join(folder("other"), "site");
  build(root, { args: ["--output", out] });
  fs.rmSync(out, { recursive: true });
  const run = livret(["clean", "--root", root]);
  holds(run.status === 0, () => told(run));
  holds(!fs.existsSync(out), "the folder came back");
});

// --- where a site cannot go

function refused(output) {
  const root = repository();
  const run = livret(["build", "--root", root, "--now", "2005-05-01", "--no-git", "--output", output(root)]);
  holds(run.status === 2 && run.err.includes("--output"), () => `expected exit 2\n${told(run)}`);
  same_trees(originals, read_tree(root));
}

for (const [what, output] of [
  ["the repository itself", (root) => root],
  ["the repository itself, written otherwise", (root) => `${root}/gfp/..`],
  ["the repository with a slash at the end", (root) => `${root}/`],
  ["a folder above the repository", (root) => path.dirname(root)],
  [
    "a link to the repository",
    (root) => {
      const link = path.join(folder("link"), "site");
      fs.symlinkSync(root, link);
      return link;
    },
  ],
])
  await test(`an output over ${what} is refused`, () => refused(output));

for (const [what, output] of [
  ["a folder of the sources", (root) => `${root}/gfp`],
  ["a group’s folder", (root) => `${root}/gfp/math1`],
  ["the frameworks’ folder", (root) => `${root}/frameworks`],
  ["a folder within the examples", (root) => `${root}/examples/site`],
  ["the folder of the manifests", (root) => `${root}/.livret`],
  ["the folder of git", (root) => `${root}/.git`],
])
  await test(`an output over ${what} is refused`, () => refused(output));

finish();

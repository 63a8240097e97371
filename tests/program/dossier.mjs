// livret export dossier, livret verify DOSSIER: the example's dossiers as unzip, Python, sha256sum and zip see them, the same
// bytes on any day, nothing of any other trainee in them; verified with nothing but the zip and the fingerprint.
//
//   node tests/program/dossier.mjs PROGRAM [PART OF A NAME]
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { exported as dossiers_to_forge, forged } from "../dossier/forged.mjs";
import {
  bare,
  content,
  finish,
  folder,
  holds,
  livret,
  program,
  read_tree,
  same,
  same_trees,
  test,
  told,
  write_tree,
} from "./support/tools.mjs";

const repository = write_tree(folder("repository"), read_tree(content));
const day = ["--now", "2005-06-01"];
const run = (args, options = {}) => livret([...args, "--lang", "en"], { cwd: repository, ...options });
const good = (done) => (holds(done.status === 0, () => told(done)), done);
function exported(args, options = {}) {
  const out = folder("dossiers");
  good(run(["export", "dossier", ...args, ...day, "-o", out], options));
  return out;
}
const tool = (command, args, options = {}) => execFileSync(command, args, { encoding: "utf8", maxBuffer: 1 << 28, ...options });

const fingerprint = /([0-9a-f]{4} ){15}[0-9a-f]{4}/.exec(told(run(["trust", "status"])))[0];
const verified = (file, more = []) => run(["verify", file, "--trust-root", fingerprint, ...more]);
function judged(file, more = []) {
  const done = verified(file, ["--format", "json", ...more]);
  return { status: done.status, ...JSON.parse(done.out)[0] };
}

// --- who is who, from the profiles
const people = [];
for (const gfp of fs.readdirSync(path.join(repository, "gfp")))
  for (const slug of fs.readdirSync(path.join(repository, "gfp", gfp, "trainees"))) {
    const place = path.join(repository, "gfp", gfp, "trainees", slug);
    const profile = fs.readFileSync(path.join(place, "profile.md"), "utf8");
    const value = (key) => new RegExp(`^${key}: *"?([^"\\n]+?)"? *$`, "m").exec(profile)?.[1];
    people.push({ gfp, slug, place, name: value("name") ?? value("nom"), id: value("id") });
  }
holds(people.length > 15 && people.every((one) => one.name && one.id), "every profile has a name and an id");

const owners = exported(["--all"]),
  juries = exported(["--all", "--for", "jury"]);
const of = (name, jury = false) => path.join(jury ? juries : owners, `dossier-${name}${jury ? "-jury" : ""}.zip`);
const unpacked = new Map();
function contents(file) {
  if (!unpacked.has(file)) {
    const out = folder("unzipped");
    tool("unzip", ["-q", file, "-d", out]);
    unpacked.set(file, path.join(out, path.basename(file, ".zip")));
  }
  return unpacked.get(file);
}
const all_dossiers = [
  ...people.map((one) => of(`${one.gfp}-${one.slug}`)),
  ...people.map((one) => of(`${one.gfp}-${one.slug}`, true)),
];

await test("every trainee has a dossier of each kind, and nothing else is written", () => {
  same(fs.readdirSync(owners).sort(), people.map((one) => `dossier-${one.gfp}-${one.slug}.zip`).sort());
  same(fs.readdirSync(juries).sort(), people.map((one) => `dossier-${one.gfp}-${one.slug}-jury.zip`).sort());
});

await test("a jury's site offers every jury's copy, the bytes of the export; no other site offers any", () => {
  const zips = (tree) => [...tree].filter(([name]) => name.endsWith(".zip") && !name.includes("/activit"));
  const links = (tree) =>
    [...tree].filter(([name, bytes]) => name.endsWith(".html") && bytes.includes("-jury.zip")).map(([name]) => name);
  const site = folder("site");
  const build = (args) => (good(run(["build", ...day, "-o", site, ...args])), read_tree(site));
  const jury = build(["--audience", "jury"]);
  same(
    zips(jury).map(([name]) => name),
    people.map((one) => `${one.gfp}/dossiers/dossier-${one.gfp}-${one.slug}-jury.zip`).sort(),
  );
  for (const [name, bytes] of zips(jury)) holds(bytes.equals(fs.readFileSync(path.join(juries, path.basename(name)))), name);
  for (const one of people) {
    const page = jury.get(`${one.gfp}/stagiaires/${one.slug}.html`).toString();
    const [, href, name] = /<a href="([^"]+-jury\.zip)" download="([^"]+)">Télécharger le dossier/.exec(page) ?? [];
    same([href, name], [`../dossiers/dossier-${one.gfp}-${one.slug}-jury.zip`, `dossier-${one.gfp}-${one.slug}-jury.zip`]);
  }
  for (const audience of ["gfp", "trainers", "public"]) {
    const other = build(["--audience", audience]);
    same([zips(other).length, links(other).length], [0, 0], audience);
  }
  same(zips(build(["--audience", "jury", "--no-dossiers", "--gfp", "math1"])).length, 0);
  holds(run(["build", "--no-dossiers", "-o", site]).status === 2);
});

await test("a dossier of somebody else at its place in the site is named and kept; ours are left when equal, and cleaned away", () => {
  const site = folder("site"),
    place = path.join(site, "math1/dossiers");
  fs.mkdirSync(place, { recursive: true });
  const hers = path.join(place, "dossier-math1-durand-jury.zip"),
    equal = path.join(place, "dossier-math1-martin-jury.zip");
  fs.writeFileSync(hers, "not ours");
  fs.copyFileSync(of("math1-martin", true), equal);
  const build = () => run(["build", ...day, "--audience", "jury", "--gfp", "math1", "-o", site]);
  const done = build();
  holds(done.status === 1 && /dossier-math1-durand-jury\.zip.*\[foreign-file\]/.test(told(done)), () => told(done));
  same(fs.readFileSync(hers, "utf8"), "not ours");
  holds(
    !fs.readFileSync(path.join(site, "math1/stagiaires/durand.html"), "utf8").includes("-jury.zip"),
    "her page offers what is not hers",
  );
  fs.rmSync(hers);
  good(build());
  const before = read_tree(site),
    times = String(fs.statSync(hers, { bigint: true }).mtimeNs);
  holds(/written: 0,/.test(told(good(build()))));
  same(String(fs.statSync(hers, { bigint: true }).mtimeNs), times);
  same_trees(before, read_tree(site));
  same(
    fs.readdirSync(place).filter((one) => one.startsWith(".")),
    [],
  );
  good(run(["clean", "-o", site]));
  holds(!fs.existsSync(place), "dossiers are left");
});

await test("unzip and Python find nothing wrong in any of them", () => {
  for (const file of all_dossiers) holds(/No errors detected/.test(tool("unzip", ["-t", file])), file);
  const wrong = tool("python3", [
    "-c",
    'import sys, zipfile\nfor f in sys.argv[1:]:\n  z = zipfile.ZipFile(f)\n  print(z.testzip() or "", end="")\n  assert all(i.date_time == (1980, 1, 1, 0, 0, 0) and i.compress_type == 0 and not i.extra for i in z.infolist())',
    ...all_dossiers,
  ]);
  same(wrong, "");
});

await test("sha256sum -c agrees with both manifests of every dossier", () => {
  for (const file of all_dossiers)
    for (const manifest of ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
      tool("sha256sum", ["-c", "--strict", "--quiet", manifest], { cwd: contents(file) });
});

await test("on another day, in another time zone, locale, umask and folder, the same bytes", () => {
  const elsewhere = write_tree(folder("elsewhere"), read_tree(content));
  const out = folder("again");
  const command = `umask 077; exec "${program}" export dossier --all --now 2031-12-31 --jobs 1 --quiet -o "${out}"`;
  const done = spawnSync("sh", ["-c", command], {
    cwd: path.join(elsewhere, "gfp"),
    env: { ...bare, TZ: "Pacific/Kiritimati", LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8", SOURCE_DATE_EPOCH: "1" },
  });
  holds(done.status === 0, () => done.stderr.toString());
  same_trees(read_tree(owners), read_tree(out));
});

// Her own words, as she wrote them; a jury's copy holds no header, which names colleagues.
function own_words(person, jury) {
  const texts = [...read_tree(person.place)].filter(([name]) => name.endsWith(".md")).map(([, bytes]) => bytes.toString("utf8"));
  return texts
    .map((text) =>
      jury ? text.replace(/^---\n[\s\S]*?\n---\n/, (header) => header.replace(/^(with|avec|same-as|même-que):.*$/gm, "")) : text,
    )
    .join("\n");
}
await test("no dossier holds anything of any other trainee but what its owner wrote herself", () => {
  for (const person of people)
    for (const jury of [false, true]) {
      const words = own_words(person, jury);
      const files = [...read_tree(contents(of(`${person.gfp}-${person.slug}`, jury)))];
      for (const other of people) {
        if (other === person) continue;
        const forbidden = [other.id, `${other.gfp}/${other.slug}`, `${other.gfp}/trainees/${other.slug}`];
        const named = [other.name, other.name.split(" ").slice(1).join(" "), `${other.slug.toUpperCase()}-0`].filter(
          (name) => !words.includes(name) && !person.name.includes(name),
        );
        for (const [name, bytes] of files) {
          const text = bytes.toString("utf8");
          for (const one of [...forbidden, ...named])
            holds(!text.includes(one), () => `${person.gfp}/${person.slug}${jury ? " (jury)" : ""}: « ${one} » in ${name}`);
        }
      }
    }
});

await test("a dossier verifies with nothing but itself, the program and the fingerprint", () => {
  const away = folder("away"); // no repository around
  for (const person of people) {
    for (const jury of [false, true]) {
      const file = of(`${person.gfp}-${person.slug}`, jury);
      const done = livret(["verify", file, "--trust-root", fingerprint, "--format", "json", "--lang", "en"], { cwd: away });
      const report = JSON.parse(done.out)[0];
      const is_signed = fs.existsSync(path.join(contents(file), "data/trust/root-1.json"));
      same(
        [report.chain, report.dossier.container, report.dossier.trainee.name],
        [is_signed ? "holds" : "unknown-root", "canonical", person.name],
        file,
      );
      if (!is_signed) {
        same(done.status, 1, file);
        continue;
      }
      const settled = ["valid", "unsealed", "superseded", "revoked", "erased"];
      const holds_all = report.files.every((one) => settled.includes(one.word)); // the example has a stolen key
      same([done.status, report.checkpoint, report.incomplete, report.extractOf], [holds_all ? 0 : 1, 3, [], person.id], file);
    }
  }
});

await test("without a fingerprint from elsewhere, nothing is proven", () => {
  const done = livret(["verify", of("math1-durand"), "--lang", "en"], { cwd: folder("away") });
  same(done.status, 1);
  holds(/the fingerprint comes from the dossier itself/.test(done.out.replace(/\s+/g, " ")), () => told(done));
});

await test("every word about her attestations is that of the repository", () => {
  const whole = JSON.parse(run(["verify", ".", "--trust-root", fingerprint, "--format", "json"]).out)[0];
  for (const person of people) {
    const words = (report) =>
      report.files
        .filter((one) => one.path.startsWith(`attestations/${person.id}/`))
        .map((one) => [one.path, one.word, one.listed ?? null]);
    same(words(judged(of(`${person.gfp}-${person.slug}`))), words(whole), person.name);
  }
});

await test("re-zipped by zip and by Python, and unpacked: the container was changed, the contents were not", () => {
  const file = of("math1-durand");
  const place = path.dirname(contents(file)),
    name = path.basename(contents(file));
  const by_zip = path.join(folder("rezipped"), "by-zip.zip"),
    by_python = path.join(folder("rezipped"), "by-python.zip");
  tool("zip", ["-q", "-r", by_zip, name], { cwd: place });
  tool("python3", [
    "-c",
    'import shutil, sys; shutil.make_archive(sys.argv[1][:-4], "zip", sys.argv[2], sys.argv[3])',
    by_python,
    place,
    name,
  ]);
  for (const [given, state] of [
    [by_zip, "rezipped"],
    [by_python, "rezipped"],
    [contents(file), "unpacked"],
    [place, "unpacked"],
  ]) {
    const report = judged(given);
    same([report.status, report.dossier?.container, report.files?.length], [0, state, judged(file).files.length], given);
  }
});

await test("an owner has all of hers, a jury what it may see; neither has a link that leads nowhere", () => {
  const text = (file, name) => fs.readFileSync(path.join(contents(file), name), "utf8");
  const secret = write_tree(folder("secret"), read_tree(content));
  const activities = path.join(secret, "gfp/math1/trainees/durand/activities");
  const write = (name, visibility, status, more = "") =>
    fs.writeFileSync(
      path.join(activities, `${name}.md`),
      `---\ntitle: Titre ${name}\nreference: MATH1-DURAND-${name.slice(-2)}\ndate: 2005-02-0${name.slice(-1)}\ncontext: stage-en-responsabilite\nstatus: ${status}\nvisibility: ${visibility}\ncompetences: [B.2.1]\n${more}---\nMot ${name}.\n`,
    );
  write("prive-91", "private", "declared");
  write("brouillon-92", "gfp", "draft");
  write("retire-93", "gfp", "withdrawn");
  write("jury-94", "jury", "declared", "with: [martin]\n");
  for (const [kind, seen, gone] of [
    ["owner", ["prive-91", "brouillon-92", "jury-94"], []],
    ["jury", ["jury-94"], ["prive-91", "brouillon-92", "retire-93"]],
  ]) {
    const out = folder(kind);
    good(run(["export", "dossier", "math1/durand", "--for", kind, "-o", out, ...day], { cwd: secret }));
    const file = path.join(out, fs.readdirSync(out)[0]);
    for (const one of seen) holds(text(file, "LIRE.html").includes(`Mot ${one}.`), () => `${kind}: ${one} is on the page`);
    const everything = [...read_tree(contents(file))].map(([, bytes]) => bytes.toString("utf8")).join("\n");
    for (const one of gone) holds(!everything.includes(`Mot ${one}.`), () => `${kind}: ${one} is nowhere`);
    const sources = fs.readdirSync(path.join(contents(file), "data/activities")).filter((one) => one.endsWith(".md"));
    if (kind === "jury") same(sources, [], "what no page shows is in the texts as they were written");
    if (kind === "jury")
      holds(text(file, "data/site/activites/MATH1-DURAND-94.html").includes("P. M."), "her colleague's initials");
    if (kind === "owner")
      holds(text(file, "data/activities/jury-94.md").includes("with: [martin]"), "her text is as she wrote it");
    if (kind === "owner")
      holds(text(file, "data/activities/retire-93.md").includes("Mot retire-93."), "what she withdrew is hers");
    const site = path.join(contents(file), "data/site");
    for (const [name, bytes] of read_tree(site)) {
      if (!name.endsWith(".html")) continue;
      for (const [, target] of bytes.toString("utf8").matchAll(/\b(?:href|src)="([^"#?]+)[#?"]/g)) {
        if (/^[a-z]+:/.test(target)) continue;
        holds(
          fs.existsSync(path.join(site, path.dirname(name), decodeURIComponent(target))),
          () => `${kind}: ${name} leads to ${target}, which is not there`,
        );
      }
    }
  }
});

await test("what has errors is hers all the same, and it is said", () => {
  const root = write_tree(folder("errors"), read_tree(content));
  fs.writeFileSync(
    path.join(root, "gfp/math1/trainees/durand/activities/faute.md"),
    "---\ntitle: Sans date\n---\nMot de la faute.\n",
  );
  const out = folder("owner"),
    jury = folder("jury");
  const done = run(["export", "dossier", "math1/durand", "-o", out, ...day], { cwd: root });
  holds(done.status === 0 && /files have errors and are not in the pages: 1/.test(done.err), () => told(done));
  const kept = fs.readFileSync(path.join(contents(path.join(out, "dossier-math1-durand.zip")), "data/left-out/faute.md"), "utf8");
  holds(kept.includes("Mot de la faute."), kept);
  good(run(["export", "dossier", "math1/durand", "--for", "jury", "-o", jury, ...day], { cwd: root }));
  holds(!fs.existsSync(path.join(contents(path.join(jury, "dossier-math1-durand-jury.zip")), "data/left-out")), "not for a jury");
});

await test("as of an earlier checkpoint", () => {
  const out = exported(["math1/durand", "--as-of", "1"]);
  const report = judged(path.join(out, "dossier-math1-durand.zip"));
  same([report.status, report.checkpoint], [0, 1]);
  verified(of("math1-durand")); // this machine has seen a newer one now: that is said, and no fault of a dossier
  const older = verified(path.join(out, "dossier-math1-durand.zip"));
  holds(older.status === 0 && /older checkpoint than number 3/.test(older.out.replace(/\s+/g, " ")), () => told(older));
  const all = judged(of("math1-durand")).files.filter((one) => one.path.startsWith("attestations/"));
  same(
    report.files.filter((one) => one.path.startsWith("attestations/")).map((one) => one.path),
    all.filter((one) => one.listed <= 1).map((one) => one.path),
  );
  holds(
    all.some((one) => one.listed > 1),
    "there are later ones",
  );
  const wrong = run(["export", "dossier", "math1/durand", "--as-of", "99", "-o", folder("none"), ...day]);
  same(wrong.status, 2);
});

await test("--extract: only what holds, into a new folder, whole", () => {
  const file = of("math1-durand"),
    away = folder("extracted"),
    target = path.join(away, "new");
  good(verified(file, ["--extract", target]));
  same_trees(read_tree(path.join(target, "dossier-math1-durand")), read_tree(contents(file)));
  same(fs.readdirSync(away), ["new"]);
  same(verified(file, ["--extract", target]).status, 2, "it is there already");
  const broken = fs.readFileSync(file);
  broken[broken.length >> 1] ^= 1;
  const bad = path.join(away, "bad.zip"),
    other = path.join(away, "other");
  fs.writeFileSync(bad, broken);
  same(verified(bad, ["--extract", other]).status, 1);
  holds(!fs.existsSync(other), "nothing of a broken one");
  const unproven = run(["verify", file, "--extract", other]);
  same(unproven.status, 1);
  same(fs.readdirSync(away).sort(), ["bad.zip", "new"]);
});

await test("--html: the report as a page, of what holds and of what is refused", () => {
  const out = folder("report"),
    page = path.join(out, "report.html");
  good(verified(of("math1-durand"), ["--html", page]));
  const html = fs.readFileSync(page, "utf8");
  for (const word of ["Anne Durand", "Everything that should count does.", fingerprint, "MATH1-DURAND-02", "The signed text"])
    holds(html.includes(word), word);
  holds(!/<script|href="http|src="http/.test(html), "it runs and asks for nothing");
  const broken = path.join(out, "broken.zip");
  fs.writeFileSync(broken, fs.readFileSync(of("math1-durand")).subarray(0, 5000));
  same(verified(broken, ["--html", page]).status, 1);
  holds(/Refused: nothing of this dossier was believed/.test(fs.readFileSync(page, "utf8")), "a refusal is a report too");
});

// --- sound bags with forged contents, one test each
const forgeries = forged(dossiers_to_forge(program, content, folder("forge")));
const given = folder("forged");
for (const [name, { bytes, fingerprint: root, expected }] of Object.entries(forgeries))
  await test(`forged: ${name}`, () => {
    const file = path.join(given, "given.zip"),
      before = fs.readdirSync(given).filter((one) => one !== "given.zip");
    fs.writeFileSync(file, bytes);
    const done = livret(
      ["verify", file, "--format", "json", "--extract", path.join(given, "out"), ...(root ? ["--trust-root", root] : [])],
      { cwd: given, env: { XDG_STATE_HOME: folder("state") } },
    );
    const report = JSON.parse(done.out)[0];
    if (expected.good) fs.rmSync(path.join(given, "out"), { recursive: true });
    same(
      fs.readdirSync(given).filter((one) => one !== "given.zip"),
      before,
      "nothing else is written",
    );
    same([done.status, report.good], expected.good ? [0, true] : [1, false], told(done));
    if (expected.refused) {
      same({ code: report.refused?.code, ...(expected.refused.name ? { name: report.refused?.name } : {}) }, expected.refused);
      return;
    }
    const words = Object.fromEntries(
      report.files
        .filter((one) => !["valid", "unsealed"].includes(one.word))
        .map((one) => [one.path, one.reason ? `${one.word} (${one.reason})` : one.word]),
    );
    const sorted = (object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
    same(
      [
        report.chain,
        sorted(words),
        Object.fromEntries(report.incomplete.map((one) => [one.trainee, [one.listed, one.present]])),
        report.isOfItsPerson,
        report.dossier.container,
        report.dossier.withheld.length,
        report.fingerprintIsOwnClaim && report.files.length > 0,
      ],
      [
        expected.chain,
        sorted(expected.words),
        expected.incomplete,
        expected.person,
        expected.state,
        expected.withheld ?? 0,
        expected.own_claim ?? false,
      ],
    );
  });

await test("in the repository, dossiers/ is kept out of git; a folder of the format is refused", () => {
  const root = write_tree(folder("inside"), read_tree(content));
  good(run(["export", "dossier", "math1/durand", ...day], { cwd: path.join(root, "gfp") }));
  same(fs.readdirSync(path.join(root, "dossiers")).sort(), [".gitignore", "dossier-math1-durand.zip"]);
  same(fs.readFileSync(path.join(root, "dossiers/.gitignore"), "utf8"), "*\n");
  same(run(["export", "dossier", "math1/durand", ...day, "-o", path.join(root, "gfp/math1")], { cwd: root }).status, 2);
  good(run(["check", ...day, "--no-git"], { cwd: root }));
});

await test("one that cannot be written is one line, and the others are written", () => {
  const out = folder("blocked");
  fs.mkdirSync(path.join(out, "dossier-math1-durand.zip"));
  fs.writeFileSync(path.join(out, "dossier-math1-durand.zip", "kept"), "");
  const done = run(["export", "dossier", "--gfp", "math1", ...day, "-o", out]);
  same(done.status, 3);
  same(done.err.split("\n").filter((line) => line.startsWith("math1/")).length, 1, told(done));
  holds(/failures: 1/.test(done.err), () => told(done));
  same(fs.readdirSync(out).length, people.filter((one) => one.gfp === "math1").length);
});

await test("a command line that says nobody, or somebody unknown, is a usage error that helps", () => {
  const usage = (args, text) => {
    const done = run(["export", "dossier", ...args, ...day, "-o", folder("none")]);
    same(done.status, 2, told(done));
    holds(text.test(done.err), () => told(done));
  };
  usage([], /takes trainees/);
  usage(["math1/durant"], /did you mean “math1\/durand”/);
  usage(["math1/durand", "--all"], /takes trainees/);
  usage(["--gfp", "math9"], /no group “math9”/);
});

finish();

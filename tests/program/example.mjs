// The signed example: what it promises, and what becomes of it when somebody tampers: node example.mjs <livret> <content>
import { execFileSync, spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

const [, , livret, content] = process.argv;
const work = mkdtempSync(join(tmpdir(), "livret-example-"));
process.env.XDG_CONFIG_HOME = join(work, "config");
let passed = 0,
  failed = 0,
  number = 0;
const check = (name, good, detail = "") => {
  if (good) passed++;
  else {
    failed++;
    console.log(`FAILED ${name} ${detail}`);
  }
};
const run = (...args) =>
  spawnSync(livret, args, {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, XDG_STATE_HOME: join(work, `state-${number}`) },
  });
const verify = (folder) => {
  const done = run("verify", folder, "--format", "json", "--lang", "en");
  let report;
  try {
    report = JSON.parse(done.stdout);
  } catch {
    throw new Error(`no report of ${folder}: ${done.status} ${done.stderr}`);
  }
  return { status: done.status, ...(Array.isArray(report) ? report[0] : report) };
};
const attestations = (report) => report.files.filter((one) => one.path.includes("attestations/"));
const all_unknown = (report) =>
  attestations(report).length > 60 && attestations(report).every((one) => one.word === "unknown-key");
const counts = (report) => attestations(report).reduce((all, one) => ({ ...all, [one.word]: (all[one.word] ?? 0) + 1 }), {});
const copy = () => {
  const folder = join(work, `copy-${++number}`);
  cpSync(content, folder, { recursive: true, filter: (path) => basename(path) !== ".livret" });
  return folder;
};
const files = (folder) =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
const replace = (path, from, to) => {
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
  writeFileSync(path, text.replace(from, to));
};

// What is planned, and nothing else.
const today = verify(content);
const words = counts(today);
const expected = JSON.parse(readFileSync(new URL("../example/expected.json", import.meta.url), "utf8"));
check(
  "the words of the example",
  JSON.stringify(Object.entries(words).sort()) === JSON.stringify(Object.entries(expected).sort()),
  JSON.stringify(words),
);
check("one attestation is unproven, so not everything counts", today.status === 1 && today.chain === "holds", today.status);
check("four checkpoints", today.checkpoint === 3, today.checkpoint);
check("one text was edited since", attestations(today).filter((one) => one.text === "edited-since").length === 1);
const line = (report, reference) => {
  const found = attestations(report).filter((one) => one.subject === `activity ${reference}`);
  if (found.length === 0) throw new Error(`nothing is signed about ${reference}`);
  return found;
};

// A clone where git converts line ends.
{
  const source = copy(),
    clone = join(work, "clone");
  const git = (...args) =>
    execFileSync(
      "git",
      ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "core.autocrlf=true", "-c", "commit.gpgsign=false", ...args],
      { stdio: "pipe" },
    );
  git("-C", source, "init", "-q");
  git("-C", source, "add", "-A");
  git("-C", source, "commit", "-qm", "all");
  git("clone", "-q", source, clone);
  check("a clone with core.autocrlf=true", JSON.stringify(counts(verify(clone))) === JSON.stringify(words));
}

// Signed again: the same bytes.
{
  const folder = copy();
  const done = spawnSync("bash", [new URL("../example/sign.sh", import.meta.url).pathname, livret, folder], { encoding: "utf8" });
  check("signing again ends well", done.status === 0, done.stderr);
  const differs = spawnSync("diff", ["-rq", "-x", ".livret", content, folder], { encoding: "utf8" }).stdout;
  check("signing again gives the same bytes", differs === "", differs);
}

const suites = "gfp/math1/trainees/durand/activities/suites-numeriques-au-tableur/index.md";
{
  const folder = copy();
  appendFileSync(join(folder, suites), "\nUne phrase de plus.\n");
  const report = verify(folder);
  check(
    "an edited activity: edited since, not less counted",
    line(report, "MATH1-DURAND-03").every((one) => one.text === "edited-since" && one.word === "valid"),
  );
  check("and nothing else changes", JSON.stringify(counts(report)) === JSON.stringify(words));
}
{
  const folder = copy();
  writeFileSync(join(folder, suites), readFileSync(join(folder, suites), "utf8").replace(/\n/g, "\r\n"));
  check(
    "line ends alone change nothing",
    line(verify(folder), "MATH1-DURAND-03").every((one) => one.text === "current" && one.word === "valid"),
  );
}
{
  const folder = copy();
  const path = join(folder, line(today, "MATH1-DURAND-03")[0].path.replace(/^(trust\/)?/, "trust/"));
  rmSync(join(folder, "trust/snapshots", JSON.parse(readFileSync(path)).credentialSubject.about.manifest.body.sha256));
  check(
    "a snapshot deleted: content missing",
    line(verify(folder), "MATH1-DURAND-03").every((one) => one.word === "content-missing"),
  );
}
{
  const folder = copy();
  const refusal = attestations(today).find(
    (one) => one.word === "valid" && one.decisions.some((each) => each.decision === "not-attested"),
  );
  rmSync(join(folder, refusal.path.replace(/^(trust\/)?/, "trust/")));
  const report = verify(folder);
  check(
    "a refusal deleted: incomplete",
    report.status === 1 && report.incomplete.length === 1 && report.incomplete[0].listed === report.incomplete[0].present + 1,
  );
}
{
  const folder = copy();
  const path = line(today, "MATH1-DURAND-03")[0].path.replace(/^(trust\/)?/, "trust/");
  const other = line(today, "MATH1-MARTIN-02")[0].path.replace(/^(trust\/)?/, "trust/");
  cpSync(join(folder, path), join(folder, dirname(other), basename(path)));
  check(
    "a colleague's attestation copied: malformed",
    verify(folder).files.some(
      (one) => one.path.endsWith(join(basename(dirname(other)), basename(path))) && one.word === "malformed",
    ),
  );
}
{
  const folder = copy();
  replace(join(folder, "gfp/math1/trainees/durand/profile.md"), "name: Anne Durand", "name: Julie Roux");
  check(
    "another name on her id: out of scope",
    line(verify(folder), "MATH1-DURAND-03").every((one) => one.word === "out-of-scope" && one.reason === "other-person"),
  );
}
{
  const folder = copy();
  renameSync(join(folder, "gfp/math1/trainees/durand"), join(folder, "gfp/math1/trainees/dupont"));
  check(
    "another folder on her id: out of scope",
    line(verify(folder), "MATH1-DURAND-03").every((one) => one.word === "out-of-scope"),
  );
}
{
  const folder = copy();
  const registries = readdirSync(join(folder, "trust"))
    .filter((name) => /^registry-\d+\.json$/.test(name))
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  rmSync(join(folder, "trust", registries.at(-1)));
  const report = verify(folder);
  check(
    "yesterday's registry: refused",
    report.status === 1 && report.chain === "old-registry" && all_unknown(report),
    report.chain,
  );
}
{
  const folder = copy();
  appendFileSync(join(folder, "livret.yaml"), "# plus rien n’est promis\n");
  check("other settings: named", verify(folder).notInForce.length === 1);
  for (const audience of ["jury", "trainers"]) {
    const site = join(work, `site-${audience}`);
    const done = run(
      "build",
      "--root",
      folder,
      "--output",
      site,
      "--audience",
      audience,
      "--now",
      "2005-04-11",
      "--no-git",
      "--lang",
      "en",
    );
    let there = true;
    try {
      there = files(site).length > 0;
    } catch {
      there = false;
    }
    check(`other settings: nothing published for ${audience}`, done.status === 1 && !there, done.status);
  }
}
{
  const folder = copy();
  replace(join(folder, "frameworks/c2i2e-2004.xml"), "Identifier les personnes ressources", "Connaître les personnes ressources");
  check("another wording of a competence: named", JSON.stringify(verify(folder).notInForce) === '["frameworks/c2i2e-2004.xml"]');
  const site = join(work, "site-gfp");
  run("build", "--root", folder, "--output", site, "--now", "2005-04-11", "--no-git");
  const pages = files(site).filter((path) => path.endsWith(".html") && !/(verify|404)\.html$/.test(path));
  check(
    "and every page of the group's site says so",
    pages.length > 100 && pages.every((path) => readFileSync(path, "utf8").includes("frameworks/c2i2e-2004.xml")),
    pages
      .filter((path) => !readFileSync(path, "utf8").includes("frameworks/c2i2e-2004.xml"))
      .slice(0, 3)
      .join(" "),
  );
}
{
  // What was attested of one activity is shown to be of that one, wherever its reference goes.
  const folder = copy();
  replace(join(folder, suites), "reference: MATH1-DURAND-03", "reference: MATH1-DURAND-90");
  replace(
    join(folder, "gfp/math1/trainees/durand/activities/lectures-tableur-et-convergence.md"),
    "reference: MATH1-DURAND-04",
    "reference: MATH1-DURAND-03",
  );
  const report = verify(folder);
  check(
    "an attestation under another activity's text: edited since, with the text that was signed",
    line(report, "MATH1-DURAND-03").every((one) => one.text === "edited-since"),
  );
  check(
    "and of an activity that has lost its reference: gone",
    line(report, "MATH1-DURAND-04").every((one) => one.text === "gone"),
  );
}
{
  // Registry and checkpoint of an older day, put back together: whole in itself, and only who remembers can tell.
  const folder = copy();
  verify(folder);
  for (const ending of ["json", "leaves"]) rmSync(join(folder, `trust/checkpoint-3.${ending}`));
  const remembers = verify(folder);
  check(
    "an older state put back as a whole: this machine has seen a newer one",
    remembers.status === 1 && remembers.seenCheckpoint === 3 && remembers.checkpoint === 2,
    remembers.seenCheckpoint,
  );
  ++number; // another machine
  const never = verify(folder);
  check(
    "who never saw a newer one is told as of which checkpoint it is",
    never.seenCheckpoint === undefined && never.checkpoint === 2,
    never.checkpoint,
  );
}
{
  const folder = copy(),
    site = join(work, "site-theme"),
    theme = join(folder, "themes/mien");
  for (const place of [theme, join(folder, "theme")]) {
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, "activity.mustache"), "<p>zqtheme</p>");
    writeFileSync(join(place, "verify.html"), "<p>zqtheme valide</p>");
  }
  appendFileSync(join(folder, "livret.yaml"), "theme: mien\n");
  check("a theme named in the settings: named", verify(folder).notInForce.includes("livret.yaml"));
  run("build", "--root", folder, "--output", site, "--now", "2005-04-11", "--no-git");
  const pages = files(site);
  check(
    "a theme that the repository brings is not used",
    pages.length > 100 && !pages.some((path) => readFileSync(path).includes("zqtheme")),
  );
}
{
  // A key that the institute does not know, and a trainer of another group, sign nothing.
  const folder = copy(),
    phrase = join(work, "phrase");
  writeFileSync(phrase, "ceci est un exemple\n", { mode: 0o600 });
  const signs = (key, name, ...more) => {
    run("key", "new", key, "--name", name, "--passphrase-file", phrase, "--now", "2005-04-11", ...more);
    return run(
      "attest",
      "HG1-BLANC-01",
      "--attest",
      "all",
      "--root",
      folder,
      "--key",
      key,
      "--passphrase-file",
      phrase,
      "--yes",
      "--now",
      "2005-04-11",
      "--lang",
      "en",
    );
  };
  const fresh = signs("fresh", "Somebody", "--example"),
    other = signs("leroy", "Catherine Leroy", "--example");
  check("a fresh key signs nothing", fresh.status === 1 && fresh.stderr.includes("not in the registry"), fresh.stderr);
  check("a trainer of another group signs nothing", other.status === 1 && other.stderr.includes("hg1"), other.stderr);
  check("and nothing was written", JSON.stringify(counts(verify(folder))) === JSON.stringify(words));
}
{
  const folder = copy();
  const done = run("verify", folder, "--format", "json", "--trust-root", "0".repeat(64));
  const report = JSON.parse(done.stdout)[0] ?? JSON.parse(done.stdout);
  check("another institute's root: nothing is believed", done.status === 1 && all_unknown(report));
}
rmSync(work, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);

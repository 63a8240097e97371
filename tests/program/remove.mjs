// `livret remove`: one trainee's work leaves the repository, and nothing else does.
//
//   node tests/program/remove.mjs PROGRAM [PART OF A NAME]
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import {
  bare,
  content,
  finish,
  folder,
  holds,
  livret,
  plain,
  program,
  read_tree,
  same,
  same_trees,
  test,
  told,
  tree_difference,
  write_tree,
} from "./support/tools.mjs";
import { Institute, digest_of, key_of } from "./support/institute.mjs";
import { Desk, fresh_desk, phrase_file as phrase } from "./support/registrar.mjs";

const originals = read_tree(content);
for (const name of [...originals.keys()]) if (/^(site|dossiers|\.livret)\//.test(name)) originals.delete(name);
const day = ["--now", "2005-05-10", "--lang", "en"];

// The example's registry key is a test key that everybody can make.
const registrar = { XDG_CONFIG_HOME: folder("registrar") };
for (const word of ["registry", "checkpoint"]) {
  const made = livret(["key", "new", `ifm-haute-provence-${word}`, "--example", "--passphrase-file", phrase], { env: registrar });
  holds(made.status === 0, () => told(made));
}
new Desk("", registrar.XDG_CONFIG_HOME).cheapen_keys();
const nobody = { XDG_CONFIG_HOME: folder("nobody") };

const durand = { folder: "math1/durand", id: "7b3e91c4", name: "Anne Durand", reference: "MATH1-DURAND-" };
class Place {
  constructor(files = originals, env = registrar) {
    this.root = write_tree(folder("repository"), files);
    this.dossiers = folder("dossiers");
    this.env = { ...env, XDG_STATE_HOME: folder("state") };
  }
  run(args, options = {}) {
    return livret([...args, "--root", this.root, ...day], { env: this.env, ...options });
  }
  does(args, options) {
    const run = this.run(args, options);
    holds(run.status === 0, () => told(run));
    return run;
  }
  remove(trainee = "math1/durand", ...args) {
    return this.run(this.command(trainee, ...args));
  }
  command(trainee = "math1/durand", ...args) {
    return ["remove", trainee, "-o", this.dossiers, "--yes", "--passphrase-file", phrase, ...args];
  }
  tree() {
    return read_tree(this.root);
  }
  text(name) {
    return fs.readFileSync(path.join(this.root, name), "utf8");
  }
  // What every signed file is worth, but those of one trainee and those that a registry makes new.
  verdicts() {
    const report = JSON.parse(this.run(["verify", this.root, "--format", "json"]).out)[0];
    return {
      chain: report.chain,
      words: new Map(report.files.map((one) => [one.path, `${one.word} ${one.reason ?? ""} ${one.current ?? ""}`])),
    };
  }
}
const of_durand = (name) => name.startsWith(`attestations/${durand.id}/`);

// Every file whose bytes or name still tell who she was.
function telling(tree) {
  const words = [durand.name, "Durand", durand.id, "math1/durand", "trainees/durand", "/durand/", durand.reference];
  return [...tree]
    .filter(([name, bytes]) => words.some((word) => name.includes(word) || bytes.includes(word)))
    .map(([name]) => name);
}

await test("with the key at hand she is erased, and everything else is what it was", () => {
  const place = new Place(),
    before = place.verdicts();
  const run = place.remove();
  holds(run.status === 0, () => told(run));
  holds(!run.err.includes("filter-repo"), () => `this is no work tree\n${told(run)}`);
  const dossier = path.join(place.dossiers, "dossier-math1-durand.zip");
  holds(run.out.includes(dossier) && fs.existsSync(dossier), () => told(run));
  const tree = place.tree();
  const snapshots = [...originals.keys()].filter((name) => name.startsWith("trust/snapshots/") && !tree.has(name));
  holds(snapshots.length >= 3, `${snapshots.length} snapshots went`);
  const gone = [...originals.keys()].filter((name) => !tree.has(name) && !snapshots.includes(name));
  for (const name of gone)
    holds(
      /^gfp\/math1\/trainees\/durand\/|^trust\/attestations\/7b3e91c4\/|^trust\/registry-\d+\.roster$|^gfp\/math1\/notices\/2005-03-21/.test(
        name,
      ),
      `${name} went`,
    );
  holds(!fs.existsSync(path.join(place.root, "gfp/math1/trainees/durand")), "her folder is still there");
  holds(!fs.existsSync(path.join(place.root, "trust/attestations/7b3e91c4")), "the folder of her attestations is still there");
  const changed = [...originals].filter(([name, bytes]) => tree.has(name) && !bytes.equals(tree.get(name))).map(([name]) => name);
  same(changed, [
    "gfp/math1/trainees/martin/activities/suites-au-tableur.md",
    "gfp/math1/trainings/droit-auteur-droit-image.md",
    "gfp/math1/trainings/lire-la-recherche.md",
    "guard.yaml",
    "streams/second-degre/questions/un-classeur-deux-logiciels.md",
  ]);
  same(
    [...tree.keys()].filter((name) => !originals.has(name)),
    ["trust/registry-13.json", "trust/registry-13.roster"],
  );
  // By position: each of these files lost those words and nothing else.
  const without = (name, ...pairs) =>
    same(
      place.text(name),
      pairs.reduce((text, [from, to]) => {
        holds(text.includes(from), `${name} does not hold ${from}`);
        return text.replace(from, to);
      }, originals.get(name).toString()),
    );
  without(changed[0], ["with: [durand]\n", ""], ["same-as: MATH1-DURAND-03\n", ""]);
  without(changed[1], ["[durand, martin", "[martin"]);
  without(changed[2], ["[durand, benali", "[benali"]);
  without(changed[3], ["  - {person: math1/durand, login: anne.durand}\n", ""]);
  without(changed[4], ["by: math1/durand\n", "by: (anonymous)\n"]);

  const after = place.verdicts();
  same(after.chain, "holds");
  for (const [name, word] of before.words)
    if (!of_durand(name) && !name.startsWith("registry-")) same(after.words.get(name), word, name);
  // What still tells who she was is what was reported, and nothing else.
  for (const name of telling(tree)) holds(run.err.includes(name), () => `${name} tells, and was not reported\n${told(run)}`);
  for (const line of [
    "gfp/math1/trainees/nguyen/activities/boite-sans-couvercle.md:33",
    "gfp/math1/trainings/lire-la-recherche.md:",
    "trust/checkpoint-3.leaves",
  ])
    holds(run.err.includes(line), () => `${line} was not reported\n${told(run)}`);
  const check = place.run(["check"]);
  holds(check.status === 0, () => told(check));
  place.does(["build", "--no-git", "--output", path.join(folder("site"), "s")]);
  const other = place.does(["export", "dossier", "math1/martin", "-o", folder("other")]);
  const verified = livret(["verify", other.out.trim(), "--trust-root", digest_of(originals.get("trust/root-1.json")), ...day], {
    env: place.env,
  });
  holds(verified.status === 0, () => told(verified));

  place.does(["trust", "checkpoint", "--yes", "--passphrase-file", phrase]);
  const status = JSON.parse(place.run(["trust", "status", "--format", "json"]).out);
  holds(!JSON.stringify(status.wrong).includes(durand.id), () => JSON.stringify(status.wrong));
  holds(!place.text("trust/checkpoint-4.leaves").includes(durand.id), "the next checkpoint still lists her");
  // Whoever kept one of her attestations is told what it is worth.
  const [name, bytes] = [...originals].find(([one]) => one.startsWith("trust/attestations/7b3e91c4/"));
  write_tree(place.root, new Map([[name, bytes]]));
  holds(place.verdicts().words.get(name.slice(6)).startsWith("erased"), "an attestation of hers is not called erased");
});

await test("without the key the registrar is told what to do, and does it", () => {
  const place = new Place(originals, nobody);
  const run = place.remove();
  holds(run.status === 0, () => told(run));
  holds(plain(run.err).includes("livret trust erase 7b3e91c4") && run.err.includes("livret remove 7b3e91c4"), () => told(run));
  same(place.verdicts().chain, "holds");
  for (const name of telling(place.tree()))
    holds(run.err.includes(name), () => `${name} tells, and was not reported\n${told(run)}`);
  place.env = { ...place.env, ...registrar };
  place.does(["trust", "erase", durand.id, "--yes", "--passphrase-file", phrase]);
  place.does(["trust", "checkpoint", "--yes", "--passphrase-file", phrase]);
  const rest = place.remove(durand.id);
  holds(rest.status === 0, () => told(rest));
  same(
    [...place.tree()].filter(([name, bytes]) => name.endsWith(".roster") && bytes.includes("math1/durand")).map(([name]) => name),
    [],
  );
  const again = place.remove(durand.id);
  holds(again.status === 0 && again.err.includes("nothing left to remove"), () => told(again));
});

await test("a dry run changes nothing and writes no dossier", () => {
  const place = new Place();
  const run = place.remove("math1/durand", "--dry-run");
  holds(run.status === 0 && run.out.includes("gfp/math1/trainees/durand/"), () => told(run));
  same_trees(originals, place.tree());
  same(fs.readdirSync(place.dossiers), []);
});

await test("nobody to ask, and nothing happens", () => {
  const place = new Place();
  const run = spawnSync("setsid", [program, "remove", "math1/durand", "--root", place.root, "-o", place.dossiers, ...day], {
    env: { ...bare, ...place.env },
    input: "",
  });
  same(run.status, 2, run.stderr.toString());
  same_trees(originals, place.tree());
  same(fs.readdirSync(place.dossiers), []);
});

await test("unknown trainees, the nearest name, and names that lead elsewhere", () => {
  const place = new Place();
  for (const [name, words] of [
    ["math1/durant", "did you mean “math1/durand”"],
    ["../../etc", "no trainee"],
    ["gfp/../math1/durand", "no trainee"],
    ["", "takes a trainee"],
    ["math1/durand/..", "no trainee"],
    ["deadbeef", "no trainee"],
  ]) {
    const run = place.remove(name);
    holds(run.status === 2 && plain(run.err).includes(words), () => told(run));
  }
  same_trees(originals, place.tree());
});

await test("a link in her folder, and a folder that is one, are refused", () => {
  const outside = folder("outside");
  fs.writeFileSync(path.join(outside, "kept.txt"), "kept");
  const inside = new Place();
  fs.symlinkSync(outside, path.join(inside.root, "gfp/math1/trainees/durand/activities/ailleurs"));
  const attestations = new Place();
  fs.renameSync(path.join(attestations.root, "trust/attestations/7b3e91c4"), path.join(outside, "hers"));
  fs.symlinkSync(path.join(outside, "hers"), path.join(attestations.root, "trust/attestations/7b3e91c4"));
  for (const place of [inside, attestations]) {
    const before = place.tree();
    const run = place.remove();
    holds(run.status === 1 && run.err.includes("is a link"), () => told(run));
    same_trees(before, place.tree());
  }
  holds(fs.existsSync(path.join(outside, "kept.txt")), "something outside went");
});

await test("a profile that claims a colleague’s identifier takes nothing of hers away", () => {
  const files = new Map(originals),
    name = "gfp/math1/trainees/benali/profile.md";
  files.delete("gfp/math1/trainees/durand/profile.md");
  files.set(
    name,
    Buffer.from(
      files
        .get(name)
        .toString()
        .replace(/^id: .*$/m, `id: "${durand.id}"`),
    ),
  );
  const place = new Place(files);
  const run = place.remove("math1/benali");
  holds(run.status === 1 && run.err.includes("the registry says"), () => told(run));
  same_trees(files, place.tree());
});

await test("a dossier that cannot be written stops everything", () => {
  const place = new Place();
  const run = place.run(["remove", "math1/durand", "--yes", "-o", path.join(phrase, "no-folder"), "--passphrase-file", phrase]);
  holds(run.status === 3, () => told(run));
  same_trees(originals, place.tree());
});

await test("threads: others’ words stay, and so does what others link to", () => {
  const files = new Map(originals);
  const question = (by, answers, text) =>
    Buffer.from(`---\nasked: 2005-03-02T20:14+01:00\nby: ${by}\ntitle: "${text}"\n${answers}---\n${text}.\n`);
  const answer = (by) => `  - date: 2005-03-03T09:20+01:00\n    by: "${by}" # qui\n    text: oui\n`;
  files.set("gfp/math1/questions/seule.md", question("durand", "", "Seule"));
  files.set("gfp/math1/questions/elle-se-repond.md", question("durand", `answers:\n${answer("durand")}`, "Elle"));
  files.set("gfp/math1/questions/a-deux.md", question("martin", `answers:\n${answer("durand")}${answer("martin")}`, "Deux"));
  files.set("gfp/math1/questions/citee.md", question("durand", "", "Citée"));
  files.set("gfp/math1/questions/qui-cite.md", question("martin", "", "Voir [là](citee.md)"));
  files.set(
    "gfp/math1/trainings/en-bloc.md",
    Buffer.from(
      "---\r\ntitle: En bloc\r\ndate: 2005-03-02\r\nparticipants:\r\n  - martin\r\n  - durand # elle\r\n  - costa\r\n---\r\nTexte.\r\n",
    ),
  );
  files.set(
    "gfp/math1/trainings/elle-seule.md",
    Buffer.from("---\ntitle: Seule\ndate: 2005-03-02\nparticipants: [\n  durand,\n]\nstatus: held\n---\nTexte.\n"),
  );
  const place = new Place(files);
  const run = place.remove();
  holds(run.status === 0, () => told(run));
  const tree = place.tree();
  same(
    ["seule", "elle-se-repond", "a-deux", "citee"].map((name) => tree.has(`gfp/math1/questions/${name}.md`)),
    [false, false, true, true],
  );
  same(
    place.text("gfp/math1/questions/a-deux.md"),
    files.get("gfp/math1/questions/a-deux.md").toString().replace('"durand" # qui', "(anonymous) # qui"),
  );
  same(
    place.text("gfp/math1/trainings/en-bloc.md"),
    files.get("gfp/math1/trainings/en-bloc.md").toString().replace("  - durand # elle\r\n", ""),
  );
  same(place.text("gfp/math1/trainings/elle-seule.md"), "---\ntitle: Seule\ndate: 2005-03-02\nstatus: held\n---\nTexte.\n");
  const check = place.run(["check"]);
  holds(check.status === 0, () => told(check));
});

await test("git: the commits that touch her files are counted", () => {
  const top = folder("work-tree"),
    inner = new Place();
  fs.renameSync(inner.root, path.join(top, "content"));
  inner.root = path.join(top, "content");
  const git = (...args) => {
    const run = spawnSync("git", ["-C", top, "-c", "user.name=X", "-c", "user.email=x@example.org", ...args], { env: bare });
    holds(run.status === 0, () => run.stderr.toString());
  };
  git("init", "-q");
  git("add", "-A");
  git("commit", "-qm", "one");
  fs.appendFileSync(path.join(inner.root, "gfp/math1/trainees/durand/profile.md"), "\nUn mot.\n");
  git("commit", "-qam", "two");
  fs.appendFileSync(path.join(inner.root, "gfp/hg1/gfp.md"), "\nUn mot.\n");
  git("commit", "-qam", "three");
  const run = inner.remove();
  holds(
    run.status === 0 && run.err.includes("2 commits touch") && run.err.includes("--path 'content/gfp/math1/trainees/durand'"),
    () => told(run),
  );
});

// --- killed: every call that changes a name is counted, and the program dies at one of them.
const killer = path.join(folder("killer"), "killer.so");
fs.writeFileSync(
  `${killer}.c`,
  `
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdlib.h>
static void count(void) {
  static int left = -1;
  if (left < 0) left = atoi(getenv("KILL_AT"));
  if (left > 0 && --left == 0) raise(SIGKILL);
}
int renameat2(int a, const char* b, int c, const char* d, unsigned e) {
  count();
  return ((int (*)(int, const char*, int, const char*, unsigned))dlsym(RTLD_NEXT, "renameat2"))(a, b, c, d, e);
}
int unlinkat(int a, const char* b, int c) {
  count();
  return ((int (*)(int, const char*, int))dlsym(RTLD_NEXT, "unlinkat"))(a, b, c);
}
`,
);
const compiled = spawnSync("cc", ["-shared", "-fPIC", "-o", killer, `${killer}.c`, "-ldl"]);
holds(compiled.status === 0, () => compiled.stderr.toString());

await test("killed at a write and run again, it ends as if nothing had happened", () => {
  const whole = new Place();
  holds(whole.remove().status === 0, "the run without a kill");
  const expected = whole.tree();
  const dossier = fs.readFileSync(path.join(whole.dossiers, "dossier-math1-durand.zip"));
  let killed = 0;
  for (const at of [3, 9, 14, 30]) {
    const place = new Place();
    const first = place.run(place.command("math1/durand"), { env: { ...place.env, LD_PRELOAD: killer, KILL_AT: String(at) } });
    if (first.signal !== "SIGKILL") {
      holds(first.status === 0, () => told(first));
      continue;
    }
    ++killed;
    // The last one goes on from another machine, which remembers nothing: her profile, the last to go, still says who she is.
    if (at === 30) place.env = { ...place.env, XDG_STATE_HOME: folder("elsewhere") };
    const again = place.remove("math1/durand", ...(at === 30 ? ["--no-dossier"] : []));
    holds(again.status === 0, () => `killed at ${at}\n${told(again)}`);
    const difference = tree_difference(expected, place.tree());
    holds(difference === "", () => `killed at ${at}\n${difference}\n${told(again)}`);
    holds(
      fs.readFileSync(path.join(place.dossiers, "dossier-math1-durand.zip")).equals(dossier),
      `killed at ${at}: her dossier is not whole`,
    );
    same(fs.readdirSync(place.dossiers).filter((name) => name.endsWith(".part")).length <= 1, true);
  }
  holds(killed >= 4, `${killed} runs were killed`);
});

await test("killed while the next registry of a real institute is written, it is completed with other random numbers", () => {
  const desk = fresh_desk();
  desk.trust("2004-10-01", "init");
  desk.cheapen_keys();
  desk.trust("2004-10-01", "roster");
  desk.trust("2004-10-01", "checkpoint");
  const before = desk.newest("registry");
  const args = ["remove", "math1/durand", "-o", folder("dossiers"), "--yes", "--passphrase-file", phrase, "--now", "2004-12-10"];
  const first = desk.run(args, { env: { ...desk.env, LD_PRELOAD: killer, KILL_AT: "4" } });
  same(first.signal, "SIGKILL");
  same(
    [desk.has(`trust/registry-${before + 1}.roster`), desk.has(`trust/registry-${before + 1}.json`)],
    [true, false],
    "where it was killed",
  );
  const again = desk.run(args);
  holds(again.status === 0, () => told(again));
  const erased = desk
    .roster()
    .filter((one) => one.erased)
    .map((one) => one.id);
  same(erased, [durand.id]);
  holds(!desk.has("gfp/math1/trainees/durand") && !desk.has("trust/attestations/7b3e91c4"), "her folders are still there");
  same(
    [...read_tree(desk.root).keys()].filter((name) => name.endsWith(".part")),
    [],
  );
  desk.trust("2004-12-11", "checkpoint");
  same(desk.status_json().wrong, []);
});

await test("what she adds after an interrupted removal is not lost", () => {
  const place = new Place();
  const first = place.run(place.command(), { env: { ...place.env, LD_PRELOAD: killer, KILL_AT: "4" } });
  same(first.signal, "SIGKILL");
  fs.appendFileSync(path.join(place.root, "gfp/math1/trainees/durand/profile.md"), "\nUn mot de plus.\n");
  const again = place.remove();
  const zip = fs.readFileSync(path.join(place.dossiers, "dossier-math1-durand.zip"));
  holds(
    again.status === 0
      ? zip.includes("Un mot de plus.")
      : place.text("gfp/math1/trainees/durand/profile.md").includes("Un mot de plus."),
    () => told(again),
  );
});

await test("an institute made by other means: one of two trainees goes, the other’s words are the same", () => {
  const base = read_tree(path.join(content, "../tests/cases/_base"));
  const root = write_tree(folder("institute"), base);
  for (const [slug, salt] of [
    ["durand", "0a"],
    ["martin", "1b"],
  ]) {
    const file = path.join(root, `gfp/math1/trainees/${slug}/profile.md`);
    fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace("name:", `salt: "${salt.repeat(16)}"\nname:`));
  }
  const person = (slug) => {
    const text = fs.readFileSync(path.join(root, `gfp/math1/trainees/${slug}/profile.md`), "utf8");
    return { id: /id: "?([^"\n]*)/.exec(text)[1], name: /name: "?([^"\n]*)/.exec(text)[1], salt: /salt: "([^"]*)/.exec(text)[1] };
  };
  const configuration = fs.readFileSync(path.join(root, "livret.yaml"), "utf8");
  const institute = new Institute(root, {
    id: /institution:[\s\S]*?id: (\S+)/.exec(configuration)[1],
    certificate: key_of("certificate").did,
    example: true,
  });
  institute.trainer("c-leroy", "Catherine Leroy");
  const people = { durand: person("durand"), martin: person("martin") };
  for (const [slug, one] of Object.entries(people)) institute.trainee(one.id, `math1/${slug}`, one.name, one.salt);
  institute.add_registry();
  institute.checkpoint("2004-10-01");
  const framework = fs.readdirSync(path.join(root, "frameworks"))[0].slice(0, -4);
  for (const [slug, one] of Object.entries(people))
    institute.attest("c-leroy", {
      trainee: one.id,
      gfp: "math1",
      reference: `MATH1-${slug.toUpperCase()}-01`,
      framework,
      decisions: { "B.1": "attested" },
    });
  // Both signed the same text: its snapshot is the other's too.
  const shared = institute.attest("c-leroy", {
    trainee: people.martin.id,
    gfp: "math1",
    reference: "MATH1-DURAND-01",
    framework,
    decisions: { "B.2": "attested" },
  });
  institute.checkpoint("2004-12-20");
  const place = new Place(read_tree(root), nobody);
  const before = place.verdicts();
  same(before.chain, "holds");
  const run = place.remove();
  holds(run.status === 0, () => told(run));
  const after = place.verdicts();
  for (const [name, word] of before.words) if (!name.includes(people.durand.id)) same(after.words.get(name), word, name);
  const body = digest_of("Ce que dit MATH1-DURAND-01.\n");
  holds(
    shared && fs.existsSync(path.join(place.root, `trust/snapshots/${body}`)),
    "a snapshot that a colleague’s attestation binds went",
  );
});

finish();

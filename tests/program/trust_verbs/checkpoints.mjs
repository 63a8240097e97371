// trust checkpoint: what is listed, who signs it, unattended as the files of `livret init` do it, and what a kill leaves.
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { digest_of } from "../support/institute.mjs";
import { durand, institute, phrase, phrase_file, wrong_phrase_file } from "../support/registrar.mjs";
import { bare, folder, holds, livret, program, read_tree, same, test, told } from "../support/tools.mjs";

const checkpoint = (day, ...more) => ["trust", "checkpoint", "--now", day, ...more];

await test("checkpoint: lists every attestation, names registry, root and the one before", () => {
  const { desk, first } = institute();
  const second = desk.attest("2004-12-10", "leroy", "MATH1-DURAND-02", "--attest", "B.1");
  same(desk.verify().of(second), "unsealed");
  const run = desk.does(checkpoint("2004-12-13"));
  same(run.out, "trust/checkpoint-3.json\n");
  holds(
    /checkpoint 3 of “Institut d’essai”, of 2004-12-13\n  registry \d, root 1\n  attestations listed: 2 \(before: 1\)/.test(
      run.err,
    ),
    told(run),
  );
  const listed = (file, since) => ({ digest: path.basename(file, ".json"), since });
  const leaves = [listed(first, 2), listed(second, 3)].sort((a, b) => (a.digest < b.digest ? -1 : 1));
  same(desk.text("trust/checkpoint-3.leaves"), `${JSON.stringify({ attestations: leaves, trainee: durand })}\n`);
  const subject = desk.subject("checkpoint-3.json");
  same(
    [subject.previous, subject.registry.digest],
    [digest_of(desk.read("trust/checkpoint-2.json")), digest_of(desk.read(`trust/registry-${desk.newest("registry")}.json`))],
  );
  same(desk.verify().of(second), "valid");
  same(desk.stands(/point de contrôle 3 du 2004-12-13/, /checkpoint 3 of 2004-12-13/).checkpoint, 3);
  for (const lang of ["fr", "en"]) {
    const idle = desk.run([...checkpoint("2004-12-20", "--if-changed"), "--yes", "--passphrase-file", phrase_file], { lang });
    holds(
      idle.status === 0 &&
        idle.out === "" &&
        /rien n’a changé depuis le point de contrôle 3|nothing has changed since checkpoint 3/.test(idle.err),
      told(idle),
    );
  }
  same(desk.newest("checkpoint"), 3);
});

await test("checkpoint: a registrar’s own key signs it; a trainer’s, a chair’s or a retired registrar’s does not", () => {
  const { desk, first } = institute();
  desk.does(checkpoint("2004-12-06", "--key", "meyer"));
  same(desk.document("checkpoint-3.json").issuer.id, desk.key("meyer"));
  same([desk.verify().exit, desk.verify().of("trust/checkpoint-3.json"), desk.verify().of(first)], [0, "valid", "valid"]);
  for (const key of ["leroy", "aubanel", "ifm-essai-registry", "ifm-essai-root"])
    desk.refuses(
      checkpoint("2004-12-07", "--key", key),
      3,
      /n’est pas une clé des points de contrôle ou d’un responsable/,
      /is not a checkpoint key or a registrar/,
    );
  desk.trust("2004-12-08", "retire", "s-meyer");
  desk.refuses(checkpoint("2004-12-09", "--key", "meyer"), 3, /n’est pas une clé/, /is not a checkpoint key/);
  desk.does(checkpoint("2004-12-09"));
  same(desk.verify().exit, 0, "what she signed before holds");
});

await test("checkpoint: refused where it would be incomplete, or where a file is nobody’s word", () => {
  const { desk, first } = institute();
  const bytes = desk.read(first);
  fs.rmSync(desk.file(first));
  desk.refuses(
    checkpoint("2004-12-06"),
    1,
    /incomplet : 1 attestations de 7b3e91c4 sont inscrites, 0 sont là/,
    /incomplete: 1 attestations of 7b3e91c4 are listed, 0 are here/,
  );
  same(
    [desk.verify().exit, desk.verify().report.incomplete],
    [1, [{ trainee: durand, listed: 1, present: 0 }]].map((one) => one),
  );
  desk.write(first, bytes);
  desk.stands();
  const registry = `trust/registry-${desk.newest("registry") + 1}.json`;
  fs.copyFileSync(desk.file("trust/registry-1.json"), desk.file(registry));
  desk.refuses(checkpoint("2004-12-06"), 1, /n’est la parole de personne \(malformed\)/, /is nobody's word \(malformed\)/);
  fs.rmSync(desk.file(registry));
  fs.rmSync(desk.file("trust/registry-3.json"));
  fs.rmSync(desk.file(`trust/registry-${desk.newest("registry")}.json`));
  desk.refuses(
    checkpoint("2004-12-06"),
    1,
    /chaîne de confiance est rompue \(old-registry\)/,
    /chain of trust is broken \(old-registry\)/,
  );
});

await test("checkpoint: an old state put back, and one that was replaced, are remembered", () => {
  const { desk } = institute();
  desk.does(checkpoint("2004-12-06"));
  desk.stands();
  for (const name of ["checkpoint-3.json", "checkpoint-3.leaves"]) fs.rmSync(desk.file(`trust/${name}`));
  desk.refuses(checkpoint("2004-12-07"), 1, /un état ancien a été remis/, /an old state was put back/);
  holds(/un état ancien a été remis : cette machine a déjà vu le point de contrôle 3/.test(desk.status("fr").out), "status");
  const forgetful = { env: { ...desk.env, XDG_STATE_HOME: folder("other-state") } };
  holds(
    desk.run([...checkpoint("2004-12-07"), "--yes", "--passphrase-file", phrase_file], forgetful).status === 0,
    "another machine",
  );
  desk.refuses(
    checkpoint("2004-12-08"),
    1,
    /n’est pas celui que cette machine a vu/,
    /is not the one that this machine has seen/,
  );
});

await test("checkpoint: dates, passphrases and leftovers", () => {
  const { desk } = institute();
  desk.refuses(checkpoint("2004-11-30"), 2, /ne peut pas être plus ancien/, /cannot be older/);
  desk.refuses(checkpoint("2004-12-06"), 3, /ne s’ouvre pas/, /does not open/, {
    signing: ["--yes", "--passphrase-file", wrong_phrase_file],
  });
  desk.write("trust/checkpoint-3.leaves", "");
  desk.refuses(checkpoint("2004-12-06"), 1, /reste d’une signature interrompue/, /remains from an interrupted signature/);
  fs.copyFileSync(desk.file("trust/checkpoint-2.leaves"), desk.file("trust/checkpoint-3.leaves"));
  desk.does(checkpoint("2004-12-06"));
  desk.stands();
});

// --- unattended
const git = (where, ...args) =>
  execFileSync(
    "git",
    ["-C", where, "-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", ...args],
    { env: { ...bare, HOME: where }, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
  );

// The institute with the tooling of `livret init`, in git, with a shared repository that it is pushed to.
function shared() {
  const { desk } = institute();
  const made = folder("init");
  livret(["init", made, "--name", "X", "--lang", "fr", "-q"]);
  for (const name of [".gitignore", ".gitattributes", ".gitlab-ci.yml", ".github/workflows/livret.yml"])
    desk.write(name, fs.readFileSync(path.join(made, name)));
  desk.attest("2004-12-10", "leroy", "MATH1-DURAND-02", "--attest", "B.1");
  const bare_repository = folder("shared.git");
  git(bare_repository, "init", "-q", "--bare", "-b", "main");
  git(desk.root, "init", "-q", "-b", "main");
  git(desk.root, "add", "-A");
  git(desk.root, "commit", "-qm", "all");
  git(desk.root, "remote", "add", "origin", bare_repository);
  git(desk.root, "push", "-q", "-u", "origin", "main");
  return { desk, bare_repository, key: fs.readFileSync(path.join(desk.keys, "ifm-essai-checkpoint.json"), "utf8").trimEnd() };
}
function runs(script, where, env) {
  const done = spawnSync("bash", ["-eo", "pipefail", "-c", script], {
    cwd: where,
    env: {
      ...bare,
      PATH: `${path.dirname(program)}:${process.env.PATH}`,
      HOME: folder("home"),
      XDG_STATE_HOME: folder("state"),
      SOURCE_DATE_EPOCH: "1103500000",
      ...env,
    },
    encoding: "utf8",
  });
  holds(done.status === 0, () => `exit ${done.status}\n${script}\n${done.stdout}${done.stderr}`);
}
function checkpoint_was_pushed({ desk, bare_repository }) {
  const clone = folder("clone");
  git(clone, "clone", "-q", bare_repository, ".");
  const run = livret(["verify", clone, "--format", "json"], { env: { XDG_STATE_HOME: folder("state") } });
  same([run.status, JSON.parse(run.out)[0].checkpoint], [0, 3], told(run));
  same(git(desk.root, "status", "--porcelain"), "");
}

await test("checkpoint: GitHub’s job of `livret init` signs and pushes it, and the week after nothing", () => {
  const it = shared(),
    temporary = folder("runner");
  const { checkpoint: job } = parse(it.desk.text(".github/workflows/livret.yml")).jobs;
  const script = (name) => job.steps.find((one) => one.name === name).run;
  for (let week = 0; week < 2; ++week) {
    runs(script("secret files"), it.desk.root, { RUNNER_TEMP: temporary, KEY: it.key, PASSPHRASE: phrase });
    runs(script("checkpoint"), it.desk.root, { RUNNER_TEMP: temporary });
    checkpoint_was_pushed(it);
    same(fs.readdirSync(temporary), [], "the secrets are gone");
  }
});

await test("checkpoint: GitLab’s job likewise, on a schedule", () => {
  const it = shared(),
    temporary = folder("runner"),
    variables = folder("variables");
  const { checkpoint: job } = parse(it.desk.text(".gitlab-ci.yml"));
  same(
    [job.extends, job.rules],
    ["livret", [{ if: '$LIVRET_ARCHIVE && $CI_PIPELINE_SOURCE == "schedule" && $LIVRET_SMTP == null' }]],
  );
  fs.writeFileSync(path.join(variables, "key"), it.key);
  fs.writeFileSync(path.join(variables, "phrase"), phrase);
  const script = job.script
    .join("\n")
    .replaceAll("/tmp/livret/bin/livret", "livret")
    .replaceAll("/tmp/", `${temporary}/`)
    .replace("https://livret:$LIVRET_PUSH_TOKEN@$CI_SERVER_HOST/$CI_PROJECT_PATH.git", it.bare_repository);
  for (let week = 0; week < 2; ++week) {
    runs(script, it.desk.root, {
      LIVRET_KEY: path.join(variables, "key"),
      LIVRET_PASSPHRASE: path.join(variables, "phrase"),
      CI_COMMIT_BRANCH: "main",
    });
    checkpoint_was_pushed(it);
    same(fs.readdirSync(temporary), [], "the secrets are gone");
  }
});

await test("half files of killed programs: git does not see them, the next signature removes them, others’ stay", () => {
  const { desk } = shared();
  const dead = spawnSync("true").pid;
  const left = ["trust", "trust/snapshots", `trust/attestations/${durand}`].map(
    (one) => `${one}/.${"ab".repeat(32)}.${dead}-0.part`,
  );
  const kept = [`trust/snapshots/.x.${process.pid}-0.part`, "trust/snapshots/.x.part", "trust/snapshots/x.1-0.part"];
  for (const name of [...left, ...kept]) desk.write(name, "half");
  same(git(desk.root, "status", "--porcelain").trim(), "?? trust/snapshots/x.1-0.part");
  same(desk.verify().exit, 0, "nobody reads them");
  const here = () => [...left, ...kept].filter((name) => desk.has(name));
  desk.stands();
  same(here(), [...left, ...kept], "reading removes nothing");
  desk.does(checkpoint("2004-12-13"));
  same(here(), kept);
  for (const name of left) desk.write(name, "half");
  desk.attest("2004-12-14", "anselme", "MATH1-DURAND-02", "--attest", "B.1");
  same(here(), kept, "attest");
});

await test("a kill at any moment leaves each verb’s file whole or not there, and the verb can be run again", () => {
  for (const [verb, kind] of [
    [["retire", "p-anselme"], "registry"],
    [["checkpoint"], "checkpoint"],
  ]) {
    const { desk } = institute();
    const began = performance.now();
    desk.copy().trust("2004-12-06", ...verb);
    const whole = performance.now() - began;
    const before = read_tree(desk.file("trust")),
      number = desk.newest(kind);
    for (const share of [0.2, 0.6, 0.85, 0.95]) {
      if (desk.newest(kind) > number) break;
      livret(["trust", ...verb, "--now", "2004-12-06", "--yes", "--passphrase-file", phrase_file], {
        cwd: desk.root,
        env: desk.env,
        timeout: Math.round(whole * share),
      });
      for (const [name, bytes] of before) holds(read_tree(desk.file("trust")).get(name)?.equals(bytes), `${name} has changed`);
      same(desk.status_json().wrong, [], `killed after ${share} of ${verb[0]}`);
    }
    if (desk.newest(kind) === number) desk.trust("2004-12-06", ...verb);
    same(desk.newest(kind), number + 1);
    desk.stands();
    same(desk.verify().exit, 0);
  }
});

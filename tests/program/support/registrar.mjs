// A registrar's desk for tests: a repository, her keys, what her machine remembers; and what the program then says of it all.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import canonicalize from "canonicalize";
import { digest_of } from "./institute.mjs";
import { bare, folder, holds, livret, plain, program, read_tree, same, same_trees, source, told, write_tree } from "./tools.mjs";

export const phrase = "quatre mots pris au hasard";
const secret_file = (name, text) => {
  const file = path.join(folder(name), "phrase");
  fs.writeFileSync(file, `${text}\n`, { mode: 0o600 });
  return file;
};
export const phrase_file = secret_file("phrase", phrase);
export const wrong_phrase_file = secret_file("wrong", "ce ne sont pas ces mots-là");
export const short_phrase_file = secret_file("short", "trop court");
const answers = ["--yes", "--passphrase-file", phrase_file];

// Key files of a folder, sealed anew at the least cost that a key file may have: a suite opens them hundreds of times.
export function cheapen_keys(keys, names) {
  const sealer = path.join(path.dirname(program), "tests/proof_program");
  if (!fs.existsSync(sealer)) return;
  for (const name of names) {
    const file = path.join(keys, name);
    fs.writeFileSync(file, execFileSync(sealer, ["cheapen", file], { input: `${phrase}\n` }), { mode: 0o600 });
  }
}

export class Desk {
  constructor(root, config, state = folder("state")) {
    Object.assign(this, { root, config, state, keys: path.join(config, "livret/keys") });
    this.env = { XDG_CONFIG_HOME: config, XDG_STATE_HOME: state };
  }
  // The same institute on another machine.
  copy() {
    const copy = new Desk(write_tree(folder("copy"), read_tree(this.root)), folder("home"));
    write_tree(copy.keys, read_tree(this.keys));
    for (const name of fs.readdirSync(copy.keys)) fs.chmodSync(path.join(copy.keys, name), 0o600);
    return copy;
  }

  run(args, { lang = "en", ...options } = {}) {
    const run = livret([...args, "--lang", lang], { cwd: this.root, env: this.env, ...options });
    return Object.assign(run, { out: plain(run.out), err: plain(run.err) });
  }
  does(args, options) {
    const run = this.run([...args, ...answers], options);
    holds(run.status === 0, told(run));
    return run;
  }
  trust(day, ...args) {
    return this.does(["trust", ...args, "--now", day]);
  }
  // Refused in both languages with this exit status and these words, and nothing anywhere has changed.
  refuses(args, status, fr, en, { signing = answers, ...options } = {}) {
    for (const [lang, words] of [
      ["fr", fr],
      ["en", en],
    ]) {
      const before = this.everything();
      const run = this.run([...args, ...signing], { lang, ...options });
      holds(run.status === status && words.test(run.err), () => `expected exit ${status} and ${words}\n${told(run)}`);
      same_trees(before, this.everything());
    }
  }
  everything() {
    return new Map([...read_tree(this.root), ...[...read_tree(this.config)].map(([name, bytes]) => [`config/${name}`, bytes])]);
  }

  // --- people
  cheapen_keys() {
    cheapen_keys(this.keys, fs.readdirSync(this.keys));
  }
  new_key(file, name, day = "2004-10-01") {
    const run = this.run(["key", "new", file, "--name", name, "--now", day, "--passphrase-file", phrase_file]);
    holds(run.status === 0, told(run));
    cheapen_keys(this.keys, [`${file}.json`]);
    return this.key(file);
  }
  key(file) {
    return JSON.parse(fs.readFileSync(path.join(this.keys, `${file}.json`), "utf8")).key;
  }
  request(file, day = "2004-10-01") {
    const name = path.join(folder("request"), `${file}.request`);
    this.does(["key", "request", name, "--key", file, "--now", day]);
    return name;
  }
  person(file, name, day, ...args) {
    this.new_key(file, name, day);
    this.trust(day, "add", this.request(file, day), ...args);
  }
  attest(day, key, reference, ...args) {
    const run = this.does(["attest", reference, ...args, "--key", key, "--now", day]);
    return run.out.trim().split("\t")[1];
  }

  // --- files
  file(name) {
    return path.join(this.root, name);
  }
  read(name) {
    return fs.readFileSync(this.file(name));
  }
  text(name) {
    return this.read(name).toString();
  }
  document(name) {
    return JSON.parse(this.read(`trust/${name}`));
  }
  subject(name) {
    return this.document(name).credentialSubject;
  }
  write(name, text) {
    fs.mkdirSync(path.dirname(this.file(name)), { recursive: true });
    fs.writeFileSync(this.file(name), text);
  }
  replace(name, from, to) {
    holds(this.text(name).includes(from), `${name} does not hold ${from}`);
    this.write(name, this.text(name).replace(from, to));
  }
  has(name) {
    return fs.existsSync(this.file(name));
  }
  newest(kind) {
    return Math.max(
      ...fs
        .readdirSync(this.file("trust"))
        .flatMap((name) => new RegExp(`^${kind}-(\\d+)\\.json$`).exec(name)?.[1] ?? [])
        .map(Number),
    );
  }
  registry() {
    return this.subject(`registry-${this.newest("registry")}.json`);
  }
  roster(number = this.newest("registry")) {
    return this.text(`trust/registry-${number}.roster`)
      .split("\n")
      .slice(0, -1)
      .map((one) => JSON.parse(one));
  }

  // --- what the program says
  status(lang = "en", ...args) {
    return this.run(["trust", "status", ...args], { lang });
  }
  status_json(...args) {
    const run = this.run(["trust", "status", "--format", "json", ...args]);
    return { exit: run.status, ...JSON.parse(run.out) };
  }
  // All is well in both languages and in JSON, and each pattern is found.
  stands(fr = [], en = []) {
    for (const [lang, well, patterns] of [
      ["fr", "tout va bien", fr],
      ["en", "all is well", en],
    ]) {
      const run = this.status(lang);
      holds(run.status === 0 && run.out.includes(well), told(run));
      for (const pattern of [patterns].flat()) holds(pattern.test(run.out), () => `${pattern} is not in\n${run.out}`);
    }
    const json = this.status_json();
    same([json.exit, json.wrong], [0, []]);
    return json;
  }
  verify(...args) {
    const run = this.run(["verify", this.root, "--format", "json", ...args]);
    holds(run.out.startsWith("["), told(run));
    const report = JSON.parse(run.out)[0];
    const words = new Map(
      report.files.map((one) => [`trust/${one.path}`, one.reason ? `${one.word} (${one.reason})` : one.word]),
    );
    return { exit: run.status, report, words, of: (name) => words.get(name) };
  }
}

// The repository of tests/cases/_base with salts, a second group and a trainee in it; no trust/ yet.
export function fresh_desk() {
  const desk = new Desk(write_tree(folder("repository"), read_tree(path.join(source, "tests/cases/_base"))), folder("home"));
  for (const [name, salt] of [
    ["durand", "0a"],
    ["martin", "1b"],
  ])
    desk.replace(`gfp/math1/trainees/${name}/profile.md`, "name:", `salt: ${salt.repeat(16)}\nname:`);
  desk.write("gfp/hg1/gfp.md", "---\ntitle: Histoire, groupe 1\nyear: 2004-2005\n---\n");
  desk.write("gfp/hg1/trainees/joubert/profile.md", `---\nid: 5d5d5d5d\nname: Zoé Joubert\nsalt: ${"2c".repeat(16)}\n---\n`);
  const activity = desk.text("gfp/math1/trainees/durand/activities/suites.md");
  desk.write(
    "gfp/hg1/trainees/joubert/activities/frise.md",
    activity.replace("MATH1-DURAND-01", "HG1-JOUBERT-01").replace("Suites au tableur", "Une frise"),
  );
  desk.write(
    "gfp/math1/trainees/durand/activities/graphes.md",
    activity
      .replace("-01", "-02")
      .replace("Suites au tableur", "Graphes")
      .replace("status:", "  - B.2: ils tracent les leurs\nstatus:"),
  );
  return desk;
}

export const commitment = (name, salt) => digest_of(canonicalize({ name, salt }));
export const durand = "7b3e91c4";

// An institute at work since 2004-10-01: two trainers, a registrar, a jury's chair; checkpoint 1 of that day; Catherine Leroy
// attested MATH1-DURAND-01 on 2004-11-22 (`first`), which checkpoint 2 of 2004-12-01 lists. Made once, copied for each test.
let made = null;
export function institute() {
  if (!made) {
    const desk = fresh_desk(),
      day = "2004-10-01";
    desk.trust(day, "init");
    desk.cheapen_keys();
    desk.person("leroy", "Catherine Leroy", day, "--id", "c-leroy", "--gfp", "math1");
    desk.person("anselme", "Philippe Anselme", day, "--id", "p-anselme", "--gfp", "*");
    desk.person("meyer", "Solange Meyer", day, "--id", "s-meyer", "--role", "registrar");
    desk.person("aubanel", "Robert Aubanel", day, "--id", "r-aubanel", "--role", "jury-chair");
    desk.trust(day, "roster");
    desk.trust(day, "checkpoint");
    const first = desk.attest("2004-11-22", "leroy", "MATH1-DURAND-01", "--attest", "B.1");
    desk.trust("2004-12-01", "checkpoint");
    made = { desk, first };
  }
  return { desk: made.desk.copy(), first: made.first };
}

// --- a terminal: `script` gives the program one, and a person answers what she is asked.
// `answers`: [pattern that must appear, what is typed]. {status, shown}
export async function converse(desk, args, typed) {
  const quoted = [program, ...args].map((one) => `'${one}'`).join(" ");
  const child = spawn("script", ["-qec", quoted, "/dev/null"], {
    cwd: desk.root,
    env: { ...bare, ...desk.env, TERM: "dumb", SHELL: "/bin/sh" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let shown = "",
    from = 0,
    ended = false;
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (data) => (shown += data));
  const end = new Promise((done) =>
    child.on("close", (status) => {
      ended = true;
      done(status);
    }),
  );
  for (const [pattern, text] of typed) {
    for (let i = 0; i < 600 && !ended && !pattern.test(plain(shown.slice(from))); ++i)
      await new Promise((done) => setTimeout(done, 25));
    if (!pattern.test(plain(shown.slice(from)))) {
      child.kill("SIGKILL");
      throw new Error(`${pattern} was never asked in\n${shown}`);
    }
    from = shown.length;
    child.stdin.write(text);
  }
  const status = await end;
  return { status, shown: plain(shown) };
}

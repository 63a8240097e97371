// A jury's session for tests: the example institute with a registrar, chairs and keys, opened and frozen once and copied from
// then on. Suites `sessions` and `session-site`.
import fs from "node:fs";
import path from "node:path";
import { Desk, cheapen_keys, phrase_file } from "./registrar.mjs";
import { content, folder, holds, livret, read_tree, told, write_tree } from "./tools.mjs";

// --- the institute: its own keys are test keys that everybody can make; trainers' too
export const originals = read_tree(content);
for (const name of [...originals.keys()]) if (/^(site|dossiers|\.livret)\//.test(name)) originals.delete(name);
export const config = folder("config");
for (const word of ["registry", "checkpoint", "certificate"]) example_key(`ifm-haute-provence-${word}`);
example_key("leroy", "--name", "Catherine Leroy");
cheapen_keys(path.join(config, "livret/keys"), fs.readdirSync(path.join(config, "livret/keys")));
function example_key(...words) {
  const made = livret(["key", "new", ...words, "--example", "--passphrase-file", phrase_file], {
    env: { XDG_CONFIG_HOME: config },
  });
  holds(made.status === 0, () => told(made));
}

export const opened = "2005-06-06",
  frozen = "2005-06-08",
  later = "2005-06-13",
  held = "2005-06-20";
export const yes = ["--yes", "--passphrase-file", phrase_file];
export const key = (name) => ["--key", name];

export class Jury extends Desk {
  constructor(files = originals) {
    super(write_tree(folder("repository"), files), folder("config"));
    write_tree(this.keys, read_tree(path.join(config, "livret/keys")));
    for (const name of fs.readdirSync(this.keys)) fs.chmodSync(path.join(this.keys, name), 0o600);
    this.out = folder("jury");
  }
  session(day, ...args) {
    return this.does(["session", ...args, "--now", day]);
  }
  chair(name, spoken, ...gfps) {
    this.person(name, spoken, opened, "--id", name, "--role", "jury-chair", ...gfps.flatMap((gfp) => ["--gfp", gfp]));
  }
  open(...gfps) {
    return this.session(
      opened,
      "open",
      "juin-2005",
      ...(gfps.length ? gfps : ["math1"]).flatMap((gfp) => ["--gfp", gfp]),
      "--title",
      "Jury C2i2e : session de juin 2005",
      "--framework",
      "c2i2e-2005",
      "--date",
      held,
    );
  }
  freeze() {
    return this.session(frozen, "freeze", "juin-2005");
  }
  decide(chair, ...args) {
    return this.session(held, "decide", "juin-2005", ...args, "--key", chair);
  }
  close(...args) {
    return this.session(held, "close", "juin-2005", "-o", this.out, ...args);
  }
  // Where WeasyPrint is not installed: all but the PDF files, a dozen of which take longer than the rest of a test.
  close_without_pdf() {
    const run = this.run(["session", "close", "juin-2005", "-o", this.out, "--now", held, ...yes], {
      env: { ...this.env, PATH: folder("empty-path") },
    });
    holds(run.status === 3 && run.err.includes("the program weasyprint is missing"), () => told(run));
    return run;
  }
  changes(day = held) {
    const run = this.run(["session", "diff", "juin-2005", "--format", "json", "--now", day]);
    holds(run.status === 0, () => told(run));
    return JSON.parse(run.out);
  }
  of(folder_name, day) {
    return this.changes(day).candidates.find((one) => one.folder === folder_name)?.changes;
  }
  words() {
    const report = JSON.parse(this.run(["verify", this.root, "--format", "json", "--now", held]).out)[0];
    return new Map(report.files.map((one) => [one.path, one.reason ? `${one.word} (${one.reason})` : one.word]));
  }
  word(test) {
    return [...this.words()].filter(([name]) => test(name)).map(([, word]) => word);
  }
  signed() {
    return [...read_tree(this.file("trust")).keys()];
  }
  csv(text) {
    const file = path.join(folder("list"), "decisions.csv");
    fs.writeFileSync(file, text);
    return file;
  }
}
// As far as the freeze, once for each choice of groups (none: math1); copies of it are cheap.
const ready = new Map();
export function frozen_jury(...gfps) {
  const groups = gfps.join(" ");
  if (!ready.has(groups)) {
    const jury = new Jury();
    jury.chair("mercier", "Solange Mercier", "math1");
    jury.chair("belkacem", "Youssef Belkacem", "math1");
    jury.chair("etranger", "Paul Étranger", "pe1");
    jury.open(...gfps);
    jury.freeze();
    ready.set(groups, jury);
  }
  const copy = ready.get(groups).copy();
  return Object.assign(Object.setPrototypeOf(copy, Jury.prototype), { out: folder("jury") });
}

export const activity = "gfp/math1/trainees/durand/activities/fonctions-associees-projetees.md";

// What can happen between the freeze and the jury's meeting. Returns what was signed (its file) and about what, and what was revoked.
export function change_everything(jury) {
  jury.replace(activity, "Première S, vingt-huit élèves", "Première S, trente élèves après le gel");
  jury.replace(activity, "situation: classroom", "situation: mixed");
  jury.write(
    "gfp/math1/trainees/durand/activities/apres-le-gel.md",
    "---\nreference: MATH1-DURAND-09\ntitle: Ajoutée après le gel\ndate: 2005-06-09\ncontext: autonomie\nsituation: none\nphases: [analyse]\n" +
      "competences: [A.1.1]\nstatus: declared\ndeclared: 2005-06-10\nvisibility: jury\n---\nUn texte venu après.\n",
  );
  const waits = JSON.parse(jury.run(["inbox", "--format", "json", "--now", later]).out).waiting.find(
    (one) => /^MATH1-/.test(one.reference) && one.competences.length > 0 && !/DURAND|NGUYEN/.test(one.reference),
  );
  const signed = jury.attest(later, "leroy", waits.reference, "--attest", waits.competences[0].code);
  const valid = jury
    .signed()
    .filter((name) => name.startsWith("attestations/"))
    .map((name) => ({ name, ...jury.subject(name) }))
    .find((one) => one.gfp === "math1" && one.about.kind === "activity" && /NGUYEN/.test(one.about.manifest.reference));
  const digest = /(\w{64})\.json$/.exec(valid.name)[1];
  jury.does(["trust", "revoke", digest, "--reason", "Signée par erreur.", "--now", later]);
  return { attested: waits.reference, signed, revoked: valid.about.manifest.reference, digest };
}

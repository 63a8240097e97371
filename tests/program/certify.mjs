// livret certify: an institute that npm's canonicalize and Node sign, and what the program certifies in its name, read by
// others: Node's crypto (JSON), vnu (page), poppler and qpdf (PDF).
//
//   node tests/program/certify.mjs PROGRAM [PART OF A NAME]
import { execFileSync, spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";
import { bare, content, finish, folder, holds, livret, read_tree, same, same_trees, test, told } from "./support/tools.mjs";
import { digest_of, Institute, verifies } from "./support/institute.mjs";

const home = folder("home");
const passphrase = path.join(home, "passphrase");
fs.writeFileSync(passphrase, "une phrase secrète assez longue\n", { mode: 0o600 });

// The institute's certificate key is made and kept by the program itself.
const key_file = (name) => path.join(home, `${name}.json`);
function new_key(name) {
  const run = livret(["key", "new", "--name", name, "--key", key_file(name), "--passphrase-file", passphrase, "--lang", "en"]);
  holds(run.status === 0, told(run));
  return /did:key:z6Mk\w+/.exec(run.err)[0];
}
const role_key = new_key("certificats"),
  other_key = new_key("autre");
holds(role_key !== other_key, "two keys");

const write = (root, name, text) => {
  fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  fs.writeFileSync(path.join(root, name), text);
};
const profile = (id, name, salt) => `---\nid: ${id}\nname: ${name}\nsalt: ${salt}\n---\n`;

// Anne Durand, attested under the framework of 2004 by two trainers; a refusal; a colleague of the same folder name elsewhere.
// Checkpoints: 0 of 2004-09-20 (nothing), 1 of 2005-01-17, 2 of 2005-06-20, 3 of 2006-06-19 (nothing new).
const attested = { first: ["A.1.2", "A.1.3", "A.1.4", "B.2.1", "B.3.5"], second: ["A.1.1", "A.1.2", "A.3.1", "B.4.2"] };
function make_institute({ example = false } = {}) {
  const root = folder("repository");
  write(
    root,
    "livret.yaml",
    "institution:\n  id: ifm\n  name: Institut de formation\nlanguage: fr\nframework: c2i2e-2004\nalso: [c2i2e-2005, c2i2e-2011]\n",
  );
  for (const year of ["2004", "2005", "2011"])
    write(root, `frameworks/c2i2e-${year}.xml`, fs.readFileSync(path.join(content, `frameworks/c2i2e-${year}.xml`)));
  for (const gfp of ["math1", "svt"]) write(root, `gfp/${gfp}/gfp.md`, `---\ntitle: ${gfp}\nyear: 2004-2005\n---\n`);
  write(root, "gfp/math1/trainees/durand/profile.md", profile("t-durand", "Anne Durand", "5a17c0ffee5a17c0ffee5a17c0ffeeaa"));
  write(root, "gfp/math1/trainees/martin/profile.md", profile("t-martin", "Luc Martin", "5a17c0ffee5a17c0ffee5a17c0ffefaa"));
  write(root, "gfp/svt/trainees/martin/profile.md", profile("t-zoe", "Zoé Martin", "5a17c0ffee5a17c0ffee5a17c0fff0aa"));
  const it = new Institute(root, { certificate: role_key, name: "Institut de formation « des maîtres »", example });
  it.trainer("c-leroy", "Catherine Leroy");
  it.trainer("p-anselme", "Philippe Anselme");
  it.trainee("t-durand", "math1/durand", "Anne Durand", "5a17c0ffee5a17c0ffee5a17c0ffeeaa");
  it.trainee("t-martin", "math1/martin", "Luc Martin", "5a17c0ffee5a17c0ffee5a17c0ffefaa");
  it.add_registry();
  it.checkpoint("2004-09-20");
  const about = { trainee: "t-durand", gfp: "math1", framework: "c2i2e-2004" };
  const decide = (codes, decision = "attested") => Object.fromEntries(codes.map((code) => [code, decision]));
  it.first = it.attest("c-leroy", {
    ...about,
    reference: "MATH1-DURAND-01",
    decisions: { ...decide(attested.first), "B.1.1": "not-attested" },
  });
  it.checkpoint("2005-01-17");
  it.second = it.attest("p-anselme", { ...about, reference: "MATH1-DURAND-02", decisions: decide(attested.second) });
  it.checkpoint("2005-06-20");
  it.checkpoint("2006-06-19");
  return it;
}

const day = ["--now", "2006-07-03"];
const sign = ["--key", key_file("certificats"), "--passphrase-file", passphrase, "--yes"];
function certify(root, args, { env = {}, output = folder("out"), signing = sign } = {}) {
  const run = livret(
    ["certify", ...args, "--root", root, "--output", output, "--lang", "en", ...(args.includes("--now") ? [] : day), ...signing],
    { env },
  );
  run.output = output;
  run.files = read_tree(output);
  const ending = (end) => [...run.files].find(([name]) => name.endsWith(end))?.[1];
  return Object.assign(run, { json: ending(".json"), html: ending(".html"), pdf: ending(".pdf") });
}
function certified(...all) {
  const run = certify(...all);
  holds(run.status === 0, told(run));
  run.subject = JSON.parse(run.json).credentialSubject;
  return run;
}
function refused(root, args, status, text, options) {
  const before = read_tree(root);
  const run = certify(root, args, options);
  holds(run.status === status && run.err.includes(text), `expected exit ${status} and « ${text} »\n${told(run)}`);
  same_trees(before, read_tree(root));
  same([...run.files.keys()], []);
}

const tool = (name, args) => execFileSync(name, args, { encoding: "utf8", env: bare, stdio: ["ignore", "pipe", "pipe"] });

const durand = ["math1/durand", "--as-of", "2"];
const it = make_institute();

await test("what is signed is the institute’s word, and others can check it", () => {
  const run = certified(it.root, durand);
  same([...run.files.keys()].map((name) => path.extname(name)).sort(), [".html", ".json", ".pdf"]);
  holds(verifies(run.json), "the signature does not hold");
  const changed = Buffer.from(run.json.toString().replace("Anne Durand", "Anne Durant"));
  holds(!verifies(changed), "a changed file verifies");
  const document = JSON.parse(run.json),
    subject = run.subject;
  same(document.type, ["VerifiableCredential", "LivretCertificate"]);
  same(document.issuer.id, role_key);
  same(subject.trainee, { id: "t-durand", name: "Anne Durand", salt: "5a17c0ffee5a17c0ffee5a17c0ffeeaa" });
  same(subject.checkpoint, { date: "2005-06-20", digest: it.checkpoints[2].digest, number: 2 });
  same(subject.framework.digest, digest_of(fs.readFileSync(path.join(it.root, "frameworks/c2i2e-2004.xml"))));
  same(
    subject.competences.map((one) => one.code),
    ["A.1.1", "A.1.2", "A.1.3", "A.1.4", "A.3.1", "B.2.1", "B.3.5", "B.4.2"],
  );
  same(subject.rule, undefined, "the framework of 2004 has no rule");
  same(subject.competences[1].attested, [
    { after: "2004-09-20", by: "2005-01-17", digest: it.first, trainer: "Catherine Leroy" },
    { after: "2005-01-17", by: "2005-06-20", digest: it.second, trainer: "Philippe Anselme" },
  ]);
  const kept = path.join(it.root, `trust/certificates/t-durand/${digest_of(run.json)}.json`);
  holds(fs.readFileSync(kept).equals(run.json), "the copy in trust/ is another one");
});

await test("as of an earlier checkpoint, only what it lists counts", () => {
  same(
    certified(it.root, ["math1/durand", "--as-of", "1"]).subject.competences.map((one) => one.code),
    attested.first,
  );
  refused(it.root, ["math1/durand", "--as-of", "0"], 1, "there is nothing to certify");
});

await test("the page is valid, whole in itself, and says what it must", () => {
  const run = certified(it.root, [...durand, "--framework", "c2i2e-2011", "--count-partial", "A.1.1"]);
  const jar = path.join(path.dirname(createRequire(import.meta.url).resolve("vnu-jar/package.json")), "build/dist/vnu.jar");
  const file = path.join(
    run.output,
    [...run.files.keys()].find((name) => name.endsWith(".html")),
  );
  const checked = spawnSync("java", ["-jar", jar, "--stdout", "--format", "text", file], { encoding: "utf8" });
  same(checked.stdout.trim(), "Document checking completed. No errors found.");
  const html = run.html.toString();
  holds(!/<script|<img|<link|src=|https?:/.test(html), "it asks for something");
  holds(html.includes('<html lang="fr">') && html.includes("Attestation de compétences"), "title and language");
  for (const text of [
    "Anne Durand",
    "Catherine Leroy",
    "entre le 20 septembre 2004 et le 17 janvier 2005",
    "à comparer avec celle qui vous a été remise",
    it.root_digest.match(/.{4}/g).join(" "),
    "Règle non remplie",
    "livret verify",
    digest_of(run.json).match(/.{4}/g).join(" "),
  ])
    holds(html.includes(text), `it does not say « ${text} »`);
  holds(!html.includes("clés d’essai"), "these are no test keys");
});

await test("the PDF is A4, tagged, with its fonts, in the order of reading", () => {
  const run = certified(it.root, [...durand, "--framework", "c2i2e-2011", "--count-partial", "A.1.1"]);
  const file = path.join(
    run.output,
    [...run.files.keys()].find((name) => name.endsWith(".pdf")),
  );
  const info = tool("pdfinfo", [file]);
  for (const line of [
    /^Tagged: +yes$/m,
    /^Page size: +595\.\d+ x 841\.\d+ pts \(A4\)$/m,
    /^Title: +Attestation de compétences – Anne Durand$/m,
    /^JavaScript: +no$/m,
  ])
    holds(line.test(info), `${line}\n${info}`);
  holds(!/Date/.test(info), `it bears a date\n${info}`);
  const fonts = tool("pdffonts", [file]).trim().split("\n").slice(2);
  holds(fonts.length >= 2, "fonts");
  for (const line of fonts)
    holds(
      /Livret-(Serif|Sans)/.test(line) && / yes (yes|no ) (yes|no ) +\d+ +\d+$/.test(line),
      `not embedded, or of the machine: ${line}`,
    );
  holds(tool("qpdf", ["--check", file]).includes("No syntax or stream encoding errors found"), "qpdf");
  const structure = tool("pdfinfo", ["-struct", file]);
  for (const tag of ["H1", "H2", "Table", "THead", "TH", "TD", "P"])
    holds(new RegExp(`^ *${tag}\\b`, "m").test(structure), `no ${tag}`);
  const qdf = tool("qpdf", ["--qdf", "--object-streams=disable", file, "-"]);
  holds(/\/Lang \((fr|\xfe\xff\x00f\x00r)\)/.test(qdf) && /\/DisplayDocTitle true/.test(qdf), "language and title");
  const text = tool("pdftotext", [file, "-"]).normalize("NFKC").replace(/\s+/g, " ");
  let at = 0;
  for (const part of [
    "Institut de formation",
    "Attestation de compétences",
    "Anne Durand",
    "La règle du référentiel",
    "Règle non remplie",
    "Compétences attestées",
    "A.1.1",
    "A.1.2",
    "Comment vérifier",
    "à comparer avec celle",
  ]) {
    const found = text.indexOf(part, at);
    holds(found >= 0, `« ${part} » is not there, or not in its place:\n${text}`);
    at = found + part.length;
  }
  if (process.env.LIVRET_SHOTS) fs.cpSync(run.output, process.env.LIVRET_SHOTS, { recursive: true });
});

await test("the same bytes twice, in another time zone, language and day; and nothing is signed a second time", () => {
  const at = (zone, locale) => ({ env: { TZ: zone, LC_ALL: locale, LANG: locale, HOME: home } });
  const args = ["math1/durand", "--as-of", "3", "--framework", "c2i2e-2005"];
  const first = certified(it.root, args, at("Asia/Tokyo", "fr_FR.UTF-8"));
  const again = certified(it.root, [...args, "--now", "2009-01-01"], { ...at("America/Lima", "C"), signing: [] }); // no key: it is there
  same_trees(first.files, again.files);
  fs.rmSync(path.join(it.root, "trust/certificates"), { recursive: true });
  same_trees(first.files, certified(it.root, args, at("UTC", "de_DE.UTF-8")).files);
});

await test("two years later under another rule: exact lines carry along two crosswalks, partial ones by a signed choice", () => {
  const strict = certified(it.root, ["math1/durand", "--as-of", "3", "--framework", "c2i2e-2011"]);
  const codes = (run) => run.subject.competences.map((one) => one.code);
  same(
    codes(strict),
    ["A.1.2", "A.1.3", "A.1.4", "A.3.1", "B.2.1", "B.3.5", "B.4.2"].filter((code) => codes(strict).includes(code)),
    "order",
  );
  holds(!codes(strict).includes("A.1.1") && codes(strict).includes("A.1.2"), `${codes(strict)}`);
  same(strict.subject.rule.id, "certificat");
  same(strict.subject.rule.outcome, "not-met");
  holds(
    strict.subject.rule.text.normalize("NFKC").includes(`${codes(strict).length} sur 28 ; il en faut 23`),
    strict.subject.rule.text,
  );
  same(strict.subject.partialCounted, undefined);
  holds(strict.err.includes("--count-partial") && strict.err.includes("A.1.1"), told(strict));
  const generous = certified(it.root, ["math1/durand", "--as-of", "3", "--framework", "c2i2e-2011", "--count-partial", "a11"]);
  same(codes(generous), ["A.1.1", ...codes(strict)]);
  same(generous.subject.partialCounted, ["A.1.1"]);
  holds(generous.html.toString().includes("qui n’y correspond qu’en partie"), "the page does not say so");
  const all = certified(it.root, ["math1/durand", "--as-of", "3", "--framework", "c2i2e-2011", "--count-partial", "all"]);
  holds(all.subject.partialCounted.includes("A.1.1") && codes(all).length >= codes(generous).length, "all");
  refused(
    it.root,
    ["math1/durand", "--as-of", "3", "--framework", "c2i2e-2011", "--count-partial", "A.1.2"],
    2,
    "no partial line of a crosswalk leads to A.1.2",
  );
  refused(
    it.root,
    ["math1/durand", "--as-of", "3", "--framework", "c2i2e-2011", "--count-partial", "Z.9"],
    2,
    "is no competence of c2i2e-2011",
  );
});

await test("a rule that is met", () => {
  const other = make_institute();
  const framework = fs.readFileSync(path.join(content, "frameworks/c2i2e-2011.xml"), "utf8");
  const codes = [...framework.matchAll(/<competence code="([^"]+)"/g)].map((one) => one[1]);
  const decisions = Object.fromEntries(codes.slice(0, 26).map((code) => [code, "attested"]));
  other.attest("c-leroy", {
    trainee: "t-martin",
    gfp: "math1",
    framework: "c2i2e-2011",
    reference: "MATH1-MARTIN-01",
    decisions,
  });
  write(
    other.root,
    "gfp/math1/trainees/martin/activities/une-annee.md",
    "---\nreference: MATH1-MARTIN-01\ntitle: Une année\ndate: 2005-03-08\ncontext: autonomie\nframework: c2i2e-2011\ncompetences: [A.1.1]\n---\nLe texte d’aujourd’hui.\n",
  );
  other.checkpoint("2006-09-04");
  const run = certified(other.root, ["math1/martin", "--as-of", "4", "--framework", "c2i2e-2011"]);
  same(run.subject.rule.outcome, "met");
  holds(run.html.toString().includes("Règle remplie"), "page");
  const site = folder("site");
  const built = livret(["build", "--root", other.root, "--output", site, "--audience", "jury", "--no-git", ...day]);
  holds(built.status === 0, told(built));
  const pages = [...read_tree(site)]
    .filter(([name]) => /martin.*\.html$/.test(name))
    .map(([, bytes]) => bytes.toString().normalize("NFKC"));
  holds(
    pages.some((page) => page.includes("règle remplie") && page.includes("26 sur 28")),
    "the trainee’s page does not say so",
  );
});

await test("why nothing is certified", () => {
  refused(it.root, ["martin", "--as-of", "2"], 2, "is the folder of several trainees: math1/martin, svt/martin");
  refused(it.root, ["math1/durant", "--as-of", "2"], 2, "did you mean “math1/durand”?");
  refused(it.root, ["math1/durand", "--as-of", "4"], 2, "no checkpoint 4: the newest is number 3, of 19 June 2006");
  refused(it.root, ["math1/durand", "--as-of", "deux"], 2, "is not the number of a checkpoint");
  refused(it.root, ["math1/durand"], 2, "the number of a checkpoint is expected (the newest is 3)");
  refused(it.root, [...durand, "--framework", "c2i2e-2006"], 2, "is no framework of this repository");
  refused(it.root, [...durand, "--framework", "c2i2e-2005", "--rule", "diplome"], 2, "has no rule “diplome” (rules: certificat)");
  refused(it.root, ["svt/martin", "--as-of", "2"], 1, "is not in the institute’s roster at checkpoint 2");
  refused(it.root, ["math1/martin", "--as-of", "2"], 1, "there is nothing to certify");
  refused(it.root, [...durand, "--framework", "c2i2e-2005"], 3, "is not the certificate key that the institute", {
    signing: ["--key", key_file("autre"), "--passphrase-file", passphrase, "--yes"],
  });
  // Known before anybody is asked anything.
  refused(it.root, [...durand, "--framework", "c2i2e-2005"], 3, "is not the certificate key that the institute", {
    signing: ["--key", key_file("autre")],
  });
});

await test("a repository that somebody touched certifies nothing", () => {
  const touched = (change) => {
    const other = make_institute();
    change(other.root, other);
    return other.root;
  };
  const edit = (name) => (root) => fs.appendFileSync(path.join(root, name), name.endsWith(".xml") ? "<!-- -->\n" : "# plus\n");
  refused(touched(edit("livret.yaml")), durand, 1, "livret.yaml: not the version that the registry puts in force");
  refused(touched(edit("frameworks/c2i2e-2005.xml")), durand, 1, "frameworks/c2i2e-2005.xml: not the version");
  const remove = (name) => (root, other) => fs.rmSync(path.join(root, "trust", typeof name === "string" ? name : name(other)));
  refused(touched(remove("registry-1.json")), durand, 1, "the chain in “trust” is broken");
  refused(
    touched(remove((other) => `attestations/t-durand/${other.first}.json`)),
    durand,
    1,
    "attestations incomplete: checkpoint 2 lists 2, 1 are there",
  );
  refused(
    touched((root) => fs.rmSync(path.join(root, "trust"), { recursive: true })),
    durand,
    1,
    "this repository has no folder “trust”",
  );
  refused(
    touched((root) =>
      write(root, "gfp/math1/trainees/durand/profile.md", profile("t-durand", "Luc Martin", "5a17c0ffee5a17c0ffee5a17c0ffeeaa")),
    ),
    durand,
    1,
    "is not the one that the institute registered",
  );
});

await test("revoked: it stays readable and is no certificate any more", () => {
  const other = make_institute();
  const first = certified(other.root, durand);
  const file = path.join(
    first.output,
    [...first.files.keys()].find((name) => name.endsWith(".json")),
  );
  const verify = () => livret(["verify", file, "--root", other.root, "--trust-root", other.root_digest, "--lang", "en"]);
  const good = verify();
  holds(good.status === 0, told(good));
  other.registry.revocations.push({ digest: digest_of(first.json), date: "2006-09-01", reason: "Erreur de personne." });
  other.add_registry();
  const bad = verify();
  holds(bad.status === 1 && /revoked/.test(bad.out + bad.err), told(bad));
  const again = certified(other.root, [...durand, "--now", "2006-09-02"]); // another signature, another digest
  holds(digest_of(again.json) !== digest_of(first.json), "the revoked one was handed out again");
});

await test("a revoked attestation counts no longer, also as of before", () => {
  const other = make_institute();
  other.registry.revocations.push({ digest: other.first, date: "2006-09-01", reason: "Signée par erreur." });
  other.add_registry();
  const run = certified(other.root, durand);
  same(
    run.subject.competences.map((one) => one.code),
    attested.second,
  );
  holds(run.err.includes(`no longer valid today (revoked): trust/attestations/t-durand/${other.first}.json`), told(run));
});

await test("test keys are said to be test keys", () => {
  const other = make_institute({ example: true });
  const run = certified(other.root, durand);
  holds(run.html.toString().includes("clés d’essai que tout le monde connaît"), "page");
});

await test("without WeasyPrint there are JSON and page, and the message names the package", () => {
  const other = make_institute();
  const run = certify(other.root, durand, { env: { PATH: folder("empty-path") } });
  same(run.status, 3, told(run));
  holds(run.json && run.html && !run.pdf && run.err.includes("install the Debian package “weasyprint”"), told(run));
  const later = certified(other.root, durand, { output: run.output, signing: [] }); // as the message says: not signed again
  holds(later.json.equals(run.json) && later.pdf, "the PDF comes with the second run");
});

finish();

// What trainers signed reaches only those it is for, on real signatures: a copy of the example repository gets an
// institute, a trainer signs words that stand nowhere else, and every byte that each audience's build wrote is searched.
//
//   node tests/program/signed_audiences.mjs PROGRAM [PART OF A NAME]
import fs from "node:fs";
import path from "node:path";
import { content, finish, folder, livret, read_tree, test, told } from "./support/tools.mjs";

const root = path.join(folder("signed"), "repository");
const keys = folder("keys");
fs.cpSync(content, root, { recursive: true, filter: (from) => !/[\\/](\.livret|\.git|site|trust)$/.test(from) });
const settings = path.join(root, "livret.yaml"); // an institute of its own: the example's signatures are not copied
fs.writeFileSync(settings, fs.readFileSync(settings, "utf8").replace(/^ +root: .*\n/m, ""));
const pass = path.join(keys, "phrase");
fs.writeFileSync(pass, "une phrase secrète pour les essais\n", { mode: 0o600 });
const env = { HOME: keys, XDG_CONFIG_HOME: path.join(keys, "config") };

function run(args) {
  const asks = args[1] !== "new";
  const done = livret([...args, "--passphrase-file", pass, ...(asks ? ["-y"] : [])], { cwd: root, env });
  if (done.status !== 0) throw new Error(told(done));
  return done;
}
const edit = (name, change) => fs.writeFileSync(path.join(root, name), change(fs.readFileSync(path.join(root, name), "utf8")));
const found = (from, part) =>
  fs
    .readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => path.join(one.parentPath ?? one.path, one.name))
    .find((name) => fs.readFileSync(name, "utf8").includes(part));

// --- the words: who may see each

const words = {
  refusal: "zqrefusalz",
  request: "zqrequestz",
  reply: "zqreplyz",
  retraction: "zqretractionz",
  signed: "zqsignedtextz", // in the text that was signed, not in today's
  private: "zqprivateclaimz", // of an attestation about an activity that was made private since
};
const math = "gfp/math1/trainees/durand/activities";
const activity = path.relative(root, found(path.join(root, math), "reference: MATH1-DURAND-02"));
const hidden = path.relative(root, found(path.join(root, math), "reference: MATH1-DURAND-01"));
const profile = path.join("gfp/math1/trainees/durand", "profile.md");
for (const name of profiles())
  edit(name, (text) => (/^(salt|sel):/m.test(text) ? text : text.replace(/^id:/m, `salt: ${"5ec7e7".padEnd(32, "0")}\nid:`)));
function profiles() {
  return fs
    .readdirSync(path.join(root, "gfp"))
    .flatMap((gfp) =>
      fs.readdirSync(path.join(root, "gfp", gfp, "trainees")).map((one) => path.join("gfp", gfp, "trainees", one, "profile.md")),
    );
}
const header = fs.readFileSync(path.join(root, profile), "utf8");
const opaque = [/^id: *"?([^\s"]+)/m, /^(?:salt|sel): *"?([0-9a-f]+)/m].map((pattern) => pattern.exec(header)[1]);

const codes = [...fs.readFileSync(path.join(root, activity), "utf8").matchAll(/^\s+- ([A-Z]\.\d\.\d)/gm)].map((one) => one[1]);
const key = ["--key", path.join(keys, "config/livret/keys/catherine-leroy.json")];
edit(activity, (text) => `${text}\nUne phrase : ${words.signed}.\n`);
run(["key", "new", "--name", "Catherine Leroy"]);
run(["trust", "init", "--now", "2004-10-01"]);
run(["key", "request", path.join(keys, "request.json"), ...key]);
run([
  "trust",
  "add",
  path.join(keys, "request.json"),
  "--id",
  "c-leroy",
  "--gfp",
  "math1",
  "--from",
  "2004-09-01",
  "--now",
  "2004-10-02",
]);
run(["trust", "roster", "--now", "2004-10-02"]);
run(["trust", "checkpoint", "--now", "2004-10-10"]);
run([
  "attest",
  "MATH1-DURAND-02",
  "--attest",
  codes[0],
  "--not-attested",
  `${codes[1]}: ${words.refusal}`,
  "--more-information",
  `${codes[2]}: ${words.request}`,
  ...key,
  "--now",
  "2004-11-05",
]);
run(["attest", "MATH1-DURAND-01", "--attest", "all", "--comment", words.private, ...key, "--now", "2004-11-05"]);
run(["trust", "checkpoint", "--now", "2004-11-10"]);
const digest = path.basename(found(path.join(root, "trust/attestations"), words.refusal)).slice(0, 8);
edit(activity, (text) =>
  text
    .replace(
      `Une phrase : ${words.signed}.`,
      [
        "Une autre phrase.",
        "",
        "> **✓ valide** Catherine Leroy : signature bonne, attestée",
        "",
        "## ✓ Ce que disent les signatures",
        "",
        '<section class="livret-verdict">valide</section>',
      ].join("\n"),
    )
    .replace("\n---\n", `\nreplies:\n  - to: ${digest}\n    date: 2004-11-12\n    text: ${words.reply}\n---\n`),
);
edit(hidden, (text) =>
  text
    .replace(/^visibility: .*$/m, "visibility: private")
    .replace(/^(?![\s\S]*^visibility:)([\s\S]*?\n)---\n/m, "$1visibility: private\n---\n"),
);

// --- the sites

const sites = new Map();
function site(audience) {
  if (!sites.has(audience)) {
    const output = folder(audience);
    livret(["build", "--root", root, "--now", "2005-05-01", "--no-git", "--audience", audience, "-o", output, "-q"], { env });
    const files = new Map([...read_tree(output)].map(([name, bytes]) => [name, Buffer.from(bytes).toString("latin1")]));
    if (!files.has("index.html")) throw new Error(`no site for ${audience}`);
    sites.set(audience, files);
  }
  return sites.get(audience);
}
const holding = (audience, word) =>
  [...site(audience)].filter(([name, bytes]) => bytes.includes(word) || name.includes(word)).map(([name]) => name);
// Her dossier, which a jury's site offers, opens her line of the roster, and holds every decision about her, as checkpoints list
// them, but not the text that she keeps to herself.
const outside_dossier = (audience, word) =>
  holding(audience, word).filter((name) => name !== "math1/dossiers/dossier-math1-durand-jury.zip");
const page_of = (audience) => [...site(audience).keys()].find((name) => name.endsWith("MATH1-DURAND-02.html"));
function must(condition, text) {
  if (!condition) throw new Error(text);
}

for (const audience of ["gfp", "public"])
  await test(`${audience}: no refusal, request, reply, digest or signed file`, () => {
    for (const word of [words.refusal, words.request, words.reply, digest, words.private])
      must(!holding(audience, word).length, `${word}: ${holding(audience, word)}`);
    must(![...site(audience).keys()].some((name) => /(^|\/)trust\//.test(name)), "signed files");
    for (const secret of opaque) must(!holding(audience, secret).length, `${secret}: ${holding(audience, secret)}`);
  });
await test("public: no text that its author changed", () =>
  must(!holding("public", words.signed).length, `${holding("public", words.signed)}`));
await test("gfp: what is attested, with the text that was signed", () => {
  must(holding("gfp", words.signed).includes(page_of("gfp")), "the signed text");
  must(site("gfp").get(page_of("gfp")).includes("Catherine Leroy"), "the trainer");
});
for (const audience of ["trainers", "jury"])
  await test(`${audience}: every decision and the signed files of what they see, nothing of what is private`, () => {
    for (const word of [words.refusal, words.request, words.reply, digest])
      must(holding(audience, word).includes(page_of(audience)), word);
    must(!outside_dossier(audience, words.private).length, `private: ${outside_dossier(audience, words.private)}`);
    const signed = [...site(audience).keys()].filter((name) => name.startsWith("math1/trust/"));
    must(
      signed.some((name) => name.includes(digest)),
      "the attestation",
    );
    must(signed.includes("math1/trust/root-1.json") && signed.some((name) => name.includes("/snapshots/")), `${signed}`);
    // What a trainer signs names the trainee by her id: the signing page has to know it, and no other page does.
    for (const [name, bytes] of site(audience))
      must(
        name === "math1/signer.html" || !/\.(html|js|xml)$/.test(name) || !opaque.some((one) => bytes.includes(one)),
        `${name} names an opaque id`,
      );
    must(outside_dossier(audience, opaque[1]).length === 0, "a salt");
    must(site(audience).has("math1/signer.html") === (audience === "trainers"), "the signing page is the trainers’");
  });
// Of the analysis: refusals, delays and load are judgements.
const judgements = [/^analyse--refus-.*\.csv$/, /^analyse--delais\.csv$/, /^analyse--charge\.csv$/];
const headings = ["Délais des décisions", "Charge des formateurs", "Le plus souvent refusées"].map((text) =>
  Buffer.from(text).toString("latin1"),
);
const told_at = (files, folder) => [
  ...judgements.map((name) => [...files.keys()].some((one) => one.startsWith(folder) && name.test(one.slice(folder.length)))),
  ...headings.map((text) => files.get(`${folder}analyse.html`).includes(text)),
];
for (const audience of ["gfp", "public"])
  await test(`${audience}: the analysis knows no refusal, delay or load`, () => {
    for (const at of ["", "math1/"]) {
      const told_here = told_at(site(audience), at);
      must(!told_here.includes(true), `${at}analyse: ${told_here}`);
    }
  });
for (const audience of ["trainers", "jury"])
  await test(`${audience}: the analysis tells of refusals, delays and load, in groups and above them`, () => {
    for (const at of ["", "math1/"]) {
      const told_here = told_at(site(audience), at);
      must(!told_here.includes(false), `${at}analyse: ${told_here}`);
    }
  });
await test("public: no curve over a part of somebody's work", () => {
  const curves = [...site("public").keys()].filter((name) => /evolution/.test(name));
  must(!curves.length, `${curves}`);
});
await test("a site of some groups has no analysis of all", () => {
  const output = folder("one-group");
  livret(["build", "--root", root, "--now", "2005-05-01", "--no-git", "--gfp", "math1", "-o", output, "-q"], { env });
  const names = [...read_tree(output).keys()];
  must(names.includes("math1/analyse.html"), "the group's own");
  must(!names.some((name) => /^analyse/.test(name)), `${names.filter((name) => !name.includes("/"))}`);
});
await test("open decisions open a group's to its members, and no trainer's load above groups", () => {
  const open = path.join(folder("open"), "repository");
  fs.cpSync(root, open, { recursive: true, filter: (from) => !/[\\/](\.livret|site)$/.test(from) });
  fs.appendFileSync(path.join(open, "livret.yaml"), "\ndecisions: open\n");
  const output = folder("open-site");
  livret(["build", "--root", open, "--now", "2005-05-01", "--no-git", "-o", output, "-q"], { env });
  const files = new Map([...read_tree(output)].map(([name, bytes]) => [name, Buffer.from(bytes).toString("latin1")]));
  must(!told_at(files, "math1/").includes(false), `in the group: ${told_at(files, "math1/")}`);
  must(`${told_at(files, "")}` === "true,true,false,true,false,true", `above groups: ${told_at(files, "")}`);
});
await test("above groups no number is about fewer than three", () => {
  // Every number of the cross tables is of activities of three people at least, so it is three at least.
  for (const audience of ["gfp", "trainers", "public"])
    for (const [name, bytes] of site(audience))
      if (/^analyse.*\.csv$/.test(name) && !/--(charge|niveaux|paires)/.test(name))
        for (const line of bytes.split("\r\n").slice(1))
          for (const field of line.split(";").slice(3)) must(!/^[012]$/.test(field), `${audience}, ${name}: ${line}`);
});
await test("what a trainee writes makes no second verdict panel", () => {
  const html = site("jury").get(page_of("jury"));
  must(html.split('class="livret-verdict"').length === 2, "one panel");
});
await test("a site for the jury verifies by itself", () => {
  const jury = folder("copy");
  for (const [name, bytes] of site("jury")) {
    if (!name.startsWith("math1/")) continue;
    fs.mkdirSync(path.dirname(path.join(jury, name)), { recursive: true });
    fs.writeFileSync(path.join(jury, name), Buffer.from(bytes, "latin1"));
  }
  const done = livret(["verify", path.join(jury, "math1"), "--format", "json"], { env });
  must(done.out.includes(digest), told(done));
});

finish();

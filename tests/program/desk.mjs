// The trainers' desk: what it shows, and signing in the page.
//
//   node tests/program/desk.mjs PROGRAM [PART OF A NAME]
//
// The page's engine signs the same bytes as `livret attest` (random decisions, same key and instant); in Chromium, from file://, the
// whole way: desk, decisions, wrong passphrase, signature, zip, `livret attest --import`, build, verify, another verifier; and zips
// that somebody meddled with. LIVRET_SHOTS=folder keeps pictures.
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import * as engine from "../../themes/program/sign/engine.js";
import { launch, open } from "../browser/browser.mjs";
import { entry, zip as made_zip } from "../dossier/zip_maker.mjs";
import { verifies } from "../trust/verifier.mjs";
import { checked } from "../browser/validity.mjs";
import { phrase, phrase_file } from "./support/registrar.mjs";
import {
  content,
  finish,
  folder,
  holds,
  livret,
  plain,
  random_numbers,
  read_tree,
  same,
  same_trees,
  source,
  test,
  told,
  write_tree,
} from "./support/tools.mjs";

const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = process.env.LIVRET_SHOTS;
const day = "2005-04-11";
const home = folder("home"),
  keys = path.join(home, "livret/keys");
const env = { XDG_CONFIG_HOME: home, HOME: home };
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const repository = () => write_tree(folder("repository"), read_tree(content));

function runs(args, expect = 0, more = {}) {
  const run = livret(args, { env, ...more });
  holds(run.status === expect, () => told(run));
  return Object.assign(run, { out: plain(run.out), err: plain(run.err) });
}
const key = (name, title) =>
  runs(["key", "new", name, "--name", title, "--example", "--passphrase-file", phrase_file, "--now", day, "--lang", "en"]);
key("leroy", "Catherine Leroy");
key("carlier", "Monique Carlier");
key("nobody", "Personne");
function build(root) {
  const site = folder("site");
  runs(["build", "--root", root, "--now", day, "--no-git", "--audience", "trainers", "-o", site]);
  return site;
}
const data_of = (site, gfp = "math1") =>
  JSON.parse(
    /<script type="application\/json" id="data">([^<]*)<\/script>/.exec(
      fs.readFileSync(path.join(site, gfp, "signer.html"), "utf8"),
    )[1],
  );
const new_files = (root, before) =>
  new Map(
    [...read_tree(path.join(root, "trust"))]
      .filter(([name]) => !before.has(name))
      .map(([name, bytes]) => [`trust/${name}`, bytes]),
  );
const hex = (map) => [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, bytes]) => [name, sha256(bytes)]);

const root = repository(),
  site = build(root);
const desk = data_of(site);
const trust_before = read_tree(path.join(root, "trust"));

// What the engine signs for a plan: Map of paths to bytes.
async function sign_in_engine(plan, trainer, key_name, instant) {
  const file = engine.read_key_file(fs.readFileSync(path.join(keys, `${key_name}.json`)));
  const secret = await engine.open_key(file, new TextEncoder().encode(phrase));
  const out = new Map();
  for (const { subject, decisions } of plan) {
    const bound = await engine.bound_bytes(subject, async (bytes) => sha256(bytes));
    for (const [digest, bytes] of bound.files) out.set(`trust/snapshots/${digest}`, Buffer.from(bytes));
    const signed = engine.signed_file(engine.prepare(desk, subject, trainer, decisions).subject, file.key, secret, instant);
    out.set(signed.path, Buffer.from(signed.bytes));
  }
  engine.wipe(secret);
  holds(
    secret.every((byte) => byte === 0),
    "the secret key is not wiped",
  );
  return out;
}
const by_word = {
  attested: "attest",
  "not-attested": "not-attested",
  "more-information": "more-information",
  retracted: "retract",
};
function decisions_file(plan) {
  const decisions = plan.map(({ subject, decisions: list }) => {
    // "math1/droit-auteur (benali)": a session and one of those who took part.
    const [, session, participant] = /^(\S+) \((\S+)\)$/.exec(subject.name) ?? [];
    const out = session
      ? { training: session, participants: [participant] }
      : { [subject.kind === "contributions" ? "contributions" : "activity"]: subject.name };
    for (const one of list)
      (out[by_word[one.decision]] ??= []).push(one.comment ? { [one.competence]: one.comment } : one.competence);
    return out;
  });
  const file = path.join(folder("decisions"), "decisions.yaml");
  fs.writeFileSync(file, JSON.stringify({ decisions }));
  return file;
}
const attest = (where, plan, key_name) =>
  runs([
    "attest",
    "--decisions",
    decisions_file(plan),
    "--key",
    path.join(keys, `${key_name}.json`),
    "--passphrase-file",
    phrase_file,
    "--yes",
    "--root",
    where,
    "--now",
    day,
    "--lang",
    "fr",
  ]);

const seed = Number(process.env.LIVRET_SEED ?? Date.now() % 1e9);
await test(`the page signs the bytes of the command line, whatever is decided (seed ${seed})`, async () => {
  const random = random_numbers(seed);
  const comments = [
    "",
    "",
    "Très clair.",
    "« Quelle part : seul ou à deux ? »",
    "𝒜 ≤ 4, l’œuvre",
    'it\'s "quoted" \\ and # more',
  ];
  const plan = [];
  for (const subject of desk.subjects) {
    if (subject.kind === "training" && !subject.about.manifest.trainers.includes("c-leroy")) continue;
    if (subject.kind !== "contributions" && random.next() < 0.5) continue;
    const mine = new Set(
      subject.standing.filter((one) => one.trainer === "c-leroy").flatMap((one) => one.decisions.map((each) => each.competence)),
    );
    // Any competence may be decided about contributions.
    const open =
      subject.kind === "contributions"
        ? Object.keys(desk.frameworks[subject.framework].statements)
            .slice(0, 12)
            .map((code) => ({ code }))
        : subject.open;
    const decisions = open
      .filter(() => random.next() < 0.7)
      .map(({ code }) => {
        const decision = random.pick(["attested", "not-attested", "more-information", ...(mine.has(code) ? ["retracted"] : [])]);
        return {
          competence: code,
          decision,
          comment: random.pick(decision === "more-information" ? comments.slice(2) : comments),
        };
      });
    if (decisions.length > 0) plan.push({ subject, decisions });
  }
  const where = repository();
  attest(where, plan, "leroy");
  const written = new_files(where, trust_before);
  const instant = JSON.parse([...written].find(([name]) => name.includes("attestations"))[1]).validFrom;
  const signed = await sign_in_engine(plan, "c-leroy", "leroy", instant);
  const fresh = new Map([...signed].filter(([name]) => !trust_before.has(name.slice(6))));
  same(hex(fresh), hex(written), "what the page signs and what the command writes");
  holds([...written.keys()].filter((name) => name.includes("attestations")).length === plan.length, "one file for each");
  for (const kind of ["activity", "training", "contributions"])
    holds(
      plan.some(({ subject }) => subject.kind === kind),
      `nothing of the kind ${kind} was decided`,
    );
  for (const [name, bytes] of signed)
    if (trust_before.has(name.slice(6))) holds(bytes.equals(trust_before.get(name.slice(6))), name);
});

await test("a key file that somebody changed does not open, and one that costs too little or too much is not tried", async () => {
  const text = fs.readFileSync(path.join(keys, "leroy.json"), "utf8");
  const read = (change) => engine.read_key_file(Buffer.from(change(JSON.parse(text))));
  const refuses = async (code, work) => {
    let said = "";
    try {
      await work();
    } catch (error) {
      said = error.code ?? String(error);
    }
    same(said, code);
  };
  const changed = (change) => (json) => (change(json), JSON.stringify(json));
  const words = () => new TextEncoder().encode(phrase);
  await refuses("key_wrong_passphrase", () =>
    engine.open_key(read(changed((json) => (json.name = "Philippe Anselme"))), words()),
  );
  await refuses("key_too_cheap", () => read(changed((json) => (json.kdf.memory = 1 << 20))));
  await refuses("key_too_dear", () => read(changed((json) => (json.kdf.memory = 2 ** 31))));
  await refuses("key_too_dear", () => read(changed((json) => (json.kdf.passes = 17))));
  await refuses("key_unknown_version", () => read(changed((json) => (json.version = 2))));
  await refuses("key_not_a_key_file", () => read(changed((json) => (json.more = 1))));
  await refuses("key_not_a_key_file", () => read(() => text.replace('"version": 1', '"version": 1, "version": 1')));
});

// --- in Chromium

const browser = await launch();
const patience = 300_000; // a machine may be busy: what is asked is whether, not when
const at = (where, name) => pathToFileURL(path.join(where, name)).href;
let delivered; // the zip that the page made; where only a later test runs, its engine's
const decided = [
  {
    reference: "MATH1-NGUYEN-03",
    code: "B.1.1",
    decision: "attested",
    comment: "Belle séance, et l’énoncé tient en trois lignes.",
  },
  { reference: "MATH1-FABRE-03", code: "A.3.2", decision: "not-attested", comment: "L’avertissement « <b>droits</b> » manque." },
];
const wanted_plan = () =>
  decided.map(({ reference, code, ...rest }) => ({
    subject: desk.subjects.find((one) => one.name === reference),
    decisions: [{ competence: code, ...rest }],
  }));
async function given() {
  if (delivered) return delivered;
  delivered = path.join(folder("downloads"), "engine.zip");
  fs.writeFileSync(delivered, engine.zip(await sign_in_engine(wanted_plan(), "c-leroy", "leroy", "2005-04-11T10:00:00Z")));
  return delivered;
}

// Waits until the page says so; from here, since the page's policy lets nobody compile a text in it.
async function says(page, selector, words) {
  for (let i = 0; i < patience / 25; ++i) {
    if ((await text_of(page, selector)).includes(words)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`“${words}” is not said, but: ${await text_of(page, selector)}`);
}
const text_of = async (page, selector) => plain(await page.textContent(selector));
async function barriers(page) {
  await page.evaluate(axe);
  return page.evaluate(async () =>
    (await window.axe.run(document)).violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`),
  );
}

await test("from file://: a desk, two decisions, a wrong passphrase, a signature, a zip; no request, no error", async () => {
  const { page, seen, close } = await open(browser, { acceptDownloads: true });
  page.setDefaultTimeout(patience);
  await page.goto(at(site, "math1/index.html"));
  await page.click("nav >> text=Bureau");
  holds(page.url().endsWith("/math1/bureau.html"), page.url());
  await page.click("text=Catherine Leroy");
  await page.click(`a:has-text("Décider"):has-text("${decided[0].reference}")`);
  holds(page.url().endsWith(`/math1/signer.html#${decided[0].reference}`), page.url());
  seen.requests.length = 0;
  const card = (reference) => page.locator("details.card", { hasText: reference });
  const decide = async ({ reference, code, decision, comment }) => {
    const one = card(reference);
    if (!(await one.evaluate((element) => element.open))) await one.locator("summary").click();
    const field = one.locator("fieldset", { has: page.locator(`legend b:text-is("${code}")`) });
    await field.locator(`input[value="${decision}"]`).check();
    await field.locator("textarea").fill(comment);
  };
  for (const one of decided) await decide(one);
  holds(await page.isHidden("#form"), "one can sign without a key");
  // What was decided survives a reload of the tab, and no key does.
  page.once("dialog", (dialog) => dialog.accept());
  await page.reload();
  same(await text_of(page, "#bar-text"), "2 décisions à signer");

  await page.setInputFiles("#key-file", path.join(keys, "nobody.json"));
  await says(page, "#key-state", "n’est pas au registre");
  await page.setInputFiles("#key-file", path.join(content, "livret.yaml"));
  await says(page, "#key-state", "n’est pas un fichier de clé");
  await page.setInputFiles("#key-file", path.join(keys, "carlier.json"));
  await says(page, "#review", "ne vous a pas chargé");
  holds(await page.isHidden("#form"), "a trainer of another group can sign");
  await page.setInputFiles("#key-file", path.join(keys, "leroy.json"));
  await page.waitForSelector("#form:not([hidden])");
  if (shots) await page.screenshot({ path: path.join(shots, "desk-review.png"), fullPage: true });

  // The words of the command line for the same decisions.
  const squeezed = (text) =>
    plain(text)
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean)
      .join("\n");
  const plan = wanted_plan();
  const order =
    (await text_of(page, "#will-sign")).indexOf(decided[0].reference) <
    (await text_of(page, "#will-sign")).indexOf(decided[1].reference);
  const shown = attest(repository(), order ? plan : plan.reverse(), "leroy").err;
  holds(squeezed(shown).includes(squeezed(await text_of(page, "#will-sign"))), () => `${shown}\n--- the page:\n`);

  await page.fill("#passphrase", "ce ne sont pas ces mots-là");
  await page.click("#do-sign");
  await says(page, "#progress", "s’ouvre pas");
  same(await page.inputValue("#passphrase"), "");
  await page.fill("#passphrase", phrase);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#do-sign")]);
  delivered = path.join(folder("downloads"), download.suggestedFilename());
  await download.saveAs(delivered);
  same(await page.inputValue("#passphrase"), "");
  const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie]));
  same(kept, '[{},{},""]');
  if (shots) await page.screenshot({ path: path.join(shots, "desk-signed.png"), fullPage: true });
  same(
    seen.requests.filter((url) => !url.startsWith("blob:") && !url.endsWith("signer.html") && !url.includes("signer.html#")),
    [],
  );
  same([...seen.errors, ...seen.console], []);
  await close();
});

await test("one button attests what a session worked on for all who took part, and nobody else", async () => {
  const slug = "droit-auteur-droit-image";
  const hers = desk.subjects.filter((one) => one.kind === "training" && one.about.manifest.slug === slug);
  const open_ones = hers.flatMap((one) => one.open.filter((each) => !each.decided).map((each) => `${one.name} ${each.code}`));
  const { page, close } = await open(browser);
  await page.goto(at(site, "math1/signer.html"));
  await page.setInputFiles("#key-file", path.join(keys, "leroy.json"));
  await page.selectOption("#which", "trainings");
  await page.locator(".session button", { hasText: hers[0].title }).click();
  same(await text_of(page, "#bar-text"), `${open_ones.length} décisions à signer`);
  const review = await text_of(page, "#will-sign");
  for (const one of hers) holds(review.includes(one.trainee.name), `${one.trainee.name} is not in what will be signed`);
  const others = desk.subjects.filter((one) => !hers.some((each) => each.trainee.id === one.trainee.id));
  for (const one of others) holds(!review.includes(one.trainee.name), one.trainee.name);
  holds(hers.length > 5 && open_ones.length > hers.length, `${hers.length} participants`);
  await close();
});

await test("answers given to others: the desk leads there, the signer says what they show; kept on the computer if she says so", async () => {
  const { page, close } = await open(browser);
  page.setDefaultTimeout(patience);
  await page.goto(at(site, "bureau.html"));
  await page.getByRole("link", { name: "Mathématiques, groupe 1" }).first().click();
  await page.getByRole("heading", { name: /Réponses données aux autres/ }).waitFor();
  await page
    .locator("section", { hasText: "Réponses données aux autres" })
    .getByRole("link", { name: "Décider" })
    .first()
    .click();
  await page.waitForLoadState("load");
  same(await page.inputValue("#which"), "contributions");
  const one = page.locator("details.card").filter({ hasText: "math1/nguyen" });
  await one.locator("summary").click();
  await one.locator("pre").first().waitFor(); // what is bound is hashed before it is shown
  const subject = desk.subjects.find((each) => each.kind === "contributions" && each.name === "math1/nguyen");
  for (const text of subject.texts)
    holds((await one.textContent()).includes(text.text.trim().slice(0, 60)), `its text ${text.title}`);
  await one.getByLabel("Ce que ces réponses montrent").selectOption("A.3.3");
  await one.locator("fieldset", { hasText: "A.3.3" }).locator('input[value="attested"]').check();
  same(await text_of(page, "#bar-text"), "1 décision à signer");
  const kept = () => page.evaluate(() => [sessionStorage.length, localStorage.length]);
  same(await kept(), [1, 0], "for this tab alone");
  await page.getByLabel(/Garder sur cet ordinateur/).check();
  same(await kept(), [0, 1], "on this computer");
  // Another tab, later.
  const later = await page.context().newPage();
  await later.goto(at(site, "math1/signer.html"));
  same(plain(await later.textContent("#bar-text")), "1 décision à signer");
  holds(await later.isChecked("#keep"), "it says that it is kept");
  holds((await later.textContent("#will-sign")).includes("math1/nguyen"), "what will be signed");
  if (shots) await later.screenshot({ path: path.join(shots, "desk-contributions.png"), fullPage: true });
  later.on("dialog", (dialog) => dialog.accept());
  await later.getByLabel(/Garder sur cet ordinateur/).uncheck();
  same(await later.evaluate(() => localStorage.length), 0, "no longer");
  await close();
});

await test("the files are put in place; the page shows them attested; verify and another verifier agree; nothing twice", async () => {
  const run = runs(["attest", "--import", await given(), "--root", root, "--lang", "fr"]);
  holds(run.err.includes("mises en place : 2 ; déjà là : 0 ; refusées : 0"), () => told(run));
  const files = new_files(root, trust_before);
  const attestations = [...files].filter(([name]) => name.includes("/attestations/"));
  same(attestations.length, 2);
  for (const [name, bytes] of attestations) {
    holds(verifies(JSON.parse(bytes)), `another verifier refuses ${name}`);
    holds(
      verifies({ ...JSON.parse(bytes), validFrom: "2005-04-12T00:00:00Z" }) === false,
      "the other verifier accepts everything",
    );
    const verified = runs(["verify", path.join(root, name), "--lang", "en"]);
    holds(verified.out.includes("not sealed yet") || verified.out.includes("unsealed"), () => told(verified));
  }
  const after = read_tree(root);
  const again = runs(["attest", "--import", await given(), "--root", root, "--lang", "en"]);
  holds(again.err.includes("put in place: 0; there already: 2; refused: 0"), () => told(again));
  same_trees(after, read_tree(root));
  const now = build(root);
  const activity = plain(fs.readFileSync(path.join(now, "math1/activites/MATH1-NGUYEN-03.html"), "utf8"));
  holds(
    activity.includes(decided[0].comment) && activity.includes("Catherine Leroy"),
    "the decision is not on the activity’s page",
  );
  const before = desk.subjects.filter((one) => one.since).length;
  const left = data_of(now)
    .subjects.filter((one) => one.since)
    .map((one) => one.name);
  holds(!left.includes("MATH1-NGUYEN-03") && left.length < before, "what was decided still waits");
  const bureau = plain(fs.readFileSync(path.join(now, "math1/bureau/c-leroy.html"), "utf8"));
  holds(bureau.includes("pas encore scellée"), "the latest decision is not on the desk");
});

await test("an unpacked folder does as well, and a text edited meanwhile is told", async () => {
  const where = repository();
  const place = path.join(folder("unpacked"), "livret-math1");
  runs_unzip(await given(), place);
  const file = path.join(where, "gfp/math1/trainees/nguyen/activities");
  const edited = [...read_tree(file)].find(([, bytes]) => bytes.toString().includes("MATH1-NGUYEN-03"))[0];
  fs.appendFileSync(path.join(file, edited), "\nUne phrase de plus.\n");
  fs.writeFileSync(path.join(place, "lisez-moi.txt"), "rien");
  const run = runs(["attest", "--import", place, "--root", where, "--lang", "en"]);
  holds(
    run.err.includes("put in place: 2") &&
      run.err.includes("edited since") &&
      run.err.includes("left aside, and not read: lisez-moi.txt"),
    () => told(run),
  );
});

function runs_unzip(zip, place) {
  fs.mkdirSync(place, { recursive: true });
  for (const [name, bytes] of entries_of(zip)) {
    fs.mkdirSync(path.dirname(path.join(place, name)), { recursive: true });
    fs.writeFileSync(path.join(place, name), bytes);
  }
}
// The files of a canonical zip: stored one after the other.
function entries_of(file) {
  const bytes = fs.readFileSync(file);
  const out = new Map();
  for (let from = 0; bytes.readUInt32LE(from) === 0x04034b50; ) {
    const size = bytes.readUInt32LE(from + 22),
      name = bytes.readUInt16LE(from + 26);
    out.set(bytes.toString("utf8", from + 30, from + 30 + name), bytes.subarray(from + 30 + name, from + 30 + name + size));
    from += 30 + name + size;
  }
  return out;
}

await test("zips that somebody meddled with: what is refused, and that nothing else changes", async () => {
  const good = entries_of(await given());
  const names = [...good.keys()];
  const attestation = names.find((name) => name.includes("attestations") && good.get(name).includes("NGUYEN"));
  // Of something that nobody signed about yet: what it binds is nowhere but in the zip.
  const never = desk.subjects.find(
    (one) => one.kind === "activity" && !trust_before.has(`snapshots/${one.about.manifest.body.sha256}`),
  );
  const fresh = await sign_in_engine(
    [{ subject: never, decisions: [{ competence: never.open[0].code, decision: "attested" }] }],
    "c-leroy",
    "leroy",
    "2005-04-11T00:00:00Z",
  );
  const fresh_attestation = [...fresh.keys()].find((name) => name.includes("attestations"));
  const snapshot = `trust/snapshots/${never.about.manifest.body.sha256}`;
  const pack = (files, more = {}) =>
    made_zip(
      [...files].map(([name, bytes]) => entry(name, bytes)),
      more,
    );
  const only = (...kept) => new Map(kept.map((name) => [name, good.get(name)]));
  const forged = JSON.parse(good.get(attestation));
  const renamed = (document) => {
    const bytes = Buffer.from(`${JSON.stringify(document)}\n`);
    return [`trust/attestations/${document.credentialSubject.trainee}/${sha256(bytes)}.json`, bytes];
  };
  const foreign = await sign_in_engine(
    [
      {
        subject: desk.subjects.find((one) => one.name === "MATH1-NGUYEN-03"),
        decisions: [{ competence: "B.1.1", decision: "attested" }],
      },
    ],
    "m-carlier",
    "carlier",
    "2005-04-11T00:00:00Z",
  );
  const unknown = await sign_in_engine(
    [
      {
        subject: desk.subjects.find((one) => one.name === "MATH1-NGUYEN-03"),
        decisions: [{ competence: "B.1.1", decision: "attested" }],
      },
    ],
    "c-leroy",
    "nobody",
    "2005-04-11T00:00:00Z",
  );
  const twice = await sign_in_engine(
    [
      {
        subject: desk.subjects.find((one) => one.name === "MATH1-NGUYEN-03"),
        decisions: [{ competence: "B.1.1", decision: "not-attested" }],
      },
    ],
    "c-leroy",
    "leroy",
    "2005-04-11T00:00:00Z",
  );
  const another_trainee = attestation.replace(
    /attestations\/[^/]+/,
    `attestations/${desk.subjects.find((one) => one.name === "MATH1-FABRE-03").trainee.id}`,
  );
  // [what, zip, words of the refusal, how many are put in place]
  const cases = [
    [
      "a path that leads out",
      pack(new Map([...good, ["../../../livret.yaml", "x"]])),
      "is not taken, and nothing is put in place",
      0,
    ],
    ["an absolute path", pack(new Map([...good, ["/etc/passwd", "x"]])), "is not taken, and nothing is put in place", 0],
    [
      "a name twice",
      made_zip([...good, [attestation, "{}"]].map(([name, bytes]) => entry(name, bytes))),
      "is not taken, and nothing is put in place",
      0,
    ],
    [
      "the same file below two folders",
      pack(new Map([...good, [attestation.replace("trust/", ""), good.get(attestation)]])),
      "the same file under two names",
      0,
    ],
    ["no zip", Buffer.from("PK nothing"), "is not taken, and nothing is put in place", 0],
    ["nothing of ours", pack(new Map([["lisez-moi.txt", "bonjour"]])), "no attestation in it", 0],
    ["a document that is too large", pack(new Map([[attestation, Buffer.alloc(262145, 32)]])), "much larger", 0],
    [
      "a snapshot that was changed",
      pack(
        new Map([
          [fresh_attestation, fresh.get(fresh_attestation)],
          [snapshot, "un autre texte"],
        ]),
      ),
      "was changed on the way",
      0,
    ],
    ["a snapshot that is not there", pack(new Map([[fresh_attestation, fresh.get(fresh_attestation)]])), "is missing", 0],
    [
      "a decision that was changed",
      pack(
        new Map([
          renamed({
            ...forged,
            credentialSubject: {
              ...forged.credentialSubject,
              decisions: [{ ...forged.credentialSubject.decisions[0], comment: "Autre chose." }],
            },
          }),
        ]),
      ),
      "The signature does not fit the content",
      0,
    ],
    ["another trainee’s folder", pack(new Map([[another_trainee, good.get(attestation)]])), "not in its place", 0],
    ["a trainer of another group", pack(foreign), "was not in charge of this group", 0],
    ["a key that nobody knows", pack(unknown), "is nobody’s in the institute’s registry", 0],
    ["a good one beside a bad one", pack(new Map([...good, ...unknown])), "is nobody’s in the institute’s registry", 2],
    ["two decisions of one trainer", pack(new Map([...only(attestation), ...twice])), "would contradict each other", 1],
  ];
  for (const [what, bytes, words, placed] of cases) {
    const where = repository();
    const file = path.join(folder("zip"), "a.zip");
    fs.writeFileSync(file, bytes);
    const before = read_tree(where);
    const run = runs(["attest", "--import", file, "--root", where, "--lang", "en"], 1);
    holds(run.err.includes(words), () => `${what}\n${told(run)}`);
    const added = [...read_tree(where)].filter(([name]) => !before.has(name));
    same(added.filter(([name]) => name.includes("/attestations/")).length, placed, what);
    holds(
      added.every(([name]) => name.startsWith("trust/attestations/") || name.startsWith("trust/snapshots/")),
      what,
    );
    if (placed === 0) same_trees(before, read_tree(where));
    for (const [name, old] of before) holds(old.equals(fs.readFileSync(path.join(where, name))), `${what}: ${name} was changed`);
  }
});

await test("the pages are valid, without barriers, on a telephone and in the dark; a desk has no script", async () => {
  const pages = ["math1/bureau.html", "math1/bureau/c-leroy.html", "math1/signer.html"];
  for (const name of pages) {
    const { page, seen, close } = await open(browser, { viewport: { width: 320, height: 700 } });
    page.setDefaultTimeout(patience);
    await page.goto(at(site, name));
    if (name.includes("signer")) {
      await page.setInputFiles("#key-file", path.join(keys, "leroy.json"));
      await page.locator("details.card summary").first().click();
      await page.waitForSelector("fieldset");
      await page.locator("input[value=attested]").first().check();
    }
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      same(await barriers(page), [], `${name}, ${colorScheme}`);
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    holds(wide <= 0, `${name} is ${wide} px wider than a telephone`);
    same([...seen.errors, ...seen.console], [], name);
    same(seen.requests.length, 1, `${name} asks for something`);
    await close();
    const html = fs.readFileSync(path.join(site, name), "utf8");
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)[1];
    holds(policy.startsWith("default-src 'none'") && !/unsafe-eval'/.test(policy.replace("'wasm-unsafe-eval'", "")), policy);
    same(policy.includes("wasm-unsafe-eval"), name.includes("signer"), name);
    if (!name.includes("signer")) holds(!html.includes("<script"), `${name} has a script`);
  }
  const wrong = await checked(
    "--html",
    pages.map((name) => path.join(site, name)),
  );
  same(
    wrong
      .filter((one) => !/^The “list” role is unnecessary|^Inline (style|script) violates/.test(one.message))
      .map((one) => `${one.url} ${one.message}`),
    [],
  );
});

await test("a hostile text is text: nothing of it runs, and what is unseen is seen", async () => {
  const where = repository();
  const file = path.join(where, "gfp/math1/trainees/nguyen/activities");
  const name = [...read_tree(file)].find(([, bytes]) => bytes.toString().includes("MATH1-NGUYEN-03"))[0];
  fs.appendFileSync(
    path.join(file, name),
    "\n</script ><script >window.hacked=1</script ><!-- <img src=x onerror=window.hacked=1> @DATA@ \u202eyes\u200b\n",
  );
  const built = build(where);
  const { page, seen, close } = await open(browser);
  await page.goto(`${at(built, "math1/signer.html")}#MATH1-NGUYEN-03`);
  await page.waitForSelector("details[open] pre");
  const text = await text_of(page, "details[open] pre");
  holds(text.includes("</script ><script >window.hacked=1</script >") && text.includes("⟨U+202E⟩yes⟨U+200B⟩"), text.slice(-300));
  same(await page.evaluate(() => window.hacked), undefined);
  same([...seen.errors, ...seen.console], []);
  await close();
});

await test("nothing of the desk is in another audience's site, and no theme stands in its place", async () => {
  // A theme that is in use, of which every template and part would say so, and files where the desk's own would lie.
  const theme = folder("theme");
  const origin = path.join(source, "themes/default");
  for (const name of fs.readdirSync(origin, { recursive: true }).filter((one) => one.endsWith(".mustache")))
    write_tree(theme, new Map([[name, `${fs.readFileSync(path.join(origin, name))}<p>zqtheme</p>\n`]]));
  const places = ["bureau.html", "signer.html", "sign.html", "desk.css", "site.css"];
  write_tree(theme, new Map(places.map((name) => [`assets/${name}`, "zqtheme"])));
  const themed = folder("themed");
  runs(["build", "--root", root, "--now", day, "--no-git", "--audience", "trainers", "--theme", theme, "-o", themed]);
  const in_theme = [...read_tree(themed)].filter(([, bytes]) => bytes.includes("zqtheme")).map(([name]) => name);
  holds(in_theme.includes("math1/index.html") && in_theme.length > 100, "the theme is not in use");
  const own = [...read_tree(site)]
    .map(([name]) => name)
    .filter((name) => /(^|\/)(bureau|signer)(\/|\.html)|program\//.test(name));
  holds(own.length > 8, own.join());
  for (const name of own) {
    holds(fs.existsSync(path.join(themed, name)), `${name} is missing under a theme`);
    holds(!in_theme.includes(name), `a theme stands in the place of ${name}`);
  }
  for (const audience of ["gfp", "public", "jury"]) {
    const out = folder(audience);
    runs(["build", "--root", root, "--now", day, "--no-git", "--audience", audience, "-o", out]);
    for (const [name, bytes] of read_tree(out)) {
      holds(!/(^|\/)(bureau|signer)(\/|\.html)/.test(name), `${audience}: ${name}`);
      if (name.endsWith(".html"))
        holds(!/href="[^"]*(bureau|signer)(\.html|\/)/.test(bytes), `${audience}: ${name} leads to the desk`);
    }
  }
});

await browser.close();
finish();

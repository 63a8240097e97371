// The whole way, as nobody who lacks a toolbox would notice it: a trainee describes an activity in the form and deposits it; her
// trainer receives it, opens the desk, decides, signs in the page and deposits what was signed; she receives it, and her page says
// so; `livret verify` and a verifier that is not ours agree. She answers a request, and nothing that was attested is lost.
//
//   node tests/program/way.mjs PROGRAM          LIVRET_SHOTS=folder keeps pictures
import fs from "node:fs";
import path from "node:path";
import { launch, open } from "../browser/browser.mjs";
import { verifies } from "../trust/verifier.mjs";
import { git, git_env as env, home } from "./support/git.mjs";
import { phrase, phrase_file } from "./support/registrar.mjs";
import { serve } from "./support/serving.mjs";
import { content, finish, folder, holds, livret, plain, read_tree, same, test, told, write_tree } from "./support/tools.mjs";

const shots = process.env.LIVRET_SHOTS;
const keys = path.join(home, "livret/keys");
const title = "Pavages : la classe juge ses figures";

function runs(args, expect = 0) {
  const run = livret([...args, "--lang", "fr"], { env });
  holds(run.status === expect, () => told(run));
  return { out: plain(run.out), err: plain(run.err) };
}
function build(root, day, audience) {
  const site = folder("site");
  runs([
    "build",
    "--root",
    root,
    "--now",
    day,
    "--no-git",
    "--audience",
    audience,
    "-o",
    site,
    ...(audience === "jury" ? ["--no-dossiers"] : []),
  ]);
  return (name) => plain(fs.readFileSync(path.join(site, name), "utf8"));
}
const attested = (root) => [...read_tree(path.join(root, "trust/attestations")).keys()];

// --- one shared repository, and a copy of it for each
const shared = path.join(folder("shared"), "livret.git");
{
  const seed = write_tree(folder("seed"), read_tree(content));
  git(seed, "init", "-q", "-b", "main", ".");
  git(seed, "-c", "user.name=Registre", "-c", "user.email=registre@exemple.invalid", "add", "-A");
  git(seed, "-c", "user.name=Registre", "-c", "user.email=registre@exemple.invalid", "commit", "-qm", "Le dépôt de l’institut");
  git(seed, "clone", "-q", "--bare", seed, shared);
}
const copy = (name) => {
  const root = path.join(folder(name), "livret");
  git(path.dirname(root), "clone", "-q", shared, root);
  return root;
};
const hers = copy("durand"),
  trainers = copy("leroy");
runs(["key", "new", "leroy", "--name", "Catherine Leroy", "--example", "--passphrase-file", phrase_file, "--now", "2005-04-11"]);

const browser = await launch();
const server = await serve(hers, {
  args: ["--write", "--port", "0", "--now", "2005-04-11T14:05+02:00", "--as", "math1/durand"],
  env,
});
const patience = 300_000; // a machine may be busy: what is asked is whether, not when
const her = await open(browser, { locale: "fr-FR" });
her.page.setDefaultTimeout(patience);
const at = (what) => `${server.origin}${server.forms}${what}`;
async function deposits() {
  await her.page.goto(at(""));
  await her.page.getByRole("button", { name: "Déposer" }).click();
  const said = plain(await her.page.locator(".told").textContent());
  holds(await her.page.locator(".told.good").count(), said);
  return said;
}
const trainer_deposits = () => runs(["deposit", "--root", trainers, "--now", "2005-04-12", "--name", "Catherine Leroy"]).err;
let reference; // of the new activity

await test("a trainee describes an activity in the form, declares three competences, and deposits it", async () => {
  const { page, seen } = her;
  await page.goto(at(""));
  await page.getByRole("link", { name: "Décrire une activité" }).click();
  await page.getByLabel("Titre").fill(title);
  await page.getByLabel("Le (ou du)").fill("2005-04-08");
  await page.getByLabel("Contexte").selectOption({ label: "Stage en responsabilité" });
  await page.getByLabel("Oui, en classe").check();
  await page
    .getByLabel("Ce que vous avez fait")
    .fill("## La séance\n\nUne quatrième a construit un pavage, puis l’a défendu devant les autres.\n");
  for (const domain of ["B.2", "B.3"]) await page.locator("summary", { hasText: domain }).first().click();
  for (const code of ["B.2.1", "B.2.2", "B.3.1"])
    await page.getByRole("checkbox", { name: new RegExp(`^${code.replaceAll(".", "\\.")} `) }).check();
  await page.getByLabel("Déclarée").check();
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await page.getByText("Enregistré.").waitFor();
  const said = await deposits();
  holds(/déposé|envoyé/i.test(said), said);
  const text = fs.readFileSync(
    path.join(hers, "gfp/math1/trainees/durand/activities/pavages-la-classe-juge-ses-figures/index.md"),
    "utf8",
  );
  [, reference] = /^référence: (MATH1-DURAND-\d\d)$/m.exec(text);
  same([...seen.errors], []);
});

await test("her trainer receives it, decides three competences at the desk, signs in the page, and deposits what was signed", async () => {
  trainer_deposits();
  const site = folder("desk");
  runs(["build", "--root", trainers, "--now", "2005-04-12", "--no-git", "--audience", "trainers", "-o", site]);
  const { page, seen, close } = await open(browser, { acceptDownloads: true, locale: "fr-FR" });
  page.setDefaultTimeout(patience);
  await page.clock.setFixedTime("2005-04-12T10:00:00+02:00");
  await page.goto(`file://${site}/math1/index.html`);
  await page.click("nav >> text=Bureau");
  await page.click("text=Catherine Leroy");
  await page.click(`a:has-text("Décider"):has-text("${reference}")`);
  await page.setInputFiles("#key-file", path.join(keys, "leroy.json"));
  const card = page.locator("details.card", { hasText: reference });
  if (!(await card.evaluate((element) => element.open))) await card.locator("summary").first().click();
  for (const [code, decision, comment] of [
    ["B.2.1", "attested", "Le choix du logiciel est justifié par ce que voient les élèves."],
    ["B.2.2", "attested", ""],
    ["B.3.1", "more-information", "Comment les groupes ont-ils été formés ?"],
  ]) {
    const field = card.locator("fieldset", { has: page.locator(`legend b:text-is("${code}")`) });
    await field.locator(`input[value="${decision}"]`).check();
    await field.locator("textarea").fill(comment);
  }
  await page.fill("#passphrase", phrase);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#do-sign")]);
  const zip = path.join(folder("downloads"), download.suggestedFilename());
  await download.saveAs(zip);
  same([...seen.errors, ...seen.console], []);
  await close();
  const put = runs(["attest", "--import", zip, "--root", trainers, "--now", "2005-04-12"]);
  holds(put.err.includes("mises en place : 1"), put.err);
  trainer_deposits();
});

await test("she receives it: her page says what is attested, and verify and a verifier that is not ours agree", async () => {
  const before = new Set(attested(hers));
  await deposits();
  const news = attested(hers).filter((name) => !before.has(name));
  same(news.length, 1);
  const file = path.join(hers, "trust/attestations", news[0]);
  const document = JSON.parse(fs.readFileSync(file, "utf8"));
  holds(verifies(document), "another verifier refuses it");
  holds(!verifies({ ...document, validFrom: "2005-04-13T08:00:00Z" }), "another verifier accepts everything");
  const ours = runs(["verify", file]).out;
  holds(/pas encore scellée/.test(ours) && !/signature fausse|bad-signature/.test(ours), ours);
  const page = build(hers, "2005-04-12", "gfp")(`math1/activites/${reference}.html`);
  same(
    [...page.matchAll(/class="standing (\S+)"/g)].map((one) => one[1]).filter((one) => one === "attested").length,
    2,
    "attested on her page",
  );
});

await test("she answers the request in the form, and nothing that was attested is lost", async () => {
  const { page, seen } = her;
  await page.goto(at(""));
  await page.locator('a[href*="new/reply"][href*="pavages"]').first().click();
  await page.locator("#f-text").fill("Par les élèves, puis rééquilibrés : deux groupes ont été refaits.");
  await page.locator('button[name="action"][value="save"]').click();
  await page.getByText(/Votre réponse est enregistrée/).waitFor();
  await deposits();
  same([...seen.errors], []);
  trainer_deposits();
  const read = build(trainers, "2005-04-13", "trainers");
  const activity = read(`math1/activites/${reference}.html`);
  holds(activity.includes("deux groupes ont été refaits"), "her answer is not on the page");
  const states = [...activity.matchAll(/class="standing (\S+)"/g)].map((one) => one[1]);
  same(states.filter((one) => one === "attested").length, 2, `states: ${states}`);
  holds(states.includes("answered"), `states: ${states}`);
  holds(read("math1/bureau.html").includes(reference), "the desk does not show that she answered");
  if (shots) {
    await page.goto(at(""));
    await page.screenshot({ path: path.join(shots, "way-home.png"), fullPage: true });
  }
});

await her.close();
await server.stop("SIGTERM");
await browser.close();
finish();

// The forms of `livret serve --write` in Chromium: a trainee's way from an empty form to a file that a person would have
// written, what is kept when the program is killed, and barriers.
//   node tests/browser/write.mjs build/dev/livret ["a name"]      LIVRET_SHOTS=/tmp/shots: pictures of the pages
import { readFileSync } from "node:fs";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import { jpeg_with } from "../program/support/camera.mjs";
import { serve } from "../program/support/serving.mjs";
import { finish, holds, livret, random_numbers, repository, same, test } from "../program/support/tools.mjs";
import { launch, open } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const day = ["--now", "2005-04-11T14:05+02:00"];
const shots = process.env.LIVRET_SHOTS;

const start = (root, person = "math1/durand", port = ["--port", "0"]) =>
  serve(root, { args: ["--write", ...port, ...day, "--as", person] });
const read = (root, name) => fs.readFileSync(path.join(root, name), "utf8");
const at = (server, what) => `${server.origin}${server.forms}${what}`;
// The policy of our pages lets nobody make a function of a text: what Playwright's own waitForFunction would do.
async function until(page, condition) {
  for (let i = 0; i < 400; ++i) {
    if (await page.evaluate(condition).catch(() => false)) return; // a page that is just being left has no answer
    await page.waitForTimeout(50);
  }
  throw new Error(`never: ${condition}`);
}
const kept = (page) => until(page, () => /Gardé à|Kept at/.test(document.getElementById("state").textContent));
const journal_of = (root) =>
  fs
    .readdirSync(path.join(root, ".livret/forms"))
    .filter((name) => /^[0-9a-f]{16}\.json$/.test(name))
    .map((name) => JSON.parse(read(root, `.livret/forms/${name}`)));

const browser = await launch();
const root = repository();
const server = await start(root);

async function quiet(page_options, run) {
  const opened = await open(browser, { locale: "fr-FR", ...page_options });
  try {
    await run(opened.page, opened);
    const complaints = [...opened.seen.errors, ...opened.seen.console.filter((one) => one.startsWith("error"))];
    same(complaints, [], `the page complained (${opened.seen.failures.join("; ")})`);
  } finally {
    await opened.close();
  }
}

await test("a trainee describes an activity from start to end, and the file is what a person would have written", () =>
  quiet({}, async (page, { seen }) => {
    await page.goto(at(server, ""));
    await page.getByRole("link", { name: "Décrire une activité" }).click();
    await page.getByLabel("Titre").fill("Suites : le tableur avant la définition");
    await page.getByLabel("Le (ou du)").fill("2005-04-04");
    await page.getByLabel("au (facultatif)").fill("2005-04-08");
    await page.getByLabel("Contexte").selectOption({ label: "Stage en responsabilité" });
    await page.getByLabel("Oui, en classe").check();
    await page.getByLabel("Conception").check();
    await page.getByLabel("Mise en œuvre").check();
    await page.getByLabel("Ce que vous avez fait").fill("## Contexte\n\nUne première S, en salle multimédia.\n");
    // A photograph, dropped: cleaned, and shown in the text.
    await page
      .locator("#files")
      .setInputFiles({ name: "Tableau de classe.JPG", mimeType: "image/jpeg", buffer: jpeg_with("GPS-MARK") });
    await page.getByText("tableau-de-classe.jpg", { exact: true }).first().waitFor();
    holds((await page.locator("#m-f-files").textContent()).includes("GPS"), "what was taken out is said");
    const body = await page.getByLabel("Ce que vous avez fait").inputValue();
    holds(body.includes("![ce que montre l’image](tableau-de-classe.jpg)"), body);
    await page.getByLabel("Ce que vous avez fait").fill(body.replace("ce que montre l’image", "le tableau à la fin de l’heure"));
    await page.getByLabel("Personne n’est reconnaissable").check();
    // Competences, by keyboard: a domain unfolded, one ticked, her words.
    await page.locator("summary", { hasText: "B.2" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("checkbox", { name: /^B\.2\.1/ }).check();
    await page.getByLabel("B.2.1 : en quoi, avec vos mots").fill("le tableur : on voit avant de démontrer");
    // The preview is the program's own.
    await page.getByRole("button", { name: "Aperçu" }).click();
    const preview = page.locator("#preview");
    await preview.getByRole("heading", { name: "Contexte" }).waitFor();
    const shown = await preview.locator("img").evaluate((img) => img.decode().then(() => img.naturalWidth));
    same(shown, 1, "the picture is shown");
    if (shots) await page.screenshot({ path: `${shots}/write-activity.png`, fullPage: true });
    await page.getByLabel("Déclarée").check();
    await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
    await page.getByText("Enregistré.").waitFor();
    const folder_ = "gfp/math1/trainees/durand/activities/suites-le-tableur-avant-la-definition";
    const text = read(root, `${folder_}/index.md`);
    const reference = text.match(/^référence: (MATH1-DURAND-\d\d)$/m)[1];
    same(
      text,
      `---\nréférence: ${reference}\ntitre: "Suites : le tableur avant la définition"\ndate: {du: 2005-04-04, au: 2005-04-08}\n` +
        "contexte: stage-en-responsabilite\nphases: [conception, mise-en-œuvre]\nsituation: classe\ncompétences:\n" +
        '  - B.2.1: "le tableur : on voit avant de démontrer"\nstatut: déclarée\ndéclarée: 2005-04-11\nvisibilité: gfp\nimages: sans-personne\n---\n' +
        "## Contexte\n\nUne première S, en salle multimédia.\n\n![le tableau à la fin de l’heure](tableau-de-classe.jpg)\n",
    );
    holds(!fs.readFileSync(path.join(root, folder_, "tableau-de-classe.jpg")).includes("GPS-MARK"), "the place is gone");
    same(livret(["check", "--root", root, "--no-git", ...day]).out.includes("suites-le-tableur"), false, "check is content");
    // One word changed afterwards is one line changed.
    await page.getByLabel("Titre").fill("Suites : le tableur d’abord");
    await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
    await until(page, () => document.getElementById("f-title").defaultValue.endsWith("d’abord"));
    same(read(root, `${folder_}/index.md`), text.replace("le tableur avant la définition", "le tableur d’abord"));
    await until(page, () => Object.keys(localStorage).length === 0); // nothing stays in the browser once it is saved
    same(
      seen.requests.filter((url) => !url.startsWith(server.origin)),
      [],
      "requests to others",
    );
  }));

await test("what is given up lies aside on the home page; given up again as it is, it is gone", () =>
  quiet({}, async (page) => {
    await page.goto(at(server, ""));
    await page.getByRole("link", { name: "Me positionner" }).first().click();
    await page.locator("textarea").first().fill("un mot de trop");
    await page.getByRole("button", { name: "Abandonner" }).click();
    await page.getByRole("heading", { name: "Mis de côté" }).waitFor();
    await page.locator("section", { hasText: "Mis de côté" }).getByRole("link").first().click();
    same(await page.locator("textarea").first().inputValue(), "un mot de trop");
    await page.getByRole("button", { name: "Abandonner" }).click();
    await page.getByText("Effacé.").waitFor();
    same(await page.getByRole("heading", { name: "Mis de côté" }).count(), 0);
  }));

await test("what goes out by itself and what a button sends are never under way at once", () =>
  quiet({}, async (page) => {
    await page.goto(at(server, "new/activity"));
    const log = [];
    await page.route(/\/form\/[0-9a-f]{16}(\/keep)?$/, async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      const what = route.request().url().endsWith("/keep") ? "kept" : "given up";
      log.push(`${what}: sent`);
      await new Promise((done) => setTimeout(done, 900)); // longer than the page waits before it keeps
      const response = await route.fetch();
      log.push(`${what}: answered`);
      await route.fulfill({ response });
    });
    await page.getByLabel("Titre").fill("Un titre");
    for (let i = 0; log.length === 0 && i < 400; ++i) await page.waitForTimeout(10);
    await page.getByLabel("Titre").fill("Un titre de trop");
    await page.getByRole("button", { name: "Abandonner" }).click();
    await page.getByRole("heading", { name: "Mis de côté" }).waitFor();
    same(log, ["kept: sent", "kept: answered", "given up: sent", "given up: answered"]);
  }));

await test("what is wrong stands beside its field while one writes, and the summary leads there", () =>
  quiet({}, async (page) => {
    await page.goto(at(server, "new/activity"));
    await page.getByLabel("Titre").fill("Un titre");
    await page.getByLabel("Le (ou du)").fill("");
    await page.getByRole("button", { name: "Vérifier" }).click();
    const summary = page.locator("#summary");
    await summary.getByRole("link", { name: /il manque le champ « date »/ }).click();
    same(await page.evaluate(() => document.activeElement?.id), "f-date");
    same(await page.locator("#f-date").getAttribute("aria-invalid"), "true");
    const described = await page.locator("#f-date").getAttribute("aria-describedby");
    holds(described.split(" ").includes("m-f-date"), described);
    await page.getByLabel("Le (ou du)").fill("2005-04-04");
    await page.getByLabel("Contexte").selectOption("gfp");
    await until(page, () => document.getElementById("m-f-date").textContent === "" && document.getElementById("summary").hidden);
  }));

await test("killed between two keystrokes: the page says so, keeps the text, and hands it over when the program is back", async () => {
  const random = random_numbers(Number(process.env.LIVRET_SEED ?? 1));
  const own = repository();
  let mine = await start(own);
  const { context, page, close } = await open(browser, { locale: "fr-FR" });
  await page.goto(at(mine, "new/activity"));
  const text = "Ils ont d’abord cherché seuls ; puis, à deux, ils ont osé une conjecture.";
  const field = page.getByLabel("Ce que vous avez fait");
  const cut = 10 + random.below(text.length - 20);
  await field.pressSequentially(text.slice(0, cut), { delay: 5 });
  await mine.stop("SIGKILL");
  await field.pressSequentially(text.slice(cut, cut + 8), { delay: 5 });
  await page.getByText("Le programme ne répond plus").waitFor();
  await field.pressSequentially(text.slice(cut + 8), { delay: 5 });
  same(await field.inputValue(), text);
  mine = await start(own, "math1/durand", []);
  await kept(page);
  await until(page, () => !document.getElementById("state").classList.contains("bad"));
  const has = async (wanted) => {
    for (let i = 0; i < 100; ++i) {
      if (journal_of(own).some((entry) => entry.values.body?.[0] === wanted)) return true;
      await new Promise((done) => setTimeout(done, 50));
    }
    return false;
  };
  holds(await has(text), () => JSON.stringify(journal_of(own).map((entry) => entry.values.body)));
  // And the browser closed while the program is away: the next page has it from the browser itself.
  await mine.stop("SIGKILL");
  await field.pressSequentially(" Et la suite.");
  const form = page.url();
  await page.close();
  mine = await start(own, "math1/durand", []);
  const next = await context.newPage();
  await next.goto(form);
  await next.getByText("Votre texte a été retrouvé dans ce navigateur.").waitFor();
  same(await next.getByLabel("Ce que vous avez fait").inputValue(), `${text} Et la suite.`);
  holds(await has(`${text} Et la suite.`), "the program has it again");
  await close();
  await mine.stop("SIGKILL");
});

await test("killed during a save: the text is in the page, and saved once the program is back", async () => {
  for (let round = 0; round < 3; ++round) {
    const random = random_numbers(Number(process.env.LIVRET_SEED ?? 1) * 10 + round);
    const own = repository();
    let mine = await start(own);
    const { page, close } = await open(browser, { locale: "fr-FR" });
    await page.goto(at(mine, "new/activity"));
    await page.getByLabel("Titre").fill("À ne pas perdre");
    await page.getByLabel("Contexte").selectOption("gfp");
    await page.getByLabel("Ce que vous avez fait").fill(`Rien ne se perd, ${round}.`);
    await page.getByRole("button", { name: "Enregistrer", exact: true }).click({ noWaitAfter: true });
    await new Promise((done) => setTimeout(done, random.below(120)));
    await mine.stop("SIGKILL");
    mine = await start(own, "math1/durand", []);
    const file = path.join(own, "gfp/math1/trainees/durand/activities/a-ne-pas-perdre/index.md");
    if (!fs.existsSync(file)) {
      const form = page.url().includes("/form/") ? page.url() : at(mine, "");
      if (!page.url().startsWith("http")) await page.goto(form);
      await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
      await page.getByText("Enregistré.").waitFor();
    }
    holds(fs.readFileSync(file, "utf8").endsWith(`Rien ne se perd, ${round}.\n`), `round ${round}`);
    await close();
    await mine.stop("SIGKILL");
  }
});

await test("a question, an answer and a position, each from its form", async () => {
  await quiet({}, async (page) => {
    await page.goto(at(server, "new/question"));
    await page.getByLabel("Titre").fill("Peut-on projeter un film ?");
    await page.getByLabel("Juridique").check();
    await page.getByLabel("Votre question").fill("En entier, en classe.");
    await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
    await page.getByText("Enregistré.").waitFor();
    holds(read(root, "gfp/math1/questions/peut-on-projeter-un-film.md").includes("par: durand\nà: forum\n"), "the question");
    await page.goto(at(server, "new/answer?path=gfp/math1/questions/virgules-dans-un-csv.md"));
    await page.getByLabel("Votre réponse").fill("Chez moi aussi.");
    await page.getByRole("button", { name: "Envoyer" }).click();
    await page.getByText("Votre réponse est enregistrée.").waitFor();
    holds(
      read(root, "gfp/math1/questions/virgules-dans-un-csv.md").includes("    by: durand\n    text: |\n      Chez moi aussi.\n"),
      "the answer",
    );
    await page.goto(at(server, "new/position"));
    const competence = page.getByRole("group", { name: /^A\.1\.1/ });
    if (!(await competence.isVisible())) await page.locator("summary", { hasText: "A.1" }).first().click();
    await competence.getByRole("radio").nth(3).check();
    await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
    await page.getByText("Enregistré.").waitFor();
    holds(/^niveaux:\n  A\.1\.1: 2$/m.test(read(root, "gfp/math1/trainees/durand/positions/2005-04-11.md")), "the position");
  });
});

const pages = {
  home: "",
  activity: "new/activity?from=charte-informatique-classe",
  position: "new/position",
  question: "new/question",
  answer: "new/answer?path=gfp/math1/questions/virgules-dans-un-csv.md",
};
for (const [name, where] of Object.entries(pages))
  await test(`${name}: no barrier that axe-core knows, light, dark and on a phone; nothing wider than the screen at 320 px`, () =>
    quiet({}, async (page) => {
      await page.goto(at(server, where));
      await page.evaluate(axe);
      for (const [colorScheme, width] of [
        ["light", 1280],
        ["dark", 1280],
        ["light", 360],
      ]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
        const found = await page.evaluate(async () =>
          (await window.axe.run(document, { resultTypes: ["violations"] })).violations.map(
            (one) => `${one.id}: ${one.nodes[0].html.slice(0, 160)} ${one.nodes[0].failureSummary}`,
          ),
        );
        same(found, [], `${colorScheme}, ${width}`);
        if (shots) await page.screenshot({ path: `${shots}/write-${name}-${colorScheme}-${width}.png`, fullPage: true });
      }
      await page.setViewportSize({ width: 320, height: 256 }); // 400 % of 1280 × 1024 (WCAG 1.4.10)
      same(await page.evaluate(() => document.documentElement.scrollWidth <= 320), true, "wider than the screen");
    }));

await browser.close();
await server.stop();
finish();

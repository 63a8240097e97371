// The promise's clock in pages that nobody builds again. The site was built on 2005-04-11; readers come before, at and after
// the end of a question's time (2005-04-13T11:30+02:00), whatever their time zone, and without scripts.
import { file_address, open } from "./browser.mjs";

const question = "math1/questions/lecon-ou-activite-tice.html";
const deadline = Date.parse("2005-04-13T11:30:00+02:00");
const minute = 60_000,
  hour = 60 * minute,
  day = 24 * hour;

const readers = {
  fr: [
    [-2 * day - minute, "due", "réponse attendue : il reste 2 jours"],
    [-day - minute, "due", "réponse attendue : il reste 1 jour"],
    [-day + minute, "due", "réponse attendue : il reste 23 heures"],
    [-90 * minute, "due", "réponse attendue : il reste 1 heure"],
    [-59 * minute, "due", "réponse attendue : il reste 59 minutes"],
    [-minute / 2, "due", "réponse attendue : il reste 1 minute"],
    [minute / 2, "overdue", "sans réponse : délai dépassé de 1 minute"],
    [25 * hour, "overdue", "sans réponse : délai dépassé de 1 jour"],
    [59 * day, "overdue", "sans réponse : délai dépassé de 59 jours"],
    [400 * day, "overdue", "sans réponse, délai dépassé"],
  ],
  en: [
    [-2 * day - minute, "due", "answer due: 2 days left"],
    [-90 * minute, "due", "answer due: 1 hour left"],
    [3 * hour, "overdue", "no answer: overdue by 3 hours"],
  ],
};
const plain = (text) => text.replace(/[\u00a0\u202f]/g, " ").trim();

async function shown(page) {
  const clock = page.locator(".title-block .state");
  return { state: (await clock.getAttribute("class")).replace("state ", ""), text: plain(await clock.textContent()) };
}
const differs = (found, state, text) => (found.state === state && found.text === text ? [] : [`${found.state}: ${found.text}`]);

export async function check_clock(report, browser, sites) {
  for (const site of sites)
    for (const [index, [offset, state, text]] of readers[site.language].entries())
      await report.test(`clock, ${site.name}, ${offset / hour} h: ${text}`, async () => {
        const { page, seen, close } = await open(browser, { timezoneId: index % 2 ? "Pacific/Auckland" : "America/Montreal" });
        await page.clock.setFixedTime(deadline + offset);
        await page.goto(file_address(site.folder, question));
        const faults = [...differs(await shown(page), state, text), ...seen.errors];
        await close();
        return faults;
      });
  const [site] = sites;
  await report.test("clock: it runs out while the page is read, on its card too", async () => {
    const { page, close } = await open(browser);
    await page.clock.install({ time: deadline - 2 * minute });
    await page.goto(file_address(site.folder, "math1/questions.html"));
    const card = page.locator("li.question", { has: page.locator('a[href$="lecon-ou-activite-tice.html"]') });
    const before = await card.getAttribute("class");
    await page.clock.runFor(3 * minute);
    const after = await card.getAttribute("class");
    const text = plain(await card.locator(".state").textContent());
    await close();
    return before.includes(" due") && after.includes(" overdue") && text.includes("délai dépassé de 1 minute")
      ? []
      : [before, after, text];
  });
  await report.test("clock: a reader's slow clock does not give time back", async () => {
    const { page, close } = await open(browser);
    await page.clock.setFixedTime(Date.parse("2005-03-01T12:00:00Z"));
    await page.goto(file_address(site.folder, "math1/questions/garder-les-messages-d-un-eleve.html"));
    const found = await shown(page);
    await close();
    return differs(found, "overdue", "sans réponse, délai dépassé");
  });
  await report.test("clock: without scripts, until when an answer is promised", async () => {
    const { page, close } = await open(browser, { javaScriptEnabled: false });
    await page.goto(file_address(site.folder, question));
    const found = plain(await page.locator(".title-block .question").textContent());
    await close();
    return found === "réponse attendue · à répondre avant le 13 avril 2005 à 11 h 30" ? [] : [found];
  });
}

// The gallery of examples: narrowed in the page by domain, context and competence; with the same ways in without scripts; and
// the draft that an example offers, which the program accepts as it stands.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { file_address, open } from "./browser.mjs";

const gallery = { fr: "math1/exemples.html", en: "math1/examples.html" };

const shown = (page) =>
  page.evaluate(() => ({
    cards: [...document.querySelectorAll(".level-group .card")]
      .filter((one) => one.offsetParent)
      .map((one) => one.querySelector("a").textContent),
    groups: [...document.querySelectorAll(".level-group")].filter((one) => one.offsetParent).length,
    status: document.querySelector(".filters [role=status]").textContent,
  }));
// What the lists below the cards say of a choice: the titles under the words of the option.
const listed = (page, words) =>
  page.evaluate((wanted) => {
    const found = [...document.querySelectorAll(".index > div")].filter(
      (one) => one.querySelector("dt").textContent.trim() === wanted,
    );
    return found.length === 1
      ? [...found[0].querySelectorAll("dd")].map((one) => one.textContent.trim())
      : [`${found.length} lists`];
  }, words);

async function check_site(report, browser, site) {
  const name = (what) => `gallery, ${site.name}: ${what}`;
  const { page, seen, close } = await open(browser);
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(file_address(site.folder, gallery[site.language]));
  const all = await shown(page);
  for (const filter of ["_domains", "_contexts", "_shows"])
    await report.test(name(`each choice of ${filter} shows what the list below says`), async () => {
      const faults = [];
      const options = await page.$$eval(`#${filter} option`, (list) =>
        list.slice(1).map((one) => [one.value, one.textContent.trim()]),
      );
      if (options.length < 2) faults.push("nothing to choose from");
      for (const [value, words] of options) {
        await page.selectOption(`#${filter}`, value);
        const now = await shown(page);
        const wanted = await listed(page, words);
        if (now.cards.slice().sort().join("|") !== wanted.slice().sort().join("|"))
          faults.push(`${words}: ${now.cards.join(", ")} instead of ${wanted.join(", ")}`);
        if (!now.status.startsWith(`${now.cards.length} `)) faults.push(`${words}: said “${now.status}”`);
        if (now.groups === 0) faults.push(`${words}: no level is left`);
      }
      await page.selectOption(`#${filter}`, "");
      const back = await shown(page);
      if (back.cards.length !== all.cards.length || back.status !== "") faults.push("not all come back");
      return faults;
    });
  await report.test(name("choices add up, and nothing left is said"), async () => {
    const [[first]] = await page.$$eval("#_contexts option", (list) => list.slice(1).map((one) => [one.value]));
    const others = await page.$$eval("#_shows option", (list) => list.slice(1).map((one) => one.value));
    await page.selectOption("#_contexts", first);
    for (const other of others) {
      await page.selectOption("#_shows", other);
      const now = await shown(page);
      if (now.cards.length === 0) return /\d/.test(now.status) || now.groups !== 0 ? [now.status] : [];
    }
    return ["some example goes with everything: nothing was tested"];
  });
  await report.test(name("no error, no request but for the site’s files"), async () => [
    ...seen.errors,
    ...requests.filter((one) => !one.startsWith(file_address(site.folder, ""))),
    ...(requests.length === 0 ? ["the page itself was asked for by nobody"] : []),
  ]);
  await close();
}

export async function check_gallery(report, browser, program, content, sites) {
  for (const site of sites) await check_site(report, browser, site);
  const [site] = sites;
  await report.test("gallery: without scripts, all examples and the lists, and no form that does nothing", async () => {
    const { page, close } = await open(browser, { javaScriptEnabled: false });
    await page.goto(file_address(site.folder, gallery.fr));
    const cards = await page.locator(".level-group .card").count();
    const form = await page.locator(".filters").isVisible();
    const lists = await page.locator(".index dd a").count();
    await close();
    return cards > 5 && !form && lists > cards ? [] : [`${cards} cards, form ${form}, ${lists} links`];
  });
  await report.test("gallery: each example’s draft, copied where its page says, is accepted as it stands", async () => {
    const { page, close } = await open(browser);
    const root = mkdtempSync(join(tmpdir(), "livret-starters-"));
    cpSync(content, root, { recursive: true });
    const faults = [];
    await page.goto(file_address(site.folder, gallery.fr));
    let filled_in = 0;
    const pages = await page.$$eval(".level-group .card h3 a", (list) => list.map((one) => one.href));
    for (const address of pages) {
      await page.goto(address);
      const link = page.locator(".starter a[download]");
      const file = new URL(await link.evaluate((one) => one.href)).pathname;
      const text = readFileSync(decodeURIComponent(file), "utf8");
      writeFileSync(join(root, "gfp/math1/trainees/durand/activities", await link.getAttribute("download")), text);
      const codes = await page.$$eval(".declaration-code a", (list) => list.map((one) => one.textContent));
      const header = text.split("\n---\n")[0];
      if (codes.length === 0) faults.push(`${address}: its page names no competence`);
      filled_in += codes.length;
      for (const code of codes)
        if (!new RegExp(`^  - ${code.replaceAll(".", "\\.")} `, "m").test(header))
          faults.push(`${file}: ${code} is not filled in`);
      const command = await page.locator(".starter .command").textContent();
      const slug = /--like (\S+)$/.exec(command)?.[1];
      const words = ["new", "activity", "math1/durand", `Essai ${slug}`, "--like", slug, "--root", root, "--now", "2005-04-11"];
      const made = spawnSync(program, words, { encoding: "utf8" });
      if (made.status !== 0) faults.push(`${command}: ${made.stderr}`);
    }
    const checked = spawnSync(program, ["check", "--drafts", "--no-git", "--root", root, "--now", "2005-04-11"], {
      encoding: "utf8",
    });
    if (checked.status !== 0) faults.push(checked.stdout + checked.stderr);
    if (pages.length < 5 || filled_in < 10) faults.push(`${pages.length} examples, ${filled_in} competences`);
    rmSync(root, { recursive: true, force: true });
    await close();
    return faults;
  });
}

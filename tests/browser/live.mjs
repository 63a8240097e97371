// A page of `livret serve` in Chromium while the repository changes: it shows what is new and nothing else moves.
//   node tests/browser/live.mjs build/dev/livret ["a name"]      LIVRET_SHOTS=/tmp/shots: pictures of the pages
import fs, { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import { serve } from "../program/support/serving.mjs";
import { finish, holds, plain, repository, same, test } from "../program/support/tools.mjs";
import { launch, open } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const args = ["--port", "0", "--now", "2005-04-11T14:05+02:00"];
const shots = process.env.LIVRET_SHOTS;

const hers = "gfp/math1/trainees/durand/activities/liste-du-groupe.md";
const others = "gfp/math1/trainees/girard/activities/hausses-qui-ne-s-ajoutent-pas.md";
const her_page = "math1/activites/MATH1-DURAND-01.html";
const read = (root, name) => fs.readFileSync(path.join(root, name), "utf8");
const write = (root, name, text) => fs.writeFileSync(path.join(root, name), text);
const titled = (text, title) => text.replace(/^(title|titre): .*$/m, `$1: ${title}`);
const broken = (text) => text.replace(/^---\n/, "---\nnulle-part: [\n");

const browser = await launch();

async function with_page({ more = [], options = {}, at = her_page, root = repository() }, run) {
  const server = await serve(root, { args: [...args, ...more] });
  const opened = await open(browser, { locale: "fr-FR", viewport: { width: 1000, height: 700 }, ...options });
  const { page, seen } = opened;
  try {
    await page.goto(`${server.site_origin}${server.site}${at}`);
    await run(page, { root, server, seen, loads: () => seen.requests.filter((url) => /\.html$/.test(url)).length });
    same(seen.errors, [], "a script complained");
  } finally {
    await opened.close();
    await server.stop("SIGKILL");
  }
}
const heading = (page, name) => page.getByRole("heading", { level: 1, name }).waitFor();
const alert_of = (page) => page.getByRole("alert");

await test("what is saved is shown, where one was in the page and with the same thing focused", () =>
  with_page({ options: { viewport: { width: 1000, height: 300 } } }, async (page, { root, loads }) => {
    await page.locator("main a[href]").last().focus();
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    const before = await focused();
    await page.evaluate(() => scrollTo(0, 240));
    holds((await page.evaluate(() => scrollY)) === 240, "the page is long enough");
    write(root, hers, titled(read(root, hers), "Un titre qui vient d’être écrit"));
    await heading(page, "Un titre qui vient d’être écrit");
    await page.waitForLoadState("load");
    same([await page.evaluate(() => scrollY), await focused()], [240, before]);
    same(loads(), 2, "loaded once more");
  }));

await test("what changes on another page moves nothing here", () =>
  with_page({}, async (page, { root, loads }) => {
    await page.evaluate(() => (window.mark = "still the same page"));
    write(root, others, titled(read(root, others), "Ailleurs"));
    // What comes afterwards says that this came, and that nothing was loaded.
    write(root, others, broken(read(root, others)));
    await alert_of(page).waitFor();
    same([await page.evaluate(() => window.mark), loads()], ["still the same page", 1]);
  }));

await test("an error lies over the page with its place; closed with the keyboard; gone by itself when it is mended", () =>
  with_page({}, async (page, { root, loads }) => {
    const good = read(root, hers);
    write(root, hers, broken(good));
    await alert_of(page).waitFor();
    const told = plain(await alert_of(page).innerText());
    holds(new RegExp(`${hers}:\\d+:\\d+`).test(told) && told.includes("erreur"), told);
    holds(plain(await page.locator("h1").innerText()) !== "", "the page is there below");
    const button = alert_of(page).getByRole("button", { name: /Fermer/ });
    await button.focus();
    await page.keyboard.press("Enter");
    same(await alert_of(page).count(), 0, "closed by its button");
    write(root, hers, broken(good).replace("nulle-part", "encore-ailleurs"));
    await alert_of(page).waitFor();
    await page.keyboard.press("Escape");
    same(await alert_of(page).count(), 0, "closed by Escape");
    write(root, hers, broken(good));
    await alert_of(page).waitFor();
    write(root, hers, good);
    await alert_of(page).waitFor({ state: "detached" });
    same(loads(), 1, "the page is the same again");
  }));

await test("the error is readable: light, dark, forced colours, at 400 %, with no barrier", async () => {
  const root = repository();
  write(root, others, broken(read(root, others)));
  const looks = {
    light: { colorScheme: "light" },
    dark: { colorScheme: "dark" },
    forced: { forcedColors: "active" },
    400: { viewport: { width: 320, height: 256 } },
  };
  for (const [name, options] of Object.entries(looks))
    await with_page({ root, options }, async (page) => {
      await alert_of(page).waitFor();
      await page.waitForFunction(
        () => getComputedStyle(document.querySelector("livret-live").shadowRoot.querySelector("section")).overflowY === "auto",
      );
      if (shots) await page.screenshot({ path: `${shots}/live-${name}.png` });
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run({ include: ["livret-live"] }));
      same(
        violations.map((one) => `${one.id} ${one.nodes[0].html}`),
        [],
        name,
      );
      const panel = await page.evaluate(() => {
        const section = document.querySelector("livret-live").shadowRoot.querySelector("section");
        const box = section.getBoundingClientRect();
        return {
          inside: box.left >= 0 && box.right <= innerWidth + 0.5 && box.bottom <= innerHeight + 0.5,
          page_is_seen: box.top > 0.3 * innerHeight,
          wide: section.scrollWidth > section.clientWidth || document.documentElement.scrollWidth > innerWidth,
        };
      });
      same(panel, { inside: true, page_is_seen: true, wide: false }, name);
    });
});

await test("no theme's rules reach the error", async () => {
  const root = repository();
  const theme = path.join(root, "..", "theme");
  fs.mkdirSync(path.join(theme, "assets"), { recursive: true });
  write(theme, "assets/site.css", "livret-live, section, [role=alert] { display: none !important; position: static !important }");
  write(root, others, broken(read(root, others)));
  await with_page({ root, more: ["--theme", theme] }, async (page) => {
    await page.waitForFunction(() => document.querySelector("livret-live"));
    await alert_of(page).getByRole("button").waitFor({ state: "visible" });
  });
});

await test("a page that was hidden catches up when somebody looks at it", () =>
  with_page({}, async (page, { root, server }) => {
    const hide = (state) =>
      page.evaluate((value) => {
        Object.defineProperty(document, "visibilityState", { value, configurable: true });
        dispatchEvent(new Event("visibilitychange"));
      }, state);
    await hide("hidden");
    const other = await page.context().newPage();
    await other.goto(`${server.site_origin}${server.site}${her_page}`);
    write(root, hers, titled(read(root, hers), "Pendant ce temps"));
    await heading(other, "Pendant ce temps");
    holds(!(await page.locator("h1").innerText()).includes("Pendant ce temps"), "it was not hidden");
    await hide("visible");
    await heading(page, "Pendant ce temps");
  }));

await test("started again, the program is found again and what changed meanwhile is shown", () =>
  with_page({}, async (page, { root, server }) => {
    await server.stop("SIGKILL");
    write(root, hers, titled(read(root, hers), "Après la pause"));
    const again = await serve(root, { args: ["--port", String(server.port), ...args.slice(2)] });
    try {
      await heading(page, "Après la pause");
    } finally {
      await again.stop("SIGKILL");
    }
  }));

await test("--follow leads to the page of the file that was changed, and back is back", () =>
  with_page({ more: ["--follow"], at: "math1/index.html" }, async (page, { root }) => {
    write(root, hers, titled(read(root, hers), "Suivie"));
    await heading(page, "Suivie");
    holds(page.url().endsWith(`/${her_page}`), page.url());
    await page.goBack();
    holds(page.url().endsWith("/math1/index.html"), page.url());
  }));

await test("beside forms: a page of the site shows what is saved in the form", () =>
  with_page({ more: ["--write", "--as", "math1/durand"] }, async (page, { server }) => {
    const form = await page.context().newPage();
    await form.goto(`${server.origin}${server.forms}edit/activity?path=${hers}`);
    await form.getByLabel("Titre").fill("Écrit dans le formulaire");
    await form.getByRole("button", { name: "Enregistrer", exact: true }).click();
    await form.getByText("Enregistré.").waitFor();
    await page.bringToFront();
    await heading(page, "Écrit dans le formulaire");
    same(await form.locator("script[src*='live.js']").count(), 0, "a form holds what nobody saved yet: it stays as it is");
  }));

await test("without scripts a page is the page, and the next look at it has what is new", () =>
  with_page({ options: { javaScriptEnabled: false } }, async (page, { root }) => {
    write(root, hers, titled(read(root, hers), "Sans script"));
    for (let i = 0; i < 600 && !(await page.content()).includes("Sans script"); ++i) {
      await page.waitForTimeout(50);
      await page.reload();
    }
    await heading(page, "Sans script");
    same(await alert_of(page).count(), 0);
  }));

await browser.close();
finish();

// Using a page: without scripts, without a network, with a keyboard.
import { readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { pathToFileURL } from "node:url";

import { at_once } from "./report.mjs";
import { file_address, open } from "./browser.mjs";
import { heading_levels, tags, title_of } from "./html.mjs";
import { files_of, kind_of, serve } from "./sites.mjs";

const broken_words = /\bundefined\b|\bNaN\b|\[object |\{\{|\}\}|\bnull\b|audience\.|no_[a-z]+/;

export async function check_without_scripts(report, browser, site) {
  await at_once(
    2,
    site.pages,
    async ([kind, name], { page }) => {
      await page.goto(file_address(site.folder, name));
      await report.test(`without scripts: ${kind}`, async () => {
        const found = await page.evaluate(() => {
          const shown = (element) => !!element && element.getClientRects().length > 0;
          const main = document.querySelector("main");
          return {
            title: shown(document.querySelector("main h1")),
            words: main.innerText.trim().length,
            text: document.body.innerText,
            links: [...document.querySelectorAll(".site-nav a, .roster a, main a")].filter(shown).length,
            navigation: [...document.querySelectorAll(".site-nav a")].filter(shown).length,
            status: document.querySelector("main noscript")?.innerText ?? "",
          };
        });
        const faults = [];
        if (!found.title) faults.push("no title shown");
        if (found.words < 60) faults.push(`only ${found.words} characters in main`);
        if (!/^(not_found|session|institute.*)$/.test(kind) && found.navigation < 6)
          faults.push(`${found.navigation} links of navigation`);
        if (kind === "institute" && found.links < 1) faults.push("no link to a group");
        if (broken_words.test(found.text)) faults.push(`reads: ${broken_words.exec(found.text)[0]}`);
        if (kind === "search" && found.status.trim() === "") faults.push("does not say that search needs scripts");
        return faults;
      });
    },
    () => open(browser, { javaScriptEnabled: false }),
  );
}

export async function check_requests(report, browser, site) {
  const server = await serve(site.folder, "/deep/er/");
  await at_once(
    2,
    site.pages,
    async ([kind, name], { page, seen, forget }) => {
      const group = posix.dirname(name) === "." ? "" : name.split("/")[0] + "/";
      for (const base of [pathToFileURL(site.folder).href + "/", server.base]) {
        await page.goto("about:blank");
        forget();
        await report.test(`asks for nothing outside its folder: ${kind}, ${base.split(":")[0]}`, async () => {
          await page.goto(base + name, { waitUntil: "networkidle" });
          const outside = seen.requests.filter((address) => !address.startsWith(base + group) && !address.startsWith("data:"));
          const first =
            seen.requests.length > (kind === "not_found" ? 0 : 1) ? [] : [`only ${seen.requests.length} requests seen`];
          return [...first, ...outside, ...seen.failures, ...seen.errors, ...seen.console];
        });
      }
    },
    () => open(browser),
  );
  server.close();
}

// Static, over every page of the site.
export async function check_outline(report, site) {
  const titles = new Map();
  const faults = { heading: [], lang: [], title: [], main: [] };
  const names = files_of(site.folder, ".html");
  for (const name of names) {
    const html = readFileSync(join(site.folder, name), "utf8");
    const levels = heading_levels(html);
    if (levels.filter((level) => level === 1).length !== 1) faults.heading.push(`${name}: not one h1`);
    if (levels[0] !== 1 && kind_of(name, html) !== "home") faults.heading.push(`${name}: begins with h${levels[0]}`);
    levels.forEach(
      (level, n) => n > 0 && level > levels[n - 1] + 1 && faults.heading.push(`${name}: h${levels[n - 1]} then h${level}`),
    );
    const all = tags(html);
    if (all.find((tag) => tag.name === "html")?.attributes.lang !== site.language) faults.lang.push(name);
    if (all.filter((tag) => tag.name === "main").length !== 1) faults.main.push(name);
    const title = title_of(html);
    const key = `${dirname(name).split("/")[0]} ${title}`;
    if (title.length < 3) faults.title.push(`${name}: no title`);
    if (titles.has(key)) faults.title.push(`${name} and ${titles.get(key)}: ${title}`);
    titles.set(key, name);
  }
  const none = names.length === 0 ? ["no page"] : [];
  report.count(`one h1, no level skipped: every page of ${site.name}`, [...none, ...faults.heading]);
  report.count(`the right language: every page of ${site.name}`, [...none, ...faults.lang]);
  report.count(`one main: every page of ${site.name}`, [...none, ...faults.main]);
  report.count(`a title of its own: every page of ${site.name}`, [...none, ...faults.title]);
}

// Runs in the page: what has the focus, and whether one sees it.
function focused() {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    tag: element.tagName,
    html: element.outerHTML.slice(0, 90),
    skip: element.classList.contains("skip"),
    navigation: element.closest(".site-nav") !== null,
    main: element.closest("main") !== null && element.tagName !== "MAIN",
    outlined: element.matches(":focus-visible") && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen:
      box.width > 8 &&
      box.height > 8 &&
      box.bottom > 0 &&
      box.top < innerHeight &&
      box.right > 0 &&
      box.left < innerWidth &&
      style.visibility === "visible" &&
      style.clipPath === "none",
  };
}

export async function check_keyboard(report, browser, site) {
  await at_once(
    2,
    site.pages,
    async ([kind, name], { page }) => {
      await page.goto(file_address(site.folder, name));
      await report.test(`keyboard: ${kind}, ${site.name}`, async () => {
        const faults = [],
          steps = [];
        for (let n = 0; n < 40; n++) {
          await page.keyboard.press("Tab");
          const now = await page.evaluate(focused);
          if (now.tag === "BODY") break;
          steps.push(now);
          if (!now.outlined) faults.push(`focus without an outline: ${now.html}`);
          if (!now.seen) faults.push(`focus out of sight: ${now.html}`);
          if (now.main && steps.filter((one) => one.main).length > 4) break;
        }
        if (kind === "not_found") return steps.length >= 0 ? faults : ["nothing to reach"];
        if (!steps[0]?.skip) faults.push(`first: ${steps[0]?.html}`);
        if (!/^(institute|session)/.test(kind) && !steps.some((one) => one.navigation))
          faults.push("never reaches the navigation");
        const reachable = await page.evaluate(() => document.querySelectorAll("main a, main input, main [tabindex='0']").length);
        if (reachable > 0 && !steps.some((one) => one.main)) faults.push("never reaches main");
        await page.reload();
        await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
        const landed = await page.evaluate(() => document.activeElement.id);
        if (landed !== "_content") faults.push(`the skip link leads to “${landed}”`);
        return faults;
      });
    },
    () => open(browser, { viewport: { width: 1280, height: 800 } }),
  );
}

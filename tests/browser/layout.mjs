// What fits: narrow and wide screens, zoom, large letters, paper; with pictures of every page if LIVRET_SHOTS is set.
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { at_once } from "./report.mjs";
import { file_address, launch, open } from "./browser.mjs";

// Runs in the page: what goes over the side, and letters that their box cuts.
function overflow() {
  const faults = [];
  const root = document.documentElement;
  const width = root.clientWidth;
  if (root.scrollWidth > width) faults.push(`the page is ${root.scrollWidth} px wide on ${width}`);
  const hidden = (element) => element.closest(".hidden, .skip, [hidden]") !== null;
  const scrolls = (element) => {
    for (let up = element; up && up !== document.body; up = up.parentElement)
      if (/auto|scroll/.test(getComputedStyle(up).overflowX)) return true;
    return false;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode,
      element = text.parentElement;
    if (!text.data.trim() || /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE)$/.test(element.tagName) || hidden(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects())
      if ((box.right > width + 1 || box.left < -1) && box.width > 0 && !scrolls(element))
        faults.push(`out of the page (${Math.round(box.left)}–${Math.round(box.right)}): ${text.data.trim().slice(0, 60)}`);
    for (let up = element; up && up !== document.body; up = up.parentElement) {
      const style = getComputedStyle(up);
      const cuts_x = /hidden|clip/.test(style.overflowX) && up.scrollWidth > up.clientWidth + 1;
      const cuts_y = /hidden|clip/.test(style.overflowY) && up.scrollHeight > up.clientHeight + 1;
      if (cuts_x || cuts_y) faults.push(`cut by ${up.className || up.tagName}: ${text.data.trim().slice(0, 60)}`);
    }
    if (faults.length > 20) break;
  }
  for (const element of document.querySelectorAll("p, dd, dt, li, h1, h2, h3, h4, blockquote"))
    if (element.clientWidth > 0 && element.clientWidth < 40 && element.innerText.trim().length > 8 && !hidden(element))
      faults.push(`squeezed to ${element.clientWidth} px: ${element.innerText.trim().slice(0, 40)}`);
  for (const control of document.querySelectorAll("button, input")) {
    if (control.getClientRects().length === 0) continue;
    if (control.scrollWidth > control.clientWidth + 1) faults.push(`cut: ${control.outerHTML.slice(0, 80)}`);
  }
  return faults;
}

const widths = [
  { width: 320, height: 640 },
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
];
const zoomed = { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 }; // 1280 px at 400 %

export async function check_layout(report, browser, site) {
  const shots = process.env.LIVRET_SHOTS;
  if (shots) mkdirSync(shots, { recursive: true });
  await at_once(
    2,
    site.pages,
    async ([kind, name], { page }) => {
      await page.goto(file_address(site.folder, name));
      await page.evaluate(() => document.fonts.ready);
      for (const size of widths) {
        await page.setViewportSize(size);
        await report.test(`fits ${size.width} px: ${site.name}, ${kind}`, () => page.evaluate(overflow));
        for (const colorScheme of shots ? ["dark", "light"] : []) {
          await page.emulateMedia({ colorScheme });
          await page.screenshot({ path: join(shots, `${site.name}-${kind}-${size.width}-${colorScheme}.png`), fullPage: true });
        }
      }
    },
    () => open(browser),
  );
  await at_once(
    2,
    site.pages,
    async ([kind, name], { page }) => {
      await page.goto(file_address(site.folder, name));
      await page.evaluate(() => document.fonts.ready);
      await report.test(`fits 1280 px at 400 %: ${site.name}, ${kind}`, () => page.evaluate(overflow));
    },
    () => open(browser, zoomed),
  );
}

// The reader's own letters, twice as large: the browser's setting, which rem and media queries follow.
export async function check_large_letters(report, site) {
  const browser = await launch(["--blink-settings=defaultFontSize=32,defaultFixedFontSize=26"]);
  await at_once(
    2,
    site.pages,
    async ([kind, name], { page }) => {
      await page.goto(file_address(site.folder, name));
      await page.evaluate(() => document.fonts.ready);
      for (const width of [640, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        await report.test(`letters at 200 %, ${width} px: ${kind}`, async () => {
          const size = await page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
          return size === 32 ? page.evaluate(overflow) : [`letters of ${size} px: not enlarged`];
        });
      }
    },
    () => open(browser),
  );
  await browser.close();
}

// A4 within the margins of site.css, at 96 px an inch; and across, within those of tables.css, for tables that ask for it.
const sheet = { width: 673, height: 986 };
const sheet_across = { width: 1032, height: 703 };

export async function check_paper(report, browser, site) {
  await at_once(
    2,
    site.pages,
    async ([kind, name], { page }) => {
      await page.emulateMedia({ media: "screen" });
      await page.setViewportSize(sheet);
      await page.goto(file_address(site.folder, name));
      await report.test(`prints: ${site.name}, ${kind}`, async () => {
        const words = kind === "search" ? 0 : 20; // of the search page, only the title
        const paper = await page.pdf({ format: "A4", preferCSSPageSize: true });
        await page.emulateMedia({ media: "print" });
        if (await page.evaluate(() => getComputedStyle(document.body).page === "across"))
          await page.setViewportSize(sheet_across);
        const faults = await page.evaluate((words) => {
          const shown = (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";
          const faults = [...document.querySelectorAll("nav, form, .skip")]
            .filter(shown)
            .map((element) => `on paper: ${element.outerHTML.slice(0, 80)}`);
          if (!shown(document.querySelector("h1")) || document.querySelector("main").innerText.trim().length < words)
            faults.push("the text is not on paper");
          if (document.documentElement.scrollWidth > innerWidth + 1)
            faults.push(`${document.documentElement.scrollWidth} px wide on ${innerWidth}`);
          for (const element of document.querySelectorAll("p, dd, dt, li, h1, h2, h3, h4, blockquote"))
            if (shown(element) && element.clientWidth > 0 && element.clientWidth < 48 && element.innerText.trim().length > 8)
              faults.push(`squeezed to ${element.clientWidth} px: ${element.innerText.trim().slice(0, 40)}`);
          return faults;
        }, words);
        if (paper.subarray(0, 5).toString() !== "%PDF-" || paper.length < 5000) faults.push(`no PDF: ${paper.length} bytes`);
        return faults;
      });
    },
    () => open(browser),
  );
}

export async function check_motion(report, browser, site) {
  await at_once(
    2,
    site.pages,
    async ([kind, name], { page }) => {
      await page.goto(file_address(site.folder, name));
      await report.test(`no motion where none is wanted: ${kind}`, () =>
        page.evaluate(() => {
          const moves = (list) => list.split(",").some((time) => parseFloat(time) > 0);
          const faults = [];
          for (const element of document.querySelectorAll("*")) {
            const style = getComputedStyle(element);
            if (style.scrollBehavior === "smooth" || moves(style.transitionDuration) || moves(style.animationDuration))
              faults.push(element.outerHTML.slice(0, 80));
          }
          return faults;
        }),
      );
    },
    () => open(browser, { reducedMotion: "reduce" }),
  );
}

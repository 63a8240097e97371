// axe-core, every rule, on one page of each kind, light and dark.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { at_once } from "./report.mjs";
import { file_address, open } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// Contrast, the slowest of the rules, is looked at where colours differ: they are those of every language and width.
async function violations(page, context, { colours = true } = {}) {
  const found = await page.evaluate(async (contrast) => {
    const result = await window.axe.run(document, {
      resultTypes: ["violations"],
      rules: { "color-contrast": { enabled: contrast } },
    });
    return result.violations.map((one) => ({
      id: one.id,
      help: one.help,
      nodes: one.nodes.slice(0, 3).map(
        (node) =>
          `${node.html.slice(0, 140)} | ${node.any
            .concat(node.all, node.none)
            .map((c) => c.message)
            .join("; ")
            .slice(0, 200)}`,
      ),
      count: one.nodes.length,
    }));
  }, colours);
  return found.flatMap((one) => one.nodes.map((node) => `${context}: ${one.id} (${one.help}) ×${one.count}: ${node}`));
}

export async function check_accessibility(report, browser, sites) {
  const work = sites.flatMap((site) => [...site.pages].map(([kind, name]) => ({ site, kind, name })));
  await at_once(
    2,
    work,
    async ({ site, kind, name }, { page }) => {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.emulateMedia({ forcedColors: "none" });
      await page.goto(file_address(site.folder, name));
      await page.evaluate(axe);
      // Colours are those of every language.
      for (const colorScheme of site.language === "fr" ? ["light", "dark"] : ["light"])
        await report.test(`axe: ${kind}, ${site.name}, ${colorScheme}`, async () => {
          await page.emulateMedia({ colorScheme });
          return violations(page, name, { colours: site.language === "fr" });
        });
      if (site.language === "fr")
        await report.test(`axe: ${kind}, 1280 px at 400 %, forced colours`, async () => {
          await page.emulateMedia({ colorScheme: "light", forcedColors: "active" });
          await page.setViewportSize({ width: 320, height: 256 });
          return violations(page, name, { colours: false });
        });
    },
    () => open(browser),
  );
}

// What prints from a dark screen is still dark on white.
export async function check_print_contrast(report, browser, site) {
  await at_once(
    2,
    site.pages,
    async ([kind, name], { page }) => {
      await page.goto(file_address(site.folder, name));
      await page.emulateMedia({ media: "print" });
      await page.evaluate(axe);
      await report.test(`printed from a dark screen, ${kind}: dark on white`, () =>
        page.evaluate(async () => {
          const result = await window.axe.run(document, { runOnly: ["color-contrast"] });
          const faults = result.violations.flatMap((one) =>
            one.nodes.map((node) => `${node.html.slice(0, 120)} ${node.any[0]?.message}`),
          );
          // A printer leaves backgrounds out: ink on paper.
          for (const element of document.querySelectorAll("body *")) {
            const style = getComputedStyle(element);
            const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
            if (!own || element.getClientRects().length === 0) continue;
            const [r, g, b] = style.color.match(/[\d.]+/g).map(Number);
            if (style.color.startsWith("rgb") && 0.2126 * r + 0.7152 * g + 0.0722 * b > 130)
              faults.push(
                `pale on paper: ${element.className || element.tagName} ${style.color} ${element.textContent.trim().slice(0, 40)}`,
              );
          }
          return faults;
        }),
      );
    },
    () => open(browser, { colorScheme: "dark", viewport: { width: 1000, height: 900 } }),
  );
}

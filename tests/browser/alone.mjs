// Pages that stand alone: a dossier's LIRE.html, taken out of its zip without its neighbours, and the report of livret verify.
// Without a network they are whole: nothing is asked for, nothing runs, every link within leads somewhere.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { check_accessibility, check_print_contrast } from "./accessibility.mjs";
import { file_address, open } from "./browser.mjs";
import { check_layout } from "./layout.mjs";

// {kind: file}: the richest trainee's own copy, a jury's, and the report on it. `kinds`: for whom.
function make_pages(program, content, folder, language, kinds) {
  const livret = (args) =>
    spawnSync(program, [...args, "--lang", language], {
      encoding: "utf8",
      maxBuffer: 1 << 28,
      env: { ...process.env, XDG_STATE_HOME: join(folder, "state") },
    });
  mkdirSync(folder, { recursive: true });
  const pages = new Map();
  for (const readers of kinds) {
    const kind = readers === "owner" ? "dossier" : "dossier-jury";
    const made = livret(["export", "dossier", "math1/durand", "--for", readers, "--root", content, "-o", folder]);
    if (made.status !== 0) throw new Error(made.stderr);
    const zip = made.stdout.trim();
    execFileSync("sh", ["-c", `unzip -p "${zip}" '*/LIRE.html' >"${join(folder, `${kind}.html`)}"`]);
    pages.set(kind, `${kind}.html`);
    if (readers === "owner") {
      livret(["verify", zip, "--html", join(folder, "report.html")]);
      pages.set("report", "report.html");
    }
  }
  return { name: `alone, ${language}`, language, folder, pages };
}

async function check_alone(report, browser, site) {
  const { context, page, seen, forget, close } = await open(browser, { javaScriptEnabled: true });
  await context.setOffline(true);
  for (const [kind, name] of site.pages) {
    forget();
    await page.goto(file_address(site.folder, name));
    report.count(
      `${kind}, ${site.name}: nothing but itself is asked for`,
      seen.requests.filter((url) => url !== file_address(site.folder, name) && !url.startsWith("data:")),
    );
    report.count(`${kind}, ${site.name}: nothing is wrong or said while it loads`, [
      ...seen.failures,
      ...seen.console,
      ...seen.errors,
    ]);
    await report.test(`${kind}, ${site.name}: links, pictures, headings`, () =>
      page.evaluate(() => {
        const faults = [];
        for (const link of document.querySelectorAll("a[href]")) {
          const to = link.getAttribute("href");
          if (to.startsWith("#") ? !document.getElementById(decodeURIComponent(to.slice(1))) : !/^(https?|mailto):/.test(to))
            faults.push(`leads nowhere: ${to}`);
        }
        const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
        faults.push(...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `twice: ${id}`));
        for (const picture of document.images)
          if (!picture.complete || picture.naturalWidth === 0) faults.push(`no picture: ${picture.alt}`);
        let level = 0;
        for (const heading of document.querySelectorAll("h1,h2,h3,h4,h5,h6")) {
          const own = Number(heading.tagName[1]);
          if (own > level + 1) faults.push(`h${own} after h${level}: ${heading.textContent}`);
          level = own;
        }
        if (document.querySelectorAll("h1").length !== 1) faults.push("not one h1");
        if (document.querySelector("script, iframe, object, embed, form")) faults.push("something that could run");
        return faults;
      }),
    );
  }
  await close();
}

export async function check_pages_alone(report, browser, program, french, english, folder) {
  const sites = [
    make_pages(program, french, join(folder, "alone-fr"), "fr", ["owner", "jury"]),
    make_pages(program, english, join(folder, "alone-en"), "en", ["owner"]),
  ]; // its settings are in force nowhere: no jury
  for (const site of sites) await check_alone(report, browser, site);
  await check_accessibility(report, browser, sites);
  await check_layout(report, browser, sites[0]);
  await check_print_contrast(report, browser, sites[0]);
}

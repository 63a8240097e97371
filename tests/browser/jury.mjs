// A jury's afternoon, by keyboard alone, as the README tells it: the table, sorted and narrowed; a candidate; her claims one by
// one; from a claim to the text and to the signature; the next candidate; back to the table. From files, as on a USB stick.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { file_address, open } from "./browser.mjs";

const table = { fr: "math1/candidats.html", en: "math1/candidates.html" };

const active = (page) =>
  page.evaluate(() => ({
    text: document.activeElement.textContent.trim(),
    id: document.activeElement.id,
    href: document.activeElement.getAttribute("href"),
    kind: document.activeElement.className,
    shown:
      document.activeElement.getBoundingClientRect().bottom > 0 &&
      document.activeElement.getBoundingClientRect().top < innerHeight,
  }));
const press = async (page, key, times = 1) => {
  for (let i = 0; i < times; i += 1) await page.keyboard.press(key);
};
// A key that leads to another page.
async function go(page, key) {
  const from = page.url();
  await page.keyboard.press(key);
  await page.waitForURL((to) => String(to) !== from, { timeout: 5000 });
  await page.waitForLoadState();
}
// Tab until something has the focus that `wanted` accepts.
async function tab_to(page, wanted, most = 80) {
  for (let i = 0; i < most; i += 1) {
    await page.keyboard.press("Tab");
    const now = await active(page);
    if (wanted(now)) return now;
  }
  throw new Error(`not reached by ${most} times Tab`);
}
const rows = (page) =>
  page.$$eval("table.candidates tbody tr", (list) =>
    list
      .filter((row) => !row.hidden)
      .map((row) => ({
        name: row.cells[0].querySelector("a").textContent,
        cells: [...row.cells].map((cell) => cell.dataset.value),
      })),
  );
const title = (page) => page.$eval("h1", (one) => one.textContent);

async function check_site(report, browser, site) {
  const name = (what) => `jury, ${site.name}: ${what}`;
  const { page, seen, close } = await open(browser);
  await page.goto(file_address(site.folder, table[site.language]));
  const all = await rows(page);

  await report.test(name("each heading sorts the table, then the other way round"), async () => {
    const faults = [];
    const heads = await page.$$eval("table.candidates thead th", (list) => list.map((one) => one.dataset.kind));
    for (const [index, kind] of heads.entries()) {
      const button = page.locator("table.candidates thead th").nth(index).locator("button");
      for (const down of [false, true]) {
        await button.focus();
        await press(page, "Enter");
        const now = (await rows(page)).map((row) => row.cells[index]);
        const sorted = [...now].sort((a, b) => (kind === "number" ? a - b : a.localeCompare(b, site.language)));
        if (down) sorted.reverse();
        if (now.join("|") !== sorted.join("|")) faults.push(`column ${index}: ${now.join(", ")}`);
        const said = await page.locator("table.candidates thead th").nth(index).getAttribute("aria-sort");
        if (said !== (down ? "descending" : "ascending")) faults.push(`column ${index} says ${said}`);
      }
    }
    if (heads.length < 8) faults.push(`${heads.length} columns`);
    if ((await rows(page)).length !== all.length) faults.push("rows were lost");
    return faults;
  });

  await report.test(name("a name typed without accents narrows it, and how many are left is said"), async () => {
    await page.reload();
    await tab_to(page, (one) => one.id === "_f-text");
    await page.keyboard.type("elise");
    const left = await rows(page);
    const status = await page.$eval(".filter-status", (one) => one.textContent);
    await press(page, "Backspace", 5);
    const back = await rows(page);
    return [
      ...(left.length === 1 && left[0].name.startsWith("Élise") ? [] : [`left: ${left.map((row) => row.name)}`]),
      ...(status.startsWith("1 ") ? [] : [`said: ${status}`]),
      ...(back.length === all.length ? [] : ["not all come back"]),
    ];
  });

  await report.test(name("choices narrow it to what they say, and letters typed there are no shortcuts"), async () => {
    const faults = [];
    const expected = {
      "_f-attention": { yes: (row) => row.cells.at(-1) !== "0", no: (row) => row.cells.at(-1) === "0" },
    };
    for (const [id, choices] of Object.entries(expected))
      for (const [value, good] of Object.entries(choices)) {
        await page.selectOption(`#${id}`, value);
        const now = (await rows(page)).map((row) => row.name);
        const wanted = all.filter(good).map((row) => row.name);
        if (now.join("|") !== wanted.join("|")) faults.push(`${id} ${value}: ${now}`);
        await page.selectOption(`#${id}`, "");
      }
    const address = page.url();
    await page.focus("#_f-text");
    await page.keyboard.type("ntjk?");
    if (page.url() !== address) faults.push("a letter typed in the field left the page");
    if ((await page.inputValue("#_f-text")) !== "ntjk?") faults.push("the field lost letters");
    await page.fill("#_f-text", "");
    return faults;
  });

  await report.test(name("table, candidate, claims, text, signature, next candidate, table: no mouse"), async () => {
    const faults = [];
    const expect = (good, what) => (good ? null : faults.push(what));
    await page.goto(file_address(site.folder, table[site.language]));
    await press(page, "j", 3);
    const third = await active(page);
    expect(third.text === all[2].name && third.shown, `j stopped at ${third.text}`);
    await go(page, "Enter");
    expect((await title(page)) === all[2].name, `opened ${await title(page)}`);
    const candidate = page.url();

    await press(page, "j");
    const first = await active(page);
    await press(page, "j");
    const second = await active(page);
    await press(page, "k");
    expect(first.kind.includes("claim") && second.kind.includes("claim") && first.id !== second.id, "j goes to no claim");
    expect((await active(page)).id === first.id && first.shown, "k does not go back");

    const text = await tab_to(page, (one) => /#c-/.test(one.href ?? "") || /formations|trainings/.test(one.href ?? ""));
    await go(page, "Enter");
    expect(page.url() !== candidate, `${text.text} leads nowhere`);
    await page.goBack();
    await page.evaluate((id) => document.getElementById(id).focus(), first.id);
    await tab_to(page, (one) => /#livret-[0-9a-f]{8}$/.test(one.href ?? ""));
    await go(page, "Enter");
    const target = await page.evaluate(() => {
      const one = document.querySelector(":target");
      return one && { panel: !!one.closest(".livret-verdict"), top: one.getBoundingClientRect().top, height: innerHeight };
    });
    expect(target?.panel && target.top < target.height, "the signature is not shown");
    await page.goBack();

    await go(page, "n");
    expect((await title(page)) === all[3].name, `n opened ${await title(page)}`);
    await go(page, "p");
    expect((await title(page)) === all[2].name, `p opened ${await title(page)}`);
    await go(page, "t");
    expect(page.url().endsWith(table[site.language]), `t opened ${page.url()}`);
    return faults;
  });

  await report.test(name("every claim that is signed has its text and its signature one link away, and they are there"), () => {
    const faults = [];
    const folder = join(site.folder, "math1", site.language === "fr" ? "candidats" : "candidates");
    const pages = new Map();
    const read = (file) => {
      if (!pages.has(file)) pages.set(file, readFileSync(file, "utf8"));
      return pages.get(file);
    };
    let links = 0;
    for (const row of all) {
      const file = join(site.folder, "math1", row_file(site, row.name));
      for (const [, href, id] of read(file).matchAll(/href="([^"#]+)#((?:c|livret)-[^"]+)"/g)) {
        links += 1;
        if (!read(join(folder, href)).includes(` id="${id}"`)) faults.push(`${row.name}: ${href}#${id}`);
      }
    }
    if (links < 100) faults.push(`only ${links} links`);
    return faults;
  });
  function row_file(of, person) {
    const html = readFileSync(join(of.folder, table[of.language]), "utf8");
    return new RegExp(`href="([^"]+)">${person}<`).exec(html)[1];
  }

  await report.test(name("? shows the shortcuts, which can be switched off for good"), async () => {
    const faults = [];
    const help = () => page.$eval("#_keys", (one) => one.open);
    await page.goto(file_address(site.folder, table[site.language]));
    await press(page, "?");
    if (!(await help())) faults.push("? shows nothing");
    await tab_to(page, (one) => one.id === "" && one.href === null && one.kind === "", 3).catch(() => {});
    await page.focus("#_keys input");
    await press(page, "Space");
    await page.evaluate(() => document.activeElement.blur());
    await press(page, "?");
    if (!(await help())) faults.push("? works though it is off");
    await page.reload();
    await press(page, "j");
    if ((await active(page)).href !== null) faults.push("j works after a reload though it is off");
    await page.focus("#_keys input").catch(() => {});
    await page.evaluate(() => localStorage.clear());
    return faults;
  });

  await report.test(name("domains fold to their totals, by rows and by columns"), async () => {
    const faults = [];
    for (const kind of ["matrix", "trainee_matrix"]) {
      await page.goto(file_address(site.folder, site.all_pages.get(kind)));
      const cells = () =>
        page.$$eval("table.foldable td, table.foldable tbody th", (list) => list.filter((one) => one.offsetParent).length);
      const before = await cells();
      const toggle = page.locator("button.in-table").first();
      await toggle.focus();
      await press(page, "Enter");
      const after = await cells();
      if (!(after < before)) faults.push(`${kind}: ${before} cells, then ${after}`);
      if ((await toggle.getAttribute("aria-expanded")) !== "false") faults.push(`${kind}: does not say that it is folded`);
      const ragged = await page.$$eval("table.wide tbody tr, table.wide tfoot tr", (list) => [
        ...new Set(list.map((row) => [...row.cells].filter((cell) => !cell.hidden).length)),
      ]);
      const heads = await page.$$eval("table.wide thead tr:first-child th", (list) =>
        list.reduce((sum, one) => sum + one.colSpan, 0),
      );
      if (kind === "matrix" && (ragged.length !== 1 || ragged[0] !== heads)) faults.push(`${ragged} cells under ${heads}`);
      await press(page, "Space");
      if ((await cells()) !== before) faults.push(`${kind}: not all come back`);
    }
    return faults;
  });
  report.count(name("no script fails"), [...seen.errors, ...seen.console]);
  await close();

  await report.test(name("without scripts the table is whole, and offers nothing that does not work"), async () => {
    const plain = await open(browser, { javaScriptEnabled: false });
    await plain.page.goto(file_address(site.folder, table[site.language]));
    const shown = await plain.page.locator("table.candidates tbody tr").count();
    const form = await plain.page.locator("form.filters").isVisible();
    await plain.close();
    return [...(shown === all.length ? [] : [`${shown} rows`]), ...(form ? ["filters are shown"] : [])];
  });
}

export async function check_jury(report, browser, sites) {
  for (const site of sites) await check_site(report, browser, site);
}

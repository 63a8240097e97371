// Search, from a folder: what it finds, what it says, and that a query is never more than words.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { file_address, open } from "./browser.mjs";
import { arm, fired } from "./tripwire.mjs";

async function ask(page, words) {
  await page.fill("#_query", "");
  await page.waitForTimeout(150);
  await page.fill("#_query", words);
  await page.waitForTimeout(200);
  return page.evaluate(() => ({
    status: document.getElementById("_status").textContent,
    found: [...document.querySelectorAll("#_results a")].map((link) => link.getAttribute("href")),
  }));
}

export async function check_search(report, browser, site) {
  const { page, context, seen, close } = await open(browser);
  const trip = await arm(context, page);
  const address = file_address(site.folder, site.pages.get("search"));
  await page.goto(address);
  const name = (what) => `search from a folder, ${site.name}: ${what}`;
  const index = await page.evaluate(() => window.livretSearch.map(({ u, t, x }) => ({ u, text: `${t} ${x}`.normalize("NFC") })));
  const holding = (pattern) => new Set(index.filter((one) => pattern.test(one.text)).map((one) => one.u));
  const finds = (query, pattern) =>
    report.test(name(`“${query}” finds ${pattern}`), async () => {
      const asked = await ask(page, query);
      const held = holding(pattern);
      if (held.size === 0) return ["the example repository does not hold these words"];
      return asked.found.some((one) => held.has(one)) ? [] : [`status “${asked.status}”, found ${asked.found}`];
    });
  const alike = (...queries) =>
    report.test(name(`alike: ${queries.join(", ")}`), async () => {
      const first = await ask(page, queries[0]);
      const faults = first.found.length === 0 ? [`nothing found: ${queries[0]}`] : [];
      for (const query of queries.slice(1)) {
        const other = await ask(page, query);
        if (other.status !== first.status || other.found.join() !== first.found.join())
          faults.push(`${queries[0]}: ${first.status}; ${query}: ${other.status}`);
      }
      return faults;
    });
  await finds("ecole", /l[’']École|l[’']école/);
  await finds("oeuvre", /œuvre/);
  await finds("eleve", /élève/);
  await alike("ecole", "école", "École", "ECOLE", "e\u0301cole");
  await alike("oeuvre", "œuvre", "ŒUVRE", "Oeuvre");
  await alike("l'école", "l’école", "L’ECOLE", "l'ecole");
  await report.test(name("every result opens"), async () => {
    const { found } = await ask(page, "tableur");
    const known = new Set(index.map((one) => one.u));
    return found.length === 0 ? ["nothing found"] : found.filter((one) => !known.has(one));
  });
  await report.test(name("a page's every word leads to it"), async () => {
    const faults = [];
    for (const one of index.slice(0, 3)) {
      const word = one.text.match(/\p{L}{7,}/u)?.[0];
      if (word && !(await ask(page, word)).found.includes(one.u)) faults.push(`${word}: not ${one.u}`);
    }
    return faults;
  });
  await report.test(name("no result says so"), async () => {
    const asked = await ask(page, "zzzzqqqqxxxx");
    const told = await page.evaluate(() => document.getElementById("_status").dataset.none);
    return asked.found.length === 0 && told.length > 10 && asked.status === told ? [] : [JSON.stringify(asked)];
  });
  await report.test(name("the form of every page leads to results"), async () => {
    await page.goto(file_address(site.folder, site.pages.get("activity")));
    await page.fill("#_q", "élèves");
    await page.press("#_q", "Enter");
    await page.waitForSelector("#_results a", { timeout: 5000 });
    return new URL(page.url()).searchParams.get("q") === "élèves" ? [] : [page.url()];
  });
  const payloads = [
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "javascript:alert(1)",
    "'-alert(1)-'",
    "<svg/onload=alert(1)>",
    "${alert(1)}",
    "__proto__",
    "constructor",
    "%n$&",
  ];
  for (const payload of payloads)
    await report.test(name(`a query that is no words: ${payload}`), async () => {
      seen.errors.length = 0;
      await page.goto(`${address}?q=${encodeURIComponent(payload)}`);
      await page.waitForTimeout(100);
      const inside = await page.evaluate(
        () => document.querySelectorAll("main img, main svg, #_results script, #_status *").length,
      );
      const kept = await page.inputValue("#_query");
      return [
        ...fired(trip),
        ...seen.errors,
        ...(inside ? [`${inside} elements made`] : []),
        ...(kept === payload ? [] : [`kept ${kept}`]),
      ];
    });
  await close();
  report.count(
    name("the index is a script and nothing else"),
    /^window\.livretSearch=\[[^\n]*\];?\s*$/.test(
      readFileSync(join(site.folder, site.pages.get("search"), "../assets/search-index.js"), "utf8"),
    )
      ? []
      : ["not one line"],
  );
}

// What other programs read: feeds, Open Graph, what search engines may do, sitemap, icon, and the page for lost readers.
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";

import { jing } from "../leap2a/tools.mjs";
import { open } from "./browser.mjs";
import { decoded, meta, tags, text_of } from "./html.mjs";
import { groups_of } from "./links.mjs";
import { files_of, kind_of, serve, xml_faults } from "./sites.mjs";

const read = (site, name) => readFileSync(join(site.folder, name), "utf8");
const pages_of = (site) => files_of(site.folder, ".html").map((name) => ({ name, html: read(site, name) }));

// A feed's address: the file beside it, or the file that a complete address of this site names.
function target(site, from, address) {
  if (site.base && address.startsWith(site.base)) return decodeURIComponent(address.slice(site.base.length).split("#")[0]);
  if (/^[a-z]+:/i.test(address)) return `outside: ${address}`;
  return posix.normalize(posix.join(posix.dirname(from), decodeURIComponent(address.split("#")[0])));
}

const grammar = fileURLToPath(new URL("../leap2a/atom.rnc", import.meta.url));
const feeds_of = (site) => files_of(site.folder, ".xml").filter((name) => !name.endsWith("sitemap.xml"));

// All sites at once: a start of jing takes longer than its work.
function grammar_faults(sites) {
  const files = sites.flatMap((site) => feeds_of(site).map((name) => join(site.folder, name)));
  const said = jing(grammar, files);
  const loose = sites.filter((site) => feeds_of(site).length < groups_of(site.folder).length);
  return [...[...said.values()].flat(), ...loose.map((site) => `${site.name}: a group without a feed`)];
}

function feed_faults(site) {
  const faults = [],
    ids = new Map();
  const feeds = feeds_of(site);
  let entries = 0;
  const announced = new Set();
  for (const { name, html } of pages_of(site))
    for (const { name: tag, attributes } of tags(html))
      if (tag === "link" && attributes.type === "application/atom+xml") {
        const feed = target(site, name, attributes.href);
        announced.add(feed);
        if (!existsSync(join(site.folder, feed))) faults.push(`${name}: feed ${attributes.href} does not resolve`);
      }
  if (announced.size === 0) faults.push("no feed announced");
  for (const feed of feeds) {
    const text = read(site, feed);
    if (!announced.has(feed)) faults.push(`${feed}: announced nowhere`);
    if (!/<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom"/.test(text)) faults.push(`${feed}: no Atom feed`);
    const own = new Set();
    for (const [, id] of text.matchAll(/<id>([^<]*)<\/id>/g)) {
      if (!/^tag:[a-z0-9.@-]+,\d{4}(-\d\d){0,2}:\S+$/i.test(id)) faults.push(`${feed}: id ${id}`);
      if (own.has(id)) faults.push(`${feed}: id twice: ${id}`);
      own.add(id);
    }
    const feed_id = /<id>([^<]*)<\/id>/.exec(text)?.[1];
    if (ids.has(feed_id)) faults.push(`${feed} and ${ids.get(feed_id)}: both ${feed_id}`);
    ids.set(feed_id, feed);
    for (const [, entry] of text.matchAll(/<entry>([^]*?)<\/entry>/g)) {
      ++entries;
      const link = decoded(/<link [^>]*href="([^"]*)"/.exec(entry)?.[1] ?? "");
      const to = target(site, feed, link);
      if (!link || !existsSync(join(site.folder, to))) faults.push(`${feed}: entry leads to “${link}”: ${to}`);
      for (const part of ["title", "updated", "id"])
        if (!new RegExp(`<${part}>[^<]`).test(entry)) faults.push(`${feed}: an entry without ${part}`);
    }
    for (const [, when] of text.matchAll(/<updated>([^<]*)<\/updated>/g))
      if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(when)) faults.push(`${feed}: updated ${when}`);
  }
  if (entries < 20) faults.push(`${entries} entries in ${feeds.length} feeds`);
  return faults;
}

function card_faults(site) {
  const faults = [];
  for (const { name, html } of pages_of(site)) {
    if (kind_of(name, html) === "not_found") continue;
    const all = tags(html);
    for (const key of ["og:title", "og:type", "og:site_name"])
      if (meta(all, key).length !== 1 || !meta(all, key)[0]) faults.push(`${name}: ${key}: ${meta(all, key)}`);
    for (const key of ["description", "og:description"])
      if (meta(all, key).some((one) => !one)) faults.push(`${name}: empty ${key}`);
    const canonical = all
      .filter((tag) => tag.name === "link" && tag.attributes.rel === "canonical")
      .map((tag) => tag.attributes.href);
    const expected = site.base ? [site.base + encodeURI(name)] : [];
    if (canonical.join() !== expected.join()) faults.push(`${name}: canonical ${canonical}`);
    if (meta(all, "og:url").join() !== expected.join()) faults.push(`${name}: og:url ${meta(all, "og:url")}`);
  }
  return faults;
}

// `open_to_engines`: the pages may be indexed, and there is a sitemap that names them.
function robots_faults(site, open_to_engines) {
  const faults = [],
    listed = new Set();
  for (const name of ["robots.txt", ...groups_of(site.folder).map((group) => `${group}/robots.txt`)]) {
    const rules = existsSync(join(site.folder, name)) ? read(site, name) : "";
    if (/^Disallow: \/$/m.test(rules) === open_to_engines) faults.push(`${name}: ${rules}`);
    if (/^Sitemap: /m.test(rules) !== open_to_engines) faults.push(`${name}: ${rules}`);
  }
  const maps = files_of(site.folder, "sitemap.xml");
  if (!open_to_engines && maps.length > 0) faults.push(`sitemaps: ${maps}`);
  if (open_to_engines) {
    faults.push(...xml_faults(maps.map((name) => join(site.folder, name))));
    if (!maps.includes("sitemap.xml")) faults.push("no sitemap.xml");
    for (const [, address] of maps
      .map((name) => read(site, name))
      .join("")
      .matchAll(/<loc>([^<]*)<\/loc>/g)) {
      const to = target(site, "sitemap.xml", decoded(address));
      listed.add(to);
      if (!existsSync(join(site.folder, to))) faults.push(`sitemap: ${address}`);
    }
  }
  for (const { name, html } of pages_of(site)) {
    const closed = /noindex/.test(meta(tags(html), "robots").join());
    const lost = kind_of(name, html) === "not_found";
    if (closed === open_to_engines && !(lost && closed)) faults.push(`${name}: robots ${meta(tags(html), "robots")}`);
    if (open_to_engines && !lost && !listed.has(name)) faults.push(`${name}: not in the sitemap`);
  }
  return faults;
}

export async function check_feeds(report, sites) {
  for (const site of sites) {
    await report.test(`feeds: ${site.name}`, () => feed_faults(site));
    await report.test(`Open Graph and canonical addresses: ${site.name}`, () => card_faults(site));
    await report.test(`search engines ${site.indexed ? "invited" : "kept away"}: ${site.name}`, () =>
      robots_faults(site, site.indexed === true),
    );
  }
  await report.test("every feed is Atom as RFC 4287 has it", () => grammar_faults(sites));
}

export async function check_icon(report, browser, site) {
  const server = await serve(site.folder);
  const { page, close } = await open(browser);
  for (const name of [site.pages.get("institute"), site.pages.get("home")])
    await report.test(`the icons load: ${name}`, async () => {
      await page.goto(server.base + name);
      const icons = await page.evaluate(() => [...document.querySelectorAll("link[rel=icon]")].map((link) => link.href));
      const drawn = await page.evaluate(
        (all) =>
          Promise.all(
            all.map(
              (address) =>
                new Promise((done) => {
                  const image = new Image();
                  image.onload = () => done(image.naturalWidth > 0 ? "" : `empty ${address}`);
                  image.onerror = () => done(`not loaded: ${address}`);
                  image.src = address;
                }),
            ),
          ),
        icons,
      );
      return [...drawn.filter(Boolean), ...(icons.length < 2 ? [`${icons.length} icons`] : [])];
    });
  await close();
  server.close();
}

// The page for what is missing is shown at any depth; its link must lead home from all of them.
export async function check_not_found(report, browser, site) {
  const groups = groups_of(site.folder);
  report.count("groups to be lost in", groups.length > 2 ? [] : [`${groups.length} groups`]);
  for (const prefix of ["/", "/portfolios/2005/"]) {
    const server = await serve(site.folder, prefix);
    for (const group of groups)
      for (const lost of [`${group}/a/b/c/d`, `${group}/x.html`, `${group}/activites/`, `${group}/a%20b/%3Cscript%3E/d`]) {
        const { page, seen, close } = await open(browser);
        await report.test(`a lost reader finds home: ${prefix}${lost}`, async () => {
          const answer = await page.goto(server.base + lost);
          const faults = answer.status() === 404 || lost.endsWith("activites/") ? [] : [`status ${answer.status()}`];
          if ((await page.locator("h1").innerText()).length < 8 || text_of(await page.content()).length < 100)
            faults.push("no text");
          await page.locator("main a").click({ timeout: 3000 });
          const home = server.base + group + "/index.html";
          if (page.url() !== home) faults.push(`the link leads to ${page.url()}`);
          if ((await page.locator("body.page-home").count()) !== 1) faults.push("not the group's home");
          return [...faults, ...seen.errors];
        });
        await close();
      }
    server.close();
  }
}

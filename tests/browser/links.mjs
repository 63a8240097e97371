// Dead links, twice: with linkinator over http, and by reading every page and feed here, anchors included.
import { cpSync, existsSync, mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";

import { LinkChecker } from "linkinator";

import { decoded, tags } from "./html.mjs";
import { files_of, kind_of, serve } from "./sites.mjs";

const addresses = ["href", "src", "action", "poster", "data", "cite", "formaction", "background", "longdesc"];
// What a page may lead to elsewhere: a reader's own click, never something that the page loads.
const leads_outside = /^(https?:|mailto:|tel:)/;

// Faults of one folder read as a site of its own: nothing may leave it but a link that a reader follows.
export function read_links(folder, { base } = {}) {
  const faults = [];
  const all = new Set(files_of(folder));
  const ids = new Map();
  const reached = new Set();
  const pages = files_of(folder, ".html");
  const parsed = new Map(pages.map((name) => [name, tags(readFileSync(join(folder, name), "utf8"))]));
  for (const [name, found] of parsed) {
    const here = found.map((tag) => tag.attributes.id).filter((id) => id !== undefined);
    if (new Set(here).size !== here.length) faults.push(`${name}: an id twice`);
    ids.set(name, new Set(here));
  }
  const resolve = (from, address, tag) => {
    if (address === "data:,") return; // no icon, rather than a request for one
    if (base && address.startsWith(base)) {
      if (!all.has(decodeURIComponent(address.slice(base.length).split("#")[0])))
        faults.push(`${from}: ${address}: no such file`);
      return;
    }
    if (leads_outside.test(address)) {
      const loads = !(tag.name === "a" || (tag.name === "link" && tag.attributes.rel === "canonical"));
      if (loads) faults.push(`${from}: <${tag.name}> loads ${address}`);
      return;
    }
    if (/^[a-z][a-z0-9+.-]*:/i.test(address) || address.startsWith("/"))
      return void faults.push(`${from}: <${tag.name}> ${address}`);
    const [path, anchor] = address.split("#");
    let target = from;
    const clean = decodeURIComponent(path.split("?")[0]);
    if (clean !== "") target = posix.normalize(posix.join(posix.dirname(from), clean));
    if (!all.has(target)) return void faults.push(`${from}: ${address}: no such file`);
    reached.add(target);
    if (anchor && ids.has(target) && !ids.get(target).has(decodeURIComponent(anchor)))
      faults.push(`${from}: ${address}: no such anchor`);
  };
  for (const [name, found] of parsed)
    for (const tag of found) {
      for (const key of addresses) if (tag.attributes[key] !== undefined) resolve(name, tag.attributes[key], tag);
      for (const key of Object.keys(tag.attributes)) if (/^on/i.test(key)) faults.push(`${name}: attribute ${key}`);
    }
  for (const name of [...all].filter((one) => one.endsWith(".css")))
    for (const [, , address] of readFileSync(join(folder, name), "utf8").matchAll(/url\((["']?)([^"')]+)\1\)/g))
      resolve(name, address, { name: "css", attributes: {} });
  for (const name of [...all].filter((one) => one.endsWith(".xml") && !one.endsWith("sitemap.xml")))
    for (const [, address] of readFileSync(join(folder, name), "utf8").matchAll(/<link [^>]*href="([^"]*)"/g))
      resolve(name, decoded(address), { name: "a", attributes: {} });
  const lost = pages.filter((name) => !reached.has(name) && !name.endsWith("404.html") && name !== "index.html");
  for (const name of lost) faults.push(`${name}: no page leads here`);
  return faults;
}

async function crawl(folder, prefix) {
  const server = await serve(folder, prefix);
  try {
    const found = await new LinkChecker().check({
      path: server.base, // with no file name: linkinator follows what begins with it
      recurse: true,
      concurrency: 20,
      timeout: 20000,
      linksToSkip: async (link) => !link.startsWith(server.base),
    });
    const faults = found.links
      .filter((link) => link.state === "BROKEN")
      .map((link) => `${link.parent} -> ${link.url} ${link.status}`);
    const seen = new Set(found.links.filter((link) => link.state === "OK").map((link) => link.url));
    // Nothing links to 404.html, and only a form to the search page; linkinator follows no forms.
    for (const name of files_of(folder, ".html"))
      if (
        !/^(not_found|search)$/.test(kind_of(name, readFileSync(join(folder, name), "utf8"))) &&
        !seen.has(server.base + encodeURI(name)) &&
        name !== "index.html"
      )
        faults.push(`linkinator never came to ${name}`);
    return faults;
  } finally {
    server.close();
  }
}

export async function check_links(report, sites, { folder: crawled }) {
  for (const { name, folder, base } of sites) await report.test(`links and anchors: ${name}`, () => read_links(folder, { base }));
  const alone = mkdtempSync(join(tmpdir(), "livret-alone-"));
  await report.test("linkinator: at the root of a server", () => crawl(crawled, "/"));
  await report.test("linkinator: under a deep path", () => crawl(crawled, "/a/deep%20path/of/folders/"));
  for (const group of groups_of(crawled)) {
    const copy = join(alone, "elsewhere", `${group}-usb`);
    cpSync(join(crawled, group), copy, { recursive: true });
    await report.test(`the folder of ${group} alone: links and anchors`, () => read_links(copy));
    await report.test(`the folder of ${group} alone: linkinator`, () => crawl(copy, "/x/y/"));
  }
}

export const groups_of = (folder) =>
  files_of(folder, "/404.html")
    .map((name) => dirname(name))
    .filter(
      (name) => !name.includes("/") && existsSync(join(folder, name, "index.html")) && statSync(join(folder, name)).isDirectory(),
    );

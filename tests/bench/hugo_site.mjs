// A Hugo project that makes the pages of a built site again: as many, with the same visible text. An activity's text is its
// author's Markdown, rendered by Hugo; what stands around it, and all of the other pages, is data in front matter (JSON, which Hugo
// reads fastest), laid out by Hugo's templates in hugo/. So Hugo computes no list, no total and no verdict: it is given them.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { parseDocument } from "htmlparser2";
import { inline, one_space, unseen, visible_text } from "./visible_text.mjs";

const templates = join(dirname(fileURLToPath(import.meta.url)), "hugo");
const kept = new Set(["h1", "h2", "h3", "li", "dt", "dd"]);

export function files_below(folder, ending) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => posix.relative(folder, posix.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

// Lines and rows, with their links: [{k: "p", c: [{t: text, h: address}]}, {k: "tr", c: [[{t}], ...]}].
function blocks_of(nodes) {
  const out = [];
  let runs = null; // where text goes; null: a new paragraph
  const say = (text, address) => {
    if (!runs) {
      if (!text.trim()) return;
      out.push({ k: "p", c: (runs = []) });
    }
    const last = runs.at(-1);
    if (address) runs.push({ t: text, h: address });
    else if (last && !last.h) last.t += text;
    else runs.push({ t: text });
  };
  const walk = (node, address, cell) => {
    if (node.type === "text") return say(one_space(node.data), address);
    if (!node.children || unseen.has(node.name)) return;
    const inner = node.name === "a" && node.attribs.href ? node.attribs.href : address;
    const each = (within) => node.children.forEach((child) => walk(child, inner, within));
    if (inline.has(node.name)) return each(cell);
    if (cell) {
      say(" ");
      each(cell);
      return say(" ");
    }
    if (node.name === "tr") {
      const row = { k: "tr", c: [] };
      out.push(row);
      for (const one of node.children.filter((child) => child.name === "th" || child.name === "td")) {
        row.c.push((runs = []));
        one.children.forEach((child) => walk(child, undefined, true));
      }
    } else if (node.name === "table" || node.name === "ul") {
      out.push({ k: node.name });
      runs = null;
      each();
      out.push({ k: "/" + node.name });
    } else {
      runs = null;
      if (kept.has(node.name)) out.push({ k: node.name, c: (runs = []) });
      each();
    }
    runs = null;
  };
  nodes.forEach((node) => walk(node));
  const trim = (list) => list.filter((run) => run.t.length > 0);
  for (const block of out) if (block.c) block.c = block.k === "tr" ? block.c.map(trim) : trim(block.c);
  return out;
}

// The same, as the templates would write it.
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
const runs_html = (runs) =>
  runs.map((run) => (run.h ? `<a href="${escaped(run.h)}">${escaped(run.t)}</a>` : escaped(run.t))).join("");
const html_of = (blocks) =>
  blocks
    .map(({ k, c }) =>
      !c
        ? `<${k}>`
        : k === "tr"
          ? `<tr>${c.map((cell) => `<td>${runs_html(cell)}</td>`).join("")}</tr>`
          : `<${k}>${runs_html(c)}</${k}>`,
    )
    .join("\n");

const find = (node, matches) => {
  for (const child of node.children ?? []) {
    if (matches(child)) return child;
    const found = find(child, matches);
    if (found) return found;
  }
  return null;
};
const is = (name, word) => (node) => node.name === name && (!word || (node.attribs.class ?? "").split(" ").includes(word));

// What comes before a node of this tree, and what after it.
function around(tree, middle) {
  const sides = [
    { ...tree, children: [] },
    { ...tree, children: [] },
  ];
  let side = 0;
  for (const child of tree.children ?? []) {
    if (child === middle) side = 1;
    else if (middle && child.children && find(child, (one) => one === middle)) {
      const inner = around(child, middle);
      sides[0].children.push(inner[0]);
      sides[1].children.push(inner[1]);
      side = 1;
    } else sides[side].children.push(child);
  }
  return sides;
}

// Markdown of every activity by its reference, its links as they are in the site.
function activity_texts(repository) {
  const by_path = new Map();
  for (const path of files_below(join(repository, "gfp"), ".md")) {
    if (!path.includes("/activities/")) continue;
    const text = readFileSync(join(repository, "gfp", path), "utf8");
    const end = text.indexOf("\n---\n", 4);
    by_path.set(path, { reference: /^reference: (.*)$/m.exec(text.slice(0, end))[1], body: text.slice(end + 5) });
  }
  const out = new Map();
  for (const [path, { reference, body }] of by_path) {
    const linked = body.replace(/\]\(([^)\s]+\.md)\)/g, (all, target) => {
      const found = by_path.get(posix.join(posix.dirname(path), target));
      return found ? `](${found.reference}.html)` : all;
    });
    out.set(reference, linked);
  }
  return out;
}

// The parts of a page: lines around its author's text, what is above and below them.
function parts_of(path, html, texts) {
  const page = parseDocument(html);
  const body = find(page, is("body"));
  const main = find(body, is("main"));
  const footer = find(body, is("footer", "site-foot"));
  const crumbs = find(body, is("nav", "crumbs"));
  const reference = /\/activites\/([^/]+)\.html$/.exec(path)?.[1];
  const prose = reference && texts.has(reference) ? find(body, is("div", "prose")) : null;
  const [head, rest] = main ? around(body, crumbs ?? main) : [{ children: [] }, body];
  const content = crumbs ? rest : main ? { children: [main, rest] } : body;
  const [inside, foot] = footer ? around(content, footer) : [content, { children: [] }];
  const [before, after] = prose ? around(inside, prose) : [inside, { children: [] }];
  const last = footer ? blocks_of(footer.children) : [];
  const own = last.findIndex((block) => JSON.stringify(block).includes("modification")) + 1;
  return {
    title: one_space(text_of(find(page, is("title")))).trim(),
    head: blocks_of(head.children),
    crumbs: crumbs ? blocks_of(crumbs.children) : [],
    before: blocks_of(before.children),
    after: blocks_of(after.children),
    foot: last.slice(0, own),
    tail: [...last.slice(own), ...blocks_of(foot.children)],
    text: prose ? texts.get(reference) : null,
  };
}

// Lines that many activities have in common (labels, the texts of competences): a template would hold them, so they are given once.
function common_lines(site, pages, texts) {
  const activities = pages.filter((path) => path.includes("/activites/"));
  const step = Math.ceil(activities.length / 400),
    counts = new Map();
  for (let i = 0; i < activities.length; i += step) {
    const { before, after } = parts_of(activities[i], readFileSync(join(site, activities[i]), "utf8"), texts);
    for (const line of new Set([...before, ...after].map((block) => JSON.stringify(block))))
      counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  const enough = activities.length / step / 20;
  return new Set([...counts].filter(([, count]) => count > enough).map(([line]) => line));
}

// Returns the number of pages, and how many of them are activities. `finished`: what the other pages hold is given as HTML, so that
// Hugo lays out activities only.
export function make_hugo_site({ repository, site, project, finished = false }) {
  cpSync(templates, project, { recursive: true });
  const texts = activity_texts(repository);
  const pages = files_below(site, ".html");
  const common = common_lines(site, pages, texts);
  const shared = {};
  const share = (value) => {
    const key = "s" + createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 12);
    shared[key] = value;
    return key;
  };
  const fold = (blocks) => {
    const out = [];
    for (let i = 0, next = 0; i < blocks.length; i = next) {
      while (next < blocks.length && common.has(JSON.stringify(blocks[next]))) ++next;
      out.push(next > i ? { k: "given", s: share(html_of(blocks.slice(i, next))) } : blocks[next++]);
    }
    return out;
  };
  let activities = 0;
  for (const path of pages) {
    const parts = parts_of(path, readFileSync(join(site, path), "utf8"), texts);
    const given = finished && parts.text === null;
    const data = {
      title: parts.title,
      url: "/" + path,
      root: "../".repeat(Math.max(0, path.split("/").length - 2)),
      head: share(html_of(parts.head)),
      crumbs: parts.crumbs,
      before: given ? [] : fold(parts.before),
      after: fold(parts.after),
      foot: parts.foot,
      tail: share(html_of(parts.tail)),
    };
    // Not "index": Hugo takes what lies beside such a file for its attachments.
    const place = join(project, "content", dirname(path), `p-${basename(path, ".html")}.${given ? "html" : "md"}`);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, JSON.stringify(data) + "\n\n" + (parts.text ?? (given ? html_of(parts.before) : "")));
    if (parts.text !== null) ++activities;
  }
  mkdirSync(join(project, "data"));
  writeFileSync(join(project, "data/shared.json"), JSON.stringify(shared));
  for (const group of ["", ...readdirSync(site)]) {
    const assets = join(site, group, "assets");
    if (existsSync(assets)) cpSync(assets, join(project, "static", group, "assets"), { recursive: true });
  }
  return { pages: pages.length, activities };
}

const text_of = (node) => (!node ? "" : node.type === "text" ? node.data : node.children.map(text_of).join(""));

// Page by page: how many were compared, and which do not say the same.
export function compare_sites(site, other, most = 10000) {
  const pages = files_below(site, ".html");
  const step = Math.max(1, Math.ceil(pages.length / most));
  const unequal = [];
  let compared = 0;
  for (let i = 0; i < pages.length; i += step) {
    ++compared;
    const here = visible_text(readFileSync(join(site, pages[i]), "utf8"));
    const there = existsSync(join(other, pages[i])) ? visible_text(readFileSync(join(other, pages[i]), "utf8")) : "";
    if (here !== there) unequal.push({ page: pages[i], here, there });
  }
  return { pages: pages.length, others: files_below(other, ".html").length, compared, unequal };
}

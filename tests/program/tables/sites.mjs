// The sites whose tables are read, and how a browser would show them.
import { build, content, folder, livret, read_tree, write_tree } from "../support/tools.mjs";

// --- pages, read as a browser would show them

export const entities = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
export const words = (html) =>
  html
    .replace(/<[^>]*>/g, "")
    .replace(/&(\w+|#39);/g, (whole, name) => entities[name] ?? whole)
    .replace(/\s*\n\s*/g, " ")
    .trim();
export const all = (html, pattern) => [...html.matchAll(pattern)];
export const inside = (html, from, to) => {
  const start = html.indexOf(from);
  if (start < 0) return "";
  const end = html.indexOf(to, start);
  return html.slice(start, end < 0 ? undefined : end);
};
export const number = (text) => (text.match(/\d/) ? text.replace(/\D/g, "") : "");
// Its own links, in the order of the page.
export const links = (html) => all(html, /<p class="download"><a href="([^"]+)" download>/g).map((one) => words(one[1]));

export const french_site = folder("site-fr"),
  english_site = folder("site-en"),
  trainers_site = folder("site-trainers"),
  public_site = folder("site-public"),
  jury_site = folder("site-jury");
export const english = write_tree(
  folder("content-en"),
  new Map(
    [...read_tree(content, { hidden: false })]
      .filter(([name]) => !name.startsWith("site/"))
      .map(([name, bytes]) => [
        name,
        name === "livret.yaml" ? Buffer.from(bytes.toString().replace(/^language: fr$/m, "language: en")) : bytes,
      ]),
  ),
);
build(content, { args: ["--output", french_site] });
build(english, { args: ["--output", english_site], expect: [0, 1] });
build(content, { args: ["--output", trainers_site, "--audience", "trainers"], expect: [0, 1] });
build(content, { args: ["--output", public_site, "--audience", "public"], expect: [0, 1] });
build(content, { args: ["--output", jury_site, "--audience", "jury", "--no-dossiers"], expect: [0, 1] });
export const sites = [
  ["French", french_site, ";"],
  ["English", english_site, ","],
  ["trainers", trainers_site, ";"],
  ["public", public_site, ";"],
  ["jury", jury_site, ";"],
].map(([name, root, separator]) => ({ name, root, separator, files: read_tree(root) }));

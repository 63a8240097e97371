// Every page of the first site, some of each kind of the others, and every style sheet through the Nu HTML Checker (vnu); every
// feed through xmllint. LIVRET_LONG: every page of all.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { files_of, kind_of, xml_faults } from "./sites.mjs";

const jar = join(dirname(createRequire(import.meta.url).resolve("vnu-jar/package.json")), "build/dist/vnu.jar");

// Said on purpose: Safari forgets that a list without bullets is a list unless the role says so.
const accepted = [/^The “list” role is unnecessary for element “[ou]l”\.$/];
// The English copy of the example repository keeps its French texts.
const accepted_in_english = [...accepted, /^This document appears to be written in French but/];

// vnu leaves with 1 when it has errors to tell; they are in what it says.
export function checked(kind, files) {
  return new Promise((done, fail) =>
    execFile(
      "java",
      ["-Xss4m", "-XX:+UseSerialGC", "-jar", jar, "--format", "json", "--stdout", kind, ...files],
      { encoding: "utf8", maxBuffer: 1 << 28 },
      (error, out, complaint) => (out ? done(JSON.parse(out).messages) : fail(error ?? new Error(`vnu: ${complaint}`))),
    ),
  );
}

// Pages of one kind come from one template: of the sites after the first, as many as tell their texts and lists apart.
const of_each_kind = 8;
function some_of(folder, pages) {
  const seen = new Map();
  return pages.filter((name) => {
    const kind = kind_of(name, readFileSync(join(folder, name), "utf8"));
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    return seen.get(kind) <= of_each_kind;
  });
}

// The messages about the files of each folder. One run of the checker: it takes seconds to start, and as many to get going.
async function checked_by_folder(kind, folders) {
  const all = folders.flatMap(({ folder, files }) => files.map((file) => join(folder, file)));
  const messages = all.length === 0 ? [] : await checked(kind, all);
  const path_of = (one) => (one.url ? decodeURIComponent(new URL(one.url).pathname) : "");
  const out = new Map(folders.map(({ folder }) => [folder, messages.filter((one) => path_of(one).startsWith(`${folder}/`))]));
  const told = [...out.values()].flat().length;
  if (told !== messages.length) throw new Error(`vnu: messages about no file of a site: ${JSON.stringify(messages)}`);
  return out;
}

// Sites of one theme have the same style sheets: each is checked once.
function style_sheets(sites) {
  const seen = new Set();
  return sites.map(({ folder }) => ({
    folder,
    files: files_of(folder, ".css").filter((file) => {
      const bytes = readFileSync(join(folder, file), "utf8");
      return !seen.has(bytes) && seen.add(bytes);
    }),
  }));
}

export async function check_validity(report, sites) {
  const pages = sites.map(({ folder }, index) => {
    const all = files_of(folder, ".html");
    return { folder, files: index === 0 || process.env.LIVRET_LONG ? all : some_of(folder, all) };
  });
  const html = await checked_by_folder("--html", pages);
  const css = await checked_by_folder("--css", style_sheets(sites));
  for (const [index, { name, folder, language }] of sites.entries()) {
    const spared_here = language === "en" ? accepted_in_english : accepted;
    const is_spared = (one) => spared_here.some((pattern) => pattern.test(one.message));
    const told = (one) => `${one.type} ${one.url}:${one.lastLine}: ${one.message}`;
    await report.test(`valid HTML: pages of ${name}`, () =>
      pages[index].files.length === 0
        ? ["no page"]
        : html
            .get(folder)
            .filter((one) => !is_spared(one))
            .map((one) => `${told(one)}  ${one.extract ?? ""}`.replace(/\n/g, "⏎")),
    );
    const spared = html.get(folder).filter(is_spared).length;
    if (spared > 0) report.note(`vnu, ${name}: ${spared} accepted warnings`);
    await report.test(`valid CSS: ${name}`, () => css.get(folder).map(told));
    await report.test(`well-formed XML: feeds and pictures of ${name}`, () =>
      xml_faults([...files_of(folder, ".xml"), ...files_of(folder, ".svg")].map((file) => join(folder, file))),
    );
  }
}

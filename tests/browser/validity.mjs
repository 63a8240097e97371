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

export async function check_validity(report, sites) {
  for (const [index, { name, folder, language }] of sites.entries()) {
    const spared_here = language === "en" ? accepted_in_english : accepted;
    const where = (file) => join(folder, file);
    const messages = [];
    await report.test(`valid HTML: pages of ${name}`, async () => {
      const all = files_of(folder, ".html");
      const pages = index === 0 || process.env.LIVRET_LONG ? all : some_of(folder, all);
      if (pages.length === 0) return ["no page"];
      messages.push(...(await checked("--html", pages.map(where))));
      return messages
        .filter((one) => !spared_here.some((pattern) => pattern.test(one.message)))
        .map((one) => `${one.type} ${one.url}:${one.lastLine}: ${one.message}  ${one.extract ?? ""}`.replace(/\n/g, "⏎"));
    });
    const spared = messages.filter((one) => spared_here.some((pattern) => pattern.test(one.message))).length;
    if (spared > 0) report.note(`vnu, ${name}: ${spared} accepted warnings`);
    await report.test(`valid CSS: ${name}`, async () =>
      (await checked("--css", files_of(folder, ".css").map(where))).map(
        (one) => `${one.type} ${one.url}:${one.lastLine}: ${one.message}`,
      ),
    );
    await report.test(`well-formed XML: feeds and pictures of ${name}`, () =>
      xml_faults([...files_of(folder, ".xml"), ...files_of(folder, ".svg")].map(where)),
    );
  }
}

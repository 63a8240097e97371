// Every page and style sheet through the Nu HTML Checker (vnu), every feed through xmllint.
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { files_of, xml_faults } from "./sites.mjs";

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

export async function check_validity(report, sites) {
  for (const { name, folder, language } of sites) {
    const spared_here = language === "en" ? accepted_in_english : accepted;
    const where = (file) => join(folder, file);
    const messages = [];
    await report.test(`valid HTML: every page of ${name}`, async () => {
      const pages = files_of(folder, ".html");
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

// The tables that leave: a .csv beside every page that holds a table, with the page's own numbers, cell by cell; and those of
// `livret export csv`, in the form that schema/exchange-tables.md describes, equal to what the site says.
//
//   node tests/program/tables.mjs PROGRAM [PART OF A NAME]
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { as_written, read_csv, runs } from "./support/csv.mjs";
import {
  build,
  content,
  day,
  finish,
  folder,
  holds,
  livret,
  read_tree,
  same,
  source,
  test,
  told,
  write_tree,
} from "./support/tools.mjs";

// --- pages, read as a browser would show them

const entities = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
const words = (html) =>
  html
    .replace(/<[^>]*>/g, "")
    .replace(/&(\w+|#39);/g, (whole, name) => entities[name] ?? whole)
    .replace(/\s*\n\s*/g, " ")
    .trim();
const all = (html, pattern) => [...html.matchAll(pattern)];
const inside = (html, from, to) => {
  const start = html.indexOf(from);
  if (start < 0) return "";
  const end = html.indexOf(to, start);
  return html.slice(start, end < 0 ? undefined : end);
};
const number = (text) => (text.match(/\d/) ? text.replace(/\D/g, "") : "");
// Its own links, in the order of the page.
const links = (html) => all(html, /<p class="download"><a href="([^"]+)" download>/g).map((one) => words(one[1]));

const french_site = folder("site-fr"),
  english_site = folder("site-en"),
  trainers_site = folder("site-trainers"),
  public_site = folder("site-public"),
  jury_site = folder("site-jury");
const english = write_tree(
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
const sites = [
  ["French", french_site, ";"],
  ["English", english_site, ","],
  ["trainers", trainers_site, ";"],
  ["public", public_site, ";"],
  ["jury", jury_site, ";"],
].map(([name, root, separator]) => ({ name, root, separator, files: read_tree(root) }));

for (const site of sites) {
  const html = new Map(
    [...site.files]
      .filter(([name]) => name.endsWith(".html") && !name.endsWith("verify.html"))
      .map(([name, bytes]) => [name, bytes.toString()]),
  );
  const tables = new Map(); // path -> { page, rows }
  for (const [page, text] of html)
    for (const link of links(text)) {
      const at = path.posix.join(path.posix.dirname(page), link);
      tables.set(at, { page, link, rows: site.files.has(at) ? read_csv(site.files.get(at), site.separator) : null });
    }

  await test(`${site.name}: every table of a page has its CSV, and every CSV its link`, () => {
    holds(tables.size > (site.name === "public" ? 40 : 100), `only ${tables.size}`);
    same(
      [...tables].filter(([, one]) => !one.rows).map(([at]) => at),
      [],
      "linked and not there",
    );
    const written = [...site.files.keys()].filter(
      (name) => name.endsWith(".csv") && !/\/(activites|activities|exemples|examples)\/.*\//.test(name),
    );
    same(
      written.filter((name) => !tables.has(name)),
      [],
      "there and not linked",
    );
    const bare = [];
    for (const [page, text] of html)
      for (const one of all(
        text,
        /<div class="table-scroll"[^>]*>\s*<table(?: class="(?:matrix[^"]*|levels|figures(?: [a-z]+)?)"[^>]*)?>[\s\S]*?<\/table>\s*<\/div>\s*(.{0,30})/g,
      ))
        if (!text.includes('class="prose"') || !/prose[^]*table-scroll/.test(text))
          if (!one[1].startsWith('<p class="download"')) bare.push(page);
    same([...new Set(bare)], [], "tables without a link");
  });

  await test(`${site.name}: each trainee's table, cell by cell`, () => {
    let seen = 0;
    for (const [at, { page, rows }] of tables) {
      const text = html.get(page);
      if (!text.includes('class="page-trainee_matrix"')) continue;
      const table = inside(text, '<table class="matrix', "</table>");
      const columns = all(inside(table, "<thead>", "</thead>"), /<th scope="col">([\s\S]*?)<\/th>/g).slice(2, -1);
      same(
        rows[0].slice(4),
        columns.map((one) => words(one[1].replace(/<small>.*<\/small>/, ""))),
        at,
      );
      const shown = all(table, /<tr><th scope="row"><a [^>]*>([^<]*)<\/a><\/th>([\s\S]*?)<\/tr>/g).map(([, code, row]) => [
        code,
        ...all(row, /<td[^>]*>([\s\S]*?)<\/td>/g)
          .slice(1, -1)
          .map((one) => words(/<span class="hidden">(.*?)<\/span>/.exec(one[1])?.[1] ?? "")),
      ]);
      same(
        rows.slice(1).map((row) => [row[1], ...row.slice(4)]),
        shown,
        at,
      );
      seen += shown.length;
    }
    holds(seen > (site.name === "public" ? 20 : 200), `only ${seen} rows`);
  });

  if (site.name === "jury")
    await test(`${site.name}: the table of candidates, cell by cell`, () => {
      let seen = 0;
      for (const [at, { page, rows }] of tables) {
        const text = html.get(page);
        if (!text.includes('class="page-candidates"')) continue;
        const table = inside(text, '<table class="candidates"', "</table>");
        const shown = all(inside(table, "<tbody>", "</tbody>"), /<tr>([\s\S]*?)<\/tr>/g).map(([, row]) => ({
          name: words(/<a [^>]*>([^<]*)/.exec(row)[1]),
          values: all(row, /<td[^>]*data-value="([^"]*)"/g).map((one) => one[1]),
          met: all(row, /data-outcome="(met|not-met)"/g).map((one) => (one[1] === "met" ? "oui" : "non")),
        }));
        const rules = shown[0].met.length;
        same(
          rows.slice(1).map((row) => [row[0], ...row.slice(3, 3 + 2 * rules).filter((_, index) => index % 2 === 0)]),
          shown.map((one) => [one.name, ...one.met]),
          at,
        );
        // Behind the rules: attested, declared (in no column of the page), domains, in class, last change.
        same(
          rows.slice(1).map((row) => row.slice(3 + 2 * rules, -1).filter((_, index) => index !== 1)),
          shown.map((one) => one.values.slice(rules, -1)),
          at,
        );
        seen += shown.length;
      }
      holds(seen > 20, `only ${seen} candidates`);
    });

  await test(`${site.name}: the forum's promise, cell by cell`, () => {
    let rows_seen = 0;
    for (const [at, { page, rows }] of tables) {
      if (!/--prom(is|ess)e\.csv$/.test(at)) continue;
      const table = inside(html.get(page).slice(html.get(page).indexOf('id="_promise"')), "<tbody>", "</tbody>");
      const shown = all(table, /<tr>([\s\S]*?)<\/tr>/g).map(([, row]) => [
        /datetime="([^"]+)"/.exec(row)[1],
        ...all(row, /<td>([\s\S]*?)<\/td>/g).map((one) => words(one[1])),
      ]);
      same(rows.slice(1), shown, at);
      rows_seen += shown.length;
      for (const [month, asked, of_stream, ...counts] of shown) {
        holds(Number(of_stream) <= Number(asked), `${at}: ${month}`);
        same(
          counts.slice(0, 5).reduce((sum, one) => sum + Number(one), 0),
          Number(asked),
          `${at}: ${month}`,
        );
      }
    }
    holds(site.name === "public" ? rows_seen === 0 : rows_seen > 8, `${rows_seen} months`);
  });

  await test(`${site.name}: a group's needs, levels and remarks, line by line`, () => {
    let lines = 0;
    for (const [at, { page, rows }] of tables) {
      if (!/\/(besoins|needs)-[^-]/.test(at)) continue;
      const text = html.get(page);
      const cells = (row) => all(row, /<td>([\s\S]*?)<\/td>/g).map((one) => one[1]);
      const titles = (cell) =>
        all(cell, /<a href="[^"]*">([^<]*)</g)
          .map((one) => words(one[1]))
          .join(", ");
      const shown = text
        .split('<table class="levels needs">')
        .slice(1)
        .flatMap((table) => all(inside(table, "<tbody>", "</tbody>"), /<tr>([\s\S]*?)<\/tr>/g).map((row) => row[1]))
        .map((row) => {
          const [needed, declared, attested, planned, held] = cells(row);
          const code = words(/<a href="[^"]*">([^<]*)</.exec(row)[1]);
          return [
            code,
            words(inside(needed, "<b>", "</b>")),
            titles(needed),
            words(declared),
            words(attested),
            titles(planned),
            titles(held),
          ];
        });
      const wanted = rows.slice(1).filter((row) => row[2] !== "0");
      const sorted = (list) => list.map((one) => JSON.stringify(one)).sort();
      same(sorted(wanted.map((row) => [row[0], ...row.slice(2, 8)])), sorted(shown), at);
      const levels = all(
        inside(text.slice(text.lastIndexOf('<table class="levels">')), "<tbody>", "</tbody>"),
        /<tr>([\s\S]*?)<\/tr>/g,
      );
      same(
        rows.slice(1).map((row) => row.slice(8)),
        levels.map((row) => cells(row[1]).map((one) => words(one) || "0")),
        at,
      );
      const remarks = tables.get(
        at.replace(/(besoins|needs)-/, (word) => `${word.slice(0, -1)}--${site.separator === ";" ? "remarques" : "remarks"}-`),
      );
      same(remarks ? remarks.rows.length - 1 : 0, all(text, /<p class="remark">/g).length, `${at}: remarks`);
      lines += shown.length + (remarks?.rows.length ?? 0);
    }
    holds(site.name === "public" ? lines === 0 : lines > 20, `${lines} lines`);
  });

  await test(`${site.name}: evolution and analysis, cell by cell`, () => {
    const kinds = new Map();
    for (const [page, text] of html)
      for (const [, kind, table, link] of all(
        text,
        /<table class="figures ?([a-z]*)">([\s\S]*?)<\/table>[\s\S]*?<p class="download"><a href="([^"]+)"/g,
      )) {
        const at = path.posix.join(path.posix.dirname(page), words(link));
        const rows = tables.get(at)?.rows ?? [];
        const shown = all(table.slice(table.indexOf("</thead>")), /<tr(?: class="([^"]*)")?>([\s\S]*?)<\/tr>/g).filter(
          ([, name]) => !name || name === "whole",
        );
        same(rows.length - 1, shown.length, `${at}: lines`);
        shown.forEach(([, name, row], n) => {
          const head = words(/<th[^>]*>([\s\S]*?)<\/th>/.exec(row)[1]),
            written = rows[n + 1];
          const cells = all(row, /<td[^>]*>([\s\S]*?)<\/td>/g).flatMap(([, cell]) => {
            const people = /<span class="sub">\((.*?)\)<\/span>/.exec(cell)?.[1]; // beside the positioned ones
            const note = /<span aria-hidden="true">.<\/span><span class="hidden">(.*?)<\/span>/.exec(cell)?.[1];
            const plain = words(note ?? cell.replace(/<span class="(?:hidden|sub)">.*?<\/span>/g, ""));
            const one = /^[\d\s,\u202f\u00a0]+$/.test(plain) && !/,\d$/.test(plain) ? number(plain) : plain;
            return [
              one || (kind === "crossing" && !(name === "whole" && !cell) ? "0" : ""),
              ...(people === undefined ? [] : [people]),
            ];
          });
          same(written.slice(-cells.length), cells, `${at}: ${head}`);
          const heads = [...written, `${written[0]} ${site.separator === ";" ? "et" : "and"} ${written[1]}`];
          holds(
            heads.includes(/datetime="([^"]+)"/.exec(row)?.[1] ?? head) || /^activit/i.test(head),
            `${at}: no line of ${head}: ${written}`,
          );
        });
        kinds.set(at.replace(/^.*?([a-z]*)(?:--([a-z]*))?(?:-[a-z0-9]+-\d+)?\.csv$/, "$1 $2"), shown.length);
      }
    const wanted = { public: 5, trainers: 20 }[site.name] ?? 8;
    holds(kinds.size >= wanted, `only ${[...kinds.keys()]}`);
  });

  await test(`${site.name}: no cell of any table runs as a formula`, () => {
    const found = [];
    for (const [at, { rows }] of tables)
      for (const row of rows ?? []) for (const field of row) if (runs(field)) found.push(`${field} in ${at}`);
    same(found, []);
  });

  await test(`${site.name}: a group's table, cell by cell`, () => {
    let cells = 0;
    for (const [at, { page, rows }] of tables) {
      const text = html.get(page);
      if (!text.includes('<table class="matrix wide')) continue;
      const states = /--(etats|states)\.csv$/.test(at);
      const table = inside(text, '<table class="matrix wide', "</table>");
      const [, second] = all(inside(table, "<thead>", "</thead>"), /<tr>([\s\S]*?)<\/tr>/g).map((one) => one[1]);
      const codes = all(second, /<th scope="col"><a [^>]*>([^<]*)<\/a>/g).map((one) => words(one[1]));
      // The page has a trainee a row and a total after each domain; the file a competence a row.
      const heads = all(second, /<th scope="col"( class="sum")?>/g).map((one) => one[1] === undefined);
      const body = inside(table, "<tbody>", "</tbody>"),
        foot = inside(table, "<tfoot>", "</tfoot>");
      const cells_of = (row) => all(row, /<td[^>]*>([\s\S]*?)<\/td>/g).map((one) => one[1]);
      const kept = (cells) => cells.slice(1).filter((_, index) => heads[index]);
      const people = all(body, /<tr>([\s\S]*?)<\/tr>/g).map(([, row]) => ({
        name: words(/<th scope="row"><a [^>]*title="([^"]*)"/.exec(row)[1]),
        total: words(cells_of(row)[0]),
        cells: kept(cells_of(row)).map((one) =>
          states
            ? words(/<span class="hidden">(.*?)<\/span>/.exec(one)?.[1] ?? "")
            : number(/<a [^>]*><span aria-hidden="true">([^<]*)/.exec(one)?.[1] ?? ""),
        ),
      }));
      const declared = kept(cells_of(/<tr>([\s\S]*?)<\/tr>/.exec(foot)[1])).map(words);
      const wide = 3 + people.length + (states ? 0 : 1);
      same(
        rows[0].slice(3, 3 + people.length),
        people.map((one) => one.name),
        at,
      );
      same(rows[0].length, wide, at);
      same(
        rows.slice(1, 1 + codes.length).map((row) => row.slice(1, 2).concat(row.slice(3))),
        codes.map((code, index) => [code, ...people.map((one) => one.cells[index]), ...(states ? [] : [declared[index]])]),
        at,
      );
      // A total under each trainee: declared, and attested where anything is signed.
      const last = rows.at(-1);
      if (!states)
        same(
          last.slice(3, 3 + people.length),
          people.map((one) => one.total),
          at,
        );
      cells += codes.length * people.length;
    }
    holds(cells > 300, `only ${cells} cells`);
  });

  await test(`${site.name}: positions, cell by cell`, () => {
    let cells = 0;
    for (const [at, { page, link, rows }] of tables) {
      if (!/--(positionnements|positions)-/.test(at)) continue;
      const part = html
        .get(page)
        .split('<section class="positions">')
        .find((one) => one.includes(`href="${link}" download`));
      const table = inside(part, '<table class="levels">', "</table>");
      same(
        rows[0].slice(2),
        all(table, /<time datetime="([^"]+)"/g).map((one) => one[1]),
        at,
      );
      same(
        rows.slice(1).map((row) => [row[0], ...row.slice(2)]),
        all(inside(table, "<tbody>", "</tbody>"), /<tr>([\s\S]*?)<\/tr>/g).map((row) => [
          words(/<th[^>]*>([\s\S]*?)<\/th>/.exec(row[1])[1]),
          ...all(row[1], /<td>([\s\S]*?)<\/td>/g).map((one) => (one[1].includes('class="none"') ? "" : words(one[1]))),
        ]),
        at,
      );
      cells += rows.length * rows[0].length;
    }
    holds(site.name === "public" ? cells === 0 : cells > 500, `${cells} cells`);
  });

  await test(`${site.name}: a trainee's competences, line by line`, () => {
    let lines = 0;
    for (const [at, { page, link, rows }] of tables) {
      if (!/--competences-/.test(at)) continue;
      const part = html
        .get(page)
        .split('<section class="booklet"')
        .find((one) => one.includes(`href="${link}" download`))
        .split('<p class="download">')[0];
      const shown = all(part, /<li class="[^"]*is-[^"]*">([\s\S]*?)<\/li>\n(?=<li class="(?:declared )?is-|<\/ul>)/g).map(
        (one) => {
          const mark = inside(one[1], '<span class="mark">', '<span class="where">');
          const where = inside(one[1], '<span class="where">', "\n</li>");
          return [
            words(inside(one[1], '<a class="code"', "</a>") + "</a>"),
            words(inside(one[1], '<span class="statement">', "</span>")),
            number(words(mark)) || "0",
            all(where, /<a href="[^"]*" title="[^"]*">([^<]*)</g)
              .map((a) => words(a[1]))
              .join(", "),
            words(mark),
          ];
        },
      );
      same(
        rows.slice(1).map((row) => [row[2], row[3], row[5], row[6]]),
        shown.map((row) => row.slice(0, 4)),
        at,
      );
      rows
        .slice(1)
        .forEach((row, n) =>
          holds(shown[n][4].includes(row[4]), `${at}: ${row[2]} is « ${row[4]} », the page says « ${shown[n][4]} »`),
        );
      lines += rows.length - 1;
    }
    holds(lines > (site.name === "public" ? 300 : 400), `only ${lines} lines`);
  });

  await test(`${site.name}: frameworks and crosswalks, line by line`, () => {
    let lines = 0;
    for (const [at, { page, link, rows }] of tables) {
      if (!/\/(referentiels|frameworks)\//.test(at)) continue;
      if (/--/.test(at)) {
        const part = html
          .get(page)
          .split('<section class="crosswalk">')
          .find((one) => one.includes(`href="${link}" download`));
        same(
          rows.slice(1).map((row) => row.slice(0, 2)),
          all(inside(part, "<tbody>", "</tbody>"), /<tr>([\s\S]*?)<\/tr>/g).map((row) =>
            all(row[1], /<td>([\s\S]*?)<\/td>/g)
              .slice(0, 2)
              .map((one) => words(one[1])),
          ),
          at,
        );
      } else {
        const shown = all(
          html.get(page),
          /<li(?: class="declared")?>\s*<a class="code"[^>]*>([^<]*)<\/a>[\s\S]*?<span class="mark">([\s\S]*?)<\/span>\n/g,
        );
        same(
          rows.slice(1).map((row) => [row[2], row[5]]),
          shown.map((one) => [words(one[1]), number(words(one[2])) || "0"]),
          at,
        );
      }
      lines += rows.length - 1;
    }
    holds(lines > 300, `only ${lines} lines`);
  });

  await test(`${site.name}: lists have a row for each thing that the page lists`, () => {
    let lines = 0;
    for (const [at, { page, rows }] of tables) {
      if (at.split("/").length !== 2 || at.includes("--") || /\/(besoins|needs|analyse|analysis|evolution)-|\/candidats/.test(at))
        continue;
      const text = html.get(page);
      const titles = text.includes('<ul class="roster"')
        ? all(inside(text, '<ul class="roster"', "</main>"), /<h2><a [^>]*>([^<]*)</g)
        : all(inside(text, "<main", "</main>"), /<h3><a [^>]*>([^<]*)</g);
      const column = text.includes('<ul class="roster"') ? 0 : 1;
      same(
        rows.slice(1).map((row) => as_written(row[column])),
        titles.map((one) => words(one[1])),
        at,
      );
      if (column === 0)
        same(
          rows.slice(1).map((row) => [row[3], row[4]]),
          all(text, /<span class="bar-value">([^<]*)</g).map((one) => words(one[1]).match(/\d+/g)),
          at,
        );
      lines += rows.length - 1;
    }
    holds(lines > (site.name === "public" ? 10 : 60), `only ${lines} lines`);
  });
}

await test("paper does not show the links", () => {
  const css = fs.readFileSync(path.join(source, "themes/default/assets/site.css"), "utf8");
  const print = css.slice(css.indexOf("@media print"));
  holds(/\.download\b[^{]*\{ display: none; \}/.test(print), "the print style shows .download");
});

// --- the verb

const run = (args, root = content) => livret(["export", "csv", "--root", root, "--now", "2005-05-01", ...args]);
const table = (name, args = [], separator = ";") => {
  const done = run([name, ...args]);
  if (done.status > 1) throw new Error(told(done));
  return read_csv(Buffer.from(done.out), separator);
};
const names = [
  ["activities", "activites"],
  ["declarations", "declarations"],
  ["decisions", "decisions"],
  ["matrix", "matrice"],
  ["positions", "positionnements"],
  ["trainings", "formations"],
  ["questions", "questions"],
  ["trainees", "stagiaires"],
  ["competences", "competences"],
];

await test("alone it lists its tables, in both languages", () => {
  for (const [lang, which] of [
    ["en", 0],
    ["fr", 1],
  ]) {
    const done = livret(["export", "csv", "--lang", lang]);
    same(
      [
        done.status,
        done.out
          .trim()
          .split("\n")
          .map((line) => line.trim().split(/\s+/)[0]),
      ],
      [0, names.map((one) => one[which])],
    );
  }
});

await test("columns are those of schema/exchange-tables.md, in both languages", () => {
  const text = fs.readFileSync(path.join(source, "schema/exchange-tables.md"), "utf8");
  for (const [name, french] of names) {
    const part = inside(text, `## ${name} (${french})`, "\n## ");
    const rows = all(part, /^\| (.+?) \| (.+?) \| (\w+) \|/gm).filter((one) => one[1] !== "français");
    for (const [lang, at, separator] of [
      ["fr", 1, ";"],
      ["en", 2, ","],
    ]) {
      const head = table(name, ["--lang", lang], separator)[0];
      same(
        name === "matrix" ? head.slice(0, 3) : head,
        rows.map((one) => one[at]),
        `${name} ${lang}`,
      );
    }
  }
});

await test("cells have the type that is described", () => {
  const text = fs.readFileSync(path.join(source, "schema/exchange-tables.md"), "utf8");
  const types = {
    id: /^[a-z0-9-]*$/,
    code: /^[A-Z0-9.]+$/i,
    number: /^(-?\d+)?$/,
    date: /^(\d{4}-\d\d-\d\d)?$/,
    yes: /^(oui|non)$/,
    moment: /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d))?$/,
    ids: /^[a-z0-9-]*(, [a-z0-9-]+)*$/,
    codes: /^([A-Z0-9.]+(, [A-Z0-9.]+)*)?$/i,
    text: /^/,
    words: /^/,
    state:
      /^(attestée|attestée dans une version antérieure|en désaccord|contradictoire|précisions données|précisions demandées|déclarée|signature écartée|non attestée|)$/,
  };
  for (const [name, french] of names) {
    const rows = all(inside(text, `## ${name} (${french})`, "\n## "), /^\| (.+?) \| (.+?) \| (\w+) \|(.*)\|$/gm).filter(
      (one) => one[1] !== "français",
    );
    const [, ...lines] = table(name);
    holds(lines.length > 4, `${name}: ${lines.length} rows`);
    rows.forEach(([, column, , type, about], n) => {
      const words_of = (list) =>
        list
          .trim()
          .split(", ")
          .map((one) => one.split("/")[0]);
      for (const line of lines) {
        if (type === "set" && column !== "verdict")
          holds(words_of(about).includes(line[n]), `${name}, ${column}: « ${line[n]} » is none of ${about}`);
        else if (type !== "set") holds(types[type].test(line[n]), `${name}, ${column}: « ${line[n]} » is no ${type}`);
      }
    });
  }
});

await test("the matrix says of every trainee what her group’s page says", () => {
  const [head, ...rows] = table("matrix");
  const words_of = {
    "Non déclarée": "",
    "Attestée par l’un, non attestée par l’autre": "en désaccord",
    "Décisions contradictoires d’un même formateur": "contradictoire",
    "Précisions demandées et données": "précisions données",
    "Déclarée ; une signature est écartée": "signature écartée",
  };
  const site = sites.find((one) => one.name === "trainers");
  let compared = 0;
  for (const gfp of new Set(rows.map((row) => row[0]))) {
    const page = read_csv(site.files.get(`${gfp}/matrice/c2i2e-2004--etats.csv`), ";");
    for (const row of rows.filter((one) => one[0] === gfp)) {
      const column = page[0].indexOf(row[2]);
      holds(column > 2, `${row[2]} is not in her group's table`);
      for (const line of page.slice(1)) {
        const said = line[column].replace(/\u00a0|\u202f/g, " ");
        same(row[head.indexOf(line[1])], words_of[said] ?? said.toLowerCase(), `${row[2]} ${line[1]}`);
        ++compared;
      }
    }
  }
  holds(compared > 400, `only ${compared}`);
});

await test("numbers of one table are those of another", () => {
  const activities = table("activities").slice(1),
    declarations = table("declarations").slice(1),
    trainees = table("trainees").slice(1),
    matrix = table("matrix");
  for (const one of trainees) {
    const mine = (row) => row[0] === one[0] && row[1] === one[1];
    same(one[6], String(activities.filter(mine).length), one[2]);
    same(
      one[7],
      String(new Set(declarations.filter((row) => mine(row) && row[6] === "c2i2e-2004").map((row) => row[7])).size),
      one[2],
    );
    const states = matrix.slice(1).find(mine).slice(3);
    same(one[8], String(states.filter((state) => /^(attestée|en désaccord)/.test(state)).length), one[2]);
  }
  for (const row of activities)
    same(
      row[11],
      declarations
        .filter((one) => one[3] === row[3])
        .map((one) => one[7])
        .join(", "),
      row[3],
    );
});

await test("decisions are those of the signed files, each with the verdict that verify gives", () => {
  const rows = table("decisions", ["--lang", "en"], ",").slice(1);
  const files = [...read_tree(path.join(content, "trust/attestations"))].map(([, bytes]) => JSON.parse(bytes));
  const all_decisions = files.flatMap((one) => one.credentialSubject.decisions);
  same(rows.length, all_decisions.length);
  const count = (list) => list.reduce((out, one) => ({ ...out, [one]: (out[one] ?? 0) + 1 }), {});
  const sorted = (counts) => Object.entries(counts).sort();
  same(sorted(count(rows.map((row) => row[7]))), sorted(count(all_decisions.map((one) => one.decision))));
  const verified = livret(["verify", content, "--format", "json", "--now", "2005-05-01"]);
  const words_of = new Map(
    JSON.parse(verified.out)[0]
      .files.filter((one) => one.path.startsWith("attestations/"))
      .map((one) => [path.basename(one.path, ".json"), one.word]),
  );
  holds(new Set(rows.map((row) => row[13])).size > 2, "only one verdict");
  for (const row of rows) same(row[13], words_of.get(row[21]), row[21]);
});

await test("--gfp keeps one group, --audience what its readers see", () => {
  same(
    [
      ...new Set(
        table("trainees", ["--gfp", "math1"])
          .slice(1)
          .map((row) => row[0]),
      ),
    ],
    ["math1"],
  );
  const visibilities = (audience) =>
    [
      ...new Set(
        table("activities", ["--audience", audience])
          .slice(1)
          .map((row) => row[14]),
      ),
    ].sort();
  same(visibilities("public"), ["publique"]);
  holds(!visibilities("gfp").includes("jury") && visibilities("trainers").length >= visibilities("gfp").length, "audiences");
  same(table("positions", ["--audience", "public"]).length, 1);
  holds(
    table("decisions", ["--audience", "gfp"])
      .slice(1)
      .every((row) => row[7] === "attestée" && row[8] === ""),
    "the group sees more than what is attested",
  );
});

await test("into a folder: all tables, the same bytes; one file; never into the repository", () => {
  const out = folder("tables");
  const done = run(["--output", out]);
  same([done.status, fs.readdirSync(out).sort()], [0, names.map((one) => `${one[1]}.csv`).sort()]);
  same(fs.readFileSync(path.join(out, "matrice.csv"), "utf8"), run(["matrice"]).out);
  const file = path.join(folder("one"), "deep", "x.csv");
  same(run(["activités", "--output", file]).status, 0);
  same(fs.readFileSync(file, "utf8"), run(["activities"]).out);
  const before = fs.readdirSync(content);
  for (const inner of [path.join(content, "x.csv"), content, path.join(content, "gfp/../y")])
    same(run(["trainees", "--output", inner]).status, 2, inner);
  same(fs.readdirSync(content), before);
});

await test("what is misspelt is answered with what is near", () => {
  const wrong = livret(["export", "csv", "decisoins", "--root", content, "--lang", "en"]);
  same([wrong.status, /did you mean “decisions”/.test(wrong.err)], [2, true], told(wrong));
  same(livret(["export", "csv", "matrix", "trainees", "--root", content]).status, 2);
  same(run(["matrix", "--framework", "c2i2e-1999"]).status, 2);
});

// --- what people write

const hostile = write_tree(folder("hostile"), read_tree(content, { hidden: false }));
fs.rmSync(path.join(hostile, "trust"), { recursive: true });
const titles = [
  '=HYPERLINK("http://x";"y")',
  "+1",
  "-1+2",
  "@SUM(A1)",
  "  =1",
  "＝1+1",
  "'=1",
  "''-x",
  'a;b,"c"',
  "\u00a0=2",
  "-",
];
titles.forEach((title, n) => {
  const file = path.join(hostile, "gfp/math1/trainees/durand/activities", `piege-${n}.md`);
  fs.writeFileSync(
    file,
    `---\nreference: PIEGE-${n}\ntitle: ${JSON.stringify(title)}\ndate: 2004-11-18\ncontext: gfp\ncompetences:\n  - A.1.1: ${JSON.stringify(title)}\nstatus: declared\nvisibility: gfp\n---\ntexte\n`,
  );
});

await test("a formula in a title or in somebody’s words is text, in the site and in exports", () => {
  const out = folder("hostile-site");
  build(hostile, { args: ["--output", out], expect: [0, 1] });
  const found = [],
    titles_read = [];
  for (const [name, bytes] of read_tree(out)) {
    if (!/^math1\/([^/]+|stagiaires\/[^/]+)\.csv$/.test(name)) continue;
    for (const row of read_csv(bytes, ";")) for (const field of row) if (runs(field)) found.push(`${field} in ${name}`);
    if (name === "math1/activites.csv")
      titles_read.push(
        ...read_csv(bytes, ";")
          .filter((row) => /^PIEGE/.test(row[0]))
          .map((row) => as_written(row[1])),
      );
  }
  same(found, []);
  holds(titles_read.length === titles.length, `${titles_read.length} titles`);
  const rows = read_csv(Buffer.from(run(["declarations"], hostile).out), ";").filter((row) => /^PIEGE/.test(row[3]));
  for (const row of rows) holds(!row.some(runs), row.join(" | "));
  same(
    rows.map((row) => [Number(row[3].slice(6)), as_written(row[4]), as_written(row[9])]).sort((a, b) => a[0] - b[0]),
    titles.map((title, n) => [n, title.replace(/^ +/, ""), title.replace(/^ +/, "")]),
  );
});

await test("livret report gives the tables of the analysis pages, of all groups or of one", () => {
  const report = (words) => livret(["report", "--root", content, "--now", "2005-05-01", "--audience", "gfp", ...words]);
  const [site] = sites;
  const groups = ["hg1", "math1", "pe1"];
  for (const [name, word, stem] of [
    ["needs", "besoins", "besoins-"],
    ["remarks", "remarques", "besoins--remarques"],
    ["evolution", "evolution", "evolution-"],
    ["trainees", "stagiaires", "evolution--stagiaires"],
    ["pairs", "paires", "analyse--paires"],
    ["levels", "niveaux", "analyse--niveaux"],
    ["promise", "promesse", "questions--promesse"],
  ]) {
    const made = read_csv(Buffer.from(report([name, "--csv"]).out), ";");
    same(made, read_csv(Buffer.from(report([word, "--csv"]).out), ";"), `${name} under its French name`);
    const wanted = [];
    for (const group of groups)
      for (const [at, bytes] of [...site.files].filter(([at]) => at.startsWith(`${group}/${stem}`)).sort())
        if (at.endsWith(".csv") && (!stem.endsWith("-") || !at.includes("--")))
          wanted.push(
            ...read_csv(bytes, ";")
              .slice(1)
              .map((row) => [group, ...row]),
          );
    const framework = name === "promise" ? 0 : 1;
    same(
      made
        .slice(1)
        .filter((row) => row[0] !== "(institut)")
        .map((row) => [row[0], ...row.slice(1 + framework)]),
      wanted,
      name,
    );
    holds(wanted.length > 3, `${name}: ${wanted.length} lines`);
    const one = read_csv(Buffer.from(report([name, "--csv", "--gfp", "math1"]).out), ";");
    same(
      one.slice(1),
      made.slice(1).filter((row) => row[0] === "math1"),
      `${name} of one group`,
    );
  }
  const text = report(["promise"]).out.split("\n");
  holds(
    /^groupe +mois +posées/.test(text[0]) && text.some((line) => /^math1 +2005-03 +2 /.test(line)),
    text.slice(0, 3).join("\n"),
  );
  const wrong = report(["besoin"]);
  holds(wrong.status === 2 && wrong.err.includes("besoins"), wrong.err);
});

await test("python reads every table as the strict reader does", () => {
  const files = sites.flatMap((site) =>
    [...site.files.keys()]
      .filter((name) => name.endsWith(".csv") && name.split("/").length < 4)
      .map((name) => [path.join(site.root, name), site.separator]),
  );
  const program =
    'import csv, json, sys\nfor path, separator in json.load(sys.stdin):\n  with open(path, encoding="utf-8-sig", newline="") as f: print(json.dumps(list(csv.reader(f, delimiter=separator, strict=True))))\n';
  const done = spawnSync("python3", ["-c", program], { input: JSON.stringify(files), maxBuffer: 1 << 28 });
  same(done.status, 0, done.stderr.toString());
  const lines = done.stdout.toString().trim().split("\n");
  same(lines.length, files.length);
  files.forEach(([file, separator], n) => same(JSON.parse(lines[n]), read_csv(fs.readFileSync(file), separator), file));
});

finish();

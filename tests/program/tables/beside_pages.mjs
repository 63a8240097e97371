// The .csv beside every page that holds a table has the page’s own numbers, cell by cell.
import fs from "node:fs";
import path from "node:path";

import { as_written, read_csv, runs } from "../support/csv.mjs";
import { holds, same, source, test } from "../support/tools.mjs";
import { words, all, inside, number, links, sites } from "./sites.mjs";

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

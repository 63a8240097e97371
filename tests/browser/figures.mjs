// Drawings say what their tables say: each mark of each drawing of the site is measured where Chromium puts it, held against the
// scale that is drawn beside it, and the number that comes out is the one in the table below. On a wide page and a narrow one.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { file_address, open } from "./browser.mjs";
import { files_of, kind_of } from "./sites.mjs";

const lines = ["declared", "attested", "positioned"]; // in the order of the tables' columns, and of the trainees' rows

// In the page: what is drawn, and what the tables say.
function read_page(lines) {
  const number = (text) => (/\d/.test(text) ? Number(text.replace(/[^\d]/g, "")) : null);
  const middle = (element) => {
    const box = element.getBoundingClientRect();
    return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
  };
  const drawing = (svg) => {
    const marks = [...svg.querySelectorAll(".scale line")].map((line, n) => ({
      y: middle(line).y,
      value: number(svg.querySelectorAll(".scale text")[n].textContent),
    }));
    const [low, high] = [marks[0], marks[marks.length - 1]];
    const value_at = (y) => low.value + ((y - low.y) / (high.y - low.y)) * (high.value - low.value);
    const texts = [...svg.querySelectorAll("text")].filter((one) => getComputedStyle(one).display !== "none");
    const boxes = texts.map((one) => one.getBoundingClientRect());
    const lie_on_one_another = boxes.flatMap((a, i) =>
      boxes
        .slice(i + 1)
        .map((b, j) => [a, b, texts[i].textContent, texts[i + 1 + j].textContent])
        .filter(
          ([a, b]) =>
            Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
            Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 6,
        )
        .map(([, , one, other]) => `${one} and ${other}`),
    );
    return {
      named:
        svg.getAttribute("role") === "img" &&
        svg
          .getAttribute("aria-labelledby")
          .split(" ")
          .every((id) => document.getElementById(id)?.textContent.trim()),
      scale: marks.map((one) => one.value),
      smallest: Math.min(...texts.map((one) => parseFloat(getComputedStyle(one).fontSize))),
      lie_on_one_another,
      outside: boxes.filter((one) => one.left < 0 || one.right > document.documentElement.clientWidth).length,
      lines: lines.map((kind) =>
        [...svg.querySelectorAll(`.line.${kind} circle, .line.${kind} rect`)]
          .map(middle)
          .map(({ x, y }) => ({ x, value: value_at(y) })),
      ),
      dashes: lines.map((kind) => {
        const line = svg.querySelector(`.line.${kind} line`);
        return line ? getComputedStyle(line).strokeDasharray : null;
      }),
      ends: lines.map((kind) => number(svg.querySelector(`.ends .${kind}`)?.textContent ?? "")),
    };
  };
  return [...document.querySelectorAll("section.evolution")].flatMap((section) => {
    const [months, each] = section.querySelectorAll("table.figures");
    const rows = [...months.querySelectorAll("tbody tr")].map((row) =>
      [...row.querySelectorAll("td")]
        .slice(0, 3)
        .map((cell) => number(cell.firstChild?.nodeType === 3 ? cell.firstChild.textContent : "")),
    );
    const wholes = [{ ...drawing(section.querySelector(".drawing svg")), says: lines.map((_, n) => rows.map((row) => row[n])) }];
    const small = [...section.querySelectorAll(".multiples svg")].map((svg, n) => ({
      ...drawing(svg),
      small: true,
      says: [...each.querySelectorAll("tbody")[n].querySelectorAll("tr:not(.of)")].map((row) =>
        [...row.querySelectorAll("td")].map((cell) => number(cell.textContent)),
      ),
    }));
    return [...wholes, ...small];
  });
}

function faults_of(drawing, width) {
  const faults = [];
  const say = (text) => faults.push(text);
  if (!drawing.named) say("without a title or a description");
  if (drawing.smallest < 11) say(`text of ${drawing.smallest}px`);
  if (drawing.outside) say(`${drawing.outside} texts outside the page`);
  for (const both of drawing.lie_on_one_another) say(`${both} lie on one another`);
  const used = drawing.dashes.filter(Boolean);
  if (new Set(used).size !== used.length) say(`lines that only colour tells apart: ${used.join(" | ")}`);
  const months = drawing.says[0].length;
  const places = [...new Set(drawing.lines.flat().map((one) => Math.round(one.x * 4) / 4))].sort((a, b) => a - b);
  const step = months > 1 ? (places[places.length - 1] - places[0]) / (months - 1) : 0;
  drawing.lines.forEach((marks, n) => {
    const known = drawing.says[n].map((value, month) => ({ value, month })).filter((one) => one.value !== null);
    if (marks.length !== known.length) return say(`${lines[n]}: ${marks.length} marks for ${known.length} numbers`);
    marks.forEach((mark, i) => {
      if (Math.round(mark.value) !== known[i].value || Math.abs(mark.value - known[i].value) > 0.3)
        say(`${lines[n]}, month ${known[i].month}: drawn ${mark.value.toFixed(2)}, said ${known[i].value}`);
      if (step && Math.abs(mark.x - places[0] - known[i].month * step) > 1)
        say(`${lines[n]}: month ${known[i].month} is not in its place`);
    });
    const last = drawing.says[n][months - 1];
    if (drawing.ends[n] !== last) say(`${lines[n]}: ends at ${drawing.ends[n]}, said ${last}`);
  });
  return faults.map((one) => `${width}px: ${one}`);
}

export async function check_figures(report, browser, sites) {
  for (const site of sites) {
    const pages = files_of(site.folder, ".html").filter((name) =>
      /evolution$/.test(kind_of(name, readFileSync(join(site.folder, name), "utf8"))),
    );
    let drawings = 0;
    for (const name of pages)
      await report.test(`drawings, ${site.name}, ${name}: marks are where the table says`, async () => {
        const faults = [];
        for (const width of [1280, 360]) {
          const { page, seen, close } = await open(browser, { viewport: { width, height: 900 } });
          await page.goto(file_address(site.folder, name));
          const read = await page.evaluate(read_page, lines);
          const small = read.filter((one) => one.small);
          if (new Set(small.map((one) => one.scale.join())).size > 1) faults.push(`${width}px: small ones of several scales`);
          for (const one of read) faults.push(...faults_of(one, width));
          if (!read.length) faults.push("no drawing");
          drawings += read.length;
          faults.push(...seen.errors);
          await close();
        }
        return faults;
      });
    report.count(
      `drawings, ${site.name}: every trainee has hers`,
      drawings >= 2 * (pages.length + 20) ? [] : [`only ${drawings}`],
    );
  }
}

// What a run gave, as Markdown.
export const table = (head, rows) =>
  [head, head.map((_, i) => (i ? "---:" : "---")), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

const s = (value) => value.toFixed(value < 10 ? 2 : 1);
const names = {
  clean: "clean build",
  hugo: "Hugo, the same pages",
  copy: "`cp -r` of the output",
  nothing: "nothing changed",
  edited: "one text edited",
  check: "check",
  verify: "verify",
  two: "clean build, `--jobs 2`",
  one: "clean build, `--jobs 1`",
};

export function size_tables({ counts, cases, phases, phases_one, equal }) {
  const out = [
    `### ${counts.activities} activities\n`,
    `${counts.attestations} attestations; the site: ${counts.pages} pages, ${counts.files} files, ${(counts.bytes / 1e6).toFixed(1)} MB; one text edited: ${counts.written} files written.`,
  ];
  if (equal)
    out.push(
      `Hugo: ${equal.others} pages; ${equal.compared} compared, ${equal.compared - equal.unequal.length} with the same visible text` +
        (equal.unequal.length ? ` (not: ${equal.unequal.slice(0, 3).map((one) => one.page)}…).` : "."),
    );
  const clean = cases.clean;
  out.push(
    "",
    table(
      ["", "min s", "median s", "CPU s", "of clean", "CPU of clean", "MiB"],
      Object.entries(cases).map(([name, one]) => [
        names[name],
        s(one.seconds),
        s(one.middle),
        s(one.cpu),
        `${s(one.seconds / clean.seconds)}`,
        `${s(one.cpu / clean.cpu)}`,
        one.mebibytes.toFixed(0),
      ]),
    ),
    "",
    table(
      ["stage, ms", ...Object.keys(phases)],
      [
        ["clean build", ...Object.keys(phases).map((name) => phases[name].toFixed(1))],
        ["`--jobs 1`", ...Object.keys(phases).map((name) => phases_one[name]?.toFixed(1) ?? "")],
      ],
    ),
    "",
  );
  return out.join("\n");
}

export function target_table(rows, french) {
  // 12.0 × CPU, 64.0 MiB: 12,0 × (processeur), 64,0 Mio
  const local = (text) =>
    french
      ? text
          .replace(/([0-9])\.([0-9])/g, "$1,$2")
          .replace("MiB", "Mio")
          .replace("CPU", "au processeur")
      : text;
  const word = (row) =>
    row.figure === undefined ? "" : row.reached ? (french ? "oui" : "yes") : french ? "pas encore" : "not yet";
  const none = french ? "non mesuré" : "not measured";
  return table(
    french ? ["Ce qui est mesuré", "à atteindre", "mesuré", "atteint"] : ["What", "to reach", "measured", "reached"],
    rows.map((row) => [
      french ? local(row.fr) : row.en,
      local(row.target),
      row.figure === undefined ? none : local(row.figure + (row.beside ? ` (${row.beside})` : "")),
      word(row),
    ]),
  );
}

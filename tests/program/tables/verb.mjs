// `livret export csv` and `livret report`: the form that is described, and what the site says.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { as_written, read_csv, runs } from "../support/csv.mjs";
import { build, content, folder, holds, livret, read_tree, same, source, test, told, write_tree } from "../support/tools.mjs";
import { words, all, inside, number, sites } from "./sites.mjs";

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

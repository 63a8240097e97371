// A group set up from a list, as schools' software and spreadsheets write them: all that is wrong is said at its cell and nothing
// is written; corrected, the same list gives profiles that build; a second run changes nothing.
//
//   node tests/program/class_list.mjs PROGRAM [PART OF A NAME]
import fs from "node:fs";
import path from "node:path";
import { build, finish, folder, holds, livret, plain, read_tree, same, same_trees, test, told } from "./support/tools.mjs";
import { read_csv } from "./support/csv.mjs";
import { phrase_file } from "./support/registrar.mjs";

// Twenty-five invented people; some names are of the kind that is got wrong.
const people = [
  ["ABADIE", "Élodie"],
  ["Benali", "Samir"],
  ["COSTA", "Inès"],
  ["D’ARTAUD", "Luc"],
  ["de La Tour", "Anne"],
  ["DURAND", "Émilie"],
  ["DURAND", "Étienne"],
  ["ESTRADE", "Jean-Marc"],
  ["FAURE", "Chloé"],
  ["Garcia Lopez", "María"],
  ["HADDAD", "Nour"],
  ["IMBERT", "Paul"],
  ["JOUBERT", "Zoé"],
  ["KOWALSKI", "Éva"],
  ["LE GOFF", "Maël"],
  ["MARTIN-DUPONT", "Lise"],
  ["NGUYEN", "Minh"],
  ["O’BRIEN", "Kévin"],
  ["PÉREZ", "Noël"],
  ["QUINTIN", "Aïcha"],
  ["ROUX", "Hugo"],
  ["SAINT-ÉLOI", "Gaël"],
  ["TAÏEB", "Ève"],
  ["VASSEUR", "Loïc"],
  ["ZOLA", "Œdipe"],
];
const ascii = (text) =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[Œœ]/g, "oe")
    .replace(/[^a-zA-Z]/g, "")
    .toLowerCase();
const login_of = ([family, given]) => `${ascii(given)[0]}${ascii(family)}${ascii(given).length}`;
const email_of = ([family, given]) => `${ascii(given)}.${ascii(family)}@example.org`;
const rows = people.map((one) => [...one, email_of(one), login_of(one), "math9"]);
const head = ["Nom", "Prénom", "Adresse électronique", "Identifiant", "GFP"];
const text_of = (lines, separator = ";", end = "\r\n") =>
  lines
    .map((line) =>
      line
        .map((cell) => (cell.includes(separator) || cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell))
        .join(separator),
    )
    .join(end) + end;

function repository() {
  const root = folder("institute");
  for (const args of [
    ["init", root, "--name", "Institut des Deux-Rives", "--lang", "fr"],
    ["new", "gfp", "math9", "--title", "Mathématiques, groupe 9", "--root", root],
    ["new", "gfp", "svt2", "--title", "SVT", "--root", root],
  ]) {
    const run = livret([...args, "--now", "2005-09-01"]);
    if (run.status !== 0) throw new Error(told(run));
  }
  return root;
}
// Each with a configuration folder of its own: where the private file lies.
function desk() {
  const root = repository(),
    home = folder("home");
  const list = (bytes, name = "liste.csv") => {
    const file = path.join(home, name);
    fs.writeFileSync(file, bytes);
    return file;
  };
  const run = (bytes, args = [], env = {}) => {
    const file = list(bytes);
    const done = livret(["import", "csv", file, "--root", root, "--now", "2005-09-01", ...args], {
      env: { XDG_CONFIG_HOME: path.join(home, "config"), ...env },
    });
    return { ...done, text: plain(done.err).replaceAll(file, "LISTE") };
  };
  const people_file = () => {
    const where = path.join(home, "config/livret/people");
    return fs.existsSync(where) ? fs.readdirSync(where).map((name) => path.join(where, name)) : [];
  };
  return {
    root,
    home,
    run,
    people_file,
    trainees: (gfp = "math9") =>
      fs.existsSync(path.join(root, "gfp", gfp, "trainees"))
        ? fs.readdirSync(path.join(root, "gfp", gfp, "trainees")).sort()
        : [],
  };
}
const names_in = (root, gfp = "math9") =>
  [...read_tree(path.join(root, "gfp", gfp, "trainees"))]
    .filter(([name]) => name.endsWith("profile.md"))
    .map(([, bytes]) => /^nom: "(.*)"$/m.exec(bytes.toString())[1]);

const right = text_of([head, ...rows]);
const wrong_rows = rows.map((row) => [...row]);
wrong_rows[2][2] = "ines.costa@"; // an address that ends too soon
wrong_rows[7][4] = "maths9"; // a group that is nearly there
wrong_rows[11][0] = ""; // no name
wrong_rows[17][3] = wrong_rows[16][3]; // somebody else's login
wrong_rows[22][1] = "=HYPERLINK"; // a formula
const wrong = text_of([head, ...wrong_rows]);

await test("five mistakes in a list of twenty-five: each at its character, and nothing is written", () => {
  const one = desk(),
    before = read_tree(one.root);
  for (const lang of ["fr", "en"]) {
    const done = one.run(wrong, ["--lang", lang]);
    same(done.status, 1, told(done));
    const found = [...done.text.matchAll(/^LISTE:(\d+):(\d+): (?:erreur|error): .* \[([\w-]+)\]$/gm)].map((m) => [
      Number(m[1]),
      Number(m[2]),
      m[3],
    ]);
    const column = (row, cell) => text_of([row]).split(";").slice(0, cell).join(";").length + (cell > 0 ? 2 : 1);
    same(
      found,
      [
        [4, column(wrong_rows[2], 2), "list-value"],
        [9, column(wrong_rows[7], 4), "list-gfp"],
        [13, 1, "list-value"],
        [19, column(wrong_rows[17], 3), "list-conflict"],
        [24, column(wrong_rows[22], 1), "list-value"],
      ],
      told(done),
    );
    holds(/« math9 » \?|“math9”\?/.test(done.text), "no proposal for the group");
    holds(/rien n’a été écrit|nothing was written/.test(done.text), "not said");
  }
  same_trees(read_tree(one.root), before);
  same(one.people_file(), []);
});

await test("corrected: twenty-five profiles, a clean check, a site; a second run changes nothing", () => {
  const one = desk();
  const done = one.run(right);
  same([done.status, done.out.trim().split("\n").length], [0, 25], told(done));
  same(one.trainees().length, 25);
  holds(
    one.trainees().includes("durand-emilie") &&
      one.trainees().includes("durand-etienne") &&
      one.trainees().includes("zola") &&
      one.trainees().includes("d-artaud"),
    one.trainees().join(" "),
  );
  const names = names_in(one.root);
  for (const name of [
    "Élodie Abadie",
    "Luc D’Artaud",
    "Anne de La Tour",
    "Maël Le Goff",
    "Lise Martin-Dupont",
    "Kévin O’Brien",
    "Noël Pérez",
    "Gaël Saint-Éloi",
    "Ève Taïeb",
    "María Garcia Lopez",
  ])
    holds(names.includes(name), `${name} is not among ${names.join(", ")}`);
  const check = livret(["check", "--root", one.root, "--now", "2005-09-01", "--no-git", "--strict"]);
  same(check.status, 0, told(check));
  build(one.root, { args: ["--output", path.join(one.home, "site")] });
  same(
    [...read_tree(path.join(one.home, "site")).keys()].filter((name) => /^math9\/stagiaires\/[^/]*\.html$/.test(name)).length,
    25,
  );
  const before = read_tree(one.root),
    people_before = fs.readFileSync(one.people_file()[0]);
  const again = one.run(right);
  same([again.status, again.out], [0, ""], told(again));
  same([...again.text.matchAll(/déjà là : /g)].length, 26);
  same_trees(read_tree(one.root), before);
  holds(people_before.equals(fs.readFileSync(one.people_file()[0])), "the private file changed");
});

await test("--dry-run says what would be written, and writes nothing", () => {
  const one = desk(),
    before = read_tree(one.root);
  const done = one.run(right, ["--dry-run"]);
  same([done.status, done.out.trim().split("\n").length], [0, 25], told(done));
  same_trees(read_tree(one.root), before);
  same(one.people_file(), []);
});

await test("addresses and logins are in no file of the repository, nor of a site; they lie in a file of mode 600", () => {
  const one = desk();
  one.run(right);
  build(one.root, { args: ["--output", path.join(one.home, "site")] });
  const found = [];
  for (const where of [one.root, path.join(one.home, "site")])
    for (const [name, bytes] of read_tree(where))
      for (const row of rows) for (const word of [row[2], row[3]]) if (bytes.includes(word)) found.push(`${word} in ${name}`);
  same(found, []);
  const [file] = one.people_file();
  same((fs.statSync(file).mode & 0o777).toString(8), "600");
  const kept = read_csv(fs.readFileSync(file), ",");
  same(kept[0], ["id", "folder", "login", "email"]);
  same(
    kept
      .slice(1)
      .map((row) => row[2])
      .sort(),
    rows.map((row) => row[3]).sort(),
  );
  const id = /^identifiant: "(\w+)"$/m.exec(
    fs.readFileSync(path.join(one.root, "gfp/math9/trainees/zola/profile.md"), "utf8"),
  )[1];
  same(kept.find((row) => row[0] === id).slice(1), ["math9/zola", "ozola6", "oedipe.zola@example.org"]);
});

await test("whoever is there is recognised: by her name in another spelling and order, by her address under another name", () => {
  const one = desk();
  livret(["new", "trainee", "math9/faure", "--name", "Chloé Faure", "--root", one.root, "--now", "2005-09-01"]);
  const before = read_tree(one.root);
  const first = one.run("Nom;Prénom;Courriel;GFP\nFAURE;CHLOE;chloe.faure@example.org;math9\n");
  same([first.status, first.out, /déjà là : Chloé Faure \(math9\/faure\)/.test(first.text)], [0, "", true], told(first));
  const married = one.run("Nom;Prénom;Courriel;GFP\nMARTEL;Chloé;Chloe.Faure@example.org;math9\n");
  same([married.status, married.out], [0, ""], told(married));
  same_trees(read_tree(one.root), before);
  const namesake = one.run("Nom;Prénom;Courriel;GFP\nFaure;Chloé;chloe.faure2@example.org;math9\n");
  same([namesake.status, namesake.out.includes("trainees/faure-chloe/")], [0, true], told(namesake));
});

// --- spreadsheets' habits

const three = [
  ["Nom", "Prénom", "GFP"],
  ["DURAND", "Émilie", "math9"],
  ["Lefèvre", "Noël", "math9"],
];
const windows = (text) =>
  Buffer.from([...text].map((c) => (c === "œ" ? 0x9c : c === "’" ? 0x92 : c === "€" ? 0x80 : c.charCodeAt(0))));
const utf16 = (text, big) => {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return big ? bytes.swap16() : bytes;
};
const habits = {
  semicolons: text_of(three),
  commas: text_of(three, ","),
  tabs: text_of(three, "\t"),
  "LF alone": text_of(three, ";", "\n"),
  "CR alone": text_of(three, ";", "\r"),
  "a byte-order mark": `\ufeff${text_of(three)}`,
  "no line end at the end": text_of(three).trimEnd(),
  "sep= first": `sep=,\r\n${text_of(three, ",")}`,
  "Windows-1252": windows(text_of(three)),
  "UTF-16, little end first": utf16(text_of(three, "\t"), false),
  "UTF-16, big end first": utf16(text_of(three, "\t"), true),
  "UTF-16 without a mark": utf16(text_of(three, "\t"), false).subarray(2),
  "every field quoted": three.map((row) => row.map((cell) => `"${cell}"`).join(";")).join("\r\n"),
  "empty columns and rows": `;;;;\r\n${three.map((row) => `${row.join(";")};;;`).join("\r\n;;;;;;\r\n")}\r\n\r\n;;;\r\n`,
  "columns in another order, in capitals, without accents": "GFP;PRENOM;NOM\r\nmath9;Émilie;DURAND\r\nMATH9;Noël;Lefèvre\r\n",
  "English columns": "Group,First name,Last name\nmath9,Émilie,DURAND\nmath9,Noël,Lefèvre\n",
  "the title of the group": "Nom;Prénom;Groupe\nDURAND;Émilie;mathematiques, Groupe 9\nLefèvre;Noël;Mathématiques, groupe 9\n",
  "no-break spaces and line breaks in quotes":
    'Nom;Prénom;GFP\n\u00a0DURAND\u00a0;\u202fÉmilie;math9\u00a0\n"Lefèvre\n";" Noël";math9\n',
  "a title above the heading": "Liste des stagiaires 2005-2006\n\nNom;Prénom;GFP\nDURAND;Émilie;math9\nLefèvre;Noël;math9\n",
  "decomposed accents": text_of(three).normalize("NFD"),
  "DURAND Émilie": "Nom complet;GFP\nDURAND Émilie;math9\nNoël LEFÈVRE;math9\n",
  "Durand, Émilie": 'Nom;GFP\n"Durand, Émilie";math9\n"Lefèvre, Noël";math9\n',
  "Durand Émilie under « Nom et prénom »": "Nom et prénom;GFP\nDurand Émilie;math9\nLefèvre Noël;math9\n",
  "Émilie Durand": "Nom;GFP\nÉmilie Durand;math9\nNoël Lefèvre;math9\n",
  "other columns, that are not used":
    'N°;Nom;Date de naissance;Prénom;GFP;Remarque\n1;DURAND;1980-01-02;Émilie;math9;"dit ""oui"""\n2;Lefèvre;;Noël;math9;\n',
  "somebody twice": `${text_of(three)}Durand;Emilie;math9\r\n`,
};
for (const [name, bytes] of Object.entries(habits))
  await test(`a list with ${name}`, () => {
    const one = desk();
    const done = one.run(bytes);
    same(done.status, 0, told(done));
    same(
      [one.trainees(), names_in(one.root).sort()],
      [
        ["durand", "lefevre"],
        ["Noël Lefèvre", "Émilie Durand"],
      ],
      told(done),
    );
    same(/Windows-1252/.test(done.text), name === "Windows-1252");
    if (name === "somebody twice") holds(/LISTE:4:1: avertissement: .*ligne 2.*\[list-twice\]/.test(done.text), told(done));
    if (name.startsWith("other")) same([...done.text.matchAll(/\[list-column-unused\]/g)].length, 3, told(done));
  });

await test("positions are those of characters, in every encoding", () => {
  const text = "Prénom;Nom;GFP;Courriel\r\nÉléonore;Bœuf;math9;é\r\n";
  for (const bytes of [text, `\ufeff${text}`, windows(text), utf16(text, false)]) {
    const done = desk().run(bytes);
    holds(/^LISTE:2:21: erreur: .*\[list-value\]/m.test(done.text), told(done));
  }
});

await test("--gfp: the group of a list without the column; a filter where there is one", () => {
  const one = desk();
  same(one.run("Nom;Prénom\nDurand;Émilie\n").status, 1);
  same([one.run("Nom;Prénom\nDurand;Émilie\n", ["--gfp", "svt2"]).status, one.trainees("svt2")], [0, ["durand"]]);
  same(
    [
      one.run("Nom;Prénom;GFP\nRoux;Hugo;math9\nFaure;Zoé;svt2\n", ["--gfp", "svt2"]).status,
      one.trainees("svt2"),
      one.trainees(),
    ],
    [0, ["durand", "faure"], []],
  );
  const near = one.run("Nom;Prénom\nDurand;Émilie\n", ["--gfp", "svt3"]);
  same([near.status, /svt2/.test(near.text)], [2, true], told(near));
});

await test("subject and school reach the profile", () => {
  const one = desk();
  one.run('Nom;Prénom;GFP;Discipline;Établissement\nDurand;Émilie;math9;Mathématiques;"lycée « Les Pins »: ""annexe"""\n');
  const profile = fs.readFileSync(path.join(one.root, "gfp/math9/trainees/durand/profile.md"), "utf8");
  holds(
    profile.includes('discipline: "Mathématiques"') && profile.includes('établissement: "lycée « Les Pins »: \\"annexe\\""'),
    profile,
  );
  same(livret(["check", "--root", one.root, "--strict", "--no-git", "--now", "2005-09-01"]).status, 0);
});

// --- what hostile hands give

const refused = {
  "a NUL": ["Nom;GFP\nDu\0rand;math9\n", /:2:3: .*\[list-unreadable\]/],
  "ten thousand columns": [`Nom;GFP${";x".repeat(10000)}\nDurand;math9\n`, /plus de 100 colonnes/],
  "a row of ten thousand cells": [`Nom;GFP\nDurand;math9${";x".repeat(10000)}\n`, /plus de 100 colonnes/],
  "six thousand rows": [`Nom;GFP\n${"Durand;math9\n".repeat(6000)}`, /plus de 5000 lignes/],
  "a quote that never ends": [`Nom;GFP\n"Durand;math9\n${"x\n".repeat(1000)}`, /:2:1: .*jamais refermé/],
  "text behind a quote": ['Nom;GFP\n"Durand"x;math9\n', /:2:9: .*\[list-unreadable\]/],
  "a way out of the folder": ["Nom;GFP\nDurand;../../etc\n", /:2:8: .*\[list-gfp\]/],
  "a way out of the folder in a name": ["Nom;GFP\n../../Durand;math9\n", /:2:1: .*\[list-value\]/],
  formulas: ["Nom;GFP\n=1+1;math9\n+33;math9\n@x;math9\n-x;math9\n", /(\[list-value\][^]*){4}/],
  "full-width formulas": ["Nom;GFP\n＝1+1;math9\n", /\[list-value\]/],
  "a name without end": [`Nom;GFP\n${"é".repeat(300)};math9\n`, /plus de 200/],
  "spoilt accents": ["Nom;GFP\nÃ‰milie Durand;math9\n", /abîmés/],
  "signs for lost letters": ["Nom;GFP\n\ufffdmilie;math9\n", /abîmés/],
  "control characters": ["Nom;GFP\nDu\x1b[31mrand;math9\n", /\[list-value\]/],
  nothing: ["", /\[list-unreadable\]/],
  "a heading alone": ["Nom;GFP\n", /ne nomme personne/],
  "no heading": ["Durand;Émilie;math9\n", /\[list-column\]/],
  "a column twice": ["Nom;Prénom;Nom;GFP\na;b;c;math9\n", /:1:12: .*\[list-column\]/],
  "more cells than columns": ["Nom;GFP\nDurand;math9;;x\n", /:2:15: .*\[list-value\]/],
  "half a character of UTF-16": [Buffer.concat([utf16(text_of(three), false), Buffer.from([0x61])]), /\[list-unreadable\]/],
  "a picture": [Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108020000", "hex"), /\[list-unreadable\]/],
};
for (const [name, [bytes, said]] of Object.entries(refused))
  await test(`refused, with nothing written: ${name}`, () => {
    const one = desk(),
      before = read_tree(one.root);
    const done = one.run(bytes);
    same([done.status, said.test(done.text)], [1, true], told(done).slice(0, 3000));
    holds(!done.text.includes("\x1b"), "it wrote to the terminal");
    same_trees(read_tree(one.root), before);
  });

await test("a file of a gigabyte, and one that never ends, are not read to their end", () => {
  const one = desk(),
    big = path.join(one.home, "big.csv");
  fs.closeSync(fs.openSync(big, "w"));
  fs.truncateSync(big, 2 ** 30);
  for (const file of [big, "/dev/zero"]) {
    const done = livret(["import", "csv", file, "--root", one.root], { env: { XDG_CONFIG_HOME: one.home } });
    same([done.status, /4 Mi[oB]/.test(plain(done.err))], [1, true], told(done));
  }
  for (const file of [one.home, path.join(one.home, "none.csv")])
    holds(livret(["import", "csv", file, "--root", one.root], { env: { XDG_CONFIG_HOME: one.home } }).status > 1, file);
});

await test("what fails on the way leaves nothing behind", () => {
  const one = desk(),
    before = read_tree(one.root);
  fs.writeFileSync(path.join(one.home, "config"), "a file where the folder should be"); // the private file cannot be written
  const done = one.run(right);
  same(done.status, 3, told(done));
  same_trees(read_tree(one.root), before);
  holds(!fs.existsSync(path.join(one.root, "gfp/math9/trainees")), "an empty folder is left");
});

await test("the private file is refused in a shared folder, and needs a home", () => {
  const one = desk(),
    before = read_tree(one.root);
  const inside = one.run(right, ["--people", path.join(one.root, "people.csv")]);
  same([inside.status, /partagé/.test(inside.text)], [2, true], told(inside));
  const homeless = one.run(right, [], { XDG_CONFIG_HOME: "" });
  same(homeless.status, 3, told(homeless));
  same_trees(read_tree(one.root), before);
  const elsewhere = path.join(one.home, "elsewhere/p.csv");
  same([one.run(right, ["--people", elsewhere]).status, fs.existsSync(elsewhere)], [0, true]);
});

await test("no address, no login: no private file, and no home is needed", () => {
  const one = desk();
  const done = one.run(text_of(three), [], { XDG_CONFIG_HOME: "" });
  same([done.status, one.people_file()], [0, []], told(done));
});

// --- the roster

await test("the command that it names puts people and their logins into the registry, and no address", () => {
  const one = desk(),
    env = { XDG_CONFIG_HOME: path.join(one.home, "config") };
  const run = (args) => livret([...args, "--root", one.root, "--lang", "en"], { env, timeout: 600000 }); // sealing keys is slow by design
  const init = run(["trust", "init", "--passphrase-file", phrase_file, "--yes", "--now", "2005-09-02"]);
  same(init.status, 0, told(init));
  const done = one.run(right, ["--lang", "en"]);
  const command = /next, with the registry's key: livret (trust roster --people) "([^"]+)"/.exec(done.text);
  holds(command, told(done));
  const roster = run([...command[1].split(" "), command[2], "--passphrase-file", phrase_file, "--yes", "--now", "2005-09-03"]);
  same(roster.status, 0, told(roster));
  const number = (name) => Number(/\d+/.exec(name)[0]);
  const rosters = fs
    .readdirSync(path.join(one.root, "trust"))
    .filter((name) => name.endsWith(".roster"))
    .sort((a, b) => number(a) - number(b));
  const bytes = fs.readFileSync(path.join(one.root, "trust", rosters.at(-1)), "utf8");
  const lines = bytes
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  same(
    lines
      .filter((line) => line.folder.startsWith("math9/"))
      .map((line) => line.logins?.[0])
      .sort(),
    rows.map((row) => row[3]).sort(),
  );
  for (const [name, found] of read_tree(path.join(one.root, "trust")))
    holds(!found.includes("@example.org"), `an address is in ${name}`);
  const again = run([
    "trust",
    "roster",
    "--people",
    command[2],
    "--passphrase-file",
    phrase_file,
    "--yes",
    "--now",
    "2005-09-03",
  ]);
  holds(/up to date/.test(again.err), told(again));
});

finish();

// The guides and the accessibility statement: which readers get which, what they say, and how an institute replaces them.
//
//   node tests/program/guides.mjs PROGRAM [PART OF A NAME]
import fs from "node:fs";
import path from "node:path";
import { build, content, finish, folder, holds, plain, read_tree, same, source, test, write_tree } from "./support/tools.mjs";

const files = read_tree(content, { hidden: false });
for (const name of [...files.keys()]) if (name.startsWith("site/")) files.delete(name);
const repository = (change = (text) => text) => {
  const copy = new Map(files);
  copy.set("livret.yaml", Buffer.from(change(String(files.get("livret.yaml")))));
  return write_tree(folder("repository"), copy);
};
const site = (root, args = [], expect = 0) => {
  build(root, { args, expect });
  const tree = read_tree(path.join(root, "site"));
  const text = (name) => plain(String(tree.get(name) ?? holds(false, `${name} is missing: ${[...tree.keys()].slice(0, 20)}`)));
  return { tree, text, names: [...tree.keys()].sort() };
};
const guides = (it, group = "math1") =>
  it.names
    .filter((name) => name.startsWith(`${group}/guides/`))
    .map((name) => path.basename(name, ".html"))
    .sort();
await test("each audience has the guides that are of use to it", () => {
  const root = repository();
  for (const [audience, wanted] of Object.entries({
    gfp: ["formateur", "stagiaire"],
    trainers: ["administrateur", "formateur", "stagiaire"],
    jury: ["jury"],
    public: [],
  })) {
    const it = site(root, ["--audience", audience]);
    for (const group of ["math1", "hg1", "pe1"]) same(guides(it, group), wanted, `${audience}, ${group}`);
    const foot = it.text("math1/activites.html").split("<footer")[1];
    same([...foot.matchAll(/href="guides\/([a-z]+)\.html"/g)].map((found) => found[1]).sort(), wanted, `${audience}: foot`);
    const about = it.text("math1/a-propos.html").split("<footer")[0];
    same([...about.matchAll(/href="guides\/([a-z]+)\.html"/g)].map((found) => found[1]).sort(), wanted, `${audience}: about`);
  }
});

await test("guides are whole in both languages: the same sections, tables, drawings and keys", () => {
  const folder_of = (language) => path.join(source, "themes/default/guides", language);
  same(fs.readdirSync(folder_of("fr")), fs.readdirSync(folder_of("en")), "files");
  const form = (text) => ({
    headings: text.split("\n").filter((line) => line.startsWith("## ")).length,
    rows: text.split("\n").filter((line) => line.startsWith("|")).length,
    points: text.split("\n").filter((line) => /^(\d+\.|-) /.test(line)).length,
    drawings: [...text.matchAll(/\]\(([a-z]+\.svg)\)/g)].map((found) => found[1]),
    links: [...text.matchAll(/\]\(([a-z]+)\)/g)].map((found) => found[1]),
    commands: [...text.matchAll(/`livret ([a-z]+(?: [a-z]+)?)/g)].map((found) => found[1].split(" ")[0]),
  });
  for (const name of fs.readdirSync(folder_of("fr"))) {
    const [fr, en] = ["fr", "en"].map((language) => fs.readFileSync(path.join(folder_of(language), name), "utf8"));
    same(form(fr), form(en), name);
    holds(fr.split(/\s+/).length < 750, `${name} is one to three screens long`);
  }
});

await test("every command that a guide names exists", () => {
  const verbs = new Set(
    fs
      .readFileSync(path.join(source, "generator/cli/options.cpp"), "utf8")
      .match(/"[a-z]+"/g)
      .map((word) => word.slice(1, -1)),
  );
  for (const name of fs.readdirSync(path.join(source, "themes/default/guides/fr"))) {
    const text = fs.readFileSync(path.join(source, "themes/default/guides/fr", name), "utf8");
    for (const [, verb] of text.matchAll(/`livret ([a-z]+)/g)) holds(verbs.has(verb), `${name}: livret ${verb}`);
  }
});

await test("drawings are part of the page, worded in its language, and say in words what they show", () => {
  const root = repository();
  for (const [language, name, word] of [
    ["fr", "stagiaire", "précisions"],
    ["en", "trainee", "more wanted"],
  ]) {
    const it = site(language === "fr" ? root : repository((text) => text.replace("language: fr", "language: en")));
    const html = it.text(`math1/guides/${name}.html`);
    const drawings = [...html.matchAll(/<div class="drawing"><svg role="img" aria-label="([^"]+)"/g)];
    same(drawings.length, 2, "drawings");
    for (const [, alternative] of drawings) holds(alternative.length > 60, alternative);
    holds(html.includes(`${word}</text>`), word);
    holds(!/\{figure|livret-drawing|livret-slot/.test(html), "nothing is left to fill in");
    holds(!/<img\b/.test(html), "no picture to fetch");
    holds(html.includes('assets/pages/guide.css"'), "its own style sheet");
    holds(!it.text("math1/index.html").includes("guide.css"), "which others do not load");
  }
});

await test("a link of a guide leads to a page that these readers have, or is its words", () => {
  const root = repository();
  const jury = site(root, ["--audience", "jury"]).text("math1/guides/jury.html");
  holds(jury.includes('<a href="../verify.html">'), "verify");
  fs.rmSync(path.join(root, "examples"), { recursive: true });
  const trainee = site(root, [], 1).text("math1/guides/stagiaire.html"); // texts that led to them are errors
  holds(!trainee.includes("exemples.html"), "no examples, no link");
  holds(trainee.includes("Partez d’un exemple,"), trainee.slice(0, 400));
});

await test("the jury's guide tells the keys", () => {
  const jury = site(repository(), ["--audience", "jury"]).text("math1/guides/jury.html");
  for (const key of ["n", "p", "j", "k", "?"]) holds(jury.includes(`<code>${key}</code>`), key);
});

await test("an institute's theme replaces a guide and a drawing; what it leaves stays", () => {
  const root = repository();
  const theme = write_tree(
    folder("theme"),
    new Map(
      Object.entries({
        "theme.json": '{"name": "institut"}',
        "guides/fr/trainee.md": "Chez nous, on commence par la salle 214.\n\n![Un rond.](way.svg)\n",
        "guides/way.svg": '<svg viewBox="0 0 9 9"><circle r="4"/><text>{figure.draft}</text></svg>',
      }).map(([name, text]) => [name, Buffer.from(text)]),
    ),
  );
  const it = site(root, ["--theme", theme]);
  const trainee = it.text("math1/guides/stagiaire.html");
  holds(trainee.includes("salle 214"), "its text");
  holds(trainee.includes('<svg role="img" aria-label="Un rond." viewBox="0 0 9 9"><circle r="4"/><text>brouillon</text></svg>'));
  holds(it.text("math1/guides/formateur.html").includes("Vous lisez, vous décidez, vous signez."), "the other guide");
});

await test("a theme's guide with a fault is reported at its line, and nothing is built", () => {
  const theme = write_tree(
    folder("theme"),
    new Map([
      ["theme.json", Buffer.from('{"name": "institut"}')],
      ["guides/fr/trainee.md", Buffer.from("Bonjour.\n\n[là](javascript:alert(1))\n")],
    ]),
  );
  const run = build(repository(), { expect: 1, args: ["--theme", theme] });
  const said = JSON.stringify(run);
  holds(said.includes("guides/fr/trainee.md:3"), said);
});

await test("without an audit the statement says « non conforme », on its page and at the foot of every page", () => {
  const it = site(repository());
  for (const name of it.names.filter((one) => one.endsWith(".html") && !/verify|404|^accessibilite/.test(one)))
    holds(it.text(name).includes(">Accessibilité : non conforme</a>"), name);
  for (const name of ["accessibilite.html", "math1/accessibilite.html"]) {
    const text = it.text(name);
    holds(/<h1[^>]*>\s*Déclaration d’accessibilité\s*<\/h1>/.test(text), `${name}: its heading`);
    holds(text.includes("<title>Déclaration d’accessibilité · "), `${name}: its title`);
    holds(text.includes("non conforme au référentiel"), name);
    holds(text.includes("aucun audit en cours de validité"), name);
    holds(text.includes("axe-core"), name);
    holds(text.includes("Défenseur des droits"), name);
    holds(text.includes("Mission TICE de l’institut, bureau 214"), `${name}: contact`);
    holds(!text.includes("Audit mené par"), name);
  }
});

await test("a build of one group leaves the institute's statement alone", () => {
  const root = repository();
  const it = site(root, ["--gfp", "math1"]);
  holds(!it.names.includes("accessibilite.html"));
  holds(it.names.includes("math1/accessibilite.html"));
});

finish();

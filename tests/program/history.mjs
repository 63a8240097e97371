// What git tells of the repository, and what of it reaches pages: last changes and their authors, renames, merges, a shallow
// clone, commits made to deceive. A name or an address that only git knows is in no page, and a public page names nobody.
//
//   node tests/program/history.mjs PROGRAM [PART OF A NAME]
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { ask, serve } from "./support/serving.mjs";
import { finish, folder, holds, livret, plain, read_tree, same, same_trees, test, told, write_tree } from "./support/tools.mjs";

const aline = ["Aline Durand", "aline@home.example"],
  luc = ["MARTIN luc", "12+lmartin@users.noreply.forge.example"],
  leroy = ["Catherine Leroy", "c.leroy@institut.example"],
  stranger = ["Zoé Secrète", "zoe@ailleurs.example"];

class Repository {
  constructor() {
    this.root = folder("institute");
    for (const args of [
      ["init", this.root, "--name", "Institut", "--lang", "fr"],
      ["new", "gfp", "math1", "--title", "Mathématiques", "--root", this.root],
      ["new", "trainee", "math1/durand", "--name", "Aline Durand", "--root", this.root],
      ["new", "trainee", "math1/martin", "--name", "Luc Martin", "--root", this.root],
    ]) {
      const run = livret([...args, "--now", "2004-10-01"]);
      if (run.status !== 0) throw new Error(told(run));
    }
    this.git(["init", "-q", "-b", "main", "."]);
    this.commit(leroy, "2004-10-01");
  }
  git(args, env = {}, input) {
    return execFileSync("git", ["-C", this.root, ...args], {
      input,
      stdio: ["pipe", "pipe", "pipe"],
      env: { PATH: process.env.PATH, HOME: "/nonexistent", GIT_CONFIG_NOSYSTEM: "1", ...env },
    }).toString();
  }
  by([name, email], day) {
    const at = day.includes("T") || /^\d+ /.test(day) ? day : `${day}T12:00:00+01:00`;
    return {
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_AUTHOR_DATE: at,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email,
      GIT_COMMITTER_DATE: at,
    };
  }
  commit(who, day) {
    this.git(["add", "-A"]);
    this.git(["commit", "-q", "--allow-empty", "--allow-empty-message", "-m", ""], this.by(who, day));
  }
  write(name, text) {
    fs.mkdirSync(path.dirname(path.join(this.root, name)), { recursive: true });
    fs.writeFileSync(path.join(this.root, name), text);
  }
  build(args = [], { root = this.root, expect = 0, now = "2005-05-01" } = {}) {
    const out = folder("site");
    const run = livret(["build", "--root", root, "--output", out, "--now", now, ...args]);
    if (run.status !== expect) throw new Error(told(run));
    return { run, out, read: (name) => plain(fs.readFileSync(path.join(out, name), "utf8")) };
  }
}
const activity = (reference, more = "") => `---
reference: ${reference}
title: Suites au tableur
date: 2004-11-18
context: memoire
competences: [A.1.1]
declared: 2004-11-20
visibility: public
---
Ce que la classe a fait avec le tableur, séance après séance. ${more}
`;
const footer = (html) => /<p>Dernière modification : ([\s\S]*?)<\/p>/.exec(html)?.[1].replace(/<[^>]*>/g, "");
const one = "gfp/math1/trainees/durand/activities/suites.md",
  page = "math1/activites/MATH1-DURAND-01.html",
  hers = "math1/stagiaires/durand.html";

await test("the last change of a page and who made it: by name whatever its form, or by nobody", () => {
  const it = new Repository();
  it.write(one, activity("MATH1-DURAND-01"));
  it.commit(aline, "2004-11-20");
  same(footer(it.build().read(page)), "20 novembre 2004, par Aline Durand d’après git");
  it.write(one, activity("MATH1-DURAND-01", "Puis la suite."));
  it.commit(luc, "2004-12-02");
  same(footer(it.build().read(page)), "2 décembre 2004, par Luc Martin d’après git");
  it.write(one, activity("MATH1-DURAND-01", "Puis la fin."));
  it.commit(stranger, "2004-12-10");
  same(footer(it.build().read(page)), "10 décembre 2004");
  it.write(".mailmap", "Aline Durand <aline@home.example> <zoe@ailleurs.example>\n");
  it.commit(leroy, "2004-12-11");
  same(footer(it.build().read(page)), "10 décembre 2004, par Aline Durand d’après git");
  same(footer(it.build(["--no-git"]).read(page)), "20 novembre 2004");
});

await test("two people of one name in a group are nobody; one of another group is not meant", () => {
  const it = new Repository();
  const add = (who) => {
    const run = livret(["new", "trainee", who, "--name", "Aline DURAND", "--root", it.root, "--now", "2004-10-01"]);
    holds(run.status === 0, told(run));
  };
  add("groupe1/aline");
  it.write(one, activity("MATH1-DURAND-01"));
  it.commit(aline, "2004-11-20");
  same(footer(it.build().read(page)), "20 novembre 2004, par Aline Durand d’après git");
  add("math1/aline");
  same(footer(it.build().read(page)), "20 novembre 2004");
});

await test("what only git knows is in no byte of any site, and public pages name nobody", () => {
  const it = new Repository();
  it.write(one, activity("MATH1-DURAND-01"));
  it.commit(aline, "2004-11-20");
  it.write(one, activity("MATH1-DURAND-01", "Puis."));
  it.commit(stranger, "2004-12-10");
  it.write(one, activity("MATH1-DURAND-01", "Puis la fin."));
  it.commit(luc, "2004-12-11");
  for (const audience of ["gfp", "trainers", "jury", "public"]) {
    const site = it.build(["--audience", audience]);
    for (const [name, bytes] of read_tree(site.out)) {
      const text = bytes.toString();
      for (const word of ["Zoé", "Secrète", "ailleurs.example", "home.example", "noreply", "lmartin", "c.leroy@"])
        holds(!text.includes(word), `${audience}: ${name} holds “${word}”`);
      if (audience === "public") holds(!/d’après git/.test(text), `${name} speaks of git`);
    }
    same(footer(site.read(page)), audience === "public" ? "11 décembre 2004" : "11 décembre 2004, par Luc Martin d’après git");
  }
});

await test("a file that moved keeps its history; to move it is no change of it", () => {
  const it = new Repository();
  it.write(one, activity("MATH1-DURAND-01"));
  it.commit(aline, "2004-11-20");
  const moved = "gfp/math1/trainees/durand/activities/suites-numeriques/index.md";
  fs.mkdirSync(path.join(it.root, path.dirname(moved)), { recursive: true });
  it.git(["mv", one, moved]);
  it.commit(leroy, "2005-01-10");
  same(footer(it.build().read(page)), "20 novembre 2004, par Aline Durand d’après git");
  const work = it.build(["--audience", "trainers"]).read(hers);
  holds(/D’après git : 1 modification de ces fichiers par leur auteur \(20 novembre 2004\)/.test(work), work);
  // Another file under the old name has a history of its own.
  it.write(one, activity("MATH1-DURAND-02"));
  it.commit(luc, "2005-02-01");
  const site = it.build();
  same(footer(site.read(page)), "20 novembre 2004, par Aline Durand d’après git");
  same(footer(site.read("math1/activites/MATH1-DURAND-02.html")), "1er février 2005, par Luc Martin d’après git");
});

await test("of a merge counts what it settled itself", () => {
  const it = new Repository();
  it.write(one, activity("MATH1-DURAND-01"));
  it.commit(aline, "2004-11-20");
  it.git(["checkout", "-q", "-b", "autre"]);
  it.write("gfp/math1/trainees/martin/activities/des.md", activity("MATH1-MARTIN-01"));
  it.commit(luc, "2004-12-01");
  it.git(["checkout", "-q", "main"]);
  it.write(one, activity("MATH1-DURAND-01", "Puis."));
  it.commit(aline, "2004-12-02");
  it.git(["merge", "-q", "--no-edit", "autre"], it.by(leroy, "2004-12-05"));
  let site = it.build();
  same(footer(site.read(page)), "2 décembre 2004, par Aline Durand d’après git");
  same(footer(site.read("math1/activites/MATH1-MARTIN-01.html")), "1er décembre 2004, par Luc Martin d’après git");
  it.git(["checkout", "-q", "-b", "encore"]);
  it.write(one, activity("MATH1-DURAND-01", "D’un côté."));
  it.commit(luc, "2004-12-10");
  it.git(["checkout", "-q", "main"]);
  it.write(one, activity("MATH1-DURAND-01", "De l’autre."));
  it.commit(aline, "2004-12-11");
  spawnSync("git", ["-C", it.root, "merge", "-q", "encore"]);
  it.write(one, activity("MATH1-DURAND-01", "D’un côté et de l’autre."));
  it.commit(leroy, "2004-12-12");
  site = it.build();
  same(footer(site.read(page)), "12 décembre 2004, par Catherine Leroy d’après git");
});

await test("a shallow clone says so: on the command line, on pages whose dates lie before, to trainers", () => {
  const it = new Repository();
  it.write(one, activity("MATH1-DURAND-01"));
  it.commit(aline, "2004-11-20");
  it.write("gfp/math1/trainees/martin/activities/des.md", activity("MATH1-MARTIN-01"));
  it.commit(luc, "2004-12-01");
  it.write("gfp/math1/trainees/martin/activities/des.md", activity("MATH1-MARTIN-01", "Puis."));
  it.commit(luc, "2005-01-15");
  const whole = it.build();
  holds(!/shallow-history/.test(whole.run.err), whole.run.err);
  const clone = path.join(folder("clone"), "c");
  execFileSync("git", ["clone", "-q", "--depth", "2", `file://${it.root}`, clone]);
  const site = it.build(["--audience", "trainers"], { root: clone });
  holds(
    /l’historique de git est coupé \(clone superficiel\) : ce qui a changé avant le 2004-12-01/.test(
      plain(site.run.err + site.run.out),
    ),
    told(site.run),
  );
  same(footer(site.read(page)), "1er décembre 2004, ou avant : l’historique de cette copie est coupé");
  same(footer(site.read("math1/activites/MATH1-MARTIN-01.html")), "15 janvier 2005, par Luc Martin d’après git");
  holds(/ce qui précède le 1er décembre 2004 n’est pas connu/.test(site.read(hers)), site.read(hers));
  holds(!/coupé/.test(plain(told(it.build(["--no-git"], { root: clone }).run))), "with --no-git nothing is said");
  const strict = it.build(["--strict"], { root: clone, expect: 1 });
  holds(/shallow-history/.test(strict.run.err), told(strict.run));
});

await test("commits made to deceive: dates to come, none, long names, names with controls, files called like commits", () => {
  const it = new Repository();
  it.write(one, activity("MATH1-DURAND-01"));
  it.commit(aline, "2004-11-20");
  let head = it.git(["rev-parse", "HEAD"]).trim();
  const before = "20 novembre 2004, par Aline Durand d’après git",
    nobody = "2 décembre 2004";
  same(footer(it.build().read(page)), before);
  for (const [i, [author, wanted]] of [
    [`Aline Durand <aline@home.example> 4102444800 +0100`, before],
    [`Aline Durand <aline@home.example> 99999999999999999999 +9999`, before],
    [`Aline Durand <aline@home.example> -1 +0000`, before],
    [`Aline\x01Durand\x1b[2J\x02 <a\x01b> 1102000000 +0000`, nobody],
    [`${"Longue ".repeat(20000)} <x@y> 1102000000 +0000`, nobody],
    [`\xe9\xff <\xff> 1102000000 +0000`, nobody],
    [`<script>alert(1)</script> <> 1102000000 +0000`, nobody],
  ].entries()) {
    // Each changes the file, so that it is in the log.
    it.write(one, activity("MATH1-DURAND-01", `Tour ${i}.`));
    it.git(["add", "-A"]);
    const changed = it.git(["write-tree"]).trim();
    head = it
      .git(
        ["hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        {},
        Buffer.from(`tree ${changed}\nparent ${head}\nauthor ${author}\ncommitter ${author}\n\nm\n`, "latin1"),
      )
      .trim();
    it.git(["update-ref", "HEAD", head]);
    const site = it.build();
    same(footer(site.read(page)), wanted, author.slice(0, 60));
    for (const [name, bytes] of read_tree(site.out))
      holds(!/[\x01\x02\x1b]|alert\(1\)/.test(name.endsWith(".html") ? bytes.toString() : ""), name);
  }
  // A file whose name looks like a commit in git's answer.
  const false_commit = `\x01${"0".repeat(40)}\n2005-04-01\naline@home.example\nAline Durand\nM`;
  fs.writeFileSync(path.join(it.root, false_commit), "x");
  it.write(one, activity("MATH1-DURAND-01", "Le dernier tour."));
  it.commit(luc, "2005-03-03");
  fs.rmSync(path.join(it.root, false_commit));
  same(footer(it.build().read(page)), "3 mars 2005, par Luc Martin d’après git");
});

await test("a folder of a larger repository: names are its own, and what lies beside it is not told", () => {
  const it = new Repository();
  it.write(one, activity("MATH1-DURAND-01"));
  const big = folder("big");
  write_tree(path.join(big, "content"), read_tree(it.root, { hidden: false }));
  const git = (args, env) =>
    execFileSync("git", ["-C", big, ...args], { env: { PATH: process.env.PATH, HOME: "/nonexistent", ...env } });
  git(["init", "-q", "."]);
  git(["add", "-A"]);
  git(["commit", "-q", "-m", "m"], it.by(aline, "2004-11-20"));
  const site = it.build([], { root: path.join(big, "content") });
  same(footer(site.read(page)), "20 novembre 2004, par Aline Durand d’après git");
});

await test("the same history gives the same bytes, whatever git is set up to do", () => {
  const it = new Repository();
  it.write(one, activity("MATH1-DURAND-01"));
  it.commit(aline, "2004-11-20");
  const first = read_tree(it.build(["--audience", "trainers"]).out);
  for (const [key, value] of [
    ["log.date", "relative"],
    ["log.follow", "true"],
    ["diff.renames", "false"],
    ["log.mailmap", "false"],
    ["color.ui", "always"],
    ["diff.noprefix", "true"],
    ["log.showSignature", "true"],
    ["i18n.logOutputEncoding", "UTF-16"],
    ["diff.relative", "true"],
    ["log.diffMerges", "first-parent"],
  ])
    it.git(["config", key, value]);
  same_trees(first, read_tree(it.build(["--audience", "trainers"]).out));
});

await test("git's history is read again only when it is another one", () => {
  const it = new Repository();
  it.write(one, activity("MATH1-DURAND-01"));
  it.commit(aline, "2004-11-20");
  const bin = folder("bin"),
    asked = path.join(bin, "asked"),
    broken = path.join(bin, "broken"),
    real = execFileSync("sh", ["-c", "command -v git"]).toString().trim();
  const script = `#!/bin/sh\nfor word; do if [ "$word" = log ]; then echo log >> '${asked}'; [ ! -e '${broken}' ] || exit 1; fi; done\nexec '${real}' "$@"\n`;
  fs.writeFileSync(path.join(bin, "git"), script, { mode: 0o755 });
  const out = folder("site");
  const build = (now = "2005-05-01") => {
    fs.rmSync(asked, { force: true });
    const env = { PATH: `${bin}:${process.env.PATH}` };
    const run = livret(["build", "--root", it.root, "--output", out, "--now", now], { env });
    holds(run.status === 0, () => told(run));
    return [fs.existsSync(asked), footer(plain(fs.readFileSync(path.join(out, page), "utf8")))];
  };
  const first = "20 novembre 2004, par Aline Durand d’après git";
  fs.writeFileSync(broken, "");
  same(build(), [true, "20 novembre 2004"], "git fails: the day that the text states");
  fs.rmSync(broken);
  same(build(), [true, first], "what failed is asked for again");
  same(build(), [false, first], "nothing is new");
  it.write(one, activity("MATH1-DURAND-01", "Puis la suite."));
  same(build(), [false, first], "a text that is not committed");
  it.commit(luc, "2004-12-02");
  same(build(), [true, "2 décembre 2004, par Luc Martin d’après git"], "a commit");
  same(build("2004-11-25"), [true, first], "an earlier day knows less");
  same(build(), [true, "2 décembre 2004, par Luc Martin d’après git"], "today again");
  it.write(".mailmap", "Aline Durand <aline@home.example> <12+lmartin@users.noreply.forge.example>\n");
  same(build(), [true, "2 décembre 2004, par Aline Durand d’après git"], "another .mailmap");
  same(build()[0], false, "nothing is new again");
  it.git(["reset", "-q", "--hard", "HEAD~1"]);
  fs.rmSync(path.join(it.root, ".mailmap"));
  same(build(), [true, first], "back to an older commit");
  const shallow = folder("shallow");
  it.git(["clone", "-q", "--depth", "1", `file://${it.root}`, path.join(shallow, "clone")]);
  fs.renameSync(path.join(it.root, ".git"), path.join(shallow, "whole"));
  fs.renameSync(path.join(shallow, "clone", ".git"), path.join(it.root, ".git"));
  same(build()[0], true, "a shallow clone of the same commit");
});

await test("a site that is served tells of what git did meanwhile, with the next text that is saved", async () => {
  const it = new Repository(),
    other = "gfp/math1/trainees/durand/activities/limites.md";
  it.write(other, activity("MATH1-DURAND-02"));
  it.commit(aline, "2004-11-19");
  it.write(one, activity("MATH1-DURAND-01"));
  it.commit(aline, "2004-11-20");
  const server = await serve(it.root, { git: true, args: ["--port", "0", "--now", "2005-05-01", "--quiet"] });
  try {
    const shown = async (name) => plain((await ask(server, server.site + name)).text);
    const save = async (words) => {
      it.write(other, activity("MATH1-DURAND-02", words));
      while (!(await shown("math1/activites/MATH1-DURAND-02.html")).includes(words))
        await new Promise((done) => setTimeout(done, 20));
      return footer(await shown(page));
    };
    same(footer(await shown(page)), "20 novembre 2004, par Aline Durand d’après git");
    same(await save("Une phrase."), "20 novembre 2004, par Aline Durand d’après git");
    it.git(["commit", "-q", "--amend", "--reset-author", "--no-edit", "--allow-empty-message"], it.by(luc, "2004-12-02"));
    same(await save("Une autre."), "2 décembre 2004, par Luc Martin d’après git");
    it.git(["pack-refs", "--all"]);
    same(await save("Encore une."), "2 décembre 2004, par Luc Martin d’après git");
    it.git(["update-ref", "HEAD", "HEAD~1"]);
    same(await save("La dernière."), "20 novembre 2004", "no commit has the text any more: the day that it states itself");
  } finally {
    await server.stop();
  }
});

await test("what a trainee gave is counted on her page, for those who see the group's space", () => {
  const it = new Repository();
  it.write(one, activity("MATH1-DURAND-01"));
  it.write(
    "gfp/math1/questions/q.md",
    `---\nasked: 2004-11-02T18:40+01:00\nby: martin\nto: forum\ntitle: Comment faire ?\ncategory: technique\nanswers:\n  - date: 2004-11-03T09:00+01:00\n    by: durand\n    text: |\n      Ainsi.\n---\nDites-moi.\n`,
  );
  it.write("gfp/math1/trainees/durand/positions/2004-10-01.md", "---\ndate: 2004-10-01\nlevels: {A.1.1: 1}\n---\n");
  const said = (args) =>
    /<h2 id="_contributions">[\s\S]*?<p>([\s\S]*?)<\/p>/.exec(it.build([...args, "--no-git"]).read(hers))?.[1];
  same(said([]), "1 activité déclarée, 1 réponse à la question d’un autre et 1 positionnement");
  same(said(["--audience", "public"]), undefined);
});

finish();

// livret deposit: a bare repository and clones of it, as people who do not know git use them. Whatever happens, no text that
// was ever saved is lost: it is in the working folder, in a kept file or in the history.
//
//   node tests/program/deposit.mjs PROGRAM [PART OF A NAME]        LIVRET_SEED=n plays the same edits again
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { git, git_env as env } from "./support/git.mjs";
import { bare, finish, folder, holds, livret, program, random_numbers, read_tree, same, test, told } from "./support/tools.mjs";

const seed = Number(process.env.LIVRET_SEED) || Date.now() % 1000000;
console.log(`LIVRET_SEED=${seed}`);

const page = (title, body) => `---\ntitle: ${title}\n---\n${body}\n`;
const anne_page = "gfp/math1/trainees/durand/activities/suites.md";
const paul_page = "gfp/math1/trainees/martin/activities/des.md";
const thread = "gfp/math1/questions/filtre.md";

class Copy {
  constructor(shared, name, who) {
    this.root = path.join(folder(name), "copy");
    git(path.dirname(this.root), "clone", "-q", shared, this.root);
    this.name = who;
    if (!who) return;
    git(this.root, "config", "user.name", who);
    git(this.root, "config", "user.email", `${name}@exemple.invalid`);
  }
  file = (name) => path.join(this.root, name);
  write(name, text) {
    fs.mkdirSync(path.dirname(this.file(name)), { recursive: true });
    fs.writeFileSync(this.file(name), text);
  }
  read = (name) => (fs.existsSync(this.file(name)) ? fs.readFileSync(this.file(name), "utf8") : undefined);
  remove = (name) => fs.rmSync(this.file(name), { force: true });
  // Without a terminal (setsid), so that nobody is asked.
  run(args = [], { lang = "en", more = {} } = {}) {
    const words = [program, "deposit", "--root", this.root, "--lang", lang, "--now", "2005-03-03", ...args];
    const done = spawnSync("setsid", ["-w", ...words], { env: { ...bare, ...env, ...more }, maxBuffer: 1 << 28 });
    const out = done.stdout.toString(),
      err = done.stderr.toString().replaceAll("\u00a0", " ").replaceAll("\u202f", " ");
    return { status: done.status, out, err, command: `livret deposit ${args.join(" ")}` };
  }
  deposits(args = [], options) {
    const run = this.run(args, options);
    holds(run.status === 0, () => told(run));
    this.is_clean();
    return run;
  }
  stops(status, words, args = [], options) {
    const run = this.run(args, options);
    holds(run.status === status && words.test(run.err), () => `${words}\n${told(run)}`);
    return run;
  }
  is_clean() {
    const state = git(this.root, "status", "--porcelain", "--untracked-files=all")
      .split("\n")
      .filter((line) => line && !line.startsWith("?? "));
    same(state, []);
    for (const trace of ["MERGE_HEAD", "rebase-merge", "rebase-apply", "index.lock", "livret-deposit", "livret-deposit-git"])
      holds(!fs.existsSync(path.join(this.root, ".git", trace)), `${trace} was left`);
  }
  kept = () => [...read_tree(this.root).keys()].filter((name) => name.startsWith("kept-texts/"));
}

let places = 0;
function shared_place() {
  const top = folder(`shared${++places}`);
  const shared = path.join(top, "livret.git");
  git(top, "init", "-q", "--bare", "-b", "main", shared);
  const first = new Copy(shared, "first", "Responsable");
  git(first.root, "checkout", "-q", "-b", "main");
  first.write("livret.yaml", "institution: {id: essai, name: Essai}\nframework: c2i2e-2004\n");
  first.write(".gitattributes", "* -text\n*.md text eol=lf\ntrust/** -text -merge\n");
  first.write("gfp/math1/gfp.md", page("Math 1", "Le groupe."));
  first.write(anne_page, page("Suites", "un\n\ndeux\n\ntrois\n\nquatre\n\ncinq\n\nsix\n\nsept"));
  first.write(paul_page, page("Des", "Les dés."));
  first.write(thread, "---\nasked: 2004-11-02T18:40+01:00\nby: durand\ntitle: Filtre\n---\nComment ?\n");
  first.deposits();
  return { shared };
}
const at_main = (shared, name) => git(shared, "show", `main:${name}`);

await test("deposit: two people who edit different files never see a conflict, each gets the other's", () => {
  const { shared } = shared_place();
  const anne = new Copy(shared, "anne", "Anne Durand"),
    paul = new Copy(shared, "paul", "Paul Martin");
  anne.write(anne_page, page("Suites", "Le texte d'Anne."));
  anne.write("gfp/math1/trainees/durand/activities/photo/index.md", page("Photo", "Avec image."));
  anne.write("gfp/math1/trainees/durand/activities/photo/image.bin", Buffer.from([0, 13, 10, 255, 10, 13]));
  paul.write(paul_page, page("Des", "Le texte de Paul."));
  const first = anne.deposits();
  holds(
    /recorded here:\n {2}\+ gfp\/math1\/.*image\.bin/.test(first.err) && /deposited: the others have your work/.test(first.err),
    told(first),
  );
  const second = paul.deposits();
  holds(/received from the others:\n/.test(second.err) && second.err.includes(anne_page), told(second));
  holds(/nothing to deposit/.test(anne.deposits().err), "nothing new");
  for (const name of [anne_page, paul_page]) same([anne.read(name), at_main(shared, name)], [paul.read(name), paul.read(name)]);
  const image = fs.readFileSync(paul.file("gfp/math1/trainees/durand/activities/photo/image.bin"));
  holds(image.equals(Buffer.from([0, 13, 10, 255, 10, 13])), "attachments are byte-exact");
  holds(/rien à déposer/.test(paul.deposits([], { lang: "fr" }).err), "French");
});

await test("deposit: only a repository's own files are recorded", () => {
  const { shared } = shared_place();
  const anne = new Copy(shared, "anne", "Anne Durand");
  anne.write("site/index.html", "<p>");
  anne.write(".livret/manifest", "x");
  anne.write("adresses.csv", "a@exemple.invalid");
  anne.write("gfp/math1/trainees/durand/.brouillon.md.swp", "x");
  anne.write("gfp/math1/trainees/durand/cle.json", '{"type":"LivretKey","cipher":"x"}');
  anne.write("gfp/math1/trainees/durand/activities/b.md", page("B", "b"));
  const run = anne.deposits();
  holds(/“adresses.csv” stays with you/.test(run.err) && /“.*cle.json” stays with you/.test(run.err), told(run));
  same(git(anne.root, "show", "--format=", "--name-only", "HEAD"), "gfp/math1/trainees/durand/activities/b.md\n");
  anne.write("gfp/math1/trainees/durand/activities/b.md", page("B", "b2"));
  git(anne.root, "add", "-f", "gfp/math1/trainees/durand/cle.json");
  anne.deposits();
  holds(!git(anne.root, "ls-files").includes("cle.json"), "a key that somebody staged stays at home too");
});

await test("deposit: what another tool told git already changes nothing: a removal is recorded, a key that changed stays at home", () => {
  const { shared } = shared_place();
  const anne = new Copy(shared, "anne", "Anne Durand");
  git(anne.root, "rm", "-q", anne_page);
  const gone = anne.deposits();
  holds(gone.err.includes(anne_page), told(gone));
  holds(!git(shared, "ls-tree", "-r", "--name-only", "main").includes(anne_page), "the others still have it");
  const key = "gfp/math1/trainees/durand/cle.json";
  anne.write(key, '{"type":"LivretKey","cipher":"x"}');
  anne.write("adresses.csv", "a@exemple.invalid");
  git(anne.root, "add", "-f", key, "adresses.csv");
  anne.write(key, '{"type":"LivretKey","cipher":"autre"}');
  anne.write("gfp/math1/trainees/durand/activities/c.md", page("C", "c"));
  const run = anne.deposits();
  holds(/“adresses.csv” stays with you/.test(run.err) && /“.*cle.json” stays with you/.test(run.err), told(run));
  same(git(anne.root, "show", "--format=", "--name-only", "HEAD"), "gfp/math1/trainees/durand/activities/c.md\n");
});

await test("deposit: one file, different places: joined; two answers to one question: both stand", () => {
  const { shared } = shared_place();
  const anne = new Copy(shared, "anne", "Anne Durand"),
    paul = new Copy(shared, "paul", "Paul Martin");
  anne.write(anne_page, anne.read(anne_page).replace("un\n", "UN\n"));
  paul.write(anne_page, paul.read(anne_page).replace("sept\n", "SEPT\n"));
  const answer = (who, when, text) => `answers:\n  - date: ${when}\n    by: ${who}\n    text: |\n      ${text}\n`;
  const original = anne.read(thread);
  anne.write(
    thread,
    original.replace("title: Filtre\n", `title: Filtre\n${answer("c-leroy", "2004-11-03T08:00+01:00", "Ainsi.")}`),
  );
  paul.write(
    thread,
    original.replace("title: Filtre\n", `title: Filtre\n${answer("martin", "2004-11-03T09:00+01:00", "Ou bien.")}`),
  );
  anne.deposits();
  const run = paul.deposits();
  holds(/both of you had changed it, in different places/.test(run.err), told(run));
  holds(/UN\n[^]*SEPT\n/.test(paul.read(anne_page)), "both edits");
  const joined = paul.read(thread);
  same(joined.match(/answers:/g).length, 1, joined);
  holds(/Ou bien\.\n {2}- date: 2004-11-03T08:00[^]*Ainsi\.\n---/.test(joined), joined);
  same(paul.kept(), []);
});

await test("deposit: “both” keeps in its place what the other wrote elsewhere in the file", () => {
  const { shared } = shared_place();
  const anne = new Copy(shared, "anne", "Anne Durand"),
    paul = new Copy(shared, "paul", "Paul Martin");
  const original = anne.read(anne_page);
  anne.write(
    anne_page,
    original.replace("title: Suites\n", "title: Suites\nsituation: classe\n").replace("quatre", "QUATRE d’Anne"),
  );
  anne.deposits();
  paul.write(anne_page, original.replace("quatre", "QUATRE de Paul").replace("sept", "SEPT"));
  paul.stops(1, /changed it too/);
  paul.deposits(["--keep", "both"]);
  const text = paul.read(anne_page);
  holds(/^---\ntitle: Suites\nsituation: classe\n---\n/.test(text), text);
  holds(text.includes("QUATRE de Paul") && text.includes("SEPT") && text.includes("QUATRE d’Anne"), text);
  same(at_main(shared, anne_page), text);
});

await test("deposit: what is too large for the shared repository stays at home, and the rest leaves", () => {
  const { shared } = shared_place();
  const anne = new Copy(shared, "anne", "Anne Durand");
  const film = "gfp/math1/trainees/durand/activities/film/film.mp4";
  anne.write(film, Buffer.alloc((64 << 20) + 1));
  git(anne.root, "add", film);
  anne.write(anne_page, page("Suites", "Sans le film."));
  const run = anne.run();
  holds(run.status === 0 && /film\.mp4” stays with you: not more than 64 MB/.test(run.err), told(run));
  same(at_main(shared, anne_page), page("Suites", "Sans le film."));
  holds(!git(shared, "ls-tree", "-r", "--name-only", "main").includes("film.mp4"), "the film was sent");
  anne.write(film, Buffer.alloc(1000));
  anne.deposits();
  holds(git(shared, "ls-tree", "-r", "--name-only", "main").includes("film.mp4"), "made smaller, it leaves");
});

await test("deposit: the same place of the same file: a choice, and both texts kept whatever is chosen", () => {
  for (const [keep, wanted] of [
    ["mine", (mine) => mine],
    ["theirs", (_, theirs) => theirs],
    ["both", (mine) => `${mine}\n**Other version (Anne Durand) of 2 March 2005, to be worked in:**\n\nPar Anne.\n`],
  ]) {
    const { shared } = shared_place();
    const anne = new Copy(shared, "anne", "Anne Durand"),
      paul = new Copy(shared, "paul", "Paul Martin");
    const theirs = page("Math 1", "Par Anne."),
      mine = page("Math 1", "Par Paul.");
    anne.write("gfp/math1/gfp.md", theirs);
    anne.deposits([], { more: { GIT_AUTHOR_DATE: "2005-03-02T10:00:00Z" } });
    paul.write("gfp/math1/gfp.md", mine);
    paul.write(paul_page, page("Des", "Aussi."));
    const asked = paul.stops(1, /Anne Durand \(2 March 2005\) changed it too[^]*livret deposit --keep mine/);
    paul.is_clean();
    same(paul.read("gfp/math1/gfp.md"), mine, told(asked));
    same(paul.read("kept-texts/2005-03-02-anne-durand/gfp/math1/gfp.md"), theirs);
    holds(
      !/<<<<|>>>>/.test(
        [...read_tree(paul.root)]
          .filter(([name]) => !name.startsWith(".git/"))
          .map(([, bytes]) => bytes)
          .join(""),
      ),
      "markers",
    );
    paul.deposits(["--keep", keep]);
    same(paul.read("gfp/math1/gfp.md"), wanted(mine, theirs), keep);
    same(at_main(shared, "gfp/math1/gfp.md"), wanted(mine, theirs));
    const texts = paul.kept().map((name) => paul.read(name));
    holds(texts.includes(theirs) || paul.read("gfp/math1/gfp.md").includes("Par Anne."), "theirs");
    if (keep === "theirs") same(paul.read("kept-texts/2005-03-03-paul-martin/gfp/math1/gfp.md"), mine);
    anne.deposits();
    same(anne.read("gfp/math1/gfp.md"), paul.read("gfp/math1/gfp.md"));
  }
});

await test("deposit: removed by one and changed by the other, the text stays; signed twice, the first stays", () => {
  const { shared } = shared_place();
  const anne = new Copy(shared, "anne", "Anne Durand"),
    paul = new Copy(shared, "paul", "Paul Martin");
  anne.write(anne_page, page("Suites", "Retravaillé."));
  anne.write("trust/registry-2.json", '{"a":1}\n');
  paul.remove(anne_page);
  paul.write("trust/registry-2.json", '{"b":1}\n');
  anne.deposits();
  const run = paul.deposits();
  holds(/the changed text is kept/.test(run.err) && /is signed, and Anne Durand/.test(run.err), told(run));
  same([paul.read(anne_page), at_main(shared, anne_page)], [anne.read(anne_page), anne.read(anne_page)]);
  same(at_main(shared, "trust/registry-2.json"), '{"a":1}\n');
  same(
    paul.kept().map((name) => paul.read(name)),
    ['{"b":1}\n'],
  );
});

await test("deposit: no network keeps it here, and the next deposit sends it", () => {
  const { shared } = shared_place();
  const anne = new Copy(shared, "anne", "Anne Durand");
  git(anne.root, "remote", "set-url", "origin", "http://127.0.0.1:9/livret.git");
  anne.write(anne_page, page("Suites", "Hors ligne."));
  const run = anne.deposits();
  holds(/no network, or “127.0.0.1:9\/livret.git” does not answer: it is kept here/.test(run.err), told(run));
  git(anne.root, "remote", "set-url", "origin", shared);
  holds(/sent:\n {2}~ gfp.*suites\.md/.test(anne.deposits().err), "the next one");
  same(at_main(shared, anne_page), anne.read(anne_page));
});

await test("deposit: each obstacle is explained with a way out, and what was written stays", () => {
  const { shared } = shared_place();
  const fresh = (name = "anne") => {
    const copy = new Copy(shared, name, "Anne Durand");
    copy.write("gfp/math1/trainees/durand/activities/neuf.md", page("Neuf", `par ${name}`));
    return copy;
  };
  let copy = fresh();
  git(copy.root, "checkout", "-q", "--detach");
  copy.stops(3, /git switch main/);
  copy = fresh();
  git(copy.root, "remote", "remove", "origin");
  copy.stops(3, /git remote add origin ADDRESS[^]*nothing is lost/);
  copy = fresh();
  git(copy.root, "remote", "set-url", "origin", path.join(shared, "nowhere"));
  copy.stops(3, /there is no repository at[^]*nothing is lost/);
  copy = fresh();
  fs.writeFileSync(path.join(copy.root, ".git/MERGE_HEAD"), git(copy.root, "rev-parse", "HEAD"));
  copy.stops(3, /another tool[^]*git merge --abort/);
  copy = fresh();
  fs.writeFileSync(path.join(copy.root, ".git/index.lock"), "");
  copy.stops(3, /another git is at work[^]*delete “.*\.git\/index\.lock”/);
  const outside = folder("none");
  fs.writeFileSync(path.join(outside, "livret.yaml"), "");
  const nowhere = livret(["deposit", "--root", outside, "--lang", "en"], { env });
  holds(nowhere.status === 3 && /no copy of a shared repository/.test(nowhere.err), told(nowhere));
  // Nobody known: she says it once, and it is remembered.
  const nobody = new Copy(shared, "nobody", "");
  nobody.write(anne_page, page("Suites", "Par personne."));
  nobody.stops(3, /livret deposit --name/);
  nobody.deposits(["--name", "Zoé Petit"]);
  same(git(nobody.root, "log", "-1", "--format=%an <%ae>"), "Zoé Petit <zoe-petit@livret.invalid>\n");
  nobody.write(anne_page, page("Suites", "Par Zoé."));
  nobody.deposits();
  // A history made anew: what was taken out must not come back.
  copy = fresh("old");
  const other = path.join(folder("anew"), "copy");
  git(path.dirname(other), "clone", "-q", shared, other);
  git(other, "-c", "user.name=R", "-c", "user.email=r@exemple.invalid", "commit", "-q", "--amend", "-m", "anew");
  git(other, "push", "-q", "--force", "origin", "HEAD:main");
  copy.stops(3, /made anew since your copy/);
  const unrelated = new Copy(shared, "unrelated", "Anne Durand");
  git(unrelated.root, "checkout", "-q", "--orphan", "main2");
  git(unrelated.root, "branch", "-q", "-D", "main");
  git(unrelated.root, "branch", "-q", "-m", "main");
  unrelated.stops(3, /nothing in common/);
});

await test("deposit: a server that refuses is quoted, and --take-back gives the file back to the others", () => {
  const { shared } = shared_place();
  const hook = path.join(shared, "hooks/pre-receive");
  fs.writeFileSync(hook, "#!/bin/sh\nprintf 'ce fichier est à Paul\\033[2J\\n' >&2\nexit 1\n", { mode: 0o755 });
  const anne = new Copy(shared, "anne", "Anne Durand");
  const before = anne.read(paul_page);
  anne.write(paul_page, page("Des", "Par Anne."));
  anne.write(anne_page, page("Suites", "À elle."));
  const run = anne.stops(1, /refused it:\n {2}\| ce fichier est à Paul(\[2J)?\n[^]*nothing is lost/);
  holds(!run.err.includes("\u001b"), "a server moves no cursor");
  fs.writeFileSync(hook, `#!/bin/sh\nread old new ref\ngit diff --name-only $old $new | grep -q martin && exit 1\nexit 0\n`, {
    mode: 0o755,
  });
  anne.stops(1, /refused it/);
  const done = anne.deposits(["--take-back", paul_page]);
  same([anne.read(paul_page), at_main(shared, anne_page)], [before, anne.read(anne_page)], told(done));
  same(
    anne.kept().map((name) => anne.read(name)),
    [page("Des", "Par Anne.")],
  );
  anne.stops(3, /is a file neither here/, ["--take-back", "../../etc/passwd"]);
});

await test("deposit: somebody who sends in between does not matter", () => {
  const { shared } = shared_place();
  const anne = new Copy(shared, "anne", "Anne Durand"),
    paul = new Copy(shared, "paul", "Paul Martin");
  paul.write(paul_page, page("Des", "Entre-temps."));
  git(paul.root, "commit", "-qam", "between");
  // Sends Paul's while Anne's is on its way: after her fetch, before her push.
  const hook = path.join(anne.root, ".git/hooks/pre-push");
  fs.writeFileSync(
    hook,
    `#!/bin/sh\n[ -e "$0.done" ] && exit 0\n: >"$0.done"\nunset GIT_DIR\ncd ${paul.root} && git push -q origin main\n`,
    { mode: 0o755 },
  );
  anne.write(anne_page, page("Suites", "D'Anne."));
  anne.deposits();
  holds(fs.existsSync(`${hook}.done`), "the hook ran");
  same([at_main(shared, anne_page), at_main(shared, paul_page)], [anne.read(anne_page), paul.read(paul_page)]);
});

// --- whatever is saved is found again

const all_texts = (copies, shared) => {
  const found = [];
  for (const root of [...copies.map((one) => one.root), shared]) {
    const ids = git(root, "cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectname)", "--unordered");
    const reached = new Set(
      git(root, "rev-list", "--objects", "--all", "HEAD")
        .split("\n")
        .map((line) => line.slice(0, 40)),
    );
    for (const line of ids.split("\n"))
      if (line.startsWith("blob ") && reached.has(line.slice(5))) found.push(git(root, "cat-file", "blob", line.slice(5)));
  }
  for (const one of copies)
    for (const [name, bytes] of read_tree(one.root)) if (!name.startsWith(".git/")) found.push(bytes.toString());
  return found.join("\n");
};

// What was done and what each copy then knew: a failure is read without playing it again.
const account = (seed, round, done, copies) =>
  [
    `LIVRET_SEED=${seed}, round ${round}:`,
    ...done,
    ...copies.flatMap((copy) => [
      `--- ${copy.name}`,
      git(copy.root, "log", "--graph", "--all", "--date=iso", "--format=%h %an %ad %s%d", "--name-status"),
      git(copy.root, "status", "--short", "--branch", "--untracked-files=all"),
    ]),
  ].join("\n");

function interleave(random, round, copies, saved, done) {
  const names = [anne_page, paul_page, thread, "gfp/math1/gfp.md", "gfp/math1/trainees/durand/activities/neuf.md"];
  for (let step = 0; step < 7; ++step) {
    const copy = copies[random(2)];
    const name = names[random(names.length)];
    const act = random(10);
    if (act < 6) {
      const mark = `marque-${round}-${step}-${random(1e6)}`;
      const text = copy.read(name) ?? page("Neuf", "début");
      const lines = text.split("\n");
      const body = lines.indexOf("---", 1) + 1;
      if (random(2)) lines.splice(body + random(Math.max(1, lines.length - body)), random(2), mark);
      else lines.splice(body, lines.length, mark);
      copy.write(name, `${lines.join("\n").trimEnd()}\n`);
      saved.push(mark);
      // Overwritten in the editor before any deposit, a text is its author's to drop; what was deposited is not.
      const keep = ["mine", "theirs", "both"][random(3)];
      done.push(`${step}: ${copy.name} writes ${mark} in ${name}, deposits --keep ${keep}`);
      const run = copy.run(["--keep", keep]);
      holds(run.status === 0, () => told(run));
      copy.is_clean();
    } else if (act < 8) {
      done.push(`${step}: ${copy.name} removes ${name}`);
      copy.remove(name);
    } else {
      done.push(`${step}: ${copy.name} deposits`);
      const run = copy.run();
      holds([0, 1].includes(run.status), () => told(run));
      copy.is_clean();
    }
  }
}

await test("deposit: twenty random interleavings of edits and deposits in two copies: no text lost, ever", () => {
  const random = random_numbers(seed).below;
  let marks = 0;
  for (let round = 0; round < 20; ++round) {
    const { shared } = shared_place();
    const copies = [new Copy(shared, "anne", "Anne Durand"), new Copy(shared, "paul", "Paul Martin")];
    const saved = [],
      done = [];
    try {
      interleave(random, round, copies, saved, done);
      for (const copy of [...copies, copies[0]]) copy.deposits(["--keep", "both"]);
      const [one, two] = copies.map((copy) => git(copy.root, "rev-parse", "HEAD"));
      copies[1].deposits();
      same(
        git(copies[1].root, "rev-parse", "HEAD"),
        git(copies[0].root, "rev-parse", "HEAD"),
        `the same in the end ${one} ${two}`,
      );
      const text = all_texts(copies, shared);
      for (const mark of saved) holds(text.includes(mark), `${mark} is nowhere`);
      holds(!/^(<{7}|>{7}) /m.test(text), "a conflict marker");
      marks += saved.length;
    } catch (error) {
      throw new Error(`${error.message}\n${account(seed, round, done, copies)}`);
    }
  }
  holds(marks >= 20, `only ${marks} texts were written`);
});

await test("deposit: killed at any moment, the next one completes and nothing is lost", async () => {
  const { shared } = shared_place();
  const anne = new Copy(shared, "anne", "Anne Durand"),
    paul = new Copy(shared, "paul", "Paul Martin");
  const many = (who, round) => {
    const out = new Map();
    for (let i = 0; i < 30; ++i)
      out.set(`gfp/math1/trainees/${who}/activities/a${i}.md`, page(`A${i}`, `${who} ${round} ${i}\n`.repeat(400)));
    return out;
  };
  const random = random_numbers(seed + 1).below;
  // A group of its own, so that git goes with it. Answers the signal that ended it, if one did.
  const deposit_killed_after = (delay) =>
    new Promise((resolve) => {
      const words = ["deposit", "--root", anne.root, "--now", "2005-03-03"];
      const child = spawn(program, words, { env: { ...bare, ...env }, stdio: "ignore", detached: true });
      const timer = setTimeout(() => {
        if (child.exitCode === null) process.kill(-child.pid, "SIGKILL");
      }, delay);
      child.on("close", (_, signal) => (clearTimeout(timer), resolve(signal)));
    });
  let kills = 0,
    whole = 0; // how long one takes that nobody disturbs, here and now
  for (let round = 0; round <= 10; ++round) {
    const theirs = many("martin", round),
      mine = many("durand", round);
    for (const [name, text] of theirs) paul.write(name, text);
    paul.deposits();
    for (const [name, text] of mine) anne.write(name, text);
    const from = performance.now();
    const signal = await deposit_killed_after(round === 0 ? 600_000 : 5 + random(whole));
    if (round === 0) whole = Math.ceil(performance.now() - from);
    if (signal === "SIGKILL") ++kills;
    anne.deposits();
    const where = `LIVRET_SEED=${seed}, round ${round}`;
    for (const [name, text] of [...theirs, ...mine]) {
      holds(anne.read(name) === text, `${where}: ${name}`);
      holds(at_main(shared, name) === text, `${where}: ${name} at the others'`);
    }
    same(anne.kept(), []);
  }
  holds(kills >= 3, `only ${kills} of ten were killed on their way`);
});

await test("deposit: after a kill, a lock that another git may hold stays; the deposit's own, or an old one, is taken away", async () => {
  const { shared } = shared_place();
  const anne = new Copy(shared, "anne", "Anne Durand");
  const inside = (name) => anne.file(path.join(".git", name));
  let round = 0;
  // As a kill leaves it: the deposit's note, a lock, and, where a git of the deposit was at work, a note of that.
  const killed = ({ age = 0, at_work }) => {
    anne.write(anne_page, page("Suites", `Tour ${++round}.`));
    fs.writeFileSync(inside("livret-deposit"), "working\n");
    if (at_work) fs.writeFileSync(inside("livret-deposit-git"), "");
    fs.writeFileSync(inside("index.lock"), "");
    const then = Date.now() / 1000 - age;
    fs.utimesSync(inside("index.lock"), then, then);
  };
  const busy = () => {
    anne.stops(3, /another git is at work[^]*delete “.*\.git\/index\.lock”/);
    holds(fs.existsSync(inside("index.lock")), "the lock was taken away");
    holds(fs.existsSync(inside("livret-deposit")), "the note was taken away");
  };
  killed({}); // whose it is nobody knows
  busy();
  killed({ age: 120 });
  const other = spawn("git", ["hash-object", "--stdin"], { cwd: anne.root, stdio: ["pipe", "ignore", "ignore"] });
  await new Promise((resolve) => other.on("spawn", resolve));
  busy();
  killed({ at_work: true });
  busy();
  other.stdin.end();
  await new Promise((resolve) => other.on("close", resolve));
  anne.deposits();
  same(at_main(shared, anne_page), page("Suites", "Tour 3."));
  killed({ age: 120 });
  anne.deposits();
  killed({ at_work: true, age: -1 });
  anne.deposits();
  killed({ at_work: true, age: 30 }); // made before the deposit's git began
  busy();
});

finish();

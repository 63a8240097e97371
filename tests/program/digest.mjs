// What `livret digest` tells each person: received by a real mail server on loopback (Debian's aiosmtpd) and read by Python's
// own parser; nothing twice, nothing lost when an address, the server or the machine fails, nothing to whom it is not for.
//
//   node tests/program/digest.mjs PROGRAM [PART OF A NAME]
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import {
  bare,
  content,
  finish,
  folder,
  holds,
  livret,
  plain,
  program,
  read_tree,
  same,
  source,
  test,
  told,
  write_tree,
} from "./support/tools.mjs";

const python = "/usr/bin/python3"; // Debian's: aiosmtpd is its package
const support = path.join(source, "tests/program/support");

// --- a mail server

const servers = [];
process.on("exit", () => servers.forEach((one) => one.kill("SIGKILL")));
async function serve(options = {}) {
  const box = folder("box");
  const child = spawn(python, [path.join(support, "smtp_server.py"), box, JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  servers.push(child);
  let errors = "";
  child.stderr.on("data", (text) => (errors += text));
  const port = await new Promise((done, fail) => {
    child.stdout.once("data", (line) => done(Number(line)));
    child.once("exit", () => fail(new Error(`the mail server did not start: ${errors}`)));
  });
  return { box, child, url: `${options.implicit ? "smtps" : "smtp"}://localhost:${port}` };
}
const read = (args) => JSON.parse(execFileSync(python, [path.join(support, "read_mail.py"), ...args], { maxBuffer: 1 << 28 }));
function received(server) {
  const names = fs.readdirSync(server.box).sort();
  const files = names.filter((name) => name.endsWith(".eml")).map((name) => path.join(server.box, name));
  if (files.length === 0) return [];
  const envelopes = files.map((file) => JSON.parse(fs.readFileSync(file.replace(/eml$/, "json"))));
  return read(files).map((one, i) => ({ ...one, envelope: envelopes[i], file: files[i] }));
}
const to = (messages, address) => messages.filter((one) => one.envelope.to.includes(address));
// Until so many files lie in its box; a program that ends before that has nothing to be killed in.
async function until_it_has(server, files, child) {
  while (fs.readdirSync(server.box).length < files) {
    holds(child.exitCode === null && child.signalCode === null, `the program ended (${child.exitCode}) before it sent enough`);
    await new Promise((done) => setTimeout(done, 10));
  }
}
const text_of = (message) => plain(message.parts.find((one) => one.type === "text/plain").text);
const html_of = (message) => plain(message.parts.find((one) => one.type === "text/html").text);

// --- an institute: the example, and who has which address

const trainers = ["c-leroy", "n-ferrero", "p-anselme", "h-vasseur", "m-carlier"];
const addresses = new Map(); // "math1/durand" or "c-leroy" -> address
function people_file(root, change = (lines) => lines) {
  const lines = [];
  for (const gfp of fs.readdirSync(path.join(root, "gfp")))
    for (const trainee of fs.readdirSync(path.join(root, "gfp", gfp, "trainees"))) {
      const profile = fs.readFileSync(path.join(root, "gfp", gfp, "trainees", trainee, "profile.md"), "utf8");
      const id = /^id: "?([0-9a-f]+)"?$/m.exec(profile)[1];
      addresses.set(`${gfp}/${trainee}`, `${trainee}@example.org`);
      lines.push([id, `${gfp}/${trainee}`, "", `${trainee}@example.org`, ""]);
    }
  for (const one of trainers) {
    addresses.set(one, `${one}@institut.example`);
    lines.push([one, "", "", `${one}@institut.example`, one === "m-carlier" ? "en" : ""]);
  }
  const file = path.join(folder("private"), "people.csv");
  fs.writeFileSync(
    file,
    change([["id", "folder", "login", "email", "language"], ...lines])
      .map((row) => `${row.join(",")}\r\n`)
      .join(""),
    {
      mode: 0o600,
    },
  );
  return file;
}
const example = new Map([...read_tree(content, { hidden: false })].filter(([name]) => !name.startsWith("site/")));
class Office {
  constructor(change) {
    this.root = write_tree(folder("institute"), example);
    this.people = people_file(this.root, change);
    this.state = path.join(folder("state"), "told.json");
  }
  args(more, now) {
    return ["digest", "--root", this.root, "--people", this.people, "--state", this.state, "--now", now, ...more];
  }
  run(more, { now = "2005-04-11T08:00:00+02:00", ...options } = {}) {
    return livret(this.args(["--sender", "Mission TICE <tice@institut.example>", ...more], now), options);
  }
  send(server, options) {
    return this.run(["--smtp", server.url], options);
  }
  write(name, text) {
    fs.mkdirSync(path.dirname(path.join(this.root, name)), { recursive: true });
    fs.writeFileSync(path.join(this.root, name), text);
  }
}
const fine = (run, status = 0) => {
  if (run.status !== status) throw new Error(`expected exit ${status}\n${told(run)}`);
  return run;
};
const question = (by, asked, title, more = "") => `---
asked: ${asked}
by: ${by}
to: forum
title: "${title}"
category: technique
${more}---
Le texte de la question.
`;
const answer = (by, date, text) => `answers:
  - date: ${date}
    by: ${by}
    text: |
      ${text}
`;

// --- one office, as the days go by

const cables = "Deux écrans et un seul câble ?";
// What came since then and speaks of it: the example has questions of its own, whose time runs too.
const since = (before, words) =>
  received(server)
    .slice(before)
    .filter((one) => text_of(one).includes(words));

const office = new Office();
const server = await serve();
fine(office.send(server));
const first = received(server);

await test("everybody gets one message of what there is, in order, and readers of mail find nothing wrong with it", () => {
  holds(first.length >= 20, `only ${first.length} messages`);
  same(new Set(first.map((one) => one.envelope.to.join())).size, first.length, "one message each");
  for (const one of first) {
    same(one.defects, [], one.file);
    same(one.type, "multipart/alternative", one.file);
    same(
      one.parts.map((part) => [part.type, part.charset]),
      [
        ["text/plain", "utf-8"],
        ["text/html", "utf-8"],
      ],
      one.file,
    );
    same(one.from, [["Mission TICE", "tice@institut.example"]]);
    same(
      one.to.map(([, address]) => address),
      one.envelope.to,
    );
    same(one.envelope.from, "tice@institut.example");
    same(one.date, "2005-04-11T08:00:00+02:00");
    const raw = fs.readFileSync(one.file, "latin1");
    for (const line of raw.split("\r\n"))
      holds(line.length <= 998 && !/[^\x00-\x7f]/.test(line), `a line of ${one.file}: ${line}`);
    holds(!/(^|[^\r])\n/.test(raw), `a bare line end in ${one.file}`);
    const html = html_of(one);
    holds(!/<script|<img|<link|src=|http/i.test(html), `${one.file} asks for something`);
    for (const word of text_of(one).match(/[\p{L}\d]{5,}/gu))
      holds(html.includes(word), `“${word}” is in the text and not in the HTML of ${one.file}`);
  }
  same(new Set(first.map((one) => one.id)).size, first.length, "identifiers");
});

await test("each reads her own language, and names and subjects keep their accents", () => {
  const [english] = to(first, "m-carlier@institut.example");
  same(
    english.parts.map((one) => one.language),
    ["en", "en"],
  );
  holds(/^Livret: /.test(english.subject) && /^Hello Monique Carlier,/.test(text_of(english)), text_of(english));
  const [french] = to(first, "h-vasseur@institut.example");
  same(french.to, [["Hélène Vasseur", "h-vasseur@institut.example"]]);
  holds(/^Bonjour Hélène Vasseur,/.test(text_of(french)) && /activités? à lire/.test(plain(french.subject)), text_of(french));
});

await test("what `livret inbox` says waits is what a trainer is told, and no other group's", () => {
  const inbox = JSON.parse(
    livret(["inbox", "--root", office.root, "--trainer", "n-ferrero", "--format", "json", "--now", "2005-04-11"]).out,
  );
  const text = text_of(to(first, "n-ferrero@institut.example")[0]);
  const waiting = inbox.waiting.map((one) => one.reference).sort();
  holds(waiting.length > 3, "nothing waits");
  for (const one of waiting) holds(text.includes(one), `${one} is missing in\n${text}`);
  holds(text.includes(`qui attendent une décision : ${waiting.length}`), text);
  holds(!/PE1-|HG1-/.test(text), text);
});

await test("a second run sends nothing, and says so", () => {
  const before = received(server).length;
  const run = fine(office.send(server));
  same(received(server).length, before);
  holds(plain(run.err).includes("messages envoyés : 0"), run.err);
});

await test("a new question reaches the group's trainers alone, with its deadline and the time left", () => {
  const before = received(server).length;
  office.write("gfp/math1/questions/deux-ecrans.md", question("durand", "2005-04-12T10:00+02:00", cables));
  fine(office.send(server, { now: "2005-04-12T12:00:00+02:00" }));
  const news = since(before, cables);
  same(
    news.map((one) => one.envelope.to[0]).sort(),
    ["c-leroy", "n-ferrero", "p-anselme"].map((one) => `${one}@institut.example`),
  );
  holds(
    text_of(news[0]).includes("avant le 16 avril 2005 à 10 h 00 ; encore 3 jours et 22 heures") &&
      text_of(news[0]).includes(cables),
    text_of(news[0]),
  );
  holds(/(^| )1 question(,|$)/.test(plain(news[0].subject)), news[0].subject);
});

await test("its last day is told once more, and once it is over; never a third time", () => {
  const runs = [
    ["2005-04-15T08:00:00+02:00", 0, ""],
    ["2005-04-15T12:00:00+02:00", 3, "encore 22 heures"],
    ["2005-04-16T08:00:00+02:00", 0, ""],
    ["2005-04-16T12:00:00+02:00", 3, "dépassé de 2 heures"],
    ["2005-04-17T12:00:00+02:00", 0, ""],
  ];
  for (const [now, count, words] of runs) {
    const before = received(server).length;
    fine(office.send(server, { now }));
    const news = since(before, cables);
    same(news.length, count, now);
    for (const one of news) holds(text_of(one).includes(words), text_of(one));
  }
});

await test("a session is announced with its hours and place, recalled on its eve, and not a third time", async () => {
  const one = new Office();
  const told_of = async (now) => {
    const server = await serve();
    fine(one.send(server, { now }));
    const hers = to(received(server), "durand@example.org").map(text_of).join("\n");
    return hers.includes("Observer pour valider") ? hers : "";
  };
  holds((await told_of("2005-04-11T08:00:00+02:00")).includes("11 mai 2005, de 9 h à 12 h, salle 108"), "announced");
  same(await told_of("2005-05-09T08:00:00+02:00"), "", "nothing new");
  holds((await told_of("2005-05-10T08:00:00+02:00")).includes("salle 108"), "recalled");
  same(await told_of("2005-05-11T07:00:00+02:00"), "", "a third time");
});

await test("a question put to one trainer, and its answer, reach nobody else of the group", async () => {
  const one = new Office();
  fine(one.send(await serve()));
  one.write(
    "gfp/math1/questions/a-un-seul.md",
    "---\nasked: 2005-04-11T09:00+02:00\nby: durand\nto: c-leroy\ntitle: Un élève zqseul\nanswers:\n  - date: 2005-04-11T10:00+02:00\n    by: c-leroy\n    text: zqreponse\n---\nzqtexte\n",
  );
  const server = await serve();
  fine(one.send(server, { now: "2005-04-11T12:00:00+02:00" }));
  const named = received(server)
    .filter((each) => /zqseul|zqreponse|zqtexte/.test(text_of(each)))
    .flatMap((each) => each.envelope.to);
  same(named, ["durand@example.org"]);
});

await test("an answer reaches who asked, not who wrote it; what a trainee says there reaches the trainer of the thread", () => {
  const file = "gfp/math1/questions/deux-ecrans.md";
  const thread = (answers) => question("durand", "2005-04-12T10:00+02:00", cables, answers);
  let before = received(server).length;
  const by_trainer = answer("c-leroy", "2005-04-17T14:00+02:00", "Prenez un répartiteur, il y en a un en salle 12.");
  office.write(file, thread(by_trainer));
  fine(office.send(server, { now: "2005-04-18T08:00:00+02:00" }));
  let news = since(before, cables);
  same(
    news.map((one) => one.envelope.to[0]),
    ["durand@example.org"],
  );
  holds(
    text_of(news[0]).includes("Prenez un répartiteur") && text_of(news[0]).includes("Catherine Leroy, 17 avril 2005"),
    text_of(news[0]),
  );
  before = received(server).length;
  office.write(
    file,
    thread(by_trainer + answer("martin", "2005-04-18T09:00+02:00", "Il est cassé depuis mars.").replace("answers:\n", "")),
  );
  fine(office.send(server, { now: "2005-04-19T08:00:00+02:00" }));
  news = since(before, cables);
  same(news.map((one) => one.envelope.to[0]).sort(), ["c-leroy@institut.example", "durand@example.org"]);
});

await test("what people write is words: no header, no markup, no second recipient", () => {
  const before = received(server).length;
  office.write(
    "gfp/math1/notices/2005-04-19-essai.md",
    `---\ntitle: "Attention <script>alert(1)</script> Bcc: x@example.org"\ndate: 2005-04-19\nby: c-leroy\n---\nFrom ici\n\nBcc: y@example.org <b>gras</b> & *italique*.\n`,
  );
  fine(office.send(server, { now: "2005-04-20T08:00:00+02:00" }));
  const news = since(before, "Attention");
  same(news.length, 11, "nine trainees and two trainers");
  for (const one of news) {
    same(one.defects, []);
    same(
      one.headers.map(([name]) => name).filter((name) => /bcc|cc/i.test(name)),
      [],
    );
    holds(!/<script|<b>/.test(html_of(one)) && html_of(one).includes("&lt;script&gt;"), html_of(one));
  }
});

await test("a trainee reads her own decisions with their comments, and nobody else's", () => {
  // In the weeks before, as a first run with --since tells it.
  const past = new Office();
  const box = folder("mbox");
  // What is hers alone: one that she keeps to herself, one that she is still writing.
  const hers = "gfp/math1/trainees/durand/activities";
  const own = (title, fields) =>
    past.write(
      `${hers}/${title.toLowerCase()}.md`,
      `---\ntitle: ${title}\ndate: 2005-02-22\ncontext: gfp\ncompetences: [B.2.1]\n${fields}\n---\nTexte.\n`,
    );
  own("Hellebore", "reference: MATH1-DURAND-97\nstatus: declared\ndeclared: 2005-03-01\nvisibility: private");
  own("Asphodele", "reference: MATH1-DURAND-98\nstatus: draft\nvisibility: gfp");
  own("Coquelicot", "reference: MATH1-DURAND-99\nstatus: declared\ndeclared: 2005-03-01\nvisibility: gfp");
  fine(past.run(["--to", path.join(box, "all"), "--since", "2004-09-01"], { now: "2005-04-11" }));
  const all = read(["--mbox", path.join(box, "all")]);
  // The third, which she shows, waits for a decision: what is like it and not shown would be found where it is.
  holds(
    all.some((one) => one.to[0][1] !== "durand@example.org" && text_of(one).includes("MATH1-DURAND-99")),
    "nobody is told of what she shows",
  );
  const durand = all.find((one) => one.to[0][1] === "durand@example.org"),
    text = text_of(durand);
  holds(/MATH1-DURAND-\d\d · /.test(text) && /: attestée/.test(text), text);
  holds(!/MATH1-(MARTIN|COSTA|FABRE|ROUX)/.test(text), text);
  const asking = all.filter((one) => text_of(one).includes("Précisions demandées") && /@example\.org/.test(one.to[0][1]));
  holds(asking.length > 0, "nobody is asked anything in the example");
  for (const one of asking) holds(/sous « réponses », à : [0-9a-f]{8}/.test(text_of(one)), text_of(one));
  // A comment of a refusal is in the mail of its trainee, and of no other trainee.
  const comments = all.flatMap((one) =>
    [...text_of(one).matchAll(/: (?:non attestée|précisions demandées) — (.{20,})/g)].map((found) => [found[1], one.to[0][1]]),
  );
  holds(comments.length > 3, "no comments");
  for (const [comment, address] of comments)
    same(
      all.filter((one) => text_of(one).includes(comment)).map((one) => one.to[0][1]),
      [address],
    );
  for (const one of all) {
    same(one.defects, []);
    if (one.to[0][1] !== "durand@example.org")
      for (const hidden of ["Hellebore", "Asphodele", "MATH1-DURAND-97", "MATH1-DURAND-98"])
        holds(!text_of(one).includes(hidden) && !html_of(one).includes(hidden), `${hidden} in ${one.to[0][1]}’s`);
  }
});

await test("an mbox keeps what it held, and a run that was forgotten adds nothing twice", () => {
  const one = new Office(),
    file = path.join(folder("mbox"), "all");
  fs.writeFileSync(
    file,
    "From a@b Mon Apr 11 08:00:00 2005\nFrom: a@b\nTo: c@d\nDate: Mon, 11 Apr 2005 08:00:00 +0000\nSubject: mine\nMessage-ID: <x@y>\n\nwords\n",
  );
  fine(one.run(["--to", file]));
  const bytes = fs.readFileSync(file);
  const held = read(["--mbox", file]);
  same([held[0].subject, held[0].parts[0].text], ["mine", "words\n"]);
  holds(held.length > 20, `${held.length}`);
  fs.rmSync(one.state); // killed before it could note what it had told
  fine(one.run(["--to", file]));
  holds(fs.readFileSync(file).equals(bytes), "the second run changed the mbox");
  same(fs.statSync(file).mode & 0o777, 0o600);
  fs.writeFileSync(file, "no mbox at all\n");
  fs.rmSync(one.state);
  fine(one.run(["--to", file]), 1);
  same(fs.readFileSync(file, "utf8"), "no mbox at all\n");
});

await test("the same run in another folder writes the same bytes", () => {
  const files = [1, 2].map((_, i) => {
    const one = new Office(),
      file = path.join(folder("mbox"), "all");
    fine(one.run(["--to", file], { env: i ? { TZ: "Asia/Tokyo", LC_ALL: "C.UTF-8" } : {} }));
    return fs.readFileSync(file);
  });
  holds(files[0].equals(files[1]), "they differ");
});

// --- when something fails

await test("an address that is refused, one that is none, one that is missing: the others get theirs, and who did not is said", async () => {
  const one = new Office((lines) =>
    lines
      .filter((row) => row[1] !== "math1/costa")
      .map((row) => (row[1] === "math1/fabre" ? [...row.slice(0, 3), "fabre@example.org\\nBcc: x@example.org", ""] : row)),
  );
  const strict = await serve({ refuse: ["durand@example.org"], full: ["martin@example.org"] });
  const run = fine(one.send(strict), 1);
  const names = received(strict).map((message) => message.envelope.to[0]);
  holds(names.length >= 15 && names.includes("n-ferrero@institut.example"), names.join());
  for (const name of ["durand", "martin", "fabre", "costa"]) holds(!names.includes(`${name}@example.org`), name);
  const said = plain(run.err);
  holds(
    /pas envoyé à .*Durand : le serveur dit « 550/.test(said) && /pas envoyé à .*Martin : le serveur dit « 552/.test(said),
    said,
  );
  holds(
    /pas envoyé à .*Fabre : ce n’est pas une adresse/.test(said) &&
      /sans adresse dans le fichier des personnes : .*Costa/.test(said),
    said,
  );
  holds(!/@example\.org/.test(said + run.out), `an address is in what a robot prints:\n${said}`);
  // Once the server takes them, they get what the others got, and only they.
  const mended = await serve();
  fine(one.send(mended, { now: "2005-04-30T08:00:00+02:00" }), 1);
  const later = received(mended).map((message) => message.envelope.to[0]);
  holds(later.includes("durand@example.org") && later.includes("martin@example.org"), later.join());
  const told_then = text_of(to(received(mended), "durand@example.org")[0]);
  const in_time = text_of(to(first, "durand@example.org")[0]);
  for (const line of in_time.match(/^- .*/gm)) holds(told_then.includes(line), `lost: ${line}`);
});

await test("no server: exit status 3, nothing is lost", async () => {
  const one = new Office();
  const gone = await serve();
  gone.child.kill("SIGKILL");
  const run = fine(one.send(gone), 3);
  holds(plain(run.err).includes("le reste partira la prochaine fois"), run.err);
  const back = await serve();
  fine(one.send(back));
  same(received(back).length, first.length);
});

await test("a server that goes away in the middle: each gets hers once", async () => {
  const one = new Office();
  const tired = await serve({ stop_after: 4 });
  fine(one.send(tired), 3);
  same(received(tired).length, 4);
  const fresh = await serve();
  fine(one.send(fresh));
  const all = [...received(tired), ...received(fresh)].map((message) => message.id);
  same([all.length, new Set(all).size], [first.length, first.length]);
});

await test("a server that stumbles over one message: everybody else gets theirs in the same run", async () => {
  const one = new Office();
  const clumsy = await serve({ stumble: ["durand@example.org"] });
  const run = fine(one.send(clumsy), 3);
  same(received(clumsy).length, first.length - 1, run.err);
  const fresh = await serve();
  fine(one.send(fresh));
  same(
    received(fresh).map((message) => message.envelope.to[0]),
    ["durand@example.org"],
  );
});

await test("a file that breaks again long after it was mended is told again; within the week it is not", async () => {
  const one = new Office();
  const mail = await serve();
  let seen = 0;
  const page = "gfp/math1/trainees/durand/activities/suites-numeriques-au-tableur/index.md";
  const good = fs.readFileSync(path.join(one.root, page), "utf8");
  const broken = good.replace(/^context: .*$/m, "context: nulle-part");
  const told = (day) => {
    fine(one.send(mail, { now: `${day}T08:00:00+02:00` }));
    const fresh = received(mail).slice(seen);
    seen += fresh.length;
    return to(fresh, "durand@example.org").some((message) => text_of(message).includes("suites-numeriques-au-tableur"));
  };
  told("2005-05-02");
  one.write(page, broken);
  same(told("2005-05-03"), true, "the first time");
  one.write(page, good);
  told("2005-05-04");
  one.write(page, broken);
  same(told("2005-05-05"), false, "two days later: a slip");
  one.write(page, good);
  told("2005-05-06");
  told("2005-05-20");
  one.write(page, broken);
  same(told("2005-05-21"), true, "weeks later");
});

await test("killed between two messages: at most the one on its way comes twice, under one identifier", async () => {
  const one = new Office();
  const slow = await serve({ slow: 0.15 });
  for (let round = 0; round < 3; ++round) {
    const child = spawn(
      program,
      one.args(["--sender", "tice@institut.example", "--smtp", slow.url], "2005-04-11T08:00:00+02:00"),
      {
        env: bare,
        stdio: "ignore",
      },
    );
    const had = received(slow).length;
    await until_it_has(slow, (had + 2) * 2, child);
    child.kill("SIGKILL");
    await new Promise((done) => child.once("exit", done));
  }
  fine(one.send(slow));
  const ids = received(slow).map((message) => message.id);
  same(new Set(ids).size, first.length, "everybody");
  holds(ids.length - first.length <= 3, `${ids.length - first.length} came twice`);
});

await test("two runs at once: one of them waits for nobody", async () => {
  const one = new Office();
  const slow = await serve({ slow: 0.3 });
  const child = spawn(program, one.args(["--sender", "tice@institut.example", "--smtp", slow.url], "2005-04-11T08:00:00+02:00"), {
    env: bare,
    stdio: "ignore",
  });
  await until_it_has(slow, 2, child);
  holds(plain(fine(one.send(slow), 3).err).includes("attendez qu’il ait fini"), "no words");
  child.kill("SIGKILL");
});

// --- encryption and logins

const secrets = folder("tls");
const certificate = path.join(secrets, "cert.pem"),
  key = path.join(secrets, "key.pem");
execFileSync(
  "openssl",
  `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout ${key} -out ${certificate}`.split(
    " ",
  ),
  { stdio: "ignore" },
);
const some = (lines) => lines.filter((row, i) => i === 0 || row[0] === "n-ferrero");

await test("STARTTLS and smtps with a login: the certificate is checked, the password is on no command line", async () => {
  const login = path.join(secrets, "login");
  fs.writeFileSync(login, "livret\nun mot de passe\n", { mode: 0o600 });
  for (const implicit of [false, true]) {
    const closed = await serve({ certificate, key, implicit, require_tls: true, user: "livret", password: "un mot de passe" });
    const one = new Office(some);
    fine(one.run(["--smtp", closed.url, "--credentials", login]), 3); // a certificate that nobody vouches for
    same(received(closed).length, 0);
    const env = { SSL_CERT_FILE: certificate };
    fs.writeFileSync(`${login}.wrong`, "livret\nun autre\n", { mode: 0o600 });
    holds(fine(one.run(["--smtp", closed.url, "--credentials", `${login}.wrong`], { env }), 3).err.length > 20, "no words");
    fine(one.run(["--smtp", closed.url, "--credentials", login], { env }));
    same(
      received(closed).map((message) => [message.envelope.tls, message.envelope.login]),
      [[true, true]],
    );
    const other = new Office(some);
    fine(
      other.run(["--smtp", closed.url], { env: { ...env, LIVRET_SMTP_USER: "livret", LIVRET_SMTP_PASSWORD: "un mot de passe" } }),
    );
    same(received(closed).length, 2);
  }
  fs.chmodSync(login, 0o644);
  const open = await serve();
  const shown = fine(new Office(some).run(["--smtp", open.url, "--credentials", login]), 3);
  holds(plain(shown.err).includes(`« ${login} » peut être lu par d’autres`), () => told(shown));
  same(received(open), []);
});

await test("what the command line may not say is refused in plain words, and nothing is sent", async () => {
  const one = new Office(some);
  const open = await serve();
  const login = { LIVRET_SMTP_USER: "a", LIVRET_SMTP_PASSWORD: "b" };
  const mbox = path.join(folder("mbox"), "all");
  const state = path.join(one.root, "s.json");
  const wrong = [
    [[], /où envoyer \?/],
    [["--smtp", open.url.replace("//", "//user:secret@")], /sans nom ni mot de passe/],
    [["--smtp", open.url.replace("smtp:", "http:")], /attendu smtp:\/\/SERVEUR/],
    [["--smtp", open.url, "--to", mbox], /où envoyer \?/],
    [["--to", path.join(one.root, "mbox")], /--to : « .* » est dans « .* », un dossier partagé/],
    // Only four numbers are this machine.
    ...["mail.example", "127.example.org", "127.0.0.1.example"].map((host) => [
      ["--smtp", `smtp://${host}`, "--no-tls"],
      /un mot de passe ne part pas sans chiffrement/,
      login,
    ]),
    [["--smtp", open.url, "--sender", "personne"], /--sender : l’adresse de qui envoie est attendue/],
  ];
  const refused = (run, words) => holds(run.status === 2 && words.test(plain(run.err)), () => `${words}\n${told(run)}`);
  for (const [args, words, env] of wrong) {
    const sender = args.includes("--sender") ? [] : ["--sender", "tice@institut.example"];
    refused(livret(one.args([...sender, ...args], "2005-04-11"), { env }), words);
  }
  refused(
    livret(["digest", "--root", one.root, "--people", one.people, "--dry-run", "--state", state, "--now", "2005-04-11"]),
    /--state : « .* » est dans « .* », un dossier partagé/,
  );
  same(received(open), []);
  for (const file of [mbox, path.join(one.root, "mbox"), state, one.state]) holds(!fs.existsSync(file), `${file} was written`);
  // The same server takes what may be said.
  fine(one.send(open));
  same(received(open).length, 1);
});

await test("--dry-run shows what would be said, notes nothing, and sends nothing", () => {
  const one = new Office();
  const run = fine(livret(one.args(["--dry-run"], "2005-04-11")));
  holds(plain(run.out).includes("=== Nadia Ferrero · Livret : "), run.out.slice(0, 2000));
  for (const address of addresses.values()) holds(!run.out.includes(address), "an address is shown");
  holds(!fs.existsSync(one.state), "it notes");
});

await test("what is remembered names nobody, and a file that is none is not written over", () => {
  const bytes = fs.readFileSync(office.state, "utf8");
  for (const word of ["durand", "Durand", "math1", "MATH1", "leroy", "@"]) holds(!bytes.includes(word), word);
  same(fs.statSync(office.state).mode & 0o777, 0o600);
  const one = new Office(some);
  fs.writeFileSync(one.state, "{}");
  fine(one.run(["--smtp", "smtp://localhost:1"]), 1);
  same(fs.readFileSync(one.state, "utf8"), "{}");
});

for (const one of servers) one.kill("SIGKILL");
finish();

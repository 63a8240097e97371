// One office, as the days go by: who is told what, once.
import fs from "node:fs";
import path from "node:path";

import { bare, folder, holds, livret, plain, same, test, told } from "../support/tools.mjs";
import {
  serve,
  read,
  received,
  to,
  text_of,
  html_of,
  trainers,
  example,
  Office,
  fine,
  some,
  question,
  answer,
} from "./office.mjs";

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

await test("what is remembered names nobody, and a file that is none is not written over", () => {
  const bytes = fs.readFileSync(office.state, "utf8");
  for (const word of ["durand", "Durand", "math1", "MATH1", "leroy", "@"]) holds(!bytes.includes(word), word);
  same(fs.statSync(office.state).mode & 0o777, 0o600);
  const one = new Office(some);
  fs.writeFileSync(one.state, "{}");
  fine(one.run(["--smtp", "smtp://localhost:1"]), 1);
  same(fs.readFileSync(one.state, "utf8"), "{}");
});

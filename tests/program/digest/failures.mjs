// When something fails: nothing is lost, nothing comes twice.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { bare, holds, plain, program, same, test, told } from "../support/tools.mjs";
import { serve, received, to, until_it_has, text_of, example, Office, fine, sent_at_first } from "./office.mjs";

const first = await sent_at_first();

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

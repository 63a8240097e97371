// What somebody sees, and what is refused.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { folder, holds, livret, repository, same, test } from "../support/tools.mjs";
import { ask, multipart, open_form, post, serve, with_server } from "../support/serving.mjs";
import { day, write, activities, read, value_of, plain_root, root } from "./hers.mjs";

await test("as one trainee sees it: her drafts, what is private, every decision about her; of others what the group sees", async () => {
  const own = repository();
  const change = (name, ...pairs) => {
    const file = path.join(own, "gfp/math1/trainees", name);
    const changed = pairs.reduce(
      (text, [from, to]) => {
        holds(from.test(text), `${name} has no ${from}`);
        return text.replace(from, to);
      },
      fs.readFileSync(file, "utf8"),
    );
    fs.writeFileSync(file, changed);
  };
  change(
    "girard/activities/hausses-qui-ne-s-ajoutent-pas.md",
    [/^visibility: .*$/m, "visibility: private"],
    [/^title: .*$/m, "title: GIRARD-PRIVATE"],
  );
  change(
    "nguyen/activities/site-du-club-de-maths.md",
    [/^visibility: .*$/m, "visibility: private"],
    [/^title: .*$/m, "title: NGUYEN-PRIVATE"],
  );
  const draft = (name) =>
    fs.writeFileSync(
      path.join(own, `gfp/math1/trainees/${name}/activities/un-brouillon.md`),
      `---\ntitle: ${name.toUpperCase()}-DRAFT\ndate: 2005-04-01\ncontext: gfp\nstatus: draft\n---\nTexte.\n`,
    );
  draft("girard");
  draft("nguyen");
  const pages_of = async (server) => {
    const seen = new Map([[server.site, ""]]);
    for (const [address] of seen) {
      const answer = await ask(server, address);
      if (answer.status !== 200 || !answer.headers["content-type"].startsWith("text/html")) continue;
      seen.set(address, answer.text);
      for (const [, href] of answer.text.matchAll(/ href="([^"#?:]+\.html)/g)) {
        const next = new URL(href, `${server.origin}${address}`).pathname;
        if (next.startsWith(`${server.site}math1/`) && /girard|nguyen|index|activit|stagiaire/.test(next) && !seen.has(next))
          seen.set(next, "");
      }
    }
    return [...seen.values()].join("\n");
  };
  const hers_words = "vous avez employé trois moyens";
  const everybodys = "Trente-quatre trajets"; // a colleague's, shown to the group
  await with_server(own, ["--port", "0", ...day, "--as", "math1/girard"], async (server) => {
    holds(/^\/[0-9a-f]{32}\/$/.test(server.site), "it has a secret address");
    const all = await pages_of(server);
    for (const word of ["GIRARD-PRIVATE", "GIRARD-DRAFT", hers_words, everybodys])
      holds(all.includes(word), `not shown: ${word}`);
    for (const word of ["NGUYEN-PRIVATE", "NGUYEN-DRAFT", "Que fait-elle signer exactement"])
      holds(!all.includes(word), `shown: ${word}`);
    const zip = await ask(server, `${server.site}dossier-math1-girard.zip`);
    same([zip.status, zip.headers["content-type"], zip.bytes.subarray(0, 2).toString()], [200, "application/zip", "PK"]);
    const file = path.join(folder("dossier"), "dossier-math1-girard.zip");
    fs.writeFileSync(file, zip.bytes);
    holds([0, 1].includes(livret(["verify", file]).status) && zip.bytes.length > 100_000, "it is no dossier");
    same((await ask(server, `${server.site}dossier-math1-nguyen.zip`)).status, 404, "a colleague's dossier");
  });
  await with_server(own, ["--port", "0", ...day], async (server) => {
    const all = await pages_of(server);
    holds(all.includes(everybodys), "the group's pages were not read");
    for (const word of ["GIRARD-PRIVATE", "GIRARD-DRAFT", "NGUYEN-PRIVATE", "NGUYEN-DRAFT", hers_words])
      holds(!all.includes(word), `shown to the group: ${word}`);
  });
  await with_server(own, ["--port", "0", ...day, "--as", "c-leroy"], async (server) => {
    const all = await pages_of(server);
    holds(all.includes(hers_words) && !all.includes("GIRARD-PRIVATE") && !all.includes("GIRARD-DRAFT"), "a trainer's view");
  });
});

await test("where a question goes is a place that there is, whatever the browser says", async () => {
  const own = repository();
  await with_server(own, [...write, "--as", "math1/durand"], async (server) => {
    const form = await open_form(server, "new/question");
    await post(server, form, [
      ["title", "Ailleurs"],
      ["where", "streams/../../../../tmp/ailleurs"],
      ["to", "forum"],
      ["body", "x"],
      ["action", "save"],
    ]);
    holds(fs.existsSync(path.join(own, "gfp/math1/questions/ailleurs.md")), "it goes to her group");
  });
});

await test("what the group does not see is at a secret address", () =>
  with_server(plain_root, ["--port", "0", ...day, "--audience", "trainers"], async (server) => {
    holds(/^\/[0-9a-f]{32}\/$/.test(server.site), server.site);
    same((await ask(server, "/")).status, 404);
  }));

await test("forms are not kept in a folder that others share, nor behind a link", () => {
  const shared = repository();
  const git = (...words) => execFileSync("git", words, { cwd: shared, stdio: "pipe" });
  git("init", "-q");
  fs.mkdirSync(path.join(shared, ".livret/forms"), { recursive: true });
  fs.writeFileSync(path.join(shared, ".livret/forms/serve.json"), "{}");
  git("add", "-f", ".livret");
  const refused = (words) => {
    const done = livret(["serve", "--root", shared, ...write, "--as", "math1/durand"]);
    holds(done.status === 3 && words.test(done.err), () => `${done.status}\n${done.err}`);
  };
  refused(/\.livret\/forms\/serve\.json\s: ce dossier est propre à chaque machine, mais git le partage/);
  git("rm", "-rqf", ".livret");
  fs.mkdirSync(path.join(shared, ".livret"));
  fs.symlinkSync(folder("elsewhere"), path.join(shared, ".livret/forms"));
  refused(/\.livret\/forms\s: est un lien/);
});

await test("an example gives a filled form", () =>
  with_server(root, [...write, "--as", "math1/durand"], async (server) => {
    const page = (await ask(server, await open_form(server, "new/activity?from=charte-informatique-classe"))).text;
    same(value_of(page, "title"), "Faire vivre la charte informatique dans une classe");
    holds(page.includes("## Le déroulement de l’heure") && page.includes("**Conseil.**"), "its headings and its advice");
    holds(!page.includes("ciseaux en main"), "its author’s account is not handed in by somebody else");
    holds(/value="A\.3\.3" checked/.test(page), "its competences");
  }));

await test("too much, no text at all, and nonsense are refused, and the program goes on", () =>
  with_server(root, [...write, "--as", "math1/durand"], async (server) => {
    const form = await open_form(server, "new/activity");
    same(
      (
        await post(server, form, [
          ["body", "a".repeat(2 << 20)],
          ["action", "save"],
        ])
      ).status,
      413,
    );
    const { body, type } = multipart([["title", "A"]]);
    const bad = Buffer.concat([
      body.subarray(0, body.indexOf("A\r\n")),
      Buffer.from([0xff, 0xc0]),
      body.subarray(body.indexOf("A\r\n") + 1),
    ]);
    same(
      (
        await ask(server, form, {
          method: "POST",
          body: bad,
          headers: { "Content-Type": type, "Content-Length": bad.length, Origin: server.origin },
        })
      ).status,
      413,
      "not UTF-8",
    );
    same(
      (
        await ask(server, form, {
          method: "POST",
          body: "x",
          headers: { "Content-Type": "multipart/form-data; boundary=", "Content-Length": 1, Origin: server.origin },
        })
      ).status >= 400,
      true,
    );
    const many = await post(
      server,
      form,
      Array.from({ length: 3000 }, (_, i) => [`levels.${i}`, "1"]),
    );
    holds(many.status === 400 || many.status === 413, `3000 fields: ${many.status}`);
    for (const id of ["0123456789abcdeg", "../../../livret", "0123456789abcdef"])
      same((await ask(server, `${server.forms}form/${id}`)).status, 404, id);
    same((await ask(server, form)).status, 200, "it still answers");
  }));

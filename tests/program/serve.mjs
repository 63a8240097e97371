// livret serve: what it answers, to whom, and what is left when it is killed.
//   node tests/program/serve.mjs build/dev/livret ["a name"]      LIVRET_SEED=7: other moments to be killed at
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { jpeg_with } from "./support/camera.mjs";
import { finish, folder, holds, livret, random_numbers, read_tree, repository, same, test, told } from "./support/tools.mjs";
import { script_of } from "./support/listening.mjs";
import { ask, multipart, open_form, post, serve, with_server } from "./support/serving.mjs";

const day = ["--now", "2005-04-11T14:05+02:00"];
const write = ["--write", "--port", "0", ...day];

const hers = "gfp/math1/trainees/durand/activities";
const activities = (root) => [...read_tree(path.join(root, hers)).keys()];
const read = (root, name) => fs.readFileSync(path.join(root, name), "utf8");
const journal = (root) => path.join(root, ".livret/forms");
const value_of = (html, name) => {
  const found = html.match(
    new RegExp(`<textarea[^>]* name="${name}"[^>]*>\\n([^<]*)</textarea>|name="${name}"[^>]* value="([^"]*)"`),
  );
  const text = found?.[1] ?? found?.[2] ?? "";
  return text
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&");
};

const plain_root = repository();
const root = repository();

await test("the site is served as it would be built, but for the script that listens, with its types and without a token", () =>
  with_server(plain_root, ["--port", "0", ...day], async (server) => {
    const built = folder("site");
    const run = livret(["build", "--root", plain_root, "--output", built, "--no-git", ...day]);
    const files = [...read_tree(built)];
    holds(run.status === 0 && files.length > 100, () => `${files.length} files\n${told(run)}`);
    for (const [name, bytes] of files.filter((_, i) => i % 9 === 0)) {
      const answer = await ask(server, `/${encodeURI(name)}`);
      same(answer.status, 200, name);
      const own_policy = bytes.includes("Content-Security-Policy"); // verify.html and its like stay as they are
      if (!name.endsWith(".html") || own_policy) {
        holds(answer.bytes.equals(bytes), `other bytes: ${name}`);
        continue;
      }
      const { whole, page } = script_of(answer.text);
      same(page, name);
      holds(answer.text.replace(whole, "") === bytes.toString("utf8"), `other bytes: ${name}`);
      holds(!bytes.includes("live.js"), `a build wrote the script: ${name}`);
    }
    holds(
      (await ask(server, "/verify.html")).bytes.equals(fs.readFileSync(path.join(built, "verify.html"))),
      "the checking page",
    );
    const types = {
      "/": "text/html",
      "/math1/": "text/html",
      "/assets/site.css": "text/css",
      "/math1/formations.ics": "text/calendar",
    };
    for (const [name, type] of Object.entries(types)) {
      const answer = await ask(server, name);
      same(answer.status, 200, name);
      holds(answer.headers["content-type"].startsWith(type), `${name}: ${answer.headers["content-type"]}`);
      same(answer.headers["x-content-type-options"], "nosniff", name);
      same(answer.headers["access-control-allow-origin"], undefined, "no other origin is let in");
    }
    same((await ask(server, "/math1")).status, 303, "a folder");
    same((await ask(server, "/math1/nothing-here.html")).status, 404, "a page that is not there");
  }));

await test("it listens on the loopback only", () =>
  with_server(plain_root, ["--port", "0", ...day], async (server) => {
    const line = fs
      .readFileSync("/proc/net/tcp", "utf8")
      .split("\n")
      .find((one) => one.includes(`:${server.port.toString(16).toUpperCase().padStart(4, "0")} 00000000:0000 0A`));
    holds(line?.trim().split(/\s+/)[1].startsWith("0100007F:"), `bound to ${line}`);
  }));

await test("nothing outside the site has an address", () =>
  with_server(plain_root, ["--port", "0", ...day], async (server) => {
    for (const name of [
      "/../livret.yaml",
      "/%2e%2e/livret.yaml",
      "/math1/../../livret.yaml",
      "/..%2flivret.yaml",
      "/livret.yaml",
      "/.livret/forms/serve.json",
      "//etc/passwd",
      "/%00",
      "/trust/",
      "/%0a",
      `/${"a/".repeat(3000)}`,
    ]) {
      const answer = await ask(server, name);
      holds([303, 400, 404, 414].includes(answer.status), `${name}: ${answer.status}`);
      holds(!answer.text.includes("institution:") && !answer.text.includes("root:x:"), `${name} was read`);
    }
  }));

await test("Host must be ours: another name that leads here is refused", () =>
  with_server(root, write, async (server) => {
    same((await ask(server, server.forms, { headers: { Host: `127.0.0.1:${server.port}` } })).status, 303);
    same((await ask(server, server.site, { headers: { Host: `LOCALHOST:${server.port}` } })).status, 200);
    for (const host of [
      "evil.example",
      `evil.example:${server.port}`,
      "127.0.0.1",
      `127.0.0.1:${server.port + 1}`,
      `127.0.0.1:${server.port}.evil.example`,
    ])
      for (const at of [server.forms, server.site])
        same((await ask(server, at, { headers: { Host: host } })).status, 421, `Host: ${host}`);
  }));

await test("without the token nothing is answered, and the site's does not open the forms", () =>
  with_server(root, [...write, "--as", "math1/durand"], async (server) => {
    holds(/^\/[0-9a-f]{32}\/$/.test(server.forms) && /^\/[0-9a-f]{32}\/$/.test(server.site), server.forms);
    holds(server.forms !== server.site, "one token for both");
    // Two origins: what runs in a page of the site is a stranger to the forms.
    const localhost = { headers: { Host: `localhost:${server.port}` } };
    same((await ask(server, server.forms, localhost)).status, 404, "forms under the site's name");
    const moved = await ask(server, `${server.site}index.html`, { headers: { Host: `127.0.0.1:${server.port}` } });
    same([moved.status, moved.headers.location], [303, `http://localhost:${server.port}${server.site}index.html`]);
    holds(
      (await ask(server, server.forms)).text.includes(`href="http://localhost:${server.port}${server.site}"`),
      "the link to the site",
    );
    for (const at of [
      "/",
      "/index.html",
      "/math1/index.html",
      "/form/0123456789abcdef",
      `/${"0".repeat(32)}/`,
      server.forms.slice(0, -2),
      `${server.site}form/0123456789abcdef`,
      `${server.site}new/activity`,
    ])
      same((await ask(server, at)).status, 404, at);
    same((await ask(server, server.forms)).status, 200);
    same((await ask(server, server.site)).status, 200);
    const page = await ask(server, `${server.site}math1/index.html`);
    holds(!page.text.includes(server.forms.slice(1, -1)), "a page of the site names the forms' token");
    const mode = fs.statSync(path.join(journal(root), "serve.json")).mode & 0o777;
    same(mode, 0o600, "the token's file is for its owner only");
    same(fs.readFileSync(path.join(journal(root), ".gitignore"), "utf8"), "*\n");
  }));

await test("what changes something comes from a page of ours: Origin", () =>
  with_server(root, [...write, "--as", "math1/durand"], async (server) => {
    const form = await open_form(server, "new/activity");
    const id = form.slice(-16);
    const before = fs.readFileSync(path.join(journal(root), `${id}.json`), "utf8");
    const { body, type } = multipart([
      ["title", "Volé"],
      ["action", "save"],
    ]);
    const headers = { "Content-Type": type, "Content-Length": body.length };
    for (const origin of [
      undefined,
      "null",
      "http://evil.example",
      `http://127.0.0.1:${server.port + 1}`,
      `https://127.0.0.1:${server.port}`,
      `http://localhost:${server.port}`,
    ]) {
      const answer = await ask(server, form, {
        method: "POST",
        body,
        headers: { ...headers, ...(origin ? { Origin: origin } : {}) },
      });
      same(answer.status, 403, `Origin: ${origin}`);
    }
    const crossed = await ask(server, form, {
      method: "POST",
      body,
      headers: { ...headers, Origin: server.origin, "Sec-Fetch-Site": "cross-site" },
    });
    same(crossed.status, 403, "Sec-Fetch-Site");
    for (const method of ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
      holds([400, 403, 405].includes((await ask(server, form, { method, headers: { Origin: server.origin } })).status), method);
    same(fs.readFileSync(path.join(journal(root), `${id}.json`), "utf8"), before, "a refused request changed the form");
  }));

await test("pages of forms forbid every script and frame but their own", () =>
  with_server(root, [...write, "--as", "math1/durand"], async (server) => {
    const page = await ask(server, await open_form(server, "new/activity"));
    const policy = page.headers["content-security-policy"];
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'self'",
    ])
      holds(policy.includes(part), policy);
    holds(!policy.includes("unsafe"), policy);
    holds(!/<script>|<script [^>]*>[^<]|\son[a-z]+=|\sstyle=/.test(page.text), "a script or style in the page itself");
    same(page.headers["cache-control"], "no-store");
  }));

await test("without scripts: an activity is written, corrected and declared by pages alone", async () => {
  const own = repository();
  await with_server(own, [...write, "--as", "math1/durand"], async (server) => {
    const before = activities(own);
    const form = await open_form(server, "new/activity");
    const fields = [
      ["title", "Suites : une approche #2"],
      ["date", "2005-04-04"],
      ["context", "stage-en-responsabilite"],
      ["situation", "classroom"],
      ["phases", "conception"],
      ["phases", "mise-en-oeuvre"],
      ["competences", "B.2.1"],
      ["competences.words.B.2.1", "le tableur : voir la convergence"],
      ["competences.words.B.3.1", "pas cochée"],
      ["competences", "A.1.2"],
      ["status", "draft"],
      ["visibility", "gfp"],
      ["body", "## Contexte\r\n\r\nUne première S.\r\n"],
    ];
    const answer = await post(server, form, [...fields.filter(([name]) => name !== "title"), ["title", ""], ["action", "save"]]);
    same(answer.status, 303);
    const again = await ask(server, answer.headers.location.split("#")[0]);
    holds(again.text.includes("Donnez un titre"), "what is missing is said");
    holds(again.text.includes("Une première S.") && again.text.includes("pas cochée"), "what was typed is still there");
    same(activities(own), before, "nothing is written yet");
    const saved = await post(server, form, [...fields, ["action", "save"]]);
    holds((await ask(server, saved.headers.location)).text.includes("Enregistré."), "saved");
    const file = `${hers}/suites-une-approche-2/index.md`;
    const reference = read(own, file).match(/^référence: (.*)$/m)[1];
    same(
      read(own, file),
      `---\nréférence: ${reference}\ntitre: "Suites : une approche #2"\ndate: 2005-04-04\ncontexte: stage-en-responsabilite\nphases: [conception, mise-en-œuvre]\n` +
        `situation: classe\ncompétences:\n  - B.2.1: "le tableur : voir la convergence"\n  - A.1.2\nstatut: brouillon\nvisibilité: gfp\n---\n## Contexte\n\nUne première S.\n`,
    );
    await post(server, form, [...fields.filter(([name]) => name !== "status"), ["status", "declared"], ["action", "save"]]);
    holds(read(own, file).includes("statut: déclarée\ndéclarée: 2005-04-11\n"), read(own, file));
    same(livret(["check", "--root", own, "--no-git", ...day]).out.includes(file), false, "check has nothing to say of it");
  });
});

await test("messages of check stand beside their fields", () =>
  with_server(root, [...write, "--as", "math1/durand"], async (server) => {
    const form = await open_form(server, "new/activity");
    const answer = await post(server, form, [
      ["title", "X"],
      ["date", "hier"],
      ["context", "nulle-part"],
      ["status", "declared"],
      ["body", "![](photo.jpg)"],
      ["action", "check"],
    ]);
    const page = (await ask(server, answer.headers.location.split("#")[0])).text;
    const beside = (field) => page.match(new RegExp(`data-for="${field}">(.*?)</div>`))[1];
    holds(beside("date").includes("n’est pas une date") && beside("context").includes("contexte inconnu"), () =>
      ["date", "context"].map(beside).join("\n"),
    );
    holds(beside("body").includes("texte de remplacement") && beside("body").includes("photo.jpg"), beside("body"));
    holds(beside("pictures").includes("sans dire si des personnes"), beside("pictures"));
    holds(beside("title") === "", beside("title"));
    holds(page.includes('<a href="#f-date">'), "the summary leads to the field");
    const bare = await post(server, form, [
      ["title", "X"],
      ["date", "2005-04-04"],
      ["context", "gfp"],
      ["status", "declared"],
      ["action", "check"],
    ]);
    holds((await ask(server, bare.headers.location.split("#")[0])).text.includes("sans aucune compétence"), "no competence");
  }));

await test("a file that others changed is never replaced in silence", async () => {
  const own = repository();
  await with_server(own, [...write, "--as", "hg1/blanc"], async (server) => {
    const file = "gfp/hg1/trainees/blanc/activities/qui-fait-quoi-au-college.md";
    const form = await open_form(server, `edit/activity?path=${file}`);
    const theirs = read(own, file).replace("J’avais perdu une heure", "J’avais perdu deux heures");
    fs.writeFileSync(path.join(own, file), theirs);
    const fields = [
      ["title", "Mon titre à moi"],
      ["date", "2004-10-08"],
      ["context", "etablissement"],
      ["phases", "analyse"],
      ["situation", "none"],
      ["status", "declared"],
      ["visibility", "gfp"],
      ["body", "mon texte à moi\n"],
    ];
    const told = await post(server, form, [...fields, ["action", "save"]]);
    same(read(own, file), theirs, "the other's text stays");
    const page = (await ask(server, told.headers.location.split("#")[0])).text;
    holds(page.includes("J’avais perdu deux heures") && page.includes("mon texte à moi"), "both texts are shown");
    await post(server, form, [...fields, ["action", "mine"]]);
    holds(read(own, file).includes("mon texte à moi") && read(own, file).includes("Mon titre à moi"), "hers, once she chose");
  });
});

await test("a second tab that is older than what was saved meanwhile replaces nothing", async () => {
  const own = repository();
  await with_server(own, [...write, "--as", "hg1/blanc"], async (server) => {
    const file = "gfp/hg1/trainees/blanc/activities/qui-fait-quoi-au-college.md";
    const form = await open_form(server, `edit/activity?path=${file}`);
    const [, base] = (await ask(server, form)).text.match(/name="base" value="([0-9a-f]{64})"/);
    const typed = (title, sequence) => [
      ["base", base],
      ["sequence", String(sequence)],
      ["title", title],
      ["date", "2004-10-08"],
      ["context", "etablissement"],
      ["status", "declared"],
      ["visibility", "gfp"],
      ["body", `${title}\n`],
      ["action", "save"],
    ];
    await post(server, form, typed("Dans le second onglet", 1000));
    const saved = read(own, file);
    holds(saved.includes("Dans le second onglet"), "the second tab saves");
    const told = await post(server, form, typed("Dans le premier onglet", 2000));
    same(read(own, file), saved);
    const page = (await ask(server, told.headers.location.split("#")[0])).text;
    holds(page.includes("Dans le premier onglet") && page.includes("Dans le second onglet"), "both texts are shown");
  });
});

await test("what is given up is kept, whole, and may be taken up again; given up twice, it is gone", async () => {
  const own = repository();
  await with_server(own, [...write, "--as", "math1/durand"], async (server) => {
    const form = await open_form(server, "new/position");
    const typed = [
      ["date", "2005-04-11"],
      ["levels.A.1.1", "3"],
      ["remarks.A.1.1", "trop vague"],
    ];
    await post(server, form, [...typed, ["action", "drop"]]);
    same((await ask(server, form)).status, 404, "the form itself is closed");
    const home = (await ask(server, server.forms)).text;
    holds(home.includes("Mis de côté"), "the home page has it");
    const [, again] = home.match(/href="([^"]*\/form\/[0-9a-f]{16})"/);
    const page = (await ask(server, again)).text;
    holds(/name="levels\.A\.1\.1" value="3" checked/.test(page) && page.includes("trop vague"), "with all that was typed");
    await post(server, again, [...typed, ["action", "drop"]]);
    holds(!(await ask(server, server.forms)).text.includes("Mis de côté"), "given up for good");
    // Of a file that is there: the form shows the file again.
    const edit = await open_form(server, `edit/activity?path=${hers}/liste-du-groupe.md`);
    const before = value_of((await ask(server, edit)).text, "title");
    await post(server, edit, [
      ["title", "Un autre titre"],
      ["action", "drop"],
    ]);
    holds(before.length > 5, "the form shows the file");
    same(value_of((await ask(server, edit)).text, "title"), before);
    holds((await ask(server, server.forms)).text.includes("Un autre titre"), "what was typed is put aside");
  });
});

await test("a body that does not say its length is not read", () =>
  with_server(root, [...write, "--as", "math1/durand"], async (server) => {
    const form = await open_form(server, "new/activity");
    const answer = await ask(server, form, {
      method: "POST",
      headers: { Origin: server.origin, "Transfer-Encoding": "chunked" },
      body: "a",
    });
    same(answer.status, 411);
  }));

await test("who did not ask leaves it as it is whether a question is settled", async () => {
  const own = repository();
  const question = fs
    .readdirSync(path.join(own, "gfp/math1/questions"))
    .map((name) => `gfp/math1/questions/${name}`)
    .find((name) => /^resolved: true$/m.test(read(own, name)) && !/^by: roux$/m.test(read(own, name)));
  await with_server(own, [...write, "--as", "math1/roux"], async (server) => {
    const form = await open_form(server, `new/answer?path=${question}`);
    await post(server, form, [
      ["text", "Encore un mot."],
      ["action", "save"],
    ]);
    holds(read(own, question).includes("Encore un mot.") && /^resolved: true$/m.test(read(own, question)), read(own, question));
  });
});

await test("nobody writes in a colleague's folder, nor anywhere else", () =>
  with_server(root, [...write, "--as", "math1/durand"], async (server) => {
    for (const where of [
      "edit/activity?path=gfp/hg1/trainees/blanc/activities/qui-fait-quoi-au-college.md",
      "edit/activity?path=livret.yaml",
      "edit/activity?path=gfp/math1/trainees/durand/activities/../index.md",
      "edit/activity?path=../../etc/passwd",
      "edit/position?path=gfp/math1/gfp.md",
      "new/answer?path=gfp/hg1/questions/noter-le-carnet-de-bord.md",
      "new/answer?path=gfp/math1/questions/noter-les-exercices-en-ligne.md", // a colleague's, to one trainer
      "new/reply?path=gfp/hg1/trainees/blanc/activities/qui-fait-quoi-au-college.md&to=00000000",
      "edit/question?path=gfp/math1/questions/virgules-dans-un-csv.md/../../gfp.md",
    ])
      holds([403, 404].includes((await ask(server, `${server.forms}${where}`)).status), where);
  }));

await test("a photograph loses its place, a program is refused in words, names are made safe", async () => {
  const own = repository();
  await with_server(own, [...write, "--as", "math1/durand"], async (server) => {
    const form = await open_form(server, "new/activity");
    const send = (name, bytes) =>
      post(server, `${form}/attach`, [["files", { name, bytes }]], { "X-Livret": "script" }).then((answer) =>
        JSON.parse(answer.text),
      );
    const photo = await send("../../Mon été à l'école.JPG", jpeg_with("GPS-MARK"));
    same(photo.refused, []);
    const name = photo.files[0].name;
    holds(/^[a-z0-9-]+\.jpg$/i.test(name), name);
    holds(photo.notes.join(" ").includes("GPS"), "what is taken out is said");
    const refused = await send("virus.exe", Buffer.from("MZ"));
    holds(refused.refused[0].includes("virus.exe"), JSON.stringify(refused));
    await post(server, form, [
      ["title", "Avec photo"],
      ["date", "2005-04-04"],
      ["context", "gfp"],
      ["status", "draft"],
      ["body", `![le tableau](${name})`],
      ["action", "save"],
    ]);
    const files = activities(own).filter((one) => one.startsWith("avec-photo/"));
    same(files.sort(), ["avec-photo/index.md", `avec-photo/${name}`].sort());
    const bytes = fs.readFileSync(path.join(own, hers, "avec-photo", name));
    holds(!bytes.includes("GPS-MARK") && bytes.length > 100, "the camera's words are still in it");
    const shown = await ask(server, `${form}/file/${name}`);
    same([shown.status, shown.headers["content-type"]], [200, "image/jpeg"]);
  });
});

await test("a question, an answer, a position are written as people would write them", async () => {
  const own = repository();
  let question;
  await with_server(own, [...write, "--as", "math1/durand"], async (server) => {
    const form = await open_form(server, "new/question");
    await post(server, form, [
      ["title", "Où ranger : ici ?"],
      ["where", "gfp/math1"],
      ["to", "forum"],
      ["category", "technique"],
      ["body", "Bonjour,\n\noù ?\n"],
      ["action", "save"],
    ]);
    question = "gfp/math1/questions/ou-ranger-ici.md";
    same(
      read(own, question),
      `---\nposée: 2005-04-11T14:05+02:00\npar: durand\nà: forum\ntitre: "Où ranger : ici ?"\ncatégorie: technique\n---\nBonjour,\n\noù ?\n`,
    );
    const position = await open_form(server, "new/position");
    await post(server, position, [
      ["date", "2005-04-11"],
      ["levels.A.1.1", "2"],
      ["levels.B.3.4", "0"],
      ["needs", "B.3.4"],
      ["remarks.A.2.2", "ambigu : à revoir"],
      ["body", ""],
      ["action", "save"],
    ]);
    same(
      read(own, "gfp/math1/trainees/durand/positions/2005-04-11.md"),
      `---\ndate: 2005-04-11\nniveaux:\n  A.1.1: 2\n  B.3.4: 0\nbesoins: [B.3.4]\nremarques:\n  A.2.2: "ambigu : à revoir"\n---\n`,
    );
  });
  await with_server(own, [...write, "--as", "c-leroy"], async (server) => {
    const before = read(own, question);
    const form = await open_form(server, `new/answer?path=${question}`);
    await post(server, form, [
      ["text", "Ici.\n\n- un\n- deux: trois\n"],
      ["action", "save"],
    ]);
    same(
      read(own, question),
      before.replace(
        "catégorie: technique\n",
        "catégorie: technique\nréponses:\n  - date: 2005-04-11T14:05+02:00\n    par: c-leroy\n    texte: |\n      Ici.\n\n      - un\n      - deux: trois\n",
      ),
    );
    const second = await open_form(server, `new/answer?path=${question}`);
    await post(server, second, [
      ["text", "Encore."],
      ["action", "save"],
    ]);
    same(read(own, question).match(/- date: /g).length, 2);
  });
  same(livret(["check", "--root", own, "--no-git", ...day]).out.includes("ou-ranger-ici"), false);
});

await test("a request for more information is on her page; the reply is added to her file", async () => {
  const own = repository();
  const file = "gfp/math1/trainees/girard/activities/questionnaire-pendant-les-vacances.md";
  const original = read(own, file);
  fs.writeFileSync(path.join(own, file), original.replace(/^replies:\n(?: .*\n|\n)*/m, ""));
  await with_server(own, [...write, "--as", "math1/girard"], async (server) => {
    const before = read(own, file);
    const home = (await ask(server, server.forms)).text;
    holds(home.includes("On vous demande des précisions") && home.includes("to=4e28cd9e"), "the request is listed");
    const form = await open_form(server, `new/reply?path=${file}&to=4e28cd9e`);
    holds((await ask(server, form)).text.includes("vous avez employé trois moyens"), "the trainer's words are shown");
    await post(server, form, [
      ["text", "Le mot de papier : onze familles.\r\n\r\nLe courrier aux autres."],
      ["action", "save"],
    ]);
    same(
      read(own, file),
      before.replace(
        /\n---\n/,
        '\nreplies:\n  - to: "4e28cd9e"\n    date: 2005-04-11\n    text: |\n      Le mot de papier : onze familles.\n\n      Le courrier aux autres.\n---\n',
      ),
    );
    holds(!(await ask(server, server.forms)).text.includes("to=4e28cd9e"), "it is listed no more");
  });
});

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

// --- killed

await test("the program is killed between two keystrokes: what was kept is there when it starts again, at the same address", async () => {
  const seed = Number(process.env.LIVRET_SEED ?? 1);
  for (let round = 0; round < 4; ++round) {
    const random = random_numbers(seed * 100 + round);
    const own = repository();
    let server = await serve(own, { args: [...write, "--as", "math1/durand"] });
    const form = await open_form(server, "new/activity");
    const text = "Les élèves ont d’abord cherché seuls, puis à deux : « et si n devient grand ? »";
    const strokes = [...text];
    const until = 5 + random.below(strokes.length - 5);
    let answered = 0;
    for (let n = 1; n <= until; ++n) {
      const going = post(
        server,
        `${form}/keep`,
        [
          ["title", "Titre"],
          ["body", strokes.slice(0, n).join("")],
          ["sequence", String(1000 + n)],
        ],
        {
          "X-Livret": "script",
        },
      ).then(
        (answer) => answer.status === 200,
        () => false,
      );
      if (n === until) {
        await new Promise((done) => setTimeout(done, random.below(12)));
        await server.stop("SIGKILL");
        answered = (await going) ? n : n - 1;
      } else same(await going, true, `stroke ${n}`);
    }
    const { port } = server;
    server = await serve(own, { args: ["--write", ...day, "--as", "math1/durand"] });
    same([server.port, form.startsWith(server.forms)], [port, true], "the page finds the program again");
    const body = value_of((await ask(server, form)).text, "body");
    holds(
      text.startsWith(body) && [...body].length >= answered,
      `seed ${seed}, round ${round}: “${body}” of ${answered} strokes`,
    );
    holds((await ask(server, server.forms)).text.includes(form.slice(-16)), "it is listed as unfinished");
    await server.stop("SIGKILL");
  }
});

await test("the program is killed during a save: the text is in the file or in the form, the file is whole, and nothing is there twice", async () => {
  const seed = Number(process.env.LIVRET_SEED ?? 1);
  for (let round = 0; round < 8; ++round) {
    const random = random_numbers(seed * 1000 + round);
    const own = repository();
    let server = await serve(own, { args: [...write, "--as", "math1/durand"] });
    const before = activities(own);
    const form = await open_form(server, "new/activity");
    const body = `Une phrase à ne pas perdre. ${"mot ".repeat(2000)}fin ${round}`;
    const fields = [
      ["title", "À ne pas perdre"],
      ["date", "2005-04-04"],
      ["context", "gfp"],
      ["status", "draft"],
      ["visibility", "gfp"],
      ["body", body],
    ];
    await post(server, `${form}/keep`, fields, { "X-Livret": "script" });
    const going = post(server, form, [...fields, ["action", "save"]]).catch(() => {});
    await new Promise((done) => setTimeout(done, random.below(round % 2 ? 30 : 160)));
    await server.stop("SIGKILL");
    await going;
    server = await serve(own, { args: ["--write", ...day, "--as", "math1/durand"] });
    const fresh = activities(own).filter((one) => !before.includes(one) && one.endsWith("index.md"));
    for (const one of fresh) holds(read(own, `${hers}/${one}`).endsWith(`fin ${round}\n`), `half a file: ${one}`);
    const page = await ask(server, form);
    same(page.status, 200);
    same(value_of(page.text, "body").trim(), body, `seed ${seed}, round ${round}`);
    // Whatever had happened, saving once more ends in one file.
    const again = await post(server, form, [...fields, ["action", page.text.includes('value="mine"') ? "mine" : "save"]]);
    same(again.status, 303);
    const now = activities(own).filter((one) => !before.includes(one));
    same(now, ["a-ne-pas-perdre/index.md"], `seed ${seed}, round ${round}`);
    await server.stop("SIGKILL");
  }
});

finish();

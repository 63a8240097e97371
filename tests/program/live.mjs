// livret serve and build --watch while the repository changes: what is shown, what pages that are open are told, to whom.
//   node tests/program/live.mjs build/dev/livret ["a name"]
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { listen, script_of } from "./support/listening.mjs";
import { ask, open_form, post, serve, with_server } from "./support/serving.mjs";
import { bare, finish, folder, holds, plain, program, repository, same, test } from "./support/tools.mjs";

const day = ["--now", "2005-04-11T14:05+02:00"];
const plainly = ["--port", "0", ...day];

const hers = "gfp/math1/trainees/durand/activities/liste-du-groupe.md";
const others = "gfp/math1/trainees/girard/activities/hausses-qui-ne-s-ajoutent-pas.md";
const her_page = "/math1/activites/MATH1-DURAND-01.html";
const read = (root, name) => fs.readFileSync(path.join(root, name), "utf8");
const write = (root, name, text) => fs.writeFileSync(path.join(root, name), text);
// As many editors save: beside, then in its place.
function save(root, name, text) {
  const beside = path.join(root, path.dirname(name), `.${path.basename(name)}.new`);
  fs.writeFileSync(beside, text);
  fs.renameSync(beside, path.join(root, name));
}
const titled = (text, title) => {
  holds(/^(title|titre): .*$/m.test(text), "no title");
  return text.replace(/^(title|titre): .*$/m, `$1: ${title}`);
};
const broken = (text) => text.replace(/^---\n/, "---\nnulle-part: [\n");

// As a browser opens a page: what it shows, and what it is told from then on.
async function open(server, page, headers) {
  const answer = await ask(server, `${server.site.slice(0, -1)}${page}`);
  const script = script_of(answer.text);
  const told = listen(server, script, headers);
  await told.open();
  return { ...told, told, script, status: answer.status, text: answer.text };
}
const within_a_minute = (what, promise) => {
  let timer;
  const late = new Promise((_, failed) => (timer = setTimeout(() => failed(new Error(`still waiting: ${what}`)), 60000)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};
// On the terminal, a moment after the page was told.
const said = (server, words) =>
  within_a_minute(
    `${words} on the terminal`,
    (async () => {
      while (!plain(server.said()).includes(words)) await new Promise((done) => setTimeout(done, 20));
    })(),
  );
const page_of = async (server, name) => (await ask(server, `${server.site.slice(0, -1)}${name}`)).text;

await test("an edit is told to the page that it changes and to no other; the next request has it", async () => {
  const root = repository();
  await with_server(root, plainly, async (server) => {
    const page = await open(server, her_page);
    same([page.status, page.told.status, page.told.headers["content-type"]], [200, 200, "text/event-stream"]);
    await page.next("mended");
    const other = await open(server, "/math1/a-propos.html");
    await other.next("mended");
    save(root, hers, titled(read(root, hers), "Un tout autre titre"));
    await within_a_minute("reload", page.next("reload"));
    holds((await page_of(server, her_page)).includes("Un tout autre titre"), "the new text");
    // That the other one was told nothing is known by what it is told next.
    save(root, hers, broken(read(root, hers)));
    await within_a_minute("errors", other.next("errors"));
    same(other.passed, [], "told to a page that stays the same");
  });
});

await test("while what changed is broken the last good site is shown, pages are told what and where, and when it is mended", async () => {
  const root = repository();
  await with_server(root, plainly, async (server) => {
    const good = read(root, hers);
    const before = await page_of(server, her_page);
    const page = await open(server, her_page);
    await page.next("mended");
    save(root, hers, broken(good));
    const errors = await within_a_minute("errors", page.next("errors"));
    const [first] = errors.items;
    holds(new RegExp(`^${hers}:\\d+:\\d+$`).test(first.place) && first.words.length > 10, () => JSON.stringify(errors));
    holds(plain(errors.notes.join(" ")).includes("Le site montré est celui d’avant"), () => JSON.stringify(errors));
    same(await page_of(server, her_page), before, "another site than that of before");
    await said(server, first.place);
    save(root, hers, titled(good, "Mendé"));
    await within_a_minute("mended", page.next("mended"));
    await within_a_minute("reload", page.next("reload"));
    same(page.passed, []);
    holds((await page_of(server, her_page)).includes("Mendé"), "the new text");
    // livret.yaml is everything.
    const settings = read(root, "livret.yaml");
    write(root, "livret.yaml", "language: [");
    const worse = await within_a_minute("errors", page.next("errors"));
    holds(worse.items[0].place.startsWith("livret.yaml:1"), () => JSON.stringify(worse));
    holds((await page_of(server, her_page)).includes("Mendé"), "the last good site");
    write(root, "livret.yaml", settings);
    await within_a_minute("mended", page.next("mended"));
    same(page.passed, [], "a page that is the same again");
  });
});

await test("what somebody else broke keeps nobody from seeing what is new; a page that is left out stays as one has it", async () => {
  const root = repository();
  await with_server(root, plainly, async (server) => {
    const lost = await open(server, her_page);
    const list = await open(server, "/math1/activites.html");
    await lost.next("mended");
    await list.next("mended");
    const good = read(root, hers);
    save(root, hers, broken(good));
    await within_a_minute("errors", lost.next("errors"));
    save(root, others, titled(read(root, others), "Du nouveau ailleurs"));
    const errors = await within_a_minute("errors", lost.next("errors"));
    holds(plain(errors.notes.join(" ")).includes("n’est pas montré"), () => JSON.stringify(errors));
    await within_a_minute("reload", list.next("reload"));
    same((await ask(server, her_page)).status, 404, "what has an error is left out");
    save(root, hers, good);
    await within_a_minute("mended", lost.next("mended"));
    same([lost.passed, list.passed], [[], ["errors", "errors"]], "nobody is led to a page that is missing for now");
    same((await ask(server, her_page)).status, 200);
  });
});

await test("a repository that was never good says so in a page that comes to itself", async () => {
  const root = repository();
  const settings = read(root, "livret.yaml");
  write(root, "livret.yaml", "language: [\ninstitution: <script>alert(1)</script>");
  await with_server(root, plainly, async (server) => {
    const page = await open(server, her_page);
    same(page.status, 500);
    holds(/<code>livret\.yaml:\d+:\d+<\/code>/.test(page.text) && !page.text.includes("<script>alert"), page.text);
    write(root, "livret.yaml", settings);
    await within_a_minute("reload", page.next("reload"));
    same((await ask(server, her_page)).status, 200);
  });
});

await test("what a page missed is told when it asks: hidden, or the program started again", async () => {
  const root = repository();
  let port, script;
  await with_server(root, plainly, async (server) => {
    port = server.port;
    script = script_of(await page_of(server, her_page));
    const open_page = await open(server, her_page);
    save(root, hers, titled(read(root, hers), "Pendant qu’elle était cachée"));
    await within_a_minute("reload", open_page.next("reload"));
    await within_a_minute("reload", listen(server, script).next("reload"));
    script = script_of(await page_of(server, her_page));
    const told = listen(server, script);
    await told.next("mended");
    save(root, others, broken(read(root, others)));
    await within_a_minute("errors", told.next("errors"));
    same(told.passed, [], "it has missed nothing");
  });
  save(root, hers, titled(read(root, hers), "Pendant que rien ne tournait"));
  await with_server(root, ["--port", String(port), ...day], (server) =>
    within_a_minute("reload", listen(server, script).next("reload")),
  );
});

await test("a page changes with the style sheets and pictures that it names", async () => {
  const root = repository();
  const theme = folder("theme");
  fs.mkdirSync(path.join(theme, "assets"));
  const css = path.join(theme, "assets/site.css");
  fs.writeFileSync(css, "body { color: navy; }\n");
  await with_server(root, [...plainly, "--theme", theme], async (server) => {
    const page = await open(server, her_page);
    await page.next("mended");
    fs.writeFileSync(css, "body { color: teal; }\n");
    await within_a_minute("reload", page.next("reload"));
    same((await ask(server, "/math1/assets/site.css")).text, "body { color: teal; }\n");
  });
});

await test("only pages of ours listen: Host, Origin, the token", async () => {
  const root = repository();
  await with_server(root, [...plainly, "--as", "math1/durand"], async (server) => {
    const script = script_of(await page_of(server, her_page));
    const status = async (given, headers) => {
      const told = listen(server, { ...script, ...given }, headers);
      const out = await told.open();
      told.close();
      return out;
    };
    holds(/^\/[0-9a-f]{32}\/\.livret\/$/.test(script.base), script.base);
    same(await status({}, {}), 200);
    same(await status({}, { "Sec-Fetch-Site": "same-origin", Origin: server.site_origin }), 200);
    same(await status({}, { Host: "evil.example" }), 421, "another Host");
    same(await status({}, { Origin: "http://evil.example" }), 403, "another origin");
    same(await status({}, { "Sec-Fetch-Site": "cross-site" }), 403, "another site");
    same(await status({ base: "/.livret/" }, {}), 404, "without the token");
    same(await status({ base: `/${"0".repeat(32)}/.livret/` }, {}), 404, "another token");
    const head = await ask(server, `${script.base}events`, { method: "HEAD" });
    same([head.status, head.text], [200, ""], "HEAD ends");
    for (const name of ["serve.json", "../livret.yaml", "live.json", ""])
      same((await ask(server, `${script.base}${name}`)).status, 404, name);
    const asset = await ask(server, `${script.base}live.js`);
    same([asset.status, asset.headers["content-type"].split(";")[0]], [200, "text/javascript"]);
  });
  await with_server(root, ["--write", ...plainly, "--as", "math1/durand"], async (server) => {
    const script = script_of(await page_of(server, her_page));
    const told = listen(server, script, { Host: `127.0.0.1:${server.port}` });
    same(await told.open(), 303, "under the name of the forms");
  });
});

await test("few pages listen at once: the oldest make room, and all else is answered", async () => {
  const root = repository();
  await with_server(root, plainly, async (server) => {
    const script = script_of(await page_of(server, her_page));
    const listeners = [];
    for (let i = 0; i < 40; ++i) {
      listeners.push(listen(server, script));
      same(await within_a_minute("its answer", listeners.at(-1).open()), 200);
      await within_a_minute("its first event", listeners.at(-1).next("mended"));
    }
    for (const one of listeners.slice(0, -4)) {
      await within_a_minute("enough", one.next("enough"));
      await within_a_minute("its end", one.end());
    }
    same((await within_a_minute("a page", ask(server, her_page))).status, 200);
    save(root, hers, titled(read(root, hers), "Pour les quatre derniers"));
    for (const one of listeners.slice(-4)) {
      await within_a_minute("reload", one.next("reload"));
      same(one.passed, []);
    }
  });
});

await test("stopped, it ends: with pages that listen, while it reads, before anybody asked", async () => {
  const root = repository();
  for (const signal of ["SIGINT", "SIGTERM"]) {
    const server = await serve(root, { args: plainly });
    const pages = [await open(server, her_page), await open(server, "/math1/index.html")];
    for (const one of pages) await one.next("mended");
    same(await within_a_minute("its end", server.stop(signal)), { code: 0, signal: null });
    for (const one of pages) await within_a_minute("the stream's end", one.end());
  }
  const reading = await serve(root, { args: plainly });
  const asked = ask(reading, her_page).then(
    (answer) => answer.status,
    () => "cut",
  );
  same(await within_a_minute("its end", reading.stop("SIGINT")), { code: 0, signal: null });
  holds([200, 503, "cut"].includes(await asked), await asked);
});

await test("a view tells nothing of files that are not for it: a number, neither a path nor a word", async () => {
  const root = repository();
  const marked = (text) => broken(titled(text, "MARKED-WORD")).replace("nulle-part", "marked-key");
  const secret = (errors) => {
    const all = JSON.stringify(errors);
    holds(!/girard|marked|hausses/i.test(all), all);
    return errors;
  };
  const views = [
    ["--as", "math1/durand"],
    ["--as", "c-leroy"],
    ["--audience", "jury"],
    ["--audience", "public"],
  ];
  for (const view of views) {
    const before = read(root, others);
    await with_server(root, [...plainly, ...view], async (server) => {
      const page = await open(server, "/math1/index.html");
      await page.next("mended");
      save(root, others, marked(before));
      const errors = secret(await within_a_minute("errors", page.next("errors")));
      same(errors.items, []);
      holds(plain(errors.notes[0]).startsWith("Un message porte sur un fichier"), () => JSON.stringify(errors));
      await said(server, others); // the terminal is the repository's holder's
      if (view[1] === "math1/durand") {
        const own = read(root, hers);
        save(root, hers, broken(own));
        const both = secret(await within_a_minute("errors", page.next("errors")));
        holds(both.items.length > 0 && both.items.every((one) => one.place.startsWith(hers)), () => JSON.stringify(both));
        save(root, hers, own);
      }
    });
    save(root, others, before);
  }
  write(root, others, marked(read(root, others)));
  write(root, "livret.yaml", `${read(root, "livret.yaml")}\nlanguage: [\n`);
  await with_server(root, [...plainly, "--as", "math1/durand"], async (server) => {
    const answer = await ask(server, server.site);
    same(answer.status, 500);
    secret(answer.text);
  });
});

await test("--follow leads to the page of the file that was changed, if it is one page and these readers have it", async () => {
  const root = repository();
  await with_server(root, [...plainly, "--follow"], async (server) => {
    const start = await open(server, "/math1/index.html");
    await start.next("mended");
    save(root, hers, titled(read(root, hers), "Suivie"));
    const { page } = await within_a_minute("follow", start.next("follow"));
    same([page, (await ask(server, page)).status], [her_page, 200]);
    same(start.passed, [], "it does not load what it leaves");
    const there = await open(server, her_page);
    await there.next("mended");
    save(root, hers, titled(read(root, hers), "Suivie encore"));
    await within_a_minute("reload", there.next("reload"));
    // Two at once: no file is the one that somebody works at. The list of activities has both.
    const list = await open(server, "/math1/activites.html");
    await list.next("mended");
    const texts = [titled(read(root, hers), "Une"), titled(read(root, others), "Deux")];
    server.child.kill("SIGSTOP"); // however slow the machine, it sees them together
    [hers, others].forEach((name, i) => write(root, name, texts[i]));
    server.child.kill("SIGCONT");
    await within_a_minute("reload", list.next("reload"));
    same(list.passed, []);
  });
  await with_server(root, plainly, async (server) => {
    const start = await open(server, "/math1/index.html");
    await start.next("mended");
    save(root, hers, titled(read(root, hers), "Sans suivre"));
    save(root, others, broken(read(root, others)));
    await within_a_minute("errors", start.next("errors"));
    holds(!start.passed.includes("follow"), "without --follow");
  });
});

await test("a name that another group's pages show is new there too", async () => {
  const root = repository();
  const profile = "gfp/hg1/trainees/castel/profile.md";
  await with_server(root, plainly, async (server) => {
    const page = await open(server, "/math1/questions/filiere/projeter-un-documentaire-enregistre.html");
    await page.next("mended");
    // First something that leaves all others as they were read: what is known of names is then taken over.
    save(root, hers, titled(read(root, hers), "D’abord un autre texte"));
    const there = await open(server, her_page);
    await there.next("mended");
    while (!(await page_of(server, her_page)).includes("D’abord un autre texte"))
      await new Promise((done) => setTimeout(done, 20));
    save(root, profile, read(root, profile).replace(/^(name|nom): .*$/m, "$1: Zénobie Renommée"));
    await within_a_minute("reload", page.next("reload"));
    holds(
      (await page_of(server, "/math1/questions/filiere/projeter-un-documentaire-enregistre.html")).includes("Zénobie Renommée"),
      "the new name",
    );
  });
});

await test("--poll sees the same without the system's help", async () => {
  const root = repository();
  await with_server(root, [...plainly, "--poll"], async (server) => {
    const page = await open(server, her_page);
    await page.next("mended");
    save(root, hers, titled(read(root, hers), "Vue en regardant"));
    await within_a_minute("reload", page.next("reload"));
    holds((await page_of(server, her_page)).includes("Vue en regardant"), "the new text");
  });
});

await test("where the system watches no folder, one line says so and changes are seen all the same", async () => {
  const none = ["unshare", ["--user", "--map-root-user", "sh", "-c", "echo 0 > /proc/sys/user/max_inotify_instances"]];
  if (spawnSync(...none).status !== 0) return; // this machine lets nobody make a room of their own
  const root = repository();
  const site = folder("site");
  const child = spawn(
    none[0],
    [
      ...none[1].slice(0, -1),
      `${none[1].at(-1)}; exec "$0" "$@"`,
      program,
      "build",
      "--watch",
      "--no-git",
      "--root",
      root,
      "-o",
      site,
      ...day,
    ],
    { env: bare, stdio: ["ignore", "pipe", "pipe"] },
  );
  let said = "";
  child.stderr.on("data", (data) => (said += data));
  const until = async (words) => {
    while (!plain(said).match(words)) await new Promise((done) => child.stderr.once("data", done));
  };
  try {
    await within_a_minute("the first build", until(/pages ;/));
    same(plain(said).match(/le système ne surveille pas tant de dossiers/g)?.length, 1, said);
    save(root, hers, titled(read(root, hers), "Sans surveillance"));
    await within_a_minute("the second", until(/pages ;[^]*pages ;/));
    holds(fs.readFileSync(path.join(site, her_page), "utf8").includes("Sans surveillance"), "the new text");
  } finally {
    child.kill("SIGKILL");
  }
});

await test("beside forms a page has what was saved a moment ago", async () => {
  const root = repository();
  await with_server(root, ["--write", ...plainly, "--as", "math1/durand"], async (server) => {
    await page_of(server, her_page);
    for (const title of ["Première fois", "Deuxième fois", "Troisième fois"]) {
      const form = await open_form(server, `edit/activity?path=${hers}`);
      const page = (await ask(server, form)).text;
      const fields = [...page.matchAll(/<(?:input|select)[^>]* name="(date|context|situation|status|visibility)"[^>]*>/g)];
      holds(fields.length >= 4, "the form");
      await post(server, form, [
        ["title", title],
        ["date", "2004-11-18"],
        ["context", "gfp"],
        ["status", "declared"],
        ["visibility", "gfp"],
        ["body", "Le texte.\n"],
        ["action", "save"],
      ]);
      holds((await page_of(server, her_page)).includes(title), `not shown: ${title}`);
    }
  });
});

await test("build --watch builds again at each change, says so, and goes on after errors", async () => {
  const root = repository();
  const child = spawn(program, ["build", "--watch", "--no-git", "--root", root, ...day], {
    env: bare,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (data) => (said += data));
  const built = path.join(root, "site", her_page);
  const until = async (good) => {
    while (!good(plain(said))) await new Promise((done) => child.stderr.once("data", done));
    said = "";
  };
  try {
    const good = read(root, hers);
    await within_a_minute(
      "the first build",
      until((text) => / pages ; fichiers écrits : \d+/.test(text)),
    );
    save(root, hers, titled(good, "Construite de nouveau"));
    await within_a_minute(
      "another",
      until((text) => / pages ; fichiers écrits : [1-9]/.test(text)),
    );
    holds(fs.readFileSync(built, "utf8").includes("Construite de nouveau"), "the new text");
    save(root, hers, broken(good));
    await within_a_minute(
      "errors",
      until((text) => text.includes(hers) && / pages ; /.test(text)),
    );
    write(root, "livret.yaml", `${read(root, "livret.yaml")}\nlanguage: [\n`);
    await within_a_minute(
      "nothing",
      until((text) => text.includes("rien n’a été publié")),
    );
    write(root, "livret.yaml", read(root, "livret.yaml").replace("\nlanguage: [\n", ""));
    save(root, hers, titled(good, "Mendée"));
    await within_a_minute(
      "mended",
      until(() => fs.existsSync(built) && fs.readFileSync(built, "utf8").includes("Mendée")),
    );
  } finally {
    child.kill("SIGKILL");
  }
});

finish();

// A small repository in which everything that a person may write tries to run a script or to break out. Each file of
// hostile/ is one declared activity; names, titles, settings, drawings and file names are made here. All pages are
// opened in a browser with a tripwire in it, see tripwire.mjs.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { file_address, open } from "./browser.mjs";
import { read_links } from "./links.mjs";
import { at_once } from "./report.mjs";
import { build, files_of, serve, xml_faults } from "./sites.mjs";
import { arm, fired } from "./tripwire.mjs";

const cases = fileURLToPath(new URL("hostile", import.meta.url));
const quoted = (text) => JSON.stringify(text);
const script = "</script><script>alert('PWNED')</script>";
const attribute = `" onmouseover="alert('PWNED')" x="`;
const image = "\"><img src=x onerror=alert('PWNED')>";
const everything = `${script}${image}${attribute}{{{title}}}[x](javascript:alert(1))`;

const drawings = {
  script: `<script>alert("PWNED")</script>`,
  handler: `<rect width="10" height="10" onload="alert('PWNED')" onclick="alert('PWNED')"/>`,
  foreign: `<foreignObject width="10" height="10"><body xmlns="http://www.w3.org/1999/xhtml"><script>alert("PWNED")</script></body></foreignObject>`,
  link: `<a href="javascript:alert('PWNED')"><text y="9">x</text></a>`,
  xlink: `<a xlink:href="java&#10;script:alert('PWNED')"><text y="9">x</text></a>`,
  animated: `<a><animate attributeName="href" values="javascript:alert('PWNED')"/><text y="9">x</text></a>`,
  set: `<rect width="9" height="9"><set attributeName="onmouseover" to="alert('PWNED')"/></rect>`,
  image: `<image href="http://evil.example/x.png" width="10" height="10"/>`,
  use: `<use href="http://evil.example/x.svg#a"/>`,
  style: `<style>@import "http://evil.example/x.css"; rect{fill:url(http://evil.example/#a)}</style><rect width="9" height="9"/>`,
  entity: `<text y="9">&x;</text>`,
  prefixed: `<s:script xmlns:s="http://www.w3.org/2000/svg">alert("PWNED")</s:script>`,
};
const drawing = (name) =>
  `<?xml version="1.0"?>\n${name === "entity" ? '<!DOCTYPE svg [<!ENTITY x "<script>alert(1)</script>">]>\n' : ""}` +
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10">${drawings[name]}</svg>\n`;

const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

// Lays the repository out; returns the reference of each case.
export function hostile_repository(content, root, language) {
  const put = (name, text) => {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  };
  cpSync(join(content, "frameworks/c2i2e-2004.xml"), join(root, "frameworks/c2i2e-2004.xml"), { recursive: true });
  put(
    "livret.yaml",
    [
      "institution:",
      "  id: hostile",
      `  name: ${quoted(`Institut ${everything}`)}`,
      `  address: ${quoted(everything)}`,
      `language: ${language}`,
      "framework: c2i2e-2004",
      "streams:",
      "  - id: filiere",
      `    title: ${quoted(`Filière ${everything}`)}`,
      "trainers:",
      "  - id: c-leroy",
      `    name: ${quoted(`Leroy ${everything}`)}`,
      `    subject: ${quoted(everything)}`,
      "contexts:",
      `  - {id: personnel, fr: ${quoted(`Contexte ${everything}`)}, en: ${quoted(`Context ${everything}`)}}`,
      `contact: ${quoted(everything)}`,
      `retention: ${quoted(everything)}`,
      `legal: ${quoted(`Mentions. [x](https://a.example/${attribute}) marteau`)}`,
    ].join("\n") + "\n",
  );
  put(
    "gfp/g1/gfp.md",
    `---\ntitle: ${quoted(`Groupe ${everything}`)}\nsubject: ${quoted(everything)}\nstream: filiere\nyear: 2004-2005\ntrainers: [c-leroy]\n---\nUn marteau.\n`,
  );
  put(
    "gfp/g1/trainees/martin/profile.md",
    `---\nid: b3d8156e\nname: ${quoted(`Martin ${everything}`)}\nsubject: ${quoted(everything)}\nschool: ${quoted(everything)}\nparticipates: 2004-10-01\n---\nUn marteau.\n`,
  );
  put(
    "gfp/g1/trainees/martin/positions/2004-10-01.md",
    `---\ndate: 2004-10-01\nlevels: {A.1.1: 1}\nneeds: [A.1.1]\nremarks:\n  A.1.1: ${quoted(everything)}\n---\nMarteau.\n`,
  );
  put(
    "gfp/g1/questions/une.md",
    `---\nasked: 2005-03-02T19:10+01:00\nby: martin\nto: c-leroy\ntitle: ${quoted(everything)}\ncategory: juridique\nanswers:\n  - date: 2005-03-04T08:30+01:00\n    by: c-leroy\n    text: ${quoted(`Marteau. [x](https://a.example/ '" onclick="alert(1)')`)}\n---\nMarteau.\n`,
  );
  put("gfp/g1/notices/2005-02-01-une.md", `---\ntitle: ${quoted(everything)}\ndate: 2005-02-01\nby: c-leroy\n---\nMarteau.\n`);
  put(
    "gfp/g1/trainings/une.md",
    `---\ntitle: ${quoted(everything)}\ndate: 2005-02-02\nkind: personnel\ntrainers: [c-leroy]\ncompetences: [A.1.1]\nparticipants: [martin]\nstatus: held\n---\nMarteau.\n`,
  );
  put(
    "examples/un.md",
    `---\ntitle: ${quoted(everything)}\ndomains: [A.1]\ncompetences: [A.1.1]\ncontext: personnel\nlevel: ${quoted(everything)}\n---\nMarteau.\n`,
  );
  const written = new Map();
  for (const name of readdirSync(cases)
    .filter((one) => one.endsWith(".md"))
    .sort()) {
    const text = readFileSync(join(cases, name), "utf8");
    const slug = name.slice(0, -3).replaceAll("_", "-");
    const folder = `gfp/g1/trainees/martin/activities/${slug}`;
    put(`${folder}/index.md`, text);
    for (const picture of ["x.png", "trou.png"]) if (text.includes(`(${picture}`)) put(`${folder}/${picture}`, pixel);
    written.set(name, { reference: /^reference: (HOSTILE-\d+)$/m.exec(text)?.[1], source: `${folder}/index.md` });
  }
  const activity = (slug, reference, body, files) => {
    put(
      `gfp/g1/trainees/martin/activities/${slug}/index.md`,
      `---\nreference: ${reference}\ntitle: ${slug}\ndate: 2005-02-01\ncontext: personnel\ncompetences: [A.1.1]\nstatus: declared\ndeclared: 2005-02-02\nvisibility: public\npictures: no-persons\n---\n${body}\n\nMarteau.\n`,
    );
    for (const [name, bytes] of Object.entries(files)) put(`gfp/g1/trainees/martin/activities/${slug}/${name}`, bytes);
    written.set(slug, { reference, source: `gfp/g1/trainees/martin/activities/${slug}/index.md` });
  };
  for (const name of Object.keys(drawings))
    activity(`dessin-${name}`, `DESSIN-${name.toUpperCase()}`, `![un dessin](d.svg)`, { "d.svg": drawing(name) });
  const names = [
    "a b.png",
    "a'b.png",
    'a"onerror="alert(1)".png',
    "<img src=x onerror=alert(1)>.png",
    "javascript:alert(1).png",
    "&lt;x&gt;.png",
    "a#b?c.png",
    "{{{title}}}.png",
    "..%2f..%2fx.png",
    "x.html",
    "x.htm",
    "x.svgz",
    "x.js",
    "x.xhtml",
    "x.xml",
  ];
  names.forEach((name, n) =>
    activity(`nom-${n + 1}`, `NOM-${n + 1}`, `[fichier](<${name.replace(/[<>]/g, (c) => encodeURIComponent(c))}>)`, {
      [name]: /png$/.test(name) ? pixel : "<html xmlns='http://www.w3.org/1999/xhtml'><script>alert('PWNED')</script></html>",
    }),
  );
  return written;
}

// Runs in the page: what no page of ours has, and what only a click would set off.
function suspicious() {
  const faults = [];
  const say = (what, element) => faults.push(`${what}: ${element.outerHTML.slice(0, 120)}`);
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) say("handler", element);
      if (name === "style" && document.body.contains(element)) say("style", element);
      if (/^(href|src|action|formaction|data|srcdoc|xlink:href)$/.test(name) && value !== "") {
        const scheme = new URL(value, location.href).protocol;
        const no_icon = element.rel === "icon" && value === "data:,";
        const leads = element.tagName === "A"; // a link to a stranger's site is the author's right
        if ((!/^(https?|file|mailto):$/.test(scheme) && !no_icon) || (/evil\.example/.test(value) && !leads))
          say("address", element);
        if (/^\s*[\/\\]{2}/.test(value)) say("address", element);
      }
    }
  }
  for (const element of document.querySelectorAll(
    "iframe, object, embed, base, meta[http-equiv], video, audio, math, body style, body link",
  ))
    say("element", element);
  for (const element of document.querySelectorAll("script"))
    if (!(element.defer && /assets\/(pages\/)?[a-z_-]+\.js$/.test(element.src)) && !document.querySelector("#_home[data-gfp]"))
      say("script", element);
  for (const element of document.querySelectorAll("form")) if (element.getAttribute("role") !== "search") say("form", element);
  if (document.querySelectorAll("main").length !== 1 || document.querySelectorAll("h1").length !== 1)
    faults.push("not one main and one h1");
  return faults;
}

export async function check_hostile(report, browser, program, content, folder) {
  // What is hostile is so in every language: the pages are the same but for our own words. LIVRET_LONG looks at both.
  for (const language of process.env.LIVRET_LONG ? ["fr", "en"] : ["fr"]) {
    const root = join(folder, `hostile-${language}`),
      site = join(folder, `hostile-site-${language}`);
    const written = hostile_repository(content, root, language);
    const check = spawnSync(program, ["check", "--root", root, "--no-git", "--now", "2005-04-11"], { encoding: "utf8" });
    const said = check.stdout + check.stderr;
    await report.test(`hostile repository, ${language}: check ends properly`, () =>
      check.status === 0 || check.status === 1 ? [] : [`status ${check.status} ${check.signal}`],
    );
    build(program, root, site, [], true);
    const pages = files_of(site, ".html");
    const html = new Map(pages.map((name) => [name, readFileSync(join(site, name), "utf8")]));
    const published = [...written].filter(
      ([, { reference }]) => reference && pages.some((name) => name.endsWith(`/${reference}.html`)),
    );
    report.note(
      `hostile corpus, ${language}: ${written.size} activities, ${published.length} published, ${written.size - published.length} left out; ${pages.length} pages opened`,
    );
    report.count(
      `hostile repository, ${language}: enough is published to mean something`,
      published.length >= 30 ? [] : [`only ${published.length}`],
    );
    for (const [name, { reference, source }] of written) {
      const page = reference && pages.find((one) => one.endsWith(`/${reference}.html`));
      report.count(
        `hostile, ${language}: ${name} is published, or left out with a reason`,
        page || said.includes(source) || said.includes(dirname(source)) ? [] : [`no page, no message: ${source}`],
      );
    }
    report.count(`hostile repository, ${language}: links`, read_links(site));
    report.count(
      `hostile repository, ${language}: feeds are well formed`,
      xml_faults(files_of(site, ".xml").map((name) => join(site, name))),
    );
    report.count(
      `hostile repository, ${language}: nothing is published that a browser runs`,
      files_of(site).filter((name) => /\.(xhtml|xml|svgz|htm|js|html)$/.test(name) && /nom-|NOM-/.test(dirname(name))),
    );
    const server = await serve(site);
    const armed = async () => {
      const opened = await open(browser);
      return { ...opened, trip: await arm(opened.context, opened.page) };
    };
    await at_once(
      2,
      pages,
      async (name, { page, seen, forget, trip }) => {
        forget();
        await report.test(`hostile, ${language}: ${name}`, async () => {
          const address = pages.indexOf(name) % 2 ? server.base + name : file_address(site, name);
          const visited = [];
          const note = (frame) => visited.push(frame.url());
          page.on("framenavigated", note);
          await page.goto(address, { waitUntil: "load" });
          const faults = await page.evaluate(suspicious);
          await page.evaluate(() => {
            for (const element of document.querySelectorAll("main, main *"))
              for (const kind of ["mouseover", "mouseenter", "focus", "load", "error", "toggle"])
                element.dispatchEvent(new Event(kind));
          });
          // Every link that a script could hide behind is followed, within the page.
          await page.evaluate(() =>
            document.querySelectorAll("a").forEach((link) => /^(https?|file|mailto):$/.test(link.protocol) || link.click()),
          );
          await page.waitForTimeout(20);
          page.off("framenavigated", note);
          if (visited.length !== 1 || visited[0] !== page.url()) faults.push(`went to ${visited}`);
          return [...faults, ...fired(trip), ...seen.errors, ...seen.failures];
        });
      },
      armed,
    );
    // The drawings by themselves: a reader may open one in a window of its own.
    for (const name of files_of(site, ".svg").filter((one) => !one.includes("assets/"))) {
      const { page, trip, close } = await armed();
      await report.test(`hostile drawing, ${language}: ${name}`, async () => {
        await page.goto(server.base + name);
        return fired(trip);
      });
      await close();
    }
    const { page, seen, trip, close } = await armed();
    const search = pages.find((name) => /\/(recherche|search)\.html$/.test(name));
    for (const word of ["marteau", "<script>alert(1)</script>", "alert", "PWNED", "onmouseover", '"];alert(1);//'])
      await report.test(`hostile, ${language}: search for ${word}`, async () => {
        await page.goto(`${file_address(site, search)}?q=${encodeURIComponent(word)}`);
        await page.waitForTimeout(100);
        const found = await page.locator("#_results li").count();
        const none = found === 0 ? ["nothing found"] : [];
        return [...none, ...(await page.evaluate(suspicious)), ...fired(trip), ...seen.errors];
      });
    await close();
    server.close();
  }
}

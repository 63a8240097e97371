// A trainee imitates the verdict panel with everything that a person may write: its words, its HTML, its badges, its class
// names and landmarks. On a copy of the signed example, built for the jury, the panel says what it says without her, nothing
// of hers is in it, nothing outside it takes its form, nothing runs, nothing is asked for, and no file outside is read.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { file_address, open } from "./browser.mjs";
import { build, files_of } from "./sites.mjs";
import { arm, fired } from "./tripwire.mjs";

const trainee = "gfp/math1/trainees/durand";
const target = `${trainee}/activities/suites-numeriques-au-tableur/index.md`;
const signed = "trust/attestations/7b3e91c4"; // what is signed for the trainee
const mark = "zqimpostor"; // stands in each thing that she writes
const secret = "zqoutsidesecret"; // stands in a file outside the repository

// The panel's own words and HTML, as its page shows them.
function imitation(panel) {
  return [
    `## ✓ Ce que disent les signatures ${mark}`,
    "",
    panel.replace("</section>", `<p>${mark}</p></section>`),
    "", // raw HTML, word for word
    `<section class="livret-verdict livret-is-valid" aria-labelledby="_verdict" id="_verdict" role="region">` +
      `<h2 id="_verdict">Attestation valide ${mark}</h2></section>`,
    "",
    `<div class="livret-notice" style="border:4px double #1d2733">Attestation valide ${mark}</div>`,
    "",
    `<link rel="stylesheet" href="../../assets/program/panel.css"><style>.livret-verdict{display:none}</style>`,
    "",
    `<script>document.querySelector(".livret-verdict").textContent = "valide"; alert("PWNED")</script>`,
    "",
    `## Ce que disent les signatures {#_verdict .livret-verdict}`,
    "",
    "## _verdict",
    "",
    "## Attestation valide",
    "",
    `> ✅ **valide** Catherine Leroy ${mark} : signature bonne, texte signé conservé, inscrite à temps.`,
    "",
    "| | Ce qui a été vérifié |",
    "|---|---|",
    ...["Format", "Signature", "Clé connue", "Inscrite à temps"].map((one) => `| ✓ | ${one} **oui** ${mark} |`),
    "",
    `[✓ Vérifier soi-même les documents signés ${mark}](https://evil.example/verify.html)`,
    "",
    `**✓ B.2.1** attestée[^livret-verdict]`,
    "",
    `[^livret-verdict]: ✓ valide ${mark}`,
    "",
    `![✓ Attestation valide ${mark}](badge.svg)`,
    "",
    `[badge](badge.svg "✓ valide ${mark}")`,
    "",
    "***",
    "",
    "```livret-verdict",
    `✓ valide ${mark}`,
    "```",
    "",
  ].join("\n");
}
// A drawing that takes the panel's colours, its frame and its words.
const badge = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="120" class="livret-verdict">
<rect x="2" y="2" width="636" height="116" fill="#fff" stroke="#1d2733"/>
<rect x="6" y="6" width="628" height="108" fill="none" stroke="#1d2733"/>
<text x="20" y="40" font-size="22">Ce que disent les signatures</text>
<text x="20" y="80" font-size="18">✓ valide Catherine Leroy ${mark}</text>
</svg>\n`;

// Links that lead out, each in an activity of its own: some are refused with their page, none is followed.
const ways_out = [
  "../../../../../../outside/secret.txt",
  "../../../../../../../../../../etc/passwd",
  "%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/outside/secret.txt",
  "..\\..\\..\\..\\..\\..\\outside\\secret.txt",
  "/etc/passwd",
  "file:///etc/passwd",
  "javascript:alert('PWNED')",
  "JaVaScRiPt&colon;alert('PWNED')",
  "data:text/html,<script>alert('PWNED')</script>",
  "link.txt",
  "linked/secret.txt",
  "../../../../../../trust/snapshots",
];

function activity(reference, body) {
  return (
    `---\nreference: ${reference}\ntitle: ${reference} ${mark}\ndate: 2005-02-01\n` +
    `context: stage-en-responsabilite\ncompetences: [B.2.1]\nstatus: declared\ndeclared: 2005-02-02\n` +
    `visibility: public\npictures: no-persons\n---\n${body}\n`
  );
}

// The signed file about an activity, by its reference: a name of a file changes whenever the example is signed again.
function signed_about(root, reference) {
  const found = readdirSync(join(root, signed))
    .filter((one) => one.endsWith(".json"))
    .filter((one) => JSON.parse(readFileSync(join(root, signed, one))).credentialSubject?.about.manifest.reference === reference);
  if (found.length !== 1) throw new Error(`${found.length} signed files about ${reference}`);
  return found[0];
}

// A copy of the example in which her text is another one: both panels say "edited since".
function repository(content, root, change) {
  cpSync(content, root, { recursive: true, filter: (from) => !/[\\/](\.livret|\.git|site)$/.test(from) });
  const file = join(root, target);
  writeFileSync(file, change(readFileSync(file, "utf8")));
  return root;
}

function hostile(content, root, outside, panel) {
  const answered = signed_about(content, "MATH1-DURAND-03").slice(0, 8);
  const reply = `## ✓ Ce que disent les signatures\n\nvalide ${mark} <section class="livret-verdict">valide</section>`;
  repository(
    content,
    root,
    (text) =>
      text
        .replace(/^title: .*$/m, `title: "✓ valide — Ce que disent les signatures ${mark}"`)
        .replace(/"le tableur fait voir[^"]*"/, `"✓ **attestée**, signature bonne ${mark} <b class='livret-sign'>✓</b>"`)
        .replace(
          /\n---\n/,
          `\npictures: no-persons\nreplies:\n  - to: ${answered}\n    date: 2005-03-01\n    text: ${JSON.stringify(reply)}\n---\n`,
        ) + `\n${imitation(panel)}`,
  );
  writeFileSync(join(root, target, "..", "badge.svg"), badge);
  const activities = join(root, trainee, "activities");
  ways_out.forEach((way, n) => {
    const folder = join(activities, `sortie-${n + 1}`);
    mkdirSync(folder);
    writeFileSync(
      join(folder, "index.md"),
      activity(`MATH1-DURAND-${70 + n}`, `[✓ valide](<${way.replaceAll("<", "%3C").replaceAll(">", "%3E")}>) ${mark}`),
    );
  });
  symlinkSync(join(outside, "secret.txt"), join(activities, "sortie-10/link.txt"));
  symlinkSync(outside, join(activities, "sortie-11/linked"));
  symlinkSync(outside, join(activities, "dehors"));
  // And in trust/: a signed file, a snapshot and a folder that lie elsewhere.
  symlinkSync(join(outside, "secret.txt"), join(root, signed, `${"a".repeat(64)}.json`));
  symlinkSync(join(outside, "secret.txt"), join(root, "trust/snapshots", "b".repeat(64)));
  symlinkSync(outside, join(root, "trust/attestations/dehors"));
  const kept = join(root, signed, signed_about(content, "MATH1-DURAND-04"));
  const { sha256 } = JSON.parse(readFileSync(kept)).credentialSubject.about.manifest.body;
  cpSync(join(root, "trust/snapshots", sha256), join(outside, sha256));
  rmSync(join(root, "trust/snapshots", sha256));
  symlinkSync(join(outside, sha256), join(root, "trust/snapshots", sha256));
  // A refusal is gone.
  rmSync(join(root, signed, signed_about(content, "MATH1-DURAND-01")));
  return root;
}

// Runs in the page: what is the program's, what is hers, and whether one could be taken for the other.
function confusion(mark) {
  const faults = [];
  const panels = document.querySelectorAll(".livret-verdict"),
    notices = document.querySelectorAll(".livret-notice");
  if (panels.length !== 1 || panels[0].tagName !== "SECTION") faults.push(`${panels.length} panels`);
  if (notices.length > 1) faults.push(`${notices.length} notices`);
  const ours = [...panels, ...notices];
  const is_ours = (element) => ours.some((one) => one.contains(element));
  for (const one of ours)
    if (one.textContent.includes(mark)) faults.push(`her words in it: ${one.textContent.match(new RegExp(`.{0,80}${mark}`))[0]}`);
  if (document.querySelectorAll('[id="_verdict"]').length !== 1 || !panels[0]?.contains(document.getElementById("_verdict")))
    faults.push("the panel's name is not its own");
  const say = (what, element) => faults.push(`${what}: ${element.outerHTML.slice(0, 140)}`);
  for (const element of document.querySelectorAll("body, body *")) {
    if (is_ours(element)) continue;
    if (/(^|\s)livret-/.test(element.getAttribute("class") ?? "")) say("a class of the program's", element);
    for (const label of ["aria-labelledby", "aria-label", "aria-describedby"])
      if (/_verdict/.test(element.getAttribute(label) ?? "")) say("the panel's label", element);
    if (element.tagName === "LINK" && /panel\.css/.test(element.href)) say("the panel's style", element);
    const style = getComputedStyle(element);
    for (const side of ["borderTopStyle", "borderBottomStyle", "borderLeftStyle", "borderRightStyle", "outlineStyle"])
      if (style[side] === "double") say("the panel's frame", element);
  }
  // What Markdown makes is text, in regions of its own.
  const regions = document.querySelectorAll(".prose, .words");
  for (const region of regions) {
    if (is_ours(region) || region.contains(panels[0])) say("her text holds the panel", region);
    for (const element of region.querySelectorAll(
      "section:not(.footnotes[aria-label=Notes]), main, nav, aside, header, footer, form, iframe, script, style, link, " +
        "button, input:not([disabled]), [role=region], [role=status], [role=alert]",
    ))
      say("a landmark in her text", element);
    for (const element of region.querySelectorAll("[id]"))
      if (element.id.startsWith("_")) say("a name of the program's", element);
    for (const element of region.querySelectorAll("[style], [onclick], [onerror], [onload]"))
      say("a style or handler in her text", element);
  }
  // Her words stand in her regions, in titles and names; nowhere else.
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode())
    if (
      walker.currentNode.data.includes(mark) &&
      !walker.currentNode.parentElement.closest(".prose, .words, h1, title, [aria-current], .outline, .files, .difference, a")
    )
      say("her words in a place of no one's", walker.currentNode.parentElement);
  // The panel is there for everybody: seen, of its own colours, in its double frame, and named in the tree of accessibility.
  const box = panels[0].getBoundingClientRect(),
    style = getComputedStyle(panels[0]);
  if (box.width < 200 || box.height < 100 || style.visibility !== "visible" || Number(style.opacity) !== 1)
    faults.push("the panel is not to be seen");
  if (style.borderTopStyle !== "double" || style.borderTopWidth !== "4px") faults.push(`the panel's frame is ${style.borderTop}`);
  const covered = document.elementFromPoint(
    ...(panels[0].scrollIntoView({ block: "center" }),
    ((it) => [it.left + it.width / 2, Math.max(1, it.top + it.height / 2)])(panels[0].getBoundingClientRect())),
  );
  if (covered && !panels[0].contains(covered) && covered !== document.documentElement)
    say("something lies over the panel", covered);
  return faults;
}

// The panel and what stands before it.
async function shot(page, name) {
  if (!process.env.LIVRET_SHOTS) return;
  const { y, height } = await page.evaluate(() => {
    const box = document.querySelector(".livret-verdict").getBoundingClientRect();
    return { y: Math.max(0, Math.round(box.top + scrollY - 1500)), height: Math.round(box.height + 1600) };
  });
  const clip = { x: 0, y, width: page.viewportSize().width, height };
  await page.screenshot({ path: join(process.env.LIVRET_SHOTS, `impostor-${name}.png`), fullPage: true, clip });
}

const panel_of = (html) => /<section class="livret-verdict"[\s\S]*?<\/section>/.exec(html)?.[0];

export async function check_impostor(report, browser, program, content, folder) {
  const outside = join(folder, "outside"),
    root = join(folder, "impostor"),
    honest_root = join(folder, "honest");
  mkdirSync(outside);
  writeFileSync(join(outside, "secret.txt"), `${secret}\n`);
  writeFileSync(join(outside, "index.md"), activity("MATH1-DURAND-99", secret));
  writeFileSync(join(outside, `${"c".repeat(64)}.json`), `{"${secret}":1}\n`);
  const name = "math1/activites/MATH1-DURAND-03.html";
  for (const audience of ["jury", "trainers", "gfp"]) {
    const honest = join(folder, `honest-${audience}`),
      site = join(folder, `impostor-${audience}`);
    if (audience === "jury") repository(content, honest_root, (text) => `${text}\nUne phrase de plus.\n`);
    build(program, honest_root, honest, ["--audience", audience, "--lang", "fr"], true);
    const address = files_of(honest, ".html").find((one) => one.endsWith("/MATH1-DURAND-03.html"));
    const panel = panel_of(readFileSync(join(honest, address ?? name), "utf8"));
    if (audience === "jury") hostile(content, root, outside, panel);
    const { stderr } = build(program, root, site, ["--audience", audience, "--lang", "fr"], true);
    await report.test(`impostor, ${audience}: the panel is byte for byte what it is without her`, () => {
      const now = panel_of(readFileSync(join(site, address), "utf8"));
      return panel && now === panel && /edited-since|modifiée/.test(panel) ? [] : [`${now}`, `${panel}`];
    });
    await report.test(`impostor, ${audience}: no file outside is read`, () =>
      files_of(site).filter(
        (one) =>
          one.includes(secret) ||
          readFileSync(join(site, one)).includes(secret) ||
          readFileSync(join(site, one)).includes("root:x:0"),
      ),
    );
    await report.test(`impostor, ${audience}: each way out is refused or leads nowhere`, () =>
      ways_out.flatMap((way, n) => {
        const page = files_of(site, ".html").find((one) => one.endsWith(`/MATH1-DURAND-${70 + n}.html`));
        if (!page) return stderr.includes(`sortie-${n + 1}/`) ? [] : [`${way}: no page, no message`];
        const [, href] = /<a href="([^"]*)"[^>]*>✓\u00a0?\s?valide/.exec(readFileSync(join(site, page), "utf8")) ?? [];
        return href === undefined || /^(https?:|#)/.test(href) ? [] : [`${way}: ${href}`];
      }),
    );
    if (audience !== "jury") continue;
    await report.test("impostor: links in trust/ are no signed files", () => {
      const done = spawnSync(program, ["verify", root, "--format", "json"], { encoding: "utf8", maxBuffer: 1 << 28 });
      const [told] = JSON.parse(done.stdout);
      const strange = told.files.filter((one) => /a{64}|dehors/.test(one.path));
      const unread = signed_about(content, "MATH1-DURAND-04");
      const kept = told.files.filter((one) => one.path.endsWith(unread) && one.word !== "content-missing");
      return [
        ...[...strange, ...kept].map((one) => `${one.path}: ${one.word}`),
        ...(done.stdout.includes(secret) ? ["the secret is told"] : []),
        ...(told.incomplete.length === 1 ? [] : ["the refusal is not missed"]),
      ];
    });
    for (const look of [
      { name: "light", colorScheme: "light" },
      { name: "dark", colorScheme: "dark" },
      { name: "print", media: "print", colorScheme: "light" },
      { name: "narrow", colorScheme: "light", width: 360 },
    ]) {
      const { page, seen, context, close } = await open(browser, {
        viewport: { width: look.width ?? 1100, height: 900 },
        acceptDownloads: true,
      });
      const trip = await arm(context, page);
      await page.emulateMedia({ media: look.media ?? "screen", colorScheme: look.colorScheme });
      await report.test(`impostor, ${look.name}: the panel is told apart, nothing runs, nothing is asked for`, async () => {
        await page.goto(file_address(site, address));
        const faults = await page.evaluate(confusion, mark);
        for (const link of await page.locator('.prose a[href^="#"]').all()) await link.click({ timeout: 2000 }).catch(() => {});
        await shot(page, look.name);
        const inside = file_address(site, "");
        return [
          ...faults,
          ...fired(trip),
          ...seen.errors,
          ...seen.failures,
          ...seen.requests.filter((one) => !one.startsWith(inside)),
          ...seen.console,
        ];
      });
      await close();
    }
    await report.test("impostor: the tree of accessibility names one panel", async () => {
      const { page, close } = await open(browser);
      await page.goto(file_address(site, address));
      const regions = await page.getByRole("region", { name: "Ce que disent les signatures" }).count();
      await close();
      return regions === 1 ? [] : [`${regions} regions of that name`];
    });
    await report.test("a group's site as it was built: its checking page and the program call nobody incomplete", async () => {
      const done = spawnSync(program, ["verify", join(honest, "math1"), "--format", "json"], {
        encoding: "utf8",
        maxBuffer: 1 << 28,
      });
      const [told] = JSON.parse(done.stdout);
      const { page, close } = await open(browser, { locale: "fr-FR" });
      await page.goto(file_address(honest, "math1/verify.html"));
      await page.setInputFiles("#folder", join(honest, "math1"));
      // Waiting by itself evaluates texts, which the page's policy forbids.
      for (let n = 0; n < 600 && (await page.locator("#result[hidden]").count()) > 0; ++n) await page.waitForTimeout(100);
      const part = await page.locator("[data-part]").count(),
        incomplete = await page.locator("[data-trainee]").count();
      const words = await page.locator("article[data-word]").evaluateAll((all) => all.map((one) => one.dataset.word));
      await close();
      const own = told.files.filter((one) => one.path.startsWith("attestations/")).map((one) => one.word);
      return [
        ...(told.carriesAPart && told.incomplete.length > 0 ? [] : ["the program: not a part"]),
        ...(part === 1 && incomplete === 0 ? [] : [`the page: ${part} parts, ${incomplete} incomplete`]),
        ...(words.length > 5 && words.sort().join() === own.sort().join()
          ? []
          : [`${words.length} words in the page, ${own.length} in the program`]),
      ];
    });
    await report.test("impostor: her name does not answer for the refusal that is gone", () => {
      const profile = join(root, trainee, "profile.md"),
        before = readFileSync(profile, "utf8"),
        named_site = join(folder, "impostor-named");
      writeFileSync(profile, before.replace(/^name: .*$/m, `name: "Anne Durand ✓ rien ne manque, tout est valide ${mark}"`));
      build(program, root, named_site, ["--audience", "jury", "--lang", "fr"], true);
      writeFileSync(profile, before);
      const notices = files_of(named_site, ".html").map(
        (one) => /<section class="livret-notice"[\s\S]*?<\/section>/.exec(readFileSync(join(named_site, one), "utf8"))?.[0] ?? "",
      );
      return notices.some((one) => /Incomplet pour math1\/durand/.test(one)) && !notices.some((one) => one.includes(mark))
        ? []
        : notices.filter((one) => one !== "").slice(0, 1);
    });
    // Every page of the site, not only hers: a title, a name, a word travels.
    await report.test("impostor: on no page anything of hers is in a frame of the program's", () =>
      files_of(site, ".html").flatMap((one) => {
        const html = readFileSync(join(site, one), "utf8");
        const frames = [...html.matchAll(/<section class="livret-(?:verdict|notice)"[\s\S]*?<\/section>/g)].map(
          ([frame]) => frame,
        );
        const outside_of_them = html.replace(/<section class="livret-(?:verdict|notice)"[\s\S]*?<\/section>/g, "");
        const own = /<[^>]*\s(?:class="(?:[^"]*\s)?livret-|(?:id|aria-labelledby)="[^"]*_verdict)[^>]*>/.exec(
          outside_of_them,
        )?.[0];
        return [
          ...(frames.some((frame) => frame.includes(mark)) ? [`${one}: her words`] : []),
          ...(own ? [`${one}: its marks outside: ${own}`] : []),
        ];
      }),
    );
  }
}

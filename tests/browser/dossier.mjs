// Dossiers in the checking page in Chromium: node tests/browser/dossier.mjs VERIFY.HTML PROGRAM CONTENT
// Whatever is given to the page is given to `livret verify` too, and both say the same: each word of a signed file, whether it
// is good, the state of the container, the remarks and refusals to the letter. Dossiers as the program writes them, zipped again
// by other programs, unpacked, chosen and dropped; those of tests/dossier/forged.mjs, and the hostile containers and bags of
// tests/dossier/zips.mjs. LIVRET_SHOTS=folder keeps pictures.
import { execFile, execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { exported, forged, opened, remade } from "../dossier/forged.mjs";
import { vectors } from "../dossier/zips.mjs";
import { launch, open } from "./browser.mjs";

const [page_file, program, content] = process.argv.slice(2).map((path) => resolve(path));
const folder = mkdtempSync(join(tmpdir(), "livret-page-dossier-"));
const words = JSON.parse(
  readFileSync(join(dirname(fileURLToPath(import.meta.url)), "../../themes/program/words/fr.json"), "utf8"),
);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = process.env.LIVRET_SHOTS;
let passed = 0,
  failed = 0;
function check(name, good, detail = "") {
  if (good) return void ++passed;
  ++failed;
  console.log(`FAILED ${name}${detail ? `\n  ${typeof detail === "string" ? detail : JSON.stringify(detail)}` : ""}`);
}
const in_order = (value) =>
  value && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, one]) => [name, in_order(one)]),
      )
    : value;
const same = (a, b) => JSON.stringify(in_order(a)) === JSON.stringify(in_order(b));
const said = (text) => text.replace(/\s+/g, " ").trim();

// --- what the program says
let homes = 0;
const run = promisify(execFile);
// Each time on a machine that has seen no checkpoint yet.
async function asked(path, fingerprint, ...more) {
  const home = join(folder, "homes", String(++homes));
  const env = { ...process.env, HOME: home, XDG_STATE_HOME: home, XDG_CONFIG_HOME: home, NO_COLOR: "1" };
  const args = ["verify", ...more, ...(fingerprint ? ["--trust-root", fingerprint] : []), path];
  const { stdout } = await run(program, args, { env, maxBuffer: 1 << 26 }).catch((error) => error);
  return stdout;
}
const keys = ["person", "own-claim", "unsigned"];
const filled = (sentence, fault) => sentence.replace(/\{(\w+)\}/g, (_, name) => fault[name] ?? "");
async function program_says(path, fingerprint) {
  const [json, text] = await Promise.all([
    asked(path, fingerprint, "--format", "json"),
    asked(path, fingerprint, "--lang", "fr"),
  ]);
  const [report] = JSON.parse(json),
    heard = said(text);
  if (report.refused) {
    const { code } = report.refused;
    return {
      good: report.good,
      refused: code,
      sentence: said(filled(words[code], report.refused)),
      heard: heard.includes(said(filled(words[code], report.refused))),
    };
  }
  const { dossier, files } = report;
  return {
    good: report.good,
    chain: report.chain,
    kind: dossier.kind,
    state: dossier.container,
    state_heard: heard.includes(said(words[`container.state.${dossier.container}`])),
    person: `${dossier.trainee.name} (${dossier.trainee.folder})`,
    words: Object.fromEntries(files.map(({ path: where, word, reason }) => [where, reason ? `${word} (${reason})` : word])),
    incomplete: Object.fromEntries(report.incomplete.map(({ trainee, listed, present }) => [trainee, [listed, present]])),
    remarks: keys.filter((key) => heard.includes(said(words[`dossier.${key}`]))).sort(),
    ignored: dossier.ignored,
    withheld: dossier.withheld.length,
    checkpoint: report.checkpoint ?? null,
  };
}

// --- what the page says
async function until(page, test, argument) {
  for (const end = Date.now() + 120000; Date.now() < end; await new Promise((next) => setTimeout(next, 10)))
    if (await page.evaluate(test, argument)) return;
  throw new Error(`the page never came to: ${test} ${await page.locator("#progress").textContent()}`);
}
const forget = (page) =>
  page.evaluate(() => {
    document.getElementById("result").hidden = true;
    document.getElementById("progress").textContent = "";
  });
async function outcome(page) {
  await until(
    page,
    () =>
      !document.getElementById("result").hidden ||
      /à la fois|s’est arrêtée|at a time/.test(document.getElementById("progress").textContent),
  );
  const found = await page.evaluate(() => {
    const all = (name) => [...document.querySelectorAll(`#found [data-${name}]`)];
    const refused = all("refused")[0];
    if (document.getElementById("result").hidden) return { message: document.getElementById("progress").textContent };
    if (refused)
      return {
        refused: refused.dataset.refused,
        sentence: refused.textContent,
        text: document.getElementById("found").textContent,
      };
    const [who, copy] = document.querySelectorAll("#found dl.facts dd");
    const text = document.getElementById("found").textContent;
    return {
      good: all("good")[0]?.dataset.good === "true",
      chain: all("broken")[0]?.dataset.broken ?? "holds",
      kind:
        copy.textContent === "copie personnelle"
          ? "owner"
          : copy.textContent === "copie pour un jury"
            ? "jury"
            : copy.textContent,
      state: all("container")[0]?.dataset.container,
      state_text: all("container")[0]?.textContent,
      person: who.textContent,
      words: Object.fromEntries(
        all("path").map(({ dataset: { path, word, reason } }) => [path, reason ? `${word} (${reason})` : word]),
      ),
      incomplete: Object.fromEntries(
        all("trainee").map(({ dataset: it }) => [it.trainee, [Number(it.listed), Number(it.present)]]),
      ),
      remarks: all("dossier").map(({ dataset, textContent }) => [dataset.dossier, textContent]),
      ignored: all("ignored").map(({ dataset }) => dataset.ignored),
      withheld: Number(all("withheld")[0]?.dataset.withheld ?? 0),
      checkpoint: Number(/liste n°\s(\d+) du/.exec(document.querySelector("#found .as-of")?.textContent ?? "")?.[1] ?? NaN),
      text,
    };
  });
  return found;
}
async function given(page, path, fingerprint, field = "#file") {
  await page.fill("#fingerprint", fingerprint ?? "");
  await page.locator("#fingerprint").blur();
  await forget(page);
  await page.setInputFiles(field, path);
  return outcome(page);
}

// Page and program, held to the letter.
function compare(name, page, wanted) {
  if (wanted.refused) {
    check(
      `${name}: refused alike`,
      page.refused === wanted.refused && said(page.sentence ?? "") === wanted.sentence && wanted.heard && !wanted.good,
      [page, wanted],
    );
    check(`${name}: nothing of it is shown`, !/Durand|attestations\/|B\.1\.1/.test(page.text ?? "Durand"), page.text);
    return;
  }
  const { remarks, state_text, text, ...rest } = page,
    { remarks: heard, state_heard, checkpoint, ...expected } = wanted;
  delete rest.checkpoint;
  check(
    `${name}: the same words`,
    same(rest, expected),
    [...new Set([...Object.keys(rest), ...Object.keys(expected)])]
      .filter((key) => !same(rest[key], expected[key]))
      .map((key) => `${key}: ${JSON.stringify(rest[key])}, not ${JSON.stringify(expected[key])}`)
      .join("\n  "),
  );
  check(
    `${name}: the same remarks`,
    same((remarks ?? []).map(([key]) => key).sort(), heard) &&
      (remarks ?? []).every(([key, one]) => one === words[`dossier.${key}`]),
    [remarks, heard],
  );
  check(
    `${name}: the same state, in the same words`,
    state_heard && state_text === words[`container.state.${wanted.state}`],
    state_text,
  );
  if (checkpoint !== null) check(`${name}: the same checkpoint`, page.checkpoint === checkpoint, page.checkpoint);
}
// forged.mjs says what is due: neither page nor program may be wrong together.
function hold(name, wanted, expected) {
  const short = wanted.refused
    ? { good: wanted.good, refused: wanted.refused }
    : {
        good: wanted.good,
        chain: wanted.chain,
        state: wanted.state,
        incomplete: wanted.incomplete,
        person: !wanted.remarks.includes("person"),
        words: Object.fromEntries(Object.entries(wanted.words).filter(([, word]) => !["valid", "unsealed"].includes(word))),
        ...(wanted.remarks.includes("own-claim") ? { own_claim: true } : {}),
        ...(wanted.remarks.includes("unsigned") ? { unsigned: true } : {}),
        ...(wanted.withheld ? { withheld: wanted.withheld } : {}),
      };
  const due = expected.refused ? { good: false, refused: expected.refused.code } : expected;
  check(`${name}: the program's words are those that are due`, same(short, due), [short, due]);
}
async function barriers(name, page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
  );
  check(
    `axe: ${name}`,
    violations.length === 0,
    violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`.slice(0, 400)),
  );
}
async function shot(page, name) {
  if (!shots) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}

const genuine = exported(program, content, join(folder, "exported"));
const place = (name, bytes, as = "dossier.zip") => {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, as), bytes);
  return join(folder, name, as);
};
const cases = Object.entries(forged(genuine)).map(([name, one], i) => ({
  name,
  path: place(`forged-${i}`, one.bytes),
  fingerprint: one.fingerprint,
  expected: one.expected,
}));
const { fingerprint } = cases[0];

// The same files as other programs make them.
const { top } = opened(genuine.owner);
const owner = place("as-written", genuine.owner, `${top}.zip`),
  jury = place("as-written", genuine.jury, `${top}-jury.zip`);
const unpacked = join(folder, "unpacked");
execFileSync("unzip", ["-q", owner, "-d", unpacked]);
const by_zip = join(folder, "by-zip.zip"),
  by_python = join(folder, "by-python.zip");
execFileSync("zip", ["-q", "-r", by_zip, top], { cwd: unpacked });
execFileSync("python3", ["-m", "zipfile", "-c", by_python, top], { cwd: unpacked });
const nameless = join(folder, "nameless"); // known as a zip by how it begins
cpSync(owner, nameless);
const added = join(folder, "added", top),
  with_git = join(folder, "with-git", top);
for (const copy of [added, with_git]) cpSync(join(unpacked, top), copy, { recursive: true });
writeFileSync(join(added, "data", ".DS_Store"), "x");
mkdirSync(join(with_git, "data", "node_modules"));
writeFileSync(join(with_git, "data", "node_modules", "valid.txt"), "valid\n");
const large = place(
  "large",
  (() => {
    const { files } = opened(genuine.owner);
    files.set("data/activities/film.bin", Buffer.alloc(96 << 20, "film"));
    return remade({ top, files });
  })(),
);

const server = createServer((request, response) => {
  if (request.url !== "/verify.html") return response.writeHead(404).end();
  response.writeHead(200, { "Content-Type": "text/html" }).end(readFileSync(page_file));
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const browser = await launch(["--host-resolver-rules=MAP checking.test 127.0.0.1"]);
const addresses = { file: pathToFileURL(page_file).href, http: `http://checking.test:${server.address().port}/verify.html` };
try {
  const { page, seen, close } = await open(browser, { locale: "fr-FR", viewport: { width: 1100, height: 900 } });
  await page.goto(addresses.file);

  for (const { name, path, fingerprint: known, expected } of cases) {
    const [wanted, shown] = await Promise.all([program_says(path, known), given(page, path, known)]);
    hold(name, wanted, expected);
    compare(name, shown, wanted);
    if (name === "a name that is markup")
      check(
        "a name stays a text",
        (await page.locator("#found img, #found b, #found script").count()) === 0 && /<b>valid<\/b>/.test(shown.text),
      );
    if (name === "another name") {
      check("a name that nobody vouches for is called unproven", /sans preuve/.test(shown.text));
      await shot(page, "dossier-person");
      await barriers("another name", page);
    }
    if (name === "a snapshot withheld")
      check("withheld texts are said", /ne montre pas à un jury.*: 1\./.test(shown.text), shown.text.slice(0, 600));
    if (name === "a page of the site changed") {
      await shot(page, "dossier-refused");
      await barriers("a refused dossier", page);
      await page.fill("#fingerprint", "0".repeat(64));
      await page.locator("#fingerprint").blur();
      check(
        "a refused dossier stays refused when a fingerprint is given",
        (await page.locator("#found [data-refused]").count()) === 1 && (await page.locator("#found [data-path]").count()) === 0,
      );
    }
    if (/page that says/.test(name))
      check(
        "its own page is never looked at",
        !/<h1>|document\.title/.test(shown.text) && (await page.title()) === "Vérifier des attestations",
      );
  }

  for (const [name, path, field, state] of [
    ["a jury's copy, chosen", jury, "#file", "canonical"],
    ["zipped by zip", by_zip, "#file", "rezipped"],
    ["zipped by Python", by_python, "#file", "rezipped"],
    ["a zip without its ending", nameless, "#file", "canonical"],
    ["unpacked", join(unpacked, top), "#folder", "unpacked"],
    ["a folder that holds it alone", unpacked, "#folder", "unpacked"],
    ["Finder looked into it", added, "#folder", "unpacked"],
    ["a folder was added to it", with_git, "#folder", "refused"],
    ["a hundred megabytes", large, "#file", "canonical"],
  ]) {
    if (path === large)
      await page.evaluate(() => {
        globalThis.longest = 0;
        globalThis.told = new Set();
        let last = performance.now();
        setInterval(() => {
          globalThis.longest = Math.max(globalThis.longest, performance.now() - last);
          last = performance.now();
        }, 5);
        const progress = document.getElementById("progress");
        new MutationObserver(() => globalThis.told.add(progress.textContent)).observe(progress, { childList: true });
      });
    const [wanted, shown] = await Promise.all([program_says(path, fingerprint), given(page, path, fingerprint, field)]);
    check(
      `${name}: ${state}`,
      (wanted.refused ? "refused" : wanted.state) === state && wanted.good === (state !== "refused"),
      wanted,
    );
    compare(name, shown, wanted);
    if (path === large) {
      console.log(`longest pause with a hundred megabytes: ${Math.round(await page.evaluate(() => globalThis.longest))} ms`);
      const told = await page.evaluate(() => [...globalThis.told]);
      check(
        "how far it is, is said in few steps",
        told.filter((text) => /Lecture du dossier de stagiaire.*\d+\s%/.test(text)).length >= 2 && told.length < 40,
        told,
      );
      check("politely", (await page.getAttribute("#progress", "role")) === "status");
    }
  }

  // A fingerprint that is typed afterwards, a signed text, another language.
  const first = await given(page, owner, null);
  check(
    "without a fingerprint it is its own claim",
    !first.good &&
      same(
        first.remarks.map(([key]) => key),
        ["own-claim"],
      ),
  );
  await shot(page, "dossier-own-claim");
  await barriers("its own claim", page);
  await page.fill("#fingerprint", fingerprint);
  await forget(page);
  await page.locator("#fingerprint").blur();
  check("with one typed in it is good", (await outcome(page)).good);
  await page.fill("#checkpoint", "999");
  await forget(page);
  await page.locator("#checkpoint").blur();
  const older = await outcome(page);
  check("older than the paper's list: not good", !older.good && /Le papier nomme la liste/.test(older.text));
  await page.fill("#checkpoint", "");
  await forget(page);
  await page.locator("#checkpoint").blur();
  await outcome(page);
  await page
    .locator("#found details")
    .first()
    .evaluate((one) => {
      one.open = true;
    });
  await page.locator("#found button.plain").first().click();
  await until(page, () => document.querySelector("#found pre"));
  check(
    "the signed text is shown, as a text",
    (await page.locator("#found pre").first().textContent()).length > 100 && (await page.locator("#found pre *").count()) === 0,
  );
  await shot(page, "dossier-good");
  await barriers("a good dossier", page);
  await page.click('button[data-language="en"]');
  check(
    "English",
    /Everything that should count does\./.test(await page.locator("#found").textContent()) &&
      /personal copy/.test(await page.locator("#found").textContent()),
  );
  await page.emulateMedia({ colorScheme: "dark" });
  await barriers("English, dark", page);
  await page.setViewportSize({ width: 360, height: 740 });
  check("360 pixels are enough", await page.evaluate(() => document.documentElement.scrollWidth <= 360));
  await shot(page, "dossier-narrow");
  await page.emulateMedia({ media: "print", colorScheme: "light" });
  check("who it is about is printed", await page.locator("#found [data-good]").isVisible());
  await page.emulateMedia({ media: "screen" });
  await page.setViewportSize({ width: 1100, height: 900 });
  await page.click('button[data-language="fr"]');

  // A single attestation is judged alone: a dossier that was given before says nothing of it.
  const [attestation] = [...opened(genuine.owner).files].filter(([path]) => path.includes("/attestations/"));
  await forget(page);
  await page.setInputFiles("#file", place("single", attestation[1], "attestation.json"));
  await until(page, () => document.querySelectorAll("#found article").length === 1);
  check("a single attestation after a dossier is alone", (await page.getAttribute("#found article", "data-reason")) === "alone");

  // Dropped, as a file manager drops.
  const debugging = await page.context().newCDPSession(page);
  async function drop(...files) {
    await forget(page);
    await page.fill("#fingerprint", fingerprint);
    const box = await page.locator("#drop").boundingBox();
    const data = { items: [], files, dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"])
      await debugging.send("Input.dispatchDragEvent", { type, x: box.x + 20, y: box.y + 20, data });
    return outcome(page);
  }
  check("a zip is dropped", (await drop(owner)).good);
  const folder_dropped = await drop(join(unpacked, top));
  check("an unpacked dossier is dropped", folder_dropped.good && folder_dropped.state === "unpacked", folder_dropped.refused);
  compare(
    "what was added under a name that is left out elsewhere",
    await drop(with_git),
    await program_says(with_git, fingerprint),
  );
  check(
    "two dossiers at once: one at a time",
    /Un seul dossier de stagiaire à la fois/.test((await drop(owner, jury)).message ?? ""),
  );
  check(
    "a dossier and something else: one at a time",
    /à la fois/.test((await drop(join(unpacked, top), jury)).message ?? "") &&
      /à la fois/.test((await drop(owner, join(content, "trust"))).message ?? ""),
  );
  check("nothing is shown then", await page.locator("#result").isHidden());

  // Hostile containers and bags, the page itself. A bag that passes holds no index of Livret's.
  let hostile = 0;
  for (const [i, { name, expected, made }] of vectors.entries()) {
    if (!Buffer.isBuffer(made) || made.length > 1 << 20) continue;
    ++hostile;
    const shown = await given(page, place(`hostile-${i}`, made), fingerprint);
    const due = /\./.test(expected) ? expected : "dossier.index";
    check(`${name} [page]`, shown.refused === due, `${shown.refused}, not ${due}`);
  }
  check("hostile containers were given to the page", hostile > 100, hostile);
  check(
    "no request, no error on the whole way",
    seen.requests.every((one) => one === addresses.file || one.startsWith("blob:")) &&
      seen.errors.length === 0 &&
      seen.console.length === 0,
    [...seen.requests.slice(1), ...seen.errors, ...seen.console],
  );
  await close();

  // Over plain http there is no WebCrypto: the page's own arithmetic.
  const plain = await open(browser, { locale: "fr-FR" });
  await plain.page.goto(addresses.http);
  check("over plain http there is no WebCrypto", !(await plain.page.evaluate(() => Boolean(globalThis.crypto?.subtle))));
  for (const name of [
    "as the program wrote it",
    "a refusal left out",
    "another name",
    "an institute of her own",
    "a snapshot changed",
    "a page of the site changed",
  ]) {
    const one = cases.find((each) => each.name === name);
    compare(`${name} [http]`, await given(plain.page, one.path, one.fingerprint), await program_says(one.path, one.fingerprint));
  }
  check(
    "no request, no error over http",
    plain.seen.requests.filter((one) => one !== addresses.http && !/favicon/.test(one)).length === 0 &&
      plain.seen.errors.length === 0,
    [...plain.seen.requests, ...plain.seen.errors],
  );
  await plain.close();
} finally {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

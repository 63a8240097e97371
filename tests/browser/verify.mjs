// The checking page in Chromium: node tests/browser/verify.mjs <verify.html>
//   node tests/browser/verify.mjs --names   only says which vectors it runs, a line each
// From file:// (WebCrypto) and over plain http under a name that is no loopback (no WebCrypto: the page's own library): the
// same word and reason as the program for every vector; no request, no breach of the page's policy, no barrier; folders and
// single files, chosen and dropped; hostile texts; narrow screens, both languages. LIVRET_SHOTS=folder keeps pictures.
// What the page is never given (sources to compare people with; a browser without Ed25519) its engine judges in Chromium too.
import { createServer } from "node:http";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch, open } from "./browser.mjs";
import { checked } from "./validity.mjs";
import { say_all } from "../support/say.mjs";
import { write_all } from "../vectors/make.mjs";
import { vectors as all_vectors } from "../vectors/vectors.mjs";
import { World } from "../vectors/world.mjs";

const for_the_page = ({ people, page }) => people.length === 0 && page?.given !== "no-ed25519";
const page_file = process.argv[2];
if (page_file === "--names") {
  await say_all(all_vectors.map(({ name }) => name)); // each by the page or by its engine; a test below holds it to that
  process.exit();
}
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = process.env.LIVRET_SHOTS;
const folder = mkdtempSync(join(tmpdir(), "livret-verify-"));
let passed = 0,
  failed = 0;
function check(name, good, detail = "") {
  if (good) return void ++passed;
  ++failed;
  console.log(`FAILED ${name}${detail ? `\n  ${typeof detail === "string" ? detail : JSON.stringify(detail)}` : ""}`);
}
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

const vectors = write_all(folder);
const named = (name) => vectors.find((one) => one.name === name);
const program_folder = join(dirname(fileURLToPath(import.meta.url)), "../../themes/program");
const noble = "/program/node_modules/@noble";
const imports = {
  "@noble/ed25519": `${noble}/ed25519/index.js`,
  "@noble/hashes/sha2": `${noble}/hashes/esm/sha2.js`,
  "@noble/hashes/crypto": `${noble}/hashes/esm/crypto.js`,
};
const server = createServer((request, response) => {
  if (request.url === "/engine.html")
    return response
      .writeHead(200, { "Content-Type": "text/html" })
      .end(`<!DOCTYPE html><title>Engine</title><script type="importmap">${JSON.stringify({ imports })}</script>`);
  const module = /^\/program\/([\w@/.-]+\.js)$/.exec(request.url)?.[1];
  if (module && !module.includes(".."))
    return response.writeHead(200, { "Content-Type": "text/javascript" }).end(readFileSync(join(program_folder, module)));
  if (request.url !== "/verify.html") return response.writeHead(404).end();
  response.writeHead(200, { "Content-Type": "text/html" }).end(readFileSync(page_file));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const browser = await launch(["--host-resolver-rules=MAP checking.test 127.0.0.1"]);
const addresses = {
  webcrypto: pathToFileURL(page_file).href,
  library: `http://checking.test:${server.address().port}/verify.html`,
};

// Playwright's own waiting evaluates texts, which the page's policy forbids.
async function until(page, test, argument) {
  for (const end = Date.now() + 60000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 10)))
    if (await page.evaluate(test, argument)) return;
  throw new Error(`the page never came to: ${test}`);
}
const until_text = (page, text) => until(page, (wanted) => document.getElementById("found").textContent.includes(wanted), text);

// Waits until the page has judged what it was given, and returns what it shows.
async function outcome(page) {
  await until(
    page,
    () =>
      !document.getElementById("result").hidden || /signé|signed document/i.test(document.getElementById("progress").textContent),
  );
  for (let more; (more = page.locator("#found button:not(.plain):visible").first()) && (await more.count()); ) await more.click();
  return page.evaluate(() => ({
    words: Object.fromEntries(
      [...document.querySelectorAll("[data-path]")]
        .map(({ dataset: { path, word, reason } }) => [path, reason ? `${word} (${reason})` : word])
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    incomplete: Object.fromEntries(
      [...document.querySelectorAll("[data-trainee]")].map(({ dataset: it }) => [
        it.trainee,
        [Number(it.listed), Number(it.present)],
      ]),
    ),
    foreign: [...document.querySelectorAll("[data-foreign]")].map((one) => one.dataset.foreign).sort(),
  }));
}
async function give(page, vector, fingerprint = vector.fingerprint) {
  await page.fill("#fingerprint", fingerprint);
  await page.evaluate(() => {
    document.getElementById("result").hidden = true;
    document.getElementById("progress").textContent = "";
  });
  await page.setInputFiles("#folder", join(vector.place, "trust"));
  return outcome(page);
}
// What the page makes of a vector as it is given: a folder, or a file without one.
async function given(page, vector) {
  if (vector.page?.given !== "alone") return give(page, vector);
  await page.reload();
  await page.setInputFiles("#file", join(vector.place, "trust", vector.page.file));
  const [word] = Object.values((await outcome(page)).words);
  return { words: { [vector.page.file]: word }, incomplete: {}, foreign: [] };
}
const wanted = (vector) => ({
  words: vector.page?.words ?? vector.words,
  incomplete: vector.page?.given === "alone" ? {} : vector.incomplete,
});
const sorted = (words) => Object.fromEntries(Object.entries(words).sort(([a], [b]) => (a < b ? -1 : 1)));
// The page's engine, module by module, with what the page has no place for.
async function judged_in(page, vector) {
  const trust = join(vector.place, "trust");
  const files = readdirSync(trust, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath ?? one.path, one.name))
    .map((path) => [path.slice(trust.length + 1), readFileSync(path).toString("base64")]);
  return page.evaluate(
    async ({ files, fingerprint, people, blind }) => {
      const { judge } = await import("/program/verify/verdict.js");
      const { read_files } = await import("/program/verify/files.js");
      const { arithmetic, verifier } = await import("/program/verify/ed25519.js");
      const blob = (text) => new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))]);
      const read = await read_files(files.map(([path, text]) => ({ path, blob: blob(text) })));
      const found = await judge(read, fingerprint, { people, verify: blind ? null : verifier(await arithmetic()) });
      const word_of = ({ word, reason }) => (reason ? `${word} (${reason})` : word);
      return {
        words: Object.fromEntries(
          [...[...found.documents], ...found.attestations.map((one) => [one.path, one.judgement])].map(([path, one]) => [
            path,
            word_of(one),
          ]),
        ),
        incomplete: Object.fromEntries(
          [...found.incomplete].map(([trainee, { listed, present }]) => [trainee, [listed, present]]),
        ),
        foreign: [...found.foreign].sort(),
      };
    },
    { files, fingerprint: vector.fingerprint, people: vector.people, blind: vector.page?.given === "no-ed25519" },
  );
}
async function barriers(name, page) {
  // axe is the test's, not the page's: it comes in through the debugger, which the page's policy does not bind.
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

const faults = (await checked("--html", [page_file]))
  .filter((one) => !/violates Content Security Policy/.test(one.message)) // vnu does not compute digests; Chromium does
  .map((one) => `${one.type} ${one.lastLine}: ${one.message}`);
check("valid HTML and CSS (vnu)", faults.length === 0, faults);

const ran = new Map(); // name -> where
function compare(vector, where, got) {
  const { words, incomplete } = wanted(vector),
    foreign = [...vector.foreign].sort();
  ran.set(vector.name, [...(ran.get(vector.name) ?? []), where]);
  check(
    `${vector.name} [${where}]`,
    same(sorted(got.words), sorted(words)) && same(got.incomplete, incomplete) && same(got.foreign, foreign),
    Object.keys({ ...words, ...got.words })
      .filter((path) => got.words[path] !== words[path])
      .map((path) => `${path}: ${got.words[path]}, not ${words[path]}`)
      .join("\n  "),
  );
}
try {
  await Promise.all(
    Object.entries(addresses).map(async ([kind, address]) => {
      const { page, seen, close } = await open(browser, { locale: "fr-FR" });
      await page.goto(address);
      check(
        `${kind}: WebCrypto is ${kind === "library" ? "not " : ""}there`,
        (await page.evaluate(() => Boolean(globalThis.crypto?.subtle))) === (kind === "webcrypto"),
      );
      for (const vector of vectors.filter(for_the_page)) compare(vector, kind, await given(page, vector));
      check(
        `${kind}: nothing is asked of the network`,
        seen.requests.filter((one) => one !== address && !/favicon/.test(one)).length === 0,
        seen.requests,
      );
      check(`${kind}: no breach of the policy, no error`, seen.errors.length === 0 && seen.console.length === 0, [
        ...seen.errors,
        ...seen.console,
      ]);
      await close();
    }),
  );

  const engine = await open(browser);
  await engine.page.goto(`http://127.0.0.1:${server.address().port}/engine.html`);
  for (const vector of vectors.filter((one) => !for_the_page(one)))
    compare(vector, "engine", await judged_in(engine.page, vector));
  // A sample of what tests/trust/flips.mjs does with every byte.
  const world = new World();
  for (const label of [
    "root-1",
    "registry-2",
    "checkpoint-3",
    "good",
    "training",
    "contributions",
    "freeze",
    "decision",
    "certificate",
  ]) {
    const held = await engine.page.evaluate(
      async ([text, step]) => {
        const { read_signed, signatures_hold } = await import("/program/verify/proof.js");
        const { arithmetic, verifier } = await import("/program/verify/ed25519.js");
        const verify = verifier(await arithmetic()),
          bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        const holds = async (some) => {
          try {
            return await signatures_hold(read_signed(some), verify);
          } catch {
            return false;
          }
        };
        const out = [await holds(bytes)];
        for (let at = 0; at < bytes.length; at += step) {
          const changed = bytes.slice();
          changed[at] ^= at % 2 ? 1 : 0x20;
          out.push(await holds(changed));
        }
        return out;
      },
      [world.bytes(label).toString("base64"), 7],
    );
    check(
      `${label}: a byte in seven changed, nothing holds in Chromium`,
      held[0] && held.length > 100 && held.slice(1).every((one) => !one),
      held.indexOf(true, 1),
    );
  }
  check(
    "the engine's modules load and say nothing",
    engine.seen.errors.length === 0 && engine.seen.console.every((one) => /favicon|404/.test(one)),
    [...engine.seen.errors, ...engine.seen.console],
  );
  await engine.close();
  const left = vectors.filter((one) => (ran.get(one.name)?.length ?? 0) < (for_the_page(one) ? 2 : 1)).map(({ name }) => name);
  check("every vector was judged in Chromium", left.length === 0, left);

  // WebCrypto itself says yes to the neutral element: only the guard refuses it.
  const { page, seen, close } = await open(browser, { locale: "fr-FR", viewport: { width: 1100, height: 900 } });
  await page.goto(addresses.webcrypto);
  await barriers("before anything is given", page);
  await shot(page, "verify-start");
  const fooled = await page.evaluate(async () => {
    const neutral = new Uint8Array(32),
      signature = new Uint8Array(64);
    neutral[0] = signature[0] = 1;
    return crypto.subtle
      .verify(
        "Ed25519",
        await crypto.subtle.importKey("raw", neutral, "Ed25519", false, ["verify"]),
        signature,
        new Uint8Array([7]),
      )
      .catch(() => "no Ed25519");
  });
  console.log(`WebCrypto says ${fooled} to a signature of the neutral element`);
  const forged = named("the key is the neutral element");
  check("the neutral element is refused", Object.values((await give(page, forged)).words).includes("bad-signature"));

  // Fingerprints, as they are typed.
  const good = named("a small institute where all is well");

  const grouped = good.fingerprint.toUpperCase().match(/.{4}/g).join("\u202f");
  check("a fingerprint in groups and capitals", same((await give(page, good, grouped)).words, good.words));
  await shot(page, "verify-good");
  await barriers("a result", page);
  check(
    "the date of the checkpoint is named",
    /liste n°\u00a03 du 5 janvier 2005/.test(await page.locator(".as-of").textContent()),
  );
  check(
    "without a fingerprint the page says whose claim it is",
    same((await give(page, good, "")).words, good.words) && /dépôt lui-même/.test(await page.locator("#found").textContent()),
  );
  check(
    "half a fingerprint is none",
    Object.values((await give(page, good, good.fingerprint.slice(0, 60))).words).every(
      (word) => word === "unknown-key (unknown-root)",
    ),
  );
  writeFileSync(join(folder, "empreinte.txt"), `Institut d’essai\n${grouped}\n`);
  await page.setInputFiles("#fingerprint-file", join(folder, "empreinte.txt"));
  await until(page, (digits) => document.getElementById("fingerprint").value.replaceAll(" ", "") === digits, good.fingerprint);
  check("a file with the fingerprint", same((await outcome(page)).words, good.words));
  await page.fill("#checkpoint", "7");
  await page.locator("#checkpoint").blur();
  await until_text(page, "Le papier nomme la liste");
  check("older files than the paper's list are named", true);
  await page.fill("#checkpoint", "");
  await page.locator("#checkpoint").blur();

  // What is missing, what is edited, what is hostile.
  const incomplete = named("a refusal that a checkpoint lists is deleted");
  await give(page, incomplete);
  check("incomplete is said in words", /4 listées, 3 présentes/.test(await page.locator(".incomplete").textContent()));
  await shot(page, "verify-incomplete");
  const odd = named("texts hold scripts, quotes, emoji and what looks like a verdict");
  await give(page, odd);
  check(
    "texts stay texts",
    (await page.locator("#found img, #found b, #found script").count()) === 0 &&
      /<b>valid<\/b>/.test(await page.locator("#found").textContent()),
  );
  await page
    .locator("#found details:has(button.plain)")
    .first()
    .evaluate((one) => {
      one.open = true;
    });
  await page.locator("#found button.plain").first().click();
  check("the signed text is shown", /Ce que j’ai fait/.test(await page.locator("#found pre").first().textContent()));
  await page.selectOption("#words", "unsealed");
  check("one word can be chosen", (await page.locator("article[data-word]").count()) === 1);
  await give(page, named("two decisions of one trainer on the same competence"));
  await page.locator("#found details").evaluateAll((all) =>
    all.forEach((one) => {
      one.open = true;
    }),
  );
  await shot(page, "verify-conflict");
  await barriers("conflicts, with details open", page);

  // The folder trust/ of a group's site: without another group's files, and without one that its readers do not see.
  const site = join(folder, "site"),
    group = join(site, "math1");
  cpSync(join(good.place, "trust"), join(group, "trust"), { recursive: true });
  rmSync(join(group, "trust/attestations/t-petit"), { recursive: true });
  const [hidden] = Object.entries(good.words).find(
    ([where, word]) => where.startsWith("attestations/t-durand/") && word === "valid",
  );
  rmSync(join(group, "trust", hidden));
  writeFileSync(join(group, "index.html"), "<!DOCTYPE html><title>math1</title>");
  const of_folder = async (path) => {
    await page.evaluate(() => {
      document.getElementById("result").hidden = true;
      document.getElementById("progress").textContent = "";
    });
    await page.fill("#fingerprint", good.fingerprint);
    await page.setInputFiles("#folder", path);
    const found = await outcome(page);
    return { ...found, text: await page.locator("#found").textContent(), part: await page.locator("[data-part]").count() };
  };
  const part = await of_folder(group);
  check(
    "a group's site carries a part: nobody is called incomplete",
    same(part.incomplete, {}) && part.part === 1,
    part.incomplete,
  );
  check(
    "a part is never called complete, and what is shown in part is counted",
    /ne peut pas le dire/.test(part.text) &&
      /4 listées, 3 présentes/.test(part.text) &&
      !/phys1\/petit/.test(part.text) &&
      !part.text.includes("Complet"),
    part.text.slice(0, 900),
  );
  check(
    "its other words are the repository's",
    Object.entries(part.words).every(([where, word]) => good.words[where] === word),
  );
  await shot(page, "verify-part");
  await barriers("a group's site", page);
  const bare = await of_folder(join(group, "trust"));
  check(
    "trust/ alone may be a repository's: incomplete, and what else it may be",
    same(bare.incomplete, { "t-durand": [4, 3], "t-petit": [1, 0] }) &&
      bare.part === 0 &&
      /choisissez le dossier du groupe/.test(bare.text),
    bare.incomplete,
  );
  writeFileSync(join(group, "livret.yaml"), "language: fr\n");
  const repository = await of_folder(group);
  check(
    "a repository is no part: incomplete",
    same(repository.incomplete, { "t-durand": [4, 3], "t-petit": [1, 0] }) && repository.part === 0,
    repository.incomplete,
  );
  rmSync(join(group, "livret.yaml"));
  cpSync(group, join(site, "phys1"), { recursive: true });
  const several = await of_folder(site);
  check(
    "of several groups one is read, and the page says which",
    /seul site\/math1\/trust\/ a été lu, et non site\/phys1\/trust\//.test(several.text),
    several.text.slice(0, 400),
  );

  // What a dossier carries: complete or not about its trainee, and nobody's part.
  const dossier = join(folder, "dossier");
  cpSync(join(named("a dossier holds what vouches for one trainee").place, "trust"), join(dossier, "trust"), { recursive: true });
  const hers = await of_folder(dossier);
  check(
    "an extract says whose it is, and that it is complete about her",
    same(hers.incomplete, {}) &&
      hers.part === 0 &&
      /pour un seul stagiaire.*math1\/durand \(t-durand\)/.test(hers.text) &&
      /nomme de ce stagiaire est là/.test(hers.text),
    hers.text.slice(0, 900),
  );
  check("nobody else is in it", !/t-martin|t-petit|martin|petit/.test(hers.text));
  await shot(page, "verify-extract");
  await barriers("an extract", page);
  rmSync(join(dossier, "trust", hidden));
  const short = await of_folder(dossier);
  check(
    "an extract without a refusal is incomplete, without excuses",
    same(short.incomplete, { "t-durand": [4, 3] }) && short.part === 0 && !/choisissez le dossier du groupe/.test(short.text),
    short.incomplete,
  );
  rmSync(join(dossier, "trust/checkpoint-3.leaf"));
  const leafless = await of_folder(dossier);
  check(
    "an extract without its leaf is worth nothing, and why",
    /Un refus pourrait manquer/.test(leafless.text) &&
      Object.entries(leafless.words).every(
        ([where, word]) => !where.startsWith("attestations/") || word === "unknown-key (no-leaf)",
      ),
    leafless.text.slice(0, 400),
  );

  // A single attestation: with the folder given before, then alone.
  const [path] = Object.entries(good.words).find(([, word]) => word === "unsealed");
  await give(page, good);
  await page.setInputFiles("#file", join(good.place, "trust", path));
  await until_text(page, "Le fichier choisi");
  check("a single attestation with its folder", (await page.locator("article").first().getAttribute("data-word")) === "unsealed");
  await page.reload();
  await page.setInputFiles("#file", join(good.place, "trust", path));
  const alone = (await outcome(page)).words;
  check("a single attestation alone", same(Object.values(alone), ["not-checked (alone)"]));
  check(
    "it says what to add, and does not blame the browser",
    /Choisissez aussi le dossier/.test(await page.locator("article .means").textContent()) &&
      !/navigateur/.test(await page.locator("article .means").textContent()),
  );
  await shot(page, "verify-alone");
  await barriers("a single attestation", page);
  const stolen = named("a decision is edited and the file renamed");
  const [bad] = Object.entries(stolen.words).find(([, word]) => word === "bad-signature");
  await page.reload();
  await page.setInputFiles("#file", join(stolen.place, "trust", bad));
  check("an edited attestation alone", same(Object.values((await outcome(page)).words), ["bad-signature"]));

  // Dropped, as a file manager drops.
  const debugging = await page.context().newCDPSession(page);
  async function drop_files(...files) {
    await page.evaluate(() => {
      document.getElementById("result").hidden = true;
      document.getElementById("progress").textContent = "";
    });
    const box = await page.locator("#drop").boundingBox();
    const data = { items: [], files, dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"])
      await debugging.send("Input.dispatchDragEvent", { type, x: box.x + 20, y: box.y + 20, data });
    return outcome(page);
  }
  await page.reload();
  await page.fill("#fingerprint", good.fingerprint);
  check(
    "a file is dropped",
    same(Object.values((await drop_files(join(good.place, "trust", path))).words), ["not-checked (alone)"]),
  );
  check("a folder is dropped", same((await drop_files(join(good.place, "trust"))).words, good.words));
  check("a folder that holds it is dropped", same((await drop_files(good.place)).words, good.words));

  // Many files, and large ones.
  const crowd = { place: join(folder, "crowd"), fingerprint: good.fingerprint };
  mkdirSync(join(crowd.place, "trust", "attestations", "t-x"), { recursive: true });
  for (let i = 0; i < 3000; ++i) writeFileSync(join(crowd.place, "trust", "attestations", "t-x", `${i}.json`), "[".repeat(i));
  writeFileSync(join(crowd.place, "trust", "huge.json"), Buffer.alloc(40 << 20, 91));
  await page.evaluate(() => {
    globalThis.longest = 0;
    let last = performance.now();
    setInterval(() => {
      globalThis.longest = Math.max(globalThis.longest, performance.now() - last);
      last = performance.now();
    }, 5);
  });
  await page.setInputFiles("#folder", join(crowd.place, "trust"));
  await until_text(page, "Attestations (3000)");
  check("three thousand broken files: the first hundred are shown", (await page.locator("article").count()) === 100);
  console.log(`longest pause with 3,000 files: ${Math.round(await page.evaluate(() => globalThis.longest))} ms`);

  // The other language, the dark, the narrow, the printed.
  await give(page, incomplete);
  await page.click('button[data-language="en"]');
  check(
    "English",
    (await page.getAttribute("html", "lang")) === "en" &&
      /4 listed, 3 present/.test(await page.locator(".incomplete").textContent()),
  );
  await page.emulateMedia({ colorScheme: "dark" });
  await barriers("English, dark", page);
  await shot(page, "verify-dark");
  await page.setViewportSize({ width: 360, height: 740 });
  check("360 pixels are enough", await page.evaluate(() => document.documentElement.scrollWidth <= 360));
  await shot(page, "verify-narrow");
  await page.emulateMedia({ media: "print", colorScheme: "light" });
  await shot(page, "verify-print");
  check(
    "no request, no error on the whole way",
    seen.requests.every((one) => one === addresses.webcrypto || one.startsWith("blob:")) &&
      seen.errors.length === 0 &&
      seen.console.length === 0,
    [...seen.requests.filter((one) => one !== addresses.webcrypto), ...seen.errors, ...seen.console],
  );
  await close();
} finally {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

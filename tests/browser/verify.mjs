// The checking page in Chromium: node tests/browser/verify.mjs <verify.html>
// From file:// (WebCrypto) and over plain http under a name that is no loopback (no WebCrypto: the page's own library): the
// same word and reason as the program for every vector; no request, no breach of the page's policy, no barrier; folders and
// single files, chosen and dropped; hostile texts; narrow screens, both languages. LIVRET_SHOTS=folder keeps pictures.
import { createServer } from "node:http";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, open } from "./browser.mjs";
import { checked } from "./validity.mjs";
import { write_all } from "../vectors/make.mjs";

const page_file = process.argv[2];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = process.env.LIVRET_SHOTS;
const folder = mkdtempSync(join(tmpdir(), "livret-verify-"));
let passed = 0, failed = 0;
function check(name, good, detail = "") {
  if (good) return void ++passed;
  ++failed;
  console.log(`FAILED ${name}${detail ? `\n  ${typeof detail === "string" ? detail : JSON.stringify(detail)}` : ""}`);
}
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

const vectors = write_all(folder);
const named = (name) => vectors.find((one) => one.name === name);
const server = createServer((request, response) => {
  if (request.url !== "/verify.html") return response.writeHead(404).end();
  response.writeHead(200, { "Content-Type": "text/html" }).end(readFileSync(page_file));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const browser = await launch(["--host-resolver-rules=MAP checking.test 127.0.0.1"]);
const addresses = { webcrypto: pathToFileURL(page_file).href, library: `http://checking.test:${server.address().port}/verify.html` };

// Playwright's own waiting evaluates texts, which the page's policy forbids.
async function until(page, test, argument) {
  for (const end = Date.now() + 60000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 10)))
    if (await page.evaluate(test, argument)) return;
  throw new Error(`the page never came to: ${test}`);
}
const until_text = (page, text) => until(page, (wanted) => document.getElementById("found").textContent.includes(wanted), text);

// Waits until the page has judged what it was given, and returns what it shows.
async function outcome(page) {
  await until(page, () => !document.getElementById("result").hidden || /signé|signed document/i.test(document.getElementById("progress").textContent));
  for (let more; (more = page.locator("#found button:not(.plain):visible").first()) && (await more.count()); ) await more.click();
  return page.evaluate(() => ({
    words: Object.fromEntries([...document.querySelectorAll("[data-path]")].map(({ dataset: { path, word, reason } }) => [path, reason ? `${word} (${reason})` : word]).sort(([a], [b]) => (a < b ? -1 : 1))),
    incomplete: Object.fromEntries([...document.querySelectorAll("[data-trainee]")].map(({ dataset: it }) => [it.trainee, [Number(it.listed), Number(it.present)]])),
  }));
}
async function give(page, vector, fingerprint = vector.fingerprint) {
  await page.fill("#fingerprint", fingerprint);
  await page.evaluate(() => { document.getElementById("result").hidden = true; document.getElementById("progress").textContent = ""; });
  await page.setInputFiles("#folder", join(vector.place, "trust"));
  return outcome(page);
}
async function barriers(name, page) {
  // axe is the test's, not the page's: it comes in through the debugger, which the page's policy does not bind.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  check(`axe: ${name}`, violations.length === 0, violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`.slice(0, 400)));
}
async function shot(page, name) {
  if (!shots) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}

const faults = (await checked("--html", [page_file])).filter((one) => !/violates Content Security Policy/.test(one.message)) // vnu does not compute digests; Chromium does
  .map((one) => `${one.type} ${one.lastLine}: ${one.message}`);
check("valid HTML and CSS (vnu)", faults.length === 0, faults);

try {
  await Promise.all(Object.entries(addresses).map(async ([kind, address]) => {
    const { page, seen, close } = await open(browser, { locale: "fr-FR" });
    await page.goto(address);
    check(`${kind}: WebCrypto is ${kind === "library" ? "not " : ""}there`, (await page.evaluate(() => Boolean(globalThis.crypto?.subtle))) === (kind === "webcrypto"));
    for (const vector of vectors.filter((one) => one.people.length === 0)) {
      const { words, incomplete } = await give(page, vector);
      check(`${vector.name} [${kind}]`, same(words, vector.words) && same(incomplete, vector.incomplete),
        Object.entries({ ...vector.words, ...words }).filter(([path]) => words[path] !== vector.words[path]).map(([path]) => `${path}: ${words[path]}, not ${vector.words[path]}`).join("\n  "));
    }
    check(`${kind}: nothing is asked of the network`, seen.requests.filter((one) => one !== address && !/favicon/.test(one)).length === 0, seen.requests);
    check(`${kind}: no breach of the policy, no error`, seen.errors.length === 0 && seen.console.length === 0, [...seen.errors, ...seen.console]);
    await close();
  }));

  // WebCrypto itself says yes to the neutral element: only the guard refuses it.
  const { page, seen, close } = await open(browser, { locale: "fr-FR", viewport: { width: 1100, height: 900 } });
  await page.goto(addresses.webcrypto);
  await barriers("before anything is given", page);
  await shot(page, "verify-start");
  const fooled = await page.evaluate(async () => {
    const neutral = new Uint8Array(32), signature = new Uint8Array(64);
    neutral[0] = signature[0] = 1;
    return crypto.subtle.verify("Ed25519", await crypto.subtle.importKey("raw", neutral, "Ed25519", false, ["verify"]), signature, new Uint8Array([7])).catch(() => "no Ed25519");
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
  check("the date of the checkpoint is named", /liste n°\u00a03 du 5 janvier 2005/.test(await page.locator(".as-of").textContent()));
  check("without a fingerprint the page says whose claim it is", same((await give(page, good, "")).words, good.words) && /dépôt lui-même/.test(await page.locator("#found").textContent()));
  check("half a fingerprint is none", Object.values((await give(page, good, good.fingerprint.slice(0, 60))).words).every((word) => word === "unknown-key (unknown-root)"));
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
  check("texts stay texts", (await page.locator("#found img, #found b, #found script").count()) === 0 && /<b>valid<\/b>/.test(await page.locator("#found").textContent()));
  await page.locator("#found details").first().evaluate((one) => { one.open = true; });
  await page.locator("#found button.plain").first().click();
  check("the signed text is shown", /Ce que j’ai fait/.test(await page.locator("#found pre").first().textContent()));
  await page.selectOption("#words", "unsealed");
  check("one word can be chosen", (await page.locator("article[data-word]").count()) === 1);
  await give(page, named("two decisions of one trainer on the same competence"));
  await page.locator("#found details").evaluateAll((all) => all.forEach((one) => { one.open = true; }));
  await shot(page, "verify-conflict");
  await barriers("conflicts, with details open", page);

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
  check("it says what to add, and does not blame the browser", /Choisissez aussi le dossier/.test(await page.locator("article .means").textContent()) && !/navigateur/.test(await page.locator("article .means").textContent()));
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
    await page.evaluate(() => { document.getElementById("result").hidden = true; document.getElementById("progress").textContent = ""; });
    const box = await page.locator("#drop").boundingBox();
    const data = { items: [], files, dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"]) await debugging.send("Input.dispatchDragEvent", { type, x: box.x + 20, y: box.y + 20, data });
    return outcome(page);
  }
  await page.reload();
  await page.fill("#fingerprint", good.fingerprint);
  check("a file is dropped", same(Object.values((await drop_files(join(good.place, "trust", path))).words), ["not-checked (alone)"]));
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
    setInterval(() => { globalThis.longest = Math.max(globalThis.longest, performance.now() - last); last = performance.now(); }, 5);
  });
  await page.setInputFiles("#folder", join(crowd.place, "trust"));
  await until_text(page, "Attestations (3000)");
  check("three thousand broken files: the first hundred are shown", (await page.locator("article").count()) === 100);
  console.log(`longest pause with 3,000 files: ${Math.round(await page.evaluate(() => globalThis.longest))} ms`);

  // The other language, the dark, the narrow, the printed.
  await give(page, incomplete);
  await page.click('button[data-language="en"]');
  check("English", (await page.getAttribute("html", "lang")) === "en" && /4 listed, 3 present/.test(await page.locator(".incomplete").textContent()));
  await page.emulateMedia({ colorScheme: "dark" });
  await barriers("English, dark", page);
  await shot(page, "verify-dark");
  await page.setViewportSize({ width: 360, height: 740 });
  check("360 pixels are enough", await page.evaluate(() => document.documentElement.scrollWidth <= 360));
  await shot(page, "verify-narrow");
  await page.emulateMedia({ media: "print", colorScheme: "light" });
  await shot(page, "verify-print");
  check("no request, no error on the whole way", seen.requests.every((one) => one === addresses.webcrypto || one.startsWith("blob:")) && seen.errors.length === 0 && seen.console.length === 0, [...seen.requests.filter((one) => one !== addresses.webcrypto), ...seen.errors, ...seen.console]);
  await close();
} finally {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

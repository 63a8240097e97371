// Containers and bags: program and checking page give the same word for each of zips.mjs, and other programs agree with what ours
// writes: node tests/dossier/run.mjs build/dev/tests/dossier_program
import { execFileSync, spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import {
  closeSync,
  cpSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { Inflated, Inflater } from "../../themes/program/verify/inflate.js";
import { check_bag } from "../../themes/program/verify/bag.js";
import { open_unpacked } from "../../themes/program/verify/unpacked.js";
import { open_zip } from "../../themes/program/verify/zip.js";
import { launch, open } from "../browser/browser.mjs";
import { limits, unpacked_answer, word_of, zip_answer } from "./engine.mjs";
import { bag, canonical, entry, good, top, zip } from "./zip_maker.mjs";
import { vectors } from "./zips.mjs";

const program = resolve(process.argv[2]);
const work = mkdtempSync(join(tmpdir(), "livret-dossier-"));
let passed = 0,
  failed = 0;
function check(name, holds, detail = "") {
  if (holds) return void ++passed;
  ++failed;
  console.log(`FAILED ${name} ${typeof detail === "string" ? detail : JSON.stringify(detail)}`);
}
const short = (value) => JSON.stringify(value).slice(0, 250);
const verify = join(dirname(fileURLToPath(import.meta.url)), "../../themes/program");
const texts = (language) => JSON.parse(readFileSync(join(verify, `words/${language}.json`), "utf8"));
const words = { fr: texts("fr"), en: texts("en") };

// 300 MB of addresses, a small part of the unpacked bombs: whoever allocates what a container states is stopped.
const limited = (...args) =>
  spawnSync("bash", ["-c", 'ulimit -v 300000; exec "$0" "$@"', program, ...args], {
    encoding: "utf8",
    cwd: join(work, "empty"),
    maxBuffer: 1 << 30,
  });
const lines_of = ({ stdout }) =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

const is_link = (what) => typeof what === "object" && "link" in what; // texts have a method of that name
const is_hollow = (what) => typeof what === "object" && "hollow" in what;
function write_hollow(place, size) {
  const fd = openSync(place, "w");
  ftruncateSync(fd, size);
  closeSync(fd);
}
function write_made(made, place) {
  if (Buffer.isBuffer(made)) return writeFileSync(place, made);
  if (is_hollow(made)) return write_hollow(place, made.hollow);
  for (const [path, what] of Object.entries(made)) {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    if (what === "pipe") execFileSync("mkfifo", [join(place, path)]);
    else if (is_link(what)) symlinkSync(what.link, join(place, path));
    else if (is_hollow(what)) write_hollow(join(place, path), what.hollow);
    else writeFileSync(join(place, path), what);
  }
}
const refuse_to_read = () => {
  throw new Error("what is too large is read");
};
const blob_of = (what) => (is_hollow(what) ? { size: what.hollow, slice: refuse_to_read } : new Blob([what]));
const listed_blobs = (made) => Object.entries(made).map(([path, what]) => ({ path, blob: blob_of(what) }));
function engine_answer(made) {
  if (Buffer.isBuffer(made) || is_hollow(made)) return zip_answer(blob_of(made));
  return unpacked_answer(listed_blobs(made), top);
}
// A browser is given no links and no pipes.
const for_the_page = (made) => Buffer.isBuffer(made) || !Object.values(made).some((what) => what === "pipe" || is_link(what));

// No sentence has a place that nothing fills.
function is_said_whole(one, sentences) {
  const fault = one.code ? one : one.bag.code ? one.bag : null;
  const places = [...((fault && sentences[fault.code]) ?? "").matchAll(/\{(\w+)\}/g)].map(([, place]) => place);
  return places.every((place) => fault[place]);
}

async function hold_together() {
  const place = (i) => join(work, "vectors", String(i), top);
  for (const [i, { made }] of vectors.entries()) {
    mkdirSync(dirname(place(i)), { recursive: true });
    write_made(made, place(i));
  }
  const listed = () => spawnSync("find", [work], { encoding: "utf8" }).stdout; // follows no link
  const before = listed();
  const ran = limited("read", ...vectors.map((_, i) => place(i))),
    said = lines_of(ran);
  check(
    "the program read them all within its memory",
    ran.status === 0 && said.length === vectors.length && !said.some((one) => one.memory),
    ran.stderr,
  );
  check("it wrote nothing", listed() === before && before !== "");
  const codes = new Set();
  for (const [i, { name, expected, made }] of vectors.entries()) {
    check(`${name} [program]`, word_of(said[i]) === expected, `${word_of(said[i])}, not ${expected}`);
    codes.add(expected);
    for (const language of ["fr", "en"]) check(`${name} is said whole in ${language}`, is_said_whole(said[i], words[language]));
    if (!for_the_page(made)) continue;
    const answered = await engine_answer(made);
    check(`${name} [page]`, isDeepStrictEqual(answered, said[i]), `${short(answered)}\n  program: ${short(said[i])}`);
  }
  const zips = vectors.map((_, i) => i).filter((i) => !(vectors[i].expected === "unpacked") && statSync(place(i)).isFile());
  await hold_chromium(
    zips.map(place),
    zips.map((i) => said[i]),
    zips.map((i) => vectors[i].name),
  );
  rmSync(join(work, "vectors"), { recursive: true });
  return codes;
}

// The same engine in one classic script on a page from file://, as the checking page is, over files of the disk.
async function hold_chromium(paths, said, names) {
  const { build } = createRequire(join(verify, "package.json"))("esbuild");
  const entry_point = fileURLToPath(new URL("engine.mjs", import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entry_point],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "engine",
    target: "es2022",
    charset: "utf8",
  });
  const place = join(work, "engine.html");
  writeFileSync(
    place,
    `<!DOCTYPE html><meta charset="utf-8"><title>Engine</title><input type="file" multiple>
    <script>${outputFiles[0].text}</script>`,
  );
  const browser = await launch();
  try {
    const { page } = await open(browser);
    await page.goto(pathToFileURL(place).href);
    await page.setInputFiles("input", paths);
    const answers = await page.evaluate(async () => {
      const out = [];
      for (const file of document.querySelector("input").files) out.push(await engine.zip_answer(file));
      return out;
    });
    answers.forEach((one, i) =>
      check(`${names[i]} [Chromium]`, isDeepStrictEqual(one, said[i]), `${short(one)}\n  program: ${short(said[i])}`),
    );
    check("Chromium read them all", answers.length === paths.length);
  } finally {
    await browser.close();
  }
}

// Each code has its sentences; each sentence its code; and each is met above but for those that need a machine that misbehaves.
function hold_sentences(codes) {
  const sources = ["verify/zip.js", "verify/bag.js", "verify/unpacked.js", "verify/names.js"]
    .map((path) => readFileSync(join(verify, path), "utf8"))
    .join("\n");
  const elsewhere = new Set(["container.changed", "container.missing", "container.file-too-large"]);
  for (const key of Object.keys(words.fr).filter((one) => /^(container|bag)\./.test(one))) {
    check(`${key} has an English sentence`, key in words.en);
    if (key.startsWith("container.state.")) continue;
    check(`${key} is met`, codes.has(key) || elsewhere.has(key));
    check(`${key} is in the sources`, sources.includes(key) || sources.includes(`"${key.slice(10)}"`));
  }
  for (const code of codes) if (/\./.test(code)) check(`${code} has its sentences`, code in words.fr && code in words.en);
  // A verifier is written from this page: it names every code and every limit.
  const page = readFileSync(join(verify, "../../schema/dossier.md"), "utf8");
  for (const code of [...codes, ...elsewhere])
    if (/\./.test(code))
      check(
        `schema/dossier.md names ${code}`,
        page.includes(`\`${code.replace(/^\w+\./, "")}\``) || page.includes(`\`${code}\``),
      );
  const [of_program] = lines_of(spawnSync(program, ["limits"], { encoding: "utf8" }));
  check("program and page have the same limits", isDeepStrictEqual(of_program, limits), of_program);
  const digits = page.replace(/(?<=\d)[ \u00a0](?=\d{3})/g, "");
  for (const [name, value] of Object.entries(limits))
    check(`schema/dossier.md says the limit ${name}`, new RegExp(`\\b${value}\\b`).test(digits));
  const said = (key) => words.en[key].replace(/,/g, "");
  check(
    "sentences say the limits",
    said("container.too-many-entries").includes(`${limits.entries} `) &&
      said("container.name-too-long").includes(`${limits.name} bytes`) &&
      said("container.name-too-long").includes(`${limits.part} `) &&
      said("container.too-deep").includes(`${limits.depth} `) &&
      said("container.bomb").includes(`${limits.ratio} `) &&
      said("container.too-large").includes(`${limits.size / 2 ** 30}\u00a0GiB`),
  );
  for (const state of ["canonical", "rezipped", "unpacked"])
    check(`${state} has its sentences`, `container.state.${state}` in words.fr && `container.state.${state}` in words.en);
}

const sizes = [0, 1, 100, 65535, 65536, 65537, 200000];
let seed = Number(process.env.LIVRET_SEED ?? 20261126);
const random = (below) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
};
function made_up(size, state) {
  // as dossier_main.cpp
  const out = Buffer.alloc(size);
  for (let i = 0; i < size; ++i) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    out[i] = state >>> 24;
  }
  return out;
}

// What the page says of files that change under it and of what callers ask for. The program: unit/archive_container_test.cpp.
async function change_under_the_page() {
  const code_of = (work_on) =>
    work_on.then(
      () => "",
      (error) => error.fault?.code ?? String(error),
    );
  const bytes = canonical(bag(good)),
    whole = new Blob([bytes]);
  let left = bytes.length;
  const shrinking = { size: bytes.length, slice: (from, to) => whole.slice(Math.min(from, left), Math.min(to, left)) };
  const codes = new Set();
  for (left = 0; left < bytes.length; ++left) codes.add((await zip_answer(shrinking)).code ?? "opened");
  check("a zip that became shorter has changed, wherever it ends [page]", [...codes].join() === "container.changed", [...codes]);
  const container = await open_zip(shrinking);
  left = 10;
  check(
    "a zip that becomes shorter later has changed [page]",
    (await code_of(container.read_all("LIRE.html"))) === "container.changed",
  );
  check("a file that is not there [page]", (await code_of(container.read_all("none"))) === "container.missing");
  check(
    "a file larger than is wanted [page]",
    (await code_of(container.read_all("LIRE.html", 3))) === "container.file-too-large",
  );
  const files = bag(good),
    list = listed_blobs(files),
    unpacked = open_unpacked(list, top),
    checked = await check_bag(unpacked);
  check(
    "what was checked is given [page]",
    Buffer.from(await checked.read_all("LIRE.html")).equals(Buffer.from(files["LIRE.html"])),
  );
  const changing = list.find(({ path }) => path === "LIRE.html").blob;
  changing.slice = (from, to) => new Blob(["x".repeat(changing.size)]).slice(from, to);
  check("what was changed since is not [page]", (await code_of(checked.read_all("LIRE.html"))) === "bag.digest");
  changing.slice = () => new Blob([]);
  check("a file that became shorter has changed [page]", (await code_of(checked.read_all("LIRE.html"))) === "container.changed");
  const many = Array.from({ length: limits.entries + 1 }, (_, i) => ({ path: `data/${i}`, blob: new Blob([]) }));
  check("too many files [page]", (await unpacked_answer(many, top)).code === "container.too-many-entries");
}

// Random sets of entries: the program's bytes are those that zip_maker makes, and both read them again.
async function write_random() {
  for (let round = 0; round < 20; ++round) {
    const entries = new Map();
    for (let i = 0, count = 1 + random(12); i < count; ++i) {
      const parts = Array.from({ length: 1 + random(4) }, () =>
        Array.from({ length: 1 + random(10) }, () => "abcxyzABZ019_-"[random(14)]).join(""),
      );
      entries.set(`t/${parts.join("/")}.${i}`, [sizes[random(sizes.length)], random(1 << 30)]);
    }
    const lines = [...entries].map(([name, [size, state]]) => `${name} ${size} ${state}\n`).join("");
    const target = join(work, "random.zip");
    const ran = spawnSync(program, ["write", target], { input: lines, encoding: "utf8" });
    if (ran.status === 1 && /collides/.test(ran.stdout)) continue; // two names but for capitals
    check(`random set ${round} is written`, ran.status === 0, ran.stdout);
    const sorted = [...entries]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, [size, state]]) => entry(name, made_up(size, state)));
    const bytes = readFileSync(target);
    check(`random set ${round} is byte for byte what was specified`, bytes.equals(zip(sorted)));
    const [said] = lines_of(limited("read", target)),
      answered = await zip_answer(new Blob([bytes]));
    check(
      `random set ${round} is read again`,
      said.state === "canonical" && isDeepStrictEqual(said, answered) && said.files.length === entries.size,
    );
  }
}

// Any byte of a dossier changed in three ways: it is no canonical container with a whole bag any more, and both say the same.
async function flip() {
  const bytes = canonical(bag({ "LIRE.html": "<p>", "data/x": "abc" })),
    target = join(work, "flips.zip");
  writeFileSync(target, bytes);
  const said = lines_of(limited("flips", target));
  check("every byte was changed in three ways", said.length === 3 * bytes.length, String(said.length));
  const whole = said.filter((one) => word_of(one) === "canonical").length;
  check("no changed byte goes unseen", whole === 0, `${whole} did`);
  let different = 0;
  for (let i = 0; i < said.length; ++i) {
    const copy = Buffer.from(bytes);
    copy[Math.floor(i / 3)] ^= [0x01, 0x20, 0x80][i % 3];
    const answered = await zip_answer(new Blob([copy]));
    if (!isDeepStrictEqual(answered, said[i]) && ++different === 1)
      console.log(`  byte ${Math.floor(i / 3)}: ${short(said[i])}\n  page: ${short(answered)}`);
  }
  check("program and page say the same of every changed byte", different === 0, `${different} differ`);
}

// The page's deflate says what zlib says of data of many kinds, whole and damaged, given in pieces of any size.
function inflate_as_zlib() {
  const kinds = [
    (n) => made_up(n, random(1 << 30)),
    (n) => Buffer.alloc(n, random(256)),
    (n) => Buffer.from(Array.from({ length: n }, () => "aaabcde \n"[random(9)]).join("")),
    (n) => Buffer.from(Array.from({ length: n }, (_, i) => (random(50) === 0 ? random(256) : (i >> 5) & 255))),
  ];
  const ours = (packed, expected) => {
    const pieces = [];
    try {
      const inflater = new Inflater(expected, (piece) => void pieces.push(Buffer.from(piece)));
      for (let at = 0; at < packed.length; ) {
        const next = Math.min(packed.length, at + 1 + random(5000));
        inflater.push(packed.subarray(at, next), next === packed.length);
        at = next;
      }
      return inflater.state === "end" ? Buffer.concat(pieces) : null;
    } catch (error) {
      if (error instanceof Inflated) return null;
      throw error;
    }
  };
  const zlibs = (packed, expected) => {
    try {
      const { buffer, engine } = inflateRawSync(packed, { info: true, maxOutputLength: 1 << 20 });
      return buffer.length === expected && engine.bytesWritten === packed.length ? buffer : null;
    } catch {
      return null;
    }
  };
  let wrong = 0,
    damaged = 0;
  for (let round = 0; round < 800; ++round) {
    const data = kinds[random(4)](random(2) ? random(300) : random(90000));
    const packed = deflateRawSync(data, { level: random(10), strategy: random(5), memLevel: 1 + random(9) });
    if (round % 4 !== 0) for (let i = 0; i < 1 + random(2); ++i) packed[random(packed.length)] ^= 1 << random(8);
    const given = random(8)
      ? packed
      : round % 2
        ? packed.subarray(0, random(packed.length) + 1)
        : Buffer.concat([packed, made_up(1 + random(3), 1)]);
    const a = ours(given, data.length),
      b = zlibs(given, data.length);
    if ((a === null) !== (b === null) || (a && !a.equals(b))) ++wrong;
    if (a === null) ++damaged;
  }
  check(
    "the page's deflate decides as zlib",
    wrong === 0 && damaged > 200 && damaged < 700,
    `${wrong} differ, ${damaged} damaged`,
  );
}

// What ours writes, others read; what others write of it, ours reads.
async function meet_others() {
  const source = join(work, "source"),
    target = join(work, `${top}.zip`);
  write_made(good, source);
  check("a bag is written", spawnSync(program, ["bag", target, source, top]).status === 0);
  const written = readFileSync(target);
  check("it is byte for byte what was specified", written.equals(canonical(bag(good))));
  const run = (command, args, options = {}) => spawnSync(command, args, { encoding: "utf8", ...options });
  check("unzip finds no fault", /No errors detected/.test(run("unzip", ["-t", target]).stdout));
  check(
    "python's zipfile finds no fault",
    run("python3", ["-c", "import sys, zipfile; sys.exit(zipfile.ZipFile(sys.argv[1]).testzip() is not None)", target]).status ===
      0,
  );
  const out = join(work, "out");
  run("unzip", ["-q", target, "-d", out]);
  for (const list of ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
    check(`sha256sum agrees with ${list}`, run("sha256sum", ["--strict", "-c", list], { cwd: join(out, top) }).status === 0);
  const script = (compression) =>
    [
      "import os, sys, zipfile",
      `with zipfile.ZipFile(sys.argv[1], "w", zipfile.${compression}) as out:`,
      `  for folder, _, names in os.walk("${top}"):`,
      "    for name in names: out.write(os.path.join(folder, name))",
    ].join("\n");
  const python = (compression) => ["-c", script(compression)];
  const makers = {
    zip: ["zip", ["-qr"]],
    "zip without compression": ["zip", ["-qr0"]],
    "zip without extra fields": ["zip", ["-qrX"]],
    "zip, names only": ["zip", ["-qrD"]],
    "python's zipfile": ["python3", python("ZIP_DEFLATED")],
    "python's zipfile, stored": ["python3", python("ZIP_STORED")],
    jar: ["jar", ["-cMf"]],
    // Windows 11 and GNOME pack with libarchive.
    libarchive: ["bsdtar", ["--format", "zip", "-cf"]],
    "libarchive, stored": ["bsdtar", ["--format", "zip", "--options", "zip:compression=store", "-cf"]],
    "7-Zip": ["7z", ["a", "-tzip", "-bd"]],
    "7-Zip, stored": ["7z", ["a", "-tzip", "-bd", "-mx0"]],
  };
  for (const [name, [command, args]] of Object.entries(makers)) {
    const again = join(work, "again.zip");
    rmSync(again, { force: true });
    const ran = run(command, [...args, again, ...(command === "python3" ? [] : [top])], { cwd: out });
    if (ran.error && command === "jar") continue; // not of a runtime without tools
    const [said] = lines_of(limited("read", again)),
      answered = await zip_answer(new Blob([readFileSync(again)]));
    check(`re-zipped by ${name}`, word_of(said) === "rezipped" && typeof said.bag === "object" && !said.bag.code, said);
    check(`re-zipped by ${name} [page]`, isDeepStrictEqual(said, answered));
  }
  const [said] = lines_of(limited("read", join(out, top)));
  check("unpacked by unzip", word_of(said) === "unpacked", said);
  const renamed = join(work, "renamed");
  cpSync(join(out, top), renamed, { recursive: true });
  check("unpacked and renamed", word_of(lines_of(limited("read", renamed))[0]) === "unpacked");
  write_elsewhere(source, written);
}

// The same bytes whatever surrounds the program; and never half a file.
function write_elsewhere(source, written) {
  const again = join(work, "elsewhere", "again.zip");
  mkdirSync(dirname(again));
  const shell = (before, env = {}, after = "") =>
    spawnSync("bash", ["-c", `${before} "$0" bag "$1" "$2" "$3" ${after}`, program, again, source, top], {
      encoding: "utf8",
      env: { ...process.env, ...env },
    });
  for (const [name, before, env] of [
    ["another time zone", "", { TZ: "Pacific/Kiritimati" }],
    ["another locale", "", { LC_ALL: "tr_TR.UTF-8" }],
    ["no locale", "", { LC_ALL: "C" }],
    ["another umask", "umask 077;", {}],
    ["files of another day", `find "$2" -exec touch -d 1999-12-31 {} +; find "$2" -type f -exec chmod 400 {} +;`, {}],
  ]) {
    rmSync(again, { force: true });
    shell(before, env);
    check(`same bytes: ${name}`, readFileSync(again).equals(written));
  }
  const listing = () => readdirSync(dirname(again)).join();
  check("nothing is left beside it", listing() === "again.zip", listing());
  rmSync(again);
  check("a full disk is an error", shell("ulimit -f 1; trap '' XFSZ;").status === 3);
  check("a full disk leaves nothing", listing() === "", listing());
  check("a file that grows is an error", spawnSync(program, ["lie", again, "100", "200"], { encoding: "utf8" }).status === 3);
  check("a file that shrinks is an error", spawnSync(program, ["lie", again, "100", "50"], { encoding: "utf8" }).status === 3);
  check(
    "a file that cannot be read any more is an error",
    spawnSync(program, ["lie", again, "100", "fail"], { encoding: "utf8" }).status === 3,
  );
  check("neither leaves anything", listing() === "", listing());
  writeFileSync(again, "before");
  spawnSync(program, ["lie", again, "100", "50"]);
  check("what was there stays", readFileSync(again, "utf8") === "before" && listing() === "again.zip");
  for (const [name, lines] of [
    ["an unsafe name", "../x 1 1\n"],
    ["a folder", "t/x/ 0 1\n"],
    ["an accent", "t/é 1 1\n"],
    ["the same name twice", "t/x 1 1\nt/x 1 1\n"],
    ["two names but for capitals", "t/x 1 1\nt/X 1 1\n"],
    ["a file as a folder", "t/x 1 1\nt/x/y 1 1\n"],
    ["too large", "t/x 3000000000 1\n"],
    ["nothing", ""],
    ["too many", Array.from({ length: 20001 }, (_, i) => `t/${i} 0 1\n`).join("")],
  ]) {
    const ran = spawnSync(program, ["write", again], { input: lines, encoding: "utf8" });
    check(`not written: ${name}`, ran.status === 1 && readFileSync(again, "utf8") === "before", ran.stdout);
  }
}

// 300 MB in one entry, in far less memory.
function stream() {
  const target = join(work, "large.zip");
  const ran = spawnSync("bash", ["-c", 'ulimit -v 100000; exec "$0" "$@"', program, "write", target], {
    input: "t/film.mp4 300000000 1\nt/a 3 2\n",
    encoding: "utf8",
  });
  check(
    "a large file is written in little memory",
    ran.status === 0 && statSync(target).size > 300000000,
    ran.stdout + ran.stderr,
  );
  const read = spawnSync("bash", ["-c", 'ulimit -v 100000; exec "$0" "$@"', program, "crc", target, "film.mp4"], {
    encoding: "utf8",
  });
  check("and read in little memory", read.stdout === "300000000\n", read.stdout + read.stderr);
}

try {
  mkdirSync(join(work, "empty"));
  const codes = await hold_together();
  hold_sentences(codes);
  await change_under_the_page();
  await write_random();
  await flip();
  inflate_as_zlib();
  await meet_others();
  stream();
} finally {
  rmSync(work, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

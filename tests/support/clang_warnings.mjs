// Every source file as the second compiler reads it, with the build's own flags: a warning is a failure. Nothing is generated: the
// sanitizers' build (tests/long/sanitizers.sh) does that. The first compiler has common headers read once, ahead; that each file
// includes what it needs is seen here: what this compiler has read ahead for a file is nothing but what the file includes itself.
// --headers: each header of the program instead, read alone.
//
//   node tests/support/clang_warnings.mjs build/dev/compile_commands.json [PART OF A FILE'S NAME] [--headers]
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const compiler = process.env.CLANG ?? "clang++";
const source = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const folder = mkdtempSync(join(tmpdir(), "livret-clang-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

// The flags that say what the source means: not where the result goes, nor what only the first compiler knows.
function flags_of({ command, file }) {
  const words = command.match(/(?:[^\s"\\]|\\.|"(?:[^"\\]|\\.)*")+/g).map((word) => word.replaceAll(/\\(.)|"/g, "$1"));
  const out = [];
  for (let i = 0; i < words.length; ++i) {
    const word = words[i];
    if (["-o", "-MT", "-MF", "-c", "-include"].includes(word)) ++i;
    else if (
      !/ccache$|\/c?(\+\+|lang\+\+)$|^-MD$|^-Wno-restrict$|^-Winvalid-pch$|^-g|^-O/.test(word) &&
      !/\/(c|g)\+\+(-\d+)?$/.test(word) &&
      !file.endsWith(word)
    )
      out.push(word);
  }
  return [...out, "-Werror"];
}

// --- what a file includes, whatever the way: the program's and the tests' own headers by their paths, others as <name>
const texts = new Map();
function included(file, seen = new Set()) {
  if (!texts.has(file))
    texts.set(
      file,
      [...readFileSync(file, "utf8").matchAll(/^#include (?:"(.*)"|(<.*>))/gm)].map(
        ([, own, other]) =>
          other ?? [source + "/generator", source + "/tests", dirname(file)].map((one) => join(one, own)).find(existsSync),
      ),
    );
  for (const one of texts.get(file))
    if (one && !seen.has(one)) {
      seen.add(one);
      if (!one.startsWith("<")) included(one, seen);
    }
  return seen;
}

// --- what is read ahead. Reading a header takes about so many seconds:
const heavy = { "fmt/format.h": 0.5, filesystem: 0.4, memory: 0.4, string: 0.25, chrono: 0.15, algorithm: 0.15, functional: 0.1 };
Object.assign(heavy, { "doctest/doctest.h": 0.4, "rapidcheck.h": 1.5 });
const cost = (headers) => [...headers].reduce((sum, one) => sum + (heavy[one.slice(1, -1)] ?? 0.015), 0);
// Bundles: one header of ours, or <string>, and some of those that most files include. A bundle serves the files that include
// all of it, and is made if it saves more than it costs.
const beside = ["<algorithm>", "<fmt/format.h>", "<doctest/doctest.h>", "<rapidcheck.h>"];
function bundles_for(files) {
  const candidates = [];
  for (const header of [
    "<string>",
    ...new Set(files.flatMap(({ includes }) => [...includes].filter((one) => one.endsWith(".hpp")))),
  ])
    for (let some = 0; some < 1 << beside.length; ++some) {
      const headers = [header, ...beside.filter((_, i) => some & (1 << i))];
      const users = files.filter(({ includes }) => headers.every((one) => includes.has(one)));
      if (users.length < 3) continue;
      const all = new Set(headers.flatMap((one) => (one.startsWith("<") ? [one] : [one, ...included(one)])));
      candidates.push({ headers, users, saves: cost(all) });
    }
  const made = [];
  for (;;) {
    let best,
      most = 2;
    for (const one of candidates) {
      const gain = one.users.reduce((sum, { saved }) => sum + Math.max(0, one.saves - saved), -one.saves - 0.5);
      if (gain > most) [best, most] = [one, gain];
    }
    if (!best) return made;
    made.push(best);
    for (const user of best.users) if (user.saved < best.saves) Object.assign(user, { saved: best.saves, bundle: best });
  }
}

// --- reading
let passed = 0,
  failed = 0;
const read = ({ name, flags, directory }, words) =>
  new Promise((done) =>
    execFile(compiler, [...flags, ...words], { cwd: directory, maxBuffer: 1 << 26 }, (error, out, said) => {
      if (error) console.log(`FAILED ${name}\n${said}`);
      if (error) ++failed;
      done(!error);
    }),
  );
async function in_lanes(items, each) {
  const queue = [...items];
  const lane = async () => {
    for (let one = queue.shift(); one; one = queue.shift()) await each(one);
  };
  await Promise.all(Array.from({ length: Math.max(1, availableParallelism()) }, lane));
}

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { headers: { type: "boolean" } } });
const commands = JSON.parse(readFileSync(positionals[0], "utf8"));
const rooms = join(source, "generator");
const sources = [...new Map(commands.map((one) => [one.file, one])).values()]
  .filter(({ file }) => !/cmake_pch/.test(file))
  .map((one) => ({
    name: one.file.slice(source.length + 1),
    path: one.file,
    directory: one.directory,
    flags: flags_of(one),
    words: [one.file],
  }));
const usual = sources.find(({ name }) => name === "generator/base/text.cpp");
const headers = [];
for (const room of readdirSync(rooms, { withFileTypes: true }))
  if (room.isDirectory())
    for (const name of readdirSync(join(rooms, room.name)))
      if (name.endsWith(".hpp")) {
        const path = join(rooms, room.name, name);
        headers.push({
          ...usual,
          name: `generator/${room.name}/${name}`,
          path,
          words: ["-x", "c++", "-include", path, "/dev/null"],
        });
      }
const wanted = (options.headers ? headers : sources).filter(({ name }) => name.includes(positionals[1] ?? ""));
// Precompiled headers go with no other flags than those they were read with.
const groups = new Map();
for (const one of wanted) {
  Object.assign(one, { includes: included(one.path), saved: 0 });
  const key = one.flags.join(" ");
  groups.set(key, [...(groups.get(key) ?? []), one]);
}
const bundles = [...groups.values()].flatMap((group) => bundles_for(group).map((one) => ({ ...group[0], ...one, made: one })));
await in_lanes(bundles, async (one) => {
  const header = join(folder, `${bundles.indexOf(one)}.hpp`);
  writeFileSync(header, one.headers.map((name) => `#include ${name.startsWith("<") ? name : `"${name}"`}\n`).join(""));
  const good = await read({ ...one, name: one.headers.join(" ") }, [
    "-x",
    "c++-header",
    "-Xclang",
    "-fpch-instantiate-templates",
    header,
    "-o",
    `${header}.pch`,
  ]);
  if (good) one.made.file = `${header}.pch`;
});
await in_lanes(wanted, async (one) => {
  const ahead = one.bundle?.file ? ["-include-pch", one.bundle.file] : [];
  if (await read(one, [...ahead, "-fsyntax-only", ...one.words])) ++passed;
});
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed || !passed ? 1 : 0;

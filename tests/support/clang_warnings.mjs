// Every source file as the second compiler reads it, with the build's own flags: a warning is a failure. Nothing is generated: the
// sanitizers' build (tests/long/sanitizers.sh) does that. The first compiler has common headers read once, ahead; that each file of
// the program includes what it needs is seen here, where only tests have such help.
//
//   node tests/support/clang_warnings.mjs build/dev/compile_commands.json
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { basename, join } from "node:path";

const compiler = process.env.CLANG ?? "clang++";
const folder = mkdtempSync(join(tmpdir(), "livret-clang-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

// The flags that say what the source means: not where the result goes, nor what only the first compiler knows.
function flags_of(command) {
  const words = command.match(/(?:[^\s"\\]|\\.|"(?:[^"\\]|\\.)*")+/g).map((word) => word.replaceAll(/\\(.)|"/g, "$1"));
  const out = [];
  for (let i = 0; i < words.length; ++i) {
    const word = words[i];
    if (["-o", "-MT", "-MF", "-c", "-include"].includes(word)) ++i;
    else if (
      !/ccache$|\/c?(\+\+|lang\+\+)$|^-MD$|^-Wno-restrict$|^-Winvalid-pch$|^-g|^-O/.test(word) &&
      !/\/(c|g)\+\+(-\d+)?$/.test(word)
    )
      out.push(word);
  }
  return out;
}
const headers = [
  "algorithm",
  "array",
  "filesystem",
  "fmt/format.h",
  "functional",
  "map",
  "memory",
  "optional",
  "set",
  "span",
  "string",
  "string_view",
  "vector",
];
const flags = ["-std=c++20", "-DFMT_SHARED", "-Wall", "-Wextra", "-Wconversion", "-Wshadow"];
function precompiled(name, more) {
  const file = join(folder, `${name}.hpp`);
  writeFileSync(file, [...headers, ...more].map((one) => `#include <${one}>\n`).join(""));
  execFileSync(compiler, [...flags, "-x", "c++-header", file, "-o", `${file}.pch`]);
  return file;
}
const tests = precompiled("tests", ["doctest/doctest.h"]);

const commands = JSON.parse(readFileSync(process.argv[2], "utf8"));
const queue = [...new Map(commands.map((one) => [one.file, one])).values()];
let passed = 0,
  failed = 0;
async function work() {
  for (let one = queue.shift(); one; one = queue.shift()) {
    // Precompiled headers go with the flags that they were made with.
    const plain = !/ -pthread\b|-DCPPHTTPLIB/.test(one.command);
    const help = !plain ? "" : /\/tests\/unit\/(?!main\.cpp)/.test(one.file) ? tests : "";
    const words = [...flags_of(one.command), "-Werror", "-fsyntax-only", ...(help ? ["-include", help] : []), one.file];
    await new Promise((done) =>
      execFile(compiler, words, { cwd: one.directory, maxBuffer: 1 << 26 }, (error, out, said) => {
        if (!error) ++passed;
        else {
          ++failed;
          console.log(`FAILED ${basename(one.file)}\n${said}`);
        }
        done();
      }),
    );
  }
}
await Promise.all(Array.from({ length: Math.max(1, availableParallelism()) }, work));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);

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
// What many tests include.
const standard = "algorithm array filesystem fmt/format.h functional map memory optional set span string string_view vector";
const common = [...standard.split(" "), "base/text.hpp", "model/institute.hpp", "doctest/doctest.h"];
// By the flags that they are read with: precompiled headers go with no others.
const precompiled = new Map();
function help_for({ file, flags, directory, command }) {
  if (!/cmake_pch/.test(command) || !/\/tests\/unit\//.test(file)) return [];
  const key = flags.join(" ");
  if (!precompiled.has(key)) {
    const header = join(folder, `common-${precompiled.size}.hpp`);
    writeFileSync(header, common.map((one) => `#include <${one}>\n`).join(""));
    execFileSync(compiler, [...flags, "-x", "c++-header", header, "-o", `${header}.pch`], { cwd: directory });
    precompiled.set(key, header);
  }
  return ["-include", precompiled.get(key)];
}

const commands = JSON.parse(readFileSync(process.argv[2], "utf8"));
const queue = [...new Map(commands.filter((one) => !/cmake_pch/.test(one.file)).map((one) => [one.file, one])).values()];
for (const one of queue)
  one.flags = [...flags_of(one.command), "-Werror"].filter((flag) => !one.file.endsWith(flag) && flag !== "-Winvalid-pch");
let passed = 0,
  failed = 0;
async function work() {
  for (let one = queue.shift(); one; one = queue.shift()) {
    const words = [...one.flags, ...help_for(one), "-fsyntax-only", one.file];
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

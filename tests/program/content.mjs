// The example repository is what it promises to be: node content.mjs <livret> <content>
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

const [, , livret, content] = process.argv;
let passed = 0,
  failed = 0;
const check = (name, good, detail = "") => {
  if (good) passed++;
  else {
    failed++;
    console.log(`FAILED ${name} ${detail}`);
  }
};
const files = (folder) =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
const all = files(content).filter((path) => !path.includes("/.livret/"));
const parts = (path) => {
  const [, head, body] = readFileSync(path, "utf8").match(/^---\n([\s\S]*?)\n---\n([\s\S]*)$/) ?? [undefined, "", ""];
  return { head, body };
};
const words = (text) =>
  text
    .replace(/[|#*_>`~\-\[\]()!]/g, " ")
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
const activities = all.filter((path) => /\/activities\//.test(path) && path.endsWith(".md"));
const declared = activities.filter((path) => !/^status: (draft|withdrawn)/m.test(parts(path).head));

check("at least 60 declared activities", declared.length >= 60, declared.length);
for (const path of declared) {
  const n = words(parts(path).body);
  check(`120 to 500 words: ${path}`, n >= 120 && n <= 500, n);
}
const seen = new Map();
for (const path of all.filter((one) => one.endsWith(".md")))
  for (const paragraph of parts(path)
    .body.split(/\n\s*\n/)
    .map((one) => one.replace(/\s+/g, " ").trim())
    .filter((one) => words(one) > 6)) {
    check(
      `a paragraph of its own: ${path}`,
      !seen.has(paragraph),
      `shared with ${seen.get(paragraph)}: ${paragraph.slice(0, 80)}`,
    );
    seen.set(paragraph, path);
  }
for (const [gfp, least, most] of [
  ["math1", 8, 10],
  ["hg1", 8, 10],
  ["pe1", 4, 4],
]) {
  const trainees = all.filter((path) => path.startsWith(join(content, "gfp", gfp, "trainees")) && path.endsWith("profile.md"));
  check(`trainees of ${gfp}`, trainees.length >= least && trainees.length <= most, trainees.length);
  for (const kind of ["trainings", "questions", "notices"])
    check(
      `${kind} of ${gfp}`,
      all.some((path) => path.startsWith(join(content, "gfp", gfp, kind))),
    );
  const dates = new Set(
    all.filter((path) => path.includes(`/gfp/${gfp}/`) && path.includes("/positions/")).map((path) => basename(path)),
  );
  check(`positions of ${gfp} at three dates`, dates.size >= 3, [...dates].join(" "));
}
const examples = all.filter((path) => path.startsWith(join(content, "examples")) && path.endsWith(".md"));
check("12 examples", examples.length === 12, examples.length);
const covered = new Set(
  examples.flatMap(
    (path) =>
      parts(path)
        .head.match(/\b[AB]\.\d\.\d\b/g)
        ?.map((code) => code.slice(0, 3)) ?? [],
  ),
);
check(
  "the examples cover the seven domains",
  ["A.1", "A.2", "A.3", "B.1", "B.2", "B.3", "B.4"].every((one) => covered.has(one)),
  [...covered].join(" "),
);
check(
  "two streams",
  new Set(all.filter((path) => basename(path) === "gfp.md").map((path) => parts(path).head.match(/stream: (.*)/)?.[1])).size ===
    2,
);
check("some activities hold tables", activities.filter((path) => /\n\|.*\|\n\|[ :|-]+\|\n/.test(parts(path).body)).length >= 10);
check("some show pictures", activities.filter((path) => /!\[[^\]]+\]\(/.test(parts(path).body)).length >= 5);
check("some join files", new Set(all.filter((path) => /\.(ods|csv)$/.test(path)).map(dirname)).size >= 5);
check("some link to other activities", activities.filter((path) => /\]\(\.\.\/[^)]*\.md/.test(parts(path).body)).length >= 10);

// By the program itself: not a word to say; questions that are answered, due and overdue.
const run = (...args) => execFileSync(livret, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
check(
  "livret check has nothing to say",
  JSON.parse(run("check", "--root", content, "--now", "2005-04-11", "--no-git", "--format", "json")).diagnostics.length === 0,
);
const site = mkdtempSync(join(tmpdir(), "livret-content-"));
run("build", "--root", content, "--now", "2005-04-11", "--no-git", "--output", site, "--quiet");
const states = ["math1", "hg1", "pe1"].flatMap((gfp) =>
  [...readFileSync(join(site, gfp, "questions.html"), "utf8").matchAll(/class="state ([a-z-]+)"/g)].map((one) => one[1]),
);
rmSync(site, { recursive: true });
for (const state of ["overdue", "due", "answered"])
  check(`some questions are ${state}`, states.includes(state), states.join(" "));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);

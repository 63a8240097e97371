// Holds the writer of pages to the examples of the CommonMark specification (0.29, the one that cmark-gfm follows):
// byte by byte, with none of the normalisation that the specification's own suite allows.
//
// One thing differs on purpose: raw HTML is never published. The examples that hold some are listed here by number;
// their output may hold no tag of the author's, and has all of those that the writer makes. The list is exact: an
// example that would pass does not belong on it.
//
// Run: npm ci --prefix tests && node tests/spec/commonmark.mjs BUILD/tests/commonmark_examples
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

const { tests } = createRequire(import.meta.url)("commonmark-spec");

const range = (first, last) => Array.from({ length: last - first + 1 }, (_, i) => first + i);
const RAW_HTML = new Map([
  ["HTML blocks", range(118, 160)],
  ["Link reference definitions", [170]],
  ["Lists", [278, 279]],
  ["Backslash escapes", [307]],
  ["Entity and numeric character references", [317]],
  ["Code spans", [344]],
  ["Emphasis and strong emphasis", [474, 475, 476]],
  ["Links", [488, 491, 520, 532]],
  ["Raw HTML", [609, 610, 611, 612, 613, 619, 621, 624, 625, 626, 627, 628]],
  ["Hard line breaks", [639, 640]],
]);

// The examples write a tab as an arrow.
const tabs = (text) => text.replaceAll("→", "\t");

// What the writer itself writes in bare mode; anything else between < and > would be the author's.
const OWN_TAG =
  /^<(?:\/?(?:p|em|strong|code|pre|ul|ol|li|blockquote|h[1-6])|ol start="\d+"|code class="[^"<>]*"|hr \/|br \/|\/a|a href="[^"<>]*"(?: title="[^"<>]*")?|img src="[^"<>]*" alt="[^"<>]*"(?: title="[^"<>]*")? \/)>$/;

const tagsOf = (html) => html.match(/<[^>]*>?/g) ?? [];

function faultOfRaw(markdown, expected, got) {
  const foreign = tagsOf(got).find((tag) => !OWN_TAG.test(tag) || markdown.includes(tag));
  if (foreign) return `a tag of the author's is in the output: ${foreign}`;
  const own = tagsOf(expected).filter((tag) => OWN_TAG.test(tag) && !markdown.includes(tag));
  if (own.join("") !== tagsOf(got).join("")) return `the writer's own tags differ: ${own.join("")}`;
  return null;
}

function main(program) {
  if (!program) {
    console.error("usage: node tests/spec/commonmark.mjs PROGRAM");
    return 2;
  }
  if (tests.length !== 649) throw new Error(`${tests.length} examples instead of 649: is commonmark-spec 0.29.0 installed?`);
  const run = spawnSync(program, {
    input: tests.map((test) => tabs(test.markdown)).join("\0"),
    encoding: "utf8",
    maxBuffer: 1 << 26,
    timeout: 60_000,
  });
  if (run.error) throw run.error;
  if (run.status !== 0) throw new Error(`${program} ended with ${run.signal ?? run.status}: ${run.stderr}`);
  const outputs = run.stdout.split("\0");
  if (outputs.length !== tests.length) throw new Error(`${outputs.length} results for ${tests.length} examples`);

  let passed = 0;
  let failed = 0;
  let raw = 0;
  tests.forEach((test, i) => {
    const expected = tabs(test.html);
    const listed = RAW_HTML.get(test.section)?.includes(test.number) ?? false;
    let fault = null;
    if (!listed) {
      if (outputs[i] !== expected) fault = "the output differs";
    } else {
      raw += 1;
      fault =
        outputs[i] === expected
          ? "listed as holding raw HTML, but it passes as it is"
          : faultOfRaw(tabs(test.markdown), expected, outputs[i]);
    }
    if (fault === null) {
      passed += 1;
      return;
    }
    failed += 1;
    console.log(`example ${test.number} (${test.section}): ${fault}`);
    console.log(`  text     ${JSON.stringify(tabs(test.markdown))}`);
    console.log(`  expected ${JSON.stringify(expected)}`);
    console.log(`  got      ${JSON.stringify(outputs[i])}`);
  });
  const listed = [...RAW_HTML.values()].reduce((sum, numbers) => sum + numbers.length, 0);
  if (raw !== listed) {
    failed += 1;
    console.log(`${listed} examples are listed as holding raw HTML, ${raw} of them were found`);
  }
  console.log(`${tests.length - raw} examples compared byte by byte; ${raw} hold raw HTML and publish none of it:`);
  for (const [section, numbers] of RAW_HTML) console.log(`  ${section}: ${numbers.join(", ")}`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

process.exitCode = main(process.argv[2]);

// Files made to take for ever, or all of the memory: node pathological.mjs <livret>
// Each is read within a box of a minute and 2 GB; nothing is said about how long it takes within it.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const livret = process.argv[2];
const here = dirname(fileURLToPath(import.meta.url));
const root = mkdtempSync(join(tmpdir(), "livret-"));
const write = (path, text) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
write("livret.yaml", "institution: {id: x, name: X}\nframework: c2i2e-2004\n");
mkdirSync(join(root, "frameworks"));
cpSync(join(here, "../../content/frameworks/c2i2e-2004.xml"), join(root, "frameworks/c2i2e-2004.xml"));
write("gfp/g1/gfp.md", "---\ntitle: G\nyear: 2004-2005\n---\n");
write("gfp/g1/trainees/a/profile.md", "---\nid: ab12cd34\nname: A B\n---\n");

const size = 1000000; // just under the limit of a source: 1 MiB
const times = (text) => text.repeat(Math.floor(size / Buffer.byteLength(text)));
const upTo = (count, text) => Array.from({ length: count }, (_, i) => text(i)).join("");
const bodies = {
  "open brackets": times("["),
  "half links": times("[a](b"),
  emphasis: times("*a **a "),
  underscores: times("_a __a "),
  pictures: times("!["),
  "pictures with a letter": times("![l"),
  quotations: times("> "),
  lists: times("- "),
  "code of growing fences": upTo(1400, (i) => "e" + "`".repeat(i)),
  entities: times("&"),
  comments: times("<!--"),
  instructions: times("<?"),
  declarations: times("<!A "),
  CDATA: times("<![CDATA["),
  "a long table": "|a".repeat(60) + "\n" + "|-".repeat(60) + "\n" + ("|a".repeat(60) + "\n").repeat(8000),
  bars: times("|"),
  footnotes: upTo(50000, (i) => `[^${i}]`) + "\n\n" + upTo(50000, (i) => `[^${i}]: a\n`),
  references: upTo(60000, (i) => `[${i}]: a\n`),
  addresses: times("www."),
  mail: times("a@"),
  schemes: times("http://"),
  "strike-through": times("~~a "),
  "less-than": times("<"),
  "nested lists": upTo(1200, (i) => " ".repeat(i) + "- a\n"),
  "equal headings": times("# a\n"),
  "deep quotations": (">".repeat(1000) + "\n").repeat(900),
  backslashes: times("\\"),
  "open definitions": times("[a]: <"),
  tabs: times("\t"),
  "raw tags on one line": times("<b>"),
  "raw tags": times("<b>x</b>\n\n"),
  "dangerous links": times("[a](javascript:x) "),
  "dead links": times("[a](b.md) "),
  "pictures without words": times("![](a.png) "),
};
const headers = {
  "many keys": upTo(80000, (i) => `k${i}: 1\n`),
  "one key, many times": times("a: 1\n"),
  "many traps": upTo(9000, (i) => `k${i}: a : b\n`),
  "a long list": `competences: [${"Z.1, ".repeat(45000)}]\n`,
  "deep lists": "a: " + "[".repeat(200000) + "\n",
};
let passed = 0,
  failed = 0;
const run = (name, text) => {
  write("gfp/g1/trainees/a/activities/x.md", text);
  const command = `ulimit -v 2000000; exec "${livret}" check --root "${root}" --now 2005-04-11 --no-git --drafts --jobs 2`;
  const { status, signal, error } = spawnSync("bash", ["-c", command], { timeout: 60000, maxBuffer: 1 << 28 });
  if (status === 0 || status === 1) passed++;
  else {
    failed++;
    console.log(`FAILED ${name}: status ${status}, signal ${signal}, ${error ?? ""}`);
  }
};
const header = "title: T\ndate: 2004-11-18\ncontext: gfp\nstatus: draft\n";
for (const [name, body] of Object.entries(bodies)) run(name, `---\n${header}---\n${body}`);
for (const [name, more] of Object.entries(headers)) run(`header: ${name}`, `---\n${header}${more.slice(0, size)}---\n`);
rmSync(root, { recursive: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);

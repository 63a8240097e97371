// Makes the checking page, one file that asks for nothing: node build-verify.mjs <file>
// One classic script, since pages from file:// may not load modules; its digest and the style's stand in the policy.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = join(dirname(fileURLToPath(import.meta.url)), "verify");
const out = process.argv[2];
const bundled = await build({
  entryPoints: [join(here, "page.js")],
  bundle: true,
  write: false,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "inline",
  logLevel: "warning",
});
const script = bundled.outputFiles[0].text.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
const style = readFileSync(join(here, "page.css"), "utf8");
const digest = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const policy = `default-src 'none'; script-src ${digest(script)}; style-src ${digest(style)}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;
// The page's French is in it, for whoever reads it without a script.
const french = JSON.parse(readFileSync(join(here, "page.fr.json"), "utf8"));
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const page = readFileSync(join(here, "page.html"), "utf8").replace(/data-text="(\w+)">[^<]*</g, (_, key) => {
  if (!(key in french)) throw new Error(`page.html: no text is called ${key}`);
  return `data-text="${key}">${escaped(french[key])}<`;
});
const parts = { "@POLICY@": policy, "@STYLE@": style, "@SCRIPT@": script };
mkdirSync(dirname(out), { recursive: true });
writeFileSync(
  out,
  page.replace(/@(POLICY|STYLE|SCRIPT)@/g, (place) => parts[place]),
);

// Makes the signing page of the trainers' desk, once per language: node build-sign.mjs <folder>
// It is a template of the program's: instead of @DATA@ a build writes the group's data, as JSON that no browser runs. One classic
// script, since pages from file:// may not load modules; its digest and the style's stand in the policy, and libsodium's
// WebAssembly in the script: the page asks for nothing.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const program = dirname(fileURLToPath(import.meta.url)),
  here = join(program, "sign");
const out = process.argv[2];
const digest = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
const style = readFileSync(join(program, "desk.css"), "utf8") + readFileSync(join(here, "page.css"), "utf8");

mkdirSync(out, { recursive: true });
for (const language of ["fr", "en"]) {
  const words = JSON.parse(readFileSync(join(here, `page.${language}.json`), "utf8"));
  const bundled = await build({
    entryPoints: [join(here, "page.js")],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    alias: { "page-words": join(here, `page.${language}.json`), "program-words": join(program, "words", `${language}.json`) },
    external: ["node:*", "module", "fs", "path", "url", "crypto"], // libsodium asks for them in Node only
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "inline",
    logLevel: "warning",
  });
  const script = bundled.outputFiles[0].text.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
  const policy = `default-src 'none'; script-src ${digest(script)} 'wasm-unsafe-eval'; style-src ${digest(style)}; img-src blob:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;
  const page = readFileSync(join(here, "page.html"), "utf8").replace(/data-text="(\w+)">[^<]*</g, (_, key) => {
    if (!(key in words)) throw new Error(`sign/page.html: no text is called ${key}`);
    return `data-text="${key}">${escaped(words[key])}<`;
  });
  const parts = {
    "@LANGUAGE@": language,
    "@TITLE@": escaped(words.title),
    "@BAR@": escaped(words.bar_label),
    "@POLICY@": policy,
    "@STYLE@": style,
    "@SCRIPT@": script,
  };
  writeFileSync(
    join(out, `sign.${language}.html`),
    page.replace(/@(LANGUAGE|TITLE|BAR|POLICY|STYLE|SCRIPT)@/g, (place) => parts[place]),
  );
}

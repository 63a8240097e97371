// The sites that the tests read: how each is built, which pages it has, and a server for it.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, relative, sep } from "node:path";

// Every kind of page. A kind that the example repository does not show is a failure (see run.mjs).
export const kinds = [
  "institute",
  "home",
  "trainees",
  "trainee",
  "trainee_matrix",
  "activities",
  "activity",
  "frameworks",
  "framework",
  "competence",
  "matrix",
  "examples",
  "example",
  "trainings",
  "training",
  "needs",
  "evolution",
  "trainee_evolution",
  "analysis",
  "institute_analysis",
  "questions",
  "question",
  "notices",
  "notice",
  "trainers",
  "trainer",
  "about",
  "search",
  "not_found",
  "guide",
  "accessibility",
  "institute_accessibility",
];

// Those of sites for juries alone.
export const jury_kinds = ["candidates", "candidate"];
export const session_kinds = ["session", "changes"];

export function build(program, root, output, more = [], may_complain = false) {
  const run = spawnSync(program, ["build", "--root", root, "--now", "2005-04-11", "--no-git", "-o", output, ...more], {
    encoding: "utf8",
  });
  if (run.status !== 0 && !(may_complain && run.status === 1))
    throw new Error(`livret build: ${run.status} ${run.error ?? ""}\n${run.stderr}`);
  if (!existsSync(join(output, "index.html"))) throw new Error(`livret build wrote no site\n${run.stderr}`);
  return run;
}

// A copy of a repository, its livret.yaml changed: `change` is given the text and returns another.
export function copy_of(content, to, change) {
  cpSync(content, to, { recursive: true, filter: (from) => !/[\\/](\.livret|\.git|site)$/.test(from) });
  const file = join(to, "livret.yaml");
  const before = readFileSync(file, "utf8");
  const after = change(before);
  if (after === before) throw new Error("livret.yaml: nothing to change");
  writeFileSync(file, after);
  return to;
}

// The example's own keys, which everybody can make: what the institute's registrar does, without asking.
export class Registrar {
  constructor(program, root, folder) {
    Object.assign(this, { program, root, folder, secret: join(fresh(folder), "passphrase") });
    writeFileSync(this.secret, "four words taken at random\n", { mode: 0o600 });
    for (const role of ["registry", "checkpoint"]) this.run("key", "new", `ifm-haute-provence-${role}`, "--example");
  }
  run(...words) {
    const run = spawnSync(this.program, [...words, "--passphrase-file", this.secret], {
      encoding: "utf8",
      env: { ...process.env, XDG_CONFIG_HOME: this.folder, XDG_STATE_HOME: join(this.folder, "state") },
    });
    if (run.status !== 0) throw new Error(`livret ${words.join(" ")}: ${run.status}\n${run.stderr}`);
  }
  signs(day, ...words) {
    this.run(...words, "--root", this.root, "--yes", "--now", day);
  }
}

// The checking page and the signing page are no pages of the theme: browser/verify.mjs and program/desk.mjs look at them, once.
const is_checking_page = (name) => /(^|[\\/])(verify|signer|sign)\.html$/.test(name);

export function files_of(folder, ending = "") {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter(
      (name) => name.endsWith(ending) && !(ending === ".html" && is_checking_page(name)) && statSync(join(folder, name)).isFile(),
    )
    .map((name) => name.split(sep).join("/"))
    .sort();
}

export const kind_of = (name, html) =>
  name.endsWith("404.html") ? "not_found" : (/<body class="page-([a-z_]+)/.exec(html)?.[1] ?? "?");

// The richest page of each kind is the longest.
export function richest(folder) {
  const best = new Map();
  for (const name of files_of(folder, ".html")) {
    const html = readFileSync(join(folder, name), "utf8");
    const kind = kind_of(name, html);
    if (!best.has(kind) || best.get(kind).length < html.length) best.set(kind, { name, length: html.length });
  }
  return new Map([...best].map(([kind, { name }]) => [kind, name]));
}

const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xml": "application/atom+xml",
  ".txt": "text/plain; charset=utf-8",
  ".csv": "text/csv",
  ".pdf": "application/pdf",
};

// Serves `folder` under `prefix` on a port of its own, with the nearest 404.html above what is missing, as hosts do.
export async function serve(folder, prefix = "/") {
  const missing = (response, parts) => {
    for (let n = parts.length; n >= 0; n--) {
      const page = join(folder, ...parts.slice(0, n), "404.html");
      if (!existsSync(page)) continue;
      response.writeHead(404, { "content-type": types[".html"] });
      return response.end(readFileSync(page));
    }
    response.writeHead(404, { "content-type": "text/plain" });
    response.end("not found");
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    if (!path.startsWith(prefix)) return missing(response, []);
    const parts = decodeURIComponent(path.slice(prefix.length))
      .split("/")
      .filter((part) => part && part !== "..");
    const file = join(folder, ...parts);
    if (!existsSync(file) || relative(folder, file).startsWith("..")) return missing(response, parts.slice(0, -1));
    const shown = statSync(file).isDirectory() ? join(file, "index.html") : file;
    if (!existsSync(shown)) return missing(response, parts);
    response.writeHead(200, { "content-type": types[extname(shown)] ?? "application/octet-stream" });
    response.end(readFileSync(shown));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const base = `http://127.0.0.1:${server.address().port}${prefix}`;
  return {
    base,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export function xml_faults(files) {
  if (files.length === 0) return ["no file"];
  try {
    execFileSync("xmllint", ["--noout", "--nonet", ...files], { encoding: "utf8", stdio: "pipe" });
    return [];
  } catch (error) {
    return String(error.stderr ?? error)
      .split("\n")
      .slice(0, 12);
  }
}

export function fresh(folder) {
  mkdirSync(folder, { recursive: true });
  return folder;
}

// How the parts of this suite serve a repository, and read what stands in a form; and the activity that most of them work at.
import fs from "node:fs";
import path from "node:path";

import { jpeg_with } from "../support/camera.mjs";
import { content, folder, holds, livret, read_tree } from "../support/tools.mjs";
import { serve } from "../support/serving.mjs";

export const day = ["--now", "2005-04-11T14:05+02:00"];
export const as = (person) => ["--write", "--port", "0", ...day, "--as", person];

export function repository() {
  const root = path.join(folder("repository"), "r");
  fs.cpSync(content, root, { recursive: true, filter: (name) => !/\/(\.livret|site)$/.test(name) });
  return root;
}
export async function with_server(root, person, run) {
  const server = await serve(root, { args: as(person) });
  try {
    return await run(server);
  } finally {
    await server.stop("SIGKILL");
  }
}
export const read = (root, name) => fs.readFileSync(path.join(root, name), "utf8");
export const write = (root, name, text) => fs.writeFileSync(path.join(root, name), text);
export const is_there = (root, name) => fs.existsSync(path.join(root, name));
export const plain = (html) =>
  html
    .replace(/<script[^]*?<\/script>|<[^>]+>/g, " ")
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ");
export const value_of = (html, name) => {
  const found = html.match(
    new RegExp(`<textarea[^>]* name="${name}"[^>]*>\\n([^<]*)</textarea>|name="${name}"[^>]* value="([^"]*)"`),
  );
  return (found?.[1] ?? found?.[2] ?? "")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&");
};
// The part of a page from one heading to the next of its rank.
export const section = (html, heading) => {
  const from = html.indexOf(heading);
  holds(from >= 0, `no « ${heading} » in\n${plain(html)}`);
  const rest = html.slice(from);
  const end = rest.slice(1).search(/<h2|<details|<\/main>/);
  return end < 0 ? rest : rest.slice(0, end + 1);
};
export const journal = (root) =>
  fs
    .readdirSync(path.join(root, ".livret/forms"))
    .filter((name) => /^[0-9a-f]{16}\.json$/.test(name))
    .map((name) => ({ name, ...JSON.parse(read(root, `.livret/forms/${name}`)) }));
export const checked = (root) => livret(["check", "--root", root, "--no-git", ...day]);
export const states = (root) => {
  const out = folder("tables");
  livret(["export", "csv", "--root", root, "--no-git", "--output", out, ...day]);
  return [...read_tree(out)].filter(([name]) => /attest|decision/.test(name)).map(([name, bytes]) => `${name}\n${bytes}`);
};

export const hers = "gfp/math1/trainees/durand/activities";
export const one_file = `${hers}/lectures-tableur-et-convergence.md`;
export const in_folder = `${hers}/lectures-tableur-et-convergence/index.md`;
export const photo = jpeg_with("telephone");

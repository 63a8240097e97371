// What the parts of this suite have in common: one trainee, and two repositories that they leave as they find them or hand on.
import fs from "node:fs";
import path from "node:path";

import { read_tree, repository } from "../support/tools.mjs";

export const day = ["--now", "2005-04-11T14:05+02:00"];
export const write = ["--write", "--port", "0", ...day];

export const hers = "gfp/math1/trainees/durand/activities";
export const activities = (root) => [...read_tree(path.join(root, hers)).keys()];
export const read = (root, name) => fs.readFileSync(path.join(root, name), "utf8");
export const journal = (root) => path.join(root, ".livret/forms");
export const value_of = (html, name) => {
  const found = html.match(
    new RegExp(`<textarea[^>]* name="${name}"[^>]*>\\n([^<]*)</textarea>|name="${name}"[^>]* value="([^"]*)"`),
  );
  const text = found?.[1] ?? found?.[2] ?? "";
  return text
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&");
};

export const plain_root = repository();
export const root = repository();

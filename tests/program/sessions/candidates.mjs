// The candidates, and what the parts of this suite look for.
import fs from "node:fs";
import path from "node:path";

import { content, random_numbers } from "../support/tools.mjs";

export const seed = Number(process.env.LIVRET_SEED) || Date.now() % 1000000;
export const random = random_numbers(seed);
console.log(`LIVRET_SEED=${seed}`);

export const trainees = fs.readdirSync(path.join(content, "gfp/math1/trainees")).sort();
export const everybody = (outcome = () => "reçu") =>
  `stagiaire;décision;note\r\n${trainees.map((one) => `math1/${one};${outcome(one)};\r\n`).join("")}`;

export function latest(jury, kind) {
  const numbers = jury.signed().map((name) => Number(new RegExp(`^${kind}-(\\d+)\\.json$`).exec(name)?.[1] ?? -1));
  return Math.max(...numbers);
}

// Canonical JSON (RFC 8785): the program's bytes and npm canonicalize's, of the same 100,000 made-up documents.
// jcs(PROGRAM) gives what differed. LIVRET_SEED=7 tries other documents.
import { spawnSync } from "node:child_process";
import canonicalize from "canonicalize";

export const documents = 100_000;
export const seed = Number(process.env.LIVRET_SEED ?? 8785) >>> 0;

// Marsaglia's xorshift: the same documents everywhere for one seed.
function dice(state) {
  state ||= 1;
  return (sides) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % sides;
  };
}

// Characters where writers of JSON err: controls, quotes, both ends of the surrogates, and what sorts otherwise in UTF-8 than in
// UTF-16 (U+E000 to U+FFFF against everything beyond U+FFFF).
const odd = [
  "\0",
  "\b",
  "\t",
  "\n",
  "\v",
  "\f",
  "\r",
  "\x1b",
  "\x1f",
  " ",
  '"',
  "\\",
  "/",
  "\x7f",
  "\x80",
  "é",
  "e\u0301",
  "œ",
  "\u2028",
  "\u2029",
  "\ud7ff",
  "\ue000",
  "\ufb33",
  "\ufdd0",
  "\ufeff",
  "\uffff",
  "\u{10000}",
  "\u{1f600}",
  "\u{10ffff}",
  "</script>",
  "__proto__",
  "1",
  "10",
  "2",
];

function text(roll) {
  let out = "";
  for (let left = roll(7); left > 0; --left) {
    const kind = roll(4);
    if (kind === 0) out += String.fromCharCode(97 + roll(26));
    else if (kind === 1) out += String.fromCodePoint(roll(0x110000)).replace(/[\ud800-\udfff]/gu, "\u{1d306}");
    else out += odd[roll(odd.length)];
  }
  return out;
}

function number(roll) {
  const edges = [0, 1, -1, 2 ** 31, -(2 ** 31), 2 ** 32, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
  if (roll(3) === 0) return edges[roll(edges.length)];
  return (roll(2 ** 21) * 2 ** 32 + roll(2 ** 32)) * (roll(2) ? 1 : -1) || 0;
}

function value(roll, depth) {
  const kind = roll(depth > 0 ? 8 : 5);
  if (kind < 2) return text(roll);
  if (kind === 2) return number(roll);
  if (kind === 3) return [true, false, null][roll(3)];
  if (kind === 4) return depth > 0 ? {} : [];
  if (kind === 5) return Array.from({ length: roll(5) }, () => value(roll, depth - 1));
  // Not by assignment: "__proto__" is a name like others.
  return Object.fromEntries(Array.from({ length: roll(7) }, () => [text(roll), value(roll, depth - 1)]));
}

// The same value in another writing: every character that may be is sometimes an escape.
const escape = (character) =>
  [...Array(character.length).keys()].map((i) => "\\u" + character.charCodeAt(i).toString(16).padStart(4, "0")).join("");
function written(roll, json) {
  return roll(3) ? json : json.replace(/[^\x00-\x7e]/gu, escape);
}

export function jcs(program) {
  const roll = dice(seed);
  const inputs = [],
    expected = [];
  for (let i = 0; i < documents; ++i) {
    const made = value(roll, 1 + roll(6));
    inputs.push(written(roll, JSON.stringify(made)));
    expected.push(canonicalize(made));
  }
  const { stdout, status } = spawnSync(program, ["jcs"], { input: inputs.join("\n") + "\n", maxBuffer: 1 << 30 });
  const wrong = [];
  if (status !== 0) wrong.push(`the program ended with ${status}`);
  if (Buffer.from(expected.join("\n") + "\n").equals(stdout)) return wrong;
  const lines = stdout.toString().split("\n");
  for (let i = 0; i < documents && wrong.length < 10; ++i)
    if (lines[i] !== expected[i])
      wrong.push(`document ${i}\n  read     ${inputs[i]}\n  npm      ${expected[i]}\n  program  ${lines[i]}`);
  return wrong.length ? wrong : ["other bytes, but the same lines once decoded"];
}

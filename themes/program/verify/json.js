// JSON read strictly, and written in its one canonical spelling (RFC 8785).
//
// JSON.parse keeps the last of duplicate members and rounds numbers; here both are seen. Objects are Maps, so that no
// member's name means anything to the language. Numbers are integers; anything else is an OddNumber, which no reader
// accepts (schema/trust.md, rule 2).
import { compare_texts, text_of } from "./bytes.js";

const deepest_read = 64; // as the program: far beyond any document, guards the stack
export const deepest = 32;

export class OddNumber {}
export class JsonError extends Error {
  constructor(reason) {
    super(reason);
    this.too_deep = reason === "nested too deeply";
  }
}

// The value. Throws JsonError.
export function read_json(bytes) {
  let text;
  try {
    text = text_of(bytes);
  } catch {
    throw new JsonError("not UTF-8");
  }
  if (text.startsWith("\ufeff")) throw new JsonError("byte-order mark");
  return new Reader(text).document();
}

class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  document() {
    const value = this.value(0);
    this.space();
    if (this.at < this.text.length) throw new JsonError("more than one value");
    return value;
  }

  space() {
    while (this.at < this.text.length && " \t\n\r".includes(this.text[this.at])) ++this.at;
  }

  value(depth) {
    this.space();
    const next = this.text[this.at];
    if (next === "{" || next === "[") {
      if (depth >= deepest_read) throw new JsonError("nested too deeply");
      ++this.at;
      return next === "{" ? this.object(depth + 1) : this.array(depth + 1);
    }
    if (next === '"') return this.string();
    for (const [word, value] of [
      ["true", true],
      ["false", false],
      ["null", null],
    ])
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    return this.number();
  }

  object(depth) {
    const members = new Map();
    this.space();
    if (this.take("}")) return members;
    do {
      this.space();
      const name = this.string();
      if (members.has(name)) throw new JsonError("duplicate member");
      this.space();
      if (!this.take(":")) throw new JsonError("a colon is missing");
      members.set(name, this.value(depth));
      this.space();
    } while (this.take(","));
    if (!this.take("}")) throw new JsonError("an object does not end");
    return members;
  }

  array(depth) {
    const items = [];
    this.space();
    if (this.take("]")) return items;
    do {
      items.push(this.value(depth));
      this.space();
    } while (this.take(","));
    if (!this.take("]")) throw new JsonError("a list does not end");
    return items;
  }

  take(character) {
    if (this.text[this.at] !== character) return false;
    ++this.at;
    return true;
  }

  string() {
    const token = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
    token.lastIndex = this.at;
    const found = token.exec(this.text);
    if (!found) throw new JsonError("not a string");
    this.at = token.lastIndex;
    const value = JSON.parse(found[0]);
    if (lone_surrogate.test(value)) throw new JsonError("half a surrogate pair");
    return value;
  }

  number() {
    const token = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
    token.lastIndex = this.at;
    const found = token.exec(this.text);
    if (!found) throw new JsonError("not a value");
    this.at = token.lastIndex;
    const value = Number(found[0]);
    if (!Number.isFinite(value)) throw new JsonError("a number beyond all bounds");
    return /[.eE]/.test(found[0]) || !Number.isSafeInteger(value) ? new OddNumber() : value;
  }
}
const lone_surrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

// The rule that a value breaks by itself: 2 (numbers) or 5 (depth); 0 if none.
export function odd_value(value, depth = 1) {
  if (value instanceof OddNumber) return 2;
  const inner = Array.isArray(value) ? value : value instanceof Map ? value.values() : null;
  if (!inner) return 0;
  if (depth > deepest) return 5;
  for (const one of inner) {
    const rule = odd_value(one, depth + 1);
    if (rule) return rule;
  }
  return 0;
}

// JSON.stringify writes strings and integers exactly as RFC 8785 §3.2.2 wants them.
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value instanceof Map) {
    const names = [...value.keys()].sort(compare_texts);
    return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value.get(name))}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

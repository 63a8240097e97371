// Reads the members of an object that has a closed schema: every member is asked for by name, and what was not asked for
// is refused at the end. The first fault is kept; after it, reading goes on harmlessly with empty values.
import { compare_texts, utf8 } from "./bytes.js";
import { parse_did_key } from "./keys.js";

export class Fault {
  constructor() {
    this.where = this.what = "";
  }
  get found() {
    return this.what !== "";
  }
  say(where, what) {
    if (!this.found) Object.assign(this, { where, what });
  }
}

const size = (text) => (text.length > 65536 ? text.length : utf8(text).length);
export const is_line = (text) => text !== "" && !/[\u0000-\u001f\u007f]/.test(text) && size(text) <= 1024;
export const is_text = (text) => text !== "" && !/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text) && size(text) <= 65536;
export const is_digest = (text) => /^[0-9a-f]{64}$/.test(text);
export const is_slug = (text) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text);
export const is_id = (text) => text.length <= 64 && is_slug(text);
export const is_path = (text) =>
  is_line(text) && !text.includes("\\") && text.split("/").every((part) => part !== "" && part !== "." && part !== "..");

// A day as its number since 1970, so that a grace can be added; NaN if there is no such day.
export function day_number(text) {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!found) return NaN;
  const [year, month, day] = found.slice(1).map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day); // unlike Date.UTC, knows the years 0 to 99
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? Math.round(date.getTime() / 86400000) : NaN;
}
export const is_date = (text) => !Number.isNaN(day_number(text));
export const is_instant = (text) => /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/.test(text) && is_date(text.slice(0, 10));

// Texts that C++ compares by bytes: by code points, which is the same.
export function compare_bytes(a, b) {
  const high = (text) => /[\ud800-\udfff]/.test(text);
  if (!high(a) && !high(b)) return compare_texts(a, b);
  const left = utf8(a),
    right = utf8(b);
  for (let i = 0; i < Math.min(left.length, right.length); ++i) if (left[i] !== right[i]) return left[i] - right[i];
  return left.length - right.length;
}

export class Fields {
  constructor(json, where, fault) {
    this.json = json;
    this.where = where;
    this.fault = fault;
    this.taken = new Set();
    if (json !== undefined && !(json instanceof Map)) {
      fault.say(where, "not an object");
      this.json = undefined;
    }
  }

  place(name) {
    return `${this.where}.${name}`;
  }
  has(name) {
    return this.json?.has(name) ?? false;
  }
  take(name, required = true) {
    this.taken.add(name);
    const member = this.json?.get(name);
    if (member === undefined && required) this.fault.say(this.place(name), "missing");
    return member;
  }

  // A string that is good, or undefined.
  string(name, good, what, required) {
    const member = this.take(name, required);
    if (member === undefined) return undefined;
    if (typeof member !== "string" || !good(member)) {
      this.fault.say(this.place(name), what);
      return undefined;
    }
    return member;
  }
  line(name, required = true) {
    return this.string(name, is_line, "not a line of text", required);
  }
  text(name, required = true) {
    return this.string(name, is_text, "not a text", required);
  }
  id(name, required = true) {
    return this.string(name, is_id, "not an identifier", required);
  }
  path(name) {
    return this.string(name, is_path, "not a relative path", true);
  }
  digest(name, required = true) {
    return this.string(name, is_digest, "not a digest", required);
  }
  date(name, required = true) {
    return this.string(name, is_date, "not a date", required);
  }
  key(name) {
    return this.string(name, (text) => parse_did_key(text) !== null, "not a did:key of Ed25519", true);
  }
  choice(name, words) {
    return this.string(name, (text) => words.includes(text), "not one of the words that are allowed", true);
  }
  integer(name, required = true) {
    const member = this.take(name, required);
    if (member === undefined) return undefined;
    if (typeof member !== "number" || member < 0) {
      this.fault.say(this.place(name), "not a whole number of 0 or more");
      return undefined;
    }
    return member;
  }
  optional_true(name) {
    const member = this.take(name, false);
    if (member !== undefined && member !== true) this.fault.say(this.place(name), "not true");
    return member === true;
  }

  // What `read(item, where)` makes of each item. An optional list that is there must not be empty.
  list(name, read, required = true) {
    const member = this.take(name, required);
    if (member === undefined) return [];
    if (!Array.isArray(member)) {
      this.fault.say(this.place(name), "not a list");
      return [];
    }
    if (!required && member.length === 0) this.fault.say(this.place(name), "empty");
    return member.map((item, i) => read(item, `${this.place(name)}[${i}]`));
  }
  // Objects, each read by `read(fields)`, sorted by what `order(value)` says.
  objects(name, read, order) {
    let before;
    return this.list(name, (item, where) => {
      const fields = new Fields(item, where, this.fault);
      const value = read(fields);
      fields.end();
      if (order) {
        const now = order(value) ?? "";
        if (before !== undefined && compare_bytes(before, now) >= 0) this.fault.say(where, "not in order, or twice");
        before = now;
      }
      return value;
    });
  }
  set(name, good, required = true) {
    let before;
    return this.list(
      name,
      (item, where) => {
        if (typeof item !== "string" || !good(item)) {
          this.fault.say(where, "not what belongs here");
          return item;
        }
        if (before !== undefined && compare_bytes(before, item) >= 0) this.fault.say(where, "not in order, or twice");
        before = item;
        return item;
      },
      required,
    );
  }
  // The member, an object, as `read(fields)` makes it.
  object(name, read) {
    const fields = new Fields(this.take(name), this.place(name), this.fault);
    const value = read(fields);
    fields.end();
    return value;
  }

  end() {
    if (this.json)
      for (const name of this.json.keys()) if (!this.taken.has(name)) this.fault.say(this.place(name), "unknown member");
  }
}

// "from" and, if it ends, "until".
export function span(fields) {
  const from = fields.date("from"),
    until = fields.date("until", false);
  if (from && until && day_number(until) < day_number(from)) fields.fault.say(fields.place("until"), "before from");
  return { from, until };
}

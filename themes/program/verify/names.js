// Names in a container: which are accepted, which are one file on some computer, and how hostile ones are shown. As
// generator/archive/entry_names.cpp.
export const limits = {
  size: 2 ** 31, // bytes of the zip, and of all files together
  entries: 20000,
  name: 400,
  part: 150,
  depth: 16,
  directory: 2 ** 24, // bytes of the central directory
  ratio: 200, // unpacked to zipped, of the whole, where more than `small` bytes are unpacked
  small: 2 ** 26,
  held: 2 ** 26, // bytes of a file that callers hold in memory
};

// {code, name, other}: schema/dossier.md's codes, whose sentences are words/{fr,en}.json's.
export class Refused extends Error {
  constructor(code, name = "", other = "") {
    super(code);
    this.fault = { code, name: shown_name(name), other: shown_name(other) };
  }
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
// Characters that nobody sees, or that turn the order of others round.
const invisible =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;
export const has_invisible = (text) => invisible.test(text);

// The text of bytes; null if they are no UTF-8.
export function utf8_text(bytes) {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

// For people: control, invisible and bidirectional characters and bytes that are no UTF-8 as escapes; 120 characters at most.
export function shown_name(name) {
  const text = typeof name === "string" ? name : utf8_text(name);
  const hex = (byte) => byte.toString(16).padStart(2, "0");
  const characters =
    text === null
      ? Array.from(name, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${hex(byte)}`))
      : Array.from(text, (c) => (invisible.test(c) ? `\\u{${c.codePointAt(0).toString(16)}}` : c));
  return characters.slice(0, 120).join("") + (characters.length > 120 ? "…" : "");
}

// Windows drops dots at the end of a name, and opens a device for these, whatever extension they have.
const is_reserved = (part) =>
  part.endsWith(".") || /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/.test(ascii_lower(part.split(".", 1)[0]));
const ascii_lower = (text) => text.replace(/[A-Z]/g, (c) => c.toLowerCase());

// What is wrong with a name (bytes); a folder's ends in "/". The first of these, in this order; null: nothing.
export function name_fault(bytes) {
  if (bytes.length === 0) return "name-empty";
  if (bytes.length > limits.name) return "name-too-long";
  const name = utf8_text(bytes);
  if (name === null) return "name-encoding";
  if (has_invisible(name)) return "name-invisible";
  if (name.includes("\\")) return "name-backslash";
  if (name.startsWith("/")) return "name-absolute";
  if (name.includes(":")) return "name-drive";
  const parts = (name.endsWith("/") ? name.slice(0, -1) : name).split("/");
  if (parts.includes("..")) return "name-traversal";
  if (parts.includes("") || parts.includes(".")) return "name-parts";
  if (!/^[A-Za-z0-9._/-]+$/.test(name)) return "name-characters";
  if (parts.some(is_reserved)) return "name-reserved";
  if (parts.some((part) => part.length > limits.part)) return "name-too-long";
  return parts.length > limits.depth ? "too-deep" : null;
}

// Names that lie on one another: twice the same, the same but for capitals (for a folder on the way too), a file that is a folder
// elsewhere. In the order given, the first that does not go with those before. Throws.
export function check_tree(names) {
  const known = new Map(); // by the name in small letters
  for (const name of names) {
    const folder = name.endsWith("/"),
      path = folder ? name.slice(0, -1) : name,
      small = ascii_lower(path);
    for (let end = 0; end < path.length; ) {
      const slash = path.indexOf("/", end + 1);
      end = slash < 0 ? path.length : slash;
      const listed = end === path.length;
      const here = { spelling: path.slice(0, end), folder: folder || !listed, listed };
      const before = known.get(small.slice(0, end));
      if (!before) {
        known.set(small.slice(0, end), here);
        continue;
      }
      if (before.spelling !== here.spelling) throw new Refused("container.duplicate-case", name, before.spelling);
      if (before.folder !== here.folder) throw new Refused("container.file-as-folder", name, before.spelling);
      if (before.listed && listed) throw new Refused("container.duplicate", name);
      before.listed ||= listed;
    }
  }
}

// What macOS adds when it packs, or when one looks into a folder.
export const is_added_by_macos = (name) => name.startsWith("__MACOSX/") || name === ".DS_Store" || name.endsWith("/.DS_Store");

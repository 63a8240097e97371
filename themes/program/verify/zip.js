// A dossier that somebody handed over, a zip file: hostile until shown otherwise (schema/dossier.md, "The container").
//
// The same decisions in the same order as generator/archive/zip_structure.cpp; tests/dossier holds both together. Over a Blob, of
// which only the pieces that are wanted are read; nothing of an entry's data before the whole structure has passed.
import { same_bytes } from "./bytes.js";
import { Inflated, Inflater } from "./inflate.js";
import { check_tree, is_added_by_macos, limits, name_fault, Refused, utf8_text } from "./names.js";
import {
  canonical_directory_header,
  canonical_end,
  canonical_local_header,
  crc32,
  directory_size,
  end_size,
  local_size,
  signature,
  u16,
  u32,
} from "./zip_format.js";

const piece_size = 2 ** 16;
const saturated = 0xffffffff; // "see the zip64 field"
const flag = {
  descriptor: 1 << 3,
  encrypted: (1 << 0) | (1 << 6) | (1 << 13),
  allowed: (1 << 1) | (1 << 2) | (1 << 3) | (1 << 11),
};

async function bytes_of(blob, from, to) {
  try {
    const bytes = new Uint8Array(await blob.slice(from, to).arrayBuffer());
    if (bytes.length === to - from) return bytes;
  } catch {} // the file behind it has gone or has changed
  throw new Refused("container.changed");
}

// Small reads share one of 64 KiB.
class Window {
  constructor(blob) {
    Object.assign(this, { blob, start: 0, held: new Uint8Array() });
  }
  async at(offset, count) {
    if (offset < this.start || offset + count > this.start + this.held.length) {
      this.held = await bytes_of(this.blob, offset, Math.min(this.blob.size, offset + Math.max(count, piece_size)));
      this.start = offset;
    }
    if (offset + count > this.blob.size) throw new Refused("container.changed");
    return this.held.subarray(offset - this.start, offset - this.start + count);
  }
}

// {state, top, files: [{path, size}], ignored, find(path), read(path, take), read_all(path, limit)}. Throws Refused.
export async function open_zip(blob, pause = async () => {}) {
  const window = new Window(blob);
  const end = await read_end(blob, window);
  const directory = await bytes_of(blob, end.offset, end.offset + end.size);
  const entries = read_directory(directory, end.count);
  check_together(entries, blob.size);
  const top = find_top(entries);
  await read_local_headers(entries, end.offset, window, pause);
  const in_order = entries.every((one, i) => i === 0 || (entries[i - 1].name < one.name && entries[i - 1].offset < one.offset));
  const is_canonical = end.canonical && in_order && entries.every((one) => one.canonical);
  const files = entries.filter((one) => !one.folder && !is_added_by_macos(one.name)).sort(by_name);
  return container({
    state: is_canonical ? "canonical" : "rezipped",
    top,
    ignored: entries
      .map((one) => one.name)
      .filter(is_added_by_macos)
      .sort(),
    files: files.map((one) => ({
      path: one.name.slice(top.length + 1),
      size: one.size,
      read: (take) => read_entry(blob, one, take, pause),
    })),
  });
}
const by_name = (a, b) => (a.name < b.name ? -1 : 1);

export function container({ state, top, ignored, files }) {
  const known = new Map(files.map((file) => [file.path, file]));
  const find = (path) => known.get(path);
  const read = async (path, take) => {
    const file = find(path);
    if (!file) throw new Refused("container.missing", path);
    await file.read(take);
  };
  const read_all = async (path, limit = limits.held) => {
    if (find(path)?.size > limit) throw new Refused("container.file-too-large", path);
    const pieces = []; // grows with what comes, not with what is stated
    await read(path, (piece) => void pieces.push(piece.slice()));
    return new Uint8Array(await new Blob(pieces).arrayBuffer());
  };
  return { state, top, ignored, files: files.map(({ path, size }) => ({ path, size })), find, read, read_all };
}

async function read_end(blob, window) {
  if (blob.size > limits.size) throw new Refused("container.too-large");
  if (blob.size < end_size) throw new Refused("container.not-zip");
  const place = blob.size - end_size;
  const end = (await window.at(place, end_size)).slice();
  if (u32(end, 0) !== signature.end || u16(end, 20) !== 0) await look_for_end(blob);
  if (place >= 20 && u32(await window.at(place - 20, 4), 0) === signature.zip64_locator) throw new Refused("container.zip64");
  const [disk, directory_disk, here, count] = [4, 6, 8, 10].map((at) => u16(end, at));
  const size = u32(end, 12),
    offset = u32(end, 16);
  if ([disk, directory_disk, here, count].includes(0xffff) || size === saturated || offset === saturated)
    throw new Refused("container.zip64");
  if (disk !== 0 || directory_disk !== 0 || here !== count) throw new Refused("container.multi-disk");
  if (count === 0) throw new Refused("container.empty");
  if (count > limits.entries) throw new Refused("container.too-many-entries");
  if (u32(await window.at(0, 4), 0) !== signature.local) throw new Refused("container.prefix");
  if (offset + size !== place || size > limits.directory) throw new Refused("container.directory");
  return { count, size, offset, canonical: same_bytes(end, canonical_end(count, size, offset)) };
}

// No end record where it must be: said why.
async function look_for_end(blob) {
  const tail = await bytes_of(blob, Math.max(0, blob.size - end_size - 0xffff), blob.size);
  for (let i = tail.length - end_size; i >= 0; --i) {
    if (u32(tail, i) !== signature.end) continue;
    const end = i + end_size + u16(tail, i + 20);
    if (end === tail.length) throw new Refused("container.archive-comment");
    if (end < tail.length) throw new Refused("container.trailer");
  }
  throw new Refused("container.not-zip");
}

function read_directory(bytes, count) {
  const entries = [];
  let at = 0;
  for (let i = 0; i < count; ++i) {
    if (bytes.length - at < directory_size || u32(bytes, at) !== signature.directory) throw new Refused("container.directory");
    const whole = directory_size + u16(bytes, at + 28) + u16(bytes, at + 30) + u16(bytes, at + 32);
    if (bytes.length - at < whole) throw new Refused("container.directory");
    entries.push(directory_entry(bytes.subarray(at, at + whole)));
    at += whole;
  }
  if (at !== bytes.length) throw new Refused("container.directory");
  return entries;
}

function directory_entry(header) {
  const name_size = u16(header, 28),
    extra_size = u16(header, 30);
  const raw = header.subarray(directory_size, directory_size + name_size);
  const [version, flags, method] = [6, 8, 10].map((at) => u16(header, at));
  const [crc, packed, size, attributes, offset] = [16, 20, 24, 38, 42].map((at) => u32(header, at));
  const refuse = (code) => {
    if (code) throw new Refused(`container.${code}`, raw);
  };
  refuse(name_fault(raw));
  const name = utf8_text(raw),
    folder = name.endsWith("/");
  if ((flags & flag.encrypted) !== 0) refuse("encrypted");
  if ((flags & ~flag.allowed) !== 0) refuse("flags");
  if ([packed, size, offset].includes(saturated)) refuse("zip64");
  refuse(extra_fault(header.subarray(directory_size + name_size, directory_size + name_size + extra_size)));
  if (u16(header, 32) !== 0) refuse("entry-comment");
  if (u16(header, 34) !== 0) refuse("multi-disk");
  if (version > 20) refuse("version");
  if (method !== 0 && method !== 8) refuse("method");
  refuse(mode_fault(attributes, folder));
  if (method === 0 && packed !== size) refuse("wrong-size");
  if (folder && (size !== 0 || packed > 2)) refuse("folder-data"); // 2: nothing, deflated
  const entry = { name, folder, flags, method, crc, packed, size, offset, data: 0 };
  entry.canonical = !folder && !is_added_by_macos(name) && same_bytes(header, canonical_directory_header(entry));
  return entry;
}

// Times and owners, as archivers write them, hurt nobody. Whatever else stands there may be a second name, a link's target or
// another size, for readers who know it.
const harmless = [0x5455, 0x5855, 0x7855, 0x7875, 0x000a, 0xcafe];
function extra_fault(extra) {
  for (let at = 0; at < extra.length; at += 4 + u16(extra, at + 2)) {
    if (extra.length - at < 4 || extra.length - at - 4 < u16(extra, at + 2)) return "extra";
    const kind = u16(extra, at);
    if (kind === 0x0001) return "zip64";
    if (kind === 0x9901 || kind === 0x0017) return "encrypted";
    if (kind === 0x7075) return "two-readings"; // Info-ZIP's Unicode path
    if (!harmless.includes(kind)) return "extra";
  }
  return null;
}

// The high half is UNIX's mode wherever it is not 0, the low byte MS-DOS's; whatever system the entry says it was made on,
// because readers differ in whether they look.
function mode_fault(attributes, folder) {
  const mode = attributes >>> 16,
    kind = mode & 0o170000;
  const reparse_point = 0x400,
    device_or_label = 0x48,
    dos_folder = 0x10;
  if (kind === 0o120000 || (attributes & reparse_point) !== 0) return "link";
  if (kind !== 0 && kind !== 0o100000 && kind !== 0o040000) return "special";
  if ((mode & 0o7000) !== 0 || (attributes & device_or_label) !== 0) return "special";
  const says_folder = kind === 0o040000 || (attributes & dos_folder) !== 0;
  return (says_folder && !folder) || (kind === 0o100000 && folder) ? "kind" : null;
}

function check_together(entries, zip_size) {
  const total = entries.reduce((sum, one) => sum + one.size, 0);
  if (total > limits.size) throw new Refused("container.too-large");
  if (total > limits.small && total > limits.ratio * zip_size) throw new Refused("container.bomb");
  check_tree(entries.map((one) => one.name));
}

function find_top(entries) {
  let top = "";
  for (const { name } of entries) {
    if (is_added_by_macos(name)) continue;
    const slash = name.indexOf("/");
    if (slash < 0) throw new Refused("container.no-top", name);
    if (top === "") top = name.slice(0, slash);
    if (top !== name.slice(0, slash)) throw new Refused("container.several-tops", name, top);
  }
  if (top === "") throw new Refused("container.empty");
  return top;
}

async function read_local_headers(entries, directory, window, pause) {
  let position = 0;
  for (const entry of [...entries].sort((a, b) => a.offset - b.offset)) {
    await pause();
    position = await read_local(entry, position, directory, window);
  }
  if (position !== directory) throw new Refused("container.gap");
}

// Where the next entry begins.
async function read_local(entry, position, directory, window) {
  const refuse = (code, other) => {
    throw new Refused(`container.${code}`, entry.name, other);
  };
  if (entry.offset < position) refuse("overlap");
  if (entry.offset > position && position === 0) throw new Refused("container.prefix");
  if (entry.offset > position) refuse("gap");
  if (position + local_size > directory) refuse("local-header");
  const head = await window.at(position, local_size);
  if (u32(head, 0) !== signature.local) refuse("local-header");
  const name_size = u16(head, 26),
    whole = local_size + name_size + u16(head, 28);
  if (position + whole + entry.packed > directory) refuse("overlap");
  const header = (await window.at(position, whole)).slice();
  const name = header.subarray(local_size, local_size + name_size);
  if (utf8_text(name) !== entry.name) refuse("two-readings", name);
  if (u16(header, 6) !== entry.flags || u16(header, 8) !== entry.method) refuse("two-readings");
  if (u16(header, 4) > 20) refuse("version");
  const wrong = extra_fault(header.subarray(local_size + name_size));
  if (wrong) refuse(wrong);
  const later = (entry.flags & flag.descriptor) !== 0; // stated behind the data: 0 here, or the same
  const agrees = (at, stated) => u32(header, at) === stated || (later && u32(header, at) === 0);
  if (!agrees(14, entry.crc) || !agrees(18, entry.packed) || !agrees(22, entry.size)) refuse("local-sizes");
  // Who reads from the front cannot know where stored data ends.
  if (entry.method === 0 && u32(header, 18) !== entry.packed) refuse("descriptor");
  entry.canonical &&= same_bytes(header, canonical_local_header(entry));
  entry.data = position + whole;
  const end = entry.data + entry.packed;
  return later ? end + (await descriptor_size(entry, end, directory, window)) : end;
}

// CRC and sizes, mostly behind a signature (APPNOTE.TXT §4.3.9).
async function descriptor_size(entry, position, directory, window) {
  const bytes = await window.at(position, Math.min(16, directory - position));
  const states = (at) =>
    bytes.length >= at + 12 &&
    u32(bytes, at) === entry.crc &&
    u32(bytes, at + 4) === entry.packed &&
    u32(bytes, at + 8) === entry.size;
  if (bytes.length >= 4 && u32(bytes, 0) === signature.descriptor && states(4)) return 16;
  if (!states(0)) throw new Refused("container.descriptor", entry.name);
  return 12;
}

// Unpacks one entry in pieces, checked to the last bit.
async function read_entry(blob, entry, take, pause) {
  let crc = 0;
  const checked = (piece) => {
    crc = crc32(piece, crc);
    take(piece);
  };
  const inflater = entry.method === 8 ? new Inflater(entry.size, checked) : null;
  try {
    const end = entry.data + entry.packed;
    for (let at = entry.data; at < end; at += piece_size) {
      await pause();
      const piece = await bytes_of(blob, at, Math.min(end, at + piece_size));
      if (inflater) inflater.push(piece, at + piece_size >= end);
      else checked(piece);
    }
    if (inflater && inflater.state !== "end") throw new Inflated("deflate");
  } catch (error) {
    if (error instanceof Inflated)
      throw new Refused(`container.${error.message === "size" ? "wrong-size" : "deflate"}`, entry.name);
    if (error instanceof Refused && error.fault.code === "container.changed") throw new Refused("container.changed", entry.name);
    throw error;
  }
  if (crc !== entry.crc) throw new Refused("container.wrong-crc", entry.name);
}

// Zip files made byte by byte, so that each field can lie: APPNOTE.TXT §4.3, written a third time beside program and page.
import { createHash } from "node:crypto";
import { crc32 as crc_of, deflateRawSync } from "node:zlib";

const bytes_of = (data) => (typeof data === "string" ? Buffer.from(data) : Buffer.from(data));
const packed = (...fields) => {
  const out = Buffer.alloc(fields.reduce((sum, [, size]) => sum + size, 0));
  let at = 0;
  for (const [value, size] of fields) {
    for (let i = 0; i < size; ++i) out[at + i] = Math.floor(value / 256 ** i) % 256;
    at += size;
  }
  return out;
};
export const field = (kind, data = "") => Buffer.concat([packed([kind, 2], [bytes_of(data).length, 2]), bytes_of(data)]);

// Node 18 has no crc32.
const table = Array.from({ length: 256 }, (_, i) => {
  for (let bit = 0; bit < 8; ++bit) i = i & 1 ? (i >>> 1) ^ 0xedb88320 : i >>> 1;
  return i >>> 0;
});
export function crc32(bytes) {
  if (crc_of) return crc_of(bytes);
  let value = ~0;
  for (const byte of bytes) value = (value >>> 8) ^ table[(value ^ byte) & 0xff];
  return ~value >>> 0;
}
export const sha256 = (data) => createHash("sha256").update(data).digest("hex");

// One entry. `more`: deflate (true, or the bytes to put there), raw (bytes to store instead), descriptor ("signed", "bare" or
// bytes), both {} local {} central {} (fields that differ from the canonical ones: version flags method time date crc packed
// size name extra, made_by comment disk internal attributes offset), before (bytes in front of its header), signature,
// directory_signature, no_local, no_directory (it stands in one place only).
export const entry = (name, data = "", more = {}) => ({ name: bytes_of(name), data: bytes_of(data), more });

const common = (f) =>
  packed(
    [f.version, 2],
    [f.flags, 2],
    [f.method, 2],
    [f.time, 2],
    [f.date, 2],
    [f.crc, 4],
    [f.packed, 4],
    [f.size, 4],
    [f.name.length, 2],
    [f.extra.length, 2],
  );

// `more`: prefix, behind (bytes before the directory), trailer, comment, directory (bytes instead of it), zip64 (bytes between
// directory and end record), end {} (disk directory_disk here count size offset signature comment).
export function zip(entries, more = {}) {
  const parts = [bytes_of(more.prefix ?? "")],
    directory = [];
  let at = parts[0].length;
  const put = (bytes) => {
    parts.push(bytes);
    at += bytes.length;
  };
  for (const { name, data, more: own } of entries) {
    if (own.before) put(bytes_of(own.before));
    const body = own.raw ?? (own.deflate ? (own.deflate === true ? deflateRawSync(data) : bytes_of(own.deflate)) : data);
    const flags = own.descriptor ? 8 : 0;
    const plain = {
      version: own.deflate ? 20 : 10,
      flags,
      method: own.deflate ? 8 : 0,
      time: 0,
      date: 0x21,
      crc: crc32(data),
      packed: body.length,
      size: data.length,
      name,
      extra: Buffer.alloc(0),
      ...own.both,
    };
    const none = own.descriptor ? { crc: 0, packed: 0, size: 0 } : {};
    const local = { ...plain, ...none, ...own.local };
    const central = {
      ...plain,
      made_by: 0x033f,
      comment: Buffer.alloc(0),
      disk: 0,
      internal: 0,
      attributes: (name.at(-1) === 0x2f ? 0o40755 : 0o100644) * 65536,
      offset: at,
      ...own.central,
    };
    if (!own.no_local) {
      put(Buffer.concat([packed([own.signature ?? 0x04034b50, 4]), common(local), local.name, local.extra]));
      put(body);
      if (own.descriptor) {
        const stated = packed([plain.crc, 4], [plain.packed, 4], [plain.size, 4]);
        put(
          own.descriptor === "signed"
            ? Buffer.concat([packed([0x08074b50, 4]), stated])
            : own.descriptor === "bare"
              ? stated
              : bytes_of(own.descriptor),
        );
      }
    }
    if (own.no_directory) continue;
    directory.push(
      packed([own.directory_signature ?? 0x02014b50, 4], [central.made_by, 2]),
      common(central),
      packed([central.comment.length, 2], [central.disk, 2], [central.internal, 2], [central.attributes, 4], [central.offset, 4]),
      central.name,
      central.extra,
      bytes_of(central.comment),
    );
  }
  if (more.behind) put(bytes_of(more.behind));
  const listed = more.directory ?? Buffer.concat(directory);
  const count = entries.filter(({ more: own }) => !own.no_directory).length;
  const comment = bytes_of(more.comment ?? "");
  const end = {
    signature: 0x06054b50,
    disk: 0,
    directory_disk: 0,
    here: count,
    count,
    size: listed.length,
    offset: at,
    comment: comment.length,
    ...more.end,
  };
  return Buffer.concat([
    ...parts,
    listed,
    more.zip64 ?? Buffer.alloc(0),
    packed(
      [end.signature, 4],
      [end.disk, 2],
      [end.directory_disk, 2],
      [end.here, 2],
      [end.count, 2],
      [end.size, 4],
      [end.offset, 4],
      [end.comment, 2],
    ),
    comment,
    bytes_of(more.trailer ?? ""),
  ]);
}

// Files by name (below the top folder) as a canonical zip.
const by_bytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));
export const top = "dossier-math1-durand";
export const entries_of = (files, change = () => ({})) =>
  Object.keys(files)
    .map((path) => `${top}/${path}`)
    .sort(by_bytes)
    .map((name) => entry(name, files[name.slice(top.length + 1)], change(name.slice(top.length + 1))));
export const canonical = (files) => zip(entries_of(files));

// The bag's own files around a payload; `change` gets them before digests are taken of them: {paths, tags}.
export const manifest = (files, paths) =>
  paths
    .sort(by_bytes)
    .map((path) => `${sha256(files[path])}  ${path}\n`)
    .join("");
export function bag(files, { info = {}, own = {} } = {}) {
  const out = { ...files };
  const payload = Object.keys(files).filter((path) => path.startsWith("data/"));
  const size = payload.reduce((sum, path) => sum + Buffer.from(files[path]).length, 0);
  out["bagit.txt"] = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
  const lines = {
    "Source-Organization": "Institut d’exemple",
    "External-Identifier": top,
    "Bagging-Date": "2026-06-12",
    "Payload-Oxum": `${size}.${payload.length}`,
    ...info,
  };
  out["bag-info.txt"] = Object.entries(lines)
    .filter(([, value]) => value !== null)
    .map(([label, value]) => `${label}: ${value}\n`)
    .join("");
  out["manifest-sha256.txt"] = manifest(out, payload);
  Object.assign(out, own);
  for (const [path, made] of Object.entries(out)) if (typeof made === "function") out[path] = made(out);
  if (!("tagmanifest-sha256.txt" in own))
    out["tagmanifest-sha256.txt"] = manifest(
      out,
      Object.keys(out).filter((path) => !path.startsWith("data/") && path !== "tagmanifest-sha256.txt" && out[path] !== null),
    );
  for (const path of Object.keys(out)) if (out[path] === null) delete out[path];
  return out;
}
export const good = {
  "LIRE.html": "<!DOCTYPE html><title>Dossier</title>\n",
  "data/dossier.json": "{}\n",
  "data/site/index.html": "<p>Bonjour\n".repeat(40),
  "data/activities/seance.md": "# Séance\n",
  "data/activities/empty.txt": "",
};

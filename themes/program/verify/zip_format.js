// The bytes of a canonical zip (schema/dossier.md). Signatures and the places of fields are APPNOTE.TXT's (§4.3).
import { join, utf8 } from "./bytes.js";

export const signature = {
  local: 0x04034b50,
  directory: 0x02014b50,
  end: 0x06054b50,
  descriptor: 0x08074b50,
  zip64_locator: 0x07064b50,
};
export const local_size = 30,
  directory_size = 46,
  end_size = 22; // without names, extra fields and comments

export const u16 = (bytes, at) => bytes[at] | (bytes[at + 1] << 8);
export const u32 = (bytes, at) => (u16(bytes, at) | (u16(bytes, at + 2) << 16)) >>> 0;

// [value, bytes] after one another, least byte first.
function packed(...fields) {
  const out = [];
  for (const [value, bytes] of fields) for (let i = 0; i < bytes; ++i) out.push(Math.floor(value / 256 ** i) % 256);
  return Uint8Array.from(out);
}
// Version 1.0, no flags, stored, 1980-01-01 00:00:00.
const common = ({ name, crc, size }) => [
  [10, 2],
  [0, 2],
  [0, 2],
  [0, 2],
  [0x0021, 2],
  [crc, 4],
  [size, 4],
  [size, 4],
  [name.length, 2],
  [0, 2],
];

export const canonical_local_header = (entry) => join(packed([signature.local, 4], ...common(entry)), utf8(entry.name));
// Made by UNIX, version 6.3; a file of mode 0644.
export const canonical_directory_header = (entry) =>
  join(
    packed(
      [signature.directory, 4],
      [3 * 256 + 63, 2],
      ...common(entry),
      [0, 2],
      [0, 2],
      [0, 2],
      [0o100644 * 65536, 4],
      [entry.offset, 4],
    ),
    utf8(entry.name),
  );
export const canonical_end = (entries, size, offset) =>
  packed([signature.end, 4], [0, 2], [0, 2], [entries, 2], [entries, 2], [size, 4], [offset, 4], [0, 2]);

const table = Uint32Array.from({ length: 256 }, (_, i) => {
  let value = i;
  for (let bit = 0; bit < 8; ++bit) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});
// CRC-32 of what came before, 0 at the start, and of these bytes.
export function crc32(bytes, before = 0) {
  let value = ~before;
  for (let i = 0; i < bytes.length; ++i) value = (value >>> 8) ^ table[(value ^ bytes[i]) & 0xff];
  return ~value >>> 0;
}

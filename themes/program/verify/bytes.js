// Bytes, texts, SHA-256.
import { sha256 as sha256_of } from "@noble/hashes/sha2";

const encoder = new TextEncoder();
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export const utf8 = (text) => encoder.encode(text);
// Throws a TypeError for what is not UTF-8. A byte-order mark stays, for the reader to refuse.
export const text_of = (bytes) => strict.decode(bytes);

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
export const unhex = (digits) =>
  Uint8Array.from({ length: digits.length / 2 }, (_, i) => parseInt(digits.slice(2 * i, 2 * i + 2), 16));

export function join(...parts) {
  const out = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export const same_bytes = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);
export const compare_texts = (a, b) => (a < b ? -1 : a > b ? 1 : 0); // by UTF-16 code units

// Small things are hashed at once; whole files by the browser's own code, where it offers it (not over plain http).
export const sha256 = (bytes) => sha256_of(bytes);
export const sha256_hex = (bytes) => hex(sha256_of(bytes));
export async function file_digest(bytes) {
  const subtle = globalThis.crypto?.subtle;
  return hex(subtle ? new Uint8Array(await subtle.digest("SHA-256", bytes)) : sha256_of(bytes));
}

// How keys and signatures are written: base58btc (multibase z), did:key (multicodec ed 01).
const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

export function base58(bytes) {
  let zeros = 0;
  while (zeros < bytes.length && bytes[zeros] === 0) ++zeros;
  let number = 0n;
  for (const byte of bytes) number = number * 256n + BigInt(byte);
  let out = "";
  for (; number > 0n; number /= 58n) out = alphabet[Number(number % 58n)] + out;
  return alphabet[0].repeat(zeros) + out;
}

// The bytes, if there are exactly `size`; else null.
export function parse_base58(text, size) {
  if (text.length > size * 2) return null;
  let zeros = 0;
  while (text[zeros] === alphabet[0]) ++zeros;
  let number = 0n;
  for (const character of text) {
    const digit = alphabet.indexOf(character);
    if (digit < 0) return null;
    number = number * 58n + BigInt(digit);
  }
  const bytes = [];
  for (; number > 0n; number >>= 8n) bytes.push(Number(number & 255n));
  if (zeros + bytes.length !== size) return null;
  return Uint8Array.from([...new Array(zeros).fill(0), ...bytes.reverse()]);
}

const multikey = (key) => base58([0xed, 0x01, ...key]);
export const did_key = (key) => `did:key:z${multikey(key)}`;

export function parse_did_key(text) {
  if (typeof text !== "string" || !text.startsWith("did:key:z")) return null;
  const bytes = parse_base58(text.slice(9), 34);
  return bytes && bytes[0] === 0xed && bytes[1] === 0x01 ? bytes.slice(2) : null;
}

// did:key:z6Mk...#z6Mk..., both halves equal.
export function parse_verification_method(text) {
  if (typeof text !== "string" || !text.includes("#")) return null;
  const key = parse_did_key(text.slice(0, text.indexOf("#")));
  return key && text === `${did_key(key)}#z${multikey(key)}` ? key : null;
}

export const parse_signature = (text) =>
  typeof text === "string" && text.startsWith("z") ? parse_base58(text.slice(1), 64) : null;

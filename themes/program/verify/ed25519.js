// Ed25519 as libsodium decides it (schema/trust.md, rule 6): canonical A and R, no point of small order, S < L.
//
// Browsers ask less. With the neutral element for a key, R the neutral element and S = 0, Chromium's WebCrypto answers
// "true" for every message. So the guard is asked first, whoever does the arithmetic afterwards.
import { Point } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2";
import { join, same_bytes } from "./bytes.js";

const p = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;

function little_endian(bytes) {
  let out = 0n;
  for (let i = bytes.length - 1; i >= 0; --i) out = (out << 8n) | BigInt(bytes[i]);
  return out;
}
const y_of = (point) => little_endian(point) & (2n ** 255n - 1n); // without the sign of x

// The y of the points of order 1, 2, 4 and 8 (RFC 8032's curve; libsodium's list).
const small_order = new Set([
  1n,
  p - 1n,
  0n,
  2707385501144840649318225287225658788936804267575313519463743609750303402022n,
  55188659117513257062467267217118295137698188065244968500265048394206261417927n,
]);
const sound_point = (point) => y_of(point) < p && !small_order.has(y_of(point));

export const guard = (key, signature) =>
  sound_point(key) && sound_point(signature.subarray(0, 32)) && little_endian(signature.subarray(32)) < L;

function decode(point) {
  try {
    return Point.fromHex(point, false);
  } catch {
    return null;
  }
}

// A point that may be a key of an institute: sound, on the curve, in the main subgroup.
export function is_valid_key(key) {
  const point = sound_point(key) && decode(key);
  return Boolean(point) && point.isTorsionFree();
}

// Without a browser's help. The comparison of bytes is RFC 8032 §5.1.7 without the cofactor, as libsodium and WebCrypto do.
export function verify_by_hand(key, message, signature) {
  if (!guard(key, signature)) return false;
  const point = decode(key);
  if (!point) return false;
  const R = signature.subarray(0, 32);
  const k = little_endian(sha512(join(R, key, message))) % L;
  const s = little_endian(signature.subarray(32));
  return same_bytes(Point.BASE.multiply(s, false).add(point.negate().multiply(k, false)).toBytes(), R);
}

// "webcrypto" if the browser offers Ed25519 and gets RFC 8032's first example right, else "library".
export async function arithmetic() {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) return "library";
  const bytes = (digits) => Uint8Array.from(digits.match(/../g), (pair) => parseInt(pair, 16));
  const key = bytes("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  const signature = bytes(
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  );
  try {
    const imported = await subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
    return (await subtle.verify("Ed25519", imported, signature, new Uint8Array())) ? "webcrypto" : "library";
  } catch {
    return "library";
  }
}

// A function (key, message, signature) => Promise<boolean>.
export function verifier(kind) {
  if (kind === "library") return async (key, message, signature) => verify_by_hand(key, message, signature);
  return async (key, message, signature) => {
    if (!guard(key, signature)) return false;
    try {
      const imported = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
      return await crypto.subtle.verify("Ed25519", imported, signature, message);
    } catch {
      return verify_by_hand(key, message, signature);
    }
  };
}

// Just enough arithmetic on edwards25519 to sign as nobody should: slow, and with keys that everybody knows.
import { createHash } from "node:crypto";

export const p = 2n ** 255n - 19n;
export const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (a, m = p) => ((a % m) + m) % m;
function power(base, exponent) {
  let out = 1n;
  for (base = mod(base); exponent > 0n; exponent >>= 1n, base = mod(base * base)) if (exponent & 1n) out = mod(out * base);
  return out;
}
const inverse = (a) => power(a, p - 2n);
const d = mod(-121665n * inverse(121666n));

export const neutral = [0n, 1n];
export function add([x1, y1], [x2, y2]) {
  const both = mod(d * x1 * x2 * y1 * y2);
  return [mod((x1 * y2 + x2 * y1) * inverse(1n + both)), mod((y1 * y2 + x1 * x2) * inverse(1n - both))];
}
export function times(n, point) {
  let out = neutral;
  for (; n > 0n; n >>= 1n, point = add(point, point)) if (n & 1n) out = add(out, point);
  return out;
}
function point_with(y) {
  const square = mod((y * y - 1n) * inverse(d * y * y + 1n));
  let x = power(square, (p + 3n) / 8n);
  if (mod(x * x) !== square) x = mod(x * power(2n, (p - 1n) / 4n));
  return [x & 1n ? mod(-x) : x, y];
}
export const base = point_with(mod(4n * inverse(5n)));
export const order_8 = point_with(2707385501144840649318225287225658788936804267575313519463743609750303402022n);

export function bytes_of(number) {
  const out = Buffer.alloc(32);
  for (let i = 0; i < 32; ++i, number >>= 8n) out[i] = Number(number & 255n);
  return out;
}
export const encode = ([x, y]) => bytes_of(y | ((x & 1n) << 255n));
const number_of = (bytes) => BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`);
const sha512 = (...parts) => createHash("sha512").update(Buffer.concat(parts)).digest();

// The secret scalar of a seed (RFC 8032 §5.1.5).
export function scalar_of(seed) {
  const half = sha512(seed).subarray(0, 32);
  half[0] &= 248;
  half[31] = (half[31] & 127) | 64;
  return number_of(half);
}

// A signature with a chosen R (its bytes, and the r of which it says to be the multiple) by the key with these bytes.
export function sign_with(message, { secret, key_bytes, r, r_bytes, more = 0n }) {
  const k = number_of(sha512(r_bytes, key_bytes, message)) % L;
  return { bytes: Buffer.concat([r_bytes, bytes_of(mod(r + k * secret, L) + more)]), k };
}

// A key file, read and opened as the program does (schema/trust.md §4; generator/trust/key_file.cpp).
//
// Nothing is computed before the file's cost is bounded. What opens it lives in arrays that are wiped; a passphrase that was typed
// is also a text of the browser's, which no script can wipe.
import sodium from "libsodium-wrappers-sumo";
import { did_key } from "../verify/keys.js";
import { Fault, Fields } from "../verify/fields.js";
import { canonical, JsonError, read_json } from "../verify/json.js";
import { unhex, utf8 } from "../verify/bytes.js";

export const largest_key_file = 16384; // bytes
const least = { passes: 2, memory: 64 << 20 },
  largest = { passes: 16, memory: 1 << 30 };

// `code`: a key of the page's words ("key_not_a_key_file").
export class KeyFault extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

const hexadecimal = (fields, name, size) =>
  fields.string(name, (text) => new RegExp(`^[0-9a-f]{${2 * size}}$`).test(text), "not its digits", true);
const word = (fields, name, text) => fields.string(name, (one) => one === text, "unknown", true);

// {name, key, created, example, cost {passes, memory}, salt, nonce, sealed, authenticated}: closed; none of it is believed yet.
export function read_key_file(bytes) {
  if (bytes.length > largest_key_file) throw new KeyFault("key_not_a_key_file");
  let json;
  try {
    json = read_json(bytes);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new KeyFault("key_not_a_key_file");
  }
  if (!(json instanceof Map) || json.get("type") !== "LivretKey" || typeof json.get("version") !== "number")
    throw new KeyFault("key_not_a_key_file");
  if (json.get("version") !== 1) throw new KeyFault("key_unknown_version");
  const fault = new Fault();
  const fields = new Fields(json, "key file", fault);
  fields.line("type");
  fields.integer("version");
  const out = {
    name: fields.line("name"),
    key: fields.key("key"),
    created: fields.date("created"),
    example: fields.optional_true("example"),
    ...fields.object("kdf", (kdf) => {
      word(kdf, "name", "argon2id-1.3");
      return {
        cost: { passes: kdf.integer("passes"), memory: kdf.integer("memory") },
        salt: hexadecimal(kdf, "salt", 16),
      };
    }),
  };
  word(fields, "cipher", "xchacha20-poly1305");
  out.nonce = hexadecimal(fields, "nonce", 24);
  out.sealed = hexadecimal(fields, "sealed", 48);
  fields.end();
  if (fault.found) throw new KeyFault("key_not_a_key_file");
  if (out.cost.passes < least.passes || out.cost.memory < least.memory) throw new KeyFault("key_too_cheap");
  if (out.cost.passes > largest.passes || out.cost.memory > largest.memory) throw new KeyFault("key_too_dear");
  const rest = new Map(json);
  rest.delete("sealed");
  for (const name of ["salt", "nonce", "sealed"]) out[name] = unhex(out[name]);
  out.authenticated = utf8(canonical(rest));
  return out;
}

// The secret key of Ed25519, 64 bytes, which whoever asked wipes. `passphrase`: bytes, wiped here.
export async function open_key(file, passphrase) {
  await sodium.ready;
  let sealing = null,
    seed = null;
  try {
    try {
      sealing = sodium.crypto_pwhash(
        sodium.crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
        passphrase,
        file.salt,
        file.cost.passes,
        file.cost.memory,
        sodium.crypto_pwhash_ALG_ARGON2ID13,
      );
    } catch {
      throw new KeyFault("key_no_memory");
    }
    try {
      seed = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, file.sealed, file.authenticated, file.nonce, sealing);
    } catch {
      throw new KeyFault("key_wrong_passphrase");
    }
    const pair = sodium.crypto_sign_seed_keypair(seed);
    if (did_key(pair.publicKey) !== file.key) {
      sodium.memzero(pair.privateKey);
      throw new KeyFault("key_wrong_passphrase");
    }
    return pair.privateKey;
  } finally {
    sodium.memzero(passphrase);
    if (sealing) sodium.memzero(sealing);
    if (seed) sodium.memzero(seed);
  }
}

export const wipe = (bytes) => sodium.memzero(bytes);
export const sign_detached = (message, secret) => sodium.crypto_sign_detached(message, secret);

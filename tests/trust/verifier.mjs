// Somebody else's software: nothing of Livret, as schema/trust.md quotes it (between the two marks, word for word).
// quoted
import { createHash, createPublicKey, verify } from "node:crypto";
import canonicalize from "canonicalize";

const digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const bytes_of = (base58) => {
  // a text without its "z"; zero bytes in front are added where they may be missing
  let number = 0n;
  for (const digit of base58) number = number * 58n + BigInt(digits.indexOf(digit));
  const hex = number.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex");
};
const sha256 = (value) => createHash("sha256").update(canonicalize(value)).digest();

export function verifies(document) {
  const { proof: proofs, ...rest } = document;
  return [proofs].flat().every(({ proofValue, ...proof }) => {
    const x = bytes_of(proof.verificationMethod.split("#z")[1]).subarray(2).toString("base64url");
    const key = createPublicKey({ format: "jwk", key: { kty: "OKP", crv: "Ed25519", x } });
    const signature = bytes_of(proofValue.slice(1));
    const padded = Buffer.concat([Buffer.alloc(64 - signature.length), signature]);
    return verify(null, Buffer.concat([sha256(proof), sha256(rest)]), key, padded);
  });
}
// end of what is quoted

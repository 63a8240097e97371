// Signed documents: rules 1 to 5 of schema/trust.md §1 when they are read, rule 6 and the signature when they are verified.
import { join, sha256, sha256_hex, same_bytes, utf8 } from "./bytes.js";
import { read_subject } from "./documents.js";
import { Fault, Fields, is_instant } from "./fields.js";
import { canonical, JsonError, odd_value, read_json } from "./json.js";
import { did_key, parse_did_key, parse_signature, parse_verification_method } from "./keys.js";

export const largest_document = 262144; // bytes of a file
const our_context = '["https://www.w3.org/ns/credentials/v2",{"@vocab":"urn:livret:1#"}]';

export class Malformed extends Error {
  constructor(reason, what) {
    super(what);
    this.reason = reason;
  }
}
const broken = (rule, what) => new Malformed(`rule-${rule}`, what);
const refuse_fault = (rule, fault) => {
  if (fault.found) throw broken(rule, `${fault.where}: ${fault.what}`);
};

function read_proof(json, context, where) {
  const fault = new Fault();
  const fields = new Fields(json, where, fault);
  for (const [name, value] of [
    ["type", "DataIntegrityProof"],
    ["cryptosuite", "eddsa-jcs-2022"],
    ["proofPurpose", "assertionMethod"],
  ])
    fields.string(name, (text) => text === value, `not ${value}`, true);
  fields.string("created", is_instant, "not an instant", true);
  const own = fields.take("@context");
  if (own !== undefined && canonical(own) !== canonical(context)) fault.say(fields.place("@context"), "not the document's");
  const method = fields.take("verificationMethod"),
    value = fields.take("proofValue");
  fields.end();
  refuse_fault(3, fault);
  const key = parse_verification_method(method),
    signature = parse_signature(value);
  if (!key) throw broken(4, `${where}.verificationMethod`);
  if (!signature) throw broken(4, `${where}.proofValue`);
  return { key, signature, json };
}

// {digest, type, subject, issuer, signers, valid_from, proofs, json}: a file of the right shape, of whose signatures
// nothing is known yet; keys are did:key texts. Throws Malformed.
export function read_signed(bytes) {
  const json = read_canonical(bytes, largest_document);
  if (!(json instanceof Map)) throw broken(5, "not an object");
  const fault = new Fault();
  const fields = new Fields(json, "document", fault);
  const context = fields.take("@context");
  if (context !== undefined && canonical(context) !== our_context) fault.say("document.@context", "not ours");
  const types = fields.take("type");
  const good_types =
    Array.isArray(types) && types.length === 2 && types[0] === "VerifiableCredential" && typeof types[1] === "string";
  if (types !== undefined && !good_types) fault.say("document.type", 'not ["VerifiableCredential", ...]');
  const issuer = fields.object("issuer", (one) => one.take("id"));
  const valid_from = fields.string("validFrom", is_instant, "not an instant", true);
  const json_subject = fields.take("credentialSubject"),
    proof = fields.take("proof");
  fields.end();
  refuse_fault(5, fault);
  const type = types[1];
  const read = read_subject(type, json_subject);
  if (!read.subject) throw broken(5, `${read.where}: ${read.what}`);

  const is_root = type === "LivretRoot";
  const list = is_root ? (Array.isArray(proof) ? proof : []) : [proof];
  if (list.length !== (is_root && read.subject.number > 1 ? 2 : 1)) throw broken(3, "not as many proofs as its type asks for");
  const proofs = list.map((one, i) => read_proof(one, context, is_root ? `proof[${i}]` : "proof"));
  const signers = proofs.map((one) => did_key(one.key));
  const issuer_key = parse_did_key(issuer);
  if (!issuer_key || !same_bytes(issuer_key, proofs.at(-1).key)) throw broken(4, "issuer.id is not the key of the proof");
  return {
    digest: sha256_hex(bytes),
    type,
    subject: read.subject,
    issuer: did_key(issuer_key),
    signers,
    valid_from,
    proofs,
    json,
  };
}

// JSON that is exactly its own canonical bytes and one line feed: rules 1, 2 and the depth and size of 5. Throws Malformed.
export function read_canonical(bytes, most) {
  if (bytes.length === 0 || bytes.length > most) throw broken(5, `empty, or larger than ${most} bytes`);
  let json;
  try {
    json = read_json(bytes);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw ends_in_crlf(bytes) ? new Malformed("line-ends", error.message) : broken(error.too_deep ? 5 : 1, error.message);
  }
  const rule = odd_value(json);
  if (rule) throw broken(rule, rule === 2 ? "a number that is no integer within 2^53-1" : "nested too deeply");
  if (same_bytes(utf8(`${canonical(json)}\n`), bytes)) return json;
  throw ends_in_crlf(bytes)
    ? new Malformed("line-ends", "line ends were changed")
    : broken(1, "not its own canonical bytes and one line feed");
}
const ends_in_crlf = (bytes) => bytes.at(-1) === 10 && bytes.at(-2) === 13;

function without(object, name) {
  const out = new Map(object);
  out.delete(name);
  return out;
}

// Whether every proof verifies; `verify` is ed25519.js's.
export async function signatures_hold(document, verify) {
  const hash = sha256(utf8(canonical(without(document.json, "proof"))));
  for (const { key, signature, json } of document.proofs)
    if (!(await verify(key, join(sha256(utf8(canonical(without(json, "proofValue")))), hash), signature))) return false;
  return true;
}

// Holds the schemas of schema/ to the samples beside this file, as an editor would: YAML read by the library of
// the YAML language server, checked as draft-07. The program is held to the same samples by
// tests/unit/load_schema_verdicts_test.cpp.
//
//     valid/     the program accepts it, and so does the schema
//     invalid/   both refuse it
//     stricter/  the program alone refuses it: the schema must not
//
// Run: npm ci --prefix tests && node tests/schema/verdicts.mjs
import { readFileSync, readdirSync } from "node:fs";
import { Ajv } from "ajv";
import { parse } from "yaml";

const here = new URL(".", import.meta.url);
const schemas = new URL("../../schema/", here);

// A schema may ask for a key that stands one level up (allOf). The language server refuses no infinite number (1234e567 is one to YAML, and an attestation to us).
const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true, strictNumbers: false });
ajv.addVocabulary(["errorMessage", "markdownDescription"]); // the language server's own

const validators = new Map();
for (const name of readdirSync(schemas)) {
  if (!name.endsWith(".schema.json")) continue;
  validators.set(name.split(".")[0], ajv.compile(JSON.parse(readFileSync(new URL(name, schemas), "utf8"))));
}

// Editors read YAML 1.2 unless told otherwise; in 1.1 more words are booleans. Dates stay texts, as the language
// server has them; a key written twice is its parser's affair, not the schema's.
const readings = ["1.2", "1.1"].map((version) => ({
  version,
  uniqueKeys: false,
  logLevel: "error",
  customTags: (tags) => tags.filter((tag) => !String(tag.tag ?? tag).endsWith("timestamp")),
}));

// What is wrong with a sample, or nothing.
function refusal(kind, text, reading) {
  const validate = validators.get(kind);
  if (!validate) throw new Error(`no schema for the kind ${kind}`);
  let value;
  try {
    value = parse(text, reading);
  } catch (error) {
    return error.message.split("\n")[0];
  }
  if (validate(value)) return null;
  return validate.errors.map((error) => `${error.instancePath || "/"} ${error.message}`).join("; ");
}

let passed = 0;
let failed = 0;
for (const [folder, accepts] of [
  ["valid", true],
  ["invalid", false],
  ["stricter", true],
]) {
  for (const name of readdirSync(new URL(`${folder}/`, here)).sort()) {
    const text = readFileSync(new URL(`${folder}/${name}`, here), "utf8");
    for (const reading of readings) {
      const why = refusal(name.split("-")[0], text, reading);
      if ((why === null) === accepts) {
        passed += 1;
        continue;
      }
      failed += 1;
      console.log(`${folder}/${name} (YAML ${reading.version}): ${why ?? "accepted"}`);
    }
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

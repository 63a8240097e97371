// Livret's canonical JSON and signatures against other people's: node tests/trust/run.mjs build/dev/tests/proof_program
import { resolve } from "node:path";
import { checks } from "./independent.mjs";
import { documents, jcs, seed } from "./jcs.mjs";

const program = resolve(process.argv[2]);
let passed = 0,
  failed = 0;
function held(sentence, work) {
  try {
    work();
    ++passed;
    console.log(`ok    ${sentence}`);
  } catch (error) {
    ++failed;
    console.log(`WRONG ${sentence}\n${error.message}`);
  }
}
held(`${documents} documents, seed ${seed}: the same canonical bytes as npm canonicalize`, () => {
  const wrong = jcs(program);
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
});
for (const [sentence, work] of checks(program)) held(sentence, work);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

// Every vector, in the order of the table of verdicts (schema/trust.md).
import "./format_vectors.mjs";
import "./signature_vectors.mjs";
import "./chain_vectors.mjs";
import "./verdict_vectors.mjs";
import "./jury_vectors.mjs";
import "./lines_vectors.mjs";
import "./browser_vectors.mjs";

export { vectors } from "./write.mjs";

// The page's engine without the page: for tests, which run it in Node.
export { read_key_file, open_key, wipe, KeyFault } from "./key_file.js";
export { prepare, signed_file, instant_of } from "./attestation.js";
export { zip, bound_bytes } from "./bundle.js";

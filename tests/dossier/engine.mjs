// The checking page's word for containers and bags, in the form in which dossier_program gives the program's.
// It runs in Node and, bundled, in Chromium.
import { check_bag } from "../../themes/program/verify/bag.js";
import { limits, Refused } from "../../themes/program/verify/names.js";
import { open_unpacked } from "../../themes/program/verify/unpacked.js";
import { open_zip } from "../../themes/program/verify/zip.js";

export { limits };
const fault_of = (error) => {
  if (error instanceof Refused) return error.fault;
  throw error;
};
const by_bytes = (a, b) => (a < b ? -1 : 1); // paths are ASCII

// `make` gives a container.
export async function answer(make) {
  let container;
  try {
    container = await make();
  } catch (error) {
    return fault_of(error);
  }
  const out = {
    state: container.state,
    top: container.top,
    ignored: container.ignored,
    files: container.files.map(({ path, size }) => [path, size]),
  };
  try {
    const { digests } = await check_bag(container);
    out.bag = Object.fromEntries([...digests].sort(([a], [b]) => by_bytes(a, b)));
  } catch (error) {
    out.bag = fault_of(error);
  }
  return out;
}
export const zip_answer = (blob) => answer(() => open_zip(blob));
export const unpacked_answer = (list, top) => answer(() => open_unpacked(list, top));

// "canonical", or the code of what refused it.
export const word_of = (one) => one.code ?? one.bag?.code ?? one.state;

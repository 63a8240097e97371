// The checking page's word for containers and bags, in the form in which dossier_program gives the program's.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const verify = join(dirname(fileURLToPath(import.meta.url)), "../../themes/program/verify");
const { check_bag } = await import(join(verify, "bag.js"));
const { Refused } = await import(join(verify, "names.js"));
const { open_unpacked } = await import(join(verify, "unpacked.js"));
const { open_zip } = await import(join(verify, "zip.js"));

const fault_of = (error) => {
  if (error instanceof Refused) return error.fault;
  throw error;
};
const by_bytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));

// `make` gives a container.
export async function answer(make) {
  let container;
  try {
    container = await make();
  } catch (error) {
    return fault_of(error);
  }
  const out = { state: container.state, top: container.top, ignored: container.ignored, files: container.files.map(({ path, size }) => [path, size]) };
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

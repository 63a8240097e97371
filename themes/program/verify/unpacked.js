// A dossier that somebody unpacked, as a browser gets it: names and blobs. The same names and limits as in a zip (zip.js); links
// and special files never come this far. generator/archive/container_folder.cpp does the same for a folder of a disk.
import { utf8 } from "./bytes.js";
import { check_tree, is_added_by_macos, limits, name_fault, Refused } from "./names.js";
import { container } from "./zip.js";

// `list`: [{path, blob}], paths below the folder that was given, whose name is `top`. As zip.js's containers. Throws Refused.
export function open_unpacked(list, top) {
  if (list.length > limits.entries) throw new Refused("container.too-many-entries");
  const deep = list.find(({ path }) => path.split("/").length > limits.depth);
  if (deep) throw new Refused("container.too-deep", deep.path);
  const sorted = list.filter(({ path }) => !is_added_by_macos(path)).sort((a, b) => compare_utf8(a.path, b.path));
  let total = 0;
  for (const { path, blob } of sorted) {
    const wrong = name_fault(utf8(path));
    if (wrong) throw new Refused(`container.${wrong}`, path);
    total += blob.size;
    if (total > limits.size) throw new Refused("container.too-large");
  }
  if (sorted.length === 0) throw new Refused("container.empty");
  check_tree(sorted.map(({ path }) => path));
  return container({
    state: "unpacked",
    top,
    ignored: list
      .map(({ path }) => path)
      .filter(is_added_by_macos)
      .sort(),
    files: sorted.map(({ path, blob }) => ({ path, size: blob.size, read: (take) => read_blob(path, blob, take) })),
  });
}
// By bytes of UTF-8: by code points, not by JavaScript's halves of them.
function compare_utf8(a, b) {
  const [x, y] = [utf8(a), utf8(b)];
  const at = x.findIndex((byte, i) => byte !== y[i]);
  return at < 0 ? x.length - y.length : x[at] - (y[at] ?? -1);
}

const piece_size = 2 ** 16;
async function read_blob(path, blob, take) {
  for (let at = 0; at < blob.size; at += piece_size) {
    const wanted = Math.min(piece_size, blob.size - at);
    const piece = await blob
      .slice(at, at + wanted)
      .arrayBuffer()
      .catch(() => new ArrayBuffer(0));
    if (piece.byteLength !== wanted) throw new Refused("container.changed", path);
    take(new Uint8Array(piece));
  }
}

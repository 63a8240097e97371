// What the page hands over: a canonical zip (schema/dossier.md) of the signed files and of what they bind.
import { join, utf8 } from "../verify/bytes.js";
import { canonical_directory_header, canonical_end, canonical_local_header, crc32 } from "../verify/zip_format.js";
import { compare_bytes } from "../verify/fields.js";

// files: Map of paths to bytes.
export function zip(files) {
  const parts = [],
    directory = [];
  let offset = 0;
  for (const [name, bytes] of [...files].sort(([a], [b]) => compare_bytes(a, b))) {
    const entry = { name, crc: crc32(bytes), size: bytes.length, offset };
    const header = canonical_local_header(entry);
    parts.push(header, bytes);
    directory.push(canonical_directory_header(entry));
    offset += header.length + bytes.length;
  }
  const size = directory.reduce((sum, one) => sum + one.length, 0);
  return join(...parts, ...directory, canonical_end(directory.length, size, offset));
}

// The bytes that a subject binds, each held against its digest: {files: Map digest -> bytes, missing: paths of those that the page
// does not carry}; null if something is not what the manifest says.
export async function bound_bytes(subject, digest_of) {
  const files = new Map(),
    missing = [];
  if (subject.kind === "contributions") {
    for (const [i, item] of subject.about.items.entries()) {
      const words = utf8(subject.texts[i].text);
      if ((await digest_of(words)) !== item.sha256) return null;
      files.set(item.sha256, words);
    }
    return { files, missing };
  }
  const manifest = subject.about.manifest;
  const text = utf8(subject.texts[0].text);
  if (text.length !== manifest.body.size || (await digest_of(text)) !== manifest.body.sha256) return null;
  files.set(manifest.body.sha256, text);
  const carried = new Map(subject.files.map((one) => [one.sha256, one]));
  for (const file of manifest.files ?? []) {
    const found = carried.get(file.sha256);
    if (!found) return null;
    if (found.base64 === undefined) {
      missing.push(file.path);
      continue;
    }
    const bytes = Uint8Array.from(atob(found.base64), (character) => character.charCodeAt(0));
    if (bytes.length !== file.size || (await digest_of(bytes)) !== file.sha256) return null;
    files.set(file.sha256, bytes);
  }
  return { files, missing };
}

// Whether the files of a container (zip.js, unpacked.js) are a bag as a program of Livret writes it (BagIt 1.0, RFC 8493, in
// the one spelling of schema/dossier.md), and whether each is the one that its manifest lists. As
// generator/archive/bag_check.cpp.
import { sha256 as sha256_of } from "@noble/hashes/sha2";
import { file_digest, hex, sha256_hex } from "./bytes.js";
import { has_invisible, limits, name_fault, Refused, utf8_text } from "./names.js";

const largest_tag_file = 2 ** 24; // bytes of a file that is read as a whole here
const declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
const manifest_name = "manifest-sha256.txt",
  tagmanifest_name = "tagmanifest-sha256.txt";

// {info: [[label, value]], digests: Map(path -> digest), read_all(path, limit)}. Reads every file once. Throws Refused.
export async function check_bag(container, pause = async () => {}) {
  check_presence(container);
  await check_declaration(container);
  const digests = new Map();
  await check_manifest(container, tagmanifest_name, digests, pause);
  const read_all = async (path, limit) => {
    const bytes = await container.read_all(path, limit);
    if ((await file_digest(bytes)) !== digests.get(path)) throw new Refused("bag.digest", path); // changed since it was checked
    return bytes;
  };
  await check_manifest(container, manifest_name, digests, pause);
  // Last: which file is missing says more than a number that is not the one stated.
  const info = check_info(container, await read_all("bag-info.txt", largest_tag_file));
  return { info, digests, read_all };
}

function check_presence(container) {
  if (container.find("fetch.txt")) throw new Refused("bag.fetch");
  for (const needed of ["bagit.txt", "bag-info.txt", manifest_name, tagmanifest_name])
    if (!container.find(needed)) throw new Refused("bag.missing", needed);
  for (const { path } of container.files)
    if (/^(tag)?manifest-[^/]*\.txt$/.test(path) && path !== manifest_name && path !== tagmanifest_name)
      throw new Refused("bag.other-algorithm", path);
  if (!container.files.some(({ path }) => path.startsWith("data/"))) throw new Refused("bag.no-payload");
}

const is_marked = (bytes) => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
// A character a byte: what the program looks at too, whether it is UTF-8 or not.
function latin1(bytes) {
  let out = "";
  for (let i = 0; i < bytes.length; i += 8192) out += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return out;
}
const raw = (text) => Uint8Array.from(text, (c) => c.charCodeAt(0));

async function check_declaration(container) {
  const bytes = await container.read_all("bagit.txt", largest_tag_file),
    text = latin1(bytes);
  if (text === declaration) return;
  if (is_marked(bytes)) throw new Refused("bag.byte-order-mark", "bagit.txt");
  if (text.includes("\r")) throw new Refused("bag.line-ends", "bagit.txt");
  if (!text.startsWith("BagIt-Version: 1.0\n")) throw new Refused("bag.version");
  const rest = text.slice(text.indexOf("\n") + 1);
  const other = rest.startsWith("Tag-File-Character-Encoding: ") && !rest.startsWith("Tag-File-Character-Encoding: UTF-8\n");
  throw new Refused(other ? "bag.encoding" : "bag.declaration");
}

// That a manifest lists exactly the files it is there for, and that each is the one it lists.
async function check_manifest(container, name, digests, pause) {
  const bytes = await container.read_all(name, largest_tag_file),
    digest = sha256_hex(bytes);
  if (name === tagmanifest_name) digests.set(name, digest);
  else if (digest !== digests.get(name)) throw new Refused("bag.digest", name);
  const listed = read_manifest(name, bytes);
  for (const path of listed.keys()) if (!container.find(path)) throw new Refused("bag.missing", path);
  for (const { path } of container.files)
    if (path.startsWith("data/") === (name === manifest_name) && path !== tagmanifest_name && !listed.has(path))
      throw new Refused("bag.unlisted", path);
  for (const [path, wanted] of listed) {
    await pause();
    if ((await digest_of(container, path)) !== wanted) throw new Refused("bag.digest", path);
    digests.set(path, wanted);
  }
}

// At once where it may be held: the browser's own code is ten times as fast as the library's, and takes no pieces. Where there is
// none (plain http), in pieces always: the page would stand still meanwhile.
async function digest_of(container, path) {
  if (globalThis.crypto?.subtle && container.find(path).size <= limits.held) return file_digest(await container.read_all(path));
  const hash = sha256_of.create();
  await container.read(path, (piece) => void hash.update(piece));
  return hex(hash.digest());
}

function read_manifest(name, bytes) {
  if (is_marked(bytes)) throw new Refused("bag.byte-order-mark", name);
  const out = new Map(),
    text = latin1(bytes);
  let previous = "";
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf("\n", at),
      line = text.slice(at, end < 0 ? undefined : end);
    if (line.includes("\r")) throw new Refused("bag.line-ends", name);
    if (end < 0 || !/^[0-9a-f]{64}  [^]/.test(line)) throw new Refused("bag.manifest-line", name, raw(line));
    const path = line.slice(66);
    if (path.includes("%")) throw new Refused("bag.percent", name, raw(path));
    if (name_fault(raw(path)) || path.endsWith("/")) throw new Refused("bag.manifest-path", name, raw(path));
    if (path.startsWith("data/") !== (name === manifest_name) || path === tagmanifest_name)
      throw new Refused("bag.manifest-path", name, path);
    if (path === previous) throw new Refused("bag.manifest-twice", name, path);
    if (path < previous) throw new Refused("bag.manifest-order", name, path);
    out.set(path, line.slice(0, 64));
    previous = path;
    at = end + 1;
  }
  return out;
}

// "Label: value", a line each; null if there is anything else.
export function read_info(bytes) {
  const text = utf8_text(bytes);
  if (text === null || (text !== "" && !text.endsWith("\n"))) return null;
  const out = [],
    labels = new Set(); // RFC 8493 §2.2.2: case does not matter
  for (const line of text === "" ? [] : text.slice(0, -1).split("\n")) {
    const found = /^([A-Za-z0-9][A-Za-z0-9-]*): ([^ ](?:.*[^ ])?)$/su.exec(line);
    if (!found || has_invisible(found[2]) || labels.has(found[1].toLowerCase())) return null;
    labels.add(found[1].toLowerCase());
    out.push([found[1], found[2]]);
  }
  return out;
}

function check_info(container, bytes) {
  const info = read_info(bytes);
  if (!info) throw new Refused("bag.info");
  const payload = container.files.filter(({ path }) => path.startsWith("data/"));
  const stated = info.find(([label]) => label === "Payload-Oxum")?.[1];
  const found = `${payload.reduce((sum, { size }) => sum + size, 0)}.${payload.length}`;
  if (stated !== found) throw new Refused("bag.oxum", stated ?? "");
  return info;
}

// Containers and bags, most of them hostile, each with the word that program and checking page must give. None of it is kept
// in the tree: everything is made here, byte by byte.
import { deflateRawSync } from "node:zlib";
import { bag, canonical, entries_of, entry, field, good, manifest, sha256, top, zip } from "./zip_maker.mjs";

export const vectors = [];
// `made`: bytes; or {path: bytes, or {link: target}, or "pipe"} for a folder; or {hollow: size}. `expected`: a state, or a code.
const add = (name, expected, made) => vectors.push({ name, expected, made });
const files = bag(good),
  path = (name) => `${top}/${name}`;
const hostile = (name, code, ...more) => add(name, `container.${code}`, zip(...more));
// The good dossier with one entry more, or with one of its own changed.
const plus = (...extra) => [...entries_of(files), ...extra];
const changed = (which, more) => entries_of(files, (name) => (name === which ? more : {}));
const first = "LIRE.html",
  late = "data/site/index.html";

// --- good ones
add("canonical", "canonical", canonical(files));
add("compressed", "rezipped", zip(entries_of(files, () => ({ deflate: true }))));
add("another date", "rezipped", zip(entries_of(files, () => ({ both: { date: 0x5b21, time: 0x6000 } }))));
add("another date in the directory only", "rezipped", zip(changed(late, { central: { date: 0x5b21 } })));
add("another mode", "rezipped", zip(changed(late, { central: { attributes: 0o100600 * 65536 } })));
add("made on MS-DOS", "rezipped", zip(changed(late, { central: { made_by: 20, attributes: 0x20 } })));
add(
  "times and owners in extra fields",
  "rezipped",
  zip(changed(late, { both: { extra: Buffer.concat([field(0x5455, "\x01abcd"), field(0x7875, "\x01\x04abcd\x04abcd")]) } })),
);
add(
  "folders are listed",
  "rezipped",
  zip(
    plus(
      entry(`${top}/`, "", { central: { attributes: 0o40755 * 65536 + 16 } }),
      entry(path("data/"), "", { central: { attributes: 0o40755 * 65536 } }),
    ),
  ),
);
add("a folder compressed to two bytes", "rezipped", zip(plus(entry(path("data/"), "", { deflate: true }))));
add("descriptors with a signature", "rezipped", zip(entries_of(files, () => ({ deflate: true, descriptor: "signed" }))));
add("descriptors without a signature", "rezipped", zip(entries_of(files, () => ({ deflate: true, descriptor: "bare" }))));
add("another order", "rezipped", zip(entries_of(files).reverse()));
add(
  "what macOS adds",
  "rezipped",
  zip(plus(entry(path(".DS_Store"), "x"), entry(`__MACOSX/${top}/._LIRE.html`, "x"), entry("__MACOSX/", ""))),
);
add(
  "a descriptor that says what the header said",
  "rezipped",
  zip(
    entries_of(files, () => ({ descriptor: "signed", local: undefined, both: {} })).map((one) => ({
      ...one,
      more: { ...one.more, deflate: true },
    })),
  ),
);
add("stored in deflate's own way", "rezipped", zip(changed(late, { deflate: deflateRawSync(good[late], { level: 0 }) })));
add("deflate's fixed codes", "rezipped", zip(changed(late, { deflate: deflateRawSync(good[late], { strategy: 4 }) })));
add("unpacked", "unpacked", files);
add("unpacked, with what macOS adds", "unpacked", { ...files, ".DS_Store": "x", "data/.DS_Store": "x" });
const noise = Buffer.from(Array.from({ length: 300000 }, (_, i) => ((i * i * 2654435761) >>> 13) & 255));
add(
  "a large file, compressed",
  "rezipped",
  zip(
    entries_of(bag({ ...good, "data/activities/film.mp4": Buffer.concat([noise, Buffer.alloc(400000), noise]) }), () => ({
      deflate: true,
    })),
  ),
);

// --- names
const named = (name, code, what = name) => hostile(name, code, plus(entry(what, "x")));
named("a name climbs out", "name-traversal", path("../../etc/passwd"));
named("a name climbs out at once", "name-traversal", "../evil");
named("a name ends with two dots", "name-traversal", path("data/.."));
named("a name is absolute", "name-absolute", "/etc/passwd");
named("a name begins with two slashes", "name-absolute", "//server/share");
named("a name has a drive", "name-drive", "C:/Windows/evil.dll");
named("a name has a stream", "name-drive", path("LIRE.html:evil"));
named("a name has a backslash", "name-backslash", path("data\\..\\..\\evil"));
named("a name has an empty part", "name-parts", path("data//evil"));
named("a name has a dot for a part", "name-parts", path("./LIRE.html"));
named("a name is only a slash", "name-absolute", "/");
named("no name", "name-empty", "");
named("a name is not UTF-8", "name-encoding", Buffer.from([...Buffer.from(path("caf")), 0xe9]));
named("a name has an overlong form", "name-encoding", Buffer.from([...Buffer.from(path("")), 0xc0, 0xaf]));
named("a name has a NUL", "name-invisible", path("LIRE.html\0.exe"));
named("a name has a line feed", "name-invisible", path("a\nb"));
named("a name is turned round", "name-invisible", path("data/\u202egpj.exe"));
named("a name has a zero-width space", "name-invisible", path("LIRE\u200b.html"));
named("a name has a control character of the second kind", "name-invisible", path("a\u0085b"));
named("a name has an accent", "name-characters", path("data/séance.md"));
named("a name has an accent of its own", "name-characters", path("data/se\u0301ance.md"));
named("a name has a space", "name-characters", path("LIRE copie.html"));
named("a name has characters beyond the first plane", "name-characters", path("data/😀"));
named("a name ends with a dot", "name-reserved", path("LIRE.html."));
named("a name is a device", "name-reserved", path("data/CON"));
named("a name is a device with an extension", "name-reserved", path("data/com1.txt/x"));
named(
  "a name is too long",
  "name-too-long",
  path("a/".repeat(8) + "b".repeat(140) + "/" + "c".repeat(140) + "/" + "d".repeat(140)),
);
named("a part of a name is too long", "name-too-long", path("e".repeat(151)));
named("a name is too deep", "too-deep", path("a/".repeat(15) + "b"));
named("twice the same name", "duplicate", path("LIRE.html"));
named("the same but for capitals", "duplicate-case", path("lire.HTML"));
named("a folder the same but for capitals", "duplicate-case", path("Data/x"));
named("a file as a folder", "file-as-folder", path("LIRE.html/evil"));
hostile("a folder as a file", "file-as-folder", plus(entry(path("data"), "x")));
hostile("a folder twice", "duplicate", plus(entry(path("data/")), entry(path("data/"))));
named("two top folders", "several-tops", "other/LIRE.html");
named("a file beside the top folder", "no-top", "LIRE.html");
add(
  "no top folder",
  "container.no-top",
  zip(
    Object.keys(files)
      .sort()
      .map((name) => entry(name, files[name])),
  ),
);
hostile("only what macOS adds", "empty", [entry("__MACOSX/._x", "x")]);

// --- what an entry is
const mode = (bits) => ({ central: { attributes: (bits * 65536) >>> 0 } });
hostile("a link", "link", plus(entry(path("link"), "/etc/passwd", mode(0o120777))));
hostile(
  "a link, said to be made on MS-DOS",
  "link",
  plus(entry(path("link"), "/etc/passwd", { central: { attributes: 0o120777 * 65536, made_by: 20 } })),
);
hostile(
  "a reparse point of Windows",
  "link",
  plus(entry(path("link"), "x", { central: { attributes: 0x420, made_by: 0x0a14 } })),
);
hostile("a device", "special", plus(entry(path("device"), "", mode(0o20666))));
hostile("a pipe", "special", plus(entry(path("pipe"), "", mode(0o10666))));
hostile("a socket", "special", plus(entry(path("socket"), "", mode(0o140666))));
hostile("set-user-id", "special", plus(entry(path("setuid"), "x", mode(0o104755))));
hostile("a volume label", "special", plus(entry(path("label"), "", { central: { attributes: 0x08 } })));
hostile("a folder's mode for a file", "kind", plus(entry(path("x"), "x", mode(0o40755))));
hostile("a file's mode for a folder", "kind", plus(entry(path("x/"), "", mode(0o100644))));
hostile("MS-DOS's folder for a file", "kind", plus(entry(path("x"), "x", { central: { attributes: 0x10 } })));
hostile("a folder with data", "folder-data", plus(entry(path("data/"), "hidden", mode(0o40755))));
hostile("encrypted", "encrypted", changed(late, { both: { flags: 1 } }));
hostile("encrypted strongly", "encrypted", changed(late, { both: { flags: 64 } }));
hostile("a hidden directory", "encrypted", changed(late, { both: { flags: 1 << 13 } }));
hostile(
  "encrypted with AES, by an extra field",
  "encrypted",
  changed(late, { both: { extra: field(0x9901, "\x02\0AE\x03\x08\0") } }),
);
hostile("a patch of another file", "flags", changed(late, { both: { flags: 1 << 5 } }));
hostile("an unknown flag", "flags", changed(late, { both: { flags: 1 << 15 } }));
hostile("an unknown method", "method", changed(late, { both: { method: 99 } }));
hostile("compressed with bzip2", "method", changed(late, { both: { method: 12 } }));
hostile("a newer version is needed", "version", changed(late, { both: { version: 63 } }));
hostile("a newer version is needed, the header says", "version", changed(late, { local: { version: 46 } }));
hostile("an entry's comment", "entry-comment", changed(late, { central: { comment: "Attestation valide" } }));
hostile("an entry on another disk", "multi-disk", changed(late, { central: { disk: 1 } }));
hostile("an unknown extra field", "extra", changed(late, { central: { extra: field(0x6c78, "x") } }));
hostile(
  "a link's target in an extra field",
  "extra",
  changed(late, { both: { extra: field(0x756e, "\0\0\0\0\xff\xa1/etc/passwd") } }),
);
hostile("an unknown extra field in the header only", "extra", changed(late, { local: { extra: field(0x6c78, "x") } }));
hostile("an extra field longer than its place", "extra", changed(late, { both: { extra: Buffer.from([0x55, 0x54, 9, 0, 1]) } }));
hostile("half an extra field", "extra", changed(late, { both: { extra: Buffer.from([0x55, 0x54]) } }));
hostile(
  "a second name in an extra field",
  "two-readings",
  changed(late, { both: { extra: field(0x7075, "\x01abcdLIRE.html") } }),
);

// --- sizes and places
hostile(
  "zip64 sizes",
  "zip64",
  changed(late, { both: { packed: 0xffffffff, size: 0xffffffff, extra: field(1, Buffer.alloc(16)) } }),
);
hostile("a zip64 field though nobody needs it", "zip64", changed(late, { both: { extra: field(1, Buffer.alloc(16)) } }));
hostile("a zip64 field in the header only", "zip64", changed(late, { local: { extra: field(1, Buffer.alloc(16)) } }));
hostile("a zip64 place", "zip64", changed(late, { central: { offset: 0xffffffff } }));
hostile("a zip64 end record", "zip64", entries_of(files), {
  zip64: Buffer.concat([Buffer.from("PK\x06\x06"), Buffer.alloc(52), Buffer.from("PK\x06\x07"), Buffer.alloc(16)]),
});
hostile("a zip64 count", "zip64", entries_of(files), { end: { here: 0xffff, count: 0xffff } });
hostile("a zip64 place of the directory", "zip64", entries_of(files), { end: { offset: 0xffffffff } });
hostile("stored in fewer bytes than it has", "wrong-size", changed(late, { both: { size: 10 } }));
hostile("the header says another size", "local-sizes", changed(late, { local: { size: 3, packed: 3 } }));
hostile("the header says another checksum", "local-sizes", changed(late, { local: { crc: 1 } }));
hostile(
  "the header says nothing and no descriptor follows",
  "local-sizes",
  changed(late, { local: { size: 0, packed: 0, crc: 0 } }),
);
hostile(
  "a header that names another file",
  "two-readings",
  changed(late, { local: { name: Buffer.from(path("data/site/index.htmX")) } }),
);
hostile("a header with another method", "two-readings", changed(late, { local: { method: 8 } }));
hostile("a header with other flags", "two-readings", changed(late, { local: { flags: 2048 } }));
hostile("a header with another signature", "local-header", changed(late, { signature: 0x14034b50 }));
hostile("a directory entry with another signature", "directory", changed(late, { directory_signature: 0x12014b50 }));
hostile("two entries over the same data", "overlap", [
  ...entries_of(files),
  entry(path("z"), files[first], { no_local: true, central: { offset: 0 } }),
]);
hostile("an entry inside another", "overlap", [
  entry(path("a"), zip([entry(path("b"), "b")])),
  entry(path("b"), "b", { no_local: true, central: { offset: 30 + top.length + 2 } }),
]);
hostile("an entry that reaches into the directory", "overlap", [
  ...entries_of(files),
  entry(path("z"), "zz", { both: { packed: 400, size: 400 } }),
]);
hostile("an entry behind the directory", "gap", [
  ...entries_of(files),
  entry(path("z"), "z", { no_local: true, central: { offset: 0x7ffffff0 } }),
]);
hostile("bytes between two entries", "gap", changed(late, { before: "hidden" }));
hostile("bytes before the directory", "gap", entries_of(files), { behind: "hidden" });
hostile("an entry that the directory does not list", "gap", changed(late, { no_directory: true }));
hostile("bytes before the first entry", "prefix", entries_of(files), { prefix: "#!/bin/sh\n" });
hostile("a web page before the first entry", "prefix", entries_of(files), {
  prefix: "<html><script>",
  end: { offset: zip(entries_of(files)).readUInt32LE(zip(entries_of(files)).length - 6) },
});
hostile("another zip before the first entry", "prefix", entries_of(files), { prefix: canonical(files) });
hostile("the first entry is not listed", "prefix", changed(first, { no_directory: true }));
hostile("bytes behind the end", "trailer", entries_of(files), { trailer: "<script>" });
hostile("another zip behind the end", "directory", entries_of(files), { trailer: canonical(files) });
hostile("the archive has a comment", "archive-comment", entries_of(files), { comment: "Attestation valide" });
hostile("the comment holds another end record", "archive-comment", entries_of(files), {
  comment: Buffer.concat([canonical(files).subarray(-22, -2), Buffer.from([7, 0]), Buffer.from("comment")]),
});
hostile("a comment that is not there", "not-zip", entries_of(files), { end: { comment: 5 } });
hostile("several disks", "multi-disk", entries_of(files), { end: { disk: 1, directory_disk: 1 } });
hostile("a part of the entries on this disk", "multi-disk", entries_of(files), { end: { here: 1 } });
hostile("the end counts too few entries", "directory", entries_of(files), { end: { here: 3, count: 3 } });
hostile("the end counts too many entries", "directory", entries_of(files), { end: { here: 99, count: 99 } });
hostile("the directory is said to be elsewhere", "directory", entries_of(files), { end: { offset: 0 } });
hostile("the directory is said to be longer", "directory", entries_of(files), { end: { size: 0x7fffffff } });
hostile(
  "too many entries",
  "too-many-entries",
  Array.from({ length: 20001 }, (_, i) => entry(path(`f${i}`))),
);
hostile("no entries", "empty", []);
hostile("an end record that counts none", "empty", entries_of(files), { end: { here: 0, count: 0 } });
hostile(
  "a directory of megabytes",
  "directory",
  Array.from({ length: 300 }, (_, i) => entry(path(`f${i}`), "", { central: { extra: field(0x5455, Buffer.alloc(60000)) } })),
);
add("cut in half", "container.not-zip", canonical(files).subarray(0, 900));
add("empty file", "container.not-zip", Buffer.alloc(0));
add("a text", "container.not-zip", Buffer.from("Attestation valide\n".repeat(10)));
add("larger than allowed", "container.too-large", { hollow: 2 ** 31 + 1 });

hostile("the last directory entry is longer than the directory", "directory", entries_of(files), { directory: cut_short() });
function cut_short() {
  const whole = canonical(files),
    listed = whole.subarray(whole.readUInt32LE(whole.length - 6), -22);
  return listed.subarray(0, -1);
}
hostile("a header that does not fit before the directory", "local-header", [
  ...entries_of(files),
  entry(path("z"), "", { no_local: true, central: { offset: canonical(files).readUInt32LE(canonical(files).length - 6) } }),
]);

// --- data
const swapped = Buffer.from(good[late]);
swapped[5] ^= 1;
const with_data = (more) => entries_of(files, (name) => (name === late ? more : {}));
hostile("changed data", "wrong-crc", with_data({ raw: swapped }));
hostile("changed data, compressed", "wrong-crc", with_data({ deflate: deflateRawSync(swapped) }));
hostile("more data than is stated", "wrong-size", with_data({ deflate: true, both: { size: 10 } }));
hostile("less data than is stated", "wrong-size", with_data({ deflate: true, both: { size: 10000 } }));
hostile(
  "bytes behind the compressed data",
  "wrong-size",
  with_data({ deflate: Buffer.concat([deflateRawSync(good[late]), Buffer.from("hidden")]) }),
);
hostile("compressed data that end early", "deflate", with_data({ deflate: deflateRawSync(good[late]).subarray(0, -3) }));
hostile("nothing for compressed data", "deflate", with_data({ deflate: Buffer.alloc(0) }));
hostile("no deflate at all", "deflate", with_data({ deflate: Buffer.from("this is not compressed data") }));
hostile("a block of an unknown kind", "deflate", with_data({ deflate: Buffer.from([7, 0, 0]) }));
hostile("a stored block whose length lies", "deflate", with_data({ deflate: Buffer.from([1, 5, 0, 0, 0, 1, 2, 3, 4, 5]) }));
hostile("a distance before the beginning", "deflate", with_data({ deflate: Buffer.from([0x03, 0x02, 0x00]) }));
hostile("a descriptor that lies", "descriptor", with_data({ deflate: true, descriptor: Buffer.alloc(16) }));
hostile("half a descriptor", "descriptor", with_data({ deflate: true, descriptor: Buffer.from("PK\x07\x08abc") }));
hostile("stored data whose end only a descriptor tells", "descriptor", with_data({ descriptor: "signed" }));
hostile("a descriptor and more", "gap", [...with_data({ deflate: true, descriptor: "signed" })], { behind: "x" });

// --- bombs
const zeros = Buffer.alloc(100 << 20),
  bomb = deflateRawSync(zeros, { level: 9 });
hostile("a bomb that says so", "bomb", [entry(path("data/zeros"), zeros, { deflate: bomb })]);
hostile("a bomb that hides its size", "wrong-size", [
  ...with_data({}).filter(({ name }) => !String(name).endsWith("/bagit.txt")),
  entry(path("bagit.txt"), "x", { deflate: bomb }),
]);
hostile(
  "sizes that add up to gigabytes",
  "too-large",
  Array.from({ length: 5 }, (_, i) => entry(path(`f${i}`), "", { deflate: Buffer.from([3, 0]), both: { size: 0x30000000 } })),
);
hostile("one entry said to have four gigabytes", "too-large", [
  entry(path("bagit.txt"), "", { deflate: Buffer.from([3, 0]), both: { size: 0xfffffffe } }),
]);
hostile("a thousand entries over one bomb", "overlap", [
  entry(path("a"), zeros.subarray(0, 60 << 10), { deflate: true }),
  ...Array.from({ length: 999 }, (_, i) =>
    entry(path(`b${i}`), zeros.subarray(0, 60 << 10), { no_local: true, deflate: true, central: { offset: 0 } }),
  ),
]);
hostile("entries that lie within one another", "overlap", nested());
function nested() {
  // the shape of a bomb whose data are headers of the next ones
  const inner = zip([entry(path("b"), "x".repeat(500))]).subarray(0, 30 + top.length + 2 + 500);
  return [
    entry(path("a"), inner),
    entry(path("b"), "x".repeat(500), { no_local: true, central: { offset: 30 + top.length + 2 } }),
  ];
}

// --- unpacked
const folder = (name, code, more) => add(`unpacked: ${name}`, `container.${code}`, { ...files, ...more });
folder("a link", "link", { "data/link": { link: "/etc/passwd" } });
folder("a link to a folder", "link", { "data/all": { link: "/" } });
folder("a pipe", "special", { "data/pipe": "pipe" });
folder("the same but for capitals", "duplicate-case", { "lire.html": "x" });
folder("a name with an accent", "name-characters", { "data/é": "x" });
folder("a name with a backslash", "name-backslash", { "data\\x": "x" });
folder("a name turned round", "name-invisible", { "data/\u202ex": "x" });
folder("too deep", "too-deep", { ["a/".repeat(16) + "b"]: "x" });
folder("larger than allowed", "too-large", { "data/film.mp4": { hollow: 2 ** 31 } });
add("unpacked: nothing", "container.empty", { ".DS_Store": "x" });

// --- bags
const bagged = (name, code, own, more = {}) =>
  add(`bag: ${name}`, `bag.${code}`, canonical(bag({ ...good, ...more.files }, { own, info: more.info })));
const declared = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
bagged("fetch.txt", "fetch", { "fetch.txt": "http://example.org/x 3 data/x\n" });
bagged("no bagit.txt", "missing", { "bagit.txt": null });
bagged("no bag-info.txt", "missing", { "bag-info.txt": null });
bagged("no manifest", "missing", { "manifest-sha256.txt": null });
bagged("no tagmanifest", "missing", { "tagmanifest-sha256.txt": null });
bagged("a byte-order mark", "byte-order-mark", { "bagit.txt": `\ufeff${declared}` });
bagged("line ends of Windows", "line-ends", { "bagit.txt": declared.replaceAll("\n", "\r\n") });
bagged("another version", "version", { "bagit.txt": declared.replace("1.0", "0.97") });
bagged("another encoding", "encoding", { "bagit.txt": declared.replace("UTF-8", "ISO-8859-1") });
bagged("more in bagit.txt", "declaration", { "bagit.txt": `${declared}Valid: yes\n` });
bagged("bagit.txt in other words", "version", { "bagit.txt": "bagit-version: 1.0\n" });
bagged("two manifests", "other-algorithm", { "manifest-md5.txt": "" });
bagged("a tagmanifest of another algorithm", "other-algorithm", { "tagmanifest-sha512.txt": "" });
bagged(
  "no payload",
  "no-payload",
  Object.fromEntries(
    Object.keys(good)
      .filter((name) => name.startsWith("data/"))
      .map((name) => [name, null]),
  ),
);
const listed = (change) => ({
  "manifest-sha256.txt": (all) =>
    change(
      manifest(
        all,
        Object.keys(good).filter((name) => name.startsWith("data/")),
      ),
      all,
    ),
});
const digest = sha256("x");
bagged("a file missing", "missing", { "data/dossier.json": null });
bagged(
  "a file more",
  "unlisted",
  listed((text) => text.replace(/.*dossier\.json\n/, "")),
);
bagged(
  "a file changed",
  "digest",
  listed((text) => text.replace(/^.(?=[0-9a-f]{63}  data\/dossier)/m, (c) => (c === "0" ? "1" : "0"))),
);
bagged(
  "a file listed twice",
  "manifest-twice",
  listed((text) => text.replace(/.*dossier\.json\n/, "$&$&")),
);
bagged(
  "a manifest out of order",
  "manifest-order",
  listed((text) => text.split("\n").slice(0, -1).reverse().join("\n") + "\n"),
);
bagged(
  "a manifest that climbs out",
  "manifest-path",
  listed((text) => `${text}${digest}  data/../../etc/passwd\n`),
);
bagged(
  "a manifest with an absolute path",
  "manifest-path",
  listed((text) => `${digest}  /etc/passwd\n${text}`),
);
bagged(
  "a manifest that lists a tag file",
  "manifest-path",
  listed((text) => `${digest}  LIRE.html\n${text}`),
);
bagged(
  "a percent-encoded path",
  "percent",
  listed((text) => `${digest}  data/%2e%2e/x\n${text}`),
);
bagged(
  "a manifest with digests in capitals",
  "manifest-line",
  listed((text) => text.replace(/^[0-9a-f]{64}/gm, (hex) => hex.toUpperCase())),
);
bagged(
  "a manifest as for binary files",
  "manifest-line",
  listed((text) => text.replaceAll("  ", " *")),
);
bagged(
  "a manifest with tabs",
  "manifest-line",
  listed((text) => text.replaceAll("  ", "\t")),
);
bagged(
  "a manifest without its last line end",
  "manifest-line",
  listed((text) => text.slice(0, -1)),
);
bagged(
  "a manifest with line ends of Windows",
  "line-ends",
  listed((text) => text.replaceAll("\n", "\r\n")),
);
bagged(
  "a manifest with a byte-order mark",
  "byte-order-mark",
  listed((text) => `\ufeff${text}`),
);
bagged(
  "a manifest that is not UTF-8",
  "manifest-path",
  listed((text) => Buffer.concat([Buffer.from(`${digest}  data/a`), Buffer.from([0xe9, 10]), Buffer.from(text)])),
);
bagged(
  "an empty manifest",
  "unlisted",
  listed(() => ""),
);
const tagged = (change) => ({
  "tagmanifest-sha256.txt": (all) =>
    change(
      manifest(
        all,
        Object.keys(all).filter((name) => !name.startsWith("data/") && name !== "tagmanifest-sha256.txt"),
      ),
      all,
    ),
});
bagged(
  "a tag file that nothing lists",
  "unlisted",
  tagged((text) => text.replace(/.*LIRE\.html\n/, "")),
);
bagged(
  "a tag file changed",
  "digest",
  tagged((text) => text.replace(/^.(?=[0-9a-f]{63}  LIRE)/m, (c) => (c === "0" ? "1" : "0"))),
);
bagged(
  "a manifest changed",
  "digest",
  tagged((text) => text.replace(/^.(?=[0-9a-f]{63}  manifest)/m, (c) => (c === "0" ? "1" : "0"))),
);
bagged(
  "a tagmanifest that lists itself",
  "manifest-path",
  tagged((text) => `${text}${digest}  tagmanifest-sha256.txt\n`),
);
bagged(
  "a tagmanifest that lists the payload",
  "manifest-path",
  tagged((text) => text.replace(/^(?=.*manifest)/m, `${digest}  data/dossier.json\n`)),
);
bagged("no oxum", "oxum", {}, { info: { "Payload-Oxum": null } });
bagged("another oxum", "oxum", {}, { info: { "Payload-Oxum": "3.1" } });
bagged("a label twice", "info", {}, { info: { "payload-oxum": "3.1" } });
bagged("a label with a space", "info", {}, { info: { "Payload Oxum": "3.1" } });
bagged("no value", "info", {}, { info: { Contact: "" } });
bagged("a value turned round", "info", {}, { info: { Contact: "a\u202eb" } });
bagged("a value over two lines", "info", {}, { info: { Contact: "a\n  b" } });
bagged("bag-info.txt is not UTF-8", "info", { "bag-info.txt": Buffer.from([0x41, 0x3a, 0x20, 0xe9, 10]) });
bagged("nothing in bag-info.txt", "oxum", { "bag-info.txt": "" });
add("bag: unpacked and one file changed", "bag.digest", { ...files, "data/dossier.json": "{ }" });
add(
  "bag: unpacked and one file gone",
  "bag.missing",
  Object.fromEntries(Object.entries(files).filter(([name]) => name !== "data/dossier.json")),
);
add("bag: unpacked and one file more", "bag.unlisted", { ...files, "data/more": "x" });
add(
  "bag: unpacked with converted line ends",
  "bag.line-ends",
  Object.fromEntries(Object.entries(files).map(([name, text]) => [name, String(text).replaceAll("\n", "\r\n")])),
);
add(
  "bag: compressed and one file more",
  "bag.unlisted",
  zip([...entries_of(files, () => ({ deflate: true })), entry(path("data/zz"), "x")]),
);

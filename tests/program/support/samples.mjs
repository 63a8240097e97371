// Pictures and documents written byte by byte, with words where cameras and office programs put them; and the way back:
// every text that a file of the site holds, packed or not.
import zlib from "node:zlib";

const crc_table = Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; ++k) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = crc_table[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

const big = (value, size) => {
  const out = Buffer.alloc(size);
  out.writeUIntBE(value, 0, size);
  return out;
};
const little = (value, size) => {
  const out = Buffer.alloc(size);
  out.writeUIntLE(value, 0, size);
  return out;
};
const latin = (text) => Buffer.from(text, "latin1");

// --- Exif: TIFF, little-endian; texts by tag
function exif(texts) {
  const fields = Object.entries(texts)
    .map(([tag, text]) => [Number(tag), latin(`${text}\0`)])
    .sort((a, b) => a[0] - b[0]);
  const head = [latin("II*\0"), little(8, 4), little(fields.length, 2)];
  let at = 8 + 2 + 12 * fields.length + 4;
  const tail = [];
  for (const [tag, data] of fields) {
    const type = tag === 0x9c9d ? 1 : 2; // XPAuthor is bytes, in UTF-16
    const bytes = tag === 0x9c9d ? Buffer.from(data.toString("latin1"), "utf16le") : data;
    head.push(little(tag, 2), little(type, 2), little(bytes.length, 4), little(at, 4));
    tail.push(bytes);
    at += bytes.length;
  }
  return Buffer.concat([...head, little(0, 4), ...tail]);
}

const xmp = (word) =>
  Buffer.from(
    `<?xpacket begin='\uFEFF' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>` +
      `<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:creator><rdf:Seq><rdf:li>${word}</rdf:li></rdf:Seq></dc:creator>` +
      `</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>`,
  );

function iptc(author) {
  const data = Buffer.concat([latin("\x1c\x02\x50"), big(author.length, 2), latin(author)]);
  return Buffer.concat([latin("8BIM\x04\x04\0\0"), big(data.length, 4), data, Buffer.alloc(data.length % 2)]);
}

// --- PNG: one grey pixel. word(place) names a word for each place.
export function png(word) {
  const chunk = (name, data) => {
    const body = Buffer.concat([latin(name), data]);
    return Buffer.concat([big(data.length, 4), body, big(crc32(body), 4)]);
  };
  return Buffer.concat([
    latin("\x89PNG\r\n\x1a\n"),
    chunk("IHDR", Buffer.concat([big(1, 4), big(1, 4), latin("\x08\0\0\0\0")])),
    chunk("tEXt", latin(`Author\0${word("pngtext")}`)),
    chunk("zTXt", Buffer.concat([latin("Comment\0\0"), zlib.deflateSync(latin(word("pngpacked")))])),
    chunk("iTXt", Buffer.concat([latin("XML:com.adobe.xmp\0\0\0\0\0"), xmp(word("pngxmp"))])),
    chunk("eXIf", exif({ 0x13b: word("pngexif") })),
    chunk("IDAT", zlib.deflateSync(Buffer.from([0, 0x7f]))),
    chunk("IEND", Buffer.alloc(0)),
    latin(word("pngafter")),
  ]);
}

// --- JPEG: a grey square of 8 by 8
export function jpeg(word) {
  const segment = (marker, payload) => Buffer.concat([Buffer.from([0xff, marker]), big(payload.length + 2, 2), payload]);
  const table = (id) => Buffer.concat([Buffer.from([id, 1]), Buffer.alloc(15), Buffer.from([0])]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, latin("JFIF\0\x01\x01\0\0\x01\0\x01\0\0")),
    segment(
      0xe1,
      Buffer.concat([latin("Exif\0\0"), exif({ 0x10e: word("jpegtitle"), 0x13b: word("jpegauthor"), 0x9c9d: word("jpegwide") })]),
    ),
    segment(0xe1, Buffer.concat([latin("http://ns.adobe.com/xap/1.0/\0"), xmp(word("jpegxmp"))])),
    segment(0xed, Buffer.concat([latin("Photoshop 3.0\0"), iptc(word("jpegiptc"))])),
    segment(0xfe, latin(word("jpegcomment"))),
    segment(0xdb, Buffer.concat([Buffer.from([0]), Buffer.alloc(64, 1)])),
    segment(0xc0, Buffer.from([8, 0, 8, 0, 8, 1, 1, 0x11, 0])),
    segment(0xc4, table(0)),
    segment(0xc4, table(0x10)),
    segment(0xda, Buffer.from([1, 1, 0, 0, 0x3f, 0])),
    Buffer.from([0x3f, 0xff, 0x00, 0xff, 0xd0, 0x3f, 0xff, 0xd9]),
    latin(word("jpegafter")),
  ]);
}

export function svg(word, shown) {
  return Buffer.from(
    `<?xml version="1.0"?>\n<!-- ${word("svgcomment")} -->\n<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20">` +
      `<metadata>${word("svgmetadata")}</metadata><text x="1" y="10">${shown("svgtext")}</text></svg>\n`,
  );
}

// --- an archive of stored and deflated entries
export function zip(entries) {
  const files = [],
    directory = [];
  let at = 0;
  for (const { name, text, stored } of entries) {
    const plain = Buffer.from(text),
      packed = stored ? plain : zlib.deflateRawSync(plain),
      id = latin(name);
    const common = Buffer.concat([
      little(20, 2),
      little(0, 2),
      little(stored ? 0 : 8, 2),
      little(0, 2),
      little(0x2f21, 2),
      little(crc32(plain), 4),
      little(packed.length, 4),
      little(plain.length, 4),
      little(id.length, 2),
      little(0, 2),
    ]);
    const local = Buffer.concat([latin("PK\x03\x04"), common, id, packed]);
    files.push(local);
    directory.push(
      Buffer.concat([
        latin("PK\x01\x02"),
        little(20, 2),
        common,
        little(0, 2),
        little(0, 2),
        little(0, 2),
        little(0, 4),
        little(at, 4),
        id,
      ]),
    );
    at += local.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([
    ...files,
    central,
    latin("PK\x05\x06"),
    little(0, 2),
    little(0, 2),
    little(entries.length, 2),
    little(entries.length, 2),
    little(central.length, 4),
    little(at, 4),
    little(0, 2),
  ]);
}

export const ods = (word, shown) =>
  zip([
    { name: "mimetype", text: "application/vnd.oasis.opendocument.spreadsheet", stored: true },
    {
      name: "content.xml",
      text: `<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">${shown("odscontent")}</office:document-content>`,
    },
    {
      name: "meta.xml",
      text: `<?xml version="1.0"?><office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><office:meta><meta:initial-creator>${word("odsauthor")}</meta:initial-creator></office:meta></office:document-meta>`,
    },
  ]);

// --- the way back

function try_inflate(bytes, raw) {
  try {
    return raw ? zlib.inflateRawSync(bytes) : zlib.inflateSync(bytes);
  } catch {
    return Buffer.alloc(0);
  }
}

// The bytes themselves, and whatever was packed in them.
export function unpacked(bytes) {
  const out = [bytes];
  if (bytes.subarray(1, 4).toString("latin1") === "PNG")
    for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
      const size = bytes.readUInt32BE(at),
        name = bytes.toString("latin1", at + 4, at + 8),
        data = bytes.subarray(at + 8, at + 8 + size);
      if (name === "IDAT") out.push(try_inflate(data));
      if (name === "zTXt" || name === "iTXt")
        for (let from = 0; from < Math.min(data.length, 120); ++from) out.push(try_inflate(data.subarray(from)));
    }
  if (bytes.subarray(0, 4).toString("latin1") === "PK\x03\x04")
    for (let at = 0; (at = bytes.indexOf("PK\x03\x04", at, "latin1")) >= 0; ++at) {
      const method = bytes.readUInt16LE(at + 8),
        size = bytes.readUInt32LE(at + 18),
        name = bytes.readUInt16LE(at + 26),
        extra = bytes.readUInt16LE(at + 28);
      const data = bytes.subarray(at + 30 + name + extra, at + 30 + name + extra + size);
      if (method === 8) out.push(try_inflate(data, true));
    }
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) out.push(zlib.gunzipSync(bytes));
  return out;
}

// Every word of ours in these bytes, in lower case.
export function words_in(bytes) {
  const found = new Set();
  for (const part of unpacked(bytes)) {
    const text = part.toString("latin1");
    for (const form of [
      text,
      text.includes("\0") ? text.replaceAll("\0", "") : "",
      text.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
    ])
      for (const [word] of form.matchAll(/zq[a-z]+[0-9]+z/gi)) found.add(word.toLowerCase());
  }
  return found;
}

// Zips made by hand, XML as a tree, jing: what the tests of leap2a share. Nothing here knows Livret.
import { Parser } from "htmlparser2";
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import zlib from "node:zlib";

const table = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; ++k) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
const crc32 = (bytes) => {
  let c = 0xffffffff;
  for (const byte of bytes) c = table[(c ^ byte) & 0xff] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
};

// files: pairs of a name (any bytes) and its bytes. `pack` deflates, as Mahara's zip does.
export function zip(file, files, { pack = true, lie } = {}) {
  const parts = [],
    directory = [];
  let at = 0;
  for (const [name, content] of files) {
    const raw = Buffer.from(content),
      body = pack ? zlib.deflateRawSync(raw) : raw,
      title = Buffer.from(name);
    const size = lie?.[name] ?? raw.length;
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x0800, 2);
    fields.writeUInt16LE(pack ? 8 : 0, 4);
    fields.writeUInt16LE(0, 6);
    fields.writeUInt16LE(33, 8);
    fields.writeUInt32LE(crc32(raw), 10);
    fields.writeUInt32LE(body.length, 14);
    fields.writeUInt32LE(size, 18);
    fields.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), fields, title, body]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), fields, tail, title]));
    parts.push(local);
    at += local.length;
  }
  const all = Buffer.concat(directory),
    end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(all.length, 12);
  end.writeUInt32LE(at, 16);
  fs.writeFileSync(file, Buffer.concat([...parts, all, end]));
  return file;
}

export function unzip(file, folder) {
  execFileSync("unzip", ["-q", "-o", file, "-d", folder]);
  return folder;
}

// --- XML as { name, attributes, children, text }; names with their prefixes
export function parse_xml(text) {
  const root = { name: "", attributes: {}, children: [], text: "" },
    open = [root];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const node = { name, attributes, children: [], text: "" };
        open.at(-1).children.push(node);
        open.push(node);
      },
      ontext(words) {
        open.at(-1).text += words;
      },
      onclosetag() {
        open.pop();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(text);
  return root.children.find((one) => !one.name.startsWith("?"));
}
export const all = (node, name) => node.children.filter((one) => one.name === name);
export const one = (node, name) => all(node, name)[0];
export const words_of = (html) => {
  let out = "";
  new Parser(
    {
      ontext(text) {
        out += text;
      },
      onopentagname() {
        out += " ";
      },
    },
    { decodeEntities: true },
  ).end(html);
  return out.replace(/[\s\u00a0\u202f]+/g, " ").trim();
};

// --- jing: the complaints about each file, by its name
export function jing(grammar, files) {
  const run = spawnSync("jing", ["-c", grammar, ...files], { maxBuffer: 1 << 26, env: { ...process.env, LC_ALL: "C.UTF-8" } });
  if (run.error) throw run.error;
  const said = new Map(files.map((file) => [file, []]));
  const loose = [];
  for (const line of `${run.stdout}${run.stderr}`.split("\n").filter((line) => line && !line.startsWith("[warning]"))) {
    const file = files.find((name) => line.startsWith(`${name}:`));
    (file ? said.get(file) : loose).push(line);
  }
  if (loose.length > 0) throw new Error(`jing: ${loose.join("\n")}`);
  return said;
}

// As PHP's urldecode, which Mahara uses.
export const php_urldecode = (text) => decodeURIComponent(text.replaceAll("+", " "));

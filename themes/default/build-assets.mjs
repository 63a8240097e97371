// Copies what the pages need from npm packages into the theme's assets: node build-assets.mjs <folder>
// Only Latin letters: names and texts in French, English and their neighbours. Other scripts use the system's fonts.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as zlib from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
const modules = join(here, "node_modules");
mkdirSync(join(out, "fonts"), { recursive: true });

for (const [family, axis] of [
  ["source-serif-4", "wght"],
  ["source-sans-3", "wght"],
])
  for (const subset of ["latin", "latin-ext"])
    for (const style of ["normal", "italic"]) {
      const name = `${family}-${subset}-${axis}-${style}.woff2`;
      copyFileSync(join(modules, "@fontsource-variable", family, "files", name), join(out, "fonts", name));
    }
for (const family of ["source-serif-4", "source-sans-3"])
  copyFileSync(join(modules, "@fontsource-variable", family, "LICENSE"), join(out, "fonts", `${family}-LICENSE.txt`));

const search = readFileSync(join(modules, "minisearch", "dist", "umd", "index.js"), "utf8");
const licence = readFileSync(join(modules, "minisearch", "LICENSE.txt"), "utf8");
writeFileSync(join(out, "minisearch.js"), `/*\n${licence.trim()}\n*/\n${search.replace(/\/\/# sourceMappingURL=.*\s*$/, "")}`);

// The icon for browsers that take no SVG: the same booklet, 32 pixels wide.
const size = 32;
const rows = Buffer.alloc(size * (1 + size * 4));
for (let y = 0; y < size; y++)
  for (let x = 0; x < size; x++) {
    const inside = x >= 5 && x < 28 && y >= 2 && y < 30;
    const margin = x >= 10 && x < 12;
    const line = x >= 14 && x < 25 && (y === 10 || y === 11 || y === 16 || y === 17);
    const colour = !inside ? [0, 0, 0, 0] : margin ? [226, 146, 156, 255] : line ? [251, 250, 246, 255] : [11, 90, 107, 255];
    rows.set(colour, y * (1 + size * 4) + 1 + x * 4);
  }
const crc =
  zlib.crc32 ??
  ((data) => {
    let value = ~0;
    for (const byte of data) {
      value ^= byte;
      for (let i = 0; i < 8; i++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
    }
    return ~value >>> 0;
  });
const chunk = (type, data) => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const head = Buffer.alloc(4),
    tail = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  tail.writeUInt32BE(crc(body));
  return Buffer.concat([head, body, tail]);
};
const header = Buffer.alloc(13);
header.writeUInt32BE(size, 0);
header.writeUInt32BE(size, 4);
header.set([8, 6, 0, 0, 0], 8);
writeFileSync(
  join(out, "favicon.png"),
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", zlib.deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]),
);

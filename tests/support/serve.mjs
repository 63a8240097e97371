// A small static server for looking at a built site: node serve.mjs <folder> [port]. Loopback only.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";

const root = normalize(process.argv[2] + sep);
const port = Number(process.argv[3] ?? 8004);
const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xml": "application/atom+xml; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".pdf": "application/pdf",
};
const file = (path) => {
  try {
    const stat = statSync(path);
    return stat.isDirectory() ? file(join(path, "index.html")) : path;
  } catch {
    return undefined;
  }
};
createServer((request, response) => {
  const path = normalize(join(root, decodeURIComponent(new URL(request.url, "http://x").pathname)));
  const group = path.slice(root.length).split(sep)[0];
  const found = path.startsWith(root) ? file(path) : undefined;
  const shown = found ?? file(join(root, group, "404.html"));
  response.writeHead(found ? 200 : 404, { "content-type": types[extname(shown ?? "")] ?? "application/octet-stream" });
  if (shown) createReadStream(shown).pipe(response);
  else response.end("404\n");
}).listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}/`));

// livret serve as a browser or a stranger talks to it: start it, ask, stop or kill it.
import { spawn } from "node:child_process";
import http from "node:http";

import { bare, program } from "./tools.mjs";

// Started when it has said where it is. `forms` and `site` are paths with '/' at their ends.
export async function serve(root, { args = [], env = {}, git = false } = {}) {
  const child = spawn(program, ["serve", "--root", root, ...(git ? [] : ["--no-git"]), ...args], {
    env: { ...bare, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "",
    err = "";
  child.stderr.on("data", (data) => (err += data));
  const ended = new Promise((done) => child.on("exit", (code, signal) => done({ code, signal })));
  const address = await new Promise((found, failed) => {
    child.stdout.on("data", (data) => {
      out += data;
      const line = out.match(/^(http:\S+)\n/);
      if (line) found(new URL(line[1]));
    });
    child.on("exit", () => failed(new Error(`livret serve ended: ${out}${err}`)));
  });
  // The site's own address is said on the other channel.
  for (let i = 0; args.includes("--write") && !/http:\S+/.test(err) && i < 200; ++i)
    await new Promise((done) => setTimeout(done, 10));
  // Beside forms the site is another origin, under the machine's name.
  const site = args.includes("--write") ? new URL(err.match(/http:\S+/)[0]).pathname : address.pathname;
  return {
    child,
    ended,
    port: Number(address.port),
    origin: address.origin,
    forms: address.pathname,
    site,
    site_origin: new URL(args.includes("--write") ? err.match(/http:\S+/)[0] : address).origin,
    said: () => out + err,
    async stop(signal = "SIGTERM") {
      child.kill(signal);
      return ended;
    },
  };
}

// One request, with exactly these headers besides Host. Answers {status, headers, text, bytes}.
export function ask(server, path, { method = "GET", headers = {}, body } = {}) {
  if (server.site.length > 1 && path.startsWith(server.site)) headers = { Host: new URL(server.site_origin).host, ...headers };
  return new Promise((done, failed) => {
    const request = http.request(
      { host: "127.0.0.1", port: server.port, path, method, headers: { Connection: "close", ...headers }, agent: false },
      (answer) => {
        const parts = [];
        answer.on("data", (part) => parts.push(part));
        answer.on("error", failed);
        answer.on("end", () => {
          const bytes = Buffer.concat(parts);
          done({ status: answer.statusCode, headers: answer.headers, bytes, text: bytes.toString("utf8") });
        });
      },
    );
    request.on("error", failed);
    request.end(body);
  });
}

// A form as a browser sends it. `fields`: [name, value] or [name, {name, bytes}] for a file.
export function multipart(fields) {
  const edge = "----livret-test-edge";
  const parts = fields.flatMap(([name, value]) => [
    typeof value === "string"
      ? `--${edge}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
      : Buffer.concat([
          Buffer.from(
            `--${edge}\r\nContent-Disposition: form-data; name="${name}"; filename="${value.name}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
          ),
          Buffer.from(value.bytes),
          Buffer.from("\r\n"),
        ]),
  ]);
  return {
    body: Buffer.concat([...parts.map((part) => Buffer.from(part)), Buffer.from(`--${edge}--\r\n`)]),
    type: `multipart/form-data; boundary=${edge}`,
  };
}

export function post(server, path, fields, headers = {}) {
  const { body, type } = multipart(fields);
  return ask(server, path, {
    method: "POST",
    body,
    headers: { "Content-Type": type, "Content-Length": body.length, Origin: server.origin, ...headers },
  });
}

// Opens a new form (or one of a file) and gives its path.
export async function open_form(server, what) {
  const answer = await ask(server, `${server.forms}${what}`);
  if (answer.status !== 303) throw new Error(`${what}: ${answer.status}\n${answer.text}`);
  return answer.headers.location;
}

// `livret serve` for as long as `run` takes.
export async function with_server(root, args, run) {
  const server = await serve(root, { args });
  try {
    return await run(server);
  } finally {
    await server.stop("SIGKILL");
  }
}

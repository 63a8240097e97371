// What livret serve answers, and to whom: addresses, Host, token, Origin.
import fs from "node:fs";
import path from "node:path";

import { folder, holds, livret, read_tree, same, test, told } from "../support/tools.mjs";
import { script_of } from "../support/listening.mjs";
import { ask, multipart, open_form, serve, with_server } from "../support/serving.mjs";
import { day, write, read, journal, plain_root, root } from "./hers.mjs";

await test("the site is served as it would be built, but for the script that listens, with its types and without a token", () =>
  with_server(plain_root, ["--port", "0", ...day], async (server) => {
    const built = folder("site");
    const run = livret(["build", "--root", plain_root, "--output", built, "--no-git", ...day]);
    const files = [...read_tree(built)];
    holds(run.status === 0 && files.length > 100, () => `${files.length} files\n${told(run)}`);
    for (const [name, bytes] of files.filter((_, i) => i % 9 === 0)) {
      const answer = await ask(server, `/${encodeURI(name)}`);
      same(answer.status, 200, name);
      const own_policy = bytes.includes("Content-Security-Policy"); // verify.html and its like stay as they are
      if (!name.endsWith(".html") || own_policy) {
        holds(answer.bytes.equals(bytes), `other bytes: ${name}`);
        continue;
      }
      const { whole, page } = script_of(answer.text);
      same(page, name);
      holds(answer.text.replace(whole, "") === bytes.toString("utf8"), `other bytes: ${name}`);
      holds(!bytes.includes("live.js"), `a build wrote the script: ${name}`);
    }
    holds(
      (await ask(server, "/verify.html")).bytes.equals(fs.readFileSync(path.join(built, "verify.html"))),
      "the checking page",
    );
    // Over a way that has no length, to compress takes longer than all else.
    const plainly = await ask(server, "/assets/site.css", { headers: { "Accept-Encoding": "gzip, br" } });
    same(plainly.headers["content-encoding"], undefined);
    // Whole or not at all, whatever part of it is asked for: never what lies behind it in memory.
    for (const range of ["bytes=0-999999999", "bytes=999999999-", "bytes=5-10", "bytes=-5", "bytes=0-1,900000-900010"])
      for (const [name, status] of [
        ["/assets/site.css", 200],
        ["/nulle/part.html", 404],
      ]) {
        const part = await ask(server, name, { headers: { Range: range } });
        const whole = await ask(server, name);
        same([part.status, part.bytes.equals(whole.bytes)], [status, true], `${range} of ${name}`);
      }
    same(Number(plainly.headers["content-length"]), fs.statSync(path.join(built, "assets/site.css")).size);
    const types = {
      "/": "text/html",
      "/math1/": "text/html",
      "/assets/site.css": "text/css",
      "/math1/formations.ics": "text/calendar",
    };
    for (const [name, type] of Object.entries(types)) {
      const answer = await ask(server, name);
      same(answer.status, 200, name);
      holds(answer.headers["content-type"].startsWith(type), `${name}: ${answer.headers["content-type"]}`);
      same(answer.headers["x-content-type-options"], "nosniff", name);
      same(answer.headers["access-control-allow-origin"], undefined, "no other origin is let in");
    }
    same((await ask(server, "/math1")).status, 303, "a folder");
    same((await ask(server, "/math1/nothing-here.html")).status, 404, "a page that is not there");
  }));

await test("it listens on the loopback only", () =>
  with_server(plain_root, ["--port", "0", ...day], async (server) => {
    const line = fs
      .readFileSync("/proc/net/tcp", "utf8")
      .split("\n")
      .find((one) => one.includes(`:${server.port.toString(16).toUpperCase().padStart(4, "0")} 00000000:0000 0A`));
    holds(line?.trim().split(/\s+/)[1].startsWith("0100007F:"), `bound to ${line}`);
  }));

await test("nothing outside the site has an address", () =>
  with_server(plain_root, ["--port", "0", ...day], async (server) => {
    for (const name of [
      "/../livret.yaml",
      "/%2e%2e/livret.yaml",
      "/math1/../../livret.yaml",
      "/..%2flivret.yaml",
      "/livret.yaml",
      "/.livret/forms/serve.json",
      "//etc/passwd",
      "/%00",
      "/trust/",
      "/%0a",
      `/${"a/".repeat(3000)}`,
    ]) {
      const answer = await ask(server, name);
      holds([303, 400, 404, 414].includes(answer.status), `${name}: ${answer.status}`);
      holds(!answer.text.includes("institution:") && !answer.text.includes("root:x:"), `${name} was read`);
    }
  }));

await test("Host must be ours: another name that leads here is refused", () =>
  with_server(root, write, async (server) => {
    same((await ask(server, server.forms, { headers: { Host: `127.0.0.1:${server.port}` } })).status, 303);
    same((await ask(server, server.site, { headers: { Host: `LOCALHOST:${server.port}` } })).status, 200);
    for (const host of [
      "evil.example",
      `evil.example:${server.port}`,
      "127.0.0.1",
      `127.0.0.1:${server.port + 1}`,
      `127.0.0.1:${server.port}.evil.example`,
    ])
      for (const at of [server.forms, server.site])
        same((await ask(server, at, { headers: { Host: host } })).status, 421, `Host: ${host}`);
  }));

await test("without the token nothing is answered, and the site's does not open the forms", () =>
  with_server(root, [...write, "--as", "math1/durand"], async (server) => {
    holds(/^\/[0-9a-f]{32}\/$/.test(server.forms) && /^\/[0-9a-f]{32}\/$/.test(server.site), server.forms);
    holds(server.forms !== server.site, "one token for both");
    // Two origins: what runs in a page of the site is a stranger to the forms.
    const localhost = { headers: { Host: `localhost:${server.port}` } };
    same((await ask(server, server.forms, localhost)).status, 404, "forms under the site's name");
    const moved = await ask(server, `${server.site}index.html`, { headers: { Host: `127.0.0.1:${server.port}` } });
    same([moved.status, moved.headers.location], [303, `http://localhost:${server.port}${server.site}index.html`]);
    holds(
      (await ask(server, server.forms)).text.includes(`href="http://localhost:${server.port}${server.site}"`),
      "the link to the site",
    );
    for (const at of [
      "/",
      "/index.html",
      "/math1/index.html",
      "/form/0123456789abcdef",
      `/${"0".repeat(32)}/`,
      server.forms.slice(0, -2),
      `${server.site}form/0123456789abcdef`,
      `${server.site}new/activity`,
    ])
      same((await ask(server, at)).status, 404, at);
    same((await ask(server, server.forms)).status, 200);
    same((await ask(server, server.site)).status, 200);
    const page = await ask(server, `${server.site}math1/index.html`);
    holds(!page.text.includes(server.forms.slice(1, -1)), "a page of the site names the forms' token");
    const mode = fs.statSync(path.join(journal(root), "serve.json")).mode & 0o777;
    same(mode, 0o600, "the token's file is for its owner only");
    same(fs.readFileSync(path.join(journal(root), ".gitignore"), "utf8"), "*\n");
  }));

await test("what changes something comes from a page of ours: Origin", () =>
  with_server(root, [...write, "--as", "math1/durand"], async (server) => {
    const form = await open_form(server, "new/activity");
    const id = form.slice(-16);
    const before = fs.readFileSync(path.join(journal(root), `${id}.json`), "utf8");
    const { body, type } = multipart([
      ["title", "Volé"],
      ["action", "save"],
    ]);
    const headers = { "Content-Type": type, "Content-Length": body.length };
    for (const origin of [
      undefined,
      "null",
      "http://evil.example",
      `http://127.0.0.1:${server.port + 1}`,
      `https://127.0.0.1:${server.port}`,
      `http://localhost:${server.port}`,
    ]) {
      const answer = await ask(server, form, {
        method: "POST",
        body,
        headers: { ...headers, ...(origin ? { Origin: origin } : {}) },
      });
      same(answer.status, 403, `Origin: ${origin}`);
    }
    const crossed = await ask(server, form, {
      method: "POST",
      body,
      headers: { ...headers, Origin: server.origin, "Sec-Fetch-Site": "cross-site" },
    });
    same(crossed.status, 403, "Sec-Fetch-Site");
    for (const method of ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
      holds([400, 403, 405].includes((await ask(server, form, { method, headers: { Origin: server.origin } })).status), method);
    same(fs.readFileSync(path.join(journal(root), `${id}.json`), "utf8"), before, "a refused request changed the form");
  }));

await test("pages of forms forbid every script and frame but their own", () =>
  with_server(root, [...write, "--as", "math1/durand"], async (server) => {
    const page = await ask(server, await open_form(server, "new/activity"));
    const policy = page.headers["content-security-policy"];
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'self'",
    ])
      holds(policy.includes(part), policy);
    holds(!policy.includes("unsafe"), policy);
    holds(!/<script>|<script [^>]*>[^<]|\son[a-z]+=|\sstyle=/.test(page.text), "a script or style in the page itself");
    same(page.headers["cache-control"], "no-store");
  }));

// A mail server, and an institute whose people have addresses.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { content, folder, holds, livret, plain, program, read_tree, source, told, write_tree } from "../support/tools.mjs";

export const python = "/usr/bin/python3"; // Debian's: aiosmtpd is its package
export const support = path.join(source, "tests/program/support");

// --- a mail server

export const servers = [];
process.on("exit", () => servers.forEach((one) => one.kill("SIGKILL")));
export async function serve(options = {}) {
  const box = folder("box");
  const child = spawn(python, [path.join(support, "smtp_server.py"), box, JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  servers.push(child);
  let errors = "";
  child.stderr.on("data", (text) => (errors += text));
  const port = await new Promise((done, fail) => {
    child.stdout.once("data", (line) => done(Number(line)));
    child.once("exit", () => fail(new Error(`the mail server did not start: ${errors}`)));
  });
  return { box, child, url: `${options.implicit ? "smtps" : "smtp"}://localhost:${port}` };
}
export const read = (args) =>
  JSON.parse(execFileSync(python, [path.join(support, "read_mail.py"), ...args], { maxBuffer: 1 << 28 }));
export function received(server) {
  const names = fs.readdirSync(server.box).sort();
  const files = names.filter((name) => name.endsWith(".eml")).map((name) => path.join(server.box, name));
  if (files.length === 0) return [];
  const envelopes = files.map((file) => JSON.parse(fs.readFileSync(file.replace(/eml$/, "json"))));
  return read(files).map((one, i) => ({ ...one, envelope: envelopes[i], file: files[i] }));
}
export const to = (messages, address) => messages.filter((one) => one.envelope.to.includes(address));
// Until so many files lie in its box; a program that ends before that has nothing to be killed in.
export async function until_it_has(server, files, child) {
  while (fs.readdirSync(server.box).length < files) {
    holds(child.exitCode === null && child.signalCode === null, `the program ended (${child.exitCode}) before it sent enough`);
    await new Promise((done) => setTimeout(done, 10));
  }
}
export const text_of = (message) => plain(message.parts.find((one) => one.type === "text/plain").text);
export const html_of = (message) => plain(message.parts.find((one) => one.type === "text/html").text);

// --- an institute: the example, and who has which address

export const trainers = ["c-leroy", "n-ferrero", "p-anselme", "h-vasseur", "m-carlier"];
export const addresses = new Map(); // "math1/durand" or "c-leroy" -> address
export function people_file(root, change = (lines) => lines) {
  const lines = [];
  for (const gfp of fs.readdirSync(path.join(root, "gfp")))
    for (const trainee of fs.readdirSync(path.join(root, "gfp", gfp, "trainees"))) {
      const profile = fs.readFileSync(path.join(root, "gfp", gfp, "trainees", trainee, "profile.md"), "utf8");
      const id = /^id: "?([0-9a-f]+)"?$/m.exec(profile)[1];
      addresses.set(`${gfp}/${trainee}`, `${trainee}@example.org`);
      lines.push([id, `${gfp}/${trainee}`, "", `${trainee}@example.org`, ""]);
    }
  for (const one of trainers) {
    addresses.set(one, `${one}@institut.example`);
    lines.push([one, "", "", `${one}@institut.example`, one === "m-carlier" ? "en" : ""]);
  }
  const file = path.join(folder("private"), "people.csv");
  fs.writeFileSync(
    file,
    change([["id", "folder", "login", "email", "language"], ...lines])
      .map((row) => `${row.join(",")}\r\n`)
      .join(""),
    {
      mode: 0o600,
    },
  );
  return file;
}
export const example = new Map([...read_tree(content, { hidden: false })].filter(([name]) => !name.startsWith("site/")));
export class Office {
  constructor(change) {
    this.root = write_tree(folder("institute"), example);
    this.people = people_file(this.root, change);
    this.state = path.join(folder("state"), "told.json");
  }
  args(more, now) {
    return ["digest", "--root", this.root, "--people", this.people, "--state", this.state, "--now", now, ...more];
  }
  run(more, { now = "2005-04-11T08:00:00+02:00", ...options } = {}) {
    return livret(this.args(["--sender", "Mission TICE <tice@institut.example>", ...more], now), options);
  }
  send(server, options) {
    return this.run(["--smtp", server.url], options);
  }
  write(name, text) {
    fs.mkdirSync(path.dirname(path.join(this.root, name)), { recursive: true });
    fs.writeFileSync(path.join(this.root, name), text);
  }
}
export const fine = (run, status = 0) => {
  if (run.status !== status) throw new Error(`expected exit ${status}\n${told(run)}`);
  return run;
};
export const question = (by, asked, title, more = "") => `---
asked: ${asked}
by: ${by}
to: forum
title: "${title}"
category: technique
${more}---
Le texte de la question.
`;
export const answer = (by, date, text) => `answers:
  - date: ${date}
    by: ${by}
    text: |
      ${text}
`;

// A small one: only N. Ferrero has an address.
export const some = (lines) => lines.filter((row, i) => i === 0 || row[0] === "n-ferrero");
// What a new office sends where nothing fails.
export async function sent_at_first() {
  const server = await serve();
  fine(new Office().send(server));
  return received(server);
}

// Encryption, logins, and what the command line may not say.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { folder, holds, livret, plain, same, test, told } from "../support/tools.mjs";
import { serve, received, to, addresses, Office, fine, some } from "./office.mjs";

const secrets = folder("tls");
const certificate = path.join(secrets, "cert.pem"),
  key = path.join(secrets, "key.pem");
execFileSync(
  "openssl",
  `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout ${key} -out ${certificate}`.split(
    " ",
  ),
  { stdio: "ignore" },
);

await test("STARTTLS and smtps with a login: the certificate is checked, the password is on no command line", async () => {
  const login = path.join(secrets, "login");
  fs.writeFileSync(login, "livret\nun mot de passe\n", { mode: 0o600 });
  for (const implicit of [false, true]) {
    const closed = await serve({ certificate, key, implicit, require_tls: true, user: "livret", password: "un mot de passe" });
    const one = new Office(some);
    fine(one.run(["--smtp", closed.url, "--credentials", login]), 3); // a certificate that nobody vouches for
    same(received(closed).length, 0);
    const env = { SSL_CERT_FILE: certificate };
    fs.writeFileSync(`${login}.wrong`, "livret\nun autre\n", { mode: 0o600 });
    holds(fine(one.run(["--smtp", closed.url, "--credentials", `${login}.wrong`], { env }), 3).err.length > 20, "no words");
    fine(one.run(["--smtp", closed.url, "--credentials", login], { env }));
    same(
      received(closed).map((message) => [message.envelope.tls, message.envelope.login]),
      [[true, true]],
    );
    const other = new Office(some);
    fine(
      other.run(["--smtp", closed.url], { env: { ...env, LIVRET_SMTP_USER: "livret", LIVRET_SMTP_PASSWORD: "un mot de passe" } }),
    );
    same(received(closed).length, 2);
  }
  fs.chmodSync(login, 0o644);
  const open = await serve();
  const shown = fine(new Office(some).run(["--smtp", open.url, "--credentials", login]), 3);
  holds(plain(shown.err).includes(`« ${login} » peut être lu par d’autres`), () => told(shown));
  same(received(open), []);
});

await test("what the command line may not say is refused in plain words, and nothing is sent", async () => {
  const one = new Office(some);
  const open = await serve();
  const login = { LIVRET_SMTP_USER: "a", LIVRET_SMTP_PASSWORD: "b" };
  const mbox = path.join(folder("mbox"), "all");
  const state = path.join(one.root, "s.json");
  const wrong = [
    [[], /où envoyer \?/],
    [["--smtp", open.url.replace("//", "//user:secret@")], /sans nom ni mot de passe/],
    [["--smtp", open.url.replace("smtp:", "http:")], /attendu smtp:\/\/SERVEUR/],
    [["--smtp", open.url, "--to", mbox], /où envoyer \?/],
    [["--to", path.join(one.root, "mbox")], /--to : « .* » est dans « .* », un dossier partagé/],
    // Only four numbers are this machine.
    ...["mail.example", "127.example.org", "127.0.0.1.example"].map((host) => [
      ["--smtp", `smtp://${host}`, "--no-tls"],
      /un mot de passe ne part pas sans chiffrement/,
      login,
    ]),
    [["--smtp", open.url, "--sender", "personne"], /--sender : l’adresse de qui envoie est attendue/],
  ];
  const refused = (run, words) => holds(run.status === 2 && words.test(plain(run.err)), () => `${words}\n${told(run)}`);
  for (const [args, words, env] of wrong) {
    const sender = args.includes("--sender") ? [] : ["--sender", "tice@institut.example"];
    refused(livret(one.args([...sender, ...args], "2005-04-11"), { env }), words);
  }
  refused(
    livret(["digest", "--root", one.root, "--people", one.people, "--dry-run", "--state", state, "--now", "2005-04-11"]),
    /--state : « .* » est dans « .* », un dossier partagé/,
  );
  same(received(open), []);
  for (const file of [mbox, path.join(one.root, "mbox"), state, one.state]) holds(!fs.existsSync(file), `${file} was written`);
  // The same server takes what may be said.
  fine(one.send(open));
  same(received(open).length, 1);
});

await test("--dry-run shows what would be said, notes nothing, and sends nothing", () => {
  const one = new Office();
  const run = fine(livret(one.args(["--dry-run"], "2005-04-11")));
  holds(plain(run.out).includes("=== Nadia Ferrero · Livret : "), run.out.slice(0, 2000));
  for (const address of addresses.values()) holds(!run.out.includes(address), "an address is shown");
  holds(!fs.existsSync(one.state), "it notes");
});

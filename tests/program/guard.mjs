// livret guard: an sshd on loopback, a bare repository with the hook, and people with real ssh keys who send to it with git and
// with livret deposit.
//
//   node tests/program/guard.mjs PROGRAM [PART OF A NAME]
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { git_env as env } from "./support/git.mjs";
import { key_of, signed } from "./support/institute.mjs";
import {
  bare,
  content,
  finish,
  folder,
  holds,
  livret,
  plain,
  program,
  read_tree,
  same,
  test,
  told,
  write_tree,
} from "./support/tools.mjs";

const top = folder("guard");
const now = "2005-04-20";

function run(words, { cwd = top, more = {}, input } = {}) {
  const done = spawnSync(words[0], words.slice(1), { cwd, input, env: { ...bare, ...env, ...more }, maxBuffer: 1 << 28 });
  return {
    status: done.status,
    out: String(done.stdout),
    err: plain(String(done.stderr)),
    command: words.join(" "),
  };
}
function does(words, options) {
  const done = run(words, options);
  holds(done.status === 0, () => told(done));
  return done.out;
}

// --- a server: sshd as an ordinary process, with a host key of its own

const server = path.join(top, "server"),
  shared = path.join(server, "institut.git");
fs.mkdirSync(server, { mode: 0o700 });
const key_file = (name) => path.join(top, `key-${name}`);
function make_key(name) {
  does(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", key_file(name)]);
  return fs.readFileSync(`${key_file(name)}.pub`, "utf8").trim();
}
const fingerprint = (name) => does(["ssh-keygen", "-lf", `${key_file(name)}.pub`]).split(" ")[1];
const serving = (who) => `command="${program} guard --serve-ssh ${who} --root ${shared}",restrict`;

const people = ["admin", "anne", "paul", "leroy", "stranger"];
const keys = Object.fromEntries(["host", ...people].map((name) => [name, make_key(name)]));
fs.writeFileSync(
  path.join(server, "authorized_keys"),
  [
    `${serving("--as administrator")} ${keys.admin}`,
    `${serving("--as math1/durand")} ${keys.anne}`,
    `${serving("--as math1/martin")} ${keys.paul}`,
    `${serving(`--ssh-key ${fingerprint("leroy")}`)} ${keys.leroy}`,
    `${serving(`--ssh-key ${fingerprint("stranger")}`)} ${keys.stranger}`,
    "",
  ].join("\n"),
  { mode: 0o600 },
);
const port = await new Promise((resolve) => {
  const probe = net.createServer().listen(0, "127.0.0.1", () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});
fs.writeFileSync(
  path.join(server, "sshd_config"),
  `ListenAddress 127.0.0.1
Port ${port}
HostKey ${key_file("host")}
PidFile ${server}/pid
AuthorizedKeysFile ${server}/authorized_keys
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
`,
);
fs.writeFileSync(path.join(server, "known_hosts"), `[127.0.0.1]:${port} ${keys.host}\n`);
if (process.getuid() === 0) fs.mkdirSync("/run/sshd", { recursive: true, mode: 0o755 });
const sshd = spawn("/usr/sbin/sshd", ["-D", "-e", "-f", path.join(server, "sshd_config")], {
  env: { ...bare, ...env },
  stdio: ["ignore", "ignore", fs.openSync(path.join(server, "log"), "w")],
});
process.on("exit", () => sshd.kill());
for (let tries = 0; tries < 100; ++tries) {
  const open = await new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1", () => (socket.destroy(), resolve(true)));
    socket.on("error", () => resolve(false));
  });
  if (open) break;
  await new Promise((resolve) => setTimeout(resolve, 50));
}

does(["git", "init", "-q", "--bare", "-b", "main", shared]);
fs.writeFileSync(path.join(shared, "hooks/pre-receive"), `#!/bin/sh\nexec ${program} guard --now ${now}\n`, { mode: 0o755 });

const ssh = (name) =>
  `ssh -F none -p ${port} -i ${key_file(name)} -o IdentitiesOnly=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile=${server}/known_hosts -o BatchMode=yes`;
const address = `ssh://${os.userInfo().username}@127.0.0.1${shared}`;

class Person {
  constructor(name) {
    this.name = name;
    this.root = path.join(folder(name), "copy");
    this.more = { GIT_SSH_COMMAND: ssh(name) };
    does(["git", "clone", "-q", address, this.root], { more: this.more });
    this.git("config", "user.name", name);
    this.git("config", "user.email", `${name}@exemple.invalid`);
  }
  git(...words) {
    return does(["git", ...words], { cwd: this.root, more: this.more });
  }
  file = (name) => path.join(this.root, name);
  read = (name) => fs.readFileSync(this.file(name), "utf8");
  write(name, bytes) {
    fs.mkdirSync(path.dirname(this.file(name)), { recursive: true });
    fs.writeFileSync(this.file(name), bytes);
  }
  change = (name, from, to) => {
    const text = this.read(name);
    holds(text.includes(from), `${from} in ${name}`);
    this.write(name, text.replace(from, to));
  };
  deposit(...more) {
    const words = ["setsid", "-w", program, "deposit", "--root", this.root, "--lang", "fr", "--now", now, ...more];
    return run(words, { more: this.more });
  }
  deposits(...more) {
    const done = this.deposit(...more);
    holds(done.status === 0 && /déposé : les autres ont/.test(done.err), () => told(done));
    return done;
  }
  // With plain git, which is quicker.
  sends() {
    this.git("add", "-A");
    this.git("commit", "-q", "-m", "envoi");
    const done = this.push("HEAD:main");
    holds(done.status === 0, () => told(done));
  }
  refused(...words) {
    const before = shared_tip();
    this.git("add", "-A");
    this.git("commit", "-q", "-m", "envoi");
    const done = this.push("HEAD:main");
    const said = done.err.replace(/^remote: /gm, "");
    for (const one of [/Votre travail reste enregistré chez vous/, ...words])
      holds(done.status === 1 && one.test(said), () => `${one}\n${told(done)}`);
    same(shared_tip(), before);
    return this.afresh();
  }
  // Back to what is shared: the next attempt begins anew.
  afresh() {
    this.git("fetch", "-q", "origin");
    this.git("reset", "-q", "--hard", "origin/main");
    this.git("clean", "-qfd");
    return this;
  }
  push(...words) {
    return run(["git", "push", "origin", ...words], { cwd: this.root, more: this.more });
  }
}
const shared_tip = () => does(["git", "-C", shared, "rev-parse", "main"]).trim();

const annes = "gfp/math1/trainees/durand/",
  pauls = "gfp/math1/trainees/martin/";
const pauls_page = `${pauls}activities/suites-au-tableur.md`,
  annes_page = `${annes}activities/liste-du-groupe.md`,
  broken = `${pauls}activities/mathenpoche-deux-vitesses.md`;

// The example, with a mistake of Paul's in it and the list of who sends.
const first = path.join(folder("first"), "copy");
write_tree(first, new Map([...read_tree(content)].filter(([name]) => !name.startsWith("site/") && !name.startsWith(".livret/"))));
const good_page = fs.readFileSync(path.join(first, broken), "utf8");
fs.writeFileSync(path.join(first, broken), good_page.replace(/^context: .*$/m, "context: nulle-part"));
fs.writeFileSync(
  path.join(first, "guard.yaml"),
  `people:
  - {person: administrator, name: Sylvie, login: smeyer}
  - {person: c-leroy, ssh-key: "${fingerprint("leroy")}"}
  - {person: math1/durand, login: adurand}
`,
);
const asked_by_fabre = "gfp/math1/questions/filtre-et-unites.md";
for (const words of [
  ["init", "-q", "-b", "main"],
  ["config", "user.name", "admin"],
  ["config", "user.email", "admin@exemple.invalid"],
  ["add", "-A"],
  ["commit", "-q", "-m", "Le dépôt"],
  ["remote", "add", "origin", address],
])
  does(["git", ...words], { cwd: first });

await test("guard: the first push of a repository is the administrator's; it may bring the errors that are there", () => {
  for (const [name, words] of [
    ["anne", /le premier envoi d’un dépôt est celui de l’administrateur/],
    ["stranger", /personne n’est inscrit ici sous le nom « SHA256:/],
  ]) {
    const done = run(["git", "push", "-q", "origin", "main"], { cwd: first, more: { GIT_SSH_COMMAND: ssh(name) } });
    holds(done.status !== 0 && words.test(done.err), () => told(done));
  }
  const refused = run(["git", "push", "-q", "origin", "main"], { cwd: first, more: { GIT_SSH_COMMAND: ssh("admin") } });
  holds(refused.status !== 0 && /ajoute des erreurs[^]*mathenpoche-deux-vitesses\.md/.test(refused.err), () => told(refused));
});

// As it would be where the guard came later than the error.
{
  const hook = path.join(shared, "hooks/pre-receive");
  fs.renameSync(hook, `${hook}.off`);
  does(["git", "push", "-q", "origin", "main"], { cwd: first, more: { GIT_SSH_COMMAND: ssh("admin") } });
  fs.renameSync(`${hook}.off`, hook);
}

const anne = new Person("anne"),
  paul = new Person("paul"),
  admin = new Person("admin"),
  leroy = new Person("leroy");

await test("guard: an ssh key serves git on this repository and nothing else", () => {
  for (const wanted of ["cat /etc/passwd", "", `git-receive-pack '/tmp'; id`]) {
    const words = [...ssh("anne").split(" "), `${os.userInfo().username}@127.0.0.1`, ...(wanted ? [wanted] : [])];
    const done = run(words, { input: "" });
    if (wanted.startsWith("git-")) holds(/refs\/heads\/main/.test(done.out) && !/uid=/.test(done.out), () => told(done));
    else
      holds(done.status === 2 && /ne sert qu’à déposer|only serves to deposit/.test(done.err) && done.out === "", () =>
        told(done),
      );
  }
});

await test("guard: her own passes, although another's page has an error; into another's folder is refused, and she can go on", () => {
  anne.change(annes_page, "\n---\n", "\n---\nUne phrase de plus.\n\n");
  anne.deposits();
  anne.change(pauls_page, "\n---\n", "\n---\nUn mot d’Anne.\n\n");
  anne.change(annes_page, "Une phrase de plus.", "Deux phrases de plus.");
  const tip = shared_tip();
  const done = anne.deposit();
  const words =
    /a refusé l’envoi[^]*« gfp\/math1\/trainees\/martin\/activities\/suites-au-tableur\.md » est dans le dossier de Paul Martin : vous ne pouvez modifier que le vôtre, gfp\/math1\/trainees\/durand\/[^]*rien n’est perdu/;
  holds(done.status === 1 && words.test(done.err), () => told(done));
  same(shared_tip(), tip);
  holds(done.err.includes(`livret deposit --take-back "${pauls_page}"`), told(done));
  same(anne.read(pauls_page).includes("Un mot d’Anne."), true, "her words are still there");
  anne.deposits("--take-back", pauls_page);
  holds(!anne.read(pauls_page).includes("Un mot d’Anne.") && paul.deposit().status === 0, "Paul's is as it was");
  holds(paul.read(annes_page).includes("Deux phrases de plus."), "hers has come");
  const kept = [...read_tree(anne.root)].filter(
    ([name, bytes]) => name.startsWith("kept-texts/") && bytes.includes("Un mot d’Anne."),
  );
  same(kept.length, 1);
  anne.afresh();
});

await test("guard: an error that is added is refused with its line; whoever mends one passes", () => {
  anne.change(annes_page, /^context: .*$/m.exec(anne.read(annes_page))[0], "context: ailleurs");
  anne.refused(/ajoute des erreurs[^]*liste-du-groupe\.md:\d+:\d+: erreur[^]*ailleurs/);
  // Somebody else's page breaks through hers: a link to it.
  paul.afresh().write(broken, good_page);
  paul.deposits();
});

await test("guard: configuration, frameworks, who sends, other people's things are not a trainee's; rules are those from before", () => {
  const others = [
    ["livret.yaml", (text) => text.replace("promise: 4", "promise: 40")],
    ["guard.yaml", (text) => `${text}  - {person: administrator, login: adurand}\n`],
    ["frameworks/c2i2e-2005.xml", (text) => `${text}\n`],
    ["gfp/math1/gfp.md", (text) => `${text}\nAjout.\n`],
    [".gitattributes", (text) => `${text}*.md merge=union\n`],
    ["gfp/math1/trainings/neuve.md", () => "---\ntitle: Neuve\ndate: 2005-05-02\n---\n"],
  ];
  anne.afresh();
  for (const [name, edit] of others) anne.write(name, edit(fs.existsSync(anne.file(name)) ? anne.read(name) : ""));
  anne.refused(...others.map(([name]) => new RegExp(`« ${name.replace(/[.]/g, "\\.")} » n’est pas à vous`)));
  const profile = `${annes}profile.md`;
  anne.change(profile, /^id: .*$/m.exec(anne.read(profile))[0], "id: aaaa1111");
  anne.refused(/change votre identifiant/);
  fs.rmSync(anne.file(profile));
  anne.refused(/est votre profil : c’est l’institut qui efface/);
  leroy.afresh().write("livret.yaml", leroy.read("livret.yaml").replace("promise: 4", "promise: 40"));
  leroy.refused(/l’administrateur seul modifie/);
  leroy.change(pauls_page, "\n---\n", "\n---\nCorrigé.\n\n");
  leroy.refused(/un formateur décide et signe/);
  admin.afresh().write("guard.yaml", `${admin.read("guard.yaml")}  - {person: math1/martin, login: pmartin}\n`);
  admin.sends();
  admin.write("guard.yaml", `${admin.read("guard.yaml")}  - {person: math1/personne, login: x, compte-ssh: y}\n`);
  admin.refused(/guard\.yaml:\d+:\d+: erreur/);
  admin.change("livret.yaml", "root: 40c0", "root: 50c0");
  admin.refused(/change l’empreinte de la racine/);
});

await test("guard: history is not rewritten, the branch not deleted, no other branch made; by nobody", () => {
  // Else git itself refuses to delete it, and the guard is not asked.
  does(["git", "config", "receive.denyDeleteCurrent", "ignore"], { cwd: shared });
  does(["git", "config", "receive.denyDeletes", "false"], { cwd: shared });
  for (const one of [anne, admin]) {
    one.afresh().git("reset", "-q", "--hard", "HEAD~1");
    one.git("commit", "-q", "--allow-empty", "-m", "autre");
    const before = shared_tip();
    const forced = one.push("--force", "HEAD:main");
    holds(forced.status !== 0 && /l’histoire partagée ne se récrit pas/.test(forced.err), () => told(forced));
    const deleted = one.push("--delete", "main");
    holds(deleted.status !== 0 && /la branche partagée ne se supprime pas/.test(deleted.err), () => told(deleted));
    same(shared_tip(), before);
    one.afresh();
  }
  const branch = anne.push("HEAD:refs/heads/autre");
  holds(branch.status !== 0 && /tout s’envoie sur la branche partagée/.test(branch.err), () => told(branch));
});

await test("guard: threads: one's own answer passes, what others wrote stays", () => {
  anne.afresh();
  const text = anne.read(asked_by_fabre);
  const answer = (by) => `  - date: 2005-04-19T10:00+02:00\n    by: ${by}\n    text: |\n      Chez nous aussi.\n`;
  const with_answer = (by) => text.replace(/\n(resolved:.*\n)?---\n/, (found) => `\n${answer(by)}${found.slice(1)}`);
  holds(with_answer("durand") !== text, "the thread has answers");
  for (const [edit, words] of [
    [with_answer("martin"), /ajoute une réponse au nom d’un autre/],
    [with_answer("c-leroy"), /ajoute une réponse au nom d’un autre/],
    [text.replace(/(text: \|\n\s+)\S+/, "$1Autrement"), /change ou retire la réponse d’un autre/],
    [`${text}\nEt aussi.\n`, /change la question d’un autre/],
    [text.replace(/^asked: \d{4}/m, "asked: 2003"), /change qui a posé la question, ou quand/],
  ]) {
    anne.write(asked_by_fabre, edit);
    anne.refused(words);
  }
  fs.rmSync(anne.file(asked_by_fabre));
  anne.refused(/une question où d’autres ont écrit/);
  anne.write(asked_by_fabre, with_answer("durand"));
  anne.sends();
  const own = (by) => `---\nasked: 2005-04-19T10:00+02:00\nby: ${by}\ntitle: Une question\ncategory: autre\n---\nComment ?\n`;
  anne.write("gfp/math1/questions/neuve.md", own("martin"));
  anne.refused(/fait parler quelqu’un d’autre/);
  anne.write("gfp/math1/questions/neuve.md", own("durand"));
  anne.sends();
  const theirs = leroy.afresh().read("gfp/math1/questions/neuve.md");
  leroy.write(
    "gfp/math1/questions/neuve.md",
    theirs.replace("category: autre\n", `category: autre\nanswers:\n${answer("c-leroy")}resolved: true\n`),
  );
  leroy.sends();
  leroy.write("gfp/math1/trainings/neuve.md", "---\ntitle: Neuve\ndate: 2005-05-02\nstatus: planned\n---\nUn texte.\n");
  leroy.write("gfp/math1/notices/2005-04-20-salle.md", "---\ntitle: Salle\ndate: 2005-04-20\nby: c-leroy\n---\nOuverte.\n");
  leroy.sends();
  leroy.change("gfp/math1/notices/2005-04-20-salle.md", "by: c-leroy", "by: n-ferrero");
  leroy.refused(/nouvelle d’un autre que vous/);
});

// --- signed files

const phrase = path.join(folder("secret"), "phrase");
fs.writeFileSync(phrase, "ceci est un exemple\n", { mode: 0o600 });
function attest(person, ...words) {
  const done = livret(
    [
      "attest",
      ...words,
      "--root",
      person.root,
      "--key",
      "leroy",
      "--passphrase-file",
      phrase,
      "--yes",
      "--now",
      now,
      "--lang",
      "en",
    ],
    { env },
  );
  holds(done.status === 0, () => told(done));
  return done.out.trim().split("\t").at(-1);
}

await test("guard: a trainer's attestation passes; one that is badly signed, changed or taken away does not", () => {
  const made = livret(["key", "new", "leroy", "--name", "Catherine Leroy", "--example", "--passphrase-file", phrase], { env });
  holds(made.status === 0, () => told(made));
  leroy.afresh();
  const file = attest(leroy, "MATH1-COSTA-02", "--attest", "B.3.2");
  holds(/^trust\/attestations\/.*\.json$/.test(file), file);
  const good = fs.readFileSync(leroy.file(file));
  // A letter of what she says is another: neither the name nor the signature holds.
  fs.writeFileSync(leroy.file(file), good.toString().replace('"attested"', '"not-attested"'));
  leroy.refused(/n’est pas signé comme il doit l’être \(malformed/);
  fs.writeFileSync(leroy.file(file), good);
  leroy.sends();
  // A trainee does not bring signed files, however good.
  const bad = signed("LivretAttestation", JSON.parse(good).credentialSubject, key_of("nobody"), "2005-04-20T08:00:00Z");
  anne.afresh().write(file.replace(/[0-9a-f]{64}/, "0".repeat(64)), bad);
  anne.refused(/seul l’administrateur l’ajoute/);
  // Signed by a key that the registry does not know.
  const digest = does(["sha256sum"], { input: bad }).slice(0, 64);
  leroy.write(file.replace(/[0-9a-f]{64}/, digest), bad);
  leroy.refused(/n’est pas signé comme il doit l’être \(unknown-key/);
  fs.rmSync(leroy.file(file));
  leroy.refused(/est signé : cela ne se retire pas/);
  fs.appendFileSync(leroy.file(file), " ");
  leroy.refused(/ce qui est signé ne se modifie pas/);
  leroy.write(`trust/snapshots/${"a".repeat(64)}`, "autre chose");
  leroy.refused(/n’a pas le contenu que son nom annonce/);
});

await test("guard: a forged registry is refused, whoever sends it", () => {
  const newest = Math.max(
    ...fs.readdirSync(admin.afresh().file("trust")).map((name) => Number(/^registry-(\d+)\.json$/.exec(name)?.[1] ?? 0)),
  );
  const subject = JSON.parse(admin.read(`trust/registry-${newest}.json`)).credentialSubject;
  const previous = does(["sha256sum", admin.file(`trust/registry-${newest}.json`)]).slice(0, 64);
  const forged = signed("LivretRegistry", { ...subject, number: newest + 1, previous }, key_of("forger"), "2005-04-20T08:00:00Z");
  const roster = admin.read(`trust/registry-${newest}.roster`);
  for (const [one, words] of [
    [anne, /registry-\d+\.json » est au registre et aux clés de l’institut/],
    [leroy, /registry-\d+\.json » est au registre et aux clés de l’institut/],
    [admin, /registry-\d+\.json » n’est pas signé comme il doit l’être \(unknown-key, not-the-registry-key\)/],
  ]) {
    one.afresh().write(`trust/registry-${newest + 1}.json`, forged);
    one.write(`trust/registry-${newest + 1}.roster`, roster);
    one.refused(words);
  }
  const made = livret(["key", "new", "ifm-haute-provence-checkpoint", "--example", "--passphrase-file", phrase, "--name", "x"], {
    env,
  });
  holds(made.status === 0, () => told(made));
  const sealed = livret(
    [
      "trust",
      "checkpoint",
      "--root",
      admin.root,
      "--key",
      "ifm-haute-provence-checkpoint",
      "--passphrase-file",
      phrase,
      "--yes",
      "--now",
      now,
    ],
    { env },
  );
  holds(sealed.status === 0, () => told(sealed));
  admin.sends();
});

await test("guard: links, repositories, names of git's own, capitals and huge files are refused", () => {
  const blob = does(["git", "hash-object", "-w", "--stdin"], { cwd: anne.afresh().root, input: "/etc/passwd" }).trim();
  for (const entry of [
    `120000,${blob},${annes}activities/lien.md`,
    `160000,${shared_tip()},${annes}activities/sous`,
    `100644,${blob},${annes}activities/Liste-du-groupe.md`,
    `100644,${blob},${annes}activities/.gitmodules`,
    `100644,${blob},.livret/forms/serve.json`,
  ])
    anne.git("update-index", "--add", "--cacheinfo", entry);
  anne.git("commit", "-q", "-m", "x");
  const odd = anne.push("HEAD:main");
  for (const words of [
    /lien\.md » est un lien, ou un dépôt dans le dépôt/,
    /sous » est un lien, ou un dépôt dans le dépôt/,
    /ne diffère de « .*liste-du-groupe\.md » que par des majuscules/,
    /gitmodules » a un nom qu’aucun fichier du dépôt ne peut porter/,
    /serve\.json » est propre à chaque machine et ne se partage pas/,
  ])
    holds(odd.status !== 0 && words.test(odd.err), () => `${words}\n${told(odd)}`);
  anne.afresh().write(`${annes}activities/gros.bin`, Buffer.alloc(65 << 20));
  anne.refused(/gros\.bin » pèse 65/);
});

await test("guard: a tree that no git writes is refused: one name twice, names that no git checks out", () => {
  const local = path.join(folder("crafted"), "copy");
  does(["git", "clone", "-q", shared, local]);
  const at = { cwd: local };
  const blob = does(["git", "hash-object", "-w", "--stdin"], { ...at, input: "language: fr\n" }).trim();
  const lines = does(["git", "ls-tree", "HEAD"], at).trimEnd().split("\n");
  // As git stores a tree: mode, name, NUL, twenty bytes.
  const crafted = (...more) => {
    const entries = [...lines, ...more].map((line) => /^(\d+) \w+ (\w+)\t(.*)$/.exec(line).slice(1));
    const key = ([mode, , name]) => (mode.startsWith("04") ? `${name}/` : name);
    entries.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
    const bytes = Buffer.concat(
      entries.map(([mode, id, name]) =>
        Buffer.concat([Buffer.from(`${mode.replace(/^0/, "")} ${name}\0`), Buffer.from(id, "hex")]),
      ),
    );
    const tree = does(["git", "hash-object", "-t", "tree", "--literally", "-w", "--stdin"], { ...at, input: bytes }).trim();
    const who = ["-c", "user.name=x", "-c", "user.email=x@exemple.invalid"];
    return does(["git", ...who, "commit-tree", tree, "-p", "HEAD", "-m", "x"], at).trim();
  };
  const judged = (head) => run([program, "guard", "--base", "HEAD", "--head", head, "--now", now, "--pusher", "smeyer"], at);
  for (const name of ["git~1", "..", "a:b.md", "fin.", ".g\u200cit", ".GIT"]) {
    const done = judged(crafted(`100644 blob ${blob}\t${name}`));
    holds(done.status === 1 && /a un nom qu’aucun fichier du dépôt ne peut porter/.test(done.err), () => told(done));
  }
  const twice = judged(crafted(`100644 blob ${blob}\tlivret.yaml`));
  holds(twice.status === 3 && /lecture impossible : « git »/.test(twice.err), () => told(twice));
  // Behind sshd, git itself refuses it before anybody asks.
  does(["git", "fetch", "-q", local, crafted(`100644 blob ${blob}\tlivret.yaml`)], { cwd: anne.afresh().root });
  const pushed = anne.push("FETCH_HEAD:main");
  holds(pushed.status !== 0 && /duplicateEntries|unpack/.test(pushed.err), () => told(pushed));
});

await test("guard: without a word on who sends nothing comes in; a forge's job judges the same way", () => {
  const local = path.join(folder("local"), "copy");
  does(["git", "clone", "-q", shared, local]);
  fs.appendFileSync(path.join(local, annes_page), "\nEncore.\n");
  for (const words of [
    ["config", "user.name", "x"],
    ["config", "user.email", "x@exemple.invalid"],
    ["commit", "-qam", "x"],
  ])
    does(["git", ...words], { cwd: local });
  const unknown = run(["git", "push", "origin", "main"], { cwd: local });
  holds(unknown.status !== 0 && /le serveur ne dit pas qui envoie/.test(unknown.err), () => told(unknown));
  const judge = (more, ...words) => {
    const done = run([program, "guard", "--base", "HEAD~1", "--head", "HEAD", "--now", now, ...words], { cwd: local, more });
    return [done.status, done.err];
  };
  same(judge({}, "--pusher", "adurand"), [0, ""]);
  same(judge({ GITHUB_ACTOR: "adurand" }), [0, ""]);
  same(judge({ GITLAB_USER_LOGIN: "smeyer" }), [0, ""]);
  for (const login of ["pmartin", "administrator", "math1/durand", "c-leroy", ""])
    same(judge({}, "--pusher", login)[0], 1, login);
  same(judge({})[0], 2);
  // gitolite says it in GL_USER.
  const sent = run(["git", "push", "-q", "origin", "main"], { cwd: local, more: { GL_USER: "adurand" } });
  holds(sent.status === 0, () => told(sent));
});

sshd.kill();
finish();

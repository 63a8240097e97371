// Secrets stay secret, and the institute's registry is written whole: a marked passphrase goes through the verbs, and is then
// looked for in everything that was printed or written, in what other programs see of the process, and in its memory.
//   node tests/program/secrets.mjs build/dev/livret
import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  closeSync,
  readSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const program = resolve(process.argv[2]);
const base = mkdtempSync(join(tmpdir(), "livret-secrets-"));
const marked = "zebre-MARQUE-lampe-cerise";
const repository = join(base, "depot");
const env = {
  ...process.env,
  XDG_CONFIG_HOME: join(base, "config"),
  XDG_STATE_HOME: join(base, "state"),
  HOME: base,
  SOURCE_DATE_EPOCH: "1105960000",
};
delete env.LIVRET_PASSPHRASE;
const passphraseFile = join(base, "phrase");
writeFileSync(passphraseFile, marked + "\n", { mode: 0o600 });
const keys = join(base, "config/livret/keys");
let passed = 0,
  failed = 0,
  printed = "";

function test(name, run) {
  try {
    run();
    ++passed;
  } catch (error) {
    ++failed;
    console.log(`FAILED ${name}\n  ${error.message}`);
  }
}
function check(condition, message) {
  if (!condition) throw new Error(message);
}
function livret(args, options = {}) {
  const run = spawnSync(program, [...args, "--lang", "fr"], { cwd: repository, env, encoding: "utf8", ...options });
  printed += run.stdout + run.stderr;
  return run;
}
function signs(args, status = 0) {
  const run = livret([...args, "--yes", "--passphrase-file", passphraseFile]);
  check(run.status === status, `livret ${args.join(" ")}: ${run.status}\n${run.stderr}`);
  return run;
}
const quick = ["--passphrase-file", passphraseFile];
function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.path ?? entry.parentPath, entry.name));
}

mkdirSync(repository);
execFileSync(program, ["init", repository, "--name", "IFM", "--lang", "fr", "-q"], { env });
execFileSync("git", ["init", "-q", repository]);

test("an institute from nothing: root, trainer, roster, checkpoint", () => {
  check(/empreinte de l’institut/.test(signs(["trust", "init"]).stdout), "no fingerprint");
  check(statSync(keys).mode % 0o1000 === 0o700, "the keys folder is not private");
  check(
    readdirSync(keys).length === 4 && readdirSync(keys).every((name) => (statSync(join(keys, name)).mode & 0o777) === 0o600),
    "key files",
  );
  check(livret(["key", "new", "leroy", "--name", "Catherine Leroy", ...quick]).status === 0, "key new");
  check(livret(["key", "request", join(base, "demande.json"), "--key", "leroy", "--yes", ...quick]).status === 0, "key request");
  const gfp = readdirSync(join(repository, "gfp"))[0];
  signs(["trust", "add", join(base, "demande.json"), "--id", "c-leroy", "--gfp", gfp]);
  check(
    /déjà celle/.test(signs(["trust", "add", join(base, "demande.json"), "--id", "autre", "--gfp", gfp], 1).stderr),
    "a key twice",
  );
  signs(["trust", "roster"]);
  signs(["trust", "checkpoint"]);
  check(/rien n’a changé/.test(signs(["trust", "checkpoint", "--if-changed"]).stderr), "if-changed");
  const status = livret(["trust", "status"]);
  check(status.status === 0, status.stdout + status.stderr);
  check(JSON.parse(livret(["trust", "status", "--format", "json"]).stdout).checkpoint === 1, "json");
});
test("keys end, and root and role keys change", () => {
  signs(["trust", "compromised", "c-leroy", "--since", "2005-01-10"]);
  signs(["trust", "rotate", "registry"], 1);
  signs(["trust", "checkpoint"]);
  const second = (args) => {
    const run = livret([...args, "--yes", "--passphrase-stdin"], { input: `${marked}\n${marked}\n` });
    check(run.status === 0, `${args.join(" ")}: ${run.stderr}`);
  };
  second(["trust", "rotate", "registry"]);
  second(["trust", "rotate", "root"]);
  signs(["trust", "checkpoint"]);
  signs(["trust", "roster", "--in-force"]);
  signs(["trust", "checkpoint"]);
  const status = livret(["trust", "status"]);
  check(status.status === 0, status.stdout + status.stderr);
});
test("two registrars at once never write one number twice", () => {
  const before = readdirSync(join(repository, "trust")).filter((name) => /^registry-\d+\.json$/.test(name)).length;
  const shell = ["2005-01-17", "2005-01-18"]
    .map((day) => `"${program}" trust roster --in-force --now ${day} --yes --passphrase-file "${passphraseFile}" --lang fr &`)
    .join(" ");
  const run = spawnSync("sh", ["-c", `${shell} wait`], { cwd: repository, env, encoding: "utf8" });
  printed += run.stdout + run.stderr;
  const after = readdirSync(join(repository, "trust")).filter((name) => /^registry-\d+\.json$/.test(name)).length;
  const refused = (run.stderr.match(/existe déjà/g) ?? []).length;
  check(after - before + refused === 2 && after > before, `${before} ${after} ${run.stderr}`);
  check(livret(["trust", "status"]).status === 0, "the chain holds");
});
test("a kill at any moment leaves whole files", () => {
  for (const wait of [0.05, 0.2, 0.4, 0.6, 0.8, 1.0]) {
    const run = spawnSync(
      "timeout",
      ["-s", "KILL", String(wait), program, "trust", "checkpoint", "--yes", "--passphrase-file", passphraseFile],
      { cwd: repository, env, encoding: "utf8" },
    );
    printed += run.stdout + run.stderr;
    const status = livret(["trust", "status"]);
    check(status.status === 0, `killed after ${wait} s: ${status.stdout}`);
  }
  signs(["trust", "checkpoint"]);
});
test("an old registry and an old checkpoint put back together are remembered", () => {
  const away = join(base, "away");
  cpSync(join(repository, "trust"), away, { recursive: true });
  for (const name of readdirSync(join(repository, "trust")))
    if (/^(registry-([5-9]|\d\d)|checkpoint-([3-9]|\d\d)|root-[2-9])/.test(name)) rmSync(join(repository, "trust", name));
  for (const name of readdirSync(join(repository, "trust")))
    if (/^registry-4/.test(name)) rmSync(join(repository, "trust", name));
  const status = livret(["trust", "status"]);
  check(status.status === 1 && /état ancien|rompue/.test(status.stdout), status.stdout);
  rmSync(join(repository, "trust"), { recursive: true });
  cpSync(away, join(repository, "trust"), { recursive: true });
  check(livret(["trust", "status"]).status === 0, "put back");
});
test("line ends that git changed are named with the way out", () => {
  const path = join(repository, "trust/root-1.json");
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.toString().replace(/\n$/, "\r\n"));
  const status = livret(["trust", "status", "--trust-root", execFileSync("sha256sum", { input: bytes }).toString().slice(0, 64)]);
  writeFileSync(path, bytes);
  check(status.status === 1 && /fins de ligne/.test(status.stdout), status.stdout);
});
test("a wrong passphrase, a damaged, an edited and a public key file are refused, and say why", () => {
  const path = join(keys, "leroy.json");
  const good = readFileSync(path, "utf8");
  const request = (input) => livret(["key", "request", "--key", "leroy", "--yes", "--passphrase-stdin"], { input });
  check(/ne s’ouvre pas/.test(request("autre chose\n").stderr), "wrong passphrase");
  writeFileSync(path, good.replace("Catherine Leroy", "Anne Durand"));
  check(/ne s’ouvre pas/.test(request(marked + "\n").stderr), "edited");
  writeFileSync(path, good.slice(0, 200));
  check(/abîmé/.test(request(marked + "\n").stderr), "damaged");
  writeFileSync(path, good.replace("268435456", "68719476736"));
  check(/trop de mémoire/.test(request(marked + "\n").stderr), "64 GiB");
  writeFileSync(path, good);
  chmodSync(path, 0o644);
  check(/chmod 600/.test(request(marked + "\n").stderr), "public");
  chmodSync(path, 0o600);
  check(request(marked + "\n").status === 0, "good again");
});
test("no key and no passphrase file in a shared folder", () => {
  check(livret(["key", "new", "--name", "X", "--key", join(repository, "x.json"), ...quick]).status !== 0, "key in a work tree");
  const inside = join(repository, "phrase");
  writeFileSync(inside, marked + "\n", { mode: 0o600 });
  const run = livret(["key", "new", "--name", "X", "--passphrase-file", inside]);
  rmSync(inside);
  check(run.status !== 0 && /dossier partagé/.test(run.stderr), run.stderr);
});

// The terminal: script gives the program one (a pseudo-terminal), a person types. `crash`: it is killed as by a fault of its own
// when it holds the passphrase, in a folder where programs may leave core dumps of any size.
async function dialogue(crash = null) {
  const line = `${crash ? "ulimit -c unlimited; exec " : ""}${program} key new ${crash ? "abattu" : "essai"} --name Essai --lang fr`;
  const child = spawn("script", ["-qec", line, "/dev/null"], { cwd: crash ?? base, env, stdio: ["pipe", "pipe", "inherit"] });
  let shown = "",
    seen = null;
  const wait = async (pattern) => {
    for (let i = 0; i < 400 && !pattern.test(shown); ++i) await new Promise((done) => setTimeout(done, 50));
  };
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (data) => (shown += data));
  await wait(/Nouvelle phrase/);
  child.stdin.write(marked + "\n");
  await wait(/Encore une fois/);
  const id = readdirSync("/proc").find(
    (name) =>
      /^\d+$/.test(name) &&
      (() => {
        try {
          // Other suites make keys at the same moment: it is the one in our folder.
          return (
            readFileSync(`/proc/${name}/cmdline`, "utf8").startsWith(program + "\0key\0new") &&
            readlinkSync(`/proc/${name}/cwd`) === realpathSync(crash ?? base)
          );
        } catch {
          return false;
        }
      })(),
  );
  if (id && crash) process.kill(Number(id), "SIGSEGV");
  else if (id) seen = look(id);
  if (!crash) child.stdin.write(marked + "\n");
  await new Promise((done) => child.on("close", done));
  return { shown, seen, killed: Boolean(id) };
}
// What others see of a process that holds a passphrase; and where in its memory the passphrase lies.
function look(id) {
  const out = {
    cmdline: readFileSync(`/proc/${id}/cmdline`, "latin1"),
    limits: readFileSync(`/proc/${id}/limits`, "latin1"),
    unlocked: [],
    found: 0,
    memory: "read",
  };
  try {
    out.environ = readFileSync(`/proc/${id}/environ`, "latin1");
    const maps = readFileSync(`/proc/${id}/smaps`, "latin1").split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m);
    const memory = openSync(`/proc/${id}/mem`, "r");
    for (const map of maps) {
      const [from, to] = map
        .split(" ")[0]
        .split("-")
        .map((one) => parseInt(one, 16));
      if (!/^\S+ rw/.test(map) || to - from > 64 << 20) continue;
      const bytes = Buffer.alloc(to - from);
      try {
        readSync(memory, bytes, 0, bytes.length, from);
      } catch {
        continue;
      }
      if (!bytes.includes(marked)) continue;
      ++out.found;
      if (!/VmFlags:.*\bdd\b/.test(map)) out.unlocked.push(map.split("\n")[0]);
    }
    closeSync(memory);
  } catch (error) {
    out.memory = error.code;
  }
  return out;
}
const { shown, seen } = await dialogue();
test("a passphrase typed on a terminal is not shown, and is asked for twice", () => {
  check(/Encore une fois/.test(shown) && /clé de «\sEssai\s»/.test(shown), JSON.stringify(shown));
  check(!shown.includes(marked), "it was shown");
});
test("a process that holds a passphrase shows it nowhere, and no dump of its memory would", () => {
  check(seen, "the process was not found");
  check(!seen.cmdline.includes(marked), "arguments");
  check(/Max core file size +0 +0/.test(seen.limits), seen.limits);
  // Without root's rights nobody reads its memory at all; with them, it is only where no core dump takes it from.
  if (seen.memory !== "read") return check(["EACCES", "EPERM"].includes(seen.memory), seen.memory);
  check(!seen.environ.includes(marked), "environment");
  check(seen.found > 0, "the test looks at the wrong memory");
  check(seen.unlocked.length === 0, `in memory that a dump would hold: ${seen.unlocked.join("; ")}`);
});
// A program that does nothing about it, killed in the same way: shows that a dump would have been found.
const crash = mkdtempSync(join(base, "crash-")),
  control = mkdtempSync(join(base, "control-"));
const crashed = await dialogue(crash);
spawnSync("sh", ["-c", `ulimit -c unlimited; SAID=${marked} sh -c 'kill -SEGV $$'`], { cwd: control, env });
test("killed by a fault while it holds the passphrase, it leaves no core dump", () => {
  check(crashed.killed, "the process was not found");
  check(files(crash).length === 0, `left: ${files(crash).join(", ")}`);
  const dumps = files(control);
  // Where the system sends dumps elsewhere (core_pattern) or admits none, the limits above are what can be seen.
  const admits = execFileSync("sh", ["-c", "ulimit -Hc"], { encoding: "utf8" }).trim() !== "0";
  if (admits && /^[^|/]/.test(readFileSync("/proc/sys/kernel/core_pattern", "utf8")))
    check(
      dumps.length === 1 && readFileSync(dumps[0]).includes(marked),
      "the control left no dump: the test looks at the wrong place",
    );
  rmSync(control, { recursive: true });
});
test("the passphrase is in nothing that was printed or written, nor in the site", () => {
  livret(["build"]);
  check(!printed.includes(marked), "printed");
  const all = files(base).filter((path) => path !== passphraseFile);
  check(all.some((path) => path.includes("/site/")) && all.some((path) => path.includes("/trust/")), "nothing to look at");
  for (const path of all) check(!readFileSync(path).includes(marked), path);
  for (const path of files(repository)) check(!/LivretKey"/.test(readFileSync(path, "latin1")), `a key file: ${path}`);
});
rmSync(base, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

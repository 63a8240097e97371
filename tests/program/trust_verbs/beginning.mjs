// trust init, trust status, and the root that is believed.
import fs from "node:fs";
import path from "node:path";
import { digest_of } from "../support/institute.mjs";
import { fresh_desk, institute, phrase_file, short_phrase_file, wrong_phrase_file } from "../support/registrar.mjs";
import { folder, holds, read_tree, same, same_trees, test, told } from "../support/tools.mjs";

const init = ["trust", "init", "--now", "2004-10-01"];
const grouped = (digest) => digest.match(/.{4}/g).join(" ");

await test("init: four private keys, root 1, registry 1, checkpoint 0, the fingerprint said and put into livret.yaml", () => {
  const desk = fresh_desk();
  const run = desk.does(init);
  const fingerprint = digest_of(desk.read("trust/root-1.json"));
  same(
    run.out
      .replace(/^.*:\n/, "")
      .trim()
      .split(/\s+/)
      .join(" "),
    grouped(fingerprint),
    "the fingerprint",
  );
  holds(
    desk.text("livret.yaml").includes(`  root: ${fingerprint}\n  id: ifm-essai`) ||
      desk.text("livret.yaml").includes(`id: ifm-essai\n  root: ${fingerprint}\n`),
    desk.text("livret.yaml"),
  );
  same(fs.readdirSync(desk.file("trust")).sort(), [
    "checkpoint-0.json",
    "checkpoint-0.leaves",
    "registry-1.json",
    "registry-1.roster",
    "root-1.json",
  ]);
  same(
    fs.readdirSync(desk.keys).sort(),
    ["certificate", "checkpoint", "registry", "root"].map((role) => `ifm-essai-${role}.json`),
  );
  for (const name of fs.readdirSync(desk.keys))
    same((fs.statSync(path.join(desk.keys, name)).mode & 0o777).toString(8), "600", name);
  const root = desk.subject("root-1.json");
  for (const role of ["root", "registry", "checkpoint", "certificate"])
    same(root.keys[role], desk.key(`ifm-essai-${role}`), role);
  same(desk.registry().graceDays, 90);
  same(desk.registry().inForce.configuration, digest_of(desk.read("livret.yaml")));
  same(desk.subject("checkpoint-0.json").date, "2004-10-01");
  const json = desk.stands(
    /racine 1, registre 1, point de contrôle 0 du 2004-10-01, 0 stagiaires/,
    /root 1, registry 1, checkpoint 0 of 2004-10-01, 0 trainees/,
  );
  same(
    [json.root, json.ownClaim, json.broken, json.example, json.checkpoint, json.registry],
    [fingerprint, true, "", false, 0, 1],
  );
  const verified = desk.verify();
  same([verified.exit, ...verified.words.values()], [0, "valid", "valid", "valid"]);
  desk.refuses(init, 3, /a sa racine, et n’en aura pas d’autre/, /has its root, and will have no other/);
});

await test("init: an example says so everywhere, and its keys sign for nobody else", () => {
  const desk = fresh_desk();
  desk.does([...init, "--example"]);
  same(desk.subject("root-1.json").example, true);
  same(desk.stands(/exemple, clés d’essai/, /example, test keys/).example, true);
  const real = fresh_desk();
  fs.mkdirSync(real.keys, { recursive: true, mode: 0o700 });
  fs.copyFileSync(path.join(desk.keys, "ifm-essai-root.json"), path.join(real.keys, "ifm-essai-root.json"));
  real.refuses(init, 3, /clé d’essai, que tout le monde connaît/, /test key that everybody knows/);
});

await test("init: what is refused leaves no key and no file", () => {
  const desk = fresh_desk();
  const phrase = (file) => ({ signing: ["--yes", "--passphrase-file", file] });
  desk.refuses(init, 2, /trop courte/, /too short/, phrase(short_phrase_file));
  desk.refuses(init, 3, /lecture impossible/, /cannot read/, phrase("/nowhere/phrase"));
  desk.refuses(init, 2, /une seule des deux/, /only one of them/, {
    signing: ["--yes", "--passphrase-file", phrase_file, "--passphrase-stdin"],
  });
  desk.refuses(["trust", "init", "--now", "2004-02-30"], 2, /n’est pas une date/, /is not a date/);
  desk.refuses([...init, "--reason", "x"], 2, /--reason/, /--reason/);
  desk.refuses(["trust"], 2, /attend un mot : init, add/, /init, add/);
  desk.refuses(["trust", "inti"], 2, /init/, /init/);
  const open = path.join(folder("open"), "phrase");
  fs.writeFileSync(open, "quatre mots pris au hasard\n", { mode: 0o644 });
  desk.refuses(init, 3, /chmod 600/, /chmod 600/, phrase(open));
  desk.replace("livret.yaml", "  name: Institut d’essai\n", "");
  desk.refuses(init, 1, /ne dit pas l’identifiant et le nom/, /does not say the institute's id and name/);
});

await test("init: a key that is there under another passphrase is not replaced", () => {
  const desk = fresh_desk();
  fs.mkdirSync(desk.keys, { recursive: true, mode: 0o700 });
  desk.new_key("ifm-essai-root", "La racine");
  desk.refuses(init, 3, /sous une autre phrase secrète/, /under another passphrase/, {
    signing: ["--yes", "--passphrase-file", wrong_phrase_file],
  });
});

await test("init: stopped anywhere before its root, it is finished with the same bytes; what is somebody else’s stays", () => {
  const desk = fresh_desk();
  const before = read_tree(desk.root);
  desk.does(init);
  desk.cheapen_keys();
  const whole = read_tree(desk.root);
  const order = [
    "trust/registry-1.json",
    "trust/registry-1.roster",
    "trust/checkpoint-0.leaves",
    "trust/checkpoint-0.json",
    "livret.yaml",
  ];
  for (let stopped = 1; stopped <= order.length; ++stopped) {
    fs.rmSync(desk.file("trust"), { recursive: true });
    for (const name of ["livret.yaml", ...order])
      desk.write(name, (order.indexOf(name) < stopped ? whole : before).get(name) ?? "");
    for (const name of order.slice(stopped)) if (name.startsWith("trust/")) fs.rmSync(desk.file(name));
    desk.does(["trust", "init", "--now", "2004-10-09"]);
    const now = read_tree(desk.root);
    if (stopped < 4) now.set(order[3], whole.get(order[3])); // checkpoint 0 is of the day when it was made
    same_trees(whole, now);
    desk.env.XDG_STATE_HOME = folder("state"); // another checkpoint 0 was seen before
    desk.stands();
  }
  const other = fresh_desk();
  for (const name of order.slice(0, 2)) other.write(name, whole.get(name));
  other.refuses(init, 1, /rien n’a été remplacé/, /nothing was replaced/);
});

await test("status: without an institute it says how to begin; as JSON too", () => {
  const desk = fresh_desk();
  desk.refuses(["trust", "status"], 1, /« livret trust init » la crée/, /“livret trust init” makes it/, { signing: [] });
  for (const verb of [
    ["add", "x"],
    ["roster"],
    ["checkpoint"],
    ["rotate", "root"],
    ["erase", "x"],
    ["revoke", "x"],
    ["retire", "x"],
  ])
    desk.refuses(["trust", ...verb], 1, /pas encore de racine/, /no root yet/);
});

await test("status: who signs, since when, and how much since the last checkpoint", () => {
  const { desk } = institute();
  desk.attest("2004-12-10", "leroy", "MATH1-DURAND-02", "--attest", "B.1");
  const json = desk.stands(
    [
      /Catherine Leroy \(c-leroy\)\n  formateur : math1, depuis le 2004-10-01\n  clé did:key:z6Mk\w+ : active, depuis le 2004-10-01 ; signatures depuis le dernier point de contrôle : 1/,
      /Philippe Anselme \(p-anselme\)\n  formateur : tous les groupes/,
      /responsable du registre/,
      /président de jury/,
    ],
    [
      /Catherine Leroy \(c-leroy\)\n  trainer: math1, from 2004-10-01\n  key did:key:z6Mk\w+: active, from 2004-10-01; signatures since the last checkpoint: 1/,
      /registrar/,
      /jury chair/,
    ],
  );
  same(
    json.keys.map((one) => [one.trainer, one.status, one.signedSinceCheckpoint]),
    [
      ["c-leroy", "active", 1],
      ["p-anselme", "active", 0],
      ["r-aubanel", "active", 0],
      ["s-meyer", "active", 0],
    ],
  );
});

await test("status: what is wrong, as text, JSON and annotations of the files it is about", () => {
  const { desk, first } = institute();
  desk.replace("livret.yaml", "name: Institut d’essai", "name: Institut");
  fs.rmSync(desk.file(first));
  for (const [lang, words] of [
    [
      "fr",
      [
        /ce qui ne va pas :/,
        /incomplet : au point de contrôle, attestations de 7b3e91c4 : 1 ; ici : 0/,
        /livret.yaml n’est pas celui/,
      ],
    ],
    [
      "en",
      [/what is wrong:/, /incomplete: attestations of 7b3e91c4 in the checkpoint: 1; here: 0/, /livret.yaml is not the one/],
    ],
  ]) {
    const run = desk.status(lang);
    same(run.status, 1);
    for (const one of words) holds(one.test(run.out), told(run));
  }
  same([desk.status_json().exit, desk.status_json().wrong.length], [1, 2]);
  const lines = desk.status("en", "--format", "github").out.trim().split("\n");
  same(lines.length, 2, "annotations");
  holds(
    /^::error::incomplete: /.test(lines[0]) && /^::error file=livret\.yaml::livret\.yaml is not /.test(lines[1]),
    lines.join("\n"),
  );
});

await test("the root that is believed: on the command line, in one’s own settings, or else the repository’s claim", () => {
  const { desk } = institute();
  const fingerprint = digest_of(desk.read("trust/root-1.json"));
  const pin = (value) => {
    fs.mkdirSync(path.join(desk.config, "livret"), { recursive: true });
    fs.writeFileSync(path.join(desk.config, "livret/roots.json"), value);
  };
  holds(/le dépôt le dit de lui-même \(livret\.yaml\)/.test(desk.status("fr").out), "the claim");
  const given = desk.status("fr", "--trust-root", grouped(fingerprint).toUpperCase());
  holds(given.status === 0 && /donnée par --trust-root/.test(given.out), told(given));
  pin(JSON.stringify({ "ifm-essai": grouped(fingerprint) }));
  holds(/de vos propres réglages/.test(desk.status("fr").out) && /your own settings/.test(desk.status("en").out), "roots.json");
  same([desk.status_json().ownClaim, desk.verify().exit], [false, 0]);
  const other = "ab".repeat(32);
  pin(JSON.stringify({ "ifm-essai": other }));
  same([desk.status_json().exit, desk.status_json().broken], [1, "unknown-root"]);
  same([...new Set(desk.verify().words.values())], ["unknown-key (unknown-root)"]);
  desk.refuses(["trust", "checkpoint", "--now", "2004-12-02"], 1, /rompue \(unknown-root\)/, /broken \(unknown-root\)/);
  same(desk.status_json("--trust-root", fingerprint).broken, "", "the command line first");
  pin(JSON.stringify({ "another-institute": other }));
  same(desk.status_json().ownClaim, true, "of another institute");
  for (const bad of ["{", "[]", '{"ifm-essai": 3}', '{"ifm-essai": "abcd"}']) {
    pin(bad);
    desk.refuses(["trust", "status"], 2, /roots\.json/, /roots\.json/, { signing: [] });
  }
  desk.refuses(["trust", "status", "--trust-root", "abcd"], 2, /n’est pas une empreinte/, /is no fingerprint/, { signing: [] });
});

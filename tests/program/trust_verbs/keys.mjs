// livret key new, show, request, passphrase: a person's own key.
import fs from "node:fs";
import path from "node:path";
import { execFileSync } from "node:child_process";
import { verifies } from "../support/institute.mjs";
import { converse, Desk, phrase, phrase_file, short_phrase_file, wrong_phrase_file } from "../support/registrar.mjs";
import { folder, holds, same, same_trees, test, told } from "../support/tools.mjs";

// A person who has no repository at all.
const person = () => new Desk(folder("anywhere"), folder("home"));
const file_of = (desk, name) => path.join(desk.keys, `${name}.json`);
const with_phrase = { signing: ["--passphrase-file", phrase_file] };
const grouped = /[0-9a-f]{4}( [0-9a-f]{4})+/;

await test("new: a private file, its name and what to do next, in both languages", () => {
  const desk = person();
  for (const [lang, name, words] of [
    ["fr", "Catherine Leroy", /clé de « Catherine Leroy » : did:key:z6Mk\w+\nempreinte : [0-9a-f ]+\n[^]*livret key request/],
    ["en", "Philippe Anselme", /key of “Philippe Anselme”: did:key:z6Mk\w+\nfingerprint: [0-9a-f ]+\n[^]*livret key request/],
  ]) {
    const run = desk.run(["key", "new", "--name", name, "--now", "2004-10-01", "--passphrase-file", phrase_file], { lang });
    const file = run.out.trim();
    holds(run.status === 0 && words.test(run.err), told(run));
    same((fs.statSync(file).mode & 0o777).toString(8), "600");
    const key = JSON.parse(fs.readFileSync(file));
    same(
      [key.type, key.version, key.name, key.created, key.kdf.memory, key.kdf.passes, key.example],
      ["LivretKey", 1, name, "2004-10-01", 268435456, 3, undefined],
    );
  }
  same(fs.readdirSync(desk.keys).sort(), ["catherine-leroy.json", "philippe-anselme.json"]);
});

await test("new: what is refused makes no file", () => {
  const desk = person();
  desk.refuses(["key", "new"], 2, /de qui est la clé \?/, /whose key is it\?/, with_phrase);
  desk.refuses(["key", "new", "--name", "X\nY"], 2, /de qui est la clé \?/, /whose key is it\?/, with_phrase);
  desk.refuses(["key", "new", "--name", "X"], 2, /trop courte/, /too short/, {
    signing: ["--passphrase-file", short_phrase_file],
  });
  desk.refuses(["key", "new", "--name", "X"], 2, /répète toujours les mêmes signes/, /repeats the same few signs/, {
    signing: ["--passphrase-stdin"],
    input: "abababababababab\n",
  });
  desk.refuses(["key", "new", "--name", "X"], 3, /lecture impossible/, /cannot read/, {
    signing: ["--passphrase-file", "/nowhere/phrase"],
  });
  desk.refuses(["key", "new", "--name", "X"], 2, /une seule des deux/, /only one of them/, {
    signing: ["--passphrase-file", phrase_file, "--passphrase-stdin"],
  });
  desk.new_key("leroy", "Catherine Leroy");
  desk.refuses(
    ["key", "new", "leroy", "--name", "Anne"],
    3,
    /une clé n’en remplace jamais une autre/,
    /a key never replaces another/,
    with_phrase,
  );
  execFileSync("git", ["init", "-q", desk.root]);
  desk.refuses(
    ["key", "new", "--name", "X", "--key", desk.file("x.json")],
    3,
    /un dossier partagé/,
    /a shared folder/,
    with_phrase,
  );
  desk.refuses(["key"], 2, /attend un mot/, /new/, with_phrase);
  desk.refuses(["key", "old"], 2, /new/, /new/, with_phrase);
});

await test("show: all keys, or one; a damaged one is named and the others are shown", () => {
  const desk = person();
  desk.refuses(["key", "show"], 3, /aucune clé dans/, /no key in/, { signing: [] });
  const did = desk.new_key("leroy", "Catherine Leroy");
  desk.new_key("anselme", "Philippe Anselme");
  for (const [lang, labels] of [
    ["fr", /fichier +\S+leroy\.json\n  faite le +2004-10-01\n  clé +did:key:\w+\n  empreinte +[0-9a-f]{4} /],
    ["en", /file +\S+leroy\.json\n  made on +2004-10-01\n  key +did:key:\w+\n  fingerprint +[0-9a-f]{4} /],
  ]) {
    const all = desk.run(["key", "show"], { lang });
    holds(all.status === 0 && labels.test(all.out) && all.out.includes(did) && all.out.includes("Philippe Anselme"), told(all));
    const one = desk.run(["key", "show", "--key", "leroy"], { lang });
    holds(one.status === 0 && labels.test(one.out) && !one.out.includes("Philippe Anselme"), told(one));
  }
  desk.refuses(["key", "show", "--key", "personne"], 3, /lecture impossible/, /cannot read/, { signing: [] });
  fs.writeFileSync(file_of(desk, "anselme"), "{");
  const damaged = desk.run(["key", "show"]);
  holds(
    damaged.status === 1 && damaged.out.includes("Catherine Leroy") && /is no key file, or it is damaged/.test(damaged.err),
    told(damaged),
  );
});

await test("request: signed by the key itself, on standard output or in a file that is not replaced", () => {
  const desk = person();
  desk.new_key("leroy", "Catherine Leroy");
  const run = desk.does(["key", "request", "--now", "2004-10-01"]);
  const document = JSON.parse(run.out);
  holds(verifies(Buffer.from(run.out)), "the signature does not hold");
  same(
    [document.type[1], document.credentialSubject, document.issuer.id],
    ["LivretKeyRequest", { key: desk.key("leroy"), name: "Catherine Leroy" }, desk.key("leroy")],
  );
  holds(/read the fingerprint to him/.test(run.err) && grouped.test(run.err), told(run));
  same(
    JSON.parse(desk.does(["key", "request", "--name", "Catherine Leroy-Roux"]).out).credentialSubject.name,
    "Catherine Leroy-Roux",
  );
  const file = desk.file("leroy.request");
  const written = desk.does(["key", "request", file, "--now", "2004-10-01"]);
  same([written.out, fs.readFileSync(file, "utf8")], [`${file}\n`, run.out]);
  desk.refuses(["key", "request", file], 3, /écriture impossible/, /cannot write/);
  desk.refuses(["key", "request", "--name", "X\nY"], 2, /un nom sur une ligne/, /a name on one line/);
  desk.refuses(["key", "request", desk.file("x")], 3, /ne s’ouvre pas/, /does not open/, {
    signing: ["--yes", "--passphrase-file", wrong_phrase_file],
  });
  desk.refuses(["key", "request", desk.file("x"), "--key", "personne"], 3, /lecture impossible/, /cannot read/);
  desk.new_key("anselme", "Philippe Anselme");
  desk.refuses(
    ["key", "request", desk.file("x")],
    3,
    /plusieurs clés[^]*--key \S+anselme\.json +Philippe Anselme/,
    /several keys[^]*--key \S+anselme\.json +Philippe Anselme/,
  );
});

await test("passphrase: the same key under another one; refused, the file stays as it was", () => {
  const desk = person();
  const did = desk.new_key("leroy", "Catherine Leroy");
  const change = ["key", "passphrase"],
    before = fs.readFileSync(file_of(desk, "leroy"), "utf8");
  const lines = (...all) => ({ signing: ["--passphrase-stdin"], input: all.map((one) => `${one}\n`).join("") });
  desk.refuses(
    change,
    3,
    /ne s’ouvre pas/,
    /does not open/,
    lines("ce ne sont pas ces mots-là", "cinq autres mots bien choisis"),
  );
  desk.refuses(change, 2, /trop courte/, /too short/, lines(phrase, "court"));
  desk.refuses(change, 2, /trop courte/, /too short/, lines(phrase));
  desk.refuses([...change, "--new-passphrase-file", "/nowhere/x"], 3, /lecture impossible/, /cannot read/, with_phrase);
  const next = "cinq autres mots bien choisis";
  const run = desk.run([...change, "--passphrase-stdin"], { input: `${phrase}\n${next}\n` });
  holds(run.status === 0 && /copies of the file keep the old one/.test(run.err), told(run));
  const after = JSON.parse(fs.readFileSync(file_of(desk, "leroy")));
  holds(
    after.key === did && after.kdf.salt !== JSON.parse(before).kdf.salt && after.nonce !== JSON.parse(before).nonce,
    "the seed under another salt",
  );
  same((fs.statSync(file_of(desk, "leroy")).mode & 0o777).toString(8), "600");
  desk.refuses(["key", "request"], 3, /ne s’ouvre pas/, /does not open/);
  const request = desk.run(["key", "request", "--yes", "--passphrase-stdin"], { input: `${next}\n` });
  same([request.status, JSON.parse(request.out).issuer.id], [0, did]);
});

await test("passphrase: typed, the old one and twice the new one", async () => {
  const desk = person();
  desk.new_key("leroy", "Catherine Leroy");
  const old = [/Phrase secrète de la clé « Catherine Leroy » : $/, `${phrase}\n`],
    next = "cinq autres mots bien choisis";
  const before = desk.everything();
  const differ = await converse(
    desk,
    ["key", "passphrase", "--lang", "fr"],
    [old, [/Nouvelle phrase[^]* : $/, `${next}\n`], [/Encore une fois : $/, "x\n"]],
  );
  same(differ.status, 2, differ.shown);
  same_trees(before, desk.everything());
  const changed = await converse(
    desk,
    ["key", "passphrase", "--lang", "fr"],
    [old, [/Nouvelle phrase[^]* : $/, `${next}\n`], [/Encore une fois : $/, `${next}\n`]],
  );
  holds(changed.status === 0 && !changed.shown.includes(next) && !changed.shown.includes(phrase), changed.shown);
  const typed = await converse(
    desk,
    ["key", "request", "--lang", "fr"],
    [
      [/Signer \? \[o\/N\] $/, "o\n"],
      [/Phrase secrète[^]* : $/, `${next}\n`],
    ],
  );
  same(typed.status, 0, typed.shown);
});

// trust retire, compromised and revoke: what was signed before and after.
import fs from "node:fs";
import path from "node:path";
import { institute, phrase_file, wrong_phrase_file } from "../support/registrar.mjs";
import { holds, same, test, told } from "../support/tools.mjs";

const key_of = (desk, id, at = 0) => desk.registry().trainers.find((one) => one.id === id).keys[at];
const attest = (day, ...more) => ["attest", "MATH1-DURAND-02", "--attest", "B.1", "--key", "leroy", "--now", day, ...more];

await test("retire: what was signed before stays valid if it is listed within the grace; nothing is signed any more", () => {
  for (const [checkpoint, word] of [
    ["2005-03-20", "valid"],
    ["2005-03-21", "key-not-valid-then"],
  ]) {
    const { desk, first } = institute();
    const late = desk.attest("2004-12-20", "leroy", "MATH1-DURAND-02", "--attest", "B.1");
    desk.trust("2004-12-20", "retire", "c-leroy");
    same(key_of(desk, "c-leroy"), { from: "2004-10-01", key: desk.key("leroy"), status: "retired", until: "2004-12-20" });
    const json = desk.stands(/clé did:key:z6Mk\w+ : retirée, du 2004-10-01 au 2004-12-20/, /: retired, 2004-10-01 to 2004-12-20/);
    same(json.keys[0].status, "retired");
    desk.refuses(attest("2005-01-10"), 1, /n’est plus active au registre/, /is no longer active in the registry/);
    desk.trust(checkpoint, "checkpoint");
    same([desk.verify().of(first), desk.verify().of(late)], ["valid", word], `listed on ${checkpoint}`);
  }
});

await test("retire: a new key of the same trainer replaces the old one, and corrects what it signed", () => {
  const { desk, first } = institute();
  desk.trust("2004-12-06", "retire", "c-leroy");
  desk.person("leroy-2", "Catherine Leroy", "2004-12-06", "--id", "c-leroy", "--gfp", "math1");
  same(
    desk
      .registry()
      .trainers.filter((one) => one.id === "c-leroy")
      .map((one) => [one.keys.length, one.scopes.length]),
    [[2, 1]],
  );
  desk.trust("2004-12-06", "checkpoint");
  const next = desk.attest("2004-12-07", "leroy-2", "MATH1-DURAND-01", "--not-attested", "B.1: finalement non");
  same([desk.verify().of(first), desk.verify().of(next)], ["superseded", "unsealed"]);
});

await test("retire: what is refused; another day mends a wrong one", () => {
  const { desk } = institute();
  const retire = (...args) => ["trust", "retire", ...args, "--now", "2004-12-20"];
  desk.refuses(retire(), 2, /quelle clé \?/, /which key\?/);
  desk.refuses(retire("personne"), 2, /aucune clé « personne »/, /no key “personne”/);
  desk.refuses(retire("c-leroy", "--since", "hier"), 2, /n’est pas une date/, /is not a date/);
  desk.refuses(retire("c-leroy", "--since", "2004-09-30"), 2, /avant le début/, /before the beginning/);
  desk.refuses(retire("c-leroy", "--key", "leroy"), 3, /n’est pas la clé du registre/, /is not the registry key/);
  desk.refuses(retire("c-leroy"), 3, /ne s’ouvre pas/, /does not open/, {
    signing: ["--yes", "--passphrase-file", wrong_phrase_file],
  });
  desk.person("leroy-2", "Catherine Leroy", "2004-12-06", "--id", "c-leroy", "--gfp", "math1");
  desk.refuses(retire("c-leroy"), 2, /tient plusieurs clés/, /holds several keys/);
  const did = desk.key("leroy");
  desk.trust("2004-12-20", "retire", did);
  desk.refuses(retire(did), 1, /déjà inscrit au registre/, /says so already/);
  desk.trust("2004-12-20", "retire", did, "--since", "2004-12-15");
  same(key_of(desk, "c-leroy").until, "2004-12-15");
});

await test("compromised since T: only what a checkpoint listed before T counts", () => {
  const { desk, first } = institute();
  const second = desk.attest("2004-12-10", "leroy", "MATH1-DURAND-02", "--attest", "B.1");
  desk.trust("2004-12-20", "checkpoint");
  const third = desk.attest("2004-12-21", "leroy", "MATH1-DURAND-02", "--attest", "B.2");
  const words = () => [first, second, third].map((one) => desk.verify().of(one));
  same(words(), ["valid", "valid", "unsealed"]);
  const unproven = "time-unproven (compromised)";
  desk.trust("2004-12-27", "compromised", "c-leroy", "--since", "2004-12-20");
  same([words(), desk.verify().exit], [["valid", unproven, unproven], 1], "listed on the very day");
  desk.refuses(["trust", "compromised", desk.key("leroy"), "--since", "2004-12-20"], 1, /déjà inscrit/, /says so already/);
  desk.refuses(["trust", "retire", desk.key("leroy")], 1, /est compromise/, /is compromised/);
  desk.trust("2004-12-27", "compromised", desk.key("leroy"), "--since", "2004-12-21");
  same(words(), ["valid", "valid", unproven], "the day was wrong");
  desk.trust("2004-12-28", "checkpoint");
  same(words(), ["valid", "valid", unproven], "listed too late");
  same(key_of(desk, "c-leroy"), { from: "2004-10-01", key: desk.key("leroy"), since: "2004-12-21", status: "compromised" });
  const status = desk.stands(/compromise depuis le 2004-12-21/, /compromised since 2004-12-21/);
  same(status.keys[0].status, "compromised");
  desk.refuses(attest("2005-01-10"), 1, /n’est plus active/, /is no longer active/);
  desk.refuses(["trust", "compromised", "p-anselme"], 2, /--since DATE/, /--since DATE/);
  desk.refuses(["trust", "compromised", "p-anselme", "--since", "2004-02-31"], 2, /n’est pas une date/, /is not a date/);
});

await test("compromised: a retired key too, and then its end stays", () => {
  const { desk } = institute();
  desk.trust("2004-12-06", "retire", "c-leroy");
  desk.trust("2004-12-07", "compromised", desk.key("leroy"), "--since", "2004-11-30");
  same(key_of(desk, "c-leroy"), {
    from: "2004-10-01",
    key: desk.key("leroy"),
    since: "2004-11-30",
    status: "compromised",
    until: "2004-12-06",
  });
  desk.stands();
});

await test("revoke: an attestation counts no more, and the reason is read", () => {
  const { desk, first } = institute();
  const digest = path.basename(first, ".json");
  const revoke = (...args) => ["trust", "revoke", ...args, "--now", "2004-12-06"];
  desk.refuses(revoke(), 2, /que révoquer \?/, /what is to be revoked\?/);
  desk.refuses(revoke(digest), 2, /pourquoi \?/, /why\?/);
  desk.refuses(revoke(digest.slice(0, 7), "--reason", "x"), 2, /au moins 8 chiffres/, /at least 8 digits/);
  desk.refuses(
    revoke("0".repeat(64), "--reason", "x"),
    2,
    /ne désigne pas une seule attestation/,
    /does not name one attestation/,
  );
  desk.refuses(revoke(digest, "--reason", "x"), 3, /ne s’ouvre pas/, /does not open/, {
    signing: ["--yes", "--passphrase-file", wrong_phrase_file],
  });
  const run = desk.does(revoke(digest.slice(0, 8).toUpperCase(), "--reason", "Signée par confusion."));
  holds(run.err.includes(`revoked: ${digest}\n    Signée par confusion.`), told(run));
  same(desk.registry().revocations, [{ date: "2004-12-06", digest, reason: "Signée par confusion." }]);
  same([desk.verify().of(first), desk.verify().exit], ["revoked", 0]);
  holds(
    desk.status("fr").out.includes(`annulée le 2004-12-06 : ${digest.slice(0, 8)} (Signée par confusion.)`),
    told(desk.status("fr")),
  );
  holds(desk.status("en").out.includes(`revoked on 2004-12-06: ${digest.slice(0, 8)}`), told(desk.status("en")));
  holds(/Signée par confusion/.test(desk.run(["verify", desk.root]).out), "the reason");
  desk.refuses(revoke(digest, "--reason", "encore"), 1, /elle est déjà révoquée/, /it is revoked already/);
  desk.stands();
  desk.trust("2004-12-06", "checkpoint");
  same(desk.verify().of(first), "revoked");
});

await test("revoke: a reason that names a trainee is warned of, and why", () => {
  const { desk, first } = institute();
  const digest = path.basename(first, ".json");
  const warned = (reason, lang = "en") => {
    const copy = desk.copy();
    const run = copy.run(
      ["trust", "revoke", digest, "--reason", reason, "--now", "2004-12-06", "--yes", "--passphrase-file", phrase_file],
      { lang },
    );
    holds(run.status === 0, told(run));
    return [
      ...run.err.matchAll(lang === "fr" ? /attention : le motif nomme « (.*?) »/g : /warning: the reason names “(.*?)”/g),
    ].map((one) => one[1]);
  };
  for (const [reason, names] of [
    ["Signée par confusion.", []],
    ["Confusion avec LUC MARTIN.", ["Luc Martin"]],
    ["Confusion avec Martin (autre texte)", ["Martin"]],
    ["un martin-pêcheur", []],
    ["le dossier hg1/joubert", ["hg1/joubert"]],
    ["voir 7b3e91c4, et math1-durand-02", ["7b3e91c4", "MATH1-DURAND-02"]],
    ["Martinet", []],
    ["chez Joubert : Zoé Joubert", ["Zoé Joubert"]],
  ])
    same(warned(reason).sort(), names, reason);
  same(warned("Confusion avec Luc Martin.", "fr"), ["Luc Martin"]);
});

await test("revoke: a certificate", () => {
  const { desk } = institute();
  desk.does(["certify", "math1/durand", "--as-of", "2", "--now", "2004-12-10", "--output", path.join(desk.config, "out")]);
  const folder = "trust/certificates/7b3e91c4";
  const certificate = `${folder}/${fs.readdirSync(desk.file(folder))[0]}`;
  same(desk.verify().of(certificate), "valid");
  desk.trust("2004-12-11", "revoke", path.basename(certificate, ".json"), "--reason", "Un nom mal écrit.");
  same(desk.verify().of(certificate), "revoked");
  same(desk.run(["verify", desk.file(certificate)]).status, 1, "the certificate itself is worth nothing");
  desk.stands();
});

// trust add: who may sign what, from when.
import fs from "node:fs";
import path from "node:path";
import { key_of, signed } from "../support/institute.mjs";
import { institute, phrase_file, wrong_phrase_file } from "../support/registrar.mjs";
import { folder, holds, same, test, told } from "../support/tools.mjs";

const day = "2004-12-06";
const trainer = (desk, id) => desk.registry().trainers.find((one) => one.id === id);
const alone = { gfp: ["math1"], role: "trainer" };

await test("add: a trainer signs from the next checkpoint on, and is told to wait for it", () => {
  const { desk } = institute();
  desk.new_key("durieux", "Marc Durieux", day);
  const request = desk.request("durieux", day);
  const french = desk.run(
    ["trust", "add", request, "--id", "m-durieux", "--gfp", "math1", "--now", day, "--yes", "--passphrase-file", phrase_file],
    { lang: "fr" },
  );
  holds(
    french.status === 0 && /\+ Marc Durieux \(m-durieux\), formateur : math1/.test(french.err) && !/trainer/.test(french.err),
    told(french),
  );
  holds(/livret trust checkpoint/.test(french.err) && /ne signe pas encore/.test(french.err), told(french));
  same(french.out, `trust/registry-${desk.newest("registry")}.json\n`);
  same(trainer(desk, "m-durieux"), {
    id: "m-durieux",
    keys: [{ from: day, key: desk.key("durieux"), status: "active" }],
    name: "Marc Durieux",
    scopes: [{ from: day, ...alone }],
  });
  const json = desk.stands([/pas encore dans un point de contrôle/, /Marc Durieux \(m-durieux\)/], /in no checkpoint yet/);
  same(json.keys.find((one) => one.trainer === "m-durieux").status, "active");
  const attest = ["attest", "MATH1-DURAND-02", "--attest", "B.1", "--key", "durieux", "--now", day];
  desk.refuses(attest, 1, /à partir du prochain point de contrôle/, /good from the next checkpoint on/);
  desk.trust(day, "checkpoint");
  const signed = desk.attest(day, "durieux", "MATH1-DURAND-02", "--attest", "B.1");
  same(desk.verify().of(signed), "unsealed");
});

await test("add: roles, groups and days are what was asked for", () => {
  const { desk } = institute();
  desk.person(
    "girard",
    "Anne Girard",
    day,
    "--id",
    "a-girard",
    "--gfp",
    "math1",
    "--gfp",
    "hg1",
    "--from",
    "2004-11-01",
    "--until",
    "2005-06-30",
  );
  same(trainer(desk, "a-girard").scopes, [{ from: "2004-11-01", gfp: ["hg1", "math1"], role: "trainer", until: "2005-06-30" }]);
  same(trainer(desk, "s-meyer").scopes, [{ from: "2004-10-01", gfp: ["*"], role: "registrar" }]);
  same(trainer(desk, "r-aubanel").scopes, [{ from: "2004-10-01", gfp: ["*"], role: "jury-chair" }]);
  desk.stands(/formateur : hg1, math1, du 2004-11-01 au 2005-06-30/, /trainer: hg1, math1, 2004-11-01 to 2005-06-30/);
  desk.refuses(
    ["attest", "MATH1-DURAND-02", "--attest", "B.1", "--key", "meyer", "--now", day],
    1,
    /ne répond pas|formateur|groupe/,
    /trainer|group/,
  );
});

await test("add: a forgotten --from, another group and an end are added to who is there already", () => {
  const { desk } = institute();
  desk.new_key("durieux", "Marc Durieux", day);
  const request = desk.request("durieux", day);
  desk.trust(day, "add", request, "--id", "m-durieux", "--gfp", "math1");
  desk.refuses(
    ["trust", "add", request, "--gfp", "math1", "--now", day],
    1,
    /est déjà au registre/,
    /is in the registry already/,
  );
  desk.trust(day, "add", request, "--gfp", "math1", "--from", "2004-11-15");
  same(trainer(desk, "m-durieux"), {
    id: "m-durieux",
    keys: [{ from: "2004-11-15", key: desk.key("durieux"), status: "active" }],
    name: "Marc Durieux",
    scopes: [{ from: "2004-11-15", ...alone }],
  });
  desk.trust(day, "add", "m-durieux", "--gfp", "hg1");
  same(trainer(desk, "m-durieux").scopes, [
    { from: "2004-11-15", ...alone },
    { from: day, gfp: ["hg1"], role: "trainer" },
  ]);
  desk.refuses(
    ["trust", "add", "m-durieux", "--gfp", "math1", "--until", "2004-11-01", "--now", day],
    2,
    /avant le début/,
    /before the beginning/,
  );
  desk.trust("2004-12-10", "checkpoint");
  const before = desk.attest("2004-12-13", "durieux", "MATH1-DURAND-02", "--attest", "B.1");
  desk.trust("2004-12-20", "checkpoint");
  // Leaving a group ends what she may sign for it, not what she signed.
  desk.trust("2004-12-20", "add", "m-durieux", "--gfp", "math1", "--until", "2004-12-20");
  desk.trust("2004-12-21", "checkpoint");
  same(trainer(desk, "m-durieux").scopes[0].until, "2004-12-20");
  same(desk.verify().of(before), "valid");
  desk.refuses(["attest", "MATH1-DURAND-01", "--attest", "B.2", "--key", "durieux", "--now", "2005-01-10"], 1, /groupe/, /group/);
});

await test("add: whoever leaves a group more than the grace before the list is out of scope", () => {
  const { desk, first } = institute();
  const late = desk.attest("2004-12-10", "leroy", "MATH1-DURAND-02", "--attest", "B.1");
  desk.trust("2004-12-10", "add", "c-leroy", "--gfp", "math1", "--until", "2004-12-02");
  desk.trust("2005-03-03", "checkpoint");
  same([desk.verify().of(first), desk.verify().of(late)], ["valid", "out-of-scope (gfp)"], "the 91st day");
  const { desk: other } = institute();
  const listed = other.attest("2004-12-10", "leroy", "MATH1-DURAND-02", "--attest", "B.1");
  other.trust("2004-12-10", "add", "c-leroy", "--gfp", "math1", "--until", "2004-12-02");
  other.trust("2005-03-02", "checkpoint");
  same(other.verify().of(listed), "valid", "the 90th day");
});

await test("add: what is refused", () => {
  const { desk } = institute();
  desk.new_key("durieux", "Marc Durieux", day);
  const request = desk.request("durieux", day);
  const add = (...args) => ["trust", "add", ...args, "--now", day];
  const whole = add(request, "--id", "m-durieux", "--gfp", "math1");
  desk.refuses(add(), 2, /quelle demande \?/, /which request\?/);
  desk.refuses(add(request, "more"), 2, /quelle demande \?/, /which request\?/);
  desk.refuses(add("/nowhere/x.request", "--id", "x", "--gfp", "math1"), 3, /lecture impossible/, /cannot read/);
  desk.refuses(
    add(desk.file("trust/root-1.json"), "--id", "x", "--gfp", "math1"),
    1,
    /n’est pas une demande de clé entière/,
    /is no whole key request/,
  );
  desk.refuses(add(request, "--id", "Pas Un", "--gfp", "math1"), 2, /quel est l’identifiant/, /what is the identifier/);
  desk.refuses(add(request, "--gfp", "math1"), 2, /quel est l’identifiant/, /what is the identifier/);
  desk.refuses(add(request, "--id", "m-durieux"), 2, /pour quels groupes \?/, /for which groups\?/);
  desk.refuses(add(request, "--id", "m-durieux", "--gfp", "svt"), 2, /aucun groupe « svt »/, /no group “svt”/);
  desk.refuses(add(request, "--id", "m-durieux", "--role", "king"), 2, /--role/, /--role/);
  desk.refuses([...whole, "--from", "2004-13-01"], 2, /n’est pas une date/, /is not a date/);
  desk.refuses([...whole, "--from", "2004-12-06", "--until", "2004-12-05"], 2, /avant le début/, /before the beginning/);
  desk.refuses(
    add(desk.request("leroy"), "--id", "m-durieux", "--gfp", "math1"),
    1,
    /déjà celle de « Catherine Leroy »/,
    /“Catherine Leroy”'s already/,
  );
  // Keys: none of the registry's, another one, another passphrase. That the key is missing is said before the passphrase is asked for.
  desk.refuses([...whole, "--key", "leroy"], 3, /n’est pas la clé du registre/, /is not the registry key/, {
    signing: ["--yes", "--passphrase-file", wrong_phrase_file],
  });
  desk.refuses(whole, 3, /ne s’ouvre pas/, /does not open/, { signing: ["--yes", "--passphrase-file", wrong_phrase_file] });
  fs.rmSync(path.join(desk.keys, "ifm-essai-registry.json"));
  desk.refuses(whole, 3, /n’est la clé du registre/, /is the registry key/, { signing: [] });
});

await test("add: a request that its own key did not sign, or that somebody changed", () => {
  const { desk } = institute();
  const put = (bytes) => {
    const file = path.join(folder("made"), "x.request");
    fs.writeFileSync(file, bytes);
    return ["trust", "add", file, "--id", "m-intrus", "--gfp", "math1", "--now", day];
  };
  const mine = key_of("intrus");
  const good = signed("LivretKeyRequest", { name: "Max Intrus", key: mine.did }, mine);
  desk.refuses(
    put(signed("LivretKeyRequest", { name: "Max Intrus", key: key_of("victim").did }, mine)),
    1,
    /n’est pas signée par la clé qu’elle présente/,
    /is not signed by the key that it presents/,
  );
  desk.refuses(put(good.toString().replace("Max Intrus", "Eva Intrus")), 1, /n’est pas signée/, /is not signed/);
  desk.refuses(put(good.toString().trimEnd()), 1, /n’est pas une demande/, /is no whole key request/);
  desk.does(put(good));
  desk.stands(/Max Intrus/, /Max Intrus/);
});

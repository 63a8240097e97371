// trust roster and trust erase: who the trainees are, without their names.
import fs from "node:fs";
import path from "node:path";
import { digest_of, sha256 } from "../support/institute.mjs";
import { commitment, durand, fresh_desk, institute, wrong_phrase_file } from "../support/registrar.mjs";
import { holds, read_tree, same, test, told } from "../support/tools.mjs";

const line = (desk, id) => desk.roster().find((one) => one.id === id);
const profile = "gfp/math1/trainees/durand/profile.md";
const names = /Anne Durand|Luc Martin|Zoé Joubert/;

await test("roster: a commitment per trainee, and no name", () => {
  const { desk } = institute();
  const { blind, ...hers } = line(desk, durand);
  same(blind.length, 32, blind);
  same(hers, {
    commitment: commitment("Anne Durand", "0a".repeat(16)),
    folder: "math1/durand",
    gfp: [{ from: "2004-10-01", id: "math1" }],
    id: durand,
  });
  same(
    desk
      .roster()
      .map((one) => one.folder)
      .sort(),
    ["hg1/joubert", "math1/durand", "math1/martin"],
  );
  same([desk.registry().roster.size, desk.registry().erased], [3, undefined]);
  for (const [name, bytes] of read_tree(desk.file("trust")))
    if (!name.startsWith("snapshots/")) holds(!names.test(bytes.toString()), name);
  const number = desk.newest("registry");
  const run = desk.does(["trust", "roster", "--now", "2004-12-02"]);
  holds(run.out === "" && /the roster is up to date/.test(run.err), told(run));
  same(desk.newest("registry"), number, "nothing is signed for nothing");
  desk.stands(/3 stagiaires/, /3 trainees/);
});

await test("roster: another name, another folder, another group, gone", () => {
  const { desk, first } = institute();
  desk.replace(profile, "name: Anne Durand", "name: Anne Durand-Roux");
  same(desk.verify().of(first), "out-of-scope (other-person)", "not yet");
  const before = desk.roster();
  const renamed = desk.trust("2004-12-06", "roster");
  holds(/~ Anne Durand-Roux \(7b3e91c4\) : name or salt changed/.test(renamed.err), told(renamed));
  holds(line(desk, durand).blind !== before.find((one) => one.id === durand).blind, "a line that changed has another blind");
  same(
    desk.roster().filter((one) => one.id !== durand),
    before.filter((one) => one.id !== durand),
    "and the others stay",
  );
  same([line(desk, durand).commitment, desk.verify().of(first)], [commitment("Anne Durand-Roux", "0a".repeat(16)), "valid"]);
  fs.renameSync(desk.file("gfp/math1/trainees/durand"), desk.file("gfp/hg1/trainees/durand"));
  same(desk.verify().of(first), "out-of-scope (other-person)", "in another folder");
  const moved = desk.trust("2004-12-07", "roster", "--from", "2004-12-08");
  holds(/math1\/durand → hg1\/durand \+ hg1/.test(moved.err), told(moved));
  same(line(desk, durand).gfp, [
    { from: "2004-10-01", id: "math1", until: "2004-12-08" },
    { from: "2004-12-08", id: "hg1" },
  ]);
  same(desk.verify().of(first), "valid");
  fs.rmSync(desk.file("gfp/hg1/trainees/durand"), { recursive: true });
  holds(/- hg1\/durand \(7b3e91c4\)/.test(desk.trust("2005-01-03", "roster").err), "gone");
  same(line(desk, durand).gfp[1], { from: "2004-12-08", id: "hg1", until: "2005-01-03" });
  same(desk.verify().of(first), "valid", "what was attested stays");
  desk.stands();
});

await test("roster: missing salts are filled if she agrees, and nothing else in the profile changes", () => {
  const desk = fresh_desk();
  desk.trust("2004-10-01", "init");
  const before = desk.text(profile).replace(/salt: .*\n/, "");
  desk.write(profile, before);
  const other = "gfp/math1/trainees/martin/profile.md";
  desk.write(other, "---\r\nidentifiant: 2c90ad17\r\nnom: Luc Martin\r\n---\r\nUne classe.\r\n");
  const run = desk.trust("2004-10-01", "roster");
  holds(run.err.includes(`\n  ${profile}\n  ${other}`), told(run));
  const salt = /^salt: "([0-9a-f]{32})"$/m.exec(desk.text(profile))[1];
  same(desk.text(profile), before.replace("name:", `salt: "${salt}"\nname:`));
  same(line(desk, durand).commitment, commitment("Anne Durand", salt));
  const sel = /^sel: "([0-9a-f]{32})"\r$/m.exec(desk.text(other))[1];
  same(desk.text(other), `---\r\nidentifiant: 2c90ad17\r\nsel: "${sel}"\r\nnom: Luc Martin\r\n---\r\nUne classe.\r\n`);
  holds(salt !== sel, "one salt for two");
  same(line(desk, "2c90ad17").commitment, commitment("Luc Martin", sel));
  same(desk.run(["check"]).status, 0, "check");
});

await test("roster: what is refused leaves profiles and registry as they were", () => {
  const { desk } = institute();
  const roster = ["trust", "roster", "--now", "2004-12-06"];
  desk.refuses([...roster, "--from", "demain"], 2, /n’est pas une date/, /is not a date/);
  desk.replace(profile, "name: Anne Durand", "name: Anne Dupont");
  desk.refuses(roster, 3, /ne s’ouvre pas/, /does not open/, { signing: ["--yes", "--passphrase-file", wrong_phrase_file] });
  desk.refuses([...roster, "--key", "leroy"], 3, /n’est pas la clé du registre/, /is not the registry key/);
  desk.replace(profile, `salt: ${"0a".repeat(16)}\n`, "");
  desk.refuses([...roster, "--key", "leroy"], 3, /n’est pas la clé du registre/, /is not the registry key/);
  desk.replace(profile, "name: Anne Dupont", '"name": Anne Dupont');
  desk.refuses(roster, 1, /n’a pas de sel : ajoutez/, /has no salt: add/);
  desk.write(profile, "---\nid: 7b3e91c4\n---\n");
  desk.refuses(roster, 1, /a des erreurs : « livret check »/, /has errors: “livret check”/);
});

await test("roster --in-force: configuration, frameworks and sessions as they are from now on", () => {
  const { desk } = institute();
  desk.replace("livret.yaml", "name: Institut d’essai", "name: Institut");
  desk.replace("frameworks/essai-2004.xml", "Référentiel d’essai", "Référentiel");
  same(desk.status_json().wrong.length, 2);
  desk.refuses(
    ["attest", "MATH1-DURAND-02", "--attest", "B.1", "--key", "leroy", "--now", "2004-12-06"],
    1,
    /en vigueur/,
    /in force/,
  );
  const run = desk.trust("2004-12-06", "roster", "--in-force");
  holds(/in force from now on: livret\.yaml\n.*in force from now on: frameworks\/essai-2004\.xml/.test(run.err), told(run));
  const { configuration, frameworks } = desk.registry().inForce;
  same(
    [configuration, frameworks],
    [digest_of(desk.read("livret.yaml")), [{ digest: digest_of(desk.read("frameworks/essai-2004.xml")), id: "essai-2004" }]],
  );
  desk.stands();
  desk.attest("2004-12-06", "leroy", "MATH1-DURAND-02", "--attest", "B.1");
});

await test("erase: her line is gone, what was signed about her counts no more, and nothing is said to be missing", () => {
  const { desk, first } = institute();
  const registry = desk.newest("registry");
  const run = desk.trust("2004-12-06", "erase", "math1/durand");
  holds(/erased, for good: math1\/durand \(7b3e91c4\)/.test(run.err), told(run));
  const { blind, ...rest } = line(desk, durand);
  same([blind.length, rest], [32, { erased: "2004-12-06", id: durand }]);
  same(
    desk.roster(registry).find((one) => one.id === durand).commitment,
    commitment("Anne Durand", "0a".repeat(16)),
    "what was written does not change",
  );
  const verified = desk.verify();
  same([verified.exit, verified.of(first)], [0, "erased"]);
  desk.stands(/2 stagiaires/, /2 trainees/);
  desk.refuses(["trust", "roster", "--now", "2004-12-06"], 1, /un effacement ne se défait pas/, /an erasure is not undone/);
  desk.refuses(
    ["attest", "MATH1-DURAND-02", "--attest", "B.1", "--key", "leroy", "--now", "2004-12-06"],
    1,
    /a été effacé/,
    /erased/,
  );
  fs.rmSync(desk.file("gfp/math1/trainees/durand"), { recursive: true });
  fs.rmSync(desk.file(`trust/attestations/${durand}`), { recursive: true });
  desk.trust("2004-12-07", "checkpoint");
  same(desk.text("trust/checkpoint-3.leaves"), "", "the leaves");
  same([desk.verify().exit, desk.verify().report.incomplete ?? []], [0, []]);
  desk.stands();
  const built = desk.run(["build", "--now", "2004-12-07", "--no-git"]);
  holds(built.status === 0, told(built));
  for (const [name, bytes] of read_tree(desk.file("site"))) holds(!/Anne Durand/.test(bytes.toString()), `she is in ${name}`);
});

await test("the roster in use must be there as it was written; another registry needs none", () => {
  const { desk, first } = institute();
  const number = desk.newest("registry"),
    name = `trust/registry-${number}.roster`,
    bytes = desk.read(name);
  fs.rmSync(desk.file("trust/registry-1.roster"));
  same([desk.verify().exit, desk.verify().of(first)], [0, "valid"]);
  for (const [what, change] of [
    ["gone", () => fs.rmSync(desk.file(name))],
    ["changed", () => desk.write(name, bytes.toString().replace("math1/durand", "hg1/durand"))],
    ["empty", () => desk.write(name, "")],
  ]) {
    change();
    const verified = desk.verify();
    same(
      [verified.exit, verified.report.chain, verified.of(`trust/registry-${number}.json`), verified.of(first)],
      [1, "no-roster", "content-missing (roster)", "unknown-key (no-roster)"],
      what,
    );
    holds(/La liste des stagiaires qui va avec le registre manque/.test(desk.status("fr").out), what);
    desk.refuses(
      ["trust", "roster", "--now", "2004-12-06"],
      1,
      /chaîne de confiance est rompue \(no-roster\)/,
      /chain of trust is broken \(no-roster\)/,
    );
    desk.write(name, bytes);
  }
  desk.stands();
});

await test("roster: what an interrupted signature left is not written over", () => {
  const { desk } = institute();
  desk.replace(profile, "name: Anne Durand", "name: Anne Durand-Roux");
  const left = `trust/registry-${desk.newest("registry") + 1}.roster`;
  desk.write(left, "");
  desk.refuses(
    ["trust", "roster", "--now", "2004-12-06"],
    1,
    /reste d’une signature interrompue/,
    /remains from an interrupted signature/,
  );
  fs.rmSync(desk.file(left));
  desk.trust("2004-12-06", "roster");
  desk.stands();
});

await test("verify: an extract is complete about its trainee, named, and nothing to work at", () => {
  const { desk, first } = institute();
  const number = desk.newest("registry"),
    subject = desk.subject("checkpoint-2.json");
  const folder = path.join(desk.config, "dossier"),
    trust = path.join(folder, "trust");
  const put = (name, text) => {
    fs.mkdirSync(path.dirname(path.join(trust, name)), { recursive: true });
    fs.writeFileSync(path.join(trust, name), text);
  };
  for (const [name, bytes] of read_tree(desk.file("trust"))) if (!/\.(leaves|roster)$/.test(name)) put(name, bytes);
  const roster = desk.text(`trust/registry-${number}.roster`).split("\n").slice(0, -1);
  const entry = (text) => sha256(text),
    node = (a, b) => sha256(Buffer.concat([Buffer.from([1]), a, b])),
    leaf = (text) => sha256(Buffer.concat([Buffer.from([0]), entry(text)]));
  const at = roster.findIndex((one) => JSON.parse(one).id === durand),
    [a, b, c] = roster.map(leaf);
  const way = [[b, c], [a, c], [node(a, b)]][at].map((one) => one.toString("hex"));
  put(`registry-${number}.leaf`, `{"index":${at},"line":${roster[at]},"path":${JSON.stringify(way)}}\n`);
  put("checkpoint-2.leaf", `{"index":0,"line":${desk.text("trust/checkpoint-2.leaves").trim()},"path":[]}\n`);
  same([subject.tree.size, roster.length], [1, 3]);
  const verify = (...more) => {
    const run = desk.run(["verify", folder, "--trust-root", digest_of(desk.read("trust/root-1.json")), ...more]);
    return { ...run, report: more.length > 0 ? JSON.parse(run.out)[0] : null };
  };
  const good = verify("--format", "json");
  same(
    [good.status, good.report.chain, good.report.carriesAPart, good.report.extractOf, good.report.incomplete],
    [0, "holds", false, durand, []],
    told(good),
  );
  holds(/extract of a dossier: math1\/durand \(7b3e91c4\) only/.test(verify().out), told(verify()));
  const file = path.join(trust, first.slice("trust/".length)),
    bytes = fs.readFileSync(file);
  fs.rmSync(file);
  const bad = verify("--format", "json");
  same([bad.status, bad.report.incomplete], [1, [{ trainee: durand, listed: 1, present: 0 }]], told(bad));
  fs.writeFileSync(file, bytes);
  fs.rmSync(path.join(trust, "checkpoint-2.leaf"));
  const broken = verify("--format", "json");
  same([broken.status, broken.report.chain], [1, "no-leaf"], told(broken));
  holds(/which attestations this trainee has/.test(verify().out), told(verify()));
  // In a repository it is refused: everybody else would be nobody.
  fs.rmSync(desk.file("trust"), { recursive: true });
  put(
    "checkpoint-2.leaf",
    `{"index":0,"line":${JSON.stringify({ attestations: [{ digest: path.basename(first, ".json"), since: 2 }], trainee: durand })},"path":[]}\n`,
  );
  fs.cpSync(trust, desk.file("trust"), { recursive: true });
  desk.refuses(["trust", "roster", "--now", "2004-12-06"], 1, /extrait d’un seul stagiaire/, /one trainee's extract/);
  holds(/extract-in-repository/.test(desk.run(["check"]).out + desk.run(["check"]).err), told(desk.run(["check"])));
});

await test("erase: by her identifier too; nobody, twice, and another passphrase are refused", () => {
  const { desk } = institute();
  desk.refuses(["trust", "erase"], 2, /quelle stagiaire \?/, /which trainee\?/);
  desk.refuses(["trust", "erase", "math1/personne"], 2, /n’est pas dans la liste des stagiaires/, /is not in the roster/);
  desk.refuses(["trust", "erase", durand, "--now", "2004-12-06"], 3, /ne s’ouvre pas/, /does not open/, {
    signing: ["--yes", "--passphrase-file", wrong_phrase_file],
  });
  desk.trust("2004-12-06", "erase", durand);
  desk.refuses(["trust", "erase", durand], 2, /n’est pas dans la liste/, /is not in the roster/);
});

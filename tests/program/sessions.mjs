// `livret session`: a jury's session from its opening to the minutes, on a copy of the example institute.
//
//   node tests/program/sessions.mjs PROGRAM [PART OF A NAME]        LIVRET_SEED=n plays the same delays again
import { execFileSync, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import {
  bare,
  content,
  finish,
  folder,
  holds,
  livret,
  plain,
  program,
  random_numbers,
  read_tree,
  same,
  same_trees,
  test,
  told,
  write_tree,
} from "./support/tools.mjs";
import { jpeg_with } from "./support/camera.mjs";
import { read_csv } from "./support/csv.mjs";
import { digest_of, verifies } from "./support/institute.mjs";
import { Jury, frozen, frozen_jury, held, key, later, opened, yes } from "./support/jury.mjs";

const seed = Number(process.env.LIVRET_SEED) || Date.now() % 1000000;
const random = random_numbers(seed);
console.log(`LIVRET_SEED=${seed}`);

const trainees = fs.readdirSync(path.join(content, "gfp/math1/trainees")).sort();
const everybody = (outcome = () => "reçu") =>
  `stagiaire;décision;note\r\n${trainees.map((one) => `math1/${one};${outcome(one)};\r\n`).join("")}`;

// --- the way
await test("the whole way: opened, frozen, decided, closed; certificates name session and decision, and verify", () => {
  const jury = new Jury();
  jury.chair("mercier", "Solange Mercier", "math1");
  const open = jury.open();
  same(open.out, `trust/registry-${latest(jury, "registry")}.json\n`);
  const file = jury.text("sessions/juin-2005.yaml");
  for (const line of [
    /titre: "?Jury C2i2e : session de juin 2005/,
    /groupes: \[math1\]/,
    /référentiel: c2i2e-2005/,
    /règle: /,
    /date: 2005-06-20/,
  ])
    holds(line.test(file), `${line}\n${file}`);
  const before = latest(jury, "checkpoint");
  const freeze = jury.freeze();
  same(freeze.out, `trust/checkpoint-${before + 1}.json\ntrust/freeze-juin-2005.json\n`);
  holds(/fingerprint 40c0 4bfb/.test(freeze.err) && freeze.err.includes(`checkpoint ${before + 1}`), () => told(freeze));
  const subject = jury.subject("freeze-juin-2005.json");
  same(
    subject.candidates.map((one) => one.trainee),
    trainees.map((one) => /^id: "?(\w+)/m.exec(jury.text(`gfp/math1/trainees/${one}/profile.md`))[1]).sort(),
  );
  for (const { trainee, state } of subject.candidates) {
    const bytes = jury.read(`trust/snapshots/${state}`),
      value = JSON.parse(bytes);
    same(digest_of(bytes), state);
    same(value.trainee, trainee);
    for (const { manifest } of value.activities)
      for (const { sha256 } of [manifest.body, ...manifest.files])
        same(digest_of(jury.read(`trust/snapshots/${sha256}`)), sha256);
  }
  holds(
    jury.changes().candidates.every((one) => one.changes.length === 0),
    "nothing has changed",
  );

  jury.decide("mercier", "math1/durand", "received", "--note", "Avec les félicitations du jury.\nDossier exemplaire.");
  const rest = jury.csv(
    everybody((one) => ({ fabre: "Ajournée", roux: "en attente" })[one] ?? "reçu·e").replace(/math1\/durand.*\r\n/, ""),
  );
  const decided = jury.decide("mercier", "--import", rest);
  same(decided.out.trim().split("\n").length, trainees.length - 1);
  const close = jury.close();
  const certificates = close.out.split("\n").filter((line) => line.startsWith("trust/certificates/"));
  same(certificates.length, trainees.length - 2);
  for (const name of certificates) {
    const document = JSON.parse(jury.text(name)),
      { session, decision, checkpoint, trainee } = document.credentialSubject;
    holds(verifies(jury.text(name)), `${name} verifies with Node`);
    same([session, checkpoint.number], ["juin-2005", before + 1]);
    same(jury.subject(`decisions/juin-2005/${decision}.json`).trainee, trainee.id);
    const verified = jury.run(["verify", jury.file(name), "--root", jury.root, "--now", held]);
    holds(verified.status === 0 && /valid/.test(verified.out), () => told(verified));
  }
  same(new Set(jury.word((name) => /^(freeze-|decisions\/|certificates\/)/.test(name))), new Set(["valid"]));
  const files = fs.readdirSync(jury.out);
  for (const ending of [".html", ".pdf", ".csv"]) holds(files.includes(`proces-verbal-juin-2005${ending}`), files.join(" "));
  same(files.filter((name) => /^certificat-.*\.pdf$/.test(name)).length, certificates.length);
  const page = fs.readFileSync(
    path.join(
      jury.out,
      files.find((name) => /^certificat-.*durand.*\.html$/.test(name)),
    ),
    "utf8",
  );
  holds(page.includes("<h1>Certificat</h1>") && page.includes("juin-2005"), "the page names the session");
  const table = read_csv(fs.readFileSync(path.join(jury.out, "proces-verbal-juin-2005.csv")), ";");
  same(table.length, trainees.length + 1);
  const durand = table.find((row) => row[1] === "Anne Durand");
  same(
    [durand[5], durand[6], durand[7]],
    ["certificat délivré", "Avec les félicitations du jury.\nDossier exemplaire.", "Solange Mercier"],
  );
  // Given again, nothing is signed and the same files are written.
  const tree = jury.everything(),
    given = read_tree(jury.out),
    again = jury.close_without_pdf();
  holds(!again.out.includes("trust/"), () => told(again));
  same_trees(tree, jury.everything());
  same_trees(given, read_tree(jury.out));
  if (process.env.LIVRET_SHOTS) fs.cpSync(jury.out, process.env.LIVRET_SHOTS, { recursive: true });
});
function latest(jury, kind) {
  const numbers = jury.signed().map((name) => Number(new RegExp(`^${kind}-(\\d+)\\.json$`).exec(name)?.[1] ?? -1));
  return Math.max(...numbers);
}

await test("the minutes are one page after another that a PDF reader, an HTML checker and a spreadsheet read", () => {
  const jury = frozen_jury();
  jury.decide("mercier", "--import", jury.csv(everybody((one) => ({ durand: "reçue", roux: "ajournée" })[one] ?? "en attente")));
  jury.close();
  const pdf = path.join(jury.out, "proces-verbal-juin-2005.pdf");
  const text = plain(execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8" }));
  for (const words of ["Procès-verbal de délibération du jury", "Anne Durand", "Solange Mercier", "Signatures", "40c0 4bfb"])
    holds(text.includes(words), `${words}\n${text}`);
  const vnu = spawnSync(
    "java",
    ["-jar", path.resolve("tests/node_modules/vnu-jar/build/dist/vnu.jar"), path.join(jury.out, "proces-verbal-juin-2005.html")],
    { encoding: "utf8" },
  );
  same(vnu.stderr.trim(), "");
});

// --- what changes after the freeze
const activity = "gfp/math1/trainees/durand/activities/fonctions-associees-projetees.md";
await test("the difference lists what was edited, added, attested and revoked since, and nothing else", () => {
  const jury = frozen_jury();
  jury.replace(activity, "Première S, vingt-huit élèves", "Première S, trente élèves");
  jury.replace(activity, "situation: classroom", "situation: mixed");
  jury.replace(activity, 'title: "Fonctions associées\u00a0: une courbe que l’on pousse"', 'title: "Fonctions associées"');
  jury.write(
    "gfp/math1/trainees/durand/activities/apres-le-gel.md",
    "---\nreference: MATH1-DURAND-09\ntitle: Après le gel\ndate: 2005-06-09\ncontext: autonomie\nsituation: none\nphases: [analyse]\n" +
      "competences: [A.1.1]\nstatus: declared\ndeclared: 2005-06-10\nvisibility: jury\n---\nUn texte.\n",
  );
  const waits = JSON.parse(jury.run(["inbox", "--format", "json", "--now", later]).out).waiting.find(
    (one) => /^MATH1-/.test(one.reference) && one.competences.length > 0 && !/DURAND/.test(one.reference),
  );
  const signed = jury.attest(later, "leroy", waits.reference, "--attest", waits.competences[0].code);
  const valid = jury
    .signed()
    .filter((name) => name.startsWith("attestations/"))
    .map((name) => ({ name, ...jury.subject(name) }))
    .find((one) => one.gfp === "math1" && one.about.kind === "activity" && /NGUYEN/.test(one.about.manifest.reference));
  const digest = /(\w{64})\.json$/.exec(valid.name)[1];
  jury.does(["trust", "revoke", digest, "--reason", "Signée par erreur.", "--now", later]);
  const found = jury.changes();
  const changed = found.candidates.filter((one) => one.changes.length > 0);
  const of = (who) => changed.find((one) => one.folder === `math1/${who}`)?.changes;
  same(
    of("durand").map((one) => [
      one.change,
      one.subject,
      one.details.map((detail) => `${detail.what} ${detail.name ?? ""}`.trim()),
    ]),
    [
      ["activity-edited", "MATH1-DURAND-02", ["title", "situation", "body"]],
      ["activity-added", "MATH1-DURAND-09", ["decision A.1.1"]],
    ],
  );
  same(
    of("nguyen").map((one) => [one.change, one.before, one.after, one.attestation]),
    [["attestation-changed", "valid", "revoked", digest]],
  );
  const owner = waits.reference.split("-")[1].toLowerCase();
  same(
    of(owner).map((one) => [one.change, one.subject, one.after]),
    [["attestation-added", waits.reference, "unsealed"]],
  );
  holds(signed.includes(of(owner)[0].attestation), signed);
  same(changed.length, 3);

  const text = jury.run(["session", "diff", "juin-2005", "--now", held], { lang: "fr" });
  for (const words of [
    "activité modifiée : MATH1-DURAND-02",
    "titre « Fonctions associées : une courbe que l’on pousse » → « Fonctions associées »",
    "situation « en classe » → « en classe et à distance »",
    "- Première S, vingt-huit élèves",
    "+ Première S, trente élèves",
    "valable → révoquée",
    "rien n’a changé",
  ])
    holds(text.out.includes(words), () => `${words}\n${told(text)}`);
  const csv = jury.run(["session", "diff", "juin-2005", "--format", "csv", "--now", held], { lang: "fr" });
  const rows = read_csv(Buffer.from(csv.out), ";");
  same(rows.length, 1 + 3 + 1 + 1 + 1, csv.out);
});

await test("what is hidden, withdrawn, removed, declared or claimed otherwise is told apart", () => {
  const jury = frozen_jury();
  jury.replace(activity, "visibility: gfp", "visibility: private");
  jury.replace("gfp/math1/trainees/durand/activities/liste-du-groupe.md", "status: declared", "status: withdrawn");
  const gone = "gfp/math1/trainees/fabre/activities/compter-a-babylone.md";
  fs.rmSync(jury.file(gone));
  const claimed = "gfp/math1/trainees/martin/activities/suites-au-tableur.md";
  const [line, code] = /^ {2}- ([AB]\.\d\.\d).*$/m.exec(jury.text(claimed));
  jury.replace(claimed, line, "  - A.3.2: tout autre chose");
  const kinds = (who) => jury.of(`math1/${who}`).map((one) => [one.change, one.subject, one.competence ?? ""]);
  same(kinds("durand"), [
    ["activity-withdrawn", "MATH1-DURAND-01", ""],
    ["activity-hidden", "MATH1-DURAND-02", ""],
  ]);
  same(kinds("fabre"), [["activity-removed", "MATH1-FABRE-03", ""]]);
  same(
    kinds("martin").sort(),
    [
      ["competence-declared", "MATH1-MARTIN-02", "A.3.2"],
      ["competence-dropped", "MATH1-MARTIN-02", code],
    ].sort(),
  );
});

// --- decisions
await test("a table with mistakes is refused whole, each at its line and column", () => {
  const jury = frozen_jury();
  const list = jury.csv(
    "Candidat;Décision;Remarque\nDURAND Anne;reçue;\nmath1/fabre;peut-être;\nmath1/inconnu;reçu;\nmath1/durand;ajourné;\n;reçu;x\n",
  );
  const before = jury.everything();
  const run = jury.run(["session", "decide", "juin-2005", "--import", list, ...key("mercier"), ...yes, "--now", held], {
    lang: "fr",
  });
  same(run.status, 1, told(run));
  for (const words of [
    `${list}:3:13: erreur: « peut-être » : une décision est : reçu, ajourné ou en attente`,
    `${list}:4:1: erreur: « math1/inconnu » : aucun candidat de ce nom dans la session gelée`,
    `${list}:5:1: erreur: « math1/durand » : déjà à la ligne 2`,
    `${list}:6:1: erreur: « » : de qui s’agit-il ?`,
    "rien n’a été signé",
  ])
    holds(run.err.replaceAll("«  »", "« »").includes(words), () => `${words}\n${told(run)}`);
  same_trees(before, jury.everything());
  const columns = jury.csv("Candidat;Mention\nmath1/durand;bien\n");
  const other = jury.run(["session", "decide", "juin-2005", "--import", columns, ...key("mercier"), ...yes, "--now", held]);
  holds(other.status === 1 && /decisions\.csv:1:1: .*no column “decision”/.test(other.err), () => told(other));
});

await test("a table in English, in Windows-1252, in UTF-16 is read alike, and given twice signs nothing twice", () => {
  const jury = frozen_jury();
  const english = jury.csv(
    'trainee,outcome,note\ndurand,received,"one, two"\nLuc Martin,Pending,\n'.replace(
      "Luc Martin",
      /name: (.*)/.exec(jury.text("gfp/math1/trainees/martin/profile.md"))[1],
    ),
  );
  same(jury.decide("mercier", "--import", english).out.trim().split("\n").length, 2);
  const latin = path.join(folder("list"), "latin.csv");
  fs.writeFileSync(latin, Buffer.from("Stagiaire;Décision\r\nmath1/fabre;Ajournée\r\n", "latin1"));
  same(jury.decide("mercier", "--import", latin).out.trim().split("\n").length, 1);
  const wide = path.join(folder("list"), "wide.csv");
  fs.writeFileSync(wide, Buffer.from("\ufeffStagiaire\tDécision\r\nmath1/roux\ten attente\r\n", "utf16le"));
  same(jury.decide("mercier", "--import", wide).out.trim().split("\n").length, 1);
  const before = jury.everything(),
    again = jury.decide("mercier", "--import", english);
  holds(again.out === "" && /2: decided so already/.test(again.err), () => told(again));
  same_trees(before, jury.everything());
});

await test("another chair corrects, also what one who has left decided; a contradiction is resolved by a third decision", () => {
  const jury = frozen_jury();
  const decisions = () => jury.word((name) => name.startsWith("decisions/")).sort();
  jury.decide("mercier", "math1/durand", "ajourné");
  jury.trust(held, "retire", "mercier", "--since", held);
  jury.trust(held, "checkpoint", ...key("ifm-haute-provence-checkpoint"));
  const correction = jury.decide("belkacem", "math1/durand", "reçu", "--note", "Erreur matérielle.");
  holds(/replaces “adjourned”, by Solange Mercier/.test(correction.err), () => told(correction));
  same(decisions(), ["superseded", "valid"]);
  // The first chair's copy knew nothing of it: both stand, and contradict each other.
  const other = frozen_jury();
  other.decide("mercier", "math1/durand", "waiting");
  const [contrary] = other.signed().filter((name) => name.startsWith("decisions/"));
  jury.write(`trust/${contrary}`, other.read(`trust/${contrary}`));
  same(decisions(), ["conflict", "conflict", "superseded"]);
  jury.refuses(
    ["session", "close", "juin-2005", "-o", jury.out, "--now", held],
    1,
    /2 décisions qui se contredisent/,
    /2 decisions that contradict/,
  );
  jury.decide("belkacem", "math1/durand", "received");
  same(decisions(), ["superseded", "superseded", "superseded", "valid"]);
});

await test("who does not chair the jury of the group decides nothing", () => {
  const jury = frozen_jury();
  const decide = (chair, ...args) => [
    "session",
    "decide",
    "juin-2005",
    "math1/durand",
    "received",
    "--now",
    held,
    ...key(chair),
    ...args,
  ];
  jury.refuses(decide("etranger"), 1, /ne préside pas le jury de son groupe/, /does not chair the jury of her group/);
  jury.refuses(decide("leroy"), 1, /ne préside pas le jury/, /does not chair the jury/);
  jury.new_key("inconnue", "Une Inconnue");
  jury.refuses(decide("inconnue"), 1, /n’est pas au registre/, /is not in the registry/);
  jury.refuses(
    ["session", "decide", "juin-2005", "math1/durand", "parfait", "--now", held, ...key("mercier")],
    2,
    /n’est pas une décision/,
    /is no decision/,
  );
  jury.refuses(
    ["session", "decide", "juin-2005", "math1/durant", "received", "--now", held, ...key("mercier")],
    1,
    /vouliez-vous dire « math1\/durand »/,
    /did you mean “math1\/durand”/,
  );
});

await test("a foreign chair's decision that is put in place by hand counts for nothing", () => {
  const jury = frozen_jury();
  jury.chair("etrangere", "Une Étrangère", "math1");
  jury.trust(held, "checkpoint", ...key("ifm-haute-provence-checkpoint"));
  const forger = jury.copy();
  Object.setPrototypeOf(forger, Jury.prototype).decide("etrangere", "math1/durand", "received");
  const other = frozen_jury(); // whose registry does not know her
  const [name] = forger.signed().filter((one) => one.startsWith("decisions/"));
  other.write(`trust/${name}`, forger.read(`trust/${name}`));
  same(
    other.word((one) => one === name),
    ["unknown-key (not-registered)"],
  );
  other.refuses(
    ["session", "close", "juin-2005", "-o", other.out, "--now", held],
    1,
    /math1\/durand : n’a pas de décision qui compte/,
    /math1\/durand: has no decision that counts/,
  );
});

// --- refusals
const refused_freeze = (jury, fr, en) => jury.refuses(["session", "freeze", "juin-2005", "--now", frozen], 1, fr, en);
await test("what is not ready is not frozen, and everything in the way is said at once", () => {
  const jury = new Jury();
  jury.refuses(["session", "freeze", "juin-2005", "--now", frozen], 1, /aucune session « juin-2005 »/, /no session “juin-2005”/);
  jury.write("sessions/juin-2005.yaml", "title: Jury\ngfps: [math1]\nframework: c2i2e-2005\n");
  refused_freeze(
    jury,
    /sessions\/juin-2005\.yaml : le registre ne répond pas de cette session/,
    /the registry does not vouch for this session/,
  );
  jury.session(opened, "open", "juin-2005");
  const pictures = "gfp/math1/trainees/durand/activities/suites-numeriques-au-tableur/classe.jpg";
  jury.write(pictures, jpeg_with("TestCamera"));
  jury.replace(activity, "situation: classroom", "situation: quelque part");
  const [lost] = jury.signed().filter((name) => /^attestations\/7b3e91c4\//.test(name));
  fs.rmSync(jury.file(`trust/${lost}`));
  jury.write("sessions/juin-2005.yaml", "title: Jury changé\ngfps: [math1]\nframework: c2i2e-2005\n");
  const run = jury.run(["session", "freeze", "juin-2005", "--now", frozen, ...yes], { lang: "fr" });
  same(run.status, 1);
  for (const words of [
    `la session « juin-2005 » ne peut pas encore être gelée (4) :`,
    `  ${activity} : a des erreurs : « livret check » dit lesquelles`,
    `  ${pictures} : révèle une position, un appareil ou un nom, et serait conservée telle quelle : « livret media --strip »`,
    "  sessions/juin-2005.yaml : a changé depuis que le registre en répond",
    "  trust/attestations/7b3e91c4 : attestations incomplètes",
  ])
    holds(run.err.includes(words), () => `${words}\n${told(run)}`);
});

await test("a session is frozen once, opened once, and closed when all is decided", () => {
  const jury = frozen_jury();
  refused_freeze(jury, /est déjà gelée : un gel est signé et ne change plus/, /is frozen already: a freeze is signed/);
  const again = jury.run(["session", "open", "juin-2005", "--now", held]);
  holds(again.status === 0 && /vouches for the session .* already/.test(again.err), () => told(again));
  jury.refuses(
    ["session", "open", "juin-2005", "--gfp", "pe1", "--now", held],
    2,
    /existe déjà et dit tout/,
    /exists already and says everything/,
  );
  jury.refuses(
    ["session", "open", "Juin", "--gfp", "pe1", "--now", held],
    2,
    /n’est pas le nom d’une session/,
    /is no session's name/,
  );
  jury.refuses(
    ["session", "open", "autre", "--gfp", "pe2", "--now", held],
    2,
    /aucun groupe « pe2 » .*vouliez-vous dire « pe1 »/,
    /no group “pe2” .*did you mean “pe1”/,
  );
  jury.refuses(
    ["session", "open", "autre", "--now", held],
    2,
    /dites les groupes que le jury examine/,
    /say which groups the jury examines/,
  );
  jury.refuses(
    ["session", "close", "juin-2005", "-o", jury.out, "--now", held],
    1,
    /math1\/roux : n’a pas de décision/,
    /math1\/roux: has no decision/,
  );
  jury.refuses(
    ["session", "close", "juin-2005", "-o", jury.file("site/pv"), "--now", held],
    2,
    /ne s’écrit pas dans/,
    /are not written into/,
  );
  jury.refuses(["session", "close", "juin-2005", "--now", held], 2, /un dossier partagé/, /a shared folder/);
  jury.write("sessions/juin-2005.yaml", jury.text("sessions/juin-2005.yaml").replace("c2i2e-2005", "c2i2e-2011"));
  for (const verb of [["diff"], ["decide", "math1/durand", "received", ...key("mercier")], ["close"]])
    jury.refuses(
      ["session", verb[0], "juin-2005", ...verb.slice(1), "--now", held],
      1,
      /a changé depuis que le registre en répond/,
      /has changed since the registry vouched/,
      verb[0] === "diff" ? { signing: [] } : {},
    );
  jury.refuses(
    ["session", "open", "juin-2005", "--now", held],
    1,
    /est gelée : elle ne change plus/,
    /is frozen: it does not change/,
  );
});

await test("a registry that puts today's files in force keeps what a frozen session was judged by", () => {
  const jury = frozen_jury();
  const vouched = () => jury.subject(`registry-${latest(jury, "registry")}.json`).inForce.sessions;
  const before = vouched();
  jury.write("sessions/juin-2005.yaml", jury.text("sessions/juin-2005.yaml").replace("c2i2e-2005", "c2i2e-2011"));
  jury.write("sessions/autre.yaml", "title: Jury\ngfps: [pe1]\nframework: c2i2e-2005\n");
  jury.chair("nouvelle", "Une Nouvelle", "pe1");
  same(vouched(), before, "without --in-force");
  jury.does(["trust", "add", "nouvelle", "--role", "jury-chair", "--gfp", "math1", "--in-force", "--now", held]);
  same(
    vouched().map((one) => one.id),
    ["autre", "juin-2005"],
  );
  same(vouched()[1], before[0]);
});

await test("the keys of the registry, of checkpoints and of certificates are asked for, each by its verb", () => {
  const jury = frozen_jury();
  jury.decide("mercier", "--import", jury.csv(everybody()));
  const without = (word) => {
    const copy = Object.setPrototypeOf(jury.copy(), Jury.prototype);
    fs.rmSync(path.join(copy.keys, `ifm-haute-provence-${word}.json`));
    return copy;
  };
  without("registry").refuses(
    ["session", "open", "autre", "--gfp", "pe1", "--framework", "c2i2e-2005", "--now", held],
    3,
    /clé du registre/,
    /registry key/,
  );
  const unfrozen = without("checkpoint");
  fs.rmSync(unfrozen.file("trust/freeze-juin-2005.json"));
  unfrozen.refuses(["session", "freeze", "juin-2005", "--now", held], 3, /clé des points de contrôle/, /checkpoint key/);
  without("certificate").refuses(
    ["session", "close", "juin-2005", "-o", folder("o"), "--now", held],
    3,
    /clé des attestations/,
    /certificate key/,
  );
});

await test("a session that is not in force keeps nobody from signing, and no page speaks of it", () => {
  const jury = new Jury();
  jury.write("sessions/essai.yaml", "title: Jury\ngfps: [math1]\nframework: c2i2e-2005\n");
  const waits = JSON.parse(jury.run(["inbox", "--format", "json", "--now", later]).out).waiting.find(
    (one) => one.competences.length > 0 && /^MATH1/.test(one.reference),
  );
  jury.attest(later, "leroy", waits.reference, "--attest", waits.competences[0].code);
  for (const audience of ["gfp", "trainers", "jury"]) {
    const built = jury.run(["build", "-o", folder("site"), "--audience", audience, "--now", later, "--no-git", "--gfp", "math1"]);
    holds(!/not-in-force/.test(built.err) && !/sessions\/essai/.test(built.err), () => told(built));
  }
  jury.refuses(["session", "freeze", "essai", "--now", later], 1, /le registre ne répond pas/, /does not vouch/);
});

// --- what happens halfway
// What a stopped freeze may have left is complete in itself: snapshots, a checkpoint, parts of files that the next run sweeps away.
function strange(before, jury) {
  const after = read_tree(jury.root);
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter(
    (name) =>
      !(before.has(name) && after.has(name) && before.get(name).equals(after.get(name))) &&
      !/^trust\/(snapshots\/|checkpoint-\d+\.(json|leaves)$|(snapshots\/)?\.[^/]+\.part$)/.test(name),
  );
}
await test("a disk that fails on the way leaves no freeze, and what was added is taken away again", () => {
  const jury = new Jury();
  jury.open();
  const before = read_tree(jury.root);
  let failures = 0;
  for (const blocks of [1, 2, 4, 8, 16]) {
    const command = ["session", "freeze", "juin-2005", "--root", jury.root, "--now", frozen, "--lang", "en", ...yes];
    const run = spawnSync("bash", ["-c", `trap "" XFSZ; ulimit -f ${blocks}; exec "$@"`, "bash", program, ...command], {
      env: { ...bare, ...jury.env },
      encoding: "utf8",
    });
    if (run.status === 0) break;
    ++failures;
    same(run.status, 3, `${run.stdout}${run.stderr}`);
    holds(!jury.has("trust/freeze-juin-2005.json"), "a freeze is there");
    same_trees(before, read_tree(jury.root));
  }
  holds(failures > 1, `it failed ${failures} times`);
  if (!jury.has("trust/freeze-juin-2005.json")) jury.freeze();
  same(
    jury.word((name) => name.startsWith("freeze-")),
    ["valid"],
  );
});

await test("killed at any moment, a freeze is there whole or not at all, and given again it completes", async () => {
  const jury = new Jury();
  jury.open();
  const start = read_tree(jury.root);
  const timed = new Jury(start);
  const began = Date.now();
  timed.freeze();
  const whole = Date.now() - began;
  let killed = 0;
  for (let round = 0; round < 12; ++round) {
    const each = new Jury(start);
    const child = spawn(program, ["session", "freeze", "juin-2005", "--root", each.root, "--now", frozen, ...yes], {
      env: { ...bare, ...each.env },
      stdio: "ignore",
    });
    const ended = new Promise((resolve) => child.on("close", (status, signal) => resolve(signal)));
    setTimeout(() => child.kill("SIGKILL"), random.below(whole));
    if ((await ended) === "SIGKILL") ++killed;
    if (!each.has("trust/freeze-juin-2005.json")) {
      same(strange(start, each), []);
      each.freeze();
    }
    same(
      each.word((name) => name.startsWith("freeze-")),
      ["valid"],
    );
    holds(
      each.changes().candidates.every((one) => one.changes.length === 0),
      "nothing has changed",
    );
  }
  holds(killed > 0, "not one run was killed");
});

await test("a candidate who is erased takes what was frozen of her along, and the others are judged and certified", () => {
  const jury = frozen_jury();
  jury.decide("mercier", "--import", jury.csv(everybody()));
  const id = /^id: "?(\w+)/m.exec(jury.text("gfp/math1/trainees/fabre/profile.md"))[1];
  const hers = jury.subject("freeze-juin-2005.json").candidates.find((one) => one.trainee === id).state;
  const state = JSON.parse(jury.read(`trust/snapshots/${hers}`));
  jury.does(["remove", "math1/fabre", "-o", folder("dossiers"), "--now", held]);
  jury.trust(held, "checkpoint", ...key("ifm-haute-provence-checkpoint"));
  holds(!jury.has(`trust/snapshots/${hers}`), "her state is still there");
  for (const { manifest } of state.activities)
    holds(!jury.has(`trust/snapshots/${manifest.body.sha256}`), "her text is still there");
  const left = [...read_tree(jury.file("trust"))].filter(
    ([name, bytes]) => /snapshots/.test(name) && bytes.includes("MATH1-FABRE"),
  );
  same(
    left.map(([name]) => name),
    [],
  );
  same(
    jury.word((name) => name.startsWith("freeze-")),
    ["valid"],
  );
  same(new Set(jury.word((name) => name.startsWith("decisions/"))), new Set(["valid", "erased"]));
  const changed = jury.changes().candidates.filter((one) => one.changes.length > 0);
  same(changed, [{ trainee: id, changes: [{ change: "candidate-erased", details: [] }] }]);
  const close = jury.close_without_pdf();
  same(close.out.split("\n").filter((line) => line.startsWith("trust/certificates/")).length, trainees.length - 1);
  const minutes = fs.readFileSync(path.join(jury.out, "proces-verbal-juin-2005.html"), "utf8");
  holds(minutes.includes("Dossier effacé") && !/fabre/i.test(minutes), "the minutes name her");
});

await test("what was frozen and is taken away is said, and nobody decides on it", () => {
  const jury = frozen_jury();
  const { candidates } = jury.subject("freeze-juin-2005.json");
  const id = /^id: "?(\w+)/m.exec(jury.text("gfp/math1/trainees/martin/profile.md"))[1];
  fs.rmSync(jury.file(`trust/snapshots/${candidates.find((one) => one.trainee === id).state}`));
  same(
    jury.word((name) => name.startsWith("freeze-")),
    ["content-missing (state)"],
  );
  same(
    jury.of("math1/martin").map((one) => one.change),
    ["state-lost"],
  );
  jury.refuses(
    ["session", "decide", "juin-2005", "math1/martin", "received", "--now", held, ...key("mercier")],
    1,
    /ce qui a été gelé d’elle manque/,
    /what was frozen of her is missing/,
  );
  jury.decide("mercier", "math1/durand", "received");
  const freeze = jury.text("trust/freeze-juin-2005.json");
  jury.write("trust/freeze-juin-2005.json", freeze.replace(candidates[0].state, candidates[1].state));
  jury.refuses(
    ["session", "diff", "juin-2005", "--now", held],
    1,
    /a été modifié depuis sa signature/,
    /was changed after it was signed/,
    { signing: [] },
  );
});
finish();

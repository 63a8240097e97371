// Tables of decisions, corrections, and who decides nothing.
import fs from "node:fs";
import path from "node:path";

import { folder, holds, same, same_trees, test, told } from "../support/tools.mjs";
import { Jury, frozen_jury, held, key, yes } from "../support/jury.mjs";
import { trainees } from "./candidates.mjs";

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

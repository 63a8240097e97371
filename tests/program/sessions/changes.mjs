// What changes after the freeze is told apart.
import fs from "node:fs";

import { holds, same, test, told } from "../support/tools.mjs";
import { read_csv } from "../support/csv.mjs";
import { activity, change_everything, frozen_jury, held } from "../support/jury.mjs";
import { trainees } from "./candidates.mjs";

await test("the difference lists what was edited, added, attested and revoked since, and nothing else", () => {
  const jury = frozen_jury();
  jury.replace(activity, 'title: "Fonctions associées\u00a0: une courbe que l’on pousse"', 'title: "Fonctions associées"');
  const { attested, signed, digest } = change_everything(jury);
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
  const owner = attested.split("-")[1].toLowerCase();
  same(
    of(owner).map((one) => [one.change, one.subject, one.after]),
    [["attestation-added", attested, "unsealed"]],
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

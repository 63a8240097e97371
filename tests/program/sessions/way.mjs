// The whole way, and the minutes.
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { holds, plain, read_tree, same, same_trees, test, told } from "../support/tools.mjs";
import { read_csv } from "../support/csv.mjs";
import { digest_of, verifies } from "../support/institute.mjs";
import { Jury, frozen, frozen_jury, held, opened } from "../support/jury.mjs";
import { trainees, everybody, latest } from "./candidates.mjs";

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

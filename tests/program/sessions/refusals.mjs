// What is refused, and what stops nobody.
import fs from "node:fs";
import path from "node:path";

import { folder, holds, livret, same, test, told } from "../support/tools.mjs";
import { jpeg_with } from "../support/camera.mjs";
import { activity, Jury, frozen, frozen_jury, held, key, later, opened, yes } from "../support/jury.mjs";
import { trainees, everybody, latest } from "./candidates.mjs";

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

// `livret build --session`: the site of one jury shows what was frozen, to the byte, whatever happened to the repository since,
// and tells apart what did. On a copy of the example institute.
//
//   node tests/program/session_site.mjs PROGRAM [PART OF A NAME]
import fs from "node:fs";
import path from "node:path";
import { activity, change_everything, frozen, frozen_jury, held } from "./support/jury.mjs";
import { finish, folder, holds, read_tree, same, same_trees, test, told } from "./support/tools.mjs";
import { read_csv } from "./support/csv.mjs";

const words = (html) =>
  html
    .replace(/<[^>]*>/g, "")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&")
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, " ")
    .trim();

function site_of(jury, { day = held, args = [], expect = 0, lang = "fr" } = {}) {
  const output = folder("site");
  const run = jury.run(["build", "--session", "juin-2005", "-o", output, "--now", day, ...args], { lang });
  holds(run.status === expect, () => told(run));
  return { run, output, files: read_tree(output), text: (name) => fs.readFileSync(path.join(output, name), "utf8") };
}
await test("the site is the frozen state: it stays the same whatever comes, but for what tells of it", () => {
  const jury = frozen_jury();
  const before = site_of(jury, { args: ["--no-dossiers"] });
  const { attested } = change_everything(jury);
  const after = site_of(jury, { args: ["--no-dossiers"] });
  same([...after.files.keys()].sort(), [...before.files.keys()].sort());
  const changed = [...after.files].filter(([name, bytes]) => !before.files.get(name).equals(bytes)).map(([name]) => name);
  const owner = attested.split("-")[1].toLowerCase();
  // The tables and pages that say what has changed, and no others.
  const tells = /(^|\/)(candidats|changements)\.(html|csv)$/;
  const expected = ["durand", "nguyen", owner].map((one) => `math1/candidats/${one}.html`);
  same(changed.filter((name) => !tells.test(name)).sort(), expected.sort(), "changed");
  for (const [name, bytes] of after.files) {
    if (!name.endsWith(".html") || tells.test(name) || /candidats\/durand/.test(name)) continue;
    holds(!/trente élèves après le gel|Ajoutée après le gel/.test(bytes.toString()), name);
  }
});

await test("every page says of which session it is, and as of which checkpoint", () => {
  const site = site_of(frozen_jury(), { args: ["--no-dossiers"] });
  const pages = [...site.files].filter(([name]) => name.endsWith(".html") && !/verify\.html|404\.html/.test(name));
  holds(pages.length > 200, pages.length);
  same(
    pages
      .filter(
        ([, bytes]) =>
          !/Session «\u00a0Jury C2i2e\u00a0: session de juin 2005\u00a0»[^<]*gelés au point de contrôle \d+/.test(bytes),
      )
      .map(([name]) => name),
    [],
  );
  const checkpoint = frozen_jury().subject("freeze-juin-2005.json").checkpoint.number;
  holds(site.text("index.html").includes(`point de contrôle ${checkpoint}, daté du 8 juin 2005`));
});

await test("what has changed since is listed exactly, on its page, in the table and with each candidate, as session diff says", () => {
  const jury = frozen_jury();
  change_everything(jury);
  const site = site_of(jury, { args: ["--no-dossiers"] });
  const told_by_verb = jury.changes().candidates.filter((one) => one.changes.length > 0);
  const page = site.text("math1/changements.html");
  const listed = [
    ...page.matchAll(/<h2><a href="candidats\/([a-z]+)\.html">[^]*?<ul class="changes"[^>]*>([^]*?)<\/ul>\n<\/section>/g),
  ].map(([, who, list]) => [
    `math1/${who}`,
    [...list.matchAll(/<li class="([a-z-]+)">/g)].map((one) => one[1]).filter((kind) => !kind.startsWith("line-")),
  ]);
  same(
    listed,
    told_by_verb.map((one) => [one.folder, one.changes.map((change) => change.change)]),
  );
  for (const text of ["Ajoutée après le gel", "élèves après le gel", "valide au moment du gel, aujourd’hui révoquée"])
    holds(words(page).includes(text), `${text}\n${words(page)}`);
  const numbers = Object.fromEntries(
    [...site.text("math1/candidats.html").matchAll(/data-value="(\d+)"><a href="candidats\/([a-z]+)\.html#_since"/g)].map(
      (one) => [one[2], Number(one[1])],
    ),
  );
  for (const [who, count] of Object.entries(numbers)) {
    same(count, told_by_verb.find((one) => one.folder === `math1/${who}`)?.changes.length ?? 0, who);
    const own = site.text(`math1/candidats/${who}.html`);
    same([...own.matchAll(/<li class="(?:activity|competence|claim|attestation|candidate|state)[a-z-]*">/g)].length, count, who);
  }
  holds(Object.keys(numbers).length === 9, numbers);
});

await test("what came after the freeze counts for nothing, and what was revoked since counts as it did", () => {
  const jury = frozen_jury();
  const table = (site) => read_csv(site.files.get("candidats.csv"), ";").map((row) => row.slice(0, -1));
  const before = table(site_of(jury, { day: frozen, args: ["--no-dossiers"] }));
  change_everything(jury);
  same(table(site_of(jury, { args: ["--no-dossiers"] })), before);
  holds(before.length === 10 && before[0].some((one) => one.startsWith("C2i2e 2005")), before[0]);
});

await test("what a candidate had answered to trainers by the freeze is there; what she answers later is not", () => {
  const jury = frozen_jury();
  const answered = (site) => [...site.text("math1/matrice/c2i2e-2004.html").matchAll(/class="[^"]*is-answered"/g)].length;
  const before = answered(site_of(jury, { args: ["--no-dossiers"] }));
  holds(before > 0, before);
  for (const name of read_tree(jury.file("gfp/math1")).keys()) {
    const file = `gfp/math1/${name}`;
    const text = name.endsWith(".md") ? jury.text(file) : "";
    if (/^r[ée]p(onses|lies):/m.test(text)) jury.write(file, text.replace(/(- (?:to|à): .*\n\s*date: )\S+/g, "$12005-06-15"));
  }
  same(answered(site_of(jury, { args: ["--no-dossiers"] })), 0);
});

await test("the rule that is asked is the session’s alone, through the crosswalk", () => {
  const site = site_of(frozen_jury(), { args: ["--no-dossiers"] });
  const page = site.text("math1/candidats/durand.html");
  same([...page.matchAll(/<section class="answer-card/g)].length, 1);
  holds(page.includes("C2i2e 2005") && /Compte tenu de la table de correspondance/.test(page));
  holds(!/C2i2e 2011/.test(site.text("math1/candidats.html")));
});

await test("one table holds the candidates of all groups, and dossiers follow each other across groups", () => {
  const jury = frozen_jury("math1", "hg1");
  const site = site_of(jury, { args: ["--no-dossiers"] });
  const links = [...site.text("candidats.html").matchAll(/<th scope="row"[^>]*><a href="([^"]+)"/g)].map((one) => one[1]);
  same(links.length, 17);
  let at = links[0];
  const way = [];
  for (;;) {
    way.push(at);
    const next = /<a class="next" rel="next" href="([^"]+)"/.exec(site.text(at));
    if (!next) break;
    at = path.posix.join(path.posix.dirname(at), next[1]);
  }
  same(way, links);
  same(
    [...site.files.keys()].filter((name) => name.startsWith("pe1/")),
    [],
  );
});

await test("dossiers of the site are as frozen, and verify", () => {
  const jury = frozen_jury();
  change_everything(jury);
  const site = site_of(jury);
  const zip = path.join(site.output, "math1/dossiers/dossier-math1-durand-jury.zip");
  const run = jury.run(["verify", zip, "--format", "json", "--now", held]);
  const report = JSON.parse(run.out)[0];
  holds(fs.existsSync(zip) && JSON.stringify(report).includes('"checkpoint"'), () => told(run));
  const held_bytes = fs.readFileSync(zip).toString("latin1");
  holds(!held_bytes.includes(Buffer.from("trente élèves après le gel").toString("latin1")));
  holds(!held_bytes.includes("MATH1-DURAND-09"));
});

await test("the site carries its freeze, which people and programs check from it alone", () => {
  const site = site_of(frozen_jury("math1", "hg1"), { args: ["--no-dossiers"] });
  const run = frozen_jury("math1", "hg1").run(["verify", site.output, "--format", "json", "--now", held]);
  const files = JSON.parse(run.out).flatMap((one) => one.files);
  same(files.find((one) => one.path === "freeze-juin-2005.json")?.word, "valid", told(run));
  // One byte of a frozen text, and the freeze says that it is gone.
  const own = site_of(frozen_jury("math1", "hg1"), { args: ["--no-dossiers"] });
  const state = JSON.parse(own.text("trust/freeze-juin-2005.json")).credentialSubject.candidates[0].state;
  const body = JSON.parse(own.text(`trust/snapshots/${state}`)).activities[0].manifest.body.sha256;
  fs.appendFileSync(path.join(own.output, "trust/snapshots", body), " ");
  const broken = JSON.parse(frozen_jury("math1", "hg1").run(["verify", own.output, "--format", "json", "--now", held]).out);
  same(broken.flatMap((one) => one.files).find((one) => one.path === "freeze-juin-2005.json")?.word, "content-missing");
});

await test("what was frozen is shown though its file is gone, moved, withdrawn, hidden or broken today", () => {
  const jury = frozen_jury();
  const before = site_of(jury, { day: frozen, args: ["--no-dossiers"] });
  const name = "math1/activites/MATH1-DURAND-02.html";
  const body = (text) => /<div class="prose">([^]*?)<\/div>\n<section class="files"/.exec(text)[1];
  const original = jury.text(activity);
  const expected = body(before.text(name));
  holds(expected.length > 1000);
  for (const [what, change] of [
    ["gone", () => fs.rmSync(jury.file(activity))],
    ["withdrawn", () => jury.write(activity, original.replace("status: declared", "status: withdrawn"))],
    ["hidden", () => jury.write(activity, original.replace(/visibility: \w+/, "visibility: private"))],
    ["broken", () => jury.write(activity, "---\ntitle: [\n---\n")],
  ]) {
    change();
    same(body(site_of(jury, { args: ["--no-dossiers"] }).text(name)), expected, what);
    jury.write(activity, original);
  }
});

await test("a text that was frozen and whose bytes are gone is no text of today’s", () => {
  const jury = frozen_jury();
  const state = jury.subject("freeze-juin-2005.json").candidates;
  const digest = state
    .map((one) => JSON.parse(jury.text(`trust/snapshots/${one.state}`)))
    .flatMap((one) => one.activities)
    .find((one) => one.manifest.reference === "MATH1-DURAND-01").manifest.body.sha256;
  fs.rmSync(jury.file(`trust/snapshots/${digest}`));
  const site = site_of(jury, { args: ["--no-dossiers"] });
  const text = /<div class="prose">([^]*?)<\/div>/.exec(site.text("math1/activites/MATH1-DURAND-01.html"))[1];
  same(words(text), "", "the text of the page");
  holds(words(site.text("math1/changements.html")).includes("Une partie de ce qui a été gelé n’est plus là"));
});

await test("no session, none that is in force, no freeze, a forged freeze: nothing is published, and why is said", () => {
  const jury = frozen_jury();
  const refused = (pattern, args = ["--session", "juin-2005"]) => {
    const output = folder("none");
    const run = jury.run(["build", ...args, "-o", output, "--now", held], { lang: "fr" });
    holds(run.status !== 0 && pattern.test(run.err), () => `${pattern}\n${told(run)}`);
    same([...read_tree(output).keys()], []);
  };
  refused(/session « juillet-2005 » : ce dépôt décrit juin-2005/, ["--session", "juillet-2005"]);
  refused(/--session fait le site d’un jury/, ["--session", "juin-2005", "--audience", "gfp"]);
  refused(/--drafts ne va pas avec --session/, ["--session", "juin-2005", "--drafts"]);
  const file = jury.text("sessions/juin-2005.yaml");
  jury.write("sessions/juin-2005.yaml", file.replace("math1", "pe1"));
  refused(/sessions\/juin-2005\.yaml: a changé depuis que le registre en répond/);
  jury.write("sessions/juin-2005.yaml", file);
  const freeze = jury.text("trust/freeze-juin-2005.json");
  jury.write(
    "trust/freeze-juin-2005.json",
    freeze.replace(/"state":"(.)/, (_, digit) => `"state":"${digit === "0" ? "1" : "0"}`),
  );
  refused(/« trust\/freeze-juin-2005\.json » a été modifié depuis sa signature/);
  fs.rmSync(jury.file("trust/freeze-juin-2005.json"));
  refused(/gel/);
});

await test("what a jury decides is in no other site, and that there is a session in none of the group’s or the public’s", () => {
  const jury = frozen_jury();
  jury.decide("mercier", "math1/durand", "received", "--note", "Très bon dossier, mot secret du jury.");
  for (const audience of ["trainers", "jury"]) {
    const output = folder(audience);
    const args = ["--audience", audience, "--no-git", ...(audience === "jury" ? ["--no-dossiers"] : [])];
    const run = jury.run(["build", "-o", output, "--now", held, ...args]);
    holds(run.status === 0, () => told(run));
    for (const [name, bytes] of read_tree(output))
      holds(!bytes.toString("latin1").includes("mot secret du jury"), `${audience}: ${name}`);
  }
  for (const audience of ["gfp", "public"]) {
    const output = folder(audience);
    const run = jury.run(["build", "--audience", audience, "-o", output, "--now", held, "--no-git"]);
    holds(run.status === 0, () => told(run));
    for (const [name, bytes] of read_tree(output))
      holds(
        !/mot secret du jury|session de juin 2005|juin-2005|Solange Mercier/.test(bytes.toString("latin1")),
        `${audience}: ${name}`,
      );
  }
});

finish();

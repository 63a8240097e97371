// What livret import leap2a makes: drafts from Mahara's exports, our own back again, and nothing at all from hostile ones.
import fs from "node:fs";
import path from "node:path";
import YAML from "yaml";
import { content, folder, holds, livret, plain, read_tree, same, same_trees, test, told } from "../program/support/tools.mjs";
import { codes_of, dates_of, declared, exported, trainees } from "./export.mjs";
import { entry, feed, file, header, post } from "./mahara.mjs";
import { all, one, php_urldecode, zip } from "./tools.mjs";

const png = fs.readFileSync(path.join(content, "gfp/pe1/trainees/sabatier/activities/bourgeons-au-jour-le-jour/croissance.png"));

function repository() {
  const root = folder("repository");
  for (const name of ["livret.yaml", "frameworks", "gfp/math1/gfp.md", "gfp/math1/trainees/durand/profile.md"])
    fs.cpSync(path.join(content, name), path.join(root, name), { recursive: true });
  return root;
}
const activities = (root, who = "math1/durand") =>
  path.join(root, "gfp", who.split("/")[0], "trainees", who.split("/")[1], "activities");
function import_zip(root, archive, args = [], lang = "fr") {
  return livret([
    "import",
    "leap2a",
    archive,
    "--trainee",
    "math1/durand",
    "--root",
    root,
    "--lang",
    lang,
    "--now",
    "2005-05-01",
    ...args,
  ]);
}
const archive_of = (xml, files = [], options) =>
  zip(path.join(folder("zip"), "export.zip"), [["leap2a.xml", xml], ...files], options);
const draft = (root, name) => fs.readFileSync(path.join(activities(root), name), "utf8");
function check(root) {
  const run = livret(["check", "--root", root, "--now", "2005-05-01", "--no-git", "--format", "json", "--lang", "en"]);
  return JSON.parse(run.out).diagnostics.filter(
    (d) => !["pictures-unsaid", "outside-school-year"].includes(d.code) && d.path.includes("/activities/"),
  );
}

// --- out and in again
function round_trip() {
  const root = folder("back");
  fs.cpSync(content, root, { recursive: true });
  const made = new Map();
  for (const trainee of trainees) {
    const sent = exported(trainee);
    const run = livret(["import", "leap2a", sent.file, "--trainee", trainee, "--root", root, "--lang", "en"]);
    holds(run.status === 0, told(run));
    made.set(trainee, { sent, files: run.out.trim().split("\n").filter(Boolean) });
  }
  return { root, made };
}
const back = round_trip();
const read = (name) => {
  const [, head, ...body] = fs.readFileSync(path.join(back.root, name), "utf8").split(/^---$/m);
  return { name, header: YAML.parse(head), body: body.join("---") };
};
const english = {
  titre: "title",
  contexte: "context",
  compétences: "competences",
  statut: "status",
  images: "pictures",
  référentiel: "framework",
};
const in_english = (head) => Object.fromEntries(Object.entries(head).map(([key, value]) => [english[key] ?? key, value]));

await test("out and in again: title, dates, context, phases, situation, competences with their words; as drafts", () => {
  let seen = 0;
  for (const [trainee, { files }] of back.made) {
    const drafts = files.filter((name) => name.endsWith(".md")).map(read);
    const expected = declared(trainee);
    same(drafts.length, expected.length, trainee);
    for (const before of expected) {
      const after = drafts.find((one_draft) => in_english(one_draft.header).title === before.header.title);
      holds(after, `${trainee}: no draft called ${before.header.title}`);
      const head = in_english(after.header);
      same(head.status, "brouillon");
      same(head.reference, undefined);
      const words = (list) =>
        (list ?? [])
          .map((c) => (typeof c === "string" ? [c, ""] : Object.entries(c)[0]))
          .map(([code, text]) => [code, plain(String(text)).replaceAll("’", "'").replaceAll("…", "...")]);
      same(words(head.competences), words(before.header.competences), before.name);
      const [from, to] = dates_of(before.header),
        date = head.date;
      same(date.du ? [date.du, date.au] : [date, date], [from, to].map(String), before.name);
      same(head.context, before.header.context, before.name);
      same(head.phases ?? [], before.header.phases ?? [], before.name);
      same(head.situation ?? "none", before.header.situation ?? "none", before.name);
      same(head.pictures, before.header.pictures, before.name);
      ++seen;
    }
  }
  holds(seen > 60, `${seen} activities`);
});

await test("out and in again: pages show the same text", () => {
  const site = (root, ...args) => {
    const out = path.join(folder("site"), "site");
    const run = livret(["build", "--root", root, "-o", out, "--now", "2005-05-01", "--no-git", ...args]);
    holds(run.status === 0, told(run));
    return out;
  };
  const before = site(content),
    after = site(back.root, "--drafts");
  // By trainee and title: the text without links into the repository and the addresses of pictures.
  const pages = (root, wanted = () => true) => {
    const out = new Map();
    for (const [name, bytes] of read_tree(root)) {
      if (!/^[^/]+\/activites\/.*\.html$/.test(name) || !wanted(name)) continue;
      const html = bytes.toString(),
        who = /stagiaires\/([a-z0-9-]+)\.html"/.exec(html.slice(html.indexOf("<h1")))[1];
      const title = /<h1[^>]*>([\s\S]*?)<\/h1>/
        .exec(html)[1]
        .replace(/<[^>]*>/g, "")
        .trim();
      const head = html.slice(0, html.indexOf('<section class="files"'));
      const text = head.slice(head.lastIndexOf('<div class="prose">'));
      out.set(
        `${name.split("/")[0]}/${who}: ${title}`,
        text
          .replace(/<a href="(?!https?:|#fn)[^"]*">([\s\S]*?)<\/a>/g, "$1")
          .replace(/src="[^"]*"/g, "src")
          .replace(/\s+/g, " ")
          .trim(),
      );
    }
    return out;
  };
  const old = pages(before),
    names = new Set(read_tree(before).keys()),
    now = pages(after, (name) => !names.has(name));
  for (const [key, text] of old) same(now.get(key), text, key);
  holds(old.size > 50, `${old.size} pages`);
});

await test("out and in again: files byte for byte, and a repository that livret check has nothing against", () => {
  let files = 0;
  for (const { sent, files: made } of back.made.values()) {
    const kept = made.filter((name) => !name.endsWith(".md"));
    const resources = all(sent.feed, "entry").filter((e) => all(e, "content").some((c) => c.attributes.src));
    const related = new Set(
      all(sent.feed, "entry").flatMap((e) =>
        all(e, "link")
          .filter((l) => l.attributes.rel === "related")
          .map((l) => l.attributes.href),
      ),
    );
    const expected = resources
      .filter((e) => related.has(one(e, "id").text))
      .map((e) => [
        one(e, "title").text,
        fs.readFileSync(path.join(sent.place, php_urldecode(one(e, "content").attributes.src))),
      ]);
    same(kept.map((name) => path.basename(name)).sort(), expected.map(([title]) => title).sort());
    for (const name of kept) {
      holds(
        expected.some(
          ([title, bytes]) => title === path.basename(name) && bytes.equals(fs.readFileSync(path.join(back.root, name))),
        ),
        name,
      );
      ++files;
    }
  }
  holds(files > 15, `${files} files`);
  same(check(back.root), []);
});

// --- Mahara's exports
const mahara_xml = feed(
  entry({ id: "artefactinternal", title: "Zoé Morel", type: "person", categories: [["Self", "person_type"]] }),
  entry({
    id: "artefact1",
    title: "Journal de Zoé",
    type: "selection",
    plugin: "blog",
    artefact: "blog",
    categories: [["Blog", "selection_type"]],
    links: [["leap2:has_part", "portfolio:artefact2"]],
    xhtml: "",
  }),
  post({
    id: "artefact2",
    title: "Suites : « premier essai »",
    tags: ["B.2.1", "a11", "tableur & maths"],
    files: ["artefact5", "artefact6"],
    xhtml:
      "<h2>Contexte</h2><p>Une classe de <strong>trente</strong>&#160;élèves, <em>sans</em> salle.</p><ul><li>un</li><li>deux<ol><li>a</li></ol></li></ul>" +
      '<p><img alt="La courbe" rel="leap2:has_part" href="portfolio:artefact5" width="10"/></p><p>Voir <a rel="leap2:has_part" href="portfolio:artefact6">le relevé</a>, <a href="https://www.example.org/a?b=1&amp;c">le site</a>, <a href="portfolio:view3">ma page</a>.</p>' +
      "<table><tbody><tr><td>n</td><td>u</td></tr><tr><td>1</td><td>2|3</td></tr></tbody></table><pre>for i = 1 to 3\n  print i</pre>",
  }),
  post({
    id: "artefact3",
    title: "Deux lignes",
    text: "Première ligne.\nDeuxième ligne.\n\nFin * sans étoile.",
    dates: [
      ["start", "2005-01-10"],
      ["end", "2005-01-14T00:00:00+01:00"],
    ],
  }),
  post({
    id: "artefact4",
    title: "Brouillon",
    text: "Coupé en <p>morceaux &eacute;chappés</p>",
    categories: [["Unready", "readiness"]],
    published: "2004-12-01T00:10:00+01:00",
  }),
  file({ id: "artefact5", title: "Courbe n° 1.png", path: "files/0-Courbe n° 1.png", media: "image/png", artefact: "image" }),
  file({ id: "artefact6", title: "relevé", path: "files/1-6-relev%C3%A9+1.csv", media: "text/csv" }),
  file({ id: "artefact7", title: "film.mp4", path: "files/2-film.mp4", media: "video/mp4" }),
  entry({
    id: "artefact8",
    title: "Bravo",
    plugin: "comment",
    artefact: "comment",
    links: [["leap2:reflects_on", "portfolio:artefact2"]],
    xhtml: "<p>Bien.</p>",
  }),
  entry({ id: "artefact9", title: "Lycée", type: "activity", plugin: "resume", artefact: "employmenthistory", text: "" }),
  entry({
    id: "artefact10",
    title: "Note",
    plugin: "internal",
    artefact: "html",
    xhtml:
      '<p>Une note <img src="https://mahara.example.org/artefact/file/download.php?file=5&amp;embedded=1" alt="la courbe"/></p>',
    files: [],
  }),
  entry({
    id: "view3",
    title: "Ma page",
    type: "selection",
    categories: [["Webpage", "selection_type"]],
    xhtml: "<p>x</p>",
    extra: '        <mahara:view mahara:type="portfolio"/>\n',
  }),
  entry({ id: "artefact11", title: "Diplôme", type: "achievement", text: "x" }),
  post({ id: "artefact12", title: "Avec un film", text: "Le film.", files: ["artefact7"] }),
);
const mahara_files = [
  ["files/0-Courbe n° 1.png", png],
  ["files/1-6-relevé+1.csv", "x;y\n1;2\n"],
  ["files/2-film.mp4", "film"],
];

await test("Mahara's own export becomes drafts, each with its files; what is left out is said, with its line", () => {
  const root = repository(),
    run = import_zip(root, archive_of(mahara_xml, mahara_files));
  same(run.status, 0, told(run));
  const err = plain(run.err);
  for (const words of [
    "« Zoé Morel », laissé de côté : la fiche de la personne",
    "« Bravo », laissé de côté : un commentaire",
    "« Lycée », laissé de côté : le curriculum",
    "« Ma page », laissé de côté : une page",
    "« Diplôme », laissé de côté : une attestation",
    "« film.mp4 », laissé de côté : « film.mp4 » : ce type de fichier ne se joint pas (déposez la vidéo",
    "« Courbe n° 1.png » → joint",
    "brouillons faits : 5, pièces jointes : 3",
  ])
    holds(err.includes(words), `${words}\n${told(run)}`);
  const lines = mahara_xml.split("\n");
  for (const [, line, title] of err.matchAll(/leap2a\.xml:(\d+) : « (.*?) »(?:,| →)/g))
    holds(lines[line]?.includes("<title>") && lines[line - 1].includes("<entry>"), `line ${line} for ${title}`);
  same(
    draft(root, "suites-premier-essai/index.md"),
    `---
titre: "Suites : « premier essai »"
date: 2005-02-28
# importé : le contexte est à choisir
contexte: personnel
compétences:
  - B.2.1
  - A.1.1
statut: brouillon
visibilité: gfp
---
## Contexte

Une classe de **trente**\u00a0élèves, _sans_ salle.

- un
- deux
  1. a

![La courbe](Courbe%20n°%201.png)

Voir [le relevé](relevé+1.csv), [le site](https://www.example.org/a?b=1&c), ma page.

| n | u |
| --- | --- |
| 1 | 2\\|3 |

\`\`\`
for i = 1 to 3
  print i
\`\`\`

Mots-clés : tableur & maths
`,
  );
  same(draft(root, "deux-lignes.md").split("---\n"), [
    "",
    'titre: "Deux lignes"\ndate: {du: 2005-01-10, au: 2005-01-14}\n# importé : le contexte est à choisir\ncontexte: personnel\nstatut: brouillon\nvisibilité: gfp\n',
    "Première ligne.\\\nDeuxième ligne.\n\nFin \\* sans étoile.\n",
  ]);
  holds(
    draft(root, "brouillon.md").includes("date: 2004-12-01") &&
      draft(root, "brouillon.md").endsWith("---\nCoupé en\n\nmorceaux échappés\n"),
    draft(root, "brouillon.md"),
  );
  holds(draft(root, "note/index.md").endsWith("Une note ![la courbe](Courbe%20n°%201.png)\n"), draft(root, "note/index.md"));
  holds(fs.readFileSync(path.join(activities(root), "suites-premier-essai/Courbe n° 1.png")).equals(png), "the picture");
  same(fs.readdirSync(activities(root)).sort(), [
    "avec-un-film.md",
    "brouillon.md",
    "deux-lignes.md",
    "note",
    "suites-premier-essai",
  ]);
  same(check(root), []);
});

await test("what Mahara gives back of our own export still knows its context, phases and words", () => {
  const sent = exported("math1/durand"),
    root = repository();
  const mine = all(sent.feed, "entry").filter((e) => one(e, "rdf:type").attributes["rdf:resource"] === "leap2:activity");
  // Mahara makes XHTML of it, forgets leap2:date, and gives tags back made of hyphens.
  const posts = mine.map((e, i) =>
    post({
      id: `artefact${i + 2}`,
      title: one(e, "title").text,
      published: one(e, "published").text,
      xhtml: `\n<div>${one(e, "content").text}</div>\n`,
      tags: all(e, "category").map((c) => c.attributes.term),
    }),
  );
  const run = import_zip(root, archive_of(feed(...posts)));
  same(run.status, 0, told(run));
  const [, head, body] = draft(root, "fonctions-associees-une-courbe-que-l-on-pousse.md").split(/^---$/m);
  const { contexte, phases, situation, compétences, date } = YAML.parse(head);
  same(
    [contexte, phases, situation, date],
    ["stage-en-responsabilite", ["conception", "mise-en-oeuvre", "analyse"], "classroom", "2004-10-14"],
  );
  same(Object.keys(Object.assign({}, ...compétences)), ["B.2.2", "B.3.2", "B.2.3"]);
  holds(!body.includes("Livret)") && body.includes("## Les prévisions") && body.includes("| ---: |"), body);
});

await test("--dry-run says the same and writes nothing", () => {
  const root = repository(),
    before = read_tree(root),
    archive = archive_of(mahara_xml, mahara_files);
  const dry = import_zip(root, archive, ["--dry-run"], "en");
  same(dry.status, 0, told(dry));
  holds(dry.err.includes("drafts that would be made: 5, attachments: 3"), told(dry));
  same_trees(before, read_tree(root));
  same(import_zip(root, archive, [], "en").out, dry.out);
});

await test("a name that is taken gets the next number; nothing is ever replaced", () => {
  const root = repository(),
    archive = archive_of(
      feed(
        post({ id: "artefact2", title: "Même titre", text: "a" }),
        post({ id: "artefact3", title: "Même titre", text: "b", files: ["artefact5"] }),
        file({ id: "artefact5", title: "a.csv", path: "files/a.csv", media: "text/csv" }),
      ),
      [["files/a.csv", "x\n"]],
    );
  for (let i = 0; i < 2; ++i) same(import_zip(root, archive).status, 0);
  const before = read_tree(root);
  same(fs.readdirSync(activities(root)).sort(), ["meme-titre-2", "meme-titre-3.md", "meme-titre-4", "meme-titre.md"]);
  fs.mkdirSync(path.join(activities(root), "meme-titre-5"));
  import_zip(root, archive);
  for (const [name, bytes] of before) holds(read_tree(root).get(name).equals(bytes), name);
});

await test("what a picture reveals is taken out on the way in", () => {
  const chunk = Buffer.from("0000000a7445587441757468", "hex");
  const text = Buffer.concat([Buffer.from("Author\0Zoé Morel")]),
    typed = Buffer.concat([Buffer.from("tEXt"), text]);
  const table = Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; ++k) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  let crc = 0xffffffff;
  for (const byte of typed) crc = table[(crc ^ byte) & 255] ^ (crc >>> 8);
  const length = Buffer.alloc(4),
    sum = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  sum.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  const tattling = Buffer.concat([png.subarray(0, 33), length, typed, sum, png.subarray(33)]);
  holds(chunk.length > 0 && tattling.includes("Zoé Morel"), "the sample");
  const root = repository();
  const run = import_zip(
    root,
    archive_of(
      feed(
        post({ id: "artefact2", title: "Photo", text: "a", files: ["artefact5"] }),
        file({ id: "artefact5", title: "a.png", path: "files/a.png", media: "image/png" }),
      ),
      [["files/a.png", tattling]],
    ),
  );
  same(run.status, 0, told(run));
  holds(!fs.readFileSync(path.join(activities(root), "photo/a.png")).includes("Zoé Morel"), "her name is still in the picture");
});

await test("scripts, addresses that run and raw HTML leave no trace", () => {
  const root = repository();
  const html =
    '<p onclick="alert(1)">mot<script>alert(1)</script> <a href="javascript:alert(1)">lien</a> <a href="&#106;ava&#10;script:alert(1)">lien</a> <img src="x" onerror="alert(1)" alt="image"/>&lt;b&gt;</p><iframe src="https://e.example/"></iframe><svg><script>x</script></svg>';
  const run = import_zip(
    root,
    archive_of(
      feed(
        post({ id: "artefact2", title: "<script>alert(1)</script>", html }),
        post({ id: "artefact3", title: "Autre", xhtml: "<p>a<script>alert(1)</script></p>" }),
      ),
    ),
  );
  same(run.status, 0, told(run));
  holds(
    draft(root, "script-alert-1-script.md").endsWith("---\nmot lien lien image\\<b>\n"),
    draft(root, "script-alert-1-script.md"),
  );
  holds(draft(root, "autre.md").endsWith("---\na\n"), draft(root, "autre.md"));
  same(check(root), []);
  const site = path.join(folder("site"), "s");
  livret(["build", "--root", root, "-o", site, "--drafts", "--no-git", "--now", "2005-05-01"]);
  for (const [name, bytes] of read_tree(site))
    if (name.endsWith(".html") && name.includes("activites"))
      holds(!/javascript:|onclick|onerror|<iframe|<script>alert/.test(bytes), name);
});

// --- hostile archives: a message in both languages, and not a byte written
const good = post({ id: "artefact2", title: "Bon", text: "a" });
const deep = (n) => `${header()}<entry><id>a</id><title>a</title><content type="xhtml">${"<div>".repeat(n)}`;
const with_file = (p) =>
  feed(
    good,
    post({ id: "artefact3", title: "Fichier", text: "a", files: ["artefact5"] }),
    file({ id: "artefact5", title: "a.csv", path: p, media: "text/csv" }),
  );
const hostile = [
  [
    "no zip",
    () => {
      const f = path.join(folder("z"), "a.zip");
      fs.writeFileSync(f, mahara_xml);
      return f;
    },
    "ce n’est pas une archive zip",
    "this is no zip archive",
  ],
  [
    "no leap2a.xml",
    () => zip(path.join(folder("z"), "a.zip"), [["x/leap2a.xml", mahara_xml]]),
    "pas de leap2a.xml à sa racine",
    "no leap2a.xml at its root",
  ],
  [
    "a way out of the archive",
    () => archive_of(feed(good), [["../../../livret.yaml", "x"]]),
    "pourrait mener hors de l’archive",
    "could lead outside the archive",
  ],
  ["an absolute name", () => archive_of(feed(good), [["/etc/passwd", "x"]]), "pourrait mener hors", "could lead outside"],
  ["a backslash", () => archive_of(feed(good), [["files\\..\\a", "x"]]), "pourrait mener hors", "could lead outside"],
  [
    "a control character in a name",
    () => archive_of(feed(good), [["files/a\x07b.csv", "x"]]),
    "ce n’est pas une archive zip, ou elle est abîmée",
    "this is no zip archive, or it is damaged",
  ],
  [
    "two names that are one",
    () =>
      archive_of(feed(good), [
        ["files/a.csv", "x"],
        ["files/A.csv", "y"],
      ]),
    "deux fichiers s’appellent",
    "two files are called",
  ],
  [
    "a DOCTYPE",
    () => archive_of(mahara_xml.replace("<feed", "<!DOCTYPE feed>\n<feed")),
    /leap2a\.xml:2:1 : .*DOCTYPE/,
    /leap2a\.xml:2:1: .*DOCTYPE/,
  ],
  [
    "a billion laughs",
    () =>
      archive_of(
        mahara_xml
          .replace("<feed", '<!DOCTYPE feed [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n<feed')
          .replace("Contexte", "&b;"),
      ),
    "leap2a.xml:2:1",
    "leap2a.xml:2:1",
  ],
  [
    "an entity of its own",
    () => archive_of(mahara_xml.replace("Contexte", "&eacute;")),
    /leap2a\.xml:\d+:\d+ : .*&eacute;/,
    /leap2a\.xml:\d+:\d+: .*&eacute;/,
  ],
  ["a hundred megabytes of nesting", () => archive_of(deep(20_000_000)), "leap2a.xml dépasse", "leap2a.xml is larger than"],
  ["nesting within the size", () => archive_of(deep(100_000)), /leap2a\.xml:\d+:\d+ : /, /leap2a\.xml:\d+:\d+: /],
  [
    "another version",
    () => archive_of(`${header("http://www.leapspecs.org/2009-03/2A/")}${good}</feed>`),
    /leap2a\.xml:9:5 : la version de Leap2A/,
    /leap2a\.xml:9:5: the version of Leap2A/,
  ],
  [
    "no version",
    () => archive_of(`${header().replace(/.*leap2:version.*\n/, "")}${good}</feed>`),
    /leap2a\.xml:2:1 : ce document ne dit pas sa version/,
    /leap2a\.xml:2:1: this document does not say its version/,
  ],
  [
    "XML that is no feed",
    () => archive_of('<?xml version="1.0"?>\n\n  <html/>'),
    /leap2a\.xml:3:3 : .*feed/,
    /leap2a\.xml:3:3: .*feed/,
  ],
  [
    "XML that is not well formed",
    () => archive_of(`${header()}<entry>\n  <title>é</titel>`),
    /leap2a\.xml:\d+:11 : /,
    /leap2a\.xml:\d+:11: /,
  ],
  [
    "bytes that are not UTF-8",
    () => archive_of(Buffer.from(`${header()}</feed>`, "latin1")),
    /leap2a\.xml:\d+:\d+ : ce texte n’est pas en UTF-8/,
    /leap2a\.xml:\d+:\d+: this text is not UTF-8/,
  ],
  [
    "two entries of one id",
    () => archive_of(feed(good, good)),
    /leap2a\.xml:\d+:5 : deux entrées ont l’identifiant/,
    /leap2a\.xml:\d+:5: two entries have the id/,
  ],
  [
    "an entry without an id",
    () => archive_of(`${header()}<entry><title>a</title></entry></feed>`),
    "pas d’identifiant",
    "has no id",
  ],
  [
    "a file that is not there",
    () => archive_of(with_file("files/absent.csv")),
    /leap2a\.xml:\d+:5 : le fichier « files\/absent\.csv » n’est pas dans l’archive/,
    /leap2a\.xml:\d+:5: the file “files\/absent\.csv” is not in the archive/,
  ],
  [
    "a file outside the archive",
    () => archive_of(with_file("../../../../etc/passwd")),
    "n’est pas dans l’archive",
    "is not in the archive",
  ],
  [
    "a + that stands for no file",
    () => archive_of(with_file("files/a+b.csv"), [["files/a-b.csv", "x\n"]]),
    "« files/a+b.csv » n’est pas dans l’archive",
    "“files/a+b.csv” is not in the archive",
  ],
  [
    "a size that lies",
    () => archive_of(with_file("files/a.csv"), [["files/a.csv", "x".repeat(1000)]], { lie: { "files/a.csv": 10 } }),
    "abîmé",
    "damaged",
  ],
];
for (const [name, make, fr, en] of hostile)
  await test(`refused as a whole, with nothing written: ${name}`, () => {
    const root = repository(),
      before = read_tree(root),
      archive = make();
    for (const [lang, words] of [
      ["fr", fr],
      ["en", en],
    ]) {
      const run = import_zip(root, archive, [], lang);
      same(run.status, 1, told(run));
      const said = plain(run.err);
      holds(words instanceof RegExp ? words.test(said) : said.includes(words), `${words}\n${told(run).slice(0, 2000)}`);
      holds(
        said.includes(lang === "fr" ? "rien n’a été écrit" : "nothing was written") && said.includes(archive),
        told(run).slice(0, 2000),
      );
      same(run.out, "");
    }
    same_trees(before, read_tree(root));
  });

await test("+ in an address is a space, or itself", () => {
  for (const name of ["a+b.csv", "a b.csv"]) {
    const root = repository(),
      run = import_zip(root, archive_of(with_file("files/a+b.csv"), [[`files/${name}`, "x\n"]]));
    same(run.status, 0, told(run));
    same(fs.readFileSync(path.join(activities(root), "fichier/a.csv"), "utf8"), "x\n");
  }
});

await test("a disk that fails half way leaves nothing behind", () => {
  const root = repository();
  fs.mkdirSync(activities(root), { recursive: true });
  fs.writeFileSync(path.join(activities(root), "note"), "in the way of a folder");
  const before = read_tree(root);
  const run = import_zip(
    root,
    archive_of(feed(post({ id: "artefact2", title: "Un", text: "a" }), post({ id: "artefact3", title: "Note", text: "b" }))),
  );
  same(run.status, 0, told(run)); // the taken name gets a number
  same(fs.readdirSync(activities(root)).sort(), ["note", "note-2.md", "un.md"]);
  for (const [name, bytes] of before) holds(read_tree(root).get(name).equals(bytes), name);
  fs.rmSync(activities(root), { recursive: true });
  fs.writeFileSync(activities(root), "no folder");
  const again = read_tree(root),
    failed = import_zip(root, archive_of(feed(good)));
  same(failed.status, 3, told(failed));
  same_trees(again, read_tree(root));
});

await test("a title of any signs gives a name of letters", () => {
  const root = repository();
  const run = import_zip(
    root,
    archive_of(
      feed(
        ...["../../../evil", "con", "\u0085\u009f", "", "a/b\\c", "---", "é".repeat(300), "'\"#: &*"].map((title, i) =>
          post({ id: `artefact${i + 2}`, title, text: "a" }),
        ),
      ),
    ),
  );
  same(run.status, 0, told(run));
  for (const name of fs.readdirSync(activities(root))) holds(/^[a-z0-9]+(-[a-z0-9]+)*\.md$/.test(name) && name.length < 70, name);
  same(fs.readdirSync(activities(root)).length, 8);
  same(check(root), []);
});

await test("the command line says what is wrong, in both languages", () => {
  const root = repository(),
    archive = archive_of(feed(good));
  for (const [args, status, fr, en] of [
    [["import", "leap2a", archive], 2, "il manque --trainee", "--trainee GFP/TRAINEE is missing"],
    [["import", "leap2a", "--trainee", "math1/durand"], 2, "attend un fichier", "takes a file"],
    [
      ["import", "leap2a", archive, "--trainee", "math1/duran"],
      2,
      "vouliez-vous dire « math1/durand »",
      "did you mean “math1/durand”",
    ],
    [["import", "leap2a", archive, "b.zip", "--trainee", "math1/durand"], 2, "un fichier à la fois", "one file at a time"],
    [["import", "leap2a", "absent.zip", "--trainee", "math1/durand"], 3, "n’est pas un fichier", "is not a file"],
  ])
    for (const [lang, words] of [
      ["fr", fr],
      ["en", en],
    ]) {
      const run = livret([...args, "--root", root, "--lang", lang]);
      same(run.status, status, told(run));
      holds(plain(run.err).includes(words), `${words}\n${told(run)}`);
    }
});

void codes_of;

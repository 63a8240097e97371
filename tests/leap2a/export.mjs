// What livret export leap2a writes: each of the eight rules (schema/exchange.md), held by a program that knows Mahara's
// importer and not ours, and the grammar of Atom and Leap2A.
import fs from "node:fs";
import path from "node:path";
import YAML from "yaml";
import { content, folder, holds, livret, same, source, test, told } from "../program/support/tools.mjs";
import { all, jing, one, parse_xml, php_urldecode, unzip, words_of } from "./tools.mjs";

const grammar = path.join(source, "tests/leap2a/atom.rnc");
const namespaces = {
  xmlns: "http://www.w3.org/2005/Atom",
  "xmlns:rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  "xmlns:leap2": "http://terms.leapspecs.org/",
  "xmlns:categories": "http://wiki.leapspecs.org/2A/categories/",
  "xmlns:mahara": "http://wiki.mahara.org/Developer_Area/Import%2F%2FExport/LEAP_Extensions#",
};

export const trainees = fs
  .readdirSync(path.join(content, "gfp"))
  .flatMap((gfp) => fs.readdirSync(path.join(content, "gfp", gfp, "trainees")).map((one) => `${gfp}/${one}`))
  .sort();

export function exported(trainee, root = content, args = []) {
  const file = path.join(folder("zip"), "out.zip");
  const run = livret(["export", "leap2a", trainee, "--root", root, "-o", file, "--lang", "en", ...args]);
  holds(run.status === 0, told(run));
  const place = unzip(file, folder("unzipped"));
  const xml = fs.readFileSync(path.join(place, "leap2a.xml"), "utf8");
  return { file, place, xml, feed: parse_xml(xml), run };
}

const type_of = (entry) => one(entry, "rdf:type").attributes["rdf:resource"];
const id_of = (entry) => one(entry, "id").text;
const links = (entry, rel) =>
  all(entry, "link")
    .filter((link) => link.attributes.rel === rel)
    .map((link) => link.attributes.href);
const in_category = (entry, term, scheme) =>
  all(entry, "category").some((c) => c.attributes.term === term && c.attributes.scheme === `categories:${scheme}#`);
const tags = (entry) =>
  all(entry, "category")
    .filter((c) => c.attributes.scheme === undefined)
    .map((c) => c.attributes.term);
const of_type = (feed, type) => all(feed, "entry").filter((entry) => type_of(entry) === `leap2:${type}`);
const html_of = (entry) => one(entry, "content").text;

// Her activities as their files say.
export function sources(trainee, root = content) {
  const [gfp, id] = trainee.split("/"),
    base = path.join(root, "gfp", gfp, "trainees", id, "activities");
  if (!fs.existsSync(base)) return [];
  return fs
    .readdirSync(base)
    .map((name) => (name.endsWith(".md") ? name : `${name}/index.md`))
    .map((name) => {
      const [, header, ...body] = fs.readFileSync(path.join(base, name), "utf8").split(/^---$/m);
      return { name, folder: path.join(base, path.dirname(name)), header: YAML.parse(header), body: body.join("---") };
    });
}
export const declared = (trainee, root) =>
  sources(trainee, root).filter((activity) => (activity.header.status ?? "declared") === "declared");
export const codes_of = (header) => (header.competences ?? []).map((c) => (typeof c === "string" ? c : Object.keys(c)[0]));
export const day = (date) => (date instanceof Date ? date.toISOString().slice(0, 10) : String(date));
export const dates_of = ({ date }) => (date.from ? [day(date.from), day(date.to)] : [day(date), day(date)]);

const every = [];
for (const trainee of trainees) every.push({ trainee, ...exported(trainee) });
const each = (run) => {
  for (const one of every)
    try {
      run(one);
    } catch (error) {
      throw new Error(`${one.trainee}: ${error.message}`);
    }
};

await test("rule 1: a zip with leap2a.xml at its root, an Atom feed of that version, with those prefixes, CURIEs only and ids that are unique", () =>
  each(({ place, feed }) => {
    holds(fs.existsSync(path.join(place, "leap2a.xml")), "leap2a.xml");
    same(feed.name, "feed");
    for (const [name, value] of Object.entries(namespaces)) same(feed.attributes[name], value, name);
    same(one(feed, "leap2:version").text, "http://www.leapspecs.org/2010-07/2A/");
    holds(one(one(feed, "author"), "name").text.length > 3, "author/name");
    const ids = all(feed, "entry").map(id_of);
    same(new Set(ids).size, ids.length, "ids");
    holds(!ids.some((id) => id.includes("'")), "an apostrophe in an id ends an XPath of Mahara");
    for (const entry of all(feed, "entry"))
      for (const { name, attributes } of entry.children)
        for (const [key, value] of Object.entries(attributes))
          if (["rel", "href", "scheme", "rdf:resource"].includes(key))
            holds(!/^https?:/.test(value), `${name} ${key}="${value}" is no CURIE`);
  }));

await test("rule 2: one person, of category Self, whom the author names", () =>
  each(({ feed, trainee }) => {
    const people = of_type(feed, "person");
    same(people.length, 1);
    holds(in_category(people[0], "Self", "person_type"), "Self");
    same(one(one(feed, "author"), "uri").text, id_of(people[0]));
    holds(
      new RegExp(trainee.split("/")[1], "i").test(one(people[0], "title").text.normalize("NFD").replace(/\p{M}/gu, "")),
      one(people[0], "title").text,
    );
  }));

await test("rule 3: activities and their journal name each other; tags are the competences she declares", () =>
  each(({ feed, trainee }) => {
    const journals = of_type(feed, "selection").filter((entry) => in_category(entry, "Blog", "selection_type"));
    same(journals.length, 1);
    const activities = of_type(feed, "activity");
    same(links(journals[0], "leap2:has_part"), activities.map(id_of));
    for (const entry of activities) same(links(entry, "leap2:is_part_of"), [id_of(journals[0])]);
    const expected = declared(trainee)
      .map(({ header }) => [header.title, codes_of(header).sort()])
      .sort();
    same(activities.map((entry) => [one(entry, "title").text, tags(entry).sort()]).sort(), expected);
  }));

await test('rule 4: one resource for each file, joined by "related" alone, with an address that PHP decodes to its name in the zip', () =>
  each(({ feed, place, xml }) => {
    const resources = of_type(feed, "resource");
    holds(!xml.includes("enclosure"), "an enclosure loses the activity or the whole journal");
    const files = fs.existsSync(path.join(place, "files")) ? fs.readdirSync(path.join(place, "files")) : [];
    const named = resources.map((entry) => php_urldecode(one(entry, "content").attributes.src));
    same(named.sort(), files.map((name) => `files/${name}`).sort());
    for (const entry of resources) {
      holds(in_category(entry, "Offline", "resource_type"), id_of(entry));
      holds(/^[a-z]+\/[a-z0-9.+-]+$/.test(one(entry, "content").attributes.type), "a media type");
      same(one(entry, "content").text, "");
    }
    const ids = new Set(resources.map(id_of));
    for (const entry of of_type(feed, "activity"))
      for (const id of links(entry, "related")) holds(ids.has(id), `related to ${id}, which is no file`);
  }));

await test("rule 5: attested competences are achievements that name trainer, dates and attestation; comments name their author and are about an activity", () => {
  let achievements = 0,
    comments = 0;
  each(({ feed }) => {
    const activities = new Set(of_type(feed, "activity").map(id_of));
    const digests = new Set();
    for (const person of fs.readdirSync(path.join(content, "trust/attestations")))
      for (const name of fs.readdirSync(path.join(content, "trust/attestations", person))) digests.add(name.replace(".json", ""));
    for (const entry of of_type(feed, "achievement")) {
      ++achievements;
      const text = words_of(html_of(entry));
      const named = [...text.matchAll(/[0-9a-f]{64}/g)].map(([digest]) => digest);
      holds(named.length > 0 && named.every((digest) => digests.has(digest)), `digests in ${text}`);
      holds(
        /Attestée par \p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+, signée (entre le \d.* et le \d|après le \d.*, pas encore inscrite)/u.test(
          text,
        ),
        text,
      );
      same(tags(entry).length, 1);
      for (const id of links(entry, "leap2:has_evidence")) holds(activities.has(id), `evidence ${id}`);
    }
    for (const entry of of_type(feed, "entry")) {
      ++comments;
      same(one(entry, "mahara:artefactplugin").attributes, { "mahara:plugin": "comment", "mahara:type": "comment" });
      same(links(entry, "leap2:reflects_on").length, 1);
      holds(activities.has(links(entry, "leap2:reflects_on")[0]), "about an activity");
      holds(
        words_of(html_of(entry)).startsWith(one(entry, "title").text.replace(/\s/g, " ").split(" : ")[1]),
        `${one(entry, "title").text}: ${words_of(html_of(entry))}`,
      );
    }
  });
  holds(achievements > 100 && comments > 50, `${achievements} achievements, ${comments} comments`);
});

await test("rule 5, held against the signed files: what counts and nothing else", () =>
  each(({ feed, trainee }) => {
    const [gfp, id] = trainee.split("/");
    const identifier = /^id: *"?([0-9a-z-]+)/m.exec(
      fs.readFileSync(path.join(content, "gfp", gfp, "trainees", id, "profile.md"), "utf8"),
    )[1];
    const base = path.join(content, "trust/attestations", identifier);
    const signed = (fs.existsSync(base) ? fs.readdirSync(base) : []).map(
      (name) => JSON.parse(fs.readFileSync(path.join(base, name))).credentialSubject,
    );
    const ever = new Set(
      signed.flatMap((subject) => subject.decisions.filter((d) => d.decision === "attested").map((d) => d.competence)),
    );
    const said = of_type(feed, "achievement").map((entry) => tags(entry)[0]);
    for (const code of said) holds(ever.has(code), `${code} was never attested`);
    holds(said.length > 0 || ever.size === 0, "nothing of what was attested");
  }));

await test("rule 6: texts are HTML in ASCII with references by number; no page, no mahara:view", () =>
  each(({ feed, xml }) => {
    holds(!xml.includes("mahara:view") && !xml.includes("Webpage"), "a page aborts the import");
    let pictures = 0;
    for (const entry of all(feed, "entry")) {
      const { attributes, text } = one(entry, "content");
      if (attributes.src) continue;
      same(attributes.type, "html");
      holds(/^[\n\r\t -~]*$/.test(text), `beyond ASCII in ${id_of(entry)}`);
      holds(!/&(?!#[0-9]+;)/.test(text), `a reference by name in ${id_of(entry)}`);
      holds(!/<(script|style|iframe)|\son[a-z]+=|\sclass="(?!language-|footnotes)/i.test(text), text);
      for (const [tag, src] of text.matchAll(/<img [^>]*src="([^"]*)"/g)) {
        ++pictures;
        holds(
          tag.includes('rel="leap2:has_part"') && links(entry, "related").includes(src),
          `${tag} leads to no file of the activity`,
        );
      }
    }
    return pictures;
  }));

await test("rule 7: published and leap2:date say when it took place", () =>
  each(({ feed, trainee }) => {
    const expected = Object.fromEntries(declared(trainee).map(({ header }) => [header.title, dates_of(header)]));
    for (const entry of of_type(feed, "activity")) {
      const dates = all(entry, "leap2:date"),
        [from, to] = expected[one(entry, "title").text];
      same(one(entry, "published").text, `${from}T12:00:00Z`);
      same(
        dates.map((date) => [date.attributes["leap2:point"], date.text]),
        from === to
          ? [["start", from]]
          : [
              ["start", from],
              ["end", to],
            ],
      );
    }
  }));

let signed_texts = 0;
await test("rule 8: signed texts and attestations lie in a folder, byte for byte as the repository has them", () =>
  each(({ feed, place, trainee }) => {
    const folders = of_type(feed, "selection").filter((entry) => in_category(entry, "Folder", "selection_type"));
    const by_id = new Map(all(feed, "entry").map((entry) => [id_of(entry), entry]));
    const parts = folders.flatMap((entry) => links(entry, "leap2:has_part")).map((id) => by_id.get(id));
    for (const part of parts) same(links(part, "leap2:is_part_of"), [id_of(folders[0])]);
    const bytes = parts.map((part) => fs.readFileSync(path.join(place, php_urldecode(one(part, "content").attributes.src))));
    const there = (file) => bytes.some((one) => one.equals(fs.readFileSync(file)));
    const [gfp, id] = trainee.split("/");
    const identifier = /^id: *"?([0-9a-z-]+)/m.exec(
      fs.readFileSync(path.join(content, "gfp", gfp, "trainees", id, "profile.md"), "utf8"),
    )[1];
    const base = path.join(content, "trust/attestations", identifier);
    for (const name of fs.existsSync(base) ? fs.readdirSync(base) : []) {
      holds(there(path.join(base, name)), `attestation ${name}`);
      const { about } = JSON.parse(fs.readFileSync(path.join(base, name))).credentialSubject;
      for (const digest of about.manifest ? [about.manifest.body.sha256] : about.items.map((item) => item.sha256)) {
        ++signed_texts;
        holds(there(path.join(content, "trust/snapshots", digest)), `signed text ${digest} of ${name}`);
      }
    }
    for (const activity of declared(trainee))
      holds(there(path.join(activity.folder, path.basename(activity.name))), activity.name);
  }));

await test("rule 8 was about many texts", () => holds(signed_texts > 50, `${signed_texts} texts`));

await test("the sheet says context, phases and situation in words", () => {
  const text = words_of(html_of(of_type(every.find((x) => x.trainee === "math1/durand").feed, "activity")[1]));
  for (const words of [
    "Fiche de l’activité (Livret)",
    "Référence : MATH1-DURAND-02",
    "Date : 14 octobre 2004",
    "Contexte : Stage en responsabilité",
    "Phases du travail : conception, mise en œuvre, analyse",
    "Situation d’enseignement : en classe",
    "B.2.2 Concevoir",
    "une figure Geoplan à deux paramètres",
  ])
    holds(text.includes(words), `${words} in ${text}`);
});

await test("the same bytes on any day, in any zone and language of the machine", () => {
  const first = fs.readFileSync(exported("pe1/pascal").file);
  for (const env of [
    { TZ: "Pacific/Auckland" },
    { TZ: "America/Lima", LC_ALL: "fr_FR.UTF-8" },
    { SOURCE_DATE_EPOCH: "1900000000" },
  ]) {
    const file = path.join(folder("again"), "out.zip");
    const run = livret(["export", "leap2a", "pe1/pascal", "--root", content, "-o", file], { env });
    holds(run.status === 0, told(run));
    holds(first.equals(fs.readFileSync(file)), JSON.stringify(env));
  }
  holds(!/20[1-9]\d-/.test(every[0].xml.replace(/2010-07/g, "")), "a date of our days");
});

await test("drafts and withdrawn activities stay at home; private ones leave with their owner", () => {
  const root = folder("repository");
  fs.cpSync(content, root, { recursive: true });
  const base = path.join(root, "gfp/math1/trainees/martin/activities");
  const text = (title, extra) =>
    `---\nreference: MATH1-MARTIN-9${title.length}\ntitle: ${title}\ndate: 2005-03-01\ncontext: memoire\ncompetences: [A.1.1]\n${extra}\n---\nMot.\n`;
  fs.writeFileSync(path.join(base, "z-draft.md"), text("Brouillon", "status: draft"));
  fs.writeFileSync(path.join(base, "z-gone.md"), text("Retirée", "status: withdrawn"));
  fs.writeFileSync(path.join(base, "z-private.md"), text("À moi seul", "visibility: private"));
  const { feed, run } = exported("math1/martin", root);
  const titles = of_type(feed, "activity").map((entry) => one(entry, "title").text);
  holds(titles.includes("À moi seul") && !titles.includes("Brouillon") && !titles.includes("Retirée"), titles.join(", "));
  holds(run.err.includes("left out: drafts 1, withdrawn activities 1"), told(run));
});

await test("names of attachments that PHP would misread, and a picture that says too much", () => {
  const root = folder("repository");
  fs.cpSync(content, root, { recursive: true });
  const base = path.join(root, "gfp/math1/trainees/martin/activities/z");
  fs.mkdirSync(base);
  for (const name of ["c++ et 50 %.txt", "éà #1.csv", "+.txt"]) fs.writeFileSync(path.join(base, name), `${name}\n`);
  fs.writeFileSync(
    path.join(base, "index.md"),
    '---\nreference: MATH1-MARTIN-99\ntitle: "L\'« + » & <b>"\ndate: 2005-03-01\ncontext: memoire\ncompetences: [A.1.1]\n---\nUn [fichier](c++%20et%2050%20%25.txt).\n',
  );
  const { feed, place, file } = exported("math1/martin", root);
  const entry = of_type(feed, "activity").find((one_entry) => one(one_entry, "title").text === "L'« + » & <b>");
  same(links(entry, "related").length, 3);
  for (const resource of of_type(feed, "resource")) {
    const src = one(resource, "content").attributes.src;
    holds(!src.includes("+") && fs.existsSync(path.join(place, php_urldecode(src))), src);
  }
  holds(html_of(entry).includes('<a rel="leap2:has_part" href="portfolio:artefact'), html_of(entry));
  holds(fs.existsSync(file), file);
});

// --- the grammar
const dir = folder("grammar");
const put = (name, text) => {
  fs.writeFileSync(path.join(dir, name), text);
  return path.join(dir, name);
};
const no_complaint = (said) => {
  for (const [file, lines] of said) holds(lines.length === 0, `${file}\n${lines.slice(0, 5).join("\n")}`);
};

await test("every export is valid against the grammar of Atom and Leap2A", () => {
  no_complaint(
    jing(
      grammar,
      every.map(({ trainee, xml }) => put(`${trainee.replace("/", "-")}.xml`, xml)),
    ),
  );
});

await test("every feed of the example's site is valid against the grammar of Atom", () => {
  const site = folder("site"),
    files = [];
  for (const args of [[], ["--base-url", "https://livret.example.org/a/"], ["--audience", "trainers", "-q"]]) {
    const run = livret([
      "build",
      "--root",
      content,
      "-o",
      path.join(site, `s${args.length}`),
      "--now",
      "2005-05-01",
      "--no-git",
      ...args,
    ]);
    holds(run.status === 0, told(run));
  }
  const walk = (at) => {
    for (const entry of fs.readdirSync(at, { withFileTypes: true }))
      entry.isDirectory() ? walk(path.join(at, entry.name)) : files.push(path.join(at, entry.name));
  };
  walk(site);
  const feeds = files
    .filter((name) => name.endsWith(".xml") && !name.endsWith("sitemap.xml"))
    .map((name, i) => put(`feed-${i}.xml`, fs.readFileSync(name)));
  holds(feeds.length > 60, `${feeds.length} feeds`);
  no_complaint(jing(grammar, feeds));
  // What waits for a trainer is in her feed, as `livret inbox` says it, and in no site but the trainers'.
  const queues = files.filter((name) => name.includes("/flux/formateurs/"));
  same(
    queues.filter((name) => !name.includes("/s3/")),
    [],
  );
  holds(queues.length >= 5, `${queues.length} queues`);
  const references = (feed) => [...feed.matchAll(/<id>tag:[^<]*\/queue\/([A-Z][^<\/]*)\//g)].map((found) => found[1]).sort();
  for (const [gfp, trainer] of [
    ["math1", "n-ferrero"],
    ["hg1", "h-vasseur"],
  ]) {
    const inbox = JSON.parse(
      livret(["inbox", "--root", content, "--trainer", trainer, "--format", "json", "--now", "2005-05-01"]).out,
    );
    const feed = fs.readFileSync(path.join(site, "s3", gfp, `flux/formateurs/${trainer}.xml`), "utf8");
    holds(inbox.waiting.length > 5, "nothing waits");
    same(references(feed), inbox.waiting.map((one) => one.reference).sort());
  }
});

await test("the grammar refuses what is broken in one place", () => {
  const good = every.find((x) => x.trainee === "pe1/pascal").xml;
  const feed =
    livret(["build", "--root", content, "-o", path.join(dir, "site"), "--now", "2005-05-01", "--no-git"]) &&
    fs.readFileSync(path.join(dir, "site/pe1/flux/index.xml"), "utf8");
  const mutants = [
    [/<id>portfolio:artefact1<\/id>/, ""],
    [/<title>[^<]*<\/title>/, ""],
    [/<updated>[^<]*<\/updated>/, ""],
    [/<published>[^<]*<\/published>/, "<published>hier</published>"],
    [/T12:00:00Z/, "T12:00:00"],
    [/T12:00:00Z/, "t12:00:00Z"],
    [/2010-07/, "2009-03"],
    [/<leap2:version>[^<]*<\/leap2:version>/, ""],
    [/<name>[^<]*<\/name>/, "<name> </name>"],
    [/<author>[\s\S]*?<\/author>/, ""],
    [/rel="related"/, 'rel="enclosure"'],
    [/rel="leap2:is_part_of"/, 'rel="http://terms.leapspecs.org/is_part_of"'],
    [/rdf:resource="leap2:activity"/, 'rdf:resource="leap2:activitiy"'],
    [/rdf:resource="leap2:person"/, 'rdf:resource="http://terms.leapspecs.org/person"'],
    [/categories:selection_type#/, "categories:selection_type"],
    [/term="Blog"/, 'term="Webpage"'],
    [/term="Self"/, 'term="Other"'],
    [/leap2:point="start"/, 'leap2:point="begin"'],
    [/<leap2:date [^>]*>[^<]*</, '<leap2:date leap2:point="start">2005-02-30<'],
    [/<content type="html">/, '<content type="xhtml">'],
    [/src="files\//, 'src="../'],
    [/<summary>[^<]*<\/summary>/, ""],
    [/mahara:plugin="comment"/, 'mahara:plugin="blog"'],
    [/mahara:type="comment"/, ""],
    [/xmlns="http:\/\/www.w3.org\/2005\/Atom"/, 'xmlns="http://purl.org/atom/ns#"'],
    [/&#38;#233;/, "é"],
    [/<category term="[A-C]\.[^"]*"\/>/, "<category/>"],
    [/<entry>/, '<entry><link rel="alternate" href="a"/>'],
    [/href="portfolio:artefact2"/, 'href="artefact2"'],
    [/<uri>[^<]*</, "<uri>portfolio:l'une<"],
  ].map(([what, by], i) => {
    holds(what.test(good), `mutant ${i}: ${what} is not there`);
    return put(`mutant-${i}.xml`, good.replace(what, by));
  });
  const of_feed = [
    [/<id>[^<]*<\/id>/, ""],
    [/<link rel="alternate"[^>]*>\n<category/, "<category"],
    [/<category term/, "<category name"],
    [/<updated>[^<]*/, "<updated>2005-13-01T12:00:00Z"],
    [/<generator>/, "<generatr>x</generatr><generator>"],
    [/href="[^"]*"/, 'href="a b"'],
  ].map(([what, by], i) => {
    holds(what.test(feed), `mutant ${i} of a feed: ${what}`);
    return put(`feed-mutant-${i}.xml`, feed.replace(what, by));
  });
  put("whole.xml", good);
  const said = jing(grammar, [...mutants, ...of_feed]);
  const accepted = [...said].filter(([, lines]) => lines.length === 0).map(([file]) => path.basename(file));
  same(accepted, [], "accepted");
  holds(said.size >= 36, `${said.size} mutants`);
});

// --- what is refused
await test("the command line says what is wrong, in both languages", () => {
  for (const [args, status, fr, en] of [
    [["export", "leap2a"], 2, "attend un stagiaire", "takes a trainee"],
    [["export", "leap2a", "math1/duran"], 2, "vouliez-vous dire « math1/durand »", "did you mean “math1/durand”"],
    [["export", "leap2a", "a", "b"], 2, "un stagiaire à la fois", "one trainee at a time"],
    [["export", "leap2a", "math1/durand", "-o", "gfp/x.zip"], 2, "parmi les fichiers du dépôt", "among the repository's files"],
    [["export", "leap"], 2, "vouliez-vous dire « export leap2a »", "did you mean “export leap2a”"],
  ])
    for (const [lang, words] of [
      ["fr", fr],
      ["en", en],
    ]) {
      const run = livret([...args, "--root", content, "--lang", lang], { cwd: content });
      same(run.status, status, told(run));
      holds(run.err.replace(/[\u00a0\u202f]/g, " ").includes(words), `${words}\n${told(run)}`);
    }
});

// A build for one audience holds nothing meant for another: not a word, not a name, not a count.
//
// Every field of every kind of file of this repository holds a word of its own (zqactivitytitle17z). Each word knows
// who sees it, after the table in generator/resolve/audience.hpp. Then every byte that a build wrote is searched,
// packed or not. And each build is made twice, with the files that its readers may not see and without them: the two
// sites must be the same, byte for byte, so that no number, no neighbour and no date gives a hidden file away. What
// `livret export csv` writes for the same readers is held to the same.
//
//   node tests/program/audiences.mjs PROGRAM [PART OF A NAME]
import {
  build,
  finish,
  folder,
  holds,
  livret,
  read_tree,
  same,
  test,
  told,
  tree_difference,
  write_tree,
} from "./support/tools.mjs";
import { jpeg, ods, png, svg, words_in } from "./support/samples.mjs";

// --- who sees what: { audience, drafts } -> 'shown', 'hidden', or 'either' where no promise is made

const builds = ["gfp", "trainers", "jury", "public"].flatMap((audience) => [
  { audience, drafts: false },
  { audience, drafts: true },
]);
const is_public = (b) => b.audience === "public";

const never = () => "hidden";
const always = () => "shown";
const anywhere = () => "either";
const members = (b) => (is_public(b) ? "hidden" : "shown"); // those who are in: gfp, trainers, jury
const trainers = (b) => (b.audience === "trainers" ? "shown" : "hidden"); // a question put to one of them
const perhaps_trainers = (b) => (b.audience === "trainers" ? "either" : "hidden");
const perhaps_members = (b) => (is_public(b) ? "hidden" : "either");

const words = new Map(); // word -> { key, sees }
const by_key = new Map();
const letters = (key) => key.toLowerCase().replace(/[^a-z]/g, "");

function word(key, sees) {
  if (!by_key.has(key)) {
    const made = `zq${letters(key)}${by_key.size + 1}z`;
    by_key.set(key, made);
    words.set(made, { key, sees });
  }
  return by_key.get(key);
}

// Secrets are hexadecimal: searched as they are.
const secrets = new Map();
function secret(key, digits = 32) {
  const found = [...secrets].find(([, value]) => value === key);
  if (found) return found[0];
  const made = `5ec7e7${String(secrets.size).padStart(2, "0")}`.padEnd(digits, "c0ffee");
  secrets.set(made, key);
  return made;
}

// --- the activities of the table: each visibility in each status

const visibility_of = {
  private: [],
  jury: ["trainers", "jury"],
  gfp: ["gfp", "trainers", "jury"],
  public: ["gfp", "trainers", "jury", "public"],
};

const codes = [
  "A.1.1",
  "A.1.2",
  "A.1.3",
  "A.1.4",
  "A.1.5",
  "A.2.1",
  "A.2.2",
  "A.2.3",
  "A.3.1",
  "A.3.2",
  "A.3.3",
  "A.3.4",
  "B.1.1",
  "B.1.2",
  "B.1.3",
  "B.2.1",
  "B.2.2",
];

const G1 = "zqgroupone1z",
  G2 = "zqgrouptwo2z",
  G3 = "zqgroupthree3z";
const people = {
  alice: { gfp: G1, id: word("trainee folder alice", always) },
  bob: { gfp: G1, id: word("trainee folder bob", members) }, // nothing public
  carol: { gfp: G1, id: word("trainee folder carol", perhaps_members), broken: true }, // her profile has an error
  dora: { gfp: G2, id: word("trainee folder dora", always) },
  emma: { gfp: G3, id: word("trainee folder emma", members) }, // no activity at all
};

const activities = [];
function activity(owner, visibility, status, more = {}) {
  const name = `${owner} ${visibility} ${status}${more.name ? ` ${more.name}` : ""}`;
  const one = { owner, visibility, status, number: activities.length, ...more, name };
  one.seen = (b) =>
    !one.broken &&
    !people[owner].broken &&
    status !== "withdrawn" &&
    (status !== "draft" || b.drafts) &&
    visibility_of[visibility].includes(b.audience);
  one.sees = (b) => (one.seen(b) ? "shown" : "hidden");
  one.slug = word(`activity slug ${name}`, (b) => (one.seen(b) ? "either" : "hidden"));
  one.path = `gfp/${people[owner].gfp}/trainees/${people[owner].id}/activities/${one.slug}/index.md`;
  activities.push(one);
  return one;
}
for (const visibility of Object.keys(visibility_of))
  for (const status of ["draft", "declared", "withdrawn"]) activity("alice", visibility, status);
for (const visibility of Object.keys(visibility_of))
  for (const status of ["draft", "declared", "withdrawn"])
    activity("alice", visibility, status, { broken: true, name: "with errors" });
activity("alice", "gfp", "draft", { name: "without reference", unnamed: true });
for (const visibility of ["private", "jury", "gfp"]) activity("bob", visibility, "declared");
activity("bob", "private", "declared", { name: "in another framework", framework: "zqframeworktwo2z" });
activity("bob", "public", "withdrawn");
activity("carol", "public", "declared");
activity("carol", "gfp", "declared");
activity("dora", "private", "declared");
activity("dora", "public", "declared");
const hub = activity("alice", "public", "declared", { name: "that leads everywhere" });

for (const one of activities) one.reference = one.unnamed ? "" : word(`activity reference ${one.name}`, one.sees).toUpperCase();
const named = (owner, visibility, status, name = "") =>
  activities.find(
    (one) => one.owner === owner && one.visibility === visibility && one.status === status && (one.name.endsWith(name) || !name),
  );

const person_seen = (name) => (b) =>
  !people[name].broken && (!is_public(b) || activities.some((one) => one.owner === name && one.seen(b)));
const file_of_person = (name, file) => `gfp/${people[name].gfp}/trainees/${people[name].id}/${file}`;

// --- files. `without` is null, or the build from which what it may not show is taken away

function repository(without = null) {
  const files = new Map();
  const gone = (seen) => without !== null && !seen(without);
  const put = (path, text, seen = () => true) => {
    if (!gone(seen)) files.set(path, text);
  };

  // A link from a file to another; its words stay where the other file is taken away.
  const seen_paths = new Map(); // path -> seen
  const link = (from, to, text, anchor = "") => {
    const up = "../".repeat(from.split("/").length - 1);
    return gone(seen_paths.get(to) ?? (() => true)) ? text : `[${text}](${up}${to}${anchor})`;
  };
  for (const one of activities) seen_paths.set(one.path, (b) => one.seen(b) || (one.broken && !gone_for_errors(one, b)));
  const group_only = (b) => !is_public(b);
  for (const [name, one] of Object.entries(people))
    seen_paths.set(file_of_person(name, "profile.md"), one.broken ? group_only : person_seen(name));
  for (const path of [
    file_of_person("alice", "positions/2004-10-01.md"),
    `gfp/${G1}/trainings/${training}.md`,
    `gfp/${G1}/questions/${question}.md`,
    `gfp/${G1}/notices/${notice}.md`,
    `streams/zqstreamone1z/questions/${forum}.md`,
  ])
    seen_paths.set(path, group_only);

  // -- livret.yaml
  put(
    "livret.yaml",
    `# ${word("livret.yaml comment", never)}
institution:
  id: ${word("institution id", anywhere)}
  name: ${word("institution name", always)}
  address: ${word("institution address", always)}
  root: ${secret("the root’s fingerprint", 64)}
language: fr
framework: zqframeworkone1z
contexts:
  - {id: zqcontextone1z, fr: ${word("context label", always)}, en: ${word("context label in English", never)}}
  - {id: zqcontexttwo2z, fr: ${word("context label of a private activity", never)}}
streams:
  - {id: zqstreamone1z, title: ${word("stream title", (b) => (is_public(b) ? "either" : "shown"))}}
trainers:
  - {id: ${word("trainer id", perhaps_members)}, name: ${word("trainer name", members)}, subject: ${word("trainer subject", members)}}
  - {id: ${word("trainer id of no group", perhaps_members)}, name: ${word("trainer name of no group", perhaps_members)}, subject: ${word("trainer subject of no group", perhaps_members)}}
levels: [${[0, 1, 2, 3].map((n) => word(`level ${"abcd"[n]}`, members)).join(", ")}]
promise: 4
base-url: https://livret.example.org/
robots: index
contact: ${word("contact", always)}
retention: ${word("retention", always)}
legal: |
  ${word("legal", always)}
theme: ${word("theme", never)}
`,
  );
  put("README.md", word("readme", never));
  put("trust/registry.json", JSON.stringify({ [word("trust", never)]: secret("in trust/") }));
  put(`gfp/${G1}/.${word("hidden file name", never)}.md`, word("hidden file", never));

  // -- frameworks: the second is used by a private activity only
  const framework = (id, sees) =>
    `<?xml version="1.0" encoding="UTF-8"?>
<!-- ${word(`framework comment ${id}`, never)} -->
<framework id="${id}" version="1" xml:lang="fr" languages="fr">
  <title xml:lang="fr">${word(`framework title ${id}`, sees)}</title>
  <short xml:lang="fr">${word(`framework short ${id}`, sees)}</short>
  <source date="2004-12-03" url="https://example.org/${word(`framework source address ${id}`, sees)}">${word(`framework source ${id}`, sees)}</source>
  <domain code="A"><title xml:lang="fr">${word(`domain ${id}`, sees)}</title>
${codes.map((code) => `<competence code="${code}"><statement xml:lang="fr">${word(`statement ${code} ${codes.indexOf(code)} ${id}`, sees)}</statement></competence>`).join("\n")}
  </domain>
</framework>
`;
  put("frameworks/zqframeworkone1z.xml", framework("zqframeworkone1z", always));
  put("frameworks/zqframeworktwo2z.xml", framework("zqframeworktwo2z", never));

  // -- groups
  for (const gfp of [G1, G2, G3])
    put(
      `gfp/${gfp}/gfp.md`,
      `---
title: ${word(`group title ${gfp}`, always)} # ${word(`group comment ${gfp}`, never)}
subject: ${word(`group subject ${gfp}`, (b) => (is_public(b) ? "either" : "shown"))}
stream: zqstreamone1z
year: 2004-2005
${gone(group_only) ? "" : `trainers: [${word("trainer id")}]`}
---
${gone(group_only) ? "" : `${word(`group text ${gfp}`, members)} ${link(`gfp/${gfp}/gfp.md`, named("alice", "private", "declared").path, "voir un")} ${link(`gfp/${gfp}/gfp.md`, named("alice", "jury", "declared").path, "voir deux")}`}
`,
    );

  // -- people
  for (const [name, one] of Object.entries(people)) {
    const seen = person_seen(name);
    const sees = (b) => (seen(b) ? "shown" : "hidden");
    const inside = (b) => (one.broken || is_public(b) ? "hidden" : "shown");
    const portrait = word(`portrait file ${name}`, inside);
    const whole = !gone(group_only);
    const path = file_of_person(name, "profile.md");
    // A profile with an error is not hidden: its group is told that something is left out. The public is told nothing.
    const there = one.broken ? group_only : seen;
    put(
      path,
      `---
id: ${word(`profile id ${name}`, never)}
name: ${word(`person first ${name}`, sees)} ${word(`person family ${name}`, sees)}
salt: ${secret(`the salt of ${name}`)}
subject: ${word(`person subject ${name}`, (b) => (seen(b) ? (is_public(b) ? "either" : "shown") : "hidden"))}
${one.broken ? "nonsense: 3" : ""}
${whole ? `school: ${word(`person school ${name}`, inside)}\nparticipates: 2004-10-01\nportrait: ${portrait}.png` : ""}
---
${whole ? `${word(`profile text ${name}`, inside)} <!-- ${word(`profile comment ${name}`, never)} --> ${link(path, named("alice", "private", "draft").path, "voir trois")}` : ""}
`,
      there,
    );
    if (whole)
      put(
        file_of_person(name, `${portrait}.png`),
        png((place) => word(`portrait ${place} ${name}`, never)),
        there,
      );
    for (const [n, date] of ["2004-10-01", "2005-01-14"].entries()) {
      const position = file_of_person(name, `positions/${date}.md`);
      put(
        position,
        `---
date: ${date}
levels: {A.1.1: ${n}, A.1.2: ${n + 2}}
needs: [A.2.1]
remarks: {A.2.2: ${word(`position remark ${n ? "b" : "a"} ${name}`, inside)}}
---
${word(`position text ${n ? "b" : "a"} ${name}`, inside)} ${link(position, named("bob", "private", "declared").path, "voir quatre")}
`,
        one.broken ? never_seen : group_only,
      );
    }
  }

  // -- activities
  for (const one of activities) {
    const w = (field) => word(`activity ${field} ${one.name}`, one.sees);
    const hidden = (field) => word(`activity ${field} ${one.name}`, never);
    // A reply tells that somebody asked: for trainers and juries.
    const replies_see = (b) => (b.audience === "trainers" || b.audience === "jury" ? one.sees(b) : "hidden");
    const folder_path = one.path.slice(0, -"index.md".length);
    const seen = seen_paths.get(one.path);
    const date = `200${one.number % 2 ? 5 : 4}-${one.number % 2 ? "01" : "12"}-${String(1 + (one.number % 28)).padStart(2, "0")}`;
    const with_ = one === hub ? ["bob", "carol"].filter((name) => !gone(person_seen(name))).map((name) => people[name].id) : [];
    // The hub says that it is the same as a private one; hidden ones say that they are the same as the hub.
    const same_as =
      one === hub ? named("bob", "private", "declared") : one.owner === "bob" && one.visibility !== "gfp" ? hub : null;
    const same_as_there = same_as && !gone(seen_paths.get(same_as.path));
    const attached = {
      txt: Buffer.from(w("txt")),
      csv: Buffer.from(`a;b\n${w("csv")};2\n`),
      png: png(hidden),
      jpg: jpeg(hidden),
      svg: svg(hidden, w),
      ods: ods((place) => word(`activity ${place} ${one.name}`, (b) => (one.seen(b) ? "either" : "hidden")), w),
    };
    const names = Object.fromEntries(Object.keys(attached).map((type) => [type, `${w(`file ${type}`)}.${type}`]));
    const everywhere =
      one !== hub
        ? ""
        : [
            ...activities
              .filter((other) => other !== hub)
              .map((other, n) => [
                other.path,
                `voir activite ${n}`,
                n % 3 ? "" : `#${word(`activity heading ${other.name}`, other.sees)}`,
              ]),
            ...Object.keys(people).map((name) => [file_of_person(name, "profile.md"), `voir profil ${name}`]),
            [file_of_person("alice", "positions/2004-10-01.md"), "voir position"],
            [`gfp/${G1}/trainings/${training}.md`, "voir formation"],
            [`gfp/${G1}/questions/${question}.md`, "voir question"],
            [`gfp/${G1}/notices/${notice}.md`, "voir nouvelle"],
            [`streams/zqstreamone1z/questions/${forum}.md`, "voir forum"],
            [`examples/${example}/index.md`, "voir exemple"],
          ]
            .map(([to, text, anchor]) => link(one.path, to, text, anchor))
            .join("\n");
    put(
      one.path,
      `---
# ${hidden("comment")}
${one.unnamed ? "" : `reference: ${one.reference}`}
title: ${w("title")}
date: ${one.number % 3 ? date : `{from: ${date}, to: ${date}}`}
context: ${one.framework ? "zqcontexttwo2z" : "zqcontextone1z"}
phases: [conception, evaluation]
situation: classroom
${one.framework ? `framework: ${one.framework}` : ""}
competences:
  - ${one.broken ? "Z.9.9" : codes[one.number % codes.length]}: ${w("declaration")}
status: ${one.status}
declared: ${date}
visibility: ${one.visibility}
pictures: no-persons
${with_.length ? `with: [${with_.join(", ")}]` : ""}
${same_as_there ? `same-as: ${same_as.reference}` : ""}
replies:
  - to: ${(0x5ec00000 + one.number).toString(16)}
    date: ${date}
    text: |
      ${word(`activity reply ${one.name}`, replies_see)}
---
## ${w("heading")}

${w("text")} *${w("emphasis")}* \`${w("code")}\` <!-- ${hidden("html comment")} --> <span title="${hidden("html")}">x</span>

${link(one.path, named("alice", "private", "declared").path, "voir cinq")} ${link(one.path, named("alice", "public", "withdrawn").path, "voir six")}
[dehors](https://example.org/${w("address")} "${hidden("link title")}") [^n] ![${w("alternative")}](${names.png}) [le tableau](${names.ods})

[^n]: ${w("footnote")}

| a | b |
|---|---|
| ${w("cell")} | 2 |

[${hidden("definition")}]: https://example.org/${hidden("definition address")}

${everywhere}
`,
      seen,
    );
    for (const [type, bytes] of Object.entries(attached)) put(folder_path + names[type], bytes, seen);
  }

  // -- the group's life
  const group_word = (key) => word(key, members);
  put(
    `gfp/${G1}/trainings/${training}.md`,
    `---
title: ${group_word("training title")}
date: 2004-10-06
kind: zqcontextone1z
trainers: [${word("trainer id")}]
competences: [A.1.2]
participants: [${people.alice.id}, ${people.bob.id}, ${people.carol.id}]
answers-needs: [A.2.1]
status: held
---
${group_word("training text")} ${link(`gfp/${G1}/trainings/${training}.md`, named("bob", "private", "declared").path, "voir sept")}
`,
    group_only,
  );
  const question_file = (path, key, to) => {
    const [seen, gone_] = to === "forum" ? [members, group_only] : [trainers, (b) => b.audience === "trainers"];
    const own_word = (name) => word(name, seen);
    put(
      path,
      `---
asked: 2004-11-02T18:40+01:00
by: ${G1}/${people.bob.id}
to: ${to}
title: ${own_word(`${key} title`)}
category: technique
answers:
  - date: 2004-11-04T09:12+01:00
    by: ${word("trainer id")}
    text: |
      ${own_word(`${key} answer of a trainer`)} ${link(path, named("alice", "private", "declared").path, "voir huit")}
  - date: 2004-11-05T09:12+01:00
    by: ${G1}/${people.carol.id}
    text: |
      ${own_word(`${key} answer of a trainee`)}
resolved: true
---
${own_word(`${key} text`)} ${link(path, named("alice", "jury", "declared").path, "voir neuf")}
`,
      gone_,
    );
  };
  question_file(`gfp/${G1}/questions/${question}.md`, "question", "forum");
  question_file(`gfp/${G1}/questions/${asked}.md`, "question to one", word("trainer id"));
  question_file(`streams/zqstreamone1z/questions/${forum}.md`, "stream question", "forum");
  put(
    `gfp/${G1}/notices/${notice}.md`,
    `---
title: ${group_word("notice title")}
date: 2005-01-11
by: ${word("trainer id")}
remarks: {A.3.1: ${group_word("notice remark")}}
---
${group_word("notice text")} ${link(`gfp/${G1}/notices/${notice}.md`, named("alice", "private", "declared").path, "voir dix")}
`,
    group_only,
  );
  const shown_example = (key) => word(key, always);
  put(
    `examples/${example}/index.md`,
    `---
title: ${shown_example("example title")}
domains: [A]
competences: [A.1.1]
context: zqcontextone1z
level: ${shown_example("example level")}
---
${shown_example("example text")} ${link(`examples/${example}/index.md`, named("alice", "private", "declared").path, "voir onze")} ${link(`examples/${example}/index.md`, named("bob", "gfp", "declared").path, "voir douze")}
`,
  );
  put(`examples/${example}/${shown_example("example file")}.txt`, shown_example("example attachment"));
  put(
    "sessions/juin-2005.yaml",
    `title: ${word("session title", never)}\ngfps: [${G1}]\nframework: zqframeworkone1z\ncheckpoint: ${secret("the session’s checkpoint", 32)}\n`,
  );
  return files;
}

// What a build cannot show, it must not count either: a file with errors is told of to those who would have seen it.
function gone_for_errors(one, b) {
  if (is_public(b) || one.status === "withdrawn" || (one.status === "draft" && !b.drafts)) return true;
  return !visibility_of[one.visibility].includes(b.audience);
}
const never_seen = () => false;

const training = word("training slug", perhaps_members),
  question = word("question slug", perhaps_members),
  asked = word("question slug to one", perhaps_trainers);
const notice = `2005-01-11-${word("notice slug", perhaps_members)}`,
  forum = word("stream question slug", perhaps_members),
  example = word("example slug", anywhere);

// --- the searches

const files = repository();
for (const [key, sees] of [
  ["group one", always],
  ["group two", always],
  ["group three", always],
  ["framework one", always],
  ["framework two", never],
  ["context one", anywhere],
  ["context two", never],
  ["stream one", anywhere],
])
  words.set(`zq${key.replace(" ", "")}${{ one: 1, two: 2, three: 3 }[key.split(" ")[1]]}z`, { key, sees });

const name_of = (b) => `${b.audience}${b.drafts ? " with drafts" : ""}`;
const arguments_of = (b) => ["--audience", b.audience, ...(b.drafts ? ["--drafts"] : [])];

await test("every word of the repository has an owner", () => {
  const loose = new Set();
  for (const [path, text] of files)
    for (const one of words_in(Buffer.concat([Buffer.from(`${path}\n`), Buffer.from(text)])))
      if (!words.has(one)) loose.add(`${one} in ${path}`);
  same([...loose], []);
  holds(words.size > 800, `only ${words.size} words`);
});

await test("the search finds words wherever they can be", () => {
  const places = new Set();
  const note = (place) => (places.add(`zq${letters(place)}1z`), `zq${letters(place)}1z`);
  const found = new Set([png, jpeg, (w) => svg(w, w), (w) => ods(w, w)].flatMap((make) => [...words_in(make(note))]));
  same([...found].sort(), [...places].sort());
  same([...words_in(Buffer.from("x%7Aqhere1z ZQTHERE2Z zq\0w\0i\0d\0e\x003\0z\0"))].sort(), [
    "zqhere1z",
    "zqthere2z",
    "zqwide3z",
  ]);
});

const words_of_title = (one) => word(`activity title ${one.name}`);
const files_with_errors = (run) => [...run.err.matchAll(/^([^:\n]+):\d+:\d+: erreur/gm)].map((one) => one[1]).sort();
const broken_files = [
  ...activities.filter((one) => one.broken).map((one) => one.path),
  file_of_person("carol", "profile.md"),
].sort();

// A jury's site offers dossiers: frameworks as files, and what opens the roster's line of the one whom each is about.
const belongs_in_dossier = (path, key) => {
  const owner = /\/dossiers\/dossier-.*zqtraineefolder([a-z]+)\d+z-jury\.zip$/.exec(path)?.[1];
  return owner && (key.startsWith("framework comment ") || [`profile id ${owner}`, `the salt of ${owner}`].includes(key));
};

const root = write_tree(folder("whole"), files);
for (const b of builds) {
  const out = folder(name_of(b).replaceAll(" ", "-"));
  let site;
  await test(`${name_of(b)}: builds, and says what has errors`, () => {
    const run = build(root, { expect: 1, args: ["--output", out, ...arguments_of(b)] });
    same(files_with_errors(run), broken_files);
    site = read_tree(out);
    holds(site.size > 40, `only ${site.size} files`);
  });

  await test(`${name_of(b)}: holds nothing that is meant for others`, () => {
    const leaks = [];
    for (const [path, bytes] of site ?? [])
      for (const one of new Set([...words_in(Buffer.from(path)), ...words_in(bytes)]))
        if (words.get(one)?.sees(b) === "hidden" && !belongs_in_dossier(path, words.get(one).key))
          leaks.push(`${words.get(one).key} (${one}) in ${path}`);
    holds(site && leaks.length === 0, leaks.join("\n") || "no site");
  });

  await test(`${name_of(b)}: tables lie beside their pages, with words that these readers see`, () => {
    const tables = [...(site ?? [])].filter(
      ([path]) => path.endsWith(".csv") && !path.includes("/activites/") && !path.includes("/exemples/"),
    );
    holds(tables.length > 10, `only ${tables.length} tables`);
    const seen = new Set(tables.flatMap(([, bytes]) => [...words_in(bytes)]));
    const wanted = activities.filter((one) => one.seen(b)).map((one) => words_of_title(one));
    same(
      wanted.filter((one) => !seen.has(one)),
      [],
    );
  });

  if (!b.drafts)
    await test(`${name_of(b)}: what is exported holds nothing that is meant for others, and the same without it`, () => {
      const leaks = [],
        tables_of = (place) => {
          const to = folder("export");
          const run = livret(["export", "csv", "--root", place, "--now", "2005-05-01", "--audience", b.audience, "--output", to]);
          holds(run.status === 1, () => told(run));
          return read_tree(to);
        };
      const tables = tables_of(root);
      same(tables.size, 9);
      for (const [path, bytes] of tables) {
        for (const one of words_in(bytes))
          if (words.get(one)?.sees(b) === "hidden") leaks.push(`${words.get(one).key} (${one}) in ${path}`);
        for (const [hex, key] of secrets)
          if (bytes.toString("latin1").toLowerCase().includes(hex)) leaks.push(`${key} in ${path}`);
      }
      same(leaks, []);
      holds(
        activities.filter((one) => one.seen(b)).every((one) => words_in(tables.get("activites.csv")).has(words_of_title(one))),
        "activities are missing",
      );
      const difference = tree_difference(tables, tables_of(write_tree(folder("without-for-export"), repository(b))));
      holds(!difference, difference);
    });

  await test(`${name_of(b)}: holds no secret`, () => {
    const leaks = [];
    for (const [path, bytes] of site ?? [])
      for (const [hex, key] of secrets)
        if (!belongs_in_dossier(path, key) && bytes.toString("latin1").toLowerCase().includes(hex))
          leaks.push(`${key} in ${path}`);
    holds(site && leaks.length === 0, leaks.join("\n") || "no site");
  });

  await test(`${name_of(b)}: holds what its readers are to see`, () => {
    const found = new Set();
    for (const [path, bytes] of site ?? [])
      for (const one of [...words_in(Buffer.from(path)), ...words_in(bytes)]) found.add(one);
    const missing = [...words]
      .filter(([one, { sees }]) => sees(b) === "shown" && !found.has(one))
      .map(([one, { key }]) => `${key} (${one})`);
    holds(site && missing.length === 0, missing.join("\n") || "no site");
  });

  await test(`${name_of(b)}: is the same without the files that it hides`, () => {
    const left = repository(b);
    holds(left.size < files.size, "nothing is hidden");
    const other = write_tree(folder("without"), left),
      other_out = folder("without-site");
    const run = build(other, { expect: [0, 1], args: ["--output", other_out, ...arguments_of(b)] });
    same(
      files_with_errors(run),
      broken_files.filter((path) => left.has(path)),
      "the smaller repository has errors of its own",
    );
    const difference = tree_difference(site ?? new Map(), read_tree(other_out));
    holds(!difference, `${files.size - left.size} files taken away\n${difference}`);
  });
}

finish();

// What was found, as elements. Everything that comes from files is put in as text, never as markup.
import { grouped } from "./files.js";
import { extract_of, newest } from "./chain.js";
import { shown_name } from "./names.js";
import { known, say, say_count, say_date, say_pair } from "./words.js";

// el("p", {class: "x"}, "text", element ...)
export function el(name, attributes = {}, ...children) {
  const out = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) out.setAttribute(key, value);
  out.append(...children.filter((child) => child !== undefined && child !== ""));
  return out;
}
const facts = (rows) =>
  el(
    "dl",
    { class: "facts" },
    ...rows.filter(([, value]) => value).flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]),
  );

const tones = { valid: "good", unsealed: "wait", "not-checked": "wait" };
const badge = (word) => el("span", { class: `word ${tones[word] ?? "bad"}` }, say(`word.${word}`));
// A file that is not checked for a reason of its own is explained by that reason: the browser is not to blame.
const why = ({ word, reason }) =>
  [word === "not-checked" && reason ? "" : say(`means.${word}`), known(`reason.${reason}`) ? say(`reason.${reason}`) : ""]
    .filter(Boolean)
    .join(" ");
const unproven = ["malformed", "bad-signature", "unknown-key"];
const signer_looked_up = ({ word }) => !["malformed", "bad-signature", "not-checked"].includes(word);

const checks = ["format", "signature", "key-known", "in-scope", "content-kept", "listed-in-time", "not-revoked"];
const first_failure = {
  malformed: 0,
  "bad-signature": 1,
  "unknown-key": 2,
  erased: 3,
  "out-of-scope": 3,
  "content-missing": 4,
  "time-unproven": 5,
  "key-not-valid-then": 5,
  revoked: 6,
  superseded: 6,
};
function check_state(i, { word, reason }) {
  if (word === "not-checked") return i < ({ alone: 2, "too-large": 4 }[reason] ?? 1) ? "passed" : "not-reached";
  const failure = first_failure[word] ?? checks.length;
  if (i === 5 && word === "unsealed") return "waiting";
  return i < failure ? "passed" : i === failure ? "failed" : "not-reached";
}
const check_list = (judgement) =>
  el(
    "ul",
    { class: "checks" },
    ...checks.map((name, i) => {
      const state = check_state(i, judgement);
      return el("li", { class: state }, say_pair(say(`check.${name}`), say(`check-state.${state}`)));
    }),
  );

// Why a dossier is not looked into: its file's name, and the sentence. Nothing of its contents.
export const show_refused = (name, fault) => [
  el("h3", {}, say("dossier")),
  el("p", { class: "digits" }, shown_name(name)),
  el("p", { class: "warning", "data-refused": fault.code }, say(fault.code, fault)),
  el("p", {}, say("refused_whole")),
];

// Whom a dossier says it is about, and what is to be said of the whole; the rest is the chain's and the attestations'.
export function show_dossier({ container, index, own_claim, unsigned, of_its_person, good }, { chain }) {
  const warning = (key) => el("p", { class: "warning", "data-dossier": key }, say(`dossier.${key}`));
  const vouched = !chain.broken && !own_claim && of_its_person,
    withheld = index.withheld.length;
  return [
    el("h3", {}, say("dossier")),
    el("p", { class: good ? "all good" : "all warning", "data-good": String(good) }, say(good ? "all_counts" : "not_all_counts")),
    ...(unsigned ? [warning("unsigned")] : []),
    ...(of_its_person ? [] : [warning("person")]),
    ...(own_claim ? [warning("own-claim")] : []),
    facts([
      [say(vouched ? "person" : "person_claimed"), `${index.person.name} (${index.person.folder})`],
      [say("copy"), say(`copy.${index.kind}`)],
      [say("container"), el("span", { "data-container": container.state }, say(`container.state.${container.state}`))],
    ]),
    ...(withheld > 0 ? [el("p", { class: "advice", "data-withheld": String(withheld) }, say("withheld", { n: withheld }))] : []),
    ...(container.ignored.length > 0
      ? [
          el(
            "ul",
            { class: "advice" },
            ...container.ignored
              .slice(0, most_ignored)
              .map((path) => el("li", { "data-ignored": path }, say("ignored", { name: shown_name(path) }))),
          ),
        ]
      : []),
  ];
}
const most_ignored = 100;

export function show_chain(judged, { fingerprint, own_claim, wanted_checkpoint, arithmetic, part, dossier }) {
  const { chain } = judged,
    out = [el("h3", {}, say("chain"))];
  if (own_claim && fingerprint && !dossier) out.push(el("p", { class: "warning" }, say("claim_warning")));
  if (chain.broken)
    out.push(
      el("p", { class: "warning", "data-broken": chain.broken }, `${say("broken_warning")} ${say(`reason.${chain.broken}`)}`),
    );
  const root = chain.roots.at(-1)?.root,
    hers = extract_of(chain);
  const whose = !own_claim ? "fingerprint_yours" : dossier ? "fingerprint_of_dossier" : "fingerprint_claimed";
  if (root?.example) out.push(el("p", { class: "warning" }, say("example_warning")));
  const last = newest(chain)?.checkpoint;
  if (last) out.push(el("p", { class: "as-of" }, say("as_of", { n: last.number, date: say_date(last.date) })));
  if (last && wanted_checkpoint !== null && last.number < wanted_checkpoint)
    out.push(el("p", { class: "warning" }, say("older_warning", { wanted: wanted_checkpoint, n: last.number })));
  out.push(
    facts([
      [say("institution"), root?.institution.name],
      [say("extract"), hers && say("extract_of", { trainee: who(chain, hers) })],
      [say(whose), fingerprint && el("span", { class: "digits" }, grouped(fingerprint))],
      [say("roots"), root && say("number", { n: root.number })],
      [say("registry"), chain.registry && say("number", { n: chain.registry.number })],
    ]),
    el("p", { class: "hint" }, say(`arithmetic.${arithmetic}`)),
  );
  if (last) out.push(...completeness(judged, part));
  return out;
}

// Decisions that claim to replace somebody else's: they count for themselves, and the claim is ignored.
export function show_foreign({ foreign }) {
  if (foreign.length === 0) return [];
  return [
    el(
      "div",
      { class: "warning" },
      el("p", {}, say("reason.foreign-supersedes")),
      el("ul", {}, ...foreign.map((path) => el("li", { class: "digits", "data-foreign": path }, path))),
    ),
  ];
}

function who(chain, id) {
  const folder = chain.roster.get(id)?.folder;
  return folder ? `${folder} (${id})` : id;
}
function completeness({ chain, incomplete }, part) {
  if (chain.broken) return [];
  if (incomplete.size === 0)
    return [el("h3", {}, say("completeness")), el("p", {}, say(chain.is_extract ? "complete_extract" : "complete"))];
  const lines = (attributes, rows) =>
    el(
      "ul",
      { class: "incomplete" },
      ...rows.map(([trainee, { listed, present }]) =>
        el("li", attributes(trainee, listed, present), say("incomplete", { trainee: who(chain, trainee), listed, present })),
      ),
    );
  if (part && !chain.is_extract) {
    const some = [...incomplete].filter(([, { present }]) => present > 0); // of the others nothing is shown at all
    return [
      el("h3", {}, say("completeness")),
      el("p", { class: "advice", "data-part": String(incomplete.size) }, say("part")),
      ...(some.length > 0 ? [lines(() => ({}), some)] : []),
    ];
  }
  return [
    el("h3", {}, say("completeness")),
    el(
      "div",
      { class: "warning" },
      el("p", {}, say("means.incomplete")),
      lines(
        (trainee, listed, present) => ({ "data-trainee": trainee, "data-listed": listed, "data-present": present }),
        [...incomplete],
      ),
    ),
    chain.is_extract ? "" : el("p", { class: "hint" }, say("perhaps_part")),
  ].filter(Boolean);
}

function about(one) {
  const it = one.attestation?.about;
  if (!it) return say("about.unread");
  if (it.kind === "activity") return say("about.activity", it.manifest);
  return it.kind === "training" ? say("about.training", it.manifest) : say_count("about.contributions", it.items.length);
}

function made(one) {
  if (one.not_before && one.not_after)
    return say("made_between", { from: say_date(one.not_before), to: say_date(one.not_after) });
  return one.not_before ? say("made_after", { from: say_date(one.not_before) }) : say("made_unknown");
}

const decision_item = (decision) =>
  el(
    "li",
    {},
    el("span", { class: "code" }, decision.competence),
    " ",
    say(`decision.${decision.decision}`),
    ...[
      ["claim", decision.claim],
      ["comment", decision.comment],
    ].flatMap(([name, text]) => (text ? [el("br"), say_pair(say(name), ""), el("span", { class: "said" }, text)] : [])),
  );

// `roster` and `text_of` (digest -> what promises a text, or undefined) may be missing: a single file.
export function show_attestation(one, { roster = new Map(), text_of } = {}) {
  const { word, reason } = one.judgement,
    it = one.attestation;
  const entry = el(
    "article",
    { class: "entry", "data-path": one.path, "data-word": word, "data-reason": reason || undefined },
    el("h4", {}, about(one)),
    badge(word),
    el("p", { class: "means" }, why(one.judgement)),
  );
  if (it) {
    const folder = roster.get(it.trainee)?.folder;
    if (unproven.includes(word)) entry.append(el("p", { class: "hint" }, say_pair(say("claims_only"), "")));
    entry.append(
      facts([
        [say("trainee"), folder ? `${folder} (${it.trainee})` : it.trainee],
        [say("gfp"), it.gfp],
        [say("framework"), it.framework.id],
        [
          say("signed_by"),
          one.trainer_name || say(signer_looked_up(one.judgement) ? "unknown_signer" : "check-state.not-reached"),
        ],
        [say("made"), made(one)],
      ]),
      el("ul", { class: "decisions", "aria-label": say("decisions") }, ...it.decisions.map(decision_item)),
    );
  }
  const more = el(
    "details",
    {},
    el("summary", {}, say("checks")),
    check_list(one.judgement),
    facts([
      [say("says"), one.valid_from && say_date(one.valid_from.slice(0, 10))],
      [say("key"), one.issuer && el("span", { class: "digits" }, one.issuer)],
      [say("file_name"), el("span", { class: "digits" }, one.path)],
    ]),
  );
  const body = it?.about.manifest?.body.sha256;
  const read = body && text_of?.(body);
  if (read) more.append(signed_text(read));
  entry.append(more);
  return entry;
}

function signed_text(read) {
  const button = el("button", { type: "button", class: "plain" }, say("signed_text"));
  button.addEventListener("click", async () => {
    const text = await read();
    button.replaceWith(
      text === null ? el("p", {}, say("not_text")) : el("pre", { tabindex: "0", "aria-label": say("signed_text_label") }, text),
    );
  });
  return el("p", {}, button);
}

const page_size = 100;
export function show_attestations(judged, text_of) {
  const title = el("h3", {}, `${say("attestations")} (${judged.attestations.length})`);
  if (judged.attestations.length === 0) return [title, el("p", {}, say("no_attestations"))];
  const counts = new Map();
  for (const {
    judgement: { word },
  } of judged.attestations)
    counts.set(word, (counts.get(word) ?? 0) + 1);
  const select = el(
    "select",
    { id: "words" },
    el("option", { value: "" }, say("all_words")),
    ...[...counts.keys()].sort().map((word) => el("option", { value: word }, `${say(`word.${word}`)} (${counts.get(word)})`)),
  );
  const list = el("div"),
    button = el("button", { type: "button" });
  let shown = [],
    at = 0;
  const roster = judged.chain.roster;
  const show_more = () => {
    const next = shown.slice(at, at + page_size);
    list.append(...next.map((one) => show_attestation(one, { roster, text_of })));
    at += next.length;
    button.hidden = at >= shown.length;
    button.textContent = say("more", { n: Math.min(page_size, shown.length - at) });
  };
  const start = () => {
    shown = judged.attestations.filter((one) => !select.value || one.judgement.word === select.value);
    at = 0;
    list.replaceChildren();
    show_more();
  };
  select.addEventListener("change", start);
  button.addEventListener("click", show_more);
  start();
  return [
    title,
    el("ul", { class: "counts" }, ...[...counts].sort().map(([word, n]) => el("li", {}, badge(word), `\u00a0${n}`))),
    el("p", { class: "filter" }, el("label", { for: "words" }, say("show_words")), select),
    list,
    button,
    el("p", { class: "hint" }, say("not_compared")),
  ];
}

const most_rows = 2000;
export function show_documents(judged) {
  if (judged.documents.size === 0) return [];
  const rows = [...judged.documents]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, most_rows)
    .map(([path, judgement]) =>
      el(
        "tr",
        { "data-path": path, "data-word": judgement.word, "data-reason": judgement.reason || undefined },
        el("td", { class: "digits" }, path),
        el("td", {}, badge(judgement.word)),
        el(
          "td",
          {},
          judgement.word === "valid"
            ? ""
            : known(`reason.${judgement.reason}`)
              ? say(`reason.${judgement.reason}`)
              : say(`means.${judgement.word}`),
        ),
      ),
    );
  return [
    el("h3", {}, say("documents")),
    el(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": say("documents") },
      el(
        "table",
        {},
        el("thead", {}, el("tr", {}, ...["document", "state", "why"].map((name) => el("th", { scope: "col" }, say(name))))),
        el("tbody", {}, ...rows),
      ),
    ),
  ];
}

// The signing page of the trainer's desk: decide, look at what will be signed, open one's key, sign, take the files away.
//
// Nothing is asked of a network and nothing of the repository runs here. The key is open for as long as the signatures take; neither
// it nor the passphrase is kept anywhere. What is decided and not signed yet is kept for this tab alone (sessionStorage): a page
// that is loaded again has it, another person's window has not. Whoever says so keeps it on her computer (localStorage).
import { file_digest } from "../verify/bytes.js";
import { is_text } from "../verify/fields.js";
import { instant_of, prepare, signed_file } from "./attestation.js";
import { bound_bytes, zip } from "./bundle.js";
import { KeyFault, largest_key_file, open_key, read_key_file, wipe } from "./key_file.js";
import { el, outcomes, signing_lines, subject_body, visible } from "./show.js";
import { language, say, say_count } from "./words.js";

const by_id = (id) => document.getElementById(id);
const desk = JSON.parse(by_id("data").textContent);
const subjects = desk.subjects.map((one, index) => ({ ...one, index }));
const state = {
  key: null, // the key file, closed
  holder: null, // {trainer, key}: of the registry, as the page knows it
  drafts: {}, // name -> code -> {decision, comment}
  signed: new Map(), // everything that was signed here: path -> bytes
  bodies: new Map(), // name -> what bound_bytes gave
};

// --- drafts
const shelf = `livret-desk ${desk.fingerprint} ${desk.gfp.id}`;
function keep_drafts() {
  try {
    const [here, elsewhere] = by_id("keep").checked ? [localStorage, sessionStorage] : [sessionStorage, localStorage];
    elsewhere.removeItem(shelf);
    if (Object.keys(state.drafts).length > 0) here.setItem(shelf, JSON.stringify(state.drafts));
    else here.removeItem(shelf);
  } catch {
    // a browser that keeps nothing: what is typed lives as long as the page
  }
}
function find_drafts() {
  try {
    const lasting = localStorage.getItem(shelf);
    by_id("keep").checked = lasting !== null;
    const found = JSON.parse(lasting ?? sessionStorage.getItem(shelf) ?? "{}");
    for (const subject of subjects)
      for (const one of subject.kind === "contributions" ? codes_of(subject) : subject.open) {
        const draft = found?.[subject.name]?.[one.code];
        if (draft && outcomes.includes(draft.decision) && typeof draft.comment === "string") {
          open_up(subject, one.code);
          set_draft(subject.name, one.code, draft.decision, draft.comment);
        }
      }
  } catch {
    // somebody else's words under our name
  }
}
// What a signer may decide about contributions is any competence of the framework.
const codes_of = (subject) => Object.keys(desk.frameworks[subject.framework].statements).map((code) => ({ code }));
function open_up(subject, code) {
  if (!subject.open.some((one) => one.code === code))
    subject.open = [...subject.open, { code, claim: "", decided: false, earlier: [] }];
}
function set_draft(name, code, decision, comment) {
  const mine = (state.drafts[name] ??= {});
  if (decision === "") delete mine[code];
  else mine[code] = { decision, comment };
  if (Object.keys(mine).length === 0) delete state.drafts[name];
}
const drafted = () => subjects.filter((one) => state.drafts[one.name]);

// --- why something cannot be signed here; "" if nothing stands in the way
function obstacle_of(subject) {
  if (desk.stopped) return say(`stopped.${desk.stopped}`);
  if (subject.faulty) return say("faulty", { path: visible(subject.faulty) });
  if (subject.revealing) return say("revealing", { path: visible(subject.revealing) });
  if (state.bodies.get(subject.name) === null) return say("other_text");
  const why = state.holder?.key.trainees[subject.trainee.id] ?? (state.holder ? "not-in-roster" : "");
  return why ? say(`obstacle.${why}`, { name: visible(subject.trainee.name), gfp: desk.gfp.id }) : "";
}

// --- the list
const matches = (subject, words) =>
  words.every((word) => `${subject.name} ${subject.title} ${subject.trainee.name}`.toLocaleLowerCase(language).includes(word));
const wanted = {
  waiting: (one) => one.since !== undefined && one.kind === "activity" && one.open.some((each) => !each.decided),
  drafts: (one) => Boolean(state.drafts[one.name]),
  activities: (one) => one.kind === "activity",
  trainings: (one) => one.kind === "training",
  contributions: (one) => one.kind === "contributions",
};
function show_list() {
  const words = by_id("filter").value.toLocaleLowerCase(language).split(/\s+/).filter(Boolean);
  const shown = subjects.filter((one) => wanted[by_id("which").value](one) && matches(one, words));
  by_id("subjects").replaceChildren(...sessions_of(shown), ...shown.map(card));
  by_id("shown").textContent = shown.length === 0 ? say("nothing_shown") : say_count("shown", shown.length);
}

// A session's competences for all who took part, at once.
function sessions_of(shown) {
  const sessions = new Map();
  for (const one of shown)
    if (one.kind === "training") sessions.set(one.about.manifest.slug, [...(sessions.get(one.about.manifest.slug) ?? []), one]);
  return [...sessions.values()].map((list) => {
    const button = el(
      "button",
      { type: "button", class: "plain" },
      say_count("attest_session", list.length, { title: visible(list[0].title) }),
    );
    button.addEventListener("click", () => {
      for (const one of list) if (!obstacle_of(one)) attest_open(one);
      keep_drafts();
      show_list();
      show_review();
    });
    return el("p", { class: "session" }, button);
  });
}
function attest_open(subject) {
  for (const one of subject.open)
    if (!one.decided && !state.drafts[subject.name]?.[one.code]) set_draft(subject.name, one.code, "attested", "");
}

const count_text = (subject) => {
  const decided = Object.keys(state.drafts[subject.name] ?? {}).length;
  return decided > 0 ? say_count("drafted", decided) : "";
};
function card(subject) {
  const count = el("span", { class: "drafted" }, count_text(subject));
  const late = subject.late ? el("em", {}, say("desk.is_late")) : "";
  const facts = [
    subject.trainee.name,
    subject.when,
    subject.context,
    subject.situation && subject.situation !== "none" ? say(`situation.${subject.situation}`) : "",
  ];
  const body = el("div", { class: "body" });
  const out = el(
    "details",
    { class: subject.late ? "card late" : "card", id: `subject-${subject.index}` },
    el(
      "summary",
      {},
      el("span", { class: "name" }, el("b", {}, visible(subject.name)), " ", visible(subject.title)),
      el("span", { class: "facts" }, visible(facts.filter(Boolean).join(" · "))),
      subject.since
        ? el(
            "span",
            { class: "facts" },
            `${say("since", { date: subject.sinceText })} (${say_count("desk.days", subject.days)}) `,
            late,
          )
        : "",
      count,
    ),
    body,
  );
  const fill = async () => {
    if (!state.bodies.has(subject.name)) state.bodies.set(subject.name, await bound_bytes(subject, file_digest));
    const button = el("button", { type: "button", class: "plain" }, say("attest_all"));
    button.addEventListener("click", () => {
      attest_open(subject);
      keep_drafts();
      fill();
      show_review();
    });
    body.replaceChildren(
      ...subject_body(subject, desk, {
        bound: state.bodies.get(subject.name),
        draft: state.drafts[subject.name],
        trainer: state.holder?.trainer.id,
        obstacle: obstacle_of(subject),
        attest_all: button,
        add(code) {
          open_up(subject, code);
          fill().then(() => body.querySelector(`input[name="${CSS.escape(`${subject.name} ${code}`)}"]`)?.focus());
        },
        change(code, decision, comment) {
          set_draft(subject.name, code, decision, comment);
          keep_drafts();
          count.textContent = count_text(subject);
          show_review();
        },
      }).filter(Boolean),
    );
    count.textContent = count_text(subject);
  };
  out.addEventListener("toggle", () => out.open && body.childElementCount === 0 && guarded(fill));
  out.fill = fill;
  return out;
}

// --- the key
function holder_of(key) {
  for (const trainer of desk.signers) for (const one of trainer.keys) if (one.key === key) return { trainer, key: one };
  return null;
}
async function take_key(file) {
  state.key = state.holder = null;
  const said = by_id("key-state");
  said.className = "warning";
  if (!file) return void ((said.textContent = ""), (said.className = ""));
  try {
    if (file.size > largest_key_file) throw new KeyFault("key_not_a_key_file");
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (by_id("key-file").files[0] !== file) return; // another one was chosen meanwhile
    const read = read_key_file(bytes);
    const holder = holder_of(read.key);
    if (read.example && !desk.example) throw new KeyFault("key_example");
    if (!holder) throw new KeyFault("key_not_registered");
    if (holder.key.obstacle) throw new KeyFault(holder.key.obstacle === "not-yet" ? "key_not_yet" : "key_ended");
    Object.assign(state, { key: read, holder });
    said.className = "good";
    said.textContent = say("key_good", { name: visible(holder.trainer.name) });
  } catch (error) {
    if (!(error instanceof KeyFault)) throw error;
    said.textContent = say(error.code, { name: visible(file.name) });
  }
}

// --- what will be signed
function plan() {
  return drafted().map((subject) => ({
    subject,
    prepared: prepare(
      desk,
      subject,
      state.holder?.trainer.id ?? "",
      Object.entries(state.drafts[subject.name]).map(([competence, draft]) => ({
        competence,
        decision: draft.decision,
        comment: draft.comment.replace(/\r\n?/g, "\n").trim(),
      })),
    ),
  }));
}
function faults_of(planned) {
  const out = [];
  for (const { subject, prepared } of planned) {
    const name = visible(subject.name);
    const obstacle = obstacle_of(subject);
    if (obstacle) out.push(`${name}${say("colon")}${obstacle}`);
    for (const one of prepared.subject.decisions) {
      if (one.decision === "more-information" && !one.comment) out.push(say("comment_missing", { name, code: one.competence }));
      if (one.comment && !is_text(one.comment)) out.push(say("comment_bad", { name, code: one.competence }));
    }
  }
  return out;
}
function show_review() {
  const planned = plan();
  const decisions = planned.reduce((sum, one) => sum + Object.keys(state.drafts[one.subject.name]).length, 0);
  by_id("bar").hidden = decisions === 0;
  by_id("bar-text").textContent = say_count("bar", decisions);
  if (planned.length === 0) {
    by_id("form").hidden = true;
    return void by_id("review").replaceChildren(el("p", { class: "nothing" }, say("nothing_decided")));
  }
  const faults = faults_of(planned);
  if (!state.holder) faults.unshift(say("key_wanted"));
  const lines = planned.flatMap((one) => [...signing_lines(one.subject, one.prepared), ""]);
  by_id("review").replaceChildren(
    state.holder ? el("p", {}, say("about_to_sign", { name: visible(state.holder.trainer.name) })) : "",
    el("pre", { id: "will-sign", tabindex: "0", "aria-label": say("step_sign") }, lines.join("\n")),
    ...faults.map((fault) => el("p", { class: "warning" }, fault)),
  );
  by_id("form").hidden = faults.length > 0;
}

// --- signing
async function sign() {
  const field = by_id("passphrase");
  const passphrase = new TextEncoder().encode(field.value);
  field.value = "";
  const planned = plan();
  if (!state.key || planned.length === 0 || faults_of(planned).length > 0) return;
  if (passphrase.length === 0) throw new KeyFault("key_wrong_passphrase");
  by_id("progress").textContent = say("opening");
  await new Promise((resolve) => setTimeout(resolve, 60)); // Argon2id holds the page for a second or two: what is said is seen first
  const bound = [];
  for (const { subject } of planned) {
    const one = state.bodies.get(subject.name) ?? (await bound_bytes(subject, file_digest));
    if (!one) throw new KeyFault("other_text");
    bound.push(one);
  }
  const secret = await open_key(state.key, passphrase);
  try {
    const instant = instant_of(new Date());
    for (const [i, { subject, prepared }] of planned.entries()) {
      const file = signed_file(prepared.subject, state.key.key, secret, instant);
      for (const [digest, bytes] of bound[i].files) state.signed.set(`trust/snapshots/${digest}`, bytes);
      state.signed.set(file.path, file.bytes);
      const replaced = new Set(prepared.subject.supersedes ?? []);
      subject.standing = [
        ...subject.standing.filter((one) => !replaced.has(one.digest)),
        { trainer: state.holder.trainer.id, digest: file.digest, decisions: prepared.subject.decisions },
      ];
      for (const one of subject.open) {
        const said = prepared.subject.decisions.find((decision) => decision.competence === one.code);
        if (!said || prepared.taken_over.includes(one.code)) continue;
        one.decided = true;
        one.earlier = [
          ...one.earlier,
          {
            who: state.holder.trainer.name,
            decision: said.decision,
            comment: said.comment ?? "",
            word: "",
            edited: false,
            replies: [],
          },
        ];
      }
      delete state.drafts[subject.name];
    }
    show_result(instant, planned.length);
  } finally {
    wipe(secret);
  }
  keep_drafts();
  show_list();
  show_review();
}
function show_result(instant, count) {
  const name = `livret-${desk.gfp.id}-${state.holder.trainer.id}-${instant.replaceAll(/[^0-9T]/g, "").replace("T", "-")}.zip`;
  const address = URL.createObjectURL(new Blob([zip(state.signed)], { type: "application/zip" }));
  const link = el("a", { href: address, download: name, class: "button", id: "download" }, say("download", { name }));
  state.unsaved = true;
  link.addEventListener("click", (event) => {
    if (event.isTrusted) state.unsaved = false;
  });
  by_id("result").replaceChildren(
    el("h3", {}, say_count("signed", count)),
    el("p", {}, say("then")),
    el("p", {}, el("code", {}, `livret attest --import ${name}`)),
    el("p", {}, link),
    el("p", { class: "hint" }, say("cumulative")),
  );
  by_id("result").hidden = false;
  by_id("progress").textContent = "";
  link.click();
  by_id("result").focus();
}

// --- notices
function show_notices() {
  const out = [];
  const age = Math.floor((Date.now() - Date.parse(desk.made)) / 86400000);
  if (desk.example) out.push(say("panel.example"));
  if (desk.stopped) out.push(say(`stopped.${desk.stopped}`));
  if (age >= 2) out.push(say("old_page", { n: age }));
  if (!isSecureContext) out.push(say("insecure"));
  by_id("notices").replaceChildren(
    ...out.map((text) => el("p", { class: "warning" }, text)),
    desk.after
      ? el(
          "p",
          { class: "hint" },
          say("as_of", {
            institution: visible(desk.institutionName),
            n: desk.after.checkpoint,
            date: desk.checkpointDate,
            digits: desk.fingerprint.match(/.{4}/g).join(" "),
          }),
        )
      : "",
  );
}

async function guarded(work) {
  try {
    await work();
  } catch (error) {
    const code = error instanceof KeyFault ? error.code : "failed";
    by_id("progress").textContent = say(code, { name: "" });
    if (code === "failed") console.error(error);
  }
}

by_id("home").href = desk.home;
by_id("key-file").addEventListener("change", (event) =>
  guarded(async () => {
    await take_key(event.target.files[0]);
    for (const one of document.querySelectorAll("details[open].card")) await one.fill();
    show_review();
  }),
);
by_id("filter").addEventListener("input", show_list);
by_id("which").addEventListener("change", show_list);
by_id("form").addEventListener("submit", (event) => {
  event.preventDefault();
  by_id("do-sign").disabled = true;
  guarded(sign).finally(() => (by_id("do-sign").disabled = false));
});
by_id("keep").addEventListener("change", keep_drafts);
by_id("forget").addEventListener("click", () => {
  state.drafts = {};
  keep_drafts();
  show_list();
  show_review();
});
// What was signed is only here until the zip is saved; the first click is the page's own, and a browser may have refused it.
window.addEventListener("beforeunload", (event) => {
  if (Object.keys(state.drafts).length > 0 || state.unsaved) event.preventDefault();
});

// The bar leads to the last step, and lies over nothing of it.
new IntersectionObserver(([one]) => document.body.classList.toggle("reviewing", one.isIntersecting)).observe(by_id("sign"));

if (desk.stopped || !isSecureContext) by_id("key-file").disabled = true;
find_drafts();
// Addressed by a desk: "#MATH1-DURAND-03", or a kind: "#trainings".
const named = (() => {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
})();
const target = subjects.find((one) => one.name === named);
const list_of_kind = { activity: "activities", training: "trainings", contributions: "contributions" };
if (target && !wanted.waiting(target)) by_id("which").value = list_of_kind[target.kind];
if (!target && Object.values(list_of_kind).includes(named)) by_id("which").value = named;
show_notices();
show_list();
show_review();
if (target) {
  const one = by_id(`subject-${target.index}`);
  one.open = true;
  one.scrollIntoView();
}

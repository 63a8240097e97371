// The checking page: takes a fingerprint and files, judges, shows. Everything stays here; nothing is asked of a network.
import { arithmetic, verifier } from "./ed25519.js";
import { below_trust, carries_a_part, other_trusts, parse_fingerprint, read_files } from "./files.js";
import { file_digest, sha256_hex, text_of } from "./bytes.js";
import { place_of } from "./documents.js";
import { chosen, dropped, limit, TooMany } from "./give.js";
import { dossier_base, is_good, is_of_its_person, is_zip, open_folder, read_dossier } from "./dossier.js";
import { Refused } from "./names.js";
import { judge, judge_single } from "./verdict.js";
import { open_zip } from "./zip.js";
import {
  el,
  show_attestation,
  show_attestations,
  show_chain,
  show_documents,
  show_dossier,
  show_foreign,
  show_refused,
} from "./show.js";
import { say, say_count, use_language, language } from "./words.js";

const by_id = (id) => document.getElementById(id);
const field = by_id("fingerprint"),
  checkpoint = by_id("checkpoint"),
  progress = by_id("progress"),
  result = by_id("result"),
  found = by_id("found");

// What the page knows: `trust` {files, blobs, base, part, others, dossier} of a folder or a dossier that was given; `single` {bytes,
// name} of a file; the last result.
const state = { trust: null, single: null, shown: null, run: 0, kind: arithmetic() };

// --- language
function speak(name) {
  use_language(name);
  document.documentElement.lang = language();
  document.title = say("title");
  for (const one of document.querySelectorAll("[data-text]")) one.textContent = say(one.dataset.text);
  for (const one of document.querySelectorAll("[data-language]"))
    one.setAttribute("aria-pressed", String(one.dataset.language === language()));
  show_fingerprint();
  state.shown?.();
}
for (const button of document.querySelectorAll("[data-language]"))
  button.addEventListener("click", () => speak(button.dataset.language));

// --- the fingerprint
function show_fingerprint() {
  const typed = field.value.replace(/[\s:\-\u00a0\u202f\u2009]/g, "");
  const odd = /[^0-9a-fA-F]/u.exec(typed);
  const text =
    typed === ""
      ? say("fingerprint_empty")
      : odd
        ? say("fingerprint_odd", { c: odd[0] })
        : typed.length === 64
          ? say("fingerprint_good")
          : say("fingerprint_partial", { n: typed.length });
  by_id("fingerprint-state").textContent = text;
  field.setAttribute("aria-invalid", String(typed !== "" && parse_fingerprint(field.value) === null));
}
field.addEventListener("input", show_fingerprint);
field.addEventListener("change", () => again());
checkpoint.addEventListener("change", () => again());
by_id("fingerprint-file").addEventListener("change", async (event) => {
  const file = event.target.files[0];
  if (!file) return;
  const text = file.size <= 4096 ? await file.text() : "";
  const digits = /(?:[0-9a-f][\s:\-\u00a0\u202f\u2009]*){64}/i.exec(text);
  if (!digits) return void (by_id("fingerprint-state").textContent = say("fingerprint_file_bad"));
  field.value = parse_fingerprint(digits[0]).match(/.{4}/g).join(" ");
  show_fingerprint();
  again();
});

// --- files
// A pause when 16 ms have gone by, so that the page goes on answering; `text` says how far it is.
function pacer(text) {
  let last = performance.now();
  return async (done, total) => {
    if (performance.now() - last < 16) return;
    const now = done === undefined ? progress.textContent : text(done, total);
    if (progress.textContent !== now) progress.textContent = now; // said again by a screen reader whenever it is put in
    await new Promise((resolve) => setTimeout(resolve));
    last = performance.now();
  };
}

class Overtaken extends Error {} // something else was given meanwhile
// Steps that somebody who hears them can follow.
const share = (done, total) => (total === 0 ? 100 : 5 * Math.floor((20 * done) / total));
// A dossier is the whole of what is judged: container and bag first, and nothing of it is shown or kept before.
async function take_dossier(run, name, open) {
  state.trust = state.single = null;
  progress.textContent = say("dossier_reading", { n: 0 });
  const paced = pacer((done, total) => say("dossier_reading", { n: share(done, total) }));
  let reading = true; // later on texts alone are read, without a word about it
  const pace = async (done, total) => {
    if (reading && run !== state.run) throw new Overtaken();
    if (reading) await paced(done, total);
  };
  try {
    const dossier = await read_dossier(
      open(() => pace()),
      pace,
    );
    reading = false;
    if (run !== state.run) return;
    const { files, blobs } = dossier;
    const snapshots = [...blobs].filter(([path]) => path.startsWith("snapshots/"));
    const texts = new Map(snapshots.map(([path, blob]) => [path.slice(10), blob]));
    state.trust = { files, blobs: texts, base: "", part: false, others: [], dossier };
  } catch (error) {
    if (error instanceof Overtaken) return;
    if (!(error instanceof Refused)) throw error;
    if (run === state.run)
      show(
        () => show_refused(name, error.fault),
        () => say("dossier_refused"),
      );
    return;
  }
  await check(run);
}

// `things`: how many were dropped or chosen; `rest`: see give.js.
async function take(list, is_folder, { things = 1, rest = async () => {} } = {}) {
  const run = ++state.run;
  if (things > 1 && (await holds_dossier(list))) {
    state.trust = state.single = null;
    return void (progress.textContent = say("one_at_a_time"));
  }
  const zip = !is_folder && list.length === 1 && (await is_zip(list[0].blob)) ? list[0].blob : null;
  if (zip) return take_dossier(run, zip.name, (pause) => open_zip(zip, pause));
  const folder = is_folder ? dossier_base(list.map((one) => one.path)) : null;
  if (folder !== null) {
    await rest();
    return take_dossier(run, folder.slice(0, -1), async () => open_folder(list, folder));
  }
  if (!is_folder && list.length === 1) {
    const { blob } = list[0];
    if (state.trust?.dossier) state.trust = null; // a dossier is judged as a whole, and with nothing beside it
    state.single = { name: blob.name, bytes: blob.size <= 262145 ? new Uint8Array(await blob.arrayBuffer()) : new Uint8Array() };
    return check(run);
  }
  const paths = list.map((one) => one.path),
    base = below_trust(paths);
  const below = list
    .filter((one) => one.path.startsWith(base))
    .map((one) => ({ path: one.path.slice(base.length), blob: one.blob }));
  const files = await read_files(
    below,
    pacer((n, total) => say("reading", { n, total })),
  );
  if (run !== state.run) return;
  const blobs = new Map(below.filter((one) => one.path.startsWith("snapshots/")).map((one) => [one.path.slice(10), one.blob]));
  state.trust = { files, blobs, base, part: carries_a_part(paths, base), others: other_trusts(paths, base) };
  state.single = null;
  await check(run);
}

// Whether one of several things is a dossier.
async function holds_dossier(list) {
  const tops = new Map(); // first part of a path -> paths
  for (const { path } of list) {
    const top = path.split("/", 1)[0];
    if (!tops.has(top)) tops.set(top, []);
    tops.get(top).push(path);
  }
  for (const paths of tops.values()) if (dossier_base(paths) !== null) return true;
  for (const { path, blob } of list) if (!path.includes("/") && (await is_zip(blob))) return true;
  return false;
}

async function guarded(work) {
  result.hidden = true;
  try {
    await work();
  } catch (error) {
    state.run++;
    progress.textContent = error instanceof TooMany ? say("too_many", { n: limit }) : say("failed");
    console.error(error);
  }
}
const again = () => (state.trust || state.single ? guarded(() => check(++state.run)) : undefined);

by_id("folder").webkitdirectory = true; // every browser has it, and no standard
by_id("folder").addEventListener(
  "change",
  (event) => event.target.files.length && guarded(() => take(chosen(event.target.files), true)),
);
by_id("file").addEventListener(
  "change",
  (event) => event.target.files.length && guarded(() => take(chosen(event.target.files), false)),
);
const drop = by_id("drop");
for (const name of ["dragover", "dragenter"])
  document.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
document.addEventListener("dragleave", (event) => event.relatedTarget === null && drop.classList.remove("over"));
document.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  guarded(async () => {
    let given;
    try {
      given = await dropped(
        event.dataTransfer,
        pacer((n) => say("collecting", { n })),
      );
    } catch (error) {
      if (error instanceof TooMany) throw error;
      return void (progress.textContent = say("cannot_read"));
    }
    if (given.list.length === 0) return void (progress.textContent = say(given.folders ? "nothing" : "cannot_read"));
    await take(given.list, given.folders > 0, given);
  });
});

// --- judging and showing
async function check(run) {
  const kind = await state.kind,
    verify = verifier(kind);
  const typed = parse_fingerprint(field.value);
  const { trust, single } = state;
  if (!trust) {
    const alone = await judge_single(single.bytes, verify);
    if (run === state.run) show(() => [el("h3", {}, say("one_file")), show_attestation(as_entry(single, alone))]);
    return;
  }
  const files = { ...trust.files, documents: new Map(trust.files.documents) };
  let place = null,
    alone = null;
  if (single) {
    alone = await judge_single(single.bytes, verify);
    if (alone.document) place = place_of(alone.document.type, alone.document.subject, alone.document.digest);
    if (place) files.documents.set(place, single.bytes);
  }
  if (files.documents.size === 0 && !trust.dossier) return void (progress.textContent = say("nothing"));
  const root = files.documents.get("root-1.json");
  const claimed = root && root.length > 0 ? sha256_hex(root) : "";
  // A fingerprint that is not whole is no fingerprint of ours: nothing may be believed because of a slip.
  const own_claim = field.value.trim() === "";
  const fingerprint = own_claim ? claimed : (typed ?? "");
  const total = files.documents.size;
  let done = 0;
  const pace = pacer((n) => say("judging", { n: Math.min(n, total), total }));
  const people = trust.dossier ? [trust.dossier.index.person] : [];
  const judged = await judge(files, fingerprint, { verify, people, pause: () => pace(++done, total) });
  if (run !== state.run) return;
  const wanted_checkpoint = /^\d{1,9}$/.test(checkpoint.value.trim()) ? Number(checkpoint.value.trim()) : null;
  const context = { fingerprint, own_claim, wanted_checkpoint, arithmetic: kind, part: trust.part, dossier: trust.dossier };
  const older = wanted_checkpoint !== null && judged.chain.checkpoints.length <= wanted_checkpoint;
  const about = trust.dossier && {
    ...trust.dossier,
    own_claim,
    unsigned: files.documents.size === 0,
    of_its_person: is_of_its_person(trust.dossier.index, judged.chain),
    good: is_good(trust.dossier, judged, { own_claim, older }),
  };
  show(
    () => [
      ...(single ? [el("h3", {}, say("one_file")), show_single(single, alone, place, judged)] : []),
      ...(trust.others.length > 0
        ? [el("p", { class: "warning" }, say("several_trusts", { read: trust.base, others: trust.others.join(", ") }))]
        : []),
      ...(about ? show_dossier(about, judged) : []),
      ...show_chain(judged, context),
      ...show_foreign(judged),
      ...(files.skipped.length > 0 ? [el("p", { class: "warning" }, say_count("skipped", files.skipped.length))] : []),
      ...show_attestations(judged, snapshot_text(trust.blobs)),
      ...show_documents(judged),
    ],
    () => say_count("attestations_count", judged.attestations.length),
  );
}

function as_entry(single, { document, digest, judgement }) {
  const is_attestation = document?.type === "LivretAttestation";
  return {
    path: single.name,
    digest,
    judgement,
    attestation: is_attestation ? document.subject : null,
    issuer: document?.issuer ?? "",
    trainer_name: "",
    valid_from: document?.valid_from,
  };
}
function show_single(single, alone, place, judged) {
  const entry = judged.attestations.find((one) => one.path === place);
  if (entry) return show_attestation(entry, { roster: judged.chain.roster });
  return show_attestation({ ...as_entry(single, alone), judgement: judged.documents.get(place) ?? alone.judgement });
}

// What reads the text of a snapshot whose digest is right: null if it is no text. Undefined if it is not there.
function snapshot_text(blobs) {
  return (digest) => {
    const blob = blobs.get(digest);
    if (!blob || blob.size > 1 << 20) return undefined;
    return async () => {
      const bytes = new Uint8Array(await blob.arrayBuffer());
      if ((await file_digest(bytes)) !== digest) return null;
      try {
        return text_of(bytes);
      } catch {
        return null;
      }
    };
  };
}

function show(make, count = () => say("one_file")) {
  state.shown = () => {
    found.replaceChildren(...make());
    result.hidden = false;
    progress.textContent = say("done", { text: count() });
  };
  state.shown();
  result.focus({ preventScroll: true });
}

speak(/^fr/i.test(navigator.language) ? "fr" : "en");

// The checking page: takes a fingerprint and files, judges, shows. Everything stays here; nothing is asked of a network.
import { arithmetic, verifier } from "./ed25519.js";
import { below_trust, carries_a_part, other_trusts, parse_fingerprint, read_files } from "./files.js";
import { file_digest, sha256_hex, text_of } from "./bytes.js";
import { place_of } from "./documents.js";
import { chosen, dropped, limit, TooMany } from "./give.js";
import { judge, judge_single } from "./verdict.js";
import { el, show_attestation, show_attestations, show_chain, show_documents, show_foreign } from "./show.js";
import { say, say_count, use_language, language } from "./words.js";

const by_id = (id) => document.getElementById(id);
const field = by_id("fingerprint"), checkpoint = by_id("checkpoint"), progress = by_id("progress"), result = by_id("result"), found = by_id("found");

// What the page knows: `trust` {files, blobs, base, part, others} of a folder that was given; `single` {bytes, name} of a file; the last result.
const state = { trust: null, single: null, shown: null, run: 0, kind: arithmetic() };

// --- language
function speak(name) {
  use_language(name);
  document.documentElement.lang = language();
  document.title = say("title");
  for (const one of document.querySelectorAll("[data-text]")) one.textContent = say(one.dataset.text);
  for (const one of document.querySelectorAll("[data-language]")) one.setAttribute("aria-pressed", String(one.dataset.language === language()));
  show_fingerprint();
  state.shown?.();
}
for (const button of document.querySelectorAll("[data-language]")) button.addEventListener("click", () => speak(button.dataset.language));

// --- the fingerprint
function show_fingerprint() {
  const typed = field.value.replace(/[\s:\-\u00a0\u202f\u2009]/g, "");
  const odd = /[^0-9a-fA-F]/u.exec(typed);
  const text = typed === "" ? say("fingerprint_empty") : odd ? say("fingerprint_odd", { c: odd[0] })
    : typed.length === 64 ? say("fingerprint_good") : say("fingerprint_partial", { n: typed.length });
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
    if (done !== undefined) progress.textContent = text(done, total);
    await new Promise((resolve) => setTimeout(resolve));
    last = performance.now();
  };
}

async function take(list, is_folder) {
  const run = ++state.run;
  if (!is_folder && list.length === 1) {
    const { blob } = list[0];
    state.single = { name: blob.name, bytes: blob.size <= 262145 ? new Uint8Array(await blob.arrayBuffer()) : new Uint8Array() };
    return check(run);
  }
  const paths = list.map((one) => one.path), base = below_trust(paths);
  const below = list.filter((one) => one.path.startsWith(base)).map((one) => ({ path: one.path.slice(base.length), blob: one.blob }));
  const files = await read_files(below, pacer((n, total) => say("reading", { n, total })));
  if (run !== state.run) return;
  const blobs = new Map(below.filter((one) => one.path.startsWith("snapshots/")).map((one) => [one.path.slice(10), one.blob]));
  state.trust = { files, blobs, base, part: carries_a_part(paths, base), others: other_trusts(paths, base) };
  state.single = null;
  await check(run);
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
by_id("folder").addEventListener("change", (event) => event.target.files.length && guarded(() => take(chosen(event.target.files), true)));
by_id("file").addEventListener("change", (event) => event.target.files.length && guarded(() => take(chosen(event.target.files), false)));
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
      given = await dropped(event.dataTransfer, pacer((n) => say("collecting", { n })));
    } catch (error) {
      if (error instanceof TooMany) throw error;
      return void (progress.textContent = say("cannot_read"));
    }
    if (given.list.length === 0) return void (progress.textContent = say(given.folders ? "nothing" : "cannot_read"));
    await take(given.list, given.folders > 0);
  });
});

// --- judging and showing
async function check(run) {
  const kind = await state.kind, verify = verifier(kind);
  const typed = parse_fingerprint(field.value);
  const { trust, single } = state;
  if (!trust) {
    const alone = await judge_single(single.bytes, verify);
    if (run === state.run) show(() => [el("h3", {}, say("one_file")), show_attestation(as_entry(single, alone))]);
    return;
  }
  const files = { ...trust.files, documents: new Map(trust.files.documents) };
  let place = null, alone = null;
  if (single) {
    alone = await judge_single(single.bytes, verify);
    if (alone.document) place = place_of(alone.document.type, alone.document.subject, alone.document.digest);
    if (place) files.documents.set(place, single.bytes);
  }
  if (files.documents.size === 0) return void (progress.textContent = say("nothing"));
  const root = files.documents.get("root-1.json");
  const claimed = root && root.length > 0 ? sha256_hex(root) : "";
  // A fingerprint that is not whole is no fingerprint of ours: nothing may be believed because of a slip.
  const own_claim = field.value.trim() === "";
  const fingerprint = own_claim ? claimed : typed ?? "";
  const total = files.documents.size;
  let done = 0;
  const pace = pacer((n) => say("judging", { n: Math.min(n, total), total }));
  const judged = await judge(files, fingerprint, { verify, pause: () => pace(++done, total) });
  if (run !== state.run) return;
  const context = { fingerprint, own_claim, wanted_checkpoint: /^\d{1,9}$/.test(checkpoint.value.trim()) ? Number(checkpoint.value.trim()) : null, arithmetic: kind, part: trust.part };
  show(() => [
    ...(single ? [el("h3", {}, say("one_file")), show_single(single, alone, place, judged)] : []),
    ...(trust.others.length > 0 ? [el("p", { class: "warning" }, say("several_trusts", { read: trust.base, others: trust.others.join(", ") }))] : []),
    ...show_chain(judged, context),
    ...show_foreign(judged),
    ...(files.skipped.length > 0 ? [el("p", { class: "warning" }, say_count("skipped", files.skipped.length))] : []),
    ...show_attestations(judged, snapshot_text(trust.blobs)),
    ...show_documents(judged),
  ], say_count("attestations_count", judged.attestations.length));
}

function as_entry(single, { document, digest, judgement }) {
  const is_attestation = document?.type === "LivretAttestation";
  return { path: single.name, digest, judgement, attestation: is_attestation ? document.subject : null, issuer: document?.issuer ?? "", trainer_name: "", valid_from: document?.valid_from };
}
function show_single(single, alone, place, judged) {
  const entry = judged.attestations.find((one) => one.path === place);
  if (entry) return show_attestation(entry, { roster: judged.chain.roster });
  return show_attestation({ ...as_entry(single, alone), judgement: judged.documents.get(place) ?? alone.judgement });
}

// The text of a snapshot whose digest is right; null if it is no text.
function snapshot_text(blobs) {
  return (digest) => {
    const blob = blobs.get(digest);
    if (!blob || blob.size > 1 << 20) return undefined;
    return (async () => {
      const bytes = new Uint8Array(await blob.arrayBuffer());
      if ((await file_digest(bytes)) !== digest) return null;
      try {
        return text_of(bytes);
      } catch {
        return null;
      }
    })();
  };
}

function show(make, count = "") {
  state.shown = () => {
    found.replaceChildren(...make());
    result.hidden = false;
    progress.textContent = say("done", { text: count || say("one_file") });
  };
  state.shown();
  result.focus({ preventScroll: true });
}

speak(/^fr/i.test(navigator.language) ? "fr" : "en");

// What is to be decided about, as elements. Whatever comes from the repository is put in as text, never as markup, and what
// nobody would see in it is made visible: a signer must see what she signs.
import { say, say_count } from "./words.js";

// el("p", {class: "x"}, "text", element ...)
export function el(name, attributes = {}, ...children) {
  const out = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) out.setAttribute(key, value);
  out.append(...children.filter((child) => child !== undefined && child !== null && child !== ""));
  return out;
}

// Control characters, and those that have no width or turn the direction of writing.
const unseen =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;
export const visible = (text) =>
  text.replace(unseen, (one) => `⟨U+${one.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);

export const outcomes = ["attested", "not-attested", "more-information", "retracted"];

const size_of = (bytes) =>
  bytes < 1024
    ? say("bytes", { n: bytes })
    : say("kibibytes", { n: new Intl.NumberFormat(say("language")).format(Math.ceil(bytes / 1024)) });

// Pictures are shown, everything else is offered: the very bytes that will be bound, where the page has them.
function attachment(file, carried, bytes) {
  const name = visible(file.path);
  const line = el("li", {}, el("span", { class: "name" }, name), ` (${size_of(file.size)}) `);
  if (!bytes) {
    line.append(
      carried?.url ? el("a", { href: carried.url }, say("open_published")) : "",
      el("span", { class: "hint" }, ` ${say("not_carried")}`),
    );
    return line;
  }
  const picture = /\.(png|jpe?g|gif|webp)$/i.test(file.path);
  const types = { png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", gif: "image/gif", webp: "image/webp" };
  const type = picture ? types[file.path.split(".").pop().toLowerCase()] : "application/octet-stream";
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  line.append(el("a", { href: address, download: file.path.split("/").pop() }, say("save_file")));
  if (picture) line.append(el("img", { src: address, alt: name }));
  return line;
}

const earlier = (one) =>
  el(
    "li",
    {},
    say("decided_before", { who: one.who ? visible(one.who) : say("somebody"), decision: say(`outcome.${one.decision}`) }),
    one.word ? ` — ${say("does_not_count", { word: say(`word.${one.word}`) })}` : one.edited ? ` — ${say("edited_since")}` : "",
    one.comment ? el("q", {}, visible(one.comment)) : "",
    ...one.replies.flatMap((reply) => [
      el("span", { class: "reply" }, say("reply_of", { date: reply.date })),
      el("q", {}, visible(reply.text)),
    ]),
  );

// One competence: the statement, her words, what was decided before, and the choice. `mine`: this signer decided before.
function competence(subject, one, desk, draft, mine, disabled, change) {
  const name = `${subject.name} ${one.code}`;
  const id = (what) => `${what}-${subject.index}-${one.code.replace(/[^\w]/g, "-")}`;
  const statement = desk.frameworks[subject.framework].statements[one.code] ?? "";
  const comment = el("textarea", { id: id("comment"), rows: "2", maxlength: "20000", ...(disabled ? { disabled: "" } : {}) });
  comment.value = draft?.comment ?? "";
  const label = el("label", { for: id("comment") }, say("comment"));
  const field = el("div", { class: "comment" }, label, comment);
  const chosen = () => [...radios].find((radio) => radio.checked)?.value ?? "";
  const update = () => {
    const decision = chosen();
    field.hidden = decision === "";
    label.textContent = say(decision === "more-information" ? "comment_needed" : "comment");
    comment.required = decision === "more-information";
    change(one.code, decision, comment.value);
  };
  const choice = (value, text) => {
    const radio = el("input", { type: "radio", name, value, ...(disabled ? { disabled: "" } : {}) });
    radio.checked = (draft?.decision ?? "") === value;
    radio.addEventListener("change", update);
    return el("label", { class: "choice" }, radio, el("span", {}, text));
  };
  const choices = [
    choice("", say("skip_it")),
    ...outcomes.filter((value) => value !== "retracted" || mine).map((value) => choice(value, say(`outcome.${value}`))),
  ];
  const radios = choices.map((one_choice) => one_choice.querySelector("input"));
  comment.addEventListener("input", () => change(one.code, chosen(), comment.value));
  field.hidden = !draft?.decision;
  if (draft?.decision === "more-information") label.textContent = say("comment_needed");
  return el(
    "fieldset",
    { class: one.decided ? "competence decided" : "competence" },
    el("legend", {}, el("b", {}, one.code), " ", el("span", {}, statement)),
    one.claim ? el("p", { class: "claim" }, `${say("her_words")} `, el("q", {}, visible(one.claim))) : "",
    one.earlier.length > 0 ? el("ul", { class: "earlier" }, ...one.earlier.map(earlier)) : "",
    el("div", { class: "choices" }, ...choices),
    field,
  );
}

// What she gave to the group's space, text by text.
const contribution = (text) =>
  el(
    "div",
    { class: "contribution" },
    el("h4", {}, text.url ? el("a", { href: text.url }, visible(text.title)) : visible(text.title), ` · ${text.when}`),
    el("pre", { tabindex: "0", "aria-label": say("signed_text") }, visible(text.text)),
  );

// No declaration says which competences: the signer says it. `add(code)` puts one among those to be decided.
function more_competences(subject, desk, add) {
  const known = new Set(subject.open.map((one) => one.code));
  const id = `more-${subject.index}`;
  const list = el(
    "select",
    { id },
    el("option", { value: "" }, say("choose")),
    ...Object.entries(desk.frameworks[subject.framework].statements)
      .filter(([code]) => !known.has(code))
      .map(([code, statement]) => el("option", { value: code }, `${code} ${statement}`)),
  );
  list.addEventListener("change", () => list.value && add(list.value));
  return el("div", { class: "field" }, el("label", { for: id }, say("add_competence")), list);
}

// The inside of a subject's card. `bound`: what bound_bytes gave.
export function subject_body(subject, desk, { bound, draft, trainer, obstacle, change, attest_all, add }) {
  const manifest = subject.about.manifest ?? {};
  const given = subject.kind === "contributions";
  const carried = new Map(subject.files.map((one) => [one.sha256, one]));
  const mine = (code) =>
    subject.standing.some((one) => one.trainer === trainer && one.decisions.some((decision) => decision.competence === code));
  const disabled = Boolean(obstacle);
  return [
    obstacle ? el("p", { class: "warning" }, obstacle) : "",
    !given && subject.texts[0].url
      ? el("p", { class: "hint" }, el("a", { href: subject.texts[0].url }, say("as_published")), ` ${say("as_signed")}`)
      : "",
    ...(given
      ? subject.texts.map(contribution)
      : [el("pre", { tabindex: "0", "aria-label": say("signed_text") }, visible(subject.texts[0].text))]),
    manifest.files?.length > 0
      ? el(
          "div",
          { class: "files" },
          el("h4", {}, say_count("attachments", manifest.files.length)),
          el(
            "ul",
            {},
            ...manifest.files.map((file) => attachment(file, carried.get(file.sha256), bound?.files.get(file.sha256))),
          ),
        )
      : "",
    ...subject.open.map((one) => competence(subject, one, desk, draft?.[one.code], mine(one.code), disabled, change)),
    given && !disabled ? more_competences(subject, desk, add) : "",
    disabled || given ? "" : el("p", {}, attest_all),
  ];
}

// What will be signed, in the words of `livret attest`: a list of lines.
export function signing_lines(subject, prepared) {
  const lines = [`${subject.name} · ${subject.trainee.name}${subject.kind === "activity" ? ` · ${subject.title}` : ""}`];
  for (const one of prepared.subject.decisions) {
    const again = prepared.taken_over.includes(one.competence) ? say("as_before") : "";
    lines.push(`  ${one.competence.padEnd(8)} ${say(`outcome.${one.decision}`)}${again}`);
    if (one.comment) for (const line of one.comment.split("\n")) lines.push(`           ${line}`);
  }
  if (subject.kind === "activity") {
    const { body, files } = subject.about.manifest;
    lines.push(
      `  ${say("signed_bytes", { n: body.size, digest: body.sha256.slice(0, 16) })}${files.length > 0 ? say("signed_files", { n: files.length }) : ""}`,
    );
  }
  for (const digest of prepared.subject.supersedes ?? []) lines.push(`  ${say("replaces", { digest: digest.slice(0, 8) })}`);
  return lines.map(visible);
}

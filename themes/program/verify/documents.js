// credentialSubject by type: the closed schemas of schema/trust.md §1. Dates and keys stay texts.
import { Fault, Fields, is_digest, is_id, is_line, span } from "./fields.js";

const by_id = (one) => one.id;

const named = (fields) => ({ number: fields.integer("number"), digest: fields.digest("digest") });
const tree = (fields) => ({ size: fields.integer("size"), root: fields.digest("root") });
const named_digest = (fields) => ({ id: fields.id("id"), digest: fields.digest("digest") });
const numbered = (fields, first) => {
  const number = fields.integer("number"),
    previous = fields.digest("previous", false);
  if (number < first) fields.fault.say(fields.place("number"), "below the first");
  if ((number === first) !== (previous === undefined))
    fields.fault.say(fields.place("previous"), "all but the first name the one before");
  return { number, previous };
};
const institution = (fields) => ({ id: fields.id("id"), name: fields.line("name") });

const read_root = (fields) => ({
  institution: fields.object("institution", institution),
  ...numbered(fields, 1),
  keys: fields.object("keys", (keys) =>
    Object.fromEntries(["root", "registry", "checkpoint", "certificate"].map((role) => [role, keys.key(role)])),
  ),
  example: fields.optional_true("example"),
});

const read_request = (fields) => ({ name: fields.line("name"), key: fields.key("key") });

function registered_key(fields) {
  const out = {
    key: fields.key("key"),
    ...span(fields),
    status: fields.choice("status", ["active", "retired", "compromised"]),
    since: fields.date("since", false),
  };
  if ((out.since !== undefined) !== (out.status === "compromised"))
    fields.fault.say(fields.place("since"), "for compromised keys only, and for all of them");
  if (out.status === "retired" && out.until === undefined) fields.fault.say(fields.place("until"), "a retired key has an end");
  return out;
}
function scope(fields) {
  const out = {
    role: fields.choice("role", ["trainer", "jury-chair", "registrar"]),
    gfp: fields.set("gfp", (text) => text === "*" || is_id(text)),
    ...span(fields),
  };
  if (out.gfp.length > 1 && out.gfp.includes("*")) fields.fault.say(fields.place("gfp"), "* stands alone");
  return out;
}
function read_registry(fields) {
  const fault = fields.fault;
  const out = { institution: fields.id("institution"), ...numbered(fields, 1), graceDays: fields.integer("graceDays") };
  if (out.graceDays > 3660) fault.say(fields.place("graceDays"), "more than ten years");
  const keys = new Set();
  out.trainers = fields.objects(
    "trainers",
    (one) => ({
      id: one.id("id"),
      name: one.line("name"),
      keys: one.objects("keys", (key) => {
        const read = registered_key(key);
        if (read.key && keys.has(read.key)) fault.say(key.place("key"), "a key stands once in the registry");
        keys.add(read.key);
        return read;
      }),
      scopes: one.objects("scopes", scope),
    }),
    by_id,
  );
  out.roster = fields.object("roster", tree);
  fields.object("inForce", (in_force) => {
    in_force.digest("configuration");
    in_force.objects("frameworks", named_digest, by_id);
    in_force.digest("theme", false);
    in_force.objects("sessions", named_digest, by_id);
  });
  out.revocations = fields.objects(
    "revocations",
    (one) => ({ digest: one.digest("digest"), date: one.date("date"), reason: one.text("reason") }),
    (one) => one.digest,
  );
  return out;
}

const content = (fields) => ({ size: fields.integer("size"), sha256: fields.digest("sha256") });
const version_1 = (fields) => {
  if (fields.integer("version") !== 1) fields.fault.say(fields.place("version"), "another version");
};
const phases = ["analyse", "conception", "evaluation", "mise-en-oeuvre"];
export function activity_manifest(fields) {
  version_1(fields);
  return {
    trainee: fields.id("trainee"),
    reference: fields.line("reference"),
    title: fields.line("title"),
    date: fields.object("date", (date) => ({ from: date.date("from"), to: date.date("to") })),
    context: fields.id("context"),
    situation: fields.choice("situation", ["none", "classroom", "distance", "mixed"]),
    phases: fields.set("phases", (text) => phases.includes(text)),
    body: fields.object("body", content),
    files: fields.objects(
      "files",
      (one) => ({ path: one.path("path"), ...content(one) }),
      (one) => one.path,
    ),
  };
}
function training_manifest(fields) {
  version_1(fields);
  return {
    gfp: fields.id("gfp"),
    slug: fields.id("slug"),
    title: fields.line("title"),
    date: fields.date("date"),
    context: fields.id("context"),
    trainers: fields.set("trainers", is_id),
    competences: fields.set("competences", is_line),
    body: fields.object("body", content),
  };
}
function about(fields, attestation) {
  const kind = fields.choice("kind", ["activity", "training", "contributions"]) ?? "activity";
  if (kind === "contributions") {
    const items = fields.objects("items", (one) => ({
      file: one.path("file"),
      answer: one.integer("answer", false),
      sha256: one.digest("sha256"),
    }));
    if (items.length === 0) fields.fault.say(fields.place("items"), "empty");
    return { kind, items };
  }
  const manifest = fields.object("manifest", kind === "activity" ? activity_manifest : training_manifest);
  if (kind === "activity" && manifest.trainee !== attestation.trainee)
    fields.fault.say(fields.place("manifest.trainee"), "another trainee's");
  if (kind === "training" && manifest.gfp !== attestation.gfp) fields.fault.say(fields.place("manifest.gfp"), "another group's");
  return { kind, manifest };
}
function read_attestation(fields) {
  const out = {
    institution: fields.id("institution"),
    trainee: fields.id("trainee"),
    gfp: fields.id("gfp"),
    framework: fields.object("framework", named_digest),
  };
  out.about = fields.object("about", (inner) => about(inner, out));
  out.decisions = fields.objects(
    "decisions",
    (one) => ({
      competence: one.line("competence"),
      claim: one.text("claim", false),
      decision: one.choice("decision", ["attested", "not-attested", "more-information", "retracted"]),
      comment: one.text("comment", false),
    }),
    (one) => one.competence,
  );
  if (out.decisions.length === 0) fields.fault.say(fields.place("decisions"), "empty");
  out.after = fields.object("after", (after) => ({ checkpoint: after.integer("checkpoint"), digest: after.digest("digest") }));
  out.supersedes = fields.set("supersedes", is_digest, false);
  return out;
}

const read_checkpoint = (fields) => ({
  institution: fields.id("institution"),
  ...numbered(fields, 0),
  date: fields.date("date"),
  root: fields.object("root", named),
  registry: fields.object("registry", named),
  tree: fields.object("tree", tree),
});

const read_freeze = (fields) => ({
  institution: fields.id("institution"),
  session: fields.id("session"),
  checkpoint: fields.object("checkpoint", named),
  candidates: fields.objects(
    "candidates",
    (one) => ({
      trainee: one.id("trainee"),
      state: one.digest("state"),
    }),
    (one) => one.trainee,
  ),
});

const read_jury_decision = (fields) => ({
  institution: fields.id("institution"),
  session: fields.id("session"),
  trainee: fields.id("trainee"),
  outcome: fields.choice("outcome", ["received", "adjourned", "waiting"]),
  note: fields.text("note", false),
  freeze: fields.digest("freeze"),
  supersedes: fields.set("supersedes", is_digest, false),
});

const read_certificate = (fields) => ({
  institution: fields.object("institution", institution),
  trainee: fields.object("trainee", (one) => ({ id: one.id("id"), name: one.line("name"), salt: one.line("salt") })),
  checkpoint: fields.object("checkpoint", (one) => ({ ...named(one), date: one.date("date") })),
  framework: fields.object("framework", (one) => ({ ...named_digest(one), title: one.line("title") })),
  rule: fields.has("rule")
    ? fields.object("rule", (one) => ({
        id: one.id("id"),
        outcome: one.choice("outcome", ["not-met", "met"]),
        text: one.text("text"),
      }))
    : undefined,
  competences: fields.objects("competences", (one) => ({
    code: one.line("code"),
    statement: one.text("statement"),
    attested: one.objects("attested", (line) => ({
      digest: line.digest("digest"),
      trainer: line.line("trainer"),
      after: line.date("after"),
      by: line.date("by"),
    })),
  })),
  partialCounted: fields.set("partialCounted", is_line, false),
  session: fields.id("session", false),
  decision: fields.digest("decision", false),
});

const readers = {
  LivretRoot: read_root,
  LivretKeyRequest: read_request,
  LivretRegistry: read_registry,
  LivretAttestation: read_attestation,
  LivretCheckpoint: read_checkpoint,
  LivretFreeze: read_freeze,
  LivretJuryDecision: read_jury_decision,
  LivretCertificate: read_certificate,
};

// {subject}, or {where, what} of what breaks rule 5.
export function read_subject(type, json) {
  if (!Object.hasOwn(readers, type)) return { where: "type", what: "unknown type" };
  const fault = new Fault();
  const fields = new Fields(json, "credentialSubject", fault);
  const subject = readers[type](fields);
  fields.end();
  return fault.found ? fault : { subject };
}

// Where a document belongs in trust/; nothing for a key request, which is never there.
export function place_of(type, subject, digest) {
  switch (type) {
    case "LivretRoot":
      return `root-${subject.number}.json`;
    case "LivretRegistry":
      return `registry-${subject.number}.json`;
    case "LivretCheckpoint":
      return `checkpoint-${subject.number}.json`;
    case "LivretAttestation":
      return `attestations/${subject.trainee}/${digest}.json`;
    case "LivretFreeze":
      return `freeze-${subject.session}.json`;
    case "LivretJuryDecision":
      return `decisions/${subject.session}/${digest}.json`;
    case "LivretCertificate":
      return `certificates/${subject.trainee.id}/${digest}.json`;
    default:
      return "";
  }
}

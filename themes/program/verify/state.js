// What a candidate had declared when a jury's session was frozen: the snapshot that a freeze names for her (schema/trust.md §1).
import { activity_manifest } from "./documents.js";
import { Fault, Fields } from "./fields.js";
import { Malformed, read_canonical } from "./proof.js";

export const largest_state = 1 << 20; // bytes
const beginning = new TextEncoder().encode('{"activities":[');

// Whether a snapshot may be such a file: those are kept, texts and pictures are not.
export const looks_like_state = (bytes) => bytes.length <= largest_state && beginning.every((byte, i) => bytes[i] === byte);

const declarations = (fields) => {
  const framework = fields.id("framework");
  const competences = fields.objects(
    "competences",
    (one) => ({ competence: one.line("competence"), claim: one.text("claim", false) }),
    (one) => one.competence,
  );
  if (competences.length === 0) fields.fault.say(fields.place("competences"), "empty");
  return { framework, competences };
};

// {trainee, activities: [{manifest, declared, visibility}]}. Throws Malformed.
export function read_state(bytes) {
  const json = read_canonical(bytes, largest_state);
  const fault = new Fault(),
    fields = new Fields(json, "state", fault);
  if (fields.integer("version") !== 1) fault.say(fields.place("version"), "another version");
  const trainee = fields.id("trainee");
  const activities = fields.objects(
    "activities",
    (one) => {
      const manifest = one.object("manifest", activity_manifest);
      if (manifest.trainee !== trainee) fault.say(one.place("manifest.trainee"), "another trainee's");
      const declared = one.objects("declared", declarations, (list) => list.framework);
      return { manifest, declared, visibility: one.choice("visibility", ["jury", "gfp", "public"]) };
    },
    (one) => one.manifest.reference,
  );
  fields.end();
  if (fault.found) throw new Malformed("rule-5", `${fault.where}: ${fault.what}`);
  return { trainee, activities };
}

// The snapshots that it names.
export const contents_of_state = ({ activities }) =>
  activities.flatMap(({ manifest }) => [manifest.body.sha256, ...manifest.files.map((file) => file.sha256)]);

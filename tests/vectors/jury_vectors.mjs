// A jury's documents: what a freeze binds, and which decision on a candidate counts.
import { added, malformed, vector } from "./write.mjs";
import { file_of, jcs, key, signed, trainers, erased, roster } from "./world.mjs";

const instant = "2005-01-30T08:00:00Z";

// --- the state of a candidate, and the freeze that names it
// Freezes the session again with other candidates; decisions are about the freeze that stands.
function freeze_again(world, candidates, word = "valid", change = (it) => it) {
  const subject = change({ ...world.document("freeze").credentialSubject, candidates });
  world.put("freeze", "freeze-2005.json", file_of(signed("LivretFreeze", subject, key("checkpoint-1"), instant)), word);
  world.expect({ decision: "content-missing (freeze)" });
}
const durand = (world, state) => [{ trainee: "t-durand", state }];
const frozen_as = (name, change, word) =>
  added(name, (world) => {
    const state = world.frozen("t-durand", ["MATH1-DURAND-01", "MATH1-DURAND-02"]);
    freeze_again(world, durand(world, world.state(change(state) ?? state)), word);
  });
const bad_state = (name, change) => frozen_as(`a frozen state ${name}`, change, "malformed (state)");

frozen_as("two activities are frozen", () => {}, "valid");
frozen_as("nothing was declared when the session was frozen", (it) => void (it.activities = []), "valid");
frozen_as("an activity without competences is frozen", (it) => void (it.activities[0].declared = []), "valid");
bad_state("has an unknown member", (it) => void (it.name = "Claire Durand"));
bad_state("names whom she worked with", (it) => void (it.activities[0].with = ["martin"]));
bad_state("is of another version", (it) => void (it.version = 2));
bad_state("is another trainee's", (it) => {
  it.trainee = "t-martin";
  it.activities.forEach((one) => (one.manifest.trainee = "t-martin"));
});
bad_state("holds another trainee's activity", (it) => void (it.activities[0].manifest.trainee = "t-martin"));
bad_state("holds an activity twice", (it) => void (it.activities[1] = it.activities[0]));
bad_state("is not sorted", (it) => void it.activities.reverse());
bad_state("holds a private activity", (it) => void (it.activities[0].visibility = "private"));
bad_state("declares nothing in a framework", (it) => void (it.activities[0].declared[0].competences = []));
bad_state("declares a competence twice", (it) => {
  it.activities[0].declared[0].competences[1] = { competence: "A.1.1" };
});
bad_state("has an empty claim", (it) => void (it.activities[0].declared[0].competences[0].claim = ""));
bad_state("has a number that is no integer", (it) => void (it.activities[0].manifest.body.size = 1.5));
added("a frozen state is printed with indentation", (world) => {
  const bytes = `{"activities":[ ],"trainee":"t-durand","version":1}\n`;
  freeze_again(world, durand(world, world.snapshot(bytes).sha256), "malformed (state)");
});
added("a frozen state lacks its line feed", (world) =>
  freeze_again(world, durand(world, world.snapshot(jcs(world.frozen())).sha256), "malformed (state)"),
);
added("a candidate's state is the text of an activity", (world) =>
  freeze_again(world, durand(world, world.snapshot("Ce que j’ai fait\n").sha256), "malformed (state)"),
);
added("a frozen state has 1048577 bytes, another exactly 1048576", (world) => {
  const filled = (size) => {
    const state = world.frozen();
    const list = (state.activities[0].declared[0].competences = Array.from({ length: 18 }, (_, i) => ({
      competence: `A.${String(i).padStart(2, "0")}`,
      claim: "x".repeat(i < 17 ? 60000 : 1),
    })));
    list[17].claim = "x".repeat(size - jcs(state).length);
    return world.state(state);
  };
  freeze_again(world, durand(world, filled(1048576)));
  const other = signed(
    "LivretFreeze",
    { ...world.document("freeze").credentialSubject, session: "2006", candidates: durand(world, filled(1048577)) },
    key("checkpoint-1"),
    instant,
  );
  world.put("too large", "freeze-2006.json", file_of(other), "malformed (state)");
});
added("a candidate's frozen state is deleted", (world) => {
  world.files.delete(`snapshots/${world.document("freeze").credentialSubject.candidates[0].state}`);
  world.expect({ freeze: "content-missing (state)" });
});
added("a text that was frozen is deleted", (world) => {
  const state = world.frozen("t-durand", ["MATH1-DURAND-09"]);
  freeze_again(world, durand(world, world.state(state)), "content-missing (state)");
  world.files.delete(`snapshots/${state.activities[0].manifest.body.sha256}`);
});
vector(
  "a candidate is erased, with what was frozen of her",
  () => ({ registries: { 2: () => ({ lines: [erased("t-durand", "2004-11-20"), ...roster().slice(1)] }) } }),
  (world) => {
    const hers = world.document("freeze").credentialSubject.candidates[0].state,
      martin = world.state(world.frozen("t-martin", ["MATH1-MARTIN-01"]));
    freeze_again(world, [...durand(world, hers), { trainee: "t-martin", state: martin }]);
    world.files.delete(`snapshots/${hers}`);
    for (const label of ["good", "refusal", "training", "contributions", "fresh", "decision"])
      world.expect({ [label]: "erased" });
  },
);
for (const [name, change] of [
  ["a freeze names manifests instead of a state", (it) => void (it.candidates[0] = { trainee: "t-durand", manifests: [] })],
  ["a freeze names a candidate twice", (it) => void it.candidates.push(it.candidates[0])],
  ["a freeze's candidates are not sorted", (it) => void it.candidates.unshift({ ...it.candidates[0], trainee: "t-martin" })],
])
  added(name, (world) =>
    freeze_again(world, world.document("freeze").credentialSubject.candidates, malformed(5), (it) => (change(it), it)),
  );
added("a freeze names a checkpoint of another chain", (world) =>
  freeze_again(world, world.document("freeze").credentialSubject.candidates, "time-unproven (unknown-checkpoint)", (it) => ({
    ...it,
    checkpoint: { number: 3, digest: "a".repeat(64) },
  })),
);
added("forty candidates are frozen in one document", (world) => {
  const ids = Array.from({ length: 40 }, (_, i) => `t-${String(i).padStart(4, "0")}`);
  freeze_again(
    world,
    ids.map((trainee) => ({ trainee, state: world.state(world.frozen(trainee, [`REF-${trainee}`])) })),
  );
});

// --- decisions
function decide(
  world,
  label,
  word,
  { by = "diane", change = () => {}, supersedes, trainee = "t-durand", outcome = "received" } = {},
) {
  const subject = {
    institution: "ifm-test",
    session: "2005",
    trainee,
    outcome,
    freeze: world.digest("freeze"),
    ...(supersedes ? { supersedes: supersedes.map((one) => world.digest(one)).sort() } : {}),
  };
  change(subject);
  world.put(
    label,
    (digest) => `decisions/${subject.session}/${digest}.json`,
    file_of(signed("LivretJuryDecision", subject, key(by), instant)),
    word,
  );
}
// Diane chairs all juries; Fatou is added by what a vector says of the registry.
const chair = (id, scope = {}, more = {}) => ({
  id,
  name: `${id} qui préside`,
  keys: [{ key: key(id).did, from: "2004-09-01", status: "active", ...more }],
  scopes: [{ role: "jury-chair", gfp: ["*"], from: "2004-09-01", ...scope }],
});
const people_with = (change, ...more) => ({
  registries: {
    2: () => ({ trainers: [...trainers().map((one) => (one.id === "diane" ? change(one) : one)), ...more] }),
  },
});
const with_fatou = (scope, more) => () => people_with((one) => one, chair("fatou", scope, more));

vector("another chair corrects a decision", with_fatou(), (world) => {
  decide(world, "correction", "valid", { by: "fatou", supersedes: ["decision"], outcome: "adjourned" });
  world.expect({ decision: "superseded" });
});
vector(
  "another chair corrects the decision of one who has left",
  () =>
    people_with(
      (one) => ({
        ...one,
        keys: [{ ...one.keys[0], status: "retired", until: "2005-01-10" }],
        scopes: [{ ...one.scopes[0], until: "2005-01-10" }],
      }),
      chair("fatou"),
    ),
  (world) => {
    decide(world, "correction", "valid", { by: "fatou", supersedes: ["decision"], outcome: "waiting" });
    world.expect({ decision: "superseded" });
  },
);
added("a chair’s correction is corrected", (world) => {
  decide(world, "second", "superseded", { supersedes: ["decision"], outcome: "waiting" });
  decide(world, "third", "valid", { supersedes: ["second"], outcome: "adjourned" });
  world.expect({ decision: "superseded" });
});
vector("two chairs contradict each other", with_fatou(), (world) => {
  decide(world, "other", "conflict", { by: "fatou", outcome: "adjourned" });
  world.expect({ decision: "conflict" });
});
added("a decision names one on another candidate", (world) => {
  const state = world.state(world.frozen("t-martin", ["MATH1-MARTIN-01"]));
  freeze_again(world, [...world.document("freeze").credentialSubject.candidates, { trainee: "t-martin", state }]);
  decide(world, "hers", "valid");
  decide(world, "his", "valid", { trainee: "t-martin", supersedes: ["hers"] });
});
added("a decision is about another freeze", (world) =>
  decide(world, "other", "content-missing (freeze)", { change: (it) => void (it.freeze = "a".repeat(64)) }),
);
added("a decision is about a session that was never frozen", (world) =>
  decide(world, "other", "content-missing (freeze)", { change: (it) => void (it.session = "2006") }),
);
added("the freeze that a decision is about is deleted", (world) => {
  world.remove("freeze");
  world.expect({ decision: "content-missing (freeze)" });
});
added("a decision is on somebody who is no candidate", (world) =>
  decide(world, "other", "out-of-scope (not-a-candidate)", { trainee: "t-martin" }),
);
vector("a chair of another group decides", with_fatou({ gfp: ["phys1"] }), (world) =>
  decide(world, "other", "out-of-scope (gfp)", { by: "fatou" }),
);
vector("a chair of another group supersedes a decision", with_fatou({ gfp: ["phys1"] }), (world) =>
  decide(world, "other", "out-of-scope (gfp)", { by: "fatou", supersedes: ["decision"] }),
);
vector("somebody decides who had ceased to chair before the freeze", with_fatou({ until: "2004-10-06" }), (world) =>
  decide(world, "other", "out-of-scope (gfp)", { by: "fatou" }),
);
vector("somebody decides who has ceased to chair within the grace", with_fatou({ until: "2004-10-07" }), (world) => {
  decide(world, "other", "valid", { by: "fatou", supersedes: ["decision"] });
  world.expect({ decision: "superseded" });
});
vector("a chair's key is compromised", with_fatou({}, { status: "compromised", since: "2005-02-01" }), (world) =>
  decide(world, "other", "time-unproven (compromised)", { by: "fatou" }),
);
vector("a chair's key had ended before the freeze", with_fatou({}, { status: "retired", until: "2004-10-06" }), (world) =>
  decide(world, "other", "key-not-valid-then", { by: "fatou" }),
);
vector("a chair's key holds from later on", with_fatou({}, { from: "2005-01-06" }), (world) =>
  decide(world, "other", "key-not-valid-then", { by: "fatou" }),
);
added("a decision is revoked", (world) => {
  world.add_registry(3, "registry-1", {
    revocations: [{ digest: world.digest("decision"), date: "2005-02-01", reason: "Signée par erreur." }],
  });
  world.expect({ decision: "revoked" });
});

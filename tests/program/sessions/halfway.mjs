// What happens halfway: a disk that fails, a program that is killed, somebody who is erased.
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { bare, content, folder, holds, program, read_tree, same, same_trees, test } from "../support/tools.mjs";
import { Jury, frozen, frozen_jury, held, key, yes } from "../support/jury.mjs";
import { random, trainees, everybody } from "./candidates.mjs";

// What a stopped freeze may have left is complete in itself: snapshots, a checkpoint, parts of files that the next run sweeps away.
function strange(before, jury) {
  const after = read_tree(jury.root);
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter(
    (name) =>
      !(before.has(name) && after.has(name) && before.get(name).equals(after.get(name))) &&
      !/^trust\/(snapshots\/|checkpoint-\d+\.(json|leaves)$|(snapshots\/)?\.[^/]+\.part$)/.test(name),
  );
}
await test("a disk that fails on the way leaves no freeze, and what was added is taken away again", () => {
  const jury = new Jury();
  jury.open();
  const before = read_tree(jury.root);
  let failures = 0;
  for (const blocks of [1, 2, 4, 8, 16]) {
    const command = ["session", "freeze", "juin-2005", "--root", jury.root, "--now", frozen, "--lang", "en", ...yes];
    const run = spawnSync("bash", ["-c", `trap "" XFSZ; ulimit -f ${blocks}; exec "$@"`, "bash", program, ...command], {
      env: { ...bare, ...jury.env },
      encoding: "utf8",
    });
    if (run.status === 0) break;
    ++failures;
    same(run.status, 3, `${run.stdout}${run.stderr}`);
    holds(!jury.has("trust/freeze-juin-2005.json"), "a freeze is there");
    same_trees(before, read_tree(jury.root));
  }
  holds(failures > 1, `it failed ${failures} times`);
  if (!jury.has("trust/freeze-juin-2005.json")) jury.freeze();
  same(
    jury.word((name) => name.startsWith("freeze-")),
    ["valid"],
  );
});

await test("killed at any moment, a freeze is there whole or not at all, and given again it completes", async () => {
  const jury = new Jury();
  jury.open();
  const start = read_tree(jury.root);
  const timed = new Jury(start);
  const began = Date.now();
  timed.freeze();
  const whole = Date.now() - began;
  let killed = 0;
  for (let round = 0; round < 12; ++round) {
    const each = new Jury(start);
    const child = spawn(program, ["session", "freeze", "juin-2005", "--root", each.root, "--now", frozen, ...yes], {
      env: { ...bare, ...each.env },
      stdio: "ignore",
    });
    const ended = new Promise((resolve) => child.on("close", (status, signal) => resolve(signal)));
    setTimeout(() => child.kill("SIGKILL"), random.below(whole));
    if ((await ended) === "SIGKILL") ++killed;
    if (!each.has("trust/freeze-juin-2005.json")) {
      same(strange(start, each), []);
      each.freeze();
    }
    same(
      each.word((name) => name.startsWith("freeze-")),
      ["valid"],
    );
    holds(
      each.changes().candidates.every((one) => one.changes.length === 0),
      "nothing has changed",
    );
  }
  holds(killed > 0, "not one run was killed");
});

await test("a candidate who is erased takes what was frozen of her along, and the others are judged and certified", () => {
  const jury = frozen_jury();
  jury.decide("mercier", "--import", jury.csv(everybody()));
  const id = /^id: "?(\w+)/m.exec(jury.text("gfp/math1/trainees/fabre/profile.md"))[1];
  const hers = jury.subject("freeze-juin-2005.json").candidates.find((one) => one.trainee === id).state;
  const state = JSON.parse(jury.read(`trust/snapshots/${hers}`));
  jury.does(["remove", "math1/fabre", "-o", folder("dossiers"), "--now", held]);
  jury.trust(held, "checkpoint", ...key("ifm-haute-provence-checkpoint"));
  holds(!jury.has(`trust/snapshots/${hers}`), "her state is still there");
  for (const { manifest } of state.activities)
    holds(!jury.has(`trust/snapshots/${manifest.body.sha256}`), "her text is still there");
  const left = [...read_tree(jury.file("trust"))].filter(
    ([name, bytes]) => /snapshots/.test(name) && bytes.includes("MATH1-FABRE"),
  );
  same(
    left.map(([name]) => name),
    [],
  );
  same(
    jury.word((name) => name.startsWith("freeze-")),
    ["valid"],
  );
  same(new Set(jury.word((name) => name.startsWith("decisions/"))), new Set(["valid", "erased"]));
  const changed = jury.changes().candidates.filter((one) => one.changes.length > 0);
  same(changed, [{ trainee: id, changes: [{ change: "candidate-erased", details: [] }] }]);
  const close = jury.close_without_pdf();
  same(close.out.split("\n").filter((line) => line.startsWith("trust/certificates/")).length, trainees.length - 1);
  const minutes = fs.readFileSync(path.join(jury.out, "proces-verbal-juin-2005.html"), "utf8");
  holds(minutes.includes("Dossier effacé") && !/fabre/i.test(minutes), "the minutes name her");
});

await test("what was frozen and is taken away is said, and nobody decides on it", () => {
  const jury = frozen_jury();
  const { candidates } = jury.subject("freeze-juin-2005.json");
  const id = /^id: "?(\w+)/m.exec(jury.text("gfp/math1/trainees/martin/profile.md"))[1];
  fs.rmSync(jury.file(`trust/snapshots/${candidates.find((one) => one.trainee === id).state}`));
  same(
    jury.word((name) => name.startsWith("freeze-")),
    ["content-missing (state)"],
  );
  same(
    jury.of("math1/martin").map((one) => one.change),
    ["state-lost"],
  );
  jury.refuses(
    ["session", "decide", "juin-2005", "math1/martin", "received", "--now", held, ...key("mercier")],
    1,
    /ce qui a été gelé d’elle manque/,
    /what was frozen of her is missing/,
  );
  jury.decide("mercier", "math1/durand", "received");
  const freeze = jury.text("trust/freeze-juin-2005.json");
  jury.write("trust/freeze-juin-2005.json", freeze.replace(candidates[0].state, candidates[1].state));
  jury.refuses(
    ["session", "diff", "juin-2005", "--now", held],
    1,
    /a été modifié depuis sa signature/,
    /was changed after it was signed/,
    { signing: [] },
  );
});

// A deposit that takes its time.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { folder, holds, same, test } from "../support/tools.mjs";
import { ask, open_form, post } from "../support/serving.mjs";
import { repository, with_server, read, write, plain, value_of, journal, one_file } from "./pages.mjs";

await test("while a deposit waits for the network others go on writing, and a saving waits for it", async () => {
  const root = repository();
  const git = (...args) =>
    execFileSync("git", ["-C", root, "-c", "user.name=Anne", "-c", "user.email=a@example.org", ...args], { stdio: "pipe" });
  const bare = path.join(folder("bare"), "r.git");
  const gate = folder("gate");
  execFileSync("git", ["init", "-q", "--bare", "-b", "main", bare]);
  git("init", "-q", "-b", "main");
  write(root, ".gitignore", ".livret/\nsite/\n");
  git("add", "-A");
  git("commit", "-qm", "Début");
  git("remote", "add", "origin", bare);
  git("push", "-qu", "origin", "main");
  // Whoever pushes waits until somebody opens the gate.
  fs.writeFileSync(
    path.join(bare, "hooks/pre-receive"),
    `#!/bin/sh\n: >"${gate}/asked"\nwhile [ ! -e "${gate}/open" ]; do sleep 0.05; done\n`,
    { mode: 0o755 },
  );
  try {
    await with_server(root, "math1/durand", async (server) => {
      const form = await open_form(server, `edit/activity?path=${one_file}`);
      const page = (await ask(server, form)).text;
      write(root, "gfp/math1/trainees/durand/profile.md", `${read(root, "gfp/math1/trainees/durand/profile.md")}\nUn mot.\n`);
      let deposited = false;
      const deposit = post(server, `${server.forms}deposit`, [["deed", "deposit"]]).then((answer) => {
        deposited = true;
        return answer;
      });
      deposit.catch(() => {}); // a test that fails stops the server
      for (let i = 0; !fs.existsSync(path.join(gate, "asked")); ++i) {
        if (i > 600) throw new Error("it was never pushed");
        await new Promise((done) => setTimeout(done, 50));
      }
      const before = read(root, one_file);
      const typed = [
        ["title", "Gardé pendant le dépôt"],
        ["body", "Deux mots.\n"],
        ["base", value_of(page, "base")],
      ];
      const never = new Promise((_, failed) => setTimeout(() => failed(new Error("what is typed waits too")), 20000).unref());
      const kept = await Promise.race([post(server, `${form}/keep`, [...typed, ["sequence", "3"]]), never]);
      same(kept.status, 200, "kept");
      holds(
        journal(root).some((one) => one.values.title?.[0] === "Gardé pendant le dépôt"),
        "in the journal",
      );
      same((await ask(server, server.forms)).status, 200, "and pages are shown");
      let saved = false;
      const saving = post(server, form, [...typed, ["action", "save"]]).then(() => (saved = true));
      saving.catch(() => {});
      await new Promise((done) => setTimeout(done, 300));
      same([deposited, saved, read(root, one_file) === before], [false, false, true], "the saving waits");
      fs.writeFileSync(path.join(gate, "open"), "");
      const answer = await deposit;
      holds(answer.text.includes("told good"), plain(answer.text));
      await saving;
      holds(read(root, one_file).includes("Gardé pendant le dépôt"), "and is done after it");
    });
  } finally {
    fs.writeFileSync(path.join(gate, "open"), "");
  }
});

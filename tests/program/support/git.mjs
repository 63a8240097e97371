// git as tests run it: nothing of the machine's own settings, and nobody is known unless a copy says so.
import { spawnSync } from "node:child_process";
import { bare, folder, holds } from "./tools.mjs";

export const home = folder("home");
export const git_env = { HOME: home, XDG_CONFIG_HOME: home, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" };

// What it says; a refusal fails the test.
export function git(cwd, ...words) {
  const done = spawnSync("git", words, { cwd, env: { ...bare, ...git_env }, maxBuffer: 1 << 28 });
  holds(done.status === 0, () => `git ${words.join(" ")}\n${done.stdout}${done.stderr}`);
  return done.stdout.toString();
}

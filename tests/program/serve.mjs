// livret serve: what it answers, to whom, and what is left when it is killed. A file for each of these in serve/.
//   node tests/program/serve.mjs build/dev/livret ["a name"]      LIVRET_SEED=7: other moments to be killed at
import { finish } from "./support/tools.mjs";

for (const part of ["answers", "forms", "kinds", "limits", "killed"]) await import(`./serve/${part}.mjs`);
finish();

// The forms of livret serve --write, beyond one text: files that come beside a one-file activity, the first pages of trainees and
// trainers, other frameworks, corrections of what was sent, and a deposit that takes its time. A file for each of these in forms/.
//   node tests/program/forms.mjs build/dev/livret ["a name"]      LIVRET_SEED=7: other moments to be killed at
import { finish } from "./support/tools.mjs";

for (const part of ["files", "first_pages", "choices", "corrections", "deposit"]) await import(`./forms/${part}.mjs`);
finish();

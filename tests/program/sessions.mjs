// `livret session`: a jury's session from its opening to the minutes, on a copy of the example institute. A file for each matter in
// sessions/.
//
//   node tests/program/sessions.mjs PROGRAM [PART OF A NAME]        LIVRET_SEED=n plays the same delays again
import { finish } from "./support/tools.mjs";

for (const part of ["way", "changes", "decisions", "refusals", "halfway"]) await import(`./sessions/${part}.mjs`);
finish();

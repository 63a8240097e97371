// Leap2A: out to Mahara, in from it.
//
//   node tests/leap2a/run.mjs PROGRAM [PART OF A NAME]
import { finish } from "../program/support/tools.mjs";

await import("./export.mjs");
await import("./import.mjs");
finish();

// What `livret digest` tells each person: received by a real mail server on loopback (Debian's aiosmtpd) and read by Python's
// own parser; nothing twice, nothing lost when an address, the server or the machine fails, nothing to whom it is not for. A file for
// each of these in digest/.
//
//   node tests/program/digest.mjs PROGRAM [PART OF A NAME]
import { servers } from "./digest/office.mjs";
import { finish } from "./support/tools.mjs";

for (const part of ["days", "failures", "logins"]) await import(`./digest/${part}.mjs`);
for (const one of servers) one.kill("SIGKILL");
finish();

// The promise to answer within four days, at its edges: what the question's page, the group's list, the trainers' desk and
// `livret report promise` say of one question at one moment is the same, and what formats promise.
//
//   node tests/program/promise.mjs PROGRAM [PART OF A NAME]
import fs from "node:fs";
import path from "node:path";
import { finish, folder, holds, livret, read_tree, same, source, test, told, write_tree } from "./support/tools.mjs";

const base = read_tree(path.join(source, "tests/cases/_base"));
const answer = ([date, by]) => `  - date: ${date}\n    by: ${by}\n    text: |\n      Voici.\n`;
const question = (asked, answers) => `---
asked: ${asked}
by: durand
to: forum
title: Une question
category: technique
${answers.length > 0 ? `answers:\n${answers.map(answer).join("")}` : ""}---
Comment faire ?
`;

function runs(args) {
  const run = livret(args);
  holds(run.status === 0, () => told(run));
  return run.out;
}
// What each of them says: the page, the list, the desk ("late", "waits", or nothing if it does not wait), the table's counts.
function said_of(asked, answers, now) {
  const root = write_tree(folder("institute"), base);
  write_tree(root, new Map([["gfp/math1/questions/q.md", question(asked, answers)]]));
  const site = folder("site");
  runs(["build", "--root", root, "--now", now, "--no-git", "--audience", "trainers", "-o", site]);
  const read = (name) => fs.readFileSync(path.join(site, "math1", name), "utf8");
  const state = (html, pattern) => {
    const found = [...html.matchAll(pattern)].map((one) => one[1]);
    holds(found.length === 1, () => `${found.length} states of ${pattern}`);
    return found[0];
  };
  const deadline = /data-deadline="([^"]+)"/.exec(read("questions/q.html"))?.[1];
  if (deadline) same(Date.parse(deadline) - Date.parse(asked), 4 * 24 * 3600 * 1000, deadline);
  const [, desk] = /<section aria-labelledby="questions">([^]*?)<\/section>/.exec(read("bureau.html"));
  const item = /<li class="item( late)?">[^]*?questions\/q\.html/.exec(desk);
  const rows = runs(["report", "promise", "--root", root, "--now", now, "--csv"]).trim().split(/\r?\n/).slice(1);
  same(rows.length, 1, "one month of one group");
  const [, , asked_then, , in_time, late, overdue, due] = rows[0].split(";");
  same(asked_then, "1");
  const counted = Object.entries({ answered: in_time, late, overdue, due });
  return {
    page: state(read("questions/q.html"), /<p class="question ([a-z-]+)">/g),
    list: state(read("questions.html"), /<li class="card question ([a-z-]+)/g),
    desk: item ? (item[1] ? "late" : "waits") : "nothing",
    report: counted.filter(([, count]) => count === "1").map(([name]) => name),
  };
}
const desk_of = { due: "waits", overdue: "late", answered: "nothing", late: "nothing" };

const november = "2004-11-02T18:40+01:00",
  march = "2005-03-25T12:00+01:00",
  october = "2004-10-29T12:00+02:00",
  later = "2004-12-31T00:00+01:00";
const trainer = (date) => [[date, "c-leroy"]];
for (const [name, asked, answers, now, state] of [
  ["without an answer, after 3 days 23 h 59", november, [], "2004-11-06T18:39+01:00", "due"],
  ["without an answer, after four days", november, [], "2004-11-06T18:40+01:00", "due"],
  ["without an answer, a minute later", november, [], "2004-11-06T18:41+01:00", "overdue"],
  ["the same minute, said in another zone", november, [], "2004-11-06T17:41Z", "overdue"],
  ["answered after 3 days 23 h 59", november, trainer("2004-11-06T18:39+01:00"), later, "answered"],
  ["answered after four days", november, trainer("2004-11-06T18:40+01:00"), later, "answered"],
  ["answered a minute later", november, trainer("2004-11-06T18:41+01:00"), later, "late"],
  ["across the change to summer time, four days of 24 hours", march, [], "2005-03-29T13:00+02:00", "due"],
  ["across the change to summer time, a minute later", march, [], "2005-03-29T13:01+02:00", "overdue"],
  ["answered across it, to the minute", march, trainer("2005-03-29T13:00+02:00"), "2005-04-11T08:00+02:00", "answered"],
  ["answered across it, late", march, trainer("2005-03-29T13:01+02:00"), "2005-04-11T08:00+02:00", "late"],
  ["across the change to winter time, four days of 24 hours", october, [], "2004-11-02T11:00+01:00", "due"],
  ["across the change to winter time, a minute later", october, [], "2004-11-02T11:01+01:00", "overdue"],
  ["answered by a trainee only, in time", november, [["2004-11-02T19:00+01:00", "martin"]], "2004-11-06T18:40+01:00", "due"],
  ["answered by a trainee only, after that", november, [["2004-11-02T19:00+01:00", "martin"]], later, "overdue"],
  ["answered by who asked, in time", november, [["2004-11-03T08:00+01:00", "durand"]], "2004-11-06T18:40+01:00", "due"],
  ["answered by who asked, after that", november, [["2004-11-03T08:00+01:00", "durand"]], later, "overdue"],
  [
    "answered by a trainee, then late by a trainer",
    november,
    [["2004-11-02T19:00+01:00", "martin"], ...trainer("2004-11-08T08:00+01:00")],
    later,
    "late",
  ],
])
  await test(`promise: ${name}`, () =>
    same(said_of(asked, answers, now), { page: state, list: state, desk: desk_of[state], report: [state] }));

finish();

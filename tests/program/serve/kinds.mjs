// What each kind of form writes: photographs, questions, answers, positions, replies.
import fs from "node:fs";
import path from "node:path";

import { jpeg_with } from "../support/camera.mjs";
import { holds, livret, repository, same, test } from "../support/tools.mjs";
import { ask, open_form, post, with_server } from "../support/serving.mjs";
import { day, write, hers, activities, read, root } from "./hers.mjs";

await test("a photograph loses its place, a program is refused in words, names are made safe", async () => {
  const own = repository();
  await with_server(own, [...write, "--as", "math1/durand"], async (server) => {
    const form = await open_form(server, "new/activity");
    const send = (name, bytes) =>
      post(server, `${form}/attach`, [["files", { name, bytes }]], { "X-Livret": "script" }).then((answer) =>
        JSON.parse(answer.text),
      );
    const photo = await send("../../Mon été à l'école.JPG", jpeg_with("GPS-MARK"));
    same(photo.refused, []);
    const name = photo.files[0].name;
    holds(/^[a-z0-9-]+\.jpg$/i.test(name), name);
    holds(photo.notes.join(" ").includes("GPS"), "what is taken out is said");
    const refused = await send("virus.exe", Buffer.from("MZ"));
    holds(refused.refused[0].includes("virus.exe"), JSON.stringify(refused));
    await post(server, form, [
      ["title", "Avec photo"],
      ["date", "2005-04-04"],
      ["context", "gfp"],
      ["status", "draft"],
      ["body", `![le tableau](${name})`],
      ["action", "save"],
    ]);
    const files = activities(own).filter((one) => one.startsWith("avec-photo/"));
    same(files.sort(), ["avec-photo/index.md", `avec-photo/${name}`].sort());
    const bytes = fs.readFileSync(path.join(own, hers, "avec-photo", name));
    holds(!bytes.includes("GPS-MARK") && bytes.length > 100, "the camera's words are still in it");
    const shown = await ask(server, `${form}/file/${name}`);
    same([shown.status, shown.headers["content-type"]], [200, "image/jpeg"]);
  });
});

await test("a question, an answer, a position are written as people would write them", async () => {
  const own = repository();
  let question;
  await with_server(own, [...write, "--as", "math1/durand"], async (server) => {
    const form = await open_form(server, "new/question");
    await post(server, form, [
      ["title", "Où ranger : ici ?"],
      ["where", "gfp/math1"],
      ["to", "forum"],
      ["category", "technique"],
      ["body", "Bonjour,\n\noù ?\n"],
      ["action", "save"],
    ]);
    question = "gfp/math1/questions/ou-ranger-ici.md";
    same(
      read(own, question),
      `---\nposée: 2005-04-11T14:05+02:00\npar: durand\nà: forum\ntitre: "Où ranger : ici ?"\ncatégorie: technique\n---\nBonjour,\n\noù ?\n`,
    );
    const position = await open_form(server, "new/position");
    await post(server, position, [
      ["date", "2005-04-11"],
      ["levels.A.1.1", "2"],
      ["levels.B.3.4", "0"],
      ["needs", "B.3.4"],
      ["remarks.A.2.2", "ambigu : à revoir"],
      ["body", ""],
      ["action", "save"],
    ]);
    same(
      read(own, "gfp/math1/trainees/durand/positions/2005-04-11.md"),
      `---\ndate: 2005-04-11\nniveaux:\n  A.1.1: 2\n  B.3.4: 0\nbesoins: [B.3.4]\nremarques:\n  A.2.2: "ambigu : à revoir"\n---\n`,
    );
  });
  await with_server(own, [...write, "--as", "c-leroy"], async (server) => {
    const before = read(own, question);
    const form = await open_form(server, `new/answer?path=${question}`);
    await post(server, form, [
      ["text", "Ici.\n\n- un\n- deux: trois\n"],
      ["action", "save"],
    ]);
    same(
      read(own, question),
      before.replace(
        "catégorie: technique\n",
        "catégorie: technique\nréponses:\n  - date: 2005-04-11T14:05+02:00\n    par: c-leroy\n    texte: |\n      Ici.\n\n      - un\n      - deux: trois\n",
      ),
    );
    const second = await open_form(server, `new/answer?path=${question}`);
    await post(server, second, [
      ["text", "Encore."],
      ["action", "save"],
    ]);
    same(read(own, question).match(/- date: /g).length, 2);
  });
  same(livret(["check", "--root", own, "--no-git", ...day]).out.includes("ou-ranger-ici"), false);
});

await test("a request for more information is on her page; the reply is added to her file", async () => {
  const own = repository();
  const file = "gfp/math1/trainees/girard/activities/questionnaire-pendant-les-vacances.md";
  const original = read(own, file);
  fs.writeFileSync(path.join(own, file), original.replace(/^replies:\n(?: .*\n|\n)*/m, ""));
  await with_server(own, [...write, "--as", "math1/girard"], async (server) => {
    const before = read(own, file);
    const home = (await ask(server, server.forms)).text;
    holds(home.includes("On vous demande des précisions") && home.includes("to=4e28cd9e"), "the request is listed");
    const form = await open_form(server, `new/reply?path=${file}&to=4e28cd9e`);
    holds((await ask(server, form)).text.includes("vous avez employé trois moyens"), "the trainer's words are shown");
    await post(server, form, [
      ["text", "Le mot de papier : onze familles.\r\n\r\nLe courrier aux autres."],
      ["action", "save"],
    ]);
    same(
      read(own, file),
      before.replace(
        /\n---\n/,
        '\nreplies:\n  - to: "4e28cd9e"\n    date: 2005-04-11\n    text: |\n      Le mot de papier : onze familles.\n\n      Le courrier aux autres.\n---\n',
      ),
    );
    holds(!(await ask(server, server.forms)).text.includes("to=4e28cd9e"), "it is listed no more");
  });
});

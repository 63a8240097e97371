// What is left when the program is killed.
import { holds, random_numbers, repository, same, test } from "../support/tools.mjs";
import { ask, open_form, post, serve } from "../support/serving.mjs";
import { day, write, hers, activities, read, value_of } from "./hers.mjs";

await test("the program is killed between two keystrokes: what was kept is there when it starts again, at the same address", async () => {
  const seed = Number(process.env.LIVRET_SEED ?? 1);
  for (let round = 0; round < 4; ++round) {
    const random = random_numbers(seed * 100 + round);
    const own = repository();
    let server = await serve(own, { args: [...write, "--as", "math1/durand"] });
    const form = await open_form(server, "new/activity");
    const text = "Les élèves ont d’abord cherché seuls, puis à deux : « et si n devient grand ? »";
    const strokes = [...text];
    const until = 5 + random.below(strokes.length - 5);
    let answered = 0;
    for (let n = 1; n <= until; ++n) {
      const going = post(
        server,
        `${form}/keep`,
        [
          ["title", "Titre"],
          ["body", strokes.slice(0, n).join("")],
          ["sequence", String(1000 + n)],
        ],
        {
          "X-Livret": "script",
        },
      ).then(
        (answer) => answer.status === 200,
        () => false,
      );
      if (n === until) {
        await new Promise((done) => setTimeout(done, random.below(12)));
        await server.stop("SIGKILL");
        answered = (await going) ? n : n - 1;
      } else same(await going, true, `stroke ${n}`);
    }
    const { port } = server;
    server = await serve(own, { args: ["--write", ...day, "--as", "math1/durand"] });
    same([server.port, form.startsWith(server.forms)], [port, true], "the page finds the program again");
    const body = value_of((await ask(server, form)).text, "body");
    holds(
      text.startsWith(body) && [...body].length >= answered,
      `seed ${seed}, round ${round}: “${body}” of ${answered} strokes`,
    );
    holds((await ask(server, server.forms)).text.includes(form.slice(-16)), "it is listed as unfinished");
    await server.stop("SIGKILL");
  }
});

await test("the program is killed during a save: the text is in the file or in the form, the file is whole, and nothing is there twice", async () => {
  const seed = Number(process.env.LIVRET_SEED ?? 1);
  for (let round = 0; round < 8; ++round) {
    const random = random_numbers(seed * 1000 + round);
    const own = repository();
    let server = await serve(own, { args: [...write, "--as", "math1/durand"] });
    const before = activities(own);
    const form = await open_form(server, "new/activity");
    const body = `Une phrase à ne pas perdre. ${"mot ".repeat(2000)}fin ${round}`;
    const fields = [
      ["title", "À ne pas perdre"],
      ["date", "2005-04-04"],
      ["context", "gfp"],
      ["status", "draft"],
      ["visibility", "gfp"],
      ["body", body],
    ];
    await post(server, `${form}/keep`, fields, { "X-Livret": "script" });
    const going = post(server, form, [...fields, ["action", "save"]]).catch(() => {});
    await new Promise((done) => setTimeout(done, random.below(round % 2 ? 30 : 160)));
    await server.stop("SIGKILL");
    await going;
    server = await serve(own, { args: ["--write", ...day, "--as", "math1/durand"] });
    const fresh = activities(own).filter((one) => !before.includes(one) && one.endsWith("index.md"));
    for (const one of fresh) holds(read(own, `${hers}/${one}`).endsWith(`fin ${round}\n`), `half a file: ${one}`);
    const page = await ask(server, form);
    same(page.status, 200);
    same(value_of(page.text, "body").trim(), body, `seed ${seed}, round ${round}`);
    // Whatever had happened, saving once more ends in one file.
    const again = await post(server, form, [...fields, ["action", page.text.includes('value="mine"') ? "mine" : "save"]]);
    same(again.status, 303);
    const now = activities(own).filter((one) => !before.includes(one));
    same(now, ["a-ne-pas-perdre/index.md"], `seed ${seed}, round ${round}`);
    await server.stop("SIGKILL");
  }
});

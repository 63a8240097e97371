// The first pages of trainers and trainees: what waits, and what became of what was sent.
import { holds, same, test } from "../support/tools.mjs";
import { ask } from "../support/serving.mjs";
import { repository, with_server, read, write, plain, section } from "./pages.mjs";

await test("a trainer's first page: what waits in her groups, then what is to be answered, by its deadline", async () => {
  const root = repository();
  const forum = (name, where, asked, more = "") =>
    write(
      root,
      `${where}/questions/${name}.md`,
      `---\nasked: ${asked}\nby: ${where.startsWith("streams") ? "math1/durand" : "durand"}\nto: forum\ntitle: "${name}"\ncategory: technique\n${more}---\nUne question.\n`,
    );
  forum("presque-due", "gfp/math1", "2005-04-08T10:00+02:00");
  forum("en-retard", "gfp/math1", "2005-04-01T10:00+02:00");
  forum("de-la-filiere", "streams/second-degre", "2005-04-10T10:00+02:00");
  forum(
    "d-un-pair",
    "gfp/math1",
    "2005-04-09T10:00+02:00",
    "answers:\n  - date: 2005-04-09T12:00+02:00\n    by: martin\n    text: Moi non plus.\n",
  );
  write(
    root,
    "gfp/pe1/questions/d-ailleurs.md",
    `---\nasked: 2005-04-02T10:00+02:00\nby: pascal\nto: forum\ntitle: "d-ailleurs"\ncategory: technique\n---\nUne question.\n`,
  );
  const trainer = read(root, "gfp/math1/gfp.md").match(/trainers: \[([a-z-]+)/)[1];
  holds(!read(root, "gfp/pe1/gfp.md").includes(trainer), "of one group and not of the other");
  await with_server(root, trainer, async (server) => {
    const home = (await ask(server, server.forms)).text;
    const waits = section(home, 'id="h-waits"');
    holds(
      /<strong>\d+ activité/.test(waits) && /\d+ compétence/.test(waits) && waits.includes("la plus ancienne depuis"),
      plain(waits),
    );
    const ways = [...waits.matchAll(/href="(http[^"]+)"/g)].map(([, to]) => new URL(to));
    same(ways.length >= 2, true, "a desk and a signing page");
    for (const to of ways) {
      const page = await ask(server, to.pathname, { headers: { Host: to.host } });
      same(page.status, 200, to.pathname);
    }
    const open = section(home, 'id="h-open-questions"');
    const order = [...open.matchAll(/<li><a [^>]*>([^<]+)<\/a>/g)].map(([, title]) => title);
    same(
      order.filter((one) => /presque|retard|filiere|pair/.test(one)),
      ["en-retard", "presque-due", "d-un-pair", "de-la-filiere"],
    );
    holds(!open.includes("d-ailleurs"), "another group's is not first");
    holds(/en retard de 6 jours/.test(plain(open)) && /encore 19 heures/.test(plain(open)), plain(open));
    holds(home.indexOf('id="h-waits"') < home.indexOf('id="h-open-questions"'), "what waits is first");
    const folded = home.slice(home.indexOf('<details class="folded">'));
    holds(folded.includes("d-ailleurs") && plain(folded).includes("pas encore de formateur"), "the others are folded");
    holds(plain(folded).includes("réponse d’un formateur") && !/\d+ réponse/.test(plain(folded)), "and say who answered");
  });
});

await test("a trainee's first page: what became of each activity, and of her own questions", async () => {
  const root = repository();
  write(
    root,
    "gfp/math1/questions/a-moi.md",
    `---\nasked: 2005-04-10T10:00+02:00\nby: girard\nto: forum\ntitle: "À moi"\ncategory: technique\n---\nUne question.\n`,
  );
  await with_server(root, "math1/girard", async (server) => {
    const home = (await ask(server, server.forms)).text;
    const cards = section(home, 'id="h-activities"').split("<li>");
    const site = await ask(server, `${server.site}math1/stagiaires/girard.html`);
    same(site.status, 200);
    const answered = plain(cards.find((one) => one.includes("questionnaire-pendant-les-vacances")));
    holds(/Déclarée/.test(answered) && /attend d’être lue/.test(answered), answered);
    holds(
      cards.some((one) => /\d+ attestée/.test(plain(one))),
      "what was attested is counted",
    );
    const own = plain(section(home, 'id="h-own-questions"'));
    holds(/À moi .*encore 2 jours/.test(own) && /réponse d’un formateur/.test(own), own);
  });
});

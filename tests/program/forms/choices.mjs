// Whom to ask, and which framework.
import path from "node:path";

import { content, holds, same, test } from "../support/tools.mjs";
import { ask, open_form, post } from "../support/serving.mjs";
import { as, repository, with_server, read, is_there, value_of, checked, hers } from "./pages.mjs";

await test("the group's trainers come first among those who can be asked", async () => {
  const root = repository();
  await with_server(root, "math1/durand", async (server) => {
    const page = (await ask(server, await open_form(server, "new/question"))).text;
    const groups = [...page.matchAll(/<optgroup label="([^"]+)">([^]*?)<\/optgroup>/g)].map(([, label, options]) => [
      label,
      [...options.matchAll(/value="([^"]+)"/g)].map(([, id]) => id),
    ]);
    const own = read(root, "gfp/math1/gfp.md")
      .match(/trainers: \[([^\]]+)\]/)[1]
      .split(/, */);
    same(
      groups.map(([label]) => label),
      ["Votre groupe", "Ailleurs"],
    );
    same(groups[0][1], own);
    holds(!groups[1][1].some((id) => own.includes(id)), "nobody twice");
    holds(page.indexOf('value="forum"') < page.indexOf("<optgroup"), "the forum before all");
  });
});

// --- D. frameworks

await test("another framework is chosen by pages alone: its list comes, what was typed stays, ticks come back with theirs", async () => {
  const root = repository();
  await with_server(root, "math1/durand", async (server) => {
    const form = await open_form(server, "new/activity");
    const first = (await ask(server, form)).text;
    same(value_of(first, "framework"), "c2i2e-2004");
    const typed = [
      ["title", "Un essai"],
      ["body", "Deux mots.\n"],
      ["date", "2005-04-01"],
      ["context", "memoire"],
      ["situation", "none"],
      ["status", "draft"],
      ["visibility", "gfp"],
    ];
    await post(server, form, [
      ...typed,
      ["framework", "c2i2e-2004"],
      ["competences", "A.1.1"],
      ["competences.words.A.1.1", "de 2004"],
      ["framework.wanted", "c2i2e-2011"],
      ["action", "framework"],
    ]);
    const second = (await ask(server, form)).text;
    same(
      [value_of(second, "framework"), value_of(second, "title"), value_of(second, "body")],
      ["c2i2e-2011", "Un essai", "Deux mots.\n"],
    );
    holds(
      !/name="competences" value="[^"]+" checked/.test(second) && !second.includes("de 2004"),
      "nothing of another framework is ticked",
    );
    // A tab that still lists the other one keeps its own ticks to itself.
    const codes = [...second.matchAll(/name="competences" value="([^"]+)"/g)].map(([, code]) => code);
    await post(server, `${form}/keep`, [...typed, ["framework", "c2i2e-2011"], ["competences", codes[0]], ["sequence", "3"]]);
    await post(server, `${form}/keep`, [...typed, ["framework", "c2i2e-2004"], ["competences", "A.1.2"], ["sequence", "4"]]);
    const third = (await ask(server, form)).text;
    same(
      [...third.matchAll(/value="([^"]+)" checked/g)].map(([, code]) => code).filter((code) => /^[A-Z]\.?\d/.test(code)),
      ["A.1.2"],
    );
    // Chosen but not looked at is not saved.
    await post(server, form, [
      ...typed,
      ["framework", "c2i2e-2004"],
      ["competences", "A.1.2"],
      ["framework.wanted", "c2i2e-2011"],
      ["action", "save"],
    ]);
    holds(!is_there(root, `${hers}/un-essai/index.md`), "nothing is saved under a list that nobody saw");
    const fourth = (await ask(server, form)).text;
    holds(
      fourth.includes("Rien n’est encore enregistré") && new RegExp(`value="${codes[0]}" checked`).test(fourth),
      "its own ticks are back",
    );
    await post(server, form, [
      ...typed,
      ["framework", "c2i2e-2011"],
      ["competences", codes[0]],
      ["framework.wanted", "c2i2e-2011"],
      ["action", "save"],
    ]);
    const text = read(root, `${hers}/un-essai/index.md`);
    holds(text.includes("référentiel: c2i2e-2011") && text.includes(codes[0]) && !text.includes("A.1.2"), text);
    const again = (await ask(server, await open_form(server, `edit/activity?path=${hers}/un-essai/index.md`))).text;
    same(value_of(again, "framework"), "c2i2e-2011", "it is edited in its own");
    holds(again.includes(`value="${codes[0]}" checked`), "as it was ticked");
    const position = (await ask(server, await open_form(server, "new/position"))).text;
    holds(position.includes('name="framework.wanted"'), "a positioning may be in another framework too");
  });
  same(checked(root).status, 0, "check is content");
});

// A theme that lies in the repository: anybody who writes there could put one, so the registry vouches for its files or they do
// nothing.
import fs from "node:fs";
import path from "node:path";
import { institute } from "../support/registrar.mjs";
import { folder, holds, read_tree, same, test, told } from "../support/tools.mjs";

const sheet = "themes/institut/assets/site.css";
const with_theme = () => {
  const { desk } = institute();
  desk.write("livret.yaml", `${desk.text("livret.yaml")}\ntheme: institut\n`);
  desk.write(sheet, "body { --zqtheme: 1; }\n");
  desk.write("themes/institut/assets/mark.png", Buffer.from([0x89, 0x50, 0, 0x0d, 0x0a]));
  return desk;
};
// Whether the theme's sheet is in a site built so; and what was said.
function built(desk, audience) {
  const site = folder("site");
  const run = desk.run(["build", "--output", site, "--audience", audience, "--now", "2004-12-06", "--no-git"]);
  const used = [...read_tree(site).values()].some((bytes) => bytes.includes("zqtheme"));
  return { used, status: run.status, said: run.out + run.err, run };
}
const vouch = (desk) => {
  desk.trust("2004-12-06", "roster", "--in-force");
  desk.trust("2004-12-06", "checkpoint");
};

await test("a theme that no registry lists is named and not used", () => {
  const desk = with_theme();
  const group = built(desk, "gfp");
  holds(!group.used && /themes\/institut.*not-in-force|not-in-force[^]*themes\/institut/.test(group.said), told(group.run));
  same(built(desk, "jury").status, 1, "a jury’s build");
  holds(
    desk.status_json().wrong.some((one) => /^themes /.test(one)),
    "status names it",
  );
});

await test("registered, it is used; whoever changes it afterwards changes no page", () => {
  const desk = with_theme();
  vouch(desk);
  desk.stands();
  for (const audience of ["gfp", "jury"]) {
    const one = built(desk, audience);
    holds(one.used && one.status === 0, told(one.run));
  }
  desk.write(sheet, `${desk.text(sheet).replace(/\n/g, "\r\n")}`); // as git on another system leaves it
  holds(built(desk, "jury").used, "with other line ends it is the same text");
  desk.write(sheet, "body { --zqtheme: 2; }\n");
  const changed = built(desk, "gfp");
  holds(!changed.used && /themes\/institut/.test(changed.said), told(changed.run));
  same(built(desk, "jury").status, 1, "a jury’s build");
  vouch(desk);
  holds(built(desk, "jury").used, "registered again");
});

await test("a file more, a file less, a link, and more than a theme holds", () => {
  const desk = with_theme();
  vouch(desk);
  desk.write("themes/institut/assets/more.css", "p { color: red }\n");
  holds(!built(desk, "gfp").used, "a file more");
  fs.rmSync(desk.file("themes/institut/assets/more.css"));
  holds(built(desk, "gfp").used, "as it was");
  fs.symlinkSync("/etc/passwd", desk.file("themes/institut/assets/passwd.css"));
  const linked = built(desk, "gfp"); // a link is no file of the theme's, and is not followed
  holds(linked.used && !/root:/.test(linked.said), told(linked.run));
  fs.rmSync(desk.file("themes/institut/assets/passwd.css"));
  for (let i = 0; i < 401; ++i) desk.write(path.join("themes/institut/assets", `${i}.txt`), "x");
  holds(!built(desk, "gfp").used, "402 files");
  fs.rmSync(desk.file("themes"), { recursive: true });
  fs.symlinkSync("/etc", desk.file("themes"));
  holds(!built(desk, "gfp").used, "a link in its place");
});

await test("whoever builds may choose another", () => {
  const desk = with_theme();
  vouch(desk);
  const own = folder("own"),
    site = folder("site");
  fs.mkdirSync(path.join(own, "assets"));
  fs.writeFileSync(path.join(own, "assets/site.css"), "body { --zqown: 1; }\n");
  same(desk.run(["build", "--theme", own, "--output", site, "--now", "2004-12-06", "--no-git"]).status, 0);
  const all = Buffer.concat([...read_tree(site).values()]);
  same([all.includes("zqown"), all.includes("zqtheme")], [true, false]);
});

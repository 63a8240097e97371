// From the moment a text is written to its page having the new bytes, while `livret serve` shows the site.
import { appendFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { editable, make_repository } from "./cases.mjs";
import { environment, median } from "./measure.mjs";

const free_port = () =>
  new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

export async function measure_serve(tools, place, activities, times) {
  const repository = make_repository(tools, place, activities);
  const { file, reference, group } = editable(repository);
  const port = await free_port();
  const server = spawn(tools.livret, ["serve", "--root", repository, "--port", String(port), "--quiet"], {
    env: environment(place),
    stdio: "ignore",
  });
  const page = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/${group}/activites/${reference}.html`).catch(() => null);
    return answer?.ok ? answer.text() : "";
  };
  try {
    for (let i = 0; !(await page()); ++i) {
      if (i === 6000 || server.exitCode !== null) throw new Error("serve shows nothing");
      await pause(100);
    }
    const all = [];
    for (let i = 0; i < times; ++i) {
      const word = `Phrase ajoutée ${i} à ${Date.now()}`;
      const start = performance.now();
      appendFileSync(file, `\n${word}\n`);
      while (!(await page()).includes(word)) {
        if (performance.now() - start > 600000) throw new Error("serve shows no change");
        await pause(1); // who asks without a break takes the processor from the one who is asked
      }
      all.push(performance.now() - start);
    }
    return { activities, milliseconds: Math.min(...all), middle: median(all) };
  } finally {
    server.kill();
  }
}

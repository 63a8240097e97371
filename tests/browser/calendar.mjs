// Each group's training sessions as a calendar, read by npm's ical.js, and held against the pages.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ICAL from "ical.js";

import { files_of } from "./sites.mjs";

const plain = (text) =>
  text
    .replace(/&#39;|&rsquo;/g, "’")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&")
    .replace(/<[^>]*>/g, "");

// "09:00-12:30" of « de 9 h à 12 h 30 » or "9:00–12:30"; "" where the page says no hours.
const hours_in = (text) =>
  [...text.matchAll(/(\d{1,2})(?:\s?h\s?|:)(\d\d)?/g)]
    .map(([, hour, minute]) => `${hour.padStart(2, "0")}:${minute ?? "00"}`)
    .join("-");

// [title, day, hours, place, cancelled] of every session that a page of the group's lists.
function sessions_of(site, gfp, page) {
  const html = readFileSync(join(site.folder, gfp, page), "utf8");
  return [...html.matchAll(/<li class="card training ?([\s\S]*?)<\/li>/g)].map(([card]) => [
    plain(/<h3>([\s\S]*?)<\/h3>/.exec(card)[1]).trim(),
    /datetime="([^"]+)"/.exec(card)[1],
    hours_in(plain(/<time[^>]*>([\s\S]*?)<\/time>/.exec(card)[1]).replace(/^[^,]*,?/, "")),
    plain(/<\/time>(?: · ([^<]*))? · <span/.exec(card)[1] ?? ""),
    /cancelled/.test(card),
  ]);
}

export async function check_calendar(report, sites) {
  for (const site of sites) {
    const calendars = files_of(site.folder, ".ics");
    await report.test(`calendar, ${site.name}: one for each group that has sessions to show`, () => {
      const name = site.language === "fr" ? "formations" : "trainings";
      const wanted = ["hg1", "math1", "pe1"].filter((gfp) => existsSync(join(site.folder, gfp, `${name}.html`)));
      return calendars.join() === wanted.map((gfp) => `${gfp}/${name}.ics`).join() ? [] : calendars;
    });
    for (const file of calendars)
      await report.test(`calendar, ${site.name}, ${file}`, () => {
        const text = readFileSync(join(site.folder, file), "utf8");
        const lines = text.split("\r\n");
        const calendar = new ICAL.Component(ICAL.parse(text));
        const events = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
        const read = events.map((one) => [
          one.summary,
          one.startDate.toString().slice(0, 10),
          one.startDate.isDate ? "" : [one.startDate, one.endDate].map((at) => at.toString().slice(11, 16)).join("-"),
          one.location ?? "",
          one.component.getFirstPropertyValue("status") === "CANCELLED",
        ]);
        const [gfp, page] = file.replace(/\.ics$/, ".html").split("/");
        const shown = sessions_of(site, gfp, page);
        const order = (list) => list.map((one) => JSON.stringify(one)).sort();
        const html = readFileSync(join(site.folder, gfp, page), "utf8");
        return [
          ...(shown.length > 0 && order(read).join() === order(shown).join() ? [] : [order(read).join(), order(shown).join()]),
          ...events
            .filter((one) => one.startDate.isDate && one.duration.toSeconds() !== 86400)
            .map((one) => `${one.summary}: not one whole day`),
          // On the clocks of wherever its people are.
          ...events
            .filter((one) => !one.startDate.isDate && one.startDate.zone !== ICAL.Timezone.localTimezone)
            .map((one) => `${one.summary}: in a time zone`),
          ...(site.audience === "public" || gfp !== "math1" || read.some(([, , hours, place]) => hours && place)
            ? []
            : ["no session has hours and a place"]),
          ...(new Set(events.map((one) => one.uid)).size === events.length ? [] : ["two of one UID"]),
          ...lines.filter((one) => Buffer.byteLength(one) > 75).map((one) => `long line: ${one}`),
          ...(text.replaceAll("\r\n", "").match(/[\r\n]/) ? ["a bare line end"] : []),
          ...(lines.at(-1) === "" && text.includes("\uFFFD") === false ? [] : ["cut in a character"]),
          ...(html.includes(`href="${page.replace(".html", ".ics")}"`) ? [] : ["the page has no link to it"]),
        ];
      });
  }
}

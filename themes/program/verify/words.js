// The sentences of the page, in the language that is chosen: those of verdicts (themes/program/words/, shared with the
// program) and the page's own.
import words_en from "../words/en.json";
import words_fr from "../words/fr.json";
import page_en from "./page.en.json";
import page_fr from "./page.fr.json";

const texts = { en: { ...words_en, ...page_en }, fr: { ...words_fr, ...page_fr } };
let current = "fr";

export const language = () => current;
export const use_language = (name) => {
  current = name === "en" ? "en" : "fr";
};
export const known = (key) => Object.hasOwn(texts[current], key);
export function say(key, places = {}) {
  return (texts[current][key] ?? key).replace(/\{(\w+)\}/g, (all, name) =>
    Object.hasOwn(places, name) ? String(places[name]) : all,
  );
}
export function say_count(key, n) {
  const one = current === "fr" ? n < 2 : n === 1;
  return say(`${key}.${one ? "one" : "other"}`, { n: new Intl.NumberFormat(current).format(n) });
}
export function say_date(date) {
  const day = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return date;
  const said = new Intl.DateTimeFormat(current, { dateStyle: "long", timeZone: "UTC" }).format(day);
  return current === "fr" ? said.replace(/^1 /, "1er ") : said;
}
// "Signature: yes", with the space before the colon that French has.
export const say_pair = (name, value) => `${name}${current === "fr" ? "\u00a0" : ""}: ${value}`;

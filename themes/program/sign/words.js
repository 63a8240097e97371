// The page's sentences; the build puts the page's language behind both names.
import page from "page-words";
import program from "program-words";

const texts = { ...program, ...page };
export const language = texts.language;
export const known = (key) => Object.hasOwn(texts, key);
export const say = (key, places = {}) =>
  (texts[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => (Object.hasOwn(places, name) ? String(places[name]) : all));
export function say_count(key, n, places = {}) {
  const one = language === "fr" ? n < 2 : n === 1;
  return say(`${key}.${one ? "one" : "other"}`, { ...places, n: new Intl.NumberFormat(language).format(n) });
}

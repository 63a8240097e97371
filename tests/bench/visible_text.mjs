// The text of a page as somebody reads it, for holding two sites against each other: what stands in its title and its body,
// white space made single, a space wherever a line or a cell ends.
import { Parser } from "htmlparser2";

// Elements that run on in a line; all others end it.
export const inline = new Set(
  "a abbr b bdi cite code del em i ins kbd mark q s samp small span strong sub sup time u var wbr".split(" "),
);
export const unseen = new Set(["script", "style", "template", "noscript"]);

export const one_space = (text) => text.replace(/\s+/gu, " ");

export function visible_text(html) {
  const parts = [];
  let hidden = 0;
  const parser = new Parser({
    onopentag(name) {
      if (unseen.has(name)) ++hidden;
      if (!inline.has(name)) parts.push(" ");
    },
    ontext(text) {
      if (!hidden) parts.push(text);
    },
    onclosetag(name) {
      if (unseen.has(name)) --hidden;
      if (!inline.has(name)) parts.push(" ");
    },
  });
  parser.end(html);
  return one_space(parts.join("")).trim();
}

// Reads pages without a browser. Enough for pages that vnu finds valid; no more.
const named = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

export function decoded(text) {
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (all, name) =>
    name[0] !== "#"
      ? (named[name] ?? all)
      : String.fromCodePoint(/^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1))),
  );
}

const bare = (html) => html.replace(/<!--[^]*?-->/g, "").replace(/(<(script|style)\b[^>]*>)[^]*?<\/\2>/g, "$1</$2>");

// [{name, attributes}] of every start tag.
export function tags(html) {
  const found = [];
  for (const [, name, rest] of bare(html).matchAll(/<([a-z][a-z0-9]*)((?:\s+[^\s=>\/]+(?:="[^"]*")?)*)\s*\/?>/gi)) {
    const attributes = {};
    for (const [, key, value] of rest.matchAll(/([^\s=>\/]+)(?:="([^"]*)")?/g)) attributes[key] = decoded(value ?? "");
    found.push({ name: name.toLowerCase(), attributes });
  }
  return found;
}

export const title_of = (html) => decoded(/<title>([^]*?)<\/title>/.exec(html)?.[1] ?? "").trim();
export const text_of = (html) =>
  decoded(bare(html).replace(/<[^>]*>/g, " "))
    .replace(/\s+/g, " ")
    .trim();
export const heading_levels = (html) => [...bare(html).matchAll(/<h([1-6])\b/g)].map((found) => Number(found[1]));
export const meta = (all, name) =>
  all
    .filter((tag) => tag.name === "meta" && (tag.attributes.name === name || tag.attributes.property === name))
    .map((tag) => tag.attributes.content);

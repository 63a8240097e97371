// An export as Mahara's own Leap2A plugin writes it (what it does was read in its releases 1.4 to 22; none of it is copied):
// ids portfolio:artefactN; posts as leap2:entry of the plugin "blog" in XHTML within two divs, or as text; tags made of letters,
// digits and hyphens, with the true tag as label; files as resources with an enclosure whose name stands unencoded; pictures in a
// text as <img rel="leap2:has_part" href=...>; pages with mahara:view; a profile, a curriculum, plans, comments.
export const header = (version = "http://www.leapspecs.org/2010-07/2A/") => `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"
    xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns:leap2="http://terms.leapspecs.org/"
    xmlns:categories="http://wiki.leapspecs.org/2A/categories/"
    xmlns:portfolio="https://mahara.example.org/export/leap/7/1112860800/"
    xmlns:mahara="http://wiki.mahara.org/Developer_Area/Import%2F%2FExport/LEAP_Extensions#"
>
    <leap2:version>${version}</leap2:version>
    <id>https://mahara.example.org/export/7/1112860800</id>
    <title>Mahara Leap2A Export for Zoé Morel, 7 April 2005</title>
    <updated>2005-04-07T10:00:00+02:00</updated>
    <generator uri="http://mahara.org/" version="2019010100">Mahara</generator>
    <author>
        <name>Zoé Morel</name>
        <email>zoe@example.org</email>
        <uri>portfolio:artefactinternal</uri>
    </author>
`;

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
const content = ({ xhtml, text = "", html }) => {
  if (xhtml !== undefined)
    return `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${xhtml}</div></div></content>`;
  return html === undefined ? `<content>${escaped(text)}</content>` : `<content type="html">${escaped(html)}</content>`;
};

export function entry({
  id,
  title,
  type = "entry",
  plugin,
  artefact,
  updated = "2005-03-01T18:00:00+01:00",
  published = "2005-02-28T17:30:00+01:00",
  links = [],
  tags = [],
  categories = [],
  dates = [],
  extra = "",
  ...rest
}) {
  return `    <entry>
        <title>${escaped(title)}</title>
        <id>${id.startsWith("portfolio:") ? id : `portfolio:${id}`}</id>
        <updated>${updated}</updated>        <published>${published}</published>
        ${content(rest)}
        <rdf:type rdf:resource="leap2:${type}"/>
${plugin ? `        <mahara:artefactplugin mahara:type="${artefact}" mahara:plugin="${plugin}"/>\n` : ""}${links.map(([rel, href, media]) => `        <link rel="${rel}"${media ? ` type="${media}"` : ""} href="${escaped(href)}"/>\n`).join("")}${tags
    .map((tag) => {
      const term = tag.replace(/[^a-zA-Z0-9-]/g, "-").replace(/-{2,}/g, "-");
      return `        <category term="${term}"${term === tag ? "" : ` label="${escaped(tag)}"`}/>\n`;
    })
    .join("")}${categories
    .map(
      ([term, scheme, label]) =>
        `        <category term="${term}" scheme="categories:${scheme}#"${label ? ` label="${label}"` : ""}/>\n`,
    )
    .join("")}${dates
    .map(([point, date]) => `        <leap2:date leap2:point="${point}">${date}</leap2:date>\n`)
    .join("")}${extra}    </entry>\n`;
}

export const post = (one) =>
  entry({
    plugin: "blog",
    artefact: "blogpost",
    links: [["leap2:is_part_of", "portfolio:artefact1"], ...(one.files ?? []).map((id) => ["related", `portfolio:${id}`])],
    ...one,
  });
export const file = ({ id, title, path, media, artefact = "file" }) =>
  entry({
    id,
    title,
    type: "resource",
    plugin: "file",
    artefact,
    links: [["enclosure", path, media]],
    categories: [["Offline", "resource_type", "File"]],
  });
export const feed = (...entries) => `${header()}${entries.join("")}</feed>\n`;

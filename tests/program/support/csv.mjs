// RFC 4180 read strictly, by a reader that knows nothing of Livret's writer.
export function read_csv(bytes, separator) {
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  if (text[0] !== "\ufeff") throw new Error("no byte-order mark");
  const rows = [];
  let at = 1;
  const fail = (why) => {
    throw new Error(`${why} at character ${at}: ${JSON.stringify(text.slice(Math.max(0, at - 40), at + 40))}`);
  };
  while (at < text.length) {
    const row = [];
    rows.push(row);
    for (;;) {
      let field = "";
      if (text[at] === '"') {
        for (++at; ; ++at) {
          if (at >= text.length) fail("a quote that never ends");
          if (text[at] === '"') {
            if (text[at + 1] !== '"') break;
            ++at;
          }
          field += text[at];
        }
        ++at;
      } else
        for (; at < text.length && text[at] !== separator && text[at] !== "\r"; ++at) {
          if (text[at] === '"' || text[at] === "\n") fail("a sign that wants quotes");
          field += text[at];
        }
      row.push(field);
      if (text[at] === separator) {
        ++at;
        continue;
      }
      if (text.slice(at, at + 2) !== "\r\n") fail("no line end");
      at += 2;
      break;
    }
    if (row.length !== rows[0].length)
      throw new Error(`row ${rows.length} has ${row.length} fields, the first has ${rows[0].length}`);
  }
  return rows;
}

const formula = /^[ \u00a0\u202f\u3000\ufeff]*[=+\-@\t\r\n＝＋－＠]/u;
// What a spreadsheet would run; numbers of a table may be negative.
export const runs = (field) => formula.test(field) && !/^-\d+$/.test(field);
export const as_written = (field) => (/^'+/.test(field) && formula.test(field.replace(/^'+/, "")) ? field.slice(1) : field);

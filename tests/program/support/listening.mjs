// A page that listens to `livret serve`, without a browser: what it is told, event by event.
import http from "node:http";

// What the page says of itself: the script that serve put into it.
export function script_of(html) {
  const found = html.match(
    /<script src="([^"]*\/\.livret\/)live\.js" data-page="([^"]*)" data-look="([^"]*)" data-reading="([^"]*)" defer><\/script>\n/,
  );
  if (!found) throw new Error(`no script of ours in\n${html.slice(0, 2000)}`);
  const [whole, base, page, look, reading] = found;
  return { whole, base, page, look, reading };
}

// Listens as the page that is given by script_of() would. `next(kind)`: the data of the next event of that kind, whatever comes
// before it is in `passed`.
export function listen(server, { base, page, look, reading }, headers = {}) {
  const events = [];
  const waiting = [];
  let ended = false;
  const wake = () => waiting.splice(0).forEach((done) => done());
  const address = `${base}events?${new URLSearchParams({ page, look, reading })}`;
  const stream = { events, passed: [], status: 0 };
  const request = http.request(
    {
      host: "127.0.0.1",
      port: server.port,
      path: address,
      agent: false,
      headers: { Host: new URL(server.site_origin).host, Accept: "text/event-stream", ...headers },
    },
    (answer) => {
      stream.status = answer.statusCode;
      stream.headers = answer.headers;
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part) => {
        text += part;
        for (let end; (end = text.indexOf("\n\n")) >= 0; text = text.slice(end + 2)) {
          const lines = text.slice(0, end).split("\n");
          const field = (name) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
          if (field("event")) events.push({ kind: field("event"), data: JSON.parse(field("data")) });
        }
        wake();
      });
      answer.on("close", () => {
        ended = true;
        wake();
      });
      answer.on("error", () => {});
      wake();
    },
  );
  request.on("error", () => {
    ended = true;
    wake();
  });
  request.end();
  const woken = () => new Promise((done) => waiting.push(done));
  stream.open = async () => {
    while (!stream.status && !ended) await woken();
    return stream.status;
  };
  stream.next = async (kind) => {
    while (true) {
      while (events.length > 0) {
        const event = events.shift();
        if (event.kind === kind) return event.data;
        stream.passed.push(event.kind);
      }
      if (ended) throw new Error(`the stream ended before “${kind}”; it had told: ${stream.passed}`);
      await woken();
    }
  };
  stream.end = async () => {
    while (!ended) await woken();
  };
  stream.close = () => request.destroy();
  return stream;
}

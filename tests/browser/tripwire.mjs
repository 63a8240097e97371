// A wire through a browser's context: whoever runs a script that is not the site's own touches it.
const evil = /evil\.example/;

export async function arm(context, page) {
  const trip = { touched: [] };
  const touch = (what) => trip.touched.push(what);
  await context.exposeBinding("livret_tripwire", (_, what) => touch(what));
  await context.addInitScript(() => {
    for (const name of ["alert", "prompt", "confirm", "print"])
      window[name] = (...words) => window.livret_tripwire(`${name} ${words}`);
    document.write = (text) => window.livret_tripwire(`document.write ${text}`);
    window.open = (to) => window.livret_tripwire(`window.open ${to}`);
  });
  await context.route(evil, (route) => {
    touch(`request ${route.request().url()}`);
    return route.abort();
  });
  context.on("page", (other) => other !== page && touch(`a new window ${other.url()}`));
  page.on("dialog", (dialog) => {
    touch(`dialog ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  page.on("console", (message) => /PWNED|evil/.test(message.text()) && touch(`console ${message.text()}`));
  page.on("request", (request) => evil.test(request.url()) && touch(`request ${request.url()}`));
  page.on("download", (download) => touch(`download ${download.url()}`));
  trip.page = page;
  return trip;
}

// What touched the wire since the last call.
export const fired = (trip) => trip.touched.splice(0);

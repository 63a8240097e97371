// `livret serve` puts this into the pages that it shows, and nothing else does: a page loads itself anew when it looks otherwise
// than it did, what is wrong in the repository is said over it, and with --follow it leads to what was just changed.
// generator/serve/live_events.hpp says what it is told. Without this file every page is the same.
(() => {
  "use strict";
  const own = document.currentScript;
  const { page, look, reading } = own.dataset;
  const beside = (name) => new URL(name, own.src);
  const store = "livret:live";

  // --- where somebody was in the page, over a reload
  const focusable = () => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
  function remember() {
    const at = document.activeElement;
    const spot = { page: location.href, x: scrollX, y: scrollY, id: at?.id || "", index: focusable().indexOf(at) };
    try {
      sessionStorage.setItem(store, JSON.stringify(spot));
    } catch {
      // Without a store the browser's own memory of the place has to do.
    }
  }
  function come_back() {
    let spot = null;
    try {
      spot = JSON.parse(sessionStorage.getItem(store));
      sessionStorage.removeItem(store);
    } catch {
      return;
    }
    if (spot?.page !== location.href) return;
    const at = (spot.id && document.getElementById(spot.id)) || focusable()[spot.index];
    at?.focus({ preventScroll: true });
    const scroll = () => scrollTo({ left: spot.x, top: spot.y, behavior: "instant" });
    scroll();
    if (document.readyState !== "complete") addEventListener("load", scroll, { once: true });
  }

  // --- what is wrong, over the page: in a tree of its own, so that no theme's rules reach it
  let panel = null;
  let dismissed = ""; // what was shown when somebody closed it
  const element = (name, text, className = "") => {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  function clear() {
    panel?.remove();
    panel = null;
  }
  function show(data) {
    if (data === dismissed) return;
    clear();
    const told = JSON.parse(data);
    panel = document.createElement("livret-live");
    const root = panel.attachShadow({ mode: "open" });
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = beside("live.css").href;
    const alert = element("section", "");
    alert.setAttribute("role", "alert");
    alert.lang = told.lang;
    const head = element("div", "", "head");
    const close = element("button", told.close);
    close.type = "button";
    close.addEventListener("click", () => dismiss(data));
    head.append(element("h2", told.title), close);
    const list = element("ul", "");
    for (const item of told.items) {
      const line = element("li", "");
      line.append(element("code", item.place), element("p", item.words));
      if (item.hint) line.append(element("p", item.hint, "hint"));
      list.append(line);
    }
    alert.append(head);
    for (const note of told.notes) alert.append(element("p", note, "note"));
    if (told.items.length > 0) alert.append(list);
    root.append(style, alert);
    document.body.append(panel);
    panel.dataset.told = data;
  }
  function dismiss(data) {
    dismissed = data;
    clear();
  }
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel) dismiss(panel.dataset.told);
  });

  // --- listening, while somebody looks at the page: a browser has few connections, and hidden pages need none
  let source = null;
  let again = 0;
  let wait = 500; // ms, until the next try
  function stop() {
    clearTimeout(again);
    source?.close();
    source = null;
  }
  function listen() {
    stop();
    if (document.visibilityState !== "visible") return;
    const address = beside("events");
    address.search = new URLSearchParams({ page, look, reading });
    source = new EventSource(address);
    source.addEventListener("open", () => (wait = 500));
    source.addEventListener("error", () => {
      // A browser tries again by itself, unless it thinks that there is no point.
      if (source?.readyState !== EventSource.CLOSED) return;
      again = setTimeout(listen, wait);
      wait = Math.min(2 * wait, 10000);
    });
    source.addEventListener("reload", () => {
      stop();
      remember();
      location.reload();
    });
    source.addEventListener("follow", ({ data }) => {
      stop();
      location.assign(new URL(JSON.parse(data).page, location.href));
    });
    source.addEventListener("errors", ({ data }) => show(data));
    source.addEventListener("mended", () => {
      dismissed = "";
      clear();
    });
    source.addEventListener("enough", stop);
  }
  addEventListener("visibilitychange", listen);
  addEventListener("focus", () => source || listen());
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (event) => event.persisted && listen());
  come_back();
  listen();
})();

// What the forms do beyond sending a page: keep every pause, say when the program is gone and wait for it, check and preview
// while one writes, take dropped files. Without this file every form still works.
(() => {
  "use strict";
  const form = document.getElementById("form");
  if (!form) return;

  const id = form.dataset.id;
  const here = `${form.dataset.base}/form/${id}`;
  const store = `livret:${id}`;
  const state = document.getElementById("state");
  const told = document.getElementById("told");
  const preview = document.getElementById("preview");
  const say = (word, value = "") => (form.getAttribute(`data-say-${word}`) ?? "").replace("#", value);

  // --- the form as names and values, without its files
  const unsent = new Set(["files", "action", "sequence"]);
  const snapshot = () =>
    [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !unsent.has(name) && value !== "");
  const restore = (entries) => {
    const values = new Map();
    for (const [name, value] of entries) values.set(name, [...(values.get(name) ?? []), value]);
    for (const field of form.elements) {
      // With the words comes which version of the file they were written over.
      if (field.name === "base" && values.has("base")) field.value = values.get("base")[0];
      if (!field.name || unsent.has(field.name) || field.type === "submit" || field.type === "hidden") continue;
      const found = values.get(field.name) ?? [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = found.includes(field.value);
      else field.value = found[0] ?? "";
    }
  };

  // --- this browser's own copy: written at every change, before anything goes anywhere
  const local = {
    read() {
      try {
        return JSON.parse(localStorage.getItem(store));
      } catch {
        return null;
      }
    },
    write(copy) {
      try {
        localStorage.setItem(store, JSON.stringify(copy));
      } catch {
        // A full or forbidden store: the program's own copy remains.
      }
    },
    forget() {
      try {
        localStorage.removeItem(store);
      } catch {
        // as above
      }
    },
  };

  let sequence = Number(form.dataset.sequence) || 0; // of what is in the page
  let kept = sequence; // of what the program has
  let dirty = form.dataset.touched === "1";
  let stopped = false;
  let leaving = false;

  const show_state = (text, bad = false) => {
    if (state.textContent !== text) state.textContent = text; // said again only if it is something else
    state.classList.toggle("bad", bad);
  };

  // --- talking to the program
  const send = async (where, body, more = {}) => {
    const answer = await fetch(`${here}${where}`, {
      method: "POST",
      body,
      headers: { "X-Livret": "script" },
      credentials: "omit",
      redirect: "error",
      ...more,
    });
    const found = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(found.error ?? String(answer.status)), { said: found.error });
    return found;
  };
  const body_of = (entries, more = {}) => {
    const body = new FormData();
    for (const [name, value] of entries) body.append(name, value);
    for (const [name, value] of Object.entries(more)) body.append(name, value);
    return body;
  };

  const gone = (error) => {
    if (leaving) return;
    if (error?.said) return show_state(error.said, true);
    if (!stopped) show_state(say("stopped"), true);
    stopped = true;
    setTimeout(keep, 1500);
  };

  // What goes out by itself while one writes. A button's own request waits for it and holds back what would follow: of two
  // under way at once either may arrive first, and a form that was saved or given up is no longer there for the other.
  let under_way = Promise.resolve();
  let acting = false;
  const by_itself = (where, body) => {
    const request = send(where, body);
    const before = under_way;
    under_way = request.then(
      () => before,
      () => before,
    );
    return request;
  };

  let sending = false;
  async function keep() {
    if (sending || acting || leaving || (kept === sequence && !stopped)) return;
    sending = true;
    const number = sequence;
    try {
      const answer = await by_itself("/keep", body_of(snapshot(), { sequence: number }));
      kept = Math.max(kept, number);
      show_state(say(stopped ? "back" : "kept", answer.kept));
      stopped = false;
    } catch (error) {
      gone(error);
    }
    sending = false;
    if (!stopped && kept !== sequence) setTimeout(keep, 300);
  }

  // --- messages of check, beside the fields
  const line = (tag, name, text) => Object.assign(document.createElement(tag), { className: name, textContent: text });
  const show_messages = (messages) => {
    for (const place of form.querySelectorAll(".messages")) {
      const mine = messages.filter((one) => one.field === place.dataset.for);
      const fresh = mine.map((one) => {
        const p = line("p", one.error ? "error" : "notice", one.text);
        if (one.hint) p.append(" ", line("span", "hint", one.hint));
        return p;
      });
      if (place.textContent !== fresh.map((p) => p.textContent).join("")) place.replaceChildren(...fresh);
      const field = document.getElementById(place.id.slice(2));
      if (mine.some((one) => one.error)) field?.setAttribute("aria-invalid", "true");
      else field?.removeAttribute("aria-invalid");
    }
    const summary = document.getElementById("summary");
    summary.hidden = messages.length === 0;
    summary.querySelector("ul").replaceChildren(
      ...messages.map((one) => {
        const item = document.createElement("li");
        if (one.anchor) item.append(Object.assign(line("a", "", one.text), { href: `#${one.anchor}` }));
        else item.textContent = one.hint ? `${one.text} – ${one.hint}` : one.text;
        return item;
      }),
    );
  };
  const check = async () => {
    const number = sequence;
    const answer = await by_itself("/check", body_of(snapshot(), { sequence: number }));
    kept = Math.max(kept, number);
    if (number === sequence) show_messages(answer.messages);
    return answer.messages;
  };
  const show_preview = async () => {
    const answer = await by_itself("/preview", body_of(snapshot(), { sequence }));
    // Written by the program from Markdown: no markup of anybody's; and the policy of this page runs no script but this one.
    preview.innerHTML = answer.html;
  };

  let checked = !document.getElementById("summary").hidden; // once asked for, it stays true while one writes
  const timers = {};
  const soon = (name, wait, run) => {
    clearTimeout(timers[name]);
    timers[name] = setTimeout(() => acting || run(), wait);
  };
  const changed = () => {
    sequence = Math.max(sequence + 1, Date.now());
    dirty = true;
    local.write({ sequence, values: snapshot() });
    soon("keep", 400, keep);
    if (checked) soon("check", 1200, () => check().catch(gone));
    if (preview && !preview.hidden) soon("preview", 500, () => show_preview().catch(gone));
    count();
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", (event) => event.target.type !== "file" && changed());
  // A tab that is closed or put away: what is typed goes out at once, and outlives the page.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && kept !== sequence && !leaving)
      send("/keep", body_of(snapshot(), { sequence }), { keepalive: true }).then(
        () => (kept = sequence),
        () => {},
      );
  });

  // How many are ticked, in each domain's line.
  const count = () => {
    for (const domain of form.querySelectorAll("details")) {
      const place = domain.querySelector(":scope > summary .count");
      const boxes = domain.querySelectorAll('input[name="competences"]:checked');
      if (place && domain.querySelector('input[name="competences"]'))
        place.textContent = boxes.length ? say("ticked", boxes.length) : "";
    }
  };
  count();

  // --- what this browser still has of an earlier page
  const copy = local.read();
  if (copy && Array.isArray(copy.values)) {
    const before = snapshot();
    const same = JSON.stringify([...before].sort()) === JSON.stringify([...copy.values].sort());
    if (copy.sequence > kept && !same) {
      restore(copy.values);
      sequence = Math.max(copy.sequence, kept + 1);
      dirty = true;
      const said = line("p", "told good", say("found"));
      const undo = Object.assign(line("button", "plain", say("found-undo")), { type: "button" });
      undo.addEventListener("click", () => {
        restore(before);
        said.remove();
        changed();
      });
      said.append(" ", undo);
      told.append(said);
      keep();
      count();
    } else if (!dirty) {
      local.forget();
    }
  }

  // --- buttons
  let pressed = null;
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[type=submit]");
    if (button) pressed = button;
  });
  form.addEventListener("submit", async (event) => {
    const button = event.submitter ?? pressed;
    const action = button?.value ?? "save";
    event.preventDefault();
    if (action === "preview") {
      preview.hidden = !preview.hidden;
      button.setAttribute("aria-expanded", String(!preview.hidden));
      if (!preview.hidden) await show_preview().then(() => preview.focus(), gone);
      return;
    }
    if (action === "check") {
      checked = true;
      const messages = await check().catch(gone);
      if (!messages) return;
      show_state(messages.length ? say("problems", messages.length) : say("quiet"));
      if (messages.length) document.getElementById("summary").focus();
      return;
    }
    if (action === "attach") return join_files(document.getElementById("files").files);
    show_state(say("saving"));
    for (const one of form.querySelectorAll("button")) one.disabled = true;
    acting = true;
    for (const name of Object.keys(timers)) clearTimeout(timers[name]);
    try {
      await under_way;
      const entries = snapshot();
      const number = sequence;
      const answer = await send("", body_of(entries, { sequence: number, action }));
      leaving = true;
      const to = new URL(answer.location, location.href);
      // Done with, or sent: opened again, the form begins anew.
      if (["drop", "theirs"].includes(action) || (to.pathname !== location.pathname && number === sequence)) local.forget();
      if (to.pathname + to.search === location.pathname + location.search) {
        if (to.hash) history.replaceState(null, "", to.hash);
        location.reload();
      } else location.assign(to);
    } catch (error) {
      for (const one of form.querySelectorAll("button")) one.disabled = false;
      acting = false;
      soon("keep", 400, keep); // which may have come meanwhile, and was held back
      gone(error);
    }
  });

  // --- files
  const drop = document.getElementById("f-files");
  const body = document.getElementById("f-body");
  const add_to_list = (file) => {
    const item = document.createElement("li");
    const words = document.createElement("span");
    words.append(line("code", "", file.name), " ", line("span", "count", file.size));
    const away = Object.assign(line("button", "plain", file.away), {
      type: "submit",
      name: "action",
      value: `take-away:${file.name}`,
    });
    away.prepend(line("span", "hidden", `${file.name} : `));
    item.append(words, away);
    document.getElementById("file-list").append(item);
  };
  const insert = (text) => {
    const at = body.selectionEnd ?? body.value.length;
    const before = body.value.slice(0, at);
    const space = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    body.setRangeText(`${space}${text}\n`, at, at, "end");
    changed();
  };
  async function join_files(files) {
    for (const file of files) {
      show_state(say("joining", file.name));
      try {
        const data = new FormData();
        data.append("files", file, file.name);
        const answer = await send("/attach", data);
        for (const one of answer.files) {
          add_to_list(one);
          insert(one.picture ? `![${say("picture-words")}](${one.name})` : `[${one.name}](${one.name})`);
        }
        const place = document.getElementById("m-f-files");
        place.replaceChildren(
          ...answer.refused.map((text) => line("p", "error", text)),
          ...answer.notes.map((text) => line("p", "notice", text)),
        );
        if (answer.refused.length) show_state(say("refused"), true);
      } catch (error) {
        show_state(error.said ?? say("join-failed"), true);
      }
    }
    document.getElementById("files").value = "";
  }
  if (drop) {
    document.getElementById("files").addEventListener("change", (event) => join_files(event.target.files));
    document.getElementById("attach-button").hidden = true;
    const has_files = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
    for (const target of [drop, body]) {
      target.addEventListener("dragover", (event) => {
        if (!has_files(event)) return;
        event.preventDefault();
        drop.classList.add("over");
      });
      target.addEventListener("dragleave", () => drop.classList.remove("over"));
      target.addEventListener("drop", (event) => {
        if (!has_files(event)) return;
        event.preventDefault();
        drop.classList.remove("over");
        join_files(event.dataTransfer.files);
      });
    }
    body.addEventListener("paste", (event) => {
      if (event.clipboardData.files.length === 0) return;
      event.preventDefault();
      join_files(event.clipboardData.files);
    });
  }
})();

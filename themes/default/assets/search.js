// Search in the group's pages. The index is a script that sets window.livretSearch, because a page opened from a
// folder may not fetch anything: [{u: address, t: title, k: kind, x: words}].
(function () {
  "use strict";
  var pages = window.livretSearch || [];
  var input = document.getElementById("_query");
  var status = document.getElementById("_status");
  var results = document.getElementById("_results");

  // « École » and "ecole" are one word, and so are « œuvre » and "oeuvre".
  function plain(text) {
    return text
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .toLowerCase()
      .replace(/œ/g, "oe")
      .replace(/æ/g, "ae");
  }
  // Apostrophes end a word, so that an elision hides nothing: l’École -> l, ecole.
  function words(text) {
    return plain(text)
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean);
  }

  var index = new window.MiniSearch({
    idField: "u",
    fields: ["t", "x"],
    storeFields: ["t", "k"],
    tokenize: words,
    processTerm: function (term) {
      return term;
    },
    searchOptions: {
      boost: { t: 3 },
      combineWith: "AND",
      prefix: function (term) {
        return term.length > 2;
      },
      fuzzy: function (term) {
        return term.length > 5 ? 0.15 : false;
      },
    },
  });
  index.addAll(pages);
  var byAddress = {};
  pages.forEach(function (page) {
    byAddress[page.u] = page;
  });

  function excerpt(page, terms) {
    var text = page.x,
      key = plain(text),
      at = -1;
    if (key.length !== text.length) key = text.toLowerCase(); // a ligature moved the places
    terms.forEach(function (term) {
      var found = key.indexOf(term);
      if (found >= 0 && (at < 0 || found < at)) at = found;
    });
    var start = Math.max(0, at - 70);
    if (start > 0) start = text.indexOf(" ", start) + 1;
    var cut = text.slice(start, start + 200);
    return (start > 0 ? "… " : "") + cut + (start + 200 < text.length ? " …" : "");
  }

  function show(query) {
    results.textContent = "";
    status.textContent = "";
    if (!words(query).length) return;
    var found = index.search(query);
    var pattern = found.length === 0 ? status.dataset.none : found.length === 1 ? status.dataset.one : status.dataset.many;
    status.textContent = pattern.replace("%n", String(found.length));
    found.slice(0, 50).forEach(function (one) {
      var item = document.createElement("li");
      var title = document.createElement("h2");
      var link = document.createElement("a");
      link.href = one.id;
      link.textContent = one.t;
      title.appendChild(link);
      var kind = document.createElement("p");
      kind.className = "card-note";
      kind.textContent = one.k;
      var text = document.createElement("p");
      text.className = "excerpt";
      text.textContent = excerpt(byAddress[one.id], one.terms);
      item.append(kind, title, text);
      results.appendChild(item);
    });
  }

  var asked = new URLSearchParams(location.search).get("q") || "";
  input.value = asked;
  show(asked);
  var waiting;
  input.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(function () {
      show(input.value);
    }, 120);
  });
})();

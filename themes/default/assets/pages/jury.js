// A jury's way through its pages by keyboard: n and p to the next and the previous dossier, j and k through the claims of one
// or the lines of the table, t to the table, ? for this list. Each only repeats what a link does. One-letter shortcuts can be
// switched off, and never work while somebody types (WCAG 2.2, 2.1.4).
(function () {
  "use strict";
  var help = document.getElementById("_keys");
  if (!help) return;
  var box = help.querySelector("input");
  var place = "livret-keys";
  function stored() {
    try {
      return localStorage.getItem(place);
    } catch (e) {
      return null; // a browser may forbid it on files
    }
  }
  box.checked = stored() !== "off";
  box.closest("[hidden]").hidden = false;
  box.addEventListener("change", function () {
    try {
      localStorage.setItem(place, box.checked ? "on" : "off");
    } catch (e) {
      // then it holds for this page
    }
  });

  // What j and k go through: the claims of a candidate, or the lines of the table that are shown.
  function stops() {
    var selector = ".claim, table.candidates tbody tr:not([hidden]) th a";
    return Array.prototype.slice.call(document.querySelectorAll(selector));
  }
  // From where one is: the claim that holds the focus, else the first one below the top of the window.
  function step(by) {
    var list = stops();
    if (!list.length) return;
    var at = -1;
    list.forEach(function (one, index) {
      if (one === document.activeElement || one.contains(document.activeElement)) at = index;
    });
    var next;
    if (at >= 0) next = at + by;
    else {
      next = 0;
      while (by > 0 && next < list.length - 1 && list[next].getBoundingClientRect().top < 0) next += 1;
    }
    if (next < 0 || next >= list.length) return;
    list[next].focus();
    list[next].scrollIntoView({ block: "start" });
  }
  function follow(selector) {
    var link = document.querySelector(selector);
    if (link) link.click();
  }
  document.addEventListener("keydown", function (event) {
    var target = event.target;
    var types = target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
    if (!box.checked || event.ctrlKey || event.metaKey || event.altKey || (types && target !== box)) return;
    if (event.key === "n") follow("a.next");
    else if (event.key === "p") follow("a.previous");
    else if (event.key === "t") follow(".candidates-link a");
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "?") {
      help.open = !help.open;
      if (help.open) help.querySelector("summary").focus();
    } else return;
    event.preventDefault();
  });
})();

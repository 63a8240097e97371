// Large tables: domains folded to their totals (by rows or by columns), rows sorted by a column and narrowed by filters.
// Without this script every table is there whole, in the order of the page.
(function () {
  "use strict";
  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }
  function button(content, label) {
    var out = document.createElement("button");
    out.type = "button";
    out.className = "in-table";
    while (content.firstChild) out.appendChild(content.firstChild);
    if (label) out.title = label;
    content.appendChild(out);
    return out;
  }

  // --- folding: the button in a domain's heading says whether it is open
  function fold_rows(head, toggle) {
    var rows = all("tr:not(.domain-row)", head.closest("tbody"));
    toggle.addEventListener("click", function () {
      var open = toggle.getAttribute("aria-expanded") === "true";
      toggle.setAttribute("aria-expanded", String(!open));
      rows.forEach(function (row) {
        row.hidden = open;
      });
    });
  }
  // The domain's columns begin after `from` cells of each row; the last of them, its total, stays.
  function fold_columns(table, head, from, toggle) {
    var width = head.colSpan;
    toggle.addEventListener("click", function () {
      var open = toggle.getAttribute("aria-expanded") === "true";
      toggle.setAttribute("aria-expanded", String(!open));
      head.colSpan = open ? 1 : width;
      head.classList.toggle("folded", open);
      all("tr", table).forEach(function (row) {
        if (row.contains(head)) return;
        // The second heading row begins behind the two cells that span both.
        var first = row.parentNode.tagName === "THEAD" ? from - 2 : from;
        for (var i = first; i < first + width - 1; i += 1) row.cells[i].hidden = open;
      });
    });
  }
  all("table.foldable").forEach(function (table) {
    var from = 2;
    all(".domain-row th, th[scope=colgroup]", table).forEach(function (head) {
      var toggle = button(head.querySelector(".domain-name"), table.dataset.fold);
      toggle.setAttribute("aria-expanded", "true");
      if (head.scope === "rowgroup") return fold_rows(head, toggle);
      fold_columns(table, head, from, toggle);
      from += head.colSpan;
    });
  });

  // --- sorting: by a press on a heading, then the other way round; the sort keeps the order of equals
  all("table[data-sort]").forEach(function (table) {
    var body = table.tBodies[0];
    var heads = all("thead th", table);
    function value(row, index) {
      var cell = row.cells[index];
      return cell.dataset.value === undefined ? cell.textContent.trim() : cell.dataset.value;
    }
    heads.forEach(function (head, index) {
      if (!head.dataset.kind) return;
      var toggle = button(head, table.dataset.sort + " " + head.textContent.trim());
      toggle.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach(function (other) {
          other.removeAttribute("aria-sort");
        });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        var rows = all("tr", body);
        rows.sort(function (a, b) {
          var one = value(a, index);
          var two = value(b, index);
          var order =
            head.dataset.kind === "number" ? Number(one) - Number(two) : one.localeCompare(two, document.documentElement.lang);
          return down ? -order : order;
        });
        rows.forEach(function (row) {
          body.appendChild(row);
        });
      });
    });
  });

  // --- filters: a text, an outcome of the first rule, something to look at
  all("form[data-table]").forEach(function (form) {
    var body = document.getElementById(form.dataset.table).tBodies[0];
    var status = form.querySelector("[role=status]");
    var text = form.querySelector("[type=search]");
    var selects = all("select", form);
    function plain(words) {
      return words
        .normalize("NFD")
        .replace(/[\u0300-\u036f]/g, "")
        .toLowerCase();
    }
    function matches(row, select) {
      if (!select.value) return true;
      if (select.id === "_f-outcome")
        return !!row.querySelector("[data-outcome]") && row.querySelector("[data-outcome]").dataset.outcome === select.value;
      return (row.querySelector(".attention-cell").dataset.value !== "0") === (select.value === "yes");
    }
    function update() {
      var shown = 0;
      var wanted = plain(text.value.trim());
      all("tr", body).forEach(function (row) {
        var good =
          plain(row.cells[0].textContent).indexOf(wanted) >= 0 &&
          selects.every(function (select) {
            return matches(row, select);
          });
        row.hidden = !good;
        if (good) shown += 1;
      });
      var words = shown === 0 ? status.dataset.none : shown === 1 ? status.dataset.one : status.dataset.many;
      var narrowed =
        wanted ||
        selects.some(function (select) {
          return select.value;
        });
      status.textContent = narrowed ? words.replace("#", shown) : "";
    }
    form.addEventListener("submit", function (event) {
      event.preventDefault();
    });
    text.addEventListener("input", update);
    selects.forEach(function (select) {
      select.addEventListener("change", update);
    });
    if (!body.querySelector("[data-outcome]")) document.getElementById("_f-outcome").parentNode.hidden = true;
    form.hidden = false;
    update(); // browsers keep what was typed when one comes back to a page
  });
})();

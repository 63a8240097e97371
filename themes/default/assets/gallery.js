// The gallery of examples, narrowed by domain, context and competence. Without this script the page lists every example, and
// below them what each domain, context and competence leads to.
(function () {
  "use strict";
  var filters = document.querySelector(".filters");
  if (!filters) return;
  var selects = Array.prototype.slice.call(filters.querySelectorAll("select"));
  var status = filters.querySelector("[role=status]");
  var cards = Array.prototype.slice.call(document.querySelectorAll(".level-group .card"));
  var groups = Array.prototype.slice.call(document.querySelectorAll(".level-group"));

  function matches(card, select) {
    var attribute = "data-" + select.id.slice(1);
    return !select.value || card.getAttribute(attribute).split(" ").indexOf(select.value) >= 0;
  }
  function update() {
    var shown = 0;
    cards.forEach(function (card) {
      var good = selects.every(function (select) {
        return matches(card, select);
      });
      card.hidden = !good;
      if (good) shown += 1;
    });
    groups.forEach(function (group) {
      group.hidden = !group.querySelector(".card:not([hidden])");
    });
    var chosen = selects.some(function (select) {
      return select.value;
    });
    var words = shown === 0 ? status.dataset.none : shown === 1 ? status.dataset.one : status.dataset.many;
    status.textContent = chosen ? words.replace("#", shown) : "";
  }
  // A choice among one thing is none.
  selects.forEach(function (select) {
    if (select.options.length < 3) select.parentNode.hidden = true;
    select.addEventListener("change", update);
  });
  filters.hidden = selects.every(function (select) {
    return select.parentNode.hidden;
  });
  update(); // browsers keep what was chosen when one comes back to a page
})();

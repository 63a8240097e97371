// The promise's clock goes on in a page that nobody builds again: how long is left, or by how much the time has run out. Without
// this script the page says until when an answer is promised. The words, in the page's language, are this script's data-*.
(function () {
  "use strict";
  var words = document.currentScript.dataset;
  var clocks = Array.prototype.slice.call(document.querySelectorAll("[data-deadline]"));
  var minute = 60000,
    hour = 60 * minute,
    day = 24 * hour;

  // In a site that was put away, nobody counts the days.
  function sentence(way, time) {
    if (way === "over" && time > 60 * day) return words.overLong;
    var unit = time >= day ? ["Day", day] : time >= hour ? ["Hour", hour] : ["Minute", minute];
    var count = Math.max(1, Math.floor(time / unit[1]));
    return words[way + unit[0] + (count > 1 ? "s" : "")].replace("#", count);
  }
  // The build has seen the time run out: a reader's clock that is slow does not bring it back.
  function update() {
    var now = Date.now();
    clocks.forEach(function (clock) {
      var left = Date.parse(clock.dataset.deadline) - now;
      var over = clock.classList.contains("overdue");
      if (isNaN(left) || (over && left >= 0)) return;
      if (left < 0 && !over)
        [clock, clock.closest(".question")].forEach(function (one) {
          if (!one) return;
          one.classList.remove("due");
          one.classList.add("overdue");
        });
      var text = sentence(left < 0 ? "over" : "due", Math.abs(left));
      if (clock.textContent !== text) clock.textContent = text;
    });
  }
  update();
  if (clocks.length) setInterval(update, minute / 2);
  document.addEventListener("visibilitychange", update);
})();

(function () {
  var body = document.querySelector("tbody"), rows = Array.prototype.slice.call(body.rows);
  var kind = document.getElementById("kind"), name = document.getElementById("name"), shown = document.getElementById("shown");
  function filter() {
    var word = name.value.toLowerCase(), count = 0;
    rows.forEach(function (row) {
      var kept = (!kind.value || row.dataset.kinds.split(" ").indexOf(kind.value) >= 0) && row.textContent.toLowerCase().indexOf(word) >= 0;
      row.hidden = !kept; count += kept ? 1 : 0;
    });
    shown.textContent = count;
  }
  kind.addEventListener("change", filter); name.addEventListener("input", filter);
  document.querySelectorAll("thead button").forEach(function (button) {
    button.addEventListener("click", function () {
      var key = button.dataset.key, down = button.getAttribute("aria-pressed") === "true";
      rows.sort(function (a, b) {
        var x = a.dataset[key], y = b.dataset[key], order = isNaN(x) || isNaN(y) ? x.localeCompare(y) : x - y;
        return down ? -order : order;
      }).forEach(function (row) { body.appendChild(row); });
      document.querySelectorAll("thead button").forEach(function (other) { other.setAttribute("aria-pressed", "false"); });
      button.setAttribute("aria-pressed", down ? "false" : "true");
    });
  });
})();

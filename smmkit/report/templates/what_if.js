document.querySelectorAll(".what-if").forEach(function (box) {
  var data = JSON.parse(box.getAttribute("data-rows"));
  var input = box.querySelector("input"), out = box.querySelector("output");
  var cells = box.querySelectorAll("td[data-line]"), said = box.querySelector("p[aria-live]");
  function show() {
    var row = data[+input.value];
    out.textContent = row.total;
    input.setAttribute("aria-valuetext", row.total);
    for (var i = 0; i < cells.length; i++) { cells[i].textContent = row.lines[i]; }
    said.textContent = row.said;
  }
  input.addEventListener("input", show);
  show();
});

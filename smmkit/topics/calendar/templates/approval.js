document.getElementById("save").addEventListener("click", function () {
  var form = document.getElementById("decisions"), saved = document.getElementById("saved");
  var day = document.getElementById("day").value.trim();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) { saved.textContent = form.dataset.missing; return; }
  var answers = Array.prototype.map.call(form.querySelectorAll("fieldset"), function (one) {
    var ticked = one.querySelector("input[type=radio]:checked");
    return { id: one.dataset.id, hash: one.dataset.hash, choice: ticked ? ticked.value : "", note: one.querySelector("input[type=text]").value };
  }).filter(function (answer) { return answer.choice; });
  var file = { client: form.dataset.client, week: form.dataset.week, by: document.getElementById("role").value, on: day, answers: answers };
  var link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 1)], { type: "application/json" }));
  link.download = "approval.json";
  link.click();
  saved.textContent = form.dataset.saved.replace("#", answers.length);
});

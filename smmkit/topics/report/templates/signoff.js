document.getElementById("save").addEventListener("click", function () {
  var form = document.getElementById("decisions");
  var answers = Array.prototype.map.call(form.querySelectorAll("fieldset"), function (one) {
    var ticked = one.querySelector("input[type=radio]:checked");
    return { id: one.dataset.id, fingerprint: one.dataset.fingerprint, terms: one.dataset.terms, said: one.getAttribute("aria-label"), choice: ticked ? ticked.value : "", note: one.querySelector("input[type=text]").value };
  }).filter(function (answer) { return answer.choice; });
  var file = { client: form.dataset.client, period: form.dataset.period, by: document.getElementById("role").value, on: document.getElementById("day").value, answers: answers };
  var link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 1)], { type: "application/json" }));
  link.download = "signoff.json";
  link.click();
  document.getElementById("saved").textContent = form.dataset.saved.replace("#", answers.length);
});

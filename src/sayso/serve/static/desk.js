"use strict";
// A point of a chart, pointed at or focused, shows its words, whose they are and where they stand; the slider says its day.
(() => {
  const line = (box, words, name) => {
    const made = document.createElement("p");
    if (name) made.className = name;
    made.textContent = words;
    box.append(made);
    return made;
  };

  const tell = (point) => {
    const box = point.closest("section, .card").querySelector(".told-at");
    if (!box) return;
    box.replaceChildren();
    line(box, point.dataset.figure, "what");
    line(box, point.dataset.words, "words");
    line(box, point.dataset.chain, "from");
    if (point.dataset.report) {
      const link = document.createElement("a");
      link.href = point.dataset.at;
      link.textContent = point.dataset.report;
      line(box, "", "from").append(link);
    }
    box.hidden = false;
  };
  for (const point of document.querySelectorAll("a.pt")) {
    point.addEventListener("focus", () => tell(point));
    point.addEventListener("pointerenter", () => tell(point));
  }

  const day = document.getElementById("day");
  const names = document.getElementById("ticks")?.options;
  day?.addEventListener("input", () => {
    const name = names[Number(day.value)].label;
    day.form.querySelector("output").textContent = name;
    day.setAttribute("aria-valuetext", name);
  });
})();

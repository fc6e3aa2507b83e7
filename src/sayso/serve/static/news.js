"use strict";
// Says when the record changed under the page: "3 new reports – reload". Nothing is loaded again unasked.
(() => {
  const news = document.getElementById("news");
  if (!news || !window.EventSource) return;
  const seen = { reports: 0, decisions: 0 };
  const count = (number, word) => (number ? [`${number} new ${word}${number === 1 ? "" : "s"}`] : []);
  const tell = (what) => (event) => {
    seen[what] += JSON.parse(event.data).number;
    const told = [...count(seen.reports, "report"), ...count(seen.decisions, "decision")].join(", ");
    const link = document.createElement("a");
    link.href = location.href;
    link.textContent = "reload";
    news.replaceChildren(`${told} – `, link);
    news.hidden = false;
  };
  const source = new EventSource("/api/v1/events");
  source.addEventListener("reports", tell("reports"));
  source.addEventListener("decisions", tell("decisions"));
  addEventListener("pagehide", () => source.close());
})();

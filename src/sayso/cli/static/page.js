"use strict";
(() => {
  const NAMES = { actor: "actor", target: "target", place: "where", when: "when", figure: "figure", of: "of", says: "says", relay: "relays", evidence: "again" };
  const claims = [...document.querySelectorAll(".claim")];
  const pieces = [...document.querySelectorAll("article .m")];
  const marksOf = new Map(pieces.map((p) => [p, p.dataset.m.split(" ").map((m) => m.split(":"))]));
  const piecesOf = new Map(claims.map((c) => [c.id, []]));
  for (const [piece, marks] of marksOf) for (const [id, slot] of marks) piecesOf.get(id).push([piece, slot]);
  const bar = document.getElementById("bar");
  const now = document.getElementById("now");
  let chosen = null;
  let lit = [];

  function clear() {
    for (const piece of lit) {
      piece.classList.remove(...[...piece.classList].filter((c) => c === "on" || c.startsWith("on-")));
      delete piece.dataset.label;
    }
    lit = [];
    if (chosen) {
      chosen.classList.remove("sel");
      chosen.firstElementChild.removeAttribute("aria-current");
      reference(chosen)?.classList.remove("on");
    }
    chosen = null;
    bar.hidden = true;
  }

  const reference = (claim) => document.querySelector(`.ref[href="#${claim.id}"]`);

  function light(claim) {
    const named = new Set();
    for (const [piece, slot] of piecesOf.get(claim.id)) {
      lit.push(piece);
      if (slot === "quote") piece.classList.add("on");
      else if (slot !== "trigger") {
        piece.classList.add(`on-${slot}`, "on-slot");
        if (!named.has(slot)) {
          named.add(slot);
          piece.dataset.label = [piece.dataset.label, NAMES[slot]].filter(Boolean).join(", ");
        }
      }
    }
  }

  function inView(element, top, bottom) {
    const box = element.getBoundingClientRect();
    return box.top >= top && box.bottom <= bottom;
  }

  /* The list scrolls in its own box where it stands beside the text, and must not drag the page with it. */
  function showInList(claim) {
    const list = claim.closest("aside");
    if (getComputedStyle(list).position !== "sticky") return;
    const box = list.getBoundingClientRect();
    if (!inView(claim, Math.max(box.top, 0), Math.min(box.bottom, innerHeight)))
      list.scrollTop += claim.getBoundingClientRect().top - box.top - box.height / 3;
  }

  function showInText(claim) {
    const first = piecesOf.get(claim.id).find(([, slot]) => slot === "quote");
    if (first && !inView(first[0], 60, innerHeight - 140)) first[0].scrollIntoView({ block: "center" });
  }

  function choose(claim, { text = true, focus = false } = {}) {
    clear();
    chosen = claim;
    claim.classList.add("sel");
    claim.firstElementChild.setAttribute("aria-current", "true");
    reference(claim)?.classList.add("on");
    light(claim);
    if (text) showInText(claim);
    showInList(claim);
    if (focus) claim.firstElementChild.focus({ preventScroll: true });
    fillBar(claim);
    history.replaceState(null, "", `#${claim.id}`);
  }

  function fillBar(claim) {
    const who = document.createElement("span");
    who.className = "who";
    who.textContent = claim.parentElement.previousElementSibling.textContent;
    const copy = [...claim.firstElementChild.childNodes].map((node) => node.cloneNode(true));
    now.className = claim.className;
    now.replaceChildren(who, ...copy);
    bar.hidden = false;
  }

  function step(by) {
    if (!claims.length) return;
    const at = chosen ? claims.indexOf(chosen) + by : firstInView();
    choose(claims[(at + claims.length) % claims.length], { focus: true });
  }

  function firstInView() {
    const below = claims.findIndex((c) => {
      const first = piecesOf.get(c.id)[0];
      return first && first[0].getBoundingClientRect().top >= 0;
    });
    return Math.max(below, 0);
  }

  /* Words that several claims share: the shortest claim first, a further click the next one. */
  function claimAt(piece) {
    const ids = [...new Set(marksOf.get(piece).map(([id]) => id))];
    const length = (id) => piecesOf.get(id).reduce((sum, [p, slot]) => sum + (slot === "quote" ? p.textContent.length : 0), 0);
    ids.sort((a, b) => length(a) - length(b));
    const at = chosen ? ids.indexOf(chosen.id) : -1;
    return document.getElementById(ids[(at + 1) % ids.length]);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.go, a.ref");
    if (link) {
      event.preventDefault();
      const claim = link.matches(".go") ? link.parentElement : document.getElementById(link.hash.slice(1));
      choose(claim, { text: link.matches(".go") });
      return;
    }
    const piece = event.target.closest("article .m");
    if (piece && String(getSelection()) === "") choose(claimAt(piece), { text: false });
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const inList = event.target.closest?.(".claims");
    if (event.key === "j" || (event.key === "ArrowDown" && inList)) step(1);
    else if (event.key === "k" || (event.key === "ArrowUp" && inList)) step(-1);
    else if (event.key === "Escape") {
      clear();
      history.replaceState(null, "", location.pathname + location.search);
    } else return;
    event.preventDefault();
  });

  document.getElementById("previous").addEventListener("click", () => step(-1));
  document.getElementById("next").addEventListener("click", () => step(1));
  const wanted = document.getElementById(location.hash.slice(1));
  if (wanted?.matches(".claim")) choose(wanted);
  document.documentElement.classList.add("live");
})();

"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  let selected = "";
  const choose = (slot) => {
    if (!selected) return;
    at("slot").value = slot;
    at("value").value = selected;
    at("why").focus();
  };
  const slots = [...document.querySelectorAll("#pick button")].map((button) => button.dataset.slot);
  const keys = {
    c: () => at("confirm")?.click(),
    e: () => at("slot")?.focus(),
    r: () => at("reason")?.focus(),
    m: () => at("merge")?.click(),
    n: () => at("split")?.click(),
    s: () => at("skip")?.click(),
    u: () => at("undo")?.click(),
    "?": () => document.querySelector(".keys").toggleAttribute("open"),
  };
  slots.forEach((slot, number) => (keys[String(number + 1)] = () => choose(slot)));

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") document.activeElement?.blur();
    if (event.target.closest("input, select, textarea")) return;
    if (Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  document.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    const words = String(chosen).trim();
    const text = at("context");
    if (!words || !text?.contains(chosen.anchorNode) || !text.contains(chosen.focusNode)) return;
    selected = words;
    at("value").value = words;
    at("picked").textContent = words;
    at("pick").hidden = false;
  });
  at("pick")?.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) choose(button.dataset.slot);
  });
})();

"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const keys = {
    c: () => at("confirm")?.click(),
    e: () => at("slot")?.focus(),
    r: () => at("reason")?.focus(),
    s: () => at("skip")?.click(),
    u: () => at("undo")?.click(),
  };

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
    if (words && at("context")?.contains(chosen.anchorNode) && at("context").contains(chosen.focusNode)) at("value").value = words;
  });
})();

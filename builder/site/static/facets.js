/* The filters beside the list. */
"use strict";
const filters = (() => {
  const { make, plain } = card;
  const FEW = 8; // values of a facet that are shown before it is opened

  const boxes = new Map(); // facet -> {field, list, lines: value -> {line, box, count}}

  /* One fieldset a facet; `changed(facet, value, on)` hears of every choice. */
  function build(form, index, changed) {
    for (const facet of index.facets) {
      if (facet.values.length < 2) continue;
      const list = make("div", { class: "choices" });
      const more = make("button", { type: "button", class: "link more", "aria-expanded": "false", hidden: "" });
      const field = make("fieldset", {}, make("legend", {}, facet.title), list, more);
      const lines = facet.values.map((value) => choice(facet, value, changed));
      more.addEventListener("click", () => { boxes.get(facet.name).open ^= 1; arrange(facet.name); });
      boxes.set(facet.name, { field, list, more, lines, open: 0 });
      form.append(field);
    }
  }

  function choice(facet, value, changed) {
    const name = value ?? "";
    const box = make("input", { type: "checkbox", name: facet.name, value: name });
    const count = make("span", { class: "count" });
    const words = facet.name === "publisher" ? name : plain(name);
    box.addEventListener("change", () => changed(facet.name, name, box.checked));
    return { name, box, count, number: 0, line: make("label", {}, box, make("bdi", {}, value === null ? "not stated" : words), count) };
  }

  /* Counts and ticks as they are now. */
  function update(index, state, counts) {
    index.facets.forEach((facet, f) => {
      const known = boxes.get(facet.name);
      if (!known) return;
      known.lines.forEach((line, code) => {
        line.number = counts[f][code];
        line.count.textContent = line.number.toLocaleString("en");
        line.box.checked = state.facets[facet.name].has(line.name);
      });
      arrange(facet.name);
    });
  }

  /* Chosen values first, then the most frequent; the others behind a button. Nothing moves under a keyboard's focus. */
  function arrange(name) {
    const { list, more, lines, open } = boxes.get(name);
    const useful = lines.filter((line) => line.number || line.box.checked);
    const focused = list.contains(document.activeElement) ? document.activeElement : null;
    useful.sort((a, b) => b.box.checked - a.box.checked || b.number - a.number);
    const shown = open ? useful : useful.slice(0, Math.max(FEW, useful.filter((line) => line.box.checked).length));
    list.replaceChildren(...shown.map((line) => line.line));
    list.classList.toggle("many", shown.length > 20);
    more.hidden = useful.length <= shown.length && !open;
    more.textContent = open ? "Fewer" : `All ${useful.length.toLocaleString("en")}`;
    more.setAttribute("aria-expanded", open ? "true" : "false");
    boxes.get(name).field.hidden = !useful.length;
    focused?.focus({ preventScroll: true });
  }

  return { build, update };
})();

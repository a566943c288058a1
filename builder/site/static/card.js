/* One claim, to read: its figure, its sentence with the marks, who says so, where it was published. All text is set as
   text; nothing of the data is ever read as HTML. */
"use strict";
const card = (() => {
  const SHOWN = 700; // characters of a sentence before it is folded
  const SIGNS = { at_least: ["≥", "at least"], more_than: [">", "more than"], at_most: ["≤", "at most"],
    less_than: ["<", "less than"], approximately: ["≈", "about"] };

  /* An element; children are elements or text. */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes ?? {})) if (value !== null && value !== false) element.setAttribute(name, value);
    element.append(...children.filter((child) => child !== null && child !== ""));
    return element;
  }

  const plain = (value) => value.replaceAll("_", " ");

  function digits(text) {
    const value = Number(text);
    return Number.isFinite(value) ? value.toLocaleString("en", { maximumFractionDigits: 6 }) : text;
  }

  /* An address that may become a link: of the web, and nothing that runs. */
  function web(address) {
    try {
      return ["http:", "https:"].includes(new URL(address).protocol) ? address : null;
    } catch { return null; }
  }

  function figure(claim) {
    const [sign, words] = SIGNS[claim.qualifier] ?? ["", ""];
    let said;
    if (claim.qualifier === "undisclosed") said = make("span", { class: "words" }, "not disclosed");
    else if (claim.value !== null) said = digits(claim.value);
    else if (claim.qualifier === "range") said = `${digits(claim.value_low)}–${digits(claim.value_high)}`;
    else said = make("span", { class: "words", dir: "auto" }, claim.value_text.slice(0, 40));
    const unit = ["person", "item", null].includes(claim.unit) ? "" : make("span", { class: "unit" }, claim.unit === "percent" ? "%" : ` ${claim.unit}`);
    return make("span", { class: "figure" },
      sign && make("span", { class: "sign", "aria-hidden": "true" }, sign), words && make("span", { class: "unseen" }, `${words} `), said, unit);
  }

  /* The sentence in pieces; a long one is folded around its number, with a button that shows all. */
  function sentence(text, marks, kinds) {
    const whole = make("p", { class: "said", dir: "auto" });
    const spans = [];
    for (let n = 0; n < marks.length; n += 3) spans.push([marks[n], marks[n + 1], kinds[marks[n + 2]]]);
    const number = spans.find((span) => span[2] === "number") ?? [0, 0];
    fill(whole, text, spans, text.length > SHOWN ? around(text, number) : [0, text.length]);
    return whole;
  }

  function around(text, [start, end]) {
    let from = Math.max(0, start - SHOWN / 2), to = Math.min(text.length, Math.max(end, start + SHOWN / 2));
    if (/[\uDC00-\uDFFF]/.test(text[from] ?? "")) from--; // never between the halves of a character
    if (/[\uDC00-\uDFFF]/.test(text[to] ?? "")) to++;
    return [from, to];
  }

  function fill(whole, text, spans, [from, to]) {
    const pieces = [];
    let at = from;
    for (const [start, end, kind] of spans) {
      if (start < at || end > to) continue;
      pieces.push(text.slice(at, start), make("mark", { class: kind }, text.slice(start, end)));
      at = end;
    }
    pieces.push(text.slice(at, to));
    whole.replaceChildren(from ? "… " : "", ...pieces, to < text.length ? " … " : "");
    if (from === 0 && to === text.length) return;
    const more = make("button", { type: "button", class: "link" }, `Show all ${text.length.toLocaleString("en")} characters`);
    more.addEventListener("click", () => { fill(whole, text, spans, [0, text.length]); whole.tabIndex = -1; whole.focus(); });
    whole.append(more);
  }

  function who(claim, marks, kinds) {
    const parts = [];
    const within = (kind) => marks.some((value, n) => n % 3 === 2 && kinds[value] === kind);
    const subject = [claim.subject_group === "unspecified" ? null : claim.subject_group && plain(claim.subject_group), claim.subject_party].filter(Boolean).join(", ");
    if (subject) parts.push(make("span", {}, "who: ", make("bdi", {}, subject)));
    if (claim.source_text) {
      const named = within("source") ? "" : make("bdi", { class: "named" }, claim.source_text);
      parts.push(make("span", {}, "source: ", named, named && ", ", plain(claim.source_type ?? "unknown"),
        claim.source_relation && claim.source_relation !== "unknown" ? ` (${plain(claim.source_relation)})` : ""));
    } else parts.push(make("span", {}, "source: the text itself"));
    if (claim.period_start || claim.period_end) parts.push(make("span", {}, "period: ", period(claim)));
    if (claim.place_text) parts.push(make("span", {}, "place: ", make("bdi", {}, claim.place_text)));
    return make("p", { class: "facts" }, ...parts);
  }

  function period({ period_start: start, period_end: end }) {
    if (!start) return `until ${end}`;
    return start === end ? start : end ? `${start} to ${end}` : `from ${start}`;
  }

  function origin(claim, event) {
    const address = web(claim.url);
    const title = claim.title ?? claim.url ?? "untitled";
    const name = make("cite", {}, make("bdi", {}, title));
    const said = [claim.publisher, claim.published].filter(Boolean).map((one) => make("bdi", { class: one === claim.published && "day" }, one));
    return make("p", { class: "origin" }, address ? make("a", { href: address, rel: "noopener noreferrer" }, name) : name,
      ...said.flatMap((one, n) => [n ? ", " : " · ", one]),
      make("span", { class: "permalink" }, " · ", make("a", { href: `#claim=${encodeURIComponent(claim.claim_id)}` }, "link to this claim")),
      event && make("span", { class: "permalink" }, " · ", make("a", { href: `events/${encodeURIComponent(event)}.html` }, "its event")));
  }

  /* Every column that says something, for whoever wants it all. */
  function fields(claim) {
    const list = make("dl", { class: "fields" });
    for (const [name, value] of Object.entries(claim)) {
      if (value === null) continue;
      const address = name === "url" ? web(value) : null;
      list.append(make("div", {}, make("dt", {}, make("code", {}, name)),
        make("dd", { dir: "auto" }, address ? make("a", { href: address, rel: "noopener noreferrer" }, value) : value)));
    }
    return list;
  }

  /* The claim of a row as column -> text or null. */
  function claimOf(index, chunk, at) {
    return Object.fromEntries(index.columns.map((name, c) => [name, chunk.cells[c][at]]));
  }

  function article(index, chunk, at, heading) {
    const claim = claimOf(index, chunk, at), marks = chunk.marks[at];
    const badge = claim.stance === "asserted" ? null : make("span", { class: `stance ${claim.stance}` }, claim.stance);
    const id = `c-${claim.claim_id}`;
    return make("article", { class: "card", "aria-labelledby": id },
      make(heading, { class: "head", id }, figure(claim), make("span", { class: "measure" }, plain(claim.measure)), badge,
        claim.basis === "cumulative" ? make("span", { class: "basis" }, "running total") : null),
      make("div", { class: "body" }, sentence(claim.sentence, marks, index.kinds), who(claim, marks, index.kinds), origin(claim, chunk.events[at])));
  }

  return { article, make, fields, claimOf, plain };
})();

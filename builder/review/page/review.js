// The review page: texts are only ever put in as text, never as markup.
"use strict";

const at = (id) => document.getElementById(id);
const token = document.querySelector("meta[name=page-token]").content;
let now = null;
let fixing = false;
let busy = false;

function made(tag, text, kind) {
  const element = document.createElement(tag);
  if (text !== undefined && text !== null) element.textContent = text;
  if (kind) element.className = kind;
  return element;
}

async function ask(path, body) {
  if (busy) return;
  busy = true;
  try {
    const options = body === undefined ? {} : {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Page-Token": token },
      body: JSON.stringify(body),
    };
    const answer = await fetch(path, options);
    const data = await answer.json();
    if (!answer.ok) return say(data.error);
    show(data);
  } catch (error) {
    say("The server does not answer. Nothing that it confirmed is lost: start `tallybook review` again.");
  } finally {
    busy = false;
  }
}

function say(text) {
  at("message").textContent = text;
}

function show(state) {
  now = state;
  say("");
  stopFixing();
  const judged = state.total - state.precision.left;
  at("progress").textContent = `${judged.toLocaleString("en")} of ${state.total.toLocaleString("en")} judged`;
  showPrecision(state.precision);
  at("folder").textContent = `Decisions are kept in ${state.folder}`;
  at("claim").hidden = state.claim === null;
  at("done").hidden = state.claim !== null;
  at("undo").disabled = !state.undo;
  document.body.dataset.judged = String(judged);
  if (state.claim) showClaim(state.claim);
}

function showPrecision(p) {
  const percent = (n) => `${(100 * n).toFixed(0)} %`;
  const line = (name, share) => {
    const words = share.of ? `${percent(share.share)} (${percent(share.low)} to ${percent(share.high)})` : "–";
    const detail = share.of ? `${share.hits} of ${share.of}` : "none judged yet";
    const value = made("dd", words);
    value.title = `${detail}; in brackets the 95 % interval`;
    return [made("dt", name), value];
  };
  const sure = p.confidence === null ? "–" : percent(p.confidence);
  at("precision").replaceChildren(
    ...line("right as it stands", p.as_it_stands),
    ...line("a claim at all", p.a_claim),
    made("dt", "confidence said"), made("dd", sure),
  );
}

function showClaim(claim) {
  const text = at("text");
  text.replaceChildren(...claim.pieces.map(([words, mark]) =>
    mark === null ? document.createTextNode(words)
      : made(mark === "context" ? "span" : "mark", words, mark)));
  const source = at("source");
  const said = [claim.title, claim.publisher, claim.published].filter(Boolean).join(" · ");
  source.replaceChildren(made("bdi", said || "no title"));
  if (claim.url) {
    const link = made("a", "article");
    link.href = claim.url;
    link.rel = "noreferrer noopener";
    link.target = "_blank";
    source.append(" ", link);
  }
  source.append(made("span", ` confidence ${claim.confidence}, rule ${claim.rule}`, "rule"));
  at("fields").replaceChildren(...claim.fields.map(row));
  at("claim").dataset.id = claim.id;
  const number = text.querySelector("mark.number");
  text.scrollTop = number ? number.offsetTop - text.clientHeight / 2 : 0;
  window.scrollTo(0, 0);
  document.activeElement?.blur();
}

function row(field) {
  const line = made("tr", null, field.value === "" ? "empty" : "");
  const head = made("th", field.name);
  head.scope = "row";
  head.title = field.meaning;
  const cell = made("td");
  const input = field.values.length ? made("select") : made("input");
  if (field.values.length) {
    const all = field.values.includes(field.value) ? field.values : [field.value, ...field.values];
    input.append(...all.map((value) => new Option(value === "" ? "nothing" : value, value)));
  } else {
    input.autocomplete = "off";
    input.spellcheck = false;
    if (field.dtype === "date") input.placeholder = "YYYY-MM-DD";
  }
  input.value = field.value;
  input.name = field.name;
  input.disabled = true;
  input.setAttribute("aria-label", `${field.name}: ${field.meaning}`);
  input.addEventListener("input", () => line.classList.toggle("changed", input.value !== field.value));
  line.addEventListener("dblclick", () => startFixing(input));
  cell.append(input);
  line.append(head, cell);
  return line;
}

const inputs = () => [...at("fields").querySelectorAll("input, select")];

function startFixing(input) {
  fixing = true;
  document.body.classList.add("fixing");
  at("save").hidden = false;
  inputs().forEach((one) => { one.disabled = false; });
  const first = input || inputs().find((one) => one.name === "value") || inputs()[0];
  first.focus();
  if (first.select) first.select();
}

function stopFixing() {
  fixing = false;
  document.body.classList.remove("fixing");
  at("save").hidden = true;
  at("reason").value = "";
}

function cancel() {
  stopFixing();
  if (now.claim) at("fields").replaceChildren(...now.claim.fields.map(row));
  document.activeElement?.blur();
}

function decide(verdict) {
  if (now?.claim) ask("/decide", { claim: now.claim.id, verdict });
}

function save() {
  const old = Object.fromEntries(now.claim.fields.map((field) => [field.name, field.value]));
  const changed = inputs().filter((one) => one.value !== old[one.name]);
  if (!changed.length) return say("Nothing was changed: press Esc, or change a field.");
  const fixes = Object.fromEntries(changed.map((one) => [one.name, one.value]));
  ask("/decide", { claim: now.claim.id, verdict: "fix", fixes, reason: at("reason").value });
}

const keys = {
  r: () => decide("right"),
  w: () => decide("wrong"),
  f: () => now?.claim && startFixing(),
  s: () => now?.claim && ask("/skip", { claim: now.claim.id }),
  u: () => now?.undo && ask("/undo", {}),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (fixing && event.key === "Escape") return cancel();
  if (fixing || event.target.closest("input, select, textarea")) return;
  const action = keys[event.key.toLowerCase()];
  if (action) {
    event.preventDefault();
    action();
  }
});
for (const [id, key] of [["right", "r"], ["wrong", "w"], ["fix", "f"], ["skip", "s"], ["undo", "u"]]) {
  at(id).addEventListener("click", keys[key]);
}
at("cancel").addEventListener("click", cancel);
at("form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (fixing) save();
});
ask("/state");

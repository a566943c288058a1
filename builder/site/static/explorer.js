/* The page: what is asked stands in the address; every change of it is answered by showing the rows again. */
"use strict";
(async () => {
  const { make } = card;
  const PAGE = 25;
  const get = (id) => document.getElementById(id);
  const index = await query.open().catch((error) => { get("count").textContent = error.message; throw error; });
  let state = asked.read(index.facets);
  let found = { rows: new Uint32Array(), counts: [] };
  let turn = 0; // answers that come late are not shown

  function ask(change, quietly) {
    asked.go({ ...state, page: 1, claim: "", ...change }, quietly);
  }

  async function answer() {
    const mine = ++turn;
    const before = state;
    state = asked.read(index.facets);
    get("one").hidden = !state.claim;
    get("many").hidden = Boolean(state.claim);
    if (state.claim) return one(mine);
    const hits = await search.rows(state.q, index.rows);
    if (mine !== turn) return undefined;
    found = query.select(index, state, hits);
    fields();
    filters.update(index, state, found.counts);
    await list(mine);
    if (before.page !== state.page && mine === turn && mine > 1) get("count").focus();
    return undefined;
  }

  function fields() {
    for (const name of ["q", "sort", "from", "to"]) if (get(name) !== document.activeElement || name !== "q") get(name).value = state[name];
    const chosen = Object.values(state.facets).reduce((n, values) => n + values.size, 0) + Boolean(state.from) + Boolean(state.to);
    get("chosen").textContent = chosen ? `(${chosen} chosen)` : "";
    get("clear").hidden = !chosen && !state.q;
    get("download").disabled = get("sheet").disabled = !found.rows.length;
  }

  async function list(mine) {
    const last = Math.max(1, Math.ceil(found.rows.length / PAGE));
    const page = Math.min(state.page, last);
    const rows = [...found.rows.subarray((page - 1) * PAGE, page * PAGE)];
    const chunks = await Promise.all(rows.map((row) => tallybook.load(`rows/${Math.floor(row / index.chunk)}`)));
    if (mine !== turn) return;
    get("list").start = (page - 1) * PAGE + 1;
    get("list").replaceChildren(...rows.map((row, n) => make("li", {}, card.article(index, chunks[n], row % index.chunk, "h3"))));
    get("count").textContent = `${found.rows.length.toLocaleString("en")} ${found.rows.length === 1 ? "claim" : "claims"}`;
    pager(page, last);
    document.documentElement.dataset.shown = mine;
  }

  function pager(page, last) {
    const link = (to, words) => (to < 1 || to > last ? make("span", { class: "soft" }, words)
      : make("a", { href: asked.address({ ...state, page: to }) }, words));
    get("pages").replaceChildren(...(last > 1 ? [link(page - 1, "Previous"),
      make("span", {}, `Page ${page.toLocaleString("en")} of ${last.toLocaleString("en")}`), link(page + 1, "Next")] : []));
  }

  /* A link to one claim: the claim with all its fields. */
  async function one(mine) {
    const back = make("a", { href: asked.address({ ...state, claim: "" }) }, "All claims");
    const shard = `i${state.claim.slice(0, index.digits).replaceAll(/[^0-9a-f]/g, "x")}`;
    const ids = await tallybook.load(`ids/${shard}`).catch(() => ({}));
    const row = Object.hasOwn(ids, state.claim) ? ids[state.claim] : null;
    const chunk = row === null ? null : await tallybook.load(`rows/${Math.floor(row / index.chunk)}`);
    if (mine !== turn) return;
    const whole = chunk
      ? [card.article(index, chunk, row % index.chunk, "h2"), make("h2", {}, "All fields"), card.fields(card.claimOf(index, chunk, row % index.chunk))]
      : [make("p", { class: "notice" }, "This release has no claim ", make("code", {}, state.claim), ".")];
    get("one").replaceChildren(make("p", {}, back), ...whole);
    document.documentElement.dataset.shown = mine;
  }

  async function download(button, guarded) {
    const words = button.textContent;
    button.disabled = true;
    const blob = await csv.write(index, found.rows, guarded, (part) => { button.textContent = `${Math.round(100 * part)} %`; });
    csv.save(blob, guarded ? "claims-for-spreadsheets.csv" : "claims-filtered.csv");
    button.textContent = words;
    button.disabled = false;
  }

  let typing = 0;
  get("q").addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(() => ask({ q: get("q").value }, true), 150); });
  get("ask").addEventListener("submit", (event) => { event.preventDefault(); ask({ q: get("q").value }); });
  for (const name of ["sort", "from", "to"]) get(name).addEventListener("change", () => ask({ [name]: get(name).value }));
  get("clear").addEventListener("click", () => { get("q").value = ""; location.hash = ""; get("q").focus(); });
  get("download").addEventListener("click", () => download(get("download"), false));
  get("sheet").addEventListener("click", () => download(get("sheet"), true));
  filters.build(get("facets"), index, (facet, value, on) => {
    const values = new Set(state.facets[facet]);
    values[on ? "add" : "delete"](value);
    ask({ facets: { ...state.facets, [facet]: values } });
  });
  const wide = matchMedia("(min-width: 60rem)");
  const unfold = () => { get("filters").open = wide.matches; };
  wide.addEventListener("change", unfold);
  unfold();
  addEventListener("hashchange", answer);
  await answer();
})();

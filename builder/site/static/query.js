/* Which rows answer what is asked, in which order, and how many each value of a facet would leave. */
"use strict";
const query = (() => {
  const ARRAYS = { u1: Uint8Array, u2: Uint16Array, u4: Uint32Array };

  async function column({ values, type, codes }) {
    return { values, codes: new ARRAYS[type](await tallybook.bytes(codes)) };
  }

  /* The index as typed arrays. */
  async function open() {
    const index = await tallybook.load("index");
    const facets = await Promise.all(index.facets.map(async (f) => ({ ...f, ...(await column(f)) })));
    const numbers = {};
    for (const [name, packed] of Object.entries(index.numbers)) numbers[name] = new Float64Array(await tallybook.bytes(packed));
    return { ...index, facets, dates: await column(index.dates), numbers, orders: {} };
  }

  /* For each code of a column whether it is wanted; null if all are. */
  function wanted(values, test) {
    return Uint8Array.from(values, (value) => (test(value) ? 1 : 0));
  }

  function tests(index, state) {
    const all = index.facets.map(({ name, values, codes }) => {
      const chosen = state.facets[name];
      return { codes, ok: chosen.size ? wanted(values, (v) => chosen.has(v ?? "")) : null };
    });
    const { from, to } = state;
    const inside = (day) => day !== null && (!from || day >= from) && (!to || day <= to);
    return [...all, { codes: index.dates.codes, ok: from || to ? wanted(index.dates.values, inside) : null }];
  }

  /* `hits` is one byte a row, or null for all. A row that only one facet turns away still counts for that facet's
     values, so that more of them can be chosen. */
  function select(index, state, hits) {
    const checks = tests(index, state);
    const counts = index.facets.map(({ values }) => new Uint32Array(values.length));
    const found = new Uint32Array(index.rows);
    let size = 0;
    for (const row of order(index, state.sort)) {
      if (hits && !hits[row]) continue;
      let failed = 0, which = -1;
      for (let c = 0; c < checks.length && failed < 2; c++) {
        const { ok, codes } = checks[c];
        if (ok && !ok[codes[row]]) { failed++; which = c; }
      }
      if (failed === 0) {
        found[size++] = row;
        for (let f = 0; f < counts.length; f++) counts[f][checks[f].codes[row]]++;
      } else if (failed === 1 && which < counts.length) counts[which][checks[which].codes[row]]++;
    }
    return { rows: found.subarray(0, size), counts };
  }

  /* All rows in an order; rows stand newest first as they are. What has no date or number comes last. */
  function order(index, sort) {
    return (index.orders[sort] ??= ordered(index, sort));
  }

  function ordered(index, sort) {
    const rows = Uint32Array.from({ length: index.rows }, (_, row) => row);
    const key = { largest: "value", smallest: "value", surest: "confidence", doubtful: "confidence" }[sort];
    const down = sort === "largest" || sort === "surest" ? -1 : 1;
    if (!key && sort !== "oldest") return rows;
    const values = key ? index.numbers[key] : Float64Array.from(index.dates.codes, (code) => code || NaN);
    const last = (v) => (Number.isNaN(v) ? 1 : 0);
    return rows.sort((a, b) => last(values[a]) - last(values[b]) || down * (values[a] - values[b]) || a - b);
  }

  return { open, select };
})();

/* Rows as CSV: the columns and the very bytes of the release, or a form that no spreadsheet takes for formulas. */
"use strict";
const csv = (() => {
  const FORMULA = /^[=+\-@\t\r\n'\uFF1D\uFF0B\uFF0D\uFF20]/; // as builder/downloads/sheet.py

  function field(text, string, guarded) {
    if (text === null) return "";
    const safe = guarded && string && FORMULA.test(text) ? `'${text}` : text;
    return string && /[",\r\n]|^$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  /* One line; `guarded` puts an apostrophe before words that begin as a formula does, or with an apostrophe. */
  function line(index, chunk, at, guarded) {
    const strings = new Set(index.strings);
    return index.columns.map((name, c) => field(chunk.cells[c][at], strings.has(name), guarded)).join(",") + "\n";
  }

  /* All of `rows`, chunk by chunk; `report` hears how far it is, 0 to 1. */
  async function write(index, rows, guarded, report) {
    const lines = new Array(rows.length);
    const places = new Map();
    rows.forEach((row, place) => {
      const chunk = Math.floor(row / index.chunk);
      if (!places.has(chunk)) places.set(chunk, []);
      places.get(chunk).push(place);
    });
    let done = 0;
    for (const [number, all] of places) {
      const chunk = await tallybook.load(`rows/${number}`);
      for (const place of all) lines[place] = line(index, chunk, rows[place] % index.chunk, guarded);
      report(++done / places.size);
    }
    return new Blob([guarded ? "\ufeff" : "", index.columns.join(",") + "\n", ...lines], { type: "text/csv;charset=utf-8" });
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  return { write, save };
})();

/* Rows that hold every word typed. Words are told apart as builder/site/words.py does. */
"use strict";
const search = (() => {
  const LONGEST = 24;

  function words(text) {
    const plain = text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
    return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.slice(0, LONGEST));
  }

  async function file(word) {
    const first = word.codePointAt(0);
    const name = first < 128 ? word[0] : "other";
    if (!letters.has(name)) letters.set(name, load(name));
    return letters.get(name);
  }

  const letters = new Map();

  async function load(name) {
    const found = await tallybook.load(`words/${name}`).catch(() => null); // no word begins so
    return found && { ...found, steps: new Uint8Array(await tallybook.bytes(found.steps)) };
  }

  /* Adds 1 to every row that holds a word which begins so and has `level` already. */
  function raise(file, word, hits, level) {
    for (let n = first(file.words, word); n < file.words.length && file.words[n].startsWith(word); n++) {
      let row = -1, step = 0, shift = 0;
      for (let at = n ? file.ends[n - 1] : 0; at < file.ends[n]; at++) {
        const byte = file.steps[at];
        step |= (byte & 127) << shift;
        if (byte > 127) { shift += 7; continue; }
        row += step;
        step = shift = 0;
        if (hits[row] === level) hits[row]++;
      }
    }
  }

  /* Where in sorted words a word would stand. Python sorts by code point; so does this for words of one plane. */
  function first(all, word) {
    let low = 0, high = all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (all[middle] < word) low = middle + 1; else high = middle;
    }
    return low;
  }

  /* One byte a row: 1 where all words are; null if no word was typed. */
  async function rows(text, count) {
    const typed = [...new Set(words(text))].slice(0, 20);
    if (!typed.length) return null;
    const hits = new Uint8Array(count);
    for (const [level, word] of typed.entries()) {
      const found = await file(word);
      if (found) raise(found, word, hits, level);
    }
    return hits.map((level) => (level === typed.length ? 1 : 0));
  }

  return { rows };
})();

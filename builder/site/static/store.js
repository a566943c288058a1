/* The data of the site. A page opened from a file system may not fetch, so every data file is a script that hands over
   one value: an object, or text that is JSON deflated and in base64. */
"use strict";
const tallybook = (() => {
  const KEPT = 60; // chunks of rows that are held at a time
  const waiting = new Map(); // name -> what to do with its value
  const held = new Map(); // name -> promise of a value; the last asked for is last

  async function bytes(packed) {
    const raw = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
    const stream = new Blob([raw]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).arrayBuffer();
  }

  async function unpacked(value) {
    return typeof value === "string" ? JSON.parse(new TextDecoder().decode(await bytes(value))) : value;
  }

  function put(name, value) {
    waiting.get(name)?.(value);
    waiting.delete(name);
  }

  function request(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      waiting.set(name, (value) => resolve(unpacked(value)));
      script.onload = () => script.remove();
      script.onerror = () => { script.remove(); held.delete(name); reject(new Error(`data/${name}.js cannot be read`)); };
      script.src = `data/${name}.js`;
      document.head.append(script);
    });
  }

  /* The value of data/NAME.js, asked for once while it is held. */
  function load(name) {
    const known = held.get(name) ?? request(name);
    held.delete(name);
    held.set(name, known);
    for (const old of held.keys()) {
      if (held.size <= KEPT) break;
      if (old.startsWith("rows/")) held.delete(old);
    }
    return known;
  }

  return { put, load, bytes };
})();

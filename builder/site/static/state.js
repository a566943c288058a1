/* What is asked for, as it stands in the address after #: whoever has the address sees the same. */
"use strict";
const asked = (() => {
  const PLAIN = ["q", "sort", "from", "to", "claim"];

  function read(facets) {
    const given = new URLSearchParams(location.hash.slice(1));
    const state = { page: Math.max(1, Number.parseInt(given.get("page"), 10) || 1), facets: {} };
    for (const name of PLAIN) state[name] = given.get(name) ?? "";
    for (const { name } of facets) state.facets[name] = new Set(given.getAll(name));
    return state;
  }

  function address(state) {
    const said = new URLSearchParams();
    for (const name of PLAIN) if (state[name]) said.append(name, state[name]);
    for (const [name, values] of Object.entries(state.facets)) for (const value of values) said.append(name, value);
    if (state.page > 1) said.append("page", state.page);
    return `#${said}`;
  }

  /* Go to what is asked; `quietly` leaves no step to go back to (while somebody types). */
  function go(state, quietly) {
    if (quietly) location.replace(address(state));
    else location.hash = address(state);
  }

  return { read, address, go };
})();

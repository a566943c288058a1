"""A sentence as one effect sees it: what it can happen to, and what only describes somebody."""

from __future__ import annotations

import regex

from builder.claims.clauses import state_at
from builder.claims.lives import of_lives
from builder.mentions.chunks import Chunked
from builder.mentions.effects import Effect

_PEOPLE = str.maketrans({"H": "w", "A": "o", "Q": "q", "U": "q", "B": "q", "M": "n", "S": "n", "I": "i", "N": "n"})
_THINGS = str.maketrans({"H": "w", "A": "n", "Q": "n", "U": "q", "B": "q", "M": "q", "S": "n", "I": "n", "N": "n"})
_BOTH = str.maketrans({"H": "w", "A": "o", "Q": "q", "U": "q", "B": "q", "M": "q", "S": "n", "I": "i", "N": "n"})


def seen_by(line: Chunked, effect: Effect) -> str:
    """The sentence's kinds as one effect sees them."""
    of = effect.entry.get("of") or ("both" if effect.entry.get("things") else "people")
    kinds = line.kinds.translate(_PEOPLE if of == "people" else _THINGS if of == "things" else _BOTH)
    n = line.at(effect.start)
    if effect.measure in ENDS and effect.aux[:1] in (("be",), ("have",)):
        kinds = _described(line, kinds, n)
    if effect.reading not in ("toll", "past") and line.kinds[n - 1 : n] != "r":
        kinds = _INSIDE.sub(lambda m: m[1] + "n", kinds)
    if effect.reading != "toll":
        kinds = _without_agents(line, kinds)
    if effect.reading in _HITS and state_at(line, n + 2):
        kinds = f"{kinds[: n + 2]}v{kinds[n + 3 :]}"
    if of == "people":
        kinds = _OWNED.sub(lambda m: m[1] + "w&" if _whose(line, m.end()) else m[0], kinds)
    if effect.entry.get("life"):
        kinds = of_lives(line, kinds, effect.entry.get("life"))
    return kinds


def _described(line: Chunked, kinds: str, n: int) -> str:
    """The kinds with what only describes somebody (`nine people sheltering in a school were killed`) as mere words."""
    found = list(kinds)
    for k in range(1, n):
        other = line.chunks[k].data
        bare = isinstance(other, Effect) and not other.aux and other.reading in ("adjective", "past")
        if bare and isinstance(other, Effect) and other.measure in STATES and kinds[k - 1] in "qo":
            found[k] = "p"
    return "".join(found)


_HITS = frozenset({"active", "gerund", "past", "present"})
ENDS = frozenset({"killed", "rescued"})
STATES = frozenset({"displaced", "affected"})


_INSIDE = regex.compile(r"(q(?:[adw]|pw)*p[aw]?)q(?![&,]*q)")
"""A quantity behind a preposition behind another only describes it ("15 people from two families")."""


_OWNED = regex.compile(r"([io]pw*)n&(?=i)")
"""A person described by a thing, and another person ("the driver of a bus and his helper")."""


def _whose(line: Chunked, at: int) -> bool:
    """True for a person told by whose he is."""
    return line.sentence.tokens.words[line.chunks[at].i] in _POSSESSIVE


_POSSESSIVE = frozenset({"his", "her", "their"})


_BY = regex.compile(r"Ep[wad]*+[AQI]")
"""An effect, a preposition and who may have done it."""


def _without_agents(line: Chunked, kinds: str) -> str:
    """The kinds with those who did it as mere nouns ("the man shot by a guard died")."""
    words = line.sentence.tokens.words
    for m in _BY.finditer(line.kinds):
        if words[line.chunks[m.start() + 1].i] == "by":
            kinds = kinds[: m.end() - 1] + "n" + kinds[m.end() :]
    return kinds

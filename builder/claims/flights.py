"""People who went somewhere and, as the sentence says, did not go for their pleasure: `310 households arrived in the
town, where they fled clashes`, `4,500 people left the city in one of the biggest evacuations`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.claims.bonds import Bond
from builder.claims.shelters import lives
from builder.language.lexicon import Match, load
from builder.mentions.chunks import Chunked, Quantity
from builder.mentions.effects import Effect
from builder.mentions.noun_phrases import rooms

_VERBS = frozenset({"went", "left", "drove"})
_REASONS = frozenset({"refuge", "evacuation", "threat"})
_OUT = ("out of", "from")
_TO_LEAVE = "to leave"
_SETTLED = frozenset({"unspecified", "civilian", "woman", "child", "man"})
_NEAR = 5
"""Tokens from a cause to its threat ("following continued advances by armed groups")."""


def goes(words: Sequence[str]) -> bool:
    """True for the words of a sentence that may tell of people who fled or were driven away."""
    roles = {_role(m) for m in _said(words)}
    return not _VERBS.isdisjoint(roles) and ("drove" in roles or not _REASONS.isdisjoint(roles))


def flight_phrases() -> Iterator[str]:
    """Words that stand together in every sentence that `goes`: for the gate."""
    by_role: dict[str, list[str]] = {}
    for entry in load()["flights"].entries:
        by_role.setdefault(entry.get("role"), []).extend(entry.words)
    for verb in (word for role in _VERBS for word in by_role[role]):
        yield from (f"{verb} {reason}" for role in _REASONS for reason in by_role[role])
    yield from (f"{verb} {out}" for verb in by_role["drove"] for out in (*_OUT, _TO_LEAVE))


def flights(line: Chunked, bonds: Sequence[Bond]) -> Iterator[Bond]:
    """A bond for each quantity of people that nothing else has happened to and that fled, or left in an evacuation."""
    taken = {bond.chunk for bond in bonds if bond.measure != "statistic"}
    people = [n for n, kind in enumerate(line.kinds) if kind == "Q" and n not in taken and _at_home(line, n)]
    said = _said(line.sentence.tokens.words) if people else []
    whole: int | None = None
    for n in people if said else ():
        if measure := _driven(line, n, said) or _gone(line, n, said):
            yield Bond(n, measure, "flight", 0.7, None, whole if line.kinds[n - 1 : n] == "h" else None)
            whole = n


def _said(words: Sequence[str]) -> list[Match]:
    return list(load()["flights"].find(words))


def _role(m: Match) -> str:
    return m.entry.get("role")


def _at_home(line: Chunked, n: int) -> bool:
    """True for people who may have had homes where they come from: no fans, troops or reporters."""
    q, words = line.chunks[n].data, line.sentence.tokens.words
    if not lives(line.chunks[n]) or not isinstance(q, Quantity):
        return False
    head = q.phrase.head
    if q.phrase.kind != "person" or head is None:
        return False
    if q.phrase.unit == "household" or q.phrase.group in _SETTLED:
        return True
    settled = load()["flights"].at(words, head)
    return rooms().nations.at(words, head) is not None or (settled is not None and _role(settled) == "settled")


def _gone(line: Chunked, n: int, said: Sequence[Match]) -> str | None:
    """The measure of people at chunk n whose verb is one of going, if the sentence says why they went."""
    verb = next((m for m in said if m.i >= line.chunks[n].j and _role(m) in ("went", "left")), None)
    if verb is None or not _on_the_way(line, n, verb.i):
        return None
    if _role(verb) == "left" and not _place(line, verb.j):
        return None
    return _why(line.sentence.tokens.words, said, verb.j, _role(verb))


def _on_the_way(line: Chunked, n: int, verb: int) -> bool:
    """True if the people at chunk n may be the subject of the verb at token `verb`: no other verb, no clause border,
    and no other number but of parts stands between."""
    kinds = ""
    for chunk in line.chunks[n + 1 :]:
        if chunk.j > verb:
            break
        event = isinstance(chunk.data, Effect) and chunk.data.reading not in ("toll", "nominal")
        kinds += "v" if event else chunk.kind
    apart = "h" in kinds or "(" in kinds
    return {"s", ";", "r", "v"}.isdisjoint(kinds) and (apart or {"Q", "B", "M", "U"}.isdisjoint(kinds))


def _why(words: Sequence[str], said: Sequence[Match], k: int, verb: str = "left") -> str | None:
    """`evacuated` for who left in an evacuation, `displaced` for flight or a cause and, near behind it, its threat."""
    roles = {_role(m) for m in said}
    if verb == "left" and "evacuation" in roles:
        return "evacuated"
    if "refuge" in roles:
        return "displaced"
    causes = [m.j for m in said if _role(m) == "cause" and m.i >= k]
    threats = [m.i for m in said if _role(m) == "threat"]
    return "displaced" if any(c <= t <= c + _NEAR for c in causes for t in threats) else None


def _place(line: Chunked, k: int) -> bool:
    """True if a place or the end of the clause follows `left`: who was left behind, or left 20 dead, did not go."""
    tokens = line.sentence.tokens
    if k >= len(tokens):
        return False
    small = rooms().grammar.at(tokens.words, k)
    return any(tokens.caps[k : k + 2]) or (small is not None and small.entry.get("class") == "det")


def _driven(line: Chunked, n: int, said: Sequence[Match]) -> str | None:
    """`drove 900 families out of the old town`, `forced at least 800 families from their villages`."""
    words, chunk = line.sentence.tokens.words, line.chunks[n]
    before = [m for m in said if _role(m) == "drove" and chunk.i - 3 <= m.j <= chunk.i]
    away = " ".join(words[chunk.j : chunk.j + 2])
    threat = away == _TO_LEAVE and any(_role(m) in ("threat", "hazard") for m in said)
    return "displaced" if before and (threat or away.startswith(_OUT)) else None

"""What kind of source a noun phrase names: the military, a ministry, a witness (codebook, part 2)."""

from __future__ import annotations

from functools import cache

import pycountry

from builder.language.lexicon import Match, load
from builder.language.tokens import words_of
from builder.mentions.sources import Source, small_words
from builder.model import Sentence


@cache
def _countries() -> frozenset[tuple[str, ...]]:
    """The names of countries, as words."""
    names = [n for c in pycountry.countries for n in (c.name, getattr(c, "common_name", c.name))]
    others = [w for e in load()["parties"].entries if e.get("kind") == "country" for w in e.words]
    return frozenset(words_of(name) for name in (*names, *others))


@cache
def _acronyms() -> frozenset[str]:
    names = (w for e in load()["sources"].entries if e.get("role") == "name" for w in e.words)
    return frozenset(w.lower() for w in names if w.isupper())


def source_type(s: Sentence, source: Source, text: str) -> str | None:
    """The type of the noun phrase by its own words and its apposition; None if they do not tell."""
    note = source.note
    if note[1] > note[0] and _anonymous(s, *note):
        return "anonymous"
    own = _typed(s, source.i, source.j, text)
    if own is None and note[1] > note[0]:
        return _typed(s, note[0], note[1], text)
    return own


def _anonymous(s: Sentence, i: int, j: int) -> bool:
    return any(m.entry.get("type") == "anonymous" for m in load()["sources"].find(s.tokens.words[i:j]))


def _typed(s: Sentence, i: int, j: int, text: str) -> str | None:
    """By the head (the last known noun before a preposition), then by modifiers and owners."""
    head_end = _head_end(s, i, j)
    near, far = _matches(s, i, head_end, text), _matches(s, head_end, j, text)
    for match in reversed(near):
        role, kind = match.entry.get("role"), match.entry.get("type")
        if role in ("head", "name"):
            return kind
        if role in ("generic", "carrier"):
            return _owner(near, match, far) or (_country_type(s, i, j) if kind == "other" else None) or kind
    if near:
        return near[-1].entry.get("type")
    if _country_type(s, i, head_end):
        return "government"
    return _typed(s, head_end + 1, j, text) if head_end + 1 < j else None


def _owner(near: list[Match], head: Match, far: list[Match]) -> str | None:
    """The type a generic head takes from what stands before it ("health officials") or after ("officials of the army")."""
    carrier = head.entry.get("role") == "carrier"
    for match in (*(m for m in reversed(near) if m is not head), *far):
        if match.entry.get("role") in ("head", "name", "modifier"):
            return match.entry.get("type")
    for match in (*(m for m in reversed(near) if m is not head), *far):
        if match.entry.get("role") == "generic" and (carrier or head.entry.get("type") == "other"):
            return match.entry.get("type")
    return None


def _head_end(s: Sentence, i: int, j: int) -> int:
    words = s.tokens.words
    for k in range(i + 1, j):
        if words[k] in small_words("link") or words[k] in (",", "who", "which", "("):
            return k
    return j


def _matches(s: Sentence, i: int, j: int, text: str) -> list[Match]:
    words = s.tokens.words[i:j]
    return [m for m in load()["sources"].find(words) if _stands(s, i, m, text)]


def _stands(s: Sentence, i: int, match: Match, text: str) -> bool:
    """Names need their capitals: "who" is no WHO, "the post" no newspaper."""
    role, k = match.entry.get("role"), i + match.i
    if s.shouting or role not in ("name", "modifier"):
        return True
    if role == "modifier":
        return match.entry.get("type") != "media" or s.tokens.caps[k]
    word = s.tokens.words[k]
    if match.j - match.i == 1 and word in _acronyms():
        return text[s.tokens.starts[k] : s.tokens.ends[k]].isupper()
    return any(s.tokens.caps[k : i + match.j])


def _country_type(s: Sentence, i: int, j: int) -> str | None:
    words = s.tokens.words[i:j]
    words = words[1:] if words[:1] == ("the",) else words
    return "government" if tuple(words) in _countries() else None

"""People told by a pronoun only."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from builder.claims.bonds import Bond
from builder.mentions.chunks import Chunked
from builder.mentions.effects import Effect

_BACK = 8
"""Chunks before a verb in which who it hits may be named."""
_THEM = frozenset({"them", "both"})
_DIED = regex.compile(r"(?P<who>H)[ab]*(?:E[adwp]*&)?a*$")


_JOINED = regex.compile(r"(?P<who>[AI])(?:p[wad]*+[NIM]?+)*+&a*$")
"""A person to whom two things are done: `attacked |a farmer| and` shot him dead."""


def pronouns(line: Chunked, bonds: dict[int, Bond]) -> Iterator[Bond]:
    """`He died`, `they killed him`; `seized two men and killed them`, `killing both`: dead named before."""
    for n, chunk in enumerate(line.chunks):
        effect = chunk.data
        if not isinstance(effect, Effect) or effect.measure != "killed" or effect.reading in ("nominal", "toll"):
            continue
        if effect.entry.get("life"):
            continue
        before = _DIED.search(line.kinds, max(0, n - 8), n)
        if before and effect.reading in ("passive", "intransitive"):
            yield Bond(before.start("who"), "killed", "pronoun", 0.5, n)
        elif effect.reading == "adjective" and not effect.aux:
            yield from _result(line, n, bonds)
        elif effect.reading in ("active", "gerund", "past") and n + 1 < len(line.chunks):
            yield from _object(line, n, bonds)


def _object(line: Chunked, n: int, bonds: dict[int, Bond]) -> Iterator[Bond]:
    """The pronoun right behind an active effect: one person, or the counted people the sentence named before."""
    after = line.chunks[n + 1]
    word = line.sentence.tokens.words[after.i]
    if after.kind == "H" and not word.endswith("self"):
        yield _told(line, n, n + 1, n, bonds)
    elif word in _THEM:
        named = next((k for k in range(n - 1, -1, -1) if line.kinds[k] in "Q"), None)
        if named is not None and (named not in bonds or bonds[named].measure != "killed"):
            yield Bond(named, "killed", "them", 0.6, n)


def _result(line: Chunked, n: int, bonds: dict[int, Bond]) -> Iterator[Bond]:
    """`shot the driver dead`, `attacked a farmer and shot him dead`: what came of the one who was hit."""
    verb = line.chunks[n - 2].data if n > 1 else None
    if not isinstance(verb, Effect) or not verb.weak or verb.reading not in ("active", "past"):
        return
    if line.kinds[n - 1] == "H":
        yield _told(line, n - 2, n - 1, n, bonds)
    elif line.kinds[n - 1] == "I" and n - 1 not in bonds:
        yield Bond(n - 1, "killed", "object", 0.9, n)


def _told(line: Chunked, verb: int, him: int, effect: int, bonds: dict[int, Bond]) -> Bond:
    """The claim of a pronoun: of the person whom the sentence named for another verb, if it did."""
    known = _JOINED.search(line.kinds, max(0, verb - _BACK), verb)
    if known and known.start("who") not in bonds:
        return Bond(known.start("who"), "killed", "them", 0.6, effect)
    return Bond(him, "killed", "pronoun", 0.5, effect)

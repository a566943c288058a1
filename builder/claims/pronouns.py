"""People told by a pronoun only."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from builder.claims.bonds import Bond
from builder.mentions.chunks import Chunked
from builder.mentions.effects import Effect

_THEM = frozenset({"them", "both"})
_DIED = regex.compile(r"(?P<who>H)[ab]*(?:E[adwp]*&)?a*$")

_MET = regex.compile(r"[vE]a*w{0,2}(?P<who>[IA])(?:p[wad]*+[NIMQ]?+|[ad])*+,?&[ad]*$")
"""Whom a pronoun behind `and` means: the object of the verb before (`attacked Ana Ruiz and shot her dead`)."""


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
        elif effect.reading == "adjective" and line.kinds[max(0, n - 2) : n] == "EH":
            yield from _object(line, n - 2, bonds)  # "shot him dead"
        elif effect.reading in ("active", "gerund", "past") and n + 1 < len(line.chunks):
            yield from _object(line, n, bonds)


def _object(line: Chunked, n: int, bonds: dict[int, Bond]) -> Iterator[Bond]:
    """The pronoun right behind an active effect: one person, or the counted people the sentence named before."""
    after = line.chunks[n + 1]
    word = line.sentence.tokens.words[after.i]
    if after.kind == "H" and (met := _MET.search(line.kinds, max(0, n - 12), n)):
        if met.start("who") not in bonds or bonds[met.start("who")].measure != "killed":
            yield Bond(met.start("who"), "killed", "them", 0.7, n)
    elif after.kind == "H" and not word.endswith("self"):
        yield Bond(n + 1, "killed", "pronoun", 0.5, n)
    elif word in _THEM:
        named = next((k for k in range(n - 1, -1, -1) if line.kinds[k] in "Q"), None)
        if named is not None and (named not in bonds or bonds[named].measure != "killed"):
            yield Bond(named, "killed", "them", 0.6, n)

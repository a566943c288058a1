"""Words that a scraped page has broken: glued to the next one (`displacedabout`), or cut where a ligature was lost
(`con ict`, `to ee`). Tokens are mended, never the text: each keeps the characters it stands on.

A text without such words pays nothing: a word is looked at when it is first met, and sentences are looked through only
once a broken word has been met at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache

import regex

from builder.language.lexicon import load
from builder.language.tokens import fresh
from builder.model import Tokens

_LIGATURES = ("ffi", "ffl", "ff", "fi", "fl")
_LOST = "\ufffd"
"""What some readers leave where a ligature stood."""
_SHORTEST = 7
"""Letters of the shortest word glued together."""
_FULL = 200_000
"""Words after which all that is known of them is forgotten."""
Pieces = tuple[str, ...]


def mend(tokens: Tokens) -> Tokens:
    """The tokens of a sentence with glued words cut and cut words put together."""
    met = _met()
    if fresh:
        met.meet(fresh)
        fresh.clear()
    if not met.broken or met.broken.isdisjoint(tokens.words):
        return tokens
    rows = [row for k, n in _steps(tokens.words) for row in _token(tokens, k, n)]
    words, starts, ends, caps = zip(*rows, strict=True)
    return Tokens(words, starts, ends, caps)


def restored(words: frozenset[str]) -> frozenset[str]:
    """The words that the broken ones among a text's words, in small letters, may once have been."""
    met = _met()
    met.meet(words)
    broken = met.broken & words
    return frozenset(whole for word in broken for whole in (*_cut(word), *_told_by().get(word, ())))


class _Met:
    """The words seen so far, and those of them that tell of a broken word."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.broken: set[str] = set()

    def meet(self, words: Collection[str]) -> None:
        if self.seen.issuperset(words):
            return
        if len(self.seen) > _FULL:
            self.seen.clear()
        new = set(words).difference(self.seen)
        self.seen |= new
        told = _told_by()
        self.broken.update(word for word in new if word in told or _cut(word))


@cache
def _met() -> _Met:
    load()
    return _Met()


def _words(role: str) -> list[str]:
    """In the order of the file: of two words that break alike the first written counts."""
    return [word for e in load()["scraped"].entries if e.get("role") == role for word in e.words]


@cache
def _glued() -> regex.Pattern[str]:
    """Words with nothing between them, at least one of them a carrier; longer words first."""
    carriers, both = _words("carrier"), [word for role in ("carrier", "joint", "whole") for word in _words(role)]
    one, other = ("|".join(sorted(words, key=len, reverse=True)) for words in (carriers, both))
    return regex.compile(rf"(?P<w>{other})*?(?P<w>{one})(?P<w>{other})*")


def _cut(word: str) -> Pieces:
    """The words that are glued together in one; none if it is one word."""
    found = _glued().fullmatch(word) if len(word) >= _SHORTEST and word.isascii() else None
    pieces = tuple(found.captures("w")) if found else ()
    return pieces if len(pieces) > 1 else ()


@cache
def _wholes() -> dict[str, list[tuple[Pieces, str]]]:
    """First piece -> what it may be a piece of, longest first."""
    found: dict[str, list[tuple[Pieces, str]]] = {}
    for whole in _words("whole"):
        for pieces in _breaks(whole):
            found.setdefault(pieces[0], []).append((pieces, whole))
    return {first: sorted(rows, key=lambda row: -len(row[0])) for first, rows in found.items()}


def _breaks(whole: str) -> Iterator[Pieces]:
    """The ways in which a word loses its ligature: `con ict`, `conict`, `con fl ict`, `confl ict`, `con flict`."""
    ligature = next(each for each in _LIGATURES if each in whole)
    left, right = whole.split(ligature, 1)
    for pieces in ((left, right), (left + right,), (left, ligature, right), (left + ligature, right),
                   (left, ligature + right), (left, _LOST, right)):  # fmt: skip
        kept = tuple(piece for piece in pieces if piece)
        if right and kept != (whole,):
            yield kept


@cache
def _told_by() -> dict[str, list[str]]:
    """A piece that is no word of its own -> the words that it may be a piece of."""
    found: dict[str, list[str]] = {}
    for rows in _wholes().values():
        for pieces, whole in rows:
            found.setdefault(pieces[-1], []).append(whole)
    return found


def _steps(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each token begins that stays or is made, and how many tokens it takes."""
    k = 0
    while k < len(words):
        rows = _wholes().get(words[k], ())
        n = next((len(pieces) for pieces, _ in rows if tuple(words[k : k + len(pieces)]) == pieces), 1)
        yield k, n
        k += n


def _token(tokens: Tokens, k: int, n: int) -> Iterator[tuple[str, int, int, bool]]:
    """Word, first character, end and capital of what tokens k..k+n become."""
    word, start, cap = tokens.words[k], tokens.starts[k], tokens.caps[k]
    pieces = tuple(tokens.words[k : k + n])
    whole = next((whole for row, whole in _wholes().get(word, ()) if row == pieces), "")
    if whole and not any(tokens.caps[k + (n > 1) : k + n]):
        yield whole, start, tokens.ends[k + n - 1], cap
        return
    for m in range(k, k + n):
        parts = _cut(tokens.words[m]) or (tokens.words[m],)
        at = tokens.starts[m]
        for part in parts:
            end = tokens.ends[m] if len(parts) == 1 else at + len(part)
            yield part, at, end, tokens.caps[m] and at == tokens.starts[m]
            at = end

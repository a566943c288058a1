"""Characters to tokens. A token keeps its place in the document; its word is made plain for matching only."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate, compress
from typing import TypeVar

import regex

from builder.model import Tokens

# Order matters: abbreviations with inner stops, numbers with separators, words with inner apostrophes, the
# possessive, then any other sign on its own. Hyphens always stand alone, so that "twenty-six", "16-20" and
# "25-year-old" need no second look inside a token.
# One group around all, so that splitting gives what stands between the tokens as well: their lengths are the offsets.
_TOKEN = regex.compile(
    r"""
  ( (?:\p{Lu}\.){2,}(?!\p{L})                 # U.S.  U.N.
  | \d+(?:[.,]\d+)*(?:[.,]\d+)?               # 1,200  2.3  18.9
  | ['’ʼ](?:s|S)(?!\p{L})                     # 's
  | \p{L}[\p{L}\p{M}]*(?:['’ʼ](?!(?:s|S)(?!\p{L}))\p{L}+)*   # soldiers  hasn't  O'Higgins
  | \d+
  | [^\s\p{Z}]
  )
    """,
    regex.VERBOSE,
)
# The same for text that is all ASCII, as most English sentences are; the commonest tokens first.
_ASCII = re.compile(
    r"""
  ( [a-z][A-Za-z]*(?:'(?![sS](?![A-Za-z]))[A-Za-z]+)*
  | (?:[A-Z]\.){2,}(?![A-Za-z])
  | \d+(?:[.,]\d+)*
  | '[sS](?![A-Za-z])
  | [A-Z][A-Za-z]*(?:'(?![sS](?![A-Za-z]))[A-Za-z]+)*
  | [^ \t\n\r\f\v]
  )
    """,
    re.VERBOSE | re.ASCII,
)
T = TypeVar("T")
_JOINED = "ﬀﬁﬂﬃﬄ"
_LIGATURES = str.maketrans(dict(zip(_JOINED, ("ff", "fi", "fl", "ffi", "ffl"), strict=True)))
_SIGNS = {"’": "'", "ʼ": "'", "‘": "'", "‑": "-", "‐": "-", "“": '"', "”": '"', "«": '"', "»": '"'}
_PLAIN = _LIGATURES | str.maketrans(_SIGNS)


class Memo(dict[str, T]):
    """What was made of each token before: a text's tokens are few words over and over. Forgets all when it is full."""

    def __init__(self, make: Callable[[str], T]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, raw: str) -> T:
        if len(self) >= _MEMO:
            self.clear()
        made = self[raw] = self.make(raw)
        return made


_MEMO = 200_000
fresh: list[str] = []
"""The words met since it was last emptied, each once a while: those that a reader of words need look at."""


def _made_plain(raw: str) -> str:
    word = raw.translate(_PLAIN).lower()
    fresh.append(word)
    return word


_word = Memo(_made_plain).__getitem__
_cap = Memo(lambda raw: raw[0].isupper()).__getitem__


class Spots(Memo[bool]):
    """Where words of some sort stand among others: one look at each word, in one go."""

    def of(self, words: Sequence[str]) -> list[int]:
        return list(compress(range(len(words)), map(self.__getitem__, words)))


def tokenize(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """Tokens of text[start:end], with offsets into the whole text."""
    piece = text[start:end]
    cut = (_ASCII if piece.isascii() else _TOKEN).split(piece)
    edges = tuple(accumulate(map(len, cut), initial=start))
    raw = cut[1::2]
    return Tokens(words=tuple(map(_word, raw)), starts=edges[1:-1:2], ends=edges[2::2], caps=tuple(map(_cap, raw)))


def small_letters(text: str) -> str:
    """A text in small letters, its ligatures spelt out: as long as the text only where it has none."""
    small = text.lower()
    return small.translate(_LIGATURES) if any(map(small.__contains__, _JOINED)) else small


def words_of(phrase: str) -> tuple[str, ...]:
    """The words of a lexicon phrase, cut and made plain exactly as a text's are."""
    return tokenize(phrase).words

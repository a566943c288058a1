"""Characters to tokens. A token keeps its place in the document; its word is made plain for matching only."""

from __future__ import annotations

import regex

from builder.model import Tokens

# Order matters: abbreviations with inner stops, numbers with separators, words with inner apostrophes, the
# possessive, then any other sign on its own. Hyphens always stand alone, so that "twenty-six", "16-20" and
# "25-year-old" need no second look inside a token.
_TOKEN = regex.compile(
    r"""
    (?:\p{Lu}\.){2,}(?!\p{L})                 # U.S.  U.N.
  | \d+(?:[.,]\d+)*(?:[.,]\d+)?               # 1,200  2.3  18.9
  | ['’ʼ](?:s|S)(?!\p{L})                     # 's
  | \p{L}[\p{L}\p{M}]*(?:['’ʼ](?!(?:s|S)(?!\p{L}))\p{L}+)*   # soldiers  hasn't  O'Higgins
  | \d+
  | [^\s\p{Z}]
    """,
    regex.VERBOSE,
)
_PLAIN = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "‑": "-", "‐": "-", "“": '"', "”": '"', "«": '"', "»": '"'})


def tokenize(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """Tokens of text[start:end], with offsets into the whole text."""
    found = list(_TOKEN.finditer(text, start, len(text) if end is None else end))
    raw = [m.group() for m in found]
    return Tokens(
        words=tuple(w.translate(_PLAIN).lower() for w in raw),
        starts=tuple(m.start() for m in found),
        ends=tuple(m.end() for m in found),
        caps=tuple(w[0].isupper() for w in raw),
    )


def words_of(phrase: str) -> tuple[str, ...]:
    """The words of a lexicon phrase, cut and made plain exactly as a text's are."""
    return tokenize(phrase).words

"""Tokens to quantities: how a number is spelled, in digits or words, open ("dozens") or closed.

Only spelling lives here. What a number counts (people, dollars, years) is for number_sorts.py, how far it goes
("at least") for numbers.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from types import MappingProxyType

import regex

from builder.language.lexicon import Entry, Phrases, load
from builder.model import Tokens

MAX_DIGITS = 15
"""Longer strings of digits are names (card, case and serial numbers), and floats are exact up to here."""

_GROUPED = regex.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?")
_DECIMAL = regex.compile(r"\d+(?:\.\d+)?")
_COMMA = regex.compile(r"\d+,\d{1,2}")
_GLYPHS: Mapping[str, float] = MappingProxyType(
    {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅛": 1 / 8}
)
_SPACES = frozenset(" \u00a0\u2009\u202f")


@dataclass(frozen=True, slots=True)
class Quantity:
    """Tokens i..j spell a quantity. `scale` is the last scale word's worth (1 if none), so that the five of "five to
    six million" can borrow it; value is None for open quantities and for digits that are no number (1.2.3.4)."""

    i: int
    j: int
    value: float | None
    low: float | None
    high: float | None
    form: str
    scale: float = 1
    part: bool = False
    """True for a share of a whole ("two thirds")."""


def closed(i: int, j: int, value: float, form: str, scale: float = 1, part: bool = False) -> Quantity:
    """A quantity that is exactly this number."""
    return Quantity(i, j, value, value, value, form, scale, part)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The number lexicon as look-up tables on single words; phrases of several words stay in `phrases`."""

    phrases: Phrases
    small: Mapping[str, tuple[str, float]]
    scales: Mapping[str, float]
    suffixes: Mapping[str, float]
    plurals: Mapping[str, float]
    fractions: Mapping[str, float]
    ordinals: frozenset[str]
    functions: frozenset[str]
    persons: frozenset[str]
    starts: frozenset[str]


def _table(entries: Sequence[Entry], *kinds: str) -> Mapping[str, float]:
    rows = {w.lower(): float(e.get("value", "0")) for e in entries if e.get("kind") in kinds for w in e.words}
    return MappingProxyType(rows)


_NO_START = frozenset({"function", "person", "suffix"})


@cache
def vocabulary(language: str = "en") -> Vocabulary:
    """The lexicon's numbers, compiled once."""
    phrases = load(language)["numbers"]
    entries = phrases.entries
    small = {w: (e.get("kind"), float(e.get("value")))
             for e in entries if e.get("kind") in ("unit", "teen", "tens") for w in e.words}  # fmt: skip
    first = {w.lower().replace("-", " ").split()[0] for e in entries if e.get("kind") not in _NO_START for w in e.words}
    return Vocabulary(
        phrases=phrases,
        small=MappingProxyType(small),
        scales=_table(entries, "scale", "dozen"),
        suffixes=_table(entries, "suffix"),
        plurals=_table(entries, "plural", "scores"),
        fractions=_table(entries, "fraction"),
        ordinals=frozenset(_table(entries, "ordinal")) | {
            w for w, part in _table(entries, "fraction").items() if not w.endswith("s") and part not in (2, 4)
        },
        functions=frozenset(_table(entries, "function")),
        persons=frozenset(_table(entries, "person")),
        starts=frozenset(first) | {"an", "another", "between"},
    )


@dataclass(frozen=True, slots=True)
class Speller:
    """Reads the quantities of one sentence."""

    tokens: Tokens
    text: str
    vocab: Vocabulary

    @property
    def words(self) -> tuple[str, ...]:
        return self.tokens.words

    def word(self, i: int) -> str:
        return self.tokens.words[i] if 0 <= i < len(self.tokens.words) else ""

    def quantity(self, i: int) -> Quantity | None:
        """The longest quantity that starts at token i."""
        return self._fraction_of_scale(i) or self._open(i) or self._share(i) or self.number(i)

    # ------------------------------------------------------------------ closed numbers

    def number(self, i: int) -> Quantity | None:
        """Digits or words that spell one number, with its scale: "2.3 million", "three thousand five hundred"."""
        word = self.word(i)
        if word[:1].isdecimal():
            return self._digits(i)
        if word in _GLYPHS:
            return closed(i, i + 1, _GLYPHS[word], "digits", part=True)
        if word in ("a", "an"):
            return self._spelled(i, i + 1, None) if self.word(i + 1) in self.vocab.scales else None
        if word in self.vocab.small or word in self.vocab.scales:
            return self._spelled(i, i, None)
        return None

    def _digits(self, i: int) -> Quantity:
        j, value = self._grouped(i)
        if value is None:
            return Quantity(i, j, None, None, None, "digits")
        if j < len(self.words) and self.words[j] in _GLYPHS:
            j, value = j + 1, value + _GLYPHS[self.words[j]]
        elif fraction := self._slashed(j):
            j, value = fraction[0], value + fraction[1]
        if scaled := self._scaled(i, j, value):
            return scaled
        suffix = self._suffix(j)
        if suffix != 1:
            return closed(i, j + 1, value * suffix, "digits", suffix)
        return closed(i, j, value, "digits")

    def _scaled(self, i: int, j: int, value: float) -> Quantity | None:
        """Digits before scale words: "2.3 million", "3 million and a half", "5-million", "2 and a half"."""
        end, part = self._half(j)
        k = end + (self.word(end) == "-" and self.tokens.glued(end) and self.word(end + 1) in self.vocab.scales)
        if self.word(k) in self.vocab.scales:
            return replace(self._spelled(i, k, _plus(value, part)), form="digits")
        return closed(i, end, _plus(value, part), "digits") if end > j else None

    def _grouped(self, i: int) -> tuple[int, float | None]:
        """End and value of digits, with thousands set off by spaces; None if they are no number."""
        word, j = self.words[i], i + 1
        if len(word) <= 3 and word.isdecimal() and word[0] != "0":
            while self._group(j):
                word, j = word + self.words[j], j + 1
        return j, parse_digits(word)

    def _group(self, j: int) -> bool:
        """True if token j is three digits, one space after the last, and no digits follow it at once."""
        word, tokens = self.word(j), self.tokens
        if not (len(word) == 3 and word.isdecimal()) or tokens.starts[j] - tokens.ends[j - 1] != 1:
            return False
        return self.text[tokens.ends[j - 1]] in _SPACES

    def _slashed(self, j: int) -> tuple[int, float] | None:
        """A fraction in digits after a whole number: the 1/2 of "2 1/2"."""
        up, down = self.word(j), self.word(j + 2)
        if self.word(j + 1) != "/" or not (up.isdecimal() and down.isdecimal()) or len(up + down) > 3:
            return None
        return (j + 3, int(up) / int(down)) if 0 < int(up) < int(down) <= 16 else None

    def _suffix(self, j: int) -> float:
        """The scale of a short form after digits ("1.5m", "10k", "3 bn"); a lone letter must be glued to them."""
        word = self.word(j)
        if word not in self.vocab.suffixes or (len(word) == 1 and not self.tokens.glued(j)):
            return 1
        cut = j + 1 < len(self.words) and self.tokens.glued(j + 1) and self.word(j + 1).isalnum()
        return 1 if cut else self.vocab.suffixes[word]

    def _spelled(self, i: int, j: int, value: float | None) -> Quantity:
        """Number words from token j on; `value` is what stood before them (digits, or None for nothing or "a")."""
        total, group, scale, last = 0.0, value, 1.0, ""
        while True:
            k = self._joined(j, last, scale)
            word = self.word(k)
            if word in self.vocab.scales:
                total, group = _scale(total, group, self.vocab.scales[word])
                scale, last, j = self.vocab.scales[word], "scale", k + 1
            elif word in self.vocab.small and _fits(self.vocab.small[word][0], last, group, scale):
                last, worth = self.vocab.small[word]
                group, j = (group or 0) + worth, k + 1
            elif last != "half" and (half := self._half(j))[0] > j:
                whole = last == "scale" and group is None
                total, group = (total + float(half[1]) * scale, None) if whole else (total, _plus(group or 0, half[1]))
                j, last = half[0], "half"
            else:
                break
        return self._sum(i, j, total + (group or 0), scale if last == "scale" or (last and group is None) else 1)

    @staticmethod
    def _sum(i: int, j: int, value: float, scale: float) -> Quantity:
        if value >= 10**MAX_DIGITS:
            return Quantity(i, j, None, None, None, "words")
        return closed(i, j, value, "words", scale)

    def _half(self, j: int) -> tuple[int, Fraction]:
        """"and a half", "-and-a-half", "and three quarters" at token j: where it ends and what it adds; (j, 0) if none.

        Not "and a third": that is the next man ("two died and a third was hurt").
        """
        k = j + (self.word(j) == "-")
        if self.word(k) != "and":
            return j, Fraction(0)
        k += 1 + (self.word(k + 1) == "-")
        share = self._plain_share(k)
        article = self.word(k) in ("a", "an") and share and share[1] not in (Fraction(1, 2), Fraction(1, 4))
        return share if share and not article and self.word(k) != "half" else (j, Fraction(0))

    def _plain_share(self, k: int) -> tuple[int, Fraction] | None:
        """"a half", "two thirds", "three-quarters", "half": end and worth."""
        if self.word(k) == "half":
            return k + 1, Fraction(1, 2)
        up = 1.0 if self.word(k) in ("a", "an") else self.vocab.small.get(self.word(k), ("", 0.0))[1]
        k += 1 + (self.word(k + 1) == "-" and self.tokens.glued(k + 1))
        down = self.vocab.fractions.get(self.word(k), 0)
        if not 0 < up < down or (up > 1) != self.word(k).endswith("s") or (up, down) == (2, 4):
            return None
        return k + 1, Fraction(int(up), int(down))

    def _joined(self, j: int, last: str, scale: float) -> int:
        """Where the next number word stands if a hyphen or "and" leads to it."""
        word, k = self.word(j), j
        if word == "-" and last and self.tokens.glued(j):
            after = self.word(j + 1)
            if after in self.vocab.scales or (last == "tens" and after in self.vocab.small):
                return j + 1
            word, k = after, j + 1
        if word == "and" and last == "scale" and scale >= 100:
            k += 1 + (self.word(k + 1) == "-")
            return k if self.word(k) in self.vocab.small else j
        return j

    # ------------------------------------------------------------------ shares and parts of scales

    def _fraction_of_scale(self, i: int) -> Quantity | None:
        """"half a million", "a quarter of a million", "quarter million", "half-dozen", "two thirds of a million"."""
        k = i + (self.word(i) in ("a", "an"))
        share = self._plain_share(i)
        if share is None and self.word(k) in ("half", "quarter"):
            share = (k + 1, Fraction(1, int(self.vocab.fractions[self.word(k)])))
        if share is None:
            return None
        k = share[0]
        k += self.word(k) in ("-", "of")
        k += self.word(k) in ("a", "an")
        scale = self.vocab.scales.get(self.word(k), 0)
        return closed(i, k + 1, float(share[1] * int(scale)), "words", scale) if scale else None

    def _share(self, i: int) -> Quantity | None:
        """"two thirds", "a third of", "half of", "half the": a part of a whole, as a share of one."""
        share = self._plain_share(i)
        if share is None:
            return None
        j, worth = share
        if self.word(i) in ("a", "an", "half") and self.word(j) not in ("of", "the", "its", "their", "his", "her", "all"):
            return None
        return closed(i, j, float(worth), "words", part=True)

    # ------------------------------------------------------------------ open quantities

    def _open(self, i: int) -> Quantity | None:
        """"several hundred", "a few dozen", "tens of thousands", "scores", "many"."""
        found = self.vocab.phrases.at(self.words, i)
        kind = found.entry.get("kind") if found else ""
        if found and kind == "set":
            return closed(i, found.j, float(found.entry.get("value")), "words")
        if found and kind == "vague":
            return self._vague(i, found.j, found.entry)
        word = self.word(i)
        if word in self.vocab.plurals:
            return self._plural(i, i, 2.0)
        return None

    def _vague(self, i: int, j: int, entry: Entry) -> Quantity:
        low, high = float(entry.get("value")), entry.get("high")
        k = j + (self.word(j) == "of")
        if self.word(j) in self.vocab.scales or (k > j and self.word(k) in self.vocab.scales):
            factor, k = self._scale_words(k)
            return Quantity(i, k, None, low * factor, float(high) * factor if high else None, "vague", factor)
        if self.word(j) in self.vocab.plurals:
            return self._plural(i, j, low)
        return Quantity(i, j, None, low, float(high) if high else None, "vague")

    def _scale_words(self, j: int) -> tuple[float, int]:
        factor = 1.0
        while self.word(j) in self.vocab.scales:
            factor, j = factor * self.vocab.scales[self.word(j)], j + 1
        return factor, j

    def _plural(self, i: int, j: int, times: float) -> Quantity | None:
        """Plural scales from token j on: "hundreds of thousands"; `times` of the first one."""
        factor, word = times * self.vocab.plurals[self.word(j)], self.word(j)
        j += 1
        if self.word(j) == "of" and self.vocab.plurals.get(self.word(j + 1), 0) > self.vocab.plurals[word]:
            factor, j = factor * self.vocab.plurals[self.word(j + 1)], j + 2
        elif word == "tens" and self.word(j) != "of":
            return None
        return Quantity(i, j, None, factor, None, "vague")


def _plus(value: float, part: Fraction) -> float:
    return float(Fraction(value) + part)


def _scale(total: float, group: float | None, scale: float) -> tuple[float, float | None]:
    """What a scale word does: multiplies the group; a larger scale after smaller ones multiplies all ("lakh crore")."""
    if scale <= 100:
        return total, (1 if group is None else group) * scale
    if group is None and total:
        return total * scale, None
    return total + (1 if group is None else group) * scale, None


def _fits(kind: str, last: str, group: float | None, scale: float) -> bool:
    """True if a small number may follow what was read: units after tens, anything after a scale or nothing."""
    if last in ("", "scale"):
        return group is None or (last == "scale" and scale == 100)
    return last == "tens" and kind == "unit"


def parse_digits(word: str) -> float | None:
    """The number that digits with separators spell; None if they are too many or no number (1.2.3.4)."""
    if sum(c.isdecimal() for c in word) > MAX_DIGITS:
        return None
    if _DECIMAL.fullmatch(word):
        return float(word)
    if _GROUPED.fullmatch(word):
        whole = word.replace(",", "") if word.count(".") < 2 else word.replace(".", "").replace(",", ".")
        return float(whole)
    return float(word.replace(",", ".")) if _COMMA.fullmatch(word) else None

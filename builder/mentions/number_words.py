"""Tokens to quantities: how a number is spelled, in digits or words, closed ("2.3 million") or open ("dozens").

Only spelling lives here. What a number counts (people, dollars, years) is for number_sorts.py, how far it goes ("at
least") for numbers.py. Scales multiply as in Recognizers-Text's number grammar (MIT), which is also the outside test.
"""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from builder.language.lexicon import Match
from builder.mentions.number_digits import GLYPHS, MAX_DIGITS, parse_digits
from builder.mentions.number_lexicon import Vocabulary
from builder.model import Tokens

DASHES = frozenset("-–—")
QUOTES = frozenset("\"'")
_SPACES = frozenset(" \u00a0\u2009\u202f")
_MANY = 1000
"""From here on a number is no multiplier of a plural: "in 2023 dozens died"."""
_NOTHING = Fraction(0)
_HALVES = (Fraction(1, 2), Fraction(1, 4))


class Quantity(Struct, frozen=True, gc=False):
    """Tokens i..j spell a quantity. value is None for open quantities and for digits that are no number (1.2.3.4).

    scale   the worth of its last scale word (1 if none), so that the five of "five to six million" can borrow it
    part    True for a share of a whole ("two thirds")
    """

    i: int
    j: int
    value: float | None
    low: float | None
    high: float | None
    form: str
    scale: float = 1
    part: bool = False


def closed(i: int, j: int, value: float, form: str, scale: float = 1, part: bool = False) -> Quantity:
    """A quantity that is exactly this number, or no number at all if it is too long to be one."""
    if value >= 10**MAX_DIGITS:
        return Quantity(i, j, None, None, None, form)
    return Quantity(i, j, value, value, value, form, scale, part)


class Speller(Struct, frozen=True, gc=False):
    """Reads the quantities of one sentence. `text` is the document's: spaces between digits matter ("14 000")."""

    tokens: Tokens
    text: str
    vocab: Vocabulary

    def word(self, i: int) -> str:
        words = self.tokens.words
        return words[i] if 0 <= i < len(words) else ""

    def glued(self, i: int) -> bool:
        return 0 < i < len(self.tokens.words) and self.tokens.glued(i)

    def quantity(self, i: int, phrase: Match | None, number: Quantity | None) -> Quantity | None:
        """The longest quantity that starts at token i; `phrase`, `number`: phrase and number there."""
        if self.word(i)[0].isdecimal():
            return number
        return self._share_of_scale(i) or self._open(i, phrase) or self._share(i) or number

    # ------------------------------------------------------------------ closed numbers

    def number(self, i: int) -> Quantity | None:
        """Digits or words that spell one number, with its scale: "2.3 million", "three thousand five hundred"."""
        word = self.word(i)
        if word[:1].isdecimal() or (word == "." and self.word(i + 1)[:1].isdecimal()):
            return self._digits(i)
        if word in self.vocab.small or word in self.vocab.scales:
            return self._spelled(i, i, None)
        if word in ("a", "an") and self.word(i + 1) in self.vocab.scales:
            return self._spelled(i, i + 1, None)
        return closed(i, i + 1, float(GLYPHS[word]), "digits", part=True) if word in GLYPHS else None

    def _digits(self, i: int) -> Quantity:
        if self.word(i + 1) == "/" and self.word(i + 3) == "of" and (fraction := self._slashed(i)):
            return closed(i, fraction[0], float(fraction[1]), "digits", part=True)
        j, value = self._grouped(i)
        if value is None:
            return Quantity(i, j, None, None, None, "digits")
        if self.word(j) in GLYPHS:
            j, value = j + 1, _plus(value, GLYPHS[self.word(j)])
        elif fraction := self._slashed(j):
            j, value = fraction[0], _plus(value, fraction[1])
        if scaled := self._scaled(i, j, value):
            return scaled
        suffix = self._suffix(j)
        return closed(i, j + (suffix != 1), round(value * suffix, 6), "digits", suffix)

    def _scaled(self, i: int, j: int, value: float) -> Quantity | None:
        """Digits before scale words: "2.3 million", "3 million and a half", "5-million", "2 and a half"."""
        end, part = self._half(j)
        k = end + (self.word(end) == "-" and self.glued(end) and self._scale_at(end + 1) > 0)
        if self._scale_at(k):
            return replace(self._spelled(i, k, _plus(value, part)), form="digits")
        return closed(i, end, _plus(value, part), "digits") if end > j else None

    def _grouped(self, i: int) -> tuple[int, float | None]:
        """End and value of digits, with thousands set off by spaces; None if they are no number."""
        word, j = self.word(i), i + 1
        if word == ".":
            return i + 2, parse_digits("0." + self.word(j)) if self.word(j).isdecimal() else None
        day = len(word) < 3 and self.word(i - 1) in self.vocab.months
        if len(word) <= 3 and word.isdecimal() and word[0] != "0" and not day:
            while self._group(j):
                word, j = word + self.word(j), j + 1
        return j, parse_digits(word)

    def _group(self, j: int) -> bool:
        """True if token j is three digits (and decimals), one space after the last."""
        word, tokens = self.word(j), self.tokens
        if not word[:3].isdecimal() or len(word) < 3 or (len(word) > 3 and word[3] != "."):
            return False
        return tokens.starts[j] - tokens.ends[j - 1] == 1 and self.text[tokens.ends[j - 1]] in _SPACES

    def _slashed(self, j: int) -> tuple[int, Fraction] | None:
        """A fraction in digits after a whole number: the 1/2 of "2 1/2"."""
        up, down = self.word(j), self.word(j + 2)
        if self.word(j + 1) != "/" or not (up.isdecimal() and down.isdecimal()) or len(up + down) > 3:
            return None
        return (j + 3, Fraction(int(up), int(down))) if 0 < int(up) < int(down) <= 16 else None

    def _suffix(self, j: int) -> float:
        """The scale of a short form after digits ("1.5m", "10k", "3 bn"); a lone letter must be glued to them."""
        word = self.word(j)
        if word not in self.vocab.suffixes or (len(word) == 1 and not self.glued(j)):
            return 1
        return 1 if self.glued(j + 1) and self.word(j + 1).isalnum() else self.vocab.suffixes[word]

    def _scale_at(self, j: int) -> float:
        """The worth of a scale word after a number, also in the plural ("3 dozens"); 0 if there is none."""
        return self.vocab.scales.get(self.word(j), 0) or self.vocab.counted.get(self.word(j), 0)

    def _spelled(self, i: int, j: int, value: float | None) -> Quantity:
        """Number words from token j on; `value` is what stood before them (digits, or None for nothing or "a")."""
        total, group, scale, last = 0.0, value, 1.0, ""
        while True:
            if last != "half" and (half := self._half(j))[0] > j:
                whole = last == "scale" and group is None
                total, group = (total + float(half[1]) * scale, None) if whole else (total, _plus(group or 0, half[1]))
                j, last = half[0], "half"
            k = self._joined(j, last, scale)
            many = (last or group is not None) and (group or 0) < _MANY
            worth = self._scale_at(k) if many else self.vocab.scales.get(self.word(k), 0)
            kind, small = self.vocab.small.get(self.word(k), ("", 0.0))
            if worth:
                total, group = _times_scale(total, group, worth)
                scale, last, j = worth, "scale", k + 1
            elif kind and _fits(kind, last, group, scale):
                group, last, j = (group or 0) + small, kind, k + 1
            else:
                break
        ended = last == "scale" or (last == "half" and group is None)
        return closed(i, j, total + (group or 0), "words", scale if ended else 1)

    def _joined(self, j: int, last: str, scale: float) -> int:
        """Where the next number word stands if a hyphen or "and" leads to it."""
        word, k = self.word(j), j
        if word == "-" and last and self.glued(j):
            after = self.word(j + 1)
            if after in self.vocab.scales or (last == "tens" and self.vocab.small.get(after, ("",))[0] == "unit"):
                return j + 1
            word, k = after, j + 1
        if word == "and" and last == "scale" and scale >= 100:
            k += 1 + (self.word(k + 1) == "-")
            return k if self.word(k) in self.vocab.small else j
        return j

    # ------------------------------------------------------------------ shares

    def _half(self, j: int) -> tuple[int, Fraction]:
        """Such as "and a half", "-and-three-quarters" at token j: where it ends and what it adds; (j, 0) if none.

        Not "and a third": that is the next man ("two died and a third was hurt").
        """
        k = j + (self.word(j) == "-")
        if self.word(k) != "and":
            return j, _NOTHING
        k += 1 + (self.word(k + 1) == "-")
        share = self._fraction(k) if self.word(k) != "half" else None
        if share is None or (self.word(k) in ("a", "an") and share[1] not in _HALVES):
            return j, _NOTHING
        return share

    def _fraction(self, k: int) -> tuple[int, Fraction] | None:
        """Such as "a half", "two thirds", "three-quarters", "half": end and worth."""
        if self.word(k) == "half":
            return k + 1, Fraction(1, 2)
        up = 1.0 if self.word(k) in ("a", "an") else self.vocab.small.get(self.word(k), ("", 0.0))[1]
        k += 1 + (self.word(k + 1) == "-" and self.glued(k + 1))
        down = self.vocab.fractions.get(self.word(k), 0)
        if not 0 < up < down or (up > 1) != self.word(k).endswith("s") or (up, down) == (2, 4):
            return None
        return k + 1, Fraction(int(up), int(down))

    def _share_of_scale(self, i: int) -> Quantity | None:
        """Such as "half a million", "a quarter of a million", "quarter million", "half-dozen"."""
        k = i + (self.word(i) in ("a", "an"))
        share = self._fraction(i)
        if share is None and self.word(k) in ("half", "quarter"):
            share = (k + 1, Fraction(1, int(self.vocab.fractions[self.word(k)])))
        if share is None:
            return None
        k = share[0] + (self.word(share[0]) in ("-", "of"))
        k += self.word(k) in ("a", "an")
        scale = self.vocab.scales.get(self.word(k), 0)
        return closed(i, k + 1, float(share[1] * int(scale)), "words", scale) if scale else None

    def _share(self, i: int) -> Quantity | None:
        """Such as "two thirds", "a third of", "half of", "half the": a part of a whole, as a share of one.

        "a third" and "half" alone are not (a third man, a half hour) unless a qualifier leads to them or a verb of many
        follows ("a third were").
        """
        share = self._fraction(i)
        if share is None or self.word(share[0]) in ("-", "a", "an") or self.word(i - 1) in self.vocab.ordinals:
            return None  # "half a day", "the second half of"
        after = self.word(share[0])
        alone = self.word(i) in ("a", "an", "half") and after not in self.vocab.wholes and after not in self.vocab.many
        if alone and not (self.word(i - 1) in self.vocab.compared and self.word(share[0]) in self.vocab.functions):
            return None
        return closed(i, share[0], float(share[1]), "words", part=True)

    # ------------------------------------------------------------------ open quantities

    def _open(self, i: int, phrase: Match | None) -> Quantity | None:
        """Such as "several hundred", "a few dozen", "tens of thousands", "scores", "many", "a pair"."""
        if phrase is None or not self._allowed(i, phrase):
            return None
        entry = phrase.entry
        kind, low, high = entry.get("kind"), float(entry.get("value") or 0), entry.get("high")
        if kind == "set":
            return closed(i, phrase.j, low, "words")
        if kind == "plural":
            return self._plural(i, i, 2.0)
        if kind not in ("vague", "times"):
            return None
        j = phrase.j + (self.word(phrase.j) in ("of", "-") and self.word(phrase.j + 1) in self.vocab.scales)
        if self.word(j) in self.vocab.scales:
            factor, j = self._scale_words(j)
            return Quantity(i, j, None, low * factor, float(high) * factor if high else None, "vague", factor)
        if self.word(phrase.j) in self.vocab.plurals:
            return self._plural(i, phrase.j, low)
        return Quantity(i, phrase.j, None, low, float(high) if high else None, "vague") if kind == "vague" else None

    def _allowed(self, i: int, phrase: Match) -> bool:
        """False where the words beside make it another word: "how many", "test scores"."""
        entry = phrase.entry
        if not entry.features.keys() & {"not_after", "only_before"}:
            return True
        before = entry.get("only_before").split()
        return self.word(i - 1) not in entry.get("not_after").split() and (not before or self.word(phrase.j) in before)

    def _scale_words(self, j: int) -> tuple[float, int]:
        factor = 1.0
        while self.word(j) in self.vocab.scales and factor < 10**MAX_DIGITS:
            factor, j = factor * self.vocab.scales[self.word(j)], j + 1
        return factor, j

    def _plural(self, i: int, j: int, times: float) -> Quantity:
        """Plural scales from token j on: `times` "hundreds of thousands"."""
        base = self.vocab.plurals[self.word(j)]
        factor, j = times * base, j + 1
        if self.word(j) == "of" and self.vocab.plurals.get(self.word(j + 1), 0) > base:
            base = self.vocab.plurals[self.word(j + 1)]
            factor, j = factor * base, j + 2
        return Quantity(i, j, None, factor, None, "vague", base)


def _plus(value: float, part: Fraction) -> float:
    """The float nearest to the sum: 1 and 2/3 is 5/3, not 1.6666666666666665."""
    return float(Fraction(value) + part)


def _times_scale(total: float, group: float | None, scale: float) -> tuple[float, float | None]:
    """What a scale word does: multiplies the group; a larger scale after smaller ones multiplies all ("lakh crore")."""
    if scale <= 100:
        return total, round((1 if group is None else group) * scale, 6)
    if group is None and total:
        return total * scale, None
    return total + round((1 if group is None else group) * scale, 6), None


def _fits(kind: str, last: str, group: float | None, scale: float) -> bool:
    """True if a small number may follow what was read: units after tens, anything after a scale or nothing."""
    if last in ("", "scale"):
        return group is None or (last == "scale" and scale == 100)
    return last == "tens" and kind == "unit"

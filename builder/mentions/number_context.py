"""The words around a number: one sentence with the lexicons, asked small questions by the sorts."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from builder.language.lexicon import Match
from builder.mentions.number_lexicon import Surroundings, Vocabulary
from builder.mentions.number_words import DASHES
from builder.model import Number, Qualifier, Sentence

_LONGEST_SIGN = 3
_TITLE = 0.6
"""Share of capitalised words from which a sentence reads as a title, where capitals say nothing."""


class Found(Struct, frozen=True, gc=False):
    """A quantity with its bounds and reach, before it has a sort; i, j, left, right, cue as in Number, scale and part
    as in Quantity. `unit`: the unit word behind it, if any."""

    i: int
    j: int
    value: float | None
    low: float | None
    high: float | None
    qualifier: Qualifier
    form: str
    part: bool = False
    scale: float = 1
    left: int = 0
    right: int = 0
    cue: str | None = None
    unit: Match | None = None

    def kind(self) -> str:
        """What its unit word is, "" without one."""
        return self.unit.entry.get("kind") if self.unit else ""

    def number(self, sort: str, unit: str | None = None, right: int = 0) -> Number:
        """The finished number; `right` widens it over unit words."""
        end = max(self.right, self.j, right)
        values = (self.value, self.low, self.high)
        return Number(self.i, self.j, *values, self.qualifier, self.form, sort, unit, self.left, end, self.cue)

    def times(self, factor: float, digits: int) -> Found:
        """The same words, their values times a factor (shares to percent, cents to dollars)."""
        value, low, high = (None if v is None else round(v * factor, digits) for v in (self.value, self.low, self.high))
        return replace(self, value=value, low=low, high=high)


class Nearby(Struct, frozen=True, gc=False):
    """One sentence, and what its tokens are beside a number. Tokens outside the sentence are ""."""

    sentence: Sentence
    text: str
    vocab: Vocabulary
    around: Surroundings
    words: tuple[str, ...]
    caps: tuple[bool, ...]

    def word(self, i: int) -> str:
        return self.words[i] if 0 <= i < len(self.words) else ""

    def glued(self, i: int) -> bool:
        return 0 < i < len(self.words) and self.sentence.tokens.glued(i)

    def kind(self, i: int, kind: str) -> bool:
        """True if token i is a context word of this kind."""
        return self.word(i) in self.around.words[kind]

    def digits(self, i: int) -> bool:
        return self.word(i)[:1].isdecimal()

    def capital(self, i: int) -> bool:
        """True if token i has a capital that means something."""
        return 0 <= i < len(self.caps) and self.caps[i] and not self.sentence.shouting

    def noun(self, j: int) -> bool:
        """True if token j may begin the noun that a number counts."""
        word = self.word(j)
        return word[:1].isalpha() and word not in self.vocab.functions and not (self.glued(j) and word == "s")

    def plural(self, j: int) -> bool:
        """True if token j, or the noun after an adjective there, looks like several."""
        return self.many(j) or (self.noun(j) and self.many(j + 1))

    def many(self, j: int) -> bool:
        """True if token j looks like a plural noun."""
        word = self.word(j)
        if not self.noun(j):
            return False
        return word in self.vocab.persons or (word.endswith("s") and not word.endswith(("ss", "us", "is")))

    def closes(self, j: int) -> bool:
        """True if nothing that a number could count follows at token j."""
        return not self.word(j)[:1].isalnum() and self.word(j) not in ('"', "'", "(", "%")

    def begins_number(self, i: int) -> bool:
        word, vocab = self.word(i), self.vocab
        return word[:1].isdecimal() or word in vocab.small or word in vocab.scales or word in vocab.plurals

    def titled(self) -> bool:
        """True for a title with a capital on most words."""
        letters = [cap for word, cap in zip(self.words, self.caps, strict=True) if word[0].isalpha()]
        return sum(letters) > _TITLE * len(letters)

    # ------------------------------------------------------------------ signs and units

    def sign_before(self, i: int, floor: int) -> int:
        """Where a currency sign or code in front of token i begins; i if there is none."""
        for size in range(min(_LONGEST_SIGN, i - floor), 0, -1):
            if self.words[i - size : i] in self.around.signs and self._is_sign(i - size, i):
                return i - size
        return i

    def sign_after(self, i: int) -> int:
        """The first token after a currency sign at i; i if there is none."""
        for j in range(min(i + _LONGEST_SIGN, len(self.words) - 1), i, -1):
            if self.words[i:j] in self.around.signs and self._is_sign(i, j):
                return j
        return i

    def _is_sign(self, i: int, j: int) -> bool:
        """True unless letters at i only look like a code: "a $5 note", "sek" in small letters."""
        if not self.words[i][0].isalpha():
            return True
        apart = j - i == 2 and self.words[j - 1] == "$" and not self.glued(j - 1)
        return self.caps[i] and (not apart or self.words[i] == "us")

    def unit_at(self, j: int) -> Match | None:
        """The unit word at token j, if it stands there as one."""
        if not 0 <= j < len(self.words):
            return None
        unit = self.around.units.at(self.words, j)
        if unit is None:
            return None
        if unit.entry.get("weak"):
            return unit if self.glued(j) and not self.caps[j] else None
        if unit.entry.get("place") and not self.words[j][0].isalpha():
            return unit if self.glued(j) and not self.digits(unit.j) else None
        return unit if not unit.entry.get("place") or self.caps[j] else None

    def unit_after(self, f: Found) -> Match | None:
        """The unit behind a number: "5 km", "5-km", "95%", "15-plus years", "thousands of miles"."""
        j = max(f.j, f.right)
        if self.word(j) == "-" and self.glued(j) and self.glued(j + 1):
            return self.unit_at(j + 1)
        if self.word(j) == "-" and (unit := self.unit_at(j + 1)):
            return unit if unit.form == "one" and unit.entry.get("kind") == "time" else None  # "a 72 - hour strike"
        if self.word(j) == "of" and (f.form == "vague" or f.scale > 1):
            unit = self.unit_at(j + 1)
            return unit if unit and unit.entry.get("kind") in ("money", "measure", "time", "cents") else None
        return self.unit_at(j)

    def dashed(self, i: int) -> bool:
        """True if token i is a dash grown to both its neighbours."""
        return self.word(i) in DASHES and self.glued(i) and self.glued(i + 1)

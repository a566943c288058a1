"""Numbers in a sentence: what is said, how far it goes, and whether it can be a claim at all (codebook, parts 1, 2, 5).

A quantity (number_words.py) may be one end of a range; words around it qualify it; number_sorts.py says what it is.
"any" (in "did not cause any casualties") is no number here: it is one only under a denial, which is for others to see.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from builder.language.lexicon import Entry, Match
from builder.mentions.number_context import Found, Nearby
from builder.mentions.number_lexicon import Qualifiers, qualifiers, starts, surroundings, vocabulary
from builder.mentions.number_ranges import Ranges
from builder.mentions.number_sorts import sort
from builder.mentions.number_words import QUOTES, Speller
from builder.model import Number, Qualifier, Sentence

_LONGEST_QUALIFIER = 6
_MODERN = 1900
_ROUND = frozenset({10, 100, 1000})
_ARTICLES = frozenset({"a", "an", "another"})
_NEGATIONS = frozenset({"not", "never", "without", "nor", "cannot"})
_NEGATION_REACH = 8
_BOUNDED = (Qualifier.EXACT, Qualifier.APPROXIMATELY)


def find_numbers(sentence: Sentence, text: str) -> list[Number]:
    """All numbers of a sentence from left to right, none overlapping; also those that are no claim, to be skipped.

    Articles are numbers too (form "article", value 1) unless they belong to one ("a dozen", "an estimated 40").
    `text` is the document's: spaces between digits matter ("14 000").
    """
    vocab = vocabulary()
    tokens = sentence.tokens
    first = starts().of(tokens.words)
    if not first:
        return []
    near = Nearby(sentence, text, vocab, surroundings(), tokens.words, tokens.caps)
    speller, known = Speller(tokens, text, vocab), qualifiers()
    return list(_Finder(speller, near, known, Ranges(speller, near, known)).run(first))


class _Finder(Struct, frozen=True, gc=False):
    """One walk over one sentence."""

    speller: Speller
    near: Nearby
    known: Qualifiers
    ranges: Ranges

    def run(self, starts: list[int]) -> Iterator[Number]:
        last: Number | None = None
        reached = floor = 0
        for i in starts:
            if i < reached:
                continue
            found = self._at(i, floor)
            if isinstance(found, int):
                reached = found
            elif found:
                last = sort(self.near, found, last)
                yield last
                reached = floor = last.right

    def _at(self, i: int, floor: int) -> Found | int | None:
        """What starts at token i: a number, the end of a phrase that is none, or nothing."""
        near, word = self.near, self.near.words[i]
        if word in _ARTICLES and near.word(i + 1) not in near.vocab.after_article:
            return self._article(i)
        phrase = near.vocab.phrases.at(near.words, i)
        kind = phrase.entry.get("kind") if phrase else ""
        if phrase and kind == "skip":
            return phrase.j
        if phrase and kind in ("zero", "no"):
            return self._zero(phrase) if kind == "zero" or self._denies(phrase.j) else None
        if phrase and kind == "any":
            return self._zero(phrase) if self._denies(phrase.j) and self._negated(i) else None
        if word == "one" and self._pronoun(i):
            return i + 1
        found = self.ranges.between(i) if word == "between" else self._quantity(i - self._pointed(i, floor), phrase)
        return self._after(self._before(found, floor)) if found else self._article(i)

    # ------------------------------------------------------------------ what is said

    def _quantity(self, i: int, phrase: Match | None) -> Found | None:
        """A range, a ratio or a single quantity that starts at token i."""
        number = self.speller.number(i)
        joined = (self.ranges.from_number(number) or self._ratio(i)) if number else None
        q = None if joined else self.speller.quantity(i, phrase, number)
        if q is None:
            return joined
        qualifier = Qualifier.VAGUE if q.form == "vague" else Qualifier.EXACT
        return Found(q.i, q.j, q.value, q.low, q.high, qualifier, q.form, q.part, q.scale, q.i, q.j)

    def _ratio(self, i: int) -> Found | None:
        """Such as "one in five", "1 in every 100", "nine out of ten"; not "one in 2019", "one in 12 months"."""
        near, part = self.near, self.near.word(i)
        digits = int(part) if part.isdecimal() and len(part) < 3 else 0
        top = near.vocab.small[part][1] if part in near.vocab.small else digits
        if not 0 < top <= 10 or near.word(i + 1) not in ("in", "out"):
            return None
        whole = self.speller.number(i + 2 + (near.word(i + 2) in ("every", "of")))
        if whole is None or whole.value is None or not max(top, 2) < whole.value < _MODERN:
            return None
        unit = near.unit_at(whole.j)
        sized = unit is not None and unit.entry.get("kind") in ("time", "meridiem", "measure")
        people = near.word(whole.j) == "of" or near.word(whole.j) in near.vocab.persons
        if sized or (top > 1 and whole.value not in _ROUND and not people):
            return None
        share = top / whole.value
        return Found(i, whole.j, share, share, share, Qualifier.EXACT, "words", True, 1, i, whole.j)

    def _zero(self, phrase: Match) -> Found:
        return Found(phrase.i, phrase.j, 0.0, 0.0, 0.0, Qualifier.EXACT, "zero", False, 1, phrase.i, phrase.j)

    def _pointed(self, i: int, floor: int) -> bool:
        """True for the digits of ".08": the point before them belongs to the number."""
        near = self.near
        return i > floor and near.word(i - 1) == "." and near.digits(i) and near.glued(i) and not near.glued(i - 1)

    def _denies(self, j: int) -> bool:
        """True if a word that can be a noun follows "no" (and "no more"), and no qualifier begins with it."""
        return self.near.noun(j + (self.near.word(j) == "more")) and not self._bounds(j - 1)

    def _bounds(self, i: int) -> bool:
        """True if a qualifier of a number starts at token i ("no higher than 40")."""
        words = self.near.words
        return any(words[i : i + size] in self.known.before for size in range(3, _LONGEST_QUALIFIER + 1))

    def _negated(self, i: int) -> bool:
        """True if a negation stands before token i in its clause ("did not cause any")."""
        for k in range(i - 1, max(-1, i - 1 - _NEGATION_REACH), -1):
            word = self.near.word(k)
            if word in _NEGATIONS or word.endswith("n't"):
                return True
            if not word[0].isalnum():
                return False
        return False

    def _pronoun(self, i: int) -> bool:
        """True where "one" stands for a noun, or is one of the best: "this one", "a hard one", "one of the largest"."""
        near, vocab = self.near, self.near.vocab
        if near.word(i + 1) == "of":
            third = near.word(i + 3)
            best = near.word(i + 2) in vocab.wholes and (third in vocab.superlatives or third.endswith("est"))
            return best or near.word(i - 1) in ("each", "every")
        if near.noun(i + 1) or near.word(i + 1) in ("-", "in", "out", "or", "to", "and"):
            return False
        pointed = near.word(i - 1) in vocab.pointing
        described = near.word(i - 2) in ("a", "an", "the") and near.noun(i - 1) and not near.sentence.shouting
        return pointed or (described and near.word(i - 1) not in ("least", "most"))

    def _article(self, i: int) -> Found | None:
        near, after = self.near, self.near.word(i + 1)
        if near.word(i) not in _ARTICLES or near.glued(i + 1) or not (after[:1].isalnum() or after in ('"', "'")):
            return None
        if self._opens_qualifier(i):
            return None
        return Found(i, i + 1, 1.0, 1.0, 1.0, Qualifier.EXACT, "article", False, 1, i, i + 1)

    def _opens_qualifier(self, i: int) -> bool:
        """True if a qualifier begins with this article ("an estimated 200", "a total of $5")."""
        words, near = self.near.words, self.near
        if self.near.word(i) == "another":
            return near.begins_number(i + 1)
        for j in range(i + 2, min(i + 6, len(words))):
            if words[j - 1] in self.known.last and words[i:j] in self.known.before:
                return near.begins_number(near.sign_after(j))
        return False

    # ------------------------------------------------------------------ how far it goes

    def _before(self, found: Found, floor: int) -> Found:
        """The qualifier words that end where the number begins; the outermost bound wins, else what is approximate."""
        far = self.near.sign_before(found.i, floor)
        left, means, cue = far, "", None
        while entry := self._entry_before(far, floor):
            size, known = entry
            far -= size
            if known.get("loose"):
                continue
            left, meant = far, known.get("means")
            if meant != "exact" and not (means and meant == Qualifier.APPROXIMATELY):
                means, cue = meant, " ".join(self.near.words[far : far + size])
        return _bounded(replace(found, left=left, cue=cue), means) if left < found.i else found

    def _entry_before(self, end: int, floor: int) -> tuple[int, Entry] | None:
        words = self.near.words
        quoted = end - 2 > floor and words[end - 1] in QUOTES
        end -= quoted
        if end <= floor or words[end - 1] not in self.known.last:
            return None
        for size in range(min(_LONGEST_QUALIFIER, end - floor), 0, -1):
            if entry := self.known.before.get(words[end - size : end]):
                if not quoted:
                    return size, entry
                return (size + 2, entry) if words[end - size - 1] == words[end] else None
        return None

    def _after(self, found: Found) -> Found:
        """Such as "or more", "-plus", "or so" behind the number or behind the noun it counts."""
        words, right = self.near.words, found.right
        for j in range(right, min(right + 3, len(words))):
            match = self.known.after.at(words, j)
            if match and (j == right or match.entry.get("loose")):
                return self._behind(found, match)
            if not words[j].isalpha():
                break
        return found

    def _behind(self, found: Found, match: Match) -> Found:
        reach = match.j if match.i == found.right else found.right
        if found.qualifier not in _BOUNDED:
            return replace(found, right=reach)
        cue = found.cue or " ".join(self.near.words[match.i : match.j]).lstrip("-")
        return _bounded(replace(found, right=reach, cue=cue), match.entry.get("means"))


def _bounded(found: Found, means: str) -> Found:
    """Bounds as far as a qualifier's words go; ranges and open words keep their own (codebook, parts 2 and 5)."""
    if not means or found.qualifier in (Qualifier.RANGE, Qualifier.VAGUE) or found.value is None:
        return found
    qualifier = Qualifier(means)
    low = found.value if qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN) else None
    high = found.value if qualifier in (Qualifier.AT_MOST, Qualifier.LESS_THAN) else None
    return replace(found, qualifier=qualifier, low=low, high=high)

"""Numbers in a sentence: what is said, how far it goes, and whether it can be a claim at all (codebook, parts 1, 2, 5).

A quantity (number_words.py) may be one end of a range; words around it qualify it; number_sorts.py says what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from builder.language.lexicon import Entry, Phrases, load
from builder.language.tokens import words_of
from builder.mentions.number_sorts import Found, Sorter, Surroundings, surroundings
from builder.mentions.number_words import Quantity, Speller, vocabulary
from builder.model import Number, Qualifier, Sentence

_LONGEST_QUALIFIER = 6
_DASHES = frozenset("-–—")
_ARTICLES = frozenset({"a", "an", "another"})


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """The qualifier lexicon, looked up by all the words of a phrase."""

    before: Mapping[tuple[str, ...], Entry]
    last: frozenset[str]
    after: Phrases


@cache
def qualifiers(language: str = "en") -> Qualifiers:
    entries = load(language)["qualifiers"].entries
    before = {words_of(w): e for e in entries if e.get("place") == "before" for w in e.words}
    after = Phrases([e for e in entries if e.get("place") == "after"])
    return Qualifiers(MappingProxyType(before), frozenset(p[-1] for p in before), after)


def find_numbers(sentence: Sentence, text: str) -> list[Number]:
    """All numbers of a sentence, left to right, none overlapping; also those that are no claim, so that others skip them.

    `text` is the document's: number spans need its spaces ("14 000").
    """
    vocab = vocabulary()
    words = sentence.tokens.words
    starts = [i for i, w in enumerate(words) if w in vocab.starts or w[0].isnumeric()]
    if not starts:
        return []
    around = surroundings()
    finder = _Finder(Speller(sentence.tokens, text, vocab), Sorter(sentence, text, vocab, around), around)
    return list(finder.run(starts))


@dataclass(frozen=True, slots=True)
class _Finder:
    """One walk over one sentence."""

    speller: Speller
    sorter: Sorter
    around: Surroundings

    def run(self, starts: list[int]) -> Iterator[Number]:
        last: Number | None = None
        reached = floor = 0
        for i in starts:
            if i < reached:
                continue
            found = self.at(i, floor)
            if isinstance(found, int):
                reached = found
            elif found:
                last = self.sorter.sort(found, last)
                yield last
                reached = floor = last.right

    def at(self, i: int, reached: int) -> Found | int | None:
        """What starts at token i: a number, the end of a phrase that is none, or nothing."""
        skip = self.speller.vocab.phrases.at(self.speller.words, i)
        if skip and skip.entry.get("kind") == "skip":
            return skip.j
        if zero := self._zero(i):
            return zero
        quantity = self._range(i) or self._single(i)
        if quantity:
            return self._qualified(quantity, reached)
        return self._article(i, reached)

    # ------------------------------------------------------------------ what is said

    def _single(self, i: int) -> Found | None:
        q = self.speller.quantity(i)
        if q is None or not self.sorter.may_count(q):
            return None
        qualifier = Qualifier.VAGUE if q.form == "vague" else Qualifier.EXACT
        return Found(q.i, q.j, q.value, q.low, q.high, qualifier, q.form, q.part, q.scale, q.i, q.j)

    def _range(self, i: int) -> Found | None:
        """"16-20", "16 to 20", "between 16 and 20", "five or six", "5 to 6 million", "6% to 11"."""
        first = self.speller.number(i + 1 if self.speller.word(i) == "between" else i)
        if first is None or first.value is None or first.part:
            return None
        begin = i if self.speller.word(i) == "between" else first.i
        j = self._joint(first, begin)
        second = self.speller.number(j) if j else None
        if second is None or second.value is None or second.part or second.form == "article":
            return None
        low, high = first.value, second.value
        if first.scale == 1 and second.scale > 1 and low < high / second.scale:
            low *= second.scale
        if not low < high or self.sorter.not_range(first, second, begin):
            return None
        return Found(begin, second.j, None, low, high, Qualifier.RANGE, "range", False, second.scale, begin, second.j)

    def _joint(self, first: Quantity, begin: int) -> int | None:
        """Where the second number of a range starts; None if nothing joins them."""
        word, j = self.speller.word, first.j
        if begin < first.i:
            j = self.sorter.skip_unit(j)
            return self.sorter.skip_sign(j + 1) if word(j) == "and" else None
        dash = word(j) in _DASHES
        if dash and word(j + 1) in ("to", "or"):
            j += 1
        elif dash:
            close = self.speller.tokens.glued(j) == self.speller.tokens.glued(j + 1) if word(j + 1) else False
            return self.sorter.skip_sign(j + 1) if close else None
        else:
            j = self.sorter.skip_unit(j)
        if word(j) in ("to", "or") or (word(j) == "through" and first.form == "digits"):
            j += 1 + (word(j + 1) == "-")
            return self.sorter.skip_sign(j)
        return None

    def _zero(self, i: int) -> Found | None:
        """"no one", "none", "not a single"; "no" before a word that can be a noun."""
        found = self.speller.vocab.phrases.at(self.speller.words, i)
        kind = found.entry.get("kind") if found else ""
        if found is None or kind not in ("zero", "no"):
            return None
        if kind == "no" and not self._noun_after(found.j):
            return None
        return Found(i, found.j, 0.0, 0.0, 0.0, Qualifier.EXACT, "zero", False, 1, i, found.j)

    def _noun_after(self, j: int) -> bool:
        j += self.speller.word(j) == "more"
        word = self.speller.word(j)
        return word[:1].isalpha() and word not in self.speller.vocab.functions

    def _article(self, i: int, reached: int) -> Found | None:
        word, after = self.speller.word(i), self.speller.word(i + 1)
        if word not in _ARTICLES or not (after[:1].isalnum() or after in ('"', "'")) or self.speller.tokens.glued(i + 1):
            return None
        if self._taken(i):
            return None
        return Found(i, i + 1, 1.0, 1.0, 1.0, Qualifier.EXACT, "article", False, 1, i, i + 1)

    def _taken(self, i: int) -> bool:
        """True if a qualifier begins with this article ("an estimated 200")."""
        words, known = self.speller.words, qualifiers().before
        for j in range(i + 1, min(i + 5, len(words))):
            if words[i:j] in known and self.sorter.starts_number(self.sorter.skip_sign(j)):
                return True
        return False

    # ------------------------------------------------------------------ how far it goes

    def _qualified(self, found: Found, reached: int) -> Found:
        found = self._before(found, reached)
        return self._after(found)

    def _before(self, found: Found, reached: int) -> Found:
        """The qualifier words that end where the number begins; the outermost bound wins, else what is approximate."""
        left = far = self.sorter.sign_before(found.i, reached)
        means, cue = "", None
        while entry := self._entry_before(far, reached):
            size, known = entry
            far -= size
            if known.get("loose"):
                continue
            left = far
            if known.get("means") != "exact" and not (means and known.get("means") == Qualifier.APPROXIMATELY):
                means, cue = known.get("means"), " ".join(self.speller.words[far : far + size])
        return _bounded(replace(found, left=left, cue=cue), means)

    def _entry_before(self, end: int, reached: int) -> tuple[int, Entry] | None:
        known, words = qualifiers(), self.speller.words
        if end <= reached or words[end - 1] not in known.last:
            return None
        for size in range(min(_LONGEST_QUALIFIER, end - reached), 0, -1):
            if entry := known.before.get(words[end - size : end]):
                return size, entry
        return None

    def _after(self, found: Found) -> Found:
        """"or more", "-plus", "or so" behind the number or behind the noun it counts."""
        words, right = self.speller.words, found.right
        for j in range(right, min(right + 3, len(words))):
            match = qualifiers().after.at(words, j)
            if match and (j == right or match.entry.get("loose")):
                cue = found.cue or " ".join(words[j : match.j]).lstrip("-")
                found = replace(found, right=match.j if j == right else right, cue=cue)
                return _bounded(found, match.entry.get("means")) if found.qualifier == Qualifier.EXACT else found
            if not words[j].isalpha():
                break
        return found


def _bounded(found: Found, means: str) -> Found:
    """Bounds as far as a qualifier's words go; ranges and open words keep their own (codebook, parts 2 and 5)."""
    if not means or found.qualifier in (Qualifier.RANGE, Qualifier.VAGUE) or found.value is None:
        return found
    qualifier = Qualifier(means)
    low = found.value if qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN) else None
    high = found.value if qualifier in (Qualifier.AT_MOST, Qualifier.LESS_THAN) else None
    return replace(found, qualifier=qualifier, low=low, high=high)

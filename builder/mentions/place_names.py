"""Reads one place behind a word that leads to it: "the town of Shusha", "a Florida highway", "al-Shifa Hospital"."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from msgspec import Struct

from builder.language.lexicon import Match, Phrases, load
from builder.mentions.names import PLACES, kind_of, names, printed_so
from builder.model import Sentence

_DETERMINERS = frozenset({"the", "a", "an", "its", "their", "his", "her", "this", "that", "another"})
_NAMING = frozenset({"town", "region", "area", "land"})
_MODIFIERS = 3
"""How many small words may stand before a common noun: "a crowded open-air market"."""


class Found(NamedTuple):
    """Tokens i..j are a place of this kind."""

    i: int
    j: int
    kind: str


@cache
def room(kind: str) -> Phrases:
    """The entries of `places` of one kind."""
    return Phrases([e for e in load()["places"].entries if e.get("kind") == kind])


class Reader(Struct, frozen=True, gc=False):
    """One sentence while its places are read."""

    sentence: Sentence
    text: str

    def word(self, k: int) -> str:
        words = self.sentence.tokens.words
        return words[k] if 0 <= k < len(words) else ""

    def cap(self, k: int) -> bool:
        return 0 <= k < len(self.sentence.tokens) and self.sentence.tokens.caps[k]

    def at(self, kind: str, k: int) -> Match | None:
        words = self.sentence.tokens.words
        return room(kind).at(words, k) if 0 <= k < len(words) else None

    def name(self, k: int) -> Match | None:
        """A name of the lexicon with the capitals it asks for."""
        if not 0 <= k < len(self.sentence.tokens):
            return None
        found = names().at(self.sentence.tokens.words, k)
        good = found and printed_so(self.sentence.tokens, self.text, found, self.sentence.shouting)
        return found if good else None

    def known(self, k: int) -> bool:
        found = self.name(k)
        return found is not None and kind_of(found.entry) in PLACES

    # --- parts

    def skip(self, k: int) -> int:
        """Past "the", "northern", "the south of the"."""
        k += self.word(k) in _DETERMINERS
        k += self.word(k) == '"'
        while (found := self.at("direction", k)) and not self.known(k):
            k = found.j
            if self.word(k) in ("of", "-"):
                k += 1
                k += self.word(k) == "the"
        return k

    def run(self, k: int) -> int:
        """End of the place name in capitals that starts at k; k itself if there is none."""
        found = self.name(k)
        kind = kind_of(found.entry) if found else ""
        if self.sentence.shouting:
            return self._loud(k, found.j if found and kind in PLACES else k)
        j = self.capitals(k)
        if self.ends_in_noun(k, j):
            return j
        return k if kind in ("not", "organisation") or any(self.at("body", q) for q in range(k + 1, j)) else j

    def capitals(self, k: int) -> int:
        """End of the name in capitals, of whatever sort, that starts at k."""
        found = self.name(k)
        j = found.j if found and kind_of(found.entry) in PLACES else k
        while step := self._step(k, j):
            j += step
        return j if j > k + 1 or len(self.word(k)) > 1 else k

    def _step(self, k: int, j: int) -> int:
        """How many tokens the name k..j goes on by."""
        word, more = self.word(j), self.cap(j + 1)
        if self.cap(j) and word[0].isalpha():
            stop = self.name(j) if j > k else None
            return int(not (stop and kind_of(stop.entry) in ("not", "nationality") and not self.at("noun", j)))
        if self.at("particle", j) and (more or (self.word(j + 1) == "-" and self.cap(j + 2))):
            return 1
        return self._link(k, j, word, more) if j > k else 0

    def _link(self, k: int, j: int, word: str, more: bool) -> int:
        """The same for marks, numbers and "of" inside a name."""
        if word in ("-", "/"):
            return int(self.sentence.tokens.glued(j) and (more or self.at("particle", j + 1) is not None))
        if word in ("'", "'s"):
            return int(more or self.at("noun", j + 1) is not None)
        if word == ".":
            return int(more and len(self.word(j - 1)) < 3)
        if word.isdigit():
            return int(self.at("noun", j - 1) is not None)
        after = j + 1 + (self.word(j + 1) == "the")
        return after - j if word == "of" and self.ends_in_noun(k, j) == "facility" and self.cap(after) else 0

    def _loud(self, k: int, known: int) -> int:
        """In a text all in capitals a name is known (k..known), or has a noun or a comma and a known place after it."""
        start = max(known, k + 1)
        if self._ends_here(k):
            return known
        for j in range(start, min(start + 4, len(self.sentence.tokens))):
            if noun := self.at("noun", j):
                return noun.j
            if self.word(j) == "," and self._vouched(j + 1):
                return j
            if self._ends_here(j):
                break
        return known

    def _ends_here(self, j: int) -> bool:
        """True if token j cannot be part of a name: a mark, a function word, a month."""
        name = self.name(j)
        plain = not self.word(j)[:1].isalpha() and self.word(j) != "-"
        return bool(plain or self.at("stop", j) or self.at("locative", j) or (name and kind_of(name.entry) == "not"))

    def _of(self, k: int) -> int:
        """End of the name after "the department of", where even a text in capitals leaves no doubt that it is one."""
        j = self.run(k)
        while self.sentence.shouting and k <= j < k + 3 and not self._ends_here(j) and not self.known(k):
            j += 1
        return j

    def _vouched(self, k: int) -> bool:
        """True if what follows a comma makes what stands before it a place: "NEAR BOGOTA", "MORAZAN DEPARTMENT"."""
        lead = self.at("locative", k)
        k = self.skip(lead.j if lead else k)
        if self._ends_here(k):
            return False
        return self.known(k) or any(self.at("noun", j) for j in range(k + 1, k + 4))

    def ends_in_noun(self, k: int, j: int) -> str:
        """The size of the noun that k..j ends in ("Hill Road", "Route 9"), or ""."""
        j -= self.word(j - 1).isdigit()
        for start in range(max(k, j - 3), j):
            if (noun := self.at("noun", start)) and noun.j == j:
                return noun.entry.get("size")
        return ""

    # --- the place

    def place(self, k: int) -> Found | None:
        """The place whose phrase starts at token k."""
        first = self.skip(k)
        j = self.run(first)
        if j == first:
            return self._common(k, first)
        end = j + (self.word(j) == '"' == self.word(first - 1))
        noun = None if self.cap(end) and not self.sentence.shouting else self.at("noun", end)
        if noun is None and self.word(k) == "the" and self._goes_on(end):
            noun = self.at("noun", end + 1)
        if noun:
            size = noun.entry.get("size")
            weak = size == "home" or self.word(k) in ("a", "an")
            beyond = self._beyond(noun) if self.name(first) or (size == "town" and self.word(noun.j) != ",") else None
            return beyond or Found(k, noun.j, "common" if weak else size)
        return self._named(k, first, j)

    def _named(self, k: int, first: int, j: int) -> Found | None:
        """The name first..j, unless what stands around it says that it is no place."""
        found = self.name(first)
        kind, size = kind_of(found.entry) if found else "", self.ends_in_noun(first, j)
        if found and found.j == j:
            article = self.word(k) in ("a", "an") and self._goes_on(j)
            return Found(k, j, kind) if kind in PLACES and not article else None
        if not size and (self.word(j) in ("'s", "of") or kind in ("country", "nationality")):
            return None
        if not size and self.word(k) in ("the", "a", "an") and self._goes_on(j):
            return None
        return Found(k, j, size if size in ("facility", "road", "area") else "named")

    def _goes_on(self, j: int) -> bool:
        """True if a plain noun seems to follow a name: "the Nazran explosion", "a US operation"."""
        word = self.word(j)
        function = self.at("stop", j) or self.at("locative", j) or self.at("noun", j)
        return word.isalpha() and not self.cap(j) and not function and word != "of"

    def _beyond(self, noun: Match) -> Found | None:
        """The name that a noun like "town" introduces: "the town of Mokha", "the capital, Kabul"."""
        k, size = noun.j, noun.entry.get("size")
        if size not in _NAMING:
            return None
        if self.word(k) in ("of", ","):
            first = self.skip(k + 1)
            j = self._of(first) if self.word(k) == "of" else self.run(first)
            return self._named(first, first, j) if j > first else None
        if (self.cap(k) and not self.sentence.shouting) or self.known(k):
            j = self.run(k)
            return self._named(k, k, j) if j > k else None
        return None

    def _common(self, k: int, first: int) -> Found | None:
        """A place without a name of its own ("a stairwell"), or with one after its noun ("the town of Mokha")."""
        for q in range(first, first + _MODIFIERS + 1):
            if noun := self.at("noun", q):
                return self._beyond(noun) or self._whole(k, noun)
            if not self.word(q).isalnum() or self.at("stop", q) or self.at("locative", q) or self.word(q) == "of":
                return None
        return None

    def _whole(self, k: int, noun: Match) -> Found | None:
        """A facility keeps the name behind "of": "the headquarters of the Paris Prefecture"."""
        size, first = noun.entry.get("size"), self.skip(noun.j + 1)
        if self.word(noun.j) == "of" and size not in ("land", "home") and not self.sentence.shouting:
            j = self.capitals(first)
            if j > first:
                return Found(k, j, size)
        return Found(k, noun.j, "common") if size != "land" or self.word(first - 2).isdigit() else None

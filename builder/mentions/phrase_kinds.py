"""What a counted noun phrase is: people, things, animals, or words that no lexicon has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from builder.language.lexicon import Match, load
from builder.mentions.rooms import rooms
from builder.model import Number, Sentence

_PLURAL_TAIL = "s"


@cache
def person_endings() -> tuple[str, ...]:
    """Endings of plurals that mean people."""
    return tuple(word for e in load()["endings"].entries if e.get("use") == "person" for word in e.words)


class NounPhrase(Struct, frozen=True, gc=False):
    """Tokens i..j with its head noun at `head` (None: no noun at all, "killing 11").

    kind     person | thing | animal | none (counted only as a statistic) | unknown (a noun no lexicon has) | bare
    group    the codebook's subject_group, None for things
    measure  what the noun itself says happened ("fatalities"), or an adjective before it ("two wounded men")
    many     True for a plural head
    """

    i: int
    j: int
    head: int | None
    kind: str
    group: str | None = None
    unit: str = "item"
    measure: str | None = None
    attribute: str | None = None
    many: bool = False
    kin: bool = False
    named: bool = False
    rank: bool = False
    """True for a rank that any service has ("officers")."""
    solid: bool = False
    """True for a noun that an article counts although it says itself what happened ("a body was found")."""
    needs: str | None = None
    """The topic without which the noun is another ("cases", "bodies"; claims/senses.py)."""


class PhraseKinds:
    """Sorts the noun phrases of one sentence; numbers: those of the sentence by their first token."""

    __slots__ = ("_numbers", "caps", "r", "sentence", "words")

    def __init__(self, sentence: Sentence, numbers: Mapping[int, Number]) -> None:
        self.sentence, self.words, self.caps = sentence, sentence.tokens.words, sentence.tokens.caps
        self._numbers, self.r = numbers, rooms()

    def phrase(
        self, number: Number, start: int, k: int, nouns: list[Match], loose: list[int], attribute: str | None
    ) -> NounPhrase:
        people = [m for m in nouns if m.entry.file.endswith("subjects.toml")]
        if nouns and k < len(self.words) and self.words[k - 1] == "'s" and self._plain(k):
            return NounPhrase(start, k + 1, k, "none")
        if nouns and (nouns[-1] in people):
            return self._person(start, max(k, nouns[-1].j), people, attribute, loose)
        if nouns:
            last = nouns[-1]
            kind = last.entry.get("kind")
            sort = kind if kind in ("animal", "none") else "thing"
            return NounPhrase(start, last.j, last.j - 1, sort, many=last.form == "many", attribute=attribute)
        return self._unknown(number, start, loose, attribute)

    def _plain(self, k: int) -> bool:
        """True for a word that only can be a noun no lexicon has ("children's charity")."""
        known = self.r.grammar.at(self.words, k) or self.r.effects.at(self.words, k)
        return known is None and self.words[k].isalpha()

    def _person(self, start: int, end: int, people: list[Match], attribute: str | None, loose: list[int]) -> NounPhrase:
        last = people[-1]
        entry = last.entry
        if entry.get("plain") and any(not self._usual(k) for k in loose if k < last.i):
            return NounPhrase(start, end, last.j - 1, "none", many=last.form != "one", attribute=attribute)
        group = entry.get("group")
        if group in ("other", "unspecified", "man", "woman"):
            group = self._sharper(start, end, people) or group
        kind = "bare" if entry.get("any") and len(people) == 1 else "person"
        return NounPhrase(
            start, end, last.j - 1, kind, group, entry.get("unit") or "person", entry.get("measure") or attribute,
            attribute, last.form != "one", kin=entry.get("kin") == "yes", solid=entry.get("solid") == "yes",
            rank=entry.get("rank") == "yes", needs=None if self._owned(people) else entry.get("needs") or None,
        )  # fmt: skip

    def _owned(self, people: list[Match]) -> bool:
        """True for `the man's body`: said of somebody, the noun has no other sense."""
        return len(people) > 1 and self.words[people[0].j] == "'s"

    def _usual(self, k: int) -> bool:
        """True for a participle, a nationality or another known word ("burned bodies", not "trade bodies")."""
        return self.words[k].endswith("ed") or any(
            room.at(self.words, k) for room in (self.r.nations, self.r.modifiers, self.r.grammar)
        )

    def _sharper(self, start: int, end: int, people: list[Match]) -> str | None:
        """A group said by a modifier or an earlier noun ("female office worker", "army personnel")."""
        for k in range(start, end):
            found = self.r.modifiers.at(self.words, k)
            if found and found.entry.get("group"):
                return found.entry.get("group")
        groups = [m.entry.get("group") for m in people]
        return next((g for g in reversed(groups) if g not in ("other", "unspecified")), None)

    def _unknown(self, number: Number, start: int, loose: list[int], attribute: str | None) -> NounPhrase:
        named = self._aged_name(start)
        if named:
            return NounPhrase(start, named, named - 1, "person", "other", "person", attribute, attribute)
        age = self._numbers.get(start)
        if not loose and age is not None and age.sort == "age":
            young = age.value is not None and age.value < 18
            group = "child" if young else "other"
            return NounPhrase(start, age.right, age.right - 1, "person", group, "person", attribute, attribute)
        if not loose or ((number.value or 0) > 1 and self.words[loose[-1]].endswith("ing")):  # "12 staying in tents"
            return NounPhrase(start, number.right, None, "bare", "unspecified", "person", attribute, attribute, True)
        head = loose[-1]
        word = self.words[head]
        nation = self.r.nations.at(self.words, head)
        if nation is not None and not self.sentence.tokens.caps[head]:
            nation = None
        people = nation is not None or (word.endswith(person_endings()) and self.sentence.tokens.caps[head] is False)
        kind = "person" if people else "unknown"
        group = "other" if people else "unspecified"
        many = word.endswith(_PLURAL_TAIL) or nation is not None
        sharper = self._sharper(start, head + 1, [])
        return NounPhrase(start, head + 1, head, kind, sharper or group, "person", attribute, attribute, many)

    def _aged_name(self, start: int) -> int:
        """One past the name in `a 43-year-old Omar Said`; 0 if no age and name stand at start."""
        age = self._numbers.get(start)
        if age is None or age.sort != "age" or self.sentence.shouting:
            return 0
        k = age.right
        while k < len(self.words) and (self.caps[k] or (self.words[k] == "." and self.caps[k - 1])):
            k += 1
        return k if k > age.right else 0

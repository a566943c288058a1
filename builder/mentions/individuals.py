"""Single persons without a number: named ("journalist Ana Ruiz"), described ("the mayor"), related ("his sister")."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

from msgspec.structs import replace

from builder.language.tokens import Memo
from builder.mentions.known_names import (
    KnownNames,
    goes_on,
    institution,
    names_body,
    nobody,
    numbered,
    shown_person,
)
from builder.mentions.name_parts import endings, is_title, name_words_for
from builder.mentions.name_runs import NameRuns
from builder.mentions.noun_phrases import rooms
from builder.mentions.person import Individual as Individual
from builder.model import Sentence

_DETERMINERS = frozenset(["the", "his", "her", "their", "its", "my", "our", "this", "that", "whose"])
_MODIFIERS = 7
"""Words between a determiner and its person noun ("the infected 60-year-old western man")."""


@cache
def _leads() -> Memo[bool]:
    """True for the words, capitals apart, with which a person may begin: determiners, owners, titles, nouns."""
    return Memo(lambda w: w == "'s" or w in _DETERMINERS or is_title(w) or rooms().subjects.begins(w))


class PersonReader:
    """Finds persons in one sentence. taken: tokens that belong to numbers, effects, dates; names: what the document
    tells of its capitalised words (a capital at the head of a sentence proves nothing)."""

    __slots__ = ("_barred", "_names", "_runs", "_taken", "caps", "r", "sentence", "words")

    def __init__(self, sentence: Sentence, taken: Collection[int], names: KnownNames, barred: Collection[int]) -> None:
        self.sentence, self.words, self.caps = sentence, sentence.tokens.words, sentence.tokens.caps
        self._taken, self._names, self._barred, self.r = taken, names, barred, rooms()
        self._runs = NameRuns(sentence, taken, names, barred)

    def find(self) -> list[Individual]:
        found: list[Individual] = []
        reached, leads, caps = 0, _leads().__getitem__, self.caps
        for k, word in enumerate(self.words):
            if k < reached or not (caps[k] or k == 0 or leads(word)):
                continue
            person = self._at(k, found)
            if person:
                if found and person.i < found[-1].j:
                    found.pop()
                found.append(person)
                if second := self._another_kin(person):
                    found.append(second)
                    person = second
                reached = person.j
        return [replace(p, many=True) if nobody(self.sentence, p.i, p.j, self._taken) else p for p in found]

    def _at(self, k: int, found: Sequence[Individual]) -> Individual | None:
        if k in self._taken:
            return None
        word = self.words[k]
        if word in _DETERMINERS:
            found_one = self._described(k, k + 1)
            return replace(found_one, i=k + 1) if found_one and self._joins_clauses(k, found_one) else found_one
        if word == "'s":
            owner = found[-1].i if found and found[-1].j == k else self._owner(k)
            return self._described(owner, k + 1)
        return self._titled(k) or (self._headline(k) if k == 0 else None) or self._plain_name(k)

    def _another_kin(self, person: Individual) -> Individual | None:
        """`his bodyguard |and driver|`: a second noun under the same determiner is a second person."""
        k = person.j + 1
        if not person.kin or k >= len(self.words) or self.words[k - 1] != "and" or k in self._taken:
            return None
        noun = self.r.subjects.at(self.words, k)
        if noun is None or noun.form != "one" or noun.entry.get("measure") or noun.entry.get("unit"):
            return None
        if self._noun_follows(noun.j):
            return None
        return Individual(k, self._runs.end(noun.j), noun.entry.get("group"), kin=noun.entry.get("kin") == "yes")

    def _joins_clauses(self, k: int, person: Individual) -> bool:
        """True where the determiner opens a clause as well: `whose son`, `reports that banker Ana Ruiz`."""
        return self.words[k] == "whose" or (self.words[k] == "that" and person.j > k + 2)

    def _owner(self, k: int) -> int:
        start = k - 1
        while start > 0 and self._runs.capital(start - 1):
            start -= 1
        return max(start, 0)

    def _described(self, start: int, k: int) -> Individual | None:
        """`the`, `his` or an owner's `'s`, some modifiers, a person noun, perhaps a name."""
        stop = min(len(self.words), k + _MODIFIERS)
        while k < stop:
            if k in self._taken and self.words[k].isalpha():
                return None
            noun = self.r.subjects.at(self.words, k)
            thing = self.r.things.at(self.words, k)
            if noun and not (thing and thing.j >= noun.j) and not self._noun_follows(noun.j):
                group = noun.entry.get("group")
                if noun.form != "one" or any(noun.entry.get(f) for f in ("measure", "unit", "abstract")):
                    return Individual(start, noun.j, group, many=True)
                return Individual(start, self._runs.end(noun.j), group, kin=noun.entry.get("kin") == "yes")
            if self._breaks(k):
                return None
            k = max(noun.j if noun else 0, thing.j if thing else 0, k + 1)
        return None

    def _noun_follows(self, k: int) -> bool:
        """True if the noun is only a modifier of another ("the police station", "the truck driver")."""
        if k >= len(self.words) or k in self._taken:
            return False
        if self.r.things.at(self.words, k):
            return True
        subject = self.r.subjects.at(self.words, k)
        if subject is None or (self.sentence.shouting and subject.form == "many"):
            return subject is not None
        return self._runs.end(subject.j) == subject.j if self.sentence.shouting else not self.caps[k]

    def _breaks(self, k: int) -> bool:
        if k in self._taken and not self.words[k].isalpha():
            return self.words[k] != "-"
        small = self.r.grammar.at(self.words, k)
        if small is not None and small.entry.get("class") not in ("adverb", "some"):
            return True
        return not (self.words[k].isalpha() or self.words[k] in "-\"'“”" or self.words[k][0].isdigit())

    def _titled(self, k: int) -> Individual | None:
        """A role or title and a name: `journalist Ana Ruiz`, `Dr. Omar Said`."""
        noun = self.r.subjects.at(self.words, k)
        title = is_title(self.words[k]) and self.caps[k]
        if not title and (noun is None or noun.form != "one" or noun.entry.get("measure")):
            return None
        after = noun.j if noun and not title else k + 1
        if noun and not title and after < len(self.words) and is_title(self.words[after]) and self.caps[after]:
            after += 1
        if after < len(self.words) and self.words[after] == "." and is_title(self.words[after - 1]):
            after += 1
        end = self._runs.end(after)
        if end == after:
            return None
        group = noun.entry.get("group") if noun and not title else "other"
        return Individual(self._lead(k), end, group, named=True)

    def _headline(self, k: int) -> Individual | None:
        """A role without article at the head of a sentence: `MQM activist was shot`, `Former mayor killed`."""
        for end in range(k, min(k + 5, len(self.words))):
            noun = self.r.subjects.at(self.words, end)
            named = noun and noun.entry.get("kin") and end > k and self.caps[end]  # "Kim Son"
            single = noun and not named and noun.form == "one" and not noun.entry.get("measure")
            if noun and single and not self._noun_follows(noun.j):
                return Individual(k, noun.j, noun.entry.get("group"))
            modifier = self.r.modifiers.at(self.words, end) or self.r.nations.at(self.words, end)
            if not (modifier or self.caps[end] or self._aged(end)) or self.sentence.shouting or end in self._taken:
                return None
        return None

    def _lead(self, k: int) -> int:
        """Back over what describes a name: an age (`18-year-old`), capitalised or adjectival words (`U.S. heiress`)."""
        start = k
        while start > 0 and (step := self._step_back(start)):
            start -= step
        if self.sentence.shouting and start > 0 and self.words[start - 1] in name_words_for("where"):
            return k
        return self._second_role(start)

    def _second_role(self, start: int) -> int:
        """Back over another office of the same person: `senator and candidate Ana Ruiz`."""
        k = start - 2
        if k < 0 or self.words[k + 1] != "and" or k in self._taken:
            return start
        noun = self.r.subjects.at(self.words, k)
        if noun is None or noun.form != "one" or noun.entry.get("kin") or noun.entry.get("measure"):
            return start
        bare = k == 0 or (self.words[k - 1] not in _DETERMINERS and self.words[k - 1] != "'s")
        return k if bare and noun.j == k + 1 else start

    def _step_back(self, start: int) -> int:
        """How many tokens right before start describe the name behind them."""
        if start - 1 in self._taken:
            return 0
        if self._aged(start - 1) or (not self.sentence.shouting and self._runs.capital(start - 1)):
            return 1
        return self._describing(start) if self.sentence.shouting else 0

    def _describing(self, stop: int) -> int:
        """Length of the word of office, people or party that ends at stop, in text where capitals tell nothing."""
        word = self.words[stop - 1]
        adjective = len(word) > 4 and word.endswith(endings("office")) and not self._runs.small(stop - 1)
        if stop - 1 in self._barred or adjective:
            return 1
        for size in (3, 2, 1):
            for room in (self.r.modifiers, self.r.subjects, self.r.things, self.r.nations):
                found = room.at(self.words, stop - size) if size <= stop else None
                if found and found.j == stop and found.form in ("one", "") and not found.entry.get("measure"):
                    return size if found.entry.get("use") != "lead" else 0
        return 0

    def _aged(self, k: int) -> bool:
        word = self.words[k]
        return (
            word in ("year", "years", "old")
            or (word == "-" and self.words[k + 1] in ("year", "old"))
            or (word.isdigit() and k + 2 < len(self.words) and "year" in self.words[k + 1 : k + 3])
        )

    def _plain_name(self, k: int) -> Individual | None:
        if not self._runs.capital(k):
            return None
        if k == 0 and not (self.sentence.shouting or self.words[0] in self._names.capitals):
            return None
        end = self._runs.end(k)
        if goes_on(self.sentence, k, end) or (end - k < 2 and len(self.words[k]) == 1):
            return None
        if end == k or (self._noun_follows(end) and not self._person_at(end)):
            return None
        if self.sentence.shouting and not self._runs.sure(k, end):
            return None
        people = self.r.subjects.at(self.words, end) if end < len(self.words) else None
        if people and people.entry.get("unit"):
            return Individual(k, people.j, "unspecified", many=True)
        if numbered(self.sentence, k, end):
            return None
        lead = self._lead(k)
        if self.sentence.shouting and lead and self._determined(lead) and not self._aged(k - 1):
            return None
        if institution(self.sentence, end) or names_body(self.sentence, k, end):
            return Individual(k, end, "other", named=True, many=True)
        sure = lead < k or shown_person(self.sentence, k, end, self._names)
        return Individual(lead, end, "child" if self._young(lead) else "other", named=True, sure=sure)

    def _determined(self, lead: int) -> bool:
        """True if what begins at lead stands behind `the` or `his`: two unknown words there are a thing."""
        return self.words[lead - 1] in _DETERMINERS - {"that", "whose"}

    def _young(self, k: int) -> bool:
        return self.words[k].isdigit() and int(self.words[k][:3]) < 18

    def _person_at(self, k: int) -> bool:
        return False if k >= len(self.words) else self.r.subjects.at(self.words, k) is not None

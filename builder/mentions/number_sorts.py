"""What a number is: a count, money, a size, or no claim at all (an age, a date, a name).

The words beside a number decide. Each test below looks for one sort and says nothing if it does not apply; the first that
speaks wins, names and times before counts, since a count is what is left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from builder.language.lexicon import Entry, Match, Phrases, load
from builder.language.tokens import words_of
from builder.mentions.number_words import Quantity, Vocabulary
from builder.model import Number, Qualifier, Sentence

_DASHES = frozenset("-–—")
_LONGEST_SIGN = 3
_OLDEST = 115
_FIRST_YEAR, _LAST_YEAR = 1000, 2100
CLAIM_SORTS = frozenset({"count", "percent", "money", "measure", "rate"})


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity with its bounds and reach, before it has a sort. `part`: a share of a whole; left, right as in Number."""

    i: int
    j: int
    value: float | None
    low: float | None
    high: float | None
    qualifier: Qualifier
    form: str
    part: bool
    scale: float
    left: int
    right: int
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The lexicons of units and of words around numbers, compiled for look-up on both sides of a number."""

    units: Phrases
    contexts: Phrases
    signs: Mapping[tuple[str, ...], Entry]
    heads: Mapping[tuple[str, ...], Entry]
    ages: Mapping[tuple[str, ...], Entry]
    years: Mapping[tuple[str, ...], Entry]
    words: Mapping[str, frozenset[str]]
    months: frozenset[str]


def _backward(entries: tuple[Entry, ...], kind: str) -> Mapping[tuple[str, ...], Entry]:
    return MappingProxyType({words_of(w): e for e in entries if e.get("kind") == kind for w in e.words})


@cache
def surroundings(language: str = "en") -> Surroundings:
    """Read and compiled once."""
    lexicon = load(language)
    units, contexts, dates = lexicon["units"], lexicon["number_contexts"], lexicon["dates"]
    kinds: dict[str, set[str]] = {}
    for entry in contexts.entries:
        kinds.setdefault(entry.get("kind"), set()).update(w.lower() for w in entry.words)
    months = frozenset(w.lower() for e in dates.entries if e.get("kind") == "month" for w in e.words)
    return Surroundings(
        units=units,
        contexts=contexts,
        signs=_backward(units.entries, "money"),
        heads=_backward(contexts.entries, "head"),
        ages=_backward(contexts.entries, "age"),
        years=_backward(contexts.entries, "year"),
        words=MappingProxyType({k: frozenset(v) for k, v in kinds.items()}),
        months=months,
    )


@dataclass(frozen=True, slots=True)
class Sorter:
    """Sorts the numbers of one sentence."""

    sentence: Sentence
    text: str
    vocab: Vocabulary
    around: Surroundings

    @property
    def words(self) -> tuple[str, ...]:
        return self.sentence.tokens.words

    def word(self, i: int) -> str:
        return self.words[i] if 0 <= i < len(self.words) else ""

    def glued(self, i: int) -> bool:
        return 0 < i < len(self.words) and self.sentence.tokens.glued(i)

    def kind(self, i: int, kind: str) -> bool:
        return self.word(i) in self.around.words.get(kind, ())

    # ------------------------------------------------------------------ for the grammar

    def sign_before(self, i: int, reached: int) -> int:
        """Where a currency sign or code in front of token i begins; i if there is none."""
        for size in range(min(_LONGEST_SIGN, i - reached), 0, -1):
            if self.words[i - size : i] in self.around.signs:
                return i - size
        return i

    def skip_sign(self, i: int) -> int:
        """The first token after a currency sign at i."""
        for size in (3, 2, 1):
            if self.words[i : i + size] in self.around.signs and i + size < len(self.words):
                return i + size
        return i

    def skip_unit(self, j: int) -> int:
        """The first token after a percent, money or unit word at j that may stand inside a range ("6% to 11%")."""
        unit = self.unit_at(j)
        return unit.j if unit and unit.entry.get("kind") in ("percent", "money", "measure", "cents") else j

    def starts_number(self, i: int) -> bool:
        word = self.word(i)
        return word[:1].isdecimal() or word in self.vocab.small or word in self.vocab.scales or word in self.vocab.plurals

    def unit_at(self, j: int) -> Match | None:
        """The unit word at token j, if it stands there as one: weak units only where glued to digits or lower-case."""
        if not 0 <= j < len(self.words):
            return None
        unit = self.around.units.at(self.words, j)
        if unit and unit.entry.get("weak") and not (self.glued(j) or not self.sentence.tokens.caps[j]):
            return None
        return unit

    def may_count(self, q: Quantity) -> bool:
        """False for plural scales that are other words ("test scores", "he scores")."""
        if self.word(q.i) != "scores" or q.j - q.i > 1:
            return True
        after = self.word(q.j)
        return after in ("of", "more", "were", "have", "others", "killed", "dead", "injured", "wounded") and self.word(
            q.i - 1
        ) not in ("the", "test", "exam", "their", "his", "her", "box", "credit", "its")

    def not_range(self, first: Quantity, second: Quantity, begin: int) -> bool:
        """True where two rising numbers are no range: "rose from 5 to 9", "1994-2000", "2020-10-09"."""
        joint = self.word(first.j)
        if joint in _DASHES and (self.word(second.j) in _DASHES and self.word(second.j + 1)[:1].isdecimal()):
            return True
        if begin < first.i or joint == "or":
            return False
        at = self.sign_before(first.i, 0) - 1
        if self.kind(at, "change") or (self.word(at) == "by" and self.kind(at - 1, "change")):
            return joint not in _DASHES
        if self.word(at) == "from":
            return any(self.kind(k, "change") for k in range(at))
        return False

    # ------------------------------------------------------------------ sorts

    def sort(self, found: Found, last: Number | None) -> Number:
        """The number with its sort, unit and reach. `last` is the number before it in the sentence."""
        number = next((n for test in _TESTS if (n := test(self, found, last))), None) or _number(found, "count")
        return self._again(number, last) if last and number.sort in ("measure", "money") else number

    def _again(self, number: Number, last: Number) -> Number:
        """The same size in other units keeps the qualifier: "about 250 miles (400 km)", "some $8 or €7"."""
        between = self.words[last.right : number.left]
        if between not in (("(",), ("or",), ("/",)) or last.sort != number.sort or number.qualifier != Qualifier.EXACT:
            return number
        low = None if last.low is None else number.low
        high = None if last.high is None else number.high
        return replace(number, qualifier=last.qualifier, low=low, high=high) if last.value is not None else number

    def name(self, f: Found, last: Number | None) -> Number | None:
        """"F-16", "G20", "COVID-19", "Route 66", "Flight 370", "No. 10", "619 Waddell Avenue", "555-1234", ".40-caliber"."""
        if f.value is None and f.form in ("digits", "words"):
            return _number(f, "name")
        if f.form not in ("digits", "words", "range"):
            return None
        if self._head(f) or (f.form != "words" and (self._code(f) or self._street(f) or self._slash(f))):
            return _number(f, "name")
        return None

    def _head(self, f: Found) -> bool:
        for size in (4, 3, 2, 1):
            entry = self.around.heads.get(self.words[max(0, f.i - size) : f.i])
            if entry and (not entry.get("weak") or self._capital(f.i - size)):
                return f.form != "words" or self._capital(f.i - size)
        return False

    def _capital(self, i: int) -> bool:
        return self.sentence.tokens.caps[i] and not self.sentence.shouting

    def _code(self, f: Found) -> bool:
        """Letters and digits grown together, before or after."""
        before, glued = self.word(f.i - 1), self.glued(f.i)
        if glued and before[-1:].isalpha() and f.left == f.i and before not in ("c",):
            return True
        if glued and before in _DASHES and self.glued(f.i - 1):
            prior = self.word(f.i - 2)
            if prior[:1].isdecimal() or (prior[:1].isalpha() and not self.starts_number(f.i - 2)):
                return prior not in ("mid", "under", "over", "pre", "post", "early", "late", "age")
        if glued and before == "." and self.word(f.j) == "-" or before == "#" or (glued and before in "@_"):
            return True
        return self._tail(f)

    def _tail(self, f: Found) -> bool:
        """Digits with letters or more digits grown on: "3D", "747-400", "555-1234"."""
        after = self.word(f.j)
        if not self.glued(f.j):
            return False
        if after[:1].isalpha():
            return not (self.unit_at(f.j) or after in ("s", "st", "nd", "rd", "th", "x", "'s"))
        grown = after in "-–/" and self.glued(f.j + 1)
        return grown and self.word(f.j + 1)[:1].isdecimal() and self.word(f.i - 1) != "from"

    def _street(self, f: Found) -> bool:
        if self.sentence.shouting or f.form != "digits" or "," in self.word(f.i):
            return self.word(f.j) == "block" and self.word(f.j + 1) == "of"
        for j in range(f.j + 1, min(f.j + 5, len(self.words))):
            if not (self.sentence.tokens.caps[j - 1] or self.word(j - 1)[:1].isdecimal()):
                break
            if self.sentence.tokens.caps[j] and self.kind(j, "street"):
                return True
        return self.word(f.j) == "block" and self.word(f.j + 1) == "of"

    def _slash(self, f: Found) -> bool:
        return (self.word(f.j) == "/" and self.word(f.j + 1)[:1].isdecimal()) or (
            self.word(f.i - 1) == "/" and self.word(f.i - 2)[:1].isdecimal()
        )

    def listed(self, f: Found, last: Number | None) -> Number | None:
        """"(1)" after a break, "[1]", "1." or "1)" where a sentence begins."""
        if f.form != "digits" or f.value is None or f.value > 99:
            return None
        before, after = self.word(f.i - 1), self.word(f.j)
        opens = f.i == 0 and (after == ")" or (after == "." and not self.glued(f.j + 1)))
        boxed = before == "[" and after == "]"
        inner = before == "(" and after == ")" and (f.i == 1 or not self.word(f.i - 2)[:1].isalnum() or self.word(f.i - 2) == "and")
        return _number(f, "list") if opens or boxed or inner else None

    def score(self, f: Found, last: Number | None) -> Number | None:
        """"3-1", "won 21-14": a dash between falling or equal numbers, or near words of sport."""
        joint = self.word(f.j) in _DASHES and self.glued(f.j) and self.glued(f.j + 1)
        if f.form == "digits" and joint and self.word(f.j + 1).isdecimal():
            return _number(replace(f, right=f.j + 2), "score")
        dashed = f.form == "range" and any(w in _DASHES for w in self.words[f.i : f.j])
        if dashed and f.high is not None and f.high < 200:
            near = range(max(0, f.i - 4), min(f.j + 3, len(self.words)))
            if any(self.kind(k, "game") for k in near):
                return _number(f, "score")
        return None

    def time(self, f: Found, last: Number | None) -> Number | None:
        """"10:30", "5 p.m.", "1800 UTC", "at 1700", "0900"."""
        if f.form not in ("digits", "words", "range"):
            return None
        unit = self.unit_at(f.j)
        kind = unit.entry.get("kind") if unit else ""
        if unit and (kind == "meridiem" or (kind == "zone" and f.form != "words")):
            return _number(replace(f, right=unit.j), "time")
        if f.form == "words":
            return None
        word, after = self.word(f.i), self.word(f.j + 1)
        if self.word(f.j) == ":" and self.glued(f.j) and self.glued(f.j + 1) and len(after) == 2 and after.isdecimal():
            j = f.j + 2
            j += 2 if self.word(j) == ":" and self.glued(j) and self.word(j + 1).isdecimal() else 0
            unit = self.unit_at(j)
            ends = unit.j if unit and unit.entry.get("kind") in ("meridiem", "zone") else j
            return _number(replace(f, right=ends), "time")
        clock = len(word) == 4 and word.isdecimal() and int(word) < 2400 and int(word) % 100 < 60
        at = self.word(f.i - 1) == "at" and not self._noun(f.j)
        return _number(f, "time") if clock and (word[0] == "0" or at or self.word(f.j) in ("hours", "hrs")) else None

    def age(self, f: Found, last: Number | None) -> Number | None:
        """"aged 14", "25-year-old", "40 years old", "Ana Ruiz, 34, a nurse", "in his 40s"."""
        j = f.j + (self.word(f.j) == "-")
        old = self.around.contexts.at(self.words, j) if j < len(self.words) else None
        if old and old.entry.get("kind") == "old":
            return _number(replace(f, right=old.j), "age")
        if any(self.words[max(0, f.i - n) : f.i] in self.around.ages for n in (2, 1)):
            return _number(f, "age")
        if f.form == "range" and self.words[max(0, f.i - 2) : f.i] == ("age", "from"):
            return _number(f, "measure", "year")
        if f.form != "digits" or f.value is None or f.value > _OLDEST:
            return None
        if self.word(f.j) == "s" and self.glued(f.j) and f.value % 10 == 0:
            return _number(replace(f, right=f.j + 1), "date" if self.word(f.i - 1) in ("the", "'") else "age")
        if self._after_name(f) or (last and last.sort == "age" and self._lists(f, last)):
            return _number(f, "age")
        return None

    def _after_name(self, f: Found) -> bool:
        """", 34," after a name; in capitals any word will do."""
        word, caps = self.word(f.i - 2), self.sentence.tokens.caps
        if self.word(f.i - 1) != "," or not word[:1].isalpha() or not float(f.value or 0).is_integer():
            return False
        if not caps[f.i - 2] or word in self.around.months:
            return False
        return self.word(f.j) in (",", ".", ")", ";", "") or self.word(f.j) in ("of", "and", "from", "was", "who", "were")

    def _lists(self, f: Found, last: Number) -> bool:
        """True if only commas and "and" stand between the last number and this, and no noun follows."""
        return all(w in (",", "and", "or", "&") for w in self.words[last.right : f.i]) and not self._noun(f.j)

    def _noun(self, j: int) -> bool:
        """True if token j may be the noun that a number counts."""
        word = self.word(j)
        return word[:1].isalpha() and word not in self.vocab.functions and not (self.glued(j) and word == "s")

    def ordinal(self, f: Found, last: Number | None) -> Number | None:
        """"42nd"; "a second", "the third" are found by their words."""
        if f.form == "digits" and self.glued(f.j) and self.word(f.j) in ("st", "nd", "rd", "th"):
            return _number(replace(f, right=f.j + 1), "ordinal")
        j = f.j + (self.word(f.j) == "-")
        if f.form in ("words", "article") and self.word(j) in self.vocab.ordinals and not f.part:
            return _number(replace(f, right=j + 1) if f.form == "words" else f, "ordinal") if f.form == "words" else None
        return None

    def date(self, f: Found, last: Number | None) -> Number | None:
        """"Sept. 27", "27 September", "in 1994", "2020-10-09", "the 1990s"."""
        if f.form not in ("digits", "range", "words"):
            return None
        if self._month_beside(f) or (f.form != "words" and self._year(f, last)):
            return _number(f, "date")
        return None

    def _month_beside(self, f: Found) -> bool:
        months, caps = self.around.months, self.sentence.tokens.caps
        k = f.i - 1 - (self.word(f.i - 1) == ".")
        before = self.word(k) in months and (self.sentence.shouting or caps[k]) and f.left == f.i
        k = f.j + (self.word(f.j) in ("of", "-"))
        after = self.word(k) in months and (self.sentence.shouting or caps[k])
        small = f.form == "range" or f.value is None or f.value <= 31 or f.value >= _FIRST_YEAR
        if after and (f.value or 0) > 31:
            return False
        return (before or after) and small and (after or not self._noun(f.j) or f.value is None or f.value > 31 or self.word(f.j - 1) != "may")

    def _year(self, f: Found, last: Number | None) -> bool:
        word = self.word(f.i)
        if f.form == "range":
            ends = (f.low, f.high)
            span = all(v is not None and _FIRST_YEAR <= v <= _LAST_YEAR for v in ends)
            return span and "," not in word and not self._counted(f, 2100)
        if len(word) != 4 or not word.isdecimal() or not _FIRST_YEAR <= int(word) <= _LAST_YEAR or f.j - f.i > 1:
            return False
        if f.left < f.i and f.cue is None:
            return False
        if self.word(f.j) == "s" and self.glued(f.j):
            return True
        entry = next((e for n in (2, 1) if (e := self.around.years.get(self.words[max(0, f.i - n) : f.i]))), None)
        modern = 1900 <= int(word) <= _LAST_YEAR
        if entry:
            return not self._counted(f, int(word)) if not entry.get("weak") else modern and not self._counted(f, int(word))
        if last and last.sort == "date" and last.right <= f.i <= last.right + 2 and self._joins(last.right, f.i):
            return True
        return modern and f.cue is None and not self._counted(f, int(word))

    def _joins(self, i: int, j: int) -> bool:
        return all(w in (",", "and", "or", "-", "–", "to", "/", ".") for w in self.words[i:j])

    def _counted(self, f: Found, year: int) -> bool:
        """True if a plural noun follows that the number may count ("2000 people"), and the number looks like no year."""
        if not self._noun(f.j):
            return False
        many = self.word(f.j).endswith("s") or self.word(f.j) in self.vocab.persons
        many = many or (self.word(f.j + 1).endswith("s") and self._noun(f.j + 1) and self.word(f.i - 1) not in ("the", "in"))
        return many and (self.word(f.i - 1) not in ("the", "a") or year % 100 == 0)

    def duration(self, f: Found, last: Number | None) -> Number | None:
        """"three days", "two-hour", "a quarter-century", "two more weeks"."""
        if f.form == "zero":
            return None
        hyphen = self.word(f.j) == "-"
        for j in range(f.j + hyphen, f.j + 3):
            unit = self.unit_at(j)
            if unit and unit.entry.get("kind") == "time":
                return _number(replace(f, right=unit.j), "duration")
            if hyphen or not self._noun(j) and self.word(j) not in ("of", "a"):
                return None
        return None

    def percent(self, f: Found, last: Number | None) -> Number | None:
        """"95%", "two thirds"."""
        unit = self.unit_at(f.j + (self.word(f.j) == "-"))
        if unit and unit.entry.get("kind") == "percent":
            return _number(replace(f, right=unit.j), "percent", "percent")
        if f.part and f.value is not None:
            return _number(_times(f, 100, 4), "percent", "percent")
        return None

    def money(self, f: Found, last: Number | None) -> Number | None:
        """"$5 million", "5 million euros", "75 cents"."""
        sign = self.around.signs.get(self.words[self.sign_before(f.i, 0) : f.i]) if f.left < f.i else None
        unit = self.unit_at(f.j + (self.word(f.j) == "-"))
        kind = unit.entry.get("kind") if unit else ""
        if unit and kind == "cents":
            return _number(_times(replace(f, right=unit.j), 0.01, 6), "money", unit.entry.get("unit"))
        if unit and kind == "money":
            return _number(replace(f, right=unit.j), "money", unit.entry.get("unit"))
        pounds = unit and self.words[unit.i] == "pounds" and f.scale >= 1000 and self.word(unit.j) != "of"
        if unit and pounds:
            return _number(replace(f, right=unit.j), "money", "GBP")
        return _number(f, "money", sign.get("unit")) if sign else None

    def measure(self, f: Found, last: Number | None) -> Number | None:
        """"five-foot", "250 miles", "magnitude 6.4", "120 mm of rain" (but a 120 mm gun is a name)."""
        if self._magnitude(f):
            unit = self.unit_at(f.j + (self.word(f.j) == "-"))
            return _number(replace(f, right=unit.j) if unit else f, "measure", "magnitude")
        unit = self.unit_at(f.j + (self.word(f.j) == "-"))
        kind = unit.entry.get("kind") if unit else ""
        if unit is None or kind not in ("measure", "bore"):
            return None
        if kind == "bore" and (unit.i > f.j or self.glued(unit.i) or self.kind(unit.j, "weapon") or not unit.entry.get("unit")):
            return _number(replace(f, right=unit.j), "name")
        return _number(replace(f, right=unit.j), "measure", unit.entry.get("unit"))

    def _magnitude(self, f: Found) -> bool:
        if f.form not in ("digits", "range") or (f.high or f.low or f.value or 11) > 10:
            return False
        unit = self.unit_at(f.j + (self.word(f.j) == "-"))
        if unit and unit.entry.get("kind") == "scale":
            return True
        if any(self.word(k) == "magnitude" for k in range(max(0, f.left - 3), f.i)) or self.kind(f.j, "quake"):
            return f.form == "range" or "." in self.word(f.i) or self.word(f.left - 1) in ("magnitude", "of")
        return "." in self.word(f.i) and not self._noun(f.j) and any(self.kind(k, "quake") for k in range(len(self.words)))

    def rate(self, f: Found, last: Number | None) -> Number | None:
        """"18.9 deaths per 100,000", "1,000 deaths a day"; the 100,000 itself is no claim."""
        if self.kind(f.i - 1, "per") and last and last.sort == "rate":
            return _number(f, "name")
        for j in range(f.j, min(f.j + 4, len(self.words))):
            if self.kind(j, "per"):
                whole = self.word(j + 1)
                return _number(f, "rate", f"per {whole}" if whole[:1].isdecimal() else None)
            if self.word(j) in ("a", "each", "every") and self.unit_time(j + 1) and j <= f.j + 2:
                return _number(f, "rate")
            if not self.word(j).isalpha() or (self.word(j) in self.vocab.functions and self.word(j) != "of"):
                return None
        return None

    def unit_time(self, j: int) -> bool:
        unit = self.unit_at(j)
        return bool(unit and unit.entry.get("kind") == "time" and unit.form != "many")

    def compound(self, f: Found, last: Number | None) -> Number | None:
        """"two-storey", "three-judge", "3-run": part of an adjective, unless what it counts can be a claim ("10-member")."""
        if f.form not in ("digits", "words", "range") or self.word(f.j) != "-" or not self.glued(f.j + 1):
            return None
        if not self.word(f.j + 1)[:1].isalpha() or self.kind(f.j + 1, "noun"):
            return None
        return _number(f, "name")


Test = Callable[[Sorter, Found, "Number | None"], "Number | None"]
_TESTS: tuple[Test, ...] = (
    Sorter.listed,
    Sorter.time,
    Sorter.age,
    Sorter.percent,
    Sorter.money,
    Sorter.measure,
    Sorter.ordinal,
    Sorter.date,
    Sorter.score,
    Sorter.name,
    Sorter.duration,
    Sorter.rate,
    Sorter.compound,
)


def _number(f: Found, sort: str, unit: str | None = None) -> Number:
    return Number(f.i, f.j, f.value, f.low, f.high, f.qualifier, f.form, sort, unit, f.left, max(f.right, f.j), f.cue)


def _times(f: Found, factor: float, digits: int) -> Found:
    """The same words, their values times a factor (shares to percent, cents to dollars)."""
    value, low, high = (None if v is None else round(v * factor, digits) for v in (f.value, f.low, f.high))
    return replace(f, value=value, low=low, high=high)

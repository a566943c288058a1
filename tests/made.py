"""Reports made from the lexicon's own words, with what they claim known beforehand: the sentence is written from the
claim, so that reading it must give the claim back.

Everything is drawn from a `random.Random`: a seed names a text, here and in benchmarks/invariants.py.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from builder.language.lexicon import Entry, load

DAY = date(2021, 3, 5)
"""A Friday: the day of publication of all made reports."""

Figure = tuple[str, float | None, float | None, float | None, str]
"""value_text, value, low, high, qualifier."""

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VAGUE = {
    "several": 3, "a few": 3, "a handful of": 3, "many": 2, "numerous": 2, "dozens of": 24, "scores of": 40,
    "hundreds of": 200, "thousands of": 2000, "tens of thousands of": 20_000, "several hundred": 300,
    "a few dozen": 36,
}  # fmt: skip
"""Vague words and their lower bounds: codebook, part 2."""
_BOUNDS = {
    "at_least": ("n", None), "more_than": ("n", None), "at_most": (None, "n"), "less_than": (None, "n"),
    "approximately": (None, None),
}  # fmt: skip
_DATES: dict[str, tuple[date | None, date | None]] = {
    "": (None, None),
    "on Tuesday": (date(2021, 3, 2), date(2021, 3, 2)),
    "yesterday": (date(2021, 3, 4), date(2021, 3, 4)),
    "on 2 March": (date(2021, 3, 2), date(2021, 3, 2)),
    "on Feb. 27": (date(2021, 2, 27), date(2021, 2, 27)),
    "since March 1": (date(2021, 3, 1), DAY),
    "since Sunday": (date(2021, 2, 28), DAY),
    "in January": (date(2021, 1, 1), date(2021, 1, 31)),
    "in April 2020": (date(2020, 4, 1), date(2020, 4, 30)),
    "in 2019": (date(2019, 1, 1), date(2019, 12, 31)),
    "between February 3 and February 9": (date(2021, 2, 3), date(2021, 2, 9)),
}
_STIFF = frozenset({
    "exceed", "exceeds", "exceeded", "exceeding", "equal", "bigger", "greater", "smaller", "estimated", "surpass",
    "surpasses", "surpassed", "surpassing", "topped", "topping", "tops", "hit", "passed", "past",
})  # fmt: skip
"""Words of qualifiers that do not stand at the head of a sentence in news."""
_SPECIAL = (
    "needs", "never", "weak", "life", "of", "abstract", "plain", "role", "any", "victims", "loose", "measure", "kin",
)  # fmt: skip
"""Features of words that count only under some condition."""
_AGENTS = ("A bomb", "The blast", "Gunmen", "The storm", "An air strike", "Rebels")
_SOURCES = (None, "the health ministry", "police", "the governor", "a hospital spokesman", "the Red Cross")


@dataclass(frozen=True, slots=True)
class Truth:
    """What a made report claims."""

    measure: str
    figure: Figure
    noun: str
    source: str | None
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Made:
    """A report of one sentence, and its claim."""

    text: str
    truth: Truth


@cache
def _words(room: str, form: str, **wanted: str) -> tuple[tuple[str, Entry], ...]:
    """(word, entry) of a lexicon room in one form, of the entries that have these features and need nothing else."""
    return tuple(
        (word, entry)
        for entry in load()[room].entries
        if all(entry.get(key) == value for key, value in wanted.items())
        and entry.get("measure") != "statistic"
        and not any(entry.get(key) for key in _SPECIAL if key != "measure" or room != "effects")
        for word, name in entry.forms
        if name == form and word.isascii() and not {"his", "her", "its"} & set(word.split())
    )


def _spelled(n: int) -> str:
    if n < 20:
        return _SMALL[n]
    tens, ones = divmod(n, 10)
    return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")


def exact(rng: random.Random) -> tuple[str, float]:
    """A number as news prints it, and its value."""
    how = rng.randrange(5)
    if how == 0:
        n = rng.randint(2, 99)
        return _spelled(n), n
    if how == 1:
        n = rng.randint(1000, 99_999)
        return f"{n:,}", n
    if how == 2:
        n = rng.randint(11, 99)
        return f"{n / 10:.1f} million" if n % 10 else f"{n // 10} million", n * 100_000
    if how == 3:
        n = rng.randint(2, 9)
        return f"{_SMALL[n]} dozen", n * 12
    n = rng.randint(10, 999)
    return str(n), n


def figure(rng: random.Random) -> tuple[str, Figure]:
    """A number with its qualifier as printed, and what it says."""
    how = rng.randrange(4)
    if how == 0:
        low = rng.randint(2, 60)
        high = low + rng.randint(2, 30)
        printed = rng.choice([f"{low}-{high}", f"{low} to {high}", f"between {low} and {high}"])
        return printed, (printed, None, low, high, "range")
    if how == 1:
        printed = rng.choice(list(_VAGUE))
        return printed, (printed.removesuffix(" of"), None, _VAGUE[printed], None, "vague")
    printed, n = exact(rng)
    if how == 2:
        return printed, (printed, n, n, n, "exact")
    means = rng.choice(list(_BOUNDS))
    known = (word for word, _ in _words("qualifiers", "", place="before", means=means))
    word = rng.choice([word for word in known if not _STIFF & set(word.split())])
    least, most = _BOUNDS[means]
    return f"{word} {printed}", (printed, n, n if least else None, n if most else None, means)


def _event(rng: random.Random, counted: str) -> tuple[str, str]:
    """A clause in which something happens to the counted, and its measure."""
    voice = rng.choice(["passive", "active", "intransitive"])
    if voice == "intransitive":
        verb, entry = rng.choice(_words("effects", "past", voice="intransitive"))
        return f"{counted} {verb}", entry.get("measure")
    verb, entry = rng.choice(_words("effects", "past", voice="transitive"))
    if voice == "active" and " " not in verb:
        return f"{rng.choice(_AGENTS)} {verb} {counted}", entry.get("measure")
    tail = verb.split()[-1]
    done = {name: word for word, name in entry.forms if word.split()[-1] == tail}.get("participle", verb)
    return f"{counted} were {done}", entry.get("measure")


def made(rng: random.Random) -> Made:
    """One report."""
    printed, said = figure(rng)
    noun = rng.choice(_words("subjects", "many", unit=""))[0]
    clause, measure = _event(rng, f"{printed} {noun}")
    when = rng.choice(list(_DATES))
    clause = f"{clause} {when}".rstrip()
    text = _attributed(rng, clause, source := rng.choice(_SOURCES))
    return Made(text, Truth(measure, said, noun, source, *_DATES[when]))


def _attributed(rng: random.Random, clause: str, source: str | None) -> str:
    """The clause as a sentence, with who says so before or behind it."""
    low = clause if clause[0].isdigit() or clause.startswith(_AGENTS[2:3]) else clause[0].lower() + clause[1:]
    low = low if not clause.startswith("Rebels") else clause
    if source is None:
        text = clause
    else:
        before = f"{source} said {low}", f"{source} said that {low}", f"according to {source}, {low}"
        text = rng.choice([*before, f"{clause}, {source} said", f"{clause}, according to {source}"])
    return text[0].upper() + text[1:] + "."


def many(seed: int, count: int) -> Iterator[Made]:
    """The reports of a seed."""
    rng = random.Random(seed)
    return (made(rng) for _ in range(count))

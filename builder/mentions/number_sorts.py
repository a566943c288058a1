"""What a number is: a count, money, a size, or no claim at all.

The words beside a number decide. Each test looks for one sort and says nothing if it does not apply; the first that
speaks wins, and a count is what is left. Dates, times and ages are in number_dates.py, names in number_names.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from builder.mentions import number_dates as dates
from builder.mentions import number_names as names
from builder.mentions.number_context import Found, Nearby
from builder.model import Number, Qualifier

Test = Callable[[Nearby, Found, "Number | None"], "Number | None"]
_HEAVY = 1000
"""A scale from which "pounds" are money rather than weight."""


def sort(near: Nearby, found: Found, last: Number | None) -> Number:
    """The number with its sort, unit and reach. `last` is the number before it in the sentence."""
    if unit := near.unit_after(found):
        found = replace(found, unit=unit)
    for test in _TESTS[found.form]:
        if number := test(near, found, last):
            return _again(near, number, last) if last else number
    return found.number("count")


def _again(near: Nearby, number: Number, last: Number) -> Number:
    """The same size in other units keeps the qualifier: "about 250 miles (400 km)", "some $8 or €7"."""
    if number.sort not in ("measure", "money") or last.sort != number.sort or last.value is None:
        return number
    joined = near.words[last.right : number.left] in (("(",), ("or",), ("/",))
    if not joined or number.qualifier != Qualifier.EXACT:
        return number
    low = None if last.low is None else number.low
    high = None if last.high is None else number.high
    return replace(number, qualifier=last.qualifier, low=low, high=high)


def _percent(near: Nearby, f: Found, last: Number | None) -> Number | None:
    """Such as "95%", "two thirds"."""
    if f.unit and f.kind() == "percent":
        return f.number("percent", "percent", f.unit.j)
    return f.times(100, 4).number("percent", "percent") if f.part else None


def _money(near: Nearby, f: Found, last: Number | None) -> Number | None:
    """Such as "$5 million", "5 million euros", "75 cents"."""
    if f.unit and f.kind() == "cents":
        return f.times(0.01, 6).number("money", f.unit.entry.get("unit"), f.unit.j)
    if f.unit and f.kind() == "money":
        return f.number("money", f.unit.entry.get("unit"), f.unit.j)
    if f.unit and f.scale >= _HEAVY and near.words[f.unit.i] == "pounds" and near.word(f.unit.j) != "of":
        return f.number("money", "GBP", f.unit.j)
    inner = near.word(f.i) == "between"
    start, end = (f.i + 1, near.sign_after(f.i + 1)) if inner else (near.sign_before(f.i, 0), f.i)
    sign = near.around.signs.get(near.words[start:end])
    return f.number("money", sign.get("unit")) if sign and f.left <= start else None


def _measure(near: Nearby, f: Found, last: Number | None) -> Number | None:
    """Such as "five-foot", "250 miles", "magnitude 6.4", "120 mm of rain" (not of a gun), "1.5m above" (metres)."""
    if _is_magnitude(near, f):
        return f.number("measure", "magnitude", f.unit.j if f.unit else 0)
    if near.word(f.j - 1) == "m" and f.j > f.i + 1 and _is_metres(near, f):
        return f.times(1e-6, 6).number("measure", "m")
    if f.unit is None or f.kind() not in ("measure", "bore"):
        return None
    grown = f.unit.i > f.j or near.glued(f.unit.i)
    if f.kind() == "bore" and (grown or near.kind(f.unit.j, "weapon") or not f.unit.entry.get("unit")):
        return f.number("name", right=f.unit.j)
    return f.number("measure", f.unit.entry.get("unit"), f.unit.j)


def _is_metres(near: Nearby, f: Found) -> bool:
    """True if a grown-on "m" is metres: without a currency, capital or counted plural, or before words of extent."""
    if near.capital(f.j - 1) or near.sign_before(f.i, 0) < f.i or f.form == "range":
        return False
    if f.unit and f.kind() in ("money", "percent"):
        return False
    if near.word(f.j) in near.around.extents:
        return True
    whole, _, decimals = near.word(f.i).partition(".")
    return not near.plural(f.j) and (not decimals or (len(decimals) > 1 and len(whole) < 3))


def _is_magnitude(near: Nearby, f: Found) -> bool:
    """True for "magnitude 6.4", "6.4 on the Richter scale", "a 6.4 quake", and "at 6.4" in a sentence on a quake."""
    if (f.high or f.low or f.value or 11) > 10 or (f.unit and f.kind() != "scale"):
        return False
    if f.form == "words":
        return f.unit is not None
    named = any(near.word(k) == "magnitude" for k in range(f.left - 3, f.i)) or near.kind(f.j, "quake")
    point = "." in near.word(f.i)
    if f.unit or (named and (point or f.form == "range" or near.word(f.left - 1) in ("magnitude", "of"))):
        return True
    return point and not near.noun(f.j) and any(near.kind(k, "quake") for k in range(len(near.words)))


def _duration(near: Nearby, f: Found, last: Number | None) -> Number | None:
    """Such as "three days", "two-hour", "a few decades", "two more weeks", "a week"."""
    if f.form == "article" and near.word(f.j) in near.vocab.ordinals:
        return None  # "a second man"
    if f.unit and f.kind() == "time":
        return f.number("duration", right=f.unit.j)
    if f.form == "article" or f.unit or near.word(f.j) == "-" or not near.noun(f.j):
        return None
    unit = near.unit_at(f.j + 1)
    long = unit and unit.entry.get("kind") == "time" and unit.form == "many"
    return f.number("duration", right=f.j + 2) if long else None


def _rate(near: Nearby, f: Found, last: Number | None) -> Number | None:
    """Such as "18.9 deaths per 100,000", "1,000 deaths a day"; the 100,000 itself is no claim."""
    if near.kind(f.i - 1, "per"):
        return f.number("name")
    for j in range(f.j, min(f.j + 4, len(near.words))):
        word = near.word(j)
        if near.kind(j, "per"):
            return f.number("rate", f"per {near.word(j + 1)}" if near.digits(j + 1) else None)
        if word in ("a", "an", "each", "every") and j > f.i and _one_time(near, j + 1):
            return f.number("rate")
        if not word.isalpha() or (word in near.vocab.functions and word != "of"):
            return None
    return None


def _one_time(near: Nearby, j: int) -> bool:
    unit = near.unit_at(j)
    once = unit and unit.entry.get("kind") == "time" and unit.form != "many"
    return bool(once) and near.word(j) not in near.vocab.ordinals


_DIGITS: tuple[Test, ...] = (
    names.listed, dates.time, dates.old, _percent, _money, _measure, names.ordinal, dates.date, names.score, names.name,
    dates.age, _duration, names.times, _rate, names.compound,
)  # fmt: skip
_WORDS: tuple[Test, ...] = (
    dates.time, dates.old, _percent, _money, _measure, names.ordinal, names.named, dates.age, _duration,
    names.times, _rate, names.compound,
)  # fmt: skip
_TESTS: Mapping[str, tuple[Test, ...]] = {
    "digits": _DIGITS,
    "range": _DIGITS,
    "words": _WORDS,
    "vague": (_percent, _money, _measure, _duration, names.times, _rate),
    "zero": (_percent, _money, _measure),
    "article": (_duration,),
}

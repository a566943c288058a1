"""Numbers that are a date, a time of day or an age: found so that others pass them over."""

from __future__ import annotations

from builder.language.lexicon import load
from builder.mentions.number_context import Found, Nearby
from builder.mentions.number_words import DASHES
from builder.model import Number

_OLDEST = 115
_AT = frozenset({"in", "at", "near", "around", "outside"})
_FIRST_YEAR, _LAST_YEAR, _MODERN = 1000, 2100, 1900
_LAST_DAY = 31
_JOINTS = frozenset({",", "and", "or", "&", "to", "-", "–", "/", "."})


def time(near: Nearby, f: Found, last: Number | None) -> Number | None:
    """Such as "10:30", "8:41.43", "5 p.m.", "1800 UTC", "at 1700", "0900", "at 5 on Friday"."""
    if f.unit and (f.kind() == "meridiem" or (f.kind() == "zone" and f.form != "words")):
        return f.number("time", right=f.unit.j)
    at = near.word(f.left - 1) == "at"
    if at and near.kind(f.j, "clock") and f.value is not None and f.value <= 24:
        return f.number("time")
    if f.form == "words":
        return None
    if near.word(f.j) == ":" and near.glued(f.j) and near.glued(f.j + 1):
        return _clock(near, f)
    word = near.word(f.i)
    clock = len(word) == 4 and word.isdecimal() and int(word) < 2400 and int(word) % 100 < 60
    if f.form == "range":
        return f.number("time") if clock and word[0] == "0" and len(near.word(f.j - 1)) == 4 else None
    alone = at and (not near.noun(f.j) or near.kind(f.j, "clock")) and not near.kind(f.j, "age")
    told = word[0] == "0" or alone or near.word(f.j) in ("hours", "hrs")
    return f.number("time") if clock and told and f.j == f.i + 1 else None


def _clock(near: Nearby, f: Found) -> Number | None:
    j, after = f.j + 2, near.word(f.j + 1)
    if not after[:2].isdecimal() or len(after) < 2 or (len(after) > 2 and after[2] != "."):
        return None
    j += 2 * (near.word(j) == ":" and near.glued(j) and near.digits(j + 1))
    unit = near.unit_at(j)
    return f.number("time", right=unit.j if unit and unit.entry.get("kind") in ("meridiem", "zone") else j)


# ---------------------------------------------------------------------- ages


def old(near: Nearby, f: Found, last: Number | None) -> Number | None:
    """Such as "25-year-old", "40 years old", "aged 14"."""
    j = f.j + (near.word(f.j) == "-")
    found = near.around.old.at(near.words, j) if j < len(near.words) else None
    if found:
        return f.number("age", right=found.j)
    if near.word(f.i - 1) == "from" and near.word(f.i - 2) == "age" and f.form == "range":
        return f.number("measure", "year")
    if f.unit and f.kind() not in ("", "time", "bore"):
        return None
    return f.number("age") if _aged(near, f.left) or _aged(near, f.i) or _in_ages(near, f) else None


def _aged(near: Nearby, i: int) -> bool:
    return any(near.words[i - size : i] in near.around.ages for size in (2, 1) if size <= i)


def _in_ages(near: Nearby, f: Found) -> bool:
    """Such as "aged nine, 14 and 16": a number in a list that began with "aged"."""
    k = f.i - 1
    while k > 0 and (near.word(k) in _JOINTS or near.begins_number(k)):
        k -= 1
    return k < f.i - 1 and _aged(near, k + 1) and not near.noun(f.j)


def age(near: Nearby, f: Found, last: Number | None) -> Number | None:
    """Such as "Ana Ruiz, 34, a nurse", "Omar Haddad (26)", "in his 40s", "she was 26.", "children under five"."""
    if f.value is None or f.value > _OLDEST:
        return None
    if f.form == "digits" and near.glued(f.j) and near.word(f.j) in ("s", "'s") and f.value % 10 == 0:
        return f.number("date" if near.word(f.left - 1) in ("the", "'") else "age", right=f.j + 1)
    named = f.form == "digits" and (_after_name(near, f) or _in_brackets(near, f))
    return f.number("age") if named or _of_years(near, f) or _told(near, f) or _affixed(near, f) else None


def _told(near: Nearby, f: Found) -> bool:
    """Such as "she was 26", "when I was one"."""
    said = near.word(f.left - 1) in ("was", "is", "am", "turned") and near.kind(f.left - 2, "aging")
    return said and (near.closes(f.j) or near.word(f.j) in ("when", "and", "at"))


def _of_years(near: Nearby, f: Found) -> bool:
    """Such as "a man of 60", "a boy of two and another of 13", "the captain, 68,"."""
    if f.form not in ("digits", "words") or not float(f.value or 0).is_integer():
        return False
    if near.word(f.left - 1) == "of":
        return not near.plural(f.j) and (near.word(f.left - 2) == "another" or _single(near, f.left - 2))
    return near.word(f.left - 1) == "," and near.word(f.j) == "," and f.form == "digits" and _single(near, f.left - 2)


def _single(near: Nearby, i: int) -> bool:
    """True if the noun at token i is one person, and not one that others belong to ("a mother of three")."""
    noun = load()["subjects"].at(near.words, i) if i > 0 else None
    if noun is None or noun.form != "one" or noun.entry.get("unit"):
        return False
    return not noun.entry.get("kin") and not noun.entry.get("measure")


def _affixed(near: Nearby, f: Found) -> bool:
    """Such as "under-18s", "children under five" (the cue is then the age's, no bound of a count)."""
    hyphen = near.word(f.i - 1) == "-" and near.kind(f.i - 2, "affix")
    under = near.kind(f.i - 1, "affix") and near.word(f.i - 2) in near.vocab.persons and not near.noun(f.j)
    return hyphen or under


def _after_name(near: Nearby, f: Found) -> bool:
    """True for ", 34," after a name; in capitals any word will do."""
    prior = near.word(f.i - 2)
    if near.word(f.i - 1) != "," or not prior[:1].isalpha() or not float(f.value or 0).is_integer():
        return False
    if not near.caps[f.i - 2] or prior in near.vocab.months:
        return False
    if near.closes(f.j):
        return near.word(f.j) != ":"
    return near.word(f.j) in ("of", "and", "from", "was", "who", "were") and not _led(near, f.i - 2)


def _led(near: Nearby, i: int) -> bool:
    """True if the name that ends at token i is a place's ("in western Mosul, 15 were damaged")."""
    while i > 0 and near.caps[i]:
        i -= 1
    return near.word(i) in _AT or near.word(i - 1) in _AT


def _in_brackets(near: Nearby, f: Found) -> bool:
    """Such as "(26)" after a name of two words or more; after one it may be a count by place."""
    if near.word(f.i - 1) != "(" or near.word(f.j) != ")" or near.sentence.shouting or f.i < 4:
        return False
    if near.word(f.i - 2) == ")":
        return near.caps[f.i - 3]
    named = [near.caps[k] for k in range(f.i - 2, max(-1, f.i - 5), -1) if near.word(k) not in DASHES]
    return len(named) > 1 and all(named[:2])


# ---------------------------------------------------------------------- dates


def date(near: Nearby, f: Found, last: Number | None) -> Number | None:
    """Such as "Sept. 27", "27 September", "12 and 14 May", "4 NOV 89", "in 1994", "the 1990s", "the '90s"."""
    if f.unit and f.kind() not in ("", "times"):
        return None
    if _day(near, f) or _year(near, f, last) or _short_year(near, f, last):
        decade = near.glued(f.j) and near.word(f.j) in ("s", "'s") and (f.value or 1) % 10 == 0
        return f.number("date", right=f.j + decade)
    return None


def _month(near: Nearby, i: int) -> bool:
    return near.word(i) in near.vocab.months and (near.sentence.shouting or near.caps[i])


def _day(near: Nearby, f: Found) -> bool:
    """A day beside its month, or in a list of days before one."""
    if f.left < near.sign_before(f.i, 0) and f.cue is None:
        return False
    if (f.high or f.value or _LAST_DAY + 1) > _LAST_DAY:
        return False
    j = f.j + (near.word(f.j) in ("of", "-"))
    if _month(near, j) or (near.word(f.j) in _JOINTS and near.digits(f.j + 1) and _month(near, f.j + 2)):
        return True
    i = f.i - 1 - (near.word(f.i - 1) == ".")
    if not _month(near, i) or near.digits(i - 1):
        return False
    counted = near.word(i - 1) in ("in", "since", "until", "last", "this") and near.many(f.j)
    return not counted


def _year(near: Nearby, f: Found, last: Number | None) -> bool:
    """A year by its words: "in 1994", "since 2015"; modern years also where no plural follows that they could count."""
    word = near.word(f.i)
    if f.form == "range":
        span = f.low is not None and f.high is not None and _FIRST_YEAR <= f.low < f.high <= _LAST_YEAR
        return span and "," not in word and not near.plural(f.j)
    if f.j > f.i + 1 or len(word) != 4 or not word.isdecimal() or not _FIRST_YEAR <= int(word) <= _LAST_YEAR:
        return False
    if near.glued(f.j) and near.word(f.j) == "s":
        return True
    modern, counted = int(word) >= _MODERN, _counted(near, f, int(word))
    entry = next((e for n in (2, 1) if n <= f.i and (e := near.around.years.get(near.words[f.i - n : f.i]))), None)
    if entry and not entry.get("weak"):
        return not counted or (modern and int(word) % 100 > 0)  # "in 2015 officials ..."
    if modern and int(word) % 100 and _month(near, f.i - 1):
        return True
    if last and last.sort in ("date", "ordinal") and _JOINTS.issuperset(near.words[last.right : f.i]):
        return True
    return modern and not counted and f.cue is None and f.left == f.i


def _counted(near: Nearby, f: Found, year: int) -> bool:
    """True if a plural follows that the number may count ("2000 people"); after "the" only if it is a round one."""
    if year % 100 == 0 or year < _MODERN:
        return near.plural(f.j)
    return near.many(f.j) and near.word(f.i - 1) not in ("the", "a", "his", "her", "its")


def _short_year(near: Nearby, f: Found, last: Number | None) -> bool:
    """The 89 of "4 NOV 89", the 14 of "2013-14"."""
    if last is None or last.sort != "date" or len(near.word(f.i)) != 2 or f.j > f.i + 1 or near.plural(f.j):
        return False
    between = near.words[last.right : f.i]
    month = len(between) in (1, 2) and between[0] in near.vocab.months and between[1:] in ((), (".",))
    span = len(between) == 1 and between[0] in "-–/" and near.glued(f.i) and len(near.word(last.i)) == 4
    return month or span

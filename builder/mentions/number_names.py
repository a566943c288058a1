"""Numbers that are part of a name, a list, a score or an adjective: found so that others pass them over."""

from __future__ import annotations

from msgspec.structs import replace

from builder.mentions.number_context import Found, Nearby
from builder.mentions.number_words import DASHES
from builder.mentions.rooms import rooms
from builder.model import Number

_LONGEST_HEAD = 4
_LONGEST_STREET = 4
_LONGEST_LIST = 99
_HIGHEST_SCORE = 200
_ENDINGS = frozenset({"st", "nd", "rd", "th"})


def name(near: Nearby, f: Found, last: Number | None) -> Number | None:
    """Such as "F-16", "G20", "Route 66", "619 Waddell Avenue", "555-1234", "3D", "9/11", 30 digits in a row."""
    if f.value is None and f.form == "digits":
        return f.number("name")
    return f.number("name") if any(test(near, f) for test in _NAME_TESTS) else None


def named(near: Nearby, f: Found, last: Number | None) -> Number | None:
    """Number words in names: "Flight One", "BBC Two", "the Six Nations"."""
    if f.value is None or _head(near, f):
        return f.number("name")
    before = near.word(f.i - 1)
    if not near.capital(f.i) or not (before[:1].isalnum() or before == "'s") or near.titled():
        return None
    ends = near.capital(f.i - 1) and not near.noun(f.j)
    led = before in ("the", "'s") and near.capital(f.j)
    return f.number("name") if ends or led else None


def _head(near: Nearby, f: Found) -> bool:
    """True after a word that takes a number as its name; weak ones need a capital and no counted plural behind."""
    for size in range(min(_LONGEST_HEAD, f.i), 0, -1):
        entry = near.around.heads.get(near.words[f.i - size : f.i])
        if entry:
            opens = f.i == size and near.noun(f.j)
            return not entry.get("weak") or (near.capital(f.i - size) and not opens and not near.plural(f.j))
    return False


def _code(near: Nearby, f: Found) -> bool:
    """Letters grown to the front of digits: "F-16", "G20", "#3", "@ada7"."""
    before = near.word(f.i - 1)
    if not near.glued(f.i) or not before:
        return before == "#"
    if before[-1].isalpha():
        joined = len(before) > 2 and (before in near.vocab.functions or before in near.vocab.compared)
        return before != "c" and not joined and near.sign_before(f.i, 0) == f.i
    if before in DASHES and near.glued(f.i - 1):
        prior = near.word(f.i - 2)
        return prior[:1].isalnum() and not (near.begins_number(f.i - 2) and not near.digits(f.i - 2))
    return before in "#@_/+" or (before == "'" and near.digits(f.i - 2))


def _tail(near: Nearby, f: Found) -> bool:
    """Letters or more digits grown to the end: "3D", "5'11", "1234@", ".380 pistol"."""
    after = near.word(f.j)
    if near.word(f.i) == "." and near.kind(f.j, "weapon"):
        return True
    if not near.glued(f.j) or f.right > f.j:
        return False
    if after[0].isalpha():
        return not f.unit and after not in ("s", "x", "'s")
    return after in "'\"′″@&_=" and near.glued(f.j + 1) and near.word(f.j + 1)[:1].isalnum()


def _phone(near: Nearby, f: Found) -> bool:
    """Such as "555-1234", "504-364-5300", "2000-12-31": long or many digits joined by dashes."""
    joint = near.dashed(f.j) and near.digits(f.j + 1)
    if near.word(f.i - 1) == "(" and near.word(f.j) == ")" and near.digits(f.j + 1) and near.dashed(f.j + 2):
        return True
    if f.form != "range":
        return joint and not _is_score(near, f)
    first, second = near.word(f.i), near.word(f.j - 1)
    plain = near.dashed(f.i + 1) and first.isdecimal() and second.isdecimal()
    return joint or (plain and len(first) == 3 and len(second) == 4)


def _street(near: Nearby, f: Found) -> bool:
    """Such as "619 Waddell Avenue", "the 1200 block of Main"."""
    if near.word(f.j) == "block" and near.word(f.j + 1) in ("of", "on"):
        return True
    if f.form != "digits" or "," in near.word(f.i) or near.sentence.shouting:
        return False
    for j in range(f.j + 1, min(f.j + 1 + _LONGEST_STREET, len(near.words))):
        if not (near.caps[j - 1] or near.digits(j - 1) or near.word(j - 1) == "."):
            return False
        if near.caps[j] and near.kind(j, "street"):
            return True
    return False


def _slashed(near: Nearby, f: Found) -> bool:
    """Such as "9/11", "24/7", "7/4": but a share of a whole is read before this."""
    if near.word(f.j) == "/" and near.digits(f.j + 1):
        return True
    return near.word(f.i - 1) == "/" and near.digits(f.i - 2)


_NAME_TESTS = (_head, _code, _tail, _phone, _street, _slashed)


def listed(near: Nearby, f: Found, last: Number | None) -> Number | None:
    """Such as "(1)" after a break, "[1]", "1." or "1)" where a sentence begins."""
    if f.form != "digits" or f.value is None or f.value > _LONGEST_LIST:
        return None
    before, after = near.word(f.i - 1), near.word(f.j)
    opens = f.i == 0 and after == "." and not near.glued(f.j + 1)
    opens = opens or (after == ")" and before in ("", ":", ";", ",", "."))
    boxed = before == "[" and after == "]" and not near.plural(f.j + 1)
    prior = near.word(f.i - 2)
    inner = before == "(" and after == ")" and (prior in ("and", "or") or (not prior[:1].isalnum() and prior != ")"))
    return f.number("list") if opens or boxed or inner else None


def score(near: Nearby, f: Found, last: Number | None) -> Number | None:
    """Such as "3-1", "won 21-14": a dash between falling or equal numbers, or near words of sport or another score."""
    if last is not None and last.sort == "count" and _is_score_joint(near, f, last):
        return f.number("count")  # the second side of a vote
    if f.form == "digits" and _is_score(near, f):
        if _votes(near):
            return f.number("count")
        return replace(f, right=f.j + 2).number("score")
    if f.form != "range" or not near.dashed(f.i + 1) or (f.high or 0) >= _HIGHEST_SCORE:
        return None
    beside = (last is not None and last.sort == "score" and f.i - last.right <= 1) or _score_follows(near, f.j)
    people = rooms().subjects.at(near.words, f.j) if f.j < len(near.words) else None
    if people is not None and people.form == "many":
        return None  # "12-15 rebels were beaten"
    near_by = range(max(0, f.i - 4), min(f.j + 3, len(near.words)))
    return f.number("score") if beside or any(near.kind(k, "game") for k in near_by) else None


def _votes(near: Nearby) -> bool:
    """True in a sentence on a vote or poll and on no game."""
    words = range(len(near.words))
    return any(near.kind(k, "vote") for k in words) and not any(near.kind(k, "game") for k in words)


def _is_score_joint(near: Nearby, f: Found, last: Number) -> bool:
    """True for the "48" of "52-48", where the first side was counted."""
    return f.form == "digits" and f.i == last.j + 1 and near.dashed(last.j)


def _score_follows(near: Nearby, j: int) -> bool:
    """True for the "6-4" after "3-6", perhaps in brackets."""
    j += near.word(j) == "("
    return near.digits(j) and near.dashed(j + 1) and near.digits(j + 2)


def _is_score(near: Nearby, f: Found) -> bool:
    after = near.word(f.j + 1)
    if not near.dashed(f.j) or not after.isdecimal() or f.value is None or near.word(f.i)[0] == "0":
        return False
    return f.value < _HIGHEST_SCORE and len(after) < 4 and near.word(f.j + 2) not in DASHES


def ordinal(near: Nearby, f: Found, last: Number | None) -> Number | None:
    """Such as "42nd", "twenty-first". Single words ("second") are no numbers at all."""
    if f.form == "digits" and near.glued(f.j) and near.word(f.j) in _ENDINGS:
        return f.number("ordinal", right=f.j + 1)
    j = f.j + (near.word(f.j) == "-")
    tail = near.word(j) in near.vocab.ordinals and near.vocab.small.get(near.word(f.j - 1), ("tens",))[0] == "tens"
    return f.number("ordinal", right=j + 1) if f.form == "words" and tail else None


def times(near: Nearby, f: Found, last: Number | None) -> Number | None:
    """Such as "shot seven times", "tenfold": how often, not how many."""
    return f.number("ordinal", right=f.unit.j) if f.unit and f.kind() == "times" else None


def compound(near: Nearby, f: Found, last: Number | None) -> Number | None:
    """Such as "two-storey", "three-judge": part of an adjective, unless it counts what claims count ("10-member")."""
    if near.word(f.j) != "-" or not near.glued(f.j + 1) or f.right > f.j:
        return None
    noun, after = near.word(f.j + 1), f.j + 2
    led = noun in near.around.points and (near.kind(after, "lead") or near.kind(after, "change"))
    counts = not noun[:1].isalpha() or noun in near.around.counted or led
    return None if counts else f.number("name")

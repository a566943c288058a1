"""What kind of source a noun phrase names: the military, a ministry, a witness (codebook, part 2)."""

from __future__ import annotations

from functools import cache

import pycountry

from builder.language.lexicon import Match, load
from builder.language.tokens import words_of
from builder.mentions.small_words import capital, is_wall, small_words
from builder.mentions.source_edges import known
from builder.mentions.sources import Source
from builder.model import Sentence

_STANDING = ("head", "name", "modifier")


@cache
def _countries() -> frozenset[tuple[str, ...]]:
    """The names of countries, as words."""
    names = [n for c in pycountry.countries for n in (c.name, getattr(c, "common_name", c.name))]
    others = [w for e in load()["parties"].entries if e.get("kind") == "country" for w in e.words]
    return frozenset(words_of(name) for name in (*names, *others))


@cache
def _acronyms() -> frozenset[str]:
    names = (w for e in load()["sources"].entries if e.get("role") == "name" for w in e.words)
    return frozenset(w.lower() for w in names if w.isupper())


def source_type(s: Sentence, source: Source, text: str) -> str | None:
    """The type of the noun phrase by its own words, then by its apposition; None if they do not tell."""
    i, j = source.note
    if any(m.entry.get("role") == "mark" for m in known(s, i, j)):
        return "anonymous"
    own = _typed(s, source.i, source.j, text)
    return (_typed(s, i, j, text) if i < j and own in (None, "other") else None) or own


def _typed(s: Sentence, i: int, j: int, text: str) -> str | None:
    """By the head (the last known noun before a preposition), then by modifiers and owners."""
    end = head_end(s, i, j)
    found = _standing(s, i, j, text)
    near, far = [m for m in found if i + m.i < end], [m for m in found if i + m.i >= end]
    for match in reversed(near):
        role, kind = match.entry.get("role"), match.entry.get("type")
        if role in ("head", "name"):
            return kind
        if role in ("generic", "carrier"):
            return _owner(near, match, far) or ("government" if kind == "other" and _holds_country(s, i, j) else kind)
    if near:
        return near[-1].entry.get("type")
    if is_country(s, Source(i, end)):
        return "government"
    return _typed(s, end + 1, j, text) if end + 1 < j else None


def _owner(near: list[Match], head: Match, far: list[Match]) -> str | None:
    """The type a generic head takes from before it ("health officials") or after ("officials of the army")."""
    others = [*(m for m in reversed(near) if m is not head), *far]
    for match in others:
        if match.entry.get("role") in _STANDING:
            return match.entry.get("type")
    if head.entry.get("role") == "carrier" or head.entry.get("type") == "other":
        return next((m.entry.get("type") for m in others if m.entry.get("role") == "generic"), None)
    return None


def head_end(s: Sentence, i: int, j: int) -> int:
    """Where the head of the noun phrase i..j ends: at its first preposition, comma or bracket."""
    words, w = s.tokens.words, small_words()
    stops = (k for k in range(i + 1, j) if words[k] in w.link or words[k] in (",", "(") or is_wall(s, k))
    end = next(stops, j)
    both = words[i:end].index("and") + i if "and" in words[i:end] else end
    return both if both > i and known(s, i, both) else end


def _standing(s: Sentence, i: int, j: int, text: str) -> list[Match]:
    """The known words of i..j that stand there in earnest: names need their capitals, "the post" is no newspaper."""
    return [m for m in known(s, i, j) if s.shouting or _in_earnest(s, i, m, text)]


def _in_earnest(s: Sentence, i: int, match: Match, text: str) -> bool:
    role, k = match.entry.get("role"), i + match.i
    if role == "modifier":
        return match.entry.get("type") != "media" or s.tokens.caps[k] or (k > i and capital(s, k - 1))
    if role != "name":
        return True
    if match.j - match.i == 1 and s.tokens.words[k] in _acronyms():
        word = text[s.tokens.starts[k] : s.tokens.ends[k]]
        return word.isupper() or (len(word) > 4 and s.tokens.caps[k])
    return any(s.tokens.caps[k : i + match.j])


def is_country(s: Sentence, source: Source) -> bool:
    words = s.tokens.words[source.i : source.j]
    return (words[1:] if words[:1] == ("the",) else words) in _countries()


def _holds_country(s: Sentence, i: int, j: int) -> bool:
    return any(is_country(s, Source(k, m)) for k in range(i, j) for m in range(k + 1, min(j, k + 4) + 1))


def _head(s: Sentence, source: Source) -> Match | None:
    """The last known noun of the head."""
    found = known(s, source.i, head_end(s, source.i, source.j))
    return found[-1] if found else None


def is_paper(s: Sentence, source: Source, opening: bool = False) -> bool:
    """True for a statement, a report, a video; `opening`: one that can follow "in" or "by" in front of a sentence."""
    head = _head(s, source)
    if head is None or (opening and not head.entry.get("opens")):
        return False
    return bool(head.entry.get("opens")) or head.entry.get("role") == "carrier"


def is_plan(s: Sentence, source: Source) -> bool:
    head = _head(s, source)
    return head is not None and bool(head.entry.get("plan"))


def is_study(s: Sentence, source: Source) -> bool:
    """True for a study, survey or poll."""
    head = _head(s, source)
    return head is not None and head.entry.get("type") == "expert" and bool(head.entry.get("opens"))


def is_toll(s: Sentence, i: int, j: int) -> bool:
    """True if tokens i..j hold the name of a count: "toll", "number of dead"."""
    return any(m.entry.get("counts") for m in known(s, i, j))


def is_share(s: Sentence, source: Source) -> bool:
    """True for "52 |percent of voters said": they are counted, and answer somebody who tells of it."""
    words, i = s.tokens.words, source.i
    for k in (i, i - 2, i - 3) if i and words[i - 1] == "of" else (i,):
        unit = load()["units"].at(words, k) if k > 0 and words[k - 1][0].isdigit() else None
        if unit is not None and unit.entry.get("kind") == "percent":
            return True
    return False


def is_scholar(s: Sentence, source: Source) -> bool:
    head = _head(s, source)
    return head is not None and head.entry.get("type") == "expert"


def is_person(s: Sentence, source: Source) -> bool:
    """True for one human being: "the spokesman", "Local prosecutor Ana Ruiz", and a name of nothing known."""
    head = _head(s, source)
    if head is None:
        return not is_country(s, source) and not is_plural(s, source)
    return bool(head.entry.get("who")) and head.form != "many"


def is_body(s: Sentence, source: Source) -> bool:
    """True for a body, firm, paper or country: what "it" may stand for."""
    head = _head(s, source)
    if head is None:
        return not is_plural(s, source)
    counts = head.entry.get("counts") or head.entry.get("who") or head.entry.get("role") == "modifier"
    return not counts and head.form != "many"


def is_crowd(s: Sentence, source: Source) -> bool:
    """True for several people of a known kind ("researchers", "police"): what "they" may stand for."""
    head = _head(s, source)
    speaks = head is not None and (head.entry.get("who") or head.entry.get("role") in ("head", "name"))
    return bool(speaks) and is_plural(s, source)


def is_named_person(s: Sentence, source: Source) -> bool:
    """True where the words themselves show a person: a role ("the mayor"), a title or two names."""
    if is_plural(s, source) or not is_person(s, source):
        return False
    if _head(s, source) is not None:
        return True
    return sum(capital(s, k) or (k == 0 and s.tokens.caps[0]) for k in range(source.i, source.j)) > 1


def is_plural(s: Sentence, source: Source) -> bool:
    """True where a plural verb or "they" may follow."""
    words = s.tokens.words
    end = head_end(s, source.i, source.j)
    word, head = words[end - 1], _head(s, source)
    link = next((k for k in range(source.i, source.j) if words[k] in small_words().link), source.j)
    if (
        "and" in words[source.i : link]
        or word in small_words().group
        or word in ("police", "people", "media", "i", "we", "you", "who", "data")
    ):
        return True
    if head is not None and head.form and (head.form == "many" or source.i + head.j == end):
        return head.form == "many"
    return word.endswith("s") and not word.endswith(("ss", "us", "is")) and not capital(s, end - 1)

"""What happened: effect words with their auxiliaries, and so their reading (who is hit: subject or object)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from builder.language.lexicon import Entry, Match, load, words_with
from builder.mentions.aims import aims
from builder.mentions.noun_phrases import rooms
from builder.model import Sentence

_AUXILIARIES = frozenset({"be", "have", "do", "modal", "not", "to", "adverb"})
_HEAD = 7
"""Tokens that may stand between `the number of` and the effect."""
_REACH = 6
"""Tokens that may stand between the first auxiliary and the verb ("may also have been seriously wounded")."""


_OBJECTS = frozenset({"a", "an", "the", "his", "her", "its", "their", "him", "them", "us", "me"})
_FIRST = frozenset({"unit", "teen", "tens", "dozen", "plural", "vague"})
"""Kinds of words that a number begins with."""
_PREPOSITIONS = frozenset({"of", "in", "at", "on", "for", "by"})


class Effect(Struct, frozen=True, gc=False):
    """Tokens start..j; the effect word itself is i..j, its auxiliaries start..i.

    reading  passive | active | past (active or passive: only the neighbours tell) | gerund | intransitive | either
             | adjective | present (`gunmen kill`, as headlines have it) | nominal | toll
    aux      classes of the words start..i (be, have, modal, not, to, ...), in order
    """

    start: int
    i: int
    j: int
    entry: Entry
    reading: str
    aux: tuple[str, ...] = ()

    @property
    def measure(self) -> str:
        return self.entry.get("measure")

    @property
    def on_things(self) -> str:
        """The measure for things where it differs from people's (`buried 12 houses`)."""
        return self.entry.get("things") or self.measure

    @property
    def weak(self) -> bool:
        return self.entry.get("weak") == "yes"


def find_effects(sentence: Sentence, dated: Collection[int] = ()) -> list[Effect]:
    """All effects of a sentence from left to right; base forms without an auxiliary are nouns or commands."""
    words, found = sentence.tokens.words, [*_counted(sentence.tokens.words)]
    for m in rooms().effects.find(words):
        effect = _effect(words, m) or (_joined(words, m, found[-1]) if found else None)
        if effect and not _line_up(sentence, m):
            found.append(replace(effect, reading="active") if _has_object(words, effect, dated) else effect)
    return sorted((_with_head(words, e) for e in found), key=lambda e: e.i)


def _counted(words: Sequence[str]) -> Iterator[Effect]:
    """`the number of such returnees ... is now 200`: a running total of what a noun says happened."""
    for i, word in enumerate(words[:-2] if "number" in words else ()):
        if word != "number" or words[i + 1] != "of" or rooms().effects.at(words, i) is not None:
            continue
        for k in range(i + 2, min(i + 5, len(words))):
            noun = rooms().subjects.at(words, k)
            if noun and noun.form != "one" and noun.entry.get("measure"):
                yield Effect(i, i, noun.j, noun.entry, "toll")
                break
            if not words[k].isalpha() or (noun and noun.form != "one"):
                break


def _with_head(words: Sequence[str], e: Effect) -> Effect:
    """`the number of people known to have died`: with its head it is a toll."""
    if e.reading in ("nominal", "toll"):
        return e
    for k in range(e.start - 1, max(0, e.start - 1 - _HEAD), -1):
        if not words[k].isalpha():
            break
        if words[k] == "of" and words[k - 1] == "number":
            vague = not {"a", "an"}.isdisjoint(words[max(0, k - 3) : k - 1]) or _open_number(words, k)
            return e if vague else replace(e, start=k - 1, reading="toll")
    return e


def _open_number(words: Sequence[str], of: int) -> bool:
    """`large number of people were hurt`: open words without an article, which end at token `of`."""
    phrase = load()["numbers"].at(words, of - 2)
    return phrase is not None and phrase.j == of + 1


def _line_up(sentence: Sentence, m: Match) -> bool:
    """`(Burns 61)`: a verb's form with a capital behind a sign is a name; `The Life and Death of` is a title; `Omar's
    shot` is one at a goal."""
    tokens = sentence.tokens
    if m.i and tokens.words[m.i - 1] == "'s" and m.form == "past" and m.entry.get("weak"):
        return True
    if m.i and m.entry.get("voice") == "nominal" and tokens.caps[m.i] and not sentence.shouting:
        return tokens.words[m.i - 1] in ("and", "&") and tokens.caps[m.i - 2]
    if m.form == "past" and m.i > 1 and m.j < len(tokens) and not sentence.shouting and tokens.caps[m.i]:
        return tokens.caps[m.j] and tokens.caps[m.i - 1] is False and not _in_title_case(sentence)  # "of Killed Hill"
    if m.form not in ("base", "s") or m.i == 0 or sentence.shouting:
        return False
    return tokens.caps[m.i] and (not tokens.words[m.i - 1].isalpha() or not _in_title_case(sentence))


def _in_title_case(sentence: Sentence) -> bool:
    """True for a headline, whose verbs may have capitals; elsewhere a base form with one is part of a name."""
    long = [cap for word, cap in zip(sentence.tokens.words, sentence.tokens.caps, strict=True) if len(word) > 3]
    return sum(long) > len(long) / 2


def _has_object(words: Sequence[str], e: Effect, dated: Collection[int]) -> bool:
    """`dug out a mould`, `killed the deal`, `killed him`: a past with an object of its own is no passive."""
    if e.reading != "past" or e.j >= len(words) or e.j in dated or e.j + 1 in dated:
        return False
    return words[e.j] in _OBJECTS


def _joined(words: Sequence[str], m: Match, before: Effect) -> Effect | None:
    """`to kill one man and wound two`: a base form takes part in the auxiliaries of the verb before it."""
    if m.form == "base" and m.i and words[m.i - 1] in ("and", "or") and before.aux[-1:] in (("to",), ("modal",)):
        return Effect(m.i, m.i, m.j, m.entry, "active", before.aux)
    return None


@cache
def _nominals() -> Mapping[str, Entry]:
    """Nouns of events that name whom they befell after `of`: the noun -> its entry."""
    entries = [e for e in rooms().effects.entries if e.get("voice") == "nominal"]
    phrases = [(word.lower().split(), e) for e in entries for word in e.words]
    return {parts[0]: e for parts, e in phrases if len(parts) == 2 and parts[1] == "of"}


def names_event(words: Sequence[str]) -> bool:
    """True if a noun of an event stands among the words (`murder`), whatever follows it."""
    return not _nominals().keys().isdisjoint(words)


def gapped(words: Sequence[str]) -> bool:
    """True if an `of` stands somewhere behind a noun of an event: only then it may name whom it befell."""
    if "of" not in words or not names_event(words):
        return False
    return any(word in _nominals() and "of" in words[k + 1 :] for k, word in enumerate(words))


def gapped_nominals(sentence: Sentence, dated: Collection[int], barred: Collection[int]) -> Iterator[Effect]:
    """`the murder on Friday of`, `the killing in Lima of`: only a date or a place stands before `of`."""
    words = sentence.tokens.words
    for k, word in enumerate(words[:-2] if names_event(words) else ()):
        if word not in _nominals() or words[k + 1] == "of":
            continue
        m = k + 1
        while m < len(words) and (m in dated or m in barred or words[m] in ("in", "at", "on", "near")):
            m += 1
        if m > k + 1 and m < len(words) and words[m] == "of":
            yield Effect(k, k, k + 1, _nominals()[word], "nominal")


def effect_at(sentence: Sentence, k: int) -> Effect | None:
    """The effect that begins at token k."""
    found = rooms().effects.at(sentence.tokens.words, k) if k < len(sentence.tokens) else None
    return _effect(sentence.tokens.words, found) if found else None


def _effect(words: Sequence[str], m: Match) -> Effect | None:
    voice = m.entry.get("voice")
    if voice == "none":
        return None
    if voice == "nominal" and m.entry.get("measure") == "injured" and "fatal" in words[max(0, m.i - 2) : m.i]:
        return Effect(m.i, m.i, m.j, _nominals()["death"], voice)  # "the fatal 2003 shooting of"
    if voice in ("nominal", "toll"):
        return Effect(m.i, m.i, m.j, m.entry, voice)
    start, aux = _auxiliaries(words, m.i)
    if not words_with("turns", "role", "miss").isdisjoint(words[max(0, start - 1) : m.i]):
        return None  # "nearly drowned"
    if m.form == "base" and not aux:
        if voice == "intransitive" and m.i and not _noun_before(words, m.i):
            return Effect(m.i, m.i, m.j, m.entry, voice)
        return Effect(m.i, m.i, m.j, m.entry, "present") if _tells(words, m) else None
    if voice == "adjective":
        if _takes_object(words, m):
            return None
        return Effect(start, m.i, m.j, m.entry, voice, aux)
    reading = _reading(m.form, aux, voice)
    if m.entry.get("weak") and aims(words, m.j):
        return None
    if m.entry.get("weak") and m.entry.get("of") == "things" and not (m.j < len(words) and _counts(words, m.j)):
        return None  # "the hit song"
    if reading == "past" and (_does(words, start) or _bare_object(words, m.j)):
        reading = "active"
    if m.form == "s" and _noun_before(words, m.i):
        return None
    return Effect(start, m.i, m.j, m.entry, reading, aux) if reading else None


def _bare_object(words: Sequence[str], k: int) -> bool:
    """True for `suspect shot victim`, as headlines have it: a single person without an article right behind."""
    noun = rooms().subjects.at(words, k) if k < len(words) else None
    return noun is not None and noun.form == "one" and not noun.entry.get("measure")


def _does(words: Sequence[str], start: int) -> bool:
    """True for `two men who shot a guard`: a bare past behind a relative word is what its people did, not suffered."""
    before = rooms().grammar.at(words, start - 1) if start else None
    return before is not None and before.j == start and before.entry.get("class") == "relative"


def _tells(words: Sequence[str], m: Match) -> bool:
    """True for `gunmen kill a man`: a plural before the bare verb and something counted or named behind it; for
    `floods kill 20`: any word in -s before it and a number behind."""
    if m.i == 0 or m.j >= len(words) or m.entry.get("voice") == "intransitive":
        return False
    if words[m.i - 1].endswith("s") and not m.entry.get("weak") and _counts(words, m.j):
        return True
    before = rooms().subjects.at(words, m.i - 1)
    return before is not None and before.form != "one" and words[m.j] not in _PREPOSITIONS


def _counts(words: Sequence[str], k: int) -> bool:
    """True if a number or an article begins at token k."""
    number = load()["numbers"].at(words, k)
    first = number is not None and number.entry.get("kind") in _FIRST
    return first or words[k][0].isdigit() or words[k] in ("a", "an")


def _takes_object(words: Sequence[str], m: Match) -> bool:
    """`are missing their captain`, `missing a trick`: the participle of the verb, no state."""
    if words[m.j - 1] != "missing" or m.j >= len(words):
        return False
    small = rooms().grammar.at(words, m.j)
    return words[m.j] in ("a", "an", "any") or (small is not None and small.entry.get("class") == "det")


def _reading(form: str, aux: tuple[str, ...], voice: str) -> str | None:
    """Which way the verb points; None where the word is no verb here."""
    if form == "base" and not {"to", "modal", "do"} & set(aux):
        return None
    if voice == "intransitive":
        return "intransitive"
    if voice == "either" and "be" not in aux:
        return "either"
    if form in ("past", "participle", ""):
        if "be" in aux and _last_verb(aux) != "have":
            return "passive"
        return "active" if {"have", "modal", "to"} & set(aux) else "past"
    return "gerund" if form == "ing" and "be" not in aux else "active"


def _last_verb(aux: tuple[str, ...]) -> str:
    """The auxiliary that governs the verb: `was said to have hurt` is no passive."""
    return next((kind for kind in reversed(aux) if kind not in ("adverb", "not")), "")


def _noun_before(words: Sequence[str], i: int) -> bool:
    """True where an article or preposition before token i makes a noun of it ("in the floods")."""
    small = rooms().grammar.at(words, i - 1) if i else None
    if small is None:
        return i > 0 and words[i - 1] in ("a", "an")
    return small.entry.get("class") in ("det", "prep")


def _auxiliaries(words: Sequence[str], i: int) -> tuple[int, tuple[str, ...]]:
    """The leftmost auxiliary before token i, and the classes of those between; adverbs count only between them."""
    grammar, start, classes, k = rooms().grammar, i, [], i - 1
    while k >= max(0, i - _REACH):
        small = grammar.at(words, k)
        kind = small.entry.get("class") if small else ""
        if kind not in _AUXILIARIES or (kind == "to" and k + 1 < i and words[k + 1] not in ("be", "have")):
            break
        classes.append(kind)
        if kind != "adverb":
            start = k
        k -= 1
    kept = tuple(reversed(classes[: i - start]))
    return start, kept

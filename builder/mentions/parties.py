"""Whose the counted people are: nationalities, countries, organisations and sides, and how a noun phrase names one.

Words come from `nationalities`, `parties` and ISO 3166-1; how far a name reaches is settled in names.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from builder.language.lexicon import Match, Phrases, load, words_with
from builder.mentions.names import kind_of, names, printed_so
from builder.model import Sentence

_LINKS = frozenset({"of", "from", "in", "with", "on", "for", "within", "to"})
_BE = frozenset({"was", "were", "is", "are", "being"})
_COMMON = ("member", "institution")
_PLACES = frozenset({"city", "region", "sea", "not"})


class PartyMention(Struct, frozen=True, gc=False):
    """Tokens i..j name a people, a country, an organisation, a side or a creed; `country` is ISO alpha-3 or None."""

    i: int
    j: int
    text: str
    country: str | None
    kind: str


@cache
def _nouns() -> Phrases:
    """Nouns that belong to a party ("fighters") or act for one ("the military")."""
    return Phrases([e for e in load()["parties"].entries if e.get("kind") in (*_COMMON, "side", "organisation")])


@cache
def _room(kind: str) -> Phrases:
    return Phrases([e for e in load()["parties"].entries if e.get("kind") == kind])


def find_parties(sentence: Sentence, text: str) -> list[PartyMention]:
    """All parties of a sentence from left to right; sides ("rebel") only where they stand before a noun."""
    words = sentence.tokens.words
    found: list[PartyMention] = []
    for match in names().find(words):
        kind = kind_of(match.entry)
        if kind in _PLACES or not printed_so(sentence.tokens, text, match, sentence.shouting):
            continue
        if kind == "side" and not _modifies(sentence, match):
            continue
        start = _prefixed(sentence, match)
        if start is None or _hyphen_follows(sentence, match.j):
            continue
        span = sentence.span(start, match.j)
        found.append(PartyMention(start, match.j, span.of(text), match.entry.get("country") or None, kind))
    return _joined(sentence, text, found)


def _modifies(sentence: Sentence, match: Match) -> bool:
    """True if a noun follows (or the side is itself a whole phrase, "both sides")."""
    words = sentence.tokens.words
    return match.j - match.i > 1 or (
        match.j < len(words) and words[match.j].isalpha() and _nouns().at(words, match.j) is not None
    )


def _prefixed(sentence: Sentence, match: Match) -> int | None:
    """The first token, with "pro-"; None after "anti-" or "non-", which turn the word about."""
    words, i = sentence.tokens.words, match.i
    if i < 2 or words[i - 1] != "-" or not sentence.tokens.glued(i):
        return i
    if words[i - 2] == "pro":
        return i - 2
    return None if words[i - 2] in ("anti", "non", "ex") else i


def _hyphen_follows(sentence: Sentence, j: int) -> bool:
    """True in "Iranian-backed", "U.S.-led": the word says who helps, not whose they are."""
    words, tokens = sentence.tokens.words, sentence.tokens
    return (
        j + 1 < len(words)
        and words[j] == "-"
        and tokens.glued(j)
        and tokens.glued(j + 1)
        and names().at(words, j + 1) is None
    )


def _joined(sentence: Sentence, text: str, found: Sequence[PartyMention]) -> list[PartyMention]:
    """Parties glued by a hyphen ("Palestinian-American") are one."""
    out: list[PartyMention] = []
    for m in found:
        last = out[-1] if out else None
        if last and m.i == last.j + 1 and sentence.tokens.words[last.j] == "-" and sentence.tokens.glued(m.i):
            out[-1] = PartyMention(last.i, m.j, sentence.span(last.i, m.j).of(text), m.country, m.kind)
        else:
            out.append(m)
    return out


def party_of(sentence: Sentence, text: str, i: int, j: int, parties: Sequence[PartyMention]) -> str | None:
    """The side of the counted noun phrase at tokens i..j, as printed; None where the phrase does not say."""
    inside = [p for p in parties if i <= p.i and p.j <= j]
    plain = [p for p in inside if p.kind != "religion"]
    if plain:
        return _coordinated(sentence, text, plain)
    return (
        _linked(sentence, text, j, parties)
        or _loser(sentence, i, parties)
        or _before(sentence, i, parties)
        or _predicate(sentence, j, parties)
        or _apposed(sentence, j, parties)
        or (_coordinated(sentence, text, inside) if inside else _unknown_before(sentence, text, i, j))
    )


def _coordinated(sentence: Sentence, text: str, found: Sequence[PartyMention]) -> str:
    """The first party, with those that "and", "or" or a comma tie to it."""
    words, first, end = sentence.tokens.words, found[0], found[0].j
    for p in found[1:]:
        between = words[end : p.i]
        if not between or any(w not in ("and", "or", ",", "the") for w in between):
            break
        end = p.j
    return sentence.span(first.i, end).of(text)


def _linked(sentence: Sentence, text: str, j: int, parties: Sequence[PartyMention]) -> str | None:
    """What follows the phrase: "members of the ...", "one from France", "civilians on both sides"."""
    words = sentence.tokens.words
    k = j + (words[j : j + 1] == ("each",) or words[j : j + 2] == (",", "from"))
    if k >= len(words) or (words[k] not in _LINKS and words[k] not in words_with("ties", "role", "belong")):
        return None
    link = words[k]
    k += 1 + (words[k + 1 : k + 2] in (("the",), ("a",), ("an",)))
    near = [p for p in parties if k <= p.i <= k + 2 and (p.kind == "side" or link != "on")]
    if near and not (link in ("in", "to") or (link == "of" and near[0].kind == "country" and not _member(sentence, j))):
        return _coordinated(sentence, text, [p for p in parties if p.i >= near[0].i])
    return _unknown_after(sentence, text, j, k) if link in ("of", "from") else None


def _member(sentence: Sentence, j: int) -> bool:
    return j > 0 and _nouns().at(sentence.tokens.words, j - 1) is not None


def _before(sentence: Sentence, i: int, parties: Sequence[PartyMention]) -> str | None:
    """A possessive just before the phrase: "Hamas's five fighters"."""
    words = sentence.tokens.words
    k = i - 2 if i > 1 and words[i - 1] == "'s" else -1
    return next((p.text for p in parties if p.j == k + 1), None) if k >= 0 else None


def _loser(sentence: Sentence, i: int, parties: Sequence[PartyMention]) -> str | None:
    """Who stands before a verb of losing: "the SDF suffered thousands of casualties"."""
    words = sentence.tokens.words
    verb = next((m for k in range(i - 1, max(i - 5, -1), -1) if (m := _room("loss").at(words, k))), None)
    near = [p for p in parties if verb and verb.i - 4 <= p.j <= verb.i]
    return near[-1].text if near else None


def _predicate(sentence: Sentence, j: int, parties: Sequence[PartyMention]) -> str | None:
    """The party is said of the phrase: "22 were Cuban"."""
    words = sentence.tokens.words
    if j + 1 >= len(words) or words[j] not in _BE:
        return None
    return next((p.text for p in parties if p.i == j + 1 and not _goes_on(sentence, p.j)), None)


def _goes_on(sentence: Sentence, k: int) -> bool:
    return k < len(sentence.tokens) and sentence.tokens.words[k].isalpha() and sentence.tokens.caps[k]


def _apposed(sentence: Sentence, j: int, parties: Sequence[PartyMention]) -> str | None:
    """A party in the apposition after a name: "Ahmed Ali, a commander of Hamas, died"."""
    words = sentence.tokens.words
    if j + 2 >= len(words) or words[j] != "," or not sentence.tokens.caps[j - 1]:
        return None
    end = next((k for k in range(j + 1, min(j + 14, len(words))) if words[k] in (",", ";", ".", "and", "who")), 0)
    near = [p for p in parties if j < p.i and p.j <= end and p.kind != "religion"]
    return next((p.text for p in near if words[p.j : p.j + 1] != ("'s",)), near[0].text if near else None)


def _unknown_before(sentence: Sentence, text: str, i: int, j: int) -> str | None:
    """A name the lexicon does not know, in capitals before a member noun: "BNP-Shibir activists"."""
    caps, words = sentence.tokens.caps, sentence.tokens.words
    if sentence.shouting:
        return None
    end = next((q for q in range(i + 1, j) if not caps[q] and caps[q - 1] and _nouns().at(words, q)), 0)
    start = end
    while start > i and (caps[start - 1] or words[start - 1] == "-"):
        start -= 1
    if start < end and start == 0 and not sentence.span(0, 1).of(text)[1:2].isupper():
        start = 1
    return sentence.span(start, end).of(text) if start < end else None


def _unknown_after(sentence: Sentence, text: str, j: int, k: int) -> str | None:
    """A name in capitals after a member noun and "of the": "members of the Seventh Brigade"."""
    words = sentence.tokens.words
    if sentence.shouting or words[k - 1] != "the" or not _member(sentence, j):
        return None
    end = k
    while end < len(words) and _name_goes_on(sentence, end):
        end += 1
    if end == k or (end < len(words) and _room("kin").at(words, end)):
        return None
    return sentence.span(k, end).of(text)


def _name_goes_on(sentence: Sentence, k: int) -> bool:
    """True if token k is part of a name: a capital, or a small word or mark inside one."""
    words, caps = sentence.tokens.words, sentence.tokens.caps
    if caps[k]:
        return True
    glued = sentence.tokens.glued(k) and (words[k] == "-" or words[k - 1] == "-")
    return glued or (words[k] in ("'", "'s", "of", "for", "and") and k + 1 < len(words) and caps[k + 1])


def owner_of(sentences: Sequence[Sentence], text: str, index: int, i: int) -> str | None:
    """Who "its" or "their" at token i of sentences[index] refers to, as a party name; None for single persons.

    "Their" asks for a noun that belongs to a side ("their fighters"), for it mostly stands for people ("their aunts").
    """
    sentence = sentences[index]
    words = sentence.tokens.words
    belongs = any(_room("member").at(words, k) for k in range(i + 1, min(i + 3, len(words))))
    if words[i] not in ("its", "their") or (words[i] == "their" and not belongs):
        return None
    found = _owner(sentence, text, i)
    if found or index == 0 or sentences[index - 1].paragraph < sentence.paragraph - 1:
        return found
    return _owner(sentences[index - 1], text, len(sentences[index - 1].tokens))


def _owner(sentence: Sentence, text: str, end: int) -> str | None:
    """The party before token `end` that can act and that a verb of losing follows; else the first that can act."""
    able = [p for p in find_parties(sentence, text) if p.j <= end and _acts(sentence, p)]
    words = sentence.tokens.words
    losing = [p for p in able if p.j < len(words) and _room("loss").at(words, p.j)]
    return losing[-1].text if losing else able[0].text if able else None


def _acts(sentence: Sentence, party: PartyMention) -> bool:
    """A country, an organisation, or an adjective or side before who acts for it ("the Israeli military")."""
    if party.kind in ("country", "organisation"):
        return True
    return party.j < len(sentence.tokens) and _nouns().at(sentence.tokens.words, party.j) is not None

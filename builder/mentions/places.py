"""Places: a name or a common noun behind a word that leads to a place, and which of them an event belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from builder.language.lexicon import Match, words_with
from builder.mentions.names import country_of
from builder.mentions.place_names import Found, Reader, room
from builder.model import Sentence

__all__ = ["PlaceMention", "country_of", "find_places", "place_for"]

_BOUNDS = frozenset({"least", "most"})
_GAP = frozenset({",", "(", "just"})


class PlaceMention(Struct, frozen=True, gc=False):
    """Tokens i..j are a place; `country` is ISO alpha-3 or None.

    kind    country, city, region, sea (known); facility, road, area, town (by their noun); named; common (no name)
    prep    the words that led to it
    within  True if it only says where the place before it lies ("Reading" in "in Elm Gardens in Reading")
    rank    how ready it is to be the place of an event, 0 first; 1: someone speaks there ("police in Redmoor", never
            the event's); 2: a place without a name, or one that people were brought to
    """

    i: int
    j: int
    text: str
    country: str | None
    kind: str
    prep: str
    within: bool = False
    rank: int = 0


def find_places(sentence: Sentence, text: str) -> list[PlaceMention]:
    """All places of a sentence from left to right, comma chains ("Mokha, Yemen") as one."""
    reader = Reader(sentence, text)
    return _placed(_chained(sentence, text, list(_mentions(reader))))


def _mentions(reader: Reader) -> Iterator[PlaceMention]:
    reached, last = 0, -1
    locative, words = room("locative"), reader.sentence.tokens.words
    for k in locative.spots(words):
        lead = locative.at(words, k) if k >= reached else None
        found = _led(reader, lead) if lead else None
        if lead is None or found is None:
            reached = lead.j if lead else reached
            continue
        end = _comma_chain(reader, found.j)
        lying, gap = words_with("ties", "role", "lie"), map(reader.word, range(last, lead.i))
        within = last >= 0 and (all(w in _GAP or w in lying for w in gap) or reader.word(lead.i - 1) in lying)
        yield _mention(reader, lead, Found(found.i, end, found.kind), within)
        reached, last = end, (end if found.kind != "common" else -1)


def _mention(reader: Reader, lead: Match, found: Found, within: bool) -> PlaceMention:
    printed = reader.sentence.span(found.i, found.j).of(reader.text)
    prep = " ".join(reader.sentence.tokens.words[lead.i : lead.j])
    rank = (
        2 if found.kind == "common" or lead.entry.get("use") == "goal" else int(bool(reader.at("source", lead.i - 1)))
    )
    return PlaceMention(found.i, found.j, printed, country_of(printed), found.kind, prep, within, rank)


def _led(reader: Reader, lead: Match) -> Found | None:
    """The place that the leading words have, if they may lead to such a one."""
    use = lead.entry.get("use")
    if reader.word(lead.j) in _BOUNDS:
        return None
    if use == "bare":
        return Found(lead.i, lead.j, "area")
    found = reader.place(lead.j)
    if found is None or use in ("", "near"):
        return found
    if use == "below":
        good = found.kind == "common"
    elif use == "surface":
        good = found.kind in ("road", "sea") or any(_surface(reader, q) for q in range(lead.j, found.j))
    elif use == "target":
        good = found.kind in ("city", "region", "country", "facility", "area")
    else:
        good = found.kind == "facility"
    return found if good else None


def _surface(reader: Reader, q: int) -> bool:
    noun = reader.at("noun", q)
    return noun is not None and noun.entry.get("size") in ("road", "area", "region")


def _comma_chain(reader: Reader, j: int) -> int:
    """The end of "Mokha, Yemen" or "Redmoor, Hill District, northern Gaza" whose first part ends at j."""
    while reader.word(j) == ",":
        first = reader.skip(j + 1)
        end = reader.run(first)
        if end == first or not (reader.known(first) or reader.ends_in_noun(first, end)):
            break
        if reader.word(j + 1) == "the" and not reader.known(first):
            break
        j = end
    return j


def _chained(sentence: Sentence, text: str, found: list[PlaceMention]) -> list[PlaceMention]:
    """A road alone does not say where: it takes in what follows, up to the place it is "in" ("Route 2 in Randolph")."""
    out: list[PlaceMention] = []
    for m in found:
        last = out[-1] if out else None
        if last and m.within and last.kind == "road" and m.kind != "common":
            kind, printed = m.kind if m.prep == "in" else "road", sentence.span(last.i, m.j).of(text)
            out[-1] = replace(last, j=m.j, text=printed, kind=kind, country=m.country or last.country)
        else:
            out.append(m)
    return out


def _placed(found: list[PlaceMention]) -> list[PlaceMention]:
    """A place takes the country of the one it lies in."""
    for n in range(len(found) - 2, -1, -1):
        if found[n + 1].within and found[n].country is None:
            found[n] = replace(found[n], country=found[n + 1].country)
    return found


def place_for(places: Sequence[PlaceMention], clause: tuple[int, int], at: int) -> PlaceMention | None:
    """The place of the event whose number or effect is at token `at`; clause is the half-open range of its tokens.

    Coders take the first, most specific part of a chain; a named place before a common one; within the clause before
    outside it; then the nearest.
    """
    heads = [p for p in places if not p.within and p.rank != 1]
    if not heads:
        return None
    return min(heads, key=lambda p: (p.rank, not clause[0] <= p.i < clause[1], _distance(p, at)))


def own_place(places: Sequence[PlaceMention], end: int) -> PlaceMention | None:
    """The place right behind the counted noun phrase that ends at token `end` ("one woman in Alder, two in Birch")."""
    return next((p for p in places if p.rank == 0 and p.i - 1 - p.prep.count(" ") == end), None)


def _distance(place: PlaceMention, at: int) -> float:
    """Tokens between, the leading words left out; of two as near, the one that follows ("21 in Alder, 36 in Birch")."""
    return place.i - at - 1 - place.prep.count(" ") if place.i > at else at - place.j + 0.5

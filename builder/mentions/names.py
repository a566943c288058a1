"""Proper names of peoples, organisations, countries and places in one table, so that the longest name wins.

"New Mexico" is no Mexico and "South Sudanese" no Sudanese. ISO 3166-1 comes from pycountry, read when first asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from builder.language.lexicon import Entry, Match, Phrases, load
from builder.language.tokens import tokenize
from builder.model import Tokens

PLACES = frozenset({"city", "region", "sea", "country"})
_COMMON = frozenset(
    {"member", "institution", "noun", "locative", "direction", "particle", "body", "stop", "source", "loss", "kin"}
)


@cache
def names() -> Phrases:
    """All names of `parties`, `nationalities`, `places` and ISO 3166-1; a word of two files keeps its first use."""
    rooms, taken = load(), set[str]()
    kept: list[Entry] = []
    for entry in (e for room in ("parties", "places", "nationalities") for e in rooms[room].entries):
        if entry.get("kind") not in _COMMON:
            kept.append(entry)
            taken.update(word.lower() for word in entry.words)
    return Phrases([*kept, *_countries(frozenset(taken))])


def _countries(known: frozenset[str]) -> Iterator[Entry]:
    """An entry for every ISO country, without the words that the lexicon itself already has."""
    import pycountry

    for country in pycountry.countries:
        forms = {getattr(country, key, "") for key in ("name", "common_name", "official_name")}
        words = tuple((name, "") for name in sorted(forms) if name and "," not in name and name.lower() not in known)
        if words:
            yield Entry("countries", words, "", features={"kind": "country", "country": country.alpha_3})


def kind_of(entry: Entry) -> str:
    """What a name is: nationality, country, organisation, side, religion, city, region, sea or not (no place)."""
    return entry.get("kind") or "nationality"


def printed_so(tokens: Tokens, text: str, match: Match, shouting: bool = False) -> bool:
    """True if the match has the capitals its entry asks for."""
    case = match.entry.get("case")
    if case == "any":
        return True
    if case in ("upper", "quiet"):
        return not (shouting and case == "quiet") and text[tokens.starts[match.i] : tokens.ends[match.j - 1]].isupper()
    return any(tokens.caps[match.i : match.j])


@cache
def _nouns() -> Phrases:
    return Phrases([e for e in load()["places"].entries if e.get("kind") == "noun"])


@lru_cache(maxsize=65536)
def country_of(place_text: str) -> str | None:
    """ISO alpha-3 of a place as printed: its last name with one country counts ("Paris, Texas"); None if ambiguous.

    An adjective counts only before a common noun ("Cuban roads", but not "the Indonesian Hospital"), and a name not
    where a road is called after it ("Cairo Street").
    """
    tokens = tokenize(place_text)
    code: str | None = None
    for match in names().find(tokens.words):
        if not printed_so(tokens, place_text, match):
            continue
        kind, noun = kind_of(match.entry), _nouns().at(tokens.words, match.j) if match.j < len(tokens) else None
        if noun and noun.entry.get("size") == "road" and tokens.caps[match.j]:
            continue
        plain = match.j < len(tokens) and tokens.words[match.j].isalpha() and not tokens.caps[match.j]
        if kind in PLACES or (kind == "nationality" and plain):
            code = match.entry.get("country") or code
    return code

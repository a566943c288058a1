"""Claims as figures of an event: what each says, from whom, and the words for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]

VOICE = "the text itself"
_QUALIFIERS = {
    "at_least": "at least ",
    "more_than": "more than ",
    "at_most": "at most ",
    "less_than": "less than ",
    "approximately": "about ",
}
_RELATIONS = {"own": "own side", "enemy": "the enemy", "third_party": "third party"}
OTHERS = "not known"
RELATIONS = (*_RELATIONS.values(), OTHERS)
"""Whose people a source counts, in words, in the order of legends."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One claim of an event. `who` is the source, or the publisher where the text speaks for itself; `place` is where
    on an axis it stands, null where it has no number."""

    claim_id: str
    measure: str
    said: str
    of: str
    who: str
    relation: str
    day: str
    low: float | None
    place: float | None
    high: float | None
    stance: str
    role: str | None
    thing: bool
    publisher: str | None
    title: str | None
    url: str | None


def figure(claim: Row, role: str | None = None) -> Figure:
    """A claim of the claims table as a figure."""
    low, value, high = claim["value_low"], claim["value"], claim["value_high"]
    place = next((n for n in (value, low, high) if n is not None), None)
    return Figure(
        claim["claim_id"],
        claim["measure"],
        said(claim),
        claim["subject_text"] or "",
        who(claim),
        _RELATIONS.get(claim["source_relation"] or "", OTHERS),
        str(claim["period_end"] or claim["published"] or ""),
        low,
        place,
        high,
        claim["stance"],
        role,
        claim["unit"] == "item",
        *(claim[name] for name in ("publisher", "title", "url")),
    )


def who(claim: Row) -> str:
    """The source as printed, without its article; the text's own voice by its publisher."""
    source = claim["source_text"]
    if not source:
        return f"{claim['publisher'] or 'unnamed publisher'} ({VOICE})"
    plain = " ".join(source.split())
    head, _, rest = plain.partition(" ")
    return rest if rest and head.lower() in ("the", "a", "an") else plain


def said(claim: Row) -> str:
    """The number in words as far as they go: at least 14, 16 to 20, dozens."""
    if claim["qualifier"] == "undisclosed":
        return "not disclosed"
    if claim["value"] is not None:
        return f"{_QUALIFIERS.get(claim['qualifier'], '')}{digits(claim['value'])}"
    if claim["qualifier"] == "range":
        return f"{digits(claim['value_low'])} to {digits(claim['value_high'])}"
    return str(claim["value_text"])


def digits(value: float | None) -> str:
    """Digits in groups of three; a dash for null."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}"


def lines(figures: Iterable[Figure]) -> list[str]:
    """The line of a chart on which each figure stands: its source, and for things what was counted. Sources that differ
    in capitals only are one."""
    known: dict[str, str] = {}
    said = (f"{one.who}: {one.of}" if one.thing and one.of else one.who for one in figures)
    return [known.setdefault(words.casefold(), words) for words in said]

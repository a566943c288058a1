"""What must hold for any text at all, as functions: the tests ask them of some texts, benchmarks/invariants.py of many.

A text is drawn from a seed: reports made from the lexicon's words, jumbles of its words, and stray characters.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from functools import cache

from builder.claims.extract import extract_claims
from builder.language.lexicon import load
from builder.model import Claim, Document, Qualifier, Stance
from builder.tables.claims import claim_id
from tests.made import DAY, Made, made

Figure = tuple[str, float | None, float | None, float | None, Qualifier, str]
_SIGNS = (*".,;:!?()[]{}\"'“”‘’«»-–—/%$€£#*&@\n\t\u00a0\u200b\u202e\ufeff\0é中🙂", "\r\n", "...", "1,000,", "--")
_MORE = "\n\nThe library in the old mill opens at noon, and the river path is lined with poplars."


def extract(text: str) -> list[Claim]:
    return extract_claims(Document("d", text, published=DAY))


def figures(claims: list[Claim]) -> list[Figure]:
    """What claims say, apart from where and how it is written."""
    return [(c.measure, c.value, c.value_low, c.value_high, c.qualifier, c.family) for c in claims]


def text_of(seed: int) -> str:
    """The text of a seed: a third each of reports, of jumbles and of reports with something odd in them."""
    rng = random.Random(seed)
    kind = seed % 3
    if kind == 0:
        return (" " if rng.random() < 0.7 else "\n\n").join(made(rng).text for _ in range(rng.randint(1, 3)))
    if kind == 1:
        rooms = (_vocabulary() if rng.random() < 0.8 else _SIGNS for _ in range(rng.randint(1, 30)))
        return " ".join(map(rng.choice, rooms))
    text = made(rng).text
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(text))
        text = text[:at] + rng.choice(_SIGNS) + text[at + rng.randint(0, 2) :]
    return text


@cache
def _vocabulary() -> tuple[str, ...]:
    """Every word of the lexicon, and some numbers."""
    words = {word for room in load().values() for entry in room.entries for word in entry.words}
    return (*sorted(words), *(f"{n:,}" for n in range(0, 3000, 37)), *map(str, range(1990, 2022)))


def broken(text: str, report: bool = False) -> Iterator[str]:
    """What does not hold of a text. `report`: it is plain prose, so that its numbers must survive other typography."""
    claims = extract(text)
    yield from _spans(text, claims)
    yield from _bounds(claims)
    if max(Counter(map(claim_id, claims)).values(), default=1) > 1:
        yield "two claims have one id"
    if extract(text) != claims:
        yield "a second reading gives other claims"
    if report:
        said = figures(claims)
        yield from (f"{name} change a number" for name, other in _respelled(text) if figures(extract(other)) != said)
        if extract(text + _MORE) != claims:
            yield "a paragraph about something else changes a claim"


def _spans(text: str, claims: list[Claim]) -> Iterator[str]:
    for n, c in enumerate(claims):
        end = c.sentence_start + len(c.sentence)
        if text[c.start : c.end] != c.value_text or not c.value_text:
            yield f"the span of {c.value_text!r} is not its text"
        if text[c.sentence_start : end] != c.sentence or not c.sentence_start <= c.start < c.end <= end:
            yield f"{c.value_text!r} is outside its sentence"
        if c.part_of is not None and not (0 <= c.part_of < len(claims) and c.part_of != n):
            yield f"{c.value_text!r} is part of nothing"


def _bounds(claims: list[Claim]) -> Iterator[str]:
    for c in claims:
        bounds = [n for n in (c.value_low, c.value, c.value_high) if n is not None]
        if bounds != sorted(bounds):
            yield f"the bounds of {c.value_text!r} are not in order"
        if (c.qualifier is Qualifier.UNDISCLOSED) != (c.stance is Stance.UNDISCLOSED):
            yield f"{c.value_text!r} is half undisclosed"
        if c.period.start and c.period.end and c.period.start > c.period.end:
            yield f"the period of {c.value_text!r} ends before it begins"


def _respelled(text: str) -> Iterator[tuple[str, str]]:
    """The same report in other typography."""
    yield "line breaks", "\n\n".join(wrapped(block, 60) for block in text.split("\n\n"))
    yield "doubled spaces", text.replace(" ", "  ")
    yield "no-break spaces", text.replace(" ", "\u00a0")
    yield "curly quotes", text.replace("'", "’")
    yield "a small first letter", text[:1].lower() + text[1:]


def wrapped(text: str, width: int) -> str:
    """Line breaks in place of spaces, each line as long as the width allows: no character more or less."""
    at = width
    while at < len(text) and (cut := text.rfind(" ", 0, at)) > at - width:
        text = text[:cut] + "\n" + text[cut + 1 :]
        at = cut + 1 + width
    return text


def untold(report: Made) -> str | None:
    """In what the claims of a made report differ from what it was made from; None if in nothing."""
    claims = [c for c in extract(report.text) if c.family != "statistic"]
    if len(claims) != 1:
        return f"{len(claims)} claims"
    claim, truth = claims[0], report.truth
    pairs: dict[str, tuple[object, object]] = {
        "measure": (claim.measure, truth.measure),
        "number": ((claim.value, claim.value_low, claim.value_high, claim.qualifier.value), truth.figure[1:]),
        "subject": ((claim.subject_text or "").lower(), truth.noun.lower()),
        "source": ((claim.source_text or "").lower(), (truth.source or "").lower()),
        "period": ((claim.period.start, claim.period.end), (truth.start, truth.end)),
    }
    if truth.start is None:
        del pairs["period"]  # nothing was said of it
    return next((name for name, (got, meant) in pairs.items() if got != meant), None)

"""All sentences of a document with all that was found in them: what `explain` shows."""

from __future__ import annotations

from dataclasses import dataclass

from builder.claims.context import Reading, open_document, read
from builder.claims.extract import claims_of
from builder.claims.people import regrouped
from builder.claims.victims import settle
from builder.model import Claim, Document


@dataclass(frozen=True, slots=True)
class Analysed:
    """One sentence as it was read, with the claims it gave: what `explain` shows."""

    reading: Reading
    claims: tuple[Claim, ...]


def analyse(document: Document) -> list[Analysed]:
    """All sentences of a document with all their mentions, and the same claims."""
    context = open_document(document)
    found: list[Analysed] = []
    count = 0
    for sentence in context.sentences:
        reading = read(context, sentence)
        claims = tuple(claims_of(context, reading, count))
        found.append(Analysed(reading, claims))
        count += len(claims)
    claims_found = regrouped(context, [claim for analysed in found for claim in analysed.claims])
    return _put_back(found, settle(claims_found))


def _put_back(found: list[Analysed], claims: list[Claim]) -> list[Analysed]:
    """The settled claims by sentence."""
    by_sentence: dict[int, list[Claim]] = {}
    for claim in claims:
        by_sentence.setdefault(claim.sentence_start, []).append(claim)
    return [Analysed(a.reading, tuple(by_sentence.get(a.reading.sentence.start, ()))) for a in found]

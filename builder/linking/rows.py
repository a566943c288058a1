"""Rows of a claims table as claims again: with what a document's totals and the linking want to know of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from builder.model import Basis, Claim, Period, Qualifier, Stance

if TYPE_CHECKING:
    import pandas as pd

_NEEDED = ("claim_id", "measure", "value")
_TEXT: tuple[str, ...] = ("document_id", "family", "measure", "value_text", "unit", "subject_text", "subject_group")
_TEXT += ("subject_party", "source_text", "source_type", "source_via", "source_relation", "cue", "period_text")
_TEXT += ("place_text", "country", "sentence", "rule")
_NUMBERS = ("value", "value_low", "value_high")
_DOCUMENT = ("claim_id", "published", "publisher", "title", "part_of", "period_start", "period_end", "period_precision")
_REST = ("char_start", "char_end", "qualifier", "stance", "basis", "implicit", "confidence")
_THINGS = frozenset({"destroyed", "damaged", "shot_down"})


class NoClaims(ValueError):
    """The table lacks the columns without which nothing can be linked."""


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One claim with its place in the table. `claim.part_of` is 0 for any part: which total it is a part of is in
    `part_of`. `cluster` is the wire cluster of its document."""

    at: int
    id: str
    claim: Claim
    published: date | None
    publisher: str | None
    title: str | None
    cluster: str
    part_of: str | None = None


Impute = Callable[[Claim], Claim]
"""What a policy makes of a claim; the claim itself under `literal`."""


def rows_of(
    claims: pd.DataFrame, clusters: Mapping[str, str] = MappingProxyType({}), impute: Impute = lambda claim: claim
) -> list[Row]:
    """The rows of a table with the published columns (those that are missing count as empty), in its order.

    `clusters`: document_id -> wire_cluster. Raises NoClaims without claim_id, measure and value.
    """
    if missing := [name for name in _NEEDED if name not in claims]:
        raise NoClaims(f"no column '{missing[0]}': is this a table of claims?")
    cells = {name: _cells(claims, name) for name in (*_TEXT, *_NUMBERS, *_DOCUMENT, *_REST)}
    starts = _sentence_starts(cells)
    return [_row(n, {name: cells[name][n] for name in cells}, starts[n], clusters, impute) for n in range(len(claims))]


def _cells(claims: pd.DataFrame, name: str) -> list[Any]:
    """A column as plain values, None for every sort of null."""
    if name not in claims:
        return [None] * len(claims)
    column = claims[name].astype(object)
    return column.where(column.notna(), None).tolist()


def _row(n: int, cell: Mapping[str, Any], start: int, clusters: Mapping[str, str], impute: Impute) -> Row:
    document = str(cell["document_id"] if cell["document_id"] is not None else cell["claim_id"])
    begin = int(cell["char_start"] if cell["char_start"] is not None else n)
    text = {name: None if cell[name] is None else str(cell[name]) for name in _TEXT}
    words = text["value_text"] or ""
    text |= {"document_id": document, "value_text": words, "sentence": text["sentence"] or "", "rule": ""}
    text["family"] = text["family"] or ("damage" if text["measure"] in _THINGS else "casualty")
    claim = Claim(
        **text,  # type: ignore[arg-type]
        **{name: None if cell[name] is None else float(cell[name]) for name in _NUMBERS},  # type: ignore[arg-type]
        start=begin,
        end=begin + len(words),
        sentence_start=start,
        qualifier=_member(Qualifier, cell["qualifier"], Qualifier.EXACT),
        stance=_member(Stance, cell["stance"], Stance.ASSERTED),
        basis=_member(Basis, cell["basis"], Basis.UNKNOWN),
        implicit=bool(cell["implicit"]),
        period=Period(day(cell["period_start"]), day(cell["period_end"]), cell["period_precision"] or "unknown"),
        part_of=None if cell["part_of"] is None else 0,
    )
    known = (day(cell["published"]), cell["publisher"], cell["title"], clusters.get(document, document))
    return Row(n, str(cell["claim_id"]), impute(claim), *known, cell["part_of"])


def _member(kind: Any, value: Any, default: Any) -> Any:
    with suppress(ValueError):
        return kind(value)
    return default


@lru_cache(maxsize=4096)
def day(value: Any) -> date | None:
    """An ISO date, None for what is none: other people's tables hold all sorts."""
    with suppress(ValueError, TypeError):
        return date.fromisoformat(str(value)[:10])
    return None


def _sentence_starts(cells: Mapping[str, Sequence[Any]]) -> list[int]:
    """Where each claim's sentence begins in its text: the table has the sentence and the claim's place in the text, and
    the claims of one sentence must agree."""
    found = [0] * len(cells["claim_id"])
    keys = list(zip(cells["document_id"], cells["sentence"], strict=True))
    for _, group in groupby(range(len(keys)), key=keys.__getitem__):
        members = list(group)
        votes = Counter(start for n in members for start in _starts(cells, n))
        if votes:
            best = max(votes.items(), key=lambda vote: (vote[1], vote[0]))[0]
            for n in members:
                found[n] = best
    return found


def _starts(cells: Mapping[str, Sequence[Any]], n: int) -> Iterator[int]:
    """Every start that would put the claim's words where the table says they stand."""
    sentence, words, start = cells["sentence"][n], cells["value_text"][n], cells["char_start"][n]
    if not sentence or not words or start is None:
        return
    at = sentence.find(words)
    while at >= 0:
        yield int(start) - at
        at = sentence.find(words, at + 1)

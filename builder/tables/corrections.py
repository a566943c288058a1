"""Corrections: what somebody who read the text changes in a claim, and why. Read strictly, applied at every build.

    [[correction]]
    claim = "392119f332949a2d"        # or: document = "d17", quote = "at least 14 people"
    field = "value"
    old = 14
    new = 15                          # "" is: nothing
    reason = "The printed edition has 15."
    by = "A. Editor"

A correction whose claim is not there, or does not say what `old` says, is an error: the text or the rules have changed,
and somebody has to look again. What is evidence (words, spans, sentences) cannot be corrected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from builder.model import Basis, Claim, Document, Qualifier, Stance
from builder.strict import check_keys, entries
from builder.tables.schema import Column, columns

EVIDENCE = frozenset({"document_id", "value_text", "sentence", "rule", "confidence", "part_of"})
OF_PERIOD = {"period_start": "start", "period_end": "end", "period_precision": "precision", "period_edtf": "edtf"}
ENUMS = {"qualifier": Qualifier, "stance": Stance, "basis": Basis}
WORDS = ("field", "reason", "by")
KEYS = ("claim", "document", "quote", "old", "new", *WORDS)


class CorrectionError(ValueError):
    """corrections.toml says something that is not known, or does not fit what was built."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One change of one field of one claim, named by its id or by words of a document in which it alone stands."""

    where: str
    field: str
    old: Any
    new: Any
    reason: str
    by: str
    claim: str | None = None
    document: str | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """A correction that was made, as the release shows it; `claim_id` is the one in the release."""

    claim_id: str
    document_id: str
    field: str
    old: Any
    new: Any
    reason: str
    by: str


@dataclass(slots=True)
class Corrections:
    """The corrections of a build while it runs, and which of them were made."""

    all: tuple[Correction, ...] = ()
    made: dict[int, Applied] = field(default_factory=dict)

    def applied(self, document: Document, claims: list[Claim]) -> list[Claim]:
        """The claims of a document, corrected."""
        if not self.all:
            return claims
        from builder.tables.claims import claim_id

        ids = [claim_id(claim) for claim in claims]
        for n, one in enumerate(self.all):
            if (at := _place(one, document, claims, ids)) is not None:
                claims = [*claims[:at], _corrected(one, claims[at]), *claims[at + 1 :]]
                told = (one.field, one.old, one.new, one.reason, one.by)
                self.made[n] = Applied(claim_id(claims[at]), document.id, *told)
        return claims

    def close(self) -> tuple[Applied, ...]:
        """All that were made, in the order of the file; one that was not is a CorrectionError."""
        unused = [one for n, one in enumerate(self.all) if n not in self.made]
        if unused:
            raise CorrectionError("\n".join(f"{one.where}: no claim in this build to correct" for one in unused))
        return tuple(self.made[n] for n in sorted(self.made))


def _place(one: Correction, document: Document, claims: Sequence[Claim], ids: Sequence[str]) -> int | None:
    """The claim meant, None if it is of another document."""
    if one.claim is not None:
        return ids.index(one.claim) if one.claim in ids else None
    if one.document != document.id or one.quote is None:
        return None
    start = document.text.find(one.quote)
    if start < 0 or document.text.find(one.quote, start + 1) >= 0:
        raise CorrectionError(f"{one.where}: the quote stands {'twice' if start >= 0 else 'nowhere'} in the document")
    end = start + len(one.quote)
    found = [n for n, claim in enumerate(claims) if start <= claim.start and claim.end <= end]
    if len(found) != 1:
        raise CorrectionError(f"{one.where}: the quote holds {len(found)} claims, not one")
    return found[0]


def _corrected(one: Correction, claim: Claim) -> Claim:
    period = OF_PERIOD.get(one.field)
    found = getattr(claim.period, period) if period else getattr(claim, one.field)
    if found != one.old:
        raise CorrectionError(f"{one.where}: {one.field} is {_said(found)}, not {_said(one.old)}")
    if period:
        return replace(claim, period=replace(claim.period, **{period: one.new}))
    changed: dict[str, Any] = {one.field: ENUMS[one.field](one.new) if one.field in ENUMS else one.new}
    return replace(claim, **changed)


def _said(value: Any) -> str:
    return "nothing" if value is None else f"'{value}'"


def load(path: Path) -> Corrections:
    """The corrections of a file; whatever it says that is not known is a CorrectionError."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise CorrectionError(f"{path}: {error}") from error
    return parse(text, str(path))


def parse(text: str, path: str) -> Corrections:
    """The corrections of a text; `path` is for messages."""
    rows = entries(text, path, "correction", CorrectionError)
    return Corrections(tuple(_correction(f"{path}, correction {n}", row) for n, row in enumerate(rows, 1)))


def _correction(where: str, row: Any) -> Correction:
    _keys(where, row)
    column = correctable()[row["field"]]
    old, new = (_value(f"{where}: {key}", column, row[key]) for key in ("old", "new"))
    if old == new:
        raise CorrectionError(f"{where}: old and new are the same")
    said = {key: row[key] for key in ("claim", "document", "quote", *WORDS) if key in row}
    return Correction(where=where, old=old, new=new, **said)


def _keys(where: str, row: Any) -> None:
    check_keys(where, row, dict.fromkeys(KEYS, object), CorrectionError, optional=("claim", "document", "quote"))
    for key, value in row.items():
        if key not in ("old", "new") and not (isinstance(value, str) and value.strip()):
            raise CorrectionError(f"{where}: {key} = {value!r} is no text")
    if {"claim", "document", "quote"} & row.keys() not in ({"claim"}, {"document", "quote"}):
        raise CorrectionError(f"{where}: say either 'claim', or 'document' and 'quote'")
    if row["field"] not in correctable():
        raise CorrectionError(f"{where}: field = {row['field']!r} is not one of {', '.join(correctable())}")


def correctable() -> Mapping[str, Column]:
    """What can be corrected: what a claim says, but not its evidence."""
    own = set(Claim.__struct_fields__) - EVIDENCE
    return {c.name: c for c in columns("claims") if c.name in own or c.name in OF_PERIOD}


def _value(where: str, column: Column, value: Any) -> Any:
    """A value as claims hold it; the empty string is null."""
    if value == "":
        if column.null:
            return None
        raise CorrectionError(f"{where}: {column.name} is never empty")
    if column.dtype == "date":
        return _date(where, value)
    kinds: Mapping[str, Any] = {"string": str, "boolean": bool, "number": (int, float), "integer": int}
    if not isinstance(value, kinds[column.dtype]) or isinstance(value, bool) != (column.dtype == "boolean"):
        raise CorrectionError(f"{where} = {value!r} is not a {column.dtype}")
    if column.values and value not in column.values:
        raise CorrectionError(f"{where} = {value!r} is not one of {', '.join(column.values)}")
    return float(value) if column.dtype == "number" else value


def _date(where: str, value: Any) -> date:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else _day(value)
    except (ValueError, TypeError) as error:
        raise CorrectionError(f"{where} = {value!r} is not a date") from error


def _day(value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError
    return value

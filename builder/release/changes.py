"""What a release changed: claims added, removed and revised against the one before, each with the reason.

Claims are the same claim if they have the same id (of document, span and measure). Reasons, the first that holds:

    correction  somebody corrected this field, or took a correction back
    input       the document is new or gone, or what is known of it, or its text, has changed
    version     the claims were made by another version of tallybook, or by another policy
    unknown     none of these: to be looked at
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.validation.inputs import given

if TYPE_CHECKING:
    import pandas as pd

ADDED, REMOVED, REVISED = "added", "removed", "revised"
OF_DOCUMENT = frozenset({"document_id", "published", "publisher", "title", "url", "language", "page"})
OF_BUILD = frozenset({"builder_version", "policy"})
"""Columns that differ in every row when the tool does: their change is a reason, not a revision."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of changes.csv; `field`, `old` and `new` are empty for a claim that came or went."""

    claim_id: str
    document_id: str
    change: str
    field: str
    old: str
    new: str
    why: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since `before` (its version; None for a first release)."""

    before: str | None = None
    all: tuple[Change, ...] = ()
    columns: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.all)

    def csv(self) -> str:
        """changes.csv"""
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(one.name for one in fields(Change))
        writer.writerows(astuple(one) for one in self.all)
        return buffer.getvalue()

    def claims(self, change: str) -> int:
        """How many claims were added, removed or revised."""
        return len({one.claim_id for one in self.all if one.change == change})

    def why(self) -> Counter[tuple[str, str]]:
        """(change, reason) -> claims."""
        return Counter((change, why) for _, change, why in {(one.claim_id, one.change, one.why) for one in self.all})


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two releases, as far as it is compared."""

    claims: pd.DataFrame
    texts: Mapping[str, str]
    corrected: frozenset[tuple[str, str]]
    documents: frozenset[str]

    @classmethod
    def of(cls, folder: Path) -> Side:
        found = given(folder)
        texts = {id: hashlib.sha256(text.encode()).hexdigest() for id, text in (found.texts or {}).items()}
        claims, documents = found.tables["claims"], found.tables.get("documents")
        read = documents[documents["status"] == "read"] if documents is not None else claims
        return cls(claims.set_index("claim_id"), texts, _corrected(folder), frozenset(read["document_id"]))

    def tool(self) -> set[Any]:
        names = [name for name in sorted(OF_BUILD) if name in self.claims]
        return set(self.claims[names].drop_duplicates().itertuples(index=False, name=None))


def compared(old: Path, new: Path) -> Changes:
    """The changes from one release folder to another (or a build)."""
    before, after = Side.of(old), Side.of(new)
    reason = _Reason(before, after)
    found = [*_gone(before, after, reason), *_come(before, after, reason), *_revised(before, after, reason)]
    columns = list(before.claims.columns) != list(after.claims.columns)
    return Changes(old.name, tuple(found), columns, {"old": len(before.claims), "new": len(after.claims)})


def _corrected(folder: Path) -> frozenset[tuple[str, str]]:
    path = folder / "corrections.csv"
    if not path.is_file():
        return frozenset()
    with path.open(encoding="utf-8", newline="") as handle:
        return frozenset((row["claim_id"], row["field"]) for row in csv.DictReader(handle))


class _Reason:
    """Why a claim came, went or changed."""

    def __init__(self, before: Side, after: Side) -> None:
        self.before, self.after = before, after
        self.tool = before.tool() != after.tool()
        self.corrected = before.corrected | after.corrected
        self.corrected_claims = {claim for claim, _ in self.corrected}

    def of(self, claim: str, document: str, field: str | None = None) -> str:
        fixed = (claim, field) in self.corrected if field else claim in self.corrected_claims
        if fixed:
            return "correction"
        if field in OF_DOCUMENT or self._other_input(document):
            return "input"
        return "version" if self.tool else "unknown"

    def _other_input(self, document: str) -> bool:
        known = document in self.before.documents, document in self.after.documents
        return known != (True, True) or self.before.texts.get(document) != self.after.texts.get(document)


def _gone(before: Side, after: Side, reason: _Reason) -> Iterator[Change]:
    rows = before.claims.loc[~before.claims.index.isin(after.claims.index), "document_id"]
    for claim, document in rows.items():
        yield Change(str(claim), document, REMOVED, "", "", "", reason.of(str(claim), document))


def _come(before: Side, after: Side, reason: _Reason) -> Iterator[Change]:
    rows = after.claims.loc[~after.claims.index.isin(before.claims.index), "document_id"]
    for claim, document in rows.items():
        yield Change(str(claim), document, ADDED, "", "", "", reason.of(str(claim), document))


def _revised(before: Side, after: Side, reason: _Reason) -> Iterator[Change]:
    """By claim in the order of the new table, and by column within a claim."""
    shared = after.claims.index[after.claims.index.isin(before.claims.index)]
    old, new = before.claims.loc[shared], after.claims.loc[shared]
    names = [name for name in new.columns if name in old.columns and name not in OF_BUILD]
    documents, found = [str(id) for id in new["document_id"]], dict[str, list[Change]]()
    for name in names:
        for claim, document, one, other in zip(shared, documents, _values(old[name]), _values(new[name]), strict=True):
            if one != other:
                why = reason.of(claim, document, name)
                found.setdefault(claim, []).append(Change(claim, document, REVISED, name, one, other, why))
    for claim in shared:
        yield from found.get(str(claim), ())


def _values(column: pd.Series[Any]) -> list[str]:
    """As the CSV prints them; null is nothing."""
    return ["" if missing else _shown(value) for value, missing in zip(column, column.isna(), strict=True)]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)

"""Parts into tables, in the order of the inputs and in two passes: every document is judged (is it known already?), and
then, when all are known, the rows are written. Everything seen gets a row of the documents table: read, duplicate or
rejected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.documents import Reject, hash_id
from builder.documents.ledger import DUPLICATE, READ, REJECTED, Ledger, Seen, Verdict
from builder.documents.marks import Mark
from builder.documents.records import shown
from builder.engines.parts import MARK, read
from builder.publish import Streams
from builder.tables.corrections import Applied, Correction, CorrectionError, Corrections
from builder.tables.renamed import flat, renamed

if TYPE_CHECKING:
    import pyarrow as pa

_JUDGED = ("document_id", "url", "published", "path", "line", "own", "n_claims", "reason", "value", "trouble", "made")
_TOTALS = tuple(f"{what}_{end}" for what in ("killed", "injured") for end in ("low", "best", "high"))
FIRST = 10
"""Rejects that are kept to be told; the file holds all of them."""


@dataclass(slots=True)
class Counts:
    """What a build says of itself: claims by family and measure, documents by what became of them."""

    claims: Counter[tuple[str, str]] = field(default_factory=Counter)
    status: Counter[str] = field(default_factory=Counter)
    with_claims: int = 0
    foreign: int = 0
    versions: int = 0
    undated: int = 0
    first_rejects: list[Reject] = field(default_factory=list)

    @property
    def documents(self) -> int:
        return self.status.total()


class Gatherer:
    """First `judge` every part, then `close`, then `write`."""

    def __init__(self, folder: Path, keep: bool, corrections: Sequence[Correction]) -> None:
        self._ledger = Ledger(folder, keep)
        self._corrections = Corrections(tuple(corrections))
        self._parts: list[tuple[Path, int]] = []
        self._rejects = 0
        self.counts = Counts()

    def judge(self, part: Path) -> Mapping[str, int]:
        """Status -> rows of a part, and `claims` -> the claims of what is read. Raises CorrectionError."""
        rows = read(part, [*_JUDGED, *MARK]).to_pylist()
        found: Counter[str] = Counter()
        for row in rows:
            status = self._judge(row)
            found[status] += 1
            if status == READ:
                found["claims"] += row["n_claims"]
                self._correct(row)
            if status == REJECTED and len(self.counts.first_rejects) < FIRST and row["reason"]:
                self.counts.first_rejects.append(_reject(row, row["reason"]))
        self._parts.append((part, len(rows)))
        return found

    def _judge(self, row: Mapping[str, Any]) -> str:
        if row["reason"] is not None:
            self._ledger.reject()
            return REJECTED
        mark = Mark(**{name: row[column] for column, name in MARK.items()})
        day = row["published"].isoformat() if row["published"] else None
        return self._ledger.judge(Seen(row["document_id"], row["url"], row["path"], row["line"], day, row["own"], mark))

    def _correct(self, row: Mapping[str, Any]) -> None:
        if row["trouble"]:
            raise CorrectionError(row["trouble"])
        for made in row["made"]:
            one = self._corrections.all[made["n"]]
            told = (one.field, one.old, one.new, one.reason, one.by)
            self._corrections.made[made["n"]] = Applied(made["claim_id"], row["document_id"], *told)

    def close(self) -> tuple[Applied, ...]:
        """The corrections that were made; raises CorrectionError for one that was not. Finds the clusters."""
        made = self._corrections.close()
        self._ledger.close()
        return made

    def write(self, to: Streams, texts: bool) -> None:
        """All rows into the tables."""
        self.counts.first_rejects.clear()
        start = 0
        for part, count in self._parts:
            rows = read(part)
            verdicts = list(self._ledger.verdicts(start, start + count))
            start += count
            ids = self._ids(rows, verdicts)
            to.rejects.add(self._rejected(rows, verdicts))
            self._write_claims(to, rows, verdicts, ids)
            self._write_documents(to, rows, verdicts, ids, texts)
        self._ledger.shut()

    def _ids(self, rows: pa.Table, verdicts: Sequence[Verdict]) -> list[str]:
        """The id of each row: its own, another where that was taken, and one of its place for what is no document; the
        same file may be rejected twice."""
        given = rows.select(["document_id", "path", "line", "reason"]).to_pylist()
        ids = []
        for row, verdict in zip(given, verdicts, strict=True):
            if verdict.status != REJECTED:
                ids.append(verdict.id or row["document_id"])
                continue
            why = verdict.reason or row["reason"]
            ids.append(hash_id(f"{self._rejects}\0{row['path']}\0{row['line']}\0{why}"))
            self._rejects += 1
        return ids

    def _rejected(self, rows: pa.Table, verdicts: Sequence[Verdict]) -> list[Reject]:
        at = [n for n, verdict in enumerate(verdicts) if verdict.status == REJECTED]
        given = rows.select(["document_id", "path", "line", "reason", "value"]).take(at).to_pylist() if at else []
        found = [_reject(row, verdicts[n].reason) for n, row in zip(at, given, strict=True)]
        self.counts.first_rejects.extend(found[: FIRST - len(self.counts.first_rejects)])
        return found

    def _write_claims(self, to: Streams, rows: pa.Table, verdicts: Sequence[Verdict], ids: Sequence[str]) -> None:
        import pyarrow as pa

        held = [verdict.status == READ for verdict in verdicts]
        read = rows.filter(pa.array(held))
        new = [id if v.id else None for id, v, is_read in zip(ids, verdicts, held, strict=True) if is_read]
        claims = renamed(*flat(read["claims"]), new)
        self.counts.claims.update(zip(claims["family"].to_pylist(), claims["measure"].to_pylist(), strict=True))
        to.claims.add(claims)

    def _write_documents(
        self, to: Streams, rows: pa.Table, verdicts: Sequence[Verdict], ids: Sequence[str], texts: bool
    ) -> None:
        import pyarrow as pa
        import pyarrow.compute as pc

        status = [verdict.status for verdict in verdicts]
        known, held = (pa.array([s in which for s in status]) for which in ((READ, DUPLICATE), (READ,)))
        clusters = [v.wire_cluster or (id if v.status == READ else None) for v, id in zip(verdicts, ids, strict=True)]
        new = {
            "document_id": ids,
            "status": status,
            "duplicate_of": [verdict.duplicate_of for verdict in verdicts],
            "wire_cluster": clusters,
            "path": rows["path"],
            "line": rows["line"],
            "n_claims": pc.if_else(held, rows["n_claims"], 0),
        }
        table = {}
        for name in (*to.documents.names, "text"):
            mask = held if name in _TOTALS else known
            table[name] = new[name] if name in new else pc.if_else(mask, rows[name], None)
        if not texts:
            table["text"] = pa.nulls(len(rows), pa.string())
        made = pa.table(table)
        to.documents.add(made)
        self._count(made)

    def _count(self, rows: pa.Table) -> None:
        counts = self.counts
        told = ["document_id", "status", "n_claims", "language", "wire_cluster", "published"]
        for row in rows.select(told).to_pylist():
            counts.status[row["status"]] += 1
            if row["status"] == READ:
                counts.with_claims += row["n_claims"] > 0
                counts.foreign += row["language"] != "en"
                counts.versions += row["wire_cluster"] != row["document_id"]
                counts.undated += row["published"] is None


def _reject(row: Mapping[str, Any], reason: str | None) -> Reject:
    """A row that is no document; one whose id is another's shows that id."""
    value = shown(row["document_id"]) if reason and row["reason"] is None else row["value"]
    return Reject(row["path"], row["line"], reason or row["reason"], value)

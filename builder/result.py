"""A finished build."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from builder.documents import Notes, Reject
from builder.gather import Counts
from builder.publish import DERIVED, files_of, read_claims, read_documents, read_rejects
from builder.publish.tables import read_table
from builder.tables.corrections import Applied

if TYPE_CHECKING:
    import pandas as pd

    from builder.validation.report import Report


class Overwritten(RuntimeError):
    """The files of a build were asked for after another build had taken their place."""


@dataclass(frozen=True)
class Build:
    """A finished build: where its files are, what is in them, and how its checks went (None: not checked). The tables
    are read from their files when they are first asked for. `place` is `out`, or the address on object storage of which
    `out` is a copy that goes when this object goes."""

    out: Path
    counts: Counts
    report: Report | None
    seconds: float
    notes: Notes
    corrections: tuple[Applied, ...] = ()
    estimated: bool = False
    place: str = ""
    _inodes: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._inodes.update({path.name: path.stat().st_ino for path in files_of(self.out, checked=False)})

    @cached_property
    def claims(self) -> pd.DataFrame:
        return read_claims(self._file("claims.parquet"))

    @cached_property
    def documents(self) -> pd.DataFrame:
        return read_documents(self._file("documents.csv"))

    @cached_property
    def derived(self) -> dict[str, pd.DataFrame]:
        """Table -> rows of events, series, estimates and links; empty, if they were not made."""
        return {name: read_table(self.out / f"{name}.parquet", name) for name in DERIVED} if self.estimated else {}

    @cached_property
    def rejects(self) -> tuple[Reject, ...]:
        return read_rejects(self._file("rejects.csv"))

    def _file(self, name: str) -> Path:
        path = self.out / name
        if path.stat().st_ino != self._inodes[name]:
            raise Overwritten(f"{path} is of a later build")
        return path

    def ok(self, fail_on: str = "error") -> bool:
        """True if no check of that severity failed."""
        return self.report is None or self.report.ok(fail_on)

"""Where the rows of a report stand: their files, and the lines of those that failed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from builder.validation.report import Result

Lines = Callable[[str, Sequence[int]], Mapping[int, int]]
"""Table and row positions -> line of each; asked only by the formats that print lines."""


def _nowhere(table: str, positions: Sequence[int]) -> Mapping[int, int]:
    return {}


@dataclass(frozen=True, slots=True)
class Where:
    """Files of the tables (and of the exceptions) by name, and the lines of rows."""

    files: Mapping[str, str] = field(default_factory=dict)
    lines: Lines = _nowhere

    def file(self, result: Result) -> str:
        return self.files.get(result.rule.table, result.rule.table)

    def failing(self, result: Result, most: int) -> list[tuple[str, int]]:
        """The first failing ids with their lines; line 1, the head, for what has no row."""
        positions = result.positions[:most]
        lines = self.lines(result.rule.table, positions)
        spots = [lines.get(at, 1) for at in positions]
        ids = result.failing[:most]
        return list(zip(ids, spots + [1] * (len(ids) - len(spots)), strict=True))

"""Exceptions: rows that a rule is not to name, because somebody looked at them and said why. Read strictly.

    [[exception]]
    rule = "C098"
    claim = "392119f332949a2d"      # the id as reports print it
    reason = "The ministry took 40 deaths of 2019 out of its count on 3 May."
    expires = 2027-06-30

An exception ends with its day of expiry. One that has expired, or that keeps nothing out (the row or its fault is
gone), is an error: exceptions that nobody needs hide the next fault.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from builder.strict import check_keys, entries
from builder.validation.report import Result
from builder.validation.suites import Rule, SuiteError

KEYS: Mapping[str, type] = {"rule": str, "claim": str, "reason": str, "expires": date}
STALE = Rule(
    "X001", "exceptions", "exceptions", "exception", "error", "Every exception keeps something out of a report."
)
EXPIRED = Rule("X002", "exceptions", "exceptions", "exception", "error", "No exception is past its day of expiry.")


@dataclass(frozen=True, slots=True)
class Exception_:
    """One row that one rule is not to name, until a day."""

    rule: str
    claim: str
    reason: str
    expires: date

    def __str__(self) -> str:
        return f"{self.rule} {self.claim} ({self.reason})"


@dataclass(frozen=True, slots=True)
class Exceptions:
    """The exceptions of one file; `today` decides which have expired."""

    all: tuple[Exception_, ...] = ()
    today: date = date.min
    file: str = ""

    @property
    def by_rule(self) -> Mapping[str, frozenset[str]]:
        """Rule id -> ids of rows, of the exceptions in force."""
        live = [one for one in self.all if one.expires >= self.today]
        return {one.rule: frozenset(e.claim for e in live if e.rule == one.rule) for one in live}

    def results(self, found: Sequence[Result]) -> list[Result]:
        """What became of the exceptions themselves, as two rules more; none where there are no exceptions."""
        if not self.all:
            return []
        used = {(result.rule.id, i) for result in found for i in result.excepted}
        asked = {result.rule.id for result in found if result.status != "skipped"}
        expired = [one for one in self.all if one.expires < self.today]
        stale = [one for one in self.all if one not in expired and not self._used(one, used, asked)]
        return [self._result(STALE, stale, "keep nothing out"), self._result(EXPIRED, expired, "have expired")]

    @staticmethod
    def _used(one: Exception_, used: set[tuple[str, str]], asked: set[str]) -> bool:
        """A rule that was skipped says nothing on its exceptions; one that is unknown has none."""
        return (one.rule, one.claim) in used or (one.rule in _known() and one.rule not in asked)

    def _result(self, rule: Rule, wrong: Sequence[Exception_], words: str) -> Result:
        ids = tuple(f"{one.rule}/{one.claim}" for one in wrong)
        detail = f"{self.file}: {words}: {'; '.join(map(str, wrong))}" if wrong else None
        return Result(rule, "failed" if wrong else "passed", len(self.all), len(wrong), ids, detail=detail)


def _known() -> set[str]:
    from builder.validation.suites import load

    return {rule.id for suite in load() for rule in suite.rules}


def load(*paths: Path, today: date | None = None) -> Exceptions:
    """The exceptions of some files; whatever they say that is not known is a SuiteError."""
    read = tuple(one for path in paths for one in _all(path))
    for n, one in enumerate(read):
        if any((one.rule, one.claim) == (e.rule, e.claim) for e in read[:n]):
            raise SuiteError(f"{paths[0]}, exception {n + 1}: {one.rule} {one.claim} stands twice")
    return Exceptions(read, today or date.today(), ", ".join(map(str, paths)))


def _all(path: Path) -> list[Exception_]:
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise SuiteError(f"{path}: {error}") from error
    rows = entries(text, str(path), "exception", SuiteError)
    return [_exception(f"{path}, exception {n}", row) for n, row in enumerate(rows, 1)]


def _exception(where: str, row: Any) -> Exception_:
    check_keys(where, row, KEYS, SuiteError)
    if isinstance(row["expires"], datetime):
        raise SuiteError(f"{where}: expires = {row['expires']!r} is not a date")
    for key, value in row.items():
        if isinstance(value, str) and not value.strip():
            raise SuiteError(f"{where}: '{key}' is empty")
    return Exception_(**row)

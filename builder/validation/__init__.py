"""Validation: `check` runs the suites of expectations/ over the tables and reports which rows fail, and why.

This is the only room that imports great_expectations, and it does so inside `check`: the import costs seconds.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from builder.validation.exceptions import Exceptions
    from builder.validation.report import Report
    from builder.validation.suites import Rule, Suite
    from builder.validation.typed import Misfits

__all__ = ["check", "check_tables"]

DTYPES = "dtypes_are_published"
"""The check that names the cells which are not of their column's type."""


def check(
    claims: pd.DataFrame,
    documents: pd.DataFrame | None = None,
    texts: Mapping[str, str] | None = None,
    suites: Path | Sequence[Suite] | None = None,
    *,
    previous: pd.DataFrame | None = None,
    exceptions: Exceptions | None = None,
    estimates: pd.DataFrame | None = None,
) -> Report:
    """Validate the tables against a folder (or file) of suites; our own if none is given.

    `texts` maps document_id to the text its spans refer to; without it the rules that need texts are skipped, and the
    report says so; the same goes for the documents table and for `previous`, the claims of the release before. A suite
    that names an unknown rule, column or check raises SuiteError.
    """
    from builder.validation.suites import load

    loaded = load(*([suites] if suites else [])) if suites is None or isinstance(suites, Path) else suites
    frames = {"claims": claims} | ({} if documents is None else {"documents": documents})
    frames |= {} if estimates is None else {"estimates": estimates}
    return check_tables(frames, loaded, texts, previous=previous, exceptions=exceptions)


def check_tables(
    given: Mapping[str, pd.DataFrame],
    suites: Sequence[Suite],
    texts: Mapping[str, str] | None = None,
    *,
    previous: pd.DataFrame | None = None,
    exceptions: Exceptions | None = None,
    partial: bool = False,
) -> Report:
    """Validate whatever tables there are; suites about others are passed over. `partial`: columns may be absent."""
    with _held_back():
        from builder.validation.engine import run
    from builder.validation.exceptions import Exceptions
    from builder.validation.report import Report, Result
    from builder.validation.rules import Tables

    exceptions = exceptions or Exceptions()
    rules = {table: [r for suite in suites for r in suite.rules if r.table == table] for table in given}
    frames, misfits = {}, {}
    for table, frame in given.items():
        frames[table], misfits[table] = _as_published(table, frame, rules[table])
    found = {table: {str(c): str(d) for c, d in frame.dtypes.items()} for table, frame in given.items()}
    results: dict[str, Result] = {}
    for table in frames:
        before = _as_published(table, previous, [])[0] if previous is not None and table == "claims" else None
        tables = Tables(table, frames, found, texts, before, partial, exceptions.by_rule, misfits[table])
        results |= run(rules[table], tables) if rules[table] else {}
    ordered = [results[rule.id] for suite in suites for rule in suite.rules if rule.table in frames]
    return Report((*ordered, *exceptions.results(ordered)), {table: len(frame) for table, frame in frames.items()})


def _as_published(table: str, frame: pd.DataFrame, rules: Sequence[Rule]) -> tuple[pd.DataFrame, Misfits]:
    """The frame with published dtypes where its values allow, so that a table read from CSV is judged by its values;
    and the cells that do not. That they do not is for one rule to say: if it is asked, the others see them empty."""
    from builder.validation.typed import apart, typed

    frame = typed(frame.reset_index(drop=True), table)
    return apart(frame, table) if any(rule.check == DTYPES for rule in rules) else (frame, {})


@contextmanager
def _held_back() -> Iterator[None]:
    """Import the library without its side effects: it would send usage figures and log every warning of the process."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    before = warnings.showwarning
    yield
    if warnings.showwarning is not before:
        logging.captureWarnings(False)

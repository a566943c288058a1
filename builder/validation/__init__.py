"""Validation: `check` runs the suites of expectations/ over the tables and reports which rows fail, and why.

This is the only room that imports great_expectations, and it does so inside `check`: the import costs seconds.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from builder.validation.report import Report

__all__ = ["check"]


def check(
    claims: pd.DataFrame,
    documents: pd.DataFrame,
    texts: Mapping[str, str] | None = None,
    suites: Path | None = None,
) -> Report:
    """Validate the two tables against a folder (or file) of suites; our own if none is given.

    `texts` maps document_id to the text its spans refer to; without it the rules that need texts are skipped, and the
    report says so. A suite that names an unknown rule, column or check raises SuiteError.
    """
    from builder.validation.suites import load

    loaded = load(suites)
    with _held_back():
        from builder.validation.engine import run
    from builder.validation.report import Report, Result
    from builder.validation.rules import Tables

    given = {"claims": claims, "documents": documents}
    frames = {table: _as_published(table, frame) for table, frame in given.items()}
    found = {table: {str(c): str(d) for c, d in frame.dtypes.items()} for table, frame in given.items()}
    results: dict[str, Result] = {}
    for table in frames:
        rules = [rule for suite in loaded for rule in suite.rules if rule.table == table]
        results |= run(rules, Tables(table, frames, found, texts)) if rules else {}
    ordered = [results[rule.id] for suite in loaded for rule in suite.rules]
    return Report(tuple(ordered), {table: len(frame) for table, frame in frames.items()})


def _as_published(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with published dtypes where its values allow, so that a table read from CSV is judged by its values:
    that the dtypes were others is for one rule to say, not for all of them to stumble over."""
    from builder.tables.schema import dtypes

    frame = frame.reset_index(drop=True)
    if not frame.columns.is_unique:
        return frame
    for column, dtype in dtypes(table).items():
        if column in frame.columns and frame[column].dtype != dtype:
            with suppress(TypeError, ValueError):
                frame = frame.assign(**{column: frame[column].astype(dtype)})  # type: ignore[call-overload]
    return frame


@contextmanager
def _held_back() -> Iterator[None]:
    """Import the library without its side effects: it would send usage figures and log every warning of the process."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    before = warnings.showwarning
    yield
    if warnings.showwarning is not before:
        logging.captureWarnings(False)

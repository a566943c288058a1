"""A report in the formats of those who read it: people, pipelines, code review, test dashboards."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from builder.validation.formats.github import github
from builder.validation.formats.junit import junit
from builder.validation.formats.page import page
from builder.validation.formats.sarif import sarif
from builder.validation.formats.terminal import terminal
from builder.validation.formats.where import Where
from builder.validation.report import Report

__all__ = ["FORMATS", "Where"]


def _json(report: Report, where: Where) -> str:
    return report.to_json()


FORMATS: Mapping[str, Callable[[Report, Where], str]] = {
    "terminal": terminal,
    "json": _json,
    "github": github,
    "junit": junit,
    "sarif": sarif,
    "html": page,
}

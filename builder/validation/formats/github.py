"""GitHub workflow commands: errors and warnings beside the lines of the table.

Source: GitHub, Workflow commands for GitHub Actions. GitHub shows ten of a kind for each step.
"""

from __future__ import annotations

from builder.validation.formats.where import Where
from builder.validation.report import Report, Result

MOST = 10
LEVEL = {"error": "error", "warning": "warning", "info": "notice"}


def github(report: Report, where: Where) -> str:
    """One command for each of the first failing rows of a rule; one for rules that failed as a whole."""
    lines = [line for result in report.failures() for line in _lines(result, where)]
    return "\n".join([*lines, *report.summary()[: len(report.rows)]]) + "\n"


def _lines(result: Result, where: Where) -> list[str]:
    spots = where.failing(result, MOST) or [("", 1)]
    more = f" ({result.n_failed:,} in all)" if result.n_failed > len(spots) else ""
    return [_command(result, where.file(result), spot, f"{id}{more}") for id, spot in spots]


def _command(result: Result, file: str, line: int, about: str) -> str:
    rule = result.rule
    said = f"{rule.reason} {result.detail or ''}".strip()
    head = f"file={_property(file)},line={line},title={_property(f'{rule.id} {about}'.strip())}"
    return f"::{LEVEL[rule.severity]} {head}::{_data(said)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

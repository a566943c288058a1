"""The report as a table for a terminal: what failed, how often, why, in which rows, and what to do."""

from __future__ import annotations

import shutil
from textwrap import wrap

from builder.validation.advice import advice
from builder.validation.formats.where import Where
from builder.validation.report import Report, Result

MOST = 5
HEAD = ("severity", "rule", "failed", "of")
GAP = 30
"""Columns in front of the words."""


def terminal(report: Report, where: Where) -> str:
    """Counts, then a block for each rule that failed; rules that only inform share a line."""
    width = max(60, min(shutil.get_terminal_size((110, 24)).columns, 140))
    loud = [r for r in report.failures() if r.rule.severity != "info" or r.status == "broken"]
    lines = report.summary()[: len(report.rows)]
    if loud:
        lines += ["", f"{HEAD[0]:<9}{HEAD[1]:<6}{HEAD[2]:>7}{HEAD[3]:>7} why"]
        lines += [line for result in loud for line in _block(result, where, width)]
    quiet = [r.rule.id for r in report.failures() if r not in loud]
    lines += ["", *wrap(f"info, not met: {', '.join(quiet)}", width)] if quiet else []
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _block(result: Result, where: Where, width: int) -> list[str]:
    rule = result.rule
    why = f"could not run: {result.detail}" if result.status == "broken" else rule.reason
    told = wrap(why, width - GAP)
    if result.detail and result.status != "broken":
        told += wrap(result.detail, width - GAP)
    told += [f"{i}  {where.file(result)}:{line}" for i, line in where.failing(result, MOST)]
    if len(result.failing) > MOST:
        told.append(f"and {len(result.failing) - MOST:,} more")
    told += wrap(f"-> {advice(rule)}", width - GAP)
    head = f"{rule.severity:<9}{rule.id:<6}{result.n_failed:>7,}{result.n_checked:>7,} "
    return [f"{head if n == 0 else '':{GAP}}{line}" for n, line in enumerate(told)]

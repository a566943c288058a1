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
    """Counts, then a block for each rule that failed; rules that could not run for one reason share a line, and so do
    those that only inform."""
    width = max(60, min(shutil.get_terminal_size((110, 24)).columns, 140))
    failed = [r for r in report.failures() if r.status == "failed"]
    loud = [r for r in failed if r.rule.severity != "info"]
    lines = report.summary()[: len(report.rows)]
    if loud:
        lines += ["", f"{HEAD[0]:<9}{HEAD[1]:<6}{HEAD[2]:>7}{HEAD[3]:>7} why"]
        lines += [line for result in loud for line in _block(result, where, width)]
    lines += _broken(report, width)
    quiet = [r.rule.id for r in failed if r not in loud]
    lines += ["", *wrap(f"info, not met: {', '.join(quiet)}", width)] if quiet else []
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _broken(report: Report, width: int) -> list[str]:
    """The rules that could not run, by the reason why: one missing column stops many."""
    reasons: dict[str, list[str]] = {}
    for result in report.failures():
        if result.status == "broken":
            reasons.setdefault(str(result.detail), []).append(result.rule.id)
    count = sum(map(len, reasons.values()))
    lines = [f"{count} rule{'s' if count > 1 else ''} could not run:"] if reasons else []
    for reason, rules in reasons.items():
        lines += wrap(f"{reason}: {', '.join(rules)}", width, initial_indent="  ", subsequent_indent="    ")
    return ["", *lines] if lines else []


def _block(result: Result, where: Where, width: int) -> list[str]:
    rule = result.rule
    told = wrap(rule.reason, width - GAP) + wrap(result.detail or "", width - GAP)
    told += [f"{i}  {where.file(result)}:{line}" for i, line in where.failing(result, MOST)]
    if len(result.failing) > MOST:
        told.append(f"and {len(result.failing) - MOST:,} more")
    told += wrap(f"-> {advice(rule)}", width - GAP)
    head = f"{rule.severity:<9}{rule.id:<6}{result.n_failed:>7,}{result.n_checked:>7,} "
    return [f"{head if n == 0 else '':{GAP}}{line}" for n, line in enumerate(told)]

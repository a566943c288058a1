"""What the checks of a release said, sorted for a page: the verdict, what failed, everything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from builder.site.facts import plain

Result = Mapping[str, Any]
SEVERITIES = ("error", "warning", "info")
_NAMES = {"passed": "Passed", "empty": "Nothing to check", "skipped": "Could not be asked"}


@dataclass(frozen=True, slots=True)
class Checks:
    """`failed` by severity, the worst first; `others` by what became of them."""

    verdict: str
    worst: str
    asked: int
    failed: dict[str, list[Result]]
    others: dict[str, list[Result]]


def checks(report: Mapping[str, Any] | None) -> Checks | None:
    """validation.json for a page; None where nothing was checked."""
    if report is None:
        return None
    results = report["results"]
    bad = [result for result in results if not result["success"]]
    failed = {s: [r for r in bad if r["severity"] == s] for s in SEVERITIES}
    others = {words: [r for r in results if r["status"] == status] for status, words in _NAMES.items()}
    asked = sum(1 for r in results if r["status"] in ("passed", "failed", "broken"))
    return Checks(
        *_verdict(failed), asked, {s: f for s, f in failed.items() if f}, {w: o for w, o in others.items() if o}
    )


def _verdict(failed: Mapping[str, list[Result]]) -> tuple[str, str]:
    """In words, and the worst severity that failed."""
    loud = [(s, len(failed[s])) for s in SEVERITIES[:2] if failed[s]]
    if not loud:
        return "All checks passed", "passed"
    said = " and ".join(f"{n} {plain(s)}{'s' if n > 1 else ''}" for s, n in loud)
    return f"{said[0].upper()}{said[1:]}", loud[0][0]

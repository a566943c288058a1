"""What a validation found: for a program (`ok`, `to_json`), for a person (`summary`).

The JSON has the same bytes for the same tables, texts and suites: no clock, no run id, no machine. Its schema:

    schema    "tallybook/validation/1"; the number changes when a key changes its meaning or goes away
    ok        no error-level rule failed, and none broke
    counts    status -> rules
    failed    severity -> rules that failed or broke
    rows      table -> rows
    results   one object a rule, in the order of the suites:
        id, suite, table, type, check (null for a built-in expectation), severity, reason, origin (or null)
        status      passed | failed | empty (nothing in the table falls under the rule) | skipped (could not be asked,
                    `detail` says why) | broken (raised an error, `detail` says which)
        success     false for failed and broken
        n_checked   what the rule applied to: rows, columns for rules on the table as a whole
        n_failed    how many of them are wrong
        n_excepted  how many more would be, had exceptions.toml not excepted them
        failing     the ids of wrong rows in table order, the first 1,000; `#17` for a row without id, counted from 0
        examples    up to 5 wrong rows: {"id", "values": column -> value, for the columns the rule looks at,
                    "sentence", "words": the words of the number}, the last two null for what is no claim
        detail      words on the failure of a whole table, else null
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from builder.validation.suites import SEVERITIES, Rule

SCHEMA = "tallybook/validation/1"
STATUSES = ("passed", "failed", "empty", "skipped", "broken")
MAX_FAILING = 1000
MAX_EXAMPLES = 5
MAX_SHOWN = 8
"""Failing ids a terminal line shows."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one rule. `failing` holds the ids of all wrong rows (only the JSON cuts it short), `positions`
    their places in the table, `excepted` the ids that an exception keeps out of them."""

    rule: Rule
    status: str
    n_checked: int = 0
    n_failed: int = 0
    failing: tuple[str, ...] = ()
    examples: tuple[Mapping[str, Any], ...] = ()
    detail: str | None = None
    positions: tuple[int, ...] = ()
    excepted: tuple[str, ...] = ()

    @property
    def success(self) -> bool:
        return self.status not in ("failed", "broken")

    def to_dict(self) -> dict[str, Any]:
        rule = self.rule
        return {
            **{key: getattr(rule, key) for key in ("id", "suite", "table", "type", "check", "severity", "reason")},
            "origin": rule.meta.get("origin"),
            **{key: getattr(self, key) for key in ("status", "success", "n_checked", "n_failed")},
            "n_excepted": len(self.excepted),
            "failing": list(self.failing[:MAX_FAILING]),
            "examples": [dict(example) for example in self.examples[:MAX_EXAMPLES]],
            "detail": self.detail,
        }

    def line(self) -> str:
        """One line for a terminal: severity, rule, how many, why, which."""
        head = f"{self.rule.severity} {self.rule.id}"
        if self.status == "broken":
            return f"{head} could not run: {self.detail}"
        shown = ", ".join(self.failing[:MAX_SHOWN]) + (", ..." if len(self.failing) > MAX_SHOWN else "")
        tail = " | ".join(part for part in (self.detail, shown) if part)
        count = f" {self.n_failed:,} of {self.n_checked:,}" if self.n_checked else ""
        return f"{head}{count}: {self.rule.reason}" + (f" | {tail}" if tail else "")


@dataclass(frozen=True, slots=True)
class Report:
    """All results of one validation; `rows` counts the rows of each table."""

    results: tuple[Result, ...]
    rows: Mapping[str, int] = field(default_factory=dict)

    @property
    def passed(self) -> int:
        """Rules that found something to check, and nothing wrong."""
        return sum(1 for r in self.results if r.status == "passed")

    @property
    def failed(self) -> int:
        """Rules that failed or broke, whatever their severity."""
        return len(self.failures())

    def failures(self, fail_on: str = "info") -> list[Result]:
        """Failed and broken rules at or above a severity; the worst first, then in the order of the suites."""
        levels = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
        bad = [r for r in self.results if not r.success and r.rule.severity in levels]
        return sorted(bad, key=lambda r: SEVERITIES.index(r.rule.severity))

    def ok(self, fail_on: str = "error") -> bool:
        """True if no rule at or above the severity failed. A rule that broke has not passed, however mild it is."""
        return not self.failures(fail_on) and all(r.status != "broken" for r in self.results)

    def to_dict(self) -> dict[str, Any]:
        counts = Counter(r.status for r in self.results)
        failed = Counter(r.rule.severity for r in self.failures())
        return {
            "schema": SCHEMA,
            "ok": self.ok(),
            "counts": {status: counts[status] for status in STATUSES},
            "failed": {severity: failed[severity] for severity in SEVERITIES},
            "rows": dict(self.rows),
            "results": [r.to_dict() for r in self.results],
        }

    def to_json(self) -> str:
        """The report as JSON text, ending in a line break."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1, allow_nan=False) + "\n"

    def summary(self) -> list[str]:
        """Lines for a terminal: one a table, then one a failure; floors that only inform share a line."""
        lines = [self._table_line(table) for table in self.rows]
        loud = [r for r in self.failures() if r.rule.severity != "info" or r.status == "broken"]
        quiet = [r.rule.id for r in self.failures() if r not in loud]
        lines += [r.line() for r in loud]
        return lines + ([f"info, not met: {', '.join(quiet)}"] if quiet else [])

    def _table_line(self, table: str) -> str:
        mine = [r for r in self.results if r.rule.table == table]
        counts = Counter(_short(r) for r in mine)
        words = {"passed": "passed", "failed": "failed", "info": "not met (info)"}
        words |= {"empty": "with nothing to check", "skipped": "skipped"}
        said = ", ".join(f"{counts[s]} {w}" for s, w in words.items() if counts[s])
        return f"{table}: {self.rows[table]:,} rows, {len(mine)} rules: {said}"


def _short(result: Result) -> str:
    """What a count calls it: a floor that only informs has not failed, it is not met."""
    if result.status == "broken":
        return "failed"
    return "info" if result.status == "failed" and result.rule.severity == "info" else result.status

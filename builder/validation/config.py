"""tallybook.toml: what a team changes about the checks. Read strictly.

    profile = "claims"                          # or ucdp-ged, acled, hxl
    fail-on = "warning"                         # error (default) or warning
    suites = ["checks/ours.json"]               # own suites, beside ours
    exceptions = "data/etc/exceptions.toml"

    [rules.C098]
    severity = "error"                          # error, warning, info; off needs a reason
    [rules.C151]
    max_share = 0.2                             # any bound the rule has
    [rules.C005]
    severity = "off"
    reason = "We publish two versions side by side."

Paths are relative to the file. A rule, bound or key that is not known is an error.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from builder.validation.rules.registry import COLUMN_PARAMETERS, is_a
from builder.validation.suites import COLUMN_KWARGS, SEVERITIES, Rule, Suite, SuiteError, judge_kwargs

NAME = "tallybook.toml"
OFF = "off"
KEYS: Mapping[str, type] = {"profile": str, "fail-on": str, "suites": list, "exceptions": str, "rules": dict}
FAIL_ON = ("error", "warning")
FIXED = ("check", "of", "given", *COLUMN_PARAMETERS, *COLUMN_KWARGS)
"""What a rule is about is its own: another column or check makes another rule, which belongs in a suite."""


@dataclass(frozen=True, slots=True)
class Config:
    """What the file says, paths made whole; nothing at all where there is no file."""

    file: str = ""
    profile: str | None = None
    fail_on: str | None = None
    suites: tuple[Path, ...] = ()
    exceptions: Path | None = None
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def applied(self, suites: Sequence[Suite]) -> tuple[Suite, ...]:
        """The suites with severities and bounds as the file wants them, without the rules it turns off."""
        known = {rule.id for suite in suites for rule in suite.rules}
        if unknown := sorted(self.rules.keys() - known):
            raise SuiteError(f"{self.file}, [rules.{unknown[0]}]: there is no such rule")
        return tuple(self._suite(suite) for suite in suites)

    def _suite(self, suite: Suite) -> Suite:
        rules = tuple(_changed(self.file, r, self.rules[r.id]) if r.id in self.rules else r for r in suite.rules)
        left = tuple(rule for rule in rules if rule.severity != OFF)
        if not left:
            raise SuiteError(f"{self.file}: every rule of the suite {suite.name} is off")
        return replace(suite, rules=left)


def load(path: Path) -> Config:
    """The configuration of a file; whatever it says that is not known is a SuiteError."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SuiteError(f"{path}: {error}") from error
    for key, value in data.items():
        if key not in KEYS:
            raise SuiteError(f"{path}: unknown key '{key}'")
        if not isinstance(value, KEYS[key]):
            raise SuiteError(f"{path}: {key} = {value!r} is not a {KEYS[key].__name__}")
    if data.get("fail-on", "error") not in FAIL_ON:
        raise SuiteError(f"{path}: fail-on = {data['fail-on']!r} is not one of {', '.join(FAIL_ON)}")
    here = path.parent
    suites = tuple(here / _text(path, "suites", one) for one in data.get("suites", ()))
    exceptions = here / data["exceptions"] if "exceptions" in data else None
    rules = {name: _rule(path, name, row) for name, row in data.get("rules", {}).items()}
    return Config(str(path), data.get("profile"), data.get("fail-on"), suites, exceptions, MappingProxyType(rules))


def _text(path: Path, key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise SuiteError(f"{path}: {key}: {value!r} is not a str")
    return value


def _rule(path: Path, name: str, row: Any) -> Mapping[str, Any]:
    where = f"{path}, [rules.{name}]"
    if not isinstance(row, dict) or not row:
        raise SuiteError(f"{where}: not a table of changes but {row!r}")
    if row.get("severity", "error") not in (*SEVERITIES, OFF):
        raise SuiteError(f"{where}: severity = {row['severity']!r} is not one of {', '.join((*SEVERITIES, OFF))}")
    if row.get("severity") == OFF and not str(row.get("reason", "")).strip():
        raise SuiteError(f"{where}: a rule that is off needs a reason")
    return row


def _changed(file: str, rule: Rule, row: Mapping[str, Any]) -> Rule:
    """The rule with another severity, reason or bounds."""
    where, bounds = f"{file}, [rules.{rule.id}]", {k: v for k, v in row.items() if k not in ("severity", "reason")}
    for name, value in bounds.items():
        own = [key for key in rule.kwargs if key not in FIXED]
        if name not in own:
            raise SuiteError(f"{where}: the rule has no bound '{name}' (it has {', '.join(own) or 'none'})")
        wanted = type(rule.kwargs[name])
        if not is_a(value, float if wanted in (int, float) else wanted):
            raise SuiteError(f"{where}: {name} = {value!r} is not a {wanted.__name__}")
    changed = replace(
        rule,
        severity=row.get("severity", rule.severity),
        reason=row.get("reason", rule.reason),
        kwargs=MappingProxyType({**rule.kwargs, **bounds}),
    )
    judge_kwargs(where, changed.type, changed.kwargs)
    return changed

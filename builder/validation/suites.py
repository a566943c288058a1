"""Suites: files of rules, read strictly. Whatever a file says that is not known stops with file, rule and value.

A suite is a JSON object `{"name", "table", "rules"}`; a rule is

    id         stable, unique over all suites (C001, D001, ...)
    type       a Great Expectations expectation, or `expect_rows_to_pass` for a named check of builder.validation.rules
    kwargs     what the expectation takes; for `expect_rows_to_pass` the `check` and its parameters
    severity   error | warning | info
    reason     why the rule is there, in plain words
    meta       optional; `origin`: where the rule comes from, `fix`: what to do when it fails
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn

from builder.strict import check_keys
from builder.tables.schema import columns
from builder.validation.rules import CHECKS, KEYS, columns_of

NAMED = "expect_rows_to_pass"
SEVERITIES = ("error", "warning", "info")
COLUMN_KWARGS = ("column", "column_A", "column_B", "column_list")
RULE_KEYS: Mapping[str, type] = {"id": str, "type": str, "kwargs": dict, "severity": str, "reason": str, "meta": dict}
SUITE_KEYS: Mapping[str, type] = {"name": str, "table": str, "rules": list}
META_KEYS = ("origin", "fix")


class SuiteError(ValueError):
    """A suite file says something that is not known; the message names file and rule."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a suite. `columns` are those it looks at: reports show their values in failing rows."""

    id: str
    suite: str
    table: str
    type: str
    severity: str
    reason: str
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    meta: Mapping[str, Any] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    file: str = ""

    @property
    def check(self) -> str | None:
        """The named check, None for a built-in expectation."""
        return self.kwargs["check"] if self.type == NAMED else None

    @property
    def parameters(self) -> dict[str, Any]:
        """What the check or the expectation is given."""
        return {k: v for k, v in self.kwargs.items() if not (self.type == NAMED and k == "check")}


@dataclass(frozen=True, slots=True)
class Suite:
    """The rules of one file, about the rows of one table."""

    name: str
    table: str
    rules: tuple[Rule, ...]


def folder() -> Path:
    """The suites that come with tallybook: in the package when installed, beside it in the source tree."""
    here = Path(__file__).parent
    inside = here / "expectations"
    return inside if inside.is_dir() else here.parents[1] / "expectations"


def load(*paths: Path) -> tuple[Suite, ...]:
    """The suites of folders (their .json files by name) and of files; our own if no path is given."""
    suites = tuple(suite for path in paths or (folder(),) for suite in _all(path))
    refuse_twins(suites)
    return suites


def _all(path: Path) -> list[Suite]:
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise SuiteError(f"{path}: no suites (*.json) here")
    try:
        return [read(file.name, file.read_text("utf-8")) for file in files]
    except (OSError, UnicodeDecodeError) as error:
        raise SuiteError(f"{path}: cannot be read: {error}") from error


def refuse_twins(suites: Sequence[Suite]) -> None:
    seen: dict[str, Rule] = {}
    for rule in (rule for suite in suites for rule in suite.rules):
        if rule.id in seen:
            raise SuiteError(f"{rule.file}, rule {rule.id}: the id stands in {seen[rule.id].file} already")
        seen[rule.id] = rule


def read(file: str, source: str, more: frozenset[str] = frozenset()) -> Suite:
    """One suite file's text; `file` is for messages, `more` are columns its table has beside the published ones."""
    try:
        data = json.loads(source, object_pairs_hook=_object)
    except ValueError as error:
        raise SuiteError(f"{file}: {error}") from error
    check_keys(file, data, SUITE_KEYS, SuiteError)
    if data["table"] not in KEYS:
        raise SuiteError(f"{file}: table = {data['table']!r} is not one of {', '.join(KEYS)}")
    if not data["rules"]:
        raise SuiteError(f"{file}: the suite is empty")
    suite = Suite(
        data["name"], data["table"], tuple(_rule(file, data, n, row, more) for n, row in enumerate(data["rules"], 1))
    )
    refuse_twins([suite])
    return suite


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object; a key said twice is an error, not a choice."""
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"key '{key}' stands twice")
    return dict(pairs)


def _rule(file: str, suite: Mapping[str, Any], number: int, row: Any, more: frozenset[str]) -> Rule:
    name = row.get("id") if isinstance(row, dict) else None
    where = f"{file}, rule {name or f'number {number}'}"
    check_keys(where, row, RULE_KEYS, SuiteError, optional=("meta",))
    check_keys(f"{where}, meta", row.get("meta", {}), dict.fromkeys(META_KEYS, str), SuiteError, optional=META_KEYS)
    for key in ("id", "reason"):
        if not row[key].strip():
            raise SuiteError(f"{where}: '{key}' is empty")
    if row["severity"] not in SEVERITIES:
        raise SuiteError(f"{where}: severity = {row['severity']!r} is not one of {', '.join(SEVERITIES)}")
    looked_at = _columns(where, row)
    _known_columns(where, suite["table"], [column for column in looked_at if column not in more])
    frozen = {key: MappingProxyType(row.get(key, {})) for key in ("kwargs", "meta")}
    place = {"suite": suite["name"], "table": suite["table"], "columns": looked_at, "file": file}
    return Rule(**{**row, **frozen, **place})


def _columns(where: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    """The columns a rule looks at; for a named check this is also where its parameters are judged."""
    kwargs = row["kwargs"]
    if row["type"] == NAMED:
        parameters = {k: v for k, v in kwargs.items() if k != "check"}
        _known_check(where, kwargs.get("check"), parameters)
        return columns_of(CHECKS[kwargs["check"]], parameters)
    named = [kwargs[k] for k in COLUMN_KWARGS if k in kwargs]
    return tuple(c for value in named for c in (value if isinstance(value, list) else [value]))


def judge_kwargs(where: str, type: str, kwargs: Mapping[str, Any]) -> None:
    """Judge the parameters of a named check again, after they were changed."""
    if type == NAMED:
        _known_check(where, kwargs["check"], {k: v for k, v in kwargs.items() if k != "check"})


def _known_check(where: str, name: Any, parameters: Mapping[str, Any]) -> None:
    if name not in CHECKS:
        raise SuiteError(f"{where}: check = {name!r} is not one of {', '.join(sorted(CHECKS))}")
    if complaint := CHECKS[name].complaint(parameters):
        raise SuiteError(f"{where}: {complaint}")
    if "of" in parameters:
        _known_check(where, parameters["of"], parameters.get("given", {}))


def _known_columns(where: str, table: str, named: Sequence[str]) -> None:
    known = {column.name for column in columns(table)}
    for column in named:
        if column not in known:
            raise SuiteError(f"{where}: table {table} has no column {column!r}")


def refuse(rule: Rule, problem: str) -> NoReturn:
    """What the engine calls when Great Expectations does not know a type or its kwargs."""
    raise SuiteError(f"{rule.file}, rule {rule.id}: {problem}")

"""Great Expectations, kept quiet: one validation run a table, no progress bars, no files, nothing sent anywhere.

Importing this module costs seconds; `builder.validation.check` does it, with the library's side effects held back, when
there is something to check.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from math import isfinite
from typing import Any

import great_expectations as gx
from great_expectations.data_context.data_context.context_factory import project_manager
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.exceptions.exceptions import DataContextError
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
from great_expectations.expectations.metadata_types import FailureSeverity

from builder.validation.expectation import TABLES, ExpectRowsToPass
from builder.validation.light import light
from builder.validation.report import Result
from builder.validation.rules import Tables, Verdict, missing_column, some
from builder.validation.suites import NAMED, Rule, refuse

MAX_EXAMPLES = 50
"""Wrong rows kept whole for each rule: pages show them all, validation.json the first few."""
SEVERITY = {"error": FailureSeverity.CRITICAL, "warning": FailureSeverity.WARNING, "info": FailureSeverity.INFO}
FORMAT = {"result_format": "COMPLETE", "exclude_unexpected_values": True, "return_unexpected_index_query": False}


def run(rules: Sequence[Rule], tables: Tables) -> dict[str, Result]:
    """Rule id -> result, for rules about `tables.table`. An unknown expectation or argument is a SuiteError."""
    suite = gx.ExpectationSuite(name=tables.table, expectations=_expectations(rules))
    token = TABLES.set(tables)
    try:
        with _context() as context:
            asset = context.data_sources.add_pandas("tallybook").add_dataframe_asset(tables.table)
            whole = asset.add_batch_definition_whole_dataframe("all")
            batch = whole.get_batch({"dataframe": light(rules, tables)})
            outcomes = batch.validate(suite, result_format=FORMAT).results
    finally:
        TABLES.reset(token)
    found = {outcome.expectation_config.meta["rule"]: outcome for outcome in outcomes}
    return {rule.id: _result(rule, found.get(rule.id), tables) for rule in rules}


@contextmanager
def _context() -> Iterator[Any]:
    """A context in memory; whatever context the process had before is put back."""
    try:
        before = project_manager.get_current_project()
    except DataContextError:
        before = None
    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
        progress_bars=ProgressBarsConfig(globally=False),
        analytics_enabled=False,
    )
    try:
        yield gx.get_context(mode="ephemeral", project_config=config)
    finally:
        project_manager.set_project(before)


def _expectations(rules: Sequence[Rule]) -> list[Any]:
    """Built-in rules one by one, all named checks as one."""
    named = [{"rule": r.id, "check": r.check, "parameters": r.parameters} for r in rules if r.type == NAMED]
    built_in = [_expectation(rule) for rule in rules if rule.type != NAMED]
    return [*built_in, ExpectRowsToPass(checks=named, meta={"rule": NAMED})] if named else built_in


def _expectation(rule: Rule) -> Any:
    """The rule as an expectation object: this is where the library itself judges type and arguments."""
    try:
        meta, severity = {"rule": rule.id}, SEVERITY[rule.severity]
        kwargs = dict(rule.kwargs)
        return ExpectationConfiguration(type=rule.type, kwargs=kwargs, meta=meta, severity=severity).to_domain_obj()
    except Exception as error:
        refuse(rule, " ".join(str(error).split()))


def _result(rule: Rule, outcome: Any, tables: Tables) -> Result:
    if rule.check:
        return _of_verdict(rule, tables.verdict(rule.check, rule.parameters), tables)
    if problem := _exception(outcome.exception_info):
        said = missing_column(rule.columns, tables.rows.columns)
        return Result(rule, "skipped" if said and tables.partial else "broken", detail=said or problem)
    found = outcome.result
    if "unexpected_count" not in found:
        return _whole_table(rule, outcome, tables)
    checked = found["element_count"] - found.get("missing_count", 0)
    wrong = sorted(found.get("unexpected_index_list") or ())
    return _judged(rule, Verdict(checked, tuple(wrong), found["unexpected_count"]), tables)


def _of_verdict(rule: Rule, verdict: Verdict, tables: Tables) -> Result:
    if verdict.error:
        return Result(rule, "broken", detail=verdict.error)
    if verdict.skipped:
        return Result(rule, "skipped", detail=verdict.skipped)
    return _judged(rule, verdict, tables)


def _judged(rule: Rule, verdict: Verdict, tables: Tables) -> Result:
    """The result of a verdict, without the rows that are excepted from the rule."""
    but = tables.excepted.get(rule.id, frozenset())
    ids = tables.names(verdict)
    left = [(at, i) for at, i in zip_longest(verdict.wrong, ids) if i not in but]
    n_excepted = len(ids) - len(left)
    failed = verdict.failed - n_excepted
    positions = tuple(at for at, _ in left if at is not None)
    failing = tuple(i for _, i in left)
    return Result(
        rule,
        _status(not failed, verdict.checked),
        verdict.checked,
        failed,
        failing,
        _examples(rule, positions, failing, tables),
        verdict.detail if failed else None,
        positions,
        tuple(i for i in ids if i in but),
    )


def _status(success: bool, checked: int) -> str:
    if not success:
        return "failed"
    return "passed" if checked else "empty"


def _exception(info: Any) -> str | None:
    """The message of an expectation that raised; the library nests it by metric when a metric did."""
    infos = [info] if "raised_exception" in info else list(info.values())
    raised = [i["exception_message"] for i in infos if i["raised_exception"]]
    return str(raised[0]) if raised else None


def _whole_table(rule: Rule, outcome: Any, tables: Tables) -> Result:
    """An expectation about the table as a whole: it has no failing rows, but says what it saw."""
    mismatched = outcome.result.get("details", {}).get("mismatched")
    checked = len(rule.columns) if mismatched is not None or "column_list" in rule.kwargs else len(tables.rows)
    if outcome.success:
        return Result(rule, _status(True, checked), checked)
    if mismatched is None:
        return Result(rule, "failed", checked, 1, detail=f"found {outcome.result.get('observed_value')}")
    detail = _other_columns(rule.kwargs["column_list"], tables.rows.columns) or some(
        [f"{m['Found'] or 'nothing'} where {m['Expected'] or 'nothing'} should be" for m in mismatched]
    )
    return Result(rule, "failed", checked, len(mismatched), detail=detail)


def _other_columns(expected: Sequence[str], found: Iterable[str]) -> str | None:
    """Which columns are missing and which are strange; None where all are there, in another order."""
    names = list(found)
    missing, strange = [c for c in expected if c not in names], [c for c in names if c not in expected]
    said = [f"missing: {some(missing)}"] if missing else []
    return ". ".join([*said, *([f"not published: {some(strange)}"] if strange else [])]) or None


def _examples(
    rule: Rule, positions: Sequence[int], ids: Sequence[str], tables: Tables
) -> tuple[Mapping[str, Any], ...]:
    """The first wrong rows with what the rule looks at, and the sentence they stand in."""
    rows, few = tables.rows, list(positions[:MAX_EXAMPLES])
    if not few:
        return ()
    shown = rows[[c for c in dict.fromkeys(rule.columns) if c in rows]].iloc[few].to_dict("records")
    sentences, words = (
        [_plain(v) for v in rows[c].iloc[few].tolist()] if c in rows else [None] * len(few)
        for c in ("sentence", "value_text")
    )
    values = ({str(c): _plain(v) for c, v in row.items()} for row in shown)
    return tuple(
        {"id": i, "values": v, "sentence": s, "words": w}
        for i, v, s, w in zip(ids, values, sentences, words, strict=False)
    )


def _plain(value: Any) -> Any:
    """A cell as JSON can hold it: null for the several ways pandas says so, whole numbers without `.0`."""
    import pandas as pd

    if pd.isna(value):
        return None
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, float) and isfinite(value):
        return int(value) if value.is_integer() else value
    return value if isinstance(value, bool | int | str) else str(value)  # JSON knows no infinity

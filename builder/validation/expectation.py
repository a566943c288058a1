"""Named checks as one Great Expectations expectation: a metric works the verdicts out, the expectation reads them.

All named rules of a table are one expectation with a list of checks: for each expectation the library resolves
a graph of its own, which for a hundred checks took longer than the checks. The metric is handed only what suite files
say (rule, check and parameters); the tables and texts reach it through TABLES, set for the time of a run.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any, ClassVar

from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import BatchExpectation
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider

from builder.validation.rules import Tables, Verdict

METRIC = "tallybook.verdicts"
TABLES: ContextVar[Tables] = ContextVar("tables")


class VerdictsMetric(TableMetricProvider):
    """Rule -> the verdict of its named check on the tables of the run."""

    metric_name = METRIC
    value_keys = ("checks",)

    @metric_value(engine=PandasExecutionEngine)
    def _pandas(cls, metric_value_kwargs: dict[str, Any], **_: Any) -> Mapping[str, Verdict]:
        tables = TABLES.get()
        return {c["rule"]: tables.verdict(c["check"], c["parameters"]) for c in metric_value_kwargs["checks"]}


class ExpectRowsToPass(BatchExpectation):
    """Every row that a named check applies to passes it, for each of `checks`: {"rule", "check", "parameters"}."""

    checks: list[dict[str, Any]]

    metric_dependencies: ClassVar[tuple[str, ...]] = (METRIC,)
    success_keys: ClassVar[tuple[str, ...]] = ("checks",)
    args_keys: ClassVar[tuple[str, ...]] = ("checks",)

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: Any = None,
    ) -> dict[str, Any]:
        """What failed, by rule: the ids of the rows (positions, where the table has no ids)."""
        bad = {rule: v for rule, v in metrics[METRIC].items() if v.failed or v.error}
        ids = {rule: TABLES.get().names(verdict) for rule, verdict in bad.items()}
        return {"success": not bad, "result": {"observed_value": len(bad), "details": {"failing": ids}}}

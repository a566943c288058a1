"""Named checks as one Great Expectations expectation: a metric works the verdict out, the expectation reads it.

The metric is handed only what its suite file says (check and parameters), which is also what the library keys its
cache by; the tables and texts reach it through TABLES, set for the time of a run.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any, ClassVar

from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import BatchExpectation
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider

from builder.validation.rules import Tables, Verdict

METRIC = "tallybook.verdict"
TABLES: ContextVar[Tables] = ContextVar("tables")


class VerdictMetric(TableMetricProvider):
    """The verdict of a named check on the tables of the run."""

    metric_name = METRIC
    value_keys = ("check", "parameters")

    @metric_value(engine=PandasExecutionEngine)
    def _pandas(cls, metric_value_kwargs: dict[str, Any], **_: Any) -> Verdict:
        return TABLES.get().verdict(metric_value_kwargs["check"], metric_value_kwargs["parameters"] or {})


class ExpectRowsToPass(BatchExpectation):
    """Every row a named check applies to passes it."""

    check: str
    parameters: dict[str, Any] = {}  # noqa: RUF012

    metric_dependencies: ClassVar[tuple[str, ...]] = (METRIC,)
    success_keys: ClassVar[tuple[str, ...]] = ("check", "parameters")
    args_keys: ClassVar[tuple[str, ...]] = ("check", "parameters")

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: Any = None,
    ) -> dict[str, Any]:
        verdict: Verdict = metrics[METRIC]
        return {
            "success": not verdict.failed and not verdict.error,
            "result": {"observed_value": verdict.failed, "element_count": verdict.checked},
        }

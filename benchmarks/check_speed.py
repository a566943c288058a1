"""How long a check takes against the bare library: `python -m benchmarks.check_speed [ROWS [ROUNDS]]`.

A table of 100,000 claims with planted faults and its documents is checked in turn by Great Expectations alone, with our
built-in rules, and by `check`, with all rules, in one process: on the same two tables, then with more to compare them
with. CPU seconds and wall seconds, medians; peak memory of the process.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import pandas as pd

from builder.tables.schema import dtypes
from builder.validation import check
from builder.validation.suites import NAMED, load
from tests.release_fixture import Release, repeated

FAULTS: dict[str, Any] = {
    "country": "Norway",
    "qualifier": "minimum",
    "value_low": 999.0,
    "confidence": 90.0,
    "period_start": "2021-02-30",
}
IDS = {"claims": ("claim_id", "document_id", "part_of"), "documents": ("document_id",)}
EVERY = 1000


def planted(rows: int) -> Release:
    """The fixture over and over, each copy with ids and sentences of its own; each fault in one row of a thousand."""
    claims, documents, texts = repeated(10)
    times = rows // len(claims) + 1
    many = _tiled("claims", claims, times).head(rows)
    for n, (column, value) in enumerate(FAULTS.items()):
        many.loc[many.index[n::EVERY], column] = value
    return many, _tiled("documents", documents, times), {f"{i}-{n}": t for n in range(times) for i, t in texts.items()}


def _tiled(table: str, frame: pd.DataFrame, times: int) -> pd.DataFrame:
    """Columns in one piece: what is glued together of many is slow in Arrow, and no table that is read is made so."""
    data = {}
    for column, dtype in dtypes(table).items():
        values = frame[column].tolist()
        if column in IDS[table]:
            values = [None if pd.isna(v) else f"{v}-{n}" for n in range(times) for v in values]
        else:
            values = values * times
        data[column] = pd.array(values, dtype=dtype)  # type: ignore[call-overload]
    return pd.DataFrame(data)


def bare(claims: pd.DataFrame, documents: pd.DataFrame) -> int:
    """Great Expectations with the built-in rules of our suites, as its documentation says."""
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    context, asked = gx.get_context(mode="ephemeral"), 0
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    for suite, frame in zip(load(), (claims, documents), strict=True):
        rules = [rule for rule in suite.rules if rule.type != NAMED]
        made = [ExpectationConfiguration(type=r.type, kwargs=dict(r.kwargs)).to_domain_obj() for r in rules]
        asset = context.data_sources.add_pandas(suite.name).add_dataframe_asset(suite.table)
        batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
        expectations = gx.ExpectationSuite(name=suite.name, expectations=made)
        asked += len(batch.validate(expectations, result_format="COMPLETE").results)
    return asked


def _timed(what: Callable[[], object]) -> tuple[float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    what()
    return time.process_time() - cpu, time.perf_counter() - wall


def main(rows: int, rounds: int) -> None:
    claims, documents, texts = planted(rows)
    _, started = _timed(lambda: check(*repeated(1)))
    print(f"{len(claims):,} claims, {len(documents):,} documents; start-up, paid once: {started:.1f} s")
    runs: dict[str, Callable[[], object]] = {
        "bare library": lambda: bare(claims, documents),
        "check": lambda: check(claims, documents),
        "with texts": lambda: check(claims, documents, texts),
        "and a release before": lambda: check(claims, documents, texts, previous=claims),
    }
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            times[name].append(_timed(run))
    found = {name: (median(cpu for cpu, _ in each), median(wall for _, wall in each)) for name, each in times.items()}
    for name, (cpu, wall) in found.items():
        ratio = cpu / found["bare library"][0]
        print(f"{name:22}{cpu:6.2f} s CPU {wall:6.2f} s wall   {ratio:.2f} of the bare library's CPU")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:,.0f} MB")


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:3]]
    main(*given, *(100_000, 5)[len(given) :])

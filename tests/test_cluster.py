"""The Dask engine: the bytes of a build on one machine, even if a worker of the cluster is killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
from pathlib import Path

import distributed
import pandas as pd
import pytest

from benchmarks.synthetic import documents
from builder import pipeline
from builder.engines import batches
from builder.engines.frames import claims, claims_of_each

CHECKED_LATER = pipeline.Options(check=False)


def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "SIZE", 3_000)
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps(one) + "\n" for one in documents(40, words=(30, 90))), "utf-8")
    pipeline.build([str(source)], tmp_path / "local", options=CHECKED_LATER)
    cluster = distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)  # type: ignore[no-untyped-call]
    with cluster:
        workers = [worker.process.pid for worker in cluster.workers.values()]

        def kill(progress: pipeline.Progress) -> None:
            if progress.documents > 8 and workers:
                os.kill(workers.pop(), signal.SIGKILL)

        options = pipeline.Options(check=False, engine="dask", scheduler=cluster.scheduler_address)
        pipeline.build([str(source)], tmp_path / "cluster", options=options, watch=kill)
    assert len(workers) < 2
    for path in (tmp_path / "local").iterdir():
        assert path.read_bytes() == (tmp_path / "cluster" / path.name).read_bytes(), path.name


DOCUMENTS = pd.DataFrame(
    [
        {"id": "a", "text": "Police said 12 people were killed on Monday.", "published": "2021-03-02", "other": 1},
        {"id": "b", "text": " ", "published": None, "other": 2},
        {"id": "c", "text": "Nine people were injured.", "published": None, "other": 3},
    ]
)
FOUND = [["a", "killed", 12.0, "2021-03-01"], ["c", "injured", 9.0, None]]


def _told(claims: pd.DataFrame) -> list[list[object]]:
    rows = claims[["document_id", "measure", "value", "period_start"]].astype(object)
    return rows.where(rows.notna(), None).to_numpy().tolist()


def test_a_frame_of_documents_is_a_frame_of_claims() -> None:
    assert _told(claims(DOCUMENTS)) == FOUND
    assert [_told(frame) for frame in claims_of_each([DOCUMENTS, DOCUMENTS])] == [FOUND, FOUND]


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")
def test_the_example_for_spark_runs() -> None:
    """The example of docs/engines.md, as it stands there."""
    pytest.importorskip("pyspark")
    page = (Path(__file__).parents[1] / "docs" / "engines.md").read_text("utf-8")
    example = page.split("```python\n# spark")[1].split("```")[0].split("\n", 1)[1]
    held: dict[str, object] = {"pandas_documents": DOCUMENTS}
    exec(example, held)
    assert _told(held["found"].toPandas()) == FOUND  # type: ignore[attr-defined]

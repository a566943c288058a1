"""The Dask engine: the bytes of a build on one machine, even if a worker of the cluster is killed."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import sys
import threading
from dataclasses import replace
from pathlib import Path

import distributed
import pandas as pd
import pyarrow.parquet
import pytest

from benchmarks.synthetic import documents
from builder import pipeline
from builder.documents import Record
from builder.engines import Job, batches, workers
from builder.engines import cluster as engine
from builder.engines.frames import claims, claims_of_each
from builder.engines.hire import program
from tests.storage import BUCKET, files, local, storage

SECONDS = 1.5
LONG = "Police said 12 people were killed and nine injured in the floods on Monday.\n\n" * 20_000
LATE = "took longer than 1.5 s: --time-limit sets another limit"


def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From and to object storage, and a worker is killed."""
    monkeypatch.setattr(batches, "SIZE", 3_000)
    rows = documents(40, words=(30, 90))
    cluster = distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)  # type: ignore[no-untyped-call]
    with storage() as fs, cluster:
        fs.pipe_file("bucket/in.jsonl", "".join(json.dumps(one) + "\n" for one in rows).encode())
        options = pipeline.Options(check=False)
        pipeline.build([f"{BUCKET}/in.jsonl"], tmp_path / "here", options=options)
        pids = [worker.process.pid for worker in cluster.workers.values()]

        def kill(progress: pipeline.Progress) -> None:
            if progress.documents > 8 and len(pids) == 2:
                os.kill(pids.pop(), signal.SIGKILL)

        options = replace(options, engine="dask", scheduler=cluster.scheduler_address)
        pipeline.build([f"{BUCKET}/in.jsonl"], f"{BUCKET}/out", options=options, watch=kill)
        assert len(pids) == 1
        assert files(fs, "bucket/out") == local(tmp_path / "here")


def test_no_scheduler_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 0.2)
    (tmp_path / "in.txt").write_text("Nine people were killed.")
    options = pipeline.Options(check=False, engine="dask", scheduler="tcp://127.0.0.1:9")
    with pytest.raises(pipeline.BuildError, match=r"no scheduler of Dask answers at tcp://127\.0\.0\.1:9"):
        pipeline.build([str(tmp_path / "in.txt")], tmp_path / "out", options=options)


@pytest.mark.skipif(os.name == "nt", reason="no limit there")
def test_a_document_that_takes_too_long_is_rejected_in_a_cluster() -> None:
    """By what a worker of the cluster calls for each batch, in one of its threads."""
    found: list[tuple[int, str | None]] = []
    thread = threading.Thread(target=_worked, args=(found,))
    thread.start()
    thread.join()
    assert found == [(0, LATE), (1, None), (1, None)]


def _worked(found: list[tuple[int, str | None]]) -> None:
    for text, limit in ((LONG, SECONDS), ("Nine people were killed.", None), ("Five people were injured.", None)):
        part = engine.part(batches.packed([Record("in", 1, {"text": text})]), Job(limit=limit))
        [row] = pyarrow.parquet.read_table(io.BytesIO(part)).to_pylist()
        found.append((row["n_claims"], row["reason"]))
    engine.dismiss()


def test_work_that_is_called_off_is_not_begun_again(tmp_path: Path) -> None:
    crew = workers.Crew(Job(), 1, program)
    crew.end()
    with pytest.raises(workers.CrewError):
        crew.do(batches.Task(b"", 0, tmp_path / "late.part"))


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
def test_the_example_for_spark_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The example of docs/engines.md, as it stands there."""
    pytest.importorskip("pyspark")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    page = (Path(__file__).parents[1] / "docs" / "engines.md").read_text("utf-8")
    example = page.split("```python\n# spark")[1].split("```")[0].split("\n", 1)[1]
    held: dict[str, object] = {"pandas_documents": DOCUMENTS}
    exec(example, held)
    assert _told(held["found"].toPandas()) == FOUND  # type: ignore[attr-defined]

"""The Dask engine: the bytes of a build on one machine, even if a worker of the cluster is killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from dataclasses import replace
from pathlib import Path

import distributed
import pandas as pd
import pytest

from benchmarks.synthetic import documents
from builder import pipeline
from builder.documents import Record
from builder.engines import Job, batches, parts, workers
from builder.engines import cluster as engine
from builder.engines.frames import claims, claims_of_each
from builder.engines.hire import program
from tests.storage import BUCKET, files, local, storage

SECONDS = 1.5
LONG = "Police said 12 people were killed and nine injured in the floods on Monday.\n\n" * 20_000
LATE = "took longer than 1.5 s: --time-limit sets another limit"


def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From and to object storage; a worker is killed, and one of the documents takes longer than it may."""
    monkeypatch.setattr(batches, "SIZE", 3_000)
    rows = list(documents(40, words=(30, 90)))
    rows[30]["text"] = LONG
    cluster = distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)  # type: ignore[no-untyped-call]
    with storage() as fs, cluster:
        fs.pipe_file("bucket/in.jsonl", "".join(json.dumps(one) + "\n" for one in rows).encode())
        options = pipeline.Options(check=False, limit=SECONDS)
        here = pipeline.build([f"{BUCKET}/in.jsonl"], tmp_path / "here", options=options)
        assert [(one.line, one.reason) for one in here.rejects] == [(31, LATE)]
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


def test_a_crew_of_programs_does_task_after_task(tmp_path: Path) -> None:
    crew = workers.Crew(Job(limit=SECONDS), 1, program)
    found = []
    for n, text in enumerate(["Nine people were killed.", LONG, "Five people were injured."]):
        blob = batches.packed([Record("in", n, {"text": text})])
        part = crew.do(batches.Task(blob, len(blob), tmp_path / f"{n}.part"))
        found += [(row["n_claims"], row["reason"]) for row in parts.read(part).to_pylist()]
    crew.end()
    assert found == [(1, None), (0, LATE), (1, None)]
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

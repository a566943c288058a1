"""Builds from and to object storage: the bytes of a build on this machine, and what is told where that cannot be."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import fsspec
import pandas as pd
import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet
import pytest
from click.testing import CliRunner

from builder import pipeline
from builder.cli import main
from builder.documents import Reject, remote
from builder.engines import batches
from builder.engines import local as engine
from tests.storage import BUCKET, files, local, storage

CHECKED_LATER = pipeline.Options(check=False)
ROWS = [
    {"id": "a", "text": "Police said 12 people were killed on Monday.", "published": "2021-03-02"},
    {"id": "b", "text": "Nine people were injured.", "published": "2021-03-03"},
]


@pytest.fixture(scope="module")
def fs() -> Iterator[Any]:
    with storage() as found:
        yield found


@pytest.fixture
def inputs(fs: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The same files in a folder `in` of this machine and of a bucket; the second is named."""
    monkeypatch.chdir(tmp_path)
    folder = Path("in")
    (folder / "deep" / ".hidden").mkdir(parents=True)
    (folder / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    renamed = [row | {"id": f"{row['id']}{n}"} for n in range(2) for row in ROWS]
    pd.DataFrame(renamed[:2]).to_csv(folder / "b.csv.gz", index=False)
    pd.DataFrame(renamed[2:]).to_parquet(folder / "deep" / "c.parquet")
    (folder / "deep" / ".hidden" / "x.txt").write_text("Not to be read.")
    (folder / "d.txt").write_text("Five soldiers were wounded on Friday.")
    (folder / "d.toml").write_text('published = "2022-05-09"')
    (folder / "e.pdf").write_bytes(b"no PDF")
    if fs.exists("bucket/in"):
        fs.rm("bucket/in", recursive=True)
    fs.put("in", "bucket/in", recursive=True)
    fs.invalidate_cache()
    return f"{BUCKET}/in"


def test_a_build_away_has_the_bytes_of_one_here(fs: Any, inputs: str) -> None:
    """The release lies inside the inputs, and takes the place of another, which had been checked."""
    fs.pipe_file("bucket/in/out/validation.json", b"{}")
    fs.pipe_file("bucket/in/out/claims.csv", b"text\nTwo people were killed.\n")
    pipeline.build(["in"], Path("here"), options=CHECKED_LATER)
    done = pipeline.build([inputs], f"{inputs}/out", options=CHECKED_LATER)
    assert done.counts.status == {"read": 7, "rejected": 1} and len(done.claims) == 7
    here, there = local(Path("here")), files(fs, "bucket/in/out")
    assert here.keys() == there.keys()
    for name in here.keys() - {"documents.csv", "documents.parquet", "rejects.csv"}:
        assert here[name] == there[name], name
    here_known, there_known = (_known(one["documents.parquet"]) for one in (here, there))
    assert here_known.drop_columns("path") == there_known.drop_columns("path")
    assert [f"{inputs}/{path[3:]}" for path in here_known["path"].to_pylist()] == there_known["path"].to_pylist()


def _known(documents: bytes) -> pa.Table:
    """What is no reject: those have an id of their place."""
    rows = pa.parquet.read_table(io.BytesIO(documents))
    return rows.filter(pa.compute.field("status") != "rejected")


def test_the_same_inputs_give_the_same_bytes_wherever_they_go(fs: Any, inputs: str) -> None:
    result = CliRunner().invoke(main, ["build", "in", "--out", f"{BUCKET}/out", "--no-check"])
    assert result.exit_code == 0 and f"{BUCKET}/out/claims.csv" in result.output
    pipeline.build(["in"], Path("here"), options=CHECKED_LATER)
    assert files(fs, "bucket/out") == local(Path("here"))


def test_another_machine_takes_up_what_was_interrupted(fs: Any, inputs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "MOST", 2)
    pipeline.build([inputs], Path("here"), options=CHECKED_LATER)

    def interrupt(progress: pipeline.Progress) -> None:
        if progress.seen > 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pipeline.build([inputs], f"{BUCKET}/cut", options=CHECKED_LATER, watch=interrupt)
    parts = {name for name in files(fs, "bucket/cut") if name.endswith(".part")}
    assert parts
    done: list[bool] = []

    def run(tasks: Iterable[batches.Task], *given: Any, **how: Any) -> Iterator[Path]:
        known = list(tasks)
        done.extend(task.done for task in known)
        return real(known, *given, **how)

    real = engine.run
    monkeypatch.setattr(engine, "run", run)
    pipeline.build([inputs], f"{BUCKET}/cut", options=pipeline.Options(check=False, resume=True))
    assert sum(done) == len(parts) < len(done)
    assert files(fs, "bucket/cut") == local(Path("here"))


@pytest.mark.parametrize(
    ("out", "why"),
    [
        ("s3://none/out", "cannot write to s3://none/out: there is no such bucket or file"),
        ("https://example.org/out", "https:// is no storage"),
        ("gs://bucket/out", "gs:// needs another library: Please install gcsfs"),
        ("odd://bucket/out", "Protocol not known: odd"),
    ],
)
def test_a_place_that_cannot_be_written_is_told(out: str, why: str, inputs: str) -> None:
    result = CliRunner().invoke(main, ["build", "in", "--out", out, "--no-check"])
    assert result.exit_code == 2 and why in result.output


def test_inputs_that_are_not_there_are_rejected(inputs: str) -> None:
    urls = ["s3://none/x", f"{inputs}/no", f"{inputs}/*.no"]
    told = [(one.file, one.reason) for url in urls for one in remote.expand(url) if isinstance(one, Reject)]
    assert told == [
        ("s3://none/x", "cannot be read: there is no such bucket or file"),
        (f"{inputs}/no", "there is no such file"),
        (f"{inputs}/*.no", "nothing matches"),
    ]


def test_credentials_that_are_missing_are_told(inputs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("HOME", "/nonexistent")
    fsspec.filesystem("s3").clear_instance_cache()
    result = CliRunner().invoke(main, ["build", inputs, "--out", "here", "--no-check"])
    assert result.exit_code == 2 and "no credentials: set AWS_ACCESS_KEY_ID" in result.output
    fsspec.filesystem("s3").clear_instance_cache()


def test_an_extra_that_is_missing_is_named(inputs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    monkeypatch.delitem(sys.modules["fsspec.registry"]._registry, "s3")
    result = CliRunner().invoke(main, ["build", inputs, "--out", "here", "--no-check"])
    assert result.exit_code == 2 and "s3:// needs s3fs: pip install 'tallybook[remote]'" in result.output

"""The build as a whole: every input accounted for, the same bytes whatever the number of workers, nothing lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from pandas.testing import assert_frame_equal

import builder
from builder import engines, pipeline
from builder.documents import Reading, Record, Reject
from builder.engines import Job, batches, extract_batch, hire, local, parts, workers
from builder.model import Claim, Document
from builder.publish import DERIVED, read_claims, read_documents
from builder.publish.tables import read_table
from builder.tables.schema import dtypes

SENTENCE = "Police said 12 people were killed on Monday."
PARENT = os.getpid()
ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _in_tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def core(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Document], list[Claim]]], None]:
    """Replace the extraction core."""
    real = engines.extractor()
    monkeypatch.setattr(hire, "forks", lambda: True)  # what is replaced is kept

    def replace(wrong: Callable[[Document], list[Claim]]) -> None:
        def extract(document: Document) -> list[Claim]:
            return wrong(document) if "boom" in document.text else real(document)

        monkeypatch.setattr(engines, "extractor", lambda: extract)

    return replace


def corpus(count: int = 40) -> str:
    rows = [{"id": f"d{n}", "text": f"{SENTENCE}\n\nNo more.", "published": "2021-03-02"} for n in range(count)]
    rows[7]["text"], rows[9]["text"] = "", "boom"
    Path("in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return "in.jsonl"


def record(id: str, text: str) -> Record:
    return Record("in", None, {"id": id, "text": text})


def read_ids(done: pipeline.Build) -> list[str]:
    return done.documents.loc[done.documents["status"] == "read", "document_id"].tolist()


def fail(document: Document) -> list[Claim]:
    raise ZeroDivisionError("by zero")


FAILS = fail.__code__.co_firstlineno + 1


def test_extract_is_a_frame_of_claims() -> None:
    frame = builder.extract(SENTENCE, published="2021-03-02", title="T", publisher="P", url="U")
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == dtypes("claims")
    assert frame[["measure", "value", "published", "title", "publisher", "url"]].to_numpy().tolist() == [
        ["killed", 12.0, "2021-03-02", "T", "P", "U"]
    ]
    assert frame["language"].tolist() == ["en"]
    assert frame[["char_start", "char_end"]].to_numpy().tolist() == [[12, 14]]


@pytest.mark.parametrize(("text", "published"), [("", None), (" \n", None), ("x", "March 2"), ("a\0", None)])
def test_extract_refuses_what_is_no_document(text: str, published: str | None) -> None:
    with pytest.raises(ValueError, match=r"empty|not a date|NUL"):
        builder.extract(text, published=published)


def test_a_build_accounts_for_every_document(core: Callable[..., None]) -> None:
    core(fail)
    done = builder.build([corpus(), "none.txt"], "out", check=False)
    assert done.documents["status"].value_counts().to_dict() == {"read": 38, "rejected": 3}
    assert done.rejects == (
        Reject("in.jsonl", 8, "the text is empty"),
        Reject("in.jsonl", 10, f"extraction failed: ZeroDivisionError: by zero (test_build.py, line {FAILS})", "d9"),
        Reject("none.txt", None, "there is no such file"),
    )
    assert done.documents["n_claims"].sum() == len(done.claims) == 38
    assert done.report is None
    assert done.ok()


def test_the_files_hold_what_the_build_holds() -> None:
    done = builder.build(corpus(), Path("deep/out"), check=False)
    assert_frame_equal(read_claims("deep/out/claims.csv"), done.claims)
    assert_frame_equal(read_claims("deep/out/claims.parquet"), done.claims)
    assert_frame_equal(read_documents("deep/out/documents.csv"), done.documents)
    for name in DERIVED:
        assert_frame_equal(read_table(f"deep/out/{name}.csv", name), done.derived[name])
    both = [f"{name}.{end}" for name in ("claims", "documents", *DERIVED) for end in ("csv", "parquet")]
    assert sorted(p.name for p in Path("deep/out").iterdir()) == sorted([*both, "rejects.csv"])


def test_a_build_without_estimates_leaves_none_of_an_earlier_one() -> None:
    pipeline.build([corpus()], Path("out"), options=pipeline.Options(check=False))
    assert Path("out/estimates.csv").exists()
    done = pipeline.build([corpus()], Path("out"), options=pipeline.Options(check=False, estimates=False))
    assert done.derived == {}
    assert not [path for name in DERIVED for path in Path("out").glob(f"{name}.*")]


@pytest.mark.parametrize("kept", [True, False])
def test_texts_are_kept_unless_they_are_not_to_be(kept: bool) -> None:
    pipeline.build([corpus(), "none.txt"], Path("out"), options=pipeline.Options(check=False, texts=kept))
    rows = pd.read_parquet("out/documents.parquet")
    assert rows.columns.tolist() == [*dtypes("documents"), "text"]
    whole = f"{SENTENCE}\n\nNo more."
    assert rows["text"].dropna().unique().tolist() == ([whole, "boom"] if kept else [])
    claims = read_claims("out/claims.csv")
    held = dict(zip(rows["document_id"], rows["text"], strict=True))
    columns = ["document_id", "char_start", "char_end", "value_text"]
    for id, start, end, words in claims[columns].to_numpy().tolist() if kept else []:
        assert held[id][start:end] == words


@pytest.mark.parametrize("workers", [1, 2])
def test_the_same_bytes_whatever_the_workers(
    workers: int, core: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    core(fail)
    monkeypatch.setattr(batches, "SIZE", 200)
    builder.build(corpus(), "first", workers=None, check=False)
    builder.build(corpus(), "second", workers=workers, check=False)
    for path in Path("first").iterdir():
        assert path.read_bytes() == (Path("second") / path.name).read_bytes(), path.name


def test_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    """The order of a set changes from process to process, with the hashes of strings and of None: it must not show."""
    for seed in ("1", "2"):
        options = ["--out", str(tmp_path / seed), "--no-check", "--quiet"]
        environment = os.environ | {"PYTHONHASHSEED": seed}
        command = [sys.executable, "-m", "builder.cli", "build", "data/raw"]
        subprocess.run([*command, *options], cwd=ROOT, env=environment, check=True)
    for path in (tmp_path / "1").iterdir():
        assert path.read_bytes() == (tmp_path / "2" / path.name).read_bytes(), path.name


def test_a_document_that_kills_its_workers_costs_itself(
    core: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    core(lambda document: [] if os.getpid() == PARENT else os.kill(os.getpid(), signal.SIGUSR1))
    monkeypatch.setattr(batches, "SIZE", 200)
    done = builder.build(corpus(), "out", workers=2, check=False)
    assert read_ids(done) == [f"d{n}" for n in range(40) if n not in (7, 9)]
    assert done.rejects[1] == Reject("in.jsonl", 10, "3 processes died of it (SIGUSR1)", "d9")


def tasks(records: Iterable[Record], folder: Path) -> Iterator[batches.Task]:
    for n, batch in enumerate(batches.batches(records)):
        yield batches.Task(batches.packed(batch), sum(map(batches.size, batch)), folder / f"{n}.part")


def ids_of(found: Iterable[Path]) -> list[str]:
    return [id for path in found for id in parts.read(path, ["document_id"])["document_id"].to_pylist()]


def test_much_text_goes_to_a_crew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    used: list[int] = []
    monkeypatch.setattr(local, "MANY", 1000)
    monkeypatch.setattr(local, "_cores", lambda: 2)

    class Crew:
        def __init__(self, job: Job, count: int) -> None:
            used.append(count)

        def run(self, tasks: object) -> Iterator[Path]:
            return iter(())

    monkeypatch.setattr(local, "Crew", Crew)
    records = [record(str(n), "x" * 100) for n in range(20)]
    assert ids_of(local.run(tasks(records[:5], tmp_path), Job())) == ["0", "1", "2", "3", "4"]
    for path in tmp_path.glob("*.part"):
        path.unlink()
    assert (list(local.run(tasks(records, tmp_path), Job())), used) == ([], [2])


def test_no_more_than_a_window_is_read_ahead(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(batches, "SIZE", 1)
    read: list[int] = []

    def records() -> Iterator[Record]:
        for n in range(100):
            read.append(n)
            yield record(str(n), "x")

    outcomes = local.run(tasks(records(), tmp_path), Job(), workers=2)
    next(outcomes)
    outcomes.close()
    assert len(read) <= 2 * workers.WINDOW + 1


def test_a_total_that_is_no_claim_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    from msgspec.structs import replace

    (claim,) = engines.extractor()(Document("d", SENTENCE))
    monkeypatch.setattr(engines, "extractor", lambda: lambda document: [replace(claim, part_of=1)])
    assert extract_batch([record("d", SENTENCE)], Reading()) == [
        Reject("in", None, "extraction failed: part_of 1 is no claim of the document", "d")
    ]


def test_nothing_to_read_is_an_error_and_writes_nothing() -> None:
    Path("a.docx").touch()
    with pytest.raises(
        pipeline.BuildError, match=r"no document could be read:\n  a.docx: no reader for .docx\n  b: there"
    ):
        builder.build(["a.docx", "b"], "out")
    assert not Path("out").exists()


def test_a_folder_that_cannot_be_written_is_an_error() -> None:
    Path("out").touch()
    with pytest.raises(pipeline.BuildError, match="cannot write to out"):
        builder.build(corpus(), "out", check=False)


def test_the_date_given_is_for_texts_that_state_none() -> None:
    Path("a.txt").write_text("---\npublished: 2020-01-01\n---\nx")
    Path("b.txt").write_text("y")
    done = builder.build(["a.txt", "b.txt"], "out", published=date(2021, 3, 2), check=False)
    assert done.documents["published"].tolist() == ["2020-01-01", "2021-03-02"]


def test_checks_run_and_are_reported() -> None:
    done = builder.build(corpus(), "out")
    assert done.report is not None
    rows = json.loads(Path("out/validation.json").read_text("utf-8"))["rows"]
    assert rows.items() >= {"claims": 38, "documents": 40}.items()
    assert done.ok() == done.report.ok("error")


def test_checks_that_break_leave_the_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*tables: pd.DataFrame, **more: pd.DataFrame) -> None:
        raise RuntimeError("no suites")

    monkeypatch.setattr("builder.validation.check", broken)
    with pytest.raises(
        pipeline.BuildError, match="the checks could not run: RuntimeError: no suites\nthe tables are in out"
    ):
        builder.build(corpus(), "out")
    assert len(read_claims("out/claims.csv")) == 38


RELEASE = ROOT / "data" / "release"


@pytest.mark.skipif(not (RELEASE / "claims.csv").exists(), reason="no release yet")
def test_the_sample_builds_to_its_release(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Same input, same bytes; Parquet is compared by content, because its bytes name the version of its writer."""
    monkeypatch.chdir(ROOT)
    assert builder.build("data/raw", tmp_path).ok()
    for path in sorted(RELEASE.glob("*.*")):
        if path.suffix != ".parquet":
            assert (tmp_path / path.name).read_bytes() == path.read_bytes(), f"{path.name}: see README, Working on it"
    assert_frame_equal(read_claims(tmp_path / "claims.parquet"), read_claims(RELEASE / "claims.parquet"))


def test_a_plain_script_may_build_with_workers() -> None:
    """No `if __name__ == "__main__"` is asked of people who write ten lines."""
    script = f"import builder\nprint(len(builder.build({corpus()!r}, 'out', workers=2, check=False).claims))\n"
    Path("script.py").write_text(script)
    run = subprocess.run([sys.executable, "script.py"], capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("38\n", "")


LATE = "took longer than 0.2 s: --time-limit sets another limit"


def sleep(document: Document) -> list[Claim]:
    time.sleep(30)
    return []


def sleep_deeply(document: Document) -> list[Claim]:
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    return sleep(document)


@pytest.mark.parametrize(("hang", "count"), [(sleep, 1), (sleep, 2), (sleep_deeply, 2)])
def test_a_document_that_takes_too_long_costs_itself(
    hang: Callable[[Document], list[Claim]],
    count: int,
    core: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    core(hang)
    monkeypatch.setattr(batches, "SIZE", 200)
    monkeypatch.setattr(workers, "GRACE", 0.1)
    done = pipeline.build([corpus()], Path("out"), options=pipeline.Options(count, check=False, limit=0.2))
    assert done.rejects[1] == Reject("in.jsonl", 10, LATE, "d9")
    assert len(read_ids(done)) == 38


@pytest.mark.parametrize("count", [1, 2])
def test_an_interrupted_build_is_taken_up_where_it_was(
    count: int, core: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "SIZE", 200)
    undisturbed = builder.build(corpus(), "first", check=False)

    def interrupt(progress: pipeline.Progress) -> None:
        if progress.documents > 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pipeline.build([corpus()], Path("out"), options=pipeline.Options(count, check=False), watch=interrupt)
    assert [path.name for path in Path("out").iterdir()] == [".build"]
    assert len(list(Path("out/.build").glob("*.part"))) >= 4
    again: list[Path] = []

    def write(rows: pa.Table, path: Path) -> None:
        again.append(path)
        parts.write(rows, path)

    monkeypatch.setattr(local, "write", write)
    monkeypatch.setattr(local, "Crew", lambda job, workers: Here(job))
    builder.build(corpus(), "out", check=False, resume=True)
    assert 0 < len(again) < 6
    for path in undisturbed.out.iterdir():
        assert path.read_bytes() == (Path("out") / path.name).read_bytes(), path.name
    assert not Path("out/.build").exists()


class Here:
    """A crew of this process."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def run(self, tasks: Iterable[batches.Task]) -> Iterator[Path]:
        return local._here(tasks, self.job)


def test_parts_of_other_inputs_or_options_are_not_used() -> None:
    with pytest.raises(KeyboardInterrupt):
        pipeline.build([corpus()], Path("out"), options=pipeline.Options(check=False), watch=_interrupt)
    done = builder.build(corpus(), "out", check=False, resume=True, published="2020-01-01", encoding="latin-1")
    assert len(read_ids(done)) == 39
    with pytest.raises(KeyboardInterrupt):
        pipeline.build([corpus()], Path("out"), options=pipeline.Options(check=False), watch=_interrupt)
    done = builder.build(corpus(12), "out", check=False, resume=True)
    assert len(read_ids(done)) == 11


def _interrupt(progress: pipeline.Progress) -> None:
    raise KeyboardInterrupt


def test_two_builds_do_not_write_to_one_folder() -> None:
    script = "from builder.work import *; work = Work(Path('out')); print('open', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(pipeline.BuildError, match="cannot write to out: another build is writing to it"):
            builder.build(corpus(), "out", check=False)
        other.communicate(b"")

"""The command line: answers at once, says what went wrong, and its exit code can be relied on."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder import __version__, progress
from builder.cli import main
from builder.pipeline import Progress
from builder.publish import DERIVED
from builder.validation.report import Report, Result
from builder.validation.suites import Rule

SENTENCE = "Police said 12 people were killed on Monday."
HEAVY = ("pandas", "pyarrow", "numpy", "regex", "rich", "great_expectations", "pycountry", "builder.pipeline")


@pytest.fixture(autouse=True)
def _in_tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    rows = [{"id": "a", "text": SENTENCE, "tag": 1}, {"id": "b", "text": "Nothing."}, {"id": "c"}]
    Path("in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.stdout, result.stderr


def report(severity: str, status: str = "failed") -> Report:
    rule = Rule("C001", "claims", "claims", "t", severity, "Spans equal the text.")
    return Report((Result(rule, status, 1, 1, ("4d2f3165f995329b",)),), {"claims": 1, "documents": 2})


# build


def test_a_build_says_what_it_did() -> None:
    code, out, err = run("build", "in.jsonl", "gone", "--out", "out", "--no-check")
    lines = out.splitlines()
    assert code == 0
    assert lines[:4] == [
        "claims       1",
        "                       1  killed",
        "documents    2 read, 1 with claims, 2 rejected",
        "             2 without a date: their `on Monday` has none either (--published gives one)",
    ]
    assert lines[5:] == [
        "events       1, 0 of several documents; 1 estimates",
        "             1 claims in events, 0 in series, 0 in neither",
        "rejected     in.jsonl, line 3: there is no text",
        "             gone: there is no such file",
        "passed over  columns of tables: tag",
        "checks       not run",
        "files        out/claims.csv",
        "             out/claims.parquet",
        "             out/documents.csv",
        "             out/documents.parquet",
        "             out/rejects.csv",
        *(f"             out/{name}.{e}" for name in DERIVED for e in ("csv", "parquet")),
    ]
    assert "writing: 2 documents, 1 claims, 2 rejected" in err
    assert Path("out/rejects.csv").read_text() == (
        "file,line,reason,value\nin.jsonl,3,there is no text,\ngone,,there is no such file,\n"
    )


def test_quiet_says_nothing() -> None:
    assert run("build", "in.jsonl", "--out", "out", "--no-check", "--quiet") == (0, "", "")


@pytest.mark.parametrize(
    ("severity", "options", "code"),
    [
        ("error", (), 1),
        ("warning", (), 0),
        ("warning", ("--fail-on", "warning"), 1),
        ("info", ("--fail-on", "warning"), 0),
    ],
)
def test_a_failed_check_is_told_by_exit_code_and_id(
    severity: str, options: tuple[str, ...], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.validation.check", lambda *tables, **more: report(severity))
    told = f"check failed: C001 ({severity}), 1 of 1 claims: Spans equal the text.\n  4d2f3165f995329b\n"
    assert run("build", "in.jsonl", "--out", "out", "--quiet", *options) == (code, "", told if code else "")
    assert Path("out/claims.csv").exists()
    assert Path("out/validation.json").exists()


def test_a_mild_check_that_breaks_fails_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.validation.check", lambda *tables, **more: report("info", "broken"))
    code, _, err = run("build", "in.jsonl", "--out", "out", "--quiet")
    assert (code, err.splitlines()[0][:25]) == (1, "check failed: C001 (info)")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("build", "gone", "--out", "out"), "tallybook: no document could be read:\n  gone: there is no such file\n"),
        (("build", "in.jsonl", "--out", "in.jsonl"), "Directory 'in.jsonl' is a file."),
        (("build", "in.jsonl", "--out", "out", "--published", "May"), "'May' is not a date (YYYY-MM-DD)"),
        (("build", "in.jsonl", "--out", "out", "--published", ""), "'' is not a date (YYYY-MM-DD)"),
        (("build", "in.jsonl", "--out", "out", "--workers", "0"), "0 is not in the range x>=1"),
        (("build", "in.jsonl", "--out", "out", "--fail-on", "info"), "'info' is not one of 'error', 'warning'"),
        (("build", "in.jsonl", "--out", "out", "--encoding", "ut8"), "encoding = 'ut8' is none that is known"),
        (("build", "in.jsonl"), "Missing option '--out'"),
        (("build", "--out", "out"), "Missing argument 'INPUT...'"),
        (("explain", ""), "tallybook: the text is empty\n"),
        (("explain", "in.jsonl"), "tallybook: in.jsonl, line 3: there is no text\n"),
        (("explain", "gone.html"), "tallybook: gone.html: there is no such file\n"),
        (("explain", "raw/gone"), "tallybook: raw/gone: there is no such file\n"),
        (("build", "empty", "--out", "out"), "tallybook: nothing to read in empty\n"),
        (("count",), "No such command 'count'."),
        (("biuld", "in.jsonl"), "No such command 'biuld'. Did you mean 'build'?"),
        (("estimate", "in.jsonl", "--month", "2022-6"), "'2022-6' is no year or month (YYYY or YYYY-MM)"),
        (("estimate", "in.jsonl", "--country", "US"), "'US' is no code of three letters (ISO 3166-1 alpha-3: SYR)"),
    ],
)
def test_what_cannot_run_says_why(arguments: tuple[str, ...], message: str) -> None:
    Path("empty").mkdir()
    code, _, err = run(*arguments)
    assert (code, message in err) == (2, True), err
    assert not Path("out").exists()


def test_an_interrupt_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("builder.pipeline.build", interrupt)
    assert run("build", "in.jsonl", "--out", "out") == (130, "", "tallybook: interrupted; nothing was written\n")


def test_standard_input() -> None:
    result = CliRunner().invoke(main, ["build", "-", "--out", "out", "--no-check", "--quiet"], input='{"text": "x"}\n')
    assert result.exit_code == 0


# explain


def test_explain_a_text() -> None:
    code, out, _ = run("explain", SENTENCE, "--published", "2021-03-02")
    assert code == 0
    assert out.startswith("published 2021-03-02\n\n  1  ")
    assert "[12]" in out
    assert "       measure          killed\n" in out
    assert out.endswith("1 claim\n\n")


def test_explain_a_file_with_front_matter() -> None:
    Path("a.txt").write_text(f"---\ntitle: Toll\npublished: 2021-03-02\n---\n{SENTENCE}\n\nNothing\nelse.\n")
    code, out, _ = run("explain", "a.txt")
    assert (code, out.splitlines()[0]) == (0, "Toll · published 2021-03-02")
    assert "\n  2  Nothing else.\n" in out


def test_explain_standard_input() -> None:
    result = CliRunner().invoke(main, ["explain", "-"], input="Nothing here.")
    assert (result.exit_code, result.stdout) == (0, "  1  Nothing here.\n\nno claims\n\n")


# Around


@pytest.mark.parametrize("arguments", [("version",), ("--version",)])
def test_version(arguments: tuple[str, ...]) -> None:
    assert __version__ in run(*arguments)[1]


def test_the_version_is_the_one_of_the_package() -> None:
    pyproject = Path(__file__).parents[1] / "pyproject.toml"
    assert f'\nversion = "{__version__}"\n' in pyproject.read_text("utf-8")


@pytest.mark.parametrize("module", ["builder", "builder.cli"])
def test_nothing_heavy_is_imported_before_it_is_used(module: str) -> None:
    code = f"import sys, {module}; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_help_answers_at_once() -> None:
    """CPU seconds of the whole process, the best of three: a busy machine is not our doing."""

    def cpu() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    seconds = []
    for _ in range(3):
        before = cpu()
        subprocess.run([sys.executable, "-m", "builder.cli", "--help"], check=True, capture_output=True)
        seconds.append(cpu() - before)
    assert min(seconds) < 0.3


def test_plain_progress_comes_now_and_then(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    clock = iter([0.0, 1.0, 6.0, 7.0, 12.0])
    monkeypatch.setattr("time.perf_counter", lambda: next(clock))
    with progress.watcher() as watch:
        for n in (10, 60, 70, 120):
            watch(Progress(documents=n, claims=2 * n))
    assert capsys.readouterr().err == (
        "reading: 60 documents, 120 claims, 10 documents/s\nreading: 120 documents, 240 claims, 10 documents/s\n"
    )


def test_a_terminal_gets_a_bar(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    with progress.watcher() as watch:
        watch(Progress(stage="checking", documents=3, claims=5))
    assert "3 documents, 5 claims" in capsys.readouterr().err

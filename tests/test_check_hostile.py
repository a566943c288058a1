"""Somebody's table is broken: `tallybook check` names file, line and value, or gives a verdict; it never falls over."""

from __future__ import annotations

import csv
import gzip
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.cli import main
from builder.validation.command import Options, Stop, check_paths
from builder.validation.files import Refused
from builder.validation.inputs import given as read_given
from builder.validation.rules import Tables
from builder.validation.rules.parts import parts_have_no_circle

ROOT = Path(__file__).parents[1]
HEAD, *ROWS = csv.reader((ROOT / "data" / "release" / "claims.csv").read_text("utf-8").splitlines())
NASTY = (
    "", " ", "NULL", "NaN", "None", "inf", "-inf", "1e308", "1e400", "-1", "9" * 18, "9" * 400, "9223372036854775808",
    "0x10", "1_000", "1,000", "1.5", " 7 ", "１２", "TRUE", "maybe", "=1+1", "@SUM(A1)", "\t=1", "2021-02-30",
    "0000-00-00", "9999-12-31", "10000-01-01", "2021-W05", "5 May 2021", "\u202e", "é" * 3000, "a\nb", "a\r\nb", '"',
    "<script>", "\x1b[2J", "🙂", "{0}", "%s", "\\", "\ufeff", "https://x", "../..", "{}", "[]",
)  # fmt: skip
FUZZ = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

cells = st.one_of(st.sampled_from(NASTY), st.text(max_size=12), st.integers().map(str), st.floats().map(str))
places = st.tuples(st.integers(0, 39), st.sampled_from(HEAD), cells)


@pytest.fixture(autouse=True)
def _in_tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def table(rows: list[list[str]], head: list[str] = HEAD, file: str = "a.csv") -> Path:
    with Path(file).open("w", encoding="utf-8", errors="surrogatepass", newline="") as handle:
        csv.writer(handle).writerows([head, *rows])
    return Path(file)


def spoilt(*faults: tuple[int, str, str], rows: int = 40) -> list[list[str]]:
    """Good rows, with other words in some of their cells."""
    found = [list(row) for row in ROWS[:rows]]
    for at, column, value in faults:
        found[at][HEAD.index(column)] = value
    return found


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["check", *arguments], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def results(path: Path, **options: Any) -> dict[str, dict[str, Any]]:
    [one] = check_paths([path], Options(formats=("json",), **options))
    return {result["id"]: result for result in json.loads(one.output)["results"]}


# One cell: its row is named, and no other rule falls over


def test_a_word_in_a_column_of_numbers_is_the_fault_of_its_row() -> None:
    path = table(
        spoilt((2, "value", "abc"), (4, "value", "9" * 400), (3, "implicit", "maybe"), (1, "char_start", "1.5"))
    )
    found = results(path)
    wrong = found["C002"]
    assert wrong["failing"] == [ROWS[at][0] for at in (1, 2, 3, 4)]
    assert "value is string, not Float64: 'abc'; '9999" in wrong["detail"]
    assert "implicit is string, not boolean: 'maybe'" in wrong["detail"]
    assert "char_start is string, not Int64: '1.5'" in wrong["detail"]
    assert [id for id, result in found.items() if result["status"] == "broken"] == []
    blamed = {id for result in found.values() if result["severity"] == "error" for id in result["failing"]}
    assert {ROWS[at][0] for at in (1, 2, 3, 4)} <= blamed
    code, out, _ = run("a.csv")
    lines = Path("a.csv").read_text("utf-8").splitlines()
    assert code == 1
    assert f"{ROWS[2][0]}  a.csv:{next(n for n, line in enumerate(lines, 1) if line.startswith(ROWS[2][0]))}\n" in out


FAULTS = (
    ("value", "inf", "C002"),
    ("value", "1e400", "C002"),
    ("value_low", "NULL", "C002"),
    ("value_high", "1_000", "C002"),
    ("confidence", "=1+1", "C002"),
    ("char_end", "9223372036854775808", "C002"),
    ("value", "-1", "C051"),
    ("period_start", "2021-02-30", "C082"),
    ("published", "10000-01-01", "C081"),
    ("measure", "slain", "C041"),
    ("claim_id", "", "C011"),
    ("sentence", "", "C021"),
)


def test_a_wrong_cell_is_named_by_its_rule() -> None:
    found = results(table(spoilt(*((at, column, value) for at, (column, value, _) in enumerate(FAULTS)))))
    for at, (column, value, rule) in enumerate(FAULTS):
        assert (f"#{at}" if column == "claim_id" else ROWS[at][0]) in found[rule]["failing"], (column, value)


@settings(FUZZ, max_examples=4)
@given(st.lists(places, min_size=10, max_size=40), st.sampled_from(["terminal", "html", "sarif", "junit", "github"]))
def test_any_cells_get_a_verdict(faults: list[tuple[int, str, str]], form: str) -> None:
    faults = [(at, column, "".join(c for c in value if c not in "\r\n\0")) for at, column, value in faults]
    [one] = check_paths([table(spoilt(*faults))], Options(formats=(form,)))
    one.output.encode("utf-8")
    assert [result.rule.id for result in one.report.results if result.status == "broken"] == []


# The shape of the table


TWO = "\n".join(",".join(row) for row in (["claim_id", "value", "value_text"], ["a", "1", "1"], ["b", "2", "two"]))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (TWO.replace("b,2", "b,2,2"), "a.csv:3: 4 cells under 3 columns; the last is 'two'"),
        (TWO.replace("b,2,two", "b"), "a.csv:3: 1 cells under 3 columns; the last is 'b'"),
        (TWO.replace("a,1", 'a,"1\n1",5'), "a.csv:2: 4 cells under 3 columns; the last is '1'"),
        (TWO.replace("value_text", "value"), "a.csv:1: column 'value' stands twice"),
        (TWO.encode().replace(b"two", b"\xe9t\xe9"), "a.csv:3: not UTF-8: 'été'"),
        (TWO.encode("utf-16"), "a.csv:1: not UTF-8"),
        (b"\0" * 100, "a.csv"),
        ("\n\n\n", "a.csv: there are no columns"),
        ("claim_id,value\n", "a.csv: there are no rows"),
    ],
)
def test_a_table_of_another_shape_is_refused_with_its_line(content: str | bytes, message: str) -> None:
    Path("a.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    code, out, err = run("a.csv")
    assert (code, out) == (2, "")
    assert message in err


def test_empty_lines_are_no_rows() -> None:
    rows = spoilt((1, "value", "abc"), rows=2)
    first, second = (",".join(f'"{cell}"' for cell in row) for row in rows)
    Path("a.csv").write_text("\n".join([",".join(HEAD), "", first, "", "", second]), "utf-8")
    assert f"{rows[1][0]}  a.csv:6" in run("a.csv")[1]


def test_a_cut_gzip_file_is_refused() -> None:
    Path("a.csv.gz").write_bytes(gzip.compress(table(ROWS).read_bytes())[:2000])
    code, _, err = run("a.csv.gz")
    assert code == 2 and "a.csv.gz" in err


def test_parquet_with_strange_types_is_judged() -> None:
    """Lists for numbers, bytes for sentences, records for yes or no, and a time of day for a date."""
    strange: dict[str, list[Any]] = {
        "value": [[1], [2, 3]],
        "sentence": [b"\xff", b"a"],
        "implicit": [{"a": 1}, None],
        "published": [datetime(2021, 1, 1, 5, 3), None],
    }
    rows = [
        dict(zip(HEAD, row, strict=True)) | {c: cells[n] for c, cells in strange.items()}
        for n, row in enumerate(ROWS[:2])
    ]
    pyarrow.parquet.write_table(pa.Table.from_pylist(rows), "a.parquet")
    found = results(Path("a.parquet"))
    assert found["C002"]["failing"] == [ROWS[0][0], ROWS[1][0]]
    assert found["C081"]["failing"] == [ROWS[0][0]]


@settings(FUZZ, max_examples=150)
@given(
    st.lists(st.lists(cells, max_size=5), min_size=1, max_size=5),
    st.sampled_from(["claim_id", "value", "value_text"]),
    st.sampled_from(["claims", "acled", "ucdp-ged", "hxl"]),
)
def test_any_table_is_read_or_refused(rows: list[list[str]], column: str, profile: str) -> None:
    path = table(rows[1:], [column, "value", *rows[0]])
    try:
        assert len(read_given(path, profile).tables)
    except Refused as error:
        assert str(error).startswith("a.csv")


@settings(FUZZ, max_examples=100)
@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.parquet", "a.csv.gz", "a.tsv"]))
def test_any_bytes_are_refused(content: bytes, name: str) -> None:
    Path(name).write_bytes(content)
    with pytest.raises(Stop, match=name.replace(".", r"\.")):
        check_paths([Path(name)], Options())


def test_a_table_of_nothing_but_nasty_cells_gets_a_verdict() -> None:
    """Each column holds every one of them."""
    rows = [[NASTY[(at + n) % len(NASTY)] for n, _ in enumerate(HEAD)] for at in range(len(NASTY))]
    found = results(table(rows))
    assert len(found["C002"]["detail"]) > 100 and found["C002"]["n_failed"] == len(NASTY)
    assert [id for id, result in found.items() if result["status"] == "broken"] == []


def test_a_chain_of_parts_as_long_as_the_table_is_walked_once() -> None:
    """50,000 claims, each a part of the one before it; the last ten in a circle."""
    names = [f"c{n}" for n in range(50_000)]
    up = dict(zip(names[1:], names, strict=False)) | {names[-10]: names[-1]}
    frame = pd.DataFrame({"claim_id": names, "part_of": [up.get(name) for name in names]}, dtype="string")
    wrong = parts_have_no_circle(Tables("claims", {"claims": frame}, {})).wrong
    assert wrong == tuple(range(49_990, 50_000))

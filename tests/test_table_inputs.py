"""Tables of articles: CSV, TSV, JSON, JSON lines, Parquet; which column is which, and what a broken row costs."""

from __future__ import annotations

import csv
import gzip
import json
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from builder.documents import Notes, Reading, Reject, opened, records
from builder.documents.fields import names, plain
from builder.documents.records import FIELDS
from builder.model import Document

ROWS = [
    {"headline": "Dam fails", "Date": "2022-06-08", "Body": "Fourteen people died.", "Link": "https://a.example/1"},
    {"headline": "Ferry, again", "Date": "2022-06-09", "Body": 'Two "died".\nThree are missing.', "Link": ""},
]


@pytest.fixture(autouse=True)
def _in_tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def found(name: str, columns: dict[str, str] | None = None, notes: Notes | None = None) -> list[Document | Reject]:
    reading = Reading(columns=columns or {})
    return [r if isinstance(r, Reject) else opened(r, reading) for r in records([name], reading, notes)]


def documents(name: str, **columns: str) -> list[Document]:
    return [one for one in found(name, columns) if isinstance(one, Document)]


def as_csv(name: str, delimiter: str = ",", encoding: str = "utf-8", ends: str = "\n") -> str:
    with Path(name).open("w", encoding=encoding, newline="") as handle:
        writer = csv.DictWriter(handle, list(ROWS[0]), delimiter=delimiter, lineterminator=ends)
        writer.writeheader()
        writer.writerows(ROWS)
    return name


def as_json(name: str, data: object) -> str:
    Path(name).write_text(json.dumps(data), "utf-8")
    return name


def as_lines(name: str, rows: list[dict[str, str]]) -> str:
    text = "".join(json.dumps(row) + "\n" for row in rows).encode()
    Path(name).write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
    return name


def as_parquet(name: str) -> str:
    pa.parquet.write_table(pa.Table.from_pylist(ROWS), name)
    return name


MAKERS = {
    "a.csv": as_csv,
    "b.tsv": lambda name: as_csv(name, "\t"),
    "c.csv": lambda name: as_csv(name, ";", ends="\r\n"),
    "d.csv": lambda name: as_csv(name, "|", "utf-8-sig"),
    "e.csv": lambda name: as_csv(name, encoding="utf-16"),
    "f.json": lambda name: as_json(name, ROWS),
    "g.json": lambda name: as_json(name, {"status": "ok", "articles": ROWS}),
    "h.json": lambda name: as_lines(name, ROWS),
    "i.jsonl": lambda name: as_lines(name, ROWS),
    "j.jsonl.gz": lambda name: as_lines(name, ROWS),
    "k.parquet": as_parquet,
}


@pytest.mark.parametrize("name", MAKERS)
def test_every_kind_of_table_reads_the_same(name: str) -> None:
    notes = Notes()
    one, two = found(MAKERS[name](name), notes=notes)
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert (one.title, one.published, one.text) == ("Dam fails", date(2022, 6, 8), "Fourteen people died.")
    assert (one.url, one.published_from, one.path) == ("https://a.example/1", "given", name)
    assert (two.title, two.text, two.url) == ("Ferry, again", 'Two "died".\nThree are missing.', None)
    assert notes.guesses[name] == "text from 'Body', title from 'headline', published from 'Date', url from 'Link'"


def test_a_column_that_is_named_is_taken() -> None:
    Path("a.csv").write_text("text,notes,text2,day\nA summary.,Nine died.,x,2022-06-08\n")
    (document,) = documents("a.csv", text="notes", published="day", title="text")
    assert (document.text, document.title, str(document.published)) == ("Nine died.", "A summary.", "2022-06-08")


@pytest.mark.parametrize(
    ("content", "columns", "reason"),
    [
        ("file,url\na,b\n", {}, "no column holds the text: name it with --text-column (there are file, url)"),
        ("text\na\n", {"text": "body"}, "no column 'body' (there are text)"),
        ("", {}, "the table is empty"),
        ('"text\na\n', {}, "not a row of a table: unexpected end of data"),
    ],
)
def test_a_table_of_no_use(content: str, columns: dict[str, str], reason: str) -> None:
    Path("a.csv").write_text(content)
    (reject,) = found("a.csv", columns)[:1]
    assert isinstance(reject, Reject)
    assert reject.reason == reason


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("a,b,c", "3 fields where the header has 2"),
        ("a", "1 fields where the header has 2"),
        ('"a,b', "not a row of a table: "),
        ('"a" b,c', "not a row of a table: ',' expected after '\"'"),
        ("a,", "the text is empty"),
        ("a,x\0y", "text holds a NUL at character 1"),
        ("a,caf\udce9", "not UTF-8 at byte 5"),
    ],
)
def test_a_broken_row_costs_no_other(row: str, reason: str) -> None:
    text = f'title,text\none,First.\n{row}\ntwo,"Second,\nlonger."\nthree,Third.\n'
    Path("a.csv").write_bytes(text.encode("utf-8", "surrogateescape"))
    rows = found("a.csv")
    assert [d.text for d in rows if isinstance(d, Document)] == ["First.", "Second,\nlonger.", "Third."]
    (reject,) = (r for r in rows if isinstance(r, Reject))
    assert reject.line == 3
    assert reject.reason.startswith(reason)


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    Path("a.csv").write_text('text\n"a\nb"\n\nc\n')
    assert [(d.line, d.text) for d in documents("a.csv")] == [(2, "a\nb"), (5, "c")]


def test_a_parquet_table_with_real_types() -> None:
    row = {"id": 7, "text": "Nine died.", "published_at": datetime(2022, 6, 8, 21, 0), "authors": ["A. B.", "C. D."]}
    pa.parquet.write_table(pa.Table.from_pylist([row, {**row, "id": 8, "text": None}]), "a.parquet")
    first, second = found("a.parquet")
    assert isinstance(first, Document)
    assert (first.id, first.published, first.author, first.line) == ("7", date(2022, 6, 8), "A. B.; C. D.", 1)
    assert second == Reject("a.parquet", 2, "the text is empty")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.json", b"[1, 2]", "not a JSON object but int"),
        ("a.json", b'"text"', "not a list of JSON objects but str"),
        ("a.json", b"{", "not JSON: "),
        ("a.json", b"", "not JSON: "),
        ("a.parquet", b"PAR1 and no more", "not a Parquet table, or a broken one"),
        ("a.parquet", b"", "not a Parquet table, or a broken one"),
        ("a.jsonl.gz", b"not gzip", "the gzip file is cut or broken"),
        ("a.csv.gz", gzip.compress(b"text\n" + b"abc\n" * 50)[:-9], "the gzip file is cut or broken"),
    ],
)
def test_a_file_of_no_use(name: str, content: bytes, reason: str) -> None:
    Path(name).write_bytes(content)
    last = found(name)[-1]
    assert isinstance(last, Reject)
    assert last.reason.startswith(reason)


def test_a_gzip_file_that_is_cut_loses_no_row_before_the_cut() -> None:
    rows = b"".join(b'{"id": "%d", "text": "%s"}\n' % (n, str(n * 7919).encode() * 30) for n in range(2_000))
    Path("a.jsonl.gz").write_bytes(gzip.compress(rows)[:-2_000])
    rows_found = found("a.jsonl.gz")
    assert isinstance(rows_found[-1], Reject)
    assert [d.id for d in rows_found[:-1] if isinstance(d, Document)] == [str(n) for n in range(len(rows_found) - 1)]
    assert len(rows_found) > 1_000


def test_a_line_of_100_megabytes_costs_no_other() -> None:
    with Path("a.jsonl").open("wb") as handle:
        handle.write(b'{"text": "a"}\n{"text": "' + b"x" * 100_000_000 + b'"}\n{"text": "b"}\n')
    rows = found("a.jsonl")
    assert rows[1] == Reject("a.jsonl", 2, "longer than 32 MB: no article")
    assert [d.text for d in rows if isinstance(d, Document)] == ["a", "b"]


def test_names_of_columns_are_plain_and_stand_once() -> None:
    assert tuple(names()) == FIELDS
    every = [name for held in names().values() for name in held]
    assert len(set(every)) == len(every)
    assert all(name == plain(name) for name in every)

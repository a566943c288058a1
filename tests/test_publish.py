"""Files: what is written reads back equal, byte for byte the same each time, whole or not at all."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import pytest
from msgspec.structs import replace
from pandas.testing import assert_frame_equal

from builder.documents import Reject
from builder.model import Document, Period
from builder.publish import publish, read_claims, read_documents, read_rejects
from builder.publish.files import atomic, write_text
from builder.publish.tables import TableError
from builder.tables.claims import claims_frame, documents_frame
from builder.tables.schema import dtypes
from builder.validation.report import Report
from tests.test_tables import DOCUMENT, PART, TOTAL

HARD = [
    "NA",
    "null",
    "",
    "a,b",
    'he said "no"',
    "two\nlines",
    "two\r\nlines",
    "cr\ralone",
    " spaced ",
    "“curly” – dash",
    "مئة قتيل",
    "\u2028",
    "007",
    "true",
    "=1+1",
    "\ufeffbom",
    "'",
]
"""Strings that a CSV file has lost for somebody."""


def claims() -> pd.DataFrame:
    hard = [replace(PART, start=n, subject_text=words, sentence=words, part_of=None) for n, words in enumerate(HARD)]
    numbers = [
        replace(TOTAL, start=100 + n, value=value, value_low=None, period=Period(None, date(1999, 1, 2)))
        for n, value in enumerate([0.0, 2.5, 1e6, 2_300_000.0, 1e15, 123456789012.0, 0.1 + 0.2, 1e-7, 6.4, -3.0, 1e21])
    ]
    return claims_frame([(DOCUMENT, [TOTAL, PART]), (Document("d2", "x"), hard), (Document("d3", "x"), numbers)])


def documents() -> pd.DataFrame:
    frame = documents_frame([(DOCUMENT, [TOTAL, PART]), (Document("d2", "x"), [])])
    for name, value in zip(dtypes("documents"), [*[None] * 14, 5, 5, 7, None, None, 0], strict=True):
        if name.startswith(("killed_", "injured_")):
            frame[name] = pd.array([value, None], dtype="Int64")
    return frame


@pytest.mark.parametrize("name", ["claims.csv", "claims.parquet"])
def test_claims_read_back_equal(tmp_path: Path, name: str) -> None:
    publish(tmp_path, claims(), documents(), [], None)
    assert_frame_equal(read_claims(tmp_path / name), claims())


def test_documents_read_back_equal(tmp_path: Path) -> None:
    publish(tmp_path, claims(), documents(), [], None)
    assert_frame_equal(read_documents(tmp_path / "documents.csv"), documents())


@pytest.mark.parametrize("name", ["claims.csv", "claims.parquet"])
def test_no_claims_read_back_equal(tmp_path: Path, name: str) -> None:
    publish(tmp_path, claims_frame([]), documents(), [], None)
    assert_frame_equal(read_claims(tmp_path / name), claims_frame([]))


def test_the_standard_library_reads_every_field(tmp_path: Path) -> None:
    publish(tmp_path, claims(), documents(), [], None)
    with (tmp_path / "claims.csv").open(newline="", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    assert [row["subject_text"] for row in rows[2 : 2 + len(HARD)]] == HARD
    assert " ".join(row["value"] for row in rows[-11:]) == (
        "0 2.5 1000000 2300000 1000000000000000 123456789012 0.30000000000000004 1e-7 6.4 -3 1e+21"
    )


def test_a_csv_line_to_the_byte(tmp_path: Path) -> None:
    publish(tmp_path, claims(), documents(), [], None)
    assert (tmp_path / "documents.csv").read_bytes().decode("utf-8").splitlines() == [
        "document_id,published,published_from,publisher,author,title,url,language,path,line,"
        "status,duplicate_of,wire_cluster,n_claims,"
        "killed_low,killed_best,killed_high,injured_low,injured_best,injured_high",
        "d1,2020-10-09,,Coast Wire,,Toll,https://example.org/1,en,in/a.txt,,read,,d1,2,5,5,7,,,0",
        "d2,,,,,,,en,,,read,,d2,0,,,,,,",
    ]


def test_parquet_has_real_types_and_no_trace_of_pandas(tmp_path: Path) -> None:
    publish(tmp_path, claims(), documents(), [], None)
    schema = pyarrow.parquet.read_schema(tmp_path / "claims.parquet")
    kinds = {name: schema.field(name).type for name in ("period_start", "implicit", "value", "char_start", "sentence")}
    assert kinds == {
        "period_start": pa.date32(),
        "implicit": pa.bool_(),
        "value": pa.float64(),
        "char_start": pa.int64(),
        "sentence": pa.string(),
    }
    assert not schema.field("claim_id").nullable
    assert schema.metadata is None


def test_the_same_tables_are_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        publish(tmp_path / folder, claims(), documents(), [Reject("a", 1, "r", "v")], Report(()))
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == [
        "claims.csv", "claims.parquet", "documents.csv", "documents.parquet", "rejects.csv", "validation.json",
    ]  # fmt: skip
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_report_of_an_earlier_build_does_not_stay(tmp_path: Path) -> None:
    publish(tmp_path, claims(), documents(), [], Report(()))
    assert (tmp_path / "validation.json").read_text("utf-8") == Report(()).to_json()
    publish(tmp_path, claims(), documents(), [], None)
    assert not (tmp_path / "validation.json").exists()


def test_rejects(tmp_path: Path) -> None:
    rows = [Reject("a.jsonl", 3, "not JSON: Expecting ',' delimiter", '{"a"'), Reject("b", None, "no")]
    publish(tmp_path, claims(), documents(), rows, None)
    assert (tmp_path / "rejects.csv").read_text("utf-8") == (
        'file,line,reason,value\na.jsonl,3,"not JSON: Expecting \',\' delimiter","{""a"""\nb,,no,\n'
    )
    assert read_rejects(tmp_path / "rejects.csv") == tuple(rows)


def test_a_file_of_other_columns_is_refused(tmp_path: Path) -> None:
    publish(tmp_path, claims(), documents(), [], None)
    with pytest.raises(TableError, match=r"documents.csv: not the columns of claims: .*n_claims"):
        read_claims(tmp_path / "documents.csv")


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "old")
    with pytest.raises(RuntimeError), atomic(path) as part:
        part.write_text("half of the n")
        raise RuntimeError
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("a.txt", "old")]

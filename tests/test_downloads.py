"""Downloads: every format holds every row as it was, and the same release gives the same bytes."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from builder.downloads import FORMATS, make_downloads, read_manifest, read_sheet, read_sqlite
from builder.publish import publish, read_claims, read_documents
from builder.publish.tables import read_table
from builder.tables.schema import columns, dtypes, schema
from builder.validation.inputs import given
from tests.release_fixture import release

HOSTILE = [
    "=1+1",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "'quoted'",
    "＝1+1",
    '<script>alert("x")</script>',
    'a "b", c\nd',
    "\u202eمرحبا\u202c",
    "",
    "x" * 10_000,
    "nul\x1f",
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release with hostile texts, and its downloads."""
    folder = tmp_path_factory.mktemp("downloads")
    claims, documents, texts = release()
    for n, text in enumerate(HOSTILE):
        claims.loc[n, "subject_text"] = text
    claims.loc[0, ["value", "value_low"]] = -5
    publish(folder / "release", claims, documents, [], None, texts)
    make_downloads(folder / "release", folder / "out")
    return folder


def test_every_format_reads_back_as_it_was(made: Path) -> None:
    claims = read_claims(made / "release" / "claims.csv")
    assert list(claims["subject_text"][: len(HOSTILE)]) == HOSTILE
    out = made / "out"
    assert_frame_equal(read_claims(out / "claims.parquet"), claims)
    assert_frame_equal(read_sqlite(out / "tallybook.sqlite", "claims"), claims)
    assert_frame_equal(read_sheet(out / "claims.sheet.csv", "claims"), claims)
    lines = [json.loads(line) for line in (out / "claims.jsonl").read_text("utf-8").split("\n")[:-1]]
    assert_frame_equal(pd.DataFrame(lines).astype(dtypes("claims")), claims)
    assert_frame_equal(read_sqlite(out / "tallybook.sqlite", "documents"), read_documents(out / "documents.csv"))


def test_no_text_of_the_sheet_is_a_formula(made: Path) -> None:
    raw = (made / "out" / "claims.sheet.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines(keepends=True)))
    texts = [c.name for c in columns("claims") if c.dtype == "string"]
    assert not [cell for row in rows for name in texts if re.match(r"[=+\-@\t\r＝]", cell := row[name])]
    assert [row["subject_text"] for row in rows[:2]] == ["'=1+1", "'+1"]
    assert rows[0]["value"] == "-5"


def test_the_row_of_hxl_tags(made: Path) -> None:
    head, tags, first = (made / "out" / "claims.hxl.csv").read_text("utf-8").split("\n")[:3]
    plain = (made / "release" / "claims.csv").read_text("utf-8").split("\n")
    assert [head, first] == plain[:2]
    assert dict(zip(head.split(","), tags.split(","), strict=True))["value_low"] == "#indicator+value+min+num"


@pytest.mark.parametrize("table", list(schema()))
def test_every_column_has_a_tag_of_its_own(table: str) -> None:
    tags = [column.hxl or "" for column in columns(table)]
    assert all(re.fullmatch(r"#[a-z]\w*(\+[a-z]\w*)*", tag) for tag in tags)
    assert len(set(tags)) == len(tags)


def test_every_reference_is_to_a_key() -> None:
    keys = {f"{table}.{c.name}" for table in schema() for c in columns(table) if c.key}
    assert len(keys) == len(schema())
    assert {c.refers for table in schema() for c in columns(table) if c.refers} <= keys


def test_the_database_holds_to_the_columns(made: Path) -> None:
    with closing(sqlite3.connect(made / "out" / "tallybook.sqlite")) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        joined = "SELECT value_text FROM claims WHERE rowid IN (SELECT rowid FROM claims_search WHERE claims_search "
        assert db.execute(joined + "MATCH 'patients')").fetchall() == [("Fifteen",)]
        assert {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'view'")} == {
            "figures",
            "own_and_enemy",
            "sources",
            "measures",
            "least_certain",
        }
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            db.execute("UPDATE claims SET stance = 'sure'")
        with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT"):
            db.execute("UPDATE claims SET value = 'many'")
        meaning = "SELECT meaning FROM dictionary WHERE \"table\" = 'claims' AND \"column\" = 'cue'"
        assert db.execute(meaning).fetchone() == ("The attributing words as printed",)


def test_the_manifest_says_what_is_there(made: Path) -> None:
    downloads = read_manifest(made / "out")
    assert {one.format for one in downloads} == set(FORMATS)
    for one in downloads:
        content = (made / "out" / one.file).read_bytes()
        assert (one.bytes, one.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert {one.rows for one in downloads if one.table == "claims"} == {len(given(made / "release").tables["claims"])}


def test_the_same_release_gives_the_same_bytes(made: Path) -> None:
    again = make_downloads(made / "release", made / "again")
    assert again == read_manifest(made / "out")


def test_the_zip_holds_the_tables(made: Path) -> None:
    with zipfile.ZipFile(made / "out" / "tallybook.zip") as archive:
        assert archive.namelist() == ["tallybook/claims.csv", "tallybook/documents.csv", "tallybook/rejects.csv"]
        assert archive.read("tallybook/claims.csv") == (made / "release" / "claims.csv").read_bytes()


def test_a_release_of_csv_alone(made: Path, tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_bytes((made / "release" / "claims.csv").read_bytes())
    make_downloads(tmp_path, tmp_path)
    claims = read_table(tmp_path / "claims.csv", "claims")
    assert_frame_equal(read_claims(tmp_path / "claims.parquet"), claims)


def test_a_folder_without_tables(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="there are no tables here"):
        make_downloads(tmp_path, tmp_path)

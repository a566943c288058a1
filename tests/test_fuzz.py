"""Whatever is in a file of whatever kind, reading it raises nothing and costs no other file."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.documents import READERS, Reject, read
from builder.model import Document
from tests.pages import PARAGRAPH, page, record
from tests.test_feeds import ATOM, NEWSML, NITF, PAGES, RSS, pdf

EACH = 100
"""Inputs for each kind of file; there are more than ten kinds."""

KINDS = (*sorted(READERS), ".jsonl.gz", ".csv.gz", ".warc.gz", ".html.gz")
FUZZ = settings(
    max_examples=EACH, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@cache
def sample(kind: str) -> bytes:
    """A good file of a kind, to be spoilt."""
    if kind.endswith(".gz"):
        return gzip.compress(sample(kind.removesuffix(".gz")), mtime=0)
    row = {"title": "Dam, again", "date": "2022-06-08"}
    rows = [{"id": str(n), "text": f'{PARAGRAPH}\n"{n}"'} | row for n in range(3)]
    if kind == ".parquet":
        buffer = pa.BufferOutputStream()
        pyarrow.parquet.write_table(pa.Table.from_pylist(rows), buffer)
        return bytes(buffer.getvalue())
    if kind == ".pdf":
        return pdf(PAGES)
    if kind == ".warc":
        return b"".join(record(f"https://a.example/{n}", page().encode()) for n in range(2))
    delimiter = "\t" if kind == ".tsv" else ","
    quoted = [delimiter.join('"' + value.replace('"', '""') + '"' for value in row.values()) for row in rows]
    texts = {
        ".csv": "\n".join([delimiter.join(rows[0]), *quoted]),
        ".tsv": "\n".join([delimiter.join(rows[0]), *quoted]),
        ".json": json.dumps(rows),
        ".jsonl": "\n".join(map(json.dumps, rows)),
        ".ndjson": "\n".join(map(json.dumps, rows)),
        ".txt": f"---\ntitle: Dam\npublished: 2022-06-08\n---\n{PARAGRAPH}",
        ".rss": RSS,
        ".xml": RSS,
        ".atom": ATOM,
        ".nitf": NITF,
        ".newsml": NEWSML,
    }
    return texts.get(kind, page()).encode()


@st.composite
def spoilt(draw: st.DrawFn, good: bytes) -> bytes:
    """Bytes of any sort, or a good file cut, with other bytes in it, with a piece of it gone or twice there."""
    how = draw(st.sampled_from(["any", "cut", "other", "gone", "twice", "mark"]))
    if how == "any":
        return draw(st.binary(max_size=400))
    at, to = sorted(draw(st.tuples(st.integers(0, len(good)), st.integers(0, len(good)))))
    if how == "cut":
        return good[:at]
    if how == "other":
        return good[:at] + draw(st.binary(min_size=1, max_size=20)) + good[at + draw(st.integers(0, 20)) :]
    if how == "gone":
        return good[:at] + good[to:]
    if how == "twice":
        return good[:to] + good[at:]
    mark = draw(st.sampled_from([b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0", b"\r", b"\x1f\x8b"]))
    return mark + good


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("fuzz")
    (path / "neighbour.txt").write_text("Nine people are missing.")
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_any_file_leaves_its_neighbour(kind: str, folder: Path) -> None:
    path, neighbour = folder / f"a{kind}", folder / "neighbour.txt"

    @FUZZ
    @given(spoilt(sample(kind)))
    def check(content: bytes) -> None:
        path.write_bytes(content)
        found = list(read([str(path), str(neighbour)]))
        assert all(isinstance(one, Document | Reject) for one in found)
        assert isinstance(found[-1], Document)
        assert found[-1].text == "Nine people are missing."
        for one in found:
            str(one).encode("utf-8")  # what is told of a file can be written down

    check()


def rows(kind: str, broken: bytes) -> Iterator[bytes]:
    """Lines of a table with a broken one in their middle."""
    line = b'%d,"Row, %d"' if kind == ".csv" else b'{"id": "%d", "text": "Row, %d"}'
    yield from [b"id,text"] if kind == ".csv" else []
    yield from (line % (n, n) for n in range(2))
    yield broken
    yield from (line % (n, n) for n in range(2, 5))


@pytest.mark.parametrize("kind", [".csv", ".jsonl"])
def test_any_line_leaves_its_neighbours(kind: str, folder: Path) -> None:
    path = folder / f"lines{kind}"

    @FUZZ
    @given(st.one_of(st.binary(max_size=60), st.text('",ab \\{}:', max_size=30).map(str.encode)))
    def check(broken: bytes) -> None:
        path.write_bytes(b"\n".join(rows(kind, broken.replace(b"\n", b""))))
        texts = [one.text for one in read([str(path)]) if isinstance(one, Document)]
        assert [text for text in texts if text.startswith("Row, ")][:5] == [f"Row, {n}" for n in range(5)]

    check()

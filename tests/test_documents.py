"""Readers: every document as given, and every other input a reject that says where and why."""

from __future__ import annotations

import io
import json
import os
from datetime import date
from pathlib import Path

import pytest

from builder.documents import Notes, Reject, Unreadable, hash_id, read, to_date
from builder.model import Document

GIVEN = date(2021, 3, 2)


@pytest.fixture(autouse=True)
def _in_tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, content: str | bytes) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return name


def one(*inputs: str) -> Document:
    found = list(read(inputs, GIVEN))
    assert len(found) == 1 and isinstance(found[0], Document), found
    return found[0]


def rejects(*inputs: str) -> list[Reject]:
    return [found for found in read(inputs, GIVEN) if isinstance(found, Reject)]


def names(*inputs: str) -> list[str]:
    return [(found.path or "") if isinstance(found, Document) else f"! {found.file}" for found in read(inputs)]


# Text files


def test_a_plain_text_is_the_document_as_given() -> None:
    document = one(write("a.txt", "Two hurt.\r\n\r\n  Three missing.\n"))
    assert document.text == "Two hurt.\r\n\r\n  Three missing.\n"
    assert (document.published, document.path, document.language, document.title) == (GIVEN, "a.txt", "en", None)
    assert document.id == hash_id(document.text)
    assert len(document.id) == 16


FRONT = """---
title: "Quake: what is known"
published: 2019-11-26

publisher: Coast Wire
url: https://example.org/quake?a=1
language: en
id: q-1
---
Body with --- in it.
---
"""


def test_front_matter_is_read_and_the_text_begins_after_it() -> None:
    assert one(write("a.txt", FRONT)) == Document(
        id="q-1",
        text="Body with --- in it.\n---\n",
        title="Quake: what is known",
        published=date(2019, 11, 26),
        publisher="Coast Wire",
        url="https://example.org/quake?a=1",
        language="en",
        path="a.txt",
        published_from="given",
        line=10,
    )


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_front_matter_with_any_line_ends_and_a_byte_order_mark(ends: str) -> None:
    document = one(write("a.txt", "\ufeff" + FRONT.replace("\n", ends)))
    assert document.title == "Quake: what is known"
    assert document.text == f"Body with --- in it.{ends}---{ends}"


def test_an_empty_value_says_nothing() -> None:
    assert one(write("a.txt", "---\ntitle:\npublished:\n---\nx")).title is None


@pytest.mark.parametrize(
    ("content", "line", "reason", "value"),
    [
        ("---\ntitle: a\neditor: Ana\n---\nx", 3, "unknown front matter key 'editor'", "Ana"),
        ("---\ntitle: a\ntitle: b\n---\nx", 3, "front matter key 'title' stands twice", "b"),
        ("---\njust words\n---\nx", 2, "a front matter line is not 'key: value'", "just words"),
        ("---\ntext: a\n---\nx", 2, "unknown front matter key 'text'", "a"),
        ("---\ntitle: a\nx", 3, "a front matter line is not 'key: value'", "x"),
        ("---\ntitle: a\n", 1, "the front matter opened on line 1 is not closed by ---", None),
        ("---\npublished: 2019-02-30\n---\nx", 4, "published is not a date (YYYY-MM-DD)", "2019-02-30"),
        ("---\npublished: Nov. 26\n---\nx", 4, "published is not a date (YYYY-MM-DD)", "Nov. 26"),
        ("---\ntitle: a\n---\n \n", 4, "the text is empty", None),
        ("", 1, "the text is empty", None),
        (b"caf\xe9 burnt", None, "not UTF-8 at byte 3", "b'\\xe9 bu'"),
        (b"\xef\xbb\xbfcaf\xe9", None, "not UTF-8 at byte 6", "b'\\xe9'"),
        ("Two\0hurt", 1, "text holds a NUL at character 3", "Two\\0hurt"),
    ],
)
def test_a_text_that_is_none(content: str | bytes, line: int | None, reason: str, value: str | None) -> None:
    (reject,) = rejects(write("a.txt", content))
    assert (reject.file, reject.line, reject.value) == ("a.txt", line, value)
    assert reject.reason.startswith(reason)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-16-be"])
def test_a_byte_order_mark_says_how_to_read(encoding: str) -> None:
    text = "Two hurt in Kraków.\r\n"
    raw = text.encode(encoding)
    assert one(write("a.txt", b"\xfe\xff" + raw if encoding == "utf-16-be" else raw)).text == text


def test_a_sidecar_stands_for_front_matter() -> None:
    write("in/a.toml", 'title = "Quake"\npublished = 2019-11-26\nid = 7\n')
    document = one(write("in/a.txt", "x"))
    assert (document.title, document.published, document.id) == ("Quake", date(2019, 11, 26), "7")
    assert names("in") == ["in/a.txt"]


@pytest.mark.parametrize(
    ("sidecar", "reason"),
    [
        ('editor = "Ana"\n', "unknown key 'editor' in the sidecar a.toml"),
        ('title = "b"\n', "'title' stands in the front matter and in the sidecar"),
        ("title = \n", "the sidecar a.toml is not TOML in UTF-8"),
        ("url = 5\n", "url is not text but int"),
    ],
)
def test_a_wrong_sidecar_rejects_its_text(sidecar: str, reason: str) -> None:
    write("a.toml", sidecar)
    (reject,) = rejects(write("a.txt", "---\ntitle: a\n---\nx"))
    assert reject.reason.startswith(reason)


# JSON lines


def lines(*rows: object) -> str:
    return write("a.jsonl", "".join(row if isinstance(row, str) else json.dumps(row) + "\n" for row in rows))


def test_a_json_line_is_a_document() -> None:
    row = {"id": "x", "text": "Two hurt.", "title": "T", "published": "2020-1-9", "publisher": "P", "url": "U"}
    assert one(lines(row)) == Document(
        "x", "Two hurt.", "T", date(2020, 1, 9), "P", "U", "en", "a.jsonl", published_from="given", line=1
    )


def test_null_and_missing_fields_are_the_same() -> None:
    found = list(read([lines({"text": "a", "title": None, "published": ""}, "\n", {"id": 12, "text": "b"})], GIVEN))
    assert [(d.id, d.title, d.published) for d in found if isinstance(d, Document)] == [
        (hash_id("a"), None, GIVEN),
        ("12", None, GIVEN),
    ]


def test_other_keys_are_passed_over_and_counted() -> None:
    notes = Notes()
    list(read([lines({"text": "a", "gold": 1}, {"text": "b", "gold": 2, "tags": []})], notes=notes))
    assert dict(notes.ignored) == {"gold": 2, "tags": 1}
    assert notes.bytes_read == notes.bytes_total == Path("a.jsonl").stat().st_size


@pytest.mark.parametrize(
    ("row", "reason", "value"),
    [
        ('{"text": "a"\n', "not JSON: Expecting ',' delimiter", '{"text": "a"'),
        ("[1]\n", "not a JSON object but list", "[1]"),
        ("[" * 100_000 + "\n", "not JSON that can be read: nested too deep", "[" * 79 + "…"),
        ({"title": "a"}, "there is no text", None),
        ({"text": None}, "the text is empty", None),
        ({"text": 5}, "text is not text but int", "5"),
        ({"text": "x", "title": ["a"]}, "title is not text but list", "['a']"),
        ({"text": "x", "id": True}, "id is not text but bool", "True"),
        ({"text": "x", "published": "9 Oct"}, "published is not a date (YYYY-MM-DD)", "9 Oct"),
        ({"text": "x", "published": 2020}, "published is not a date (YYYY-MM-DD)", "2020"),
        ('{"text": "a\\ud800b"}\n', "text holds half a surrogate pair at character 1", "a\\ud800b"),
        ({"text": "a\0b"}, "text holds a NUL at character 1", "a\\0b"),
    ],
)
def test_a_wrong_line_is_rejected_and_loses_no_neighbour(row: object, reason: str, value: str | None) -> None:
    found = list(read([lines({"id": "first", "text": "a"}, row, {"id": "last", "text": "b"})]))
    reject = found[1]
    assert isinstance(reject, Reject)
    assert (reject.file, reject.line, reject.value) == ("a.jsonl", 2, value)
    assert reject.reason.startswith(reason)
    assert [d.id for d in found if isinstance(d, Document)] == ["first", "last"]


def test_broken_bytes_reject_their_line_alone() -> None:
    path = write("a.jsonl", b'\xef\xbb\xbf{"text": "a"}\n{"text": "caf\xe9"}\n{"text": "b"}')
    found = list(read([path]))
    assert [type(f).__name__ for f in found] == ["Document", "Reject", "Document"]
    assert found[1] == Reject("a.jsonl", 2, "not UTF-8 at byte 13", "b'\\xe9\"}\\n'")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_lines_with_a_byte_order_mark(encoding: str) -> None:
    path = write("a.jsonl", '{"text": "a"}\n\n{}\n{"text": "č"}'.encode(encoding))
    found = list(read([path]))
    assert [(f.line, f.text if isinstance(f, Document) else f.reason) for f in found] == [
        (1, "a"),
        (3, "there is no text"),
        (4, "č"),
    ]


def test_standard_input_is_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "a"}\n')))
    assert one("-").path == "-"


# Inputs


def test_folders_are_read_whole_in_order_and_hidden_files_left() -> None:
    for name in ("in/b.txt", "in/a/z.txt", "in/a.txt", "in/.hidden.txt", "in/.git/x.txt"):
        write(name, name)
    assert names("in") == ["in/a/z.txt", "in/a.txt", "in/b.txt"]


def test_what_has_no_reader_is_named() -> None:
    write("in/a.docx", "x")
    write("in/README", "x")
    assert [(r.file, r.reason) for r in rejects("in")] == [
        ("in/README", "no reader for a name without an ending"),
        ("in/a.docx", "no reader for .docx"),
    ]


def test_globs() -> None:
    for name in ("in/b.txt", "in/a.txt", "in/deep/c.txt", "in/[x].txt"):
        write(name, name)
    assert names("in/?.txt") == ["in/a.txt", "in/b.txt"]
    assert names("in/**/c.txt") == ["in/deep/c.txt"]
    assert names("in/[x].txt") == ["in/[x].txt"]
    assert rejects("in/*.html") == [Reject("in/*.html", None, "nothing matches")]


def test_missing_and_irregular_inputs() -> None:
    os.mkfifo("pipe.txt")
    Path("self.txt").symlink_to("self.txt")
    assert [(r.file, r.reason) for r in rejects("no.txt", "pipe.txt", "self.txt")] == [
        ("no.txt", "there is no such file"),
        ("pipe.txt", "not a regular file"),
        ("self.txt", "cannot be read: Too many levels of symbolic links"),
    ]


def test_a_link_back_ends() -> None:
    write("in/a.txt", "x")
    Path("in/loop").symlink_to(".")
    assert names("in") == ["in/a.txt", "! in/loop"]
    assert rejects("in") == [Reject("in/loop", None, "a link to a folder that is read already")]


def test_the_folder_written_to_is_not_read() -> None:
    write("a.txt", "x")
    write("out/claims.csv", "x")
    assert [found for found in read(["."], skip=Path("out")) if isinstance(found, Reject)] == []


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2020-10-09", date(2020, 10, 9)),
        (" 2020-1-9 ", date(2020, 1, 9)),
        ("2020-10-09T23:30:00+02:00", date(2020, 10, 9)),
        ("2020-10-09 23:30", date(2020, 10, 9)),
        (date(2020, 10, 9), date(2020, 10, 9)),
        (None, None),
        ("", None),
    ],
)
def test_dates_as_machines_write_them(value: object, day: date | None) -> None:
    assert to_date(value) == day


@pytest.mark.parametrize(
    "value", ["2020", "2020-10", "20201009", "09.10.2020", "0000-01-01", "2020-10-09th", 5, 1.5, True]
)
def test_no_date_is_guessed(value: object) -> None:
    with pytest.raises(Unreadable, match="published is not a date"):
        to_date(value)

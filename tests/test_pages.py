"""Web pages, alone and in archives: the text, what the page says of itself, and what is no page."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

import builder
from builder.documents import Notes, Reading, Reject, opened, read, records
from builder.model import Document
from tests.pages import GERMAN, MORE, PARAGRAPH, archive, page, record


@pytest.fixture(autouse=True)
def _in_tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def one(content: str | bytes, name: str = "a.html", **reading: str) -> Document:
    Path(name).write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    (found,) = records([name], Reading(**reading))  # type: ignore[arg-type]
    document = found if isinstance(found, Reject) else opened(found, Reading(**reading))  # type: ignore[arg-type]
    assert isinstance(document, Document), document
    return document


HEAD = (
    '<meta property="og:site_name" content="Velmar Post"><meta name="author" content="Ilse Brandt">'
    '<link rel="canonical" href="https://post.example/dam"><meta property="article:published_time" '
    'content="2022-06-08T21:30:00+02:00"><meta property="article:modified_time" content="2022-06-10T08:00:00+02:00">'
)


@pytest.mark.parametrize("html", ["full", "fast"])
def test_a_page_is_its_main_text_and_what_it_says_of_itself(html: str) -> None:
    document = one(page(head=HEAD), html=html)
    assert PARAGRAPH in document.text
    assert MORE in document.text
    assert "Section 3" not in document.text
    assert (document.title, document.publisher) == ("Dam fails in Velmar", "Velmar Post")
    assert document.author == "Ilse Brandt"
    assert (document.url, document.language, document.path) == ("https://post.example/dam", "en", "a.html")
    assert (document.published, document.published_from) == (date(2022, 6, 8), "metadata")


@pytest.mark.parametrize(
    ("head", "body", "day", "how"),
    [
        ('<meta name="date" content="2022-06-08">', "", date(2022, 6, 8), "metadata"),
        ('<script type="application/ld+json">{"datePublished": "2022-06-08T09:00:00Z"}</script>', "",
         date(2022, 6, 8), "metadata"),
        ('<link rel="canonical" href="https://a.example/2022/06/07/dam">', "", date(2022, 6, 7), "url"),
        ('<link rel="canonical" href="https://a.example/2022/06/07/dam"><meta name="date" content="2022-06-08">', "",
         date(2022, 6, 7), "url"),
        ("", '<time datetime="2022-06-08">8 June</time>', date(2022, 6, 8), "text"),
        ("", '<span class="date">June 8, 2022</span>', date(2022, 6, 8), "text"),
        ('<meta property="article:modified_time" content="2022-06-10">', "", None, None),
        ('<meta itemprop="copyrightYear" content="2022">', "", None, None),
        ("", "", None, None),
    ],
)  # fmt: skip
def test_how_a_date_was_found_is_told(head: str, body: str, day: date | None, how: str | None) -> None:
    document = one(page(body=f"{body}<p>{PARAGRAPH}</p><p>{MORE}</p>", head=head))
    assert (document.published, document.published_from) == (day, how)


def test_a_date_that_was_given_is_told_as_given() -> None:
    Path("a.html").write_text(page(), "utf-8")
    (document,) = read(["a.html"], date(2022, 6, 9))
    assert isinstance(document, Document)
    assert (document.published, document.published_from) == (date(2022, 6, 9), "given")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "iso-8859-1"])
def test_pages_in_other_encodings(encoding: str) -> None:
    text = page(body=f"<p>{PARAGRAPH} Zoë Müller, 31, was among them.</p><p>{MORE}</p>")
    assert "Zoë Müller, 31" in one(text.replace("utf-8", encoding.removesuffix("-sig")).encode(encoding)).text


def test_a_page_without_text_is_a_reject() -> None:
    for name, content in (("a.html", ""), ("b.html", "<html><body></body></html>"), ("c.html", "\0\0\0")):
        Path(name).write_text(content)
    found = list(read(["a.html", "b.html", "c.html"]))
    assert [type(one).__name__ for one in found] == ["Reject"] * 3


def test_a_page_in_another_language_is_listed_and_not_misread() -> None:
    Path("a.html").write_text(page(body=f"<p>{GERMAN}</p><p>{GERMAN.replace('Dienstag', 'Montag')}</p>"), "utf-8")
    done = builder.build("a.html", "out", check=False)
    assert done.documents[["language", "status", "n_claims"]].to_numpy().tolist() == [["de", "read", 0]]


def test_a_missing_library_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    Path("a.html").write_text(page(), "utf-8")
    (found,) = read(["a.html"])
    assert isinstance(found, Reject)
    assert found.reason == "reading web pages needs trafilatura: pip install 'tallybook[html]'"


# Archives

PAGE = page(head=HEAD).encode()


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_the_pages_of_an_archive_are_read_and_the_rest_is_counted(name: str) -> None:
    archive(
        Path(name),
        record("https://post.example/dam", PAGE, "request"),
        record("https://post.example/dam", PAGE),
        record("https://post.example/logo.png", b"x", content="image/png"),
        record("https://post.example/gone", PAGE, status=404),
        record("https://post.example/2022/06/05/dam?p=2", PAGE),
    )
    notes = Notes()
    found = list(read([name], notes=notes))
    assert [(d.line, d.url, str(d.published)) for d in found if isinstance(d, Document)] == [
        (2, "https://post.example/dam", "2022-06-08"),
        (5, "https://post.example/2022/06/05/dam?p=2", "2022-06-05"),
    ]
    assert dict(notes.passed) == {"request records": 1, "records of image/png": 1, "answers with status 404": 1}
    assert notes.bytes_read == Path(name).stat().st_size


def test_the_same_page_from_a_file_and_from_an_archive_claims_the_same() -> None:
    Path("a.html").write_bytes(PAGE)
    archive(Path("b.warc.gz"), record("https://post.example/dam", PAGE))
    one, two = (builder.build(name, name + ".out", check=False).claims for name in ("a.html", "b.warc.gz"))
    assert len(one) == 2
    assert one.equals(two)


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_an_archive_that_is_cut_loses_no_page_before_the_cut(name: str) -> None:
    url = "https://post.example/"
    path = archive(Path(name), record(url + "1", PAGE), record(url + "2", PAGE + b" "), record(url + "3", PAGE))
    path.write_bytes(path.read_bytes()[:-500])
    found = list(read([name]))
    assert [d.url for d in found if isinstance(d, Document)][:2] == [url + "1", url + "2"]
    assert isinstance(found[-1], Reject)


def test_what_is_no_archive_is_a_reject() -> None:
    Path("a.warc.gz").write_bytes(b"nothing of the kind")
    Path("b.warc").write_bytes(b"")
    found = list(read(["a.warc.gz", "b.warc"]))
    assert [type(one).__name__ for one in found] == ["Reject", "Reject"]

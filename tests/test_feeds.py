"""Feeds and agency formats: RSS, Atom, NITF, NewsML-G2; XML that bites; and PDF reports with their pages."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

import builder
from builder.documents import Reject, read
from builder.documents.entries import plain_text
from builder.model import Document


@pytest.fixture(autouse=True)
def _in_tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def found(name: str, content: str | bytes) -> list[Document | Reject]:
    Path(name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return list(read([name]))


def documents(name: str, content: str | bytes) -> list[Document]:
    return [one for one in found(name, content) if isinstance(one, Document)]


RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>Velmar Post</title><language>en-gb</language><atom:link rel="self" href="https://post.example/feed"/>
<item><title>Dam &amp;amp; bridge fail</title><link>https://post.example/1</link>
<pubDate>Wed, 08 Jun 2022 21:30:00 +0200</pubDate><dc:creator>Ilse Brandt</dc:creator>
<description>Short.</description>
<content:encoded><![CDATA[<p>Fourteen people <b>died</b> &amp; nine
are missing.</p><script>x()</script><p>Police said so.<br>Twice.</p>]]></content:encoded></item>
<item><title>Bare</title><description>Two people were hurt.</description><pubDate>some day</pubDate></item>
<item><title>Nothing</title></item>
</channel></rss>"""


def test_rss() -> None:
    first, second, third = found("a.xml", RSS)
    assert isinstance(first, Document)
    assert first.text == "Fourteen people died & nine are missing.\n\nPolice said so.\nTwice."
    assert (first.title, first.publisher, first.author) == ("Dam & bridge fail", "Velmar Post", "Ilse Brandt")
    assert (first.url, first.published) == ("https://post.example/1", date(2022, 6, 8))
    assert first.published_from == "metadata"
    assert (first.language, first.line) == ("en", 1)
    assert isinstance(second, Document)
    assert (second.text, second.published, second.published_from) == ("Two people were hurt.", None, None)
    assert third == Reject("a.xml", 3, "the entry has no text", "Nothing")


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Border Wire</title>
<entry><title>Shelling</title><link rel="edit" href="https://x.example/edit"/><link href="https://x.example/2"/>
<published>2022-06-09T01:00:00Z</published><updated>2022-06-10T01:00:00Z</updated>
<author><name>Tom Adeyemi</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Three soldiers <i>died</i> at 4 &lt; 5.</p>
<p>More.</p></div></content></entry></feed>"""


def test_atom() -> None:
    (document,) = documents("a.atom", ATOM)
    assert document.text == "Three soldiers died at 4 < 5.\n\nMore."
    assert (document.url, document.author, document.publisher) == ("https://x.example/2", "Tom Adeyemi", "Border Wire")
    assert document.published == date(2022, 6, 9)


NITF = """<nitf><head><title>dam</title><docdata><date.issue norm="20220608T093000Z"/></docdata></head><body><body.head>
<hedline><hl1>Dam fails in Velmar</hl1></hedline><byline>By <person>Ilse Brandt</person></byline>
<distributor>Coast Agency</distributor></body.head><body.content><p>Fourteen people died.</p><p>Nine are missing.</p>
</body.content></body></nitf>"""


def test_nitf() -> None:
    (document,) = documents("a.nitf", NITF)
    assert document.text == "Fourteen people died.\n\nNine are missing."
    assert (document.title, document.author, document.publisher) == (
        "Dam fails in Velmar", "Ilse Brandt", "Coast Agency",
    )  # fmt: skip
    assert (document.published, document.published_from) == (date(2022, 6, 8), "metadata")


NEWSML = f"""<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="urn:1"><itemMeta><provider literal="coast"><name>Coast Agency</name></provider>
<versionCreated>2022-06-10T09:30:00Z</versionCreated><firstCreated>2022-06-08T09:30:00Z</firstCreated></itemMeta>
<contentMeta><by>Tom Adeyemi</by><headline>Dam fails</headline><language tag="en-US"/></contentMeta>
<contentSet><inlineXML contenttype="application/nitf+xml">{NITF}</inlineXML></contentSet></newsItem>
<newsItem guid="urn:2"><itemMeta><provider literal="coast"/><versionCreated>2022-06-09T09:30:00Z</versionCreated>
</itemMeta><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>
<body><p>Two were hurt.</p></body></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>"""


def test_newsml_g2() -> None:
    one, two = documents("a.newsml", NEWSML)
    assert (one.text, one.title, one.author) == (
        "Fourteen people died.\n\nNine are missing.", "Dam fails", "Tom Adeyemi",
    )  # fmt: skip
    assert (one.publisher, one.published) == ("Coast Agency", date(2022, 6, 8))
    assert (two.text, two.publisher, two.published) == ("Two were hurt.", "coast", date(2022, 6, 9))


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><item><title>&b;</title></item></rss>'
THIEF = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><nitf><body.content><p>&a;</p></body.content></nitf>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (BOMB, "XML that is not read: EntitiesForbidden"),
        (THIEF, "XML that is not read: EntitiesForbidden"),
        ("", "not XML, or broken after entry 0"),
        ("<rss><channel>", "not XML, or broken after entry 0"),
        ("<catalogue><book/></catalogue>", "XML without entries"),
        ('<?xml version="1.0" encoding="klingon"?><rss/>', "XML that is not read"),
    ],
)
def test_xml_of_no_use(content: str, reason: str) -> None:
    (reject,) = found("a.xml", content)
    assert isinstance(reject, Reject)
    assert reject.reason.startswith(reason)


def test_a_feed_that_is_cut_loses_no_entry_before_the_cut() -> None:
    first, second, last = found("a.rss", RSS[: RSS.index("<item><title>Nothing")])
    assert (isinstance(first, Document), isinstance(second, Document)) == (True, True)
    assert isinstance(last, Reject)
    assert last.reason.startswith("not XML, or broken after entry 2")


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("plain & simple", "plain & simple"),
        ("a &lt; b<p>c</p>d", "a < b\n\nc\n\nd"),
        ("<ul><li>one<li>two</ul>", "one\n\ntwo"),
        ("<p>unclosed <b>x", "unclosed x"),
        ("<style>p {}</style>x", "x"),
    ],
)
def test_fragments_as_text(fragment: str, text: str) -> None:
    assert plain_text(fragment) == text


# PDF


def pdf(pages: Sequence[str]) -> bytes:
    """A PDF with a text layer; a line of text for each line of a page."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in pages:
        shown = "".join(f"({line}) Tj T* " for line in page.split("\n"))
        stream = f"BT /F1 12 Tf 14 TL 50 700 Td {shown}ET".encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        look = b"/MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(b"<< /Type /Page /Parent 2 0 R %s /Contents %d 0 R >>" % (look, kids[-1] - 1))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + head + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))


PAGES = ["Situation report 4\nAt least 14 people were killed.", "", "Nine people are missing."]


def test_a_claim_of_a_report_names_its_page() -> None:
    Path("a.pdf").write_bytes(pdf(PAGES))
    done = builder.build("a.pdf", "out", published="2022-06-08", check=False)
    assert done.claims[["value_text", "page"]].to_numpy().tolist() == [["14", 1], ["Nine", 3]]
    (document,) = documents("a.pdf", pdf(PAGES))
    assert [document.text[start:][:9] for start in document.pages] == ["Situation", "\n\nNine pe", "Nine peop"]
    assert document.published is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pdf([""]), "the PDF has no text layer: a scan?"),
        (b"%PDF-1.4\nno more", "not a PDF, or a broken one: "),
        (b"", "not a PDF, or a broken one: "),
    ],
)
def test_a_pdf_of_no_use(content: bytes, reason: str) -> None:
    (reject,) = found("a.pdf", content)
    assert isinstance(reject, Reject)
    assert reject.reason.startswith(reason)


@pytest.mark.parametrize(
    ("name", "library", "reason"),
    [
        ("a.pdf", "pypdf", "reading PDF needs pypdf: pip install 'tallybook[pdf]'"),
        ("a.xml", "defusedxml", "reading feeds needs defusedxml: pip install 'tallybook[feeds]'"),
        ("a.warc", "fastwarc", "reading web archives needs fastwarc: pip install 'tallybook[warc]'"),
    ],
)
def test_a_missing_library_names_the_extra(
    name: str, library: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in [module for module in sys.modules if module.split(".")[0] == library]:
        monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setitem(sys.modules, library, None)
    (reject,) = found(name, b"x")
    assert isinstance(reject, Reject)
    assert reject.reason == reason

"""Web pages and archives of our own making, for the tests of their readers."""

from __future__ import annotations

import gzip
from pathlib import Path

PARAGRAPH = (
    "The river authority in Velmar said on Tuesday that 14 people had been killed when the dam at Osk gave way, and "
    "that nine others were still missing. Rescue crews reached the lower village in the early hours of the morning."
)
MORE = (
    "Residents said the water came within minutes and that nobody had told them to leave. The governor has asked the "
    "capital for tents, blankets and drinking water, and schools in the valley will stay closed until next week."
)
GERMAN = (
    "Die Behörden teilten am Dienstag mit, dass bei dem Unglück am Staudamm mehrere Häuser zerstört worden seien. "
    "Die Bewohner des unteren Dorfes wurden noch in der Nacht in Sicherheit gebracht, sagte ein Sprecher der Polizei."
)


def page(body: str = f"<p>{PARAGRAPH}</p><p>{MORE}</p>", head: str = "", lang: str = "en") -> str:
    """A page with a menu and a footer around the body."""
    menu = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(5))
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}'
        "<title>Dam fails in Velmar</title></head>"
        f"<body><nav><ul>{menu}</ul></nav><article><h1>Dam fails in Velmar</h1>{body}</article>"
        f"<footer>Copyright 2031 Velmar Post</footer></body></html>"
    )


def record(url: str, body: bytes, kind: str = "response", content: str = "text/html", status: int = 200) -> bytes:
    """One WARC record with its HTTP head."""
    http = f"HTTP/1.1 {status} X\r\nContent-Type: {content}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2022-06-08T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{len(body):012d}>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def archive(path: Path, *records: bytes) -> Path:
    """A WARC file; gzipped by record, as is usual, if its name says so."""
    zipped = path.suffix == ".gz"
    path.write_bytes(b"".join(gzip.compress(one, mtime=0) if zipped else one for one in records))
    return path

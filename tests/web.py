"""A web server on this machine that does all that servers do to a client."""

from __future__ import annotations

import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.pages import MORE, PARAGRAPH, page

ARTICLE = page().encode()
LATIN = page(body=f"<p>{PARAGRAPH} Zoë Müller was among them.</p><p>{MORE}</p>").replace("utf-8", "iso-8859-1")
FEED = (
    "<rss><channel><title>Post</title><item><title>a</title><link>{0}/article</link></item>"
    "<item><title>b</title><link>{0}/secret</link></item><item><title>c</title><link>{0}/gone</link></item></channel></rss>"
)
HEADS = {"Content-Type": "text/html; charset=utf-8"}


class Web(ThreadingHTTPServer):
    """Its address, what was asked of it; `robots` is what it answers to robots.txt."""

    daemon_threads = True

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.address = f"{'https' if tls else 'http'}://127.0.0.1:{self.server_address[1]}"
        self.tls = tls
        self.asked: Counter[str] = Counter()
        self.heads: list[dict[str, str]] = []
        self.robots: tuple[int, bytes] = (200, b"User-agent: *\nDisallow: /secret\n")

    def finish_request(self, request: Any, client_address: Any) -> None:
        if self.tls:  # the handshake is the business of the thread of this request
            request = self.tls.wrap_socket(request, server_side=True)
        super().finish_request(request, client_address)
        if self.tls:
            request.close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are what is tested."""


class _Handler(BaseHTTPRequestHandler):
    server: Web
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        web, path = self.server, self.path.split("?")[0]
        web.asked[path] += 1
        web.heads.append(dict(self.headers))
        with suppress(ConnectionError):
            getattr(self, "at_" + path.strip("/").replace(".", "_"), self.at_nowhere)()

    def send(self, status: int, body: bytes, **heads: str) -> None:
        self.send_response(status)
        for name, value in (HEADS | {name.replace("_", "-"): value for name, value in heads.items()}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def at_robots_txt(self) -> None:
        status, body = self.server.robots
        self.send(status, body, Content_Type="text/plain")

    def at_article(self) -> None:
        self.send(200, ARTICLE)

    at_secret = at_article

    def at_latin(self) -> None:
        self.send(200, LATIN.encode("iso-8859-1"), Content_Type="text/html; charset=utf-8")

    def at_chunks(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for start in range(0, len(ARTICLE), 100):
            piece = ARTICLE[start : start + 100]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")

    def at_feed(self) -> None:
        self.send(200, FEED.format(self.server.address).encode(), Content_Type="application/rss+xml")

    def at_nowhere(self) -> None:
        self.send(404, b"<html><body>Not here.</body></html>")

    def at_moved(self) -> None:
        self.send(301, b"", Location="/article")

    def at_loop(self) -> None:
        self.send(302, b"", Location="/loop?again")

    def at_inside(self) -> None:
        self.send(302, b"", Location="file:///etc/hostname")

    def at_busy(self) -> None:
        busy = self.server.asked["/busy"] < 3
        self.send(503 if busy else 200, b"" if busy else ARTICLE, **({"Retry_After": "7"} if busy else {}))

    def at_never(self) -> None:
        self.send(503, b"", Retry_After="86400")

    def at_slow(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x")
            time.sleep(0.05)

    def at_drip(self) -> None:
        """A head of which a line comes now and then, always before a client loses patience with a line."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for n in range(100):
            self.wfile.write(b"X-Line-%d: x\r\n" % n)
            time.sleep(0.05)

    def at_silent(self) -> None:
        time.sleep(2)

    def at_huge(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.close_connection = True
        for _ in range(1_000):
            self.wfile.write(b"x" * 10_000)

    def at_cut(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"half")
        self.close_connection = True

    def at_rubbish(self) -> None:
        self.wfile.write(b"this is no HTTP\r\n\r\n")
        self.close_connection = True


@contextmanager
def served(tls: ssl.SSLContext | None = None) -> Iterator[Web]:
    """A running server, stopped after the block."""
    with Web(tls) as web:
        thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield web
        finally:
            web.shutdown()
            thread.join()

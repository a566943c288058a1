"""The page's server: standard library, loopback, one person.

What keeps other pages of the same browser out (they can send requests to any address of this machine):

- a token of 256 bits, in the address that is printed; it becomes a cookie that is HttpOnly and SameSite=Strict
- the Host must be ours, so that no other name can be made to point here (DNS rebinding)
- what changes anything is a POST of JSON, with our Origin, and the token of the page in a header of its own
- no page may frame ours, and ours loads, runs and sends nothing from or to anywhere else (Content-Security-Policy)
"""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, urlsplit

from builder.review.session import ReviewError, Session
from builder.review.state import state

LOOPBACK = "127.0.0.1"
MOST = 65_536
"""Bytes of a request's body."""

PAGE = {
    "/": ("index.html", "text/html"),
    "/review.js": ("review.js", "text/javascript"),
    "/review.css": ("review.css", "text/css"),
}
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Refused(Exception):
    """A request that is not answered; carries the status."""

    def __init__(self, status: HTTPStatus, why: str) -> None:
        super().__init__(why)
        self.status = status


class Review(ThreadingHTTPServer):
    """A server on loopback; `url` opens the page, and holds the token."""

    daemon_threads = True

    def __init__(self, session: Session, port: int = 0) -> None:
        super().__init__((LOOPBACK, port), Handler)
        self.session, self.lock = session, threading.Lock()
        self.token, self.page_token = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self.hosts = tuple(f"{name}:{self.server_address[1]}" for name in (LOOPBACK, "localhost"))
        self.cookie = f"tallybook-{self.server_address[1]}"
        self.url = f"http://{self.hosts[0]}/?token={self.token}"


class Handler(BaseHTTPRequestHandler):
    """GET for the page and its state, POST for decisions."""

    server: Review
    server_version, sys_version = "tallybook", ""
    protocol_version = "HTTP/1.1"
    timeout = 60

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the terminal belongs to the person, and addresses hold the token."""

    def do_GET(self) -> None:
        self._answer(self._get)

    def do_POST(self) -> None:
        self._answer(self._post)

    def _answer(self, make: Any) -> None:
        try:
            self._own_host()
            make()
        except Refused as error:
            self.close_connection = True
            self._send(error.status, json.dumps({"error": str(error)}), "application/json")

    def _own_host(self) -> None:
        if self.headers.get_all("Host", []) not in [[host] for host in self.server.hosts]:
            raise Refused(HTTPStatus.MISDIRECTED_REQUEST, "this is not the address of this server")

    def _known(self) -> None:
        """The cookie of the one who has the token."""
        jar = SimpleCookie()
        with suppress(CookieError):
            jar.load(self.headers.get("Cookie", ""))
        given = jar[self.server.cookie].value if self.server.cookie in jar else ""
        if not secrets.compare_digest(given.encode(), self.server.token.encode()):
            raise Refused(HTTPStatus.FORBIDDEN, "open the address that `tallybook review` printed")

    def _get(self) -> None:
        parts = urlsplit(self.path)
        given = parse_qs(parts.query).get("token", [""])[0]
        if parts.path == "/" and given:
            return self._enter(given)
        self._known()
        if parts.path == "/state":
            with self.server.lock:
                return self._send(HTTPStatus.OK, self._state(), "application/json")
        if parts.path not in PAGE:
            raise Refused(HTTPStatus.NOT_FOUND, "there is nothing here")
        name, kind = PAGE[parts.path]
        text = (files("builder.review") / "page" / name).read_text("utf-8")
        return self._send(HTTPStatus.OK, text.replace("{{token}}", self.server.page_token), kind)

    def _enter(self, given: str) -> None:
        """The token of the address becomes a cookie, and leaves the address."""
        if not secrets.compare_digest(given.encode(), self.server.token.encode()):
            raise Refused(HTTPStatus.FORBIDDEN, "this token is another session's")
        cookie = f"{self.server.cookie}={self.server.token}; HttpOnly; SameSite=Strict; Path=/"
        self._send(HTTPStatus.SEE_OTHER, "", "text/plain", {"Location": "/", "Set-Cookie": cookie})

    def _post(self) -> None:
        self._known()
        self._ours()
        body = self._body()
        with self.server.lock:
            try:
                self._do(urlsplit(self.path).path, body)
            except ReviewError as error:
                raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)) from error
            except OSError as error:
                raise Refused(HTTPStatus.INSUFFICIENT_STORAGE, f"not written: {error.strerror or error}") from error
            self._send(HTTPStatus.OK, self._state(), "application/json")

    def _ours(self) -> None:
        """The request comes from our page: a browser says so, and only our page has its token."""
        origin, host = self.headers.get("Origin", ""), self.headers.get("Host")
        token = self.headers.get("X-Page-Token", "").encode()
        if origin != f"http://{host}" or not secrets.compare_digest(token, self.server.page_token.encode()):
            raise Refused(HTTPStatus.FORBIDDEN, "this request does not come from the page")

    def _body(self) -> dict[str, Any]:
        if self.headers.get("Content-Type", "").split(";")[0] != "application/json":
            raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "JSON only")
        size = self.headers.get("Content-Length", "")
        if not size.isdecimal() or int(size) > MOST:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too large, or of no known size")
        try:
            body = json.loads(self.rfile.read(int(size)))
        except ValueError as error:
            raise Refused(HTTPStatus.BAD_REQUEST, "this is no JSON") from error
        if not isinstance(body, dict):
            raise Refused(HTTPStatus.BAD_REQUEST, "this is no JSON object")
        return body

    def _do(self, path: str, body: Mapping[str, Any]) -> None:
        session = self.server.session
        if path == "/decide":
            fixes = body.get("fixes", {})
            if not isinstance(fixes, dict):
                raise ReviewError("fixes: not an object")
            named = {str(name): str(words) for name, words in fixes.items()}
            session.decide(str(body.get("claim")), str(body.get("verdict")), named, str(body.get("reason", "")))
        elif path == "/skip":
            session.skip(str(body.get("claim")))
        elif path == "/undo":
            session.undo()
        else:
            raise Refused(HTTPStatus.NOT_FOUND, "there is nothing here")

    def _state(self) -> str:
        return json.dumps(state(self.server.session), ensure_ascii=False)

    def _send(self, status: HTTPStatus, text: str, kind: str, more: Mapping[str, str] | None = None) -> None:
        body = text.encode("utf-8")
        self.send_response(status)
        for name, value in {"Content-Type": f"{kind}; charset=utf-8", **HEADS, **(more or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(body)


@contextmanager
def serving(session: Session, port: int = 0) -> Iterator[Review]:
    """A running server, stopped after the block."""
    with Review(session, port) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()

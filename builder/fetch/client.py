"""A polite client: it asks robots.txt, waits between two requests to a host, gives up in time, and takes no more than
it said it would."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from builder import __version__
from builder.documents.extras import needs
from builder.fetch.hosts import Host, Refused, vetted

__all__ = ["Answer", "Client", "Manners", "Refused"]

REDIRECTS = 5
ROBOTS_BYTES = 500_000
"""Of robots.txt that are read, at least so many by RFC 9309."""

PATIENCE = 60.0
"""Seconds a host may ask us to wait, between two requests or before the next try; what asks for more is given up."""

_AGAIN = frozenset({429, 500, 502, 503, 504})
_MOVED = frozenset({301, 302, 303, 307, 308})
_CHUNK = 65_536
_PLAINLY = {"redirect": False, "retries": False, "preload_content": False, "decode_content": False}

_GRACE = 0.25
"""Seconds after the time is up before a connection is cut, under an answer whose head drips in line by line."""


@dataclass(frozen=True, slots=True)
class Manners:
    """
    delay       seconds between two requests to a host
    timeout     seconds for a whole answer
    most        bytes of an answer
    retries     further tries where a host does not answer, or says it is busy
    agent       what we call ourselves; robots.txt is asked about the word before the slash
    private     addresses of this machine and its network may be fetched
    """

    delay: float = 1.0
    timeout: float = 30.0
    most: int = 20_000_000
    retries: int = 2
    agent: str = f"tallybook/{__version__}"
    private: bool = False
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, of whatever status; `address` is where it came from in the end."""

    address: str
    status: int
    reason: str
    headers: Sequence[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name), "")


@dataclass(slots=True)
class _Origin:
    """What is known of a host: its robots.txt, and when it was last asked for anything."""

    robots: Any = None
    asked: bool = False
    last: float = field(default=float("-inf"))


class Client:
    """One after another; hosts are remembered."""

    def __init__(self, manners: Manners) -> None:
        with needs("fetch", "fetching"):
            import protego
            import urllib3
        self._urllib3, self._protego, self._manners = urllib3, protego, manners
        self._origins: dict[str, _Origin] = {}

    def get(self, address: str) -> Answer:
        """The answer, behind redirects. Raises Refused."""
        for _ in range(REDIRECTS + 1):
            host = vetted(address, self._manners.private)
            self._ask_robots(host, address)
            answer = self._patiently(host, address, self._manners.most)
            target = answer.header("location")
            if answer.status not in _MOVED or not target:
                return answer
            address = urljoin(address, target)
        raise Refused(f"more than {REDIRECTS} redirects")

    def _ask_robots(self, host: Host, address: str) -> None:
        """Raises Refused if the host does not want the address fetched, or does not say what it wants."""
        origin = self._origins.setdefault(host.origin, _Origin())
        if not origin.asked:
            origin.robots, origin.asked = self._robots(host), True
        if origin.robots is None:
            raise Refused("robots.txt cannot be read, which by RFC 9309 forbids all")
        if not origin.robots.can_fetch(address, self._word):
            raise Refused("robots.txt forbids it")
        if (delay := self._crawl_delay(origin)) > PATIENCE:
            raise Refused(f"robots.txt asks for {delay:g} seconds between two requests")

    @property
    def _word(self) -> str:
        """What robots.txt knows us by."""
        return self._manners.agent.split("/")[0]

    def _crawl_delay(self, origin: _Origin) -> float:
        return float((origin.robots.crawl_delay(self._word) if origin.robots is not None else None) or 0)

    def _robots(self, host: Host) -> Any:
        """The rules of a host: none where it has no robots.txt, null where it fails to give it."""
        address = f"{host.origin}/robots.txt"
        try:
            for _ in range(REDIRECTS + 1):
                answer = self._patiently(vetted(address, self._manners.private), address, ROBOTS_BYTES, cut=True)
                if answer.status not in _MOVED:
                    break
                address = urljoin(address, answer.header("location"))
        except Refused:
            return None
        if answer.status >= 500:
            return None
        rules = answer.body.decode("utf-8", "replace") if answer.status == 200 else ""
        return self._protego.Protego.parse(rules)

    def _patiently(self, host: Host, address: str, most: int, cut: bool = False) -> Answer:
        """An answer, after as many tries as manners allow."""
        for tried in range(self._manners.retries + 1):
            self._wait(host)
            last = tried == self._manners.retries
            try:
                answer = self._once(host, address, most, cut)
            except self._urllib3.exceptions.HTTPError as error:
                if last:
                    raise Refused(_plain(error)) from None
                self._manners.sleep(2.0**tried)
                continue
            if answer.status not in _AGAIN or last:
                return answer
            self._manners.sleep(_asked_to_wait(answer, 2.0**tried))
        raise AssertionError  # the last try returns or raises

    def _wait(self, host: Host) -> None:
        """Until it is our turn again at this host."""
        origin = self._origins.setdefault(host.origin, _Origin())
        left = origin.last + max(self._manners.delay, self._crawl_delay(origin)) - time.monotonic()
        if left > 0:
            self._manners.sleep(left)
        origin.last = time.monotonic()

    def _once(self, host: Host, address: str, most: int, cut: bool) -> Answer:
        parts = urlsplit(address)
        target = self._quoted(parts.path or "/", parts.query)
        heads = {"Host": host.origin.split("//")[1], "User-Agent": self._manners.agent, "Accept-Encoding": "identity"}
        deadline = time.monotonic() + self._manners.timeout
        with self._pool(host) as pool, _cut_after(self._manners.timeout + _GRACE, pool) as cut_off:
            try:
                response = pool.urlopen("GET", target, headers=heads, **_PLAINLY)
                try:
                    body = self._body(response, most, deadline, cut)
                finally:
                    response.close()
            except self._urllib3.exceptions.HTTPError:
                if not cut_off.is_set():
                    raise
            if cut_off.is_set():  # a head that is cut short is taken for a whole one
                raise self._slow()
        headers = [(str(name), str(value)) for name, value in response.headers.items()]
        return Answer(address, response.status, response.reason or "", headers, body)

    def _slow(self) -> Refused:
        return Refused(f"slower than {self._manners.timeout:g} seconds")

    def _pool(self, host: Host) -> Any:
        """Connections to the number that was vetted, under the name that was asked for."""
        timeout = self._urllib3.Timeout(connect=min(10.0, self._manners.timeout), read=self._manners.timeout)
        if host.scheme == "http":
            return self._urllib3.HTTPConnectionPool(host.number, host.port, timeout=timeout)
        return self._urllib3.HTTPSConnectionPool(
            host.number, host.port, timeout=timeout, server_hostname=host.name, assert_hostname=host.name
        )

    def _quoted(self, path: str, query: str) -> str:
        url = self._urllib3.util.parse_url(f"{path}?{query}" if query else path)
        return str(url.request_uri)

    def _body(self, response: Any, most: int, deadline: float, cut: bool) -> bytes:
        """What comes before the deadline and fits. Raises Refused; `cut` takes what fits of more."""
        parts: list[bytes] = []
        size = 0
        while chunk := response.read1(_CHUNK):
            parts.append(chunk)
            size += len(chunk)
            if size > most:
                if cut:
                    break
                raise Refused(f"longer than {most:,} bytes")
            if time.monotonic() > deadline:
                raise self._slow()
        return b"".join(parts)[:most]


@contextmanager
def _cut_after(seconds: float, pool: Any) -> Iterator[threading.Event]:
    """Cut the connections of a pool when the time is up; the event says that it was."""
    found: list[socket.socket] = []
    done = threading.Event()

    class Noted(pool.ConnectionCls):  # type: ignore[misc]
        def connect(self) -> None:
            super().connect()
            found.append(self.sock)

    def cut() -> None:
        done.set()
        for one in found:
            with suppress(OSError):
                socket.socket.shutdown(one, socket.SHUT_RDWR)  # also under TLS, which would want to say goodbye

    pool.ConnectionCls = Noted
    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield done
    finally:
        timer.cancel()


def _asked_to_wait(answer: Answer, otherwise: float) -> float:
    """Seconds before the next try. Raises Refused if the host asks for more than we have patience for."""
    asked = answer.header("retry-after")
    seconds = float(asked) if asked.isdigit() else otherwise
    if seconds > PATIENCE:
        raise Refused(f"answered with status {answer.status} and asks to wait {seconds:g} seconds")
    return seconds


def _plain(error: Exception) -> str:
    """The message of an error without the objects that the library prints into it."""
    name = type(error).__name__.removesuffix("Error")
    return f"no answer ({name}): {str(error).rpartition(': ')[2]}"

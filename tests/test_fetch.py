"""Fetching: polite to hosts, safe against them, and what was fetched builds again and again."""

from __future__ import annotations

import gzip
import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import trustme
from click.testing import CliRunner

import builder
from builder.cli import main
from builder.documents import read
from builder.fetch import Fetched, Manners, fetch
from builder.fetch.hosts import Refused, vetted
from builder.model import Document
from tests.web import Web, served

SLEPT: list[float] = []
KIND = Manners(delay=0, timeout=0.5, most=1_000_000, private=True, sleep=SLEPT.append)


@pytest.fixture
def web() -> Iterator[Web]:
    with served() as running:
        yield running


@pytest.fixture(autouse=True)
def _in_tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    SLEPT.clear()


def fetched(web: Web, *paths: str, manners: Manners = KIND) -> Fetched:
    Path("a.warc.gz").unlink(missing_ok=True)
    return fetch([web.address + path for path in paths], Path("a.warc.gz"), manners)


def documents() -> list[Document]:
    return [one for one in read(["a.warc.gz"]) if isinstance(one, Document)]


def why(web: Web, path: str, manners: Manners = KIND) -> str:
    done = fetched(web, path, manners=manners)
    assert done.pages == 0
    return done.failed[web.address + path]


@pytest.mark.parametrize("path", ["/article", "/chunks", "/moved"])
def test_what_was_fetched_can_be_built(web: Web, path: str) -> None:
    assert fetched(web, path) == Fetched(1, {})
    done = builder.build("a.warc.gz", "out", check=False)
    assert done.documents["url"].tolist() == [web.address + ("/article" if path == "/moved" else path)]
    assert done.claims["value_text"].tolist() == ["14", "nine"]


def test_a_page_whose_server_names_the_wrong_charset_is_read(web: Web) -> None:
    fetched(web, "/latin")
    assert "Zoë Müller" in documents()[0].text


def test_the_pages_of_a_feed_are_fetched(web: Web) -> None:
    done = fetched(web, "/feed", "/article")
    assert done.pages == 1
    assert done.failed == {
        web.address + "/secret": "robots.txt forbids it",
        web.address + "/gone": "answered with status 404",
    }
    assert [document.url for document in documents()] == [web.address + "/article"]
    assert web.asked["/article"] == 1


def test_the_archive_holds_what_was_answered(web: Web) -> None:
    fetched(web, "/article", "/gone")
    held = gzip.decompress(Path("a.warc.gz").read_bytes()).decode()
    assert held.count("WARC/1.0\r\n") == 3
    assert f"WARC-Target-URI: {web.address}/gone\r\n" in held
    assert "HTTP/1.1 404 Not Found\r\n" in held


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/gone", "answered with status 404"),
        ("/secret", "robots.txt forbids it"),
        ("/loop", "more than 5 redirects"),
        ("/inside", "not an address that begins with http:// or https://"),
        ("/slow", "slower than 0.5 seconds"),
        ("/drip", "slower than 0.5 seconds"),
        ("/silent", "no answer (ReadTimeout)"),
        ("/huge", "longer than 1,000,000 bytes"),
        ("/cut", "no answer (Protocol)"),
        ("/rubbish", "no answer (Protocol)"),
        ("/never", "answered with status 503 and asks to wait 86400 seconds"),
    ],
)
def test_what_servers_do_is_told(web: Web, path: str, reason: str) -> None:
    assert why(web, path).startswith(reason)


def test_a_host_that_is_busy_is_asked_again_when_it_says(web: Web) -> None:
    assert fetched(web, "/busy").pages == 1
    assert SLEPT == [7.0, 7.0]


def test_a_host_that_does_not_answer_is_tried_again(web: Web) -> None:
    why(web, "/silent")
    assert web.asked["/silent"] == 3
    assert SLEPT == [1.0, 2.0]


def test_one_failure_costs_no_other(web: Web) -> None:
    assert fetched(web, "/cut", "/article", "/loop", "/moved").pages == 2


# Manners


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        ((404, b""), True),
        ((200, b""), True),
        ((200, b"\xff\xfe\0rubbish"), True),
        ((403, b"User-agent: *\nDisallow: /"), True),
        ((200, b"User-agent: *\nDisallow: /"), False),
        ((200, b"User-agent: tallybook\nDisallow: /article\n\nUser-agent: *\nAllow: /"), False),
        ((200, b"User-agent: tallybook\nAllow: /\n\nUser-agent: *\nDisallow: /"), True),
        ((503, b""), False),
    ],
)
def test_robots_txt_is_obeyed(web: Web, robots: tuple[int, bytes], allowed: bool) -> None:
    web.robots = robots
    assert fetched(web, "/article").pages == allowed
    assert web.asked["/article"] == allowed


def test_robots_txt_is_asked_once(web: Web) -> None:
    fetched(web, "/article", "/chunks", "/moved")
    assert web.asked["/robots.txt"] == 1


def test_between_two_requests_it_sleeps_for_what_is_left_of_the_delay(web: Web) -> None:
    """The delay is longer than any test runs: each request but the first is slept for, before it is sent."""
    sent_before: list[int] = []

    def sleep(seconds: float) -> None:
        SLEPT.append(seconds)
        sent_before.append(web.asked.total())

    fetched(web, "/article", "/chunks", manners=replace(KIND, delay=10_000, sleep=sleep))
    assert sent_before == [1, 2]
    assert all(5_000 < seconds <= 10_000 for seconds in SLEPT)


def test_a_delay_that_robots_txt_asks_for_is_kept(web: Web) -> None:
    web.robots = (200, b"User-agent: *\nCrawl-delay: 9\n")
    fetched(web, "/article")
    assert [round(slept) for slept in SLEPT] == [9]


def test_a_delay_that_is_too_long_is_a_refusal(web: Web) -> None:
    web.robots = (200, b"User-agent: *\nCrawl-delay: 3600\n")
    assert why(web, "/article") == "robots.txt asks for 3600 seconds between two requests"


def test_we_say_who_we_are(web: Web) -> None:
    fetched(web, "/article", manners=replace(KIND, agent="tallybook/1 (desk@example.org)"))
    assert {head["User-Agent"] for head in web.heads} == {"tallybook/1 (desk@example.org)"}
    assert {f"http://{head['Host']}" for head in web.heads} == {web.address}


# Private addresses


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://10.1.2.3/",
        "http://192.168.0.1:8080/x",
        "http://169.254.169.254/latest",
        "http://0.0.0.0/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "http://[fe80::1]/",
    ],
)
def test_private_addresses_are_refused(address: str) -> None:
    with pytest.raises(Refused, match=r"private address|no such host"):
        vetted(address, private=False)


@pytest.mark.parametrize(
    "address", ["ftp://a.example/x", "file:///etc/hostname", "a.example", "", "http://", "http://a:0/", "http://a:x/",
                "http://u:p@a.example/", "http://[::1/"],
)  # fmt: skip
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(Refused, match="address"):
        vetted(address, private=True)


def test_a_name_that_leads_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 80)) for number in ("93.184.216.34", "10.0.0.7")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: answers)
    with pytest.raises(Refused, match=r"a.example is a private address \(10.0.0.7\): --allow-private"):
        vetted("http://a.example/", private=False)
    answers.pop()
    assert vetted("http://a.example/", private=False).number == "93.184.216.34"


def test_a_private_address_is_not_even_asked(web: Web) -> None:
    done = fetched(web, "/article", manners=replace(KIND, private=False))
    assert "is a private address" in done.failed[web.address + "/article"]
    assert not web.asked


# The command


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["fetch", *arguments, "--out", "a.warc.gz", "--delay", "0"])
    return result.exit_code, result.stderr


def test_the_command(web: Web) -> None:
    code, told = run(f"{web.address}/article", f"{web.address}/gone", "--allow-private")
    assert (code, told.splitlines()[1]) == (1, f"{web.address}/gone: answered with status 404")
    assert run(f"{web.address}/article", "--allow-private") == (2, "tallybook: a.warc.gz is there already\n")
    Path("a.warc.gz").unlink()
    assert run(f"{web.address}/article", "--allow-private", "--quiet") == (0, "")
    Path("a.warc.gz").unlink()
    code, told = run(f"{web.address}/article")
    assert (code, told.splitlines()[-1]) == (2, "tallybook: nothing could be fetched")
    assert not Path("a.warc.gz").exists()


def https(*names: str) -> tuple[trustme.CA, ssl.SSLContext]:
    """An authority of our own, and a server with its certificate for these names."""
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return authority, context


def test_https_is_fetched_if_the_authority_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    authority, context = https("127.0.0.1")
    authority.cert_pem.write_to_path("ca.pem")
    with served(context) as web:
        assert why(web, "/article", replace(KIND, retries=0)).startswith("robots.txt cannot be read")
        monkeypatch.setenv("SSL_CERT_FILE", "ca.pem")
        assert fetched(web, "/article", "/moved") == Fetched(2, {})
        assert fetched(web, "/drip").failed == {web.address + "/drip": "slower than 0.5 seconds"}


def test_a_certificate_for_another_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    authority, context = https("other.example")
    authority.cert_pem.write_to_path("ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", "ca.pem")
    with served(context) as web:
        assert why(web, "/article", replace(KIND, retries=0)).startswith("robots.txt cannot be read")
        assert not web.asked

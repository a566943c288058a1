"""Nothing but `fetch` asks the network for anything: all tests run with the network cut off (tests/conftest.py). Here,
that it is cut off."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ELSEWHERE = "192.0.2.1"
"""A number that leads nowhere, by RFC 5737."""


def offline(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "builder.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_build_with_its_checks_asks_nobody(tmp_path: Path) -> None:
    done = offline("build", "data/raw", "--out", str(tmp_path), "--workers", "1", "--quiet")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "claims.csv").read_bytes() == (ROOT / "data" / "release" / "claims.csv").read_bytes()


def test_a_fetch_asks_and_is_refused(tmp_path: Path, asked: Path) -> None:
    done = offline("fetch", "https://news.example/feed", "--out", str(tmp_path / "a.warc.gz"))
    assert done.returncode == 2 and "the suite runs without a network" in done.stderr
    assert asked.read_text() == "look-up of news.example\n"


def test_nobody_else_is_reached_from_here(asked: Path) -> None:
    with socket.socket() as line, pytest.raises(OSError, match="without a network"):
        line.connect((ELSEWHERE, 80))
    with socket.socket(type=socket.SOCK_DGRAM) as line, pytest.raises(OSError, match="without a network"):
        line.sendto(b"?", (ELSEWHERE, 53))
    with pytest.raises(OSError, match="without a network"):
        socket.gethostbyname("news.example")
    assert asked.read_text().splitlines() == [
        f"connect ('{ELSEWHERE}', 80)",
        f"sendto ('{ELSEWHERE}', 53)",
        "look-up of news.example",
    ]


def test_this_machine_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()[:2]).close()

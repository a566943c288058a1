"""Nothing but `fetch` asks the network for anything: a build, its checks, an explanation, with every connection cut."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BLOCKED = """
import socket
for name in ("connect", "connect_ex", "sendto"):
    kept = getattr(socket.socket, name)
    def blocked(self, *given, kept=kept):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            raise SystemExit(f"the network was asked: {given}")
        return kept(self, *given)
    setattr(socket.socket, name, blocked)
def lookup(*given, **named):
    raise SystemExit(f"a name was looked up: {given}")
socket.getaddrinfo = socket.gethostbyname = lookup
from builder.cli import main
main()
"""


def offline(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", BLOCKED, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_build_with_its_checks_asks_nobody(tmp_path: Path) -> None:
    done = offline("build", "data/raw", "--out", str(tmp_path), "--workers", "1", "--quiet")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "claims.csv").read_bytes() == (ROOT / "data" / "release" / "claims.csv").read_bytes()


def test_nor_does_an_explanation() -> None:
    assert offline("explain", "Five people were killed.").returncode == 0


def test_the_block_holds(tmp_path: Path) -> None:
    done = offline("fetch", "https://news.example/feed", "--out", str(tmp_path))
    assert done.returncode != 0

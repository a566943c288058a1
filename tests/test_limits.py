"""What docs/limits.md promises: each limit, its error, and the neighbours that are read all the same."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.cli import main
from builder.documents import Reject, read
from builder.documents.reading import LIMIT as BYTES
from builder.engines import limits
from builder.engines.limits import LIMIT as SECONDS
from builder.language.long import LONGEST
from builder.mentions.number_digits import MAX_DIGITS
from builder.model import Document

PAGE = Path(__file__).parents[1] / "docs" / "limits.md"
TEXT = "Five people were killed in Arba on May 5, police said."


def read_folder(folder: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """Texts read, and what was rejected and why."""
    found = list(read([str(folder)]))
    texts = [one.text for one in found if isinstance(one, Document)]
    return texts, [(Path(one.file).name, one.reason) for one in found if isinstance(one, Reject)]


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("a document (file, line, page, record), bytes, unzipped", BYTES),
        ("a document, seconds", SECONDS),
        ("a sentence, characters", LONGEST),
        ("a number, digits", MAX_DIGITS),
    ],
)
def test_the_page_states_the_limit(what: str, value: float) -> None:
    stated = dict(re.findall(r"^\| ([^|]+) \| ([0-9]+) \|", PAGE.read_text("utf-8"), re.MULTILINE))
    assert float(stated[what]) == value


class Slow:
    """What it does when it goes away takes longer than it may, and its exceptions are passed over."""

    def __del__(self) -> None:
        time.sleep(0.3)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no such signals")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_time_runs_out_even_where_exceptions_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "AGAIN", 0.1)
    with pytest.raises(limits.OutOfTime), limits.within(0.1):
        Slow()
        time.sleep(10)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_gzip_bomb_is_refused_and_its_neighbour_read(tmp_path: Path) -> None:
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"a" * (BYTES + 1)))
    (tmp_path / "good.txt").write_text(TEXT)
    assert read_folder(tmp_path) == ([TEXT], [("bomb.txt.gz", "longer than 32 MB: no article")])


def test_entities_are_not_unfolded(tmp_path: Path) -> None:
    pytest.importorskip("defusedxml")
    lol = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(8))
    feed = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{lol}]><rss><channel><title>&l8;</title></channel></rss>'
    )
    (tmp_path / "bomb.rss").write_text(feed)
    (tmp_path / "good.txt").write_text(TEXT)
    texts, [(name, reason)] = read_folder(tmp_path)
    assert texts == [TEXT]
    assert name == "bomb.rss" and reason.startswith("XML that is not read")


def test_a_page_ten_thousand_deep_stops_no_run(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    (tmp_path / "deep.html").write_text(f"<html><body>{'<div>' * 10_000}<p>{TEXT}</p>")
    (tmp_path / "good.txt").write_text(TEXT)
    texts, rejected = read_folder(tmp_path)
    assert TEXT in texts and len(texts) + len(rejected) == 2


def test_a_link_that_leads_out_is_told(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("Nine people were killed.")
    (inside / "good.txt").write_text(TEXT)
    (inside / "link.txt").symlink_to(tmp_path / "secret.txt")
    (inside / "here.txt").symlink_to("good.txt")
    assert read_folder(inside) == ([TEXT, TEXT], [("link.txt", "a link that leads out of the folder")])


def test_names_and_messages_cannot_steer_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/a\nb\x1b[2J.txt").write_bytes(b"\xff\xfe\xff")
    Path("in/good.txt").write_text(TEXT)
    result = CliRunner().invoke(main, ["build", "in", "--out", "out", "--no-check"])
    assert result.exit_code == 0
    assert "a\\nb\\x1b[2J.txt" in result.output and "\x1b" not in result.output
    assert "\x1b" not in Path("out/rejects.csv").read_text()
    asked = CliRunner().invoke(main, ["explain", "Five \x1b[31mpeople\u202e were killed."])
    assert asked.exit_code == 0 and "\x1b" not in asked.output and "\u202e" not in asked.output


BUILD = "from builder.cli import main; main()"
FULL = "import resource, signal; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0})); "
FULL += "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "


def digests(folder: Path) -> dict[str, str]:
    """File -> its contents, of what stands in the open."""
    files = (p for p in folder.iterdir() if not p.name.startswith("."))
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def build(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, "build", *arguments, "--no-check", "--quiet", "--workers", "1"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A release, and the input of the next one."""
    for name, text in (("old", TEXT), ("new", "\n".join(f"{n + 2} people were killed." for n in range(300)))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "one.txt").write_text(text)
    assert build(BUILD, str(tmp_path / "old"), "--out", str(tmp_path / "out")).returncode == 0
    return tmp_path / "out"


@pytest.mark.parametrize("room", [3_000, 60_000], ids=["at once", "in the tables"])
def test_a_full_disk_leaves_the_old_release(room: int, release: Path) -> None:
    before = digests(release)
    done = build(FULL.format(room) + BUILD, str(release.parent / "new"), "--out", str(release))
    assert done.returncode == 2 and "cannot write" in done.stderr, done.stderr
    assert digests(release) == before


def test_a_kill_leaves_the_old_release(release: Path) -> None:
    before = digests(release)
    kill = "import os, builder.publish.stream as s; s.TableStream._write = lambda *a: os.kill(os.getpid(), 9); "
    done = build(kill + BUILD, str(release.parent / "new"), "--out", str(release))
    assert done.returncode == -signal.SIGKILL
    assert digests(release) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="the root user may write everywhere")
def test_a_folder_that_cannot_be_written_leaves_the_old_release(release: Path) -> None:
    before = digests(release)
    release.chmod(0o500)
    done = build(BUILD, str(release.parent / "new"), "--out", str(release))
    release.chmod(0o700)
    assert done.returncode == 2 and "cannot write" in done.stderr
    assert digests(release) == before

"""Builds whose workers and parents are killed at random: a small version of `python -m benchmarks.builds kills`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks import builds

SMALL_BATCHES = "from builder.engines import batches; batches.SIZE = 2000; from builder.cli import main; main()"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_killed_and_resumed_is_undisturbed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(builds, "PROGRAM", ("-c", SMALL_BATCHES))
    monkeypatch.setattr(builds, "KILLED_WORKERS", 3)
    monkeypatch.setattr(builds, "KILLED_PARENTS", 1)
    monkeypatch.setattr(builds, "TICK", 0.02)
    builds.kills(tmp_path, (12, 20), [200.0])
    assert "the same bytes" in capsys.readouterr().out

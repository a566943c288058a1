"""The whole suite runs without a network: only this machine can be asked (tests/offline/sitecustomize.py)."""

from __future__ import annotations

import os
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

OFFLINE = Path(__file__).parent / "offline"


@pytest.fixture(scope="session", autouse=True)
def _offline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Cut the network off, for this process and for the programs it starts; the file in which it is noted who asked."""
    log = tmp_path_factory.mktemp("offline") / "asked"
    log.touch()
    os.environ["TALLYBOOK_ASKED"] = str(log)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(OFFLINE), os.environ.get("PYTHONPATH"))))
    runpy.run_path(str(OFFLINE / "sitecustomize.py"))
    yield log


@pytest.fixture
def asked(_offline: Path) -> Iterator[Path]:
    """For tests that ask the network: what they asked is in the file, and no fault."""
    yield _offline
    _offline.write_text("")


@pytest.fixture(autouse=True)
def _asks_nobody(_offline: Path) -> Iterator[None]:
    yield
    if told := _offline.read_text("utf-8"):
        _offline.write_text("")
        pytest.fail(f"the network was asked: {told}")

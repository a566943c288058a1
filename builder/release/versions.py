"""Names of releases: 1.0.0, and on from there.

The first number rises when columns come or go or change, the second when claims do, the third when only what is around
them does.
"""

from __future__ import annotations

import re
from pathlib import Path

FIRST = "1.0.0"
NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")
_NUMBERS = re.compile(r"(\d+)\.(\d+)\.(\d+)")


def is_name(version: str) -> bool:
    """True for what can name a folder and a release."""
    return bool(NAME.fullmatch(version))


def latest(releases: Path) -> Path | None:
    """The folder of the highest version, None if there is none."""
    found = [path for path in releases.glob("*") if _NUMBERS.fullmatch(path.name) and (path / "claims.csv").is_file()]
    return max(found, key=lambda path: _numbers(path.name), default=None)


def following(version: str, columns: bool, claims: bool) -> str | None:
    """The version after this one, by what changed; None if this one is not numbered."""
    if not _NUMBERS.fullmatch(version):
        return None
    major, minor, patch = _numbers(version)
    if columns:
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if claims else f"{major}.{minor}.{patch + 1}"


def _numbers(version: str) -> tuple[int, int, int]:
    found = _NUMBERS.fullmatch(version)
    assert found
    return int(found[1]), int(found[2]), int(found[3])

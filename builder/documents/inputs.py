"""What people name on the command line -> the files meant, each once, in a fixed order."""

from __future__ import annotations

import glob
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from builder.documents.records import Reject, Unreadable

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read: `name` for messages and provenance, `path` None for standard input (JSON lines)."""

    name: str
    path: Path | None = None

    @property
    def suffix(self) -> str:
        return self.path.suffix.lower() if self.path else ".jsonl"

    @property
    def size(self) -> int:
        """Bytes, as far as known beforehand."""
        return self.path.stat().st_size if self.path else 0

    def open(self) -> BinaryIO:
        return self.path.open("rb") if self.path else sys.stdin.buffer


def expand(inputs: Sequence[str], skip: Path | None = None) -> Iterator[Source | Reject]:
    """Files, folders (all below them, sorted), globs and `-`. `skip` is a folder not to read: the one written to."""
    for given in inputs:
        if given == STDIN:
            yield Source(STDIN)
        elif os.path.lexists(given):
            yield from _path(Path(given), _real(skip))
        elif glob.has_magic(given):
            yield from _glob(given, _real(skip))
        else:
            yield Reject(printable(Path(given)), None, "there is no such file")


def printable(path: Path) -> str:
    """A path for people and tables, the same on every system, whatever bytes its name holds."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def _real(path: Path | None) -> str | None:
    return os.path.realpath(path) if path else None


def _glob(pattern: str, skip: str | None) -> Iterator[Source | Reject]:
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 (Path.glob takes no absolute pattern)
    if not found:
        yield Reject(pattern, None, "nothing matches")
    for name in found:
        if not Path(name).is_dir() or not pattern.endswith("**"):
            yield from _path(Path(name), skip)


def _path(path: Path, skip: str | None) -> Iterator[Source | Reject]:
    if not path.is_dir():
        yield _file(path)
        return
    for found in _walk(path, skip, set()):
        yield _file(found) if isinstance(found, Path) else found


def _walk(folder: Path, skip: str | None, seen: set[str]) -> Iterator[Path | Reject]:
    """Files below a folder, sorted by name; a folder reached again through a link is told, not read twice."""
    real = os.path.realpath(folder)
    if real == skip:
        return
    if real in seen:
        yield Reject(printable(folder), None, "a link to a folder that is read already")
        return
    seen.add(real)
    try:
        paths = sorted((p for p in folder.iterdir() if not p.name.startswith(".")), key=lambda p: p.name)
    except OSError as error:
        yield Reject(printable(folder), None, f"cannot be read: {error.strerror}")
        return
    for path in paths:
        if path.is_dir():
            yield from _walk(path, skip, seen)
        elif not _is_sidecar(path):
            yield path


def _is_sidecar(path: Path) -> bool:
    return path.suffix.lower() == ".toml" and path.with_suffix(".txt").exists()


def _file(path: Path) -> Source | Reject:
    name = printable(path)
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return Reject(name, None, f"cannot be read: {error.strerror}")
    return Source(name, path) if stat.S_ISREG(mode) else Reject(name, None, "not a regular file")


def decode(raw: bytes, line: int | None = None) -> str:
    """Bytes as UTF-8, a byte-order mark dropped. Raises Unreadable with the place of the first wrong byte."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Unreadable("not UTF-8 but UTF-16, by its byte-order mark")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = error.start + (3 if raw.startswith(b"\xef\xbb\xbf") else 0)
        raise Unreadable(f"not UTF-8 at byte {at}", raw[at : at + 4], line) from None

"""What people name on the command line -> the files meant, each once, in a fixed order."""

from __future__ import annotations

import glob
import gzip
import io
import os
import stat
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO, cast

from builder.documents.notes import Notes
from builder.documents.reading import LIMIT
from builder.documents.records import Reject, Unreadable

STDIN = "-"
GZIP = ".gz"


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read: `name` for messages and provenance, `path` None for standard input (JSON lines)."""

    name: str
    path: Path | None = None

    @property
    def given(self) -> PurePath | None:
        """By what its kind is known."""
        return self.path

    @property
    def suffix(self) -> str:
        """What kind of file it is, by its name: `.jsonl` of `a.jsonl.gz`."""
        if self.given is None:
            return ".jsonl"
        return (PurePath(self.given.stem) if self.zipped else self.given).suffix.lower()

    @property
    def zipped(self) -> bool:
        return self.given is not None and self.given.suffix.lower() == GZIP

    @property
    def size(self) -> int:
        """Bytes, as far as known beforehand."""
        return self.path.stat().st_size if self.path else 0

    @contextmanager
    def stored(self, notes: Notes) -> Iterator[BinaryIO]:
        """The bytes as they are stored; what is read of them is counted."""
        handle = self.path.open("rb", buffering=0) if self.path else sys.stdin.buffer
        try:
            yield counted(cast(BinaryIO, handle), notes)
        finally:
            if self.path:
                handle.close()

    @contextmanager
    def unzipped(self, notes: Notes) -> Iterator[BinaryIO]:
        """The bytes as they are meant, unzipped. Raises Unreadable where the archive is broken or cut."""
        with self.stored(notes) as handle:
            try:
                yield cast(BinaryIO, gzip.GzipFile(fileobj=handle)) if self.zipped else handle
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                raise Unreadable(f"the gzip file is cut or broken: {error}") from None

    def whole(self, notes: Notes) -> bytes:
        """All bytes of a file that is one document. Raises Unreadable if there are too many of them."""
        with self.unzipped(notes) as handle:
            raw = handle.read(LIMIT + 1)
        if len(raw) > LIMIT:
            raise Unreadable(TOO_LONG)
        return raw

    def sidecar(self) -> bytes | None:
        """What stands in the `.toml` of the same name beside it, if there is one."""
        path = self.path.with_suffix(".toml") if self.path else None
        return path.read_bytes() if path and path.exists() else None


TOO_LONG = f"longer than {LIMIT // 1_000_000} MB: no article"


class _Counted(io.RawIOBase):
    """A file that adds what is read of it to the notes."""

    def __init__(self, handle: io.RawIOBase | BinaryIO, notes: Notes) -> None:
        self._handle, self._notes = handle, notes

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._handle.seekable()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._handle.seek(offset, whence)

    def tell(self) -> int:
        return self._handle.tell()

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        count = self._handle.readinto(buffer) or 0  # type: ignore[union-attr]
        self._notes.bytes_read += count
        return count


def counted(handle: BinaryIO, notes: Notes) -> BinaryIO:
    """A file read in large pieces, which are added to the notes."""
    return cast(BinaryIO, io.BufferedReader(_Counted(handle, notes), 1 << 18))


def lines(handle: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their numbers from 1; None for one that is longer than LIMIT, of which nothing is kept."""
    number = 0
    while raw := handle.readline(LIMIT + 1):
        number += 1
        if len(raw) <= LIMIT:
            yield number, raw
            continue
        while raw and not raw.endswith(b"\n"):
            raw = handle.readline(LIMIT)
        yield number, None


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
    return printed(os.fsencode(path.as_posix()).decode("utf-8", "replace"))


def printed(name: str) -> str:
    """A name without characters that are not shown."""
    return name if name.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)


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
    for found in _walk(path, skip, set(), os.path.realpath(path)):
        yield _file(found) if isinstance(found, Path) else found


def _walk(folder: Path, skip: str | None, seen: set[str], root: str) -> Iterator[Path | Reject]:
    """Files below a folder, sorted by name; a folder reached again through a link is told, not read twice, and no link
    leads out of `root`, the folder that was named."""
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
        if path.is_symlink() and path.exists() and not _within(os.path.realpath(path), root):
            yield Reject(printable(path), None, "a link that leads out of the folder")
        elif path.is_dir():
            yield from _walk(path, skip, seen, root)
        elif not _is_sidecar(path):
            yield path


def _within(path: str, root: str) -> bool:
    return os.path.commonpath([path, root]) == root


def _is_sidecar(path: Path) -> bool:
    return path.suffix.lower() == ".toml" and path.with_suffix(".txt").exists()


def _file(path: Path) -> Source | Reject:
    name = printable(path)
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return Reject(name, None, f"cannot be read: {error.strerror}")
    return Source(name, path) if stat.S_ISREG(mode) else Reject(name, None, "not a regular file")


def text_lines(handle: BinaryIO, encoding: str | None) -> Iterator[tuple[int, str | Unreadable]]:
    """Lines as text with their numbers from 1, each judged for itself; the byte-order mark of the file is dropped."""
    head = handle.peek(4)[:4]  # type: ignore[attr-defined]
    mark = next((mark for mark in _MARKS if head.startswith(mark)), b"")
    if len(mark) == 2:
        yield from _wide_lines(handle, _MARKS[mark])
        return
    for number, raw in lines(handle):
        try:
            if raw is None:
                raise Unreadable(TOO_LONG)
            yield number, decode(raw, encoding) if number == 1 else _decoded(raw, encoding)
        except Unreadable as error:
            yield number, error


def _wide_lines(handle: BinaryIO, encoding: str) -> Iterator[tuple[int, str | Unreadable]]:
    reader = io.TextIOWrapper(handle, encoding, newline="")
    number = 0
    try:
        while line := reader.readline(LIMIT):
            number += 1
            yield number, line.removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        yield number + 1, Unreadable(f"not {encoding} from here on: {error.reason}")
    finally:
        reader.detach()


_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def decode(raw: bytes, encoding: str | None = None) -> str:
    """Bytes as text: by their byte-order mark, which is dropped, else as UTF-8 or as `encoding`. Raises Unreadable with
    the place of the first wrong byte."""
    mark = next((mark for mark in _MARKS if raw.startswith(mark)), b"")
    return _decoded(raw, _MARKS.get(mark) or encoding, len(mark))


def _decoded(raw: bytes, encoding: str | None, start: int = 0) -> str:
    name = encoding or "utf-8"
    try:
        return raw[start:].decode(name)
    except UnicodeDecodeError as error:
        at = error.start + start
        shown = "UTF-8" if name == "utf-8" else name
        raise Unreadable(f"not {shown} at byte {at}", raw[at : at + 4]) from None
    except LookupError:
        raise Unreadable(f"unknown encoding '{name}'") from None

"""Inputs on object storage: s3://bucket/folder, and whatever else fsspec knows by the scheme of its address."""

from __future__ import annotations

import glob
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from builder.documents.extras import MissingExtra, needs
from builder.documents.inputs import Source, counted, printed
from builder.documents.notes import Notes
from builder.documents.records import Reject

_URL = re.compile(r"([a-z][a-z0-9+.-]+)://(.*)", re.DOTALL)

_TOLD = {
    "NoCredentialsError": "no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile; for a public "
    """bucket FSSPEC_S3='{"anon": true}'""",
    "PermissionError": "no permission: are the credentials right, and may they do this?",
    "FileNotFoundError": "there is no such bucket or file",
    "NoSuchBucket": "there is no such bucket or file",
}
"""Name of an error of a library -> what it means."""


class StorageError(OSError):
    """A storage does not do what is asked of it; the message says why."""


def is_remote(given: str) -> bool:
    """True for an address with a scheme."""
    return _URL.fullmatch(given) is not None


def connected(url: str) -> tuple[Any, str]:
    """The fsspec file system of an address, and the path in it. Raises MissingExtra, StorageError."""
    found = _URL.fullmatch(url)
    scheme = found[1] if found else ""
    if scheme in ("http", "https"):
        raise StorageError(f"{scheme}:// is no storage: `tallybook fetch` gets pages")
    with needs("remote", f"{scheme}://"):
        import fsspec.core
    try:
        with told():
            fs, path = fsspec.core.url_to_fs(url)
            return fs, str(path)
    except ImportError as error:
        library = "s3fs: pip install 'tallybook[remote]'" if scheme == "s3" else f"another library: {error}"
        raise MissingExtra(f"{scheme}:// needs {library}") from None


@contextmanager
def told() -> Iterator[None]:
    """Whatever a library for some storage raises becomes a StorageError; a missing library does not."""
    try:
        yield
    except (ImportError, StorageError):
        raise
    except Exception as error:
        known = next((_TOLD[kind.__name__] for kind in type(error).__mro__ if kind.__name__ in _TOLD), None)
        raise StorageError(known or f"{type(error).__name__}: {error}") from error


@dataclass(frozen=True, slots=True)
class Remote(Source):
    """A file on a storage; `name` is its address as people may read it."""

    url: str = ""
    length: int = 0

    @property
    def given(self) -> PurePosixPath:
        return PurePosixPath(self.url)

    @property
    def size(self) -> int:
        return self.length

    @contextmanager
    def stored(self, notes: Notes) -> Iterator[BinaryIO]:
        fs, path = connected(self.url)
        with told():
            handle = fs.open(path, "rb")
        try:
            yield counted(cast(BinaryIO, _Told(handle)), notes)
        finally:
            handle.close()

    def sidecar(self) -> bytes | None:
        fs, path = connected(self.url)
        with told():
            beside = path.removesuffix(self.given.suffix) + ".toml"
            return bytes(fs.cat_file(beside)) if fs.exists(beside) else None


class _Told(io.RawIOBase):
    """A file of a storage that fails as files do."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return int(self._handle.seek(offset, whence))

    def tell(self) -> int:
        return int(self._handle.tell())

    def readinto(self, buffer: Any) -> int:
        with told():
            read = self._handle.read(len(buffer))
        buffer[: len(read)] = read
        return len(read)


def expand(url: str, skip: str | None = None) -> Iterator[Source | Reject]:
    """The files of an address, of a folder, or of a glob, in the order in which a disk would give them. `skip`: an
    address below which nothing is read. Raises MissingExtra."""
    try:
        fs, path = connected(url)
        with told():
            found = dict(_files(fs, path, _within(fs, skip)))
    except StorageError as error:
        yield Reject(printed(url), None, f"cannot be read: {error}")
        return
    if not found:
        yield Reject(printed(url), None, "nothing matches" if glob.has_magic(path) else "there is no such file")
    for name in sorted(found, key=lambda name: name.split("/")):
        if not (name.endswith(".toml") and name.removesuffix(".toml") + ".txt" in found):
            address = fs.unstrip_protocol(name)
            yield Remote(printed(address), url=address, length=int(found[name] or 0))


def _within(fs: Any, skip: str | None) -> str | None:
    return None if skip is None else str(fs._strip_protocol(skip)).rstrip("/") + "/"


def _files(fs: Any, path: str, skip: str | None) -> Iterator[tuple[str, int]]:
    """Name and size of every file meant."""
    matches: Mapping[str, Any] = fs.glob(path, detail=True) if glob.has_magic(path) else {path: None}
    for match in matches:
        for name, info in fs.find(match, detail=True).items():
            hidden = any(part.startswith(".") for part in name.removeprefix(match).split("/"))
            if not hidden and not (skip and name.startswith(skip)) and not name.endswith("/"):
                yield name, info.get("size")

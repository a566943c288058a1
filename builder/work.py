"""The work folder of a build, inside its output folder: parts by which an interrupted build is taken up again.

A part is named by its place in the input, and by a hash of all that decides what is in it: the batch itself, how it is
to be read, and every file of this package. What does not fit is not used, so that a build that is taken up again gives
the bytes of one that was not interrupted.
"""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import IO

from builder.documents import Record, Reject
from builder.engines import Job
from builder.engines.batches import Task, batches, packed, size

NAME = ".build"


class Busy(OSError):
    """Another build writes to the same folder."""


class Work:
    """Opens the work folder of `out`; with `resume` its parts are kept, else it starts empty. Raises OSError."""

    def __init__(self, out: Path, resume: bool = False) -> None:
        self.folder = out / NAME
        self._made = [folder for folder in (out, *out.parents) if not folder.exists()]
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = (self.folder / "lock").open("w")
        _lock(self._lock)
        for path in self.folder.iterdir():
            if path.suffix != ".part" or not resume:
                _remove(path)

    def tasks(self, records: Iterable[Record | Reject], job: Job) -> Iterator[Task]:
        """The records as tasks, each with the path of its part."""
        common = blake2b(pickle.dumps((job.reading, job.corrections)) + _package()).digest()
        for n, batch in enumerate(batches(records)):
            blob = packed(batch)
            key = blake2b(blob, digest_size=12, key=common).hexdigest()
            yield Task(blob, sum(map(size, batch)), self.folder / f"{n:08}-{key}.part")

    def close(self) -> None:
        """Let go of the folder, and leave it for a build that resumes."""
        self._lock.close()

    def remove(self) -> None:
        """Remove the folder, and those above it that were made for it and hold nothing."""
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        for folder in self._made:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    elif path.name != "lock":
        path.unlink()


def _lock(file: IO[str]) -> None:
    """A lock that ends with the process, and is not handed on to its children. There is none on Windows."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise Busy("another build is writing to it") from None


@cache
def _package() -> bytes:
    """A digest of the program: its code and its data."""
    digest = blake2b()
    root = Path(str(files("builder")))
    for path in sorted(root.rglob("*")):
        if path.suffix in (".py", ".toml"):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.digest()

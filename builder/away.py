"""A build whose place is on object storage: a folder of this machine stands in for it. Parts go there as they are done,
so that another machine can take the build up; the release goes there when it is whole."""

from __future__ import annotations

import weakref
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from builder.documents.remote import connected, told
from builder.publish import files_of
from builder.publish.corrections import NAME as CORRECTIONS
from builder.work import NAME

AT_ONCE = 4
"""Files that are sent at the same time."""

WAITING = 64
"""Parts that may wait to be sent: then the build waits for them."""


class Away:
    """The place at `url`; without `resume` parts of an earlier build are removed from it, else they are brought here.
    Raises StorageError, MissingExtra at once if nothing can be written there."""

    def __init__(self, url: str, resume: bool) -> None:
        self.url = url.rstrip("/")
        self._fs, path = connected(self.url)
        self._path, self._work = path.rstrip("/"), f"{path.rstrip('/')}/{NAME}"
        self._held = TemporaryDirectory(prefix="tallybook-")
        self.folder = Path(self._held.name)
        self._pool = ThreadPoolExecutor(AT_ONCE)
        self._sent: deque[Future[None]] = deque()
        self._there = self._begun(resume)

    def _begun(self, resume: bool) -> set[str]:
        """The names of the parts that are there, and here."""
        with told():
            self._fs.pipe_file(f"{self._work}/lock", b"")  # whoever may not write learns it now
            self._fs.invalidate_cache()
            names = [Path(str(one)).name for one in self._fs.find(self._work)]
            there = {name for name in names if name.endswith(".part")}
            if not resume:
                self._remove([f"{self._work}/{name}" for name in there])
                return set()
            (self.folder / NAME).mkdir()
            for name in there:
                self._fs.get_file(f"{self._work}/{name}", str(self.folder / NAME / name))
        return there

    def keep(self, part: Path) -> None:
        """Send a part there. Raises StorageError if one could not be sent."""
        if part.name not in self._there:
            self._there.add(part.name)
            self._sent.append(self._pool.submit(self._send, part, f"{self._work}/{part.name}"))
        while self._sent and (self._sent[0].done() or len(self._sent) > WAITING):
            self._sent.popleft().result()

    def settle(self) -> None:
        """Wait until all parts are there."""
        while self._sent:
            self._sent.popleft().result()

    def publish(self) -> None:
        """The files of the build take the place of those that are there; parts are no longer needed."""
        made = sorted(path for path in self.folder.iterdir() if path.is_file())
        for path in made:
            self._send(path, f"{self._path}/{path.name}")
        names = {path.name for path in [*files_of(Path(), derived=True), Path(CORRECTIONS)]}
        with told():
            self._fs.invalidate_cache()
            old = [f"{self._path}/{name}" for name in sorted(names - {path.name for path in made})]
            self._remove([*filter(self._fs.exists, old)])
        self.forget()

    def forget(self) -> None:
        """Remove the parts."""
        with told():
            self._fs.invalidate_cache()
            self._remove([str(one) for one in self._fs.find(self._work)])

    def _send(self, path: Path, to: str) -> None:
        with told():
            self._fs.put_file(str(path), to)

    def _remove(self, paths: list[str]) -> None:
        if paths:
            self._fs.rm(paths)

    def leave(self, build: Any = None) -> None:
        """Nothing more is sent. The folder here goes with `build`, which reads its tables from it, or at once."""
        self._pool.shutdown(wait=True, cancel_futures=build is None)
        if build is None:
            with suppress(OSError):
                self._held.cleanup()
        else:
            weakref.finalize(build, self._held.cleanup)

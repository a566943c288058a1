"""Answers as records of a WARC file (ISO 28500), each gzipped for itself, as archives are by custom."""

from __future__ import annotations

import base64
import gzip
import hashlib
import uuid
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from builder import __version__
from builder.fetch.client import Answer

_NOT_KEPT = frozenset({"transfer-encoding", "content-length", "connection"})
"""Heads that say how the answer came, which is not how it is kept."""


class Archive:
    """A new file; a record is on the disk once it is added, so that an interrupted fetch keeps what it has."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path, self._answers = path, 0
        self._file = path.open("xb")
        self._zipped = path.suffix == ".gz"
        about = f"software: tallybook {__version__}\r\nformat: WARC File Format 1.0\r\n".encode()
        self._write({"WARC-Type": "warcinfo", "Content-Type": "application/warc-fields"}, about)

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """One that holds no answer is taken away: the next try may use its name."""
        self._file.close()
        if not self._answers:
            self._path.unlink()

    def add(self, answer: Answer) -> None:
        """One answer, whatever its status."""
        heads = [f"{name}: {value}" for name, value in answer.headers if name.lower() not in _NOT_KEPT]
        lines = [f"HTTP/1.1 {answer.status} {answer.reason}", *heads, f"Content-Length: {len(answer.body)}", "", ""]
        head = "\r\n".join(" ".join(line.splitlines()) for line in lines).encode("utf-8", "replace")
        about = {
            "WARC-Type": "response",
            "WARC-Target-URI": answer.address,
            "WARC-Payload-Digest": _digest(answer.body),
            "Content-Type": "application/http; msgtype=response",
        }
        self._write(about, head + answer.body)
        self._answers += 1

    def _write(self, about: dict[str, str], block: bytes) -> None:
        heads = {
            **about,
            "WARC-Record-ID": f"<urn:uuid:{uuid.uuid4()}>",
            "WARC-Date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "WARC-Block-Digest": _digest(block),
            "Content-Length": str(len(block)),
        }
        lines = ["WARC/1.0", *(f"{name}: {value}" for name, value in heads.items()), "", ""]
        record = "\r\n".join(lines).encode("utf-8", "replace") + block + b"\r\n\r\n"
        self._file.write(gzip.compress(record) if self._zipped else record)
        self._file.flush()


def _digest(data: bytes) -> str:
    return f"sha1:{base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()}"

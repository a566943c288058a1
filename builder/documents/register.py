"""What must be known of every document that came before: in SQLite on disk, so that memory does not grow with a corpus.

Digests stand for texts and addresses (8 bytes each: among a hundred million documents two differ in nothing once in
thousands of corpora).
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

VERSIONS = 20
"""Versions of one address that are compared: the first, and the last so many."""

CACHE = 32
"""Megabytes of it that are held in memory."""

_TABLES = """
CREATE TABLE documents(number INTEGER PRIMARY KEY, id TEXT, path TEXT, line INTEGER, day TEXT, own INTEGER);
CREATE TABLE ids(id TEXT PRIMARY KEY, number INTEGER) WITHOUT ROWID;
CREATE TABLE texts(digest BLOB PRIMARY KEY, number INTEGER) WITHOUT ROWID;
CREATE TABLE addresses(digest BLOB, number INTEGER, figures BLOB, PRIMARY KEY (digest, number)) WITHOUT ROWID;
CREATE TABLE told(row INTEGER PRIMARY KEY, id TEXT, same INTEGER, reason TEXT);
"""


@dataclass(frozen=True, slots=True)
class Known:
    """A document that was entered: its id, where it stands, its day, and whether it came with an id of its own."""

    id: str
    path: str | None
    line: int | None
    day: str | None
    own: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be said of a row beyond its own columns: another id, the number of the document it is the same as, or
    why it is rejected."""

    id: str | None = None
    same: int | None = None
    reason: str | None = None


class Register:
    """Entered documents by number, and what of them is looked up. It lives as long as the build."""

    def __init__(self, folder: Path) -> None:
        file = folder / "register.sqlite"
        file.unlink(missing_ok=True)
        self._base = sqlite3.connect(file, isolation_level=None)
        for setting in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", f"cache_size=-{CACHE * 1024}"):
            self._base.execute(f"PRAGMA {setting}")
        self._base.executescript(_TABLES)
        self._base.execute("BEGIN")

    def id_taken(self, id: str) -> int | None:
        return self._number("SELECT number FROM ids WHERE id = ?", id)

    def text(self, digest: bytes) -> int | None:
        return self._number("SELECT number FROM texts WHERE digest = ?", digest)

    def _number(self, query: str, key: str | bytes) -> int | None:
        found = self._base.execute(query, (key,)).fetchone()
        return None if found is None else found[0]

    def versions(self, address: bytes | None) -> list[tuple[int, bytes]]:
        """Number and figures of the versions of an address: the first, and the last few, in order."""
        if address is None:
            return []
        query = "SELECT number, figures FROM addresses WHERE digest = ? ORDER BY number"
        first = self._base.execute(f"{query} LIMIT 1", (address,)).fetchall()
        last = self._base.execute(f"{query} DESC LIMIT {VERSIONS}", (address,)).fetchall() if first else []
        return sorted({*first, *last})

    def known(self, number: int) -> Known:
        query = "SELECT id, path, line, day, own FROM documents WHERE number = ?"
        id, path, line, day, own = self._base.execute(query, (number,)).fetchone()
        return Known(id, path, line, day, bool(own))

    def take_id(self, id: str, number: int) -> None:
        """The first to have an id keeps it."""
        self._base.execute("INSERT OR IGNORE INTO ids VALUES (?, ?)", (id, number))

    def enter(self, number: int, one: Known, text: bytes, address: bytes | None, figures: bytes) -> None:
        values = (number, one.id, one.path, one.line, one.day, one.own)
        self._base.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?)", values)
        self.take_id(one.id, number)
        self._base.execute("INSERT OR IGNORE INTO texts VALUES (?, ?)", (text, number))
        if address is not None:
            self._base.execute("INSERT INTO addresses VALUES (?, ?, ?)", (address, number, figures))

    def tell(self, row: int, told: Told) -> None:
        self._base.execute("INSERT INTO told VALUES (?, ?, ?, ?)", (row, told.id, told.same, told.reason))

    def told(self, start: int, stop: int) -> dict[int, Told]:
        """What was told of rows start..stop (half-open)."""
        query = "SELECT row, id, same, reason FROM told WHERE row >= ? AND row < ?"
        return {row: Told(*told) for row, *told in self._base.execute(query, (start, stop))}

    def close(self) -> None:
        self._base.close()

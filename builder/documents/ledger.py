"""Which documents are the same, and which tell the same report: every one is judged in the order it came.

The same article twice is one document: the same text, or the same address with the same figures in much the same words.
What differs in a figure is another report, however alike it reads; it is read, and stands in the same cluster.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b
from urllib.parse import urlsplit

from builder.documents.marks import Mark
from builder.documents.records import Reject, hash_id, shown
from builder.documents.sketches import Sketches
from builder.model import Document

READ, DUPLICATE, REJECTED = "read", "duplicate", "rejected"

ALIKE = 0.5
"""Of the runs of two texts: from here they are versions of one report."""

WITHIN, SOME = 0.75, 0.3
"""Of the runs of the shorter text, and of both: from here one is a cut of the other."""

SHORT, SHORT_ALIKE = 60, 0.8
"""Words: short notes read alike without being one, and may be the same to the letter about two events; from here on
they are versions of one report."""

VERSIONS = 20
"""Versions of one address that are compared."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a document: the id it has in the tables, the id of the document it is the same as, and of the
    first of those that tell its report."""

    id: str
    status: str = READ
    duplicate_of: str | None = None
    wire_cluster: str | None = None


class Ledger:
    """All documents so far. `keep` reads duplicates too: they are named all the same."""

    def __init__(self, keep: bool = False) -> None:
        self._keep = keep
        self._sketches = Sketches()
        self._known: list[tuple[str, str | None, int | None]] = []  # id, file and line
        self._clusters: list[int] = []
        self._words: list[tuple[int, object, bool]] = []  # of a text: how many, of which day, with an id of its own
        self._ids: dict[str, int] = {}
        self._texts: dict[bytes, int] = {}
        self._addresses: dict[str, list[tuple[int, bytes]]] = {}

    def judge(self, document: Document, mark: Mark) -> Verdict | Reject:
        """The verdict on one document; a Reject where its id is that of another."""
        same = self._same(document, mark)
        if same is not None and not self._keep:
            return self._duplicate(document, same)
        if document.id in self._ids and same is None:
            file, line = self._known[self._ids[document.id]][1:]
            place = f"{file}, line {line}" if line else file
            return Reject(document.path or "", document.line, f"the same document id as {place}", shown(document.id))
        id = document.id if document.id not in self._ids else self._other_id(document)
        number = self._enter(replace(document, id=id), mark)
        named = None if same is None else self._known[same][0]
        return Verdict(id, READ, named, self._known[self._clusters[number]][0])

    def _duplicate(self, document: Document, same: int) -> Verdict:
        id = document.id if document.id not in self._ids else self._other_id(document)
        self._ids.setdefault(id, same)
        return Verdict(id, DUPLICATE, self._known[same][0], self._known[self._clusters[same]][0])

    def _other_id(self, document: Document) -> str:
        """An id for a document whose own is taken by the one it repeats."""
        count = len(self._ids)
        return blake2b(f"{document.id}\0{document.path}\0{document.line}\0{count}".encode(), digest_size=8).hexdigest()

    def _same(self, document: Document, mark: Mark) -> int | None:
        number = self._texts.get(mark.text)
        if number is not None and not self._two_notes(document, mark, number):
            return number
        for number, figures in self._addresses.get(address(document.url), ()):
            if figures == mark.figures and self._sketches.shared(mark, number)[0] >= ALIKE:
                return number
        return None

    def _two_notes(self, document: Document, mark: Mark, number: int) -> bool:
        """True for short notes of the same words which are said to be two: by their ids, or by their dates."""
        day, own = self._words[number][1:]
        if mark.words >= SHORT or document.id == self._known[number][0]:
            return False
        return (own and _has_own_id(document)) or (day is not None and day != document.published)

    def _enter(self, document: Document, mark: Mark) -> int:
        cluster = self._cluster(document, mark)
        number = self._sketches.add(mark)
        self._known.append((document.id, document.path, document.line))
        self._clusters.append(number if cluster is None else cluster)
        self._words.append((mark.words, document.published, _has_own_id(document)))
        self._ids[document.id] = number
        self._texts.setdefault(mark.text, number)
        if document.url:
            versions = self._addresses.setdefault(address(document.url), [])
            versions.append((number, mark.figures))
            del versions[1:-VERSIONS]
        return number

    def _cluster(self, document: Document, mark: Mark) -> int | None:
        """The cluster of the document that is most alike, the first of several, if any is a version of this one."""
        if mark.text in self._texts:
            return self._clusters[self._texts[mark.text]]
        versions = {number for number, _ in self._addresses.get(address(document.url), ())}
        near = sorted({*self._sketches.candidates(mark), *versions})
        alike = [(self._alike(mark, number, SOME if number in versions else ALIKE), number) for number in near]
        most, number = max(alike, key=lambda found: found[0], default=(0.0, 0))
        return self._clusters[number] if most else None

    def _alike(self, mark: Mark, number: int, enough: float) -> float:
        """How much two texts share of their runs; 0 if it is not enough to be versions of one report."""
        both, within = self._sketches.shared(mark, number)
        if min(mark.words, self._words[number][0]) < SHORT:
            return both if both >= SHORT_ALIKE else 0.0
        return both if both >= enough or (within >= WITHIN and both >= SOME) else 0.0


def _has_own_id(document: Document) -> bool:
    return document.id != hash_id(document.text, document.url)


def address(url: str | None) -> str:
    """An address without what does not tell two pages apart; "" for none."""
    if not url:
        return ""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}{query}"
